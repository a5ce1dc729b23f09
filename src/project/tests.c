/*
 * What dbt tests claim of keys, held against the data now: a `unique` test that the warehouse contradicts is a finding with the
 * number of rows too many, whatever the last run of dbt said. And the other way round: keys and references of models that
 * no test guards.
 */
#include <string.h>
#include <strings.h>

#include "engine/engine.h"
#include "project/dbt.h"
#include "project/defs.h"
#include "base/banned.h"

static const struct mdp_yaml *tests_of(const struct mdp_yaml *node)
{
	const struct mdp_yaml *tests = mdp_yaml_get(node, "data_tests");
	return tests ? tests : mdp_yaml_get(node, "tests");
}

static const char *test_name(const struct mdp_yaml *t)
{
	const char *given = mdp_yaml_text(t, "test_name");
	return t->kind == MDP_YAML_SCALAR ? t->text : given ? given : t->child && t->child->key ? t->child->key : "";
}

static bool has_where(const struct mdp_yaml *t)
{
	const struct mdp_yaml *with = t->kind == MDP_YAML_MAP ? t->child : NULL;
	return mdp_yaml_get(t, "where") || mdp_yaml_get(mdp_yaml_get(t, "config"), "where") ||
	       mdp_yaml_get(with, "where") || mdp_yaml_get(mdp_yaml_get(with, "config"), "where");
}

/* --- claims --- */

/* Rows that have a key and keys, of a table. False when it cannot be counted. */
static bool count_keys(struct mdp_enrich *x, int table, const char *columns, const char *some, int64_t *rows,
		       int64_t *keys)
{
	const struct mdp_table *t = &x->c->tables[table];
	struct mdp_result res;
	const char *sql =
		mdp_arena_printf(x->a, "select count(*)::bigint, count(distinct (%s))::bigint from %s.%s where %s",
				 columns, mdp_engine_ident(x->a, t->schema), mdp_engine_ident(x->a, t->name), some);
	bool ok = !mdp_engine_query(x->e, sql, NULL, 0, 1, &res, NULL) && res.nrows == 1;
	if (ok) {
		*rows = mdp_result_at(&res, 0, 0)->i;
		*keys = mdp_result_at(&res, 0, 1)->i;
	}
	mdp_result_release(&res);
	return ok;
}

/* Is it told already, as a key of the profile with its exceptions? */
static bool is_dirty_key(const struct mdp_catalog *c, int table, const int *key, int n)
{
	for (int i = 0; i < c->nentities; i++) {
		const struct mdp_entity *e = &c->entities[i];
		bool same = e->table == table && e->nkey == n && e->own_table && e->evidence.exceptions > 0;
		for (int k = 0; k < n && same; k++)
			same = e->key[k] == key[k];
		if (same)
			return true;
	}
	return false;
}

static void claim(struct mdp_enrich *x, int table, const int *key, int n, const char *file, int line)
{
	const struct mdp_catalog *c = x->c;
	const char *columns = "", *names = "", *some = "true";
	int64_t rows, keys;
	for (int i = 0; i < n; i++) {
		const char *name = mdp_engine_ident(x->a, c->columns[key[i]].name);
		columns = mdp_arena_printf(x->a, "%s%s%s", columns, i ? ", " : "", name);
		names = mdp_arena_printf(x->a, "%s%s%s", names, i ? ", " : "", c->columns[key[i]].name);
		some = mdp_arena_printf(x->a, "%s and %s is not null", some, name);
	}
	if (!n || is_dirty_key(c, table, key, n) || !count_keys(x, table, columns, some, &rows, &keys) || rows == keys)
		return;
	struct mdp_finding *f = mdp_enrich_finding(
		x, "key_not_unique", file, line,
		"%s is declared unique in %s and is not: %lld rows, where there are %lld different ones", names,
		c->tables[table].name, (long long)rows, (long long)keys);
	f->counted = true;
	f->is = (double)rows;
	f->should = (double)keys;
}

/* --- what is guarded --- */

struct guard {
	bool *unique, *referred; /* a column each */
};

static void column_tests(struct mdp_enrich *x, int table, int column, const struct mdp_yaml *node, const char *file,
			 struct guard *g)
{
	const struct mdp_yaml *tests = tests_of(node);
	for (const struct mdp_yaml *t = tests ? tests->child : NULL; t; t = t->next) {
		const char *name = test_name(t);
		if (!strcmp(name, "unique") && !has_where(t)) {
			g->unique[column] = true;
			claim(x, table, &column, 1, file, t->line);
		}
		if (strstr(name, "relationships"))
			g->referred[column] = true;
	}
}

static void table_tests(struct mdp_enrich *x, int table, const struct mdp_yaml *node, const char *file, struct guard *g)
{
	const struct mdp_yaml *tests = tests_of(node);
	for (const struct mdp_yaml *t = tests ? tests->child : NULL; t; t = t->next) {
		const struct mdp_yaml *with = t->kind == MDP_YAML_MAP ? t->child : NULL;
		const struct mdp_yaml *args = mdp_yaml_get(with, "arguments");
		const struct mdp_yaml *list = mdp_yaml_get(args ? args : with, "combination_of_columns");
		int key[8], n = 0;
		bool known = list && list->kind == MDP_YAML_LIST && !has_where(t);
		for (const struct mdp_yaml *k = known ? list->child : NULL; k && n < 8; k = k->next) {
			int column = k->text ? mdp_enrich_column_in(x->c, table, k->text) : -1;
			known &= column >= 0;
			if (column >= 0)
				key[n++] = column;
		}
		for (int i = 0; i < n && known; i++)
			g->unique[key[i]] = true;
		if (known)
			claim(x, table, key, n, file, t->line);
	}
}

static void tell_untested(struct mdp_enrich *x, int table, const struct guard *g, const struct mdp_yaml_at *at)
{
	const struct mdp_catalog *c = x->c;
	const struct mdp_entity *e = &c->entities[c->tables[table].row_entity];
	const char *names = "";
	int n = 0;
	/* a key of several columns that nobody declared may be an accident of these data */
	bool guarded = e->nkey != 1;
	for (int k = 0; k < e->nkey; k++)
		guarded |= g->unique[e->key[k]];
	for (int k = 0; k < e->nkey && !guarded; k++)
		names = mdp_arena_printf(x->a, "%s%s%s", names, n++ ? ", " : "", c->columns[e->key[k]].name);
	for (int i = 0; i < c->nsites; i++) {
		const struct mdp_site *s = &c->sites[i];
		const struct mdp_entity *to = &c->entities[s->entity];
		if (s->table != table || to->nkey != 1 || !to->own_table || to->table == table ||
		    g->referred[s->key[0]])
			continue;
		names = mdp_arena_printf(x->a, "%s%s%s (to %s)", names, n++ ? ", " : "", c->columns[s->key[0]].name,
					 c->tables[to->table].name);
	}
	if (n)
		mdp_enrich_finding(x, "untested", at->file, at->node->line,
				   "keys or references of %s without a test: %s", c->tables[table].name, names);
}

void mdp_enrich_tests(struct mdp_enrich *x)
{
	size_t n = (size_t)x->c->ncolumns + 1;
	struct guard g = { MDP_NEW_ARRAY(x->a, n, bool), MDP_NEW_ARRAY(x->a, n, bool) };
	memset(g.unique, 0, n * sizeof(bool));
	memset(g.referred, 0, n * sizeof(bool));
	for (int i = 0; i < x->dbt->nmodels; i++) {
		const struct mdp_dbt_model *m = &x->dbt->models[i];
		int table = m->properties.node && !m->disabled ? mdp_enrich_table_of(x, m) : -1;
		if (table < 0)
			continue;
		const char *file = mdp_arena_strdup(x->a, m->properties.file);
		const struct mdp_yaml *columns = mdp_yaml_get(m->properties.node, "columns");
		for (const struct mdp_yaml *c = columns ? columns->child : NULL; c; c = c->next) {
			const char *name = mdp_yaml_text(c, "name");
			int column = name ? mdp_enrich_column_in(x->c, table, name) : -1;
			if (column >= 0)
				column_tests(x, table, column, c, file, &g);
		}
		table_tests(x, table, m->properties.node, file, &g);
		tell_untested(x, table, &g, &m->properties);
	}
}
