/* Private to plan/: the state of one planning, and what its files offer each other. */
#ifndef MDP_PLAN_PLANNER_H
#define MDP_PLAN_PLANNER_H

#include "base/limits.h"
#include "plan/plan.h"
#include "plan/tree.h"

#define TRY(call)                      \
	do {                           \
		int try_rc = (call);   \
		if (try_rc)            \
			return try_rc; \
	} while (0)

#define PLAN_PATH 16 /* links of one chain */
#define PLAN_NEEDS 64 /* entities that one aggregate has to know */

struct planner {
	const struct mdp_catalog *c;
	struct mdp_arena *a;
	struct mdp_error *err;
	struct mdp_plan *p;
	struct mdp_plan_tree *tree;
	const char **names; /* of blocks and aliases, so that each is used once */
	int nnames, names_cap;
	int proofs_cap, caveats_cap, definitions_cap;
	int depth;
	const char *block; /* what the block is called that is planned next, where it may be refused */
	const struct mdp_query *asked; /* the query whose measures are replaced */
	struct unit_pin { /* the unit that a condition of the query leaves of what a column of units governs */
		int column;
		const char *unit;
	} * pins;
	int npins, pins_cap;
	bool **reach; /* by entity, made when asked: which entities it determines */
	int columns_cap;
};

/* --- build.c: making the tree ------------------------------------------------------------------------------------ */

struct mdp_sx *mdp_plan_bind(struct planner *p, struct mdp_value v);
struct mdp_sx *mdp_plan_value(struct planner *p, const struct mdp_expr *x); /* a literal, or an input's sample */
struct mdp_sx *mdp_plan_number(struct planner *p, int64_t n);
struct mdp_sx *mdp_plan_call(struct planner *p, enum mdp_call call, struct mdp_sx *l,
			     struct mdp_sx *r); /* r may be NULL */
struct mdp_sx *mdp_plan_trunc(struct planner *p, enum mdp_grain grain, struct mdp_sx *day);
struct mdp_sx *mdp_plan_ref(struct planner *p, struct mdp_from *f, const char *name, const struct mdp_sx *like);
struct mdp_sx *mdp_plan_agg(struct planner *p, enum mdp_aggregate agg, struct mdp_sx *arg);
void mdp_plan_arg(struct planner *p, struct mdp_sx *x, struct mdp_sx *arg);
struct mdp_sx *mdp_plan_and(struct planner *p, struct mdp_sx *l, struct mdp_sx *r); /* either may be NULL */
struct mdp_rel *mdp_plan_rel(struct planner *p, enum mdp_rel_kind kind);
void mdp_plan_item(struct planner *p, struct mdp_rel *r, const char *name, struct mdp_sx *x);
void mdp_plan_where(struct planner *p, struct mdp_rel *r, struct mdp_sx *x);
void mdp_plan_having(struct planner *p, struct mdp_rel *r, struct mdp_sx *x);
void mdp_plan_sort(struct planner *p, struct mdp_rel *r, struct mdp_sx *x, bool descending);
struct mdp_from *mdp_plan_from_table(struct planner *p, struct mdp_rel *r, int table, const char *alias,
				     enum mdp_join join);
struct mdp_from *mdp_plan_from_rel(struct planner *p, struct mdp_rel *r, struct mdp_rel *of, enum mdp_join join);
void mdp_plan_with(struct planner *p, struct mdp_rel *r, const char *words); /* names it and puts it before the root */
const char *mdp_plan_name(struct planner *p, const char *words); /* a name for SQL, not used before */
const char *mdp_plan_snake(struct planner *p, const char *words);
void mdp_plan_proof(struct planner *p, const char *code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void mdp_plan_caveat(struct planner *p, const char *code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void mdp_plan_define(struct planner *p, const char *name, const struct mdp_expr *x, int entity,
		     struct mdp_source source);

/* --- grain.c: entities ------------------------------------------------------------------------------------------- */

struct needs {
	int entity[PLAN_NEEDS];
	int n;
	int column[PLAN_NEEDS]; /* one that asks for it, 0 = none: 1 + the column */
};

int mdp_plan_entity(struct planner *p, const char *name, int *out);
int mdp_plan_column(struct planner *p, const char *name, int *out);
int mdp_plan_owner(struct planner *p, int column);
void mdp_plan_need(struct needs *n, int entity);
/* Owners of the columns of an expression or condition on an instance of `at`; what is nested needs `at` alone. */
int mdp_plan_needs_expr(struct planner *p, const struct mdp_expr *x, int at, struct needs *n, int depth);
int mdp_plan_needs_pred(struct planner *p, const struct mdp_pred *w, int at, struct needs *n, int depth);
bool mdp_plan_determines(struct planner *p, int from, int to);
bool mdp_plan_covers(struct planner *p, int entity, const struct needs *n);
/* The coarsest entity that determines all of `n`. Refuses when there is none, or several. */
int mdp_plan_common(struct planner *p, const struct needs *n, const char *what, int *out);
/*
 * The sum of an amount that holds a coarser one (MDP_ID_MIXED): each of its parts summed at its own grain, with `where`. Any
 * other arithmetic on such an amount is refused; *done says whether there is anything in *out.
 */
int mdp_plan_unmix(struct planner *p, const struct mdp_expr *x, struct mdp_pred *where, struct mdp_expr **out,
		   bool *done);
int mdp_plan_not_splittable(struct planner *p, const struct mdp_expr *x, int entity, const struct needs *n);
/* The finer sum that reconciles with sum(column) at an entity that covers `n`; *out NULL if there is none. */
int mdp_plan_substitute(struct planner *p, const struct mdp_expr *x, const struct needs *n, struct mdp_expr **out);
const char *mdp_plan_finer_words(struct planner *p, int entity,
				 const struct needs *n); /* what of `n` it does not determine */
const char *mdp_plan_expr_words(struct planner *p, const struct mdp_expr *x);
const char *mdp_plan_pred_words(struct planner *p,
				const struct mdp_pred *w); /* "year = 2020 and …"; NULL: not in few words */
/* Measures replaced by their definitions, `where` of a measure moved into its aggregates. */
int mdp_plan_resolve(struct planner *p, const struct mdp_expr *x, struct mdp_pred *where, struct mdp_expr **out,
		     int depth);
int mdp_plan_resolve_pred(struct planner *p, const struct mdp_pred *w, struct mdp_pred **out, int depth);
/* Sums of stocks and balances in a resolved query are taken at the last time, or refused. */
int mdp_plan_stocks(struct planner *p, struct mdp_query *q);
/* What a measure is, without what it assumes where the question speaks of that itself. */
struct mdp_expr *mdp_plan_assume(struct planner *p, const struct mdp_measure *m);
/* That cancelled orders are included in a sum of money, where nobody defined it and the question does not speak of them. */
void mdp_plan_tell_undone(struct planner *p, const struct mdp_measure *m);
int mdp_plan_usual(struct planner *p, struct mdp_query *q); /* declared filters; rows marked as deleted */
/* Amounts of several currencies or units are not aggregated in one number unless they were converted. */
int mdp_plan_units(struct planner *p, const struct mdp_query *q);
int mdp_plan_units_alike(struct planner *p, const struct unit_pin *pins, int n); /* of two sides that are compared */
const char *mdp_plan_unit(struct planner *p, const struct mdp_expr *x); /* of a resolved expression; NULL = none */
bool mdp_plan_has_agg(const struct mdp_expr *x, int depth); /* an aggregate over the group, not a total */

/* --- scope.c: one row an instance -------------------------------------------------------------------------------- */

struct source {
	struct mdp_from *from;
	int table; /* catalog table whose columns can be read here */
	struct mdp_rel *inner; /* NULL: the table itself; else the block of one row a key that stands for it */
	struct mdp_from *inner_from;
	int nkey; /* first items of inner that are its key */
	int entity;
	int at, site; /* joined from this source by the key at this site; -1 for the base */
	const int
		*by; /* the columns of that source that the key is compared with; two roles join the same site twice */
};

struct scope {
	struct planner *p;
	int entity;
	struct mdp_rel *rel;
	struct source *sources; /* [0]: where the instances come from */
	int nsources, sources_cap;
	bool inside; /* translating a condition for the inner block of the base */
};

/* `any_row`: an instance may come several times, as where only existence matters. */
int mdp_plan_scope(struct planner *p, int entity, bool any_row, struct scope *s);
/* Column as an attribute of `at` (an entity that the scope's determines), by `role` where there are several ways. */
int mdp_plan_read(struct scope *s, int at, int column, const char *role, struct mdp_sx **out);
/* The key of entity `to`, reached from `at`; n columns. */
int mdp_plan_key(struct scope *s, int at, int to, const char *role, struct mdp_sx **key, int *n);
bool mdp_plan_is_local(struct scope *s, int at, int column, const char *role); /* readable in the base's inner block */
void mdp_plan_scope_done(struct scope *s);

/* --- expr.c: expressions and conditions on instances ---------------------------------------------------------------- */

int mdp_plan_expr(struct scope *s, int at, const struct mdp_expr *x, struct mdp_sx **out);
int mdp_plan_pred(struct scope *s, int at, const struct mdp_pred *w, struct mdp_sx **out);
int mdp_plan_filter(struct scope *s, int at, const struct mdp_pred *w); /* as conditions of the scope */

int mdp_plan_over_all(struct planner *p, const struct mdp_expr *x, struct mdp_sx **out); /* an aggregate marked total */
/* Comparison of translated sides, shared by conditions on instances and on groups. */
int mdp_plan_compare(struct planner *p, const struct mdp_pred *w, struct mdp_sx *left, struct mdp_sx **right,
		     int nright, struct mdp_sx **out);
struct mdp_sx *mdp_plan_shape(struct planner *p, const struct mdp_expr *x, struct mdp_sx *arg, struct mdp_sx *arg2);

/* --- group.c, series.c, order.c, make.c ----------------------------------------------------------------------------- */

int mdp_plan_groups(struct planner *p, const struct mdp_query *asked, struct mdp_rel **out);
int mdp_plan_list(struct planner *p, const struct mdp_query *q, struct mdp_rel **out);
int mdp_plan_query(struct planner *p, const struct mdp_query *q, struct mdp_rel **out);
void mdp_plan_find_period(struct planner *p, const struct mdp_query *q); /* the main one, as the plan tells it */
/* One value a group (key of `to` as `keys`), for aggregates nested in an instance of `to`. */
int mdp_plan_aggregate_by(struct planner *p, const struct mdp_expr *x, int to, struct mdp_rel **out, int *nkey);
/* The one value of an aggregate over all instances. */
int mdp_plan_aggregate_total(struct planner *p, const struct mdp_expr *x, struct mdp_rel **out);

#endif
