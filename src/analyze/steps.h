/* The steps of analyses, each in a file of its name. Private to analyze/. */
#ifndef MDP_ANALYZE_STEPS_H
#define MDP_ANALYZE_STEPS_H

#include "analyze/analyze.h"

mdp_analyze_fn mdp_step_contribution, mdp_step_retention, mdp_step_compare_groups, mdp_step_survival;

#endif
