/* Conditions by number: a figure against a number, a range, an average, another attribute. */
#include <string.h>

#include "catalog/units.h"
#include "parse/phrase.h"
#include "base/banned.h"

#define AGE_LEAST 5
#define AGE_MOST 110

bool mdp_node_cmp(const struct mdp_node *n, enum mdp_cmp *cmp)
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
	if (e->meaning.sub && !strcmp(e->meaning.sub, "date"))
		return false; /* a day is no amount */
	if (!mdp_money_number(x, n->from, n->to, left, e->unit, number))
		return false;
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
		if (f->column < 0 || !mdp_column_is_number(&x->c->columns[f->column]))
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
	if (!f || !e || !mdp_node_cmp(n->args[0], &cmp) || (n->args[2]->to == n->to && counts_next(x, n->args[2])))
		return NULL;
	double number;
	if (!number_for(x, n, e, told(x, f), &number))
		return NULL;
	struct mdp_cond *c = compared(x, n, f, cmp, number);
	if (c)
		c->done_by = mdp_node_is(n, "cmpdone");
	return mdp_cond_phrase(x, n, c);
}

/* The measure that is the sum of a number of pieces ("items" of a line); -1. */
static int sum_of_pieces(struct mdp_phraser *x, int column)
{
	double cost = 0;
	if (column < 0 || x->c->columns[column].role != MDP_ROLE_QUANTITY ||
	    mdp_column_called(x, "quantity", x->c->columns[column].entity, &cost) != column)
		return -1;
	return mdp_measure_of_sum(x->c, mdp_phrase_column(x, column));
}

/* "Orders with more than 3 items" have them in all of their lines together. */
static const struct mdp_phrase *more_pieces(struct mdp_phraser *x, const struct mdp_node *n, int measure)
{
	if (!n->args[1] || !n->args[2])
		return NULL;
	struct mdp_figure *f = MDP_NEW(x->a, struct mdp_figure);
	const struct mdp_edge *e = n->args[2]->edge;
	enum mdp_cmp cmp;
	double number;
	mdp_figure_measure(x, measure, f);
	f->from = n->args[1]->from;
	f->to = n->args[1]->to;
	if (!mdp_node_cmp(n->args[0], &cmp) || (n->args[2]->to == n->to && counts_next(x, n->args[2])) ||
	    !number_for(x, n, e, f->expr, &number))
		return NULL;
	return mdp_cond_phrase(x, n, compared(x, n, f, cmp, number));
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
	if (!quantity && !e->unit && !(leaf && !also_noun(x, leaf)))
		return NULL;
	int pieces = f->kind == MDP_FIG_ATTR && !f->set ? sum_of_pieces(x, column) : -1;
	return pieces >= 0 ? more_pieces(x, n, pieces) : op_cmp(x, n);
}

/* A bare number or a sum of money. "2000" looks like a year, but nothing is more than a year. */
static bool may_be_amount(const struct mdp_edge *e, enum mdp_cmp cmp)
{
	return !e->unit || mdp_says_money(e->unit) || (!strcmp(e->unit, "year-like") && cmp != MDP_CMP_EQ);
}

/* (ncmp CMP NUMBER): a number alone; it is compared with the main amount of what it stands beside. */
static const struct mdp_phrase *op_ncmp(struct mdp_phraser *x, const struct mdp_node *n)
{
	enum mdp_cmp cmp;
	const struct mdp_edge *e = n->args[1] ? n->args[1]->edge : NULL;
	if (!e || !mdp_node_cmp(n->args[0], &cmp) || !may_be_amount(e, cmp) ||
	    (n->args[1]->to == n->to && counts_next(x, n->args[1])))
		return NULL;
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_NUMBER);
	c->cmp = cmp;
	c->n = e->number;
	c->unit = mdp_says_money(e->unit) ? e->unit : NULL;
	const char *colon = strchr(mdp_node_word(n->args[0]), ':');
	c->noun_of = colon ? colon + 1 : NULL;
	x->cost += c->unit || colon ? 0 : mdp_lexicon_weight(x->l, "bare_number");
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
		if (f->column < 0 || !mdp_column_is_number(&x->c->columns[f->column]) || f->set)
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
	l->unit = r->unit = mdp_says_money(lo->unit) ? lo->unit : mdp_says_money(hi->unit) ? hi->unit : NULL;
	bool unit = l->unit != NULL;
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
	if (!each || !mdp_node_cmp(n->args[0], &cmp) || f->set || f->where ||
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
	if (!l || !r || l->kind != MDP_FIG_ATTR || r->kind != MDP_FIG_ATTR || l->column == r->column || l->column < 0 ||
	    r->column < 0)
		return NULL;
	const struct mdp_column *a = &x->c->columns[l->column], *b = &x->c->columns[r->column];
	if (!strcmp(word, "after"))
		cmp = MDP_CMP_GT;
	else if (!strcmp(word, "before"))
		cmp = MDP_CMP_LT;
	else if (!mdp_node_cmp(n->args[0], &cmp))
		return NULL;
	if (!(mdp_column_is_number(a) && mdp_column_is_number(b)) && !(mdp_column_is_time(a) && mdp_column_is_time(b)))
		return NULL;
	int owner = mdp_entity_determines(x, a->entity, b->entity)   ? a->entity
		    : mdp_entity_determines(x, b->entity, a->entity) ? b->entity
								     : -1;
	struct mdp_cond *c = mdp_cond_pred(x, n, mdp_pred_cmp(x->a, cmp, l->expr, r->expr), owner);
	if (mdp_column_is_time(a) && a->entity == b->entity)
		c->dated = 1 + l->column; /* "finished later than promised in December": it was finished then */
	return mdp_cond_phrase(x, n, c);
}

/* (spent CMP NUMBER [COND]): what came in from each, of what the condition is of ("spent more than 1000 on books"). */
static const struct mdp_phrase *op_spent(struct mdp_phraser *x, const struct mdp_node *n)
{
	enum mdp_cmp cmp;
	const struct mdp_edge *e = n->args[1] ? n->args[1]->edge : NULL;
	const struct mdp_cond *on = n->nargs > 2 ? mdp_node_cond(n->args[2]) : NULL;
	struct mdp_figure *f = MDP_NEW(x->a, struct mdp_figure);
	if (!e || !mdp_node_cmp(n->args[0], &cmp) || !may_be_amount(e, cmp) || !mdp_figure_takings(x, f))
		return NULL;
	if (n->nargs > 2) {
		if (!on || on->kind != MDP_COND_PRED || mdp_entity_meeting(x, f->entity, on->owner) < 0)
			return NULL;
		f->where = mdp_pred_and(x->a, f->where, on->pred);
	}
	double number = e->number;
	if (!mdp_money_number(x, n->from, n->to, f->expr, e->unit, &number))
		return NULL;
	return mdp_cond_phrase(x, n, compared(x, n, f, cmp, number));
}

/* "Products under 60 euros": what is sold goes by its price, where money is compared; -1: it has none, or nothing says that it is money. */
static int own_price(struct mdp_phraser *x, int entity, const struct mdp_cond *c)
{
	double cost = 0;
	int found = mdp_says_money(c->unit) ? mdp_column_called(x, "price", entity, &cost) : -1;
	if (!mdp_says_money(c->unit) || (found >= 0 && !mdp_column_marks(x, found, "cost")))
		return found;
	found = -1;
	for (int i = 0; i < x->c->ncolumns; i++) { /* the only one that is not what it costs ourselves */
		const struct mdp_column *p = &x->c->columns[i];
		if (p->entity != entity || p->hidden || p->mirror >= 0 || !mdp_unit_is_money(p->unit) ||
		    mdp_column_marks(x, i, "cost"))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

/* An amount of each against the number of the condition. */
static int amount_cmp(struct mdp_phraser *x, const struct mdp_cond *c, struct mdp_expr *amount, struct mdp_pred **out)
{
	double number = c->n;
	if (!mdp_money_number(x, c->from, c->to, amount, c->unit, &number))
		return -MDP_REFUSED;
	*out = mdp_pred_cmp(x->a, c->cmp, amount, mdp_phrase_number(x, number));
	return 0;
}

/* "Members over 60", "under 18": an age, of people whose birth is known; "more than 3" is none. */
static bool may_be_age(struct mdp_phraser *x, int entity, const struct mdp_cond *c)
{
	static const char *const BY_AGE[] = { "over", "under", "above", "below", "aged" };
	bool said = false;
	for (int i = c->from; i < c->to; i++)
		for (size_t k = 0; k < sizeof(BY_AGE) / sizeof(BY_AGE[0]); k++)
			said |= mdp_str_is(x->t->tokens[i].folded, BY_AGE[k]);
	return said && !c->unit && c->n >= AGE_LEAST && c->n <= AGE_MOST && mdp_entity_is_somebody(x, entity) &&
	       mdp_column_marked(x, entity, "birth") >= 0;
}

/* "Orders from customers over 60": right behind another thing, and said of that. */
static bool said_behind_another(const struct mdp_phraser *x, int entity, const struct mdp_cond *c)
{
	bool other = false;
	for (int i = 0; i < x->t->nedges; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->to != c->from || e->meaning.kind != MDP_CAT_ENTITY || strcmp(e->meaning.sub, "noun") != 0)
			continue;
		if (e->meaning.id == entity)
			return false;
		other = true;
	}
	return other;
}

/* A bare number: the main amount of each is compared. */
int mdp_attach_number(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out)
{
	bool several;
	double cost = 0;
	int column = c->noun_of ? mdp_column_called(x, c->noun_of, entity, &cost) : -1;
	if (c->noun_of) {
		x->cost += cost;
		bool aged = !strcmp(c->noun_of, "age");
		if (aged && (column < 0 || (c->age_unit != MDP_GRAIN_NONE && c->age_unit != MDP_GRAIN_YEAR)))
			return mdp_attach_age(x, entity, c, out);
		if (column < 0 && c->unit && !strcmp(c->noun_of, "duration"))
			return mdp_attach_span(x, entity, c, out);
		if (column < 0 || !mdp_column_is_number(&x->c->columns[column]))
			return mdp_phraser_refuse(x, MDP_REASON_UNKNOWN_CONCEPT, c->from, c->to, "%s have no single %s",
						  x->c->entities[entity].plural, c->noun_of);
		return amount_cmp(x, c, mdp_phrase_column(x, column), out);
	}
	if (said_behind_another(x, entity, c))
		return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, c->from, c->to,
					  "it is not clear what is compared with %g: say which attribute or amount",
					  c->n);
	int m = mdp_entity_main(x, entity, &several), price = m < 0 || several ? own_price(x, entity, c) : -1;
	if (price >= 0)
		return amount_cmp(x, c, mdp_phrase_column(x, price), out);
	if (m < 0 && may_be_age(x, entity, c))
		return mdp_attach_age(x, entity, c, out);
	if (m < 0 || several)
		return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, c->from, c->to,
					  "it is not clear which amount of %s is compared with %g",
					  x->c->entities[entity].plural, c->n);
	return amount_cmp(x, c, x->c->measures[m].expr->arg, out);
}

const struct mdp_operation mdp_number_operations[] = {
	{ "cmp", 3, op_cmp },         { "cmpdone", 3, op_cmp },     { "cmpof", 3, op_cmpof },
	{ "ncmp", 2, op_ncmp },       { "between", 3, op_between }, { "vsavg", 2, op_vsavg },
	{ "cmpattr", 3, op_cmpattr }, { "spent", 2, op_spent },     { NULL, 0, NULL },
};
