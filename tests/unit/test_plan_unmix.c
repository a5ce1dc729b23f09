/* Amounts of a row that hold one of something coarser: found in the data, taken apart in a sum, refused in an average. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include "plan/plan.h"
#include "profile/profile.h"
#include "sql/sql.h"

/* Repairs: a job has one to four parts, its fee stands on each of them. */
#define REPAIRS                                                                                         \
	"create schema marts; create table marts.repair_parts as select r as repair_id, r * 10 + k as " \
	"repair_part_id, "                                                                              \
	"date '2024-01-01' + (r %% 300)::int as repair_date, 'bay ' || (r %% 7) as bay, "               \
	"(40 + r %% 90 + (r %% 3) * 0.5)::double as repair_fee, 1 + (r * 7 + k * 3) %% 5 as quantity, " \
	"(2 + (r * k * 13) %% 17 + 0.25)::double as part_cost, %s as part_margin "                      \
	"from range(1, 400) t(r), range(1, 5) u(k) where k <= 1 + r %% 4"
#define MIXED \
	"(40 + r % 90 + (r % 3) * 0.5)::double - (1 + (r * 7 + k * 3) % 5) * (2 + (r * k * 13) % 17 + 0.25)::double"

struct platform {
	struct mdp_arena a;
	struct mdp_engine *e;
	struct mdp_catalog *c;
};

static void build(struct platform *p, const char *margin)
{
	struct mdp_error err = { 0 };
	struct mdp_engine_options opt = { .threads = 1 };
	const char *schemas[] = { "marts", NULL };
	struct mdp_hints hints = { .schemas = schemas };

	mdp_arena_init(&p->a);
	p->c = mdp_catalog_new();
	if (mdp_engine_open(&p->e, &opt, &err) ||
	    mdp_engine_script(p->e, mdp_arena_printf(&p->a, REPAIRS, margin), &err) ||
	    mdp_profile_run(p->e, &hints, p->c, &err))
		fail_msg("%s: %s", err.primary, err.detail);
}

static void release(struct platform *p)
{
	mdp_catalog_free(p->c);
	mdp_engine_free(p->e);
	mdp_arena_release(&p->a);
}

static const struct mdp_identity *mixed_of(const struct platform *p)
{
	for (int i = 0; i < p->c->nidentities; i++)
		if (p->c->identities[i].kind == MDP_ID_MIXED)
			return &p->c->identities[i];
	return NULL;
}

static int ask(struct platform *p, const char *fn, double *out, const char **caveat, struct mdp_error *err)
{
	const char *json = mdp_arena_printf(&p->a,
					    "{\"of\": \"repair part\", \"show\": [{\"name\": \"v\", \"expr\": "
					    "{\"aggregate\": \"%s\", \"of\": \"repair part\", "
					    "\"expr\": {\"column\": \"repair_parts.part_margin\"}}}]}",
					    fn);
	struct mdp_query *q;
	struct mdp_plan *plan;
	struct mdp_sql sql = { 0 };
	struct mdp_result res = { 0 };
	int rc = mdp_query_load(&p->a, mdp_str_of(json), &q, err);

	*caveat = "";
	if (!rc)
		rc = mdp_plan_make(p->c, q, &p->a, &plan, err);
	if (!rc)
		rc = mdp_sql_render(p->c, plan, MDP_DIALECT_DUCKDB, &p->a, &sql, err);
	if (!rc)
		rc = mdp_engine_query(p->e, sql.text, sql.params, sql.nparams, 0, &res, err);
	if (!rc) {
		*out = mdp_value_number(mdp_result_at(&res, 0, 0));
		for (int i = 0; i < plan->ncaveats; i++)
			if (!strcmp(plan->caveats[i].code, "mixed_grain"))
				*caveat = plan->caveats[i].text;
	}
	if (rc)
		print_message("%s: %s\n", fn, err->primary);
	mdp_result_release(&res);
	return rc;
}

static double gold(struct platform *p, const char *sql)
{
	struct mdp_error err = { 0 };
	struct mdp_result res;

	assert_int_equal(mdp_engine_query(p->e, sql, NULL, 0, 0, &res, &err), 0);
	double v = mdp_value_number(mdp_result_at(&res, 0, 0));
	mdp_result_release(&res);
	return v;
}

static void test_taken_apart(void **state)
{
	struct platform p;
	struct mdp_error err = { 0 };
	const char *caveat;
	double got = 0;

	(void)state;
	build(&p, MIXED);
	const struct mdp_identity *id = mixed_of(&p);
	assert_non_null(id);
	assert_string_equal(p.c->columns[id->a].name, "repair_fee");
	assert_string_equal(p.c->columns[id->c].name, "part_margin");
	assert_int_equal(id->nterms, 2);
	assert_int_equal(id->terms[0].sign, -1);
	assert_int_equal(id->exceptions, 0);
	assert_int_equal(ask(&p, "sum", &got, &caveat, &err), 0);
	assert_float_equal(
		got,
		gold(&p,
		     "select (select sum(f) from (select repair_id, any_value(repair_fee) as f from "
		     "marts.repair_parts group by 1)) - (select sum(quantity * part_cost) from marts.repair_parts)"),
		1e-6);
	assert_true(fabs(got - gold(&p, "select sum(part_margin) from marts.repair_parts")) > 1000);
	assert_non_null(strstr(caveat, "once per repair"));
	release(&p);
}

static void test_average_is_refused(void **state)
{
	struct platform p;
	struct mdp_error err = { 0 };
	const char *caveat;
	double got = 0;

	(void)state;
	build(&p, MIXED);
	assert_int_equal(ask(&p, "avg", &got, &caveat, &err), -(int)MDP_REFUSED);
	assert_int_equal(err.reason, MDP_REASON_NOT_ADDITIVE);
	assert_int_equal(ask(&p, "max", &got, &caveat, &err), 0); /* a value as it is stored */
	release(&p);
}

/* The same shape with amounts of the row alone is no finding, and its sum is its sum. */
static void test_rows_own_amounts(void **state)
{
	struct platform p;
	struct mdp_error err = { 0 };
	const char *caveat;
	double got = 0;

	(void)state;
	build(&p, "(1 + (r * 7 + k * 3) % 5) * ((r + k) % 23 + 9.5 - (2 + (r * k * 13) % 17 + 0.25))::double");
	assert_null(mixed_of(&p));
	assert_int_equal(ask(&p, "sum", &got, &caveat, &err), 0);
	assert_float_equal(got, gold(&p, "select sum(part_margin) from marts.repair_parts"), 1e-6);
	assert_string_equal(caveat, "");
	release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_taken_apart),
		cmocka_unit_test(test_average_is_refused),
		cmocka_unit_test(test_rows_own_amounts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
