/*
 * catalog_dump FILE [--no-declared] [--schema NAME]…: what profiling the warehouse finds, as JSON on stdout, times on stderr.
 * FILE may be a folder with schema.sql (one statement a line) and a Parquet file a table: it is loaded into memory first.
 */
#include <stdio.h>
#include <string.h>
#include "base/date.h"
#include "base/file.h"
#include "base/trace.h"
#include "profile/profile.h"
#include "base/banned.h"

/* The table of a line of the schema: what stands between CREATE TABLE and the bracket. */
static const char *table_of(struct mdp_arena *a, struct mdp_str line)
{
	const char *start = line.p + strlen("CREATE TABLE "), *end = memchr(start, '(', line.n);

	while (*start == ' ' || *start == '"')
		start++;
	while (end > start && (end[-1] == ' ' || end[-1] == '"'))
		end--;
	return mdp_arena_strndup(a, start, (size_t)(end - start));
}

static int load(struct mdp_engine *e, const char *folder, struct mdp_arena *a, struct mdp_error *err)
{
	struct mdp_str schema, line;
	int rc = mdp_file_read(a, mdp_path_join(a, folder, "schema.sql"), &schema, err);

	while (!rc && schema.n && mdp_str_next(&schema, '\n', &line)) {
		const char *table;

		if (!mdp_str_starts(line, "CREATE TABLE ") || !memchr(line.p, '(', line.n))
			continue;
		table = table_of(a, line);
		rc = mdp_engine_script(e, mdp_arena_strndup(a, line.p, line.n), err);
		if (!rc)
			rc = mdp_engine_script(
				e,
				mdp_arena_printf(
					a, "INSERT INTO %s SELECT * FROM read_parquet(%s)", mdp_engine_ident(a, table),
					mdp_engine_literal(a, mdp_arena_printf(a, "%s/%s.parquet", folder, table))),
				err);
	}
	return rc;
}

int main(int argc, char **argv)
{
	const char *schemas[32] = { 0 };
	struct mdp_hints hints = { 0 };
	struct mdp_engine_options opt = { .read_only = true };
	struct mdp_error err = { 0 };
	struct mdp_engine *e = NULL;
	struct mdp_catalog *c = mdp_catalog_new();
	const char *folder = NULL;
	int rc, n = 0;
	double start = mdp_clock_ms();

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--no-declared") == 0)
			hints.ignore_declared = true;
		else if (strcmp(argv[i], "--trace") == 0)
			mdp_trace_enable("profile");
		else if (strcmp(argv[i], "--schema") == 0 && i + 1 < argc && n < 31)
			schemas[n++] = argv[++i];
		else
			opt.path = argv[i];
	}
	if (n)
		hints.schemas = schemas;
	if (opt.path && mdp_file_is_dir(opt.path)) {
		folder = opt.path;
		opt.path = NULL;
		opt.read_only = false;
	}
	rc = mdp_engine_open(&e, &opt, &err);
	if (!rc && folder)
		rc = load(e, folder, &c->arena, &err);
	if (!rc)
		rc = mdp_profile_run(e, &hints, c, &err);
	if (rc)
		fprintf(stderr, "catalog_dump: %s: %s: %s\n", folder ? folder : opt.path, err.primary, err.detail);
	else
		puts(mdp_catalog_dump(c, &c->arena));
	fprintf(stderr, "%.0f ms\n", mdp_clock_ms() - start);
	mdp_catalog_free(c);
	mdp_engine_free(e);
	return rc ? 1 : 0;
}
