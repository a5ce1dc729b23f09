/* The Theta method and the seasonal indices it takes off before: see forecast.h. */
#include <math.h>
#include "analyze/forecast.h"
#include "analyze/minimize.h"
#include "analyze/sample.h"
#include "base/banned.h"

/* Autocorrelation at a lag. */
static double autocorrelation(const double *y, int n, int lag)
{
	double mean = mdp_mean(y, n), num = 0, den = 0;
	for (int i = 0; i < n; i++) {
		den += (y[i] - mean) * (y[i] - mean);
		if (i >= lag)
			num += (y[i] - mean) * (y[i - lag] - mean);
	}
	return den > 0 ? num / den : 0;
}

int mdp_seasonal_indices(const double *y, int n, int period, int multiplicative, struct mdp_arena *arena, double *index)
{
	int half = period / 2, *count = MDP_NEW_ARRAY(arena, (size_t)period, int);
	double all = 0, limit = 1, *sum = MDP_NUMBERS(arena, period);

	for (int t = half; t + half < n; t++) {
		double mean = 0;
		for (int k = -half; k <= half; k++)
			mean += y[t + k] / period * (period % 2 == 0 && (k == -half || k == half) ? 0.5 : 1);
		if (multiplicative && !(mean > 0))
			continue;
		sum[t % period] += multiplicative ? y[t] / mean : y[t] - mean;
		count[t % period]++;
	}
	for (int i = 0; i < period; i++) {
		index[i] = count[i] ? sum[i] / count[i] : multiplicative;
		all += index[i] / period;
	}
	for (int i = 0; i < period; i++)
		index[i] = multiplicative ? fmax(1e-3, index[i] / all) : index[i] - all;
	/* the test of the M3 competition, at 90 % */
	for (int k = 1; k < period; k++) {
		double r = autocorrelation(y, n, k);
		limit += 2 * r * r;
	}
	return fabs(autocorrelation(y, n, period)) > 1.645 * sqrt(limit / n);
}

struct smoothing {
	const double *y;
	int n;
	double scale;
};

static double smooth(const struct smoothing *s, double alpha, double level, double *end)
{
	double squares = 0;
	for (int i = 0; i < s->n; i++) {
		double e = s->y[i] - level;
		squares += e * e;
		level += alpha * e;
	}
	*end = level;
	return squares;
}

static double smoothing_loss(const double *x, const void *data)
{
	const struct smoothing *s = data;
	double end = 0;
	return smooth(s, 1e-4 + 0.9998 / (1 + exp(-x[0])), x[1] * s->scale, &end) / (s->scale * s->scale);
}

int mdp_theta(const double *y, int n, int period, int ahead, struct mdp_arena *arena, double *point, double *spread)
{
	double *index = MDP_NUMBERS(arena, period > 1 ? period : 1), *flat = MDP_NUMBERS(arena, n);
	double x[2] = { 0, 0 }, least = (double)INFINITY, slope, alpha, end = 0, squares, sxy = 0, sxx = 0;
	int multiplicative, seasonal = 0;
	struct smoothing s = { flat, n, 0 };

	if (n < MDP_FORECAST_FEWEST)
		return -1;
	for (int i = 0; i < n; i++) {
		least = fmin(least, y[i]);
		s.scale += fabs(y[i]) / n;
	}
	if (!(s.scale > 0))
		return -1;
	multiplicative = least > 0;
	if (period > 1 && n >= 2 * period + 4)
		seasonal = mdp_seasonal_indices(y, n, period, multiplicative, arena, index);
	for (int i = 0; i < n; i++)
		flat[i] = !seasonal ? y[i] : multiplicative ? y[i] / index[i % period] : y[i] - index[i % period];
	for (int i = 0; i < n; i++) {
		sxy += (i - (n - 1) / 2.0) * flat[i];
		sxx += (i - (n - 1) / 2.0) * (i - (n - 1) / 2.0);
	}
	slope = sxy / sxx / 2;
	x[1] = flat[0] / s.scale;
	mdp_minimize(smoothing_loss, &s, x, 2, 0.5, 600);
	alpha = 1e-4 + 0.9998 / (1 + exp(-x[0]));
	squares = smooth(&s, alpha, x[1] * s.scale, &end);
	for (int h = 0; h < ahead; h++) {
		double factor = seasonal && multiplicative ? index[(n + h) % period] : 1;
		point[h] = end + slope * (h + (1 - pow(1 - alpha, n)) / alpha);
		point[h] = seasonal && !multiplicative ? point[h] + index[(n + h) % period] : point[h] * factor;
		spread[h] = sqrt(squares / (n - 2) * (1 + h * alpha * alpha)) * factor;
	}
	return 0;
}
