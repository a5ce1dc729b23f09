/*
 * Saved questions: the phrasing whose parameters are given, with their values. Values are checked by type before they go into a
 * text, so that an option can only ever be a date or a number, never more words of the question.
 */
#include <jansson.h>
#include <string.h>
#include "base/date.h"
#include "cmd/saved.h"
#include "base/banned.h"

static int option_of(const char *name)
{
	for (int i = 0; i < MDP_OPT_COUNT; i++)
		if (!strcmp(mdp_options[i].name, name))
			return i;
	return -1;
}

static const char *value_of(const struct mdp_cli *cli, const char *parameter)
{
	int id = option_of(parameter);
	return id < 0 ? NULL : cli->values[id];
}

static int check_value(struct mdp_cli *cli, const char *parameter, const char *type)
{
	const char *value = value_of(cli, parameter);
	int64_t day;
	long long n = 1;
	if (!value)
		return 0;
	if (!strcmp(type, "number"))
		return mdp_cli_number(cli, (enum mdp_option_id)option_of(parameter), 1, 1000000, &n);
	if (mdp_date_parse(mdp_str_of(value), &day))
		return 0;
	mdp_fail(&cli->err, MDP_USAGE, "--%s is “%s”", parameter, value);
	mdp_error_detail(&cli->err, "a date is needed, as 2024-12-31");
	return -MDP_USAGE;
}

static bool all_given(const struct mdp_cli *cli, const json_t *given)
{
	size_t i;
	const json_t *name;
	json_array_foreach(given, i, name) if (!value_of(cli, json_string_value(name))) return false;
	return true;
}

static const char *fill(struct mdp_cli *cli, const char *template)
{
	struct mdp_buf out = MDP_BUF_INIT;
	while (*template) {
		const char *end = *template == '{' ? strchr(template, '}') : NULL;
		if (!end) {
			mdp_buf_putc(&out, *template ++);
			continue;
		}
		const char *name = mdp_arena_strndup(&cli->arena, template + 1, (size_t)(end - template) - 1);
		mdp_buf_puts(&out, value_of(cli, name));
		template = end + 1;
	}
	const char *text = mdp_arena_strdup(&cli->arena, mdp_buf_cstr(&out));
	mdp_buf_release(&out);
	return text;
}

int mdp_saved_text(struct mdp_cli *cli, const char *name, const char **text)
{
	const struct mdp_saved *saved = mdp_saved_queries;
	while (saved->name && strcmp(saved->name, name) != 0)
		saved++;
	json_t *root = saved->name ? json_loads(saved->json, 0, NULL) : NULL;
	int rc = root ? 0 : mdp_fail(&cli->err, MDP_INTERNAL, "there is no saved question “%s”", name);
	const char *parameter;
	json_t *type, *phrasing;
	size_t i;
	json_object_foreach(json_object_get(root, "parameters"), parameter, type) if (rc == 0) rc =
		check_value(cli, parameter, json_string_value(type));
	*text = NULL;
	json_array_foreach(json_object_get(root, "ask"), i,
			   phrasing) if (rc == 0 && !*text &&
					 all_given(cli, json_object_get(phrasing, "given"))) *text =
		fill(cli, json_string_value(json_object_get(phrasing, "text")));
	json_decref(root);
	if (rc == 0 && !*text)
		rc = mdp_fail(&cli->err, MDP_INTERNAL, "the saved question “%s” has no phrasing for these options",
			      name);
	return rc;
}
