/* Stretches that are said in more words: whole units only, this December, the same months of another year. */
#include "parse/period_work.h"

#include <string.h>

#include "base/banned.h"

/* (lastfull N UNIT): so many whole units, without the one that today lies in. */
static int eval_last_full(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)depth;
	const struct mdp_node *unit = mdp_period_arg(n, 1);
	int k = mdp_period_number_of(mdp_period_arg(n, 0));
	enum mdp_grain g;
	if (!unit || !unit->edge || !unit->edge->meaning.sub ||
	    !mdp_grain_from_word(mdp_str_of(unit->edge->meaning.sub), &g) || g == MDP_GRAIN_HOUR)
		return mdp_refuse(w->err, MDP_REASON_UNSUPPORTED,
				  "periods are counted in days, weeks, months, quarters or years");
	if (k < 1 || k > 100000)
		return mdp_period_impossible(w, "such a number of periods");
	int64_t to = mdp_date_trunc(w->today, g);
	return mdp_period_set_span(
		w, mdp_date_add(to, g, -k), to,
		mdp_arena_printf(w->a, "last %d whole %s%s", k, mdp_grain_word(g), k == 1 ? "" : "s"), p);
}

/* (lasteach N UNIT): so many whole units up to today. */
static int eval_last_each(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	struct mdp_period_work until = *w;
	until.today = w->today + 1;
	return eval_last_full(&until, n, depth, p);
}

/* (thismonth MONTH): of this year, whether it has begun or not. */
static int eval_this_month(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)depth;
	int month = mdp_period_sub_number(mdp_period_arg(n, 0));
	if (month < 1 || month > 12)
		return mdp_period_impossible(w, "such a month");
	return mdp_period_set_unit(w, mdp_date_days(mdp_date_civil(w->today).year, month, 1), MDP_GRAIN_MONTH, p);
}

const struct mdp_period_op mdp_period_span_ops[] = { { "lastfull", eval_last_full, 2 },
						     { "lasteach", eval_last_each, 2 },
						     { "thismonth", eval_this_month, 1 },
						     { NULL, NULL, 0 } };

int mdp_period_same(const struct mdp_node *n, int64_t today, const struct mdp_period *other, struct mdp_arena *a,
		    struct mdp_period *out, struct mdp_error *err)
{
	struct mdp_period_work w = { .today = today, .a = a, .err = err };
	int from = mdp_date_civil(other->from).year, year = from - 1;
	const struct mdp_node *said = mdp_period_arg(n, 0);
	if (other->from == INT64_MIN || other->to == INT64_MAX)
		return mdp_refuse(err, MDP_REASON_UNSUPPORTED, "it is not said from when to when the one period is");
	int rc = said ? mdp_period_year_of(&w, said, 0, &year) : 0;
	if (rc < 0)
		return rc;
	if (year == from)
		return mdp_refuse(err, MDP_REASON_UNSUPPORTED, "the two periods are of one year");
	int64_t begin = mdp_date_add(other->from, MDP_GRAIN_YEAR, year - from),
		end = mdp_date_add(other->to, MDP_GRAIN_YEAR, year - from);
	return mdp_period_set_span(&w, begin, end, mdp_period_span_text(&w, begin, end), out);
}
