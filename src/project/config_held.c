/* Keys and joins that mdp.yaml declares, held against the data: the profile believed them, and counted. */
#include "project/config.h"

#include <string.h>

#include "engine/engine.h"
#include "project/defs.h"
#include "project/numbers.h"
#include "project/read.h"
#include "base/banned.h"

void mdp_config_key_held(struct mdp_enrich *x, struct mdp_source at, const struct mdp_entity *e)
{
	const struct mdp_catalog *c = x->c;
	int64_t rows = c->tables[e->table].rows;
	const char *names = "";
	if (e->own_table || e->count >= rows || e->count * 2 < rows)
		return;
	for (int i = 0; i < e->nkey; i++)
		names = mdp_arena_printf(x->a, "%s%s%s", names, i ? ", " : "", c->columns[e->key[i]].name);
	struct mdp_finding *found = mdp_enrich_finding(
		x, "key_not_unique", at.file, at.line,
		"the key %s does not name the rows of %s: %lld rows, where there are %lld different ones", names,
		c->tables[e->table].name, (long long)rows, (long long)e->count);
	mdp_numbers_of_finding(found, (double)rows, (double)e->count);
}

/* How many of the different values on the one side are there on the other; false when that cannot be told. */
static bool count_met(struct mdp_enrich *x, int fine, int coarse, int64_t *met, int64_t *of)
{
	const char *name[2], *table[2];
	struct mdp_result res;
	for (int i = 0; i < 2; i++) {
		const struct mdp_column *col = &x->c->columns[i ? coarse : fine];
		const struct mdp_table *t = &x->c->tables[col->table];
		if (col->part_as || t->rows_of)
			return false;
		name[i] = mdp_engine_ident(x->a, col->name);
		table[i] = mdp_arena_printf(x->a, "%s.%s", mdp_engine_ident(x->a, t->schema),
					    mdp_engine_ident(x->a, t->name));
	}
	const char *sql = mdp_arena_printf(x->a,
					   "select count(*), count(*) filter (where v in (select cast(%s as varchar) "
					   "from %s)) from (select distinct "
					   "cast(%s as varchar) as v from %s where %s is not null)",
					   name[1], table[1], name[0], table[0], name[0]);
	if (!x->e || mdp_engine_query(x->e, sql, NULL, 0, 1, &res, NULL))
		return false;
	bool ok = res.nrows == 1 && mdp_result_at(&res, 0, 0)->type == MDP_T_INT;
	*of = ok ? mdp_result_at(&res, 0, 0)->i : 0;
	*met = ok ? mdp_result_at(&res, 0, 1)->i : 0;
	mdp_result_release(&res);
	return ok;
}

void mdp_config_join_held(struct mdp_enrich *x, struct mdp_source at, int fine, int coarse)
{
	const struct mdp_catalog *c = x->c;
	const char *from = mdp_catalog_column_name(c, x->a, fine), *to = mdp_catalog_column_name(c, x->a, coarse);
	int64_t met, of, distinct = c->columns[coarse].distinct, rows = c->tables[c->columns[coarse].table].rows;
	for (int i = 0; i < c->nsites; i++) {
		const struct mdp_site *s = &c->sites[i];
		const struct mdp_entity *e = &c->entities[s->entity];
		if (s->table != c->columns[fine].table || e->nkey != 1 || s->key[0] != fine || e->key[0] != coarse)
			continue;
		if (s->orphans * 2 > s->distinct)
			mdp_enrich_finding(x, "orphans", at.file, at.line,
					   "%lld of %lld keys of the join %s = %s are not there", (long long)s->orphans,
					   (long long)s->distinct, from, to);
		return;
	}
	if (distinct >= rows && count_met(x, fine, coarse, &met, &of))
		mdp_enrich_finding(x, MDP_FINDING_UNUSED, at.file, at.line,
				   "the join %s = %s is not used: %lld of the %lld values of %s are in %s", from, to,
				   (long long)met, (long long)of, from, to);
	else
		mdp_enrich_finding(
			x, MDP_FINDING_UNUSED, at.file, at.line,
			"the join %s = %s is not used: %s is not the key of its rows (%lld values on %lld rows)", from,
			to, to, (long long)distinct, (long long)rows);
}
