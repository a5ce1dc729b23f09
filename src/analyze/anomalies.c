/*
 * Which of the series that were planned are unusual, when, and by how much: the rows of all series, in one shape, become one row a
 * finding. A series is made whole first: periods without rows are 0, and those that the data cover only in part are left out.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "analyze/sample.h"
#include "analyze/steps.h"
#include "analyze/unusual.h"
#include "base/banned.h"

enum { FIGURE, SPLIT, ID, MEMBER, GRAIN, COUNTS, PERIOD, UNTIL, CAUSE, VALUE, SQUARES };
#define LONGEST 3 /* months of one stretch */
#define MOST 200 /* findings of one series */
#define ALIKE 0.5 /* of their time together, from which on one finding may explain another */
#define NEARLY_ALL 0.8 /* of what is over or under */
#define AS_FAR 1.8 /* times, up to which two are off by about as much */
#define PART 0.15 /* of what is too much, that has to be of what explains it */
#define SAME_TIME 0.35 /* of their time together, from which on something that ran explains a finding */

struct finding {
	struct mdp_unusual u;
	const char *figure, *split, *id, *member, *cause;
	enum mdp_grain grain;
	bool counts;
	int64_t from, to; /* days, the last one inclusive */
};

struct search {
	struct mdp_analyzing *x;
	int64_t first, last; /* days that the data cover */
	struct finding *found;
	int nfound, cap, series;
};

static const char *text(const struct search *s, int64_t row, int column)
{
	const struct mdp_value *v = mdp_result_at(s->x->rows, row, column);
	return v->type == MDP_T_TEXT ? mdp_arena_strndup(s->x->a, v->s.p, v->s.n) : NULL;
}

static bool same_text(const struct search *s, int64_t a, int64_t b, int column)
{
	const struct mdp_value *x = mdp_result_at(s->x->rows, a, column), *y = mdp_result_at(s->x->rows, b, column);
	return x->type == y->type && (x->type != MDP_T_TEXT || mdp_str_eq(x->s, y->s));
}

static int64_t day(const struct search *s, int64_t row, int column)
{
	const struct mdp_value *v = mdp_result_at(s->x->rows, row, column);
	return v->type == MDP_T_DATE ? v->i : INT64_MIN;
}

/* Steps of a grain from one day to another that begin in order. */
static int steps_between(int64_t from, int64_t to, enum mdp_grain g)
{
	int64_t days = to > from ? to - from : 0;
	int n = 0;
	if (g == MDP_GRAIN_DAY || g == MDP_GRAIN_WEEK)
		return (int)((days < 30000 ? days : 30000) + (g == MDP_GRAIN_WEEK ? 6 : 0)) /
		       (g == MDP_GRAIN_WEEK ? 7 : 1);
	for (int64_t at = from; at < to && n < 30000; n++)
		at = mdp_date_add(from, g, n + 1);
	return n;
}

/* The first and the number of periods that are covered whole. */
static int whole_periods(const struct search *s, enum mdp_grain g, int64_t *from)
{
	*from = mdp_date_trunc(s->first, g);
	if (*from < s->first)
		*from = mdp_date_add(*from, g, 1);
	return steps_between(*from, mdp_date_trunc(s->last + 1, g), g);
}

static int season(enum mdp_grain g)
{
	return g == MDP_GRAIN_DAY ? 7 : g == MDP_GRAIN_MONTH ? 12 : g == MDP_GRAIN_QUARTER ? 4 : 1;
}

/* Steps of a year. */
static double a_year(enum mdp_grain g)
{
	return g == MDP_GRAIN_DAY ? 365.25 : g == MDP_GRAIN_WEEK ? 52.2 : g == MDP_GRAIN_MONTH ? 12 : 4;
}

static void keep(struct search *s, const struct mdp_unusual *u, struct finding f, int64_t from)
{
	const struct mdp_plan *p = s->x->plan;
	f.u = *u;
	f.from = mdp_date_add(from, f.grain, u->from);
	f.to = mdp_date_add(from, f.grain, u->to + 1) - 1;
	if (p->from < p->to && (f.to < p->from || f.from >= p->to))
		return;
	MDP_PUSH(s->x->a, s->found, s->nfound, s->cap, f);
}

/* Amounts as if they were counts of their usual lump, so that few of them are as uncertain as few things. */
static void in_lumps(double *y, int n, bool counts, double *unit)
{
	double sum = 0, squares = 0;
	for (int i = 0; i < n; i++) {
		y[i] = fmax(0, y[i]);
		sum += y[i];
		squares += y[i] * y[i];
	}
	*unit = counts || !(sum > 0) ? 1 : squares / sum / 10;
	for (int i = 0; i < n; i++)
		y[i] /= *unit;
}

/* Rows [row, end) are one figure by one split, members in order. */
static void search_series(struct search *s, int64_t row, int64_t end)
{
	struct mdp_arena *a = s->x->a;
	struct mdp_unusual u[MOST];
	int64_t from = 0, *heads;
	double *y, *squares;
	bool clustered = false;
	struct finding f = { .figure = text(s, row, FIGURE), .split = text(s, row, SPLIT) };
	struct mdp_unusual_options opt = { .longest = LONGEST };
	int groups = 0, n, found;
	double unit = 1;

	if (!mdp_grain_from_word(mdp_str_of(text(s, row, GRAIN)), &f.grain))
		return;
	f.counts = mdp_analyze_number(s->x, row, COUNTS) > 0;
	opt.counts = f.counts;
	opt.period = season(f.grain);
	opt.a_year = a_year(f.grain);
	n = whole_periods(s, f.grain, &from);
	for (int64_t i = row; i < end; i++)
		groups += i == row || !same_text(s, i, i - 1, ID);
	if (n < MDP_UNUSUAL_FEWEST || (long)groups * n > MDP_UNUSUAL_CELLS)
		return;
	y = MDP_NUMBERS(a, groups * n);
	squares = MDP_NUMBERS(a, groups * n);
	heads = MDP_NEW_ARRAY(a, (size_t)groups, int64_t);
	groups = 0;
	for (int64_t i = row; i < end; i++) {
		double value = mdp_analyze_number(s->x, i, VALUE), square = mdp_analyze_number(s->x, i, SQUARES);
		int64_t at = day(s, i, PERIOD);
		if (i == row || !same_text(s, i, i - 1, ID))
			heads[groups++] = i;
		if (at < from || isnan(value))
			continue;
		int t = steps_between(from, at, f.grain);
		if (t >= n)
			continue;
		y[(groups - 1) * n + t] += value;
		squares[(groups - 1) * n + t] += isnan(square) ? 0 : square;
		clustered |= !isnan(square);
	}
	s->series++;
	if (f.split)
		in_lumps(y, groups * n, f.counts, &unit);
	found = f.split ? mdp_unusual_groups(y, clustered ? squares : NULL, groups, n, &opt, a, u, MOST)
			: mdp_unusual_steps(y, n, &opt, a, u, MOST);
	for (int i = 0; i < found; i++) {
		f.id = f.split ? text(s, heads[u[i].group], ID) : NULL;
		f.member = f.split ? text(s, heads[u[i].group], MEMBER) : NULL;
		u[i].actual *= unit;
		u[i].expected *= unit;
		keep(s, &u[i], f, from);
	}
}

/* --- causes --- */

static double together(int64_t a, int64_t b, int64_t c, int64_t d)
{
	int64_t both = (b < d ? b : d) - (a > c ? a : c) + 1, all = (b > d ? b : d) - (a < c ? a : c) + 1;
	return both > 0 ? (double)both / (double)all : 0;
}

/* When something ran: over all members that have it in [row, end). */
static void ran(const struct search *s, int64_t row, int64_t first, int64_t end, int64_t *from, int64_t *to)
{
	*from = INT64_MAX;
	*to = INT64_MIN;
	for (int64_t i = first; i < end; i++)
		if (same_text(s, i, row, CAUSE)) {
			*from = day(s, i, PERIOD) < *from ? day(s, i, PERIOD) : *from;
			*to = day(s, i, UNTIL) > *to ? day(s, i, UNTIL) : *to;
		}
}

/* Of what ran for the member at that time, that which had the most of it. Only what adds is explained by it. */
static void find_cause(const struct search *s, struct finding *f, int64_t first, int64_t end)
{
	double best = 0;
	for (int64_t i = first; i < end; i++) {
		int64_t from, to;
		double n = mdp_analyze_number(s->x, i, VALUE), share;
		const struct mdp_value *split = mdp_result_at(s->x->rows, i, SPLIT),
				       *id = mdp_result_at(s->x->rows, i, ID);
		if (!mdp_str_is(split->s, f->split) || !mdp_str_is(id->s, f->id) || n < 2 ||
		    n < PART * (f->u.actual - f->u.expected))
			continue;
		ran(s, i, first, end, &from, &to);
		share = together(from, to, f->from, f->to);
		if (share < SAME_TIME || n * share <= best)
			continue;
		best = n * share;
		f->cause = mdp_arena_printf(s->x->a, "%s %s", text(s, i, GRAIN), text(s, i, CAUSE));
	}
}

/* --- what is told --- */

/*
 * The same days and the same direction: an amount and the number it goes with; a group whose excess is nearly all that of a finer one; a
 * group that is off by about as much as the coarser one that it seems to be of (a city and its state).
 */
static bool is_explained(const struct finding *f, const struct finding *by)
{
	double more = f->u.actual - f->u.expected, other = by->u.actual - by->u.expected, ratio;
	if (f == by || (more > 0) != (other > 0) || together(f->from, f->to, by->from, by->to) < ALIKE)
		return false;
	if (!f->split)
		return !by->split && by->counts && !f->counts;
	if (!by->split || strcmp(f->split, by->split) == 0 || strcmp(f->figure, by->figure) != 0)
		return false;
	if (by->u.expected < f->u.expected)
		return fabs(other) >= NEARLY_ALL * fabs(more);
	ratio = (f->u.actual + 1) / (f->u.expected + 1) / ((by->u.actual + 1) / (by->u.expected + 1));
	return by->u.expected > f->u.expected && fabs(more) < NEARLY_ALL * fabs(other) && ratio < AS_FAR &&
	       ratio > 1 / AS_FAR;
}

static int by_chance(const void *pa, const void *pb)
{
	const struct finding *a = pa, *b = pb;
	if (a->u.p != b->u.p)
		return (a->u.p > b->u.p) - (a->u.p < b->u.p);
	return (a->from > b->from) - (a->from < b->from);
}

static void put_text(struct mdp_analyzing *x, int64_t row, int column, const char *s)
{
	if (s)
		*mdp_analyze_cell(x, row, column) = mdp_value_text(mdp_str_of(mdp_arena_strdup(&x->rows->arena, s)));
}

/* The question that shows it: the periods around it. */
static const char *question(const struct search *s, const struct finding *f)
{
	char a[MDP_DATE_TEXT], b[MDP_DATE_TEXT];
	int64_t from = mdp_date_add(f->from, f->grain, -6), to = mdp_date_add(f->to + 1, f->grain, 6) - 1;
	const char *grain = mdp_grain_word(f->grain), *of = "";
	from = from < s->first ? s->first : from;
	to = to > s->last ? s->last : to;
	const char *where = mdp_analyze_where(s->x, s->x->plan->time_column);
	if (!where)
		return NULL;
	if (f->split)
		of = mdp_arena_printf(s->x->a, strcmp(f->id, f->member) ? " of %s %s" : " with %s %s", f->split, f->id);
	return mdp_arena_printf(s->x->a, "%s%s%s%s by %s from %s to %s", f->counts ? "number of " : "", f->figure, of,
				where, grain, mdp_date_print(from, a), mdp_date_print(to, b));
}

static void tell(struct search *s)
{
	static const char *const names[] = { "figure",   "of",     "from",  "to",      "actual",
					     "expected", "change", "cause", "question" };
	static const enum mdp_type types[] = { MDP_T_TEXT,   MDP_T_TEXT,   MDP_T_DATE, MDP_T_DATE, MDP_T_DOUBLE,
					       MDP_T_DOUBLE, MDP_T_DOUBLE, MDP_T_TEXT, MDP_T_TEXT };
	struct mdp_plan_column columns[9];
	int n = 0, limit = s->x->q->limit;
	for (int i = 0; i < 9; i++)
		columns[i] = (struct mdp_plan_column){ .name = names[i], .key = i < 4, .column = -1 };
	columns[6].unit = "ratio";
	for (int i = 0; i < s->nfound; i++) {
		bool explained = false;
		for (int k = 0; k < s->nfound && !explained; k++)
			explained = is_explained(&s->found[i], &s->found[k]);
		if (!explained)
			s->found[n++] = s->found[i];
	}
	if (n < s->nfound)
		mdp_analyze_caveat(
			s->x, "explained",
			"%d more %s left out: the same as one that is shown, seen in another figure or group",
			s->nfound - n, s->nfound - n == 1 ? "finding is" : "findings are");
	s->nfound = n;
	n = limit > 0 && limit < n ? limit : n;
	mdp_analyze_replace(s->x, columns, types, 9, n);
	for (int i = 0; i < n; i++) {
		const struct finding *f = &s->found[i];
		const char *of = f->split ? mdp_arena_printf(s->x->a, strcmp(f->id, f->member) ? "%s %s [%s]" : "%s %s",
							     f->split, f->member, f->id)
					  : "all";
		put_text(s->x, i, 0, f->figure);
		put_text(s->x, i, 1, of);
		*mdp_analyze_cell(s->x, i, 2) = (struct mdp_value){ .type = MDP_T_DATE, .i = f->from };
		*mdp_analyze_cell(s->x, i, 3) = (struct mdp_value){ .type = MDP_T_DATE, .i = f->to };
		*mdp_analyze_cell(s->x, i, 4) = mdp_value_double(f->u.actual);
		*mdp_analyze_cell(s->x, i, 5) =
			mdp_value_double(f->counts ? round(f->u.expected * 10) / 10 : f->u.expected);
		if (f->u.expected > 0)
			*mdp_analyze_cell(s->x, i, 6) = mdp_value_double(f->u.actual / f->u.expected - 1);
		put_text(s->x, i, 7, f->cause);
		put_text(s->x, i, 8, question(s, f));
	}
	s->x->plan->ordered = true;
}

int mdp_analyze_anomalies(struct mdp_analyzing *x, struct mdp_error *err)
{
	struct search s = { .x = x };
	int64_t n = x->rows->nrows, causes = 0;

	if (x->plan->time_column < 0 || !mdp_catalog_period(x->c, x->plan->time_column, &s.first, &s.last))
		return mdp_refuse(err, MDP_REASON_OUTSIDE_DATA, "it is not known from when to when the data are");
	s.last = s.last > x->today ? x->today : s.last;
	/* nothing of the figure: what ran; nulls come last */
	for (causes = n; causes > 0 && mdp_result_at(x->rows, causes - 1, FIGURE)->type != MDP_T_TEXT; causes--)
		;
	for (int64_t row = 0, end; row < causes; row = end) {
		for (end = row + 1; end < causes && same_text(&s, end, row, FIGURE) && same_text(&s, end, row, SPLIT);
		     end++)
			;
		search_series(&s, row, end);
	}
	if (!s.series)
		return mdp_refuse(
			err, MDP_REASON_OUTSIDE_DATA,
			"there is too little data: at least %d whole periods are needed to know what is usual",
			MDP_UNUSUAL_FEWEST);
	if (s.nfound > 1)
		qsort(s.found, (size_t)s.nfound, sizeof(*s.found), by_chance);
	for (int i = 0; i < s.nfound; i++)
		if (s.found[i].split && s.found[i].u.actual > s.found[i].u.expected)
			find_cause(&s, &s.found[i], causes, n);
	mdp_analyze_caveat(
		x, "false_findings",
		"a period is told of where chance alone would bring one like it less than once in 20 years, or "
		"where on average at most 5 %% of such are false alarms; a group where at most 2 %% are; %d series "
		"of numbers %s looked at",
		s.series, s.series == 1 ? "was" : "were");
	tell(&s);
	return 0;
}
