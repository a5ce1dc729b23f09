/* What Evidence does with a query of a page: templates filled in, tables as it stores them. For tests. */
#ifndef MDP_TESTS_TEMPLATE_H
#define MDP_TESTS_TEMPLATE_H

#include <jansson.h>
#include "pages/pages.h"

/* A template and what the page puts there: { "inputs.city.value", "Oslo" }. Ended by a NULL name. */
struct filling {
	const char *name, *value;
};

/* NULL, with a message on stderr, when a template is left over. */
const char *template_fill(struct mdp_arena *a, const char *sql, const struct filling *fillings);
/*
 * Views SOURCE.TABLE over the tables of a schema of the database in `file`, with the types that Evidence's files have: every number a
 * double, every day a time stamp.
 */
int template_tables(struct mdp_engine *e, struct mdp_arena *a, const char *file, const char *schema, const char *source,
		    struct mdp_error *err);
/* The same rows in any order, numbers to nine digits. Tells on stdout what is not. */
bool template_same(struct mdp_arena *a, const struct mdp_result *got, const struct mdp_result *gold);
/*
 * Whether the SQL of a query file, with the page's inputs as they stand in the file (or at all), gives on `e` what mdp answers to
 * the logical query. Tells on stdout why not. Into `log`, unless NULL, goes the statement with the rows that are right.
 */
bool template_agrees(struct mdp_session *s, struct mdp_engine *e, struct mdp_arena *a, const char *json,
		     const char *sql, enum mdp_page_inputs inputs, json_t *log);

#endif
