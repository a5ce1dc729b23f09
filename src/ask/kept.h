/* Private to ask/: the catalogs that are kept of warehouses. */
#ifndef MDP_ASK_KEPT_H
#define MDP_ASK_KEPT_H

#include "catalog/catalog.h"
#include "project/project.h"

/* Of everything that the catalog is made from, 32 hex digits. Fails when the warehouse is not there. */
int mdp_kept_fingerprint(const struct mdp_project *p, struct mdp_arena *a, struct mdp_str *out, struct mdp_error *err);
/* The catalog of that fingerprint; false when none is kept. */
bool mdp_kept_load(struct mdp_catalog **out, const struct mdp_project *p, struct mdp_str print);
/* Where it cannot be kept, it is not. It holds values of the data: whoever may not read the warehouse may not read it either. */
void mdp_kept_save(const struct mdp_catalog *c, const struct mdp_project *p, struct mdp_str print);
/* Where a file for the tables of entities goes, and the permissions it gets; NULL: nowhere. */
const char *mdp_kept_side(const struct mdp_project *p, struct mdp_arena *a, int *mode);
/* Removes what is kept beside the warehouse: all of it is stale after a publish. */
void mdp_kept_drop(const struct mdp_project *p);

#endif
