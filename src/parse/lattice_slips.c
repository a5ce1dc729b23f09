/*
 * Typing errors: a word that nothing knows is read as the known one that is nearest. Of several as near, what this data has a name for
 * comes before a word of English, then the slip that fingers make more often: a letter doubled or not, two in the wrong order, one left
 * out, one too many, one in place of another. Where two remain it is no error that can be mended.
 */
#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/lattice_maker.h"
#include "base/banned.h"

#define NEAREST 12

struct guess {
	const char *word;
	int distance, rank; /* of the slip, less is likelier */
	bool of_data;
};

static bool plain_letters(struct mdp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!isalpha((unsigned char)s.p[i]) && !(s.p[i] & 0x80))
			return false;
	return true;
}

/* Does a word stand in English phrases only, in no name of the catalog and no value? */
static bool english_only(const struct mdp_lattice_maker *m, const char *word)
{
	int n;
	struct mdp_meaning value;
	const struct mdp_meaning *found =
		mdp_lexicon_find(m->l, mdp_str_of(mdp_lexicon_stem(m->l, m->a, mdp_str_of(word))), &n);
	for (int i = 0; i < n; i++)
		if (found[i].kind != MDP_CAT_WORD)
			return false;
	return mdp_lexicon_values(m->l, mdp_str_of(word), &value, 1) == 0;
}

/* Where the longer of two words that differ by one letter has it more, is that the letter beside it? */
static bool is_doubled(struct mdp_str longer, struct mdp_str shorter)
{
	size_t i = 0;
	while (i < shorter.n && longer.p[i] == shorter.p[i])
		i++;
	return (i > 0 && longer.p[i] == longer.p[i - 1]) || (i + 1 < longer.n && longer.p[i] == longer.p[i + 1]);
}

enum { SLIP_DOUBLED, SLIP_SWAPPED, SLIP_MISSING, SLIP_EXTRA, SLIP_OTHER, SLIP_FIRST };

static int rank_of(struct mdp_str typed, struct mdp_str meant, int distance)
{
	if (typed.p[0] != meant.p[0])
		return SLIP_FIRST;
	if (distance != 1)
		return SLIP_OTHER;
	if (typed.n != meant.n) {
		bool missing = meant.n > typed.n;
		return is_doubled(missing ? meant : typed, missing ? typed : meant) ? SLIP_DOUBLED
		       : missing ? SLIP_MISSING
				 : SLIP_EXTRA;
	}
	for (size_t i = 0; i + 1 < typed.n; i++)
		if (typed.p[i] != meant.p[i])
			return typed.p[i] == meant.p[i + 1] && typed.p[i + 1] == meant.p[i] ? SLIP_SWAPPED : SLIP_OTHER;
	return SLIP_OTHER;
}

static int compare(const struct guess *a, const struct guess *b)
{
	if (a->distance != b->distance)
		return a->distance - b->distance;
	if (a->of_data != b->of_data)
		return a->of_data ? -1 : 1;
	return a->rank - b->rank;
}

/* The best of what is near to `typed`, added to *best; *tie where another word is as good. */
static void guess(const struct mdp_lattice_maker *m, struct mdp_str typed, int max, struct guess *best, bool *tie)
{
	const char *words[NEAREST];
	int n = mdp_lexicon_near(m->l, m->a, typed, max, words, NEAREST);
	for (int i = 0; i < n; i++) {
		struct mdp_str w = mdp_str_of(words[i]);
		struct guess g = { words[i], mdp_utf8_distance(typed, w, max), 0, !english_only(m, words[i]) };
		g.rank = rank_of(typed, w, g.distance);
		int c = best->word ? compare(&g, best) : -1;
		if (c < 0) {
			*best = g;
			*tie = false;
		} else if (c == 0 && strcmp(mdp_lexicon_stem(m->l, m->a, w),
					    mdp_lexicon_stem(m->l, m->a, mdp_str_of(best->word))) != 0) {
			*tie = true;
		}
	}
}

const char *mdp_lattice_slip(const struct mdp_lattice_maker *m, const struct mdp_token *t)
{
	struct guess best = { NULL, 0, 0, false };
	bool tie = false;
	struct mdp_str s = t->folded;
	if (t->kind != MDP_TOK_WORD || s.n < 5 || !plain_letters(s) || mdp_lexicon_english(m->l, m->a, s))
		return NULL;
	int max = s.n >= 8 ? 2 : 1;
	guess(m, s, max, &best, &tie);
	/* names are known in the singular */
	if (s.n > 5 && s.p[s.n - 1] == 's' && s.p[s.n - 2] != 's')
		guess(m, (struct mdp_str){ s.p, s.n - 1 }, max, &best, &tie);
	if (!best.word || tie || (t->capital && t != m->t->tokens && !best.of_data))
		return NULL; /* a name: "James" is not "names" */
	return best.distance == max && max == 2 && best.rank == SLIP_FIRST ? NULL : best.word;
}
