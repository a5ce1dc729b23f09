/*
 * A change in parts, made short: a split whose largest part is one that an earlier split has (the same things by another name) is left out
 * and named, and parts too small to tell of are one row, so that the parts of each split still add up.
 */
#include <math.h>
#include <string.h>
#include "analyze/steps.h"
#include "base/banned.h"

enum { BY, PART, BEFORE, AFTER, CHANGE, SHARE, COLUMNS };
#define SAME 0.005 /* of a part, within which two are the same things */
#define SUPPORT 0.05 /* of the larger total, below which a part is small */
#define TELLS 0.15 /* of the change, from which on a part is told of however small it is */
#define FEWEST 2 /* small parts that are worth a row of their own */

struct splits {
	struct mdp_analyzing *x;
	bool *small, *gone; /* of each row */
	double total, whole;
};

static double at(const struct splits *s, int64_t row, int column)
{
	double v = mdp_analyze_number(s->x, row, column);
	return isnan(v) ? 0 : v;
}

static bool same_split(const struct splits *s, int64_t a, int64_t b)
{
	return mdp_value_eq(mdp_result_at(s->x->rows, a, BY), mdp_result_at(s->x->rows, b, BY));
}

static bool alike(double a, double b, double of)
{
	return fabs(a - b) <= SAME * of;
}

/* The row of an earlier split that is the same things as this one; -1. */
static int64_t earlier(const struct splits *s, int64_t row, int64_t first)
{
	double size = fmax(fabs(at(s, row, BEFORE)), fabs(at(s, row, AFTER)));
	for (int64_t i = 1; i < first; i++)
		if (!s->gone[i] && alike(at(s, i, BEFORE), at(s, row, BEFORE), size) &&
		    alike(at(s, i, AFTER), at(s, row, AFTER), size) &&
		    alike(at(s, i, CHANGE), at(s, row, CHANGE), 10 * fabs(at(s, row, CHANGE))))
			return i;
	return -1;
}

/* Rows [first, end) are one split. Returns how many of its rows stay, those that are folded counted as one. */
static int64_t look_at(struct splits *s, int64_t first, int64_t end, const char **left_out)
{
	int64_t lead = first, small = 0, twin;
	for (int64_t i = first; i < end; i++) {
		double size = fmax(fabs(at(s, i, BEFORE)), fabs(at(s, i, AFTER)));
		lead = fabs(at(s, i, CHANGE)) > fabs(at(s, lead, CHANGE)) ? i : lead;
		s->small[i] = size < SUPPORT * s->total && fabs(at(s, i, CHANGE)) < TELLS * fabs(s->whole);
		small += s->small[i];
	}
	twin = first > 1 && end - first > 1 ? earlier(s, lead, first) : -1;
	if (twin >= 0) {
		const struct mdp_value *by = mdp_result_at(s->x->rows, first, BY),
				       *as = mdp_result_at(s->x->rows, twin, BY);
		*left_out = mdp_arena_printf(s->x->a, "%s%s%.*s (as %.*s)", *left_out, **left_out ? ", " : "",
					     (int)by->s.n, by->s.p, (int)as->s.n, as->s.p);
		for (int64_t i = first; i < end; i++)
			s->gone[i] = true;
		return 0;
	}
	for (int64_t i = first; i < end && small < FEWEST; i++)
		s->small[i] = false;
	return small < FEWEST ? end - first : end - first - small + 1;
}

/* Writes what is left of the rows [first, end); those that are small come last, as one. */
static void write(const struct splits *s, const struct mdp_value *old, int64_t first, int64_t end, int64_t *row)
{
	int64_t small = 0;
	double sums[COLUMNS] = { 0 };
	for (int64_t i = first; i < end; i++) {
		if (s->gone[i])
			continue;
		for (int c = 0; c < COLUMNS; c++)
			if (!s->small[i])
				*mdp_analyze_cell(s->x, *row, c) = old[i * COLUMNS + c];
			else if (c >= BEFORE && mdp_value_is_number(&old[i * COLUMNS + c]))
				sums[c] += mdp_value_number(&old[i * COLUMNS + c]);
		small += s->small[i];
		*row += !s->small[i];
	}
	if (!small)
		return;
	const char *name = mdp_arena_printf(&s->x->rows->arena, "%lld smaller parts", (long long)small);
	*mdp_analyze_cell(s->x, *row, BY) = old[first * COLUMNS + BY];
	*mdp_analyze_cell(s->x, *row, PART) = mdp_value_text(mdp_str_of(name));
	for (int c = BEFORE; c < COLUMNS; c++)
		*mdp_analyze_cell(s->x, *row, c) = mdp_value_double(c == SHARE ? sums[c] : round(sums[c] * 1e6) / 1e6);
	(*row)++;
}

int mdp_step_contribution(struct mdp_analyzing *x, struct mdp_error *err)
{
	int64_t n = x->rows->nrows, kept = 0, row = 0;
	struct splits s = { .x = x };
	const struct mdp_value *old = x->rows->values;
	struct mdp_plan_column columns[COLUMNS];
	enum mdp_type types[COLUMNS];
	const char *left_out = "";
	(void)err;
	if (n < 2 || x->rows->ncolumns != COLUMNS)
		return 0;
	s.small = MDP_NEW_ARRAY(x->a, (size_t)n, bool);
	s.gone = MDP_NEW_ARRAY(x->a, (size_t)n, bool);
	s.total = fmax(fabs(at(&s, 0, BEFORE)), fabs(at(&s, 0, AFTER)));
	s.whole = at(&s, 0, CHANGE);
	for (int64_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && same_split(&s, end, i); end++)
			;
		kept += i == 0 ? end : look_at(&s, i, end, &left_out);
	}
	for (int c = 0; c < COLUMNS; c++) {
		columns[c] = x->plan->columns[c];
		types[c] = x->rows->columns[c].type;
	}
	mdp_analyze_replace(x, columns, types, COLUMNS, kept);
	for (int64_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && mdp_value_eq(&old[end * COLUMNS], &old[i * COLUMNS]); end++)
			;
		write(&s, old, i, end, &row);
	}
	if (*left_out)
		mdp_analyze_caveat(x, "alike",
				   "left out, since their largest part is the same things as one that is shown: by %s",
				   left_out);
	mdp_analyze_caveat(x, "small",
			   "parts below 5 %% of the whole that hold less than 15 %% of the change are one row");
	return 0;
}
