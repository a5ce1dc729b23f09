/*
 * Keys of several columns: the smallest set that tells all rows apart, those first that identify something by their names and
 * references; and sets that nearly do, but for rows that were entered twice.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "profile/prof.h"
#include "base/banned.h"

#define MAX_PARTS 10
#define BY_CHANCE 0.2 /* of the repeats that chance would make */
#define ALMOST_ROWS 50
#define MEASURED 100 /* values of a number that counts or measures, at most, before it is no part of a key */

static struct prof_column *pcol(struct prof *p, int column)
{
	return &p->columns[column];
}

struct part {
	int column, score;
};

static int by_score(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	return x->score != y->score ? y->score - x->score : x->column - y->column;
}

/* Columns that a composite key could be made of: references, identifiers, codes, times, then names and kinds. */
static int parts_of(struct prof *p, int table, struct part out[MAX_PARTS])
{
	const struct mdp_table *t = &p->c->tables[table];
	struct part *all = MDP_NEW_ARRAY(p->a, (size_t)t->ncolumns, struct part);
	int n = 0;

	for (int i = 0; i < t->ncolumns; i++) {
		int c = t->first_column + i, score = 0;
		const struct mdp_column *col = &p->c->columns[c];
		const struct prof_column *pc = pcol(p, c);

		if (!pc->keyable || col->nulls > 0 || col->distinct < 2)
			continue;
		/* what refers to nothing (an order's number) and what numbers the rows (a line's) before any reference */
		if (pc->ref_table >= 0)
			score += 60;
		else if (pc->idlike || (col->role == MDP_ROLE_CODE && col->distinct * 20 >= t->rows))
			score += 80;
		if (mdp_prof_names_table(p, c) >= 2 && pc->ref_table < 0)
			score += 90;
		if (pc->idlike)
			score += 40;
		else if (col->role == MDP_ROLE_CODE)
			score += 25;
		else if (pc->class == PROF_TIME)
			score += col->role == MDP_ROLE_TIME_EVENT && !pc->secondary ? 20 : 2;
		else if (col->role == MDP_ROLE_YEAR || col->role == MDP_ROLE_NUMBER)
			score += 20;
		else if (pc->class == PROF_INTEGER)
			score += 8;
		else
			score += 5;
		score -= i < 12 ? i : 12;
		all[n++] = (struct part){ c, score };
	}
	qsort(all, (size_t)n, sizeof(*all), by_score);
	if (n > MAX_PARTS)
		n = MAX_PARTS;
	if (n)
		memcpy(out, all, (size_t)n * sizeof(*all));
	return n;
}

/* Stops at the first repeat, which in most sets of columns comes soon. */
static bool sample_unique(struct prof *p, int table, const int *key, int nkey)
{
	size_t n = (size_t)p->tables[table].nsample, slots = 16, r;
	uint64_t *seen;

	while (slots < n * 2)
		slots *= 2;
	seen = calloc(slots, sizeof(*seen));
	if (!seen)
		abort();
	for (r = 0; r < n; r++) {
		uint64_t h = 0;
		size_t s;

		for (int k = 0; k < nkey; k++)
			h = (h ^ p->columns[key[k]].codes[r]) * UINT64_C(0x9e3779b97f4a7c15) + (h >> 32);
		h |= 1;
		for (s = (size_t)(h >> 20) & (slots - 1); seen[s] && seen[s] != h;)
			s = (s + 1) & (slots - 1);
		if (seen[s])
			break;
		seen[s] = h;
	}
	free(seen);
	return r == n;
}

/* Of a large table, the rows of one in so many values of the first column: repeats that a sample of rows missed. */
static int part_unique(struct prof *p, int table, const int *key, int nkey, bool *unique)
{
	int64_t part = p->c->tables[table].rows / 200000;
	const char *list = "";
	struct mdp_result res = { 0 };
	int rc;

	*unique = true;
	if (p->tables[table].complete || part < 2 || nkey < 1)
		return 0;
	for (int k = 0; k < nkey; k++)
		list = mdp_arena_printf(p->a, "%s%s%s", list, k ? ", " : "", mdp_prof_ident(p, key[k]));
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT count(*), sum(n) FROM (SELECT count(*) AS n FROM %s WHERE hash(%s) %% "
				 "%lld = 0 GROUP BY %s)",
				 p->tables[table].from, mdp_prof_ident(p, key[0]), (long long)part, list));
	*unique = !rc && mdp_prof_int(&res, 0, 0) == mdp_prof_int(&res, 0, 1);
	mdp_result_release(&res);
	return rc;
}

struct combination {
	int at[MDP_LIMIT_KEY_COLUMNS], score;
};

static int by_combination(const void *a, const void *b)
{
	const struct combination *x = a, *y = b;

	return x->score != y->score ? y->score - x->score : memcmp(x->at, y->at, sizeof(x->at));
}

/* All sets of `size` parts, the likeliest first. */
static int combine(const struct part *parts, int n, int size, struct combination *out)
{
	int count = 0;

	for (unsigned set = 1; set < 1u << n; set++) {
		struct combination k = { .score = 0 };
		int in = 0;

		if (__builtin_popcount(set) != size)
			continue;
		for (int i = 0; i < n; i++) {
			if (set >> i & 1) {
				k.at[in++] = i;
				k.score += parts[i].score;
			}
		}
		out[count++] = k;
	}
	qsort(out, (size_t)count, sizeof(*out), by_combination);
	return count;
}

static bool is_identifying(struct prof *p, int column)
{
	const struct prof_column *pc = pcol(p, column);
	enum mdp_role r = p->c->columns[column].role;

	return pc->ref_table >= 0 || pc->idlike || pc->class == PROF_TIME || r == MDP_ROLE_CODE || r == MDP_ROLE_YEAR ||
	       r == MDP_ROLE_NUMBER;
}

/* The first of these sets of columns that tells all rows apart, or none. */
static int first_unique(struct prof *p, int table, const struct part *parts, const struct combination *sets, int nsets,
			int size, struct prof_key *key)
{
	for (int i = 0; i < nsets; i++) {
		int columns[MDP_LIMIT_KEY_COLUMNS], rc;
		int64_t distinct, rows;
		bool unique;

		for (int k = 0; k < size; k++)
			columns[k] = parts[sets[i].at[k]].column;
		if (!sample_unique(p, table, columns, size))
			continue;
		rc = part_unique(p, table, columns, size, &unique);
		if (!rc && !unique)
			continue;
		if (!rc)
			rc = mdp_prof_distinct(p, table, columns, size, &distinct, &rows);
		if (rc)
			return rc;
		if (distinct != p->c->tables[table].rows)
			continue;
		memcpy(key->columns, columns, sizeof(columns));
		key->n = size;
		key->how = "unique in the data";
		return 0;
	}
	return 0;
}

/* Of several keys of some length the one that the table begins with: its first column may be a kind (a flight's carrier). */
static int prefix_key(struct prof *p, int table, struct prof_key *key)
{
	const struct mdp_table *t = &p->c->tables[table];
	struct prof_key k = { .n = key->n, .how = key->how };
	int64_t distinct, rows;
	int rc;

	for (int i = 0; i < k.n; i++) {
		int c = t->first_column + i;

		if (i >= t->ncolumns || !pcol(p, c)->keyable || p->c->columns[c].nulls || pcol(p, c)->clock ||
		    (i > 0 && !is_identifying(p, c)))
			return 0;
		k.columns[i] = c;
	}
	rc = mdp_prof_distinct(p, table, k.columns, k.n, &distinct, &rows);
	if (!rc && distinct == t->rows)
		*key = k;
	return rc;
}

/* A whole number that measures or counts: it may tell rows apart, but nobody means it to. */
static bool is_amount(struct prof *p, int column)
{
	switch (p->c->columns[column].role) {
	case MDP_ROLE_QUANTITY:
	case MDP_ROLE_COUNT:
	case MDP_ROLE_LEVEL:
	case MDP_ROLE_MONEY:
	case MDP_ROLE_DURATION:
	case MDP_ROLE_SCORE:
	case MDP_ROLE_PERCENT:
		return pcol(p, column)->class == PROF_INTEGER;
	case MDP_ROLE_NUMBER:
		return pcol(p, column)->class == PROF_INTEGER && pcol(p, column)->guessed;
	default:
		return false;
	}
}

/* A number of many values measures something: what only that tells apart has no key. */
static int without_measured(struct prof *p, struct part *parts, int all)
{
	int n = 0;

	for (int i = 0; i < all; i++) {
		if (!is_amount(p, parts[i].column) || p->c->columns[parts[i].column].distinct <= MEASURED)
			parts[n++] = parts[i];
	}
	return n;
}

/* Few columns before many; a time of day only when nothing else tells rows apart: it is rather what was recorded of them. */
static int composite_key(struct prof *p, int table, struct prof_key *key)
{
	struct combination *sets = MDP_NEW_ARRAY(p->a, 1u << MAX_PARTS, struct combination);
	struct part parts[MAX_PARTS];
	int all = parts_of(p, table, parts), rc = 0;

	for (int clocks = 0; clocks < 2 && !rc && !key->n; clocks++) {
		int n = 0;

		for (int i = 0; i < all && !clocks; i++) {
			if (!pcol(p, parts[i].column)->clock && !is_amount(p, parts[i].column))
				parts[n++] = parts[i];
		}
		if (clocks)
			n = without_measured(p, parts, parts_of(p, table, parts));
		for (int size = 2; !rc && !key->n && size <= MDP_LIMIT_KEY_COLUMNS && size <= n; size++)
			rc = first_unique(p, table, parts, sets, combine(parts, n, size, sets), size, key);
		if (n == all)
			break;
	}
	if (!rc && key->n > 2)
		rc = prefix_key(p, table, key);
	if (!rc && key->n && mdp_prof_is_accident(p, table, key->columns, key->n))
		rc = mdp_prof_leading_key(p, table, key);
	return rc;
}

/* Repeats that are expected if rows took combinations of values at random. */
static double expected_repeats(struct prof *p, int table, const int *key, int nkey)
{
	double rows = (double)p->c->tables[table].rows, room = 1;

	for (int k = 0; k < nkey; k++)
		room *= (double)p->c->columns[key[k]].distinct;
	return rows - room * (1 - exp(-rows / room));
}

/* How many rows differ in any column; 0 for a table that is too large to tell soon. */
static int count_different(struct prof *p, int table, int64_t *different)
{
	struct mdp_result res;
	int rc;

	*different = 0;
	if (!p->tables[table].complete)
		return 0;
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a, "SELECT count(*) FROM (SELECT DISTINCT * FROM %s)", p->tables[table].from));
	*different = rc ? 0 : mdp_prof_int(&res, 0, 0);
	mdp_result_release(&res);
	return rc;
}

/*
 * Identifiers that tell nearly all rows apart, by more than chance: line numbers within an order of which a few were given
 * twice; or those that tell all apart but for rows that were entered twice as a whole. The rows stay what is counted and summed.
 */
static int almost_key(struct prof *p, int table, struct prof_key *key)
{
	const struct mdp_table *t = &p->c->tables[table];
	struct combination *sets = MDP_NEW_ARRAY(p->a, 1u << MAX_PARTS, struct combination);
	struct part parts[MAX_PARTS];
	int nparts = 0, all = parts_of(p, table, parts), rc;
	int64_t different;

	for (int i = 0; i < all; i++) {
		if (is_identifying(p, parts[i].column))
			parts[nparts++] = parts[i];
	}
	rc = count_different(p, table, &different);
	if (rc)
		return rc;
	if (different == t->rows || (double)(t->rows - different) > PROF_DIRTY_SHARE * (double)t->rows)
		different = 0;
	for (int size = 2; size < MDP_LIMIT_KEY_COLUMNS && size <= nparts; size++) {
		int n = combine(parts, nparts, size, sets);

		for (int i = 0; i < n; i++) {
			struct prof_key k = { .n = size, .how = "unique but for few rows" };
			int64_t distinct, rows;
			double expected;

			for (int c = 0; c < size; c++)
				k.columns[c] = parts[sets[i].at[c]].column;
			expected = expected_repeats(p, table, k.columns, size);
			if (expected * BY_CHANCE < 1 && !different)
				continue;
			rc = mdp_prof_distinct(p, table, k.columns, size, &distinct, &rows);
			if (rc)
				return rc;
			k.exceptions = t->rows - distinct;
			if (different && distinct == different)
				k.how = "unique but for rows that are there twice";
			else if ((double)k.exceptions > PROF_DIRTY_SHARE * (double)t->rows ||
				 (double)k.exceptions > BY_CHANCE * expected)
				continue;
			*key = k;
			return 0;
		}
	}
	return 0;
}

/* An identifier in the key that nearly does without the rest: one that was used again. */
static void almost_alone(struct prof *p, int table, const struct prof_key *key, struct prof_key *almost)
{
	int64_t rows = p->c->tables[table].rows;

	for (int k = 0; k < key->n && rows >= ALMOST_ROWS; k++) {
		int64_t exceptions = rows - p->c->columns[key->columns[k]].distinct;

		if (pcol(p, key->columns[k])->idlike && (double)exceptions <= PROF_DIRTY_SHARE * (double)rows)
			*almost = (struct prof_key){ .n = 1,
						     .columns = { key->columns[k] },
						     .exceptions = exceptions,
						     .how = "unique but for few rows" };
	}
}

/*
 * When a row was loaded is nothing that it is known by: a key that needs it is that of rows that were loaded twice. What is left
 * of it is the key with exceptions; of several columns, what rows are nearly known by.
 */
static int without_load_time(struct prof *p, int table, struct prof_key *key, struct prof_key *almost)
{
	struct prof_key rest = { .how = "unique but for few rows" };
	int64_t distinct, rows;
	int rc;

	for (int k = 0; k < key->n; k++) {
		int c = key->columns[k];

		if (pcol(p, c)->class != PROF_TIME || p->c->columns[c].role != MDP_ROLE_TIME_RECORD)
			rest.columns[rest.n++] = c;
	}
	if (!rest.n || rest.n == key->n || p->c->tables[table].rows < ALMOST_ROWS)
		return 0;
	rc = mdp_prof_distinct(p, table, rest.columns, rest.n, &distinct, &rows);
	rest.exceptions = p->c->tables[table].rows - distinct;
	if (rc || (double)rest.exceptions > PROF_DIRTY_SHARE * (double)p->c->tables[table].rows)
		return rc;
	if (rest.n > 1) {
		*almost = rest;
		*key = (struct prof_key){ 0 };
	} else if (is_identifying(p, rest.columns[0])) {
		*key = rest;
		key->how = "unique in the data";
		almost->n = 0;
	}
	return 0;
}

static bool is_part_of(const struct prof_key *less, const struct prof_key *more)
{
	int found = 0;

	for (int i = 0; i < less->n; i++) {
		for (int k = 0; k < more->n; k++)
			found += less->columns[i] == more->columns[k];
	}
	return less->n < more->n && found == less->n;
}

/* One, two, three … without a gap are given to rows to tell them apart; other whole numbers that are no identifiers are measured. */
static bool is_measured(struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	if (pcol(p, column)->class != PROF_INTEGER || pcol(p, column)->idlike || pcol(p, column)->ref_table >= 0 ||
	    col->role == MDP_ROLE_CODE || col->role == MDP_ROLE_YEAR)
		return false;
	return col->role != MDP_ROLE_NUMBER || col->min.type != MDP_T_INT || col->min.i != 1 ||
	       col->max.i - col->min.i + 1 != col->distinct;
}

static bool has_measured(struct prof *p, const struct prof_key *key)
{
	for (int k = 0; k < key->n; k++) {
		if (is_measured(p, key->columns[k]))
			return true;
	}
	return false;
}

/* A measured number that is different on each row by accident, which nothing refers to: it is no key if others name the rows. */
static bool is_accidental(struct prof *p, int table)
{
	const struct prof_key *key = &p->tables[table].key;

	if (key->n != 1 || key->exceptions || strcmp(key->how, "unique in the data") != 0 ||
	    !is_measured(p, key->columns[0]) || mdp_prof_names_table(p, key->columns[0]) >= 2)
		return false;
	for (int c = 0; c < p->c->ncolumns; c++) {
		if (p->columns[c].ref_column == key->columns[0] && p->c->columns[c].table != table)
			return false;
	}
	return mdp_prof_is_accident(p, table, key->columns, 1);
}

static int instead_of_accident(struct prof *p, int table)
{
	struct prof_key *key = &p->tables[table].key, single = *key;
	int rc;

	key->n = 0;
	rc = composite_key(p, table, key);
	if (!key->n || has_measured(p, key))
		*key = single;
	return rc;
}

int mdp_prof_composite_keys(struct prof *p)
{
	for (int table = 0; table < p->c->ntables; table++) {
		struct prof_key *key = &p->tables[table].key;
		int rc;

		if (p->c->tables[table].rows < 2)
			continue;
		if (is_accidental(p, table)) {
			rc = instead_of_accident(p, table);
			if (rc)
				return rc;
		}
		if (key->n)
			continue;
		rc = composite_key(p, table, key);
		/* A third column may only tell apart what two were meant to. */
		if (!rc && (!key->n || key->n > 2) && p->c->tables[table].rows >= ALMOST_ROWS)
			rc = almost_key(p, table, &p->tables[table].almost);
		/* How much of something it holds only tells apart rows that were entered twice. */
		if (p->tables[table].almost.n > 1 && has_measured(p, key) && !has_measured(p, &p->tables[table].almost))
			*key = (struct prof_key){ 0 };
		if (key->n && !is_part_of(&p->tables[table].almost, key))
			p->tables[table].almost.n = 0;
		if (!rc && key->n > 1 && !p->tables[table].almost.n)
			almost_alone(p, table, key, &p->tables[table].almost);
		if (!rc && key->n > 1)
			rc = without_load_time(p, table, key, &p->tables[table].almost);
		if (rc)
			return rc;
	}
	return 0;
}
