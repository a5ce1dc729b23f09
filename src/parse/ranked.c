/* Rankings and orders that are said in two parts: “the top 3 titles with the highest price”, “by price, in descending order”. */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

/* "top 3": the first of any order, unlike "highest 3". */
static bool is_any_order(const struct mdp_phraser *x, const struct mdp_extreme *e)
{
	return e->from < e->to && mdp_str_is(x->t->tokens[e->from].folded, "top");
}

/* "the top 3 towns in the region with the largest area": is another thing named between the two? Then that may be ranked. */
static bool names_between(const struct mdp_phraser *x, int from, int to)
{
	for (int i = from < to ? x->t->first[from] : 0; from < to && i < x->t->first[to]; i++)
		if ((x->t->edges[i].meaning.kind == MDP_CAT_ENTITY || x->t->edges[i].meaning.kind == MDP_CAT_ATTR) &&
		    x->t->edges[i].to <= to)
			return true;
	return false;
}

const struct mdp_extreme *mdp_extreme_both(struct mdp_phraser *x, const struct mdp_extreme *first,
					   const struct mdp_extreme *behind)
{
	if (first->by || !behind->by || first->n < 1 || behind->n > 0 || names_between(x, first->head, behind->from))
		return NULL;
	if (first->descending != behind->descending && !is_any_order(x, first))
		return NULL;
	struct mdp_extreme *e = MDP_NEW(x->a, struct mdp_extreme);
	*e = *behind;
	e->n = first->n;
	e->head = first->head;
	e->from = first->from;
	e->to = first->to;
	return e;
}

int mdp_frame_extreme(struct mdp_frame *f, const struct mdp_extreme *e, int from, int to)
{
	const struct mdp_extreme *was = f->extreme;
	bool behind = was && was->by && !e->by;
	f->extreme = !was ? e : behind ? mdp_extreme_both(f->x, e, was) : mdp_extreme_both(f->x, was, e);
	return f->extreme ? 0
			  : mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, from, to,
					     "two rankings in one question are not supported yet");
}

/* Is it only the direction of the order that was said just before ("by price, in descending order")? Then that has it. */
static bool order_again(struct mdp_frame *f, const struct mdp_order_by *o)
{
	struct mdp_order_by *last = f->norders ? &f->orders[f->norders - 1] : NULL;
	if (!last || o->by || !o->said || last->said)
		return false;
	for (int i = last->to; i < o->from; i++) /* a comma between them */
		if (f->x->t->tokens[i].kind != MDP_TOK_PUNCT)
			return false;
	last->descending = o->descending;
	last->said = true;
	last->to = o->to;
	return true;
}

int mdp_frame_add_order(struct mdp_frame *f, const struct mdp_phrase *p)
{
	if (order_again(f, &p->order))
		return 0;
	if (f->norders == MDP_PHRASE_PARTS)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to, "too many things to sort by");
	f->orders[f->norders++] = p->order;
	return 0;
}

/* Do the two conditions tell apart by the same ("above 4", "below 4")? */
static bool is_alike(const struct mdp_pred *a, const struct mdp_pred *b)
{
	if (a->kind == MDP_P_NOT && a->nargs)
		a = a->args[0];
	if (b->kind == MDP_P_NOT && b->nargs)
		b = b->args[0];
	if (a->kind != b->kind)
		return false;
	return a->kind == MDP_P_CMP      ? mdp_same_expr(a->left, b->left)
	       : a->kind == MDP_P_EXISTS ? !strcmp(a->entity, b->entity)
					 : true;
}

/* Conditions of `p` that `other` has nothing like. */
static int unlike(const struct mdp_pred *p, const struct mdp_pred *other)
{
	int n = 0;
	for (int i = 0; i < mdp_pred_nparts(p); i++) {
		bool found = false;
		for (int k = 0; k < mdp_pred_nparts(other) && !found; k++)
			found = is_alike(mdp_pred_part(p, i), mdp_pred_part(other, k));
		n += !found;
	}
	return n;
}

/* "who wrote less than 3 papers": are those meant that wrote none? */
static bool may_have_none(const struct mdp_pred *p)
{
	for (int i = 0; i < mdp_pred_nparts(p); i++) {
		const struct mdp_pred *one = mdp_pred_part(p, i);
		if (one->kind == MDP_P_CMP && (one->cmp == MDP_CMP_LT || one->cmp == MDP_CMP_LE) &&
		    one->left->kind == MDP_X_AGG && !one->left->total &&
		    (one->left->agg == MDP_AGG_COUNT || one->left->agg == MDP_AGG_COUNT_DISTINCT))
			return true;
	}
	return false;
}

/*
 * "restaurants with a rating above 4 to restaurants with a rating below 4 in Oslo": what is said of the second things as of the first is
 * of them; what is said behind that is of both.
 */
bool mdp_ratio_sides(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_figure *l,
		     const struct mdp_figure *r)
{
	double margin = mdp_lexicon_weight(x->l, "choice_margin");
	if (!l->counts || !r->counts)
		return true;
	if (may_have_none(l->where) || may_have_none(r->where)) {
		mdp_phraser_refuse(x, MDP_REASON_AMBIGUOUS, n->from, n->to,
				   "it is not clear whether those that have none are among these: say which");
		return false;
	}
	if (l->entity != r->entity || !l->where)
		return true;
	/* "won deals as a percentage of closed deals": each word is of the noun that it stands before */
	bool before_noun = r->where && r->set && l->set && r->set->from > n->args[1]->from &&
			   r->set->to == n->args[1]->to && l->set->from > n->args[0]->from &&
			   l->set->to == n->args[0]->to;
	if (!r->where)
		x->cost += margin;
	else if (!before_noun && unlike(r->where, l->where) > 0)
		x->cost += 3 * margin;
	return true;
}

int mdp_frame_check_ratio(struct mdp_frame *f)
{
	for (int i = 0; i < f->q->nshow; i++) {
		const struct mdp_expr *e = f->q->show[i].expr;
		if (e->kind != MDP_X_OP || e->op != MDP_OP_DIV || !e->arg || e->arg->kind != MDP_X_AGG ||
		    !e->arg->where)
			continue;
		for (int k = 0; k < mdp_pred_nparts(f->q->where); k++)
			if (mdp_pred_part(f->q->where, k)->kind == MDP_P_CMP &&
			    !unlike(mdp_pred_part(f->q->where, k), e->arg->where)) {
				f->nothing = true;
				return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0,
							"what is said twice of one side of a ratio is not of both");
			}
	}
	return 0;
}

bool mdp_is_of_nearest(const struct mdp_phraser *x, int from, int name, int entity)
{
	int last = 0;
	bool found = false;
	if (name < 1 || !mdp_begins_with(x, name - 1, "thing", "its", "its"))
		return true;
	for (int i = 0; i < x->t->first[from]; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->meaning.kind != MDP_CAT_ENTITY || e->to > from || e->to < last ||
		    strcmp(e->meaning.sub ? e->meaning.sub : "", "noun") != 0)
			continue;
		found = (found && e->to == last) || e->meaning.id == entity;
		last = e->to;
	}
	return !last || found;
}

bool mdp_dir_is_of_figure(const struct mdp_edge *e)
{
	struct mdp_str said = mdp_str_of(e && e->meaning.surface ? e->meaning.surface : "");
	return mdp_str_ends(said, " rated") || mdp_str_ends(said, " selling") || mdp_str_ends(said, " performing");
}

/* (numberof CMP NUMBER NOUN): "fewer than 5000 people", where things have a number of these in a column. */
static const struct mdp_phrase *op_number_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	enum mdp_cmp cmp;
	const struct mdp_edge *e = n->args[1] ? n->args[1]->edge : NULL;
	if (!e || e->unit || !mdp_node_cmp(n->args[0], &cmp))
		return NULL;
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_NUMBER);
	c->cmp = cmp;
	c->n = e->number;
	c->noun_of = mdp_node_word(n->args[2]);
	return mdp_cond_phrase(x, n, c);
}

/* (through VERB KEYS): “presented at each conference”: a verb of which nothing is known but that it joins the things to what splits them. */
static const struct mdp_phrase *op_through(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0] ? n->args[0]->edge : NULL;
	const struct mdp_phrase *keys = n->args[1] ? n->args[1]->phrase : NULL;
	if (!e || !keys || keys->kind != MDP_PH_KEYS || mdp_says_date(x, e->from, e->to) ||
	    mdp_also(x, e, MDP_CAT_VALUE, NULL) || mdp_also(x, e, MDP_CAT_WORD, "happened"))
		return NULL;
	for (int i = 0; i < keys->nkeys; i++) /* "shipped in each month" says when */
		if (keys->keys[i].entity < 0)
			return NULL;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_KEYS);
	p->keys = keys->keys;
	p->nkeys = keys->nkeys;
	return p;
}

/* (bothlinked LINK LINK): two things that must be there each by itself, which no single row can be. */
static const struct mdp_phrase *op_both_linked(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_cond *each[2];
	for (int i = 0; i < 2; i++) {
		const struct mdp_cond *c = mdp_node_cond(n->args[i]);
		if (!c || c->kind != MDP_COND_LINK || !c->set)
			return NULL;
		each[i] = MDP_NEW(x->a, struct mdp_cond);
		*each[i] = *c;
		each[i]->apart = true;
	}
	return mdp_cond_phrase(x, n, mdp_cond_two(x, n, MDP_COND_AND, each[0], each[1]));
}

/* (passed): said of what is connected anyhow. */
static const struct mdp_phrase *op_passed(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_phrase_new(x, n, MDP_PH_ASIDE);
}

/* The column of which the figure is, one value a thing; -1. */
static int own_column(struct mdp_phraser *x, const struct mdp_figure *f)
{
	const struct mdp_expr *e = !f ? NULL : f->measure >= 0 ? mdp_figure_each(x, f) : f->expr;
	int column = e && e->kind == MDP_X_COLUMN ? mdp_catalog_column(x->c, mdp_str_of(e->name)) : -1;
	return column >= 0 && mdp_column_is_number(&x->c->columns[column]) ? column : -1;
}

/* (eachratio FIGURE FIGURE): one attribute of each thing divided by another. */
static const struct mdp_phrase *op_each(struct mdp_phraser *x, const struct mdp_node *n)
{
	int l = own_column(x, mdp_node_figure(n->args[0])), r = own_column(x, mdp_node_figure(n->args[1]));
	if (l < 0 || r < 0 || l == r || x->c->columns[l].entity != x->c->columns[r].entity)
		return NULL;
	struct mdp_figure f;
	mdp_figure_column(x, l, NULL, &f);
	f.expr = mdp_expr_op(x->a, MDP_OP_DIV, f.expr, mdp_phrase_column(x, r));
	f.name = mdp_arena_printf(x->a, "%s ÷ %s", mdp_phrase_label(&x->c->columns[l]),
				  mdp_phrase_label(&x->c->columns[r]));
	f.unit = NULL;
	f.column = -1;
	return mdp_figure_one(x, n, &f);
}

/* (ofone FIGURE SET): what one thing has, as a figure. */
static const struct mdp_phrase *op_of_one(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[1]);
	int column = own_column(x, mdp_node_figure(n->args[0]));
	if (!s || column < 0 || x->c->columns[column].entity != s->entity || !mdp_set_is_one(x, s))
		return NULL;
	struct mdp_figure f;
	mdp_figure_column(x, column, NULL, &f);
	f.set = s;
	return mdp_figure_aggregate(x, MDP_AGG_MAX, 0, &f) ? mdp_figure_one(x, n, &f) : NULL;
}

const struct mdp_operation mdp_ranked_operations[] = {
	{ "through", 2, op_through },
	{ "numberof", 3, op_number_of },
	{ "bothlinked", 2, op_both_linked },
	{ "passed", 1, op_passed },
	{ "eachratio", 2, op_each },
	{ "ofone", 2, op_of_one },
	{ NULL, 0, NULL },
};
