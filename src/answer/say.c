/*
 * Phrases of expressions and conditions, in the words that the rules of data/lexicon read back. Everything implied is said: a period on
 * another time column than the entity's own names that column, an aggregate over another entity than its argument's says
 * "per". Each condition carries its own connector, so that conditions can follow one another in any number.
 */
#include <stdio.h>
#include <string.h>
#include "answer/say.h"
#include "base/limits.h"
#include "base/banned.h"

void mdp_say(struct mdp_sayer *r, const char *text)
{
	mdp_buf_puts(r->out, text);
}

const struct mdp_entity *mdp_say_entity(const struct mdp_sayer *r, const char *name)
{
	int e = name ? mdp_catalog_entity(r->c, mdp_str_of(name)) : -1;
	return e < 0 ? NULL : &r->c->entities[e];
}

const char *mdp_say_plural(const struct mdp_sayer *r, const char *name)
{
	const struct mdp_entity *e = mdp_say_entity(r, name);
	return e && e->plural ? e->plural : name ? mdp_words_plural(r->a, name) : "rows";
}

/* A column by its words; the entity's name goes before when other entities have a column of the same words. */
static const char *column_phrase(const struct mdp_sayer *r, const struct mdp_expr *x)
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

/* A value of which the column has other spellings is quoted: it is this one that is meant. */
void mdp_say_value_of(struct mdp_sayer *r, const struct mdp_value *v, int column)
{
	const char *texts[2];
	bool several = column >= 0 && v->type == MDP_T_TEXT &&
		       mdp_catalog_spellings(r->c, r->a, column, mdp_arena_strndup(r->a, v->s.p, v->s.n), texts, 2) > 1;
	if (v->type == MDP_T_TEXT && (several || !is_plain_word(v->s))) {
		char quote = memchr(v->s.p, '"', v->s.n) ? '\'' : '"';
		mdp_buf_putc(r->out, quote);
		mdp_buf_str(r->out, v->s);
		mdp_buf_putc(r->out, quote);
		return;
	}
	if (v->type == MDP_T_BOOL)
		mdp_say(r, v->b ? "yes" : "no");
	else if (r->people)
		mdp_say(r, mdp_value_human(r->a, v, NULL));
	else
		mdp_say(r, mdp_value_print(r->a, v));
}

/* " per order": for an aggregate whose instances are not the argument's own. */
static bool needs_per(const struct mdp_sayer *r, const struct mdp_expr *x)
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

/* A sum that has a name: its measure; NULL when there is none. */
static const char *measure_of(const struct mdp_sayer *r, const struct mdp_expr *x)
{
	for (int i = 0; x->kind == MDP_X_AGG && i < r->c->nmeasures; i++)
		if (r->c->measures[i].expr && mdp_expr_same(r->c->measures[i].expr, x))
			return r->c->measures[i].name;
	return NULL;
}

/* "where status is cancelled", behind an aggregate. */
static void say_filter(struct mdp_sayer *r, const struct mdp_expr *x)
{
	/* That the instances have any of what is aggregated over them goes without saying. */
	const struct mdp_pred *w = x->where;
	bool implied = w && w->kind == MDP_P_EXISTS && !w->where && w->at_least <= 1 && x->arg && x->arg->entity &&
		       !strcmp(w->entity, x->arg->entity);
	if (w && !implied)
		mdp_say_where(r, w, NULL);
}

/* What is averaged, or the like, by the name of the measure that sums it: the revenue of an order, rather than its total. */
static const char *measure_of_argument(const struct mdp_sayer *r, const struct mdp_expr *x)
{
	if (!x->arg || x->agg == MDP_AGG_COUNT_DISTINCT)
		return NULL;
	const char *nested = measure_of(r, x->arg);
	struct mdp_expr sum = { .kind = MDP_X_AGG, .agg = MDP_AGG_SUM, .entity = x->entity, .arg = x->arg };
	bool own =
		x->agg == MDP_AGG_SUM || x->agg == MDP_AGG_PERCENTILE; /* these are read with the column's own name */
	return nested || own ? nested : measure_of(r, &sum);
}

static void say_argument(struct mdp_sayer *r, const struct mdp_expr *x, int depth)
{
	const char *measure = measure_of_argument(r, x);
	if (measure)
		mdp_say(r, measure);
	else if (x->agg == MDP_AGG_COUNT_DISTINCT && x->arg->kind == MDP_X_COLUMN)
		mdp_say(r, mdp_words_plural(r->a, column_phrase(r, x->arg)));
	else if (x->arg)
		mdp_say_expr(r, x->arg, depth + 1);
	if (x->arg2) {
		mdp_say(r, " and ");
		mdp_say_expr(r, x->arg2, depth + 1);
	}
}

static void say_aggregate(struct mdp_sayer *r, const struct mdp_expr *x, int depth)
{
	if (x->agg == MDP_AGG_COUNT || (x->agg == MDP_AGG_COUNT_DISTINCT && !x->arg)) {
		mdp_say(r, "number of ");
		mdp_say(r, mdp_say_plural(r, x->entity));
	} else {
		if (x->agg == MDP_AGG_PERCENTILE)
			mdp_buf_printf(r->out, "%gth percentile of ", x->p * 100);
		else
			mdp_say(r, aggregate_phrase(x->agg));
		say_argument(r, x, depth);
		if (needs_per(r, x)) {
			const struct mdp_entity *e = mdp_say_entity(r, x->entity);
			mdp_buf_printf(r->out, " per %s", e ? e->name : x->entity);
		}
	}
	if (x->total)
		mdp_say(r, " of all");
	say_filter(r, x);
}

static void say_window(struct mdp_sayer *r, const struct mdp_expr *x, int depth)
{
	switch (x->window) {
	case MDP_WIN_SHARE:
		mdp_say(r, "share of ");
		break;
	case MDP_WIN_CUMULATIVE:
		mdp_say(r, "running total of ");
		break;
	case MDP_WIN_ROLLING:
		mdp_buf_printf(r->out, "rolling %g period total of ", x->n);
		break;
	case MDP_WIN_MOVING_AVERAGE:
		mdp_buf_printf(r->out, "%g period moving average of ", x->n);
		break;
	case MDP_WIN_PREVIOUS:
		mdp_say(r, "previous ");
		break;
	case MDP_WIN_GROWTH:
		mdp_say(r, "growth of ");
		break;
	case MDP_WIN_DIFFERENCE:
		mdp_say(r, "change of ");
		break;
	case MDP_WIN_RANK:
		mdp_say(r, "rank by ");
		break;
	case MDP_WIN_NONE:
		break;
	}
	mdp_say_expr(r, x->arg, depth + 1);
	if (x->within)
		mdp_buf_printf(r->out, " within %s", x->within);
}

/* A part of a whole: the same figure with and without a condition; NULL when it is no such thing. */
static const struct mdp_pred *part_of_whole(const struct mdp_expr *x)
{
	const struct mdp_expr *part = x->arg, *whole = x->arg2;
	if (x->op != MDP_OP_DIV || part->kind != MDP_X_AGG || !part->where || whole->kind != MDP_X_AGG || whole->where)
		return NULL;
	struct mdp_expr bare = *part;
	bare.where = NULL;
	return mdp_expr_same(&bare, whole) ? part->where : NULL;
}

static bool is_flag(const struct mdp_sayer *r, const struct mdp_expr *x)
{
	int column = x && x->kind == MDP_X_COLUMN ? mdp_catalog_column(r->c, mdp_str_of(x->name)) : -1;
	return column >= 0 && r->c->columns[column].role == MDP_ROLE_FLAG;
}

static void say_op(struct mdp_sayer *r, const struct mdp_expr *x, int depth)
{
	static const char *const between[] = { "", " plus ", " minus ", " times ", " divided by " };
	const struct mdp_pred *part = part_of_whole(x);
	if (part) {
		bool value = part->kind == MDP_P_CMP && part->cmp == MDP_CMP_EQ &&
			     part->right[0]->kind == MDP_X_VALUE && part->right[0]->value.type == MDP_T_TEXT &&
			     !is_flag(r, part->left);
		if (x->arg2->agg == MDP_AGG_COUNT && value) {
			mdp_say(r, "rate of ");
			mdp_say_expr(r, part->right[0], depth + 1);
			return;
		}
		const char *measure = measure_of(r, x->arg2);
		mdp_say(r, "share of ");
		if (measure)
			mdp_say(r, measure);
		else
			mdp_say_expr(r, x->arg2, depth + 1);
		mdp_say_where(r, part, NULL);
		return;
	}
	mdp_say_expr(r, x->arg, depth + 1);
	mdp_say(r, between[x->op]);
	mdp_say_expr(r, x->arg2, depth + 1);
}

/* "delivery " of a delivery month: which of several days it is. */
static void say_day_role(struct mdp_sayer *r, const struct mdp_expr *x)
{
	if (x->arg && x->arg->kind == MDP_X_COLUMN && x->arg->role)
		mdp_buf_printf(r->out, "%s ", x->arg->role);
}

/* " of delivered on": by which of the thing's own dates, where it is not the main one. */
static void say_date(struct mdp_sayer *r, const struct mdp_expr *x, int depth)
{
	const struct mdp_entity *of = mdp_say_entity(r, r->q->of);
	int id = x->arg && x->arg->kind == MDP_X_COLUMN && !x->arg->role
			 ? mdp_catalog_original(r->c, mdp_catalog_column(r->c, mdp_str_of(x->arg->name)))
			 : -1;
	if (id < 0 || !of || of->time < 0 || mdp_catalog_original(r->c, of->time) == id ||
	    r->c->columns[id].entity != (int)(of - r->c->entities))
		return;
	mdp_say(r, " of ");
	mdp_say_expr(r, x->arg, depth + 1);
}

void mdp_say_expr(struct mdp_sayer *r, const struct mdp_expr *x, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	switch (x->kind) {
	case MDP_X_VALUE:
		mdp_say_value_of(r, &x->value, -1);
		break;
	case MDP_X_COLUMN:
		mdp_say(r, column_phrase(r, x));
		break;
	case MDP_X_MEASURE:
		mdp_say(r, x->name);
		say_filter(r, x);
		break;
	case MDP_X_AGG:
		say_aggregate(r, x, depth);
		break;
	case MDP_X_OP:
		say_op(r, x, depth);
		break;
	case MDP_X_TRUNC:
		say_day_role(r, x);
		mdp_say(r, mdp_grain_word(x->grain));
		say_date(r, x, depth);
		break;
	case MDP_X_PART:
		say_day_role(r, x);
		mdp_say(r, x->part == MDP_PART_WEEKDAY ? "day of the week"
			   : x->part == MDP_PART_HOUR  ? "hour of the day"
						       : mdp_part_word(x->part));
		say_date(r, x, depth);
		break;
	case MDP_X_BUCKET:
		mdp_say_expr(r, x->arg, depth + 1);
		mdp_buf_printf(r->out, " in steps of %g", x->n);
		break;
	case MDP_X_WINDOW:
		say_window(r, x, depth);
		break;
	case MDP_X_DAYS_BETWEEN:
		mdp_buf_printf(r->out, "%s between ", x->n > 0 ? mdp_span_unit(x->n) : "days");
		mdp_say_expr(r, x->arg, depth + 1);
		mdp_say(r, " and ");
		mdp_say_expr(r, x->arg2, depth + 1);
		break;
	}
}
