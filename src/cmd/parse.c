/*
 * Arguments against the tables. The command is the first argument that is no option; options stand before or after it,
 * "--name value" or "--name=value", flags of one letter may be joined; "--" ends options. What is unknown is answered
 * with the nearest known name.
 */
#include <string.h>
#include "base/utf8.h"
#include "cmd/cmd.h"
#include "base/banned.h"

struct walk {
	struct mdp_cli *cli;
	char **argv;
	int argc, at;
	const struct mdp_command *command; /* while NULL every option of any command is known */
	bool store; /* second walk: take values */
};

const struct mdp_command *mdp_command_find(const char *name)
{
	for (int i = 0; i < mdp_ncommands; i++) {
		const struct mdp_command *c = &mdp_commands[i];
		if (!strcmp(c->name, name))
			return c;
		for (int k = 0; k < 3 && c->aliases[k]; k++)
			if (!strcmp(c->aliases[k], name))
				return c;
	}
	return NULL;
}

static uint64_t allowed(const struct walk *w)
{
	return !w->store ? ~UINT64_C(0) : mdp_global_options | (w->command ? w->command->options : 0);
}

static int find_option(const struct walk *w, struct mdp_str name)
{
	for (int i = 0; i < MDP_OPT_COUNT; i++)
		if ((allowed(w) >> i & 1) && mdp_str_is(name, mdp_options[i].name))
			return i;
	return -1;
}

static int find_letter(const struct walk *w, char letter)
{
	for (int i = 0; i < MDP_OPT_COUNT; i++)
		if ((allowed(w) >> i & 1) && mdp_options[i].letter == letter)
			return i;
	return -1;
}

static int unknown_option(struct walk *w, struct mdp_str name)
{
	struct mdp_error *err = &w->cli->err;
	const char *best = NULL;
	int least = 3;
	for (int i = 0; i < MDP_OPT_COUNT; i++) {
		if (!(allowed(w) >> i & 1))
			continue;
		int d = mdp_utf8_distance(name, mdp_str_of(mdp_options[i].name), least);
		if (d < least) {
			least = d;
			best = mdp_options[i].name;
		}
	}
	mdp_fail(err, MDP_USAGE, "unknown option --%.*s", (int)name.n, name.p);
	if (best)
		mdp_error_hint(err, "did you mean --%s?", best);
	else if (w->command)
		mdp_error_hint(err, "see mdp help %s; put -- before words that begin with a dash", w->command->name);
	else
		mdp_error_hint(err, "see mdp help");
	return -MDP_USAGE;
}

static int take(struct walk *w, int id, const char *value)
{
	if (w->store)
		w->cli->values[id] = value;
	return 0;
}

/* The value of an option that takes one, from the next argument. */
static int take_next(struct walk *w, int id)
{
	if (w->at >= w->argc)
		return mdp_fail(&w->cli->err, MDP_USAGE, "--%s needs a value: %s", mdp_options[id].name,
				mdp_options[id].arg);
	return take(w, id, w->argv[w->at++]);
}

static int long_option(struct walk *w, const char *text)
{
	const char *equals = strchr(text, '=');
	struct mdp_str name = { text, equals ? (size_t)(equals - text) : strlen(text) };
	int id = find_option(w, name);
	if (id < 0)
		return unknown_option(w, name);
	if (!mdp_options[id].arg) {
		if (equals)
			return mdp_fail(&w->cli->err, MDP_USAGE, "--%s takes no value", mdp_options[id].name);
		return take(w, id, "");
	}
	return equals ? take(w, id, equals + 1) : take_next(w, id);
}

static int short_options(struct walk *w, const char *text)
{
	for (const char *p = text; *p; p++) {
		int id = find_letter(w, *p);
		if (id < 0) {
			mdp_fail(&w->cli->err, MDP_USAGE, "unknown option -%c", *p);
			mdp_error_hint(&w->cli->err, "see mdp help; put -- before words that begin with a dash");
			return -MDP_USAGE;
		}
		if (!mdp_options[id].arg) {
			take(w, id, "");
			continue;
		}
		return p[1] ? take(w, id, p + 1 + (p[1] == '=')) : take_next(w, id);
	}
	return 0;
}

/* One pass over the arguments: `positional` gets those that are no options. */
static int walk_all(struct walk *w, const char **positional, int *n)
{
	bool options = true;
	*n = 0;
	for (w->at = 1; w->at < w->argc;) {
		const char *arg = w->argv[w->at++];
		int rc = 0;
		if (options && !strcmp(arg, "--"))
			options = false;
		else if (options && arg[0] == '-' && arg[1] == '-')
			rc = long_option(w, arg + 2);
		else if (options && arg[0] == '-' && arg[1])
			rc = short_options(w, arg + 1);
		else
			positional[(*n)++] = arg;
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int unknown_command(struct mdp_cli *cli, const char *name)
{
	const char *best = NULL;
	int least = 4;
	for (int i = 0; i < mdp_ncommands; i++) {
		int d = mdp_utf8_distance(mdp_str_of(name), mdp_str_of(mdp_commands[i].name), least);
		if (d < least && d < (int)strlen(mdp_commands[i].name)) {
			least = d;
			best = mdp_commands[i].name;
		}
	}
	mdp_fail(&cli->err, MDP_USAGE, "unknown command “%s”", name);
	if (strchr(name, ' '))
		mdp_error_hint(&cli->err, "to ask a question: mdp ask \"%s\"", name);
	else if (best)
		mdp_error_hint(&cli->err, "did you mean “%s”?", best);
	else
		mdp_error_hint(&cli->err, "see mdp help");
	return -MDP_USAGE;
}

static int check_args(struct mdp_cli *cli)
{
	const struct mdp_command *c = cli->command;
	if (!c || mdp_cli_has(cli, MDP_OPT_HELP))
		return 0;
	if (cli->nargs < c->min_args)
		mdp_fail(&cli->err, MDP_USAGE, "mdp %s needs %s", c->name, c->args);
	else if (c->max_args >= 0 && cli->nargs > c->max_args)
		mdp_fail(&cli->err, MDP_USAGE, "mdp %s takes %s, not “%s”", c->name,
			 c->max_args ? c->args : "no arguments", cli->args[c->max_args]);
	else
		return 0;
	mdp_error_hint(&cli->err, "see mdp help %s", c->name);
	return -MDP_USAGE;
}

int mdp_cli_parse(struct mdp_cli *cli, int argc, char **argv)
{
	struct walk w = { .cli = cli, .argv = argv, .argc = argc };
	const char **positional = MDP_NEW_ARRAY(&cli->arena, (size_t)argc + 1, const char *);
	int n, rc = walk_all(&w, positional, &n);
	if (rc < 0)
		return rc;
	if (n) {
		w.command = mdp_command_find(positional[0]);
		if (!w.command)
			return unknown_command(cli, positional[0]);
	}
	w.store = true;
	rc = walk_all(&w, positional, &n);
	if (rc < 0)
		return rc;
	cli->command = w.command;
	cli->args = positional + (n ? 1 : 0);
	cli->nargs = n ? n - 1 : 0;
	return check_args(cli);
}

int mdp_cli_number(struct mdp_cli *cli, enum mdp_option_id id, long long lo, long long hi, long long *out)
{
	long long value;
	if (!cli->values[id])
		return 0;
	if (!mdp_str_to_i64(mdp_str_of(cli->values[id]), &value) || value < lo || value > hi) {
		mdp_fail(&cli->err, MDP_USAGE, "--%s is “%s”", mdp_options[id].name, cli->values[id]);
		mdp_error_detail(&cli->err, "a whole number from %lld to %lld is needed", lo, hi);
		return -MDP_USAGE;
	}
	*out = value;
	return 0;
}

const char *mdp_cli_words(struct mdp_cli *cli)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (int i = 0; i < cli->nargs; i++)
		mdp_buf_printf(&b, "%s%s", i ? " " : "", cli->args[i]);
	const char *text = mdp_arena_strdup(&cli->arena, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return text;
}
