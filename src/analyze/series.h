/*
 * Series at equal steps: what is seasonal, what is trend, what sticks out, where the level changes.
 * Sources: Cleveland, Cleveland, McRae and Terpenning (1990) for STL; Rosner (1983) for the generalized extreme
 * studentized deviate; Benjamini and Hochberg (1995) for false discoveries; Killick, Fearnhead and Eckley (2012) for
 * change points (PELT, change of the mean).
 */
#ifndef MDP_ANALYZE_SERIES_H
#define MDP_ANALYZE_SERIES_H

#include "base/arena.h"

#define MDP_SERIES_MOST 20000 /* steps of one series */

struct mdp_stl_options {
	int period; /* steps of a season, at least 2 */
	int seasonal, trend, low_pass; /* odd windows; 0 = 7, and what the paper derives from the period */
	int inner, outer; /* rounds; outer 0 = not robust */
};

struct mdp_stl {
	double *seasonal, *trend, *rest,
		*weight; /* n each: y = seasonal + trend + rest; weight 0 = taken for an outlier */
};

/* Returns 0, or -1 when there are fewer than two seasons or more than MDP_SERIES_MOST steps. */
int mdp_stl(const double *y, int n, const struct mdp_stl_options *opt, struct mdp_arena *arena, struct mdp_stl *out);

struct mdp_outlier {
	int at; /* index */
	double statistic, critical; /* R and λ of the round that took it away */
};

/*
 * Up to `most` outliers of n values, most extreme first. robust: around the median and in scaled MADs instead of mean and
 * standard deviation. Returns how many; the array has room for `most`.
 */
int mdp_gesd(const double *x, int n, int most, double alpha, int robust, struct mdp_arena *arena,
	     struct mdp_outlier *out);

/* Adjusted p values: those at most q are discoveries, of which on average a share q is false. */
void mdp_benjamini_hochberg(const double *p, int n, struct mdp_arena *arena, double *adjusted);

/*
 * Starts of the segments after the first one, ascending: where the mean changes. A further segment has to gain
 * `penalty` times the variance of the noise, which is taken from the differences of neighbours; 0 = 3 log n.
 * Segments have at least `shortest` steps. Returns how many; the array has room for n.
 */
int mdp_change_points(const double *y, int n, int shortest, double penalty, struct mdp_arena *arena, int *starts);

#endif
