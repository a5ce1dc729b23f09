/* What stands in a FROM: tables, queries, subqueries and their joins, and what one of the rows is. */
#include <string.h>
#include <strings.h>

#include "project/dbt.h"
#include "project/evidence.h"
#include "project/sqlread.h"
#include "base/banned.h"

struct mdp_sql_rel *mdp_sql_new_rel(struct mdp_sql_reader *r)
{
	struct mdp_sql_rel *rel = MDP_NEW(r->x->a, struct mdp_sql_rel);
	rel->rows = rel->below = rel->repeats = -1;
	return rel;
}

void mdp_sql_add_column(struct mdp_sql_reader *r, struct mdp_sql_rel *rel, const struct mdp_sql_column *col)
{
	if (rel->n < 10000)
		MDP_PUSH(r->x->a, rel->cols, rel->n, rel->cap, *col);
}

/* --- where relations come from --- */

/* What the model that makes a table says of its columns; NULL when none is known, or it is being read. */
static const struct mdp_sql_rel *model_rel(struct mdp_sql_reader *r, int table)
{
	for (int i = 0; r->x->dbt && i < r->x->dbt->nmodels; i++) {
		const struct mdp_dbt_model *m = &r->x->dbt->models[i];
		if (mdp_enrich_table_of(r->x, m) != table)
			continue;
		const struct mdp_sql_query *q = mdp_sql_find(r, mdp_arena_printf(r->x->a, "__m_%s", m->name));
		return q && q->state != MDP_SQL_BUSY ? mdp_enrich_model_rel(r->x, r, m->name) : NULL;
	}
	return NULL;
}

static struct mdp_sql_rel *table_rel(struct mdp_sql_reader *r, int table)
{
	const struct mdp_table *t = &r->x->c->tables[table];
	const struct mdp_sql_rel *model = model_rel(r, table);
	struct mdp_sql_rel *rel = mdp_sql_new_rel(r);
	rel->rows = t->row_entity;
	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++) {
		struct mdp_sql_column col = { .name = r->x->c->columns[i].name,
					      .expr = mdp_enrich_column(r->x, i),
					      .at = (size_t)-1 };
		for (int k = 0; model && k < model->n; k++)
			if (!strcasecmp(model->cols[k].name, col.name)) {
				col.noted = model->cols[k].noted;
				col.group = model->cols[k].group;
			}
		mdp_sql_add_column(r, rel, &col);
	}
	return rel;
}

/* A table that a page reads, in a schema that the catalog does not hold. */
static void note_outside(struct mdp_sql_reader *r, const char *schema, const char *name)
{
	bool known = !*schema || !r->now || r->now->model;
	for (int i = 0; i < r->x->c->ntables && !known; i++)
		known = !strcasecmp(r->x->c->tables[i].schema, schema);
	for (int i = 0; i < r->noutside && !known; i++)
		known = !strcasecmp(r->outside[i].schema, schema) && !strcasecmp(r->outside[i].table, name);
	struct mdp_sql_outside o = { mdp_arena_strdup(r->x->a, schema), mdp_arena_strdup(r->x->a, name), r->now };
	if (!known)
		MDP_PUSH(r->x->a, r->outside, r->noutside, r->cap_outside, o);
}

static struct mdp_sql_rel *named(struct mdp_sql_reader *r, const json_t *n, const struct mdp_sql_cte *ctes, int depth)
{
	const char *schema = mdp_sql_text(n, "schema_name"), *name = mdp_sql_text(n, "table_name");
	for (const struct mdp_sql_cte *cte = *schema ? NULL : ctes; cte; cte = cte->next)
		if (!strcasecmp(cte->name, name))
			return cte->rel;
	struct mdp_sql_query *q = *schema ? NULL : mdp_sql_find(r, name);
	if (q) {
		mdp_sql_read(r, q, depth + 1);
		return q->state == MDP_SQL_DONE && q->rel ? q->rel : mdp_sql_new_rel(r);
	}
	const char *full = *schema ? mdp_arena_printf(r->x->a, "%s.%s", schema, name) : name;
	int table = mdp_catalog_table(r->x->c, mdp_str_of(full));
	/*
	 * Pages may name the schema of another environment: the table's name alone must do then, if it is the only one. A model is often
	 * called like the source that it reads.
	 */
	if (table < 0 && *schema && !(r->now && r->now->model))
		table = mdp_catalog_table(r->x->c, mdp_str_of(name));
	if (table < 0)
		note_outside(r, schema, name);
	return table >= 0 ? table_rel(r, table) : mdp_sql_new_rel(r);
}

static void add_from(struct mdp_sql_scope *s, const char *alias, const char *schema, struct mdp_sql_rel *rel)
{
	struct mdp_sql_from f = { .alias = alias, .schema = schema, .rel = rel };
	MDP_PUSH(s->r->x->a, s->from, s->nfrom, s->cap_from, f);
	s->partial |= rel->partial;
	s->filtered |= rel->filtered;
	s->chosen |= rel->chosen;
	if (rel->assumed)
		s->assumed = mdp_pred_and(s->r->x->a, s->assumed, rel->assumed);
	if (rel->where)
		s->where = mdp_pred_and(s->r->x->a, s->where, rel->where);
	if (rel->repeats >= 0)
		s->repeats = rel->repeats;
}

/* Rows of a join; notes in *s when neither side determines the other. */
static int join_rows(struct mdp_sql_scope *s, int left, int right)
{
	const struct mdp_catalog *c = s->r->x->c;
	if (left < 0 || right < 0)
		return -1;
	if (mdp_catalog_determines(c, left, right))
		return left;
	if (mdp_catalog_determines(c, right, left))
		return right;
	s->repeats = left;
	return -1;
}

/* The column that a name is, if its relation is one of those from `first` on and before `end`; -1. */
static int column_among(const struct mdp_sql_scope *s, const json_t *n, int first, int end)
{
	const struct mdp_sql_column *col =
		!strcmp(mdp_sql_text(n, "class"), "COLUMN_REF") ? mdp_sql_resolve(s, n) : NULL;
	for (int i = first; col && col->expr && col->expr->kind == MDP_X_COLUMN && i < end; i++)
		if (col >= s->from[i].rel->cols && col < s->from[i].rel->cols + s->from[i].rel->n)
			return mdp_catalog_column(s->r->x->c, mdp_str_of(col->expr->name));
	return -1;
}

static bool equates(const struct mdp_sql_scope *s, const json_t *n, int key, int first, int end, int depth)
{
	if (!n || depth > MDP_SQL_DEPTH)
		return false;
	if (!strcmp(mdp_sql_text(n, "type"), "CONJUNCTION_AND")) {
		const json_t *parts = json_object_get(n, "children");
		for (size_t i = 0; i < json_array_size(parts); i++)
			if (equates(s, json_array_get(parts, i), key, first, end, depth + 1))
				return true;
		return false;
	}
	if (strcmp(mdp_sql_text(n, "type"), "COMPARE_EQUAL") != 0)
		return false;
	const json_t *left = json_object_get(n, "left"), *right = json_object_get(n, "right");
	key = mdp_catalog_original(s->r->x->c, key);
	return mdp_catalog_original(s->r->x->c, column_among(s, left, first, end)) == key ||
	       mdp_catalog_original(s->r->x->c, column_among(s, right, first, end)) == key;
}

/* Does the condition hold for at most one row of the relations from `first` on, because it equates their whole key? */
static bool meets_one(const struct mdp_sql_scope *s, const json_t *condition, int rows, int first, int end)
{
	const struct mdp_entity *e = rows >= 0 ? &s->r->x->c->entities[rows] : NULL;
	for (int k = 0; e && k < e->nkey; k++)
		if (!equates(s, condition, e->key[k], first, end, 0))
			return false;
	return e && e->nkey;
}

/*
 * Does the condition equate columns of the relations from `first` on, but none of their key? Then one row may meet several of them, whatever
 * else is known to lie between the two (a ticket has one user; joined by account it meets all users of that).
 */
static bool misses_key(const struct mdp_sql_scope *s, const json_t *n, int rows, int first, int end, int depth)
{
	const struct mdp_catalog *c = s->r->x->c;
	const json_t *parts = json_object_get(n, "children");
	if (!n || depth > MDP_SQL_DEPTH)
		return false;
	if (!strcmp(mdp_sql_text(n, "type"), "CONJUNCTION_AND")) {
		for (size_t i = 0; i < json_array_size(parts); i++)
			if (!misses_key(s, json_array_get(parts, i), rows, first, end, depth + 1))
				return false;
		return json_array_size(parts) > 0;
	}
	int left = column_among(s, json_object_get(n, "left"), first, end);
	int column = left >= 0 ? left : column_among(s, json_object_get(n, "right"), first, end);
	if (column < 0 || strcmp(mdp_sql_text(n, "type"), "COMPARE_EQUAL") != 0)
		return false;
	for (int k = 0; k < c->entities[rows].nkey; k++)
		if (mdp_catalog_original(c, c->entities[rows].key[k]) == mdp_catalog_original(c, column))
			return false;
	/* a name or code that few of them share is as good as their key */
	return c->columns[column].entity != rows || c->columns[column].distinct * 50 < c->entities[rows].count * 49;
}

int mdp_sql_read_from(struct mdp_sql_scope *s, const json_t *n, int depth)
{
	const char *type = mdp_sql_text(n, "type"), *alias = mdp_sql_text(n, "alias");
	struct mdp_arena *a = s->r->x->a;
	if (depth > MDP_SQL_DEPTH || !strcmp(type, "EMPTY"))
		return -1;
	bool renamed = json_array_size(json_object_get(n, "column_name_alias")) > 0;
	if (!strcmp(type, "JOIN")) {
		const char *kind = mdp_sql_text(n, "join_type");
		int first = s->nfrom, left = mdp_sql_read_from(s, json_object_get(n, "left"), depth + 1),
		    second = s->nfrom;
		/* these keep or drop rows of the left side and add no columns */
		if (!strcmp(kind, "SEMI") || !strcmp(kind, "ANTI")) {
			s->filtered = true;
			return left;
		}
		int right = mdp_sql_read_from(s, json_object_get(n, "right"), depth + 1);
		/* what has no partner stays, so that the partner's own rows say nothing about which are there */
		for (int i = second; i < s->nfrom && !strcmp(kind, "LEFT"); i++)
			s->from[i].optional = true;
		const json_t *on = json_object_get(n, "condition");
		if (left >= 0 && meets_one(s, on, right, second, s->nfrom))
			return left;
		if (right >= 0 && meets_one(s, on, left, first, second))
			return right;
		if (left >= 0 && right >= 0 &&
		    (mdp_catalog_determines(s->r->x->c, left, right)
			     ? misses_key(s, on, right, second, s->nfrom, 0)
			     : mdp_catalog_determines(s->r->x->c, right, left) &&
				       misses_key(s, on, left, first, second, 0))) {
			s->repeats = left;
			return -1;
		}
		return join_rows(s, left, right);
	}
	struct mdp_sql_rel *rel;
	if (!strcmp(type, "BASE_TABLE") && !renamed) {
		const char *name = mdp_sql_text(n, "table_name");
		rel = named(s->r, n, s->ctes, depth);
		add_from(s, mdp_arena_strdup(a, *alias ? alias : name),
			 mdp_arena_strdup(a, mdp_sql_text(n, "schema_name")), rel);
		return rel->rows;
	}
	rel = NULL;
	if (!strcmp(type, "SUBQUERY") && !renamed)
		rel = mdp_sql_node(s->r, json_object_get(json_object_get(n, "subquery"), "node"), s->ctes, depth + 1);
	if (!rel)
		rel = mdp_sql_new_rel(s->r);
	add_from(s, mdp_arena_strdup(a, alias), NULL, rel);
	return rel->rows;
}
