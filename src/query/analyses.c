/* The table of analyses, and the check of a query against it. */
#include <string.h>
#include "base/limits.h"
#include "query/analyses.h"
#include "base/banned.h"

static const struct mdp_analysis_param basket[] = {
	{ "item", MDP_PARAM_KEY, true, NULL, 0, 0, NULL,
	  "what goes together: an entity, or a column such as a category" },
	{ "event", MDP_PARAM_ENTITY, true, NULL, 0, 0, NULL, "in one of what: an order, a call, a claim" },
	{ "size", MDP_PARAM_NUMBER, false, "pairs", 2, 3, NULL, "2 for pairs, 3 for sets of three" },
	{ "min_count", MDP_PARAM_NUMBER, false, "5", 1, 1e12, NULL, "the fewest events that a pair is in to be shown" },
	{ "rank", MDP_PARAM_WORD, false, "count", 0, 0, "count|lift|confidence", "what the rows are ranked by" },
	{ 0 },
};

#define WHO                                                                                                 \
	{                                                                                                   \
		"who", MDP_PARAM_ENTITY, true, NULL, 0, 0, NULL, "those who are counted, such as customers" \
	}
#define TIME                                                                            \
	{                                                                               \
		"time", MDP_PARAM_COLUMN, false, "when the event happened", 0, 0, NULL, \
			"the date by which events are ordered"                          \
	}
#define AMOUNT                                                                          \
	{                                                                               \
		"amount", MDP_PARAM_AMOUNT, true, NULL, 0, 0, NULL, "what is summed up" \
	}
#define UNTIL                                                                          \
	{                                                                              \
		"until", MDP_PARAM_DAY, false, "the last day in the data", 0, 0, NULL, \
			"the day that it is looked at from"                            \
	}

static const struct mdp_analysis_param lifetime_value[] = {
	WHO,   AMOUNT,
	TIME,  { "figure", MDP_PARAM_WORD, false, "average", 0, 0, "average|median", "what the answer is about first" },
	{ 0 },
};
static const struct mdp_analysis_param repeat_rate[] = {
	WHO,
	TIME,
	{ "times", MDP_PARAM_NUMBER, false, "2", 2, 1e6, NULL, "how many events make a repeater" },
	{ 0 },
};
static const struct mdp_analysis_param churn[] = {
	WHO,
	TIME,
	UNTIL,
	{ "days", MDP_PARAM_NUMBER, false, "from the gaps", 1, 100000, NULL, "how long without an event is lapsed" },
	{ "show", MDP_PARAM_WORD, false, "rate", 0, 0, "rate|list", "how many have lapsed, or who" },
	{ 0 },
};
#define GRAIN                                                                                             \
	{                                                                                                 \
		"grain", MDP_PARAM_GRAIN, false, "month", 0, 0, NULL, "day, week, month, quarter or year" \
	}
static const struct mdp_analysis_param cohorts[] = { WHO, TIME, GRAIN, { 0 } };
static const struct mdp_analysis_param distribution[] = {
	{ "value", MDP_PARAM_VALUE, true, NULL, 0, 0, NULL, "a column of the thing, or a sum of what belongs to it" },
	{ "buckets", MDP_PARAM_NUMBER, false, "about 20", 2, 100, NULL, "about how many buckets there are to be" },
	{ "width", MDP_PARAM_NUMBER, false, "a round number", 1e-9, 1e15, NULL, "how wide a bucket is" },
	{ 0 },
};
static const struct mdp_analysis_param concentration[] = {
	{ "item", MDP_PARAM_KEY, true, NULL, 0, 0, NULL, "over what the amount is spread: an entity, or a column" },
	AMOUNT,
	{ "top", MDP_PARAM_NUMBER, false, "all, in classes", 0.01, 100, NULL, "what the first so many percent hold" },
	{ 0 },
};
static const struct mdp_analysis_param contribution[] = {
	AMOUNT,
	TIME,
	{ "from", MDP_PARAM_DAY, true, NULL, 0, 0, NULL, "the first day of the period that is explained" },
	{ "to", MDP_PARAM_DAY, true, NULL, 0, 0, NULL, "the day after its last" },
	{ "base_from", MDP_PARAM_DAY, true, NULL, 0, 0, NULL, "the first day of what it is compared with" },
	{ "base_to", MDP_PARAM_DAY, true, NULL, 0, 0, NULL, "the day after its last" },
	{ 0 },
};
static const struct mdp_analysis_param overview[] = {
	{ "amount", MDP_PARAM_AMOUNT, false, "no amount", 0, 0, NULL, "what comes in" },
	{ "who", MDP_PARAM_ENTITY, false, "nobody", 0, 0, NULL, "those who have the events" },
	TIME,
	{ "from", MDP_PARAM_DAY, true, NULL, 0, 0, NULL, "the first day of the period" },
	{ "to", MDP_PARAM_DAY, true, NULL, 0, 0, NULL, "the day after its last" },
	{ "base_from", MDP_PARAM_DAY, true, NULL, 0, 0, NULL, "the first day of the period before" },
	{ "base_to", MDP_PARAM_DAY, true, NULL, 0, 0, NULL, "the day after its last" },
	{ "year_from", MDP_PARAM_DAY, true, NULL, 0, 0, NULL, "the first day of the same period a year ago" },
	{ "year_to", MDP_PARAM_DAY, true, NULL, 0, 0, NULL, "the day after its last" },
	{ 0 },
};
static const struct mdp_analysis_param funnel[] = {
	WHO,
	{ "column", MDP_PARAM_COLUMN, true, NULL, 0, 0, NULL, "which holds what the event was" },
	{ "steps", MDP_PARAM_TEXT, true, NULL, 0, 0, NULL, "its values in order, parted by “|”" },
	TIME,
	{ "days", MDP_PARAM_NUMBER, false, "no window", 1, 100000, NULL, "within how many days of the first step" },
	{ 0 },
};
static const struct mdp_analysis_param rfm[] = { WHO, AMOUNT, TIME, UNTIL, { 0 } };
static const struct mdp_analysis_param anomalies[] = {
	{ "grain", MDP_PARAM_GRAIN, false, "day, or longer where a day has few", 0, 0, NULL,
	  "only whole series, by this unit of the calendar" },
	{ 0 },
};

static const struct mdp_analysis_param forecast[] = {
	{ "periods", MDP_PARAM_NUMBER, false, "3", 1, 400, NULL, "how many periods after the last whole one" },
	{ "until", MDP_PARAM_TEXT, false, NULL, 0, 0, NULL,
	  "the last day that is forecast, instead of periods: 2025-03-31" },
	{ 0 },
};

static const struct mdp_analysis_param predicted_value[] = {
	WHO, AMOUNT, TIME, UNTIL, { "months", MDP_PARAM_NUMBER, false, "12", 1, 120, NULL, "how far ahead" }, { 0 },
};
static const struct mdp_analysis_param compare_groups[] = {
	{ "value", MDP_PARAM_VALUE, true, NULL, 0, 0, NULL,
	  "a column of the thing, a sum of what belongs to it, or a rate" },
	{ 0 },
};
static const struct mdp_analysis_param survival[] = {
	WHO,
	{ "until_what", MDP_PARAM_WORD, false, "lapsed", 0, 0, "lapsed|again",
	  "until they have lapsed (churn), or until they come back" },
	TIME,
	UNTIL,
	{ "days", MDP_PARAM_NUMBER, false, "from the gaps", 1, 100000, NULL, "how long without an event is lapsed" },
	{ "nth", MDP_PARAM_NUMBER, false, "2", 2, 1000, NULL, "which event they come back for" },
	{ "figure", MDP_PARAM_WORD, false, "median", 0, 0, "median|average", "what the answer is about first" },
	{ 0 },
};
static const struct mdp_analysis_param time_between[] = {
	WHO,
	TIME,
	{ "figure", MDP_PARAM_WORD, false, "average", 0, 0, "average|median", "what the answer is about first" },
	{ 0 },
};
static const struct mdp_analysis_param no_params[] = { { 0 } };

const struct mdp_analysis mdp_analyses[] = {
	{ "basket", "which things go together in one event, more often than chance", "what is below the event (a line)",
	  "the lines that count", MDP_TAKES_LIMIT | MDP_TAKES_HAVING, basket },
	{ "lifetime_value", "what one has brought in so far, on average", "the event", "the events that count",
	  MDP_TAKES_BY, lifetime_value },
	{ "repeat_rate", "how many come back", "the event", "the events that count", MDP_TAKES_BY, repeat_rate },
	{ "time_between", "how long it is from one event to the next of the same one", "the event",
	  "the events that count", MDP_TAKES_BY, time_between },
	{ "churn", "how many have not been back for long", "the event", "the events that count",
	  MDP_TAKES_BY | MDP_TAKES_LIMIT, churn },
	{ "retention", "how many of those who began in one period came back later", "the event",
	  "the events that count", 0, cohorts },
	{ "new_vs_returning", "how many were new in each period, and how many came back", "the event",
	  "the events that count", 0, cohorts },
	{ "distribution", "how values are spread", "the thing that has the value", "the instances that count", 0,
	  distribution },
	{ "concentration", "how much the first of many hold", "what the amount is of", "the instances that count",
	  MDP_TAKES_LIMIT, concentration },
	{ "contribution", "what a change is made of", "what the amount is of", "the instances that count", 0,
	  contribution },
	{ "overview", "how we are doing: the main figures beside the period before and last year", "the event",
	  "the events that count", 0, overview },
	{ "funnel", "how many came through each of some ordered steps", "the event", "the events that count", 0,
	  funnel },
	{ "rfm", "segments by recency, frequency and spend", "the event", "the events that count", 0, rfm },
	{ "anomalies", "what is unusual: days, and months of single things", "what happens (an order)",
	  "what is counted; a period in it is that of the findings", MDP_TAKES_BY | MDP_TAKES_SHOW | MDP_TAKES_LIMIT,
	  anomalies },
	{ "outliers", "values far from nearly all others", "what has the value", "the values that are looked at",
	  MDP_TAKES_SHOW | MDP_TAKES_LIMIT, no_params },
	{ "forecast", "the next periods of a figure, with intervals", "what the figure is of", "what is counted",
	  MDP_TAKES_BY | MDP_TAKES_SHOW, forecast },
	{ "correlation", "whether two values of each thing go together", "what has both values",
	  "the things that are looked at", MDP_TAKES_SHOW, no_params },
	{ "compare_groups", "whether a value differs between groups by more than chance",
	  "the thing that has the value", "the instances that count", MDP_TAKES_SIDES | MDP_TAKES_BY, compare_groups },
	{ "survival", "how long until those who began have lapsed, or come back", "the event",
	  "the events that count; a period in it is that of the first ones", MDP_TAKES_BY, survival },
	{ "predicted_value", "what each is expected to bring in", "the event", "the events that count", MDP_TAKES_LIMIT,
	  predicted_value },
	{ "trend", "where a figure is heading, and whether that is more than chance", "what the figure is of",
	  "what is counted", MDP_TAKES_BY | MDP_TAKES_SHOW, no_params },
	{ 0 },
};

const struct mdp_analysis *mdp_analysis_find(const char *name)
{
	for (const struct mdp_analysis *a = mdp_analyses; name && a->name; a++)
		if (strcmp(a->name, name) == 0)
			return a;
	return NULL;
}

const struct mdp_expr *mdp_query_param(const struct mdp_query *q, const char *name)
{
	for (int i = 0; i < q->nparams; i++)
		if (strcmp(q->params[i].name, name) == 0)
			return q->params[i].expr;
	return NULL;
}

double mdp_query_param_number(const struct mdp_query *q, const char *name, double otherwise)
{
	const struct mdp_expr *x = mdp_query_param(q, name);
	return x && x->kind == MDP_X_VALUE && mdp_value_is_number(&x->value) ? mdp_value_number(&x->value) : otherwise;
}

struct mdp_str mdp_query_param_text(const struct mdp_query *q, const char *name)
{
	const struct mdp_expr *x = mdp_query_param(q, name);
	return x && x->kind == MDP_X_VALUE && x->value.type == MDP_T_TEXT ? x->value.s : mdp_str_of("");
}

void mdp_query_set_param(struct mdp_arena *a, struct mdp_query *q, const char *name, struct mdp_expr *x)
{
	struct mdp_out *grown = MDP_NEW_ARRAY(a, (size_t)q->nparams + 1, struct mdp_out);
	for (int i = 0; i < q->nparams; i++)
		grown[i] = q->params[i];
	grown[q->nparams++] = (struct mdp_out){ name, x, NULL };
	q->params = grown;
}

/* --- checking --- */

static bool is_word(const char *words, struct mdp_str text)
{
	struct mdp_str rest = mdp_str_of(words), one;
	while (mdp_str_next(&rest, '|', &one))
		if (one.n == text.n && memcmp(one.p, text.p, one.n) == 0)
			return true;
	return false;
}

static bool has_amount(const struct mdp_expr *x, int depth)
{
	if (!x || depth <= 0)
		return false;
	return x->kind == MDP_X_AGG || x->kind == MDP_X_MEASURE || has_amount(x->arg, depth - 1) ||
	       has_amount(x->arg2, depth - 1);
}

/* What the value of a parameter has to be, for people; NULL when it is that. */
static const char *wanted(const struct mdp_analysis_param *p, const struct mdp_expr *x)
{
	bool text = x->kind == MDP_X_VALUE && x->value.type == MDP_T_TEXT;
	enum mdp_grain grain;
	double n;
	switch (p->type) {
	case MDP_PARAM_NUMBER:
		n = x->kind == MDP_X_VALUE && mdp_value_is_number(&x->value) ? mdp_value_number(&x->value) : p->lo - 1;
		return n < p->lo || n > p->hi ? "a number in its range" : NULL;
	case MDP_PARAM_ENTITY:
		return text ? NULL : "the name of an entity";
	case MDP_PARAM_KEY:
		return text || x->kind == MDP_X_COLUMN ? NULL : "the name of an entity, or a column";
	case MDP_PARAM_AMOUNT:
		return has_amount(x, MDP_LIMIT_QUERY_DEPTH) ? NULL : "a measure or an aggregate";
	case MDP_PARAM_VALUE:
		return x->kind == MDP_X_VALUE ? "an expression" : NULL;
	case MDP_PARAM_COLUMN:
		return x->kind == MDP_X_COLUMN ? NULL : "a column";
	case MDP_PARAM_GRAIN:
		return text && mdp_grain_from_word(x->value.s, &grain) ? NULL
								       : "a unit of the calendar, such as \"month\"";
	case MDP_PARAM_WORD:
		return text && is_word(p->words, x->value.s) ? NULL : p->words;
	case MDP_PARAM_DAY:
		return x->kind == MDP_X_VALUE && x->value.type == MDP_T_DATE ? NULL : "a date";
	case MDP_PARAM_TEXT:
		return text ? NULL : "a text";
	}
	return NULL;
}

static int check_params(const struct mdp_query *q, const struct mdp_analysis *a, struct mdp_error *err)
{
	for (int i = 0; i < q->nparams; i++) {
		const struct mdp_analysis_param *p = a->params;
		while (p->name && strcmp(p->name, q->params[i].name) != 0)
			p++;
		if (!p->name)
			return mdp_fail(err, MDP_USAGE, "query: the analysis '%s' has no parameter '%.80s'", a->name,
					q->params[i].name);
		const char *want = q->params[i].expr ? wanted(p, q->params[i].expr) : "a value";
		if (want)
			return mdp_fail(err, MDP_USAGE, "query: the parameter '%s' of the analysis '%s' is to be %s",
					p->name, a->name, want);
	}
	for (const struct mdp_analysis_param *p = a->params; p->name; p++)
		if (p->required && !mdp_query_param(q, p->name))
			return mdp_fail(err, MDP_USAGE, "query: the analysis '%s' wants the parameter '%s': %s",
					a->name, p->name, p->help);
	return 0;
}

int mdp_analysis_check(const struct mdp_query *q, struct mdp_error *err)
{
	const struct mdp_analysis *a = mdp_analysis_find(q->analysis);
	if (!a) {
		mdp_refuse(err, MDP_REASON_UNSUPPORTED, "there is no analysis '%.80s'", q->analysis ? q->analysis : "");
		mdp_error_hint(err, "see docs/analyses.md for those there are");
		return -MDP_REFUSED;
	}
	const struct {
		bool there;
		unsigned takes;
		const char *name;
	} members[] = {
		{ q->nby > 0, MDP_TAKES_BY, "by" },
		{ q->limit > 0, MDP_TAKES_LIMIT, "limit" },
		{ q->having != NULL, MDP_TAKES_HAVING, "having" },
		{ q->nshow > 0, MDP_TAKES_SHOW, "show" },
		{ q->norder > 0, MDP_TAKES_ORDER, "order" },
		{ q->distinct, 0, "distinct" },
		{ q->fill != MDP_FILL_DEFAULT, 0, "fill" },
		{ q->vary_a != NULL, MDP_TAKES_SIDES, "a" },
		{ q->vary_b != NULL, MDP_TAKES_SIDES, "b" },
	};
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (members[i].there && !(a->takes & members[i].takes))
			return mdp_fail(err, MDP_USAGE, "query: the analysis '%s' takes no '%s'", a->name,
					members[i].name);
	return check_params(q, a, err);
}
