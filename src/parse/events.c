/*
 * Figures of what happened: how much of it (a return rate), how often it did (how many times a code was used), and what was spent with
 * somebody. What happened is found from what is named, where only one kind of event can be meant.
 */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

/* The finest of what happened before and that this refers to: the order line of a return. -1: none. */
static int happened_to(struct mdp_phraser *x, int event)
{
	int best = -1;
	for (int e = 0; e < x->c->nentities; e++) {
		if (e == event || mdp_entity_time(x, e) < 0 || mdp_entity_links(x, event, e) != 1 ||
		    mdp_entity_is_somebody(x, e) || x->c->entities[e].count < x->c->entities[event].count)
			continue;
		if (best < 0 || mdp_entity_determines(x, e, best))
			best = e;
		else if (!mdp_entity_determines(x, best, e))
			return -1;
	}
	return best;
}

/* (eventrate ENTITY): "return rate": of what it may happen to, those to which it did. */
static const struct mdp_phrase *op_event_rate(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	int event = e && e->meaning.kind == MDP_CAT_ENTITY && !e->meaning.role ? e->meaning.id : -1;
	int of = event >= 0 && mdp_entity_happens(x, event) ? happened_to(x, event) : -1;
	if (of < 0)
		return NULL;
	struct mdp_expr *some = mdp_expr_agg(x->a, MDP_AGG_COUNT, mdp_entity_name(x, of), NULL);
	struct mdp_expr *all = mdp_expr_agg(x->a, MDP_AGG_COUNT, mdp_entity_name(x, of), NULL);
	some->where = mdp_pred_exists(x->a, mdp_entity_name(x, event), NULL);
	struct mdp_figure f = { .kind = MDP_FIG_AMOUNT, .entity = of, .column = -1, .measure = -1, .unit = "ratio" };
	f.expr = mdp_expr_op(x->a, MDP_OP_DIV, some, all);
	f.name = mdp_arena_printf(x->a, "%s rate", mdp_entity_name(x, event));
	return mdp_figure_one(x, n, &f);
}

/* The only kind of event that refers to things of this kind; -1: none, or several. */
int mdp_entity_event_of(struct mdp_phraser *x, int thing)
{
	const struct mdp_entity *of = &x->c->entities[thing];
	int found = -1;
	bool several = false;
	for (int e = 0; e < x->c->nentities; e++) {
		if (e == thing || mdp_entity_time(x, e) < 0 || mdp_entity_is_somebody(x, e) ||
		    mdp_entity_links(x, e, thing) != 1 || mdp_entity_links(x, thing, e) == 1)
			continue; /* one of each is no event of it */
		if (!of->own_table && x->c->tables[of->table].row_entity == e)
			return e; /* the rows that hold it */
		if (found >= 0)
			several = true;
		found = e;
	}
	return several ? -1 : found;
}

static const struct mdp_phrase *counted(struct mdp_phraser *x, const struct mdp_node *n, int event, struct mdp_pred *p)
{
	struct mdp_figure f;
	mdp_figure_number_of(x, event, n->from, n->to, &f);
	f.where = p;
	return mdp_figure_one(x, n, &f);
}

/* (eventsof SET): "how many root canals in 2024", of what has no time itself: what happened with them. */
static const struct mdp_phrase *op_events_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	struct mdp_pred *p = NULL;
	if (!s || !s->where || s->attr || s->extreme || s->having || mdp_entity_time(x, s->entity) >= 0)
		return NULL;
	int event = mdp_entity_event_of(x, s->entity);
	struct mdp_cond link = { .kind = MDP_COND_LINK, .set = s, .from = s->from, .to = s->to };
	if (event < 0 || x->c->entities[event].label >= 0 || mdp_attach(x, event, &link, &p) < 0 || !p)
		return NULL;
	return counted(x, n, event, p);
}

/* (timesof COND VERB?): "how many times was WELCOME10 used": what happened with it, or what the verb names. */
static const struct mdp_phrase *op_times_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_cond *c = mdp_node_cond(n->args[0]);
	const struct mdp_edge *verb = n->nargs > 1 && n->args[1] ? n->args[1]->edge : NULL;
	struct mdp_pred *p = NULL;
	if (!c || (c->kind != MDP_COND_PRED && c->kind != MDP_COND_LINK) || c->compared)
		return NULL;
	int about = c->kind == MDP_COND_PRED ? c->owner : c->set->entity;
	int event = verb && verb->meaning.kind == MDP_CAT_ENTITY ? verb->meaning.id
		    : mdp_entity_happens(x, about)               ? about
								 : mdp_entity_event_of(x, about);
	if (event < 0 || !mdp_entity_determines(x, event, about) || mdp_attach(x, event, c, &p) < 0 || !p)
		return NULL;
	return counted(x, n, event, p);
}

/* (spentwith COND): "how much have we spent with Northgate": of what the platform's own pay for, the only one that it can be said of. */
static const struct mdp_phrase *op_spent_with(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_cond *c = mdp_node_cond(n->args[0]);
	struct mdp_figure f = { .measure = -1 };
	for (int e = 0; c && e < x->c->nentities; e++) {
		struct mdp_pred *p = NULL;
		bool several;
		int about = c->kind == MDP_COND_PRED ? c->owner : c->kind == MDP_COND_LINK ? c->set->entity : -1;
		int m = x->c->entities[e].name && about >= 0 && mdp_entity_determines(x, e, about)
				? mdp_entity_main(x, e, &several)
				: -1;
		/* what is given back for what was sold is not spent with anybody */
		if (m < 0 || several || !mdp_entity_goes_out(x, e) || happened_to(x, e) >= 0 ||
		    mdp_attach(x, e, c, &p) < 0)
			continue;
		if (f.measure >= 0 && mdp_entity_determines(x, e, f.entity))
			continue; /* the lines of what was found */
		mdp_figure_measure(x, m, &f);
		f.where = p;
		f.came = true;
	}
	return f.measure < 0 ? NULL : mdp_figure_one(x, n, &f);
}

/* (spendper SET): "average spend per order": what each of them comes to; of people, what comes in from each. */
static const struct mdp_phrase *op_spend_per(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	bool several = true;
	int m = s && !s->attr && !s->extreme && !s->having && !s->pending ? mdp_entity_main(x, s->entity, &several)
									  : -1;
	struct mdp_figure f;
	if (m < 0 || several) {
		struct mdp_node takings = { .op = "takings", .from = n->from, .to = n->to };
		struct mdp_node *args[] = { &takings, n->args[0] };
		struct mdp_node per = { .op = "per", .args = args, .nargs = 2, .from = n->from, .to = n->to };
		const struct mdp_phrase *p = NULL;
		if (!mdp_phrase_apply(x, &takings, &takings.phrase) || !takings.phrase ||
		    !mdp_phrase_apply(x, &per, &p))
			return NULL;
		return p;
	}
	mdp_figure_measure(x, m, &f);
	if (!mdp_figure_aggregate(x, MDP_AGG_AVG, 0, &f))
		return NULL;
	f.where = s->where;
	return mdp_figure_one(x, n, &f);
}

/* Is it what others pay for, or a line of it? */
static bool is_sold(struct mdp_phraser *x, int entity)
{
	int takings = mdp_entity_takings(x);
	int sold = takings < 0 ? -1 : x->c->measures[takings].entity;
	return sold >= 0 && mdp_entity_determines(x, entity, sold) && !mdp_entity_goes_out(x, entity);
}

/* (soldunits FIGURE): "units sold": of what is sold, and of nothing that is left or came back. */
static const struct mdp_phrase *op_sold_units(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	if (!f || f->kind != MDP_FIG_AMOUNT || f->window || mdp_figure_is_level(x, f) || !is_sold(x, f->entity))
		return NULL;
	struct mdp_figure sold = *f;
	sold.came = true;
	return mdp_figure_one(x, n, &sold);
}

/* "How many different lamps": those that there are, and no pieces. */
static bool says_different(const struct mdp_phraser *x, const struct mdp_node *n)
{
	for (int i = n->from; i < n->to; i++)
		if (mdp_begins_with(x, i, "agg", "distinct", "distinct"))
			return true;
	return false;
}

/* (soldof SET VERB? past?): "how many sofas did we sell", "were returned": the pieces of them that were, or of what was sold else how often. */
static const struct mdp_phrase *op_sold_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	const struct mdp_edge *verb = n->nargs > 1 && n->args[1] ? n->args[1]->edge : NULL;
	int takings = mdp_entity_takings(x);
	double cost = 0;
	bool past = n->nargs > 2; /* "how many products do we sell": those in the list */
	if (!s || (!s->where && !past) || s->attr || s->extreme || s->having || s->pending || takings < 0 ||
	    says_different(x, n) || x->c->entities[s->entity].label < 0 || mdp_entity_is_somebody(x, s->entity))
		return NULL;
	int event = verb ? verb->meaning.id : mdp_entity_meeting(x, x->c->measures[takings].entity, s->entity);
	struct mdp_cond c = { .kind = MDP_COND_LINK, .set = s, .from = s->from, .to = s->to };
	struct mdp_pred *p = NULL;
	if (event < 0 || event == s->entity || !mdp_entity_determines(x, event, s->entity) ||
	    (!verb && !is_sold(x, event)) || mdp_attach(x, event, &c, &p) < 0)
		return NULL;
	int column = mdp_column_called(x, "quantity", event, &cost);
	bool pieces = column >= 0 && x->c->columns[column].additive != MDP_ADDITIVE_NO;
	if (!pieces)
		return verb ? NULL : counted(x, n, event, p);
	struct mdp_figure f;
	mdp_figure_column(x, column, NULL, &f);
	if (!mdp_figure_aggregate(x, MDP_AGG_SUM, 0, &f))
		return NULL;
	f.where = p;
	f.came = true;
	return mdp_figure_one(x, n, &f);
}

/* (gaveaway FIGURE): "how much did we give away in discounts". */
static const struct mdp_phrase *op_given(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	if (!f || f->kind != MDP_FIG_AMOUNT)
		return NULL;
	struct mdp_figure given = *f;
	given.came = true;
	return mdp_figure_one(x, n, &given);
}

const struct mdp_operation mdp_event_operations[] = {
	{ "eventrate", 1, op_event_rate }, { "eventsof", 1, op_events_of }, { "timesof", 1, op_times_of },
	{ "spentwith", 1, op_spent_with }, { "gaveaway", 1, op_given },     { "spendper", 1, op_spend_per },
	{ "soldunits", 1, op_sold_units }, { "soldof", 1, op_sold_of },     { NULL, 0, NULL },
};
