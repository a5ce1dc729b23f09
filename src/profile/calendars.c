/*
 * Tables of days go on where the data end: years ahead, often. What tells when anything happened is the days that other tables refer
 * to, so those are the period of such a calendar. Its own days stay what they are.
 */
#include "base/buf.h"
#include "profile/prof.h"
#include "base/banned.h"

static bool refers(const struct prof *p, int site, int entity)
{
	const struct mdp_site *s = &p->c->sites[site];
	const struct mdp_entity *e = &p->c->entities[entity];

	return s->entity == entity && e->nkey == 1 && s->table != e->table && !p->c->columns[s->key[0]].hidden;
}

static int lend(struct prof *p, int entity)
{
	const struct mdp_entity *e = &p->c->entities[entity];
	struct mdp_coverage *k = &p->c->columns[e->time].coverage;
	const char *day = mdp_prof_value(p, "h.", e->time), *key;
	struct mdp_buf sql = MDP_BUF_INIT;
	struct mdp_result res;
	int64_t first, last;
	int rc, n = 0;

	if (!mdp_catalog_period(p->c, e->time, &first, &last))
		return 0;
	for (int s = 0; s < p->c->nsites; s++) {
		if (!refers(p, s, entity))
			continue;
		key = mdp_prof_value(p, "", p->c->sites[s].key[0]);
		mdp_buf_printf(&sql, "%sSELECT DISTINCT %s AS k FROM %s", n++ ? " UNION " : "", key,
			       p->tables[p->c->sites[s].table].from);
	}
	if (!n) {
		mdp_buf_release(&sql);
		return 0;
	}
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT min(d) - DATE '1970-01-01', max(d) - DATE '1970-01-01' FROM (SELECT CAST(%s "
				 "AS DATE) AS d FROM %s AS h WHERE %s IN (%s)) WHERE d - DATE '1970-01-01' BETWEEN "
				 "%lld AND %lld HAVING count(*) > 0",
				 day, p->tables[e->table].from, mdp_prof_value(p, "h.", e->key[0]), mdp_buf_cstr(&sql),
				 (long long)first, (long long)last));
	if (!rc && res.nrows == 1) {
		k->lent = true;
		k->from = mdp_prof_int(&res, 0, 0);
		k->to = mdp_prof_int(&res, 0, 1);
	}
	mdp_result_release(&res);
	mdp_buf_release(&sql);
	return rc;
}

int mdp_prof_calendars(struct prof *p)
{
	int rc = 0;

	for (int e = 0; !rc && e < p->c->nentities; e++) {
		if (mdp_catalog_is_calendar(p->c, e))
			rc = lend(p, e);
	}
	return rc;
}
