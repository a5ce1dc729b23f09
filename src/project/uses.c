/*
 * What is made of the data, and who answers for it: exposures, saved queries, groups and tags of dbt, and the pages of Evidence with
 * the charts that they draw. They define nothing; a reader of the catalog sees by them what a change would touch. What dbt's
 * manifest knows besides (of packages, or made by macros) is added where the files do not say it.
 */
#include <string.h>
#include <strings.h>

#include "project/uses.h"

#include "base/limits.h"
#include "project/dbt.h"
#include "project/manifest.h"
#include "base/banned.h"

#define CHARTS 40 /* told of one page */
#define DEPTH 200 /* of a parsed statement, and of queries that build on each other */

struct uses {
	struct mdp_enrich *x;
	int cap;
};

static const char *text_of(const struct uses *u, const struct mdp_yaml *node, const char *key)
{
	return mdp_dbt_text(u->x->dbt, u->x->a, mdp_yaml_text(node, key));
}

static void push(struct uses *u, const struct mdp_use *use)
{
	MDP_PUSH(u->x->a, u->x->c->uses, u->x->c->nuses, u->cap, *use);
}

static void add_table(const struct uses *u, struct mdp_use *use, int table)
{
	int *more;

	for (int i = 0; i < use->ntables; i++) {
		if (use->tables[i] == table)
			return;
	}
	more = MDP_NEW_ARRAY(u->x->a, (size_t)use->ntables + 1, int);
	if (use->ntables)
		memcpy(more, use->tables, sizeof(*more) * (size_t)use->ntables);
	more[use->ntables] = table;
	use->tables = more;
	use->ntables++;
}

/* A model by name: its table, or its name where the catalog holds none. */
static void depend_on(const struct uses *u, struct mdp_use *use, const char *name)
{
	const struct mdp_dbt_model *m = name ? mdp_dbt_model(u->x->dbt, name) : NULL;
	int table = m ? mdp_enrich_table_of(u->x, m) : -1;

	if (table >= 0)
		add_table(u, use, table);
	else if (name)
		use->others = mdp_enrich_join(u->x->a, use->others, name);
}

/* "name (email)", or either. */
static const char *owner_of(const struct uses *u, const struct mdp_yaml *node)
{
	const struct mdp_yaml *owner = mdp_yaml_get(node, "owner");
	const char *name = mdp_yaml_text(owner, "name"), *email = mdp_yaml_text(owner, "email");

	if (name && email)
		return mdp_arena_printf(u->x->a, "%s (%s)", name, email);
	return name || email ? mdp_arena_strdup(u->x->a, name ? name : email) : NULL;
}

static struct mdp_use begin(const struct uses *u, enum mdp_use_kind kind, const struct mdp_yaml *node, const char *file)
{
	struct mdp_use use = { .kind = kind, .source = { mdp_arena_strdup(u->x->a, file), node->line } };

	use.name = mdp_arena_strdup(u->x->a, mdp_yaml_text(node, "name"));
	use.label = text_of(u, node, "label");
	use.description = text_of(u, node, "description");
	use.owner = owner_of(u, node);
	return use;
}

static void exposure(struct uses *u, const struct mdp_yaml *node, const char *file)
{
	struct mdp_use use = begin(u, MDP_USE_EXPOSURE, node, file);
	const char **on = mdp_enrich_list(u->x, mdp_yaml_get(node, "depends_on"));

	use.type = text_of(u, node, "type");
	use.url = text_of(u, node, "url");
	for (; on && *on; on++) {
		const char *model = mdp_dbt_ref(u->x->a, *on);

		depend_on(u, &use, model ? model : *on);
	}
	push(u, &use);
}

/* In the words of the catalog where it has the metric, else as written. */
static void saved_query(struct uses *u, const struct mdp_yaml *node, const char *file)
{
	struct mdp_use use = begin(u, MDP_USE_SAVED_QUERY, node, file);
	const struct mdp_yaml *params = mdp_yaml_get(node, "query_params");

	use.metrics = mdp_enrich_list(u->x, mdp_yaml_get(params, "metrics"));
	use.group_by = mdp_enrich_list(u->x, mdp_yaml_get(params, "group_by"));
	use.where = mdp_enrich_list(u->x, mdp_yaml_get(params, "where"));
	push(u, &use);
}

static void group(struct uses *u, const struct mdp_yaml *node, const char *file)
{
	struct mdp_use use = begin(u, MDP_USE_GROUP, node, file);

	for (int t = 0; t < u->x->c->ntables; t++) {
		if (u->x->c->tables[t].group && use.name && !strcmp(u->x->c->tables[t].group, use.name))
			add_table(u, &use, t);
	}
	push(u, &use);
}

/* The group and tags of a model or a column, from its entry or its config. */
static const struct mdp_yaml *config_of(const struct mdp_yaml *node, const char *key)
{
	const struct mdp_yaml *here = mdp_yaml_get(node, key);

	return here ? here : mdp_yaml_get(mdp_yaml_get(node, "config"), key);
}

static const char **tags_of(const struct uses *u, const char **tags, const struct mdp_yaml *node)
{
	for (const char **more = mdp_enrich_list(u->x, node); more && *more; more++)
		tags = mdp_enrich_join(u->x->a, tags, *more);
	return tags;
}

static void tag_model(struct uses *u, const struct mdp_dbt_model *m)
{
	const struct mdp_yaml *node = m->properties.node, *group_name = config_of(node, "group"), *columns;
	int t = m->disabled || m->ephemeral ? -1 : mdp_enrich_table_of(u->x, m);

	if (t < 0)
		return;
	u->x->c->tables[t].tags = tags_of(u, tags_of(u, NULL, m->tags), config_of(node, "tags"));
	if (group_name && group_name->kind == MDP_YAML_SCALAR)
		u->x->c->tables[t].group = mdp_arena_strdup(u->x->a, group_name->text);
	else if (m->group)
		u->x->c->tables[t].group = mdp_arena_strdup(u->x->a, m->group);
	columns = mdp_yaml_get(node, "columns");
	for (const struct mdp_yaml *k = columns ? columns->child : NULL; k; k = k->next) {
		const char *name = mdp_yaml_text(k, "name");
		int column = name ? mdp_enrich_column_in(u->x->c, t, name) : -1;

		if (column >= 0)
			u->x->c->columns[column].tags = tags_of(u, NULL, config_of(k, "tags"));
	}
}

static bool is_known(const struct uses *u, enum mdp_use_kind kind, const char *name)
{
	for (int i = 0; i < u->x->c->nuses; i++) {
		if (u->x->c->uses[i].kind == kind && u->x->c->uses[i].name && !strcmp(u->x->c->uses[i].name, name))
			return true;
	}
	return false;
}

/* ---- the manifest ---- */

static const char *json_text(const struct uses *u, const json_t *node, const char *key)
{
	const char *text = json_string_value(json_object_get(node, key));

	return text && *text ? mdp_arena_strdup(u->x->a, text) : NULL;
}

static const char **json_list(const struct uses *u, const json_t *list)
{
	const char **out = NULL;
	json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
	{
		if (json_is_string(item))
			out = mdp_enrich_join(u->x->a, out, mdp_arena_strdup(u->x->a, json_string_value(item)));
	}
	return out;
}

static void exposure_of_manifest(struct uses *u, const json_t *node)
{
	struct mdp_use use = { .kind = MDP_USE_EXPOSURE, .name = json_text(u, node, "name") };
	json_t *on = json_object_get(json_object_get(node, "depends_on"), "nodes"), *item;
	size_t i;

	if (!use.name || is_known(u, use.kind, use.name))
		return;
	use.label = json_text(u, node, "label");
	use.type = json_text(u, node, "type");
	use.url = json_text(u, node, "url");
	use.description = json_text(u, node, "description");
	use.owner = json_text(u, json_object_get(node, "owner"), "name");
	use.source.file = json_text(u, node, "original_file_path");
	json_array_foreach(on, i, item)
	{
		const char *id = json_string_value(item), *dot = id ? strrchr(id, '.') : NULL;

		depend_on(u, &use, dot ? mdp_arena_strdup(u->x->a, dot + 1) : NULL);
	}
	push(u, &use);
}

static void saved_query_of_manifest(struct uses *u, const json_t *node)
{
	struct mdp_use use = { .kind = MDP_USE_SAVED_QUERY, .name = json_text(u, node, "name") };
	const json_t *params = json_object_get(node, "query_params");

	if (!use.name || is_known(u, use.kind, use.name))
		return;
	use.label = json_text(u, node, "label");
	use.description = json_text(u, node, "description");
	use.source.file = json_text(u, node, "original_file_path");
	use.metrics = json_list(u, json_object_get(params, "metrics"));
	use.group_by = json_list(u, json_object_get(params, "group_by"));
	push(u, &use);
}

/* Descriptions, tags and groups of models that no file of the project describes. */
static void model_of_manifest(struct uses *u, const json_t *node)
{
	const char *name = json_string_value(json_object_get(node, "name")), *key;
	const struct mdp_dbt_model *m = name ? mdp_dbt_model(u->x->dbt, name) : NULL;
	int t = m ? mdp_enrich_table_of(u->x, m) : -1;
	struct mdp_table *table = t >= 0 ? &u->x->c->tables[t] : NULL;
	json_t *column;

	if (!table)
		return;
	if (!table->description)
		table->description = json_text(u, node, "description");
	if (!table->tags)
		table->tags = json_list(u, json_object_get(node, "tags"));
	if (!table->group)
		table->group = json_text(u, node, "group");
	json_object_foreach(json_object_get((json_t *)(uintptr_t)node, "columns"), key, column)
	{
		int k = mdp_enrich_column_in(u->x->c, t, key);

		if (k >= 0 && !u->x->c->columns[k].description)
			u->x->c->columns[k].description = json_text(u, column, "description");
		if (k >= 0 && !u->x->c->columns[k].tags)
			u->x->c->columns[k].tags = json_list(u, json_object_get(column, "tags"));
	}
}

static void read_manifest(struct uses *u)
{
	struct mdp_manifest m = { 0 };
	const char *key;
	json_t *root = mdp_manifest_root(u->x, &m), *node;

	json_object_foreach(json_object_get(root, "nodes"), key, node) model_of_manifest(u, node);
	json_object_foreach(json_object_get(root, "exposures"), key, node) exposure_of_manifest(u, node);
	json_object_foreach(json_object_get(root, "saved_queries"), key, node) saved_query_of_manifest(u, node);
	mdp_manifest_release(&m);
}

/* ---- pages ---- */

/* Tables that a parsed statement reads, also by the queries that it builds on. */
static void read_tables(const struct uses *u, struct mdp_use *use, const struct mdp_sql_reader *r, const json_t *node,
			int depth)
{
	const char *key, *name;
	json_t *child;
	size_t i;

	if (depth > DEPTH)
		return;
	name = json_string_value(json_object_get(node, "table_name"));
	if (name && *name) {
		const struct mdp_sql_query *q = mdp_sql_find(r, name);
		int table = mdp_catalog_table(u->x->c, mdp_str_of(name));

		if (q && q->root && q->root != node)
			read_tables(u, use, r, q->root, depth + 1);
		else if (table >= 0)
			add_table(u, use, table);
	}
	json_object_foreach((json_t *)(uintptr_t)node, key, child)
	{
		if (json_is_object(child) || json_is_array(child))
			read_tables(u, use, r, child, depth + 1);
	}
	json_array_foreach(node, i, child)
	{
		read_tables(u, use, r, child, depth + 1);
	}
}

static void page(struct uses *u, const struct mdp_sql_reader *r, const struct mdp_page *p)
{
	struct mdp_use use = { .kind = MDP_USE_PAGE, .type = "page", .source = { p->file, 1 } };
	int charts = 0;

	use.name = p->file;
	use.label = p->title;
	for (int i = 0; i < r->nqueries; i++) {
		const struct mdp_sql_query *q = r->queries[i];

		if (q->root && q->file && !strcmp(q->file, p->file))
			read_tables(u, &use, r, q->root, 0);
	}
	for (int i = 0; i < p->nshown && charts < CHARTS; i++, charts++) {
		const struct mdp_shown *s = &p->shown[i];
		const char *text = mdp_arena_printf(u->x->a, "%s of %s.%s%s%s%s%s", s->component,
						    s->query ? s->query : "?", s->column ? s->column : "?",
						    s->title ? ", called " : "", s->title ? s->title : "",
						    s->format ? ", as " : "", s->format ? s->format : "");

		use.charts = mdp_enrich_join(u->x->a, use.charts, text);
	}
	push(u, &use);
}

void mdp_enrich_uses(struct mdp_enrich *x, const struct mdp_sql_reader *r, const struct mdp_pages *pages)
{
	static const struct {
		const char *section;
		void (*read)(struct uses *u, const struct mdp_yaml *node, const char *file);
	} sections[] = {
		{ "exposures", exposure },
		{ "saved_queries", saved_query },
		{ "groups", group },
	};
	struct uses u = { .x = x };

	x->c->uses = NULL;
	x->c->nuses = 0;
	for (int i = 0; i < x->dbt->nmodels; i++)
		tag_model(&u, &x->dbt->models[i]);
	for (int i = 0; i < x->dbt->nfiles; i++) {
		for (size_t k = 0; k < sizeof(sections) / sizeof(sections[0]); k++) {
			const struct mdp_yaml *list = mdp_yaml_get(x->dbt->files[i].node, sections[k].section);

			for (const struct mdp_yaml *n = list ? list->child : NULL; n; n = n->next) {
				if (mdp_yaml_text(n, "name"))
					sections[k].read(&u, n, x->dbt->files[i].file);
			}
		}
	}
	read_manifest(&u);
	for (int i = 0; i < pages->n; i++)
		page(&u, r, &pages->items[i]);
}

static bool is_withheld(const struct mdp_catalog *c, const char *words)
{
	for (int i = 0; i < c->nfindings; i++) {
		for (const char **n = c->findings[i].names; n && *n; n++) {
			if (!strcmp(*n, words))
				return true;
		}
	}
	return false;
}

void mdp_enrich_uses_check(struct mdp_enrich *x)
{
	for (int i = 0; i < x->c->nuses; i++) {
		const struct mdp_use *use = &x->c->uses[i];

		for (const char **m = use->metrics; m && *m; m++) {
			const char *words = mdp_words_norm(x->a, mdp_str_of(*m));

			/* a count of things goes by their name, and what cannot be computed is known too */
			if (mdp_catalog_measure(x->c, mdp_str_of(words)) < 0 &&
			    mdp_catalog_entity(x->c, mdp_str_of(words)) < 0 && !is_withheld(x->c, words))
				mdp_enrich_finding(x, "unknown_metric", use->source.file, use->source.line,
						   "the saved query %s asks for the metric %s, which is not known here",
						   use->name, *m);
		}
		for (const char **on = use->kind == MDP_USE_EXPOSURE ? use->others : NULL; on && *on; on++) {
			if (!mdp_dbt_model(x->dbt, *on) && strncmp(*on, "source(", 7) != 0)
				mdp_enrich_finding(x, "unknown_model", use->source.file, use->source.line,
						   "the exposure %s depends on %s, which is no model here", use->name,
						   *on);
		}
	}
}
