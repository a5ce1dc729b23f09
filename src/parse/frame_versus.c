/*
 * One figure in two periods: "revenue in 2024 versus 2023", "was Q4 higher or lower than Q1", "how much did revenue grow in 2024". The
 * earlier period is the base, whichever was said first. Growth of a figure that is not split by time is against the period of the
 * same length before, or from the first to the last of two that were named. A period that today lies in is cut there, and the other one likewise.
 */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

/* The clause when there is one. */
static int from_of(const struct mdp_node *n)
{
	return n ? n->from : 0;
}

static int to_of(const struct mdp_node *n)
{
	return n ? n->to : 0;
}

#define refuse_at(f, why, at, ...) mdp_frame_refuse(f, why, from_of(at), to_of(at), __VA_ARGS__)

static int eval(struct mdp_frame *f, const struct mdp_node *n, struct mdp_period *out)
{
	return mdp_period_eval(n, f->x->today, f->x->c->fiscal_start, f->x->a, out, &f->x->problem);
}

static bool is_nil(const struct mdp_node *n)
{
	return !n || (!n->edge && n->nargs == 0 && n->op && !strcmp(n->op, "nil"));
}

enum mdp_grain mdp_period_unit(const struct mdp_period *p)
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

const char *mdp_period_label(struct mdp_arena *a, const struct mdp_period *p)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct mdp_civil c = mdp_date_civil(p->from);
	char from[MDP_DATE_TEXT], to[MDP_DATE_TEXT];
	switch (mdp_period_unit(p)) {
	case MDP_GRAIN_YEAR:
		return mdp_arena_printf(a, "%d", c.year);
	case MDP_GRAIN_QUARTER:
		return mdp_arena_printf(a, "Q%d %d", (c.month + 2) / 3, c.year);
	case MDP_GRAIN_MONTH:
		return mdp_arena_printf(a, "%s %d", months[c.month - 1], c.year);
	case MDP_GRAIN_DAY:
		return mdp_arena_strdup(a, mdp_date_print(p->from, from));
	default:
		return mdp_arena_printf(a, "%s to %s", mdp_date_print(p->from, from), mdp_date_print(p->to - 1, to));
	}
}

/* Two named periods: of the clause, or one of it and the question's own. */
static int named(struct mdp_frame *f)
{
	const struct mdp_node *n = f->versus;
	bool same = mdp_node_is(n->args[1], "sameof");
	int rc = same ? 0 : eval(f, n->args[1], &f->sides[0]);
	if (rc < 0)
		return rc;
	/* "on last year", with nothing else said: the one that today lies in is meant */
	enum mdp_grain unit = same ? MDP_GRAIN_NONE : mdp_period_unit(&f->sides[0]);
	int64_t end = unit == MDP_GRAIN_NONE ? INT64_MIN : mdp_date_add(f->sides[0].to, unit, 1);
	if (f->movers && is_nil(n->args[0]) && !f->nperiods && f->sides[0].to <= f->x->today && f->x->today < end) {
		f->sides[1] = (struct mdp_period){ .from = f->sides[0].to, .to = end };
		return rc;
	}
	if (is_nil(n->args[0]) != (f->nperiods == 1))
		return refuse_at(f, MDP_REASON_UNSUPPORTED, n,
				 f->nperiods ? "three periods in one question are not supported yet"
					     : "it is not said which period is compared with this one");
	if (is_nil(n->args[0]))
		f->sides[1] = f->periods[0];
	else
		rc = eval(f, n->args[0], &f->sides[1]);
	if (rc >= 0 && same)
		rc = mdp_period_same(n->args[1], f->x->today, &f->sides[1], f->x->a, &f->sides[0], &f->x->problem);
	return rc;
}

/* Growth without a series: from the first to the second of a span of units, else against the unit before. */
static int grown(struct mdp_frame *f)
{
	const struct mdp_node *n = f->nperiods ? f->period_nodes[0] : NULL;
	if (n && n->op && !strcmp(n->op, "span") && n->nargs == 2) {
		int rc = eval(f, n->args[1], &f->sides[1]);
		if (rc >= 0)
			rc = eval(f, n->args[0], &f->sides[0]);
		enum mdp_grain first = rc < 0 ? MDP_GRAIN_NONE : mdp_period_unit(&f->sides[0]);
		f->sides[0].from = f->periods[0].from; /* its year may be that of the second */
		if (first != MDP_GRAIN_NONE)
			f->sides[0].to = mdp_date_add(f->sides[0].from, first, 1);
		if (rc < 0 || mdp_period_unit(&f->sides[0]) == mdp_period_unit(&f->sides[1]))
			return rc;
		return refuse_at(f, MDP_REASON_UNSUPPORTED, n, "growth from one period to one of another length");
	}
	enum mdp_grain unit = mdp_period_unit(&f->periods[0]);
	if (unit == MDP_GRAIN_NONE)
		return refuse_at(f, MDP_REASON_UNSUPPORTED, n,
				 "growth needs a unit of time, such as by month, or two periods to compare");
	f->sides[0] = f->sides[1] = f->periods[0];
	f->sides[0].to = f->sides[1].from;
	f->sides[0].from = mdp_date_add(f->sides[1].from, unit, -1);
	return 0;
}

/* A period that is not over is compared with the same part of the other. */
static void cut(struct mdp_frame *f)
{
	struct mdp_period *base = &f->sides[0], *other = &f->sides[1];
	int64_t end = f->x->today + 1;
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

static bool has_time_key(const struct mdp_frame *f)
{
	for (int i = 0; i < f->nkeys; i++)
		if (f->keys[i].grain)
			return true;
	return false;
}

/* "By quarter for 2023 and 2024": two periods that follow each other are one, when its units are shown. */
static bool joined(struct mdp_frame *f)
{
	struct mdp_period one = { 0 }, other = { 0 };
	if (!has_time_key(f) || f->nperiods || eval(f, f->versus->args[0], &one) < 0 ||
	    eval(f, f->versus->args[1], &other) < 0 || (one.to != other.from && other.to != one.from))
		return false;
	f->periods[0] = one;
	f->periods[0].from = one.from < other.from ? one.from : other.from;
	f->periods[0].to = one.to > other.to ? one.to : other.to;
	f->period_nodes[0] = f->versus;
	f->nperiods = 1;
	f->versus = NULL;
	return true;
}

int mdp_frame_versus_periods(struct mdp_frame *f)
{
	bool growth = (f->window == MDP_WIN_GROWTH || f->window == MDP_WIN_DIFFERENCE) && !f->versus &&
		      !has_time_key(f) && f->nperiods == 1;
	int rc;
	/* "by month versus last year" compares with a period; it is not of that period alone */
	int apart = f->nperiods && f->period_nodes[0] ? f->period_nodes[0]->from - f->comparing_to : -1;
	bool with_period = f->comparing && f->comparing_to > 0 && (apart == 0 || apart == 1);
	if (f->comparing && !f->versus && (!f->nkeys || with_period))
		return refuse_at(f, MDP_REASON_UNSUPPORTED, NULL, "it is not said what is compared with what");
	if (f->movers && f->movers->unit && !f->versus && !f->nperiods) {
		f->periods[0].from = mdp_date_trunc(f->x->today, f->movers->unit);
		f->periods[0].to = mdp_date_add(f->periods[0].from, f->movers->unit, 1);
		growth = true;
	}
	if (f->movers && !f->versus && !growth)
		return refuse_at(
			f, MDP_REASON_UNSUPPORTED, NULL,
			"it is not said between which periods: say in 2024, on last year, or 2024 versus 2023");
	if (!f->versus && !growth)
		return 0;
	bool pair = f->versus && mdp_node_is(f->versus, "pair") && !f->comparing && f->window == MDP_WIN_NONE;
	if (pair && joined(f))
		return 0;
	if (pair)
		return refuse_at(
			f, MDP_REASON_UNSUPPORTED, f->versus,
			"it is not clear whether the two periods are compared or taken together: say versus, or "
			"by year");
	rc = f->versus ? named(f) : grown(f);
	if (rc < 0)
		return rc;
	if (f->sides[0].from > f->sides[1].from) {
		struct mdp_period later = f->sides[0];
		f->sides[0] = f->sides[1];
		f->sides[1] = later;
	}
	if (f->sides[0].to > f->sides[1].from || f->sides[0].from == INT64_MIN || f->sides[1].to == INT64_MAX)
		return refuse_at(f, MDP_REASON_UNSUPPORTED, f->versus, "the two periods overlap");
	if (mdp_period_unit(&f->sides[0]) != mdp_period_unit(&f->sides[1]))
		f->cost += mdp_lexicon_weight(f->x->l, "uneven");
	cut(f);
	if (f->ranked)
		return refuse_at(f, MDP_REASON_UNSUPPORTED, NULL, "a ranking of a comparison is not supported yet");
	if (f->window != MDP_WIN_NONE && f->window != MDP_WIN_GROWTH && f->window != MDP_WIN_DIFFERENCE)
		return refuse_at(f, MDP_REASON_UNSUPPORTED, f->versus, "%s of a comparison is not supported yet",
				 mdp_window_word(f->window));
	f->window = MDP_WIN_NONE; /* the change is shown beside the two figures */
	f->nperiods = 0;
	f->versed = true;
	return 0;
}

/* A year, or the part of one that is over. */
static bool begins_year(const struct mdp_period *p)
{
	return mdp_date_trunc(p->from, MDP_GRAIN_YEAR) == p->from && p->to <= mdp_date_add(p->from, MDP_GRAIN_YEAR, 1);
}

/* Months of two years meet as months of the year. */
static int align(struct mdp_frame *f, struct mdp_expr *key)
{
	bool years = begins_year(&f->sides[0]) && begins_year(&f->sides[1]);
	if (key->kind != MDP_X_TRUNC)
		return 0;
	if (!years || (key->grain != MDP_GRAIN_MONTH && key->grain != MDP_GRAIN_QUARTER))
		return refuse_at(f, MDP_REASON_UNSUPPORTED, f->versus,
				 "two periods by %s have no %s in common: compare years by month or quarter",
				 mdp_grain_word(key->grain), mdp_grain_word(key->grain));
	key->kind = MDP_X_PART;
	key->part = key->grain == MDP_GRAIN_MONTH ? MDP_PART_MONTH : MDP_PART_QUARTER;
	key->grain = MDP_GRAIN_NONE;
	return 0;
}

int mdp_frame_versus_wrap(struct mdp_frame *f)
{
	struct mdp_query *inner = f->q, *q = MDP_NEW(f->x->a, struct mdp_query);
	bool total = inner->nshow > 0;
	int rc = 0;
	for (int i = 0; i < inner->nby && rc >= 0; i++)
		rc = align(f, inner->by[i].expr);
	for (int i = 0; i < f->nfigures; i++)
		total &= (f->figures[i].kind == MDP_FIG_AMOUNT);
	if (rc >= 0 && (!total || inner->limit))
		rc = refuse_at(f, MDP_REASON_UNSUPPORTED, f->versus,
			       "only figures are compared: say what to count, sum or average");
	inner->order = NULL;
	inner->norder = 0;
	q->kind = MDP_Q_COMPARE;
	q->queries = MDP_NEW(f->x->a, struct mdp_query *);
	q->queries[0] = inner;
	q->nqueries = 1;
	q->vary_a = f->side_preds[0];
	q->vary_b = f->side_preds[1];
	q->label_a = mdp_period_label(f->x->a, &f->sides[0]);
	q->label_b = mdp_period_label(f->x->a, &f->sides[1]);
	if (f->movers)
		mdp_frame_keep_movers(f, q);
	f->q = q;
	return rc;
}
