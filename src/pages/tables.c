/*
 * What Evidence calls the warehouse's tables. A source is a folder with connection.yaml; each of its .sql files becomes the table
 * SOURCE.FILE. A file that selects all of one table, as it is, gives that table its name there; any other one makes something
 * new, which the catalog knows nothing of. Sources of another database file are none of ours.
 */
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/limits.h"
#include "pages/private.h"
#include "project/yaml.h"
#include "base/banned.h"

static const char *text_of(const json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));
	return s ? s : "";
}

static bool is_absent(const json_t *j)
{
	return !j || json_is_null(j) || (json_is_array(j) && json_array_size(j) == 0) ||
	       (json_is_object(j) && json_object_size(j) == 0);
}

/* `select * from [schema.]table` and nothing else: "schema.table", or NULL. */
static const char *whole_table(struct mdp_arena *a, const json_t *parsed)
{
	static const char *const parts[] = { "where_clause", "group_expressions", "having",
					     "sample",       "qualify",           "modifiers" };
	const json_t *node = json_object_get(json_array_get(json_object_get(parsed, "statements"), 0), "node");
	const json_t *items = json_object_get(node, "select_list"), *from = json_object_get(node, "from_table");
	const json_t *star = json_array_get(items, 0);
	if (json_array_size(json_object_get(parsed, "statements")) != 1 || json_array_size(items) != 1)
		return NULL;
	if (strcmp(text_of(node, "type"), "SELECT_NODE") != 0 || strcmp(text_of(star, "class"), "STAR") != 0 ||
	    strcmp(text_of(from, "type"), "BASE_TABLE") != 0)
		return NULL;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (!is_absent(json_object_get(node, parts[i])))
			return NULL;
	if (!is_absent(json_object_get(star, "exclude_list")) || !is_absent(json_object_get(star, "replace_list")) ||
	    !is_absent(json_object_get(star, "rename_list")) || json_is_true(json_object_get(star, "columns")) ||
	    !is_absent(json_object_get(from, "column_name_alias")) || !is_absent(json_object_get(from, "sample")))
		return NULL;
	const char *schema = text_of(from, "schema_name"), *table = text_of(from, "table_name");
	return *schema ? mdp_arena_printf(a, "%s.%s", schema, table) : mdp_arena_strdup(a, table);
}

static const char *table_of_file(struct mdp_engine *e, struct mdp_arena *a, const char *path)
{
	struct mdp_str text;
	struct mdp_result res;
	const char *name = NULL;
	if (mdp_file_read(a, path, &text, NULL))
		return NULL;
	struct mdp_value bind = mdp_value_text(text);
	int rc = mdp_engine_query(e, "select json_serialize_sql($1::varchar)::varchar", &bind, 1, 1, &res, NULL);
	if (rc == 0 && res.nrows == 1 && mdp_result_at(&res, 0, 0)->type == MDP_T_TEXT) {
		struct mdp_str json = mdp_result_at(&res, 0, 0)->s;
		json_t *parsed = json_loadb(json.p, json.n, JSON_DECODE_INT_AS_REAL, NULL);
		name = whole_table(a, parsed);
		json_decref(parsed);
	}
	mdp_result_release(&res);
	return name;
}

/* Whether a source reads another file than the warehouse. A name that leads nowhere from here is taken for it. */
static bool is_elsewhere(struct mdp_arena *a, const struct mdp_project *p, const char *dir, const struct mdp_yaml *conn)
{
	const char *file = mdp_yaml_text(mdp_yaml_get(conn, "options"), "filename");
	char *path = file ? realpath(mdp_path_join(a, dir, file), NULL) : NULL;
	char *ours = p->warehouse ? realpath(p->warehouse, NULL) : NULL;
	bool other = path && ours && strcmp(path, ours) != 0;
	free(path);
	free(ours);
	return other;
}

static const char *stem(struct mdp_arena *a, const char *path)
{
	const char *base = mdp_path_base(path);
	return mdp_arena_strndup(a, base, strcspn(base, "."));
}

static int add_source(struct mdp_session *s, struct mdp_engine *e, const char *connection, struct mdp_arena *a,
		      struct mdp_sql_table *out, struct mdp_error *err)
{
	static const char *const sql[] = { ".sql", NULL }, *const skip[] = { "node_modules", NULL };
	const struct mdp_catalog *c = mdp_session_catalog(s);
	const char *dir = mdp_path_dir(a, connection), **files;
	struct mdp_yaml *conn;
	int n = 0;
	TRY(mdp_yaml_read(a, connection, &conn, err));
	const char *source = mdp_yaml_text(conn, "name");
	if (!source || is_elsewhere(a, mdp_session_project(s), dir, conn))
		return 0;
	TRY(mdp_dir_walk(a, dir, sql, skip, &files, &n, err));
	for (int i = 0; i < n; i++) {
		const char *name = table_of_file(e, a, files[i]);
		int table = name ? mdp_catalog_table(c, mdp_str_of(name)) : -1;
		if (table >= 0 && !out[table].name)
			out[table] = (struct mdp_sql_table){ source, stem(a, files[i]) };
		if (table >= 0 && c->tables[table].current > 0)
			out[c->tables[table].current] = out[table]; /* some of its rows */
	}
	return 0;
}

int mdp_page_tables(struct mdp_session *s, struct mdp_arena *a, const struct mdp_sql_table **out, struct mdp_error *err)
{
	static const char *const suffixes[] = { "connection.yaml", NULL }, *const skip[] = { "node_modules", NULL };
	const struct mdp_catalog *c = mdp_session_catalog(s);
	struct mdp_sql_table *tables = MDP_NEW_ARRAY(a, (size_t)c->ntables + 1, struct mdp_sql_table);
	struct mdp_engine *e = mdp_session_engine(s, err);
	const char *dir = mdp_path_join(a, mdp_session_project(s)->evidence_dir, "sources"), **files;
	int n = 0;
	*out = tables;
	if (!e)
		return -MDP_WAREHOUSE;
	if (!mdp_file_is_dir(dir))
		return 0;
	TRY(mdp_dir_walk(a, dir, suffixes, skip, &files, &n, err));
	for (int i = 0; i < n; i++)
		TRY(add_source(s, e, files[i], a, tables, err));
	return 0;
}
