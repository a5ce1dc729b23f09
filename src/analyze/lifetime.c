#include <math.h>
#include "analyze/lifetime.h"
#include "analyze/minimize.h"
#include "analyze/special.h"
#include "base/banned.h"

#define EVALUATIONS 4000
#define KNOWN 256 /* numbers of repeats whose terms are kept during one evaluation */

struct fitted {
	const struct mdp_buyer *buyers;
	int n;
	double scale; /* of time, or of value: the search works on numbers near 1 */
};

/* What depends on the number of repeats alone is the same for many customers: its place among what is kept, or -1. */
static int slot(double k)
{
	int i = k >= 0 && k < KNOWN ? (int)k : -1;
	return i >= 0 && k - i == 0 ? i : -1;
}

static void forget(double *known)
{
	for (int i = 0; i < KNOWN; i++)
		known[i] = (double)NAN;
}

/* The part of equation (3) that the number of repeats is all of */
static double bgnbd_term(double k, double r, double a, double b, double *known)
{
	int i = slot(k);
	if (i >= 0 && !isnan(known[i]))
		return known[i];
	double term = mdp_log_gamma(r + k) + mdp_log_gamma(b + k) - mdp_log_gamma(a + b + k);
	if (i >= 0)
		known[i] = term;
	return term;
}

/* Equation (3) of the paper, as its logarithm. Parameters are logarithms, so that none is negative. */
static double bgnbd_loss(const double *x, const void *data)
{
	const struct fitted *d = data;
	double r = exp(x[0]), alpha = exp(x[1]), a = exp(x[2]), b = exp(x[3]), sum = 0, weight = 0, known[KNOWN];
	double fixed = mdp_log_gamma(a + b) - mdp_log_gamma(r) + r * x[1] - mdp_log_gamma(b);

	forget(known);
	for (int i = 0; i < 4; i++)
		if (fabs(x[i]) > 25)
			return (double)INFINITY;
	for (int i = 0; i < d->n; i++) {
		const struct mdp_buyer *c = &d->buyers[i];
		double k = c->repeats, age = c->age / d->scale, recency = c->recency / d->scale, both, l;
		l = fixed + bgnbd_term(k, r, a, b, known);
		both = -(r + k) * log(alpha + age);
		if (k > 0) {
			double gone = x[2] - log(b + k - 1) - (r + k) * log(alpha + recency);
			both = fmax(both, gone) + log1p(exp(-fabs(both - gone)));
		}
		sum += c->weight * (l + both);
		weight += c->weight;
	}
	return -sum / weight;
}

int mdp_bgnbd_fit(const struct mdp_buyer *buyers, int n, struct mdp_bgnbd *out)
{
	struct fitted d = { buyers, n, 0 };
	double x[4] = { 0, 0, 0, 0 }, weight = 0, repeating = 0, loss;

	*out = (struct mdp_bgnbd){ .r = 0 };
	for (int i = 0; i < n; i++) {
		d.scale = fmax(d.scale, buyers[i].age);
		weight += buyers[i].weight;
		if (buyers[i].repeats > 0)
			repeating += buyers[i].weight;
	}
	if (repeating < MDP_LIFETIME_FEWEST || !(d.scale > 0))
		return -1;
	d.scale /= 10;
	loss = mdp_minimize(bgnbd_loss, &d, x, 4, 0.5, EVALUATIONS);
	if (!(loss < 1e299))
		return -1;
	*out = (struct mdp_bgnbd){ exp(x[0]), exp(x[1]) * d.scale, exp(x[2]), exp(x[3]), 0 };
	/* the likelihood is told in the unit of time that came in */
	out->log_likelihood = -loss * weight;
	for (int i = 0; i < n; i++)
		out->log_likelihood -= buyers[i].weight * buyers[i].repeats * log(d.scale);
	return 0;
}

/* How much likelier it is that a customer has dropped out than not: what stands under equation (10). */
static double odds_gone(const struct mdp_bgnbd *m, const struct mdp_buyer *c)
{
	if (!(c->repeats > 0))
		return 0;
	return m->a / (m->b + c->repeats - 1) *
	       exp((m->r + c->repeats) * log((m->alpha + c->age) / (m->alpha + c->recency)));
}

/* The formula has a removable hole where a is 1. */
static double off_one(double a)
{
	return fabs(a - 1) < 1e-7 ? 1 + 1e-7 : a;
}

/* Equation (10) */
double mdp_bgnbd_expect(const struct mdp_bgnbd *m, const struct mdp_buyer *c, double time)
{
	double a = off_one(m->a), x = c->repeats, all = m->alpha + c->age + time;
	double series = mdp_hypergeometric(m->r + x, m->b + x, a + m->b + x - 1, time / all);
	double expect = (a + m->b + x - 1) / (a - 1) * (1 - exp((m->r + x) * log((m->alpha + c->age) / all)) * series);
	return expect / (1 + odds_gone(m, c));
}

double mdp_bgnbd_alive(const struct mdp_bgnbd *m, const struct mdp_buyer *c)
{
	return 1 / (1 + odds_gone(m, c));
}

/* Equation (9) */
double mdp_bgnbd_expect_new(const struct mdp_bgnbd *m, double time)
{
	double a = off_one(m->a);
	double series = mdp_hypergeometric(m->r, m->b, a + m->b - 1, time / (m->alpha + time));
	return (a + m->b - 1) / (a - 1) * (1 - exp(m->r * log(m->alpha / (m->alpha + time))) * series);
}

/* The part of equation (1a) that the number of repeats is all of */
static double gamma_gamma_term(double k, double p, double q, double *known)
{
	int i = slot(k);
	if (i >= 0 && !isnan(known[i]))
		return known[i];
	double term = mdp_log_gamma(p * k + q) - mdp_log_gamma(p * k) + p * k * log(k);
	if (i >= 0)
		known[i] = term;
	return term;
}

/* Equation (1a) of the paper, as its logarithm */
static double gamma_gamma_loss(const double *x, const void *data)
{
	const struct fitted *d = data;
	double p = exp(x[0]), q = exp(x[1]), v = exp(x[2]), sum = 0, weight = 0, known[KNOWN];
	double fixed = q * x[2] - mdp_log_gamma(q);

	forget(known);
	for (int i = 0; i < 3; i++)
		if (fabs(x[i]) > 25)
			return (double)INFINITY;
	for (int i = 0; i < d->n; i++) {
		const struct mdp_buyer *c = &d->buyers[i];
		double k = c->repeats, m = c->value / d->scale;
		if (!(k > 0) || !(m > 0))
			continue;
		sum += c->weight *
		       (fixed + gamma_gamma_term(k, p, q, known) + (p * k - 1) * log(m) - (p * k + q) * log(k * m + v));
		weight += c->weight;
	}
	return -sum / weight;
}

int mdp_gamma_gamma_fit(const struct mdp_buyer *buyers, int n, struct mdp_gamma_gamma *out)
{
	struct fitted d = { buyers, n, 0 };
	double x[3] = { 1, 1, 0 }, weight = 0, loss;

	*out = (struct mdp_gamma_gamma){ .p = 0 };
	for (int i = 0; i < n; i++)
		if (buyers[i].repeats > 0 && buyers[i].value > 0) {
			d.scale += buyers[i].weight * buyers[i].value;
			weight += buyers[i].weight;
		}
	if (weight < MDP_LIFETIME_FEWEST)
		return -1;
	d.scale /= weight;
	loss = mdp_minimize(gamma_gamma_loss, &d, x, 3, 0.5, EVALUATIONS);
	if (!(loss < 1e299))
		return -1;
	*out = (struct mdp_gamma_gamma){ exp(x[0]), exp(x[1]), exp(x[2]) * d.scale, -(loss + log(d.scale)) * weight };
	return 0;
}

/* Equation (5): between what the customer spent and what all do, by how much of the customer is known */
double mdp_gamma_gamma_expect(const struct mdp_gamma_gamma *m, const struct mdp_buyer *c)
{
	double x = c->value > 0 ? c->repeats : 0;
	return m->p * (m->v + x * c->value) / (m->p * x + m->q - 1);
}
