/*
 * A change in parts, made short: a split whose largest part is one that an earlier split has (the same things by another name) is left out
 * and named, and parts too small to tell of are one row, so that the parts of each split still add up.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "analyze/steps.h"
#include "base/banned.h"

enum { BY, PART };
#define SAME 0.005 /* of a part, within which two are the same things */
#define SUPPORT 0.05 /* of the larger total, below which a part is small */
#define TELLS 0.15 /* of the change, from which on a part is told of however small it is */
#define FEWEST 2 /* small parts that are worth a row of their own */
#define MOST 24 /* parts of a split that are told of; those with the largest changes */

struct splits {
	struct mdp_analyzing *x;
	int before, after, change, ncolumns; /* columns of the rows */
	int weight_before, weight_after; /* of a ratio; else -1 */
	bool *small, *gone; /* of each row */
	double total, whole, all_before;
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

static double larger(const struct splits *s, int64_t row, int a, int b)
{
	return fmax(fabs(at(s, row, a)), fabs(at(s, row, b)));
}

/* How much of all there is of a part: of a ratio by its weight. */
static bool is_small(const struct splits *s, int64_t row)
{
	double size = s->weight_before >= 0 ? larger(s, row, s->weight_before, s->weight_after)
					    : larger(s, row, s->before, s->after) / s->total;
	return size < SUPPORT && fabs(at(s, row, s->change)) < TELLS * fabs(s->whole);
}

/* The row of an earlier split that is the same things as this one; -1. */
static int64_t earlier(const struct splits *s, int64_t row, int64_t first)
{
	double size = larger(s, row, s->before, s->after);
	for (int64_t i = 1; i < first; i++)
		if (!s->gone[i] && alike(at(s, i, s->before), at(s, row, s->before), size) &&
		    alike(at(s, i, s->after), at(s, row, s->after), size) &&
		    alike(at(s, i, s->change), at(s, row, s->change), 10 * fabs(at(s, row, s->change))) &&
		    (s->weight_before < 0 || alike(at(s, i, s->weight_after), at(s, row, s->weight_after), 1)))
			return i;
	return -1;
}

static int by_size(const void *pa, const void *pb)
{
	double a = *(const double *)pa, b = *(const double *)pb;
	return (a < b) - (a > b);
}

/* All but those with the largest changes are small as well. */
static void cut(struct splits *s, int64_t first, int64_t end)
{
	double *sizes = MDP_NEW_ARRAY(s->x->a, (size_t)(end - first), double);
	int64_t n = 0;
	for (int64_t i = first; i < end; i++)
		if (!s->small[i])
			sizes[n++] = fabs(at(s, i, s->change));
	if (n <= MOST)
		return;
	qsort(sizes, (size_t)n, sizeof(*sizes), by_size);
	for (int64_t i = first; i < end; i++)
		s->small[i] |= fabs(at(s, i, s->change)) < sizes[MOST - 1];
}

/* The split of a row behind those that are left out; `twin`: a row of what shows the same, or -1. */
static const char *name_split(const struct splits *s, int64_t row, int64_t twin, const char *list)
{
	const struct mdp_value *by = mdp_result_at(s->x->rows, row, BY);
	if (twin < 0)
		return mdp_arena_printf(s->x->a, "%s%s%.*s (only small parts)", list, *list ? ", " : "", (int)by->s.n,
					by->s.p);
	const struct mdp_value *as = mdp_result_at(s->x->rows, twin, BY);
	return mdp_arena_printf(s->x->a, "%s%s%.*s (as %.*s)", list, *list ? ", " : "", (int)by->s.n, by->s.p,
				(int)as->s.n, as->s.p);
}

/* Rows [first, end) are one split. Returns how many of its rows stay, those that are folded counted as one. */
static int64_t look_at(struct splits *s, int64_t first, int64_t end, const char **left_out)
{
	int64_t lead = first, small = 0, twin;
	for (int64_t i = first; i < end; i++) {
		lead = fabs(at(s, i, s->change)) > fabs(at(s, lead, s->change)) ? i : lead;
		s->small[i] = is_small(s, i);
	}
	cut(s, first, end);
	for (int64_t i = first; i < end; i++)
		small += s->small[i];
	if (small == end - first && small > FEWEST) { /* nothing that could be told of */
		*left_out = name_split(s, first, -1, *left_out);
		for (int64_t i = first; i < end; i++)
			s->gone[i] = true;
		return 0;
	}
	twin = first > 1 && end - first > 1 ? earlier(s, lead, first) : -1;
	if (twin >= 0) {
		*left_out = name_split(s, first, twin, *left_out);
		for (int64_t i = first; i < end; i++)
			s->gone[i] = true;
		return 0;
	}
	for (int64_t i = first; i < end && small < FEWEST; i++)
		s->small[i] = false;
	return small < FEWEST ? end - first : end - first - small + 1;
}

/* What several parts of a ratio have together: of their sums, which are weights times ratios. */
static double together(const struct splits *s, const struct mdp_value *old, int64_t first, int64_t end, int column,
		       int weight)
{
	double sum = 0, of = 0;
	for (int64_t i = first; i < end; i++) {
		const struct mdp_value *v = &old[i * s->ncolumns + column], *w = &old[i * s->ncolumns + weight];
		if (!s->small[i] || !mdp_value_is_number(v) || !mdp_value_is_number(w))
			continue;
		sum += mdp_value_number(v) * mdp_value_number(w);
		of += mdp_value_number(w);
	}
	return sum / of;
}

/* Is each part what was there before and after? Effects begin where others end, so that sums of these say nothing. */
static bool is_whole(const struct splits *s, const struct mdp_value *old, int64_t first, int64_t end)
{
	double sum = 0;
	for (int64_t i = first; i < end; i++) {
		const struct mdp_value *v = &old[i * s->ncolumns + s->before];
		sum += mdp_value_is_number(v) ? mdp_value_number(v) : 0;
	}
	return s->weight_before >= 0 || alike(sum, s->all_before, s->total);
}

/* One row for all that is small in [first, end). */
static void fold(const struct splits *s, const struct mdp_value *old, int64_t first, int64_t end, int64_t row)
{
	int64_t small = 0;
	bool whole = is_whole(s, old, first, end);
	for (int64_t i = first; i < end; i++)
		small += s->small[i];
	const char *name = mdp_arena_printf(&s->x->rows->arena, "%lld smaller parts", (long long)small);
	*mdp_analyze_cell(s->x, row, BY) = old[first * s->ncolumns + BY];
	*mdp_analyze_cell(s->x, row, PART) = mdp_value_text(mdp_str_of(name));
	for (int c = PART + 1; c < s->ncolumns; c++) {
		double sum = 0;
		bool rate = s->weight_before >= 0 && (c == s->before || c == s->after);
		for (int64_t i = first; i < end; i++)
			if (s->small[i] && mdp_value_is_number(&old[i * s->ncolumns + c]))
				sum += mdp_value_number(&old[i * s->ncolumns + c]);
		if (rate)
			sum = together(s, old, first, end, c, c == s->before ? s->weight_before : s->weight_after);
		if ((c == s->before || c == s->after) && !whole)
			continue;
		if (!isnan(sum))
			*mdp_analyze_cell(s->x, row, c) = mdp_value_double(
				s->weight_before >= 0 || c == s->ncolumns - 1 ? sum : round(sum * 1e6) / 1e6);
	}
}

/* Writes what is left of the rows [first, end); those that are small come last, as one. */
static void write(const struct splits *s, const struct mdp_value *old, int64_t first, int64_t end, int64_t *row)
{
	bool small = false;
	for (int64_t i = first; i < end && !s->gone[i]; i++) {
		for (int c = 0; c < s->ncolumns && !s->small[i]; c++)
			*mdp_analyze_cell(s->x, *row, c) = old[i * s->ncolumns + c];
		small |= s->small[i];
		*row += !s->small[i];
	}
	if (small)
		fold(s, old, first, end, (*row)++);
}

/* The rows in their new order, of the same columns. */
static void rewrite(struct splits *s, int64_t kept)
{
	int64_t n = s->x->rows->nrows, row = 0;
	const struct mdp_value *old = s->x->rows->values;
	struct mdp_plan_column *columns = MDP_NEW_ARRAY(s->x->a, (size_t)s->ncolumns, struct mdp_plan_column);
	enum mdp_type *types = MDP_NEW_ARRAY(s->x->a, (size_t)s->ncolumns, enum mdp_type);
	for (int c = 0; c < s->ncolumns; c++) {
		columns[c] = s->x->plan->columns[c];
		types[c] = s->x->rows->columns[c].type;
	}
	mdp_analyze_replace(s->x, columns, types, s->ncolumns, kept);
	for (int64_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && mdp_value_eq(&old[end * s->ncolumns], &old[i * s->ncolumns]); end++)
			;
		write(s, old, i, end, &row);
	}
}

int mdp_step_contribution(struct mdp_analyzing *x, struct mdp_error *err)
{
	int64_t n = x->rows->nrows, kept = 0;
	struct splits s = { .x = x,
			    .before = mdp_analyze_column(x, "before"),
			    .after = mdp_analyze_column(x, "after"),
			    .change = mdp_analyze_column(x, "change"),
			    .weight_before = mdp_analyze_column(x, "of all before"),
			    .weight_after = mdp_analyze_column(x, "of all after"),
			    .ncolumns = x->rows->ncolumns };
	const char *left_out = "";
	(void)err;
	if (n < 2 || s.before < 0 || s.after < 0 || s.change < 0)
		return 0;
	s.small = MDP_NEW_ARRAY(x->a, (size_t)n, bool);
	s.gone = MDP_NEW_ARRAY(x->a, (size_t)n, bool);
	s.total = larger(&s, 0, s.before, s.after);
	s.whole = at(&s, 0, s.change);
	s.all_before = at(&s, 0, s.before);
	for (int64_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && same_split(&s, end, i); end++)
			;
		bool parts = mdp_analyze_number(x, i, s.change) == mdp_analyze_number(x, i, s.change) && i > 0;
		kept += parts ? look_at(&s, i, end, &left_out) : end - i;
	}
	rewrite(&s, kept);
	if (*left_out)
		mdp_analyze_caveat(
			x, "alike",
			"left out, since all of their parts are small or the largest is the same things as one "
			"that is shown: by %s",
			left_out);
	mdp_analyze_caveat(x, "small",
			   "parts below 5 %% of the whole that hold less than 15 %% of the change are one row");
	return 0;
}
