/* What the commands that change the warehouse have in common: finding the project, progress, the summary. */
#ifndef MDP_CMD_STEPS_H
#define MDP_CMD_STEPS_H

#include "build/build.h"
#include "cmd/cmd.h"
#include "project/project.h"

struct mdp_steps {
	struct mdp_cli *cli;
	struct mdp_project project;
	struct mdp_report report;
	struct mdp_catalog *catalog; /* of what is published; NULL */
	bool json, quiet, verbose;
};

/* Finds the project, fills the options; a negative code is told by mdp_steps_end. */
int mdp_steps_begin(struct mdp_steps *s, struct mdp_cli *cli, struct mdp_build_options *opt);
/* Prints the rejects, the summary or the error, releases everything; returns the exit code. */
int mdp_steps_end(struct mdp_steps *s, int rc);

#endif
