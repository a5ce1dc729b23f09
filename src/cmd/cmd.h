/*
 * The command line. One table of options and one of commands (table.c) are all there is to know: parsing, --help, the
 * man page, completion and docs/commands.md come from them. A command is one thin file: it reads the options, calls a
 * module and renders.
 */
#ifndef MDP_CMD_CMD_H
#define MDP_CMD_CMD_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

/*
 * id, name, letter, argument (NULL = a flag), default (NULL = none), help. Two options may share a name when no command
 * takes both; they must agree on having an argument.
 */
#define MDP_OPTIONS(X)                                                                                                \
	X(PROJECT, "project", 0, "DIR", "the nearest parent folder that is one", "root of a platform")                \
	X(WAREHOUSE, "warehouse", 0, "FILE", "the project's", "DuckDB file; alone it is enough, no project needed")   \
	X(SCHEMA, "schema", 0, "NAME[,NAME]", "the final models' schemas", "schemas that questions are about")        \
	X(AS_OF, "as-of", 0, "DATE|latest", "today", "the day that “today” means; latest is the last day with data")  \
	X(FORMAT, "format", 'f', "FORMAT", "table", "form of the output: table, csv, tsv, json, md or html")          \
	X(LIMIT, "limit", 0, "N", "all rows", "show at most N rows of a result")                                      \
	X(SQL, "sql", 0, NULL, NULL, "show the SQL statement and its parameters")                                     \
	X(OUTPUT, "output", 'o', "FILE", "the screen",                                                                \
	  "write to FILE; its suffix is the form: csv, tsv, json, md, html, parquet …")                               \
	X(CHART, "chart", 0, "SHAPE", "auto",                                                                         \
	  "bars beside the rows (auto), a chart in their place (line, bar), or none")                                 \
	X(NO_CHART, "no-chart", 0, NULL, NULL, "no bars beside tables")                                               \
	X(NO_COLOR, "no-color", 0, NULL, NULL, "no colours (also: NO_COLOR in the environment)")                      \
	X(QUIET, "quiet", 'q', NULL, NULL, "the answer alone")                                                        \
	X(VERBOSE, "verbose", 'v', NULL, NULL, "also tokens, proofs and times")                                       \
	X(TIMEOUT, "timeout", 0, "SECONDS", "none", "give up on a statement after so long")                           \
	X(THREADS, "threads", 0, "N", "all cores", "threads to work with")                                            \
	X(NO_CACHE, "no-cache", 0, NULL, NULL, "read the warehouse anew instead of the saved catalog")                \
	X(LEXICON, "lexicon", 0, "DIR", "built in", "folder of language data to use instead")                         \
	X(DUMP, "dump", 0, "STAGE", NULL, "print a stage: tokens, lattice, readings, query, plan or sql")             \
	X(TRACE, "trace", 0, "STAGE[,STAGE]", NULL, "tell on stderr what stages do, or all")                          \
	X(HELP, "help", 'h', NULL, NULL, "help on the command")                                                       \
	X(VERSION, "version", 0, NULL, NULL, "version of the program and of its engine")                              \
	X(START, "start", 0, "DATE", "the first day with data", "first day of the period")                            \
	X(END, "end", 0, "DATE", "the last day with data", "last day of the period")                                  \
	X(N, "n", 'n', "N", "10", "how many")                                                                         \
	X(GRAPH, "graph", 0, "dot|mermaid", NULL, "draw entities and their links instead")                            \
	X(LIST, "list", 0, "OUTCOME", NULL, "list questions: right, wrong, refused, choice, error, unlawful or all")  \
	X(MIN_RIGHT, "min-right", 0, "N", "0", "fail when fewer are right")                                           \
	X(MAX_WRONG, "max-wrong", 0, "N", "no ceiling", "fail when more are wrong")                                   \
	X(ANY, "any", 0, "N", "0",                                                                                    \
	  "run up to N readings of each question and count those with a right one among them")                        \
	X(SAMPLE, "sample", 0, "N", "1", "ask every Nth question only")                                               \
	X(WAREHOUSE_DIR, "warehouse-dir", 0, "DIR", NULL, "use DIR/FOLDER.duckdb for FOLDER/questions.yaml")          \
	X(STRICT, "strict", 0, NULL, NULL, "a rejected line fails the run instead of being left out")                 \
	X(WAIT, "wait", 0, "SECONDS", "0", "wait so long for another run to end")                                     \
	X(REPLACING, "replacing", 0, "BASE", NULL, "only if the warehouse is still the file BASE")                    \
	X(OUT, "out", 0, "DIR", "the project's sources", "folder to write to")                                        \
	X(SCALE, "scale", 0, "N", "1", "so many times the users, orders, campaigns and page views")                   \
	X(SEED, "seed", 0, "N", "42", "the same seed gives the same bytes")                                           \
	X(FIRST_DAY, "start", 0, "DATE", "2020-01-20", "first day with orders")                                       \
	X(LAST_DAY, "end", 0, "DATE", "2024-12-31", "last day with orders")                                           \
	X(DEFECTS, "defects", 0, "on|off", "on", "plant defects that a platform must repair")                         \
	X(CHECK, "check", 0, NULL, NULL, "write nothing; fail when a file is not what would be written")              \
	X(FAIL_ON, "fail-on", 0, "LEVEL", "warning", "exit with 1 from this level on: error, warning, note or never") \
	X(FOLLOW, "follow", 0, "ID", NULL, "go on from the answer with this id, as a line of chat would")             \
	X(PICK, "pick", 0, "N", NULL, "take the choice or the suggestion with this number instead")                   \
	X(RESUME, "resume", 0, "NAME", NULL, "go on with a conversation that /save kept")                             \
	X(MAN, "man", 0, NULL, NULL, "the manual page (roff)")                                                        \
	X(MARKDOWN, "markdown", 0, NULL, NULL, "the reference of all commands (Markdown)")

enum mdp_option_id {
#define X(id, name, letter, arg, def, help) MDP_OPT_##id,
	MDP_OPTIONS(X)
#undef X
		MDP_OPT_COUNT
};

struct mdp_option {
	const char *name;
	char letter; /* 0 = none */
	const char *arg, *def, *help;
};
extern const struct mdp_option mdp_options[MDP_OPT_COUNT];

struct mdp_cli; /* below */

struct mdp_command {
	const char *name;
	const char *aliases[3]; /* NULL-ended */
	const char *args; /* synopsis of the arguments, "" = none */
	int min_args, max_args; /* -1 = any number */
	const char *help; /* one line */
	const char *more; /* paragraphs */
	const char *example; /* one command line */
	uint64_t options; /* bits of its own options, besides the global ones */
	int (*run)(struct mdp_cli *cli); /* returns the exit code */
};
extern const struct mdp_command mdp_commands[];
extern const int mdp_ncommands;
extern const uint64_t mdp_global_options;

#define MDP_OPT_BIT(id) (UINT64_C(1) << MDP_OPT_##id)

struct mdp_cli {
	const struct mdp_command *command; /* NULL: none was given */
	const char *values[MDP_OPT_COUNT]; /* NULL = not given; flags are "" */
	const char **args;
	int nargs;
	struct mdp_arena arena;
	struct mdp_error err;
};

/* The whole program. Returns the exit code. */
int mdp_cmd_main(int argc, char **argv);

/* Fills `cli` (zeroed before); fails with MDP_USAGE and a did-you-mean as hint. */
int mdp_cli_parse(struct mdp_cli *cli, int argc, char **argv);
const struct mdp_command *mdp_command_find(const char *name); /* by name or alias; NULL */
/* Number of an option; fails when it is none or out of [lo, hi]; *out is untouched when the option is not given. */
int mdp_cli_number(struct mdp_cli *cli, enum mdp_option_id id, long long lo, long long hi, long long *out);
static inline bool mdp_cli_has(const struct mdp_cli *cli, enum mdp_option_id id)
{
	return cli->values[id] != NULL;
}
/* Arguments joined by single spaces. */
const char *mdp_cli_words(struct mdp_cli *cli);

/* Texts made from the tables. */
void mdp_help_overview(struct mdp_buf *out);
void mdp_help_command(struct mdp_buf *out, const struct mdp_command *c);
void mdp_help_man(struct mdp_buf *out);
void mdp_help_markdown(struct mdp_buf *out);
int mdp_help_completion(struct mdp_buf *out, const char *shell); /* -1: no such shell */

/* Writes all of a buffer to stdout and empties it; a failure is told and gives the I/O exit code. */
int mdp_cli_flush(struct mdp_cli *cli, struct mdp_buf *out);
/*
 * Makes control characters visible (\x1b), so that names and values that others wrote cannot command a terminal. Lines, tabs and the
 * program's own bold and dim stay, these two only with `color`.
 */
void mdp_cli_tame(struct mdp_buf *text, bool color);
/* Tells cli->err on stderr; returns its exit code. */
int mdp_cli_fail(struct mdp_cli *cli);

#endif
