/*
 * Short forms that only a question can explain: `qte`, `ptnr`, `indus` are no words, and nothing in the catalog says what they shorten;
 * but who asks for quotes, partners and industries says it. A word that is not known is taken for the one part of a name that shortens
 * it: that begins it, or is its letters in their order, from the first to the last.
 */
#include <ctype.h>
#include <string.h>

#include "lexicon/lexicon_int.h"

#include "base/banned.h"

#define SHORTEST 3
#define LONGEST 7

static bool all_letters(struct mdp_str w)
{
	for (size_t i = 0; i < w.n; i++)
		if (!isalpha((unsigned char)w.p[i]))
			return false;
	return true;
}

void mdp_lexicon_note_short(struct mdp_lexicon *l, const char *words)
{
	struct mdp_str rest = mdp_str_of(words), word;
	while (rest.n && mdp_str_next(&rest, ' ', &word)) {
		if (word.n < SHORTEST || word.n > LONGEST || !all_letters(word) || mdp_lexicon_plain(l, word) ||
		    mdp_map_get(&l->shorts, word))
			continue;
		struct mdp_forms *f = mdp_lexicon_forms(l, &l->opaque, (struct mdp_str){ word.p, 1 });
		bool known = false;
		for (int i = 0; i < f->n && !known; i++)
			known = mdp_str_is(word, f->items[i].word);
		struct mdp_form form = { "short", mdp_arena_strndup(&l->arena, word.p, word.n) };
		if (!known)
			MDP_PUSH(&l->arena, f->items, f->n, f->cap, form);
	}
}

static bool shortens(struct mdp_str shorter, struct mdp_str word)
{
	if (shorter.n >= word.n)
		return false;
	return !memcmp(shorter.p, word.p, shorter.n) ||
	       (shorter.p[shorter.n - 1] == word.p[word.n - 1] && mdp_lexicon_letters_in(shorter, word));
}

const char *mdp_lexicon_shortened(const struct mdp_lexicon *l, struct mdp_arena *a, struct mdp_str word)
{
	const char *one = mdp_words_singular(a, mdp_arena_strndup(a, word.p, word.n)), *found = NULL;
	const struct mdp_forms *f = word.n > SHORTEST ? mdp_map_get(&l->opaque, (struct mdp_str){ word.p, 1 }) : NULL;
	for (int i = 0; f && i < f->n; i++) {
		if (!shortens(mdp_str_of(f->items[i].word), mdp_str_of(one)))
			continue;
		if (found)
			return NULL; /* several may be meant */
		found = f->items[i].word;
	}
	return found;
}
