/* "Why?": what the change of the figure that was shown is made of, against the period before, or between the two that were compared. */
#include <string.h>

#include "parse/talk.h"
#include "query/analyses.h"
#include "base/banned.h"

static void set_day(struct mdp_talk *t, struct mdp_query *q, const char *name, int64_t day)
{
	mdp_query_set_param(t->x->a, q, name, mdp_expr_value(t->x->a, mdp_value_date(day)));
}

static const struct mdp_expr *amount_of(const struct mdp_query *q)
{
	for (int i = 0; i < q->nshow; i++)
		if (q->show[i].expr->kind != MDP_X_WINDOW && mdp_talk_aggregate(q->show[i].expr, 0))
			return q->show[i].expr;
	return NULL;
}

/* The column that a condition on days is about; -1. */
static int dated_by(const struct mdp_talk *t, const struct mdp_pred *p)
{
	return p && mdp_talk_is_during(p) && p->left->kind == MDP_X_COLUMN
		       ? mdp_catalog_column(t->x->c, mdp_str_of(p->left->name))
		       : -1;
}

/* The two periods, and the column they are of; what else limits the answer is left in *where. */
static int settle(struct mdp_talk *t, struct mdp_period *base, struct mdp_period *now, int *time,
		  struct mdp_pred **where)
{
	const struct mdp_pred *list[MDP_TALK_CONJUNCTS];
	int n = mdp_talk_conjuncts(t->q->where, list, MDP_TALK_CONJUNCTS);
	*where = NULL;
	*time = t->outer ? dated_by(t, t->outer->vary_b) : -1;
	for (int i = 0; i < n; i++) {
		if (*time < 0 && !t->outer)
			*time = dated_by(t, list[i]);
		if (!mdp_talk_is_during(list[i]))
			*where = mdp_pred_and(t->x->a, *where, (struct mdp_pred *)(uintptr_t)list[i]);
	}
	struct mdp_query sides[2] = { { 0 } };
	if (t->outer) {
		sides[0].where = t->outer->vary_a;
		sides[1].where = t->outer->vary_b;
		return *time >= 0 && mdp_talk_interval(&sides[0], base) && mdp_talk_interval(&sides[1], now)
			       ? 0
			       : mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
						 "what was compared before is no pair of periods");
	}
	for (int i = 0; i < t->q->nby; i++) {
		const struct mdp_expr *e = t->q->by[i].expr;
		if (e->kind == MDP_X_TRUNC && (!mdp_talk_interval(t->q, now) || mdp_period_unit(now) != e->grain))
			return mdp_talk_refuse(t, MDP_REASON_AMBIGUOUS,
					       "the answer before has many changes: say which %s, as in “why in …?”",
					       mdp_grain_word(e->grain));
	}
	if (*time < 0 || !mdp_talk_interval(t->q, now) || now->from == INT64_MIN || now->to == INT64_MAX)
		return mdp_talk_refuse(t, MDP_REASON_AMBIGUOUS,
				       "say when: a change is between two periods, such as “why in 2024?”");
	enum mdp_grain unit = mdp_period_unit(now);
	base->to = now->from;
	base->from = unit ? mdp_date_add(now->from, unit, -1) : now->from - (now->to - now->from);
	return 0;
}

int mdp_talk_why(struct mdp_talk *t)
{
	struct mdp_period base = { 0 }, now = { 0 };
	struct mdp_pred *where = NULL;
	int time;
	bool parts = t->said.nkeys || mdp_talk_op(t, "t_keys"); /* of a change: the two periods by that */
	if (!mdp_talk_op(t, "t_why") && (!t->again || parts))
		return 0;
	mdp_talk_no_limit(t); /* of all, rather than of those that were first */
	if (parts || mdp_talk_op(t, "t_drill") || ((t->said.nfigures || t->said.listed) && !t->again))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	const struct mdp_expr *amount = amount_of(t->q);
	if (!amount)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "data shows what happened, not why; a figure and a period are wanted for what a "
				       "change is made of");
	int rc = settle(t, &base, &now, &time, &where);
	if (rc >= 0)
		rc = mdp_period_within(t->x, time, &base);
	if (rc < 0)
		return rc;
	struct mdp_query *q = MDP_NEW(t->x->a, struct mdp_query);
	*q = (struct mdp_query){ .kind = MDP_Q_ANALYSIS, .analysis = "contribution", .of = t->q->of, .where = where };
	if (time != t->x->c->entities[t->of].time)
		mdp_query_set_param(t->x->a, q, "time", mdp_phrase_column(t->x, time));
	mdp_query_set_param(t->x->a, q, "amount", (struct mdp_expr *)(uintptr_t)amount);
	set_day(t, q, "base_from", base.from);
	set_day(t, q, "base_to", base.to);
	set_day(t, q, "from", now.from);
	set_day(t, q, "to", now.to);
	mdp_talk_changed(t, "shown", NULL,
			 mdp_arena_printf(t->x->a, "what the change from %s to %s is made of",
					  mdp_period_label(t->x->a, &base), mdp_period_label(t->x->a, &now)));
	t->q = q;
	t->outer = NULL;
	return 0;
}

static int64_t day_of(const struct mdp_query *q, const char *name)
{
	const struct mdp_expr *e = mdp_query_param(q, name);
	return e && e->kind == MDP_X_VALUE ? e->value.i : 0;
}

bool mdp_talk_unwhy(struct mdp_talk *t, const struct mdp_query *q)
{
	struct mdp_arena *a = t->x->a;
	const struct mdp_expr *amount = mdp_query_param(q, "amount"), *said = mdp_query_param(q, "time");
	int of = mdp_catalog_entity(t->x->c, mdp_str_of(q->of ? q->of : ""));
	if (q->kind != MDP_Q_ANALYSIS || strcmp(q->analysis, "contribution") != 0 || !amount || of < 0)
		return false;
	int time = said && said->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(said->name))
						      : t->x->c->entities[of].time;
	if (time < 0)
		return false;
	struct mdp_period now = { .from = day_of(q, "from"), .to = day_of(q, "to") },
			  base = { .from = day_of(q, "base_from"), .to = day_of(q, "base_to") };
	*t->q = (struct mdp_query){ .kind = MDP_Q_SELECT, .of = q->of, .where = q->where, .nshow = 1 };
	t->q->show = MDP_NEW(a, struct mdp_out);
	t->q->show[0] = (struct mdp_out){ amount->kind == MDP_X_MEASURE ? amount->name : "amount",
					  (struct mdp_expr *)(uintptr_t)amount, NULL };
	bool when = t->said.nperiods > 0;
	for (int i = 0; i < t->nops; i++)
		when |= mdp_node_is(t->ops[i], "t_shift") || mdp_node_is(t->ops[i], "t_versus");
	if (when || t->said.versus) { /* of another period: against the one before that */
		t->q->where = mdp_pred_and(a, t->q->where, mdp_during(t->x, time, &now));
	} else {
		t->outer = MDP_NEW(a, struct mdp_query);
		*t->outer = (struct mdp_query){ .kind = MDP_Q_COMPARE,
						.nqueries = 1,
						.vary_a = mdp_during(t->x, time, &base),
						.vary_b = mdp_during(t->x, time, &now),
						.label_a = mdp_period_label(a, &base),
						.label_b = mdp_period_label(a, &now) };
	}
	if (t->said.nfigures || t->said.listed) { /* one figure is explained: another takes its place */
		t->goes_on = t->also = false;
		t->instead = true;
	}
	t->again = true;
	return true;
}
