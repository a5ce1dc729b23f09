/*
 * Files into the catalog: each reader adds descriptions and definitions, then the definitions are settled once, so that the order
 * of the readers does not decide who is believed. mdp.yaml names entities first and has the last word.
 */
#include "project/read.h"

#include "project/config.h"
#include "project/dags.h"
#include "project/dbt.h"
#include "project/evidence.h"
#include "project/lineage.h"
#include "project/semantic.h"
#include "project/uses.h"
#include "base/banned.h"

/* What was inferred from a column before a file hid it, or said that it does not add up. */
static void drop_hidden(struct mdp_catalog *c)
{
	int n = 0;
	for (int i = 0; i < c->nmeasures; i++) {
		const struct mdp_expr *arg = c->measures[i].expr ? c->measures[i].expr->arg : NULL;
		int column = arg && arg->kind == MDP_X_COLUMN ? mdp_catalog_column(c, mdp_str_of(arg->name)) : -1;
		if (c->measures[i].declared || column < 0 ||
		    (!c->columns[column].hidden && c->columns[column].additive != MDP_ADDITIVE_NO))
			c->measures[n++] = c->measures[i];
	}
	c->nmeasures = n;
}

int mdp_project_enrich(const struct mdp_project *p, struct mdp_engine *e, struct mdp_catalog *c, struct mdp_error *err)
{
	struct mdp_dbt dbt;
	struct mdp_sql_reader sql = { 0 };
	struct mdp_enrich x = { .p = p, .e = e, .c = c, .a = &c->arena, .dbt = &dbt, .sql = &sql };
	struct mdp_pages pages;
	sql.x = &x;
	int rc = mdp_enrich_config(&x, &sql, MDP_CONFIG_ENTITIES, err);
	if (rc)
		return rc;
	mdp_dbt_read(p, x.a, &dbt);
	mdp_enrich_dbt(&x);
	mdp_enrich_tests(&x);
	mdp_enrich_models_add(&x, &sql);
	mdp_enrich_filters(&x, &sql);
	mdp_enrich_semantic(&x);
	mdp_evidence_read(&x, &sql, &pages);
	mdp_enrich_pages(&x, &sql, &pages);
	mdp_enrich_models(&x, &sql);
	mdp_enrich_fans(&x, &sql);
	mdp_enrich_mixed(&x);
	mdp_enrich_runs(&x, &sql);
	mdp_enrich_outside(&x, &sql);
	mdp_enrich_shown(&x, &sql, &pages);
	mdp_enrich_uses(&x, &sql, &pages);
	mdp_sql_release(&sql);
	mdp_enrich_feeds(&x);
	mdp_enrich_lineage(&x);
	mdp_enrich_distinct(&x);
	mdp_enrich_partial(&x);
	rc = mdp_enrich_config(&x, &sql, MDP_CONFIG_REST, err);
	if (rc)
		return rc;
	mdp_enrich_merge(&x);
	mdp_enrich_uses_check(&x);
	drop_hidden(c);
	rc = mdp_enrich_config(&x, &sql, MDP_CONFIG_MAIN, err);
	if (rc)
		return rc;
	return mdp_project_fiscal(c, err);
}
