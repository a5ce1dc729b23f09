/*
 * What one row of a table is known by. Declared keys first, then keys that files declare, then the data: a column without
 * nulls and repeats is a candidate, and its name, place and type say how likely somebody meant it (in a small table
 * nearly everything is different in every row). Without one, the smallest set of columns that tells rows apart. An
 * identifier that repeats in a few rows of a hundred is a key with exceptions.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "profile/prof.h"
#include "base/banned.h"

#define DIRTY_SHARE 0.03
#define MAX_PARTS 10
#define BY_CHANCE 0.2 /* of the repeats that chance would make */
#define ALMOST_ROWS 50

static struct prof_column *pcol(struct prof *p, int column)
{
	return &p->columns[column];
}

static bool last_word_is(const char *words, const char *w)
{
	size_t n = strlen(words), k = strlen(w);

	return k && n >= k && strcmp(words + n - k, w) == 0 && (n == k || words[n - k - 1] == ' ');
}

/* The first letters of the table's words: "hh" of happy_hours. */
static bool is_initials(const char *noun, const char *table)
{
	struct mdp_str rest = mdp_str_of(table), w;
	size_t n = 0;

	while (rest.n && mdp_str_next(&rest, ' ', &w)) {
		if (noun[n] != w.p[0])
			return false;
		n++;
	}
	return n >= 2 && !noun[n];
}

/* Is the column's noun the table's: member_id of members, mem_no of members, id of anything? */
int mdp_prof_names_table(struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	const char *noun = pcol(p, column)->singular, *table = p->tables[col->table].singular;
	size_t n = strlen(noun);

	if (!n || strcmp(noun, table) == 0 || is_initials(noun, table))
		return 3;
	if (last_word_is(table, noun) || last_word_is(noun, table))
		return 2;
	return strncmp(noun, table, n) == 0 ? 2 : 0;
}

static bool is_identifier(struct prof *p, int column)
{
	return pcol(p, column)->idlike || p->c->columns[column].role == MDP_ROLE_CODE;
}

static int seen_elsewhere(struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	int n = 0;

	if (!pcol(p, column)->noun[0])
		return 0;
	for (int i = 0; i < p->c->ncolumns && n < 3; i++) {
		if (p->c->columns[i].table != col->table && strcmp(p->c->columns[i].words, col->words) == 0)
			n++;
	}
	return n;
}

static int key_score(struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	const struct prof_column *pc = pcol(p, column);
	int named = mdp_prof_names_table(p, column), score = 0;

	if (!pc->keyable)
		return -1000;
	if (pc->idlike || col->role == MDP_ROLE_CODE)
		score += (pc->idlike ? 40 : 15) + 12 * named;
	else if (named == 3 && pc->noun[0])
		score += 10;
	score += col->ordinal == 0 ? 25 : col->ordinal == 1 ? 3 : -(col->ordinal < 20 ? col->ordinal : 20);
	score += 4 * seen_elsewhere(p, column);
	if (pc->class == PROF_INTEGER)
		score += 8;
	if (col->role == MDP_ROLE_QUANTITY || col->role == MDP_ROLE_NUMBER || col->role == MDP_ROLE_YEAR)
		score -= 12;
	if (col->role == MDP_ROLE_GEO || col->role == MDP_ROLE_CATEGORY)
		score -= 8;
	if (pc->class == PROF_TIME)
		score -= 60;
	if (pc->datelike)
		score -= 40;
	if (pc->class == PROF_TEXT && pc->length > 25)
		score -= 10;
	if (pc->ref_table >= 0 && !named)
		score -= 45;
	return score;
}

static bool is_primary_declared(struct prof *p, int table, struct prof_key *key)
{
	const struct prof_declared *best = NULL;

	for (int i = 0; i < p->ndeclared; i++) {
		const struct prof_declared *d = &p->declared[i];

		if (d->table == table && !d->foreign && d->n <= MDP_LIMIT_KEY_COLUMNS &&
		    (!best || (d->primary && !best->primary)))
			best = d;
	}
	if (!best)
		return false;
	key->n = best->n;
	memcpy(key->columns, best->columns, sizeof(key->columns));
	key->how = "declared";
	return true;
}

/* A key that a file declares counts if the data agrees up to a few exceptions. */
static int hinted_key(struct prof *p, int table, struct prof_key *key)
{
	const struct mdp_table *t = &p->c->tables[table];
	const struct mdp_table_hint *h = p->tables[table].hint;
	struct prof_key k = { .how = "declared" };
	int64_t distinct, rows;
	int rc;

	for (int i = 0; h && h->key && h->key[i]; i++) {
		int column = -1;

		for (int j = 0; j < t->ncolumns; j++) {
			if (strcmp(p->c->columns[t->first_column + j].name, h->key[i]) == 0)
				column = t->first_column + j;
		}
		if (column < 0 || k.n == MDP_LIMIT_KEY_COLUMNS)
			return 0;
		k.columns[k.n++] = column;
	}
	if (!k.n)
		return 0;
	rc = mdp_prof_distinct(p, table, k.columns, k.n, &distinct, &rows);
	if (rc)
		return rc;
	k.exceptions = t->rows - distinct;
	k.source = h->source;
	k.source.file = mdp_arena_strdup(&p->c->arena, h->source.file); /* hints do not live as long */
	if ((double)k.exceptions <= DIRTY_SHARE * (double)t->rows)
		*key = k;
	return 0;
}

/* Large tables: what the approximate count leaves open is counted exactly. */
static int settle_unique(struct prof *p, int column)
{
	struct mdp_column *col = &p->c->columns[column];
	struct prof_column *pc = pcol(p, column);
	int64_t rows = p->c->tables[col->table].rows, with_key;
	int rc;

	if (pc->distinct_exact || !pc->keyable || (double)col->distinct < 0.8 * (double)rows)
		return 0;
	rc = mdp_prof_distinct(p, col->table, &column, 1, &col->distinct, &with_key);
	pc->distinct_exact = true;
	pc->unique = !rc && rows > 0 && col->distinct == rows;
	return rc;
}

/*
 * Could these columns be unique by accident? By the birthday rule n rows that take one of D values at random repeat about
 * n² / 2D times.
 */
static bool is_accident(struct prof *p, int table, const int *key, int nkey)
{
	double rows = (double)p->c->tables[table].rows, room = 1;

	for (int k = 0; k < nkey; k++) {
		const struct prof_column *pc = pcol(p, key[k]);
		int64_t of =
			pc->ref_table >= 0 ? p->c->columns[pc->ref_column].distinct : p->c->columns[key[k]].distinct;

		room *= (double)of;
	}
	return rows * rows / 2 < 8 * room;
}

/* The references, identifiers and dates that a table begins with: what its author put first to say what a row is. */
static int leading_key(struct prof *p, int table, struct prof_key *key)
{
	const struct mdp_table *t = &p->c->tables[table];
	struct prof_key k = { .how = "leading identifiers, unique in the data" };
	int64_t distinct, rows;
	int nrefs = 0, rc;

	for (int i = 0; i < t->ncolumns && k.n < MDP_LIMIT_KEY_COLUMNS; i++) {
		int c = t->first_column + i;
		const struct prof_column *pc = pcol(p, c);
		const struct mdp_column *col = &p->c->columns[c];

		if (pc->ref_table < 0 && !pc->idlike && col->role != MDP_ROLE_CODE && col->role != MDP_ROLE_YEAR &&
		    pc->class != PROF_TIME && !(pc->datelike && k.n))
			break;
		if (col->nulls || (pc->class == PROF_TIME && k.n == 0))
			break;
		nrefs += pc->ref_table >= 0 || pc->idlike || col->role == MDP_ROLE_CODE;
		k.columns[k.n++] = c;
		if (k.n < 2 || nrefs < 1)
			continue;
		rc = mdp_prof_distinct(p, table, k.columns, k.n, &distinct, &rows);
		if (rc)
			return rc;
		if (distinct == t->rows) {
			*key = k;
			break;
		}
	}
	return 0;
}

static int single_key(struct prof *p, int table, struct prof_key *key)
{
	const struct mdp_table *t = &p->c->tables[table];
	int best = -1, best_score = -40, dirty = -1, dirty_score = 40;

	for (int i = 0; i < t->ncolumns; i++) {
		int c = t->first_column + i, score = key_score(p, c), rc = settle_unique(p, c);

		if (rc)
			return rc;
		if (pcol(p, c)->unique && score > best_score) {
			best = c;
			best_score = score;
		}
		if (pcol(p, c)->idlike && mdp_prof_names_table(p, c) >= 2 && score > dirty_score && t->rows >= 50 &&
		    (double)(t->rows - p->c->columns[c].distinct) <= DIRTY_SHARE * (double)t->rows) {
			dirty = c;
			dirty_score = score;
		}
	}
	if (dirty >= 0 && (best < 0 || dirty_score > best_score)) {
		best = dirty;
		key->exceptions = t->rows - p->c->columns[dirty].distinct;
	}
	if (best < 0)
		return 0;
	key->n = 1;
	key->columns[0] = best;
	key->how = "unique in the data";
	/* In a small table of pairs one side may be unique by accident. */
	if ((pcol(p, best)->ref_table >= 0 || !is_identifier(p, best) || p->c->columns[best].ordinal > 0) &&
	    mdp_prof_names_table(p, best) < 3 && !key->exceptions && is_accident(p, table, &best, 1))
		return leading_key(p, table, key);
	return 0;
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
		if (pc->ref_table >= 0)
			score += 60;
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
	struct mdp_result res;
	int rc;

	*unique = true;
	if (p->tables[table].complete || part < 2)
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

/* Few columns before many; a time of day only when nothing else tells rows apart: it is rather what was recorded of them. */
static int composite_key(struct prof *p, int table, struct prof_key *key)
{
	struct combination *sets = MDP_NEW_ARRAY(p->a, 1u << MAX_PARTS, struct combination);
	struct part parts[MAX_PARTS];
	int all = parts_of(p, table, parts), rc = 0;

	for (int clocks = 0; clocks < 2 && !rc && !key->n; clocks++) {
		int n = 0;

		for (int i = 0; i < all && !clocks; i++) {
			if (!pcol(p, parts[i].column)->clock)
				parts[n++] = parts[i];
		}
		if (clocks)
			n = parts_of(p, table, parts);
		for (int size = 2; !rc && !key->n && size <= MDP_LIMIT_KEY_COLUMNS && size <= n; size++)
			rc = first_unique(p, table, parts, sets, combine(parts, n, size, sets), size, key);
		if (n == all)
			break;
	}
	if (!rc && key->n > 2)
		rc = prefix_key(p, table, key);
	if (!rc && key->n && is_accident(p, table, key->columns, key->n))
		rc = leading_key(p, table, key);
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

/*
 * Identifiers that tell nearly all rows apart, by more than chance: line numbers within an order of which a few were given
 * twice. The rows stay what is counted and summed.
 */
static int almost_key(struct prof *p, int table, struct prof_key *key)
{
	const struct mdp_table *t = &p->c->tables[table];
	struct combination *sets = MDP_NEW_ARRAY(p->a, 1u << MAX_PARTS, struct combination);
	struct part parts[MAX_PARTS];
	int nparts = 0, all = parts_of(p, table, parts);

	for (int i = 0; i < all; i++) {
		if (is_identifying(p, parts[i].column))
			parts[nparts++] = parts[i];
	}
	for (int size = 2; size < MDP_LIMIT_KEY_COLUMNS && size <= nparts; size++) {
		int n = combine(parts, nparts, size, sets);

		for (int i = 0; i < n; i++) {
			struct prof_key k = { .n = size, .how = "unique but for few rows" };
			int64_t distinct, rows;
			double expected;
			int rc;

			for (int c = 0; c < size; c++)
				k.columns[c] = parts[sets[i].at[c]].column;
			expected = expected_repeats(p, table, k.columns, size);
			if (expected * BY_CHANCE < 1)
				continue;
			rc = mdp_prof_distinct(p, table, k.columns, size, &distinct, &rows);
			if (rc)
				return rc;
			k.exceptions = t->rows - distinct;
			if ((double)k.exceptions > DIRTY_SHARE * (double)t->rows ||
			    (double)k.exceptions > BY_CHANCE * expected)
				continue;
			*key = k;
			return 0;
		}
	}
	return 0;
}

int mdp_prof_keys(struct prof *p)
{
	for (int table = 0; table < p->c->ntables; table++) {
		struct prof_key key = { .n = 0 };
		int rc = 0;

		if (!is_primary_declared(p, table, &key)) {
			rc = hinted_key(p, table, &key);
			if (!rc && !key.n && p->c->tables[table].rows > 0)
				rc = single_key(p, table, &key);
		}
		if (rc)
			return rc;
		p->tables[table].key = key;
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

int mdp_prof_composite_keys(struct prof *p)
{
	for (int table = 0; table < p->c->ntables; table++) {
		struct prof_key *key = &p->tables[table].key;
		int rc;

		if (key->n || p->c->tables[table].rows < 2)
			continue;
		rc = composite_key(p, table, key);
		/* A third column may only tell apart what two were meant to. */
		if (!rc && (!key->n || key->n > 2) && p->c->tables[table].rows >= ALMOST_ROWS)
			rc = almost_key(p, table, &p->tables[table].almost);
		if (key->n && !is_part_of(&p->tables[table].almost, key))
			p->tables[table].almost.n = 0;
		if (rc)
			return rc;
	}
	return 0;
}
