/*
 * Holidays by the rules of words/holidays.lex: a fixed day, the n-th weekday of a month, days from Easter. Easter Sunday is that of the
 * Gregorian calendar by the algorithm of Meeus, Jones and Butcher (J. Meeus, Astronomical Algorithms, 1991, chapter 8).
 */
#include "parse/period_work.h"

#include <string.h>

#include "base/banned.h"

static int64_t easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
	int f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
	int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
	return mdp_date_days(year, month, day);
}

/* The n-th weekday (Monday is 1) of a month; the 9th is the last. */
static int64_t nth_weekday(int year, int month, int weekday, int n)
{
	int64_t first = mdp_date_days(year, month, 1), monday = mdp_date_trunc(first, MDP_GRAIN_WEEK);
	int64_t day = monday + weekday - 1 + (monday + weekday - 1 < first ? 7 : 0) + 7 * (int64_t)(n - 1);
	int64_t end = mdp_date_add(first, MDP_GRAIN_MONTH, 1);
	while (day >= end)
		day -= 7;
	return day;
}

/* The numbers of a rule: its letter is left out, '-' stands between them, but leads the only one of "e-2"; '+' before the last. */
static int numbers_of(const char *rule, int out[4])
{
	struct mdp_str rest = mdp_str_of(*rule ? rule + 1 : rule), word;
	long long v;
	int n = 0;
	if (*rule == 'e')
		return mdp_str_to_i64(rest, &v) ? (out[0] = (int)v, 1) : 0;
	const char *plus = strchr(rule, '+');
	if (plus)
		rest.n = (size_t)(plus - rest.p);
	while (n < 3 && rest.n && mdp_str_next(&rest, '-', &word) && mdp_str_to_i64(word, &v))
		out[n++] = (int)v;
	out[3] = plus && mdp_str_to_i64(mdp_str_of(plus + 1), &v) ? (int)v : 0;
	return n;
}

/* The day of a rule in a year; false for what is no rule. */
static bool day_of(const char *rule, int year, int64_t *day)
{
	int v[4] = { 0 }, n = numbers_of(rule, v);
	if (*rule == 'd' && n == 2)
		*day = mdp_date_days(year, v[0], v[1]);
	else if (*rule == 'w' && n == 3)
		*day = nth_weekday(year, v[0], v[1], v[2]) + v[3];
	else if (*rule == 'e' && n == 1)
		*day = easter(year) + v[0];
	else
		return false;
	return true;
}

/* Of a year that is named; else the latest that has begun, or that is over. */
static int holiday(const struct mdp_period_work *w, const struct mdp_node *n, const struct mdp_node *of, bool over,
		   int depth, struct mdp_period *p)
{
	const struct mdp_node *name = mdp_period_arg(n, 0);
	const char *rule = name && name->edge && name->edge->meaning.sub ? name->edge->meaning.sub : "";
	struct mdp_str said = name && name->edge ? name->edge->text : (struct mdp_str){ "", 0 };
	int64_t day = 0;
	int year, rc = mdp_period_year_of(w, of, depth, &year);
	if (rc < 0)
		return rc;
	bool dated = year != 0;
	if (!dated)
		year = mdp_date_civil(w->today).year;
	if (!day_of(rule, year, &day))
		return mdp_refuse(w->err, MDP_REASON_UNSUPPORTED, "when “%.*s” was is not known here: name its dates",
				  (int)said.n, said.p);
	if (!dated && (over ? day >= w->today : day > w->today))
		day_of(rule, --year, &day);
	rc = mdp_period_set_unit(w, day, MDP_GRAIN_DAY, p);
	if (rc >= 0)
		p->text =
			mdp_arena_printf(w->a, "%.*s %d (%s)", (int)said.n, said.p, year, mdp_period_day_text(w, day));
	return rc;
}

static int eval_holiday(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	return holiday(w, n, mdp_period_arg(n, 1), false, depth, p);
}

static int eval_last_holiday(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	return holiday(w, n, NULL, true, depth, p);
}

const struct mdp_period_op mdp_period_holiday_ops[] = {
	{ "holiday", eval_holiday, 1 },
	{ "lastholiday", eval_last_holiday, 1 },
	{ NULL, NULL, 0 },
};
