/*
 * What descriptions define. "Revenue is the sum of this over paid orders, dated by paid_on", in the comment of a column, says what is meant
 * by revenue here. Only a sentence that begins with a short name that nothing else goes by, and that sums or counts something.
 */
#include <ctype.h>
#include <string.h>

#include "lexicon/lexicon_int.h"

#include "base/banned.h"

#define NAME_WORDS 3
#define MOST 200 /* definitions of a warehouse */

/* The phrases of a line of asides.lex. */
static struct mdp_str phrases(const struct mdp_lexicon *l, const char *line)
{
	struct mdp_str text, rest, one;

	if (mdp_lexicon_file(l, "asides.lex", &text) < 0)
		return (struct mdp_str){ NULL, 0 };
	for (rest = text; mdp_str_next(&rest, '\n', &one);)
		if (one.n > strlen(line) && !memcmp(one.p, line, strlen(line)) && one.p[strlen(line)] == ':')
			return (struct mdp_str){ one.p + strlen(line) + 1, one.n - strlen(line) - 1 };
	return (struct mdp_str){ NULL, 0 };
}

static bool is_letter(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Where the first of a line's phrases stands in the text as whole words, in whatever case, and how long it is; -1. */
static int find(const struct mdp_lexicon *l, struct mdp_str text, const char *line, size_t *length)
{
	struct mdp_str rest = phrases(l, line), one;
	int best = -1;

	while (mdp_str_next(&rest, '|', &one)) {
		struct mdp_str phrase = mdp_str_trim(one);
		for (size_t i = 0; phrase.n && i + phrase.n <= text.n; i++) {
			bool apart = (i == 0 || !is_letter(text.p[i - 1])) &&
				     (i + phrase.n == text.n || !is_letter(text.p[i + phrase.n]));
			if (!apart || strncasecmp(text.p + i, phrase.p, phrase.n) != 0)
				continue;
			if (best < 0 || (int)i < best || ((int)i == best && phrase.n > *length)) {
				best = (int)i;
				*length = phrase.n;
			}
			break;
		}
	}
	return best;
}

/* The text with the first of a line's phrases replaced; as it is where none stands there. */
static struct mdp_str replaced(struct mdp_lexicon *l, struct mdp_str text, const char *line, struct mdp_str by)
{
	size_t length = 0;
	int at = find(l, text, line, &length);

	if (at < 0)
		return text;
	size_t end = (size_t)at + length;
	return mdp_str_of(mdp_arena_printf(&l->arena, "%.*s%.*s%.*s", at, text.p, (int)by.n, by.p, (int)(text.n - end),
					   text.p + end));
}

/* The first phrase of a line: what the others are said as. */
static struct mdp_str first_of(const struct mdp_lexicon *l, const char *line)
{
	struct mdp_str rest = phrases(l, line), one = { NULL, 0 };

	mdp_str_next(&rest, '|', &one);
	return mdp_str_trim(one);
}

/* The words of a name, folded; 0: it is none, or other things go by it. */
static int name_of(struct mdp_lexicon *l, struct mdp_str said, const char **name)
{
	int words = 0;
	struct mdp_str rest, word;

	*name = mdp_words_norm(&l->arena, said);
	for (rest = mdp_str_of(*name); mdp_str_next(&rest, ' ', &word); words++)
		if (!isalpha((unsigned char)word.p[0]))
			return 0;
	return words <= NAME_WORDS && said.n > 2 && !mdp_lexicon_named(l, mdp_str_of(*name)) ? words : 0;
}

/* Does it sum or count something? */
static bool computes(const struct mdp_lexicon *l, struct mdp_str text)
{
	struct mdp_str rest = mdp_str_of(mdp_words_norm((struct mdp_arena *)(uintptr_t)&l->arena, text)), word;

	while (mdp_str_next(&rest, ' ', &word)) {
		const struct mdp_phrase *p = mdp_lexicon_phrase_of(l, word);
		for (int i = 0; p && i < p->n; i++)
			if (p->items[i].kind == MDP_CAT_WORD && !strcmp(p->items[i].cat, "agg"))
				return true;
	}
	return false;
}

/* The column of the same table that the words name. */
static int column_called(const struct mdp_lexicon *l, int table, struct mdp_str words)
{
	const struct mdp_table *t = &l->catalog->tables[table];

	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++)
		if (mdp_str_is(words, l->catalog->columns[c].name))
			return c;
	return -1;
}

static void add(struct mdp_lexicon *l, int column, struct mdp_str sentence)
{
	const struct mdp_column *col = &l->catalog->columns[column];
	struct mdp_explained e = { .column = column, .dated = -1 };
	size_t length = 0;
	int at = find(l, sentence, "means", &length), is;
	size_t other = 0;

	is = find(l, sentence, "is", &other);
	if (at < 0 || (is >= 0 && is < at)) {
		at = is;
		length = other;
	}
	if (at <= 0)
		return;
	e.words = name_of(l, mdp_str_trim((struct mdp_str){ sentence.p, (size_t)at }), &e.name);
	struct mdp_str text = { sentence.p + at + length, sentence.n - (size_t)at - length };
	if (!e.words || !computes(l, text))
		return;
	at = find(l, text, "dated", &length);
	if (at >= 0) {
		e.dated = column_called(
			l, col->table,
			mdp_str_trim((struct mdp_str){ text.p + at + length, text.n - (size_t)at - length }));
		if (e.dated < 0)
			return;
		text.n = (size_t)at;
	}
	while (text.n && strchr(" ,", text.p[text.n - 1]))
		text.n--;
	text = replaced(l, text, "itself", mdp_str_of(col->label ? col->label : col->words));
	text = replaced(l, text, "among", first_of(l, "among"));
	e.text = mdp_arena_strndup(&l->arena, mdp_str_trim(text).p, mdp_str_trim(text).n);
	e.sentence = mdp_arena_strndup(&l->arena, sentence.p, sentence.n);
	if (l->nexplained < MOST)
		MDP_PUSH(&l->arena, l->explained, l->nexplained, l->capexplained, e);
}

void mdp_lexicon_add_explained(struct mdp_lexicon *l)
{
	const struct mdp_catalog *c = l->catalog;

	for (int i = 0; c && i < c->ncolumns; i++) {
		const struct mdp_column *k = &c->columns[i];
		const char *next = k->hidden || k->mirror >= 0 ? NULL : k->description;
		while (next && *next) {
			size_t length = strcspn(next, ".;\n");
			add(l, i, mdp_str_trim((struct mdp_str){ next, length }));
			next += length;
			next += strspn(next, ".;\n ");
		}
	}
}

const struct mdp_explained *mdp_lexicon_explained(const struct mdp_lexicon *l, int *n)
{
	*n = l->nexplained;
	return l->explained;
}
