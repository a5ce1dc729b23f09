/* The commands' entry points, one file each: cmd_NAME.c. Listed in table.c alone. */
#ifndef MDP_CMD_VERBS_H
#define MDP_CMD_VERBS_H

#include "cmd/cmd.h"

int mdp_cmd_build(struct mdp_cli *cli);
int mdp_cmd_completion(struct mdp_cli *cli);
int mdp_cmd_help(struct mdp_cli *cli);
int mdp_cmd_ingest(struct mdp_cli *cli);
int mdp_cmd_pipeline(struct mdp_cli *cli);
int mdp_cmd_publish(struct mdp_cli *cli);
int mdp_cmd_version(struct mdp_cli *cli);

#endif
