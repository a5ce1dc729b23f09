/*
 * Values of the data. There may be tens of thousands, and a question names two or three: so they are hashed by their
 * normal form as the catalog holds it, without copies or stems. Small sets of categories are also indexed by stems, so that
 * "refunds" finds `refunded`.
 */
#include "lexicon/lexicon_int.h"

#include <ctype.h>
#include <string.h>

#include "base/limits.h"

#include "base/banned.h"

#define CODE_LETTERS 5 /* of an identifier that is said by itself, at least */
#define STEMMED_VALUES 400 /* of one column: larger sets are found by their exact words only */

unsigned mdp_lexicon_hash(struct mdp_str s)
{
	unsigned h = 2166136261u;
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619u;
	return h ^ (h >> 15);
}

/* "BR062477": an identifier that people read out, with letters and digits; not a mere number. */
static bool is_read_out(const struct mdp_column *col)
{
	bool letter = false, digit = false;
	if (col->type != MDP_T_TEXT || col->min.type != MDP_T_TEXT || col->min.s.n < CODE_LETTERS)
		return false;
	for (size_t i = 0; i < col->min.s.n; i++) {
		letter |= isalpha((unsigned char)col->min.s.p[i]) != 0;
		digit |= isdigit((unsigned char)col->min.s.p[i]) != 0;
	}
	return letter && digit;
}

bool mdp_lexicon_sayable(const struct mdp_column *col)
{
	return !col->hidden && col->mirror < 0 && col->nvalues > 0 && col->role != MDP_ROLE_NESTED &&
	       (col->role != MDP_ROLE_ID || is_read_out(col));
}

static bool wholly_number(const char *norm)
{
	return norm[strspn(norm, "0123456789. ")] == '\0';
}

/* "12", "b": one would not say these without their column. */
static double value_cost(const struct mdp_lexicon *l, const char *norm)
{
	if (wholly_number(norm))
		return mdp_lexicon_weight(l, "value_number");
	if (strlen(norm) == 1)
		return mdp_lexicon_weight(l, "value_letter");
	return mdp_lexicon_weight(l, "value");
}

static struct mdp_meaning value_meaning(const struct mdp_lexicon *l, int column, const struct mdp_entry *e)
{
	int now = mdp_catalog_now(l->catalog, column); /* what a thing was is said of what it is */
	struct mdp_meaning m = {
		.kind = MDP_CAT_VALUE, .cat = "value", .id = -1, .column = now >= 0 ? now : column, .text = e->text
	};
	m.cost = value_cost(l, e->norm);
	m.how = "value";
	m.surface = e->norm;
	return m;
}

static void add_stemmed(struct mdp_lexicon *l, int column, const struct mdp_column *col)
{
	bool category = col->role == MDP_ROLE_CATEGORY || col->role == MDP_ROLE_CODE || col->role == MDP_ROLE_FLAG;
	if (!category || col->nvalues > STEMMED_VALUES)
		return;
	for (int i = 0; i < col->nvalues; i++)
		if (col->values[i].norm && *col->values[i].norm && !wholly_number(col->values[i].norm)) {
			struct mdp_meaning m = value_meaning(l, column, &col->values[i]);
			mdp_lexicon_add(l, mdp_str_of(col->values[i].norm), m);
			mdp_lexicon_ring_value(l, m);
		}
}

void mdp_lexicon_add_values(struct mdp_lexicon *l)
{
	const struct mdp_catalog *c = l->catalog;
	struct mdp_value_index *ix = &l->values;
	int total = 0;
	for (int i = 0; i < c->ncolumns; i++)
		if (mdp_lexicon_sayable(&c->columns[i]))
			total += c->columns[i].nvalues;
	unsigned size = 64;
	while (size < (unsigned)total * 2)
		size *= 2;
	ix->mask = size - 1;
	ix->slots = MDP_NEW_ARRAY(&l->arena, (size_t)total + 1, struct mdp_value_slot);
	ix->heads = MDP_NEW_ARRAY(&l->arena, size, int);
	memset(ix->heads, 0xff, size * sizeof(int));
	for (int i = 0; i < c->ncolumns; i++) {
		const struct mdp_column *col = &c->columns[i];
		if (!mdp_lexicon_sayable(col))
			continue;
		add_stemmed(l, i, col);
		for (int e = 0; e < col->nvalues; e++) {
			if (!col->values[e].norm || !*col->values[e].norm)
				continue;
			unsigned h = mdp_lexicon_hash(mdp_str_of(col->values[e].norm));
			ix->slots[ix->n] = (struct mdp_value_slot){ h, i, e, ix->heads[h & ix->mask] };
			ix->heads[h & ix->mask] = ix->n++;
		}
	}
}

int mdp_lexicon_values(const struct mdp_lexicon *l, struct mdp_str words, struct mdp_meaning *out, int max)
{
	const struct mdp_value_index *ix = &l->values;
	if (!ix->heads || words.n == 0 || words.n > MDP_LIMIT_VALUE_BYTES || max <= 0)
		return 0;
	/* An address is asked for as a whole; its parts are no words. */
	bool email = memchr(words.p, '@', words.n) != NULL;
	struct mdp_arena tmp;
	mdp_arena_init(&tmp);
	struct mdp_str norm = email ? mdp_str_of(mdp_words_norm(&tmp, words)) : words;
	int64_t counts[16];
	int n = 0;
	if (max > 16)
		max = 16;
	unsigned h = mdp_lexicon_hash(norm);
	for (int s = ix->heads[h & ix->mask]; s >= 0; s = ix->slots[s].next) {
		const struct mdp_column *col = &l->catalog->columns[ix->slots[s].column];
		const struct mdp_entry *e = &col->values[ix->slots[s].entry];
		if (ix->slots[s].hash != h || !mdp_str_is(norm, e->norm) || (col->role == MDP_ROLE_EMAIL) != email)
			continue;
		int at = n < max ? n++ : max;
		while (at > 0 && counts[at - 1] < e->count) {
			if (at < max) {
				counts[at] = counts[at - 1];
				out[at] = out[at - 1];
			}
			at--;
		}
		if (at < max) {
			counts[at] = e->count;
			out[at] = value_meaning(l, ix->slots[s].column, e);
		}
	}
	mdp_arena_release(&tmp);
	return n;
}
