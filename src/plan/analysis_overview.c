/* The main figures of a period beside the period before and the same of a year ago: one query with all three in it. */
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

static struct mdp_rel *period_row(struct overview *o, const char *form, const char *from, const char *to,
				  struct mdp_rel *block)
{
	struct mdp_rel *f = mdp_plan_rel(o->p, MDP_REL_FORM);
	f->form = form;
	mdp_form_list(o->p, f, "figure", o->columns, o->n);
	mdp_form_value(o->p, f, "from", mdp_plan_bind(o->p, mdp_query_param(o->q, from)->value));
	mdp_form_value(o->p, f, "to", mdp_plan_bind(o->p, mdp_value_date(mdp_query_param(o->q, to)->value.i - 1)));
	MDP_PUSH(o->p->a, f->parts, f->nparts, f->parts_cap, block);
	return f;
}

/* "Orders that have order lines …": what belongs to an event decides whether the event counts. */
static bool reaches_below(const struct mdp_pred *w, int depth)
{
	bool below = w->kind == MDP_P_EXISTS;
	for (int i = 0; depth > 0 && i < w->nargs; i++)
		below |= reaches_below(w->args[i], depth - 1);
	return below;
}

int mdp_plan_overview(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct overview o = { .p = p, .q = q };
	struct mdp_rel *block = NULL, *set = mdp_plan_rel(p, MDP_REL_SET);
	TRY(mdp_plan_entity(p, q->of, &o.event));
	TRY(choose(&o));
	TRY(plan_figures(&o, &block));
	set->set_op = MDP_SET_UNION;
	MDP_PUSH(p->a, set->parts, set->nparts, set->parts_cap, period_row(&o, "overview_now", "from", "to", block));
	MDP_PUSH(p->a, set->parts, set->nparts, set->parts_cap,
		 period_row(&o, "overview_before", "base_from", "base_to", block));
	if (mdp_query_param(q, "base_from")->value.i != mdp_query_param(q, "year_from")->value.i)
		MDP_PUSH(p->a, set->parts, set->nparts, set->parts_cap,
			 period_row(&o, "overview_year", "year_from", "year_to", block));
	mdp_plan_with(p, set, "periods");
	struct mdp_rel *answer = mdp_plan_answer(p, set);
	mdp_answer_column(p, answer, "first_day", "from", NULL, true, -1);
	mdp_answer_column(p, answer, "last_day", "to", NULL, true, -1);
	for (int i = 0; i < o.n; i++) {
		mdp_answer_column(p, answer, o.columns[i], o.names[i], o.units[i], false, -1);
		mdp_answer_column(p, answer, mdp_arena_printf(p->a, "change_%s", o.columns[i]),
				  mdp_arena_printf(p->a, "%s since", o.names[i]), "ratio", false, -1);
	}
	mdp_answer_order(p, answer, "place", false);
	p->p->from = mdp_query_param(q, "from")->value.i;
	p->p->to = mdp_query_param(q, "to")->value.i;
	mdp_plan_define_text(p, "since", "the first period against this one, as a change of this one");
	if (q->where && reaches_below(q->where, MDP_LIMIT_QUERY_DEPTH))
		mdp_plan_caveat(p, "whole", "what is counted are whole %s, with all that is in them",
				p->c->entities[o.event].plural);
	mdp_plan_caveat(p, "more", "ask why a figure rose or fell, or for a figure by month, to see more");
	*out = answer;
	return 0;
}
