/*
 * DuckDB turns its syntax trees back into text (json_deserialize_sql), so a probe is a tree: the FROM and WHERE of the SELECT in
 * question under another list of columns. Trees are read with integers as reals, because places that are not known are larger than a
 * JSON integer; here they become integers again. Inputs of a page have no value before somebody looks at it: a condition on one is left
 * out, and a period chosen by one is taken to be the month.
 */
#include "project/sqlprobe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/engine.h"
#include "base/banned.h"

static bool mentions(const json_t *n, const char *text, int depth)
{
	if (!n || depth > MDP_SQL_DEPTH)
		return false;
	if (json_is_string(n))
		return strstr(json_string_value(n), text) != NULL;
	if (json_is_array(n)) {
		for (size_t i = 0; i < json_array_size(n); i++)
			if (mentions(json_array_get(n, i), text, depth + 1))
				return true;
		return false;
	}
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)(uintptr_t)n, key, value)
	{
		if (mentions(value, text, depth + 1))
			return true;
	}
	return false;
}

bool mdp_sql_mentions_input(const json_t *n, int depth)
{
	return mentions(n, MDP_SQL_INPUT, depth);
}

bool mdp_sql_mentions(const json_t *n, const char *text)
{
	return mentions(n, text, 0);
}

bool mdp_sql_takes_all(const json_t *n)
{
	const json_t *children = json_object_get(n, "children");
	if (mentions(n, MDP_SQL_INPUT_ALL, 0))
		return true;
	/* … or input = 'all' */
	for (size_t i = 0; !strcmp(mdp_sql_text(n, "type"), "CONJUNCTION_OR") && i < json_array_size(children); i++) {
		const json_t *part = json_array_get(children, i);
		if (mentions(part, MDP_SQL_INPUT, 0) && !mentions(part, "COLUMN_REF", 0))
			return true;
	}
	return false;
}

/* --- copies of trees --- */

static json_t *copy(const json_t *n, int depth);

/* A condition without its parts that depend on inputs; null when nothing is left. */
static json_t *condition(const json_t *n, int depth)
{
	if (!json_is_object(n) || !mdp_sql_mentions_input(n, 0))
		return copy(n, depth);
	if (strcmp(mdp_sql_text(n, "type"), "CONJUNCTION_AND"))
		return json_null();
	json_t *out = json_object(), *kept = json_array(), *children = json_object_get(n, "children");
	for (size_t i = 0; i < json_array_size(children); i++) {
		json_t *part = condition(json_array_get(children, i), depth + 1);
		if (json_is_object(part))
			json_array_append(kept, part);
		json_decref(part);
	}
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)(uintptr_t)n, key, value)
	{
		if (strcmp(key, "children"))
			json_object_set_new(out, key, copy(value, depth + 1));
	}
	if (json_array_size(kept) == 1) {
		json_t *only = json_incref(json_array_get(kept, 0));
		json_decref(kept);
		json_decref(out);
		return only;
	}
	if (!json_array_size(kept)) {
		json_decref(kept);
		json_decref(out);
		return json_null();
	}
	json_object_set_new(out, "children", kept);
	return out;
}

static bool is_condition(const char *key)
{
	return !strcmp(key, "where_clause") || !strcmp(key, "having") || !strcmp(key, "qualify");
}

static bool truncates(const json_t *n)
{
	const char *name = mdp_sql_text(n, "function_name");
	return !strcmp(name, "date_trunc") || !strcmp(name, "datetrunc");
}

static json_t *copy_object(const json_t *n, int depth)
{
	json_t *out = json_object(), *value;
	const char *key;
	json_object_foreach((json_t *)(uintptr_t)n, key, value)
	{
		if (!strcmp(key, "query_location"))
			json_object_set_new(out, key, json_integer(0));
		else if (is_condition(key))
			json_object_set_new(out, key, condition(value, depth + 1));
		else
			json_object_set_new(out, key, copy(value, depth + 1));
	}
	json_t *grain = truncates(n) ? json_array_get(json_object_get(out, "children"), 0) : NULL;
	if (grain && mdp_sql_mentions_input(grain, 0))
		json_object_set_new(json_object_get(grain, "value"), "value", json_string("month"));
	return out;
}

static json_t *copy(const json_t *n, int depth)
{
	if (!n || depth > 400)
		return json_null();
	if (json_is_object(n))
		return copy_object(n, depth);
	if (json_is_array(n)) {
		json_t *out = json_array();
		for (size_t i = 0; i < json_array_size(n); i++)
			json_array_append_new(out, copy(json_array_get(n, i), depth + 1));
		return out;
	}
	double v = json_is_real(n) ? json_real_value(n) : 0.5;
	if (v == floor(v) && fabs(v) < 9e15)
		return json_integer((json_int_t)v);
	return json_deep_copy(n);
}

json_t *mdp_sql_number(int v)
{
	return json_pack("{s:s,s:s,s:s,s:i,s:{s:{s:s,s:n},s:b,s:i}}", "class", "CONSTANT", "type", "VALUE_CONSTANT",
			 "alias", "", "query_location", 0, "value", "type", "id", "INTEGER", "type_info", "is_null", 0,
			 "value", v);
}

json_t *mdp_sql_call(const char *name, bool is_operator, json_t *a, json_t *b)
{
	json_t *args = json_array();
	json_array_append_new(args, a);
	if (b)
		json_array_append_new(args, b);
	return json_pack("{s:s,s:s,s:s,s:i,s:s,s:s,s:o,s:n,s:{s:s,s:[]},s:b,s:b,s:b,s:s}", "class", "FUNCTION", "type",
			 "FUNCTION", "alias", "", "query_location", 0, "function_name", name, "schema", "", "children",
			 args, "filter", "order_bys", "type", "ORDER_MODIFIER", "orders", "distinct", 0, "is_operator",
			 (int)is_operator, "export_state", 0, "catalog", "");
}

json_t *mdp_sql_without_inputs(const json_t *n)
{
	return copy(n, 0);
}

/* --- text --- */

static const char *write_tree(struct mdp_sql_reader *r, json_t *node /* taken over */)
{
	json_t *statement = json_object(), *list = json_array(), *root = json_object();
	json_object_set_new(statement, "node", node);
	json_object_set_new(statement, "named_param_map", json_array());
	json_array_append_new(list, statement);
	json_object_set_new(root, "error", json_false());
	json_object_set_new(root, "statements", list);
	char *text = json_dumps(root, JSON_COMPACT);
	json_decref(root);
	struct mdp_result res;
	struct mdp_value bind = mdp_value_text(mdp_str_of(text ? text : "{}"));
	const char *out = NULL;
	if (!mdp_engine_query(r->x->e, "select json_deserialize_sql($1::json)", &bind, 1, 1, &res, NULL) &&
	    res.nrows == 1 && mdp_result_at(&res, 0, 0)->type == MDP_T_TEXT)
		out = mdp_arena_strndup(r->x->a, mdp_result_at(&res, 0, 0)->s.p, mdp_result_at(&res, 0, 0)->s.n);
	mdp_result_release(&res);
	free(text);
	return out;
}

static json_t *select_tree(json_t *list, json_t *from, json_t *where, json_t *ctes)
{
	json_t *node = json_object(), *map = json_object();
	json_object_set_new(map, "map", ctes);
	json_object_set_new(node, "type", json_string("SELECT_NODE"));
	json_object_set_new(node, "modifiers", json_array());
	json_object_set_new(node, "cte_map", map);
	json_object_set_new(node, "select_list", list);
	json_object_set_new(node, "from_table", from);
	json_object_set_new(node, "where_clause", where);
	json_object_set_new(node, "group_expressions", json_array());
	json_object_set_new(node, "group_sets", json_array());
	json_object_set_new(node, "aggregate_handling", json_string("STANDARD_HANDLING"));
	json_object_set_new(node, "having", json_null());
	json_object_set_new(node, "sample", json_null());
	json_object_set_new(node, "qualify", json_null());
	return node;
}

/* The WITH around a SELECT: an inner name hides an outer one, and each must follow those that it builds on. */
static json_t *with(const struct mdp_sql_cte *ctes)
{
	json_t *out = json_array();
	for (const struct mdp_sql_cte *c = ctes; c; c = c->next) {
		bool hidden = false;
		for (const struct mdp_sql_cte *d = ctes; d != c && !hidden; d = d->next)
			hidden = !strcasecmp(c->name, d->name);
		if (!hidden && c->entry)
			json_array_insert_new(out, 0, copy(c->entry, 0));
	}
	return out;
}

static json_t *both(json_t *x, json_t *y)
{
	if (!json_is_object(x) || !json_is_object(y)) {
		json_t *kept = json_is_object(x) ? x : y;
		json_decref(kept == x ? y : x);
		return kept;
	}
	return json_pack("{s:s,s:s,s:s,s:i,s:[o,o]}", "class", "CONJUNCTION", "type", "CONJUNCTION_AND", "alias", "",
			 "query_location", 0, "children", x, y);
}

void mdp_probe_add(struct mdp_probe_items *items, const char *name, json_t *expr)
{
	if (items->n == MDP_PROBE_ITEMS || !expr) {
		json_decref(expr);
		return;
	}
	items->name[items->n] = name;
	items->expr[items->n++] = expr;
}

json_t *mdp_sql_column_ref(const char *alias, const char *name)
{
	json_t *names = json_array();
	if (alias && *alias)
		json_array_append_new(names, json_string(alias));
	json_array_append_new(names, json_string(name));
	return json_pack("{s:s,s:s,s:s,s:i,s:o}", "class", "COLUMN_REF", "type", "COLUMN_REF", "alias", "",
			 "query_location", 0, "column_names", names);
}

const char *mdp_sql_probe(struct mdp_sql_reader *r, const struct mdp_sql_rows *rows, struct mdp_probe_items *items)
{
	json_t *list = json_array();
	for (int i = 0; i < items->n; i++) {
		json_t *expr = copy(items->expr[i], 0);
		json_object_set_new(expr, "alias", json_string(items->name[i]));
		json_array_append_new(list, expr);
		json_decref(items->expr[i]);
	}
	items->n = 0;
	json_t *where = both(condition(rows->where, 0), condition(rows->filter, 0));
	return write_tree(r, select_tree(list, copy(rows->from, 0), where, with(rows->ctes)));
}

const char *mdp_sql_expr_text(struct mdp_sql_reader *r, const json_t *expr)
{
	static const char select[] = "SELECT ";
	json_t *list = json_array(), *item = copy(expr, 0);
	json_object_set_new(item, "alias", json_string(""));
	json_array_append_new(list, item);
	json_t *from = json_pack("{s:s,s:s,s:n,s:i}", "type", "EMPTY", "alias", "", "sample", "query_location", 0);
	const char *text = write_tree(r, select_tree(list, from, json_null(), json_array()));
	return text && !strncmp(text, select, sizeof(select) - 1) ? text + sizeof(select) - 1 : NULL;
}

const char *mdp_sql_open_text(struct mdp_sql_reader *r, struct mdp_sql_query *q)
{
	if (q->open)
		return q->open;
	q->open = q->text;
	const json_t *node = mdp_sql_statement(q->root);
	if (node && strstr(q->text, MDP_SQL_INPUT)) {
		const char *text = write_tree(r, copy(node, 0));
		q->open = text ? text : q->text;
	}
	return q->open;
}
