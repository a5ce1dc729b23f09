/* From the numbers at each time of each group to its curve: median with interval, and how many within some spans. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "analyze/sample.h"
#include "analyze/steps.h"
#include "analyze/survival.h"
#include "base/limits.h"
#include "query/analyses.h"
#include "base/banned.h"

#define FIXED 6 /* columns beside the keys and the spans */

static const double spans[] = { 30, 90, 180, 365 };
#define SPANS (int)(sizeof(spans) / sizeof(spans[0]))

struct times {
	double *days, *happened, *waiting;
	int64_t first; /* row of the plan */
	int n;
	double mean; /* of those to whom it happened */
	struct mdp_survival s;
};

static bool same_group(const struct mdp_result *r, int64_t one, int64_t other, int keys)
{
	for (int i = 0; i < keys; i++)
		if (mdp_value_cmp(mdp_result_at(r, one, i), mdp_result_at(r, other, i)) != 0)
			return false;
	return true;
}

static int read_times(struct mdp_analyzing *x, int keys, struct times *t)
{
	double sum = 0, count = 0;
	int64_t end = t->first;
	while (end < x->rows->nrows && same_group(x->rows, t->first, end, keys))
		end++;
	t->n = (int)(end - t->first);
	t->days = MDP_NUMBERS(x->a, t->n);
	t->happened = MDP_NUMBERS(x->a, t->n);
	t->waiting = MDP_NUMBERS(x->a, t->n);
	for (int i = 0; i < t->n; i++) {
		t->days[i] = mdp_analyze_number(x, t->first + i, keys);
		t->happened[i] = mdp_analyze_number(x, t->first + i, keys + 1);
		t->waiting[i] = mdp_analyze_number(x, t->first + i, keys + 2);
		sum += t->days[i] * t->happened[i];
		count += t->happened[i];
	}
	t->mean = count > 0 ? sum / count : (double)NAN;
	return mdp_kaplan_meier_of(t->days, t->happened, t->waiting, t->n, 0.95, x->a, &t->s);
}

static int put(struct mdp_analyzing *x, int64_t row, int column, double v)
{
	*mdp_analyze_cell(x, row, column) = isnan(v) || isinf(v) ? mdp_value_null() : mdp_value_double(v);
	return column + 1;
}

/* Beyond what was seen of anyone nothing can be said, unless it has happened to all. */
static double within(const struct times *t, double days)
{
	double not_yet = mdp_survival_at(&t->s, days);
	return t->n && (t->days[t->n - 1] >= days || !(not_yet > 0)) ? 1 - not_yet : (double)NAN;
}

static void show(struct mdp_analyzing *x, const struct times *t, int n, int keys, bool again, const char *people)
{
	struct mdp_plan_column columns[MDP_LIMIT_KEYS_OF_ENTITY + FIXED + SPANS];
	enum mdp_type types[MDP_LIMIT_KEYS_OF_ENTITY + FIXED + SPANS];
	struct mdp_value *old = x->rows->values;
	int width = x->rows->ncolumns, at = keys;
	const char *happened = again ? "came back" : "lapsed";
	const char *const names[FIXED] = {
		people,        happened,
		"median days", "low 95 %",
		"high 95 %",   again ? "average days of those who came back" : "average days of those who lapsed"
	};
	for (int i = 0; i < keys; i++) {
		columns[i] = x->plan->columns[i];
		types[i] = x->rows->columns[i].type;
	}
	for (int i = 0; i < FIXED; i++, at++) {
		columns[at] = (struct mdp_plan_column){ .name = names[i], .column = -1 };
		types[at] = i < 2 ? MDP_T_INT : MDP_T_DOUBLE;
	}
	for (int i = 0; i < SPANS; i++, at++) {
		columns[at] = (struct mdp_plan_column){ .name = mdp_arena_printf(x->a, "within %.0f days", spans[i]),
							.unit = "ratio",
							.column = -1 };
		types[at] = MDP_T_DOUBLE;
	}
	mdp_analyze_replace(x, columns, types, at, n);
	for (int row = 0; row < n; row++) {
		const struct mdp_survival *s = &t[row].s;
		for (int i = 0; i < keys; i++)
			*mdp_analyze_cell(x, row, i) = old[t[row].first * width + i];
		at = keys;
		*mdp_analyze_cell(x, row, at++) = mdp_value_int((int64_t)s->n);
		*mdp_analyze_cell(x, row, at++) = mdp_value_int((int64_t)s->events);
		at = put(x, row, at, s->median);
		at = put(x, row, at, s->median_low);
		at = put(x, row, at, s->median_high);
		at = put(x, row, at, t[row].mean);
		for (int i = 0; i < SPANS; i++)
			at = put(x, row, at, within(&t[row], spans[i]));
	}
}

static void tell_window(struct mdp_analyzing *x, int keys, bool asked)
{
	double days = x->rows->nrows ? mdp_analyze_number(x, 0, keys + 3) : (double)NAN;
	int e = mdp_catalog_entity(x->c, mdp_str_of(x->q->of));
	if (isnan(days) || e < 0)
		return;
	mdp_analyze_caveat(x, "window",
			   asked ? "lapsed is who has had no %s for more than %.0f days, as asked"
				 : "lapsed is who has had no %s for more than %.0f days: 9 of 10 gaps between "
				   "two days with one are not longer",
			   x->c->entities[e].name, days);
}

int mdp_step_survival(struct mdp_analyzing *x, struct mdp_error *err)
{
	struct mdp_str what = mdp_query_param_text(x->q, "until_what"), who = mdp_query_param_text(x->q, "who");
	int keys = mdp_analyze_column(x, "days"), n = 0, cap = 0, e = mdp_catalog_entity(x->c, who);
	const char *people = e >= 0 ? x->c->entities[e].plural : "those who began";
	bool again = mdp_str_is(what, "again");
	struct times *t = NULL;
	double events = 0;
	if (keys < 0 || keys > MDP_LIMIT_KEYS_OF_ENTITY)
		return mdp_fail(err, MDP_INTERNAL, "survival: no times");
	for (int64_t row = 0; row < x->rows->nrows;) {
		struct times one = { .first = row };
		if (read_times(x, keys, &one) < 0)
			return mdp_refuse(err, MDP_REASON_OUTSIDE_DATA, "a time until the event is below zero");
		row += one.n;
		events += one.s.events;
		MDP_PUSH(x->a, t, n, cap, one);
	}
	if (!n || !(events > 0))
		return mdp_refuse(err, MDP_REASON_OUTSIDE_DATA,
				  n ? "it has not happened to any of the %s yet, so nothing can "
				      "be said of how long it takes"
				    : "there are no %s to look at",
				  people);
	tell_window(x, keys, mdp_query_param_number(x->q, "days", 0) > 0);
	if (n == 2)
		mdp_analyze_caveat(x, "log_rank",
				   "that the two groups differ by chance alone has p = %.2g (log-rank test)",
				   mdp_log_rank(&t[0].s, &t[1].s));
	show(x, t, n, keys, again, people);
	return 0;
}
