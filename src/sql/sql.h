/* One plan, one statement, its text readable and the same byte for byte each time. Literals of the question are binds. Pure. */
#ifndef MDP_SQL_SQL_H
#define MDP_SQL_SQL_H

#include "plan/plan.h"

enum mdp_dialect { MDP_DIALECT_DUCKDB };

struct mdp_sql {
	const char *text;
	struct mdp_value *params; /* $1 … */
	int nparams;
	const bool *reads; /* a flag a table of the catalog: it is in the statement */
};

/* A statement without binds, for those who can give none: what stands in their place. */
struct mdp_sql_text {
	/* The text for a bind that is the sample of an input; a list of them in `in` is one text, parentheses included. */
	const char *(*input)(void *with, const char *name);
	void *with;
	/* By table of the catalog: what its schema and name are called there, NULL = it is not there. NULL: as in the catalog. */
	const struct mdp_sql_table {
		const char *schema, *name;
	} * tables;
	int *missing; /* set to a table that is read and is not there */
};
bool mdp_sql_is_plain_name(const char *name); /* needs no quotes */
/* Text of a literal; it can stand in a template of JavaScript too: no backslash and no ${ is in it. */
const char *mdp_sql_literal(struct mdp_arena *a, const struct mdp_value *v);
/* As mdp_sql_render, with literals and the texts of inputs instead of binds. */
int mdp_sql_render_text(const struct mdp_catalog *c, const struct mdp_plan *p, enum mdp_dialect d,
			const struct mdp_sql_text *text, struct mdp_arena *a, const char **out, struct mdp_error *err);

int mdp_sql_render(const struct mdp_catalog *c, const struct mdp_plan *p, enum mdp_dialect d, struct mdp_arena *a,
		   struct mdp_sql *out, struct mdp_error *err);

#endif
