/* Which analysis has which step, and what the steps share. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "analyze/steps.h"
#include "base/banned.h"

static const struct {
	const char *analysis;
	mdp_analyze_fn *fn;
} steps[] = {
	{ "retention", mdp_step_retention },           { "anomalies", mdp_analyze_anomalies },
	{ "forecast", mdp_analyze_forecast },          { "trend", mdp_analyze_trend },
	{ "correlation", mdp_analyze_correlation },    { "predicted_value", mdp_analyze_predicted_value },
	{ "compare_groups", mdp_step_compare_groups }, { "survival", mdp_step_survival },
	{ "contribution", mdp_step_contribution },     { "overview", mdp_step_overview },
};

int mdp_analyze(const struct mdp_catalog *c, const struct mdp_query *q, int64_t today, struct mdp_plan *plan,
		struct mdp_result *rows, struct mdp_arena *a, struct mdp_error *err)
{
	struct mdp_analyzing x = { .c = c, .q = q, .today = today, .plan = plan, .rows = rows, .a = a };
	if (q->kind != MDP_Q_ANALYSIS)
		return 0;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (strcmp(steps[i].analysis, q->analysis) == 0)
			return steps[i].fn(&x, err);
	return 0;
}

void mdp_analyze_replace(struct mdp_analyzing *x, const struct mdp_plan_column *columns, const enum mdp_type *types,
			 int ncolumns, int64_t nrows)
{
	struct mdp_result *r = x->rows;
	x->plan->columns = MDP_NEW_ARRAY(x->a, (size_t)ncolumns + 1, struct mdp_plan_column);
	x->plan->ncolumns = ncolumns;
	r->columns = MDP_NEW_ARRAY(&r->arena, (size_t)ncolumns + 1, struct mdp_result_column);
	for (int i = 0; i < ncolumns; i++) {
		x->plan->columns[i] = columns[i];
		r->columns[i] = (struct mdp_result_column){ columns[i].name, types[i], mdp_type_word(types[i]) };
	}
	r->ncolumns = ncolumns;
	r->nrows = nrows;
	r->values = MDP_NEW_ARRAY(&r->arena, (size_t)nrows * (size_t)ncolumns + 1, struct mdp_value);
}

struct mdp_value *mdp_analyze_cell(struct mdp_analyzing *x, int64_t row, int column)
{
	return &x->rows->values[row * x->rows->ncolumns + column];
}

int mdp_analyze_column(const struct mdp_analyzing *x, const char *name)
{
	for (int i = 0; i < x->plan->ncolumns; i++)
		if (strcmp(x->plan->columns[i].name, name) == 0)
			return i;
	return -1;
}

double mdp_analyze_number(const struct mdp_analyzing *x, int64_t row, int column)
{
	const struct mdp_value *v = mdp_result_at(x->rows, row, column);
	return mdp_value_is_number(v) ? mdp_value_number(v) : (double)NAN;
}

static const char *value_words(const struct mdp_analyzing *x, const struct mdp_value *v)
{
	if (v->type == MDP_T_TEXT)
		return mdp_arena_strndup(x->a, v->s.p, v->s.n);
	return v->type == MDP_T_BOOL ? v->b ? "yes" : "no" : NULL;
}

const char *mdp_analyze_where(const struct mdp_analyzing *x, int time)
{
	const char *text = "";
	for (int i = 0; x->q->where && i < mdp_pred_nparts(x->q->where); i++) {
		const struct mdp_pred *w = mdp_pred_part(x->q->where, i);
		int column = w->kind == MDP_P_CMP && w->left->kind == MDP_X_COLUMN && !w->left->role
				     ? mdp_catalog_column(x->c, mdp_str_of(w->left->name))
				     : -1;
		if (column >= 0 && column == time && w->cmp == MDP_CMP_DURING)
			continue;
		const char *value = column >= 0 && w->cmp == MDP_CMP_EQ && w->right[0]->kind == MDP_X_VALUE
					    ? value_words(x, &w->right[0]->value)
					    : NULL;
		if (!value)
			return NULL;
		const struct mdp_column *c = &x->c->columns[column];
		text = mdp_arena_printf(x->a, "%s %s %s is %s", text, *text ? "and" : "where",
					c->label ? c->label : c->words, value);
	}
	return text;
}

void mdp_analyze_finding(struct mdp_analyzing *x, const char *text)
{
	x->plan->finding = text;
}

void mdp_analyze_caveat(struct mdp_analyzing *x, const char *code, const char *fmt, ...)
{
	char text[1024];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	struct mdp_note *notes = MDP_NEW_ARRAY(x->a, (size_t)x->plan->ncaveats + 1, struct mdp_note);
	for (int i = 0; i < x->plan->ncaveats; i++)
		notes[i] = x->plan->caveats[i];
	notes[x->plan->ncaveats++] = (struct mdp_note){ code, mdp_arena_strdup(x->a, text) };
	x->plan->caveats = notes;
}
