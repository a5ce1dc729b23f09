/* Noun phrases of which a part is said apart: kinds of things, things that have only such, or more of one than of the other. */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

/* The column that tells kinds of the thing apart, by a word for that; -1: none, or several. */
static int kind_column(struct mdp_phraser *x, int entity)
{
	static const char *const WORDS[] = { "type", "kind", "category" };
	for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
		double cost = 0;
		int column = mdp_column_called(x, WORDS[i], entity, &cost);
		if (column >= 0 &&
		    (x->c->columns[column].role == MDP_ROLE_CATEGORY || x->c->columns[column].role == MDP_ROLE_CODE))
			return column;
	}
	return -1;
}

/* (kindsof SET): the values that tell them apart. */
static const struct mdp_phrase *op_kindsof(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	if (!s || s->attr || s->extreme || s->role)
		return NULL;
	int column = kind_column(x, s->entity);
	if (column < 0) {
		mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, n->from, n->to,
				   "it is not clear what tells kinds of %s apart: name it",
				   x->c->entities[s->entity].plural);
		return NULL;
	}
	struct mdp_figure f;
	mdp_figure_column(x, column, NULL, &f);
	f.set = s;
	struct mdp_phrase *p = mdp_figure_one(x, n, &f);
	p->distinct = p->asked = true;
	return p;
}

static const struct mdp_cond *link_to(struct mdp_phraser *x, const struct mdp_node *n, int entity,
				      struct mdp_pred *where)
{
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_LINK);
	*s = (struct mdp_set){ .entity = entity, .where = where, .from = n->from, .to = n->to };
	c->set = s;
	return c;
}

/* (onlysuch COND): something of which it holds, and nothing of the kind of which it does not. */
static const struct mdp_phrase *op_onlysuch(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_cond *c = mdp_node_cond(n->args[0]);
	if (!c || c->kind != MDP_COND_PRED || c->owner < 0 || c->both || c->compared || c->way)
		return NULL;
	const struct mdp_cond *some = link_to(x, n, c->owner, c->pred);
	struct mdp_cond *none = mdp_cond_new(x, n, MDP_COND_NOT);
	none->args[0] = link_to(x, n, c->owner, mdp_pred_not(x->a, c->pred));
	return mdp_cond_phrase(x, n, mdp_cond_two(x, n, MDP_COND_AND, some, none));
}

/* How many of the set belong to one of `entity`; NULL where it is not so. */
static struct mdp_expr *count_of(struct mdp_phraser *x, const struct mdp_set *s, int entity)
{
	if (!s || s->attr || s->extreme || s->pending || s->entity == entity ||
	    !mdp_entity_determines(x, s->entity, entity) || mdp_entity_namesake(x, s->entity) >= 0)
		return NULL;
	struct mdp_expr *count = mdp_expr_agg(x->a, MDP_AGG_COUNT, x->c->entities[s->entity].name, NULL);
	count->where = s->where;
	return count;
}

/* (morethan SET CMP SET SET): those that have more of the one than of the other. */
static const struct mdp_phrase *op_morethan(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	enum mdp_cmp cmp;
	if (!s || s->attr || s->extreme || !mdp_node_cmp(n->args[1], &cmp))
		return NULL;
	struct mdp_expr *l = count_of(x, mdp_node_set(n->args[2]), s->entity),
			*r = count_of(x, mdp_node_set(n->args[3]), s->entity);
	if (!l || !r)
		return NULL;
	return mdp_set_phrase(x, n, mdp_set_narrowed(x, s, mdp_pred_cmp(x->a, cmp, l, r)));
}

/* (such VALUE): "sick more than 4 times": what happened, by what kind of it the value says. */
static const struct mdp_phrase *op_such(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	const struct mdp_column *c = e ? &x->c->columns[e->meaning.column] : NULL;
	if (!c || c->role != MDP_ROLE_CATEGORY || c->entity < 0 || !mdp_entity_happens(x, c->entity))
		return NULL;
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	*s = (struct mdp_set){ .entity = c->entity, .from = e->from, .to = e->to };
	s->where = mdp_pred_cmp(x->a, MDP_CMP_EQ, mdp_phrase_column(x, e->meaning.column),
				mdp_phrase_stored(x, e->meaning.column, e->meaning.text));
	return mdp_set_phrase(x, n, s);
}

const struct mdp_operation mdp_noun_operations[] = {
	{ "such", 1, op_such },
	{ "kindsof", 1, op_kindsof },
	{ "onlysuch", 1, op_onlysuch },
	{ "morethan", 4, op_morethan },
	{ NULL, 0, NULL },
};
