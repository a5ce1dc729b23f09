/* What the two searches for the unusual share. */
#ifndef MDP_ANALYZE_UNUSUAL_PRIVATE_H
#define MDP_ANALYZE_UNUSUAL_PRIVATE_H

#include "analyze/unusual.h"

#define MDP_UNUSUAL_LIKE_COUNTS 3 /* times the variance of counts up to which noise is taken for that of counts */
#define MDP_UNUSUAL_TAIL 5 /* degrees of freedom of wider noise */

double mdp_unusual_p(double actual, double expected, double dispersion, int counts); /* two-sided */
double mdp_unusual_dispersion(const double *y, const double *expected, int n, struct mdp_arena *arena);
void mdp_unusual_sort(struct mdp_unusual *u, int n);

#endif
