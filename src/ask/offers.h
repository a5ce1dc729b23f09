/* What a platform can be asked for, the most used first: its figures, what splits them, its things. Private to ask/. */
#ifndef MDP_ASK_OFFERS_H
#define MDP_ASK_OFFERS_H

#include "ask/session.h"

/* Measures that people would name: once each, no parts of ids. Returns how many of at most `max`. */
int mdp_offer_figures(const struct mdp_catalog *c, int *out, int max);
/* Columns of few values that each instance of an entity has (`entity` -1: of any). */
int mdp_offer_keys(const struct mdp_catalog *c, int entity, int *out, int max);
/* Entities with a table of their own, the largest first; those with a name that tells one from another before others. */
int mdp_offer_things(const struct mdp_catalog *c, int *out, int max);
/* Questions that were asked and answer. */
struct mdp_offers {
	const char **texts;
	int n, max;
};
/*
 * Asks a question to see whether it is one. What is added is its restatement, which asks the same when it is asked itself; of one that is
 * open, each of its meanings. Nothing where it is refused, has nothing to show, or is there already. Whether something was added.
 */
bool mdp_offer_try(struct mdp_session *s, const char *question, struct mdp_offers *to, struct mdp_arena *a);
bool mdp_offer_try_query(struct mdp_session *s, const struct mdp_query *q, struct mdp_offers *to, struct mdp_arena *a);

/* "What can I ask?", perhaps about something: figures, what splits them, periods, and questions that were asked and answer. */
int mdp_ask_offered(struct mdp_session *s, const struct mdp_query *q, struct mdp_arena *a, struct mdp_answer *ans);

#endif
