/*
 * "How many customers ordered each month": things that are counted because something of theirs happened, split by a time. It is the time at
 * which that happened, and a thing counts in each of them; by its own time the split would say when the customers were created. And "which
 * courses has Ann signed up for" is of one event: what she signed up for, not what somebody did and what she did otherwise.
 */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

/* The one thing of which some must exist; NULL where there is none, or several. */
static const struct mdp_pred *happened(const struct mdp_pred *p)
{
	const struct mdp_pred *found = NULL;
	for (int i = 0; i < mdp_pred_nparts(p); i++) {
		const struct mdp_pred *one = mdp_pred_part(p, i);
		if (one->kind != MDP_P_EXISTS)
			continue;
		if (found)
			return NULL;
		found = one;
	}
	return found && found->at_least <= 1 ? found : NULL;
}

/* For what has no time of its own: that of what must have happened to it; -1. */
int mdp_frame_happened_time(const struct mdp_frame *f)
{
	const struct mdp_pred *p = NULL;
	for (int i = 0; i < f->nfigures && !p; i++)
		p = f->figures[i].counts && f->figures[i].set ? happened(f->figures[i].set->where) : NULL;
	for (int i = 0; i < f->nconds && !p; i++)
		p = f->conds[i]->kind == MDP_COND_PRED ? happened(f->conds[i]->pred) : NULL;
	int event = p ? mdp_catalog_entity(f->x->c, mdp_str_of(p->entity)) : -1;
	return event < 0 ? -1 : mdp_entity_time(f->x, event);
}

/* The key that is a unit or a part of this time; -1. */
static int key_of(const struct mdp_frame *f, int time)
{
	for (int i = 0; i < f->q->nby; i++) {
		const struct mdp_expr *e = f->q->by[i].expr;
		if ((e->kind == MDP_X_TRUNC || e->kind == MDP_X_PART) && e->arg && e->arg->kind == MDP_X_COLUMN &&
		    mdp_catalog_column(f->x->c, mdp_str_of(e->arg->name)) == time)
			return i;
	}
	return -1;
}

/* Is something said of this time? */
static bool limited(const struct mdp_query *q, int time, const struct mdp_frame *f)
{
	for (int i = 0; i < mdp_pred_nparts(q->where); i++) {
		const struct mdp_pred *p = mdp_pred_part(q->where, i);
		if (p->kind == MDP_P_CMP && p->left->kind == MDP_X_COLUMN &&
		    mdp_catalog_column(f->x->c, mdp_str_of(p->left->name)) == time)
			return true;
	}
	return false;
}

int mdp_frame_settle_happened(struct mdp_frame *f)
{
	struct mdp_query *q = f->q;
	const struct mdp_pred *p = happened(q->where);
	const struct mdp_expr *show = q->nshow == 1 ? q->show[0].expr : NULL;
	if (!p || f->dated || f->ndated || f->dated_by || f->time_role || f->created || f->fresh || !show ||
	    show->kind != MDP_X_AGG || show->agg != MDP_AGG_COUNT || show->where || show->arg ||
	    strcmp(show->entity, q->of) != 0)
		return 0;
	int event = mdp_catalog_entity(f->x->c, mdp_str_of(p->entity));
	int then = event < 0 ? -1 : mdp_entity_time(f->x, event), own = mdp_entity_time(f->x, f->of);
	int key = then < 0 || then == own ? -1 : key_of(f, own < 0 ? then : own);
	if (key < 0 || !mdp_entity_determines(f->x, event, f->of) ||
	    !mdp_entity_determines(f->x, event, f->x->c->columns[then].entity))
		return 0;
	if (own >= 0 && limited(q, own, f))
		return mdp_frame_refuse(
			f, MDP_REASON_AMBIGUOUS, 0, 0,
			"a period can mean %s that began then, or those to which something happened then: say which",
			mdp_frame_entity(f, f->of)->plural);
	struct mdp_expr *at = MDP_NEW(f->x->a, struct mdp_expr);
	*at = *q->by[key].expr;
	at->arg = mdp_phrase_column(f->x, then);
	struct mdp_out *by = MDP_NEW_ARRAY(f->x->a, (size_t)q->nby, struct mdp_out);
	for (int i = 0; i < q->nby; i++)
		by[i] = q->by[i];
	by[key].expr = at;
	struct mdp_pred *where = p->where;
	for (int i = 0; i < mdp_pred_nparts(q->where); i++)
		if (mdp_pred_part(q->where, i) != p)
			where = mdp_pred_and(f->x->a, where, mdp_pred_part(q->where, i));
	q->by = by;
	q->where = where;
	q->of = mdp_frame_entity(f, event)->name;
	f->of = event;
	return 0;
}

/* Depth is bounded by that of rule trees, which grow with the tokens of a question. */
static bool names(const struct mdp_node *n, int entity, int depth)
{
	if (!n || depth > MDP_LIMIT_TOKENS)
		return false;
	if (n->edge)
		return n->edge->meaning.kind == MDP_CAT_ENTITY && n->edge->meaning.id == entity;
	bool found = false;
	for (int i = 0; i < n->nargs && !found; i++)
		found = names(n->args[i], entity, depth + 1);
	return found;
}

/* Whose attribute is compared; -1 where more is said. */
static int owner_of(const struct mdp_frame *f, const struct mdp_pred *p)
{
	if (!p || p->kind != MDP_P_CMP || p->left->kind != MDP_X_COLUMN || p->left->role)
		return -1;
	int column = mdp_catalog_column(f->x->c, mdp_str_of(p->left->name));
	return column < 0 ? -1 : f->x->c->columns[column].entity;
}

void mdp_frame_same_event(struct mdp_frame *f, const struct mdp_cover *cover)
{
	struct mdp_query *q = f->q;
	const struct mdp_pred *done = NULL, *astray = NULL;
	for (int i = 0; i < mdp_pred_nparts(q->where); i++) {
		const struct mdp_pred *p = mdp_pred_part(q->where, i);
		int event = p->kind == MDP_P_EXISTS ? mdp_catalog_entity(f->x->c, mdp_str_of(p->entity)) : -1;
		bool said = false;
		for (int k = 0; k < cover->nclauses && event >= 0; k++)
			said |= names(cover->clauses[k], event, 0);
		if (event < 0)
			continue;
		if (said ? done != NULL : astray != NULL || p->at_least > 1)
			return;
		*(said ? &done : &astray) = p;
	}
	int event = done ? mdp_catalog_entity(f->x->c, mdp_str_of(done->entity)) : -1;
	int owner = astray ? owner_of(f, astray->where) : -1;
	if (event < 0 || owner < 0 || owner == mdp_catalog_entity(f->x->c, mdp_str_of(astray->entity)) ||
	    !mdp_entity_determines(f->x, event, owner))
		return;
	struct mdp_pred *merged = MDP_NEW(f->x->a, struct mdp_pred), *all = NULL;
	*merged = *done;
	merged->where = mdp_pred_and(f->x->a, done->where, astray->where);
	for (int i = 0; i < mdp_pred_nparts(q->where); i++) {
		struct mdp_pred *one = mdp_pred_part(q->where, i);
		if (one != astray)
			all = mdp_pred_and(f->x->a, all, one == done ? merged : one);
	}
	q->where = all;
}
