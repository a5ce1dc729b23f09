/* Private to project/: dbt's semantic models and metrics. */
#ifndef MDP_PROJECT_SEMANTIC_H
#define MDP_PROJECT_SEMANTIC_H

#include "project/sqlread.h"

void mdp_enrich_semantic(struct mdp_enrich *x);

/* A semantic model: a table, or what a model's SQL makes of tables, under the names of its dimensions and entities. */
struct mdp_layer {
	const char *name;
	struct mdp_sql_place place;
	bool missing; /* its rows are not in the catalog: its metrics are known by name only */
	const struct mdp_yaml *node;
	const char *file;
	const char *time; /* dimension that measures are dated by */
};

/* A dimension or an entity. */
struct mdp_dimension {
	const char *name, *sql, *type, *label, *description;
	const char *grain; /* of a time, as declared; NULL */
	bool entity;
};

/* A measure or a metric. */
struct mdp_item {
	const char *name;
	const struct mdp_yaml *node;
	const char *file;
	int layer; /* of a measure, and of metrics that hold their own aggregate; -1 */
	bool metric, wanted; /* wanted: a measure that is a metric too */
	enum { MDP_ITEM_NEW, MDP_ITEM_BUSY, MDP_ITEM_DONE } state;
	struct mdp_expr *expr;
	const char *why; /* it has no expr, where that is known; NULL */
};

/* An aggregate of a definition: filters name dimensions from where its rows stand, and it has its own time. */
struct mdp_leaf {
	const struct mdp_expr *agg;
	int layer;
	const char *time; /* dimension; NULL */
};

struct mdp_semantic {
	struct mdp_enrich *x;
	struct mdp_layer *layers;
	int nlayers, cap_layers;
	struct mdp_item *items;
	int nitems, cap_items;
	struct mdp_leaf *leaves;
	int nleaves, cap_leaves;
	const char *why; /* set by what finds out that something cannot be said */
};

/* semantic_names.c: dimensions and entities, in lists of their own or at the columns of a model. */
/* A dimension or entity of a layer, else the column of that name; false when there is none. */
bool mdp_semantic_find(const struct mdp_enrich *x, const struct mdp_layer *l, const char *name,
		       struct mdp_dimension *out);
/* An entity of a layer by name; false when it has none. */
bool mdp_semantic_entity(const struct mdp_layer *l, const char *name, struct mdp_dimension *out);
/* Is the entity what the rows of the layer are (primary or unique)? */
bool mdp_semantic_is_of(const struct mdp_layer *l, const char *entity);
/* Does the table, or what the model makes, have the column? */
bool mdp_semantic_has_column(const struct mdp_enrich *x, const struct mdp_layer *l, const char *name);
/* The column that such SQL is about, casts and truncation aside; -1 if it is more than a column. */
int mdp_semantic_column(const struct mdp_enrich *x, const struct mdp_layer *l, const char *sql);
bool mdp_semantic_is_primary(const struct mdp_layer *l, const char *sql);
void mdp_semantic_name_dimensions(struct mdp_enrich *x,
				  const struct mdp_layer *l); /* other names of columns, into the catalog */

/* semantic_filter.c: conditions with {{ Dimension('a__b') }} and its like, and the times of aggregates. */
/* Says of each aggregate of `expr` where its rows stand and by what they are dated. */
void mdp_semantic_add_leaves(struct mdp_semantic *s, const struct mdp_expr *expr, int layer, const char *time,
			     int depth);
/*
 * `expr` with every aggregate under the filter, whose names are those of the aggregate's own layer: a text, or a list of texts (all
 * hold). NULL when one is not understood.
 */
struct mdp_expr *mdp_semantic_filtered(struct mdp_semantic *s, const struct mdp_expr *expr,
				       const struct mdp_yaml *filter, int depth);
/* The time that all aggregates of `expr` share; -1 with *why set when they have none that is one and the same. */
int mdp_semantic_time(const struct mdp_semantic *s, const struct mdp_expr *expr, const char **why);
/* {{ metric('a') }} as the name a. */
const char *mdp_semantic_plain_names(struct mdp_semantic *s, const char *text);
/* semantic_moment.c: what is not added up over time, taken at the first or last time; NULL with s->why set when it cannot be said. */
struct mdp_expr *mdp_semantic_at_moment(struct mdp_semantic *s, const struct mdp_layer *l, struct mdp_expr *expr,
					const struct mdp_yaml *over);

/* The value of a measure or metric by name, metrics or measures first; NULL when it cannot be said. */
struct mdp_expr *mdp_semantic_value(struct mdp_semantic *s, const char *name, bool metric, int depth);

#endif
