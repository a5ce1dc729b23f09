/*
 * An aggregate named in a file and an expression beside it are put together as SQL and read like any other SQL, so that a metric, a
 * page's column and an override that say the same become the same expression.
 */
#include <string.h>
#include <strings.h>

#include "engine/engine.h"
#include "project/config.h"
#include "base/banned.h"

struct agg_word {
	const char *word;
	enum mdp_aggregate fn;
};

/* The names that dbt's specs and BI tools on dbt use. */
static const struct agg_word agg_words[] = {
	{ "sum", MDP_AGG_SUM },
	{ "count", MDP_AGG_COUNT },
	{ "count_distinct", MDP_AGG_COUNT_DISTINCT },
	{ "average", MDP_AGG_AVG },
	{ "median", MDP_AGG_MEDIAN },
	{ "min", MDP_AGG_MIN },
	{ "max", MDP_AGG_MAX },
	{ "avg", MDP_AGG_AVG },
	{ "mean", MDP_AGG_AVG },
	{ "countdistinct", MDP_AGG_COUNT_DISTINCT },
	{ "distinct_count", MDP_AGG_COUNT_DISTINCT },
};

bool mdp_enrich_aggregate(const char *word, enum mdp_aggregate *fn)
{
	for (size_t i = 0; word && i < sizeof(agg_words) / sizeof(agg_words[0]); i++)
		if (!strcasecmp(word, agg_words[i].word)) {
			*fn = agg_words[i].fn;
			return true;
		}
	return false;
}

const char *const *mdp_enrich_aggregate_words(void)
{
	static const char *const words[] = {
		"sum", "count", "count_distinct", "average", "median", "min", "max", "avg"
	};
	return words;
}

static const char *aggregate_sql(struct mdp_arena *a, enum mdp_aggregate fn, const char *expr)
{
	switch (fn) {
	case MDP_AGG_SUM:
		return mdp_arena_printf(a, "sum(%s)", expr);
	case MDP_AGG_COUNT:
		return mdp_arena_printf(a, "count(%s)", expr);
	case MDP_AGG_COUNT_DISTINCT:
		return mdp_arena_printf(a, "count(distinct %s)", expr);
	case MDP_AGG_AVG:
		return mdp_arena_printf(a, "avg(%s)", expr);
	case MDP_AGG_MEDIAN:
		return mdp_arena_printf(a, "median(%s)", expr);
	case MDP_AGG_MIN:
		return mdp_arena_printf(a, "min(%s)", expr);
	case MDP_AGG_MAX:
		return mdp_arena_printf(a, "max(%s)", expr);
	default:
		return expr;
	}
}

struct mdp_expr *mdp_enrich_metric(struct mdp_sql_reader *sql, const struct mdp_sql_place *place, enum mdp_aggregate fn,
				   const char *expr, const char *where)
{
	struct mdp_arena *a = sql->x->a;
	if (!expr && fn != MDP_AGG_COUNT)
		return NULL;
	const char *text = aggregate_sql(a, fn, expr ? expr : "*");
	if (where && fn != MDP_AGG_NONE)
		text = mdp_arena_printf(a, "%s filter (where %s)", text, where);
	struct mdp_expr *x = mdp_sql_expression(sql, text, place);
	if (x && where && fn == MDP_AGG_NONE) {
		struct mdp_pred *p = mdp_sql_condition(sql, where, place, NULL, 0);
		if (!p || x->kind != MDP_X_AGG)
			return NULL;
		x->where = mdp_pred_and(a, x->where, p);
	}
	return x && mdp_sql_is_aggregate(x, 0) ? x : NULL;
}

const char *mdp_enrich_metric_fault(struct mdp_enrich *x, int table, const char *expr, const char **column)
{
	static const char before[] = "column \"";
	const struct mdp_table *t = &x->c->tables[table];
	struct mdp_result res = { 0 };
	struct mdp_error err = { 0 };
	*column = NULL;
	if (!expr)
		return NULL;
	mdp_engine_describe(x->e,
			    mdp_arena_printf(x->a, "select %s from %s.%s", expr, mdp_engine_ident(x->a, t->schema),
					     mdp_engine_ident(x->a, mdp_catalog_relation(t))),
			    &res, &err);
	mdp_result_release(&res);
	const char *name = strstr(err.primary, before), *end = name ? strchr(name + sizeof(before) - 1, '"') : NULL;
	if (end)
		*column = mdp_arena_strndup(x->a, name + sizeof(before) - 1, (size_t)(end - name) - sizeof(before) + 1);
	/* of other errors (a table that is not there yet) the expression is not the cause */
	bool of_it = strstr(err.primary, "Parser Error") || strstr(err.primary, "Binder Error");
	return of_it ? mdp_arena_strdup(x->a, err.primary) : NULL;
}
