/*
 * Words near to one that is not known: for typing errors and suggestions. Only asked when a word has no meaning at all, so it
 * looks through everything; a cheap look at length and letters spares most distances.
 */
#include "lexicon/lexicon_int.h"

#include <string.h>

#include "base/utf8.h"

#include "base/banned.h"

#define NEAR_MAX 16

struct near {
	struct mdp_str word;
	unsigned letters;
	int max;
	struct mdp_str found[NEAR_MAX];
	int distance[NEAR_MAX];
	int n, cap;
};

static unsigned letters_of(struct mdp_str s)
{
	unsigned set = 0;
	for (size_t i = 0; i < s.n; i++)
		set |= 1u << ((unsigned char)s.p[i] % 32);
	return set;
}

static void consider(struct near *nr, struct mdp_str word)
{
	size_t more = word.n > nr->word.n ? word.n - nr->word.n : nr->word.n - word.n;
	if (word.n < 3 || more > (size_t)nr->max)
		return;
	unsigned differ = letters_of(word) ^ nr->letters;
	if (__builtin_popcount(differ) > 2 * nr->max)
		return;
	int d = mdp_utf8_distance(nr->word, word, nr->max);
	if (d > nr->max)
		return;
	for (int i = 0; i < nr->n; i++)
		if (mdp_str_eq(nr->found[i], word))
			return;
	int at = nr->n < nr->cap ? nr->n++ : nr->cap;
	for (; at > 0 && nr->distance[at - 1] > d; at--)
		if (at < nr->cap) {
			nr->found[at] = nr->found[at - 1];
			nr->distance[at] = nr->distance[at - 1];
		}
	if (at < nr->cap) {
		nr->found[at] = word;
		nr->distance[at] = d;
	}
}

/* Is `word` this line of the list of known words, inflected? One stem is not enough: it takes off far more ("loyality"). */
static bool is_form_of(struct mdp_str word, struct mdp_str line)
{
	static const char *const ENDINGS[] = {
		"",    "s",  "es",  "d",   "ed",  "ing",  "er",  "r",    "ers",  "rs",
		"est", "ly", "ies", "ied", "ier", "iest", "ily", "ness", "ment", "ments"
	};
	size_t n = 0;
	while (n < word.n && n < line.n && word.p[n] == line.p[n])
		n++;
	struct mdp_str rest = { word.p + n, word.n - n };
	bool drops = n + 1 == line.n && (line.p[n] == 'e' || line.p[n] == 'y'); /* "rating", "cities" */
	bool doubles = n == line.n && n > 2 && rest.n > 2 && rest.p[0] == line.p[n - 1]; /* "stopped" */
	if (n < line.n && !drops)
		return false;
	if (doubles)
		rest = (struct mdp_str){ rest.p + 1, rest.n - 1 };
	if (mdp_str_is(rest, "s") && line.p[line.n - 1] == 's')
		return false;
	for (size_t i = 0; i < sizeof(ENDINGS) / sizeof(ENDINGS[0]); i++)
		if (mdp_str_is(rest, ENDINGS[i]))
			return !drops || *ENDINGS[i] == 'i'; /* a vowel takes the place of the last */
	return false;
}

bool mdp_lexicon_english(const struct mdp_lexicon *l, struct mdp_arena *a, struct mdp_str folded)
{
	struct mdp_str text;
	if (mdp_map_get(&l->words, folded))
		return true;
	if (mdp_lexicon_file(l, "known.txt", &text) < 0 || folded.n < 4)
		return false;
	/* Forms of one word share their first letters: only lines that begin so are stemmed. */
	const char *stem = mdp_lexicon_stem(l, a, folded);
	size_t n = strlen(stem) < 5 ? strlen(stem) : strlen(stem) - 1;
	char *key = mdp_arena_printf(a, "\n%.*s", (int)n, stem);
	const char *end = text.p + text.n;
	for (const char *at = text.p; at < end && (at = memmem(at, (size_t)(end - at), key, n + 1)); at++) {
		const char *line = at + 1, *stop = memchr(line, '\n', (size_t)(end - line));
		if (!stop)
			return false;
		struct mdp_str known = { line, (size_t)(stop - line) };
		/* "bought" begins otherwise than its stem does */
		bool irregular = memcmp(folded.p, stem, n < folded.n ? n : folded.n) != 0 &&
				 strcmp(mdp_lexicon_stem(l, a, known), stem) == 0;
		if (irregular || is_form_of(folded, known))
			return true;
	}
	return false;
}

int mdp_lexicon_near(const struct mdp_lexicon *l, struct mdp_arena *a, struct mdp_str folded, int max,
		     const char **words, int n)
{
	struct near nr = {
		.word = folded, .letters = letters_of(folded), .max = max, .cap = n < NEAR_MAX ? n : NEAR_MAX
	};
	if (nr.cap <= 0)
		return 0;
	for (int i = 0; i < l->words.n; i++)
		consider(&nr, l->words.entries[i].key);
	for (int i = 0; l->catalog && i < l->catalog->ncolumns; i++) {
		const struct mdp_column *col = &l->catalog->columns[i];
		if (!mdp_lexicon_sayable(col) || col->role == MDP_ROLE_EMAIL || col->role == MDP_ROLE_TEXT)
			continue;
		for (int e = 0; e < col->nvalues; e++) {
			struct mdp_str norm = mdp_str_of(col->values[e].norm), word;
			while (mdp_str_next(&norm, ' ', &word))
				consider(&nr, word);
		}
	}
	for (int i = 0; i < nr.n; i++)
		words[i] = mdp_arena_strndup(a, nr.found[i].p, nr.found[i].n);
	return nr.n;
}

/* --- names --- */

#define NAMES_MAX 4

struct names {
	struct mdp_arena *a;
	struct mdp_str word;
	const char *found[NAMES_MAX];
	double far[NAMES_MAX];
	int n, cap;
};

/* How far a word of a name is from the one that was said; negative: it has nothing to do with it. */
static double how_far(const struct names *nm, struct mdp_str word)
{
	size_t less = word.n < nm->word.n ? word.n : nm->word.n, more = word.n < nm->word.n ? nm->word.n : word.n,
	       same = 0;
	int max = nm->word.n < 5 ? 1 : 2;
	if (less < 3 || word.p[0] != nm->word.p[0])
		return -1;
	while (same < less && word.p[same] == nm->word.p[same])
		same++;
	if (same >= 4 && 5 * same >= 3 * more)
		return 1 - (double)same / (double)more;
	int d = more - less > (size_t)max ? max + 1 : mdp_utf8_distance(nm->word, word, max);
	return d <= max && 4 * (size_t)d <= more && same > 0 ? 0.5 * d : -1;
}

static void keep_name(struct names *nm, const char *name, double far)
{
	int at = nm->n;
	for (int i = 0; i < nm->n; i++)
		if (!strcmp(nm->found[i], name)) {
			if (far >= nm->far[i])
				return;
			memmove(nm->found + i, nm->found + i + 1, (size_t)(nm->n - i - 1) * sizeof(nm->found[0]));
			memmove(nm->far + i, nm->far + i + 1, (size_t)(nm->n - i - 1) * sizeof(nm->far[0]));
			at = --nm->n;
			break;
		}
	for (; at > 0 && nm->far[at - 1] > far; at--)
		if (at < nm->cap) {
			nm->found[at] = nm->found[at - 1];
			nm->far[at] = nm->far[at - 1];
		}
	if (at < nm->cap) {
		nm->found[at] = mdp_arena_strdup(nm->a, name);
		nm->far[at] = far;
		nm->n += nm->n < nm->cap;
	}
}

static void consider_name(struct names *nm, const char *name, double far)
{
	struct mdp_str rest = mdp_str_of(name), word;
	double best = -1;
	int words = 0;
	while (rest.n && mdp_str_next(&rest, ' ', &word)) {
		double d = how_far(nm, word);
		words++;
		best = d >= 0 && (best < 0 || d < best) ? d : best;
	}
	if (best >= 0)
		keep_name(nm, name, best + far + 0.15 * (words - 1));
}

int mdp_lexicon_near_names(const struct mdp_lexicon *l, struct mdp_arena *a, struct mdp_str folded, const char **out,
			   int n)
{
	struct names nm = { .a = a, .word = folded, .cap = n < NAMES_MAX ? n : NAMES_MAX };
	if (nm.cap <= 0 || folded.n < 4)
		return 0;
	for (int i = 0; i < l->nnames; i++)
		if (!l->names[i].part)
			consider_name(&nm, l->names[i].words, l->names[i].meaning.cost);
	for (int i = 0; l->catalog && i < l->catalog->ncolumns; i++) {
		const struct mdp_column *col = &l->catalog->columns[i];
		if (col->role == MDP_ROLE_CATEGORY && mdp_lexicon_sayable(col) && !col->hidden)
			for (int e = 0; e < col->nvalues; e++)
				consider_name(&nm, col->values[e].norm, 0.1);
	}
	for (int i = 0; i < nm.n; i++)
		out[i] = nm.found[i];
	return nm.n;
}
