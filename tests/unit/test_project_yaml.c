/* The YAML reader: shape, places, nulls, merges, and what it must refuse without harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "project/yaml.h"

static struct mdp_arena arena;
static struct mdp_error err;

static int setup(void **state)
{
	(void)state;
	mdp_arena_init(&arena);
	memset(&err, 0, sizeof(err));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mdp_arena_release(&arena);
	return 0;
}

static int parse_n(const char *p, size_t n, struct mdp_yaml **out)
{
	*out = NULL;
	return mdp_yaml_parse(&arena, (struct mdp_str){ p, n }, "t.yml", out, &err);
}

static int parse(const char *text, struct mdp_yaml **out)
{
	return parse_n(text, strlen(text), out);
}

static void test_shape(void **state)
{
	(void)state;
	struct mdp_yaml *y;
	assert_int_equal(0,
			 parse("version: 2\nmodels:\n  - name: a\n    columns: [x, 'null', ~]\n  - name: \"b\"\n", &y));
	assert_int_equal(MDP_YAML_MAP, y->kind);
	assert_string_equal("2", mdp_yaml_text(y, "version"));
	const struct mdp_yaml *models = mdp_yaml_get(y, "models");
	assert_int_equal(2, mdp_yaml_count(models));
	assert_int_equal(3, models->child->line);
	assert_int_equal(5, models->child->next->line);
	const struct mdp_yaml *x = mdp_yaml_get(models->child, "columns")->child;
	assert_string_equal("x", x->text);
	assert_string_equal("null", x->next->text);
	assert_true(x->next->quoted);
	assert_int_equal(MDP_YAML_NULL, x->next->next->kind);
	assert_null(mdp_yaml_text(models->child, "columns"));
	assert_null(mdp_yaml_get(models, "name"));
	assert_null(mdp_yaml_get(NULL, "name"));
}

static void test_empty(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "\n", "# only a comment\n", "---\n", "--- ~\n" };
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct mdp_yaml *y;
		assert_int_equal(0, parse(texts[i], &y));
		assert_int_equal(MDP_YAML_NULL, y->kind);
	}
	struct mdp_yaml *y;
	assert_int_equal(0, parse("a: 1\n---\nb: 2\n", &y));
	assert_string_equal("1", mdp_yaml_text(y, "a"));
	assert_null(mdp_yaml_get(y, "b"));
}

static void test_blocks(void **state)
{
	(void)state;
	struct mdp_yaml *y;
	assert_int_equal(0, parse("a: |\n  one\n  two\nb: >-\n  x\n  y\nc:\nd: 1\n", &y));
	assert_string_equal("one\ntwo\n", mdp_yaml_text(y, "a"));
	assert_string_equal("x y", mdp_yaml_text(y, "b"));
	assert_true(mdp_yaml_get(y, "b")->quoted);
	assert_int_equal(MDP_YAML_NULL, mdp_yaml_get(y, "c")->kind);
	assert_int_equal(7, mdp_yaml_get(y, "c")->line);
}

static void test_aliases_and_merges(void **state)
{
	(void)state;
	struct mdp_yaml *y;
	assert_int_equal(
		0, parse("base: &b {x: 1, y: 2}\none: *b\ntwo:\n  <<: *b\n  y: 3\nthree:\n  <<: [{x: 7}, *b]\n", &y));
	assert_string_equal("2", mdp_yaml_text(mdp_yaml_get(y, "one"), "y"));
	const struct mdp_yaml *two = mdp_yaml_get(y, "two");
	assert_string_equal("1", mdp_yaml_text(two, "x"));
	assert_string_equal("3", mdp_yaml_text(two, "y"));
	assert_int_equal(2, mdp_yaml_count(two));
	assert_string_equal("7", mdp_yaml_text(mdp_yaml_get(y, "three"), "x"));
	assert_string_equal("2", mdp_yaml_text(mdp_yaml_get(y, "three"), "y"));
}

static void test_places_of_errors(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int line;
		const char *says;
	} cases[] = {
		{ "a: 1\nb:\n\t- x\n", 3, "line 3" }, { "a: 1\nb: 2\na: 3\n", 3, "written twice" },
		{ "a: [1, 2\nb: 3\n", 2, "line 2" },  { "a: *nothing\n", 1, "alias" },
		{ "a: &x [*x]\n", 1, "alias" },       { "? [a, b]\n: 1\n", 1, "no text" },
		{ "a: \"x\\0y\"\n", 1, "zero byte" }, { "a: \"open\n", 2, "line 2" },
		{ "{{ jinja }}: [\n", 1, "" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct mdp_yaml *y;
		memset(&err, 0, sizeof(err));
		assert_int_equal(-MDP_FORMAT, parse(cases[i].text, &y));
		assert_non_null(strstr(err.primary, "t.yml"));
		assert_non_null(strstr(err.primary, cases[i].says));
		assert_string_equal("t.yml", err.file);
		assert_true(err.line >= cases[i].line && err.line <= cases[i].line + 1);
	}
}

static void test_bad_bytes(void **state)
{
	(void)state;
	struct mdp_yaml *y;
	assert_int_equal(-MDP_FORMAT, parse_n("a: \xff\xfe\n", 6, &y));
	assert_int_equal(-MDP_FORMAT, parse_n("a: x\0y\n", 7, &y));
	assert_int_equal(-MDP_FORMAT, parse_n("a: \xed\xa0\x80\n", 7, &y));
	/* a byte order mark is fine */
	assert_int_equal(0, parse_n("\xef\xbb\xbf"
				    "a: 1\n",
				    8, &y));
	assert_string_equal("1", mdp_yaml_text(y, "a"));
}

static int nested(const char *open, int depth, struct mdp_yaml **y)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (int i = 0; i < depth; i++)
		mdp_buf_puts(&b, open);
	int rc = mdp_yaml_parse(&arena, mdp_buf_view(&b), "deep", y, &err);
	mdp_buf_release(&b);
	return rc;
}

static void test_depth(void **state)
{
	(void)state;
	struct mdp_yaml *y;
	assert_int_equal(-MDP_LIMIT, nested("[", 100000, &y));
	assert_int_equal(-MDP_LIMIT, nested("- ", MDP_LIMIT_YAML_DEPTH + 1, &y));
	assert_int_equal(0, nested("- ", MDP_LIMIT_YAML_DEPTH - 1, &y));
}

static void test_depth_through_aliases(void **state)
{
	(void)state;
	struct mdp_buf b = MDP_BUF_INIT;
	struct mdp_yaml *y;
	mdp_buf_puts(&b, "a0: &a0 [[[[x]]]]\n");
	for (int i = 1; i < 30; i++)
		mdp_buf_printf(&b, "a%d: &a%d [[[[*a%d]]]]\n", i, i, i - 1);
	assert_int_equal(-MDP_LIMIT, mdp_yaml_parse(&arena, mdp_buf_view(&b), "t.yml", &y, &err));
	assert_non_null(strstr(err.primary, "deeply"));
	mdp_buf_release(&b);
}

static void test_alias_bomb(void **state)
{
	(void)state;
	struct mdp_buf b = MDP_BUF_INIT;
	struct mdp_yaml *y;
	mdp_buf_puts(&b, "a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
	for (int i = 1; i < 12; i++) {
		mdp_buf_printf(&b, "a%d: &a%d [", i, i);
		for (int k = 0; k < 9; k++)
			mdp_buf_printf(&b, "%s*a%d", k ? "," : "", i - 1);
		mdp_buf_puts(&b, "]\n");
	}
	assert_int_equal(-MDP_LIMIT, mdp_yaml_parse(&arena, mdp_buf_view(&b), "t.yml", &y, &err));
	mdp_buf_clear(&b);
	mdp_buf_puts(&b, "a: &a 1\nb:\n");
	for (int i = 0; i <= MDP_LIMIT_YAML_ALIASES; i++)
		mdp_buf_puts(&b, "- *a\n");
	assert_int_equal(-MDP_LIMIT, mdp_yaml_parse(&arena, mdp_buf_view(&b), "t.yml", &y, &err));
	assert_non_null(strstr(err.primary, "too many aliases"));
	mdp_buf_release(&b);
}

static void test_merge_bomb(void **state)
{
	(void)state;
	struct mdp_buf b = MDP_BUF_INIT;
	struct mdp_yaml *y;
	mdp_buf_puts(&b, "a: &a\n");
	for (int i = 0; i < 20000; i++)
		mdp_buf_printf(&b, "  k%d: 1\n", i);
	mdp_buf_puts(&b, "b:\n  <<: *a\n");
	for (int i = 0; i < 20000; i++)
		mdp_buf_printf(&b, "  j%d: 1\n", i);
	assert_int_equal(-MDP_LIMIT, mdp_yaml_parse(&arena, mdp_buf_view(&b), "t.yml", &y, &err));
	assert_non_null(strstr(err.primary, "merge"));
	mdp_buf_release(&b);
}

static void test_too_many_nodes(void **state)
{
	(void)state;
	struct mdp_buf b = MDP_BUF_INIT;
	struct mdp_yaml *y;
	for (int i = 0; i <= MDP_LIMIT_YAML_NODES; i++)
		mdp_buf_puts(&b, "- \n");
	assert_int_equal(-MDP_LIMIT, mdp_yaml_parse(&arena, mdp_buf_view(&b), "t.yml", &y, &err));
	mdp_buf_release(&b);
}

static void test_huge_scalar(void **state)
{
	(void)state;
	size_t n = (size_t)4 << 20;
	char *text = malloc(n + 4);
	memset(text, 'x', n);
	memcpy(text, "a: ", 3);
	struct mdp_yaml *y;
	assert_int_equal(0, parse_n(text, n, &y));
	assert_int_equal(n - 3, strlen(mdp_yaml_text(y, "a")));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(test_shape),
		T(test_empty),
		T(test_blocks),
		T(test_aliases_and_merges),
		T(test_places_of_errors),
		T(test_bad_bytes),
		T(test_depth),
		T(test_depth_through_aliases),
		T(test_alias_bomb),
		T(test_merge_bomb),
		T(test_too_many_nodes),
		T(test_huge_scalar),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
