/* What is most or first of things: the attribute of an adjective ("most expensive"), and the first and last day ("when did Jane last order"). */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

/* Among the attributes of an entity that go by the noun of an adjective ("desc:price"), the best named one; -1. */
int mdp_column_called(struct mdp_phraser *x, const char *noun, int entity, double *cost)
{
	int count, best = -1;
	bool tie = false;
	const struct mdp_meaning *m =
		mdp_lexicon_find(x->l, mdp_str_of(mdp_lexicon_stem(x->l, x->a, mdp_str_of(noun))), &count);
	for (int i = 0; i < count; i++) {
		if (m[i].kind != MDP_CAT_ATTR || x->c->columns[m[i].id].entity != entity || m[i].id == best)
			continue;
		tie = best >= 0 && m[i].cost <= *cost && m[i].cost >= *cost;
		if (best < 0 || m[i].cost < *cost) {
			best = m[i].id;
			*cost = m[i].cost;
		}
	}
	return tie ? -1 : best;
}

/* The main amount of what goes by the noun itself ("salary"); -1. */
static int amount_called(struct mdp_phraser *x, const char *noun, int entity)
{
	int count, m = -1;
	bool several = true;
	const struct mdp_meaning *found =
		mdp_lexicon_find(x->l, mdp_str_of(mdp_lexicon_stem(x->l, x->a, mdp_str_of(noun))), &count);
	for (int i = 0; i < count && m < 0; i++)
		if (found[i].kind == MDP_CAT_ENTITY && found[i].id == entity)
			m = mdp_entity_main(x, entity, &several);
	const struct mdp_expr *each = m >= 0 && !several ? x->c->measures[m].expr->arg : NULL;
	return each && each->kind == MDP_X_COLUMN ? mdp_catalog_column(x->c, mdp_str_of(each->name)) : -1;
}

/* … of what each has one of and that has one of it: the salary of an employee. -1: none, or several. */
static int column_of_twin(struct mdp_phraser *x, const char *noun, int entity, double *cost)
{
	int found = -1;
	for (int e = 0; e < x->c->nentities; e++) {
		double each = 0;
		if (e == entity || mdp_entity_links(x, entity, e) != 1 || mdp_entity_links(x, e, entity) != 1)
			continue;
		int column = mdp_column_called(x, noun, e, &each);
		column = column < 0 ? amount_called(x, noun, e) : column;
		if (column >= 0 && found >= 0)
			return -1;
		found = column >= 0 ? column : found;
		*cost = column >= 0 ? each : *cost;
	}
	return found;
}

/* "most expensive product": the attribute of the thing that goes by the adjective's noun. */
static const struct mdp_phrase *op_adjective(struct mdp_phraser *x, const struct mdp_node *n)
{
	const char *colon = strchr(mdp_node_word(n->args[0]), ':');
	const struct mdp_set *s = mdp_node_set(n->args[1]);
	double cost = 0;
	if (!s || s->attr)
		return NULL;
	if (colon && !strcmp(colon + 1, "amount")) { /* the largest deal: by what it comes to */
		struct mdp_figure amount = { 0 };
		x->cost += mdp_lexicon_weight(x->l, "main_measure");
		return mdp_figure_main(x, s, &amount) ? mdp_figure_one(x, n, &amount) : NULL;
	}
	int column = mdp_column_called(x, colon ? colon + 1 : "", s->entity, &cost);
	if (column < 0)
		column = column_of_twin(x, colon ? colon + 1 : "", s->entity, &cost);
	if (column < 0) {
		mdp_phraser_refuse(x, MDP_REASON_UNKNOWN_CONCEPT, n->from, n->to, "%s have no single %s",
				   x->c->entities[s->entity].plural, colon ? colon + 1 : "");
		return NULL;
	}
	x->cost += cost;
	struct mdp_figure f;
	mdp_figure_column(x, column, NULL, &f);
	return mdp_figure_one(x, n, &f);
}

/* When was the first (last) of them: a day, not a moment. */
static const struct mdp_phrase *day_of(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_set *s,
				       int time, bool first)
{
	struct mdp_expr *day = MDP_NEW(x->a, struct mdp_expr);
	day->kind = MDP_X_TRUNC;
	day->grain = MDP_GRAIN_DAY;
	day->arg = mdp_phrase_column(x, time);
	struct mdp_figure f = { .kind = MDP_FIG_AMOUNT, .entity = s->entity, .column = -1, .measure = -1 };
	f.expr = mdp_expr_agg(x->a, first ? MDP_AGG_MIN : MDP_AGG_MAX, mdp_entity_name(x, s->entity), day);
	f.where = s->where;
	f.name = mdp_arena_printf(x->a, "%s %s", first ? "first" : "last", mdp_entity_name(x, s->entity));
	return mdp_figure_one(x, n, &f);
}

/* (firsttime SET), (lasttime SET): "when was the last order" */
static const struct mdp_phrase *op_first_time(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	int time = s && !s->attr ? mdp_entity_time(x, s->entity) : -1;
	return time < 0 ? NULL : day_of(x, n, s, time, mdp_node_is(n, "firsttime"));
}

/* (firstdone VERB COND), (lastdone VERB COND): "when did Jane last order", "when was Jane last paid": of what the verb names, or has a date for. */
static const struct mdp_phrase *op_first_done(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	const struct mdp_cond *c = mdp_node_cond(n->args[1]);
	if (!e || !c)
		return NULL;
	bool event = e->meaning.kind == MDP_CAT_ENTITY;
	int entity = event ? e->meaning.id : x->c->columns[e->meaning.id].entity;
	int time = event ? mdp_entity_time(x, entity) : e->meaning.id;
	struct mdp_pred *p = NULL;
	if (entity < 0 || time < 0 || mdp_attach(x, entity, c, &p) < 0 || !p)
		return NULL;
	struct mdp_set s = { .entity = entity, .where = p, .from = e->from, .to = e->to };
	return day_of(x, n, &s, time, mdp_node_is(n, "firstdone"));
}

const struct mdp_operation mdp_first_operations[] = {
	{ "adjective", 2, op_adjective },  { "firsttime", 1, op_first_time }, { "lasttime", 1, op_first_time },
	{ "firstdone", 2, op_first_done }, { "lastdone", 2, op_first_done },  { NULL, 0, NULL },
};
