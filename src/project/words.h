/* Private to project/: names in files against names in the catalog, and the nouns that descriptions give away. */
#ifndef MDP_PROJECT_WORDS_H
#define MDP_PROJECT_WORDS_H

#include "catalog/catalog.h"

/* "One row per order line. …" → "order line"; NULL when the text says no such thing. */
const char *mdp_project_row_noun(struct mdp_arena *a, const char *description);
/* The name at most two typing errors away, for did-you-mean; NULL if none. */
const char *mdp_words_nearest(const char *name, const char *const *names, int n);
/*
 * The name of a measure from an alias or a title and its aggregate: words that only repeat the aggregate are dropped
 * ("total revenue" of a sum → "revenue", "number of orders" of a count → "orders"); averages keep theirs, written out.
 */
const char *mdp_words_measure(struct mdp_arena *a, const char *name, enum mdp_aggregate fn);
/* An expression for people: "sum of orders.amount, once per order". */
const char *mdp_expr_words(struct mdp_arena *a, const struct mdp_expr *x);

#endif
