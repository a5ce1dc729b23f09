/* What is no question at all, and the ceilings of one. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/limits.h"
#include "parse/lattice.h"

static struct mdp_lexicon *lexicon;

static int setup(void **state)
{
	(void)state;
	return mdp_lexicon_make(&lexicon, NULL, NULL, NULL);
}

static int teardown(void **state)
{
	(void)state;
	mdp_lexicon_free(lexicon);
	return 0;
}

static void refused(struct mdp_str text, const char *word)
{
	struct mdp_arena a;
	struct mdp_lattice *t = NULL;
	struct mdp_error err = { 0 };
	mdp_arena_init(&a);
	assert_true(mdp_lattice_make(lexicon, text, &a, &t, &err) < 0);
	assert_int_equal(err.code, MDP_REFUSED);
	assert_int_equal(err.reason, MDP_REASON_NOT_A_QUESTION);
	assert_non_null(strstr(err.primary, word));
	mdp_arena_release(&a);
}

static void test_no_question(void **state)
{
	(void)state;
	static char longest[MDP_LIMIT_QUESTION_BYTES + 1], many[MDP_LIMIT_TOKENS * 2 + 2];
	refused(MDP_STR(""), "empty");
	refused(MDP_STR(" \t\n"), "empty");
	refused(MDP_STR("sales \xff\xfe"), "UTF-8");
	memset(longest, 'a', sizeof(longest));
	refused((struct mdp_str){ longest, sizeof(longest) }, "longer than");
	for (size_t i = 0; i < sizeof(many); i++)
		many[i] = i % 2 ? ' ' : 'x';
	refused((struct mdp_str){ many, sizeof(many) }, "more than");
}

static void test_just_within(void **state)
{
	(void)state;
	char many[MDP_LIMIT_TOKENS * 2];
	struct mdp_arena a;
	struct mdp_lattice *t = NULL;
	struct mdp_error err = { 0 };
	for (size_t i = 0; i < sizeof(many); i++)
		many[i] = i % 2 ? ' ' : 'x';
	mdp_arena_init(&a);
	assert_int_equal(mdp_lattice_make(lexicon, (struct mdp_str){ many, sizeof(many) }, &a, &t, &err), 0);
	assert_int_equal(t->ntokens, MDP_LIMIT_TOKENS);
	for (int i = 0; i < t->ntokens; i++)
		assert_true(t->first[i] <= t->first[i + 1]);
	assert_int_equal(t->first[t->ntokens], t->nedges);
	mdp_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_question),
		cmocka_unit_test(test_just_within),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
