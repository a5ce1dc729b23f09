/*
 * run WAREHOUSE FILE…: logical queries on a profiled warehouse, each compared with SQL written by hand. The catalog is what the
 * profile finds in the data alone, so a wrong key, grain or identity shows here as a wrong number. A case is
 * {id, query, gold, ordered?} or {id, query, refuse: REASON, says?}; rows are compared as multisets, numbers to nine digits. Each plan is
 * run with binds and with literals.
 */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "engine/engine.h"
#include "plan/plan.h"
#include "profile/profile.h"
#include "sql/sql.h"

struct run {
	struct mdp_engine *e;
	struct mdp_catalog *c;
	const char *with;
	int n, failed;
};

static int by_line(const void *l, const void *r)
{
	return strcmp(*(const char *const *)l, *(const char *const *)r);
}

static const char **lines_of(struct mdp_arena *a, const struct mdp_result *res, bool ordered)
{
	const char **lines = MDP_NEW_ARRAY(a, (size_t)res->nrows + 1, const char *);
	for (int64_t r = 0; r < res->nrows; r++) {
		lines[r] = "";
		for (int k = 0; k < res->ncolumns; k++) {
			const struct mdp_value *v = mdp_result_at(res, r, k);
			const char *text = mdp_value_print(a, v);
			if (mdp_value_is_number(v))
				text = mdp_arena_printf(a, "%.9g",
							fabs(mdp_value_number(v)) < 1e-9 ? 0 : mdp_value_number(v));
			lines[r] = mdp_arena_printf(a, "%s%s|", lines[r], text);
		}
	}
	if (!ordered && res->nrows > 1)
		qsort(lines, (size_t)res->nrows, sizeof(*lines), by_line);
	return lines;
}

static void report(struct run *r, const char *id, bool ok)
{
	printf("%sok %d - %s\n", ok ? "" : "not ", ++r->n, id);
	r->failed += !ok;
}

static bool compare(struct run *r, struct mdp_arena *a, const struct mdp_sql *sql, const char *gold_sql, bool ordered)
{
	struct mdp_error err = { 0 };
	struct mdp_result got = { 0 }, gold = { 0 };
	bool ok = false;
	const char *text =
		strncmp(gold_sql, "with", 4) == 0 ? gold_sql : mdp_arena_printf(a, "with %s %s", r->with, gold_sql);
	if (mdp_engine_query(r->e, sql->text, sql->params, sql->nparams, 0, &got, &err))
		printf("# %s | %s\n", err.primary, err.detail);
	else if (mdp_engine_query(r->e, text, NULL, 0, 0, &gold, &err))
		printf("# gold: %s | %s\n", err.primary, err.detail);
	else
		ok = got.nrows == gold.nrows && got.ncolumns == gold.ncolumns;
	const char **l = lines_of(a, &got, ordered), **g = lines_of(a, &gold, ordered);
	for (int64_t i = 0; ok && i < got.nrows; i++) {
		ok = strcmp(l[i], g[i]) == 0;
		if (!ok)
			printf("# row %lld: got %s gold %s\n", (long long)i + 1, l[i], g[i]);
	}
	if (!ok)
		printf("# %lld rows, gold has %lld\n", (long long)got.nrows, (long long)gold.nrows);
	mdp_result_release(&got);
	mdp_result_release(&gold);
	return ok;
}

/* The same plan with literals in the text gives the same rows. */
static bool compare_text(struct run *r, struct mdp_arena *a, const struct mdp_plan *plan, const char *gold_sql,
			 bool ordered)
{
	struct mdp_sql_text text = { 0 };
	struct mdp_sql sql = { 0 };
	struct mdp_error err = { 0 };
	if (mdp_sql_render_text(r->c, plan, MDP_DIALECT_DUCKDB, &text, a, &sql.text, &err)) {
		printf("# with literals: %s\n", err.primary);
		return false;
	}
	bool ok = compare(r, a, &sql, gold_sql, ordered);
	if (!ok)
		printf("# with literals: %s\n", sql.text);
	return ok;
}

static void run_case(struct run *r, const json_t *one)
{
	struct mdp_arena a;
	struct mdp_error err = { 0 };
	struct mdp_query *q = NULL;
	struct mdp_plan *plan = NULL;
	struct mdp_sql sql = { 0 };
	bool ok = false;
	const char *id = json_string_value(json_object_get(one, "id"));
	const char *refuse = json_string_value(json_object_get(one, "refuse"));
	const char *says = json_string_value(json_object_get(one, "says"));
	const char *gold = json_string_value(json_object_get(one, "gold"));
	char *query = json_dumps(json_object_get(one, "query"), JSON_COMPACT);
	mdp_arena_init(&a);
	int rc = mdp_query_load(&a, mdp_str_of(query), &q, &err);
	if (!rc)
		rc = mdp_plan_make(r->c, q, &a, &plan, &err);
	if (!rc)
		rc = mdp_sql_render(r->c, plan, MDP_DIALECT_DUCKDB, &a, &sql, &err);
	if (refuse)
		ok = rc == -MDP_REFUSED && strcmp(refuse, mdp_reason_word(err.reason)) == 0 &&
		     (!says || strstr(err.primary, says) || strstr(err.hint, says));
	else if (!rc)
		ok = compare(r, &a, &sql, gold, json_is_true(json_object_get(one, "ordered")));
	if (ok && !refuse)
		ok = compare_text(r, &a, plan, gold, json_is_true(json_object_get(one, "ordered")));
	if (!ok && rc)
		printf("# %s %s | %s | %s\n", mdp_reason_word(err.reason), err.primary, err.detail, err.hint);
	if ((!ok || getenv("SHOW_SQL")) && sql.text) {
		for (const char *s = sql.text; *s; s++) {
			if (s == sql.text || s[-1] == '\n')
				fputs("# ", stdout);
			putchar(*s);
		}
		printf("\n");
		if (getenv("SHOW_SQL"))
			fputs(mdp_plan_dump(plan, &a), stdout);
	}
	report(r, id, ok);
	free(query);
	mdp_arena_release(&a);
}

static int run_file(struct run *r, const char *path)
{
	json_error_t why;
	json_t *root = json_load_file(path, 0, &why);
	const json_t *one;
	size_t i;
	if (!root) {
		fprintf(stderr, "%s:%d: %s\n", path, why.line, why.text);
		return -1;
	}
	r->with = json_string_value(json_object_get(root, "with"));
	json_array_foreach(json_object_get(root, "cases"), i, one) run_case(r, one);
	json_decref(root);
	return 0;
}

int main(int argc, char **argv)
{
	struct mdp_error err = { 0 };
	struct mdp_engine_options opt = { .path = argc > 1 ? argv[1] : "", .read_only = true, .threads = 2 };
	const char *schemas[] = { "marts", NULL };
	struct mdp_hints hints = { .schemas = schemas };
	struct run r = { .c = mdp_catalog_new() };
	int rc = 0;
	if (argc < 3 || mdp_engine_open(&r.e, &opt, &err) || mdp_profile_run(r.e, &hints, r.c, &err)) {
		fprintf(stderr, "run WAREHOUSE FILE…: %s %s\n", err.primary, err.detail);
		return 2;
	}
	for (int i = 2; !rc && i < argc; i++)
		rc = run_file(&r, argv[i]);
	printf("1..%d\n", r.n);
	mdp_engine_free(r.e);
	mdp_catalog_free(r.c);
	return rc || r.failed ? 1 : 0;
}
