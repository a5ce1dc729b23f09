/* Those who come back: one row each, with what they did. The base of what is said of customers. Private to plan/. */
#ifndef MDP_PLAN_PATRONS_H
#define MDP_PLAN_PATRONS_H

#include "plan/analysis.h"

struct patrons {
	struct planner *p;
	const struct mdp_query *q;
	struct thing who;
	int event, time; /* entity; column */
	const struct mdp_expr *amount; /* NULL: none */
	const char *by[MDP_LIMIT_KEYS_OF_ENTITY]; /* as the block calls the keys of the query */
	int nby;
	const char *people; /* plural, for people */
	const char *events;
};

/* Reads the parameters `who`, `time`, `amount`; refuses what has no time or is not of one person. */
int mdp_patrons_start(struct planner *p, const struct mdp_query *q, struct patrons *out);
/* One row for each who has an event: who_…, the query's keys, events, first_day, last_day, value (with an amount). */
int mdp_patrons_block(struct patrons *t, struct mdp_rel **out);
/* One row for each day on which one has an event: who_…, day. Without the conditions on that day itself where `all_days`. */
int mdp_patrons_days(struct patrons *t, const struct mdp_pred *where, struct mdp_rel **out);
/* The same with one row an event: who_…, day. */
int mdp_patrons_events(struct patrons *t, const struct mdp_pred *where, struct mdp_rel **out);
struct mdp_rel *mdp_patrons_form(struct patrons *t, const char *form, const char *name,
				 const char *why); /* lists: who, by */
void mdp_patrons_show_by(struct patrons *t, struct mdp_rel *answer); /* the query's keys as the first columns */
/* The day that it is looked at from: the parameter `until`, or the last day in the data. */
int mdp_patrons_until(struct patrons *t, struct mdp_sx **out);
/* Of the query's conditions those that are about the persons themselves. */
int mdp_patrons_own(struct patrons *t, struct mdp_pred **out);
/* Takes the period of the event's day out of the conditions; *found false when there is none. */
struct mdp_pred *mdp_patrons_rest(struct patrons *t, const struct mdp_pred **period);

#endif
