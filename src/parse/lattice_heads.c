/*
 * “Italian food”, where that is a food type; “the Visa card”, where it is a type of card: a value and a word of the name of what it is a value
 * of are one name of it.
 */
#include <string.h>

#include "base/limits.h"
#include "parse/lattice_maker.h"
#include "base/banned.h"

#define COST 0.02 /* the value alone is nearer to the words */

/* Is the stem that of a word of the column's name? */
static bool is_word_of(const struct mdp_lattice_maker *m, const struct mdp_column *c, const char *stem)
{
	for (const char *at = c->words; *at; at += strspn(at, " ")) {
		size_t length = strcspn(at, " ");
		if (!strcmp(stem, mdp_lexicon_stem(m->l, m->a, (struct mdp_str){ at, length })))
			return true;
		at += length;
	}
	return false;
}

/* Does something else begin there that the word would name: a thing, an amount? */
static bool names_more(const struct mdp_lattice *t, int token, int n)
{
	for (int i = 0; i < n; i++) {
		const struct mdp_edge *e = &t->edges[i];
		if (e->from <= token && e->to > token &&
		    (e->meaning.kind == MDP_CAT_ENTITY || e->meaning.kind == MDP_CAT_MEASURE ||
		     e->meaning.kind == MDP_CAT_NUMBER))
			return true;
	}
	return false;
}

/* "US" in capitals among other words is no "us". */
static bool is_shouted(const struct mdp_lattice *t, int token)
{
	struct mdp_str s = t->tokens[token].surface;
	bool small = false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 'A' || s.p[i] > 'Z')
			return false;
	for (int i = 0; i < t->ntokens && !small; i++) /* unless all is written so */
		for (size_t k = 0; k < t->tokens[i].surface.n && !small; k++)
			small = t->tokens[i].surface.p[k] >= 'a' && t->tokens[i].surface.p[k] <= 'z';
	return s.n > 1 && small;
}

/* Is it a value of the data, or does an article or a preposition stand before it ("in the US")? */
static bool is_named(const struct mdp_lattice *t, int token)
{
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		bool before = e->to == token && e->meaning.kind == MDP_CAT_WORD &&
			      (!strcmp(e->meaning.cat, "conn") ||
			       (!strcmp(e->meaning.cat, "noise") && e->meaning.sub && !strcmp(e->meaning.sub, "det")));
		if (before || (e->from == token && e->meaning.kind == MDP_CAT_VALUE))
			return true;
	}
	return false;
}

/* What is written in capitals and named is not passed over. */
static void drop_noise(struct mdp_lattice *t)
{
	int kept = 0;
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		bool drop = e->meaning.kind == MDP_CAT_WORD && e->to == e->from + 1 &&
			    !strcmp(e->meaning.cat, "noise") && is_shouted(t, e->from) && is_named(t, e->from);
		if (!drop)
			t->edges[kept++] = *e;
	}
	t->nedges = kept;
}

/* Is the word one for a name, and no name of the data begins before it and ends with it? */
static bool is_name_word(const struct mdp_lattice *t, int from, int token, int n)
{
	bool name = false;
	for (int i = 0; i < n; i++) {
		const struct mdp_edge *e = &t->edges[i];
		if (e->to != token + 1)
			continue;
		if (e->from <= from && e->meaning.kind != MDP_CAT_WORD)
			return false;
		name |= e->from == token && e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "name");
	}
	return name;
}

/* "the region name", where the region is text: the region. */
static void add_names(struct mdp_lattice_maker *m)
{
	const struct mdp_catalog *c = mdp_lexicon_catalog(m->l);
	int n = m->t->nedges;
	for (int i = 0; i < n; i++) {
		struct mdp_edge e = m->t->edges[i];
		if (e.meaning.kind != MDP_CAT_ATTR || e.to >= m->t->ntokens ||
		    c->columns[e.meaning.id].type != MDP_T_TEXT || c->columns[e.meaning.id].role == MDP_ROLE_ID ||
		    !is_name_word(m->t, e.from, e.to, n))
			continue;
		e.to++;
		e.meaning.cost += COST;
		mdp_lattice_add(m, e);
	}
}

static bool is_aux(const struct mdp_lattice *t, int token)
{
	for (int i = 0; i < t->nedges; i++)
		if (t->edges[i].from == token && t->edges[i].to == token + 1 &&
		    t->edges[i].meaning.kind == MDP_CAT_WORD && !strcmp(t->edges[i].meaning.cat, "aux"))
			return true;
	return false;
}

/* "proposals were sent", where a date is called proposal_sent: what happened is said with an auxiliary between. */
static void add_passives(struct mdp_lattice_maker *m)
{
	for (int i = 0; i + 2 < m->t->ntokens; i++) {
		const struct mdp_token *noun = &m->t->tokens[i], *done = &m->t->tokens[i + 2];
		int n = 0;
		if (noun->kind != MDP_TOK_WORD || done->kind != MDP_TOK_WORD || !noun->stem || !done->stem ||
		    !is_aux(m->t, i + 1))
			continue;
		const char *words = mdp_arena_printf(m->a, "%s %s", noun->stem, done->stem);
		const struct mdp_meaning *found = mdp_lexicon_find(m->l, mdp_str_of(words), &n);
		for (int k = 0; k < n; k++)
			if (found[k].kind == MDP_CAT_WORD && !strcmp(found[k].cat, "dating"))
				mdp_lattice_add(m, (struct mdp_edge){ .from = i, .to = i + 3, .meaning = found[k] });
	}
}

void mdp_lattice_heads(struct mdp_lattice_maker *m)
{
	add_passives(m);
	drop_noise(m->t);
	add_names(m);
	const struct mdp_catalog *c = mdp_lexicon_catalog(m->l);
	int n = m->t->nedges;
	for (int i = 0; i < n; i++) {
		struct mdp_edge e = m->t->edges[i];
		if (e.meaning.kind != MDP_CAT_VALUE || e.to >= m->t->ntokens)
			continue;
		const struct mdp_token *next = &m->t->tokens[e.to];
		if (next->kind != MDP_TOK_WORD || !next->stem ||
		    !is_word_of(m, &c->columns[e.meaning.column], next->stem) || names_more(m->t, e.to, n))
			continue;
		e.to++;
		e.meaning.cost += COST;
		mdp_lattice_add(m, e);
	}
}
