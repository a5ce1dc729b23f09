/*
 * One figure in two periods: "revenue in 2024 versus 2023", "was Q4 higher or lower than Q1", "how much did revenue grow in 2024". The
 * earlier period is the base, whichever was said first. Growth of a figure that is not split by time is against the period of the
 * same length before, or from the first to the last of two that were named. A period that today lies in is cut there, and the other one likewise.
 */
#include <string.h>

#include "parse/bind.h"
#include "base/banned.h"

int mdp_bind_versus_clause(struct mdp_bind *b, const struct mdp_node *n)
{
	if (mdp_node_is(n, "comparing")) {
		b->comparing = true;
		return 0;
	}
	if (b->versus)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "more than two things to compare");
	b->versus = n;
	return 0;
}

static int eval(struct mdp_bind *b, const struct mdp_node *n, struct mdp_period *out)
{
	return mdp_period_eval(n, b->today, b->c->fiscal_start, b->a, out, &b->problem);
}

static bool is_nil(const struct mdp_node *n)
{
	return !n || (!n->edge && n->nargs == 0 && n->op && !strcmp(n->op, "nil"));
}

/* The calendar unit that the period is; NONE when it is none. */
static enum mdp_grain unit_of(const struct mdp_period *p)
{
	static const enum mdp_grain units[] = { MDP_GRAIN_YEAR, MDP_GRAIN_QUARTER, MDP_GRAIN_MONTH, MDP_GRAIN_WEEK,
						MDP_GRAIN_DAY };
	if (p->from == INT64_MIN || p->to == INT64_MAX)
		return MDP_GRAIN_NONE;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (mdp_date_trunc(p->from, units[i]) == p->from && mdp_date_add(p->from, units[i], 1) == p->to)
			return units[i];
	return MDP_GRAIN_NONE;
}

/* As a person would write it, so that it can be read again. */
static const char *label_of(struct mdp_bind *b, const struct mdp_period *p)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct mdp_civil c = mdp_date_civil(p->from);
	char from[MDP_DATE_TEXT], to[MDP_DATE_TEXT];
	switch (unit_of(p)) {
	case MDP_GRAIN_YEAR:
		return mdp_arena_printf(b->a, "%d", c.year);
	case MDP_GRAIN_QUARTER:
		return mdp_arena_printf(b->a, "Q%d %d", (c.month + 2) / 3, c.year);
	case MDP_GRAIN_MONTH:
		return mdp_arena_printf(b->a, "%s %d", months[c.month - 1], c.year);
	case MDP_GRAIN_DAY:
		return mdp_arena_strdup(b->a, mdp_date_print(p->from, from));
	default:
		return mdp_arena_printf(b->a, "%s to %s", mdp_date_print(p->from, from), mdp_date_print(p->to - 1, to));
	}
}

/* Two named periods: of the clause, or one of it and the question's own. */
static int named(struct mdp_bind *b)
{
	const struct mdp_node *n = b->versus;
	int rc = eval(b, n->args[1], &b->sides[0]);
	if (rc < 0)
		return rc;
	if (is_nil(n->args[0]) != (b->nperiods == 1))
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n,
				       b->nperiods ? "three periods in one question are not supported yet"
						   : "it is not said which period is compared with this one");
	if (is_nil(n->args[0]))
		b->sides[1] = b->periods[0];
	else
		rc = eval(b, n->args[0], &b->sides[1]);
	return rc;
}

/* Growth without a series: from the first to the second of a span of units, else against the unit before. */
static int grown(struct mdp_bind *b)
{
	const struct mdp_node *n = b->period_node;
	if (n && n->op && !strcmp(n->op, "span") && n->nargs == 2) {
		int rc = eval(b, n->args[0], &b->sides[0]);
		if (rc >= 0)
			rc = eval(b, n->args[1], &b->sides[1]);
		if (rc < 0 || unit_of(&b->sides[0]) == unit_of(&b->sides[1]))
			return rc;
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "growth from one period to one of another length");
	}
	enum mdp_grain unit = unit_of(&b->periods[0]);
	if (unit == MDP_GRAIN_NONE)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n,
				       "growth needs a unit of time, such as by month, or two periods to compare");
	b->sides[0] = b->sides[1] = b->periods[0];
	b->sides[0].to = b->sides[1].from;
	b->sides[0].from = mdp_date_add(b->sides[1].from, unit, -1);
	return 0;
}

/* A period that is not over is compared with the same part of the other. */
static void cut(struct mdp_bind *b)
{
	struct mdp_period *base = &b->sides[0], *other = &b->sides[1];
	int64_t end = b->today + 1;
	if (end <= other->from || end >= other->to)
		return;
	int years = mdp_date_civil(other->from).year - mdp_date_civil(base->from).year;
	int64_t same = mdp_date_add(other->from, MDP_GRAIN_YEAR, -years) == base->from
			       ? mdp_date_add(end, MDP_GRAIN_YEAR, -years)
			       : base->from + (end - other->from);
	other->to = end;
	if (same < base->to)
		base->to = same;
}

static bool has_time_key(const struct mdp_bind *b)
{
	for (int i = 0; i < b->nkeys; i++)
		if (b->keys[i].grain)
			return true;
	return false;
}

int mdp_bind_versus_periods(struct mdp_bind *b)
{
	bool growth = b->window == MDP_WIN_GROWTH && !b->versus && !has_time_key(b) && b->nperiods == 1;
	int rc;
	if (b->comparing && !b->versus && !b->nkeys)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, NULL, "it is not said what is compared with what");
	if (!b->versus && !growth)
		return 0;
	if (b->versus && mdp_node_is(b->versus, "pair") && !b->comparing && b->window != MDP_WIN_GROWTH)
		return mdp_bind_refuse(
			b, MDP_REASON_UNSUPPORTED, b->versus,
			"it is not clear whether the two periods are compared or taken together: say versus, or "
			"by year");
	rc = b->versus ? named(b) : grown(b);
	if (rc < 0)
		return rc;
	if (b->sides[0].from > b->sides[1].from) {
		struct mdp_period later = b->sides[0];
		b->sides[0] = b->sides[1];
		b->sides[1] = later;
	}
	if (b->sides[0].to > b->sides[1].from || b->sides[0].from == INT64_MIN || b->sides[1].to == INT64_MAX)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->versus, "the two periods overlap");
	cut(b);
	if (b->rank)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->rank,
				       "a ranking of a comparison is not supported yet");
	if (b->window != MDP_WIN_NONE && b->window != MDP_WIN_GROWTH)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->versus, "%s of a comparison is not supported yet",
				       mdp_window_word(b->window));
	b->window = MDP_WIN_NONE; /* the change is shown beside the two figures */
	b->nperiods = 0;
	b->versed = true;
	return 0;
}

/* A year, or the part of one that is over. */
static bool begins_year(const struct mdp_period *p)
{
	return mdp_date_trunc(p->from, MDP_GRAIN_YEAR) == p->from && p->to <= mdp_date_add(p->from, MDP_GRAIN_YEAR, 1);
}

/* Months of two years meet as months of the year. */
static int align(struct mdp_bind *b, struct mdp_expr *key)
{
	bool years = begins_year(&b->sides[0]) && begins_year(&b->sides[1]);
	if (key->kind != MDP_X_TRUNC)
		return 0;
	if (!years || (key->grain != MDP_GRAIN_MONTH && key->grain != MDP_GRAIN_QUARTER))
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->versus,
				       "two periods by %s have no %s in common: compare years by month or quarter",
				       mdp_grain_word(key->grain), mdp_grain_word(key->grain));
	key->kind = MDP_X_PART;
	key->part = key->grain == MDP_GRAIN_MONTH ? MDP_PART_MONTH : MDP_PART_QUARTER;
	key->grain = MDP_GRAIN_NONE;
	return 0;
}

int mdp_bind_versus_wrap(struct mdp_bind *b)
{
	struct mdp_query *inner = b->q, *q = MDP_NEW(b->a, struct mdp_query);
	bool total = inner->nshow > 0;
	int rc = 0;
	for (int i = 0; i < inner->nby && rc >= 0; i++)
		rc = align(b, inner->by[i].expr);
	for (int i = 0; i < b->nshows; i++)
		total &= b->shows[i].aggregate;
	if (rc >= 0 && (!total || inner->limit))
		rc = mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->versus,
				     "only figures are compared: say what to count, sum or average");
	inner->order = NULL;
	inner->norder = 0;
	q->kind = MDP_Q_COMPARE;
	q->queries = MDP_NEW(b->a, struct mdp_query *);
	q->queries[0] = inner;
	q->nqueries = 1;
	q->vary_a = b->side_preds[0];
	q->vary_b = b->side_preds[1];
	q->label_a = label_of(b, &b->sides[0]);
	q->label_b = label_of(b, &b->sides[1]);
	b->q = q;
	return rc;
}
