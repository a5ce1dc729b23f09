/* mdp help: views of the tables. */
#include "cmd/verbs.h"
#include "base/banned.h"

int mdp_cmd_help(struct mdp_cli *cli)
{
	struct mdp_buf out = MDP_BUF_INIT;
	const struct mdp_command *about = cli->nargs ? mdp_command_find(cli->args[0]) : NULL;
	if (cli->nargs && !about) {
		mdp_fail(&cli->err, MDP_USAGE, "no command is called “%s”", cli->args[0]);
		mdp_error_hint(&cli->err, "mdp help lists them");
		return mdp_cli_fail(cli);
	}
	if (mdp_cli_has(cli, MDP_OPT_MAN))
		mdp_help_man(&out);
	else if (mdp_cli_has(cli, MDP_OPT_MARKDOWN))
		mdp_help_markdown(&out);
	else if (about)
		mdp_help_command(&out, about);
	else
		mdp_help_overview(&out);
	return mdp_cli_flush(cli, &out);
}
