/*
 * Analyses: each is a function that plans blocks of one row an instance (grain-safe as all that the planner makes), lets forms of
 * sql/forms.c compute over them, and describes the columns of the answer. To add one: a line in the table of query/analyses.c, a function
 * here and in the table of analysis.c, its forms, a sentence in answer/analyses.c. Private to plan/.
 */
#ifndef MDP_PLAN_ANALYSIS_H
#define MDP_PLAN_ANALYSIS_H

#include "plan/planner.h"
#include "query/analyses.h"

typedef int mdp_plan_analysis_fn(struct planner *p, const struct mdp_query *q, struct mdp_rel **out);
mdp_plan_analysis_fn mdp_plan_analysis; /* any, by its name */
mdp_plan_analysis_fn mdp_plan_contribution, mdp_plan_funnel, mdp_plan_overview;
mdp_plan_analysis_fn mdp_plan_retention, mdp_plan_new_vs_returning, mdp_plan_distribution, mdp_plan_concentration;
mdp_plan_analysis_fn mdp_plan_basket, mdp_plan_lifetime_value, mdp_plan_repeat_rate, mdp_plan_churn, mdp_plan_rfm;
mdp_plan_analysis_fn mdp_plan_time_between;
mdp_plan_analysis_fn mdp_plan_unusual; /* anomalies */
mdp_plan_analysis_fn mdp_plan_outliers, mdp_plan_correlation, mdp_plan_predicted_value;
mdp_plan_analysis_fn mdp_plan_compare_groups, mdp_plan_survival;
mdp_plan_analysis_fn mdp_plan_series; /* forecast, trend: a figure by a unit of the calendar */

/* --- what things are told apart by: the key and label of an entity, or a column ------------------------------------- */

struct thing {
	int entity, column; /* column -1: the entity's key */
	const char *name, *plural; /* for people */
	const char *keys[MDP_LIMIT_KEY_COLUMNS]; /* as the block's items are called */
	int columns[MDP_LIMIT_KEY_COLUMNS]; /* of the catalog */
	int nkeys;
	int label; /* a column to name it by, beside its key; -1 */
};

/* A parameter of type KEY or ENTITY. Refuses what has no key. */
int mdp_plan_thing(struct planner *p, const struct mdp_query *q, const char *param, struct thing *out);
/* The items of a thing, added to the scope's block, those without one left out; `prefix` before their names, or "". */
int mdp_plan_thing_items(struct scope *s, struct thing *t, const char *prefix);
/* One row a thing: its key as called in `t`, and its label as `label`. For things with a label only. */
int mdp_plan_thing_labels(struct planner *p, const struct thing *t, struct mdp_rel **out);

/* --- blocks -------------------------------------------------------------------------------------------------------- */

/* Instances of `entity` that fulfil the query's `where` and the usual conditions; `any_row`: each may come several times. */
int mdp_plan_rows(struct planner *p, const struct mdp_query *q, int entity, bool any_row, struct scope *s);
void mdp_plan_rows_done(struct scope *s, const char *name); /* as a named block */
/* An ordinary query as a named block: its keys and figures keep the names that they have in it, as SQL. */
int mdp_plan_inner(struct planner *p, const struct mdp_query *q, const char *name, struct mdp_rel **out);

/* Plans what may be refused: then nothing is left of it, and *done is false. Other errors are returned. */
int mdp_plan_try(struct planner *p, mdp_plan_analysis_fn *fn, const struct mdp_query *q, struct mdp_rel **out,
		 bool *done);
/* What other analyses are made of: named blocks of the rows of a contribution that adds up, and of the series of anomalies. */
mdp_plan_analysis_fn mdp_plan_change_rows, mdp_plan_unusual_rows;

struct mdp_rel *mdp_plan_form(struct planner *p, const char *form, const char *name,
			      const char *why); /* a named block */
void mdp_form_reads(struct planner *p, struct mdp_rel *form, struct mdp_rel *part);
void mdp_form_list(struct planner *p, struct mdp_rel *form, const char *name, const char *const *columns, int n);
void mdp_form_value(struct planner *p, struct mdp_rel *form, const char *name, struct mdp_sx *x);

/* --- the answer: columns of a named block, ordered and cut ----------------------------------------------------------- */

struct mdp_rel *mdp_plan_answer(struct planner *p, struct mdp_rel *of);
/* `from`: the column of the catalog that it comes from, or -1; unit NULL: a plain number, or that of the column. */
void mdp_answer_column(struct planner *p, struct mdp_rel *answer, const char *sql, const char *name, const char *unit,
		       bool key, int from);
/* A number that is the same on each row and becomes a note: its text has {} for the value. */
void mdp_answer_fact(struct planner *p, struct mdp_rel *answer, const char *sql, const char *unit, const char *text);
void mdp_answer_order(struct planner *p, struct mdp_rel *answer, const char *sql, bool descending);
void mdp_answer_limit(struct planner *p, struct mdp_rel *answer, int n, bool ties); /* by the orders so far; 0 = all */

void mdp_plan_define_text(struct planner *p, const char *name, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
