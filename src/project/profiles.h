/* Private to project/: what dbt's profiles say about the warehouse. */
#ifndef MDP_PROJECT_PROFILES_H
#define MDP_PROJECT_PROFILES_H

#include "base/arena.h"
#include "catalog/catalog.h"

/*
 * The DuckDB path of the project's profile and target, as written (environment rendered); NULL when there is none, and
 * then *problem may say why. *dir is the folder of profiles.yml.
 */
const char *mdp_dbt_warehouse(struct mdp_arena *a, const char *root, const char *dbt_dir, const char **dir,
			      const char **problem);
/* The target schema ("main" when the profile names none). NULL when no profile is found. */
const char *mdp_dbt_target_schema(struct mdp_arena *a, const char *root, const char *dbt_dir);
/* The zone that the profile sets for its sessions (settings: TimeZone), with its place; NULL without one. */
const char *mdp_dbt_zone(struct mdp_arena *a, const char *root, const char *dbt_dir, struct mdp_source *source);

#endif
