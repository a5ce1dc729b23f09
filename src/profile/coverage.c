/*
 * How the times of a column and the keys of a reference are covered: in which grain the times come, from when to when and with how
 * many empty periods between; and which keys are referred to that are not there, by a few examples.
 */
#include "profile/prof.h"
#include "base/banned.h"

#define PERIODS_LEAST 3 /* before a grain wider than the day is believed */
#define EXAMPLES 3
#define FIRST_DAY (-719162) /* 0001-01-01 */
#define LAST_DAY 2932896 /* 9999-12-31 */

static int64_t periods_between(int64_t first, int64_t last, enum mdp_grain g)
{
	struct mdp_civil a = mdp_date_civil(first), b = mdp_date_civil(last);

	switch (g) {
	case MDP_GRAIN_MONTH:
		return (int64_t)(b.year - a.year) * 12 + b.month - a.month + 1;
	case MDP_GRAIN_WEEK:
		return (last - first) / 7 + 1;
	default:
		return last - first + 1;
	}
}

static bool is_true(const struct mdp_result *res, int column)
{
	const struct mdp_value *v = mdp_result_at(res, 0, column);

	return v->type == MDP_T_BOOL && v->b;
}

/* One value a month, on its first or its last day; or always the same day of the week; else days. */
static int cover(struct prof *p, int column)
{
	struct mdp_column *col = &p->c->columns[column];
	struct mdp_coverage *k = &col->coverage;
	const char *value = mdp_prof_value(p, "", column);
	struct mdp_result res;
	int64_t days, months;
	int rc;

	/* infinite ends, and years that no calendar prints */
	k->first = k->first < FIRST_DAY ? FIRST_DAY : k->first;
	k->last = k->last > LAST_DAY ? LAST_DAY : k->last;
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT count(*), count(DISTINCT date_trunc('month', d)), bool_and(day(d) = 1) OR "
				 "bool_and(d = last_day(d)), count(DISTINCT isodow(d)) = 1 FROM (SELECT DISTINCT "
				 "CAST(%s AS DATE) AS d FROM %s WHERE isfinite(%s) AND year(%s) BETWEEN 1 "
				 "AND 9999) WHERE d BETWEEN DATE '1970-01-01' + "
				 "CAST(%lld AS INTEGER) AND DATE '1970-01-01' + CAST(%lld AS INTEGER)",
				 value, p->tables[col->table].from, value, value, (long long)k->first,
				 (long long)k->last));
	if (!rc) {
		days = mdp_prof_int(&res, 0, 0);
		months = mdp_prof_int(&res, 0, 1);
		k->grain = MDP_GRAIN_DAY;
		if (days >= PERIODS_LEAST && days == months && is_true(&res, 2))
			k->grain = MDP_GRAIN_MONTH;
		else if (days >= PERIODS_LEAST && is_true(&res, 3))
			k->grain = MDP_GRAIN_WEEK;
		k->periods = periods_between(k->first, k->last, k->grain);
		k->empty = k->periods > days ? k->periods - days : 0;
	}
	mdp_result_release(&res);
	return rc;
}

int mdp_prof_coverage(struct prof *p)
{
	int rc = 0;

	for (int c = 0; !rc && c < p->c->ncolumns; c++) {
		const struct mdp_column *col = &p->c->columns[c];
		struct mdp_coverage *k = &p->c->columns[c].coverage;

		if (!col->hidden && col->mirror < 0 && (col->type == MDP_T_DATE || col->type == MDP_T_TIMESTAMP) &&
		    mdp_catalog_period(p->c, c, &k->first, &k->last))
			rc = cover(p, c);
	}
	return rc;
}

/* Keys of a site that its entity's home does not hold. */
static int examples(struct prof *p, struct mdp_site *s)
{
	const struct mdp_entity *e = &p->c->entities[s->entity];
	const char *mine = "", *theirs = "", *text = "", *out = "";
	struct mdp_result res;
	int rc;

	for (int k = 0; k < e->nkey; k++) {
		const char *name = mdp_prof_ident(p, s->key[k]);

		mine = mdp_arena_printf(p->a, "%s%s%s", mine, k ? ", " : "", name);
		theirs = mdp_arena_printf(p->a, "%s%sh.%s = s.%s", theirs, k ? " AND " : "",
					  mdp_prof_ident(p, e->key[k]), name);
		text = mdp_arena_printf(p->a, "%s%sleft(CAST(%s AS VARCHAR), 40)", text, k ? " || '/' || " : "", name);
	}
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT %s FROM (SELECT DISTINCT %s FROM %s) AS s WHERE NOT EXISTS (SELECT 1 FROM %s "
				 "AS h WHERE %s) AND %s IS NOT NULL ORDER BY 1 LIMIT %d",
				 text, mine, p->tables[s->table].from, p->tables[e->table].from, theirs, text,
				 EXAMPLES));
	for (int64_t r = 0; !rc && r < res.nrows; r++)
		out = mdp_arena_printf(p->a, "%s%s%.*s", out, r ? ", " : "", (int)mdp_result_at(&res, r, 0)->s.n,
				       mdp_result_at(&res, r, 0)->s.p);
	if (out[0])
		s->examples = mdp_arena_strdup(&p->c->arena, out);
	mdp_result_release(&res);
	return rc;
}

/* How many rows have a key that is not there. */
static int count_rows(struct prof *p, struct mdp_site *s)
{
	const struct mdp_entity *e = &p->c->entities[s->entity];
	const char *on = "", *there = "";
	struct mdp_result res;
	int rc;

	for (int k = 0; k < e->nkey; k++) {
		on = mdp_arena_printf(p->a, "%s%sh.%s = s.%s", on, k ? " AND " : "", mdp_prof_ident(p, e->key[k]),
				      mdp_prof_ident(p, s->key[k]));
		there = mdp_arena_printf(p->a, "%s AND s.%s IS NOT NULL", there, mdp_prof_ident(p, s->key[k]));
	}
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT count(*) FROM %s AS s WHERE NOT EXISTS (SELECT 1 FROM %s AS h WHERE %s)%s",
				 p->tables[s->table].from, p->tables[e->table].from, on, there));
	s->orphan_rows = rc ? 0 : mdp_prof_int(&res, 0, 0);
	mdp_result_release(&res);
	return rc;
}

int mdp_prof_orphans(struct prof *p)
{
	int rc = 0;

	for (int s = 0; !rc && s < p->c->nsites; s++) {
		if (p->c->sites[s].orphans > 0 && p->c->sites[s].table != p->c->entities[p->c->sites[s].entity].table)
			rc = examples(p, &p->c->sites[s]);
		if (!rc && p->c->sites[s].orphans > 0 && p->c->entities[p->c->sites[s].entity].own_table)
			rc = count_rows(p, &p->c->sites[s]);
	}
	return rc;
}
