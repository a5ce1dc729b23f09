/*
 * Synonym rings: words of everyday and business English that people use for one another. A ring never says what a thing is;
 * it only lets a name of the catalog go by another word, at a cost, and only where that word names nothing there itself.
 * Lines are `ring (0.3): customer | client`, any member for any other, and `verb order (0.1): buy | purchase`: the verbs
 * stand for the event whose entity is called an order, itself or by a ring. A `state` is a ring that also stands for values
 * of categories: "called off" for `cancelled`.
 */
#include "lexicon/lexicon_int.h"

#include <math.h>
#include <string.h>

#include "base/banned.h"

struct mdp_member {
	const char *stems;
	struct mdp_str words;
};

struct mdp_ring {
	struct mdp_member *members;
	int n, cap;
	double cost;
	bool state; /* of values and flags */
};

struct mdp_ring_list {
	struct mdp_ring **items;
	int n, cap;
};

static void join(struct mdp_lexicon *l, const char *stems, struct mdp_ring *ring)
{
	struct mdp_ring_list *list = mdp_map_get(&l->rings, mdp_str_of(stems));
	if (!list) {
		list = MDP_NEW(&l->arena, struct mdp_ring_list);
		mdp_map_set(&l->rings, mdp_str_of(stems), list);
	}
	MDP_PUSH(&l->arena, list->items, list->n, list->cap, ring);
}

/* Verbs wait until the rings have been applied: they go by every name of their noun. */
static int add_verb(struct mdp_lexicon *l, const struct mdp_lex_item *item, struct mdp_error *err)
{
	if (!item->sub || isnan(item->cost))
		return mdp_lex_fail(item, err, "expected `verb noun (cost): word | word`");
	struct mdp_verb v = { .noun = mdp_words_norm(&l->arena, mdp_str_of(item->sub)),
			      .verb = item->phrase,
			      .cost = item->cost };
	MDP_PUSH(&l->arena, l->verbs, l->nverbs, l->capverbs, v);
	return 0;
}

static int add_member(struct mdp_lexicon *l, const struct mdp_lex_item *item, void *data, struct mdp_error *err)
{
	struct mdp_ring **ring = data;
	char stems[MDP_LEXICON_PHRASE_BYTES];
	if (strcmp(item->cat, "verb") == 0)
		return add_verb(l, item, err);
	bool state = strcmp(item->cat, "state") == 0;
	if ((strcmp(item->cat, "ring") != 0 && !state) || item->sub || isnan(item->cost))
		return mdp_lex_fail(item, err, "expected `ring (cost): word | word`, or `state`");
	if (item->first_of_line) {
		*ring = MDP_NEW(&l->arena, struct mdp_ring);
		(*ring)->cost = item->cost;
		(*ring)->state = state;
	}
	if (!mdp_lexicon_stems(l, item->phrase, stems))
		return mdp_lex_fail(item, err, "phrase too long");
	struct mdp_ring *r = *ring;
	for (int i = 0; i < r->n; i++)
		if (strcmp(r->members[i].stems, stems) == 0)
			return mdp_str_eq(r->members[i].words, item->phrase)
				       ? mdp_lex_fail(item, err, "member given twice in one ring")
				       : 0;
	struct mdp_member m = { mdp_arena_strdup(&l->arena, stems), item->phrase };
	MDP_PUSH(&l->arena, r->members, r->n, r->cap, m);
	join(l, m.stems, r);
	struct mdp_str words = item->phrase, word;
	while (mdp_str_next(&words, ' ', &word))
		if (word.n == 3 && !mdp_map_get(&l->plain, word)) /* longer ones are in the list of everyday words */
			mdp_map_set(&l->plain, word, r);
	return 0;
}

bool mdp_lexicon_ringed(const struct mdp_lexicon *l, struct mdp_str a, struct mdp_str b)
{
	char one[MDP_LEXICON_PHRASE_BYTES], two[MDP_LEXICON_PHRASE_BYTES];
	if (!mdp_lexicon_stems(l, a, one) || !mdp_lexicon_stems(l, b, two) || strcmp(one, two) == 0)
		return false;
	const struct mdp_ring_list *list = mdp_map_get(&l->rings, mdp_str_of(one));
	for (int i = 0; list && i < list->n; i++)
		for (int k = 0; k < list->items[i]->n; k++)
			if (strcmp(list->items[i]->members[k].stems, two) == 0)
				return true;
	return false;
}

int mdp_lexicon_load_rings(struct mdp_lexicon *l, struct mdp_error *err)
{
	struct mdp_ring *ring = NULL;
	return mdp_lex_read(l, "rings", false, add_member, &ring, err);
}

/* "professors" are those whose rank is `Professor` where the data says so, not all of the faculty by another word. */
static bool names_value(struct mdp_lexicon *l, struct mdp_str words)
{
	char one[MDP_LEXICON_PHRASE_BYTES];
	struct mdp_meaning found[8];
	if (words.n + 1 > sizeof(one))
		return false;
	memcpy(one, words.p, words.n);
	one[words.n] = '\0';
	const struct mdp_phrase *p = mdp_lexicon_phrase_of(l, words); /* what a code stands for */
	for (int i = 0; p && i < p->n; i++)
		if (p->items[i].kind == MDP_CAT_VALUE)
			return true;
	for (int plural = 0; plural < 2; plural++) {
		int n = mdp_lexicon_values(l, mdp_str_of(plural ? mdp_words_plural(&l->arena, one) : one), found, 8);
		for (int i = 0; i < n; i++)
			if (l->catalog->columns[found[i].column].role != MDP_ROLE_TEXT)
				return true;
	}
	return false;
}

static int owner_of(const struct mdp_lexicon *l, const struct mdp_meaning *m)
{
	if (m->kind == MDP_CAT_MEASURE)
		return l->catalog->measures[m->id].entity;
	return m->kind == MDP_CAT_ATTR ? l->catalog->columns[m->id].entity : -1;
}

/*
 * Does the phrase outright name something beside which `m` would not be meant? An attribute goes by another word although things of
 * another kind have an attribute of that name: what is asked of tells which.
 */
static bool is_taken(const struct mdp_lexicon *l, struct mdp_str words, const struct mdp_meaning *m)
{
	const struct mdp_phrase *p = mdp_lexicon_phrase_of(l, words);
	double outright = mdp_lexicon_weight(l, "synonym");

	if (!p || p->least > outright)
		return false;
	for (int i = 0; i < p->n; i++) {
		const struct mdp_meaning *o = &p->items[i];
		if (o->cost > outright || o->kind == MDP_CAT_VALUE ||
		    (o->kind == MDP_CAT_WORD && strcmp(o->cat, "withheld") != 0))
			continue;
		if (m->kind != MDP_CAT_ATTR || o->kind != MDP_CAT_ATTR || owner_of(l, o) == owner_of(l, m))
			return true;
	}
	return false;
}

/* Is the phrase a word of that category, among others? */
static bool is_word(const struct mdp_phrase *p, const char *cat, const char *sub)
{
	for (int i = 0; p && i < p->n; i++)
		if (p->items[i].kind == MDP_CAT_WORD && !strcmp(p->items[i].cat, cat) && !strcmp(p->items[i].sub, sub))
			return true;
	return false;
}

/* Does a phrase begin by asking how many ("number of rooms")? Then it is said of numbers, never of the rooms themselves. */
static bool asks_how_many(const struct mdp_lexicon *l, struct mdp_str words)
{
	struct mdp_str rest = words, word;

	while (mdp_str_next(&rest, ' ', &word)) {
		const struct mdp_phrase *p =
			mdp_lexicon_phrase_of(l, (struct mdp_str){ words.p, (size_t)(word.p + word.n - words.p) });
		if (rest.n && is_word(p, "q", "howmany"))
			return true;
	}
	return false;
}

static bool is_generic(const struct mdp_lexicon *l, struct mdp_str word, const char *sub)
{
	return is_word(mdp_lexicon_phrase_of(l, word), "gen", sub);
}

/* "Quantity produced", "amount owed", "units sold": of several words, one for an amount at either end; no thing is called so. */
static bool says_amount(const struct mdp_lexicon *l, struct mdp_str words)
{
	struct mdp_str rest = words, word;
	int n = 0;
	while (mdp_str_next(&rest, ' ', &word)) {
		if ((++n == 1 || !rest.n) && (is_generic(l, word, "value") || is_generic(l, word, "number")))
			return n > 1 || rest.n > 0;
	}
	return false;
}

static bool is_number(const struct mdp_meaning *m)
{
	return m->kind == MDP_CAT_MEASURE || (m->kind == MDP_CAT_ATTR && m->sub && !strcmp(m->sub, "num"));
}

/* The name with words from..to replaced by another member of their ring. */
static void swap(struct mdp_lexicon *l, const struct mdp_name *n, struct mdp_str from, const struct mdp_ring *ring,
		 struct mdp_str member)
{
	char words[MDP_LEXICON_PHRASE_BYTES];
	size_t before = (size_t)(from.p - n->words), after = strlen(n->words) - before - from.n;
	if (before + member.n + after + 1 > sizeof(words))
		return;
	memcpy(words, n->words, before);
	memcpy(words + before, member.p, member.n);
	memcpy(words + before + member.n, from.p + from.n, after);
	struct mdp_str phrase = { words, before + member.n + after };
	if (!is_number(&n->meaning) && asks_how_many(l, member))
		return;
	if (n->meaning.kind == MDP_CAT_ENTITY && says_amount(l, member))
		return;
	if (is_taken(l, phrase, &n->meaning) || (n->meaning.kind == MDP_CAT_ENTITY && names_value(l, phrase)))
		return;
	struct mdp_meaning m = n->meaning;
	m.cost += ring->cost;
	m.how = mdp_arena_printf(&l->arena, "other word for %s", n->words);
	mdp_lexicon_add(l, phrase, m);
}

static void apply_at(struct mdp_lexicon *l, const struct mdp_name *n, struct mdp_str part)
{
	char stems[MDP_LEXICON_PHRASE_BYTES];
	if (!mdp_lexicon_stems(l, part, stems))
		return;
	const struct mdp_ring_list *list = mdp_map_get(&l->rings, mdp_str_of(stems));
	for (int i = 0; list && i < list->n; i++)
		for (int k = 0; k < list->items[i]->n; k++)
			if (strcmp(list->items[i]->members[k].stems, stems) != 0)
				swap(l, n, part, list->items[i], list->items[i]->members[k].words);
}

static void apply_verb(struct mdp_lexicon *l, const struct mdp_verb *v)
{
	char stems[MDP_LEXICON_PHRASE_BYTES];
	if (!mdp_lexicon_stems(l, mdp_str_of(v->noun), stems))
		return;
	const struct mdp_phrase *p = mdp_lexicon_phrase(l, mdp_str_of(stems));
	for (int i = 0, n = p ? p->n : 0; i < n; i++) {
		struct mdp_meaning m = p->items[i];
		if (m.kind != MDP_CAT_ENTITY || strcmp(m.sub, "noun") != 0)
			continue;
		m.sub = "verb";
		m.cost += v->cost;
		m.how = mdp_arena_printf(&l->arena, "verb of %s", l->catalog->entities[m.id].name);
		mdp_lexicon_add(l, v->verb, m);
	}
}

void mdp_lexicon_ring_value(struct mdp_lexicon *l, struct mdp_meaning m)
{
	char stems[MDP_LEXICON_PHRASE_BYTES];
	if (!mdp_lexicon_stems(l, mdp_str_of(m.surface), stems))
		return;
	const struct mdp_ring_list *list = mdp_map_get(&l->rings, mdp_str_of(stems));
	const char *value = m.surface;
	double cost = m.cost;
	for (int i = 0; list && i < list->n; i++)
		for (int k = 0; list->items[i]->state && k < list->items[i]->n; k++) {
			const struct mdp_member *other = &list->items[i]->members[k];
			if (strcmp(other->stems, stems) == 0 || mdp_lexicon_named(l, other->words))
				continue;
			m.cost = cost + list->items[i]->cost;
			m.how = mdp_arena_printf(&l->arena, "other word for %s", value);
			mdp_lexicon_add(l, other->words, m);
		}
}

void mdp_lexicon_apply_rings(struct mdp_lexicon *l)
{
	for (int i = 0; i < l->nnames; i++) {
		const struct mdp_name *n = &l->names[i];
		struct mdp_str from = mdp_str_of(n->words), word;
		if (n->part) {
			apply_at(l, n, from);
			continue;
		}
		for (int start = 0; start < 5 && from.n; start++) {
			struct mdp_str rest = from;
			for (int words = 0; words < 3 && mdp_str_next(&rest, ' ', &word); words++)
				apply_at(l, n, (struct mdp_str){ from.p, (size_t)(word.p + word.n - from.p) });
			mdp_str_next(&from, ' ', &word);
		}
	}
	for (int i = 0; i < l->nverbs; i++)
		apply_verb(l, &l->verbs[i]);
}
