/* Arguments: options before and after the command, both forms, what is wrong and what is meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "cmd/cmd.h"
#include "base/banned.h"

static int parse(struct mdp_cli *cli, const char *const *argv)
{
	int argc = 0;
	while (argv[argc])
		argc++;
	*cli = (struct mdp_cli){ 0 };
	mdp_arena_init(&cli->arena);
	return mdp_cli_parse(cli, argc, (char **)(uintptr_t)argv);
}

#define PARSE(cli, ...) parse((cli), (const char *const[]){ "mdp", __VA_ARGS__, NULL })

static void options_stand_anywhere(void **state)
{
	(void)state;
	struct mdp_cli cli;
	assert_int_equal(PARSE(&cli, "--project", "/p", "help", "--format=json", "version", "-qv"), 0);
	assert_string_equal(cli.command->name, "help");
	assert_string_equal(cli.values[MDP_OPT_PROJECT], "/p");
	assert_string_equal(cli.values[MDP_OPT_FORMAT], "json");
	assert_true(mdp_cli_has(&cli, MDP_OPT_QUIET) && mdp_cli_has(&cli, MDP_OPT_VERBOSE));
	assert_int_equal(cli.nargs, 1);
	assert_string_equal(cli.args[0], "version");
	mdp_arena_release(&cli.arena);
}

static void two_dashes_end_options(void **state)
{
	(void)state;
	struct mdp_cli cli;
	assert_int_equal(PARSE(&cli, "help", "--", "--format"), 0);
	assert_string_equal(mdp_cli_words(&cli), "--format");
	assert_null(cli.values[MDP_OPT_FORMAT]);
	mdp_arena_release(&cli.arena);
}

static void mistakes_are_named(void **state)
{
	(void)state;
	struct mdp_cli cli;
	assert_int_equal(PARSE(&cli, "hlep"), -MDP_USAGE);
	assert_non_null(strstr(cli.err.hint, "“help”"));
	mdp_arena_release(&cli.arena);
	assert_int_equal(PARSE(&cli, "version", "--fromat", "json"), -MDP_USAGE);
	assert_non_null(strstr(cli.err.hint, "--format"));
	mdp_arena_release(&cli.arena);
	assert_int_equal(PARSE(&cli, "version", "--format"), -MDP_USAGE);
	mdp_arena_release(&cli.arena);
	assert_int_equal(PARSE(&cli, "version", "--sql=yes"), -MDP_USAGE);
	mdp_arena_release(&cli.arena);
	assert_int_equal(PARSE(&cli, "version", "--man"), -MDP_USAGE); /* another command's option */
	mdp_arena_release(&cli.arena);
	assert_int_equal(PARSE(&cli, "version", "now"), -MDP_USAGE);
	mdp_arena_release(&cli.arena);
	assert_int_equal(PARSE(&cli, "completion"), -MDP_USAGE);
	mdp_arena_release(&cli.arena);
}

static void numbers_are_checked(void **state)
{
	(void)state;
	struct mdp_cli cli;
	long long n = 7;
	assert_int_equal(PARSE(&cli, "version", "--limit", "12"), 0);
	assert_int_equal(mdp_cli_number(&cli, MDP_OPT_LIMIT, 1, 100, &n), 0);
	assert_int_equal(n, 12);
	assert_int_equal(mdp_cli_number(&cli, MDP_OPT_LIMIT, 1, 10, &n), -MDP_USAGE);
	cli.values[MDP_OPT_LIMIT] = "12x";
	assert_int_equal(mdp_cli_number(&cli, MDP_OPT_LIMIT, 1, 100, &n), -MDP_USAGE);
	assert_int_equal(n, 12);
	mdp_arena_release(&cli.arena);
}

static void the_tables_are_sound(void **state)
{
	(void)state;
	assert_true(MDP_OPT_COUNT <= 64);
	for (int i = 0; i < mdp_ncommands; i++) {
		const struct mdp_command *c = &mdp_commands[i];
		assert_non_null(c->run);
		assert_true(c->help && c->more && c->args);
		assert_int_equal(c->options & mdp_global_options, 0);
		assert_ptr_equal(mdp_command_find(c->name), c);
		/* Two options of one command never share a name, and a name always agrees on having an argument. */
		for (int a = 0; a < MDP_OPT_COUNT; a++)
			for (int b = a + 1; b < MDP_OPT_COUNT; b++) {
				if (strcmp(mdp_options[a].name, mdp_options[b].name) != 0)
					continue;
				uint64_t both = UINT64_C(1) << a | UINT64_C(1) << b;
				assert_int_not_equal((c->options | mdp_global_options) & both, both);
				assert_int_equal(!mdp_options[a].arg, !mdp_options[b].arg);
			}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_stand_anywhere), cmocka_unit_test(two_dashes_end_options),
		cmocka_unit_test(mistakes_are_named),     cmocka_unit_test(numbers_are_checked),
		cmocka_unit_test(the_tables_are_sound),
	};
	return cmocka_run_group_tests_name("cmd_parse", tests, NULL, NULL);
}
