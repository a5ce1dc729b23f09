/*
 * run PLATFORM: every generated query of a platform's dashboards. Each must be what mdp pages would write, and must give the
 * figures that mdp gives for the same logical query: with its inputs at their samples, at all, over other periods, and over one
 * that is longer than the data.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "template.h"

struct run {
	struct mdp_session *s;
	struct mdp_engine *e;
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
		report(r, name, "at its samples", template_agrees(r->s, r->e, &a, json.p, sql.p, MDP_PAGE_SAMPLE));
		if (strstr(json.p, "\"all\""))
			report(r, name, "at all", template_agrees(r->s, r->e, &a, json.p, sql.p, MDP_PAGE_ALL));
		for (int i = 0; strstr(json.p, "\"date range\"") && i < 4; i++) {
			const char *other = with_period(&a, json.p, periods[i][0], periods[i][1]);
			report(r, name, periods[i][2], template_agrees(r->s, r->e, &a, other, sql.p, MDP_PAGE_SAMPLE));
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

int main(int argc, char **argv)
{
	static const char *const suffixes[] = { ".json", NULL };
	struct run r = { 0 };
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
	printf("1..%d\n", r.n);
	mdp_engine_free(r.e);
	mdp_session_free(r.s);
	mdp_arena_release(&a);
	return r.failed > 0;
}
