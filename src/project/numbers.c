/*
 * Numbers of definitions without a planner: most aggregates that files define stand on columns of one table, which groups by the key
 * of their entity and aggregates once more. What does not fit this form is left without a number.
 */
#include "project/numbers.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "engine/engine.h"
#include "base/banned.h"

bool mdp_numbers_differ(double x, double y)
{
	return fabs(x - y) > 1e-9 * fmax(fabs(x), fabs(y));
}

void mdp_numbers_of_finding(struct mdp_finding *f, double is, double should)
{
	f->counted = true;
	f->is = is;
	f->should = should;
}

const char *mdp_number_figure(struct mdp_arena *a, double v)
{
	const char *plain = v == floor(v)  ? mdp_arena_printf(a, "%.0f", v)
			    : fabs(v) >= 1 ? mdp_arena_printf(a, "%.2f", v)
					   : mdp_arena_printf(a, "%.4f", v);
	const char *digits = plain + (*plain == '-');
	size_t whole = strspn(digits, "0123456789");
	const char *out = *plain == '-' ? "-" : "";
	for (size_t i = 0; i < whole; i++)
		out = mdp_arena_printf(a, "%s%c%s", out, digits[i],
				       (whole - i - 1) % 3 == 0 && i + 1 < whole ? "," : "");
	return mdp_arena_printf(a, "%s%s", out, digits + whole);
}

const char *mdp_number_beside(struct mdp_arena *a, double v, double other)
{
	const char *out = mdp_number_figure(a, v);
	if (strcmp(out, mdp_number_figure(a, other)) != 0)
		return out;
	for (int digits = 5; digits <= 12; digits++) {
		out = mdp_arena_printf(a, "%.*g", digits, v);
		if (strcmp(out, mdp_arena_printf(a, "%.*g", digits, other)) != 0)
			break;
	}
	return out;
}

/* --- expressions of one table as SQL --- */

/* The column of `table` that holds what the column named holds; -1 if none. */
static int column_of(const struct mdp_catalog *c, int table, const char *name)
{
	int original = mdp_catalog_original(c, mdp_catalog_column(c, mdp_str_of(name)));
	const struct mdp_table *t = &c->tables[table];
	for (int i = t->first_column; original >= 0 && i < t->first_column + t->ncolumns; i++)
		if (mdp_catalog_original(c, i) == original)
			return i;
	return -1;
}

static bool write_value(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_value *v)
{
	if (mdp_value_is_number(v) || v->type == MDP_T_BOOL)
		mdp_buf_puts(b, mdp_value_print(a, v));
	else if (v->type == MDP_T_TEXT || v->type == MDP_T_DATE || v->type == MDP_T_TIMESTAMP)
		mdp_buf_puts(b, mdp_engine_literal(a, mdp_value_print(a, v)));
	else
		return false;
	return true;
}

static bool write_expr(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_catalog *c, int table,
		       const struct mdp_expr *x, int depth)
{
	static const char *const ops[] = { "", "+", "-", "*", "/" };
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	if (x->kind == MDP_X_COLUMN) {
		int column = column_of(c, table, x->name);
		if (column < 0)
			return false;
		mdp_buf_puts(b, mdp_engine_ident(a, c->columns[column].name));
		return true;
	}
	if (x->kind == MDP_X_VALUE)
		return write_value(b, a, &x->value);
	if (x->kind != MDP_X_OP)
		return false;
	mdp_buf_putc(b, '(');
	bool ok = write_expr(b, a, c, table, x->arg, depth + 1);
	mdp_buf_puts(b, ops[x->op]);
	ok = ok && write_expr(b, a, c, table, x->arg2, depth + 1);
	mdp_buf_putc(b, ')');
	return ok;
}

static const char *table_name(struct mdp_arena *a, const struct mdp_catalog *c, int table)
{
	return mdp_arena_printf(a, "%s.%s", mdp_engine_ident(a, c->tables[table].schema),
				mdp_engine_ident(a, mdp_catalog_relation(&c->tables[table])));
}

/* The columns of `table` that hold the entity's key, between commas; "" when it has none, NULL when they are not there. */
static const char *key_of(struct mdp_arena *a, const struct mdp_catalog *c, int entity, int table)
{
	const struct mdp_entity *e = &c->entities[entity];
	int site = e->nkey ? mdp_catalog_site(c, entity, table, NULL) : -1;
	const char *out = "";
	if (e->nkey && site < 0)
		return NULL;
	for (int i = 0; i < e->nkey; i++)
		out = mdp_arena_printf(a, "%s%s%s", out, i ? ", " : "",
				       mdp_engine_ident(a, c->columns[c->sites[site].key[i]].name));
	return out;
}

static bool write_compare(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_catalog *c, int table,
			  const struct mdp_pred *p)
{
	static const char *const signs[] = {
		[MDP_CMP_EQ] = " = ",           [MDP_CMP_NE] = " <> ",
		[MDP_CMP_LT] = " < ",           [MDP_CMP_LE] = " <= ",
		[MDP_CMP_GT] = " > ",           [MDP_CMP_GE] = " >= ",
		[MDP_CMP_IN] = " in (",         [MDP_CMP_BETWEEN] = " between ",
		[MDP_CMP_IS_NULL] = " is null",
	};
	if ((size_t)p->cmp >= sizeof(signs) / sizeof(signs[0]) || !signs[p->cmp] ||
	    !write_expr(b, a, c, table, p->left, 0))
		return false;
	mdp_buf_puts(b, signs[p->cmp]);
	for (int i = 0; i < p->nright; i++) {
		mdp_buf_puts(b, !i ? "" : p->cmp == MDP_CMP_BETWEEN ? " and " : ", ");
		if (!write_expr(b, a, c, table, p->right[i], 0))
			return false;
	}
	if (p->cmp == MDP_CMP_IN)
		mdp_buf_putc(b, ')');
	return true;
}

/* An instance of `entity` has some of another: its key is among those of the other's home. */
static bool write_exists(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_catalog *c, int table, int entity,
			 const struct mdp_pred *p)
{
	int other = mdp_catalog_entity(c, mdp_str_of(p->entity));
	if (other < 0 || p->where || p->at_least > 1)
		return false;
	int home = c->entities[other].table;
	if (home == table) {
		mdp_buf_puts(b, "true");
		return true;
	}
	const char *here = key_of(a, c, entity, table), *there = key_of(a, c, entity, home);
	if (!here || !there || !*here)
		return false;
	mdp_buf_printf(b, "(%s) in (select (%s) from %s)", here, there, table_name(a, c, home));
	return true;
}

static bool write_pred(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_catalog *c, int table, int entity,
		       const struct mdp_pred *p, int depth)
{
	if (depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	if (!p) {
		mdp_buf_puts(b, "true");
		return true;
	}
	bool ok = true;
	mdp_buf_puts(b, p->kind == MDP_P_NOT ? "not (" : "(");
	if (p->kind == MDP_P_CMP)
		ok = write_compare(b, a, c, table, p);
	else if (p->kind == MDP_P_EXISTS)
		ok = write_exists(b, a, c, table, entity, p);
	for (int i = 0; i < p->nargs && ok; i++) {
		mdp_buf_puts(b, !i ? "" : p->kind == MDP_P_OR ? " or " : " and ");
		ok = write_pred(b, a, c, table, entity, p->args[i], depth + 1);
	}
	mdp_buf_putc(b, ')');
	return ok;
}

bool mdp_numbers_row(struct mdp_enrich *x, const char *sql, double *out, int n, const char **text)
{
	struct mdp_result res = { 0 };
	bool ok = !mdp_engine_query(x->e, sql, NULL, 0, 1, &res, NULL) && res.nrows == 1 &&
		  res.ncolumns == n + (text != NULL);
	for (int i = 0; i < n && ok; i++) {
		const struct mdp_value *v = mdp_result_at(&res, 0, i);
		ok = mdp_value_is_number(v);
		out[i] = ok ? mdp_value_number(v) : 0;
	}
	if (ok && text) {
		const struct mdp_value *v = mdp_result_at(&res, 0, n);
		*text = v->type == MDP_T_TEXT ? mdp_arena_strndup(x->a, v->s.p, v->s.n) : "";
	}
	mdp_result_release(&res);
	return ok;
}

/* --- numbers --- */

static const char *call(struct mdp_arena *a, enum mdp_aggregate fn, double p, const char *v)
{
	if (fn == MDP_AGG_COUNT_DISTINCT)
		return mdp_arena_printf(a, "count(distinct %s)", v);
	if (fn == MDP_AGG_PERCENTILE)
		return mdp_arena_printf(a, "quantile_cont(%s, %f)", v, p);
	return mdp_arena_printf(a, "%s(%s)", mdp_aggregate_word(fn), v);
}

static int table_of(const struct mdp_catalog *c, const struct mdp_expr *x, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return -1;
	if (x->kind == MDP_X_COLUMN) {
		int column = mdp_catalog_column(c, mdp_str_of(x->name));
		return column < 0 ? -1 : c->columns[column].table;
	}
	int left = table_of(c, x->arg, depth + 1);
	return left >= 0 ? left : table_of(c, x->arg2, depth + 1);
}

/* fn of v over the entity's instances in the table, under a condition. */
static bool over_instances(struct mdp_enrich *x, const struct mdp_expr *agg, int entity, int table, double *out)
{
	struct mdp_buf v = MDP_BUF_INIT, where = MDP_BUF_INIT;
	const char *key = key_of(x->a, x->c, entity, table);
	bool ok = key != NULL;
	if (agg->arg)
		ok = ok && write_expr(&v, x->a, x->c, table, agg->arg, 0);
	else
		mdp_buf_putc(&v, '1');
	ok = ok && write_pred(&where, x->a, x->c, table, entity, agg->where, 0);
	if (ok) {
		const char *from =
			mdp_arena_printf(x->a, "%s where %s", table_name(x->a, x->c, table), mdp_buf_cstr(&where));
		const char *rows =
			*key ? mdp_arena_printf(x->a,
						"select any_value(%s) as v from %s and (%s) is not null group by %s",
						mdp_buf_cstr(&v), from, key, key)
			     : mdp_arena_printf(x->a, "select %s as v from %s", mdp_buf_cstr(&v), from);
		ok = mdp_numbers_row(
			x,
			mdp_arena_printf(x->a, "select %s::double from (%s)", call(x->a, agg->agg, agg->p, "v"), rows),
			out, 1, NULL);
	}
	mdp_buf_release(&v);
	mdp_buf_release(&where);
	return ok;
}

/*
 * An aggregate of an aggregate. The sum over groups of their sums is the sum; the average is that by the number of groups, where
 * those count that have something in them.
 */
static bool over_groups(struct mdp_enrich *x, const struct mdp_expr *agg, int entity, double *out)
{
	const struct mdp_expr *inner = agg->arg;
	double groups = 0;
	bool some = !agg->where || agg->where->kind == MDP_P_EXISTS;
	int below = mdp_catalog_entity(x->c, mdp_str_of(inner->entity));
	if (!some || below < 0 || (inner->agg != MDP_AGG_SUM && inner->agg != MDP_AGG_COUNT) ||
	    (agg->agg != MDP_AGG_SUM && agg->agg != MDP_AGG_AVG) || !mdp_number_of(x, inner, out))
		return false;
	if (agg->agg == MDP_AGG_SUM)
		return true;
	if (!agg->where)
		return false;
	struct mdp_expr count = { .kind = MDP_X_AGG, .agg = MDP_AGG_COUNT, .where = inner->where };
	if (!over_instances(x, &count, entity, x->c->entities[below].table, &groups) || groups == 0)
		return false;
	*out /= groups;
	return true;
}

static bool combine(struct mdp_enrich *x, const struct mdp_expr *expr, double *out)
{
	double l, r;
	if (!mdp_number_of(x, expr->arg, &l) || !mdp_number_of(x, expr->arg2, &r) || (expr->op == MDP_OP_DIV && r == 0))
		return false;
	*out = expr->op == MDP_OP_ADD ? l + r : expr->op == MDP_OP_SUB ? l - r : expr->op == MDP_OP_MUL ? l * r : l / r;
	return true;
}

bool mdp_number_of(struct mdp_enrich *x, const struct mdp_expr *expr, double *out)
{
	if (!expr)
		return false;
	if (expr->kind == MDP_X_VALUE && mdp_value_is_number(&expr->value)) {
		*out = mdp_value_number(&expr->value);
		return true;
	}
	if (expr->kind == MDP_X_OP)
		return combine(x, expr, out);
	int entity = expr->kind == MDP_X_AGG ? mdp_catalog_entity(x->c, mdp_str_of(expr->entity)) : -1;
	if (entity < 0)
		return false;
	if (expr->arg && expr->arg->kind == MDP_X_AGG)
		return over_groups(x, expr, entity, out);
	int table = expr->arg ? table_of(x->c, expr->arg, 0) : x->c->entities[entity].table;
	return table >= 0 && over_instances(x, expr, entity, table, out);
}

bool mdp_number_both(struct mdp_enrich *x, enum mdp_aggregate fn, const struct mdp_expr *arg, int owner, int table,
		     double *over, double *once)
{
	struct mdp_expr agg = { .kind = MDP_X_AGG, .agg = fn, .arg = (struct mdp_expr *)(uintptr_t)arg };
	struct mdp_buf v = MDP_BUF_INIT;
	bool ok = arg && write_expr(&v, x->a, x->c, table, arg, 0) && over_instances(x, &agg, owner, table, once) &&
		  mdp_numbers_row(x,
				  mdp_arena_printf(x->a, "select %s::double from %s",
						   call(x->a, fn, 0, mdp_buf_cstr(&v)), table_name(x->a, x->c, table)),
				  over, 1, NULL);
	mdp_buf_release(&v);
	return ok;
}

bool mdp_number_is_spread(struct mdp_enrich *x, const struct mdp_expr *arg, int owner, int rows)
{
	const struct mdp_catalog *c = x->c;
	double spread, repeated, each, whole;
	if (!arg || arg->kind != MDP_X_OP || arg->op != MDP_OP_DIV || owner < 0 || rows < 0 || owner == rows ||
	    mdp_expr_owner(c, arg->arg) != owner)
		return false;
	int table = c->entities[rows].table;
	return mdp_number_both(x, MDP_AGG_SUM, arg, owner, table, &spread, &each) &&
	       mdp_number_both(x, MDP_AGG_SUM, arg->arg, owner, table, &repeated, &whole) &&
	       !mdp_numbers_differ(spread, whole) && mdp_numbers_differ(repeated, whole);
}
