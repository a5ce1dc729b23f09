/* Whether groups differ, and how long it takes: restatements and sentences. */
#include <math.h>
#include <string.h>
#include "answer/analyses.h"
#include "query/analyses.h"
#include "base/banned.h"

#define CHANCE 0.05

static const char *sided(const struct mdp_sayer *r, const struct mdp_query *q, const struct mdp_pred *side)
{
	struct mdp_buf out = MDP_BUF_INIT;
	struct mdp_sayer s = { r->c, r->a, &out, q, r->people };
	mdp_buf_puts(&out, mdp_say_plural(r, q->of));
	mdp_say_where(&s, side, NULL);
	const char *text = mdp_arena_strdup(r->a, mdp_buf_cstr(&out));
	mdp_buf_release(&out);
	return text;
}

static void say_value(struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_expr *x = mdp_query_param(q, "value");
	const struct mdp_entity *e = mdp_say_entity(r, q->of);
	bool nested = x && (x->kind == MDP_X_AGG || x->kind == MDP_X_MEASURE);
	if (x && x->kind == MDP_X_AGG && x->agg == MDP_AGG_COUNT && !x->where) {
		mdp_buf_printf(r->out, "%s per %s", mdp_say_plural(r, x->entity), e ? e->name : "");
		return;
	}
	if (x)
		mdp_say_expr(r, x, 1);
	if (nested)
		mdp_buf_printf(r->out, " per %s", e ? e->name : "");
	else if (x && x->kind != MDP_X_OP)
		mdp_buf_printf(r->out, " of %s", e ? e->plural : "");
}

void mdp_say_compare_groups(struct mdp_sayer *r, const struct mdp_query *q)
{
	mdp_say(r, "significant difference in ");
	say_value(r, q);
	if (q->nby) {
		mdp_say(r, " by ");
		mdp_say_expr(r, q->by[0].expr, 1);
		return;
	}
	mdp_buf_printf(r->out, " between %s and ", sided(r, q, q->vary_a));
	if (q->vary_b)
		mdp_say(r, sided(r, q, q->vary_b));
	else
		mdp_buf_printf(r->out, "the other %s", mdp_say_plural(r, q->of));
}

static double number_at(const struct mdp_telling *t, int64_t row, const char *column)
{
	int i = mdp_told_column(t, column);
	const struct mdp_value *v = i < 0 ? NULL : mdp_result_at(&t->ans->result, row, i);
	return v && mdp_value_is_number(v) ? mdp_value_number(v) : (double)NAN;
}

static const char *told_p(const struct mdp_telling *t, double p)
{
	return p < 1e-4 ? "p below 0.0001" : mdp_arena_printf(t->a, "p = %.2g", p);
}

static const char *value_words(const struct mdp_telling *t)
{
	struct mdp_buf out = MDP_BUF_INIT;
	struct mdp_sayer s = { t->c, t->a, &out, t->ans->query, true };
	say_value(&s, t->ans->query);
	const char *text = mdp_arena_strdup(t->a, mdp_buf_cstr(&out));
	mdp_buf_release(&out);
	return text;
}

/* Which groups are apart from the others by more than chance explains. */
static const char *tell_many(const struct mdp_telling *t)
{
	const struct mdp_result *r = &t->ans->result;
	const char *centre = mdp_told_column(t, "share") >= 0 ? "share" : "average", *names = "";
	int64_t high = -1, low = -1, apart = 0;
	for (int64_t i = 0; i < r->nrows; i++) {
		double v = number_at(t, i, centre);
		if (isnan(v))
			continue;
		high = high < 0 || v > number_at(t, high, centre) ? i : high;
		low = low < 0 || v < number_at(t, low, centre) ? i : low;
		if (!(number_at(t, i, "p") < CHANCE))
			continue;
		if (apart++ < 3)
			names = mdp_arena_printf(t->a, "%s%s%s (%s)", names, *names ? ", " : "", mdp_told_cell(t, i, 0),
						 mdp_told(t, i, centre));
	}
	const char *ends =
		mdp_arena_printf(t->a, "highest is %s (%s), lowest %s (%s)", mdp_told_cell(t, high, 0),
				 mdp_told(t, high, centre), mdp_told_cell(t, low, 0), mdp_told(t, low, centre));
	if (!apart)
		return mdp_arena_printf(t->a,
					"no group's %s%s is apart from the others by more than chance explains: %s.",
					value_words(t), t->where, ends);
	return mdp_arena_printf(
		t->a, "%s%s: %lld of %lld groups are apart from the others by more than chance explains: %s; %s.",
		value_words(t), t->where, (long long)apart, (long long)r->nrows, names, ends);
}

const char *mdp_tell_compare_groups(const struct mdp_telling *t)
{
	const struct mdp_result *r = &t->ans->result;
	struct mdp_sayer s = { t->c, t->a, NULL, t->ans->query, true };
	const struct mdp_query *q = t->ans->query;
	const char *centre = mdp_told_column(t, "share") >= 0 ? "share" : "average";
	const char *difference = mdp_told_column(t, "difference") >= 0 ? "difference" : "difference to the others";
	if (r->nrows != 2 || !q->vary_a)
		return tell_many(t);
	double p = number_at(t, 0, "p"), ranks = number_at(t, 0, "rank p"), d = number_at(t, 0, difference);
	const char *one = sided(&s, q, q->vary_a),
		   *other = q->vary_b ? sided(&s, q, q->vary_b)
				      : mdp_arena_printf(t->a, "the other %s", mdp_say_plural(&s, q->of));
	const char *verdict = p < CHANCE ? "more than chance explains" : "no more than chance explains";
	const char *but = "";
	if (!isnan(ranks))
		but = (p < CHANCE) == (ranks < CHANCE)
			      ? mdp_arena_printf(t->a, ", by ranks %s", told_p(t, ranks))
			      : mdp_arena_printf(t->a, "; by ranks %s: %s", told_p(t, ranks),
						 ranks < CHANCE ? "the typical values do differ"
								: "the typical values do not differ");
	return mdp_arena_printf(t->a,
				"%s%s is %s for %s (%s %s, %s of them) than for %s (%s, %s of them): a difference of "
				"%s (95 %% interval %s to %s), %s (%s%s).",
				value_words(t), t->where,
				d > 0   ? "higher"
				: d < 0 ? "lower"
					: "no different",
				one, centre, mdp_told(t, 0, centre), mdp_told_cell(t, 0, 1), other,
				mdp_told(t, 1, centre), mdp_told_cell(t, 1, 1), mdp_told(t, 0, difference),
				mdp_told(t, 0, "low 95 %"), mdp_told(t, 0, "high 95 %"), verdict, told_p(t, p), but);
}

/* --- how long it takes --- */

static bool is_again(const struct mdp_query *q)
{
	return mdp_str_is(mdp_query_param_text(q, "until_what"), "again");
}

static const char *nth_word(struct mdp_arena *a, double n)
{
	static const char *const words[] = { "second", "third", "fourth", "fifth" };
	if (n >= 2 && n <= 5)
		return words[(int)n - 2];
	return mdp_arena_printf(a, "%.0fth", n);
}

void mdp_say_survival(struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_entity *e = mdp_say_entity(r, q->of);
	double days = mdp_query_param_number(q, "days", 0);
	mdp_say(r, mdp_str_is(mdp_query_param_text(q, "figure"), "average") ? "average time" : "median time");
	if (is_again(q))
		mdp_buf_printf(r->out, " to the %s %s", nth_word(r->a, mdp_query_param_number(q, "nth", 2)),
			       e ? e->name : "event");
	else
		mdp_say(r, " to churn");
	mdp_say_patrons(r, q);
	if (days > 0)
		mdp_buf_printf(r->out, " after %.0f days of inactivity", days);
}

const char *mdp_tell_survival(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	const struct mdp_result *r = &t->ans->result;
	struct mdp_sayer s = { t->c, t->a, NULL, q, true };
	const struct mdp_entity *e = mdp_say_entity(&s, q->of);
	const char *people = mdp_said_thing(&s, q, "who", true);
	bool again = is_again(q), average = mdp_str_is(mdp_query_param_text(q, "figure"), "average");
	const char *what =
		again ? mdp_arena_printf(t->a, "had their %s %s", nth_word(t->a, mdp_query_param_number(q, "nth", 2)),
					 e ? e->name : "event")
		      : "lapsed";
	const char *mean =
		mdp_told(t, 0, again ? "average days of those who came back" : "average days of those who lapsed");
	if (q->nby) {
		int64_t known = 0;
		for (int64_t i = 0; i < r->nrows; i++)
			known += !isnan(number_at(t, i, "median days"));
		return mdp_arena_printf(t->a, "time until %s%s %s by group: %lld groups, in %lld of them half have.",
					people, t->where, what, (long long)r->nrows, (long long)known);
	}
	const char *counts = mdp_arena_printf(t->a, "%s of %s so far", mdp_told(t, 0, again ? "came back" : "lapsed"),
					      mdp_told(t, 0, people));
	if (average)
		return mdp_arena_printf(
			t->a,
			"the %s%s that %s (%s) did so after %s days on average; among all, half have after %s days.",
			people, t->where, what, counts, mean, mdp_told(t, 0, "median days"));
	if (isnan(number_at(t, 0, "median days")))
		return mdp_arena_printf(t->a, "less than half of the %s%s %s within the time that was seen: %s.",
					people, t->where, what, counts);
	const char *high = mdp_told(t, 0, "high 95 %");
	return mdp_arena_printf(t->a,
				"half of the %s%s %s within %s days (95 %% interval %s to %s): %s; those who have not "
				"yet count as long as they were seen.",
				people, t->where, what, mdp_told(t, 0, "median days"), mdp_told(t, 0, "low 95 %"),
				isnan(number_at(t, 0, "high 95 %")) ? "beyond what was seen" : high, counts);
}
