/*
 * Random queries against a brute-force evaluation: wide tables hold one row for each instance with everything it determines, so the
 * gold of an aggregate is one plain select over distinct instances. No plan may multiply, lose or double a measure;
 * it may refuse. What a finer sum stands in for is compared with that sum.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/buf.h"
#include "base/map.h"
#include "base/rng.h"
#include "engine/engine.h"
#include "fake_catalog.h"
#include "plan/plan.h"
#include "sql/sql.h"

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))
#define QUERIES 400

static const char wide_sql[] =
	"create schema wide;"
	"create table wide.line as select f.*, c.age, c.email, p.brand, p.price from marts.fct_orders f"
	"  join marts.dim_customers c using (user_id) join marts.dim_products p using (product_id);"
	"create table wide.orders as select distinct transaction_id, user_id, transaction_date, status, "
	"payment_method, customer_state,"
	"  customer_segment, age, email, subtotal, tax, shipping, discount, total, campaign_id, campaign_type, "
	"campaign_spend from wide.line;"
	"create table wide.customer as select *, state as customer_state from marts.dim_customers;"
	"create table wide.product as select * from marts.dim_products;"
	"create table wide.campaign as select distinct campaign_id, campaign_type, campaign_spend from wide.line where "
	"campaign_id is not null;";

enum { LINE, ORDER, CUSTOMER, PRODUCT, CAMPAIGN };
static const struct {
	const char *name, *wide, *key;
} entities[] = {
	{ "order line", "wide.line", "(transaction_id, user_id, transaction_date, product_id)" },
	{ "order", "wide.orders", "(transaction_id, user_id, transaction_date)" },
	{ "customer", "wide.customer", "user_id" },
	{ "product", "wide.product", "product_id" },
	{ "campaign", "wide.campaign", "campaign_id" },
};
static const bool reach[5][5] = {
	{ 1, 1, 1, 1, 1 }, { 0, 1, 1, 0, 1 }, { 0, 0, 1, 0, 0 }, { 0, 0, 0, 1, 0 }, { 0, 0, 0, 0, 1 },
};

static const struct {
	const char *column, *wide, *value; /* value: a SQL literal to compare with, and its JSON */
	const char *json;
	int owner;
} keys[] = {
	{ "fct_orders.status", "status", "'completed'", "\"completed\"", ORDER },
	{ "fct_orders.payment_method", "payment_method", "'paypal'", "\"paypal\"", ORDER },
	{ "fct_orders.customer_segment", "customer_segment", "'churned'", "\"churned\"", CUSTOMER },
	{ "dim_customers.customer_segment", "customer_segment", "'low_value'", "\"low_value\"", CUSTOMER },
	{ "fct_orders.customer_state", "customer_state", "'TX'", "\"TX\"", CUSTOMER },
	{ "dim_customers.state", "customer_state", "'CA'", "\"CA\"", CUSTOMER },
	{ "dim_customers.age", "age", "35", "35", CUSTOMER },
	{ "fct_orders.category", "category", "'Books'", "\"Books\"", PRODUCT },
	{ "dim_products.category", "category", "'Home'", "\"Home\"", PRODUCT },
	{ "dim_products.brand", "brand", "'Brand 1'", "\"Brand 1\"", PRODUCT },
	{ "fct_orders.quantity", "quantity", "2", "2", LINE },
	{ "fct_orders.campaign_type", "campaign_type", "'type 1'", "\"type 1\"", CAMPAIGN },
};

static const struct {
	const char *fn, *sql, *column, *wide;
	int entity;
} aggregates[] = {
	{ "count", "count(*)", NULL, NULL, LINE },
	{ "count", "count(*)", NULL, NULL, ORDER },
	{ "count", "count(*)", NULL, NULL, CUSTOMER },
	{ "count", "count(*)", NULL, NULL, PRODUCT },
	{ "count", "count(*)", NULL, NULL, CAMPAIGN },
	{ "sum", "sum(x)", "fct_orders.quantity", "quantity", LINE },
	{ "sum", "sum(x)", "fct_orders.total", "total", ORDER },
	{ "sum", "sum(x)", "fct_orders.shipping", "shipping", ORDER },
	{ "avg", "avg(x)", "fct_orders.total", "total", ORDER },
	{ "max", "max(x)", "fct_orders.total", "total", ORDER },
	{ "median", "median(x)", "dim_customers.age", "age", CUSTOMER },
	{ "avg", "avg(x)", "dim_products.price", "price", PRODUCT },
	{ "sum", "sum(x)", "fct_orders.campaign_spend", "campaign_spend", CAMPAIGN },
	{ "count_distinct", "count(distinct x)", "fct_orders.product_id", "product_id", LINE },
};

struct trial {
	int of, by[2], nby, where[2], nwhere, show[3], nshow;
	const char *cmp[2];
};

static struct mdp_catalog *catalog;
static struct mdp_engine *engine;

static int setup(void **state)
{
	struct mdp_error err = { 0 };
	struct mdp_engine_options opt = { .threads = 1 };
	(void)state;
	catalog = fake_catalog();
	if (mdp_engine_open(&engine, &opt, &err) || mdp_engine_script(engine, fake_warehouse_sql, &err) ||
	    mdp_engine_script(engine, wide_sql, &err)) {
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

static struct trial some_trial(uint64_t i)
{
	static const char *const cmps[] = { "eq", "ne", "gt", "le" };
	struct mdp_rng r = mdp_rng_stream(11, 3, i);
	struct trial t = { .of = (int)mdp_rng_range(&r, 0, 4) };
	t.nby = (int)mdp_rng_range(&r, 0, 2);
	t.nwhere = (int)mdp_rng_range(&r, 0, 2);
	t.nshow = (int)mdp_rng_range(&r, 1, 3);
	for (int k = 0; k < 2; k++) {
		t.by[k] = (int)mdp_rng_range(&r, 0, COUNT(keys) - 1);
		t.where[k] = (int)mdp_rng_range(&r, 0, COUNT(keys) - 1);
		t.cmp[k] = cmps[mdp_rng_range(&r, 0, 3)];
	}
	for (int k = 0; k < 3; k++)
		t.show[k] = (int)mdp_rng_range(&r, 0, COUNT(aggregates) - 1);
	return t;
}

static const char *json_of(struct mdp_arena *a, const struct trial *t)
{
	struct mdp_buf b = MDP_BUF_INIT;
	mdp_buf_printf(&b, "{\"of\":\"%s\"", entities[t->of].name);
	for (int i = 0; i < t->nwhere; i++) {
		mdp_buf_puts(&b, i ? "," : t->nwhere > 1 ? ",\"where\":{\"and\":[" : ",\"where\":");
		mdp_buf_printf(&b, "{\"cmp\":\"%s\",\"left\":{\"column\":\"%s\"},\"right\":%s}", t->cmp[i],
			       keys[t->where[i]].column, keys[t->where[i]].json);
	}
	if (t->nwhere > 1)
		mdp_buf_puts(&b, "]}");
	for (int i = 0; i < t->nby; i++)
		mdp_buf_printf(&b, "%s{\"name\":\"k%d\",\"expr\":{\"column\":\"%s\"}}", i ? "," : ",\"by\":[", i,
			       keys[t->by[i]].column);
	mdp_buf_puts(&b, t->nby ? "],\"show\":[" : ",\"show\":[");
	for (int i = 0; i < t->nshow; i++) {
		mdp_buf_printf(&b, "%s{\"name\":\"v%d\",\"expr\":{\"aggregate\":\"%s\",\"of\":\"%s\"", i ? "," : "", i,
			       aggregates[t->show[i]].fn, entities[aggregates[t->show[i]].entity].name);
		if (aggregates[t->show[i]].column)
			mdp_buf_printf(&b, ",\"expr\":{\"column\":\"%s\"}", aggregates[t->show[i]].column);
		mdp_buf_puts(&b, "}}");
	}
	mdp_buf_puts(&b, "]}");
	const char *s = mdp_arena_strdup(a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return s;
}

static void put_where(struct mdp_buf *b, const struct trial *t)
{
	for (int i = 0; i < t->nwhere; i++) {
		const char *op = strcmp(t->cmp[i], "eq") == 0   ? "="
				 : strcmp(t->cmp[i], "ne") == 0 ? "is distinct from"
				 : strcmp(t->cmp[i], "gt") == 0 ? ">"
								: "<=";
		mdp_buf_printf(b, " and %s %s %s", keys[t->where[i]].wide, op, keys[t->where[i]].value);
	}
}

/* Keys and value of one aggregate; `finer`: the amount that stands in for it. */
static const char *gold_of(struct mdp_arena *a, const struct trial *t, int show, bool finer)
{
	struct mdp_buf b = MDP_BUF_INIT;
	int entity = finer ? LINE : aggregates[show].entity;
	bool covers = reach[entity][t->of];
	for (int i = 0; i < t->nby; i++)
		covers &= reach[entity][keys[t->by[i]].owner];
	for (int i = 0; i < t->nwhere; i++)
		covers &= reach[entity][keys[t->where[i]].owner];
	const char *from = entities[covers ? entity : LINE].wide;
	const char *value = finer ? "quantity * unit_price" : aggregates[show].wide ? aggregates[show].wide : "1";
	mdp_buf_puts(&b, "select ");
	for (int i = 0; i < t->nby; i++)
		mdp_buf_printf(&b, "k%d, ", i);
	mdp_buf_printf(&b, "%s from (select distinct ", finer ? "sum(x)" : aggregates[show].sql);
	for (int i = 0; i < t->nby; i++)
		mdp_buf_printf(&b, "%s as k%d, ", keys[t->by[i]].wide, i);
	mdp_buf_printf(&b, "%s as instance, %s as x from %s where %s is not null", entities[entity].key, value, from,
		       entity == CAMPAIGN ? "campaign_id" : "1");
	if (t->of == CAMPAIGN)
		mdp_buf_puts(&b, " and campaign_id is not null");
	put_where(&b, t);
	mdp_buf_puts(&b, ")");
	for (int i = 0; i < t->nby; i++)
		mdp_buf_printf(&b, i ? ", %d" : " group by %d", i + 1);
	const char *s = mdp_arena_strdup(a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return s;
}

static const char *row_key(struct mdp_arena *a, const struct mdp_result *res, int64_t row, int n)
{
	const char *s = "";
	for (int i = 0; i < n; i++)
		s = mdp_arena_printf(a, "%s%s|", s, mdp_value_print(a, mdp_result_at(res, row, i)));
	return s;
}

static bool near(const struct mdp_value *l, const struct mdp_value *r, bool counts)
{
	double x = l->type == MDP_T_NULL_ ? (counts ? 0 : NAN) : mdp_value_number(l);
	double y = !r || r->type == MDP_T_NULL_ ? (counts ? 0 : NAN) : mdp_value_number(r);
	if (isnan(x) || isnan(y))
		return isnan(x) && isnan(y);
	return fabs(x - y) <= 1e-6 * (1 + fabs(y));
}

/* Each shown column against its gold; keys of the gold that the result lacks are failures too. */
static bool same_column(struct mdp_arena *a, const struct trial *t, const struct mdp_result *got, int column,
			const char *gold_sql)
{
	struct mdp_result gold = { 0 };
	struct mdp_error err = { 0 };
	struct mdp_map rows;
	const char *fn = aggregates[t->show[column]].fn;
	bool ok = true, counts = strncmp(fn, "count", 5) == 0;
	mdp_map_init(&rows);
	if (mdp_engine_query(engine, gold_sql, NULL, 0, 0, &gold, &err)) {
		print_error("gold: %s %s\n%s\n", err.primary, err.detail, gold_sql);
		ok = false;
	}
	for (int64_t r = 0; ok && r < gold.nrows; r++)
		mdp_map_set(&rows, mdp_str_of(row_key(a, &gold, r, t->nby)), (void *)mdp_result_at(&gold, r, t->nby));
	int64_t found = 0;
	for (int64_t r = 0; ok && r < got->nrows; r++) {
		const char *key = row_key(a, got, r, t->nby);
		const struct mdp_value *v = mdp_map_get(&rows, mdp_str_of(key));
		found += v != NULL;
		ok = near(mdp_result_at(got, r, t->nby + column), v, counts);
		if (!ok)
			print_error("column %d, key %s: got %s, gold %s\n%s\n", column, key,
				    mdp_value_print(a, mdp_result_at(got, r, t->nby + column)),
				    v ? mdp_value_print(a, v) : "none", gold_sql);
	}
	if (ok && found != gold.nrows) {
		print_error("column %d: %lld of %lld groups\n%s\n", column, (long long)found, (long long)gold.nrows,
			    gold_sql);
		ok = false;
	}
	mdp_map_release(&rows);
	mdp_result_release(&gold);
	return ok;
}

/* Entities that do not determine each other, side by side, are another matter. */
static bool is_related(const struct trial *t)
{
	for (int i = 0; i < t->nshow; i++) {
		int e = aggregates[t->show[i]].entity;
		if (!reach[e][t->of] && !reach[t->of][e])
			return false;
		for (int k = 0; k < i; k++)
			if (t->show[k] == t->show[i])
				return false;
	}
	return t->nby < 2 || t->by[0] != t->by[1];
}

static int run_trial(struct mdp_arena *a, const struct trial *t, bool *answered)
{
	struct mdp_error err = { 0 };
	struct mdp_query *q = NULL;
	struct mdp_plan *plan = NULL;
	struct mdp_sql sql = { 0 };
	struct mdp_result got = { 0 };
	bool ok = true, finer = false;
	const char *json = json_of(a, t);
	int rc = mdp_query_load(a, mdp_str_of(json), &q, &err);
	if (!rc)
		rc = mdp_plan_make(catalog, q, a, &plan, &err);
	if (rc == -MDP_REFUSED)
		return 0;
	if (!rc)
		rc = mdp_sql_render(catalog, plan, MDP_DIALECT_DUCKDB, a, &sql, &err);
	if (!rc)
		rc = mdp_engine_query(engine, sql.text, sql.params, sql.nparams, 0, &got, &err);
	if (rc)
		print_error("%s | %s\n", err.primary, err.detail);
	for (int i = 0; plan && i < plan->ncaveats; i++)
		finer |= strcmp(plan->caveats[i].code, "substitute") == 0;
	ok = rc == 0;
	for (int i = 0; ok && i < t->nshow; i++) {
		bool stands_in = finer && strcmp(aggregates[t->show[i]].fn, "sum") == 0 &&
				 aggregates[t->show[i]].entity == ORDER;
		ok = same_column(a, t, &got, i, gold_of(a, t, t->show[i], stands_in));
	}
	if (!ok)
		print_error("%s\n%s\n\n", json, sql.text ? sql.text : "");
	*answered = ok;
	mdp_result_release(&got);
	return ok ? 0 : 1;
}

static void test_random_queries(void **state)
{
	int bad = 0, answered = 0, tried = 0;
	(void)state;
	for (uint64_t i = 0; tried < QUERIES; i++) {
		struct mdp_arena a;
		struct trial t = some_trial(i);
		bool one = false;
		if (!is_related(&t))
			continue;
		tried++;
		mdp_arena_init(&a);
		bad += run_trial(&a, &t, &one);
		answered += one;
		mdp_arena_release(&a);
	}
	print_message("%d of %d answered, the rest refused\n", answered, tried);
	assert_int_equal(bad, 0);
	assert_true(answered > tried / 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_queries),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
