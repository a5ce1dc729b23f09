/*
 * Figures of unrelated things by one split (revenue and budget by month): each is grouped by its own column of that split. A calendar
 * period is of the time of each thing; any other key is the column of the same name with the same values. What no other column can say
 * is left to be refused.
 */
#include <string.h>
#include "plan/group.h"
#include "base/banned.h"

#define SHARED 2 /* one in so many of the values of each column, at least, is one of the other */

static bool is_time(const struct mdp_column *col)
{
	return col->type == MDP_T_DATE || col->type == MDP_T_TIMESTAMP;
}

/* How many of the values of `a` are values of `b`. */
static int shared(const struct mdp_column *a, const struct mdp_column *b)
{
	int n = 0;
	for (int i = 0; i < a->nvalues; i++)
		for (int k = 0; k < b->nvalues; k++)
			if (!strcmp(a->values[i].text, b->values[k].text)) {
				n++;
				break;
			}
	return n;
}

static bool is_same(const struct planner *p, int column, int other)
{
	const struct mdp_column *a = &p->c->columns[column], *b = &p->c->columns[other];
	int n;
	if (b->hidden || b->mirror >= 0 || a->type != b->type || strcmp(a->words, b->words) != 0 || !a->all_values ||
	    !b->all_values)
		return false;
	n = shared(a, b);
	return n > 0 && n * SHARED >= a->nvalues && n * SHARED >= b->nvalues;
}

/* The column that is to `entity` what `column` is to others; -1: none, or several. */
static int column_for(struct planner *p, int entity, int column)
{
	int found = -1;
	for (int i = 0; i < p->c->ncolumns; i++) {
		if (!mdp_plan_determines(p, entity, mdp_plan_owner(p, i)) || !is_same(p, column, i))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

static int own_time(const struct planner *p, int entity)
{
	int time = p->c->entities[entity].time;
	return time >= 0 && is_time(&p->c->columns[time]) && p->c->columns[time].role == MDP_ROLE_TIME_EVENT ? time
													     : -1;
}

static struct mdp_expr *column_expr(struct planner *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	const char *name = mdp_arena_printf(p->a, "%s.%s", p->c->tables[col->table].name, col->name);
	struct mdp_expr *x = MDP_NEW(p->a, struct mdp_expr);
	*x = (struct mdp_expr){ .kind = MDP_X_COLUMN, .name = name };
	return mdp_catalog_column(p->c, mdp_str_of(name)) == column ? x : NULL;
}

static int reads(const struct planner *p, const struct mdp_expr *x)
{
	return x && x->kind == MDP_X_COLUMN && !x->role ? mdp_catalog_column(p->c, mdp_str_of(x->name)) : -1;
}

static void say_time(struct planner *p, int entity, int time, int instead)
{
	mdp_plan_caveat(p, "own_time", "%s are taken by their %s, in the place of %s of %s",
			p->c->entities[entity].plural, p->c->columns[time].words, p->c->columns[instead].words,
			p->c->tables[p->c->columns[instead].table].name);
}

/* The expression for instances of `entity`; NULL: there is none. */
static struct mdp_expr *conform(struct groups *g, int entity, const struct mdp_expr *x)
{
	struct planner *p = g->p;
	bool trunc = x->kind == MDP_X_TRUNC;
	int column = reads(p, trunc ? x->arg : x), other, time = own_time(p, entity);
	if (column < 0)
		return NULL;
	const struct mdp_column *col = &p->c->columns[column];
	if (mdp_plan_determines(p, entity, mdp_plan_owner(p, column))) {
		struct mdp_expr *same = MDP_NEW(p->a, struct mdp_expr);
		*same = *x;
		return same;
	}
	/* the month of a plan is a column; that of what happens is the month of its day */
	enum mdp_grain grain = trunc                              ? x->grain
			       : col->precision != MDP_GRAIN_NONE ? col->precision
								  : col->coverage.grain;
	if (is_time(col) && time >= 0 && (trunc || grain != MDP_GRAIN_NONE)) {
		struct mdp_expr *out = MDP_NEW(p->a, struct mdp_expr);
		*out = (struct mdp_expr){ .kind = MDP_X_TRUNC, .grain = grain, .arg = column_expr(p, time) };
		say_time(p, entity, time, column);
		return out->arg ? out : NULL;
	}
	other = trunc ? -1 : column_for(p, entity, column);
	if (other < 0)
		return NULL;
	mdp_plan_caveat(p, "own_key", "%s are split by %s of %s, in the place of that of %s",
			p->c->entities[entity].plural, p->c->columns[other].words,
			p->c->tables[p->c->columns[other].table].name, p->c->tables[col->table].name);
	return column_expr(p, other);
}

/* A condition likewise: on a period, or on a column of the same name. */
static struct mdp_pred *conform_pred(struct groups *g, int entity, const struct mdp_pred *w, int depth)
{
	struct planner *p = g->p;
	struct mdp_pred *out = MDP_NEW(p->a, struct mdp_pred);
	*out = *w;
	if (depth <= 0 || w->kind == MDP_P_EXISTS)
		return NULL;
	if (w->kind != MDP_P_CMP) {
		out->args = MDP_NEW_ARRAY(p->a, (size_t)w->nargs, struct mdp_pred *);
		for (int i = 0; i < w->nargs; i++) {
			out->args[i] = conform_pred(g, entity, w->args[i], depth - 1);
			if (!out->args[i])
				return NULL;
		}
		return out;
	}
	int column = reads(p, w->left);
	if (column < 0)
		return NULL;
	if (!mdp_plan_determines(p, entity, mdp_plan_owner(p, column))) {
		int other = w->cmp == MDP_CMP_DURING ? own_time(p, entity) : column_for(p, entity, column);
		out->left = other >= 0 ? column_expr(p, other) : NULL;
		if (out->left && w->cmp == MDP_CMP_DURING)
			say_time(p, entity, other, column);
	}
	return out->left ? out : NULL;
}

bool mdp_plan_conform(struct groups *g, int entity, struct mdp_expr ***by, struct mdp_pred **where)
{
	struct planner *p = g->p;
	bool moved = false;
	if (g->q->nshow < 2)
		return false;
	*by = MDP_NEW_ARRAY(p->a, (size_t)g->q->nby + 1, struct mdp_expr *);
	*where = NULL;
	int ncaveats = p->p->ncaveats;
	for (int i = 0; i < g->q->nby; i++) {
		(*by)[i] = conform(g, entity, g->q->by[i].expr);
		if (!(*by)[i]) {
			p->p->ncaveats = ncaveats;
			return false;
		}
		moved = true;
	}
	if (g->q->where) {
		*where = conform_pred(g, entity, g->q->where, MDP_LIMIT_QUERY_DEPTH);
		moved = true;
		if (!*where) {
			p->p->ncaveats = ncaveats;
			return false;
		}
	}
	return moved;
}
