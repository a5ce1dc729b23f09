/* mdp pages: the SQL of dashboards from logical queries; with --check only compares. */
#include "cmd/session.h"
#include "cmd/verbs.h"
#include "pages/pages.h"
#include "base/banned.h"

int mdp_cmd_pages(struct mdp_cli *cli)
{
	struct mdp_session *s = NULL;
	struct mdp_page_report report = { 0 };
	struct mdp_buf out = MDP_BUF_INIT;
	/* its statements are run by others, over a warehouse that others may build */
	if (mdp_cli_session_long_way(cli, &s) < 0)
		return mdp_cli_fail(cli);
	int rc = mdp_pages_run(s, cli->args, cli->nargs, mdp_cli_has(cli, MDP_OPT_CHECK), &cli->arena, &report,
			       &cli->err);
	mdp_session_free(s);
	if (rc)
		return mdp_cli_fail(cli);
	mdp_buf_puts(&out, mdp_pages_text(&report, &cli->arena));
	int wrote = mdp_cli_flush(cli, &out);
	return wrote ? wrote : mdp_exit_code(mdp_pages_passed(&report) ? MDP_OK : MDP_TEST_FAILED);
}
