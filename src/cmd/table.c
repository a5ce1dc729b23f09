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
				    B(CHART) | B(NO_CHART) | B(NO_COLOR) | B(QUIET) | B(VERBOSE) | B(TIMEOUT) |
				    B(THREADS) | B(NO_CACHE) | B(LEXICON) | B(DUMP) | B(TRACE) | B(HELP) | B(VERSION);

const struct mdp_command mdp_commands[] = {
	{
		.name = "ask",
		.args = "QUESTION|-",
		.max_args = -1,
		.help = "answer a question in plain English",
		.more = "Answers from the warehouse with one SELECT, and says how the question was understood, which "
			"definitions "
			"were used and what a careful reader must know. What the data cannot answer is refused with "
			"the reason, "
			"what can mean several things is offered as numbered choices. “-” reads the question from "
			"stdin. "
			"--pick N takes one of them, or of the questions that a refusal suggests. "
			"--follow ID goes on from an earlier answer; ids are in the JSON and told with -v.",
		.example = "mdp ask \"How much in sales did we do last quarter?\"",
		.options = B(FOLLOW) | B(PICK) | B(OUTPUT),
		.run = mdp_cmd_ask,
	},
	{
		.name = "chat",
		.args = "",
		.help = "ask one question after another, each going on from the last",
		.more = "Reads a line at a time: on a terminal with line editing, history and completion by Tab, else "
			"from "
			"stdin. A line is a whole question, or goes on from the answer before (“and 2023?”, “by state "
			"instead”, “only completed”, “top 3”, “as a percentage”, “who are they?”, “back”); what it "
			"changed "
			"is told. A number picks one of the choices offered. /help lists the commands: /sql, /explain, "
			"/chart, /csv FILE, /more, /save NAME, /back, /reset, /quit. With --format json prints one "
			"object "
			"a line.",
		.example = "printf 'revenue in 2024\\nby state\\nand 2023?\\n' | mdp chat --format json",
		.options = B(RESUME),
		.run = mdp_cmd_chat,
	},
	{
		.name = "save",
		.args = "NAME QUESTION",
		.min_args = 2,
		.max_args = -1,
		.help = "keep a question in the project",
		.more = "Asks the question, and writes it with what it was understood as to questions/NAME.yaml, a "
			"file to be "
			"versioned with the project. With --as-of it is always asked of that day. mdp lint tells when "
			"it does "
			"not answer any more, or is understood otherwise.",
		.example = "mdp save monthly-revenue \"revenue by month\"",
		.run = mdp_cmd_save,
	},
	{
		.name = "run",
		.args = "NAME",
		.min_args = 1,
		.max_args = 1,
		.help = "ask a question that the project keeps",
		.more = "Asks questions/NAME.yaml again. Where its words mean another period or something else by now, "
			"the answer "
			"says what they meant when it was kept.",
		.example = "mdp run monthly-revenue --output revenue.csv",
		.options = B(OUTPUT),
		.run = mdp_cmd_run,
	},
	{
		.name = "saved",
		.args = "",
		.help = "list the questions that the project keeps",
		.more = "Lists questions/*.yaml: the name to run each by, the question, and the day it is asked of.",
		.example = "mdp saved",
		.run = mdp_cmd_kept,
	},
	{
		.name = "sales",
		.args = "",
		.aliases = { "sales-cmd" },
		.help = "sales of a period",
		.more = "Asks the saved question data/queries/sales.json: revenue, once per order, from --start to "
			"--end.",
		.example = "mdp sales --start 2024-10-01 --end 2024-12-31",
		.options = B(START) | B(END) | B(OUTPUT),
		.run = mdp_cmd_saved,
	},
	{
		.name = "top-products",
		.args = "",
		.aliases = { "top-products-cmd" },
		.help = "the products that sell most",
		.more = "Asks the saved question data/queries/top-products.json: products by revenue, the first --n of "
			"them.",
		.example = "mdp top-products --n 5",
		.options = B(N) | B(OUTPUT),
		.run = mdp_cmd_saved,
	},
	{
		.name = "query",
		.args = "[JSON|FILE|-]",
		.max_args = 1,
		.help = "answer a logical query given as JSON",
		.more = "Answers a query in the form that questions become (docs/query.md). The JSON is the argument "
			"itself, the "
			"file it names, or stdin.",
		.example = "mdp query '{\"of\": \"order\", \"show\": [{\"name\": \"orders\", \"expr\": {\"aggregate\": "
			   "\"count\", \"of\": \"order\"}}]}'",
		.options = B(OUTPUT),
		.run = mdp_cmd_query,
	},
	{
		.name = "explain",
		.args = "QUESTION",
		.min_args = 1,
		.max_args = -1,
		.help = "show what each stage makes of a question",
		.more = "Prints the tokens, the lattice of meanings, the readings with their scores, the logical "
			"query, the plan with "
			"the proof of each step, and the SQL. Nothing is run.",
		.example = "mdp explain \"revenue by month\"",
		.run = mdp_cmd_explain,
	},
	{
		.name = "test",
		.args = "",
		.help = "check the connection, count what is there, and tell what is late",
		.more = "Opens the warehouse, runs a statement, and lists the tables that questions are about with "
			"their row counts, when they were loaded and whether that is late by the schedules of "
			"Airflow and dbt, and the period that the data covers. docs/platform.md tells how that is "
			"found.",
		.example = "mdp test",
		.run = mdp_cmd_test,
	},
	{
		.name = "schema",
		.args = "[TABLE]",
		.max_args = 1,
		.help = "list tables, or the columns of one",
		.more = "Lists tables with what a row of each is, or the columns of one table with their types, the "
			"entity each "
			"belongs to (the grain of its values) and their descriptions.",
		.example = "mdp schema",
		.run = mdp_cmd_schema,
	},
	{
		.name = "describe",
		.args = "[NAME]",
		.max_args = -1,
		.help = "tell what is known about the platform or a thing of it, and how",
		.more = "Describes the platform, or every table, column, entity and measure of that name: what it is, "
			"where it is "
			"defined (file and line), and the evidence for what was inferred (rows looked at, exceptions). "
			"A join "
			"is named by its two sides, \"orders → customers\" or \"orders.customer_id = customers\". "
			"--format json "
			"gives the same for programs, as docs/catalog.schema.json says.",
		.example = "mdp describe revenue",
		.options = B(GRAPH),
		.run = mdp_cmd_describe,
	},
	{
		.name = "lint",
		.args = "",
		.help = "find dashboards and models whose numbers are wrong, or mean two things",
		.more = "Reads the SQL of pages and models and the definitions of dbt, and compares them with the "
			"data: amounts "
			"summed over rows that repeat them (with both numbers), joins that fan out, SQL that does not "
			"run, names with "
			"two definitions. --format is table, json or sarif. The exit code is 1 when an error or a "
			"warning stands (--fail-on). A "
			"line that says “mdp: ignore CODE REASON”, there or just before, takes a finding out; so does "
			"“lint: ignore:” in mdp.yaml.",
		.example = "mdp lint --format sarif --fail-on error",
		.options = B(FAIL_ON),
		.run = mdp_cmd_lint,
	},
	{
		.name = "pages",
		.args = "[NAME…]",
		.max_args = -1,
		.help = "make the SQL of dashboards from logical queries",
		.more = "Reads queries/NAME.json of the Evidence project, a logical query with the inputs of the page "
			"(docs/dashboards.md), and writes queries/NAME.sql beside it: the statement that answers the "
			"query, over the tables of Evidence's sources, with the inputs as templates. With --check "
			"nothing is written, and the exit code is 1 when a file is not what would be written.",
		.example = "mdp pages --check",
		.options = B(CHECK),
		.run = mdp_cmd_pages,
	},
	{
		.name = "eval",
		.args = "FILE…",
		.min_args = 1,
		.max_args = -1,
		.help = "score the answers to files of questions",
		.more = "Asks every question of the files and compares each answer with the result of its gold "
			"statement on the same "
			"warehouse (docs/questions.md). Prints how many were right, wrong, refused, left to a choice "
			"or failed.",
		.example = "mdp eval --list wrong tests/questions/ecommerce.yaml",
		.options = B(LIST) | B(MIN_RIGHT) | B(MAX_WRONG) | B(ANY) | B(SAMPLE) | B(WAREHOUSE_DIR),
		.run = mdp_cmd_eval,
	},
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
			"out, reported, and kept in the table ingest_rejects; --strict makes them a failure, and so "
			"does "
			"a large share of them. How a file is to be read can be declared beside it (docs/platform.md).",
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
			"place. When a check fails, FILE and the warehouse stay as they were. A builder that began "
			"with "
			"a copy of the warehouse gives with --replacing another name (a hard link) of what it copied: "
			"when something else was published since, FILE is not, because that would be lost.",
		.example = "mdp publish build/data.duckdb",
		.options = B(WAIT) | B(REPLACING),
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
