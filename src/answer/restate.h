/* The parts of a restatement, for sentences. Private to answer/. */
#ifndef MDP_ANSWER_RESTATE_H
#define MDP_ANSWER_RESTATE_H

#include "answer/answer.h"

struct mdp_restated {
	const char **shown; /* a phrase for each shown column: "revenue", "number of orders" */
	const char *keys; /* "customer state and month"; empty when nothing groups */
	const char *filters; /* begins with a space, dates as people write them; empty when nothing filters */
	const char *rows; /* plural of the entity: "orders" */
};

/* Of a SELECT query. */
void mdp_restate_parts(const struct mdp_catalog *c, const struct mdp_query *q, struct mdp_arena *a,
		       struct mdp_restated *parts);
bool mdp_query_is_grouped(const struct mdp_query *q); /* rows are groups, not instances */

#endif
