/* Arena: zeroed, aligned, bounded; growing arrays keep what they hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/arena.h"
#include "base/banned.h"

static void objects_are_zeroed_and_aligned(void **state)
{
	struct mdp_arena a = { 0 };

	(void)state;
	for (size_t size = 0; size < 5000; size += 37) {
		unsigned char *p = mdp_arena_alloc(&a, size);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, size);
	}
	mdp_arena_release(&a);
	mdp_arena_release(&a);
	assert_int_equal(a.used, 0);
}

static void large_objects_do_not_disturb_small_ones(void **state)
{
	struct mdp_arena a = { 0 };
	char *small = mdp_arena_strdup(&a, "small");
	char *large = mdp_arena_alloc(&a, (size_t)8 << 20);
	char *next = mdp_arena_strdup(&a, "next");

	(void)state;
	memset(large, 'x', (size_t)8 << 20);
	assert_string_equal(small, "small");
	assert_string_equal(next, "next");
	mdp_arena_release(&a);
}

static void text_is_copied(void **state)
{
	struct mdp_arena a = { 0 };

	(void)state;
	assert_null(mdp_arena_strdup(&a, NULL));
	assert_string_equal(mdp_arena_strndup(&a, "abcdef", 3), "abc");
	assert_string_equal(mdp_arena_strndup(&a, NULL, 0), "");
	assert_string_equal(mdp_arena_printf(&a, "%d-%s", 7, "x"), "7-x");
	mdp_arena_release(&a);
}

static void pushing_keeps_order(void **state)
{
	struct mdp_arena a = { 0 };
	int *items = NULL, n = 0, cap = 0;

	(void)state;
	for (int i = 0; i < 1000; i++)
		MDP_PUSH(&a, items, n, cap, i);
	assert_int_equal(n, 1000);
	for (int i = 0; i < n; i++)
		assert_int_equal(items[i], i);
	mdp_arena_release(&a);
}

/* Runs `what` in a child and gives its exit code. */
static int exit_code_of(void (*what)(void))
{
	int status = 0;
	pid_t child = fork();

	if (!child) {
		fclose(stderr);
		what();
		_exit(0);
	}
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void pass_ceiling(void)
{
	struct mdp_arena a = { .ceiling = 1000 };

	mdp_arena_alloc(&a, 900);
	mdp_arena_alloc(&a, 200);
}

static void overflow_array(void)
{
	struct mdp_arena a = { 0 };

	mdp_arena_array(&a, SIZE_MAX / 2, 3);
}

static void limits_end_the_process(void **state)
{
	(void)state;
	assert_int_equal(exit_code_of(pass_ceiling), 5);
	assert_int_equal(exit_code_of(overflow_array), 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(objects_are_zeroed_and_aligned),
		cmocka_unit_test(large_objects_do_not_disturb_small_ones),
		cmocka_unit_test(text_is_copied),
		cmocka_unit_test(pushing_keeps_order),
		cmocka_unit_test(limits_end_the_process),
	};

	return cmocka_run_group_tests_name("base_arena", tests, NULL, NULL);
}
