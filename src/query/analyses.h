/*
 * The analyses of a query as one table of data: what each is called, what it takes and what its parameters mean. Reading and checking
 * JSON, the JSON Schema, restatements and the documents are made from it. What an analysis does is in plan/ (the statement), in
 * analyze/ (what SQL cannot do, on its rows) and in answer/ (the words).
 */
#ifndef MDP_QUERY_ANALYSES_H
#define MDP_QUERY_ANALYSES_H

#include "query/query.h"

enum mdp_param_type {
	MDP_PARAM_NUMBER, /* from `lo` to `hi` */
	MDP_PARAM_ENTITY, /* the name of an entity, as text */
	MDP_PARAM_KEY, /* the name of an entity, or a column: what things are told apart by */
	MDP_PARAM_AMOUNT, /* an aggregate or a measure */
	MDP_PARAM_VALUE, /* any expression on an instance */
	MDP_PARAM_COLUMN,
	MDP_PARAM_GRAIN, /* day … year, as text */
	MDP_PARAM_WORD, /* one of `words`, parted by “|” */
	MDP_PARAM_DAY, /* a date */
	MDP_PARAM_TEXT /* any text */
};

struct mdp_analysis_param {
	const char *name;
	enum mdp_param_type type;
	bool required;
	const char *fallback; /* what is done without it, for people */
	double lo, hi; /* NUMBER */
	const char *words; /* WORD */
	const char *help;
};

/* What of a query an analysis may have beside `of` and `where`; all else is refused by name. */
enum {
	MDP_TAKES_BY = 1,
	MDP_TAKES_LIMIT = 2,
	MDP_TAKES_HAVING = 4,
	MDP_TAKES_SHOW = 8,
	MDP_TAKES_ORDER = 16,
	MDP_TAKES_SIDES = 32 /* two conditions, "a" and "b": vary_a, vary_b */
};

struct mdp_analysis {
	const char *name;
	const char *answers; /* what it answers, for people */
	const char *of; /* what `of` is in it */
	const char *where; /* what it ranges over, for people */
	unsigned takes;
	const struct mdp_analysis_param *params; /* ends with an empty name */
};

extern const struct mdp_analysis mdp_analyses[]; /* ends with an empty name */
const struct mdp_analysis *mdp_analysis_find(const char *name); /* NULL when there is none */
/* Fails (MDP_USAGE) with the part that is wrong: an unknown name or parameter, a value of another type, a member it does not take. */
int mdp_analysis_check(const struct mdp_query *q, struct mdp_error *err);

/* Parameters of a query; NULL, or `otherwise`, when it has none of that name. */
const struct mdp_expr *mdp_query_param(const struct mdp_query *q, const char *name);
double mdp_query_param_number(const struct mdp_query *q, const char *name, double otherwise);
struct mdp_str mdp_query_param_text(const struct mdp_query *q, const char *name); /* empty when it has none */
void mdp_query_set_param(struct mdp_arena *a, struct mdp_query *q, const char *name, struct mdp_expr *x);

#endif
