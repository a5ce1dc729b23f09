/*
 * What a change is made of: a figure that adds up, in two periods, split by everything that the grain allows. Each split is an
 * ordinary query with both periods in it, so its parts add up to the change; where a finer amount stands in for the figure, what that
 * leaves out is a part of its own. It tells where a change is, not why.
 */
#include <string.h>
#include "plan/analysis.h"
#include "base/banned.h"

#define FEW 60 /* values of a column that is split by */
#define KEYS 24

struct change {
	struct planner *p;
	const struct mdp_query *q;
	const struct mdp_expr *amount;
	struct mdp_expr *resolved;
	int of;
	struct mdp_pred *base, *now;
	struct mdp_rel *total;
};

static bool adds_up(const struct mdp_expr *x, int depth)
{
	if (depth <= 0)
		return false;
	if (x->kind == MDP_X_AGG)
		return !x->total && (x->agg == MDP_AGG_SUM || x->agg == MDP_AGG_COUNT);
	return x->kind == MDP_X_OP && (x->op == MDP_OP_ADD || x->op == MDP_OP_SUB) && adds_up(x->arg, depth - 1) &&
	       adds_up(x->arg2, depth - 1);
}

static struct mdp_pred *period(struct change *c, const char *from, const char *to)
{
	struct mdp_arena *a = c->p->a;
	const struct mdp_expr *time = mdp_query_param(c->q, "time");
	int column = c->p->c->entities[c->of].time;
	if (!time && column < 0)
		return NULL;
	struct mdp_expr *day = mdp_expr_column(a, time ? time->name : mdp_catalog_column_name(c->p->c, a, column));
	return mdp_pred_between(a, MDP_CMP_DURING, day, mdp_expr_value(a, mdp_query_param(c->q, from)->value),
				mdp_expr_value(a, mdp_query_param(c->q, to)->value));
}

static struct mdp_expr *during(struct change *c, const struct mdp_expr *x, struct mdp_pred *when)
{
	struct mdp_expr *copy = MDP_NEW(c->p->a, struct mdp_expr);
	*copy = *x;
	copy->where = mdp_pred_and(c->p->a, copy->where, when);
	return copy;
}

/* The figure in both periods, by a column or not. */
static struct mdp_query *split(struct change *c, int column)
{
	struct mdp_arena *a = c->p->a;
	struct mdp_query *q = MDP_NEW(a, struct mdp_query);
	*q = (struct mdp_query){ .kind = MDP_Q_SELECT, .of = c->q->of, .where = c->q->where };
	q->show = MDP_NEW_ARRAY(a, 4, struct mdp_out);
	if (column >= 0) {
		q->by = MDP_NEW(a, struct mdp_out);
		q->by[q->nby++] =
			(struct mdp_out){ "part", mdp_expr_column(a, mdp_catalog_column_name(c->p->c, a, column)),
					  NULL };
	}
	q->show[q->nshow++] = (struct mdp_out){ "before", during(c, c->amount, c->base), NULL };
	q->show[q->nshow++] = (struct mdp_out){ "after", during(c, c->amount, c->now), NULL };
	if (column < 0) {
		struct mdp_expr *count = mdp_expr_agg(a, MDP_AGG_COUNT, c->q->of, NULL);
		q->show[q->nshow++] = (struct mdp_out){ "number before", during(c, count, c->base), NULL };
		q->show[q->nshow++] = (struct mdp_out){ "number after", during(c, count, c->now), NULL };
	}
	return q;
}

/* A property with few values, its own original, that is known of each instance of `of`, or of what is finer. */
static bool is_key(struct change *c, int column)
{
	const struct mdp_catalog *k = c->p->c;
	const struct mdp_column *col = &k->columns[column];
	int owner = mdp_plan_owner(c->p, column);
	bool kind = col->role == MDP_ROLE_CATEGORY || col->role == MDP_ROLE_FLAG || col->role == MDP_ROLE_GEO ||
		    col->role == MDP_ROLE_CODE ||
		    (col->role == MDP_ROLE_NAME && owner >= 0 && k->entities[owner].label == column &&
		     k->entities[owner].label_unique);
	/* an instance is in several groups of what is finer: numbers of them do not add up, sums of a finer amount do */
	if (owner >= 0 && !mdp_plan_determines(c->p, c->of, owner) &&
	    (c->resolved->kind != MDP_X_AGG || c->resolved->agg != MDP_AGG_SUM))
		return false;
	return kind && !col->hidden && !col->marks && col->mirror < 0 && col->distinct >= 2 && col->distinct <= FEW &&
	       owner >= 0 && !mdp_catalog_is_calendar(k, owner) && k->tables[col->table].current <= 0;
}

/* Plans one split; nothing is left of it where the grain does not allow it. */
static struct mdp_rel *try_split(struct change *c, int column)
{
	struct planner *p = c->p, kept = *p;
	struct mdp_plan plan = *p->p;
	struct mdp_error ignored = { 0 }, *err = p->err;
	struct mdp_rel *r = NULL;
	int nwith = p->tree->nwith;
	p->err = &ignored;
	int rc = mdp_plan_inner(p, split(c, column), mdp_arena_printf(p->a, "by %s", p->c->columns[column].words), &r);
	p->err = err;
	if (rc == 0) {
		r->nsort = 0;
		return r;
	}
	const char **names = p->names;
	int nnames = p->nnames, names_cap = p->names_cap;
	*p = kept;
	p->names = names; /* a name that was given away stays so */
	p->nnames = nnames;
	p->names_cap = names_cap;
	*p->p = plan;
	p->tree->nwith = nwith;
	return NULL;
}

static struct mdp_rel *parts_of(struct change *c, struct mdp_rel *block, const char *what)
{
	struct mdp_rel *f = mdp_plan_rel(c->p, MDP_REL_FORM);
	f->form = "contribution_split";
	MDP_PUSH(c->p->a, f->parts, f->nparts, f->parts_cap, block);
	MDP_PUSH(c->p->a, f->parts, f->nparts, f->parts_cap, c->total);
	mdp_form_value(c->p, f, "what", mdp_plan_bind(c->p, mdp_value_text(mdp_str_of(what))));
	return f;
}

/* All splits below one another. */
static int plan_parts(struct change *c, struct mdp_rel **out)
{
	struct planner *p = c->p;
	struct mdp_rel *set = mdp_plan_rel(p, MDP_REL_SET);
	set->set_op = MDP_SET_UNION;
	set->why = "all splits";
	for (int i = 0; i < p->c->ncolumns && set->nparts < KEYS; i++) {
		struct mdp_rel *one = is_key(c, i) ? try_split(c, i) : NULL;
		if (!one)
			continue;
		const struct mdp_column *col = &p->c->columns[i];
		struct mdp_rel *part = parts_of(c, one, col->label ? col->label : col->words);
		MDP_PUSH(p->a, set->parts, set->nparts, set->parts_cap, part);
	}
	if (c->resolved->kind == MDP_X_AGG && c->resolved->agg == MDP_AGG_SUM) {
		struct mdp_rel *both = mdp_plan_rel(p, MDP_REL_FORM);
		both->form = "contribution_volume";
		MDP_PUSH(p->a, both->parts, both->nparts, both->parts_cap, c->total);
		const struct mdp_entity *e = &p->c->entities[c->of];
		const char *texts[] = { "number and average", mdp_arena_printf(p->a, "number of %s", e->plural),
					mdp_arena_printf(p->a, "average per %s", e->name) };
		const char *names[] = { "what", "number", "average" };
		for (int i = 0; i < 3; i++)
			mdp_form_value(p, both, names[i], mdp_plan_bind(p, mdp_value_text(mdp_str_of(texts[i]))));
		MDP_PUSH(p->a, set->parts, set->nparts, set->parts_cap, both);
	}
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
	c->amount = mdp_query_param(c->q, "amount");
	TRY(mdp_plan_entity(p, c->q->of, &c->of));
	TRY(mdp_plan_resolve(p, c->amount, NULL, &c->resolved, MDP_LIMIT_QUERY_DEPTH));
	if (!adds_up(c->resolved, MDP_LIMIT_QUERY_DEPTH)) {
		int rc = mdp_refuse(p->err, MDP_REASON_NOT_ADDITIVE,
				    "%s does not add up, so a change of it has no parts that do",
				    c->amount->kind == MDP_X_MEASURE ? c->amount->name : "this figure");
		mdp_error_hint(p->err, "ask for a total or a number");
		return rc;
	}
	c->base = period(c, "base_from", "base_to");
	c->now = period(c, "from", "to");
	if (!c->base || !c->now)
		return mdp_refuse(p->err, MDP_REASON_NOT_CONNECTED, "%s have no date", p->c->entities[c->of].plural);
	TRY(mdp_plan_inner(p, split(c, -1), "in all", &c->total));
	return 0;
}

static const char *days(struct planner *p, const struct mdp_query *q, const char *from, const char *to)
{
	char first[MDP_DATE_TEXT], last[MDP_DATE_TEXT];
	return mdp_arena_printf(p->a, "%s to %s", mdp_date_print(mdp_query_param(q, from)->value.i, first),
				mdp_date_print(mdp_query_param(q, to)->value.i - 1, last));
}

int mdp_plan_contribution(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct change c = { .p = p, .q = q };
	struct mdp_rel *parts = NULL;
	TRY(start(&c));
	TRY(plan_parts(&c, &parts));
	struct mdp_rel *shares = mdp_plan_form(p, "contribution", "shares", "each part, and its share of the change");
	mdp_form_reads(p, shares, parts);
	mdp_form_reads(p, shares, c.total);
	struct mdp_rel *answer = mdp_plan_answer(p, shares);
	const char *unit = mdp_plan_unit(p, c.resolved);
	if (c.amount->kind == MDP_X_MEASURE && !unit)
		unit = p->c->measures[mdp_catalog_measure(p->c, mdp_str_of(c.amount->name))].unit;
	mdp_answer_column(p, answer, "what", "by", NULL, true, -1);
	mdp_answer_column(p, answer, "part", "part", NULL, true, -1);
	mdp_answer_column(p, answer, "before", "before", unit, false, -1);
	mdp_answer_column(p, answer, "after", "after", unit, false, -1);
	mdp_answer_column(p, answer, "change", "change", unit, false, -1);
	mdp_answer_column(p, answer, "share", "share of the change", "ratio", false, -1);
	mdp_answer_order(p, answer, "place", false);
	mdp_answer_order(p, answer, "largest", true);
	mdp_answer_order(p, answer, "what", false);
	mdp_answer_order(p, answer, "size", true);
	mdp_answer_order(p, answer, "part", false);
	p->p->from = mdp_query_param(q, "from")->value.i;
	p->p->to = mdp_query_param(q, "to")->value.i;
	mdp_plan_define_text(p, "change", "after (%s) less before (%s)", days(p, q, "from", "to"),
			     days(p, q, "base_from", "base_to"));
	mdp_plan_caveat(p, "where",
			"the parts of each split add up to the change; they show where it is, not why. First are the "
			"splits by which it is most uneven");
	*out = answer;
	return 0;
}
