/* mdp.yaml as a tree, for all who look into it, and what is done when there is something wrong with it. */
#include "project/config.h"

#include <string.h>

#include "engine/engine.h"
#include "project/dbt.h"
#include "project/numbers.h"
#include "project/read.h"
#include "project/yaml.h"
#include "base/file.h"
#include "base/banned.h"

int mdp_config_read(const struct mdp_project *p, struct mdp_arena *a, struct mdp_yaml **root, struct mdp_error *err)
{
	struct mdp_str text;
	*root = NULL;
	if (!p->config)
		return 0;
	int rc = mdp_file_read(a, p->config, &text, err);
	return rc ? rc : mdp_yaml_parse(a, text, mdp_project_relative(a, p, p->config), root, err);
}

bool mdp_project_config_finding(const struct mdp_project *p, struct mdp_catalog *c, const struct mdp_error *err)
{
	struct mdp_enrich x = { .p = p, .c = c, .a = &c->arena };
	const char *file = p->config ? mdp_project_relative(x.a, p, p->config) : NULL, *text = err->primary;
	if (!file || (strcmp(err->file, file) != 0 && strcmp(err->file, p->config) != 0))
		return false;
	/* the place is told by itself */
	if (!strncmp(text, file, strlen(file)) && !strncmp(text + strlen(file), ": ", 2))
		text += strlen(file) + 2;
	struct mdp_finding *f = mdp_enrich_finding(&x, MDP_FINDING_CONFIG, file, err->line, "%s%s%s", text,
						   *err->detail ? "; " : "", err->detail);
	f->fix = *err->hint ? mdp_arena_strdup(x.a, err->hint) : NULL;
	return true;
}

const struct mdp_finding *mdp_project_config_wrong(const struct mdp_catalog *c)
{
	for (int i = 0; i < c->nfindings; i++)
		if (!strcmp(c->findings[i].code, MDP_FINDING_CONFIG))
			return &c->findings[i];
	return NULL;
}

bool mdp_config_join(struct mdp_arena *a, const char *text, const char **from, const char **to)
{
	struct mdp_str all = mdp_str_of(text), left, right;
	if (!mdp_str_next(&all, '=', &left))
		return false;
	left = mdp_str_trim(left);
	right = mdp_str_trim(all);
	if (!left.n || !right.n || memchr(right.p, '=', right.n) || !memchr(left.p, '.', left.n) ||
	    !memchr(right.p, '.', right.n))
		return false;
	*from = mdp_arena_strndup(a, left.p, left.n);
	*to = mdp_arena_strndup(a, right.p, right.n);
	return true;
}

/* The table that has columns of all these names, however they were found; -1: none. */
static int table_of_all(const struct mdp_catalog *c, const int *columns, int n)
{
	for (int t = 0; t < c->ntables; t++) {
		int has = 0;
		for (int i = 0; i < n; i++)
			has += mdp_enrich_column_in(c, t, c->columns[columns[i]].name) >= 0;
		if (has == n && (n > 1 || t == c->columns[columns[0]].table))
			return t;
	}
	return -1;
}

void mdp_config_key_unused(struct mdp_enrich *x, struct mdp_source at, const char *name, const int *columns, int n)
{
	const struct mdp_catalog *c = x->c;
	int table = table_of_all(c, columns, n);
	const struct mdp_table *t = &c->tables[table < 0 ? 0 : table];
	const char *names = "", *list = "";
	struct mdp_result res = { 0 };
	long long values = n == 1 ? (long long)c->columns[columns[0]].distinct : -1;
	for (int i = 0; i < n; i++) {
		names = mdp_arena_printf(x->a, "%s%s%s", names, i ? ", " : "", c->columns[columns[i]].name);
		list = mdp_arena_printf(x->a, "%s%s%s", list, i ? ", " : "",
					mdp_engine_ident(x->a, c->columns[columns[i]].name));
	}
	const char *sql = mdp_arena_printf(x->a, "SELECT count(*) FROM (SELECT DISTINCT %s FROM %s.%s)", list,
					   mdp_engine_ident(x->a, t->schema), mdp_engine_ident(x->a, t->name));
	if (table >= 0 && x->e && !mdp_engine_query(x->e, sql, NULL, 0, 0, &res, NULL))
		values = (long long)mdp_result_at(&res, 0, 0)->i;
	mdp_result_release(&res);
	if (values < 0) { /* of several tables */
		mdp_enrich_finding(x, MDP_FINDING_UNUSED, at.file, at.line,
				   "%s as the key of %s is not used: no table has it", names, name);
		return;
	}
	struct mdp_finding *found = mdp_enrich_finding(
		x, MDP_FINDING_UNUSED, at.file, at.line,
		"%s as the key of %s is not used: %lld different values on the %lld rows of %s, and nothing "
		"is known by it there",
		names, name, values, (long long)t->rows, t->name);
	mdp_numbers_of_finding(found, (double)values, (double)t->rows);
}
