/* Stretches of single groups: see unusual.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "analyze/sample.h"
#include "analyze/unusual.h"
#include "analyze/unusual_private.h"
#include "base/banned.h"

#define Q 0.02
#define AROUND 12 /* steps to each side over which the usual part of a group may change */
#define LEAST 5.0 /* of actual or expected, below which nothing is told of counts */
#define SEASON_KNOWN 50.0 /* expected things from which on a season seen is half believed */

struct groups {
	const double *y, *squares;
	int groups, n;
	double *cluster; /* [n] mean size of a cluster, by its things; at least 1 */
	const struct mdp_unusual_options *opt;
	struct mdp_arena *arena;
	double *size; /* [n] of all, near 1 */
	double *expected; /* [groups × n] */
};

struct weighted {
	double value, weight;
};

static int by_value(const void *pa, const void *pb)
{
	const struct weighted *a = pa, *b = pb;
	return (a->value > b->value) - (a->value < b->value);
}

static double weighted_median(struct weighted *w, int n)
{
	double all = 0, sum = 0;
	qsort(w, (size_t)n, sizeof(*w), by_value);
	for (int i = 0; i < n; i++)
		all += w[i].weight;
	for (int i = 0; i < n; i++) {
		sum += w[i].weight;
		if (sum >= all / 2)
			return w[i].value;
	}
	return n ? w[n - 1].value : 0;
}

/*
 * How large each step is for all: the weighted median over groups of what it is of their mean, so that a group's own
 * surge does not make the others look small. Few groups say too little for that: then the sum of all.
 */
static void find_sizes(struct groups *g)
{
	struct weighted *w = MDP_NEW_ARRAY(g->arena, (size_t)g->groups, struct weighted);
	double *mean = MDP_NUMBERS(g->arena, g->groups), all = 0;

	for (int k = 0; k < g->groups; k++)
		for (int t = 0; t < g->n; t++)
			mean[k] += g->y[k * g->n + t] / g->n;
	for (int t = 0; t < g->n; t++) {
		double sum = 0, of = 0;
		int n = 0;
		for (int k = 0; k < g->groups; k++) {
			sum += g->y[k * g->n + t];
			of += mean[k];
			if (mean[k] > 0)
				w[n++] = (struct weighted){ g->y[k * g->n + t] / mean[k], mean[k] };
		}
		g->size[t] = n >= 8 ? weighted_median(w, n) : of > 0 ? sum / of : 0;
		if (!(g->size[t] > 0))
			g->size[t] = of > 0 ? sum / of : 0;
		all += g->size[t] / g->n;
	}
	for (int t = 0; t < g->n; t++)
		g->size[t] = all > 0 ? g->size[t] / all : 0;
}

/* The mean of what is left when the highest and the lowest few are taken away, so many as one stretch may have. */
static double trimmed(double *x, int n, int few)
{
	double sum = 0;
	while (few > 0 && n - 2 * few < 4)
		few--;
	mdp_sort_numbers(x, n);
	for (int i = few; i < n - few; i++)
		sum += x[i];
	return n > 2 * few ? sum / (n - 2 * few) : 0;
}

/* The usual part of a group around a step, times the size of the step. */
static void find_levels(struct groups *g, int k)
{
	double *near = MDP_NUMBERS(g->arena, 2 * AROUND + 1);
	for (int t = 0; t < g->n; t++) {
		int from = t - AROUND, to = t + AROUND, n = 0;
		if (from < 0) {
			to -= from;
			from = 0;
		}
		if (to >= g->n) {
			from -= to - g->n + 1;
			to = g->n - 1;
		}
		for (int i = from < 0 ? 0 : from; i <= to; i++)
			if (g->size[i] > 0)
				near[n++] = g->y[k * g->n + i] / g->size[i];
		g->expected[k * g->n + t] = trimmed(near, n, g->opt->longest + 1) * g->size[t];
	}
}

/* The season of a group against that of all, from the same step of the other seasons; believed by how much was seen. */
static void find_seasons(struct groups *g, int k)
{
	int period = g->opt->period;
	double *factor = MDP_NUMBERS(g->arena, g->n), *ratio = MDP_NUMBERS(g->arena, g->n);

	for (int t = 0; t < g->n; t++) {
		double seen = 0, believed;
		int n = 0;
		factor[t] = 1;
		for (int i = t % period; i < g->n; i += period) {
			double e = g->expected[k * g->n + i];
			if (i == t || !(e > 0))
				continue;
			ratio[n++] = g->y[k * g->n + i] / e;
			seen += e;
		}
		if (n < 2)
			continue;
		mdp_sort_numbers(ratio, n);
		believed = seen / (seen + SEASON_KNOWN);
		factor[t] = 1 + believed * (mdp_quantile_sorted(ratio, n, 0.5) - 1);
	}
	for (int t = 0; t < g->n; t++)
		g->expected[k * g->n + t] *= factor[t];
}

/* How large clusters are at each step: the wider, the larger is what comes by chance. */
static void find_clusters(struct groups *g)
{
	for (int t = 0; t < g->n; t++) {
		double sum = 0, squares = 0;
		for (int k = 0; k < g->groups; k++) {
			sum += g->y[k * g->n + t];
			squares += g->squares ? g->squares[k * g->n + t] : g->y[k * g->n + t];
		}
		g->cluster[t] = sum > 0 ? fmax(1, squares / sum) : 1;
	}
}

/*
 * Noise of each group. One group's few steps tell little, so its own is taken only where it is wider than that of most
 * groups by more than such an estimate errs: its variance is about 2.7 / n of its square.
 */
static void find_dispersions(const struct groups *g, double *dispersion)
{
	double pooled, limit = 1 + 3 * sqrt(2.7 / g->n);

	for (int k = 0; k < g->groups; k++)
		dispersion[k] = mdp_unusual_dispersion(g->y + k * g->n, g->expected + k * g->n, g->n, g->arena);
	pooled = mdp_median(dispersion, g->groups, g->arena);
	for (int k = 0; k < g->groups; k++)
		if (dispersion[k] < pooled * limit)
			dispersion[k] = pooled;
}

/* Every stretch of a group; returns how many were written. The dispersion is what is left beside that of clusters. */
static int stretches(const struct groups *g, int k, double dispersion, struct mdp_unusual *out)
{
	int n = 0;
	for (int from = 0; from < g->n; from++) {
		double actual = 0, expected = 0, cluster = 0;
		for (int to = from; to < g->n && to < from + g->opt->longest; to++) {
			double e = g->expected[k * g->n + to];
			actual += g->y[k * g->n + to];
			expected += e;
			cluster += e * g->cluster[to];
			out[n] = (struct mdp_unusual){ k, from, to, actual, expected, 1, 1 };
			if (!g->opt->counts || fmax(actual, expected) >= LEAST) {
				double wide = fmax(dispersion, expected > 0 ? cluster / expected : 1);
				out[n].p = fmin(1, g->opt->longest *
							   mdp_unusual_p(actual, expected, wide, g->opt->counts));
			}
			n++;
		}
	}
	return n;
}

static int overlaps(const struct mdp_unusual *found, int n, const struct mdp_unusual *u)
{
	for (int i = 0; i < n; i++)
		if (found[i].group == u->group && found[i].from <= u->to && u->from <= found[i].to)
			return 1;
	return 0;
}

/*
 * The most unlikely stretches that do not overlap, so that a discovery counts once; as many tests as there are cells,
 * for the p of a stretch already pays for the lengths that were tried. Returns how many are found.
 */
static int discover(struct mdp_unusual *all, int tests, double cells, double q, struct mdp_unusual *out, int most)
{
	int count = 0, found = 0;
	double least = 1;

	mdp_unusual_sort(all, tests);
	for (int i = 0; i < tests && count < most && all[i].p <= 20 * q; i++)
		if (!overlaps(out, count, &all[i]))
			out[count++] = all[i];
	for (int i = count - 1; i >= 0; i--) {
		least = fmin(least, out[i].p * cells / (i + 1));
		out[i].adjusted = least;
	}
	while (found < count && out[found].adjusted <= q)
		found++;
	return found;
}

int mdp_unusual_groups(const double *y, const double *squares, int groups, int n, const struct mdp_unusual_options *opt,
		       struct mdp_arena *arena, struct mdp_unusual *out, int most)
{
	struct groups g = { .y = y, .squares = squares, .groups = groups, .n = n, .opt = opt, .arena = arena };
	struct mdp_unusual *all;
	double *dispersion;
	int tests = 0;

	if (groups < 2 || groups > MDP_UNUSUAL_GROUPS || n < MDP_UNUSUAL_FEWEST || opt->longest < 1 ||
	    opt->longest > n || (long)groups * n > MDP_UNUSUAL_CELLS)
		return 0;
	g.size = MDP_NUMBERS(arena, n);
	g.cluster = MDP_NUMBERS(arena, n);
	g.expected = MDP_NUMBERS(arena, groups * n);
	all = MDP_NEW_ARRAY(arena, (size_t)groups * (size_t)n * (size_t)opt->longest, struct mdp_unusual);
	find_sizes(&g);
	find_clusters(&g);
	for (int k = 0; k < groups; k++) {
		find_levels(&g, k);
		if (opt->period > 1 && n >= 3 * opt->period)
			find_seasons(&g, k);
	}
	dispersion = MDP_NUMBERS(arena, groups);
	find_dispersions(&g, dispersion);
	for (int k = 0; k < groups; k++)
		tests += stretches(&g, k, dispersion[k], all + tests);
	return discover(all, tests, (double)groups * n, opt->q > 0 ? opt->q : Q, out, most);
}
