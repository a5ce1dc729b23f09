/* The median of all slopes between two values, its interval, and the test of Mann and Kendall: see relate.h. */
#include <math.h>
#include "analyze/relate.h"
#include "analyze/sample.h"
#include "analyze/special.h"
#include "base/banned.h"

static double z_of(double s, double variance)
{
	return s > 0 ? (s - 1) / sqrt(variance) : s < 0 ? (s + 1) / sqrt(variance) : 0;
}

/*
 * The variance of S grows with what values keep of the ones before them: after the slope is taken off, by
 * 1 + 2 Σ (1 - k/n) ρ^k of an autoregression of the first order. Only a positive ρ is believed: it errs to caution.
 */
static double inflation(const double *y, int n, double slope)
{
	double mean = 0, num = 0, den = 0, sum = 0, rho, power = 1;

	for (int i = 0; i < n; i++)
		mean += (y[i] - slope * i) / n;
	for (int i = 0; i < n; i++) {
		double e = y[i] - slope * i - mean;
		den += e * e;
		if (i + 1 < n)
			num += e * (y[i + 1] - slope * (i + 1) - mean);
	}
	rho = den > 0 ? fmax(0, fmin(0.98, num / den)) : 0;
	for (int k = 1; k < n; k++) {
		power *= rho;
		sum += (1 - (double)k / n) * power;
	}
	return 1 + 2 * sum;
}

int mdp_trend(const double *y, int n, double level, struct mdp_arena *arena, struct mdp_trend *out)
{
	double *slopes, *sorted, variance, width;
	int pairs = 0, low, high;

	*out = (struct mdp_trend){ .n = n };
	if (n < 3 || n > MDP_TREND_MOST)
		return -1;
	slopes = MDP_NUMBERS(arena, n * (n - 1) / 2);
	for (int i = 0; i < n; i++)
		for (int k = i + 1; k < n; k++) {
			slopes[pairs++] = (y[k] - y[i]) / (k - i);
			out->s += (y[k] > y[i]) - (y[k] < y[i]);
		}
	mdp_sort_numbers(slopes, pairs);
	out->slope = mdp_quantile_sorted(slopes, pairs, 0.5);
	out->intercept = mdp_median(y, n, arena) - out->slope * (n - 1) / 2.0;
	/* less the same of each group of t equal values */
	variance = (double)n * (n - 1) * (2.0 * n + 5);
	sorted = mdp_sorted(y, n, arena);
	for (int i = 0, end; i < n; i = end) {
		double t;
		for (end = i + 1; end < n && !(sorted[end] > sorted[i]); end++)
			;
		t = end - i;
		variance -= t * (t - 1) * (2 * t + 5);
	}
	variance /= 18;
	if (!(variance > 0))
		return -1;
	out->z = z_of(out->s, variance);
	out->p = fmin(1, 2 * mdp_normal_tail(fabs(out->z)));
	out->z_adjusted = z_of(out->s, variance * inflation(y, n, out->slope));
	out->p_adjusted = fmin(1, 2 * mdp_normal_tail(fabs(out->z_adjusted)));
	/* Sen's interval: the slopes at these ranks (as scipy's theilslopes counts them) */
	width = mdp_normal_quantile((1 + level) / 2) * sqrt(variance);
	high = (int)fmin(nearbyint((pairs + width) / 2), pairs - 1);
	low = (int)fmax(nearbyint((pairs - width) / 2) - 1, 0);
	out->low = slopes[low];
	out->high = slopes[high];
	return 0;
}
