/*
 * One select query put together: groups or a list of instances. For groups this file decides whether a stage is needed, whether
 * a series is filled, and how far back windows look: "growth in 2024" needs the month before January, so the filter is
 * widened by that much and the extra periods are cut off again after the windows.
 */
#include <string.h>
#include "plan/group.h"
#include "base/banned.h"

#define FILL_MEMBERS 200 /* other keys of a series with more members than this are not filled */

static bool same_text(struct planner *p, const struct mdp_expr *l, const struct mdp_expr *r)
{
	return strcmp(mdp_expr_dump(p->a, l), mdp_expr_dump(p->a, r)) == 0;
}

/* The conjunct that limits the period of `x`; NULL. */
static struct mdp_pred *period_of(struct planner *p, struct mdp_pred *w, const struct mdp_expr *x)
{
	if (!w)
		return NULL;
	if (w->kind == MDP_P_CMP && w->cmp == MDP_CMP_DURING && (!x || same_text(p, w->left, x)))
		return w;
	for (int i = 0; w->kind == MDP_P_AND && i < w->nargs; i++) {
		struct mdp_pred *found = period_of(p, w->args[i], x);
		if (found)
			return found;
	}
	return NULL;
}

static int64_t day_of(const struct mdp_value *v)
{
	const int64_t day = 86400000000;
	if (v->type == MDP_T_DATE)
		return v->i;
	return v->i >= 0 ? v->i / day : -((-v->i + day - 1) / day);
}

static void scan_windows(struct groups *g, const struct mdp_expr *x, int depth)
{
	if (!x || depth <= 0)
		return;
	if (x->kind == MDP_X_WINDOW) {
		g->windows = true;
		int before = 0;
		if (x->window == MDP_WIN_PREVIOUS || x->window == MDP_WIN_GROWTH || x->window == MDP_WIN_DIFFERENCE)
			before = 1;
		else if (x->window == MDP_WIN_ROLLING || x->window == MDP_WIN_MOVING_AVERAGE)
			before = (int)x->n - 1;
		if (before > g->before)
			g->before = before;
	}
	scan_windows(g, x->arg, depth - 1);
	scan_windows(g, x->arg2, depth - 1);
}

/* Whether the other keys have few enough members, together, to show each in each period. */
static bool few_members(struct groups *g)
{
	int64_t members = 1;
	for (int i = 0; i < g->q->nby; i++) {
		const struct mdp_expr *x = g->q->by[i].expr;
		if (i == g->series)
			continue;
		int column = x->kind == MDP_X_COLUMN ? mdp_catalog_column(g->p->c, mdp_str_of(x->name)) : -1;
		if (column >= 0)
			members *= g->p->c->columns[column].distinct + 1;
		else
			members *= x->kind == MDP_X_PART ? 12 : FILL_MEMBERS + 1;
		if (members > FILL_MEMBERS)
			return false;
	}
	return true;
}

/* What an open end of time ("since 2023") leaves of the days of a column. */
static void open_ends(const struct mdp_pred *w, const struct mdp_expr *x, int64_t *first, int64_t *last)
{
	for (int i = 0; w && w->kind == MDP_P_AND && i < w->nargs; i++)
		if (w->args[i]->kind == MDP_P_CMP)
			open_ends(w->args[i], x, first, last);
	if (!w || w->kind != MDP_P_CMP || w->nright != 1 || w->right[0]->kind != MDP_X_VALUE ||
	    w->right[0]->value.type != MDP_T_DATE || !mdp_expr_same(w->left, x))
		return;
	int64_t day = w->right[0]->value.i;
	if (w->cmp == MDP_CMP_GE || w->cmp == MDP_CMP_GT)
		*first = day + (w->cmp == MDP_CMP_GT) > *first ? day + (w->cmp == MDP_CMP_GT) : *first;
	if (w->cmp == MDP_CMP_LT || w->cmp == MDP_CMP_LE)
		*last = day - (w->cmp == MDP_CMP_LT) < *last ? day - (w->cmp == MDP_CMP_LT) : *last;
}

static void note_partial(struct groups *g, const struct mdp_query *q, const struct mdp_expr *key, int column)
{
	int64_t first, last, from = g->from, to = g->to;
	char day[MDP_DATE_TEXT];
	int owner = g->p->c->columns[column].entity;
	/* a calendar goes on where the data end */
	if (owner >= 0 && mdp_catalog_is_calendar(g->p->c, owner))
		return;
	if (mdp_catalog_period(g->p->c, column, &first, &last)) {
		open_ends(q->where, key->arg, &first, &last);
		if (from == to || first > from)
			from = first;
		if (g->from == g->to || last + 1 < to)
			to = last + 1;
	}
	if (from >= to)
		return;
	const char *word = mdp_grain_word(key->grain);
	if (mdp_date_trunc(from, key->grain) != from)
		mdp_plan_caveat(g->p, "partial_first", "the first %s is partial: it starts on %s", word,
				mdp_date_print(from, day));
	if (mdp_date_trunc(to, key->grain) != to)
		mdp_plan_caveat(g->p, "partial_last", "the last %s is partial: it ends on %s", word,
				mdp_date_print(to - 1, day));
}

static struct mdp_expr *moved(struct planner *p, const struct mdp_expr *input, enum mdp_grain grain, int n)
{
	struct mdp_expr *x = MDP_NEW(p->a, struct mdp_expr);
	*x = *input;
	x->grain = grain;
	x->n = n;
	return x;
}

/* Has it times far from all others (9999-12-31)? Then the months up to them are not filled. */
static bool has_apart(const struct mdp_catalog *c, int column)
{
	for (int i = 0; i < c->noddities; i++)
		if (c->oddities[i].column == column && c->oddities[i].kind == MDP_ODD_APART)
			return true;
	return false;
}

/* The period of the series: what the filter says, within the data. */
static int set_series(struct groups *g, struct mdp_query *q)
{
	struct planner *p = g->p;
	g->series = mdp_plan_series_key(q);
	if (g->series < 0)
		return 0;
	const struct mdp_expr *key = q->by[g->series].expr;
	int column, descending = q->norder > 0 && q->order[0].descending;
	bool finest = key->grain == MDP_GRAIN_HOUR;
	if (key->arg->kind != MDP_X_COLUMN)
		return 0;
	TRY(mdp_plan_column(p, key->arg->name, &column));
	struct mdp_pred *period = period_of(p, q->where, key->arg);
	g->time = column;
	if (period) {
		g->from = day_of(&period->right[0]->value);
		g->to = day_of(&period->right[1]->value);
		g->from_input = period->right[0]->name ? period->right[0] : NULL;
		g->to_input = period->right[1]->name ? period->right[1] : NULL;
	}
	note_partial(g, q, key, column);
	g->fill = !finest && (period || !has_apart(p->c, column)) &&
		  (g->before || (q->fill != MDP_FILL_NONE && few_members(g) && !(q->limit && descending)));
	if (g->fill && p->c->columns[column].nulls > 0)
		mdp_plan_caveat(p, "undated", "%lld rows have no %s and are in no %s",
				(long long)p->c->columns[column].nulls, p->c->columns[column].words,
				mdp_grain_word(key->grain));
	if (period && g->before) {
		g->from = mdp_date_add(g->from, key->grain, -g->before);
		period->right[0] = g->from_input ? moved(p, g->from_input, key->grain, -g->before)
						 : mdp_expr_value(p->a, mdp_value_date(g->from));
		g->from_input = g->from_input ? period->right[0] : NULL;
	}
	int64_t first, last;
	if (period && mdp_catalog_period(p->c, column, &first, &last)) {
		g->from = first > g->from ? first : g->from;
		g->to = last + 1 < g->to ? last + 1 : g->to;
	}
	return 0;
}

/* Periods that were only there for the windows are cut off. */
static struct mdp_sx *trim(struct groups *g, const struct mdp_expr *from)
{
	struct planner *p = g->p;
	enum mdp_grain grain = g->q->by[g->series].expr->grain;
	struct mdp_sx *key = mdp_plan_ref(p, g->stage, g->key_names[g->series], g->stage_rel->items[g->series].x);
	struct mdp_sx *first = mdp_plan_bind(p, mdp_value_date(mdp_date_trunc(day_of(&from->value), grain)));
	if (from->name)
		first = mdp_plan_trunc(p, grain, mdp_plan_value(p, from));
	return mdp_plan_call(p, MDP_CALL_GE, key, first);
}

static bool is_weekday(const struct mdp_expr *x)
{
	return x->kind == MDP_X_PART && x->part == MDP_PART_WEEKDAY;
}

static const char *item_name(struct planner *p, struct mdp_rel *r, const char *words)
{
	const char *base = mdp_plan_snake(p, words), *name = base;
	for (int try = 2;; try++) {
		bool used = false;
		for (int i = 0; i < r->nitems && !used; i++)
			used = strcmp(r->items[i].name, name) == 0;
		if (!used)
			return name;
		name = mdp_arena_printf(p->a, "%s_%d", base, try);
	}
}

static int add_items(struct groups *g, struct mdp_rel *r)
{
	struct planner *p = g->p;
	struct mdp_sx *x;
	for (int i = 0; i < g->q->nby; i++) {
		TRY(mdp_plan_group_expr(g, g->q->by[i].expr, &x));
		if (is_weekday(g->q->by[i].expr)) {
			x = mdp_plan_call(p, MDP_CALL_DAY_NAME, x, NULL);
			x->type = MDP_T_TEXT;
		}
		mdp_plan_item(p, r, item_name(p, r, g->q->by[i].name), x);
	}
	for (int i = 0; i < g->q->nshow; i++) {
		TRY(mdp_plan_group_expr(g, g->q->show[i].expr, &x));
		mdp_plan_item(p, r, item_name(p, r, g->q->show[i].name), x);
	}
	return 0;
}

static struct mdp_query *copy_query(struct planner *p, const struct mdp_query *q)
{
	struct mdp_query *r = MDP_NEW(p->a, struct mdp_query);
	*r = *q;
	return r;
}

int mdp_plan_groups(struct planner *p, const struct mdp_query *asked, struct mdp_rel **out)
{
	struct mdp_query *q = copy_query(p, asked);
	struct groups g = { .p = p, .q = q, .series = -1 };
	for (int i = 0; i < q->nshow; i++)
		scan_windows(&g, q->show[i].expr, MDP_LIMIT_QUERY_DEPTH);
	struct mdp_pred *period = NULL;
	TRY(mdp_plan_resolve_pred(p, q->where, &q->where,
				  MDP_LIMIT_QUERY_DEPTH)); /* a copy, as its period may be widened */
	int series = mdp_plan_series_key(q);
	if (series >= 0)
		period = period_of(p, q->where, q->by[series].expr->arg);
	const struct mdp_expr *from = period ? period->right[0] : NULL;
	TRY(set_series(&g, q));
	TRY(mdp_plan_groups_start(&g));
	bool weekdays = false;
	for (int i = 0; i < q->nby; i++)
		weekdays |= is_weekday(q->by[i].expr);
	struct mdp_rel *r;
	if (g.nblocks > 1 || g.windows || g.fill || weekdays) {
		TRY(mdp_plan_stage(&g));
		r = mdp_plan_rel(p, MDP_REL_SELECT);
		g.stage = mdp_plan_from_rel(p, r, g.stage_rel, MDP_JOIN_FIRST);
		g.stage->named = weekdays; /* ordered by the number, shown by name */
	} else {
		r = g.blocks[0].rel;
	}
	TRY(add_items(&g, r));
	struct mdp_sx *cond = NULL;
	if (q->having)
		TRY(mdp_plan_group_pred(&g, q->having, &cond));
	if (g.windows) {
		if (period && g.before)
			cond = mdp_plan_and(p, cond, trim(&g, from));
		r->qualify = cond;
	} else if (g.stage) {
		mdp_plan_where(p, r, cond);
	} else {
		mdp_plan_having(p, r, cond);
	}
	*out = r;
	return 0;
}

/* --- lists -------------------------------------------------------------------------------------------------------------- */

int mdp_plan_list(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct scope s;
	struct mdp_sx *x, *key[MDP_LIMIT_KEY_COLUMNS];
	int of, n = 0;
	TRY(mdp_plan_entity(p, q->of, &of));
	struct needs needs = { .entity = { of }, .n = 1 };
	for (int i = 0; i < q->nshow; i++)
		TRY(mdp_plan_needs_expr(p, q->show[i].expr, of, &needs, MDP_LIMIT_QUERY_DEPTH));
	if (!mdp_plan_covers(p, of, &needs)) {
		int rc = mdp_refuse(p->err, MDP_REASON_NOT_SPLITTABLE, "one %s has several of what is to be shown",
				    p->c->entities[of].name);
		mdp_error_hint(p->err, "list the finer thing, or aggregate it");
		return rc;
	}
	if (q->having)
		return mdp_fail(p->err, MDP_USAGE, "query: 'having' without groups");
	TRY(mdp_plan_scope(p, of, false, &s));
	TRY(mdp_plan_filter(&s, of, q->where));
	for (int i = 0; i < q->nshow; i++) {
		TRY(mdp_plan_expr(&s, of, q->show[i].expr, &x));
		mdp_plan_item(p, s.rel, item_name(p, s.rel, q->show[i].name), x);
	}
	s.rel->distinct = q->distinct;
	if (!q->distinct && p->c->entities[of].nkey > 0)
		TRY(mdp_plan_key(&s, of, of, NULL, key, &n));
	TRY(mdp_plan_order(p, q, &s.rel));
	/* The key makes the order total; where it is shown it is there already. */
	for (int i = 0; i < n; i++) {
		struct mdp_sx *by = key[i];
		for (int k = 0; k < s.rel->nitems; k++)
			if (s.rel->items[k].x->column >= 0 && s.rel->items[k].x->column == key[i]->column)
				by = mdp_plan_ref(p, NULL, s.rel->items[k].name, s.rel->items[k].x);
		bool there = false;
		for (int k = 0; k < s.rel->nsort; k++)
			there |= by->from == NULL && s.rel->sort[k].x->from == NULL && s.rel->sort[k].x->name &&
				 strcmp(s.rel->sort[k].x->name, by->name) == 0;
		if (!there)
			mdp_plan_sort(p, s.rel, by, false);
	}
	if (q->distinct)
		for (int i = 0; i < s.rel->nitems; i++)
			mdp_plan_sort(p, s.rel, mdp_plan_ref(p, NULL, s.rel->items[i].name, s.rel->items[i].x), false);
	mdp_plan_scope_done(&s);
	*out = s.rel;
	return 0;
}
