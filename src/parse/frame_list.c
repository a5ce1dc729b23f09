/* Lists: a row for each thing, or for each value of a column, with what was asked for beside it. */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

/* What has no name may have a number that people know it by ("order number"), beside its key. */
static void show_code(struct mdp_frame *f, int entity)
{
	const struct mdp_entity *e = mdp_frame_entity(f, entity);
	const struct mdp_table *t = &f->x->c->tables[e->table];
	for (int i = t->first_column; i < t->first_column + t->ncolumns && e->label < 0; i++) {
		const struct mdp_column *c = &f->x->c->columns[i];
		if (c->entity == entity && !c->hidden && c->mirror < 0 && c->type == MDP_T_TEXT &&
		    c->distinct >= e->count && c->nulls == 0 && mdp_words_begin(c->words, e->name) && i != e->key[0]) {
			mdp_frame_push(f, false, mdp_phrase_label(c), mdp_phrase_column(f->x, i));
			return;
		}
	}
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
		show_code(f, s->entity);
		if (f->whole && !f->nfigures)
			show_particulars(f, s->entity);
	}
	for (int i = 0; i < f->nfigures; i++)
		mdp_frame_push(f, false, f->figures[i].name, f->figures[i].expr);
	f->q->distinct = f->distinct && !f->q->having;
	return 0;
}
