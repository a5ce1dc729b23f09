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

/* The date on which they begin, where some of them lie ahead; -1. */
static int begins_on(const struct mdp_frame *f, int entity)
{
	int column = mdp_column_marked(f->x, entity, "from");
	column = column < 0 ? f->x->c->entities[entity].time : column;
	if (column < 0 || f->x->c->columns[column].entity != entity)
		return -1;
	int64_t first, last;
	return mdp_catalog_period(f->x->c, column, &first, &last) && last > f->x->today ? column : -1;
}

/* That they have begun and have not come to an end. */
static struct mdp_pred *holds_now(struct mdp_frame *f, int entity)
{
	struct mdp_pred *p = not_over(f, entity);
	int begun = p ? begins_on(f, entity) : -1;
	if (begun < 0)
		return p;
	struct mdp_period until = { .from = INT64_MIN, .to = f->x->today + 1 };
	return mdp_pred_and(f->x->a, mdp_during(f->x, begun, &until), p);
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
		struct mdp_pred *p = it->counts && (stay >= 0 || !it->where) ? holds_now(f, it->entity) : NULL;
		it->where = mdp_pred_and(f->x->a, it->where, p);
		applied |= p != NULL;
	}
	struct mdp_pred *p = f->listed && !f->listed->attr && (stay >= 0 || !f->listed->where)
				     ? holds_now(f, f->listed->entity)
				     : NULL;
	if (p)
		f->listed = mdp_set_narrowed(f->x, f->listed, p);
	/* what is there "now" is what the data hold; who is "still with us" is some of them */
	if (stay >= 0 && !applied && !p)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, stay, stay + 1,
					"nothing in the data tells which of them are still there");
	return 0;
}
