/* Choices that were made in a conversation, and what they decide later. */
#ifndef MDP_ASK_CHOSEN_H
#define MDP_ASK_CHOSEN_H

#include "ask/ask.h"

/* A choice that was made: names that only the chosen query has, and names that only the others have. */
struct mdp_preference {
	struct mdp_arena arena;
	const char **taken, **left;
	int ntaken, nleft;
};

/* Fills *p, whose arena is the caller's to release. */
void mdp_preference_of(struct mdp_preference *p, const struct mdp_query *chosen, const struct mdp_query *const *others,
		       int n);
/* Which of the answer's choices the latest of `n` such preferences decides for; -1: none. */
int mdp_preferred(const struct mdp_preference *list, int n, const struct mdp_answer *ans, struct mdp_arena *a);

#endif
