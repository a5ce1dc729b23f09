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
		.name = "generate",
		.args = "",
		.help = "write the mock sources: five files of a shop, with known defects",
		.more = "Writes products, users, transactions, campaigns and page views, and manifest.json, which "
			"lists "
			"everything planted in them. --format is csv (the default) or parquet. The products stay 62 at "
			"any scale. The same options give the same bytes on every machine, whatever the number of "
			"threads. Files are replaced only when all are written.",
		.example = "mdp generate --scale 10 --seed 7 --out /tmp/shop",
		.options = B(OUT) | B(SCALE) | B(SEED) | B(FIRST_DAY) | B(LAST_DAY) | B(DEFECTS),
		.run = mdp_cmd_generate,
	},
	{
		.name = "ingest",
		.args = "[TABLE…]",
		.max_args = -1,
		.help = "load the source files into the warehouse",
		.more = "Loads each source table of the dbt project from the file that it declares (config.meta.file), "
			"with the "
			"declared columns and types, all or nothing, and publishes the result. Lines that do not fit "
			"are left "
			"out, reported, and kept in the table ingest_rejects; --strict makes them a failure.",
		.example = "mdp ingest --strict",
		.options = B(STRICT) | B(WAIT),
		.run = mdp_cmd_ingest,
	},
	{
		.name = "build",
		.args = "",
		.help = "build and test the dbt project's models, then publish",
		.more = "Runs the dbt project natively in a file beside the warehouse, runs its tests, and only then "
			"puts that file "
			"in the warehouse's place. What needs more of dbt than models, tests, ref and source is "
			"refused by name.",
		.example = "mdp build",
		.options = B(WAIT),
		.run = mdp_cmd_build,
	},
	{
		.name = "publish",
		.args = "FILE",
		.min_args = 1,
		.max_args = 1,
		.help = "check a warehouse file that another builder made, and publish it",
		.more = "Reads every table and view of FILE, runs the project's tests on it, and moves it into the "
			"warehouse's "
			"place. When a check fails, FILE and the warehouse stay as they were.",
		.example = "mdp publish build/data.duckdb",
		.options = B(WAIT),
		.run = mdp_cmd_publish,
	},
	{
		.name = "pipeline",
		.args = "",
		.help = "ingest, build, test and publish in one go",
		.more = "Loads the source files, builds and tests the models in a new file, and publishes it: readers "
			"see the "
			"new data and the new models at once, or the old ones.",
		.example = "mdp pipeline",
		.options = B(STRICT) | B(WAIT),
		.run = mdp_cmd_pipeline,
	},
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
