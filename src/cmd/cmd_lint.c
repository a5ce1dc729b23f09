/* mdp lint: findings about definitions, as text, JSON or SARIF; fails when an error or a warning stands. */
#include <string.h>
#include "cmd/keep.h"
#include "cmd/verbs.h"
#include "lint/lint.h"
#include "project/read.h"
#include "base/banned.h"

static const struct lint_form {
	const char *word;
	const char *(*write)(const struct mdp_lint *l, struct mdp_arena *a);
} forms[] = {
	{ "table", mdp_lint_text },
	{ "json", mdp_lint_json },
	{ "sarif", mdp_lint_sarif },
};

static const struct lint_form *form_of(struct mdp_cli *cli)
{
	const char *word = cli->values[MDP_OPT_FORMAT];
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (!word || !strcmp(word, forms[i].word))
			return &forms[i];
	mdp_fail(&cli->err, MDP_USAGE, "--format is “%s”", word);
	mdp_error_hint(&cli->err, "lint has table, json and sarif");
	return NULL;
}

/* The level from which lint fails; -1 = never, -2 = no such level (the error is set). */
static int fail_level(struct mdp_cli *cli)
{
	const char *word = cli->values[MDP_OPT_FAIL_ON];
	enum mdp_lint_level level = MDP_LINT_WARNING;
	if (word && !strcmp(word, "never"))
		return -1;
	if (word && !mdp_lint_level_from_word(word, &level)) {
		mdp_fail(&cli->err, MDP_USAGE, "--fail-on is “%s”", word);
		mdp_error_hint(&cli->err, "there are error, warning, note and never");
		return -2;
	}
	return (int)level;
}

/*
 * A platform with all schemas that its pages read, so that their statements are checked whatever they read. Where mdp.yaml was written for
 * fewer of them (a name is not unique any more) those have to do.
 */
static int open_wide(struct mdp_cli *cli, struct mdp_session **s)
{
	struct mdp_session *wide = NULL;
	int rc = mdp_cli_session_anyway(cli, s, false);
	const char *schemas = rc < 0 || cli->values[MDP_OPT_SCHEMA] ? NULL : mdp_project_wider(mdp_session_catalog(*s));
	if (!schemas)
		return rc;
	cli->values[MDP_OPT_SCHEMA] = mdp_arena_strdup(&cli->arena, schemas);
	rc = mdp_cli_session_anyway(cli, &wide, false);
	cli->values[MDP_OPT_SCHEMA] = NULL;
	if (rc >= 0 && mdp_project_config_wrong(mdp_session_catalog(wide)) == NULL) {
		mdp_session_free(*s);
		*s = wide;
	} else if (rc >= 0) {
		mdp_session_free(wide);
	}
	return 0;
}

int mdp_cmd_lint(struct mdp_cli *cli)
{
	struct mdp_session *s = NULL;
	struct mdp_lint lint;
	struct mdp_buf out = MDP_BUF_INIT;
	const struct lint_form *form = form_of(cli);
	int level = form ? fail_level(cli) : -2;
	if (level < -1 || open_wide(cli, &s) < 0)
		return mdp_cli_fail(cli);
	int rc = mdp_lint_run(mdp_session_project(s), mdp_session_catalog(s), &cli->arena, &lint, &cli->err);
	if (!rc)
		rc = mdp_kept_lint(cli, s, &lint);
	if (!rc)
		mdp_buf_printf(&out, "%s%s", form->write(&lint, &cli->arena), form->write == mdp_lint_text ? "" : "\n");
	mdp_session_free(s);
	if (rc)
		return mdp_cli_fail(cli);
	int wrote = mdp_cli_flush(cli, &out);
	bool fails = level >= 0 && !mdp_lint_passes(&lint, (enum mdp_lint_level)level);
	return wrote ? wrote : mdp_exit_code(fails ? MDP_TEST_FAILED : MDP_OK);
}
