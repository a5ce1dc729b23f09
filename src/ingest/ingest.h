/*
 * Files to tables. What is loaded, from where and as what is declared by the dbt project's sources (ingest/sources.h). All or
 * nothing: every table is loaded in one transaction, into a file that is published by rename, or none is.
 *
 * A fault of a file (missing, empty, another header, bytes that are no UTF-8, a line that does not end, a change while it is
 * read) fails the run. A fault of a line (a value that is not of its column's type, too few or too many values) leaves the
 * line out and is reported; with `strict` it fails the run as well.
 */
#ifndef MDP_INGEST_INGEST_H
#define MDP_INGEST_INGEST_H

#include <stdbool.h>
#include "engine/engine.h"
#include "ingest/sources.h"
#include "publish/report.h"

/* The table that holds the rejects of the last load of each table, in the schema of the tables. */
#define MDP_REJECTS_TABLE "ingest_rejects"
/* The table that holds when each table was last loaded (UTC) and what came of it, likewise. */
#define MDP_LOADS_TABLE "ingest_loads"

struct mdp_ingest_options {
	const char *warehouse; /* the file to publish to */
	const char *dbt_dir;
	const char *const *tables; /* only these ("users", "raw.users"); NULL-ended, NULL = every source with a file */
	bool strict;
	int threads; /* 0 = the engine's default */
	int wait_seconds; /* for another run to end */
	struct mdp_progress progress;
	/* as in mdp_build_options */
	void (*before_publish)(void *data, const char *staged);
	void (*after_publish)(void *data, const char *warehouse);
	void *data;
};

/* Stages, loads, publishes. The report is initialised here; release it also after a failure. */
int mdp_ingest_run(const struct mdp_ingest_options *opt, struct mdp_report *report, struct mdp_error *err);
/* Loads into an open, writable database, in one transaction. */
int mdp_ingest_load(struct mdp_engine *e, const struct mdp_sources *dbt, const struct mdp_ingest_options *opt,
		    struct mdp_report *report, struct mdp_error *err);

#endif
