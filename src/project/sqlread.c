/*
 * Statements by name, parsed by DuckDB's json_serialize_sql and read once each. A query that builds on itself, directly or
 * through others, is reported and not followed.
 */
#include "project/sqlread.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "engine/engine.h"
#include "base/banned.h"

struct mdp_sql_query *mdp_sql_add(struct mdp_sql_reader *r, const struct mdp_sql_query *q)
{
	struct mdp_sql_query *copy = MDP_NEW(r->x->a, struct mdp_sql_query);
	*copy = *q;
	MDP_PUSH(r->x->a, r->queries, r->nqueries, r->cap_queries, copy);
	return copy;
}

struct mdp_sql_query *mdp_sql_find(const struct mdp_sql_reader *r, const char *name)
{
	for (int i = r->nqueries - 1; i >= 0; i--)
		if (!strcasecmp(r->queries[i]->name, name))
			return r->queries[i];
	return NULL;
}

int mdp_sql_line(const struct mdp_sql_query *q, size_t at)
{
	int line = q->line;
	for (const char *p = q->text; at != (size_t)-1 && *p && (size_t)(p - q->text) < at; p++)
		line += *p == '\n';
	return line;
}

void mdp_sql_forget(struct mdp_sql_reader *r, int from, enum mdp_suspect_kind kind)
{
	int kept = from;
	for (int i = from; i < r->nsuspects; i++)
		if (r->suspects[i].kind != kind)
			r->suspects[kept++] = r->suspects[i];
	r->nsuspects = kept;
}

void mdp_sql_release(struct mdp_sql_reader *r)
{
	for (int i = 0; i < r->nqueries; i++) {
		json_decref(r->queries[i]->root);
		r->queries[i]->root = NULL;
	}
}

json_t *mdp_sql_parse(struct mdp_sql_reader *r, const char *text, const char **message, size_t *at)
{
	struct mdp_result res;
	struct mdp_error err = { 0 };
	struct mdp_value bind = mdp_value_text(mdp_str_of(text));
	json_t *root = NULL;
	*at = (size_t)-1;
	*message = "not understood by the engine";
	int rc = mdp_engine_query(r->x->e, "select json_serialize_sql($1::varchar)::varchar", &bind, 1, 1, &res, &err);
	if (rc)
		*message = mdp_arena_strdup(r->x->a, err.primary);
	else if (res.nrows == 1 && mdp_result_at(&res, 0, 0)->type == MDP_T_TEXT &&
		 mdp_result_at(&res, 0, 0)->s.n < MDP_LIMIT_FILE_BYTES)
		root = json_loadb(mdp_result_at(&res, 0, 0)->s.p, mdp_result_at(&res, 0, 0)->s.n,
				  JSON_DECODE_INT_AS_REAL, NULL);
	mdp_result_release(&res);
	if (root && json_is_true(json_object_get(root, "error"))) {
		long long place;
		*message = mdp_arena_strdup(r->x->a, mdp_sql_text(root, "error_message"));
		if (mdp_str_to_i64(mdp_str_of(mdp_sql_text(root, "position")), &place) && place >= 0)
			*at = (size_t)place;
		json_decref(root);
		root = NULL;
	}
	if (root)
		mdp_sql_shape(root);
	return root;
}

const json_t *mdp_sql_statement(const json_t *root)
{
	return json_object_get(json_array_get(json_object_get(root, "statements"), 0), "node");
}

void mdp_sql_read(struct mdp_sql_reader *r, struct mdp_sql_query *q, int depth)
{
	const struct mdp_sql_query *before = r->now;
	const char *message;
	size_t at;
	if (q->state == MDP_SQL_DONE || depth > MDP_SQL_DEPTH)
		return;
	if (q->state == MDP_SQL_BUSY) {
		mdp_enrich_finding(r->x, "sql_circular", q->file, q->line, "the query %s builds on itself", q->name);
		return;
	}
	q->state = MDP_SQL_BUSY;
	r->now = q;
	q->root = mdp_sql_parse(r, q->text, &message, &at);
	if (q->root)
		q->rel = mdp_sql_node(r, mdp_sql_statement(q->root), NULL, depth + 1);
	else if (strstr(message, "can be serialized"))
		q->other = true;
	else
		mdp_enrich_finding(r->x, "sql_does_not_parse", q->file, mdp_sql_line(q, at),
				   "the SQL does not parse: %s", message);
	r->now = before;
	q->state = MDP_SQL_DONE;
}

static void add_table(struct mdp_sql_scope *s, int table, bool by_name)
{
	struct mdp_sql_reader *r = s->r;
	const struct mdp_table *t = &r->x->c->tables[table];
	struct mdp_sql_rel *rel = MDP_NEW(r->x->a, struct mdp_sql_rel);
	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++) {
		struct mdp_sql_column col = { .name = r->x->c->columns[i].name,
					      .expr = mdp_enrich_column(r->x, i),
					      .at = (size_t)-1 };
		MDP_PUSH(r->x->a, rel->cols, rel->n, rel->cap, col);
	}
	struct mdp_sql_from from = { .alias = t->name, .schema = t->schema, .rel = rel, .by_name = by_name };
	MDP_PUSH(r->x->a, s->from, s->nfrom, s->cap_from, from);
}

/* The statement of a fragment that was made a SELECT; NULL when it is none, or more than one. */
static json_t *parse_one(struct mdp_sql_reader *r, const char *text)
{
	const char *message;
	size_t at;
	json_t *root = mdp_sql_parse(r, text, &message, &at);
	if (root && json_array_size(json_object_get(root, "statements")) == 1)
		return root;
	json_decref(root);
	return NULL;
}

/* Parses `select text` or `… where text`, and opens a scope on the place; with `others` the other tables are there by their names. */
static json_t *fragment(struct mdp_sql_reader *r, const char *text, const struct mdp_sql_place *place, bool others,
			struct mdp_sql_scope *s)
{
	json_t *root = parse_one(r, text);
	if (!root)
		return NULL;
	*s = (struct mdp_sql_scope){ .r = r, .rows = -1, .below = -1, .repeats = -1 };
	if (place->rel) {
		struct mdp_sql_from from = { .alias = "", .rel = (struct mdp_sql_rel *)(uintptr_t)place->rel };
		s->rows = place->rel->rows;
		MDP_PUSH(r->x->a, s->from, s->nfrom, s->cap_from, from);
	} else {
		s->rows = r->x->c->tables[place->table].row_entity;
		add_table(s, place->table, false);
	}
	for (int i = 0; i < r->x->c->ntables && others; i++)
		if (i != place->table)
			add_table(s, i, true);
	return root;
}

struct mdp_expr *mdp_sql_expression(struct mdp_sql_reader *r, const char *text, const struct mdp_sql_place *place)
{
	struct mdp_sql_scope s;
	struct mdp_arena *a = r->x->a;
	const struct mdp_table *t = place->table >= 0 ? &r->x->c->tables[place->table] : NULL;
	const char *from = t ? mdp_arena_printf(a, " from %s.%s", mdp_engine_ident(a, t->schema),
						mdp_engine_ident(a, mdp_catalog_relation(t)))
			     : "";
	json_t *root =
		fragment(r, mdp_arena_printf(a, "select %s%s", text, from), place, strchr(text, '.') != NULL, &s);
	const json_t *items = json_object_get(mdp_sql_statement(root), "select_list");
	struct mdp_expr *x = json_array_size(items) == 1 ? mdp_sql_expr(&s, json_array_get(items, 0), 0) : NULL;
	/* a definition of somebody's that is computed over the rows as they are */
	if (x && r->now)
		mdp_sql_check(&s, mdp_sql_statement(root), true, 0);
	json_decref(root);
	return x;
}

/* Names that stand for expressions. */
static void add_names(struct mdp_sql_scope *s, const struct mdp_sql_column *names, int n)
{
	struct mdp_sql_rel *rel = MDP_NEW(s->r->x->a, struct mdp_sql_rel);
	for (int i = 0; i < n; i++)
		MDP_PUSH(s->r->x->a, rel->cols, rel->n, rel->cap, names[i]);
	struct mdp_sql_from from = { .alias = "", .rel = rel };
	MDP_PUSH(s->r->x->a, s->from, s->nfrom, s->cap_from, from);
}

struct mdp_pred *mdp_sql_condition(struct mdp_sql_reader *r, const char *text, const struct mdp_sql_place *place,
				   const struct mdp_sql_column *names, int n)
{
	struct mdp_sql_scope s;
	json_t *root =
		fragment(r, mdp_arena_printf(r->x->a, "select 1 where %s", text), place, strchr(text, '.') != NULL, &s);
	if (root && n)
		add_names(&s, names, n);
	struct mdp_pred *p =
		root ? mdp_sql_pred(&s, json_object_get(mdp_sql_statement(root), "where_clause"), 0) : NULL;
	json_decref(root);
	return p;
}

struct mdp_expr *mdp_sql_combine(struct mdp_sql_reader *r, const char *text, const struct mdp_sql_column *names, int n)
{
	json_t *root = parse_one(r, mdp_arena_printf(r->x->a, "select %s", text));
	struct mdp_sql_scope s = { .r = r, .rows = -1, .below = -1, .repeats = -1 };
	add_names(&s, names, n);
	const json_t *items = json_object_get(mdp_sql_statement(root), "select_list");
	struct mdp_expr *x = json_array_size(items) == 1 ? mdp_sql_expr(&s, json_array_get(items, 0), 0) : NULL;
	json_decref(root);
	return x;
}
