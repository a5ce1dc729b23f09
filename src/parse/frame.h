/* The clauses of a question, gathered, and put together to one logical query. Private to parse/. */
#ifndef MDP_PARSE_FRAME_H
#define MDP_PARSE_FRAME_H

#include "parse/chart.h"
#include "parse/phrase.h"

struct mdp_frame {
	struct mdp_phraser *x;
	struct mdp_figure figures[MDP_PHRASE_PARTS];
	int nfigures, nsplit; /* the first so many split the others */
	struct mdp_figure returned[MDP_PHRASE_PARTS]; /* what a sentence of its own says to show */
	int nreturned, nbeside;
	const struct mdp_figure *loose; /* a second amount that no "and" joins to the first */
	const struct mdp_set *listed; /* things to list, count or rank; NULL */
	bool asked; /* … with a word that asks for it */
	bool whole; /* … with all that is known of them: one thing is looked up */
	const struct mdp_cond *conds[MDP_PHRASE_PARTS]; /* said of the question as a whole */
	int nconds;
	struct mdp_key keys[MDP_PHRASE_PARTS];
	int nkeys;
	int keys_end; /* token behind the last key that was said; 0 = none */
	const struct mdp_extreme *extreme; /* ranking, of `target` */
	struct mdp_key target;
	const struct mdp_extreme *cut; /* said behind what is split by: so many of these; NULL */
	bool ranked, ranks_many; /* “the … with the most” is one, “those … with the most” several */
	const struct mdp_figure *rank_by;
	struct mdp_figure ranking; /* what decides it, when known */
	bool came; /* a figure is said with a verb, of what came about */
	const struct mdp_movers *movers; /* only the groups that moved from one period to the other; NULL */
	const struct mdp_having *having; /* the first figure of each group, compared; NULL */
	struct mdp_order_by orders[MDP_PHRASE_PARTS];
	int norders;
	struct mdp_period periods[MDP_PHRASE_PARTS];
	const struct mdp_node *period_nodes[MDP_PHRASE_PARTS];
	int nperiods;
	const struct mdp_node *in_unit; /* "in minutes"; NULL */
	const struct mdp_node *tally; /* ", how many and how much", of what is named; NULL */
	const struct mdp_node *as_share; /* ", as a percentage"; NULL */
	const struct mdp_node *echo; /* "… and how much is it", of what ranks; NULL */
	const struct mdp_node *meta, *aside_sum, *aside_spent, *aside_verb, *versus;
	const struct mdp_node *analysis, *options[MDP_PHRASE_PARTS]; /* what is analysed, and what was said of how */
	int noptions;
	bool nothing; /* no question at all: it stands for nothing that could be refused */
	bool distinct, created, comparing, versed, paired;
	int comparing_from, comparing_to; /* the word of comparison, and the token behind it */
	bool ranks_all; /* every group, the greatest first */
	bool begun; /* a noun says that they began ("sign-ups"), which all of them did */
	bool fresh; /* "new" ones */
	bool ndated; /* a split by that date */
	const struct mdp_edge *dated_by; /* the word that says it; NULL when none does */
	int dated_to; /* the token behind a word that says it alone ("invoiced"); 0 = none does */
	int dated; /* 1 + the column whose date was said to be meant; 0 = not said */
	const struct mdp_edge *time_role; /* which of several days is meant; NULL when not said */
	enum mdp_window window;
	enum mdp_grain window_grain;
	double window_n;
	struct mdp_period sides[2]; /* of a comparison, the base first; when `versed` */
	struct mdp_pred *side_preds[2];
	int variant, nvariants; /* which meaning to take where references have several roles */
	bool final; /* the refusal stands whatever else was said */
	double cost; /* what putting together adds */
	struct mdp_query *q;
	int of;
};

/* 0 and *q in canonical form, or a negative code and f->x->problem. */
int mdp_frame_query(struct mdp_frame *f, const struct mdp_cover *cover, struct mdp_query **q);

/* Parts, each in its file. They return 0 or fail with f->x->problem. */
int mdp_frame_refuse(struct mdp_frame *f, enum mdp_reason why, int from, int to, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
const char *mdp_frame_push(struct mdp_frame *f, bool key, const char *want, struct mdp_expr *expr);
int mdp_frame_gather(struct mdp_frame *f, const struct mdp_phrase *p); /* one clause more */
int mdp_frame_assemble(struct mdp_frame *f); /* f->q, from what was gathered */
int mdp_frame_key(struct mdp_frame *f, const struct mdp_key *k); /* into f->q, which is of f->of */
const struct mdp_figure *mdp_frame_amount(const struct mdp_frame *f); /* the first amount shown; NULL */
const struct mdp_entity *mdp_frame_entity(const struct mdp_frame *f, int e);
/* frame_settle.c: what is asked about */
int mdp_frame_settle_extreme(struct mdp_frame *f);
int mdp_frame_settle_cut(struct mdp_frame *f);
void mdp_frame_settle_sorted(struct mdp_frame *f);
int mdp_frame_check_groups(struct mdp_frame *f); /* that they are groups */
int mdp_frame_settle_tally(struct mdp_frame *f); /* both the number and the main amount of what is named */
void mdp_frame_settle_bare(struct mdp_frame *f);
int mdp_frame_settle_count(struct mdp_frame *f);
int mdp_frame_settle_split(struct mdp_frame *f);
void mdp_frame_settle_each(struct mdp_frame *f);
int mdp_frame_settle_people(struct mdp_frame *f); /* what they do is no filler */
void mdp_frame_settle_comparing(struct mdp_frame *f);
int mdp_frame_settle_unit(struct mdp_frame *f);
bool mdp_frame_is_spending(const struct mdp_frame *f, const struct mdp_edge *e);
int mdp_frame_settle_asides(struct mdp_frame *f); /* words that add nothing: only where that is so */
int mdp_frame_settle_which(struct mdp_frame *f); /* things that are asked for are among what is shown */
bool mdp_frame_asks_of_others(const struct mdp_frame *f,
			      const struct mdp_set *s); /* of other things than these, so far */
bool mdp_frame_asks_within(const struct mdp_frame *f,
			   const struct mdp_phrase *p); /* a word that asks, in the middle of what is asked */
int mdp_frame_finest(struct mdp_frame *f); /* the entity of a list; negative: refused */
int mdp_frame_vague(struct mdp_frame *f); /* adds what vague names cost */
int mdp_frame_list(struct mdp_frame *f); /* frame_list.c: when no total is asked for */
int mdp_frame_per(struct mdp_frame *f); /* frame_per.c: averages of each thing, split by what it has several of */
int mdp_frame_rank(struct mdp_frame *f); /* frame_rank.c: by what */
/* returned.c: what is to be shown, of what the question is about */
int mdp_frame_add_returned(struct mdp_frame *f, const struct mdp_phrase *p);
bool mdp_frame_is_returned(struct mdp_frame *f, const struct mdp_phrase *p); /* that, and no second question */
int mdp_frame_settle_returned(struct mdp_frame *f);
int mdp_frame_extreme(struct mdp_frame *f, const struct mdp_extreme *e, int from,
		      int to); /* ranked.c: one ranking more, which may be part of the one before */
int mdp_frame_check_ratio(
	struct mdp_frame *f); /* ranked.c: that what was said of one side is not said of both as well */
int mdp_frame_add_order(struct mdp_frame *f, const struct mdp_phrase *p); /* ranked.c */
void mdp_frame_leave_out_null(struct mdp_frame *f, const struct mdp_key *k); /* rows without it are not ranked */
int mdp_frame_rank_finish(struct mdp_frame *f); /* order and limit, when all else stands */
int mdp_frame_orders(struct mdp_frame *f);
int mdp_frame_dated_figure(
	struct mdp_frame *f); /* frame_dates.c: refuses a figure of other things than the date before it */
void mdp_frame_said_dates(struct mdp_frame *f,
			  const struct mdp_cover *cover); /* frame_dates.c: of states that came about */
bool mdp_frame_forgets_who(const struct mdp_frame *f,
			   const struct mdp_cover *cover); /* frame_settle.c: somebody is asked for */
bool mdp_frame_is_whose(const struct mdp_frame *f, const struct mdp_phrase *p); /* does it say whose the last key is? */
int mdp_frame_settle_now(struct mdp_frame *f); /* frame_now.c: of what comes to an end, that it has not */
int mdp_frame_happened_time(const struct mdp_frame *f);
/* Who did what was said, where the way to them led through something else that nobody named. */
void mdp_frame_same_event(struct mdp_frame *f, const struct mdp_cover *cover);
int mdp_frame_settle_happened(struct mdp_frame *f); /* frame_happened.c: f->q, by the time of what was done */
int mdp_frame_where(struct mdp_frame *f); /* frame_where.c: conditions and periods */
int mdp_frame_check_idle(struct mdp_frame *f); /* idle.c: does each of the conditions leave something out? */
int mdp_frame_time(struct mdp_frame *f, int *time); /* by which column what is shown is dated; -1 */
int mdp_frame_on_previous(struct mdp_frame *f,
			  const struct mdp_node *n); /* changes.c: what is shown, and how it changes */
void mdp_frame_settle_compared(struct mdp_frame *f); /* frame_compare.c: by what things are compared */
void mdp_frame_settle_through(struct mdp_frame *f); /* changes.c: what runs “through 2024” begins with it */
int mdp_frame_meta(struct mdp_frame *f); /* frame_meta.c */
int mdp_frame_check_unit(struct mdp_frame *f); /* frame_unit.c */
int mdp_frame_settle_share(
	struct mdp_frame *f); /* … each group's part of what is shown, where that was said behind it */
int mdp_frame_window(struct mdp_frame *f, const char *shown); /* frame_window.c */
int mdp_frame_share(struct mdp_frame *f, bool *done); /* the part that conditions leave of a whole */
int mdp_frame_versus_periods(struct mdp_frame *f); /* frame_versus.c */
int mdp_frame_versus_wrap(struct mdp_frame *f);
void mdp_frame_keep_movers(const struct mdp_frame *f,
			   struct mdp_query *q); /* movers.c: of the comparison, only those */
enum mdp_grain mdp_period_unit(const struct mdp_period *p); /* the calendar unit that it is; NONE when it is none */
/* takings.c: counts of what was called by a word for money ("sales") become its amount; each of several is a variant. */
bool mdp_is_takings(const struct mdp_phraser *x, struct mdp_str word); /* a word of takings.lex, folded */
void mdp_frame_leave_undone(struct mdp_frame *f,
			    struct mdp_query **q); /* cancelled things, of what was earned (earned.c) */
int mdp_frame_amounts(struct mdp_frame *f, const struct mdp_cover *cover, struct mdp_query **q);
int mdp_frame_analysis(struct mdp_frame *f); /* analyses.c */
int mdp_frame_roles(struct mdp_frame *f, const struct mdp_query *q, struct mdp_query **out); /* roles.c */

#endif
