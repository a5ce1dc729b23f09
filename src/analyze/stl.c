/* Seasonal and trend decomposition by loess: see series.h. Names in comments are those of the paper. */
#include <math.h>
#include <string.h>
#include "analyze/sample.h"
#include "analyze/series.h"
#include "base/banned.h"

/* Tricube of the distance r in units of h. */
static double tricube(double r, double h)
{
	double u = r / h;
	return r > 0.999 * h ? 0 : r <= 0.001 * h ? 1 : (1 - u * u * u) * (1 - u * u * u) * (1 - u * u * u);
}

/*
 * Locally linear fit of y[0 … n) at position x among the q nearest points [left, left + q); weights may be NULL.
 * Returns 0 when all weights vanish.
 */
static int loess_at(const double *y, int n, int q, const double *weight, double x, int left, double *out)
{
	int right = left + (q < n ? q : n) - 1;
	double h = fmax(x - left, right - x) + (q > n ? (q - n) / 2 : 0);
	double sum = 0, mean = 0, value = 0, spread = 0, slope = 0;

	for (int i = left; i <= right; i++) {
		double w = tricube(fabs(i - x), h) * (weight ? weight[i] : 1);
		sum += w;
		mean += w * i;
		value += w * y[i];
	}
	if (!(sum > 0))
		return 0;
	mean /= sum;
	value /= sum;
	for (int i = left; i <= right; i++) {
		double w = tricube(fabs(i - x), h) * (weight ? weight[i] : 1) / sum;
		spread += w * (i - mean) * (i - mean);
		slope += w * (i - mean) * y[i];
	}
	if (sqrt(spread) > 0.001 * (n - 1))
		value += slope / spread * (x - mean);
	*out = value;
	return 1;
}

/* At every point. */
static void loess(const double *y, int n, int q, const double *weight, double *out)
{
	int left = 0, half = (q + 1) / 2;

	if (n < 2) {
		out[0] = y[0];
		return;
	}
	for (int i = 0; i < n; i++) {
		if (q < n && i + 1 > half && left + q < n)
			left++;
		if (!loess_at(y, n, q, weight, i, left, &out[i]))
			out[i] = y[i];
	}
}

/* Moving average of n values over `width`: n - width + 1 values. */
static void moving_average(const double *x, int n, int width, double *out)
{
	double sum = 0;
	for (int i = 0; i < n; i++) {
		sum += x[i];
		if (i >= width)
			sum -= x[i - width];
		if (i >= width - 1)
			out[i - width + 1] = sum / width;
	}
}

struct work {
	int n, period, seasonal, trend, low_pass;
	double *cycle, *a, *b, *sub, *subweight, *smooth, *fit; /* n + 2 periods each */
};

/* Each position of the season smoothed along the seasons, one season further at both ends: C of step 2. */
static void smooth_cycles(struct work *w, const double *detrended, const double *weight)
{
	for (int p = 0; p < w->period; p++) {
		int k = (w->n - p - 1) / w->period + 1, left;
		for (int i = 0; i < k; i++) {
			w->sub[i] = detrended[p + i * w->period];
			w->subweight[i] = weight ? weight[p + i * w->period] : 1;
		}
		loess(w->sub, k, w->seasonal, w->subweight, w->smooth + 1);
		if (!loess_at(w->sub, k, w->seasonal, w->subweight, -1, 0, &w->smooth[0]))
			w->smooth[0] = w->smooth[1];
		left = k - w->seasonal > 0 ? k - w->seasonal : 0;
		if (!loess_at(w->sub, k, w->seasonal, w->subweight, k, left, &w->smooth[k + 1]))
			w->smooth[k + 1] = w->smooth[k];
		for (int i = 0; i < k + 2; i++)
			w->cycle[p + i * w->period] = w->smooth[i];
	}
}

static void inner_round(struct work *w, const double *y, const double *weight, struct mdp_stl *out)
{
	int n = w->n, p = w->period;

	for (int i = 0; i < n; i++)
		w->fit[i] = y[i] - out->trend[i];
	smooth_cycles(w, w->fit, weight);
	moving_average(w->cycle, n + 2 * p, p, w->a);
	moving_average(w->a, n + p + 1, p, w->b);
	moving_average(w->b, n + 2, 3, w->a);
	loess(w->a, n, w->low_pass, NULL, w->b);
	for (int i = 0; i < n; i++)
		out->seasonal[i] = w->cycle[p + i] - w->b[i];
	for (int i = 0; i < n; i++)
		w->fit[i] = y[i] - out->seasonal[i];
	loess(w->fit, n, w->trend, weight, out->trend);
}

/* Bisquare of what is left, in six medians of it. */
static void robustness(const double *y, int n, struct mdp_arena *arena, struct mdp_stl *out)
{
	double *away = MDP_NUMBERS(arena, n), h;

	for (int i = 0; i < n; i++)
		away[i] = fabs(y[i] - out->seasonal[i] - out->trend[i]);
	h = 6 * mdp_median(away, n, arena);
	for (int i = 0; i < n; i++) {
		double u = h > 0 ? away[i] / h : 0;
		out->weight[i] = away[i] <= 0.001 * h ? 1 : away[i] <= 0.999 * h ? (1 - u * u) * (1 - u * u) : 0;
	}
}

static int odd(double x)
{
	int i = (int)ceil(x);
	return i % 2 ? i : i + 1;
}

int mdp_stl(const double *y, int n, const struct mdp_stl_options *opt, struct mdp_arena *arena, struct mdp_stl *out)
{
	struct work w = { .n = n, .period = opt->period };
	int room = n + 2 * opt->period;
	double **arrays[] = { &w.cycle, &w.a, &w.b, &w.sub, &w.subweight, &w.smooth, &w.fit };

	if (opt->period < 2 || n < 2 * opt->period || n > MDP_SERIES_MOST)
		return -1;
	w.seasonal = opt->seasonal ? opt->seasonal : 7;
	w.trend = opt->trend ? opt->trend : odd(1.5 * opt->period / (1 - 1.5 / w.seasonal));
	w.low_pass = opt->low_pass ? opt->low_pass : odd(opt->period + 1);
	for (size_t i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++)
		*arrays[i] = MDP_NUMBERS(arena, room);
	*out = (struct mdp_stl){ MDP_NUMBERS(arena, n), MDP_NUMBERS(arena, n), MDP_NUMBERS(arena, n),
				 MDP_NUMBERS(arena, n) };
	for (int round = 0; round <= opt->outer; round++) {
		for (int i = 0; i < (opt->inner > 0 ? opt->inner : 2); i++)
			inner_round(&w, y, round ? out->weight : NULL, out);
		if (opt->outer > 0 && round < opt->outer)
			robustness(y, n, arena, out);
	}
	for (int i = 0; i < n; i++) {
		out->rest[i] = y[i] - out->seasonal[i] - out->trend[i];
		if (opt->outer == 0)
			out->weight[i] = 1;
	}
	return 0;
}
