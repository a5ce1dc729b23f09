/* Values for people, one line a case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <cmocka.h>
#include "answer/answer.h"
#include "base/banned.h"

static struct mdp_value decimal(const char *text, double d)
{
	return (struct mdp_value){ .type = MDP_T_DECIMAL, .d = d, .s = mdp_str_of(text) };
}

static void numbers_by_unit(void **state)
{
	(void)state;
	struct {
		struct mdp_value v;
		const char *unit, *text;
	} cases[] = {
		{ mdp_value_double(3412345.674), "currency", "$3,412,345.67" },
		{ mdp_value_double(-12.5), "currency", "-$12.50" },
		{ mdp_value_double(-0.001), "currency", "$0.00" },
		{ mdp_value_int(1200), "EUR", "€1,200.00" },
		{ decimal("1234567.891", 1234567.891), "currency", "$1,234,567.89" },
		{ mdp_value_double(0.2537), "ratio", "25.4 %" },
		{ mdp_value_double(0.0012), "share", "0.12 %" },
		{ mdp_value_double(25.37), "percent", "25.4 %" },
		{ mdp_value_int(2024), "year", "2024" },
		{ mdp_value_int(10452), "id", "10452" },
		{ mdp_value_int(10452), NULL, "10,452" },
		{ mdp_value_int(-1000), NULL, "-1,000" },
		{ mdp_value_int(999), NULL, "999" },
		{ mdp_value_double(752.594), NULL, "752.59" },
		{ mdp_value_double(3), NULL, "3" },
		{ mdp_value_double(0.012345), NULL, "0.01235" },
		{ mdp_value_int(1), "days", "1 day" },
		{ mdp_value_double(12.5), "days", "12.50 days" },
		{ mdp_value_null(), "currency", "(none)" },
		{ mdp_value_bool(true), NULL, "yes" },
		{ mdp_value_double((double)NAN), NULL, "not a number" },
	};
	struct mdp_arena a;
	mdp_arena_init(&a);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(mdp_value_human(&a, &cases[i].v, cases[i].unit), cases[i].text);
	mdp_arena_release(&a);
}

static void dates_and_periods(void **state)
{
	(void)state;
	struct mdp_arena a;
	mdp_arena_init(&a);
	int64_t oct = mdp_date_days(2024, 10, 1), jan = mdp_date_days(2025, 1, 1);
	struct mdp_value day = mdp_value_date(oct),
			 noon = mdp_value_timestamp(oct * INT64_C(86400000000) + INT64_C(45000000000));
	assert_string_equal(mdp_value_human(&a, &day, NULL), "Oct 1, 2024");
	assert_string_equal(mdp_value_human(&a, &noon, NULL), "Oct 1, 2024 12:30");
	assert_string_equal(mdp_period_human(&a, oct, jan), "Oct 1 – Dec 31, 2024");
	assert_string_equal(mdp_period_human(&a, oct, oct + 1), "Oct 1, 2024");
	assert_string_equal(mdp_period_human(&a, oct, jan + 5), "Oct 1, 2024 – Jan 5, 2025");
	assert_string_equal(mdp_period_human(&a, oct, INT64_MAX), "since Oct 1, 2024");
	assert_string_equal(mdp_period_human(&a, INT64_MIN, jan), "until Dec 31, 2024");
	assert_string_equal(mdp_period_phrase(&a, oct, jan), "from Oct 1 to Dec 31, 2024");
	assert_string_equal(mdp_period_phrase(&a, oct, oct + 1), "on Oct 1, 2024");
	assert_string_equal(mdp_period_phrase(&a, oct, oct + 31), "in Oct 2024");
	assert_string_equal(mdp_period_phrase(&a, jan - 366, jan), "in 2024");
	assert_string_equal(mdp_period_phrase(&a, oct, oct + 30), "from Oct 1 to Oct 30, 2024");
	assert_string_equal(mdp_grain_human(&a, oct, MDP_GRAIN_QUARTER), "Q4 2024");
	assert_string_equal(mdp_grain_human(&a, oct, MDP_GRAIN_MONTH), "Oct 2024");
	assert_string_equal(mdp_grain_human(&a, oct, MDP_GRAIN_YEAR), "2024");
	mdp_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_by_unit),
		cmocka_unit_test(dates_and_periods),
	};
	return cmocka_run_group_tests_name("answer_human", tests, NULL, NULL);
}
