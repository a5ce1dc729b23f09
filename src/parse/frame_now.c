/*
 * "How many technicians work for us at the moment": said of things that come to an end, of which the data keep those that are gone, it
 * means the others. Of anything else, what there is now is what the data hold, and the words add nothing.
 */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

static const struct mdp_edge *noise_that(const struct mdp_lattice *t, const char *sub, int from)
{
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_meaning *m = &t->edges[i].meaning;
		if (m->kind == MDP_CAT_WORD && !strcmp(m->cat, "noise") && m->sub && !strcmp(m->sub, sub) &&
		    (from < 0 || t->edges[i].from == from))
			return &t->edges[i];
	}
	return NULL;
}

/* "will we", "will there be": of what is to come; Will, who is followed by his name, is somebody. */
static const struct mdp_edge *says_will(const struct mdp_lattice *t)
{
	const struct mdp_edge *e = noise_that(t, "will", -1);
	return e && !noise_that(t, "polite", e->from) &&
			       (noise_that(t, "pron", e->to) || noise_that(t, "aux", e->to) ||
				noise_that(t, "det", e->to))
		       ? e
		       : NULL;
}

/* That they have not come to an end until today; NULL where nothing tells, or it is asked for anyway. */
static struct mdp_pred *not_over(struct mdp_frame *f, int entity)
{
	int ended = entity < 0 ? -1 : mdp_column_marked(f->x, entity, "over");
	if (ended < 0 || f->x->c->columns[ended].nulls == 0)
		return NULL;
	/* what has no name and is not gone either is something that happened, which goes on being counted */
	const char *marks = f->x->c->columns[ended].marks;
	if (mdp_frame_entity(f, entity)->label < 0 && !(marks && !strcmp(marks, "gone")))
		return NULL;
	struct mdp_expr *column = mdp_phrase_column(f->x, ended);
	struct mdp_expr *today = mdp_expr_value(f->x->a, mdp_value_date(f->x->today));
	return mdp_pred_or(f->x->a, mdp_pred_cmp(f->x->a, MDP_CMP_IS_NULL, column, NULL),
			   mdp_pred_cmp(f->x->a, MDP_CMP_GT, column, today));
}

int mdp_frame_settle_now(struct mdp_frame *f)
{
	const struct mdp_edge *will = says_will(f->x->t);
	if (will && !f->analysis)
		return mdp_frame_refuse(f, MDP_REASON_OUTSIDE_DATA, will->from, will->to,
					"data tell what happened, not what will be: ask for a forecast");
	if (f->nperiods || f->created || !noise_that(f->x->t, "now", -1))
		return 0;
	for (int i = 0; i < f->nfigures; i++) {
		struct mdp_figure *it = &f->figures[i];
		struct mdp_pred *p = it->counts && !it->where ? not_over(f, it->entity) : NULL;
		if (p)
			it->where = p;
	}
	struct mdp_pred *p = f->listed && !f->listed->attr && !f->listed->where ? not_over(f, f->listed->entity) : NULL;
	if (!p)
		return 0;
	struct mdp_set *s = MDP_NEW(f->x->a, struct mdp_set);
	*s = *f->listed;
	s->where = p;
	s->conditioned = true;
	f->listed = s;
	return 0;
}
