/*
 * Expressions and conditions of a parsed SELECT as those of the query language. Casts, rounding and guards against null or a
 * division by zero say nothing about meaning and are dropped; a CASE inside an aggregate is the aggregate's condition. An
 * aggregate ranges over the entity that owns what it aggregates, each instance once: that is its definition. Where the SELECT's
 * rows are finer than that, the page computes something else, which sqlcheck.c notes.
 */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/limits.h"
#include "project/numbers.h"
#include "project/sqlread.h"
#include "base/banned.h"

const char *mdp_sql_text(const json_t *n, const char *key)
{
	const char *s = json_string_value(json_object_get(n, key));
	return s ? s : "";
}

size_t mdp_sql_at(const json_t *n)
{
	double at = json_number_value(json_object_get(n, "query_location"));
	return at >= 0 && at < 1e15 ? (size_t)at : (size_t)-1;
}

static bool is_class(const json_t *n, const char *name)
{
	return !strcmp(mdp_sql_text(n, "class"), name);
}

static const json_t *child(const json_t *n, size_t i)
{
	return json_array_get(json_object_get(n, "children"), i);
}

static size_t children(const json_t *n)
{
	return json_array_size(json_object_get(n, "children"));
}

/* --- aggregates --- */

struct agg_function {
	const char *name;
	enum mdp_aggregate fn;
};

static const struct agg_function agg_functions[] = {
	{ "sum", MDP_AGG_SUM },
	{ "count", MDP_AGG_COUNT },
	{ "count_star", MDP_AGG_COUNT },
	{ "avg", MDP_AGG_AVG },
	{ "mean", MDP_AGG_AVG },
	{ "min", MDP_AGG_MIN },
	{ "max", MDP_AGG_MAX },
	{ "median", MDP_AGG_MEDIAN },
	{ "mode", MDP_AGG_MODE },
	{ "stddev", MDP_AGG_STDDEV },
	{ "stddev_samp", MDP_AGG_STDDEV },
	{ "any_value", MDP_AGG_FIRST },
	{ "first", MDP_AGG_FIRST },
	{ "quantile_cont", MDP_AGG_PERCENTILE },
	{ "percentile_cont", MDP_AGG_PERCENTILE },
	{ "arbitrary", MDP_AGG_FIRST },
	{ "last", MDP_AGG_LAST },
};

bool mdp_sql_aggregate_of(const json_t *n, enum mdp_aggregate *fn)
{
	if (!is_class(n, "FUNCTION"))
		return false;
	const char *name = mdp_sql_text(n, "function_name");
	for (size_t i = 0; i < sizeof(agg_functions) / sizeof(agg_functions[0]); i++)
		if (!strcasecmp(name, agg_functions[i].name)) {
			*fn = agg_functions[i].fn;
			return true;
		}
	return false;
}

/* Aggregates that are not read here still make the query an aggregating one. */
static bool other_aggregate(const json_t *n)
{
	static const char *const names[] = { "quantile_disc",
					     "quantile",
					     "approx_count_distinct",
					     "string_agg",
					     "list",
					     "array_agg",
					     "group_concat",
					     "arg_max",
					     "arg_min",
					     "max_by",
					     "min_by",
					     "corr",
					     "var_samp",
					     "variance",
					     "bool_or",
					     "bool_and",
					     "stddev_pop",
					     "product",
					     "listagg",
					     "approx_quantile",
					     "count_if",
					     "countif",
					     "sum_no_overflow" };
	const char *name = mdp_sql_text(n, "function_name");
	for (size_t i = 0; is_class(n, "FUNCTION") && i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcasecmp(name, names[i]))
			return true;
	return false;
}

bool mdp_sql_has_aggregate(const json_t *n, int depth)
{
	enum mdp_aggregate fn;
	if (!n || depth > MDP_SQL_DEPTH)
		return false;
	if (json_is_array(n)) {
		for (size_t i = 0; i < json_array_size(n); i++)
			if (mdp_sql_has_aggregate(json_array_get(n, i), depth + 1))
				return true;
		return false;
	}
	/* a window function over rows is no aggregate; over groups it does not matter here */
	if (!json_is_object(n) || is_class(n, "WINDOW") || is_class(n, "SUBQUERY"))
		return false;
	if (mdp_sql_aggregate_of(n, &fn) || other_aggregate(n))
		return true;
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)(uintptr_t)n, key, value)
	{
		if ((json_is_object(value) || json_is_array(value)) && mdp_sql_has_aggregate(value, depth + 1))
			return true;
	}
	return false;
}

bool mdp_sql_is_aggregate(const struct mdp_expr *x, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	return x->kind == MDP_X_AGG || mdp_sql_is_aggregate(x->arg, depth + 1) ||
	       mdp_sql_is_aggregate(x->arg2, depth + 1);
}

/* Takes CASE WHEN condition THEN value [ELSE 0 or null] END apart. */
static const json_t *case_value(const json_t *n, const json_t **condition)
{
	const json_t *checks = json_object_get(n, "case_checks");
	if (!is_class(n, "CASE") || json_array_size(checks) != 1)
		return NULL;
	const json_t *otherwise = json_object_get(n, "else_expr");
	const json_t *value = json_object_get(otherwise, "value");
	if (otherwise && !json_is_null(otherwise)) {
		bool null = json_is_true(json_object_get(value, "is_null"));
		bool zero = json_is_number(json_object_get(value, "value")) &&
			    json_number_value(json_object_get(value, "value")) == 0;
		if (!is_class(otherwise, "CONSTANT") || (!null && !zero))
			return NULL;
	}
	*condition = json_object_get(json_array_get(checks, 0), "when_expr");
	return json_object_get(json_array_get(checks, 0), "then_expr");
}

/* Columns of a condition that an instance of the entity does not determine make it no condition on instances. */
static bool pred_fits(const struct mdp_catalog *c, const struct mdp_pred *p, int entity, int depth)
{
	if (!p)
		return true;
	if (depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	if (p->kind == MDP_P_EXISTS)
		return true;
	for (int i = 0; i < p->nargs; i++)
		if (!pred_fits(c, p->args[i], entity, depth + 1))
			return false;
	/* what is counted below the instance is its own */
	if (p->kind != MDP_P_CMP || mdp_sql_is_aggregate(p->left, 0))
		return true;
	int owner = mdp_expr_owner(c, p->left);
	bool fits = owner < 0 || mdp_catalog_determines(c, entity, owner);
	for (int i = 0; i < p->nright && fits; i++) {
		owner = mdp_expr_owner(c, p->right[i]);
		fits = owner < 0 || mdp_catalog_determines(c, entity, owner);
	}
	return fits;
}

bool mdp_sql_fits(const struct mdp_catalog *c, const struct mdp_pred *p, int entity)
{
	return entity >= 0 && pred_fits(c, p, entity, 0);
}

static bool is_one(const struct mdp_expr *x)
{
	return x && x->kind == MDP_X_VALUE && mdp_value_is_number(&x->value) && mdp_value_number(&x->value) == 1;
}

/*
 * Are these only attributes such as a price, of which a sum over their owners says nothing? Then whoever sums them over finer rows
 * means the rows: what was sold, at its price.
 */
static bool only_attributes(const struct mdp_catalog *c, const struct mdp_expr *x, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return true;
	if (x->kind == MDP_X_COLUMN) {
		int column = mdp_catalog_column(c, mdp_str_of(x->name));
		return column >= 0 && c->columns[column].additive == MDP_ADDITIVE_NO;
	}
	return x->kind != MDP_X_AGG && only_attributes(c, x->arg, depth + 1) && only_attributes(c, x->arg2, depth + 1);
}

static struct mdp_expr *make_agg(struct mdp_sql_scope *s, enum mdp_aggregate fn, int entity, struct mdp_expr *arg,
				 struct mdp_pred *where)
{
	const struct mdp_catalog *c = s->r->x->c;
	if (entity < 0 || !pred_fits(c, where, entity, 0))
		return NULL;
	/* a group is there where rows are: its instances are those that have some */
	if (entity == s->rows && s->below >= 0)
		where = mdp_pred_and(s->r->x->a, where, mdp_pred_exists(s->r->x->a, c->entities[s->below].name, NULL));
	struct mdp_expr *x = mdp_expr_agg(s->r->x->a, fn, c->entities[entity].name, arg);
	x->where = where;
	return x;
}

/* count(distinct a, b): the entity that has these columns as its key, -1 if none. */
static int keyed_by(struct mdp_sql_scope *s, const json_t *row, int depth)
{
	const struct mdp_catalog *c = s->r->x->c;
	size_t n = children(row);
	for (int e = 0; e < c->nentities; e++) {
		size_t found = 0;
		for (size_t i = 0; i < n; i++) {
			const struct mdp_expr *part = mdp_sql_expr(s, child(row, i), depth + 1);
			int column =
				part && part->kind == MDP_X_COLUMN ? mdp_catalog_column(c, mdp_str_of(part->name)) : -1;
			for (int k = 0; column >= 0 && k < c->entities[e].nkey; k++)
				found += mdp_catalog_original(c, c->entities[e].key[k]) ==
					 mdp_catalog_original(c, column);
		}
		if (n && found == n && (int)n == c->entities[e].nkey)
			return e;
	}
	return -1;
}

static bool is_row(const json_t *n)
{
	return is_class(n, "FUNCTION") && !strcmp(mdp_sql_text(n, "function_name"), "row");
}

static struct mdp_expr *count_distinct(struct mdp_sql_scope *s, const json_t *n, const json_t *of,
				       struct mdp_pred *where, int depth)
{
	const struct mdp_catalog *c = s->r->x->c;
	if (is_row(of)) {
		int entity = keyed_by(s, of, depth);
		if (entity < 0 || s->rows < 0 || !mdp_catalog_determines(c, s->rows, entity))
			return NULL;
		/* all instances are met only where the rows are read that it lives in */
		if (c->entities[entity].table != c->entities[s->rows].table)
			return NULL;
		return make_agg(s, MDP_AGG_COUNT, entity, NULL, where);
	}
	struct mdp_expr *arg = mdp_sql_expr(s, of, depth + 1);
	int owner = mdp_expr_owner(c, arg);
	if (!arg || arg->kind != MDP_X_COLUMN || owner < 0 || s->rows < 0 || !mdp_catalog_determines(c, s->rows, owner))
		return NULL;
	(void)n;
	const struct mdp_entity *e = &c->entities[owner];
	int column = mdp_catalog_original(c, mdp_catalog_column(c, mdp_str_of(arg->name)));
	if (e->nkey == 1 && mdp_catalog_original(c, e->key[0]) == column && e->table == c->entities[s->rows].table)
		return make_agg(s, MDP_AGG_COUNT, owner, NULL, where);
	return make_agg(s, MDP_AGG_COUNT_DISTINCT, s->rows, arg, where);
}

/* The share of quantile_cont(x, share); the middle one is the median. */
static bool percentile(struct mdp_sql_scope *s, const json_t *n, enum mdp_aggregate *fn, double *p, int depth)
{
	const struct mdp_expr *at = mdp_sql_expr(s, child(n, 1), depth + 1);
	if (!at || at->kind != MDP_X_VALUE || !mdp_value_is_number(&at->value))
		return false;
	*p = mdp_value_number(&at->value);
	if (*p == 0.5) {
		*fn = MDP_AGG_MEDIAN;
		*p = 0;
	}
	return *p >= 0 && *p <= 1;
}

static struct mdp_expr *aggregate(struct mdp_sql_scope *s, const json_t *n, enum mdp_aggregate fn, int depth)
{
	const struct mdp_catalog *c = s->r->x->c;
	struct mdp_arena *a = s->r->x->a;
	struct mdp_pred *where = NULL;
	const json_t *filter = json_object_get(n, "filter"), *of = child(n, 0), *condition = NULL;
	if (filter && !json_is_null(filter) && !(where = mdp_sql_pred(s, filter, depth + 1)))
		return NULL;
	const json_t *value = of ? case_value(of, &condition) : NULL;
	if (value) {
		struct mdp_pred *when = mdp_sql_pred(s, condition, depth + 1);
		if (when && fn == MDP_AGG_AVG && !where && !json_is_null(json_object_get(of, "else_expr")) &&
		    is_one(mdp_sql_expr(s, value, depth + 1))) {
			/* the average of 1 and 0 is a share */
			struct mdp_expr *part = make_agg(s, MDP_AGG_COUNT, s->rows, NULL, when);
			struct mdp_expr *all = make_agg(s, MDP_AGG_COUNT, s->rows, NULL, NULL);
			return part && all ? mdp_expr_op(a, MDP_OP_DIV, part, all) : NULL;
		}
		/* an average over CASE … ELSE 0 counts the others too: that is a ratio, not a filtered average */
		if (!when || (fn == MDP_AGG_AVG && !json_is_null(json_object_get(of, "else_expr"))))
			return NULL;
		where = mdp_pred_and(a, where, when);
		of = value;
	}
	if (json_is_true(json_object_get(n, "distinct"))) {
		if (fn == MDP_AGG_COUNT && children(n) == 1)
			return count_distinct(s, n, of, where, depth);
		return NULL;
	}
	if (!of)
		return fn == MDP_AGG_COUNT ? make_agg(s, fn, s->rows, NULL, where) : NULL;
	struct mdp_expr *arg = mdp_sql_expr(s, of, depth + 1);
	double p = 0;
	if (!arg || (fn == MDP_AGG_PERCENTILE && !percentile(s, n, &fn, &p, depth)))
		return NULL;
	if (fn == MDP_AGG_COUNT || (fn == MDP_AGG_SUM && is_one(arg))) {
		int column = arg->kind == MDP_X_COLUMN ? mdp_catalog_column(c, mdp_str_of(arg->name)) : -1;
		if (column >= 0 && c->columns[column].nulls)
			where = mdp_pred_and(a, where, mdp_pred_not(a, mdp_pred_cmp(a, MDP_CMP_IS_NULL, arg, NULL)));
		return make_agg(s, MDP_AGG_COUNT, s->rows, NULL, where);
	}
	bool nested = mdp_sql_is_aggregate(arg, 0);
	int owner = nested ? s->rows : mdp_expr_owner(c, arg);
	if (owner < 0)
		return NULL;
	if (s->rows < 0 || !mdp_catalog_determines(c, s->rows, owner))
		return NULL;
	if (only_attributes(c, arg, 0) || (fn == MDP_AGG_SUM && mdp_number_is_spread(s->r->x, arg, owner, s->rows)))
		owner = s->rows;
	struct mdp_expr *x = make_agg(s, fn, owner, arg, where);
	if (x)
		x->p = p;
	return x;
}

/* --- other expressions --- */

static struct mdp_expr *constant(struct mdp_sql_scope *s, const json_t *n)
{
	const json_t *value = json_object_get(n, "value"), *type = json_object_get(value, "type"),
		     *v = json_object_get(value, "value");
	const char *id = mdp_sql_text(type, "id");
	struct mdp_arena *a = s->r->x->a;
	if (json_is_true(json_object_get(value, "is_null")))
		return NULL;
	if (json_is_string(v))
		return mdp_expr_value(a, mdp_value_text(mdp_str_of(mdp_arena_strdup(a, json_string_value(v)))));
	if (json_is_boolean(v))
		return mdp_expr_value(a, mdp_value_bool(json_is_true(v)));
	if (!json_is_number(v))
		return NULL;
	double number = json_number_value(v);
	if (!strcmp(id, "DECIMAL"))
		number /= pow(10, json_number_value(json_object_get(json_object_get(type, "type_info"), "scale")));
	if (number == floor(number) && fabs(number) < 1e15)
		return mdp_expr_value(a, mdp_value_int((int64_t)number));
	return mdp_expr_value(a, mdp_value_double(number));
}

static struct mdp_expr *cast(struct mdp_sql_scope *s, const json_t *n, int depth)
{
	const char *to = mdp_sql_text(json_object_get(n, "cast_type"), "id");
	struct mdp_expr *x = mdp_sql_expr(s, json_object_get(n, "child"), depth + 1);
	if (!x || x->kind != MDP_X_VALUE || x->value.type != MDP_T_TEXT)
		return x;
	int64_t days;
	if ((!strcmp(to, "DATE") || !strncmp(to, "TIMESTAMP", 9)) && mdp_date_parse(x->value.s, &days))
		return mdp_expr_value(s->r->x->a, mdp_value_date(days));
	if (!strcmp(to, "BOOLEAN"))
		return mdp_expr_value(s->r->x->a, mdp_value_bool(x->value.s.n && x->value.s.p[0] == 't'));
	return x;
}

struct op_function {
	const char *name;
	enum mdp_op op;
};

static const struct op_function op_functions[] = {
	{ "+", MDP_OP_ADD }, { "-", MDP_OP_SUB }, { "*", MDP_OP_MUL }, { "/", MDP_OP_DIV }, { "divide", MDP_OP_DIV },
};

static bool transparent(const char *function)
{
	static const char *const names[] = {
		"round", "nullif", "ifnull", "trunc", "round_even", "coalesce", "isfinite"
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcasecmp(function, names[i]))
			return true;
	return false;
}

static struct mdp_expr *function(struct mdp_sql_scope *s, const json_t *n, int depth)
{
	const char *name = mdp_sql_text(n, "function_name");
	struct mdp_arena *a = s->r->x->a;
	if (children(n) == 2 && (!strcmp(name, "date_trunc") || !strcmp(name, "datetrunc"))) {
		struct mdp_expr *grain = mdp_sql_expr(s, child(n, 0), depth + 1),
				*of = mdp_sql_expr(s, child(n, 1), depth + 1);
		enum mdp_grain g;
		if (!grain || !of || grain->kind != MDP_X_VALUE || !mdp_grain_from_word(grain->value.s, &g))
			return NULL;
		struct mdp_expr *x = MDP_NEW(a, struct mdp_expr);
		x->kind = MDP_X_TRUNC;
		x->grain = g;
		x->arg = of;
		return x;
	}
	if (transparent(name))
		return mdp_sql_expr(s, child(n, 0), depth + 1);
	for (size_t i = 0; children(n) == 2 && i < sizeof(op_functions) / sizeof(op_functions[0]); i++) {
		if (strcmp(name, op_functions[i].name))
			continue;
		struct mdp_expr *l = mdp_sql_expr(s, child(n, 0), depth + 1),
				*r = mdp_sql_expr(s, child(n, 1), depth + 1);
		if (!l || !r)
			return NULL;
		/* 1.0 * x is x */
		if (op_functions[i].op == MDP_OP_MUL && is_one(l))
			return r;
		if (op_functions[i].op != MDP_OP_ADD && op_functions[i].op != MDP_OP_SUB && is_one(r))
			return l;
		return mdp_expr_op(a, op_functions[i].op, l, r);
	}
	return NULL;
}

struct mdp_expr *mdp_sql_expr(struct mdp_sql_scope *s, const json_t *n, int depth)
{
	enum mdp_aggregate fn;
	if (!n || !json_is_object(n) || depth > MDP_LIMIT_QUERY_DEPTH)
		return NULL;
	if (is_class(n, "COLUMN_REF")) {
		const struct mdp_sql_column *col = mdp_sql_resolve(s, n);
		return col ? col->expr : NULL;
	}
	if (is_class(n, "CONSTANT"))
		return constant(s, n);
	if (is_class(n, "CAST"))
		return cast(s, n, depth);
	if (mdp_sql_aggregate_of(n, &fn))
		return aggregate(s, n, fn, depth);
	if (is_class(n, "FUNCTION"))
		return function(s, n, depth);
	/* coalesce(x, 0): x */
	if (is_class(n, "OPERATOR") && !strcmp(mdp_sql_text(n, "type"), "OPERATOR_COALESCE"))
		return mdp_sql_expr(s, child(n, 0), depth + 1);
	return NULL;
}
