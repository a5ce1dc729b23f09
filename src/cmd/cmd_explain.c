/* mdp explain: what each stage makes of a question. */
#include <string.h>
#include "cmd/session.h"
#include "cmd/verbs.h"
#include "render/json.h"
#include "base/banned.h"

static const char *const stages[] = { "tokens", "lattice", "readings", "query", "plan", "sql" };

/* Stages up to the first that fails; the failure is the last thing said. */
static int explain(struct mdp_cli *cli, struct mdp_session *s, const char *question, const struct mdp_style *style,
		   struct mdp_buf *out)
{
	struct mdp_json j = { out, false };
	bool json = style->format == MDP_FORMAT_JSON;
	int rc = 0;
	if (json) {
		mdp_json_open(&j, '{');
		mdp_json_key(&j, "question");
		mdp_json_text(&j, question);
	}
	for (size_t i = 0; i < sizeof(stages) / sizeof(stages[0]) && rc >= 0; i++) {
		const char *text = NULL;
		rc = mdp_ask_dump(s, mdp_str_of(question), stages[i], &cli->arena, &text, &cli->err);
		if (rc < 0)
			text = NULL;
		if (json) {
			mdp_json_key(&j, stages[i]);
			mdp_json_text(&j, text);
		} else if (text) {
			size_t n = strlen(text);
			mdp_buf_printf(out, "%s%s── %s%s\n%s%s", i ? "\n" : "", style->color ? "\033[1m" : "",
				       stages[i], style->color ? "\033[0m" : "", text,
				       n && text[n - 1] == '\n' ? "" : "\n");
		}
	}
	if (json) {
		mdp_json_key(&j, "error");
		mdp_json_text(&j, rc < 0 ? cli->err.primary : NULL);
		mdp_json_close(&j, '}');
		mdp_buf_putc(out, '\n');
	}
	return rc;
}

int mdp_cmd_explain(struct mdp_cli *cli)
{
	struct mdp_session *s = NULL;
	struct mdp_style style;
	struct mdp_buf out = MDP_BUF_INIT;
	const char *question = mdp_cli_words(cli);
	if (mdp_cli_style(cli, &style) < 0)
		return mdp_cli_fail(cli);
	mdp_cli_interrupts(NULL);
	if (mdp_cli_session(cli, &s) < 0)
		return mdp_cli_fail_as_answer(cli, &style, question);
	int rc = explain(cli, s, question, &style, &out);
	int code = mdp_cli_flush(cli, &out);
	if (rc < 0 && !code)
		code = style.format == MDP_FORMAT_JSON ? mdp_exit_code(cli->err.code) : mdp_cli_fail(cli);
	mdp_session_free(s);
	return code;
}
