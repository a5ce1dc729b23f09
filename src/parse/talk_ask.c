/*
 * What is asked of the things of the answer: "who hosts them", "when do they close", "where do they live", "and their capacity". Of a list it
 * stands beside each of them; of a number of things, the place splits it, and the things are listed with anything else.
 */
#include <string.h>

#include "parse/talk.h"
#include "base/banned.h"

/* The attribute that tells where each of them is, by the order of places.lex: a city rather than a country. -1: none, or two as good. */
static int place_of(struct mdp_talk *t, int entity)
{
	struct mdp_phraser *x = t->x;
	struct mdp_str text, line;
	if (mdp_lexicon_file(x->l, "places.lex", &text) < 0)
		return -1;
	while (mdp_str_next(&text, '\n', &line)) {
		int found = -1, n = 0;
		line = mdp_str_trim(line);
		for (int i = 0; line.n && line.p[0] != '#' && i < x->c->ncolumns; i++) {
			const struct mdp_column *c = &x->c->columns[i];
			const char *last = strrchr(c->words, ' ');
			if (c->hidden || c->mirror >= 0 || c->type != MDP_T_TEXT ||
			    !mdp_str_is(line, last ? last + 1 : c->words) ||
			    (c->entity != entity && (c->entity < 0 || x->c->entities[c->entity].own_table ||
						     mdp_entity_links(x, entity, c->entity) != 1)))
				continue;
			found = i;
			n++;
		}
		if (n)
			return n == 1 ? found : -1;
	}
	return -1;
}

static int beside_each(struct mdp_talk *t, const struct mdp_figure *f)
{
	if (f->kind != MDP_FIG_ATTR || f->window || !mdp_entity_determines(t->x, t->of, f->entity))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the things of the answer before have no %s",
				       f->name);
	const char *before = mdp_talk_names(t, t->q->show, t->q->nshow);
	int rc = mdp_talk_show(t, f, true);
	mdp_talk_changed(t, "columns", before, mdp_talk_names(t, t->q->show, t->q->nshow));
	return rc;
}

/* One number, of things that can be listed. */
static bool is_total(const struct mdp_query *q)
{
	return q->nby == 0 && !q->having && !q->limit && mdp_talk_grouped(q);
}

int mdp_talk_ask(struct mdp_talk *t)
{
	const struct mdp_node *columns = mdp_talk_op(t, "t_cols"), *place = mdp_talk_op(t, "t_place"),
			      *role = mdp_talk_op(t, "t_role");
	struct mdp_figure f;
	if (!columns && !place && !role)
		return 0;
	if (t->outer || t->nops > 1 || t->said.nfigures || t->said.listed)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	bool list = !mdp_talk_grouped(t->q), total = is_total(t->q);
	if (!list && !total)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the rows of the answer before are not things of which this could be asked");
	if (place) {
		int column = place_of(t, t->of);
		if (column < 0)
			return mdp_talk_refuse(t, MDP_REASON_UNKNOWN_CONCEPT, "the data do not tell where %s are",
					       t->x->c->entities[t->of].plural);
		mdp_figure_column(t->x, column, NULL, &f);
		if (list)
			return beside_each(t, &f);
		struct mdp_key k = mdp_column_key(t->x, t->x->c->columns[column].entity, column, NULL);
		t->q->by = MDP_NEW(t->x->a, struct mdp_out);
		t->q->by[0] = k.outs[0];
		t->q->nby = 1;
		mdp_talk_changed(t, "split", NULL, k.outs[0].name);
		return 0;
	}
	if (role) {
		if (!mdp_role_figure(t->x, role->args[0], t->of, &f))
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
		int done = total ? mdp_talk_list_of(t, t->of) : 0;
		return done < 0 ? done : beside_each(t, &f);
	}
	const struct mdp_phrase *p = columns->args[0] ? columns->args[0]->phrase : NULL;
	if (!p || p->kind != MDP_PH_FIGURES)
		return -MDP_REFUSED;
	int rc = total ? mdp_talk_list_of(t, t->of) : 0;
	for (int i = 0; rc >= 0 && i < p->nfigures; i++)
		rc = beside_each(t, &p->figures[i]);
	return rc;
}
