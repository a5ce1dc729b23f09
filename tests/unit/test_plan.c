/*
 * Queries planned on a small platform, run, and compared with SQL written by hand. The gold reads each order once, so a plan
 * that multiplies a measure fails here. Then what must be refused, and with which reason.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "engine/engine.h"
#include "fake_catalog.h"
#include "plan/plan.h"
#include "plan_cases.h"
#include "sql/sql.h"

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

static struct mdp_catalog *catalog;
static struct mdp_engine *engine;

static const char gold_with[] = "with orders as (select distinct transaction_id, user_id, transaction_date, status, "
				"payment_method, customer_segment,"
				" customer_state, subtotal, tax, shipping, discount, total, campaign_id, "
				"campaign_type, campaign_spend from marts.fct_orders),"
				" lines as (select *, quantity * unit_price as line_revenue from marts.fct_orders) ";

static int setup(void **state)
{
	struct mdp_error err = { 0 };
	struct mdp_engine_options opt = { .threads = 1 };
	(void)state;
	catalog = fake_catalog();
	if (mdp_engine_open(&engine, &opt, &err) || mdp_engine_script(engine, fake_warehouse_sql, &err)) {
		fprintf(stderr, "%s: %s\n", err.primary, err.detail);
		return -1;
	}
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mdp_engine_free(engine);
	mdp_catalog_free(catalog);
	return 0;
}

/* Rows as sorted text lines, numbers to nine digits. */
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

static int plan_of(struct mdp_arena *a, const char *json, struct mdp_plan **plan, struct mdp_sql *sql,
		   struct mdp_error *err)
{
	struct mdp_query *q;
	int rc = mdp_query_load(a, mdp_str_of(json), &q, err);
	if (!rc)
		rc = mdp_plan_make(catalog, q, a, plan, err);
	if (!rc)
		rc = mdp_sql_render(catalog, *plan, MDP_DIALECT_DUCKDB, a, sql, err);
	return rc;
}

static bool check(const struct plan_case *one)
{
	struct mdp_arena a;
	struct mdp_error err = { 0 };
	struct mdp_plan *plan = NULL;
	struct mdp_sql sql = { 0 };
	struct mdp_result got = { 0 }, gold = { 0 };
	bool ok = false;
	mdp_arena_init(&a);
	int rc = plan_of(&a, one->query, &plan, &sql, &err);
	if (rc || mdp_engine_query(engine, sql.text, sql.params, sql.nparams, 0, &got, &err)) {
		print_error("%s\n  %s\n  %s | %s | %s\n%s\n", one->name, one->query, err.primary, err.detail, err.hint,
			    sql.text ? sql.text : "");
		goto out;
	}
	const char *with = strncmp(one->gold, "with", 4) == 0 ? "" : gold_with;
	if (mdp_engine_query(engine, mdp_arena_printf(&a, "%s%s", with, one->gold), NULL, 0, 0, &gold, &err)) {
		print_error("%s: gold: %s %s\n", one->name, err.primary, err.detail);
		goto out;
	}
	const char **l = lines_of(&a, &got, one->ordered), **r = lines_of(&a, &gold, one->ordered);
	ok = got.nrows == gold.nrows && got.ncolumns == gold.ncolumns && got.ncolumns == plan->ncolumns;
	for (int64_t i = 0; ok && i < got.nrows; i++)
		ok = strcmp(l[i], r[i]) == 0;
	bool caveat = !one->caveat;
	for (int i = 0; i < plan->ncaveats && !caveat; i++)
		caveat = strcmp(plan->caveats[i].code, one->caveat) == 0;
	if (!ok) {
		print_error("%s: %lld rows, gold has %lld; %d columns, plan says %d\n%s\n", one->name,
			    (long long)got.nrows, (long long)gold.nrows, got.ncolumns, plan->ncolumns, sql.text);
		for (int64_t i = 0; i < 5 && (i < got.nrows || i < gold.nrows); i++)
			print_error("  got %s   gold %s\n", i < got.nrows ? l[i] : "", i < gold.nrows ? r[i] : "");
	}
	if (!caveat)
		print_error("%s: no caveat '%s'\n%s", one->name, one->caveat, mdp_plan_dump(plan, &a));
	ok &= caveat;
	if (getenv("SHOW_SQL"))
		print_message("-- %s\n%s\n%s\n\n", one->name, sql.text, mdp_plan_dump(plan, &a));
out:
	mdp_result_release(&got);
	mdp_result_release(&gold);
	mdp_arena_release(&a);
	return ok;
}

static void test_results(void **state)
{
	(void)state;
	int bad = 0;
	for (int i = 0; i < plan_ncases; i++)
		bad += !check(&plan_cases[i]);
	assert_int_equal(bad, 0);
}

static void test_refusals(void **state)
{
	(void)state;
	int bad = 0;
	for (int i = 0; i < plan_nrefusals; i++) {
		const struct plan_refusal *one = &plan_refusals[i];
		struct mdp_arena a;
		struct mdp_error err = { 0 };
		struct mdp_plan *plan = NULL;
		struct mdp_sql sql = { 0 };
		mdp_arena_init(&a);
		int rc = plan_of(&a, one->query, &plan, &sql, &err);
		bool ok = rc == -(int)one->code && err.reason == one->reason &&
			  (strstr(err.primary, one->says) || strstr(err.hint, one->says) ||
			   strstr(err.detail, one->says));
		if (!ok)
			print_error("%s: %d %s: %s | %s | %s\n%s\n", one->name, rc, mdp_reason_word(err.reason),
				    err.primary, err.detail, err.hint, sql.text ? sql.text : "");
		bad += !ok;
		mdp_arena_release(&a);
	}
	assert_int_equal(bad, 0);
}

/* The same query gives the same bytes, and planning stays far below what a question may take. */
static void test_same_text_and_fast(void **state)
{
	(void)state;
	struct mdp_arena a;
	mdp_arena_init(&a);
	double start = mdp_clock_ms();
	for (int i = 0; i < plan_ncases; i++) {
		struct mdp_plan *plan;
		struct mdp_sql one = { 0 }, two = { 0 };
		struct mdp_error err = { 0 };
		assert_int_equal(plan_of(&a, plan_cases[i].query, &plan, &one, &err), 0);
		assert_int_equal(plan_of(&a, plan_cases[i].query, &plan, &two, &err), 0);
		assert_string_equal(one.text, two.text);
	}
	double each = (mdp_clock_ms() - start) / plan_ncases / 2;
	print_message("%.3f ms a plan\n", each);
	assert_true(each < 20); /* sanitizers and a busy machine included */
	mdp_arena_release(&a);
}

/* The SQL of every case, as a file that is read when a change of it is reviewed. tests/golden/update.sh shows what changes. */
static void test_golden(void **state)
{
	struct mdp_arena a;
	struct mdp_buf b = MDP_BUF_INIT;
	struct mdp_error err = { 0 };
	struct mdp_str golden = { "", 0 };
	const char *out = getenv("MDP_GOLDEN_OUT");
	(void)state;
	mdp_arena_init(&a);
	for (int i = 0; i < plan_ncases; i++) {
		struct mdp_plan *plan = NULL;
		struct mdp_sql sql = { 0 };
		if (plan_of(&a, plan_cases[i].query, &plan, &sql, &err))
			fail_msg("%s: %s", plan_cases[i].name, err.primary);
		mdp_buf_printf(&b, "-- %s\n%s;\n", plan_cases[i].name, sql.text);
		for (int k = 0; k < plan->ncaveats; k++)
			mdp_buf_printf(&b, "-- [%s] %s\n", plan->caveats[k].code, plan->caveats[k].text);
		mdp_buf_putc(&b, '\n');
	}
	if (out)
		assert_int_equal(mdp_file_write(out, mdp_buf_view(&b), &err), 0);
	else if (mdp_file_read(&a, "tests/golden/plan.sql", &golden, &err))
		fail_msg("%s", err.primary);
	if (!out && !mdp_str_eq(golden, mdp_buf_view(&b)))
		fail_msg("the SQL of a plan has changed: tests/golden/update.sh BUILD shows what, and takes it");
	mdp_buf_release(&b);
	mdp_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_results),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_same_text_and_fast),
		cmocka_unit_test(test_golden),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
