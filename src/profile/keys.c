/*
 * What one row of a table is known by. Declared keys first, then keys that files declare, then the data: a column without
 * nulls and repeats is a candidate, and its name, place and type say how likely somebody meant it (in a small table
 * nearly everything is different in every row). Without one, the smallest set of columns that tells rows apart. An
 * identifier that repeats in a few rows of a hundred is a key with exceptions.
 */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "profile/prof.h"
#include "base/banned.h"

#define MANY 3
#define DECLARED 40 /* points of a column that a file says is unique */

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

/* How many columns of other tables have the same words; MANY is enough. */
static int seen_elsewhere(struct prof *p, int column)
{
	return pcol(p, column)->noun[0] ? pcol(p, column)->elsewhere : 0;
}

struct same {
	int *columns;
	int n, cap;
};

static void count_elsewhere(struct prof *p)
{
	struct mdp_map words;

	mdp_map_init(&words);
	for (int c = 0; c < p->c->ncolumns; c++) {
		struct mdp_str text = mdp_str_of(p->c->columns[c].words);
		struct same *s = mdp_map_get(&words, text);

		if (!s) {
			s = MDP_NEW(p->a, struct same);
			mdp_map_set(&words, text, s);
		}
		MDP_PUSH(p->a, s->columns, s->n, s->cap, c);
	}
	for (int c = 0; c < p->c->ncolumns; c++) {
		const struct same *s = mdp_map_get(&words, mdp_str_of(p->c->columns[c].words));
		int n = 0;

		for (int i = 0; s && i < s->n && n < MANY; i++)
			n += p->c->columns[s->columns[i]].table != p->c->columns[c].table;
		pcol(p, c)->elsewhere = n;
	}
	mdp_map_release(&words);
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
	/* what is measured or counted may tell rows apart by chance; a day that is on one row each is what they are known by */
	if (col->role == MDP_ROLE_COUNT || col->role == MDP_ROLE_LEVEL || col->role == MDP_ROLE_MONEY ||
	    col->role == MDP_ROLE_DURATION || col->role == MDP_ROLE_QUANTITY ||
	    (col->role == MDP_ROLE_NUMBER && pc->guessed && col->ordinal > 0))
		score -= 70;
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

/* The columns of one declared key; n 0 when the table lacks one of them. */
static struct prof_key key_of_hint(struct prof *p, int table, const struct mdp_table_hint *h)
{
	const struct mdp_table *t = &p->c->tables[table];
	struct prof_key k = { .how = "declared" };

	for (int i = 0; h->key && h->key[i]; i++) {
		int column = -1;

		for (int j = 0; j < t->ncolumns; j++) {
			if (strcmp(p->c->columns[t->first_column + j].name, h->key[i]) == 0)
				column = t->first_column + j;
		}
		if (column < 0 || k.n == MDP_LIMIT_KEY_COLUMNS)
			return (struct prof_key){ 0 };
		k.columns[k.n++] = column;
	}
	k.source = h->source;
	k.source.file = mdp_arena_strdup(&p->c->arena, h->source.file); /* hints do not live as long */
	return k;
}

/*
 * A key that a file declares counts if the data agrees up to a few exceptions. Of several, and of a single column beside one that the
 * data know as unique too, the likelier is taken: that a code is tested to be unique does not make it what rows are known by.
 */
static int hinted_key(struct prof *p, int table, struct prof_key *key)
{
	const struct mdp_table *t = &p->c->tables[table];
	int best = 0, rc = 0;

	for (int i = 0; !rc && p->hints && i < p->hints->ntables; i++) {
		const struct mdp_table_hint *h = &p->hints->tables[i];
		struct prof_key k =
			mdp_prof_is_hint_about(h, t) && h->key ? key_of_hint(p, table, h) : (struct prof_key){ 0 };
		int64_t distinct, rows;
		int score;

		if (!k.n)
			continue;
		rc = mdp_prof_distinct(p, table, k.columns, k.n, &distinct, &rows);
		k.exceptions = t->rows - distinct;
		score = k.n > 1 ? 0 : key_score(p, k.columns[0]);
		if (rc || (double)k.exceptions > PROF_DIRTY_SHARE * (double)t->rows || (key->n && score <= best))
			continue;
		*key = k;
		best = score;
	}
	return rc;
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
bool mdp_prof_is_accident(struct prof *p, int table, const int *key, int nkey)
{
	double rows = (double)p->c->tables[table].rows, room = 1;

	for (int k = 0; k < nkey; k++) {
		const struct prof_column *pc = pcol(p, key[k]);
		const struct mdp_column *col = &p->c->columns[key[k]];
		double of = (double)(pc->ref_table >= 0 ? p->c->columns[pc->ref_column].distinct : col->distinct);

		/* a number that identifies nothing might have been any between the least and the greatest */
		if (pc->class == PROF_INTEGER && pc->ref_table < 0 && !is_identifier(p, key[k]) &&
		    mdp_value_is_number(&col->min) && mdp_value_is_number(&col->max) &&
		    mdp_value_number(&col->max) - mdp_value_number(&col->min) > of)
			of = mdp_value_number(&col->max) - mdp_value_number(&col->min);
		room *= of;
	}
	return rows * rows / 2 < 8 * room;
}

/* The references, identifiers and dates that a table begins with: what its author put first to say what a row is. */
int mdp_prof_leading_key(struct prof *p, int table, struct prof_key *key)
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
		if (is_identifier(p, c) && mdp_prof_names_table(p, c) >= 2 && score > dirty_score && t->rows >= 50 &&
		    (double)(t->rows - p->c->columns[c].distinct) <= PROF_DIRTY_SHARE * (double)t->rows) {
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
	    mdp_prof_names_table(p, best) < 3 && !key->exceptions && mdp_prof_is_accident(p, table, &best, 1))
		return mdp_prof_leading_key(p, table, key);
	return 0;
}

/* Columns of other tables that refer to this one. */
static int count_referring(const struct prof *p, int column)
{
	int n = 0;

	for (int c = 0; c < p->c->ncolumns; c++)
		n += p->columns[c].ref_column == column && p->c->columns[c].table != p->c->columns[column].table;
	return n;
}

/* Of two unique columns the one that bears the name of the table and that others refer to is what the rows are known by, if nothing refers to the other. */
static void prefer_referred(struct prof *p, int table, struct prof_key *key)
{
	const struct mdp_table *t = &p->c->tables[table];
	int best = -1, most = 0;

	if (key->n != 1 || key->exceptions || count_referring(p, key->columns[0]) > 0)
		return;
	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		int n = p->columns[c].unique && mdp_prof_names_table(p, c) == 3 ? count_referring(p, c) : 0;

		if (n > most) {
			best = c;
			most = n;
		}
	}
	if (best >= 0)
		*key = (struct prof_key){ .columns = { best }, .n = 1, .how = "unique in the data, and referred to" };
}

int mdp_prof_keys(struct prof *p)
{
	count_elsewhere(p);
	for (int table = 0; table < p->c->ntables; table++) {
		struct prof_key key = { .n = 0 };
		int rc = 0;

		if (!is_primary_declared(p, table, &key)) {
			struct prof_key found = { .n = 0 };

			rc = hinted_key(p, table, &key);
			if (!rc && key.n < 2 && p->c->tables[table].rows > 0)
				rc = single_key(p, table, &found);
			if (!key.n || (found.n == 1 && !found.exceptions && key.columns[0] != found.columns[0] &&
				       key_score(p, found.columns[0]) > key_score(p, key.columns[0]) + DECLARED))
				key = found;
		}
		if (rc)
			return rc;
		prefer_referred(p, table, &key);
		if (p->c->tables[table].current_key >= 0)
			key = (struct prof_key){ .columns = { p->c->tables[table].current_key },
						 .n = 1,
						 .how = "one current version of each" };
		p->tables[table].key = key;
	}
	return 0;
}
