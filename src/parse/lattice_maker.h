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

/* lattice_forms.c: is it a participle; is it the word that is meant by another of its stem; drops forms that what stands beside rules out */
bool mdp_verb_form(const char *folded);
bool mdp_same_word(const struct mdp_meaning *m, const char *folded);
void mdp_lattice_forms(struct mdp_lattice_maker *m);

/* lattice_heads.c: values with a word of the name of what they are values of ("Italian food") */
void mdp_lattice_heads(struct mdp_lattice_maker *m);
/* lattice_codes.c: words of letters and digits that have the form of codes in the data, of which not all are kept */
void mdp_lattice_codes(struct mdp_lattice_maker *m);
/* lattice_parts.c: words that nothing covers, as parts of the names of things ("Riverside" of “Riverside Leisure Centre”) */
void mdp_lattice_parts(struct mdp_lattice_maker *m);
/* lattice_slips.c: the word that was meant by one that nothing knows, or NULL when there is none or it is not clear which. */
const char *mdp_lattice_slip(const struct mdp_lattice_maker *m, const struct mdp_token *t);

#endif
