/* Are two phrases the same piece of a query, built alike? Quick, since the chart asks it of every two that stand in one place. */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

static bool text_same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static bool number_same(double a, double b)
{
	return !(a < b) && !(a > b);
}

static bool pred_equal(const struct mdp_pred *a, const struct mdp_pred *b, int depth);

static bool expr_equal(const struct mdp_expr *a, const struct mdp_expr *b, int depth)
{
	if (a == b)
		return true;
	if (!a || !b || depth > MDP_LIMIT_QUERY_DEPTH || a->kind != b->kind || a->agg != b->agg || a->op != b->op ||
	    a->grain != b->grain || a->part != b->part || a->window != b->window || a->total != b->total ||
	    !number_same(a->n, b->n) || !number_same(a->p, b->p))
		return false;
	if (!text_same(a->name, b->name) || !text_same(a->role, b->role) || !text_same(a->entity, b->entity))
		return false;
	if (a->kind == MDP_X_VALUE && !mdp_value_eq(&a->value, &b->value))
		return false;
	return expr_equal(a->arg, b->arg, depth + 1) && expr_equal(a->arg2, b->arg2, depth + 1) &&
	       pred_equal(a->where, b->where, depth + 1);
}

static bool pred_equal(const struct mdp_pred *a, const struct mdp_pred *b, int depth)
{
	if (a == b)
		return true;
	if (!a || !b || depth > MDP_LIMIT_QUERY_DEPTH || a->kind != b->kind || a->nargs != b->nargs ||
	    a->cmp != b->cmp || a->nright != b->nright || !text_same(a->entity, b->entity) ||
	    !text_same(a->role, b->role) || !number_same(a->at_least, b->at_least))
		return false;
	for (int i = 0; i < a->nargs; i++)
		if (!pred_equal(a->args[i], b->args[i], depth + 1))
			return false;
	for (int i = 0; i < a->nright; i++)
		if (!expr_equal(a->right[i], b->right[i], depth + 1))
			return false;
	return expr_equal(a->left, b->left, depth + 1) && pred_equal(a->where, b->where, depth + 1);
}

bool mdp_same_expr(const struct mdp_expr *a, const struct mdp_expr *b)
{
	return expr_equal(a, b, 0);
}

bool mdp_same_pred(const struct mdp_pred *a, const struct mdp_pred *b)
{
	return pred_equal(a, b, 0);
}

static bool figure_same(const struct mdp_figure *a, const struct mdp_figure *b);

static bool extreme_same(const struct mdp_extreme *a, const struct mdp_extreme *b)
{
	if (a == b)
		return true;
	if (!a || !b || a->descending != b->descending || a->n < b->n || a->n > b->n || !a->by != !b->by)
		return false;
	return !a->by || figure_same(a->by, b->by);
}

/* Depth is bounded: conditions nest only as the question does. */
static bool cond_same(const struct mdp_cond *a, const struct mdp_cond *b);

static bool set_same(const struct mdp_set *a, const struct mdp_set *b)
{
	if (a == b)
		return true;
	if (!a || !b || a->entity != b->entity || !a->attr != !b->attr || a->plural != b->plural ||
	    (a->attr && (a->attr->meaning.id != b->attr->meaning.id || a->attr->meaning.role != b->attr->meaning.role)))
		return false;
	return a->role == b->role && mdp_same_pred(a->where, b->where) && mdp_same_pred(a->having, b->having) &&
	       extreme_same(a->extreme, b->extreme) && cond_same(a->pending, b->pending);
}

static bool figure_same(const struct mdp_figure *a, const struct mdp_figure *b)
{
	if (a->kind == MDP_FIG_NAMED &&
	    (a->from != b->from || a->to != b->to || a->counts != b->counts || a->set != b->set))
		return false;
	if (a->kind != b->kind || a->entity != b->entity || a->column != b->column || a->measure != b->measure ||
	    a->window != b->window || a->grain != b->grain || !mdp_same_expr(a->expr, b->expr))
		return false;
	return mdp_same_pred(a->where, b->where) && set_same(a->set, b->set);
}

static bool cond_same(const struct mdp_cond *a, const struct mdp_cond *b)
{
	if (a == b)
		return true;
	if (!a || !b || a->kind != b->kind || a->owner != b->owner || a->both != b->both || a->way != b->way)
		return false;
	if (a->counted != b->counted || a->noun != b->noun || a->cmp != b->cmp || a->n < b->n || a->n > b->n ||
	    a->noun_of != b->noun_of || !a->amount != !b->amount || !mdp_same_pred(a->pred, b->pred))
		return false;
	if (a->apart != b->apart || a->dated != b->dated || a->age_unit != b->age_unit || a->compared != b->compared ||
	    a->fresh != b->fresh)
		return false;
	if (a->n_to < b->n_to || a->n_to > b->n_to || a->part != b->part || a->days != b->days ||
	    !text_same(a->unit, b->unit))
		return false;
	if (a->kind == MDP_COND_PERIOD && (a->period.from != b->period.from || a->period.to != b->period.to))
		return false;
	if ((a->amount && !figure_same(a->amount, b->amount)) || !extreme_same(a->extreme, b->extreme))
		return false;
	return set_same(a->set, b->set) && cond_same(a->args[0], b->args[0]) && cond_same(a->args[1], b->args[1]);
}

bool mdp_phrase_same(const struct mdp_phrase *a, const struct mdp_phrase *b)
{
	if (a == b)
		return true;
	if (a->kind != b->kind || a->nfigures != b->nfigures || a->nkeys != b->nkeys || a->listed != b->listed ||
	    a->asked != b->asked || a->returned != b->returned || a->split != b->split || a->distinct != b->distinct)
		return false;
	if (a->kind == MDP_PH_VERSUS || a->kind == MDP_PH_META || a->kind == MDP_PH_REFUSE || a->kind == MDP_PH_ASIDE ||
	    a->kind == MDP_PH_ORDER || a->kind == MDP_PH_RANKBY || a->kind == MDP_PH_ANALYSIS ||
	    a->kind == MDP_PH_OPTION || a->kind == MDP_PH_TALK)
		return false;
	for (int i = 0; i < a->nfigures; i++)
		if (!figure_same(&a->figures[i], &b->figures[i]))
			return false;
	for (int i = 0; i < a->nkeys; i++) {
		const struct mdp_key *k = &a->keys[i], *o = &b->keys[i];
		if (k->entity != o->entity || k->column != o->column || k->grain != o->grain || k->part != o->part ||
		    k->time_role != o->time_role || k->n != o->n ||
		    (k->n && !mdp_same_expr(k->outs[0].expr, o->outs[0].expr)))
			return false;
	}
	return set_same(a->set, b->set) && cond_same(a->cond, b->cond) && extreme_same(a->extreme, b->extreme);
}

/* Can `p` not hold where `q` does? Their values differ, or one denies the other. */
static bool excludes(const struct mdp_pred *p, const struct mdp_pred *q)
{
	if (p->kind == MDP_P_NOT)
		return pred_equal(p->args[0], q, 0);
	if (q->kind == MDP_P_NOT)
		return pred_equal(q->args[0], p, 0);
	return p->kind == MDP_P_CMP && q->kind == MDP_P_CMP && p->cmp == MDP_CMP_EQ && q->cmp == MDP_CMP_EQ &&
	       p->left->kind == MDP_X_COLUMN && expr_equal(p->left, q->left, 0) && p->right[0]->kind == MDP_X_VALUE &&
	       q->right[0]->kind == MDP_X_VALUE && !mdp_value_eq(&p->right[0]->value, &q->right[0]->value);
}

/* Is a condition among those that hold together with `p` which excludes it? */
static bool excluded_among(const struct mdp_pred *all, const struct mdp_pred *p, int depth)
{
	if (all->kind != MDP_P_AND || depth > MDP_LIMIT_QUERY_DEPTH)
		return all != p && excludes(all, p);
	for (int i = 0; i < all->nargs; i++)
		if (excluded_among(all->args[i], p, depth + 1))
			return true;
	return false;
}

static const struct mdp_pred *impossible(const struct mdp_pred *all, const struct mdp_pred *p, int depth)
{
	if (depth > MDP_LIMIT_QUERY_DEPTH)
		return NULL;
	if (p->kind == MDP_P_EXISTS)
		return p->where ? impossible(p->where, p->where, depth + 1) : NULL;
	if (p->kind != MDP_P_AND)
		return excluded_among(all, p, depth) ? p : NULL;
	for (int i = 0; i < p->nargs; i++) {
		const struct mdp_pred *found = impossible(all, p->args[i], depth + 1);
		if (found)
			return found;
	}
	return NULL;
}

const struct mdp_pred *mdp_pred_impossible(const struct mdp_pred *p)
{
	return p ? impossible(p, p, 0) : NULL;
}
