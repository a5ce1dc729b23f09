/*
 * bare_query FILE SQL-FILE: the least a process can do to answer: open the database, run the statement, read every value. What a cold
 * `mdp ask` is measured against. Lines "-- $1 = value" of the statement are its binds, as text.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <duckdb.h>

static char *slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *text = calloc(1, 1 << 20);
	if (!f || !text || !fread(text, 1, (1 << 20) - 1, f))
		exit(1);
	fclose(f);
	return text;
}

static void bind_all(duckdb_prepared_statement st, char *sql)
{
	for (char *p = strstr(sql, "\n-- $"); p; p = strstr(p, "\n-- $")) {
		p += 5;
		char *end = NULL;
		idx_t n = strtoull(p, &end, 10);
		char *value = strstr(end, "= ");
		char *stop = value ? strchr(value, '\n') : NULL;
		if (!value || !stop)
			return;
		duckdb_bind_varchar_length(st, n, value + 2, (idx_t)(stop - value - 2));
		p = stop;
	}
}

int main(int argc, char **argv)
{
	duckdb_database db;
	duckdb_connection con;
	duckdb_config config;
	duckdb_prepared_statement st;
	duckdb_result res;
	idx_t seen = 0;
	if (argc != 3 || duckdb_create_config(&config) || duckdb_set_config(config, "access_mode", "READ_ONLY") ||
	    duckdb_open_ext(argv[1], &db, config, NULL) || duckdb_connect(db, &con))
		return 1;
	char *sql = slurp(argv[2]);
	if (duckdb_prepare(con, sql, &st)) {
		fprintf(stderr, "%s\n", duckdb_prepare_error(st));
		return 1;
	}
	bind_all(st, sql);
	if (duckdb_execute_prepared(st, &res)) {
		fprintf(stderr, "%s\n", duckdb_result_error(&res));
		return 1;
	}
	for (duckdb_data_chunk chunk; (chunk = duckdb_fetch_chunk(res)); duckdb_destroy_data_chunk(&chunk))
		seen += duckdb_data_chunk_get_size(chunk);
	printf("%llu rows\n", (unsigned long long)seen);
	duckdb_destroy_result(&res);
	duckdb_destroy_prepare(&st);
	duckdb_disconnect(&con);
	duckdb_close(&db);
	duckdb_destroy_config(&config);
	free(sql);
	return 0;
}
