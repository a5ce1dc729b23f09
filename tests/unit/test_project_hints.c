/* What the sources of a dbt project give to the profile, and the fingerprint of a platform's files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <utime.h>

#include "project/read.h"
#include "project/dbt.h"
#include "project/words.h"
#include "tree.h"

static struct mdp_project p;
static struct mdp_arena arena;
static struct mdp_hints hints;
static struct mdp_error err;

static int setup(void **state)
{
	(void)state;
	tree_make();
	mdp_arena_init(&arena);
	memset(&p, 0, sizeof(p));
	memset(&err, 0, sizeof(err));
	setenv("HOME", tree_root, 1);
	tree_write("dbt/dbt_project.yml", "name: lab\nprofile: lab\nmodels:\n  lab:\n    staging: {+schema: prep}\n"
					  "    out:\n      +schema: final\n      special: {+schema: extra}\n");
	tree_write("dbt/profiles.yml", "lab: {target: d, outputs: {d: {type: duckdb, path: w.duckdb, schema: dev}}}\n");
	tree_write("dbt/models/staging/stg_visits.sql", "select * from {{ source('in', 'visits') }}");
	tree_write("dbt/models/staging/stg_unused.sql", "select 1");
	tree_write("dbt/models/out/visits.sql", "{# ref('ghost') #}\nselect * from {{ ref('stg_visits') }}");
	tree_write("dbt/models/out/special/beds.sql", "select * from {{ ref('visits') }}");
	tree_write("dbt/models/out/wards.sql", "{{ config(schema='own', alias='ward_list') }} select 1");
	tree_write("dbt/models/out/never.sql", "{{ config(enabled=false) }} select * from {{ ref('beds') }}");
	tree_write("dbt/models/out/_out.yml",
		   "version: 2\nmodels:\n  - name: visits\n    description: >\n      Visits. One row per\n      "
		   "patient visit.\n"
		   "    columns:\n      - name: visit_id\n        tests: [not_null, unique]\n"
		   "      - name: code\n        data_tests:\n          - unique: {config: {where: \"x = 1\"}}\n"
		   "    tests:\n      - dbt_utils.unique_combination_of_columns:\n          combination_of_columns: "
		   "[ward, day]\n"
		   "  - name: beds\n    description: \"{{ doc('beds') }}\"\n");
	tree_write("dbt/models/docs.md", "{% docs beds %}\nBeds; each row is a bed of a ward.\n{% enddocs %}\n");
	tree_write("dbt/models/sources.yml",
		   "sources:\n  - name: in\n    schema: raw_in\n    tables:\n      - name: visits\n"
		   "        identifier: v1\n        description: As typed.\n");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mdp_project_release(&p);
	mdp_arena_release(&arena);
	tree_remove();
	return 0;
}

static void read_hints(const char *schemas)
{
	struct mdp_project_options opt = { .root = tree_root, .schemas = schemas };
	assert_int_equal(0, mdp_project_find(&p, &opt, &err));
	assert_int_equal(0, mdp_project_hints(&p, &arena, &hints, &err));
}

static const struct mdp_table_hint *hint(const char *table, int nth)
{
	for (int i = 0; i < hints.ntables; i++)
		if (!strcmp(hints.tables[i].table, table) && !nth--)
			return &hints.tables[i];
	return NULL;
}

static bool has_schema(const char *name)
{
	for (const char **s = hints.schemas; s && *s; s++)
		if (!strcmp(*s, name))
			return true;
	return false;
}

static void test_tables(void **state)
{
	(void)state;
	read_hints(NULL);
	const struct mdp_table_hint *visits = hint("dev_final.visits", 0);
	assert_non_null(visits);
	assert_string_equal("Visits. One row per patient visit.", visits->description);
	assert_string_equal("patient visit", visits->row_noun);
	assert_string_equal("visit_id", visits->key[0]);
	assert_null(visits->key[1]);
	assert_false(visits->upstream);
	assert_string_equal("dbt/models/out/_out.yml", visits->source.file);
	assert_int_equal(3, visits->source.line);
	const struct mdp_table_hint *again = hint("dev_final.visits", 1);
	assert_string_equal("ward", again->key[0]);
	assert_string_equal("day", again->key[1]);
	/* the conditional unique test is no key */
	assert_null(hint("dev_final.visits", 2));
	assert_string_equal("bed of a ward", hint("dev_extra.beds", 0)->row_noun);
	assert_non_null(hint("dev_own.ward_list", 0));
	assert_true(hint("dev_prep.stg_visits", 0)->upstream);
	assert_true(hint("raw_in.v1", 0)->upstream);
	assert_string_equal("As typed.", hint("raw_in.v1", 0)->description);
	assert_null(hint("dev_final.never", 0));
}

static void test_tested_joins(void **state)
{
	(void)state;
	/* a test of references is a join, unless mdp.yaml names another for the column, or only some rows are tested */
	tree_write(
		"dbt/models/out/_more.yml",
		"version: 2\nmodels:\n  - name: wards\n    columns:\n      - name: house\n        tests:\n"
		"          - relationships: {to: ref('visits'), field: code}\n"
		"      - name: floor\n        data_tests:\n          - relationships:\n              arguments: {to: "
		"\"source('in', 'visits')\", field: level}\n"
		"      - name: wing\n        tests:\n          - relationships: {to: ref('visits'), field: a, where: "
		"x}\n"
		"      - name: said\n        tests:\n          - relationships: {to: ref('visits'), field: b}\n");
	tree_write("mdp.yaml", "joins: [ward_list.said = beds.bed]\n");
	read_hints(NULL);
	assert_int_equal(3, hints.njoins);
	assert_string_equal("beds.bed", hints.joins[0].to);
	assert_string_equal("ward_list.house", hints.joins[1].from);
	assert_string_equal("visits.code", hints.joins[1].to);
	assert_string_equal("ward_list.floor", hints.joins[2].from);
	assert_string_equal("visits.level", hints.joins[2].to);
}

static void test_schemas(void **state)
{
	(void)state;
	read_hints(NULL);
	/* beds and wards are read by no model: visits is, and the disabled one does not count */
	assert_true(has_schema("dev_extra"));
	assert_true(has_schema("dev_own"));
	assert_false(has_schema("dev_final"));
	assert_false(has_schema("dev_prep"));
	mdp_project_release(&p);
	tree_write("dbt/macros/g.sql", "{% macro generate_schema_name(custom_schema_name, node) %}x{% endmacro %}");
	read_hints(NULL);
	assert_string_equal("extra", hints.schemas[0]);
	mdp_project_release(&p);
	tree_write("mdp.yaml", "schemas: [own]\n");
	read_hints(NULL);
	assert_string_equal("own", hints.schemas[0]);
	assert_null(hints.schemas[1]);
	mdp_project_release(&p);
	read_hints("a,b");
	assert_string_equal("a", hints.schemas[0]);
	assert_string_equal("b", hints.schemas[1]);
	assert_null(hints.schemas[2]);
}

/* Sources, staging and marts in one schema: those below are spare, unless the semantic layer measures them. */
static void test_layers_in_one_schema(void **state)
{
	(void)state;
	tree_write("dbt/dbt_project.yml", "name: lab\nprofile: lab\n");
	tree_write("dbt/models/staging/stg_beds.sql", "select * from {{ source('flat', 'raw_beds') }}");
	tree_write("dbt/models/staging/stg_stays.sql", "select * from {{ source('flat', 'raw_stays') }}");
	tree_write("dbt/models/out/stays.sql",
		   "select * from {{ ref('stg_stays') }} join {{ ref('stg_beds') }} using (bed)");
	tree_write("dbt/models/flat.yml",
		   "sources:\n  - name: flat\n    schema: dev\n    tables:\n      - name: raw_beds\n"
		   "      - name: raw_stays\n      - name: raw_loose\n"
		   "semantic_models:\n  - name: beds\n    model: ref('stg_beds')\n");
	read_hints(NULL);
	assert_false(hint("dev.stays", 0)->spare);
	assert_true(hint("dev.stg_stays", 0)->spare);
	assert_false(hint("dev.stg_beds", 0)->spare);
	assert_true(hint("dev.raw_stays", 0)->spare);
	mdp_project_release(&p);
	read_hints("dev");
	assert_false(hint("dev.stg_stays", 0)->spare);
}

static void test_hidden_models(void **state)
{
	(void)state;
	/* means of a semantic layer: what they read stays final, and they are not asked */
	tree_write("dbt/models/layer/visits_once.sql", "{{ config(schema='layer') }} select * from {{ ref('beds') }}");
	tree_write("dbt/models/layer/days.sql", "{{ config(schema='layer') }} select 1");
	tree_write("dbt/models/layer/_layer.yml", "models:\n  - name: visits_once\n    config: {meta: {hidden: true}}\n"
						  "  - name: days\n    time_spine: {standard_granularity_column: d}\n");
	read_hints(NULL);
	assert_true(has_schema("dev_extra"));
	assert_false(has_schema("dev_layer"));
	assert_true(hint("dev_layer.visits_once", 0)->hidden);
	assert_true(hint("dev_layer.days", 0)->hidden);
	assert_false(hint("dev_extra.beds", 0)->hidden);
	/* unless their schema is asked for by name */
	mdp_project_release(&p);
	read_hints("dev_layer");
	assert_false(hint("dev_layer.days", 0)->hidden);
}

static void test_choose_schemas(void **state)
{
	(void)state;
	struct mdp_engine_options opt = { 0 };
	struct mdp_engine *e;
	read_hints(NULL);
	assert_int_equal(0, mdp_engine_open(&e, &opt, &err));
	assert_int_equal(0, mdp_engine_script(e,
					      "create table t (x int); create schema dev_extra; create schema marts;"
					      "create table marts.m (x int)",
					      &err));
	struct mdp_hints h = hints;
	assert_int_equal(0, mdp_project_choose_schemas(&p, e, &arena, &h, &err));
	/* an empty schema is none */
	assert_string_equal("marts", h.schemas[0]);
	assert_null(h.schemas[1]);
	assert_int_equal(0, mdp_engine_script(e, "create table dev_extra.beds (x int)", &err));
	h = hints;
	assert_int_equal(0, mdp_project_choose_schemas(&p, e, &arena, &h, &err));
	assert_string_equal("dev_extra", h.schemas[0]);
	assert_null(h.schemas[1]);
	assert_int_equal(0, mdp_engine_script(e, "drop table dev_extra.beds; drop table marts.m", &err));
	h = hints;
	assert_int_equal(0, mdp_project_choose_schemas(&p, e, &arena, &h, &err));
	assert_null(h.schemas);
	mdp_project_release(&p);
	read_hints("mian");
	assert_int_equal(-MDP_USAGE, mdp_project_choose_schemas(&p, e, &arena, &hints, &err));
	assert_non_null(strstr(err.hint, "main"));
	mdp_engine_free(e);
}

static void test_row_nouns(void **state)
{
	(void)state;
	static const struct {
		const char *text, *noun;
	} cases[] = {
		{ "One row per order line. An order is …", "order line" },
		{ "Sales. one row per customer per month, which", "customer per month" },
		{ "Each row is an invoice.", "invoice" },
		{ "Every row represents one shipment leg (see docs)", "shipment leg" },
		{ "Grain: one row per student and term", "student and term" },
		{ "grain: ticket", "ticket" },
		{ "Grain: one row per (store, day)", NULL },
		{ "One row per (store_id, sold_on).", NULL },
		{ "Arrow per hour is a unit", NULL },
		{ "All the customers", NULL },
		{ "One row per ", NULL },
		{ NULL, NULL },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *noun = mdp_project_row_noun(&arena, cases[i].text);
		if (cases[i].noun)
			assert_string_equal(cases[i].noun, noun);
		else
			assert_null(noun);
	}
}

static void test_bad_files(void **state)
{
	(void)state;
	struct mdp_dbt dbt;
	tree_write("dbt/models/bad.yml", "models:\n\t- name: x\n");
	tree_write("dbt/models/twice.yml", "models:\n  - name: x\n    name: y\n");
	tree_write("dbt/models/odd.yml", "models: 7\nsources: [1, {tables: x}, {name: s, tables: [3, {}]}]\n");
	tree_write("dbt/models/odd2.yml", "- models\n- [seeds]\n");
	tree_write_n("dbt/models/nul.sql", "select \0 {{ ref('", 17);
	tree_write("dbt/models/open.sql", "select {{ ref('a' {{ config(schema=");
	read_hints(NULL);
	assert_non_null(hint("dev_final.visits", 0));
	mdp_dbt_read(&p, &arena, &dbt);
	assert_int_equal(2, dbt.nfindings);
	assert_string_equal("dbt/models/bad.yml", dbt.findings[0].source.file);
	assert_int_equal(2, dbt.findings[0].source.line);
	assert_string_equal("dbt/models/twice.yml", dbt.findings[1].source.file);
}

static void test_fingerprint(void **state)
{
	(void)state;
	struct mdp_str first, same, other;
	read_hints(NULL);
	assert_int_equal(0, mdp_project_fingerprint(&p, &arena, &first, &err));
	assert_int_equal(0, mdp_project_fingerprint(&p, &arena, &same, &err));
	assert_true(mdp_str_eq(first, same));
	struct utimbuf then = { 1000, 1000 };
	assert_int_equal(0, utime(tree_path("dbt/models/out/visits.sql"), &then));
	assert_int_equal(0, mdp_project_fingerprint(&p, &arena, &same, &err));
	assert_false(mdp_str_eq(first, same));
	tree_write("dbt/models/out/new.sql", "select 1");
	assert_int_equal(0, mdp_project_fingerprint(&p, &arena, &other, &err));
	assert_false(mdp_str_eq(same, other));
	/* what a build writes is no change */
	tree_write("dbt/target/compiled/x.sql", "select 1");
	assert_int_equal(0, mdp_project_fingerprint(&p, &arena, &same, &err));
	assert_true(mdp_str_eq(same, other));
}

static void test_measure_names(void **state)
{
	(void)state;
	static const struct {
		const char *alias, *name;
		enum mdp_aggregate fn;
	} cases[] = {
		{ "total_revenue", "revenue", MDP_AGG_SUM },
		{ "Total Revenue", "revenue", MDP_AGG_SUM },
		{ "revenue_total", "revenue", MDP_AGG_SUM },
		{ "total", "total", MDP_AGG_SUM },
		{ "order_count", "order", MDP_AGG_COUNT },
		{ "num_orders", "orders", MDP_AGG_COUNT },
		{ "avgOrderValue", "average order value", MDP_AGG_AVG },
		{ "avg_price", "average price", MDP_AGG_AVG },
		{ "unique_users", "users", MDP_AGG_COUNT_DISTINCT },
		{ "total_items", "total items", MDP_AGG_MAX },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(cases[i].name, mdp_words_measure(&arena, cases[i].alias, cases[i].fn));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(test_tables),      T(test_tested_joins),         T(test_schemas),       T(test_choose_schemas),
		T(test_row_nouns),   T(test_layers_in_one_schema), T(test_hidden_models), T(test_bad_files),
		T(test_fingerprint), T(test_measure_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
