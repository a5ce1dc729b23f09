/* The commands' entry points, one file each: cmd_NAME.c. Listed in table.c alone. */
#ifndef MDP_CMD_VERBS_H
#define MDP_CMD_VERBS_H

#include "cmd/cmd.h"

int mdp_cmd_build(struct mdp_cli *cli);
int mdp_cmd_ask(struct mdp_cli *cli);
int mdp_cmd_chat(struct mdp_cli *cli);
int mdp_cmd_completion(struct mdp_cli *cli);
int mdp_cmd_describe(struct mdp_cli *cli);
int mdp_cmd_eval(struct mdp_cli *cli);
int mdp_cmd_explain(struct mdp_cli *cli);
int mdp_cmd_generate(struct mdp_cli *cli);
int mdp_cmd_help(struct mdp_cli *cli);
int mdp_cmd_ingest(struct mdp_cli *cli);
int mdp_cmd_kept(struct mdp_cli *cli);
int mdp_cmd_lint(struct mdp_cli *cli);
int mdp_cmd_pages(struct mdp_cli *cli);
int mdp_cmd_pipeline(struct mdp_cli *cli);
int mdp_cmd_publish(struct mdp_cli *cli);
int mdp_cmd_query(struct mdp_cli *cli);
int mdp_cmd_run(struct mdp_cli *cli);
int mdp_cmd_save(struct mdp_cli *cli);
int mdp_cmd_saved(struct mdp_cli *cli); /* any command that is a saved question */
int mdp_cmd_schema(struct mdp_cli *cli);
int mdp_cmd_test(struct mdp_cli *cli);
int mdp_cmd_version(struct mdp_cli *cli);

#endif
