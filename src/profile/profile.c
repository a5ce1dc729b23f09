/*
 * Fills a catalog from the warehouse alone. The steps and their order: what there is (schema), what the values look like
 * (statistics, roles), what rows are known by (keys) and what refers to them (references; then keys again, since a column that
 * refers elsewhere is seldom the key of its own table), entities and sites, entities without a table, copies, owners, links,
 * names, and what follows from all of that.
 */
#include <string.h>

#include "base/trace.h"
#include "base/date.h"
#include "profile/prof.h"
#include "base/banned.h"

static int statistics(struct prof *p)
{
	int rc = 0;

	for (int t = 0; !rc && t < p->c->ntables; t++) {
		rc = mdp_prof_stats(p, t);
		for (int i = 0; !rc && i < p->c->tables[t].ncolumns; i++)
			mdp_prof_role(p, p->c->tables[t].first_column + i);
		for (int i = 0; !rc && i < p->c->tables[t].ncolumns; i++)
			rc = mdp_prof_read_text(p, p->c->tables[t].first_column + i);
		if (!rc)
			mdp_prof_codes(p, t);
	}
	return rc;
}

static int keys_and_references(struct prof *p)
{
	int rc = mdp_prof_keys(p);

	if (!rc)
		rc = mdp_prof_references(p);
	if (!rc)
		rc = mdp_prof_keys(p);
	if (!rc)
		rc = mdp_prof_composite_keys(p);
	return rc ? rc : mdp_prof_references(p);
}

static int values(struct prof *p)
{
	int rc = 0;

	for (int t = 0; !rc && t < p->c->ntables; t++)
		rc = mdp_prof_values(p, t);
	return rc;
}

static int fill(struct prof *p)
{
	static const struct {
		const char *name;
		int (*run)(struct prof *p);
	} steps[] = {
		{ "schema", mdp_prof_schema },
		{ "statistics", statistics },
		{ "periods", mdp_prof_periods },
		{ "keys", keys_and_references },
		{ "numbered days", mdp_prof_read_numbers },
		{ "entities", mdp_prof_entities },
		{ "hubs", mdp_prof_hubs },
		{ "declared keys", mdp_prof_declared_keys },
		{ "mirrors", mdp_prof_mirrors },
		{ "owners", mdp_prof_owners },
		{ "snapshots", mdp_prof_snapshots },
		{ "links", mdp_prof_links },
		{ "events", mdp_prof_events },
		{ "identities", mdp_prof_identities },
		{ "linear", mdp_prof_linear },
		{ "mixed", mdp_prof_mixed },
		{ "ratios", mdp_prof_ratios },
		{ "kinds", mdp_prof_kinds },
		{ "levels", mdp_prof_levels },
		{ "values", values },
		{ "oddities", mdp_prof_oddities },
		{ "coverage", mdp_prof_coverage },
		{ "orphans", mdp_prof_orphans },
		{ "marks", mdp_prof_marks },
		{ "rollups", mdp_prof_rollups },
	};

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		double start = mdp_clock_ms();
		int rc = steps[i].run(p);

		mdp_trace("profile", "%s: %.1f ms", steps[i].name, mdp_clock_ms() - start);
		if (rc)
			return rc;
	}
	mdp_prof_names(p);
	mdp_prof_site_roles(p);
	mdp_prof_attributes(p);
	mdp_prof_measures(p);
	return 0;
}

static void drop_copies(struct prof *p)
{
	for (int i = 0; i < p->ncopies; i++)
		mdp_engine_script(p->e, mdp_arena_printf(p->a, "DROP TABLE IF EXISTS temp.mdp_profile_%d", i), NULL);
}

int mdp_profile_run(struct mdp_engine *e, const struct mdp_hints *hints, struct mdp_catalog *c, struct mdp_error *err)
{
	struct mdp_arena scratch;
	struct prof p = { .e = e, .hints = hints, .c = c, .err = err, .a = &scratch };
	int rc;

	mdp_arena_init(&scratch);
	p.ignore_declared = hints && hints->ignore_declared;
	rc = fill(&p);
	drop_copies(&p);
	mdp_prof_index_release(&p);
	mdp_arena_release(&scratch);
	return rc;
}
