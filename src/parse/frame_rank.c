/*
 * Ranking, order and limit. A rank by an attribute of the target lists instances; a rank by an amount or a count groups by the target.
 * "Top" without a number means ten; "which … is the most" means the one, with all that tie.
 */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

#define TOP_DEFAULT 10

static void push_order(struct mdp_frame *f, const char *name, bool descending)
{
	struct mdp_query *q = f->q;
	struct mdp_order *grown = MDP_NEW_ARRAY(f->x->a, (size_t)q->norder + 1, struct mdp_order);
	for (int i = 0; i < q->norder; i++) {
		grown[i] = q->order[i];
		if (!strcmp(grown[i].by, name))
			return;
	}
	grown[q->norder] = (struct mdp_order){ name, descending };
	q->order = grown;
	q->norder++;
}

/* A group that wins must be a group: rows without the key do not take part. */
void mdp_frame_leave_out_null(struct mdp_frame *f, const struct mdp_key *k)
{
	if (k->column >= 0 && k->n && f->x->c->columns[k->column].nulls > 0)
		f->q->where = mdp_pred_and(f->x->a, f->q->where, mdp_pred_known(f->x->a, k->outs[0].expr));
}

/* Can the amount be ranked over the target: a time, or a thing that has to do with it? */
static bool ranks(const struct mdp_frame *f, int entity)
{
	const struct mdp_key *k = &f->target;
	return k->grain || k->part || mdp_entity_determines(f->x, entity, k->entity) ||
	       mdp_entity_meeting(f->x, entity, k->entity) >= 0;
}

/* "The busiest day for eye tests": of what happens and has that condition itself, rather than of what the money comes with. */
static void count_what_is_said(struct mdp_frame *f)
{
	for (int i = 0; i < f->nconds; i++) {
		const struct mdp_cond *c = f->conds[i];
		int of = c->kind == MDP_COND_PRED ? c->owner : c->kind == MDP_COND_LINK ? c->set->entity : -1;
		if (of < 0 || of == f->ranking.entity || !mdp_entity_happens(f->x, of) ||
		    mdp_entity_is_somebody(f->x, of))
			continue;
		mdp_figure_number_of(f->x, of, c->from, c->to, &f->ranking);
		return;
	}
}

/* What the ranking is by: said in the rank, said after it ("by revenue"), shown, else the main amount of the platform. */
static int ranked_by(struct mdp_frame *f)
{
	const struct mdp_figure *by = f->extreme->by ? f->extreme->by : f->rank_by;
	if (f->extreme->by && f->rank_by && !mdp_same_expr(f->extreme->by->expr, f->rank_by->expr))
		return mdp_frame_refuse(f, MDP_REASON_AMBIGUOUS, f->rank_by->from, f->rank_by->to,
					"it is not clear by which of two figures to rank");
	if (!by)
		by = mdp_frame_amount(f);
	if (by) {
		f->ranking = *by;
		if (by->of_any)
			count_what_is_said(f);
		return 0;
	}
	/* "the largest invoices": by what each of them comes to */
	bool several = false;
	int own =
		f->target.entity >= 0 && f->target.column < 0 ? mdp_entity_main(f->x, f->target.entity, &several) : -1;
	if (own >= 0 && !several) {
		mdp_figure_measure(f->x, own, &f->ranking);
		f->cost += mdp_lexicon_weight(f->x->l, "ranked_by_takings");
		return 0;
	}
	/* "best month", "top customers": by what comes in, where that belongs to one of them; the answer says so */
	int takings = mdp_entity_named_takings(f->x);
	int sold = takings < 0 ? -1 : f->x->c->measures[takings].entity;
	/* "top denial reasons", of what happened and brings in nothing itself: how often each occurs */
	int event = f->target.column < 0 || f->target.entity < 0 ? -1
		    : mdp_entity_happens(f->x, f->target.entity) ? f->target.entity
								 : mdp_entity_event_of(f->x, f->target.entity);
	if (event >= 0 && f->x->c->entities[event].label < 0 && f->extreme->descending &&
	    (sold < 0 || (sold != event && !mdp_entity_determines(f->x, sold, f->target.entity)))) {
		mdp_figure_number_of(f->x, event, f->extreme->from, f->extreme->to, &f->ranking);
		f->cost += mdp_lexicon_weight(f->x->l, "ranked_by_takings");
		return 0;
	}
	if (takings >= 0)
		mdp_figure_measure(f->x, takings, &f->ranking);
	if (takings >= 0 && ranks(f, f->ranking.entity)) {
		f->cost += mdp_lexicon_weight(f->x->l, "ranked_by_takings");
		return 0;
	}
	return mdp_frame_refuse(f, MDP_REASON_AMBIGUOUS, f->extreme->from, f->extreme->to,
				"it is not said by what to rank");
}

/* "the most expensive product in each category": things by an attribute, within groups of them. Each is its own group, with its value. */
static int rank_within(struct mdp_frame *f)
{
	struct mdp_figure *it = &f->ranking;
	int owner = f->target.entity;
	if (it->kind != MDP_FIG_ATTR || !f->nkeys || !f->target.n || owner < 0 || f->target.column >= 0)
		return 0;
	for (int i = 0; i < f->nkeys; i++)
		if (f->keys[i].entity < 0 || !mdp_entity_determines(f->x, owner, f->keys[i].entity) ||
		    (f->keys[i].column >= 0 && mdp_column_is_number(&f->x->c->columns[f->keys[i].column])))
			return 0;
	if (!mdp_entity_determines(f->x, owner, it->entity))
		return 0;
	const char *name = it->name;
	it->entity = owner;
	it->set = NULL;
	if (!mdp_figure_aggregate(f->x, f->extreme->descending ? MDP_AGG_MAX : MDP_AGG_MIN, 0, it))
		return -MDP_REFUSED;
	it->name = name;
	return 0;
}

int mdp_frame_rank(struct mdp_frame *f)
{
	int rc = ranked_by(f);
	if (rc >= 0)
		rc = rank_within(f);
	bool in_role = f->target.n > 0 && f->target.outs[f->target.n - 1].expr->role;
	if (rc >= 0 && f->ranking.counts && f->target.entity == f->ranking.entity && f->target.column < 0 && !in_role)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->extreme->from, f->extreme->to,
					"each %s is only one: there is nothing to count",
					mdp_frame_entity(f, f->ranking.entity)->name);
	if (rc >= 0 && f->ranking.kind == MDP_FIG_ATTR && f->target.entity >= 0 && f->target.column < 0 &&
	    !f->ranking.set && !mdp_entity_determines(f->x, f->target.entity, f->ranking.entity))
		return mdp_frame_refuse(f, MDP_REASON_NOT_SPLITTABLE, f->extreme->from, f->extreme->to,
					"each %s has several of these: say whether their sum or the largest is meant",
					mdp_frame_entity(f, f->target.entity)->name);
	if (rc < 0 || f->ranking.kind != MDP_FIG_AMOUNT)
		return rc;
	/* what each has one of ranks the things themselves; as a total of each it is a long way round */
	if (f->ranking.measure >= 0 && f->target.entity == f->ranking.entity && f->target.column < 0 &&
	    f->x->c->entities[f->target.entity].own_table)
		f->cost += 2 * mdp_lexicon_weight(f->x->l, "choice_margin");
	/* how often a value occurs among its owners: "most common city" */
	const struct mdp_set *s = f->listed;
	f->listed = NULL;
	if (s && s->having)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, s->from, s->to,
					"a ranking of these is not supported yet");
	if (s && s->where && f->nconds < MDP_PHRASE_PARTS) { /* of which things: a condition on the question */
		struct mdp_cond *c = MDP_NEW(f->x->a, struct mdp_cond);
		*c = (struct mdp_cond){ .kind = MDP_COND_PRED, .pred = s->where, .owner = s->entity, .scope = -1 };
		c->from = s->from;
		c->to = s->to;
		f->conds[f->nconds++] = c;
	}
	for (int i = 0; i < f->nfigures; i++)
		if (f->figures[i].kind == MDP_FIG_AMOUNT && mdp_same_expr(f->figures[i].expr, f->ranking.expr) &&
		    mdp_same_pred(f->figures[i].where, f->ranking.where))
			return 0;
	if (mdp_frame_amount(f))
		f->cost += mdp_lexicon_weight(f->x->l, "second_show");
	if (f->nfigures == MDP_PHRASE_PARTS)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0, "too many things to show");
	f->figures[f->nfigures++] = f->ranking;
	return 0;
}

/* Split by in so many words, rather than ranked or shown beside. */
static bool is_said_key(const struct mdp_frame *f, const struct mdp_expr *e)
{
	for (int i = 0; i < f->nkeys; i++) {
		for (int k = 0; k < f->keys[i].n; k++)
			if (mdp_same_expr(f->keys[i].outs[k].expr, e))
				return true;
		if (f->keys[i].n == 0 && (e->kind == MDP_X_TRUNC || e->kind == MDP_X_PART))
			return true;
	}
	return false;
}

static void limit_to(struct mdp_frame *f)
{
	if (f->extreme->n >= 1) {
		f->q->limit = (int)f->extreme->n;
	} else if (!f->ranks_many) {
		f->q->limit = 1;
		f->q->ties = true;
	} else {
		f->q->limit = TOP_DEFAULT;
	}
}

int mdp_frame_rank_finish(struct mdp_frame *f)
{
	const char *by = NULL;
	for (int i = 0; i < f->q->nshow && !by; i++)
		if (f->q->show[i].expr->kind == f->ranking.expr->kind && !strcmp(f->q->show[i].name, f->ranking.name))
			by = f->q->show[i].name;
	if (!by)
		by = mdp_frame_push(f, false, f->ranking.name, f->ranking.expr);
	limit_to(f);
	if (f->q->nby)
		mdp_frame_leave_out_null(f, &f->target);
	int others = 0;
	const char **within = MDP_NEW_ARRAY(f->x->a, (size_t)f->q->nby + 1, const char *);
	for (int i = 0; i < f->q->nby; i++)
		if (is_said_key(f, f->q->by[i].expr))
			within[others++] = f->q->by[i].name;
	if (others && f->target.n) { /* "in each category": so many of each */
		f->q->within = within;
		f->q->nwithin = others;
		for (int i = 0; i < f->nkeys; i++)
			mdp_frame_leave_out_null(f, &f->keys[i]);
		for (int i = 0; i < others; i++)
			push_order(f, within[i], false);
	}
	push_order(f, by, f->extreme->descending);
	/* ties at the edge are broken by the key; where all that tie are shown there is nothing to break */
	for (int i = 0; i < f->q->nby && !f->q->ties; i++)
		push_order(f, f->q->by[i].name, false);
	return 0;
}

/* What people would sort by when they do not say: the name of what is listed, else the first column. */
static const char *label_shown(const struct mdp_frame *f)
{
	int label = f->listed ? f->x->c->entities[f->listed->entity].label : -1;
	for (int i = 0; i < f->q->nshow && label >= 0; i++) {
		const struct mdp_expr *e = f->q->show[i].expr;
		if (e->kind == MDP_X_COLUMN && mdp_catalog_column(f->x->c, mdp_str_of(e->name)) == label)
			return f->q->show[i].name;
	}
	return f->q->nshow ? f->q->show[0].name : f->q->by[0].name;
}

/* Is nothing shown but totals? */
static bool is_one_row(const struct mdp_frame *f)
{
	for (int i = 0; i < f->nfigures; i++)
		if (f->figures[i].kind != MDP_FIG_AMOUNT)
			return false;
	return true;
}

int mdp_frame_orders(struct mdp_frame *f)
{
	for (int i = 0; i < f->norders; i++) {
		const struct mdp_figure *it = f->orders[i].by;
		const char *name = NULL;
		if (!f->q->nby && !f->listed && f->nfigures && is_one_row(f))
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0,
						"one number cannot be sorted: say by what to split it");
		if (it && it->kind != MDP_FIG_SET) {
			for (int k = 0; k < f->q->nby && !name; k++)
				if (mdp_same_expr(f->q->by[k].expr, it->expr))
					name = f->q->by[k].name;
			if (!name && f->q->nby && it->kind != MDP_FIG_AMOUNT)
				return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, it->from, it->to,
							"the result has no column `%s` to sort by", it->name);
			if (it->where ||
			    (!name && !f->q->nby && it->kind == MDP_FIG_AMOUNT && it->measure < 0 && !it->counts))
				return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, it->from, it->to,
							"sorting by `%s` is not supported here", it->name);
			if (!name)
				name = mdp_frame_push(f, false, it->name, it->expr);
		} else if (f->q->nshow || f->q->nby) {
			name = label_shown(f);
		}
		if (name)
			push_order(f, name, f->orders[i].descending);
	}
	return 0;
}
