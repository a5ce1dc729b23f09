/*
 * What is unusual: which series are looked at. Whole series by day (the number of events, their main amount), and numbers by month for
 * each thing or category that the event, or what is below it, determines. All is one statement: each series an ordinary grouped query,
 * put into one shape, and a step of analyze/ compares what is there with what was to be expected. A period that the question names is
 * taken from the conditions: what is usual is learnt from all that there is, and only the findings are of that period.
 */
#include <stdlib.h>
#include <string.h>
#include "catalog/units.h"
#include "plan/analysis.h"
#include "base/banned.h"

#define MOST_KEYS 16
#define FEWEST_MEMBERS 2
#define MOST_MEMBERS 300
#define FEW_A_DAY 3.0 /* events on a day, below which weeks are looked at; of a week, months */
#define FEW_AMOUNTS_A_DAY 8.0 /* the same of amounts, which differ more than numbers do */
#define FEW_A_MONTH 1.5 /* of one member, below which it is not looked at; */
#define FEW_AMOUNTS 10 /* … and below which single amounts say too much */
#define CLUSTER_MOST 20 /* events of one thing, above which it is no cluster but a group */
#define CAUSE_FEWEST 5 /* events of one cause */
#define PATH_MOST 3 /* links to what a series is split by */

struct look {
	struct planner *p;
	const struct mdp_query *q;
	int event, finer; /* finer: what is below the event, or -1 */
	int time;
	double days;
	struct mdp_pred *where; /* of the question, without its period */
	enum mdp_grain grain, amount_grain; /* of whole series: numbers, amounts */
	struct mdp_rel *all;
	const char *looked; /* at what, for people */
	int keys;
	bool amounts; /* what is looked at is an amount that the query names */
};

static struct mdp_expr *column(struct look *l, int c)
{
	return mdp_expr_column(l->p->a, mdp_catalog_column_name(l->p->c, l->p->a, c));
}

static struct mdp_expr *period(struct look *l, enum mdp_grain grain)
{
	struct mdp_expr *x = MDP_NEW(l->p->a, struct mdp_expr);
	x->kind = MDP_X_TRUNC;
	x->grain = grain;
	x->arg = column(l, l->time);
	return x;
}

/* A grouped query as a named block; 1 where the grain or the units do not allow it: then it is not looked at. */
static int block(struct look *l, struct mdp_query *inner, const char *name, struct mdp_rel **out)
{
	struct planner *p = l->p;
	struct mdp_error refused = { 0 }, *kept = p->err;
	int nwith = p->tree->nwith;
	inner->kind = MDP_Q_SELECT;
	inner->where = l->where;
	inner->fill = MDP_FILL_NONE;
	p->err = &refused;
	int rc = mdp_plan_inner(p, inner, name, out);
	p->err = kept;
	if (rc == -MDP_REFUSED) {
		p->tree->nwith = nwith;
		return 1;
	}
	if (rc && kept)
		*kept = refused;
	if (!rc)
		(*out)->nsort = 0;
	return rc;
}

static void text_value(struct look *l, struct mdp_rel *form, const char *name, const char *text)
{
	mdp_form_value(l->p, form, name, mdp_plan_bind(l->p, mdp_value_text(mdp_str_of(text))));
}

static void add_part(struct look *l, struct mdp_rel *form, struct mdp_rel *reads)
{
	MDP_PUSH(l->p->a, form->parts, form->nparts, form->parts_cap, reads);
	MDP_PUSH(l->p->a, l->all->parts, l->all->nparts, l->all->parts_cap, form);
}

static bool is_count(const struct mdp_expr *x)
{
	return x->kind == MDP_X_AGG && (x->agg == MDP_AGG_COUNT || x->agg == MDP_AGG_COUNT_DISTINCT);
}

static void describe(struct mdp_query *inner, const char *of, struct mdp_out *by, int nby, struct mdp_out *show)
{
	*inner = (struct mdp_query){ .of = of, .by = by, .nby = nby, .show = show, .nshow = 1 };
}

/* --- whole series --- */

static int add_whole(struct look *l, const char *figure, struct mdp_expr *x)
{
	struct planner *p = l->p;
	enum mdp_grain grain = is_count(x) ? l->grain : l->amount_grain;
	struct mdp_query *inner = MDP_NEW(p->a, struct mdp_query);
	struct mdp_out *by = MDP_NEW_ARRAY(p->a, 1, struct mdp_out), *show = MDP_NEW_ARRAY(p->a, 1, struct mdp_out);
	struct mdp_rel *rel = NULL;
	by[0] = (struct mdp_out){ "period", period(l, grain), NULL };
	show[0] = (struct mdp_out){ "value", x, NULL };
	describe(inner, p->c->entities[l->event].name, by, 1, show);
	int rc = block(l, inner, mdp_arena_printf(p->a, "%s by %s", figure, mdp_grain_word(grain)), &rel);
	if (rc)
		return rc < 0 ? rc : 0;
	struct mdp_rel *form = mdp_plan_form(p, "unusual_whole", figure, "one value a period");
	text_value(l, form, "figure", figure);
	text_value(l, form, "grain", mdp_grain_word(grain));
	mdp_form_value(p, form, "counts", mdp_plan_bind(p, mdp_value_int(is_count(x))));
	add_part(l, form, rel);
	l->looked = mdp_arena_printf(p->a, "%s%s%s by %s", l->looked, *l->looked ? "; " : "", figure,
				     mdp_grain_word(grain));
	return 0;
}

/* --- by members of something --- */

struct key {
	int of; /* entity that is counted: the event, or what is below it */
	int entity, column; /* column -1: the entity itself */
	int cluster; /* entity that several of the events are of, -1 */
	double members;
	const char *name;
};

/* The outs of a key: its column, or the key and the label of the entity. Returns how many; *nlabel are labels, last. */
static int key_outs(struct look *l, const struct key *k, struct mdp_out *by, int *nlabel)
{
	const struct mdp_entity *e = &l->p->c->entities[k->entity];
	int n = 0;
	*nlabel = 0;
	if (k->column >= 0) {
		by[n++] = (struct mdp_out){ "member", column(l, k->column), NULL };
		return n;
	}
	for (int i = 0; i < e->nkey; i++, n++)
		by[n] = (struct mdp_out){ mdp_arena_printf(l->p->a, "member%d", i), column(l, e->key[i]), NULL };
	if (e->label >= 0 && (e->nkey != 1 || e->label != e->key[0])) {
		by[n++] = (struct mdp_out){ "member_label", column(l, e->label), NULL };
		*nlabel = 1;
	}
	return n;
}

static void form_keys(struct look *l, struct mdp_rel *form, const struct mdp_out *by, int n, int nlabel)
{
	const char **names = MDP_NEW_ARRAY(l->p->a, (size_t)n + 1, const char *);
	for (int i = 0; i < n; i++)
		names[i] = by[i].name;
	mdp_form_list(l->p, form, "key", names, n - nlabel);
	mdp_form_list(l->p, form, "label", names + n - nlabel, nlabel);
	mdp_form_list(l->p, form, "all", names, n);
}

static int add_members(struct look *l, const struct key *k, const char *figure, struct mdp_expr *x)
{
	struct planner *p = l->p;
	const struct mdp_entity *of = &p->c->entities[k->of];
	struct mdp_query *inner = MDP_NEW(p->a, struct mdp_query);
	struct mdp_out *by = MDP_NEW_ARRAY(p->a, 2 * MDP_LIMIT_KEYS_OF_ENTITY + 2, struct mdp_out);
	struct mdp_out *show = MDP_NEW_ARRAY(p->a, 1, struct mdp_out);
	struct mdp_rel *rel = NULL;
	int nlabel = 0, n = key_outs(l, k, by, &nlabel), keys = n;
	bool clustered = k->cluster >= 0 && is_count(x);
	by[n++] = (struct mdp_out){ "period", period(l, MDP_GRAIN_MONTH), NULL };
	for (int i = 0; clustered && i < p->c->entities[k->cluster].nkey; i++)
		by[n++] = (struct mdp_out){ mdp_arena_printf(p->a, "cluster%d", i),
					    column(l, p->c->entities[k->cluster].key[i]), NULL };
	show[0] = (struct mdp_out){ "value", x, NULL };
	describe(inner, of->name, by, n, show);
	int rc = block(l, inner, mdp_arena_printf(p->a, "%s by %s", figure, k->name), &rel);
	if (rc)
		return rc;
	struct mdp_rel *form = mdp_plan_form(p, clustered ? "unusual_clusters" : "unusual_members", k->name,
					     "one value a period for each of them");
	form_keys(l, form, by, keys, nlabel);
	text_value(l, form, "figure", figure);
	text_value(l, form, "key", k->name);
	mdp_form_value(p, form, "counts", mdp_plan_bind(p, mdp_value_int(is_count(x))));
	add_part(l, form, rel);
	l->looked =
		mdp_arena_printf(p->a, "%s%s%s by %s and month", l->looked, *l->looked ? "; " : "", figure, k->name);
	l->keys++;
	return 0;
}

/* Only some events are of one, and each has several: a campaign, a promotion. When it ran is when its events were. */
static bool may_cause(struct look *l, const struct key *k, int entity)
{
	const struct mdp_catalog *c = l->p->c;
	const struct mdp_entity *x = &c->entities[entity];
	bool optional = false;
	if (entity == k->entity || entity == l->event || entity == k->of || x->nkey != 1 || x->label < 0 ||
	    x->count * CAUSE_FEWEST > c->entities[l->event].count || !mdp_plan_determines(l->p, k->of, entity))
		return false;
	for (int i = 0; i < c->nlinks; i++)
		optional |= c->links[i].to == entity && c->links[i].optional &&
			    (c->links[i].from == l->event || c->links[i].from == k->of);
	return optional;
}

/* What ran while something was unusual, and for which members. */
static int add_causes(struct look *l, const struct key *k)
{
	struct planner *p = l->p;
	const char *of = p->c->entities[k->of].name;
	for (int e = 0; e < p->c->nentities; e++) {
		const struct mdp_entity *x = &p->c->entities[e];
		if (!may_cause(l, k, e))
			continue;
		struct mdp_query *inner = MDP_NEW(p->a, struct mdp_query);
		struct mdp_out *by = MDP_NEW_ARRAY(p->a, MDP_LIMIT_KEYS_OF_ENTITY + 4, struct mdp_out);
		struct mdp_out *show = MDP_NEW_ARRAY(p->a, 3, struct mdp_out);
		struct mdp_rel *rel = NULL;
		int nlabel = 0, n = key_outs(l, k, by, &nlabel), keys = n;
		by[n++] = (struct mdp_out){ "cause", column(l, x->key[0]), NULL };
		by[n++] = (struct mdp_out){ "cause_label", column(l, x->label), NULL };
		show[0] = (struct mdp_out){ "value", mdp_expr_agg(p->a, MDP_AGG_COUNT, of, NULL), NULL };
		show[1] = (struct mdp_out){ "period", mdp_expr_agg(p->a, MDP_AGG_MIN, of, column(l, l->time)), NULL };
		show[2] = (struct mdp_out){ "until", mdp_expr_agg(p->a, MDP_AGG_MAX, of, column(l, l->time)), NULL };
		describe(inner, of, by, n, show);
		inner->nshow = 3;
		int rc = block(l, inner, mdp_arena_printf(p->a, "%s of %s", x->plural, k->name), &rel);
		if (rc < 0)
			return rc;
		if (rc)
			continue;
		struct mdp_rel *form = mdp_plan_form(p, "unusual_causes", x->name, "what ran when");
		form_keys(l, form, by, keys, nlabel);
		text_value(l, form, "key", k->name);
		text_value(l, form, "what", x->name);
		add_part(l, form, rel);
	}
	return 0;
}

/* --- what there is to look at --- */

/* Of the event's things that several of its instances are of: customers of orders, but not a product of lines. */
static int cluster_of(struct look *l, int of, int owner)
{
	const struct mdp_entity *e = &l->p->c->entities[owner];
	return owner != of && e->nkey > 0 && e->count * CLUSTER_MOST >= l->p->c->entities[of].count ? owner : -1;
}

static bool tells_apart(const struct mdp_column *x)
{
	return x->role == MDP_ROLE_CATEGORY || x->role == MDP_ROLE_FLAG || x->role == MDP_ROLE_GEO ||
	       x->role == MDP_ROLE_CODE;
}

static bool is_near(struct look *l, int of, int entity)
{
	int links[PLAN_PATH];
	int n = mdp_catalog_path(l->p->c, of, entity, NULL, links, PLAN_PATH);
	return n >= 0 && n <= PATH_MOST;
}

static bool often_enough(struct look *l, int of, double members)
{
	double fewest = l->amounts ? FEW_AMOUNTS : FEW_A_MONTH;
	double months = l->days / 30.4;
	return members >= FEWEST_MEMBERS && members <= MOST_MEMBERS &&
	       (double)l->p->c->entities[of].count / members / (months > 1 ? months : 1) >= fewest;
}

/* What instances of `of` are of: things with a table, and categories; those of `beside` are left out. */
static int find_keys(struct look *l, int of, int beside, struct key *keys, int n)
{
	const struct mdp_catalog *c = l->p->c;
	for (int e = 0; e < c->nentities && n < MOST_KEYS; e++) {
		const struct mdp_entity *x = &c->entities[e];
		if (e != of && e != l->event && x->own_table && x->nkey == 1 && x->label >= 0 && is_near(l, of, e) &&
		    often_enough(l, of, (double)x->count) && !(beside >= 0 && mdp_plan_determines(l->p, beside, e)))
			keys[n++] = (struct key){ of, e, -1, -1, (double)x->count, x->name };
	}
	for (int i = 0; i < c->ncolumns && n < MOST_KEYS; i++) {
		const struct mdp_column *x = &c->columns[i];
		if (x->hidden || !tells_apart(x) || x->entity < 0 || mdp_catalog_original(c, i) != i ||
		    !is_near(l, of, x->entity) || !often_enough(l, of, (double)x->distinct) ||
		    (beside >= 0 && mdp_plan_determines(l->p, beside, x->entity)) ||
		    c->entities[x->entity].label == i || mdp_catalog_is_calendar(c, x->entity))
			continue;
		bool known = false; /* the key of a thing that is looked at, or a name of one */
		for (int k = 0; k < n; k++)
			known |= keys[k].column < 0 && keys[k].entity == x->entity &&
				 x->distinct == c->entities[x->entity].count;
		if (!known)
			keys[n++] = (struct key){ of,
						  x->entity,
						  i,
						  cluster_of(l, of, x->entity),
						  (double)x->distinct,
						  x->label ? x->label : x->words };
	}
	return n;
}

/* What is below the event and the nearest to it: a line of an order. */
static int below(struct look *l)
{
	const struct mdp_catalog *c = l->p->c;
	int best = -1;
	for (int e = 0; e < c->nentities; e++)
		if (e != l->event && c->entities[e].count > c->entities[l->event].count &&
		    mdp_catalog_path(c, e, l->event, NULL, (int[PLAN_PATH]){ 0 }, PLAN_PATH) == 1 &&
		    (best < 0 || c->entities[e].count < c->entities[best].count))
			best = e;
	return best;
}

/* The amount of the event that is used most. */
static int main_amount(struct look *l)
{
	const struct mdp_catalog *c = l->p->c;
	int best = -1;
	for (int m = 0; m < c->nmeasures; m++)
		if (c->measures[m].entity == l->event && c->measures[m].additive == MDP_ADDITIVE_YES &&
		    c->measures[m].unit && !c->measures[m].no_time &&
		    (best < 0 || c->measures[m].uses > c->measures[best].uses))
			best = m;
	return best;
}

/* By which day it happens: its own, or that of the finest event that each is of (a line of an order). */
static int clock_of(struct look *l, int entity)
{
	const struct mdp_catalog *c = l->p->c;
	int best = -1, links[PLAN_PATH];
	if (c->entities[entity].time >= 0)
		return c->entities[entity].time;
	for (int e = 0; e < c->nentities; e++) {
		const struct mdp_entity *x = &c->entities[e];
		int n = e == entity ? -1 : mdp_catalog_path(c, entity, e, NULL, links, PLAN_PATH);
		for (int i = 0; i < n; i++)
			n = c->links[links[i]].optional ? 0 : n;
		if (n > 0 && x->time >= 0 && c->columns[x->time].role == MDP_ROLE_TIME_EVENT &&
		    !(x->label >= 0 && x->own_table) && !mdp_catalog_is_calendar(c, e) &&
		    (best < 0 || x->count > c->entities[best].count))
			best = e;
	}
	return best < 0 ? -1 : c->entities[best].time;
}

/* The event that the query is about; without one, that of the most used amount. */
static int find_event(struct look *l)
{
	const struct mdp_catalog *c = l->p->c;
	int uses = -1;
	l->event = -1;
	if (l->q->of)
		TRY(mdp_plan_entity(l->p, l->q->of, &l->event));
	for (int m = 0; l->event < 0 && m < c->nmeasures; m++)
		if (c->measures[m].uses > uses && mdp_unit_is_money(c->measures[m].unit) &&
		    c->measures[m].additive == MDP_ADDITIVE_YES && c->entities[c->measures[m].entity].time >= 0) {
			uses = c->measures[m].uses;
			l->event = c->measures[m].entity;
		}
	l->time = l->event < 0 ? -1 : clock_of(l, l->event);
	if (l->time < 0)
		return mdp_refuse(l->p->err, MDP_REASON_OUTSIDE_DATA,
				  "%s have no date, so nothing can be unusual in time",
				  l->event < 0 ? "the things of this data" : c->entities[l->event].plural);
	return 0;
}

/* The period of the question away from its conditions, as the plan's. */
static struct mdp_pred *without_period(struct look *l, struct mdp_pred *w)
{
	struct planner *p = l->p;
	if (!w)
		return NULL;
	if (w->kind == MDP_P_AND) {
		struct mdp_pred *rest = NULL;
		for (int i = 0; i < w->nargs; i++)
			rest = mdp_pred_and(p->a, rest,
					    w->args[i]->kind == MDP_P_CMP ? without_period(l, w->args[i]) : w->args[i]);
		return rest;
	}
	if (w->kind == MDP_P_CMP && w->cmp == MDP_CMP_DURING && w->left->kind == MDP_X_COLUMN && w->nright == 2 &&
	    mdp_catalog_column(p->c, mdp_str_of(w->left->name)) == l->time && w->right[0]->value.type == MDP_T_DATE) {
		p->p->from = w->right[0]->value.i;
		p->p->to = w->right[1]->value.i;
		return NULL;
	}
	return w;
}

/* How much of all a condition on one known value leaves, about. */
static double left_by(struct look *l, const struct mdp_pred *w)
{
	const struct mdp_column *x = NULL;
	double all = 0, some = 0;
	if (w->kind == MDP_P_CMP && w->cmp == MDP_CMP_EQ && w->left->kind == MDP_X_COLUMN &&
	    w->right[0]->kind == MDP_X_VALUE && w->right[0]->value.type == MDP_T_TEXT)
		x = &l->p->c->columns[mdp_catalog_original(l->p->c,
							   mdp_catalog_column(l->p->c, mdp_str_of(w->left->name)))];
	for (int i = 0; x && x->all_values && i < x->nvalues; i++) {
		all += (double)x->values[i].count;
		some += mdp_str_is(w->right[0]->value.s, x->values[i].text) ? (double)x->values[i].count : 0;
	}
	return some > 0 ? some / all : 1;
}

/* Few events in a period say too much one by one: of whole series a longer unit is looked at then. */
static enum mdp_grain grain_for(struct look *l, double fewest)
{
	const struct mdp_column *t = &l->p->c->columns[l->time];
	double each = l->days > 0 ? (double)l->p->c->entities[l->event].count / l->days : fewest;
	for (int i = 0; l->where && i < mdp_pred_nparts(l->where); i++)
		each *= left_by(l, mdp_pred_part(l->where, i));
	enum mdp_grain grain = each >= fewest ? MDP_GRAIN_DAY : each * 7 >= fewest ? MDP_GRAIN_WEEK : MDP_GRAIN_MONTH;
	/* what happens on few of the days, as bills do: a day without is nothing unusual */
	if (t->coverage.grain == MDP_GRAIN_DAY && t->coverage.empty * 2 > t->coverage.periods)
		grain = t->coverage.empty * 5 > t->coverage.periods * 4 ? MDP_GRAIN_MONTH
			: grain < MDP_GRAIN_WEEK                        ? MDP_GRAIN_WEEK
									: grain;
	grain = t->coverage.grain > grain ? t->coverage.grain : grain;
	return t->precision != MDP_GRAIN_NONE && t->precision > grain ? t->precision : grain;
}

static void find_grain(struct look *l)
{
	struct mdp_str said = mdp_query_param_text(l->q, "grain");
	int64_t first = 0, last = 0;
	if (mdp_catalog_period(l->p->c, l->time, &first, &last))
		l->days = (double)(last - first + 1);
	l->grain = grain_for(l, FEW_A_DAY);
	l->amount_grain = grain_for(l, FEW_AMOUNTS_A_DAY);
	if (said.n && mdp_grain_from_word(said, &l->grain))
		l->amount_grain = l->grain;
}

/* What the query names: figures, and keys; all that there is otherwise. */
static int add_series(struct look *l)
{
	struct planner *p = l->p;
	const struct mdp_query *q = l->q;
	const struct mdp_entity *e = &p->c->entities[l->event];
	struct mdp_expr *count = mdp_expr_agg(p->a, MDP_AGG_COUNT, e->name, NULL);
	struct key keys[MOST_KEYS];
	int amount = main_amount(l), nkeys = 0;
	bool whole = mdp_query_param_text(q, "grain").n > 0;
	l->amounts = q->nshow && !is_count(q->show[0].expr);
	for (int i = 0; i < q->nshow && !q->nby; i++)
		TRY(add_whole(l, q->show[i].name, q->show[i].expr));
	if (!q->nshow && !q->nby) {
		TRY(add_whole(l, e->plural, count));
		if (amount >= 0)
			TRY(add_whole(l, p->c->measures[amount].name,
				      mdp_expr_measure(p->a, p->c->measures[amount].name)));
	}
	for (int i = 0; i < q->nby && nkeys < MOST_KEYS; i++) {
		int c = q->by[i].expr->kind == MDP_X_COLUMN ? mdp_catalog_column(p->c, mdp_str_of(q->by[i].expr->name))
							    : -1;
		if (c < 0)
			return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED,
					  "what is unusual is looked for by things and categories");
		int owner = mdp_plan_owner(p, c);
		const struct mdp_entity *x = &p->c->entities[owner];
		int of = mdp_plan_determines(p, l->event, owner) ? l->event : l->finer;
		bool itself = x->nkey == 1 && (x->key[0] == c || (x->label == c && x->own_table));
		if (of < 0 || !mdp_plan_determines(p, of, owner))
			return mdp_refuse(p->err, MDP_REASON_NOT_CONNECTED, "one %s does not tell its %s", e->name,
					  q->by[i].name);
		bool known = false;
		for (int k = 0; k < nkeys; k++)
			known |= itself && keys[k].column < 0 && keys[k].entity == owner;
		if (!known)
			keys[nkeys++] = (struct key){ of,
						      owner,
						      itself ? -1 : c,
						      itself ? -1 : cluster_of(l, of, owner),
						      0,
						      itself ? x->name : q->by[i].name };
	}
	if (!q->nby && !whole) {
		nkeys = find_keys(l, l->event, -1, keys, 0);
		if (l->finer >= 0)
			nkeys = find_keys(l, l->finer, l->event, keys, nkeys);
	}
	for (int i = 0; i < nkeys; i++) {
		const struct mdp_entity *of = &p->c->entities[keys[i].of];
		if (q->nshow && is_count(q->show[0].expr) && keys[i].of != l->event)
			continue; /* a number of events is not split by what each has several of */
		int rc = q->nshow ? add_members(l, &keys[i], q->show[0].name, q->show[0].expr)
				  : add_members(l, &keys[i], of->plural,
						mdp_expr_agg(p->a, MDP_AGG_COUNT, of->name, NULL));
		if (rc < 0)
			return rc;
		if (!rc)
			TRY(add_causes(l, &keys[i]));
	}
	return 0;
}

static void show(struct look *l, struct mdp_rel **out)
{
	static const char *const columns[] = { "figure", "split", "id",    "member", "grain",  "counts",
					       "period", "until", "cause", "value",  "squares" };
	struct planner *p = l->p;
	struct mdp_rel *answer = mdp_plan_answer(p, l->all);
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		mdp_answer_column(p, answer, columns[i], columns[i], NULL, i < 9, -1);
	for (int i = 0; i < 9; i++)
		mdp_answer_order(p, answer, columns[i], false);
	*out = answer;
}

static int plan_series(struct look *l)
{
	struct planner *p = l->p;
	TRY(find_event(l));
	p->p->time_column = l->time;
	TRY(mdp_plan_resolve_pred(p, without_period(l, l->q->where), &l->where, MDP_LIMIT_QUERY_DEPTH));
	l->finer = below(l);
	find_grain(l);
	l->all = mdp_plan_rel(p, MDP_REL_SET);
	l->all->set_op = MDP_SET_UNION;
	TRY(add_series(l));
	if (!l->all->nparts)
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "there is no series of %s to look at",
				  p->c->entities[l->event].plural);
	mdp_plan_with(p, l->all, "series");
	return 0;
}

int mdp_plan_unusual_rows(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct look l = { .p = p, .q = q, .looked = "" };
	TRY(plan_series(&l));
	*out = l.all;
	return 0;
}

int mdp_plan_unusual(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct look l = { .p = p, .q = q, .looked = "" };
	TRY(plan_series(&l));
	mdp_plan_define_text(p, "unusual",
			     "farther from what is expected than chance explains: single periods of the whole from "
			     "level and weekday "
			     "(a robust seasonal decomposition), stretches of up to three months of one group from its "
			     "usual part and season");
	mdp_plan_caveat(p, "looked", "looked at: %s", l.looked);
	show(&l, out);
	return 0;
}
