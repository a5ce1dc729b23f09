/* Attaches conditions and periods to what is asked about: see bind_filter.c for the rule. */
#include "parse/bind.h"

#include <string.h>

#include "base/banned.h"

/* One thing that happened (or never did) to each asked instance, with all that is said of it. */
struct event {
	int entity;
	struct mdp_pred *where;
	const struct mdp_bf *said; /* NULL: implied by a condition */
};

struct attach {
	struct mdp_bind *b;
	struct mdp_pred *where;
	struct event events[MDP_BIND_PARTS];
	int nevents;
};

static const struct mdp_entity *entity(const struct attach *at, int e)
{
	return &at->b->c->entities[e];
}

/* An amount of the asked entity may have a finer measure that reconciles; the planner proves that or refuses. */
static bool planner_decides(const struct attach *at)
{
	for (int i = 0; i < at->b->nshows; i++)
		if (at->b->shows[i].measure >= 0)
			return true;
	return false;
}

static int resolve_bare_number(struct attach *at, struct mdp_bf *f)
{
	struct mdp_bind *b = at->b;
	bool several;
	int e = f->scope >= 0 ? f->scope : b->of, m = mdp_bind_main_measure(b, e, &several);
	if (m < 0 || several)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, NULL,
				       "it is not clear which amount of %s is compared with %g", entity(at, e)->plural,
				       f->n);
	struct mdp_expr *amount = b->c->measures[m].expr->arg;
	f->pred = mdp_pred_cmp(b->a, f->cmp, amount, mdp_expr_value(b->a, mdp_value_double(f->n)));
	f->owner = b->c->measures[m].entity;
	return 0;
}

/* Every instance of `from` has one of `to`: then that it has one need not be said. */
static bool always(const struct mdp_catalog *c, int from, int to)
{
	int links[8], n = mdp_catalog_path(c, from, to, NULL, links, 8);
	for (int i = 0; i < n; i++)
		if (c->links[links[i]].optional)
			return false;
	return n >= 0;
}

static int attach_event(struct attach *at, const struct mdp_bf *f)
{
	struct mdp_bind *b = at->b;
	const struct mdp_catalog *c = b->c;
	if (f->event == b->of || mdp_catalog_determines(c, b->of, f->event)) {
		if (f->count)
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, NULL,
					       "counting %s of each %s is not supported here",
					       entity(at, f->event)->plural, entity(at, b->of)->name);
		if (f->event == b->of && f->noun)
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, NULL, "%s cannot have %s of their own kind",
					       entity(at, b->of)->plural, entity(at, b->of)->plural);
		if (f->event == b->of)
			return f->negated ? mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, NULL,
							    "this negation is not supported yet")
					  : 0;
		for (int i = 0; f->negated && i < b->nfilters; i++)
			if (b->filters[i].event < 0 && b->filters[i].pred &&
			    mdp_catalog_determines(c, f->event, b->filters[i].owner))
				return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, NULL,
						       "it is not clear how much of this is negated");
		/* the asked thing has at most one of these: it has none when its key is missing */
		int links[8], n = mdp_catalog_path(c, b->of, f->event, NULL, links, 8);
		if (n < 1)
			return 0;
		struct mdp_pred *p = mdp_pred_exists(b->a, entity(at, f->event)->name, NULL);
		at->where = mdp_pred_and(b->a, at->where, f->negated ? mdp_pred_not(b->a, p) : p);
		return 0;
	}
	if (!mdp_catalog_determines(c, f->event, b->of)) {
		int both = mdp_bind_event(b, b->of, f->event);
		if (both < 0)
			return mdp_bind_refuse(b, MDP_REASON_NOT_CONNECTED, NULL, "nothing connects %s with %s",
					       entity(at, b->of)->plural, entity(at, f->event)->plural);
		if (f->count)
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, NULL,
					       "counting %s per %s is not supported yet", entity(at, f->event)->plural,
					       entity(at, b->of)->name);
		struct mdp_pred *there =
			always(b->c, both, f->event) ? NULL : mdp_pred_exists(b->a, entity(at, f->event)->name, NULL);
		at->events[at->nevents++] = (struct event){ both, there, f };
		return 0;
	}
	if (!f->negated && !f->count && planner_decides(at))
		return 0;
	at->events[at->nevents++] = (struct event){ f->event, NULL, f };
	return 0;
}

/* A condition on something finer than the asked entity: it joins a said event, else implies one. */
static int attach_through_event(struct attach *at, const struct mdp_bf *f)
{
	struct mdp_bind *b = at->b;
	if (f->both)
		return mdp_bind_refuse(
			b, MDP_REASON_AMBIGUOUS, NULL,
			"“and” can mean either of them or both: say “or”, or ask for both in two questions");
	if (f->pred && f->pred->kind == MDP_P_CMP && f->pred->cmp == MDP_CMP_IS_NULL)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, NULL,
				       "it is not clear what is missing: %s belong to %s, each with its own",
				       entity(at, f->owner)->plural, entity(at, b->of)->plural);
	if (f->scope == b->of && mdp_bind_event(b, b->of, f->owner) != f->owner)
		return mdp_bind_refuse(b, MDP_REASON_NOT_CONNECTED, NULL,
				       "%s are not said of %s, though they may have to do with each other",
				       entity(at, f->owner)->plural, entity(at, b->of)->plural);
	b->cost += mdp_lexicon_weight(b->l, "through_event");
	for (int i = 0; i < at->nevents; i++) {
		struct event *ev = &at->events[i];
		if (!mdp_catalog_determines(b->c, ev->entity, f->owner)) {
			int finer = ev->said && ev->said->count ? -1 : mdp_bind_event(b, ev->entity, f->owner);
			if (finer < 0 || !mdp_catalog_determines(b->c, finer, b->of))
				continue;
			ev->entity = finer;
		}
		ev->where = mdp_pred_and(b->a, ev->where, f->pred);
		return 0;
	}
	int through = mdp_bind_event(b, b->of, f->owner);
	if (through < 0)
		return mdp_bind_refuse(b, MDP_REASON_NOT_CONNECTED, NULL, "nothing connects %s with %s",
				       entity(at, b->of)->plural, entity(at, f->owner)->plural);
	at->events[at->nevents++] = (struct event){ through, f->pred, NULL };
	return 0;
}

/* Sums and counts over two groups together are what "A and B" says; an average could be of each. */
static bool adds_up(const struct mdp_bind *b)
{
	for (int i = 0; i < b->nshows; i++) {
		const struct mdp_expr *x = b->shows[i].expr;
		if (x->kind == MDP_X_AGG && x->agg != MDP_AGG_SUM && x->agg != MDP_AGG_COUNT)
			return false;
	}
	return true;
}

static int attach_filters(struct attach *at)
{
	struct mdp_bind *b = at->b;
	for (int i = 0; i < b->nfilters; i++) {
		int rc = b->filters[i].event >= 0 ? attach_event(at, &b->filters[i]) : 0;
		if (rc < 0)
			return rc;
	}
	for (int i = 0; i < b->nfilters; i++) {
		struct mdp_bf *f = &b->filters[i];
		if (f->event >= 0)
			continue;
		int rc = mdp_bind_way_apply(b, f);
		if (rc >= 0 && !f->pred)
			rc = resolve_bare_number(at, f);
		else if (rc >= 0 && f->both && !adds_up(b))
			rc = mdp_bind_refuse(
				b, MDP_REASON_AMBIGUOUS, NULL,
				"“and” can mean all of them together or each by itself: say “or”, or split by it");
		if (rc < 0)
			return rc;
		if (f->owner == b->of || mdp_catalog_determines(b->c, b->of, f->owner) || planner_decides(at)) {
			mdp_bind_pay_distance(b, f->owner);
			at->where = mdp_pred_and(b->a, at->where, f->pred);
		} else {
			rc = attach_through_event(at, f);
		}
		if (rc < 0)
			return rc;
	}
	return 0;
}

static struct mdp_pred *during(struct mdp_bind *b, int column, const struct mdp_period *p)
{
	struct mdp_expr *left = mdp_bind_column(b, column);
	struct mdp_expr *from = mdp_expr_value(b->a, mdp_value_date(p->from)),
			*to = mdp_expr_value(b->a, mdp_value_date(p->to));
	if (p->from == INT64_MIN)
		return mdp_pred_cmp(b->a, MDP_CMP_LT, left, to);
	if (p->to == INT64_MAX)
		return mdp_pred_cmp(b->a, MDP_CMP_GE, left, from);
	return mdp_pred_between(b->a, MDP_CMP_DURING, left, from, to);
}

static const char *last_full(struct mdp_bind *b, int64_t first, int64_t last, enum mdp_grain g)
{
	char from[MDP_DATE_TEXT], to[MDP_DATE_TEXT];
	if (g == MDP_GRAIN_NONE || g == MDP_GRAIN_HOUR)
		return "";
	int64_t start = mdp_date_trunc(last + 1, g); /* the period that holds the day after the last: not complete */
	int64_t before = mdp_date_add(start, g, -1);
	if (before < first)
		return "";
	return mdp_arena_printf(b->a, "; the last full %s with data is %s – %s", mdp_grain_word(g),
				mdp_date_print(before, from), mdp_date_print(start - 1, to));
}

/* Outside what there is: no number, however honest a zero would look. */
static int check_range(struct mdp_bind *b, int column, const struct mdp_period *p)
{
	int64_t first, last;
	char from[MDP_DATE_TEXT], to[MDP_DATE_TEXT], lo[MDP_DATE_TEXT], hi[MDP_DATE_TEXT];
	if (!mdp_catalog_period(b->c, column, &first, &last) || (p->from <= last && p->to > first))
		return 0;
	int rc = mdp_bind_refuse(b, MDP_REASON_OUTSIDE_DATA, NULL, "%s – %s is outside the data, %s – %s%s",
				 p->from == INT64_MIN ? "…" : mdp_date_print(p->from, from),
				 p->to == INT64_MAX ? "…" : mdp_date_print(p->to - 1, to), mdp_date_print(first, lo),
				 mdp_date_print(last, hi), last_full(b, first, last, p->grain));
	mdp_error_hint(&b->problem, "ask for a period between %s and %s, or move today with --as-of latest", lo, hi);
	return rc;
}

/* "who signed up in 2023": the period is of the thing's own beginning, whatever else is asked. */
static int attach_created(struct attach *at, const struct mdp_period *p)
{
	struct mdp_bind *b = at->b;
	int e = b->nsubjects ? b->subjects[0] : b->of;
	int column = b->c->entities[e].time;
	if (column < 0 || (e != b->of && !mdp_catalog_determines(b->c, b->of, e)))
		return mdp_bind_refuse(b, MDP_REASON_UNKNOWN_CONCEPT, NULL, "when %s began is not in this data",
				       entity(at, e)->plural);
	int rc = check_range(b, column, p);
	at->where = mdp_pred_and(b->a, at->where, during(b, column, p));
	return rc;
}

/* A column of the asked thing that holds its year as a number; -1. */
static int year_column(const struct mdp_bind *b)
{
	const struct mdp_table *t = &b->c->tables[b->c->entities[b->of].table];
	for (int i = t->first_column; i < t->first_column + t->ncolumns && t->row_entity == b->of; i++)
		if (b->c->columns[i].role == MDP_ROLE_YEAR && !b->c->columns[i].hidden)
			return i;
	return -1;
}

/* Years that are numbers: whole years only. */
static int attach_years(struct attach *at, int column, const struct mdp_period *p)
{
	struct mdp_bind *b = at->b;
	struct mdp_expr *left = mdp_bind_column(b, column);
	bool open_from = p->from == INT64_MIN, open_to = p->to == INT64_MAX;
	if ((!open_from && mdp_date_trunc(p->from, MDP_GRAIN_YEAR) != p->from) ||
	    (!open_to && mdp_date_trunc(p->to, MDP_GRAIN_YEAR) != p->to))
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, NULL,
				       "of %s only the year is known, so they cannot be limited to a part of one",
				       entity(at, b->of)->plural);
	int64_t first = open_from ? 0 : mdp_date_civil(p->from).year,
		last = open_to ? 0 : mdp_date_civil(p->to - 1).year;
	struct mdp_expr *from = mdp_expr_value(b->a, mdp_value_int(first)),
			*to = mdp_expr_value(b->a, mdp_value_int(last));
	struct mdp_pred *w = open_from       ? mdp_pred_cmp(b->a, MDP_CMP_LE, left, to)
			     : open_to       ? mdp_pred_cmp(b->a, MDP_CMP_GE, left, from)
			     : first == last ? mdp_pred_cmp(b->a, MDP_CMP_EQ, left, from)
					     : mdp_pred_between(b->a, MDP_CMP_BETWEEN, left, from, to);
	at->where = mdp_pred_and(b->a, at->where, w);
	return 0;
}

/* Where the words of a period go: to the one event that was named, else to the asked entity's own time. */
static int attach_period(struct attach *at, const struct mdp_period *p)
{
	struct mdp_bind *b = at->b;
	int column, said;
	if (b->created)
		return attach_created(at, p);
	said = mdp_bind_shown_time(b, &column);
	if (said < 0)
		return said;
	if (column < 0 && at->nevents) {
		struct event *ev = &at->events[0];
		column = mdp_bind_time(b, ev->entity);
		if (column >= 0) {
			int rc = check_range(b, column, p);
			ev->where = mdp_pred_and(b->a, ev->where, during(b, column, p));
			return rc;
		}
	}
	if (column < 0)
		column = mdp_bind_time(b, b->of);
	/* the year of a salary, rather than the day when its player began */
	if ((column < 0 || b->c->columns[column].entity != b->of) && year_column(b) >= 0)
		return attach_years(at, year_column(b), p);
	if (column < 0)
		return mdp_bind_refuse(b, MDP_REASON_NOT_SPLITTABLE, NULL,
				       "%s have no time, so they cannot be limited to a period",
				       entity(at, b->of)->plural);
	if (b->c->columns[column].role == MDP_ROLE_TIME_RECORD && b->c->columns[column].entity == b->of && !b->created)
		return mdp_bind_refuse(
			b, MDP_REASON_AMBIGUOUS, NULL,
			"a period can mean %s that were created then, or that were active then: say which",
			entity(at, b->of)->plural);
	int rc = check_range(b, column, p);
	at->where = mdp_pred_and(b->a, at->where, during(b, column, p));
	return rc;
}

/* Two periods that are compared: each alone, as it would be attached. */
static int attach_sides(struct attach *at)
{
	struct mdp_pred *rest = at->where;
	if (at->nevents)
		return mdp_bind_refuse(at->b, MDP_REASON_UNSUPPORTED, at->b->versus,
				       "what happened in two periods cannot be compared here yet");
	for (int i = 0; i < 2; i++) {
		at->where = NULL;
		int rc = attach_period(at, &at->b->sides[i]);
		if (rc < 0)
			return rc;
		at->b->side_preds[i] = at->where;
	}
	at->where = rest;
	return 0;
}

static struct mdp_pred *event_pred(struct attach *at, const struct event *ev)
{
	struct mdp_bind *b = at->b;
	const char *name = entity(at, ev->entity)->name;
	if (ev->said && ev->said->count) {
		struct mdp_expr *count = mdp_expr_agg(b->a, MDP_AGG_COUNT, name, NULL);
		count->where = ev->where;
		struct mdp_pred *p = mdp_pred_cmp(b->a, ev->said->cmp, count,
						  mdp_expr_value(b->a, mdp_value_int((int64_t)ev->said->n)));
		return ev->said->negated ? mdp_pred_not(b->a, p) : p;
	}
	struct mdp_pred *p = mdp_pred_exists(b->a, name, ev->where);
	return ev->said && ev->said->negated ? mdp_pred_not(b->a, p) : p;
}

/* Entities only mentioned must belong to what is asked, or the words would be dropped in silence. */
static int check_subjects(struct attach *at)
{
	struct mdp_bind *b = at->b;
	for (int i = 0; i < b->nsubjects; i++) {
		int s = b->subjects[i];
		if (s == b->of)
			continue;
		if (mdp_catalog_determines(b->c, b->of, s)) {
			/* those of them that have one */
			if (!always(b->c, b->of, s))
				at->where =
					mdp_pred_and(b->a, at->where, mdp_pred_exists(b->a, entity(at, s)->name, NULL));
			continue;
		}
		return mdp_bind_refuse(b, MDP_REASON_NOT_CONNECTED, NULL, "%s do not belong to one of the %s each",
				       entity(at, b->of)->plural, entity(at, s)->plural);
	}
	return 0;
}

int mdp_bind_attach(struct mdp_bind *b)
{
	struct attach at = { .b = b };
	int rc = check_subjects(&at);
	if (rc >= 0)
		rc = attach_filters(&at);
	if (rc >= 0 && b->nperiods > 1)
		rc = mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, NULL,
				     "several periods in one question are not supported yet");
	if (rc >= 0 && b->nperiods == 1)
		rc = attach_period(&at, &b->periods[0]);
	if (rc >= 0 && b->versed)
		rc = attach_sides(&at);
	if (rc >= 0 && b->created && b->nperiods == 0 && (b->nsubjects || !b->nkeys))
		rc = mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, NULL, "it is not said when they began: name a period");
	for (int i = 0; i < at.nevents && rc >= 0; i++)
		at.where = mdp_pred_and(b->a, at.where, event_pred(&at, &at.events[i]));
	b->q->where = at.where;
	return rc;
}
