/* What is said of customers from one row each: what they bring in, who comes back, who has not been back, and segments of both. */
#include <string.h>
#include "plan/patrons.h"
#include "base/banned.h"

static void finish(struct patrons *t, struct mdp_rel *answer)
{
	for (int i = 0; i < t->nby; i++)
		mdp_answer_order(t->p, answer, t->by[i], false);
}

/* All there are, also those without an event: one row a group. */
static int plan_everyone(struct patrons *t, struct mdp_rel **out)
{
	struct planner *p = t->p;
	const char *who = p->c->entities[t->who.entity].name;
	struct mdp_query inner = { .kind = MDP_Q_SELECT, .of = who };
	TRY(mdp_patrons_own(t, &inner.where));
	inner.by = MDP_NEW_ARRAY(p->a, (size_t)t->nby + 1, struct mdp_out);
	inner.show = MDP_NEW(p->a, struct mdp_out);
	for (int i = 0; i < t->nby; i++)
		inner.by[inner.nby++] =
			(struct mdp_out){ mdp_arena_printf(p->a, "by %s", t->q->by[i].name), t->q->by[i].expr, NULL };
	inner.show[inner.nshow++] = (struct mdp_out){ "everyone", mdp_expr_agg(p->a, MDP_AGG_COUNT, who, NULL), NULL };
	TRY(mdp_plan_inner(p, &inner, mdp_arena_printf(p->a, "all %s", t->people), out));
	(*out)->nsort = 0;
	return 0;
}

static const char *amount_unit(struct patrons *t)
{
	const struct mdp_expr *x = t->amount;
	int m = x->kind == MDP_X_MEASURE ? mdp_catalog_measure(t->p->c, mdp_str_of(x->name)) : -1;
	struct mdp_expr *resolved = NULL;
	if (mdp_plan_resolve(t->p, x, NULL, &resolved, MDP_LIMIT_QUERY_DEPTH) < 0)
		return NULL;
	const char *more = mdp_plan_unit(t->p, resolved);
	return more ? more : m >= 0 ? t->p->c->measures[m].unit : NULL;
}

static const char *amount_words(struct patrons *t)
{
	return t->amount->kind == MDP_X_MEASURE ? t->amount->name : mdp_plan_expr_words(t->p, t->amount);
}

int mdp_plan_lifetime_value(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct patrons t;
	struct mdp_rel *block = NULL, *everyone = NULL;
	TRY(mdp_patrons_start(p, q, &t));
	TRY(mdp_patrons_block(&t, &block));
	struct mdp_rel *values = mdp_patrons_form(&t, "lifetime", "values", "what one brought in, on average");
	mdp_form_reads(p, values, block);
	bool all = p->c->entities[t.who.entity].own_table;
	if (all) {
		TRY(plan_everyone(&t, &everyone));
		struct mdp_rel *both = mdp_patrons_form(&t, "lifetime_all", "lifetime values", "beside all there are");
		mdp_form_reads(p, both, values);
		mdp_form_reads(p, both, everyone);
		values = both;
	}
	struct mdp_rel *answer = mdp_plan_answer(p, values);
	const char *unit = amount_unit(&t);
	mdp_patrons_show_by(&t, answer);
	mdp_answer_column(p, answer, "average", "lifetime value", unit, false, -1);
	mdp_answer_column(p, answer, "middle", "median", unit, false, -1);
	mdp_answer_column(p, answer, "people", mdp_arena_printf(p->a, "%s with %s", t.people, t.events), NULL, false,
			  -1);
	mdp_answer_column(p, answer, "total", "in all", unit, false, -1);
	if (all) {
		mdp_answer_column(p, answer, "over_all", mdp_arena_printf(p->a, "over all %s", t.people), unit, false,
				  -1);
		mdp_answer_column(p, answer, "everyone", mdp_arena_printf(p->a, "all %s", t.people), NULL, false, -1);
	}
	mdp_plan_define_text(p, "lifetime value", "%s of all %s of one %s so far; averaged over the %s that have any",
			     amount_words(&t), t.events, t.who.name, t.people);
	mdp_plan_caveat(p, "historic", "this is what was brought in up to now; nothing is said of what is to come");
	finish(&t, answer);
	*out = answer;
	return 0;
}

int mdp_plan_repeat_rate(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct patrons t;
	struct mdp_rel *block = NULL;
	double times = mdp_query_param_number(q, "times", 2);
	TRY(mdp_patrons_start(p, q, &t));
	TRY(mdp_patrons_block(&t, &block));
	struct mdp_rel *rates = mdp_patrons_form(&t, "repeat_rate", "repeat rates", "how many come back");
	mdp_form_value(p, rates, "times", mdp_plan_bind(p, mdp_value_int((int64_t)times)));
	mdp_form_reads(p, rates, block);
	struct mdp_rel *answer = mdp_plan_answer(p, rates);
	mdp_patrons_show_by(&t, answer);
	mdp_answer_column(p, answer, "repeat_rate", "repeat rate", "ratio", false, -1);
	mdp_answer_column(p, answer, "repeaters", mdp_arena_printf(p->a, "repeat %s", t.people), NULL, false, -1);
	mdp_answer_column(p, answer, "people", mdp_arena_printf(p->a, "%s with %s", t.people, t.events), NULL, false,
			  -1);
	mdp_answer_column(p, answer, "once", mdp_arena_printf(p->a, "%s with one", t.people), NULL, false, -1);
	mdp_answer_column(p, answer, "events_each", mdp_arena_printf(p->a, "%s each", t.events), NULL, false, -1);
	mdp_answer_column(p, answer, "events_of_repeaters",
			  mdp_arena_printf(p->a, "share of %s by repeat %s", t.events, t.people), "ratio", false, -1);
	mdp_plan_define_text(p, "repeat rate", "%s with at least %.0f %s ÷ %s with any", t.people, times, t.events,
			     t.people);
	finish(&t, answer);
	*out = answer;
	return 0;
}

/* From one event to the next of the same person, both among those that count. */
int mdp_plan_time_between(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct patrons t, own;
	struct mdp_rel *block = NULL, *events = NULL;
	TRY(mdp_patrons_start(p, q, &t));
	TRY(mdp_patrons_block(&t, &block));
	own = t;
	TRY(mdp_patrons_events(&own, q->where, &events));
	struct mdp_rel *gaps = mdp_patrons_form(&t, "time_between", "gaps", "how long it is from one to the next");
	const char *event = p->c->entities[t.event].name;
	mdp_form_list(p, gaps, "own", own.who.keys, own.who.nkeys);
	mdp_form_reads(p, gaps, block);
	mdp_form_reads(p, gaps, events);
	struct mdp_rel *answer = mdp_plan_answer(p, gaps);
	mdp_patrons_show_by(&t, answer);
	mdp_answer_column(p, answer, "average", "average days", NULL, false, -1);
	mdp_answer_column(p, answer, "middle", "median days", NULL, false, -1);
	mdp_answer_column(p, answer, "each_one", mdp_arena_printf(p->a, "average of each %s's average", t.who.name),
			  NULL, false, -1);
	mdp_answer_column(p, answer, "slow", "9 of 10 within", NULL, false, -1);
	mdp_answer_column(p, answer, "gaps", "gaps", NULL, false, -1);
	mdp_answer_column(p, answer, "people", mdp_arena_printf(p->a, "%s with several", t.people), NULL, false, -1);
	mdp_answer_column(p, answer, "once", mdp_arena_printf(p->a, "%s with one", t.people), NULL, false, -1);
	mdp_plan_define_text(p, "time between",
			     "days from one %s of a %s to the next of the same %s, both among those that count", event,
			     t.who.name, t.who.name);
	mdp_plan_caveat(
		p, "so_far",
		"%s with one %s have no gap; how long those have waited who are yet to come back is not counted",
		t.people, event);
	finish(&t, answer);
	*out = answer;
	return 0;
}

static void show_churn(struct patrons *t, struct mdp_rel *answer)
{
	struct planner *p = t->p;
	mdp_patrons_show_by(t, answer);
	mdp_answer_column(p, answer, "churn_rate", "churn rate", "ratio", false, -1);
	mdp_answer_column(p, answer, "lapsed", mdp_arena_printf(p->a, "lapsed %s", t->people), NULL, false, -1);
	mdp_answer_column(p, answer, "active", mdp_arena_printf(p->a, "active %s", t->people), NULL, false, -1);
	mdp_answer_column(p, answer, "people", mdp_arena_printf(p->a, "%s with %s", t->people, t->events), NULL, false,
			  -1);
}

/* Who it is by name as well, where they have one. */
static int with_names(struct patrons *t, struct mdp_rel **of)
{
	struct planner *p = t->p;
	struct mdp_rel *labels = NULL;
	struct thing who = t->who;
	if (t->who.label < 0)
		return 0;
	TRY(mdp_plan_thing_labels(p, &who, &labels));
	struct mdp_rel *named = mdp_plan_form(p, "item_names", "named", "with their names");
	mdp_form_list(p, named, "item", t->who.keys, t->who.nkeys);
	mdp_form_reads(p, named, *of);
	mdp_form_reads(p, named, labels);
	*of = named;
	return 0;
}

/* Those who went last come first. */
static void show_lapsed(struct patrons *t, struct mdp_rel *answer)
{
	struct planner *p = t->p;
	const char *event = p->c->entities[t->event].name;
	for (int i = 0; i < t->who.nkeys; i++) {
		const struct mdp_column *c = &p->c->columns[t->who.columns[i]];
		mdp_answer_column(p, answer, t->who.keys[i], c->label ? c->label : c->words, NULL, true,
				  t->who.columns[i]);
	}
	if (t->who.label >= 0) {
		const struct mdp_column *c = &p->c->columns[t->who.label];
		mdp_answer_column(p, answer, "label", c->label ? c->label : c->words, NULL, true, t->who.label);
	}
	mdp_answer_column(p, answer, "last_day", mdp_arena_printf(p->a, "last %s", event), NULL, false, -1);
	mdp_answer_column(p, answer, "away", "days since", NULL, false, -1);
	mdp_answer_column(p, answer, "events", t->events, NULL, false, -1);
	mdp_answer_order(p, answer, "last_day", true);
	for (int i = 0; i < t->who.nkeys; i++)
		mdp_answer_order(p, answer, t->who.keys[i], false);
	mdp_answer_limit(p, answer, t->q->limit, false);
}

int mdp_plan_churn(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct patrons t;
	struct mdp_rel *block = NULL, *days = NULL;
	struct mdp_sx *until = NULL;
	double given = mdp_query_param_number(q, "days", 0);
	TRY(mdp_patrons_start(p, q, &t));
	TRY(mdp_patrons_block(&t, &block));
	TRY(mdp_patrons_until(&t, &until));
	struct mdp_rel *window;
	if (given > 0) {
		window = mdp_patrons_form(&t, "churn_given", "inactivity",
					  "how long without an event is lapsed, as asked");
		mdp_form_value(p, window, "days", mdp_plan_bind(p, mdp_value_int((int64_t)given)));
	} else {
		struct patrons own = t;
		TRY(mdp_patrons_days(&own, q->where, &days));
		window = mdp_patrons_form(&own, "churn_gap", "inactivity",
					  "how long without an event is lapsed, from the gaps");
	}
	mdp_form_reads(p, window, days ? days : block);
	bool list = mdp_str_is(mdp_query_param_text(q, "show"), "list");
	struct mdp_rel *rates = mdp_patrons_form(&t, list ? "churn_list" : "churn", list ? "lapsed" : "churn rates",
						 list ? "who has lapsed" : "how many have lapsed");
	mdp_form_value(p, rates, "until", until);
	mdp_form_reads(p, rates, block);
	mdp_form_reads(p, rates, window);
	if (list)
		TRY(with_names(&t, &rates));
	struct mdp_rel *answer = mdp_plan_answer(p, rates);
	if (list)
		show_lapsed(&t, answer);
	else
		show_churn(&t, answer);
	mdp_answer_fact(p, answer, "days", NULL,
			given > 0
				? mdp_arena_printf(p->a, "lapsed is who has had no %s for more than {} days, as asked",
						   p->c->entities[t.event].name)
				: mdp_arena_printf(
					  p->a,
					  "lapsed is who has had no %s for more than {} days: 9 of 10 gaps between two "
					  "days with %s of one %s are not longer",
					  p->c->entities[t.event].name, t.events, t.who.name));
	if (!list)
		mdp_plan_define_text(p, "churn rate", "%s that have lapsed ÷ %s with any %s", t.people, t.people,
				     p->c->entities[t.event].name);
	if (!list)
		finish(&t, answer);
	*out = answer;
	return 0;
}

int mdp_plan_rfm(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct patrons t;
	struct mdp_rel *block = NULL;
	struct mdp_sx *until = NULL;
	TRY(mdp_patrons_start(p, q, &t));
	TRY(mdp_patrons_block(&t, &block));
	TRY(mdp_patrons_until(&t, &until));
	struct mdp_rel *scores = mdp_patrons_form(&t, "rfm_scores", "scores", "from 1 to 5 for each of the three");
	mdp_form_reads(p, scores, block);
	mdp_form_value(p, scores, "until", until);
	struct mdp_rel *named = mdp_patrons_form(&t, "rfm_named", "named", "the segment of each");
	mdp_form_reads(p, named, scores);
	struct mdp_rel *segments =
		mdp_patrons_form(&t, "rfm_segments", "segments", "how many are in each, and what they are worth");
	mdp_form_reads(p, segments, named);
	struct mdp_rel *answer = mdp_plan_answer(p, segments);
	const char *unit = amount_unit(&t);
	mdp_answer_column(p, answer, "segment", "segment", NULL, true, -1);
	mdp_answer_column(p, answer, "people", t.people, NULL, false, -1);
	mdp_answer_column(p, answer, "share", mdp_arena_printf(p->a, "share of %s", t.people), "ratio", false, -1);
	mdp_answer_column(p, answer, "days",
			  mdp_arena_printf(p->a, "days since the last %s", p->c->entities[t.event].name), NULL, false,
			  -1);
	mdp_answer_column(p, answer, "events", mdp_arena_printf(p->a, "%s each", t.events), NULL, false, -1);
	mdp_answer_column(p, answer, "value", mdp_arena_printf(p->a, "%s each", amount_words(&t)), unit, false, -1);
	mdp_answer_column(p, answer, "total", amount_words(&t), unit, false, -1);
	mdp_answer_column(p, answer, "share_of_value", mdp_arena_printf(p->a, "share of %s", amount_words(&t)), "ratio",
			  false, -1);
	mdp_answer_order(p, answer, "total", true);
	mdp_answer_order(p, answer, "segment", false);
	mdp_plan_define_text(p, "scores",
			     "recency (days since the last %s), frequency (%s) and spend (%s), each from 1 to 5 by its "
			     "place among all "
			     "%s that have any; who is alike has the same score",
			     p->c->entities[t.event].name, t.events, amount_words(&t), t.people);
	mdp_plan_define_text(p, "segments",
			     "champions: recency and frequency 4 or 5; loyal: both 3 or more; new: recency 4 or 5, "
			     "frequency 1 or 2; "
			     "promising: recency 3; at risk: recency 1 or 2, frequency 3 or more; lapsing: recency 2; "
			     "lost: recency 1");
	*out = answer;
	return 0;
}
