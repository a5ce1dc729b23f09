/*
 * What is in stock: things of which some are left, of which none are, and of which fewer are left than the number at which more is ordered.
 * The number that is left is a level of the thing itself; nobody sells it, whatever is "sold the most".
 */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

bool mdp_figure_is_level(const struct mdp_phraser *x, const struct mdp_figure *f)
{
	int column = f->measure >= 0 ? mdp_catalog_aggregated(x->c, x->c->measures[f->measure].expr) : f->column;
	return column >= 0 && x->c->columns[column].role == MDP_ROLE_LEVEL;
}

bool mdp_sold_not_left(const struct mdp_phraser *x, int from, int to, const struct mdp_figure *f)
{
	bool sold = false;
	for (int at = from; at < to && at < f->from && !sold; at++)
		sold = mdp_begins_with(x, at, "verb", "sell", "event");
	return sold && mdp_figure_is_level(x, f);
}

/* The only level of each of them; -1: none, or several. */
static int level_of(struct mdp_phraser *x, int entity)
{
	int found = -1;
	for (int i = 0; i < x->c->ncolumns; i++) {
		const struct mdp_column *c = &x->c->columns[i];
		if (c->entity != entity || c->hidden || c->mirror >= 0 || c->role != MDP_ROLE_LEVEL ||
		    mdp_column_marks(x, i, "least"))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

/* Is it kept for each day, so that only the last one tells what is left? */
static bool is_kept_by_day(const struct mdp_phraser *x, int entity)
{
	const struct mdp_entity *e = &x->c->entities[entity];
	bool day = false;
	for (int i = 0; i < e->nkey; i++)
		day |= mdp_column_is_time(&x->c->columns[e->key[i]]);
	return day;
}

/* What is left of the thing in each of several places, where only one kind of rows tells it; -1. */
static int stock_of(struct mdp_phraser *x, int thing, int *level)
{
	int found = -1;
	for (int e = 0; e < x->c->nentities; e++) {
		int own =
			e == thing || mdp_entity_links(x, e, thing) != 1 || is_kept_by_day(x, e) ? -1 : level_of(x, e);
		if (own < 0)
			continue;
		if (found >= 0)
			return -1;
		found = e;
		*level = own;
	}
	return found;
}

static struct mdp_pred *against_zero(struct mdp_phraser *x, int level, enum mdp_cmp cmp)
{
	return mdp_pred_cmp(x->a, cmp, mdp_phrase_column(x, level), mdp_phrase_number(x, 0));
}

/* In that place, or in all of them where none is said. */
static struct mdp_pred *left_in_places(struct mdp_phraser *x, bool some, int stock, int level,
				       const struct mdp_cond *place)
{
	struct mdp_pred *there = NULL;
	if (place && mdp_attach(x, stock, place, &there) < 0)
		return NULL;
	if (some || place)
		return mdp_pred_exists(
			x->a, mdp_entity_name(x, stock),
			mdp_pred_and(x->a, there, against_zero(x, level, some ? MDP_CMP_GT : MDP_CMP_LE)));
	struct mdp_pred *left = mdp_pred_exists(x->a, mdp_entity_name(x, stock), against_zero(x, level, MDP_CMP_GT));
	return mdp_pred_and(x->a, mdp_pred_exists(x->a, mdp_entity_name(x, stock), NULL), mdp_pred_not(x->a, left));
}

/* (instock WORD PLACE?) */
static struct mdp_pred *left_over(struct mdp_phraser *x, const struct mdp_node *n, int entity)
{
	const struct mdp_node *word = n->args[0];
	const struct mdp_cond *place = n->nargs > 1 ? mdp_node_cond(n->args[1]) : NULL;
	bool some = !strcmp(mdp_node_word(word), "some");
	if (mdp_said_by_data(x, word->from, word->to, entity) || (n->nargs > 1 && !place))
		return NULL;
	int level = level_of(x, entity), stock = level < 0 ? stock_of(x, entity, &level) : -1;
	if (stock >= 0)
		return left_in_places(x, some, stock, level, place);
	return level < 0 || place ? NULL : against_zero(x, level, some ? MDP_CMP_GT : MDP_CMP_LE);
}

/* (whatleft WORD PLACE?): "what's out of stock at Norwich": the things with a name that the stock is of. */
static const struct mdp_phrase *op_what_left(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_cond *place = n->nargs > 1 ? mdp_node_cond(n->args[1]) : NULL;
	struct mdp_set *s = NULL;
	for (int e = 0; e < x->c->nentities; e++) {
		int level;
		bool where = place && place->kind == MDP_COND_PRED && place->owner == e;
		if (x->c->entities[e].label < 0 || where || mdp_entity_is_somebody(x, e) || stock_of(x, e, &level) < 0)
			continue;
		struct mdp_pred *p = left_over(x, n, e);
		if (!p)
			continue;
		if (s)
			return NULL;
		s = MDP_NEW(x->a, struct mdp_set);
		*s = (struct mdp_set){
			.entity = e, .where = p, .conditioned = true, .plural = true, .from = n->from, .to = n->to
		};
	}
	return s ? mdp_set_phrase(x, n, s) : NULL;
}

/* (instock WORD): "still in stock", "out of stock": of the only things that were named and of which a level is known. */
static const struct mdp_phrase *op_in_stock(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_state_cond(x, n, left_over);
}

/* (reorder CMP FIGURE): "below their reorder point": a number of the thing that its level is set against. */
static const struct mdp_phrase *op_reorder(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[1]);
	enum mdp_cmp cmp;
	int level = f && f->kind == MDP_FIG_ATTR && f->column >= 0 && !f->set ? level_of(x, f->entity) : -1;
	if (level < 0 || level == f->column || !mdp_node_cmp(n->args[0], &cmp) ||
	    !mdp_column_marks(x, f->column, "least"))
		return NULL;
	return mdp_cond_phrase(
		x, n, mdp_cond_pred(x, n, mdp_pred_cmp(x->a, cmp, mdp_phrase_column(x, level), f->expr), f->entity));
}

const struct mdp_operation mdp_stock_operations[] = {
	{ "instock", 1, op_in_stock },
	{ "whatleft", 1, op_what_left },
	{ "reorder", 2, op_reorder },
	{ NULL, 0, NULL },
};
