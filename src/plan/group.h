/* Private to plan/: a query with aggregates while it is planned. */
#ifndef MDP_PLAN_GROUP_H
#define MDP_PLAN_GROUP_H

#include "plan/planner.h"

struct slot {
	const char *text; /* of the aggregate as it stands in the query */
	struct mdp_expr *x; /* what is computed: itself, or what stands in for it */
	int entity, home; /* of x; of the aggregate as asked */
	bool distinct; /* computed on something finer: count keys */
	bool overlaps; /* an instance is in several groups: they do not add up */
	int block;
	struct mdp_sx *sx;
	const char *as; /* what stands in for it, in words; NULL: it is itself */
	const char *name; /* of the column in the block, once the blocks are named */
};

struct block {
	int entity;
	int each; /* entity whose distinct instances it aggregates, -1 */
	struct mdp_expr **by; /* its own keys and filter in the place of the query's (conform.c); NULL: the query's */
	struct mdp_pred *where;
	struct scope scope;
	struct mdp_rel *rel;
	struct mdp_sx **keys;
};

struct groups {
	struct planner *p;
	const struct mdp_query *q;
	int of;
	struct slot *slots;
	int nslots, slots_cap;
	int showing; /* the column of the result whose aggregates are collected, -1 */
	struct block *blocks;
	int nblocks, blocks_cap;
	int series; /* key that is a calendar period, -1 */
	int64_t from, to; /* days of the period filter on it; equal: none */
	const struct mdp_expr *from_input, *to_input; /* those ends when they are inputs, else NULL */
	int time; /* column of the series */
	bool fill; /* periods without data are rows */
	bool windows;
	int before; /* periods before the first one that windows look at */
	/* after staging: every key and slot is a column of one block */
	struct mdp_rel *stage_rel;
	struct mdp_from *stage;
	const char **key_names;
};

/* Keys and filter of the query as instances of `entity` have them, unrelated to what it is of. False: they have not. */
bool mdp_plan_conform(struct groups *g, int entity, struct mdp_expr ***by, struct mdp_pred **where);
void mdp_plan_tell_conditions(struct planner *p,
			      const struct mdp_query *q); /* of what conditions and keys let in (let_in.c) */
void mdp_plan_tell(struct planner *p, const struct mdp_expr *x); /* caveats of one aggregate (tell.c) */
int mdp_plan_groups_start(struct groups *g);
int mdp_plan_aggregate_in(struct scope *s, int entity, int home, const struct mdp_expr *x, bool distinct,
			  struct mdp_sx **out);
/* An expression on a group: its aggregates are columns, its keys are keys. */
int mdp_plan_group_expr(struct groups *g, const struct mdp_expr *x, struct mdp_sx **out);
int mdp_plan_group_pred(struct groups *g, const struct mdp_pred *w, struct mdp_sx **out);
/* Every block a named one, joined into a single one with all keys and aggregates; series filled. */
int mdp_plan_stage(struct groups *g);
/* The one key that is a calendar period, -1. */
int mdp_plan_series_key(const struct mdp_query *q);
int mdp_plan_window(struct groups *g, const struct mdp_expr *x, struct mdp_sx **out);
/* Order and limit of the rows of `r`, whose items are the keys and then the shown columns. */
int mdp_plan_order(struct planner *p, const struct mdp_query *q, struct mdp_rel **r);
struct mdp_rel *mdp_plan_wrap(struct planner *p, struct mdp_rel *r, const char *words);

#endif
