/*
 * What is said before the question: "I need this for a meeting. How many visits were there?" A whole sentence that asks nothing and names
 * nothing of the data, no number, no time and no comparison sets the scene and is passed over. The thing that it may name ("a customer is on
 * the phone about B-1042. When was it delivered?") is what "it" stands for in the question.
 */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

/* Words that say something of data wherever they stand are of none of these. */
static const char *const PLAIN[] = { "noise", "conn", "aux",  "verb", "exist", "link", "glue",  "filler",
				     "human", "gen",  "talk", "an",   "name",  "lagw", "evolve" };

static bool is_plain(const struct mdp_phraser *x, const struct mdp_meaning *m)
{
	if (m->kind == MDP_CAT_ENTITY)
		return mdp_entity_is_somebody(x, m->id);
	if (m->kind != MDP_CAT_WORD)
		return false;
	for (size_t i = 0; i < sizeof(PLAIN) / sizeof(PLAIN[0]); i++)
		if (!strcmp(m->cat, PLAIN[i]))
			return true;
	const char *sub = m->sub ? m->sub : "";
	return (!strcmp(m->cat, "q") && (!strcmp(sub, "list") || !strcmp(sub, "whether"))) ||
	       (!strcmp(m->cat, "set") && !strcmp(sub, "those")) || (!strcmp(m->cat, "rel") && !strcmp(sub, "this")) ||
	       (!strcmp(m->cat, "cmp") && !strcmp(sub, "approx"));
}

/* "booking 1042" there: the edge of the noun with the number, as the word for it would have it; NULL. */
static const struct mdp_edge *numbered_at(struct mdp_phraser *x, int at)
{
	const struct mdp_lattice *t = x->t;
	for (int i = t->first[at]; i < t->first[at + 1]; i++) {
		const struct mdp_edge *e = &t->edges[i];
		if (e->meaning.kind != MDP_CAT_ENTITY || e->meaning.role || !e->meaning.sub ||
		    strcmp(e->meaning.sub, "noun") != 0 || e->to >= t->ntokens || mdp_said_plural(x, at, e->to))
			continue;
		for (int k = t->first[e->to]; k < t->first[e->to + 1]; k++) {
			const struct mdp_edge *number = &t->edges[k];
			bool plain = number->meaning.kind == MDP_CAT_NUMBER &&
				     (!number->unit || !strcmp(number->unit, "year-like"));
			if (!plain)
				continue;
			struct mdp_edge *out = MDP_NEW(x->a, struct mdp_edge);
			*out = *number;
			out->from = e->from;
			out->meaning.kind = MDP_CAT_WORD;
			out->meaning.cat = "thing";
			out->meaning.sub = "numbered";
			out->meaning.id = e->meaning.id;
			return out;
		}
	}
	return NULL;
}

/* What begins there and tells one thing apart: a value, or a noun with a number; NULL. */
const struct mdp_edge *mdp_thing_at(struct mdp_phraser *x, int at)
{
	const struct mdp_lattice *t = x->t;
	const struct mdp_edge *best = NULL;
	for (int i = t->first[at]; i < t->first[at + 1]; i++) {
		const struct mdp_edge *e = &t->edges[i];
		if (e->meaning.kind != MDP_CAT_VALUE || (best && e->to <= best->to))
			continue;
		const struct mdp_column *c = &x->c->columns[e->meaning.column];
		if (c->entity >= 0 && c->distinct >= x->c->entities[c->entity].count)
			best = e;
	}
	return best ? best : numbered_at(x, at);
}

/* Does the sentence from there to its full stop at `end` say nothing of data? `thing` becomes what it names; two are too many. */
static bool is_scene(struct mdp_phraser *x, int from, int end, const struct mdp_edge **thing)
{
	const struct mdp_lattice *t = x->t;
	int words = 0;
	for (int at = from; at < end; at++) {
		const struct mdp_token *tok = &t->tokens[at];
		const struct mdp_edge *named = mdp_thing_at(x, at);
		if (named && (*thing || named->to > end))
			return false;
		if (named) {
			*thing = named;
			at = named->to - 1;
			words += 2;
			continue;
		}
		if (tok->kind == MDP_TOK_PUNCT && !mdp_str_is(tok->surface, ","))
			return false;
		if (tok->kind == MDP_TOK_NUMBER || tok->kind == MDP_TOK_QUOTED || tok->corrected)
			return false;
		for (int i = t->first[at]; i < t->first[at + 1]; i++)
			if (!is_plain(x, &t->edges[i].meaning))
				return false;
		words += tok->kind == MDP_TOK_WORD;
		if (tok->kind == MDP_TOK_WORD && t->first[at] == t->first[at + 1] &&
		    !mdp_lexicon_english(x->l, x->a, tok->folded))
			return false;
	}
	return words > 1;
}

/* Where the sentence ends that begins there: its full stop, when more follows; -1. */
static int stop_after(const struct mdp_lattice *t, int from)
{
	for (int i = from; i + 2 < t->ntokens; i++)
		if (t->tokens[i].kind == MDP_TOK_PUNCT &&
		    (mdp_str_is(t->tokens[i].surface, ".") || mdp_str_is(t->tokens[i].surface, "!")))
			return i;
	return -1;
}

/* The lattice with the thing in the place of the word for it; `its`: of what the thing has. */
static const struct mdp_lattice *with_thing(struct mdp_phraser *x, int at, const struct mdp_edge *thing, bool its)
{
	const struct mdp_lattice *t = x->t;
	struct mdp_lattice *out = MDP_NEW(x->a, struct mdp_lattice);
	*out = *t;
	out->edges = MDP_NEW_ARRAY(x->a, (size_t)t->nedges + 1, struct mdp_edge);
	out->first = MDP_NEW_ARRAY(x->a, (size_t)t->ntokens + 1, int);
	int n = 0;
	for (int i = 0; i <= t->ntokens; i++) {
		out->first[i] = n;
		if (i == at) {
			struct mdp_edge *e = &out->edges[n++];
			*e = *thing;
			e->from = at;
			e->to = at + 1;
			if (e->meaning.kind == MDP_CAT_VALUE && its)
				e->meaning.sub = "its";
		}
		for (int k = t->first[i]; i < t->ntokens && i != at && k < t->first[i + 1]; k++)
			out->edges[n++] = t->edges[k];
	}
	out->nedges = n;
	return out;
}

/* The only word for a thing behind that token; -1: none, -2: several. */
static int pronoun_after(const struct mdp_phraser *x, int from)
{
	int found = -1;
	for (int i = from; i < x->t->ntokens; i++)
		if (mdp_begins_with(x, i, "thing", "it", "its"))
			found = found == -1 ? i : -2;
	return found;
}

/* Where a second question begins behind the first: "… and when was it closed"; -1. */
static int second_question(const struct mdp_phraser *x, int from)
{
	for (int i = from; i + 1 < x->t->ntokens; i++)
		if ((mdp_begins_with(x, i, "conn", "and", "and") || x->t->tokens[i].kind == MDP_TOK_PUNCT) &&
		    (mdp_begins_with(x, i + 1, "q", "what", "when") || mdp_begins_with(x, i + 1, "q", "who", "which") ||
		     mdp_begins_with(x, i + 1, "q", "where", "howmuch")))
			return i + 1;
	return -1;
}

/* The only thing that is named between two tokens; NULL: none, or several. */
static const struct mdp_edge *only_thing(struct mdp_phraser *x, int from, int to)
{
	const struct mdp_edge *found = NULL;
	for (int at = from; at < to; at++) {
		const struct mdp_edge *e = mdp_thing_at(x, at);
		if (e && (found || e->to > to))
			return NULL;
		found = e ? e : found;
		at = e ? e->to - 1 : at;
	}
	return found;
}

void mdp_scene(struct mdp_phraser *x)
{
	const struct mdp_edge *thing = NULL;
	int from = 0, end, at;
	while ((end = stop_after(x->t, from)) > 0 && x->t->tokens[end + 1].capital && is_scene(x, from, end, &thing))
		from = end + 1;
	at = thing ? pronoun_after(x, from) : -1;
	/* a thing that the question does not come back to was named for something */
	if (thing && at < 0)
		return;
	x->scene = from;
	if (!thing && (end = second_question(x, from)) > 0) {
		at = pronoun_after(x, end);
		thing = at < 0 ? NULL : only_thing(x, from, end);
	}
	if (thing)
		x->t = with_thing(x, at, thing, mdp_begins_with(x, at, "thing", "its", "its"));
}
