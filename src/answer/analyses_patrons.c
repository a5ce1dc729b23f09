/* What is said of customers: lifetime value, who comes back, who has lapsed, segments. */
#include <string.h>
#include "answer/analyses.h"
#include "query/analyses.h"
#include "base/banned.h"

static const char *who_of(const struct mdp_sayer *r, const struct mdp_query *q, bool plural)
{
	return mdp_said_thing(r, q, "who", plural);
}

static const char *event_of(const struct mdp_sayer *r, const struct mdp_query *q, bool plural)
{
	const struct mdp_entity *e = mdp_say_entity(r, q->of);
	return e ? (plural ? e->plural : e->name) : "";
}

static void say_by(struct mdp_sayer *r, const struct mdp_query *q)
{
	for (int i = 0; i < q->nby; i++) {
		mdp_say(r, i ? " and " : " by ");
		mdp_say_expr(r, q->by[i].expr, 1);
	}
}

static const char *said_amount(const struct mdp_telling *t)
{
	const struct mdp_expr *x = mdp_query_param(t->ans->query, "amount");
	return x && x->kind == MDP_X_MEASURE ? x->name : "amount";
}

/* "of customers counted by orders", and by which amount: what the rules read back. */
void mdp_say_patrons(struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_expr *amount = mdp_query_param(q, "amount");
	mdp_buf_printf(r->out, " of %s counted by %s", who_of(r, q, true), event_of(r, q, true));
	if (amount) {
		mdp_say(r, " measured by ");
		mdp_say_expr(r, amount, 1);
	}
	say_by(r, q);
}

void mdp_say_lifetime_value(struct mdp_sayer *r, const struct mdp_query *q)
{
	mdp_say(r, mdp_str_is(mdp_query_param_text(q, "figure"), "median") ? "median" : "average");
	mdp_say(r, " lifetime value");
	mdp_say_patrons(r, q);
}

void mdp_say_repeat_rate(struct mdp_sayer *r, const struct mdp_query *q)
{
	mdp_say(r, "repeat rate");
	mdp_say_patrons(r, q);
}

void mdp_say_churn(struct mdp_sayer *r, const struct mdp_query *q)
{
	double days = mdp_query_param_number(q, "days", 0);
	if (mdp_str_is(mdp_query_param_text(q, "show"), "list"))
		mdp_buf_printf(r->out, "list %s that have churned counted by %s", who_of(r, q, true),
			       event_of(r, q, true));
	else
		mdp_say(r, "churn rate");
	if (!mdp_str_is(mdp_query_param_text(q, "show"), "list"))
		mdp_say_patrons(r, q);
	if (days > 0)
		mdp_buf_printf(r->out, " after %.0f days of inactivity", days);
}

void mdp_say_rfm(struct mdp_sayer *r, const struct mdp_query *q)
{
	mdp_say(r, "rfm segments");
	mdp_say_patrons(r, q);
}

/* "highest: A (…), lowest: B (…)" of one column, over groups */
static const char *told_ends(const struct mdp_telling *t, const char *column)
{
	int at = mdp_told_column(t, column), nkeys = 0;
	int64_t hi = -1, lo = -1;
	const struct mdp_result *res = &t->ans->result;
	while (nkeys < res->ncolumns && t->ans->columns[nkeys].key)
		nkeys++;
	for (int64_t i = 0; at >= 0 && i < res->nrows; i++) {
		const struct mdp_value *v = mdp_result_at(res, i, at);
		if (!mdp_value_is_number(v))
			continue;
		if (hi < 0 || mdp_value_cmp(v, mdp_result_at(res, hi, at)) > 0)
			hi = i;
		if (lo < 0 || mdp_value_cmp(v, mdp_result_at(res, lo, at)) < 0)
			lo = i;
	}
	if (hi < 0)
		return "no figures";
	return mdp_arena_printf(t->a, "highest: %s (%s), lowest: %s (%s)", mdp_told_name(t, hi, 0, nkeys),
				mdp_told_cell(t, hi, at), mdp_told_name(t, lo, 0, nkeys), mdp_told_cell(t, lo, at));
}

static bool is_split(const struct mdp_telling *t)
{
	return t->ans->query->nby > 0;
}

/* Whether there was anyone at all. */
static bool nobody(const struct mdp_telling *t, const char *column)
{
	int at = mdp_told_column(t, column);
	return !t->ans->result.nrows || at < 0 || mdp_result_at(&t->ans->result, 0, at)->type == MDP_T_NULL_;
}

const char *mdp_tell_lifetime_value(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	struct mdp_sayer s = { t->c, t->a, NULL, q, true };
	const char *people = who_of(&s, q, true), *events = event_of(&s, q, true);
	bool median = mdp_str_is(mdp_query_param_text(q, "figure"), "median");
	if (nobody(t, "lifetime value"))
		return mdp_arena_printf(t->a, "There are no %s with %s%s.", people, events, t->where);
	if (is_split(t))
		return mdp_arena_printf(t->a, "%s lifetime value of %s%s: %s.", median ? "median" : "average", people,
					t->where, told_ends(t, median ? "median" : "lifetime value"));
	const char *all = mdp_told(t, 0, mdp_arena_printf(t->a, "over all %s", people));
	const char *more =
		*all ? mdp_arena_printf(t->a, "; over all %s %s it is %s",
					mdp_told(t, 0, mdp_arena_printf(t->a, "all %s", people)), people, all)
		     : "";
	return mdp_arena_printf(t->a, "the %s lifetime value (%s so far) of the %s %s with %s is %s%s; %s %s%s.",
				median ? "median" : "average", said_amount(t),
				mdp_told(t, 0, mdp_arena_printf(t->a, "%s with %s", people, events)), people, events,
				mdp_told(t, 0, median ? "median" : "lifetime value"), t->where,
				median ? "the average is" : "the median is",
				mdp_told(t, 0, median ? "lifetime value" : "median"), more);
}

const char *mdp_tell_repeat_rate(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	struct mdp_sayer s = { t->c, t->a, NULL, q, true };
	const char *people = who_of(&s, q, true), *events = event_of(&s, q, true);
	if (nobody(t, "repeat rate"))
		return mdp_arena_printf(t->a, "There are no %s with %s%s.", people, events, t->where);
	if (is_split(t))
		return mdp_arena_printf(t->a, "repeat rate of %s%s: %s.", people, t->where,
					told_ends(t, "repeat rate"));
	return mdp_arena_printf(t->a, "%s of the %s with %s came back: %s of %s%s; %s have one.",
				mdp_told(t, 0, "repeat rate"), people, events,
				mdp_told(t, 0, mdp_arena_printf(t->a, "repeat %s", people)),
				mdp_told(t, 0, mdp_arena_printf(t->a, "%s with %s", people, events)), t->where,
				mdp_told(t, 0, mdp_arena_printf(t->a, "%s with one", people)));
}

static const char *told_lapsed(const struct mdp_telling *t, const char *people)
{
	struct mdp_value n = mdp_value_int(t->ans->result.nrows);
	return mdp_arena_printf(t->a, "%s %s have lapsed%s; those who went last come first.",
				mdp_value_human(t->a, &n, NULL), people, t->where);
}

const char *mdp_tell_churn(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	struct mdp_sayer s = { t->c, t->a, NULL, q, true };
	const char *people = who_of(&s, q, true), *events = event_of(&s, q, true);
	if (mdp_str_is(mdp_query_param_text(q, "show"), "list"))
		return told_lapsed(t, people);
	if (nobody(t, "churn rate"))
		return mdp_arena_printf(t->a, "It cannot be said who has lapsed: there are too few %s%s.", events,
					t->where);
	if (is_split(t))
		return mdp_arena_printf(t->a, "churn rate of %s%s: %s.", people, t->where, told_ends(t, "churn rate"));
	return mdp_arena_printf(t->a, "%s of the %s with %s have lapsed: %s of %s%s.", mdp_told(t, 0, "churn rate"),
				people, events, mdp_told(t, 0, mdp_arena_printf(t->a, "lapsed %s", people)),
				mdp_told(t, 0, mdp_arena_printf(t->a, "%s with %s", people, events)), t->where);
}

const char *mdp_tell_rfm(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	struct mdp_sayer s = { t->c, t->a, NULL, q, true };
	const char *people = who_of(&s, q, true);
	if (!t->ans->result.nrows)
		return mdp_arena_printf(t->a, "There are no %s with %s%s.", people, event_of(&s, q, true), t->where);
	const char *amount = said_amount(t);
	return mdp_arena_printf(t->a, "%lld segments of %s%s; worth most: %s, %s %s with %s of the %s.",
				(long long)t->ans->result.nrows, people, t->where, mdp_told(t, 0, "segment"),
				mdp_told(t, 0, people), people,
				mdp_told(t, 0, mdp_arena_printf(t->a, "share of %s", amount)), amount);
}

void mdp_say_time_between(struct mdp_sayer *r, const struct mdp_query *q)
{
	mdp_say(r, mdp_str_is(mdp_query_param_text(q, "figure"), "median") ? "median" : "average");
	mdp_buf_printf(r->out, " time between %s of %s", event_of(r, q, true), who_of(r, q, true));
	say_by(r, q);
}

const char *mdp_tell_time_between(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	struct mdp_sayer s = { t->c, t->a, NULL, q, true };
	const char *people = who_of(&s, q, true), *event = event_of(&s, q, false), *events = event_of(&s, q, true);
	bool median = mdp_str_is(mdp_query_param_text(q, "figure"), "median");
	const char *first = median ? "median days" : "average days", *other = median ? "average days" : "median days";
	if (nobody(t, first))
		return mdp_arena_printf(t->a, "No %s has more than one %s%s.", who_of(&s, q, false), event, t->where);
	if (is_split(t))
		return mdp_arena_printf(t->a, "%s days between %s of %s%s: %s.", median ? "median" : "average", events,
					people, t->where, told_ends(t, first));
	return mdp_arena_printf(
		t->a,
		"from one %s of a %s to the next it is %s days (%s; the %s is %s): %s gaps of the %s %s with "
		"several %s%s; %s have one.",
		event, who_of(&s, q, false), mdp_told(t, 0, first), median ? "the median" : "on average",
		median ? "average" : "median", mdp_told(t, 0, other), mdp_told(t, 0, "gaps"),
		mdp_told(t, 0, mdp_arena_printf(t->a, "%s with several", people)), people, events, t->where,
		mdp_told(t, 0, mdp_arena_printf(t->a, "%s with one", people)));
}
