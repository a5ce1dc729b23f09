/*
 * A small platform in a temporary folder: a library's books and loans as CSV, a dbt project with a view and two tables, and
 * what tests of ingest and build do to it. Its loans repeat the fee of a visit on each of its lines.
 */
#ifndef MDP_TESTS_LOANS_H
#define MDP_TESTS_LOANS_H

#include "build/build.h"
#include "engine/engine.h"
#include "tree.h"

#define LOANS_PROJECT                                                                                  \
	"name: library\nprofile: library\nmodels:\n  library:\n    staging:\n      +schema: staging\n" \
	"      +materialized: view\n    marts:\n      +schema: marts\n      +materialized: table\n"
#define LOANS_PROFILES                                                                                                 \
	"library:\n  target: dev\n  outputs:\n    dev:\n      type: duckdb\n      path: ../warehouse/data.duckdb\n   " \
	"   schema: lib\n"
#define LOANS_MACRO                                                                                   \
	"{# as they are #}\n{% macro generate_schema_name(custom_schema_name, node) -%}\n"            \
	"    {%- set default_schema = target.schema -%}\n    {%- if custom_schema_name is none -%}\n" \
	"        {{ default_schema }}\n    {%- else -%}\n        {{ custom_schema_name | trim }}\n"   \
	"    {%- endif -%}\n{%- endmacro %}\n"
#define LOANS_SOURCES                                                                                            \
	"sources:\n  - name: desk\n    schema: raw\n    tables:\n"                                               \
	"      - name: books\n        config:\n          meta: {file: ../sources/books.csv}\n"                   \
	"        columns:\n          - {name: book_id, data_type: integer, data_tests: [unique, not_null]}\n"    \
	"          - {name: title, data_type: varchar}\n          - {name: price, data_type: 'decimal(10,2)'}\n" \
	"      - name: loans\n        config:\n          meta: {file: ../sources/loans.csv}\n"                   \
	"        columns:\n          - {name: loan_id, data_type: integer}\n"                                    \
	"          - {name: book_id, data_type: integer}\n          - {name: lent_at, data_type: timestamp}\n"   \
	"          - {name: state, data_type: varchar}\n"
#define LOANS_MODELS                                                                                                  \
	"models:\n  - name: dim_books\n    columns:\n      - name: book_id\n        data_tests: [unique, not_null]\n" \
	"  - name: fct_loans\n    columns:\n      - name: loan_id\n        tests:\n          - unique\n"              \
	"      - name: book_id\n        data_tests:\n          - relationships:\n              arguments: {to: "      \
	"ref('dim_books'), field: book_id}\n"                                                                         \
	"      - name: state\n        data_tests:\n          - accepted_values:\n              values: [out, back]\n"
#define LOANS_BOOKS "book_id,title,price\n1,\"Emma, a novel\",7.50\n2,Ulysses,9.00\n3,Middlemarch,8.25\n"
#define LOANS_LOANS                                                                                    \
	"loan_id,book_id,lent_at,state\n10,1,2024-01-02 10:00:00,back\n11,2,2024-01-03 11:30:00,out\n" \
	"12,1,2024-02-01 09:00:00,out\n"

static struct mdp_report loans_report;
static struct mdp_error loans_err;

static inline void loans_make(void)
{
	tree_make();
	memset(&loans_err, 0, sizeof(loans_err));
	mdp_report_init(&loans_report);
	setenv("HOME", tree_root, 1);
	unsetenv("DBT_PROFILES_DIR");
	tree_write("dbt/dbt_project.yml", LOANS_PROJECT);
	tree_write("dbt/profiles.yml", LOANS_PROFILES);
	tree_write("dbt/macros/generate_schema_name.sql", LOANS_MACRO);
	tree_write("dbt/models/sources.yml", LOANS_SOURCES);
	tree_write("dbt/models/models.yml", LOANS_MODELS);
	tree_write("dbt/models/staging/stg_loans.sql",
		   "select * from {{ source('desk', 'loans') }} where loan_id is not null\n");
	tree_write("dbt/models/marts/dim_books.sql", "select * from {{ source(\"desk\", \"books\") }} -- all of them");
	tree_write("dbt/models/marts/fct_loans.sql",
		   "{{ config(materialized='table', tags=['a', 'b'], meta={'x': {'y': 1}}) }}\n"
		   "select l.*, b.title from {{ ref('stg_loans') }} l left join {{ ref('library', 'dim_books') }} b "
		   "using (book_id)\n");
	tree_write("sources/books.csv", LOANS_BOOKS);
	tree_write("sources/loans.csv", LOANS_LOANS);
}

static inline void loans_remove(void)
{
	mdp_report_release(&loans_report);
	tree_remove();
}

/* Forgets what the run before said. */
static inline void loans_again(void)
{
	mdp_report_release(&loans_report);
	memset(&loans_err, 0, sizeof(loans_err));
}

static inline struct mdp_build_options loans_options(void)
{
	return (struct mdp_build_options){ .warehouse = tree_path("warehouse/data.duckdb"),
					   .root = tree_path(""),
					   .dbt_dir = tree_path("dbt"),
					   .threads = 1 };
}

static inline int loans_ingest(bool strict)
{
	struct mdp_ingest_options opt = { .warehouse = tree_path("warehouse/data.duckdb"),
					  .dbt_dir = tree_path("dbt"),
					  .strict = strict,
					  .threads = 1 };
	loans_again();
	return mdp_ingest_run(&opt, &loans_report, &loans_err);
}

static inline int loans_build(void)
{
	struct mdp_build_options opt = loans_options();
	loans_again();
	return mdp_build_run(&opt, &loans_report, &loans_err);
}

static inline int loans_pipeline(void)
{
	struct mdp_build_options opt = loans_options();
	loans_again();
	return mdp_pipeline_run(&opt, &loans_report, &loans_err);
}

static inline int loans_publish_over(const char *file, const char *base)
{
	struct mdp_build_options opt = loans_options();
	opt.replacing = base;
	loans_again();
	return mdp_publish_run(&opt, file, &loans_report, &loans_err);
}

static inline int loans_publish(const char *file)
{
	return loans_publish_over(file, NULL);
}

/* One number from a database file; INT64_MIN when the query fails. */
static inline int64_t loans_number_in(const char *file, const char *sql)
{
	struct mdp_engine_options eo = { .path = file, .read_only = true, .threads = 1 };
	struct mdp_engine *e = NULL;
	struct mdp_result res = { 0 };
	int64_t out = INT64_MIN;
	if (!mdp_engine_open(&e, &eo, NULL) && !mdp_engine_query(e, sql, NULL, 0, 0, &res, NULL) && res.nrows == 1)
		out = mdp_result_at(&res, 0, 0)->i;
	mdp_result_release(&res);
	mdp_engine_free(e);
	return out;
}

static inline int64_t loans_number(const char *sql)
{
	return loans_number_in(tree_path("warehouse/data.duckdb"), sql);
}

/* Files in the warehouse's folder that are neither the warehouse nor its lock. */
static inline int loans_leftovers(void)
{
	char command[1200];
	int n = -1;
	snprintf(command, sizeof(command), "ls -A '%s' | grep -v -x -e data.duckdb -e .data.duckdb.lock | wc -l",
		 tree_path("warehouse"));
	FILE *f = popen(command, "r");
	if (!f || fscanf(f, "%d", &n) != 1)
		abort();
	pclose(f);
	return n;
}

#endif
