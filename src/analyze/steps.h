/* The steps of analyses, each in a file of its name. Private to analyze/. */
#ifndef MDP_ANALYZE_STEPS_H
#define MDP_ANALYZE_STEPS_H

#include "analyze/analyze.h"

/*
 * The conditions of the question as a further question says them (" where status is late"), "" for none; those that are periods of `time`
 * left out. NULL where they are not said in a few words.
 */
const char *mdp_analyze_where(const struct mdp_analyzing *x, int time);

mdp_analyze_fn mdp_step_overview, mdp_step_contribution, mdp_step_retention, mdp_step_compare_groups, mdp_step_survival;

#endif
