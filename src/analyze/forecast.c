#include <math.h>
#include <stdio.h>
#include <string.h>
#include "analyze/forecast.h"
#include "analyze/sample.h"
#include "analyze/special.h"
#include "base/banned.h"

const char *mdp_forecast_method_text(enum mdp_forecast_method m)
{
	static const char *const text[] = {
#define X(name, words) words,
		MDP_FORECAST_METHODS(X)
#undef X
	};
	return m < MDP_FORECAST_NMETHODS ? text[m] : "";
}

static int naive(const double *y, int n, int period, int ahead, double *point, double *spread)
{
	double squares = 0;

	if (n <= period)
		return -1;
	for (int i = period; i < n; i++)
		squares += (y[i] - y[i - period]) * (y[i] - y[i - period]);
	for (int h = 0; h < ahead; h++) {
		point[h] = y[n - period + h % period];
		int seasons = 1 + h / period; /* each one ahead adds its own spread */
		spread[h] = sqrt(squares / (n - period) * seasons);
	}
	return 0;
}

static int one_method(enum mdp_forecast_method method, const double *y, int n, int period, int ahead,
		      struct mdp_arena *arena, struct mdp_ets *form, double *point, double *spread)
{
	double *other, *wide;

	switch (method) {
	case MDP_FORECAST_NAIVE:
		return naive(y, n, period, ahead, point, spread);
	case MDP_FORECAST_ETS:
		return mdp_ets(y, n, period, ahead, arena, form, point, spread);
	case MDP_FORECAST_THETA:
		return mdp_theta(y, n, period, ahead, arena, point, spread);
	case MDP_FORECAST_MEAN:
		other = MDP_NUMBERS(arena, ahead);
		wide = MDP_NUMBERS(arena, ahead);
		if (mdp_ets(y, n, period, ahead, arena, form, point, spread) != 0 ||
		    mdp_theta(y, n, period, ahead, arena, other, wide) != 0)
			return -1;
		for (int h = 0; h < ahead; h++) {
			point[h] = (point[h] + other[h]) / 2;
			spread[h] = (spread[h] + wide[h]) / 2;
		}
		return 0;
	case MDP_FORECAST_NMETHODS:
		break;
	}
	return -1;
}

static double smape(const double *point, const double *y, int n)
{
	double sum = 0;
	for (int i = 0; i < n; i++) {
		double size = fabs(point[i]) + fabs(y[i]);
		sum += size > 0 ? 200 * fabs(point[i] - y[i]) / size : 0;
	}
	return sum / n;
}

/* Another way has to be better by this factor on the held-out periods, or the mean stays. */
#define CLEARLY 0.5

/* Tries each way on what is held out; also how far off its spread was there. */
static void choose(const double *y, int n, int period, struct mdp_arena *arena, struct mdp_forecast *out, double *widen)
{
	int h = out->held_out, m = n - h;
	double *point = MDP_NUMBERS(arena, h), *spread = MDP_NUMBERS(arena, h);

	out->method = MDP_FORECAST_MEAN;
	for (int k = MDP_FORECAST_NMETHODS - 1; k >= 0; k--) {
		enum mdp_forecast_method method = (enum mdp_forecast_method)k;
		struct mdp_ets form = { 0 };
		double squares = 0;
		out->error[k] = (double)NAN;
		widen[k] = 1;
		if (one_method(method, y, m, period, h, arena, &form, point, spread) != 0)
			continue;
		out->error[k] = smape(point, y + m, h);
		for (int i = 0; i < h; i++) {
			double off = spread[i] > 0 ? (y[m + i] - point[i]) / spread[i] : 0;
			squares += off * off / h;
		}
		widen[k] = sqrt(squares);
		if (isnan(out->error[out->method]) || out->error[k] < CLEARLY * out->error[out->method])
			out->method = method;
	}
}

/* What spread is taken times, from how far off it was on the held-out periods: those are few, so mostly from experience. */
static double widening(double seen)
{
	return fmax(1.0, fmin(2.0, 0.7 + 0.5 * seen));
}

int mdp_forecast(const double *y, int n, int period, int ahead, struct mdp_arena *arena, struct mdp_forecast *out)
{
	double widen[MDP_FORECAST_NMETHODS], *spread, z80 = mdp_normal_quantile(0.9), z95 = mdp_normal_quantile(0.975);
	struct mdp_ets form = { 0 };

	*out = (struct mdp_forecast){ .ahead = ahead };
	if (n > MDP_FORECAST_MOST) {
		y += n - MDP_FORECAST_MOST;
		n = MDP_FORECAST_MOST;
	}
	if (n < MDP_FORECAST_FEWEST || ahead < 1 || ahead > MDP_FORECAST_AHEAD)
		return -1;
	if (period < 2 || period > MDP_SEASON_MOST || n < 2 * period + 4)
		period = 1;
	out->period = period;
	out->held_out = ahead < n / 4 ? ahead : n / 4;
	out->mean = MDP_NUMBERS(arena, ahead);
	out->low80 = MDP_NUMBERS(arena, ahead);
	out->high80 = MDP_NUMBERS(arena, ahead);
	out->low95 = MDP_NUMBERS(arena, ahead);
	out->high95 = MDP_NUMBERS(arena, ahead);
	spread = MDP_NUMBERS(arena, ahead);
	choose(y, n, period, arena, out, widen);
	if (one_method(out->method, y, n, period, ahead, arena, &form, out->mean, spread) != 0)
		return -1;
	if (form.aicc != 0)
		snprintf(out->form, sizeof(out->form), "%s,%s,%s", form.multiplicative_error ? "M" : "A",
			 form.damped  ? "Ad"
			 : form.trend ? "A"
				      : "N",
			 form.season == 2   ? "M"
			 : form.season == 1 ? "A"
					    : "N");
	for (int h = 0; h < ahead; h++) {
		double sd = spread[h] * widening(widen[out->method]);
		out->low80[h] = out->mean[h] - z80 * sd;
		out->high80[h] = out->mean[h] + z80 * sd;
		out->low95[h] = out->mean[h] - z95 * sd;
		out->high95[h] = out->mean[h] + z95 * sd;
	}
	return 0;
}
