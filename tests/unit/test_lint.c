/* Findings as a report: levels, order, suppressions, JSON and SARIF. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>

#include "clinic.h"
#include "lint/lint.h"
#include "lint/rules.h"
#include "project/numbers.h"
#include "project/read.h"
#include "schema.h"
#include "tree.h"

static struct mdp_project p;
static struct mdp_catalog *c;
static struct mdp_arena arena;
static struct mdp_engine *e;
static struct mdp_error err;
static struct mdp_lint lint;

static int setup(void **state)
{
	(void)state;
	struct mdp_engine_options opt = { 0 };
	tree_make();
	memset(&err, 0, sizeof(err));
	memset(&p, 0, sizeof(p));
	memset(&arena, 0, sizeof(arena));
	setenv("HOME", tree_root, 1);
	c = clinic_make();
	assert_int_equal(0, mdp_engine_open(&e, &opt, &err));
	assert_int_equal(0, mdp_engine_script(e, clinic_sql, &err));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mdp_engine_free(e);
	mdp_catalog_free(c);
	mdp_arena_release(&arena);
	mdp_project_release(&p);
	tree_remove();
	return 0;
}

static void run(const char *page)
{
	struct mdp_project_options opt = { .root = tree_root };
	tree_write("pages/index.md", page);
	assert_int_equal(0, mdp_project_find(&p, &opt, &err));
	assert_int_equal(0, mdp_project_enrich(&p, e, c, &err));
	assert_int_equal(0, mdp_lint_run(&p, c, &arena, &lint, &err));
}

static const struct mdp_lint_item *item(const char *code)
{
	for (int i = 0; i < lint.n; i++)
		if (!strcmp(lint.items[i].code, code))
			return &lint.items[i];
	return NULL;
}

static void test_clean(void **state)
{
	(void)state;
	run("```sql good\nselect sum(fee) as income from (select distinct visit_id, fee from marts.treatments)\n```\n");
	assert_int_equal(0, lint.n);
	assert_true(mdp_lint_passes(&lint, MDP_LINT_WARNING));
	assert_string_equal("0 errors, 0 warnings, 0 notes\n", mdp_lint_text(&lint, &arena));
}

static void test_levels(void **state)
{
	(void)state;
	tree_write("dbt_project.yml", "name: clinic\n");
	tree_write("models/treatments.sql", "select * from {{ source('raw', 'treatments') }}");
	tree_write("models/m.yml", "models:\n  - name: treatments\n    columns:\n      - {name: ghost}\n      - {name: "
				   "fee, description: x}\n");
	tree_write("models/per_patient.sql",
		   "{{ config(materialized='table') }}\nwith t as (select * from {{ ref('treatments') }})\n"
		   "select t.patient_id,\n  sum(t.fee) as spent from t group by 1\n");
	tree_write("models/other.sql", "{% do x() %} select sum(fee) as y from {{ ref('treatments') }}\n");
	c->entities[E_PATIENT].evidence.exceptions = 3;
	c->entities[E_PATIENT].evidence.rows = 40;
	c->sites[2].orphans = 2;
	run("```sql bad\nselect avg(fee / minutes) as pace,\n sum(fee) as income from marts.treatments\n```\n");
	assert_false(mdp_lint_passes(&lint, MDP_LINT_WARNING));
	assert_int_equal(2, lint.count[MDP_LINT_ERROR]);
	assert_int_equal(2, lint.count[MDP_LINT_WARNING]);
	assert_int_equal(4, lint.count[MDP_LINT_NOTE]);
	assert_non_null(strstr(item("untested")->text, "treatment_id, patient_id (to patients)"));
	/* errors first, by file and line */
	assert_string_equal("models/per_patient.sql", lint.items[0].source.file);
	assert_int_equal(4, lint.items[0].source.line);
	assert_string_equal("fan_out", lint.items[1].code);
	assert_int_equal(3, lint.items[1].source.line);
	assert_non_null(strstr(lint.items[1].text, "1,200"));
	assert_non_null(strstr(lint.items[1].text, "600"));
	assert_int_equal(2, item("averaged_ratio")->source.line);
	assert_non_null(strstr(item("key_not_unique")->text, "3 of 40"));
	assert_non_null(strstr(item("orphans")->text, "patient"));
	assert_non_null(strstr(item("undocumented")->text, "9 of 10"));
	assert_non_null(item("unknown_column"));
}

/* What a model computes wrongly is known of the column, so that answers can tell. */
static void test_doubt(void **state)
{
	(void)state;
	tree_write("dbt_project.yml", "name: clinic\n");
	tree_write("models/treatments.sql", "select * from {{ source('raw', 'treatments') }}");
	tree_write("models/patients.sql",
		   "with t as (select * from {{ ref('treatments') }})\n"
		   "select t.patient_id as id,\n  sum(t.fee) as city, count(*) as born from t group by 1\n");
	run("```sql good\nselect count(*) as patients from marts.patients\n```\n");
	const struct mdp_column *city = &c->columns[mdp_catalog_column(c, mdp_str_of("patients.city"))];
	assert_non_null(city->doubt);
	assert_non_null(strstr(city->doubt, "sum(t.fee) counts each"));
	assert_string_equal("models/patients.sql", city->doubt_source.file);
	assert_int_equal(3, city->doubt_source.line);
	for (int i = 0; i < c->ncolumns; i++)
		assert_true(&c->columns[i] == city || !c->columns[i].doubt);
}

static void test_suppressions(void **state)
{
	(void)state;
	run("```sql a\nselect sum(fee) as income -- mdp: ignore fan_out shown as billed\nfrom marts.treatments\n```\n"
	    "```sql b\n-- mdp: ignore fan_out\nselect sum(fee) as income2 from marts.treatments\n```\n"
	    "<!-- mdp: ignore sql_does_not_run another reason -->\n"
	    "```sql c\n/* mdp: ignore fan_out: old page */\nselect sum(fee) as income3 from marts.treatments\n```\n");
	assert_int_equal(5, lint.n);
	assert_int_equal(2, lint.suppressed);
	/* one without a reason and one that nothing needs */
	assert_int_equal(2, lint.count[MDP_LINT_WARNING]);
	assert_non_null(strstr(item("unused_suppression")->text, "gives no reason"));
	assert_string_equal("shown as billed", lint.items[0].reason);
	/* without a reason it stands */
	assert_null(lint.items[1].reason);
	assert_string_equal("old page", lint.items[2].reason);
	assert_int_equal(1, lint.count[MDP_LINT_ERROR]);
}

static void test_configured(void **state)
{
	(void)state;
	tree_write("mdp.yaml", "lint:\n  ignore:\n    - {rule: fan_out, file: pages/*.md, reason: shown as billed}\n"
			       "    - {rule: averaged_ratio, file: index.md, line: 3, reason: nobody looks}\n"
			       "    - {rule: nothing_known, reason: no such rule}\n");
	run("```sql a\nselect sum(fee) as income from marts.treatments\n```\n");
	assert_string_equal("shown as billed", item("fan_out")->reason);
	assert_true(item("fan_out")->outside);
	assert_int_equal(1, lint.suppressed);
	assert_int_equal(2, lint.count[MDP_LINT_WARNING]);
	for (int i = 0; i < lint.n; i++)
		if (!strcmp(lint.items[i].code, "unused_suppression"))
			assert_string_equal("mdp.yaml", lint.items[i].source.file);
	assert_true(mdp_lint_passes(&lint, MDP_LINT_ERROR));
	assert_false(mdp_lint_passes(&lint, MDP_LINT_WARNING));
}

static void test_claims(void **state)
{
	(void)state;
	tree_write("dbt_project.yml", "name: clinic\n");
	tree_write("models/treatments.sql", "select * from {{ source('raw', 'treatments') }}");
	tree_write(
		"models/m.yml",
		"models:\n  - name: treatments\n    tests:\n"
		"      - dbt_utils.unique_combination_of_columns: {combination_of_columns: [visit_id, status]}\n"
		"      - dbt_utils.unique_combination_of_columns: {combination_of_columns: [visit_id, treatment_id]}\n"
		"    columns:\n      - name: treatment_id\n        data_tests: [unique]\n"
		"      - name: visit_id\n        data_tests:\n          - unique\n"
		"      - name: kind\n        data_tests:\n          - unique: {config: {where: status = 'x'}}\n");
	run("nothing");
	int n = 0;
	for (int i = 0; i < lint.n; i++)
		n += !strcmp(lint.items[i].code, "key_not_unique");
	assert_int_equal(2, n);
	assert_int_equal(4, lint.items[0].source.line);
	assert_int_equal(11, lint.items[1].source.line);
	assert_non_null(strstr(lint.items[1].text, "12 rows, where there are 6"));
	assert_true(lint.items[1].counted);
}

static void test_figures(void **state)
{
	(void)state;
	assert_string_equal("1,234,567.50", mdp_number_beside(&arena, 1234567.5, 3));
	assert_string_equal("0.015518", mdp_number_beside(&arena, 0.015518, 0.015539));
	assert_string_equal("0.015539", mdp_number_beside(&arena, 0.015539, 0.015518));
	assert_string_equal("3.9742", mdp_number_beside(&arena, 3.97421, 3.97399));
}

static void test_shown(void **state)
{
	(void)state;
	run("```sql a\nselect kind, 100.0 * count(*) filter (where fee > 50) / count(*) as dear from marts.treatments "
	    "group by 1\n"
	    "```\n<BarChart data={a} x=kind y=dear yFmt=pct1/>\n<DataTable data={a}>\n<Column id=kimd/>\n"
	    "<Column id=dear fmt=num1/>\n</DataTable>\n<Dropdown data={a} name=k value=kind>\n"
	    "<DropdownOption value=all/>\n</Dropdown>\n"
	    "```sql b\nselect count(*) filter (where fee > 50) / count(*) as dear, 100 * 1 as n from "
	    "marts.treatments\n```\n"
	    "<Value data={b} column=dear fmt=pct0/> <Value data={b} column=N/>\n");
	int percents = 0, missing = 0;
	for (int i = 0; i < lint.n; i++) {
		const struct mdp_lint_item *it = &lint.items[i];
		if (!strcmp(it->code, "percent_twice")) {
			percents++;
			assert_int_equal(4, it->source.line);
		}
		if (!strcmp(it->code, "shown_not_there")) {
			missing++;
			assert_int_equal(6, it->source.line);
			assert_string_equal("did you mean kind?", it->fix);
		}
	}
	assert_int_equal(1, percents);
	assert_int_equal(1, missing);
}

static void test_forms(void **state)
{
	(void)state;
	run("```sql a\nselect sum(fee) as income from marts.treatments\n```\n"
	    "```sql b\nselect sum(fee) as income from marts.treatments -- mdp: ignore fan_out known\n```\n");
	assert_non_null(strstr(mdp_lint_text(&lint, &arena), "pages/index.md:2: error: "));
	assert_null(strstr(mdp_lint_text(&lint, &arena), "index.md:5"));
	json_t *json = json_loads(mdp_lint_json(&lint, &arena), 0, NULL);
	assert_int_equal(2, json_array_size(json_object_get(json, "findings")));
	assert_int_equal(1, json_integer_value(json_object_get(json, "errors")));
	json_t *schema = json_load_file("docs/lint.schema.json", 0, NULL);
	struct schema_check check = { .root = schema };
	if (!schema_holds(&check, schema, json, "lint", 0))
		fail_msg("%s", check.why);
	json_decref(schema);
	json_t *first = json_array_get(json_object_get(json, "findings"), 0);
	assert_true(json_real_value(json_object_get(first, "is")) == 1200);
	assert_true(json_real_value(json_object_get(first, "should")) == 600);
	assert_non_null(strstr(json_string_value(json_object_get(first, "fix")), "distinct visit_id, fee"));
	json_decref(json);
	json = json_loads(mdp_lint_sarif(&lint, &arena), 0, NULL);
	assert_string_equal("2.1.0", json_string_value(json_object_get(json, "version")));
	json_t *run_ = json_array_get(json_object_get(json, "runs"), 0), *results = json_object_get(run_, "results");
	json_t *rules = json_object_get(json_object_get(json_object_get(run_, "tool"), "driver"), "rules");
	assert_int_equal(mdp_nlint_rules, json_array_size(rules));
	assert_int_equal(2, json_array_size(results));
	assert_string_equal("fan_out", json_string_value(json_object_get(json_array_get(results, 0), "ruleId")));
	assert_null(json_object_get(json_array_get(results, 0), "suppressions"));
	json_t *why = json_array_get(json_object_get(json_array_get(results, 1), "suppressions"), 0);
	assert_string_equal("known", json_string_value(json_object_get(why, "justification")));
	assert_string_equal("inSource", json_string_value(json_object_get(why, "kind")));
	for (size_t i = 0; i < json_array_size(rules); i++) {
		const json_t *text =
			json_object_get(json_object_get(json_array_get(rules, i), "shortDescription"), "text");
		assert_true(json_string_length(text) > 0);
	}
	for (size_t i = 0; i < json_array_size(results); i++) {
		const json_t *result = json_array_get(results, i);
		const json_t *place =
			json_object_get(json_array_get(json_object_get(result, "locations"), 0), "physicalLocation");
		const char *uri = json_string_value(json_object_get(json_object_get(place, "artifactLocation"), "uri"));
		assert_non_null(json_object_get(json_object_get(result, "message"), "text"));
		/* relative, with no scheme and no way out of the root */
		assert_string_equal("pages/index.md", uri);
		assert_true(json_integer_value(json_object_get(json_object_get(place, "region"), "startLine")) > 0);
	}
	json_decref(json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(test_clean),  T(test_levels),  T(test_doubt), T(test_suppressions), T(test_configured),
		T(test_claims), T(test_figures), T(test_shown), T(test_forms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
