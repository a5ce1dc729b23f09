/* How long those who began stay, or take to come back: how many at each number of days; the curve is fitted in analyze/. */
#include <string.h>
#include "plan/patrons.h"
#include "base/banned.h"

struct survival {
	struct patrons t;
	bool again;
	double nth, given;
	struct mdp_rel *block, *events, *window;
	struct mdp_sx *until;
	int64_t from, to;
};

static int64_t day_of(const struct mdp_value *v)
{
	return v->type == MDP_T_DATE ? v->i : v->i / INT64_C(86400000000);
}

/* A period is that of the first event; all events of those who began then are looked at. */
static int start(struct planner *p, struct mdp_query *q, struct survival *s)
{
	const struct mdp_pred *period = NULL;
	int64_t last;
	memset(s, 0, sizeof(*s));
	s->again = mdp_str_is(mdp_query_param_text(q, "until_what"), "again");
	s->nth = mdp_query_param_number(q, "nth", 2);
	s->given = mdp_query_param_number(q, "days", 0);
	TRY(mdp_patrons_start(p, q, &s->t));
	if (!mdp_catalog_period(p->c, s->t.time, &s->from, &last))
		return mdp_refuse(p->err, MDP_REASON_OUTSIDE_DATA, "%s have no days", s->t.events);
	s->to = last + 1;
	struct mdp_pred *rest = mdp_patrons_rest(&s->t, &period);
	if (period) {
		p->p->time_column = s->t.time;
		p->p->from = s->from = day_of(&period->right[0]->value);
		p->p->to = s->to = day_of(&period->right[1]->value);
	}
	q->where = rest;
	TRY(mdp_patrons_until(&s->t, &s->until));
	TRY(mdp_patrons_block(&s->t, &s->block));
	return 0;
}

static int plan_window(struct survival *s)
{
	struct planner *p = s->t.p;
	struct patrons own = s->t;
	struct mdp_rel *days = NULL;
	if (s->given > 0) {
		s->window = mdp_patrons_form(&s->t, "churn_given", "inactivity",
					     "how long without an event is lapsed, as asked");
		mdp_form_value(p, s->window, "days", mdp_plan_bind(p, mdp_value_int((int64_t)s->given)));
	} else {
		TRY(mdp_patrons_days(&own, s->t.q->where, &days));
		s->window = mdp_patrons_form(&own, "churn_gap", "inactivity",
					     "how long without an event is lapsed, from the gaps");
	}
	mdp_form_reads(p, s->window, days ? days : s->block);
	return 0;
}

static int plan_times(struct survival *s, struct mdp_rel **out)
{
	struct planner *p = s->t.p;
	struct mdp_rel *times = NULL;
	if (s->again) {
		struct patrons own = s->t;
		TRY(mdp_patrons_events(&own, s->t.q->where, &s->events));
		times = mdp_patrons_form(&s->t, "survival_again", "times",
					 "how long it took each, or has not taken yet");
		mdp_form_list(p, times, "own", own.who.keys, own.who.nkeys);
		mdp_form_value(p, times, "nth", mdp_plan_bind(p, mdp_value_int((int64_t)s->nth)));
	} else {
		TRY(plan_window(s));
		times = mdp_patrons_form(&s->t, "survival_lapsed", "times",
					 "how long each stayed, or has stayed so far");
	}
	mdp_form_value(p, times, "until", s->until);
	mdp_form_value(p, times, "from", mdp_plan_bind(p, mdp_value_date(s->from)));
	mdp_form_value(p, times, "to", mdp_plan_bind(p, mdp_value_date(s->to)));
	mdp_form_reads(p, times, s->block);
	mdp_form_reads(p, times, s->again ? s->events : s->window);
	*out = times;
	return 0;
}

static void define(struct survival *s)
{
	struct planner *p = s->t.p;
	const char *event = p->c->entities[s->t.event].name, *who = s->t.who.name;
	if (s->again)
		mdp_plan_define_text(p, "time",
				     "days from the first %s of a %s to the %s; who has not had it yet counts as "
				     "long as was seen of them (Kaplan and Meier)",
				     event, who, s->nth > 2 ? mdp_arena_printf(p->a, "%.0fth", s->nth) : "second");
	else
		mdp_plan_define_text(p, "time",
				     "days from the first to the last %s of a %s who has lapsed; who has not "
				     "counts as long as was seen of them (Kaplan and Meier)",
				     event, who);
}

int mdp_plan_survival(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct survival s;
	struct mdp_query *own = MDP_NEW(p->a, struct mdp_query);
	struct mdp_rel *times = NULL;
	*own = *q;
	TRY(start(p, own, &s));
	TRY(plan_times(&s, &times));
	struct mdp_rel *counts =
		mdp_patrons_form(&s.t, "survival_counts", "numbers at each time", "how many, and how many not yet");
	mdp_form_reads(p, counts, times);
	struct mdp_rel *answer = mdp_plan_answer(p, counts);
	mdp_patrons_show_by(&s.t, answer);
	for (int i = 0; i < s.t.nby; i++)
		mdp_answer_order(p, answer, s.t.by[i], false);
	mdp_answer_column(p, answer, "days", "days", NULL, false, -1);
	mdp_answer_column(p, answer, "happened", "happened", NULL, false, -1);
	mdp_answer_column(p, answer, "waiting", "waiting", NULL, false, -1);
	mdp_answer_column(p, answer, "inactive", "inactive", NULL, false, -1);
	mdp_answer_order(p, answer, "days", false);
	define(&s);
	*out = answer;
	return 0;
}
