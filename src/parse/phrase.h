/*
 * Typed phrases: what a stretch of the question denotes, as a piece of a logical query over the catalog. A rule's right side is an
 * operation on phrases; it is applied when the rule matches and checked against the catalog then, so that what cannot be is no item of
 * the chart. Private to parse/.
 */
#ifndef MDP_PARSE_PHRASE_H
#define MDP_PARSE_PHRASE_H

#include <stdarg.h>

#include "base/limits.h"
#include "parse/parse.h"
#include "parse/period.h"
#include "parse/tree.h"

#define MDP_PHRASE_PARTS 24 /* parts of one kind in one question */

/* Something that is shown, ranked or compared by. */
struct mdp_figure {
	enum {
		MDP_FIG_ATTR,
		MDP_FIG_AMOUNT,
		MDP_FIG_SET,
		MDP_FIG_NAMED
	} kind; /* NAMED: what the words at from…to name */
	struct mdp_expr *expr; /* ATTR: on an instance of `entity`; AMOUNT: an aggregate over instances of it */
	int entity;
	struct mdp_pred *where; /* AMOUNT: on an instance of `entity`: which of them */
	const struct mdp_set *set; /* SET itself; ATTR: of which things, or NULL when not said */
	int column, measure; /* when it is just that; else -1 */
	int dated; /* 1 + the column of its date, where its definition says one; 0 */
	const struct mdp_edge *edge; /* ATTR: what names it */
	const char *name, *unit;
	enum mdp_window window;
	enum mdp_grain grain; /* growth over this unit */
	double n; /* of the window */
	bool counts; /* a number of things */
	bool of_any; /* … of which it is not said what they are ("the busiest day") */
	bool came; /* said with a verb ("sold", "gave away"): of what came about, and was not cancelled */
	bool stated; /* a share whose part is said with an auxiliary ("orders were cancelled") */
	const struct mdp_figure *per; /* of which this is the average over things of `entity`; NULL */
	int from, to; /* tokens */
};

/* What splits a result. */
struct mdp_key {
	struct mdp_out outs[MDP_LIMIT_KEYS_OF_ENTITY];
	int n;
	int entity; /* that it is of; -1 for time */
	int column;
	enum mdp_grain grain;
	enum mdp_part part;
	const struct mdp_edge *time_role; /* which of several days; NULL when not said */
	int from, to; /* tokens */
	bool per; /* said with "per" */
	bool bucket; /* the column in steps: read from the lowest up */
};

/* What a group's figure is compared with. */
struct mdp_having {
	enum mdp_cmp cmp;
	double number;
};

/* The first or last of a set, by a figure; `by` NULL: it is not said by what. */
struct mdp_extreme {
	bool descending;
	double n; /* how many; 0 = not said */
	const struct mdp_figure *by;
	int from, to;
	int head; /* token behind the noun of the set */
};

/* Instances of an entity, or the values of one of its columns ("cities"), that fulfil conditions. */
struct mdp_set {
	int entity;
	const struct mdp_edge *attr; /* the values of this column; NULL: instances */
	const char *role;
	struct mdp_pred *where; /* on an instance of `entity` */
	struct mdp_pred *having; /* on the group of instances that share the value of `attr` */
	const struct mdp_extreme *extreme;
	const struct mdp_cond
		*pending; /* conditions that only the whole question can place: periods of things without a time */
	bool anyone; /* said as "people", "who" */
	bool plural, conditioned, all, dated; /* dated: a period was said of it */
	bool waiting; /* something is to be done about them, so that who or which they are is asked for: "overdue loans" */
	int happened_to; /* the token behind what happened to them ("called twice"), whose the time is that follows; 0: nothing */
	int from, to; /* tokens of its head */
};

/* A condition that is not yet attached to what it is about. */
struct mdp_cond {
	enum mdp_cond_kind {
		MDP_COND_AND,
		MDP_COND_OR,
		MDP_COND_NOT,
		MDP_COND_PRED, /* on an instance of `owner` */
		MDP_COND_LINK, /* things of `set` belong to it, or it to them */
		MDP_COND_PERIOD,
		MDP_COND_DAYTIME, /* days of the week, or hours from `n` to below `n_to` */
		MDP_COND_NUMBER, /* its main amount is compared */
		MDP_COND_EXTREME,
		MDP_COND_CREATED, /* it began */
		MDP_COND_TIMEROLE
	} kind;
	const struct mdp_cond *args[2];
	struct mdp_pred *pred;
	int owner, scope; /* scope: entity that it was said of, -1 */
	const struct mdp_edge *way; /* what was said of the role, or of which date; or NULL */
	bool both; /* values of one column joined by “and” */
	bool fresh; /* CREATED: said with "new" */
	bool compared; /* values set against each other: they split what is asked */
	bool done_by; /* said with a verb: nobody is advised by himself, so his own name is not meant */
	const struct mdp_set *set;
	bool noun; /* LINK said with a noun and a preposition; CREATED with a noun ("sign-ups") */
	bool event; /* LINK said with a verb that names the event itself */
	bool verbed; /* LINK said with a verb that does not name it ("open deals") */
	bool apart; /* LINK: one of two that must be there each by itself ("both … and …") */
	const char *role; /* LINK: by which of their references they belong to it; NULL = not said */
	int as; /* … and what it then is */
	bool counted; /* LINK: so many of them … */
	const struct mdp_figure *amount; /* … or this figure over them */
	enum mdp_cmp cmp;
	double n, n_to;
	enum mdp_part part; /* DAYTIME */
	unsigned days; /* DAYTIME: bits 1 Monday … 7 Sunday */
	const char *unit;
	const char
		*noun_of; /* NUMBER: of the attribute with this name ("age" of "older than"); NULL: the main amount */
	enum mdp_grain age_unit; /* NUMBER of an age: said in these; NONE: not said */
	struct mdp_period period;
	const struct mdp_node *period_node;
	int dated; /* PERIOD, TIMEROLE, PRED: 1 + the column whose date is meant ("delivered in July"); 0 = not said */
	const struct mdp_extreme *extreme;
	int from, to;
};

struct mdp_order_by {
	const struct mdp_figure *by; /* NULL: what is shown */
	bool descending, said; /* said: the direction was */
	int from, to; /* tokens */
};

/* What went up or down from one period to another. */
struct mdp_movers {
	enum mdp_move moved;
	const char *by; /* what they are ranked by: "difference" or "change"; NULL: not ranked */
	int n; /* how many of them; 0: all */
	const struct mdp_node *base; /* the period before, where it was said with them; NULL */
	enum mdp_grain unit; /* "year over year": from one to the next; NONE when not said */
	bool takings; /* it is not said of what: of what comes in */
};

/* A clause or part of one. */
struct mdp_phrase {
	enum mdp_phrase_kind {
		MDP_PH_SET,
		MDP_PH_FIGURES,
		MDP_PH_COND,
		MDP_PH_KEYS,
		MDP_PH_RANK,
		MDP_PH_RANKBY,
		MDP_PH_ORDER,
		MDP_PH_VERSUS,
		MDP_PH_META,
		MDP_PH_REFUSE,
		MDP_PH_ASIDE,
		MDP_PH_ANALYSIS,
		MDP_PH_OPTION,
		MDP_PH_TALK /* about the answer before */
	} kind;
	const struct mdp_set *set; /* SET; RANK: target, or NULL */
	struct mdp_figure *figures;
	int nfigures;
	const struct mdp_cond *cond;
	struct mdp_key *keys; /* KEYS; RANK: target */
	int nkeys;
	const struct mdp_extreme *extreme; /* RANK */
	struct mdp_order_by order;
	const struct mdp_having *having; /* FIGURES: of the groups by `keys` */
	const struct mdp_movers *movers; /* FIGURES: only the groups by `keys` that moved; NULL */
	bool beside; /* FIGURES: that go with what is asked ("with their region") */
	bool returned; /* FIGURES: what the whole question is to show */
	bool paired; /* FIGURES: of two things that are connected */
	bool distinct, split; /* FIGURES: without repeats; the first ones split the others */
	bool listed; /* SET that was asked to be listed */
	bool asked; /* begins with a word that asks for it */
	bool whole; /* SET of which all that is known is to be shown */
	const struct mdp_node *node; /* VERSUS, META, REFUSE, ASIDE, ANALYSIS, OPTION, TALK */
	int from, to;
	double cost; /* what applying added */
};

/* Answers of the catalog that are asked for again and again: a small table that forgets. */
#define MDP_PHRASE_MEMO 2048
struct mdp_pair {
	int one, other; /* 1 + entity; 0 = empty */
	int links, meeting; /* INT_MIN = not yet asked for */
	int rare; /* most of the one have none of the other; INT_MIN = not yet asked for */
};

/* What applying needs. `problem` is the refusal that covered most of the question. */
struct mdp_rules;
struct mdp_phraser {
	const struct mdp_catalog *c;
	const struct mdp_lexicon *l;
	const struct mdp_lattice *t;
	struct mdp_arena *a;
	int64_t today;
	bool follow; /* the line follows an answer */
	const struct mdp_query *shown; /* that answer's; NULL */
	int scene; /* tokens before the question that say nothing of data */
	struct mdp_pair *memo; /* MDP_PHRASE_MEMO of them; NULL until used */
	double cost; /* of the operation at work */
	const struct mdp_rules
		*rules; /* by which the chart is filled; NULL before, and for what may not be defined by others */
	const bool *taken; /* for each token: some clause takes it up; NULL before the chart is filled */
	const char *instead; /* of the last period that was refused: the last whole one with data; NULL */
	struct mdp_error problem;
	int problem_tokens;
};

void mdp_scene(struct mdp_phraser *x); /* scene.c: finds where the question begins, and what "it" is there */
const struct mdp_edge *mdp_thing_at(struct mdp_phraser *x, int at); /* … the one thing that is named there; NULL */
/* apply.c: the value of a tree whose arguments have theirs. True with NULL: the operation only groups. False: it cannot be. */
bool mdp_phrase_apply(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_phrase **out);
const char *mdp_operation_twice(void); /* a name that two operations have, so that one is never reached; NULL */
bool mdp_same_expr(const struct mdp_expr *a, const struct mdp_expr *b); /* same.c; built alike */
bool mdp_same_pred(const struct mdp_pred *a, const struct mdp_pred *b);
/* A condition that another one rules out, so that nothing fulfils both ("typed A and typed B"); NULL. */
const struct mdp_pred *mdp_pred_impossible(const struct mdp_pred *p);
bool mdp_phrase_same(const struct mdp_phrase *a, const struct mdp_phrase *b);
const char *mdp_phrase_dump(const struct mdp_phrase *p, struct mdp_arena *a);
/* concepts.c: has a phrase a meaning of its trade, and none of its words ("open rate")? */
bool mdp_concept_only(const struct mdp_phraser *x, const struct mdp_node *n);
/* … is it one amount, said as itself and as the sum of its column? */
bool mdp_figures_alike(const struct mdp_phraser *x, const struct mdp_node *one, const struct mdp_node *other);

/* Operations by kind, each in its file: NULL when it is not possible. */
typedef const struct mdp_phrase *mdp_phrase_fn(struct mdp_phraser *x, const struct mdp_node *n);
struct mdp_operation {
	const char *op;
	int nargs; /* at least */
	mdp_phrase_fn *fn;
};
extern const struct mdp_operation mdp_set_operations[], mdp_cond_operations[], mdp_number_operations[],
	mdp_link_operations[], mdp_figure_operations[], mdp_aggregate_operations[], mdp_state_operations[],
	mdp_lasting_operations[], mdp_contrast_operations[], mdp_due_operations[], mdp_stock_operations[],
	mdp_age_operations[], mdp_group_operations[], mdp_clause_operations[], mdp_time_operations[],
	mdp_ratio_operations[], mdp_analysis_operations[], mdp_statistics_operations[], mdp_talk_operations[],
	mdp_object_operations[], mdp_noun_operations[], mdp_concept_operations[], mdp_span_operations[],
	mdp_daytime_operations[], mdp_change_operations[], mdp_ranked_operations[], mdp_returned_operations[],
	mdp_first_operations[], mdp_mover_operations[], mdp_event_operations[],
	mdp_role_operations[]; /* each ends with an empty one */

/* What operations share (phrase_util.c). */
struct mdp_phrase *mdp_phrase_new(struct mdp_phraser *x, const struct mdp_node *n, enum mdp_phrase_kind kind);
/* x->problem becomes this, whatever it was; for what refuses on its behalf. */
int mdp_phraser_vrefuse(struct mdp_phraser *x, enum mdp_reason why, const char *fmt, va_list ap)
	__attribute__((format(printf, 3, 0)));
int mdp_phraser_refuse(struct mdp_phraser *x, enum mdp_reason why, int from, int to, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
const struct mdp_set *mdp_node_set(const struct mdp_node *n); /* NULL when it is none */
const struct mdp_figure *mdp_node_figure(const struct mdp_node *n); /* its only one; else NULL */
const struct mdp_cond *mdp_node_cond(const struct mdp_node *n);
const char *mdp_node_word(const struct mdp_node *n); /* an atom, or the sub of a lexicon word; "" for NULL */
bool mdp_node_is(const struct mdp_node *n, const char *op);
bool mdp_node_cmp(const struct mdp_node *n, enum mdp_cmp *cmp); /* conds_numbers.c: nothing said is "equal" */
/* How many of a ranking are said to be wanted, 0 when it is not said; false: "the second", which is refused. */
bool mdp_node_rows(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_node *number, double *out);
bool mdp_node_leaf(const struct mdp_node *n, enum mdp_cat kind);
bool mdp_said_plural(const struct mdp_phraser *x, int from, int to); /* its last word is a plural */
/* Does a word say which of several dates is meant, by what happened then ("received")? It ends at `to`; -1: anywhere. */
/* Is what `owner` has also that of the set ("floor of the nurse"), and not only that of what the set goes with? */
bool mdp_set_has(const struct mdp_phraser *x, const struct mdp_set *whose, int owner);
bool mdp_pred_strays(const struct mdp_phraser *x, const struct mdp_pred *p, int from, int to, int depth);
struct mdp_str mdp_edge_folded(const struct mdp_phraser *x, const struct mdp_edge *e); /* its words, folded */
/* Does what stands there belong to one of two subs of a category? */
bool mdp_begins_with(const struct mdp_phraser *x, int from, const char *cat, const char *a, const char *b);
bool mdp_said_of_other(struct mdp_phraser *x, const struct mdp_cond *c,
		       int of); /* of the noun before it, not of `of` */
bool mdp_says_date(const struct mdp_phraser *x, int from, int to);
bool mdp_said_with_aux(const struct mdp_phraser *x,
		       int at); /* "(are) cancelled": the word, or the one before it, is one */
bool mdp_stands_behind(int from, int to); /* right behind token `to`, but for "in the" */
bool mdp_also_word(const struct mdp_phraser *x, int at, const char *cat); /* a word of that category begins there */
bool mdp_also(const struct mdp_phraser *x, const struct mdp_edge *e, enum mdp_cat kind, const char *cat);
struct mdp_str mdp_said(const struct mdp_phraser *x, int from, int to);
struct mdp_span mdp_said_span(const struct mdp_phraser *x, int from, int to);
const char *mdp_phrase_colname(struct mdp_phraser *x, int column); /* "table.column" */
struct mdp_expr *mdp_phrase_column(struct mdp_phraser *x, int column);
const char *mdp_phrase_role_words(struct mdp_phraser *x, const char *role, const char *words); /* "destination city" */
const char *mdp_phrase_label(const struct mdp_column *c);
struct mdp_expr *mdp_phrase_number(struct mdp_phraser *x, double d);
bool mdp_says_money(const char *unit); /* of a number: "currency", or "minor" for cents */
/*
 * A number said with this unit (NULL: none) as the amount is kept: 50 euros are 5,000 where that is in cents. False: it is refused, since
 * a bare number may be either.
 */
bool mdp_money_number(struct mdp_phraser *x, int from, int to, const struct mdp_expr *amount, const char *said,
		      double *number);
struct mdp_expr *mdp_phrase_stored(struct mdp_phraser *x, int column, const char *text);
bool mdp_column_is_number(const struct mdp_column *c);
bool mdp_column_is_time(const struct mdp_column *c);

/* conds.c: a condition that stands for what `n` spans; its phrase (NULL for NULL) */
/* A period behind a comparison of two dates is of the first of them ("finished later than promised in December"); else `r` as it is. */
const struct mdp_cond *mdp_cond_dated_by(struct mdp_phraser *x, const struct mdp_cond *l, const struct mdp_cond *r);
bool mdp_cond_only_compares(const struct mdp_cond *c); /* values set against each other, and nothing else */
struct mdp_cond *mdp_cond_new(struct mdp_phraser *x, const struct mdp_node *n, enum mdp_cond_kind kind);
struct mdp_cond *mdp_cond_pred(struct mdp_phraser *x, const struct mdp_node *n, struct mdp_pred *p, int owner);
struct mdp_cond *mdp_cond_two(struct mdp_phraser *x, const struct mdp_node *n, enum mdp_cond_kind kind,
			      const struct mdp_cond *l, const struct mdp_cond *r);
const struct mdp_phrase *mdp_cond_phrase(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_cond *c);

/* entities.c: questions to the catalog that are about grain. */
bool mdp_entity_happens(const struct mdp_phraser *x, int entity); /* on a day of its own */
int mdp_entity_time(const struct mdp_phraser *x, int entity); /* its time column or that of what lends it one; -1 */
int mdp_entity_meeting(struct mdp_phraser *x, int one, int other); /* coarsest entity that determines both; -1 */
bool mdp_is_participle(const struct mdp_phraser *x, int token,
		       const char *state); /* of what happened, whose state may be called so */
int mdp_entity_links(struct mdp_phraser *x, int from, int to); /* number of links; -1 */
const char *mdp_role_verb(const struct mdp_phraser *x, const char *role); /* the stem of "referred" of "referred by" */
int mdp_entity_event_of(struct mdp_phraser *x, int thing); /* events.c: the only event that refers to it; -1 */
/* What it adds to a reading that so many links lie between them; what stands in the rows of the one itself is as near as its own. */
double mdp_entity_link_cost(struct mdp_phraser *x, int from, int to, const char *weight);
bool mdp_entity_always(const struct mdp_phraser *x, int from, int to); /* each has one */
bool mdp_entity_kind_of(const struct mdp_phraser *x, int one, int other); /* each of these is one of those */
int mdp_entity_main(const struct mdp_phraser *x, int entity, bool *several); /* its main amount; -1 */
bool mdp_is_line_of(const struct mdp_phraser *x, const char *file, struct mdp_str words); /* of a list in the lexicon */
bool mdp_is_money(const struct mdp_phraser *x,
		  int to); /* "(customer) payments" before token `to`: things that are money (monies.lex) */
int mdp_entity_takings(struct mdp_phraser *x); /* what the platform takes in; -1 */
int mdp_entity_named_takings(struct mdp_phraser *x); /* … only where its name says so */
int mdp_entity_people(struct mdp_phraser *x); /* who is meant by "who" and "people"; -1: nobody, or it is not clear */
bool mdp_entity_buys(const struct mdp_phraser *x, int entity); /* goes by a word for a customer */
bool mdp_entity_is_somebody(const struct mdp_phraser *x, int entity); /* a customer, a doctor */
int mdp_entity_people_of(struct mdp_phraser *x, int from); /* who is nearest to things of it; -1 as above */
int mdp_entity_namesake(const struct mdp_phraser *x, int entity); /* the amount that has its name; -1 */
int mdp_entity_year(const struct mdp_phraser *x, int entity); /* a column of it that holds its year as a number; -1 */
bool mdp_entity_determines(struct mdp_phraser *x, int from, int to);
/* entities.c: split by one column, in the role that was said of it (NULL: none). */
struct mdp_key mdp_column_key(struct mdp_phraser *x, int entity, int column, const char *role);
void mdp_key_by_name(struct mdp_phraser *x, int of,
		     struct mdp_key *k); /* of the thing itself: its kind, when that has a name */
int mdp_entity_key(struct mdp_phraser *x, int entity, const char *role, struct mdp_key *out);

/* ratios.c: two figures in one: a ratio, a difference, a sum. */
bool mdp_figure_combine(struct mdp_phraser *x, enum mdp_op op, const struct mdp_figure *l, const struct mdp_figure *r,
			struct mdp_figure *out);

/* attach.c: a condition on instances of an entity. */
int mdp_attach(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out);
int mdp_attach_to_group(struct mdp_phraser *x, const struct mdp_set *s, const struct mdp_cond *c,
			struct mdp_set *out); /* to the values of a column */
struct mdp_pred *mdp_set_pred(struct mdp_phraser *x, const struct mdp_set *s,
			      int *rc); /* where and extreme, as one condition */
bool mdp_pred_compares(const struct mdp_pred *p); /* more or less than something */
bool mdp_pred_contradicts(const struct mdp_pred *all, const struct mdp_pred *p); /* one attribute with two values */
bool mdp_is_unit_word(const struct mdp_phraser *x, struct mdp_str word); /* "minutes", "euros" */
struct mdp_phrase *mdp_set_phrase(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_set *s);
struct mdp_set *mdp_set_narrowed(struct mdp_phraser *x, const struct mdp_set *s, struct mdp_pred *p); /* those of it */
/* ranked.c: the one ranking of “the top 3 … with the highest …”: so many, by what is said behind. NULL: they are two. */
const struct mdp_extreme *mdp_extreme_both(struct mdp_phraser *x, const struct mdp_extreme *first,
					   const struct mdp_extreme *behind);
/* ranked.c: "highest rated", "best selling": a direction that says by what, so that it is not of a number of things */
bool mdp_dir_is_of_figure(const struct mdp_edge *e);
/* ranked.c: "its name" at `name`, said behind `from`: is that of the thing that was named last? True where no "its" is said. */
bool mdp_is_of_nearest(const struct mdp_phraser *x, int from, int name, int entity);
/* ranked.c: adds what makes it doubtful that both sides of a ratio end where they do; false: it can mean two things. */
bool mdp_ratio_sides(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_figure *l,
		     const struct mdp_figure *r);
int mdp_node_state_date(const struct mdp_phraser *x,
			const struct mdp_node *n); /* day of a state said in it, behind a noun if there is one; -1 */
bool mdp_node_state_event(const struct mdp_phraser *x,
			  const struct mdp_node *n); /* … is a state in it an event of its own as well? */
bool mdp_set_happened_before(const struct mdp_set *s, int token); /* … but for "in the" */
bool mdp_set_is_one(const struct mdp_phraser *x, const struct mdp_set *s); /* one thing, by its key or its name */
struct mdp_pred *mdp_lift(struct mdp_phraser *x, int from, int to,
			  struct mdp_pred *p); /* a condition on what each determines */
int mdp_attach_period(struct mdp_phraser *x, int entity, int column, const struct mdp_period *p,
		      struct mdp_pred **out); /* column -1: its own time */
struct mdp_pred *mdp_during(struct mdp_phraser *x, int column, const struct mdp_period *p); /* NULL: of all time */
struct mdp_period mdp_period_coming(const struct mdp_phraser *x,
				    const struct mdp_cond *c); /* conds_time.c: of the date that is said */
int mdp_period_within(struct mdp_phraser *x, int column, const struct mdp_period *p); /* outside of the data: refused */

/* frame_versus.c: "Q4 2024", so that it can be read again */
const char *mdp_period_label(struct mdp_arena *a, const struct mdp_period *p);

/* ages.c: a NUMBER that is an age, where no column holds it as a number */
int mdp_attach_age(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out);
/* conds_numbers.c: a bare number, compared with the main amount of each */
int mdp_attach_number(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out);
/* lasting.c: that they have begun and have not come to an end until today; NULL where nothing tells, or it is no thing that lasts */
struct mdp_pred *mdp_holds_now(struct mdp_phraser *x, int entity);
/* spans.c: a NUMBER of units of time that each took from its beginning to its end */
int mdp_attach_span(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out);
/* … is it how long something took, or the average (…) of it? Then it can be told in "minutes" …: 0, or refused where no time of day is known */
bool mdp_sold_not_left(const struct mdp_phraser *x, int from, int to,
		       const struct mdp_figure *f); /* "sold the most units", of units in stock */
bool mdp_figure_is_level(const struct mdp_phraser *x, const struct mdp_figure *f); /* of what is left at a moment */
bool mdp_figure_is_span(const struct mdp_figure *f);
int mdp_span_tell_in(struct mdp_phraser *x, int from, int to, const char *unit, struct mdp_figure *f);
/* … the date that a span begins at, for the average (…) of how long things of `entity` took, unless their own time is one of its two; -1 */
int mdp_span_begin(const struct mdp_phraser *x, const struct mdp_expr *e, int entity);
/* states.c: is there a word in the column's name that marks what it holds (words/opposites.lex)? */
/* "open deals", said of a state of their invoices, though deals have one themselves */
bool mdp_state_of_others(struct mdp_phraser *x, int entity, const struct mdp_cond *c);
/* Rows whose state, as that column tells it, is of a sort; NULL when no value is. */
typedef bool mdp_sort_fn(const struct mdp_phraser *x, struct mdp_str words);
bool mdp_is_undone(const struct mdp_phraser *x, struct mdp_str words); /* "cancelled" */
struct mdp_pred *mdp_in_states(struct mdp_phraser *x, int column, mdp_sort_fn *sort);
bool mdp_column_marks(struct mdp_phraser *x, int column, const char *what);
int mdp_column_marked(struct mdp_phraser *x, int entity, const char *what); /* its only date that is so marked; -1 */
/* A condition on one thing, from what was said of it; NULL when the data knows nothing of the kind. */
typedef struct mdp_pred *mdp_state_fn(struct mdp_phraser *x, const struct mdp_node *n, int entity);
const struct mdp_phrase *mdp_state_set(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_set *s,
				       mdp_state_fn *fn); /* those of the set of which it holds */
const struct mdp_phrase *
mdp_state_cond(struct mdp_phraser *x, const struct mdp_node *n,
	       mdp_state_fn *fn); /* of the only things named before of which the data knows it */
/* states.c: is what was said there a value or a flag of what the thing determines? */
bool mdp_said_by_data(struct mdp_phraser *x, int from, int to, int entity);
/* roles.c: the condition in the role that was said of it; refuses what is said of another column. */
int mdp_way_apply(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out);

/* daytimes.c */
int mdp_attach_daytime(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out);
int mdp_column_called(struct mdp_phraser *x, const char *noun, int entity, double *cost); /* an attribute of it; -1 */
/* in_role.c: is the role what somebody did ("sold" of sold_by), which is no noun for them */
/* … for the column that refers to somebody, what they are called: "who", and no number */
bool mdp_role_who(struct mdp_phraser *x, int column, struct mdp_figure *f);
bool mdp_role_is_deed(const struct mdp_phraser *x, int entity, const char *role);
/* in_role.c: what somebody goes by who did what the verb says to things of that kind ("assigned to") */
bool mdp_role_figure(struct mdp_phraser *x, const struct mdp_node *verb, int owner, struct mdp_figure *f);
/* concepts.c: the only amount of what others pay for, -1 if none or several; is it paid for by the platform's own? */
int mdp_entity_income(struct mdp_phraser *x);
int mdp_entity_chief_income(struct mdp_phraser *x); /* of several, that of far the most; -1 */
bool mdp_entity_goes_out(struct mdp_phraser *x, int entity);
/* Is it a word for what comes in (takings.lex), taken for an amount of what the platform's own pay for? */
bool mdp_edge_is_no_income(struct mdp_phraser *x, const struct mdp_edge *e);
/* figures.c */
const char *mdp_entity_name(const struct mdp_phraser *x, int entity);
struct mdp_phrase *mdp_figure_one(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_figure *f);
/* What each has in a column, in the role that was said of it (NULL: none). */
void mdp_figure_column(struct mdp_phraser *x, int column, const char *role, struct mdp_figure *out);
void mdp_figure_measure(struct mdp_phraser *x, int m, struct mdp_figure *out);
bool mdp_figure_of_edge(struct mdp_phraser *x, const struct mdp_edge *e, int from, int to, struct mdp_figure *out);
void mdp_figure_count(struct mdp_phraser *x, const struct mdp_set *s, struct mdp_figure *out);
bool mdp_edge_says_little(const struct mdp_phraser *x, const struct mdp_edge *e);
bool mdp_figure_says_little(const struct mdp_phraser *x, const struct mdp_figure *f); /* "name", "number" */
bool mdp_figure_aggregate(struct mdp_phraser *x, enum mdp_aggregate fn, double p, struct mdp_figure *f);
bool mdp_figure_main(struct mdp_phraser *x, const struct mdp_set *s, struct mdp_figure *out);
bool mdp_figure_takings(struct mdp_phraser *x, struct mdp_figure *out);
/* How many things of that kind there are, whatever is said of them elsewhere. */
void mdp_figure_number_of(struct mdp_phraser *x, int entity, int from, int to, struct mdp_figure *out);
int mdp_measure_of_sum(const struct mdp_catalog *c,
		       const struct mdp_expr *each); /* the measure that is the sum of that; -1 */
void mdp_figure_as_total(struct mdp_phraser *x,
			 struct mdp_figure *f); /* a number that is summed by itself; else it stays as it is */
struct mdp_expr *mdp_figure_each(struct mdp_phraser *x, const struct mdp_figure *f); /* one instance's amount; NULL */

#endif
