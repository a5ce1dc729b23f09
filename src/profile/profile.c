/*
 * Fills a catalog from the warehouse alone. The steps and their order: what there is (schema), what the values look like
 * (statistics, roles), what rows are known by (keys) and what refers to them (references; then keys again, since a column that
 * refers elsewhere is seldom the key of its own table), entities and sites, entities without a table, copies, owners, links,
 * names, and what follows from all of that.
 */
#include <stdlib.h>
#include <string.h>

#include "base/trace.h"
#include "base/date.h"
#include "profile/prof.h"
#include "base/banned.h"

#define LOST_MOST 16 /* tables that are left out, after which it is given up */

static void lose(struct mdp_arena *a, struct prof_lost *lost, const struct prof *p)
{
	const struct mdp_table *t = &p->c->tables[p->failed];

	*lost = (struct prof_lost){ mdp_arena_strdup(a, t->schema), mdp_arena_strdup(a, t->name),
				    mdp_arena_strdup(a, p->err->primary) };
	mdp_trace("profile", "again without %s.%s: %s", t->schema, t->name, lost->why);
}

/* What its values are, whatever they are stored as. */
static int read_as(struct prof *p, int column)
{
	int rc = mdp_prof_read_zone(p, column);

	if (!rc)
		rc = mdp_prof_read_text(p, column);
	return rc ? rc : mdp_prof_read_moments(p, column);
}

static int statistics(struct prof *p)
{
	int rc = mdp_prof_zone(p);

	for (int t = 0; !rc && t < p->c->ntables; t++) {
		mdp_prof_tell(p, mdp_arena_printf(p->a, "%s.%s", p->c->tables[t].schema, p->c->tables[t].name));
		rc = mdp_prof_stats(p, t);
		for (int i = 0; !rc && i < p->c->tables[t].ncolumns; i++)
			mdp_prof_role(p, p->c->tables[t].first_column + i);
		for (int i = 0; !rc && i < p->c->tables[t].ncolumns; i++)
			rc = read_as(p, p->c->tables[t].first_column + i);
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
		{ "wholes", mdp_prof_wholes },
		{ "steps", mdp_prof_steps },
		{ "rollups", mdp_prof_rollups },
	};

	p->nsteps = (int)(sizeof(steps) / sizeof(steps[0]));
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		double start = mdp_clock_ms();
		int rc;

		mdp_prof_tell(p, steps[i].name);
		rc = steps[i].run(p);
		mdp_trace("profile", "%s: %.1f ms", steps[i].name, mdp_clock_ms() - start);
		if (rc)
			return rc;
	}
	mdp_prof_names(p);
	mdp_prof_site_roles(p);
	mdp_prof_attributes(p);
	mdp_prof_measures(p);
	int rc = mdp_prof_calendars(p);

	mdp_prof_parts_done(p);
	return rc;
}

static void drop_copies(struct prof *p)
{
	for (int i = 0; i < p->ncopies; i++)
		mdp_engine_script(p->e, mdp_arena_printf(p->a, "DROP TABLE IF EXISTS temp.mdp_profile_%d", i), NULL);
}

static int run(struct prof *p)
{
	int rc = fill(p);

	drop_copies(p);
	mdp_prof_index_release(p);
	return rc;
}

static void empty(struct mdp_catalog *c)
{
	struct mdp_catalog *fresh = mdp_catalog_new();

	mdp_arena_release(&c->arena);
	*c = *fresh;
	free(fresh);
}

int mdp_profile_run(struct mdp_engine *e, const struct mdp_hints *hints, struct mdp_catalog *c, struct mdp_error *err)
{
	struct prof_lost lost[LOST_MOST];
	struct mdp_arena kept;
	struct mdp_error own;
	int nlost = 0, rc;
	bool again;

	mdp_arena_init(&kept);
	do {
		struct mdp_arena scratch;
		struct prof p = { .e = e, .hints = hints, .c = c, .err = err ? err : &own, .a = &scratch };

		mdp_arena_init(&scratch);
		p.ignore_declared = hints && hints->ignore_declared;
		p.lost = lost;
		p.nlost = nlost;
		p.failed = -1;
		*p.err = (struct mdp_error){ 0 };
		rc = run(&p);
		again = (rc == -MDP_WAREHOUSE || rc == -MDP_LIMIT) && p.failed >= 0 && nlost < LOST_MOST;
		if (again)
			lose(&kept, &lost[nlost++], &p);
		mdp_arena_release(&scratch);
		if (again)
			empty(c);
	} while (again);
	mdp_arena_release(&kept);
	return rc;
}
