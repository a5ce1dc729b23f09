/* Values: a total order, exact where doubles are not, and a machine form that reads back. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/date.h"
#include "base/value.h"
#include "base/banned.h"

static struct mdp_value decimal(const char *digits)
{
	struct mdp_value v = { .type = MDP_T_DECIMAL, .s = mdp_str_of(digits) };

	mdp_str_to_double(v.s, &v.d);
	return v;
}

/* Ascending; neighbours that are equal are in the next test. */
static void order_is_total(void **state)
{
	const struct mdp_value v[] = {
		mdp_value_bool(false),
		mdp_value_bool(true),
		mdp_value_double(-INFINITY),
		decimal("-99999999999999999999.5"),
		decimal("-99999999999999999999.4"),
		mdp_value_int(INT64_MIN),
		mdp_value_double(-0.5),
		mdp_value_int(0),
		decimal("0.05"),
		decimal("0.5"),
		mdp_value_int(1),
		mdp_value_double(1.5),
		mdp_value_int(9007199254740992),
		mdp_value_int(9007199254740993), /* no double holds it */
		mdp_value_int(INT64_MAX),
		mdp_value_double(0x1p63),
		mdp_value_double(INFINITY),
		mdp_value_double(NAN),
		mdp_value_text(MDP_STR("")),
		mdp_value_text(MDP_STR("A")),
		mdp_value_text(MDP_STR("a")),
		mdp_value_text(MDP_STR("aa")),
		mdp_value_date(0),
		mdp_value_timestamp(1),
		mdp_value_date(1),
		mdp_value_timestamp(INT64_C(86400000001)),
		mdp_value_null(),
	};
	const int n = (int)(sizeof(v) / sizeof(v[0]));

	(void)state;
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < n; j++) {
			int c = mdp_value_cmp(&v[i], &v[j]);

			if ((c > 0) - (c < 0) != (i > j) - (i < j))
				fail_msg("values %d and %d compare as %d", i, j, c);
		}
	}
}

static void equal_numbers_of_different_types_are_equal(void **state)
{
	const struct mdp_value two[] = { mdp_value_int(2), mdp_value_double(2), decimal("2"), decimal("2.00"),
					 decimal("+02.0") };
	const struct mdp_value zero[] = { mdp_value_int(0), mdp_value_double(-0.0), decimal("-0.00"), decimal("0") };

	(void)state;
	for (int i = 0; i < 5; i++)
		for (int j = 0; j < 5; j++)
			assert_true(mdp_value_eq(&two[i], &two[j]));
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < 4; j++)
			assert_true(mdp_value_eq(&zero[i], &zero[j]));
	assert_false(mdp_value_eq(&two[0], &zero[0]));
}

static void doubles_print_shortest_and_read_back(void **state)
{
	static const struct {
		double d;
		const char *text;
	} cases[] = { { 0.1, "0.1" },       { 1.0 / 3, "0.3333333333333333" },
		      { 1e21, "1e+21" },    { -0.0, "-0" },
		      { 752.59, "752.59" }, { 5e-324, "4.94065645841247e-324" },
		      { NAN, "nan" },       { -INFINITY, "-inf" } };
	struct mdp_arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct mdp_value v = mdp_value_double(cases[i].d);

		assert_string_equal(mdp_value_print(&a, &v), cases[i].text);
	}
	for (uint64_t bits = 1; bits < UINT64_C(0x7ff0000000000000); bits += UINT64_C(0x00123456789abcdf)) {
		struct mdp_value v = mdp_value_double(0);
		double back;

		memcpy(&v.d, &bits, sizeof(bits));
		assert_true(mdp_str_to_double(mdp_str_of(mdp_value_print(&a, &v)), &back));
		assert_true(back == v.d);
	}
	mdp_arena_release(&a);
}

static void others_print_as_they_are(void **state)
{
	struct mdp_arena a = { 0 };
	struct mdp_value v;

	(void)state;
	v = mdp_value_null();
	assert_string_equal(mdp_value_print(&a, &v), "null");
	v = mdp_value_bool(true);
	assert_string_equal(mdp_value_print(&a, &v), "true");
	v = mdp_value_int(INT64_MIN);
	assert_string_equal(mdp_value_print(&a, &v), "-9223372036854775808");
	v = mdp_value_text((struct mdp_str){ "abcdef", 3 });
	assert_string_equal(mdp_value_print(&a, &v), "abc");
	v = mdp_value_date(mdp_date_days(2024, 2, 29));
	assert_string_equal(mdp_value_print(&a, &v), "2024-02-29");
	v = mdp_value_timestamp(-1);
	assert_string_equal(mdp_value_print(&a, &v), "1969-12-31 23:59:59.999999");
	v = mdp_value_timestamp(0);
	assert_string_equal(mdp_value_print(&a, &v), "1970-01-01 00:00:00");
	v = decimal("12.50");
	assert_string_equal(mdp_value_print(&a, &v), "12.50");
	v = (struct mdp_value){ .type = MDP_T_DECIMAL, .d = 1.5 };
	assert_string_equal(mdp_value_print(&a, &v), "1.5");
	mdp_arena_release(&a);
}

static void numbers_are_known(void **state)
{
	struct mdp_value t = mdp_value_text(MDP_STR("1")), d = decimal("2.5"), i = mdp_value_int(-3);
	enum mdp_type type;

	(void)state;
	assert_false(mdp_value_is_number(&t));
	assert_true(isnan(mdp_value_number(&t)));
	assert_true(mdp_value_number(&d) == 2.5);
	assert_true(mdp_value_number(&i) == -3);
	for (int k = MDP_T_NULL_; k <= MDP_T_OTHER; k++) {
		assert_true(mdp_type_from_word(mdp_str_of(mdp_type_word((enum mdp_type)k)), &type));
		assert_int_equal(type, k);
	}
	assert_false(mdp_type_from_word(MDP_STR("money"), &type));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_is_total),
		cmocka_unit_test(equal_numbers_of_different_types_are_equal),
		cmocka_unit_test(doubles_print_shortest_and_read_back),
		cmocka_unit_test(others_print_as_they_are),
		cmocka_unit_test(numbers_are_known),
	};

	return cmocka_run_group_tests_name("base_value", tests, NULL, NULL);
}
