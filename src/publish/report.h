/*
 * What a run did, step by step: the same form for ingest, build, publish and the pipeline of them, so that progress, the
 * summary and the JSON of all four are printed by one piece of code.
 */
#ifndef MDP_PUBLISH_REPORT_H
#define MDP_PUBLISH_REPORT_H

#include <stdint.h>
#include "base/arena.h"
#include "base/error.h"

/* name, word */
#define MDP_PHASES(X) X(INGEST, "ingest") X(BUILD, "build") X(TEST, "test") X(PUBLISH, "publish") X(PROFILE, "profile")
enum mdp_phase {
#define X(name, word) MDP_PHASE_##name,
	MDP_PHASES(X)
#undef X
};

#define MDP_STEP_STATUSES(X) X(OK, "ok") X(WARN, "warn") X(FAILED, "failed")
enum mdp_step_status {
#define X(name, word) MDP_STEP_##name,
	MDP_STEP_STATUSES(X)
#undef X
};

struct mdp_step {
	enum mdp_phase phase;
	enum mdp_step_status status;
	const char *what; /* "table", "view", "test" … */
	const char *name; /* "marts.dim_x", "not_null_dim_x_id" */
	int64_t rows; /* loaded or built; of a test: failing rows; -1 when not counted */
	double ms;
	const char *message; /* NULL when there is nothing to say */
	const char *file; /* where the step is defined; NULL if nowhere */
	int line;
};

/* A line of an input file that was not loaded. */
struct mdp_reject {
	const char *table; /* "raw.x" */
	const char *file;
	int64_t line; /* 1-based, of the file */
	const char *column; /* NULL when it is about the whole line */
	const char *reason;
	const char *text; /* the line, cut to a length that prints */
};

struct mdp_report {
	struct mdp_arena arena;
	struct mdp_step *steps;
	int nsteps, cap_steps;
	struct mdp_reject *rejects;
	int nrejects, cap_rejects;
	int64_t rejected_lines; /* lines, where `rejects` may hold several reasons a line */
	const char *published; /* the warehouse that was replaced; NULL when none was */
	double ms;
};

/* Called after each step; `of` is the number of steps of the phase, `at` this one's, from 1. */
typedef void mdp_step_fn(void *data, const struct mdp_step *step, int at, int of);

struct mdp_progress {
	mdp_step_fn *fn; /* NULL: silent */
	void *data;
};

void mdp_report_init(struct mdp_report *r);
void mdp_report_release(struct mdp_report *r);
/* Copies the step (its texts too) and tells `progress`. */
void mdp_report_step(struct mdp_report *r, const struct mdp_progress *progress, const struct mdp_step *step, int at,
		     int of);
int mdp_report_count(const struct mdp_report *r, enum mdp_phase phase, enum mdp_step_status status);
const char *mdp_phase_word(enum mdp_phase p);
const char *mdp_step_word(enum mdp_step_status s);

#endif
