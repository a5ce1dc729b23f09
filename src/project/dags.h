/* Private to project/: Airflow DAG files, read as text, and the pipelines that they and dbt tell of. */
#ifndef MDP_PROJECT_DAGS_H
#define MDP_PROJECT_DAGS_H

#include "project/defs.h"

struct mdp_dag {
	const char *id, *schedule; /* schedule NULL = none */
	const char *zone; /* that the file names; NULL = none */
	const char *file, *text; /* relative to the root; all of it, without comments */
	int line;
	bool dbt; /* its file runs dbt */
};

struct mdp_dags {
	struct mdp_dag *items;
	int n, cap;
};

/* Python without its comments, and also without its texts of several lines; blanks stand in their places (python.c). */
void mdp_python_blank(struct mdp_arena *a, struct mdp_str text, const char **bare, const char **code);
void mdp_dags_read(struct mdp_enrich *x, struct mdp_dags *out);
bool mdp_dag_mentions(const char *text, const char *word); /* as a word of its own, in any case */

/* Which DAG fills which table of the catalog, when, and when it last did. */
void mdp_enrich_feeds(struct mdp_enrich *x);

#endif
