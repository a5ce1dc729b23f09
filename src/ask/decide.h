/*
 * Whether a reading is answered or asked about: how much doubt its features raise, by weights that are data
 * (data/lexicon/en/decision.lex, made by tools/train-decision). Private to ask/.
 */
#ifndef MDP_ASK_DECIDE_H
#define MDP_ASK_DECIDE_H

#include "ask/session.h"

/* Those of the reading and those that only its result tells; in `a`. */
double *mdp_decide_features(const struct mdp_reading *r, const struct mdp_result *result, struct mdp_arena *a);
/* The chance that a reading with these is wrong; 0 where the lexicon has no weights. */
double mdp_decide_doubt(const struct mdp_lexicon *l, const double *features);
/* Is that too much to answer? */
bool mdp_decide_asks(const struct mdp_lexicon *l, double doubt);
/* "0.12: clauses 0.53, values 0.21": the doubt, and what adds to it, the most first. */
const char *mdp_decide_dump(const struct mdp_lexicon *l, const double *features, struct mdp_arena *a);

#endif
