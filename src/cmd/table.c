/* The tables: every option, every command. */
#include "cmd/verbs.h"
#include "base/banned.h"

const struct mdp_option mdp_options[MDP_OPT_COUNT] = {
#define X(id, name, letter, arg, def, help) [MDP_OPT_##id] = { name, letter, arg, def, help },
	MDP_OPTIONS(X)
#undef X
};

#define B(id) MDP_OPT_BIT(id)

const uint64_t mdp_global_options = B(PROJECT) | B(WAREHOUSE) | B(SCHEMA) | B(AS_OF) | B(FORMAT) | B(LIMIT) | B(SQL) |
				    B(NO_CHART) | B(NO_COLOR) | B(QUIET) | B(VERBOSE) | B(TIMEOUT) | B(THREADS) |
				    B(NO_CACHE) | B(LEXICON) | B(DUMP) | B(TRACE) | B(HELP) | B(VERSION);

const struct mdp_command mdp_commands[] = {
	{
		.name = "completion",
		.args = "bash|zsh|fish",
		.min_args = 1,
		.max_args = 1,
		.help = "print a completion script for a shell",
		.more = "Prints a script that completes commands and options in bash, zsh or fish.",
		.example = "eval \"$(mdp completion bash)\"",
		.run = mdp_cmd_completion,
	},
	{
		.name = "version",
		.args = "",
		.help = "print versions",
		.more = "Prints the version of the program and of its engine.",
		.run = mdp_cmd_version,
	},
	{
		.name = "help",
		.args = "[COMMAND]",
		.max_args = 1,
		.help = "help on a command",
		.more = "Tells what a command does and which options it takes; without a command lists them all.",
		.example = "mdp help ask",
		.options = B(MAN) | B(MARKDOWN),
		.run = mdp_cmd_help,
	},
};
const int mdp_ncommands = (int)(sizeof(mdp_commands) / sizeof(mdp_commands[0]));
