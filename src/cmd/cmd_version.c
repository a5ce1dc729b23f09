/* mdp version. */
#include <string.h>
#include "cmd/verbs.h"
#include "engine/engine.h"
#include "render/json.h"
#include "base/banned.h"

int mdp_cmd_version(struct mdp_cli *cli)
{
	struct mdp_buf out = MDP_BUF_INIT;
	const char *format = cli->values[MDP_OPT_FORMAT];
	if (format && !strcmp(format, "json")) {
		struct mdp_json j = { &out, false };
		mdp_json_open(&j, '{');
		mdp_json_key(&j, "version");
		mdp_json_text(&j, MDP_VERSION);
		mdp_json_key(&j, "engine");
		mdp_json_text(&j, mdp_engine_version());
		mdp_json_close(&j, '}');
		mdp_buf_putc(&out, '\n');
	} else {
		mdp_buf_printf(&out, "mdp %s (DuckDB %s)\n", MDP_VERSION, mdp_engine_version());
	}
	return mdp_cli_flush(cli, &out);
}
