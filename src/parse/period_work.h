/* What the files that evaluate period trees share. Private to them. */
#ifndef MDP_PARSE_PERIOD_WORK_H
#define MDP_PARSE_PERIOD_WORK_H

#include "parse/period.h"

#define MDP_PERIOD_DEPTH 8

struct mdp_period_work {
	int64_t today;
	int fiscal;
	struct mdp_arena *a;
	struct mdp_error *err;
	int year; /* for a part that names none; 0 = the latest that has begun */
};

typedef int mdp_period_fn(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p);

struct mdp_period_op {
	const char *op; /* NULL ends a table */
	mdp_period_fn *fn;
	int nargs; /* that must be there */
};
extern const struct mdp_period_op mdp_period_fiscal_ops[], mdp_period_holiday_ops[], mdp_period_span_ops[];

mdp_period_fn mdp_period_eval_node;
const struct mdp_node *mdp_period_arg(const struct mdp_node *n, int i); /* NULL for nil */
int mdp_period_number_of(const struct mdp_node *n); /* 1 when nothing was said; -1 out of range */
int mdp_period_sub_number(const struct mdp_node *n); /* `month 3`: the number is the sub */
int mdp_period_impossible(const struct mdp_period_work *w, const char *what);
const char *mdp_period_day_text(const struct mdp_period_work *w, int64_t day);
const char *mdp_period_span_text(const struct mdp_period_work *w, int64_t from, int64_t to);
int mdp_period_set_unit(const struct mdp_period_work *w, int64_t from, enum mdp_grain g, struct mdp_period *p);
int mdp_period_set_span(const struct mdp_period_work *w, int64_t from, int64_t to, const char *text,
			struct mdp_period *p);
/* Year of the argument: a number ("2024", "24") or a tree ("last year"); 0 when none was said. */
int mdp_period_year_of(const struct mdp_period_work *w, const struct mdp_node *n, int depth, int *year);

#endif
