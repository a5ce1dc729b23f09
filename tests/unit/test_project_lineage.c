/* Where columns come from, step by step, through models, views and what cannot be followed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "clinic.h"
#include "project/read.h"
#include "project/sqlread.h"
#include "tree.h"

static struct mdp_project p;
static struct mdp_catalog *c;
static struct mdp_engine *e;
static struct mdp_error err;

#define SOURCES                                                                                             \
	"sources:\n  - name: desk\n    schema: raw\n    tables:\n      - name: jobs\n        meta: {file: " \
	"in/jobs.csv}\n        columns:\n          - {name: fee}\n      - name: people\n"

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
	tree_write("dbt/dbt_project.yml",
		   "name: clinic\nprofile: clinic\nmodels: {clinic: {+schema: marts}}\nvars: {floor: 5}\n");
	tree_write("dbt/macros/g.sql", "{% macro generate_schema_name(a, b) %}{{ a }}{% endmacro %}");
	tree_write("dbt/models/s.yml", SOURCES);
	tree_write("dbt/models/patients.sql", "select id, city from {{ source('desk', 'people') }}");
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

/* "a.x = abs(y) (file:3) > b.y (file:1)": lines, ">" a level down. */
static const char *way(int column)
{
	static char out[4000];
	struct mdp_arena a;
	struct mdp_lineage_line *lines;
	mdp_arena_init(&a);
	int n = mdp_catalog_lineage(c, &a, c->columns[column].origin, &lines);
	size_t at = 0;
	out[0] = 0;
	for (int i = 0; i < n && at < sizeof(out); i++) {
		const struct mdp_lineage_line *l = &lines[i];
		const char *place = l->place ? strrchr(l->place, '/') : NULL;
		at += (size_t)snprintf(out + at, sizeof(out) - at, "%s%.*s%s%s%s%s%s%s%s", i ? "\n" : "", l->depth,
				       ">>>>>>>>>>>>>>>>>>>>", l->name, l->made ? " = " : "", l->made ? l->made : "",
				       place ? " " : "", place ? place + 1 : "", l->filled ? " < " : "",
				       l->filled ? l->filled : "");
	}
	mdp_arena_release(&a);
	return out;
}

static const struct mdp_finding *finding(const char *code)
{
	for (int i = 0; i < c->nfindings; i++)
		if (!strcmp(c->findings[i].code, code))
			return &c->findings[i];
	return NULL;
}

static void run(const char *sql)
{
	assert_int_equal(0, mdp_engine_script(e, sql, &err));
}

static void test_steps(void **state)
{
	(void)state;
	tree_write("dbt/models/staging/stg_jobs.sql",
		   "{{ config(materialized='view') }}\nwith src as (\n\tselect * from {{ source('desk', 'jobs') }}\n)\n"
		   "select id as treatment_id, -- the key\n\tabs(fee) as fee, nullif(kind, '') as kind, minutes\nfrom "
		   "src");
	tree_write(
		"dbt/models/treatments.sql",
		"with j as (select * from {{ ref('stg_jobs') }}),\np as (\n\tselect * from {{ ref('patients') }}\n)\n"
		"select j.treatment_id, j.fee, case when j.kind = 'a, b' then 'x' else j.kind end kind,\n"
		"\tsum(j.minutes * (1 + 2)) over (partition by p.city) as minutes,\n\tp.city as patient_city, 7 as "
		"rate, "
		"count(*) as visit_id\nfrom j left join p on p.id = j.treatment_id group by all");
	enrich();
	assert_string_equal("treatments.treatment_id treatments.sql:5\n>stg_jobs.treatment_id stg_jobs.sql:5\n"
			    ">>raw.jobs.id s.yml:5 < in/jobs.csv",
			    way(C_TREATMENT_ID));
	assert_string_equal("treatments.fee treatments.sql:5\n>stg_jobs.fee = abs(fee) stg_jobs.sql:6\n"
			    ">>raw.jobs.fee s.yml:8 < in/jobs.csv",
			    way(C_FEE));
	assert_string_equal("treatments.kind = case when j.kind = 'a, b' then 'x' else j.kind end treatments.sql:5\n"
			    ">stg_jobs.kind = nullif(kind, '') stg_jobs.sql:6\n>>raw.jobs.kind s.yml:5 < in/jobs.csv",
			    way(C_KIND));
	assert_string_equal(
		"treatments.minutes = sum(j.minutes * (1 + 2)) over (partition by p.city) treatments.sql:6\n"
		">stg_jobs.minutes stg_jobs.sql:6\n>>raw.jobs.minutes s.yml:5 < in/jobs.csv\n"
		">patients.city patients.sql:1\n>>raw.people.city s.yml:9",
		way(C_MINUTES));
	assert_string_equal("treatments.rate = 7 treatments.sql:7", way(C_RATE));
	assert_string_equal("treatments.visit_id = count(*) treatments.sql:7\n>rows of stg_jobs stg_jobs.sql:1\n"
			    ">>rows of raw.jobs s.yml:5 < in/jobs.csv\n>rows of patients patients.sql:1\n"
			    ">>rows of raw.people s.yml:9",
			    way(C_VISIT_ID));
	assert_null(finding("lineage_unknown"));
}

static void test_sets_and_subqueries(void **state)
{
	(void)state;
	tree_write("dbt/models/treatments.sql",
		   "with u as (select fee, kind k from {{ source('desk', 'jobs') }} union all\n"
		   "select amount, 'none' from {{ source('desk', 'people') }})\n"
		   "select u.fee, (select max(b.born) from {{ ref('patients') }} b where b.city = u.k) as visited_at,\n"
		   "v.kind, list_transform([u.fee], x -> x + 1) as rate\n"
		   "from u join (select k, upper(k) as kind from u) as v(key, kind) on v.key = u.k");
	enrich();
	assert_string_equal("treatments.fee treatments.sql:1\n>raw.jobs.fee s.yml:8 < in/jobs.csv\n"
			    ">raw.people.amount s.yml:9",
			    way(C_FEE));
	assert_string_equal("treatments.kind = upper(k) treatments.sql:5\n>treatments.k treatments.sql:1\n"
			    ">>raw.jobs.kind s.yml:5 < in/jobs.csv\n>>treatments = 'none' treatments.sql:2",
			    way(C_KIND));
	assert_non_null(strstr(way(C_RATE), "= list_transform([u.fee], x -> x + 1) treatments.sql:4\n>treatments.fee"));
	/* patients has no column born: that is said, and not looked for elsewhere */
	assert_non_null(strstr(way(C_VISITED_AT), "no column born is known here"));
}

static void test_columns_of_the_warehouse(void **state)
{
	(void)state;
	run("create schema raw; create table raw.jobs(fee int, kind text); create table raw.people(city text, note "
	    "text)");
	tree_write("dbt/models/treatments.sql", "select * exclude (note) replace (fee + 1 as fee) rename (city as "
						"patient_city)\nfrom {{ source('desk', 'jobs') }}, raw.people");
	enrich();
	assert_string_equal("treatments.fee = fee + 1 treatments.sql:1\n>raw.jobs.fee s.yml:8 < in/jobs.csv",
			    way(C_FEE));
	assert_string_equal("treatments.patient_city treatments.sql:1\n>raw.people.city s.yml:9", way(C_PATIENT_CITY));
	assert_string_equal("unknown from here = the files make no such column; the table was built from others",
			    way(C_MINUTES));
}

/* Two relations whose columns nobody knows: a bare name may be of either. */
static void test_never_a_guess(void **state)
{
	(void)state;
	tree_write("dbt/models/treatments.sql",
		   "select fee, rate, j.kind, q.minutes from {{ source('desk', 'jobs') }} j, elsewhere.q");
	enrich();
	assert_string_equal("treatments.rate treatments.sql:1\n>unknown from here = rate may be of several relations",
			    way(C_RATE));
	/* were it in both, the statement would not run */
	assert_string_equal("treatments.fee treatments.sql:1\n>raw.jobs.fee s.yml:8 < in/jobs.csv", way(C_FEE));
	assert_string_equal("treatments.kind treatments.sql:1\n>raw.jobs.kind s.yml:5 < in/jobs.csv", way(C_KIND));
	assert_string_equal("treatments.minutes treatments.sql:1\n>elsewhere.q.minutes", way(C_MINUTES));
	assert_string_equal("dbt/models/treatments.sql", finding("lineage_unknown")->source.file);
}

static void test_macros(void **state)
{
	(void)state;
	tree_write("dbt/models/treatments.sql",
		   "select\n\t{{ pence('fee') }} as fee, minutes + {{ var('floor') }} as minutes,\n"
		   "\t{{ pence('rate') }} + rate as rate, kind\nfrom {{ source('desk', 'jobs') }}\n"
		   "{% if is_incremental() %}where x > (select {% if y %}1{% endif %}){% endif %}\n");
	enrich();
	assert_string_equal("treatments.fee treatments.sql:2\n>unknown from here = {{ pence('fee') }}", way(C_FEE));
	assert_string_equal(
		"treatments.minutes = minutes + 5 treatments.sql:2\n>raw.jobs.minutes s.yml:5 < in/jobs.csv",
		way(C_MINUTES));
	assert_non_null(strstr(way(C_RATE), "= {{ pence('rate') }} + rate treatments.sql:3\n>unknown from here"));
	assert_string_equal("treatments.kind treatments.sql:3\n>raw.jobs.kind s.yml:5 < in/jobs.csv", way(C_KIND));
	assert_string_equal("where 2 columns of treatments come from is not known, such as fee: {{ pence('fee') }}",
			    finding("lineage_unknown")->text);
	assert_int_equal(2, finding("lineage_unknown")->source.line);
	/* a statement of Jinja hides the model, and with it all of its columns */
	tree_write("dbt/models/treatments.sql", "select fee\n{% for k in ks %}, {{ k }}{% endfor %} from x");
	c->nfindings = 0;
	enrich();
	assert_string_equal("unknown from here = {% for k in ks %}", way(C_FEE));
	assert_int_equal(2, finding("lineage_unknown")->source.line);
}

static void test_generators(void **state)
{
	(void)state;
	tree_write("dbt/models/treatments.sql",
		   "with days as (\n\tselect generate_series::date as day from generate_series(date '2020-01-01', "
		   "current_date, interval 1 day))\nselect d.day as visited_at, u.kind from days d, {{ source('desk', "
		   "'jobs') }} j, "
		   "unnest(j.kinds) u(kind)");
	enrich();
	assert_non_null(strstr(way(C_VISITED_AT), "= generate_series(…) treatments.sql:2"));
	assert_non_null(
		strstr(way(C_KIND), ">treatments.unnest = unnest(…) treatments.sql:3\n>>raw.jobs.kinds s.yml:5"));
	assert_null(strstr(way(C_KIND), "unknown"));
}

/* What dbt made of a macro stands in the view. */
static void test_views(void **state)
{
	(void)state;
	run("create schema raw; create table raw.jobs(fee int, kind text); create schema marts; "
	    "create view marts.treatments as select fee / 100 as fee, kind from raw.jobs; "
	    "create view marts.patients as select kind as city from marts.treatments");
	tree_write("dbt/models/treatments.sql",
		   "select {{ pence('fee') }} as fee,\n\tkind\nfrom {{ source('desk', 'jobs') }}");
	tree_remove_file("dbt/models/patients.sql");
	enrich();
	assert_string_equal("treatments.fee = (fee / 100) treatments.sql:1\n>raw.jobs.fee s.yml:8 < in/jobs.csv",
			    way(C_FEE));
	assert_string_equal("treatments.kind treatments.sql:2\n>raw.jobs.kind s.yml:5 < in/jobs.csv", way(C_KIND));
	assert_string_equal(
		"marts.patients.city\n>treatments.kind treatments.sql:2\n>>raw.jobs.kind s.yml:5 < in/jobs.csv",
		way(C_CITY));
	assert_null(finding("lineage_unknown"));
}

/* What dbt compiled tells what a macro hides, unless the file is no longer that of dbt's last run. */
static void test_manifest(void **state)
{
	(void)state;
	static const char manifest[] = "{\"nodes\": {\"test.x\": {\"name\": \"treatments\", \"resource_type\": "
				       "\"test\", \"compiled_code\": \"select 1\"},"
				       "\"m\": {\"name\": \"treatments\", \"resource_type\": \"model\", "
				       "\"compiled_code\": \"select fee / 100 as fee, "
				       "kind from db.raw.jobs\"}}, \"metadata\": {\"dbt_schema_version\": \"v99\"}}";
	struct timespec old[2] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };
	tree_write("dbt/models/treatments.sql",
		   "select {{ pence('fee') }} as fee,\n\tkind\nfrom {{ source('desk', 'jobs') }}");
	tree_write("dbt/target/manifest.json", manifest);
	/* written after the models, in the grain of any file system */
	for (size_t i = 0; i < 3; i++) {
		static const char *const files[] = { "treatments.sql", "patients.sql", "../macros/g.sql" };
		char name[64];
		snprintf(name, sizeof(name), "dbt/models/%s", files[i]);
		assert_int_equal(0, utimensat(AT_FDCWD, tree_path(name), old, 0));
	}
	enrich();
	assert_string_equal("treatments.fee = fee / 100 treatments.sql:1\n>raw.jobs.fee s.yml:8 < in/jobs.csv",
			    way(C_FEE));
	assert_string_equal("treatments.kind treatments.sql:2\n>raw.jobs.kind s.yml:5 < in/jobs.csv", way(C_KIND));
	assert_null(finding("lineage_unknown"));
	assert_null(finding("manifest"));
	static const char *const broken[] = { "{\"nodes\": ", "[]", "{\"nodes\": 3}", "" };
	for (size_t i = 0; i < 4; i++) {
		tree_write("dbt/target/manifest.json", broken[i]);
		c->nfindings = 0;
		enrich();
		assert_string_equal("dbt/target/manifest.json", finding("manifest")->source.file);
		assert_non_null(strstr(way(C_FEE), "unknown from here"));
		assert_null(strstr(way(C_KIND), "unknown"));
	}
	tree_write("dbt/target/manifest.json", manifest);
	assert_int_equal(0, utimensat(AT_FDCWD, tree_path("dbt/target/manifest.json"),
				      (struct timespec[2]){ { .tv_sec = 999 }, { .tv_sec = 999 } }, 0));
	c->nfindings = 0;
	enrich();
	assert_non_null(strstr(finding("manifest")->text, "older than dbt/m"));
	assert_non_null(strstr(way(C_FEE), "unknown from here"));
}

static void test_what_fills_a_source(void **state)
{
	(void)state;
	tree_write("dbt/models/treatments.sql", "select fee from {{ source('desk', 'jobs') }}");
	tree_write("dags/a.py", "from airflow import DAG\n\nwith DAG('fetch', schedule='@daily'):\n    load('jobs')\n");
	enrich();
	assert_string_equal("treatments.fee treatments.sql:1\n>raw.jobs.fee s.yml:8 < in/jobs.csv, DAG fetch (@daily)",
			    way(C_FEE));
}

/* Circles, files, seeds, functions and text that is no SQL end a way; none stops the rest. */
static void test_ends(void **state)
{
	(void)state;
	tree_write("dbt/models/a.sql", "select fee from {{ ref('b') }}");
	tree_write("dbt/models/b.sql", "select fee from {{ ref('a') }}");
	tree_write("dbt/seeds/codes.csv", "kind\nx\n");
	tree_write("dbt/models/py.py", "def model(dbt, session): pass");
	tree_write("dbt/models/broken.sql", "select from where");
	tree_write("dbt/models/treatments.sql",
		   "select a.fee, codes.kind, py.minutes, f.rate, g.status, broken.visit_id\nfrom {{ ref('a') }} a, {{ "
		   "ref('codes') }}, {{ ref('py') }}, read_csv('in/x.csv') f, strange(1, 2) g, {{ ref('broken') "
		   "}}, {{ ref('gone') }}");
	enrich();
	assert_non_null(strstr(way(C_FEE), "unknown from here = a builds on itself"));
	assert_string_equal("treatments.kind treatments.sql:1\n>codes.kind codes.csv:1", way(C_KIND));
	assert_non_null(strstr(way(C_MINUTES), "py is written in Python"));
	assert_string_equal("treatments.rate treatments.sql:1\n>in/x.csv.rate", way(C_RATE));
	assert_non_null(strstr(way(C_STATUS), "unknown from here = strange(…)"));
	assert_non_null(strstr(way(C_VISIT_ID), "unknown from here = "));
}

/* Whether all that the first tree says is in the second, but for places in the text. */
static bool says(const json_t *a, const json_t *b, int depth)
{
	const char *key;
	const json_t *v;
	size_t i;
	if (json_is_object(a)) {
		json_object_foreach((json_t *)(uintptr_t)a, key, v)
		{
			if (!strncmp(key, "query_location", 14) || !strcmp(key, "schema"))
				continue;
			if (!says(v, json_object_get(b, key), depth + 1))
				return false;
		}
		return json_is_object(b);
	}
	if (json_is_number(a))
		return json_is_number(b) && json_number_value(a) == json_number_value(b);
	if (!json_is_array(a))
		return json_equal(a, b) || (json_is_null(a) && !b);
	json_array_foreach(a, i, v)
	{
		if (!says(v, json_array_get(b, i), depth + 1))
			return false;
	}
	return json_is_array(b) && json_array_size(a) == json_array_size(b);
}

/* Trees of DuckDB 2 are brought into the shape of release 1 (duckdb2_trees.json: statements and their trees). */
static void test_shapes(void **state)
{
	(void)state;
	const char *root = getenv("MDP_SOURCE_ROOT");
	char path[600];
	snprintf(path, sizeof(path), "%s/tests/unit/duckdb2_trees.json", root ? root : ".");
	json_t *all = json_load_file(path, JSON_DECODE_INT_AS_REAL, NULL), *pair;
	size_t i;
	assert_true(json_array_size(all) > 2);
	json_array_foreach(all, i, pair)
	{
		struct mdp_value bind = mdp_value_text(mdp_str_of(json_string_value(json_array_get(pair, 0))));
		struct mdp_result res;
		json_t *old, *new = json_array_get(pair, 1);
		assert_int_equal(0, mdp_engine_query(e, "select json_serialize_sql($1::varchar)::varchar", &bind, 1, 1,
						     &res, &err));
		old = json_loadb(mdp_result_at(&res, 0, 0)->s.p, mdp_result_at(&res, 0, 0)->s.n,
				 JSON_DECODE_INT_AS_REAL, NULL);
		mdp_sql_shape(old);
		mdp_sql_shape(new);
		if (!says(old, new, 0))
			fail_msg("%s", json_string_value(json_array_get(pair, 0)));
		json_decref(old);
		mdp_result_release(&res);
	}
	json_decref(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(test_steps),
		T(test_sets_and_subqueries),
		T(test_columns_of_the_warehouse),
		T(test_never_a_guess),
		T(test_macros),
		T(test_views),
		T(test_what_fills_a_source),
		T(test_ends),
		T(test_shapes),
		T(test_generators),
		T(test_manifest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
