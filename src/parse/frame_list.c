/* Lists: a row for each thing, or for each value of a column, with what was asked for beside it. */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

static void show_columns(struct mdp_frame *f, const int *columns, int n)
{
	for (int i = 0; i < n; i++)
		mdp_frame_push(f, false, mdp_phrase_label(&f->x->c->columns[columns[i]]),
			       mdp_phrase_column(f->x, columns[i]));
}

/* Beside the key: by what people know a thing that has no name of its own; and all that is known of one that is looked up. */
static void show_more(struct mdp_frame *f, int entity)
{
	int columns[MDP_PARTICULARS > MDP_KNOWN_BY ? MDP_PARTICULARS : MDP_KNOWN_BY];
	if (mdp_frame_entity(f, entity)->label < 0)
		show_columns(f, columns, mdp_catalog_known_by(f->x->c, entity, columns));
	if (f->whole && !f->nfigures)
		show_columns(f, columns, mdp_catalog_particulars(f->x->c, entity, columns, MDP_PARTICULARS));
}

int mdp_frame_list(struct mdp_frame *f)
{
	f->of = mdp_frame_finest(f);
	f->nothing |= f->of < 0 && !f->nfigures && !f->listed && (f->nconds > 1 || f->nkeys);
	if (f->of < 0 && !f->nfigures && !f->listed)
		return mdp_frame_refuse(f, MDP_REASON_NOT_A_QUESTION, 0, 0,
					"nothing is asked for: name a figure, or a thing to count or list");
	if (f->of < 0)
		return f->of;
	f->q->of = mdp_frame_entity(f, f->of)->name;
	const struct mdp_set *s = f->listed;
	if (f->nkeys)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0,
					"a list cannot be split: say what to count, sum or average");
	if (s && s->attr) {
		struct mdp_expr *e = mdp_phrase_column(f->x, s->attr->meaning.id);
		e->role = s->attr->meaning.role;
		mdp_frame_push(f, s->having != NULL,
			       mdp_phrase_role_words(f->x, s->attr->meaning.role,
						     mdp_phrase_label(&f->x->c->columns[s->attr->meaning.id])),
			       e);
		f->distinct = true;
		f->q->having = s->having;
		if (s->having && f->ranked)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, s->from, s->to,
						"a ranking of these is not supported yet");
	} else if (s) {
		struct mdp_key self;
		int rc = mdp_entity_key(f->x, s->entity, s->entity == f->of ? NULL : s->role, &self);
		for (int i = 0; i < self.n && rc >= 0; i++)
			mdp_frame_push(f, false, self.outs[i].name, self.outs[i].expr);
		if (rc < 0)
			return rc;
		show_more(f, s->entity);
	}
	struct mdp_key whose;
	if (!s && f->nfigures == 1 && f->figures[0].expr->kind == MDP_X_OP &&
	    mdp_entity_key(f->x, f->of, NULL, &whose) >= 0)
		for (int i = 0; i < whose.n; i++) /* what was computed of each says nothing without whose it is */
			mdp_frame_push(f, false, whose.outs[i].name, whose.outs[i].expr);
	for (int i = 0; i < f->nfigures; i++)
		mdp_frame_push(f, false, f->figures[i].name, f->figures[i].expr);
	f->q->distinct = f->distinct && !f->q->having;
	return 0;
}
