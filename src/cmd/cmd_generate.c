/* mdp generate. */
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "base/date.h"
#include "base/file.h"
#include "cmd/verbs.h"
#include "generate/generate.h"
#include "project/project.h"
#include "base/banned.h"

static volatile sig_atomic_t interrupted;

static void on_signal(int signal)
{
	(void)signal;
	interrupted = 1;
}

static void catch_signals(void)
{
	static const int caught[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction act = { .sa_handler = on_signal, .sa_flags = SA_RESTART };

	for (size_t i = 0; i < sizeof(caught) / sizeof(caught[0]); i++)
		sigaction(caught[i], &act, NULL);
}

/* One of two words; `def` when the option is not given. */
static int either(struct mdp_cli *cli, enum mdp_option_id id, const char *no, const char *yes, bool *out)
{
	const char *value = cli->values[id];

	if (!value)
		return 0;
	if (strcmp(value, no) && strcmp(value, yes))
		return mdp_fail(&cli->err, MDP_USAGE, "--%s must be %s or %s, not '%.40s'", mdp_options[id].name, yes,
				no, value);
	*out = !strcmp(value, yes);
	return 0;
}

static int options(struct mdp_cli *cli, struct mdp_generate_options *opt)
{
	long long scale = opt->scale, seed = (long long)opt->seed, threads = 0;
	bool parquet = false;
	int rc = mdp_cli_number(cli, MDP_OPT_SCALE, 1, MDP_GENERATE_SCALE_MAX, &scale);

	if (!rc)
		rc = mdp_cli_number(cli, MDP_OPT_SEED, 0, INT64_MAX, &seed);
	if (!rc)
		rc = mdp_cli_number(cli, MDP_OPT_THREADS, 1, MDP_GENERATE_THREADS_MAX, &threads);
	if (!rc)
		rc = either(cli, MDP_OPT_DEFECTS, "off", "on", &opt->defects);
	if (!rc)
		rc = either(cli, MDP_OPT_FORMAT, "csv", "parquet", &parquet);
	opt->scale = scale;
	opt->seed = (uint64_t)seed;
	opt->threads = (int)threads;
	opt->format = parquet ? MDP_GENERATE_PARQUET : MDP_GENERATE_CSV;
	if (cli->values[MDP_OPT_FIRST_DAY])
		opt->start = cli->values[MDP_OPT_FIRST_DAY];
	if (cli->values[MDP_OPT_LAST_DAY])
		opt->end = cli->values[MDP_OPT_LAST_DAY];
	opt->out = cli->values[MDP_OPT_OUT];
	opt->progress = isatty(STDERR_FILENO) && !mdp_cli_has(cli, MDP_OPT_QUIET);
	opt->cancel = &interrupted;
	return rc;
}

/* Without --out: the folder of the project's sources, as its files say, else sources/ at its root. */
static int find_out(struct mdp_cli *cli, struct mdp_generate_options *opt)
{
	const struct mdp_project_options po = { .root = cli->values[MDP_OPT_PROJECT],
						.warehouse = cli->values[MDP_OPT_WAREHOUSE] };
	struct mdp_project project;
	int rc;

	if (opt->out)
		return 0;
	rc = mdp_project_find(&project, &po, &cli->err);
	if (!rc && !project.root) {
		rc = mdp_fail(&cli->err, MDP_USAGE, "there is no project here to write the sources of");
		mdp_error_hint(&cli->err, "name a folder with --out DIR");
	} else if (!rc) {
		opt->out = project.sources_dir ? mdp_arena_strdup(&cli->arena, project.sources_dir)
					       : mdp_path_join(&cli->arena, project.root, "sources");
	}
	mdp_project_release(&project);
	return rc;
}

int mdp_cmd_generate(struct mdp_cli *cli)
{
	struct mdp_generate_options opt = mdp_generate_defaults();
	struct mdp_generate_report r = { 0 };
	struct mdp_buf out = MDP_BUF_INIT;
	double started = mdp_clock_ms();
	int rc = options(cli, &opt);

	if (!rc)
		rc = find_out(cli, &opt);
	catch_signals();
	if (!rc)
		rc = mdp_generate_report(&opt, &r, &cli->err);
	if (rc)
		return mdp_cli_fail(cli);
	if (mdp_cli_has(cli, MDP_OPT_QUIET))
		return 0;
	mdp_buf_printf(&out,
		       "wrote %s: %" PRId64 " products, %" PRId64 " users, %" PRId64 " order lines (%" PRId64
		       " orders), %" PRId64 " campaign rows, %" PRId64 " page views; %.1f MB, %.1f s\n",
		       opt.out, r.products, r.users, r.transactions, r.orders, r.campaigns, r.pageviews,
		       (double)r.bytes / 1e6, (mdp_clock_ms() - started) / 1000);
	return mdp_cli_flush(cli, &out);
}
