/*
 * What descriptions call things. "Account executives (the sales reps), one row per version" names a thing twice; "Industry of the
 * customer" names a column that is called `indus`; "EXP export, IMP import" says what codes stand for. Only the first clause of a
 * description is read, only a short one without a verb, and only where nothing else goes by that name.
 */
#include <ctype.h>
#include <string.h>

#include "lexicon/lexicon_int.h"

#include "base/banned.h"

#define NAME_WORDS 3 /* of a thing */
#define ATTR_WORDS 5 /* of a column */
#define MEANING_WORDS 4 /* of a code */
#define CODES 100 /* of one column */

/* Up to the first mark that ends a clause. */
static struct mdp_str clause(struct mdp_str text, const char *marks)
{
	size_t n = 0;
	while (n < text.n && !strchr(marks, text.p[n]))
		n++;
	return mdp_str_trim((struct mdp_str){ text.p, n });
}

/* Does a phrase stand in a category of the lexicon? `sub` NULL: in any part of it. */
static bool stands_in(const struct mdp_phrase *p, const char *cat, const char *sub)
{
	for (int i = 0; p && i < p->n; i++) {
		const struct mdp_meaning *m = &p->items[i];
		if (m->kind == MDP_CAT_WORD && !strcmp(m->cat, cat) && (!sub || (m->sub && !strcmp(m->sub, sub))))
			return true;
	}
	return false;
}

/* A word of grammar, or one that a question would be read by: no part of a name. */
static bool is_small(const struct mdp_phrase *p)
{
	static const char *const cats[] = { "conn", "noise", "q", "neg", "agg", "set", "rel", "dir" };
	for (size_t i = 0; i < sizeof(cats) / sizeof(cats[0]); i++)
		if (stands_in(p, cats[i], NULL))
			return true;
	return false;
}

/*
 * The words of a clause as they are looked up, without articles and the like; "" when it is long, or says more than a name does. *head:
 * how many bytes of it stand before its first "of"; 0 = it has none.
 */
static const char *as_name(struct mdp_lexicon *l, struct mdp_str text, int most, size_t *head)
{
	struct mdp_str rest = mdp_str_of(mdp_words_norm(&l->arena, text)), word;
	const char *out = "";
	int n = 0;
	*head = 0;
	while (rest.n && mdp_str_next(&rest, ' ', &word)) {
		const struct mdp_phrase *p = mdp_lexicon_phrase_of(l, word);
		bool of = stands_in(p, "conn", "of");
		if (!of && (stands_in(p, "noise", "det") || stands_in(p, "noise", "pron")))
			continue;
		if (++n > most || (!of && is_small(p)))
			return "";
		if (of && !*head)
			*head = strlen(out);
		out = mdp_arena_printf(&l->arena, "%s%s%.*s", out, *out ? " " : "", (int)word.n, word.p);
	}
	return out;
}

static void call(struct mdp_lexicon *l, const char *words, struct mdp_meaning m, double cost)
{
	struct mdp_str s = mdp_str_of(words);
	if (s.n < 3 || mdp_lexicon_named(l, s) || mdp_map_get(&l->mute, s) || mdp_map_get(&l->generic, s) ||
	    is_small(mdp_lexicon_phrase_of(l, s)))
		return;
	m.cost = cost;
	m.how = "its description";
	mdp_lexicon_add(l, s, m);
	MDP_PUSH(&l->arena, l->names, l->nnames, l->capnames, ((struct mdp_name){ words, m, true }));
}

/* "Channel partners: distributors and agents", "Account executives (the sales reps), one row per version" */
static void name_entity(struct mdp_lexicon *l, struct mdp_meaning m, const char *description)
{
	struct mdp_str text = mdp_str_of(description);
	double cost = mdp_lexicon_weight(l, "described");
	struct mdp_str first = clause(text, ",.:;(");
	size_t head;
	const char *words = as_name(l, first, NAME_WORDS, &head);
	if (!*words || head)
		return;
	call(l, mdp_words_singular(&l->arena, words), m, cost);
	size_t at = (size_t)(first.p - text.p) + first.n;
	while (at < text.n && text.p[at] == ' ')
		at++;
	if (at < text.n && text.p[at] == '(') {
		struct mdp_str inside = clause((struct mdp_str){ text.p + at + 1, text.n - at - 1 }, ",;)");
		words = as_name(l, inside, NAME_WORDS, &head);
		if (*words && !head)
			call(l, mdp_words_singular(&l->arena, words), m, cost);
	}
}

/* "Industry of the customer": as it stands, and what it is. */
static void name_column(struct mdp_lexicon *l, struct mdp_meaning m, const char *description)
{
	size_t head;
	const char *words = as_name(l, clause(mdp_str_of(description), ",.:;("), ATTR_WORDS, &head);
	double cost = mdp_lexicon_weight(l, "described");
	if (!*words)
		return;
	call(l, words, m, cost);
	if (head)
		call(l, mdp_arena_strndup(&l->arena, words, head), m, cost + mdp_lexicon_weight(l, "part"));
}

/* The value that stands at `at` as a word of its own, in the spelling of the data; the longest; -1. */
static int value_at(const struct mdp_column *col, const char *text, size_t n, size_t at)
{
	int best = -1;
	size_t length = 0;
	if (at > 0 && isalnum((unsigned char)text[at - 1]))
		return -1;
	for (int i = 0; i < col->nvalues; i++) {
		size_t k = strlen(col->values[i].text);
		if (k > length && at + k <= n && !memcmp(text + at, col->values[i].text, k) &&
		    (at + k == n || !isalnum((unsigned char)text[at + k]))) {
			best = i;
			length = k;
		}
	}
	return best;
}

/* What follows a code: "EXP export", "A = active", "1: yes". */
static struct mdp_str meaning_after(const struct mdp_column *col, const char *text, size_t n, size_t at)
{
	while (at < n && strchr(" =:-(", text[at]))
		at++;
	size_t end = at;
	while (end < n && !strchr(",;.)|/", text[end]) && (end == at || value_at(col, text, n, end) < 0))
		end++;
	return mdp_str_trim((struct mdp_str){ text + at, end - at });
}

static void name_codes(struct mdp_lexicon *l, int column)
{
	const struct mdp_column *col = &l->catalog->columns[column];
	const char *text = col->description, *meanings[CODES];
	int codes[CODES], found = 0;
	bool equals = false; /* one by itself is explained by "=" */
	size_t n = strlen(text);
	if (!mdp_lexicon_sayable(col) || col->nvalues > CODES)
		return;
	for (size_t i = 0; i < n && found < CODES; i++) {
		int v = value_at(col, text, n, i);
		if (v < 0)
			continue;
		i += strlen(col->values[v].text);
		struct mdp_str said = meaning_after(col, text, n, i);
		size_t head, sign = i + strspn(text + i, " ");
		const char *words = as_name(l, said, MEANING_WORDS, &head);
		if (!*words)
			continue;
		equals |= text[sign] == '=';
		codes[found] = v;
		meanings[found++] = words;
		i = (size_t)(said.p - text) + said.n;
	}
	for (int i = 0; i < found && (found > 1 || equals); i++) {
		struct mdp_meaning m = { .kind = MDP_CAT_VALUE,
					 .cat = "value",
					 .id = -1,
					 .column = column,
					 .text = col->values[codes[i]].text };
		m.cost = mdp_lexicon_weight(l, "code");
		m.how = mdp_arena_printf(&l->arena, "code %s", m.text);
		mdp_lexicon_add(l, mdp_str_of(meanings[i]), m);
		m.surface = meanings[i];
		mdp_lexicon_ring_value(l, m);
	}
}

void mdp_lexicon_add_described(struct mdp_lexicon *l)
{
	const struct mdp_catalog *c = l->catalog;
	for (int i = 0; i < c->nentities; i++) {
		const struct mdp_entity *e = &c->entities[i];
		const char *text = e->own_table ? c->tables[e->table].description : NULL;
		struct mdp_meaning m = {
			.kind = MDP_CAT_ENTITY, .cat = "entity", .sub = "noun", .id = i, .column = -1
		};
		if (e->name && text)
			name_entity(l, m, text);
	}
	for (int i = 0; i < c->ncolumns; i++) {
		const struct mdp_column *col = &c->columns[i];
		if (col->hidden || col->mirror >= 0 || !col->description || mdp_catalog_now(c, i) >= 0)
			continue;
		name_column(l, mdp_lexicon_attr(l, i), col->description);
		name_codes(l, i);
	}
}
