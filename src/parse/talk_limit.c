/*
 * Another number for the one that the answer before compares with: "more than 3", after “customers with more than 2 eye tests”. Where it
 * compares with none, the figure of its groups is compared.
 */
#include <string.h>

#include "parse/talk.h"
#include "base/banned.h"

/* A figure or a number of each against a number that was said: no day, and not one of several values. */
static bool is_limit(const struct mdp_talk *t, const struct mdp_pred *p)
{
	if (p->kind != MDP_P_CMP || p->nright != 1 || p->right[0]->kind != MDP_X_VALUE ||
	    !mdp_value_is_number(&p->right[0]->value))
		return false;
	bool ordered = p->cmp == MDP_CMP_LT || p->cmp == MDP_CMP_LE || p->cmp == MDP_CMP_GT || p->cmp == MDP_CMP_GE;
	int column = p->left->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(p->left->name)) : -1;
	bool id = column >= 0 && t->x->c->columns[column].role == MDP_ROLE_ID;
	return ordered || (p->cmp == MDP_CMP_EQ && !id && mdp_talk_aggregate(p->left, 0));
}

/* The condition with the other number; *found counts those that there are. A copy is made of what changes. */
static struct mdp_pred *with_limit(struct mdp_talk *t, const struct mdp_pred *p, enum mdp_cmp cmp, double number,
				   int *found, int depth)
{
	struct mdp_pred *own = MDP_NEW(t->x->a, struct mdp_pred);
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return (struct mdp_pred *)(uintptr_t)p;
	*own = *p;
	if (is_limit(t, p)) {
		++*found;
		struct mdp_expr **right = MDP_NEW(t->x->a, struct mdp_expr *);
		right[0] = mdp_phrase_number(t->x, number);
		mdp_talk_changed(t, "limit", mdp_value_print(t->x->a, &p->right[0]->value),
				 mdp_value_print(t->x->a, &right[0]->value));
		own->cmp = cmp;
		own->right = right;
		return own;
	}
	if (p->kind == MDP_P_EXISTS && p->at_least > 1 && (cmp == MDP_CMP_GT || cmp == MDP_CMP_GE)) {
		++*found;
		own->at_least = number + (cmp == MDP_CMP_GT);
		mdp_talk_changed(t, "limit", mdp_arena_printf(t->x->a, "at least %g", p->at_least),
				 mdp_arena_printf(t->x->a, "at least %g", own->at_least));
	}
	own->args = MDP_NEW_ARRAY(t->x->a, (size_t)p->nargs + 1, struct mdp_pred *);
	for (int i = 0; i < p->nargs; i++)
		own->args[i] = with_limit(t, p->args[i], cmp, number, found, depth + 1);
	return own;
}

/* "Only above 10k", after “revenue by shop”: the groups of which the one figure shown is so. */
static bool compare_groups(struct mdp_talk *t, enum mdp_cmp cmp, double number, const char *typed)
{
	if (!t->q->nby || t->q->nshow != 1 || !mdp_talk_aggregate(t->q->show[0].expr, 0) ||
	    t->q->show[0].expr->kind == MDP_X_WINDOW)
		return false;
	struct mdp_pred *p = mdp_pred_cmp(t->x->a, cmp, t->q->show[0].expr, mdp_phrase_number(t->x, number));
	t->q->having = mdp_pred_and(t->x->a, t->q->having, p);
	mdp_talk_changed(t, "only those with", NULL, mdp_arena_printf(t->x->a, "%s %s", t->q->show[0].name, typed));
	return true;
}

int mdp_talk_limit(struct mdp_talk *t)
{
	const struct mdp_node *n = mdp_talk_op(t, "t_limit");
	const struct mdp_edge *number = n && n->args[1] ? n->args[1]->edge : NULL;
	enum mdp_cmp cmp;
	int found = 0;
	if (!n)
		return 0;
	if (!number || !mdp_node_cmp(n->args[0], &cmp))
		return -MDP_REFUSED;
	struct mdp_pred *where = with_limit(t, t->q->where, cmp, number->number, &found, 0);
	struct mdp_pred *having = with_limit(t, t->q->having, cmp, number->number, &found, 0);
	const char *typed = mdp_talk_words(t, n->args[0]->from, n->args[1]->to);
	if (!found && compare_groups(t, cmp, number->number, typed))
		return 0;
	if (found != 1)
		return mdp_talk_refuse(
			t, MDP_REASON_UNSUPPORTED,
			found ? "the answer before compares with several numbers: say which of them"
			      : "the answer before compares with no number: say what is compared with %g",
			number->number);
	t->q->where = t->q->where ? where : NULL;
	t->q->having = t->q->having ? having : NULL;
	return 0;
}
