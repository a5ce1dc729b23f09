/* Conditions over links: what belongs to a thing, how many of it, what happened to it. */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

/* "pieces sold by article", right behind "by" and one of them: that splits; dealers, a dealer and dealers in Texas sell. */
static bool splits(const struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_set *s)
{
	const struct mdp_node *of = n->nargs ? n->args[0] : NULL;
	/* "by shop in 2023": the period is said of what is asked */
	bool period = of && mdp_node_is(of, "mod") && of->nargs == 2 && mdp_node_is(of->args[0], "set") &&
		      mdp_node_is(of->args[1], "during");
	bool bare = (!s->where && !s->conditioned) || period;
	return mdp_node_is(n, "linked") && !s->plural && bare && !s->attr && s->from > 0 &&
	       mdp_str_is(x->t->tokens[s->from - 1].folded, "by");
}

/* The token of the verb before a noun phrase, past its article; -1. */
static int verb_before(const struct mdp_phraser *x, int at)
{
	static const char *const SMALL[][2] = {
		{ "noise", "det" }, { "set", "any" }, { "an", "onewho" }, { "an", "same" }
	};
	for (at--; at >= 0; at--) {
		bool small = false;
		for (size_t i = 0; i < sizeof(SMALL) / sizeof(SMALL[0]); i++)
			small |= mdp_begins_with(x, at, SMALL[i][0], SMALL[i][1], SMALL[i][1]);
		if (!small)
			return at;
	}
	return -1;
}

/* "Reps who won a deal": a verb that is a state of the things is said of them too; NULL: it is none. */
static struct mdp_pred *state_of_verb(struct mdp_phraser *x, const struct mdp_node *things, int entity)
{
	int verb = verb_before(x, things->from);
	struct mdp_pred *found = NULL;
	for (int i = verb < 0 ? 0 : x->t->first[verb]; verb >= 0 && i < x->t->first[verb + 1]; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		const struct mdp_column *c =
			e->meaning.kind == MDP_CAT_VALUE ? &x->c->columns[e->meaning.column] : NULL;
		if (!c || e->to != verb + 1 || c->entity != entity || c->role == MDP_ROLE_NAME ||
		    e->meaning.cost > mdp_lexicon_weight(x->l, "part") || found)
			continue;
		found = mdp_pred_cmp(x->a, MDP_CMP_EQ, mdp_phrase_column(x, e->meaning.column),
				     mdp_phrase_stored(x, e->meaning.column, e->meaning.text));
	}
	return found;
}

/* "Customers who signed up in 2023", of which something else is asked: those whose own day lies in the period. As it is, where that is not said. */
static const struct mdp_set *begun_in(struct mdp_phraser *x, const struct mdp_set *s)
{
	const struct mdp_cond *both = s ? s->pending : NULL;
	if (!both || both->kind != MDP_COND_AND || both->args[0]->kind != MDP_COND_CREATED || both->args[0]->fresh ||
	    both->args[1]->kind != MDP_COND_PERIOD || both->args[1]->dated || s->attr)
		return s;
	int time = mdp_entity_time(x, s->entity);
	if (time < 0 || x->c->columns[time].entity != s->entity ||
	    mdp_period_within(x, time, &both->args[1]->period) < 0)
		return s;
	struct mdp_set *own = MDP_NEW(x->a, struct mdp_set);
	*own = *s;
	own->pending = NULL;
	own->dated = true;
	return mdp_set_narrowed(x, own, mdp_during(x, time, &both->args[1]->period));
}

/* "Out of stock": no stock that anything comes from. */
static bool is_left_word(const struct mdp_phraser *x, int at)
{
	for (int i = 0; i < x->t->nedges; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->from < at && e->to > at && e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "left"))
			return true;
	}
	return false;
}

static const struct mdp_phrase *op_link(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = begun_in(x, mdp_node_set(n->args[0]));
	if (s && splits(x, n, s))
		return NULL;
	if (s && s->pending && !s->where && mdp_cond_only_compares(s->pending))
		return mdp_cond_phrase(x, n, s->pending); /* "for A versus B customers": of the values */
	if (!s || !n->args[0] || s->pending || mdp_role_is_deed(x, s->entity, s->role) || is_left_word(x, s->from))
		return NULL;
	/* "won deals …": a verb at the beginning is said of nobody */
	if (mdp_node_is(n, "verblinked") && !x->follow && n->args[0]->from <= 1 &&
	    verb_before(x, n->args[0]->from) == 0)
		return NULL;
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_LINK);
	c->set = s;
	c->noun = mdp_node_is(n, "link");
	c->verbed = mdp_node_is(n, "verblinked");
	struct mdp_pred *state = c->verbed && !s->attr ? state_of_verb(x, n->args[0], s->entity) : NULL;
	if (state)
		c->set = mdp_set_narrowed(x, s, state);
	return mdp_cond_phrase(x, n, c);
}

/* (as ENTITY LINK): "the agency of deals": things that belong to it by the reference of that role. */
static const struct mdp_phrase *op_as(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	const struct mdp_cond *link = mdp_node_cond(n->args[1]);
	if (!e || !e->meaning.role || !link || link->kind != MDP_COND_LINK || !link->set || link->set->attr)
		return NULL;
	struct mdp_cond *c = MDP_NEW(x->a, struct mdp_cond);
	*c = *link;
	c->from = n->from;
	c->role = e->meaning.role;
	c->as = e->meaning.id;
	return mdp_cond_phrase(x, n, c);
}

/* "by customers in Texas": only with something said of it, as "by customer" splits. */
static const struct mdp_phrase *op_linkof(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	const struct mdp_node *set = n->args[0];
	/* in "rate by agent in 2024" the year is of what is asked, not of the agents */
	if (set && mdp_node_is(set, "mod") && set->nargs > 1 && mdp_node_is(set->args[1], "during"))
		return NULL;
	return s && s->conditioned ? op_link(x, n) : NULL;
}

/* "..., confirmed bookings only": with something said of them. */
static const struct mdp_phrase *op_only(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	return s && s->where && !s->attr && !s->extreme ? op_link(x, n) : NULL;
}

static bool is_once(enum mdp_cmp cmp, double n)
{
	return (cmp == MDP_CMP_GE && n >= 1 && n <= 1) || (cmp == MDP_CMP_GT && n >= 0 && n <= 0);
}

/* (linkcount SET CMP NUMBER): so many of them. "at least one" is existence. */
static const struct mdp_phrase *op_linkcount(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	const struct mdp_edge *e = n->args[2] ? n->args[2]->edge : NULL;
	enum mdp_cmp cmp;
	if (!s || s->pending || s->attr || !mdp_node_cmp(n->args[1], &cmp) || !n->args[2])
		return NULL;
	double number = e ? e->number : 1;
	if (e && (e->meaning.kind != MDP_CAT_NUMBER || (e->unit && strcmp(e->unit, "year-like") != 0)) &&
	    e->meaning.kind == MDP_CAT_NUMBER)
		return NULL;
	if (e && e->meaning.kind == MDP_CAT_WORD)
		number = !strcmp(mdp_node_word(n->args[2]), "twice")    ? 2
			 : !strcmp(mdp_node_word(n->args[2]), "thrice") ? 3
									: 1;
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_LINK);
	c->set = s;
	c->cmp = cmp;
	c->n = number;
	c->counted = !is_once(cmp, number);
	/* a namesake amount holds how many there are */
	int m = mdp_entity_namesake(x, s->entity);
	if (m >= 0)
		return NULL;
	return mdp_cond_phrase(x, n, c);
}

/* An event takes what is said of it; what is of its parts makes it the part ("ordered books": the lines of orders). */
static bool event_add(struct mdp_phraser *x, struct mdp_set *s, const struct mdp_cond *c)
{
	int about = c->kind == MDP_COND_PRED                    ? c->owner
		    : c->kind == MDP_COND_LINK && !c->set->attr ? c->set->entity
								: -1;
	if (c->kind == MDP_COND_AND)
		return event_add(x, s, c->args[0]) && event_add(x, s, c->args[1]);
	if (c->kind == MDP_COND_PRED && c->both)
		return false; /* one event has one of them: "took A and B" is two */
	if (about >= 0 && !mdp_entity_determines(x, s->entity, about) &&
	    !(c->kind == MDP_COND_LINK && (c->counted || c->amount))) {
		/* people are no events: "customers who ordered books" are no orders */
		int finer = mdp_entity_happens(x, s->entity) ? mdp_entity_meeting(x, s->entity, about) : -1;
		if (finer < 0 || !mdp_entity_determines(x, finer, s->entity))
			return false;
		s->where = mdp_lift(x, finer, s->entity, s->where);
		s->entity = finer;
	}
	struct mdp_pred *p = NULL;
	if (mdp_attach(x, s->entity, c, &p) < 0)
		return false;
	if (mdp_pred_contradicts(s->where, p))
		return false;
	s->where = mdp_pred_and(x->a, s->where, p);
	return true;
}

/* What happens on the day that the verb is a word for ("bought" of a receipt's day), where it is the day they go by; -1. */
static int event_on(const struct mdp_phraser *x, const struct mdp_edge *e)
{
	int column = e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "dating") ? e->meaning.id : -1;
	int entity = column < 0 ? -1 : x->c->columns[column].entity;
	return entity >= 0 && x->c->entities[entity].time == column && x->c->columns[column].nulls == 0 ? entity : -1;
}

/* "Members who never bought anything", where only what the platform's own buy goes by that verb: what others pay for. -1: no such verb. */
static int what_is_bought(struct mdp_phraser *x, const struct mdp_edge *e)
{
	if (e->meaning.kind != MDP_CAT_WORD || strcmp(e->meaning.cat, "verb") != 0 ||
	    strcmp(e->meaning.sub, "buy") != 0)
		return -1;
	for (int i = x->t->first[e->from]; i < x->t->first[e->from + 1]; i++) {
		const struct mdp_meaning *m = &x->t->edges[i].meaning;
		if (m->kind == MDP_CAT_ENTITY && !strcmp(m->sub, "verb") && !mdp_entity_goes_out(x, m->id))
			return -1;
	}
	int income = mdp_entity_income(x);
	return income < 0 ? -1 : x->c->measures[income].entity;
}

/* (did ENTITY COND…): the event that a verb names, with what is said of it; (didthen DATE COND…): the event of that day. */
static const struct mdp_phrase *op_did(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	if (e && e->meaning.kind == MDP_CAT_ENTITY)
		*s = (struct mdp_set){ .entity = e->meaning.id, .from = e->from, .to = e->to };
	else if (e && what_is_bought(x, e) >= 0)
		*s = (struct mdp_set){ .entity = what_is_bought(x, e), .from = e->from, .to = e->to };
	else if (e && event_on(x, e) >= 0)
		*s = (struct mdp_set){ .entity = event_on(x, e), .from = e->from, .to = e->to };
	else if (mdp_node_cond(n->args[0]) && mdp_node_cond(n->args[0])->kind == MDP_COND_LINK)
		*s = *mdp_node_cond(n->args[0])->set;
	else
		return NULL;
	for (int i = 1; i < n->nargs; i++) {
		const struct mdp_cond *c = mdp_node_cond(n->args[i]);
		if (n->args[i] && (!c || !event_add(x, s, c)))
			return NULL;
	}
	struct mdp_cond *out = mdp_cond_new(x, n, MDP_COND_LINK);
	if (!e)
		*out = *mdp_node_cond(n->args[0]);
	out->from = n->from;
	out->to = n->to;
	out->set = s;
	out->event = e != NULL;
	return mdp_cond_phrase(x, n, out);
}

/*
 * (connects VERB): a verb that may name how two things are connected. What happens to some of them only says more than that ("orders that
 * customers returned"), unless the data have a name for it.
 */
static const struct mdp_phrase *op_connects(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0] ? n->args[0]->edge : NULL;
	if (e && mdp_also(x, e, MDP_CAT_WORD, "happened") && !mdp_also(x, e, MDP_CAT_ENTITY, NULL))
		return NULL;
	return mdp_phrase_new(x, n, MDP_PH_ASIDE);
}

const struct mdp_operation mdp_link_operations[] = {
	{ "link", 1, op_link },
	{ "linked", 1, op_link },
	{ "verblinked", 1, op_link },
	{ "linkof", 1, op_linkof },
	{ "linkcount", 3, op_linkcount },
	{ "did", 1, op_did },
	{ "as", 2, op_as },
	{ "connects", 1, op_connects },
	{ "only", 1, op_only },
	{ "didthen", 1, op_did },
	{ NULL, 0, NULL },
};
