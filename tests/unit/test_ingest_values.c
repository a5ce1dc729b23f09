/*
 * Ugly files, one a line: what is declared, what the file holds, and what must come of it. Rows are written as the database
 * casts them to text; "!word" is an error that says the word; "~n" in front: so many lines are rejected.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "loans.h"

static const struct ugly {
	const char *columns; /* "name:type;…" */
	const char *meta; /* beside `file` */
	const char *text;
	size_t bytes; /* of `text`, where it has zeros */
	const char *expect;
} cases[] = {
#define THREE "id:integer;name:varchar;amount:decimal(12,2)"
#define HEADER "id,name,amount\n"
	/* values that would not be what they say */
	{ "n:integer", "", "n\n1\n1.7\n3\n4\n", 0, "~1 1/3/4" },
	{ "n:bigint", "", "n\n1e3\n2.5\n7\n1.0\n 8 \n-9\n", 0, "~2 7/1/8/-9" },
	{ "n:smallint", "", "n\n40000\n12.000\n0x1f\n1\n2\n3\n4\n", 0, "~3 1/2/3/4" },
	{ "a:decimal(12,2)", "", "a\n1.234\n12.500\n7\n8.10\n9\n", 0, "~2 7.00/8.10/9.00" },
	{ "a:decimal(12,2)", "", "a\n12.500\n7.0000\n1.5e1\n-0.10\n.5\n", 0, "12.50/7.00/15.00/-0.10/0.50" },
	{ "a:decimal(6,2)", "", "a\n123456\n1e-5\n1\n2\n3\n", 0, "~2 1.00/2.00/3.00" },
	{ "x:double", "", "x\n9007199254740993\nnan\n1e3\n0.1\n9007199254740992\n", 0,
	  "~2 1000.0/0.1/9007199254740992.0" },
	{ "x:double", "", "x\n1e400\n1e-05\n2.5E+10\n-0.5\n", 0, "~1 1e-05/25000000000.0/-0.5" },
	{ "d:date", "",
	  "d\n2024-01-31 23:59:00\n2024-01-31\n2024-01-30 00:00:00\n24-01-29\n2024/01/28\n2023-02-29\n2023-02-28\n", 0,
	  "~3 2024-01-31/2024-01-30/2024-01-28/2023-02-28" },
	{ "t:timestamp", "",
	  "t\n2024-01-31T23:30:00+05:00\n2024-01-31T23:30:00Z\n2024-02-01\n2024-02-01 10:00:00.5\n2024-02-01 10:00 "
	  "UTC\n",
	  0, "~1 2024-01-31 23:30:00/2024-02-01 00:00:00/2024-02-01 10:00:00.5/2024-02-01 10:00:00" },
	{ "t:timestamp", "",
	  "t\n2024-01-31 10:00:00.1234567\n2024-01-31 10:00:00-03\n2024-01-31 10:00:00 America/Lima\n2024-01-31\n"
	  "2024-01-30\n2024-01-29\n",
	  0, "~3 2024-01-31 00:00:00/2024-01-30 00:00:00/2024-01-29 00:00:00" },
	{ "t:timestamptz", "", "t\n2024-01-31T23:30:00+05:00\n2024-01-31 10:00:00\n", 0,
	  "2024-01-31 18:30:00+00/2024-01-31 10:00:00+00" },
	{ "t:time", "", "t\n10:00:00\n2024-01-01 11:00:00\n12:30\n", 0, "~1 10:00:00/12:30:00" },
	/* as it was, and stays */
	{ THREE, "", HEADER "1,a,7.50\n2,,\n\n3,\"x, y\",-1\n", 0, "1|a|7.50/2||/3|x, y|-1.00" },
	{ "name:varchar;ok:boolean", "", "name,ok\n007,true\nNA,f\n", 0, "007|true/NA|false" },
	/* quotes */
	{ THREE, "", HEADER "1,a,1\n2,\"b,2\n3,c,3\n4,d,4\n", 0, "!quote that opens here 3" },
	{ THREE, "", HEADER "1,a,1\n2,\"b,2\n3,c,3\n4,d\",4\n5,e,5\n", 0, "!quote that opens here 3" },
	{ THREE, "", HEADER "1,a,1\n2,\"b,2\n3,\"c, d\",3\n4,d,4\n", 0, "!quote that opens here 3" },
	{ "k:varchar;v:varchar;w:varchar", "", "k,v,w\nx,\"y,z\nx,y,z\nx,y\",z\n", 0, "!quote that opens here 2" },
	{ "id:integer;at:date;note:varchar", "",
	  "id,at,note\n1,2024-01-01,\"open\n2,2024-01-02,b\n3,2024-01-03,end\"\n", 0, "!quote that opens here 2" },
	{ THREE, "", HEADER "1,\"Dear A, hello\nhow, are, you\",3\n2,\"12 Main St,\nFlat 3\",5\n", 0,
	  "1|Dear A, hello\nhow, are, you|3.00/2|12 Main St,\nFlat 3|5.00" },
	{ THREE, "", HEADER "1,5\" nail,2\n2,\"6\"\" nail\",3\n3,b \"c\" d,\"4\"\n", 0,
	  "1|5\" nail|2.00/2|6\" nail|3.00/3|b \"c\" d|4.00" },
	{ THREE, "", HEADER "1,\"a\"b,2\n2,b,3\n3,c,4\n", 0, "~1 2|b|3.00/3|c|4.00" },
	/* line ends, encodings, bytes */
	{ THREE, "", "id,name,amount\r\n1,a,2\n2,b,3\r\n3,\"x\r\ny\",4\n", 0, "1|a|2.00/2|b|3.00/3|x\r\ny|4.00" },
	{ THREE, "", "id,name,amount\r\r\n1,a,2\r\r\n", 0, "1|a|2.00" },
	{ THREE, "", "id,name,amount\r1,a,2\r2,b,3\r", 0, "!carriage return 1" },
	{ THREE, "", HEADER "1,a\rb,2\n", 0, "!carriage return 2" },
	{ THREE, "", "\xff\xfei\0d\0,\0n\0", 10, "!is UTF-16, not" },
	{ "n:integer", "", "\0n\0\n\0\x31\0\n", 8, "!is UTF-16, not" },
	{ "n:integer", ", encoding: utf-16", "\xff\xfen\0\n\0\x31\0\n\0", 10, "1" },
	{ THREE, "", HEADER "1,caf\xe9,2\n", 0, "!encoding: 2" },
	{ THREE, ", encoding: latin-1", HEADER "1,caf\xe9,2\n", 0, "1|caf\xc3\xa9|2.00" },
	{ THREE, ", encoding: no-such", HEADER, 0, "!no such encoding" },
	{ THREE, "", HEADER "1,a\0b,2\n", sizeof(HEADER "1,a0b,2\n") - 1, "!NUL 2" },
	/* what may be declared */
	{ THREE, "", "id;name;amount\n1;a;1,5\n", 0, "!separated by \";\" 1" },
	{ THREE, "", "id\tname\tamount\n1\ta\t1.5\n", 0, "!delimiter: \"\\t\" 1" },
	{ THREE, ", delimiter: ';', decimal: ','", "id;name;amount\n1;a;1,5\n2;b;-2\n3;c;1.5\n", 0,
	  "~1 1|a|1.50/2|b|-2.00" },
	{ THREE, ", delim: semicolon, decimal_separator: ',', thousands: '.'",
	  "id;name;amount\n1;a;1.234,56\n2;b;1.234\n3;c;12.34\n4;d;7\n", 0, "~1 1|a|1234.56/2|b|1234.00/4|d|7.00" },
	{ THREE, ", csv: {delimiter: tab, quote: \"'\"}", "id\tname\tamount\n1\t'a\tb'\t2\n", 0, "1|a\tb|2.00" },
	{ THREE, "", HEADER "1,a,\"1,50\"\n2,b,\"2,25\"\n3,c,3\n", 0, "!decimal: ',' 2" },
	{ "d:date", "", "d\n31/01/2024\n30/01/2024\n", 0, "!%d/%m/%Y 2" },
	{ "d:date", "", "d\n20240131\n", 0, "!%Y%m%d 2" },
	{ "d:date;t:timestamp", ", date_format: DD.MM.YYYY",
	  "d,t\n31.01.2024,31.01.2024 10:30\n1.2.2024,01.02.2024\n2024-02-03,\n", 0,
	  "~1 2024-01-31|2024-01-31 10:30:00/2024-02-01|2024-02-01 00:00:00" },
	{ "d:date", ", date_format: '%m/%d/%Y'", "d\n01/02/2024\n02/01/24\n3/4/2024\n", 0, "~1 2024-01-02/2024-03-04" },
	{ "n:integer;s:varchar", ", null: ['NA', '-']", "n,s\nNA,a\n1,-\n-,NA\n", 0, "|a/1|/|" },
	{ "n:integer", "", "n\n1\nNA\n3\n", 0, "~1 1/3" },
	{ THREE, ", delimiter: ';;'", HEADER, 0, "!one character" },
	{ THREE, ", date_format: iso", HEADER, 0, "!a format" },
	/* how much may be missing */
	{ THREE, "", HEADER "x,a,1\ny,b,2\n3,c,3\n", 0, "!too many 2" },
	{ THREE, ", max_rejected: 70%", HEADER "x,a,1\ny,b,2\n3,c,3\n", 0, "~2 3|c|3.00" },
	{ THREE, ", max_rejected: 0", HEADER "x,a,1\n2,b,2\n3,c,3\n", 0, "!too many 2" },
	/* shapes */
	{ THREE, "", HEADER "1,a\n2,b,3\n3,c,4,5\n4,d,5,\n5,e,5\n", 0, "~2 2|b|3.00/4|d|5.00/5|e|5.00" },
	{ THREE, "", "\xef\xbb\xbf\"id\", name ,amount\n1,a,2\n", 0, "1|a|2.00" },
	{ THREE, "", "id,name,name,amount\n1,a,b,2\n", 0, "!twice 1" },
	{ "n:integer", "", "n\n1\n\n2\nx\n5\n6\n", 0, "~1 1//2/5/6" },
};

static void declare(const struct ugly *u)
{
	struct mdp_buf b = MDP_BUF_INIT;
	struct mdp_str rest = mdp_str_of(u->columns), column;

	mdp_buf_printf(
		&b,
		"sources:\n  - name: raw\n    tables:\n      - name: t\n        config: {meta: {file: ../t.csv%s}}\n"
		"        columns:\n",
		u->meta);
	while (mdp_str_next(&rest, ';', &column)) {
		struct mdp_str name;

		mdp_str_next(&column, ':', &name);
		mdp_buf_printf(&b, "          - {name: %.*s, data_type: '%.*s'}\n", (int)name.n, name.p, (int)column.n,
			       column.p);
	}
	tree_write("dbt/models/sources.yml", mdp_buf_cstr(&b));
	mdp_buf_release(&b);
}

/* "a|b/c|d", in the order of the file. */
static void rows_of(struct mdp_engine *e, struct mdp_buf *out)
{
	struct mdp_result res;

	assert_int_equal(0, mdp_engine_query(e, "SELECT columns(*)::VARCHAR FROM raw.t", NULL, 0, 0, &res, &loans_err));
	for (int64_t r = 0; r < res.nrows; r++)
		for (int c = 0; c < res.ncolumns; c++) {
			mdp_buf_puts(out, c ? "|" : r ? "/" : "");
			mdp_buf_str(out, mdp_result_at(&res, r, c)->s);
		}
	mdp_result_release(&res);
}

static void judge_error(const struct ugly *u)
{
	const char *said[] = { loans_err.primary, loans_err.detail, loans_err.hint };
	size_t n = strlen(u->expect + 1), digits = n;
	bool found = false;
	char word[100];

	while (u->expect[digits] >= '0' && u->expect[digits] <= '9')
		digits--;
	snprintf(word, sizeof(word), "%.*s", (int)(digits < n ? digits - 1 : n), u->expect + 1);
	for (size_t i = 0; i < 3; i++)
		found = found || strstr(said[i], word);
	if (!found)
		fail_msg("'%s' is not in '%s; %s; %s': %.40s", word, said[0], said[1], said[2], u->text);
	if (digits < n)
		assert_int_equal(atoi(u->expect + 1 + digits), loans_err.line);
	assert_int_not_equal(0, loans_err.hint[0]);
}

static void judge(const struct ugly *u)
{
	struct mdp_ingest_options opt = { 0 };
	struct mdp_engine_options eo = { .threads = 1 };
	struct mdp_engine *e = NULL;
	struct mdp_sources dbt;
	struct mdp_buf got = MDP_BUF_INIT;
	const char *want = u->expect;
	FILE *f = fopen(tree_path("t.csv"), "wb");
	int rc;

	fwrite(u->text, 1, u->bytes ? u->bytes : strlen(u->text), f);
	fclose(f);
	declare(u);
	loans_again();
	mdp_report_init(&loans_report);
	rc = mdp_sources_read(&dbt, tree_path("dbt"), &loans_err);
	assert_int_equal(0, mdp_engine_open(&e, &eo, &loans_err));
	if (!rc)
		rc = mdp_ingest_load(e, &dbt, &opt, &loans_report, &loans_err);
	if (*want == '!') {
		assert_int_not_equal(0, rc);
		judge_error(u);
	} else {
		if (rc)
			fail_msg("%s; %s: %.40s", loans_err.primary, loans_err.detail, u->text);
		assert_int_equal(*want == '~' ? atoi(want + 1) : 0, loans_report.rejected_lines);
		want = *want == '~' ? strchr(want, ' ') + 1 : want;
		rows_of(e, &got);
		assert_string_equal(want, mdp_buf_cstr(&got));
	}
	mdp_buf_release(&got);
	mdp_engine_free(e);
	mdp_sources_release(&dbt);
}

static void ugly_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		judge(&cases[i]);
}

/* Every reject has its line, whatever was rejected before it by whom. */
static void lines_of_rejects(void **state)
{
	static const struct ugly u = {
		"n:integer;d:date;s:varchar", "",
		"n,d,s\n1,2024-01-01,a\n2,2024-02-30,b\n\n3\n4.5,2024-01-04,\"two\nlines\"\n5,2024-01-05,\"c\"x\n"
		"6,2024-01-06,d\nx,2024-01-07 10:00:00,e\n8,2024-01-08,f\n9,2024-01-09,g\n10,2024-01-10,h\n"
		"11,2024-01-11,i\n",
		0, "~5"
	};
	static const int64_t lines[] = { 3, 5, 6, 8, 10, 10 };
	struct mdp_ingest_options opt = { 0 };
	struct mdp_engine_options eo = { .threads = 2 };
	struct mdp_engine *e = NULL;
	struct mdp_sources dbt;

	(void)state;
	declare(&u);
	tree_write("t.csv", u.text);
	assert_int_equal(0, mdp_sources_read(&dbt, tree_path("dbt"), &loans_err));
	assert_int_equal(0, mdp_engine_open(&e, &eo, &loans_err));
	assert_int_equal(0, mdp_ingest_load(e, &dbt, &opt, &loans_report, &loans_err));
	assert_int_equal(5, loans_report.rejected_lines);
	assert_int_equal(6, loans_report.nrejects);
	for (int i = 0; i < loans_report.nrejects; i++)
		assert_int_equal(lines[i], loans_report.rejects[i].line);
	assert_non_null(strstr(loans_report.rejects[0].reason, "2024-02-30"));
	assert_string_equal("4.5,2024-01-04,\"two\nlines\"", loans_report.rejects[2].text);
	mdp_engine_free(e);
	mdp_sources_release(&dbt);
}

/* Numbers that are no whole ones in a Parquet file are not rounded either. */
static void parquet_values(void **state)
{
	struct mdp_engine *e = NULL;
	struct mdp_engine_options eo = { 0 };
	char sql[2000];

	(void)state;
	unlink(tree_path("sources/books.csv"));
	assert_int_equal(0, mdp_engine_open(&e, &eo, &loans_err));
	snprintf(sql, sizeof(sql),
		 "copy (select 5::double as book_id, 'Emma' as title, 0.1::double + 0.2 as price) to '%s'",
		 tree_path("sources/books.parquet"));
	assert_int_equal(0, mdp_engine_script(e, sql, &loans_err));
	assert_int_equal(0, loans_ingest(true));
	assert_int_equal(30, loans_number("select (price * 100)::int from raw.books where book_id = 5"));
	snprintf(sql, sizeof(sql), "copy (select 5.5::double as book_id, 'Emma' as title, 7.5 as price) to '%s'",
		 tree_path("sources/books.parquet"));
	assert_int_equal(0, mdp_engine_script(e, sql, &loans_err));
	assert_int_equal(-MDP_FORMAT, loans_ingest(true));
	assert_non_null(strstr(loans_err.primary, "book_id"));
	mdp_engine_free(e);
}

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(ugly_files, setup, teardown),
		cmocka_unit_test_setup_teardown(lines_of_rejects, setup, teardown),
		cmocka_unit_test_setup_teardown(parquet_values, setup, teardown),
	};
	return cmocka_run_group_tests_name("ingest_values", tests, NULL, NULL);
}
