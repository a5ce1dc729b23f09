/* Saved questions: data/queries, built in. */
#ifndef MDP_CMD_SAVED_H
#define MDP_CMD_SAVED_H

#include "cmd/cmd.h"

struct mdp_saved {
	const char *name, *json;
};
extern const struct mdp_saved mdp_saved_queries[]; /* ended by a NULL name */

/* The text of a saved question with the options of the command line filled in. */
int mdp_saved_text(struct mdp_cli *cli, const char *name, const char **text);

#endif
