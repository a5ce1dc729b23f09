/* The lexicon's own promises: strict data with places of errors, weights, a folder in place of the built-in copy. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "lexicon/lexicon.h"

static char dir[64];

static void put(const char *name, const char *text)
{
	struct mdp_arena a;
	struct mdp_error err;
	mdp_arena_init(&a);
	const char *path = mdp_path_join(&a, dir, name);
	assert_int_equal(mdp_dir_make(mdp_path_dir(&a, path), &err), 0);
	assert_int_equal(mdp_file_write(path, mdp_str_of(text), &err), 0);
	mdp_arena_release(&a);
}

static int setup(void **state)
{
	(void)state;
	snprintf(dir, sizeof(dir), "/tmp/mdp-lexicon-XXXXXX");
	assert_non_null(mkdtemp(dir));
	put("weights.lex", "# all\ninflection = 0.25\n");
	put("categories.lex", "agg exact: how a measure is summed up\nverb many: verbs\n");
	put("irregular.lex", "buy: bought\n");
	put("abbrev.lex", "avg: average\n");
	put("words/a.lex", "agg avg: average | mean\nverb light: buy |\n\tgive away\nverb event (0.5): buy\n");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	char command[96];
	snprintf(command, sizeof(command), "rm -rf '%s'", dir);
	return system(command);
}

static void fails_at(const char *file, int line, const char *word)
{
	struct mdp_lexicon *l = NULL;
	struct mdp_error err = { 0 };
	assert_true(mdp_lexicon_make(&l, NULL, dir, &err) < 0);
	assert_string_equal(err.file, file);
	assert_int_equal(err.line, line);
	assert_non_null(strstr(err.primary, word));
}

static void test_reads_a_folder(void **state)
{
	(void)state;
	struct mdp_lexicon *l = NULL;
	struct mdp_error err = { 0 };
	assert_int_equal(mdp_lexicon_make(&l, NULL, dir, &err), 0);
	assert_true(mdp_lexicon_weight(l, "inflection") == 0.25);
	assert_true(mdp_lexicon_weight(l, "nothing") == 0);
	struct mdp_arena a;
	mdp_arena_init(&a);
	int n;
	assert_string_equal(mdp_lexicon_stem(l, &a, mdp_str_of("bought")),
			    mdp_lexicon_stem(l, &a, mdp_str_of("buying")));
	const struct mdp_meaning *m =
		mdp_lexicon_find(l, mdp_str_of(mdp_lexicon_stem(l, &a, mdp_str_of("bought"))), &n);
	assert_int_equal(n, 2);
	assert_string_equal(m[0].sub, "light");
	assert_string_equal(m[1].sub, "event");
	assert_true(m[1].cost == 0.5);
	mdp_lexicon_find(l, mdp_str_of("give away"), &n);
	assert_int_equal(n, 1);
	mdp_lexicon_find(l, mdp_str_of("nothing"), &n);
	assert_int_equal(n, 0);
	assert_string_equal(mdp_lexicon_expand(l, mdp_str_of("avg")), "average");
	const char *words[4];
	assert_int_equal(mdp_lexicon_near(l, &a, mdp_str_of("averag"), 1, words, 4), 1);
	assert_string_equal(words[0], "average");
	mdp_arena_release(&a);
	mdp_lexicon_free(l);
}

static void test_errors_have_places(void **state)
{
	(void)state;
	put("words/b.lex", "# fine\n\nnope x: y\n");
	fails_at("words/b.lex", 3, "unknown category");
	put("words/b.lex", "agg sum: mean\n");
	fails_at("words/b.lex", 1, "given twice");
	put("words/b.lex", "verb light: walk\nverb light: walk\n");
	fails_at("words/b.lex", 2, "given twice");
	put("words/b.lex", "verb light: walk | | run\n");
	fails_at("words/b.lex", 1, "empty phrase");
	put("words/b.lex", "verb light (-1): walk\n");
	fails_at("words/b.lex", 1, "not a cost");
	put("words/b.lex", "\twalk\n");
	fails_at("words/b.lex", 1, "continued");
	put("words/b.lex", "verb\n");
	fails_at("words/b.lex", 1, "expected");
	put("words/b.lex", "verb light: walk\n");
	put("weights.lex", "a = b\n");
	fails_at("weights.lex", 1, "expected");
	put("weights.lex", "inflection = 0.25\n");
	put("decision.lex", "base = -1.5\nclauses = many\n");
	fails_at("decision.lex", 2, "expected");
	put("decision.lex", "base = -1.5\n");
	put("codes/x.lex", "code: y\n");
	put("irregular.lex", "buy: bought\nkeep: bought\n");
	fails_at("irregular.lex", 2, "twice");
	put("irregular.lex", "buy: bought\n");
}

static void test_built_in_copy_is_sound(void **state)
{
	(void)state;
	struct mdp_lexicon *l = NULL;
	struct mdp_error err = { 0 };
	if (mdp_lexicon_make(&l, NULL, NULL, &err) < 0)
		fail_msg("%s:%d: %s", err.file, err.line, err.primary);
	struct mdp_str text;
	assert_int_equal(mdp_lexicon_file(l, "weights.lex", &text), 0);
	assert_true(mdp_str_starts(text, "#"));
	assert_true(mdp_lexicon_file(l, "no/such.lex", &text) < 0);
	const char *const *names;
	int n;
	assert_int_equal(mdp_lexicon_files(l, "words", &names, &n), 0);
	assert_true(n > 5);
	assert_true(mdp_lexicon_files(l, "nothing", &names, &n) < 0);
	mdp_lexicon_free(l);
	mdp_lexicon_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads_a_folder),
		cmocka_unit_test(test_errors_have_places),
		cmocka_unit_test(test_built_in_copy_is_sound),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
