/* Each analysis: how it is said again, and what its rows say in one sentence. */
#include <ctype.h>
#include <string.h>
#include "answer/analyses.h"
#include "answer/notes.h"
#include "base/buf.h"
#include "query/analyses.h"
#include "base/banned.h"

/* --- what they share --- */

/* A parameter that names an entity or a column. */
const char *mdp_said_thing(const struct mdp_sayer *r, const struct mdp_query *q, const char *param, bool plural)
{
	const struct mdp_expr *x = mdp_query_param(q, param);
	if (!x)
		return "";
	if (x->kind == MDP_X_COLUMN) {
		struct mdp_buf one = MDP_BUF_INIT;
		struct mdp_sayer s = { r->c, r->a, &one, q, r->people };
		mdp_say_expr(&s, x, 1);
		const char *text = mdp_arena_strdup(r->a, mdp_buf_cstr(&one));
		mdp_buf_release(&one);
		return plural ? mdp_words_plural(r->a, text) : text;
	}
	int e = mdp_catalog_entity(r->c, x->value.s);
	return e < 0 ? "" : plural ? r->c->entities[e].plural : r->c->entities[e].name;
}

int mdp_told_column(const struct mdp_telling *t, const char *name)
{
	for (int i = 0; t->ans->columns && i < t->ans->result.ncolumns; i++)
		if (strcmp(t->ans->columns[i].name, name) == 0)
			return i;
	return -1;
}

const char *mdp_told_cell(const struct mdp_telling *t, int64_t row, int column)
{
	const struct mdp_value *v = mdp_result_at(&t->ans->result, row, column);
	const char *unit = t->ans->columns[column].unit;
	if (t->ans->columns[column].key && !unit && mdp_value_is_number(v))
		unit = "id";
	return mdp_value_human(t->a, v, unit);
}

const char *mdp_told(const struct mdp_telling *t, int64_t row, const char *column)
{
	int i = mdp_told_column(t, column);
	return i < 0 || row >= t->ans->result.nrows ? "" : mdp_told_cell(t, row, i);
}

const char *mdp_told_name(const struct mdp_telling *t, int64_t row, int first, int end)
{
	const char *name = "", *id = "";
	for (int i = first; i < end; i++) {
		int column = t->ans->columns[i].column;
		bool is_id = column >= 0 && t->c->columns[column].role == MDP_ROLE_ID;
		const char **to = is_id ? &id : &name;
		*to = mdp_arena_printf(t->a, "%s%s%s", *to, **to ? ", " : "", mdp_told_cell(t, row, i));
	}
	return *name && *id ? mdp_arena_printf(t->a, "%s [%s]", name, id) : *name ? name : id;
}

/* --- basket --- */

static void say_basket(struct mdp_sayer *r, const struct mdp_query *q)
{
	struct mdp_str rank = mdp_query_param_text(q, "rank");
	double least = mdp_query_param_number(q, "min_count", 0);
	bool three = mdp_query_param_number(q, "size", 2) > 2, one = q->limit == 1 && q->ties;
	const char *what = three ? "sets of three" : "pairs of";
	if (one)
		what = three ? "most common set of three" : "most common pair of";
	else if (q->limit)
		mdp_buf_printf(r->out, "top %d ", q->limit);
	mdp_buf_printf(r->out, "%s %s", what, mdp_said_thing(r, q, "item", true));
	if (q->having) {
		mdp_say(r, " with one");
		mdp_say_where(r, q->having, NULL);
	}
	mdp_buf_printf(r->out, " in the same %s", mdp_said_thing(r, q, "event", false));
	if (rank.n && !mdp_str_is(rank, "count"))
		mdp_buf_printf(r->out, " by %.*s", (int)rank.n, rank.p);
	if (least > 0)
		mdp_buf_printf(r->out, " in at least %.0f %s", least, mdp_said_thing(r, q, "event", true));
}

static const char *tell_basket(const struct mdp_telling *t)
{
	const struct mdp_query *q = t->ans->query;
	const struct mdp_answer *ans = t->ans;
	struct mdp_buf none = MDP_BUF_INIT;
	struct mdp_sayer s = { t->c, t->a, &none, q, true };
	const char *items = mdp_said_thing(&s, q, "item", true), *event = mdp_said_thing(&s, q, "event", false);
	const char *events = mdp_said_thing(&s, q, "event", true),
		   *together = mdp_arena_printf(t->a, "%s together", events);
	int size = (int)mdp_query_param_number(q, "size", 2), nkeys = 0;
	while (nkeys < ans->result.ncolumns && ans->columns[nkeys].key)
		nkeys++;
	int each = nkeys / size;
	if (!ans->result.nrows)
		return mdp_arena_printf(t->a, "No %s are together in enough %s%s.", items, events, t->where);
	const char *names = "";
	for (int i = 0; i < size; i++)
		names = mdp_arena_printf(t->a, "%s%s%s", names,
					 !i             ? ""
					 : i + 1 < size ? ", "
							: " and ",
					 mdp_told_name(t, 0, i * each, (i + 1) * each));
	const char *most = mdp_arena_printf(
		t->a, "%s are together in %s %s (%s of all), %s times as often as chance would have it%s", names,
		mdp_told(t, 0, together), events, mdp_told(t, 0, "support"), mdp_told(t, 0, "lift"), t->where);
	if (ans->result.nrows == 1)
		return mdp_arena_printf(t->a, "%s.", most);
	return mdp_arena_printf(t->a, "%lld %s of %s in the same %s; first: %s.", (long long)ans->result.nrows,
				size > 2 ? "sets" : "pairs", items, event, most);
}

/* --- the table --- */

static const struct {
	const char *name;
	mdp_say_fn *say;
	mdp_tell_fn *tell;
} words[] = {
	{ "basket", say_basket, tell_basket },
	{ "lifetime_value", mdp_say_lifetime_value, mdp_tell_lifetime_value },
	{ "repeat_rate", mdp_say_repeat_rate, mdp_tell_repeat_rate },
	{ "churn", mdp_say_churn, mdp_tell_churn },
	{ "time_between", mdp_say_time_between, mdp_tell_time_between },
	{ "rfm", mdp_say_rfm, mdp_tell_rfm },
	{ "funnel", mdp_say_funnel, mdp_tell_funnel },
	{ "overview", mdp_say_overview, mdp_tell_overview },
	{ "contribution", mdp_say_contribution, mdp_tell_contribution },
	{ "retention", mdp_say_retention, mdp_tell_retention },
	{ "new_vs_returning", mdp_say_new_vs_returning, mdp_tell_new_vs_returning },
	{ "distribution", mdp_say_distribution, mdp_tell_distribution },
	{ "concentration", mdp_say_concentration, mdp_tell_concentration },
	{ "anomalies", mdp_say_anomalies, mdp_tell_anomalies },
	{ "outliers", mdp_say_outliers, mdp_tell_outliers },
	{ "forecast", mdp_say_forecast, mdp_tell_forecast },
	{ "trend", mdp_say_trend, mdp_tell_found },
	{ "correlation", mdp_say_correlation, mdp_tell_found },
	{ "predicted_value", mdp_say_predicted_value, mdp_tell_found },
	{ "compare_groups", mdp_say_compare_groups, mdp_tell_compare_groups },
	{ "survival", mdp_say_survival, mdp_tell_survival },
};

void mdp_say_analysis(struct mdp_sayer *r, const struct mdp_query *q)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(words[i].name, q->analysis ? q->analysis : ""))
			words[i].say(r, q);
	mdp_say_where(r, q->where, NULL);
}

const char *mdp_answer_analysis(const struct mdp_catalog *c, const struct mdp_answer *ans, struct mdp_arena *a)
{
	struct mdp_buf out = MDP_BUF_INIT;
	struct mdp_sayer r = { c, a, &out, ans->query, true };
	mdp_say_where(&r, ans->query->where, NULL);
	struct mdp_telling t = { c, ans, a, mdp_arena_strdup(a, mdp_buf_cstr(&out)) };
	mdp_buf_release(&out);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(words[i].name, ans->query->analysis) != 0)
			continue;
		char *text = mdp_arena_strdup(a, words[i].tell(&t));
		text[0] = (char)toupper((unsigned char)text[0]);
		return text;
	}
	return "";
}

/* --- facts --- */

/* "counted over {} orders" */
static const char *fact_text(struct mdp_arena *a, const char *text, const char *value)
{
	const char *slot = strstr(text, "{}");
	return slot ? mdp_arena_printf(a, "%.*s%s%s", (int)(slot - text), text, value, slot + 2) : text;
}

void mdp_answer_facts(struct mdp_answer *ans, const struct mdp_plan *p, struct mdp_arena *a)
{
	struct mdp_result *r = &ans->result;
	int kept = 0, n = r->ncolumns;
	for (int i = 0; ans->columns && i < n && i < p->ncolumns; i++) {
		const struct mdp_plan_column *c = &p->columns[i];
		const struct mdp_value *v = c->fact && r->nrows ? mdp_result_at(r, 0, i) : NULL;
		bool none = v && !strncmp(c->fact, "{}", 2) && mdp_value_is_number(v) && mdp_value_number(v) <= 0;
		if (v && v->type != MDP_T_NULL_ && !none)
			mdp_answer_caveat(ans, a, "fact", "%s",
					  fact_text(a, c->fact, mdp_value_human(a, mdp_result_at(r, 0, i), c->unit)));
		kept += !c->fact;
	}
	if (!ans->columns || kept == n || n != p->ncolumns || (r->nrows && !r->values))
		return;
	struct mdp_plan_column *columns = MDP_NEW_ARRAY(a, (size_t)kept + 1, struct mdp_plan_column);
	for (int64_t row = 0, to = 0; row < r->nrows; row++)
		for (int i = 0; i < n; i++)
			if (!p->columns[i].fact)
				r->values[to++] = r->values[row * n + i];
	kept = 0;
	for (int i = 0; i < n; i++) {
		if (p->columns[i].fact)
			continue;
		columns[kept] = p->columns[i];
		r->columns[kept++] = r->columns[i];
	}
	ans->columns = columns;
	r->ncolumns = kept;
}

enum mdp_grain mdp_answer_grain(const struct mdp_answer *ans, int column)
{
	const struct mdp_plan_column *p = ans->columns ? &ans->columns[column] : NULL;
	const struct mdp_query *q = ans->query;
	if (!p || !p->key || !p->name)
		return MDP_GRAIN_NONE;
	for (int i = 0; q && q->kind == MDP_Q_SELECT && i < q->nby; i++)
		if (q->by[i].expr->kind == MDP_X_TRUNC && !strcmp(q->by[i].name, p->name))
			return q->by[i].expr->grain;
	for (int i = 0; i <= column; i++) { /* else the first days that are a key */
		enum mdp_type type = ans->result.columns[i].type;
		if (ans->columns[i].key && (type == MDP_T_DATE || type == MDP_T_TIMESTAMP))
			return i == column ? ans->series : MDP_GRAIN_NONE;
	}
	return MDP_GRAIN_NONE;
}

enum mdp_grain mdp_answer_series(const struct mdp_query *q)
{
	const struct mdp_analysis *a = q->kind == MDP_Q_ANALYSIS ? mdp_analysis_find(q->analysis) : NULL;
	struct mdp_str said = mdp_query_param_text(q, "grain");
	enum mdp_grain grain = MDP_GRAIN_NONE;
	for (const struct mdp_analysis_param *p = a ? a->params : NULL; p && p->name; p++)
		if (p->type == MDP_PARAM_GRAIN)
			mdp_grain_from_word(said.n ? said : mdp_str_of(p->fallback), &grain);
	return grain;
}
