/*
 * Filters of a semantic layer are SQL in which {{ Dimension('order__status') }} and its like stand for columns. Such a name is a path
 * through entities that begins at the rows which are aggregated: the status of an order is not that of its customer. A filter over
 * several aggregates is therefore read once for each, from where its own rows stand. Whatever cannot be followed makes the filter
 * unknown; a name is never taken for another that ends alike.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/limits.h"
#include "engine/engine.h"
#include "project/dbt.h"
#include "project/jinja.h"
#include "project/semantic.h"
#include "base/banned.h"

#define MAX_NAMES 16 /* metrics in one filter */

struct reading {
	struct mdp_semantic *s;
	const struct mdp_leaf *leaf;
	const struct mdp_layer *layer; /* of the leaf */
	struct mdp_sql_column names[MAX_NAMES]; /* what stands for metrics */
	int nnames;
	int depth;
};

/* --- paths --- */

/* The layer of what `entity` of a layer is; the layer itself if that is what its rows are; NULL if it cannot be said. */
static const struct mdp_layer *layer_of(const struct mdp_semantic *s, const struct mdp_layer *l, const char *entity)
{
	struct mdp_dimension it;
	if (mdp_semantic_is_of(l, entity))
		return l;
	if (!mdp_semantic_entity(l, entity, &it))
		return l->name && !strcmp(l->name, entity) ? l : NULL;
	for (int i = 0; i < s->nlayers; i++)
		if (&s->layers[i] != l && mdp_semantic_is_of(&s->layers[i], entity))
			return s->layers[i].missing ? NULL : &s->layers[i];
	return NULL;
}

/* A column as SQL over the leaf's rows: by its name, or table.column of another layer's table. NULL when it has no table. */
static const char *column_sql(const struct reading *r, const struct mdp_layer *l, const char *column)
{
	const struct mdp_catalog *c = r->s->x->c;
	struct mdp_arena *a = r->s->x->a;
	if (l == r->layer)
		return mdp_engine_ident(a, column);
	if (l->place.table < 0)
		return NULL;
	return mdp_arena_printf(a, "%s.%s", mdp_engine_ident(a, c->tables[l->place.table].name),
				mdp_engine_ident(a, column));
}

/* date_trunc to a declared or asked grain, where the column is finer. NULL for a grain that is none of the calendar's. */
static const char *truncated(const struct reading *r, const char *sql, enum mdp_type type, const char *grain)
{
	static const char *const finer[] = { "nanosecond", "microsecond", "millisecond", "second", "minute" };
	enum mdp_grain g;
	for (size_t i = 0; grain && i < sizeof(finer) / sizeof(finer[0]); i++)
		if (!strcasecmp(grain, finer[i]))
			return sql;
	if (!grain || (type == MDP_T_DATE && !strcasecmp(grain, "day")))
		return sql;
	char *word = mdp_arena_strdup(r->s->x->a, grain);
	for (char *p = word; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return mdp_grain_from_word(mdp_str_of(word), &g)
		       ? mdp_arena_printf(r->s->x->a, "date_trunc('%s', %s)", word, sql)
		       : NULL;
}

static const char *dimension_sql(const struct reading *r, const struct mdp_layer *l, const struct mdp_dimension *it,
				 const char *grain)
{
	const struct mdp_enrich *x = r->s->x;
	bool time = grain || (it->type && !strcmp(it->type, "time"));
	int column = mdp_enrich_column_in(x->c, l->place.table, it->sql);
	if (column < 0 && time)
		column = mdp_semantic_column(x, l, it->sql);
	if (column >= 0 && x->c->columns[column].table == l->place.table) {
		const char *sql = column_sql(r, l, x->c->columns[column].name);
		if (!time || !sql)
			return sql;
		return truncated(r, sql, x->c->columns[column].type, grain ? grain : it->grain);
	}
	if (l != r->layer || grain)
		return NULL;
	return strpbrk(it->sql, " (+-*/=<>'|") ? mdp_arena_printf(x->a, "(%s)", it->sql) : it->sql;
}

/* 'entity__entity__dimension' as SQL over the leaf's rows; NULL when it leads nowhere. */
static const char *resolve(const struct reading *r, const char *path, const char *grain)
{
	const struct mdp_layer *l = r->layer;
	struct mdp_dimension it;
	for (const char *end; (end = strstr(path, "__")); path = end + 2) {
		l = layer_of(r->s, l, mdp_arena_strndup(r->s->x->a, path, (size_t)(end - path)));
		if (!l)
			return NULL;
	}
	if (!strcmp(path, "metric_time")) {
		if (l != r->layer || !r->leaf->time)
			return NULL;
		path = r->leaf->time;
	}
	return mdp_semantic_find(r->s->x, l, path, &it) ? dimension_sql(r, l, &it, grain) : NULL;
}

/* --- {{ … }} --- */

/* The first text in quotes between two places; NULL when there is none. */
static const char *quoted(struct mdp_arena *a, const char *p, const char *end)
{
	while (p < end && *p != '\'' && *p != '"')
		p++;
	const char *close = p < end ? memchr(p + 1, *p, (size_t)(end - p - 1)) : NULL;
	return close ? mdp_arena_strndup(a, p + 1, (size_t)(close - p - 1)) : NULL;
}

/* {{ Metric('name', group_by=['entity']) }}: the metric of each of the leaf's instances. Only for the leaf's own entity. */
static const char *metric_sql(struct reading *r, const char *name, struct mdp_str inner)
{
	const struct mdp_catalog *c = r->s->x->c;
	const char *by = memmem(inner.p, inner.n, "group_by", 8);
	const char *entity = by ? quoted(r->s->x->a, by, inner.p + inner.n) : NULL;
	int rows = r->layer->place.table >= 0 ? c->tables[r->layer->place.table].row_entity : -1;
	struct mdp_expr *value = mdp_semantic_value(r->s, name, true, r->depth + 1);
	int of = value ? mdp_expr_entity(c, value) : -1;
	if (!entity || !mdp_semantic_is_of(r->layer, entity) || rows < 0 || of < 0 || r->nnames >= MAX_NAMES ||
	    !mdp_catalog_determines(c, of, rows))
		return NULL;
	const char *key = mdp_arena_printf(r->s->x->a, "__metric_%d", r->nnames);
	r->names[r->nnames++] = (struct mdp_sql_column){ .name = key, .expr = value };
	return key;
}

/* The grain in `.grain('month')` behind a call, "" where there is nothing; NULL for anything else. */
static const char *grain_after(const struct reading *r, struct mdp_str rest)
{
	struct mdp_jinja_call call;
	size_t at = 0;
	rest = mdp_str_trim(rest);
	if (!rest.n)
		return "";
	if (*rest.p != '.')
		return NULL;
	rest.p++;
	rest.n--;
	bool is_grain = mdp_jinja_next(r->s->x->a, rest, "grain", &at, &call) && call.nargs == 1 && call.args[0];
	return is_grain && mdp_str_starts(rest, "grain") && at == rest.n ? call.args[0] : NULL;
}

/* What an expression between {{ and }} stands for; NULL when it is not known. */
static const char *stands_for(struct reading *r, struct mdp_str inner)
{
	static const char *const calls[] = { "TimeDimension", "Dimension", "Entity", "Metric" };
	struct mdp_arena *a = r->s->x->a;
	inner = mdp_str_trim(inner);
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		struct mdp_jinja_call call;
		size_t at = 0;
		if (!mdp_str_starts(inner, calls[i]) || !mdp_jinja_next(a, inner, calls[i], &at, &call) ||
		    !call.nargs || !call.args[0] || call.names[0])
			continue;
		if (!strcmp(calls[i], "Metric"))
			return at == inner.n ? metric_sql(r, call.args[0], inner) : NULL;
		const char *grain = grain_after(r, (struct mdp_str){ inner.p + at, inner.n - at });
		/* a second name may be a grain; any other argument leads elsewhere */
		if (!grain || call.nargs > 2 || (call.nargs == 2 && (call.names[1] || !call.args[1])))
			return NULL;
		if (call.nargs == 2)
			grain = call.args[1];
		return resolve(r, call.args[0], *grain ? grain : NULL);
	}
	return NULL;
}

/* A filter with its Jinja made into columns; NULL when it holds what has no column. */
static const char *filter_sql(struct reading *r, const char *text)
{
	struct mdp_buf b = MDP_BUF_INIT;
	const char *out = NULL;
	for (const char *p = text; *p;) {
		if (strncmp(p, "{{", 2)) {
			mdp_buf_putc(&b, *p++);
			continue;
		}
		const char *end = strstr(p, "}}");
		const char *from = p + 2 + (p[2] == '-'), *to = end && end > from && end[-1] == '-' ? end - 1 : end;
		const char *sql =
			to && to >= from ? stands_for(r, (struct mdp_str){ from, (size_t)(to - from) }) : NULL;
		if (!sql)
			goto done;
		mdp_buf_puts(&b, sql);
		p = end + 2;
	}
	out = mdp_arena_strdup(r->s->x->a, mdp_buf_cstr(&b));
done:
	mdp_buf_release(&b);
	return out;
}

const char *mdp_semantic_plain_names(struct mdp_semantic *s, const char *text)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (const char *p = text; *p;) {
		const char *end = !strncmp(p, "{{", 2) ? strstr(p, "}}") : NULL;
		const char *name = end ? quoted(s->x->a, p, end) : NULL;
		if (name) {
			mdp_buf_puts(&b, name);
			p = end + 2;
		} else {
			mdp_buf_putc(&b, *p++);
		}
	}
	const char *out = mdp_arena_strdup(s->x->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return out;
}

/* --- conditions --- */

/*
 * An instance without rows of a metric has none of it here, and nothing there: only comparisons that none of it fails mean the same
 * both ways.
 */
static bool fails_for_none(const struct mdp_pred *p, int depth)
{
	if (depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	for (int i = 0; i < p->nargs; i++)
		if (!fails_for_none(p->args[i], depth + 1))
			return false;
	if (p->kind != MDP_P_CMP)
		return p->kind != MDP_P_NOT;
	const struct mdp_expr *to = p->nright == 1 ? p->right[0] : NULL;
	if (!mdp_sql_is_aggregate(p->left, 0))
		return true;
	if (!to || to->kind != MDP_X_VALUE || !mdp_value_is_number(&to->value))
		return false;
	double n = mdp_value_number(&to->value);
	return p->cmp == MDP_CMP_GT ? n >= 0 : (p->cmp == MDP_CMP_GE || p->cmp == MDP_CMP_EQ) && n > 0;
}

static struct mdp_pred *condition(struct mdp_semantic *s, const struct mdp_leaf *leaf, const char *text, int depth)
{
	struct reading r = { .s = s, .leaf = leaf, .layer = &s->layers[leaf->layer], .depth = depth };
	const char *sql = filter_sql(&r, text);
	struct mdp_pred *p = sql ? mdp_sql_condition(s->x->sql, sql, &r.layer->place, r.names, r.nnames) : NULL;
	int entity = p ? mdp_catalog_entity(s->x->c, mdp_str_of(leaf->agg->entity)) : -1;
	if (!p || (r.nnames && (!fails_for_none(p, 0) || entity != s->x->c->tables[r.layer->place.table].row_entity)))
		return NULL;
	return mdp_sql_fits(s->x->c, p, entity) ? p : NULL;
}

/* Texts of a filter: one, a list, or, in a manifest, where_filters with templates. */
static const char *text_of(const struct mdp_yaml *one)
{
	const char *template = mdp_yaml_text(one, "where_sql_template");
	return template ? template : one->text;
}

static struct mdp_pred *conditions(struct mdp_semantic *s, const struct mdp_leaf *leaf, const struct mdp_yaml *filter,
				   int depth)
{
	const struct mdp_yaml *list = mdp_yaml_get(filter, "where_filters"), *one = list ? list->child : filter->child;
	struct mdp_pred *all = NULL;
	if (filter->kind == MDP_YAML_SCALAR)
		return condition(s, leaf, filter->text, depth);
	if (filter->kind == MDP_YAML_MAP && !list)
		return NULL;
	for (; one; one = one->next) {
		const char *text = text_of(one);
		struct mdp_pred *p = text ? condition(s, leaf, text, depth) : NULL;
		if (!p)
			return NULL;
		all = mdp_pred_and(s->x->a, all, p);
	}
	return all;
}

/* --- aggregates --- */

static const struct mdp_leaf *leaf_of(const struct mdp_semantic *s, const struct mdp_expr *agg)
{
	for (int i = 0; i < s->nleaves; i++)
		if (s->leaves[i].agg == agg)
			return &s->leaves[i];
	return NULL;
}

void mdp_semantic_add_leaves(struct mdp_semantic *s, const struct mdp_expr *expr, int layer, const char *time,
			     int depth)
{
	if (!expr || depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	if (expr->kind == MDP_X_AGG) {
		struct mdp_leaf leaf = { expr, layer, time };
		MDP_PUSH(s->x->a, s->leaves, s->nleaves, s->cap_leaves, leaf);
		return;
	}
	mdp_semantic_add_leaves(s, expr->arg, layer, time, depth + 1);
	mdp_semantic_add_leaves(s, expr->arg2, layer, time, depth + 1);
}

struct mdp_expr *mdp_semantic_filtered(struct mdp_semantic *s, const struct mdp_expr *expr,
				       const struct mdp_yaml *filter, int depth)
{
	bool none = !filter || filter->kind == MDP_YAML_NULL || (filter->kind == MDP_YAML_LIST && !filter->child);
	if (none || !expr || depth > MDP_LIMIT_QUERY_DEPTH)
		return none ? (struct mdp_expr *)(uintptr_t)expr : NULL;
	struct mdp_expr *out = MDP_NEW(s->x->a, struct mdp_expr);
	*out = *expr;
	if (expr->kind == MDP_X_AGG) {
		const struct mdp_leaf *leaf = leaf_of(s, expr);
		struct mdp_leaf own = leaf ? *leaf : (struct mdp_leaf){ 0 };
		struct mdp_pred *p = leaf ? conditions(s, &own, filter, depth) : NULL;
		if (!p)
			return NULL;
		out->where = mdp_pred_and(s->x->a, expr->where, p);
		mdp_semantic_add_leaves(s, out, own.layer, own.time, 0);
		return out;
	}
	out->arg = mdp_semantic_filtered(s, expr->arg, filter, depth + 1);
	out->arg2 = mdp_semantic_filtered(s, expr->arg2, filter, depth + 1);
	return !out->arg == !expr->arg && !out->arg2 == !expr->arg2 ? out : NULL;
}

/* --- times --- */

struct times {
	int column; /* the first; -1 */
	const char *other; /* why it is not the time of all */
};

static void times_of(const struct mdp_semantic *s, const struct mdp_expr *expr, struct times *t, int depth)
{
	const struct mdp_catalog *c = s->x->c;
	if (!expr || depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	if (expr->kind != MDP_X_AGG) {
		times_of(s, expr->arg, t, depth + 1);
		times_of(s, expr->arg2, t, depth + 1);
		return;
	}
	const struct mdp_leaf *leaf = leaf_of(s, expr);
	const struct mdp_layer *l = leaf ? &s->layers[leaf->layer] : NULL;
	struct mdp_dimension it;
	if (!l || !leaf->time)
		return;
	int column = mdp_semantic_find(s->x, l, leaf->time, &it) ? mdp_semantic_column(s->x, l, it.sql) : -1;
	enum mdp_type type = column < 0 ? MDP_T_OTHER : c->columns[column].type;
	if (type != MDP_T_DATE && type != MDP_T_TIMESTAMP) {
		t->other = mdp_arena_printf(s->x->a, "the time that it is dated by (%s) is not a day that is stored",
					    leaf->time);
		return;
	}
	if (t->column >= 0 && mdp_catalog_original(c, t->column) != mdp_catalog_original(c, column))
		t->other = mdp_arena_printf(s->x->a, "its parts are dated by %s and by %s",
					    mdp_catalog_column_name(c, s->x->a, t->column),
					    mdp_catalog_column_name(c, s->x->a, column));
	else
		t->column = column;
}

int mdp_semantic_time(const struct mdp_semantic *s, const struct mdp_expr *expr, const char **why)
{
	struct times t = { .column = -1 };
	times_of(s, expr, &t, 0);
	*why = t.other;
	return t.other ? -1 : t.column;
}
