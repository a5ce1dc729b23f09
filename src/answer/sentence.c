/*
 * The answer in one sentence, chosen by the shape of the result: a number is said, one winner is named, of many rows
 * the number and the extremes are told. Phrases come from the restatement, so that the sentence and the query cannot
 * disagree.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include "answer/analyses.h"
#include "answer/restate.h"
#include "base/buf.h"
#include "base/banned.h"

struct teller {
	const struct mdp_catalog *c;
	const struct mdp_answer *ans;
	const struct mdp_query *q;
	struct mdp_arena *a;
	struct mdp_restated parts;
	int value; /* column that the sentence is about: ordered by, else the first shown number; -1 */
	int nkeys;
};

static const char *capital(struct mdp_arena *a, const char *text)
{
	char *copy = mdp_arena_strdup(a, text);
	copy[0] = (char)toupper((unsigned char)copy[0]);
	return copy;
}

static bool is_key(const struct teller *t, int column)
{
	return t->ans->columns && t->ans->columns[column].key;
}

static const char *unit_of(const struct teller *t, int column)
{
	return t->ans->columns ? t->ans->columns[column].unit : NULL;
}

static bool is_id(const struct teller *t, int column)
{
	int id = t->ans->columns ? t->ans->columns[column].column : -1;
	return id >= 0 && t->c->columns[id].role == MDP_ROLE_ID;
}

static const char *cell(const struct teller *t, int64_t row, int column)
{
	const struct mdp_value *v = mdp_result_at(&t->ans->result, row, column);
	const char *unit = unit_of(t, column);
	if (is_key(t, column)) {
		bool day = v->type == MDP_T_DATE || v->type == MDP_T_TIMESTAMP;
		enum mdp_grain grain = day ? mdp_answer_grain(t->ans, column) : MDP_GRAIN_NONE;
		if (grain != MDP_GRAIN_NONE && grain != MDP_GRAIN_HOUR)
			return mdp_grain_human(t->a, v->type == MDP_T_DATE ? v->i : v->i / INT64_C(86400000000), grain);
	}
	if (!unit && mdp_value_is_number(v) && (is_key(t, column) || is_id(t, column)))
		unit = "id";
	return mdp_value_human(t->a, v, unit);
}

/* The name of a row: its keys; an id beside a name stands in brackets after it. */
static const char *row_name(const struct teller *t, int64_t row)
{
	struct mdp_buf out = MDP_BUF_INIT;
	int n = t->ans->result.ncolumns;
	for (int i = 0; i < n; i++)
		if (is_key(t, i) && !is_id(t, i))
			mdp_buf_printf(&out, "%s%s", out.n ? ", " : "", cell(t, row, i));
	bool named = out.n > 0, open = false;
	for (int i = 0; i < n; i++) {
		if (!is_key(t, i) || !is_id(t, i))
			continue;
		mdp_buf_printf(&out, "%s%s", open ? ", " : named ? " [" : "", cell(t, row, i));
		open = true;
	}
	mdp_buf_puts(&out, named && open ? "]" : "");
	const char *text = mdp_arena_strdup(t->a, mdp_buf_cstr(&out));
	mdp_buf_release(&out);
	return text;
}

/* The phrase of a result column: shown columns follow the keys in order. */
static const char *phrase_of(const struct teller *t, int column)
{
	int shown = 0;
	for (int i = 0; i < column; i++)
		shown += !is_key(t, i);
	if (shown < t->q->nshow)
		return t->parts.shown[shown];
	return t->ans->columns ? t->ans->columns[column].name : t->ans->result.columns[column].name;
}

static const struct mdp_expr *shown_expr(const struct teller *t, int column)
{
	int shown = 0;
	for (int i = 0; i < column; i++)
		shown += !is_key(t, i);
	return shown < t->q->nshow ? t->q->show[shown].expr : NULL;
}

static bool past(const struct teller *t)
{
	return t->ans->period_from || t->ans->period_to;
}

static const char *tell_scalar(const struct teller *t)
{
	const struct mdp_value *v = mdp_result_at(&t->ans->result, 0, 0);
	const struct mdp_expr *x = shown_expr(t, 0);
	if (v->type == MDP_T_NULL_)
		return mdp_arena_printf(t->a, "There is no %s%s.", t->parts.shown[0], t->parts.filters);
	if (x && x->kind == MDP_X_AGG && x->agg == MDP_AGG_COUNT && v->type == MDP_T_INT) {
		const char *what = t->parts.shown[0];
		if (!strncmp(what, "number of ", 10))
			what += 10;
		int e = mdp_catalog_entity(t->c, mdp_str_of(x->entity));
		if (v->i == 1 && e >= 0 && !x->where)
			what = t->c->entities[e].name;
		return mdp_arena_printf(t->a, "There %s %s %s%s.",
					v->i == 1 ? (past(t) ? "was" : "is") : (past(t) ? "were" : "are"),
					cell(t, 0, 0), what, t->parts.filters);
	}
	return mdp_arena_printf(t->a, "%s %s %s%s.", capital(t->a, t->parts.shown[0]), past(t) ? "was" : "is",
				cell(t, 0, 0), t->parts.filters);
}

static const char *tell_row(const struct teller *t)
{
	struct mdp_buf out = MDP_BUF_INIT;
	int n = t->ans->result.ncolumns;
	for (int i = 0; i < n; i++)
		mdp_buf_printf(&out, "%s%s %s %s",
			       !i          ? ""
			       : i + 1 < n ? ", "
					   : " and ",
			       phrase_of(t, i), past(t) ? "was" : "is", cell(t, 0, i));
	const char *text = mdp_arena_printf(t->a, "%s%s.", capital(t->a, mdp_buf_cstr(&out)), t->parts.filters);
	mdp_buf_release(&out);
	return text;
}

/* "which … most": the winner, and all that tie with it. */
static const char *tell_winner(const struct teller *t)
{
	const struct mdp_result *res = &t->ans->result;
	struct mdp_buf out = MDP_BUF_INIT;
	for (int64_t i = 0; i < res->nrows; i++)
		mdp_buf_printf(&out, "%s%s", !i ? "" : i + 1 < res->nrows ? ", " : " and ", row_name(t, i));
	const char *text =
		mdp_arena_printf(t->a, "%s %s the %s %s%s: %s.", mdp_buf_cstr(&out), res->nrows > 1 ? "have" : "has",
				 t->q->order[0].descending ? "highest" : "lowest", phrase_of(t, t->value),
				 t->parts.filters, cell(t, 0, t->value));
	mdp_buf_release(&out);
	return capital(t->a, text);
}

/* "top 3 …": the first and the last of them. */
static const char *tell_top(const struct teller *t)
{
	const struct mdp_result *res = &t->ans->result;
	const char *ends = mdp_arena_printf(t->a, "%s (%s)", row_name(t, 0), cell(t, 0, t->value));
	int64_t last = res->nrows - 1;
	if (last > 0)
		ends = mdp_arena_printf(t->a, "first %s, last %s (%s)", ends, row_name(t, last),
					cell(t, last, t->value));
	return mdp_arena_printf(t->a, "%s %lld by %s%s: %s.", t->q->order[0].descending ? "Top" : "Bottom",
				(long long)res->nrows, phrase_of(t, t->value), t->parts.filters, ends);
}

/* "4,300" */
static const char *number(struct mdp_arena *a, int64_t n)
{
	struct mdp_value v = mdp_value_int(n);
	return mdp_value_human(a, &v, NULL);
}

/* A row's figure, and its share where that was asked for: "$3,540.21, 39.6 %". */
static const char *told_figure(const struct teller *t, int64_t row)
{
	const char *text = cell(t, row, t->value);
	for (int i = 0; i < t->q->nshow; i++) {
		const struct mdp_expr *e = t->q->show[i].expr;
		int column = t->q->nby + i;
		if (e->kind == MDP_X_WINDOW && e->window == MDP_WIN_SHARE && column != t->value &&
		    column < t->ans->result.ncolumns)
			text = mdp_arena_printf(t->a, "%s, %s", text, cell(t, row, column));
	}
	return text;
}

static const char *tell_groups(const struct teller *t)
{
	const struct mdp_result *res = &t->ans->result;
	struct mdp_buf out = MDP_BUF_INIT;
	mdp_buf_printf(&out, "%s", capital(t->a, t->parts.shown[0]));
	for (int i = 1; i < t->q->nshow; i++)
		mdp_buf_printf(&out, "%s%s", i + 1 < t->q->nshow ? ", " : " and ", t->parts.shown[i]);
	mdp_buf_printf(&out, " by %s%s: %s row%s", t->parts.keys, t->parts.filters, number(t->a, res->nrows),
		       res->nrows == 1 ? "" : "s");
	int64_t lo = -1, hi = -1;
	for (int64_t i = 0; t->value >= 0 && i < res->nrows; i++) {
		const struct mdp_value *v = mdp_result_at(res, i, t->value);
		if (v->type == MDP_T_NULL_)
			continue;
		if (hi < 0 || mdp_value_cmp(v, mdp_result_at(res, hi, t->value)) > 0)
			hi = i;
		if (lo < 0 || mdp_value_cmp(v, mdp_result_at(res, lo, t->value)) < 0)
			lo = i;
	}
	if (hi >= 0 && res->nrows == 1)
		mdp_buf_printf(&out, ", %s with %s", row_name(t, hi), cell(t, hi, t->value));
	else if (hi >= 0 && mdp_value_eq(mdp_result_at(res, hi, t->value), mdp_result_at(res, lo, t->value)))
		mdp_buf_printf(&out, "; each %s", cell(t, hi, t->value));
	else if (hi >= 0)
		mdp_buf_printf(&out, "; highest: %s (%s), lowest: %s (%s)", row_name(t, hi), told_figure(t, hi),
			       row_name(t, lo), told_figure(t, lo));
	mdp_buf_puts(&out, ".");
	const char *text = mdp_arena_strdup(t->a, mdp_buf_cstr(&out));
	mdp_buf_release(&out);
	return text;
}

static const char *tell_list(const struct teller *t)
{
	int64_t n = t->ans->result.nrows;
	const char *rows = t->parts.rows;
	if (t->q->distinct && t->q->nshow == 1) /* values of an attribute, not the things that have it */
		rows = mdp_words_plural(t->a, t->q->show[0].name);
	else if (t->q->distinct)
		rows = "combinations";
	const char *only = n == 1 && t->ans->result.ncolumns == 1 ? mdp_arena_printf(t->a, ": %s", cell(t, 0, 0)) : "";
	return mdp_arena_printf(t->a, "%s %s%s%s.", number(t->a, n), n == 1 ? mdp_words_singular(t->a, rows) : rows,
				t->parts.filters, only);
}

/* The one thing that was found, with what was asked of it: "1 order with transaction id 5218: status completed." */
static const char *tell_thing(const struct teller *t)
{
	const struct mdp_query *q = t->q;
	struct mdp_buf out = MDP_BUF_INIT;
	const char *end = !q->norder ? NULL : q->order[0].descending ? "highest" : "lowest";
	bool winner = q->limit == 1 && end && t->value >= 0;
	if (winner && t->ans->result.ncolumns == 1)
		return mdp_arena_printf(t->a, "The %s %s%s is %s.", end, phrase_of(t, t->value), t->parts.filters,
					cell(t, 0, t->value));
	const char *rows = q->distinct ? "combination" : mdp_words_singular(t->a, t->parts.rows);
	if (winner)
		mdp_buf_printf(&out, "The %s with the %s %s%s", rows, end, phrase_of(t, t->value), t->parts.filters);
	else
		mdp_buf_printf(&out, "1 %s%s", rows, t->parts.filters);
	for (int i = 0; i < t->ans->result.ncolumns; i++)
		mdp_buf_printf(&out, "%s %s %s", i ? "," : ":", phrase_of(t, i),
			       mdp_result_at(&t->ans->result, 0, i)->type == MDP_T_NULL_ ? "unknown" : cell(t, 0, i));
	const char *text = mdp_arena_printf(t->a, "%s.", mdp_buf_cstr(&out));
	mdp_buf_release(&out);
	return text;
}

static int value_column(const struct teller *t)
{
	const struct mdp_answer *ans = t->ans;
	for (int i = 0; t->q->norder && ans->columns && i < ans->result.ncolumns; i++)
		if (!is_key(t, i) && !strcmp(ans->columns[i].name, t->q->order[0].by))
			return i;
	for (int i = 0; i < ans->result.ncolumns; i++) {
		enum mdp_type type = ans->result.columns[i].type;
		if (!is_key(t, i) && (type == MDP_T_INT || type == MDP_T_DOUBLE || type == MDP_T_DECIMAL))
			return i;
	}
	return -1;
}

/* Both figures, then which way and how far it went. */
static const char *tell_compared(const struct mdp_catalog *c, const struct mdp_answer *ans, struct mdp_arena *a)
{
	const struct mdp_query *q = ans->query;
	const struct mdp_value *base = mdp_result_at(&ans->result, 0, 0), *other = mdp_result_at(&ans->result, 0, 1),
			       *change = mdp_result_at(&ans->result, 0, 3);
	const char *unit = ans->columns ? ans->columns[0].unit : NULL;
	const char *what = mdp_restate(c, q->queries[0], a);
	if (!mdp_value_is_number(base) || !mdp_value_is_number(other))
		return mdp_arena_printf(a, "%s: %s in %s, %s in %s.", capital(a, what), mdp_value_human(a, other, unit),
					q->label_b, mdp_value_human(a, base, unit), q->label_a);
	double d = mdp_value_number(other) - mdp_value_number(base);
	struct mdp_value by = { .type = MDP_T_DOUBLE, .d = d < 0 ? -d : d };
	if (base->type == MDP_T_INT && other->type == MDP_T_INT)
		by = mdp_value_int((int64_t)by.d);
	struct mdp_value share = { .type = MDP_T_DOUBLE };
	if (mdp_value_is_number(change))
		share.d = mdp_value_number(change) < 0 ? -mdp_value_number(change) : mdp_value_number(change);
	const char *percent = mdp_value_is_number(change) && d != 0
				      ? mdp_arena_printf(a, " (%s)", mdp_value_human(a, &share, "ratio"))
				      : "";
	const char *way = d == 0 ? "the same as"
				 : mdp_arena_printf(a, "%s%s %s than", mdp_value_human(a, &by, unit), percent,
						    d > 0 ? "more" : "less");
	const char *in = strstr(q->label_a, " to ") || strstr(q->label_b, " to ") ? "from" : "in";
	return mdp_arena_printf(a, "%s: %s %s %s, %s %s %s (%s).", capital(a, what), mdp_value_human(a, other, unit),
				in, q->label_b, way, in, q->label_a, mdp_value_human(a, base, unit));
}

const char *mdp_answer_sentence(const struct mdp_catalog *c, const struct mdp_answer *ans, struct mdp_arena *a)
{
	const struct mdp_query *q = ans->query;
	const struct mdp_result *res = &ans->result;
	if (q && q->kind == MDP_Q_COMPARE && q->queries[0]->kind == MDP_Q_SELECT && !q->queries[0]->nby &&
	    q->queries[0]->nshow == 1 && q->label_a && q->label_b && res->nrows == 1 && res->ncolumns == 4)
		return tell_compared(c, ans, a);
	if (q && q->kind == MDP_Q_ANALYSIS)
		return mdp_answer_analysis(c, ans, a);
	if (!q || q->kind != MDP_Q_SELECT || !q->nshow) {
		static const char asks[] = "compare "; /* a request, and what was done */
		const char *what = q ? mdp_restate(c, q, a) : "result";
		what += strncmp(what, asks, sizeof(asks) - 1) ? 0 : sizeof(asks) - 1;
		return mdp_arena_printf(a, "%s: %lld row%s.", capital(a, what), (long long)res->nrows,
					res->nrows == 1 ? "" : "s");
	}
	struct teller t = { .c = c, .ans = ans, .q = q, .a = a };
	mdp_restate_parts(c, q, a, &t.parts);
	for (int i = 0; i < q->nshow && ans->columns && q->nby + i < res->ncolumns; i++)
		if (ans->columns[q->nby + i].as)
			t.parts.shown[i] =
				mdp_arena_printf(a, "%s (%s)", t.parts.shown[i], ans->columns[q->nby + i].as);
	t.value = value_column(&t);
	for (int i = 0; i < res->ncolumns; i++)
		t.nkeys += is_key(&t, i);
	if (!res->nrows)
		return mdp_arena_printf(a, "No %s%s.", t.parts.rows, t.parts.filters[0] ? t.parts.filters : " found");
	if (!mdp_query_is_grouped(q))
		return res->nrows == 1 && res->ncolumns <= 3 && !(q->distinct && q->nshow == 1) ? tell_thing(&t)
												: tell_list(&t);
	if (!t.nkeys)
		return res->ncolumns == 1 ? tell_scalar(&t) : tell_row(&t);
	if (q->limit == 1 && q->norder && !q->nwithin && t.value >= 0 && res->nrows <= 5)
		return tell_winner(&t);
	if (q->limit && q->norder && !q->nwithin && t.value >= 0)
		return tell_top(&t);
	return tell_groups(&t);
}
