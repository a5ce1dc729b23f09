/* Single steps of one series: see unusual.h. */
#include <math.h>
#include <stdlib.h>
#include "analyze/sample.h"
#include "analyze/series.h"
#include "analyze/special.h"
#include "analyze/unusual.h"
#include "analyze/unusual_private.h"
#include "base/banned.h"

#define Q 0.05
#define YEARLY 0.05 /* false alarms a year: a long series is not to hide what a year alone would show */
#define RARE 0.001 /* what is told is never likelier than that */
#define SMOOTH_SEASONS 3 /* seasons over which the level may change */
#define SEASON_WINDOW 35 /* seasons over which a season may change: for most series it stays */

double mdp_unusual_p(double actual, double expected, double dispersion, int counts)
{
	double least = fmax(expected, 0.5), z;

	if (counts && dispersion < MDP_UNUSUAL_LIKE_COUNTS) {
		double d = fmax(1, dispersion), k = actual / d, mean = least / d;
		double p = actual > least ? mdp_poisson_tail(k, mean) : mdp_poisson_cdf(k, mean);
		return fmin(1, 2 * p);
	}
	z = (actual - least) / sqrt(least * dispersion);
	return mdp_student_two_sided(z, MDP_UNUSUAL_TAIL);
}

static int by_chance(const void *pa, const void *pb)
{
	const struct mdp_unusual *a = pa, *b = pb;
	if (a->p != b->p)
		return (a->p > b->p) - (a->p < b->p);
	return a->group != b->group ? (a->group > b->group) - (a->group < b->group)
				    : (a->from > b->from) - (a->from < b->from);
}

void mdp_unusual_sort(struct mdp_unusual *u, int n)
{
	if (n > 1)
		qsort(u, (size_t)n, sizeof(*u), by_chance);
}

/* How much wider than that of counts the noise is: (y - e)² / e has the median 0.455 times its mean. */
double mdp_unusual_dispersion(const double *y, const double *expected, int n, struct mdp_arena *arena)
{
	double *off = MDP_NUMBERS(arena, n), mad;
	for (int i = 0; i < n; i++)
		off[i] = (y[i] - expected[i]) / sqrt(fmax(expected[i], 0.5));
	mad = MDP_MAD_TO_SD * mdp_mad(off, n, mdp_median(off, n, arena), arena);
	return mad * mad;
}

/* A level without a season, by the same smoother: its parts would be seasons of two steps. */
static int expect(const double *y, int n, int period, struct mdp_arena *arena, double *expected)
{
	struct mdp_stl stl = { 0 };
	int seasonal = period > 1 && n >= 4 * period, p = seasonal ? period : 2;
	struct mdp_stl_options opt = { .period = p,
				       .seasonal = SEASON_WINDOW,
				       .inner = 1,
				       .outer = 8,
				       .trend = (seasonal ? SMOOTH_SEASONS * p
						 : n < 40 ? n / 2
							  : 20) |
						1 };

	if (mdp_stl(y, n, &opt, arena, &stl) != 0)
		return -1;
	for (int i = 0; i < n; i++)
		expected[i] = stl.trend[i] + (seasonal ? stl.seasonal[i] : 0);
	return 0;
}

/* Steps next to each other, both too high or both too low, are one finding. */
static int join(struct mdp_unusual *u, int n)
{
	int kept = 0;
	for (int i = 0; i < n; i++) {
		struct mdp_unusual *last = kept ? &u[kept - 1] : NULL;
		if (last && u[i].from == last->to + 1 &&
		    (u[i].actual > u[i].expected) == (last->actual > last->expected)) {
			last->to = u[i].to;
			last->actual += u[i].actual;
			last->expected += u[i].expected;
			last->p = fmin(last->p, u[i].p);
			last->adjusted = fmin(last->adjusted, u[i].adjusted);
		} else {
			u[kept++] = u[i];
		}
	}
	return kept;
}

int mdp_unusual_steps(const double *y, int n, const struct mdp_unusual_options *opt, struct mdp_arena *arena,
		      struct mdp_unusual *out, int most)
{
	double *expected, *p, *adjusted, dispersion;
	struct mdp_unusual *found;
	int count = 0;

	if (n < MDP_UNUSUAL_FEWEST || n > MDP_SERIES_MOST)
		return 0;
	expected = MDP_NUMBERS(arena, n);
	p = MDP_NUMBERS(arena, n);
	adjusted = MDP_NUMBERS(arena, n);
	found = MDP_NEW_ARRAY(arena, (size_t)n, struct mdp_unusual);
	if (expect(y, n, opt->period, arena, expected) != 0)
		return 0;
	dispersion = mdp_unusual_dispersion(y, expected, n, arena);
	if (!(dispersion > 0))
		return 0;
	for (int i = 0; i < n; i++)
		p[i] = mdp_unusual_p(y[i], expected[i], dispersion, opt->counts);
	mdp_benjamini_hochberg(p, n, arena, adjusted);
	for (int i = 0; i < n; i++)
		if (adjusted[i] <= (opt->q > 0 ? opt->q : Q) ||
		    (opt->a_year > 0 && p[i] <= RARE && p[i] * opt->a_year <= YEARLY))
			found[count++] = (struct mdp_unusual){ 0, i, i, y[i], fmax(0, expected[i]), p[i], adjusted[i] };
	count = join(found, count);
	mdp_unusual_sort(found, count);
	for (int i = 0; i < count && i < most; i++)
		out[i] = found[i];
	return count < most ? count : most;
}
