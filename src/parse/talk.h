/* A fragment at work on the last query. Private to parse/. */
#ifndef MDP_PARSE_TALK_H
#define MDP_PARSE_TALK_H

#include "parse/follow.h"
#include "parse/frame.h"

#define MDP_TALK_OPS 16 /* clauses about the answer, of one line */
#define MDP_TALK_CONJUNCTS 64
#define MDP_TALK_ROWS 200 /* rows that "those" may stand for */
#define MDP_TALK_TOP 10 /* "top" without a number */
#define MDP_TALK_DEPTH 6 /* of what a figure is made of */

struct mdp_talk {
	struct mdp_phraser *x;
	const struct mdp_shown *last;
	struct mdp_frame said; /* the clauses of the line that a question could have as well */
	const struct mdp_node *ops[MDP_TALK_OPS]; /* those about the answer */
	int nops;
	bool goes_on, about, also, only, instead, broken, asks, it, those, aside; /* small words that were said */
	struct mdp_query *q; /* in the making: its arrays are replaced, never written to */
	struct mdp_query *outer; /* the comparison that `q` is a part of; NULL */
	int of; /* entity of q */
	int variant, nvariants;
	bool peak; /* "longest" was taken for the maximum */
	bool again; /* why is asked again when the line is applied */
	bool final; /* it was understood, and cannot be: nothing dearer is meant */
	bool unheard; /* "as well" was left out as if it said nothing */
	bool replaces; /* one value of something takes the place of another */
	bool fresh; /* q is a new list or count: nothing else of the line was applied to it yet */
	const char *said_cond; /* the condition that is being added, as it was typed */
	int64_t beyond; /* a row that is meant and is not there, counted from 1 */
	enum mdp_act act;
	struct mdp_change changes[MDP_PHRASE_PARTS];
	int nchanges;
	double cost;
};

/* They return 0, or a negative code with t->x->problem. */
int mdp_talk_refuse(struct mdp_talk *t, enum mdp_reason why, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void mdp_talk_changed(struct mdp_talk *t, const char *what, const char *from, const char *to);
const struct mdp_node *mdp_talk_op(const struct mdp_talk *t, const char *op); /* NULL when it was not said */
const char *mdp_talk_words(const struct mdp_talk *t, int from, int to); /* as they were typed */
/* A frame that stands for t->q: its figures, and no clause. False when a figure is none that can be. */
bool mdp_talk_frame(struct mdp_talk *t, struct mdp_frame *f);
bool mdp_talk_grouped(const struct mdp_query *q);
const struct mdp_expr *mdp_talk_aggregate(const struct mdp_expr *e, int depth); /* the first in it; NULL */

/* talk_count.c: the count that was shown, of those the line speaks of, without what stands beside it; false: none was shown. */
bool mdp_talk_keep_count(struct mdp_talk *t);

/* talk_line.c */
/* Has a word of that kind its beginning at a token (to: where it ends)? */
bool mdp_talk_edge(const struct mdp_lattice *t, int at, const char *cat, const char *sub, int *to);
void mdp_talk_classify(const struct mdp_phraser *x, const struct mdp_cover *covers, int n, struct mdp_turns *out);

/* talk_limit.c: another number in the one comparison that the answer before makes */
int mdp_talk_limit(struct mdp_talk *t);

/* talk_period.c */
int mdp_talk_period(struct mdp_talk *t);
bool mdp_talk_interval(const struct mdp_query *q, struct mdp_period *out); /* the one period it is limited to */
int mdp_talk_shifted(struct mdp_talk *t, const struct mdp_node *shift, const struct mdp_period *from,
		     struct mdp_period *out);

/* talk_where.c */
int mdp_talk_conds(struct mdp_talk *t);
int mdp_talk_drop_conds(struct mdp_talk *t);
int mdp_talk_conjuncts(const struct mdp_pred *p, const struct mdp_pred **out, int max); /* how many; -1: too many */
void mdp_talk_set_where(struct mdp_talk *t, const struct mdp_pred *const *list, int n);
const char *mdp_talk_subject(struct mdp_arena *a,
			     const struct mdp_pred *p); /* what it is about; NULL: several things */
bool mdp_talk_is_during(const struct mdp_pred *p);
int mdp_talk_dated_by(const struct mdp_talk *t, const struct mdp_pred *p); /* the time column that it limits; -1 */
int mdp_talk_add(struct mdp_talk *t, const struct mdp_pred *p, bool replace); /* by subject */
/* What the conditions of the line are (period: its period), on instances of what the query is of. */
int mdp_talk_attached(struct mdp_talk *t, bool period, const struct mdp_pred **list, int *n);
/* Takes conditions away: periods, or else all others, or else those about `s`. */
int mdp_talk_drop_if(struct mdp_talk *t, bool all, const struct mdp_set *s, bool periods);

/* talk_shape.c */
int mdp_talk_figures(struct mdp_talk *t);
int mdp_talk_show(struct mdp_talk *t, const struct mdp_figure *f, bool beside); /* of what the query is of */
const char *mdp_talk_names(struct mdp_talk *t, const struct mdp_out *outs,
			   int n); /* "revenue, orders"; NULL for none */

/* talk_keys.c */
int mdp_talk_keys(struct mdp_talk *t);
/* The keys that an argument of an operation names, at most MDP_PHRASE_PARTS; how many. */
int mdp_talk_node_keys(const struct mdp_node *arg, struct mdp_key *out);
bool mdp_talk_splits(const struct mdp_query *q, const struct mdp_key *key); /* is it one of its keys? */
void mdp_talk_no_limit(struct mdp_talk *t);
void mdp_talk_drop_windows(struct mdp_talk *t, bool all); /* else: those along what is no key any more */

/* talk_torn.c */
double mdp_talk_torn(const struct mdp_cover *cover); /* what a cover costs more that cuts what belongs together */
bool mdp_talk_torn_number(const struct mdp_talk *t, const struct mdp_cover *cover);

/* talk_ask.c */
int mdp_talk_ask(struct mdp_talk *t); /* "who hosts them": attributes of the things of the answer */

/* talk_not.c */
int mdp_talk_not(struct mdp_talk *t); /* "instead of …": what is to go must be there */
int mdp_talk_holder(struct mdp_talk *t); /* "which article is it", of the highest price */

/* talk_order.c */
int mdp_talk_order(struct mdp_talk *t);
bool mdp_talk_rows_are(const struct mdp_talk *t, const struct mdp_set *s); /* is a row of the answer one of these? */

/* talk_refer.c */
int mdp_talk_rehome(struct mdp_talk *t, const struct mdp_figure *figures, int n, const struct mdp_set *listed,
		    bool as_set, bool keep_keys); /* t->q becomes one of another thing */
int mdp_talk_refer(struct mdp_talk *t); /* rows of the answer */
int mdp_talk_drill(struct mdp_talk *t);
int mdp_talk_take_row(struct mdp_talk *t, int64_t r); /* the answer is limited to that row of it */
int mdp_talk_list_of(struct mdp_talk *t, int entity); /* t->q lists what its first figure is of */
int64_t mdp_talk_position(const struct mdp_node *n); /* the number that a word says; 0: none */

/* talk_over.c */
int mdp_talk_windows(struct mdp_talk *t);
int mdp_talk_versus(struct mdp_talk *t);
/* talk_why.c */
int mdp_talk_why(struct mdp_talk *t);
/* What a change was asked of becomes t->q again, which "why" was said of; false: q is no such analysis. */
bool mdp_talk_unwhy(struct mdp_talk *t, const struct mdp_query *q);
int mdp_talk_align(struct mdp_talk *t, struct mdp_out *key); /* a key of two periods that are compared */

#endif
