/* Conditions by themselves: what they compare, not yet of what. */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

struct mdp_cond *mdp_cond_new(struct mdp_phraser *x, const struct mdp_node *n, enum mdp_cond_kind kind)
{
	struct mdp_cond *c = MDP_NEW(x->a, struct mdp_cond);
	c->kind = kind;
	c->owner = c->scope = -1;
	c->from = n->from;
	c->to = n->to;
	return c;
}

const struct mdp_phrase *mdp_cond_phrase(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_cond *c)
{
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_COND);
	p->cond = c;
	return c ? p : NULL;
}

struct mdp_cond *mdp_cond_pred(struct mdp_phraser *x, const struct mdp_node *n, struct mdp_pred *p, int owner)
{
	if (owner < 0)
		return NULL;
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_PRED);
	c->pred = p;
	c->owner = owner;
	return c;
}

struct mdp_cond *mdp_cond_two(struct mdp_phraser *x, const struct mdp_node *n, enum mdp_cond_kind kind,
			      const struct mdp_cond *l, const struct mdp_cond *r)
{
	struct mdp_cond *c = mdp_cond_new(x, n, kind);
	c->args[0] = l;
	c->args[1] = r;
	return c;
}

/* --- values --- */

/* What stands before a value and tells its role; NULL if nothing does. */
static const struct mdp_edge *way_before(const struct mdp_phraser *x, const struct mdp_node *value)
{
	const struct mdp_edge *best = NULL;
	for (int i = 0; i < x->t->nedges; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->to == value->from && e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "way") &&
		    (!best || e->from < best->from || (e->from == best->from && e->meaning.role)))
			best = e;
	}
	return best;
}

#define SPELLINGS 64

/* The value; unless it was quoted also what differs from it by case or blanks alone. Each once. */
static int add_spellings(struct mdp_phraser *x, const struct mdp_meaning *m, struct mdp_expr **right, int n)
{
	const char *texts[SPELLINGS];
	int ntexts = m->exact ? 1 : mdp_catalog_spellings(x->c, x->a, m->column, m->text, texts, SPELLINGS);
	texts[0] = m->text;
	for (int i = 0; i < ntexts && n < SPELLINGS; i++) {
		struct mdp_expr *e = mdp_phrase_stored(x, m->column, texts[i]);
		bool known = false;
		for (int k = 0; k < n; k++)
			known |= mdp_same_expr(right[k], e);
		if (!known)
			right[n++] = e;
	}
	return n;
}

/* The values of one column among those said; how many were said. */
static struct mdp_cond *values_of(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_node *vals,
				  int column, const char *role, int *count)
{
	struct mdp_expr *right[SPELLINGS];
	int nright = 0;
	*count = 0;
	for (int i = 0; i < vals->nargs; i++) {
		const struct mdp_node *v = vals->args[i];
		if (!mdp_node_leaf(v, MDP_CAT_VALUE) || v->edge->meaning.column != column)
			continue;
		nright = add_spellings(x, &v->edge->meaning, right, nright);
		++*count;
	}
	struct mdp_pred *p =
		mdp_pred_cmp(x->a, nright > 1 ? MDP_CMP_IN : MDP_CMP_EQ, mdp_phrase_column(x, column), NULL);
	p->left->role = role;
	p->right = MDP_NEW_ARRAY(x->a, (size_t)nright, struct mdp_expr *);
	memcpy(p->right, right, (size_t)nright * sizeof(*right));
	p->nright = nright;
	return mdp_cond_pred(x, n, p, x->c->columns[column].entity);
}

/* "closed in March": rather when that was than the state of being closed. */
static bool says_when(const struct mdp_phraser *x, const struct mdp_node *v)
{
	bool dating = false, follows = false;
	for (int i = x->t->first[v->from]; i < x->t->first[v->from + 1]; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		dating |= e->to == v->to && e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "dating");
	}
	for (int i = v->to < x->t->ntokens ? x->t->first[v->to] : 0;
	     dating && v->to < x->t->ntokens && i < x->t->first[v->to + 1]; i++) {
		const struct mdp_meaning *m = &x->t->edges[i].meaning;
		if (m->kind != MDP_CAT_WORD || !m->sub)
			continue;
		bool small = !strcmp(m->sub, "in") || !strcmp(m->sub, "on") || !strcmp(m->sub, "during") ||
			     !strcmp(m->sub, "since") || !strcmp(m->sub, "before") || !strcmp(m->sub, "after") ||
			     !strcmp(m->sub, "between");
		follows |= !strcmp(m->cat, "rel") || (small && (!strcmp(m->cat, "conn") || !strcmp(m->cat, "cmp")));
	}
	return follows;
}

/* By words that are as near: "UK" is a country rather than the language that is also called after it. */
static bool is_value_of(const struct mdp_lattice *t, const struct mdp_edge *like, int column)
{
	for (int i = t->first[like->from]; i < t->first[like->from + 1]; i++)
		if (t->edges[i].to == like->to && t->edges[i].meaning.kind == MDP_CAT_VALUE &&
		    t->edges[i].meaning.column == column && t->edges[i].meaning.cost <= like->meaning.cost)
			return true;
	return false;
}

/* "radio and podcasts", where both are kinds of outlet: the one is no kind of outlet, with the other the name of a team. */
static bool are_torn_apart(const struct mdp_phraser *x, const struct mdp_edge *a, const struct mdp_edge *b)
{
	return a && b && a->to < b->from && a->meaning.column != b->meaning.column &&
	       (is_value_of(x->t, a, b->meaning.column) || is_value_of(x->t, b, a->meaning.column));
}

/* … among those that stand one behind the other. */
static bool any_torn(const struct mdp_phraser *x, const struct mdp_node *vals)
{
	const struct mdp_edge *last = NULL;
	for (int i = 0; i < vals->nargs; i++) {
		if (!mdp_node_leaf(vals->args[i], MDP_CAT_VALUE))
			continue;
		if (are_torn_apart(x, last, vals->args[i]->edge))
			return true;
		last = vals->args[i]->edge;
	}
	return false;
}

/* (vals V either? V …): of one column `in`, of several columns each its own condition. */
static const struct mdp_cond *values(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_node *vals,
				     const struct mdp_edge *way, const char *role)
{
	const struct mdp_cond *all = NULL;
	int done[MDP_PHRASE_PARTS], ndone = 0, nvalues = 0, nright;
	bool either = false, versus = false;
	if (any_torn(x, vals))
		return NULL;
	for (int i = 0; i < vals->nargs; i++) {
		versus |= mdp_node_is(vals->args[i], "versus");
		either |= versus || mdp_node_is(vals->args[i], "either");
		nvalues += mdp_node_leaf(vals->args[i], MDP_CAT_VALUE);
	}
	for (int i = 0; i < vals->nargs; i++) {
		const struct mdp_node *v = vals->args[i];
		if (!mdp_node_leaf(v, MDP_CAT_VALUE))
			continue;
		int column = v->edge->meaning.column, k = 0;
		while (k < ndone && done[k] != column)
			k++;
		if (k < ndone || ndone == MDP_PHRASE_PARTS)
			continue;
		done[ndone++] = column;
		if (says_when(x, v))
			x->cost += 2 * mdp_lexicon_weight(x->l, "choice_margin");
		/* "opened" rather says what happened than the state of being open */
		struct mdp_str said = x->t->tokens[v->to - 1].folded;
		const char *text = v->edge->meaning.text;
		if (mdp_str_ends(said, "ed") && text && !mdp_str_ends(mdp_str_of(text), "ed"))
			x->cost += 2 * mdp_lexicon_weight(x->l, "choice_margin");
		struct mdp_cond *c = values_of(x, n, vals, column, role, &nright);
		if (!c)
			return NULL;
		if (versus && nright < nvalues)
			return NULL; /* what is compared is of one kind */
		c->compared = versus;
		c->both = nvalues > 1 && !either && nright > 1;
		c->way = way ? way : way_before(x, v);
		all = all ? mdp_cond_two(x, n, either ? MDP_COND_OR : MDP_COND_AND, all, c) : c;
	}
	return all;
}

/* "Jane Doe": two names of one thing. */
static bool is_one_name(const struct mdp_phraser *x, const struct mdp_node *vals)
{
	const struct mdp_node *l = vals->nargs == 2 ? vals->args[0] : NULL, *r = l ? vals->args[1] : NULL;
	if (!l || !mdp_node_leaf(l, MDP_CAT_VALUE) || !mdp_node_leaf(r, MDP_CAT_VALUE) || r->from != l->to)
		return true;
	int a = l->edge->meaning.column, b = r->edge->meaning.column;
	return a != b && x->c->columns[a].entity == x->c->columns[b].entity;
}

/* "Orders in Texas are cancelled": no list of two values. */
static bool is_sentence(const struct mdp_phraser *x, const struct mdp_node *vals)
{
	for (int i = 1; i < vals->nargs; i++)
		for (int at = vals->args[i - 1]->to; at < vals->args[i]->to; at++)
			if (mdp_also_word(x, at, "aux") && (!vals->args[i]->edge || at < vals->args[i]->edge->from))
				return true;
	return false;
}

/* "Reviews that the seller hasn't answered": who does something is no value that is asked for. */
static bool is_doer(const struct mdp_phraser *x, const struct mdp_node *value)
{
	return value->from >= 2 && value->to < x->t->ntokens &&
	       mdp_begins_with(x, value->from - 1, "noise", "det", "det") &&
	       mdp_begins_with(x, value->from - 2, "conn", "rel", "rel") &&
	       (mdp_also_word(x, value->to, "aux") || mdp_also_word(x, value->to, "neg"));
}

/* "By museum" splits by museums, though some of them are of the kind "museum". */
static bool splits_by(const struct mdp_phraser *x, const struct mdp_node *vals)
{
	if (vals->from < 1 || !mdp_str_is(x->t->tokens[vals->from - 1].folded, "by"))
		return false;
	for (int i = x->t->first[vals->from]; i < x->t->first[vals->from + 1]; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->to == vals->to && e->meaning.kind == MDP_CAT_ENTITY && !strcmp(e->meaning.sub, "noun"))
			return true;
	}
	return false;
}

static const struct mdp_phrase *op_eq(struct mdp_phraser *x, const struct mdp_node *n)
{
	if (!n->args[0] || !is_one_name(x, n->args[0]) || is_doer(x, n->args[0]) || is_sentence(x, n->args[0]))
		return NULL;
	if (mdp_node_is(n, "eq") && splits_by(x, n->args[0]))
		return NULL;
	struct mdp_cond *c = (struct mdp_cond *)(uintptr_t)values(x, n, n->args[0], NULL, NULL);
	/* "received on paper": the verb says which date is meant, more than that something was done */
	if (mdp_node_is(n, "doneby") && mdp_says_date(x, n->from, -1))
		x->cost += mdp_lexicon_weight(x->l, "vague");
	for (struct mdp_cond *k = c; k && mdp_node_is(n, "doneby"); k = (struct mdp_cond *)(uintptr_t)k->args[0]) {
		k->done_by = true;
		if (k->args[1])
			((struct mdp_cond *)(uintptr_t)k->args[1])->done_by = true;
	}
	return mdp_cond_phrase(x, n, c);
}

/* (donefor VALS DATE): "has Nordlicht opened": theirs, and done, where not all of them are. */
static const struct mdp_phrase *op_done_for(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[1]->edge;
	int column = e && e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "dating") ? e->meaning.id : -1;
	if (column < 0)
		return NULL;
	struct mdp_cond *c = (struct mdp_cond *)(uintptr_t)values(x, n, n->args[0], NULL, NULL);
	if (!c || x->c->columns[column].nulls == 0)
		return c ? mdp_cond_phrase(x, n, c) : NULL;
	struct mdp_pred *known = mdp_pred_known(x->a, mdp_phrase_column(x, column));
	struct mdp_cond *done = mdp_cond_pred(x, n, known, x->c->columns[column].entity);
	return mdp_cond_phrase(x, n, mdp_cond_two(x, n, MDP_COND_AND, c, done));
}

/* (way WORD VALS): in that role. */
static const struct mdp_phrase *op_way(struct mdp_phraser *x, const struct mdp_node *n)
{
	return n->args[0]->edge ? mdp_cond_phrase(x, n, values(x, n, n->args[1], n->args[0]->edge, NULL)) : NULL;
}

/* (eqattr ATTR VALS): values of that attribute. */
static const struct mdp_phrase *op_eqattr(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *attr = n->args[0]->edge;
	const struct mdp_node *vals = n->args[1];
	for (int i = 0; attr && i < vals->nargs; i++)
		if (mdp_node_leaf(vals->args[i], MDP_CAT_VALUE) &&
		    mdp_catalog_original(x->c, vals->args[i]->edge->meaning.column) !=
			    mdp_catalog_original(x->c, attr->meaning.id))
			return NULL;
	return attr ? mdp_cond_phrase(x, n, values(x, n, vals, NULL, attr->meaning.role)) : NULL;
}

/* --- attributes that are there, or say yes --- */

/* An amount that all have, of some nothing: "orders without a discount" have one of 0. */
static bool is_amount_from_zero(const struct mdp_column *c)
{
	bool amount = c->role == MDP_ROLE_MONEY || c->role == MDP_ROLE_QUANTITY || c->role == MDP_ROLE_COUNT ||
		      c->role == MDP_ROLE_DURATION || c->role == MDP_ROLE_LEVEL ||
		      (c->role == MDP_ROLE_NUMBER && c->type == MDP_T_INT);
	return amount && c->nulls == 0 && mdp_value_is_number(&c->min) && !(mdp_value_number(&c->min) > 0) &&
	       !(mdp_value_number(&c->min) < 0);
}

static const struct mdp_phrase *op_null(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	struct mdp_value yes;
	if (!f || f->kind != MDP_FIG_ATTR || mdp_catalog_yes(x->c, f->column, &yes))
		return NULL; /* "without a pool" says no, rather than nothing */
	if (is_amount_from_zero(&x->c->columns[f->column]))
		return mdp_cond_phrase(
			x, n,
			mdp_cond_pred(x, n,
				      mdp_pred_cmp(x->a, mdp_node_is(n, "notnull") ? MDP_CMP_GT : MDP_CMP_EQ, f->expr,
						   mdp_phrase_number(x, 0)),
				      f->entity));
	if (x->c->columns[f->column].nulls == 0 || mdp_node_is(n, "zero")) {
		mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, n->from, n->to, "`%s` is never missing in this data",
				   x->c->columns[f->column].words);
		return NULL;
	}
	struct mdp_pred *p = mdp_pred_cmp(x->a, MDP_CMP_IS_NULL, f->expr, NULL);
	return mdp_cond_phrase(x, n,
			       mdp_cond_pred(x, n, mdp_node_is(n, "notnull") ? mdp_pred_not(x->a, p) : p, f->entity));
}

static const struct mdp_phrase *op_flag(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	struct mdp_figure f;
	if (!e || !mdp_figure_of_edge(x, e, n->from, n->to, &f) || f.kind != MDP_FIG_ATTR)
		return NULL;
	struct mdp_value yes;
	if (!mdp_catalog_yes(x->c, f.column, &yes))
		return NULL;
	struct mdp_pred *p = mdp_pred_cmp(x->a, MDP_CMP_EQ, f.expr, mdp_expr_value(x->a, yes));
	return mdp_cond_phrase(x, n, mdp_cond_pred(x, n, p, f.entity));
}

static const struct mdp_phrase *op_text(struct mdp_phraser *x, const struct mdp_node *n)
{
	enum mdp_cmp cmp;
	const struct mdp_figure *f = mdp_node_figure(n->args[1]);
	const struct mdp_node *text = n->args[2];
	if (!f || f->kind != MDP_FIG_ATTR || !text || !mdp_node_cmp(n->args[0], &cmp) ||
	    x->c->columns[f->column].type != MDP_T_TEXT || !mdp_is_of_nearest(x, n->from, n->args[1]->from, f->entity))
		return NULL;
	struct mdp_str s = text->edge ? text->edge->text : mdp_said(x, text->from, text->to);
	return mdp_cond_phrase(x, n,
			       mdp_cond_pred(x, n,
					     mdp_pred_cmp(x->a, cmp, f->expr, mdp_expr_value(x->a, mdp_value_text(s))),
					     f->entity));
}

bool mdp_cond_only_compares(const struct mdp_cond *c)
{
	return c->kind == MDP_COND_PRED && c->compared;
}

/* --- logic --- */

static bool negatable(const struct mdp_cond *c)
{
	return c->kind != MDP_COND_EXTREME && c->kind != MDP_COND_CREATED && c->kind != MDP_COND_TIMEROLE &&
	       c->kind != MDP_COND_PERIOD;
}

static const struct mdp_phrase *op_not(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_cond *c = mdp_node_cond(n->args[0]);
	if (!c || !negatable(c))
		return NULL;
	struct mdp_cond *inner = MDP_NEW(x->a, struct mdp_cond);
	*inner = *c;
	inner->both = false; /* "not A and B" leaves out either */
	return mdp_cond_phrase(x, n, mdp_cond_two(x, n, MDP_COND_NOT, inner, NULL));
}

const struct mdp_cond *mdp_cond_dated_by(struct mdp_phraser *x, const struct mdp_cond *l, const struct mdp_cond *r)
{
	if (l->kind != MDP_COND_PRED || !l->dated || r->kind != MDP_COND_PERIOD || r->dated ||
	    !mdp_stands_behind(r->from, l->to))
		return r;
	struct mdp_cond *out = MDP_NEW(x->a, struct mdp_cond);
	*out = *r;
	out->dated = l->dated;
	return out;
}

/* The one value in a condition ("bought lamps", "never lamps"); NULL: none, or several. */
static const struct mdp_edge *lone_value(const struct mdp_node *n, int depth)
{
	const struct mdp_edge *found = NULL;
	if (!n || depth > MDP_LIMIT_QUERY_DEPTH)
		return NULL;
	if (n->edge)
		return n->edge->meaning.kind == MDP_CAT_VALUE ? n->edge : NULL;
	for (int i = 0; i < n->nargs; i++) {
		const struct mdp_edge *e = lone_value(n->args[i], depth + 1);
		if (e && found)
			return NULL;
		found = e ? e : found;
	}
	return found;
}

static const struct mdp_phrase *op_and(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_cond *l = mdp_node_cond(n->args[0]), *r = mdp_node_cond(n->args[1]);
	if (are_torn_apart(x, lone_value(n->args[0], 0), lone_value(n->args[1], 0)))
		return NULL;
	bool either = mdp_node_is(n, "or");
	if (l && r)
		r = mdp_cond_dated_by(x, l, r);
	if (!l || !r || (either && (!negatable(l) || !negatable(r))))
		return NULL;
	return mdp_cond_phrase(x, n, mdp_cond_two(x, n, either ? MDP_COND_OR : MDP_COND_AND, l, r));
}

const struct mdp_operation mdp_cond_operations[] = {
	{ "donefor", 2, op_done_for }, { "eq", 1, op_eq },     { "doneby", 1, op_eq }, { "way", 2, op_way },
	{ "eqattr", 2, op_eqattr },    { "null", 1, op_null }, { "zero", 1, op_null }, { "notnull", 1, op_null },
	{ "flag", 1, op_flag },        { "text", 3, op_text }, { "not", 1, op_not },   { "and", 2, op_and },
	{ "or", 2, op_and },           { NULL, 0, NULL },
};
