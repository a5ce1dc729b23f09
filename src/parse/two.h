/*
 * Two things asked of one thing: "When was order 1042 placed and who placed it?", "Booking B-17 - what was the outcome, and when did it
 * close?". Each is read as a question by itself, with the thing in the place of the word that points at it; what both ask is shown side by
 * side. Tried only where the words as they stand are no question. Private to parse/.
 */
#ifndef MDP_PARSE_TWO_H
#define MDP_PARSE_TWO_H

#include "parse/phrase.h"

#define MDP_TWO_PARTS 4 /* questions in one */

struct mdp_two {
	struct mdp_str parts[MDP_TWO_PARTS]; /* as long as the question: the rest is blank; or longer */
	bool yesno[MDP_TWO_PARTS]; /* asks whether something is so */
	int n;
	struct mdp_str lead; /* what only names the thing; empty */
};

/* Takes a question apart that names exactly one thing; false: it is none of several parts. */
bool mdp_two_apart(struct mdp_phraser *x, struct mdp_two *out);
/* Do both show the same of one thing, if only one of them without repeats? */
bool mdp_two_same(struct mdp_phraser *x, const struct mdp_query *one, const struct mdp_query *other, bool whether);
/* Both queries as one that shows what both ask of the one thing; NULL: they are not about one. */
struct mdp_query *mdp_two_join(struct mdp_phraser *x, const struct mdp_query *one, bool whether,
			       const struct mdp_query *two, bool whether_two);
#endif
