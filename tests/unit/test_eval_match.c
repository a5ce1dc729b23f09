/* When two results are the same answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "eval/eval.h"
#include "base/banned.h"

/* A result from cells: numbers as text with a leading '=', dates with '@' (days), "-" for null, else text. */
static struct mdp_result result(struct mdp_arena *a, int ncolumns, const char *const *cells, int n)
{
	struct mdp_result res = { .ncolumns = ncolumns, .nrows = n / ncolumns };
	res.values = MDP_NEW_ARRAY(a, (size_t)n + 1, struct mdp_value);
	for (int i = 0; i < n; i++) {
		double d = 0;
		if (cells[i][0] == '=') {
			assert_true(mdp_str_to_double(mdp_str_of(cells[i] + 1), &d));
			res.values[i] = mdp_value_double(d);
		} else if (cells[i][0] == '@') {
			assert_true(mdp_str_to_double(mdp_str_of(cells[i] + 1), &d));
			res.values[i] = mdp_value_date((int64_t)d);
		} else if (!strcmp(cells[i], "-")) {
			res.values[i] = mdp_value_null();
		} else {
			res.values[i] = mdp_value_text(mdp_str_of(cells[i]));
		}
	}
	return res;
}

#define CELLS(...) \
	(const char *const[]){ __VA_ARGS__ }, (int)(sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static struct mdp_arena arena;

static bool same(const struct mdp_result *gold, const struct mdp_result *answer, bool ordered, bool set)
{
	return mdp_match(gold, answer, ordered, set, &arena) == NULL;
}

static int begin(void **state)
{
	(void)state;
	mdp_arena_init(&arena);
	return 0;
}

static int end(void **state)
{
	(void)state;
	mdp_arena_release(&arena);
	return 0;
}

static void rows_are_a_multiset_unless_ordered(void **state)
{
	(void)state;
	struct mdp_result gold = result(&arena, 2, CELLS("a", "=1", "b", "=2", "b", "=2"));
	struct mdp_result turned = result(&arena, 2, CELLS("b", "=2", "b", "=2", "a", "=1"));
	struct mdp_result crossed = result(&arena, 2, CELLS("a", "=2", "b", "=1", "b", "=2"));
	struct mdp_result once = result(&arena, 2, CELLS("a", "=1", "b", "=2"));
	assert_true(same(&gold, &turned, false, false));
	assert_false(same(&gold, &turned, true, false));
	assert_false(same(&gold, &crossed, false, false)); /* each column alone would fit */
	assert_false(same(&gold, &once, false, false));
	assert_true(same(&gold, &once, false, true));
	assert_true(same(&once, &gold, false, true));
	assert_true(same(&gold, &gold, true, false));
}

static void extra_columns_and_their_order_do_not_matter(void **state)
{
	(void)state;
	struct mdp_result gold = result(&arena, 2, CELLS("a", "=1", "b", "=2"));
	struct mdp_result wide = result(&arena, 4, CELLS("=1", "=1", "x", "a", "=9", "=2", "x", "b"));
	struct mdp_result narrow = result(&arena, 1, CELLS("a", "b"));
	assert_true(same(&gold, &wide, false, false));
	assert_true(same(&gold, &wide, false, true));
	assert_false(same(&wide, &gold, false, false));
	assert_false(same(&gold, &narrow, false, false));
}

static void numbers_agree_to_the_cent_and_in_percent(void **state)
{
	(void)state;
	struct mdp_result gold = result(&arena, 1, CELLS("=1234.567", "=2000000"));
	struct mdp_result cents = result(&arena, 1, CELLS("=1234.57", "=2000000.4"));
	struct mdp_result off = result(&arena, 1, CELLS("=1234.59", "=2000000"));
	assert_true(same(&gold, &cents, true, false));
	assert_false(same(&gold, &off, true, false));
	struct mdp_result share = result(&arena, 1, CELLS("=0.253", "=0.5"));
	struct mdp_result percent = result(&arena, 1, CELLS("=25.3", "=50"));
	struct mdp_result mixed = result(&arena, 1, CELLS("=25.3", "=0.5"));
	struct mdp_result small = result(&arena, 1, CELLS("=0.256", "=0.5"));
	assert_true(same(&share, &percent, false, false));
	assert_true(same(&percent, &share, false, false));
	assert_false(same(&share, &mixed, false, false)); /* a column is in percent as a whole */
	assert_false(same(&share, &small, false, false)); /* a cent is not small beside a ratio */
}

static void nulls_dates_and_text(void **state)
{
	(void)state;
	struct mdp_result gold = result(&arena, 1, CELLS("@19723", "-"));
	struct mdp_result stamps = result(&arena, 1, CELLS("-", "-"));
	stamps.values[0] = mdp_value_timestamp(19723 * INT64_C(86400000000));
	struct mdp_result zero = result(&arena, 1, CELLS("@19723", "=0"));
	assert_true(same(&gold, &stamps, true, false));
	assert_false(same(&gold, &zero, true, false));
	struct mdp_result lower = result(&arena, 1, CELLS("tx")), upper = result(&arena, 1, CELLS("TX"));
	assert_false(same(&lower, &upper, true, false));
	struct mdp_result none = result(&arena, 1, CELLS("x"));
	none.nrows = 0;
	assert_true(same(&none, &none, false, false));
	assert_false(same(&none, &lower, false, false));
}

/* Sorted by age, two of the same age; a name that repeats stands where it comes first. */
static void sets_may_be_in_order_too(void **state)
{
	(void)state;
	const int keys[] = { 1 };
	struct mdp_result gold = result(&arena, 1, CELLS("ann", "bob", "cid", "ann"));
	struct mdp_result sorted = result(&arena, 2, CELLS("ann", "=1", "bob", "=2", "cid", "=3", "ann", "=4"));
	struct mdp_result tied = result(&arena, 2, CELLS("bob", "=1", "ann", "=1", "cid", "=3", "bob", "=4"));
	struct mdp_result apart = result(&arena, 2, CELLS("bob", "=1", "ann", "=2", "cid", "=3", "cid", "=4"));
	assert_true(same(&gold, &sorted, true, true));
	assert_true(same(&sorted, &sorted, true, true));
	assert_false(same(&gold, &tied, true, true));
	assert_null(mdp_match_sorted(&gold, &tied, true, true, keys, 1, &arena));
	assert_non_null(mdp_match_sorted(&gold, &apart, true, true, keys, 1, &arena));
	assert_true(same(&gold, &apart, false, true));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(rows_are_a_multiset_unless_ordered, begin, end),
		cmocka_unit_test_setup_teardown(extra_columns_and_their_order_do_not_matter, begin, end),
		cmocka_unit_test_setup_teardown(numbers_agree_to_the_cent_and_in_percent, begin, end),
		cmocka_unit_test_setup_teardown(nulls_dates_and_text, begin, end),
		cmocka_unit_test_setup_teardown(sets_may_be_in_order_too, begin, end),
	};
	return cmocka_run_group_tests_name("eval_match", tests, NULL, NULL);
}
