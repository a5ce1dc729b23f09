/*
 * The blocks that analyses of customers read. What each did is an ordinary query, grouped by the key of the person, so that amounts are
 * summed at their own grain; events that belong to nobody are left out, which is said.
 */
#include <string.h>
#include "plan/patrons.h"
#include "base/banned.h"

static int find_time(struct patrons *t)
{
	struct planner *p = t->p;
	const struct mdp_expr *x = mdp_query_param(t->q, "time");
	t->time = p->c->entities[t->event].time;
	if (x)
		TRY(mdp_plan_column(p, x->name, &t->time));
	if (t->time < 0)
		return mdp_refuse(p->err, MDP_REASON_NOT_CONNECTED, "%s have no date, so they cannot be put in order",
				  t->events);
	return 0;
}

static int check_keys(struct patrons *t)
{
	struct planner *p = t->p;
	for (int i = 0; i < t->q->nby; i++) {
		struct needs n = { .n = 0 };
		TRY(mdp_plan_needs_expr(p, t->q->by[i].expr, t->event, &n, MDP_LIMIT_QUERY_DEPTH));
		if (!mdp_plan_covers(p, t->who.entity, &n))
			return mdp_refuse(p->err, MDP_REASON_NOT_SPLITTABLE,
					  "one %s can have several of %s, so %s cannot be split by it", t->who.name,
					  t->q->by[i].name, t->people);
	}
	if (t->q->nby > MDP_LIMIT_KEYS_OF_ENTITY)
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "too many keys");
	return 0;
}

int mdp_patrons_start(struct planner *p, const struct mdp_query *q, struct patrons *out)
{
	*out = (struct patrons){ .p = p, .q = q, .time = -1, .amount = mdp_query_param(q, "amount") };
	TRY(mdp_plan_entity(p, q->of, &out->event));
	TRY(mdp_plan_thing(p, q, "who", &out->who));
	out->people = out->who.plural;
	out->events = p->c->entities[out->event].plural;
	if (!mdp_plan_determines(p, out->event, out->who.entity) || out->event == out->who.entity)
		return mdp_refuse(p->err, MDP_REASON_NOT_CONNECTED, "one %s does not tell whose it is: it has no %s",
				  p->c->entities[out->event].name, out->who.name);
	TRY(find_time(out));
	for (int i = 0; i < out->who.nkeys; i++)
		if (p->c->columns[out->who.columns[i]].nulls > 0)
			mdp_plan_caveat(p, "nobody", "%s without a %s are left out", out->events, out->who.name);
	return check_keys(out);
}

static struct mdp_expr *day_of(struct patrons *t)
{
	struct mdp_expr *x = MDP_NEW(t->p->a, struct mdp_expr);
	x->kind = MDP_X_TRUNC;
	x->grain = MDP_GRAIN_DAY;
	x->arg = mdp_expr_column(t->p->a, mdp_catalog_column_name(t->p->c, t->p->a, t->time));
	return x;
}

int mdp_patrons_block(struct patrons *t, struct mdp_rel **out)
{
	struct planner *p = t->p;
	struct mdp_arena *a = p->a;
	const char *event = p->c->entities[t->event].name;
	struct mdp_query inner = { .kind = MDP_Q_SELECT, .of = event, .where = t->q->where };
	inner.by = MDP_NEW_ARRAY(a, (size_t)(t->who.nkeys + t->q->nby), struct mdp_out);
	inner.show = MDP_NEW_ARRAY(a, 4, struct mdp_out);
	for (int i = 0; i < t->who.nkeys; i++) {
		struct mdp_expr *x = mdp_expr_column(a, mdp_catalog_column_name(p->c, a, t->who.columns[i]));
		const char *words = p->c->columns[t->who.columns[i]].words;
		inner.by[inner.nby++] = (struct mdp_out){ mdp_arena_printf(a, "who %s", words), x, NULL };
		inner.where = mdp_pred_and(a, inner.where, mdp_pred_not(a, mdp_pred_cmp(a, MDP_CMP_IS_NULL, x, NULL)));
	}
	for (int i = 0; i < t->q->nby; i++)
		inner.by[inner.nby++] =
			(struct mdp_out){ mdp_arena_printf(a, "by %s", t->q->by[i].name), t->q->by[i].expr, NULL };
	inner.show[inner.nshow++] = (struct mdp_out){ "events", mdp_expr_agg(a, MDP_AGG_COUNT, event, NULL), NULL };
	inner.show[inner.nshow++] =
		(struct mdp_out){ "first day", mdp_expr_agg(a, MDP_AGG_MIN, event, day_of(t)), NULL };
	inner.show[inner.nshow++] =
		(struct mdp_out){ "last day", mdp_expr_agg(a, MDP_AGG_MAX, event, day_of(t)), NULL };
	if (t->amount) {
		struct mdp_expr *amount = MDP_NEW(a, struct mdp_expr);
		*amount = *t->amount;
		inner.show[inner.nshow++] = (struct mdp_out){ "value", amount, NULL };
	}
	TRY(mdp_plan_inner(p, &inner, mdp_arena_printf(a, "%s with %s", t->people, t->events), out));
	(*out)->nsort = 0;
	for (int i = 0; i < t->who.nkeys; i++)
		t->who.keys[i] = (*out)->items[i].name;
	for (int i = 0; i < t->q->nby; i++)
		t->by[t->nby++] = (*out)->items[t->who.nkeys + i].name;
	mdp_plan_proof(p, "patrons", "one row a %s, with the %s of each", t->who.name, t->events);
	return 0;
}

static int rows_of(struct patrons *t, const struct mdp_pred *where, bool days, struct mdp_rel **out)
{
	struct planner *p = t->p;
	struct mdp_query rows = *t->q;
	struct scope s;
	struct mdp_sx *day = NULL;
	struct thing who = t->who;
	rows.where = (struct mdp_pred *)(uintptr_t)where;
	TRY(mdp_plan_rows(p, &rows, t->event, days, &s));
	TRY(mdp_plan_thing(p, t->q, "who", &who));
	TRY(mdp_plan_thing_items(&s, &who, "who_"));
	TRY(mdp_plan_expr(&s, t->event, day_of(t), &day));
	mdp_plan_item(p, s.rel, "day", day);
	if (day->nullable)
		mdp_plan_where(p, s.rel, mdp_plan_call(p, MDP_CALL_NOT_NULL, day, NULL));
	s.rel->distinct = days;
	s.rel->why = mdp_arena_printf(p->a, "each %s a %s has a %s", days ? "day on which" : "time that", t->who.name,
				      p->c->entities[t->event].name);
	mdp_plan_rows_done(&s, mdp_arena_printf(p->a, "%s of %s", days ? "days" : t->events, t->people));
	for (int i = 0; i < who.nkeys; i++)
		t->who.keys[i] = who.keys[i];
	*out = s.rel;
	return 0;
}

int mdp_patrons_days(struct patrons *t, const struct mdp_pred *where, struct mdp_rel **out)
{
	return rows_of(t, where, true, out);
}

int mdp_patrons_events(struct patrons *t, const struct mdp_pred *where, struct mdp_rel **out)
{
	return rows_of(t, where, false, out);
}

struct mdp_rel *mdp_patrons_form(struct patrons *t, const char *form, const char *name, const char *why)
{
	struct mdp_rel *f = mdp_plan_form(t->p, form, name, why);
	mdp_form_list(t->p, f, "who", t->who.keys, t->who.nkeys);
	mdp_form_list(t->p, f, "by", t->by, t->nby);
	return f;
}

void mdp_patrons_show_by(struct patrons *t, struct mdp_rel *answer)
{
	struct planner *p = t->p;
	for (int i = 0; i < t->nby; i++) {
		const struct mdp_expr *x = t->q->by[i].expr;
		int column = x->kind == MDP_X_COLUMN ? mdp_catalog_column(p->c, mdp_str_of(x->name)) : -1;
		mdp_answer_column(p, answer, t->by[i], t->q->by[i].name, NULL, true, column);
	}
}

int mdp_patrons_until(struct patrons *t, struct mdp_sx **out)
{
	const struct mdp_expr *x = mdp_query_param(t->q, "until");
	int64_t first, last;
	char day[MDP_DATE_TEXT];
	if (!x && !mdp_catalog_period(t->p->c, t->time, &first, &last))
		return mdp_refuse(t->p->err, MDP_REASON_OUTSIDE_DATA, "%s have no last day", t->events);
	struct mdp_value until = x ? x->value : mdp_value_date(last);
	mdp_plan_caveat(t->p, "until", "looked at from %s", mdp_date_print(until.i, day));
	*out = mdp_plan_bind(t->p, until);
	return 0;
}

int mdp_patrons_own(struct patrons *t, struct mdp_pred **out)
{
	struct planner *p = t->p;
	struct mdp_pred *w = t->q->where;
	*out = NULL;
	for (int i = 0; i < mdp_pred_nparts(w); i++) {
		struct mdp_pred *one = mdp_pred_part(w, i);
		struct needs n = { .n = 0 };
		TRY(mdp_plan_needs_pred(p, one, t->event, &n, MDP_LIMIT_QUERY_DEPTH));
		if (mdp_plan_covers(p, t->who.entity, &n))
			*out = mdp_pred_and(p->a, *out, one);
	}
	return 0;
}

static bool is_period(struct patrons *t, const struct mdp_pred *w)
{
	return w->kind == MDP_P_CMP && w->cmp == MDP_CMP_DURING && w->left->kind == MDP_X_COLUMN &&
	       mdp_catalog_original(t->p->c, mdp_catalog_column(t->p->c, mdp_str_of(w->left->name))) ==
		       mdp_catalog_original(t->p->c, t->time);
}

struct mdp_pred *mdp_patrons_rest(struct patrons *t, const struct mdp_pred **period)
{
	struct mdp_pred *w = t->q->where, *rest = NULL;
	*period = NULL;
	for (int i = 0; i < mdp_pred_nparts(w); i++) {
		struct mdp_pred *one = mdp_pred_part(w, i);
		if (!*period && is_period(t, one))
			*period = one;
		else
			rest = mdp_pred_and(t->p->a, rest, one);
	}
	return rest;
}
