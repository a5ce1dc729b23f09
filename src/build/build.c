/*
 * The three runs. Each works in a staged file (publish/stage.h) and ends, when all went well, by putting it in the warehouse's
 * place. What differs is what the staged file begins with: the published one (build), nothing (pipeline), another
 * builder's file (publish).
 */
#include "build/build.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "build/models.h"
#include "build/run.h"
#include "project/profiles.h"
#include "publish/audit.h"
#include "publish/stage.h"
#include "base/banned.h"

struct run {
	const struct mdp_build_options *opt;
	struct mdp_report *report;
	struct mdp_stage stage;
	struct mdp_sources dbt;
	struct mdp_models models;
	struct mdp_engine *e;
	double began;
};

static void begin(struct run *r, const struct mdp_build_options *opt, struct mdp_report *report)
{
	*r = (struct run){ .opt = opt, .report = report, .stage = MDP_STAGE_INIT, .began = mdp_clock_ms() };
	mdp_report_init(report);
}

static void end(struct run *r)
{
	mdp_engine_free(r->e);
	mdp_stage_end(&r->stage);
	mdp_sources_release(&r->dbt);
	r->report->ms = mdp_clock_ms() - r->began;
}

static int read_project(struct run *r, struct mdp_error *err)
{
	int rc = mdp_sources_read(&r->dbt, r->opt->dbt_dir, err);
	const char *schema;

	if (rc)
		return rc;
	schema = mdp_dbt_target_schema(&r->dbt.arena, r->opt->root, r->opt->dbt_dir);
	rc = mdp_models_read(&r->models, &r->dbt, schema ? schema : "main", err);
	return rc ? rc : mdp_models_read_tests(&r->models, err);
}

static int open_staged(struct run *r, bool read_only, struct mdp_error *err)
{
	const struct mdp_engine_options eo = { .path = r->stage.file,
					       .threads = r->opt->threads,
					       .read_only = read_only };

	return mdp_engine_open(&r->e, &eo, err);
}

static int publish(struct run *r, struct mdp_error *err)
{
	double began;
	struct mdp_step step = {
		.phase = MDP_PHASE_PUBLISH, .what = "warehouse", .name = r->stage.warehouse, .rows = -1
	};
	int rc;

	mdp_engine_free(r->e);
	r->e = NULL;
	if (r->opt->before_publish)
		r->opt->before_publish(r->opt->data, r->stage.file);
	began = mdp_clock_ms();
	rc = mdp_stage_publish(&r->stage, err);
	step.ms = mdp_clock_ms() - began;
	step.status = rc ? MDP_STEP_FAILED : MDP_STEP_OK;
	step.message = rc && err ? err->primary : NULL;
	mdp_report_step(r->report, &r->opt->progress, &step, 1, 1);
	if (rc)
		return rc;
	r->report->published = mdp_arena_strdup(&r->report->arena, r->stage.warehouse);
	if (r->opt->after_publish)
		r->opt->after_publish(r->opt->data, r->report->published);
	return 0;
}

static int build_and_test(struct run *r, struct mdp_error *err)
{
	int rc = mdp_run_models(r->e, &r->models, &r->opt->progress, r->report, err);

	if (!rc)
		rc = mdp_run_tests(r->e, &r->models, &r->opt->progress, r->report, err);
	return rc ? rc : mdp_engine_script(r->e, "CHECKPOINT", err);
}

int mdp_build_dump(const struct mdp_build_options *opt, struct mdp_buf *out, struct mdp_error *err)
{
	struct mdp_report unused;
	struct run r;
	int rc;

	begin(&r, opt, &unused);
	rc = read_project(&r, err);
	for (int i = 0; !rc && i < r.models.n; i++) {
		const struct mdp_model *model = &r.models.items[r.models.order[i]];

		mdp_buf_printf(out, "CREATE SCHEMA IF NOT EXISTS %s;\n", mdp_engine_ident(r.models.a, model->schema));
		mdp_buf_printf(out, "-- %s\n%s;\n\n", model->file, mdp_model_statement(&r.models, model));
	}
	for (int i = 0; !rc && i < r.models.ntests; i++)
		mdp_buf_printf(out, "-- %s: %s:%d\n%s;\n\n", r.models.tests[i].name, r.models.tests[i].file,
			       r.models.tests[i].line, mdp_test_statement(&r.models, &r.models.tests[i]));
	end(&r);
	mdp_report_release(&unused);
	return rc;
}

int mdp_build_run(const struct mdp_build_options *opt, struct mdp_report *report, struct mdp_error *err)
{
	struct run r;
	int rc;

	begin(&r, opt, report);
	rc = read_project(&r, err);
	if (!rc)
		rc = mdp_stage_begin(&r.stage, opt->warehouse, "build", opt->wait_seconds, err);
	if (!rc)
		rc = mdp_stage_copy(&r.stage, err);
	if (!rc)
		rc = open_staged(&r, false, err);
	if (!rc)
		rc = build_and_test(&r, err);
	if (!rc)
		rc = publish(&r, err);
	end(&r);
	return rc;
}

static bool is_ours(const struct run *r, const char *schema, const char *name)
{
	for (int i = 0; i < r->models.n; i++)
		if (!strcmp(r->models.items[i].schema, schema) && !strcmp(r->models.items[i].alias, name))
			return true;
	for (int i = 0; i < r->dbt.nsources; i++)
		if (r->dbt.sources[i].data && !strcmp(r->dbt.sources[i].schema, schema) &&
		    (!strcmp(r->dbt.sources[i].identifier, name) || !strcmp(name, MDP_REJECTS_TABLE)))
			return true;
	return false;
}

/* Whether the published file holds relations that a pipeline does not make: then they are carried over. */
static int holds_more(struct run *r, bool *more, struct mdp_error *err)
{
	static const char sql[] = "SELECT table_schema, table_name FROM information_schema.tables "
				  "WHERE table_schema <> '" MDP_KEPT_SCHEMA "'";
	const struct mdp_engine_options eo = { .path = r->stage.warehouse, .read_only = true, .threads = 1 };
	struct mdp_engine *e = NULL;
	struct mdp_result res = { 0 };
	int rc;

	*more = false;
	if (!mdp_file_exists(r->stage.warehouse))
		return 0;
	rc = mdp_engine_open(&e, &eo, err);
	if (rc)
		mdp_error_hint(err, "is it open for writing elsewhere? if it is damaged, move it away and run again: "
				    "a pipeline makes a new one");
	if (!rc)
		rc = mdp_engine_query(e, sql, NULL, 0, 0, &res, err);
	for (int64_t i = 0; !rc && i < res.nrows; i++) {
		const struct mdp_value *schema = mdp_result_at(&res, i, 0), *name = mdp_result_at(&res, i, 1);

		*more |= !is_ours(r, mdp_arena_strndup(r->models.a, schema->s.p, schema->s.n),
				  mdp_arena_strndup(r->models.a, name->s.p, name->s.n));
	}
	mdp_result_release(&res);
	mdp_engine_free(e);
	return rc;
}

int mdp_pipeline_run(const struct mdp_build_options *opt, struct mdp_report *report, struct mdp_error *err)
{
	const struct mdp_ingest_options ingest = {
		.dbt_dir = opt->dbt_dir, .strict = opt->strict, .threads = opt->threads, .progress = opt->progress
	};
	struct run r;
	bool more = false;
	int rc;

	begin(&r, opt, report);
	rc = read_project(&r, err);
	if (!rc)
		rc = mdp_stage_begin(&r.stage, opt->warehouse, "pipeline", opt->wait_seconds, err);
	if (!rc)
		rc = holds_more(&r, &more, err);
	if (!rc && more)
		rc = mdp_stage_copy(&r.stage, err);
	if (!rc)
		rc = open_staged(&r, false, err);
	if (!rc)
		rc = mdp_ingest_load(r.e, &r.dbt, &ingest, report, err);
	if (!rc)
		rc = build_and_test(&r, err);
	if (!rc)
		rc = publish(&r, err);
	end(&r);
	return rc;
}

/* The project's models must be there, and its tests must hold. A project that only dbt understands had its tests run by dbt. */
static int audit_project(struct run *r, struct mdp_error *err)
{
	struct mdp_error why = { 0 };
	int rc = read_project(r, &why);

	if (rc == -MDP_REFUSED) {
		struct mdp_step step = { .phase = MDP_PHASE_TEST, .status = MDP_STEP_WARN, .what = "test", .rows = -1 };

		step.name = "tests of the project";
		step.message = "not run, because only dbt understands this project";
		step.file = why.file;
		step.line = why.line;
		mdp_report_step(r->report, &r->opt->progress, &step, 1, 1);
		return 0;
	}
	if (rc) {
		if (err)
			*err = why;
		return rc;
	}
	for (int i = 0; i < r->models.n; i++) {
		const struct mdp_model *model = &r->models.items[i];
		const char *type = NULL;

		rc = mdp_audit_type(r->e, r->models.a, model->schema, model->alias, &type, err);
		if (rc)
			return rc;
		if (!type) {
			rc = mdp_fail(err, MDP_WAREHOUSE, "the model %s is not in the file", model->name);
			mdp_error_hint(err, "build the whole project into it first (dbt build)");
			mdp_error_at(err, model->file, 0);
			return rc;
		}
	}
	return mdp_run_tests(r->e, &r->models, &r->opt->progress, r->report, err);
}

static int check_candidate(const struct run *r, const char *file, struct mdp_error *err)
{
	struct stat candidate, published;
	int rc;

	if (stat(file, &candidate)) {
		rc = mdp_fail(err, MDP_IO, "cannot open %s", file);
		mdp_error_detail(err, "%s", strerror(errno));
		return rc;
	}
	if (stat(r->stage.warehouse, &published) || candidate.st_ino != published.st_ino ||
	    candidate.st_dev != published.st_dev)
		return 0;
	rc = mdp_fail(err, MDP_USAGE, "%s is the published warehouse itself", file);
	mdp_error_hint(err, "let the builder write to another file (MDP_WAREHOUSE for dbt) of the same name");
	return rc;
}

/* Under the lock, so that nothing is published between this and the rename. */
static int check_base(const struct run *r, const char *base, struct mdp_error *err)
{
	struct stat copied, published;
	int rc;

	if (stat(base, &copied)) {
		rc = mdp_fail(err, MDP_IO, "cannot open %s", base);
		mdp_error_detail(err, "%s", strerror(errno));
		return rc;
	}
	if (!stat(r->stage.warehouse, &published) && copied.st_ino == published.st_ino &&
	    copied.st_dev == published.st_dev)
		return 0;
	rc = mdp_fail(err, MDP_WAREHOUSE, "the warehouse was replaced since it was copied");
	mdp_error_detail(err, "%s is not %s any more", r->stage.warehouse, base);
	mdp_error_hint(err, "build again from a new copy; nothing was changed");
	return rc;
}

int mdp_publish_run(const struct mdp_build_options *opt, const char *file, struct mdp_report *report,
		    struct mdp_error *err)
{
	struct run r;
	int rc;

	begin(&r, opt, report);
	rc = mdp_stage_begin(&r.stage, opt->warehouse, "publish", opt->wait_seconds, err);
	if (!rc)
		rc = check_candidate(&r, file, err);
	if (!rc && opt->replacing)
		rc = check_base(&r, opt->replacing, err);
	if (!rc)
		rc = mdp_stage_take(&r.stage, file, err);
	if (!rc)
		rc = open_staged(&r, true, err);
	if (!rc)
		rc = mdp_audit_relations(r.e, report, &opt->progress, err);
	if (!rc && opt->dbt_dir)
		rc = audit_project(&r, err);
	if (!rc)
		rc = publish(&r, err);
	if (!rc)
		unlink(file);
	end(&r);
	return rc;
}
