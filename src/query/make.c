/*
 * Constructors of expressions and predicates. They copy nothing but the names given: whatever else they are handed must
 * live in the same arena or longer. `and`/`or` flatten as they go, so that producers may add conjuncts one by one.
 */
#include "query/query.h"
#include "base/banned.h"

static struct mdp_expr *new_expr(struct mdp_arena *a, enum mdp_expr_kind kind)
{
	struct mdp_expr *x = MDP_NEW(a, struct mdp_expr);
	x->kind = kind;
	return x;
}

struct mdp_expr *mdp_expr_column(struct mdp_arena *a, const char *name)
{
	struct mdp_expr *x = new_expr(a, MDP_X_COLUMN);
	x->name = mdp_arena_strdup(a, name);
	return x;
}

struct mdp_expr *mdp_expr_value(struct mdp_arena *a, struct mdp_value v)
{
	struct mdp_expr *x = new_expr(a, MDP_X_VALUE);
	x->value = v;
	return x;
}

struct mdp_expr *mdp_expr_measure(struct mdp_arena *a, const char *name)
{
	struct mdp_expr *x = new_expr(a, MDP_X_MEASURE);
	x->name = mdp_arena_strdup(a, name);
	return x;
}

struct mdp_expr *mdp_expr_agg(struct mdp_arena *a, enum mdp_aggregate fn, const char *entity, struct mdp_expr *arg)
{
	struct mdp_expr *x = new_expr(a, MDP_X_AGG);
	x->agg = fn;
	x->entity = mdp_arena_strdup(a, entity);
	x->arg = arg;
	return x;
}

struct mdp_expr *mdp_expr_op(struct mdp_arena *a, enum mdp_op op, struct mdp_expr *l, struct mdp_expr *r)
{
	struct mdp_expr *x = new_expr(a, MDP_X_OP);
	x->op = op;
	x->arg = l;
	x->arg2 = r;
	return x;
}

struct mdp_pred *mdp_pred_cmp(struct mdp_arena *a, enum mdp_cmp cmp, struct mdp_expr *left, struct mdp_expr *right)
{
	struct mdp_pred *p = MDP_NEW(a, struct mdp_pred);
	p->kind = MDP_P_CMP;
	p->cmp = cmp;
	p->left = left;
	if (right) {
		p->right = MDP_NEW_ARRAY(a, 1, struct mdp_expr *);
		p->right[0] = right;
		p->nright = 1;
	}
	return p;
}

struct mdp_pred *mdp_pred_between(struct mdp_arena *a, enum mdp_cmp cmp, struct mdp_expr *left, struct mdp_expr *lo,
				  struct mdp_expr *hi)
{
	struct mdp_pred *p = mdp_pred_cmp(a, cmp, left, NULL);
	p->right = MDP_NEW_ARRAY(a, 2, struct mdp_expr *);
	p->right[0] = lo;
	p->right[1] = hi;
	p->nright = 2;
	return p;
}

static struct mdp_pred *join(struct mdp_arena *a, enum mdp_pred_kind kind, struct mdp_pred *l, struct mdp_pred *r)
{
	if (!l)
		return r;
	if (!r)
		return l;
	struct mdp_pred *sides[2] = { l, r };
	struct mdp_pred *p = MDP_NEW(a, struct mdp_pred);
	p->kind = kind;
	int cap = 0;
	for (int s = 0; s < 2; s++) {
		if (sides[s]->kind != kind) {
			MDP_PUSH(a, p->args, p->nargs, cap, sides[s]);
			continue;
		}
		for (int i = 0; i < sides[s]->nargs; i++)
			MDP_PUSH(a, p->args, p->nargs, cap, sides[s]->args[i]);
	}
	return p;
}

struct mdp_pred *mdp_pred_and(struct mdp_arena *a, struct mdp_pred *l, struct mdp_pred *r)
{
	return join(a, MDP_P_AND, l, r);
}

int mdp_pred_nparts(const struct mdp_pred *p)
{
	return !p ? 0 : p->kind == MDP_P_AND ? p->nargs : 1;
}

struct mdp_pred *mdp_pred_part(const struct mdp_pred *p, int i)
{
	return p->kind == MDP_P_AND ? p->args[i] : (struct mdp_pred *)(uintptr_t)p;
}

struct mdp_pred *mdp_pred_or(struct mdp_arena *a, struct mdp_pred *l, struct mdp_pred *r)
{
	return join(a, MDP_P_OR, l, r);
}

struct mdp_pred *mdp_pred_known(struct mdp_arena *a, struct mdp_expr *e)
{
	return mdp_pred_not(a, mdp_pred_cmp(a, MDP_CMP_IS_NULL, e, NULL));
}

struct mdp_pred *mdp_pred_not(struct mdp_arena *a, struct mdp_pred *p)
{
	struct mdp_pred *n = MDP_NEW(a, struct mdp_pred);
	n->kind = MDP_P_NOT;
	n->args = MDP_NEW_ARRAY(a, 1, struct mdp_pred *);
	n->args[0] = p;
	n->nargs = 1;
	return n;
}

struct mdp_pred *mdp_pred_exists(struct mdp_arena *a, const char *entity, struct mdp_pred *where)
{
	struct mdp_pred *p = MDP_NEW(a, struct mdp_pred);
	p->kind = MDP_P_EXISTS;
	p->entity = mdp_arena_strdup(a, entity);
	p->where = where;
	p->at_least = 1;
	return p;
}
