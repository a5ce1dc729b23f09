/* Conditions of a parsed SELECT as those of the query language. NULL is "not understood", which the caller must not take for true. */
#include <string.h>

#include "base/limits.h"
#include "project/sqlread.h"
#include "base/banned.h"

struct compare {
	const char *type;
	enum mdp_cmp cmp;
};

static const struct compare compares[] = {
	{ "COMPARE_EQUAL", MDP_CMP_EQ },       { "COMPARE_NOTEQUAL", MDP_CMP_NE },
	{ "COMPARE_LESSTHAN", MDP_CMP_LT },    { "COMPARE_LESSTHANOREQUALTO", MDP_CMP_LE },
	{ "COMPARE_GREATERTHAN", MDP_CMP_GT }, { "COMPARE_GREATERTHANOREQUALTO", MDP_CMP_GE },
};

static const json_t *child(const json_t *n, size_t i)
{
	return json_array_get(json_object_get(n, "children"), i);
}

static size_t children(const json_t *n)
{
	return json_array_size(json_object_get(n, "children"));
}

/* A date written as text, compared with a date or its month, is a date. */
static struct mdp_expr *typed(struct mdp_sql_scope *s, const struct mdp_expr *left, struct mdp_expr *right)
{
	const struct mdp_catalog *c = s->r->x->c;
	int64_t days;
	if (left->kind == MDP_X_TRUNC && left->arg)
		left = left->arg;
	int column = left->kind == MDP_X_COLUMN ? mdp_catalog_column(c, mdp_str_of(left->name)) : -1;
	if (column < 0 || right->kind != MDP_X_VALUE || right->value.type != MDP_T_TEXT)
		return right;
	enum mdp_type t = c->columns[column].type;
	if ((t == MDP_T_DATE || t == MDP_T_TIMESTAMP) && mdp_date_parse(right->value.s, &days))
		return mdp_expr_value(s->r->x->a, mdp_value_date(days));
	return right;
}

static struct mdp_pred *compare(struct mdp_sql_scope *s, enum mdp_cmp cmp, const json_t *left, const json_t *right,
				int depth)
{
	struct mdp_expr *l = mdp_sql_expr(s, left, depth + 1), *r = mdp_sql_expr(s, right, depth + 1);
	return l && r ? mdp_pred_cmp(s->r->x->a, cmp, l, typed(s, l, r)) : NULL;
}

static struct mdp_pred *junction(struct mdp_sql_scope *s, const json_t *n, bool or, int depth)
{
	struct mdp_pred *out = NULL;
	for (size_t i = 0; i < children(n); i++) {
		struct mdp_pred *p = mdp_sql_pred(s, child(n, i), depth + 1);
		if (!p)
			return NULL;
		out = or ? mdp_pred_or(s->r->x->a, out, p) : mdp_pred_and(s->r->x->a, out, p);
	}
	return out;
}

static struct mdp_pred *in_list(struct mdp_sql_scope *s, const json_t *n, int depth)
{
	struct mdp_expr *left = mdp_sql_expr(s, child(n, 0), depth + 1);
	size_t count = children(n);
	if (!left || count < 2)
		return NULL;
	struct mdp_pred *p = mdp_pred_cmp(s->r->x->a, MDP_CMP_IN, left, NULL);
	p->right = MDP_NEW_ARRAY(s->r->x->a, count, struct mdp_expr *);
	p->nright = 0;
	for (size_t i = 1; i < count; i++) {
		struct mdp_expr *r = mdp_sql_expr(s, child(n, i), depth + 1);
		if (!r || r->kind != MDP_X_VALUE)
			return NULL;
		p->right[p->nright++] = typed(s, left, r);
	}
	return p;
}

static struct mdp_pred *operator(struct mdp_sql_scope *s, const json_t *n, int depth)
{
	const char *type = mdp_sql_text(n, "type");
	struct mdp_arena *a = s->r->x->a;
	if (!strcmp(type, "OPERATOR_NOT")) {
		struct mdp_pred *p = mdp_sql_pred(s, child(n, 0), depth + 1);
		return p ? mdp_pred_not(a, p) : NULL;
	}
	if (!strcmp(type, "OPERATOR_IS_NULL") || !strcmp(type, "OPERATOR_IS_NOT_NULL")) {
		struct mdp_expr *x = mdp_sql_expr(s, child(n, 0), depth + 1);
		struct mdp_pred *p = x ? mdp_pred_cmp(a, MDP_CMP_IS_NULL, x, NULL) : NULL;
		return p && !strcmp(type, "OPERATOR_IS_NOT_NULL") ? mdp_pred_not(a, p) : p;
	}
	if (!strcmp(type, "COMPARE_IN"))
		return in_list(s, n, depth);
	if (!strcmp(type, "COMPARE_NOT_IN")) {
		struct mdp_pred *p = in_list(s, n, depth);
		return p ? mdp_pred_not(a, p) : NULL;
	}
	return NULL;
}

struct mdp_pred *mdp_sql_pred(struct mdp_sql_scope *s, const json_t *n, int depth)
{
	if (!n || !json_is_object(n) || depth > MDP_LIMIT_QUERY_DEPTH)
		return NULL;
	const char *class = mdp_sql_text(n, "class"), *type = mdp_sql_text(n, "type");
	struct mdp_arena *a = s->r->x->a;
	if (!strcmp(class, "CONJUNCTION"))
		return junction(s, n, !strcmp(type, "CONJUNCTION_OR"), depth);
	if (!strcmp(class, "COMPARISON")) {
		for (size_t i = 0; i < sizeof(compares) / sizeof(compares[0]); i++)
			if (!strcmp(type, compares[i].type))
				return compare(s, compares[i].cmp, json_object_get(n, "left"),
					       json_object_get(n, "right"), depth);
		return NULL;
	}
	if (!strcmp(class, "BETWEEN")) {
		struct mdp_expr *x = mdp_sql_expr(s, json_object_get(n, "input"), depth + 1);
		struct mdp_expr *lo = mdp_sql_expr(s, json_object_get(n, "lower"), depth + 1);
		struct mdp_expr *hi = mdp_sql_expr(s, json_object_get(n, "upper"), depth + 1);
		return x && lo && hi ? mdp_pred_between(a, MDP_CMP_BETWEEN, x, typed(s, x, lo), typed(s, x, hi)) : NULL;
	}
	if (!strcmp(class, "OPERATOR"))
		return operator(s, n, depth);
	if (!strcmp(class, "COLUMN_REF")) {
		struct mdp_expr *x = mdp_sql_expr(s, n, depth + 1);
		return x ? mdp_pred_cmp(a, MDP_CMP_EQ, x, mdp_expr_value(a, mdp_value_bool(true))) : NULL;
	}
	return NULL;
}
