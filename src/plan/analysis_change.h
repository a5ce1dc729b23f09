/*
 * What a change is made of: the state of its planning. analysis_contribution.c has the splits of a figure that adds up, analysis_rates.c
 * those of a ratio, analysis_effects.c the volume and the price of a product of two columns. Private to plan/.
 */
#ifndef MDP_PLAN_ANALYSIS_CHANGE_H
#define MDP_PLAN_ANALYSIS_CHANGE_H

#include "plan/analysis.h"

struct change {
	struct planner *p;
	const struct mdp_query *q;
	const struct mdp_expr *amount;
	struct mdp_expr *resolved;
	struct mdp_expr *over, *under; /* of a ratio: the two that add up; NULL where the figure itself does */
	int of;
	int undated; /* what a ratio is of and has no date, so that it cannot be told in two periods; -1 */
	int other; /* of a ratio: what goes by a date of its own, since it does not know that of the question; -1 */
	struct mdp_rel *total; /* one row: the figures of mdp_change_query without a key */
};

/* The figures in both periods by keys: NAME_before and NAME_after each. Refused where the grain does not allow it. */
struct mdp_query *mdp_change_query(struct change *c, const struct mdp_out *by, int nby, const struct mdp_out *figures,
				   int nfigures);
/* Plans it as a block; nothing is left of it, and *out is NULL, where it is refused. */
int mdp_change_try(struct change *c, const struct mdp_query *q, const char *name, struct mdp_rel **out);
/* A text that a form is given. */
void mdp_change_text(struct change *c, struct mdp_rel *form, const char *name, const char *text);

/* Over and under of a resolved ratio of two figures that add up (an average is a sum over a number); else false. */
bool mdp_change_ratio(struct change *c);
/* Of a linear figure: true if it may be split by what `owner` has, as far as numbers are concerned. */
bool mdp_change_splits(struct change *c, const struct mdp_expr *x, int owner, int depth);
bool mdp_change_adds_up(struct planner *p, const struct mdp_expr *x, int depth);
const char *mdp_change_words(struct change *c, bool over); /* what is divided, or by what, for people */
const char *mdp_change_unit(struct change *c); /* of a ratio without one: "ratio" where it is a part of a whole */
void mdp_change_define(struct change *c); /* what the effects of a ratio mean */

/* Adds the splits into volume, price, mix, what is new and what is gone to a set of parts, if the figure is such a product. */
int mdp_change_effects(struct change *c, struct mdp_rel *set);

#endif
