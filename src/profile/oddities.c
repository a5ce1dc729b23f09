/*
 * Values that do not mean what they say, and what is done with them. Texts that stand for "missing", and empty ones, come from
 * the index of values. Numbers are looked at only where the least or the greatest is suspicious: outside what the name
 * allows (an age of 150), all nines or a lone −1 or 0 at a distance from the next value as wide as all others together, or
 * negative where nearly all are positive. A tail of large but plausible numbers is none of these. Times far from all others
 * are found in periods.c. The rows stay as they are: what is found is told.
 */
#include <math.h>
#include <string.h>

#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define ROWS_LEAST 20
#define EXTREMES 8 /* distinct values looked at on each side */
#define FEW 0.05 /* what more rows have is no exception */
#define MANY 0.5
#define LONG_FILLER 5
#define SPIKE 5 /* times as many rows, and as wide a gap, as the neighbours have */
#define PLACEHOLDERS 6 /* told of one column */

static const char AS_IS[] = "kept: counted like any other value";
static const char IN_SUMS[] = "kept: sums and averages include it";

static int64_t filled(const struct prof *p, int column)
{
	return p->c->tables[p->c->columns[column].table].rows - p->c->columns[column].nulls;
}

void mdp_prof_add_oddity(struct prof *p, int column, enum mdp_oddity_kind kind, const char *example, int64_t rows,
			 const char *how, const char *treatment)
{
	struct mdp_oddity o = { .column = column, .kind = kind, .treatment = treatment };

	o.example = mdp_arena_strdup(&p->c->arena, example);
	o.evidence = (struct mdp_evidence){ .how = how, .rows = filled(p, column), .exceptions = rows };
	MDP_PUSH(&p->c->arena, p->c->oddities, p->c->noddities, p->cap_oddities, o);
}

/* ---- texts ---- */

static bool is_lower_equal(struct mdp_str a, const char *b)
{
	if (a.n != strlen(b))
		return false;
	for (size_t i = 0; i < a.n; i++) {
		char ch = a.p[i] >= 'A' && a.p[i] <= 'Z' ? (char)(a.p[i] - 'A' + 'a') : a.p[i];

		if (ch != b[i])
			return false;
	}
	return true;
}

static bool is_placeholder(struct mdp_str text)
{
	text = mdp_str_trim(text);
	for (int i = 0; mdp_data_placeholders[i]; i++) {
		if (mdp_data_placeholders[i][0] && i > 0 && is_lower_equal(text, mdp_data_placeholders[i]))
			return true;
	}
	return text.n == 0;
}

/* "NA" among codes of two letters is one of them. */
static bool is_one_of_codes(const struct mdp_column *col, const char *text)
{
	size_t n = strlen(text);
	int same = 0;

	if (n > 3 || n < 2 || text[0] < 'A')
		return false;
	for (int i = 0; i < col->nvalues; i++)
		same += strlen(col->values[i].text) == n;
	return same > 2 && same * 2 > col->nvalues;
}

/* "00000", "9999999999": one digit all through; a short one only if far more rows have it than another value. */
static bool is_filler_text(const struct prof *p, int column, const struct mdp_entry *v)
{
	const char *t = v->text;

	if (strlen(t) < 3 || (t[0] != '0' && t[0] != '9') || strspn(t, t[0] == '0' ? "0" : "9") != strlen(t))
		return false;
	return (strlen(t) >= LONG_FILLER && v->count * 2 < filled(p, column)) ||
	       v->count * p->c->columns[column].distinct >= SPIKE * filled(p, column);
}

static void texts(struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	int told = 0;

	for (int i = 0; i < col->nvalues && told < PLACEHOLDERS; i++) {
		const char *text = col->values[i].text;

		bool filler = is_filler_text(p, column, &col->values[i]);

		if ((!is_placeholder(mdp_str_of(text)) || is_one_of_codes(col, text)) && !filler)
			continue;
		mdp_prof_add_oddity(p, column, MDP_ODD_PLACEHOLDER, text, col->values[i].count,
				    filler ? "one digit all through, and frequent" : "a text for a missing value",
				    AS_IS);
		told++;
	}
	if (p->columns[column].nempty)
		mdp_prof_add_oddity(p, column, MDP_ODD_PLACEHOLDER, "", p->columns[column].nempty, "empty, not null",
				    "kept: a value without a name");
}

/* ---- numbers ---- */

struct bounds {
	bool known;
	double least, greatest;
};

static struct bounds bounds_of(const struct mdp_column *col)
{
	const char *last = strrchr(col->words, ' ');
	struct bounds b = { .known = false };

	for (int i = 0; mdp_data_bounds[i]; i++) {
		struct mdp_str rest = mdp_str_of(mdp_data_bounds[i]), word, least, greatest;

		if (mdp_data_bounds[i][0] == '#' || !mdp_str_next(&rest, '\t', &word) ||
		    !mdp_str_is(word, last ? last + 1 : col->words) || !mdp_str_next(&rest, '\t', &least) ||
		    !mdp_str_next(&rest, '\t', &greatest))
			continue;
		b.known = mdp_str_to_double(least, &b.least) && mdp_str_to_double(greatest, &b.greatest);
		return b;
	}
	return b;
}

/* 9, 99, 999 … or the greatest number of a type: what programs and forms write for "missing". */
static bool is_filler(double v)
{
	static const double limits[] = { 32767, 65535, 2147483647.0, 4294967295.0, 9223372036854775807.0 };

	v = fabs(v);
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		if (v >= limits[i] && v <= limits[i])
			return true;
	}
	for (int64_t n = 9; n < 10000000000000; n = n * 10 + 9) {
		if (fabs(v - (double)n) < 1e-9)
			return true;
	}
	return false;
}

static bool is_amount(const struct mdp_column *col)
{
	return col->role == MDP_ROLE_MONEY || col->role == MDP_ROLE_QUANTITY || col->role == MDP_ROLE_COUNT ||
	       col->role == MDP_ROLE_DURATION || col->role == MDP_ROLE_LEVEL;
}

/* Is 0 a value that this column would not have by itself? Of an amount it is one. */
static bool is_never_zero(const struct mdp_column *col)
{
	return col->additive == MDP_ADDITIVE_NO &&
	       (col->role == MDP_ROLE_NUMBER || col->role == MDP_ROLE_YEAR || col->role == MDP_ROLE_MONEY);
}

/* The difference of two amounts may well be negative. */
static bool is_difference(const struct prof *p, int column)
{
	for (int i = 0; i < p->c->nidentities; i++) {
		const struct mdp_identity *id = &p->c->identities[i];

		if (id->c == column && (id->kind == MDP_ID_DIFFERENCE || id->kind == MDP_ID_LINEAR))
			return true;
	}
	return false;
}

struct extreme {
	double value;
	int64_t count;
	bool odd;
};

/* The greatest (or least) distinct values, the outermost first; returns how many, or a negative code. */
static int extremes(struct prof *p, int column, bool high, struct extreme out[EXTREMES])
{
	const char *name = mdp_prof_value(p, "", column);
	struct mdp_result res;
	int rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT CAST(%s AS DOUBLE) AS v, count(*) FROM %s WHERE %s IS NOT NULL GROUP BY v "
				 "ORDER BY v %s LIMIT %d",
				 name, p->tables[p->c->columns[column].table].from, name, high ? "DESC" : "ASC",
				 EXTREMES));
	int n = rc ? 0 : (int)res.nrows;

	for (int i = 0; i < n; i++)
		out[i] = (struct extreme){ mdp_value_number(mdp_result_at(&res, i, 0)), mdp_prof_int(&res, i, 1),
					   false };
	mdp_result_release(&res);
	return rc ? rc : n;
}

static void tell_number(struct prof *p, int column, enum mdp_oddity_kind kind, double example, int64_t rows,
			const char *how)
{
	const struct mdp_column *col = &p->c->columns[column];
	struct mdp_value v = mdp_value_double(example);

	mdp_prof_add_oddity(p, column, kind, mdp_value_print(p->a, &v), rows, how,
			    col->additive == MDP_ADDITIVE_NO ? "kept: averages include it" : IN_SUMS);
}

/* The first value of a side that is not odd; how far the others reach from there is the width to compare with. */
static double first_fair(const struct extreme *x, int n)
{
	for (int i = 0; i < n; i++) {
		if (!x[i].odd)
			return x[i].value;
	}
	return n ? x[n - 1].value : 0;
}

/* A filler that many more rows have than its neighbours, with a gap before them: 999 among scores from 300 to 850. */
static bool is_spike(const struct extreme *x, int n)
{
	double count = 0, gap = 0;

	if (n < 4 || !is_filler(x[0].value))
		return false;
	for (int i = 1; i < n; i++)
		count += (double)x[i].count / (n - 1);
	gap = fabs(x[1].value - x[n - 1].value) / (n - 2);
	return (double)x[0].count >= SPIKE * count && fabs(x[0].value - x[1].value) >= SPIKE * gap;
}

/* Fillers at a distance; with a neighbour that is a filler itself it is the first other value that counts. */
static void mark_fillers(struct extreme *x, int n, double far_end)
{
	for (int i = 0; i + 1 < n && is_filler(x[i].value); i++) {
		int next = i + 1;

		while (next + 1 < n &&
		       (x[next].odd || (is_filler(x[next].value) &&
					fabs(x[next].value - x[next + 1].value) > fabs(x[next + 1].value - far_end))))
			next++;
		if ((fabs(x[i].value - x[next].value) < fabs(x[next].value - far_end) || far_end == x[next].value) &&
		    !is_spike(x + i, n - i))
			break;
		x[i].odd = true;
	}
}

static bool is_outside(const struct extreme *x, const struct bounds *b)
{
	return b->known && (x->value > b->greatest || x->value < b->least);
}

static void mark_outside(struct extreme *x, int n, struct bounds *b)
{
	int outside = 0;

	for (int i = 0; i < n; i++)
		outside += is_outside(&x[i], b);
	/* All of them, and who knows how many more: then the name says something else (capacity per hour). */
	if (outside == EXTREMES)
		b->known = false;
	for (int i = 0; i < n && b->known; i++)
		x[i].odd = is_outside(&x[i], b);
}

static int64_t rows_of(const struct extreme *x, int n)
{
	int64_t rows = 0;

	for (int i = 0; i < n; i++)
		rows += x[i].odd ? x[i].count : 0;
	return rows;
}

static void tell_side(struct prof *p, int column, const struct extreme *x, int n, const struct bounds *b)
{
	for (int i = 0; i < n; i++) {
		bool outside = is_outside(&x[i], b);

		if (x[i].odd)
			tell_number(p, column, outside ? MDP_ODD_IMPOSSIBLE : MDP_ODD_APART, x[i].value, x[i].count,
				    outside ? "outside what its name allows"
					    : "a number written for a missing one, apart from all others");
	}
}

/* Marks from 1 to 5, and far more rows with 0 than with any of them: no mark was given. */
static bool is_no_score(const struct mdp_column *col, const struct extreme *x, int n)
{
	double most = 0;

	if (col->role != MDP_ROLE_SCORE || n < 3 || fabs(x[0].value) > 0 || x[1].value < 1)
		return false;
	for (int i = 1; i < n; i++)
		most = (double)x[i].count > most ? (double)x[i].count : most;
	return (double)x[0].count > 3 * most;
}

/* The least value alone: one negative where all others are not, or 0 where the next value is far. */
static void mark_low(const struct mdp_column *col, struct extreme *x, int n, double top)
{
	if (n < 3)
		return;
	if (is_no_score(col, x, n))
		x[0].odd = true;
	while (n > 3 && x[0].odd) {
		x++;
		n--;
	}
	if (x[0].value >= -1 && x[0].value <= -1 && x[1].value >= 0 && x[0].count > 1)
		x[0].odd = true;
	for (int i = 0; i + 1 < n && x[i].value <= 0; i++) {
		/* days of the week from 0 to 6 are no further apart there than elsewhere */
		bool steps = i + 2 < n && x[i + 1].value <= 2 * (x[i + 2].value - x[i + 1].value);

		if (x[i].value >= 0 && is_never_zero(col) && x[i].count > 1 && !steps &&
		    x[i + 1].value * 5 >= top - x[i + 1].value)
			x[i].odd = true;
	}
}

static int negatives(struct prof *p, int column)
{
	const char *name = mdp_prof_value(p, "", column);
	struct mdp_result res;
	int rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a, "SELECT count(*) FILTER (WHERE %s < 0), CAST(min(%s) AS DOUBLE) FROM %s", name,
				 name, p->tables[p->c->columns[column].table].from));
	int64_t rows = rc ? 0 : mdp_prof_int(&res, 0, 0);

	if (rows && (double)rows <= FEW * (double)filled(p, column))
		tell_number(p, column, MDP_ODD_NEGATIVE, mdp_value_number(mdp_result_at(&res, 0, 1)), rows,
			    "below 0, as few others are");
	mdp_result_release(&res);
	return rc;
}

static int numbers(struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	double least = mdp_value_number(&col->min), greatest = mdp_value_number(&col->max);
	struct bounds b = bounds_of(col);
	struct extreme lo[EXTREMES] = { 0 }, hi[EXTREMES] = { 0 };
	bool low = (b.known && least < b.least) || (least < 0 && (is_filler(least) || is_amount(col) || least >= -1)) ||
		   (least <= 0 && (is_never_zero(col) || col->role == MDP_ROLE_SCORE));
	/* prices end in nines */
	bool price = col->role == MDP_ROLE_MONEY && greatest < 999;
	bool high = (b.known && greatest > b.greatest) || (is_filler(greatest) && !price);
	int nlo, nhi;

	if (!low && !high)
		return 0;
	nlo = extremes(p, column, false, lo);
	nhi = nlo < 0 ? nlo : extremes(p, column, true, hi);
	if (nlo < 3 || nhi < 3)
		return nhi < 0 ? nhi : 0;
	mark_outside(lo, nlo, &b);
	mark_outside(hi, nhi, &b);
	if (high)
		mark_fillers(hi, nhi, first_fair(lo, nlo));
	if (low) {
		mark_fillers(lo, nlo, first_fair(hi, nhi));
		mark_low(col, lo, nlo, first_fair(hi, nhi));
	}
	/* What half of the rows have is what the column says. */
	if (!is_no_score(col, lo, nlo) &&
	    (double)(rows_of(lo, nlo) + rows_of(hi, nhi)) > MANY * (double)filled(p, column))
		return 0;
	tell_side(p, column, lo, nlo, &b);
	tell_side(p, column, hi, nhi, &b);
	if (least < 0 && is_amount(col) && !rows_of(lo, nlo) && !is_difference(p, column))
		return negatives(p, column);
	return 0;
}

/* Does it number the things of its own table? */
static bool is_own_key(const struct prof *p, int column)
{
	const struct mdp_entity *e = &p->c->entities[p->c->tables[p->c->columns[column].table].row_entity];

	return e->nkey == 1 && e->key[0] == column;
}

/* −1 among things that are numbered from 0 on, and references to them: a thing that stands for none. */
static int unknown_member(struct prof *p, int column)
{
	const char *name = mdp_prof_ident(p, column);
	struct mdp_result res;
	int rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT count(*) FILTER (WHERE %s = -1), count(*) FILTER (WHERE %s < -1) FROM %s",
				 name, name, p->tables[p->c->columns[column].table].from));

	if (!rc && mdp_prof_int(&res, 0, 0) && !mdp_prof_int(&res, 0, 1))
		mdp_prof_add_oddity(p, column, MDP_ODD_PLACEHOLDER, "-1", mdp_prof_int(&res, 0, 0),
				    is_own_key(p, column) ? "stands for an unknown one"
							  : "a reference to what stands for an unknown one",
				    "kept: counted as one of them");
	mdp_result_release(&res);
	return rc;
}

int mdp_prof_oddities(struct prof *p)
{
	int rc = 0;

	for (int c = 0; !rc && c < p->c->ncolumns; c++) {
		const struct mdp_column *col = &p->c->columns[c];
		bool number = p->columns[c].class == PROF_NUMBER || p->columns[c].class == PROF_INTEGER;

		if (!col->hidden && p->columns[c].class == PROF_INTEGER &&
		    (p->columns[c].ref_table >= 0 || is_own_key(p, c)) && mdp_value_is_number(&col->min) &&
		    mdp_value_number(&col->min) <= -1)
			rc = unknown_member(p, c);
		if (rc || col->hidden || col->mirror >= 0 || p->c->tables[col->table].rows < ROWS_LEAST)
			continue;
		if (p->columns[c].class == PROF_TEXT)
			texts(p, c);
		else if (number && col->role != MDP_ROLE_ID && col->role != MDP_ROLE_CODE &&
			 col->role != MDP_ROLE_FLAG && mdp_value_is_number(&col->min) && col->distinct > 2)
			rc = numbers(p, c);
	}
	return rc;
}
