/*
 * Currencies and units. An amount whose rows are in several of them (a column says which) is not put into one number: the question
 * must name one, or split by it, or by something that has one each; or the amount is converted by a rate where it is defined. Else the
 * question is refused, whoever made the query. Parts of a sum that differ in their units by name (eur, usd) are refused likewise.
 * What a condition leaves, one unit, is that of the result.
 */
#include <string.h>

#include "base/buf.h"
#include "catalog/units.h"
#include "plan/group.h"
#include "base/banned.h"

#define NAMED 4 /* units that a refusal names */

struct units {
	struct planner *p;
	const struct mdp_query *q;
	const struct mdp_expr *share; /* the window around: parts of a whole that is of all groups, but for `within` */
	bool told;
};

static int column_of(const struct planner *p, const struct mdp_expr *x)
{
	return x && x->kind == MDP_X_COLUMN ? mdp_catalog_column(p->c, mdp_str_of(x->name)) : -1;
}

static bool is_same(const struct planner *p, int a, int b)
{
	return mdp_catalog_original(p->c, a) == mdp_catalog_original(p->c, b);
}

/* The entity that a column is the whole key of; -1. */
static int keyed(const struct planner *p, int column)
{
	for (int i = 0; i < p->c->nsites; i++) {
		const struct mdp_site *s = &p->c->sites[i];

		if (p->c->entities[s->entity].nkey == 1 && is_same(p, s->key[0], column))
			return s->entity;
	}
	return -1;
}

/* Does each value of `column` have one unit: the unit itself, a key of what has one, or a level below it? */
static bool decides(const struct planner *p, int column, int by)
{
	const struct mdp_column *unit = &p->c->columns[mdp_catalog_original(p->c, by)];
	int of = keyed(p, column), refers = keyed(p, by);
	const struct mdp_column *col = &p->c->columns[column];

	if (is_same(p, column, by))
		return true;
	if (of >= 0 && unit->entity >= 0 && mdp_catalog_determines(p->c, of, unit->entity))
		return true;
	/* the code or name of a currency that has a table */
	if (refers >= 0 && col->entity == refers && p->c->entities[refers].table == col->table)
		return true;
	for (int i = 0; i < p->c->nlevels; i++) {
		const struct mdp_level *l = &p->c->levels[i];

		if (is_same(p, l->fine, column) && is_same(p, l->coarse, by) && !l->evidence.exceptions)
			return true;
	}
	return false;
}

static const char *unit_of_value(struct planner *p, const struct mdp_value *v)
{
	const char *text = v->type == MDP_T_TEXT ? mdp_arena_strndup(p->a, v->s.p, v->s.n) : NULL;
	const char *unit = text ? mdp_unit_of_value(p->a, text) : NULL;

	return unit ? unit : text;
}

/* Do all of the values name one unit ("usd", "USD")? *unit: which. */
static bool is_one(struct planner *p, const struct mdp_pred *w, const char **unit)
{
	*unit = NULL;
	for (int i = 0; i < w->nright; i++) {
		const char *u = w->right[i]->kind == MDP_X_VALUE ? unit_of_value(p, &w->right[i]->value) : NULL;

		if (i && (!u || !*unit || strcmp(u, *unit) != 0))
			return false;
		*unit = u;
	}
	return w->nright > 0;
}

/* Does the condition leave one unit of what `by` governs? */
static bool pins(struct planner *p, const struct mdp_pred *w, int by, const char **unit, int depth)
{
	if (!w || depth <= 0)
		return false;
	for (int i = 0; w->kind == MDP_P_AND && i < w->nargs; i++) {
		if (pins(p, w->args[i], by, unit, depth - 1))
			return true;
	}
	if (w->kind != MDP_P_CMP || (w->cmp != MDP_CMP_EQ && w->cmp != MDP_CMP_IN) || column_of(p, w->left) < 0)
		return false;
	if (!decides(p, column_of(p, w->left), by) || !is_one(p, w, unit))
		return false;
	if (!is_same(p, column_of(p, w->left), by) && *unit && !mdp_unit_is_money(*unit) && !mdp_unit_is_measure(*unit))
		*unit = NULL;
	return true;
}

static bool splits(const struct units *s, int by, int within)
{
	const struct mdp_column *unit = &s->p->c->columns[mdp_catalog_original(s->p->c, by)];

	if (within >= 0 && unit->entity >= 0 && mdp_catalog_determines(s->p->c, within, unit->entity))
		return true;
	for (int i = 0; i < s->q->nby; i++) {
		int column = column_of(s->p, s->q->by[i].expr);

		if (s->share && (!s->share->within || strcmp(s->share->within, s->q->by[i].name) != 0))
			continue;
		if (column >= 0 && decides(s->p, column, by))
			return true;
	}
	return false;
}

static const char *list_units(struct planner *p, int by)
{
	const struct mdp_column *col = &p->c->columns[by];
	struct mdp_buf b = MDP_BUF_INIT;
	const char *out;
	int n = col->nvalues < NAMED ? col->nvalues : NAMED;

	for (int i = 0; i < n; i++)
		mdp_buf_printf(&b, "%s%s",
			       i == 0                            ? ""
			       : i == n - 1 && n == col->nvalues ? " and "
								 : ", ",
			       col->values[i].text);
	if (n < col->nvalues)
		mdp_buf_printf(&b, " …");
	out = mdp_arena_strdup(p->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return out;
}

static int refuse(struct units *s, int column, int by)
{
	struct planner *p = s->p;
	const struct mdp_column *col = &p->c->columns[column], *unit = &p->c->columns[by];
	int rc = mdp_refuse(p->err, MDP_REASON_NOT_ADDITIVE, "%s is in several units, which are not put together",
			    col->words);

	if (unit->nvalues)
		mdp_error_detail(p->err, "%s says which: %s", mdp_catalog_column_name(p->c, p->a, by),
				 list_units(p, by));
	else
		mdp_error_detail(p->err, "%s says which", mdp_catalog_column_name(p->c, p->a, by));
	mdp_error_hint(p->err, unit->nvalues ? "ask for it by %s, or where %s is %s" : "ask for it by %s", unit->words,
		       unit->words, unit->nvalues ? unit->values[0].text : "");
	return rc;
}

static void tell(struct units *s, int column, int by, const char *done)
{
	if (!s->told)
		mdp_plan_caveat(s->p, "several_units", "%s may be in several units (%s: %s); they are %s as they are",
				s->p->c->columns[column].words, mdp_catalog_column_name(s->p->c, s->p->a, by),
				list_units(s->p, by), done);
	s->told = true;
}

static bool is_extreme(enum mdp_aggregate agg)
{
	return agg == MDP_AGG_MIN || agg == MDP_AGG_MAX || agg == MDP_AGG_FIRST || agg == MDP_AGG_LAST;
}

static bool is_counted(enum mdp_aggregate agg)
{
	return agg == MDP_AGG_COUNT || agg == MDP_AGG_COUNT_DISTINCT || agg == MDP_AGG_MODE || agg == MDP_AGG_CORR;
}

/* Does a condition say anything of the column? */
static bool mentions(struct planner *p, const struct mdp_pred *w, int column, int depth)
{
	if (!w || depth <= 0)
		return false;
	for (int i = 0; i < w->nargs; i++)
		if (mentions(p, w->args[i], column, depth - 1))
			return true;
	return w->kind == MDP_P_CMP && column_of(p, w->left) >= 0 && is_same(p, column_of(p, w->left), column);
}

/* An amount that stands there once for each day and once more for each month: the question says of which. */
static int check_levels(struct units *s, const struct mdp_expr *agg, int column)
{
	struct planner *p = s->p;
	column = mdp_catalog_original(p->c, column);
	for (int i = 0; i < p->c->noddities; i++) {
		const struct mdp_oddity *o = &p->c->oddities[i];
		const struct mdp_column *by = &p->c->columns[o->column];
		if (o->kind != MDP_ODD_LEVELS || by->table != p->c->columns[column].table || is_extreme(agg->agg) ||
		    mentions(p, s->q->where, o->column, MDP_LIMIT_QUERY_DEPTH) ||
		    mentions(p, agg->where, o->column, MDP_LIMIT_QUERY_DEPTH) || splits(s, o->column, -1))
			continue;
		int rc = mdp_refuse(p->err, MDP_REASON_NOT_ADDITIVE, "%s is there once for each of: %s",
				    p->c->columns[column].words, o->example);
		mdp_error_detail(p->err, "%s says which; together they would count the same several times",
				 mdp_catalog_column_name(p->c, p->a, o->column));
		mdp_error_hint(p->err, "ask for it where %s is one of them, or by %s", by->words, by->words);
		return rc;
	}
	return 0;
}

/* One column under an aggregate (NONE: of instances that are listed). */
static int check_column(struct units *s, const struct mdp_expr *agg, int column, int within)
{
	bool sure;
	const char *unit = NULL;
	int rc = agg ? check_levels(s, agg, column) : 0;
	if (rc)
		return rc;
	int by = mdp_catalog_unit_column(s->p->c, column, &sure);

	if (by < 0 || mdp_catalog_unit_count(s->p->c, by) < 2)
		return 0;
	if (pins(s->p, s->q->where, by, &unit, MDP_LIMIT_QUERY_DEPTH) ||
	    (agg && pins(s->p, agg->where, by, &unit, MDP_LIMIT_QUERY_DEPTH))) {
		struct unit_pin pin = { mdp_catalog_original(s->p->c, column), unit };

		MDP_PUSH(s->p->a, s->p->pins, s->p->npins, s->p->pins_cap, pin);
		return 0;
	}
	if (splits(s, by, within)) {
		if (s->q->limit && s->q->norder && within < 0)
			tell(s, column, by, "compared");
		return 0;
	}
	if (agg && sure && !is_extreme(agg->agg))
		return refuse(s, column, by);
	if (agg || (s->q->limit && s->q->norder))
		tell(s, column, by, !agg || is_extreme(agg->agg) ? "compared" : "added up");
	return 0;
}

static bool is_conversion(const struct planner *p, const struct mdp_expr *x)
{
	int column = column_of(p, x);

	if (!x)
		return false;
	if (x->kind == MDP_X_OP)
		return is_conversion(p, x->arg) || is_conversion(p, x->arg2);
	return column >= 0 && mdp_unit_is_rate(p->c->columns[column].words);
}

/* An amount in one currency and one in another have no sum. */
static int check_terms(struct units *s, const struct mdp_expr *x)
{
	const char *l = mdp_plan_unit(s->p, x->arg), *r = mdp_plan_unit(s->p, x->arg2);

	if (!l || !r || strcmp(l, r) == 0 || mdp_unit_is_vague(l) || mdp_unit_is_vague(r) || !mdp_unit_is_money(l) ||
	    !mdp_unit_is_money(r))
		return 0;
	return mdp_refuse(s->p->err, MDP_REASON_NOT_ADDITIVE, "an amount in %s and one in %s are not put together", l,
			  r);
}

static int walk(struct units *s, const struct mdp_expr *x, const struct mdp_expr *agg, int within, int depth)
{
	if (!x || depth <= 0)
		return 0;
	if (x->kind == MDP_X_COLUMN)
		return agg ? check_column(s, agg, column_of(s->p, x), within) : 0;
	if (x->kind == MDP_X_AGG) {
		int inner = agg ? mdp_catalog_entity(s->p->c, mdp_str_of(agg->entity)) : within;

		return is_counted(x->agg) ? 0 : walk(s, x->arg, x, inner, depth - 1);
	}
	/* an amount times a rate is converted */
	if (x->kind == MDP_X_OP && (x->op == MDP_OP_MUL || x->op == MDP_OP_DIV) && agg && is_conversion(s->p, x))
		return 0;
	if (x->kind == MDP_X_OP && (x->op == MDP_OP_ADD || x->op == MDP_OP_SUB))
		TRY(check_terms(s, x));
	if (x->kind == MDP_X_WINDOW && x->window == MDP_WIN_SHARE) {
		s->share = x;
		TRY(walk(s, x->arg, agg, within, depth - 1));
		s->share = NULL;
		return 0;
	}
	TRY(walk(s, x->arg, agg, within, depth - 1));
	return walk(s, x->arg2, agg, within, depth - 1);
}

/* "over 500" of rows in several units. */
static int check_threshold(struct units *s, int column)
{
	const char *unit = NULL;
	bool sure;
	int by = mdp_catalog_unit_column(s->p->c, column, &sure);

	if (by >= 0 && sure && mdp_catalog_unit_count(s->p->c, by) > 1 &&
	    !pins(s->p, s->q->where, by, &unit, MDP_LIMIT_QUERY_DEPTH))
		tell(s, column, by, "compared");
	return 0;
}

static int walk_pred(struct units *s, const struct mdp_pred *w, int within, int depth)
{
	if (!w || depth <= 0)
		return 0;
	for (int i = 0; i < w->nargs; i++)
		TRY(walk_pred(s, w->args[i], within, depth - 1));
	for (int i = 0; i < w->nright; i++)
		TRY(walk(s, w->right[i], NULL, within, depth - 1));
	if (w->kind == MDP_P_CMP && column_of(s->p, w->left) >= 0 && w->cmp >= MDP_CMP_LT && w->cmp <= MDP_CMP_GE)
		TRY(check_threshold(s, column_of(s->p, w->left)));
	return walk(s, w->left, NULL, within, depth - 1);
}

int mdp_plan_units(struct planner *p, const struct mdp_query *q)
{
	struct units s = { .p = p, .q = q };
	int of = q->of ? mdp_catalog_entity(p->c, mdp_str_of(q->of)) : -1;

	p->npins = 0;
	for (int i = 0; i < q->nshow; i++) {
		TRY(walk(&s, q->show[i].expr, NULL, -1, MDP_LIMIT_QUERY_DEPTH));
		if (column_of(p, q->show[i].expr) >= 0)
			TRY(check_column(&s, NULL, column_of(p, q->show[i].expr), -1));
	}
	TRY(walk_pred(&s, q->having, -1, MDP_LIMIT_QUERY_DEPTH));
	return walk_pred(&s, q->where, of, MDP_LIMIT_QUERY_DEPTH);
}

int mdp_plan_units_alike(struct planner *p, const struct unit_pin *pins, int n)
{
	for (int i = 0; i < n; i++) {
		for (int k = 0; k < p->npins; k++) {
			const char *a = pins[i].unit, *b = p->pins[k].unit;

			if (pins[i].column == p->pins[k].column && a && b && strcmp(a, b) != 0)
				return mdp_refuse(p->err, MDP_REASON_NOT_ADDITIVE,
						  "%s and %s are different units, and have no difference", a, b);
		}
	}
	return 0;
}

/* --- the unit of a result --- */

static const char *unit_of_column(struct planner *p, int column)
{
	int original = mdp_catalog_original(p->c, column);

	for (int i = 0; i < p->npins; i++) {
		if (p->pins[i].column == original && p->pins[i].unit)
			return p->pins[i].unit;
	}
	return mdp_catalog_unit(p->c, p->a, column);
}

/* An amount times a quantity stays an amount. */
static const char *of_product(const char *l, const char *r)
{
	if (l && r && mdp_unit_is_money(l) != mdp_unit_is_money(r))
		return mdp_unit_is_money(l) ? l : r;
	return l ? l : r;
}

static const char *unit_at(struct planner *p, const struct mdp_expr *x, int depth)
{
	if (!x || depth <= 0)
		return NULL;
	switch (x->kind) {
	case MDP_X_COLUMN: {
		int column = column_of(p, x);

		return column < 0 ? NULL : unit_of_column(p, column);
	}
	case MDP_X_AGG:
		if (x->agg == MDP_AGG_COUNT || x->agg == MDP_AGG_COUNT_DISTINCT || x->agg == MDP_AGG_CORR)
			return NULL;
		return unit_at(p, x->arg, depth - 1);
	case MDP_X_OP: {
		const char *l = unit_at(p, x->arg, depth - 1), *r = unit_at(p, x->arg2, depth - 1);

		if (x->op == MDP_OP_DIV)
			return l && r && strcmp(l, r) == 0 ? NULL : l;
		return x->op == MDP_OP_MUL ? of_product(l, r) : l ? l : r;
	}
	case MDP_X_WINDOW:
		if (x->window == MDP_WIN_SHARE || x->window == MDP_WIN_GROWTH)
			return "ratio";
		return x->window == MDP_WIN_RANK ? NULL : unit_at(p, x->arg, depth - 1);
	case MDP_X_DAYS_BETWEEN:
		return x->n > 0 ? mdp_span_unit(x->n) : "days";
	case MDP_X_BUCKET:
		return unit_at(p, x->arg, depth - 1);
	default:
		return NULL;
	}
}

const char *mdp_plan_unit(struct planner *p, const struct mdp_expr *x)
{
	return unit_at(p, x, MDP_LIMIT_QUERY_DEPTH);
}
