/* Calendar: every day there and back, leap years, ISO weeks, clamped month ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include "base/date.h"
#include "base/banned.h"

static int64_t day(const char *iso)
{
	int64_t d;

	if (!mdp_date_parse(mdp_str_of(iso), &d))
		fail_msg("no date: %s", iso);
	return d;
}

static void is(int64_t days, const char *iso)
{
	char text[MDP_DATE_TEXT];

	assert_string_equal(mdp_date_print(days, text), iso);
}

static void every_day_goes_there_and_back(void **state)
{
	int64_t days = mdp_date_days(-401, 1, 1);

	(void)state;
	for (int y = -401; y <= 2401; y++) {
		for (int m = 1; m <= 12; m++) {
			for (int d = 1; d <= mdp_date_month_days(y, m); d++, days++) {
				struct mdp_civil c = mdp_date_civil(days);

				if (mdp_date_days(y, m, d) != days || c.year != y || c.month != m || c.day != d)
					fail_msg("%d-%d-%d", y, m, d);
			}
		}
	}
	assert_int_equal(mdp_date_days(1970, 1, 1), 0);
	assert_int_equal(mdp_date_days(2000, 3, 1), 11017);
}

static void only_real_dates_are_read(void **state)
{
	static const char *const bad[] = { "",           "2024-1-01",  "2024-13-01",  "2024-00-10",
					   "2023-02-29", "1900-02-29", "2024-04-31",  "2024-01-00",
					   "20240101",   "2024/01/01", "2024-01-01 ", "2024-01-1x",
					   "0000-01-01", "-024-01-01" };
	int64_t d = 5;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (mdp_date_parse(mdp_str_of(bad[i]), &d))
			fail_msg("read '%s'", bad[i]);
		assert_int_equal(d, 5);
	}
	is(day("2024-02-29"), "2024-02-29");
	is(day("2000-02-29"), "2000-02-29");
	is(day("0001-01-01"), "0001-01-01");
	is(day("9999-12-31"), "9999-12-31");
	is(INT32_MAX, "infinity");
	is(-INT32_MAX, "-infinity");
}

static void weeks_are_iso(void **state)
{
	(void)state;
	assert_int_equal(mdp_date_weekday(day("2024-12-30")), 1);
	assert_int_equal(mdp_date_weekday(day("2023-01-01")), 7);
	assert_int_equal(mdp_date_weekday(day("1969-12-29")), 1);
	assert_int_equal(mdp_date_weekday(0), 4);
	is(mdp_date_trunc(day("2025-01-05"), MDP_GRAIN_WEEK), "2024-12-30");
	is(mdp_date_trunc(day("2025-01-06"), MDP_GRAIN_WEEK), "2025-01-06");
	is(mdp_date_trunc(day("1969-12-31"), MDP_GRAIN_WEEK), "1969-12-29");
}

static void periods_begin_where_they_should(void **state)
{
	(void)state;
	is(mdp_date_trunc(day("2024-05-17"), MDP_GRAIN_DAY), "2024-05-17");
	is(mdp_date_trunc(day("2024-05-17"), MDP_GRAIN_HOUR), "2024-05-17");
	is(mdp_date_trunc(day("2024-02-29"), MDP_GRAIN_MONTH), "2024-02-01");
	is(mdp_date_trunc(day("2024-12-31"), MDP_GRAIN_QUARTER), "2024-10-01");
	is(mdp_date_trunc(day("2024-03-31"), MDP_GRAIN_QUARTER), "2024-01-01");
	is(mdp_date_trunc(day("2024-04-01"), MDP_GRAIN_QUARTER), "2024-04-01");
	is(mdp_date_trunc(day("1969-07-20"), MDP_GRAIN_YEAR), "1969-01-01");
}

static void month_ends_are_clamped(void **state)
{
	(void)state;
	is(mdp_date_add(day("2024-01-31"), MDP_GRAIN_MONTH, 1), "2024-02-29");
	is(mdp_date_add(day("2023-01-31"), MDP_GRAIN_MONTH, 1), "2023-02-28");
	is(mdp_date_add(day("2024-03-31"), MDP_GRAIN_MONTH, -1), "2024-02-29");
	is(mdp_date_add(day("2024-01-15"), MDP_GRAIN_MONTH, -13), "2022-12-15");
	is(mdp_date_add(day("2024-12-31"), MDP_GRAIN_MONTH, 2), "2025-02-28");
	is(mdp_date_add(day("2024-11-30"), MDP_GRAIN_QUARTER, 1), "2025-02-28");
	is(mdp_date_add(day("2024-02-29"), MDP_GRAIN_YEAR, 1), "2025-02-28");
	is(mdp_date_add(day("2024-02-29"), MDP_GRAIN_YEAR, -4), "2020-02-29");
	is(mdp_date_add(day("2024-02-29"), MDP_GRAIN_YEAR, 0), "2024-02-29");
	is(mdp_date_add(day("2024-02-29"), MDP_GRAIN_WEEK, -1), "2024-02-22");
	is(mdp_date_add(day("2024-02-29"), MDP_GRAIN_DAY, 1), "2024-03-01");
	is(mdp_date_add(day("2024-02-29"), MDP_GRAIN_HOUR, 49), "2024-03-02");
	is(mdp_date_add(day("2024-02-29"), MDP_GRAIN_HOUR, -1), "2024-02-28");
}

static void grains_have_words(void **state)
{
	enum mdp_grain g;

	(void)state;
	for (int i = MDP_GRAIN_HOUR; i <= MDP_GRAIN_YEAR; i++) {
		assert_true(mdp_grain_from_word(mdp_str_of(mdp_grain_word((enum mdp_grain)i)), &g));
		assert_int_equal(g, i);
	}
	assert_false(mdp_grain_from_word(MDP_STR("fortnight"), &g));
	assert_false(mdp_grain_from_word(MDP_STR(""), &g));
	assert_string_equal(mdp_grain_word(MDP_GRAIN_NONE), "");
}

static void today_is_a_local_date(void **state)
{
	int64_t east, west;

	(void)state;
	setenv("TZ", "XXX-14", 1);
	tzset();
	east = mdp_date_today();
	setenv("TZ", "XXX+12", 1);
	tzset();
	west = mdp_date_today();
	assert_true(east - west == 1 || east - west == 2);
	setenv("TZ", "UTC", 1);
	tzset();
	assert_true(mdp_date_today() >= day("2024-01-01"));
	assert_true(mdp_clock_ms() <= mdp_clock_ms());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_goes_there_and_back),
		cmocka_unit_test(only_real_dates_are_read),
		cmocka_unit_test(weeks_are_iso),
		cmocka_unit_test(periods_begin_where_they_should),
		cmocka_unit_test(month_ends_are_clamped),
		cmocka_unit_test(grains_have_words),
		cmocka_unit_test(today_is_a_local_date),
	};

	return cmocka_run_group_tests_name("base_date", tests, NULL, NULL);
}
