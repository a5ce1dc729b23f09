/*
 * generate FOLDER SCALE RUNS: the generator at a scale against DuckDB writing the very same rows, which it holds in
 * memory, to CSV, on the same number of threads: alternately, the best of RUNS each. Then the peak of memory of
 * processes that generate at scale 1 and at twice the scale. Prints lines for tools/bench. FOLDER is left empty.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/date.h"
#include "base/file.h"
#include "engine/engine.h"
#include "generate/generate.h"
#include "base/banned.h"

#define MOST_RUNS 100

static const char *const files[] = { "postgres/products", "postgres/users", "postgres/transactions",
				     "salesforce/campaigns", "analytics/pageviews" };
#define NFILES ((int)(sizeof(files) / sizeof(files[0])))

static struct mdp_arena arena;
static struct mdp_error err;

static int scaled(const char *out, int64_t scale, int threads)
{
	struct mdp_generate_options opt = mdp_generate_defaults();

	opt.out = out;
	opt.scale = scale;
	opt.threads = threads;
	return mdp_generate(&opt, &err);
}

/* Peak of a child's memory in MB; negative if it failed. */
static double peak(const char *out, int64_t scale)
{
	struct rusage use;
	int status;
	pid_t child = fork();

	if (!child)
		_exit(scaled(out, scale, 0) ? 1 : 0);
	if (child < 0 || wait4(child, &status, 0, &use) < 0 || status)
		return -1;
	return (double)use.ru_maxrss / 1024;
}

static void clear(const char *folder)
{
	for (int i = 0; i < NFILES; i++)
		unlink(mdp_arena_printf(&arena, "%s/%s.csv", folder, files[i]));
	unlink(mdp_arena_printf(&arena, "%s/manifest.json", folder));
}

/* The rows in memory, typed as they will be after ingestion. */
static int load(struct mdp_engine *e, const char *from)
{
	int rc = 0;

	for (int i = 0; i < NFILES && !rc; i++)
		rc = mdp_engine_script(
			e, mdp_arena_printf(&arena, "CREATE TABLE t%d AS FROM '%s/%s.csv'", i, from, files[i]), &err);
	return rc;
}

static int copy(struct mdp_engine *e, const char *to)
{
	int rc = 0;

	for (int i = 0; i < NFILES && !rc; i++)
		rc = mdp_engine_script(
			e,
			mdp_arena_printf(&arena, "COPY (SELECT * FROM t%d) TO '%s/%s.csv' (HEADER)", i, to, files[i]),
			&err);
	return rc;
}

static int race(const char *folder, int64_t scale, int runs, int threads)
{
	struct mdp_engine_options opt = { .threads = threads };
	struct mdp_engine *e = NULL;
	double best[2] = { 1e12, 1e12 };
	int rc = mdp_engine_open(&e, &opt, &err);

	if (!rc)
		rc = scaled(folder, scale, threads);
	if (!rc)
		rc = load(e, folder);
	for (int i = 0; i < runs * 2 && !rc; i++) {
		double started;
		clear(folder);
		started = mdp_clock_ms();
		rc = i % 2 ? copy(e, folder) : scaled(folder, scale, threads);
		started = mdp_clock_ms() - started;
		if (started < best[i % 2])
			best[i % 2] = started;
	}
	mdp_engine_free(e);
	clear(folder);
	if (!rc)
		printf("generate at scale %lld against COPY of its rows | %.2f s | %.2f s | %.2f x | <= 1.0 x\n",
		       (long long)scale, best[0] / 1000, best[1] / 1000, best[0] / best[1]);
	return rc;
}

int main(int argc, char **argv)
{
	long long scale = 100, runs = 3;
	double small, large;
	int rc;

	if (argc != 4 || !mdp_str_to_i64(mdp_str_of(argv[2]), &scale) || !mdp_str_to_i64(mdp_str_of(argv[3]), &runs) ||
	    scale < 1 || runs < 1 || runs > MOST_RUNS) {
		fprintf(stderr, "usage: generate FOLDER SCALE RUNS\n");
		return 2;
	}
	mdp_arena_init(&arena);
	small = peak(argv[1], 1);
	large = peak(argv[1], scale * 2);
	clear(argv[1]);
	rc = small < 0 || large < 0 ? -1 : race(argv[1], scale, (int)runs, (int)sysconf(_SC_NPROCESSORS_ONLN));
	if (rc)
		fprintf(stderr, "generate: %s %s\n", err.primary, err.detail);
	else
		printf("generate: memory at scale %lld above that at scale 1 | %.1f MB | %.1f MB |  | <= 64 MB\n",
		       scale * 2, large - small, small);
	mdp_arena_release(&arena);
	return rc ? 1 : 0;
}
