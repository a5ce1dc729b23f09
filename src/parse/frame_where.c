/*
 * What is said of the question as a whole: conditions on what is asked about, and the period. An amount may be limited by something finer
 * than it, when a finer amount comes to the same: the planner proves that or refuses.
 */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

static bool planner_decides(const struct mdp_frame *f)
{
	for (int i = 0; i < f->nfigures; i++)
		if (f->figures[i].measure >= 0)
			return true;
	return false;
}

/* Sums and counts over two groups together are what "A and B" says; an average could be of each. */
static bool adds_up(const struct mdp_frame *f)
{
	for (int i = 0; i < f->nfigures; i++) {
		const struct mdp_expr *e = f->figures[i].expr;
		if (e->kind == MDP_X_AGG && e->agg != MDP_AGG_SUM && e->agg != MDP_AGG_COUNT)
			return false;
	}
	return true;
}

/* Of one definition, against what others before it said. */
static int add_time(struct mdp_frame *f, const struct mdp_measure *m, int *time)
{
	const struct mdp_catalog *c = f->x->c;
	if (m->no_time)
		return mdp_frame_refuse(f, MDP_REASON_NOT_SPLITTABLE, 0, 0, "%s has no time of its own: %s", m->name,
					m->no_time);
	if (m->time < 0)
		return 0;
	if (*time >= 0 && mdp_catalog_original(c, *time) != mdp_catalog_original(c, m->time))
		return mdp_frame_refuse(f, MDP_REASON_NOT_SPLITTABLE, 0, 0,
					"%s is dated by %s, and what is asked beside it by %s: ask for one of them",
					m->name, c->columns[m->time].words, c->columns[*time].words);
	*time = m->time;
	return 0;
}

static int times_in(struct mdp_frame *f, const struct mdp_expr *e, int *time, int depth)
{
	if (!e || depth > MDP_LIMIT_QUERY_DEPTH)
		return 0;
	int m = e->kind == MDP_X_MEASURE ? mdp_catalog_measure(f->x->c, mdp_str_of(e->name)) : -1;
	int rc = m >= 0 ? add_time(f, &f->x->c->measures[m], time) : 0;
	rc = rc < 0 ? rc : times_in(f, e->arg, time, depth + 1);
	return rc < 0 ? rc : times_in(f, e->arg2, time, depth + 1);
}

int mdp_frame_time(struct mdp_frame *f, int *time)
{
	*time = -1;
	for (int i = 0; i < f->nfigures; i++) {
		int rc = times_in(f, f->figures[i].expr, time, 0);
		if (rc < 0)
			return rc;
	}
	for (int i = 0; i < f->nfigures && *time < 0; i++)
		*time = mdp_span_begin(f->x, f->figures[i].expr, f->figures[i].entity);
	return 0;
}

/* The event that a condition names, or denies; NULL. */
static struct mdp_cond *event_in(struct mdp_frame *f, const struct mdp_cond *c)
{
	while (c->kind == MDP_COND_NOT)
		c = c->args[0];
	return c->kind == MDP_COND_LINK && !c->set->attr && c->set->entity != f->of &&
			       !mdp_entity_determines(f->x, f->of, c->set->entity) &&
			       mdp_entity_time(f->x, c->set->entity) >= 0
		       ? (struct mdp_cond *)(uintptr_t)c
		       : NULL;
}

/* The event that was named ("customers who ordered"), which a period is of when what is asked about has no time of its own. */
static struct mdp_cond *event_of(struct mdp_frame *f)
{
	struct mdp_cond *found = NULL;
	for (int i = 0; i < f->nconds && !found; i++)
		found = event_in(f, f->conds[i]);
	return found;
}

/* … or because it stands right behind that event ("customers who called twice in 2024"). */
static struct mdp_cond *event_before(struct mdp_frame *f)
{
	int from = f->nperiods && f->period_nodes[0] ? f->period_nodes[0]->from : -1;
	for (int i = 0; i < f->nconds; i++) {
		const struct mdp_cond *c = f->conds[i];
		struct mdp_cond *e = event_in(f, c);
		if (e && (e->counted || e->event || c->kind == MDP_COND_NOT) && !e->set->dated &&
		    mdp_stands_behind(from, c->to))
			return e;
	}
	return NULL;
}

/* "who signed up in 2023": the period is of the thing's own beginning, whatever else is asked. */
static int created_during(struct mdp_frame *f, const struct mdp_period *p, struct mdp_pred **out)
{
	int column = f->x->c->entities[f->of].time;
	/* "created" may have a column of its own beside the time of what happened */
	const struct mdp_table *t = &f->x->c->tables[f->x->c->entities[f->of].table];
	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++)
		if (f->x->c->columns[i].role == MDP_ROLE_TIME_RECORD && i != column) {
			f->cost += mdp_lexicon_weight(f->x->l, "choice_margin");
			break;
		}
	if (column < 0 && mdp_entity_year(f->x, f->of) >= 0)
		return mdp_attach_period(f->x, f->of, -1, p, out);
	if (column < 0)
		return mdp_frame_refuse(f, MDP_REASON_UNKNOWN_CONCEPT, 0, 0, "when %s began is not in this data",
					f->x->c->entities[f->of].plural);
	*out = mdp_during(f->x, column, p);
	return mdp_period_within(f->x, column, p);
}

static int period_where(struct mdp_frame *f, const struct mdp_period *p, struct mdp_pred **out)
{
	int column, rc;
	*out = NULL;
	if (f->dated) {
		struct mdp_cond c = { .kind = MDP_COND_PERIOD, .period = *p, .dated = f->dated, .way = f->dated_by };
		return mdp_attach(f->x, f->of, &c, out);
	}
	if (f->created)
		return created_during(f, p, out);
	rc = mdp_frame_time(f, &column);
	return rc < 0 ? rc : mdp_attach_period(f->x, f->of, column, p, out);
}

/* Right behind what happened to those that are asked about, a period is of that: said of them, it would be another one. */
static bool is_of_event(const struct mdp_frame *f)
{
	int from = f->nperiods && f->period_nodes[0] ? f->period_nodes[0]->from : -1;
	bool is = f->listed && mdp_set_happened_before(f->listed, from);
	for (int i = 0; i < f->nfigures; i++)
		is |= f->figures[i].set && mdp_set_happened_before(f->figures[i].set, from);
	for (int i = 0; i < f->nconds; i++)
		is |= f->conds[i]->kind == MDP_COND_LINK && mdp_set_happened_before(f->conds[i]->set, from);
	return is;
}

/* The period belongs to the event rather than to what is asked about. */
static int place_period(struct mdp_frame *f)
{
	int column, rc = mdp_frame_time(f, &column);
	struct mdp_cond *event = rc < 0 || column >= 0 || f->created || f->dated ? NULL
				 : mdp_entity_happens(f->x, f->of)               ? event_before(f)
										 : event_of(f);
	if (rc >= 0 && !f->dated && is_of_event(f))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->period_nodes[0]->from, f->period_nodes[0]->to,
					"it is not clear of what this is the time");
	if (rc < 0 || !event)
		return rc;
	struct mdp_set *s = MDP_NEW(f->x->a, struct mdp_set);
	struct mdp_pred *during = NULL;
	*s = *event->set;
	rc = mdp_attach_period(f->x, s->entity, mdp_entity_time(f->x, s->entity), &f->periods[0], &during);
	if (rc < 0)
		return rc;
	s->where = mdp_pred_and(f->x->a, s->where, during);
	struct mdp_cond *copy = MDP_NEW(f->x->a, struct mdp_cond);
	*copy = *event;
	copy->set = s;
	for (int i = 0; i < f->nconds; i++) {
		if (f->conds[i] == event) {
			f->conds[i] = copy;
		} else if (f->conds[i]->kind == MDP_COND_NOT && f->conds[i]->args[0] == event) {
			struct mdp_cond *negated = MDP_NEW(f->x->a, struct mdp_cond);
			*negated = *f->conds[i];
			negated->args[0] = copy;
			f->conds[i] = negated;
		}
	}
	f->nperiods = 0;
	return 0;
}

/* Through what is finer than an amount: its own conditions, for the planner. */
static int attach_finer(struct mdp_frame *f, const struct mdp_cond *c, struct mdp_pred **out)
{
	int rc = 0;
	*out = NULL;
	if (c->kind == MDP_COND_PRED && !mdp_entity_determines(f->x, f->of, c->owner) &&
	    (c->done_by || !mdp_pred_compares(c->pred))) {
		*out = c->pred;
	} else if (c->kind == MDP_COND_NOT && c->args[0]->kind == MDP_COND_PRED &&
		   !mdp_entity_determines(f->x, f->of, c->args[0]->owner)) {
		*out = mdp_pred_not(f->x->a, c->args[0]->pred);
	} else if (c->kind == MDP_COND_LINK && !c->counted && !c->amount && !c->set->attr && c->set->entity != f->of &&
		   !mdp_entity_determines(f->x, f->of, c->set->entity)) {
		*out = mdp_set_pred(f->x, c->set, &rc);
		if (rc >= 0 && !*out && mdp_entity_meeting(f->x, f->of, c->set->entity) != c->set->entity)
			rc = -MDP_REFUSED;
		return rc < 0 ? rc : 1;
	}
	return *out != NULL;
}

/* "who visited Dr Dale": the name just behind the verb is of whom it was done to, so those who are asked for are not called that. */
static bool is_done_to(const struct mdp_frame *f, const struct mdp_cond *c)
{
	const struct mdp_lattice *t = f->x->t;
	bool named = false;
	if (!f->listed || !f->listed->anyone || c->kind != MDP_COND_PRED || c->owner != f->listed->entity ||
	    c->from != f->listed->to)
		return false;
	for (int i = t->first[c->from]; i < t->first[c->from + 1]; i++)
		named |= t->edges[i].meaning.kind == MDP_CAT_VALUE;
	return named;
}

/* The kind of things that are ranked, or that the answer is split by; -1: it is by something else. */
static int grouped_things(const struct mdp_frame *f)
{
	const struct mdp_key *k = f->ranked ? &f->target : f->nkeys == 1 ? &f->keys[0] : NULL;
	return k && k->n && k->column < 0 && k->entity != f->of ? k->entity : -1;
}

/* "Which course has the worst rating? Only those with at least 10 reviews": so many are said to belong to each course. */
static int attach_to_things(struct mdp_frame *f, const struct mdp_cond *c, struct mdp_pred **out)
{
	int things = grouped_things(f);
	struct mdp_pred *p = NULL;
	if (c->kind != MDP_COND_LINK || !c->counted || c->set->entity != f->of || things < 0)
		return 0;
	int rc = mdp_attach(f->x, things, c, &p);
	*out = rc >= 0 ? mdp_lift(f->x, f->of, things, p) : NULL;
	return rc < 0 ? rc : 1;
}

static int attach_one(struct mdp_frame *f, const struct mdp_cond *c, struct mdp_pred **out)
{
	if (c->apart && c->set->entity == f->of)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, c->from, c->to,
					"that one has both of two kinds of them is not supported here yet");
	int done = attach_to_things(f, c, out);
	if (done)
		return done < 0 ? done : 0;
	if (is_done_to(f, c))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, c->from, c->to, "it is not clear who is asked for");
	if (mdp_said_of_other(f->x, c, f->of))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, c->from, c->to, "it is not clear whose this is");
	if (c->kind == MDP_COND_PRED && c->both && !adds_up(f))
		return mdp_frame_refuse(
			f, MDP_REASON_AMBIGUOUS, c->from, c->to,
			"“and” can mean all of them together or each by itself: say “or”, or split by it");
	if (c->kind == MDP_COND_DAYTIME && !c->dated) { /* the hour of what is shown, by the date that it goes by */
		struct mdp_cond *own = MDP_NEW(f->x->a, struct mdp_cond);
		int column, rc = mdp_frame_time(f, &column);
		*own = *c;
		own->dated = f->dated ? f->dated : column >= 0 ? 1 + column : 0;
		return rc < 0 ? rc : mdp_attach(f->x, f->of, own, out);
	}
	int finer = planner_decides(f) ? attach_finer(f, c, out) : 0;
	if (finer < 0)
		return finer;
	if (finer)
		return 0;
	f->x->cost = 0;
	int rc = mdp_attach(f->x, f->of, c, out);
	f->cost += f->x->cost;
	return rc;
}

/* A comparison of two periods: each alone, as it would be attached. */
static int attach_sides(struct mdp_frame *f)
{
	if (event_of(f) && !mdp_entity_happens(f->x, f->of))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0,
					"what happened in two periods cannot be compared here yet");
	for (int i = 0; i < 2; i++) {
		int rc = period_where(f, &f->sides[i], &f->side_preds[i]);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* The conditions of what is listed, or of whose attributes are. */
static int attach_sets(struct mdp_frame *f)
{
	const struct mdp_set *sets[MDP_PHRASE_PARTS + 1];
	int n = 0;
	if (f->listed)
		sets[n++] = f->listed;
	for (int i = 0; i < f->nfigures && !mdp_frame_amount(f); i++)
		if (f->figures[i].kind == MDP_FIG_ATTR && f->figures[i].set)
			sets[n++] = f->figures[i].set;
	for (int i = 0; i < n; i++) {
		bool again = false;
		for (int k = 0; k < i; k++)
			again |= sets[k] == sets[i];
		if (again || !sets[i]->where)
			continue;
		struct mdp_pred *p = mdp_lift(f->x, f->of, sets[i]->entity, sets[i]->where);
		f->q->where = mdp_pred_and(f->x->a, f->q->where, p);
	}
	return 0;
}

/* Is it split by, or ranked over, units of time? */
static bool goes_over_time(const struct mdp_frame *f)
{
	bool time = f->ranked && (f->target.grain || f->target.part);
	for (int i = 0; i < f->nkeys; i++)
		time |= f->keys[i].grain || f->keys[i].part;
	return time;
}

/* Is anything said of what belongs to them? */
static bool says_more(const struct mdp_pred *p, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	for (int i = 0; i < p->nargs; i++)
		if (says_more(p->args[i], depth + 1))
			return true;
	return p->kind == MDP_P_EXISTS;
}

/*
 * "customers who cancelled an order in 2023": what is said of an event and the event itself, each by a clause of its own, are one event.
 * The condition moves into the set of the link.
 */
static void join_events(struct mdp_frame *f)
{
	struct mdp_phraser *x = f->x;
	for (int i = 0; i < f->nconds; i++) {
		const struct mdp_cond *said = f->conds[i];
		if (said->kind != MDP_COND_PRED || said->both || said->owner < 0 ||
		    mdp_entity_determines(x, f->of, said->owner))
			continue;
		for (int k = 0; k < f->nconds; k++) {
			const struct mdp_cond *link = f->conds[k];
			struct mdp_pred *p = NULL;
			if (link->kind != MDP_COND_LINK || link->counted || link->amount || link->set->attr ||
			    link->set->entity != said->owner || mdp_attach(x, link->set->entity, said, &p) < 0)
				continue;
			struct mdp_cond *joined = MDP_NEW(x->a, struct mdp_cond);
			struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
			*joined = *link;
			*s = *link->set;
			s->where = mdp_pred_and(x->a, s->where, p);
			joined->set = s;
			f->conds[k] = joined;
			memmove(f->conds + i, f->conds + i + 1, (size_t)(f->nconds - i - 1) * sizeof(f->conds[0]));
			f->nconds--;
			i--;
			break;
		}
	}
}

int mdp_frame_where(struct mdp_frame *f)
{
	struct mdp_pred *p = NULL;
	bool done = false;
	int rc = attach_sets(f);
	join_events(f);
	bool twice = f->nperiods && ((f->listed && f->listed->dated) ||
				     (f->figures[0].set && f->figures[0].set->dated && f->nfigures));
	if (f->nperiods > 1 || twice)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0,
					"several periods in one question are not supported yet");
	if (rc >= 0 && f->nperiods)
		rc = place_period(f);
	if (rc >= 0 && f->nperiods) {
		rc = period_where(f, &f->periods[0], &p);
		if (rc >= 0)
			f->q->where = mdp_pred_and(f->x->a, f->q->where, p);
	}
	if (rc >= 0 && f->dated && !f->ndated && f->nperiods == 0 && !f->versed)
		rc = mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0, "it is not said in which period: name one");
	bool all =
		!f->fresh && says_more(f->q->where, 0); /* who signed up and never came back: all of them did sign up */
	if (rc >= 0 && f->created && !f->begun && f->nperiods == 0 && !f->versed && !goes_over_time(f) && !all)
		rc = mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0, "it is not said when they began: name a period");
	if (rc >= 0 && f->window == MDP_WIN_SHARE)
		rc = mdp_frame_share(f, &done);
	for (int i = 0; i < f->nconds && rc >= 0 && !done; i++) {
		rc = attach_one(f, f->conds[i], &p);
		if (rc >= 0)
			f->q->where = mdp_pred_and(f->x->a, f->q->where, p);
	}
	if (rc >= 0 && f->versed)
		rc = attach_sides(f);
	return rc < 0 ? rc : mdp_frame_check_ratio(f);
}

/* "who bought once": does a condition count what belongs to each, so that those with none may be meant to be left out? */
static bool counts_exactly(const struct mdp_pred *p, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	for (int i = 0; i < p->nargs; i++)
		if (counts_exactly(p->args[i], depth + 1))
			return true;
	return p->kind == MDP_P_CMP && p->cmp == MDP_CMP_EQ && p->left->kind == MDP_X_AGG && !p->left->total;
}

static bool is_period(const struct mdp_pred *p)
{
	return p->kind == MDP_P_CMP && p->cmp == MDP_CMP_DURING;
}

/* "of the orders in 2024 that were cancelled": the period is of the whole, when more is said. */
static void split_period(struct mdp_frame *f, struct mdp_pred *where, struct mdp_pred **part, struct mdp_pred **base)
{
	bool more = false;
	for (int i = 0; where && where->kind == MDP_P_AND && i < where->nargs; i++)
		more |= !is_period(where->args[i]);
	if (!more) {
		*part = where;
		return;
	}
	for (int i = 0; i < where->nargs; i++) {
		struct mdp_pred **to = is_period(where->args[i]) ? base : part;
		*to = mdp_pred_and(f->x->a, *to, where->args[i]);
	}
}

/* "A as a percentage of the revenue of B": what stands before tells the part, and what stands behind is of the whole. */
static bool is_share_as(const struct mdp_frame *f, const struct mdp_figure *it)
{
	bool before = false;
	for (int i = 0; i < f->nconds; i++)
		before |= f->conds[i]->to <= it->from;
	return before && mdp_begins_with(f->x, it->from, "conn", "as", "as");
}

/*
 * A share of one figure. Split, and with nothing said that tells a part, it is of the whole of all groups. Else what is said after the figure ("were cancelled"), or within it when
 * nothing is ("revenue from card orders"), tells the part; the period is of both.
 */
int mdp_frame_share(struct mdp_frame *f, bool *done)
{
	struct mdp_figure *it = NULL;
	for (int i = 0; i < f->nfigures; i++)
		if (f->figures[i].window == MDP_WIN_SHARE)
			it = &f->figures[i];
	if (!it)
		return 0;
	if (f->q->nby && !it->where && !f->nconds)
		return 0; /* of the whole of all groups */
	if (it->stated && f->nconds)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, it->from, it->to,
					"it is not clear of which this is a share");
	struct mdp_pred *part = NULL, *p = NULL, *behind = NULL;
	bool as = is_share_as(f, it), stated = false;
	for (int i = 0; i < f->nconds; i++)
		stated |= mdp_said_with_aux(f->x, f->conds[i]->from);
	for (int i = 0; i < f->nconds; i++) {
		int rc = attach_one(f, f->conds[i], &p);
		if (rc < 0)
			return rc;
		/* what is set against each other is of both the part and the whole, and so is what is said before a statement */
		bool both = f->conds[i]->compared || (stated && !mdp_said_with_aux(f->x, f->conds[i]->from));
		struct mdp_pred **to = both ? &f->q->where : as && f->conds[i]->from >= it->to ? &behind : &part;
		*to = mdp_pred_and(f->x->a, *to, p);
	}
	struct mdp_pred *base = part ? mdp_pred_and(f->x->a, it->where, behind) : NULL;
	part = part ? part : behind;
	if (!part)
		split_period(f, it->where, &part, &base);
	const struct mdp_expr *whole = it->measure >= 0 ? f->x->c->measures[it->measure].expr : it->expr;
	if (whole->kind != MDP_X_AGG || !part || f->nfigures > 1)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, it->from, it->to,
					"a share needs a part: by what, or of which");
	if (it->counts && counts_exactly(part, 0))
		return mdp_frame_refuse(f, MDP_REASON_AMBIGUOUS, it->from, it->to,
					"this can be a share of all %s, or of those that have any: say of which",
					it->name);
	struct mdp_expr *some = MDP_NEW(f->x->a, struct mdp_expr);
	*some = *whole;
	some->where = mdp_pred_and(f->x->a, some->where, part);
	f->q->where = mdp_pred_and(f->x->a, f->q->where, base);
	f->q->nshow = 0;
	mdp_frame_push(f, false,
		       mdp_arena_printf(f->x->a, f->q->nby ? "share of each group's %s" : "share of %s", it->name),
		       mdp_expr_op(f->x->a, MDP_OP_DIV, some, (struct mdp_expr *)(uintptr_t)whole));
	f->q->show[0].unit = "ratio";
	f->window = MDP_WIN_NONE;
	*done = true;
	return 0;
}

/* "by floor" "of nurse", where the floor that is meant is not the nurse's: no condition on what is asked about. */
bool mdp_frame_is_whose(const struct mdp_frame *f, const struct mdp_phrase *p)
{
	const struct mdp_cond *c = p->cond;
	if (!f->keys_end || f->keys_end != p->from || c->kind != MDP_COND_LINK || !c->set ||
	    f->keys[f->nkeys - 1].column < 0)
		return false;
	return mdp_begins_with(f->x, p->from, "conn", "of", "of") &&
	       !mdp_set_has(f->x, c->set, f->keys[f->nkeys - 1].entity);
}
