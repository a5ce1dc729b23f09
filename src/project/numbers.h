/* Private to project/: what an expression of the query language is on these data, for findings that show numbers side by side. */
#ifndef MDP_PROJECT_NUMBERS_H
#define MDP_PROJECT_NUMBERS_H

#include "project/defs.h"

/*
 * The one row of a statement: its first n columns, which must be numbers, and with `text` one more, a text. False when it does not run
 * or is something else.
 */
bool mdp_numbers_row(struct mdp_enrich *x, const char *sql, double *out, int n, const char **text);
/*
 * The number of an aggregate, or arithmetic on aggregates, over all data, each instance once. False when it cannot be
 * said in a simple statement (columns of several tables, windows …).
 */
bool mdp_number_of(struct mdp_enrich *x, const struct mdp_expr *expr, double *out);
/* Over every row of the table as it stands, and once an instance of `owner`. */
bool mdp_number_both(struct mdp_enrich *x, enum mdp_aggregate fn, const struct mdp_expr *arg, int owner, int table,
		     double *over, double *once);
/*
 * Is the value an amount of the owner over how many rows it has, so that it adds up to the amount over the rows (the total of an order
 * spread over its lines)? Both numbers are counted.
 */
bool mdp_number_is_spread(struct mdp_enrich *x, const struct mdp_expr *arg, int owner, int rows);
/* A finding's two numbers: what is there, and what it would be. */
void mdp_numbers_of_finding(struct mdp_finding *f, double is, double should);
/* 1234567.5 → "1,234,567.50". */
const char *mdp_number_figure(struct mdp_arena *a, double v);
/* The same beside another number: with as many digits as tell the two apart. */
const char *mdp_number_beside(struct mdp_arena *a, double v, double other);
bool mdp_numbers_differ(double x, double y);

#endif
