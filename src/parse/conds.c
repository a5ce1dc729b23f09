/* Conditions by themselves: what they compare, not yet of what. */
#include <string.h>

#include "catalog/units.h"
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
	     dating && i < x->t->first[v->to + 1] && v->to < x->t->ntokens; i++) {
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

/* (vals V either? V …): of one column `in`, of several columns each its own condition. */
static const struct mdp_cond *values(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_node *vals,
				     const struct mdp_edge *way, const char *role)
{
	const struct mdp_cond *all = NULL;
	int done[MDP_PHRASE_PARTS], ndone = 0, nvalues = 0, nright;
	bool either = false, versus = false;
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

static const struct mdp_phrase *op_eq(struct mdp_phraser *x, const struct mdp_node *n)
{
	if (!n->args[0] || !is_one_name(x, n->args[0]))
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

/* --- comparisons --- */

static bool cmp_of(const struct mdp_node *n, enum mdp_cmp *cmp)
{
	const char *word = mdp_node_word(n), *colon = strchr(word, ':'); /* "gt", "gt:age" */
	if (!n || !*word) {
		*cmp = MDP_CMP_EQ;
		return true;
	}
	struct mdp_str w = { word, colon ? (size_t)(colon - word) : strlen(word) };
	return mdp_cmp_from_word(w, cmp) && *cmp != MDP_CMP_DURING && *cmp != MDP_CMP_BETWEEN && *cmp != MDP_CMP_IN;
}

/* In "more than two students" the number counts what follows it; it is not compared with what stands before. */
static bool counts_next(const struct mdp_phraser *x, const struct mdp_node *number)
{
	const struct mdp_edge *e = number ? number->edge : NULL;
	if (!e || e->meaning.kind != MDP_CAT_NUMBER || e->unit || e->to >= x->t->ntokens)
		return false;
	for (int i = x->t->first[e->to]; i < x->t->first[e->to + 1]; i++) {
		const struct mdp_meaning *m = &x->t->edges[i].meaning;
		if (m->kind == MDP_CAT_ENTITY && !strcmp(m->sub, "noun"))
			return true;
		if (m->kind == MDP_CAT_WORD && !strcmp(m->cat, "grain"))
			return true; /* "60 days" is no amount */
	}
	return false;
}

static bool also_noun(const struct mdp_phraser *x, const struct mdp_edge *e)
{
	for (int i = x->t->first[e->from]; i < x->t->first[e->from + 1]; i++) {
		const struct mdp_edge *o = &x->t->edges[i];
		if (o->to == e->to && o->meaning.kind == MDP_CAT_ENTITY && !strcmp(o->meaning.sub, "noun"))
			return true;
	}
	return false;
}

/* The number that a figure is compared with; a percentage in what the figure is told in. False: it is refused. */
static bool number_for(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_edge *e,
		       const struct mdp_expr *left, double *number)
{
	*number = e->number;
	if (!e->unit || strcmp(e->unit, "percent") != 0) {
		if (*number >= 2 && left->kind == MDP_X_COLUMN &&
		    mdp_catalog_percent(x->c, left) == MDP_PERCENT_OF_ONE) {
			mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, n->from, n->to,
					   "this is told as a part of one, which %g is not: say %g %% or %g", *number,
					   *number, *number / 100);
			return false;
		}
		return true;
	}
	switch (mdp_catalog_percent(x->c, left)) {
	case MDP_PERCENT_OF_ONE:
		*number /= 100;
		return true;
	case MDP_PERCENT_AS_IT_IS:
		return true;
	case MDP_PERCENT_UNCLEAR:
		mdp_phraser_refuse(
			x, MDP_REASON_UNSUPPORTED, n->from, n->to,
			"it is not clear whether this is told in percent or as a part of one: give the number as "
			"it is stored");
		return false;
	case MDP_PERCENT_OF_NOTHING:
		break;
	}
	mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, n->from, n->to, "what this is compared with is no percentage");
	return false;
}

/* What a figure is for one thing, as far as percentages go. */
static const struct mdp_expr *told(struct mdp_phraser *x, const struct mdp_figure *f)
{
	const struct mdp_expr *each = mdp_figure_each(x, f);
	return each ? each : f->expr;
}

/* A figure against a number: an attribute of each thing, or an amount over what belongs to each. */
static struct mdp_cond *compared(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_figure *f,
				 enum mdp_cmp cmp, double number)
{
	if (f->window || f->kind == MDP_FIG_SET || (f->kind == MDP_FIG_ATTR && f->set))
		return NULL;
	if (f->kind == MDP_FIG_ATTR) {
		if (!mdp_column_is_number(&x->c->columns[f->column]))
			return NULL;
		return mdp_cond_pred(x, n, mdp_pred_cmp(x->a, cmp, f->expr, mdp_phrase_number(x, number)), f->entity);
	}
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	*s = (struct mdp_set){ .entity = f->entity, .from = f->from, .to = f->to };
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_LINK);
	c->set = s;
	c->amount = f;
	c->cmp = cmp;
	c->n = number;
	return c;
}

/* (cmp CMP FIGURE NUMBER) */
static const struct mdp_phrase *op_cmp(struct mdp_phraser *x, const struct mdp_node *n)
{
	enum mdp_cmp cmp;
	const struct mdp_figure *f = mdp_node_figure(n->args[1]);
	const struct mdp_edge *e = n->args[2] ? n->args[2]->edge : NULL;
	if (!f || !e || !cmp_of(n->args[0], &cmp) || (n->args[2]->to == n->to && counts_next(x, n->args[2])))
		return NULL;
	double number;
	if (!number_for(x, n, e, told(x, f), &number))
		return NULL;
	struct mdp_cond *c = compared(x, n, f, cmp, number);
	if (c)
		c->done_by = mdp_node_is(n, "cmpdone");
	return mdp_cond_phrase(x, n, c);
}

/* (cmpof CMP FIGURE NUMBER): the number first. "more than 2 payments" counts payments, unless it is money. */
static const struct mdp_phrase *op_cmpof(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[1]);
	const struct mdp_edge *e = n->args[2] ? n->args[2]->edge : NULL, *leaf = NULL;
	if (!f || !e)
		return NULL;
	for (const struct mdp_node *k = n->args[1]; k && !leaf; k = k->nargs == 1 ? k->args[0] : NULL)
		leaf = k->edge;
	if (!e->unit && leaf && also_noun(x, leaf))
		return NULL;
	bool quantity = false;
	int column = f->column;
	if (f->measure >= 0) {
		struct mdp_expr *each = mdp_figure_each(x, f);
		column = each && each->kind == MDP_X_COLUMN ? mdp_catalog_column(x->c, mdp_str_of(each->name)) : -1;
	}
	if (column >= 0)
		quantity = x->c->columns[column].role != MDP_ROLE_MONEY;
	return quantity || e->unit || (leaf && !also_noun(x, leaf)) ? op_cmp(x, n) : NULL;
}

/* (ncmp CMP NUMBER): a number alone; it is compared with the main amount of what it stands beside. */
static const struct mdp_phrase *op_ncmp(struct mdp_phraser *x, const struct mdp_node *n)
{
	enum mdp_cmp cmp;
	const struct mdp_edge *e = n->args[1] ? n->args[1]->edge : NULL;
	if (!e || !cmp_of(n->args[0], &cmp) || (e->unit && strcmp(e->unit, "currency") != 0) ||
	    (n->args[1]->to == n->to && counts_next(x, n->args[1])))
		return NULL;
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_NUMBER);
	c->cmp = cmp;
	c->n = e->number;
	c->unit = e->unit;
	const char *colon = strchr(mdp_node_word(n->args[0]), ':');
	c->noun_of = colon ? colon + 1 : NULL;
	x->cost += e->unit || colon ? 0 : mdp_lexicon_weight(x->l, "bare_number");
	return mdp_cond_phrase(x, n, c);
}

static const struct mdp_phrase *op_between(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = n->args[0] ? mdp_node_figure(n->args[0]) : NULL;
	const struct mdp_edge *lo = n->args[1]->edge, *hi = n->args[2]->edge;
	if (!lo || !hi || (n->args[0] && !f) || (n->args[2]->to == n->to && counts_next(x, n->args[2])))
		return NULL;
	double from = lo->number, to = hi->number;
	if (f && (!number_for(x, n, lo, told(x, f), &from) || !number_for(x, n, hi, told(x, f), &to)))
		return NULL;
	if (lo->number > hi->number) {
		mdp_phraser_refuse(x, MDP_REASON_INVALID_QUERY, n->from, n->to,
				   "%g to %g is no range: it ends before it begins", lo->number, hi->number);
		return NULL;
	}
	if (f && f->kind == MDP_FIG_ATTR) {
		if (!mdp_column_is_number(&x->c->columns[f->column]) || f->set)
			return NULL;
		return mdp_cond_phrase(
			x, n,
			mdp_cond_pred(x, n,
				      mdp_pred_between(x->a, MDP_CMP_BETWEEN, f->expr, mdp_phrase_number(x, from),
						       mdp_phrase_number(x, to)),
				      f->entity));
	}
	struct mdp_cond *l, *r;
	if (f) {
		l = compared(x, n, f, MDP_CMP_GE, from);
		r = compared(x, n, f, MDP_CMP_LE, to);
		return l && r ? mdp_cond_phrase(x, n, mdp_cond_two(x, n, MDP_COND_AND, l, r)) : NULL;
	}
	l = mdp_cond_new(x, n, MDP_COND_NUMBER);
	r = mdp_cond_new(x, n, MDP_COND_NUMBER);
	l->cmp = MDP_CMP_GE;
	l->n = lo->number;
	r->cmp = MDP_CMP_LE;
	r->n = hi->number;
	bool unit = (lo->unit && !strcmp(lo->unit, "currency")) || (hi->unit && !strcmp(hi->unit, "currency"));
	x->cost += unit ? 0 : mdp_lexicon_weight(x->l, "bare_number");
	return mdp_cond_phrase(x, n, mdp_cond_two(x, n, MDP_COND_AND, l, r));
}

/* (vsavg CMP FIGURE AGAIN?): above (below) the average of all. */
static const struct mdp_phrase *op_vsavg(struct mdp_phraser *x, const struct mdp_node *n)
{
	enum mdp_cmp cmp;
	const struct mdp_figure *f = mdp_node_figure(n->args[1]), *again = NULL;
	if (n->nargs > 2 && n->args[2]) {
		again = mdp_node_figure(n->args[2]);
		if (!again || !f || !mdp_same_expr(again->expr, f->expr))
			return NULL;
	}
	struct mdp_expr *each = f ? mdp_figure_each(x, f) : NULL;
	if (!each || !cmp_of(n->args[0], &cmp) || f->set || f->where ||
	    (f->column >= 0 && !mdp_column_is_number(&x->c->columns[f->column])))
		return NULL;
	struct mdp_expr *avg = mdp_expr_agg(x->a, MDP_AGG_AVG, x->c->entities[f->entity].name, each);
	avg->total = true;
	return mdp_cond_phrase(x, n, mdp_cond_pred(x, n, mdp_pred_cmp(x->a, cmp, each, avg), f->entity));
}

/* (cmpattr CMP ATTR ATTR): two attributes of one thing. */
static const struct mdp_phrase *op_cmpattr(struct mdp_phraser *x, const struct mdp_node *n)
{
	enum mdp_cmp cmp;
	const struct mdp_figure *l = mdp_node_figure(n->args[1]), *r = mdp_node_figure(n->args[2]);
	const char *word = mdp_node_word(n->args[0]);
	if (!l || !r || l->kind != MDP_FIG_ATTR || r->kind != MDP_FIG_ATTR || l->column == r->column)
		return NULL;
	const struct mdp_column *a = &x->c->columns[l->column], *b = &x->c->columns[r->column];
	if (!strcmp(word, "after"))
		cmp = MDP_CMP_GT;
	else if (!strcmp(word, "before"))
		cmp = MDP_CMP_LT;
	else if (!cmp_of(n->args[0], &cmp))
		return NULL;
	if (!(mdp_column_is_number(a) && mdp_column_is_number(b)) && !(mdp_column_is_time(a) && mdp_column_is_time(b)))
		return NULL;
	int owner = mdp_entity_determines(x, a->entity, b->entity)   ? a->entity
		    : mdp_entity_determines(x, b->entity, a->entity) ? b->entity
								     : -1;
	return mdp_cond_phrase(x, n, mdp_cond_pred(x, n, mdp_pred_cmp(x->a, cmp, l->expr, r->expr), owner));
}

/* --- attributes that are there, or say yes --- */

static const struct mdp_phrase *op_null(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	if (!f || f->kind != MDP_FIG_ATTR)
		return NULL;
	if (x->c->columns[f->column].nulls == 0) {
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
	if (!f || f->kind != MDP_FIG_ATTR || !text || !cmp_of(n->args[0], &cmp) ||
	    x->c->columns[f->column].type != MDP_T_TEXT)
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

/* --- links --- */

static const struct mdp_phrase *op_link(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	if (s && s->pending && !s->where && mdp_cond_only_compares(s->pending))
		return mdp_cond_phrase(x, n, s->pending); /* "for A versus B customers": of the values */
	if (!s || s->pending || mdp_set_is_role(x, s))
		return NULL;
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_LINK);
	c->set = s;
	c->noun = mdp_node_is(n, "link");
	return mdp_cond_phrase(x, n, c);
}

/* "by customers in Texas": only with something said of it, as "by customer" splits. */
static const struct mdp_phrase *op_linkof(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	return s && s->conditioned ? op_link(x, n) : NULL;
}

static bool is_once(enum mdp_cmp cmp, double n)
{
	return (cmp == MDP_CMP_GE && n >= 1 && n <= 1) || (cmp == MDP_CMP_GT && n >= 0 && n <= 0);
}

/* (linkcount SET CMP NUMBER): so many of them. "at least one" is existence. */
static const struct mdp_phrase *op_linkcount(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	const struct mdp_edge *e = n->args[2] ? n->args[2]->edge : NULL;
	enum mdp_cmp cmp;
	if (!s || s->pending || s->attr || !cmp_of(n->args[1], &cmp) || !n->args[2])
		return NULL;
	double number = e ? e->number : 1;
	if (e && (e->meaning.kind != MDP_CAT_NUMBER || (e->unit && strcmp(e->unit, "year-like") != 0)) &&
	    e->meaning.kind == MDP_CAT_NUMBER)
		return NULL;
	if (e && e->meaning.kind == MDP_CAT_WORD)
		number = !strcmp(mdp_node_word(n->args[2]), "twice")    ? 2
			 : !strcmp(mdp_node_word(n->args[2]), "thrice") ? 3
									: 1;
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_LINK);
	c->set = s;
	c->cmp = cmp;
	c->n = number;
	c->counted = !is_once(cmp, number);
	/* a namesake amount holds how many there are */
	int m = mdp_entity_namesake(x, s->entity);
	if (m >= 0)
		return NULL;
	return mdp_cond_phrase(x, n, c);
}

/* (spent CMP NUMBER): what came in from each. */
static const struct mdp_phrase *op_spent(struct mdp_phraser *x, const struct mdp_node *n)
{
	enum mdp_cmp cmp;
	const struct mdp_edge *e = n->args[1] ? n->args[1]->edge : NULL;
	struct mdp_figure *f = MDP_NEW(x->a, struct mdp_figure);
	if (!e || !cmp_of(n->args[0], &cmp) || (e->unit && strcmp(e->unit, "currency") != 0) ||
	    !mdp_figure_takings(x, f))
		return NULL;
	return mdp_cond_phrase(x, n, compared(x, n, f, cmp, e->number));
}

/* An event takes what is said of it; what is of its parts makes it the part ("ordered books": the lines of orders). */
static bool event_add(struct mdp_phraser *x, struct mdp_set *s, const struct mdp_cond *c)
{
	int about = c->kind == MDP_COND_PRED                    ? c->owner
		    : c->kind == MDP_COND_LINK && !c->set->attr ? c->set->entity
								: -1;
	if (c->kind == MDP_COND_AND)
		return event_add(x, s, c->args[0]) && event_add(x, s, c->args[1]);
	if (c->kind == MDP_COND_PRED && c->both)
		return false; /* one event has one of them: "took A and B" is two */
	if (about >= 0 && !mdp_entity_determines(x, s->entity, about) &&
	    !(c->kind == MDP_COND_LINK && (c->counted || c->amount))) {
		int finer = mdp_entity_meeting(x, s->entity, about);
		if (finer < 0 || !mdp_entity_determines(x, finer, s->entity))
			return false;
		s->where = mdp_lift(x, finer, s->entity, s->where);
		s->entity = finer;
	}
	struct mdp_pred *p = NULL;
	if (mdp_attach(x, s->entity, c, &p) < 0)
		return false;
	if (mdp_pred_contradicts(s->where, p))
		return false;
	s->where = mdp_pred_and(x->a, s->where, p);
	return true;
}

/* (did ENTITY COND…): the event that a verb names, with what is said of it. */
static const struct mdp_phrase *op_did(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	if (e && e->meaning.kind == MDP_CAT_ENTITY)
		*s = (struct mdp_set){ .entity = e->meaning.id, .from = e->from, .to = e->to };
	else if (mdp_node_cond(n->args[0]) && mdp_node_cond(n->args[0])->kind == MDP_COND_LINK)
		*s = *mdp_node_cond(n->args[0])->set;
	else
		return NULL;
	for (int i = 1; i < n->nargs; i++) {
		const struct mdp_cond *c = mdp_node_cond(n->args[i]);
		if (n->args[i] && (!c || !event_add(x, s, c)))
			return NULL;
	}
	struct mdp_cond *out = mdp_cond_new(x, n, MDP_COND_LINK);
	if (!e)
		*out = *mdp_node_cond(n->args[0]);
	out->from = n->from;
	out->to = n->to;
	out->set = s;
	out->event = e != NULL;
	return mdp_cond_phrase(x, n, out);
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

static const struct mdp_phrase *op_and(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_cond *l = mdp_node_cond(n->args[0]), *r = mdp_node_cond(n->args[1]);
	bool either = mdp_node_is(n, "or");
	if (!l || !r || (either && (!negatable(l) || !negatable(r))))
		return NULL;
	return mdp_cond_phrase(x, n, mdp_cond_two(x, n, either ? MDP_COND_OR : MDP_COND_AND, l, r));
}

const struct mdp_operation mdp_cond_operations[] = {
	{ "eq", 1, op_eq },
	{ "doneby", 1, op_eq },
	{ "way", 2, op_way },
	{ "eqattr", 2, op_eqattr },
	{ "cmp", 3, op_cmp },
	{ "cmpdone", 3, op_cmp },
	{ "cmpof", 3, op_cmpof },
	{ "ncmp", 2, op_ncmp },
	{ "between", 3, op_between },
	{ "vsavg", 2, op_vsavg },
	{ "cmpattr", 3, op_cmpattr },
	{ "null", 1, op_null },
	{ "notnull", 1, op_null },
	{ "flag", 1, op_flag },
	{ "text", 3, op_text },
	{ "link", 1, op_link },
	{ "linked", 1, op_link },
	{ "linkof", 1, op_linkof },
	{ "linkcount", 3, op_linkcount },
	{ "spent", 2, op_spent },
	{ "did", 1, op_did },
	{ "not", 1, op_not },
	{ "and", 2, op_and },
	{ "or", 2, op_and },
	{ NULL, 0, NULL },
};
