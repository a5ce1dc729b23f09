/*
 * One index for everything a phrase may mean, keyed by the stems of its words. The data files fill it first, then the
 * catalog's names, then what synonym rings make of those. Values of the data have an index of their own, by their exact
 * words, because there are many and most are never asked for. A lexicon is made once for a catalog and only read after;
 * the stemmer is the one part with a state, and has a lock.
 */
#include "lexicon/lexicon_int.h"

#include <libstemmer.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define MANY 16 /* meanings of one phrase */

const char *mdp_lexicon_intern(struct mdp_lexicon *l, struct mdp_str s)
{
	const char *known = mdp_map_get(&l->interned, s);
	if (known)
		return known;
	char *copy = mdp_arena_strndup(&l->arena, s.p, s.n);
	mdp_map_set(&l->interned, s, copy);
	return copy;
}

/* The stem of a word: irregular, kept whole, or the stemmer's. The lock is held; *n is its length. */
static const char *stem_of(const struct mdp_lexicon *l, struct mdp_str word, size_t *n)
{
	const char *irregular = mdp_map_get(&l->forms, word);
	if (irregular) {
		*n = strlen(irregular);
		return irregular;
	}
	struct mdp_str whole = word;
	if (word.n > 3 && word.p[word.n - 1] == 's' && word.p[word.n - 2] != 's')
		whole.n--;
	const char *stem = (const char *)sb_stemmer_stem(l->stemmer, (const sb_symbol *)word.p, (int)word.n);
	*n = stem ? (size_t)sb_stemmer_length(l->stemmer) : 0;
	for (int i = 0; i < l->nendings; i++) {
		struct mdp_str end = l->endings[i];
		if (whole.n > end.n && memcmp(whole.p + whole.n - end.n, end.p, end.n) == 0 && *n < whole.n) {
			*n = whole.n;
			return whole.p;
		}
	}
	return stem;
}

const char *mdp_lexicon_stem(const struct mdp_lexicon *l, struct mdp_arena *a, struct mdp_str folded)
{
	struct mdp_lexicon *own = (struct mdp_lexicon *)(uintptr_t)l;
	size_t n;
	pthread_mutex_lock(&own->lock);
	const char *stem = stem_of(l, folded, &n);
	char *copy = stem ? mdp_arena_strndup(a, stem, n) : mdp_arena_strndup(a, folded.p, folded.n);
	pthread_mutex_unlock(&own->lock);
	return copy;
}

bool mdp_lexicon_stems(const struct mdp_lexicon *l, struct mdp_str words, char out[MDP_LEXICON_PHRASE_BYTES])
{
	struct mdp_lexicon *own = (struct mdp_lexicon *)(uintptr_t)l;
	size_t n = 0, length;
	struct mdp_str word;
	bool fits = words.n < MDP_LEXICON_PHRASE_BYTES;
	pthread_mutex_lock(&own->lock);
	while (fits && mdp_str_next(&words, ' ', &word)) {
		const char *stem = stem_of(l, word, &length);
		fits = n + length + 2 < MDP_LEXICON_PHRASE_BYTES;
		if (!fits || !stem || length == 0)
			continue;
		if (n)
			out[n++] = ' ';
		memcpy(out + n, stem, length);
		n += length;
		if (l->making && !mdp_map_get(&l->forms, word)) /* the same few thousand words come again and again */
			mdp_map_set(&own->forms, word, mdp_arena_strndup(&own->arena, stem, length));
	}
	pthread_mutex_unlock(&own->lock);
	out[n] = '\0';
	return fits && n > 0;
}

struct mdp_phrase *mdp_lexicon_phrase(const struct mdp_lexicon *l, struct mdp_str stems)
{
	return mdp_map_get(&l->phrases, stems);
}

static bool same_meaning(const struct mdp_meaning *a, const struct mdp_meaning *b)
{
	if (a->kind != b->kind || a->id != b->id || a->exact != b->exact)
		return false;
	if (a->kind != MDP_CAT_ATTR && a->column != b->column)
		return false;
	if (a->cat != b->cat || a->sub != b->sub)
		return false;
	if ((a->text == NULL) != (b->text == NULL) || (a->text && strcmp(a->text, b->text) != 0))
		return false;
	if ((a->role == NULL) != (b->role == NULL) || (a->role && strcmp(a->role, b->role) != 0))
		return false;
	return a->kind != MDP_CAT_WORD || strcmp(a->surface, b->surface) == 0;
}

/* Of what same_meaning() compares, the numbers: those tell apart nearly all. */
static unsigned hash_of(const struct mdp_meaning *m)
{
	unsigned h = (unsigned)m->id * 2654435761U ^ (unsigned)m->kind * 40503U;

	return h ^ h >> 15;
}

static void chain(struct mdp_phrase *p, int item)
{
	int *head = &p->heads[hash_of(&p->items[item]) & (unsigned)(p->nheads - 1)];

	p->next[item] = *head;
	*head = item + 1;
}

/* A warehouse of thousands of tables has as many columns of one name. */
static void make_chains(struct mdp_lexicon *l, struct mdp_phrase *p)
{
	p->nheads = p->nheads ? p->nheads * 4 : MANY * 4;
	p->heads = MDP_NEW_ARRAY(&l->arena, (size_t)p->nheads, int);
	p->cap_next = p->nheads * 2;
	p->next = MDP_NEW_ARRAY(&l->arena, (size_t)p->cap_next, int);
	for (int i = 0; i < p->n; i++)
		chain(p, i);
}

/* The item that means the same, -1 if none does. */
static int find_same(const struct mdp_phrase *p, const struct mdp_meaning *m)
{
	if (!p->heads) {
		for (int i = 0; i < p->n; i++)
			if (same_meaning(&p->items[i], m))
				return i;
		return -1;
	}
	for (int i = p->heads[hash_of(m) & (unsigned)(p->nheads - 1)]; i; i = p->next[i - 1])
		if (same_meaning(&p->items[i - 1], m))
			return i - 1;
	return -1;
}

static void note(struct mdp_phrase *p, const struct mdp_meaning *m)
{
	if (m->kind == MDP_CAT_WORD)
		p->connects |= !strcmp(m->cat, "noise") || !strcmp(m->cat, "conn");
	else if (m->kind != MDP_CAT_VALUE && m->cost < p->least)
		p->least = m->cost;
}

static struct mdp_phrase *phrase_of(struct mdp_lexicon *l, const char *stems)
{
	struct mdp_phrase *p = mdp_map_get(&l->phrases, mdp_str_of(stems));
	if (p)
		return p;
	p = MDP_NEW(&l->arena, struct mdp_phrase);
	p->least = HUGE_VAL;
	mdp_map_set(&l->phrases, mdp_str_of(stems), p);
	return p;
}

/* Is a phrase a word of negation? */
static bool denies(const struct mdp_phrase *p)
{
	for (int i = 0; i < p->n; i++)
		if (p->items[i].kind == MDP_CAT_WORD && !strcmp(p->items[i].cat, "neg"))
			return true;
	return false;
}

void mdp_lexicon_add(struct mdp_lexicon *l, struct mdp_str words, struct mdp_meaning m)
{
	char stems[MDP_LEXICON_PHRASE_BYTES];
	if (!mdp_lexicon_stems(l, words, stems))
		return;
	struct mdp_phrase *p = phrase_of(l, stems);
	if (m.kind != MDP_CAT_WORD && m.kind != MDP_CAT_VALUE && denies(p))
		return; /* "no" of `member_no` is no name */
	m.surface = mdp_arena_strndup(&l->arena, words.p, words.n);
	int known = find_same(p, &m);
	note(p, &m);
	if (known >= 0) {
		if (m.cost < p->items[known].cost)
			p->items[known] = m;
		return;
	}
	MDP_PUSH(&l->arena, p->items, p->n, p->cap, m);
	if (p->n == MANY || (p->heads && p->n > p->cap_next))
		make_chains(l, p);
	else if (p->heads)
		chain(p, p->n - 1);
	struct mdp_str word;
	while (mdp_str_next(&words, ' ', &word))
		if (word.n > 2 && !mdp_map_get(&l->words, word))
			mdp_map_set(&l->words, word, p);
}

const struct mdp_meaning *mdp_lexicon_find(const struct mdp_lexicon *l, struct mdp_str stems, int *n)
{
	const struct mdp_phrase *p = mdp_lexicon_phrase(l, stems);
	*n = p ? p->n : 0;
	return p ? p->items : NULL;
}

const struct mdp_phrase *mdp_lexicon_phrase_of(const struct mdp_lexicon *l, struct mdp_str words)
{
	char stems[MDP_LEXICON_PHRASE_BYTES];
	return mdp_lexicon_stems(l, words, stems) ? mdp_lexicon_phrase(l, mdp_str_of(stems)) : NULL;
}

bool mdp_lexicon_named(const struct mdp_lexicon *l, struct mdp_str words)
{
	const struct mdp_phrase *p = mdp_lexicon_phrase_of(l, words);
	return p && p->least <= mdp_lexicon_weight(l, "synonym");
}

const struct mdp_catalog *mdp_lexicon_catalog(const struct mdp_lexicon *l)
{
	return l->catalog;
}

const char *mdp_lexicon_expand(const struct mdp_lexicon *l, struct mdp_str folded)
{
	const char *text = mdp_map_get(&l->expansions, folded);
	return text && mdp_lexicon_named(l, folded) ? NULL : text;
}

int mdp_lexicon_make(struct mdp_lexicon **out, const struct mdp_catalog *c, const char *dir, struct mdp_error *err)
{
	struct mdp_lexicon *l = calloc(1, sizeof(*l));
	if (!l)
		return mdp_fail(err, MDP_LIMIT, "out of memory");
	mdp_arena_init(&l->arena);
	mdp_map_init(&l->categories);
	mdp_map_init(&l->forms);
	mdp_map_init(&l->phrases);
	mdp_map_init(&l->expansions);
	mdp_map_init(&l->weights);
	mdp_map_init(&l->decision);
	mdp_map_init(&l->rings);
	mdp_map_init(&l->generic);
	mdp_map_init(&l->forms_of);
	mdp_map_init(&l->units);
	mdp_map_init(&l->shorts);
	mdp_map_init(&l->plain);
	mdp_map_init(&l->longer);
	mdp_map_init(&l->opaque);
	mdp_map_init(&l->classes);
	mdp_map_init(&l->mute);
	mdp_map_init(&l->words);
	mdp_map_init(&l->interned);
	pthread_mutex_init(&l->lock, NULL);
	l->catalog = c;
	l->making = true;
	l->stemmer = sb_stemmer_new("english", "UTF_8");
	int rc = l->stemmer ? 0 : mdp_fail(err, MDP_INTERNAL, "no English stemmer");
	if (rc == 0)
		rc = mdp_lexicon_texts(l, dir, err);
	if (rc == 0)
		rc = mdp_lexicon_load_words(l, err);
	if (rc == 0)
		rc = mdp_lexicon_load_rings(l, err);
	if (rc == 0)
		rc = mdp_lexicon_load_forms(l, err);
	if (rc == 0 && c) {
		mdp_lexicon_add_names(l);
		mdp_lexicon_add_roles(l);
		mdp_lexicon_add_dates(l);
		mdp_lexicon_add_values(l);
		mdp_lexicon_add_described(l);
		mdp_lexicon_add_explained(l);
		mdp_lexicon_apply_rings(l);
		rc = mdp_lexicon_add_codes(l, err);
	}
	l->making = false;
	if (rc < 0) {
		mdp_lexicon_free(l);
		return rc;
	}
	*out = l;
	return 0;
}

void mdp_lexicon_free(struct mdp_lexicon *l)
{
	if (!l)
		return;
	if (l->stemmer)
		sb_stemmer_delete(l->stemmer);
	pthread_mutex_destroy(&l->lock);
	mdp_map_release(&l->categories);
	mdp_map_release(&l->forms);
	mdp_map_release(&l->phrases);
	mdp_map_release(&l->expansions);
	mdp_map_release(&l->weights);
	mdp_map_release(&l->decision);
	mdp_map_release(&l->rings);
	mdp_map_release(&l->generic);
	mdp_map_release(&l->forms_of);
	mdp_map_release(&l->units);
	mdp_map_release(&l->shorts);
	mdp_map_release(&l->plain);
	mdp_map_release(&l->longer);
	mdp_map_release(&l->opaque);
	mdp_map_release(&l->classes);
	mdp_map_release(&l->mute);
	mdp_map_release(&l->words);
	mdp_map_release(&l->interned);
	mdp_arena_release(&l->arena);
	free(l);
}
