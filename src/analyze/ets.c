/* Exponential smoothing as a state space: see forecast.h. Chapter and table numbers are those of the book named there. */
#include <math.h>
#include <string.h>
#include "analyze/forecast.h"
#include "analyze/minimize.h"
#include "analyze/sample.h"
#include "base/banned.h"

#define EVALUATIONS 1200

struct fit {
	const double *y; /* divided by scale */
	int n, period, parameters;
	struct mdp_ets form;
	const double *season; /* first indices */
	double *state; /* [period] indices while it runs */
	double level, slope; /* where it ends */
};

static double between(double x, double lo, double hi)
{
	return lo + (hi - lo) / (1 + exp(-x));
}

/* The parameters of a form out of numbers without bounds; those it has not are skipped. */
static void unpack(const struct fit *f, const double *x, struct mdp_ets *m)
{
	int i = 0;

	*m = f->form;
	m->alpha = between(x[i++], 1e-4, 0.9999);
	m->level = x[i++];
	m->phi = 1;
	m->beta = m->gamma = m->slope = 0;
	if (m->trend) {
		m->beta = between(x[i++], 1e-4, m->alpha);
		m->slope = x[i++];
	}
	if (m->damped)
		m->phi = between(x[i++], 0.8, 0.98);
	if (m->season)
		m->gamma = between(x[i++], 1e-4, 1 - m->alpha);
}

/* Table 2.2 and 2.3: runs over the series; returns -2 log likelihood up to a constant. The indices are left in state. */
static double run(struct fit *f, const struct mdp_ets *m, double *sum_squares)
{
	double level = m->level, slope = m->slope, squares = 0, logs = 0;

	if (m->season)
		memcpy(f->state, f->season, (size_t)f->period * sizeof(double));
	for (int t = 0; t < f->n; t++) {
		double *s = m->season ? &f->state[t % f->period] : NULL;
		double base = level + m->phi * slope, fitted = base, e, scaled;
		if (m->season)
			fitted = m->season == 1 ? base + *s : base * *s;
		e = f->y[t] - fitted;
		if (m->multiplicative_error) {
			if (!(fitted > 1e-8))
				return (double)INFINITY;
			squares += e / fitted * (e / fitted);
			logs += log(fitted);
		} else {
			squares += e * e;
		}
		scaled = m->season == 2 ? e / *s : e;
		if (m->season == 2 && (!(*s > 1e-6) || !(base > 1e-8)))
			return (double)INFINITY;
		level = base + m->alpha * scaled;
		slope = m->phi * slope + m->beta * scaled;
		if (m->season)
			*s += m->gamma * (m->season == 2 ? e / base : e);
	}
	f->level = level;
	f->slope = slope;
	*sum_squares = squares;
	return f->n * log(squares / f->n + 1e-12) + 2 * logs;
}

static double loss(const double *x, const void *data)
{
	struct fit f = *(const struct fit *)data;
	struct mdp_ets m = { 0 };
	double squares = 0;
	unpack(&f, x, &m);
	return run(&f, &m, &squares);
}

/* Starts: level and slope of the line through the first values without their season. */
static void start_of(struct fit *f, double *x)
{
	int few = f->period > 1 ? 2 * f->period : 10, i = 0;
	double sx = 0, sy = 0, sxy = 0, sxx = 0, slope, level;

	few = few < 10 ? 10 : few;
	few = few > f->n ? f->n : few;
	for (int t = 0; t < few; t++) {
		double v = f->y[t];
		if (f->form.season)
			v = f->form.season == 1 ? v - f->season[t % f->period] : v / f->season[t % f->period];
		sx += t + 1;
		sy += v;
		sxy += (t + 1) * v;
		sxx += (t + 1.0) * (t + 1);
	}
	slope = (few * sxy - sx * sy) / (few * sxx - sx * sx);
	level = f->form.trend ? (sy - slope * sx) / few : sy / few;
	x[i++] = 0;
	x[i++] = level;
	if (f->form.trend) {
		x[i++] = -2;
		x[i++] = slope;
	}
	if (f->form.damped)
		x[i++] = 1;
	if (f->form.season)
		x[i++] = -3;
	f->parameters = i;
}

static int try_form(struct fit *f, struct mdp_ets *out)
{
	double x[MDP_MINIMIZE_MOST] = { 0 }, value, squares = 0;
	int k;

	start_of(f, x);
	k = f->parameters + 1 + (f->form.season ? f->period - 1 : 0);
	if (f->n - k - 1 < 1)
		return -1;
	value = mdp_minimize(loss, f, x, f->parameters, 0.5, EVALUATIONS);
	if (!(value < 1e299))
		return -1;
	unpack(f, x, out);
	run(f, out, &squares);
	out->aicc = value + 2.0 * k + 2.0 * k * (k + 1) / (f->n - k - 1);
	/* the indices at the start were not fitted one by one, so they do not take degrees of freedom of the noise */
	out->sd = sqrt(squares / (f->n - f->parameters > 1 ? f->n - f->parameters : 1));
	return 0;
}

/*
 * Table 6.2 for the variance of additive forms, taken also where errors or seasons are multiplicative, relative to the
 * forecast: for small relative errors it is the same.
 */
static void project(struct fit *f, const struct mdp_ets *m, double scale, int ahead, double *point, double *spread)
{
	double sum = 0, damp = 0, power = 1;

	for (int h = 0; h < ahead; h++) {
		double base, c;
		const double *s = m->season ? &f->state[(f->n + h) % f->period] : NULL;
		power *= m->phi;
		damp += power;
		base = f->level + damp * f->slope;
		point[h] = scale * (m->season == 1 ? base + *s : m->season == 2 ? base * *s : base);
		spread[h] = m->sd * sqrt(1 + sum) * (m->multiplicative_error ? fabs(point[h]) : scale);
		c = m->alpha + m->beta * damp;
		if (m->season && (h + 1) % f->period == 0)
			c += m->gamma;
		sum += c * c;
	}
}

int mdp_ets(const double *y, int n, int period, int ahead, struct mdp_arena *arena, struct mdp_ets *out, double *point,
	    double *spread)
{
	double *scaled = MDP_NUMBERS(arena, n),
	       *season[3] = { NULL, MDP_NUMBERS(arena, period), MDP_NUMBERS(arena, period) };
	double scale = 0, least = (double)INFINITY;
	struct fit f = { .y = scaled, .n = n, .period = period, .state = MDP_NUMBERS(arena, period) };
	int seasonal = period > 1 && n >= 2 * period + 4, found = 0;

	for (int i = 0; i < n; i++) {
		scale += fabs(y[i]) / n;
		least = fmin(least, y[i]);
	}
	if (n < MDP_FORECAST_FEWEST || !(scale > 0))
		return -1;
	for (int i = 0; i < n; i++)
		scaled[i] = y[i] / scale;
	if (seasonal)
		for (int kind = 1; kind <= 2; kind++)
			if (kind == 1 || least > 0)
				mdp_seasonal_indices(scaled, n, period, kind == 2, arena, season[kind]);
	/* error, trend (0, 1, damped 2), season */
	for (int form = 0; form < 2 * 3 * 3; form++) {
		struct mdp_ets m = { 0 };
		int error = form % 2, trend = form / 2 % 3, kind = form / 6;
		if ((kind && !seasonal) || ((error || kind == 2) && !(least > 0)) || (kind == 2 && !error) ||
		    (kind == 1 && error))
			continue;
		f.form = (struct mdp_ets){
			.multiplicative_error = error, .trend = trend > 0, .damped = trend == 2, .season = kind
		};
		f.season = season[kind];
		if (try_form(&f, &m) != 0 || (found && m.aicc >= out->aicc))
			continue;
		found = 1;
		*out = m;
		project(&f, &m, scale, ahead, point, spread);
	}
	return found ? 0 : -1;
}
