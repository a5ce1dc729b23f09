/* Views, buffers, UTF-8: what is whole is read, what is not is refused, limits hold. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/banned.h"

static void views_compare_by_bytes(void **state)
{
	(void)state;
	assert_true(mdp_str_is(mdp_str_of(NULL), ""));
	assert_true(mdp_str_eq((struct mdp_str){ NULL, 0 }, MDP_STR("")));
	assert_false(mdp_str_is(MDP_STR("ab"), "abc"));
	assert_true(mdp_str_cmp(MDP_STR("ab"), MDP_STR("abc")) < 0);
	assert_true(mdp_str_cmp(MDP_STR("b"), MDP_STR("abc")) > 0);
	assert_true(mdp_str_cmp(MDP_STR("\xc3\xa9"), MDP_STR("z")) > 0);
	assert_int_equal(mdp_str_cmp((struct mdp_str){ NULL, 0 }, MDP_STR("")), 0);
	assert_true(mdp_str_starts(MDP_STR("abc"), "ab"));
	assert_true(mdp_str_starts(MDP_STR("abc"), ""));
	assert_false(mdp_str_starts(MDP_STR("a"), "ab"));
	assert_true(mdp_str_ends(MDP_STR("a.yml"), ".yml"));
	assert_false(mdp_str_ends(MDP_STR("yml"), ".yml"));
	assert_true(mdp_str_is(mdp_str_trim(MDP_STR(" \t\r\n a b \v\f")), "a b"));
	assert_true(mdp_str_is(mdp_str_trim(MDP_STR("  ")), ""));
}

static void fields_are_cut_without_loss(void **state)
{
	static const char *const want[] = { "a", "", "b", "" };
	struct mdp_str rest = MDP_STR("a,,b,"), field;
	int n = 0;

	(void)state;
	while (mdp_str_next(&rest, ',', &field)) {
		assert_true(n < 4);
		assert_true(mdp_str_is(field, want[n++]));
	}
	assert_int_equal(n, 4);
	rest = MDP_STR("");
	assert_true(mdp_str_next(&rest, ',', &field));
	assert_int_equal(field.n, 0);
	assert_false(mdp_str_next(&rest, ',', &field));
}

static void integers_are_read_whole_or_not_at_all(void **state)
{
	static const char *const bad[] = { "",
					   "-",
					   "+",
					   " 1",
					   "1 ",
					   "1.0",
					   "0x1",
					   "9223372036854775808",
					   "-9223372036854775809",
					   "99999999999999999999999",
					   "1e3" };
	long long v = 77;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(mdp_str_to_i64(mdp_str_of(bad[i]), &v));
		assert_int_equal(v, 77);
	}
	assert_true(mdp_str_to_i64(MDP_STR("-9223372036854775808"), &v));
	assert_true(v == LLONG_MIN);
	assert_true(mdp_str_to_i64(MDP_STR("+9223372036854775807"), &v));
	assert_true(v == LLONG_MAX);
	assert_true(mdp_str_to_i64(MDP_STR("-0"), &v));
	assert_true(v == 0);
	assert_true(mdp_str_to_i64((struct mdp_str){ "123456", 3 }, &v));
	assert_true(v == 123);
}

static void doubles_are_read_whole_or_not_at_all(void **state)
{
	static const char *const bad[] = {
		"", ".", "-", "nan", "inf", "0x10", "1,5", " 1", "1 ", "1e", "1e999", "1.2.3"
	};
	double v = 77;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (mdp_str_to_double(mdp_str_of(bad[i]), &v))
			fail_msg("read '%s'", bad[i]);
		assert_true(v == 77);
	}
	assert_true(mdp_str_to_double(MDP_STR("-1.5e3"), &v) && v == -1500);
	assert_true(mdp_str_to_double(MDP_STR(".5"), &v) && v == 0.5);
	assert_true(mdp_str_to_double((struct mdp_str){ "2.55", 3 }, &v) && v == 2.5);
}

static void a_buffer_stops_at_its_ceiling(void **state)
{
	struct mdp_buf b = { .ceiling = 10 };

	(void)state;
	assert_string_equal(mdp_buf_cstr(&b), "");
	mdp_buf_puts(&b, "12345");
	mdp_buf_puts(&b, NULL);
	mdp_buf_printf(&b, "%d", 67890);
	assert_false(b.overflow);
	assert_string_equal(mdp_buf_cstr(&b), "1234567890");
	mdp_buf_putc(&b, 'x');
	assert_true(b.overflow);
	mdp_buf_put(&b, "", 0);
	assert_string_equal(mdp_buf_cstr(&b), "1234567890");
	mdp_buf_clear(&b);
	assert_false(b.overflow);
	assert_string_equal(mdp_buf_cstr(&b), "");
	/* not even a part of what does not fit */
	mdp_buf_printf(&b, "%s", "12345678901");
	assert_true(b.overflow);
	assert_int_equal(b.n, 0);
	mdp_buf_puts(&b, "a");
	assert_int_equal(b.n, 0);
	mdp_buf_release(&b);
	mdp_buf_release(&b);
	assert_int_equal(b.ceiling, 10);
}

static void a_buffer_holds_any_byte(void **state)
{
	struct mdp_buf b = MDP_BUF_INIT;

	(void)state;
	for (int i = 0; i < 70000; i++)
		mdp_buf_putc(&b, (char)i);
	mdp_buf_str(&b, MDP_STR("end"));
	assert_int_equal(mdp_buf_view(&b).n, 70003);
	for (int i = 0; i < 70000; i++)
		assert_int_equal(b.p[i], (char)i);
	assert_string_equal(b.p + 70000, "end");
	mdp_buf_release(&b);
}

static void bad_utf8_is_found(void **state)
{
	static const struct {
		const char *s;
		size_t bad_at;
	} bad[] = {
		{ "ab\xff", 2 },           { "\x80", 0 },         { "a\xc3", 1 }, /* cut */
		{ "\xc0\xaf", 0 }, /* overlong */
		{ "\xe0\x80\xaf", 0 },     { "\xed\xa0\x80", 0 }, /* half a surrogate */
		{ "\xf4\x90\x80\x80", 0 }, /* beyond U+10FFFF */
		{ "\xc3\xa9\xe2\x82", 2 },
	};
	size_t at, i = 0;

	(void)state;
	for (size_t k = 0; k < sizeof(bad) / sizeof(bad[0]); k++) {
		at = 99;
		assert_false(mdp_utf8_valid(mdp_str_of(bad[k].s), &at));
		assert_int_equal(at, bad[k].bad_at);
		assert_false(mdp_utf8_valid(mdp_str_of(bad[k].s), NULL));
	}
	assert_true(mdp_utf8_valid(MDP_STR("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"), &at));
	assert_true(mdp_utf8_valid((struct mdp_str){ NULL, 0 }, NULL));
	assert_int_equal(mdp_utf8_next(MDP_STR("\xe2\x82\xac"), &i), 0x20ac);
	assert_int_equal(i, 3);
	assert_int_equal(mdp_utf8_next(MDP_STR("\xe2\x82\xac"), &i), -1);
	assert_int_equal(i, 3);
	i = 0;
	assert_int_equal(mdp_utf8_next(MDP_STR("\xff"), &i), -1);
	assert_int_equal(i, 1);
}

static void folding_forgets_case_accents_and_forms(void **state)
{
	static const char *const same[][2] = {
		{ "ABC xyz", "abc xyz" },
		{ "CAF\xc3\x89", "cafe" },
		{ "cafe\xcc\x81", "cafe" }, /* decomposed */
		{ "stra\xc3\x9f"
		  "e",
		  "strasse" },
		{ "\xef\xac\x81n", "fin" }, /* ligature */
		{ "\xef\xbc\xa1\xef\xbc\x91", "a1" }, /* full width */
		{ "", "" },
		{ "a\xff"
		  "b",
		  "a\xef\xbf\xbd"
		  "b" },
		{ "\xce\xa3\xcf\x82", "\xcf\x83\xcf\x83" }, /* final sigma */
	};
	struct mdp_arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		struct mdp_str folded = mdp_utf8_fold(&a, mdp_str_of(same[i][0]));

		if (!mdp_str_is(folded, same[i][1]))
			fail_msg("'%s' folds to '%.*s'", same[i][0], (int)folded.n, folded.p);
		assert_true(mdp_str_eq(mdp_utf8_fold(&a, folded), folded));
	}
	mdp_arena_release(&a);
}

static void cells_are_counted(void **state)
{
	(void)state;
	assert_int_equal(mdp_utf8_width(MDP_STR("abc")), 3);
	assert_int_equal(mdp_utf8_width(MDP_STR("\xc3\xa9")), 1);
	assert_int_equal(mdp_utf8_width(MDP_STR("e\xcc\x81")), 1);
	assert_int_equal(mdp_utf8_width(MDP_STR("\xe6\xbc\xa2\xe5\xad\x97")), 4);
	assert_int_equal(mdp_utf8_width(MDP_STR("\xff")), 1);
	assert_true(mdp_utf8_is_alpha(0xe9));
	assert_false(mdp_utf8_is_alpha('1'));
	assert_false(mdp_utf8_is_alpha(-1));
	assert_true(mdp_utf8_is_digit(0x0663)); /* Arabic-Indic three */
	assert_false(mdp_utf8_is_digit('x'));
}

static void distances_stop_at_their_limit(void **state)
{
	static const struct {
		const char *a, *b;
		int max, want;
	} cases[] = {
		{ "", "", 2, 0 },
		{ "", "abc", 5, 3 },
		{ "", "abc", 2, 3 },
		{ "sales", "sales", 0, 0 },
		{ "slaes", "sales", 1, 1 },
		{ "revenu", "revenue", 1, 1 },
		{ "kitten", "sitting", 3, 3 },
		{ "kitten", "sitting", 2, 3 },
		{ "caf\xc3\xa9", "cafe", 1, 1 },
		{ "ca", "abc", 3, 3 },
		{ "ab", "ba", 1, 1 },
		{ "xxab", "yyba", 3, 3 },
		{ "abcdefgh", "hgfedcba", 1, 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct mdp_str a = mdp_str_of(cases[i].a), b = mdp_str_of(cases[i].b);

		assert_int_equal(mdp_utf8_distance(a, b, cases[i].max), cases[i].want);
		assert_int_equal(mdp_utf8_distance(b, a, cases[i].max), cases[i].want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(views_compare_by_bytes),
		cmocka_unit_test(fields_are_cut_without_loss),
		cmocka_unit_test(integers_are_read_whole_or_not_at_all),
		cmocka_unit_test(doubles_are_read_whole_or_not_at_all),
		cmocka_unit_test(a_buffer_stops_at_its_ceiling),
		cmocka_unit_test(a_buffer_holds_any_byte),
		cmocka_unit_test(bad_utf8_is_found),
		cmocka_unit_test(folding_forgets_case_accents_and_forms),
		cmocka_unit_test(cells_are_counted),
		cmocka_unit_test(distances_stop_at_their_limit),
	};

	return cmocka_run_group_tests_name("base_text", tests, NULL, NULL);
}
