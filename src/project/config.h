/* Private to project/: mdp.yaml. */
#ifndef MDP_PROJECT_CONFIG_H
#define MDP_PROJECT_CONFIG_H

#include "project/sqlread.h"

/* Names of entities come first, since definitions refer to them; the rest comes after other files, which it overrides; main amounts when all are settled. */
enum mdp_config_part { MDP_CONFIG_ENTITIES, MDP_CONFIG_REST, MDP_CONFIG_MAIN };
int mdp_enrich_config(struct mdp_enrich *x, struct mdp_sql_reader *sql, enum mdp_config_part part,
		      struct mdp_error *err);

/* The file as a tree, with its relative name in messages; *root is NULL without a file. */
int mdp_config_read(const struct mdp_project *p, struct mdp_arena *a, struct mdp_yaml **root, struct mdp_error *err);
/* Gives an entity another name; the old one stays a synonym. `plural` NULL: made of the name. */
void mdp_enrich_rename(struct mdp_enrich *x, struct mdp_entity *e, const char *name, const char *plural);
/* The two sides of "table.column = table.column"; false for anything else. */
bool mdp_config_join(struct mdp_arena *a, const char *text, const char **from, const char **to);
/*
 * An aggregate as metrics of files give it: over `expr` (SQL over the place's columns; NULL: its rows), under `where` (SQL, or NULL).
 * fn NONE: `expr` holds the aggregates itself. NULL when it is not understood.
 */
struct mdp_expr *mdp_enrich_metric(struct mdp_sql_reader *sql, const struct mdp_sql_place *place, enum mdp_aggregate fn,
				   const char *expr, const char *where);
/* What the engine says against an expression over a table; NULL when nothing. *column: the name that it does not know, or NULL. */
const char *mdp_enrich_metric_fault(struct mdp_enrich *x, int table, const char *expr, const char **column);
const char *const *mdp_enrich_aggregate_words(void); /* eight of them, for did-you-mean */

/* Tells of a key that the data do not bear: how many different ones there are, and how many rows; nothing else suffers. */
void mdp_config_key_unused(struct mdp_enrich *x, struct mdp_source at, const char *name, const int *columns, int n);
/* What was declared and the data contradict becomes a finding, with both numbers (config_held.c). */
void mdp_config_key_held(struct mdp_enrich *x, struct mdp_source at, const struct mdp_entity *e);
void mdp_config_join_held(struct mdp_enrich *x, struct mdp_source at, int fine, int coarse); /* columns */

#endif
