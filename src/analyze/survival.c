#include <math.h>
#include <stdlib.h>
#include "analyze/special.h"
#include "analyze/survival.h"
#include "base/banned.h"

struct subject {
	double time, event;
};

static int by_time(const void *pa, const void *pb)
{
	const struct subject *a = pa, *b = pb;
	return (a->time > b->time) - (a->time < b->time);
}

/* The first time at which the curve, or an edge of its interval, is at or below one half. */
static double half_time(const struct mdp_survival *s, int edge)
{
	for (int i = 0; i < s->nsteps; i++) {
		const struct mdp_survival_step *t = &s->steps[i];
		if ((edge < 0 ? t->low : edge > 0 ? t->high : t->survival) <= 0.5)
			return t->time;
	}
	return (double)INFINITY;
}

static void add_step(struct mdp_survival *out, struct mdp_survival_step t, double *survival, double *greenwood,
		     double z)
{
	double width;

	*survival *= 1 - t.events / t.at_risk;
	if (t.at_risk > t.events)
		*greenwood += t.events / (t.at_risk * (t.at_risk - t.events));
	t.survival = t.low = t.high = *survival;
	if (*survival > 0 && *survival < 1) {
		width = z * sqrt(*greenwood) / log(*survival);
		t.low = exp(-exp(log(-log(*survival)) - width));
		t.high = exp(-exp(log(-log(*survival)) + width));
	}
	out->steps[out->nsteps++] = t;
}

int mdp_kaplan_meier(const double *time, const double *event, int n, double level, struct mdp_arena *arena,
		     struct mdp_survival *out)
{
	struct subject *s = MDP_NEW_ARRAY(arena, (size_t)(n > 0 ? n : 1), struct subject);
	double survival = 1, greenwood = 0, z = mdp_normal_quantile((1 + level) / 2);

	*out = (struct mdp_survival){ .n = n };
	if (n < 1)
		return -1;
	for (int i = 0; i < n; i++) {
		if (!(time[i] >= 0) || isinf(time[i]))
			return -1;
		s[i] = (struct subject){ time[i], event[i] };
		out->events += event[i] != 0;
	}
	qsort(s, (size_t)n, sizeof(*s), by_time);
	out->steps = MDP_NEW_ARRAY(arena, (size_t)(n > 0 ? n : 1), struct mdp_survival_step);
	for (int i = 0, end; i < n; i = end) {
		struct mdp_survival_step t = { .time = s[i].time, .at_risk = n - i };
		for (end = i; end < n && !(s[end].time > s[i].time); end++) {
			t.events += s[end].event != 0;
			t.censored += s[end].event == 0;
		}
		add_step(out, t, &survival, &greenwood, z);
	}
	out->median = half_time(out, 0);
	out->median_low = half_time(out, -1);
	out->median_high = half_time(out, 1);
	return 0;
}

int mdp_kaplan_meier_of(const double *time, const double *events, const double *censored, int n, double level,
			struct mdp_arena *arena, struct mdp_survival *out)
{
	double survival = 1, greenwood = 0, z = mdp_normal_quantile((1 + level) / 2), left = 0;

	*out = (struct mdp_survival){ .n = 0 };
	for (int i = 0; i < n; i++) {
		if (!(time[i] >= 0) || isinf(time[i]) || (i && !(time[i] > time[i - 1])))
			return -1;
		out->n += events[i] + censored[i];
		out->events += events[i];
	}
	if (!(out->n >= 1))
		return -1;
	left = out->n;
	out->steps = MDP_NEW_ARRAY(arena, (size_t)n, struct mdp_survival_step);
	for (int i = 0; i < n; i++) {
		struct mdp_survival_step t = {
			.time = time[i], .at_risk = left, .events = events[i], .censored = censored[i]
		};
		add_step(out, t, &survival, &greenwood, z);
		left -= events[i] + censored[i];
	}
	out->median = half_time(out, 0);
	out->median_low = half_time(out, -1);
	out->median_high = half_time(out, 1);
	return 0;
}

double mdp_survival_at(const struct mdp_survival *s, double time)
{
	double at = 1;
	for (int i = 0; i < s->nsteps && s->steps[i].time <= time; i++)
		at = s->steps[i].survival;
	return at;
}

double mdp_log_rank(const struct mdp_survival *a, const struct mdp_survival *b)
{
	double away = 0, variance = 0;

	for (int i = 0, k = 0; i < a->nsteps && k < b->nsteps;) {
		double t = fmin(a->steps[i].time, b->steps[k].time);
		double ra = a->steps[i].at_risk, rb = b->steps[k].at_risk, n = ra + rb, d = 0, da = 0;
		if (!(a->steps[i].time > t)) {
			da = a->steps[i].events;
			d += da;
			i++;
		}
		if (!(b->steps[k].time > t)) {
			d += b->steps[k].events;
			k++;
		}
		away += da - d * ra / n;
		if (n > 1)
			variance += d * (ra / n) * (rb / n) * (n - d) / (n - 1);
	}
	return variance > 0 ? mdp_gamma_q(0.5, away * away / variance / 2) : 1;
}
