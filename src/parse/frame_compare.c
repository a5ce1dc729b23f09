/*
 * "Compare Texas, Florida and California by revenue", or without saying by what: then it is by what comes in, and the answer says so. That
 * the values split it is settled elsewhere.
 */
#include "parse/frame.h"
#include "base/banned.h"

/* Values that are set against each other, by the word that begins the question or one between them. */
static bool compares_values(const struct mdp_frame *f)
{
	for (int i = 0; i < f->nconds; i++)
		if (f->conds[i]->kind == MDP_COND_PRED && f->conds[i]->pred->kind == MDP_P_CMP &&
		    f->conds[i]->pred->cmp == MDP_CMP_IN && (f->comparing || f->conds[i]->compared))
			return true;
	return false;
}

/* Each of them is told by itself. */
static void by_themselves(struct mdp_frame *f)
{
	for (int i = 0; i < f->nconds; i++) {
		if (!f->conds[i]->both)
			continue;
		struct mdp_cond *one = MDP_NEW(f->x->a, struct mdp_cond);
		*one = *f->conds[i];
		one->both = false;
		f->conds[i] = one;
	}
}

void mdp_frame_settle_compared(struct mdp_frame *f)
{
	if (f->nfigures || f->listed || f->ranked || f->analysis || f->meta || !compares_values(f))
		return;
	if (f->rank_by && f->rank_by->kind == MDP_FIG_AMOUNT && !f->rank_by->window) {
		f->figures[f->nfigures++] = *f->rank_by;
		f->rank_by = NULL;
		if (!f->nkeys)
			by_themselves(f);
	} else if (!f->rank_by && mdp_figure_takings(f->x, &f->figures[0])) {
		f->nfigures = 1;
		f->cost += mdp_lexicon_weight(f->x->l, "main_measure");
	}
}
