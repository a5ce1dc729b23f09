/* One plan, one statement, its text readable and the same byte for byte each time. Literals of the question are binds. Pure. */
#ifndef MDP_SQL_SQL_H
#define MDP_SQL_SQL_H

#include "plan/plan.h"

enum mdp_dialect { MDP_DIALECT_DUCKDB };

struct mdp_sql {
	const char *text;
	struct mdp_value *params; /* $1 … */
	int nparams;
};

int mdp_sql_render(const struct mdp_catalog *c, const struct mdp_plan *p, enum mdp_dialect d, struct mdp_arena *a,
		   struct mdp_sql *out, struct mdp_error *err);

#endif
