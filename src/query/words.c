/*
 * The words of the query's enums, both ways, made from the same lists as the enums themselves, so that a new member
 * cannot be forgotten here. Look-up is linear: the longest list has a dozen words.
 */
#include "query/query.h"
#include "base/banned.h"

#define X(name, word) word,
static const char *const aggregate_words[] = { NULL, MDP_AGGREGATES(X) };
static const char *const cmp_words[] = { NULL, MDP_CMPS(X) };
static const char *const window_words[] = { NULL, MDP_WINDOWS(X) };
static const char *const part_words[] = { NULL, MDP_PARTS(X) };
static const char *const move_words[] = { MDP_MOVES(X) };
#undef X

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

static const char *word_of(const char *const *words, int n, int i)
{
	return i > 0 && i < n ? words[i] : NULL;
}

static int find(const char *const *words, int n, struct mdp_str word)
{
	for (int i = 1; i < n; i++)
		if (mdp_str_is(word, words[i]))
			return i;
	return 0;
}

const char *mdp_aggregate_word(enum mdp_aggregate fn)
{
	return word_of(aggregate_words, COUNT(aggregate_words), (int)fn);
}

bool mdp_aggregate_from_word(struct mdp_str word, enum mdp_aggregate *out)
{
	int i = find(aggregate_words, COUNT(aggregate_words), word);
	if (i)
		*out = (enum mdp_aggregate)i;
	return i != 0;
}

const char *mdp_cmp_word(enum mdp_cmp c)
{
	return word_of(cmp_words, COUNT(cmp_words), (int)c);
}

bool mdp_cmp_from_word(struct mdp_str word, enum mdp_cmp *out)
{
	int i = find(cmp_words, COUNT(cmp_words), word);
	if (i)
		*out = (enum mdp_cmp)i;
	return i != 0;
}

const char *mdp_window_word(enum mdp_window w)
{
	return word_of(window_words, COUNT(window_words), (int)w);
}

bool mdp_window_from_word(struct mdp_str word, enum mdp_window *out)
{
	int i = find(window_words, COUNT(window_words), word);
	if (i)
		*out = (enum mdp_window)i;
	return i != 0;
}

const char *mdp_move_word(enum mdp_move m)
{
	return word_of(move_words, COUNT(move_words), (int)m);
}

bool mdp_move_from_word(struct mdp_str word, enum mdp_move *out)
{
	int i = find(move_words, COUNT(move_words), word);
	if (i)
		*out = (enum mdp_move)i;
	return i != 0;
}

const char *mdp_part_word(enum mdp_part p)
{
	return word_of(part_words, COUNT(part_words), (int)p);
}

bool mdp_part_from_word(struct mdp_str word, enum mdp_part *out)
{
	int i = find(part_words, COUNT(part_words), word);
	if (i)
		*out = (enum mdp_part)i;
	return i != 0;
}

static const struct {
	const char *word;
	double seconds;
} span_units[] = { { "seconds", 1 }, { "minutes", 60 }, { "hours", 3600 }, { "weeks", 7 * 24 * 3600 } };

const char *mdp_span_unit(double seconds)
{
	for (int i = 0; i < COUNT(span_units); i++)
		if ((int)seconds == (int)span_units[i].seconds)
			return span_units[i].word;
	return NULL;
}

double mdp_span_seconds(struct mdp_str unit)
{
	if (mdp_str_is(unit, "days"))
		return 0;
	for (int i = 0; i < COUNT(span_units); i++)
		if (mdp_str_is(unit, span_units[i].word))
			return span_units[i].seconds;
	return -1;
}
