/*
 * "How many technicians work for us at the moment": said of things that come to an end, of which the data keep those that are gone, it
 * means the others. Of anything else, what there is now is what the data hold, and the words add nothing.
 */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

static bool says_now(const struct mdp_lattice *t)
{
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_meaning *m = &t->edges[i].meaning;
		if (m->kind == MDP_CAT_WORD && !strcmp(m->cat, "noise") && m->sub && !strcmp(m->sub, "now"))
			return true;
	}
	return false;
}

/* That they have not come to an end until today; NULL where nothing tells, or it is asked for anyway. */
static struct mdp_pred *not_over(struct mdp_frame *f, int entity)
{
	int ended = entity < 0 ? -1 : mdp_column_marked(f->x, entity, "over");
	if (ended < 0 || f->x->c->columns[ended].nulls == 0 || mdp_frame_entity(f, entity)->label < 0)
		return NULL;
	struct mdp_expr *column = mdp_phrase_column(f->x, ended);
	struct mdp_expr *today = mdp_expr_value(f->x->a, mdp_value_date(f->x->today));
	return mdp_pred_or(f->x->a, mdp_pred_cmp(f->x->a, MDP_CMP_IS_NULL, column, NULL),
			   mdp_pred_cmp(f->x->a, MDP_CMP_GT, column, today));
}

void mdp_frame_settle_now(struct mdp_frame *f)
{
	if (f->nperiods || f->created || !says_now(f->x->t))
		return;
	for (int i = 0; i < f->nfigures; i++) {
		struct mdp_figure *it = &f->figures[i];
		struct mdp_pred *p = it->counts && !it->where ? not_over(f, it->entity) : NULL;
		if (p)
			it->where = p;
	}
	struct mdp_pred *p = f->listed && !f->listed->attr && !f->listed->where ? not_over(f, f->listed->entity) : NULL;
	if (!p)
		return;
	struct mdp_set *s = MDP_NEW(f->x->a, struct mdp_set);
	*s = *f->listed;
	s->where = p;
	s->conditioned = true;
	f->listed = s;
}
