/*
 * The name generator: what else people call something, made from the words of its name. Pure: the same name gives the same aliases, in
 * the same order. A cost says how far an alias is from the name; all are offered, choosing is the reader's work.
 */
#ifndef MDP_LEXICON_DERIVE_H
#define MDP_LEXICON_DERIVE_H

#include "lexicon/lexicon.h"

#define MDP_ALIASES 64 /* of one name */

struct mdp_alias {
	const char *words;
	double cost;
	const char *how;
};

struct mdp_aliases {
	struct mdp_alias items[MDP_ALIASES];
	int n;
};

enum mdp_holds { MDP_HOLDS_TEXT, MDP_HOLDS_NUMBER, MDP_HOLDS_TIME, MDP_HOLDS_THINGS };

struct mdp_naming {
	const char *words; /* of the name: folded, single spaces */
	const char *table; /* of the table it is a column of; NULL for a thing */
	enum mdp_holds holds; /* THINGS: a table's rows */
	const char *unit; /* of the numbers: "minutes"; NULL */
};

/* Aliases of a name, the name itself not among them. Words that the name shortens are looked for in the data and in the catalog. */
void mdp_lexicon_derive(struct mdp_lexicon *l, const struct mdp_naming *of, struct mdp_aliases *out);

#endif
