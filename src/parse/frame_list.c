/* Lists: a row for each thing, or for each value of a column, with what was asked for beside it. */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

/* What a thing is known by beside its key and the name that tells it apart. */
static void show_known_by(struct mdp_frame *f, int entity)
{
	int columns[MDP_KNOWN_BY], n = mdp_catalog_known_by(f->x->c, entity, columns);
	for (int i = 0; i < n && mdp_frame_entity(f, entity)->label < 0; i++)
		mdp_frame_push(f, false, mdp_phrase_label(&f->x->c->columns[columns[i]]),
			       mdp_phrase_column(f->x, columns[i]));
}

static void show_particulars(struct mdp_frame *f, int entity)
{
	int columns[MDP_PARTICULARS], n = mdp_catalog_particulars(f->x->c, entity, columns, MDP_PARTICULARS);
	for (int i = 0; i < n; i++)
		mdp_frame_push(f, false, mdp_phrase_label(&f->x->c->columns[columns[i]]),
			       mdp_phrase_column(f->x, columns[i]));
}

int mdp_frame_list(struct mdp_frame *f)
{
	f->of = mdp_frame_finest(f);
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
		int rc = mdp_entity_key(f->x, s->entity, s->role, &self);
		for (int i = 0; i < self.n && rc >= 0; i++)
			mdp_frame_push(f, false, self.outs[i].name, self.outs[i].expr);
		if (rc < 0)
			return rc;
		show_known_by(f, s->entity);
		if (f->whole && !f->nfigures)
			show_particulars(f, s->entity);
	}
	for (int i = 0; i < f->nfigures; i++)
		mdp_frame_push(f, false, f->figures[i].name, f->figures[i].expr);
	f->q->distinct = f->distinct && !f->q->having;
	return 0;
}
