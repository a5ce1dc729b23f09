/*
 * Filters that files declare for all questions of a table: in mdp.yaml, or under the keys of meta that BI tools on dbt use. Each is SQL over
 * the table's columns.
 */
#include <string.h>

#include "project/config.h"
#include "project/dbt.h"
#include "project/sqlread.h"
#include "base/banned.h"

/* "${TABLE}.status" is a column of the table. */
static const char *bare(struct mdp_arena *a, const char *text)
{
	static const char own[] = "${TABLE}.";
	const char *out = "", *at;
	while ((at = strstr(text, own))) {
		out = mdp_arena_printf(a, "%s%.*s", out, (int)(at - text), text);
		text = at + strlen(own);
	}
	return mdp_arena_printf(a, "%s%s", out, text);
}

bool mdp_enrich_filter(struct mdp_enrich *x, struct mdp_sql_reader *sql, int table, const char *text,
		       struct mdp_source source)
{
	struct mdp_table *t = &x->c->tables[table];
	struct mdp_sql_place place = { .table = table };
	const char *condition = bare(x->a, text);
	struct mdp_pred *w = mdp_sql_condition(sql, condition, &place, NULL, 0);
	if (!w)
		return false;
	t->filter = w;
	t->filter_text = condition;
	t->filter_source = source;
	return true;
}

void mdp_enrich_filters(struct mdp_enrich *x, struct mdp_sql_reader *sql)
{
	static const char *const keys[] = { "sql_filter", "sql_where", "default_filter", "filter" };
	for (int i = 0; i < x->dbt->nmodels; i++) {
		const struct mdp_dbt_model *m = &x->dbt->models[i];
		int table = m->disabled || m->ephemeral ? -1 : mdp_enrich_table_of(x, m);
		for (size_t k = 0; table >= 0 && k < sizeof(keys) / sizeof(keys[0]); k++) {
			const struct mdp_yaml *said = mdp_dbt_meta(m->properties.node, keys[k]);
			if (!said || said->kind != MDP_YAML_SCALAR)
				continue;
			const char *file = mdp_arena_strdup(x->a, m->properties.file);
			if (!mdp_enrich_filter(x, sql, table, mdp_arena_strdup(x->a, said->text),
					       (struct mdp_source){ file, said->line }))
				mdp_enrich_finding(x, "filter_not_understood", file, said->line,
						   "the filter of %s is not understood, and is not applied: %s",
						   x->c->tables[table].name, said->text);
		}
	}
}
