/* What is said to go, beside what comes in its place ("by state instead of city"), and what has the highest or lowest that was shown. */
#include <string.h>

#include "parse/talk.h"
#include "base/banned.h"

static bool has_keys(const struct mdp_talk *t, const struct mdp_node *arg, bool *named)
{
	struct mdp_key keys[MDP_PHRASE_PARTS];
	int n = mdp_talk_node_keys(arg, keys), there = 0;
	*named = n > 0;
	for (int i = 0; i < n; i++)
		there += mdp_talk_splits(t->q, &keys[i]);
	return n > 0 && there == n;
}

static bool has_figure(const struct mdp_talk *t, const struct mdp_figure *said)
{
	struct mdp_figure f = *said;
	mdp_figure_as_total(t->x, &f);
	for (int i = 0; i < t->q->nshow; i++) {
		const struct mdp_expr *e = t->q->show[i].expr, *agg = mdp_talk_aggregate(e, 0);
		if (mdp_same_expr(e, f.expr) || (agg && mdp_same_expr(agg, f.expr)) ||
		    (agg && agg->arg && mdp_same_expr(agg->arg, said->expr)))
			return true;
	}
	return false;
}

static bool has_cond(const struct mdp_talk *t, const struct mdp_cond *c)
{
	const struct mdp_pred *list[MDP_TALK_CONJUNCTS];
	int n = mdp_talk_conjuncts(t->q->where, list, MDP_TALK_CONJUNCTS);
	const char *subject = c->pred ? mdp_talk_subject(t->x->a, c->pred) : NULL;
	for (int i = 0; i < n && subject; i++) {
		const char *its = mdp_talk_subject(t->x->a, list[i]);
		if (its && !strcmp(its, subject))
			return true;
	}
	return false;
}

int mdp_talk_not(struct mdp_talk *t)
{
	const struct mdp_node *n = mdp_talk_op(t, "t_notthis");
	if (!n)
		return 0;
	const struct mdp_node *arg = n->args[0];
	const struct mdp_figure *f = arg ? mdp_node_figure(arg) : NULL;
	const struct mdp_cond *c = arg ? mdp_node_cond(arg) : NULL;
	bool keys = false, there = has_keys(t, arg, &keys);
	if (!arg)
		return -MDP_REFUSED;
	if (arg->edge && arg->edge->meaning.kind == MDP_CAT_NUMBER)
		there = t->q->limit > 0 && (double)t->q->limit == arg->edge->number;
	else if (arg->edge && !f && !c)
		there = true; /* "average rather than total" */
	else if (f && !keys)
		there = has_figure(t, f);
	else if (c && !keys)
		there = has_cond(t, c);
	if (!there)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the answer before has no such thing to replace");
	t->instead = true;
	return 0;
}

/* --- what has it --- */

int mdp_talk_holder(struct mdp_talk *t)
{
	const struct mdp_node *n = mdp_talk_op(t, "t_holder");
	const struct mdp_set *s = n ? mdp_node_set(n->args[0]) : NULL;
	if (!n)
		return 0;
	const struct mdp_expr *e = t->q->nshow == 1 ? t->q->show[0].expr : NULL;
	bool peak = e && e->kind == MDP_X_AGG && (e->agg == MDP_AGG_MAX || e->agg == MDP_AGG_MIN) && e->arg &&
		    e->arg->kind == MDP_X_COLUMN;
	int column = peak ? mdp_catalog_column(t->x->c, mdp_str_of(e->arg->name)) : -1;
	if (!s || s->attr || s->where || column < 0 || t->outer || s->entity != t->of ||
	    t->x->c->columns[column].entity != s->entity || t->q->having)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before is no figure that one of them has");
	if (t->q->nby && t->last->nrows != 1)
		return mdp_talk_refuse(t, MDP_REASON_AMBIGUOUS, "the answer before has a figure for each of several");
	int rc = t->q->nby ? mdp_talk_take_row(t, 0) : 0;
	bool most = e->agg == MDP_AGG_MAX;
	rc = rc >= 0 ? mdp_talk_list_of(t, s->entity) : rc;
	for (int i = 0; i < t->q->nshow && rc >= 0; i++)
		if (mdp_same_expr(t->q->show[i].expr, e->arg)) {
			t->q->order = MDP_NEW(t->x->a, struct mdp_order);
			t->q->order[0] = (struct mdp_order){ t->q->show[i].name, most };
			t->q->norder = 1;
			t->q->limit = 1;
			t->q->ties = true;
			struct mdp_expr *price = (struct mdp_expr *)(uintptr_t)e->arg;
			if (t->x->c->columns[column].nulls)
				t->q->where = mdp_pred_and(t->x->a, t->q->where, mdp_pred_known(t->x->a, price));
			mdp_talk_changed(t, "listed", NULL, t->x->c->entities[t->of].name);
			t->fresh = true;
			return 0;
		}
	return rc < 0 ? rc : mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the answer before cannot be listed");
}
