/* Questions near to one that was refused. Private to ask/. */
#ifndef MDP_ASK_NEARBY_H
#define MDP_ASK_NEARBY_H

#include "ask/session.h"

/*
 * Fills the suggestions of a refused answer with up to MDP_LIMIT_SUGGESTIONS questions that differ from what was asked in what is in the
 * way, each of which was asked and answers. Where one word proves to be in the way, the refusal names that word. At most
 * MDP_LIMIT_NEARBY_TRIES questions are asked, in MDP_LIMIT_NEARBY_MS.
 */
void mdp_ask_nearby(struct mdp_session *s, struct mdp_str question, struct mdp_arena *a, struct mdp_answer *ans);

#endif
