/*
 * A sentence behind the question that says what to show: “Who are the top 5 …? Return their id, first name and total fees.” Its names are looked
 * for among what the question is about: the things that are ranked, listed or split by. A figure that is there already is that one.
 */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

/* (outnamed NAME SET?): whose it is depends on the question, where it is not said; all that the words may name is one phrase. */
static const struct mdp_phrase *op_out_named(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_node *name = n->args[0];
	if (!name)
		return NULL;
	struct mdp_figure f = { .kind = MDP_FIG_NAMED, .entity = -1, .column = -1, .measure = -1 };
	struct mdp_str said = mdp_said(x, name->from, name->to);
	if (f.n > 0 && n->to < x->t->ntokens && mdp_begins_with(x, n->to, "conn", "of", "for"))
		return NULL; /* "the number" of something */
	f.set = n->nargs > 1 ? mdp_node_set(n->args[1]) : NULL;
	f.counts = mdp_node_is(n, "outcounted");
	f.n = f.counts || mdp_node_is(n, "outvalue"); /* it names nothing but a figure */
	f.name = mdp_arena_printf(x->a, "%.*s", (int)said.n, said.p);
	struct mdp_phrase *p = mdp_figure_one(x, n, &f);
	p->figures[0].from = name->from;
	p->figures[0].to = name->to;
	return p;
}

/* (outs OUT …) */
static const struct mdp_phrase *op_outs(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_FIGURES);
	int cap = 0;
	for (int i = 0; i < n->nargs; i++) {
		const struct mdp_phrase *q = n->args[i] ? n->args[i]->phrase : NULL;
		if (!q || q->kind != MDP_PH_FIGURES)
			return NULL;
		for (int k = 0; k < q->nfigures; k++) {
			const struct mdp_figure *f = &q->figures[k];
			if (f->window || (f->kind != MDP_FIG_NAMED && f->kind != MDP_FIG_AMOUNT))
				return NULL;
			MDP_PUSH(x->a, p->figures, p->nfigures, cap, *f);
		}
	}
	return p->nfigures && p->nfigures <= MDP_PHRASE_PARTS ? p : NULL;
}

/* (returned OUTS SET?): behind the end of a sentence; "of those museums". */
static const struct mdp_phrase *op_returned(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_phrase *arg = n->args[0] ? n->args[0]->phrase : NULL;
	bool beside = mdp_node_is(n, "returnedbeside");
	if (!arg || arg->kind != MDP_PH_FIGURES || n->from < 2 ||
	    (!beside && x->t->tokens[n->from - 1].kind != MDP_TOK_PUNCT))
		return NULL;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_FIGURES);
	*p = *arg;
	p->cost = 0;
	p->from = n->from;
	p->to = n->to;
	p->returned = true;
	const struct mdp_set *s = n->nargs > 1 ? mdp_node_set(n->args[1]) : NULL;
	if (!s)
		return p;
	p->figures = MDP_NEW_ARRAY(x->a, (size_t)p->nfigures, struct mdp_figure);
	for (int i = 0; i < p->nfigures; i++) {
		p->figures[i] = arg->figures[i];
		if (p->figures[i].kind != MDP_FIG_NAMED || p->figures[i].set || p->figures[i].n > 0)
			return NULL;
		p->figures[i].set = s;
	}
	return p;
}

/* Attributes alone, asked for in a sentence of their own. */
bool mdp_frame_is_returned(struct mdp_frame *f, const struct mdp_phrase *p)
{
	if (!p->asked || !f->listed)
		return false;
	for (int i = 0; i < p->nfigures; i++)
		if (p->figures[i].kind != MDP_FIG_ATTR ||
		    (p->figures[i].set && (p->figures[i].set->where || p->figures[i].set->entity != f->listed->entity)))
			return false;
	bool is = p->from > 1 && f->x->t->tokens[p->from - 1].kind == MDP_TOK_PUNCT &&
		  !mdp_str_is(f->x->t->tokens[p->from - 1].surface, ",") &&
		  mdp_begins_with(f->x, p->from, "q", "list", "list");
	f->nothing |= is;
	return is;
}

int mdp_frame_add_returned(struct mdp_frame *f, const struct mdp_phrase *p)
{
	if (f->nreturned)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to,
					"what to show is said twice in this question");
	for (int i = 0; i < p->nfigures; i++)
		f->returned[f->nreturned++] = p->figures[i];
	return 0;
}

/* --- what the names are of --- */

struct whose {
	int entity, column; /* of what the question is about; -1 */
	enum mdp_grain grain;
};

/* Things that the rows of the result are, or are split by; none: how many there are. */
static int subjects(const struct mdp_frame *f, struct whose *out)
{
	int n = 0;
	if (f->ranked)
		out[n++] = (struct whose){ f->target.entity, f->target.column, f->target.grain };
	for (int i = 0; i < f->nkeys && n < MDP_PHRASE_PARTS; i++)
		out[n++] = (struct whose){ f->keys[i].entity, f->keys[i].column, f->keys[i].grain };
	if (!n && f->listed)
		out[n++] = (struct whose){ f->listed->entity, f->listed->attr ? f->listed->attr->meaning.id : -1,
					   MDP_GRAIN_NONE };
	return n;
}

/* What it costs to take the edge for something of one of the subjects; negative: it is none of theirs. `again`: it is shown anyhow. */
static double fit(struct mdp_frame *f, const struct mdp_figure *said, const struct mdp_edge *e, const struct whose *s,
		  bool *again)
{
	const struct mdp_catalog *c = f->x->c;
	*again = false;
	if (said->set && (e->meaning.kind != MDP_CAT_ATTR || c->columns[e->meaning.id].entity != said->set->entity))
		return -1;
	if (e->meaning.kind == MDP_CAT_ENTITY) {
		bool noun = e->meaning.sub && !strcmp(e->meaning.sub, "noun");
		*again = noun && e->meaning.id == s->entity && s->column < 0;
		bool has = noun && !*again && s->entity >= 0 && s->column < 0 &&
			   c->entities[e->meaning.id].label >= 0 &&
			   mdp_entity_determines(f->x, s->entity, e->meaning.id);
		return *again || has ? e->meaning.cost : -1;
	}
	if (e->meaning.kind != MDP_CAT_ATTR || s->entity < 0)
		return -1;
	int column = e->meaning.id, entity = c->columns[column].entity;
	if (entity < 0)
		return -1;
	*again = s->column >= 0 && mdp_catalog_original(c, s->column) == mdp_catalog_original(c, column);
	if (*again || entity == s->entity)
		return e->meaning.cost;
	if (s->column >= 0 || !mdp_entity_determines(f->x, s->entity, entity))
		return -1;
	int links = mdp_entity_links(f->x, s->entity, entity);
	return links < 0 ? -1 : e->meaning.cost + links * mdp_lexicon_weight(f->x->l, "link");
}

/* The attribute that the words name, of a subject. 1: found; 0: shown anyhow; negative: refused. */
static int named(struct mdp_frame *f, const struct mdp_figure *said, struct mdp_figure *out)
{
	struct whose of[MDP_PHRASE_PARTS + 1];
	int nof = subjects(f, of);
	const struct mdp_lattice *t = f->x->t;
	const struct mdp_edge *best = NULL;
	double least = 1e9;
	bool shown = false, tie = false;
	for (int i = t->first[said->from]; i < t->first[said->from + 1]; i++) {
		const struct mdp_edge *e = &t->edges[i];
		for (int k = 0; e->to == said->to && k < nof; k++) {
			bool again;
			double cost = fit(f, said, e, &of[k], &again);
			if (cost < 0 || cost > least)
				continue;
			tie = best && !(cost < least) &&
			      (e->meaning.id != best->meaning.id || e->meaning.role != best->meaning.role);
			least = cost;
			best = e;
			shown = again;
		}
	}
	if (!best)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, said->from, said->to,
					"“%s” is nothing of what is asked about", said->name);
	if (tie)
		return mdp_frame_refuse(f, MDP_REASON_AMBIGUOUS, said->from, said->to,
					"“%s” can be several things here", said->name);
	f->cost += least;
	if (shown)
		return 0;
	int column =
		best->meaning.kind == MDP_CAT_ENTITY ? f->x->c->entities[best->meaning.id].label : best->meaning.id;
	mdp_figure_column(f->x, column, best->meaning.role, out);
	out->from = said->from;
	out->to = said->to;
	out->edge = best;
	return 1;
}

/* Are they the same number, though one is called by the name of a measure? */
static bool same_figure(const struct mdp_frame *f, const struct mdp_figure *a, const struct mdp_figure *b)
{
	const struct mdp_expr *l = a->measure >= 0 ? f->x->c->measures[a->measure].expr : a->expr;
	const struct mdp_expr *r = b->measure >= 0 ? f->x->c->measures[b->measure].expr : b->expr;
	return mdp_same_expr(a->expr, b->expr) || mdp_same_expr(l, r);
}

/* Is that figure shown, or what ranks? */
static bool is_shown(const struct mdp_frame *f, const struct mdp_figure *it)
{
	const struct mdp_figure *by = f->extreme && f->extreme->by ? f->extreme->by : f->rank_by;
	if (by && same_figure(f, by, it) && (mdp_same_pred(by->where, it->where) || !it->where))
		return true;
	for (int i = 0; i < f->nfigures; i++)
		if (same_figure(f, &f->figures[i], it) && (mdp_same_pred(f->figures[i].where, it->where) || !it->where))
			return true;
	return false;
}

/* What was said of what ranks ("by number of sales in June") is said of what is shown beside it. */
static void share_where(const struct mdp_frame *f, struct mdp_figure *it)
{
	const struct mdp_figure *by = f->extreme && f->extreme->by ? f->extreme->by : f->rank_by;
	if (by && by->where && !it->where && by->entity == it->entity)
		it->where = by->where;
}

/* "and the total amount", "the count": the only figure there is so far, when it is one of that kind. */
static int again(struct mdp_frame *f, const struct mdp_figure *said)
{
	const struct mdp_figure *by = f->extreme && f->extreme->by ? f->extreme->by : f->rank_by, *found = NULL;
	int n = 0;
	if (by && by->kind == MDP_FIG_AMOUNT && by->counts == said->counts)
		found = by, n++;
	for (int i = 0; i < f->nfigures; i++)
		if (f->figures[i].kind == MDP_FIG_AMOUNT && f->figures[i].counts == said->counts &&
		    (!found || !same_figure(f, found, &f->figures[i])))
			found = &f->figures[i], n++;
	if (n == 1)
		return 0;
	return mdp_frame_refuse(f, MDP_REASON_AMBIGUOUS, said->from, said->to, "it is not clear which figure “%s” is",
				said->name);
}

/* Are there words there that name nothing but a number or an amount? */
static bool is_vague(const struct mdp_frame *f, const struct mdp_figure *said)
{
	const struct mdp_lattice *t = f->x->t;
	bool vague = false;
	for (int i = t->first[said->from]; i < t->first[said->from + 1]; i++) {
		const struct mdp_edge *e = &t->edges[i];
		if (e->to != said->to)
			continue;
		if (e->meaning.kind == MDP_CAT_ATTR || e->meaning.kind == MDP_CAT_ENTITY)
			return false;
		vague |= e->meaning.kind == MDP_CAT_WORD;
	}
	return vague;
}

/* What was counted is listed, with what is to be shown of it: "How many shops have sales? Return their name and number of sales." */
static void list_counted(struct mdp_frame *f)
{
	bool attrs = false;
	for (int i = 0; i < f->nreturned; i++)
		attrs |= f->returned[i].kind == MDP_FIG_NAMED && !is_vague(f, &f->returned[i]);
	const struct mdp_set *s = f->nfigures == 1 && f->figures[0].counts ? f->figures[0].set : NULL;
	if (!attrs || !s || f->nkeys || f->ranked || f->listed || f->extreme || f->window)
		return;
	f->listed = s;
	f->nfigures = 0;
	f->asked = true;
}

/* Things of which figures are shown beside their names: each is a group. */
static int group_listed(struct mdp_frame *f)
{
	const struct mdp_set *s = f->listed;
	if (s->attr || s->having || s->extreme || f->nkeys || f->nconds == MDP_PHRASE_PARTS)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, s->from, s->to,
					"figures beside a list of these are not supported yet");
	int rc = mdp_entity_key(f->x, s->entity, s->role, &f->keys[f->nkeys]);
	if (rc < 0)
		return rc;
	f->keys[f->nkeys].n = f->x->c->entities[s->entity].nkey; /* how it is shown is said */
	f->nkeys++;
	if (s->where) {
		struct mdp_cond *c = MDP_NEW(f->x->a, struct mdp_cond);
		*c = (struct mdp_cond){ .kind = MDP_COND_PRED, .pred = s->where, .owner = s->entity, .scope = -1 };
		c->from = s->from;
		c->to = s->to;
		f->conds[f->nconds++] = c;
	}
	f->listed = NULL;
	return 0;
}

int mdp_frame_settle_returned(struct mdp_frame *f)
{
	if (f->nbeside && f->nbeside == f->nfigures && !f->listed && !f->ranked && !f->nkeys && !f->nreturned) {
		f->nothing = true; /* "and their population" is beside something */
		return -MDP_REFUSED;
	}
	if (!f->nreturned)
		return 0;
	list_counted(f);
	struct mdp_figure add[MDP_PHRASE_PARTS];
	int n = 0, amounts = 0;
	for (int i = 0; i < f->nreturned; i++) {
		const struct mdp_figure *said = &f->returned[i];
		int rc = 0;
		if (said->kind == MDP_FIG_AMOUNT) {
			if (!is_shown(f, said)) {
				add[n] = *said;
				share_where(f, &add[n++]);
				amounts++;
			}
		} else if (is_vague(f, said)) {
			rc = again(f, said);
		} else {
			rc = named(f, said, &add[n]);
			n += rc > 0;
		}
		if (rc < 0)
			return rc;
	}
	if (f->nfigures + n > MDP_PHRASE_PARTS || (!n && !f->nfigures && !f->ranked))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0, "too many things to show");
	bool lists = f->listed && !f->listed->attr && !mdp_frame_amount(f) &&
		     !(f->ranked && f->extreme->by && f->extreme->by->kind == MDP_FIG_AMOUNT) && !f->rank_by;
	const struct mdp_set *s = f->listed;
	if (lists && amounts && !f->ranked) {
		int rc = group_listed(f);
		if (rc < 0)
			return rc;
		lists = false;
	}
	const struct mdp_figure *by = f->extreme && f->extreme->by ? f->extreme->by : f->rank_by;
	if (f->ranked && amounts && by && by->kind == MDP_FIG_AMOUNT && !f->nfigures && n < MDP_PHRASE_PARTS)
		f->figures[f->nfigures++] = *by; /* shown first, as what ranks is */
	for (int i = 0; i < n; i++) {
		if (lists && add[i].kind == MDP_FIG_ATTR)
			add[i].set = s;
		f->figures[f->nfigures++] = add[i];
	}
	if (lists && !amounts && n)
		f->listed = NULL; /* what is shown of them was said */
	return 0;
}

const struct mdp_operation mdp_returned_operations[] = {
	{ "outnamed", 1, op_out_named },
	{ "outcounted", 1, op_out_named },
	{ "outvalue", 1, op_out_named },
	{ "outs", 1, op_outs },
	{ "returned", 1, op_returned },
	{ "returnedbeside", 1, op_returned },
	{ NULL, 0, NULL },
};
