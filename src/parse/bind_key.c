/* What a result is split by: an attribute, an entity (its key, and its label for people), a calendar grain or a part of it. */
#include "parse/bind.h"

#include <string.h>

#include "base/banned.h"

static void push(struct mdp_key *k, const char *name, struct mdp_expr *expr)
{
	if (k->n < MDP_LIMIT_KEYS_OF_ENTITY)
		k->outs[k->n++] = (struct mdp_out){ name, expr, NULL };
}

static const char *label_of(const struct mdp_column *c)
{
	return c->label ? c->label : c->words;
}

static int entity_key(struct mdp_bind *b, int e, struct mdp_key *out)
{
	const struct mdp_entity *x = &b->c->entities[e];
	if (x->nkey == 0)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, NULL, "%s have no key, so they cannot be told apart",
				       x->plural);
	for (int i = 0; i < x->nkey; i++)
		push(out, label_of(&b->c->columns[x->key[i]]), mdp_bind_column(b, x->key[i]));
	bool in_key = false;
	for (int i = 0; i < x->nkey; i++)
		in_key |= x->key[i] == x->label;
	if (x->label >= 0 && !in_key)
		push(out, label_of(&b->c->columns[x->label]), mdp_bind_column(b, x->label));
	out->entity = e;
	return 0;
}

int mdp_bind_key(struct mdp_bind *b, const struct mdp_node *n, struct mdp_key *out)
{
	memset(out, 0, sizeof(*out));
	out->entity = out->column = -1;
	if (mdp_node_leaf(n, MDP_CAT_ATTR)) {
		out->column = n->edge->meaning.id;
		out->entity = b->c->columns[out->column].entity;
		push(out, label_of(&b->c->columns[out->column]), mdp_bind_column(b, out->column));
		return 0;
	}
	if (mdp_node_is(n, "grain")) {
		if (!mdp_grain_from_word(mdp_str_of(mdp_node_word(n->args[0])), &out->grain))
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "this unit of time is not supported");
		return 0;
	}
	if (mdp_node_is(n, "part")) {
		if (!mdp_part_from_word(mdp_str_of(mdp_node_word(n->args[0])), &out->part))
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "this part of a date is not supported");
		return 0;
	}
	if (n && (mdp_node_leaf(n, MDP_CAT_ENTITY) || n->op)) {
		int e = mdp_bind_np(b, n);
		return e < 0 ? e : entity_key(b, e, out);
	}
	return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "a result cannot be split by this");
}
