/*
 * "How many technicians work for us at the moment": said of things that come to an end, of which the data keep those that are gone, it
 * means the others, and not those that are still to come. Of anything else, what there is now is what the data hold, and the words add
 * nothing.
 */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

/* Where one of these stands; -1. */
static int noise_at(const struct mdp_phraser *x, const char *sub)
{
	for (int i = 0; i < x->t->ntokens; i++)
		if (mdp_begins_with(x, i, "noise", sub, sub))
			return i;
	return -1;
}

/* "will we", "will there be": of what is to come; Will, who is followed by his name, is somebody. -1 where it is not said. */
static int will_at(const struct mdp_phraser *x)
{
	int at = noise_at(x, "will");
	bool asks = at >= 0 && !mdp_begins_with(x, at, "noise", "polite", "polite") &&
		    (mdp_begins_with(x, at + 1, "noise", "pron", "aux") ||
		     mdp_begins_with(x, at + 1, "noise", "det", "det"));
	return asks ? at : -1;
}

/* Is nothing said of them but of which kind they are, so that those that are gone may be among them? */
static bool only_kinds(struct mdp_phraser *x, const struct mdp_pred *p)
{
	bool only = true;
	for (int i = 0; i < mdp_pred_nparts(p) && only; i++) {
		const struct mdp_pred *one = mdp_pred_part(p, i);
		int column = one->kind == MDP_P_CMP && (one->cmp == MDP_CMP_EQ || one->cmp == MDP_CMP_IN) &&
					     one->left->kind == MDP_X_COLUMN
				     ? mdp_catalog_column(x->c, mdp_str_of(one->left->name))
				     : -1;
		only = column >= 0 && !mdp_column_marks(x, column, "state") &&
		       x->c->columns[column].role != MDP_ROLE_FLAG && x->c->columns[column].type != MDP_T_BOOL;
	}
	return only;
}

int mdp_frame_settle_now(struct mdp_frame *f)
{
	int will = will_at(f->x);
	if (will >= 0 && !f->analysis)
		return mdp_frame_refuse(f, MDP_REASON_OUTSIDE_DATA, will, will + 1,
					"data tell what happened, not what will be: ask for a forecast");
	int stay = noise_at(f->x, "stay");
	bool applied = false;
	if (stay < 0 && (f->nperiods || f->created || noise_at(f->x, "now") < 0))
		return 0;
	for (int i = 0; i < f->nfigures; i++) {
		struct mdp_figure *it = &f->figures[i];
		struct mdp_pred *p = it->counts && (stay >= 0 || only_kinds(f->x, it->where))
					     ? mdp_holds_now(f->x, it->entity)
					     : NULL;
		it->where = mdp_pred_and(f->x->a, it->where, p);
		applied |= p != NULL;
	}
	struct mdp_pred *p = f->listed && !f->listed->attr && (stay >= 0 || only_kinds(f->x, f->listed->where))
				     ? mdp_holds_now(f->x, f->listed->entity)
				     : NULL;
	if (p)
		f->listed = mdp_set_narrowed(f->x, f->listed, p);
	/* what is there "now" is what the data hold; who is "still with us" is some of them */
	if (stay >= 0 && !applied && !p)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, stay, stay + 1,
					"nothing in the data tells which of them are still there");
	return 0;
}
