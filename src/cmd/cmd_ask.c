/* mdp ask, and the saved questions that are asked the same way. */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "base/limits.h"
#include "cmd/saved.h"
#include "cmd/session.h"
#include "cmd/verbs.h"
#include "base/banned.h"

/* The question from stdin: as "-", or when none was given and something is piped in. */
static const char *from_stdin(struct mdp_cli *cli)
{
	char text[MDP_LIMIT_QUESTION_BYTES + 2];
	size_t n = 0;
	ssize_t got;
	while (n < sizeof(text) &&
	       ((got = read(STDIN_FILENO, text + n, sizeof(text) - n)) > 0 || (got < 0 && errno == EINTR)))
		n += got > 0 ? (size_t)got : 0;
	struct mdp_str said = mdp_str_trim((struct mdp_str){ text, n });
	return mdp_arena_strndup(&cli->arena, said.p, said.n);
}

int mdp_cmd_ask(struct mdp_cli *cli)
{
	bool piped = cli->nargs == 0 && !isatty(STDIN_FILENO);
	if (!piped && cli->nargs == 0) {
		mdp_fail(&cli->err, MDP_USAGE, "there is no question");
		mdp_error_hint(&cli->err, "mdp ask \"…\", or mdp chat for one after another");
		return mdp_cli_fail(cli);
	}
	bool dash = cli->nargs == 1 && !strcmp(cli->args[0], "-");
	return mdp_cli_ask(cli, piped || dash ? from_stdin(cli) : mdp_cli_words(cli));
}

int mdp_cmd_saved(struct mdp_cli *cli)
{
	const char *text;
	if (mdp_saved_text(cli, cli->command->name, &text) < 0)
		return mdp_cli_fail(cli);
	return mdp_cli_ask(cli, text);
}
