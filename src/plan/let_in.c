/*
 * What conditions and keys let in that a reader must know of: numbers and days that stand for missing ones (a temperature of -999 below 0,
 * a year 1900), and things of which it is not known whether a flag holds, which count as those of which it does not.
 */
#include <string.h>

#include "plan/group.h"
#include "base/banned.h"

static int column_of(const struct planner *p, const struct mdp_expr *x)
{
	while (x && (x->kind == MDP_X_TRUNC || x->kind == MDP_X_PART))
		x = x->arg;
	return x && x->kind == MDP_X_COLUMN ? mdp_catalog_original(p->c, mdp_catalog_column(p->c, mdp_str_of(x->name)))
					    : -1;
}

/* Does the number meet the comparison? */
static bool meets(const struct mdp_pred *w, double v)
{
	double r[2] = { 0 };
	for (int i = 0; i < w->nright && i < 2; i++) {
		if (w->right[i]->kind != MDP_X_VALUE || !mdp_value_is_number(&w->right[i]->value))
			return false;
		r[i] = mdp_value_number(&w->right[i]->value);
	}
	switch (w->cmp) {
	case MDP_CMP_LT:
		return v < r[0];
	case MDP_CMP_LE:
		return v <= r[0];
	case MDP_CMP_GT:
		return v > r[0];
	case MDP_CMP_GE:
		return v >= r[0];
	case MDP_CMP_BETWEEN:
		return v >= r[0] && v <= r[1];
	default:
		return false;
	}
}

/* Whether a flag holds is not known of some. */
static void tell_unknown(struct planner *p, int column)
{
	const struct mdp_column *c = column < 0 ? NULL : &p->c->columns[column];
	if (c && c->role == MDP_ROLE_FLAG && c->nulls > 0)
		mdp_plan_caveat(p, "unknown_flag", "%s is not known on %lld of %lld rows of %s; they count as not %s",
				c->words, (long long)c->nulls, (long long)p->c->tables[c->table].rows,
				p->c->tables[c->table].name, c->words);
}

/* Shares of those of which a flag holds: the others are all, also those of which it is not known. */
static void tell_share(struct planner *p, const struct mdp_expr *x)
{
	const struct mdp_pred *w =
		x->kind == MDP_X_OP && x->op == MDP_OP_DIV && x->arg->kind == MDP_X_AGG ? x->arg->where : NULL;
	for (int i = 0; w && w->kind == MDP_P_AND && i < w->nargs; i++)
		if (w->args[i]->kind == MDP_P_CMP && w->args[i]->cmp == MDP_CMP_EQ)
			tell_unknown(p, column_of(p, w->args[i]->left));
	if (w && w->kind == MDP_P_CMP && w->cmp == MDP_CMP_EQ)
		tell_unknown(p, column_of(p, w->left));
}

static void tell_condition(struct planner *p, const struct mdp_pred *w, int depth)
{
	const struct mdp_catalog *c = p->c;
	if (!w || depth <= 0)
		return;
	for (int i = 0; i < w->nargs; i++)
		tell_condition(p, w->args[i], depth - 1);
	tell_condition(p, w->where, depth - 1);
	int column = w->kind == MDP_P_CMP ? column_of(p, w->left) : -1;
	if (w->kind == MDP_P_NOT && w->args[0]->kind == MDP_P_CMP && w->args[0]->cmp == MDP_CMP_EQ)
		tell_unknown(p, column_of(p, w->args[0]->left));
	if (column >= 0 && w->cmp == MDP_CMP_NE)
		tell_unknown(p, column);
	for (int i = 0; i < c->noddities && column >= 0; i++) {
		const struct mdp_oddity *o = &c->oddities[i];
		double v;
		if (o->column == column && (o->kind == MDP_ODD_APART || o->kind == MDP_ODD_IMPOSSIBLE) &&
		    mdp_str_to_double(mdp_str_of(o->example), &v) && meets(w, v))
			mdp_plan_caveat(
				p, "odd_values",
				"%s is %s on %lld of %lld rows (%s); those that meet the condition are included",
				c->columns[column].words, mdp_oddity_word(o->kind), (long long)o->evidence.exceptions,
				(long long)o->evidence.rows, o->example);
	}
}

/* Days far from all others are groups of their own in a split by time. */
static void tell_key(struct planner *p, const struct mdp_expr *x)
{
	int column =
		x->kind == MDP_X_TRUNC || (x->kind == MDP_X_PART && x->part == MDP_PART_YEAR) ? column_of(p, x) : -1;
	for (int i = 0; i < p->c->noddities && column >= 0; i++) {
		const struct mdp_oddity *o = &p->c->oddities[i];
		if (o->column == column && o->kind == MDP_ODD_APART)
			mdp_plan_caveat(p, "odd_values",
					"%s is %s on %lld of %lld rows (%s): they stand under that time",
					p->c->columns[column].words, mdp_oddity_word(o->kind),
					(long long)o->evidence.exceptions, (long long)o->evidence.rows, o->example);
	}
}

void mdp_plan_tell_conditions(struct planner *p, const struct mdp_query *q)
{
	tell_condition(p, q->where, MDP_LIMIT_QUERY_DEPTH);
	for (int i = 0; i < q->nshow; i++) {
		tell_condition(p, q->show[i].expr->where, MDP_LIMIT_QUERY_DEPTH);
		tell_share(p, q->show[i].expr);
	}
	for (int i = 0; i < q->nby; i++)
		tell_key(p, q->by[i].expr);
}
