/*
 * What dbt says that helps to read the data: which schemas hold the final models (and marts that something else reads), what a row of a table is, which
 * columns are declared unique. These are hints: the profile checks every one of them against the rows.
 */
#include "project/read.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/map.h"
#include "project/config.h"
#include "project/dbt.h"
#include "project/words.h"
#include "base/banned.h"

struct maker {
	struct mdp_arena *a;
	const struct mdp_dbt *d;
	struct mdp_hints *h;
	int cap;
	bool all; /* schemas were asked for: what is hidden in them is meant too */
};

/* --- what a row is --- */

/* Cuts "customer per month, which …" down to the noun. */
static const char *noun(struct mdp_arena *a, const char *from)
{
	static const char *const ends[] = {
		".",      ",",      ";",       ":",      "(",          "\n",   "—",          "–",
		" - ",    " with ", " which ", " that ", " for ",      " in ", " of which ", " containing ",
		" from ", " as ",   " where ", " when ", " including "
	};
	static const char *const articles[] = { "a ",   "an ",     "the ",    "each ",      "every ",
						"one ", "single ", "unique ", "individual " };
	size_t n = strlen(from);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		const char *at = strcasestr(from, ends[i]);
		if (at && (size_t)(at - from) < n)
			n = (size_t)(at - from);
	}
	const char *words = mdp_words_norm(a, (struct mdp_str){ from, n });
	for (size_t i = 0; i < sizeof(articles) / sizeof(articles[0]); i++)
		if (!strncmp(words, articles[i], strlen(articles[i]))) {
			words += strlen(articles[i]);
			i = (size_t)-1;
		}
	/* "grain: one row per (store, day)" names columns, not what a row is */
	if (!strncmp(words, "row", 3) || !strncmp(words, "record per", 10) || mdp_str_ends(mdp_str_of(words), " per"))
		return NULL;
	int spaces = 0;
	for (const char *p = words; *p; p++)
		spaces += *p == ' ';
	/* a noun has few words; what is longer was a sentence about something else */
	return *words && spaces < 4 ? mdp_words_singular(a, words) : NULL;
}

const char *mdp_project_row_noun(struct mdp_arena *a, const char *description)
{
	static const char *const phrases[] = { "one row per ",
					       "one row for each ",
					       "one row for every ",
					       "a row per ",
					       "a row for each ",
					       "a row for every ",
					       "row per ",
					       "one record per ",
					       "a record per ",
					       "one record for each ",
					       "one line per ",
					       "one entry per ",
					       "each row is ",
					       "every row is ",
					       "each row represents ",
					       "every row represents ",
					       "each row describes ",
					       "each record is ",
					       "each record represents ",
					       "grain: ",
					       "grain is ",
					       "granularity: " };
	for (size_t i = 0; description && i < sizeof(phrases) / sizeof(phrases[0]); i++) {
		const char *at = strcasestr(description, phrases[i]);
		if (!at || (at > description && isalnum((unsigned char)at[-1])))
			continue;
		const char *from = at + strlen(phrases[i]);
		/* "grain: one row per order" */
		const char *inner = mdp_project_row_noun(a, from);
		const char *found = inner ? inner : noun(a, from);
		if (found)
			return found;
	}
	return NULL;
}

/* --- declared keys --- */

static const struct mdp_yaml *tests_of(const struct mdp_yaml *node)
{
	const struct mdp_yaml *tests = mdp_yaml_get(node, "data_tests");
	return tests ? tests : mdp_yaml_get(node, "tests");
}

static bool has_unique_test(const struct mdp_yaml *column)
{
	const struct mdp_yaml *tests = tests_of(column), *constraints = mdp_yaml_get(column, "constraints");
	for (const struct mdp_yaml *t = tests ? tests->child : NULL; t; t = t->next) {
		/* a unique test under a condition says nothing about all rows */
		if (t->kind == MDP_YAML_SCALAR && !strcmp(t->text, "unique"))
			return true;
		const struct mdp_yaml *with = mdp_yaml_get(t, "unique");
		if (with && !mdp_yaml_get(with, "where") && !mdp_yaml_get(mdp_yaml_get(with, "config"), "where"))
			return true;
	}
	for (const struct mdp_yaml *c = constraints ? constraints->child : NULL; c; c = c->next) {
		const char *type = mdp_yaml_text(c, "type");
		if (type && (!strcmp(type, "primary_key") || !strcmp(type, "unique")))
			return true;
	}
	return false;
}

static const char **names_of(struct maker *m, const struct mdp_yaml *list)
{
	const char **out = NULL;
	int n = 0, cap = 0;
	if (!list || list->kind != MDP_YAML_LIST)
		return NULL;
	for (const struct mdp_yaml *c = list->child; c; c = c->next)
		if (c->kind == MDP_YAML_SCALAR)
			MDP_PUSH(m->a, out, n, cap, c->text);
	if (n)
		MDP_PUSH(m->a, out, n, cap, NULL);
	return out;
}

static const char **one_name(struct maker *m, const char *name)
{
	const char **out = MDP_NEW_ARRAY(m->a, 2, const char *);
	out[0] = name;
	return out;
}

struct keys {
	const char ***items;
	int n, cap;
};

static void keys_of(struct maker *m, const struct mdp_yaml *table, struct keys *out)
{
	const struct mdp_yaml *columns = mdp_yaml_get(table, "columns"), *tests = tests_of(table);
	const struct mdp_yaml *constraints = mdp_yaml_get(table, "constraints");
	for (const struct mdp_yaml *c = constraints ? constraints->child : NULL; c; c = c->next) {
		const char *type = mdp_yaml_text(c, "type");
		const char **key = names_of(m, mdp_yaml_get(c, "columns"));
		if (key && type && (!strcmp(type, "primary_key") || !strcmp(type, "unique")))
			MDP_PUSH(m->a, out->items, out->n, out->cap, key);
	}
	for (const struct mdp_yaml *c = columns ? columns->child : NULL; c; c = c->next) {
		const char *name = mdp_yaml_text(c, "name");
		if (name && has_unique_test(c))
			MDP_PUSH(m->a, out->items, out->n, out->cap, one_name(m, name));
	}
	for (const struct mdp_yaml *t = tests ? tests->child : NULL; t; t = t->next)
		for (const struct mdp_yaml *named = t->child; named; named = named->next) {
			if (!named->key || !strstr(named->key, "unique_combination_of_columns"))
				continue;
			const struct mdp_yaml *args = mdp_yaml_get(named, "arguments");
			const char **key = names_of(m, mdp_yaml_get(args ? args : named, "combination_of_columns"));
			if (key && !mdp_yaml_get(mdp_yaml_get(named, "config"), "where"))
				MDP_PUSH(m->a, out->items, out->n, out->cap, key);
		}
}

/* --- tables --- */

static void add_table(struct maker *m, const char *name, const struct mdp_yaml *node, const char *file, bool upstream,
		      bool hidden, bool spare, const char *why)
{
	const char *text = mdp_dbt_text(m->d, m->a, mdp_yaml_text(node, "description"));
	struct keys keys = { 0 };
	keys_of(m, node, &keys);
	struct mdp_table_hint hint = {
		.table = name,
		.description = text,
		.row_noun = mdp_project_row_noun(m->a, text),
		.key = keys.n ? keys.items[0] : NULL,
		.upstream = upstream,
		.hidden = hidden,
		.spare = upstream && spare && !m->all,
		.why = why,
		.source = { .file = file, .line = node ? node->line : 0 },
	};
	MDP_PUSH(m->a, m->h->tables, m->h->ntables, m->cap, hint);
	/* further keys as further hints of the same table */
	for (int i = 1; i < keys.n; i++) {
		struct mdp_table_hint more = {
			.table = name, .key = keys.items[i], .upstream = upstream, .source = hint.source
		};
		MDP_PUSH(m->a, m->h->tables, m->h->ntables, m->cap, more);
	}
}

static bool is_final(const struct mdp_dbt_model *m, bool early_too)
{
	return !m->referenced && !m->disabled && !m->ephemeral && !m->hidden && !m->old &&
	       (early_too || (!m->early && !m->consumer));
}

/* Has it measures of dbt's semantic layer of its own? Then people ask of it, whatever it is called. */
static bool is_measured(const struct maker *m, const struct mdp_dbt_model *model)
{
	if (mdp_yaml_get(model->properties.node, "semantic_model"))
		return true;
	for (int i = 0; i < m->d->nfiles; i++) {
		const struct mdp_yaml *list = mdp_yaml_get(m->d->files[i].node, "semantic_models");
		for (const struct mdp_yaml *s = list ? list->child : NULL; s; s = s->next) {
			const char *text = mdp_yaml_text(s, "model"), *name = text ? mdp_dbt_ref(m->a, text) : NULL;
			if (name && !strcmp(name, model->name))
				return true;
		}
	}
	return false;
}

/* Snapshots keep old rows of what models hold as well: asked by name of their schema only, as versions that are not the latest. */
static bool is_left_out(const struct maker *m, const struct mdp_dbt_model *model)
{
	bool others = false;
	if (m->all)
		return false;
	for (int i = 0; i < m->d->nmodels && model->snapshot; i++)
		others |= is_final(&m->d->models[i], false) || m->d->models[i].mart;
	return model->hidden || model->old || (model->snapshot && others);
}

static const char *why_left_out(const struct maker *m, const struct mdp_dbt_model *model)
{
	if (model->old)
		return mdp_arena_printf(m->a, "not the latest version of %s", model->version_of);
	if (model->hidden)
		return "hidden";
	if (model->snapshot)
		return "a snapshot";
	if (model->consumer)
		return "an export or a feature table, made from what is asked about";
	return model->early ? "staging or intermediate" : NULL;
}

/* The latest version goes by the model's name; what bears that name itself is a view of it. */
static void name_latest(struct maker *m, const struct mdp_dbt_model *model, const char *schema)
{
	struct mdp_table_hint *last = &m->h->tables[m->h->ntables - 1];
	const char *name = mdp_arena_printf(m->a, "%s.%s", schema, model->alias);
	for (; last >= m->h->tables && !strcmp(last->table, name); last--)
		last->called = model->version_of;
	if (strcmp(model->alias, model->version_of) != 0 && !mdp_dbt_is_model(m->d, model->version_of) && !m->all)
		add_table(m, mdp_arena_printf(m->a, "%s.%s", schema, model->version_of), NULL, model->file, false, true,
			  false, "its latest version is asked about");
}

static void add_models(struct maker *m)
{
	for (int i = 0; i < m->d->nmodels; i++) {
		const struct mdp_dbt_model *model = &m->d->models[i];
		if (model->disabled || model->ephemeral)
			continue;
		const char *file = model->properties.node ? model->properties.file : model->file;
		for (const char **schema = mdp_dbt_schemas(m->d, m->a, model); *schema; schema++) {
			bool upstream = model->early && model->referenced;
			add_table(m, mdp_arena_printf(m->a, "%s.%s", *schema, model->alias), model->properties.node,
				  file, upstream, is_left_out(m, model), !is_measured(m, model),
				  why_left_out(m, model));
			if (model->version_of && !model->old)
				name_latest(m, model, *schema);
		}
	}
}

static void add_sources(struct maker *m)
{
	for (int i = 0; i < m->d->nfiles; i++) {
		const struct mdp_yaml *list = mdp_yaml_get(m->d->files[i].node, "sources");
		for (const struct mdp_yaml *s = list ? list->child : NULL; s; s = s->next) {
			const char *schema = mdp_yaml_text(s, "schema");
			if (!schema)
				schema = mdp_yaml_text(s, "name");
			const struct mdp_yaml *tables = mdp_yaml_get(s, "tables");
			for (const struct mdp_yaml *t = tables ? tables->child : NULL; t; t = t->next) {
				const char *name = mdp_yaml_text(t, "identifier");
				if (!name)
					name = mdp_yaml_text(t, "name");
				if (name && schema)
					add_table(m, mdp_arena_printf(m->a, "%s.%s", schema, name), t,
						  m->d->files[i].file, true, false, true, "a source");
			}
		}
	}
}

/* --- schemas --- */

struct names {
	const char **items;
	int n, cap;
};

static void add_name(struct mdp_arena *a, struct names *list, const char *name)
{
	for (int i = 0; i < list->n; i++)
		if (!strcmp(list->items[i], name))
			return;
	MDP_PUSH(a, list->items, list->n, list->cap, name);
}

static bool has_name(const struct names *list, const char *name)
{
	for (int i = 0; i < list->n; i++)
		if (!strcmp(list->items[i], name))
			return true;
	return false;
}

static void add_schemas(struct maker *m, const struct mdp_dbt_model *model, const struct names *but, struct names *out)
{
	for (const char **schema = mdp_dbt_schemas(m->d, m->a, model); *schema; schema++)
		if (!but || !has_name(but, *schema))
			add_name(m->a, out, *schema);
}

static bool same_layer(const struct mdp_dbt_model *a, const struct mdp_dbt_model *b)
{
	return a->schema && b->schema ? !strcmp(a->schema, b->schema) : a->schema == b->schema;
}

/* Schemas that models of other schemas are built upon. */
static struct names inner_schemas(struct maker *m)
{
	struct names out = { 0 };
	for (int i = 0; i < m->d->nmodels; i++) {
		const struct mdp_dbt_model *model = &m->d->models[i];
		if (model->disabled || model->hidden || model->consumer)
			continue;
		for (const char **ref = model->refs; *ref; ref++) {
			const struct mdp_dbt_model *below = mdp_dbt_model(m->d, *ref);
			if (below && !same_layer(model, below))
				add_schemas(m, below, NULL, &out);
		}
	}
	return out;
}

/* Final models, and what people ask of by its name, folder or measures though something else reads it. */
static bool is_asked(const struct maker *m, const struct mdp_dbt_model *model)
{
	if (model->disabled || model->ephemeral || model->hidden || model->old || model->consumer)
		return false;
	return model->mart || is_measured(m, model);
}

static void add_asked(struct maker *m, struct names *out)
{
	for (int i = 0; i < m->d->nmodels; i++)
		if (is_asked(m, &m->d->models[i]))
			add_schemas(m, &m->d->models[i], NULL, out);
}

static struct names final_models(struct maker *m, const struct names *but, bool early_too)
{
	struct names out = { 0 };
	for (int i = 0; i < m->d->nmodels; i++) {
		const struct mdp_dbt_model *model = &m->d->models[i];
		if (is_final(model, early_too))
			add_schemas(m, model, but, &out);
	}
	return out;
}

/* A model that nothing uses yet does not make its layer the final one, nor does one that is called staging. */
static const char **final_schemas(struct maker *m)
{
	struct names inner = inner_schemas(m);
	struct names out = final_models(m, &inner, false);
	add_asked(m, &out);
	if (out.n == 0)
		out = final_models(m, &inner, true);
	if (out.n == 0)
		out = final_models(m, NULL, true);
	if (out.n)
		MDP_PUSH(m->a, out.items, out.n, out.cap, NULL);
	return out.items;
}

/* Of mdp.yaml, whose errors are told when it is read for what it says. */
static const char **configured_schemas(struct maker *m, const struct mdp_yaml *config)
{
	const struct mdp_yaml *node = mdp_yaml_get(config, "schemas");
	return node && node->kind == MDP_YAML_SCALAR ? one_name(m, node->text) : names_of(m, node);
}

/* Tables that mdp.yaml hides, joins and keys that it declares. What is wrong in them is told when its other parts are read. */
static void add_configured(struct maker *m, const struct mdp_project *p, const struct mdp_yaml *config)
{
	int joins = 0, keys = 0;
	const struct mdp_yaml *tables = mdp_yaml_get(config, "tables"), *list = mdp_yaml_get(config, "joins"),
			      *entities = mdp_yaml_get(config, "entities");
	for (const struct mdp_yaml *t = tables ? tables->child : NULL; t; t = t->next) {
		const char *hidden = mdp_yaml_text(t, "hidden");
		if (t->key && hidden && !strcmp(hidden, "true"))
			add_table(m, t->key, NULL, p->config, false, true, false, NULL);
	}
	for (const struct mdp_yaml *j = list ? list->child : NULL; j; j = j->next) {
		struct mdp_join_hint hint;
		if (j->kind == MDP_YAML_SCALAR && mdp_config_join(m->a, j->text, &hint.from, &hint.to))
			MDP_PUSH(m->a, m->h->joins, m->h->njoins, joins, hint);
	}
	for (const struct mdp_yaml *e = entities ? entities->child : NULL; e; e = e->next) {
		const struct mdp_yaml *key = mdp_yaml_get(e, "key");
		const char **names = !key                           ? NULL
				     : key->kind == MDP_YAML_SCALAR ? one_name(m, key->text)
								    : names_of(m, key);
		if (names)
			MDP_PUSH(m->a, m->h->keys, m->h->nkeys, keys, names);
	}
}

/* The name inside ref('…') or source('…', '…'): its last text. */
static const char *last_quoted(struct mdp_arena *a, const char *text)
{
	const char *end = NULL, *from;
	for (const char *p = text; *p; p++)
		if (*p == '\'' || *p == '"')
			end = p;
	for (from = end; from && from > text && from[-1] != *end;)
		from--;
	return end && from > text ? mdp_arena_strndup(a, from, (size_t)(end - from)) : NULL;
}

static const char *relation_of(const struct mdp_dbt *d, const char *name)
{
	const struct mdp_dbt_model *m = name ? mdp_dbt_model(d, name) : NULL;
	return m && m->alias ? m->alias : name;
}

/* What tests of models say of columns: each of its values is one of that field. It is a join, where nothing was said in mdp.yaml. */
static void add_tested(struct maker *m, const struct mdp_dbt_model *model, int *cap)
{
	const struct mdp_yaml *columns = mdp_yaml_get(model->properties.node, "columns");
	for (const struct mdp_yaml *c = columns ? columns->child : NULL; c; c = c->next) {
		const struct mdp_yaml *tests = tests_of(c);
		const char *name = mdp_yaml_text(c, "name");
		for (const struct mdp_yaml *t = tests ? tests->child : NULL; name && t; t = t->next) {
			const struct mdp_yaml *with = mdp_yaml_get(t, "relationships"), *args;
			args = mdp_yaml_get(with, "arguments");
			const char *to = mdp_yaml_text(args ? args : with, "to");
			const char *field = mdp_yaml_text(args ? args : with, "field");
			const char *table = to ? relation_of(m->d, last_quoted(m->a, to)) : NULL;
			struct mdp_join_hint hint = { .from = mdp_arena_printf(m->a, "%s.%s",
									       relation_of(m->d, model->name), name) };
			bool known = false;
			for (int i = 0; i < m->h->njoins; i++)
				known |= !strcmp(m->h->joins[i].from, hint.from);
			if (!table || !field || known || mdp_yaml_get(with, "where") ||
			    mdp_yaml_get(mdp_yaml_get(with, "config"), "where"))
				continue;
			hint.to = mdp_arena_printf(m->a, "%s.%s", table, field);
			MDP_PUSH(m->a, m->h->joins, m->h->njoins, *cap, hint);
		}
	}
}

int mdp_project_hints(const struct mdp_project *p, struct mdp_arena *a, struct mdp_hints *hints, struct mdp_error *err)
{
	struct mdp_dbt dbt;
	struct mdp_yaml *config = NULL;
	(void)err;
	*hints = (struct mdp_hints){ 0 };
	if (mdp_config_read(p, a, &config, NULL))
		config = NULL;
	mdp_dbt_read(p, a, &dbt);
	struct maker m = { .a = a, .d = &dbt, .h = hints, .all = p->schemas != NULL };
	add_models(&m);
	add_sources(&m);
	add_configured(&m, p, config);
	int joins = hints->njoins;
	for (int i = 0; i < dbt.nmodels; i++)
		if (!dbt.models[i].disabled)
			add_tested(&m, &dbt.models[i], &joins);
	mdp_project_zone(p, a, config, hints);
	hints->schemas = p->schemas ? p->schemas : configured_schemas(&m, config);
	if (!hints->schemas)
		hints->schemas = final_schemas(&m);
	return 0;
}

/* Schemas of the warehouse that hold tables, in order of their names. */
static int warehouse_schemas(struct mdp_engine *e, struct mdp_arena *a, struct names *out, struct mdp_error *err)
{
	struct mdp_result res;
	int rc = mdp_engine_query(
		e,
		"select distinct table_schema from information_schema.tables where table_catalog = "
		"current_database() and table_schema not in ('information_schema', 'pg_catalog', '" MDP_KEPT_SCHEMA
		"') order by 1",
		NULL, 0, 0, &res, err);
	for (int64_t i = 0; !rc && i < res.nrows; i++) {
		const struct mdp_value *v = mdp_result_at(&res, i, 0);
		MDP_PUSH(a, out->items, out->n, out->cap, mdp_arena_strndup(a, v->s.p, v->s.n));
	}
	mdp_result_release(&res);
	return rc;
}

static const char *find_schema(const struct names *all, const char *name)
{
	for (int i = 0; i < all->n; i++)
		if (!strcasecmp(all->items[i], name))
			return all->items[i];
	return NULL;
}

static int no_schema(struct mdp_arena *a, const struct names *all, const char *name, struct mdp_error *err)
{
	int rc = mdp_fail(err, MDP_USAGE, "no schema '%s' with tables in the warehouse", name);
	struct mdp_str list = { "", 0 };
	for (int i = 0; i < all->n; i++)
		list = mdp_str_of(mdp_arena_printf(a, "%s%s%s", list.p, i ? ", " : "", all->items[i]));
	mdp_error_detail(err, "there are %s", all->n ? list.p : "none");
	const char *near = mdp_words_nearest(name, all->items, all->n);
	if (near)
		mdp_error_hint(err, "did you mean %s?", near);
	return rc;
}

int mdp_project_choose_schemas(const struct mdp_project *p, struct mdp_engine *e, struct mdp_arena *a,
			       struct mdp_hints *hints, struct mdp_error *err)
{
	struct names all = { 0 }, out = { 0 };
	int rc = warehouse_schemas(e, a, &all, err);
	if (rc)
		return rc;
	for (const char **s = hints->schemas; s && *s; s++) {
		const char *there = find_schema(&all, *s);
		if (there)
			add_name(a, &out, there);
		else if (p->schemas)
			return no_schema(a, &all, *s, err);
	}
	if (!out.n && find_schema(&all, "marts"))
		add_name(a, &out, find_schema(&all, "marts"));
	if (out.n)
		MDP_PUSH(a, out.items, out.n, out.cap, NULL);
	hints->schemas = out.items;
	return 0;
}
