#include <math.h>
#include <string.h>
#include "analyze/minimize.h"
#include "base/banned.h"

#define TOLERANCE 1e-10

struct simplex {
	mdp_objective f;
	const void *data;
	int n, left;
	double x[MDP_MINIMIZE_MOST + 1][MDP_MINIMIZE_MOST], value[MDP_MINIMIZE_MOST + 1];
};

static double evaluate(struct simplex *s, const double *x)
{
	double v = s->f(x, s->data);
	s->left--;
	return isfinite(v) ? v : 1e300;
}

static void begin(struct simplex *s, const double *x, double step)
{
	for (int i = 0; i <= s->n; i++) {
		memcpy(s->x[i], x, (size_t)s->n * sizeof(*x));
		if (i > 0)
			s->x[i][i - 1] += step;
		s->value[i] = evaluate(s, s->x[i]);
	}
}

static void sort_corners(struct simplex *s)
{
	for (int i = 1; i <= s->n; i++)
		for (int k = i; k > 0 && s->value[k] < s->value[k - 1]; k--) {
			double v = s->value[k], t[MDP_MINIMIZE_MOST];
			s->value[k] = s->value[k - 1];
			s->value[k - 1] = v;
			memcpy(t, s->x[k], sizeof(t));
			memcpy(s->x[k], s->x[k - 1], sizeof(t));
			memcpy(s->x[k - 1], t, sizeof(t));
		}
}

/* The worst corner moved through the middle of the others by a factor; kept if it is better than what was tried. */
static double try_move(struct simplex *s, double factor, double *out)
{
	for (int d = 0; d < s->n; d++) {
		double middle = 0;
		for (int i = 0; i < s->n; i++)
			middle += s->x[i][d] / s->n;
		out[d] = middle + factor * (middle - s->x[s->n][d]);
	}
	return evaluate(s, out);
}

static void replace_worst(struct simplex *s, const double *x, double value)
{
	memcpy(s->x[s->n], x, (size_t)s->n * sizeof(*x));
	s->value[s->n] = value;
}

static void shrink(struct simplex *s)
{
	for (int i = 1; i <= s->n; i++) {
		for (int d = 0; d < s->n; d++)
			s->x[i][d] = s->x[0][d] + (s->x[i][d] - s->x[0][d]) / 2;
		s->value[i] = evaluate(s, s->x[i]);
	}
}

static void step_once(struct simplex *s)
{
	double reflected[MDP_MINIMIZE_MOST] = { 0 }, other[MDP_MINIMIZE_MOST] = { 0 };
	double r = try_move(s, 1, reflected), o;

	if (r < s->value[0]) {
		o = try_move(s, 2, other);
		replace_worst(s, o < r ? other : reflected, o < r ? o : r);
	} else if (r < s->value[s->n - 1]) {
		replace_worst(s, reflected, r);
	} else {
		o = try_move(s, r < s->value[s->n] ? 0.5 : -0.5, other);
		if (o < fmin(r, s->value[s->n]))
			replace_worst(s, other, o);
		else
			shrink(s);
	}
}

static int flat(const struct simplex *s)
{
	double size = 0;
	for (int i = 1; i <= s->n; i++)
		for (int d = 0; d < s->n; d++)
			size = fmax(size, fabs(s->x[i][d] - s->x[0][d]) / fmax(1, fabs(s->x[0][d])));
	return s->value[s->n] - s->value[0] <= TOLERANCE * (fabs(s->value[0]) + TOLERANCE) && size < 1e-5;
}

double mdp_minimize(mdp_objective f, const void *data, double *x, int n, double step, int evaluations)
{
	struct simplex s = { .f = f, .data = data, .n = n, .left = evaluations };
	double best = 1e300;

	if (n < 1 || n > MDP_MINIMIZE_MOST)
		return (double)NAN;
	for (;;) {
		begin(&s, x, step);
		for (sort_corners(&s); !flat(&s) && s.left > 0; sort_corners(&s))
			step_once(&s);
		memcpy(x, s.x[0], (size_t)n * sizeof(*x));
		if (s.left <= 0 || best - s.value[0] <= 1e-9 * fabs(best))
			return s.value[0];
		best = s.value[0];
	}
}
