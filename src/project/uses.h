/* Private to project/: what files say is made of the data. */
#ifndef MDP_PROJECT_USES_H
#define MDP_PROJECT_USES_H

#include "project/defs.h"
#include "project/evidence.h"

/* Exposures, saved queries, groups, tags and pages into the catalog; while the statements of pages are still parsed. */
void mdp_enrich_uses(struct mdp_enrich *x, const struct mdp_sql_reader *r, const struct mdp_pages *pages);
/* Metrics and models that they name and nobody knows, as findings; once the definitions are settled. */
void mdp_enrich_uses_check(struct mdp_enrich *x);

#endif
