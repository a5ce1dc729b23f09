/*
 * What a change is made of: a figure that adds up, or a ratio of two, in two periods, split by everything that the grain allows. Each split is
 * an ordinary query with both periods in it, so its parts add up to the change; where a finer amount stands in for the figure, what that
 * leaves out is a part of its own. It tells where a change is, not why.
 */
#include <string.h>
#include "plan/analysis_change.h"
#include "base/banned.h"

#define FEW 60 /* values of a column that is split by */
#define FEW_NAMED 1000 /* things that have a name of their own: those with the largest changes are told of */
#define KEYS 24

/* --- the figures in both periods ------------------------------------------------------------------------------------ */

/* By the date of the question, where that is one of the things; else by their own. */
static struct mdp_pred *period(struct change *c, int entity, const char *from, const char *to)
{
	struct mdp_arena *a = c->p->a;
	const struct mdp_expr *time = mdp_query_param(c->q, "time");
	int column = time ? mdp_catalog_column(c->p->c, mdp_str_of(time->name)) : c->p->c->entities[c->of].time;
	if (column >= 0 && entity != c->of && !mdp_plan_determines(c->p, entity, mdp_plan_owner(c->p, column))) {
		column = c->p->c->entities[entity].time;
		c->other = entity;
	}
	if (column < 0) {
		c->undated = entity;
		return NULL;
	}
	struct mdp_expr *day = mdp_expr_column(a, mdp_catalog_column_name(c->p->c, a, column));
	return mdp_pred_between(a, MDP_CMP_DURING, day, mdp_expr_value(a, mdp_query_param(c->q, from)->value),
				mdp_expr_value(a, mdp_query_param(c->q, to)->value));
}

/* The period goes to each aggregate of the figure. */
static struct mdp_expr *during(struct change *c, const struct mdp_expr *x, const char *from, const char *to, int depth)
{
	struct mdp_expr *copy = MDP_NEW(c->p->a, struct mdp_expr);
	*copy = *x;
	if (x->kind == MDP_X_OP && depth > 0) {
		copy->arg = during(c, x->arg, from, to, depth - 1);
		copy->arg2 = during(c, x->arg2, from, to, depth - 1);
	} else if (x->kind != MDP_X_VALUE) {
		int entity = x->entity ? mdp_catalog_entity(c->p->c, mdp_str_of(x->entity)) : c->of;
		copy->where = mdp_pred_and(c->p->a, copy->where, period(c, entity < 0 ? c->of : entity, from, to));
	}
	return copy;
}

struct mdp_query *mdp_change_query(struct change *c, const struct mdp_out *by, int nby, const struct mdp_out *figures,
				   int nfigures)
{
	struct mdp_arena *a = c->p->a;
	struct mdp_query *q = MDP_NEW(a, struct mdp_query);
	*q = (struct mdp_query){ .kind = MDP_Q_SELECT, .of = c->q->of, .where = c->q->where };
	q->by = MDP_NEW_ARRAY(a, (size_t)nby + 1, struct mdp_out);
	for (int i = 0; i < nby; i++)
		q->by[q->nby++] = by[i];
	q->show = MDP_NEW_ARRAY(a, 2 * (size_t)nfigures, struct mdp_out);
	for (int i = 0; i < nfigures; i++) {
		const struct mdp_expr *x = figures[i].expr;
		struct mdp_expr *before = during(c, x, "base_from", "base_to", MDP_LIMIT_QUERY_DEPTH),
				*after = during(c, x, "from", "to", MDP_LIMIT_QUERY_DEPTH);
		q->show[q->nshow++] =
			(struct mdp_out){ mdp_arena_printf(a, "%s before", figures[i].name), before, NULL };
		q->show[q->nshow++] = (struct mdp_out){ mdp_arena_printf(a, "%s after", figures[i].name), after, NULL };
	}
	return q;
}

static int plan_block(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	TRY(mdp_plan_inner(p, q, p->block, out));
	(*out)->nsort = 0;
	return 0;
}

int mdp_change_try(struct change *c, const struct mdp_query *q, const char *name, struct mdp_rel **out)
{
	bool done;
	c->p->block = name;
	return mdp_plan_try(c->p, plan_block, q, out, &done);
}

void mdp_change_text(struct change *c, struct mdp_rel *form, const char *name, const char *text)
{
	mdp_form_value(c->p, form, name, mdp_plan_bind(c->p, mdp_value_text(mdp_str_of(text))));
}

/* --- splits ------------------------------------------------------------------------------------------------------------ */

static int figures_of(struct change *c, struct mdp_out *figures)
{
	if (!c->over) {
		figures[0] = (struct mdp_out){ "value", (struct mdp_expr *)(uintptr_t)c->amount, NULL };
		return 1;
	}
	figures[0] = (struct mdp_out){ "over", c->over, NULL };
	figures[1] = (struct mdp_out){ "under", c->under, NULL };
	return 2;
}

/* A property with few values, its own original, that is known of each instance of `of`, or of what is finer. */
static bool is_key(struct change *c, int column)
{
	const struct mdp_catalog *k = c->p->c;
	const struct mdp_column *col = &k->columns[column];
	int owner = mdp_plan_owner(c->p, column);
	bool named = col->role == MDP_ROLE_NAME && owner >= 0 && k->entities[owner].label == column &&
		     k->entities[owner].label_unique;
	bool kind = named || col->role == MDP_ROLE_CATEGORY || col->role == MDP_ROLE_FLAG ||
		    col->role == MDP_ROLE_GEO || col->role == MDP_ROLE_CODE;
	if (!kind || col->hidden || col->marks || col->mirror >= 0 || col->distinct < 2 ||
	    col->distinct > (named ? FEW_NAMED : FEW) || owner < 0 || mdp_catalog_is_calendar(k, owner) ||
	    k->tables[col->table].current > 0)
		return false;
	return c->over ? mdp_change_splits(c, c->over, owner, MDP_LIMIT_QUERY_DEPTH) &&
				 mdp_change_splits(c, c->under, owner, MDP_LIMIT_QUERY_DEPTH)
		       : mdp_change_splits(c, c->resolved, owner, MDP_LIMIT_QUERY_DEPTH);
}

/* Where the figure is limited by the column, or is how many have a value of it: that would show the question again. */
static bool is_of(struct change *c, const struct mdp_pred *w, int column, int depth)
{
	bool found = w && w->left && w->left->kind == MDP_X_COLUMN && w->cmp != MDP_CMP_IS_NULL &&
		     mdp_catalog_original(c->p->c, mdp_catalog_column(c->p->c, mdp_str_of(w->left->name))) == column;
	for (int i = 0; w && depth > 0 && i < w->nargs; i++)
		found |= is_of(c, w->args[i], column, depth - 1);
	return found;
}

static bool is_figure_of(struct change *c, const struct mdp_expr *x, int column, int depth)
{
	return x && depth > 0 &&
	       (is_of(c, x->where, column, depth) ||
		(x->kind == MDP_X_OP && is_figure_of(c, x->arg, column, depth - 1)) ||
		(x->kind == MDP_X_OP && is_figure_of(c, x->arg2, column, depth - 1)));
}

/* The conditions leave one value of it. */
static bool is_pinned(struct planner *p, const struct mdp_pred *w, int column)
{
	for (int i = 0; w && i < mdp_pred_nparts(w); i++) {
		const struct mdp_pred *one = mdp_pred_part(w, i);
		if (one->kind == MDP_P_CMP && one->cmp == MDP_CMP_EQ && one->left->kind == MDP_X_COLUMN &&
		    mdp_catalog_original(p->c, mdp_catalog_column(p->c, mdp_str_of(one->left->name))) == column)
			return true;
	}
	return false;
}

static int add_split(struct change *c, int column, struct mdp_rel *set)
{
	struct planner *p = c->p;
	const struct mdp_column *col = &p->c->columns[column];
	struct mdp_out by = { "part", mdp_expr_column(p->a, mdp_catalog_column_name(p->c, p->a, column)), NULL },
		       figures[2];
	struct mdp_rel *one = NULL;
	int n = figures_of(c, figures);
	TRY(mdp_change_try(c, mdp_change_query(c, &by, 1, figures, n), mdp_arena_printf(p->a, "by %s", col->words),
			   &one));
	if (!one)
		return 0;
	struct mdp_rel *f = mdp_plan_rel(p, MDP_REL_FORM);
	f->form = c->over ? "contribution_split_rate" : "contribution_split";
	MDP_PUSH(p->a, f->parts, f->nparts, f->parts_cap, one);
	MDP_PUSH(p->a, f->parts, f->nparts, f->parts_cap, c->total);
	mdp_change_text(c, f, "what", col->label ? col->label : col->words);
	MDP_PUSH(p->a, set->parts, set->nparts, set->parts_cap, f);
	return 0;
}

/* A sum: its number and its average. A ratio: what is divided, and by what. */
static void add_two(struct change *c, struct mdp_rel *set)
{
	struct planner *p = c->p;
	const struct mdp_entity *e = &p->c->entities[c->of];
	struct mdp_rel *both = mdp_plan_rel(p, MDP_REL_FORM);
	if (!c->over && (c->resolved->kind != MDP_X_AGG || c->resolved->agg != MDP_AGG_SUM))
		return;
	both->form = c->over ? "contribution_two" : "contribution_volume";
	MDP_PUSH(p->a, both->parts, both->nparts, both->parts_cap, c->total);
	mdp_change_text(c, both, "what", c->over ? "numerator and denominator" : "number and average");
	mdp_change_text(c, both, "number",
			c->over ? mdp_change_words(c, true) : mdp_arena_printf(p->a, "number of %s", e->plural));
	mdp_change_text(c, both, "average",
			c->over ? mdp_change_words(c, false) : mdp_arena_printf(p->a, "average per %s", e->name));
	MDP_PUSH(p->a, set->parts, set->nparts, set->parts_cap, both);
}

/* All splits below one another. */
static int plan_parts(struct change *c, struct mdp_rel **out)
{
	struct planner *p = c->p;
	struct mdp_rel *set = mdp_plan_rel(p, MDP_REL_SET);
	set->set_op = MDP_SET_UNION;
	set->why = "all splits";
	for (int i = 0; i < p->c->ncolumns && set->nparts < KEYS; i++)
		if (is_key(c, i) && !is_figure_of(c, c->over, i, MDP_LIMIT_QUERY_DEPTH) &&
		    !is_pinned(c->p, c->q->where, i))
			TRY(add_split(c, i, set));
	add_two(c, set);
	if (!c->over)
		TRY(mdp_change_effects(c, set));
	if (!set->nparts)
		return mdp_refuse(p->err, MDP_REASON_NOT_SPLITTABLE,
				  "nothing is known of %s by which the change could be split",
				  p->c->entities[c->of].plural);
	mdp_plan_with(p, set, "parts");
	*out = set;
	return 0;
}

static int start(struct change *c)
{
	struct planner *p = c->p;
	struct mdp_out figures[3];
	c->amount = mdp_query_param(c->q, "amount");
	TRY(mdp_plan_entity(p, c->q->of, &c->of));
	TRY(mdp_plan_resolve(p, c->amount, NULL, &c->resolved, MDP_LIMIT_QUERY_DEPTH));
	if (!mdp_change_adds_up(p, c->resolved, MDP_LIMIT_QUERY_DEPTH) && !mdp_change_ratio(c)) {
		int rc = mdp_refuse(
			p->err, MDP_REASON_NOT_ADDITIVE,
			"%s does not add up and is no ratio of two figures that do, so a change of it has no "
			"parts that add up to it",
			c->amount->kind == MDP_X_MEASURE ? c->amount->name : "this figure");
		mdp_error_hint(p->err, "ask for a total, a number, an average or a rate");
		return rc;
	}
	int n = figures_of(c, figures);
	if (!c->over)
		figures[n++] = (struct mdp_out){ "number", mdp_expr_agg(p->a, MDP_AGG_COUNT, c->q->of, NULL), NULL };
	const struct mdp_query *all = mdp_change_query(c, NULL, 0, figures, n);
	if (!period(c, c->of, "from", "to") || c->undated >= 0)
		return mdp_refuse(p->err, MDP_REASON_NOT_CONNECTED, "%s have no date of their own",
				  p->c->entities[c->undated].plural);
	return mdp_plan_inner(p, all, "in all", &c->total);
}

static const char *days(struct planner *p, const struct mdp_query *q, const char *from, const char *to)
{
	char first[MDP_DATE_TEXT], last[MDP_DATE_TEXT];
	return mdp_arena_printf(p->a, "%s to %s", mdp_date_print(mdp_query_param(q, from)->value.i, first),
				mdp_date_print(mdp_query_param(q, to)->value.i - 1, last));
}

static const char *unit_of(struct change *c)
{
	const char *unit = mdp_plan_unit(c->p, c->resolved);
	if (c->amount->kind == MDP_X_MEASURE && !unit)
		unit = c->p->c->measures[mdp_catalog_measure(c->p->c, mdp_str_of(c->amount->name))].unit;
	return unit || !c->over ? unit : mdp_change_unit(c);
}

static void columns(struct change *c, struct mdp_rel *answer)
{
	struct planner *p = c->p;
	const char *unit = unit_of(c);
	mdp_answer_column(p, answer, "what", "by", NULL, true, -1);
	mdp_answer_column(p, answer, "part", "part", NULL, true, -1);
	mdp_answer_column(p, answer, "before", "before", unit, false, -1);
	mdp_answer_column(p, answer, "after", "after", unit, false, -1);
	if (c->over) {
		mdp_answer_column(p, answer, "weight_before", "of all before", "ratio", false, -1);
		mdp_answer_column(p, answer, "weight_after", "of all after", "ratio", false, -1);
		mdp_answer_column(p, answer, "rate", "rate effect", unit, false, -1);
		mdp_answer_column(p, answer, "mix", "mix effect", unit, false, -1);
	}
	mdp_answer_column(p, answer, "change", "change", unit, false, -1);
	mdp_answer_column(p, answer, "share", "share of the change", "ratio", false, -1);
	mdp_answer_order(p, answer, "place", false);
	mdp_answer_order(p, answer, "largest", true);
	mdp_answer_order(p, answer, "what", false);
	mdp_answer_order(p, answer, "size", true);
	mdp_answer_order(p, answer, "part", false);
}

static int plan_change(struct change *c, struct mdp_rel **shares)
{
	struct mdp_rel *parts = NULL;
	c->p->asked = c->q;
	TRY(start(c));
	TRY(plan_parts(c, &parts));
	*shares = mdp_plan_form(c->p, c->over ? "contribution_rates" : "contribution", "shares",
				"each part, and its share of the change");
	mdp_form_reads(c->p, *shares, parts);
	mdp_form_reads(c->p, *shares, c->total);
	return 0;
}

int mdp_plan_change_rows(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct change c = { .p = p, .q = q, .other = -1, .undated = -1 };
	TRY(plan_change(&c, out));
	return c.over ? -MDP_REFUSED : 0;
}

int mdp_plan_contribution(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct change c = { .p = p, .q = q, .other = -1, .undated = -1 };
	struct mdp_rel *shares = NULL;
	TRY(plan_change(&c, &shares));
	struct mdp_rel *answer = mdp_plan_answer(p, shares);
	columns(&c, answer);
	p->p->from = mdp_query_param(q, "from")->value.i;
	p->p->to = mdp_query_param(q, "to")->value.i;
	mdp_plan_define_text(p, "change", "after (%s) less before (%s)", days(p, q, "from", "to"),
			     days(p, q, "base_from", "base_to"));
	if (c.over)
		mdp_change_define(&c);
	if (c.other >= 0)
		mdp_plan_caveat(p, "own_dates", "%s count by their own date, %s", p->c->entities[c.other].plural,
				p->c->columns[p->c->entities[c.other].time].words);
	mdp_plan_caveat(p, "where",
			"the parts of each split add up to the change; they show where it is, not why. First are the "
			"splits by which it is most uneven");
	*out = answer;
	return 0;
}
