/*
 * Queries with aggregates. Every aggregate is assigned to a block: a scope whose rows are instances of one entity, each once,
 * filtered and grouped by the keys of the query. Aggregates over the same entity share a block; blocks are joined on the
 * keys, null-safe, so that no measure multiplies another. What entity a block has is a matter of grain:
 *
 *   the aggregate's own entity determines keys and filters      aggregate its instances
 *   something finer is needed, and it is a count                 count distinct keys there ("orders with electronics")
 *   … and it is a least or largest value                         repeats do not matter
 *   … and it is a sum that a finer sum reconciles with            that one, said
 *   … only because the query is `of` something finer              distinct instances, then aggregate
 *   else                                                          refused, with what it can be split by
 */
#include <stdio.h>
#include <string.h>
#include "plan/group.h"
#include "base/banned.h"

static bool is_count(const struct mdp_expr *x)
{
	return x->agg == MDP_AGG_COUNT;
}

/* Keys of a scope as one value, for counting distinct instances. */
static int key_value(struct scope *s, int entity, struct mdp_sx **out)
{
	struct mdp_sx *key[MDP_LIMIT_KEY_COLUMNS], *row, *whole = NULL;
	int n;
	TRY(mdp_plan_key(s, s->entity, entity, NULL, key, &n));
	if (n == 1) {
		*out = key[0];
		return 0;
	}
	row = mdp_plan_call(s->p, MDP_CALL_ROW, key[0], NULL);
	for (int i = 1; i < n; i++)
		mdp_plan_arg(s->p, row, key[i]);
	for (int i = 0; i < n; i++)
		if (key[i]->nullable)
			whole = mdp_plan_and(s->p, whole, mdp_plan_call(s->p, MDP_CALL_NOT_NULL, key[i], NULL));
	if (whole) {
		row = mdp_plan_call(s->p, MDP_CALL_WHEN, whole, row);
	}
	*out = row;
	return 0;
}

/* The first or last value by the entity's time. */
static int by_time(struct scope *s, int entity, const struct mdp_expr *x, struct mdp_sx *agg)
{
	struct planner *p = s->p;
	struct mdp_sx *time;
	if (p->c->entities[entity].time < 0)
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "%s of a %s, which has no time",
				  mdp_aggregate_word(x->agg), p->c->entities[entity].name);
	TRY(mdp_plan_read(s, entity, p->c->entities[entity].time, NULL, &time));
	mdp_plan_arg(p, agg, time);
	return 0;
}

/* The aggregate `x` over the rows of a scope; `entity` is what it is of, its condition is on a `home`; `distinct` counts its keys. */
int mdp_plan_aggregate_in(struct scope *s, int entity, int home, const struct mdp_expr *x, bool distinct,
			  struct mdp_sx **out)
{
	struct planner *p = s->p;
	struct mdp_sx *arg = NULL, *arg2 = NULL, *filter = NULL, *agg;
	bool counts_keys = is_count(x) && distinct;
	if (x->arg)
		TRY(mdp_plan_expr(s, entity, x->arg, &arg));
	if (x->arg2)
		TRY(mdp_plan_expr(s, entity, x->arg2, &arg2));
	if (counts_keys) {
		if (arg)
			filter = mdp_plan_call(p, MDP_CALL_NOT_NULL, arg, NULL);
		TRY(key_value(s, entity, &arg));
	}
	agg = mdp_plan_agg(p, counts_keys ? MDP_AGG_COUNT_DISTINCT : x->agg, arg);
	if (arg2)
		mdp_plan_arg(p, agg, arg2);
	agg->p = x->p;
	if (x->agg == MDP_AGG_FIRST || x->agg == MDP_AGG_LAST)
		TRY(by_time(s, entity, x, agg));
	if (x->where) {
		struct mdp_sx *cond;
		TRY(mdp_plan_pred(s, home, x->where, &cond));
		filter = mdp_plan_and(p, filter, cond);
	}
	agg->filter = filter;
	mdp_plan_tell(p, x);
	*out = agg;
	return 0;
}

/* --- which block ---------------------------------------------------------------------------------------------------- */

static int needs_of_query(struct groups *g, struct needs *keys, struct needs *all)
{
	struct planner *p = g->p;
	for (int i = 0; i < g->q->nby; i++)
		TRY(mdp_plan_needs_expr(p, g->q->by[i].expr, g->of, keys, MDP_LIMIT_QUERY_DEPTH));
	*all = *keys;
	return mdp_plan_needs_pred(p, g->q->where, g->of, all, MDP_LIMIT_QUERY_DEPTH);
}

/* The entity of the query restricts an aggregate only if some instances may have none of it. */
static bool of_matters(struct groups *g, int entity)
{
	const struct mdp_catalog *c = g->p->c;
	return !(mdp_plan_determines(g->p, g->of, entity) && c->entities[entity].table == c->entities[g->of].table);
}

/* All instances count in a part of a definition, as long as the query is about nothing but what the definition is of. */
static bool is_part(struct groups *g, const struct mdp_expr *x)
{
	return x->part_of && strcmp(x->part_of, g->p->c->entities[g->of].name) == 0;
}

/* Values that an instance has once, whatever it is grouped by: an average of them over distinct instances means something. */
static bool is_attribute(struct planner *p, const struct mdp_expr *x)
{
	int column;
	if (!x->arg || x->arg->kind != MDP_X_COLUMN)
		return false;
	column = mdp_catalog_column(p->c, mdp_str_of(x->arg->name));
	return column >= 0 && p->c->columns[mdp_catalog_original(p->c, column)].additive == MDP_ADDITIVE_NO &&
	       x->agg != MDP_AGG_SUM;
}

static int block_of(struct groups *g, int entity, int each, int *out)
{
	for (int i = 0; i < g->nblocks; i++)
		if (g->blocks[i].entity == entity && each < 0 && g->blocks[i].each < 0 && !g->blocks[i].by) {
			*out = i;
			return 0;
		}
	struct block b = { .entity = entity, .each = each };
	*out = g->nblocks;
	MDP_PUSH(g->p->a, g->blocks, g->nblocks, g->blocks_cap, b);
	return 0;
}

/* A block of its own keys, if the entity has them. */
static bool own_block(struct groups *g, int entity, int *out)
{
	struct block b = { .entity = entity, .each = -1 };
	for (int i = 0; i < g->nblocks; i++)
		if (g->blocks[i].entity == entity && g->blocks[i].by) {
			*out = i;
			return true;
		}
	if (!mdp_plan_conform(g, entity, &b.by, &b.where))
		return false;
	*out = g->nblocks;
	MDP_PUSH(g->p->a, g->blocks, g->nblocks, g->blocks_cap, b);
	return true;
}

static bool note_overlap(struct groups *g, int entity, const struct needs *keys)
{
	const struct mdp_entity *e = &g->p->c->entities[entity];
	for (int i = 0; i < keys->n; i++)
		if (!mdp_plan_determines(g->p, entity, keys->entity[i])) {
			mdp_plan_caveat(g->p, "overlap",
					"one %s can be in several groups: they add up to more than all %s", e->name,
					e->plural);
			return true;
		}
	return false;
}

/* A finer entity than the aggregate's own is needed: which way it can still be said. */
static int decide_finer(struct groups *g, struct slot *slot, int entity, const struct needs *keys,
			const struct needs *all, const struct needs *with_of)
{
	struct planner *p = g->p;
	struct mdp_expr *x = slot->x, *other;
	struct needs n = *with_of;
	int finest;
	bool only_of = mdp_plan_covers(p, entity, all);
	if (x->agg == MDP_AGG_SUM && !only_of) {
		struct needs sub = *all;
		mdp_plan_need(&sub, entity);
		TRY(mdp_plan_substitute(p, x, &sub, &other));
		if (!other)
			return mdp_plan_not_splittable(p, x, entity, all);
		slot->x = other;
		slot->as = mdp_plan_expr_words(p, other->arg);
		TRY(mdp_plan_entity(p, other->entity, &slot->entity));
		slot->home = entity;
		return block_of(g, slot->entity, -1, &slot->block);
	}
	mdp_plan_need(&n, entity);
	TRY(mdp_plan_common(p, &n, mdp_plan_expr_words(p, x), &finest));
	switch (x->agg) {
	case MDP_AGG_COUNT:
	case MDP_AGG_COUNT_DISTINCT:
	case MDP_AGG_MIN:
	case MDP_AGG_MAX:
	case MDP_AGG_FIRST:
	case MDP_AGG_LAST:
		slot->distinct = true;
		if (is_count(x)) {
			slot->overlaps = note_overlap(g, entity, keys);
			mdp_plan_proof(p, "by_key", "%s counted by key, each once a group",
				       p->c->entities[entity].plural);
		}
		return block_of(g, finest, -1, &slot->block);
	default:
		break;
	}
	if (!only_of && !is_attribute(p, x))
		return mdp_plan_not_splittable(p, x, entity, all);
	if (!only_of)
		note_overlap(g, entity, keys);
	return block_of(g, finest, entity, &slot->block);
}

static int decide(struct groups *g, struct slot *slot)
{
	struct planner *p = g->p;
	struct needs keys = { .n = 0 }, all, with_of;
	int entity;
	TRY(mdp_plan_entity(p, slot->x->entity, &entity));
	TRY(needs_of_query(g, &keys, &all));
	/* "the amount where category is X" is a filter like one of the query: never "of orders that contain an X". */
	TRY(mdp_plan_needs_pred(p, slot->x->where, entity, &all, MDP_LIMIT_QUERY_DEPTH));
	with_of = all;
	if (of_matters(g, entity) && !is_part(g, slot->x))
		mdp_plan_need(&with_of, g->of);
	slot->entity = slot->home = entity;
	if (mdp_plan_covers(p, entity, &with_of)) {
		mdp_plan_proof(p, "grain", "%s: %s determines every key and filter", mdp_plan_expr_words(p, slot->x),
			       p->c->entities[entity].name);
		return block_of(g, entity, -1, &slot->block);
	}
	/* Measures of unrelated entities side by side: possible when each knows the keys and filters by itself. */
	bool related = mdp_plan_determines(p, g->of, entity) || mdp_plan_determines(p, entity, g->of);
	if (!related && mdp_plan_covers(p, entity, &all)) {
		mdp_plan_caveat(p, "side_by_side", "%s are counted on their own, not only those of the %s",
				p->c->entities[entity].plural, p->c->entities[g->of].plural);
		return block_of(g, entity, -1, &slot->block);
	}
	if ((!related || entity == g->of) && own_block(g, entity, &slot->block))
		return 0;
	return decide_finer(g, slot, entity, &keys, &all, &with_of);
}

/* --- collecting ------------------------------------------------------------------------------------------------------ */

/* The column says what stands in for what it is called. */
static void say_as(struct groups *g, const struct slot *s)
{
	if (s->as && g->showing >= 0 && g->showing < g->p->p->ncolumns && !g->p->p->columns[g->showing].as)
		g->p->p->columns[g->showing].as = s->as;
}

static int collect(struct groups *g, const struct mdp_expr *x, int depth)
{
	if (!x || depth <= 0)
		return 0;
	if (x->kind != MDP_X_AGG || x->total) {
		TRY(collect(g, x->arg, x->kind == MDP_X_AGG ? 0 : depth - 1));
		return collect(g, x->arg2, x->kind == MDP_X_AGG ? 0 : depth - 1);
	}
	const char *text = mdp_expr_dump(g->p->a, x);
	for (int i = 0; i < g->nslots; i++)
		if (strcmp(g->slots[i].text, text) == 0) {
			say_as(g, &g->slots[i]);
			return 0;
		}
	struct slot s = { .text = text, .x = MDP_NEW(g->p->a, struct mdp_expr) };
	*s.x = *x;
	TRY(decide(g, &s));
	say_as(g, &s);
	MDP_PUSH(g->p->a, g->slots, g->nslots, g->slots_cap, s);
	return 0;
}

static int collect_pred(struct groups *g, const struct mdp_pred *w, int depth)
{
	if (!w || depth <= 0)
		return 0;
	TRY(collect(g, w->left, depth - 1));
	for (int i = 0; i < w->nright; i++)
		TRY(collect(g, w->right[i], depth - 1));
	for (int i = 0; i < w->nargs; i++)
		TRY(collect_pred(g, w->args[i], depth - 1));
	return 0;
}

/* --- blocks ---------------------------------------------------------------------------------------------------------- */

/* What belongs to no instance of the query's entity (an order without a campaign) is not what the query is about. */
static int only_of(struct groups *g, struct block *b)
{
	struct mdp_sx *key[MDP_LIMIT_KEY_COLUMNS];
	int n = 0;
	if (b->entity == g->of || !mdp_plan_determines(g->p, b->entity, g->of))
		return 0;
	TRY(mdp_plan_key(&b->scope, b->entity, g->of, NULL, key, &n));
	for (int i = 0; i < n; i++)
		if (key[i]->nullable)
			mdp_plan_where(g->p, b->scope.rel, mdp_plan_call(g->p, MDP_CALL_NOT_NULL, key[i], NULL));
	return 0;
}

static int start_block(struct groups *g, struct block *b)
{
	struct planner *p = g->p;
	TRY(mdp_plan_scope(p, b->entity, false, &b->scope));
	int at = mdp_plan_determines(p, b->entity, g->of) && !b->by ? g->of : b->entity;
	TRY(mdp_plan_filter(&b->scope, at, b->by ? b->where : g->q->where));
	TRY(only_of(g, b));
	b->keys = MDP_NEW_ARRAY(p->a, (size_t)g->q->nby, struct mdp_sx *);
	for (int i = 0; i < g->q->nby; i++)
		TRY(mdp_plan_expr(&b->scope, at, b->by ? b->by[i] : g->q->by[i].expr, &b->keys[i]));
	b->rel = b->scope.rel;
	b->rel->ngroup = g->q->nby;
	b->rel->grouped = true;
	return 0;
}

/* Distinct instances of a coarser entity: a block of (keys, its key, value), and the aggregate over that. */
static int each_block(struct groups *g, struct block *b, struct slot *slot)
{
	struct planner *p = g->p;
	struct scope *s = &b->scope;
	struct mdp_sx *key[MDP_LIMIT_KEY_COLUMNS], *value, *value2 = NULL, *cond;
	int n, nkeys = g->q->nby;
	if (slot->x->where) {
		TRY(mdp_plan_pred(s, slot->entity, slot->x->where, &cond));
		mdp_plan_where(p, s->rel, cond);
	}
	for (int i = 0; i < nkeys; i++)
		mdp_plan_item(p, s->rel, mdp_plan_snake(p, g->q->by[i].name), b->keys[i]);
	TRY(mdp_plan_key(s, s->entity, slot->entity, NULL, key, &n));
	for (int i = 0; i < n; i++) {
		mdp_plan_item(p, s->rel, mdp_arena_printf(p->a, "key_%d", i + 1), key[i]);
		if (key[i]->nullable)
			mdp_plan_where(p, s->rel, mdp_plan_call(p, MDP_CALL_NOT_NULL, key[i], NULL));
	}
	TRY(mdp_plan_expr(s, slot->entity, slot->x->arg, &value));
	mdp_plan_item(p, s->rel, "value", value);
	if (slot->x->arg2) {
		TRY(mdp_plan_expr(s, slot->entity, slot->x->arg2, &value2));
		mdp_plan_item(p, s->rel, "value_2", value2);
	}
	s->rel->distinct = true;
	s->rel->grouped = false;
	mdp_plan_with(p, s->rel, mdp_arena_printf(p->a, "each %s", p->c->entities[slot->entity].name));
	mdp_plan_scope_done(s);
	struct mdp_rel *outer = mdp_plan_rel(p, MDP_REL_SELECT);
	struct mdp_from *f = mdp_plan_from_rel(p, outer, s->rel, MDP_JOIN_FIRST);
	for (int i = 0; i < nkeys; i++)
		b->keys[i] = mdp_plan_ref(p, f, s->rel->items[i].name, b->keys[i]);
	slot->sx = mdp_plan_agg(p, slot->x->agg, mdp_plan_ref(p, f, "value", value));
	slot->sx->p = slot->x->p;
	if (value2)
		mdp_plan_arg(p, slot->sx, mdp_plan_ref(p, f, "value_2", value2));
	outer->ngroup = nkeys;
	outer->grouped = true;
	b->rel = outer;
	mdp_plan_proof(p, "distinct", "each %s once a group", p->c->entities[slot->entity].name);
	return 0;
}

static int fill_blocks(struct groups *g)
{
	for (int i = 0; i < g->nblocks; i++)
		TRY(start_block(g, &g->blocks[i]));
	for (int i = 0; i < g->nslots; i++) {
		struct slot *slot = &g->slots[i];
		struct block *b = &g->blocks[slot->block];
		if (b->each >= 0)
			TRY(each_block(g, b, slot));
		else
			TRY(mdp_plan_aggregate_in(&b->scope, slot->entity, slot->home, slot->x, slot->distinct,
						  &slot->sx));
	}
	for (int i = 0; i < g->nblocks; i++)
		mdp_plan_scope_done(&g->blocks[i].scope);
	return 0;
}

/* A query of keys only: the combinations that there are. */
static int keys_only(struct groups *g)
{
	struct needs keys = { .n = 0 }, all;
	int entity, block;
	TRY(needs_of_query(g, &keys, &all));
	mdp_plan_need(&all, g->of);
	TRY(mdp_plan_common(g->p, &all, "the keys", &entity));
	return block_of(g, entity, -1, &block);
}

int mdp_plan_groups_start(struct groups *g)
{
	struct planner *p = g->p;
	TRY(mdp_plan_entity(p, g->q->of, &g->of));
	for (int i = 0; i < g->q->nshow; i++) {
		g->showing = g->q->nby + i;
		TRY(collect(g, g->q->show[i].expr, MDP_LIMIT_QUERY_DEPTH));
	}
	g->showing = -1;
	TRY(collect_pred(g, g->q->having, MDP_LIMIT_QUERY_DEPTH));
	if (g->nblocks == 0)
		TRY(keys_only(g));
	return fill_blocks(g);
}

/* --- aggregates nested in instances ----------------------------------------------------------------------------------- */

/* What is computed for an aggregate that is grouped by an entity (-1: not), and on what. */
static int settle(struct planner *p, const struct mdp_expr *x, int to, struct mdp_expr *bare, int *entity, int *finest,
		  int *home)
{
	struct needs n = { .n = 0 };
	struct mdp_expr *other;
	TRY(mdp_plan_entity(p, x->entity, entity));
	*home = *entity;
	*bare = *x;
	if (to >= 0)
		mdp_plan_need(&n, to);
	TRY(mdp_plan_needs_pred(p, x->where, *entity, &n, MDP_LIMIT_QUERY_DEPTH));
	mdp_plan_need(&n, *entity);
	bool harmless = x->agg == MDP_AGG_COUNT || x->agg == MDP_AGG_COUNT_DISTINCT || x->agg == MDP_AGG_MIN ||
			x->agg == MDP_AGG_MAX;
	if (!mdp_plan_covers(p, *entity, &n) && !harmless) {
		TRY(mdp_plan_substitute(p, x, &n, &other));
		if (!other)
			return mdp_plan_not_splittable(p, x, *entity, &n);
		*bare = *other;
		TRY(mdp_plan_entity(p, other->entity, entity));
	}
	return mdp_plan_common(p, &n, mdp_plan_expr_words(p, x), finest);
}

int mdp_plan_aggregate_by(struct planner *p, const struct mdp_expr *x, int to, struct mdp_rel **out, int *nkey)
{
	struct scope s;
	struct mdp_expr bare;
	struct mdp_sx *key[MDP_LIMIT_KEY_COLUMNS], *agg;
	int entity = -1, finest = -1, home = -1;
	TRY(settle(p, x, to, &bare, &entity, &finest, &home));
	if (!mdp_plan_determines(p, finest, entity))
		finest = entity;
	TRY(mdp_plan_scope(p, finest, false, &s));
	/* Rows that do not count need no group: the join leaves their instance without one. */
	TRY(mdp_plan_filter(&s, home, bare.where));
	bare.where = NULL;
	TRY(mdp_plan_key(&s, finest, to, x->role, key, nkey));
	for (int i = 0; i < *nkey; i++)
		mdp_plan_item(p, s.rel, *nkey > 1 ? mdp_arena_printf(p->a, "key_%d", i + 1) : "key", key[i]);
	TRY(mdp_plan_aggregate_in(&s, entity, home, &bare, finest != entity, &agg));
	mdp_plan_item(p, s.rel, "value", agg);
	s.rel->grouped = true;
	s.rel->ngroup = *nkey;
	mdp_plan_with(p, s.rel,
		      mdp_arena_printf(p->a, "%s by %s", p->c->entities[entity].plural, p->c->entities[to].name));
	mdp_plan_scope_done(&s);
	mdp_plan_proof(p, "grain", "%s for each %s: one row a key, so that joining it multiplies nothing",
		       mdp_plan_expr_words(p, x), p->c->entities[to].name);
	*out = s.rel;
	return 0;
}

int mdp_plan_aggregate_total(struct planner *p, const struct mdp_expr *x, struct mdp_rel **out)
{
	struct scope s;
	struct mdp_expr bare;
	struct mdp_sx *agg;
	int entity = -1, finest = -1, home = -1;
	TRY(settle(p, x, -1, &bare, &entity, &finest, &home));
	if (!mdp_plan_determines(p, finest, entity))
		finest = entity;
	TRY(mdp_plan_scope(p, finest, false, &s));
	TRY(mdp_plan_filter(&s, home, bare.where));
	bare.where = NULL;
	bare.arg2 = x->agg == MDP_AGG_CORR ? x->arg2 : NULL; /* of others it is what each value is of */
	TRY(mdp_plan_aggregate_in(&s, entity, home, &bare, finest != entity, &agg));
	mdp_plan_item(p, s.rel, "value", agg);
	s.rel->grouped = true;
	if (x->arg2 && x->agg != MDP_AGG_CORR) {
		TRY(mdp_plan_expr(&s, entity, x->arg2, &s.rel->of_each));
	} else if (x->grain) {
		struct mdp_expr each = { .kind = MDP_X_TRUNC, .grain = x->grain, .arg = x->arg };
		TRY(mdp_plan_expr(&s, entity, &each, &s.rel->of_each));
	}
	mdp_plan_scope_done(&s);
	*out = s.rel;
	return 0;
}
