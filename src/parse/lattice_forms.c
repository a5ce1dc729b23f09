/*
 * Which forms of a word are the word that is meant. A stem takes off more than an inflection does ("directed" and "direction" share
 * theirs), and what stands before a word tells a noun from a verb ("a claim" is no deed).
 */
#include <string.h>

#include "parse/lattice_maker.h"
#include "base/banned.h"

bool mdp_verb_form(const char *folded)
{
	size_t n = strlen(folded);
	return (n > 3 && strcmp(folded + n - 2, "ed") == 0) || (n > 4 && strcmp(folded + n - 3, "ing") == 0);
}

/* Do two words differ by the endings of one inflection: "trend" and "trending", but not "direction" and "directed"? */
static bool inflected(const char *a, const char *b)
{
	static const char *const ENDINGS[] = { "", "e", "y", "s", "es", "ies", "d", "ed", "ied", "ing" };
	size_t n = 0, found = 0;

	while (a[n] && a[n] == b[n])
		n++;
	for (size_t i = 0; i < sizeof(ENDINGS) / sizeof(ENDINGS[0]); i++)
		found += (size_t)!strcmp(a + n, ENDINGS[i]) + (size_t)!strcmp(b + n, ENDINGS[i]);
	return found == 2;
}

bool mdp_same_word(const struct mdp_meaning *m, const char *folded)
{
	bool operator= m->kind == MDP_CAT_WORD &&(!strcmp(m->cat, "an") || !strcmp(m->cat, "op"));

	return !operator|| strchr(m->surface, ' ') || inflected(m->surface, folded);
}

/* Is a date called by the same words? */
static bool is_date_too(const struct mdp_lattice *t, const struct mdp_edge *e)
{
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *o = &t->edges[i];
		if (o->from == e->from && o->to == e->to && o->meaning.kind == MDP_CAT_ATTR && o->meaning.sub &&
		    !strcmp(o->meaning.sub, "time"))
			return true;
	}
	return false;
}

/* "discounted bookings" are some of them, and no amount of discount; "campaigns booked in May" rather have that day than that quantity. */
static void drop_participles(struct mdp_lattice_maker *m)
{
	struct mdp_lattice *t = m->t;
	int kept = 0;
	for (int i = 0; i < t->nedges; i++) {
		struct mdp_edge *e = &t->edges[i];
		const struct mdp_token *said = &t->tokens[e->to - 1];
		bool number = e->meaning.kind == MDP_CAT_MEASURE ||
			      (e->meaning.kind == MDP_CAT_ATTR && e->meaning.sub && !strcmp(e->meaning.sub, "num"));
		bool done = number && e->to == e->from + 1 && said->kind == MDP_TOK_WORD && !said->corrected &&
			    mdp_verb_form(mdp_arena_strndup(m->a, said->folded.p, said->folded.n));
		bool drop = done && !mdp_str_is(said->folded, e->meaning.surface);
		bool before = false;
		for (int k = 0; drop && k < t->nedges; k++)
			before |= t->edges[k].from == e->to && t->edges[k].meaning.kind == MDP_CAT_ENTITY &&
				  !strcmp(t->edges[k].meaning.sub, "noun");
		if (done && !before && is_date_too(t, e))
			e->meaning.cost += mdp_lexicon_weight(m->l, "part");
		if (!before)
			t->edges[kept++] = *e;
	}
	t->nedges = kept;
}

/* "had a claim": what follows an article is no verb, unless it is a participle ("the cancelled ones"). */
static void drop_verbs_of_nouns(struct mdp_lattice_maker *m)
{
	struct mdp_lattice *t = m->t;
	int kept = 0;

	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		const struct mdp_token *said = &t->tokens[e->from];
		bool verb = e->to == e->from + 1 && e->from > 0 && said->kind == MDP_TOK_WORD &&
			    (!strcmp(e->meaning.cat, "verb") ||
			     (e->meaning.kind == MDP_CAT_ENTITY && !strcmp(e->meaning.sub, "verb"))) &&
			    !mdp_verb_form(mdp_arena_strndup(m->a, said->folded.p, said->folded.n));
		bool article = false;
		for (int k = 0; verb && k < t->nedges; k++)
			article |= t->edges[k].to == e->from && t->edges[k].meaning.kind == MDP_CAT_WORD &&
				   !strcmp(t->edges[k].meaning.cat, "noise") && !strcmp(t->edges[k].meaning.sub, "det");
		if (!article)
			t->edges[kept++] = *e;
	}
	t->nedges = kept;
}

/* "Tickets that Ann opened", where some are "Open": all of them have a day on which they were opened, so that it is no state of theirs. */
static void drop_states_of_all(struct mdp_lattice_maker *m)
{
	struct mdp_lattice *t = m->t;
	const struct mdp_catalog *c = mdp_lexicon_catalog(m->l);
	int kept = 0;
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		const struct mdp_token *said = &t->tokens[e->from];
		bool form = e->meaning.kind == MDP_CAT_VALUE && e->to == e->from + 1 && said->kind == MDP_TOK_WORD &&
			    e->meaning.surface && !mdp_verb_form(e->meaning.surface) &&
			    mdp_verb_form(mdp_arena_strndup(m->a, said->folded.p, said->folded.n));
		bool all = false;
		for (int k = 0; form && k < t->nedges && !all; k++) {
			const struct mdp_meaning *o = &t->edges[k].meaning;
			all = t->edges[k].from == e->from && t->edges[k].to == e->to && o->kind == MDP_CAT_WORD &&
			      !strcmp(o->cat, "dating") && o->id >= 0 && c->columns[o->id].nulls == 0 &&
			      c->columns[o->id].entity == c->columns[e->meaning.column].entity;
		}
		if (!all)
			t->edges[kept++] = *e;
	}
	t->nedges = kept;
}

void mdp_lattice_forms(struct mdp_lattice_maker *m)
{
	drop_states_of_all(m);
	drop_participles(m);
	drop_verbs_of_nouns(m);
}
