/* Periods of a fragment: one takes the place of that which there is, wherever the query has it. */
#include <string.h>

#include "parse/talk.h"
#include "base/banned.h"

static void find_intervals(const struct mdp_pred *p, struct mdp_period *out, int *n, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	if (mdp_talk_is_during(p)) {
		int64_t from = p->cmp == MDP_CMP_LT ? INT64_MIN : p->right[0]->value.i;
		int64_t to = p->cmp == MDP_CMP_GE ? INT64_MAX : p->right[p->nright - 1]->value.i;
		if (*n == 0 || out->from != from || out->to != to)
			++*n;
		out->from = from;
		out->to = to;
	}
	for (int i = 0; i < p->nargs; i++)
		find_intervals(p->args[i], out, n, depth + 1);
	find_intervals(p->where, out, n, depth + 1);
	if (p->kind == MDP_P_CMP && p->left->kind == MDP_X_AGG)
		find_intervals(p->left->where, out, n, depth + 1);
}

bool mdp_talk_interval(const struct mdp_query *q, struct mdp_period *out)
{
	int n = 0;
	memset(out, 0, sizeof(*out));
	find_intervals(q->where, out, &n, 0);
	return n == 1;
}

static struct mdp_pred *with_interval(struct mdp_talk *t, const struct mdp_pred *p, const struct mdp_period *new,
				      int *rc, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return NULL;
	struct mdp_pred *copy = MDP_NEW(t->x->a, struct mdp_pred);
	*copy = *p;
	if (mdp_talk_is_during(p)) {
		int column = mdp_talk_dated_by(t, p);
		struct mdp_pred *during = column < 0 ? NULL : mdp_during(t->x, column, new);
		if (!during)
			return copy;
		copy->cmp = during->cmp;
		copy->right = during->right;
		copy->nright = during->nright;
		if (*rc >= 0)
			*rc = mdp_period_within(t->x, column, new);
		return copy;
	}
	copy->args = MDP_NEW_ARRAY(t->x->a, (size_t)p->nargs + 1, struct mdp_pred *);
	for (int i = 0; i < p->nargs; i++)
		copy->args[i] = with_interval(t, p->args[i], new, rc, depth + 1);
	copy->where = with_interval(t, p->where, new, rc, depth + 1);
	if (p->kind == MDP_P_CMP && p->left->kind == MDP_X_AGG && p->left->where) {
		copy->left = MDP_NEW(t->x->a, struct mdp_expr);
		*copy->left = *p->left;
		copy->left->where = with_interval(t, p->left->where, new, rc, depth + 1);
	}
	return copy;
}

int mdp_talk_shifted(struct mdp_talk *t, const struct mdp_node *shift, const struct mdp_period *from,
		     struct mdp_period *out)
{
	enum mdp_grain unit = mdp_period_unit(from), grain = MDP_GRAIN_NONE;
	if (mdp_node_is(shift, "t_sameyear")) {
		struct mdp_period year;
		int rc = mdp_period_eval(shift->args[0], t->x->today, t->x->c->fiscal_start, t->x->a, &year,
					 &t->x->problem);
		if (rc < 0)
			return rc;
		int by = mdp_date_civil(year.from).year - mdp_date_civil(from->from).year;
		out->from = mdp_date_add(from->from, MDP_GRAIN_YEAR, by);
		out->to = mdp_date_add(from->to, MDP_GRAIN_YEAR, by);
		return 0;
	}
	const struct mdp_node *number = shift->nargs > 2 ? shift->args[1] : NULL, *word = shift->args[shift->nargs - 1];
	const char *said = word && word->edge && !strcmp(word->edge->meaning.cat, "grain") ? mdp_node_word(word) : NULL;
	int n = number && number->edge ? (int)number->edge->number : 1;
	int by = !strcmp(mdp_node_word(shift->args[0]), "after") ? n : -n;
	if (from->from == INT64_MIN || from->to == INT64_MAX || n < 1 || n > 1000)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the period of the answer before has no end to count from");
	if (said && !mdp_grain_from_word(mdp_str_of(said), &grain))
		return -MDP_REFUSED;
	grain = grain ? grain : unit;
	if (!grain) { /* as many days */
		int64_t days = from->to - from->from;
		out->from = from->from + by * days;
		out->to = from->to + by * days;
		return 0;
	}
	if (unit && grain < unit) { /* the month before a year: that which precedes it */
		out->from = by < 0 ? mdp_date_add(from->from, grain, by) : from->to;
		out->to = by < 0 ? from->from : mdp_date_add(from->to, grain, by);
		return 0;
	}
	out->from = mdp_date_add(from->from, grain, by);
	out->to = mdp_date_add(from->to, grain, by);
	return 0;
}

/* "and Q3?" is of the year that was asked about. */
static int in_its_year(struct mdp_talk *t, bool known, const struct mdp_period *old, struct mdp_period *p)
{
	static const char *const OPEN[] = { "month", "quarter", "half", "week", "day" };
	const struct mdp_node *n = t->said.period_nodes[0];
	bool open = false;
	for (size_t i = 0; n && n->op && i < sizeof(OPEN) / sizeof(OPEN[0]); i++)
		open |= !strcmp(n->op, OPEN[i]) && n->nargs == (i == 4 ? 2 : 1);
	if (!open || !known || old->from == INT64_MIN || old->to == INT64_MAX)
		return 0;
	int year = mdp_date_civil(old->to - 1).year;
	if (mdp_date_civil(old->from).year != year)
		return 0;
	int64_t end = mdp_date_days(year, 12, 31);
	return mdp_period_eval(n, end < t->x->today ? end : t->x->today, t->x->c->fiscal_start, t->x->a, p,
			       &t->x->problem);
}

static const char *label(const struct mdp_talk *t, const struct mdp_period *p)
{
	if (p->from == INT64_MIN && p->to == INT64_MAX)
		return "all time";
	if (p->from == INT64_MIN || p->to == INT64_MAX) {
		char day[MDP_DATE_TEXT];
		return p->to == INT64_MAX ? mdp_arena_printf(t->x->a, "since %s", mdp_date_print(p->from, day))
					  : mdp_arena_printf(t->x->a, "before %s", mdp_date_print(p->to, day));
	}
	return mdp_period_label(t->x->a, p);
}

/* The period that the line names, or that lies at a distance from the one before; 0: none. */
static int named(struct mdp_talk *t, bool known, const struct mdp_period *old, struct mdp_period *p)
{
	const struct mdp_node *shift =
		mdp_talk_op(t, "t_shift") ? mdp_talk_op(t, "t_shift") : mdp_talk_op(t, "t_sameyear");
	const struct mdp_node *widen = mdp_talk_op(t, "t_widen");
	enum mdp_grain grain;
	if (t->said.nperiods > 1 || (t->said.nperiods && (shift || widen)))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "several periods at once are not supported yet");
	if (t->said.nperiods) {
		*p = t->said.periods[0];
		int rc = in_its_year(t, known, old, p);
		return rc < 0 ? rc : 1;
	}
	if (!shift && !widen)
		return 0;
	if (!known)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before is not of one period that could be moved");
	if (shift) {
		int rc = mdp_talk_shifted(t, shift, old, p);
		/* "a year ago", of a month: that month a year before, rather than the year */
		t->cost -= mdp_period_unit(old) && p->to - p->from < 100 && old->to - old->from < 100 ? 0.15 : 0;
		return rc < 0 ? rc : 1;
	}
	if (!mdp_grain_from_word(mdp_str_of(mdp_node_word(widen->args[0])), &grain) || old->from == INT64_MIN)
		return -MDP_REFUSED;
	p->from = mdp_date_trunc(old->from, grain);
	p->to = mdp_date_add(p->from, grain, 1);
	return 1;
}

int mdp_talk_period(struct mdp_talk *t)
{
	struct mdp_period old, p = { 0 };
	const struct mdp_pred *list[MDP_TALK_CONJUNCTS];
	bool known = mdp_talk_interval(t->q, &old);
	int n = 0, rc = mdp_talk_op(t, "t_noperiod") ? mdp_talk_drop_if(t, false, NULL, true) : 0;
	if (rc >= 0 && mdp_talk_op(t, "t_noperiod")) {
		mdp_talk_changed(t, "period", known ? label(t, &old) : NULL, "all time");
		return 0;
	}
	if (rc >= 0 && !mdp_talk_op(t, "t_versus") && !t->said.comparing)
		rc = named(t, known, &old, &p);
	if (rc <= 0)
		return rc;
	if (t->outer)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before compares two periods: say which two, or ask as a whole");
	if (p.from == INT64_MIN && p.to == INT64_MAX) {
		rc = known ? mdp_talk_drop_if(t, false, NULL, true) : 0;
		mdp_talk_changed(t, "period", known ? label(t, &old) : NULL, "all time");
		return rc;
	}
	t->said.periods[0] = p;
	if (known && !t->said.dated) {
		rc = 0;
		t->q->where = with_interval(t, t->q->where, &p, &rc, 0);
		mdp_talk_changed(t, "period", label(t, &old), label(t, &p));
		return rc;
	}
	rc = mdp_talk_attached(t, true, list, &n);
	t->final |= rc < 0; /* a period is a period, whatever else its words name */
	for (int i = 0; i < n && rc >= 0; i++)
		rc = mdp_talk_add(t, list[i], true);
	mdp_talk_changed(t, "period", known ? label(t, &old) : "all time", label(t, &p));
	return rc;
}
