/*
 * Several blocks, series without gaps and windows need the aggregates as columns of one named block first: the stage. Blocks
 * are joined on their keys, null-safe, each at most one row a group, on the union of all keys, so that a group that one
 * measure lacks is still there. A series runs over every period between the first and the last one of the filter, or of
 * the data; where nothing happened counts and sums are 0 and all else is null.
 */
#include <stdio.h>
#include <string.h>
#include "plan/group.h"
#include "base/banned.h"

static const char *slot_name(struct groups *g, const struct slot *slot)
{
	struct planner *p = g->p;
	const struct mdp_expr *x = slot->x;
	for (int i = 0; i < g->q->nshow; i++) {
		const struct mdp_expr *shown = g->q->show[i].expr;
		if (shown->kind == MDP_X_AGG && strcmp(mdp_expr_dump(p->a, shown), slot->text) == 0)
			return mdp_plan_snake(p, g->q->show[i].name);
	}
	const char *of = x->arg && x->arg->kind == MDP_X_COLUMN ? mdp_plan_expr_words(p, x->arg)
								: p->c->entities[slot->entity].plural;
	return mdp_plan_snake(p, mdp_arena_printf(p->a, "%s %s", mdp_aggregate_word(x->agg), of));
}

/* A name no key or earlier slot has. */
static const char *free_name(struct groups *g, const char *name, int nslots)
{
	const char *tried = name;
	for (int n = 2;; n++) {
		bool used = false;
		for (int i = 0; i < g->q->nby && !used; i++)
			used = g->key_names[i] && strcmp(g->key_names[i], tried) == 0;
		for (int i = 0; i < nslots && !used; i++)
			used = strcmp(g->slots[i].name, tried) == 0;
		if (!used)
			return tried;
		tried = mdp_arena_printf(g->p->a, "%s_%d", name, n);
	}
}

static void name_columns(struct groups *g)
{
	g->key_names = MDP_NEW_ARRAY(g->p->a, (size_t)g->q->nby, const char *);
	for (int i = 0; i < g->q->nby; i++) {
		const char *name = free_name(g, mdp_plan_snake(g->p, g->q->by[i].name), 0);
		g->key_names[i] = name;
	}
	for (int i = 0; i < g->nslots; i++)
		g->slots[i].name = free_name(g, slot_name(g, &g->slots[i]), i);
}

static void close_block(struct groups *g, int block)
{
	struct planner *p = g->p;
	struct block *b = &g->blocks[block];
	const char *plural = p->c->entities[b->each >= 0 ? b->each : b->entity].plural;
	for (int i = 0; i < g->q->nby; i++)
		mdp_plan_item(p, b->rel, g->key_names[i], b->keys[i]);
	for (int i = 0; i < g->nslots; i++)
		if (g->slots[i].block == block)
			mdp_plan_item(p, b->rel, g->slots[i].name, g->slots[i].sx);
	mdp_plan_with(p, b->rel,
		      g->q->nby ? mdp_arena_printf(p->a, "%s by %s", plural, g->key_names[0])
				: mdp_arena_printf(p->a, "all %s", plural));
}

static struct mdp_sx *item_ref(struct planner *p, struct mdp_from *f, int item)
{
	return mdp_plan_ref(p, f, f->rel->items[item].name, f->rel->items[item].x);
}

/* on: every key is the same, null being the same as null. */
static struct mdp_sx *same_keys(struct planner *p, struct mdp_from *l, struct mdp_from *r, int n)
{
	struct mdp_sx *on = NULL;
	for (int i = 0; i < n; i++) {
		struct mdp_sx *a = item_ref(p, l, i), *b = item_ref(p, r, i);
		on = mdp_plan_and(p, on,
				  mdp_plan_call(p, a->nullable || b->nullable ? MDP_CALL_SAME : MDP_CALL_EQ, a, b));
	}
	return on;
}

static struct mdp_rel *all_keys(struct groups *g)
{
	struct planner *p = g->p;
	struct mdp_rel *set = mdp_plan_rel(p, MDP_REL_SET);
	set->set_op = MDP_SET_UNION;
	for (int b = 0; b < g->nblocks; b++) {
		struct mdp_rel *part = mdp_plan_rel(p, MDP_REL_SELECT);
		struct mdp_from *f = mdp_plan_from_rel(p, part, g->blocks[b].rel, MDP_JOIN_FIRST);
		for (int i = 0; i < g->q->nby; i++)
			mdp_plan_item(p, part, g->key_names[i], item_ref(p, f, i));
		MDP_PUSH(p->a, set->parts, set->nparts, set->parts_cap, part);
	}
	set->items = set->parts[0]->items;
	set->nitems = set->parts[0]->nitems;
	mdp_plan_with(p, set, "groups");
	return set;
}

static bool counts(const struct slot *s)
{
	return s->x->agg == MDP_AGG_COUNT || s->x->agg == MDP_AGG_COUNT_DISTINCT;
}

/* Where nobody looked at a stock it is not 0. */
static bool is_stock(const struct planner *p, const struct slot *s)
{
	int column = s->x->arg && s->x->arg->kind == MDP_X_COLUMN
			     ? mdp_catalog_column(p->c, mdp_str_of(s->x->arg->name))
			     : -1;
	return column >= 0 && p->c->columns[column].additive == MDP_ADDITIVE_SEMI;
}

static struct mdp_sx *or_zero(struct planner *p, struct mdp_sx *x)
{
	x = mdp_plan_call(p, MDP_CALL_COALESCE, x, mdp_plan_number(p, 0));
	x->nullable = false;
	return x;
}

static struct mdp_rel *join_blocks(struct groups *g)
{
	struct planner *p = g->p;
	struct mdp_rel *r = mdp_plan_rel(p, MDP_REL_SELECT);
	struct mdp_from *keys = NULL, **from = MDP_NEW_ARRAY(p->a, (size_t)g->nblocks, struct mdp_from *);
	if (g->q->nby)
		keys = mdp_plan_from_rel(p, r, all_keys(g), MDP_JOIN_FIRST);
	for (int b = 0; b < g->nblocks; b++) {
		enum mdp_join join = keys ? MDP_JOIN_LEFT : b ? MDP_JOIN_CROSS : MDP_JOIN_FIRST;
		from[b] = mdp_plan_from_rel(p, r, g->blocks[b].rel, join);
		if (keys)
			from[b]->on = same_keys(p, keys, from[b], g->q->nby);
	}
	for (int i = 0; i < g->q->nby; i++)
		mdp_plan_item(p, r, g->key_names[i], item_ref(p, keys, i));
	for (int i = 0; i < g->nslots; i++) {
		struct mdp_sx *x = mdp_plan_ref(p, from[g->slots[i].block], g->slots[i].name, g->slots[i].sx);
		x->nullable = true;
		mdp_plan_item(p, r, g->slots[i].name, counts(&g->slots[i]) && keys ? or_zero(p, x) : x);
	}
	mdp_plan_with(p, r, "together");
	mdp_plan_proof(
		p, "join",
		"measures of different grain are aggregated apart and joined on their keys, one row a group each");
	return r;
}

/* --- series ----------------------------------------------------------------------------------------------------------- */

int mdp_plan_series_key(const struct mdp_query *q)
{
	int found = -1;
	for (int i = 0; i < q->nby; i++) {
		if (q->by[i].expr->kind != MDP_X_TRUNC)
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

static struct mdp_sx *bound(struct groups *g, struct mdp_rel *of, enum mdp_aggregate agg)
{
	struct planner *p = g->p;
	struct mdp_rel *r = mdp_plan_rel(p, MDP_REL_SELECT);
	struct mdp_from *f = mdp_plan_from_rel(p, r, of, MDP_JOIN_FIRST);
	mdp_plan_item(p, r, NULL, mdp_plan_agg(p, agg, item_ref(p, f, g->series)));
	struct mdp_sx *x = mdp_plan_number(p, 0);
	x->kind = MDP_SX_SCALAR;
	x->rel = r;
	x->type = MDP_T_DATE;
	return x;
}

/* The first or last day with data, found when the statement runs; NULL when it is not known here either. */
static struct mdp_sx *edge_of_data(struct groups *g, enum mdp_aggregate agg)
{
	struct planner *p = g->p;
	const struct mdp_column *c = &p->c->columns[g->time];
	int64_t first, last;
	if (!mdp_catalog_period(p->c, g->time, &first, &last))
		return NULL;
	struct mdp_rel *r = mdp_plan_rel(p, MDP_REL_SELECT);
	struct mdp_from *f = mdp_plan_from_table(p, r, c->table, p->c->tables[c->table].name, MDP_JOIN_FIRST);
	struct mdp_sx *time = mdp_plan_ref(p, f, c->name, NULL);
	time->type = c->type;
	mdp_plan_item(p, r, NULL, mdp_plan_agg(p, agg, time));
	struct mdp_sx *x = mdp_plan_number(p, 0);
	x->kind = MDP_SX_SCALAR;
	x->rel = r;
	x->type = c->type;
	return x;
}

/* An end of the series that an input gives, as far as there are data. */
static struct mdp_sx *input_end(struct groups *g, const struct mdp_expr *input, bool last)
{
	struct planner *p = g->p;
	struct mdp_expr x = *input;
	struct mdp_sx *day, *edge = edge_of_data(g, last ? MDP_AGG_MAX : MDP_AGG_MIN);
	if (last) {
		x.grain = MDP_GRAIN_DAY;
		x.n = -1;
	}
	day = mdp_plan_value(p, &x);
	if (edge)
		day = mdp_plan_call(p, last ? MDP_CALL_EARLIER : MDP_CALL_LATER, day, edge);
	return mdp_plan_trunc(p, g->q->by[g->series].expr->grain, day);
}

static struct mdp_rel *periods(struct groups *g, struct mdp_rel *of)
{
	struct planner *p = g->p;
	struct mdp_rel *r = mdp_plan_rel(p, MDP_REL_SERIES);
	r->grain = g->q->by[g->series].expr->grain;
	bool known = g->from < g->to;
	const struct mdp_expr *from = g->from_input, *to = g->to_input;
	r->low = from    ? input_end(g, from, false)
		 : known ? mdp_plan_bind(p, mdp_value_date(mdp_date_trunc(g->from, r->grain)))
			 : bound(g, of, MDP_AGG_MIN);
	r->high = to      ? input_end(g, to, true)
		  : known ? mdp_plan_bind(p, mdp_value_date(mdp_date_trunc(g->to - 1, r->grain)))
			  : bound(g, of, MDP_AGG_MAX);
	struct mdp_sx *item = mdp_plan_ref(p, NULL, g->key_names[g->series], NULL);
	item->type = MDP_T_DATE;
	mdp_plan_item(p, r, g->key_names[g->series], item);
	mdp_plan_with(p, r, mdp_arena_printf(p->a, "%ss", mdp_grain_word(r->grain)));
	return r;
}

/* The combinations of the other keys that there are. */
static struct mdp_rel *members(struct groups *g, struct mdp_rel *of)
{
	struct planner *p = g->p;
	struct mdp_rel *r = mdp_plan_rel(p, MDP_REL_SELECT);
	struct mdp_from *f = mdp_plan_from_rel(p, r, of, MDP_JOIN_FIRST);
	r->distinct = true;
	for (int i = 0; i < g->q->nby; i++)
		if (i != g->series)
			mdp_plan_item(p, r, g->key_names[i], item_ref(p, f, i));
	mdp_plan_with(p, r, "members");
	return r;
}

static struct mdp_rel *fill_series(struct groups *g, struct mdp_rel *of)
{
	struct planner *p = g->p;
	struct mdp_rel *spine = periods(g, of), *others = g->q->nby > 1 ? members(g, of) : NULL;
	struct mdp_rel *r = mdp_plan_rel(p, MDP_REL_SELECT);
	struct mdp_from *time = mdp_plan_from_rel(p, r, spine, MDP_JOIN_FIRST);
	struct mdp_from *rest = others ? mdp_plan_from_rel(p, r, others, MDP_JOIN_CROSS) : NULL;
	struct mdp_from *data = mdp_plan_from_rel(p, r, of, MDP_JOIN_LEFT);
	bool zero = g->q->fill != MDP_FILL_NULL_;
	for (int i = 0, k = 0; i < g->q->nby; i++) {
		struct mdp_sx *key = i == g->series || !rest ? item_ref(p, time, 0) : item_ref(p, rest, k++);
		struct mdp_sx *there = item_ref(p, data, i);
		key->nullable = i != g->series && there->nullable;
		data->on = mdp_plan_and(p, data->on,
					mdp_plan_call(p, key->nullable ? MDP_CALL_SAME : MDP_CALL_EQ, there, key));
		mdp_plan_item(p, r, g->key_names[i], key);
	}
	for (int i = 0; i < g->nslots; i++) {
		struct mdp_sx *x = item_ref(p, data, g->q->nby + i);
		x->nullable = true;
		bool adds = counts(&g->slots[i]) || (g->slots[i].x->agg == MDP_AGG_SUM && !is_stock(p, &g->slots[i]));
		mdp_plan_item(p, r, g->slots[i].name, zero && adds ? or_zero(p, x) : x);
	}
	mdp_plan_with(p, r, "series");
	return r;
}

int mdp_plan_stage(struct groups *g)
{
	name_columns(g);
	for (int b = 0; b < g->nblocks; b++)
		close_block(g, b);
	struct mdp_rel *r = g->nblocks > 1 ? join_blocks(g) : g->blocks[0].rel;
	if (g->fill)
		r = fill_series(g, r);
	g->stage_rel = r;
	return 0;
}
