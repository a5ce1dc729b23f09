/*
 * The query in regular English, from the query alone: what is shown, by what, of which rows, ordered how. The phrases
 * are those that the rules of data/lexicon read, so that asking a restatement gives the same query. Everything implied
 * is said: a period on another time column than the entity's own names that column, an aggregate over another entity
 * than its argument's says "per".
 */
#include <stdio.h>
#include <string.h>
#include "answer/restate.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/banned.h"

struct restater {
	const struct mdp_catalog *c;
	struct mdp_arena *a;
	struct mdp_buf *out;
	const struct mdp_query *q;
	bool people; /* dates as people write them, rather than as the rules read them back */
};

static void say_expr(struct restater *r, const struct mdp_expr *x, int depth);
static void say_pred(struct restater *r, const struct mdp_pred *p, bool inner, int depth);

static void say(struct restater *r, const char *text)
{
	mdp_buf_puts(r->out, text);
}

static const struct mdp_entity *entity_of(const struct restater *r, const char *name)
{
	int e = name ? mdp_catalog_entity(r->c, mdp_str_of(name)) : -1;
	return e < 0 ? NULL : &r->c->entities[e];
}

static const char *plural_of(const struct restater *r, const char *name)
{
	const struct mdp_entity *e = entity_of(r, name);
	return e && e->plural ? e->plural : name ? mdp_words_plural(r->a, name) : "rows";
}

/* A column by its words; the entity's name goes before when other entities have a column of the same words. */
static const char *column_phrase(const struct restater *r, const struct mdp_expr *x)
{
	int id = mdp_catalog_column(r->c, mdp_str_of(x->name));
	if (id < 0)
		return x->name;
	id = mdp_catalog_original(r->c, id);
	const struct mdp_column *col = &r->c->columns[id];
	const char *words = col->label ? col->label : col->words;
	if (x->role)
		return mdp_arena_printf(r->a, "%s %s", x->role, words);
	for (int i = 0; i < r->c->ncolumns; i++) {
		const struct mdp_column *other = &r->c->columns[i];
		if (i == id || mdp_catalog_original(r->c, i) == id || other->entity == col->entity || other->hidden ||
		    strcmp(other->words, col->words) != 0)
			continue;
		const char *owner = col->entity >= 0 ? r->c->entities[col->entity].name : NULL;
		if (owner && strncmp(words, owner, strlen(owner)) != 0)
			return mdp_arena_printf(r->a, "%s %s", owner, words);
		break;
	}
	return words;
}

static bool is_plain_word(struct mdp_str s)
{
	bool letters = false;
	for (size_t i = 0; i < s.n; i++) {
		char ch = s.p[i];
		bool letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
		if (!letter && ch != '_' && !(ch >= '0' && ch <= '9'))
			return false;
		letters |= letter;
	}
	return letters;
}

static void say_value(struct restater *r, const struct mdp_value *v)
{
	if (v->type == MDP_T_TEXT && !is_plain_word(v->s)) {
		char quote = memchr(v->s.p, '"', v->s.n) ? '\'' : '"';
		mdp_buf_putc(r->out, quote);
		mdp_buf_str(r->out, v->s);
		mdp_buf_putc(r->out, quote);
		return;
	}
	if (v->type == MDP_T_BOOL)
		say(r, v->b ? "yes" : "no");
	else if (r->people)
		say(r, mdp_value_human(r->a, v, NULL));
	else
		say(r, mdp_value_print(r->a, v));
}

/* " per order": for an aggregate whose instances are not the argument's own. */
static bool needs_per(const struct restater *r, const struct mdp_expr *x)
{
	if (!x->arg || !x->entity)
		return false;
	if (x->arg->kind == MDP_X_AGG)
		return true;
	if (x->arg->kind != MDP_X_COLUMN)
		return false;
	int id = mdp_catalog_column(r->c, mdp_str_of(x->arg->name));
	int e = mdp_catalog_entity(r->c, mdp_str_of(x->entity));
	if (id < 0 || e < 0)
		return false;
	return r->c->columns[mdp_catalog_original(r->c, id)].entity != e;
}

static const char *aggregate_phrase(enum mdp_aggregate fn)
{
	static const struct {
		enum mdp_aggregate fn;
		const char *text;
	} phrases[] = {
		{ MDP_AGG_SUM, "total " },
		{ MDP_AGG_AVG, "average " },
		{ MDP_AGG_MEDIAN, "median " },
		{ MDP_AGG_MIN, "minimum " },
		{ MDP_AGG_MAX, "maximum " },
		{ MDP_AGG_MODE, "most common " },
		{ MDP_AGG_FIRST, "first " },
		{ MDP_AGG_LAST, "last " },
		{ MDP_AGG_STDDEV, "standard deviation of " },
		{ MDP_AGG_CORR, "correlation of " },
		{ MDP_AGG_COUNT_DISTINCT, "number of distinct " },
	};
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if (phrases[i].fn == fn)
			return phrases[i].text;
	return "";
}

static void say_aggregate(struct restater *r, const struct mdp_expr *x, int depth)
{
	if (x->agg == MDP_AGG_COUNT || (x->agg == MDP_AGG_COUNT_DISTINCT && !x->arg)) {
		say(r, "number of ");
		say(r, plural_of(r, x->entity));
	} else {
		if (x->agg == MDP_AGG_PERCENTILE)
			mdp_buf_printf(r->out, "%gth percentile of ", x->p * 100);
		else
			say(r, aggregate_phrase(x->agg));
		if (x->agg == MDP_AGG_COUNT_DISTINCT && x->arg->kind == MDP_X_COLUMN)
			say(r, mdp_words_plural(r->a, column_phrase(r, x->arg)));
		else if (x->arg)
			say_expr(r, x->arg, depth + 1);
		if (x->arg2) {
			say(r, " and ");
			say_expr(r, x->arg2, depth + 1);
		}
		if (needs_per(r, x)) {
			const struct mdp_entity *e = entity_of(r, x->entity);
			mdp_buf_printf(r->out, " per %s", e ? e->name : x->entity);
		}
	}
	if (x->total)
		say(r, " of all");
	if (x->where) {
		say(r, " where ");
		say_pred(r, x->where, true, depth + 1);
	}
}

static void say_window(struct restater *r, const struct mdp_expr *x, int depth)
{
	switch (x->window) {
	case MDP_WIN_SHARE:
		say(r, "share of ");
		break;
	case MDP_WIN_CUMULATIVE:
		say(r, "running total of ");
		break;
	case MDP_WIN_ROLLING:
		mdp_buf_printf(r->out, "rolling %g period total of ", x->n);
		break;
	case MDP_WIN_MOVING_AVERAGE:
		mdp_buf_printf(r->out, "%g period moving average of ", x->n);
		break;
	case MDP_WIN_PREVIOUS:
		say(r, "previous ");
		break;
	case MDP_WIN_GROWTH:
		say(r, "growth of ");
		break;
	case MDP_WIN_DIFFERENCE:
		say(r, "change of ");
		break;
	case MDP_WIN_RANK:
		say(r, "rank by ");
		break;
	case MDP_WIN_NONE:
		break;
	}
	say_expr(r, x->arg, depth + 1);
	if (x->within)
		mdp_buf_printf(r->out, " within %s", x->within);
}

static void say_op(struct restater *r, const struct mdp_expr *x, int depth)
{
	static const char *const between[] = { "", " plus ", " minus ", " times ", " divided by " };
	say_expr(r, x->arg, depth + 1);
	say(r, between[x->op]);
	say_expr(r, x->arg2, depth + 1);
}

static void say_expr(struct restater *r, const struct mdp_expr *x, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	switch (x->kind) {
	case MDP_X_VALUE:
		say_value(r, &x->value);
		break;
	case MDP_X_COLUMN:
		say(r, column_phrase(r, x));
		break;
	case MDP_X_MEASURE:
		say(r, x->name);
		break;
	case MDP_X_AGG:
		say_aggregate(r, x, depth);
		break;
	case MDP_X_OP:
		say_op(r, x, depth);
		break;
	case MDP_X_TRUNC:
		say(r, mdp_grain_word(x->grain));
		break;
	case MDP_X_PART:
		say(r, x->part == MDP_PART_WEEKDAY ? "day of the week"
		       : x->part == MDP_PART_HOUR  ? "hour of the day"
						   : mdp_part_word(x->part));
		break;
	case MDP_X_BUCKET:
		say_expr(r, x->arg, depth + 1);
		mdp_buf_printf(r->out, " in steps of %g", x->n);
		break;
	case MDP_X_WINDOW:
		say_window(r, x, depth);
		break;
	case MDP_X_DAYS_BETWEEN:
		say(r, "days between ");
		say_expr(r, x->arg, depth + 1);
		say(r, " and ");
		say_expr(r, x->arg2, depth + 1);
		break;
	}
}

/* Is it the time column that a period without a name means here? */
static bool is_own_time(const struct restater *r, const struct mdp_expr *x)
{
	int id = x->kind == MDP_X_COLUMN ? mdp_catalog_column(r->c, mdp_str_of(x->name)) : -1;
	if (id < 0)
		return false;
	id = mdp_catalog_original(r->c, id);
	const struct mdp_entity *e = entity_of(r, r->q->of);
	if (e && e->time >= 0 && mdp_catalog_original(r->c, e->time) == id)
		return true;
	return e && e->time < 0 && r->c->columns[id].role == MDP_ROLE_TIME_EVENT;
}

static bool is_period(const struct mdp_pred *p)
{
	return p->kind == MDP_P_CMP && p->cmp == MDP_CMP_DURING && p->nright == 2;
}

/* "from 2024-10-01 to 2024-12-31"; a year alone reads "in 2024". */
static void say_period(struct restater *r, const struct mdp_pred *p)
{
	int64_t from = p->right[0]->value.i, to = p->right[1]->value.i;
	char text[MDP_DATE_TEXT];
	struct mdp_civil f = mdp_date_civil(from), t = mdp_date_civil(to);
	if (r->people) {
		say(r, mdp_period_phrase(r->a, from, to));
	} else if (to == INT64_MAX) {
		mdp_buf_printf(r->out, "since %s", mdp_date_print(from, text));
	} else if (from == INT64_MIN) {
		mdp_buf_printf(r->out, "until %s", mdp_date_print(to - 1, text));
	} else if (f.month == 1 && f.day == 1 && t.month == 1 && t.day == 1 && t.year == f.year + 1) {
		mdp_buf_printf(r->out, "in %d", f.year);
	} else if (to - from == 1) {
		mdp_buf_printf(r->out, "on %s", mdp_date_print(from, text));
	} else {
		mdp_buf_printf(r->out, "from %s", mdp_date_print(from, text));
		mdp_buf_printf(r->out, " to %s", mdp_date_print(to - 1, text));
	}
}

static void say_cmp(struct restater *r, const struct mdp_pred *p, bool negated, int depth)
{
	static const struct {
		enum mdp_cmp cmp;
		const char *plain, *negated;
	} words[] = {
		{ MDP_CMP_EQ, " is ", " is not " },
		{ MDP_CMP_NE, " is not ", " is " },
		{ MDP_CMP_LT, " is less than ", " is not less than " },
		{ MDP_CMP_LE, " is at most ", " is not at most " },
		{ MDP_CMP_GT, " is more than ", " is not more than " },
		{ MDP_CMP_GE, " is at least ", " is not at least " },
		{ MDP_CMP_IN, " is ", " is not " },
		{ MDP_CMP_BETWEEN, " is between ", " is not between " },
		{ MDP_CMP_CONTAINS, " contains ", " does not contain " },
		{ MDP_CMP_STARTS, " starts with ", " does not start with " },
		{ MDP_CMP_ENDS, " ends with ", " does not end with " },
		{ MDP_CMP_IS_NULL, " is missing", " is not missing" },
		{ MDP_CMP_DURING, " is ", " is not " },
	};
	if (!is_period(p) || negated || !is_own_time(r, p->left)) {
		say_expr(r, p->left, depth + 1);
		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			if (words[i].cmp == p->cmp)
				say(r, negated ? words[i].negated : words[i].plain);
	}
	if (is_period(p)) {
		say_period(r, p);
		return;
	}
	for (int i = 0; i < p->nright; i++) {
		if (i)
			say(r, p->cmp == MDP_CMP_BETWEEN ? " and " : i + 1 < p->nright ? ", " : " or ");
		say_expr(r, p->right[i], depth + 1);
	}
}

static void say_exists(struct restater *r, const struct mdp_pred *p, bool negated, int depth)
{
	if (negated)
		say(r, "without ");
	else if (p->at_least > 1)
		mdp_buf_printf(r->out, "with at least %g ", p->at_least);
	else
		say(r, "with ");
	say(r, plural_of(r, p->entity));
	if (p->where) {
		say(r, p->where->kind == MDP_P_CMP && is_period(p->where) ? " " : " where ");
		say_pred(r, p->where, true, depth + 1);
	}
}

static void say_pred(struct restater *r, const struct mdp_pred *p, bool inner, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	switch (p->kind) {
	case MDP_P_AND:
	case MDP_P_OR:
		for (int i = 0; i < p->nargs; i++) {
			if (i)
				say(r, p->kind == MDP_P_AND ? " and " : " or ");
			say_pred(r, p->args[i], inner, depth + 1);
		}
		break;
	case MDP_P_NOT:
		if (p->args[0]->kind == MDP_P_CMP) {
			say_cmp(r, p->args[0], true, depth + 1);
		} else if (p->args[0]->kind == MDP_P_EXISTS) {
			say_exists(r, p->args[0], true, depth + 1);
		} else {
			say(r, "not ");
			say_pred(r, p->args[0], inner, depth + 1);
		}
		break;
	case MDP_P_CMP:
		say_cmp(r, p, false, depth + 1);
		break;
	case MDP_P_EXISTS:
		say_exists(r, p, false, depth + 1);
		break;
	}
}

enum where_part { PART_EXISTS, PART_PERIOD, PART_REST };

static enum where_part part_of(const struct restater *r, const struct mdp_pred *p)
{
	if (p->kind == MDP_P_EXISTS || (p->kind == MDP_P_NOT && p->args[0]->kind == MDP_P_EXISTS))
		return PART_EXISTS;
	return is_period(p) && is_own_time(r, p->left) ? PART_PERIOD : PART_REST;
}

/* Existence, then the period, then the rest: " with …  from … to … where …". */
static void say_where(struct restater *r, const struct mdp_pred *where)
{
	if (!where)
		return;
	const struct mdp_pred *const *parts = &where;
	int n = 1;
	if (where->kind == MDP_P_AND) {
		parts = (const struct mdp_pred *const *)where->args;
		n = where->nargs;
	}
	for (int part = PART_EXISTS; part <= PART_REST; part++) {
		bool first = true;
		for (int i = 0; i < n; i++) {
			if ((int)part_of(r, parts[i]) != part)
				continue;
			say(r, !first ? " and " : part == PART_REST ? " where " : " ");
			say_pred(r, parts[i], false, 1);
			first = false;
		}
	}
}

static bool has_aggregate(const struct mdp_expr *x, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	return x->kind == MDP_X_AGG || x->kind == MDP_X_MEASURE || has_aggregate(x->arg, depth + 1) ||
	       has_aggregate(x->arg2, depth + 1);
}

/* Does some shown aggregate already name the entity the filters are on? Then "for orders" would say it twice. */
static bool names_entity(const struct restater *r, const struct mdp_expr *x, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	if (x->kind == MDP_X_AGG && x->entity && !strcmp(x->entity, r->q->of) && x->agg == MDP_AGG_COUNT)
		return true;
	if (x->kind == MDP_X_MEASURE) {
		int m = mdp_catalog_measure(r->c, mdp_str_of(x->name));
		return m >= 0 && !strcmp(r->c->entities[r->c->measures[m].entity].name, r->q->of);
	}
	return names_entity(r, x->arg, depth + 1) || names_entity(r, x->arg2, depth + 1);
}

static void say_outs(struct restater *r, const struct mdp_out *outs, int n)
{
	for (int i = 0; i < n; i++) {
		if (i)
			say(r, i + 1 < n ? ", " : " and ");
		say_expr(r, outs[i].expr, 1);
	}
}

static const struct mdp_expr *named(const struct mdp_query *q, const char *name)
{
	for (int i = 0; i < q->nshow; i++)
		if (!strcmp(q->show[i].name, name))
			return q->show[i].expr;
	for (int i = 0; i < q->nby; i++)
		if (!strcmp(q->by[i].name, name))
			return q->by[i].expr;
	return NULL;
}

static void say_order(struct restater *r, const struct mdp_query *q)
{
	if (q->limit && q->norder) {
		mdp_buf_printf(r->out, ", %s %d", q->order[0].descending ? "top" : "bottom", q->limit);
		const struct mdp_expr *x = named(q, q->order[0].by);
		if (x && (q->nshow != 1 || x != q->show[0].expr)) {
			say(r, " by ");
			say_expr(r, x, 1);
		}
		for (int i = 0; i < q->nwithin; i++) {
			say(r, i ? " and " : " in each ");
			x = named(q, q->within[i]);
			if (x)
				say_expr(r, x, 1);
		}
		return;
	}
	for (int i = 0; i < q->norder; i++) {
		const struct mdp_expr *x = named(q, q->order[i].by);
		if (!x)
			continue;
		say(r, i ? " and " : ", sorted by ");
		say_expr(r, x, 1);
		say(r, q->order[i].descending ? " descending" : "");
	}
	if (q->limit)
		mdp_buf_printf(r->out, ", first %d", q->limit);
}

bool mdp_query_is_grouped(const struct mdp_query *q)
{
	bool grouped = q->nby > 0;
	for (int i = 0; i < q->nshow; i++)
		grouped |= has_aggregate(q->show[i].expr, 0);
	return grouped;
}

static void say_select(struct restater *r, const struct mdp_query *q)
{
	bool entity_named = false;
	for (int i = 0; i < q->nshow; i++)
		entity_named |= names_entity(r, q->show[i].expr, 0);
	if (!mdp_query_is_grouped(q)) {
		mdp_buf_printf(r->out, "list %s", q->distinct ? "distinct " : "");
		say_outs(r, q->show, q->nshow);
		mdp_buf_printf(r->out, "%s%s", q->nshow ? " of " : "", plural_of(r, q->of));
	} else {
		say_outs(r, q->show, q->nshow);
		if (q->nby) {
			say(r, " by ");
			say_outs(r, q->by, q->nby);
		}
		if (!entity_named)
			mdp_buf_printf(r->out, " for %s", plural_of(r, q->of));
	}
	say_where(r, q->where);
	if (q->having) {
		say(r, " having ");
		say_pred(r, q->having, true, 1);
	}
	say_order(r, q);
}

static void say_query(struct restater *r, const struct mdp_query *q, int depth)
{
	static const char *const set_words[] = { " or ", " and also ", " but not " };
	if (depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	r->q = q;
	switch (q->kind) {
	case MDP_Q_SELECT:
		say_select(r, q);
		break;
	case MDP_Q_SET:
		for (int i = 0; i < q->nqueries; i++) {
			if (i)
				say(r, set_words[q->set_op]);
			say_query(r, q->queries[i], depth + 1);
		}
		break;
	case MDP_Q_COMPARE:
		say(r, "compare ");
		if (q->nqueries)
			say_query(r, q->queries[0], depth + 1);
		mdp_buf_printf(r->out, ", %s versus %s", q->label_b ? q->label_b : "b", q->label_a ? q->label_a : "a");
		break;
	case MDP_Q_ANALYSIS:
	case MDP_Q_META:
		say(r, mdp_words_of_name(r->a, q->analysis ? q->analysis : ""));
		for (int i = 0; i < q->nparams; i++) {
			say(r, i ? " and " : " of ");
			say_expr(r, q->params[i].expr, 1);
		}
		break;
	}
}

const char *mdp_restate(const struct mdp_catalog *c, const struct mdp_query *q, struct mdp_arena *a)
{
	struct mdp_buf out = MDP_BUF_INIT;
	struct restater r = { c, a, &out, q, false };
	say_query(&r, q, 0);
	const char *text = mdp_arena_strdup(a, mdp_buf_cstr(&out));
	mdp_buf_release(&out);
	return text;
}

static const char *taken(struct restater *r)
{
	const char *text = mdp_arena_strdup(r->a, mdp_buf_cstr(r->out));
	mdp_buf_clear(r->out);
	return text;
}

void mdp_restate_parts(const struct mdp_catalog *c, const struct mdp_query *q, struct mdp_arena *a,
		       struct mdp_restated *parts)
{
	struct mdp_buf out = MDP_BUF_INIT;
	struct restater r = { c, a, &out, q, true };
	const char **shown = MDP_NEW_ARRAY(a, (size_t)q->nshow + 1, const char *);
	for (int i = 0; i < q->nshow; i++) {
		say_expr(&r, q->show[i].expr, 1);
		shown[i] = taken(&r);
	}
	say_outs(&r, q->by, q->nby);
	const char *keys = taken(&r);
	say_where(&r, q->where);
	*parts = (struct mdp_restated){ shown, keys, taken(&r), plural_of(&r, q->of) };
	mdp_buf_release(&out);
}
