/*
 * Progress is a line per table that is loaded or built; the many tests are one line, unless they fail or -v asks for each. With
 * --format json there is one object at the end and nothing before it.
 */
#include "cmd/steps.h"

#include <stdio.h>
#include <string.h>

#include "ask/ask.h"
#include "base/date.h"
#include "base/file.h"
#include "cmd/progress.h"
#include "render/json.h"
#include "base/banned.h"

#define REJECTS_SHOWN 10

static bool is_shown(const struct mdp_steps *s, const struct mdp_step *step)
{
	if (s->quiet || s->json)
		return false;
	return s->verbose || step->status != MDP_STEP_OK ||
	       (step->phase != MDP_PHASE_TEST && step->phase != MDP_PHASE_PUBLISH);
}

static void put_step(struct mdp_buf *b, const struct mdp_step *step, int at, int of)
{
	mdp_buf_printf(b, "%-7s %2d/%-2d  %-5s %-28s", mdp_phase_word(step->phase), at, of, step->what, step->name);
	if (step->rows >= 0 && step->phase != MDP_PHASE_TEST)
		mdp_buf_printf(b, " %10lld rows", (long long)step->rows);
	else
		mdp_buf_printf(b, " %15s", "");
	mdp_buf_printf(b, "  %6.0f ms", step->ms);
	if (step->status != MDP_STEP_OK)
		mdp_buf_printf(b, "  %s: ", mdp_step_word(step->status));
	if (step->message)
		mdp_buf_puts(b, step->message);
	mdp_buf_putc(b, '\n');
}

static void on_step(void *data, const struct mdp_step *step, int at, int of)
{
	const struct mdp_steps *s = data;
	struct mdp_buf b = MDP_BUF_INIT;

	if (is_shown(s, step)) {
		put_step(&b, step, at, of);
		mdp_cli_tame(&b, false);
		fputs(mdp_buf_cstr(&b), stdout);
		fflush(stdout);
	}
	mdp_buf_release(&b);
}

/*
 * The catalog of the new warehouse, so that the first question need not wait for it, and what is kept in the file for it. A failure is
 * no failure of the run: the question will say what is wrong.
 */
static void before_publish(void *data, const char *staged)
{
	struct mdp_steps *s = data;
	const struct mdp_progress told = { on_step, s };
	struct mdp_cli_progress line;
	const struct mdp_session_progress progress = { mdp_cli_progress_tell, &line };
	struct mdp_step step = { .phase = MDP_PHASE_PROFILE, .what = "file", .rows = -1 };
	struct mdp_error why = { 0 };
	double began = mdp_clock_ms();

	if (mdp_cli_has(s->cli, MDP_OPT_NO_CACHE))
		return;
	mdp_cli_progress_begin(&line, s->cli);
	if (mdp_session_prepare(&s->project, staged, &progress, &s->catalog, &why)) {
		step.status = MDP_STEP_WARN;
		step.message = why.primary;
	}
	mdp_cli_progress_end(&line);
	step.name = mdp_path_base(staged);
	step.ms = mdp_clock_ms() - began;
	mdp_report_step(&s->report, &told, &step, 1, 1);
}

static void after_publish(void *data, const char *warehouse)
{
	const struct mdp_steps *s = data;

	(void)warehouse;
	mdp_session_keep(&s->project, s->catalog);
}

int mdp_steps_begin(struct mdp_steps *s, struct mdp_cli *cli, struct mdp_build_options *opt)
{
	const char *format = cli->values[MDP_OPT_FORMAT];
	const struct mdp_project_options po = { .root = cli->values[MDP_OPT_PROJECT],
						.warehouse = cli->values[MDP_OPT_WAREHOUSE] };
	long long threads = 0, wait = 0;
	int rc;

	*s = (struct mdp_steps){ .cli = cli };
	mdp_report_init(&s->report);
	s->json = format && !strcmp(format, "json");
	s->quiet = mdp_cli_has(cli, MDP_OPT_QUIET);
	s->verbose = mdp_cli_has(cli, MDP_OPT_VERBOSE);
	rc = mdp_cli_number(cli, MDP_OPT_THREADS, 1, 1024, &threads);
	if (!rc)
		rc = mdp_cli_number(cli, MDP_OPT_WAIT, 0, 86400, &wait);
	if (!rc)
		rc = mdp_project_find(&s->project, &po, &cli->err);
	if (!rc && !s->project.warehouse) {
		rc = mdp_fail(&cli->err, MDP_USAGE, "it is not clear which file is the warehouse");
		mdp_error_detail(&cli->err, "%s", s->project.warehouse_problem ? s->project.warehouse_problem : "");
		mdp_error_hint(&cli->err, "name it with --warehouse FILE");
	}
	*opt = (struct mdp_build_options){ .warehouse = s->project.warehouse,
					   .root = s->project.root,
					   .dbt_dir = s->project.dbt_dir,
					   .replacing = cli->values[MDP_OPT_REPLACING],
					   .threads = (int)threads,
					   .wait_seconds = (int)wait,
					   .strict = mdp_cli_has(cli, MDP_OPT_STRICT),
					   .progress = { on_step, s },
					   .before_publish = before_publish,
					   .after_publish = after_publish,
					   .data = s };
	return rc;
}

static void put_rejects(const struct mdp_report *r)
{
	for (int i = 0; i < r->nrejects && i < REJECTS_SHOWN; i++) {
		const struct mdp_reject *x = &r->rejects[i];

		fprintf(stderr, "rejected %s:%lld: %s%s%s\n", x->file, (long long)x->line, x->column ? x->column : "",
			x->column ? ": " : "", x->reason);
	}
	if (r->nrejects > REJECTS_SHOWN)
		fprintf(stderr, "… and %d more; all are in the table %s\n", r->nrejects - REJECTS_SHOWN,
			MDP_REJECTS_TABLE);
}

static const char *of_kind(struct mdp_arena *a, int n, const char *one, const char *many)
{
	return mdp_arena_printf(a, "%d %s", n, n == 1 ? one : many);
}

static void put_summary(const struct mdp_steps *s)
{
	const struct mdp_report *r = &s->report;
	struct mdp_arena *a = &s->cli->arena;
	int count[MDP_PHASE_PROFILE + 1] = { 0 }, warned = mdp_report_count(r, MDP_PHASE_TEST, MDP_STEP_WARN);
	int64_t rows = 0;
	struct mdp_buf b = MDP_BUF_INIT;

	for (int i = 0; i < r->nsteps; i++) {
		count[r->steps[i].phase]++;
		rows += r->steps[i].phase == MDP_PHASE_INGEST ? r->steps[i].rows : 0;
	}
	mdp_buf_printf(&b, "published %s:", r->published);
	if (count[MDP_PHASE_INGEST])
		mdp_buf_printf(&b, " %s loaded (%lld rows, %lld lines rejected),",
			       of_kind(a, count[MDP_PHASE_INGEST], "table", "tables"), (long long)rows,
			       (long long)r->rejected_lines);
	if (count[MDP_PHASE_BUILD])
		mdp_buf_printf(&b, " %s built,", of_kind(a, count[MDP_PHASE_BUILD], "model", "models"));
	if (count[MDP_PHASE_TEST])
		mdp_buf_printf(&b, " %s passed,", of_kind(a, count[MDP_PHASE_TEST] - warned, "check", "checks"));
	if (warned)
		mdp_buf_printf(&b, " %s,", of_kind(a, warned, "warning", "warnings"));
	mdp_buf_printf(&b, " %.1f s\n", r->ms / 1000);
	mdp_cli_tame(&b, false);
	fputs(mdp_buf_cstr(&b), stdout);
	mdp_buf_release(&b);
}

static void put_json_step(struct mdp_json *j, const struct mdp_step *step)
{
	mdp_json_open(j, '{');
	mdp_json_key(j, "phase");
	mdp_json_text(j, mdp_phase_word(step->phase));
	mdp_json_key(j, "what");
	mdp_json_text(j, step->what);
	mdp_json_key(j, "name");
	mdp_json_text(j, step->name);
	mdp_json_key(j, "status");
	mdp_json_text(j, mdp_step_word(step->status));
	mdp_json_key(j, "rows");
	if (step->rows >= 0)
		mdp_json_int(j, step->rows);
	else
		mdp_json_null(j);
	mdp_json_key(j, "message");
	mdp_json_text(j, step->message);
	mdp_json_key(j, "ms");
	mdp_json_double(j, step->ms);
	mdp_json_close(j, '}');
}

static void put_json_rejects(struct mdp_json *j, const struct mdp_report *r)
{
	mdp_json_open(j, '[');
	for (int i = 0; i < r->nrejects; i++) {
		mdp_json_open(j, '{');
		mdp_json_key(j, "table");
		mdp_json_text(j, r->rejects[i].table);
		mdp_json_key(j, "file");
		mdp_json_text(j, r->rejects[i].file);
		mdp_json_key(j, "line");
		mdp_json_int(j, r->rejects[i].line);
		mdp_json_key(j, "column");
		mdp_json_text(j, r->rejects[i].column);
		mdp_json_key(j, "reason");
		mdp_json_text(j, r->rejects[i].reason);
		mdp_json_key(j, "text");
		mdp_json_text(j, r->rejects[i].text);
		mdp_json_close(j, '}');
	}
	mdp_json_close(j, ']');
}

static void put_json_error(struct mdp_json *j, const struct mdp_error *err)
{
	if (!err) {
		mdp_json_null(j);
		return;
	}
	mdp_json_open(j, '{');
	mdp_json_key(j, "code");
	mdp_json_text(j, mdp_code_word(err->code));
	mdp_json_key(j, "message");
	mdp_json_text(j, err->primary);
	mdp_json_key(j, "detail");
	mdp_json_text(j, err->detail);
	mdp_json_key(j, "hint");
	mdp_json_text(j, err->hint);
	mdp_json_key(j, "file");
	mdp_json_text(j, err->file);
	mdp_json_key(j, "line");
	mdp_json_int(j, err->line);
	mdp_json_close(j, '}');
}

static int put_json(struct mdp_steps *s, int rc)
{
	struct mdp_buf out = MDP_BUF_INIT;
	struct mdp_json j = { &out, false };
	const struct mdp_report *r = &s->report;

	mdp_json_open(&j, '{');
	mdp_json_key(&j, "status");
	mdp_json_text(&j, rc ? "error" : "ok");
	mdp_json_key(&j, "published");
	mdp_json_text(&j, r->published);
	mdp_json_key(&j, "steps");
	mdp_json_open(&j, '[');
	for (int i = 0; i < r->nsteps; i++)
		put_json_step(&j, &r->steps[i]);
	mdp_json_close(&j, ']');
	mdp_json_key(&j, "rejected_lines");
	mdp_json_int(&j, r->rejected_lines);
	mdp_json_key(&j, "rejects");
	put_json_rejects(&j, r);
	mdp_json_key(&j, "error");
	put_json_error(&j, rc ? &s->cli->err : NULL);
	mdp_json_key(&j, "ms");
	mdp_json_double(&j, r->ms);
	mdp_json_close(&j, '}');
	mdp_buf_putc(&out, '\n');
	return mdp_cli_flush(s->cli, &out);
}

int mdp_steps_end(struct mdp_steps *s, int rc)
{
	int code = 0;

	if (s->json)
		code = put_json(s, rc);
	else
		put_rejects(&s->report);
	if (rc)
		code = mdp_cli_fail(s->cli);
	else if (!s->json && !s->quiet)
		put_summary(s);
	mdp_catalog_free(s->catalog);
	mdp_report_release(&s->report);
	mdp_project_release(&s->project);
	return code;
}
