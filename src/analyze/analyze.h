/*
 * What SQL cannot do: a step on the rows that an analysis planned. It may put other rows and columns in their place, and adds what must
 * be known of them. Most analyses have none. This folder alone holds such arithmetic; it sees no database and no words of answers.
 */
#ifndef MDP_ANALYZE_ANALYZE_H
#define MDP_ANALYZE_ANALYZE_H

#include "engine/engine.h"
#include "plan/plan.h"

struct mdp_analyzing {
	const struct mdp_catalog *c;
	const struct mdp_query *q;
	int64_t today; /* days since 1970-01-01 */
	struct mdp_plan *plan; /* its columns, definitions and caveats are those of the answer */
	struct mdp_result *rows;
	struct mdp_arena *a; /* of the question: texts */
};

/* Refuses (MDP_REASON_…) what there is too little data for. */
typedef int mdp_analyze_fn(struct mdp_analyzing *x, struct mdp_error *err);

mdp_analyze_fn mdp_analyze_anomalies, mdp_analyze_forecast, mdp_analyze_trend, mdp_analyze_correlation,
	mdp_analyze_predicted_value;
/* What was found, in one sentence: the answer's. */
void mdp_analyze_finding(struct mdp_analyzing *x, const char *text);

/* The step of the query's analysis, if it is one that has a step; 0 or a negative code. */
int mdp_analyze(const struct mdp_catalog *c, const struct mdp_query *q, int64_t today, struct mdp_plan *plan,
		struct mdp_result *rows, struct mdp_arena *a, struct mdp_error *err);

/* Rows that take the place of those there are: room for nrows × ncolumns, all null; columns as described in `columns`. */
void mdp_analyze_replace(struct mdp_analyzing *x, const struct mdp_plan_column *columns, const enum mdp_type *types,
			 int ncolumns, int64_t nrows);
struct mdp_value *mdp_analyze_cell(struct mdp_analyzing *x, int64_t row, int column);
int mdp_analyze_column(const struct mdp_analyzing *x, const char *name); /* by its name in the plan; -1 */
double mdp_analyze_number(const struct mdp_analyzing *x, int64_t row, int column); /* NaN for null */
void mdp_analyze_caveat(struct mdp_analyzing *x, const char *code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
