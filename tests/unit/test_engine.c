/* The engine with a real database: types in and out, limits, locks and messages. */
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/date.h"
#include "base/file.h"
#include "engine/engine.h"
#include "base/banned.h"

static char folder[] = "/tmp/mdp-engine-XXXXXX";
static char database[64];

static struct mdp_engine *open_with(const struct mdp_engine_options *opt)
{
	struct mdp_engine *e;
	struct mdp_error err = { 0 };

	if (mdp_engine_open(&e, opt, &err))
		fail_msg("%s (%s)", err.primary, err.detail);
	return e;
}

static struct mdp_engine *open_memory(void)
{
	return open_with(&(struct mdp_engine_options){ 0 });
}

static void query(struct mdp_engine *e, const char *sql, struct mdp_result *res)
{
	struct mdp_error err = { 0 };

	if (mdp_engine_query(e, sql, NULL, 0, 0, res, &err))
		fail_msg("%s: %s (%s)", sql, err.primary, err.detail);
}

static void refused(struct mdp_engine *e, const char *sql, const char *says)
{
	struct mdp_result res;
	struct mdp_error err = { 0 };
	int rc = mdp_engine_query(e, sql, NULL, 0, 0, &res, &err);

	if (!rc)
		fail_msg("ran: %s", sql);
	if (!strstr(err.primary, says))
		fail_msg("%s: says '%s', not '%s'", sql, err.primary, says);
	mdp_result_release(&res);
}

static int make_database(void **state)
{
	struct mdp_engine *e;
	struct mdp_error err = { 0 };

	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(database, sizeof(database), "%s/t.duckdb", folder);
	if (mdp_engine_open(&e, &(struct mdp_engine_options){ .path = database }, &err))
		return -1;
	if (mdp_engine_script(e, "create table t as select range as n, 'é' || range as s from range(5000);", &err))
		return -1;
	mdp_engine_free(e);
	return 0;
}

static int remove_folder(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

/* One row: SQL, our type, the engine's name of its type, and the value printed. */
static const struct {
	const char *sql;
	enum mdp_type type;
	const char *sql_type, *text;
} types[] = {
	{ "true", MDP_T_BOOL, "BOOLEAN", "true" },
	{ "(-128)::tinyint", MDP_T_INT, "TINYINT", "-128" },
	{ "(-32768)::smallint", MDP_T_INT, "SMALLINT", "-32768" },
	{ "(-2147483648)::int", MDP_T_INT, "INTEGER", "-2147483648" },
	{ "(-9223372036854775808)::bigint", MDP_T_INT, "BIGINT", "-9223372036854775808" },
	{ "255::utinyint", MDP_T_INT, "UTINYINT", "255" },
	{ "65535::usmallint", MDP_T_INT, "USMALLINT", "65535" },
	{ "4294967295::uinteger", MDP_T_INT, "UINTEGER", "4294967295" },
	{ "7::ubigint", MDP_T_INT, "UBIGINT", "7" },
	{ "18446744073709551615::ubigint", MDP_T_DECIMAL, "UBIGINT", "18446744073709551615" },
	{ "(-5)::hugeint", MDP_T_INT, "HUGEINT", "-5" },
	{ "sum(n) from (values (1::bigint), (2)) v(n)", MDP_T_INT, "HUGEINT", "3" },
	{ "(-170141183460469231731687303715884105728)::hugeint", MDP_T_DECIMAL, "HUGEINT",
	  "-170141183460469231731687303715884105728" },
	{ "340282366920938463463374607431768211455::uhugeint", MDP_T_DECIMAL, "UHUGEINT",
	  "340282366920938463463374607431768211455" },
	{ "9::uhugeint", MDP_T_INT, "UHUGEINT", "9" },
	{ "12.50::decimal(4,2)", MDP_T_DECIMAL, "DECIMAL(4,2)", "12.50" },
	{ "(-0.05)::decimal(4,2)", MDP_T_DECIMAL, "DECIMAL(4,2)", "-0.05" },
	{ "0::decimal(9,3)", MDP_T_DECIMAL, "DECIMAL(9,3)", "0.000" },
	{ "0.1::decimal(18,1)", MDP_T_DECIMAL, "DECIMAL(18,1)", "0.1" },
	{ "7::decimal(5,0)", MDP_T_DECIMAL, "DECIMAL(5,0)", "7" },
	{ "'-99999999999999999999999999999999999.999'::decimal(38,3)", MDP_T_DECIMAL, "DECIMAL(38,3)",
	  "-99999999999999999999999999999999999.999" },
	{ "0.1::double", MDP_T_DOUBLE, "DOUBLE", "0.1" },
	{ "0.5::float", MDP_T_DOUBLE, "FLOAT", "0.5" },
	{ "'nan'::double", MDP_T_DOUBLE, "DOUBLE", "nan" },
	{ "'-infinity'::double", MDP_T_DOUBLE, "DOUBLE", "-inf" },
	{ "'inf'::float", MDP_T_DOUBLE, "FLOAT", "inf" },
	{ "'it''s ünïcode, longer than twelve'", MDP_T_TEXT, "VARCHAR", "it's ünïcode, longer than twelve" },
	{ "''", MDP_T_TEXT, "VARCHAR", "" },
	{ "'b'::enum('a', 'b')", MDP_T_TEXT, "ENUM", "b" },
	{ "date '2024-02-29'", MDP_T_DATE, "DATE", "2024-02-29" },
	{ "date '1969-12-31'", MDP_T_DATE, "DATE", "1969-12-31" },
	{ "'infinity'::date", MDP_T_DATE, "DATE", "infinity" },
	{ "timestamp '2024-01-02 03:04:05.0607'", MDP_T_TIMESTAMP, "TIMESTAMP", "2024-01-02 03:04:05.0607" },
	{ "timestamp '1969-12-31 23:59:59.999999'", MDP_T_TIMESTAMP, "TIMESTAMP", "1969-12-31 23:59:59.999999" },
	{ "'infinity'::timestamp", MDP_T_TIMESTAMP, "TIMESTAMP", "infinity" },
	{ "'2024-01-02 03:04:05'::timestamp_s", MDP_T_TIMESTAMP, "TIMESTAMP_S", "2024-01-02 03:04:05" },
	{ "'2024-01-02 03:04:05.006'::timestamp_ms", MDP_T_TIMESTAMP, "TIMESTAMP_MS", "2024-01-02 03:04:05.006" },
	{ "'1969-01-02 03:04:05.006'::timestamp_ns", MDP_T_TIMESTAMP, "TIMESTAMP_NS", "1969-01-02 03:04:05.006" },
	{ "'2024-01-02 03:04:05+02'::timestamptz", MDP_T_TIMESTAMP, "TIMESTAMP WITH TIME ZONE", "2024-01-02 01:04:05" },
	{ "time '03:04:05.5'", MDP_T_OTHER, "TIME", "03:04:05.5" },
	{ "'03:04:05+02'::timetz", MDP_T_OTHER, "TIME WITH TIME ZONE", "03:04:05+02" },
	{ "interval '14 months 3 days 4 hours'", MDP_T_OTHER, "INTERVAL", "1 year 2 months 3 days 04:00:00" },
	{ "'\\xAB\\x00c'::blob", MDP_T_OTHER, "BLOB", "\\xAB\\x00c" },
	{ "'00000000-0000-0000-0000-0000000000ff'::uuid", MDP_T_OTHER, "UUID", "00000000-0000-0000-0000-0000000000ff" },
	{ "'0101'::bit", MDP_T_OTHER, "BIT", "0101" },
	{ "[1, null, 3]", MDP_T_OTHER, "INTEGER[]", "[1, NULL, 3]" },
	{ "[1, 2]::int[2]", MDP_T_OTHER, "INTEGER[2]", "[1, 2]" },
	{ "{'a': 1, 'b': 'x'}", MDP_T_OTHER, "STRUCT(\"a\" INTEGER, \"b\" VARCHAR)", "{'a': 1, 'b': x}" },
	{ "map {'k': 1.5}", MDP_T_OTHER, "MAP(VARCHAR, DECIMAL(2,1))", "{k=1.5}" },
	{ "union_value(num := 2)", MDP_T_OTHER, "UNION", "2" },
	{ "'{\"a\": 1}'::json", MDP_T_TEXT, "JSON", "{\"a\": 1}" },
	{ "123::bignum", MDP_T_OTHER, "BIGNUM", "123" },
};

static void check_value(struct mdp_result *res, size_t i)
{
	const char *text = mdp_value_print(&res->arena, mdp_result_at(res, 0, 0));

	if (strcmp(res->columns[0].sql_type, types[i].sql_type) || strcmp(text, types[i].text) ||
	    mdp_result_at(res, 0, 0)->type != types[i].type || res->columns[0].type != types[i].type)
		fail_msg("%s: %s of type %s", types[i].sql, text, res->columns[0].sql_type);
}

static void every_type_is_read(void **state)
{
	struct mdp_engine *e = open_memory();

	(void)state;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct mdp_result res;
		char sql[256];

		snprintf(sql, sizeof(sql), "select %s", types[i].sql);
		query(e, sql, &res);
		assert_int_equal(res.ncolumns, 1);
		assert_int_equal(res.nrows, 1);
		check_value(&res, i);
		mdp_result_release(&res);
	}
	mdp_engine_free(e);
}

static void every_type_is_read_as_null(void **state)
{
	struct mdp_engine *e = open_memory();

	(void)state;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct mdp_result res;
		char sql[512];

		if (strstr(types[i].sql, " from "))
			continue;
		snprintf(sql, sizeof(sql),
			 "select a, n from range(2) r(n) left join (select 1 as k, %s as a) q on n = k order by n",
			 types[i].sql);
		query(e, sql, &res);
		assert_int_equal(res.nrows, 2);
		assert_int_equal(mdp_result_at(&res, 0, 0)->type, MDP_T_NULL_);
		assert_int_not_equal(mdp_result_at(&res, 1, 0)->type, MDP_T_NULL_);
		assert_int_equal(mdp_result_at(&res, 1, 1)->i, 1);
		mdp_result_release(&res);
	}
	mdp_engine_free(e);
}

static void cast_columns_keep_names_and_order(void **state)
{
	struct mdp_engine *e = open_memory();
	struct mdp_result res;
	struct mdp_value bind = mdp_value_int(4999);
	struct mdp_error err = { 0 };

	(void)state;
	assert_int_equal(
		mdp_engine_query(
			e, "select n as \"x y\", [n] as \"x y\" from range(5000) r(n) where n <= $1 order by n desc ; ",
			&bind, 1, 0, &res, &err),
		0);
	assert_string_equal(res.columns[0].name, "x y");
	assert_string_equal(res.columns[1].name, "x y");
	assert_int_equal(res.nrows, 5000);
	for (int64_t r = 0; r < res.nrows; r++)
		assert_int_equal(mdp_result_at(&res, r, 0)->i, 4999 - r);
	assert_true(mdp_str_is(mdp_result_at(&res, 4999, 1)->s, "[0]"));
	mdp_result_release(&res);
	mdp_engine_free(e);
}

static void values_are_bound_as_they_are(void **state)
{
	struct mdp_engine *e = open_memory();
	struct mdp_value binds[] = {
		mdp_value_null(),
		mdp_value_bool(true),
		mdp_value_int(INT64_MIN),
		mdp_value_double(0.1),
		mdp_value_text(MDP_STR("'; drop table t; --")),
		mdp_value_date(mdp_date_days(2024, 2, 29)),
		mdp_value_timestamp(-1),
		{ .type = MDP_T_DECIMAL, .s = MDP_STR("-12345678901234567890.05") },
		mdp_value_text(MDP_STR("")),
	};
	const int n = (int)(sizeof(binds) / sizeof(binds[0]));
	struct mdp_result res;
	struct mdp_error err = { 0 };

	(void)state;
	assert_int_equal(mdp_engine_query(e, "select $1, $2, $3, $4, $5, $6, $7, $8, $9", binds, n, 0, &res, &err), 0);
	for (int c = 0; c < n; c++) {
		assert_int_equal(mdp_result_at(&res, 0, c)->type, binds[c].type);
		assert_true(mdp_value_eq(mdp_result_at(&res, 0, c), &binds[c]));
	}
	mdp_result_release(&res);
	mdp_engine_free(e);
}

/* The engine cannot tell the columns of such a statement before it has the values. */
static void columns_may_rest_on_binds(void **state)
{
	struct mdp_engine *e = open_memory();
	struct mdp_value binds[] = { mdp_value_int(7), mdp_value_text(MDP_STR("x")) };
	struct mdp_result res;

	(void)state;
	assert_int_equal(mdp_engine_query(e, "select $1 as a, [$2] as b, 3 as c", binds, 2, 0, &res, NULL), 0);
	assert_int_equal(res.ncolumns, 3);
	assert_int_equal(res.columns[0].type, MDP_T_INT);
	assert_int_equal(mdp_result_at(&res, 0, 0)->i, 7);
	assert_string_equal(res.columns[1].name, "b");
	assert_string_equal(res.columns[1].sql_type, "VARCHAR[]");
	assert_int_equal(mdp_result_at(&res, 0, 1)->type, MDP_T_OTHER);
	assert_true(mdp_str_is(mdp_result_at(&res, 0, 1)->s, "[x]"));
	assert_int_equal(mdp_result_at(&res, 0, 2)->i, 3);
	mdp_result_release(&res);
	mdp_engine_free(e);
}

static void bad_binds_are_refused(void **state)
{
	struct mdp_engine *e = open_memory();
	struct mdp_value bad[] = { mdp_value_text((struct mdp_str){ "a\xff", 2 }),
				   mdp_value_text((struct mdp_str){ "a\0b", 3 }), mdp_value_date(INT64_C(1) << 40) };
	struct mdp_result res;
	struct mdp_error err = { 0 };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(mdp_engine_query(e, "select $1", &bad[i], 1, 0, &res, &err), -MDP_WAREHOUSE);
		mdp_result_release(&res);
	}
	assert_int_equal(mdp_engine_query(e, "select $1, $2", bad, 1, 0, &res, &err), -MDP_INTERNAL);
	mdp_result_release(&res);
	mdp_engine_free(e);
}

static void rows_stop_at_the_limit(void **state)
{
	struct mdp_engine *e = open_memory();
	struct mdp_result res;

	(void)state;
	assert_int_equal(mdp_engine_query(e, "select * from range(10000)", NULL, 0, 3000, &res, NULL), 0);
	assert_int_equal(res.nrows, 3000);
	assert_true(res.truncated);
	assert_int_equal(mdp_result_at(&res, 2999, 0)->i, 2999);
	mdp_result_release(&res);
	assert_int_equal(mdp_engine_query(e, "select * from range(3000)", NULL, 0, 3000, &res, NULL), 0);
	assert_false(res.truncated);
	mdp_result_release(&res);
	assert_int_equal(mdp_engine_query(e, "select 1 where false", NULL, 0, 0, &res, NULL), 0);
	assert_int_equal(res.nrows, 0);
	assert_int_equal(res.ncolumns, 1);
	mdp_result_release(&res);
	mdp_engine_free(e);
}

static void changes_are_counted(void **state)
{
	struct mdp_engine *e = open_memory();
	struct mdp_result res;

	(void)state;
	query(e, "create table t(n int)", &res);
	assert_int_equal(res.ncolumns, 0);
	mdp_result_release(&res);
	query(e, "insert into t select * from range(7)", &res);
	assert_int_equal(res.changed, 7);
	assert_int_equal(res.ncolumns, 0);
	mdp_result_release(&res);
	mdp_engine_free(e);
}

static void scripts_run_in_order_and_stop(void **state)
{
	struct mdp_engine *e = open_memory();
	struct mdp_result res;
	struct mdp_error err = { 0 };

	(void)state;
	assert_int_equal(mdp_engine_script(e, "", &err), 0);
	assert_int_equal(mdp_engine_script(e, "-- only a comment\n;;", &err), 0);
	assert_int_equal(
		mdp_engine_script(e, "create table a(n int); insert into a values (1); -- c\ninsert into a values (2);",
				  &err),
		0);
	assert_int_equal(
		mdp_engine_script(e, "insert into a values (3); select * from nowhere; insert into a values (4)", &err),
		-MDP_WAREHOUSE);
	assert_non_null(strstr(err.primary, "nowhere"));
	assert_int_equal(mdp_engine_script(e, "selec 1", &err), -MDP_WAREHOUSE);
	assert_non_null(strstr(err.primary, "Parser Error"));
	query(e, "select sum(n) from a", &res);
	assert_int_equal(mdp_result_at(&res, 0, 0)->i, 6);
	mdp_result_release(&res);
	mdp_engine_free(e);
}

static void statements_are_described_without_running(void **state)
{
	struct mdp_engine *e = open_memory();
	struct mdp_result res;
	struct mdp_error err = { 0 };

	(void)state;
	assert_int_equal(mdp_engine_script(e, "create sequence s", &err), 0);
	assert_int_equal(
		mdp_engine_describe(e, "select nextval('s') as v, date '2024-01-01' as d, [1] as l", &res, &err), 0);
	assert_int_equal(res.ncolumns, 3);
	assert_int_equal(res.nrows, 0);
	assert_string_equal(res.columns[0].name, "v");
	assert_int_equal(res.columns[1].type, MDP_T_DATE);
	assert_string_equal(res.columns[2].sql_type, "INTEGER[]");
	mdp_result_release(&res);
	query(e, "select nextval('s')", &res);
	assert_int_equal(mdp_result_at(&res, 0, 0)->i, 1);
	mdp_result_release(&res);
	assert_int_equal(mdp_engine_describe(e, "select nothing", &res, &err), -MDP_WAREHOUSE);
	mdp_result_release(&res);
	assert_int_equal(mdp_engine_describe(e, "select $1", &res, &err), 0);
	mdp_result_release(&res);
	mdp_engine_free(e);
}

static void bad_statements_say_why(void **state)
{
	struct mdp_engine *e = open_memory();

	(void)state;
	refused(e, "select 1; select 2", "multiple statements");
	refused(e, "", "");
	refused(e, "select \xff", "UTF-8");
	refused(e, "select 'x'::int", "Could not convert");
	refused(e, "select * from nowhere", "nowhere");
	mdp_engine_free(e);
}

static const char *const long_query =
	"select count(*) from range(100000000) a, range(100000) b where a.range + b.range = -1";

static void timeouts_end_a_statement(void **state)
{
	struct mdp_engine *e = open_memory();
	struct mdp_result res;
	struct mdp_error err = { 0 };
	double start = mdp_clock_ms();

	(void)state;
	mdp_engine_set_timeout(e, 100);
	assert_int_equal(mdp_engine_query(e, long_query, NULL, 0, 0, &res, &err), -MDP_LIMIT);
	assert_true(mdp_clock_ms() - start < 5000);
	assert_non_null(strstr(err.primary, "0.1 s"));
	mdp_result_release(&res);
	query(e, "select 1", &res);
	mdp_result_release(&res);
	mdp_engine_free(e);
}

static void *cancel_soon(void *data)
{
	const struct timespec nap = { .tv_nsec = 50000000 };

	nanosleep(&nap, NULL);
	mdp_engine_cancel(data);
	return NULL;
}

static void another_thread_cancels(void **state)
{
	struct mdp_engine *e = open_memory();
	struct mdp_result res;
	struct mdp_error err = { 0 };
	pthread_t thread;

	(void)state;
	pthread_create(&thread, NULL, cancel_soon, e);
	assert_int_equal(mdp_engine_query(e, long_query, NULL, 0, 0, &res, &err), -MDP_CANCELLED);
	pthread_join(thread, NULL);
	mdp_result_release(&res);
	query(e, "select 1", &res);
	mdp_result_release(&res);
	/* one that comes early is not lost */
	mdp_engine_cancel(e);
	assert_int_equal(mdp_engine_query(e, long_query, NULL, 0, 0, &res, &err), -MDP_CANCELLED);
	mdp_result_release(&res);
	query(e, "select 1", &res);
	mdp_result_release(&res);
	mdp_engine_free(e);
}

static int third_call_cancels(void *data, double percent)
{
	int *calls = data;

	assert_true(percent >= -1 && percent <= 100);
	return ++*calls == 3;
}

static void progress_is_told_and_cancels(void **state)
{
	struct mdp_engine *e = open_memory();
	struct mdp_result res;
	struct mdp_error err = { 0 };
	int calls = 0;

	(void)state;
	mdp_engine_on_progress(e, third_call_cancels, &calls);
	assert_int_equal(mdp_engine_query(e, long_query, NULL, 0, 0, &res, &err), -MDP_CANCELLED);
	assert_int_equal(calls, 3);
	mdp_result_release(&res);
	mdp_engine_free(e);
}

static void locked_down_reads_tables_only(void **state)
{
	struct mdp_engine *e = open_with(
		&(struct mdp_engine_options){ .path = database, .read_only = true, .locked_down = true, .threads = 1 });
	struct mdp_result res;
	struct mdp_error err = { 0 };
	char sql[256];

	(void)state;
	query(e, "select count(*), max(s) from t", &res);
	assert_int_equal(mdp_result_at(&res, 0, 0)->i, 5000);
	mdp_result_release(&res);
	query(e, "select current_setting('TimeZone'), current_setting('threads')", &res);
	assert_true(mdp_str_is(mdp_result_at(&res, 0, 0)->s, "UTC"));
	assert_int_equal(mdp_result_at(&res, 0, 1)->i, 1);
	mdp_result_release(&res);
	query(e, "explain select 1", &res);
	mdp_result_release(&res);
	refused(e, "select * from read_csv('/etc/passwd')", "disabled");
	refused(e, "select * from '/etc/passwd.csv'", "");
	refused(e, "select * from read_text('/etc/passwd')", "disabled");
	refused(e, "select * from glob('/etc/*')", "disabled");
	snprintf(sql, sizeof(sql), "copy t to '%s/out.csv'", folder);
	refused(e, sql, "");
	assert_int_equal(mdp_engine_script(e, sql, &err), -MDP_WAREHOUSE);
	snprintf(sql, sizeof(sql), "attach '%s/other.duckdb'", folder);
	refused(e, sql, "");
	refused(e, "set memory_limit = '1GB'", "");
	refused(e, "set enable_external_access = true", "");
	refused(e, "install httpfs", "");
	refused(e, "load httpfs", "");
	refused(e, "create temp table x(n int)", "only SELECT");
	refused(e, "delete from t", "");
	refused(e, "call force_checkpoint()", "");
	snprintf(sql, sizeof(sql), "%s/out.csv", folder);
	assert_false(mdp_file_exists(sql));
	mdp_engine_free(e);
}

/* Profiling: temporary tables of the program's own, and nothing else that questions may not do. */
static void scratch_keeps_temporary_tables_only(void **state)
{
	struct mdp_engine *e = open_with(&(struct mdp_engine_options){
		.path = database, .read_only = true, .locked_down = true, .scratch = true });
	static const char *const no[] = { "create table x(n int)",
					  "drop table t",
					  "insert into t values (1, 'x')",
					  "update t set s = ''",
					  "set memory_limit = '1GB'",
					  "create temp table y as select * from read_text('/etc/passwd')",
					  "install httpfs",
					  "load httpfs",
					  "attach ':memory:' as other",
					  "attach '/tmp/other.duckdb'" };
	struct mdp_result res;
	struct mdp_error err = { 0 };

	(void)state;
	assert_int_equal(mdp_engine_script(e, "create temp table x as select * from t limit 7", &err), 0);
	query(e, "select count(*) from temp.x", &res);
	assert_int_equal(mdp_result_at(&res, 0, 0)->i, 7);
	mdp_result_release(&res);
	assert_int_equal(mdp_engine_script(e, "drop table temp.x", &err), 0);
	/* what others wrote comes by queries */
	refused(e, "create temp table x(n int)", "only SELECT");
	refused(e, "select * from read_text('/etc/passwd')", "disabled");
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (mdp_engine_script(e, no[i], &err) != -MDP_WAREHOUSE)
			fail_msg("runs: %s", no[i]);
	mdp_engine_free(e);
}

static void read_only_does_not_write(void **state)
{
	struct mdp_engine *e = open_with(&(struct mdp_engine_options){ .path = database, .read_only = true });

	(void)state;
	refused(e, "insert into t values (1, 'x')", "read-only");
	refused(e, "drop table t", "read-only");
	mdp_engine_free(e);
}

static void cannot_open(const struct mdp_engine_options *opt, const char *says)
{
	struct mdp_engine *e;
	struct mdp_error err = { 0 };

	assert_int_equal(mdp_engine_open(&e, opt, &err), -MDP_WAREHOUSE);
	assert_null(e);
	if (!strstr(err.primary, says))
		fail_msg("says '%s' (%s), not '%s'", err.primary, err.detail, says);
}

static void bad_files_say_why(void **state)
{
	char path[128];

	(void)state;
	cannot_open(&(struct mdp_engine_options){ .path = folder, .read_only = true }, "is a folder");
	snprintf(path, sizeof(path), "%s/missing.duckdb", folder);
	cannot_open(&(struct mdp_engine_options){ .path = path, .read_only = true }, "there is no warehouse");
	assert_false(mdp_file_exists(path));
	snprintf(path, sizeof(path), "%s/no/such/folder.duckdb", folder);
	cannot_open(&(struct mdp_engine_options){ .path = path }, "cannot open");
	snprintf(path, sizeof(path), "%s/text.duckdb", folder);
	assert_int_equal(mdp_file_write(path, MDP_STR("this is a text and no database at all"), NULL), 0);
	cannot_open(&(struct mdp_engine_options){ .path = path, .read_only = true }, "is not a DuckDB file");
	assert_int_equal(mdp_file_write(path, MDP_STR(""), NULL), 0);
	cannot_open(&(struct mdp_engine_options){ .path = path, .read_only = true }, "");
}

static void a_lock_names_its_holder(void **state)
{
	struct mdp_engine *e;
	struct mdp_error err = { 0 };
	int ready[2], done[2];
	char byte = 0, pid[32];
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ready) | pipe(done), 0);
	child = fork();
	if (!child) {
		int rc = mdp_engine_open(&e, &(struct mdp_engine_options){ .path = database }, &err);

		byte = rc ? 'n' : 'y';
		if (write(ready[1], &byte, 1) != 1 || read(done[0], &byte, 1) != 1)
			_exit(1);
		_exit(0);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(byte, 'y');
	assert_int_equal(mdp_engine_open(&e, &(struct mdp_engine_options){ .path = database, .read_only = true }, &err),
			 -MDP_WAREHOUSE);
	assert_non_null(strstr(err.primary, "in use by another process"));
	snprintf(pid, sizeof(pid), "PID %d", (int)child);
	assert_non_null(strstr(err.detail, pid));
	assert_int_equal(write(done[1], &byte, 1), 1);
	waitpid(child, NULL, 0);
}

static void memory_is_limited(void **state)
{
	struct mdp_engine *e = open_with(&(struct mdp_engine_options){ .memory_mb = 64, .temp_dir = "" });
	struct mdp_result res;
	struct mdp_error err = { 0 };

	(void)state;
	assert_int_equal(mdp_engine_query(e,
					  "select count(*) from (select distinct n::varchar || repeat('x', 100) from "
					  "range(10000000) r(n))",
					  NULL, 0, 0, &res, &err),
			 -MDP_WAREHOUSE);
	assert_non_null(strstr(err.primary, "Out of Memory"));
	mdp_result_release(&res);
	mdp_engine_free(e);
}

static void text_is_quoted(void **state)
{
	struct mdp_arena a = { 0 };

	(void)state;
	assert_string_equal(mdp_engine_ident(&a, "a\"b"), "\"a\"\"b\"");
	assert_string_equal(mdp_engine_ident(&a, ""), "\"\"");
	assert_string_equal(mdp_engine_literal(&a, "it's"), "'it''s'");
	mdp_arena_release(&a);
	mdp_engine_free(NULL);
}

int main(void)
{
	/* the lock comes first: a fork of a process that runs an engine's threads would be without them */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_lock_names_its_holder),
		cmocka_unit_test(every_type_is_read),
		cmocka_unit_test(every_type_is_read_as_null),
		cmocka_unit_test(cast_columns_keep_names_and_order),
		cmocka_unit_test(values_are_bound_as_they_are),
		cmocka_unit_test(columns_may_rest_on_binds),
		cmocka_unit_test(bad_binds_are_refused),
		cmocka_unit_test(rows_stop_at_the_limit),
		cmocka_unit_test(changes_are_counted),
		cmocka_unit_test(scripts_run_in_order_and_stop),
		cmocka_unit_test(statements_are_described_without_running),
		cmocka_unit_test(bad_statements_say_why),
		cmocka_unit_test(timeouts_end_a_statement),
		cmocka_unit_test(another_thread_cancels),
		cmocka_unit_test(progress_is_told_and_cancels),
		cmocka_unit_test(locked_down_reads_tables_only),
		cmocka_unit_test(scratch_keeps_temporary_tables_only),
		cmocka_unit_test(read_only_does_not_write),
		cmocka_unit_test(bad_files_say_why),
		cmocka_unit_test(memory_is_limited),
		cmocka_unit_test(text_is_quoted),
	};

	return cmocka_run_group_tests_name("engine", tests, make_database, remove_folder);
}
