/*
 * Calendar meaning of the trees that rules/period.rules builds: a table from operator to function, each giving a half-open
 * interval of days. Units are those of the calendar, weeks ISO. What a question leaves open is filled in from today: a month
 * without a year is its latest that has begun; in "March to May 2023" the first takes the year of the second. An impossible
 * date is refused, never moved.
 */
#include "parse/period_work.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/banned.h"

static const char *const month_names[] = { "January", "February", "March",     "April",   "May",      "June",
					   "July",    "August",   "September", "October", "November", "December" };

/* ---- arguments ---- */

const struct mdp_node *mdp_period_arg(const struct mdp_node *n, int i)
{
	const struct mdp_node *x = i < n->nargs ? n->args[i] : NULL;
	return x && !x->edge && x->nargs == 0 && x->op && strcmp(x->op, "nil") == 0 ? NULL : x;
}

static bool is_number(const struct mdp_node *n)
{
	return n && n->edge && n->edge->meaning.kind == MDP_CAT_NUMBER;
}

int mdp_period_number_of(const struct mdp_node *n)
{
	double v = is_number(n) ? n->edge->number : 1;
	return v >= 0 && v <= 1e6 ? (int)v : -1;
}

/* `month 3`, `quarter 2`, `half 1`: the number is the sub. */
int mdp_period_sub_number(const struct mdp_node *n)
{
	long long v;
	if (is_number(n))
		return mdp_period_number_of(n);
	if (!n || !n->edge || !n->edge->meaning.sub || !mdp_str_to_i64(mdp_str_of(n->edge->meaning.sub), &v))
		return -1;
	return v >= 0 && v < 1000 ? (int)v : -1;
}

static int grain_of(const struct mdp_period_work *w, const struct mdp_node *n, enum mdp_grain *g)
{
	if (n && n->edge && n->edge->meaning.sub && mdp_grain_from_word(mdp_str_of(n->edge->meaning.sub), g) &&
	    *g != MDP_GRAIN_HOUR)
		return 0;
	return mdp_refuse(w->err, MDP_REASON_UNSUPPORTED,
			  "periods are counted in days, weeks, months, quarters or years");
}

int mdp_period_impossible(const struct mdp_period_work *w, const char *what)
{
	return mdp_refuse(w->err, MDP_REASON_INVALID_QUERY, "there is no such date: %s", what);
}

/* ---- intervals ---- */

const char *mdp_period_day_text(const struct mdp_period_work *w, int64_t day)
{
	struct mdp_civil c = mdp_date_civil(day);
	return mdp_arena_printf(w->a, "%.3s %d, %d", month_names[c.month - 1], c.day, c.year);
}

static const char *unit_text(const struct mdp_period_work *w, int64_t from, enum mdp_grain g)
{
	struct mdp_civil c = mdp_date_civil(from);
	switch (g) {
	case MDP_GRAIN_YEAR:
		return mdp_arena_printf(w->a, "%d", c.year);
	case MDP_GRAIN_QUARTER:
		return mdp_arena_printf(w->a, "Q%d %d", (c.month + 2) / 3, c.year);
	case MDP_GRAIN_MONTH:
		return mdp_arena_printf(w->a, "%s %d", month_names[c.month - 1], c.year);
	case MDP_GRAIN_WEEK:
		return mdp_arena_printf(w->a, "the week of %s", mdp_period_day_text(w, from));
	default:
		return mdp_period_day_text(w, from);
	}
}

int mdp_period_set_unit(const struct mdp_period_work *w, int64_t from, enum mdp_grain g, struct mdp_period *p)
{
	*p = (struct mdp_period){ from, mdp_date_add(from, g, 1), unit_text(w, from, g), g, false };
	return 0;
}

int mdp_period_set_span(const struct mdp_period_work *w, int64_t from, int64_t to, const char *text,
			struct mdp_period *p)
{
	if (from >= to)
		return mdp_refuse(w->err, MDP_REASON_INVALID_QUERY, "the period ends before it begins");
	*p = (struct mdp_period){ from, to, text, MDP_GRAIN_NONE, false };
	return 0;
}

const char *mdp_period_span_text(const struct mdp_period_work *w, int64_t from, int64_t to)
{
	return mdp_arena_printf(w->a, "%s \xe2\x80\x93 %s", mdp_period_day_text(w, from),
				mdp_period_day_text(w, to - 1));
}

/* Year of the argument: a number ("2024", "24") or a tree ("last year"); *given says if there was one. */
int mdp_period_year_of(const struct mdp_period_work *w, const struct mdp_node *n, int depth, int *year)
{
	if (!n) {
		*year = w->year;
		return 0;
	}
	if (is_number(n)) {
		*year = mdp_period_number_of(n);
		if (*year >= 0 && *year < 100)
			*year += 2000;
		return *year >= 1000 && *year <= 9999 ? 0 : mdp_period_impossible(w, "no such year");
	}
	struct mdp_period p;
	int rc = mdp_period_eval_node(w, n, depth + 1, &p);
	if (rc < 0)
		return rc;
	if (p.grain != MDP_GRAIN_YEAR)
		return mdp_period_impossible(w, mdp_arena_printf(w->a, "a year is expected, not %s", p.text));
	*year = mdp_date_civil(p.from).year;
	return 0;
}

static int days_of_unit(const struct mdp_period_work *w, int64_t from, enum mdp_grain g, struct mdp_period *p,
			bool dated)
{
	if (!dated && from > w->today)
		from = mdp_date_add(from, MDP_GRAIN_YEAR, -1);
	return mdp_period_set_unit(w, from, g, p);
}

/* ---- named units ---- */

static int eval_year(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	int year = 0, rc = mdp_period_year_of(w, mdp_period_arg(n, 0), depth, &year);
	return rc < 0 ? rc : mdp_period_set_unit(w, mdp_date_days(year, 1, 1), MDP_GRAIN_YEAR, p);
}

static int part_of_year(const struct mdp_period_work *w, const struct mdp_node *n, int depth, enum mdp_grain g,
			struct mdp_period *p)
{
	int k = mdp_period_sub_number(mdp_period_arg(n, 0)), year,
	    rc = mdp_period_year_of(w, mdp_period_arg(n, 1), depth, &year);
	if (rc < 0)
		return rc;
	if (k < 1 || k > (g == MDP_GRAIN_QUARTER ? 4 : 12))
		return mdp_period_impossible(w, mdp_arena_printf(w->a, "a year has no %s %d", mdp_grain_word(g), k));
	int month = g == MDP_GRAIN_QUARTER ? k * 3 - 2 : k;
	bool dated = year != 0;
	rc = days_of_unit(w, mdp_date_days(dated ? year : mdp_date_civil(w->today).year, month, 1), g, p, dated);
	p->yearless = !dated;
	return rc;
}

static int eval_month(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	return part_of_year(w, n, depth, MDP_GRAIN_MONTH, p);
}

static int eval_quarter(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	return part_of_year(w, n, depth, MDP_GRAIN_QUARTER, p);
}

/* The latest month of that name that is over: "last March". */
static int eval_last_month(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	int rc = eval_month(w, n, depth, p);
	if (rc == 0 && p->to > w->today)
		rc = mdp_period_set_unit(w, mdp_date_add(p->from, MDP_GRAIN_YEAR, -1), MDP_GRAIN_MONTH, p);
	return rc;
}

static int eval_half(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	int k = mdp_period_sub_number(mdp_period_arg(n, 0)), year,
	    rc = mdp_period_year_of(w, mdp_period_arg(n, 1), depth, &year);
	if (rc < 0)
		return rc;
	if (k < 1 || k > 2)
		return mdp_period_impossible(w, "a year has two halves");
	bool dated = year != 0;
	if (!dated)
		year = mdp_date_civil(w->today).year;
	int64_t from = mdp_date_days(year, k == 1 ? 1 : 7, 1);
	if (!dated && from > w->today)
		from = mdp_date_add(from, MDP_GRAIN_YEAR, -1);
	year = mdp_date_civil(from).year;
	return mdp_period_set_span(w, from, mdp_date_add(from, MDP_GRAIN_MONTH, 6),
				   mdp_arena_printf(w->a, "H%d %d", k, year), p);
}

static int eval_week(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	int k = mdp_period_number_of(mdp_period_arg(n, 0)), year,
	    rc = mdp_period_year_of(w, mdp_period_arg(n, 1), depth, &year);
	if (rc < 0)
		return rc;
	if (year == 0)
		year = mdp_date_civil(w->today).year;
	/* week 1 is the one that holds January 4 */
	int64_t first = mdp_date_trunc(mdp_date_days(year, 1, 4), MDP_GRAIN_WEEK);
	int64_t next = mdp_date_trunc(mdp_date_days(year + 1, 1, 4), MDP_GRAIN_WEEK);
	int64_t from = first + 7 * (int64_t)(k - 1);
	if (k < 1 || from >= next)
		return mdp_period_impossible(w, mdp_arena_printf(w->a, "%d has no week %d", year, k));
	mdp_period_set_unit(w, from, MDP_GRAIN_WEEK, p);
	p->text = mdp_arena_printf(w->a, "week %d of %d", k, year);
	return 0;
}

static int eval_date(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)depth;
	return mdp_period_set_unit(w, mdp_period_arg(n, 0)->edge->days, MDP_GRAIN_DAY, p);
}

static int eval_yearmonth(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)depth;
	return mdp_period_set_unit(w, mdp_period_arg(n, 0)->edge->days, MDP_GRAIN_MONTH, p);
}

/* A month and a day; the latest such day when no year is named. February 29 without a year: the latest there was. */
static int eval_day(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	int month = mdp_period_sub_number(mdp_period_arg(n, 0)), day = mdp_period_number_of(mdp_period_arg(n, 1)), year,
	    rc = mdp_period_year_of(w, mdp_period_arg(n, 2), depth, &year);
	if (rc < 0)
		return rc;
	bool dated = year != 0;
	if (!dated)
		year = mdp_date_civil(w->today).year;
	if (month < 1 || month > 12 || day < 1 || day > mdp_date_month_days(dated ? year : 2024, month)) {
		const char *name = month >= 1 && month <= 12 ? month_names[month - 1] : "this month";
		return mdp_period_impossible(w, dated ? mdp_arena_printf(w->a, "%s %d has no day %d", name, year, day)
						      : mdp_arena_printf(w->a, "%s has no day %d", name, day));
	}
	while (!dated && (day > mdp_date_month_days(year, month) || mdp_date_days(year, month, day) > w->today))
		year--;
	return mdp_period_set_unit(w, mdp_date_days(year, month, day), MDP_GRAIN_DAY, p);
}

/* "March 5 – 10, 2023" */
static int eval_days(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	struct mdp_node *first[] = { n->args[0], n->args[1], n->nargs > 3 ? n->args[3] : NULL };
	struct mdp_node *last[] = { n->args[0], n->args[2], n->nargs > 3 ? n->args[3] : NULL };
	struct mdp_node a = { .op = "day", .args = first, .nargs = 3 }, b = { .op = "day", .args = last, .nargs = 3 };
	struct mdp_period from = { 0 }, to = { 0 };
	int rc = eval_day(w, &a, depth, &from);
	if (rc == 0)
		rc = eval_day(w, &b, depth, &to);
	return rc < 0 ? rc : mdp_period_set_span(w, from.from, to.to, mdp_period_span_text(w, from.from, to.to), p);
}

static int eval_decade(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)depth;
	int year = mdp_period_number_of(mdp_period_arg(n, 0));
	if (year < 1000 || year > 9990)
		return mdp_period_impossible(w, "no such decade");
	return mdp_period_set_span(w, mdp_date_days(year, 1, 1), mdp_date_days(year + 10, 1, 1),
				   mdp_arena_printf(w->a, "the %ds", year), p);
}

/* ---- relative to today ---- */

static int relative(const struct mdp_period_work *w, const struct mdp_node *grain, int by, struct mdp_period *p)
{
	enum mdp_grain g;
	int rc = grain_of(w, grain, &g);
	return rc < 0 ? rc : mdp_period_set_unit(w, mdp_date_add(mdp_date_trunc(w->today, g), g, by), g, p);
}

static int eval_last(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)depth;
	return relative(w, mdp_period_arg(n, 0), -1, p);
}

static int eval_this(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)depth;
	return relative(w, mdp_period_arg(n, 0), 0, p);
}

static int eval_next(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)depth;
	return relative(w, mdp_period_arg(n, 0), 1, p);
}

static const char *units_text(const struct mdp_period_work *w, const char *which, int count, enum mdp_grain g)
{
	return mdp_arena_printf(w->a, "%s %d %s%s", which, count, mdp_grain_word(g), count == 1 ? "" : "s");
}

/* Days, weeks, months … that end with today; "past year" is one year of them. */
static int eval_lastn(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)depth;
	const struct mdp_node *count = mdp_period_arg(n, 0), *grain = mdp_period_arg(n, 1);
	enum mdp_grain g;
	int k = mdp_period_number_of(count), rc = grain_of(w, grain, &g);
	if (rc < 0)
		return rc;
	if (k < 1 || k > 100000)
		return mdp_period_impossible(w, "such a number of periods");
	return mdp_period_set_span(w, mdp_date_add(w->today + 1, g, -k), w->today + 1, units_text(w, "last", k, g), p);
}

static int eval_nextn(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)depth;
	enum mdp_grain g;
	int k = mdp_period_number_of(mdp_period_arg(n, 0)), rc = grain_of(w, mdp_period_arg(n, 1), &g);
	if (rc < 0)
		return rc;
	if (k < 1 || k > 100000)
		return mdp_period_impossible(w, "such a number of periods");
	return mdp_period_set_span(w, w->today + 1, mdp_date_add(w->today + 1, g, k), units_text(w, "next", k, g), p);
}

static int eval_last12(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)n, (void)depth;
	return mdp_period_set_span(w, mdp_date_add(w->today + 1, MDP_GRAIN_MONTH, -12), w->today + 1, "last 12 months",
				   p);
}

/* The unit that lies so many back: "2 months ago". */
static int eval_ago(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)depth;
	int k = mdp_period_number_of(mdp_period_arg(n, 0));
	if (k < 0 || k > 100000)
		return mdp_period_impossible(w, "such a number of periods");
	return relative(w, mdp_period_arg(n, 1), -k, p);
}

static int eval_today(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)depth;
	const struct mdp_node *day = mdp_period_arg(n, 0);
	const char *sub = day && day->edge && day->edge->meaning.sub ? day->edge->meaning.sub : "today";
	int by = strcmp(sub, "yesterday") == 0 ? -1 : strcmp(sub, "tomorrow") == 0 ? 1 : 0;
	return mdp_period_set_unit(w, w->today + by, MDP_GRAIN_DAY, p);
}

/* From the start of the unit to today; in another year to the same day of it. */
static int eval_todate(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	static const struct {
		const char *sub, *text;
		enum mdp_grain g;
	} kinds[] = { { "ytd", "year to date", MDP_GRAIN_YEAR },
		      { "qtd", "quarter to date", MDP_GRAIN_QUARTER },
		      { "mtd", "month to date", MDP_GRAIN_MONTH },
		      { "wtd", "week to date", MDP_GRAIN_WEEK } };
	const struct mdp_node *kind = mdp_period_arg(n, 0);
	int year, rc = mdp_period_year_of(w, mdp_period_arg(n, 1), depth, &year);
	if (rc < 0)
		return rc;
	struct mdp_civil now = mdp_date_civil(w->today);
	int64_t day = w->today;
	if (year && year != now.year)
		day = mdp_date_add(w->today, MDP_GRAIN_YEAR, year - now.year);
	for (size_t i = 0; kind && kind->edge && i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kind->edge->meaning.sub && strcmp(kind->edge->meaning.sub, kinds[i].sub) == 0)
			return mdp_period_set_span(
				w, mdp_date_trunc(day, kinds[i].g), day + 1,
				mdp_arena_printf(w->a, "%s (through %s)", kinds[i].text, mdp_period_day_text(w, day)),
				p);
	return mdp_refuse(w->err, MDP_REASON_UNSUPPORTED, "this period to date is not understood");
}

/* ---- parts of another period ---- */

static const char *of_text(const struct mdp_period_work *w, const char *which, const char *of)
{
	return mdp_arena_printf(w->a, "%s of %s", which, of);
}

/* The first or last `count` units of a period; units are counted from its edge. */
static int edge_of(const struct mdp_period_work *w, int count, const struct mdp_node *grain,
		   const struct mdp_node *whole, bool last, int depth, struct mdp_period *p)
{
	enum mdp_grain g;
	struct mdp_period all;
	int rc = grain_of(w, grain, &g);
	if (rc == 0)
		rc = mdp_period_eval_node(w, whole, depth + 1, &all);
	if (rc < 0)
		return rc;
	if (all.from == INT64_MIN || all.to == INT64_MAX || count < 1 || count > 100000)
		return mdp_period_impossible(w, "a part of this period");
	int64_t from = last ? mdp_date_add(all.to, g, -count) : all.from;
	int64_t to = last ? all.to : mdp_date_add(all.from, g, count);
	if (from < all.from || to > all.to)
		return mdp_period_impossible(
			w, mdp_arena_printf(w->a, "%s has no %d %ss", all.text, count, mdp_grain_word(g)));
	if (count == 1 && g != MDP_GRAIN_WEEK)
		return mdp_period_set_unit(w, from, g, p);
	return mdp_period_set_span(w, from, to, of_text(w, units_text(w, last ? "last" : "first", count, g), all.text),
				   p);
}

static int eval_firstof(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	return edge_of(w, mdp_period_number_of(mdp_period_arg(n, 0)), mdp_period_arg(n, 1), mdp_period_arg(n, 2), false,
		       depth, p);
}

static int eval_lastof(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	return edge_of(w, mdp_period_number_of(mdp_period_arg(n, 0)), mdp_period_arg(n, 1), mdp_period_arg(n, 2), true,
		       depth, p);
}

/* "third week of 2024": the k-th of those that begin in the period; weeks of a year are ISO. */
static int eval_nth(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	enum mdp_grain g;
	struct mdp_period all;
	int k = mdp_period_number_of(mdp_period_arg(n, 0)), rc = grain_of(w, mdp_period_arg(n, 1), &g);
	if (rc == 0)
		rc = mdp_period_eval_node(w, mdp_period_arg(n, 2), depth + 1, &all);
	if (rc < 0)
		return rc;
	if (k < 1 || all.from == INT64_MIN || all.to == INT64_MAX)
		return mdp_period_impossible(w, "a part of this period");
	int64_t first = mdp_date_trunc(all.from, g);
	if (g == MDP_GRAIN_WEEK && all.grain == MDP_GRAIN_YEAR)
		first = mdp_date_trunc(all.from + 3, g);
	else if (first < all.from)
		first = mdp_date_add(first, g, 1);
	int64_t from = mdp_date_add(first, g, k - 1);
	if (from >= all.to)
		return mdp_period_impossible(w,
					     mdp_arena_printf(w->a, "%s has no %s %d", all.text, mdp_grain_word(g), k));
	return mdp_period_set_unit(w, from, g, p);
}

/* ---- spans ---- */

/* Does it say its year, or its place relative to today? */
static bool dated(const struct mdp_node *n, int depth)
{
	static const struct {
		const char *op;
		int year; /* which argument */
	} open[] = { { "month", 1 }, { "quarter", 1 }, { "half", 1 }, { "week", 1 }, { "day", 2 }, { "holiday", 1 } };
	if (!n || depth > MDP_PERIOD_DEPTH)
		return false;
	for (size_t i = 0; n->op && i < sizeof(open) / sizeof(*open); i++)
		if (strcmp(n->op, open[i].op) == 0)
			return mdp_period_arg(n, open[i].year) != NULL;
	return true;
}

static int eval_span(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	const struct mdp_node *a = mdp_period_arg(n, 0), *b = mdp_period_arg(n, 1);
	bool from_a = dated(a, depth) && !dated(b, depth);
	struct mdp_period first, second;
	struct mdp_period_work hint = *w;
	int rc = mdp_period_eval_node(w, from_a ? a : b, depth + 1, from_a ? &first : &second);
	if (rc < 0)
		return rc;
	if (from_a) {
		hint.year = mdp_date_civil(first.from).year;
		rc = mdp_period_eval_node(&hint, b, depth + 1, &second);
		if (rc == 0 && second.from < first.from) {
			hint.year++;
			rc = mdp_period_eval_node(&hint, b, depth + 1, &second);
		}
	} else {
		hint.year = dated(a, depth) ? 0 : mdp_date_civil(second.from).year;
		rc = mdp_period_eval_node(&hint, a, depth + 1, &first);
		if (rc == 0 && hint.year && first.from > second.from) {
			hint.year--;
			rc = mdp_period_eval_node(&hint, a, depth + 1, &first);
		}
	}
	if (rc < 0)
		return rc;
	return mdp_period_set_span(w, first.from, second.to, mdp_period_span_text(w, first.from, second.to), p);
}

static int eval_since(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	struct mdp_period x;
	int rc = mdp_period_eval_node(w, mdp_period_arg(n, 0), depth + 1, &x);
	return rc < 0 ? rc
		      : mdp_period_set_span(w, x.from, INT64_MAX,
					    mdp_arena_printf(w->a, "since %s", mdp_period_day_text(w, x.from)), p);
}

static int eval_after(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	struct mdp_period x;
	int rc = mdp_period_eval_node(w, mdp_period_arg(n, 0), depth + 1, &x);
	return rc < 0 ? rc : mdp_period_set_span(w, x.to, INT64_MAX, mdp_arena_printf(w->a, "after %s", x.text), p);
}

static int eval_before(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	struct mdp_period x;
	int rc = mdp_period_eval_node(w, mdp_period_arg(n, 0), depth + 1, &x);
	return rc < 0 ? rc : mdp_period_set_span(w, INT64_MIN, x.from, mdp_arena_printf(w->a, "before %s", x.text), p);
}

static int eval_until(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	struct mdp_period x;
	int rc = mdp_period_eval_node(w, mdp_period_arg(n, 0), depth + 1, &x);
	return rc < 0 ? rc
		      : mdp_period_set_span(w, INT64_MIN, x.to,
					    mdp_arena_printf(w->a, "through %s", mdp_period_day_text(w, x.to - 1)), p);
}

static int eval_alltime(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)n, (void)depth;
	return mdp_period_set_span(w, INT64_MIN, INT64_MAX, "all time", p);
}

static const struct mdp_period_op ops[] = {
	{ "year", eval_year, 1 },       { "month", eval_month, 1 },
	{ "quarter", eval_quarter, 1 }, { "lastmonth", eval_last_month, 1 },
	{ "half", eval_half, 1 },       { "week", eval_week, 1 },
	{ "date", eval_date, 1 },       { "yearmonth", eval_yearmonth, 1 },
	{ "day", eval_day, 2 },         { "days", eval_days, 3 },
	{ "decade", eval_decade, 1 },   { "last", eval_last, 1 },
	{ "this", eval_this, 1 },       { "next", eval_next, 1 },
	{ "lastn", eval_lastn, 2 },     { "nextn", eval_nextn, 2 },
	{ "last12", eval_last12, 0 },   { "ago", eval_ago, 2 },
	{ "today", eval_today, 0 },     { "todate", eval_todate, 1 },
	{ "firstof", eval_firstof, 3 }, { "lastof", eval_lastof, 3 },
	{ "nth", eval_nth, 3 },         { "span", eval_span, 2 },
	{ "since", eval_since, 1 },     { "after", eval_after, 1 },
	{ "before", eval_before, 1 },   { "until", eval_until, 1 },
	{ "alltime", eval_alltime, 0 }, { NULL, NULL, 0 },
};

int mdp_period_eval_node(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	if (depth > MDP_PERIOD_DEPTH)
		return mdp_refuse(w->err, MDP_REASON_UNSUPPORTED, "the period is nested too deeply");
	const struct mdp_period_op *const tables[] = { ops, mdp_period_fiscal_ops, mdp_period_holiday_ops,
						       mdp_period_span_ops };
	for (size_t k = 0; n && n->op && k < sizeof(tables) / sizeof(*tables); k++)
		for (const struct mdp_period_op *o = tables[k]; o->op; o++)
			if (strcmp(n->op, o->op) == 0 && n->nargs >= o->nargs)
				return o->fn(w, n, depth, p);
	return mdp_refuse(w->err, MDP_REASON_UNSUPPORTED, "this period is not understood");
}

int mdp_period_eval(const struct mdp_node *n, int64_t today, int fiscal_start, struct mdp_arena *a,
		    struct mdp_period *out, struct mdp_error *err)
{
	struct mdp_period_work w = { .today = today, .a = a, .err = err };
	w.fiscal = fiscal_start >= 1 && fiscal_start <= 12 ? fiscal_start : 0;
	return mdp_period_eval_node(&w, n, 0, out);
}
