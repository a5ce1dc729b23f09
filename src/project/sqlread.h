/*
 * Private to project/: SQL of pages and models, read for its meaning. DuckDB parses; here each column of each SELECT is
 * traced back to columns of the catalog and written as an expression of the query language, and each relation knows what one of its
 * rows is. What cannot be said that way is left NULL, and nothing is concluded from it.
 */
#ifndef MDP_PROJECT_SQLREAD_H
#define MDP_PROJECT_SQLREAD_H

#include <jansson.h>
#include "project/defs.h"

#define MDP_SQL_DEPTH 64

struct mdp_sql_suspect;
struct mdp_sql_column {
	const char *name;
	struct mdp_expr *expr; /* NULL = not understood */
	bool aggregate; /* expr is an aggregate over rows of its query */
	bool single; /* … of a query of one row */
	bool keyed; /* … of a query that lists an entity, a row an instance */
	bool filtered; /* … under a WHERE that is no period */
	struct mdp_pred *where; /* that WHERE, NULL when it cannot be said */
	struct mdp_pred *assumed; /* of it, what inputs of the page take by default; NULL */
	bool chosen; /* … on an input of the page, without a default */
	const struct mdp_sql_suspect *noted; /* what a sum of it would be suspected of; or NULL */
	int group; /* of a GROUP BY with counts of distinct values: which of its groups, from 1; 0 = none */
	size_t at; /* byte in the text of the query it was written in */
	const struct mdp_sql_query *in;
};

struct mdp_sql_rel {
	struct mdp_sql_column *cols;
	int n, cap;
	int rows; /* entity of one row; -1 = unknown */
	int below; /* rows are only those instances that have some of this entity; -1 = all instances */
	bool partial; /* LIMIT, HAVING, QUALIFY: not all rows */
	bool picked; /* likewise, or by a condition on what is not understood: it may be one row an instance */
	bool filtered; /* as above, of rows that are not grouped yet */
	bool chosen; /* likewise */
	struct mdp_pred *where, *assumed;
	int repeats; /* entity whose rows a join repeats without an order between them; -1 */
};

/* A statement by name: a page's query, a source's. */
struct mdp_sql_query {
	const char *name; /* as other texts call it */
	const char *text;
	const char *file;
	int line; /* of its first line */
	bool page; /* its columns are shown */
	bool model; /* of dbt: run by its own builder */
	bool opaque; /* something else than SQL: rows and columns are unknown */
	bool generated; /* from a logical query */
	const char *deep; /* of a model: its SQL on the SQL of those it reads, NULL = as text */
	enum { MDP_SQL_NEW, MDP_SQL_BUSY, MDP_SQL_DONE } state;
	struct mdp_sql_rel *rel; /* NULL = not understood */
	json_t *root; /* as parsed; kept until mdp_sql_release */
	const char *open; /* see mdp_sql_open_text */
	bool other; /* a statement that runs but has no tree (PIVOT …) */
};

enum mdp_suspect_kind {
	MDP_SUSPECT_FAN, /* an aggregate that may meet its values more often than they exist */
	MDP_SUSPECT_COUNT, /* a count of rows under the name of something coarser */
	MDP_SUSPECT_DISTINCT, /* sum(distinct x): equal amounts of different instances are taken for one */
	MDP_SUSPECT_COUNTS, /* a sum of counts of distinct values */
	MDP_SUSPECT_FINER, /* count(distinct x) named after what several x belong to */
	MDP_SUSPECT_NAMES, /* count(distinct x) named after things that x does not tell apart */
	MDP_SUSPECT_PART, /* … and x is a part of their key */
	MDP_SUSPECT_RATIO, /* an average of quotients */
	MDP_SUSPECT_TIME /* a sum over time of what cannot be added over it */
};

/* Something in a SELECT that may be wrong: counting tells whether it is (fans.c). */
struct mdp_sql_suspect {
	enum mdp_suspect_kind kind;
	enum mdp_aggregate fn;
	const char *what; /* what is aggregated, as SQL */
	const char *part; /* the terms of it that are meant, NULL = all of it; the probe then has the whole as w */
	const char *more; /* further arguments of the aggregate, "" if none */
	bool merged; /* DISTINCT: by a SELECT DISTINCT of the groups */
	const char *outer, *again; /* COUNTS: groups of the sum as a probe; those of the counts (g0 …) that they are */
	const struct mdp_expr *arg; /* likewise, NULL when it cannot be said */
	int owner, rows; /* entities: of the values, and of the rows (-1 unknown) */
	const char *
		probe; /* SELECT of k0… (key of the owner), g0… (groups), v and t; a RATIO: of both numbers. NULL = not countable */
	int nkeys, ngroups, nouter; /* nouter: groups of `outer` */
	bool joined; /* of several relations */
	bool across; /* the groups split an instance of the owner */
	bool certain; /* rows are known to be finer than the owner */
	size_t at;
	const struct mdp_sql_query *in;
};

struct mdp_sql_reader {
	struct mdp_enrich *x;
	/* inputs of pages that take something until the reader chooses */
	struct mdp_sql_input {
		const char *page; /* the prefix of its queries */
		const char *name, *value;
		bool all; /* of all values */
	} * inputs;
	int ninputs, cap_inputs;
	struct mdp_sql_query **queries;
	int nqueries, cap_queries;
	struct mdp_sql_suspect *suspects;
	int nsuspects, cap_suspects;
	const struct mdp_sql_query *now; /* being read */
	/* tables that pages read and the catalog does not hold */
	struct mdp_sql_outside {
		const char *schema, *table;
		const struct mdp_sql_query *in;
	} * outside;
	int noutside, cap_outside;
};

struct mdp_sql_query *mdp_sql_add(struct mdp_sql_reader *r, const struct mdp_sql_query *q);
struct mdp_sql_query *mdp_sql_find(const struct mdp_sql_reader *r, const char *name);
/* Reads a query and those it builds on; a text that does not parse becomes a finding. */
void mdp_sql_read(struct mdp_sql_reader *r, struct mdp_sql_query *q, int depth);
/* What the definitions of a file are about: a table of the catalog, or the rows that the SQL of a model makes (table is -1 then). */
struct mdp_sql_place {
	int table;
	const struct mdp_sql_rel *rel;
};
/* An expression over the columns of one place (those of others as table.column), as metrics have it; NULL when not understood. */
struct mdp_expr *mdp_sql_expression(struct mdp_sql_reader *r, const char *text, const struct mdp_sql_place *place);
/* The condition that files declare for all questions of a table; false when it is not understood. */
bool mdp_enrich_filter(struct mdp_enrich *x, struct mdp_sql_reader *sql, int table, const char *text,
		       struct mdp_source source);
void mdp_enrich_filters(struct mdp_enrich *x, struct mdp_sql_reader *sql); /* of the models' meta */
/* A condition likewise; names that stand for other expressions may be in it. */
struct mdp_pred *mdp_sql_condition(struct mdp_sql_reader *r, const char *text, const struct mdp_sql_place *place,
				   const struct mdp_sql_column *names, int n);
/* Is it a condition on an instance of the entity, which determines all that is compared? */
bool mdp_sql_fits(const struct mdp_catalog *c, const struct mdp_pred *p, int entity);
/* An expression over names that stand for other expressions. */
struct mdp_expr *mdp_sql_combine(struct mdp_sql_reader *r, const char *text, const struct mdp_sql_column *names, int n);
/* Drops the suspects of a kind from the nth on. */
void mdp_sql_forget(struct mdp_sql_reader *r, int from, enum mdp_suspect_kind kind);
void mdp_sql_release(struct mdp_sql_reader *r);
void mdp_sql_shape(json_t *root); /* one shape, whatever release of the engine made it (sqlshape.c) */
/* The parsed statements of a text, or NULL with the parser's message and place (place (size_t)-1 when unknown). */
json_t *mdp_sql_parse(struct mdp_sql_reader *r, const char *text, const char **message, size_t *at);
const json_t *mdp_sql_statement(const json_t *root); /* the first of them */
int mdp_sql_line(const struct mdp_sql_query *q, size_t at);

/* --- between the parts of the reader --- */

struct mdp_sql_from {
	const char *alias, *schema; /* schema: of a base table, else NULL */
	struct mdp_sql_rel *rel;
	bool by_name; /* its columns must be named with it */
	bool optional; /* right side of a left join */
};

struct mdp_sql_cte {
	const char *name;
	struct mdp_sql_rel *rel;
	const json_t *entry; /* of the syntax tree */
	const struct mdp_sql_cte *next;
};

/* One SELECT while it is read. */
struct mdp_sql_scope {
	struct mdp_sql_reader *r;
	const struct mdp_sql_cte *ctes;
	struct mdp_sql_from *from;
	int nfrom, cap_from;
	int rows, below, repeats;
	bool partial, filtered, chosen;
	struct mdp_pred *where, *assumed;
	const json_t *items; /* its list */
	struct mdp_sql_rel *out; /* columns made so far: an alias may be used again */
	const json_t *from_node, *where_node; /* of the syntax tree */
};

struct mdp_sql_rel *mdp_sql_new_rel(struct mdp_sql_reader *r); /* of which nothing is known */
void mdp_sql_add_column(struct mdp_sql_reader *r, struct mdp_sql_rel *rel, const struct mdp_sql_column *col);
/* Adds what a FROM holds to the scope; gives the entity of its rows, -1 = unknown. */
int mdp_sql_read_from(struct mdp_sql_scope *s, const json_t *n, int depth);
struct mdp_expr *mdp_sql_expr(struct mdp_sql_scope *s, const json_t *n, int depth);
struct mdp_pred *mdp_sql_pred(struct mdp_sql_scope *s, const json_t *n, int depth);
const struct mdp_sql_column *mdp_sql_resolve(const struct mdp_sql_scope *s, const json_t *n /* a column's name */);
/* The same, and in *from which relation of the scope has it; -1: a column made so far. */
const struct mdp_sql_column *mdp_sql_resolve_in(const struct mdp_sql_scope *s, const json_t *n, int *from);
bool mdp_sql_aggregate_of(const json_t *n, enum mdp_aggregate *fn); /* a call of an aggregate function */
/* The GROUP BY of a SELECT as expressions, numbers and names of its list made into what they stand for. */
int mdp_sql_groups(const struct mdp_sql_scope *s, const json_t *node, const json_t **out, int max);
/* Looks for suspects in a SELECT that was read, and reads the SELECTs inside its expressions. */
void mdp_sql_check(struct mdp_sql_scope *s, const json_t *node, bool grouped, int depth);
bool mdp_sql_has_aggregate(const json_t *n, int depth);
bool mdp_sql_is_aggregate(const struct mdp_expr *x, int depth); /* holds an aggregate */
struct mdp_sql_rel *mdp_sql_node(struct mdp_sql_reader *r, const json_t *node, const struct mdp_sql_cte *ctes,
				 int depth);
const char *mdp_sql_text(const json_t *n, const char *key); /* "" when absent */
size_t mdp_sql_at(const json_t *n); /* place of a node, (size_t)-1 when unknown */
/*
 * The text that stands for inputs of a page: what is under a condition with it is what the reader chose, and no definition. What it takes
 * until the reader chooses may follow it, or that it takes all.
 */
#define MDP_SQL_INPUT "__input__"
#define MDP_SQL_INPUT_ALL MDP_SQL_INPUT "all__"
#define MDP_SQL_INPUT_IS MDP_SQL_INPUT "is__"

#endif
