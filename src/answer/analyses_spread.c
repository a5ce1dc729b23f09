/* Cohorts, new against returning, distributions and concentration in words. */
#include <string.h>
#include "answer/analyses.h"
#include "query/analyses.h"
#include "base/banned.h"

static void say_grain(struct mdp_sayer *r, const struct mdp_query *q)
{
	struct mdp_str grain = mdp_query_param_text(q, "grain");
	mdp_buf_printf(r->out, " by %.*s", grain.n ? (int)grain.n : 5, grain.n ? grain.p : "month");
}

void mdp_say_retention(struct mdp_sayer *r, const struct mdp_query *q)
{
	mdp_say(r, "retention");
	mdp_say_patrons(r, q);
	say_grain(r, q);
}

void mdp_say_new_vs_returning(struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_entity *e = mdp_say_entity(r, q->of);
	mdp_buf_printf(r->out, "new versus returning %s counted by %s", mdp_said_thing(r, q, "who", true),
		       e ? e->plural : "");
	say_grain(r, q);
}

void mdp_say_distribution(struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_expr *x = mdp_query_param(q, "value");
	double width = mdp_query_param_number(q, "width", 0), buckets = mdp_query_param_number(q, "buckets", 0);
	const struct mdp_entity *e = mdp_say_entity(r, q->of);
	mdp_say(r, "distribution of ");
	if (x && x->kind == MDP_X_AGG && x->agg == MDP_AGG_COUNT && !x->where) {
		mdp_buf_printf(r->out, "%s per %s", mdp_say_plural(r, x->entity), e ? e->name : "");
	} else if (x && (x->kind == MDP_X_AGG || x->kind == MDP_X_MEASURE)) {
		mdp_say_expr(r, x, 1);
		mdp_buf_printf(r->out, " per %s", e ? e->name : "");
	} else if (x) {
		mdp_say_expr(r, x, 1);
		mdp_buf_printf(r->out, " of %s", e ? e->plural : "");
	}
	if (width > 0)
		mdp_buf_printf(r->out, " in buckets of %g", width);
	if (buckets > 0)
		mdp_buf_printf(r->out, " in %.0f buckets", buckets);
}

void mdp_say_concentration(struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_expr *x = mdp_query_param(q, "amount");
	double top = mdp_query_param_number(q, "top", 0);
	const char *items = mdp_said_thing(r, q, "item", true);
	if (top > 0)
		mdp_say(r, "share of ");
	else
		mdp_buf_printf(r->out, "pareto analysis of %s measured by ", items);
	if (x)
		mdp_say_expr(r, x, 1);
	if (top > 0)
		mdp_buf_printf(r->out, " from the top %g%% of %s", top, items);
}

/* --- sentences --- */

/* How many of a cohort came back in the nth period, over all cohorts that reach it: a share, or -1. */
static double came_back(const struct mdp_telling *t, int column)
{
	const struct mdp_result *r = &t->ans->result;
	double people = 0, back = 0;
	for (int64_t i = 0; i < r->nrows; i++) {
		const struct mdp_value *share = mdp_result_at(r, i, column);
		double n = mdp_value_number(mdp_result_at(r, i, 1));
		if (share->type == MDP_T_NULL_)
			continue;
		people += n;
		back += n * mdp_value_number(share);
	}
	return people > 0 ? back / people : -1;
}

static const char *percent(const struct mdp_telling *t, double share)
{
	struct mdp_value v = mdp_value_double(share);
	return mdp_value_human(t->a, &v, "ratio");
}

const char *mdp_tell_retention(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	struct mdp_sayer s = { t->c, t->a, NULL, q, true };
	const char *people = mdp_said_thing(&s, q, "who", true), *unit = mdp_grain_word(t->ans->series);
	const struct mdp_entity *e = mdp_say_entity(&s, q->of);
	int n = t->ans->result.ncolumns - 2;
	if (!t->ans->result.nrows)
		return mdp_arena_printf(t->a, "No %s began%s.", people, t->where);
	double next = n >= 1 ? came_back(t, 2) : -1, later = n >= 4 ? came_back(t, 5) : -1;
	const char *first = next >= 0 ? mdp_arena_printf(t->a, "%s came back in the %s after that of their first %s",
							 percent(t, next), unit, e ? e->name : "event")
				      : "the data end before anyone could come back";
	const char *fourth = later >= 0 ? mdp_arena_printf(t->a, ", %s in the fourth", percent(t, later)) : "";
	return mdp_arena_printf(t->a, "of the %s%s %s%s (%lld cohorts by %s, all that reach it together).", people,
				t->where, first, fourth, (long long)t->ans->result.nrows, unit);
}

const char *mdp_tell_new_vs_returning(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	struct mdp_sayer s = { t->c, t->a, NULL, q, true };
	const char *people = mdp_said_thing(&s, q, "who", true), *unit = mdp_grain_word(t->ans->series);
	int64_t last = t->ans->result.nrows - 1;
	if (last < 0)
		return mdp_arena_printf(t->a, "There were no %s%s.", people, t->where);
	return mdp_arena_printf(t->a, "in the last of %lld %ss%s %s %s were new and %s returning (%s new).",
				(long long)t->ans->result.nrows, unit, t->where, mdp_told_cell(t, last, 1), people,
				mdp_told_cell(t, last, 2), mdp_told_cell(t, last, 3));
}

const char *mdp_tell_distribution(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	const struct mdp_result *r = &t->ans->result;
	const char *things = mdp_say_plural(&(struct mdp_sayer){ t->c, t->a, NULL, q, true }, q->of);
	int64_t most = 0;
	if (!r->nrows)
		return mdp_arena_printf(t->a, "No %s have a value%s.", things, t->where);
	for (int64_t i = 1; i < r->nrows; i++)
		if (mdp_value_cmp(mdp_result_at(r, i, 2), mdp_result_at(r, most, 2)) > 0)
			most = i;
	return mdp_arena_printf(t->a, "%s%s are most often from %s to below %s: %s, %s of all; %lld buckets.", things,
				t->where, mdp_told_cell(t, most, 0), mdp_told_cell(t, most, 1),
				mdp_told_cell(t, most, 2), mdp_told_cell(t, most, 3), (long long)r->nrows);
}

const char *mdp_tell_concentration(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	const struct mdp_result *r = &t->ans->result;
	struct mdp_sayer s = { t->c, t->a, NULL, q, true };
	const struct mdp_expr *x = mdp_query_param(q, "amount");
	const char *items = mdp_said_thing(&s, q, "item", true),
		   *amount = x && x->kind == MDP_X_MEASURE ? x->name : "amount";
	double top = mdp_query_param_number(q, "top", 0);
	if (!r->nrows || mdp_result_at(r, 0, 0)->type == MDP_T_NULL_)
		return mdp_arena_printf(t->a, "There is no %s by %s%s.", amount, items, t->where);
	if (top > 0)
		return mdp_arena_printf(t->a, "the top %g %% of %s (%s of %s) hold %s of %s%s: %s.", top, items,
					mdp_told_cell(t, 0, 1), mdp_told_cell(t, 0, 2), mdp_told_cell(t, 0, 0), amount,
					t->where, mdp_told_cell(t, 0, 3));
	int64_t a = 0;
	int class = mdp_told_column(t, "class");
	for (int64_t i = 0; i < r->nrows; i++)
		a += mdp_str_is(mdp_result_at(r, i, class)->s, "A");
	return mdp_arena_printf(t->a, "%lld of %lld %s make up 80 %% of %s%s.", (long long)a, (long long)r->nrows,
				items, amount, t->where);
}

/* --- funnel --- */

void mdp_say_funnel(struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_expr *x = mdp_query_param(q, "column");
	int column = x ? mdp_catalog_column(r->c, mdp_str_of(x->name)) : -1;
	struct mdp_str rest = mdp_query_param_text(q, "steps"), one;
	double days = mdp_query_param_number(q, "days", 0);
	mdp_buf_printf(r->out, "funnel of %s from ", mdp_said_thing(r, q, "who", true));
	for (int i = 0; mdp_str_next(&rest, '|', &one); i++) {
		struct mdp_value v = mdp_value_text(one);
		mdp_say(r, i ? " to " : "");
		mdp_say_value_of(r, &v, column);
	}
	if (days > 0)
		mdp_buf_printf(r->out, " within %.0f days", days);
}

const char *mdp_tell_funnel(const struct mdp_telling *t)
{
	const struct mdp_result *r = &t->ans->result;
	struct mdp_sayer s = { t->c, t->a, NULL, t->ans->query, true };
	const char *people = mdp_said_thing(&s, t->ans->query, "who", true);
	int64_t last = r->nrows - 1, worst = -1;
	for (int64_t i = 1; i <= last; i++) {
		const struct mdp_value *v = mdp_result_at(r, i, 4);
		if (v->type != MDP_T_NULL_ && (worst < 0 || mdp_value_cmp(v, mdp_result_at(r, worst, 4)) < 0))
			worst = i;
	}
	if (last < 0 || worst < 0)
		return mdp_arena_printf(t->a, "No %s did the first step%s.", people, t->where);
	const char *drop = last > 1 ? mdp_arena_printf(t->a, "; most are lost before %s (%s of those before come on)",
						       mdp_told_cell(t, worst, 1), mdp_told_cell(t, worst, 4))
				    : "";
	return mdp_arena_printf(t->a, "%s of the %s %s with %s came to %s%s: %s%s.", mdp_told_cell(t, last, 3),
				mdp_told_cell(t, 0, 2), people, mdp_told_cell(t, 0, 1), mdp_told_cell(t, last, 1),
				t->where, mdp_told_cell(t, last, 2), drop);
}
