/*
 * Comparing an answer with the gold result. Every gold column must equal some answer column, row for row: an assignment
 * of columns is searched, narrowed first by comparing columns on their own as multisets. Rows compare as a list, a multiset or a
 * set. Numbers agree to 1e-6 relative or to the cent, and a share may be given in percent; dates agree by value, whatever
 * their type; text exactly.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "eval/eval.h"
#include "base/banned.h"

#define MAX_COLUMNS 64
#define MAX_TRIES 20000 /* assignments looked at; results of questions never come near */

/* A cell in the one form that is compared. */
struct cell {
	enum { CELL_NULL, CELL_NUMBER, CELL_TEXT } kind;
	double number;
	const char *text;
};

struct column {
	struct cell *cells; /* a row each */
	struct cell *sorted;
};

struct side {
	struct column *columns;
	int ncolumns;
	int64_t nrows;
};

struct matcher {
	struct side gold, answer;
	bool ordered;
	const int *keys; /* answer columns it is sorted by */
	int nkeys;
	int assigned[MAX_COLUMNS]; /* gold column → answer column */
	double scale[MAX_COLUMNS]; /* 100 when the answer is in percent, 0.01 when the gold is */
	struct mdp_arena *a;
	int tries;
};

static struct cell cell_of(struct mdp_arena *a, const struct mdp_value *v)
{
	const int64_t day_us = INT64_C(86400000000);
	switch (v->type) {
	case MDP_T_NULL_:
		return (struct cell){ .kind = CELL_NULL };
	case MDP_T_INT:
	case MDP_T_DOUBLE:
	case MDP_T_DECIMAL:
		return (struct cell){ .kind = CELL_NUMBER, .number = mdp_value_number(v) };
	case MDP_T_BOOL:
		return (struct cell){ .kind = CELL_TEXT, .text = v->b ? "true" : "false" };
	case MDP_T_DATE:
	case MDP_T_TIMESTAMP: {
		/* A time at midnight is its day. */
		struct mdp_value day = *v;
		if (v->type == MDP_T_TIMESTAMP && v->i % day_us == 0)
			day = mdp_value_date(v->i / day_us);
		return (struct cell){ .kind = CELL_TEXT, .text = mdp_value_print(a, &day) };
	}
	case MDP_T_TEXT:
	case MDP_T_OTHER:
		break;
	}
	return (struct cell){ .kind = CELL_TEXT, .text = mdp_arena_strndup(a, v->s.p, v->s.n) };
}

static int cmp_cells(const struct cell *x, const struct cell *y)
{
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->kind == CELL_NUMBER)
		return (x->number > y->number) - (x->number < y->number);
	return x->kind == CELL_TEXT ? strcmp(x->text, y->text) : 0;
}

static int cmp_cells_v(const void *x, const void *y)
{
	return cmp_cells(x, y);
}

/* Cents are forgiven only where they cannot be the figure itself. */
static bool close_numbers(double x, double y)
{
	double larger = fmax(fabs(x), fabs(y)), off = fabs(x - y);
	return x == y || off <= 1e-6 * larger || (off <= 0.0050001 && larger >= 100);
}

static bool same_cell(const struct cell *gold, const struct cell *answer, double scale)
{
	if (gold->kind != answer->kind)
		return false;
	if (gold->kind == CELL_NUMBER)
		return close_numbers(gold->number * scale, answer->number);
	return gold->kind == CELL_NULL || !strcmp(gold->text, answer->text);
}

static struct side side_of(struct mdp_arena *a, const struct mdp_result *res)
{
	struct side s = { .ncolumns = res->ncolumns, .nrows = res->nrows };
	size_t rows = (size_t)res->nrows;
	s.columns = MDP_NEW_ARRAY(a, (size_t)s.ncolumns + 1, struct column);
	for (int c = 0; c < s.ncolumns; c++) {
		s.columns[c].cells = MDP_NEW_ARRAY(a, rows + 1, struct cell);
		s.columns[c].sorted = MDP_NEW_ARRAY(a, rows + 1, struct cell);
		for (int64_t r = 0; r < s.nrows; r++)
			s.columns[c].cells[r] = cell_of(a, mdp_result_at(res, r, c));
		memcpy(s.columns[c].sorted, s.columns[c].cells, rows * sizeof(struct cell));
		qsort(s.columns[c].sorted, rows, sizeof(struct cell), cmp_cells_v);
	}
	return s;
}

/* Rows as they compare: some columns of a side, in this order; no list means all from the first. */
struct row_order {
	const struct side *side;
	const int *columns;
	int ncolumns;
};

static int cmp_rows(const void *x, const void *y, void *data)
{
	const struct row_order *by = data;
	int64_t i = *(const int64_t *)x, j = *(const int64_t *)y;
	for (int c = 0; c < by->ncolumns; c++) {
		int column = by->columns ? by->columns[c] : c;
		int d = cmp_cells(&by->side->columns[column].cells[i], &by->side->columns[column].cells[j]);
		if (d)
			return d;
	}
	return 0;
}

static int64_t *order_of(struct matcher *m, const struct side *s, const int *columns, int ncolumns)
{
	int64_t *rows = MDP_NEW_ARRAY(m->a, (size_t)s->nrows + 1, int64_t);
	for (int64_t r = 0; r < s->nrows; r++)
		rows[r] = r;
	if (m->ordered)
		return rows;
	struct row_order by = { s, columns, ncolumns };
	qsort_r(rows, (size_t)s->nrows, sizeof(*rows), cmp_rows, &by);
	return rows;
}

static bool same_rows(struct matcher *m)
{
	int64_t *gold = order_of(m, &m->gold, NULL, m->gold.ncolumns);
	int64_t *answer = order_of(m, &m->answer, m->assigned, m->gold.ncolumns);
	for (int64_t r = 0; r < m->gold.nrows; r++)
		for (int c = 0; c < m->gold.ncolumns; c++)
			if (!same_cell(&m->gold.columns[c].cells[gold[r]],
				       &m->answer.columns[m->assigned[c]].cells[answer[r]], m->scale[c]))
				return false;
	return true;
}

/* Could the two columns be the same, seen alone? */
static bool column_fits(const struct matcher *m, int gold, int answer, double scale)
{
	const struct column *g = &m->gold.columns[gold], *x = &m->answer.columns[answer];
	for (int64_t r = 0; r < m->gold.nrows; r++)
		if (!same_cell(m->ordered ? &g->cells[r] : &g->sorted[r], m->ordered ? &x->cells[r] : &x->sorted[r],
			       scale))
			return false;
	return true;
}

static bool assign(struct matcher *m, int gold)
{
	static const double scales[] = { 1, 100, 0.01 };
	if (m->tries++ > MAX_TRIES)
		return false;
	if (gold == m->gold.ncolumns)
		return same_rows(m);
	for (int answer = 0; answer < m->answer.ncolumns; answer++) {
		for (size_t k = 0; k < sizeof(scales) / sizeof(scales[0]); k++) {
			if (!column_fits(m, gold, answer, scales[k]))
				continue;
			m->assigned[gold] = answer;
			m->scale[gold] = scales[k];
			if (assign(m, gold + 1))
				return true;
		}
	}
	return false;
}

/* Leaves the first of rows that repeat, in the order they came in. Returns where each of them stood. */
static const int64_t *drop_repeats(struct matcher *m, struct side *s)
{
	bool ordered = m->ordered;
	m->ordered = false;
	struct row_order by = { s, NULL, s->ncolumns };
	int64_t *rows = order_of(m, s, NULL, s->ncolumns), n = 0;
	m->ordered = ordered;
	for (int64_t i = 0; i < s->nrows; i++)
		if (!i || cmp_rows(&rows[n - 1], &rows[i], &by))
			rows[n++] = rows[i];
	/* Back into the order they came in. */
	for (int64_t i = 1; i < n; i++)
		for (int64_t j = i; j > 0 && rows[j] < rows[j - 1]; j--) {
			int64_t swap = rows[j];
			rows[j] = rows[j - 1];
			rows[j - 1] = swap;
		}
	for (int c = 0; c < s->ncolumns; c++) {
		struct column *col = &s->columns[c];
		for (int64_t i = 0; i < n; i++)
			col->cells[i] = col->cells[rows[i]];
		memcpy(col->sorted, col->cells, (size_t)n * sizeof(struct cell));
		qsort(col->sorted, (size_t)n, sizeof(struct cell), cmp_cells_v);
	}
	s->nrows = n;
	return rows;
}

/*
 * Sets whose order counts: rows that tie in what the answer is sorted by may stand in any order, and a row that repeats stands
 * where it comes first. `kept`: where the rows of `m->answer` stood in `all`; `m` is a match without order.
 */
static bool sorted_sets(struct matcher *m, const struct side *all, const int64_t *kept)
{
	int64_t *tie = MDP_NEW_ARRAY(m->a, (size_t)all->nrows + 1, int64_t), last = 0;
	int64_t *gold = order_of(m, &m->gold, NULL, m->gold.ncolumns);
	int64_t *answer = order_of(m, &m->answer, m->assigned, m->gold.ncolumns);
	int64_t *at = MDP_NEW_ARRAY(m->a, (size_t)m->gold.nrows + 1, int64_t); /* gold row → its place in `all` */
	struct row_order by = { all, m->keys, m->nkeys };
	for (int64_t r = 1; r < all->nrows; r++) {
		int64_t before = r - 1;
		tie[r] = tie[r - 1] + (cmp_rows(&before, &r, &by) != 0);
	}
	for (int64_t r = 0; r < m->gold.nrows; r++)
		at[gold[r]] = tie[kept[answer[r]]];
	for (int64_t r = 0; r < m->gold.nrows; r++) {
		if (at[r] < last)
			return false;
		last = at[r];
	}
	return true;
}

/* Sets: for each choice of as many answer columns as the gold has, repeats are dropped on both sides. */
static bool match_sets(struct matcher *m, const struct mdp_result *answer, int from, int depth, int *chosen)
{
	if (depth == m->gold.ncolumns) {
		struct side all = side_of(m->a, answer);
		struct column *picked = MDP_NEW_ARRAY(m->a, (size_t)depth + 1, struct column);
		for (int i = 0; i < depth; i++)
			picked[i] = all.columns[chosen[i]];
		m->answer = (struct side){ picked, depth, all.nrows };
		const int64_t *kept = drop_repeats(m, &m->answer);
		if (m->answer.nrows != m->gold.nrows)
			return false;
		if (assign(m, 0))
			return true;
		if (!m->ordered || !m->nkeys)
			return false;
		m->ordered = false;
		bool same = assign(m, 0) && sorted_sets(m, &all, kept);
		m->ordered = true;
		return same;
	}
	for (int c = from; c < answer->ncolumns && m->tries++ < MAX_TRIES; c++) {
		chosen[depth] = c;
		if (match_sets(m, answer, c + 1, depth + 1, chosen))
			return true;
	}
	return false;
}

static const char *row_text(struct mdp_arena *a, const struct mdp_result *res, int64_t row)
{
	const char *text = "";
	for (int c = 0; c < res->ncolumns; c++)
		text = mdp_arena_printf(a, "%s%s%s", text, c ? " | " : "",
					mdp_value_print(a, mdp_result_at(res, row, c)));
	return text;
}

static const char *difference(const struct mdp_result *gold, const struct mdp_result *answer, struct mdp_arena *a)
{
	const char *text = mdp_arena_printf(a, "gold has %lld row%s of %d, the answer %lld of %d",
					    (long long)gold->nrows, gold->nrows == 1 ? "" : "s", gold->ncolumns,
					    (long long)answer->nrows, answer->ncolumns);
	for (int64_t r = 0; r < 3 && (r < gold->nrows || r < answer->nrows); r++)
		text = mdp_arena_printf(a, "%s\n    gold:   %s\n    answer: %s", text,
					r < gold->nrows ? row_text(a, gold, r) : "-",
					r < answer->nrows ? row_text(a, answer, r) : "-");
	return text;
}

/*
 * Rows that tie in what is sorted by may stand in any order: taken in the gold's order, the answer's rows must still be sorted as
 * they were. `m` is a match without order.
 */
static bool sorted_alike(struct matcher *m, const int *keys, int nkeys)
{
	int64_t *gold = order_of(m, &m->gold, NULL, m->gold.ncolumns);
	int64_t *answer = order_of(m, &m->answer, m->assigned, m->gold.ncolumns);
	int64_t *at = MDP_NEW_ARRAY(m->a, (size_t)m->gold.nrows + 1, int64_t); /* gold row → answer row */
	for (int64_t r = 0; r < m->gold.nrows; r++)
		at[gold[r]] = answer[r];
	for (int64_t r = 0; r < m->gold.nrows; r++)
		for (int k = 0; k < nkeys; k++) {
			const struct column *c = &m->answer.columns[keys[k]];
			if (cmp_cells(&c->cells[at[r]], &c->cells[r]))
				return false;
		}
	return true;
}

const char *mdp_match(const struct mdp_result *gold, const struct mdp_result *answer, bool ordered, bool set,
		      struct mdp_arena *a)
{
	return mdp_match_sorted(gold, answer, ordered, set, NULL, 0, a);
}

const char *mdp_match_sorted(const struct mdp_result *gold, const struct mdp_result *answer, bool ordered, bool set,
			     const int *keys, int nkeys, struct mdp_arena *a)
{
	struct matcher m = { .ordered = ordered, .keys = keys, .nkeys = nkeys, .a = a };
	int chosen[MAX_COLUMNS];
	if (gold->ncolumns > MAX_COLUMNS || answer->ncolumns > MAX_COLUMNS || answer->ncolumns < gold->ncolumns)
		return difference(gold, answer, a);
	m.gold = side_of(a, gold);
	if (set) {
		drop_repeats(&m, &m.gold);
		return match_sets(&m, answer, 0, 0, chosen) ? NULL : difference(gold, answer, a);
	}
	m.answer = side_of(a, answer);
	if (m.gold.nrows == m.answer.nrows && assign(&m, 0))
		return NULL;
	if (ordered && nkeys > 0 && m.gold.nrows == m.answer.nrows) {
		m.ordered = false;
		m.tries = 0;
		if (assign(&m, 0) && sorted_alike(&m, keys, nkeys))
			return NULL;
	}
	return difference(gold, answer, a);
}
