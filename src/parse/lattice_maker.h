/* A lattice at work; what its makers share. Private to parse/lattice*.c. */
#ifndef MDP_PARSE_LATTICE_MAKER_H
#define MDP_PARSE_LATTICE_MAKER_H

#include "parse/lattice.h"

struct mdp_lattice_maker {
	const struct mdp_lexicon *l;
	struct mdp_arena *a;
	struct mdp_lattice *t;
	int cap;
	bool too_many;
};

/* Adds the meaning of a span, or makes one that is there cheaper. */
void mdp_lattice_add(struct mdp_lattice_maker *m, struct mdp_edge e);
void mdp_lattice_numbers(struct mdp_lattice_maker *m);

#endif
