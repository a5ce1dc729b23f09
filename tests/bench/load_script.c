/*
 * load_script FILE.duckdb SOURCES: the statements that load a warehouse's raw tables from the CSV files of the same names, as one
 * would write them by hand for the engine alone.
 */
#include <stdio.h>
#include <string.h>
#include <duckdb.h>

static const char sql[] = "SELECT 'CREATE TABLE raw.' || table_name || ' AS SELECT * FROM read_csv(''' || f.file || "
			  "''', header = true, auto_detect = "
			  "false, columns = {' || string_agg('''' || column_name || ''': ''' || data_type || '''', ', "
			  "' ORDER BY column_index) || '});' "
			  "FROM duckdb_columns() c JOIN (SELECT file FROM glob('%s/*/*.csv')) f ON f.file LIKE '%%/' "
			  "|| c.table_name || '.csv' "
			  "WHERE c.schema_name = 'raw' GROUP BY table_name, f.file ORDER BY 1";

int main(int argc, char **argv)
{
	duckdb_database db;
	duckdb_connection con;
	duckdb_result res;
	char text[4096];

	if (argc != 3 || duckdb_open(argv[1], &db) || duckdb_connect(db, &con))
		return 1;
	snprintf(text, sizeof(text), sql, argv[2]);
	if (duckdb_query(con, text, &res)) {
		fprintf(stderr, "load_script: %s\n", duckdb_result_error(&res));
		return 1;
	}
	puts("CREATE SCHEMA raw;");
	for (duckdb_data_chunk chunk; (chunk = duckdb_fetch_chunk(res)); duckdb_destroy_data_chunk(&chunk)) {
		duckdb_string_t *rows = duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0));

		for (idx_t i = 0; i < duckdb_data_chunk_get_size(chunk); i++)
			printf("%.*s\n", (int)duckdb_string_t_length(rows[i]), duckdb_string_t_data(&rows[i]));
	}
	duckdb_destroy_result(&res);
	duckdb_disconnect(&con);
	duckdb_close(&db);
	return 0;
}
