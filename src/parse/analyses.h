/*
 * What the analyses share when a question becomes a query. Each has a function that takes its clause apart. Private to parse/.
 */
#ifndef MDP_PARSE_ANALYSES_H
#define MDP_PARSE_ANALYSES_H

#include "parse/frame.h"
#include "query/analyses.h"

/* Clauses beside it that an analysis has a place for. */
enum {
	MDP_AN_FIGURES = 1,
	MDP_AN_LISTED = 2,
	MDP_AN_KEYS = 4,
	MDP_AN_RANK = 8,
	MDP_AN_VERSUS = 16,
	MDP_AN_CREATED = 32
};
int mdp_an_unused(struct mdp_frame *f, unsigned takes); /* refuses what was said beside it and has none */

/* Of a tree like (basket (item $1) (number $2)): the branch of that name with its first argument there; NULL. */
const struct mdp_node *mdp_an_tag(const struct mdp_node *n, const char *tag);
const struct mdp_node *mdp_an_arg(const struct mdp_node *n, const char *tag); /* that argument */
const struct mdp_node *mdp_an_branch(const struct mdp_node *n, const char *tag); /* also where it is empty */
const struct mdp_node *mdp_an_option(const struct mdp_frame *f, const char *name);
int mdp_an_options(struct mdp_frame *f, const char *const *known); /* ends with NULL */
double mdp_an_said_number(const struct mdp_node *n); /* 0 when none was said */

int mdp_an_begin(struct mdp_frame *f, const char *analysis, int of);
void mdp_an_text(struct mdp_frame *f, const char *name, const char *text);
void mdp_an_number(struct mdp_frame *f, const char *name, double n);
void mdp_an_thing(struct mdp_frame *f, const char *name, const struct mdp_set *s);

/* Something that happened, rather than someone or something with a name of its own. */
bool mdp_an_happens(const struct mdp_phraser *x, int entity);

/* Those who come back, what they do, and when (analyse_patrons.c): from the branches `who` (a set) and `acts` (a set or a verb). */
struct mdp_an_patrons {
	int who, event, time; /* entities; column */
	const struct mdp_set *set; /* the noun, with its conditions; NULL */
};
int mdp_an_patrons(struct mdp_frame *f, const struct mdp_node *n, struct mdp_an_patrons *out);
int mdp_an_patrons_begin(struct mdp_frame *f, const char *analysis, const struct mdp_an_patrons *t);
int mdp_an_keys(struct mdp_frame *f); /* as the keys of the query */
int mdp_an_amount(struct mdp_frame *f, const struct mdp_node *n, const char *param);
int mdp_an_until(struct mdp_frame *f, int time);

/* Its main amount; of several the one that arithmetic of the data shows to be the whole of others; -1. */
int mdp_an_main(const struct mdp_phraser *x, int entity);
/* What `entity` brings in: what the platform takes in, else the only main amount of what happens to it; -1: any. False: not known. */
bool mdp_an_brings(struct mdp_phraser *x, int entity, struct mdp_figure *out);
/* The values of a column, where a sum of them is known, as that sum; else as it is. */
void mdp_an_summed(struct mdp_phraser *x, struct mdp_figure *f);

int mdp_an_lifetime(struct mdp_frame *f, const struct mdp_node *n);
int mdp_an_repeat(struct mdp_frame *f, const struct mdp_node *n);
int mdp_an_time_between(struct mdp_frame *f, const struct mdp_node *n);
int mdp_an_churn(struct mdp_frame *f, const struct mdp_node *n);
int mdp_an_retention(struct mdp_frame *f, const struct mdp_node *n);
int mdp_an_new_vs_returning(struct mdp_frame *f, const struct mdp_node *n);
int mdp_an_distribution(struct mdp_frame *f, const struct mdp_node *n); /* analyse_spread.c */
int mdp_an_concentration(struct mdp_frame *f, const struct mdp_node *n);
int mdp_an_contribution(struct mdp_frame *f, const struct mdp_node *n); /* analyse_change.c */
int mdp_an_overview(struct mdp_frame *f, const struct mdp_node *n);
int mdp_an_funnel(struct mdp_frame *f, const struct mdp_node *n); /* analyse_funnel.c */
int mdp_an_rfm(struct mdp_frame *f, const struct mdp_node *n);
int mdp_an_anomalies(struct mdp_frame *f, const struct mdp_node *n); /* analyse_series.c, like the next ones */
int mdp_an_outliers(struct mdp_frame *f, const struct mdp_node *n);
int mdp_an_forecast(struct mdp_frame *f, const struct mdp_node *n);
int mdp_an_trend(struct mdp_frame *f, const struct mdp_node *n);
/* Periods to come, in the clause or beside it, taken from the conditions: so many units, or up to a day. */
void mdp_an_horizon(struct mdp_frame *f, const struct mdp_node *said, double *ahead, enum mdp_grain *unit,
		    int64_t *until);
int mdp_an_correlation(struct mdp_frame *f, const struct mdp_node *n); /* analyse_pairs.c */
int mdp_an_predicted_value(struct mdp_frame *f, const struct mdp_node *n);
int mdp_an_groups(struct mdp_frame *f, const struct mdp_node *n); /* analyse_groups.c */
int mdp_an_survival(struct mdp_frame *f, const struct mdp_node *n); /* analyse_patrons.c */
int mdp_an_basket(struct mdp_frame *f, const struct mdp_node *n); /* analyse_basket.c */

#endif
