/* Private to project/: dbt's semantic models and metrics. */
#ifndef MDP_PROJECT_SEMANTIC_H
#define MDP_PROJECT_SEMANTIC_H

#include "project/sqlread.h"

void mdp_enrich_semantic(struct mdp_enrich *x);

/* A semantic model: a table, or what a model's SQL makes of tables, under the names of its dimensions and entities. */
struct mdp_layer {
	const char *name;
	struct mdp_sql_place place;
	const struct mdp_yaml *node;
	const char *file;
	const char *time; /* dimension that measures are dated by */
};

/* semantic_names.c: dimensions and entities, in lists of their own or at the columns of a model. */
/* SQL of a dimension or entity of a layer, else the column of that name; NULL when there is none. */
const char *mdp_semantic_dimension(const struct mdp_enrich *x, const struct mdp_layer *l, const char *name);
/* Does the table, or what the model makes, have the column? */
bool mdp_semantic_has_column(const struct mdp_enrich *x, const struct mdp_layer *l, const char *name);
/* The column that such SQL is about, casts and truncation aside; -1 if it is more than a column. */
int mdp_semantic_column(const struct mdp_enrich *x, const struct mdp_layer *l, const char *sql);
bool mdp_semantic_is_primary(const struct mdp_enrich *x, const struct mdp_layer *l, const char *sql);
void mdp_semantic_name_dimensions(struct mdp_enrich *x,
				  const struct mdp_layer *l); /* other names of columns, into the catalog */

#endif
