/*
 * Joins and keys that people declared (mdp.yaml), where names and data alone did not find them. A declared join is believed like a
 * foreign key of the database, and its orphans are counted. The key of something without a table of its own becomes an
 * entity; what belongs to it is found as for any other, by what it determines.
 */
#include <string.h>

#include "profile/prof.h"
#include "base/banned.h"

void mdp_prof_declared_joins(struct prof *p)
{
	for (int i = 0; p->hints && i < p->hints->njoins; i++) {
		int from = mdp_catalog_column(p->c, mdp_str_of(p->hints->joins[i].from));
		int to = mdp_catalog_column(p->c, mdp_str_of(p->hints->joins[i].to));
		struct prof_declared d = { .foreign = true, .n = 1 };

		if (from < 0 || to < 0)
			continue; /* told where mdp.yaml is read */
		d.table = p->c->columns[from].table;
		d.to_table = p->c->columns[to].table;
		d.columns[0] = from;
		d.to_columns[0] = to;
		MDP_PUSH(p->a, p->declared, p->ndeclared, p->cap_declared, d);
	}
}

/* Has some site of the table just this key? */
static bool is_known(const struct prof *p, int table, const int *key, int n)
{
	for (int s = 0; s < p->c->nsites; s++) {
		const struct mdp_site *site = &p->c->sites[s];
		int same = 0;

		if (site->table != table || p->c->entities[site->entity].nkey != n)
			continue;
		for (int k = 0; k < n; k++) {
			for (int j = 0; j < n; j++)
				same += site->key[j] == key[k];
		}
		if (same == n)
			return true;
	}
	return false;
}

static int declared_key(struct prof *p, const char **names)
{
	int key[MDP_LIMIT_KEY_COLUMNS], n = 0, table = -1, site, rc;
	struct mdp_evidence why = { .how = "declared" };
	int64_t distinct, rows;

	for (; names[n]; n++) {
		if (n == MDP_LIMIT_KEY_COLUMNS)
			return 0;
		key[n] = mdp_catalog_column(p->c, mdp_str_of(names[n]));
		if (key[n] < 0 || (n && p->c->columns[key[n]].table != table))
			return 0;
		table = p->c->columns[key[n]].table;
	}
	if (!n || is_known(p, table, key, n))
		return 0;
	rc = mdp_prof_distinct(p, table, key, n, &distinct, &rows);
	if (rc || distinct == 0 || distinct >= p->c->tables[table].rows)
		return rc;
	why.rows = rows;
	int entity = mdp_prof_add_entity(p, table, key, n, &why);

	p->c->entities[entity].count = distinct;
	rc = mdp_prof_add_site(p, entity, table, key, n, &site);
	if (!rc)
		p->c->sites[site].evidence = why;
	return rc;
}

int mdp_prof_declared_keys(struct prof *p)
{
	int rc = 0;

	for (int i = 0; !rc && p->hints && i < p->hints->nkeys; i++)
		rc = declared_key(p, p->hints->keys[i]);
	return rc;
}
