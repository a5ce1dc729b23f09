/*
 * What is unusual in series at equal steps: single steps of one series, and stretches of single groups of many. What is
 * expected comes from a robust fit that the unusual steps hardly move: STL for a series; for groups their usual part of
 * all, its slow change and its season. Chance is that of counts (Poisson, exact) where the noise is no wider than that;
 * where it is wider, steps are compared with how far the others are off, with the heavy tail of Student's t. Many tests
 * are made, so findings are those at which on average at most a share q is false (Benjamini and Hochberg).
 */
#ifndef MDP_ANALYZE_UNUSUAL_H
#define MDP_ANALYZE_UNUSUAL_H

#include "base/arena.h"

#define MDP_UNUSUAL_GROUPS 500
#define MDP_UNUSUAL_CELLS 200000 /* groups × steps */
#define MDP_UNUSUAL_FEWEST 12 /* steps without which nothing is expected */

struct mdp_unusual_options {
	int period; /* steps of a season: 7 for days, 12 for months; 1 = none */
	int counts; /* the values are numbers of things */
	int longest; /* groups: steps of one stretch at most */
	double a_year; /* steps of a year, 0 = not known: a step that chance brings less than once in 20 years is told of too */
	double q; /* share of false findings that is borne; 0 = 0.05, of groups 0.02 */
};

struct mdp_unusual {
	int group, from, to; /* steps, inclusive */
	double actual, expected; /* over these steps */
	double p, adjusted;
};

/* Most unlikely first. Returns how many, at most `most`; 0 also when there are too few steps. */
int mdp_unusual_steps(const double *y, int n, const struct mdp_unusual_options *opt, struct mdp_arena *arena,
		      struct mdp_unusual *out, int most);
/*
 * y[group * n + step], all >= 0. What is counted may come in clusters (orders of the same customers); then squares[…] is
 * Σ over clusters of their part of y, squared, and chance is that of clusters. NULL: each thing is for itself.
 */
int mdp_unusual_groups(const double *y, const double *squares, int groups, int n, const struct mdp_unusual_options *opt,
		       struct mdp_arena *arena, struct mdp_unusual *out, int most);

#endif
