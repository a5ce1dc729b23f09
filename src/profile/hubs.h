/*
 * Private to profile/: entities without a table of their own while they are looked for, before they are published as entities
 * and sites.
 */
#ifndef MDP_PROFILE_HUBS_H
#define MDP_PROFILE_HUBS_H

#include "profile/prof.h"

#define PROF_HUB_REPEATS 1.02 /* rows a key, at least */
#define PROF_HUB_BITS 40 /* of evidence that a key determines a column */

struct hub {
	int table, key[MDP_LIMIT_KEY_COLUMNS], nkey;
	int64_t groups, rows, exceptions;
	int ndetermined;
	int home; /* the hub of the same words that holds more of its keys, or itself */
	bool dropped;
	bool weak; /* a code that determines nothing here: a thing only if it is one elsewhere */
};

struct hubs {
	struct hub *items;
	int n, cap;
};

/* Does a number of unknown meaning determine an amount that is not computed from it? */
int mdp_prof_free_amount(struct prof *p, const struct hub *h, bool *has);

/* Adds the hubs of `table` that only several columns name, and drops those of the parts that mean nothing alone. */
int mdp_prof_composites(struct prof *p, struct hubs *all, int table);

/* Drops numbers that name the rows of their table only together with the rest of the rows' key. */
int mdp_prof_drop_numbers(struct prof *p, struct hubs *all);

/* Adds the sites of an entity of several columns in other tables that hold columns of the same words. */
int mdp_prof_composite_sites(struct prof *p, int entity);

#endif
