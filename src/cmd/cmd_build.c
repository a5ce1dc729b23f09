/* mdp build; with --dump=sql the statements that it would run. */
#include <string.h>
#include "cmd/steps.h"
#include "cmd/verbs.h"
#include "base/banned.h"

static int dump(struct mdp_cli *cli, const struct mdp_build_options *opt)
{
	struct mdp_buf out = MDP_BUF_INIT;
	int rc = mdp_build_dump(opt, &out, &cli->err);

	if (!rc)
		return mdp_cli_flush(cli, &out);
	mdp_buf_release(&out);
	return mdp_cli_fail(cli);
}

int mdp_cmd_build(struct mdp_cli *cli)
{
	struct mdp_build_options opt;
	struct mdp_steps s;
	int rc = mdp_steps_begin(&s, cli, &opt);

	if (!rc && mdp_cli_has(cli, MDP_OPT_DUMP) && !strcmp(cli->values[MDP_OPT_DUMP], "sql")) {
		rc = dump(cli, &opt);
		mdp_project_release(&s.project);
		mdp_report_release(&s.report);
		return rc;
	}
	if (!rc)
		rc = mdp_build_run(&opt, &s.report, &cli->err);
	return mdp_steps_end(&s, rc);
}
