/*
 * Which things happened, and which only are: the amounts of the first add up over them (what an order cost), a price of the second
 * does not (what a product costs).
 */
#include "profile/prof.h"
#include "base/banned.h"

#define ROWS_OF_EVENT 50 /* at most, on average */

/* A time in the key beside one that is an end: from then on, what the row says was so; nothing happened. */
static bool begins_version(const struct prof *p, int time)
{
	const struct mdp_table *t = &p->c->tables[p->c->columns[time].table];
	const struct prof_key *key = &p->tables[p->c->columns[time].table].key;
	bool in_key = false, ends = false;

	for (int k = 0; k < key->n; k++)
		in_key |= key->n > 1 && key->columns[k] == time;
	for (int i = 0; in_key && i < t->ncolumns; i++)
		ends |= p->columns[t->first_column + i].class == PROF_TIME && p->columns[t->first_column + i].secondary;
	return ends;
}

/*
 * Does the entity, or one that it belongs to, have a time when it happened; or does it live among rows that have one? Of a few kinds on
 * many rows (the plans that people are on) the rows happen, not the kinds.
 */
static bool happened(const struct prof *p, int entity)
{
	const struct mdp_catalog *c = p->c;
	const struct mdp_entity *e = &c->entities[entity];

	for (int i = 0; i < c->ncolumns; i++) {
		const struct mdp_column *col = &c->columns[i];

		if (col->role != MDP_ROLE_TIME_EVENT || p->columns[i].secondary || col->entity < 0 ||
		    begins_version(p, i))
			continue;
		if ((!e->own_table && col->table == e->table && e->count * ROWS_OF_EVENT >= c->tables[e->table].rows) ||
		    mdp_catalog_determines(c, entity, col->entity))
			return true;
	}
	return false;
}

/* Do other tables refer to it? Then it is what things happen to, such as a machine, though it may have been bought once. */
static bool is_referred_to(const struct prof *p, int entity)
{
	for (int s = 0; s < p->c->nsites; s++) {
		if (p->c->sites[s].entity == entity && p->c->sites[s].table != p->c->entities[entity].table)
			return true;
	}
	return false;
}

static bool has_name(const struct mdp_catalog *c, int entity)
{
	for (int i = 0; i < c->ncolumns; i++) {
		if (c->columns[i].entity == entity && c->columns[i].role == MDP_ROLE_NAME)
			return true;
	}
	return false;
}

static bool refers(const struct prof *p, int table)
{
	const struct mdp_table *t = &p->c->tables[table];

	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		if (p->columns[c].ref_table >= 0 && p->columns[c].ref_table != table)
			return true;
	}
	return false;
}

/*
 * Does it look as what happened does, though nothing says when? It has no name of its own, nothing happens to it, and it goes with something
 * else, or is what several rows are about.
 */
static bool looks_happened(const struct prof *p, int entity)
{
	const struct mdp_entity *e = &p->c->entities[entity];
	int64_t rows = p->c->tables[e->table].rows;

	if (has_name(p->c, entity) || is_referred_to(p, entity))
		return false;
	return e->own_table ? refers(p, e->table) : e->count * ROWS_OF_EVENT >= rows && e->count < rows;
}

/* How many there were stands beside it: then it is the price of one, also where it is what something was sold for. */
static bool is_of_each(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	const struct mdp_table *t = &p->c->tables[col->table];

	if (!mdp_str_ends(mdp_str_of(col->words), "price"))
		return false;
	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++) {
		if (p->c->columns[i].role == MDP_ROLE_QUANTITY || p->c->columns[i].role == MDP_ROLE_COUNT)
			return true;
	}
	return false;
}

/*
 * What a product costs is no amount to add up over products; what an order cost is. Whole numbers of what happened, of whose
 * name nothing is known, count something.
 */
int mdp_prof_events(struct prof *p)
{
	for (int c = 0; c < p->c->ncolumns; c++) {
		struct mdp_column *col = &p->c->columns[c];
		bool open = col->role == MDP_ROLE_NUMBER && col->additive == MDP_ADDITIVE_YES &&
			    p->columns[c].class == PROF_INTEGER && mdp_value_is_number(&col->min) &&
			    mdp_value_number(&col->min) >= 0;

		if (col->entity < 0 || (!open && !p->columns[c].event_only))
			continue;
		if (!open && is_of_each(p, c)) {
			col->additive = MDP_ADDITIVE_NO;
		} else if (!happened(p, col->entity)) {
			if (!open && !looks_happened(p, col->entity))
				col->additive = MDP_ADDITIVE_NO;
		} else if (open && !is_referred_to(p, col->entity)) {
			col->role = MDP_ROLE_COUNT;
			col->role_how = "whole numbers of what happened";
		}
	}
	return 0;
}
