/*
 * What somebody did something with, and who did it. A verb names an event ("booked": bookings); an event leads to who is concerned and to
 * what it is of. "What did member 12 borrow" asks for that, not for the member; "who booked class 12" for those nearest to the bookings.
 * Of what an order leads to, its lines tell what was bought.
 */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

/* Has it a name, if only one that it shares with others (classes of one kind)? */
static bool has_name(const struct mdp_catalog *c, int e)
{
	const struct mdp_table *t = &c->tables[c->entities[e].table];
	bool named = c->entities[e].label >= 0;
	for (int i = t->first_column; i < t->first_column + t->ncolumns && !named; i++)
		named = c->columns[i].entity == e && !c->columns[i].hidden &&
			(c->columns[i].role == MDP_ROLE_NAME || mdp_str_ends(mdp_str_of(c->columns[i].words), " name"));
	return named;
}

/* A thing with a name and a table of its own, which is nobody. */
static bool is_object(struct mdp_phraser *x, int e)
{
	const struct mdp_entity *it = &x->c->entities[e];
	return it->own_table && it->nkey > 0 && has_name(x->c, e) && !mdp_entity_is_somebody(x, e);
}

/* Is the row of `finer` a part of one event: a line of an order? */
static bool is_part(struct mdp_phraser *x, int finer, int event)
{
	return finer != event && mdp_entity_links(x, finer, event) == 1 && !mdp_entity_happens(x, finer);
}

/* May that be what `doer` did it with: reached from the event, and nothing that the doer has anyhow? */
static bool is_candidate(struct mdp_phraser *x, int e, int from, int doer)
{
	return e != from && is_object(x, e) && mdp_entity_links(x, from, e) > 0 && !mdp_entity_determines(x, doer, e) &&
	       !mdp_entity_determines(x, e, doer);
}

/* The candidate that leads to all others: a class leads to its club. -1: none, -2: several. */
static int finest(struct mdp_phraser *x, const int *found, int n)
{
	for (int i = 0; i < n; i++) {
		bool all = true;
		for (int k = 0; k < n && all; k++)
			all = mdp_entity_determines(x, found[i], found[k]);
		if (all)
			return found[i];
	}
	return n ? -2 : -1;
}

/* What events of the kind are of, for one who did them; `through` becomes the event or its parts. */
static int object_of(struct mdp_phraser *x, int event, int doer, int *through)
{
	int found[MDP_PHRASE_PARTS], n = 0;
	for (int part = 0; part < x->c->nentities; part++)
		for (int e = 0; is_part(x, part, event) && e < x->c->nentities && n < MDP_PHRASE_PARTS; e++)
			if (is_candidate(x, e, part, doer) && !mdp_entity_determines(x, event, e)) {
				found[n++] = e;
				*through = part;
			}
	if (n)
		return finest(x, found, n);
	*through = event;
	for (int e = 0; e < x->c->nentities && n < MDP_PHRASE_PARTS; e++)
		if (is_candidate(x, e, event, doer))
			found[n++] = e;
	return finest(x, found, n);
}

/* What belongs to one whose own name the verb is ("what does supplier 12 supply"); -1: none, -2: several. */
static int belongings_of(struct mdp_phraser *x, int doer)
{
	int found = -1;
	for (int e = 0; e < x->c->nentities; e++)
		if (e != doer && is_object(x, e) && mdp_entity_links(x, e, doer) == 1)
			found = found == -1 ? e : -2;
	return found;
}

static int refuse_object(struct mdp_phraser *x, const struct mdp_node *n)
{
	x->problem_tokens = -1; /* it is about the whole question */
	mdp_phraser_refuse(x, MDP_REASON_AMBIGUOUS, n->from, n->to, "it is not clear what is asked for here");
	mdp_error_hint(&x->problem, "name it: which things");
	return -MDP_REFUSED;
}

/* (objects WHO DID): DID is the link to the event, with what else is said of it. */
static const struct mdp_phrase *op_objects(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *who = mdp_node_set(n->args[0]);
	const struct mdp_cond *did = mdp_node_cond(n->args[1]);
	int through = -1, of;
	if (!who || !did || did->kind != MDP_COND_LINK || who->attr || who->extreme || who->pending || !who->where)
		return NULL;
	int event = did->set->entity;
	of = event == who->entity ? belongings_of(x, who->entity) : object_of(x, event, who->entity, &through);
	if (of < 0) {
		refuse_object(x, n);
		return NULL;
	}
	struct mdp_set *out = MDP_NEW(x->a, struct mdp_set);
	*out = (struct mdp_set){ .entity = of, .plural = true, .conditioned = true, .from = n->from, .to = n->to };
	struct mdp_pred *by = NULL;
	struct mdp_cond link = {
		.kind = MDP_COND_LINK, .set = who, .owner = -1, .scope = -1, .from = n->from, .to = n->to
	};
	if (event == who->entity) {
		if (did->set->where || mdp_attach(x, of, &link, &out->where) < 0)
			return NULL;
	} else {
		if (mdp_attach(x, event, &link, &by) < 0)
			return NULL;
		struct mdp_pred *all = mdp_pred_and(x->a, did->set->where, by);
		out->where = mdp_pred_exists(x->a, x->c->entities[through].name, mdp_lift(x, through, event, all));
	}
	return mdp_set_phrase(x, n, out);
}

/* The thing that the verb is said to have been done to: nobody is booked by himself. */
static int done_to(const struct mdp_node *n, int depth)
{
	if (!n || n->edge || depth > MDP_LIMIT_QUERY_DEPTH)
		return -1;
	if (mdp_node_is(n, "linked") && mdp_node_set(n->args[0]))
		return mdp_node_set(n->args[0])->entity;
	const struct mdp_cond *c = mdp_node_is(n, "eq") ? mdp_node_cond(n) : NULL;
	while (c && (c->kind == MDP_COND_AND || c->kind == MDP_COND_OR))
		c = c->args[0];
	if (c && c->kind == MDP_COND_PRED)
		return c->owner;
	for (int i = 0; i < n->nargs; i++) {
		int e = done_to(n->args[i], depth + 1);
		if (e >= 0)
			return e;
	}
	return -1;
}

/* (actors DID): those to whom the event leads. */
static const struct mdp_phrase *op_actors(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_cond *c = mdp_node_cond(n->args[0]), *did = c;
	while (did && did->kind == MDP_COND_NOT)
		did = did->args[0];
	if (!did || did->kind != MDP_COND_LINK || did->set->attr)
		return NULL;
	int e = mdp_entity_people_of(x, did->set->entity);
	if (e < 0 || e == done_to(n->args[0], 0))
		return NULL;
	/* who sold an order is nobody who bought it */
	if (mdp_begins_with(x, n->args[0]->from, "verb", "sell", "sell") && mdp_entity_buys(x, e))
		return NULL;
	struct mdp_set *out = MDP_NEW(x->a, struct mdp_set);
	*out = (struct mdp_set){ .entity = e, .from = n->from, .to = n->to, .anyone = true, .conditioned = true };
	if (mdp_attach(x, e, c, &out->where) < 0 || !out->where)
		return NULL;
	return mdp_set_phrase(x, n, out);
}

/* (thatthing THING): "it", of which scene.c knows that it is the booking with that number. */
static const struct mdp_phrase *op_that_thing(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	if (!e)
		return NULL;
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	*s = (struct mdp_set){ .entity = e->meaning.id, .from = n->from, .to = n->to };
	struct mdp_node what = { .op = "set", .from = n->from, .to = n->to, .phrase = mdp_set_phrase(x, n, s) };
	struct mdp_node *args[2] = { &what, (struct mdp_node *)(uintptr_t)n->args[0] };
	struct mdp_node numbered = { .op = "numbered", .nargs = 2, .from = n->from, .to = n->to };
	numbered.args = (void *)args;
	const struct mdp_phrase *p = NULL;
	return mdp_phrase_apply(x, &numbered, &p) ? p : NULL;
}

/* (beganpeople): people as they began to be some; whoever they are must be clear, and the day known. */
static const struct mdp_phrase *op_began_people(struct mdp_phraser *x, const struct mdp_node *n)
{
	int e = mdp_entity_people(x), time = mdp_entity_time(x, e);
	if (time < 0 || x->c->columns[time].entity != e)
		return NULL;
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	*s = (struct mdp_set){ .entity = e, .plural = true, .from = n->from, .to = n->to };
	struct mdp_cond *began = mdp_cond_new(x, n, MDP_COND_CREATED);
	began->noun = true;
	s->pending = began;
	return mdp_set_phrase(x, n, s);
}

/*
 * (happened DATING): "proposals sent" of proposal_sent_dt: the things of which that has happened, each on that day. Said by a noun in the
 * plural and what was done with it, as the name of the date has both.
 */
static const struct mdp_phrase *op_happened(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	if (!e || e->meaning.id < 0 || e->to - e->from < 2 || !mdp_said_plural(x, e->from, e->from + 1))
		return NULL;
	const struct mdp_column *col = &x->c->columns[e->meaning.id];
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	*s = (struct mdp_set){
		.entity = col->entity, .plural = true, .conditioned = true, .from = n->from, .to = n->to
	};
	if (col->nulls > 0)
		s->where = mdp_pred_known(x->a, mdp_phrase_column(x, e->meaning.id));
	struct mdp_cond *day = mdp_cond_new(x, n, MDP_COND_TIMEROLE);
	day->dated = 1 + e->meaning.id;
	day->way = e;
	s->pending = day;
	return mdp_set_phrase(x, n, s);
}

/* (sellers THING): the only ones who are somebody, and no customer, to whom the thing leads in one step. */
static const struct mdp_phrase *op_sellers(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *of = mdp_node_set(n->args[0]);
	int found = -1;
	if (!of || of->attr || of->extreme || of->pending || !of->where)
		return NULL;
	for (int e = 0; e < x->c->nentities; e++)
		if (e != of->entity && mdp_entity_links(x, of->entity, e) == 1 && mdp_entity_is_somebody(x, e) &&
		    !mdp_entity_buys(x, e))
			found = found == -1 ? e : -2;
	if (found < 0)
		return NULL;
	struct mdp_set *out = MDP_NEW(x->a, struct mdp_set);
	*out = (struct mdp_set){ .entity = found, .from = n->from, .to = n->to, .anyone = true, .conditioned = true };
	out->where = mdp_pred_exists(x->a, x->c->entities[of->entity].name, of->where);
	return mdp_set_phrase(x, n, out);
}

const struct mdp_operation mdp_object_operations[] = {
	{ "beganpeople", 0, op_began_people },
	{ "sellers", 1, op_sellers },
	{ "thatthing", 1, op_that_thing },
	{ "happened", 1, op_happened },
	{ "objects", 2, op_objects },
	{ "actors", 1, op_actors },
	{ NULL, 0, NULL },
};
