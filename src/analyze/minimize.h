/*
 * The smallest value of a function of a few parameters, without derivatives: Nelder and Mead (1965), begun again from
 * where it stopped until that gains nothing, since a simplex may collapse early. Deterministic.
 */
#ifndef MDP_ANALYZE_MINIMIZE_H
#define MDP_ANALYZE_MINIMIZE_H

#define MDP_MINIMIZE_MOST 6 /* parameters */

typedef double (*mdp_objective)(const double *x, const void *data); /* NaN and infinity count as very large */

/* x: the start, and the place found. step: size of the first simplex in each direction. Returns the value found. */
double mdp_minimize(mdp_objective f, const void *data, double *x, int n, double step, int evaluations);

#endif
