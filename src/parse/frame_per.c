/*
 * Averages of what each thing comes to ("items per order"), split by something that one such thing has several of ("by category"). What
 * the groups of a thing come to is divided by how many things have any there, which is the average over those. Told as a split by each
 * thing it would be no answer.
 */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

static const struct mdp_expr *summed(struct mdp_frame *f, const struct mdp_figure *it)
{
	if (it->measure >= 0)
		return f->x->c->measures[it->measure].expr;
	return it->expr;
}

/* Total of `inner` over the number of different things of `entity`; false where things are known by several columns. */
static int as_ratio(struct mdp_frame *f, struct mdp_figure *it, const struct mdp_expr *inner, int of, int entity,
		    struct mdp_pred *where)
{
	const struct mdp_entity *e = mdp_frame_entity(f, entity);
	if (e->nkey != 1 || inner->kind != MDP_X_AGG || (inner->agg != MDP_AGG_SUM && inner->agg != MDP_AGG_COUNT) ||
	    !mdp_entity_determines(f->x, of, entity))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, it->from, it->to,
					"an average per %s, split by what one %s has several of, is not supported here",
					e->name, e->name);
	struct mdp_expr *things = mdp_expr_agg(f->x->a, MDP_AGG_COUNT_DISTINCT, mdp_frame_entity(f, of)->name,
					       mdp_phrase_column(f->x, e->key[0]));
	it->expr = mdp_expr_op(f->x->a, MDP_OP_DIV, (struct mdp_expr *)(uintptr_t)inner, things);
	it->entity = of;
	it->where = where;
	it->set = NULL;
	it->measure = it->column = -1;
	it->counts = false;
	it->per = NULL;
	return 0;
}

int mdp_frame_per(struct mdp_frame *f)
{
	struct mdp_figure *it = f->nfigures == 1 && f->figures[0].kind == MDP_FIG_AMOUNT ? &f->figures[0] : NULL;
	if (!it)
		return 0;
	if (it->per) { /* said so: "items per order" */
		for (int i = 0; i < f->nkeys; i++) {
			int e = f->keys[i].entity;
			if (e >= 0 && !mdp_entity_determines(f->x, it->entity, e) &&
			    mdp_entity_determines(f->x, it->per->entity, e) && !it->where)
				return as_ratio(f, it, summed(f, it->per), it->per->entity, it->entity, it->per->where);
		}
		return 0;
	}
	/* "average number of items per order by category": "per" says of what the average is, not a split */
	for (int i = 0; i < f->nkeys && f->nkeys > 1; i++) {
		struct mdp_key per = f->keys[i];
		const struct mdp_expr *e = it->expr;
		const struct mdp_entity *thing = per.entity >= 0 ? mdp_frame_entity(f, per.entity) : NULL;
		bool itself = thing && (per.column < 0 || per.column == thing->key[0] || per.column == thing->label);
		if (!per.per || !itself || e->kind != MDP_X_AGG || e->agg != MDP_AGG_AVG)
			continue;
		struct mdp_expr *sum = MDP_NEW(f->x->a, struct mdp_expr);
		*sum = *e;
		sum->agg = MDP_AGG_SUM;
		memmove(&f->keys[i], &f->keys[i + 1], (size_t)(f->nkeys - i - 1) * sizeof(f->keys[0]));
		f->nkeys--;
		return as_ratio(f, it, sum, it->entity, per.entity, it->where);
	}
	return 0;
}
