/* mdp ask, and the saved questions that are asked the same way. */
#include "cmd/saved.h"
#include "cmd/session.h"
#include "cmd/verbs.h"
#include "base/banned.h"

int mdp_cmd_ask(struct mdp_cli *cli)
{
	return mdp_cli_ask(cli, mdp_cli_words(cli));
}

int mdp_cmd_saved(struct mdp_cli *cli)
{
	const char *text;
	if (mdp_saved_text(cli, cli->command->name, &text) < 0)
		return mdp_cli_fail(cli);
	return mdp_cli_ask(cli, text);
}
