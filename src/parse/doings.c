/* What was done: amounts of events that are said as verbs ("how much did we refund"). */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

/* (didvalue VALS): the amount of what has that state; the state said as a verb: "refund" for refunded. */
static const struct mdp_phrase *op_did_value(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_node *vals = n->args[0];
	for (int i = 0; vals && i < vals->nargs; i++) {
		const struct mdp_edge *e = vals->args[i]->edge;
		const char *text = e && e->meaning.kind == MDP_CAT_VALUE ? e->meaning.text : NULL;
		if (!text || !mdp_str_ends(mdp_str_of(text), "ed") ||
		    x->c->columns[e->meaning.column].role == MDP_ROLE_NAME ||
		    x->c->columns[e->meaning.column].entity < 0)
			return NULL;
	}
	struct mdp_node eq = { .op = "eq", .args = n->args, .nargs = 1, .from = n->from, .to = n->to };
	const struct mdp_phrase *p = NULL;
	if (!mdp_phrase_apply(x, &eq, &p) || !p || p->cond->kind != MDP_COND_PRED || p->cond->compared)
		return NULL;
	struct mdp_set s = { .entity = p->cond->owner, .where = p->cond->pred, .from = n->from, .to = n->to };
	struct mdp_figure f;
	return mdp_figure_main(x, &s, &f) ? mdp_figure_one(x, n, &f) : NULL;
}

const struct mdp_operation mdp_doing_operations[] = {
	{ "didvalue", 1, op_did_value },
	{ NULL, 0, NULL },
};
