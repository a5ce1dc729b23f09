/*
 * DuckDB behind the engine's door: open, prepare, bind, run. Every statement is prepared first and its state looked
 * at before anything is asked of it. A column of a type we have no reader for is read as the engine's own text: the
 * statement is prepared once more inside a SELECT that casts it.
 *
 * For questions the connection is locked down twice over: the engine refuses files, network, extensions and changes
 * of its settings, and anything that is not a SELECT is refused here before it runs.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/buf.h"
#include "base/file.h"
#include "base/trace.h"
#include "base/utf8.h"
#include "base/date.h"
#include "engine/duckdb_private.h"
#include "base/banned.h"

static int set_option(duckdb_config config, const char *name, const char *value, struct mdp_error *err)
{
	if (duckdb_set_config(config, name, value) == DuckDBSuccess)
		return 0;
	return mdp_fail(err, MDP_INTERNAL, "this libduckdb does not take the setting %s = %s", name, value);
}

static int configure(duckdb_config config, const struct mdp_engine_options *opt, struct mdp_error *err)
{
	char number[32];
	int rc = set_option(config, "autoinstall_known_extensions", "false", err);

	if (!rc)
		rc = set_option(config, "autoload_known_extensions", "false", err);
	if (!rc && opt->read_only)
		rc = set_option(config, "access_mode", "READ_ONLY", err);
	if (!rc && opt->locked_down && !opt->attach)
		rc = set_option(config, "enable_external_access", "false", err);
	if (!rc && opt->threads > 0) {
		snprintf(number, sizeof(number), "%d", opt->threads);
		rc = set_option(config, "threads", number, err);
	}
	if (!rc && opt->memory_mb > 0) {
		snprintf(number, sizeof(number), "%lldMiB", (long long)opt->memory_mb);
		rc = set_option(config, "memory_limit", number, err);
	}
	if (!rc && opt->temp_dir)
		rc = set_option(config, "temp_directory", opt->temp_dir, err);
	return rc;
}

/* What the engine would say in its own words about a file that cannot be one of its databases. */
static int check_path(const struct mdp_engine_options *opt, struct mdp_error *err)
{
	int rc;

	if (!opt->path)
		return 0;
	if (mdp_file_is_dir(opt->path)) {
		rc = mdp_fail(err, MDP_WAREHOUSE, "%s is a folder, not a DuckDB file", opt->path);
		mdp_error_hint(err, "give the file itself");
		return rc;
	}
	if (mdp_file_is_special(opt->path)) {
		rc = mdp_fail(err, MDP_WAREHOUSE, "%s is no file on a disk", opt->path);
		mdp_error_hint(err, "give a DuckDB file");
		return rc;
	}
	if (!mdp_file_exists(opt->path)) {
		if (!opt->read_only)
			return 0;
		rc = mdp_fail(err, MDP_WAREHOUSE, "there is no warehouse at %s", opt->path);
		mdp_error_hint(err, "build it with 'mdp pipeline', or give another with --warehouse FILE");
		return rc;
	}
	if (access(opt->path, R_OK | (opt->read_only ? 0 : W_OK))) {
		rc = mdp_fail(err, MDP_WAREHOUSE, "cannot %s %s", opt->read_only ? "read" : "write", opt->path);
		mdp_error_detail(err, "%s", strerror(errno));
		return rc;
	}
	return 0;
}

/* Before the lock-down, which then closes the way that was open for it. */
static int attach(struct mdp_engine *e, const struct mdp_engine_options *opt, struct mdp_error *err)
{
	struct mdp_arena a = { 0 };
	duckdb_result result = { 0 };
	int rc = 0;

	mdp_arena_init(&a);
	if (duckdb_query(e->con,
			 mdp_arena_printf(&a, "ATTACH %s AS %s (READ_ONLY)", mdp_engine_literal(&a, opt->attach),
					  mdp_engine_ident(&a, opt->attach_as)),
			 &result) != DuckDBSuccess)
		rc = mdp_duckdb_open_failed(err, opt->attach, duckdb_result_error(&result));
	duckdb_destroy_result(&result);
	if (!rc && opt->locked_down &&
	    duckdb_query(e->con, "SET enable_external_access = false", NULL) != DuckDBSuccess)
		rc = mdp_fail(err, MDP_WAREHOUSE, "cannot lock the settings of %s", opt->attach);
	mdp_arena_release(&a);
	return rc;
}

/* Settings of the session. Locking comes last, as nothing can be set after it. */
static int prepare_session(struct mdp_engine *e, const struct mdp_engine_options *opt, const char *path,
			   struct mdp_error *err)
{
	static const char *const settings[] = {
		"SET enable_progress_bar = true",
		"SET enable_progress_bar_print = false",
		"SET progress_bar_time = 0",
	};

	/* a system's libduckdb may be without ICU: then it has no time zones at all, which is UTC */
	duckdb_query(e->con, "SET TimeZone = 'UTC'", NULL);
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		if (duckdb_query(e->con, settings[i], NULL) != DuckDBSuccess)
			return mdp_fail(err, MDP_INTERNAL, "this libduckdb does not take %s", settings[i]);
	if (opt->attach) {
		int rc = attach(e, opt, err);

		if (rc)
			return rc;
	}
	if (e->locked_down && duckdb_query(e->con, "SET lock_configuration = true", NULL) != DuckDBSuccess)
		return mdp_fail(err, MDP_WAREHOUSE, "cannot lock the settings of %s", path);
	return 0;
}

int mdp_engine_open(struct mdp_engine **out, const struct mdp_engine_options *opt, struct mdp_error *err)
{
	const char *path = opt->path ? opt->path : ":memory:";
	struct mdp_engine *e = NULL;
	duckdb_config config = NULL;
	char *message = NULL;
	double start = mdp_clock_ms();
	int rc;

	*out = NULL;
	rc = check_path(opt, err);
	if (rc)
		return rc;
	e = calloc(1, sizeof(*e));
	if (!e)
		return mdp_fail(err, MDP_LIMIT, "out of memory");
	e->locked_down = opt->locked_down;
	e->scratch = opt->scratch && opt->read_only;
	rc = mdp_watch_init(e, err);
	if (rc) {
		free(e);
		return rc;
	}
	if (duckdb_create_config(&config) != DuckDBSuccess) {
		rc = mdp_fail(err, MDP_INTERNAL, "cannot make a configuration of the engine");
		goto out;
	}
	rc = configure(config, opt, err);
	if (rc)
		goto out;
	if (duckdb_open_ext(path, &e->db, config, &message) != DuckDBSuccess) {
		rc = mdp_duckdb_open_failed(err, path, message);
		goto out;
	}
	if (duckdb_connect(e->db, &e->con) != DuckDBSuccess) {
		rc = mdp_fail(err, MDP_WAREHOUSE, "cannot connect to %s", path);
		goto out;
	}
	rc = prepare_session(e, opt, path, err);
	mdp_trace("engine", "opened %s in %.1f ms", path, mdp_clock_ms() - start);
out:
	duckdb_free(message);
	duckdb_destroy_config(&config);
	if (rc) {
		mdp_engine_free(e);
		return rc;
	}
	*out = e;
	return 0;
}

void mdp_engine_free(struct mdp_engine *e)
{
	if (!e)
		return;
	duckdb_disconnect(&e->con);
	duckdb_close(&e->db);
	mdp_watch_release(e);
	free(e);
}

/* A DECIMAL with all its digits, when the engine's 38 hold them. */
static duckdb_state bind_decimal(duckdb_prepared_statement stmt, idx_t at, const struct mdp_value *v)
{
	duckdb_decimal d = { 0 };
	unsigned long long low = 0, high = 0;
	bool negative = v->s.n && v->s.p[0] == '-', fraction = false;
	__extension__ unsigned __int128 size = 0;

	if (!v->s.n)
		return duckdb_bind_double(stmt, at, v->d);
	for (size_t i = negative || v->s.p[0] == '+'; i < v->s.n; i++) {
		char c = v->s.p[i];

		if (c == '.' && !fraction) {
			fraction = true;
			continue;
		}
		if (c < '0' || c > '9' || d.width == 38)
			return duckdb_bind_double(stmt, at, v->d);
		size = size * 10 + (unsigned)(c - '0');
		d.width++;
		d.scale = (uint8_t)(d.scale + fraction);
	}
	if (!d.width)
		return duckdb_bind_double(stmt, at, v->d);
	if (negative)
		size = -size;
	low = (unsigned long long)size;
	high = (unsigned long long)(size >> 64);
	d.value.lower = low;
	memcpy(&d.value.upper, &high, sizeof(high));
	return duckdb_bind_decimal(stmt, at, d);
}

static duckdb_state bind_value(duckdb_prepared_statement stmt, idx_t at, const struct mdp_value *v)
{
	switch (v->type) {
	case MDP_T_NULL_:
		return duckdb_bind_null(stmt, at);
	case MDP_T_BOOL:
		return duckdb_bind_boolean(stmt, at, v->b);
	case MDP_T_INT:
		return duckdb_bind_int64(stmt, at, v->i);
	case MDP_T_DOUBLE:
		return duckdb_bind_double(stmt, at, v->d);
	case MDP_T_DECIMAL:
		return bind_decimal(stmt, at, v);
	case MDP_T_DATE:
		if (v->i < INT32_MIN || v->i > INT32_MAX)
			return DuckDBError;
		return duckdb_bind_date(stmt, at, (duckdb_date){ (int32_t)v->i });
	case MDP_T_TIMESTAMP:
		return duckdb_bind_timestamp(stmt, at, (duckdb_timestamp){ v->i });
	case MDP_T_TEXT:
	case MDP_T_OTHER:
		break;
	}
	/* the engine takes bad UTF-8 for a defect of the caller's, and NUL for the end */
	if (!mdp_utf8_valid(v->s, NULL) || (v->s.n && memchr(v->s.p, '\0', v->s.n)))
		return DuckDBError;
	return duckdb_bind_varchar_length(stmt, at, v->s.n ? v->s.p : "", v->s.n);
}

static int bind_all(duckdb_prepared_statement stmt, const struct mdp_value *binds, int nbinds, struct mdp_error *err)
{
	idx_t wants = duckdb_nparams(stmt);

	if (wants != (idx_t)nbinds)
		return mdp_fail(err, MDP_INTERNAL, "the statement takes %llu values, %d are given",
				(unsigned long long)wants, nbinds);
	for (int i = 0; i < nbinds; i++)
		if (bind_value(stmt, (idx_t)i + 1, &binds[i]) != DuckDBSuccess)
			return mdp_fail(err, MDP_WAREHOUSE, "value %d of the statement cannot be bound", i + 1);
	return 0;
}

/*
 * Only questions may be asked of a locked-down connection. Scripts of one that has scratch space are the program's own, never text
 * of a file.
 */
static int check_kind(struct mdp_engine *e, duckdb_prepared_statement stmt, bool script, struct mdp_error *err)
{
	duckdb_statement_type kind = duckdb_prepared_statement_type(stmt);

	if (!e->locked_down || kind == DUCKDB_STATEMENT_TYPE_SELECT || kind == DUCKDB_STATEMENT_TYPE_EXPLAIN)
		return 0;
	if (script && e->scratch && (kind == DUCKDB_STATEMENT_TYPE_CREATE || kind == DUCKDB_STATEMENT_TYPE_DROP))
		return 0;
	return mdp_fail(err, MDP_WAREHOUSE, "only SELECT statements run on this connection");
}

/* On failure *stmt is NULL. */
static int prepare(struct mdp_engine *e, const char *sql, duckdb_prepared_statement *stmt, struct mdp_error *err)
{
	int rc;

	*stmt = NULL;
	if (!mdp_utf8_valid(mdp_str_of(sql), NULL))
		return mdp_fail(err, MDP_WAREHOUSE, "the statement is not valid UTF-8");
	if (duckdb_prepare(e->con, sql, stmt) != DuckDBSuccess) {
		const char *message = *stmt ? duckdb_prepare_error(*stmt) : NULL;

		atomic_store(&e->timed_out, false);
		rc = mdp_duckdb_failed(e, err, message);
	} else {
		rc = check_kind(e, *stmt, false, err);
	}
	if (rc)
		duckdb_destroy_prepare(stmt);
	return rc;
}

static void set_column(struct mdp_result *res, idx_t at, const char *name, duckdb_logical_type t)
{
	struct mdp_result_column *c = &res->columns[at];

	c->name = name ? mdp_arena_strdup(&res->arena, name) : "";
	c->type = mdp_duckdb_type(t ? duckdb_get_type_id(t) : DUCKDB_TYPE_INVALID);
	c->sql_type = mdp_duckdb_type_name(&res->arena, t, 0);
	duckdb_destroy_logical_type(&t);
}

static void set_columns(struct mdp_result *res, idx_t n)
{
	res->ncolumns = (int)n;
	res->columns = MDP_NEW_ARRAY(&res->arena, n, struct mdp_result_column);
}

/*
 * Names and types of what the statement will give. False when they rest on values that are not bound yet: the engine
 * then tells of one column of no type, however many there are.
 */
static bool describe(duckdb_prepared_statement stmt, struct mdp_result *res)
{
	idx_t n = duckdb_prepared_statement_column_count(stmt);
	bool known = true;

	set_columns(res, n);
	for (idx_t i = 0; i < n; i++) {
		const char *name = duckdb_prepared_statement_column_name(stmt, i);

		set_column(res, i, name, duckdb_prepared_statement_column_logical_type(stmt, i));
		known = known && duckdb_prepared_statement_column_type(stmt, i) != DUCKDB_TYPE_INVALID;
		duckdb_free((void *)(size_t)name);
	}
	return known;
}

static void describe_result(duckdb_result *from, struct mdp_result *res)
{
	idx_t n = duckdb_column_count(from);

	set_columns(res, n);
	for (idx_t i = 0; i < n; i++)
		set_column(res, i, duckdb_column_name(from, i), duckdb_column_logical_type(from, i));
}

static bool needs_cast(const struct mdp_result *res)
{
	for (int c = 0; c < res->ncolumns; c++)
		if (res->columns[c].type == MDP_T_OTHER)
			return true;
	return false;
}

/* Prepares the statement again, its OTHER columns cast to text. Columns are named by place: names may repeat. */
static int prepare_cast(struct mdp_engine *e, const char *sql, const struct mdp_result *res,
			duckdb_prepared_statement *stmt, struct mdp_error *err)
{
	struct mdp_buf b = MDP_BUF_INIT;
	struct mdp_str body = mdp_str_trim(mdp_str_of(sql));
	int rc;

	while (mdp_str_ends(body, ";")) {
		body.n--;
		body = mdp_str_trim(body);
	}
	mdp_buf_puts(&b, "SELECT ");
	for (int c = 0; c < res->ncolumns; c++) {
		bool other = res->columns[c].type == MDP_T_OTHER;

		mdp_buf_printf(&b, "%s%sc%d%s", c ? ", " : "", other ? "CAST(" : "", c, other ? " AS VARCHAR)" : "");
	}
	mdp_buf_puts(&b, " FROM (");
	mdp_buf_str(&b, body);
	mdp_buf_puts(&b, "\n) AS q(");
	for (int c = 0; c < res->ncolumns; c++)
		mdp_buf_printf(&b, "%sc%d", c ? ", " : "", c);
	mdp_buf_putc(&b, ')');
	rc = prepare(e, mdp_buf_cstr(&b), stmt, err);
	mdp_buf_release(&b);
	return rc;
}

/* A statement on its way: what it is, what it runs on, and where its rows go. */
struct job {
	struct mdp_engine *e;
	const char *sql;
	const struct mdp_value *binds;
	int nbinds;
	int64_t max_rows;
	struct mdp_result *res; /* NULL: results are dropped */
	bool described; /* res holds the columns, those to be cast being so */
};

/* Takes the outcome of a run: rows, or how many were changed. 1: it has to run again, cast. */
static int take(struct job *job, duckdb_result *from, struct mdp_error *err)
{
	switch (duckdb_result_return_type(*from)) {
	case DUCKDB_RESULT_TYPE_QUERY_RESULT:
		if (!job->described) {
			describe_result(from, job->res);
			if (needs_cast(job->res))
				return 1;
		}
		return mdp_duckdb_read(job->e, from, job->max_rows, job->res, err);
	case DUCKDB_RESULT_TYPE_CHANGED_ROWS:
		job->res->changed = (int64_t)duckdb_rows_changed(from);
		break;
	default:
		break;
	}
	job->res->ncolumns = 0;
	return 0;
}

/* Binds and runs a prepared statement under the watch. */
static int run(struct job *job, duckdb_prepared_statement stmt, struct mdp_error *err)
{
	struct mdp_engine *e = job->e;
	duckdb_result result = { 0 };
	int rc = bind_all(stmt, job->binds, job->nbinds, err);

	if (rc)
		return rc;
	mdp_watch_start(e);
	if (duckdb_execute_prepared(stmt, &result) == DuckDBSuccess && !atomic_load(&e->cancelled))
		rc = job->res ? take(job, &result, err) : 0;
	else
		rc = mdp_duckdb_failed(e, err, duckdb_result_error(&result));
	mdp_watch_stop(e);
	duckdb_destroy_result(&result);
	return rc;
}

static int run_cast(struct job *job, struct mdp_error *err)
{
	duckdb_prepared_statement stmt = NULL;
	int rc;

	job->described = true;
	rc = prepare_cast(job->e, job->sql, job->res, &stmt, err);
	if (!rc)
		rc = run(job, stmt, err);
	duckdb_destroy_prepare(&stmt);
	return rc;
}

int mdp_engine_query(struct mdp_engine *e, const char *sql, const struct mdp_value *binds, int nbinds, int64_t max_rows,
		     struct mdp_result *res, struct mdp_error *err)
{
	struct job job = { e, sql, binds, nbinds, max_rows, res, false };
	duckdb_prepared_statement stmt = NULL;
	double start = mdp_clock_ms();
	int rc;

	memset(res, 0, sizeof(*res));
	rc = prepare(e, sql, &stmt, err);
	if (rc)
		return rc;
	job.described = describe(stmt, res);
	if (job.described && needs_cast(res)) {
		rc = run_cast(&job, err);
	} else {
		rc = run(&job, stmt, err);
		if (rc == 1) /* only now are its types known */
			rc = run_cast(&job, err);
	}
	duckdb_destroy_prepare(&stmt);
	mdp_trace("engine", "%lld rows in %.1f ms: %s", (long long)res->nrows, mdp_clock_ms() - start, sql);
	return rc;
}

void mdp_result_release(struct mdp_result *res)
{
	mdp_arena_release(&res->arena);
	memset(res, 0, sizeof(*res));
}

int mdp_engine_script(struct mdp_engine *e, const char *sql, struct mdp_error *err)
{
	struct job job = { .e = e };
	duckdb_extracted_statements all = NULL;
	idx_t n;
	int rc = 0;

	if (!mdp_utf8_valid(mdp_str_of(sql), NULL))
		return mdp_fail(err, MDP_WAREHOUSE, "the script is not valid UTF-8");
	n = duckdb_extract_statements(e->con, sql, &all);
	if (!n && all && duckdb_extract_statements_error(all))
		rc = mdp_duckdb_failed(e, err, duckdb_extract_statements_error(all));
	for (idx_t i = 0; i < n && !rc; i++) {
		duckdb_prepared_statement stmt = NULL;

		/* each is prepared when those before it have run, since it may need what they made */
		if (duckdb_prepare_extracted_statement(e->con, all, i, &stmt) != DuckDBSuccess)
			rc = mdp_duckdb_failed(e, err, stmt ? duckdb_prepare_error(stmt) : NULL);
		if (!rc)
			rc = check_kind(e, stmt, true, err);
		if (!rc)
			rc = run(&job, stmt, err);
		duckdb_destroy_prepare(&stmt);
	}
	duckdb_destroy_extracted(&all);
	return rc;
}

int mdp_engine_describe(struct mdp_engine *e, const char *sql, struct mdp_result *res, struct mdp_error *err)
{
	duckdb_prepared_statement stmt = NULL;
	int rc;

	memset(res, 0, sizeof(*res));
	rc = prepare(e, sql, &stmt, err);
	if (!rc)
		describe(stmt, res);
	duckdb_destroy_prepare(&stmt);
	return rc;
}

void mdp_engine_on_progress(struct mdp_engine *e, mdp_engine_progress *fn, void *data)
{
	e->progress = fn;
	e->progress_data = data;
}

void mdp_engine_cancel(struct mdp_engine *e)
{
	atomic_store(&e->cancelled, true);
}

void mdp_engine_set_timeout(struct mdp_engine *e, double milliseconds)
{
	e->timeout_ms = milliseconds;
}

const char *mdp_engine_version(void)
{
	return duckdb_library_version();
}

/* Between two `quote`s, those inside doubled. */
static const char *quoted(struct mdp_arena *a, const char *text, char quote)
{
	size_t n = strlen(text);
	char *out = mdp_arena_array(a, n + 2, 2);
	char *p = out;

	*p++ = quote;
	for (; *text; text++) {
		if (*text == quote)
			*p++ = quote;
		*p++ = *text;
	}
	*p = quote;
	return out;
}

const char *mdp_engine_ident(struct mdp_arena *a, const char *name)
{
	return quoted(a, name, '"');
}

const char *mdp_engine_literal(struct mdp_arena *a, const char *text)
{
	return quoted(a, text, '\'');
}
