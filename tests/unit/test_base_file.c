/* Files, errors and traces: bounded reads, whole writes, messages that are never cut inside a character. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/file.h"
#include "base/limits.h"
#include "base/trace.h"
#include "base/utf8.h"
#include "base/banned.h"

static char folder[] = "/tmp/mdp-file-XXXXXX";
static struct mdp_arena arena;

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	char command[128];

	(void)state;
	mdp_arena_release(&arena);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

static const char *at(const char *name)
{
	return mdp_path_join(&arena, folder, name);
}

static int entries(void)
{
	const char **paths;
	int n = 0;

	assert_int_equal(mdp_dir_walk(&arena, folder, NULL, NULL, &paths, &n, NULL), 0);
	return n;
}

static void what_is_written_is_read(void **state)
{
	struct mdp_str text;
	struct mdp_file_info info;

	(void)state;
	assert_int_equal(mdp_file_write(at("f"), (struct mdp_str){ "a\0b\n", 4 }, NULL), 0);
	assert_int_equal(mdp_file_read(&arena, at("f"), &text, NULL), 0);
	assert_int_equal(text.n, 4);
	assert_memory_equal(text.p, "a\0b\n", 5);
	assert_int_equal(mdp_file_write(at("f"), MDP_STR(""), NULL), 0);
	assert_int_equal(mdp_file_read(&arena, at("f"), &text, NULL), 0);
	assert_int_equal(text.n, 0);
	assert_int_equal(mdp_file_stat(at("f"), &info, NULL), 0);
	assert_int_equal(info.size, 0);
	assert_true(info.mtime_ns > INT64_C(1600000000000000000));
	assert_int_equal(entries(), 1); /* no temporary file is left */
}

static void bad_reads_say_why(void **state)
{
	struct mdp_str text = MDP_STR("before");
	struct mdp_error err = { 0 };
	struct mdp_file_info info;

	(void)state;
	assert_int_equal(mdp_file_read(&arena, at("none"), &text, &err), -MDP_IO);
	assert_non_null(strstr(err.detail, "No such file"));
	assert_int_equal(mdp_file_read(&arena, folder, &text, &err), -MDP_IO);
	assert_non_null(strstr(err.detail, "Is a directory"));
	assert_int_equal(mdp_file_stat(at("none"), &info, &err), -MDP_IO);
	assert_true(mdp_str_is(text, "before"));
	/* a device has no size: bytes are counted, not believed */
	assert_int_equal(mdp_file_read(&arena, "/dev/zero", &text, &err), -MDP_LIMIT);
	assert_non_null(strstr(err.detail, "64 MB"));
}

/* A full disk, as a limit on the size of files makes it: in a child, since the limit stays. */
static void a_failed_write_leaves_the_old_file(void **state)
{
	static char large[100000];
	struct mdp_str text;
	struct mdp_error err = { 0 };
	int status;
	pid_t child;

	(void)state;
	assert_int_equal(mdp_file_write(at("g"), MDP_STR("old"), NULL), 0);
	child = fork();
	if (!child) {
		const struct rlimit limit = { 1000, 1000 };

		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		_exit(mdp_file_write(at("g"), (struct mdp_str){ large, sizeof(large) }, NULL) == -MDP_IO ? 0 : 1);
	}
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_int_equal(mdp_file_read(&arena, at("g"), &text, NULL), 0);
	assert_true(mdp_str_is(text, "old"));
	unlink(at("g"));
	assert_int_equal(entries(), 1);
	assert_int_equal(mdp_file_write(at("no/folder"), MDP_STR("x"), &err), -MDP_IO);
	assert_int_equal(mdp_file_write(folder, MDP_STR("x"), &err), -MDP_IO);
}

static void folders_are_made_with_parents(void **state)
{
	struct mdp_error err = { 0 };

	(void)state;
	assert_int_equal(mdp_dir_make(at("a/b/c"), NULL), 0);
	assert_int_equal(mdp_dir_make(at("a/b/c/"), NULL), 0);
	assert_int_equal(mdp_dir_make("/", NULL), 0);
	assert_true(mdp_file_is_dir(at("a/b/c")));
	assert_int_equal(mdp_file_write(at("a/file"), MDP_STR("x"), NULL), 0);
	assert_int_equal(mdp_dir_make(at("a/file/d"), &err), -MDP_IO);
	assert_int_equal(mdp_dir_make(at("a/file"), &err), -MDP_IO);
}

static void walks_are_sorted_and_bounded(void **state)
{
	static const char *const suffixes[] = { ".yml", ".sql", NULL };
	static const char *const skip[] = { "target", NULL };
	static const char *const names[] = { "w/z.yml",       "w/a/b.sql",    "w/a/b.txt", "w/target/no.sql",
					     "w/.hidden.yml", "w/.git/x.yml", "w/a.sql" };
	const char **paths;
	struct mdp_error err = { 0 };
	int n;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		assert_int_equal(mdp_dir_make(mdp_path_dir(&arena, at(names[i])), NULL), 0);
		assert_int_equal(mdp_file_write(at(names[i]), MDP_STR("x"), NULL), 0);
	}
	assert_int_equal(symlink("..", at("w/loop")), 0);
	assert_int_equal(mdp_dir_walk(&arena, at("w"), suffixes, skip, &paths, &n, &err), 0);
	assert_int_equal(n, 3);
	assert_string_equal(paths[0], at("w/a.sql"));
	assert_string_equal(paths[1], at("w/a/b.sql"));
	assert_string_equal(paths[2], at("w/z.yml"));
	assert_int_equal(mdp_dir_walk(&arena, at("none"), suffixes, skip, &paths, &n, &err), -MDP_IO);
}

static void paths_are_joined_and_split(void **state)
{
	(void)state;
	assert_string_equal(mdp_path_join(&arena, "a", "b"), "a/b");
	assert_string_equal(mdp_path_join(&arena, "a/", "b"), "a/b");
	assert_string_equal(mdp_path_join(&arena, "a", "/b"), "/b");
	assert_string_equal(mdp_path_join(&arena, "", "b"), "b");
	assert_string_equal(mdp_path_join(&arena, "a", ""), "a");
	assert_string_equal(mdp_path_dir(&arena, "a/b"), "a");
	assert_string_equal(mdp_path_dir(&arena, "/b"), "/");
	assert_string_equal(mdp_path_dir(&arena, "b"), ".");
	assert_string_equal(mdp_path_base("a/b"), "b");
	assert_string_equal(mdp_path_base("b"), "b");
}

static void errors_are_set_and_cut_whole(void **state)
{
	struct mdp_error err = { .line = 7 };
	char text[600];

	(void)state;
	assert_int_equal(mdp_fail(NULL, MDP_IO, "nobody sees this"), -MDP_IO);
	mdp_error_detail(NULL, "x");
	mdp_error_hint(NULL, "x");
	mdp_error_at(NULL, "x", 1);
	mdp_error_span(NULL, (struct mdp_span){ 0 });
	mdp_error_detail(&err, "old");
	assert_int_equal(mdp_refuse(&err, MDP_REASON_OUTSIDE_DATA, "%d", 5), -MDP_REFUSED);
	assert_int_equal(err.code, MDP_REFUSED);
	assert_int_equal(err.line, 0);
	assert_string_equal(err.detail, "");
	assert_string_equal(mdp_reason_word(err.reason), "outside_data");
	assert_int_equal(mdp_fail(&err, MDP_FORMAT, "again: %s", err.primary), -MDP_FORMAT);
	assert_string_equal(err.primary, "again: 5");
	/* each length, so that the cut falls on every byte of a character */
	for (size_t n = 500; n < 520; n++) {
		memset(text, 'a', n);
		snprintf(text + n, sizeof(text) - n, "%s", "\xf0\x9f\x98\x80\xe2\x82\xac\xc3\xa9");
		mdp_fail(&err, MDP_IO, "%s", text);
		assert_true(mdp_utf8_valid(mdp_str_of(err.primary), NULL));
		assert_true(strlen(err.primary) >= 500);
	}
	assert_int_equal(mdp_exit_code(MDP_CHOICE), 4);
	assert_int_equal(mdp_exit_code((enum mdp_code)99), 5);
	assert_string_equal(mdp_code_word(MDP_WAREHOUSE), "warehouse");
	assert_string_equal(mdp_code_word((enum mdp_code)99), "internal");
	assert_string_equal(mdp_reason_word((enum mdp_reason)99), "");
}

static void traces_are_off_until_asked_for(void **state)
{
	(void)state;
	assert_false(mdp_trace_on("plan"));
	mdp_trace_enable("parse, plan");
	assert_true(mdp_trace_on("plan"));
	assert_true(mdp_trace_on("parse"));
	assert_false(mdp_trace_on("pla"));
	assert_false(mdp_trace_on("sql"));
	mdp_trace_enable("all");
	assert_true(mdp_trace_on("sql"));
	mdp_trace_enable(NULL);
	assert_false(mdp_trace_on("sql"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(bad_reads_say_why),
		cmocka_unit_test(a_failed_write_leaves_the_old_file),
		cmocka_unit_test(folders_are_made_with_parents),
		cmocka_unit_test(walks_are_sorted_and_bounded),
		cmocka_unit_test(paths_are_joined_and_split),
		cmocka_unit_test(errors_are_set_and_cut_whole),
		cmocka_unit_test(traces_are_off_until_asked_for),
	};

	return cmocka_run_group_tests_name("base_file", tests, make_folder, remove_folder);
}
