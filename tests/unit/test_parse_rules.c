/* The rules' own examples: every phrase that must parse does, and none of those that must not. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "parse/parse.h"

static void test_examples(void **state)
{
	(void)state;
	struct mdp_error err = { 0 };
	struct mdp_lexicon *l = NULL;
	struct mdp_parser *p = NULL;
	struct mdp_arena a;
	const char *report = "";
	mdp_arena_init(&a);
	if (mdp_lexicon_make(&l, NULL, NULL, &err) < 0 || mdp_parser_make(&p, l, &err) < 0)
		fail_msg("%s:%d: %s", err.file, err.line, err.primary);
	int failed = mdp_parser_check(p, &a, &report);
	if (failed)
		fail_msg("%d examples of rules fail:\n%s", failed, report);
	mdp_parser_free(p);
	mdp_lexicon_free(l);
	mdp_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_examples) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
