/* The words of analyses: restatements, which the rules of data/lexicon read back, and sentences. Private to answer/. */
#ifndef MDP_ANSWER_ANALYSES_H
#define MDP_ANSWER_ANALYSES_H

#include "answer/say.h"

void mdp_say_analysis(struct mdp_sayer *r, const struct mdp_query *q);
const char *mdp_answer_analysis(const struct mdp_catalog *c, const struct mdp_answer *ans, struct mdp_arena *a);

/* What the sentences share: a cell for people, by the name of its column; "" when there is none. */
struct mdp_telling {
	const struct mdp_catalog *c;
	const struct mdp_answer *ans;
	struct mdp_arena *a;
	const char *where; /* the conditions, with a blank before them, or "" */
};
int mdp_told_column(const struct mdp_telling *t, const char *name); /* -1 */
const char *mdp_told_cell(const struct mdp_telling *t, int64_t row, int column);
const char *mdp_told(const struct mdp_telling *t, int64_t row, const char *column);
/* "Acme Phone [14]": the keys among the columns from `first` up to `end`, an id in brackets behind a name. */
const char *mdp_told_name(const struct mdp_telling *t, int64_t row, int first, int end);

/* A parameter that names an entity or a column; "" when there is none. */
const char *mdp_said_thing(const struct mdp_sayer *r, const struct mdp_query *q, const char *param, bool plural);

typedef void mdp_say_fn(struct mdp_sayer *r, const struct mdp_query *q); /* without the conditions */
typedef const char *mdp_tell_fn(const struct mdp_telling *t);
mdp_say_fn mdp_say_patrons; /* those who are counted, by what they did, and the keys */
mdp_say_fn mdp_say_funnel;
mdp_tell_fn mdp_tell_funnel;
mdp_say_fn mdp_say_contribution, mdp_say_overview;
mdp_tell_fn mdp_tell_contribution, mdp_tell_overview;
mdp_say_fn mdp_say_retention, mdp_say_new_vs_returning, mdp_say_distribution, mdp_say_concentration;
mdp_tell_fn mdp_tell_retention, mdp_tell_new_vs_returning, mdp_tell_distribution, mdp_tell_concentration;
mdp_say_fn mdp_say_lifetime_value, mdp_say_repeat_rate, mdp_say_churn, mdp_say_rfm, mdp_say_time_between;
mdp_tell_fn mdp_tell_lifetime_value, mdp_tell_repeat_rate, mdp_tell_churn, mdp_tell_rfm, mdp_tell_time_between;
mdp_say_fn mdp_say_compare_groups, mdp_say_survival; /* analyses_groups.c */
mdp_tell_fn mdp_tell_compare_groups, mdp_tell_survival;
/* statistics.c */
void mdp_say_anomalies(struct mdp_sayer *r, const struct mdp_query *q);
void mdp_say_outliers(struct mdp_sayer *r, const struct mdp_query *q);
void mdp_say_forecast(struct mdp_sayer *r, const struct mdp_query *q);
void mdp_say_correlation(struct mdp_sayer *r, const struct mdp_query *q);
void mdp_say_predicted_value(struct mdp_sayer *r, const struct mdp_query *q);
void mdp_say_trend(struct mdp_sayer *r, const struct mdp_query *q);
const char *mdp_tell_anomalies(const struct mdp_telling *t);
const char *mdp_tell_outliers(const struct mdp_telling *t);
const char *mdp_tell_forecast(const struct mdp_telling *t);
const char *mdp_tell_found(const struct mdp_telling *t); /* what analyze/ said */

#endif
