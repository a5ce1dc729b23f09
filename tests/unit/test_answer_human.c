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
		{ mdp_value_double(3412345.674), "USD", "$3,412,345.67" },
		{ mdp_value_double(-12.5), "USD", "-$12.50" },
		{ mdp_value_double(-0.001), "USD", "$0.00" },
		{ mdp_value_int(1200), "EUR", "€1,200.00" },
		{ mdp_value_double(1200.5), "currency", "1,200.50" },
		{ mdp_value_double(-1200.5), "SEK", "-SEK 1,200.50" },
		{ mdp_value_int(5700), "cents", "5,700 cents" },
		{ mdp_value_double(2.5), "kg", "2.50 kg" },
		{ decimal("54043195528625106.00", 54043195528625106.0), "currency", "54,043,195,528,625,106.00" },
		{ decimal("124750000000000000000000", 1.2475e23), NULL, "124,750,000,000,000,000,000,000" },
		{ decimal("-99999999999999999999.995", -1e20), NULL, "-100,000,000,000,000,000,000.00" },
		{ decimal("170141183460469231731687303715884105727", 1.7e38), NULL,
		  "170,141,183,460,469,231,731,687,303,715,884,105,727" },
		{ decimal("2.675", 2.675), "GBP", "£2.68" },
		{ decimal("-0.001", -0.001), "GBP", "£0.00" },
		{ decimal("0.0500", 0.05), NULL, "0.05" },
		{ decimal("12.00", 12), NULL, "12" },
		{ mdp_value_int(INT64_MAX), "currency", "9,223,372,036,854,775,807.00" },
		{ decimal("1234567.891", 1234567.891), "USD", "$1,234,567.89" },
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
