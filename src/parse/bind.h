/* Clauses of a cover → a logical query over the catalog. Private to parse/. */
#ifndef MDP_PARSE_BIND_H
#define MDP_PARSE_BIND_H

#include "parse/chart.h"
#include "parse/parse.h"
#include "base/limits.h"
#include "parse/period.h"

#define MDP_BIND_PARTS 24 /* clauses of one kind in one question */

/* A value expression bound to the catalog. */
struct mdp_bx {
	struct mdp_expr *expr;
	int entity; /* whose instances it ranges over (aggregate), or whose attribute it is */
	bool aggregate;
	int column, measure; /* when it is just that; else -1 */
	const char *name; /* for the answer's column */
	const char *unit;
	const struct mdp_node *node;
};

/* A condition, not yet attached to what is asked about. */
struct mdp_bf {
	struct mdp_pred *pred;
	int owner; /* entity whose attribute it is about */
	int scope; /* entity it was said of ("cancelled orders"), -1 */
	int event; /* it says that an instance of this entity exists ("who ordered"), -1 */
	bool negated; /* … or does not */
	bool noun; /* … said with a noun ("who have an account") */
	const struct mdp_edge *way; /* what was said of the role: "to", "destination"; or NULL */
	bool both; /* values joined by “and”: one thing cannot have both, so it must be clear what is meant */
	struct mdp_expr *count; /* event: number of instances compared … */
	enum mdp_cmp cmp;
	double n;
};

struct mdp_key {
	struct mdp_out outs[MDP_LIMIT_KEYS_OF_ENTITY];
	int n;
	int entity; /* that it is of; -1 for time */
	int column;
	enum mdp_grain grain;
	enum mdp_part part;
};

struct mdp_bind {
	const struct mdp_catalog *c;
	const struct mdp_lexicon *l;
	const struct mdp_lattice *t;
	struct mdp_arena *a;
	int64_t today;
	int variant; /* which of several meanings to take where a clause has more than one */
	int nvariants; /* set by binding: how many there are */
	double cost; /* what binding adds to the reading's score */
	struct mdp_error problem;
	/* the clauses by kind */
	struct mdp_bx shows[MDP_BIND_PARTS];
	int nshows, nsplit; /* the first so many split the others */
	struct mdp_bf filters[MDP_BIND_PARTS];
	int nfilters;
	struct mdp_key keys[MDP_BIND_PARTS];
	int nkeys;
	struct mdp_period periods[MDP_BIND_PARTS];
	int nperiods;
	const struct mdp_node *rank, *rank_by, *share, *meta;
	const struct mdp_node *aside_sum; /* a word for the whole that stands alone */
	const struct mdp_node *orders[MDP_BIND_PARTS];
	int norders;
	int listed; /* entity to list or count, from a bare or listed noun phrase; -1 */
	int instance; /* entity whose attributes are listed, itself not shown; -1 */
	bool bare; /* it stood without "list" or "how many" */
	bool final; /* the refusal stands whatever else was said */
	bool distinct, created, series_asked;
	const struct mdp_node *time_role; /* which of several days is meant; NULL when not said */
	enum mdp_window window;
	const struct mdp_node *versus, *period_node;
	bool comparing, versed;
	struct mdp_period sides[2]; /* the base first; when `versed` */
	struct mdp_pred *side_preds[2];
	int subjects[MDP_BIND_PARTS]; /* entities mentioned without condition */
	int nsubjects;
	struct mdp_query *q;
	int of;
};

/* Binds one cover; 0 and *q, or a negative code and b->problem. `b` is initialised here but for c, l, t, a, today, variant. */
int mdp_bind_cover(struct mdp_bind *b, const struct mdp_cover *cover, struct mdp_query **q);

/* Parts, each in its file. They return 0 or fail with b->problem. */
int mdp_bind_value(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out); /* bind_value.c */
int mdp_bind_filter(struct mdp_bind *b, const struct mdp_node *n, int scope); /* bind_filter.c: adds to b->filters */
int mdp_bind_attach(struct mdp_bind *b); /* bind_filter.c: filters and periods → q->where */
int mdp_bind_key(struct mdp_bind *b, const struct mdp_node *n, struct mdp_key *out); /* bind_key.c */
/* bind_rank.c: what is ranked by what, before the query is put together; order and limit, after. */
int mdp_bind_rank_prepare(struct mdp_bind *b, struct mdp_key *target, struct mdp_bx *x);
int mdp_bind_rank_finish(struct mdp_bind *b, const struct mdp_key *target, const char *by);
int mdp_bind_orders(struct mdp_bind *b);
/* Adds a key or a shown value to b->q unless it is there; its name in the result, made unique. */
const char *mdp_bind_push_out(struct mdp_bind *b, bool key, const char *want, struct mdp_expr *expr);
void mdp_bind_unit(struct mdp_bind *b, const char *name, const char *unit);
const char *mdp_bind_out_name(struct mdp_bind *b, const char *want);

/* bind_versus.c: one figure in two periods. The clause; which periods, before conditions are attached; the query around it. */
int mdp_bind_versus_clause(struct mdp_bind *b, const struct mdp_node *n);
int mdp_bind_versus_periods(struct mdp_bind *b);
int mdp_bind_versus_wrap(struct mdp_bind *b);

/* Small things they share (bind_util.c). */
int mdp_bind_refuse(struct mdp_bind *b, enum mdp_reason why, const struct mdp_node *at, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
const char *mdp_node_word(const struct mdp_node *n); /* an atom, or the sub of a lexicon word; "" for NULL */
bool mdp_node_is(const struct mdp_node *n, const char *op);
bool mdp_node_leaf(const struct mdp_node *n, enum mdp_cat kind);
struct mdp_str mdp_node_text(const struct mdp_bind *b, const struct mdp_node *n); /* as in the question */
bool mdp_node_plural(const struct mdp_bind *b, const struct mdp_node *n); /* its last word is a plural */
struct mdp_span mdp_node_span(const struct mdp_bind *b, const struct mdp_node *n);
const char *mdp_bind_colname(struct mdp_bind *b, int column); /* "table.column" */
struct mdp_expr *mdp_bind_column(struct mdp_bind *b, int column);
/* bind_role.c. The column that an edge names, in the role that it names. */
struct mdp_expr *mdp_bind_attr_column(struct mdp_bind *b, const struct mdp_edge *attr);
const char *mdp_bind_role_words(struct mdp_bind *b, const char *role, const char *words); /* "destination city" */
/* What stands before a value and tells its role; NULL if nothing does. */
const struct mdp_edge *mdp_bind_way(const struct mdp_bind *b, const struct mdp_node *value);
/* Gives a condition the role that was said of it; refuses what is said of another column. */
int mdp_bind_way_apply(struct mdp_bind *b, struct mdp_bf *f);
int mdp_bind_time_role(struct mdp_bind *b, const struct mdp_node *way); /* said of the day that is meant */
/* What several references lead to and no word tells apart: each is one variant of the question. */
int mdp_bind_roles(struct mdp_bind *b, const struct mdp_query *q, struct mdp_query **out); /* in canonical form */
int mdp_bind_time(const struct mdp_bind *b,
		  int entity); /* its time column or that of the nearest entity it determines; -1 */
/* The time by which what is shown is dated, as its definitions say; *time -1 when they say nothing. Refused where they differ. */
int mdp_bind_shown_time(struct mdp_bind *b, int *time);
int mdp_bind_main_measure(const struct mdp_bind *b, int entity, bool *several); /* main amount of an entity; -1 */
int mdp_bind_takings(const struct mdp_bind *b); /* what the platform takes in: the surest amount of all; -1 */
int mdp_bind_event(const struct mdp_bind *b, int one, int other); /* coarsest entity that determines both; -1 */
void mdp_bind_pay_distance(struct mdp_bind *b, int entity); /* nearer by joins is likelier meant */
int mdp_bind_np(struct mdp_bind *b,
		const struct mdp_node *n); /* entity of a noun phrase; its modifiers become filters */

#endif
