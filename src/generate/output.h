/* Inside of the generator: from chunks to files that appear whole or not at all. */
#ifndef MDP_GENERATE_OUTPUT_H
#define MDP_GENERATE_OUTPUT_H

#include "generate/plan.h"

/* One file being written: its final path, and the temporary one beside it. */
struct mdp_gen_target {
	const char *path, *temp; /* in the arena given */
	bool made; /* the temporary file exists */
};

struct mdp_gen_progress {
	bool on;
	double started, shown; /* milliseconds of the clock */
	double done, all; /* bytes, estimated */
	const char *what;
};

/* Names the target <out>/<dir>/<stem><suffix> and makes its folder. */
int mdp_gen_target_init(struct mdp_gen_target *t, struct mdp_arena *a, const char *out, const char *dir,
			const char *stem, const char *suffix, struct mdp_error *err);
/* Fills the temporary file from all chunks of `file`, on `threads` threads, in order. */
int mdp_gen_target_fill(struct mdp_gen_target *t, const struct mdp_gen_plan *plan, const struct mdp_gen_file *file,
			int threads, const volatile sig_atomic_t *cancel, struct mdp_gen_progress *progress,
			struct mdp_gen_written *written, struct mdp_error *err);
int mdp_gen_target_text(struct mdp_gen_target *t, struct mdp_str text, struct mdp_error *err);
int mdp_gen_target_publish(struct mdp_gen_target *t, struct mdp_error *err);
/* Removes what was not published. */
void mdp_gen_target_release(struct mdp_gen_target *t);

void mdp_gen_progress_add(struct mdp_gen_progress *p, double bytes);
void mdp_gen_progress_end(struct mdp_gen_progress *p);

#endif
