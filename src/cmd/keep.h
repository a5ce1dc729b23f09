/* Questions that a project keeps: one text file each, questions/NAME.yaml, versioned with it. Private to cmd/. */
#ifndef MDP_CMD_KEEP_H
#define MDP_CMD_KEEP_H

#include "cmd/session.h"
#include "lint/lint.h"

struct mdp_kept_question {
	const char *name, *path; /* path: relative to the project's root */
	const char *ask, *as_of; /* as_of NULL: the day it is asked */
	struct mdp_query *query;
};

/* All that the project keeps, by name. A file that cannot be read fails with its place. */
int mdp_kept_read(struct mdp_cli *cli, const struct mdp_project *p, struct mdp_kept_question **out, int *n);
/* Findings: kept questions that are read otherwise by now, or do not answer any more. */
int mdp_kept_lint(struct mdp_cli *cli, struct mdp_session *s, struct mdp_lint *lint);

#endif
