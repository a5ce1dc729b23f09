/*
 * The entry: measures are replaced by their definitions, the kind of query decides what is planned, and the result's columns
 * are described. Comparisons plan the same query under two conditions and join the two on the keys; sets combine lists.
 */
#include <string.h>
#include "catalog/units.h"
#include "plan/analysis.h"
#include "plan/group.h"
#include "base/banned.h"

static int resolve_outs(struct planner *p, const struct mdp_out *from, int n, struct mdp_out **to)
{
	*to = MDP_NEW_ARRAY(p->a, (size_t)n, struct mdp_out);
	for (int i = 0; i < n; i++) {
		(*to)[i] = from[i];
		TRY(mdp_plan_resolve(p, from[i].expr, NULL, &(*to)[i].expr, MDP_LIMIT_QUERY_DEPTH));
	}
	return 0;
}

static int resolve_parts(struct planner *p, const struct mdp_query *q, struct mdp_query *r)
{
	*r = *q;
	TRY(resolve_outs(p, q->by, q->nby, &r->by));
	TRY(resolve_outs(p, q->show, q->nshow, &r->show));
	TRY(mdp_plan_resolve_pred(p, q->where, &r->where, MDP_LIMIT_QUERY_DEPTH));
	return mdp_plan_resolve_pred(p, q->having, &r->having, MDP_LIMIT_QUERY_DEPTH);
}

static int resolve_query(struct planner *p, const struct mdp_query *q, struct mdp_query *r)
{
	const struct mdp_query *outer = p->asked; /* of an analysis, which goes on when this query does not */
	p->asked = q;
	int rc = resolve_parts(p, q, r);
	p->asked = outer;
	return rc;
}

/* --- columns of the result ------------------------------------------------------------------------------------------------ */

static const char *measure_unit(struct planner *p, const struct mdp_expr *x)
{
	int m = x->kind == MDP_X_MEASURE ? mdp_catalog_measure(p->c, mdp_str_of(x->name)) : -1;
	return m >= 0 ? p->c->measures[m].unit : NULL;
}

/* What the question or the definition says; of money without a currency what the columns say is more. */
static const char *shown_unit(struct planner *p, const struct mdp_out *asked, const struct mdp_out *out)
{
	const char *unit = out->unit ? out->unit : measure_unit(p, asked->expr);
	if (unit && !mdp_unit_is_vague(unit))
		return unit;
	const char *more = mdp_plan_unit(p, out->expr);
	return more ? more : unit;
}

const char *mdp_plan_column_title(struct mdp_arena *a, const struct mdp_plan_column *c)
{
	return c->as ? mdp_arena_printf(a, "%s (%s)", c->name, c->as) : c->name;
}

static int unchanged_column(struct planner *p, const struct mdp_expr *x)
{
	return x->kind == MDP_X_COLUMN ? mdp_catalog_column(p->c, mdp_str_of(x->name)) : -1;
}

static void describe_outs(struct planner *p, const struct mdp_out *asked, const struct mdp_out *outs, int n, bool key)
{
	for (int i = 0; i < n; i++) {
		struct mdp_plan_column *c = &p->p->columns[p->p->ncolumns++];
		c->name = outs[i].name;
		c->unit = shown_unit(p, &asked[i], &outs[i]);
		c->key = key;
		c->column = unchanged_column(p, outs[i].expr);
	}
}

static void describe(struct planner *p, const struct mdp_query *asked, const struct mdp_query *q)
{
	if (p->p->columns)
		return;
	p->p->columns = MDP_NEW_ARRAY(p->a, (size_t)(q->nby + q->nshow), struct mdp_plan_column);
	describe_outs(p, asked->by, q->by, q->nby, true);
	describe_outs(p, asked->show, q->show, q->nshow, false);
}

/* --- the main period ------------------------------------------------------------------------------------------------------ */

static const struct mdp_pred *first_period(const struct mdp_pred *w, int depth)
{
	if (!w || depth <= 0)
		return NULL;
	if (w->kind == MDP_P_CMP && w->cmp == MDP_CMP_DURING && w->left->kind == MDP_X_COLUMN && w->nright == 2)
		return w;
	for (int i = 0; i < w->nargs; i++) {
		const struct mdp_pred *found = first_period(w->args[i], depth - 1);
		if (found)
			return found;
	}
	return first_period(w->where, depth - 1);
}

static int64_t day_of(const struct mdp_value *v)
{
	const int64_t day = 86400000000;
	if (v->type == MDP_T_DATE)
		return v->i;
	return v->i >= 0 ? v->i / day : -((-v->i + day - 1) / day);
}

void mdp_plan_find_period(struct planner *p, const struct mdp_query *q)
{
	const struct mdp_pred *w = first_period(q->where, MDP_LIMIT_QUERY_DEPTH);
	if (p->p->time_column >= 0)
		return;
	if (w) {
		p->p->time_column = mdp_catalog_column(p->c, mdp_str_of(w->left->name));
		p->p->from = day_of(&w->right[0]->value);
		p->p->to = day_of(&w->right[1]->value);
		return;
	}
	const char *entity = q->of;
	for (int i = 0; i < q->nshow; i++)
		if (q->show[i].expr->kind == MDP_X_AGG) {
			entity = q->show[i].expr->entity;
			break;
		}
	int e = entity ? mdp_catalog_entity(p->c, mdp_str_of(entity)) : -1;
	p->p->time_column = e >= 0 ? p->c->entities[e].time : -1;
}

/* Attributes of the instance among what is shown: then aggregates are over what belongs to each instance. */
static bool lists_instances(struct planner *p, const struct mdp_query *q)
{
	int of = q->of ? mdp_catalog_entity(p->c, mdp_str_of(q->of)) : -1;
	bool attributes = false;
	for (int i = 0; i < q->nshow; i++) {
		const struct mdp_expr *x = q->show[i].expr;
		attributes |= x->kind == MDP_X_COLUMN;
		if (x->kind == MDP_X_AGG && !x->total && mdp_catalog_entity(p->c, mdp_str_of(x->entity)) == of)
			return false;
	}
	return attributes && !q->nby && !q->having;
}

/* --- kinds ---------------------------------------------------------------------------------------------------------------- */

static int plan_select(struct planner *p, const struct mdp_query *asked, bool rows, struct mdp_rel **out)
{
	struct mdp_query *q = MDP_NEW(p->a, struct mdp_query);
	TRY(resolve_query(p, asked, q));
	TRY(mdp_plan_usual(p, q));
	TRY(mdp_plan_units(p, q));
	TRY(mdp_plan_stocks(p, q));
	mdp_plan_tell_conditions(p, asked);
	mdp_plan_find_period(p, q);
	if (rows)
		describe(p, asked, q);
	bool grouped = q->nby > 0 || q->having;
	for (int i = 0; i < q->nshow; i++)
		grouped |= mdp_plan_has_agg(q->show[i].expr, MDP_LIMIT_QUERY_DEPTH);
	if (!grouped || lists_instances(p, q))
		return mdp_plan_list(p, q, out);
	TRY(mdp_plan_groups(p, q, out));
	return mdp_plan_order(p, q, out);
}

static int plan_set(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct mdp_rel *set = mdp_plan_rel(p, MDP_REL_SET);
	set->set_op = q->set_op;
	for (int i = 0; i < q->nqueries; i++) {
		struct mdp_query *part = MDP_NEW(p->a, struct mdp_query);
		struct mdp_rel *r;
		*part = *q->queries[i];
		if (part->kind != MDP_Q_SELECT)
			return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "a set of anything but plain queries");
		TRY(plan_select(p, part, true, &r));
		if (!r->limit)
			r->nsort = 0;
		if (r->limit)
			r = mdp_plan_wrap(p, r, "part");
		if (i && r->nitems != set->parts[0]->nitems)
			return mdp_fail(p->err, MDP_USAGE,
					"query: the parts of a set show different numbers of columns");
		MDP_PUSH(p->a, set->parts, set->nparts, set->parts_cap, r);
	}
	set->items = set->parts[0]->items;
	set->nitems = set->parts[0]->nitems;
	mdp_plan_with(p, set, "combined");
	struct mdp_rel *outer = mdp_plan_rel(p, MDP_REL_SELECT);
	struct mdp_from *f = mdp_plan_from_rel(p, outer, set, MDP_JOIN_FIRST);
	for (int i = 0; i < set->nitems; i++) {
		mdp_plan_item(p, outer, set->items[i].name, mdp_plan_ref(p, f, set->items[i].name, set->items[i].x));
		mdp_plan_sort(p, outer, mdp_plan_ref(p, NULL, set->items[i].name, set->items[i].x), false);
	}
	*out = outer;
	return 0;
}

static int plan_side(struct planner *p, const struct mdp_query *q, struct mdp_pred *vary, const char *label,
		     struct mdp_from **f, struct mdp_rel *into, struct mdp_rel **rel)
{
	struct mdp_query *side = MDP_NEW(p->a, struct mdp_query);
	*side = *q;
	side->where = mdp_pred_and(p->a, q->where, vary);
	side->norder = 0;
	side->limit = 0;
	TRY(plan_select(p, side, false, rel));
	(*rel)->nsort = 0;
	mdp_plan_with(p, *rel, label);
	*f = into ? mdp_plan_from_rel(p, into, *rel, MDP_JOIN_LEFT) : NULL;
	return 0;
}

static void compare_column(struct planner *p, const char *name, const char *unit)
{
	struct mdp_plan_column *c = &p->p->columns[p->p->ncolumns++];
	*c = (struct mdp_plan_column){ .name = name, .unit = unit, .column = -1 };
}

/* Both values, their difference and the change relative to the base. */
static void compare_items(struct planner *p, const struct mdp_query *q, const char *name, struct mdp_sx *a,
			  struct mdp_sx *b, const char *unit, struct mdp_rel *r)
{
	bool one = q->queries[0]->nshow == 1;
	const char *la = q->label_a ? q->label_a : "a", *lb = q->label_b ? q->label_b : "b";
	struct mdp_sx *difference = mdp_plan_call(p, MDP_CALL_SUB, b, a);
	struct mdp_sx *change = mdp_plan_call(p, MDP_CALL_DIV, difference, a);
	const char *names[4] = { la, lb, "difference", "change" };
	struct mdp_sx *xs[4] = { a, b, difference, change };
	for (int i = 0; i < 4; i++) {
		const char *shown = one ? names[i] : mdp_arena_printf(p->a, "%s %s", name, names[i]);
		mdp_plan_item(p, r, mdp_plan_snake(p, shown), xs[i]);
		compare_column(p, shown, i < 3 ? unit : "ratio");
	}
}

/* Order and limit of the compared query are of the result, where a shown column is its value under the second condition. */
static int order_compared(struct planner *p, const struct mdp_query *inner, struct mdp_rel **r)
{
	struct mdp_query q = *inner;
	q.nshow = 4 * inner->nshow;
	q.show = MDP_NEW_ARRAY(p->a, (size_t)q.nshow, struct mdp_out);
	for (int i = 0; i < q.nshow; i++)
		q.show[i].name = i % 4 == 1 ? inner->show[i / 4].name : "";
	return mdp_plan_order(p, &q, r);
}

/* The groups that moved that way, in the order of how far they did. */
static int order_moved(struct planner *p, const struct mdp_query *q, struct mdp_rel **r)
{
	const struct mdp_query *inner = q->queries[0];
	struct mdp_query moved = *q;
	struct mdp_out shown[4] = { { .name = "" }, { .name = "" }, { .name = "difference" }, { .name = "change" } };
	if (inner->nshow != 1 || !inner->nby)
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED,
				  "what rose or fell is told of one figure that is split by something");
	moved.by = inner->by;
	moved.nby = inner->nby;
	moved.show = shown;
	moved.nshow = 4;
	if (q->moved != MDP_MOVE_ANY)
		mdp_plan_where(p, *r,
			       mdp_plan_call(p, q->moved == MDP_MOVE_ROSE ? MDP_CALL_GT : MDP_CALL_LT,
					     (*r)->items[inner->nby + 2].x, mdp_plan_number(p, 0)));
	return mdp_plan_order(p, &moved, r);
}

static int plan_compared(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	const struct mdp_query *inner = q->queries[0];
	struct mdp_rel *r = mdp_plan_rel(p, MDP_REL_SELECT), *a, *b;
	struct mdp_from *fa, *fb, *fk = NULL;
	if (inner->kind != MDP_Q_SELECT)
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "a comparison of anything but a plain query");
	int nby = inner->nby, nshow = inner->nshow;
	TRY(plan_side(p, inner, q->vary_a, q->label_a ? q->label_a : "base", &fa, NULL, &a));
	const struct unit_pin *pins = p->pins;
	int npins = p->npins;
	p->pins = NULL;
	p->npins = p->pins_cap = 0;
	TRY(plan_side(p, inner, q->vary_b, q->label_b ? q->label_b : "other", &fb, NULL, &b));
	TRY(mdp_plan_units_alike(p, pins, npins));
	if (nby) {
		struct mdp_rel *keys = mdp_plan_rel(p, MDP_REL_SET), *sides[2] = { a, b };
		for (int s = 0; s < 2; s++) {
			struct mdp_rel *part = mdp_plan_rel(p, MDP_REL_SELECT);
			struct mdp_from *f = mdp_plan_from_rel(p, part, sides[s], MDP_JOIN_FIRST);
			for (int i = 0; i < nby; i++)
				mdp_plan_item(p, part, a->items[i].name,
					      mdp_plan_ref(p, f, sides[s]->items[i].name, a->items[i].x));
			MDP_PUSH(p->a, keys->parts, keys->nparts, keys->parts_cap, part);
		}
		keys->items = keys->parts[0]->items;
		keys->nitems = nby;
		mdp_plan_with(p, keys, "groups");
		fk = mdp_plan_from_rel(p, r, keys, MDP_JOIN_FIRST);
	}
	fa = mdp_plan_from_rel(p, r, a, fk ? MDP_JOIN_LEFT : MDP_JOIN_FIRST);
	fb = mdp_plan_from_rel(p, r, b, fk ? MDP_JOIN_LEFT : MDP_JOIN_CROSS);
	p->p->columns = MDP_NEW_ARRAY(p->a, (size_t)(nby + 4 * nshow), struct mdp_plan_column);
	struct mdp_query resolved;
	TRY(resolve_query(p, inner, &resolved));
	describe_outs(p, inner->by, resolved.by, nby, true);
	for (int i = 0; i < nby; i++) {
		struct mdp_sx *k = mdp_plan_ref(p, fk, a->items[i].name, a->items[i].x);
		fa->on = mdp_plan_and(p, fa->on,
				      mdp_plan_call(p, MDP_CALL_SAME, k, mdp_plan_ref(p, fa, a->items[i].name, k)));
		fb->on = mdp_plan_and(p, fb->on,
				      mdp_plan_call(p, MDP_CALL_SAME, k, mdp_plan_ref(p, fb, b->items[i].name, k)));
		mdp_plan_item(p, r, a->items[i].name, k);
	}
	for (int i = 0; i < nshow; i++) {
		const struct mdp_expr *x = resolved.show[i].expr;
		bool zero = nby && x->kind == MDP_X_AGG && (x->agg == MDP_AGG_COUNT || x->agg == MDP_AGG_SUM);
		struct mdp_sx *va = mdp_plan_ref(p, fa, a->items[nby + i].name, a->items[nby + i].x);
		struct mdp_sx *vb = mdp_plan_ref(p, fb, b->items[nby + i].name, b->items[nby + i].x);
		if (zero) {
			va = mdp_plan_call(p, MDP_CALL_COALESCE, va, mdp_plan_number(p, 0));
			vb = mdp_plan_call(p, MDP_CALL_COALESCE, vb, mdp_plan_number(p, 0));
		}
		const char *unit = shown_unit(p, &inner->show[i], &resolved.show[i]);
		compare_items(p, q, inner->show[i].name, va, vb, unit, r);
	}
	mdp_plan_proof(p, "compare", "the same query under two conditions, joined on its keys");
	if (q->moved != MDP_MOVE_ANY || q->norder || q->limit)
		TRY(order_moved(p, q, &r));
	else if (nby)
		TRY(order_compared(p, inner, &r));
	*out = r;
	return 0;
}

int mdp_plan_query(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	switch (q->kind) {
	case MDP_Q_SELECT:
		return plan_select(p, q, true, out);
	case MDP_Q_SET:
		return plan_set(p, q, out);
	case MDP_Q_COMPARE:
		return plan_compared(p, q, out);
	case MDP_Q_ANALYSIS:
		p->asked = q;
		return mdp_plan_analysis(p, q, out);
	case MDP_Q_META:
		break;
	}
	return mdp_fail(p->err, MDP_INTERNAL, "a question about the platform itself is not planned");
}

/* A calendar year is its number to people, not the first of January: the outermost block says it so. */
static void years_as_numbers(struct planner *p, const struct mdp_query *q)
{
	struct mdp_rel *root = p->tree->root;
	for (int i = 0; q->kind == MDP_Q_SELECT && i < q->nby; i++) {
		if (q->by[i].expr->kind != MDP_X_TRUNC || q->by[i].expr->grain != MDP_GRAIN_YEAR)
			continue;
		for (int k = 0; k < root->nitems && k < p->p->ncolumns; k++) {
			if (strcmp(p->p->columns[k].name, q->by[i].name) != 0)
				continue;
			struct mdp_sx *day = root->items[k].x;
			if (day->kind == MDP_SX_CALL && day->call == MDP_CALL_TRUNC)
				day = day->args[0];
			struct mdp_sx *year = mdp_plan_call(p, MDP_CALL_PART, day, NULL);
			year->part = MDP_PART_YEAR;
			year->type = MDP_T_INT;
			year->nullable = day->nullable;
			root->items[k].x = year;
			p->p->columns[k].unit = "year";
		}
	}
}

int mdp_plan_make(const struct mdp_catalog *c, const struct mdp_query *q, struct mdp_arena *a, struct mdp_plan **out,
		  struct mdp_error *err)
{
	struct planner p = { .c = c, .a = a, .err = err };
	p.p = MDP_NEW(a, struct mdp_plan);
	p.p->time_column = -1;
	p.tree = p.p->tree = MDP_NEW(a, struct mdp_plan_tree);
	for (int i = 0; i < c->ntables; i++)
		if (!c->tables[i].schema || !c->tables[i].schema[0])
			MDP_PUSH(a, p.names, p.nnames, p.names_cap, c->tables[i].name);
	TRY(mdp_plan_query(&p, q, &p.tree->root));
	years_as_numbers(&p, q);
	*out = p.p;
	return 0;
}
