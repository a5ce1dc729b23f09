/*
 * What was done and when it should have been: amounts of events that are said as verbs ("how much did we refund"), what came later than
 * promised, and what should have come and did not. Which date is a promise is told by a word of its name (words/opposites.lex).
 */
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

/* (late DATE), (ontime DATE): that date lies after the promised one, or not after it. */
static const struct mdp_phrase *op_late(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	int entity = e && e->meaning.id >= 0 ? x->c->columns[e->meaning.id].entity : -1;
	int due = entity >= 0 ? mdp_column_marked(x, entity, "due") : -1;
	if (due < 0 || due == e->meaning.id || !mdp_column_is_time(&x->c->columns[e->meaning.id]))
		return NULL;
	enum mdp_cmp cmp = mdp_node_is(n, "late") ? MDP_CMP_GT : MDP_CMP_LE;
	return mdp_cond_phrase(
		x, n,
		mdp_cond_pred(x, n,
			      mdp_pred_cmp(x->a, cmp, mdp_phrase_column(x, e->meaning.id), mdp_phrase_column(x, due)),
			      entity));
}

/* The date that says that it was done, which some still lack; -1: none, or several. */
static int done_date(struct mdp_phraser *x, int entity, int due)
{
	int found = -1;
	for (int i = 0; i < x->c->ncolumns; i++) {
		const struct mdp_column *c = &x->c->columns[i];
		if (c->entity != entity || i == due || c->hidden || c->mirror >= 0 || !mdp_column_is_time(c) ||
		    c->nulls == 0)
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

/* Of what lies past its promised date and is not done; the word may as well be a value that the data has. */
static struct mdp_pred *overdue(struct mdp_phraser *x, const struct mdp_node *n, int entity)
{
	int at = n->nargs ? n->from : n->to - 1; /* before the things, or behind "are" */
	if (mdp_said_by_data(x, at, at + 1, entity))
		return NULL;
	int due = mdp_column_marked(x, entity, "due"), done = due < 0 ? -1 : done_date(x, entity, due);
	struct mdp_period before = { .from = INT64_MIN, .to = x->today };
	if (done < 0)
		return NULL;
	return mdp_pred_and(x->a, mdp_during(x, due, &before),
			    mdp_pred_cmp(x->a, MDP_CMP_IS_NULL, mdp_phrase_column(x, done), NULL));
}

/* (overdueset SET): "overdue loans": due before today, and not done. */
static const struct mdp_phrase *op_overdue_set(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_state_set(x, n, mdp_node_set(n->args[0]), overdue);
}

/* "are overdue": of the only things of which the data knows that, and which were named. */
static const struct mdp_phrase *op_overdue(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_state_cond(x, n, overdue);
}

const struct mdp_operation mdp_doing_operations[] = {
	{ "didvalue", 1, op_did_value },     { "late", 1, op_late },       { "ontime", 1, op_late },
	{ "overdueset", 1, op_overdue_set }, { "overdue", 0, op_overdue }, { NULL, 0, NULL },
};
