/* Of each group how far it is from the other, or from all others, with interval and tests: relate.h does the arithmetic. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "analyze/relate.h"
#include "analyze/steps.h"
#include "base/banned.h"

#define MOST 200 /* groups of a key */

struct group {
	struct mdp_value side;
	struct mdp_moments m; /* of a share: n, and how many were found as the mean */
	double middle, share;
	struct mdp_difference d, ranks;
	bool tested;
};

/* All values but those of one group: sums of squares are taken apart (Chan, Golub and LeVeque 1983). */
static struct mdp_moments others(const struct group *g, int n, int skip)
{
	struct mdp_moments o = { .n = 0 };
	double squares = 0, rank = 0;
	for (int i = 0; i < n; i++) {
		const struct mdp_moments *m = &g[i].m;
		if (i == skip || !(m->n > 0))
			continue;
		double away = m->mean - o.mean, both = o.n + m->n;
		squares += (m->n > 1 ? m->variance * (m->n - 1) : 0) + away * away * o.n * m->n / both;
		o.mean += away * m->n / both;
		o.n = both;
		rank += m->ranks;
	}
	o.variance = o.n > 1 ? squares / (o.n - 1) : 0;
	o.ranks = rank;
	return o;
}

static void test_values(struct group *g, int n, double ties)
{
	for (int i = 0; i < n; i++) {
		struct mdp_moments rest = others(g, n, i);
		g[i].tested = mdp_welch_of(&g[i].m, &rest, 0.95, &g[i].d) == 0 &&
			      mdp_mann_whitney_of(&g[i].m, &rest, ties, &g[i].ranks) == 0;
	}
}

static void test_shares(struct group *g, int n)
{
	double found = 0, all = 0;
	for (int i = 0; i < n; i++) {
		found += g[i].share;
		all += g[i].m.n;
	}
	for (int i = 0; i < n; i++)
		g[i].tested =
			mdp_two_shares(g[i].share, g[i].m.n, found - g[i].share, all - g[i].m.n, 0.95, &g[i].d) == 0;
}

/* Holm's (1979) correction of p values where several groups are each held against the others. */
static void correct(struct group *g, int n, bool ranks)
{
	bool done[MOST] = { false };
	double floor = 0;
	int tests = 0, rank = 0;
	for (int i = 0; i < n; i++)
		tests += g[i].tested;
	for (int k = 0; k < tests; k++, rank++) {
		int next = -1;
		for (int i = 0; i < n; i++) {
			if (done[i] || !g[i].tested)
				continue;
			double p = ranks ? g[i].ranks.p : g[i].d.p;
			if (next < 0 || p < (ranks ? g[next].ranks.p : g[next].d.p))
				next = i;
		}
		double *p = ranks ? &g[next].ranks.p : &g[next].d.p;
		floor = fmax(floor, fmin(1, *p * (tests - rank)));
		*p = floor;
		done[next] = true;
	}
}

static int put(struct mdp_analyzing *x, int64_t row, int column, double v, bool there)
{
	*mdp_analyze_cell(x, row, column) = !there || isnan(v) ? mdp_value_null() : mdp_value_double(v);
	return column + 1;
}

static void show(struct mdp_analyzing *x, const struct group *g, int n, bool share)
{
	const struct mdp_plan_column key = x->plan->columns[0], count = x->plan->columns[1],
				     mean = x->plan->columns[share ? 1 : 2];
	const char *unit = share ? "ratio" : mean.unit;
	const char *difference = n > 2 ? "difference to the others" : "difference";
	const struct mdp_plan_column columns[] = {
		key,
		count,
		{ .name = share ? "share" : "average", .unit = unit, .column = -1 },
		{ .name = "median", .unit = unit, .column = -1 },
		{ .name = difference, .unit = unit, .column = -1 },
		{ .name = "low 95 %", .unit = unit, .column = -1 },
		{ .name = "high 95 %", .unit = unit, .column = -1 },
		{ .name = "p", .column = -1 },
		{ .name = "rank p", .column = -1 },
	};
	struct mdp_plan_column own[9];
	enum mdp_type types[9] = { x->rows->columns[0].type, MDP_T_INT };
	int ncolumns = 0;
	for (int i = 0; i < 9; i++) {
		if (share && (i == 3 || i == 8))
			continue;
		own[ncolumns] = columns[i];
		types[ncolumns] = i == 0 ? types[0] : i == 1 ? MDP_T_INT : MDP_T_DOUBLE;
		ncolumns++;
	}
	mdp_analyze_replace(x, own, types, ncolumns, n);
	for (int i = 0; i < n; i++) {
		int at = 2;
		*mdp_analyze_cell(x, i, 0) = g[i].side;
		*mdp_analyze_cell(x, i, 1) = mdp_value_int((int64_t)g[i].m.n);
		at = put(x, i, at, share ? g[i].share / g[i].m.n : g[i].m.mean, g[i].m.n > 0);
		if (!share)
			at = put(x, i, at, g[i].middle, g[i].m.n > 0);
		at = put(x, i, at, g[i].d.difference, g[i].tested);
		at = put(x, i, at, g[i].d.low, g[i].tested);
		at = put(x, i, at, g[i].d.high, g[i].tested);
		at = put(x, i, at, g[i].d.p, g[i].tested);
		if (!share)
			put(x, i, at, g[i].ranks.p, g[i].tested);
	}
}

/* Reads the rows of the plan; what is left out is told. */
static int read_groups(struct mdp_analyzing *x, struct group *g, int n, bool share, double *ties)
{
	double missing = 0, twice = 0;
	for (int i = 0; i < n; i++) {
		g[i] = (struct group){ .side = *mdp_result_at(x->rows, i, 0) };
		g[i].m.n = mdp_analyze_number(x, i, 1);
		twice += mdp_analyze_number(x, i, mdp_analyze_column(x, "twice"));
		if (share) {
			g[i].share = mdp_analyze_number(x, i, 2);
			continue;
		}
		g[i].m.mean = mdp_analyze_number(x, i, 2);
		g[i].middle = mdp_analyze_number(x, i, 3);
		g[i].m.variance = mdp_analyze_number(x, i, 4);
		g[i].m.ranks = mdp_analyze_number(x, i, 5);
		*ties = mdp_analyze_number(x, i, 6);
		missing += mdp_analyze_number(x, i, 7);
	}
	if (missing > 0)
		mdp_analyze_caveat(x, "missing", "%.0f %s are left out: they have no such value", missing,
				   x->plan->columns[1].name);
	if (twice > 0 && !share)
		mdp_analyze_caveat(x, "twice", "%.0f %s are in both groups and are left out", twice / 2,
				   x->plan->columns[1].name);
	return twice > 0 && share ? -1 : 0;
}

int mdp_step_compare_groups(struct mdp_analyzing *x, struct mdp_error *err)
{
	bool share = mdp_analyze_column(x, "found") >= 0;
	int n = x->rows->nrows > MOST ? MOST + 1 : (int)x->rows->nrows, tested = 0;
	double ties = 0;
	struct group *g = MDP_NEW_ARRAY(x->a, MOST + 1, struct group);
	if (n > MOST)
		return mdp_refuse(err, MDP_REASON_UNSUPPORTED, "there are more than %d groups: name two", MOST);
	if (read_groups(x, g, n, share, &ties) < 0)
		return mdp_refuse(err, MDP_REASON_UNSUPPORTED,
				  "some %s are in both groups, so that they cannot be held "
				  "against each other",
				  x->plan->columns[1].name);
	if (share)
		test_shares(g, n);
	else
		test_values(g, n, ties);
	for (int i = 0; i < n; i++)
		tested += g[i].tested;
	if (n < 2 || !tested)
		return mdp_refuse(
			err, MDP_REASON_OUTSIDE_DATA,
			n < 2 ? "there is only one group with any %s, so there is nothing to compare it with"
			      : "too few values in a group of %s, or all are the same: at least two are needed in each",
			x->plan->columns[1].name);
	if (n > 2) {
		correct(g, n, false);
		if (!share)
			correct(g, n, true);
		mdp_analyze_caveat(x, "holm",
				   "p is corrected for %d groups that are each compared with the others (Holm)",
				   tested);
	}
	show(x, g, n, share);
	return 0;
}
