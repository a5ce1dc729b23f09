/*
 * mdp.yaml: what people say about their platform overrides what was inferred and what other files say. Unlike those, it is written
 * for this program, so a mistake in it is an error with its line, not a finding: an override that silently does nothing would be
 * believed to work. Which keys may stand where is a table (docs/mdp.schema.json says the same to editors).
 */
#include "project/config.h"

#include <string.h>
#include <strings.h>

#include "engine/engine.h"
#include "project/dbt.h"
#include "project/numbers.h"
#include "project/read.h"
#include "project/words.h"
#include "catalog/units.h"
#include "project/yaml.h"
#include "base/banned.h"

struct level {
	const char *what; /* for messages */
	const char *keys[16];
};

static const struct level top_level = { "mdp.yaml",
					{ "platform", "warehouse", "sources", "schemas", "fiscal_year_start",
					  "currency", "time_zone", "timezone", "tables", "entities", "joins", "metrics",
					  "lint", NULL } };
static const struct level lint_level = { "lint", { "ignore", NULL } };
static const struct level ignore_level = { "lint: ignore", { "rule", "file", "line", "reason", NULL } };
static const struct level table_level = { "a table", { "description", "hidden", "filter", "columns", NULL } };
static const struct level column_level = { "a column",
					   { "label", "description", "synonyms", "hidden", "unit", "values", NULL } };
static const struct level entity_level = {
	"an entity", { "name", "plural", "synonyms", "key", "time", "measure", "label", "description", NULL }
};
static const struct level metric_level = {
	"a metric", { "table", "agg", "expr", "where", "synonyms", "description", "unit", "time", "divided_by", NULL }
};

struct config {
	struct mdp_enrich *x;
	const char *file; /* relative, for messages and sources */
	struct mdp_error *err;
	struct mdp_sql_reader *sql;
	bool again; /* what is found was told before */
};

static int wrong(struct config *f, const struct mdp_yaml *at, const char *what, const char *name, const char *near)
{
	int rc = mdp_fail(f->err, MDP_FORMAT, "line %d, column %d: %s: %s", at->line, at->column, what, name);
	mdp_error_at(f->err, f->file, at->line);
	if (near)
		mdp_error_hint(f->err, "did you mean %s?", near);
	return rc;
}

static int check_keys(struct config *f, const struct mdp_yaml *map, const struct level *level)
{
	int n = 0;
	if (map->kind == MDP_YAML_NULL)
		return 0;
	if (map->kind != MDP_YAML_MAP)
		return wrong(f, map, "here must be a map with what it says of", level->what, NULL);
	while (level->keys[n])
		n++;
	for (const struct mdp_yaml *c = map->child; c; c = c->next) {
		bool known = false;
		for (int i = 0; i < n; i++)
			known |= !strcmp(level->keys[i], c->key);
		if (known)
			continue;
		int rc = wrong(f, c, mdp_arena_printf(f->x->a, "no such key of %s", level->what), c->key,
			       mdp_words_nearest(c->key, level->keys, n));
		if (!mdp_words_nearest(c->key, level->keys, n)) {
			const char *all = "";
			for (int i = 0; i < n; i++)
				all = mdp_arena_printf(f->x->a, "%s%s%s", all, i ? ", " : "", level->keys[i]);
			mdp_error_hint(f->err, "there are %s", all);
		}
		return rc;
	}
	return 0;
}

/* Where a key's value stands, for messages about it; else the map itself. */
static const struct mdp_yaml *at_key(const struct mdp_yaml *map, const char *key)
{
	const struct mdp_yaml *node = mdp_yaml_get(map, key);
	return node ? node : map;
}

/* A scalar under the key; *out stays NULL without one, anything else than a scalar is an error. */
static int text_of(struct config *f, const struct mdp_yaml *map, const char *key, const char **out)
{
	const struct mdp_yaml *node = mdp_yaml_get(map, key);
	*out = NULL;
	if (!node || node->kind == MDP_YAML_NULL)
		return 0;
	if (node->kind != MDP_YAML_SCALAR)
		return wrong(f, node, "here must be a text", key, NULL);
	*out = mdp_arena_strdup(f->x->a, node->text);
	return 0;
}

static int list_of(struct config *f, const struct mdp_yaml *map, const char *key, const char ***out)
{
	const struct mdp_yaml *node = mdp_yaml_get(map, key);
	*out = NULL;
	if (!node || node->kind == MDP_YAML_NULL)
		return 0;
	if (node->kind == MDP_YAML_MAP)
		return wrong(f, node, "here must be a list of texts", key, NULL);
	for (const struct mdp_yaml *c = node->child; c; c = c->next)
		if (c->kind != MDP_YAML_SCALAR)
			return wrong(f, c, "here must be a list of texts", key, NULL);
	*out = mdp_enrich_list(f->x, node);
	return 0;
}

static void merge_synonyms(struct mdp_enrich *x, const char ***list, const char **more)
{
	for (; more && *more; more++)
		*list = mdp_enrich_join(x->a, *list, *more);
}

/* --- names of the catalog, with did-you-mean --- */

static int find_table(struct config *f, const char *name, const struct mdp_yaml *at, int *table)
{
	const struct mdp_catalog *c = f->x->c;
	*table = mdp_catalog_table(c, mdp_str_of(name));
	if (*table >= 0)
		return 0;
	const char **names = MDP_NEW_ARRAY(f->x->a, (size_t)c->ntables + 1, const char *);
	for (int i = 0; i < c->ntables; i++)
		names[i] = c->tables[i].name;
	return wrong(f, at, "no such table", name, mdp_words_nearest(name, names, c->ntables));
}

static int find_column_in(struct config *f, int table, const char *name, const struct mdp_yaml *at, int *column)
{
	const struct mdp_table *t = &f->x->c->tables[table];
	*column = mdp_enrich_column_in(f->x->c, table, name);
	if (*column >= 0)
		return 0;
	const char **names = MDP_NEW_ARRAY(f->x->a, (size_t)t->ncolumns + 1, const char *);
	for (int i = 0; i < t->ncolumns; i++)
		names[i] = f->x->c->columns[t->first_column + i].name;
	return wrong(f, at, mdp_arena_printf(f->x->a, "no such column of %s", t->name), name,
		     mdp_words_nearest(name, names, t->ncolumns));
}

/* "table.column", or a column of `table` when that is given. */
static int find_column(struct config *f, int table, const char *name, const struct mdp_yaml *at, int *column)
{
	const char *dot = strrchr(name, '.');
	if (!dot && table >= 0)
		return find_column_in(f, table, name, at, column);
	*column = mdp_catalog_column(f->x->c, mdp_str_of(name));
	if (*column >= 0)
		return 0;
	if (!dot)
		return wrong(f, at, "no such column, or in several tables", name, NULL);
	int rc = find_table(f, mdp_arena_strndup(f->x->a, name, (size_t)(dot - name)), at, &table);
	return rc ? rc : find_column_in(f, table, dot + 1, at, column);
}

/* --- tables and columns --- */

/* Further words for a value: entries with the same stored text. */
static int read_values(struct config *f, const struct mdp_yaml *node, struct mdp_column *col)
{
	struct mdp_arena *a = f->x->a;
	if (node && node->kind != MDP_YAML_MAP && node->kind != MDP_YAML_NULL)
		return wrong(f, node, "here must be a map of stored values", col->name, NULL);
	int cap = 0, n = col->nvalues;
	struct mdp_entry *all = NULL;
	for (int i = 0, k = 0; i < n; i++)
		MDP_PUSH(a, all, k, cap, col->values[i]);
	for (const struct mdp_yaml *v = node ? node->child : NULL; v; v = v->next) {
		int64_t count = -1;
		const char **words;
		const char **stored = MDP_NEW_ARRAY(a, (size_t)col->nvalues + 1, const char *);
		for (int i = 0; i < col->nvalues; i++) {
			stored[i] = col->values[i].text;
			if (!strcmp(stored[i], v->key))
				count = col->values[i].count;
		}
		if (count < 0)
			return wrong(f, v, mdp_arena_printf(a, "no such value of %s", col->name), v->key,
				     mdp_words_nearest(v->key, stored, col->nvalues));
		words = mdp_enrich_list(f->x, v);
		for (; words && *words; words++) {
			struct mdp_entry e = { .text = mdp_arena_strdup(a, v->key),
					       .norm = mdp_words_norm(a, mdp_str_of(*words)),
					       .count = count };
			MDP_PUSH(a, all, n, cap, e);
		}
	}
	if (n > col->nvalues) {
		col->values = all;
		col->nvalues = n;
	}
	return 0;
}

static int read_column(struct config *f, const struct mdp_yaml *node, int table)
{
	const char *label, *text, *unit, *hidden, **synonyms;
	int column, rc;
	if ((rc = find_column_in(f, table, node->key, node, &column)) || (rc = check_keys(f, node, &column_level)) ||
	    (rc = text_of(f, node, "label", &label)) || (rc = text_of(f, node, "description", &text)) ||
	    (rc = text_of(f, node, "unit", &unit)) || (rc = text_of(f, node, "hidden", &hidden)) ||
	    (rc = list_of(f, node, "synonyms", &synonyms)))
		return rc;
	struct mdp_column *col = &f->x->c->columns[column];
	if (hidden && strcmp(hidden, "true") && strcmp(hidden, "false"))
		return wrong(f, at_key(node, "hidden"), "hidden is true or false, not", hidden, NULL);
	if (label)
		col->label = label;
	if (text)
		col->description = text;
	if (unit)
		col->unit = unit;
	if (hidden)
		col->hidden = !strcmp(hidden, "true");
	merge_synonyms(f->x, &col->synonyms, synonyms);
	col->source = (struct mdp_source){ f->file, node->line };
	return read_values(f, mdp_yaml_get(node, "values"), col);
}

/* A hidden table is not in the catalog: is it in the warehouse, by "table" or "schema.table"? */
static int check_hidden(struct config *f, const struct mdp_yaml *t)
{
	struct mdp_result res;
	const char **names, *near;
	bool found = false;
	int rc = f->x->e ? mdp_engine_query(
				   f->x->e,
				   "SELECT table_name, table_schema || '.' || table_name FROM "
				   "information_schema.tables WHERE table_catalog = current_database() ORDER BY 1, 2",
				   NULL, 0, 0, &res, f->err)
			 : 1;

	if (rc)
		return rc < 0 ? rc : 0;
	names = MDP_NEW_ARRAY(f->x->a, (size_t)res.nrows + 1, const char *);
	for (int64_t r = 0; r < res.nrows; r++) {
		struct mdp_str name = mdp_result_at(&res, r, 0)->s;

		names[r] = mdp_arena_strndup(f->x->a, name.p, name.n);
		found |= mdp_str_is(mdp_result_at(&res, r, 1)->s, t->key) || mdp_str_is(name, t->key);
	}
	near = found ? NULL : mdp_words_nearest(t->key, names, (int)res.nrows);
	mdp_result_release(&res);
	return found ? 0 : wrong(f, t, "no such table", t->key, near);
}

static int read_tables(struct config *f, const struct mdp_yaml *tables)
{
	int rc = 0, table;
	if (tables && tables->kind == MDP_YAML_LIST)
		return wrong(f, tables, "here must be a map by name", "tables", NULL);
	for (const struct mdp_yaml *t = tables ? tables->child : NULL; t && !rc; t = t->next) {
		const char *text, *filter;
		if (mdp_yaml_text(t, "hidden") && !strcmp(mdp_yaml_text(t, "hidden"), "true")) {
			rc = check_hidden(f, t); /* the catalog was made without it */
			continue;
		}
		if ((rc = find_table(f, t->key, t, &table)) || (rc = check_keys(f, t, &table_level)) ||
		    (rc = text_of(f, t, "description", &text)) || (rc = text_of(f, t, "filter", &filter)))
			break;
		if (filter && !mdp_enrich_filter(f->x, f->sql, table, filter,
						 (struct mdp_source){ f->file, at_key(t, "filter")->line })) {
			rc = wrong(f, at_key(t, "filter"), "the filter is not understood", filter, NULL);
			break;
		}
		if (text)
			f->x->c->tables[table].description = text;
		const struct mdp_yaml *columns = mdp_yaml_get(t, "columns");
		if (columns && columns->kind == MDP_YAML_LIST)
			return wrong(f, columns, "here must be a map by name", "columns", NULL);
		for (const struct mdp_yaml *c = columns ? columns->child : NULL; c && !rc; c = c->next)
			rc = read_column(f, c, table);
	}
	return rc;
}

/* --- entities --- */

static bool has_key(const struct mdp_catalog *c, const struct mdp_entity *e, const int *key, int n)
{
	for (int k = 0; k < e->nkey; k++) {
		bool found = false;
		for (int i = 0; i < n; i++)
			found |= mdp_catalog_original(c, key[i]) == mdp_catalog_original(c, e->key[k]);
		if (!found)
			return false;
	}
	return e->nkey == n;
}

/* The entity of that name, or the one that has the key given. */
/* *entity is -1 when the data have none with the key that is given, which is told. */
static int find_entity(struct config *f, const struct mdp_yaml *node, int *entity)
{
	const struct mdp_yaml *key = mdp_yaml_get(node, "key");
	struct mdp_catalog *c = f->x->c;
	int columns[16], n = 0, rc = 0;
	*entity = -1;
	if (!key) {
		*entity = mdp_catalog_entity(c, mdp_str_of(node->key));
		const char **names = MDP_NEW_ARRAY(f->x->a, (size_t)c->nentities + 1, const char *);
		for (int i = 0; i < c->nentities; i++)
			names[i] = c->entities[i].name;
		return *entity >= 0 ? 0
				    : wrong(f, node, "no such entity; give its key to name one", node->key,
					    mdp_words_nearest(node->key, names, c->nentities));
	}
	if (key->kind == MDP_YAML_SCALAR)
		rc = find_column(f, -1, key->text, key, &columns[n++]);
	for (const struct mdp_yaml *k = key->kind == MDP_YAML_LIST ? key->child : NULL; k && !rc && n < 16; k = k->next)
		rc = k->kind == MDP_YAML_SCALAR ? find_column(f, -1, k->text, k, &columns[n++])
						: wrong(f, k, "here must be a column", "key", NULL);
	if (rc)
		return rc;
	for (int i = 0; i < c->nentities && *entity < 0; i++)
		if (n && has_key(c, &c->entities[i], columns, n))
			*entity = i;
	if (*entity >= 0)
		return 0;
	if (!n)
		return wrong(f, key, "here must be a column", "key", NULL);
	if (!f->again)
		mdp_config_key_unused(f->x, (struct mdp_source){ f->file, key->line }, node->key, columns, n);
	return 0;
}

static int read_entity(struct config *f, const struct mdp_yaml *node)
{
	const char *name, *plural, *time, *label, *text, **synonyms;
	int entity, column, rc;
	if ((rc = check_keys(f, node, &entity_level)) || (rc = find_entity(f, node, &entity)) ||
	    (rc = text_of(f, node, "name", &name)) || (rc = text_of(f, node, "plural", &plural)) ||
	    (rc = text_of(f, node, "time", &time)) || (rc = text_of(f, node, "label", &label)) ||
	    (rc = text_of(f, node, "description", &text)) || (rc = list_of(f, node, "synonyms", &synonyms)))
		return rc;
	if (entity < 0)
		return 0;
	struct mdp_entity *e = &f->x->c->entities[entity];
	/* two things of one name would be taken for each other */
	const char *called = name ? name : mdp_words_norm(f->x->a, mdp_str_of(node->key));
	for (int i = 0; i < f->x->c->nentities; i++) {
		const struct mdp_entity *other = &f->x->c->entities[i];
		if (i == entity || strcasecmp(other->name, called))
			continue;
		mdp_enrich_finding(f->x, MDP_FINDING_UNUSED, f->file, node->line,
				   "%s is not called %s: of these there are %lld by this key, and %lld known by %s",
				   mdp_catalog_column_name(f->x->c, f->x->a, e->key[0]), called, (long long)e->count,
				   (long long)other->count,
				   other->nkey ? mdp_catalog_column_name(f->x->c, f->x->a, other->key[0])
					       : "their rows");
		return 0;
	}
	if (time) {
		if ((rc = find_column(f, e->table, time, at_key(node, "time"), &column)))
			return rc;
		enum mdp_type t = f->x->c->columns[column].type;
		if (t != MDP_T_DATE && t != MDP_T_TIMESTAMP)
			return wrong(f, at_key(node, "time"), "no date or time", time, NULL);
		e->time = column;
	}
	if (label) {
		if ((rc = find_column(f, e->table, label, at_key(node, "label"), &column)))
			return rc;
		e->label = column;
		e->label_unique = f->x->c->columns[column].distinct >= e->count;
	}
	if (mdp_yaml_get(node, "key"))
		mdp_config_key_held(f->x, (struct mdp_source){ f->file, mdp_yaml_get(node, "key")->line }, e);
	if (text)
		e->description = text;
	merge_synonyms(f->x, &e->synonyms, synonyms);
	if (name || mdp_yaml_get(node, "key"))
		mdp_enrich_rename(f->x, e, name ? name : mdp_words_norm(f->x->a, mdp_str_of(node->key)), plural);
	else if (plural)
		e->plural = plural;
	return 0;
}

/* The main amount of an entity; after all definitions are settled. */
static int read_main(struct config *f, const struct mdp_yaml *node)
{
	struct mdp_catalog *c = f->x->c;
	const char *name;
	int entity, rc;
	if ((rc = text_of(f, node, "measure", &name)) || !name || (rc = find_entity(f, node, &entity)) || entity < 0)
		return rc;
	int m = mdp_catalog_measure_of(c, entity, mdp_str_of(name)), n = 0;
	if (m < 0) {
		const char **names = MDP_NEW_ARRAY(f->x->a, 2 * (size_t)c->nmeasures + 1, const char *);
		for (int i = 0; i < c->nmeasures; i++) {
			names[n++] = c->measures[i].name;
			if (c->measures[i].synonyms && c->measures[i].synonyms[0])
				names[n++] = c->measures[i].synonyms[0];
		}
		return wrong(f, mdp_yaml_get(node, "measure"), "no such measure", name,
			     mdp_words_nearest(name, names, n));
	}
	if (c->measures[m].entity != entity) {
		mdp_enrich_finding(f->x, MDP_FINDING_UNUSED, f->file, mdp_yaml_get(node, "measure")->line,
				   "%s is not used as the main amount of %s: it is one of %s", name,
				   c->entities[entity].plural, c->entities[c->measures[m].entity].plural);
		return 0;
	}
	c->measures[m].main = true;
	return 0;
}

/* --- joins --- */

static int check_join(struct config *f, const struct mdp_yaml *node)
{
	const char *from, *to;
	int fine, coarse, rc;
	if (node->kind != MDP_YAML_SCALAR || !mdp_config_join(f->x->a, node->text, &from, &to))
		return wrong(f, node, "a join is written table.column = table.column", node->text ? node->text : "",
			     NULL);
	if ((rc = find_column(f, -1, from, node, &fine)) || (rc = find_column(f, -1, to, node, &coarse)))
		return rc;
	mdp_config_join_held(f->x, (struct mdp_source){ f->file, node->line }, fine, coarse);
	return 0;
}

static int check_joins(struct config *f, const struct mdp_yaml *list)
{
	int rc = 0;
	if (list && list->kind != MDP_YAML_LIST && list->kind != MDP_YAML_NULL)
		return wrong(f, list, "here must be a list", "joins", NULL);
	for (const struct mdp_yaml *j = list ? list->child : NULL; j && !rc; j = j->next)
		rc = check_join(f, j);
	return rc;
}

/* --- metrics --- */

/* A column in an expression that the table does not have, as the engine tells it; else only that it is not understood. */
static int not_understood(struct config *f, const struct mdp_yaml *node, int table)
{
	static const char *const keys[] = { "expr", "where", "divided_by" };
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const struct mdp_yaml *at = mdp_yaml_get(node, keys[i]);
		if (!at)
			continue;
		const char *name, *message = mdp_enrich_metric_fault(f->x, table, at->text, &name);
		int rc, column;
		if (name && (rc = find_column_in(f, table, name, at, &column)))
			return rc;
		if (message)
			return wrong(f, at, "the engine does not take this", message, NULL);
	}
	return wrong(f, node, "the expression of this metric is not understood", node->key, NULL);
}

static int read_metric(struct config *f, const struct mdp_yaml *node)
{
	const char *table_name, *agg, *expr, *where, *text, *unit, *time, *by, **synonyms;
	int table, column, rc;
	enum mdp_aggregate fn = MDP_AGG_NONE;
	struct mdp_def def = { .time = -1, .rank = MDP_DEF_CONFIG, .uses = 0, .source = { f->file, node->line } };
	if ((rc = check_keys(f, node, &metric_level)) || (rc = text_of(f, node, "table", &table_name)) ||
	    (rc = text_of(f, node, "agg", &agg)) || (rc = text_of(f, node, "expr", &expr)) ||
	    (rc = text_of(f, node, "where", &where)) || (rc = text_of(f, node, "description", &text)) ||
	    (rc = text_of(f, node, "unit", &unit)) || (rc = text_of(f, node, "time", &time)) ||
	    (rc = text_of(f, node, "divided_by", &by)) || (rc = list_of(f, node, "synonyms", &synonyms)))
		return rc;
	if (!table_name)
		return wrong(f, node, "a metric needs a table", node->key, NULL);
	if ((rc = find_table(f, table_name, at_key(node, "table"), &table)))
		return rc;
	if (agg && !mdp_enrich_aggregate(agg, &fn))
		return wrong(f, at_key(node, "agg"), "no such aggregate", agg,
			     mdp_words_nearest(agg, mdp_enrich_aggregate_words(), 8));
	if (!expr && fn != MDP_AGG_COUNT)
		return wrong(f, node, "a metric needs an expr, or agg: count", node->key, NULL);
	struct mdp_sql_place place = { .table = table };
	def.expr = mdp_enrich_metric(f->sql, &place, agg ? fn : MDP_AGG_NONE, expr, where);
	if (def.expr && by) {
		struct mdp_expr *below = mdp_enrich_metric(f->sql, &place, MDP_AGG_NONE, by, NULL);
		def.expr = below ? mdp_expr_op(f->x->a, MDP_OP_DIV, def.expr, below) : NULL;
	}
	def.entity = def.expr ? mdp_expr_entity(f->x->c, def.expr) : -1;
	if (def.entity < 0)
		return not_understood(f, node, table);
	if (time) {
		if ((rc = find_column(f, table, time, at_key(node, "time"), &column)))
			return rc;
		def.time = column;
	}
	def.name = mdp_words_norm(f->x->a, mdp_str_of(node->key));
	def.description = text;
	def.unit = unit;
	def.synonyms = synonyms;
	mdp_enrich_define(f->x, &def);
	return 0;
}

/* --- the file --- */

static int each(struct config *f, const struct mdp_yaml *map, const char *what,
		int (*read)(struct config *f, const struct mdp_yaml *node))
{
	int rc = 0;
	if (map && map->kind != MDP_YAML_MAP && map->kind != MDP_YAML_NULL)
		return wrong(f, map, "here must be a map by name", what, NULL);
	for (const struct mdp_yaml *c = map ? map->child : NULL; c && !rc; c = c->next)
		rc = read(f, c);
	return rc;
}

static int read_fiscal(struct config *f, const struct mdp_yaml *root)
{
	const struct mdp_yaml *node = mdp_yaml_get(root, "fiscal_year_start");
	long long month;
	if (!node || node->kind == MDP_YAML_NULL)
		return 0;
	if (!node->text || !mdp_str_to_i64(mdp_str_of(node->text), &month) || month < 1 || month > 12)
		return wrong(f, node, "fiscal_year_start is a month, 1 to 12, not", node->text ? node->text : "a list",
			     NULL);
	f->x->c->fiscal_start = (int)month;
	return 0;
}

static int read_currency(struct config *f, const struct mdp_yaml *root)
{
	const char *text;
	int rc = text_of(f, root, "currency", &text);
	if (!rc && text && !mdp_unit_is_money(f->x->c->currency = mdp_unit_of_value(f->x->a, text)))
		return wrong(f, at_key(root, "currency"), "currency is a code such as EUR, not", text, NULL);
	return rc;
}

/* What `mdp lint` leaves out; read for itself in src/lint, here for its form. */
static int check_lint(struct config *f, const struct mdp_yaml *lint)
{
	const char *rule, *file, *line, *reason;
	const struct mdp_yaml *list = mdp_yaml_get(lint, "ignore");
	int rc = lint ? check_keys(f, lint, &lint_level) : 0;
	if (!rc && list && list->kind != MDP_YAML_LIST)
		return wrong(f, list, "here must be a list", "ignore", NULL);
	for (const struct mdp_yaml *y = list ? list->child : NULL; y && !rc; y = y->next) {
		if ((rc = check_keys(f, y, &ignore_level)) || (rc = text_of(f, y, "rule", &rule)) ||
		    (rc = text_of(f, y, "file", &file)) || (rc = text_of(f, y, "line", &line)) ||
		    (rc = text_of(f, y, "reason", &reason)))
			break;
		if (!rule || !reason)
			rc = wrong(f, y, "what is ignored needs", rule ? "a reason" : "a rule", NULL);
	}
	return rc;
}

int mdp_enrich_config(struct mdp_enrich *x, struct mdp_sql_reader *sql, enum mdp_config_part part,
		      struct mdp_error *err)
{
	struct mdp_yaml *root;
	struct config f = { .x = x, .err = err, .sql = sql };
	int rc = mdp_config_read(x->p, x->a, &root, err);
	if (rc || !root)
		return rc;
	f.file = mdp_project_relative(x->a, x->p, x->p->config);
	if ((rc = check_keys(&f, root, &top_level)))
		return rc;
	f.again = part == MDP_CONFIG_MAIN;
	if (part == MDP_CONFIG_MAIN)
		return each(&f, mdp_yaml_get(root, "entities"), "entities", read_main);
	if (part == MDP_CONFIG_ENTITIES)
		return each(&f, mdp_yaml_get(root, "entities"), "entities", read_entity);
	const char *platform, *zone;
	if ((rc = text_of(&f, root, "platform", &platform)) || (rc = read_currency(&f, root)) ||
	    (rc = text_of(&f, root, "time_zone", &zone)) || (rc = read_fiscal(&f, root)) ||
	    (rc = read_tables(&f, mdp_yaml_get(root, "tables"))) ||
	    (rc = check_joins(&f, mdp_yaml_get(root, "joins"))) || (rc = check_lint(&f, mdp_yaml_get(root, "lint"))))
		return rc;
	if (platform)
		x->c->platform = platform;
	return each(&f, mdp_yaml_get(root, "metrics"), "metrics", read_metric);
}
