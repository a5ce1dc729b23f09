/*
 * One figure of two kinds of things, set against each other: "are card orders bigger than cash orders", "is the wait longer on chat than
 * on voice". The two sides differ in the values of one column, which splits the figure, so that both are told. Sides that differ
 * in more than that are refused.
 */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

/* What each side says: a condition on one column. `rest` is what both sides share. */
struct side {
	struct mdp_pred *pred;
	int entity; /* of whose instances `pred` is */
	bool other; /* all that the first side is not */
};

static bool side_of(struct mdp_phraser *x, const struct mdp_node *n, struct side *out)
{
	*out = (struct side){ .entity = -1 };
	const struct mdp_set *s = mdp_node_set(n);
	const struct mdp_cond *c = mdp_node_cond(n);
	if (s && !s->attr && !s->extreme && !s->having && !s->pending && s->where) {
		*out = (struct side){ s->where, s->entity, false };
		return true;
	}
	if (c && c->kind == MDP_COND_NOT && c->args[0]->kind == MDP_COND_PRED) {
		*out = (struct side){ mdp_pred_not(x->a, c->args[0]->pred), c->args[0]->owner, false };
		return true;
	}
	if (c && c->kind == MDP_COND_PRED && !c->compared) {
		*out = (struct side){ c->pred, c->owner, false };
		return true;
	}
	out->other = mdp_node_is(n, "others");
	return out->other;
}

/* The column that a condition gives values of; -1. */
static int column_in(struct mdp_phraser *x, const struct mdp_pred *p)
{
	while (p->kind == MDP_P_NOT && p->nargs == 1)
		p = p->args[0];
	bool values = p->kind == MDP_P_CMP && (p->cmp == MDP_CMP_EQ || p->cmp == MDP_CMP_IN) &&
		      p->left->kind == MDP_X_COLUMN && p->nright >= 1 && p->right[0]->kind == MDP_X_VALUE;
	return values ? mdp_catalog_column(x->c, mdp_str_of(p->left->name)) : -1;
}

/* Conjuncts of `p` but for those that are in `q` as well, which go to *shared. */
static struct mdp_pred *without(struct mdp_phraser *x, struct mdp_pred *p, const struct mdp_pred *q,
				struct mdp_pred **shared)
{
	struct mdp_pred *left = NULL;
	*shared = NULL;
	for (int i = 0; i < mdp_pred_nparts(p); i++) {
		struct mdp_pred *one = mdp_pred_part(p, i);
		bool both = false;
		for (int k = 0; k < mdp_pred_nparts(q); k++)
			both |= mdp_same_pred(one, mdp_pred_part(q, k));
		if (both)
			*shared = mdp_pred_and(x->a, *shared, one);
		else
			left = mdp_pred_and(x->a, left, one);
	}
	return left;
}

static bool has_two_values(const struct mdp_column *c)
{
	return c->type == MDP_T_BOOL || c->role == MDP_ROLE_FLAG || c->distinct == 2;
}

/* The column that tells the sides apart, and what holds of both; -1. */
static int tells_apart(struct mdp_phraser *x, struct side *a, struct side *b, struct mdp_pred **where)
{
	struct mdp_pred *shared = NULL, *again = NULL, *l, *r;
	*where = NULL;
	if (a->other || !a->pred)
		return -1;
	if (b->other) {
		int column = column_in(x, a->pred);
		return column >= 0 && has_two_values(&x->c->columns[column]) ? column : -1;
	}
	if (a->entity != b->entity)
		return -1;
	l = without(x, a->pred, b->pred, &shared);
	r = without(x, b->pred, a->pred, &again);
	int column = l && r ? column_in(x, l) : -1;
	if (column < 0 || column_in(x, r) != column)
		return -1;
	bool two = l->kind == MDP_P_NOT || r->kind == MDP_P_NOT; /* so, and not so */
	*where = shared;
	if (!two)
		*where = mdp_pred_and(x->a, shared, mdp_pred_or(x->a, l, r));
	return two && !has_two_values(&x->c->columns[column]) ? -1 : column;
}

static bool is_of_one(const struct mdp_phraser *x, const struct mdp_figure *f)
{
	int column = f->measure >= 0 ? mdp_catalog_aggregated(x->c, x->c->measures[f->measure].expr) : -1;
	return column >= 0 && x->c->columns[column].role == MDP_ROLE_DURATION;
}

/* What is compared, when it is not said: what the comparative is about ("longer"), else the main amount of the things. */
static bool figure_of_word(struct mdp_phraser *x, const struct mdp_node *word, const struct mdp_set *s,
			   struct mdp_figure *out)
{
	const char *colon = strchr(mdp_node_word(word), ':');
	double cost = 0;
	if (!s)
		return false;
	struct mdp_set all = { .entity = s->entity, .from = s->from, .to = s->to };
	if (!colon)
		return mdp_figure_main(x, &all, out);
	int column = mdp_column_called(x, colon + 1, s->entity, &cost);
	if (column < 0 || !mdp_column_is_number(&x->c->columns[column]))
		return false;
	x->cost += cost;
	mdp_figure_column(x, column, NULL, out);
	return true;
}

/* (contrast A B COMPARATIVE FIGURE? AVERAGE?) */
static const struct mdp_phrase *op_contrast(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct side a, b;
	struct mdp_pred *where = NULL, *p = NULL;
	const struct mdp_figure *said = mdp_node_figure(n->args[3]);
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	bool average = n->nargs > 4 && n->args[4];
	struct mdp_figure f;
	if (!side_of(x, n->args[0], &a) || !side_of(x, n->args[1], &b) || (n->args[3] && !said))
		return NULL;
	int column = tells_apart(x, &a, &b, &where);
	if (column < 0)
		return NULL;
	if (said)
		f = *said;
	else if (!figure_of_word(x, n->args[2], s, &f))
		return NULL;
	if (f.window || f.kind == MDP_FIG_SET || f.set)
		return NULL;
	/* what each thing has one of is compared on average; what comes in from all of them, as it is */
	bool each = f.kind == MDP_FIG_ATTR || average || !said || is_of_one(x, &f) ||
		    (s && f.measure >= 0 && f.entity == s->entity && f.expr->kind == MDP_X_MEASURE &&
		     mdp_figure_each(x, &f));
	if (each && !(f.kind == MDP_FIG_AMOUNT && f.measure < 0) && !mdp_figure_aggregate(x, MDP_AGG_AVG, 0, &f))
		return NULL;
	if (f.kind != MDP_FIG_AMOUNT || !mdp_entity_determines(x, f.entity, a.entity))
		return NULL;
	struct mdp_cond c = {
		.kind = MDP_COND_PRED, .pred = where, .owner = a.entity, .scope = -1, .from = n->from, .to = n->to
	};
	if (where && mdp_attach(x, f.entity, &c, &p) < 0)
		return NULL;
	f.where = mdp_pred_and(x->a, f.where, p);
	struct mdp_phrase *out = mdp_figure_one(x, n, &f);
	out->keys = MDP_NEW(x->a, struct mdp_key);
	out->keys[0] = mdp_column_key(x, x->c->columns[column].entity, column, NULL);
	out->nkeys = 1;
	out->asked = true;
	return out;
}

const struct mdp_operation mdp_contrast_operations[] = {
	{ "contrast", 4, op_contrast },
	{ NULL, 0, NULL },
};
