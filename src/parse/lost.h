/* Words that are in the way of an answer, and how a refusal names them. Private to parse/. */
#ifndef MDP_PARSE_LOST_H
#define MDP_PARSE_LOST_H

#include "parse/chart.h"

/* The refusal for the words that a cover loses: those that say most about why. */
void mdp_lost_problem(const struct mdp_phraser *x, const struct mdp_cover *cover, struct mdp_error *problem);
/* For such a refusal, once it is what is told: names that look like its first word. */
void mdp_lost_hint(const struct mdp_phraser *x, struct mdp_error *problem);
/* All words of the question; `cover` NULL: the refusal is not about words. */
void mdp_lost_words(const struct mdp_phraser *x, const struct mdp_cover *cover, struct mdp_word **out, int *n);

#endif
