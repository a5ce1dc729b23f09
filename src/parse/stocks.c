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

static struct mdp_pred *left_over(struct mdp_phraser *x, const struct mdp_node *n, int entity)
{
	const struct mdp_node *word = n->args[0];
	int level = mdp_said_by_data(x, word->from, word->to, entity) ? -1 : level_of(x, entity);
	bool some = !strcmp(mdp_node_word(word), "some");
	return level < 0 ? NULL
			 : mdp_pred_cmp(x->a, some ? MDP_CMP_GT : MDP_CMP_LE, mdp_phrase_column(x, level),
					mdp_phrase_number(x, 0));
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
	{ "reorder", 2, op_reorder },
	{ NULL, 0, NULL },
};
