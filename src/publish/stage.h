/*
 * Write, audit, publish. A run works on a file of its own in a folder beside the warehouse and, when all is well, puts it in
 * the warehouse's place by rename: readers that have the old file open keep it, new ones see the new, nobody sees a half.
 * One run at a time; a run that was killed leaves a folder that the next one removes.
 */
#ifndef MDP_PUBLISH_STAGE_H
#define MDP_PUBLISH_STAGE_H

#include "base/arena.h"
#include "base/error.h"

struct mdp_stage {
	struct mdp_arena arena;
	const char *warehouse; /* the file to be replaced, links followed; it need not exist yet */
	const char *dir; /* this run's folder */
	const char *
		file; /* where to write: same file name as the warehouse, because names inside a database refer to it */
	int lock; /* descriptor; -1 = not held */
};

#define MDP_STAGE_INIT     \
	{                  \
		.lock = -1 \
	}

/*
 * Takes the lock (waiting at most `wait_seconds` for another run), removes what killed runs left, makes the folder. `verb` is
 * what other runs are told is at work. End it also after a failure.
 */
int mdp_stage_begin(struct mdp_stage *s, const char *warehouse, const char *verb, int wait_seconds,
		    struct mdp_error *err);
/* Starts from what is published: copies it to s->file; does nothing when there is none. */
int mdp_stage_copy(struct mdp_stage *s, struct mdp_error *err);
/* Starts from `file`: a second name for it where the file system can, else a copy. */
int mdp_stage_take(struct mdp_stage *s, const char *file, struct mdp_error *err);
/* Syncs s->file, renames it over the warehouse, syncs the folder. The file must be closed and without a log beside it. */
int mdp_stage_publish(struct mdp_stage *s, struct mdp_error *err);
void mdp_stage_end(struct mdp_stage *s);

/* Opens a database file to fold its log into it, if it has one; fails when another program has it open. */
int mdp_stage_fold_log(const char *file, struct mdp_error *err);

#endif
