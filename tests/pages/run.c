/*
 * run PLATFORM [DIR]: every generated query of a platform's dashboards. Each must be what mdp pages would write, and must give the
 * figures that mdp gives for the same logical query: with its inputs at their samples, at all, over other periods, and over one
 * that is longer than the data. Into DIR go the tables as Evidence stores them (TABLE.parquet), and the statements with the rows
 * that are right (cases.json), for other engines.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "template.h"

struct run {
	struct mdp_session *s;
	struct mdp_engine *e;
	json_t *log;
	int n, failed;
};

static void report(struct run *r, const char *name, const char *what, bool ok)
{
	printf("%sok %d - %s: %s\n", ok ? "" : "not ", ++r->n, name, what);
	r->failed += !ok;
}

/* The file with other days in every date range. */
static const char *with_period(struct mdp_arena *a, const char *json, const char *from, const char *to)
{
	json_t *root = json_loads(json, 0, NULL), *input;
	const char *name;
	json_object_foreach(json_object_get(root, "inputs"), name,
			    input) if (!strcmp(json_string_value(json_object_get(input, "kind")), "date range"))
		json_object_set_new(input, "sample", json_pack("[s, s]", from, to));
	char *text = json_dumps(root, 0);
	const char *out = mdp_arena_strdup(a, text);
	free(text);
	json_decref(root);
	return out;
}

static void agrees(struct run *r, struct mdp_arena *a, const char *name, const char *what, const char *json,
		   const char *sql, enum mdp_page_inputs inputs)
{
	report(r, name, what, template_agrees(r->s, r->e, a, json, sql, inputs, r->log));
}

static void run_file(struct run *r, const char *path)
{
	static const char *const periods[][3] = { { "2021-03-05", "2023-02-10", "from one year into another" },
						  { "2024-02-29", "2024-02-29", "one day" },
						  { "2024-11-20", "2025-06-30", "past the end of the data" },
						  { "2015-01-01", "2035-01-01", "longer than the data" } };
	struct mdp_arena a = { 0 };
	struct mdp_error err = { 0 };
	struct mdp_str json, sql;
	const char *name = mdp_path_base(path);
	const char *to = mdp_arena_printf(&a, "%.*s.sql", (int)(strlen(path) - strlen(".json")), path);
	if (mdp_file_read(&a, path, &json, &err) || mdp_file_read(&a, to, &sql, &err)) {
		printf("# %s\n", err.primary);
		report(r, name, "is there", false);
	} else {
		agrees(r, &a, name, "at its samples", json.p, sql.p, MDP_PAGE_SAMPLE);
		if (strstr(json.p, "\"all\""))
			agrees(r, &a, name, "at all", json.p, sql.p, MDP_PAGE_ALL);
		for (int i = 0; strstr(json.p, "\"date range\"") && i < 4; i++) {
			const char *other = with_period(&a, json.p, periods[i][0], periods[i][1]);
			agrees(r, &a, name, periods[i][2], other, sql.p, MDP_PAGE_SAMPLE);
		}
	}
	mdp_arena_release(&a);
}

static void check_files(struct run *r, struct mdp_arena *a)
{
	struct mdp_page_report files;
	struct mdp_error err = { 0 };
	if (mdp_pages_run(r->s, NULL, 0, true, a, &files, &err)) {
		printf("# %s\n", err.primary);
		report(r, "mdp pages --check", "runs", false);
		return;
	}
	for (int i = 0; i < files.n; i++) {
		if (files.files[i].state == MDP_PAGE_FAILED)
			printf("# %s\n", files.files[i].err.primary);
		report(r, files.files[i].file, "is what would be written", files.files[i].state == MDP_PAGE_SAME);
	}
}

static int export(struct run *r, struct mdp_arena *a, const char *dir, struct mdp_error *err)
{
	struct mdp_result res = { 0 };
	int rc = mdp_dir_make(dir, err);
	if (!rc)
		rc = mdp_engine_query(r->e, "select view_name from duckdb_views() where schema_name = 'warehouse'",
				      NULL, 0, 0, &res, err);
	for (int64_t i = 0; !rc && i < res.nrows; i++) {
		const char *table = mdp_value_print(a, mdp_result_at(&res, i, 0));
		const char *file = mdp_engine_literal(a, mdp_arena_printf(a, "%s/%s.parquet", dir, table));
		rc = mdp_engine_script(r->e,
				       mdp_arena_printf(a, "copy (select * from warehouse.%s) to %s (format parquet)",
							mdp_engine_ident(a, table), file),
				       err);
	}
	mdp_result_release(&res);
	char *text = json_dumps(r->log, 0);
	if (!rc)
		rc = mdp_file_write(mdp_path_join(a, dir, "cases.json"), mdp_str_of(text), err);
	free(text);
	return rc;
}

int main(int argc, char **argv)
{
	static const char *const suffixes[] = { ".json", NULL };
	struct run r = { .log = json_array() };
	struct mdp_error err = { 0 };
	struct mdp_arena a = { 0 };
	struct mdp_session_options opt = { .project = { .root = argc > 1 ? argv[1] : "." }, .threads = 1 };
	struct mdp_engine_options memory = { .threads = 1 };
	const char **files;
	int n = 0;
	int rc = mdp_session_open(&r.s, &opt, &err);
	if (!rc)
		rc = mdp_engine_open(&r.e, &memory, &err);
	if (!rc)
		rc = template_tables(r.e, &a, mdp_session_project(r.s)->warehouse, "marts", "warehouse", &err);
	if (!rc)
		rc = mdp_dir_walk(&a, mdp_path_join(&a, mdp_session_project(r.s)->evidence_dir, "queries"), suffixes,
				  NULL, &files, &n, &err);
	if (rc) {
		fprintf(stderr, "%s %s\n", err.primary, err.detail);
		return 1;
	}
	check_files(&r, &a);
	for (int i = 0; i < n; i++)
		run_file(&r, files[i]);
	if (argc > 2 && export(&r, &a, argv[2], &err)) {
		fprintf(stderr, "%s %s\n", err.primary, err.detail);
		r.failed++;
	}
	printf("1..%d\n", r.n);
	json_decref(r.log);
	mdp_engine_free(r.e);
	mdp_session_free(r.s);
	mdp_arena_release(&a);
	return r.failed > 0;
}
