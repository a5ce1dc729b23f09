/* What rules build: trees of operators over edges of the lattice. Private to parse/. */
#ifndef MDP_PARSE_TREE_H
#define MDP_PARSE_TREE_H

#include "parse/lattice.h"

struct mdp_phrase;

/* A leaf has an edge and no op; a missing optional part is NULL. An atom written in a rule is an op without arguments. */
struct mdp_node {
	const char *op;
	struct mdp_node **args;
	int nargs;
	const struct mdp_edge *edge;
	int from, to; /* tokens covered */
	const struct mdp_phrase *phrase; /* what it denotes; NULL: it only groups */
};

const char *mdp_node_dump(const struct mdp_node *n, struct mdp_arena *a); /* (show (agg avg [measure revenue])) */

#endif
