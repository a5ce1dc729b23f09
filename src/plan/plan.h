/*
 * From a logical query to relational steps that cannot multiply rows: every measure is aggregated at its own grain, one row a
 * key, and joined afterwards. Refuses (MDP_REFUSED with a reason) what the grain does not allow. Each step keeps why it
 * was allowed. The tree itself is private (plan/tree.h), read by sql/.
 */
#ifndef MDP_PLAN_PLAN_H
#define MDP_PLAN_PLAN_H

#include "catalog/catalog.h"
#include "query/query.h"

struct mdp_note {
	const char *code, *text;
};

struct mdp_plan_column {
	const char *name;
	const char *unit;
	bool key; /* a group key rather than a shown value */
	int column; /* catalog column it comes from unchanged, -1 */
	const char *as; /* what stands in for what was asked for: "quantity × unit price"; NULL */
	const char *
		fact; /* no column of the answer but a note, the same on each row: its text, {} for the value; one that begins with it tells of some, and is left out when there are none */
};

struct mdp_definition {
	const char *name, *expression, *entity;
	struct mdp_source source;
};

struct mdp_plan {
	struct mdp_plan_tree *tree;
	struct mdp_plan_column *columns; /* of the result, in order */
	int ncolumns;
	struct mdp_note *proofs; /* why each step was allowed */
	int nproofs;
	struct mdp_note *caveats; /* what the reader must know: substitution, nulls, exceptions */
	int ncaveats;
	struct mdp_definition *definitions; /* every measure used */
	int ndefinitions;
	int time_column; /* that the main period filter is on, or would be; -1 */
	int64_t from, to; /* days, half-open, of the main period filter; from == to: none */
	const char *finding; /* what an analysis found, in one sentence; NULL */
	bool ordered; /* the order of rows means something */
};

/* "revenue (quantity × unit price)" where that stands in for it; else its name. */
const char *mdp_plan_column_title(struct mdp_arena *a, const struct mdp_plan_column *c);
int mdp_plan_make(const struct mdp_catalog *c, const struct mdp_query *q, struct mdp_arena *a, struct mdp_plan **out,
		  struct mdp_error *err);
const char *mdp_plan_dump(const struct mdp_plan *p, struct mdp_arena *a); /* steps with proofs, for explain */

#endif
