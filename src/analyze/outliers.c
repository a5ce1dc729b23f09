/* Outliers of a sample, discoveries among many tests, changes of level: see series.h. */
#include <math.h>
#include <stdlib.h>
#include "analyze/sample.h"
#include "analyze/series.h"
#include "analyze/special.h"
#include "base/banned.h"

int mdp_gesd(const double *x, int n, int most, double alpha, int robust, struct mdp_arena *arena,
	     struct mdp_outlier *out)
{
	double *left = MDP_NUMBERS(arena, n);
	int *at = MDP_NEW_ARRAY(arena, (size_t)(n > 0 ? n : 1), int), found = 0;

	for (int i = 0; i < n; i++) {
		left[i] = x[i];
		at[i] = i;
	}
	for (int round = 0, k = n; round < most && k >= 3; round++, k--) {
		double center = robust ? mdp_median(left, k, arena) : mdp_mean(left, k);
		double sd = robust ? MDP_MAD_TO_SD * mdp_mad(left, k, center, arena) : sqrt(mdp_variance(left, k));
		double t = mdp_student_quantile(1 - alpha / (2.0 * k), k - 2), farthest = -1;
		int which = 0;
		for (int i = 0; i < k; i++)
			if (fabs(left[i] - center) > farthest) {
				farthest = fabs(left[i] - center);
				which = i;
			}
		if (!(sd > 0))
			break;
		out[round] = (struct mdp_outlier){ at[which], farthest / sd, (k - 1) * t / sqrt((k - 2 + t * t) * k) };
		if (out[round].statistic > out[round].critical)
			found = round + 1;
		left[which] = left[k - 1];
		at[which] = at[k - 1];
	}
	return found;
}

struct tested {
	double p;
	int at;
};

static int by_p(const void *pa, const void *pb)
{
	const struct tested *a = pa, *b = pb;
	return a->p != b->p ? (a->p > b->p) - (a->p < b->p) : (a->at > b->at) - (a->at < b->at);
}

void mdp_benjamini_hochberg(const double *p, int n, struct mdp_arena *arena, double *adjusted)
{
	struct tested *t = MDP_NEW_ARRAY(arena, (size_t)(n > 0 ? n : 1), struct tested);
	double least = 1;

	for (int i = 0; i < n; i++)
		t[i] = (struct tested){ p[i], i };
	if (n > 1)
		qsort(t, (size_t)n, sizeof(*t), by_p);
	for (int i = n - 1; i >= 0; i--) {
		least = fmin(least, t[i].p * n / (i + 1));
		adjusted[t[i].at] = least;
	}
}

/* Σ (y - mean)² over [from, to) out of sums of values and squares. */
static double cost(const double *sum, const double *squares, int from, int to)
{
	double s = sum[to] - sum[from];
	return fmax(0, squares[to] - squares[from] - s * s / (to - from));
}

/* Variance of the noise by the differences of neighbours, which a change of level hardly touches. */
static double noise(const double *y, int n, struct mdp_arena *arena)
{
	double *d = MDP_NUMBERS(arena, n), mad, sd;
	for (int i = 0; i + 1 < n; i++)
		d[i] = fabs(y[i + 1] - y[i]);
	mad = mdp_median(d, n - 1, arena);
	sd = mad * MDP_MAD_TO_SD / sqrt(2);
	return sd * sd;
}

int mdp_change_points(const double *y, int n, int shortest, double penalty, struct mdp_arena *arena, int *starts)
{
	double *sum, *squares, *best, variance, mean = mdp_mean(y, n);
	int *previous, *open, nopen = 0, count = 0;

	shortest = shortest < 1 ? 1 : shortest;
	if (n < 2 * shortest || n < 3 || n > MDP_SERIES_MOST)
		return 0;
	variance = noise(y, n, arena);
	penalty = (penalty > 0 ? penalty : 3 * log(n)) * variance;
	sum = MDP_NUMBERS(arena, n + 1);
	squares = MDP_NUMBERS(arena, n + 1);
	best = MDP_NUMBERS(arena, n + 1);
	previous = MDP_NEW_ARRAY(arena, (size_t)(n + 1), int);
	open = MDP_NEW_ARRAY(arena, (size_t)(n + 1), int);
	for (int i = 0; i < n; i++) {
		sum[i + 1] = sum[i] + (y[i] - mean);
		squares[i + 1] = squares[i] + (y[i] - mean) * (y[i] - mean);
	}
	best[0] = -penalty;
	open[nopen++] = 0;
	for (int to = shortest; to <= n; to++) {
		int kept = 0;
		if (to - shortest >= shortest)
			open[nopen++] = to - shortest;
		best[to] = (double)INFINITY;
		for (int i = 0; i < nopen; i++) {
			double c = best[open[i]] + cost(sum, squares, open[i], to) + penalty;
			if (c < best[to]) {
				best[to] = c;
				previous[to] = open[i];
			}
		}
		for (int i = 0; i < nopen; i++)
			if (best[open[i]] + cost(sum, squares, open[i], to) <= best[to])
				open[kept++] = open[i];
		nopen = kept;
	}
	for (int at = previous[n]; at > 0; at = previous[at])
		starts[count++] = at;
	for (int i = 0; i < count / 2; i++) {
		int t = starts[i];
		starts[i] = starts[count - 1 - i];
		starts[count - 1 - i] = t;
	}
	return count;
}
