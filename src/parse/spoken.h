/*
 * What is said around a question. People lead up to it ("Are customers getting slower to pay? Average days …"), say why they ask ("Finance
 * wants to see how it adds up.") and explain a word of theirs ("TSC = total sales count"). Tried only where the words as they stand are no
 * question. Private to parse/.
 */
#ifndef MDP_PARSE_SPOKEN_H
#define MDP_PARSE_SPOKEN_H

#include "parse/lattice.h"
#include "parse/parse.h"

/* A name that the question itself explains. */
struct mdp_defined {
	struct mdp_str name; /* folded words, a blank between them */
	int words;
	struct mdp_str text; /* what it means */
	int dated; /* 1 + the column of its date; 0 = not said */
};

struct mdp_spoken {
	struct mdp_str text; /* the question, blank where words were taken out; what was added stands behind its end */
	struct mdp_defined *defined;
	int ndefined;
	struct mdp_remark *remarks; /* to be said with the answer */
	int nremarks;
	struct mdp_str lead; /* a question that was set aside: it must not be answerable by itself; empty */
};

/* Takes the sentences of `t` apart; false: nothing in them can be set aside. */
bool mdp_spoken_apart(const struct mdp_lexicon *l, const struct mdp_lattice *t, struct mdp_arena *a,
		      struct mdp_spoken *out);
/* How many tokens a phrase of that line of asides.lex takes up that stands there, before `to`; 0: none does. */
int mdp_spoken_phrase(const struct mdp_lexicon *l, const struct mdp_lattice *t, const char *line, int at, int to);
/* The lattice in which the names that the question explains go by what it says of them. */
void mdp_spoken_names(struct mdp_lattice *t, const struct mdp_defined *defined, int n, struct mdp_arena *a);
/* Do these words of a name stand there, one a token? */
bool mdp_spoken_at(const struct mdp_lattice *t, int at, struct mdp_str name, int words);
/* described.c: adds the names in the question that descriptions of the data define, with a remark each; how many names are defined. */
int mdp_spoken_described(const struct mdp_lexicon *l, const struct mdp_lattice *t, struct mdp_arena *a,
			 struct mdp_spoken *out);
#endif
