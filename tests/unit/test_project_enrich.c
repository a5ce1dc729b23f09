/* Names and definitions from dbt's properties into a catalog. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "clinic.h"
#include "project/read.h"
#include "tree.h"

static struct mdp_project p;
static struct mdp_catalog *c;
static struct mdp_engine *e;
static struct mdp_error err;

static int setup(void **state)
{
	(void)state;
	struct mdp_engine_options opt = { 0 };
	tree_make();
	memset(&err, 0, sizeof(err));
	memset(&p, 0, sizeof(p));
	setenv("HOME", tree_root, 1);
	c = clinic_make();
	assert_int_equal(0, mdp_engine_open(&e, &opt, &err));
	tree_write("dbt/dbt_project.yml", "name: clinic\nprofile: clinic\nmodels: {clinic: {+schema: marts}}\n");
	tree_write("dbt/macros/g.sql", "{% macro generate_schema_name(a, b) %}{{ a }}{% endmacro %}");
	tree_write("dbt/models/treatments.sql", "select 1");
	tree_write("dbt/models/patients.sql", "select 1");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mdp_engine_free(e);
	mdp_catalog_free(c);
	mdp_project_release(&p);
	tree_remove();
	return 0;
}

static void enrich(void)
{
	struct mdp_project_options opt = { .root = tree_root };
	mdp_project_release(&p);
	assert_int_equal(0, mdp_project_find(&p, &opt, &err));
	assert_int_equal(0, mdp_project_enrich(&p, e, c, &err));
}

static const struct mdp_measure *measure(const char *name)
{
	for (int i = 0; i < c->nmeasures; i++)
		if (!strcmp(c->measures[i].name, name))
			return &c->measures[i];
	return NULL;
}

static bool has(const char **list, const char *text)
{
	for (; list && *list; list++)
		if (!strcmp(*list, text))
			return true;
	return false;
}

static const struct mdp_finding *finding(const char *code)
{
	for (int i = 0; i < c->nfindings; i++)
		if (!strcmp(c->findings[i].code, code))
			return &c->findings[i];
	return NULL;
}

static void test_descriptions(void **state)
{
	(void)state;
	tree_write("dbt/models/m.yml",
		   "models:\n  - name: treatments\n    description: What was done.\n    columns:\n"
		   "      - name: KIND\n        description: |\n          Kind of\n          treatment.\n"
		   "        meta: {label: Treatment kind, synonyms: [type, sort]}\n"
		   "      - name: status\n        config: {meta: {label: State, hidden: true}}\n"
		   "      - name: ghost\n        description: none\n");
	enrich();
	assert_string_equal("What was done.", c->tables[T_TREATMENTS].description);
	assert_string_equal("dbt/models/m.yml", c->tables[T_TREATMENTS].source.file);
	assert_int_equal(2, c->tables[T_TREATMENTS].source.line);
	assert_string_equal("dbt/models/patients.sql", c->tables[T_PATIENTS].source.file);
	assert_string_equal("What was done.", c->entities[E_TREATMENT].description);
	assert_string_equal("Kind of treatment.", c->columns[C_KIND].description);
	assert_string_equal("Treatment kind", c->columns[C_KIND].label);
	assert_true(has(c->columns[C_KIND].synonyms, "sort"));
	assert_int_equal(5, c->columns[C_KIND].source.line);
	assert_true(c->columns[C_STATUS].hidden);
	assert_false(c->columns[C_KIND].hidden);
	assert_string_equal("dbt/models/m.yml", finding("unknown_column")->source.file);
	assert_int_equal(12, finding("unknown_column")->source.line);
}

static void test_meta_metrics(void **state)
{
	(void)state;
	tree_write("dbt/models/m.yml",
		   "models:\n  - name: treatments\n    columns:\n      - name: fee\n        config:\n          meta:\n"
		   "            metric: {name: income, agg: sum, synonyms: [takings], grain: [visit_id]}\n"
		   "      - name: minutes\n        meta:\n          metrics:\n            total_work: {type: sum, "
		   "label: Work done}\n"
		   "            avg_length: {type: average}\n            odd: {type: number, sql: \"${a} / ${b}\"}\n"
		   "    meta: {metrics: {busy_time: {type: sum, sql: \"${TABLE}.minutes\"}}}\n");
	enrich();
	const struct mdp_measure *m = measure("income");
	assert_non_null(m);
	assert_int_equal(E_VISIT, m->entity);
	assert_int_equal(MDP_AGG_SUM, m->expr->agg);
	assert_string_equal("visit", m->expr->entity);
	assert_string_equal("treatments.fee", m->expr->arg->name);
	assert_true(m->declared);
	assert_string_equal("currency", m->unit);
	assert_int_equal(MDP_ADDITIVE_YES, m->additive);
	assert_int_equal(7, m->source.line);
	assert_string_equal("dbt/models/m.yml", m->source.file);
	assert_true(has(m->synonyms, "takings"));
	/* the measure that was inferred from the column is this one now */
	assert_null(measure("fee"));
	assert_true(has(m->synonyms, "fee"));
	m = measure("work");
	assert_int_equal(E_TREATMENT, m->entity);
	assert_true(has(m->synonyms, "work done"));
	assert_true(has(m->synonyms, "busy time"));
	m = measure("average length");
	assert_int_equal(MDP_AGG_AVG, m->expr->agg);
	assert_int_equal(MDP_ADDITIVE_NO, m->additive);
	assert_non_null(finding("metric_not_understood"));
	assert_null(finding("grain_differs"));
	assert_null(finding("two_definitions"));
}

static void test_grain_differs(void **state)
{
	(void)state;
	tree_write("dbt/models/m.yml", "models:\n  - name: treatments\n    columns:\n      - name: fee\n        meta:\n"
				       "          metric: {name: income, agg: sum, grain: [treatment_id]}\n");
	enrich();
	assert_int_equal(E_VISIT, measure("income")->entity);
	assert_int_equal(6, finding("grain_differs")->source.line);
	assert_non_null(strstr(finding("grain_differs")->text, "visit"));
}

static void test_two_definitions(void **state)
{
	(void)state;
	tree_write("dbt/models/m.yml", "models:\n  - name: treatments\n    columns:\n      - name: fee\n"
				       "        meta: {metric: {name: income, agg: sum}}\n      - name: minutes\n"
				       "        meta: {metric: {name: income, agg: sum}}\n");
	enrich();
	const struct mdp_measure *m = measure("income");
	assert_string_equal("treatments.fee", m->expr->arg->name);
	assert_true(m->disputed);
	assert_non_null(measure("treatment income"));
	assert_int_equal(7, finding("two_definitions")->source.line);
	assert_non_null(strstr(finding("two_definitions")->text, "m.yml:5"));
}

static void test_declared_name_of_another_column(void **state)
{
	(void)state;
	/* "minutes" is declared to be something else than the column of that name */
	tree_write("dbt/models/m.yml", "models:\n  - name: treatments\n    columns:\n      - name: fee\n"
				       "        meta: {metric: {name: minutes, agg: sum}}\n");
	enrich();
	assert_string_equal("treatments.fee", measure("minutes")->expr->arg->name);
	assert_string_equal("treatments.minutes", measure("treatment minutes")->expr->arg->name);
	assert_false(measure("treatment minutes")->declared);
}

static void test_malformed(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"models: [1, ~, [x], {name: treatments, columns: 7}]\n",
		"models:\n  - name: treatments\n    columns: [{name: fee, meta: 3}, {meta: {}}, 4, {name: [x]}]\n",
		"models:\n  - name: treatments\n    columns: [{name: fee, meta: {metric: 3, metrics: x, synonyms: {a: "
		"b}, label: [1]}}]\n",
		"models:\n  - name: treatments\n    columns: [{name: fee, meta: {metrics: [~, 3, {agg: [1]}, {name: "
		"{}, grain: {}}]}}]\n",
		"models:\n  - name: treatments\n    meta: {metrics: [{name: a}, {name: b, agg: sum, sql: nothing}]}\n",
		"models:\n  - {name: treatments, description: {a: b}, columns: {x: y}}\n",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		tree_write("dbt/models/m.yml", texts[i]);
		enrich();
		mdp_project_release(&p);
	}
	assert_int_equal(14, c->ncolumns);
	assert_null(measure(""));
}

static void test_no_files(void **state)
{
	(void)state;
	p.root = tree_root;
	assert_int_equal(0, mdp_project_enrich(&p, e, c, &err));
	assert_int_equal(0, c->nfindings);
	assert_int_equal(3, c->nmeasures);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(test_descriptions),
		T(test_meta_metrics),
		T(test_grain_differs),
		T(test_two_definitions),
		T(test_declared_name_of_another_column),
		T(test_malformed),
		T(test_no_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
