/*
 * Ordered steps: who did the first, then the second at the same moment or later, and so on. Each step is found for those who came through
 * the one before, at its first moment after that; within a window it counts from the first step.
 */
#include <string.h>
#include "plan/patrons.h"
#include "base/banned.h"

#define STEPS 10

struct funnel {
	struct patrons t;
	int column;
	struct mdp_str steps[STEPS];
	int n;
	struct mdp_rel *events;
	struct mdp_sx *days;
};

static int read_steps(struct funnel *f)
{
	struct planner *p = f->t.p;
	struct mdp_str rest = mdp_query_param_text(f->t.q, "steps"), one;
	while (mdp_str_next(&rest, '|', &one)) {
		if (f->n == STEPS)
			return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "more than %d steps", STEPS);
		f->steps[f->n++] = mdp_str_trim(one);
	}
	if (f->n < 2)
		return mdp_fail(p->err, MDP_USAGE, "query: a funnel has two steps or more, parted by “|”");
	TRY(mdp_plan_column(p, mdp_query_param(f->t.q, "column")->name, &f->column));
	return 0;
}

/* who, step and moment of each event; at any moment, so the moment is not cut to its day. */
static int plan_events(struct funnel *f)
{
	struct planner *p = f->t.p;
	struct scope s;
	struct mdp_sx *step = NULL, *at = NULL;
	struct thing who = f->t.who;
	TRY(mdp_plan_rows(p, f->t.q, f->t.event, true, &s));
	TRY(mdp_plan_thing(p, f->t.q, "who", &who));
	TRY(mdp_plan_thing_items(&s, &who, "who_"));
	TRY(mdp_plan_read(&s, f->t.event, f->column, NULL, &step));
	TRY(mdp_plan_read(&s, f->t.event, f->t.time, NULL, &at));
	mdp_plan_item(p, s.rel, "step", step);
	mdp_plan_item(p, s.rel, "moment", at);
	mdp_plan_where(p, s.rel, mdp_plan_call(p, MDP_CALL_NOT_NULL, at, NULL));
	s.rel->why = mdp_arena_printf(p->a, "whose, which and when each of the %s was", f->t.events);
	mdp_plan_rows_done(&s, mdp_arena_printf(p->a, "steps of %s", f->t.people));
	for (int i = 0; i < who.nkeys; i++)
		f->t.who.keys[i] = who.keys[i];
	f->events = s.rel;
	return 0;
}

/* A step, from those that came through the one before; NULL: the first. */
static struct mdp_rel *plan_step(struct funnel *f, int i, struct mdp_rel *before)
{
	struct planner *p = f->t.p;
	struct mdp_rel *r = mdp_patrons_form(
		&f->t, before ? "funnel_next" : "funnel_first", mdp_arena_printf(p->a, "step %d", i + 1),
		before ? "who did it after the step before" : "who did the first step, and when");
	mdp_form_value(p, r, "step", mdp_plan_bind(p, mdp_value_text(f->steps[i])));
	if (f->days)
		mdp_form_value(p, r, "days", f->days);
	mdp_form_reads(p, r, f->events);
	if (before)
		mdp_form_reads(p, r, before);
	return r;
}

int mdp_plan_funnel(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct funnel f;
	double days = mdp_query_param_number(q, "days", 0);
	struct mdp_rel *step = NULL, *set = mdp_plan_rel(p, MDP_REL_SET);
	memset(&f, 0, sizeof(f));
	TRY(mdp_patrons_start(p, q, &f.t));
	TRY(read_steps(&f));
	f.days = mdp_plan_bind(p, mdp_value_int(days > 0 ? (int64_t)days : 1000000));
	TRY(plan_events(&f));
	set->set_op = MDP_SET_UNION;
	for (int i = 0; i < f.n; i++) {
		step = plan_step(&f, i, step);
		struct mdp_rel *count = mdp_plan_rel(p, MDP_REL_FORM);
		count->form = "funnel_count";
		mdp_form_value(p, count, "place", mdp_plan_bind(p, mdp_value_int(i + 1)));
		mdp_form_value(p, count, "step", mdp_plan_bind(p, mdp_value_text(f.steps[i])));
		MDP_PUSH(p->a, count->parts, count->nparts, count->parts_cap, step);
		MDP_PUSH(p->a, set->parts, set->nparts, set->parts_cap, count);
	}
	mdp_plan_with(p, set, "counts");
	struct mdp_rel *shares = mdp_plan_form(p, "funnel", "funnel", "conversion of each step");
	mdp_form_reads(p, shares, set);
	struct mdp_rel *answer = mdp_plan_answer(p, shares);
	mdp_answer_column(p, answer, "place", "step", "id", true, -1);
	mdp_answer_column(p, answer, "step", p->c->columns[f.column].words, NULL, true, f.column);
	mdp_answer_column(p, answer, "people", f.t.people, NULL, false, -1);
	mdp_answer_column(p, answer, "of_first", "of the first", "ratio", false, -1);
	mdp_answer_column(p, answer, "of_before", "of the step before", "ratio", false, -1);
	mdp_answer_order(p, answer, "place", false);
	mdp_plan_define_text(
		p, "step",
		"%s with it at the same moment as the step before or later%s; what lies between does not matter",
		f.t.people, days > 0 ? mdp_arena_printf(p->a, ", at most %.0f days after the first", days) : "");
	*out = answer;
	return 0;
}
