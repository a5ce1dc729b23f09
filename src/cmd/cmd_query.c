/* mdp query: a logical query as JSON, from an argument, a file or stdin. */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "base/limits.h"
#include "cmd/session.h"
#include "cmd/verbs.h"
#include "base/banned.h"

static int read_stdin(struct mdp_cli *cli, struct mdp_str *text)
{
	struct mdp_buf in = { .ceiling = MDP_LIMIT_JSON_BYTES };
	char chunk[4096];
	ssize_t n;
	while ((n = read(STDIN_FILENO, chunk, sizeof(chunk))) > 0 || (n < 0 && errno == EINTR))
		mdp_buf_put(&in, chunk, n > 0 ? (size_t)n : 0);
	int rc = 0;
	if (n < 0)
		rc = mdp_fail(&cli->err, MDP_IO, "cannot read stdin: %s", strerror(errno));
	else if (in.overflow)
		rc = mdp_fail(&cli->err, MDP_LIMIT, "the query is larger than %zu bytes", MDP_LIMIT_JSON_BYTES);
	text->p = mdp_arena_strndup(&cli->arena, mdp_buf_cstr(&in), in.n);
	text->n = in.n;
	mdp_buf_release(&in);
	return rc;
}

static int read_query(struct mdp_cli *cli, struct mdp_query **q)
{
	struct mdp_str text;
	const char *arg = cli->nargs ? cli->args[0] : "-";
	int rc = 0;
	if (mdp_str_starts(mdp_str_trim(mdp_str_of(arg)), "{"))
		text = mdp_str_of(arg);
	else if (!strcmp(arg, "-"))
		rc = read_stdin(cli, &text);
	else
		rc = mdp_file_read(&cli->arena, arg, &text, &cli->err);
	return rc < 0 ? rc : mdp_query_load(&cli->arena, text, q, &cli->err);
}

int mdp_cmd_query(struct mdp_cli *cli)
{
	struct mdp_session *s = NULL;
	struct mdp_query *q = NULL;
	struct mdp_style style;
	long long limit = 0;
	if (mdp_cli_answering(cli, &style, &limit) < 0)
		return mdp_cli_fail(cli);
	if (read_query(cli, &q) < 0 || mdp_cli_session(cli, &s) < 0)
		return mdp_cli_fail_as_answer(cli, &style, NULL);
	struct mdp_answer ans = { 0 };
	int code = mdp_ask_query(s, q, &cli->arena, &ans);
	ans.limit_rows = limit;
	code = mdp_cli_put_answer(cli, s, &ans, &style, code);
	mdp_answer_release(&ans);
	mdp_session_free(s);
	return code;
}
