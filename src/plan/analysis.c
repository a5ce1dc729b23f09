/* Which function plans which analysis, and what these functions share. */
#include <stdio.h>
#include <string.h>
#include "plan/analysis.h"
#include "plan/group.h"
#include "base/banned.h"

static const struct {
	const char *name;
	mdp_plan_analysis_fn *fn;
} planners[] = {
	{ "basket", mdp_plan_basket },
	{ "lifetime_value", mdp_plan_lifetime_value },
	{ "repeat_rate", mdp_plan_repeat_rate },
	{ "churn", mdp_plan_churn },
	{ "time_between", mdp_plan_time_between },
	{ "rfm", mdp_plan_rfm },
	{ "contribution", mdp_plan_contribution },
	{ "overview", mdp_plan_overview },
	{ "funnel", mdp_plan_funnel },
	{ "retention", mdp_plan_retention },
	{ "new_vs_returning", mdp_plan_new_vs_returning },
	{ "distribution", mdp_plan_distribution },
	{ "concentration", mdp_plan_concentration },
	{ "anomalies", mdp_plan_unusual },
	{ "outliers", mdp_plan_outliers },
	{ "forecast", mdp_plan_series },
	{ "trend", mdp_plan_series },
	{ "correlation", mdp_plan_correlation },
	{ "predicted_value", mdp_plan_predicted_value },
	{ "compare_groups", mdp_plan_compare_groups },
	{ "survival", mdp_plan_survival },
};

int mdp_plan_analysis(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	TRY(mdp_analysis_check(q, p->err));
	for (size_t i = 0; i < sizeof(planners) / sizeof(planners[0]); i++)
		if (strcmp(planners[i].name, q->analysis) == 0)
			return planners[i].fn(p, q, out);
	return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "the analysis '%s'", q->analysis);
}

/* --- things --- */

static int thing_of_entity(struct planner *p, int entity, struct thing *out)
{
	const struct mdp_entity *e = &p->c->entities[entity];
	if (!e->nkey || e->nkey > MDP_LIMIT_KEY_COLUMNS)
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "%s have no key, so they cannot be told apart",
				  e->plural);
	*out = (struct thing){
		.entity = entity, .column = -1, .name = e->name, .plural = e->plural, .label = e->label
	};
	for (int i = 0; i < e->nkey; i++) {
		out->columns[out->nkeys] = e->key[i];
		out->keys[out->nkeys++] = p->c->columns[e->key[i]].name;
		if (e->key[i] == e->label)
			out->label = -1;
	}
	return 0;
}

int mdp_plan_thing(struct planner *p, const struct mdp_query *q, const char *param, struct thing *out)
{
	const struct mdp_expr *x = mdp_query_param(q, param);
	if (x->kind != MDP_X_COLUMN) {
		struct mdp_str name = x->value.s;
		int entity;
		TRY(mdp_plan_entity(p, mdp_arena_strndup(p->a, name.p, name.n), &entity));
		return thing_of_entity(p, entity, out);
	}
	int column;
	TRY(mdp_plan_column(p, x->name, &column));
	const struct mdp_column *c = &p->c->columns[column];
	*out = (struct thing){ .entity = mdp_plan_owner(p, column), .column = column, .label = -1, .nkeys = 1 };
	out->name = c->label ? c->label : c->words;
	out->plural = mdp_words_plural(p->a, out->name);
	out->columns[0] = column;
	out->keys[0] = c->name;
	return 0;
}

int mdp_plan_thing_items(struct scope *s, struct thing *t, const char *prefix)
{
	struct planner *p = s->p;
	struct mdp_sx *key[MDP_LIMIT_KEY_COLUMNS] = { NULL };
	int n = t->nkeys;
	if (t->column >= 0)
		TRY(mdp_plan_read(s, s->entity, t->column, NULL, &key[0]));
	else
		TRY(mdp_plan_key(s, s->entity, t->entity, NULL, key, &n));
	for (int i = 0; i < n && i < t->nkeys; i++) {
		t->keys[i] = mdp_arena_printf(p->a, "%s%s", prefix, t->keys[i]);
		mdp_plan_item(p, s->rel, t->keys[i], key[i]);
		if (key[i]->nullable)
			mdp_plan_where(p, s->rel, mdp_plan_call(p, MDP_CALL_NOT_NULL, key[i], NULL));
	}
	return 0;
}

int mdp_plan_thing_labels(struct planner *p, const struct thing *t, struct mdp_rel **out)
{
	struct scope s;
	struct mdp_sx *key[MDP_LIMIT_KEY_COLUMNS] = { NULL }, *label = NULL;
	int n = 0;
	TRY(mdp_plan_scope(p, t->entity, false, &s));
	TRY(mdp_plan_key(&s, t->entity, t->entity, NULL, key, &n));
	for (int i = 0; i < n && i < t->nkeys; i++)
		mdp_plan_item(p, s.rel, t->keys[i], key[i]);
	TRY(mdp_plan_read(&s, t->entity, t->label, NULL, &label));
	mdp_plan_item(p, s.rel, "label", label);
	mdp_plan_rows_done(&s, mdp_arena_printf(p->a, "%s names", t->name));
	*out = s.rel;
	return 0;
}

/* --- blocks --- */

int mdp_plan_rows(struct planner *p, const struct mdp_query *q, int entity, bool any_row, struct scope *s)
{
	struct mdp_query own = { .kind = MDP_Q_SELECT, .of = p->c->entities[entity].name };
	TRY(mdp_plan_resolve_pred(p, q->where, &own.where, MDP_LIMIT_QUERY_DEPTH));
	mdp_plan_find_period(p, &own);
	TRY(mdp_plan_usual(p, &own));
	TRY(mdp_plan_scope(p, entity, any_row, s));
	return mdp_plan_filter(s, entity, own.where);
}

void mdp_plan_rows_done(struct scope *s, const char *name)
{
	mdp_plan_scope_done(s);
	mdp_plan_with(s->p, s->rel, name);
}

int mdp_plan_inner(struct planner *p, const struct mdp_query *q, const char *name, struct mdp_rel **out)
{
	struct mdp_plan kept = *p->p;
	TRY(mdp_plan_query(p, q, out));
	p->p->columns = kept.columns;
	p->p->ncolumns = kept.ncolumns;
	mdp_plan_with(p, *out, name);
	return 0;
}

int mdp_plan_try(struct planner *p, mdp_plan_analysis_fn *fn, const struct mdp_query *q, struct mdp_rel **out,
		 bool *done)
{
	struct planner kept = *p;
	struct mdp_plan plan = *p->p;
	struct mdp_error ignored = { 0 }, *err = p->err;
	int nwith = p->tree->nwith;
	p->err = &ignored;
	int rc = fn(p, q, out);
	p->err = err;
	*done = rc == 0;
	if (rc == 0)
		return 0;
	*out = NULL;
	const char **names = p->names;
	int nnames = p->nnames, names_cap = p->names_cap;
	*p = kept;
	p->names = names; /* a name that was given away stays so */
	p->nnames = nnames;
	p->names_cap = names_cap;
	*p->p = plan;
	p->tree->nwith = nwith;
	if (rc != -MDP_REFUSED && err)
		*err = ignored;
	return rc == -MDP_REFUSED ? 0 : rc;
}

struct mdp_rel *mdp_plan_form(struct planner *p, const char *form, const char *name, const char *why)
{
	struct mdp_rel *r = mdp_plan_rel(p, MDP_REL_FORM);
	r->form = form;
	r->why = why;
	r->name = mdp_plan_name(p, name);
	return r;
}

/* It is put behind what it reads. */
void mdp_form_reads(struct planner *p, struct mdp_rel *form, struct mdp_rel *part)
{
	MDP_PUSH(p->a, form->parts, form->nparts, form->parts_cap, part);
	int n = 0;
	for (int i = 0; i < p->tree->nwith; i++)
		if (p->tree->with[i] != form)
			p->tree->with[n++] = p->tree->with[i];
	p->tree->nwith = n;
	MDP_PUSH(p->a, p->tree->with, p->tree->nwith, p->tree->with_cap, form);
}

void mdp_form_list(struct planner *p, struct mdp_rel *form, const char *name, const char *const *columns, int n)
{
	const char **own = MDP_NEW_ARRAY(p->a, (size_t)n + 1, const char *);
	for (int i = 0; i < n; i++)
		own[i] = columns[i];
	struct mdp_form_list list = { name, own, n };
	MDP_PUSH(p->a, form->lists, form->nlists, form->lists_cap, list);
}

void mdp_form_value(struct planner *p, struct mdp_rel *form, const char *name, struct mdp_sx *x)
{
	struct mdp_form_value value = { name, x };
	MDP_PUSH(p->a, form->values, form->nvalues, form->values_cap, value);
}

/* --- the answer --- */

struct mdp_rel *mdp_plan_answer(struct planner *p, struct mdp_rel *of)
{
	struct mdp_rel *r = mdp_plan_rel(p, MDP_REL_SELECT);
	r->why = "the answer";
	mdp_plan_from_rel(p, r, of, MDP_JOIN_FIRST);
	p->p->columns = NULL;
	p->p->ncolumns = p->columns_cap = 0;
	return r;
}

static struct mdp_sx *column(struct planner *p, struct mdp_rel *answer, const char *sql)
{
	struct mdp_sx *x = mdp_plan_ref(p, answer->from[0], sql, NULL);
	x->nullable = true;
	return x;
}

void mdp_answer_column(struct planner *p, struct mdp_rel *answer, const char *sql, const char *name, const char *unit,
		       bool key, int from)
{
	struct mdp_plan_column c = { .name = name, .unit = unit, .key = key, .column = from };
	if (!unit && from >= 0)
		c.unit = p->c->columns[from].unit;
	MDP_PUSH(p->a, p->p->columns, p->p->ncolumns, p->columns_cap, c);
	mdp_plan_item(p, answer, sql, column(p, answer, sql));
}

void mdp_answer_fact(struct planner *p, struct mdp_rel *answer, const char *sql, const char *unit, const char *text)
{
	mdp_answer_column(p, answer, sql, sql, unit, false, -1);
	p->p->columns[p->p->ncolumns - 1].fact = text;
}

void mdp_answer_order(struct planner *p, struct mdp_rel *answer, const char *sql, bool descending)
{
	mdp_plan_sort(p, answer, column(p, answer, sql), descending);
	p->p->ordered = true;
}

void mdp_answer_limit(struct planner *p, struct mdp_rel *answer, int n, bool ties)
{
	if (n <= 0)
		return;
	if (!ties) {
		answer->limit = n;
		return;
	}
	struct mdp_sx *rank = mdp_plan_number(p, 0);
	rank->kind = MDP_SX_OVER;
	rank->over = MDP_OVER_RANK;
	rank->frame = -1;
	rank->order = MDP_NEW_ARRAY(p->a, (size_t)answer->nsort, struct mdp_sort);
	for (int i = 0; i < answer->nsort; i++)
		rank->order[rank->norder++] = answer->sort[i];
	answer->qualify = mdp_plan_call(p, MDP_CALL_LE, rank, mdp_plan_number(p, n));
}

void mdp_plan_define_text(struct planner *p, const char *name, const char *fmt, ...)
{
	char text[1024];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	struct mdp_definition d = { .name = name, .expression = mdp_arena_strdup(p->a, text) };
	MDP_PUSH(p->a, p->p->definitions, p->p->ndefinitions, p->definitions_cap, d);
}
