/*
 * Which rows, in which order. Order is always total: what was asked, then the keys, so that the same question gives the same
 * rows. Ties at the edge of a top n are kept when asked (all that tie with the last one), else cut by the key. A group
 * without a value for its key never wins a place in a top n, and nulls come last whichever way the order runs.
 */
#include <string.h>
#include "plan/group.h"
#include "base/banned.h"

static struct mdp_sx *alias(struct planner *p, const struct mdp_item *item)
{
	struct mdp_sx *x = item->x;
	if (x->kind == MDP_SX_CALL && x->call == MDP_CALL_DAY_NAME)
		return x->args[0]; /* weekdays in their order, not by name */
	return mdp_plan_ref(p, NULL, item->name, x);
}

static int item_named(const struct mdp_query *q, const char *name)
{
	for (int i = 0; i < q->nby; i++)
		if (strcmp(q->by[i].name, name) == 0)
			return i;
	for (int i = 0; i < q->nshow; i++)
		if (strcmp(q->show[i].name, name) == 0)
			return q->nby + i;
	return -1;
}

struct mdp_rel *mdp_plan_wrap(struct planner *p, struct mdp_rel *r, const char *words)
{
	struct mdp_rel *outer = mdp_plan_rel(p, MDP_REL_SELECT);
	mdp_plan_with(p, r, words);
	struct mdp_from *f = mdp_plan_from_rel(p, outer, r, MDP_JOIN_FIRST);
	for (int i = 0; i < r->nitems; i++)
		mdp_plan_item(p, outer, r->items[i].name, mdp_plan_ref(p, f, r->items[i].name, r->items[i].x));
	return outer;
}

static struct mdp_sx *raw(const struct mdp_item *item)
{
	return item->x->kind == MDP_SX_CALL && item->x->call == MDP_CALL_DAY_NAME ? item->x->args[0] : item->x;
}

static struct mdp_sx *place(struct planner *p, const struct mdp_query *q, struct mdp_rel *r)
{
	struct mdp_sx *x = mdp_plan_number(p, 0);
	x->kind = MDP_SX_OVER;
	x->over = q->ties || !q->nwithin ? MDP_OVER_RANK : MDP_OVER_ROW;
	x->frame = -1;
	x->partition = MDP_NEW_ARRAY(p->a, (size_t)q->nwithin, struct mdp_sx *);
	for (int i = 0; i < q->nwithin; i++)
		x->partition[x->npartition++] = raw(&r->items[item_named(q, q->within[i])]);
	x->order = MDP_NEW_ARRAY(p->a, (size_t)(q->norder + q->nby), struct mdp_sort);
	for (int i = 0; i < q->norder; i++)
		x->order[x->norder++] =
			(struct mdp_sort){ raw(&r->items[item_named(q, q->order[i].by)]), q->order[i].descending };
	for (int i = 0; i < q->nby && x->over == MDP_OVER_ROW; i++)
		x->order[x->norder++] = (struct mdp_sort){ raw(&r->items[i]), false };
	return x;
}

/* Groups without a value for a key take no place. A label beside the key it names may be missing. */
static void leave_out_nulls(struct planner *p, const struct mdp_query *q, struct mdp_rel *r)
{
	const struct mdp_catalog *c = p->c;
	for (int i = 0; i < q->nby; i++) {
		struct mdp_sx *x = raw(&r->items[i]);
		if (!x->nullable)
			continue;
		bool labels = false, within = false;
		for (int k = 0; k < q->nwithin; k++)
			within |= item_named(q, q->within[k]) == i;
		for (int k = 0; !within && x->column >= 0 && k < q->nby && !labels; k++) {
			struct mdp_sx *other = raw(&r->items[k]);
			if (k == i || other->column < 0 ||
			    mdp_plan_owner(p, other->column) != mdp_plan_owner(p, x->column))
				continue;
			const struct mdp_entity *e = &c->entities[mdp_plan_owner(p, x->column)];
			int mine = mdp_catalog_original(c, x->column), its = mdp_catalog_original(c, other->column);
			bool i_am_key = false, it_is_key = false;
			for (int n = 0; n < e->nkey; n++) {
				i_am_key |= e->key[n] == mine;
				it_is_key |= e->key[n] == its;
			}
			labels = it_is_key && !i_am_key;
		}
		if (labels)
			continue;
		struct mdp_sx *is = mdp_plan_call(p, MDP_CALL_NOT_NULL, x, NULL);
		if (r->grouped)
			mdp_plan_having(p, r, is);
		else
			mdp_plan_where(p, r, is);
		mdp_plan_caveat(p, "unranked", "those without %s are not ranked", q->by[i].name);
	}
}

static void add_order(struct planner *p, const struct mdp_query *q, struct mdp_rel *r)
{
	bool *used = MDP_NEW_ARRAY(p->a, (size_t)r->nitems, bool);
	for (int i = 0; i < q->nwithin; i++) {
		int k = item_named(q, q->within[i]);
		if (!used[k])
			mdp_plan_sort(p, r, alias(p, &r->items[k]), false);
		used[k] = true;
	}
	for (int i = 0; i < q->norder; i++) {
		int k = item_named(q, q->order[i].by);
		if (!used[k])
			mdp_plan_sort(p, r, alias(p, &r->items[k]), q->order[i].descending);
		used[k] = true;
	}
	for (int i = 0; i < q->nby; i++)
		if (!used[i])
			mdp_plan_sort(p, r, alias(p, &r->items[i]), false);
}

static bool has_window(const struct mdp_sx *x, int depth)
{
	if (depth <= 0 || x->kind == MDP_SX_OVER)
		return x->kind == MDP_SX_OVER;
	for (int i = 0; i < x->nargs; i++)
		if (has_window(x->args[i], depth - 1))
			return true;
	return false;
}

/* A place among rows is taken when their windows are known, and on what is left of them. */
static bool needs_wrap(const struct mdp_query *q, const struct mdp_rel *r)
{
	bool windows = r->qualify != NULL;
	for (int i = 0; i < r->nitems; i++)
		windows |= has_window(r->items[i].x, MDP_LIMIT_QUERY_DEPTH);
	return q->limit && (r->distinct || (windows && (q->norder || q->nwithin)));
}

int mdp_plan_order(struct planner *p, const struct mdp_query *q, struct mdp_rel **rel)
{
	struct mdp_rel *r = *rel;
	for (int i = 0; i < q->norder; i++)
		if (item_named(q, q->order[i].by) < 0)
			return mdp_fail(p->err, MDP_USAGE, "query: order by '%s', which is not shown", q->order[i].by);
	for (int i = 0; i < q->nwithin; i++)
		if (item_named(q, q->within[i]) < 0 || item_named(q, q->within[i]) >= q->nby)
			return mdp_fail(p->err, MDP_USAGE, "query: limit within '%s', which is no key", q->within[i]);
	if (needs_wrap(q, r))
		r = mdp_plan_wrap(p, r, "ranked");
	if (q->limit && q->norder)
		leave_out_nulls(p, q, r);
	if (q->limit && ((q->ties && q->norder) || q->nwithin))
		r->qualify = mdp_plan_call(p, MDP_CALL_LE, place(p, q, r), mdp_plan_bind(p, mdp_value_int(q->limit)));
	else
		r->limit = q->limit;
	add_order(p, q, r);
	p->p->ordered |= q->norder > 0;
	for (int i = 0; i < q->nby; i++)
		p->p->ordered |= q->by[i].expr->kind == MDP_X_TRUNC || q->by[i].expr->kind == MDP_X_PART;
	*rel = r;
	return 0;
}
