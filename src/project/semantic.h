/* Private to project/: dbt's semantic models and metrics. */
#ifndef MDP_PROJECT_SEMANTIC_H
#define MDP_PROJECT_SEMANTIC_H

#include "project/sqlread.h"

void mdp_enrich_semantic(struct mdp_enrich *x);

#endif
