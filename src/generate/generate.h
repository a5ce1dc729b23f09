/*
 * The mock company: five CSV (or Parquet) files of an e-commerce business, with known defects and known truths
 * planted in them, and a manifest that lists what was planted. Same options, same bytes, on every machine.
 */
#ifndef MDP_GENERATE_GENERATE_H
#define MDP_GENERATE_GENERATE_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include "base/error.h"

#define MDP_GENERATE_SEED 42
#define MDP_GENERATE_START "2020-01-20"
#define MDP_GENERATE_END "2024-12-31"
#define MDP_GENERATE_SCALE_MAX 1000
#define MDP_GENERATE_DAYS_MIN 28
#define MDP_GENERATE_DAYS_MAX 18263 /* fifty years */
#define MDP_GENERATE_THREADS_MAX 64

enum mdp_generate_format { MDP_GENERATE_CSV, MDP_GENERATE_PARQUET };

struct mdp_generate_options {
	const char *out; /* the folder, made if absent; old files of the same names are replaced once all is written */
	int64_t scale; /* users, orders, campaigns and page views times this; the 62 products stay; 0 = 1 */
	uint64_t seed;
	const char *start, *end; /* first and last day with orders, YYYY-MM-DD; NULL = the defaults */
	bool defects;
	enum mdp_generate_format format;
	int threads; /* 0 = one a core; never changes a byte of the output */
	bool progress; /* on stderr, once it takes longer than a second */
	const volatile sig_atomic_t *cancel; /* set by a signal handler: stops, leaves the old files; may be NULL */
};

/* Rows written to each file, in the order of the manifest. */
struct mdp_generate_report {
	int64_t products, users, transactions, campaigns, pageviews, orders;
	int64_t bytes; /* of the five files */
};

/* The defaults above, defects on, everything else zero; `out` is left NULL. */
struct mdp_generate_options mdp_generate_defaults(void);

/*
 * Writes the five files and manifest.json under opt->out. Files appear under their names only after every one of them
 * is complete; on any failure (MDP_USAGE for bad options, MDP_IO, MDP_CANCELLED) the old ones are as they were.
 */
int mdp_generate(const struct mdp_generate_options *opt, struct mdp_error *err);
/* The same, with a report (may be NULL). */
int mdp_generate_report(const struct mdp_generate_options *opt, struct mdp_generate_report *report,
			struct mdp_error *err);

#endif
