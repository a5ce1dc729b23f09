/* Definitions of dbt's semantic layer into a catalog, in each of its forms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "enrich.h"

#define LAYER                                                                                                  \
	"semantic_models:\n"                                                                                   \
	"  - name: jobs\n    model: ref('treatments')\n    defaults: {agg_time_dimension: day}\n"              \
	"    entities: [{name: job, type: primary, expr: treatment_id}, {name: person, type: foreign, expr: "  \
	"patient_id}]\n"                                                                                       \
	"    dimensions:\n"                                                                                    \
	"      - {name: day, type: time, expr: visited_at, type_params: {time_granularity: day}}\n"            \
	"      - {name: sort, type: categorical, expr: kind, label: Sort of job, description: What it was.}\n" \
	"    measures:\n"                                                                                      \
	"      - {name: minutes, agg: sum}\n"                                                                  \
	"      - {name: worked, agg: sum, expr: minutes * rate, create_metric: true}\n"                        \
	"      - {name: fees, agg: sum, expr: fee}\n"                                                          \
	"      - {name: n_jobs, agg: sum, expr: 1}\n"                                                          \
	"      - {name: people, agg: count_distinct, expr: person}\n"                                          \
	"      - {name: open_ones, agg: sum_boolean, expr: status = 'open'}\n"                                 \
	"  - name: folks\n    model: ref('patients')\n"                                                        \
	"    entities: [{name: person, type: primary, expr: id}]\n"                                            \
	"    dimensions: [{name: home, type: categorical, expr: city}]\n"

static void test_semantic_layer(void **state)
{
	(void)state;
	tree_write("dbt/models/m.yml",
		   LAYER "metrics:\n"
			 "  - {name: total_effort, label: Effort spent, description: Time., type: simple, type_params: "
			 "{measure: minutes}}\n"
			 "  - {name: takings, type: simple, type_params: {measure: {name: fees}}, filter: \"{{ "
			 "Dimension('job__status') }} = 'paid'\"}\n"
			 "  - {name: oslo_effort, type: simple, type_params: {measure: minutes}, filter: [\"{{ "
			 "Dimension('person__home') }} = 'Oslo'\"]}\n"
			 "  - {name: pace, type: ratio, type_params: {numerator: total_effort, denominator: {name: "
			 "job_total}}}\n"
			 "  - {name: job_total, type: simple, type_params: {measure: n_jobs}}\n"
			 "  - name: margin_like\n    type: derived\n    type_params:\n      expr: worth - t\n"
			 "      metrics: [{name: worked, alias: worth}, {name: total_effort, alias: t}]\n"
			 "  - {name: change, type: derived, type_params: {expr: a - b, metrics: [{name: pace, alias: "
			 "a}, {name: pace, alias: b, offset_window: 1 month}]}}\n"
			 "  - {name: running, type: cumulative, type_params: {measure: minutes}}\n"
			 "  - {name: lonely, type: simple, type_params: {measure: nothing}}\n"
			 "  - {name: loop, type: ratio, type_params: {numerator: loop, denominator: loop}}\n"
			 "  - {name: still_open, type: simple, type_params: {measure: open_ones}}\n");
	enrich();
	const struct mdp_measure *m = measure("effort");
	assert_non_null(m);
	assert_string_equal("treatments.minutes", m->expr->arg->name);
	assert_true(has(m->synonyms, "effort spent"));
	assert_true(has(m->synonyms, "total effort"));
	assert_true(has(m->synonyms, "minutes"));
	assert_string_equal("Time.", m->description);
	assert_int_equal(C_VISITED_AT, m->time);
	assert_int_equal(21, m->source.line);
	m = measure("takings");
	assert_int_equal(E_VISIT, m->entity);
	assert_string_equal("treatments.status", m->expr->where->left->name);
	m = measure("oslo effort");
	assert_non_null(m);
	assert_string_equal("patients.city", m->expr->where->left->name);
	m = measure("pace");
	assert_int_equal(MDP_OP_DIV, m->expr->op);
	assert_int_equal(MDP_AGG_COUNT, m->expr->arg2->agg);
	m = measure("margin like");
	assert_int_equal(MDP_OP_SUB, m->expr->op);
	assert_int_equal(MDP_OP_MUL, m->expr->arg->arg->op);
	assert_non_null(measure("worked"));
	assert_string_equal("treatments.status", measure("still open")->expr->where->left->name);
	/* a semantic layer sums the visit's fee over treatments as it stands */
	assert_int_equal(12, finding("fan_out")->source.line);
	static const char *const not_read[] = { "change", "running", "lonely", "loop" };
	for (size_t i = 0; i < 4; i++)
		assert_null(measure(not_read[i]));
	int n = 0;
	for (int i = 0; i < c->nfindings; i++)
		n += !strcmp(c->findings[i].code, "metric_not_understood");
	assert_int_equal(4, n);
	assert_string_equal("Sort of job", c->columns[C_KIND].label);
	assert_true(has(c->columns[C_KIND].synonyms, "sort"));
	assert_true(has(c->columns[C_CITY].synonyms, "home"));
}

/* "visit total" is no name of the visit; a page that calls it by the name of another metric is told. */
static void test_names_that_end_in_an_aggregate(void **state)
{
	(void)state;
	tree_write("dbt/models/m.yml",
		   "models:\n  - name: treatments\n    columns:\n      - name: fee\n        meta: {metric: {name: "
		   "visit_total, "
		   "agg: sum}}\n      - name: minutes\n        meta: {metric: {name: load, agg: sum}}\n");
	tree_write("report/pages/index.md",
		   "```sql v\nselect distinct visit_id, fee from marts.treatments\n```\n"
		   "```sql w\nselect sum(fee) as load from ${v}\n```\n<BigValue data={w} value=load/>\n");
	enrich();
	assert_non_null(measure("visit total"));
	assert_string_equal("treatments.minutes", measure("load")->expr->arg->name);
	assert_string_equal("report/pages/index.md", finding("two_definitions")->source.file);
	assert_int_equal(5, finding("two_definitions")->source.line);
}

static void test_newer_semantic_layer(void **state)
{
	(void)state;
	tree_write("dbt/models/m.yml",
		   "models:\n  - name: treatments\n    semantic_model: {enabled: true}\n    agg_time_dimension: "
		   "visited_at\n"
		   "    columns:\n      - name: treatment_id\n        entity: {type: primary, name: job}\n"
		   "      - name: kind\n        dimension: {type: categorical, name: sort, label: Sort of job}\n"
		   "    derived_semantics:\n      dimensions: [{name: paid, type: categorical, expr: \"status = "
		   "'paid'\"}]\n"
		   "    metrics:\n      - {name: effort, type: simple, agg: sum, expr: minutes, filter: \"kind = "
		   "'scan'\"}\n"
		   "      - {name: jobs_done, type: simple, agg: count, expr: treatment_id}\n"
		   "      - {name: effort_per_job, type: ratio, numerator: effort, denominator: jobs_done}\n"
		   "      - {name: scan_effort, type: simple, agg: sum, expr: minutes, filter: \"{{ "
		   "Dimension('job__sort') }} = "
		   "'scan'\"}\n"
		   "      - {name: running_effort, label: Effort so far, type: cumulative, input_metric: effort}\n"
		   "  - name: patients\n    semantic_model: false\n    metrics: [{name: heads, type: simple, agg: "
		   "count, expr: "
		   "patient_id}]\n"
		   "metrics:\n  - {name: double_effort, type: derived, expr: effort * 2, input_metrics: [effort]}\n");
	enrich();
	assert_string_equal("treatments.kind", measure("effort")->expr->where->left->name);
	assert_int_equal(C_VISITED_AT, measure("effort")->time);
	assert_int_equal(MDP_OP_DIV, measure("effort per job")->expr->op);
	assert_int_equal(MDP_OP_MUL, measure("double effort")->expr->op);
	assert_string_equal("treatments.kind", measure("effort")->expr->where->left->name);
	assert_true(has(measure("effort")->synonyms, "scan effort")); /* the same, by the dimension's name */
	assert_int_equal(-1, mdp_catalog_measure(c, mdp_str_of("heads")));
	/* what needs a window keeps its names */
	const struct mdp_finding *f = finding("metric_not_understood");
	assert_non_null(f);
	assert_true(has(f->names, "running effort"));
	assert_true(has(f->names, "effort so far"));
	assert_non_null(strstr(f->why, "cumulative"));
}

/* Models that the catalog does not hold, because nothing is asked of them, are read through their SQL. */
static void test_semantic_layer_over_sql(void **state)
{
	(void)state;
	tree_write("dbt/models/stays.sql", "select visit_id || '-' || patient_id as stay_key, visit_id, "
					   "max(visited_at) as day, any_value(fee) as charge\n"
					   "from {{ ref('treatments') }} group by visit_id, patient_id");
	tree_write("dbt/models/long_ones.sql",
		   "select visit_id, max(fee) as charge from {{ ref('treatments') }} where minutes > 60 group by 1");
	tree_write("dbt/models/odd_ones.sql", "select kind, sum(minutes) as spent from {{ ref('treatments') }} "
					      "group by kind");
	tree_write("dbt/models/m.yml",
		   "semantic_models:\n"
		   "  - name: stays\n    model: ref('stays')\n    defaults: {agg_time_dimension: day}\n"
		   "    entities: [{name: stay, type: primary, expr: stay_key}]\n"
		   "    dimensions: [{name: day, type: time, type_params: {time_granularity: day}}]\n"
		   "    measures:\n      - {name: charges, agg: sum, expr: charge, create_metric: true}\n"
		   "      - {name: n_stays, agg: count, expr: stay_key, create_metric: true}\n"
		   "  - name: long_ones\n    model: ref('long_ones')\n"
		   "    measures: [{name: long_charges, agg: sum, expr: charge, create_metric: true}]\n"
		   "  - name: odd_ones\n    model: ref('odd_ones')\n"
		   "    measures: [{name: odd_spent, agg: sum, expr: spent, create_metric: true}]\n"
		   "metrics:\n  - {name: charge_per_stay, type: ratio, type_params: {numerator: charges, "
		   "denominator: n_stays}}\n");
	enrich();
	const struct mdp_measure *m = measure("charges");
	assert_non_null(m);
	assert_int_equal(E_VISIT, m->entity);
	assert_string_equal("treatments.fee", m->expr->arg->name);
	assert_int_equal(C_VISITED_AT, m->time);
	assert_int_equal(8, m->source.line);
	/* the sum of a row a visit does not repeat the fee */
	assert_null(finding("fan_out"));
	m = measure("charge per stay");
	assert_non_null(m);
	assert_int_equal(MDP_AGG_COUNT, m->expr->arg2->agg);
	assert_string_equal("visit", m->expr->arg2->entity);
	/* some visits only, and rows that are nothing the catalog knows */
	assert_null(measure("long charges"));
	assert_null(measure("odd spent"));
}

/* A path names what a dimension is of; what leads nowhere is not taken for something that ends alike. */
static void test_paths_of_filters(void **state)
{
	(void)state;
	tree_write("dbt/models/m.yml", LAYER
		   "metrics:\n"
		   "  - {name: far, type: simple, type_params: {measure: minutes}, filter: \"{{ "
		   "Dimension('job__person__home') }} = 'Oslo'\"}\n"
		   "  - {name: stray, type: simple, type_params: {measure: minutes}, filter: \"{{ "
		   "Dimension('ward__status') }} = 'paid'\"}\n"
		   "  - {name: inner, type: simple, type_params: {measure: minutes}, filter: \"{{ "
		   "Dimension('person__status') }} = 'paid'\"}\n"
		   "  - {name: macro, type: simple, type_params: {measure: minutes}, filter: \"{{ var('status') }} = "
		   "'paid'\"}\n"
		   "  - {name: january, type: simple, type_params: {measure: minutes}, filter: \"{{ "
		   "TimeDimension('metric_time', 'month') }} = '2024-01-01'\"}\n"
		   "  - {name: fiscal, type: simple, type_params: {measure: minutes}, filter: \"{{ "
		   "TimeDimension('job__day', 'fiscal_year') }} = '2024-01-01'\"}\n"
		   "  - {name: off, type: simple, type_params: {measure: minutes}, config: {enabled: False}}\n");
	enrich();
	assert_string_equal("patients.city", measure("far")->expr->where->left->name);
	const struct mdp_expr *of = measure("january")->expr->where->left;
	assert_int_equal(MDP_X_TRUNC, of->kind);
	assert_string_equal("treatments.visited_at", of->arg->name);
	assert_int_equal(MDP_T_DATE, measure("january")->expr->where->right[0]->value.type);
	static const char *const not_read[] = { "stray", "inner", "macro", "fiscal", "off" };
	for (size_t i = 0; i < sizeof(not_read) / sizeof(not_read[0]); i++)
		assert_null(measure(not_read[i]));
	int n = 0;
	for (int i = 0; i < c->nfindings; i++)
		n += !strcmp(c->findings[i].code, "metric_not_understood") && strstr(c->findings[i].why, "filter");
	assert_int_equal(4, n);
}

/* The same sum by another day is another figure; of both together there is no day. */
static void test_times_of_definitions(void **state)
{
	(void)state;
	tree_write("dbt/models/m.yml",
		   "semantic_models:\n"
		   "  - name: jobs\n    model: ref('treatments')\n    defaults: {agg_time_dimension: visited_at}\n"
		   "    entities: [{name: job, type: primary, expr: treatment_id}]\n"
		   "    measures:\n      - {name: work, agg: sum, expr: minutes}\n"
		   "      - {name: late_work, agg: sum, expr: minutes, agg_time_dimension: born}\n"
		   "    dimensions: [{name: born, type: time, expr: kind}]\n"
		   "  - name: folks\n    model: ref('patients')\n    defaults: {agg_time_dimension: born}\n"
		   "    measures: [{name: heads, agg: sum, expr: 1}]\n"
		   "metrics:\n  - {name: work, type: simple, type_params: {measure: work}}\n"
		   "  - {name: late_work, type: simple, type_params: {measure: late_work}}\n"
		   "  - {name: work_per_head, type: ratio, type_params: {numerator: work, denominator: heads}}\n");
	enrich();
	assert_int_equal(C_VISITED_AT, measure("work")->time);
	assert_false(has(measure("work")->synonyms, "late work"));
	assert_non_null(measure("late work"));
	assert_non_null(strstr(measure("late work")->no_time, "born"));
	assert_int_equal(-1, measure("work per head")->time);
	assert_non_null(
		strstr(measure("work per head")->no_time, "dated by treatments.visited_at and by patients.born"));
}

/* What cannot be computed keeps its name from others: of columns, and of definitions that speak less loudly. */
static void test_names_of_what_is_withheld(void **state)
{
	(void)state;
	tree_write(
		"dbt/models/m.yml",
		"models:\n  - name: treatments\n    columns:\n      - name: fee\n        meta: {metric: {name: "
		"charges, agg: sum, synonyms: [bills]}}\n"
		"  - name: gone\n    semantic_model: true\n    metrics:\n      - {name: lost_ones, label: Those lost, "
		"type: simple, agg: count, expr: 1}\n"
		"metrics:\n  - {name: minutes, type: cumulative, type_params: {measure: nothing}}\n"
		"  - {name: charges, type: conversion}\n");
	enrich();
	assert_null(measure("minutes"));
	assert_non_null(measure("treatment minutes"));
	assert_null(measure("charges"));
	assert_string_equal("treatments.fee", measure("bills")->expr->arg->name);
	bool lost = false;
	for (int i = 0; i < c->nfindings; i++)
		lost |= has(c->findings[i].names, "lost ones") && has(c->findings[i].names, "those lost");
	assert_true(lost);
}

static void test_metrics_on_models(void **state)
{
	(void)state;
	tree_write("dbt/models/m.yml", "metrics:\n  - name: effort\n    label: Effort\n    model: ref('treatments')\n  "
				       "  calculation_method: sum\n"
				       "    expression: minutes\n    timestamp: visited_at\n    time_grains: [day]\n"
				       "    filters:\n      - {field: status, operator: '=', value: \"'paid'\"}\n"
				       "  - name: visits_seen\n    model: ref('treatments')\n    calculation_method: "
				       "count_distinct\n    expression: visit_id\n"
				       "  - name: effort_each\n    label: Each\n    calculation_method: derived\n"
				       "    expression: \"{{metric('effort')}} / {{ metric('visits_seen') }}\"\n");
	enrich();
	const struct mdp_measure *m = measure("effort");
	assert_non_null(m);
	assert_string_equal("treatments.status", m->expr->where->left->name);
	assert_int_equal(C_VISITED_AT, m->time);
	m = measure("effort each");
	assert_non_null(m);
	assert_int_equal(MDP_OP_DIV, m->expr->op);
	assert_int_equal(MDP_AGG_COUNT, m->expr->arg2->agg);
	assert_string_equal("visit", m->expr->arg2->entity);
}

static void test_malformed_semantic_layer(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"semantic_models: 3\nmetrics: {a: b}\n",
		"semantic_models: [1, ~, {model: \"ref('treatments')\"}, {name: x, model: \"ref('gone')\", measures: "
		"3}]\nmetrics: [~, 1, {}]\n",
		LAYER
		"metrics:\n  - {name: a, type: simple, type_params: {measure: {filter: 3}}}\n"
		"  - {name: b, type: simple, type_params: {measure: minutes}, filter: \"{{ Dimension( }} = \"}\n"
		"  - {name: c, type: derived, type_params: {expr: \"; drop table x\", metrics: [a, {name: a}]}}\n"
		"  - {name: d, type: derived, type_params: {expr: [x], metrics: x}}\n"
		"  - {name: e, type: ratio}\n  - {name: f, agg: sum}\n  - {name: g, type: simple, filter: {x: y}}\n"
		"  - {name: h, model: \"ref('treatments')\", calculation_method: sum, expression: nope, filters: "
		"[{field: x}]}\n",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		tree_write("dbt/models/m.yml", texts[i]);
		enrich();
	}
	for (char name[2] = "a"; name[0] <= 'h'; name[0]++)
		assert_null(measure(name));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_semantic_layer),
		T(test_newer_semantic_layer),
		T(test_names_that_end_in_an_aggregate),
		T(test_semantic_layer_over_sql),
		T(test_metrics_on_models),
		T(test_paths_of_filters),
		T(test_times_of_definitions),
		T(test_names_of_what_is_withheld),
		T(test_malformed_semantic_layer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
