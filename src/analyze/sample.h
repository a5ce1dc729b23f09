/*
 * A sample of numbers: order, quantiles, ranks, means. Scratch comes from the arena; the samples are not changed.
 * Sources: Hyndman and Fan (1996), definition 7, for quantiles.
 */
#ifndef MDP_ANALYZE_SAMPLE_H
#define MDP_ANALYZE_SAMPLE_H

#include "base/arena.h"

/* The middle half of the ranks of a normal sample is 1/1.4826 standard deviations to each side of its median. */
#define MDP_MAD_TO_SD 1.4826022185056018

/* Room for n numbers; for one when n is 0. */
#define MDP_NUMBERS(arena, n) MDP_NEW_ARRAY((arena), (size_t)((n) > 0 ? (n) : 1), double)

void mdp_sort_numbers(double *x, int n);
double *mdp_sorted(const double *x, int n, struct mdp_arena *arena);
double mdp_quantile_sorted(const double *sorted, int n, double p); /* NaN when n is 0 */
double mdp_median(const double *x, int n, struct mdp_arena *arena);
double mdp_mad(const double *x, int n, double center, struct mdp_arena *arena); /* median of |x - center|, not scaled */
/* 1-based, ties share the mean of their ranks; *ties (may be NULL) gets Σ (t³ - t) over groups of t equal values. */
double *mdp_ranks(const double *x, int n, double *ties, struct mdp_arena *arena);
double mdp_mean(const double *x, int n);
double mdp_variance(const double *x, int n); /* of the population it is drawn from: over n - 1 */

#endif
