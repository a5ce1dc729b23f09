/*
 * A change of a ratio: an average, a rate, a margin. It is taken for one figure that adds up over another, so that each part of a split has
 * a ratio and a weight of its own, and the change is a rate effect and a mix effect of each. With n over d, w the part of a part in all d and r
 * the ratio of all before, a part adds n'/D' − n/D − r(w' − w), of which w'(n'/d' − n/d) is the rate effect; summed up r(w' − w) is nothing.
 */
#include <string.h>
#include "plan/analysis_change.h"
#include "base/banned.h"

static bool is_value(const struct mdp_expr *x)
{
	return x && x->kind == MDP_X_VALUE && mdp_value_is_number(&x->value);
}

/* The entity whose key is counted, each once; -1. */
static int counted(struct planner *p, const struct mdp_expr *x)
{
	int column = x->arg && x->arg->kind == MDP_X_COLUMN && !x->arg->role
			     ? mdp_catalog_column(p->c, mdp_str_of(x->arg->name))
			     : -1;
	for (int i = 0; column >= 0 && i < p->c->nsites; i++)
		if (p->c->entities[p->c->sites[i].entity].nkey == 1 && p->c->sites[i].key[0] == column)
			return p->c->sites[i].entity;
	return -1;
}

/* `parts`: also a number of different ones, which adds up where each is in one part only. */
static bool is_linear(struct planner *p, const struct mdp_expr *x, bool parts, int depth)
{
	if (!x || depth <= 0)
		return false;
	if (x->kind == MDP_X_AGG)
		return !x->total && (x->agg == MDP_AGG_SUM || x->agg == MDP_AGG_COUNT ||
				     (parts && x->agg == MDP_AGG_COUNT_DISTINCT && counted(p, x) >= 0));
	if (x->kind != MDP_X_OP)
		return false;
	if (x->op == MDP_OP_MUL && is_value(x->arg))
		return is_linear(p, x->arg2, parts, depth - 1);
	if ((x->op == MDP_OP_MUL || x->op == MDP_OP_DIV) && is_value(x->arg2))
		return is_linear(p, x->arg, parts, depth - 1);
	return (x->op == MDP_OP_ADD || x->op == MDP_OP_SUB) && is_linear(p, x->arg, parts, depth - 1) &&
	       is_linear(p, x->arg2, parts, depth - 1);
}

bool mdp_change_adds_up(struct planner *p, const struct mdp_expr *x, int depth)
{
	return is_linear(p, x, false, depth);
}

bool mdp_change_splits(struct change *c, const struct mdp_expr *x, int owner, int depth)
{
	if (!x || depth <= 0 || x->kind == MDP_X_VALUE)
		return x && depth > 0;
	if (x->kind == MDP_X_OP)
		return mdp_change_splits(c, x->arg, owner, depth - 1) &&
		       mdp_change_splits(c, x->arg2, owner, depth - 1);
	/* an instance is in several groups of what is finer: numbers of them do not add up, sums of a finer amount do */
	if (x->agg == MDP_AGG_SUM)
		return true;
	int of = x->agg == MDP_AGG_COUNT_DISTINCT ? counted(c->p, x)
						  : mdp_catalog_entity(c->p->c, mdp_str_of(x->entity));
	return of >= 0 && mdp_plan_determines(c->p, of, owner);
}

/* An average is a sum over a number; the sum is written as what any column has, an average and a number. */
static void of_average(struct change *c, const struct mdp_expr *x)
{
	struct mdp_arena *a = c->p->a;
	struct mdp_expr *average = MDP_NEW(a, struct mdp_expr),
			*number = mdp_expr_agg(a, MDP_AGG_COUNT, x->entity, NULL);
	*average = *x;
	number->where = mdp_pred_and(a, x->where, mdp_pred_not(a, mdp_pred_cmp(a, MDP_CMP_IS_NULL, x->arg, NULL)));
	c->over = mdp_expr_op(a, MDP_OP_MUL, average, number);
	c->under = number;
}

static bool ratio(struct change *c, const struct mdp_expr *x, int depth)
{
	struct mdp_arena *a = c->p->a;
	if (!x || depth <= 0)
		return false;
	if (x->kind == MDP_X_AGG && x->agg == MDP_AGG_AVG && !x->total && x->arg) {
		of_average(c, x);
		return true;
	}
	if (x->kind != MDP_X_OP)
		return false;
	if (x->op == MDP_OP_DIV && is_linear(c->p, x->arg, true, depth) && is_linear(c->p, x->arg2, true, depth)) {
		c->over = x->arg;
		c->under = x->arg2;
		return true;
	}
	/* a percentage: so many times a ratio; what is left of one: 1 − a/b */
	if (x->op != MDP_OP_DIV && is_value(x->arg) && ratio(c, x->arg2, depth - 1)) {
		c->over = x->op == MDP_OP_MUL
				  ? mdp_expr_op(a, MDP_OP_MUL, x->arg, c->over)
				  : mdp_expr_op(a, x->op, mdp_expr_op(a, MDP_OP_MUL, x->arg, c->under), c->over);
		return true;
	}
	if (is_value(x->arg2) && ratio(c, x->arg, depth - 1)) {
		bool scales = x->op == MDP_OP_MUL || x->op == MDP_OP_DIV;
		struct mdp_expr *by = scales ? x->arg2 : mdp_expr_op(a, MDP_OP_MUL, x->arg2, c->under);
		c->over = mdp_expr_op(a, x->op, c->over, by);
		return true;
	}
	return false;
}

bool mdp_change_ratio(struct change *c)
{
	return ratio(c, c->resolved, MDP_LIMIT_QUERY_DEPTH);
}

/* Of the aggregates of a figure the first. */
static const struct mdp_expr *first(const struct mdp_expr *x)
{
	for (int i = 0; x && x->kind == MDP_X_OP && i < MDP_LIMIT_QUERY_DEPTH; i++)
		x = is_value(x->arg) ? x->arg2 : x->arg;
	return x;
}

/* As short as it may be: at which grain it is told where it is defined. */
static const char *words(struct planner *p, const struct mdp_expr *x)
{
	const char *text = mdp_plan_expr_words(p, x), *once = strstr(text, ", once per ");
	return once ? mdp_arena_strndup(p->a, text, (size_t)(once - text)) : text;
}

const char *mdp_change_words(struct change *c, bool over)
{
	struct planner *p = c->p;
	const struct mdp_expr *whole = over ? c->over : c->under, *x = first(whole);
	int entity = x->entity ? mdp_catalog_entity(p->c, mdp_str_of(x->entity)) : -1;
	if (x->kind == MDP_X_AGG && x->agg == MDP_AGG_AVG)
		return x->arg->kind == MDP_X_AGG ? words(p, x->arg)
						 : mdp_arena_printf(p->a, "sum of %s", mdp_plan_expr_words(p, x->arg));
	if (x == whole && x->kind == MDP_X_AGG && x->agg == MDP_AGG_COUNT_DISTINCT)
		entity = counted(p, x);
	else if (c->resolved->kind != MDP_X_AGG &&
		 (x != whole || x->kind != MDP_X_AGG || x->agg != MDP_AGG_COUNT || x->where))
		entity = -1;
	return entity >= 0 && (over || x == whole) && x->kind == MDP_X_AGG && x->agg != MDP_AGG_SUM
		       ? mdp_arena_printf(p->a, "number of %s", p->c->entities[entity].plural)
		       : words(p, whole);
}

const char *mdp_change_unit(struct change *c)
{
	const struct mdp_expr *o = first(c->over), *u = first(c->under);
	bool numbers = o->kind == MDP_X_AGG && u->kind == MDP_X_AGG && o->agg == MDP_AGG_COUNT && u->agg == o->agg;
	const char *unit = o->kind == MDP_X_AGG && u->kind == MDP_X_AGG && o->agg == MDP_AGG_SUM && u->agg == o->agg
				   ? mdp_plan_unit(c->p, o)
				   : NULL;
	if (c->resolved->kind == MDP_X_OP && c->resolved->op == MDP_OP_MUL)
		return NULL; /* in percent as it is */
	return (numbers && !strcmp(o->entity, u->entity)) ||
			       (unit && mdp_plan_unit(c->p, u) && !strcmp(unit, mdp_plan_unit(c->p, u)))
		       ? "ratio"
		       : NULL;
}

void mdp_change_define(struct change *c)
{
	struct planner *p = c->p;
	const char *under = mdp_change_words(c, false);
	mdp_plan_define_text(
		p, "rate effect",
		"what the change of a part's own figure adds, at its part of all after; none where a part is "
		"new or gone");
	mdp_plan_define_text(
		p, "mix effect",
		"what it adds that a part became a larger or smaller part of all (of %s), where its figure "
		"before was above or below that of all",
		under);
}
