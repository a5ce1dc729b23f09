/* Groups that are not there in the data: numbers in buckets of one width, and stretches of time of which something is said. */
#include <math.h>
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

#define ABOUT_BUCKETS 10 /* that a number is put into when it is not said how wide they are */

/* A round width: 1, 2 or 5 times a power of ten, of which about ten make the range. */
static double round_width(const struct mdp_column *c)
{
	double range = mdp_value_is_number(&c->min) && mdp_value_is_number(&c->max)
			       ? mdp_value_number(&c->max) - mdp_value_number(&c->min)
			       : 0;
	if (!(range > 0))
		return 0;
	double rough = range / ABOUT_BUCKETS, power = pow(10, floor(log10(rough))), left = rough / power;
	return (left < 1.5 ? 1 : left < 3.5 ? 2 : left < 6 ? 5 : 10) * power;
}

/* (bucket FIGURE WIDTH?): split by a number of each thing, from one multiple of the width to below the next. */
static const struct mdp_phrase *op_bucket(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	const struct mdp_edge *said = n->nargs > 1 && n->args[1] ? n->args[1]->edge : NULL;
	struct mdp_expr *each = f && !f->where && !f->set && !f->window ? mdp_figure_each(x, f) : NULL;
	int column = each && each->kind == MDP_X_COLUMN ? mdp_catalog_column(x->c, mdp_str_of(each->name)) : -1;
	if (column < 0 || !mdp_column_is_number(&x->c->columns[column]) || x->c->columns[column].role == MDP_ROLE_ID ||
	    x->c->columns[column].role == MDP_ROLE_CODE)
		return NULL;
	double width = said ? said->number : round_width(&x->c->columns[column]);
	if (!(width > 1e-9 && width < 1e15))
		return NULL;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_KEYS);
	p->keys = MDP_NEW(x->a, struct mdp_key);
	p->nkeys = 1;
	p->keys[0] = mdp_column_key(x, x->c->columns[column].entity, column, each->role);
	struct mdp_expr *e = MDP_NEW(x->a, struct mdp_expr);
	e->kind = MDP_X_BUCKET;
	e->n = width;
	e->arg = each;
	p->keys[0].outs[0].expr = e;
	p->keys[0].outs[0].name = mdp_arena_printf(x->a, "%s from", mdp_phrase_label(&x->c->columns[column]));
	p->keys[0].bucket = true;
	return p;
}

/* (bucketed FIGURE WIDTH): how many of them there are in each. */
static const struct mdp_phrase *op_bucketed(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_phrase *key = op_bucket(x, n);
	if (!key || key->keys[0].entity < 0)
		return NULL;
	struct mdp_figure f;
	mdp_figure_number_of(x, key->keys[0].entity, n->from, n->to, &f);
	struct mdp_phrase *p = mdp_figure_one(x, n, &f);
	p->keys = key->keys;
	p->nkeys = 1;
	p->asked = true;
	return p;
}

/* (periods KEY FIGURE CMP NUMBER): "days with more than 20 orders": those units of time of which that is so. */
static const struct mdp_phrase *op_periods(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_phrase *key = n->args[0] ? n->args[0]->phrase : NULL;
	const struct mdp_figure *f = mdp_node_figure(n->args[1]);
	const struct mdp_edge *e = n->args[3] ? n->args[3]->edge : NULL;
	struct mdp_having *h = MDP_NEW(x->a, struct mdp_having);
	if (!key || key->kind != MDP_PH_KEYS || key->nkeys != 1 || !f || f->kind != MDP_FIG_AMOUNT || f->window || !e ||
	    e->meaning.kind != MDP_CAT_NUMBER || !mdp_node_cmp(n->args[2], &h->cmp) ||
	    (e->unit && (!strcmp(e->unit, "percent") || (f->counts && strcmp(e->unit, "year-like") != 0))))
		return NULL;
	h->number = e->number;
	if (!mdp_money_number(x, n->from, n->to, f->expr, e->unit, &h->number))
		return NULL;
	struct mdp_phrase *p = mdp_figure_one(x, n, f);
	p->keys = key->keys;
	p->nkeys = 1;
	p->having = h;
	p->asked = true;
	return p;
}

const struct mdp_operation mdp_group_operations[] = {
	{ "bucket", 1, op_bucket },
	{ "bucketed", 2, op_bucketed },
	{ "periods", 4, op_periods },
	{ NULL, 0, NULL },
};
