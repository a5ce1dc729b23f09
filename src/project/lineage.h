/*
 * Private to project/: columns followed through the SQL of models and views, back to sources. A relation is a list of columns, each
 * with the step (catalog.h: mdp_origin) that makes it.
 */
#ifndef MDP_PROJECT_LINEAGE_H
#define MDP_PROJECT_LINEAGE_H

#include "base/map.h"
#include "project/manifest.h"
#include "project/model_text.h"
#include "project/sqlread.h"
#include "project/sqlspan.h"

struct mdp_lin_col {
	const char *name;
	int step;
	int line; /* of the item that makes it; 0 = unknown */
};

struct mdp_lin_rel {
	const char *name; /* for people; NULL: inside a statement */
	struct mdp_lin_col *cols;
	int n, cap;
	bool open; /* may have columns that are not listed; then one of these: */
	bool makes; /* whatever is asked for is a column of it, of this kind */
	struct mdp_lin_rel *base; /* they are columns of this one */
	const char *why; /* what hides them */
	int all; /* the step of each of them; 0 = none (that is never a function's) */
	enum mdp_origin_kind kind;
	const char *loaded;
	struct mdp_source source;
	int rows; /* the step that its rows are; -1 */
};

/* One statement while it is read. */
struct mdp_lin_text {
	const struct mdp_model_text *marks; /* NULL: of no template */
	struct mdp_sql_tokens tokens;
	const char *relation; /* whose statement it is */
	enum mdp_origin_kind kind;
	const char *file;
	bool lines; /* lines of the text are lines of the file */
};

struct mdp_lin_cte {
	const char *name;
	struct mdp_lin_rel *rel;
	const struct mdp_lin_cte *next;
};

/* A relation of the warehouse. */
struct mdp_lin_stored {
	const char *schema, *name;
	const char *view; /* its SELECT; NULL: a table */
	const char **columns;
	int n, cap;
	struct mdp_lin_rel *rel; /* once read */
	bool busy;
};

struct mdp_lin_model {
	const struct mdp_dbt_model *model;
	struct mdp_lin_rel *rel; /* once read */
	bool busy;
};

struct mdp_lineage {
	struct mdp_enrich *x;
	struct mdp_lin_model *models; /* as those of x->dbt */
	struct mdp_lin_stored *stored;
	int nstored, cap_stored;
	struct mdp_map names; /* "schema.name" and, when it is the only one, "name" → stored */
	int cap_origins;
	struct mdp_manifest manifest;
};

/* Where every column of the catalog comes from; ways that cannot be followed are findings. */
void mdp_enrich_lineage(struct mdp_enrich *x);
void mdp_enrich_partial(struct mdp_enrich *x); /* things of which the source has more; after lineage */
void mdp_enrich_distinct(
	struct mdp_enrich *x); /* counts of different things in each row do not add up; after lineage */

/* --- between its parts --- */

int mdp_lin_step(struct mdp_lineage *l, const struct mdp_origin *o, const int *from, int nfrom); /* gives its id */
int mdp_lin_unknown(struct mdp_lineage *l, const char *why);
int mdp_lin_rows(struct mdp_lineage *l, const struct mdp_lin_rel *rel); /* a step for the rows of a base relation */
struct mdp_lin_rel *mdp_lin_rel_new(struct mdp_lineage *l);
void mdp_lin_add(struct mdp_lineage *l, struct mdp_lin_rel *rel, const char *name, int step, int line);
/* The column's step; -1 when the relation has none of that name. */
int mdp_lin_find(struct mdp_lineage *l, struct mdp_lin_rel *rel, const char *name, int *line);
/* A relation that a statement names; `schema` may be empty. */
struct mdp_lin_rel *mdp_lin_relation(struct mdp_lineage *l, const struct mdp_lin_text *t, const char *schema,
				     const char *name, int depth);
/* What the first statement of a text yields; NULL with a reason when it does not parse. */
struct mdp_lin_rel *mdp_lin_statement(struct mdp_lineage *l, struct mdp_lin_text *t, const char *sql, int depth,
				      const char **why);

#endif
