#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "analyze/sample.h"
#include "base/banned.h"

static int by_value(const void *pa, const void *pb)
{
	double a = *(const double *)pa, b = *(const double *)pb;
	return (a > b) - (a < b);
}

void mdp_sort_numbers(double *x, int n)
{
	if (n > 1)
		qsort(x, (size_t)n, sizeof(*x), by_value);
}

double *mdp_sorted(const double *x, int n, struct mdp_arena *arena)
{
	double *copy = MDP_NUMBERS(arena, n);
	if (n > 0)
		memcpy(copy, x, (size_t)n * sizeof(*x));
	mdp_sort_numbers(copy, n);
	return copy;
}

double mdp_quantile_sorted(const double *sorted, int n, double p)
{
	double at = p * (n - 1);
	int i = (int)floor(at);

	if (n <= 0 || !(p >= 0) || !(p <= 1))
		return (double)NAN;
	if (i + 1 >= n)
		return sorted[n - 1];
	return sorted[i] + (at - i) * (sorted[i + 1] - sorted[i]);
}

double mdp_median(const double *x, int n, struct mdp_arena *arena)
{
	return mdp_quantile_sorted(mdp_sorted(x, n, arena), n, 0.5);
}

double mdp_mad(const double *x, int n, double center, struct mdp_arena *arena)
{
	double *away = MDP_NUMBERS(arena, n);
	for (int i = 0; i < n; i++)
		away[i] = fabs(x[i] - center);
	mdp_sort_numbers(away, n);
	return mdp_quantile_sorted(away, n, 0.5);
}

struct ranked {
	double value;
	int at;
};

static int by_ranked(const void *pa, const void *pb)
{
	return by_value(&((const struct ranked *)pa)->value, &((const struct ranked *)pb)->value);
}

double *mdp_ranks(const double *x, int n, double *ties, struct mdp_arena *arena)
{
	struct ranked *r = MDP_NEW_ARRAY(arena, (size_t)(n > 0 ? n : 1), struct ranked);
	double *rank = MDP_NUMBERS(arena, n), sum = 0;

	for (int i = 0; i < n; i++)
		r[i] = (struct ranked){ x[i], i };
	if (n > 1)
		qsort(r, (size_t)n, sizeof(*r), by_ranked);
	for (int i = 0, end; i < n; i = end) {
		double t;
		for (end = i + 1; end < n && !(r[end].value > r[i].value); end++)
			;
		t = end - i;
		sum += t * t * t - t;
		for (int k = i; k < end; k++)
			rank[r[k].at] = (i + 1 + end) / 2.0;
	}
	if (ties)
		*ties = sum;
	return rank;
}

double mdp_mean(const double *x, int n)
{
	double sum = 0;
	for (int i = 0; i < n; i++)
		sum += x[i];
	return n > 0 ? sum / n : (double)NAN;
}

double mdp_variance(const double *x, int n)
{
	double mean = mdp_mean(x, n), sum = 0;
	for (int i = 0; i < n; i++)
		sum += (x[i] - mean) * (x[i] - mean);
	return n > 1 ? sum / (n - 1) : (double)NAN;
}
