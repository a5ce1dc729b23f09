/*
 * A relation that is there already, of whatever kind, makes way: all of them first, so that their blocks are free for the new
 * ones and the file does not grow with every build. Tests run
 * after all of them, because nothing is published before and one run then shows all that is wrong.
 */
#include "build/run.h"

#include <string.h>

#include "base/date.h"
#include "publish/audit.h"
#include "base/banned.h"

static int check_sources(struct mdp_engine *e, const struct mdp_models *m, struct mdp_error *err)
{
	for (int i = 0; i < m->dbt->nsources; i++) {
		const struct mdp_source_table *s = &m->dbt->sources[i];
		const char *type = NULL;
		int rc = m->used[i] ? mdp_audit_type(e, m->a, s->schema, s->identifier, &type, err) : 0;

		if (rc)
			return rc;
		if (type || !m->used[i])
			continue;
		rc = mdp_fail(err, MDP_WAREHOUSE, "the source table %s.%s is not in the warehouse", s->schema,
			      s->identifier);
		mdp_error_hint(err, "load it first: mdp ingest (or everything at once: mdp pipeline)");
		mdp_error_at(err, s->file, s->line);
		return rc;
	}
	return 0;
}

static int make_way(struct mdp_engine *e, const struct mdp_models *m, struct mdp_error *err)
{
	int dropped = 0, rc = 0;

	for (int i = 0; !rc && i < m->n; i++) {
		const struct mdp_model *model = &m->items[i];
		const char *type = NULL;

		rc = mdp_audit_type(e, m->a, model->schema, model->alias, &type, err);
		if (rc || !type)
			continue;
		rc = mdp_engine_script(e,
				       mdp_arena_printf(m->a, "DROP %s %s.%s", strstr(type, "VIEW") ? "VIEW" : "TABLE",
							mdp_engine_ident(m->a, model->schema),
							mdp_engine_ident(m->a, model->alias)),
				       err);
		dropped++;
	}
	return rc || !dropped ? rc : mdp_engine_script(e, "CHECKPOINT", err);
}

static int count_rows(struct mdp_engine *e, const struct mdp_models *m, const char *relation, int64_t *rows,
		      struct mdp_error *err)
{
	struct mdp_result res;
	int rc =
		mdp_engine_query(e, mdp_arena_printf(m->a, "SELECT count(*) FROM %s", relation), NULL, 0, 0, &res, err);

	if (!rc)
		*rows = mdp_result_at(&res, 0, 0)->i;
	mdp_result_release(&res);
	return rc;
}

/* The query stands on lines of its own, because it may end in a comment. */
const char *mdp_model_statement(const struct mdp_models *m, const struct mdp_model *model)
{
	return mdp_arena_printf(m->a, "CREATE %s %s.%s AS (\n%s\n)", model->as == MDP_AS_VIEW ? "VIEW" : "TABLE",
				mdp_engine_ident(m->a, model->schema), mdp_engine_ident(m->a, model->alias),
				model->sql);
}

const char *mdp_test_statement(const struct mdp_models *m, const struct mdp_test *t)
{
	return mdp_arena_printf(m->a, "SELECT count(*) FROM (\n%s\n) AS failures", t->sql);
}

static int build_model(struct mdp_engine *e, const struct mdp_models *m, const struct mdp_model *model, int64_t *rows,
		       struct mdp_error *err)
{
	const char *schema = mdp_engine_ident(m->a, model->schema);
	const char *relation = mdp_arena_printf(m->a, "%s.%s", schema, mdp_engine_ident(m->a, model->alias));
	int rc = mdp_engine_script(e, mdp_arena_printf(m->a, "CREATE SCHEMA IF NOT EXISTS %s", schema), err);

	if (!rc)
		rc = mdp_engine_script(e, mdp_model_statement(m, model), err);
	return rc || model->as == MDP_AS_VIEW ? rc : count_rows(e, m, relation, rows, err);
}

int mdp_run_models(struct mdp_engine *e, const struct mdp_models *m, const struct mdp_progress *progress,
		   struct mdp_report *report, struct mdp_error *err)
{
	int rc = check_sources(e, m, err);

	if (!rc)
		rc = make_way(e, m, err);
	for (int i = 0; !rc && i < m->n; i++) {
		const struct mdp_model *model = &m->items[m->order[i]];
		struct mdp_error why = { 0 };
		double began = mdp_clock_ms();
		struct mdp_step step = { .phase = MDP_PHASE_BUILD,
					 .what = model->as == MDP_AS_VIEW ? "view" : "table",
					 .name = mdp_arena_printf(m->a, "%s.%s", model->schema, model->alias),
					 .rows = -1,
					 .file = model->file };

		rc = build_model(e, m, model, &step.rows, &why);
		step.ms = mdp_clock_ms() - began;
		if (rc) {
			step.status = MDP_STEP_FAILED;
			step.message = why.primary;
			rc = mdp_fail(err, MDP_WAREHOUSE, "the model %s could not be built", model->name);
			mdp_error_detail(err, "%s%s%s", why.primary, *why.detail ? ": " : "", why.detail);
			mdp_error_hint(err, "the published warehouse is as it was");
			mdp_error_at(err, model->file, 0);
		}
		mdp_report_step(report, progress, &step, i + 1, m->n);
	}
	return rc;
}

static int run_test(struct mdp_engine *e, const struct mdp_models *m, const struct mdp_test *t, struct mdp_step *step,
		    struct mdp_error *err)
{
	struct mdp_error why = { 0 };
	struct mdp_result res;
	double began = mdp_clock_ms();
	int rc = mdp_engine_query(e, mdp_test_statement(m, t), NULL, 0, 0, &res, &why);

	*step = (struct mdp_step){
		.phase = MDP_PHASE_TEST, .what = "test", .name = t->name, .file = t->file, .line = t->line
	};
	step->ms = mdp_clock_ms() - began;
	step->rows = rc ? -1 : mdp_result_at(&res, 0, 0)->i;
	mdp_result_release(&res);
	if (rc) {
		step->status = MDP_STEP_FAILED;
		step->message = mdp_arena_strdup(m->a, why.primary);
		rc = mdp_fail(err, MDP_WAREHOUSE, "the test %s could not be run", t->name);
		mdp_error_detail(err, "%s", why.primary);
		mdp_error_at(err, t->file, t->line);
	} else if (step->rows > 0) {
		step->status = t->warn ? MDP_STEP_WARN : MDP_STEP_FAILED;
		step->message =
			mdp_arena_printf(m->a, "%lld failing row%s", (long long)step->rows, step->rows == 1 ? "" : "s");
	}
	return rc;
}

int mdp_run_tests(struct mdp_engine *e, const struct mdp_models *m, const struct mdp_progress *progress,
		  struct mdp_report *report, struct mdp_error *err)
{
	const struct mdp_step *first = NULL;
	int failed = 0, rc = 0;

	for (int i = 0; !rc && i < m->ntests; i++) {
		struct mdp_step step;

		rc = run_test(e, m, &m->tests[i], &step, err);
		failed += step.status == MDP_STEP_FAILED;
		mdp_report_step(report, progress, &step, i + 1, m->ntests);
	}
	for (int i = 0; i < report->nsteps && !first; i++)
		if (report->steps[i].phase == MDP_PHASE_TEST && report->steps[i].status == MDP_STEP_FAILED)
			first = &report->steps[i];
	if (rc || !failed || !first)
		return rc;
	rc = mdp_fail(err, MDP_TEST_FAILED, "%d of %d tests failed, so nothing was published", failed, m->ntests);
	mdp_error_detail(err, "%s%s: %s", failed > 1 ? "the first: " : "", first->name, first->message);
	mdp_error_hint(err, "mend the data or the model; the published warehouse is as it was");
	mdp_error_at(err, first->file, first->line);
	return rc;
}
