/* "… and how many were hired?": the count that was shown goes on, of those that the line speaks of. */
#include <string.h>

#include "parse/talk.h"
#include "base/banned.h"

/* "and how many were hired?", of applications that were counted by source: as many as there are, by source. */
static bool goes_on_counting(const struct mdp_talk *t)
{
	const struct mdp_expr *shown = t->q->nshow ? t->q->show[0].expr : NULL;
	const struct mdp_node *n = mdp_talk_op(t, "t_count");
	bool those = t->those;
	for (int i = n ? n->from : 0; n && i < n->to; i++)
		those |= mdp_talk_edge(t->x->t, i, "talk", "refs", NULL);
	bool picked = those && t->q->having; /* "how many of those": the groups that were picked, and nothing in them */
	return t->said.nconds && t->q->nby && !picked && shown && shown->kind == MDP_X_AGG &&
	       shown->agg == MDP_AGG_COUNT;
}

/* The day on which a state came about that is said ("left"), where the data show it; -1. */
static int day_of_state(const struct mdp_talk *t)
{
	const struct mdp_catalog *c = t->x->c;
	for (int i = 0; i < t->said.nconds; i++) {
		const struct mdp_pred *p = t->said.conds[i]->kind == MDP_COND_PRED ? t->said.conds[i]->pred : NULL;
		int column = p && p->kind == MDP_P_CMP && p->cmp == MDP_CMP_EQ && p->left->kind == MDP_X_COLUMN
				     ? mdp_catalog_column(c, mdp_str_of(p->left->name))
				     : -1;
		bool text = column >= 0 && p->right[0]->kind == MDP_X_VALUE && p->right[0]->value.type == MDP_T_TEXT;
		int since = text ? mdp_catalog_since(&c->columns[column], p->right[0]->value.s) : 0;
		if (since)
			return since - 1;
	}
	return -1;
}

static struct mdp_expr *dated_by(struct mdp_talk *t, const struct mdp_expr *e, int from, int to)
{
	struct mdp_expr *out = MDP_NEW(t->x->a, struct mdp_expr);
	*out = *e;
	if (e->kind == MDP_X_COLUMN && mdp_catalog_column(t->x->c, mdp_str_of(e->name)) == from)
		return mdp_phrase_column(t->x, to);
	if (e->kind == MDP_X_TRUNC && e->arg)
		out->arg = dated_by(t, e->arg, from, to);
	return out;
}

/* "and how many left?", of those that were hired in a year, by quarter: those that left then. */
static void redate(struct mdp_talk *t, int to)
{
	int from = mdp_entity_time(t->x, t->of);
	const struct mdp_pred *list[MDP_TALK_CONJUNCTS];
	int n = mdp_talk_conjuncts(t->q->where, list, MDP_TALK_CONJUNCTS);
	/* of applications that were made in a year, those that were hired are some, whenever that was decided */
	if (to < 0 || from == to || t->x->c->columns[to].entity != t->of || !mdp_column_marks(t->x, to, "over"))
		return;
	for (int i = 0; i < n; i++) {
		if (!mdp_talk_is_during(list[i]))
			continue;
		struct mdp_pred *p = MDP_NEW(t->x->a, struct mdp_pred);
		*p = *list[i];
		p->left = dated_by(t, p->left, from, to);
		list[i] = p;
	}
	mdp_talk_set_where(t, list, n);
	struct mdp_query *q = MDP_NEW(t->x->a, struct mdp_query);
	*q = *t->q;
	q->by = MDP_NEW_ARRAY(t->x->a, (size_t)q->nby, struct mdp_out);
	for (int i = 0; i < q->nby; i++) {
		q->by[i] = t->q->by[i];
		q->by[i].expr = dated_by(t, q->by[i].expr, from, to);
	}
	t->q = q;
}

bool mdp_talk_keep_count(struct mdp_talk *t)
{
	if (!goes_on_counting(t))
		return false;
	struct mdp_query *q = MDP_NEW(t->x->a, struct mdp_query);
	*q = *t->q;
	q->nshow = 1;
	q->norder = t->q->nshow > 1 ? 0 : q->norder;
	t->q = q;
	redate(t, day_of_state(t));
	return true;
}
