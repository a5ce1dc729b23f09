/*
 * What names are made of, read from forms/: verbs with the nouns that come of them, units, and short forms that stand for several words.
 *
 *     agent direct: director        who does it
 *     event enroll: enrollment      that it is done; a thing called so goes by the verb
 *     unit foot: feet | ft          what a number is counted in
 *     short inst: institution | instructor
 *     start/end: from | …           words of names for when something begins and ends
 */
#include <string.h>

#include "lexicon/lexicon_int.h"

#include "base/banned.h"

struct mdp_forms *mdp_lexicon_forms(const struct mdp_lexicon *l, struct mdp_map *map, struct mdp_str key)
{
	struct mdp_forms *f = mdp_map_get(map, key);

	if (!f) {
		struct mdp_arena *a = &((struct mdp_lexicon *)(uintptr_t)l)->arena;
		f = MDP_NEW(a, struct mdp_forms);
		mdp_map_set(map, key, f);
	}
	return f;
}

static void put(struct mdp_lexicon *l, struct mdp_map *map, struct mdp_str key, const char *kind, const char *word)
{
	struct mdp_forms *f = mdp_lexicon_forms(l, map, key);
	struct mdp_form form = { kind, word };

	MDP_PUSH(&l->arena, f->items, f->n, f->cap, form);
}

static int add_form(struct mdp_lexicon *l, const struct mdp_lex_item *item, void *data, struct mdp_error *err)
{
	const char *word = mdp_lexicon_intern(l, item->phrase);
	const char *base = item->sub ? mdp_words_norm(&l->arena, mdp_str_of(item->sub)) : NULL;
	bool verb = !strcmp(item->cat, "agent") || !strcmp(item->cat, "event");

	(void)data;
	if (!strcmp(item->cat, "start") || !strcmp(item->cat, "end")) {
		put(l, &l->forms_of, mdp_str_of(word), item->cat, word);
		return 0;
	}
	if (!base || (!verb && strcmp(item->cat, "unit") != 0 && strcmp(item->cat, "short") != 0))
		return mdp_lex_fail(item, err,
				    "expected `agent`, `event`, `unit` or `short` with a word, `start` or `end`");
	if (!strcmp(item->cat, "short")) {
		put(l, &l->shorts, mdp_str_of(base), item->cat, word);
	} else if (!verb) {
		put(l, &l->units, item->phrase, item->cat, base);
		if (item->first_of_line)
			put(l, &l->units, mdp_str_of(base), item->cat, base);
	} else {
		char does[MDP_LEXICON_PHRASE_BYTES], noun[MDP_LEXICON_PHRASE_BYTES];
		if (!mdp_lexicon_stems(l, mdp_str_of(base), does) || !mdp_lexicon_stems(l, mdp_str_of(word), noun))
			return mdp_lex_fail(item, err, "phrase too long");
		bool event = !strcmp(item->cat, "event");
		put(l, &l->forms_of, mdp_str_of(does), item->cat, word);
		put(l, &l->forms_of, mdp_str_of(noun), event ? "event of" : "agent of", base);
		/* "test" and "tests" are one word as it is */
		struct mdp_verb v = { word, mdp_str_of(base), 0.15 };
		if (event && strcmp(does, noun) != 0)
			MDP_PUSH(&l->arena, l->verbs, l->nverbs, l->capverbs, v);
	}
	return 0;
}

int mdp_lexicon_load_forms(struct mdp_lexicon *l, struct mdp_error *err)
{
	for (int i = 0; i < l->words.n; i++)
		mdp_map_set(&l->plain, l->words.entries[i].key, l);
	return mdp_lex_read(l, "forms", false, add_form, NULL, err);
}

/* Is it a line of the sorted list of everyday words? */
static bool listed(struct mdp_str text, struct mdp_str word)
{
	size_t low = 0, high = text.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2, from = mid;
		while (from > low && text.p[from - 1] != '\n')
			from--;
		const char *stop = memchr(text.p + from, '\n', text.n - from);
		size_t n = stop ? (size_t)(stop - text.p) - from : text.n - from;
		int d = memcmp(text.p + from, word.p, n < word.n ? n : word.n);
		if (d == 0 && n == word.n)
			return true;
		if (d < 0 || (d == 0 && n < word.n))
			low = from + n + 1;
		else
			high = from;
	}
	return false;
}

bool mdp_lexicon_plain(const struct mdp_lexicon *l, struct mdp_str word)
{
	struct mdp_str text;

	if (mdp_map_get(&l->plain, word))
		return true;
	if (word.n < 4 || mdp_lexicon_file(l, "known.txt", &text) < 0)
		return false;
	if (listed(text, word))
		return true;
	if (word.p[word.n - 1] != 's')
		return false;
	word.n--;
	return listed(text, word) ||
	       (word.n > 4 && word.p[word.n - 1] == 'e' && listed(text, (struct mdp_str){ word.p, word.n - 1 }));
}
