/* The statistics: how they are said again, and what their rows say in one sentence. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "answer/analyses.h"
#include "base/buf.h"
#include "query/analyses.h"
#include "base/banned.h"

#define TOLD 3 /* findings in the sentence */

static void say_shown(struct mdp_sayer *r, const struct mdp_query *q)
{
	for (int i = 0; i < q->nshow; i++) {
		mdp_say(r, i ? " and " : "");
		mdp_say_expr(r, q->show[i].expr, 1);
	}
}

/* A key and the name of the same thing are one split. */
static void say_splits(struct mdp_sayer *r, const struct mdp_query *q)
{
	int last = -1, said = 0;
	for (int i = 0; i < q->nby; i++) {
		const struct mdp_expr *x = q->by[i].expr;
		int c = x->kind == MDP_X_COLUMN ? mdp_catalog_column(r->c, mdp_str_of(x->name)) : -1;
		int owner = c >= 0 ? r->c->columns[c].entity : -1;
		const struct mdp_entity *e = owner >= 0 ? &r->c->entities[owner] : NULL;
		bool itself = e && e->nkey == 1 && (e->key[0] == c || e->label == c);
		if (itself && owner == last)
			continue;
		last = itself ? owner : -1;
		mdp_say(r, said++ ? " and " : " by ");
		if (itself)
			mdp_say(r, e->name);
		else
			mdp_say_expr(r, x, 1);
	}
}

void mdp_say_anomalies(struct mdp_sayer *r, const struct mdp_query *q)
{
	struct mdp_str grain = mdp_query_param_text(q, "grain");
	if (grain.n)
		mdp_buf_printf(r->out, "unusual %.*ss in ", (int)grain.n, grain.p);
	else
		mdp_say(r, "anomalies in ");
	if (q->nshow)
		say_shown(r, q);
	else
		mdp_say(r, q->of ? mdp_say_plural(r, q->of) : "the data");
	say_splits(r, q);
}

void mdp_say_outliers(struct mdp_sayer *r, const struct mdp_query *q)
{
	mdp_say(r, "outliers in ");
	say_shown(r, q);
	mdp_buf_printf(r->out, " of %s", mdp_say_plural(r, q->of));
}

/* The unit of the calendar that a series is by. */
static enum mdp_grain series_grain(const struct mdp_query *q)
{
	for (int i = 0; i < q->nby; i++)
		if (q->by[i].expr->kind == MDP_X_TRUNC)
			return q->by[i].expr->grain;
	return MDP_GRAIN_MONTH;
}

/* What parts a series beside its time. */
static void say_parted(struct mdp_sayer *r, const struct mdp_query *q)
{
	struct mdp_query rest = *q;
	rest.by = MDP_NEW_ARRAY(r->a, (size_t)q->nby + 1, struct mdp_out);
	rest.nby = 0;
	for (int i = 0; i < q->nby; i++)
		if (q->by[i].expr->kind != MDP_X_TRUNC)
			rest.by[rest.nby++] = q->by[i];
	say_splits(r, &rest);
}

void mdp_say_forecast(struct mdp_sayer *r, const struct mdp_query *q)
{
	const char *grain = mdp_grain_word(series_grain(q));
	struct mdp_str until = mdp_query_param_text(q, "until");
	double n = mdp_query_param_number(q, "periods", 3);
	mdp_say(r, "forecast of ");
	say_shown(r, q);
	if (!until.n)
		mdp_buf_printf(r->out, " for the next %.0f %s%s", n, grain, n == 1 ? "" : "s");
	mdp_buf_printf(r->out, " by %s", grain);
	say_parted(r, q);
	if (until.n)
		mdp_buf_printf(r->out, " until %.*s", (int)until.n, until.p);
}

void mdp_say_trend(struct mdp_sayer *r, const struct mdp_query *q)
{
	mdp_say(r, "trend of ");
	say_shown(r, q);
	if (q->nby)
		mdp_buf_printf(r->out, " by %s", mdp_grain_word(series_grain(q)));
	say_parted(r, q);
}

void mdp_say_correlation(struct mdp_sayer *r, const struct mdp_query *q)
{
	mdp_say(r, "correlation between ");
	say_shown(r, q);
	mdp_buf_printf(r->out, " per %s",
		       mdp_catalog_entity(r->c, mdp_str_of(q->of)) >= 0
			       ? r->c->entities[mdp_catalog_entity(r->c, mdp_str_of(q->of))].name
			       : q->of);
}

void mdp_say_predicted_value(struct mdp_sayer *r, const struct mdp_query *q)
{
	double months = mdp_query_param_number(q, "months", 12);
	mdp_buf_printf(r->out, "predicted lifetime value of %s for the next %.0f month%s",
		       mdp_said_thing(r, q, "who", true), months, months == 1 ? "" : "s");
}

/* --- sentences --- */

/* "orders (all) on Mar 24, 2024: 81 instead of 13.2 (+513 %)" */
static const char *finding(const struct mdp_telling *t, int64_t row)
{
	const struct mdp_result *res = &t->ans->result;
	int64_t from = mdp_result_at(res, row, 2)->i, to = mdp_result_at(res, row, 3)->i;
	const char *of = mdp_told(t, row, "of"), *when = mdp_period_phrase(t->a, from, to + 1);
	const char *figure = mdp_told(t, row, "figure");
	bool all = strcmp(of, "all") == 0, has_cause = mdp_result_at(res, row, 7)->type == MDP_T_TEXT;
	int m = mdp_catalog_measure(t->c, mdp_str_of(figure));
	const char *unit = m >= 0 ? t->c->measures[m].unit : NULL;
	return mdp_arena_printf(t->a, "%s%s%s %s: %s instead of %s%s%s", figure, all ? "" : " of ", all ? "" : of, when,
				mdp_value_human(t->a, mdp_result_at(res, row, 4), unit),
				mdp_value_human(t->a, mdp_result_at(res, row, 5), unit),
				has_cause ? ", when this ran: " : "", has_cause ? mdp_told(t, row, "cause") : "");
}

const char *mdp_tell_anomalies(const struct mdp_telling *t)
{
	int64_t n = t->ans->result.nrows;
	const char *text = "";
	if (!n)
		return mdp_arena_printf(t->a, "Nothing is unusual%s: all is within what chance explains.", t->where);
	for (int64_t i = 0; i < n && i < TOLD; i++)
		text = mdp_arena_printf(t->a, "%s%s%s", text, i ? "; " : "", finding(t, i));
	return mdp_arena_printf(t->a, "%lld unusual finding%s%s%s: %s.", (long long)n, n == 1 ? "" : "s", t->where,
				n > TOLD ? ", the surest first" : "", text);
}

const char *mdp_tell_outliers(const struct mdp_telling *t)
{
	const struct mdp_result *res = &t->ans->result;
	const char *name = t->ans->query->show[0].name;
	int value = mdp_told_column(t, name), nkeys = 0;
	while (nkeys < res->ncolumns && t->ans->columns[nkeys].key)
		nkeys++;
	if (!res->nrows)
		return mdp_arena_printf(t->a, "No value of %s is far from the others%s.", name, t->where);
	return mdp_arena_printf(t->a, "%lld %s ha%s a %s far from nearly all others%s; the farthest: %s with %s.",
				(long long)res->nrows,
				res->nrows == 1 ? t->ans->query->of
				: mdp_catalog_entity(t->c, mdp_str_of(t->ans->query->of)) >= 0
					? t->c->entities[mdp_catalog_entity(t->c, mdp_str_of(t->ans->query->of))].plural
					: t->ans->query->of,
				res->nrows == 1 ? "s" : "ve", name, t->where, mdp_told_name(t, 0, 0, nkeys),
				value >= 0 ? mdp_told_cell(t, 0, value) : "");
}

/* Each group by itself: the highest and lowest of the first period. */
static const char *tell_forecasts(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	const struct mdp_result *res = &t->ans->result;
	int at = mdp_told_column(t, "forecast"), time = at - 1;
	int64_t high = -1, low = -1, groups = 0;
	for (int64_t i = 0; at > 0 && i < res->nrows; i++) {
		if (mdp_value_cmp(mdp_result_at(res, i, time), mdp_result_at(res, 0, time)) != 0)
			continue;
		groups++;
		high = high < 0 || mdp_value_cmp(mdp_result_at(res, i, at), mdp_result_at(res, high, at)) > 0 ? i
													      : high;
		low = low < 0 || mdp_value_cmp(mdp_result_at(res, i, at), mdp_result_at(res, low, at)) < 0 ? i : low;
	}
	if (high < 0)
		return "nothing is forecast.";
	return mdp_arena_printf(
		t->a, "Forecast of %s%s, each of %lld groups by itself; in %s highest %s (%s), lowest %s (%s).",
		q->show[0].name, t->where, (long long)groups,
		mdp_grain_human(t->a, mdp_result_at(res, 0, time)->i, series_grain(q)), mdp_told_name(t, high, 0, time),
		mdp_told_cell(t, high, at), mdp_told_name(t, low, 0, time), mdp_told_cell(t, low, at));
}

const char *mdp_tell_forecast(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	const struct mdp_result *res = &t->ans->result;
	if (q->nby > 1)
		return tell_forecasts(t);
	const struct mdp_expr *x = q->show[0].expr;
	bool adds = x->kind == MDP_X_MEASURE || x->agg == MDP_AGG_SUM || x->agg == MDP_AGG_COUNT;
	double sum = 0;
	const char *text = "";
	for (int64_t i = 0; i < res->nrows; i++) {
		const char *when = mdp_grain_human(t->a, mdp_result_at(res, i, 0)->i, q->by[0].expr->grain);
		sum += mdp_value_number(mdp_result_at(res, i, 1));
		if (i < TOLD)
			text = mdp_arena_printf(t->a, "%s%s%s %s (95 %%: %s to %s)", text, i ? ", " : "", when,
						mdp_told_cell(t, i, 1), mdp_told_cell(t, i, 4), mdp_told_cell(t, i, 5));
	}
	if (res->nrows > TOLD)
		text = mdp_arena_printf(t->a, "%s, …", text);
	if (adds && res->nrows > 1) {
		struct mdp_value all = mdp_value_double(sum);
		text = mdp_arena_printf(t->a, "%s; %s in all", text,
					mdp_value_human(t->a, &all, t->ans->columns[1].unit));
	}
	return mdp_arena_printf(t->a, "Forecast of %s%s: %s.", q->show[0].name, t->where, text);
}

/* {12.5} is an amount in the unit of the second column, {+12.5} with its sign; {where} the conditions. */
const char *mdp_tell_found(const struct mdp_telling *t)
{
	const char *unit = t->ans->result.ncolumns > 1 ? t->ans->columns[1].unit : NULL, *text = "";
	for (const char *s = t->ans->finding ? t->ans->finding : ""; *s;) {
		const char *open = strchr(s, '{'), *close = open ? strchr(open, '}') : NULL;
		if (!close)
			return mdp_arena_printf(t->a, "%s%s", text, s);
		char *end = NULL;
		struct mdp_value v = mdp_value_double(strtod(open + 1, &end));
		const char *said = end == close ? mdp_value_human(t->a, &v, unit) : t->where;
		text = mdp_arena_printf(t->a, "%s%.*s%s%s", text, (int)(open - s), s,
					open[1] == '+' && v.d > 0 ? "+" : "", said);
		s = close + 1;
	}
	return text;
}
