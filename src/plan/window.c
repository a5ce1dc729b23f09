/*
 * Expressions on groups: aggregates, keys, arithmetic, and windows over the groups. A share and a running total add groups up,
 * so they are refused for what does not add up (averages, ratios, counts of things that are in several groups).
 * Windows along time run over a series without gaps, so the row before is the period before.
 */
#include <string.h>
#include "plan/group.h"
#include "base/banned.h"

static const struct slot *slot_of(const struct groups *g, const struct mdp_expr *x)
{
	const char *text = mdp_expr_dump(g->p->a, x);
	for (int i = 0; i < g->nslots; i++)
		if (strcmp(g->slots[i].text, text) == 0)
			return &g->slots[i];
	return NULL;
}

static int key_of(const struct groups *g, const struct mdp_expr *x)
{
	const char *text = mdp_expr_dump(g->p->a, x);
	for (int i = 0; i < g->q->nby; i++)
		if (strcmp(mdp_expr_dump(g->p->a, g->q->by[i].expr), text) == 0)
			return i;
	return -1;
}

static struct mdp_sx *stage_item(const struct groups *g, int item)
{
	return mdp_plan_ref(g->p, g->stage, g->stage_rel->items[item].name, g->stage_rel->items[item].x);
}

static struct mdp_sx *stage_named(const struct groups *g, const char *name)
{
	for (int i = 0; i < g->stage_rel->nitems; i++)
		if (strcmp(g->stage_rel->items[i].name, name) == 0)
			return stage_item(g, i);
	return NULL;
}

int mdp_plan_group_expr(struct groups *g, const struct mdp_expr *x, struct mdp_sx **out)
{
	struct planner *p = g->p;
	struct mdp_sx *arg = NULL, *arg2 = NULL;
	if (x->kind == MDP_X_VALUE) {
		*out = mdp_plan_value(p, x);
		return 0;
	}
	int key = key_of(g, x);
	if (key >= 0) {
		*out = g->stage ? stage_item(g, key) : g->blocks[0].keys[key];
		return 0;
	}
	if (x->kind == MDP_X_AGG && x->total)
		return mdp_plan_over_all(p, x, out);
	if (x->kind == MDP_X_AGG) {
		const struct slot *s = slot_of(g, x);
		*out = g->stage ? stage_named(g, s->name) : s->sx;
		return 0;
	}
	if (x->kind == MDP_X_WINDOW)
		return mdp_plan_window(g, x, out);
	if (x->kind == MDP_X_COLUMN) {
		int rc = mdp_refuse(p->err, MDP_REASON_INVALID_QUERY, "%s is neither a key nor an aggregate",
				    mdp_plan_expr_words(p, x));
		mdp_error_hint(p->err, "add it to 'by', or aggregate it");
		return rc;
	}
	if (++p->depth > MDP_LIMIT_QUERY_DEPTH)
		return mdp_fail(p->err, MDP_LIMIT, "query: nested too deep");
	if (x->arg)
		TRY(mdp_plan_group_expr(g, x->arg, &arg));
	if (x->arg2)
		TRY(mdp_plan_group_expr(g, x->arg2, &arg2));
	p->depth--;
	*out = mdp_plan_shape(p, x, arg, arg2);
	return 0;
}

int mdp_plan_group_pred(struct groups *g, const struct mdp_pred *w, struct mdp_sx **out)
{
	struct planner *p = g->p;
	struct mdp_sx *all = NULL, *one;
	if (w->kind == MDP_P_EXISTS)
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "existence as a condition on groups");
	if (++p->depth > MDP_LIMIT_QUERY_DEPTH)
		return mdp_fail(p->err, MDP_LIMIT, "query: nested too deep");
	if (w->kind == MDP_P_CMP) {
		struct mdp_sx **right = MDP_NEW_ARRAY(p->a, (size_t)w->nright, struct mdp_sx *);
		TRY(mdp_plan_group_expr(g, w->left, &one));
		for (int i = 0; i < w->nright; i++)
			TRY(mdp_plan_group_expr(g, w->right[i], &right[i]));
		TRY(mdp_plan_compare(p, w, one, right, w->nright, out));
	} else if (w->kind == MDP_P_NOT) {
		TRY(mdp_plan_group_pred(g, w->args[0], &one));
		*out = mdp_plan_call(p, MDP_CALL_NOT, one, NULL);
	} else {
		for (int i = 0; i < w->nargs; i++) {
			TRY(mdp_plan_group_pred(g, w->args[i], &one));
			all = !all ? one
				   : mdp_plan_call(p, w->kind == MDP_P_AND ? MDP_CALL_AND : MDP_CALL_OR, all, one);
		}
		*out = all;
	}
	p->depth--;
	return 0;
}

/* --- windows ---------------------------------------------------------------------------------------------------------- */

static bool adds_up(const struct groups *g, const struct mdp_expr *x, int depth)
{
	if (!x || depth <= 0)
		return false;
	if (x->kind == MDP_X_AGG) {
		const struct slot *s = slot_of(g, x);
		return s && !s->overlaps && (x->agg == MDP_AGG_COUNT || x->agg == MDP_AGG_SUM);
	}
	if (x->kind != MDP_X_OP)
		return false;
	if (x->op == MDP_OP_ADD || x->op == MDP_OP_SUB)
		return adds_up(g, x->arg, depth - 1) && adds_up(g, x->arg2, depth - 1);
	return adds_up(g, x->arg, depth - 1) && x->arg2->kind == MDP_X_VALUE;
}

static struct mdp_sx *over(struct groups *g, enum mdp_over fn, struct mdp_sx *arg)
{
	struct mdp_sx *x = mdp_plan_number(g->p, 0);
	x->kind = MDP_SX_OVER;
	x->over = fn;
	x->nullable = true;
	x->type = fn == MDP_OVER_RANK || fn == MDP_OVER_ROW ? MDP_T_INT : arg->type;
	if (fn != MDP_OVER_RANK && fn != MDP_OVER_ROW)
		mdp_plan_arg(g->p, x, arg);
	return x;
}

static void partition(struct groups *g, struct mdp_sx *x, struct mdp_sx *by)
{
	struct mdp_sx **all = MDP_NEW_ARRAY(g->p->a, (size_t)x->npartition + 1, struct mdp_sx *);
	if (x->npartition)
		memcpy(all, x->partition, (size_t)x->npartition * sizeof(struct mdp_sx *));
	all[x->npartition++] = by;
	x->partition = all;
}

static void along(struct groups *g, struct mdp_sx *x, struct mdp_sx *by, bool descending)
{
	x->order = MDP_NEW(g->p->a, struct mdp_sort);
	x->order[0] = (struct mdp_sort){ by, descending };
	x->norder = 1;
}

static int named_key(const struct groups *g, const char *name)
{
	for (int i = 0; name && i < g->q->nby; i++)
		if (strcmp(g->q->by[i].name, name) == 0)
			return i;
	return -1;
}

/* A window along a key: partitioned by all other keys. */
static int time_window(struct groups *g, const struct mdp_expr *x, struct mdp_sx *arg, struct mdp_sx **out)
{
	struct planner *p = g->p;
	static const enum mdp_over fns[] = {
		[MDP_WIN_CUMULATIVE] = MDP_OVER_SUM,     [MDP_WIN_ROLLING] = MDP_OVER_SUM,
		[MDP_WIN_MOVING_AVERAGE] = MDP_OVER_AVG, [MDP_WIN_PREVIOUS] = MDP_OVER_LAG,
		[MDP_WIN_GROWTH] = MDP_OVER_LAG,         [MDP_WIN_DIFFERENCE] = MDP_OVER_LAG,
	};
	int key = x->along ? named_key(g, x->along) : g->series;
	if (key < 0)
		return mdp_refuse(p->err, MDP_REASON_INVALID_QUERY, "%s needs a period to run along",
				  mdp_window_word(x->window));
	/* The row before is the period before only in a series without gaps. */
	if (x->window != MDP_WIN_CUMULATIVE && (key != g->series || !g->fill))
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED,
				  "%s along %s: only along calendar days, weeks, months, quarters or years",
				  mdp_window_word(x->window), g->q->by[key].name);
	struct mdp_sx *w = over(g, fns[x->window], arg);
	for (int i = 0; i < g->q->nby; i++)
		if (i != key)
			partition(g, w, stage_item(g, i));
	along(g, w, stage_item(g, key), false);
	w->frame = x->window == MDP_WIN_ROLLING || x->window == MDP_WIN_MOVING_AVERAGE ? (int)x->n : 0;
	if (x->window == MDP_WIN_DIFFERENCE || x->window == MDP_WIN_GROWTH)
		*out = mdp_plan_call(p, MDP_CALL_SUB, arg, w);
	else
		*out = w;
	if (x->window == MDP_WIN_GROWTH)
		*out = mdp_plan_call(p, MDP_CALL_DIV, *out, w);
	(*out)->nullable = true;
	return 0;
}

int mdp_plan_window(struct groups *g, const struct mdp_expr *x, struct mdp_sx **out)
{
	struct planner *p = g->p;
	struct mdp_sx *arg;
	if (!g->stage)
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "%s here", mdp_window_word(x->window));
	TRY(mdp_plan_group_expr(g, x->arg, &arg));
	bool sums = x->window == MDP_WIN_SHARE || x->window == MDP_WIN_CUMULATIVE || x->window == MDP_WIN_ROLLING;
	if (sums && !adds_up(g, x->arg, MDP_LIMIT_QUERY_DEPTH)) {
		int rc = mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "%s of %s: its groups do not add up",
				    mdp_window_word(x->window), mdp_plan_expr_words(p, x->arg));
		return rc;
	}
	if (x->window != MDP_WIN_SHARE && x->window != MDP_WIN_RANK)
		return time_window(g, x, arg, out);
	int within = named_key(g, x->within);
	struct mdp_sx *w = over(g, x->window == MDP_WIN_SHARE ? MDP_OVER_SUM : MDP_OVER_RANK, arg);
	if (within >= 0)
		partition(g, w, stage_item(g, within));
	w->frame = -1;
	if (x->window == MDP_WIN_RANK)
		along(g, w, arg, true);
	*out = x->window == MDP_WIN_SHARE ? mdp_plan_call(p, MDP_CALL_DIV, arg, w) : w;
	return 0;
}
