/*
 * The generator, judged by the files it wrote: every number, rate, range and identity of its description is a query
 * with the bounds of its answer, and each planted truth of the manifest is looked for in the data.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <signal.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/arena.h"
#include "base/file.h"
#include "engine/engine.h"
#include "generate/generate.h"

static struct mdp_arena arena;
static struct mdp_engine *engine; /* schemas: dirty (the defaults), clean (defects off) */
static const char *top; /* folder of all that the tests write */

static const char *const stems[] = { "postgres/products", "postgres/users", "postgres/transactions",
				     "salesforce/campaigns", "analytics/pageviews" };
static const char *const names[] = { "p", "u", "t", "c", "v" };

static const char *in_top(const char *name)
{
	return mdp_path_join(&arena, top, name);
}

static struct mdp_generate_options options_for(const char *name)
{
	struct mdp_generate_options opt = mdp_generate_defaults();

	opt.out = in_top(name);
	return opt;
}

static void generate(const struct mdp_generate_options *opt)
{
	struct mdp_error err = { 0 };

	if (mdp_generate(opt, &err))
		fail_msg("%s: %s", err.primary, err.detail);
}

static void script(const char *sql)
{
	struct mdp_error err = { 0 };

	if (mdp_engine_script(engine, sql, &err))
		fail_msg("%s\n%s\n%s", err.primary, err.detail, sql);
}

/* The single number that a query gives; NULL counts as -1e99, so that no bound holds. */
static double number(const char *sql)
{
	struct mdp_result res;
	struct mdp_error err = { 0 };
	double v;

	if (mdp_engine_query(engine, sql, NULL, 0, 0, &res, &err))
		fail_msg("%s\n%s\n%s", err.primary, err.detail, sql);
	assert_int_equal(res.nrows, 1);
	v = mdp_value_is_number(mdp_result_at(&res, 0, 0)) ? mdp_value_number(mdp_result_at(&res, 0, 0)) : -1e99;
	mdp_result_release(&res);
	return v;
}

static void load(const char *schema, const char *folder, const char *suffix)
{
	/* money is read as decimals, so that identities can be asked for exactly */
	static const char *const money[] = {
		"REPLACE (price::DECIMAL(12,2) AS price, cost::DECIMAL(12,2) AS cost)",
		"",
		"REPLACE (price::DECIMAL(12,2) AS price, subtotal::DECIMAL(12,2) AS subtotal, tax::DECIMAL(12,2) AS "
		"tax, "
		"shipping::DECIMAL(12,2) AS shipping, discount::DECIMAL(12,2) AS discount, total::DECIMAL(12,2) AS "
		"total)",
		"REPLACE (budget::DECIMAL(12,2) AS budget, actual_spend::DECIMAL(12,2) AS actual_spend)",
		"",
	};

	script(mdp_arena_printf(&arena, "CREATE SCHEMA %s", schema));
	for (int i = 0; i < 5; i++)
		script(mdp_arena_printf(&arena, "CREATE TABLE %s.%s AS SELECT * %s FROM '%s/%s%s'", schema, names[i],
					money[i], folder, stems[i], suffix));
	/* orders, as staging will see them */
	script(mdp_arena_printf(
		&arena,
		"CREATE TABLE %s.o AS SELECT transaction_id, user_id, transaction_date, subtotal, tax, "
		"shipping, discount, discount_code, abs(total) AS total, payment_method, status, campaign_id, "
		"created_at, count(*) AS lines, sum(quantity * price) AS goods FROM %s.t GROUP BY ALL",
		schema, schema));
}

struct bound {
	const char *what, *sql;
	double lo, hi;
};

static void check(const char *schema, const struct bound *b, size_t n)
{
	int wrong = 0;

	script(mdp_arena_printf(&arena, "USE memory.%s", schema));
	for (size_t i = 0; i < n; i++) {
		double v = number(b[i].sql);
		if (v < b[i].lo || v > b[i].hi) {
			print_error("%s: %s is %g, not in %g to %g\n", schema, b[i].what, v, b[i].lo, b[i].hi);
			wrong++;
		}
	}
	script("USE memory.main");
	assert_int_equal(wrong, 0);
}

#define CHECK(schema, bounds) check(schema, bounds, sizeof(bounds) / sizeof((bounds)[0]))
#define NONE 0, 0
#define ALWAYS 1, 1

/* What holds with and without defects. */
static const struct bound shape[] = {
	{ "products", "SELECT count(*) FROM p", 62, 62 },
	{ "users", "SELECT count(*) FROM u", 5000, 5000 },
	{ "page views", "SELECT count(*) FROM v", 50000, 50000 },
	{ "campaign rows", "SELECT count(*) FROM c", 1494 * 0.99, 1494 * 1.01 },
	{ "order lines", "SELECT count(*) FROM t", 35980 * 0.99, 35980 * 1.01 },
	{ "orders", "SELECT count(*) FROM o", 18000, 20000 },
	{ "the key of a product", "SELECT count(DISTINCT product_id) FROM p", 62, 62 },
	{ "the key of a user", "SELECT count(DISTINCT user_id) FROM u", 5000, 5000 },
	{ "the key of a page view", "SELECT count(DISTINCT event_id) FROM v", 50000, 50000 },
	{ "the key of a campaign row", "SELECT count(*) - count(DISTINCT (campaign_id, product_id)) FROM c", NONE },
	{ "the key of an order line",
	  "SELECT count(*) - count(DISTINCT (transaction_id, user_id, transaction_date, product_id)) FROM t", NONE },
	{ "the key of an order", "SELECT count(*) - count(DISTINCT (transaction_id, user_id, transaction_date)) FROM o",
	  NONE },
	{ "first day", "SELECT date_diff('day', DATE '2020-01-20', min(transaction_date)::date) FROM t", NONE },
	{ "last day", "SELECT date_diff('day', DATE '2024-12-31', max(transaction_date)::date) FROM t", NONE },

	{ "categories", "SELECT count(DISTINCT category) FROM p", 5, 5 },
	{ "brands", "SELECT count(DISTINCT split_part(product_name, ' ', 1)) FROM p", 7, 7 },
	{ "product names", "SELECT count(DISTINCT product_name) FROM p", 50, 60 },
	{ "names without their brand", "SELECT count(*) FROM p WHERE NOT starts_with(product_name, brand || ' ')",
	  NONE },
	{ "variants of a type",
	  "SELECT max(n) * 10 + min(n) FROM (SELECT count(*) n FROM p GROUP BY substr(product_name, "
	  "instr(product_name, ' ')))",
	  31, 31 },
	{ "prices out of the category's range",
	  "SELECT count(*) FROM p JOIN (VALUES ('Electronics', 20, 1500), ('Clothing', 15, 200), "
	  "('Home & Garden', 20, 400), ('Sports', 15, 300), ('Books', 8, 60)) r(k, lo, hi) ON category = k "
	  "WHERE NOT abs(price) BETWEEN lo AND hi",
	  NONE },
	{ "costs out of 30 to 70 %", "SELECT count(*) FROM p WHERE NOT cost / abs(price) BETWEEN 0.3 AND 0.7", NONE },
	{ "products made after the first order", "SELECT count(*) FROM p WHERE created_at > TIMESTAMP '2020-01-20'",
	  NONE },

	{ "high_value", "SELECT count(*) FROM u WHERE customer_segment = 'high_value'", 500, 500 },
	{ "medium_value", "SELECT count(*) FROM u WHERE customer_segment = 'medium_value'", 1500, 1500 },
	{ "low_value", "SELECT count(*) FROM u WHERE customer_segment = 'low_value'", 2500, 2500 },
	{ "churned", "SELECT count(*) FROM u WHERE customer_segment = 'churned'", 500, 500 },
	{ "states of a city",
	  "SELECT max(n) FROM (SELECT count(DISTINCT state) n FROM u WHERE city IS NOT NULL GROUP BY city)", ALWAYS },
	{ "cities in the wrong state",
	  "SELECT count(*) FROM u JOIN (VALUES ('Houston', 'TX'), ('Chicago', 'IL'), ('Miami', 'FL'), ('Boston', "
	  "'MA'), "
	  "('Los Angeles', 'CA'), ('New York', 'NY'), ('Seattle', 'WA'), ('Portland', 'OR'), ('Denver', 'CO')) r(k, s) "
	  "ON city = k WHERE state <> s",
	  NONE },
	{ "users of those cities", "SELECT count(*) FROM u WHERE city IN ('Houston', 'Boston', 'Denver')", 100, 600 },
	{ "logins before the sign-up", "SELECT count(*) FROM u WHERE last_login < created_at", NONE },
	{ "sign-ups in 2024", "SELECT count(*) FROM u WHERE year(created_at) = 2024", 400, 1600 },
	{ "sign-ups in the first half of 2022",
	  "SELECT count(*) FROM u WHERE created_at >= '2022-01-01' AND created_at < '2022-07-01'", 200, 800 },

	{ "campaigns", "SELECT count(DISTINCT campaign_id) FROM c", 480, 520 },
	{ "names that are not type - platform - MonYYYY",
	  "SELECT count(*) FROM c WHERE campaign_name <> campaign_type || ' - ' || platform || ' - ' || "
	  "strftime(start_date, '%b%Y')",
	  NONE },
	{ "campaign types", "SELECT count(DISTINCT campaign_type) FROM c", 6, 6 },
	{ "platforms", "SELECT count(DISTINCT platform) FROM c", 7, 7 },
	{ "campaigns not of 7 to 90 days",
	  "SELECT count(*) FROM c WHERE NOT end_date - start_date + 1 BETWEEN 7 AND 90", NONE },
	{ "campaigns out of the range",
	  "SELECT count(*) FROM c WHERE start_date < '2020-01-20' OR end_date > '2024-12-31'", NONE },
	{ "products of a campaign", "SELECT max(n) * 10 + min(n) FROM (SELECT count(*) n FROM c GROUP BY campaign_id)",
	  51, 51 },
	{ "campaigns with two values of anything",
	  "SELECT count(*) FROM (SELECT campaign_id FROM c GROUP BY 1 HAVING count(DISTINCT (campaign_name, "
	  "start_date, "
	  "end_date, budget, coalesce(actual_spend, 0), impressions, clicks, created_at)) > 1)",
	  NONE },
	{ "budgets out of the type's range",
	  "SELECT count(*) FROM c JOIN (VALUES ('Brand Awareness', 20000, 150000), ('Product Launch', 30000, 200000), "
	  "('Seasonal Sale', 15000, 120000), ('Flash Sale', 5000, 40000), ('Retargeting', 3000, 30000), "
	  "('Loyalty Program', 2000, 20000)) r(k, lo, hi) ON campaign_type = k WHERE NOT budget BETWEEN lo AND hi",
	  NONE },
	{ "spend out of 0.7 to 1.2 of the budget",
	  "SELECT count(*) FROM c WHERE NOT actual_spend / budget BETWEEN 0.7 AND 1.2", NONE },
	{ "impressions out of 50 to 500 a unit of spend",
	  "SELECT count(*) FROM c WHERE NOT abs(impressions) / actual_spend BETWEEN 50 AND 500", NONE },
	{ "clicks out of 1 to 8 %",
	  "SELECT count(*) FROM c WHERE clicks <= abs(impressions) AND NOT clicks / abs(impressions) BETWEEN 0.01 AND "
	  "0.08",
	  NONE },

	{ "lines whose order has two customers",
	  "SELECT count(*) FROM t LEFT JOIN u USING (user_id) WHERE u.user_id IS NULL", NONE },
	{ "lines without a product", "SELECT count(*) FROM t ANTI JOIN p USING (product_id)", NONE },
	{ "orders not after the sign-up",
	  "SELECT count(*) FROM o JOIN u USING (user_id) WHERE transaction_date <= u.created_at", NONE },
	{ "orders after the last login",
	  "SELECT count(*) FROM o JOIN u USING (user_id) WHERE transaction_date > last_login", NONE },
	{ "line prices that are not the product's",
	  "SELECT count(*) FROM t JOIN p USING (product_id) WHERE t.price <> abs(p.price)", NONE },
	{ "orders made on another day than theirs", "SELECT count(*) FROM o WHERE created_at::date <> transaction_date",
	  NONE },
	{ "subtotals that are not Σ line price", "SELECT count(*) FROM o WHERE goods <> subtotal", NONE },
	{ "taxes that are not 8 %", "SELECT count(*) FROM o WHERE tax <> round(subtotal * 0.08, 2)", NONE },
	{ "wrong shipping", "SELECT count(*) FROM o WHERE shipping <> CASE WHEN subtotal > 50 THEN 0 ELSE 8 END",
	  NONE },
	{ "orders that pay shipping", "SELECT count(*) FROM o WHERE shipping > 0", 500, 8000 },
	{ "wrong totals", "SELECT count(*) FROM o WHERE total <> subtotal + tax + shipping - discount", NONE },
	{ "discounted orders", "SELECT avg((discount > 0)::int) FROM o", 0.09, 0.11 },
	{ "discounts without a code or the reverse",
	  "SELECT count(*) FROM o WHERE (discount > 0) <> (discount_code IS NOT NULL)", NONE },
	{ "discounts out of 5 to 25 %",
	  "SELECT count(*) FROM o WHERE discount > 0 AND NOT discount BETWEEN subtotal * 0.05 - 0.01 AND subtotal * "
	  "0.25 + 0.01",
	  NONE },
	{ "orders with SAVE10", "SELECT count(*) FROM o WHERE discount_code = 'SAVE10'", 250, 550 },
	{ "orders of 1 line", "SELECT avg((lines = 1)::int) FROM o", 0.495, 0.505 },
	{ "orders of 2 lines", "SELECT avg((lines = 2)::int) FROM o", 0.245, 0.255 },
	{ "orders of 3 lines", "SELECT avg((lines = 3)::int) FROM o", 0.145, 0.155 },
	{ "orders of 4 lines", "SELECT avg((lines = 4)::int) FROM o", 0.065, 0.075 },
	{ "orders of 5 lines", "SELECT avg((lines = 5)::int) FROM o", 0.028, 0.032 },
	{ "most lines", "SELECT max(lines) FROM o", 5, 5 },
	{ "orders of a high_value customer",
	  "SELECT count(*) / 500 FROM o JOIN u USING (user_id) WHERE customer_segment = 'high_value'", 11.9, 12.1 },
	{ "orders of a medium_value customer",
	  "SELECT count(*) / 1500 FROM o JOIN u USING (user_id) WHERE customer_segment = 'medium_value'", 4.9, 5.1 },
	{ "orders of a low_value customer",
	  "SELECT count(*) / 2500 FROM o JOIN u USING (user_id) WHERE customer_segment = 'low_value'", 1.9, 2.1 },
	{ "orders of a churned customer",
	  "SELECT count(*) / 500 FROM o JOIN u USING (user_id) WHERE customer_segment = 'churned'", 0.9, 1.3 },
	{ "customers off by more than 2",
	  "SELECT count(*) FROM (SELECT any_value(customer_segment) s, count(o.user_id) n FROM u LEFT JOIN o USING "
	  "(user_id) GROUP BY u.user_id) WHERE abs(n - CASE s WHEN 'high_value' THEN 12 WHEN 'medium_value' THEN 5 "
	  "WHEN "
	  "'low_value' THEN 2 ELSE 1 END) > 2",
	  NONE },
	{ "customers who never ordered", "SELECT count(*) FROM u ANTI JOIN o USING (user_id)", 200, 1500 },
	{ "completed", "SELECT avg((status = 'completed')::int) FROM o", 0.89, 0.91 },
	{ "cancelled", "SELECT avg((status = 'cancelled')::int) FROM o", 0.044, 0.056 },
	{ "refunded", "SELECT avg((status = 'refunded')::int) FROM o", 0.025, 0.035 },
	{ "pending", "SELECT avg((status = 'pending')::int) FROM o", 0.016, 0.024 },
	{ "campaigns of orders that do not run on that day for a product of the order",
	  "SELECT count(*) FROM o WHERE campaign_id IS NOT NULL AND NOT EXISTS (FROM t JOIN c USING (campaign_id, "
	  "product_id) WHERE t.transaction_id = o.transaction_id AND t.user_id = o.user_id AND campaign_id = "
	  "o.campaign_id "
	  "AND o.transaction_date::date BETWEEN start_date AND end_date)",
	  NONE },
	{ "orders of a campaign", "SELECT avg((campaign_id IS NOT NULL)::int) FROM o", 0.15, 0.45 },

	{ "registered visitors", "SELECT avg((user_id IS NOT NULL)::int) FROM v", 0.68, 0.72 },
	{ "visits not after the sign-up",
	  "SELECT count(*) FROM v JOIN u USING (user_id) WHERE event_time <= created_at", NONE },
	{ "visits of nobody known", "SELECT count(*) FROM v ANTI JOIN u USING (user_id) WHERE user_id IS NOT NULL",
	  NONE },
	{ "page types", "SELECT count(DISTINCT page_type) FROM v", 7, 7 },
	{ "devices", "SELECT count(DISTINCT device) FROM v", 3, 3 },
	{ "browsers", "SELECT count(DISTINCT browser) FROM v", 5, 5 },
	{ "product views without a product or the reverse",
	  "SELECT count(*) FROM v WHERE (page_type = 'product') <> (product_id IS NOT NULL)", NONE },
	{ "product views inside a campaign that are attributed",
	  "SELECT avg((campaign_id IS NOT NULL)::int) FROM v WHERE page_type = 'product' AND year(event_time) < 2030 "
	  "AND "
	  "EXISTS (FROM c WHERE c.product_id = v.product_id AND event_time::date BETWEEN start_date AND end_date)",
	  0.58, 0.62 },
	{ "attributed views outside of a campaign",
	  "SELECT count(*) FROM v ANTI JOIN c ON v.campaign_id = c.campaign_id AND v.product_id = c.product_id AND "
	  "event_time::date BETWEEN start_date AND end_date WHERE campaign_id IS NOT NULL AND year(event_time) < 2030",
	  NONE },
	{ "users of a session", "SELECT max(n) FROM (SELECT count(DISTINCT user_id) n FROM v GROUP BY session_id)",
	  ALWAYS },
	{ "sessions", "SELECT count(DISTINCT session_id) FROM v", 17500, 17500 },
	{ "visits out of the range",
	  "SELECT count(*) FROM v WHERE year(event_time) < 2030 AND NOT event_time::date BETWEEN '2020-01-20' AND "
	  "'2024-12-31'",
	  NONE },

	{ "growth of orders from 2021 to 2024",
	  "SELECT count(*) FILTER (year(transaction_date) = 2024) / count(*) FILTER (year(transaction_date) = 2021) "
	  "FROM o",
	  1.2, 1.8 },
	{ "December over February",
	  "SELECT count(*) FILTER (month(transaction_date) = 12) / count(*) FILTER (month(transaction_date) = 2) FROM "
	  "o "
	  "WHERE year(transaction_date) > 2020",
	  1.3, 2.2 },
	{ "Saturday over Tuesday",
	  "SELECT count(*) FILTER (isodow(transaction_date) = 6) / count(*) FILTER (isodow(transaction_date) = 2) FROM "
	  "o",
	  1.1, 1.4 },
};

/* Following lines of the first line's category; the first line of an order is its first row in the file. */
static const struct bound lines_of_category[] = {
	{ "following lines of the first line's category",
	  "WITH n AS (SELECT t.*, p.category, row_number() OVER () AS rn FROM t JOIN p USING (product_id)), "
	  "f AS (SELECT transaction_id, user_id, transaction_date, min(rn) AS rn FROM n GROUP BY ALL), "
	  "g AS (SELECT n.transaction_id, n.user_id, n.transaction_date, n.category FROM n SEMI JOIN f USING (rn)) "
	  "SELECT avg((n.category = g.category)::int) FROM n JOIN g USING (transaction_id, user_id, transaction_date) "
	  "ANTI JOIN f USING (rn)",
	  0.585, 0.615 },
};

static const struct bound defects[] = {
	{ "null brands", "SELECT count(*) FROM p WHERE brand IS NULL", 2, 4 },
	{ "negative prices", "SELECT count(*) FROM p WHERE price < 0", 1, 3 },
	{ "null categories", "SELECT count(*) FROM p WHERE category IS NULL", 1, 2 },
	{ "null stocks", "SELECT count(*) FROM p WHERE stock_quantity IS NULL", 2, 6 },
	{ "null stocks of newer products",
	  "SELECT count(*) FROM (SELECT *, rank() OVER (ORDER BY created_at) r FROM p) WHERE stock_quantity IS NULL "
	  "AND "
	  "r > 31",
	  NONE },
	{ "shared e-mails", "SELECT 1 - count(DISTINCT email) / count(email) FROM u WHERE email LIKE '%_@_%.%'", 0.04,
	  0.065 },
	{ "malformed e-mails",
	  "SELECT avg((email NOT LIKE '%_@_%._%')::int) FROM (SELECT coalesce(email, 'a@b.c') email FROM u)", 0.013,
	  0.027 },
	{ "null e-mails", "SELECT avg((email IS NULL)::int) FROM u", 0.022, 0.038 },
	{ "null cities", "SELECT avg((city IS NULL)::int) FROM u", 0.085, 0.115 },
	{ "cities without a state or the reverse", "SELECT count(*) FROM u WHERE (city IS NULL) <> (state IS NULL)",
	  NONE },
	{ "impossible ages", "SELECT avg((age IN (0, -5, 150, 999))::int) FROM u", 0.039, 0.061 },
	{ "kinds of impossible ages", "SELECT count(DISTINCT age) FROM u WHERE NOT age BETWEEN 18 AND 80", 4, 4 },
	{ "null spend", "SELECT count(DISTINCT campaign_id) / 498 FROM c WHERE actual_spend IS NULL", 0.02, 0.09 },
	{ "negative impressions", "SELECT count(DISTINCT campaign_id) / 498 FROM c WHERE impressions < 0", 0.008,
	  0.06 },
	{ "clicks above impressions", "SELECT count(DISTINCT campaign_id) / 498 FROM c WHERE clicks > abs(impressions)",
	  0.002, 0.05 },
	{ "null devices", "SELECT avg((device IS NULL)::int) FROM v", 0.045, 0.055 },
	{ "null browsers", "SELECT avg((browser IS NULL)::int) FROM v", 0.045, 0.055 },
	{ "negative durations", "SELECT avg((session_duration_seconds < 0)::int) FROM v", 0.017, 0.023 },
	{ "time stamps in 2030", "SELECT avg((year(event_time) = 2030)::int) FROM v", 0.026, 0.034 },
	{ "null payment methods", "SELECT avg((payment_method IS NULL)::int) FROM o", 0.044, 0.056 },
	{ "negative totals", "SELECT avg((total < 0)::int) FROM t", 0.015, 0.025 },
	{ "re-used ids", "SELECT 1 - count(DISTINCT transaction_id) / count(*) FROM o", 0.025, 0.035 },
	{ "ids re-used by the same customer",
	  "SELECT count(*) FROM (SELECT count(*) n, count(DISTINCT user_id) m FROM o GROUP BY transaction_id) WHERE n "
	  "> m",
	  NONE },
};

static const struct bound no_defects[] = {
	{ "nulls in products",
	  "SELECT count(*) FROM p WHERE brand IS NULL OR category IS NULL OR stock_quantity IS NULL OR price < 0",
	  NONE },
	{ "bad users",
	  "SELECT count(*) FROM u WHERE email IS NULL OR email NOT LIKE '%_@_%._%' OR city IS NULL OR state IS NULL OR "
	  "NOT age "
	  "BETWEEN 18 AND 80",
	  NONE },
	{ "shared e-mails", "SELECT count(*) - count(DISTINCT email) FROM u", NONE },
	{ "bad campaigns",
	  "SELECT count(*) FROM c WHERE actual_spend IS NULL OR impressions < 0 OR clicks > impressions", NONE },
	{ "bad page views",
	  "SELECT count(*) FROM v WHERE device IS NULL OR browser IS NULL OR session_duration_seconds < 0 OR "
	  "event_time > '2025-01-01'",
	  NONE },
	{ "bad orders", "SELECT count(*) FROM t WHERE payment_method IS NULL OR total < 0", NONE },
	{ "re-used ids", "SELECT count(*) - count(DISTINCT transaction_id) FROM o", NONE },
	{ "what else changed in the orders",
	  "SELECT count(*) FROM (SELECT * EXCLUDE (transaction_id, payment_method) REPLACE (abs(total) AS total) FROM "
	  "t "
	  "EXCEPT ALL SELECT * EXCLUDE (transaction_id, payment_method) REPLACE (abs(total) AS total) FROM dirty.t)",
	  0, 400 },
};

static void test_shape(void **state)
{
	(void)state;
	CHECK("dirty", shape);
	CHECK("clean", shape);
	CHECK("clean", lines_of_category);
}

static void test_defects(void **state)
{
	(void)state;
	CHECK("dirty", defects);
	CHECK("clean", no_defects);
}

/* Pairs of the manifest, with how often they are bought together, by id and by name. */
static const struct bound pairs[] = {
	{ "planted pairs", "SELECT count(*) FROM planted", 6, 6 },
	{ "pairs with too small a lift", "SELECT count(*) FROM planted WHERE lift < 2 OR lift IS NULL", NONE },
	{ "the winner by id is the planted one",
	  "SELECT count(*) FROM (FROM together ORDER BY n DESC LIMIT 1) JOIN planted "
	  "USING (a, b) WHERE first_by_id",
	  ALWAYS },
	{ "its lead over the second", "SELECT max(n) / min(n) FROM (SELECT n FROM together ORDER BY n DESC LIMIT 2)",
	  1.15, 9 },
	{ "the winner by name is the planted one",
	  "SELECT count(DISTINCT (x, y)) FROM (SELECT least(p.product_name, q.product_name) x, "
	  "greatest(p.product_name, "
	  "q.product_name) y, sum(n) n FROM together JOIN p ON a = p.product_id JOIN p q ON b = q.product_id GROUP BY "
	  "ALL "
	  "ORDER BY n DESC LIMIT 1) JOIN planted ON x IN names AND y IN names WHERE first_by_name",
	  ALWAYS },
};

/* Lines of the promoted products a day, in the campaign against the 60 days around it, over all planted lifts. */
static const struct bound lifts[] = {
	{ "planted lifts", "SELECT count(*) FROM lift", 5, 8 },
	{ "lifts that do not show", "SELECT count(*) FROM lift WHERE inside / days < 1.5 * outside / 120", NONE },
	{ "the lift of all", "SELECT sum(inside) / sum(days * outside / 120) FROM lift", 2.2, 3.8 },
	{ "planted against found", "SELECT sum(inside) / sum(planted) FROM lift", 0.75, 1.25 },
	{ "lifted campaigns that are not in the file",
	  "SELECT count(*) FROM lift ANTI JOIN c ON lift.campaign_id = c.campaign_id AND date_from = start_date AND "
	  "date_to = end_date",
	  NONE },
};

static const struct bound anomalies[] = {
	{ "planted anomalies", "SELECT count(DISTINCT kind) FROM anomaly", 5, 5 },
	{ "anomalies that do not show, or not in their size",
	  "SELECT count(*) FROM anomaly WHERE found NOT BETWEEN planted * 0.65 - 5 AND planted * 1.4 + 5", NONE },
	{ "anomalies that are no different from what is expected",
	  "SELECT count(*) FROM anomaly WHERE found BETWEEN expected * 0.6 AND expected * 1.7", NONE },
	{ "expectations that the year around them does not bear out",
	  "SELECT count(*) FROM anomaly WHERE usual NOT BETWEEN expected * 0.55 AND expected * 1.6", NONE },
};

static void read_manifest(const char *schema, const char *folder)
{
	script(mdp_arena_printf(&arena, "USE memory.%s", schema));
	script(mdp_arena_printf(&arena, "CREATE TABLE m AS FROM read_json('%s/manifest.json')", folder));
	script("CREATE TABLE items AS SELECT DISTINCT transaction_id, user_id, transaction_date, product_id FROM t;"
	       "CREATE TABLE together AS SELECT l.product_id a, r.product_id b, count(*) n FROM items l JOIN items r "
	       "USING (transaction_id, user_id, transaction_date) WHERE l.product_id < r.product_id GROUP BY ALL;"
	       "CREATE TABLE sold AS SELECT product_id, count(*) n FROM items GROUP BY 1;"
	       "CREATE TABLE planted AS WITH x AS (SELECT unnest(pairs, recursive := true) FROM m) "
	       "SELECT product_ids[1] a, product_ids[2] b, product_names AS names, first_by_id, first_by_name, "
	       "together.n * "
	       "(SELECT count(*) FROM o) / (s.n::double * q.n) AS lift FROM (SELECT *, product_ids[1] a, "
	       "product_ids[2] b "
	       "FROM x) LEFT JOIN together USING (a, b) LEFT JOIN sold s ON a = s.product_id LEFT JOIN sold q ON b = "
	       "q.product_id");
	script("CREATE TABLE lift AS WITH x AS (SELECT unnest(campaign_lifts, recursive := true) FROM m), y AS (SELECT "
	       "campaign_id, product_ids, planted, \"from\"::date date_from, \"to\"::date date_to FROM x) "
	       "SELECT campaign_id, date_from, date_to, planted, date_to - date_from + 1 AS days, "
	       "(SELECT count(*) FROM t WHERE product_id IN y.product_ids AND transaction_date::date BETWEEN date_from "
	       "AND "
	       "date_to) inside, (SELECT count(*) FROM t WHERE product_id IN y.product_ids AND (transaction_date::date "
	       "BETWEEN date_from - 60 AND date_from - 1 OR transaction_date::date BETWEEN date_to + 1 AND date_to + "
	       "60)) "
	       "outside FROM y WHERE date_to + 60 <= DATE '2024-12-31'");
	script("CREATE TABLE anomaly AS WITH x AS (SELECT unnest(anomalies, recursive := true) FROM m), y AS (SELECT "
	       "kind, "
	       "entity, trim(value::varchar, '\"') AS val, \"from\"::date f, \"to\"::date l, expected, planted FROM "
	       "x), z AS ("
	       "SELECT 'all' entity, NULL val, transaction_date::date d FROM o UNION ALL SELECT 'product', "
	       "product_id::varchar, transaction_date::date FROM t UNION ALL SELECT 'state', state, "
	       "transaction_date::date "
	       "FROM o JOIN u USING (user_id)) "
	       "SELECT kind, expected, planted, count(*) FILTER (d BETWEEN f AND l) found, count(*) FILTER (d NOT "
	       "BETWEEN f "
	       "AND l) * (l - f + 1.0) / 364 AS usual FROM y LEFT JOIN z ON y.entity = z.entity AND (y.entity = 'all' "
	       "OR "
	       "y.val = z.val) AND d BETWEEN f - 182 AND l + 182 GROUP BY kind, expected, planted, f, l");
	script("USE memory.main");
}

static void test_planted(void **state)
{
	(void)state;
	read_manifest("dirty", in_top("a"));
	CHECK("dirty", pairs);
	CHECK("dirty", lifts);
	CHECK("dirty", anomalies);
}

/* Truths must be in the data for any seed; three others here. */
static void test_seeds(void **state)
{
	(void)state;
	for (int seed = 1; seed <= 3; seed++) {
		const char *name = mdp_arena_printf(&arena, "seed%d", seed);
		struct mdp_generate_options opt = options_for(name);
		opt.seed = (uint64_t)seed;
		generate(&opt);
		load(name, opt.out, ".csv");
		read_manifest(name, opt.out);
		CHECK(name, shape);
		CHECK(name, defects);
		CHECK(name, pairs);
		CHECK(name, lifts);
		CHECK(name, anomalies);
	}
}

/* FNV-1a over the six files. */
static uint64_t hash_folder(const char *folder)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (int i = 0; i < 6; i++) {
		struct mdp_str text;
		const char *name = i < 5 ? mdp_arena_printf(&arena, "%s.csv", stems[i]) : "manifest.json";
		assert_int_equal(mdp_file_read(&arena, mdp_path_join(&arena, folder, name), &text, NULL), 0);
		for (size_t k = 0; k < text.n; k++)
			h = (h ^ (unsigned char)text.p[k]) * 0x100000001b3u;
	}
	return h;
}

static void test_same_bytes(void **state)
{
	struct mdp_generate_options opt = options_for("threads");
	uint64_t first = hash_folder(in_top("a"));
	static const int threads[] = { 1, 2, 7, 64 };

	(void)state;
	for (size_t i = 0; i < sizeof(threads) / sizeof(threads[0]); i++) {
		opt.threads = threads[i];
		generate(&opt);
		assert_true(hash_folder(opt.out) == first);
	}
	/* the same on every machine: a change of the data is a change of this number */
	print_message("# hash of the default files: %016llx\n", (unsigned long long)first);
	assert_true(first == UINT64_C(0x36c3c824c2aac2dd));
	opt.seed++;
	generate(&opt);
	assert_true(hash_folder(opt.out) != first);
}

static void test_scale(void **state)
{
	struct mdp_generate_options opt = options_for("scaled");
	struct mdp_generate_report r;

	(void)state;
	opt.scale = 3;
	opt.threads = 2;
	assert_int_equal(mdp_generate_report(&opt, &r, NULL), 0);
	assert_int_equal(r.products, 62);
	assert_int_equal(r.users, 15000);
	assert_int_equal(r.pageviews, 150000);
	assert_int_equal(r.campaigns, 3 * 1494);
	assert_int_equal(r.orders, 3 * 19100);
	assert_int_equal(r.transactions, 3 * 35908);
	load("scaled", opt.out, ".csv");
	script("USE memory.scaled");
	assert_true(number("SELECT count(*) FROM t") == (double)r.transactions);
	assert_true(number("SELECT count(*) FROM o WHERE goods <> subtotal OR total <> subtotal + tax + shipping - "
			   "discount") == 0);
	assert_true(number("SELECT count(*) - count(DISTINCT (transaction_id, user_id, transaction_date)) FROM o") ==
		    0);
	assert_true(number("SELECT count(*) FROM o JOIN u USING (user_id) WHERE transaction_date <= u.created_at") ==
		    0);
	script("USE memory.main");
}

static void test_range(void **state)
{
	static const char *const ranges[][2] = { { "2024-02-01", "2024-02-28" },
						 { "2023-01-01", "2023-04-30" },
						 { "2019-06-15", "2020-07-14" },
						 { "1999-03-01", "2024-02-29" } };

	(void)state;
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		const char *name = mdp_arena_printf(&arena, "range%zu", i);
		struct mdp_generate_options opt = options_for(name);
		opt.start = ranges[i][0];
		opt.end = ranges[i][1];
		generate(&opt);
		load(name, opt.out, ".csv");
		script(mdp_arena_printf(&arena, "USE memory.%s", name));
		assert_true(number(mdp_arena_printf(
				    &arena,
				    "SELECT (min(transaction_date)::date = '%s' AND max(transaction_date)::date "
				    "= '%s')::int FROM t",
				    opt.start, opt.end)) == 1);
		assert_true(number("SELECT count(*) FROM o JOIN u USING (user_id) WHERE transaction_date <= "
				   "u.created_at") == 0);
		assert_true(number(mdp_arena_printf(&arena,
						    "SELECT count(*) FROM c WHERE start_date < '%s' OR end_date > '%s'",
						    opt.start, opt.end)) == 0);
		script("USE memory.main");
	}
}

static void test_parquet(void **state)
{
	struct mdp_generate_options opt = options_for("parquet");

	(void)state;
	opt.format = MDP_GENERATE_PARQUET;
	generate(&opt);
	for (int i = 0; i < 5; i++) {
		const char *file = mdp_arena_printf(&arena, "%s/%s", opt.out, stems[i]);
		assert_false(mdp_file_exists(mdp_arena_printf(&arena, "%s.csv", file)));
		assert_true(number(mdp_arena_printf(
				    &arena,
				    "SELECT (SELECT count(*) FROM (FROM '%s.parquet' EXCEPT ALL FROM dirty.%s)) + "
				    "(SELECT count(*) FROM (FROM dirty.%s EXCEPT ALL FROM '%s.parquet'))",
				    file, names[i], names[i], file)) == 0);
	}
	assert_true(
		number(mdp_arena_printf(&arena,
					"SELECT count(*) FROM (DESCRIBE FROM '%s/postgres/transactions.parquet') WHERE "
					"column_type = 'DECIMAL(12,2)'",
					opt.out)) == 6);
}

static void test_bad_options(void **state)
{
	struct {
		const char *start, *end;
		int64_t scale;
		int threads;
		const char *says;
	} bad[] = {
		{ "2020-02-30", NULL, 1, 0, "--start is no date" },
		{ "soon", NULL, 1, 0, "--start is no date" },
		{ NULL, "2020-13-01", 1, 0, "--end is no date" },
		{ "2024-01-01", "2023-01-01", 1, 0, "--start to --end must span" },
		{ "2024-01-01", "2024-01-27", 1, 0, "--start to --end must span" },
		{ "1960-01-01", "2024-01-27", 1, 0, "--start to --end must span" },
		{ "1860-01-01", NULL, 1, 0, "--start must lie in" },
		{ NULL, NULL, MDP_GENERATE_SCALE_MAX + 1, 0, "--scale must be" },
		{ NULL, NULL, -1, 0, "--scale must be" },
		{ NULL, NULL, 1, -1, "--threads must be" },
		{ NULL, NULL, 1, MDP_GENERATE_THREADS_MAX + 1, "--threads must be" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct mdp_generate_options opt = options_for("never");
		struct mdp_error err = { 0 };
		opt.start = bad[i].start;
		opt.end = bad[i].end;
		opt.scale = bad[i].scale;
		opt.threads = bad[i].threads;
		assert_int_equal(mdp_generate(&opt, &err), -MDP_USAGE);
		assert_int_equal(strncmp(err.primary, bad[i].says, strlen(bad[i].says)), 0);
		assert_false(mdp_file_exists(opt.out));
	}
}

/* Files of any kind below a folder whose names end in .tmp. */
static int temps(const char *folder)
{
	struct mdp_result res;
	const char *sql = mdp_arena_printf(&arena, "SELECT count(*) FROM glob('%s/**/.*.tmp')", folder);
	int n;

	assert_int_equal(mdp_engine_query(engine, sql, NULL, 0, 0, &res, NULL), 0);
	n = (int)mdp_result_at(&res, 0, 0)->i;
	mdp_result_release(&res);
	return n;
}

/* In a child, whose limit on file sizes stands in for a full disk: each way fails, says so, and leaves the old files. */
static void test_full_disk(void **state)
{
	struct mdp_generate_options opt = options_for("full");
	uint64_t before;
	int status;
	pid_t pid;

	(void)state;
	opt.threads = 4;
	generate(&opt);
	before = hash_folder(opt.out);
	opt.seed = 99;
	for (int format = 0; format < 2; format++) {
		pid = fork();
		if (!pid) {
			struct rlimit limit = { .rlim_cur = 1000000, .rlim_max = 1000000 };
			struct mdp_error err = { 0 };
			int rc;
			opt.format = format ? MDP_GENERATE_PARQUET : MDP_GENERATE_CSV;
			signal(SIGXFSZ, SIG_IGN);
			setrlimit(RLIMIT_FSIZE, &limit);
			rc = mdp_generate(&opt, &err);
			_exit(rc == -MDP_IO && strstr(err.primary, "transactions.csv") && err.hint[0] ? 0 : 1);
		}
		assert_true(pid > 0);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
		assert_true(hash_folder(opt.out) == before);
		assert_int_equal(temps(opt.out), 0);
	}
}

static void test_unwritable(void **state)
{
	struct mdp_generate_options opt = options_for("file");
	struct mdp_error err = { 0 };

	(void)state;
	/* a file where the folder should be; a folder where a file should be */
	assert_int_equal(mdp_file_write(opt.out, MDP_STR("x"), NULL), 0);
	assert_int_equal(mdp_generate(&opt, &err), -MDP_IO);
	assert_true(err.primary[0]);
	opt.out = in_top("taken");
	assert_int_equal(mdp_dir_make(in_top("taken/postgres/users.csv"), NULL), 0);
	memset(&err, 0, sizeof(err));
	assert_int_equal(mdp_generate(&opt, &err), -MDP_IO);
	assert_non_null(strstr(err.primary, "users.csv"));
	assert_false(mdp_file_exists(in_top("taken/postgres/products.csv")));
	if (geteuid()) {
		opt.out = "/proc/none";
		assert_int_equal(mdp_generate(&opt, &err), -MDP_IO);
	}
	opt.out = "";
	assert_int_equal(mdp_generate(&opt, &err), -MDP_USAGE);
}

static void test_cancel(void **state)
{
	struct mdp_generate_options opt = options_for("cancelled");
	volatile sig_atomic_t stop = 0;
	uint64_t before;

	(void)state;
	opt.cancel = &stop;
	generate(&opt);
	before = hash_folder(opt.out);
	stop = 1;
	opt.seed = 5;
	assert_int_equal(mdp_generate(&opt, NULL), -MDP_CANCELLED);
	assert_true(hash_folder(opt.out) == before);
	assert_int_equal(temps(opt.out), 0);
}

static int setup(void **state)
{
	static char folder[] = "/tmp/mdp-test-generate-XXXXXX";
	struct mdp_engine_options eo = { .threads = 2 };
	struct mdp_generate_options opt;

	(void)state;
	mdp_arena_init(&arena);
	top = mkdtemp(folder);
	if (!top || mdp_engine_open(&engine, &eo, NULL))
		return -1;
	opt = options_for("a");
	generate(&opt);
	load("dirty", opt.out, ".csv");
	opt = options_for("b");
	opt.defects = false;
	generate(&opt);
	load("clean", opt.out, ".csv");
	return 0;
}

static int teardown(void **state)
{
	char *command = mdp_arena_printf(&arena, "rm -rf '%s'", top);

	(void)state;
	mdp_engine_free(engine);
	if (system(command))
		return -1;
	mdp_arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shape),      cmocka_unit_test(test_defects),     cmocka_unit_test(test_planted),
		cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_scale),       cmocka_unit_test(test_range),
		cmocka_unit_test(test_parquet),    cmocka_unit_test(test_bad_options), cmocka_unit_test(test_full_disk),
		cmocka_unit_test(test_unwritable), cmocka_unit_test(test_cancel),      cmocka_unit_test(test_seeds),
	};

	return cmocka_run_group_tests_name("generate", tests, setup, teardown);
}
