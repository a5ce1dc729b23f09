/*
 * What was earned: "sales", "revenue", "how much did they spend" are said of what came to something, so that cancelled and voided things are
 * left out of an amount that nobody defined, and the answer says so. An amount that is called by its own name ("order total") is added up
 * as it stands, with a note; and so is all that the question speaks of itself ("revenue by status", "including cancelled ones").
 */
#include <string.h>

#include "catalog/units.h"
#include "parse/frame.h"
#include "base/banned.h"

static int column_of(const struct mdp_phraser *x, const struct mdp_expr *e)
{
	return e && e->kind == MDP_X_COLUMN ? mdp_catalog_column(x->c, mdp_str_of(e->name)) : -1;
}

static bool expr_speaks(const struct mdp_phraser *x, const struct mdp_expr *e, int column, int depth);

static bool pred_speaks(const struct mdp_phraser *x, const struct mdp_pred *p, int column, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	for (int i = 0; i < p->nargs; i++)
		if (pred_speaks(x, p->args[i], column, depth + 1))
			return true;
	return expr_speaks(x, p->left, column, depth + 1) || pred_speaks(x, p->where, column, depth + 1);
}

/* Not in the conditions of figures, where what was undone is left out. */
static bool expr_speaks(const struct mdp_phraser *x, const struct mdp_expr *e, int column, int depth)
{
	if (!e || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	int own = column_of(x, e);
	if (own >= 0 && mdp_catalog_original(x->c, own) == mdp_catalog_original(x->c, column))
		return true;
	return expr_speaks(x, e->arg, column, depth + 1) || expr_speaks(x, e->arg2, column, depth + 1);
}

/* Does the question speak of the column, other than by leaving out what was undone? */
static bool query_speaks(const struct mdp_phraser *x, const struct mdp_query *q, int column)
{
	bool speaks = pred_speaks(x, q->where, column, 0) || pred_speaks(x, q->having, column, 0);
	for (int i = 0; i < q->nby; i++)
		speaks |= expr_speaks(x, q->by[i].expr, column, 0);
	for (int i = 0; i < q->nshow; i++)
		speaks |= expr_speaks(x, q->show[i].expr, column, 0);
	return speaks;
}

/* The column that tells the state of each of them, with a state of which nothing came; -1. */
static int state_of(struct mdp_phraser *x, int entity)
{
	for (int i = 0; i < x->c->ncolumns; i++) {
		bool whole = mdp_catalog_is_whole_of(x->c, x->c->columns[i].entity, entity);
		if (whole && mdp_column_marks(x, i, "state") && mdp_in_states(x, i, mdp_is_undone))
			return i;
	}
	return -1;
}

static struct mdp_pred *not_undone(struct mdp_phraser *x, int column)
{
	struct mdp_pred *out = mdp_pred_not(x->a, mdp_in_states(x, column, mdp_is_undone));
	if (x->c->columns[column].nulls > 0)
		out = mdp_pred_or(x->a, mdp_pred_cmp(x->a, MDP_CMP_IS_NULL, mdp_phrase_column(x, column), NULL), out);
	return out;
}

/* A word for what comes in. Verbs only where no line goes on: "make it 5" earns nothing. */
static bool says_earned(const struct mdp_frame *f)
{
	const struct mdp_phraser *x = f->x;
	if (f->came || (f->movers && f->movers->takings))
		return true;
	for (int i = 0; i < x->t->ntokens; i++)
		if (mdp_is_takings(x, x->t->tokens[i].folded) ||
		    (!x->follow &&
		     (mdp_begins_with(x, i, "verb", "spend", "earn") || mdp_begins_with(x, i, "verb", "sell", "sell"))))
			return true;
	return false;
}

/* By its own name: "amount paid". That it is a total or an average says nothing of it. */
static bool is_named(const struct mdp_phraser *x, const struct mdp_measure *m)
{
	for (int i = 0; i < x->t->ntokens; i++)
		if (mdp_words_have(m->name, x->t->tokens[i].folded) && !mdp_begins_with(x, i, "agg", "sum", "avg"))
			return true;
	return false;
}

/* The measure that is the sum of the column, of which this is the sum or the mean; -1. */
static int measure_under(const struct mdp_phraser *x, const struct mdp_expr *e)
{
	if (e->kind == MDP_X_MEASURE)
		return mdp_catalog_measure(x->c, mdp_str_of(e->name));
	bool total = e->agg == MDP_AGG_SUM || e->agg == MDP_AGG_AVG || e->agg == MDP_AGG_MEDIAN;
	int column = total ? mdp_catalog_aggregated(x->c, e) : -1;
	for (int m = 0; column >= 0 && m < x->c->nmeasures; m++) {
		const struct mdp_expr *of = x->c->measures[m].expr;
		if (of->agg == MDP_AGG_SUM && mdp_catalog_aggregated(x->c, of) == column)
			return m;
	}
	return -1;
}

/* An amount of money that nobody defined, or of pieces where they are said to have been sold; -1. */
static int undeclared(const struct mdp_frame *f, const struct mdp_expr *e)
{
	const struct mdp_catalog *c = f->x->c;
	int m = measure_under(f->x, e);
	bool money = m >= 0 && (mdp_unit_is_money(c->measures[m].unit) || f->came);
	return money && !c->measures[m].declared && c->measures[m].entity >= 0 ? m : -1;
}

/* The expression, with what was undone left out of amounts that were earned; itself where there is nothing to leave out. */
static struct mdp_expr *narrowed(struct mdp_frame *f, const struct mdp_query *q, struct mdp_expr *e, int depth)
{
	struct mdp_phraser *x = f->x;
	if (!e || depth > MDP_LIMIT_QUERY_DEPTH)
		return e;
	int m = undeclared(f, e), state = m < 0 ? -1 : state_of(x, x->c->measures[m].entity);
	struct mdp_expr *copy = MDP_NEW(x->a, struct mdp_expr);
	*copy = *e;
	copy->arg = narrowed(f, q, e->arg, depth + 1);
	copy->arg2 = narrowed(f, q, e->arg2, depth + 1);
	if (state < 0)
		return copy;
	struct mdp_pred *p = not_undone(x, state);
	if (query_speaks(x, q, state)) {
		if (copy->where && mdp_pred_same(copy->where, p)) /* of the answer before: now it is said otherwise */
			copy->where = NULL;
	} else if (says_earned(f) && (f->came || !is_named(x, &x->c->measures[m])) &&
		   !pred_speaks(x, copy->where, state, 0)) {
		copy->where = mdp_pred_and(x->a, copy->where, p);
	}
	return copy;
}

static struct mdp_query *of_earned(struct mdp_frame *f, const struct mdp_query *q, int depth)
{
	struct mdp_query *copy = MDP_NEW(f->x->a, struct mdp_query);
	*copy = *q;
	if (depth > MDP_LIMIT_QUERY_DEPTH)
		return copy;
	if (q->kind == MDP_Q_COMPARE) {
		copy->queries = MDP_NEW_ARRAY(f->x->a, (size_t)q->nqueries + 1, struct mdp_query *);
		for (int i = 0; i < q->nqueries; i++)
			copy->queries[i] = of_earned(f, q->queries[i], depth + 1);
	}
	if (q->kind != MDP_Q_SELECT)
		return copy;
	copy->show = MDP_NEW_ARRAY(f->x->a, (size_t)q->nshow + 1, struct mdp_out);
	for (int i = 0; i < q->nshow; i++) {
		copy->show[i] = q->show[i];
		copy->show[i].expr = narrowed(f, q, q->show[i].expr, 0);
	}
	return copy;
}

void mdp_frame_leave_undone(struct mdp_frame *f, struct mdp_query **q)
{
	/* a line that goes on may take back what the answer before left out */
	if (!f->x->follow && !says_earned(f))
		return;
	if (*q && ((*q)->kind == MDP_Q_SELECT || (*q)->kind == MDP_Q_COMPARE))
		*q = mdp_query_canonical(f->x->a, of_earned(f, *q, 0));
}
