/* What a change is made of, in words. */
#include <stdlib.h>
#include <string.h>
#include "answer/analyses.h"
#include "base/date.h"
#include "query/analyses.h"
#include "base/banned.h"

#define TOLD 3 /* parts of one direction in the sentence */

static int64_t day_of(const struct mdp_query *q, const char *param)
{
	const struct mdp_expr *x = mdp_query_param(q, param);
	return x ? x->value.i : 0;
}

static void say_days(struct mdp_sayer *r, const struct mdp_query *q, const char *from, const char *to)
{
	char first[MDP_DATE_TEXT], last[MDP_DATE_TEXT];
	mdp_buf_printf(r->out, "%s to %s", mdp_date_print(day_of(q, from), first),
		       mdp_date_print(day_of(q, to) - 1, last));
}

void mdp_say_contribution(struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_expr *x = mdp_query_param(q, "amount");
	mdp_say(r, "why did ");
	if (x)
		mdp_say_expr(r, x, 1);
	mdp_say(r, " change from ");
	say_days(r, q, "from", "to");
	mdp_say(r, " versus ");
	say_days(r, q, "base_from", "base_to");
}

static const char *amount_words(const struct mdp_telling *t)
{
	struct mdp_buf out = MDP_BUF_INIT;
	struct mdp_sayer r = { t->c, t->a, &out, t->ans->query, true };
	mdp_say_expr(&r, mdp_query_param(t->ans->query, "amount"), 1);
	const char *text = mdp_arena_strdup(t->a, mdp_buf_cstr(&out));
	mdp_buf_release(&out);
	return text;
}

/* The value without its sign. */
static const char *size_of(const struct mdp_telling *t, int64_t row, int column)
{
	struct mdp_value v = *mdp_result_at(&t->ans->result, row, column);
	if (mdp_value_is_number(&v) && mdp_value_number(&v) < 0)
		v = mdp_value_double(-mdp_value_number(&v));
	return mdp_value_human(t->a, &v, t->ans->columns[column].unit);
}

static double number(const struct mdp_telling *t, int64_t row, int column)
{
	const struct mdp_value *v = mdp_result_at(&t->ans->result, row, column);
	return mdp_value_is_number(v) ? mdp_value_number(v) : 0;
}

/* The largest part of each of the first splits that went one way, said with its sign. */
static const char *largest(const struct mdp_telling *t, bool up)
{
	const struct mdp_result *r = &t->ans->result;
	const char *text = "";
	int told = 0;
	int64_t split = -1; /* the first row of the last split that was told */
	for (int64_t i = 1; i < r->nrows && told < TOLD; i++) {
		const char *part = mdp_told_cell(t, i, 1), *by = mdp_told_cell(t, i, 0);
		bool named = strcmp(part, "(none)") != 0 && strcmp(part, "all other parts of it") != 0 &&
			     !strstr(part, " smaller parts");
		if (!named || (up ? number(t, i, 4) <= 0 : number(t, i, 4) >= 0) ||
		    (split >= 0 && mdp_value_eq(mdp_result_at(r, i, 0), mdp_result_at(r, split, 0))))
			continue;
		split = i;
		text = mdp_arena_printf(
			t->a, "%s%s%s%s%s (%s%s)", text, told ? "; " : "", strcmp(by, "number and average") ? by : "",
			strcmp(by, "number and average") ? " " : "", part, up ? "+" : "−", size_of(t, i, 4));
		told++;
	}
	return *text ? mdp_arena_printf(t->a, " Largest %s: %s.", up ? "increases" : "decreases", text) : "";
}

const char *mdp_tell_contribution(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	const char *what = amount_words(t);
	if (!t->ans->result.nrows)
		return mdp_arena_printf(t->a, "There is no %s%s.", what, t->where);
	double before = number(t, 0, 2), change = number(t, 0, 4);
	const char *now = mdp_period_human(t->a, day_of(q, "from"), day_of(q, "to"));
	const char *base = mdp_period_human(t->a, day_of(q, "base_from"), day_of(q, "base_to"));
	if (change <= 0 && change >= 0)
		return mdp_arena_printf(t->a, "%s%s did not change: %s (%s and %s).", what, t->where,
					mdp_told_cell(t, 0, 3), base, now);
	struct mdp_value share = mdp_value_double(before > 0 ? (change < 0 ? -change : change) / before : 0);
	const char *percent = before > 0 ? mdp_arena_printf(t->a, " (%s)", mdp_value_human(t->a, &share, "ratio")) : "";
	return mdp_arena_printf(
		t->a, "%s%s %s by %s%s, from %s (%s) to %s (%s).%s%s This shows where the change is, not why.", what,
		t->where, change > 0 ? "rose" : "fell", size_of(t, 0, 4), percent, mdp_told_cell(t, 0, 2), base,
		mdp_told_cell(t, 0, 3), now, largest(t, change > 0), largest(t, change < 0));
}

void mdp_say_overview(struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_entity *e = mdp_say_entity(r, q->of);
	mdp_buf_printf(r->out, "overview counted by %s from ", e ? e->plural : "");
	say_days(r, q, "from", "to");
}

/* "revenue was $1 (+3.0 % on the period before, −2.0 % on last year)" */
static const char *told_figure(const struct mdp_telling *t, int column)
{
	static const char *const than[] = { " on the period before", " on a year ago" };
	const char *text = mdp_arena_printf(t->a, "%s %s", mdp_told_cell(t, 0, column), t->ans->columns[column].name),
		   *more = "";
	for (int row = 1; row < 3 && row < t->ans->result.nrows; row++) {
		const struct mdp_value *v = mdp_result_at(&t->ans->result, row, column + 1);
		if (!mdp_value_is_number(v))
			continue;
		more = mdp_arena_printf(t->a, "%s%s%s%s%s", more, *more ? ", " : "",
					mdp_value_number(v) < 0 ? "−" : "+", size_of(t, row, column + 1),
					than[row - 1]);
	}
	return *more ? mdp_arena_printf(t->a, "%s (%s)", text, more) : text;
}

const char *mdp_tell_overview(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	const char *text = mdp_period_human(t->a, day_of(q, "from"), day_of(q, "to"));
	int event = mdp_catalog_entity(t->c, mdp_str_of(q->of));
	if (t->where[0] && event >= 0)
		text = mdp_arena_printf(t->a, "%s, %s", text, t->c->entities[event].plural);
	for (int i = 2; i + 1 < t->ans->result.ncolumns; i += 2)
		text = mdp_arena_printf(t->a, "%s%s %s", text,
					i == 2 ? t->where[0] ? mdp_arena_printf(t->a, "%s:", t->where) : ":" : ",",
					told_figure(t, i));
	return mdp_arena_printf(t->a, "%s.", text);
}
