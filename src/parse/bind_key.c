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

static void push_column(struct mdp_bind *b, struct mdp_key *k, int column, const char *role)
{
	struct mdp_expr *x = mdp_bind_column(b, column);
	x->role = role;
	push(k, mdp_bind_role_words(b, role, label_of(&b->c->columns[column])), x);
}

static int entity_key(struct mdp_bind *b, int e, const char *role, struct mdp_key *out)
{
	const struct mdp_entity *x = &b->c->entities[e];
	if (x->nkey == 0)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, NULL, "%s have no key, so they cannot be told apart",
				       x->plural);
	for (int i = 0; i < x->nkey; i++)
		push_column(b, out, x->key[i], role);
	bool in_key = false;
	for (int i = 0; i < x->nkey; i++)
		in_key |= x->key[i] == x->label;
	if (x->label >= 0 && !in_key)
		push_column(b, out, x->label, role);
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
		push_column(b, out, out->column, n->edge->meaning.role);
		return 0;
	}
	if (mdp_node_is(n, "grain")) {
		if (!mdp_grain_from_word(mdp_str_of(mdp_node_word(n->args[0])), &out->grain))
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "this unit of time is not supported");
		return n->nargs > 1 ? mdp_bind_time_role(b, n->args[1]) : 0;
	}
	if (mdp_node_is(n, "part")) {
		if (!mdp_part_from_word(mdp_str_of(mdp_node_word(n->args[0])), &out->part))
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "this part of a date is not supported");
		return n->nargs > 1 ? mdp_bind_time_role(b, n->args[1]) : 0;
	}
	if (n && (mdp_node_leaf(n, MDP_CAT_ENTITY) || n->op)) {
		const struct mdp_node *head = n;
		while (head->nargs && !head->edge)
			head = head->args[0];
		const char *role = mdp_node_leaf(head, MDP_CAT_ENTITY) ? head->edge->meaning.role : NULL;
		int e = role ? head->edge->meaning.id : mdp_bind_np(b, n);
		if (role && !mdp_node_leaf(n, MDP_CAT_ENTITY) && n->nargs > 1)
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n,
					       "a condition on the %s %s is not supported here", role,
					       b->c->entities[e].name);
		return e < 0 ? e : entity_key(b, e, role, out);
	}
	return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "a result cannot be split by this");
}
