/* Building natively: what is understood is built as dbt would build it, what is not is refused by name and place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>

#include "base/file.h"
#include "loans.h"
#include "publish/stage.h"

static int setup(void **state)
{
	(void)state;
	loans_make();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	loans_remove();
	return 0;
}

static void model(const char *sql)
{
	tree_write("dbt/models/marts/fct_loans.sql", sql);
}

static void pipeline_ok(void)
{
	if (loans_pipeline())
		fail_msg("%s:%d: %s (%s)", loans_err.file, loans_err.line, loans_err.primary, loans_err.detail);
}

/* The run fails, names `what` and the place, and the warehouse is as it was. */
static void refused(const char *what, const char *file, int line)
{
	assert_int_equal(-MDP_REFUSED, loans_pipeline());
	if (!strstr(loans_err.primary, what))
		fail_msg("'%s' is not in '%s'", what, loans_err.primary);
	assert_string_equal(file, loans_err.file);
	assert_int_equal(line, loans_err.line);
	assert_non_null(strstr(loans_err.hint, "run this project with dbt"));
	assert_false(mdp_file_exists(tree_path("warehouse/data.duckdb")));
}

static void builds_and_publishes(void **state)
{
	(void)state;
	pipeline_ok();
	assert_int_equal(3, loans_number("select count(*) from marts.fct_loans"));
	assert_int_equal(2, loans_number("select count(*) from marts.fct_loans where title = 'Emma, a novel'"));
	assert_int_equal(1, loans_number("select count(*) from duckdb_views() where schema_name = 'staging' and "
					 "view_name = 'stg_loans'"));
	assert_int_equal(2, loans_number("select count(*) from duckdb_tables() where schema_name = 'marts'"));
	assert_int_equal(7, mdp_report_count(&loans_report, MDP_PHASE_TEST, MDP_STEP_OK));
	assert_int_equal(0, mdp_report_count(&loans_report, MDP_PHASE_TEST, MDP_STEP_FAILED));
	assert_string_equal(tree_path("warehouse/data.duckdb"), loans_report.published);
	assert_int_equal(0, loans_leftovers());
	/* again, on what is published */
	tree_write("dbt/models/marts/dim_books.sql", "select *, 1 as one from {{ source('desk', 'books') }}");
	assert_int_equal(0, loans_build());
	assert_int_equal(3, loans_number("select sum(one) from marts.dim_books"));
	/* a table becomes a view */
	tree_write("dbt/models/marts/dim_books.sql",
		   "{{config(materialized='view')}}select * from {{ source('desk', 'books') }}");
	assert_int_equal(0, loans_build());
	assert_int_equal(1, loans_number("select count(*) from duckdb_views() where view_name = 'dim_books'"));
}

static void build_needs_the_sources(void **state)
{
	(void)state;
	assert_int_equal(-MDP_WAREHOUSE, loans_build());
	assert_non_null(strstr(loans_err.primary, "raw.books"));
	assert_non_null(strstr(loans_err.hint, "mdp ingest"));
	assert_false(mdp_file_exists(tree_path("warehouse/data.duckdb")));
}

static void refuses_other_jinja(void **state)
{
	static const struct {
		const char *sql, *what;
		int line;
	} cases[] = {
		{ "select 1\n{% if target.name == 'dev' %} where false {% endif %}", "the Jinja statement 'if'", 2 },
		{ "{%- set x = 1 -%}\nselect 1", "the Jinja statement 'set'", 1 },
		{ "select\n\n{{ var('day') }}", "the Jinja function 'var'", 3 },
		{ "select '{{ env_var(\"HOME\") }}'", "the Jinja function 'env_var'", 1 },
		{ "select * from {{ this }}", "the Jinja expression 'this'", 1 },
		{ "select '{{ target.schema }}'", "the Jinja expression 'target.schema'", 1 },
		{ "select * from {{ ref('stg_loans') | upper }}", "the Jinja filter '| upper'", 1 },
		{ "select * from {{ ref('stg_' ~ 'loans') }}", "the Jinja", 1 },
		{ "select * from {{ ref(name) }}", "the Jinja 'name", 1 },
		{ "select * from {{ ref('other', 'stg_loans') }}", "package 'other'", 1 },
		{ "select * from {{ ref('stg_loans', v=2) }}", "the argument 'v' of ref()", 1 },
		{ "select {{ dbt_utils.star(ref('stg_loans')) }}", "the Jinja expression 'dbt_utils.star", 1 },
		{ "{{ config(materialized='incremental') }} select 1", "the materialization 'incremental'", 1 },
		{ "{{ config(pre_hook='drop table x') }} select 1", "the config 'pre_hook'", 1 },
		{ "\n{{ config(\n  contract={'enforced': true}) }} select 1", "the config 'contract'", 2 },
		{ "select 1 as a -- {{ unclosed", "the tag '{{' that is not closed", 1 },
		{ "select * from {{ ref('stg_loans) }}", "not closed", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		model(cases[i].sql);
		refused(cases[i].what, "dbt/models/marts/fct_loans.sql", cases[i].line);
	}
}

static void refuses_other_parts_of_a_project(void **state)
{
	static const struct {
		const char *path, *text, *what;
		int line;
	} cases[] = {
		{ "dbt/seeds/a.csv", "x\n1\n", "the seed a.csv", 1 },
		{ "dbt/snapshots/s.sql", "select 1", "the snapshot s.sql", 1 },
		{ "dbt/models/m.py", "def model(dbt, session): pass", "the Python model m.py", 1 },
		{ "dbt/packages.yml", "packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.3.0\n",
		  "a project with packages", 1 },
		{ "dbt/macros/alias.sql", "\n{% macro generate_alias_name(a, node) %}x{% endmacro %}",
		  "the macro generate_alias_name", 2 },
		{ "dbt/models/u.yml", "unit_tests:\n  - name: a\n", "the section 'unit_tests'", 2 },
		{ "dbt/models/t.yml", "models:\n  - name: stg_loans\n    tests:\n      - dbt_utils.equal_rowcount\n",
		  "the test 'dbt_utils.equal_rowcount'", 4 },
		{ "dbt/models/t.yml",
		  "models:\n  - name: stg_loans\n    columns:\n      - name: state\n        tests:\n"
		  "          - not_null: {config: {limit: 5}}\n",
		  "the test setting 'limit'", 6 },
		{ "dbt/models/t.yml",
		  "models:\n  - name: stg_loans\n    columns:\n      - name: state\n        tests:\n"
		  "          - not_null: {config: {where: \"{{ x }}\"}}\n",
		  "Jinja in the configuration", 6 },
		{ "dbt/models/t.yml",
		  "models:\n  - name: stg_loans\n    config:\n      schema: \"{{ target.name }}\"\n",
		  "the value of the config 'schema'", 4 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		tree_write(cases[i].path, cases[i].text);
		refused(cases[i].what, cases[i].path, cases[i].line);
		unlink(tree_path(cases[i].path));
	}
	tree_write("dbt/dbt_project.yml", LOANS_PROJECT "on-run-end:\n  - grant\n");
	refused("'on-run-end' of the project", "dbt/dbt_project.yml", 12);
	tree_write("dbt/dbt_project.yml",
		   "name: library\nprofile: library\nmodels:\n  library:\n    +persist_docs: {relation: true}\n");
	refused("the config 'persist_docs'", "dbt/dbt_project.yml", 5);
}

static void schema_rules(void **state)
{
	static const char custom[] =
		"select count(*) from duckdb_tables() where table_name = 'fct_loans' and schema_name = ";
	char sql[300];

	(void)state;
	/* dbt's own rule: behind the target's schema */
	unlink(tree_path("dbt/macros/generate_schema_name.sql"));
	pipeline_ok();
	snprintf(sql, sizeof(sql), "%s'lib_marts'", custom);
	assert_int_equal(1, loans_number(sql));
	/* the usual override in another spelling */
	tree_write("dbt/macros/x.sql",
		   "{%macro generate_schema_name(custom_schema_name,node)%}{%if custom_schema_name is none%}\n"
		   "{{target.schema}}{%else%}{{custom_schema_name|trim}}{%endif%}{%endmacro%}");
	pipeline_ok();
	snprintf(sql, sizeof(sql), "%s'marts'", custom);
	assert_int_equal(1, loans_number(sql));
	unlink(tree_path("warehouse/data.duckdb"));
	/* one that does something else */
	tree_write("dbt/macros/x.sql",
		   "\n{% macro generate_schema_name(custom_schema_name, node) %}{{ node.name }}{% endmacro %}");
	refused("generate_schema_name", "dbt/macros/x.sql", 2);
	/* no custom schema: the target's */
	unlink(tree_path("dbt/macros/x.sql"));
	tree_write("dbt/dbt_project.yml", "name: library\nprofile: library\n");
	pipeline_ok();
	snprintf(sql, sizeof(sql), "%s'lib'", custom);
	assert_int_equal(1, loans_number(sql));
}

static void stronger_configuration_wins(void **state)
{
	(void)state;
	tree_write("dbt/models/more.yml",
		   "models:\n  - name: stg_loans\n    config: {materialized: table, alias: lent, schema: b}\n");
	tree_write("dbt/models/staging/stg_loans.sql",
		   "{{ config(schema='c') }}{# alias='no' #} select * from {{ source('desk', 'loans') }}\n");
	pipeline_ok();
	assert_int_equal(
		1,
		loans_number("select count(*) from duckdb_tables() where schema_name = 'c' and table_name = 'lent'"));
	tree_write("dbt/models/more.yml", "models:\n  - name: dim_books\n    config: {enabled: false}\n");
	assert_int_equal(-MDP_FORMAT, loans_build());
	assert_non_null(strstr(loans_err.primary, "no model 'dim_books'"));
}

static void circles_and_unknown_names(void **state)
{
	(void)state;
	tree_write("dbt/models/staging/stg_loans.sql", "select * from {{ ref('fct_loans') }}");
	assert_int_equal(-MDP_FORMAT, loans_pipeline());
	assert_non_null(strstr(loans_err.detail, "fct_loans → stg_loans → fct_loans"));
	tree_write("dbt/models/staging/stg_loans.sql", "select *\nfrom {{ ref('dim_boks') }}");
	assert_int_equal(-MDP_FORMAT, loans_pipeline());
	assert_non_null(strstr(loans_err.hint, "'dim_books'"));
	assert_int_equal(2, loans_err.line);
	tree_write("dbt/models/staging/stg_loans.sql", "select * from {{ source('desk', 'members') }}");
	assert_int_equal(-MDP_FORMAT, loans_pipeline());
	assert_non_null(strstr(loans_err.primary, "desk.members"));
	tree_write("dbt/models/staging/dim_books.sql", "select 1");
	assert_int_equal(-MDP_FORMAT, loans_pipeline());
	assert_non_null(strstr(loans_err.primary, "two models"));
}

/* Publishes good data, then fails on bad data and finds the good still there. */
static void failing_test(const char *loans, const char *test, int64_t rows)
{
	tree_write("sources/loans.csv", LOANS_LOANS);
	pipeline_ok();
	tree_write("sources/loans.csv", loans);
	assert_int_equal(-MDP_TEST_FAILED, loans_pipeline());
	assert_int_equal(1, mdp_report_count(&loans_report, MDP_PHASE_TEST, MDP_STEP_FAILED));
	for (int i = 0; i < loans_report.nsteps; i++)
		if (loans_report.steps[i].status == MDP_STEP_FAILED) {
			assert_string_equal(test, loans_report.steps[i].name);
			assert_int_equal(rows, loans_report.steps[i].rows);
		}
	assert_non_null(strstr(loans_err.detail, test));
	assert_int_equal(3, loans_number("select count(*) from marts.fct_loans where state in ('out', 'back')"));
	assert_int_equal(0, loans_leftovers());
}

static void failing_tests(void **state)
{
	(void)state;
#define HEAD "loan_id,book_id,lent_at,state\n"
	failing_test(HEAD "10,1,2024-01-02,out\n10,1,2024-01-03,out\n11,2,2024-01-03,\n11,2,2024-01-03,\n",
		     "unique_fct_loans_loan_id", 2);
	failing_test(HEAD "10,9,2024-01-02,out\n11,9,2024-01-03,out\n12,,2024-01-03,out\n",
		     "relationships_fct_loans_book_id", 2);
	failing_test(HEAD "10,1,2024-01-02,lost\n11,1,2024-01-03,lost\n12,1,2024-01-03,\n",
		     "accepted_values_fct_loans_state", 1);
	tree_write("dbt/models/sources.yml", LOANS_SOURCES "        columns_note: none\n");
	tree_write("dbt/models/more.yml",
		   "models:\n  - name: stg_loans\n    columns:\n      - {name: state, tests: [not_null]}\n");
	failing_test(HEAD "10,1,2024-01-02,\n", "not_null_stg_loans_state", 1);
	unlink(tree_path("dbt/models/more.yml"));
	tree_write("dbt/tests/every_book_lent_once.sql", "select 1 from {{ ref('fct_loans') }} having count(*) > 3");
	failing_test(HEAD "10,1,2024-01-02,\n11,1,2024-01-02,\n12,1,2024-01-02,\n13,1,2024-01-02,\n",
		     "every_book_lent_once", 1);
}

static void test_settings(void **state)
{
	(void)state;
	tree_write("sources/loans.csv", HEAD "10,1,2024-01-02,out\n10,1,2024-01-03,out\n");
	tree_write("dbt/models/models.yml", "models:\n  - name: fct_loans\n    data_tests:\n      - unique: "
					    "{column_name: loan_id || '-' || lent_at, name: per_day}\n"
					    "    columns:\n      - name: loan_id\n        data_tests:\n"
					    "          - unique: {config: {severity: warn}}\n"
					    "          - unique: {config: {where: \"lent_at < '2024-01-03'\"}}\n"
					    "          - not_null: {config: {enabled: false}}\n"
					    "      - name: book_id\n        tests:\n          - accepted_values: "
					    "{arguments: {values: [1, 2], quote: false}}\n");
	pipeline_ok();
	assert_int_equal(1, mdp_report_count(&loans_report, MDP_PHASE_TEST, MDP_STEP_WARN));
	assert_int_equal(5, mdp_report_count(&loans_report, MDP_PHASE_TEST, MDP_STEP_OK));
}

/* The same data again and again do not make the file grow; how full its blocks are depends on how the threads ran. */
static void file_does_not_grow(void **state)
{
	struct mdp_file_info first, now;

	(void)state;
	model("select i as loan_id, 1 as book_id, 'out' as state, md5(i::varchar) as x from range(200000) t(i)");
	pipeline_ok();
	assert_int_equal(0, mdp_file_stat(tree_path("warehouse/data.duckdb"), &first, NULL));
	for (int i = 0; i < 3; i++) {
		assert_int_equal(0, loans_ingest(true));
		assert_int_equal(0, loans_build());
	}
	assert_int_equal(0, mdp_file_stat(tree_path("warehouse/data.duckdb"), &now, NULL));
	assert_in_range(now.size, 0, first.size + first.size / 2);
}

static void broken_model_keeps_the_old(void **state)
{
	(void)state;
	pipeline_ok();
	model("select no_such_column from {{ ref('stg_loans') }}");
	assert_int_equal(-MDP_WAREHOUSE, loans_pipeline());
	assert_non_null(strstr(loans_err.primary, "fct_loans"));
	assert_non_null(strstr(loans_err.detail, "no_such_column"));
	assert_int_equal(3, loans_number("select count(*) from marts.fct_loans"));
	assert_int_equal(0, loans_leftovers());
}

/* What somebody else keeps in the warehouse outlives a pipeline. */
static void damaged_warehouse_is_told(void **state)
{
	(void)state;
	pipeline_ok();
	assert_int_equal(0, truncate(tree_path("warehouse/data.duckdb"), 10000));
	assert_int_not_equal(0, loans_pipeline());
	assert_non_null(strstr(loans_err.hint, "move it away"));
	assert_int_equal(0, rename(tree_path("warehouse/data.duckdb"), tree_path("damaged.duckdb")));
	pipeline_ok();
}

static void carries_over_what_is_not_ours(void **state)
{
	struct mdp_engine_options eo = { .path = tree_path("warehouse/data.duckdb") };
	struct mdp_engine *e = NULL;

	(void)state;
	pipeline_ok();
	assert_int_equal(0, mdp_engine_open(&e, &eo, NULL));
	assert_int_equal(0, mdp_engine_script(e, "create table notes as select 42 as n", NULL));
	mdp_engine_free(e);
	pipeline_ok();
	assert_int_equal(42, loans_number("select n from notes"));
}

static void one_run_at_a_time(void **state)
{
	struct mdp_stage stage;
	char pid[40];

	(void)state;
	pipeline_ok();
	assert_int_equal(0, mdp_stage_begin(&stage, tree_path("warehouse/data.duckdb"), "pipeline", 0, &loans_err));
	assert_int_equal(-MDP_WAREHOUSE, loans_build());
	snprintf(pid, sizeof(pid), "process %ld (mdp pipeline)", (long)getpid());
	assert_non_null(strstr(loans_err.detail, pid));
	mdp_stage_end(&stage);
	assert_int_equal(0, loans_build());
}

static void killed_runs_are_cleaned_up(void **state)
{
	(void)state;
	pipeline_ok();
	tree_write("warehouse/.data.duckdb.stage-abcdef/data.duckdb", "half");
	tree_write("warehouse/.data.duckdb.stage-abcdef/data.duckdb.tmp/x", "half");
	tree_write("warehouse/.data.duckdb.0.catalog.tmp.4194999", "half"); /* above the highest process id */
	tree_write("warehouse/other.duckdb", "not ours");
	pipeline_ok();
	assert_int_equal(1, loans_leftovers());
	assert_true(mdp_file_exists(tree_path("warehouse/other.duckdb")));
}

static void publishes_what_another_built(void **state)
{
	char *file = strdup(tree_path("next/data.duckdb"));
	struct mdp_engine_options eo = { .path = file };
	struct mdp_engine *e = NULL;

	(void)state;
	pipeline_ok();
	assert_int_equal(-MDP_USAGE, loans_publish(tree_path("warehouse/data.duckdb")));
	assert_int_equal(-MDP_IO, loans_publish(file));
	mkdir(tree_path("next"), 0777);
	assert_int_equal(0, rename(tree_path("warehouse/data.duckdb"), file));
	/* views that name the database work only under its file name */
	assert_int_equal(0, mdp_engine_open(&e, &eo, NULL));
	assert_int_equal(
		0, mdp_engine_script(e, "create or replace view staging.stg_loans as select * from \"data\".raw.loans",
				     NULL));
	mdp_engine_free(e);
	e = NULL;
	pipeline_ok();
	assert_int_equal(0, loans_publish(file));
	assert_false(mdp_file_exists(file));
	assert_int_equal(3, loans_number("select count(*) from staging.stg_loans"));
	/* a test fails: both stay */
	assert_int_equal(0, rename(tree_path("warehouse/data.duckdb"), file));
	assert_int_equal(0, mdp_engine_open(&e, &eo, NULL));
	assert_int_equal(0, mdp_engine_script(e, "insert into marts.fct_loans select * from marts.fct_loans", NULL));
	mdp_engine_free(e);
	pipeline_ok();
	assert_int_equal(-MDP_TEST_FAILED, loans_publish(file));
	assert_true(mdp_file_exists(file));
	assert_int_equal(6, loans_number_in(file, "select count(*) from marts.fct_loans"));
	assert_int_equal(3, loans_number("select count(*) from marts.fct_loans"));
	/* no database at all */
	tree_write("next/data.duckdb", "this is not a database, only some text that is long enough to be looked at");
	assert_int_not_equal(0, loans_publish(file));
	assert_int_equal(3, loans_number("select count(*) from marts.fct_loans"));
	free(file);
}

/* Two builders began with the same warehouse: the second to come does not undo what the first published. */
static void publishes_only_over_what_it_copied(void **state)
{
	char *base = strdup(tree_path("base")), *file = strdup(tree_path("data.duckdb"));
	char *warehouse = strdup(tree_path("warehouse/data.duckdb"));

	(void)state;
	pipeline_ok();
	assert_int_equal(0, link(warehouse, base));
	assert_int_equal(0, rename(warehouse, file));
	pipeline_ok();
	assert_int_equal(-MDP_WAREHOUSE, loans_publish_over(file, base));
	assert_non_null(strstr(loans_err.primary, "was replaced"));
	assert_true(mdp_file_exists(file));
	assert_int_equal(-MDP_IO, loans_publish_over(file, tree_path("nowhere")));
	assert_int_equal(0, unlink(base));
	assert_int_equal(0, link(warehouse, base));
	assert_int_equal(0, loans_publish_over(file, base));
	assert_false(mdp_file_exists(file));
	free(base);
	free(file);
	free(warehouse);
}

/* A model is missing from the file of the other builder. */
static void publish_wants_every_model(void **state)
{
	char *file = strdup(tree_path("next.duckdb"));
	struct mdp_engine_options eo = { .path = file };
	struct mdp_engine *e = NULL;

	(void)state;
	assert_int_equal(0, mdp_engine_open(&e, &eo, NULL));
	assert_int_equal(0, mdp_engine_script(e, "create table t as select 1 as x", NULL));
	mdp_engine_free(e);
	assert_int_equal(-MDP_WAREHOUSE, loans_publish(file));
	assert_non_null(strstr(loans_err.primary, "is not in the file"));
	assert_true(mdp_file_exists(file));
	/* a project that only dbt understands is published with a warning */
	model("select {{ var('x') }}");
	assert_int_equal(0, loans_publish(file));
	assert_int_equal(1, mdp_report_count(&loans_report, MDP_PHASE_TEST, MDP_STEP_WARN));
	free(file);
}

static int hook_calls;

static void hook(void *data, const char *warehouse)
{
	hook_calls += *(int *)data;
	assert_int_equal(3, loans_number_in(warehouse, "select count(*) from marts.fct_loans"));
}

static void hook_sees_the_new_warehouse(void **state)
{
	struct mdp_build_options opt = loans_options();
	int one = 1;

	(void)state;
	opt.after_publish = hook;
	opt.data = &one;
	assert_int_equal(0, mdp_pipeline_run(&opt, &loans_report, &loans_err));
	assert_int_equal(1, hook_calls);
	model("select nothing");
	loans_again();
	assert_int_not_equal(0, mdp_pipeline_run(&opt, &loans_report, &loans_err));
	assert_int_equal(1, hook_calls);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(builds_and_publishes),
		T(build_needs_the_sources),
		T(refuses_other_jinja),
		T(refuses_other_parts_of_a_project),
		T(schema_rules),
		T(stronger_configuration_wins),
		T(circles_and_unknown_names),
		T(failing_tests),
		T(test_settings),
		T(file_does_not_grow),
		T(broken_model_keeps_the_old),
		T(damaged_warehouse_is_told),
		T(carries_over_what_is_not_ours),
		T(one_run_at_a_time),
		T(killed_runs_are_cleaned_up),
		T(publishes_what_another_built),
		T(publishes_only_over_what_it_copied),
		T(publish_wants_every_model),
		T(hook_sees_the_new_warehouse),
#undef T
	};
	return cmocka_run_group_tests_name("build", tests, NULL, NULL);
}
