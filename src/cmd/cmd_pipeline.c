/* mdp pipeline. */
#include "cmd/steps.h"
#include "cmd/verbs.h"
#include "base/banned.h"

int mdp_cmd_pipeline(struct mdp_cli *cli)
{
	struct mdp_build_options opt;
	struct mdp_steps s;
	int rc = mdp_steps_begin(&s, cli, &opt);

	if (!rc)
		rc = mdp_pipeline_run(&opt, &s.report, &cli->err);
	return mdp_steps_end(&s, rc);
}
