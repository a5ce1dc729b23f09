/* mdp ingest [TABLE…]. */
#include "cmd/steps.h"
#include "cmd/verbs.h"
#include "base/banned.h"

int mdp_cmd_ingest(struct mdp_cli *cli)
{
	struct mdp_build_options opt;
	struct mdp_steps s;
	int rc = mdp_steps_begin(&s, cli, &opt);
	const char **tables = MDP_NEW_ARRAY(&cli->arena, (size_t)cli->nargs + 1, const char *);
	struct mdp_ingest_options ingest = { .warehouse = opt.warehouse,
					     .dbt_dir = opt.dbt_dir,
					     .tables = tables,
					     .strict = opt.strict,
					     .threads = opt.threads,
					     .wait_seconds = opt.wait_seconds,
					     .progress = opt.progress,
					     .before_publish = opt.before_publish,
					     .after_publish = opt.after_publish,
					     .data = opt.data };

	for (int i = 0; i < cli->nargs; i++)
		tables[i] = cli->args[i];
	if (!rc)
		rc = mdp_ingest_run(&ingest, &s.report, &cli->err);
	return mdp_steps_end(&s, rc);
}
