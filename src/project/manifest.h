/* Private to project/: target/manifest.json, what dbt wrote of the project when it last ran. */
#ifndef MDP_PROJECT_MANIFEST_H
#define MDP_PROJECT_MANIFEST_H

#include <jansson.h>
#include "project/defs.h"

struct mdp_manifest {
	bool looked;
	json_t *root; /* NULL: there is none that can be believed */
};

/*
 * The SQL that dbt made of a model; NULL when no manifest has it. The file is read on first use. One that is older than a .sql file of the
 * project, or is no manifest, is a finding and not used.
 */
const char *mdp_manifest_sql(struct mdp_enrich *x, struct mdp_manifest *m, const char *model);
json_t *mdp_manifest_root(struct mdp_enrich *x, struct mdp_manifest *m); /* NULL as above */
void mdp_manifest_release(struct mdp_manifest *m);

#endif
