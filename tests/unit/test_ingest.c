/* Loading files: what is loaded, what is rejected line by line, and every way in which a file can be wrong as a whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <pthread.h>

#include "base/file.h"
#include "base/limits.h"
#include "ingest/csv.h"
#include "loans.h"

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

#define HEAD "loan_id,book_id,lent_at,state\n"
#define LINE "10,1,2024-01-02 10:00:00,back\n"

static void loans_file(const char *text)
{
	tree_write("sources/loans.csv", text);
}

static void loads_typed(void **state)
{
	(void)state;
	assert_int_equal(0, loans_ingest(true));
	assert_int_equal(3, loans_number("select count(*) from raw.books"));
	assert_int_equal(2475, loans_number("select (sum(price) * 100)::bigint from raw.books"));
	assert_int_equal(1, loans_number("select count(*) from raw.books where title = 'Emma, a novel'"));
	assert_int_equal(3, loans_number("select count(*) from raw.loans where lent_at >= timestamp '2024-01-02'"));
	assert_int_equal(1,
			 loans_number("select count(*) from information_schema.columns where table_name = 'loans' and "
				      "column_name = 'lent_at' and data_type = 'TIMESTAMP'"));
	assert_int_equal(2, loans_report.nsteps);
	assert_int_equal(3, loans_report.steps[0].rows);
	assert_int_equal(0, loans_leftovers());
	assert_false(mdp_file_exists(tree_path("warehouse/data.duckdb.wal")));
}

static void header_in_any_order(void **state)
{
	(void)state;
	tree_write("sources/books.csv", "\xef\xbb\xbfprice,\"book_id\",Title\r\n7.50,1,Emma\r\n\r\n9,2,\r\n");
	assert_int_equal(0, loans_ingest(true));
	assert_int_equal(
		1, loans_number("select count(*) from raw.books where book_id = 2 and price = 9 and title is null"));
	assert_int_equal(
		1, loans_number("select (column_index = 1)::int from duckdb_columns() where table_name = 'books' and "
				"column_name = 'book_id'"));
}

static void only_named_tables(void **state)
{
	struct mdp_ingest_options opt = { .warehouse = tree_path("warehouse/data.duckdb"),
					  .dbt_dir = tree_path("dbt") };
	const char *const one[] = { "raw.loans", NULL }, *const none[] = { "authors", NULL };

	(void)state;
	opt.tables = one;
	assert_int_equal(0, mdp_ingest_run(&opt, &loans_report, &loans_err));
	assert_int_equal(3, loans_number("select count(*) from raw.loans"));
	assert_int_equal(0, loans_number("select count(*) from duckdb_tables() where table_name = 'books'"));
	opt.tables = none;
	loans_again();
	assert_int_equal(-MDP_USAGE, mdp_ingest_run(&opt, &loans_report, &loans_err));
	assert_non_null(strstr(loans_err.primary, "'authors'"));
}

/* Bad lines are left out, each told with its line in the file, and kept in a table. */
static void rejects_lines(void **state)
{
	(void)state;
	tree_write("sources/books.csv",
		   "book_id,title,price\n1,\"two\nlines\",7\n\nx,Ulysses,9\n3\n4,long,1,2\n5,ok,1\n6,a,1\n7,b,1\n");
	assert_int_equal(0, loans_ingest(false));
	assert_int_equal(4, loans_number("select count(*) from raw.books"));
	assert_int_equal(3, loans_report.rejected_lines);
	assert_int_equal(3, loans_report.nrejects);
	assert_int_equal(5, loans_report.rejects[0].line);
	assert_string_equal("book_id", loans_report.rejects[0].column);
	assert_non_null(strstr(loans_report.rejects[0].reason, "\"x\""));
	assert_string_equal("too few values", loans_report.rejects[1].reason);
	assert_int_equal(6, loans_report.rejects[1].line);
	assert_string_equal("too many values", loans_report.rejects[2].reason);
	assert_int_equal(7, loans_report.rejects[2].line);
	assert_string_equal("4,long,1,2", loans_report.rejects[2].text);
	assert_int_equal(3, loans_number("select count(*) from raw.ingest_rejects where table_name = 'raw.books'"));
	/* a clean load forgets them */
	tree_write("sources/books.csv", LOANS_BOOKS);
	assert_int_equal(0, loans_ingest(false));
	assert_int_equal(0, loans_number("select count(*) from raw.ingest_rejects"));
}

/* After a good load, a bad file fails with this word in its message and leaves everything as it was. */
static void fails_with(const char *word, int line)
{
	tree_write("sources/books.csv", "book_id,title,price\n7,Persuasion,5\n");
	assert_int_not_equal(0, loans_ingest(true));
	if (!strstr(loans_err.primary, word) && !strstr(loans_err.detail, word))
		fail_msg("'%s' is neither in '%s' nor in '%s'", word, loans_err.primary, loans_err.detail);
	assert_int_equal(line, loans_err.line);
	assert_int_not_equal(0, loans_err.hint[0]);
	assert_int_equal(0, loans_number("select count(*) from raw.books where book_id = 7"));
	assert_int_equal(3, loans_number("select count(*) from raw.loans"));
	assert_int_equal(0, loans_leftovers());
}

static void strict_fails(void **state)
{
	(void)state;
	assert_int_equal(0, loans_ingest(true));
	loans_file(HEAD LINE "11,two,2024-01-03,out\n");
	fails_with("book_id", 3);
	assert_int_equal(MDP_FORMAT, loans_err.code);
}

static void faults_of_files(void **state)
{
	(void)state;
	assert_int_equal(0, loans_ingest(true));
	loans_file("");
	fails_with("empty", 0);
	loans_file("\n\r\n");
	fails_with("empty", 0);
	loans_file("loan_id;book_id;lent_at;state\n10;1;2024-01-02;back\n");
	fails_with("separated by \";\"", 1);
	loans_file("loan_id,book_id,lent_at\n10,1,2024-01-02\n");
	fails_with("missing: state", 1);
	loans_file("loan_id,book_id,lent_at,state,notes\n10,1,2024-01-02,out,-\n");
	fails_with("not declared: notes", 1);
	loans_file("loan_id,book_id,book_id,lent_at,state\n10,1,1,2024-01-02,out\n");
	fails_with("twice: book_id", 1);
	loans_file("a,b,c,d\n1,2,3,4\n");
	fails_with("not declared: a, b, c, d", 1);
	loans_file(HEAD LINE "11,1,2024-01-02,caf\xe9\n" LINE);
	fails_with("UTF-8", 3);
	loans_file(HEAD "x,1,2024-01-02,out\ny,1,2024-01-02,out\n");
	fails_with("all lines", 2);
}

static void missing_and_unreadable(void **state)
{
	(void)state;
	assert_int_equal(0, loans_ingest(true));
	unlink(tree_path("sources/loans.csv"));
	fails_with("does not exist", 12);
	assert_string_equal("dbt/models/sources.yml", loans_err.file);
	mkdir(tree_path("sources/loans.csv"), 0777);
	fails_with("not a regular file", 0);
	rmdir(tree_path("sources/loans.csv"));
	tree_write("sources/loans.csv", LOANS_LOANS);
	tree_write("sources/loans.parquet", "");
	fails_with("two files", 0);
	unlink(tree_path("sources/loans.parquet"));
	chmod(tree_path("sources/loans.csv"), 0);
	if (geteuid() == 0)
		return; /* root reads everything */
	fails_with("Permission denied", 0);
}

/* A line of 2 GB (a hole in the file) is found in constant memory; so is one just over the limit. */
static void endless_line(void **state)
{
	int fd;

	(void)state;
	assert_int_equal(0, loans_ingest(true));
	loans_file(HEAD LINE "11,1,2024-01-02,");
	fd = open(tree_path("sources/loans.csv"), O_WRONLY);
	assert_int_equal(0, ftruncate(fd, INT64_C(2) << 30));
	close(fd);
	fails_with("too long", 3);
}

static void line_at_the_limit(void **state)
{
	size_t fixed = strlen("11,1,2024-01-02,"), n = MDP_LIMIT_CSV_LINE + 1;
	char *text = test_malloc(strlen(HEAD LINE) + n + 2);

	(void)state;
	assert_int_equal(0, loans_ingest(true));
	sprintf(text, HEAD LINE "11,1,2024-01-02,");
	memset(text + strlen(text), 'x', n - fixed);
	strcpy(text + strlen(HEAD LINE) + n, "\n");
	loans_file(text);
	fails_with("too long", 3);
	strcpy(text + strlen(HEAD LINE) + n - 1, "\n");
	loans_file(text);
	tree_write("sources/books.csv", LOANS_BOOKS);
	assert_int_equal(0, loans_ingest(true));
	assert_int_equal(2, loans_number("select count(*) from raw.loans"));
	test_free(text);
}

/* Nothing after an unclosed quote may go missing in silence. */
static void unclosed_quote(void **state)
{
	(void)state;
	assert_int_equal(0, loans_ingest(true));
	loans_file(HEAD LINE "11,1,2024-01-03,\"out\n" LINE LINE LINE);
	fails_with("quote", 3);
}

struct writer {
	const char *path;
	volatile bool stop, begun;
};

static void *keep_writing(void *data)
{
	struct writer *w = data;

	while (!w->stop) {
		FILE *f = fopen(w->path, "ab");
		fputs("99,1,2024-01-02 10:00:00,back\n", f);
		fclose(f);
		w->begun = true;
	}
	return NULL;
}

static void changing_file(void **state)
{
	struct writer w = { tree_path("sources/loans.csv"), false, false };
	pthread_t t;
	int rc;

	(void)state;
	assert_int_equal(0, loans_ingest(true));
	assert_int_equal(0, pthread_create(&t, NULL, keep_writing, &w));
	while (!w.begun)
		usleep(1000);
	rc = loans_ingest(true);
	w.stop = true;
	pthread_join(t, NULL);
	assert_int_equal(-MDP_IO, rc);
	assert_non_null(strstr(loans_err.primary, "changed while it was read"));
	assert_int_equal(3, loans_number("select count(*) from raw.loans"));
}

static void header_only_is_an_empty_table(void **state)
{
	(void)state;
	loans_file(HEAD);
	assert_int_equal(0, loans_ingest(true));
	assert_int_equal(0, loans_number("select count(*) from raw.loans"));
	assert_int_equal(MDP_STEP_WARN, loans_report.steps[1].status);
}

static void parquet_beside_the_name(void **state)
{
	struct mdp_engine *e = NULL;
	struct mdp_engine_options eo = { 0 };
	char sql[2000];

	(void)state;
	unlink(tree_path("sources/books.csv"));
	snprintf(sql, sizeof(sql),
		 "copy (select 5::bigint as book_id, 'Emma' as title, 7.5::double as price) to '%s' (format parquet)",
		 tree_path("sources/books.parquet"));
	assert_int_equal(0, mdp_engine_open(&e, &eo, &loans_err));
	assert_int_equal(0, mdp_engine_script(e, sql, &loans_err));
	assert_int_equal(0, loans_ingest(true));
	assert_int_equal(750, loans_number("select (price * 100)::bigint from raw.books where book_id = 5"));
	assert_int_equal(1, loans_number("select count(*) from duckdb_columns() where table_name = 'books' and "
					 "data_type = 'DECIMAL(10,2)'"));
	snprintf(sql, sizeof(sql), "copy (select 5 as book_id, 'Emma' as title) to '%s' (format parquet)",
		 tree_path("sources/books.parquet"));
	assert_int_equal(0, mdp_engine_script(e, sql, &loans_err));
	mdp_engine_free(e);
	assert_int_equal(-MDP_FORMAT, loans_ingest(true));
	assert_non_null(strstr(loans_err.detail, "missing: price"));
}

static void strange_paths(void **state)
{
	(void)state;
	tree_write("sources/lo[a]n's*?.csv", HEAD LINE);
	tree_write(
		"dbt/models/sources.yml",
		"sources:\n  - name: raw\n    tables:\n      - name: loans\n        meta: {file: "
		"\"../sources/lo[a]n's*?.csv\"}\n"
		"        columns:\n          - {name: loan_id, data_type: integer}\n          - {name: book_id, "
		"data_type: integer}\n"
		"          - {name: lent_at, data_type: timestamp}\n          - {name: state, data_type: varchar}\n");
	assert_int_equal(0, loans_ingest(true));
	assert_int_equal(1, loans_number("select count(*) from raw.loans"));
}

static void column_without_type(void **state)
{
	(void)state;
	tree_write("dbt/models/sources.yml",
		   "sources:\n  - name: raw\n    tables:\n      - name: loans\n"
		   "        meta: {file: ../sources/loans.csv}\n        columns:\n          - name: loan_id\n");
	assert_int_equal(-MDP_FORMAT, loans_ingest(true));
	assert_non_null(strstr(loans_err.primary, "data_type"));
	assert_int_equal(4, loans_err.line);
}

static void scan_counts_records(void **state)
{
	struct mdp_arena a = { 0 };
	struct mdp_csv csv;

	(void)state;
	tree_write("x.csv", "a,\"b \"\"c\"\"\",\"d\ne\"\n1,2,\"x\ny\n\"\n\n2,\"\"\"\",3\r\n\r\n4,5,6");
	struct mdp_csv_reading reading = { .path = tree_path("x.csv") };
	assert_int_equal(0, mdp_csv_scan(&a, &reading, &csv, &loans_err));
	assert_int_equal(3, csv.nheader);
	assert_string_equal("b \"c\"", csv.header[1]);
	assert_string_equal("d\ne", csv.header[2]);
	assert_int_equal(3, csv.records);
	assert_int_equal(1, csv.longest_line);
	mdp_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(loads_typed),
		T(header_in_any_order),
		T(only_named_tables),
		T(rejects_lines),
		T(strict_fails),
		T(faults_of_files),
		T(missing_and_unreadable),
		T(endless_line),
		T(line_at_the_limit),
		T(unclosed_quote),
		T(changing_file),
		T(header_only_is_an_empty_table),
		T(parquet_beside_the_name),
		T(strange_paths),
		T(column_without_type),
		T(scan_counts_records),
#undef T
	};
	return cmocka_run_group_tests_name("ingest", tests, NULL, NULL);
}
