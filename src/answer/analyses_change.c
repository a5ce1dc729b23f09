/* What a change is made of, in words. */
#include <stdlib.h>
#include <string.h>
#include "answer/analyses.h"
#include "base/date.h"
#include "query/analyses.h"
#include "base/banned.h"

#define TOLD 3 /* parts of one direction in the sentence */
#define OVERVIEW_FIRST 4 /* column of its first figure */

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

/* The entity whose key is counted under a ratio: so much for each that has any. */
static int per_thing(const struct mdp_catalog *c, const struct mdp_expr *x)
{
	const struct mdp_expr *u = x->kind == MDP_X_OP && x->op == MDP_OP_DIV ? x->arg2 : NULL;
	bool key = u && u->kind == MDP_X_AGG && u->agg == MDP_AGG_COUNT_DISTINCT && !u->where &&
		   u->arg->kind == MDP_X_COLUMN && !u->arg->role;
	int column = key ? mdp_catalog_column(c, mdp_str_of(u->arg->name)) : -1;
	for (int e = 0; column >= 0 && e < c->nentities; e++)
		if (c->entities[e].nkey == 1 && c->entities[e].key[0] == column)
			return e;
	return -1;
}

static void say_amount(struct mdp_sayer *r, const struct mdp_expr *x)
{
	int each = per_thing(r->c, x);
	mdp_say_expr(r, each >= 0 ? x->arg : x, 1);
	if (each >= 0)
		mdp_buf_printf(r->out, " per %s", r->c->entities[each].name);
}

void mdp_say_contribution(struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_expr *x = mdp_query_param(q, "amount");
	mdp_say(r, "why did ");
	if (x)
		say_amount(r, x);
	mdp_say(r, " change from ");
	say_days(r, q, "from", "to");
	mdp_say(r, " versus ");
	say_days(r, q, "base_from", "base_to");
}

static const char *amount_words(const struct mdp_telling *t)
{
	struct mdp_buf out = MDP_BUF_INIT;
	struct mdp_sayer r = { t->c, t->a, &out, t->ans->query, true };
	say_amount(&r, mdp_query_param(t->ans->query, "amount"));
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

static int column(const struct mdp_telling *t, const char *name)
{
	for (int i = 0; i < t->ans->result.ncolumns; i++)
		if (strcmp(t->ans->columns[i].name, name) == 0)
			return i;
	return -1;
}

static const char *signed_size(const struct mdp_telling *t, double v, int col)
{
	const char *unit = t->ans->columns[col].unit;
	bool points = unit && strcmp(unit, "ratio") == 0;
	struct mdp_value size = mdp_value_double((v < 0 ? -v : v) * (points ? 100 : 1));
	if (points)
		return mdp_arena_printf(t->a, "%s%.2f points", v < 0 ? "−" : "+", mdp_value_number(&size));
	return mdp_arena_printf(t->a, "%s%s", v < 0 ? "−" : "+",
				mdp_value_human(t->a, &size, t->ans->columns[col].unit));
}

static bool same_split(const struct mdp_telling *t, int64_t a, int64_t b)
{
	return mdp_value_eq(mdp_result_at(&t->ans->result, a, 0), mdp_result_at(&t->ans->result, b, 0));
}

static bool starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* The largest part of each of the first splits that went one way, said with its sign. */
static const char *largest(const struct mdp_telling *t, bool up)
{
	const struct mdp_result *r = &t->ans->result;
	const char *text = "";
	int told = 0, change = column(t, "change");
	int64_t split = -1; /* the first row of the last split that was told */
	for (int64_t i = 1; i < r->nrows && told < TOLD; i++) {
		const char *part = mdp_told_cell(t, i, 1), *by = mdp_told_cell(t, i, 0);
		bool named = strcmp(part, "(none)") != 0 && strcmp(part, "all other parts of it") != 0 &&
			     !strstr(part, " smaller parts") && !starts(by, "volume and price by ");
		bool alone = strcmp(by, "number and average") == 0 || strcmp(by, "numerator and denominator") == 0 ||
			     starts(by, "volume or price of each ");
		if (!named || (up ? number(t, i, change) <= 0 : number(t, i, change) >= 0) ||
		    (split >= 0 && same_split(t, i, split)))
			continue;
		split = i;
		text = mdp_arena_printf(t->a, "%s%s%s%s%s (%s)", text, told ? "; " : "", alone ? "" : by,
					alone ? "" : " ", part, signed_size(t, number(t, i, change), change));
		told++;
	}
	return *text ? mdp_arena_printf(t->a, " Largest %s: %s.", up ? "increases" : "decreases", text) : "";
}

/* What the volume and the price brought: the rows of that split. */
static const char *volume_and_price(const struct mdp_telling *t)
{
	const char *text = "";
	int change = column(t, "change");
	for (int64_t i = 1; i < t->ans->result.nrows; i++) {
		const char *by = mdp_told_cell(t, i, 0);
		if (starts(by, "volume and price by "))
			text = *text ? mdp_arena_printf(t->a, "%s, %s %s", text, mdp_told_cell(t, i, 1),
							signed_size(t, number(t, i, change), change))
				     : mdp_arena_printf(t->a, " By %s: %s %s", by + strlen("volume and price by "),
							mdp_told_cell(t, i, 1),
							signed_size(t, number(t, i, change), change));
	}
	return *text ? mdp_arena_printf(t->a, "%s.", text) : "";
}

/* Of a ratio: what the first split's own figures changed, and what their weights. */
static const char *rate_and_mix(const struct mdp_telling *t)
{
	int rate = column(t, "rate effect"), mix = column(t, "mix effect"), change = column(t, "change");
	double rates = 0, mixes = 0;
	int64_t first = 1, n = t->ans->result.nrows;
	while (rate >= 0 && first < n && mdp_result_at(&t->ans->result, first, rate)->type == MDP_T_NULL_)
		first++;
	if (rate < 0 || mix < 0 || first >= n)
		return "";
	for (int64_t i = first; i < n && same_split(t, i, first); i++) {
		rates += number(t, i, rate);
		mixes += number(t, i, mix);
	}
	return mdp_arena_printf(
		t->a,
		" By %s: %s from the parts' own figures (rate effect), %s from a shift between the parts "
		"(mix effect).",
		mdp_told_cell(t, first, 0), signed_size(t, rates, change), signed_size(t, mixes, change));
}

const char *mdp_tell_contribution(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	const char *what = amount_words(t);
	int at = column(t, "change");
	const char *now = mdp_period_human(t->a, day_of(q, "from"), day_of(q, "to"));
	const char *base = mdp_period_human(t->a, day_of(q, "base_from"), day_of(q, "base_to"));
	if (!t->ans->result.nrows || at < 0)
		return mdp_arena_printf(t->a, "There is no %s%s.", what, t->where);
	for (int i = 2; i < 4; i++)
		if (mdp_result_at(&t->ans->result, 0, i)->type == MDP_T_NULL_)
			return mdp_arena_printf(t->a, "There is no %s%s in %s, so there is no change of it.", what,
						t->where, i == 2 ? base : now);
	double before = number(t, 0, 2), change = number(t, 0, at);
	if (change <= 0 && change >= 0)
		return mdp_arena_printf(t->a, "%s%s did not change: %s (%s and %s).", what, t->where,
					mdp_told_cell(t, 0, 3), base, now);
	const char *unit = t->ans->columns[at].unit;
	double size = change < 0 ? -change : change;
	struct mdp_value share = mdp_value_double(before > 0 ? size / before : 0);
	const char *percent = before > 0 ? mdp_arena_printf(t->a, " (%s)", mdp_value_human(t->a, &share, "ratio")) : "";
	const char *by = unit && strcmp(unit, "ratio") == 0
				 ? mdp_arena_printf(t->a, "%.2f percentage points", size * 100)
				 : size_of(t, 0, at);
	return mdp_arena_printf(
		t->a, "%s%s %s by %s%s, from %s (%s) to %s (%s).%s%s%s%s This shows where the change is, not why.",
		what, t->where, change > 0 ? "rose" : "fell", by, percent, mdp_told_cell(t, 0, 2), base,
		mdp_told_cell(t, 0, 3), now, volume_and_price(t), rate_and_mix(t), largest(t, change > 0),
		largest(t, change < 0));
}

void mdp_say_overview(struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_entity *e = mdp_say_entity(r, q->of);
	mdp_buf_printf(r->out, "overview counted by %s from ", e ? e->plural : "");
	say_days(r, q, "from", "to");
}

/* "$1 revenue (+3.0 % on the period before, −2.0 % on a year ago)" */
static const char *told_figure(const struct mdp_telling *t, int column)
{
	static const char *const than[] = { " on the period before", " on a year ago" }, *const abouts[] = {
		"the period before", "a year ago"
	};
	const char *text = mdp_arena_printf(t->a, "%s %s", mdp_told_cell(t, 0, column), t->ans->columns[column].name),
		   *more = "";
	for (int row = 1; row < 3 && row < t->ans->result.nrows; row++) {
		const struct mdp_value *v = mdp_result_at(&t->ans->result, row, column + 1);
		if (!mdp_value_is_number(v) || strcmp(mdp_told_cell(t, row, 0), abouts[row - 1]) != 0)
			continue;
		more = mdp_arena_printf(t->a, "%s%s%s%s%s", more, *more ? ", " : "",
					mdp_value_number(v) < 0 ? "−" : "+", size_of(t, row, column + 1),
					than[row - 1]);
	}
	return *more ? mdp_arena_printf(t->a, "%s (%s)", text, more) : text;
}

/* "Rose most: state CA, $2 (+3.0 %)": the lines behind those of the periods. */
static const char *told_line(const struct mdp_telling *t, int64_t row)
{
	int n = t->ans->result.ncolumns;
	const char *about = mdp_told_cell(t, row, 0), *of = mdp_told_cell(t, row, 1), *figure = "";
	bool unusual = strcmp(about, "unusual") == 0;
	for (int c = OVERVIEW_FIRST; c + 1 < n; c += 2) {
		if (!mdp_value_is_number(mdp_result_at(&t->ans->result, row, c)))
			continue;
		double since = number(t, row, c + 1);
		const char *more =
			mdp_value_is_number(mdp_result_at(&t->ans->result, row, c + 1))
				? mdp_arena_printf(t->a, " (%s%s)", since < 0 ? "−" : "+", size_of(t, row, c + 1))
				: "";
		figure = mdp_arena_printf(t->a, "%s %s%s", mdp_told_cell(t, row, c), t->ans->columns[c].name, more);
	}
	if (unusual)
		return mdp_arena_printf(
			t->a, " Unusual: %s%s%s.", strcmp(of, "all") ? of : figure,
			*figure && strcmp(of, "all") ? ", " : "",
			mdp_arena_printf(t->a, " in %s",
					 mdp_period_human(t->a, mdp_result_at(&t->ans->result, row, 2)->i,
							  mdp_result_at(&t->ans->result, row, 3)->i + 1)));
	return mdp_arena_printf(t->a, " %s: %s, %s.", strcmp(about, "rose most") ? "Fell most" : "Rose most", of,
				figure);
}

const char *mdp_tell_overview(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	const char *text = mdp_period_human(t->a, day_of(q, "from"), day_of(q, "to"));
	int event = mdp_catalog_entity(t->c, mdp_str_of(q->of));
	if (t->where[0] && event >= 0)
		text = mdp_arena_printf(t->a, "%s, %s", text, t->c->entities[event].plural);
	for (int i = OVERVIEW_FIRST; i + 1 < t->ans->result.ncolumns; i += 2)
		text = mdp_arena_printf(
			t->a, "%s%s %s", text,
			i == OVERVIEW_FIRST ? t->where[0] ? mdp_arena_printf(t->a, "%s:", t->where) : ":" : ",",
			told_figure(t, i));
	text = mdp_arena_printf(t->a, "%s.", text);
	for (int64_t row = 2; row < t->ans->result.nrows; row++)
		if (strcmp(mdp_told_cell(t, row, 0), "a year ago") != 0)
			text = mdp_arena_printf(t->a, "%s%s", text, told_line(t, row));
	return text;
}
