/* Calendar meaning of period trees that rules/period.rules builds. Private to parse/. */
#ifndef MDP_PARSE_PERIOD_H
#define MDP_PARSE_PERIOD_H

#include "parse/tree.h"

struct mdp_period {
	int64_t from, to; /* days, half-open; INT64_MIN / INT64_MAX = open */
	const char *text; /* for people: "Q4 2024", "last 30 days" */
	enum mdp_grain grain; /* natural unit of it: quarter for "last quarter"; NONE when it is no calendar unit */
	bool yearless; /* a month or quarter that was said without its year: the latest that has begun */
};

/* `today`: as-of day. `fiscal_start`: month, 0 = not declared: then fiscal years are refused. Fails (REFUSED/INVALID_QUERY) on impossible dates such as February 30 or an interval that ends before it begins. */
int mdp_period_eval(const struct mdp_node *n, int64_t today, int fiscal_start, struct mdp_arena *a,
		    struct mdp_period *out, struct mdp_error *err);
/* (sameof YEAR?): the same days as `other` in that year, or in the one before. */
int mdp_period_same(const struct mdp_node *n, int64_t today, const struct mdp_period *other, struct mdp_arena *a,
		    struct mdp_period *out, struct mdp_error *err);

#endif
