/*
 * How long until something happens, when for some it has not happened yet: Kaplan and Meier (1958), variance by
 * Greenwood (1926), interval on the log-log scale (Kalbfleisch and Prentice 1980), as in the package lifelines.
 */
#ifndef MDP_ANALYZE_SURVIVAL_H
#define MDP_ANALYZE_SURVIVAL_H

#include "base/arena.h"

struct mdp_survival_step {
	double time, at_risk, events, censored;
	double survival, low, high; /* after that time */
};

struct mdp_survival {
	struct mdp_survival_step *steps; /* one a distinct time, ascending */
	int nsteps;
	double n, events;
	double median, median_low, median_high; /* infinity where the curve does not fall that far */
};

/* event[i] is 0 where nothing had happened by time[i]. Returns 0, or -1 when n < 1 or a time is negative or no number. */
int mdp_kaplan_meier(const double *time, const double *event, int n, double level, struct mdp_arena *arena,
		     struct mdp_survival *out);
/* The same of counts at distinct times, ascending: to how many it had happened, and how many were seen no longer. */
int mdp_kaplan_meier_of(const double *time, const double *events, const double *censored, int n, double level,
			struct mdp_arena *arena, struct mdp_survival *out);
double mdp_survival_at(const struct mdp_survival *s, double time); /* share to whom it has not happened */
/* Mantel's (1966) log-rank test of two groups: p value of chi² with one degree of freedom. */
double mdp_log_rank(const struct mdp_survival *a, const struct mdp_survival *b);

#endif
