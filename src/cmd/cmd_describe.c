/* mdp describe: what is known about the platform or about one thing of it, as text, JSON or a drawing. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "cmd/describe.h"
#include "cmd/session.h"
#include "cmd/verbs.h"
#include "project/words.h"
#include "base/banned.h"

static bool is_called(const json_t *thing, const char *name)
{
	static const char *const fields[] = { "name", "plural", "words" };
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const char *text = json_string_value(json_object_get(thing, fields[i]));
		if (text && !strcmp(text, name))
			return true;
	}
	return false;
}

static void take_columns(const json_t *table, const char *name, json_t *out)
{
	const char *table_name = json_string_value(json_object_get(table, "name"));
	const char *dot = strrchr(name, '.');
	size_t i;
	json_t *column;
	if (dot && (!table_name || strlen(table_name) != (size_t)(dot - name) ||
		    strncmp(table_name, name, (size_t)(dot - name))))
		return;
	json_array_foreach(json_object_get(table, "columns"), i, column)
	{
		if (!is_called(column, dot ? dot + 1 : name))
			continue;
		json_object_set(column, "table", json_object_get(table, "name"));
		json_array_append(out, column);
	}
}

/* Does a fact name one of the things: an entity by its name, a table, or one of the columns as "table.column"? */
static bool is_about(const json_t *fact, const json_t *entities, const json_t *tables, const json_t *columns)
{
	static const char *const of_entity[] = { "entity", "from", "to", "fine", "coarse" };
	static const char *const of_column[] = { "column", "fine", "coarse", "a", "b", "c" };
	json_t *thing;
	size_t i;
	json_array_foreach(entities, i, thing)
	{
		for (size_t k = 0; k < sizeof(of_entity) / sizeof(of_entity[0]); k++)
			if (json_equal(json_object_get(fact, of_entity[k]), json_object_get(thing, "name")))
				return true;
	}
	json_array_foreach(tables, i, thing)
	{
		if (json_equal(json_object_get(fact, "table"), json_object_get(thing, "name")))
			return true;
	}
	json_array_foreach(columns, i, thing)
	{
		json_t *ref = json_sprintf("%s.%s", json_string_value(json_object_get(thing, "table")),
					   json_string_value(json_object_get(thing, "name")));
		bool found = false;
		for (size_t k = 0; k < sizeof(of_column) / sizeof(of_column[0]); k++)
			found |= json_equal(json_object_get(fact, of_column[k]), ref);
		json_decref(ref);
		if (found)
			return true;
	}
	return false;
}

/* The catalog's dump, cut to what has the name and the facts about it. */
static json_t *pick(const json_t *catalog, const char *name)
{
	static const char *const kinds[] = { "measures", "entities", "tables" };
	static const char *const facts[] = { "sites", "links", "identities", "levels", "drill_paths", "oddities" };
	json_t *out = json_object(), *columns = json_array(), *thing;
	size_t i;
	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		json_t *found = json_array();
		json_array_foreach(json_object_get(catalog, kinds[k]), i, thing) if (is_called(thing, name))
			json_array_append(found, thing);
		json_object_set_new(out, kinds[k], found);
	}
	json_array_foreach(json_object_get(catalog, "tables"), i, thing) take_columns(thing, name, columns);
	json_object_set_new(out, "columns", columns);
	for (size_t k = 0; k < sizeof(facts) / sizeof(facts[0]); k++) {
		json_t *found = json_array();
		json_array_foreach(json_object_get(catalog, facts[k]), i, thing)
		{
			if (is_about(thing, json_object_get(out, "entities"), json_object_get(out, "tables"), columns))
				json_array_append(found, thing);
		}
		json_object_set_new(out, facts[k], found);
	}
	return out;
}

/* A side of a join: the table, the thing or one of the columns. */
static bool is_side(const json_t *fact, const char *table, const char *thing, const char *columns, const char *name)
{
	const char *t = json_string_value(json_object_get(fact, table));
	const char *e = json_string_value(json_object_get(fact, thing));
	json_t *column;
	size_t i;
	if ((t && !strcmp(t, name)) || (e && !strcmp(e, name)))
		return true;
	json_array_foreach(json_object_get(fact, columns), i, column)
	{
		if (!strcmp(json_string_value(column), name))
			return true;
	}
	return false;
}

/* The sites that are the joins between two things; NULL when there are none. */
static json_t *pick_joins(const json_t *catalog, const char *left, const char *right)
{
	json_t *found = json_array(), *site, *out = json_object();
	size_t i;
	json_array_foreach(json_object_get(catalog, "sites"), i, site)
	{
		if (!json_is_true(json_object_get(site, "home")) && is_side(site, "table", "", "key", left) &&
		    is_side(site, "home_table", "entity", "home_key", right))
			json_array_append(found, site);
	}
	json_object_set_new(out, "sites", found);
	if (json_array_size(found))
		return out;
	json_decref(out);
	return NULL;
}

static void put_json(const struct mdp_catalog *c, const char *name, struct mdp_arena *a, struct mdp_buf *out)
{
	const char *dump = mdp_catalog_dump(c, a), *left, *right;
	json_t *all = name ? json_loads(dump, 0, NULL) : NULL, *some = NULL;
	if (all && mdp_describe_is_join(a, name, &left, &right))
		some = pick_joins(all, left, right);
	if (all && !some)
		some = pick(all, name);
	char *text = some ? json_dumps(some, JSON_INDENT(1) | JSON_PRESERVE_ORDER) : NULL;
	mdp_buf_printf(out, "%s\n", text ? text : dump);
	free(text);
	json_decref(some);
	json_decref(all);
}

static const char *nearest(const struct mdp_catalog *c, struct mdp_arena *a, const char *name)
{
	int n = 0, most = c->ntables + c->nentities + c->nmeasures + c->ncolumns;
	const char **names = MDP_NEW_ARRAY(a, (size_t)most + 1, const char *);
	for (int i = 0; i < c->ntables; i++)
		names[n++] = c->tables[i].name;
	for (int i = 0; i < c->nentities; i++)
		names[n++] = c->entities[i].name;
	for (int i = 0; i < c->nmeasures; i++)
		names[n++] = c->measures[i].name;
	for (int i = 0; i < c->ncolumns; i++)
		names[n++] = c->columns[i].name;
	return mdp_words_nearest(name, names, n);
}

static int describe(struct mdp_cli *cli, struct mdp_session *s, const struct mdp_style *style)
{
	const struct mdp_catalog *c = mdp_session_catalog(s);
	const char *graph = cli->values[MDP_OPT_GRAPH], *name = cli->nargs ? mdp_cli_words(cli) : NULL;
	struct mdp_buf out = MDP_BUF_INIT, text = MDP_BUF_INIT;
	if (graph) {
		if (strcmp(graph, "dot") && strcmp(graph, "mermaid")) {
			mdp_fail(&cli->err, MDP_USAGE, "--graph is “%s”", graph);
			mdp_error_hint(&cli->err, "there is dot and mermaid");
			return mdp_cli_fail(cli);
		}
		mdp_describe_graph(c, graph[0] == 'm', &cli->arena, &out);
		return mdp_cli_flush(cli, &out);
	}
	bool any = mdp_describe(c, name, &cli->arena, &text);
	if (any && style->format == MDP_FORMAT_JSON)
		put_json(c, name, &cli->arena, &out);
	else
		mdp_buf_puts(&out, mdp_buf_cstr(&text));
	mdp_buf_release(&text);
	if (!any) {
		mdp_buf_release(&out);
		mdp_fail(&cli->err, MDP_USAGE, "nothing here is called “%s”", name);
		const char *near = nearest(c, &cli->arena, name);
		if (near)
			mdp_error_hint(&cli->err, "did you mean “%s”?", near);
		else
			mdp_error_hint(&cli->err, "mdp describe lists tables, entities and measures");
		return mdp_cli_fail(cli);
	}
	return mdp_cli_flush(cli, &out);
}

int mdp_cmd_describe(struct mdp_cli *cli)
{
	struct mdp_session *s = NULL;
	struct mdp_style style;
	if (mdp_cli_style(cli, &style) < 0)
		return mdp_cli_fail(cli);
	if (mdp_cli_session_anyway(cli, &s, true) < 0)
		return mdp_cli_fail_as_answer(cli, &style, NULL);
	int code = describe(cli, s, &style);
	mdp_session_free(s);
	return code;
}
