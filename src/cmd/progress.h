/* One line on the terminal that says how far something is which takes longer than a moment. Private to cmd/. */
#ifndef MDP_CMD_PROGRESS_H
#define MDP_CMD_PROGRESS_H

#include <stdbool.h>

struct mdp_cli;

struct mdp_cli_progress {
	bool wanted; /* stderr is a terminal, and nobody asked for quiet */
	double since, shown; /* clock; shown 0: nothing stands on the terminal */
};

void mdp_cli_progress_begin(struct mdp_cli_progress *p, const struct mdp_cli *cli);
/* Writes the line, from the second second on, a few times a second. */
void mdp_cli_progress_tell(void *progress, const char *what, int at, int of);
void mdp_cli_progress_end(struct mdp_cli_progress *p); /* takes the line away */

#endif
