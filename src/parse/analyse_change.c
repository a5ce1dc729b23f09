/* "Why did revenue fall in Q2": what the change between two periods is made of. */
#include <string.h>

#include "parse/analyses.h"
#include "base/banned.h"

/* The two periods: named, or the one that was and the one before it. */
static int settle_periods(struct mdp_frame *f, const struct mdp_node *n)
{
	if (!f->versus && f->nperiods == 0)
		return mdp_frame_refuse(
			f, MDP_REASON_AMBIGUOUS, n->from, n->to,
			"say when: a change is between two periods, such as “in Q2 2024” or “2024 versus 2023”");
	f->comparing = false;
	if (!f->versus)
		f->window = MDP_WIN_GROWTH; /* against the period before */
	int rc = mdp_frame_versus_periods(f);
	if (rc >= 0 && !f->versed)
		rc = mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
				      "one period is wanted, or two to compare");
	return rc;
}

static void set_day(struct mdp_frame *f, const char *name, int64_t day)
{
	mdp_query_set_param(f->x->a, f->q, name, mdp_expr_value(f->x->a, mdp_value_date(day)));
}

/* "The share of orders that are late": those over all. */
static bool as_share(struct mdp_frame *f, struct mdp_figure *figure)
{
	struct mdp_phraser *x = f->x;
	const struct mdp_expr *whole = figure->measure >= 0 ? x->c->measures[figure->measure].expr : figure->expr;
	if (figure->window != MDP_WIN_SHARE || whole->kind != MDP_X_AGG || !figure->where)
		return false;
	struct mdp_expr *some = MDP_NEW(x->a, struct mdp_expr);
	*some = *whole;
	some->where = mdp_pred_and(x->a, some->where, figure->where);
	figure->expr = mdp_expr_op(x->a, MDP_OP_DIV, some, (struct mdp_expr *)(uintptr_t)whole);
	figure->window = MDP_WIN_NONE;
	figure->measure = figure->column = -1;
	figure->counts = false;
	figure->where = NULL;
	figure->unit = "ratio";
	return true;
}

/* "Revenue per customer": over those who have any of it. */
static bool divide(struct mdp_frame *f, const struct mdp_node *each, struct mdp_figure *figure)
{
	struct mdp_phraser *x = f->x;
	const struct mdp_set *s = mdp_node_set(each);
	if (!s || s->attr || s->where || s->conditioned || s->extreme || s->having || figure->where)
		return false;
	const struct mdp_entity *e = &x->c->entities[s->entity];
	if (s->entity != figure->entity && (e->nkey != 1 || !mdp_entity_determines(x, figure->entity, s->entity)))
		return false;
	struct mdp_expr *key = s->entity == figure->entity ? NULL : mdp_phrase_column(x, e->key[0]),
			*number = mdp_expr_agg(x->a, key ? MDP_AGG_COUNT_DISTINCT : MDP_AGG_COUNT,
					       x->c->entities[figure->entity].name, key);
	figure->expr = mdp_expr_op(x->a, MDP_OP_DIV, figure->expr, number);
	figure->measure = figure->column = -1;
	figure->counts = false;
	figure->unit = NULL;
	return true;
}

int mdp_an_contribution(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const none[] = { NULL };
	const struct mdp_figure *it = mdp_node_figure(mdp_an_arg(n, "amount"));
	int rc = mdp_an_unused(f, MDP_AN_VERSUS);
	rc = rc < 0 ? rc : mdp_an_options(f, none);
	if (rc < 0 || !it || it->kind != MDP_FIG_AMOUNT)
		return rc < 0 ? rc : -MDP_REFUSED;
	struct mdp_figure figure = *it;
	if (it->window && !as_share(f, &figure))
		return -MDP_REFUSED;
	rc = settle_periods(f, n);
	if (rc < 0)
		return rc;
	const struct mdp_node *each = mdp_an_arg(n, "each");
	if (each && !divide(f, each, &figure))
		return -MDP_REFUSED;
	f->q->where = figure.where;
	figure.where = NULL;
	f->figures[0] = figure; /* its definition may have a date of its own */
	f->nfigures = 1;
	const struct mdp_node *filter = mdp_an_arg(n, "filter");
	if (filter && f->nconds < MDP_PHRASE_PARTS && mdp_node_cond(filter))
		f->conds[f->nconds++] = mdp_node_cond(filter);
	else if (filter)
		return -MDP_REFUSED;
	rc = mdp_an_begin(f, "contribution", it->entity);
	if (rc < 0)
		return rc;
	const struct mdp_pred *base = f->side_preds[0], *now = f->side_preds[1];
	if (!base || !now || base->kind != MDP_P_CMP || base->cmp != MDP_CMP_DURING ||
	    base->left->kind != MDP_X_COLUMN || now->kind != MDP_P_CMP || now->cmp != MDP_CMP_DURING ||
	    now->left->kind != MDP_X_COLUMN)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
					"%s have no date by which the change could be told",
					f->x->c->entities[it->entity].plural);
	f->versed = false;
	int time = mdp_catalog_column(f->x->c, mdp_str_of(now->left->name));
	if (time != f->x->c->entities[it->entity].time)
		mdp_query_set_param(f->x->a, f->q, "time", now->left);
	mdp_query_set_param(f->x->a, f->q, "amount", figure.expr);
	set_day(f, "base_from", f->sides[0].from);
	set_day(f, "base_to", f->sides[0].to);
	set_day(f, "from", f->sides[1].from);
	set_day(f, "to", f->sides[1].to);
	return 0;
}

/* The last whole month that the data hold, seen from today. */
static int last_month(struct mdp_frame *f, int time, struct mdp_period *out)
{
	int64_t first, last, end = f->x->today + 1;
	if (!mdp_catalog_period(f->x->c, time, &first, &last))
		return mdp_frame_refuse(f, MDP_REASON_OUTSIDE_DATA, 0, 0, "there are no days in this data");
	end = last + 1 < end ? last + 1 : end;
	out->to = mdp_date_trunc(end, MDP_GRAIN_MONTH);
	out->from = mdp_date_add(out->to, MDP_GRAIN_MONTH, -1);
	if (out->from < mdp_date_trunc(first, MDP_GRAIN_MONTH))
		return mdp_frame_refuse(f, MDP_REASON_OUTSIDE_DATA, 0, 0,
					"the data hold no whole month: name a period");
	return 0;
}

static void set_periods(struct mdp_frame *f, const struct mdp_period *p)
{
	enum mdp_grain unit = mdp_period_unit(p);
	set_day(f, "from", p->from);
	set_day(f, "to", p->to);
	set_day(f, "base_from", unit ? mdp_date_add(p->from, unit, -1) : p->from - (p->to - p->from));
	set_day(f, "base_to", p->from);
	set_day(f, "year_from", mdp_date_add(p->from, MDP_GRAIN_YEAR, -1));
	set_day(f, "year_to", mdp_date_add(p->to, MDP_GRAIN_YEAR, -1));
}

/* Where nobody does anything: what brings something in, or the most frequent thing that happens. */
static bool without_patrons(struct mdp_phraser *x, struct mdp_an_patrons *t)
{
	struct mdp_figure brings;
	*t = (struct mdp_an_patrons){ .who = -1, .event = -1 };
	if (mdp_an_brings(x, -1, &brings))
		t->event = brings.entity;
	for (int e = 0; t->event < 0 && e < x->c->nentities; e++)
		t->event = mdp_an_happens(x, e) ? e : -1;
	for (int e = 0; e < x->c->nentities && !mdp_an_brings(x, -1, &brings); e++)
		if (mdp_an_happens(x, e) && x->c->entities[e].count > x->c->entities[t->event].count)
			t->event = e;
	t->time = t->event < 0 ? -1 : mdp_entity_time(x, t->event);
	return t->time >= 0;
}

int mdp_an_overview(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const options[] = { "countedby", NULL };
	struct mdp_an_patrons t;
	struct mdp_figure takings;
	struct mdp_period period = { 0 };
	struct mdp_pred *within = NULL;
	int rc = mdp_an_unused(f, 0);
	rc = rc < 0 ? rc : mdp_an_options(f, options);
	if (rc < 0)
		return rc;
	struct mdp_error problem = f->x->problem;
	rc = mdp_an_patrons(f, n, &t);
	if (rc < 0 && !mdp_an_option(f, "countedby") && without_patrons(f->x, &t)) {
		f->x->problem = problem;
		rc = 0;
	}
	if (rc < 0)
		return rc;
	const struct mdp_node *filter = mdp_an_arg(n, "filter");
	if (filter && (f->nconds >= MDP_PHRASE_PARTS || !mdp_node_cond(filter)))
		return -MDP_REFUSED;
	if (filter)
		f->conds[f->nconds++] = mdp_node_cond(filter);
	if (f->nperiods > 1 || (f->nperiods && (f->periods[0].from == INT64_MIN || f->periods[0].to == INT64_MAX)))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
					"one period with both ends is wanted");
	bool named = f->nperiods == 1;
	if (named)
		period = f->periods[0];
	f->nperiods = 0;
	rc = named ? mdp_attach_period(f->x, t.event, t.time, &period, &within) : last_month(f, t.time, &period);
	rc = rc < 0 ? rc : mdp_an_begin(f, "overview", t.event);
	if (rc < 0)
		return rc;
	if (t.who >= 0)
		mdp_an_text(f, "who", f->x->c->entities[t.who].name);
	if (t.time != f->x->c->entities[t.event].time)
		mdp_query_set_param(f->x->a, f->q, "time", mdp_phrase_column(f->x, t.time));
	int main = mdp_an_main(f->x, t.event);
	if (mdp_figure_takings(f->x, &takings) && takings.entity == t.event) {
		mdp_query_set_param(f->x->a, f->q, "amount", takings.expr);
	} else if (main >= 0) {
		mdp_figure_measure(f->x, main, &takings);
		mdp_query_set_param(f->x->a, f->q, "amount", takings.expr);
	}
	set_periods(f, &period);
	return 0;
}
