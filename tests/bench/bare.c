/*
 * bare FILE.duckdb SCRIPT.sql: opens the database and runs the script, nothing else. What ingest and build are measured against.
 */
#include <stdio.h>
#include <stdlib.h>
#include <duckdb.h>

static char *slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *text = calloc(1, 1 << 20);

	if (!f || !text || !fread(text, 1, (1 << 20) - 1, f)) {
		fprintf(stderr, "bare: cannot read %s\n", path);
		exit(1);
	}
	fclose(f);
	return text;
}

int main(int argc, char **argv)
{
	duckdb_database db;
	duckdb_connection con;
	duckdb_result res;
	char *sql;

	if (argc != 3 || duckdb_open(argv[1], &db) || duckdb_connect(db, &con)) {
		fprintf(stderr, "usage: bare FILE.duckdb SCRIPT.sql\n");
		return 1;
	}
	sql = slurp(argv[2]);
	if (duckdb_query(con, sql, &res)) {
		fprintf(stderr, "bare: %s\n", duckdb_result_error(&res));
		return 1;
	}
	duckdb_destroy_result(&res);
	free(sql);
	duckdb_disconnect(&con);
	duckdb_close(&db);
	return 0;
}
