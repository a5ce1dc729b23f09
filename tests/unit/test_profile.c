/* What profiling must find, and must not, in small warehouses with one difficulty each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/date.h"
#include "profile/profile.h"
#include "base/banned.h"

#define H "CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS BIGINT)) >> 2 AS BIGINT);"

static struct mdp_catalog *profile(const char *sql, const struct mdp_hints *hints)
{
	struct mdp_engine_options opt = { .threads = 1 };
	struct mdp_catalog *c = mdp_catalog_new();
	struct mdp_engine *e = NULL;
	struct mdp_error err = { 0 };

	if (mdp_engine_open(&e, &opt, &err) || mdp_engine_script(e, H, &err) || mdp_engine_script(e, sql, &err) ||
	    mdp_profile_run(e, hints, c, &err))
		fail_msg("%s: %s", err.primary, err.detail);
	mdp_engine_free(e);
	return c;
}

static const struct mdp_column *column(const struct mdp_catalog *c, const char *name)
{
	int i = mdp_catalog_column(c, mdp_str_of(name));

	if (i < 0)
		fail_msg("no column %s", name);
	return &c->columns[i];
}

static const char *owner(const struct mdp_catalog *c, const char *name)
{
	return c->entities[column(c, name)->entity].name;
}

static const struct mdp_entity *entity(const struct mdp_catalog *c, const char *name)
{
	int i = mdp_catalog_entity(c, mdp_str_of(name));

	if (i < 0)
		fail_msg("no entity %s", name);
	return &c->entities[i];
}

static bool has_finding(const struct mdp_catalog *c, const char *code)
{
	for (int i = 0; i < c->nfindings; i++) {
		if (strcmp(c->findings[i].code, code) == 0)
			return true;
	}
	return false;
}

/* An identifier that repeats in two rows of a hundred is still what people count, and joins must not multiply. */
static void test_dirty_key(void **state)
{
	struct mdp_catalog *c =
		profile("CREATE TABLE guests AS SELECT CASE WHEN i % 50 = 7 THEN i - 1 ELSE i END AS guest_id, "
			"'G' || i AS name, h(i) % 3 AS floor FROM range(500) AS t(i);"
			"CREATE TABLE stays AS SELECT i AS stay_id, h(i) % 500 // 2 * 2 AS guest_id, i * 1.5 AS amount "
			"FROM range(2000) AS t(i);",
			NULL);
	const struct mdp_entity *g = entity(c, "guest");

	(void)state;
	assert_int_equal(g->nkey, 1);
	assert_false(g->own_table);
	assert_true(has_finding(c, "dirty_key"));
	assert_int_equal(g->count, 490);
	assert_int_equal(g->evidence.exceptions, 10);
	assert_int_equal(column(c, "guests.name")->owner_evidence.exceptions, 10);
	assert_string_equal(owner(c, "guests.name"), "guest");
	assert_int_equal(c->entities[c->tables[mdp_catalog_table(c, MDP_STR("guests"))].row_entity].nkey, 0);
	assert_true(mdp_catalog_determines(c, mdp_catalog_entity(c, MDP_STR("stay")),
					   mdp_catalog_entity(c, MDP_STR("guest"))));
	mdp_catalog_free(c);
}

/* Dirt on single lines does not make an amount of the order one of the line; a rare flag of the line stays the line's. */
static void test_dirty_grain(void **state)
{
	struct mdp_catalog *c =
		profile("CREATE TABLE bookings AS SELECT i AS booking_id, n, h(i * 7 + n) % 90 AS room_no, "
			"CASE WHEN h(i * 3 + n) % 50 = 0 THEN -1 ELSE 1 END * (100 + h(i) % 5000) AS bill, "
			"h(i * 5 + n) % 100 = 0 AS late, ['web', 'desk', 'phone'][1 + h(i * 11) % 3] AS channel, "
			"h(i * 13 + n) % 400 AS nightly_rate FROM range(2000) AS t(i), range(4) AS u(n) "
			"WHERE n <= h(i * 17) % 4;",
			NULL);
	const struct mdp_column *bill = column(c, "bookings.bill");

	(void)state;
	assert_string_equal(owner(c, "bookings.channel"), "booking");
	assert_string_equal(owner(c, "bookings.bill"), "booking");
	assert_true(bill->owner_evidence.exceptions > 20);
	assert_int_equal(bill->owner_evidence.rows, 2000);
	assert_int_equal(column(c, "bookings.channel")->owner_evidence.exceptions, 0);
	assert_string_equal(owner(c, "bookings.late"), "booking line");
	assert_string_equal(owner(c, "bookings.nightly_rate"), "booking line");
	mdp_catalog_free(c);
}

/* What two kinds determine is a price list, not a thing that happened: every member's month has its premium. */
static void test_price_list(void **state)
{
	struct mdp_catalog *c = profile(
		"CREATE TABLE member_months AS SELECT m AS member_id, DATE '2023-01-01' + INTERVAL (n) MONTH AS month, "
		"100 + h(m) % 6 AS plan_id, h(m * 3 + n) % 4 AS tier_id, "
		"200 + h(h(m) % 6 * 10 + h(m * 3 + n) % 4) % 900 AS premium FROM range(300) AS t(m), range(12) AS u(n)",
		NULL);

	(void)state;
	assert_string_equal(owner(c, "member_months.premium"), "member month");
	mdp_catalog_free(c);
}

/* Two identifiers that together number receipts, of lines with an identifier of their own and no other time. */
static void test_numbered_within(void **state)
{
	struct mdp_catalog *c = profile(
		"CREATE TABLE receipt_items AS SELECT 7000 + row_number() OVER (ORDER BY h(s * 7919 + r * 31 + n)) AS "
		"item_id, "
		"s AS shop_id, r AS receipt_id, DATE '2023-01-01' + CAST(h(s * 1000 + r) % 300 AS INTEGER) AS sold_on, "
		"h(s * 3000 + r) % 900 AS parking_fee, h(s * 5000 + r * 10 + n) % 70 AS pieces "
		"FROM range(1, 6) AS t(s), range(1, 300) AS u(r), range(4) AS v(n) WHERE n <= h(s * 100 + r) % 4",
		NULL);
	const struct mdp_entity *receipt = entity(c, "receipt");

	(void)state;
	assert_int_equal(receipt->nkey, 2);
	assert_int_equal(receipt->count, 5 * 299);
	assert_string_equal(owner(c, "receipt_items.parking_fee"), "receipt");
	assert_string_equal(owner(c, "receipt_items.sold_on"), "receipt");
	assert_string_equal(owner(c, "receipt_items.pieces"), "receipt item");
	mdp_catalog_free(c);
}

static const struct mdp_table *table_of(const struct mdp_catalog *c, const char *name)
{
	int t = mdp_catalog_table(c, mdp_str_of(name));

	assert_true(t >= 0);
	return &c->tables[t];
}

/* Days and months kept as whole numbers are times; a number that refers to a table of days, and one that is none, stay. */
static void test_numbered_days(void **state)
{
	struct mdp_catalog *c = profile(
		"CREATE TABLE days AS SELECT (year(d) * 10000 + month(d) * 100 + day(d))::INTEGER AS day_key, d AS day "
		"FROM (SELECT DATE '2023-01-01' + i::INTEGER AS d FROM range(200) AS t(i));"
		"CREATE TABLE targets AS SELECT i AS rep_id, 202301 + n AS target_month, h(i * 20 + n) % 900 / 7.0 AS "
		"target "
		"FROM range(40) AS t(i), range(12) AS u(n);"
		"CREATE TABLE calls AS SELECT i AS call_id, (SELECT max(day_key) FROM days) - h(i) % 20 AS day_key, "
		"20230100 + h(i) % 5000 AS amount_key, 20220101 + h(i * 3) % 28 AS stamped FROM range(900) AS t(i);",
		NULL);

	(void)state;
	assert_int_equal(column(c, "targets.target_month")->type, MDP_T_DATE);
	assert_non_null(column(c, "targets.target_month")->read_as);
	assert_int_equal(column(c, "targets.target_month")->coverage.grain, MDP_GRAIN_MONTH);
	assert_int_equal(column(c, "targets.target_month")->coverage.periods, 12);
	assert_int_equal(column(c, "calls.stamped")->type, MDP_T_DATE);
	assert_int_equal(column(c, "calls.day_key")->role, MDP_ROLE_ID);
	assert_int_equal(column(c, "days.day_key")->type, MDP_T_INT);
	assert_int_equal(column(c, "calls.amount_key")->type, MDP_T_INT);
	mdp_catalog_free(c);
}

/* Amounts kept as text are amounts where all of them can be read in one way and are of one kind; digits alone may be labels. */
static void test_numbers_as_text(void **state)
{
	struct mdp_catalog *c = profile(
		"CREATE TABLE bills AS SELECT i AS bill_id, replace((h(i) % 90000 / 100)::DECIMAL(9, 2)::VARCHAR, '.', "
		"',') "
		"AS paid_amount, '$' || (h(i * 3) % 90000 / 100)::DECIMAL(9, 2) AS fee_amount, "
		"CASE WHEN i % 2 = 0 THEN '$' ELSE '€' END || (h(i * 3) % 90000 / 100)::DECIMAL(9, 2) AS due_amount, "
		"(1 + h(i) % 9) || ',' || (100 + h(i * 7) % 900) AS open_amount, (h(i * 9) % 400)::VARCHAR AS "
		"days_late, "
		"CASE WHEN i % 9 = 0 THEN 'n/a' ELSE (h(i * 11) % 900 / 10)::DECIMAL(9, 1)::VARCHAR END AS tax_amount "
		"FROM range(400) AS t(i);",
		NULL);

	(void)state;
	assert_int_equal(column(c, "bills.paid_amount")->type, MDP_T_DECIMAL);
	assert_int_equal(column(c, "bills.paid_amount")->additive, MDP_ADDITIVE_YES);
	assert_int_equal(column(c, "bills.fee_amount")->role, MDP_ROLE_MONEY);
	assert_int_equal(column(c, "bills.tax_amount")->type, MDP_T_DECIMAL);
	assert_true(column(c, "bills.tax_amount")->nulls > 40);
	assert_int_equal(column(c, "bills.due_amount")->type, MDP_T_TEXT);
	assert_non_null(strstr(column(c, "bills.due_amount")->read_evidence.how, "several currencies"));
	assert_int_equal(column(c, "bills.open_amount")->type, MDP_T_TEXT);
	assert_int_equal(column(c, "bills.days_late")->type, MDP_T_TEXT);
	mdp_catalog_free(c);
}

/* A date is a time whatever its name says, and 0 among days of the week from 0 to 6 stands for no missing one. */
static void test_dates_called_ids(void **state)
{
	struct mdp_catalog *c = profile(
		"CREATE TABLE visits AS SELECT i AS visit_no, DATE '2023-01-01' + CAST(h(i) % 300 AS INTEGER) AS "
		"visit_date_id, h(i * 3) % 7 AS day_of_week, CASE WHEN i % 30 = 0 THEN 0 ELSE 18 + h(i * 5) % 60 END "
		"AS age "
		"FROM range(900) AS t(i);",
		NULL);

	(void)state;
	assert_int_equal(column(c, "visits.visit_date_id")->role, MDP_ROLE_TIME_EVENT);
	for (int i = 0; i < c->noddities; i++)
		assert_int_equal(c->oddities[i].column, mdp_catalog_column(c, mdp_str_of("visits.age")));
	assert_int_equal(1, c->noddities);
	mdp_catalog_free(c);
}

/* Rows that look at the same things each month; what hardly changes there is a stock, what does is counted anew. */
static void test_snapshot(void **state)
{
	struct mdp_catalog *c =
		profile("CREATE TABLE posts AS SELECT d AS unit_id, DATE '2022-01-31' + INTERVAL (n) MONTH AS seen_on, "
			"(20 + h(d) % 400 + h(d * 50 + n) % 3) AS filled_cnt, h(d * 70 + n) % 9 AS leaver_cnt "
			"FROM range(60) AS t(d), range(20) AS u(n);"
			"CREATE TABLE visits AS SELECT h(i) % 60 AS unit_id, TIMESTAMP '2022-01-01' + INTERVAL (h(i * "
			"3) % 900000) MINUTE AS at, "
			"h(i * 5) % 9 AS guests FROM range(1500) AS t(i);",
			NULL);

	(void)state;
	assert_true(table_of(c, "posts")->snapshot >= 0);
	assert_string_equal(c->columns[table_of(c, "posts")->snapshot].name, "seen_on");
	assert_int_equal(table_of(c, "visits")->snapshot, -1);
	assert_int_equal(column(c, "posts.filled_cnt")->additive, MDP_ADDITIVE_SEMI);
	assert_int_equal(column(c, "posts.leaver_cnt")->additive, MDP_ADDITIVE_YES);
	mdp_catalog_free(c);
}

/* Rows that were entered twice as a whole do not hide the key; the same number of chance repeats is none. */
static void test_rows_twice(void **state)
{
	struct mdp_catalog *c =
		profile("CREATE TABLE seats AS SELECT DISTINCT h(i) % 900 AS guest_id, h(i * 3) % 300 AS show_id FROM "
			"range(6000) AS t(i);"
			"ALTER TABLE seats ADD COLUMN chosen VARCHAR; UPDATE seats SET chosen = 'c' || h(guest_id * 7 "
			"+ show_id) % 500;"
			"INSERT INTO seats SELECT * FROM seats WHERE h(guest_id * 11 + show_id) % 60 = 0;"
			"CREATE TABLE looks AS SELECT h(i) % 900 AS guest_id, h(i * 3) % 300 AS show_id, 'c' || i AS "
			"note FROM range(6000) AS t(i);",
			NULL);
	const struct mdp_entity *seats = &c->entities[table_of(c, "seats")->row_entity];

	(void)state;
	assert_int_equal(seats->nkey, 0);
	assert_int_equal(seats->nalmost, 2);
	assert_true(seats->almost_evidence.exceptions > 50);
	assert_int_equal(c->entities[table_of(c, "looks")->row_entity].nalmost, 0);
	mdp_catalog_free(c);
}

/* What names say nothing of: yes and no in text, addresses, shares, identifiers without a word for one, counts for no references. */
static void test_silent_names(void **state)
{
	struct mdp_catalog *c =
		profile("CREATE TABLE guests AS SELECT i AS guest_key, 'G' || i AS name FROM range(300) AS t(i);"
			"CREATE TABLE folios AS SELECT 4000000 + i // 3 * 7 AS folio, i % 3 AS part, h(i // 3) "
			"% 300 AS guest_key, "
			"DATE '2023-01-01' + (h(i // 3 * 7) % 300)::INTEGER AS opened, h(i // 3 * 11) % 90000 / 100.0 "
			"AS owed_amount, "
			"h(i * 13) % 1000 / 1000.0 AS filled, ['Y', 'N'][1 + h(i * 17) % 2] AS vip, 'u' || i || "
			"'@mail.example' AS contact, "
			"h(i * 19) % 200 AS unique_guests FROM range(3000) AS t(i);",
			NULL);

	(void)state;
	assert_int_equal(column(c, "folios.folio")->role, MDP_ROLE_ID);
	assert_string_equal(owner(c, "folios.owed_amount"), "folio");
	assert_int_equal(column(c, "folios.filled")->role, MDP_ROLE_RATE);
	assert_int_equal(column(c, "folios.vip")->role, MDP_ROLE_FLAG);
	assert_int_equal(column(c, "folios.contact")->role, MDP_ROLE_EMAIL);
	assert_int_not_equal(column(c, "folios.unique_guests")->role, MDP_ROLE_ID);
	mdp_catalog_free(c);
}

/* Ten rows, where every column determines every other: the rows own everything, nothing else is an entity. */
static void test_small(void **state)
{
	struct mdp_catalog *c =
		profile("CREATE TABLE trips AS SELECT i AS trip_id, 100 + i // 2 AS bus_id, 'D' || i // 2 AS driver, "
			"10.5 * i AS fare FROM range(10) AS t(i)",
			NULL);

	(void)state;
	assert_string_equal(owner(c, "trips.driver"), "trip");
	assert_string_equal(owner(c, "trips.fare"), "trip");
	mdp_catalog_free(c);
}

/* A flag that is nearly always false, and amounts that never repeat, depend on everything by accident. */
static void test_accidents(void **state)
{
	struct mdp_catalog *c =
		profile("CREATE TABLE calls AS SELECT i AS call_id, h(i) % 900 AS agent_id, "
			"i = 77 AS escalated, i / 7.0 AS cost, 'same' AS region FROM range(1000) AS t(i)",
			NULL);

	(void)state;
	assert_string_equal(owner(c, "calls.escalated"), "call");
	assert_string_equal(owner(c, "calls.cost"), "call");
	assert_string_equal(owner(c, "calls.region"), "call");
	assert_string_equal(owner(c, "calls.agent_id"), "agent");
	mdp_catalog_free(c);
}

/* Small whole numbers are found in any key that counts from one. */
static void test_accidental_join(void **state)
{
	struct mdp_catalog *c =
		profile("CREATE TABLE rooms AS SELECT i + 1 AS id, 'R' || i AS name FROM range(100) AS t(i);"
			"CREATE TABLE surveys AS SELECT i + 1 AS id, 1 + h(i) % 5 AS stars, 1 + h(i * 3) % 90 AS age, "
			"1 + h(i * 5) % 100 AS room_id FROM range(300) AS t(i);",
			NULL);

	(void)state;
	assert_int_equal(c->nsites, 3);
	assert_true(mdp_catalog_site(c, mdp_catalog_entity(c, MDP_STR("room")),
				     mdp_catalog_table(c, MDP_STR("surveys")), NULL) >= 0);
	mdp_catalog_free(c);
}

/* A copy that always agrees is a mirror; one that was true at the time is not. */
static void test_mirror(void **state)
{
	struct mdp_catalog *c = profile(
		"CREATE TABLE clubs AS SELECT i AS club_id, 'Club ' || i AS name, 'T' || h(i) % 9 AS town "
		"FROM range(60) AS t(i);"
		"CREATE TABLE matches AS SELECT m.i AS match_id, club_id, town AS club_town, name AS club_name, "
		"CASE WHEN m.i % 3 = 0 THEN 'old' ELSE town END AS club_town_then "
		"FROM range(2000) AS m(i) JOIN clubs ON club_id = h(m.i) % 60;",
		NULL);

	(void)state;
	assert_int_equal(column(c, "matches.club_town")->mirror, mdp_catalog_column(c, MDP_STR("clubs.town")));
	assert_int_equal(column(c, "matches.club_name")->mirror, mdp_catalog_column(c, MDP_STR("clubs.name")));
	assert_int_equal(column(c, "matches.club_town_then")->mirror, -1);
	assert_string_equal(owner(c, "matches.club_town_then"), "match");
	assert_string_equal(owner(c, "matches.club_town"), "club");
	mdp_catalog_free(c);
}

/* "Unknown" written as a date does not stretch the period. */
static void test_period(void **state)
{
	struct mdp_catalog *c = profile(
		"CREATE TABLE visits AS SELECT i AS visit_id, CASE WHEN i % 100 = 3 THEN DATE '1900-01-01' "
		"WHEN i % 100 = 5 THEN DATE '2099-12-31' ELSE DATE '2023-05-01' + CAST(i % 90 AS INTEGER) END AS "
		"visited_on, DATE '1950-01-01' + CAST(i * 20 AS INTEGER) AS birth_date FROM range(1000) AS t(i)",
		NULL);
	int64_t first, last;

	(void)state;
	assert_true(mdp_catalog_period(c, mdp_catalog_column(c, MDP_STR("visits.visited_on")), &first, &last));
	assert_int_equal(first, mdp_date_days(2023, 5, 1));
	assert_int_equal(last, mdp_date_days(2023, 7, 29));
	assert_true(has_finding(c, "times_apart"));
	assert_true(mdp_catalog_period(c, mdp_catalog_column(c, MDP_STR("visits.birth_date")), &first, &last));
	assert_int_equal(first, mdp_date_days(1950, 1, 1));
	mdp_catalog_free(c);
}

/* Nothing in a name is trusted, and no type or emptiness stops the rest. */
static void test_odd(void **state)
{
	struct mdp_catalog *c = profile(
		"CREATE SCHEMA \"a \"\"b\"\".c\"; CREATE TABLE \"a \"\"b\"\".c\".\"select; drop\" AS SELECT i AS "
		"\"from\", "
		"'x''y' || i % 3 AS \"q\"\"; --\", i % 7 AS \"客户 id\" FROM range(50) AS t(i);"
		"CREATE TYPE mood AS ENUM ('sad', 'glad');"
		"CREATE TABLE kinds AS SELECT CAST(i AS HUGEINT) AS h, [i] AS l, {'a': i} AS s, MAP {'k': i} AS m, "
		"CAST('sad' AS mood) AS e, CAST('ab' AS BLOB) AS b, INTERVAL 3 DAY AS v, CAST('nan' AS DOUBLE) AS n, "
		"TIMESTAMPTZ '2024-01-01 00:00:00+00' AS z, TIME '10:00' AS t, CAST('101' AS BIT) AS bits, "
		"DATE 'infinity' AS inf, CAST(NULL AS INTEGER) AS nil, CAST('{}' AS JSON) AS j, uuid() AS u FROM "
		"range(30) AS t(i);"
		"CREATE TABLE nobody (id INTEGER, \"at\" TIMESTAMP, name VARCHAR); CREATE TABLE lost (a INTEGER);"
		"CREATE VIEW broken AS SELECT a FROM lost; DROP TABLE lost;"
		"CREATE VIEW bursts AS SELECT CAST(i / 0 AS INTEGER) AS w FROM range(9) AS t(i);",
		NULL);

	(void)state;
	assert_int_equal(c->ntables, 5);
	assert_string_equal(column(c, "kinds.l")->sql_type, "BIGINT[]");
	assert_int_equal(column(c, "kinds.l")->role, MDP_ROLE_NESTED);
	assert_int_equal(column(c, "kinds.e")->nvalues, 1);
	assert_int_equal(column(c, "select; drop.q\"; --")->nvalues, 3);
	assert_int_equal(entity(c, "nobody")->count, 0);
	assert_true(has_finding(c, "cannot_read"));
	assert_true(column(c, "broken.a")->hidden);
	assert_true(column(c, "bursts.w")->hidden);
	assert_non_null(mdp_catalog_unreadable(c, column(c, "bursts.w")->table));
	assert_null(mdp_catalog_unreadable(c, column(c, "kinds.l")->table));
	mdp_catalog_free(c);
}

static void break_once(void *data, const char *what, int at, int of)
{
	static bool done;

	assert_in_range(at, 1, of);
	if (!done && !strcmp(what, "coverage")) {
		done = true;
		assert_int_equal(mdp_engine_script(data, "ALTER TABLE visits RENAME COLUMN held_on TO held", NULL), 0);
	}
}

/* An inference that fails takes its table with it, whole, and nothing else. */
static void test_one_inference_fails(void **state)
{
	struct mdp_engine_options opt = { .threads = 1 };
	struct mdp_catalog *c = mdp_catalog_new();
	struct mdp_hints hints = { .told = break_once };
	struct mdp_error err = { 0 };
	struct mdp_engine *e = NULL;

	(void)state;
	assert_int_equal(mdp_engine_open(&e, &opt, &err), 0);
	assert_int_equal(mdp_engine_script(
				 e,
				 "CREATE TABLE guides AS SELECT i AS guide_id, 'G' || i AS name FROM range(40) t(i);"
				 "CREATE TABLE visits AS SELECT i AS visit_id, i % 40 AS guide_id, DATE '2024-01-01' + "
				 "CAST(i AS INTEGER) AS held_on, i * 1.5 AS amount FROM range(300) t(i)",
				 &err),
			 0);
	hints.told_data = e;
	assert_int_equal(mdp_profile_run(e, &hints, c, &err), 0);
	assert_int_equal(c->ntables, 2);
	assert_int_equal(entity(c, "guide")->count, 40);
	assert_true(has_finding(c, "cannot_read"));
	assert_true(column(c, "visits.amount")->hidden);
	assert_int_equal(err.code, 0);
	mdp_catalog_free(c);
	mdp_engine_free(e);
}

/* Declared keys and what files say come first; a declared key that the data contradicts by much is not believed. */
static void test_declared(void **state)
{
	static const char *key[] = { "reference", NULL };
	char file[] = "models/a.yml";
	struct mdp_table_hint tables[] = {
		{ .table = "main.parcels",
		  .description = "What we send.",
		  .row_noun = "consignment",
		  .key = key,
		  .source = { file, 7 } },
		{ .table = "moves", .key = key },
	};
	struct mdp_hints hints = { .tables = tables, .ntables = 2 };
	struct mdp_catalog *c =
		profile("CREATE TABLE parcels AS SELECT i AS id, 'Z' || i AS reference FROM range(40) AS t(i);"
			"CREATE TABLE moves AS SELECT i AS move_id, 'Z' || i % 3 AS reference FROM range(40) AS t(i);"
			"CREATE TABLE depots (a INTEGER, town VARCHAR, PRIMARY KEY (town));"
			"INSERT INTO depots SELECT i, 'T' || i FROM range(9) AS t(i);",
			&hints);

	(void)state;
	memset(file, 'x', sizeof(file) - 1); /* the catalog outlives its hints */
	assert_string_equal(entity(c, "consignment")->evidence.source.file, "models/a.yml");
	assert_string_equal(c->columns[entity(c, "consignment")->key[0]].name, "reference");
	assert_int_equal(mdp_catalog_entity(c, MDP_STR("parcel")), mdp_catalog_entity(c, MDP_STR("consignment")));
	assert_string_equal(entity(c, "consignment")->description, "What we send.");
	assert_string_equal(c->columns[entity(c, "move")->key[0]].name, "move_id");
	assert_string_equal(c->columns[entity(c, "depot")->key[0]].name, "town");
	mdp_catalog_free(c);
}

static bool is_linked(const struct mdp_catalog *c, const char *from, const char *to)
{
	return mdp_catalog_determines(c, mdp_catalog_entity(c, mdp_str_of(from)),
				      mdp_catalog_entity(c, mdp_str_of(to)));
}

/* Each pier has one boat in a few rows, which says nothing; in many rows, or declared, it says that it can have no more. */
static void test_accidental_one(void **state)
{
	static const char sql[] =
		"CREATE TABLE piers AS SELECT i AS pier_id, 'P' || i AS name FROM range(%d) AS t(i);"
		"CREATE TABLE boats (boat_id INTEGER, pier_id INTEGER%s, tons INTEGER, PRIMARY KEY (boat_id));"
		"INSERT INTO boats SELECT 10 + i, (i + 2) %% %d, h(i) %% 90 FROM range(%d) AS t(i);";
	static const struct {
		int piers, boats;
		const char *declared;
		bool back;
	} cases[] = { { 4, 4, "", false },     { 4, 4, " UNIQUE", true }, { 60, 60, "", true },
		      { 3000, 60, "", false }, { 3000, 900, "", true },   { 30, 31, "", false } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[600];
		struct mdp_catalog *c;

		snprintf(text, sizeof(text), sql, cases[i].piers, cases[i].declared, cases[i].piers, cases[i].boats);
		c = profile(text, NULL);
		assert_true(is_linked(c, "boat", "pier"));
		assert_int_equal(is_linked(c, "pier", "boat"), cases[i].back);
		mdp_catalog_free(c);
	}
}

/* What a table holds beside a reference is not the thing's, though it always agrees, unless copied or named after it. */
static void test_beside_reference(void **state)
{
	struct mdp_catalog *c = profile(
		"CREATE TABLE kinds AS SELECT i AS kind_id, 'K' || i AS name, 3 + i * 7.25 AS list_price FROM "
		"range(20) AS t(i);"
		"CREATE TABLE songs AS SELECT i AS song_id, h(i) % 20 AS kind_id, CASE WHEN h(i) % 20 < 4 THEN 1.99 "
		"ELSE 0.99 END AS unit_price, 'S' || h(i) % 20 % 3 AS kind_shelf, 3 + h(i) % 20 * 7.25 AS basic_price, "
		"h(i * 3) % 40 AS box_no, 'R' || h(i * 3) % 40 % 7 AS room FROM range(3000) AS t(i);",
		NULL);

	(void)state;
	assert_string_equal(owner(c, "songs.unit_price"), "song");
	assert_string_equal(owner(c, "songs.kind_shelf"), "kind");
	assert_string_equal(owner(c, "songs.basic_price"), "kind");
	assert_ptr_equal(&c->columns[column(c, "songs.basic_price")->mirror], column(c, "kinds.list_price"));
	assert_string_equal(owner(c, "songs.room"), "box"); /* which has no table that could hold it */
	mdp_catalog_free(c);
}

static const char *label(const struct mdp_catalog *c, const char *name)
{
	const struct mdp_entity *e = entity(c, name);

	return e->label < 0 ? "-" : c->columns[e->label].name;
}

/* A thing is shown by what is called like it, or by its abbreviation and "name"; not by a kind or by what repeats. */
static void test_labels(void **state)
{
	struct mdp_catalog *c = profile(
		"CREATE TABLE city AS SELECT i AS city_id, 'Town ' || i AS City, 'S' || i AS seat FROM range(9) AS "
		"t(i);"
		"CREATE TABLE Campuses AS SELECT i AS Id, 'Campus ' || i AS Campus FROM range(8) AS t(i);"
		"CREATE TABLE department AS SELECT i AS dno, 'D' || i AS DName, 'K' || i AS kind FROM range(5) AS t(i);"
		"CREATE TABLE clerks AS SELECT i AS clerk_id, h(i) % 5 AS dno, 'D' || h(i) % 5 AS dname, "
		"'x' || i % 2 AS clerk, 'C' || i % 9 AS cname, 'L' || i AS lname FROM range(40) AS t(i);",
		NULL);

	(void)state;
	assert_string_equal(label(c, "city"), "City");
	assert_string_equal(label(c, "campus"), "Campus");
	assert_string_equal(label(c, "department"), "DName");
	assert_string_equal(label(c, "clerk"), "-");
	assert_string_equal(column(c, "clerks.dname")->words, "d name");
	assert_string_equal(column(c, "clerks.cname")->words, "cname"); /* lname is no name of its own either */
	mdp_catalog_free(c);
}

/* Two runs on the same data give the same catalog. */
static void test_same(void **state)
{
	static const char sql[] =
		"CREATE TABLE a AS SELECT i AS a_id, h(i) % 20 AS b_id, h(i * 3) % 4 AS kind FROM range(900) AS t(i);"
		"CREATE TABLE b AS SELECT i AS b_id, 'B' || i AS name FROM range(20) AS t(i);";
	struct mdp_catalog *c = profile(sql, NULL), *d = profile(sql, NULL);

	(void)state;
	assert_string_equal(mdp_catalog_dump(c, &c->arena), mdp_catalog_dump(d, &d->arena));
	mdp_catalog_free(c);
	mdp_catalog_free(d);
}

/* The reference is declared with the column in other case: it is found, and nothing is read out of bounds. */
static void test_declared_in_other_case(void **state)
{
	(void)state;
	struct mdp_catalog *c = profile("CREATE TABLE client(client_ID INTEGER PRIMARY KEY, label VARCHAR);"
					"CREATE TABLE visit(visit_ID INTEGER PRIMARY KEY, client_ID INTEGER, "
					"FOREIGN KEY (client_ID) REFERENCES client(Client_Id));"
					"INSERT INTO client SELECT i, 'c' || i FROM range(40) t(i);"
					"INSERT INTO visit SELECT i, i % 40 FROM range(200) t(i);",
					NULL);
	int visit = mdp_catalog_entity(c, MDP_STR("visit")), client = mdp_catalog_entity(c, MDP_STR("client"));

	assert_true(visit >= 0 && client >= 0);
	assert_true(mdp_catalog_determines(c, visit, client));
	mdp_catalog_free(c);
}

/* Layers side by side: what a later table has is read there; what none has stays. */
static void test_spare_tables(void **state)
{
	(void)state;
	struct mdp_table_hint tables[] = { { .table = "main.stg_stays", .upstream = true, .spare = true },
					   { .table = "main.raw_lines", .upstream = true, .spare = true } };
	struct mdp_hints hints = { .tables = tables, .ntables = 2 };
	struct mdp_engine *e = NULL;
	struct mdp_error err = { 0 };
	struct mdp_engine_options opt = { .threads = 1 };
	struct mdp_catalog *c = mdp_catalog_new();
	assert_int_equal(0, mdp_engine_open(&e, &opt, &err));
	assert_int_equal(
		0, mdp_engine_script(
			   e,
			   "create table stg_stays as select i as stay_id, i % 7 as bed, i * 2.5 as fee, "
			   "i as loaded from range(100) t(i);"
			   "create table stays as select *, fee * 2 as twice from stg_stays;"
			   "create table raw_lines as select i as line_id, i % 100 as stay_id, i * 1.5 as "
			   "amount from range(300) t(i);"
			   "create table totals as select stay_id, sum(amount) as total from raw_lines group by 1",
			   &err));
	assert_int_equal(0, mdp_profile_run(e, &hints, c, &err));
	assert_int_equal(-1, mdp_catalog_table(c, mdp_str_of("stg_stays")));
	assert_true(mdp_catalog_table(c, mdp_str_of("stays")) >= 0);
	assert_true(mdp_catalog_table(c, mdp_str_of("raw_lines")) >= 0);
	mdp_catalog_free(c);
	mdp_engine_free(e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dirty_key),
		cmocka_unit_test(test_dirty_grain),
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_accidents),
		cmocka_unit_test(test_accidental_join),
		cmocka_unit_test(test_mirror),
		cmocka_unit_test(test_period),
		cmocka_unit_test(test_odd),
		cmocka_unit_test(test_one_inference_fails),
		cmocka_unit_test(test_declared),
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_accidental_one),
		cmocka_unit_test(test_beside_reference),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_declared_in_other_case),
		cmocka_unit_test(test_spare_tables),
		cmocka_unit_test(test_price_list),
		cmocka_unit_test(test_numbered_within),
		cmocka_unit_test(test_numbered_days),
		cmocka_unit_test(test_dates_called_ids),
		cmocka_unit_test(test_numbers_as_text),
		cmocka_unit_test(test_snapshot),
		cmocka_unit_test(test_rows_twice),
		cmocka_unit_test(test_silent_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
