/*
 * The logical query: what a question means, before any SQL. Plain English, JSON, chat turns and saved questions all
 * produce it and only it reaches the planner. Names refer to the catalog ("order line", "orders.amount"); this
 * header knows no catalog, so that the catalog can hold expressions too. docs/query.md is its description.
 */
#ifndef MDP_QUERY_QUERY_H
#define MDP_QUERY_QUERY_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/value.h"

#define MDP_AGGREGATES(X)                   \
	X(COUNT, "count")                   \
	X(COUNT_DISTINCT, "count_distinct") \
	X(SUM, "sum")                       \
	X(AVG, "avg")                       \
	X(MEDIAN, "median")                 \
	X(PERCENTILE, "percentile")         \
	X(MIN, "min")                       \
	X(MAX, "max")                       \
	X(MODE, "mode")                     \
	X(STDDEV, "stddev")                 \
	X(FIRST, "first")                   \
	X(LAST, "last")                     \
	X(CORR, "corr")
enum mdp_aggregate {
	MDP_AGG_NONE,
#define X(name, word) MDP_AGG_##name,
	MDP_AGGREGATES(X)
#undef X
};

#define MDP_WINDOWS(X)              \
	X(SHARE, "share")           \
	X(CUMULATIVE, "cumulative") \
	X(ROLLING, "rolling")       \
	X(PREVIOUS, "previous")     \
	X(GROWTH, "growth")         \
	X(DIFFERENCE, "difference") \
	X(RANK, "rank")             \
	X(MOVING_AVERAGE, "moving_average")
enum mdp_window {
	MDP_WIN_NONE,
#define X(name, word) MDP_WIN_##name,
	MDP_WINDOWS(X)
#undef X
};

#define MDP_PARTS(X)          \
	X(YEAR, "year")       \
	X(QUARTER, "quarter") \
	X(MONTH, "month")     \
	X(WEEK, "week")       \
	X(DAY, "day")         \
	X(WEEKDAY, "weekday") \
	X(HOUR, "hour")
enum mdp_part {
	MDP_PART_NONE,
#define X(name, word) MDP_PART_##name,
	MDP_PARTS(X)
#undef X
};

#define MDP_CMPS(X)             \
	X(EQ, "eq")             \
	X(NE, "ne")             \
	X(LT, "lt")             \
	X(LE, "le")             \
	X(GT, "gt")             \
	X(GE, "ge")             \
	X(IN, "in")             \
	X(BETWEEN, "between")   \
	X(CONTAINS, "contains") \
	X(STARTS, "starts")     \
	X(ENDS, "ends")         \
	X(IS_NULL, "is_null")   \
	X(DURING, "during")
enum mdp_cmp {
	MDP_CMP_NONE,
#define X(name, word) MDP_CMP_##name,
	MDP_CMPS(X)
#undef X
};

enum mdp_op { MDP_OP_NONE, MDP_OP_ADD, MDP_OP_SUB, MDP_OP_MUL, MDP_OP_DIV };

enum mdp_expr_kind {
	MDP_X_VALUE, /* value; with a name it is the sample of an input, moved by n grains (of the planner's making) */
	MDP_X_COLUMN, /* name = "table.column"; role = path when several join paths exist */
	MDP_X_MEASURE, /* name of a catalog definition; `where` narrows every aggregate in it */
	MDP_X_AGG, /* agg over instances of entity; arg, where, p optional. arg NULL only for count; arg2 only for corr */
	MDP_X_OP, /* op of arg and arg2; division by zero gives null */
	MDP_X_TRUNC, /* grain of arg */
	MDP_X_PART, /* part of arg */
	MDP_X_BUCKET, /* width n of arg, from 0 */
	MDP_X_WINDOW, /* window of arg along / within names of other keys; n for rolling */
	MDP_X_DAYS_BETWEEN /* from arg to arg2: whole days, or in units of n seconds (mdp_span_unit), with their parts */
};

/*
 * An expression on an instance of the surrounding entity. An aggregate in `show`, `having`, `order` ranges over the group; inside
 * where, by, or another aggregate's arg it ranges over the instances that belong to the surrounding instance. An aggregate
 * marked `total` ranges over all instances of its entity whatever surrounds it ("above average").
 */
struct mdp_expr {
	enum mdp_expr_kind kind;
	struct mdp_value value;
	const char *name,
		*role; /* COLUMN: by which of several ways; AGG: the way from its instances to the surrounding one; NULL = any */
	enum mdp_aggregate agg;
	const char *entity;
	bool total;
	double p; /* percentile in [0, 1] */
	enum mdp_op op;
	enum mdp_grain grain;
	enum mdp_part part;
	enum mdp_window window;
	const char *along, *within; /* names of keys of the query */
	double n; /* bucket width, rolling length */
	const char *part_of; /* of the planner's making: entity of the definition that the aggregate is a part of */
	struct mdp_expr *arg, *arg2;
	struct mdp_pred *where;
};

enum mdp_pred_kind { MDP_P_AND, MDP_P_OR, MDP_P_NOT, MDP_P_CMP, MDP_P_EXISTS };

struct mdp_pred {
	enum mdp_pred_kind kind;
	struct mdp_pred **args; /* AND, OR: nargs ≥ 2; NOT: 1 */
	int nargs;
	enum mdp_cmp cmp;
	struct mdp_expr *left;
	struct mdp_expr **
		right; /* 1; IN: n; BETWEEN: 2 inclusive; DURING: 2 dates, half-open; IS_NULL: 0. Text compares exactly; contains/starts/ends ignore case */
	int nright;
	const char *entity; /* EXISTS: an instance of it belongs to this one, with `where` */
	const char *role; /* EXISTS: by which of several ways it does; NULL = any */
	struct mdp_pred *where;
	double at_least; /* EXISTS: default 1 */
};

struct mdp_out {
	const char *name; /* unique in the query; what the answer's column is called */
	struct mdp_expr *expr;
	const char *unit; /* NULL = that of the expression */
};

struct mdp_order {
	const char *by; /* name of a key or shown column */
	bool descending;
};

#define MDP_FILLS(X) X(DEFAULT, "default") X(NONE, "none") X(ZERO, "zero") X(NULL_, "null")
enum mdp_fill {
#define X(name, word) MDP_FILL_##name,
	MDP_FILLS(X)
#undef X
};

/* Of two compared values of each group: only those that went this way from `a` to `b`. */
#define MDP_MOVES(X) X(ANY, "any") X(ROSE, "rose") X(FELL, "fell")
enum mdp_move {
#define X(name, word) MDP_MOVE_##name,
	MDP_MOVES(X)
#undef X
};

enum mdp_query_kind { MDP_Q_SELECT, MDP_Q_SET, MDP_Q_COMPARE, MDP_Q_ANALYSIS, MDP_Q_META };
enum mdp_set_op { MDP_SET_UNION, MDP_SET_INTERSECT, MDP_SET_EXCEPT };

struct mdp_query {
	enum mdp_query_kind kind;
	/* SELECT. With `by` or any aggregate in show: groups (no `by`: one row for all). Else: a row an instance. */
	const char *of; /* entity */
	struct mdp_pred *where; /* on instances; NULL = all */
	struct mdp_out *by;
	int nby;
	struct mdp_out *show;
	int nshow;
	struct mdp_pred *having; /* on groups; its columns are aggregates */
	struct mdp_order *order;
	int norder;
	int limit; /* 0 = all */
	bool ties; /* rows equal to the last one kept stay */
	const char **within; /* limit applies within each value of these keys */
	int nwithin;
	bool distinct; /* list without repeats */
	enum mdp_fill fill; /* for series: periods without data */
	/*
	 * SET, COMPARE: parts. COMPARE: `queries[0]` under the two predicates; vary_a is the base. Its own `order` is by "difference" or
	 * "change", its own `limit` counts what is left of the groups.
	 */
	enum mdp_set_op set_op;
	struct mdp_query **queries;
	int nqueries;
	struct mdp_pred *vary_a, *vary_b;
	const char *label_a, *label_b;
	enum mdp_move moved; /* COMPARE of one figure */
	/* ANALYSIS, META: what it is, about what (free parameters, by name). META: data_range, tables, definition, freshness … */
	const char *analysis;
	struct mdp_out *params;
	int nparams;
};

int mdp_query_load(struct mdp_arena *a, struct mdp_str json, struct mdp_query **out,
		   struct mdp_error *err); /* error names the JSON path */
/* "hours" for 3600; NULL for 0, which is whole days, and for what is no unit. And back: -1 when it is none. */
const char *mdp_span_unit(double seconds);
double mdp_span_seconds(struct mdp_str unit);
const char *mdp_query_dump(struct mdp_arena *a,
			   const struct mdp_query *q); /* compact JSON, stable member order; load(dump(q)) == q */
/* Same meaning, one form: conjuncts and keys sorted, nested and/or flattened, double negation gone, defaults dropped. */
struct mdp_query *mdp_query_canonical(struct mdp_arena *a, const struct mdp_query *q);
bool mdp_query_same(const struct mdp_query *a, const struct mdp_query *b); /* canonical forms are equal */
const char *mdp_query_hash(struct mdp_arena *a, const struct mdp_query *q); /* of the canonical dump; 16 hex digits */
bool mdp_expr_same(const struct mdp_expr *a, const struct mdp_expr *b);
bool mdp_pred_same(const struct mdp_pred *a, const struct mdp_pred *b);
const char *mdp_expr_dump(struct mdp_arena *a, const struct mdp_expr *x);
const char *mdp_pred_dump(struct mdp_arena *a, const struct mdp_pred *p);
int mdp_expr_load(struct mdp_arena *a, struct mdp_str json, struct mdp_expr **out, struct mdp_error *err);

/* The conditions that must all hold: those of an AND, else the one itself; none of NULL. */
int mdp_pred_nparts(const struct mdp_pred *p);
struct mdp_pred *mdp_pred_part(const struct mdp_pred *p, int i);

/* Constructors, so that producers read like the query they make. */
struct mdp_expr *mdp_expr_column(struct mdp_arena *a, const char *name);
struct mdp_expr *mdp_expr_value(struct mdp_arena *a, struct mdp_value v);
struct mdp_expr *mdp_expr_measure(struct mdp_arena *a, const char *name);
struct mdp_expr *mdp_expr_agg(struct mdp_arena *a, enum mdp_aggregate fn, const char *entity, struct mdp_expr *arg);
struct mdp_expr *mdp_expr_op(struct mdp_arena *a, enum mdp_op op, struct mdp_expr *l, struct mdp_expr *r);
struct mdp_pred *mdp_pred_cmp(struct mdp_arena *a, enum mdp_cmp cmp, struct mdp_expr *left,
			      struct mdp_expr *right); /* right may be NULL */
struct mdp_pred *mdp_pred_between(struct mdp_arena *a, enum mdp_cmp cmp, struct mdp_expr *left, struct mdp_expr *lo,
				  struct mdp_expr *hi);
struct mdp_pred *mdp_pred_and(struct mdp_arena *a, struct mdp_pred *l, struct mdp_pred *r); /* either may be NULL */
struct mdp_pred *mdp_pred_or(struct mdp_arena *a, struct mdp_pred *l, struct mdp_pred *r);
struct mdp_pred *mdp_pred_known(struct mdp_arena *a, struct mdp_expr *e); /* it is not null */
struct mdp_pred *mdp_pred_not(struct mdp_arena *a, struct mdp_pred *p);
struct mdp_pred *mdp_pred_exists(struct mdp_arena *a, const char *entity, struct mdp_pred *where);

/* Words of the enums, both ways. */
const char *mdp_aggregate_word(enum mdp_aggregate fn);
bool mdp_aggregate_from_word(struct mdp_str word, enum mdp_aggregate *out);
const char *mdp_cmp_word(enum mdp_cmp c);
bool mdp_cmp_from_word(struct mdp_str word, enum mdp_cmp *out);
const char *mdp_window_word(enum mdp_window w);
bool mdp_window_from_word(struct mdp_str word, enum mdp_window *out);
const char *mdp_move_word(enum mdp_move m);
bool mdp_move_from_word(struct mdp_str word, enum mdp_move *out);
const char *mdp_part_word(enum mdp_part p);
bool mdp_part_from_word(struct mdp_str word, enum mdp_part *out);

#endif
