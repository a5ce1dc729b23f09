/*
 * Expressions and conditions on one instance. A column is read through the scope. An aggregate inside an instance becomes a
 * block of its own with one row for each instance's key, joined to the scope (so it cannot multiply rows): a count or sum
 * over nothing is 0. An aggregate over the entity that it stands in, or marked total, is one value for all.
 *
 * Conditions are true or not true: `not` also keeps nulls. A condition on something finer than the instance ("orders with
 * electronics") means that there is one such; all such conjuncts mean the same one. Below `not` that would be
 * ambiguous ("none such" or "one not such"), and is refused.
 */
#include <string.h>
#include "plan/planner.h"
#include "base/banned.h"

static int enter(struct planner *p)
{
	if (++p->depth > MDP_LIMIT_QUERY_DEPTH)
		return mdp_fail(p->err, MDP_LIMIT, "query: nested too deep");
	return 0;
}

struct mdp_sx *mdp_plan_shape(struct planner *p, const struct mdp_expr *x, struct mdp_sx *arg, struct mdp_sx *arg2)
{
	static const enum mdp_call ops[] = { MDP_CALL_ADD, MDP_CALL_ADD, MDP_CALL_SUB, MDP_CALL_MUL, MDP_CALL_DIV };
	struct mdp_sx *r;
	switch (x->kind) {
	case MDP_X_OP:
		r = mdp_plan_call(p, ops[x->op], arg, arg2);
		if (x->op == MDP_OP_DIV) {
			r->type = MDP_T_DOUBLE;
			r->nullable = true;
		}
		return r;
	case MDP_X_TRUNC:
		return mdp_plan_trunc(p, x->grain, arg);
	case MDP_X_PART:
		r = mdp_plan_call(p, MDP_CALL_PART, arg, NULL);
		r->part = x->part;
		r->type = x->part == MDP_PART_NONE ? MDP_T_OTHER : MDP_T_INT;
		return r;
	case MDP_X_BUCKET: {
		bool whole = x->n == (double)(int64_t)x->n;
		struct mdp_value width = whole ? mdp_value_int((int64_t)x->n) : mdp_value_double(x->n);
		return mdp_plan_call(p, MDP_CALL_BUCKET, arg, mdp_plan_bind(p, width));
	}
	case MDP_X_DAYS_BETWEEN:
		r = mdp_plan_call(p, MDP_CALL_DAYS, arg, arg2);
		r->type = x->n > 0 ? MDP_T_DOUBLE : MDP_T_INT;
		r->count = (int)x->n;
		return r;
	default:
		return arg;
	}
}

int mdp_plan_over_all(struct planner *p, const struct mdp_expr *x, struct mdp_sx **out)
{
	struct mdp_rel *rel;
	TRY(mdp_plan_aggregate_total(p, x, &rel));
	struct mdp_sx *r = mdp_plan_number(p, 0);
	r->kind = MDP_SX_SCALAR;
	r->rel = rel;
	r->type = rel->items[0].x->type;
	r->nullable = rel->items[0].x->nullable;
	*out = r;
	return 0;
}

/* An aggregate over what belongs to an instance of `at`. */
static int nested(struct scope *s, int at, const struct mdp_expr *x, struct mdp_sx **out)
{
	struct planner *p = s->p;
	struct mdp_rel *rel;
	struct mdp_sx *key[MDP_LIMIT_KEY_COLUMNS];
	int entity, nkey, nhere;
	TRY(mdp_plan_entity(p, x->entity, &entity));
	if (x->total || entity == at)
		return mdp_plan_over_all(p, x, out);
	if (mdp_plan_determines(p, at, entity))
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "one %s has one %s: there is nothing to aggregate",
				  p->c->entities[at].name, p->c->entities[entity].name);
	TRY(mdp_plan_key(s, s->entity, at, NULL, key, &nhere));
	TRY(mdp_plan_aggregate_by(p, x, at, &rel, &nkey)); /* in the role that x says */
	struct mdp_from *f = mdp_plan_from_rel(p, s->rel, rel, MDP_JOIN_LEFT);
	for (int i = 0; i < nkey && i < nhere; i++) {
		struct mdp_sx *there = mdp_plan_ref(p, f, rel->items[i].name, rel->items[i].x);
		f->on = mdp_plan_and(p, f->on, mdp_plan_call(p, MDP_CALL_EQ, there, key[i]));
	}
	struct mdp_sx *v = mdp_plan_ref(p, f, rel->items[nkey].name, rel->items[nkey].x);
	v->nullable = true;
	if (x->agg == MDP_AGG_COUNT || x->agg == MDP_AGG_COUNT_DISTINCT || x->agg == MDP_AGG_SUM) {
		v = mdp_plan_call(p, MDP_CALL_COALESCE, v, mdp_plan_number(p, 0));
		v->nullable = false;
	}
	*out = v;
	return 0;
}

static int expr_of(struct scope *s, int at, const struct mdp_expr *x, struct mdp_sx **out)
{
	struct planner *p = s->p;
	struct mdp_sx *arg = NULL, *arg2 = NULL;
	int column;
	switch (x->kind) {
	case MDP_X_VALUE:
		*out = mdp_plan_value(p, x);
		return 0;
	case MDP_X_COLUMN:
		TRY(mdp_plan_column(p, x->name, &column));
		return mdp_plan_read(s, at, column, x->role, out);
	case MDP_X_AGG:
		return nested(s, at, x, out);
	case MDP_X_WINDOW:
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "%s of a single %s", mdp_window_word(x->window),
				  p->c->entities[at].name);
	case MDP_X_MEASURE:
		return mdp_fail(p->err, MDP_INTERNAL, "measure '%s' was not resolved", x->name);
	default:
		break;
	}
	if (x->arg)
		TRY(mdp_plan_expr(s, at, x->arg, &arg));
	if (x->arg2)
		TRY(mdp_plan_expr(s, at, x->arg2, &arg2));
	bool dated = x->kind == MDP_X_TRUNC || (x->kind == MDP_X_PART && x->part != MDP_PART_NONE);
	if (dated && arg && arg->type != MDP_T_DATE && arg->type != MDP_T_TIMESTAMP && arg->type != MDP_T_OTHER)
		return mdp_refuse(p->err, MDP_REASON_INVALID_QUERY, "%s is not a date", mdp_plan_expr_words(p, x->arg));
	*out = mdp_plan_shape(p, x, arg, arg2);
	return 0;
}

int mdp_plan_expr(struct scope *s, int at, const struct mdp_expr *x, struct mdp_sx **out)
{
	TRY(enter(s->p));
	int rc = expr_of(s, at, x, out);
	s->p->depth--;
	return rc;
}

/* --- comparisons -------------------------------------------------------------------------------------------------- */

static int during(struct planner *p, const struct mdp_pred *w, struct mdp_sx *left, struct mdp_sx **right,
		  struct mdp_sx **out)
{
	bool year = left->type == MDP_T_INT && left->column >= 0 && p->c->columns[left->column].role == MDP_ROLE_YEAR;
	struct mdp_sx *lo = right[0], *hi = right[1];
	if (year) {
		struct mdp_civil from = mdp_date_civil(lo->value.i), to = mdp_date_civil(hi->value.i);
		bool whole = lo->type == MDP_T_DATE && hi->type == MDP_T_DATE && from.month == 1 && from.day == 1 &&
			     to.month == 1 && to.day == 1;
		if (!whole)
			return mdp_refuse(p->err, MDP_REASON_INVALID_QUERY, "%s knows years only",
					  mdp_plan_expr_words(p, w->left));
		lo = mdp_plan_bind(p, mdp_value_int(from.year));
		hi = mdp_plan_bind(p, mdp_value_int(to.year));
	} else if (left->type != MDP_T_DATE && left->type != MDP_T_TIMESTAMP && left->type != MDP_T_OTHER) {
		return mdp_refuse(p->err, MDP_REASON_INVALID_QUERY, "%s is not a date",
				  mdp_plan_expr_words(p, w->left));
	}
	*out = mdp_plan_and(p, mdp_plan_call(p, MDP_CALL_GE, left, lo), mdp_plan_call(p, MDP_CALL_LT, left, hi));
	return 0;
}

static bool is_null_bind(const struct mdp_sx *x)
{
	return x->kind == MDP_SX_BIND && x->value.type == MDP_T_NULL_;
}

int mdp_plan_compare(struct planner *p, const struct mdp_pred *w, struct mdp_sx *left, struct mdp_sx **right,
		     int nright, struct mdp_sx **out)
{
	static const enum mdp_call calls[] = {
		[MDP_CMP_LT] = MDP_CALL_LT,
		[MDP_CMP_LE] = MDP_CALL_LE,
		[MDP_CMP_GT] = MDP_CALL_GT,
		[MDP_CMP_GE] = MDP_CALL_GE,
		[MDP_CMP_CONTAINS] = MDP_CALL_CONTAINS,
		[MDP_CMP_STARTS] = MDP_CALL_STARTS,
		[MDP_CMP_ENDS] = MDP_CALL_ENDS,
	};
	struct mdp_sx *r;
	switch (w->cmp) {
	case MDP_CMP_IS_NULL:
		*out = mdp_plan_call(p, MDP_CALL_NULL, left, NULL);
		return 0;
	case MDP_CMP_EQ:
		/* one of those of each period */
		if (right[0]->kind == MDP_SX_SCALAR && right[0]->rel->of_each)
			r = mdp_plan_call(p, MDP_CALL_IN, left, right[0]);
		else
			r = is_null_bind(right[0]) ? mdp_plan_call(p, MDP_CALL_NULL, left, NULL)
						   : mdp_plan_call(p, MDP_CALL_EQ, left, right[0]);
		break;
	case MDP_CMP_NE:
		if (is_null_bind(right[0]))
			r = mdp_plan_call(p, MDP_CALL_NOT_NULL, left, NULL);
		else
			r = mdp_plan_call(p, left->nullable || right[0]->nullable ? MDP_CALL_OTHER : MDP_CALL_NE, left,
					  right[0]);
		break;
	case MDP_CMP_IN:
		r = mdp_plan_call(p, MDP_CALL_IN, left, NULL);
		for (int i = 0; i < nright; i++)
			mdp_plan_arg(p, r, right[i]);
		break;
	case MDP_CMP_BETWEEN:
		r = mdp_plan_and(p, mdp_plan_call(p, MDP_CALL_GE, left, right[0]),
				 mdp_plan_call(p, MDP_CALL_LE, left, right[1]));
		break;
	case MDP_CMP_DURING:
		return during(p, w, left, right, out);
	default:
		r = mdp_plan_call(p, calls[w->cmp], left, right[0]);
		break;
	}
	*out = r;
	return 0;
}

/* --- conditions --------------------------------------------------------------------------------------------------- */

/* `role`: by which reference of the entity it belongs to the instance; NULL: the only one, or the one without a role. */
static int exists_of(struct scope *s, int at, int entity, const char *role, const struct mdp_pred *where,
		     struct mdp_sx **out)
{
	struct planner *p = s->p;
	struct needs n = { .entity = { entity, at }, .n = 2 };
	struct scope inner;
	struct mdp_sx *here[MDP_LIMIT_KEY_COLUMNS], *there[MDP_LIMIT_KEY_COLUMNS];
	int nhere, nthere, finest;
	TRY(mdp_plan_needs_pred(p, where, entity, &n, MDP_LIMIT_QUERY_DEPTH));
	TRY(mdp_plan_common(p, &n, "existence", &finest));
	TRY(mdp_plan_scope(p, finest, true, &inner));
	TRY(mdp_plan_filter(&inner, mdp_plan_determines(p, finest, entity) ? entity : finest, where));
	TRY(mdp_plan_key(s, s->entity, at, NULL, here, &nhere));
	TRY(mdp_plan_key(&inner, finest, at, role, there, &nthere));
	for (int i = 0; i < nhere && i < nthere; i++) {
		here[i]->from->named = true;
		mdp_plan_where(p, inner.rel, mdp_plan_call(p, MDP_CALL_EQ, there[i], here[i]));
	}
	inner.sources[0].from->named = true;
	mdp_plan_item(p, inner.rel, NULL, mdp_plan_number(p, 1));
	mdp_plan_scope_done(&inner);
	struct mdp_sx *x = mdp_plan_number(p, 1);
	x->kind = MDP_SX_EXISTS;
	x->rel = inner.rel;
	x->type = MDP_T_BOOL;
	mdp_plan_proof(p, "exists", "%s with a %s: existence, so that none is counted twice", p->c->entities[at].plural,
		       p->c->entities[entity].name);
	*out = x;
	return 0;
}

static int exists(struct scope *s, int at, const struct mdp_pred *w, struct mdp_sx **out)
{
	struct planner *p = s->p;
	int entity, n;
	TRY(mdp_plan_entity(p, w->entity, &entity));
	if (mdp_plan_determines(p, at, entity)) {
		struct mdp_sx *key[MDP_LIMIT_KEY_COLUMNS], *cond;
		if (w->at_least > 1)
			return mdp_refuse(p->err, MDP_REASON_INVALID_QUERY, "one %s has at most one %s",
					  p->c->entities[at].name, p->c->entities[entity].name);
		TRY(mdp_plan_key(s, at, entity, NULL, key, &n));
		*out = mdp_plan_call(p, MDP_CALL_NOT_NULL, key[0], NULL);
		if (!w->where)
			return 0;
		TRY(mdp_plan_pred(s, entity, w->where, &cond));
		*out = mdp_plan_and(p, *out, cond);
		return 0;
	}
	if (w->at_least <= 1)
		return exists_of(s, at, entity, w->role, w->where, out);
	struct mdp_expr *count = mdp_expr_agg(p->a, MDP_AGG_COUNT, w->entity, NULL);
	count->role = w->role;
	struct mdp_sx *number;
	count->where = w->where;
	TRY(mdp_plan_expr(s, at, count, &number));
	*out = mdp_plan_call(p, MDP_CALL_GE, number, mdp_plan_bind(p, mdp_value_int((int64_t)w->at_least)));
	return 0;
}

static int compare(struct scope *s, int at, const struct mdp_pred *w, struct mdp_sx **out)
{
	struct mdp_sx *left;
	struct mdp_sx **right = MDP_NEW_ARRAY(s->p->a, (size_t)w->nright, struct mdp_sx *);
	TRY(mdp_plan_expr(s, at, w->left, &left));
	for (int i = 0; i < w->nright; i++)
		TRY(mdp_plan_expr(s, at, w->right[i], &right[i]));
	return mdp_plan_compare(s->p, w, left, right, w->nright, out);
}

/* Whether a condition says that something is there, so that "there is one such" is what it means. */
static bool is_positive(const struct mdp_pred *w, int depth)
{
	if (depth <= 0 || w->kind == MDP_P_NOT)
		return false;
	if (w->kind == MDP_P_CMP)
		return w->cmp != MDP_CMP_NE && w->cmp != MDP_CMP_IS_NULL;
	for (int i = 0; i < w->nargs; i++)
		if (!is_positive(w->args[i], depth - 1))
			return false;
	return true;
}

/* A condition on what the instance does not determine. */
static int finer(struct scope *s, int at, const struct mdp_pred *w, struct mdp_sx **out)
{
	struct planner *p = s->p;
	struct needs n = { .entity = { at }, .n = 1 };
	int entity;
	TRY(mdp_plan_needs_pred(p, w, at, &n, MDP_LIMIT_QUERY_DEPTH));
	TRY(mdp_plan_common(p, &n, "condition", &entity));
	if (!is_positive(w, MDP_LIMIT_QUERY_DEPTH)) {
		int rc = mdp_refuse(p->err, MDP_REASON_AMBIGUOUS,
				    "one %s has several %s: none of them, or one that is not?", p->c->entities[at].name,
				    p->c->entities[entity].plural);
		mdp_error_hint(p->err, "say 'without any', or 'with one that is not'");
		return rc;
	}
	return exists_of(s, at, entity, NULL, w, out);
}

static int is_finer(struct scope *s, int at, const struct mdp_pred *w, bool *out)
{
	struct needs n = { .n = 0 };
	TRY(mdp_plan_needs_pred(s->p, w, at, &n, MDP_LIMIT_QUERY_DEPTH));
	*out = !mdp_plan_covers(s->p, s->entity, &n);
	return 0;
}

/* Takes the finer ones out of the conjuncts, as one; the number of those that stay. */
static int split_finer(struct scope *s, int at, struct mdp_pred *const *args, int nargs, struct mdp_pred **kept,
		       int *nkept, struct mdp_pred **rest)
{
	*nkept = 0;
	*rest = NULL;
	for (int i = 0; i < nargs; i++) {
		bool fine;
		TRY(is_finer(s, at, args[i], &fine));
		if (fine)
			*rest = mdp_pred_and(s->p->a, *rest, args[i]);
		else
			kept[(*nkept)++] = args[i];
	}
	return 0;
}

static int conjunction(struct scope *s, int at, const struct mdp_pred *w, struct mdp_sx **out)
{
	struct mdp_pred **kept = MDP_NEW_ARRAY(s->p->a, (size_t)w->nargs, struct mdp_pred *), *rest;
	int n;
	TRY(split_finer(s, at, w->args, w->nargs, kept, &n, &rest));
	struct mdp_sx *all = NULL, *one;
	for (int i = 0; i < n; i++) {
		TRY(mdp_plan_pred(s, at, kept[i], &one));
		all = mdp_plan_and(s->p, all, one);
	}
	if (rest) {
		TRY(finer(s, at, rest, &one));
		all = mdp_plan_and(s->p, all, one);
	}
	*out = all;
	return 0;
}

static int disjunction(struct scope *s, int at, const struct mdp_pred *w, struct mdp_sx **out)
{
	struct mdp_sx *any = NULL, *one;
	for (int i = 0; i < w->nargs; i++) {
		TRY(mdp_plan_pred(s, at, w->args[i], &one));
		if (!any)
			any = one;
		else if (i == 1)
			any = mdp_plan_call(s->p, MDP_CALL_OR, any, one);
		else
			mdp_plan_arg(s->p, any, one);
	}
	*out = any;
	return 0;
}

static int pred_of(struct scope *s, int at, const struct mdp_pred *w, struct mdp_sx **out)
{
	bool fine;
	struct mdp_sx *inner;
	if (w->kind == MDP_P_AND)
		return conjunction(s, at, w, out);
	if (w->kind == MDP_P_OR)
		return disjunction(s, at, w, out);
	if (w->kind == MDP_P_EXISTS)
		return exists(s, at, w, out);
	TRY(is_finer(s, at, w, &fine));
	if (fine)
		return finer(s, at, w, out);
	if (w->kind == MDP_P_CMP)
		return compare(s, at, w, out);
	TRY(mdp_plan_pred(s, at, w->args[0], &inner));
	*out = mdp_plan_call(s->p, MDP_CALL_NOT, inner, NULL);
	return 0;
}

int mdp_plan_pred(struct scope *s, int at, const struct mdp_pred *w, struct mdp_sx **out)
{
	TRY(enter(s->p));
	int rc = pred_of(s, at, w, out);
	s->p->depth--;
	return rc;
}

/* --- conditions of a scope ------------------------------------------------------------------------------------------ */

static bool local_expr(struct scope *s, int at, const struct mdp_expr *x, int depth)
{
	int column;
	if (!x)
		return true;
	if (depth <= 0 || x->kind == MDP_X_AGG || x->kind == MDP_X_WINDOW)
		return false;
	if (x->kind == MDP_X_COLUMN) {
		column = mdp_catalog_column(s->p->c, mdp_str_of(x->name));
		return column >= 0 && mdp_plan_is_local(s, at, column, x->role);
	}
	return local_expr(s, at, x->arg, depth - 1) && local_expr(s, at, x->arg2, depth - 1);
}

/* Whether a condition can be put where the instances are made unique: it reads nothing else. */
static bool local_pred(struct scope *s, int at, const struct mdp_pred *w, int depth)
{
	if (depth <= 0 || w->kind == MDP_P_EXISTS)
		return false;
	for (int i = 0; i < w->nargs; i++)
		if (!local_pred(s, at, w->args[i], depth - 1))
			return false;
	for (int i = 0; i < w->nright; i++)
		if (!local_expr(s, at, w->right[i], depth - 1))
			return false;
	return local_expr(s, at, w->left, depth - 1);
}

static int filter_one(struct scope *s, int at, const struct mdp_pred *w)
{
	struct mdp_sx *x;
	bool fine;
	TRY(is_finer(s, at, w, &fine));
	if (!fine && s->sources[0].inner && local_pred(s, at, w, MDP_LIMIT_QUERY_DEPTH)) {
		s->inside = true;
		int rc = mdp_plan_pred(s, at, w, &x);
		s->inside = false;
		if (rc)
			return rc;
		mdp_plan_where(s->p, s->sources[0].inner, x);
		return 0;
	}
	TRY(mdp_plan_pred(s, at, w, &x));
	mdp_plan_where(s->p, s->rel, x);
	return 0;
}

int mdp_plan_filter(struct scope *s, int at, const struct mdp_pred *w)
{
	if (!w)
		return 0;
	if (w->kind != MDP_P_AND)
		return filter_one(s, at, w);
	struct mdp_pred **kept = MDP_NEW_ARRAY(s->p->a, (size_t)w->nargs, struct mdp_pred *), *rest;
	int n;
	TRY(split_finer(s, at, w->args, w->nargs, kept, &n, &rest));
	for (int i = 0; i < n; i++)
		TRY(filter_one(s, at, kept[i]));
	return rest ? filter_one(s, at, rest) : 0;
}
