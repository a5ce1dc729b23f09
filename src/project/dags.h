/* Private to project/: Airflow DAG files, read as text. */
#ifndef MDP_PROJECT_DAGS_H
#define MDP_PROJECT_DAGS_H

#include "project/defs.h"

/* Which DAG fills which table of the catalog, and when. */
void mdp_enrich_dags(struct mdp_enrich *x);

#endif
