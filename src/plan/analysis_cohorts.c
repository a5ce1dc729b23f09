/* When people began, and whether they came back: cohorts by their first event, and new against returning in each period. */
#include <string.h>
#include "plan/patrons.h"
#include "base/banned.h"

struct cohorts {
	struct patrons t;
	enum mdp_grain grain;
	int64_t from, to; /* days: of first events, or of what is shown */
	struct mdp_rel *days, *first;
	struct mdp_sx *unit;
};

static int64_t day_of(const struct mdp_value *v)
{
	return v->type == MDP_T_DATE ? v->i : v->i / INT64_C(86400000000);
}

/* All days of those who fulfil the conditions; a period is of what is shown, since who is new is told by all that went before. */
static int start(struct planner *p, const struct mdp_query *q, struct cohorts *c)
{
	const struct mdp_pred *period = NULL;
	struct mdp_str grain = mdp_query_param_text(q, "grain");
	int64_t last;
	memset(c, 0, sizeof(*c));
	TRY(mdp_patrons_start(p, q, &c->t));
	c->grain = MDP_GRAIN_MONTH;
	if (grain.n && (!mdp_grain_from_word(grain, &c->grain) || c->grain == MDP_GRAIN_HOUR))
		return mdp_fail(p->err, MDP_USAGE, "query: cohorts by day, week, month, quarter or year");
	if (!mdp_catalog_period(p->c, c->t.time, &c->from, &last))
		return mdp_refuse(p->err, MDP_REASON_OUTSIDE_DATA, "%s have no days", c->t.events);
	c->to = last + 1;
	const struct mdp_pred *rest = mdp_patrons_rest(&c->t, &period);
	if (period) {
		p->p->time_column = c->t.time;
		p->p->from = day_of(&period->right[0]->value);
		p->p->to = day_of(&period->right[1]->value);
		c->from = p->p->from > c->from ? p->p->from : c->from;
		c->to = p->p->to < c->to ? p->p->to : c->to;
	}
	TRY(mdp_patrons_days(&c->t, rest, &c->days));
	c->first = mdp_patrons_form(&c->t, "first_days", mdp_arena_printf(p->a, "first days of %s", c->t.people),
				    "when each began");
	mdp_form_reads(p, c->first, c->days);
	c->unit = mdp_plan_bind(p, mdp_value_text(mdp_str_of(mdp_grain_word(c->grain))));
	return 0;
}

static void values(struct cohorts *c, struct mdp_rel *form)
{
	struct planner *p = c->t.p;
	mdp_form_value(p, form, "grain", c->unit);
	mdp_form_value(p, form, "from", mdp_plan_bind(p, mdp_value_date(c->from)));
	mdp_form_value(p, form, "to", mdp_plan_bind(p, mdp_value_date(c->to)));
}

/* The last period that the data reach may be cut short. */
static void note_partial(struct cohorts *c)
{
	int64_t first, last;
	char day[MDP_DATE_TEXT];
	if (mdp_catalog_period(c->t.p->c, c->t.time, &first, &last) && mdp_date_trunc(last + 1, c->grain) != last + 1)
		mdp_plan_caveat(c->t.p, "partial_last", "the last %s is partial: it ends on %s",
				mdp_grain_word(c->grain), mdp_date_print(last, day));
}

int mdp_plan_retention(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct cohorts c;
	TRY(start(p, q, &c));
	struct mdp_rel *cells = mdp_patrons_form(&c.t, "cohort_cells", "cohort cells", "who came back how long after");
	values(&c, cells);
	mdp_form_reads(p, cells, c.days);
	mdp_form_reads(p, cells, c.first);
	struct mdp_rel *answer = mdp_plan_answer(p, cells);
	const char *unit = mdp_grain_word(c.grain), *event = p->c->entities[c.t.event].name;
	mdp_answer_column(p, answer, "cohort", mdp_arena_printf(p->a, "%s of the first %s", unit, event), NULL, true,
			  -1);
	mdp_answer_column(p, answer, "people", c.t.people, NULL, false, -1);
	mdp_answer_column(p, answer, "after", "after", NULL, false, -1);
	mdp_answer_column(p, answer, "back", "back", NULL, false, -1);
	mdp_answer_order(p, answer, "cohort", false);
	mdp_answer_order(p, answer, "after", false);
	mdp_plan_define_text(p, "cohort", "%s whose first %s ever was in that %s", c.t.people, event, unit);
	mdp_plan_define_text(p, "+n",
			     "share of the cohort with %s in the nth %s after it; empty where the data end before",
			     c.t.events, unit);
	note_partial(&c);
	*out = answer;
	return 0;
}

int mdp_plan_new_vs_returning(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct cohorts c;
	TRY(start(p, q, &c));
	struct mdp_rel *periods =
		mdp_patrons_form(&c.t, "new_vs_returning", "new and returning", "who was new in each period");
	values(&c, periods);
	mdp_form_reads(p, periods, c.days);
	mdp_form_reads(p, periods, c.first);
	struct mdp_rel *answer = mdp_plan_answer(p, periods);
	const char *unit = mdp_grain_word(c.grain), *event = p->c->entities[c.t.event].name;
	mdp_answer_column(p, answer, "period", unit, NULL, true, -1);
	mdp_answer_column(p, answer, "fresh", mdp_arena_printf(p->a, "new %s", c.t.people), NULL, false, -1);
	mdp_answer_column(p, answer, "back", mdp_arena_printf(p->a, "returning %s", c.t.people), NULL, false, -1);
	mdp_answer_column(p, answer, "share_new", "share new", "ratio", false, -1);
	mdp_answer_order(p, answer, "period", false);
	mdp_plan_define_text(p, "new", "%s whose first %s ever is in that %s; returning: an earlier one", c.t.people,
			     event, unit);
	note_partial(&c);
	*out = answer;
	return 0;
}
