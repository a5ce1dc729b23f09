/*
 * Parts of names: who asks for “Riverside” means the Riverside Leisure Centre. Words that nothing else covers are looked for in the names
 * of things, where all names are known, as a run of whole words. Of a few names that hold them each is a meaning, so that the question
 * is asked back; of more none is. A word of English that is written small is no name.
 */
#include <string.h>

#include "parse/lattice_maker.h"
#include "base/banned.h"

#define FEW 4 /* names that may be offered */
#define PART_TOKENS 4
#define PART_LETTERS 3 /* of a word by itself, at least */

/* The end of `word` at *at as it stands there, or in the other number; NULL: another word stands there. */
static const char *same_word(const char *at, struct mdp_str word)
{
	size_t n = strcspn(at, " "), k = word.n;
	if (n > k + 1 || k > n + 1 || strncmp(at, word.p, n < k ? n : k) != 0)
		return NULL;
	const char *longer = n > k ? at + k : word.p + n;
	return n == k || *longer == 's' ? at + n : NULL;
}

/* Do the words of the tokens stand in the name, one after the other, and not alone? */
static bool holds(const struct mdp_lattice *t, int from, int to, const char *name)
{
	for (const char *at = name; *at; at += strspn(at, " ")) {
		const char *end = at;
		for (int i = from; end && i < to; i++) {
			end += i > from ? strspn(end, " ") : 0;
			end = same_word(end, t->tokens[i].folded);
		}
		if (end)
			return at != name || *end;
		at += strcspn(at, " ");
	}
	return false;
}

/* The column of the names that things of this kind go by, all of which are known; NULL. */
static const struct mdp_column *names_of(const struct mdp_catalog *c, const struct mdp_entity *e)
{
	const struct mdp_column *col =
		e->label >= 0 && e->nkey == 1 && e->label != e->key[0] ? &c->columns[e->label] : NULL;
	return col && col->all_values && !col->hidden && col->type == MDP_T_TEXT && col->mirror < 0 ? col : NULL;
}

/* The names that hold the tokens, as far as `max`; how many there are, at most one more. */
static int find(const struct mdp_lattice_maker *m, int from, int to, struct mdp_meaning *out, int max)
{
	const struct mdp_catalog *c = mdp_lexicon_catalog(m->l);
	int n = 0;
	for (int i = 0; i < c->nentities && n <= max; i++) {
		const struct mdp_column *col = names_of(c, &c->entities[i]);
		for (int v = 0; col && v < col->nvalues && n <= max; v++) {
			if (!col->values[v].norm || !holds(m->t, from, to, col->values[v].norm))
				continue;
			if (n < max)
				out[n] = (struct mdp_meaning){
					.kind = MDP_CAT_VALUE,
					.cat = "value",
					.id = -1,
					.column = c->entities[i].label,
					.text = col->values[v].text,
					.surface = col->values[v].norm,
					.cost = mdp_lexicon_weight(m->l, "name_part"),
					.how = mdp_arena_printf(m->a, "part of `%s`", col->values[v].text),
				};
			n++;
		}
	}
	return n;
}

/* May the word be a name: none of English, or written as one? */
static bool may_name(const struct mdp_lattice_maker *m, int token)
{
	const struct mdp_token *t = &m->t->tokens[token];
	if (t->kind != MDP_TOK_WORD || t->folded.n < PART_LETTERS)
		return false;
	return (t->capital && token > 0) || !mdp_lexicon_english(m->l, m->a, t->folded);
}

static bool is_covered(const struct mdp_lattice *t, int token)
{
	for (int i = 0; i < t->nedges; i++)
		if (t->edges[i].from <= token && token < t->edges[i].to)
			return true;
	return false;
}

void mdp_lattice_parts(struct mdp_lattice_maker *m)
{
	struct mdp_lattice *t = m->t;
	for (int from = 0; mdp_lexicon_catalog(m->l) && from < t->ntokens; from++) {
		struct mdp_meaning few[FEW];
		int to = from + 1, n = 0;
		if (is_covered(t, from) || !may_name(m, from))
			continue;
		while (to - from < PART_TOKENS && to < t->ntokens && t->tokens[to].kind == MDP_TOK_WORD &&
		       find(m, from, to + 1, few, FEW) > 0)
			to++;
		n = find(m, from, to, few, FEW);
		struct mdp_span first = t->tokens[from].span, last = t->tokens[to - 1].span;
		struct mdp_str said = { t->question.p + first.start, (size_t)(last.start + last.length - first.start) };
		for (int i = 0; n <= FEW && i < n; i++)
			mdp_lattice_add(m,
					(struct mdp_edge){ .from = from, .to = to, .meaning = few[i], .text = said });
	}
}
