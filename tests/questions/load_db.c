/*
 * load_db OUT.duckdb FOLDER: a database from FOLDER/schema.sql and a Parquet file a table. Tables that others refer to must come first; the
 * order is found by trying. What does not load with its constraints is loaded without.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "engine/engine.h"
#include "base/banned.h"

#define MAX_TABLES 256

static const char *table_of(struct mdp_arena *a, const char *path)
{
	const char *base = mdp_path_base(path);
	return mdp_arena_strndup(a, base, strlen(base) - strlen(".parquet"));
}

/* Loads those of the files that can be loaded now; how many are left. */
static int load_some(struct mdp_engine *e, struct mdp_arena *a, const char **paths, int n, bool *done)
{
	int left = 0;
	struct mdp_error ignored;
	for (int i = 0; i < n; i++) {
		if (done[i])
			continue;
		const char *sql =
			mdp_arena_printf(a, "insert into %s select * from %s",
					 mdp_engine_ident(a, table_of(a, paths[i])), mdp_engine_literal(a, paths[i]));
		done[i] = mdp_engine_script(e, sql, &ignored) == 0;
		left += !done[i];
	}
	return left;
}

int main(int argc, char **argv)
{
	static const char *const suffixes[] = { ".parquet", NULL }, *const skip[] = { NULL };
	struct mdp_engine *e = NULL;
	struct mdp_error err = { 0 };
	struct mdp_arena a;
	struct mdp_str schema;
	const char **paths;
	bool done[MAX_TABLES] = { false };
	int n = 0, before, left;
	if (argc != 3)
		return 2;
	mdp_arena_init(&a);
	unlink(argv[1]);
	struct mdp_engine_options opt = { .path = argv[1] };
	int rc = mdp_engine_open(&e, &opt, &err);
	if (rc >= 0)
		rc = mdp_file_read(&a, mdp_path_join(&a, argv[2], "schema.sql"), &schema, &err);
	if (rc >= 0)
		rc = mdp_engine_script(e, schema.p, &err);
	if (rc >= 0)
		rc = mdp_dir_walk(&a, argv[2], suffixes, skip, &paths, &n, &err);
	left = n = n > MAX_TABLES ? MAX_TABLES : n;
	do {
		before = left;
		left = rc >= 0 ? load_some(e, &a, paths, n, done) : 0;
	} while (left && left < before);
	for (int i = 0; i < n && rc >= 0; i++) {
		if (done[i])
			continue;
		const char *name = mdp_engine_ident(&a, table_of(&a, paths[i]));
		rc = mdp_engine_script(
			e,
			mdp_arena_printf(&a, "drop table if exists %s cascade; create table %s as select * from %s",
					 name, name, mdp_engine_literal(&a, paths[i])),
			&err);
	}
	mdp_engine_free(e);
	if (rc < 0)
		fprintf(stderr, "load_db: %s: %s %s\n", argv[2], err.primary, err.detail);
	mdp_arena_release(&a);
	return rc < 0;
}
