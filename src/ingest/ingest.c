/*
 * One transaction around all tables, and around that a staged file: a fault anywhere leaves the published warehouse as it was.
 */
#include "ingest/ingest.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "ingest/table.h"
#include "publish/stage.h"
#include "base/banned.h"

static bool is_named(const struct mdp_source_table *s, const char *name)
{
	const char *dot = strrchr(name, '.');
	size_t n = dot ? (size_t)(dot - name) : 0;

	if (dot && !(strlen(s->schema) == n && !strncmp(s->schema, name, n)) &&
	    !(strlen(s->source) == n && !strncmp(s->source, name, n)))
		return false;
	name = dot ? dot + 1 : name;
	return !strcmp(s->table, name) || !strcmp(s->identifier, name);
}

static bool is_wanted(const struct mdp_source_table *s, const char *const *tables)
{
	if (!s->data)
		return false;
	for (const char *const *t = tables; t && *t; t++)
		if (is_named(s, *t))
			return true;
	return !tables || !*tables;
}

static int check_wanted(const struct mdp_sources *dbt, const struct mdp_ingest_options *opt, int *n,
			struct mdp_error *err)
{
	int rc = 0;

	for (const char *const *t = opt->tables; !rc && t && *t; t++) {
		int hits = 0;

		for (int i = 0; i < dbt->nsources; i++)
			hits += dbt->sources[i].data && is_named(&dbt->sources[i], *t);
		if (!hits) {
			rc = mdp_fail(err, MDP_USAGE, "no source table '%s' that is loaded from a file", *t);
			mdp_error_hint(err, "the sources: section of %s lists them", dbt->project_file);
		}
	}
	*n = 0;
	for (int i = 0; !rc && i < dbt->nsources; i++)
		*n += is_wanted(&dbt->sources[i], opt->tables);
	if (!rc && *n == 0) {
		rc = mdp_fail(err, MDP_FORMAT, "no source of the dbt project says which file it is loaded from");
		mdp_error_hint(
			err,
			"give each source table `config: {meta: {file: path/relative/to/the/project.csv}}` and its "
			"columns a data_type");
		mdp_error_at(err, dbt->project_file, 0);
	}
	return rc;
}

/* Makes the schema, the tables about loads in it, and forgets what they say of an earlier load of this table. */
static int prepare(struct mdp_engine *e, const struct mdp_source_table *s, struct mdp_error *err)
{
	struct mdp_arena a = { 0 };
	const char *schema = mdp_engine_ident(&a, s->schema);
	const char *name = mdp_engine_literal(&a, mdp_arena_printf(&a, "%s.%s", s->schema, s->identifier));
	const char *sql = mdp_arena_printf(
		&a,
		"CREATE SCHEMA IF NOT EXISTS %s;\n"
		"CREATE TABLE IF NOT EXISTS %s." MDP_REJECTS_TABLE
		" (table_name VARCHAR, file VARCHAR, line BIGINT, column_name VARCHAR, reason VARCHAR, "
		"text VARCHAR);\n"
		"CREATE TABLE IF NOT EXISTS %s." MDP_LOADS_TABLE
		" (table_name VARCHAR, file VARCHAR, row_count BIGINT, rejected_lines BIGINT, loaded_at TIMESTAMP);\n"
		"DELETE FROM %s." MDP_REJECTS_TABLE " WHERE table_name = %s;\n"
		"DELETE FROM %s." MDP_LOADS_TABLE " WHERE table_name = %s;",
		schema, schema, schema, schema, name, schema, name);
	int rc = mdp_engine_script(e, sql, err);

	mdp_arena_release(&a);
	return rc;
}

static struct mdp_value text_or_null(const char *s)
{
	return s ? mdp_value_text(mdp_str_of(s)) : mdp_value_null();
}

static int keep_rejects(struct mdp_engine *e, const struct mdp_source_table *s, const struct mdp_report *report,
			int from, struct mdp_error *err)
{
	struct mdp_arena a = { 0 };
	const char *sql = mdp_arena_printf(&a, "INSERT INTO %s." MDP_REJECTS_TABLE " VALUES ($1, $2, $3, $4, $5, $6)",
					   mdp_engine_ident(&a, s->schema));
	int rc = 0;

	for (int i = from; !rc && i < report->nrejects; i++) {
		const struct mdp_reject *r = &report->rejects[i];
		const struct mdp_value binds[] = { text_or_null(r->table),  text_or_null(r->file),
						   mdp_value_int(r->line),  text_or_null(r->column),
						   text_or_null(r->reason), text_or_null(r->text) };
		struct mdp_result res;

		rc = mdp_engine_query(e, sql, binds, 6, 0, &res, err);
		mdp_result_release(&res);
	}
	mdp_arena_release(&a);
	return rc;
}

static int keep_load(struct mdp_engine *e, const struct mdp_source_table *s, int64_t rows, int64_t rejected,
		     struct mdp_error *err)
{
	struct mdp_arena a = { 0 };
	const char *sql = mdp_arena_printf(
		&a, "INSERT INTO %s." MDP_LOADS_TABLE " VALUES ($1, $2, $3, $4, make_timestamp($5::BIGINT * 1000000))",
		mdp_engine_ident(&a, s->schema));
	const struct mdp_value binds[] = { text_or_null(mdp_arena_printf(&a, "%s.%s", s->schema, s->identifier)),
					   text_or_null(mdp_path_base(s->data)), mdp_value_int(rows),
					   mdp_value_int(rejected), mdp_value_int(mdp_clock_now()) };
	struct mdp_result res;
	int rc = mdp_engine_query(e, sql, binds, 5, 0, &res, err);

	mdp_result_release(&res);
	mdp_arena_release(&a);
	return rc;
}

static int load_one(struct mdp_engine *e, const struct mdp_source_table *s, const struct mdp_ingest_options *opt,
		    struct mdp_report *report, int at, int of, struct mdp_error *err)
{
	double began = mdp_clock_ms();
	int before = report->nrejects;
	int64_t lines = report->rejected_lines, rows = 0;
	struct mdp_arena a = { 0 };
	struct mdp_step step = { .phase = MDP_PHASE_INGEST, .what = "table", .file = s->data };
	int rc = prepare(e, s, err);

	if (!rc)
		rc = mdp_ingest_table(e, s, report, &rows, err);
	if (!rc && opt->strict && report->nrejects > before) {
		const struct mdp_reject *r = &report->rejects[before];

		rc = mdp_fail(err, MDP_FORMAT, "a line was rejected: %s%s%s", r->column ? r->column : "",
			      r->column ? ": " : "", r->reason);
		mdp_error_hint(err, "mend the line, or run without --strict to leave such lines out");
		mdp_error_at(err, r->file, (int)r->line);
	}
	if (!rc)
		rc = keep_rejects(e, s, report, before, err);
	lines = report->rejected_lines - lines;
	if (!rc)
		rc = keep_load(e, s, rows, lines, err);
	step.name = mdp_arena_printf(&a, "%s.%s", s->schema, s->identifier);
	step.rows = rc ? -1 : rows;
	step.ms = mdp_clock_ms() - began;
	step.status = rc ? MDP_STEP_FAILED : lines || rows == 0 ? MDP_STEP_WARN : MDP_STEP_OK;
	if (rc)
		step.message = err ? err->primary : "failed";
	else if (lines)
		step.message = mdp_arena_printf(&a, "%lld line%s rejected", (long long)lines, lines == 1 ? "" : "s");
	else if (rows == 0)
		step.message = "the file has a header and no rows";
	mdp_report_step(report, &opt->progress, &step, at, of);
	mdp_arena_release(&a);
	return rc;
}

int mdp_ingest_load(struct mdp_engine *e, const struct mdp_sources *dbt, const struct mdp_ingest_options *opt,
		    struct mdp_report *report, struct mdp_error *err)
{
	int n = 0, at = 0;
	int rc = check_wanted(dbt, opt, &n, err);

	/* times without a zone that become some with one must not depend on where this runs */
	mdp_engine_script(e, "SET TimeZone = 'UTC'", NULL);
	if (!rc)
		rc = mdp_engine_script(e, "BEGIN TRANSACTION", err);
	if (rc)
		return rc;
	for (int i = 0; !rc && i < dbt->nsources; i++)
		if (is_wanted(&dbt->sources[i], opt->tables))
			rc = load_one(e, &dbt->sources[i], opt, report, ++at, n, err);
	if (!rc)
		return mdp_engine_script(e, "DROP TABLE IF EXISTS mdp_rejects; DROP TABLE IF EXISTS mdp_scans; COMMIT",
					 err);
	mdp_engine_script(e, "ROLLBACK", NULL);
	return rc;
}

/*
 * What is loaded anew goes first, in a transaction of its own: its blocks are then free for the new rows, so that the file
 * does not grow with every load. The staged file is nobody's yet; nothing is lost if the load fails.
 */
static int make_room(struct mdp_engine *e, const struct mdp_sources *dbt, const struct mdp_ingest_options *opt,
		     struct mdp_error *err)
{
	struct mdp_arena a = { 0 };
	int rc = 0;

	for (int i = 0; !rc && i < dbt->nsources; i++)
		if (is_wanted(&dbt->sources[i], opt->tables))
			rc = mdp_engine_script(
				e,
				mdp_arena_printf(&a, "CREATE SCHEMA IF NOT EXISTS %s; DROP TABLE IF EXISTS %s",
						 mdp_engine_ident(&a, dbt->sources[i].schema),
						 mdp_ingest_relation(&a, &dbt->sources[i])),
				err);
	mdp_arena_release(&a);
	return rc ? rc : mdp_engine_script(e, "CHECKPOINT", err);
}

static int load_staged(const struct mdp_stage *stage, const struct mdp_sources *dbt,
		       const struct mdp_ingest_options *opt, struct mdp_report *report, struct mdp_error *err)
{
	struct mdp_engine_options eo = { .path = stage->file, .threads = opt->threads };
	struct mdp_engine *e = NULL;
	int rc = mdp_engine_open(&e, &eo, err);

	if (!rc && mdp_file_exists(stage->warehouse))
		rc = make_room(e, dbt, opt, err);
	if (!rc)
		rc = mdp_ingest_load(e, dbt, opt, report, err);
	if (!rc)
		rc = mdp_engine_script(e, "CHECKPOINT", err);
	mdp_engine_free(e);
	return rc;
}

int mdp_ingest_run(const struct mdp_ingest_options *opt, struct mdp_report *report, struct mdp_error *err)
{
	struct mdp_stage stage = MDP_STAGE_INIT;
	struct mdp_sources dbt;
	double began = mdp_clock_ms();
	int rc;

	mdp_report_init(report);
	rc = mdp_sources_read(&dbt, opt->dbt_dir, err);
	if (!rc)
		rc = mdp_stage_begin(&stage, opt->warehouse, "ingest", opt->wait_seconds, err);
	if (!rc)
		rc = mdp_stage_copy(&stage, err);
	if (!rc)
		rc = load_staged(&stage, &dbt, opt, report, err);
	if (!rc && opt->before_publish)
		opt->before_publish(opt->data, stage.file);
	if (!rc)
		rc = mdp_stage_publish(&stage, err);
	if (!rc) {
		report->published = mdp_arena_strdup(&report->arena, stage.warehouse);
		if (opt->after_publish)
			opt->after_publish(opt->data, report->published);
	}
	report->ms = mdp_clock_ms() - began;
	mdp_stage_end(&stage);
	mdp_sources_release(&dbt);
	return rc;
}
