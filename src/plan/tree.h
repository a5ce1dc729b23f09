/*
 * What the planner makes and sql/ prints: a few kinds of select blocks and scalar expressions, free of any dialect. Private to
 * plan/ and sql/. Everything lives in the arena of the question; pointers compare equal when they are the same thing.
 */
#ifndef MDP_PLAN_TREE_H
#define MDP_PLAN_TREE_H

#include "catalog/catalog.h"
#include "query/query.h"

/* Calls. Text forms are the renderer's; what they mean is here. */
enum mdp_call {
	MDP_CALL_ADD,
	MDP_CALL_SUB,
	MDP_CALL_MUL,
	MDP_CALL_DIV, /* null when the divisor is 0; never whole-number division */
	MDP_CALL_EQ,
	MDP_CALL_NE,
	MDP_CALL_LT,
	MDP_CALL_LE,
	MDP_CALL_GT,
	MDP_CALL_GE,
	MDP_CALL_SAME, /* equal, and null is the same as null */
	MDP_CALL_OTHER, /* not SAME */
	MDP_CALL_IN, /* args[0] in the rest */
	MDP_CALL_CONTAINS, /* these three ignore case */
	MDP_CALL_STARTS,
	MDP_CALL_ENDS,
	MDP_CALL_NULL,
	MDP_CALL_NOT_NULL,
	MDP_CALL_AND,
	MDP_CALL_OR,
	MDP_CALL_NOT, /* true unless the argument is true: null counts as not true */
	MDP_CALL_TRUNC, /* first day of the period; hour: a time stamp */
	MDP_CALL_PART, /* weekday: 1 Monday … 7 Sunday */
	MDP_CALL_DAY_NAME, /* of a weekday's number */
	MDP_CALL_BUCKET, /* lower edge of the bucket of args[0] with width args[1] */
	MDP_CALL_DAYS, /* from args[0] to args[1]: whole days, or units of `count` seconds */
	MDP_CALL_COALESCE,
	MDP_CALL_LATER, /* the greatest of what is not null */
	MDP_CALL_EARLIER,
	MDP_CALL_WHEN, /* args[1] if args[0], else null */
	MDP_CALL_STEP, /* args[0] moved by `count` grains */
	MDP_CALL_ROW /* the arguments as one value */
};

enum mdp_sx_kind {
	MDP_SX_COLUMN, /* name of from */
	MDP_SX_BIND, /* a literal of the question */
	MDP_SX_NUMBER, /* a constant of ours, printed */
	MDP_SX_CALL,
	MDP_SX_AGG, /* agg of args (none: count of rows), filtered */
	MDP_SX_OVER, /* window function: fn of args over (partition, order, frame) */
	MDP_SX_EXISTS, /* a row of rel */
	MDP_SX_SCALAR /* the only value of rel */
};

enum mdp_over { MDP_OVER_SUM, MDP_OVER_AVG, MDP_OVER_LAG, MDP_OVER_RANK, MDP_OVER_ROW };

struct mdp_sort {
	struct mdp_sx *x;
	bool descending; /* nulls last either way */
};

struct mdp_sx {
	enum mdp_sx_kind kind;
	struct mdp_sx **args;
	int nargs;
	/* COLUMN */
	struct mdp_from *from;
	const char *name; /* of a BIND: of the input that it is a sample of, or NULL */
	int column; /* catalog column it is, -1 */
	bool nullable;
	enum mdp_type type;
	struct mdp_value value; /* BIND, NUMBER */
	enum mdp_call call;
	enum mdp_grain grain; /* TRUNC, STEP */
	enum mdp_part part;
	int count;
	enum mdp_aggregate agg;
	double p;
	struct mdp_sx *filter; /* AGG */
	enum mdp_over over;
	struct mdp_sx **partition;
	int npartition;
	struct mdp_sort *order;
	int norder;
	int frame; /* rows: this one and frame - 1 before; 0 = all before; -1 = the whole partition */
	struct mdp_rel *rel;
};

enum mdp_join { MDP_JOIN_FIRST, MDP_JOIN_LEFT, MDP_JOIN_CROSS };

struct mdp_from {
	const char *alias;
	int table; /* catalog table, or -1 */
	const char *kept; /* SQL: read there, where the table is kept with one row a key; NULL = the table itself */
	struct mdp_rel *rel;
	enum mdp_join join;
	struct mdp_sx *on;
	bool named; /* the alias is needed: referred to from a nested block */
};

struct mdp_item {
	const char *name;
	struct mdp_sx *x;
};

/* What a form's text names: columns, and values. */
struct mdp_form_list {
	const char *name;
	const char *const *columns;
	int n;
};
struct mdp_form_value {
	const char *name;
	struct mdp_sx *x; /* that reads no column */
};

enum mdp_rel_kind { MDP_REL_SELECT, MDP_REL_SET, MDP_REL_SERIES, MDP_REL_FORM };

struct mdp_rel {
	enum mdp_rel_kind kind;
	const char *name; /* NULL: printed in place */
	const char *why; /* what it is, for people */
	bool distinct;
	struct mdp_item *items;
	int nitems, items_cap;
	struct mdp_from **from;
	int nfrom, from_cap;
	struct mdp_sx **where;
	int nwhere, where_cap;
	int ngroup; /* the first items are group keys */
	bool grouped;
	struct mdp_sx *of_each; /* grouped by this too, which is not shown: a value of each month */
	struct mdp_sx **having;
	int nhaving, having_cap;
	struct mdp_sx *qualify;
	struct mdp_sort *sort;
	int nsort, sort_cap;
	int limit;
	/* SET: of `parts`; SERIES: items[0] runs from args low to high by a grain */
	enum mdp_set_op set_op;
	struct mdp_rel **parts;
	int nparts, parts_cap;
	struct mdp_sx *low, *high;
	enum mdp_grain grain;
	/* FORM: a text of sql/forms.c over `parts`, which are named blocks; what an analysis computes of the rows planned for it */
	const char *form;
	struct mdp_form_list *lists;
	int nlists, lists_cap;
	struct mdp_form_value *values;
	int nvalues, values_cap;
};

struct mdp_plan_tree {
	struct mdp_rel **with; /* named blocks, each after those it reads */
	int nwith, with_cap;
	struct mdp_rel *root;
};

#endif
