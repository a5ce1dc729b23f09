/* The clauses of a question: what is shown, listed, split by, ranked, sorted, compared; and what is no question of data. */
#include <string.h>

#include "catalog/units.h"
#include "parse/phrase.h"
#include "base/banned.h"

static const struct mdp_phrase *show(struct mdp_phraser *x, const struct mdp_node *n, bool asked)
{
	const struct mdp_phrase *arg = n->args[0] ? n->args[0]->phrase : NULL;
	if (!arg || arg->kind != MDP_PH_FIGURES)
		return NULL;
	struct mdp_phrase *p = MDP_NEW(x->a, struct mdp_phrase);
	*p = *arg;
	p->cost = 0;
	p->from = n->from;
	p->to = n->to;
	p->asked = asked;
	return p;
}

/* "Revenue of orders in May": what they come to, rather than a list of what each came to. */
static bool comes_to_one(struct mdp_phraser *x, const struct mdp_figure *f)
{
	return f->kind == MDP_FIG_ATTR && f->column >= 0 && f->set && f->set->plural && !f->set->attr &&
	       !f->set->extreme && mdp_column_is_number(&x->c->columns[f->column]) &&
	       x->c->columns[f->column].additive == MDP_ADDITIVE_YES && f->edge &&
	       !mdp_said_plural(x, f->edge->from, f->edge->to) && !mdp_also(x, f->edge, MDP_CAT_WORD, "agg");
}

static const struct mdp_phrase *op_show(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_phrase *p = (struct mdp_phrase *)(uintptr_t)show(x, n, mdp_node_is(n, "ask"));
	/* "what types of members": each once */
	if (p && p->asked && mdp_begins_with(x, n->from, "q", "kind", "kind"))
		p->distinct = true;
	if (p && !p->asked && p->nfigures == 1 && comes_to_one(x, &p->figures[0]))
		x->cost += 2 * mdp_lexicon_weight(x->l, "vague");
	return p;
}

static const struct mdp_phrase *op_showdistinct(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_phrase *p = (struct mdp_phrase *)(uintptr_t)show(x, n, true);
	for (int i = 0; p && i < p->nfigures; i++)
		if (p->figures[i].kind != MDP_FIG_ATTR)
			return NULL;
	if (p)
		p->distinct = true;
	return p;
}

/* (showby ATTRS FIGURES): what is shown beside a total splits it. */
static const struct mdp_phrase *op_showby(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_phrase *l = n->args[0] ? n->args[0]->phrase : NULL,
				*r = n->args[1] ? n->args[1]->phrase : NULL;
	if (!l || !r || l->kind != MDP_PH_FIGURES || r->kind != MDP_PH_FIGURES)
		return NULL;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_FIGURES);
	int cap = 0;
	for (int i = 0; i < l->nfigures; i++) {
		if (l->figures[i].kind != MDP_FIG_ATTR)
			return NULL;
		MDP_PUSH(x->a, p->figures, p->nfigures, cap, l->figures[i]);
	}
	for (int i = 0; i < r->nfigures; i++) {
		if (r->figures[i].kind != MDP_FIG_AMOUNT)
			return NULL;
		MDP_PUSH(x->a, p->figures, p->nfigures, cap, r->figures[i]);
	}
	p->split = p->asked = true;
	return p;
}

/* (pairs ATTRS ATTRS): of two things that are connected, each pair of them. */
static const struct mdp_phrase *op_pairs(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_FIGURES);
	int cap = 0;
	for (int i = 0; i < 2; i++) {
		const struct mdp_phrase *side = n->args[i] ? n->args[i]->phrase : NULL;
		if (!side || side->kind != MDP_PH_FIGURES)
			return NULL;
		for (int k = 0; k < side->nfigures; k++) {
			if (side->figures[k].kind != MDP_FIG_ATTR)
				return NULL;
			MDP_PUSH(x->a, p->figures, p->nfigures, cap, side->figures[k]);
		}
	}
	p->paired = true;
	return p->nfigures <= MDP_PHRASE_PARTS ? p : NULL;
}

/* (they VERB): what the things before do with those that were named, in a word that says nothing else of them. */
static const struct mdp_phrase *op_they(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_node *verb = n->args[0];
	for (int i = x->t->first[verb->from]; i < x->t->first[verb->from + 1]; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->meaning.kind == MDP_CAT_VALUE || e->meaning.kind == MDP_CAT_NUMBER ||
		    (e->meaning.kind == MDP_CAT_ATTR && x->c->columns[e->meaning.id].role == MDP_ROLE_FLAG))
			return NULL;
	}
	if (mdp_node_is(verb, "any") && !mdp_lexicon_english(x->l, x->a, x->t->tokens[verb->from].folded))
		return NULL;
	return mdp_phrase_new(x, n, MDP_PH_ASIDE);
}

/* "with their region": attributes shown beside what is asked. */
static const struct mdp_phrase *op_beside(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_phrase *p = (struct mdp_phrase *)(uintptr_t)show(x, n, true);
	for (int i = 0; p && i < p->nfigures; i++)
		if (p->figures[i].kind != MDP_FIG_ATTR)
			return NULL;
	if (p)
		p->beside = true;
	return p;
}

/* (rankall KEYS FIGURE): all of them, the greatest first; (splitall KEYS FIGURE): as they come. */
static const struct mdp_phrase *op_rank_all(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_phrase *keys = n->args[0] ? n->args[0]->phrase : NULL;
	const struct mdp_figure *f = mdp_node_figure(n->args[1]);
	if (!keys || keys->kind != MDP_PH_KEYS || !f || f->kind != MDP_FIG_AMOUNT || f->window)
		return NULL;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_FIGURES);
	*p = *n->args[1]->phrase;
	p->cost = 0;
	p->from = n->from;
	p->to = n->to;
	p->keys = keys->keys;
	p->nkeys = keys->nkeys;
	if (mdp_node_is(n, "rankall"))
		p->order = (struct mdp_order_by){
			.by = f, .descending = n->nargs < 3 || strncmp(mdp_node_word(n->args[2]), "asc", 3) != 0
		};
	p->asked = true;
	return p;
}

/* Is there an auxiliary that makes a verb of what follows ("what did it cost")? */
static bool asks_with_do(const struct mdp_lattice *t, int from, int to)
{
	for (int i = from; i < to; i++)
		if (mdp_str_is(t->tokens[i].folded, "did") || mdp_str_is(t->tokens[i].folded, "do") ||
		    mdp_str_is(t->tokens[i].folded, "does"))
			return true;
	return false;
}

/* "what has member 12 booked", "what have they": the question word and the verb's first half. */
static bool asks_with_have(const struct mdp_lattice *t, int from, int to)
{
	return to - from > 1 &&
	       (mdp_str_is(t->tokens[from + 1].folded, "has") || mdp_str_is(t->tokens[from + 1].folded, "have"));
}

static const struct mdp_phrase *op_list(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	/* "what did we invoice" asks for no invoice, "what did member 12 buy" for no member */
	if (s && !mdp_node_is(n->args[0], "objects") && !mdp_node_is(n->args[0], "actors") &&
	    (asks_with_do(x->t, n->from, s->from) || asks_with_have(x->t, n->from, s->from)))
		return NULL;
	if (s && !s->attr && mdp_begins_with(x, n->from, "q", "kind", "kind"))
		return NULL; /* "what kinds of pets" asks for no pets */
	if (!s || (mdp_role_is_deed(x, s->entity, s->role) && !s->extreme))
		return NULL;
	if (s->attr && x->c->columns[s->attr->meaning.id].role == MDP_ROLE_FLAG)
		x->cost += mdp_lexicon_weight(x->l, "part"); /* rather said of things than listed */
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_SET);
	p->set = s;
	p->whole = mdp_node_is(n, "whole");
	p->listed = p->asked = mdp_node_is(n, "list") || p->whole;
	if (p->whole && s->attr)
		return NULL;
	return p;
}

/* Values without a word that asks for them: only those of which something is said. */
static const struct mdp_phrase *op_bare_values(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	return s && s->attr && (s->having || s->extreme) ? op_list(x, n) : NULL;
}

/* --- keys --- */

/* A month that is a date: its months are meant, not its days. */
static bool is_grain_of(const struct mdp_phraser *x, int column, enum mdp_grain *g)
{
	const struct mdp_column *c = &x->c->columns[column];
	return c->precision != MDP_GRAIN_NONE && c->entity >= 0 && x->c->entities[c->entity].time == column &&
	       mdp_grain_from_word(mdp_str_of(c->words), g) && *g >= c->precision;
}

/* "by boat", where "active boats" are how many there were: a number of things is none of the things. */
static bool is_number_of(const struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_meaning *m)
{
	const struct mdp_column *c = &x->c->columns[m->id];
	const char *last = strrchr(c->words, ' ');
	last = last ? last + 1 : c->words;
	return m->cost > 0 && (c->role == MDP_ROLE_COUNT || c->role == MDP_ROLE_LEVEL || c->role == MDP_ROLE_NUMBER) &&
	       strcmp(mdp_words_singular(x->a, last), last) != 0 && !mdp_said_plural(x, n->from, n->to);
}

/* Is something else called outright by what only another word for this would be? */
static bool is_name_of_other(const struct mdp_phraser *x, const struct mdp_edge *e)
{
	for (int i = x->t->first[e->from]; i < x->t->first[e->from + 1]; i++) {
		const struct mdp_edge *o = &x->t->edges[i];
		if (o->to == e->to && o->meaning.kind == MDP_CAT_ATTR && o->meaning.cost <= 0 &&
		    o->meaning.id != e->meaning.id && e->meaning.cost >= mdp_lexicon_weight(x->l, "through_event"))
			return true;
	}
	return false;
}

/* (key SET WHOSE?) */
static const struct mdp_phrase *op_key(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_KEYS);
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	p->keys = MDP_NEW(x->a, struct mdp_key);
	p->nkeys = 1;
	struct mdp_key *k = p->keys;
	*k = (struct mdp_key){ .entity = -1, .column = -1, .from = n->from, .to = n->to };
	if (!s || s->conditioned || s->extreme)
		return NULL;
	if (!s->attr)
		return mdp_entity_key(x, s->entity, s->role, k) < 0 ? NULL : p;
	const struct mdp_meaning *m = &s->attr->meaning;
	const struct mdp_set *whose = n->nargs > 1 && n->args[1] ? mdp_node_set(n->args[1]) : NULL;
	if (is_number_of(x, n, m) || (n->nargs > 1 && n->args[1] && !whose))
		return NULL;
	/* an amount of money seldom splits: "by revenue" tells by what to rank */
	bool loose = m->cost > mdp_lexicon_weight(x->l, "part");
	if (is_name_of_other(x, s->attr) || (loose && mdp_unit_is_money(x->c->columns[m->id].unit)))
		x->cost += mdp_lexicon_weight(x->l, "vague");
	if (whose && !mdp_set_has(x, whose, s->entity)) {
		mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, n->from, n->to, "it is not clear whose %s is meant here",
				   x->c->columns[m->id].words);
		return NULL;
	}
	if (is_grain_of(x, m->id, &k->grain)) {
		k->time_role = s->attr;
		return p;
	}
	/* the number that a calendar gives its months goes over all years: rather the months themselves */
	if (mdp_catalog_is_calendar(x->c, s->entity) &&
	    mdp_grain_from_word(mdp_str_of(x->c->columns[m->id].words), &k->grain))
		x->cost += 2 * mdp_lexicon_weight(x->l, "choice_margin");
	if (mdp_column_is_time(&x->c->columns[m->id]) && m->cost > 0) { /* "by delivered value" is not by a date */
		if (mdp_str_ends(x->t->tokens[n->to - 1].folded, "ed"))
			return NULL;
		x->cost += mdp_lexicon_weight(x->l, "part");
	}
	if (x->c->columns[m->id].role == MDP_ROLE_FLAG) /* "by won revenue" is not by whether it was won */
		x->cost += 2 * mdp_lexicon_weight(x->l, "choice_margin");
	*k = mdp_column_key(x, s->entity, m->id, m->role || !whose ? m->role : whose->role);
	k->from = n->from;
	k->to = n->to;
	return p;
}

/* "are billed annually", where that is a value as well: it says how they are billed. */
static bool says_how(const struct mdp_phraser *x, const struct mdp_edge *e)
{
	return e && e->from >= 2 && mdp_also(x, e, MDP_CAT_VALUE, NULL) && mdp_also_word(x, e->from - 1, "verb") &&
	       mdp_also_word(x, e->from - 2, "aux");
}

/* (grain WORD ROLE?), (part WORD ROLE?) */
static const struct mdp_phrase *op_time_key(struct mdp_phraser *x, const struct mdp_node *n)
{
	if (says_how(x, n->args[0]->edge))
		return NULL;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_KEYS);
	p->keys = MDP_NEW(x->a, struct mdp_key);
	p->nkeys = 1;
	struct mdp_key *k = p->keys;
	*k = (struct mdp_key){ .entity = -1, .column = -1 };
	struct mdp_str word = mdp_str_of(mdp_node_word(n->args[0]));
	if (mdp_node_is(n, "unit") ? !mdp_grain_from_word(word, &k->grain) : !mdp_part_from_word(word, &k->part))
		return NULL;
	if (n->nargs > 1 && n->args[1])
		k->time_role = n->args[1]->edge;
	return p;
}

static const struct mdp_phrase *op_group(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_KEYS);
	int cap = 0;
	for (int i = 0; i < n->nargs; i++) {
		const struct mdp_phrase *k = n->args[i] ? n->args[i]->phrase : NULL;
		if (!k || k->kind != MDP_PH_KEYS)
			return NULL;
		for (int j = 0; j < k->nkeys; j++)
			MDP_PUSH(x->a, p->keys, p->nkeys, cap, k->keys[j]);
	}
	if (p->nkeys) /* the first of them: "per order and month" */
		p->keys[0].per = mdp_node_is(n, "groupper");
	return p->nkeys <= MDP_PHRASE_PARTS ? p : NULL;
}

/* --- rank, order --- */

/* (rank DIR N KEY FIGURE?): the first of periods; things are sets with an extreme. */
static const struct mdp_phrase *op_rank(struct mdp_phraser *x, const struct mdp_node *n)
{
	const char *dir = mdp_node_word(n->args[0]);
	const struct mdp_phrase *k = n->args[2] ? n->args[2]->phrase : NULL;
	const struct mdp_figure *by = n->nargs > 3 ? mdp_node_figure(n->args[3]) : NULL;
	double rows;
	if (!k || k->kind != MDP_PH_KEYS || k->nkeys != 1 || (n->nargs > 3 && n->args[3] && !by) ||
	    !mdp_node_rows(x, n, n->args[1], &rows))
		return NULL;
	struct mdp_extreme *e = MDP_NEW(x->a, struct mdp_extreme);
	e->descending = strncmp(dir, "asc", 3) != 0;
	e->n = rows;
	e->by = by;
	e->from = n->args[2]->from;
	e->to = n->args[2]->to;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_RANK);
	p->extreme = e;
	p->keys = k->keys;
	p->nkeys = 1;
	return p;
}

/* (cut DIR N): so many of what was said before. */
static const struct mdp_phrase *op_cut(struct mdp_phraser *x, const struct mdp_node *n)
{
	double rows;
	if (!mdp_node_rows(x, n, n->args[1], &rows) || rows < 1)
		return NULL;
	struct mdp_extreme *e = MDP_NEW(x->a, struct mdp_extreme);
	e->descending = strncmp(mdp_node_word(n->args[0]), "asc", 3) != 0;
	e->n = rows;
	e->from = n->from;
	e->to = n->to;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_RANK);
	p->extreme = e;
	return p;
}

/* "which month": what is ranked, by what is said after it ("of 2024 had the most orders"). */
static const struct mdp_phrase *op_rank_target(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_phrase *k = n->args[0] ? n->args[0]->phrase : NULL;
	if (!k || k->kind != MDP_PH_KEYS || k->nkeys != 1)
		return NULL;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_RANK);
	p->keys = k->keys;
	p->nkeys = 1;
	return p;
}

static const struct mdp_phrase *op_rankby(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	if (!f || f->window)
		return NULL;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_RANKBY);
	p->order.by = f;
	return p;
}

static const struct mdp_phrase *op_order(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	if (n->args[0] && !f)
		return NULL;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_ORDER);
	p->order.by = f;
	p->order.said = n->nargs > 1 && n->args[1];
	p->order.descending = p->order.said && strncmp(mdp_node_word(n->args[1]), "asc", 3) != 0;
	p->order.from = n->from;
	p->order.to = n->to;
	return p;
}

/* --- what the question as a whole makes of them --- */

static const struct mdp_phrase *op_versus(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_phrase_new(x, n, MDP_PH_VERSUS);
}

static const struct mdp_phrase *op_meta(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_phrase_new(x, n, MDP_PH_META);
}

/* Is it (part of) a name of the data, as the "target" of an answer time may be? */
static bool is_of_data(const struct mdp_lattice *t, int from, int to)
{
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		if (e->from <= from && e->to >= to &&
		    (e->meaning.kind == MDP_CAT_ATTR || e->meaning.kind == MDP_CAT_MEASURE ||
		     e->meaning.kind == MDP_CAT_ENTITY))
			return true;
	}
	return false;
}

/* "and", "," or a preposition: what follows is a noun. */
static bool joins(const struct mdp_lattice *t, int token)
{
	for (int i = t->first[token]; i < t->first[token + 1]; i++)
		if (t->edges[i].to == token + 1 && t->edges[i].meaning.kind == MDP_CAT_WORD &&
		    !strcmp(t->edges[i].meaning.cat, "conn"))
			return true;
	return false;
}

static const struct mdp_phrase *op_refuse(struct mdp_phraser *x, const struct mdp_node *n)
{
	const char *what = mdp_node_word(n->args[0]);
	if (!strcmp(what, "analysis") && is_of_data(x->t, n->from, n->to))
		return NULL;
	/* "name and email please": a word of the data that another one is joined to */
	if (!strcmp(what, "write") && n->from > 1 && is_of_data(x->t, n->from, n->to) && joins(x->t, n->from - 1))
		return NULL;
	return mdp_phrase_new(x, n, MDP_PH_REFUSE);
}

/* Is the word (part of) a name of the catalog too, in a question without an auxiliary that would make it a verb ("what did it cost")? */
static bool is_rather_name(const struct mdp_lattice *t, const struct mdp_edge *word)
{
	bool names = false;
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		names |= e->from == word->from && e->to == word->to &&
			 (e->meaning.kind == MDP_CAT_MEASURE || e->meaning.kind == MDP_CAT_ATTR);
	}
	return names && !asks_with_do(t, 0, word->from);
}

/* "received" where there is a date of receipt, "sold" where that is a status. */
static bool says_something(const struct mdp_phraser *x, const struct mdp_edge *word)
{
	return mdp_says_date(x, word->from, word->to) || mdp_also(x, word, MDP_CAT_VALUE, NULL);
}

/* A light verb adds nothing; a noun that only looks like one does. */
/* (echo WHAT): what the frame makes something of. */
static const struct mdp_phrase *op_said_more(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_ASIDE);
	p->node = n;
	return p;
}

static const struct mdp_phrase *op_aside(struct mdp_phraser *x, const struct mdp_node *n)
{
	/* "and the number of orders" goes on to ask something else */
	if (mdp_node_is(n, "echo") && n->to < x->t->ntokens && x->t->tokens[n->to].kind != MDP_TOK_PUNCT)
		return NULL;
	const struct mdp_edge *e = n->args[0] ? n->args[0]->edge : NULL;
	if (e && !strcmp(e->meaning.cat, "verb")) {
		if (is_rather_name(x->t, e) || says_something(x, e) || mdp_also(x, e, MDP_CAT_WORD, "happened"))
			return NULL;
		for (int i = x->t->first[e->from]; i < x->t->first[e->from + 1]; i++)
			if (x->t->edges[i].to == e->to && !strcmp(x->t->edges[i].meaning.cat, "verb") &&
			    !strcmp(x->t->edges[i].meaning.sub, "end"))
				return NULL; /* "trainers who left" */
		struct mdp_str said = x->t->tokens[e->to - 1].folded;
		/* "paying customers", "are leaving": a participle says something of them */
		if (said.n > 4 && !memcmp(said.p + said.n - 3, "ing", 3))
			return NULL;
		if (e->meaning.surface && !mdp_str_is(said, e->meaning.surface) && said.p[said.n - 1] == 's')
			return NULL;
	}
	return mdp_phrase_new(x, n, MDP_PH_ASIDE);
}

/* (inunit ANY): a word for a unit; whether it is that of the figure is seen when all is put together. */
static const struct mdp_phrase *op_in_unit(struct mdp_phraser *x, const struct mdp_node *n)
{
	return n->args[0] && mdp_is_unit_word(x, mdp_said(x, n->args[0]->from, n->args[0]->to))
		       ? mdp_phrase_new(x, n, MDP_PH_ASIDE)
		       : NULL;
}

/* (groupsuch SET): "per dental plan": split by those things, and only by those of which it is so. */
static const struct mdp_phrase *op_group_such(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	if (!s || s->attr || s->extreme || s->having || s->pending || s->plural || s->dated || s->anyone || !s->where)
		return NULL;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_KEYS);
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_LINK);
	p->keys = MDP_NEW(x->a, struct mdp_key);
	p->nkeys = 1;
	if (mdp_entity_key(x, s->entity, s->role, &p->keys[0]) < 0)
		return NULL;
	p->keys[0].from = n->from;
	p->keys[0].to = n->to;
	c->set = s;
	p->cond = c;
	return p;
}

/* (asshare WORD): "…, as a percentage": of the figure that is split. */
static const struct mdp_phrase *op_as_share(struct mdp_phraser *x, const struct mdp_node *n)
{
	if (mdp_str_is(x->t->tokens[n->to - 1].folded, "of"))
		return NULL; /* of something that follows */
	bool as = mdp_begins_with(x, n->from, "conn", "as", "in") || mdp_str_is(x->t->tokens[n->from].folded, "as") ||
		  mdp_begins_with(x, n->from, "conn", "comma", "comma");
	return as ? mdp_phrase_new(x, n, MDP_PH_ASIDE) : NULL;
}

const struct mdp_operation mdp_clause_operations[] = {
	{ "show", 1, op_show },
	{ "ask", 1, op_show },
	{ "showdistinct", 1, op_showdistinct },
	{ "pairs", 2, op_pairs },
	{ "they", 1, op_they },
	{ "beside", 1, op_beside },
	{ "rankall", 2, op_rank_all },
	{ "splitall", 2, op_rank_all },
	{ "barevalues", 1, op_bare_values },
	{ "ranktarget", 1, op_rank_target },
	{ "showby", 2, op_showby },
	{ "list", 1, op_list },
	{ "bare", 1, op_list },
	{ "whole", 1, op_list },
	{ "key", 1, op_key },
	{ "unit", 1, op_time_key },
	{ "partof", 1, op_time_key },
	{ "group", 1, op_group },
	{ "groupper", 1, op_group },
	{ "rank", 3, op_rank },
	{ "cut", 2, op_cut },
	{ "rankby", 1, op_rankby },
	{ "order", 2, op_order },
	{ "versus", 2, op_versus },
	{ "pair", 2, op_versus },
	{ "comparing", 0, op_versus },
	{ "meta", 1, op_meta },
	{ "refuse", 1, op_refuse },
	{ "echo", 1, op_said_more },
	{ "tally", 1, op_aside },
	{ "aside", 1, op_aside },
	{ "inunit", 1, op_in_unit },
	{ "asshare", 1, op_as_share },
	{ "groupsuch", 1, op_group_such },
	{ NULL, 0, NULL },
};
