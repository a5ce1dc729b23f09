/* Fills a catalog from the warehouse alone: statistics, roles, keys, grain, sites, links, mirrors, identities, values, inferred measures. */
#ifndef MDP_PROFILE_PROFILE_H
#define MDP_PROFILE_PROFILE_H

#include "catalog/catalog.h"
#include "engine/engine.h"

/* What files say that helps reading the data; all optional. Filled by project/. */
struct mdp_hints {
	struct mdp_table_hint {
		const char *table; /* "schema.table" or "table" */
		const char *description;
		const char *row_noun; /* "one row per order line" → "order line" */
		const char **key; /* declared unique columns, NULL-ended; a table with several keys has several hints */
		bool upstream; /* a source or a staging model that others are built on: its facts are better read there */
		bool spare; /* left out where another table of its schema has its columns */
		bool hidden; /* left out, as if it were not there */
		const char *why; /* … why; of one in a schema that is not looked at as well; NULL */
		const char *called; /* what its name is without the version in it; NULL */
		struct mdp_source source;
	} * tables;
	int ntables;
	/* joins that somebody declared, "table.column" each; believed, and counted */
	struct mdp_join_hint {
		const char *from, *to;
	} * joins;
	int njoins;
	/* keys of things that somebody declared: "table.column", NULL-ended */
	const char ***keys;
	int nkeys;
	const char **schemas; /* to look at, NULL-ended; NULL = all that are not internal */
	const char *zone; /* in which moments become days; NULL = UTC */
	struct mdp_source zone_source;
	bool ignore_declared; /* constraints of the database, to see what the data alone shows */
	/* told before each table and each step; NULL: nobody. `what` lives as long as the program or the run. */
	void (*told)(void *data, const char *what, int at, int of);
	void *told_data;
};

/*
 * A table that cannot be read, or on which an inference fails (it takes more memory than there is), is a finding and is left out; the
 * rest is known as if it were empty. The catalog is a new one.
 */
int mdp_profile_run(struct mdp_engine *e, const struct mdp_hints *hints, struct mdp_catalog *c, struct mdp_error *err);

#endif
