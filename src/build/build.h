/*
 * The dbt project run natively, and what is around it: build, test, publish. What the native build does not understand it
 * refuses by name, file and line (template.h, check.c); a project that needs more is built by dbt, and mdp_publish_run checks and publishes that.
 */
#ifndef MDP_BUILD_BUILD_H
#define MDP_BUILD_BUILD_H

#include <stdbool.h>
#include "base/buf.h"
#include "ingest/ingest.h"
#include "publish/report.h"

struct mdp_build_options {
	const char *warehouse; /* the file to publish to */
	const char *root, *dbt_dir; /* of the platform; of its dbt project (NULL in publish: no tests to run) */
	const char *replacing; /* publish: another name of the file that must still be the warehouse; NULL: any */
	int threads; /* 0 = the engine's default */
	int wait_seconds; /* for another run to end */
	bool strict; /* pipeline: as in mdp_ingest_options */
	struct mdp_progress progress;
	/*
	 * Called when all went well and nothing has the file open, before it is put in the warehouse's place, and once it is there:
	 * whatever is derived from it is made anew. NULL: nothing. Neither can fail the run.
	 */
	void (*before_publish)(void *data, const char *staged);
	void (*after_publish)(void *data, const char *warehouse);
	void *data;
};

/* The statements that a build runs: the models in their order, then the tests (each counts its failing rows). */
int mdp_build_dump(const struct mdp_build_options *opt, struct mdp_buf *out, struct mdp_error *err);

/* The report is initialised by each; release it also after a failure. A failed test gives MDP_TEST_FAILED. */
int mdp_build_run(const struct mdp_build_options *opt, struct mdp_report *report, struct mdp_error *err);
/* ingest, build, test, publish in one staged file: readers see the new data and the new models at once. */
int mdp_pipeline_run(const struct mdp_build_options *opt, struct mdp_report *report, struct mdp_error *err);
/* Checks a file that another builder made (every table and view is read, the project's tests are run) and publishes it. The
 * file is moved; after a failure it is where it was. */
int mdp_publish_run(const struct mdp_build_options *opt, const char *file, struct mdp_report *report,
		    struct mdp_error *err);

#endif
