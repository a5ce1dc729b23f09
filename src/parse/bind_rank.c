/*
 * Order and limit: (rank DIR N TARGET X), (order X DIR). A rank by an attribute of the target lists instances; a rank by an amount
 * or a count groups by the target. "Top" without a number means ten; "which … is the most" means the one, with all that tie.
 */
#include "parse/bind.h"

#include <string.h>

#include "base/banned.h"

#define TOP_DEFAULT 10

static void push_order(struct mdp_bind *b, const char *name, bool descending)
{
	struct mdp_query *q = b->q;
	struct mdp_order *grown = MDP_NEW_ARRAY(b->a, (size_t)q->norder + 1, struct mdp_order);
	for (int i = 0; i < q->norder; i++) {
		grown[i] = q->order[i];
		if (!strcmp(grown[i].by, name))
			return;
	}
	grown[q->norder] = (struct mdp_order){ name, descending };
	q->order = grown;
	q->norder++;
}

const char *mdp_bind_out_name(struct mdp_bind *b, const char *want)
{
	const char *name = want;
	for (int n = 2;; n++) {
		bool taken = false;
		for (int i = 0; i < b->q->nby; i++)
			taken |= !strcmp(b->q->by[i].name, name);
		for (int i = 0; i < b->q->nshow; i++)
			taken |= !strcmp(b->q->show[i].name, name);
		if (!taken)
			return name;
		name = mdp_arena_printf(b->a, "%s %d", want, n);
	}
}

/* A unit that the expression itself does not tell. */
void mdp_bind_unit(struct mdp_bind *b, const char *name, const char *unit)
{
	for (int i = 0; unit && i < b->q->nshow; i++)
		if (!strcmp(b->q->show[i].name, name))
			b->q->show[i].unit = unit;
}

const char *mdp_bind_push_out(struct mdp_bind *b, bool key, const char *want, struct mdp_expr *expr)
{
	struct mdp_query *q = b->q;
	int n = key ? q->nby : q->nshow;
	struct mdp_out *old = key ? q->by : q->show;
	for (int i = 0; i < n; i++)
		if (mdp_expr_same(old[i].expr, expr))
			return old[i].name;
	struct mdp_out *grown = MDP_NEW_ARRAY(b->a, (size_t)n + 1, struct mdp_out);
	for (int i = 0; i < n; i++)
		grown[i] = old[i];
	grown[n] = (struct mdp_out){ mdp_bind_out_name(b, want), expr, NULL };
	if (key) {
		q->by = grown;
		q->nby++;
	} else {
		q->show = grown;
		q->nshow++;
	}
	return grown[n].name;
}

static bool descending(const struct mdp_node *dir)
{
	const char *w = mdp_node_word(dir);
	return strncmp(w, "asc", 3) != 0 && strcmp(w, "earliest") != 0;
}

/* A group that wins must be a group: rows without the key do not take part. */
static void leave_out_null(struct mdp_bind *b, const struct mdp_key *k)
{
	if (k->column >= 0 && b->c->columns[k->column].nulls > 0) {
		struct mdp_pred *null = mdp_pred_cmp(b->a, MDP_CMP_IS_NULL, k->outs[0].expr, NULL);
		b->q->where = mdp_pred_and(b->a, b->q->where, mdp_pred_not(b->a, null));
	}
}

static void limit_to(struct mdp_bind *b, const struct mdp_node *rank, const struct mdp_node *target)
{
	const struct mdp_node *number = rank->args[1];
	if (number && number->edge) {
		b->q->limit = (int)number->edge->number;
	} else if (target && !mdp_node_plural(b, target)) {
		b->q->limit = 1;
		b->q->ties = true;
	} else {
		b->q->limit = TOP_DEFAULT;
	}
}

/* Can the amount be ranked over the target: a time, or a thing that determines it or is determined by it? */
static bool target_of(struct mdp_bind *b, const struct mdp_node *rank, int entity)
{
	struct mdp_key key;
	if (!rank->args[2] || mdp_bind_key(b, rank->args[2], &key) < 0)
		return false;
	return key.grain || key.part || mdp_catalog_determines(b->c, entity, key.entity) ||
	       mdp_bind_event(b, entity, key.entity) >= 0;
}

/* What the ranking is by: said in the rank, said after it ("by revenue"), shown, else the main amount of the platform. */
static int rank_value(struct mdp_bind *b, const struct mdp_node *rank, struct mdp_bx *out)
{
	const struct mdp_node *x = rank->nargs > 3 && rank->args[3] ? rank->args[3] : b->rank_by;
	if (mdp_node_is(x, "takings") && b->nshows && b->shows[0].aggregate)
		return mdp_bind_refuse(b, MDP_REASON_AMBIGUOUS, rank,
				       "it is not clear by which of two figures to rank");
	if (x)
		return mdp_bind_value(b, x, out);
	for (int i = 0; i < b->nshows; i++)
		if (b->shows[i].aggregate) {
			*out = b->shows[i];
			return 0;
		}
	/* "best month", "top customers": by what comes in, where that belongs to one of them; the answer says so */
	int takings = mdp_bind_takings(b);
	if (takings >= 0 && target_of(b, rank, b->c->measures[takings].entity)) {
		static const struct mdp_node TAKINGS = { .op = "takings" };
		b->cost += mdp_lexicon_weight(b->l, "ranked_by_takings");
		return mdp_bind_value(b, &TAKINGS, out);
	}
	return mdp_bind_refuse(b, MDP_REASON_AMBIGUOUS, rank, "it is not said by what to rank");
}

int mdp_bind_rank_prepare(struct mdp_bind *b, struct mdp_key *target, struct mdp_bx *x)
{
	const struct mdp_node *rank = b->rank;
	const struct mdp_node *what = rank->args[2];
	target->entity = target->column = -1;
	int rc = what ? mdp_bind_key(b, what, target) : 0;
	if (rc >= 0)
		rc = rank_value(b, rank, x);
	if (rc >= 0 && rank->args[1] && rank->args[1]->edge) {
		double n = rank->args[1]->edge->number;
		if (n < 1 || n > 1e6 || n != (double)(int)n)
			rc = mdp_bind_refuse(b, MDP_REASON_INVALID_QUERY, rank, "%g is no number of rows", n);
	}
	return rc;
}

/* Split by in so many words, rather than ranked or shown beside. */
static bool is_said_key(const struct mdp_bind *b, const struct mdp_expr *x)
{
	for (int i = 0; i < b->nkeys; i++) {
		for (int k = 0; k < b->keys[i].n; k++)
			if (mdp_expr_same(b->keys[i].outs[k].expr, x))
				return true;
		if (b->keys[i].n == 0 && (x->kind == MDP_X_TRUNC || x->kind == MDP_X_PART))
			return true;
	}
	return false;
}

/* Called when keys, shown values and conditions stand. */
int mdp_bind_rank_finish(struct mdp_bind *b, const struct mdp_key *target, const char *by)
{
	const struct mdp_node *rank = b->rank;
	limit_to(b, rank, rank->args[2]);
	if (b->q->nby)
		leave_out_null(b, target);
	int others = 0;
	const char **within = MDP_NEW_ARRAY(b->a, (size_t)b->q->nby + 1, const char *);
	for (int i = 0; i < b->q->nby; i++)
		if (is_said_key(b, b->q->by[i].expr))
			within[others++] = b->q->by[i].name;
	if (others && target->n) { /* "in each category": so many of each */
		b->q->within = within;
		b->q->nwithin = others;
		for (int i = 0; i < b->nkeys; i++)
			leave_out_null(b, &b->keys[i]);
		for (int i = 0; i < others; i++)
			push_order(b, within[i], false);
	}
	push_order(b, by, descending(rank->args[0]));
	/* ties at the edge are broken by the key; where all that tie are shown there is nothing to break */
	for (int i = 0; i < b->q->nby && !b->q->ties; i++)
		push_order(b, b->q->by[i].name, false);
	return 0;
}

/* What people would sort by when they do not say: the name of what is listed, else the first column. */
static const char *label_shown(const struct mdp_bind *b)
{
	int label = b->listed >= 0 ? b->c->entities[b->listed].label : -1;
	for (int i = 0; i < b->q->nshow && label >= 0; i++) {
		const struct mdp_expr *x = b->q->show[i].expr;
		if (x->kind == MDP_X_COLUMN && mdp_catalog_column(b->c, mdp_str_of(x->name)) == label)
			return b->q->show[i].name;
	}
	return b->q->nshow ? b->q->show[0].name : b->q->by[0].name;
}

int mdp_bind_orders(struct mdp_bind *b)
{
	for (int i = 0; i < b->norders; i++) {
		const struct mdp_node *n = b->orders[i];
		struct mdp_bx x;
		const char *name = NULL;
		if (n->args[0]) {
			int rc = mdp_bind_value(b, n->args[0], &x);
			if (rc < 0)
				return rc;
			for (int k = 0; k < b->q->nby && !name; k++)
				if (mdp_expr_same(b->q->by[k].expr, x.expr))
					name = b->q->by[k].name;
			if (!name && b->q->nby && !x.aggregate)
				return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n,
						       "the result has no column `%s` to sort by", x.name);
			if (!name)
				name = mdp_bind_push_out(b, false, x.name, x.expr);
		} else if (b->q->nshow || b->q->nby) {
			name = label_shown(b);
		}
		if (name)
			push_order(b, name, n->nargs > 1 && n->args[1] && descending(n->args[1]));
	}
	return 0;
}
