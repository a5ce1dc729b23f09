/*
 * Where the parts of a platform are. A platform is found by what it holds (dbt_project.yml, Evidence pages, Airflow
 * DAGs, a DuckDB file), never by names of ours. Reading what those files say is project/read.h.
 */
#ifndef MDP_PROJECT_PROJECT_H
#define MDP_PROJECT_PROJECT_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/error.h"

struct mdp_project_options {
	const char *root; /* --project; NULL: the nearest parent folder that is a platform */
	const char *warehouse; /* --warehouse; alone it is enough */
	const char *schemas; /* --schema NAME[,NAME]; NULL: default rule */
};

/* Every path absolute; NULL where the part is absent. */
struct mdp_project {
	struct mdp_arena arena;
	const char *root;
	const char *warehouse; /* --warehouse, else mdp.yaml, else the dbt profile's path, else the only .duckdb file */
	const char *warehouse_problem; /* why there is none: several files, a profile that cannot be read … */
	const char *dbt_dir; /* folder of dbt_project.yml */
	const char *evidence_dir; /* folder that holds pages/ with Evidence markdown */
	const char *dags_dir; /* folder of Airflow DAG files */
	const char *sources_dir; /* folder with the mock sources, by what dbt sources / ingest configuration say */
	const char *config; /* mdp.yaml */
	const char **schemas; /* as asked by --schema, NULL-ended; NULL when not asked */
};

/* Finds the parts. A missing warehouse file is no error here (it may be about to be built). */
int mdp_project_find(struct mdp_project *p, const struct mdp_project_options *opt, struct mdp_error *err);
/* Fails, with what to do about it, when there is no warehouse file to read. */
int mdp_project_need_warehouse(const struct mdp_project *p, struct mdp_error *err);
void mdp_project_release(struct mdp_project *p);

#endif
