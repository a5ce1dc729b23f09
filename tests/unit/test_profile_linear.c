/* Amounts made of others: found in the data, in the form whose parts are added, and nowhere else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include "fake_catalog.h"
#include "profile/profile.h"

static struct mdp_catalog *profile(const char *sql)
{
	struct mdp_engine *e = NULL;
	struct mdp_error err = { 0 };
	struct mdp_engine_options opt = { .threads = 1 };
	const char *schemas[] = { "marts", NULL };
	struct mdp_hints hints = { .schemas = schemas };
	struct mdp_catalog *c = mdp_catalog_new();
	if (mdp_engine_open(&e, &opt, &err) || mdp_engine_script(e, sql, &err) || mdp_profile_run(e, &hints, c, &err))
		fail_msg("%s: %s", err.primary, err.detail);
	mdp_engine_free(e);
	return c;
}

static const struct mdp_identity *linear_of(const struct mdp_catalog *c, const char *column, int *n)
{
	const struct mdp_identity *found = NULL;
	*n = 0;
	for (int i = 0; i < c->nidentities; i++) {
		if (c->identities[i].kind != MDP_ID_LINEAR)
			continue;
		++*n;
		if (strcmp(c->columns[c->identities[i].c].name, column) == 0)
			found = &c->identities[i];
	}
	return found;
}

static void test_total_is_its_parts(void **state)
{
	int n;
	(void)state;
	struct mdp_catalog *c = profile(fake_warehouse_sql);
	const struct mdp_identity *id = linear_of(c, "total", &n);
	assert_non_null(id);
	assert_int_equal(n, 1); /* not once for each of its amounts */
	assert_int_equal(id->nterms, 4);
	assert_string_equal(c->columns[id->terms[0].column].name, "subtotal");
	assert_true(id->terms[0].share > 0.85 && id->terms[0].share < 1);
	assert_int_equal(id->checked, 160); /* each order once */
	assert_int_equal(id->exceptions, 0);
	for (int i = 0; i < id->nterms; i++)
		assert_int_equal(id->terms[i].sign,
				 strcmp(c->columns[id->terms[i].column].name, "discount") == 0 ? -1 : 1);
	mdp_catalog_free(c);
}

/* One row in ten breaks it: then it is not so. */
static void test_nothing_where_it_does_not_hold(void **state)
{
	int n;
	(void)state;
	struct mdp_catalog *c =
		profile("create schema marts; create table marts.bills as select i as bill_id, (i * 7.25)::double as "
			"net_amount,"
			" round(i * 7.25 * 0.2, 2)::double as tax_amount,"
			" round(i * 7.25 * 1.2, 2) + case when i % 10 = 0 then 3 else 0 end::double as gross_amount"
			" from range(1, 400) t(i)");
	linear_of(c, "gross_amount", &n);
	assert_int_equal(n, 0);
	mdp_catalog_free(c);
}

static void test_empty_parts_count_as_nothing(void **state)
{
	int n;
	(void)state;
	struct mdp_catalog *c =
		profile("create schema marts; create table marts.bills as select i as bill_id, (i * 7.25)::double as "
			"net_amount,"
			" case when i % 4 = 0 then i * 0.5 end::double as rebate_amount,"
			" (i * 7.25 - case when i % 4 = 0 then i * 0.5 else 0 end)::double as gross_amount"
			" from range(1, 400) t(i)");
	const struct mdp_identity *id = linear_of(c, "net_amount", &n);
	assert_non_null(id);
	assert_int_equal(id->checked, 399);
	mdp_catalog_free(c);
}

/* A fee that one bill in fifty has, a total in whole numbers, and lines that are all for one piece. */
static void test_seldom_charged_parts(void **state)
{
	int n, products = 0;
	(void)state;
	struct mdp_catalog *c =
		profile("create schema marts; create table marts.bill_lines as select i as bill_id, i * 4 + k as "
			"bill_line_id, 1 as "
			"quantity, (5 + (i * k) % 40) as price, case when i % 2 = 0 then 5 + i % 40 + 5 + (i * 2) % 40 "
			"else 5 + i % "
			"40 end as goods_total, case when i % 50 = 0 then 9.5 else 0 end::double as fee_amount, "
			"round(i % 40 * 0.25, "
			"2)::double as tax_amount, (case when i % 2 = 0 then 5 + i % 40 + 5 + (i * 2) % 40 else 5 + i "
			"% 40 end + case "
			"when i % 50 = 0 then 9.5 else 0 end + round(i % 40 * 0.25, 2))::double as bill_amount"
			" from range(1, 4000) t(i), range(1, 3) u(k) where k = 1 or i % 2 = 0");
	const struct mdp_identity *id = linear_of(c, "bill_amount", &n);
	assert_non_null(id);
	assert_int_equal(id->nterms, 3);
	assert_int_equal(id->exceptions, 0);
	for (int i = 0; i < c->nidentities; i++)
		products += c->identities[i].kind == MDP_ID_SUM_PRODUCT &&
			    !strcmp(c->columns[c->identities[i].c].name, "goods_total");
	assert_int_equal(products, 1);
	assert_int_equal(c->columns[mdp_catalog_column(c, mdp_str_of("bill_lines.goods_total"))].role, MDP_ROLE_MONEY);
	mdp_catalog_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_total_is_its_parts),
		cmocka_unit_test(test_nothing_where_it_does_not_hold),
		cmocka_unit_test(test_empty_parts_count_as_nothing),
		cmocka_unit_test(test_seldom_charged_parts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
