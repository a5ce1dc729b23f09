/*
 * One form for one meaning. Rewrites that never change the result: nested and/or flattened, sorted and freed of
 * repeats; double negation gone; `not eq` is `ne` and the other way round (a condition is true or not true, never
 * unknown, so this also holds for nulls); literals to the right of comparisons; whole numbers as integers; `in` sorted, of one value an `eq`, an
 * `or` of equalities on one expression an `in`; `between` two conjuncts; operands of sums and products sorted; keys
 * sorted. What the reader sees in a certain order (shown columns, rows) stays. Two queries are the same when the dumps
 * of their canonical forms are.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/limits.h"
#include "query/query.h"
#include "base/banned.h"

#define DEPTH (2 * MDP_LIMIT_QUERY_DEPTH)

static struct mdp_pred *canonical_pred(struct mdp_arena *a, const struct mdp_pred *p, int depth);

static bool is_value(const struct mdp_expr *x)
{
	return x && x->kind == MDP_X_VALUE;
}

static struct mdp_expr *canonical_expr(struct mdp_arena *a, const struct mdp_expr *x, int depth)
{
	if (!x || depth <= 0)
		return NULL;
	struct mdp_expr *y = MDP_NEW(a, struct mdp_expr);
	*y = *x;
	y->arg = canonical_expr(a, x->arg, depth - 1);
	y->arg2 = canonical_expr(a, x->arg2, depth - 1);
	y->where = canonical_pred(a, x->where, depth - 1);
	/* 1000 and 1000.0 are one number; 2^53 is where doubles stop holding every whole one */
	if (is_value(y) && y->value.type == MDP_T_DOUBLE && fabs(y->value.d) < 0x1p53 &&
	    y->value.d == floor(y->value.d))
		y->value = mdp_value_int((int64_t)y->value.d);
	bool commutes = x->kind == MDP_X_OP && (x->op == MDP_OP_ADD || x->op == MDP_OP_MUL);
	if (commutes && y->arg && y->arg2 && strcmp(mdp_expr_dump(a, y->arg), mdp_expr_dump(a, y->arg2)) > 0) {
		struct mdp_expr *t = y->arg;
		y->arg = y->arg2;
		y->arg2 = t;
	}
	return y;
}

/* Items sorted by their text; the text is made once for each. */
struct keyed {
	const char *text;
	void *item;
};

static int by_text(const void *l, const void *r)
{
	return strcmp(((const struct keyed *)l)->text, ((const struct keyed *)r)->text);
}

/* Sorts in place and drops repeats; the new number. */
static int sort_unique(struct keyed *k, int n)
{
	int kept = 0;
	if (n > 1)
		qsort(k, (size_t)n, sizeof(*k), by_text);
	for (int i = 0; i < n; i++)
		if (!kept || strcmp(k[kept - 1].text, k[i].text) != 0)
			k[kept++] = k[i];
	return kept;
}

static enum mdp_cmp mirrored(enum mdp_cmp c)
{
	switch (c) {
	case MDP_CMP_LT:
		return MDP_CMP_GT;
	case MDP_CMP_LE:
		return MDP_CMP_GE;
	case MDP_CMP_GT:
		return MDP_CMP_LT;
	case MDP_CMP_GE:
		return MDP_CMP_LE;
	case MDP_CMP_EQ:
	case MDP_CMP_NE:
		return c;
	default:
		return MDP_CMP_NONE;
	}
}

static void sort_right(struct mdp_arena *a, struct mdp_pred *p)
{
	struct keyed *k = MDP_NEW_ARRAY(a, (size_t)p->nright, struct keyed);
	for (int i = 0; i < p->nright; i++)
		k[i] = (struct keyed){ mdp_expr_dump(a, p->right[i]), p->right[i] };
	p->nright = sort_unique(k, p->nright);
	for (int i = 0; i < p->nright; i++)
		p->right[i] = k[i].item;
	if (p->nright == 1)
		p->cmp = MDP_CMP_EQ;
}

static struct mdp_pred *canonical_cmp(struct mdp_arena *a, const struct mdp_pred *p, int depth)
{
	struct mdp_pred *r = MDP_NEW(a, struct mdp_pred);
	*r = *p;
	r->left = canonical_expr(a, p->left, depth - 1);
	r->right = MDP_NEW_ARRAY(a, (size_t)p->nright, struct mdp_expr *);
	for (int i = 0; i < p->nright; i++)
		r->right[i] = canonical_expr(a, p->right[i], depth - 1);
	if (r->cmp == MDP_CMP_IN)
		sort_right(a, r);
	if (r->nright == 1 && is_value(r->left) && !is_value(r->right[0]) && mirrored(r->cmp)) {
		struct mdp_expr *t = r->left;
		r->left = r->right[0];
		r->right[0] = t;
		r->cmp = mirrored(r->cmp);
	}
	if (r->cmp == MDP_CMP_BETWEEN)
		return mdp_pred_and(a, mdp_pred_cmp(a, MDP_CMP_GE, r->left, r->right[0]),
				    mdp_pred_cmp(a, MDP_CMP_LE, r->left, r->right[1]));
	return r;
}

static struct mdp_pred *canonical_not(struct mdp_arena *a, const struct mdp_pred *p, int depth)
{
	struct mdp_pred *inner = canonical_pred(a, p->args[0], depth - 1);
	if (!inner)
		return NULL;
	if (inner->kind == MDP_P_NOT)
		return inner->args[0];
	if (inner->kind == MDP_P_CMP && (inner->cmp == MDP_CMP_EQ || inner->cmp == MDP_CMP_NE)) {
		inner->cmp = inner->cmp == MDP_CMP_EQ ? MDP_CMP_NE : MDP_CMP_EQ;
		return inner;
	}
	return mdp_pred_not(a, inner);
}

static bool is_membership(const struct mdp_pred *p)
{
	if (p->kind != MDP_P_CMP || (p->cmp != MDP_CMP_EQ && p->cmp != MDP_CMP_IN) || is_value(p->left))
		return false;
	for (int i = 0; i < p->nright; i++)
		if (!is_value(p->right[i]) || p->right[i]->value.type == MDP_T_NULL_)
			return false;
	return true;
}

/* or: x = 1, x in (2, 3) → x in (1, 2, 3). Merges into the first of each expression; the new number. */
static int merge_memberships(struct mdp_arena *a, struct mdp_pred **args, int n)
{
	int kept = 0;
	for (int i = 0; i < n; i++) {
		struct mdp_pred *into = NULL;
		for (int k = 0; is_membership(args[i]) && k < kept && !into; k++)
			if (is_membership(args[k]) && mdp_expr_same(args[k]->left, args[i]->left))
				into = args[k];
		if (!into) {
			args[kept++] = args[i];
			continue;
		}
		struct mdp_expr **both = MDP_NEW_ARRAY(a, (size_t)(into->nright + args[i]->nright), struct mdp_expr *);
		memcpy(both, into->right, (size_t)into->nright * sizeof(struct mdp_expr *));
		memcpy(both + into->nright, args[i]->right, (size_t)args[i]->nright * sizeof(struct mdp_expr *));
		into->right = both;
		into->nright += args[i]->nright;
		into->cmp = MDP_CMP_IN;
		sort_right(a, into);
	}
	return kept;
}

static struct mdp_pred *canonical_list(struct mdp_arena *a, const struct mdp_pred *p, int depth)
{
	struct mdp_pred **args = NULL;
	int n = 0, cap = 0;
	for (int i = 0; i < p->nargs; i++) {
		struct mdp_pred *c = canonical_pred(a, p->args[i], depth - 1);
		if (c && c->kind == p->kind) {
			for (int k = 0; k < c->nargs; k++)
				MDP_PUSH(a, args, n, cap, c->args[k]);
		} else if (c) {
			MDP_PUSH(a, args, n, cap, c);
		}
	}
	if (p->kind == MDP_P_OR)
		n = merge_memberships(a, args, n);
	struct keyed *k = MDP_NEW_ARRAY(a, (size_t)n, struct keyed);
	for (int i = 0; args && i < n; i++)
		k[i] = (struct keyed){ mdp_pred_dump(a, args[i]), args[i] };
	n = sort_unique(k, n);
	if (n == 1)
		return k[0].item;
	struct mdp_pred *r = MDP_NEW(a, struct mdp_pred);
	r->kind = p->kind;
	r->args = MDP_NEW_ARRAY(a, (size_t)n, struct mdp_pred *);
	r->nargs = n;
	for (int i = 0; i < n; i++)
		r->args[i] = k[i].item;
	return n ? r : NULL;
}

static struct mdp_pred *canonical_pred(struct mdp_arena *a, const struct mdp_pred *p, int depth)
{
	if (!p || depth <= 0)
		return NULL;
	switch (p->kind) {
	case MDP_P_AND:
	case MDP_P_OR:
		return canonical_list(a, p, depth);
	case MDP_P_NOT:
		return canonical_not(a, p, depth);
	case MDP_P_CMP:
		return canonical_cmp(a, p, depth);
	case MDP_P_EXISTS:
		break;
	}
	struct mdp_pred *r = MDP_NEW(a, struct mdp_pred);
	*r = *p;
	r->where = canonical_pred(a, p->where, depth - 1);
	return r;
}

static struct mdp_out *canonical_outs(struct mdp_arena *a, const struct mdp_out *outs, int n, bool sorted)
{
	struct mdp_out *r = MDP_NEW_ARRAY(a, (size_t)n, struct mdp_out);
	struct keyed *k = MDP_NEW_ARRAY(a, (size_t)n, struct keyed);
	for (int i = 0; i < n; i++) {
		struct mdp_out *o = MDP_NEW(a, struct mdp_out);
		*o = outs[i];
		o->expr = canonical_expr(a, outs[i].expr, DEPTH);
		k[i] = (struct keyed){ sorted ? mdp_arena_printf(a, "%s %s", mdp_expr_dump(a, o->expr), o->name) : "",
				       o };
	}
	if (sorted && n > 1)
		qsort(k, (size_t)n, sizeof(*k), by_text);
	for (int i = 0; i < n; i++)
		r[i] = *(struct mdp_out *)k[i].item;
	return r;
}

static int by_name(const void *l, const void *r)
{
	return strcmp(*(const char *const *)l, *(const char *const *)r);
}

static struct mdp_query *canonical_query(struct mdp_arena *a, const struct mdp_query *q, int depth)
{
	struct mdp_query *r = MDP_NEW(a, struct mdp_query);
	if (!q || depth <= 0)
		return r;
	*r = *q;
	r->where = canonical_pred(a, q->where, DEPTH);
	r->having = canonical_pred(a, q->having, DEPTH);
	r->by = canonical_outs(a, q->by, q->nby, true);
	r->show = canonical_outs(a, q->show, q->nshow, false);
	r->params = canonical_outs(a, q->params, q->nparams, true);
	r->vary_a = canonical_pred(a, q->vary_a, DEPTH);
	r->vary_b = canonical_pred(a, q->vary_b, DEPTH);
	r->ties = q->ties && q->limit;
	if (q->nwithin) {
		r->within = MDP_NEW_ARRAY(a, (size_t)q->nwithin, const char *);
		memcpy(r->within, q->within, (size_t)q->nwithin * sizeof(*r->within));
		qsort(r->within, (size_t)q->nwithin, sizeof(*r->within), by_name);
	}
	r->queries = MDP_NEW_ARRAY(a, (size_t)q->nqueries, struct mdp_query *);
	for (int i = 0; i < q->nqueries; i++)
		r->queries[i] = canonical_query(a, q->queries[i], depth - 1);
	return r;
}

struct mdp_query *mdp_query_canonical(struct mdp_arena *a, const struct mdp_query *q)
{
	return canonical_query(a, q, MDP_LIMIT_QUERY_DEPTH);
}

bool mdp_query_same(const struct mdp_query *l, const struct mdp_query *r)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	bool same = strcmp(mdp_query_dump(&a, mdp_query_canonical(&a, l)),
			   mdp_query_dump(&a, mdp_query_canonical(&a, r))) == 0;
	mdp_arena_release(&a);
	return same;
}

bool mdp_expr_same(const struct mdp_expr *l, const struct mdp_expr *r)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	bool same = strcmp(mdp_expr_dump(&a, canonical_expr(&a, l, DEPTH)),
			   mdp_expr_dump(&a, canonical_expr(&a, r, DEPTH))) == 0;
	mdp_arena_release(&a);
	return same;
}

bool mdp_pred_same(const struct mdp_pred *l, const struct mdp_pred *r)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	bool same = strcmp(mdp_pred_dump(&a, canonical_pred(&a, l, DEPTH)),
			   mdp_pred_dump(&a, canonical_pred(&a, r, DEPTH))) == 0;
	mdp_arena_release(&a);
	return same;
}

/* FNV-1a, with a final mix so that near texts do not give near hashes. */
const char *mdp_query_hash(struct mdp_arena *a, const struct mdp_query *q)
{
	uint64_t h = 0xcbf29ce484222325u;
	for (const char *s = mdp_query_dump(a, mdp_query_canonical(a, q)); *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	h ^= h >> 30;
	h *= 0xbf58476d1ce4e5b9u;
	h ^= h >> 27;
	h *= 0x94d049bb133111ebu;
	h ^= h >> 31;
	return mdp_arena_printf(a, "%016llx", (unsigned long long)h);
}
