/* mdp completion: a script for a shell. */
#include "cmd/verbs.h"
#include "base/banned.h"

int mdp_cmd_completion(struct mdp_cli *cli)
{
	struct mdp_buf out = MDP_BUF_INIT;
	if (mdp_help_completion(&out, cli->args[0]) < 0) {
		mdp_fail(&cli->err, MDP_USAGE, "no completion for “%s”", cli->args[0]);
		mdp_error_hint(&cli->err, "there is bash, zsh and fish");
		return mdp_cli_fail(cli);
	}
	return mdp_cli_flush(cli, &out);
}
