/*
 * Private to project/: statements that count what a SELECT does with its rows. They are made of the SELECT's own FROM and WHERE (and
 * the WITH around it), so that what is counted is what the page counts.
 */
#ifndef MDP_PROJECT_SQLPROBE_H
#define MDP_PROJECT_SQLPROBE_H

#include "project/sqlread.h"

/* Where a SELECT gets its rows. Nothing here is owned. */
struct mdp_sql_rows {
	const json_t *from, *where;
	const json_t *filter; /* a further condition (FILTER of an aggregate), or NULL */
	const struct mdp_sql_cte *ctes;
};

#define MDP_PROBE_ITEMS 24
struct mdp_probe_items {
	json_t *expr[MDP_PROBE_ITEMS]; /* owned: released by mdp_sql_probe */
	const char *name[MDP_PROBE_ITEMS];
	int n;
};

void mdp_probe_add(struct mdp_probe_items *items, const char *name, json_t *expr /* taken over */);
/* A column as SQL's syntax tree has it; alias "" or NULL: without. */
json_t *mdp_sql_column_ref(const char *alias, const char *name);
/*
 * "SELECT items FROM … WHERE …" as text, conditions on the page's inputs left out; NULL when the engine cannot write it. In any
 * case the items are released.
 */
const char *mdp_sql_probe(struct mdp_sql_reader *r, const struct mdp_sql_rows *rows, struct mdp_probe_items *items);
/* One expression as SQL text; NULL when the engine cannot write it. */
const char *mdp_sql_expr_text(struct mdp_sql_reader *r, const json_t *expr);
/* A whole number, and a call of a function or operator (`b` NULL: of one argument), as SQL's syntax tree has them. New references. */
json_t *mdp_sql_number(int v);
json_t *mdp_sql_call(const char *name, bool is_operator, json_t *a, json_t *b /* both taken over */);
/* A copy with nothing in it that depends on inputs, as far as that is known. New reference. */
json_t *mdp_sql_without_inputs(const json_t *n);
bool mdp_sql_mentions_input(const json_t *n, int depth);
bool mdp_sql_mentions(const json_t *n, const char *text); /* in any of its texts */
bool mdp_sql_takes_all(const json_t *n); /* a condition that leaves nothing out when the input says so */
/* The text of a query with the conditions on inputs left out, or as it is when it has none. */
const char *mdp_sql_open_text(struct mdp_sql_reader *r, struct mdp_sql_query *q);

#endif
