/* Maps and random numbers: order of insertion, replacement, fixed streams. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/map.h"
#include "base/rng.h"
#include "base/banned.h"

static void a_map_keeps_order_and_replaces(void **state)
{
	static int values[5000];
	struct mdp_map m;
	char key[32];

	(void)state;
	mdp_map_init(&m);
	assert_null(mdp_map_get(&m, MDP_STR("none")));
	for (int i = 0; i < 5000; i++) {
		int n = snprintf(key, sizeof(key), "key %d", i);

		mdp_map_set(&m, (struct mdp_str){ key, (size_t)n }, &values[i]);
	}
	memset(key, 'x', sizeof(key)); /* keys were copied */
	assert_int_equal(m.n, 5000);
	for (int i = 0; i < 5000; i++) {
		snprintf(key, sizeof(key), "key %d", i);
		assert_ptr_equal(mdp_map_get(&m, mdp_str_of(key)), &values[i]);
		assert_true(mdp_str_is(m.entries[i].key, key));
	}
	mdp_map_set(&m, MDP_STR("key 7"), &values[0]);
	assert_int_equal(m.n, 5000);
	assert_ptr_equal(mdp_map_get(&m, MDP_STR("key 7")), &values[0]);
	assert_null(mdp_map_get(&m, MDP_STR("key 5000")));
	mdp_map_release(&m);
	mdp_map_release(&m);
	assert_null(mdp_map_get(&m, MDP_STR("key 7")));
}

static void keys_are_bytes(void **state)
{
	struct mdp_map m;
	int a, b, c;

	(void)state;
	mdp_map_init(&m);
	mdp_map_set(&m, MDP_STR(""), &a);
	mdp_map_set(&m, (struct mdp_str){ "x\0y", 3 }, &b);
	mdp_map_set(&m, (struct mdp_str){ "x\0z", 3 }, &c);
	assert_int_equal(m.n, 3);
	assert_ptr_equal(mdp_map_get(&m, (struct mdp_str){ NULL, 0 }), &a);
	assert_ptr_equal(mdp_map_get(&m, (struct mdp_str){ "x\0y", 3 }), &b);
	mdp_map_release(&m);
}

/* Generated data rests on these numbers: they must never change. */
static void streams_are_fixed(void **state)
{
	struct mdp_rng r = mdp_rng_stream(42, 1, 7), again = mdp_rng_stream(42, 1, 7);

	(void)state;
	for (int i = 0; i < 100; i++)
		assert_true(mdp_rng_next(&r) == mdp_rng_next(&again));
	assert_true(mdp_rng_stream(42, 1, 7).state != mdp_rng_stream(42, 1, 8).state);
	assert_true(mdp_rng_stream(42, 1, 7).state != mdp_rng_stream(42, 7, 1).state);
	assert_true(mdp_rng_stream(42, 1, 7).state != mdp_rng_stream(43, 1, 7).state);
	r = (struct mdp_rng){ 0 };
	assert_true(mdp_rng_next(&r) == UINT64_C(0xe220a8397b1dcdaf)); /* the published first number of splitmix64 */
}

static void ranges_are_even_and_inclusive(void **state)
{
	struct mdp_rng r = mdp_rng_stream(1, 2, 3);
	int count[6] = { 0 }, hits = 0;
	double sum = 0;

	(void)state;
	for (int i = 0; i < 60000; i++) {
		int64_t v = mdp_rng_range(&r, -2, 3);

		assert_true(v >= -2 && v <= 3);
		count[v + 2]++;
	}
	for (int i = 0; i < 6; i++)
		assert_in_range(count[i], 9600, 10400);
	for (int i = 0; i < 10000; i++) {
		double u = mdp_rng_unit(&r);

		assert_true(u >= 0 && u < 1);
		sum += u;
		hits += mdp_rng_chance(&r, 0.25);
	}
	assert_true(sum > 4850 && sum < 5150);
	assert_in_range(hits, 2350, 2650);
	assert_true(mdp_rng_range(&r, 5, 5) == 5);
	assert_true(mdp_rng_range(&r, 5, 4) == 5);
	assert_true(mdp_rng_range(&r, INT64_MIN, INT64_MAX) != mdp_rng_range(&r, INT64_MIN, INT64_MAX));
	assert_false(mdp_rng_chance(&r, 0));
	assert_true(mdp_rng_chance(&r, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_map_keeps_order_and_replaces),
		cmocka_unit_test(keys_are_bytes),
		cmocka_unit_test(streams_are_fixed),
		cmocka_unit_test(ranges_are_even_and_inclusive),
	};

	return cmocka_run_group_tests_name("base_map", tests, NULL, NULL);
}
