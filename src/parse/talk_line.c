/* Which is which: a whole question, which inherits nothing, a fragment, or what can be both. */
#include <string.h>

#include "base/utf8.h"
#include "parse/parser.h"
#include "parse/talk.h"
#include "base/banned.h"

#define NEAR 0.25 /* what a question may cost more than a fragment of the same words */

bool mdp_talk_edge(const struct mdp_lattice *t, int at, const char *cat, const char *sub, int *to)
{
	for (int i = t->first[at]; i < t->first[at + 1]; i++) {
		const struct mdp_meaning *m = &t->edges[i].meaning;
		if (m->kind != MDP_CAT_WORD || strcmp(m->cat, cat) != 0 ||
		    (sub && (!m->sub || strcmp(m->sub, sub) != 0)))
			continue;
		if (to)
			*to = t->edges[i].to;
		return true;
	}
	return false;
}

/* Does some word that only connects ("and their") hold this one? */
static bool connected(const struct mdp_lattice *t, int at)
{
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		if (e->from <= at && e->to > at && e->to - e->from > 1 && e->meaning.kind == MDP_CAT_WORD &&
		    strcmp(e->meaning.cat, "talk") != 0 && strcmp(e->meaning.cat, "noise") != 0)
			return true;
	}
	return false;
}

static bool names_thing(const struct mdp_lattice *t, int at, bool ends)
{
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		bool thing = (e->meaning.kind == MDP_CAT_ENTITY && e->meaning.sub && !strcmp(e->meaning.sub, "noun")) ||
			     e->meaning.kind == MDP_CAT_ATTR || e->meaning.kind == MDP_CAT_VALUE ||
			     e->meaning.kind == MDP_CAT_MEASURE;
		if (thing && (ends ? e->to == at : e->from == at))
			return true;
	}
	return false;
}

/* "That shop", said of nothing that stands before it: "shops that sell" go on with a verb, "in that city" points back. */
static bool points_back(const struct mdp_lattice *t, int at)
{
	return mdp_talk_edge(t, at, "set", "those", NULL) && at + 1 < t->ntokens && !names_thing(t, at, true) &&
	       (names_thing(t, at + 1, false) || mdp_talk_edge(t, at + 1, "human", NULL, NULL) ||
		mdp_talk_edge(t, at + 1, "gen", "member", NULL));
}

/* Words for what was answered, which no whole question has. */
/* "them", "it", of which the words beside it do not say what they are. */
static bool says_them(const struct mdp_lattice *t, int at)
{
	return (mdp_talk_edge(t, at, "talk", "refs", NULL) || mdp_talk_edge(t, at, "talk", "it", NULL)) &&
	       !connected(t, at);
}

static bool refers(const struct mdp_lattice *t)
{
	for (int i = 0; i < t->ntokens; i++)
		if (points_back(t, i) || says_them(t, i))
			return true;
	return false;
}

/* "order by state" sorts what was answered; "orders by state" are counted. */
static bool sorts(const struct mdp_lattice *t, int at)
{
	for (int i = at < t->ntokens ? t->first[at] : 0; at < t->ntokens && i < t->first[at + 1]; i++) {
		const struct mdp_edge *e = &t->edges[i];
		if (e->meaning.kind != MDP_CAT_WORD || strcmp(e->meaning.cat, "order") != 0 || !e->meaning.surface)
			continue;
		struct mdp_str word = t->tokens[at].folded;
		if (!strncmp(e->meaning.surface, word.p, word.n) && e->meaning.surface[word.n] == ' ')
			return true;
	}
	return false;
}

/* "show profit as well", "orders instead": said of an answer, whatever stands before. */
static bool ends_on(const struct mdp_lattice *t)
{
	int end = t->ntokens;
	while (end > 0 && t->tokens[end - 1].kind == MDP_TOK_PUNCT)
		end--;
	for (int i = 1; i < end; i++) {
		int to = 0;
		if ((mdp_talk_edge(t, i, "talk", "too", &to) || mdp_talk_edge(t, i, "talk", "instead", &to)) &&
		    to == end)
			return true;
	}
	return false;
}

/* The clauses of a question that stand in the cover, and what they tell. */
struct build {
	bool subject, asks, lead, strong, full, refuses;
	bool spelt; /* a figure is said with what makes it one: "number of …", "median …" */
	bool open; /* the first or last of things, and it is not said by what */
	bool bare; /* things are listed, and nothing is said of them */
	int parts;
};

/* Clauses about the answer before whose words a question has as well: "in percent", "one", "excluding …", "that". */
static bool is_loose(const struct mdp_node *n)
{
	static const char *const OPS[] = { "t_share",  "t_growth",   "t_cumulative", "t_agg", "t_top", "t_topof",
					   "t_keys",   "t_cond",     "t_ask",        "t_who", "t_it",  "t_those",
					   "t_nokeys", "t_nofigure", "t_novalue",    "t_and" };
	for (size_t i = 0; i < sizeof(OPS) / sizeof(OPS[0]); i++)
		if (mdp_node_is(n, OPS[i]))
			return true;
	return false;
}

/* Is the figure made of more than a name: "number of …", "median order …", "lowest and highest …", "growth of …"? */
static bool spells_out(const struct mdp_node *n, int depth)
{
	static const char *const OPS[] = { "count", "pct", "per", "growth", "growthby", "main", "of" };
	for (size_t i = 0; n && i < sizeof(OPS) / sizeof(OPS[0]); i++)
		if (mdp_node_is(n, OPS[i]))
			return true;
	int aggregates = 0;
	for (int i = 0; n && depth < MDP_TALK_DEPTH && i < n->nargs; i++) {
		aggregates += n->args[i] && mdp_node_is(n->args[i], "agg");
		if (n->args[i] && spells_out(n->args[i], depth + 1))
			return true;
	}
	return aggregates > 1;
}

static void look(struct build *b, const struct mdp_phrase *p)
{
	bool whole = p->kind == MDP_PH_META || p->kind == MDP_PH_ANALYSIS;
	if (p->kind == MDP_PH_FIGURES || p->kind == MDP_PH_SET || p->kind == MDP_PH_RANK || whole) {
		b->subject = true;
		b->spelt |= p->kind == MDP_PH_FIGURES && p->node && spells_out(p->node, 0);
		b->parts++;
		const struct mdp_set *s = p->set;
		for (int i = 0; i < p->nfigures && !s; i++)
			s = p->figures[i].set;
		const struct mdp_extreme *e = s && s->extreme ? s->extreme : p->kind == MDP_PH_RANK ? p->extreme : NULL;
		b->open |= e && !e->by && !(s && (s->where || s->pending || s->having));
		b->parts += s && (s->where || s->pending || (s->extreme && s->extreme->by));
		b->bare |=
			p->kind == MDP_PH_SET && p->listed && s && !s->where && !s->pending && !s->extreme && !s->attr;
		b->full |= whole || (p->kind == MDP_PH_SET && p->listed) || (s && s->extreme && s->extreme->by);
		for (int i = 0; i < p->nfigures; i++)
			b->parts += p->figures[i].where && !(s && s->where);
	} else if (p->kind != MDP_PH_ASIDE && p->kind != MDP_PH_TALK) {
		b->parts++;
	}
}

static struct build built(const struct mdp_phraser *x, const struct mdp_cover *cover, bool free)
{
	struct build b = { 0 };
	const struct mdp_lattice *t = x->t;
	int at = 0, loose = 0;
	for (; at < t->ntokens; at++)
		if (!mdp_talk_edge(t, at, "talk", "and", NULL) && t->tokens[at].kind != MDP_TOK_PUNCT)
			break;
	for (int i = 0; i < cover->nclauses; i++) {
		const struct mdp_phrase *p = cover->clauses[i]->phrase;
		if (!p)
			continue;
		look(&b, p);
		b.refuses |= p->kind == MDP_PH_REFUSE;
		if (p->kind != MDP_PH_TALK)
			continue;
		bool joins = mdp_node_is(p->node, "t_and"), may = free && is_loose(p->node);
		b.lead |= joins && (!free || p->node->from < at);
		loose += may && !joins;
		b.strong |= !joins && !may;
	}
	b.strong |= loose && b.parts < 2;
	for (int i = at; i < t->ntokens; i++)
		b.asks |= (i == at || mdp_talk_edge(t, i - 1, "conn", "comma", NULL)) &&
			  mdp_talk_edge(t, i, "talk", "ask", NULL);
	/* a sentence, rather than the one word that differs */
	for (int i = at; i < t->ntokens; i++)
		b.full |= (b.asks && mdp_talk_edge(t, i, "noise", "aux", NULL)) ||
			  mdp_talk_edge(t, i, "noise", "pron", NULL);
	for (int i = 0; i < cover->nclauses; i++) {
		const struct mdp_phrase *p = cover->clauses[i]->phrase;
		bool ranks = p && p->kind == MDP_PH_RANK && p->nkeys && (p->nfigures || (p->extreme && p->extreme->by));
		b.full |= b.asks && p && (p->kind == MDP_PH_ASIDE || ranks);
	}
	/* "add orders", "only completed ones": of the answer before */
	static const char *const ONS[] = { "add", "drop", "only" };
	for (size_t i = 0; i < sizeof(ONS) / sizeof(ONS[0]); i++)
		b.strong |= !b.asks && at < t->ntokens && mdp_talk_edge(t, at, "talk", ONS[i], NULL);
	b.strong |= !b.asks && sorts(t, at);
	/* "for high value customers"; but "compare Fribourg and Bern sales" */
	b.strong |= !b.asks && at < t->ntokens && mdp_talk_edge(t, at, "conn", NULL, NULL) &&
		    !(b.parts > 1 && mdp_talk_edge(t, at, "conn", "vs", NULL));
	return b;
}

/* "trend", "the busiest month": it is not said of what, so it may be of what was answered. */
static bool is_of_anything(const struct mdp_phrase *p)
{
	const struct mdp_node *n = p->node;
	if (mdp_node_is(n, "rank") && n->nargs > 3) /* of months, by what happens in them */
		return mdp_node_is(n->args[2], "unit") && n->args[3] && !strcmp(mdp_node_word(n->args[3]), "events");
	const struct mdp_node *about = p->kind == MDP_PH_ANALYSIS && n->nargs == 1 ? n->args[0] : NULL;
	return about && mdp_node_is(about, "about") && (!about->nargs || !about->args[0]);
}

/* Is some thing named before that word, which it may stand for ("how many products have … in their name")? */
static bool named_before(const struct mdp_lattice *t, int at)
{
	for (int i = 0; i < t->nedges; i++)
		if (t->edges[i].meaning.kind == MDP_CAT_ENTITY && t->edges[i].to <= at && t->edges[i].meaning.sub &&
		    !strcmp(t->edges[i].meaning.sub, "noun"))
			return true;
	return false;
}

/* "How many tickets did they open": they are somebody else than the tickets. */
static bool is_doer(const struct mdp_lattice *t, int at)
{
	return at > 0 && mdp_talk_edge(t, at - 1, "noise", "aux", NULL);
}

/* Does no word of it say that it goes on from anything? */
static bool stands_free(const struct mdp_lattice *t, int at)
{
	static const char *const ONS[] = { "add", "drop", "only", "break", "about" };
	if (at > 0 || !t->ntokens)
		return false;
	bool asks = mdp_talk_edge(t, 0, "talk", "ask", NULL);
	/* "in which quarter …", "compare … and …" */
	bool leads =
		mdp_talk_edge(t, 0, "conn", "vs", NULL) || (t->ntokens > 1 && mdp_talk_edge(t, 1, "talk", "ask", NULL));
	for (size_t i = 0; i < sizeof(ONS) / sizeof(ONS[0]) && !asks; i++)
		if (mdp_talk_edge(t, 0, "talk", ONS[i], NULL))
			return false;
	if (!asks && !leads && mdp_talk_edge(t, 0, "conn", NULL, NULL))
		return false;
	for (int i = 0; i < t->ntokens; i++) {
		bool refers_to = mdp_talk_edge(t, i, "talk", "refs", NULL) || mdp_talk_edge(t, i, "talk", "it", NULL) ||
				 mdp_talk_edge(t, i, "talk", "ref", NULL);
		bool too = mdp_talk_edge(t, i, "talk", "too", NULL) || mdp_talk_edge(t, i, "talk", "instead", NULL);
		if (too || (refers_to && (!named_before(t, i) || is_doer(t, i))))
			return false;
	}
	return true;
}

/* "sold in 2024": what was done to what was answered, though a figure is named with that verb too. */
static bool begins_done(const struct mdp_lattice *t, int at)
{
	bool done = false, named = false;
	for (int i = at < t->ntokens ? t->first[at] : 0; at < t->ntokens && i < t->first[at + 1]; i++) {
		const struct mdp_meaning *m = &t->edges[i].meaning;
		bool verb = m->kind == MDP_CAT_ENTITY && m->sub && !strcmp(m->sub, "verb");
		done |= verb && t->edges[i].to == at + 1;
		named |= (m->kind == MDP_CAT_ENTITY && !verb) || m->kind == MDP_CAT_VALUE || m->kind == MDP_CAT_ATTR ||
			 (m->kind == MDP_CAT_MEASURE && (m->cost <= 0 || t->edges[i].to > at + 1));
	}
	bool goes_on = at + 1 >= t->ntokens || mdp_talk_edge(t, at + 1, "conn", NULL, NULL) ||
		       mdp_talk_edge(t, at + 1, "rel", NULL, NULL);
	return done && !named && goes_on;
}

/* By the best cover that a question could be. */
void mdp_talk_classify(const struct mdp_phraser *x, const struct mdp_cover *covers, int n, struct mdp_turns *out)
{
	out->kind = MDP_LINE_FRAGMENT;
	bool refer = refers(x->t) || ends_on(x->t);
	int at = 0;
	while (at < x->t->ntokens &&
	       (mdp_talk_edge(x->t, at, "talk", "and", NULL) || x->t->tokens[at].kind == MDP_TOK_PUNCT))
		at++;
	out->start = at < x->t->ntokens ? x->t->tokens[at].span.start : 0;
	bool done = begins_done(x->t, at);
	refer |= done;
	static const char *const BACK[] = { "refs", "it", "ref", "which", "behind", "count", "position" };
	for (int i = 0; i < x->t->ntokens; i++)
		for (size_t k = 0; k < sizeof(BACK) / sizeof(BACK[0]); k++) {
			int to = 0;
			out->refers |=
				mdp_talk_edge(x->t, i, "talk", BACK[k], &to) && (to > i + 1 || !connected(x->t, i));
		}
	out->strange = n == 0 || covers[0].nclauses == 0;
	out->passes = at < x->t->ntokens &&
		      (mdp_talk_edge(x->t, at, "q", "why", NULL) || mdp_talk_edge(x->t, at, "talk", "chart", NULL));
	out->free = !done && stands_free(x->t, at);
	out->bare = x->t->ntokens &&
		    (mdp_talk_edge(x->t, at, "q", "which", NULL) || mdp_talk_edge(x->t, at, "q", "who", NULL));
	for (int i = 0; i < x->t->ntokens; i++)
		out->bare |= mdp_str_is(x->t->tokens[i].folded, "the");
	out->asks = out->free && mdp_talk_edge(x->t, 0, "talk", "ask", NULL);
	double best = 0;
	bool any = false;
	for (int i = 0; i < n; i++) {
		struct build b = built(x, &covers[i], out->free);
		if (covers[i].nlost || b.refuses)
			continue;
		best = any ? best : covers[i].cost;
		any = true;
		if (b.strong || !b.subject)
			continue;
		if (covers[i].cost > best + NEAR)
			return;
		if (refer)
			return;
		out->names = true;
		if (!b.asks && covers[i].nclauses == 1 && is_of_anything(covers[i].clauses[0]->phrase)) {
			out->free = false;
			return;
		}
		out->bare &= b.bare && covers[i].nclauses == 1;
		out->open = b.open && b.parts == 1;
		bool whole = b.asks ? b.full || (b.parts > 1 && !b.lead) : (b.parts > 1 || b.full) && !b.lead;
		bool either = b.asks ? !b.lead || b.parts > 1 : b.spelt && out->free;
		if (out->open)
			return;
		if (whole)
			out->kind = MDP_LINE_WHOLE;
		else if (either)
			out->kind = MDP_LINE_EITHER;
		return;
	}
}

/* --- the same again --- */

/* Is it more than a word of the grammar, which any line may have? */
static bool says(const struct mdp_lattice *t, int at)
{
	static const char *const SMALL[] = { "conn", "talk", "noise", "q", "set", "gen", "aux" };
	if (t->tokens[at].kind == MDP_TOK_PUNCT)
		return false;
	bool says = t->first[at] == t->first[at + 1];
	for (int i = t->first[at]; i < t->first[at + 1] && !says; i++) {
		const struct mdp_meaning *m = &t->edges[i].meaning;
		bool small = false;
		for (size_t k = 0; k < sizeof(SMALL) / sizeof(SMALL[0]); k++)
			small |= m->kind == MDP_CAT_WORD && !strcmp(m->cat, SMALL[k]);
		says = !small;
	}
	return says;
}

bool mdp_follow_refers(const struct mdp_parser *p, struct mdp_str line, struct mdp_arena *a)
{
	struct mdp_lattice *t;
	if (mdp_lattice_make(p->l, line, a, &t, NULL) < 0)
		return false;
	for (int i = 0; i < t->ntokens; i++)
		if (says_them(t, i) && (!named_before(t, i) || is_doer(t, i)))
			return true;
	return false;
}

bool mdp_follow_goes_on(const struct mdp_parser *p, struct mdp_str line, struct mdp_arena *a)
{
	static const char *const ONS[] = { "and",   "about", "only", "add",      "drop",
					   "break", "refs",  "it",   "position", "which" };
	struct mdp_lattice *t;
	if (mdp_lattice_make(p->l, line, a, &t, NULL) < 0 || !t->ntokens || mdp_talk_edge(t, 0, "talk", "ask", NULL))
		return false;
	for (size_t i = 0; i < sizeof(ONS) / sizeof(ONS[0]); i++)
		if (mdp_talk_edge(t, 0, "talk", ONS[i], NULL))
			return true;
	return false;
}

bool mdp_follow_repeats(const struct mdp_parser *p, struct mdp_str before, struct mdp_str line, struct mdp_arena *a)
{
	struct mdp_lattice *was, *is;
	if (mdp_lattice_make(p->l, before, a, &was, NULL) < 0 || mdp_lattice_make(p->l, line, a, &is, NULL) < 0)
		return false;
	for (int i = 0; i < is->ntokens; i++)
		for (int k = 0; k < was->ntokens && says(is, i); k++) {
			struct mdp_str x = is->tokens[i].folded, y = was->tokens[k].folded;
			int may = x.n >= 5 && y.n >= 5 ? 2 : 0;
			if (says(was, k) && mdp_utf8_distance(x, y, may) <= may)
				return true;
		}
	return false;
}
