/* Private to answer/: notes that have a file of their own. */
#ifndef MDP_ANSWER_NOTES_H
#define MDP_ANSWER_NOTES_H

#include "answer/answer.h"

/* Which of several dates of a thing the answer goes by, and whose days they are. */
void mdp_answer_dates(const struct mdp_catalog *c, struct mdp_answer *ans, struct mdp_arena *a);

#endif
