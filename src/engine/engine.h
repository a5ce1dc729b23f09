/*
 * The only door to a database. Nothing above this folder includes a database's header; nothing here knows what the
 * tables mean. DuckDB is the first engine; others follow behind this header.
 */
#ifndef MDP_ENGINE_ENGINE_H
#define MDP_ENGINE_ENGINE_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/error.h"
#include "base/value.h"

#define MDP_KEPT_SCHEMA "mdp_kept" /* of a warehouse: what the program keeps there for itself; nobody's data */

struct mdp_engine; /* one open database, one connection; use from one thread (but cancel: from any) */

struct mdp_engine_options {
	const char *path; /* a database file; NULL = in memory */
	bool read_only;
	bool locked_down; /* for questions: no file or network access from SQL, configuration locked */
	bool scratch; /* with locked_down, for profiling: scripts may keep temporary tables; queries may still only read */
	const char *attach, *attach_as; /* another database file, for reading only, under this name; NULL = none */
	int threads; /* 0 = the engine's default */
	int64_t memory_mb; /* 0 = the engine's default */
	const char *temp_dir; /* NULL = the engine's default */
};

struct mdp_result_column {
	const char *name;
	enum mdp_type type;
	const char *sql_type; /* as the engine names it */
};

/* A whole result in memory, row-major: rows[r * ncolumns + c]. Everything lives in `arena`. */
struct mdp_result {
	struct mdp_arena arena;
	struct mdp_result_column *columns;
	int ncolumns;
	struct mdp_value *values;
	int64_t nrows;
	int64_t changed; /* rows changed by a statement that returns none */
	bool truncated; /* stopped at max_rows */
};

/* Called now and then, from a thread of the engine's, while a statement runs; percent is -1 when unknown. Non-zero
 * cancels. */
typedef int mdp_engine_progress(void *data, double percent);

int mdp_engine_open(struct mdp_engine **out, const struct mdp_engine_options *opt, struct mdp_error *err);
void mdp_engine_free(struct mdp_engine *e); /* NULL is legal */
/* Runs one statement with positional binds ($1 …). `res` is initialised here; release it also after a failure. max_rows 0 = all. */
int mdp_engine_query(struct mdp_engine *e, const char *sql, const struct mdp_value *binds, int nbinds, int64_t max_rows,
		     struct mdp_result *res, struct mdp_error *err);
void mdp_result_release(struct mdp_result *res);
/* Value at row r, column c. */
static inline const struct mdp_value *mdp_result_at(const struct mdp_result *res, int64_t r, int c)
{
	return &res->values[r * res->ncolumns + c];
}
/* Runs a script (any number of statements), results dropped. Stops at the first that fails. */
int mdp_engine_script(struct mdp_engine *e, const char *sql, struct mdp_error *err);
/* Column names and types of a statement that is prepared but not run (res->nrows = 0). */
int mdp_engine_describe(struct mdp_engine *e, const char *sql, struct mdp_result *res, struct mdp_error *err);
void mdp_engine_on_progress(struct mdp_engine *e, mdp_engine_progress *fn, void *data);
/* Sets a flag, which a signal handler may do: the statement that runs, or else the next one, ends with MDP_CANCELLED
 * within some 10 ms. */
void mdp_engine_cancel(struct mdp_engine *e);
void mdp_engine_set_timeout(struct mdp_engine *e, double milliseconds); /* 0 = none */
const char *mdp_engine_version(void);
/* SQL text forms, quoted for this engine. */
const char *mdp_engine_ident(struct mdp_arena *a, const char *name); /* "a""b" */
const char *mdp_engine_literal(struct mdp_arena *a, const char *text); /* 'it''s' */

#endif
