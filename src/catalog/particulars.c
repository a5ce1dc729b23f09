/* What a person who looks one thing up wants to see of it. */
#include <string.h>

#include "catalog/catalog.h"
#include "base/banned.h"

static bool holds(const int *ids, int n, int id)
{
	for (int i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

static void add(const struct mdp_catalog *c, int column, int *out, int *n, int max)
{
	if (*n < max && !holds(out, *n, column) && !c->columns[column].hidden)
		out[(*n)++] = column;
}

bool mdp_catalog_refers(const struct mdp_catalog *c, int entity, int column)
{
	for (int i = 0; i < c->nlinks; i++) {
		const struct mdp_link *l = &c->links[i];
		const struct mdp_site *to = &c->sites[l->to_site];
		if (l->from == entity && l->to != entity && to->table == c->columns[column].table &&
		    c->entities[l->to].nkey == 1 && to->key[0] == column && !mdp_catalog_is_calendar(c, l->to))
			return true;
	}
	return false;
}

int mdp_catalog_particulars(const struct mdp_catalog *c, int entity, int *out, int max)
{
	const struct mdp_entity *e = &c->entities[entity];
	const struct mdp_table *t = &c->tables[e->table];
	int n = 0;
	for (int i = 0; i < e->nkey; i++)
		add(c, e->key[i], out, &n, max);
	if (e->label >= 0)
		add(c, e->label, out, &n, max);
	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++) {
		const struct mdp_column *k = &c->columns[i];
		if (k->role != MDP_ROLE_NESTED &&
		    ((k->entity == entity && k->mirror < 0) || mdp_catalog_refers(c, entity, i)))
			add(c, i, out, &n, max);
	}
	return n;
}
