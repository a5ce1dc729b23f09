/* Names and definitions from dbt's properties into a catalog. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "enrich.h"

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
	int told = 0;
	for (int i = 0; i < c->nmeasures; i++)
		told += c->measures[i].rival && strstr(c->measures[i].rival, "m.yml:7");
	assert_int_equal(1, told); /* who asks for the name is told of the other */
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

static const struct mdp_feed *feed(const char *dag, int table)
{
	for (int i = 0; i < c->nfeeds; i++)
		if (!strcmp(c->feeds[i].dag, dag) && c->feeds[i].table == table)
			return &c->feeds[i];
	return NULL;
}

static void test_dags(void **state)
{
	(void)state;
	tree_write("airflow/dags/a.py",
		   "from airflow import DAG\n\nwith DAG(\n    dag_id='load_patients',\n    schedule=\"0 2 * * *\",\n"
		   ") as d:\n    task('copy patients')\n");
	tree_write("airflow/dags/b.py",
		   "from airflow.sdk import dag, Asset\n\n@dag(schedule=[Asset('a, b'), x], tags=['y'])\n"
		   "def transform():\n    BashOperator(bash_command='dbt build --select marts')\n\ntransform()\n");
	tree_write("airflow/dags/c.py", "from airflow import DAG\nDAG('nothing', "
					"schedule_interval=None)\nDAG(\nDAG('open', schedule='\n@dag(\n");
	tree_write_n("airflow/dags/d.py", "airflow DAG('x')\0", 17);
	enrich();
	assert_string_equal("0 2 * * *", feed("load_patients", T_PATIENTS)->schedule);
	assert_int_equal(3, feed("load_patients", T_PATIENTS)->source.line);
	assert_string_equal("airflow/dags/a.py", feed("load_patients", T_PATIENTS)->source.file);
	assert_null(feed("load_patients", T_TREATMENTS));
	assert_string_equal("[Asset('a, b'), x]", feed("transform", T_TREATMENTS)->schedule);
	assert_non_null(feed("transform", T_PATIENTS));
	assert_int_equal(3, c->nfeeds);
}

/* What a comment or a text says is no argument, and an asset is a DAG of its own. */
static void test_dags_comments(void **state)
{
	(void)state;
	tree_write("airflow/dags/a.py",
		   "# DAG('ghost', schedule='@daily') of patients\nwith DAG(\n    'nightly', # schedule='@hourly'\n"
		   "    # dag_id='other', schedule=\"*/5 * * * *\",\n    description='schedule = \"never\", say',\n"
		   "    params=dict(schedule='@yearly'),\n    schedule='0 4 * * *', # not '@weekly'\n) as d:\n"
		   "    load('patients') # and treatments, one day\n");
	tree_write("airflow/dags/b.py",
		   "\"\"\"\nwith DAG('in_words', schedule='@daily') patients\n\"\"\"\nfrom airflow.sdk import asset\n\n"
		   "@asset(uri='s3://x', schedule='@hourly')\ndef treatments_file(context):\n    '''It's made of "
		   "DAG('y').'''\n"
		   "    load('treatments')\n\n@asset.multi(schedule=None, outlets=[a, b], name='both')\ndef f():\n    "
		   "pass\n");
	enrich();
	assert_string_equal("0 4 * * *", feed("nightly", T_PATIENTS)->schedule);
	assert_int_equal(2, feed("nightly", T_PATIENTS)->source.line);
	assert_null(feed("nightly", T_TREATMENTS));
	assert_string_equal("@hourly", feed("treatments_file", T_TREATMENTS)->schedule);
	assert_null(feed("ghost", T_PATIENTS));
	assert_null(feed("in_words", T_PATIENTS));
	assert_null(feed("other", T_PATIENTS));
	assert_null(feed("y", T_TREATMENTS));
	assert_non_null(feed("both", T_TREATMENTS));
}

static void run_sql(const char *sql)
{
	if (mdp_engine_script(e, sql, &err))
		fail_msg("%s", err.primary);
}

/* A model is fed by the DAGs that load its sources, however many models lie between. */
static void test_feeds_of_sources(void **state)
{
	(void)state;
	run_sql("create schema raw; create table raw.v (id int, _loaded_at timestamp); "
		"insert into raw.v values (1, '2024-03-01 02:10:00'), (2, '2024-03-02 02:11:00'); "
		"create table raw.p (id int, seen varchar); insert into raw.p values (1, '2024-03-02 09:00:00'); "
		"create table raw.q (id int); create table raw.log (t varchar, seen timestamptz); "
		"insert into raw.log values ('q', '2024-03-03 04:00:00+00')");
	tree_write("dbt/models/treatments.sql",
		   "select * from {{ ref('mid') }} join {{ source('s', 'q') }} using (id)");
	tree_write("dbt/models/mid.sql", "select * from {{ ref('low') }}");
	tree_write("dbt/models/low.sql", "select * from {{ source('s', 'visit_log') }}, {{ ref('mid') }}");
	tree_write("dbt/models/patients.sql", "select * from {{ source('s', 'people') }}");
	tree_write("dbt/models/sources.yml",
		   "sources:\n  - name: s\n    schema: raw\n    freshness: {warn_after: {count: 36, period: hour}}\n"
		   "    tables:\n      - {name: visit_log, identifier: v, config: {freshness: null}}\n"
		   "      - {name: people, identifier: p, loaded_at_field: seen}\n"
		   "      - {name: q, config: {freshness: null, loaded_at_query: select max(seen) from raw.log}}\n");
	tree_write("airflow/dags/a.py",
		   "from airflow import DAG\nNIGHTLY = '0 3 * * *'\nwith DAG('load_v', start_date=datetime(2024, 1, 1, "
		   "tz=\"Europe/Berlin\"), schedule=NIGHTLY):\n    load('v')\n");
	tree_write("airflow/dags/b.py", "with DAG('load_q', schedule=timedelta(hours=6)):\n    load('q')\n");
	enrich();
	const struct mdp_feed *f = feed("load_v", T_TREATMENTS);
	assert_non_null(f);
	assert_string_equal("raw.v", f->via);
	assert_string_equal("0 3 * * *", f->schedule);
	assert_string_equal("Europe/Berlin", f->zone);
	assert_int_equal(3600, f->zone_offset);
	assert_int_equal(mdp_date_days(2024, 3, 2) * 86400 + 2 * 3600 + 11 * 60, f->loaded);
	f = feed("load_q", T_TREATMENTS);
	assert_int_equal(mdp_date_days(2024, 3, 3) * 86400 + 4 * 3600, f->loaded);
	/* declared by dbt, without a DAG; a text is read as a time. Two more are of the sources themselves */
	assert_int_equal(5, c->nfeeds);
	assert_int_equal(-1, c->feeds[3].table);
	assert_string_equal("raw.v", c->feeds[3].relation);
	f = &c->feeds[2];
	assert_int_equal(T_PATIENTS, f->table);
	assert_null(f->dag);
	assert_int_equal(36 * 3600, f->max_age);
	assert_int_equal(mdp_date_days(2024, 3, 2) * 86400 + 9 * 3600, f->loaded);
	assert_false(f->at_latest);

	/* 03:00 in Berlin is 02:00 UTC; due on the 3rd, late six hours after that */
	int64_t due = mdp_date_days(2024, 3, 3) * 86400 + 2 * 3600;
	struct mdp_freshness fresh = mdp_catalog_freshness(c, T_TREATMENTS, due + 6 * 3600);
	assert_int_equal(MDP_FRESH_YES, fresh.state);
	assert_int_equal(due, fresh.due);
	assert_int_equal(MDP_FRESH_LATE, mdp_catalog_freshness(c, T_TREATMENTS, due + 6 * 3600 + 1).state);
	assert_int_equal(MDP_FRESH_LATE, mdp_catalog_freshness(c, T_PATIENTS, f->loaded + 36 * 3600 + 1).state);
	assert_int_equal(MDP_FRESH_YES, mdp_catalog_freshness(c, T_PATIENTS, f->loaded + 36 * 3600).state);
	/* a day before the load says nothing of it */
	assert_int_equal(MDP_FRESH_UNKNOWN, mdp_catalog_freshness(c, T_PATIENTS, f->loaded - 1).state);
	assert_string_equal("daily at 03:00 Europe/Berlin (load_v)", mdp_catalog_expected(&c->arena, fresh.feed));
	assert_string_equal("within 36 hours (dbt)", mdp_catalog_expected(&c->arena, f));
}

/* Where several DAGs claim a table, the one that is on time is believed; without times of loads, the file's own time bounds them. */
static void test_feeds_of_tables(void **state)
{
	(void)state;
	tree_write("airflow/dags/a.py",
		   "from airflow import DAG\nwith DAG('often', schedule='@hourly'):\n    mail('patients')\n"
		   "with DAG('seldom', schedule='@weekly'):\n    load('patients')\n"
		   "with DAG('after', schedule=[Asset('x')]):\n    load('patients')\n");
	enrich();
	const struct mdp_feed *f = feed("often", T_PATIENTS);
	assert_null(f->via);
	assert_true(f->at_latest || f->loaded == INT64_MIN);
	assert_int_equal(MDP_FRESH_UNKNOWN, mdp_catalog_freshness(c, T_PATIENTS, 0).state);
	int64_t loaded = mdp_date_days(2024, 3, 6) * 86400; /* a Wednesday */
	for (int i = 0; i < c->nfeeds; i++)
		c->feeds[i].loaded = loaded;
	assert_int_equal(MDP_FRESH_YES, mdp_catalog_freshness(c, T_PATIENTS, loaded + 3 * 86400).state);
	assert_int_equal(MDP_FRESH_LATE, mdp_catalog_freshness(c, T_PATIENTS, loaded + 5 * 86400).state);
	assert_string_equal("seldom", mdp_catalog_freshness(c, T_PATIENTS, loaded).feed->dag);
	assert_int_equal(MDP_FRESH_UNKNOWN, mdp_catalog_freshness(c, T_TREATMENTS, loaded).state);
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
		T(test_dags),
		T(test_dags_comments),
		T(test_feeds_of_sources),
		T(test_feeds_of_tables),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
