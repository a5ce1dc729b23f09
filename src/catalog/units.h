/*
 * Units of amounts: what names, values and descriptions say of them, by data/lexicon/en/names/units.tsv. "currency" is money of a
 * currency that nothing tells; a known one goes by its code (EUR), parts of it are "cents" or "minor units".
 */
#ifndef MDP_CATALOG_UNITS_H
#define MDP_CATALOG_UNITS_H

#include "catalog/catalog.h"

bool mdp_unit_is_money(const char *unit); /* also of parts of a currency */
bool mdp_unit_is_vague(const char *unit); /* money, and nothing says of which currency */
bool mdp_unit_is_minor(const char *unit); /* a hundredth of a currency: "cents" */
bool mdp_unit_is_measure(const char *unit); /* "kg" */
/* A code, symbol or word as it stands in a column of currencies or units: "EUR" of "eur"; NULL if it is none. */
const char *mdp_unit_of_value(struct mdp_arena *a, const char *text);
/* That the last or the first word of a name says ("amount eur"); `money`: what is known to be money. NULL if none. */
const char *mdp_unit_of_name(struct mdp_arena *a, const char *words, bool money);
const char *mdp_unit_in_text(struct mdp_arena *a, const char *text); /* the only currency that it speaks of; NULL */
const char *mdp_unit_of_format(struct mdp_arena *a, const char *format); /* of pages: "USD" of "usd0k"; NULL */
bool mdp_unit_is_rate(const char *words); /* does a name say that it converts one unit to another? */

/*
 * The column that says for each row in which currency or unit `column` is: beside it, or of the thing that its entity belongs to.
 * -1 when nothing does, or when its own name or declaration says it. *sure: false where it may be of something else.
 */
int mdp_catalog_unit_column(const struct mdp_catalog *c, int column, bool *sure);
int mdp_catalog_unit_count(const struct mdp_catalog *c, int unit_column); /* how many units it holds */
/* Its unit as far as it is one: its own, the only one of its unit column, what its description or the platform says. */
const char *mdp_catalog_unit(const struct mdp_catalog *c, struct mdp_arena *a, int column);

/* What "10 %" is when a figure is compared with it: 0.1, or 10; unclear, or nothing that makes sense. */
enum mdp_percent { MDP_PERCENT_OF_ONE, MDP_PERCENT_AS_IT_IS, MDP_PERCENT_UNCLEAR, MDP_PERCENT_OF_NOTHING };
enum mdp_percent mdp_catalog_percent(const struct mdp_catalog *c, const struct mdp_expr *x);

#endif
