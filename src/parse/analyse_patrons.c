/*
 * Questions about those who come back: what they bring in, whether they come back, when they began. Who they are is the noun of the
 * question, or whoever has the events that bring money in; the event is what its verb or a noun names, or those events.
 */
#include <string.h>

#include "parse/analyses.h"
#include "base/banned.h"

#define LONG_DAYS 800
#define FEW 30 /* persons, where the question names none */

/* What happens at a time of its own: an order, not its line. */
static bool is_event(struct mdp_phraser *x, int entity)
{
	int time = x->c->entities[entity].time;
	return mdp_an_happens(x, entity) && time >= 0 && x->c->columns[time].role == MDP_ROLE_TIME_EVENT;
}

/* What brings money in: what the amount happens in that is called so; -1. */
static int takings_event(struct mdp_phraser *x)
{
	int m = mdp_entity_takings(x), best = -1;
	if (m < 0)
		return -1;
	int entity = x->c->measures[m].entity;
	if (is_event(x, entity))
		return entity;
	for (int e = 0; e < x->c->nentities; e++)
		if (e != entity && is_event(x, e) && mdp_entity_determines(x, entity, e) &&
		    (best < 0 || x->c->entities[e].count > x->c->entities[best].count))
			best = e;
	return best;
}

/* Whose events they are: told by each event itself, with a table of its own, most numerous. Versions of one are none. */
static int who_of(struct mdp_phraser *x, int event)
{
	int best = -1;
	for (int e = 0; e < x->c->nentities; e++) {
		const struct mdp_entity *one = &x->c->entities[e];
		if (e == event || !one->own_table || !one->nkey || mdp_catalog_is_calendar(x->c, e) ||
		    mdp_entity_links(x, event, e) != 1 || one->count >= x->c->entities[event].count ||
		    x->c->tables[one->table].current > 0)
			continue;
		if (best < 0 || one->count > x->c->entities[best].count)
			best = e;
	}
	return best;
}

/* What they do: what brings money in if it is theirs, else the only thing that happens to them. */
static int event_of(struct mdp_phraser *x, int who)
{
	int event = takings_event(x), best = -1, found = 0;
	if (event >= 0 && event != who && (who < 0 || mdp_entity_determines(x, event, who)))
		return event;
	for (int e = 0; e < x->c->nentities; e++) {
		if (e == who || !is_event(x, e) || (who < 0 ? who_of(x, e) < 0 : !mdp_entity_determines(x, e, who)))
			continue;
		found++;
		best = e;
	}
	return found == 1 ? best : -1;
}

static int fail_event(struct mdp_frame *f, const struct mdp_node *n, int who)
{
	if (who < 0)
		return mdp_frame_refuse(
			f, MDP_REASON_NOT_CONNECTED, n->from, n->to,
			"nothing in this data says who did something when, so there is nobody who could come back");
	return mdp_frame_refuse(f, MDP_REASON_NOT_CONNECTED, n->from, n->to,
				"it is not clear what %s do that counts here: name it", f->x->c->entities[who].plural);
}

int mdp_an_patrons(struct mdp_frame *f, const struct mdp_node *n, struct mdp_an_patrons *out)
{
	struct mdp_phraser *x = f->x;
	const struct mdp_node *who = mdp_an_arg(n, "who"), *did = mdp_an_arg(n, "acts"),
			      *by = mdp_an_option(f, "countedby");
	did = by ? by->args[0] : did;
	const struct mdp_set *s = mdp_node_set(who), *event = mdp_node_set(did);
	*out = (struct mdp_an_patrons){ .who = -1, .event = -1, .set = s };
	if (s && (s->attr || s->having || s->extreme))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, s->from, s->to,
					"this analysis is of things, not of values");
	if (did && did->edge && did->edge->meaning.kind == MDP_CAT_ENTITY)
		out->event = did->edge->meaning.id;
	if (event && !event->attr && !event->conditioned)
		out->event = event->entity;
	if (s && out->event < 0 && is_event(x, s->entity) && who_of(x, s->entity) >= 0 && event_of(x, s->entity) < 0) {
		out->event = s->entity; /* "repeat orders": the event was named */
	} else if (s) {
		out->who = s->entity;
	}
	if (out->event >= 0 && out->who >= 0 && !mdp_entity_determines(x, out->event, out->who))
		out->event = -1;
	if (out->event < 0)
		out->event = event_of(x, out->who);
	if (out->event >= 0 && out->who < 0)
		out->who = who_of(x, out->event);
	if (!s && out->who >= 0 && x->c->entities[out->who].count < FEW)
		out->who = -1; /* six shops are no customers */
	if (out->event < 0 || out->who < 0)
		return fail_event(f, n, out->who);
	out->time = mdp_entity_time(x, out->event);
	if (out->time < 0)
		return mdp_frame_refuse(f, MDP_REASON_NOT_CONNECTED, n->from, n->to, "%s have no date",
					x->c->entities[out->event].plural);
	return 0;
}

struct beginning {
	const struct mdp_cond *period;
	bool created, other;
};

static void find_beginning(const struct mdp_cond *c, struct beginning *out, int depth)
{
	if (c->kind == MDP_COND_AND && depth > 0) {
		find_beginning(c->args[0], out, depth - 1);
		find_beginning(c->args[1], out, depth - 1);
	} else if (c->kind == MDP_COND_CREATED && !c->fresh) {
		out->created = true;
	} else if (c->kind == MDP_COND_PERIOD && !out->period) {
		out->period = c;
	} else {
		out->other = true;
	}
}

/* "customers who signed up in 2022": of their own beginning; "customers in 2022": of what they do. */
static int pending_where(struct mdp_frame *f, const struct mdp_an_patrons *t, struct mdp_pred **out)
{
	struct mdp_phraser *x = f->x;
	const struct mdp_set *s = t->set;
	struct beginning b = { .period = NULL };
	int column = x->c->entities[s->entity].time;
	*out = NULL;
	find_beginning(s->pending, &b, MDP_LIMIT_QUERY_DEPTH);
	if (b.other || !b.period || (b.created && s->entity != t->who))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, s->pending->from, s->pending->to,
					"this cannot be said of %s in this analysis", x->c->entities[s->entity].plural);
	if (!b.created) {
		struct mdp_phrase said = { .kind = MDP_PH_COND, .cond = s->pending };
		return mdp_frame_gather(f, &said);
	}
	if (column < 0)
		return mdp_frame_refuse(f, MDP_REASON_UNKNOWN_CONCEPT, s->pending->from, s->pending->to,
					"when %s began is not in this data", x->c->entities[s->entity].plural);
	*out = mdp_during(x, column, &b.period->period);
	return mdp_period_within(x, column, &b.period->period);
}

/* The conditions of the question and of the noun; the keys; who it is, and when it happened. */
int mdp_an_patrons_begin(struct mdp_frame *f, const char *analysis, const struct mdp_an_patrons *t)
{
	struct mdp_phraser *x = f->x;
	struct mdp_pred *began = NULL;
	int rc = t->set && t->set->pending ? pending_where(f, t, &began) : 0;
	rc = rc < 0 ? rc : mdp_an_begin(f, analysis, t->event);
	if (rc < 0)
		return rc;
	if (began)
		f->q->where = mdp_pred_and(x->a, f->q->where, mdp_lift(x, t->event, t->who, began));
	if (t->set && t->set->where) {
		int of = t->set->entity;
		f->q->where = mdp_pred_and(x->a, f->q->where, mdp_lift(x, t->event, of, t->set->where));
	}
	mdp_an_text(f, "who", x->c->entities[t->who].name);
	if (t->time != x->c->entities[t->event].time)
		mdp_query_set_param(x->a, f->q, "time", mdp_phrase_column(x, t->time));
	return 0;
}

int mdp_an_keys(struct mdp_frame *f)
{
	for (int i = 0; i < f->nkeys; i++) {
		const struct mdp_key *k = &f->keys[i];
		if (!k->n)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0, "this analysis is not split by %s",
						k->grain ? mdp_grain_word(k->grain) : mdp_part_word(k->part));
		for (int j = 0; j < k->n; j++)
			mdp_frame_push(f, true, k->outs[j].name, k->outs[j].expr);
	}
	return 0;
}

/* The figure that was named, or what comes in. */
int mdp_an_amount(struct mdp_frame *f, const struct mdp_node *n, const char *param)
{
	struct mdp_figure takings;
	const struct mdp_node *by = mdp_an_option(f, "measuredby"), *sum = mdp_an_arg(n, "sum");
	const struct mdp_figure *it = by            ? mdp_node_figure(by->args[0])
				      : sum         ? mdp_node_figure(sum)
				      : f->nfigures ? &f->figures[0]
						    : f->rank_by;
	if (f->nfigures + (f->rank_by != NULL) + (by != NULL) + (sum != NULL) > 1 || (by && !it) || f->ranked ||
	    (it && (it->kind != MDP_FIG_AMOUNT || it->where || it->window)))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to, "one plain figure is wanted here");
	int main = it ? -1 : mdp_an_main(f->x, f->of);
	memset(&takings, 0, sizeof(takings));
	if (!it && mdp_figure_takings(f->x, &takings) && mdp_entity_determines(f->x, takings.entity, f->of)) {
		it = &takings;
	} else if (main >= 0) {
		mdp_figure_measure(f->x, main, &takings);
		it = &takings;
	}
	if (!it)
		return mdp_frame_refuse(f, MDP_REASON_UNKNOWN_CONCEPT, n->from, n->to,
					"no amount in this data is known as what comes in: name one");
	mdp_query_set_param(f->x->a, f->q, param, it->expr);
	return 0;
}

/* The day that it is looked at from: today, but not after the data end. */
int mdp_an_until(struct mdp_frame *f, int time)
{
	int64_t first, last, day = f->x->today;
	if (mdp_catalog_period(f->x->c, time, &first, &last) && last < day)
		day = last;
	mdp_query_set_param(f->x->a, f->q, "until", mdp_expr_value(f->x->a, mdp_value_date(day)));
	return 0;
}

static int settle(struct mdp_frame *f, const struct mdp_node *n, const char *analysis, unsigned takes,
		  const char *const *options, struct mdp_an_patrons *t)
{
	int rc = mdp_an_unused(f, takes);
	rc = rc < 0 ? rc : mdp_an_options(f, options);
	rc = rc < 0 ? rc : mdp_an_patrons(f, n, t);
	rc = rc < 0 ? rc : mdp_an_patrons_begin(f, analysis, t);
	return rc < 0 || !(takes & MDP_AN_KEYS) ? rc : mdp_an_keys(f);
}

static const char *const COUNTED[] = { "countedby", NULL }, *const MEASURED[] = { "countedby", "measuredby", NULL };

int mdp_an_lifetime(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const options[] = { "countedby", "measuredby", "onaverage", NULL };
	struct mdp_an_patrons t;
	const struct mdp_node *fn = mdp_an_arg(n, "fn"), *behind = mdp_an_option(f, "onaverage");
	fn = fn ? fn : behind ? behind->args[0] : NULL;
	int rc = settle(f, n, "lifetime_value", MDP_AN_KEYS | MDP_AN_FIGURES | MDP_AN_RANK, options, &t);
	if (rc >= 0 && t.set && t.set->entity != t.who) /* "average revenue per order so far" */
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
					"%s have no lifetime value: that is what one %s brings in",
					f->x->c->entities[t.set->entity].plural, f->x->c->entities[t.who].name);
	if (rc >= 0 && fn && !strcmp(fn->edge ? fn->edge->meaning.sub : "", "median"))
		mdp_an_text(f, "figure", "median");
	return rc < 0 ? rc : mdp_an_amount(f, n, "amount");
}

static bool says_median(const struct mdp_node *fn)
{
	return fn && fn->edge && !strcmp(fn->edge->meaning.sub ? fn->edge->meaning.sub : "", "median");
}

/* "Average time between orders": who it is whose they are is told by the event itself, unless they are named. */
int mdp_an_time_between(struct mdp_frame *f, const struct mdp_node *n)
{
	struct mdp_an_patrons t;
	int rc = settle(f, n, "time_between", MDP_AN_KEYS, COUNTED, &t);
	const struct mdp_set *said = mdp_node_set(mdp_an_arg(n, "acts"));
	if (rc >= 0 && said && (said->attr || said->entity != t.event))
		return mdp_frame_refuse(f, MDP_REASON_NOT_CONNECTED, said->from, said->to,
					"%s are nothing that one does again and again",
					f->x->c->entities[said->entity].plural);
	if (rc >= 0 && (says_median(mdp_an_arg(n, "fn")) || says_median(mdp_an_arg(n, "endfn"))))
		mdp_an_text(f, "figure", "median");
	return rc;
}

int mdp_an_repeat(struct mdp_frame *f, const struct mdp_node *n)
{
	struct mdp_an_patrons t;
	return settle(f, n, "repeat_rate", MDP_AN_KEYS, COUNTED, &t);
}

/* "after 90 days of inactivity": in days, as a parameter. */
static int said_window(struct mdp_frame *f, const struct mdp_node *n)
{
	static const int lengths[] = { [MDP_GRAIN_DAY] = 1,
				       [MDP_GRAIN_WEEK] = 7,
				       [MDP_GRAIN_MONTH] = 30,
				       [MDP_GRAIN_QUARTER] = 91,
				       [MDP_GRAIN_YEAR] = 365 };
	const struct mdp_node *inside = mdp_an_tag(n, "window"),
			      *window = inside ? inside : mdp_an_option(f, "inactive");
	enum mdp_grain grain = MDP_GRAIN_NONE;
	if (window &&
	    (!mdp_grain_from_word(mdp_str_of(mdp_node_word(window->args[1])), &grain) || grain < MDP_GRAIN_DAY))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, window->from, window->to, "say it in days");
	if (window)
		mdp_an_number(f, "days", mdp_an_said_number(window->args[0]) * lengths[grain]);
	return 0;
}

int mdp_an_churn(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const options[] = { "inactive", "countedby", NULL };
	struct mdp_an_patrons t;
	const struct mdp_node *asked = mdp_an_arg(n, "asked");
	const char *word = asked && asked->edge ? mdp_node_word(asked) : "";
	bool list =
		mdp_an_branch(n, "list") || (mdp_an_arg(n, "who") && (!strcmp(word, "which") || !strcmp(word, "who")));
	int rc = settle(f, n, "churn", list ? 0 : MDP_AN_KEYS, options, &t);
	if (rc >= 0 && t.set && t.set->entity != t.who) /* "lost orders" */
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
					"%s are not who could leave: that is the %s",
					f->x->c->entities[t.set->entity].plural, f->x->c->entities[t.who].name);
	if (rc >= 0 && list)
		mdp_an_text(f, "show", "list");
	rc = rc < 0 ? rc : said_window(f, n);
	return rc < 0 ? rc : mdp_an_until(f, t.time);
}

/* Which of their events they come back for; 2 where none is said. */
static double said_nth(const struct mdp_node *n)
{
	const struct mdp_node *again = mdp_an_branch(n, "again");
	double nth = again && again->nargs ? mdp_an_said_number(again->args[0]) : 0;
	return nth > 0 ? nth : 2;
}

/* How long until they have lapsed, or until they come back. */
int mdp_an_survival(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const lapsed[] = { "inactive", "countedby", NULL };
	struct mdp_an_patrons t;
	const struct mdp_node *again = mdp_an_branch(n, "again"), *fn = mdp_an_arg(n, "fn");
	double nth = said_nth(n);
	int rc = settle(f, n, "survival", MDP_AN_KEYS, again ? COUNTED : lapsed, &t);
	if (rc < 0)
		return rc;
	if (again && (nth < 2 || nth > 1000))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, again->from, again->to,
					"it is counted from the first one on");
	if (again)
		mdp_an_text(f, "until_what", "again");
	if (again && nth > 2)
		mdp_an_number(f, "nth", nth);
	if (fn && !strcmp(fn->edge ? fn->edge->meaning.sub : "", "avg"))
		mdp_an_text(f, "figure", "average");
	rc = again ? 0 : said_window(f, n);
	return rc < 0 ? rc : mdp_an_until(f, t.time);
}

int mdp_an_rfm(struct mdp_frame *f, const struct mdp_node *n)
{
	struct mdp_an_patrons t;
	int rc = settle(f, n, "rfm", MDP_AN_FIGURES | MDP_AN_RANK, MEASURED, &t);
	rc = rc < 0 ? rc : mdp_an_amount(f, n, "amount");
	return rc < 0 ? rc : mdp_an_until(f, t.time);
}

/* By which unit: "quarterly", "by month", "by the quarter of their first order". */
static int settle_grain(struct mdp_frame *f, const struct mdp_node *n, int time)
{
	const struct mdp_node *began = mdp_an_option(f, "began"), *every = mdp_an_arg(n, "every");
	enum mdp_grain grain = MDP_GRAIN_NONE;
	if (every && !mdp_grain_from_word(mdp_str_of(mdp_node_word(every)), &grain))
		return -MDP_REFUSED;
	for (int i = 0; i < f->nkeys; i++) {
		if (!f->keys[i].grain || f->keys[i].time_role || grain)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0,
						"this analysis is split by one unit of the calendar only");
		grain = f->keys[i].grain;
	}
	if (began) {
		enum mdp_grain said;
		if (!mdp_grain_from_word(mdp_str_of(mdp_node_word(began->args[0])), &said) || (grain && grain != said))
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, began->from, began->to,
						"one unit of time is wanted");
		grain = said;
	}
	if (grain == MDP_GRAIN_HOUR)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0, "days are the shortest unit of this analysis");
	int64_t first, last; /* months of many years are too many to look at */
	if (!grain && !strcmp(f->q->analysis, "retention") && mdp_catalog_period(f->x->c, time, &first, &last) &&
	    last - first > LONG_DAYS)
		grain = MDP_GRAIN_QUARTER;
	if (grain && grain != MDP_GRAIN_MONTH)
		mdp_an_text(f, "grain", mdp_grain_word(grain));
	return 0;
}

static int over_time(struct mdp_frame *f, const struct mdp_node *n, const char *analysis)
{
	static const char *const options[] = { "began", "countedby", NULL };
	struct mdp_an_patrons t;
	int rc = mdp_an_unused(f, MDP_AN_KEYS);
	rc = rc < 0 ? rc : mdp_an_options(f, options);
	rc = rc < 0 ? rc : mdp_an_patrons(f, n, &t);
	const struct mdp_node *began = mdp_an_option(f, "began");
	const struct mdp_set *event = began ? mdp_node_set(began->args[1]) : NULL;
	if (rc >= 0 && event && event->entity != t.event) {
		if (event->attr || !mdp_entity_determines(f->x, event->entity, t.who))
			return mdp_frame_refuse(f, MDP_REASON_NOT_CONNECTED, began->from, began->to,
						"it is not clear what they began with");
		t.event = event->entity;
		t.time = mdp_entity_time(f->x, t.event);
	}
	rc = rc < 0 ? rc : mdp_an_patrons_begin(f, analysis, &t);
	return rc < 0 ? rc : settle_grain(f, n, t.time);
}

int mdp_an_retention(struct mdp_frame *f, const struct mdp_node *n)
{
	return over_time(f, n, "retention");
}

int mdp_an_new_vs_returning(struct mdp_frame *f, const struct mdp_node *n)
{
	return over_time(f, n, "new_vs_returning");
}
