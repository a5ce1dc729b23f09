/*
 * The driver: makes the plan, fills five temporary files, turns them to Parquet where that is asked for, writes the
 * manifest, and renames everything at the end, the manifest last. Parquet is written by the engine from the finished
 * CSV, so that the two formats hold the same rows by construction.
 */
#include <string.h>
#include <unistd.h>
#include "base/date.h"
#include "base/file.h"
#include "engine/engine.h"
#include "generate/generate.h"
#include "generate/output.h"
#include "base/banned.h"

static const struct mdp_gen_file *const files[MDP_GEN_FILES] = {
	[MDP_GEN_F_PRODUCTS] = &mdp_gen_file_products,         [MDP_GEN_F_USERS] = &mdp_gen_file_users,
	[MDP_GEN_F_TRANSACTIONS] = &mdp_gen_file_transactions, [MDP_GEN_F_CAMPAIGNS] = &mdp_gen_file_campaigns,
	[MDP_GEN_F_PAGEVIEWS] = &mdp_gen_file_pageviews,
};

struct mdp_generate_options mdp_generate_defaults(void)
{
	return (struct mdp_generate_options){
		.scale = 1,
		.seed = MDP_GENERATE_SEED,
		.start = MDP_GENERATE_START,
		.end = MDP_GENERATE_END,
		.defects = true,
	};
}

/* All that a run holds: 0 … 4 the files, then the manifest; `csv` is what Parquet files are made from. */
struct run {
	struct mdp_arena arena;
	struct mdp_gen_plan plan;
	struct mdp_gen_target target[MDP_GEN_FILES + 1], csv[MDP_GEN_FILES];
	struct mdp_gen_written written[MDP_GEN_FILES];
	struct mdp_gen_progress progress;
	struct mdp_engine *engine;
	int threads;
};

static int thread_count(int asked)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (asked)
		return asked;
	if (cores < 1)
		return 1;
	return cores > MDP_GENERATE_THREADS_MAX ? MDP_GENERATE_THREADS_MAX : (int)cores;
}

static int init_targets(struct run *run, const struct mdp_generate_options *opt, struct mdp_error *err)
{
	bool parquet = opt->format == MDP_GENERATE_PARQUET;
	int rc = 0;

	for (int i = 0; i < MDP_GEN_FILES && !rc; i++) {
		rc = mdp_gen_target_init(&run->target[i], &run->arena, opt->out, files[i]->dir, files[i]->stem,
					 parquet ? ".parquet" : ".csv", err);
		if (!rc && parquet)
			rc = mdp_gen_target_init(&run->csv[i], &run->arena, opt->out, files[i]->dir, files[i]->stem,
						 ".csv", err);
		run->progress.all += (double)files[i]->chunk_bytes * (double)files[i]->chunks(&run->plan);
	}
	if (!rc)
		rc = mdp_gen_target_init(&run->target[MDP_GEN_FILES], &run->arena, opt->out, "", "manifest", ".json",
					 err);
	return rc;
}

/* Called by the engine while it writes Parquet. */
static int is_cancelled(void *data, double percent)
{
	const struct mdp_generate_options *opt = data;

	(void)percent;
	return opt->cancel && *opt->cancel;
}

static int to_parquet(struct run *run, const struct mdp_generate_options *asked, int i, struct mdp_error *err)
{
	struct mdp_engine_options opt = { .threads = run->threads };
	struct mdp_file_info info;
	const char *sql;
	int rc = 0;

	if (!run->engine)
		rc = mdp_engine_open(&run->engine, &opt, err);
	if (rc)
		return rc;
	mdp_engine_on_progress(run->engine, is_cancelled, (void *)(uintptr_t)asked);
	run->target[i].made = true;
	sql = mdp_arena_printf(&run->arena,
			       "COPY (SELECT * FROM read_csv(%s, auto_detect = false, header = true, delim = ',', "
			       "columns = %s)) TO %s (FORMAT parquet)",
			       mdp_engine_literal(&run->arena, run->csv[i].temp), files[i]->columns,
			       mdp_engine_literal(&run->arena, run->target[i].temp));
	rc = mdp_engine_script(run->engine, sql, err);
	mdp_gen_target_release(&run->csv[i]);
	if (!rc)
		rc = mdp_file_stat(run->target[i].temp, &info, err);
	if (!rc)
		run->written[i].bytes = info.size;
	return rc;
}

static int fill(struct run *run, const struct mdp_generate_options *opt, struct mdp_error *err)
{
	bool parquet = opt->format == MDP_GENERATE_PARQUET;
	struct mdp_buf text = MDP_BUF_INIT;
	int rc = 0;

	for (int i = 0; i < MDP_GEN_FILES && !rc; i++) {
		rc = mdp_gen_target_fill(parquet ? &run->csv[i] : &run->target[i], &run->plan, files[i], run->threads,
					 opt->cancel, &run->progress, &run->written[i], err);
		if (!rc && parquet)
			rc = to_parquet(run, opt, i, err);
	}
	if (opt->cancel && *opt->cancel)
		rc = mdp_fail(err, MDP_CANCELLED, "stopped; the files that were there are as they were");
	if (!rc) {
		mdp_gen_manifest(&run->plan, run->written, parquet ? ".parquet" : ".csv", &text);
		rc = mdp_gen_target_text(&run->target[MDP_GEN_FILES], mdp_buf_view(&text), err);
	}
	mdp_buf_release(&text);
	return rc;
}

static void make_report(const struct run *run, struct mdp_generate_report *report)
{
	report->products = run->written[MDP_GEN_F_PRODUCTS].rows;
	report->users = run->written[MDP_GEN_F_USERS].rows;
	report->transactions = run->written[MDP_GEN_F_TRANSACTIONS].rows;
	report->campaigns = run->written[MDP_GEN_F_CAMPAIGNS].rows;
	report->pageviews = run->written[MDP_GEN_F_PAGEVIEWS].rows;
	report->orders = run->plan.orders;
	report->bytes = 0;
	for (int i = 0; i < MDP_GEN_FILES; i++)
		report->bytes += run->written[i].bytes;
}

int mdp_generate_report(const struct mdp_generate_options *opt, struct mdp_generate_report *report,
			struct mdp_error *err)
{
	struct run run = { .threads = thread_count(opt->threads) };
	int rc;

	if (!opt->out || !*opt->out)
		return mdp_fail(err, MDP_USAGE, "--out names no folder");
	mdp_arena_init(&run.arena);
	run.progress.on = opt->progress;
	run.progress.started = mdp_clock_ms();
	rc = mdp_gen_plan_make(&run.plan, opt, err);
	if (!rc)
		rc = init_targets(&run, opt, err);
	if (!rc)
		rc = fill(&run, opt, err);
	for (int i = 0; i <= MDP_GEN_FILES && !rc; i++)
		rc = mdp_gen_target_publish(&run.target[i], err);
	if (!rc && report)
		make_report(&run, report);
	mdp_gen_progress_end(&run.progress);
	for (int i = 0; i <= MDP_GEN_FILES; i++)
		mdp_gen_target_release(&run.target[i]);
	for (int i = 0; i < MDP_GEN_FILES; i++)
		mdp_gen_target_release(&run.csv[i]);
	mdp_engine_free(run.engine);
	mdp_gen_plan_release(&run.plan);
	mdp_arena_release(&run.arena);
	return rc;
}

int mdp_generate(const struct mdp_generate_options *opt, struct mdp_error *err)
{
	return mdp_generate_report(opt, NULL, err);
}
