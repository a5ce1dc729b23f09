/*
 * The main figures of a period beside the period before and the same of a year ago: one query with all three in it. Behind them the parts of
 * the change of the first figure (as of a contribution) and the series in which something may be unusual (as of anomalies), where there are
 * any; a step of analyze/ makes lines of them.
 */
#include <string.h>
#include "plan/analysis.h"
#include "base/banned.h"

#define FIGURES 4

struct overview {
	struct planner *p;
	const struct mdp_query *q;
	int event;
	struct mdp_expr *figures[FIGURES];
	const char *names[FIGURES], *units[FIGURES], *columns[FIGURES];
	int n;
};

static void add(struct overview *o, const char *name, struct mdp_expr *x, const char *unit)
{
	o->names[o->n] = name;
	o->units[o->n] = unit;
	o->columns[o->n] = mdp_arena_printf(o->p->a, "figure_%d", o->n + 1);
	o->figures[o->n++] = x;
}

static int choose(struct overview *o)
{
	struct planner *p = o->p;
	struct mdp_arena *a = p->a;
	const struct mdp_entity *e = &p->c->entities[o->event];
	const struct mdp_expr *x = mdp_query_param(o->q, "amount");
	struct mdp_expr *amount = NULL, *resolved = NULL, *count = mdp_expr_agg(a, MDP_AGG_COUNT, e->name, NULL);
	if (x) {
		amount = MDP_NEW(a, struct mdp_expr);
		*amount = *x;
		TRY(mdp_plan_resolve(p, x, NULL, &resolved, MDP_LIMIT_QUERY_DEPTH));
		int m = x->kind == MDP_X_MEASURE ? mdp_catalog_measure(p->c, mdp_str_of(x->name)) : -1;
		const char *unit = mdp_plan_unit(p, resolved);
		add(o, m >= 0 ? x->name : mdp_plan_expr_words(p, x), amount,
		    unit     ? unit
		    : m >= 0 ? p->c->measures[m].unit
			     : NULL);
	}
	add(o, e->plural, count, NULL);
	if (mdp_query_param(o->q, "who")) {
		struct thing who;
		TRY(mdp_plan_thing(p, o->q, "who", &who));
		if (who.nkeys == 1 && mdp_plan_determines(p, o->event, who.entity))
			add(o, mdp_arena_printf(a, "%s with %s", who.plural, e->plural),
			    mdp_expr_agg(a, MDP_AGG_COUNT_DISTINCT, e->name,
					 mdp_expr_column(a, mdp_catalog_column_name(p->c, a, who.columns[0]))),
			    NULL);
	}
	return 0;
}

static int plan_figures(struct overview *o, struct mdp_rel **out)
{
	static const char *const periods[][3] = { { "now", "from", "to" },
						  { "before", "base_from", "base_to" },
						  { "year", "year_from", "year_to" } };
	struct planner *p = o->p;
	struct mdp_arena *a = p->a;
	const struct mdp_expr *time = mdp_query_param(o->q, "time");
	int column = p->c->entities[o->event].time;
	if (!time && column < 0)
		return mdp_refuse(p->err, MDP_REASON_NOT_CONNECTED, "%s have no date", p->c->entities[o->event].plural);
	const char *day = time ? time->name : mdp_catalog_column_name(p->c, a, column);
	struct mdp_query inner = { .kind = MDP_Q_SELECT, .of = o->q->of, .where = o->q->where };
	inner.show = MDP_NEW_ARRAY(a, (size_t)o->n * 3, struct mdp_out);
	for (int k = 0; k < 3; k++)
		for (int i = 0; i < o->n; i++) {
			struct mdp_expr *x = MDP_NEW(a, struct mdp_expr);
			*x = *o->figures[i];
			x->where = mdp_pred_and(
				a, x->where,
				mdp_pred_between(a, MDP_CMP_DURING, mdp_expr_column(a, day),
						 mdp_expr_value(a, mdp_query_param(o->q, periods[k][1])->value),
						 mdp_expr_value(a, mdp_query_param(o->q, periods[k][2])->value)));
			inner.show[inner.nshow++] =
				(struct mdp_out){ mdp_arena_printf(a, "%s %s", periods[k][0], o->columns[i]), x, NULL };
		}
	return mdp_plan_inner(p, &inner, "figures", out);
}

static void add_value(struct overview *o, int figure, const char *period, struct mdp_rel *block, struct mdp_rel *set)
{
	struct planner *p = o->p;
	struct mdp_rel *f = mdp_plan_rel(p, MDP_REL_FORM);
	const char *column = mdp_arena_printf(p->a, "%s_%s", period, o->columns[figure]);
	const struct {
		const char *name, *text;
	} values[] = { { "figure", o->names[figure] },
		       { "period", period },
		       { "id", o->columns[figure] },
		       { "unit", o->units[figure] ? o->units[figure] : "" } };
	f->form = "overview_value";
	mdp_form_list(p, f, "value", &column, 1);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		mdp_form_value(p, f, values[i].name, mdp_plan_bind(p, mdp_value_text(mdp_str_of(values[i].text))));
	MDP_PUSH(p->a, f->parts, f->nparts, f->parts_cap, block);
	MDP_PUSH(p->a, set->parts, set->nparts, set->parts_cap, f);
}

/* Rows of another analysis, if it can be made; what it would say of itself is said where it is asked for. */
static int add_rows(struct overview *o, const struct mdp_query *q, mdp_plan_analysis_fn *fn, const char *form,
		    struct mdp_rel *set)
{
	struct planner *p = o->p;
	struct mdp_rel *rows = NULL;
	int ncaveats = p->p->ncaveats, ndefinitions = p->p->ndefinitions;
	bool done;
	TRY(mdp_plan_try(p, fn, q, &rows, &done));
	p->p->ncaveats = ncaveats;
	p->p->ndefinitions = ndefinitions;
	if (!done)
		return 0;
	struct mdp_rel *f = mdp_plan_rel(p, MDP_REL_FORM);
	f->form = form;
	MDP_PUSH(p->a, f->parts, f->nparts, f->parts_cap, rows);
	MDP_PUSH(p->a, set->parts, set->nparts, set->parts_cap, f);
	return 0;
}

static int add_others(struct overview *o, struct mdp_rel *set)
{
	static const char *const days[] = { "time", "from", "to", "base_from", "base_to" };
	struct mdp_arena *a = o->p->a;
	struct mdp_query change = {
		.kind = MDP_Q_ANALYSIS, .analysis = "contribution", .of = o->q->of, .where = o->q->where
	};
	struct mdp_query *unusual = MDP_NEW(a, struct mdp_query), *kept = MDP_NEW(a, struct mdp_query);
	*unusual = (struct mdp_query){
		.kind = MDP_Q_ANALYSIS, .analysis = "anomalies", .of = o->q->of, .where = o->q->where
	};
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		const struct mdp_expr *x = mdp_query_param(o->q, days[i]);
		if (x)
			mdp_query_set_param(a, &change, days[i], (struct mdp_expr *)(uintptr_t)x);
	}
	mdp_query_set_param(a, &change, "amount", o->figures[0]);
	*kept = change;
	TRY(add_rows(o, kept, mdp_plan_change_rows, "overview_change", set));
	return add_rows(o, unusual, mdp_plan_unusual_rows, "overview_series", set);
}

/* "Orders that have order lines …": what belongs to an event decides whether the event counts. */
static bool reaches_below(const struct mdp_pred *w, int depth)
{
	bool below = w->kind == MDP_P_EXISTS;
	for (int i = 0; depth > 0 && i < w->nargs; i++)
		below |= reaches_below(w->args[i], depth - 1);
	return below;
}

static int plan_lines(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct overview o = { .p = p, .q = q };
	struct mdp_rel *block = NULL, *set = mdp_plan_rel(p, MDP_REL_SET);
	TRY(mdp_plan_entity(p, q->of, &o.event));
	TRY(choose(&o));
	TRY(plan_figures(&o, &block));
	set->set_op = MDP_SET_UNION;
	static const char *const periods[] = { "now", "before", "year" };
	bool same = mdp_query_param(q, "base_from")->value.i == mdp_query_param(q, "year_from")->value.i;
	for (int i = 0; i < o.n; i++)
		for (int k = 0; k < (same ? 2 : 3); k++)
			add_value(&o, i, periods[k], block, set);
	TRY(add_others(&o, set));
	mdp_plan_with(p, set, "lines");
	struct mdp_rel *answer = mdp_plan_answer(p, set);
	static const char *const columns[] = { "kind",   "figure", "split", "id",    "member", "grain",
					       "counts", "period", "until", "cause", "value",  "squares" };
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		mdp_answer_column(p, answer, columns[i], columns[i], NULL, i < 10, -1);
	for (int i = 0; i < 10; i++)
		mdp_answer_order(p, answer, columns[i], false);
	p->p->from = mdp_query_param(q, "from")->value.i;
	p->p->to = mdp_query_param(q, "to")->value.i;
	mdp_plan_define_text(p, "since",
			     "the first period against this one, as a change of this one; of a part that it is "
			     "now against the period before, of what is unusual against what was to be expected");
	if (q->where && reaches_below(q->where, MDP_LIMIT_QUERY_DEPTH))
		mdp_plan_caveat(p, "whole", "what is counted are whole %s, with all that is in them",
				p->c->entities[o.event].plural);
	mdp_plan_caveat(p, "more", "each line can be asked about: its question is behind it");
	*out = answer;
	return 0;
}

/* Without an amount that cannot be told in one number (several currencies), what there is to tell of is told. */
int mdp_plan_overview(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct mdp_query rest = *q;
	const struct mdp_expr *amount = mdp_query_param(q, "amount");
	bool done = false;
	if (amount) {
		TRY(mdp_plan_try(p, plan_lines, q, out, &done));
		rest.params = MDP_NEW_ARRAY(p->a, (size_t)q->nparams, struct mdp_out);
		rest.nparams = 0;
		for (int i = 0; i < q->nparams; i++)
			if (strcmp(q->params[i].name, "amount") != 0)
				rest.params[rest.nparams++] = q->params[i];
	}
	if (done)
		return 0;
	struct mdp_query *kept = MDP_NEW(p->a, struct mdp_query);
	*kept = rest;
	TRY(plan_lines(p, kept, out));
	if (amount)
		mdp_plan_caveat(p, "left_out",
				"%s is left out, since it is not one number: it can be asked for on its own",
				amount->kind == MDP_X_MEASURE ? amount->name : mdp_plan_expr_words(p, amount));
	return 0;
}
