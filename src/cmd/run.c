/*
 * From arguments to a command and to an exit code. Output is made whole in a buffer and then written, so that an error
 * while it is made leaves nothing half-said; a write that fails is an error like any other. A closed pipe ends the
 * program as it ends any other (the signal's default).
 */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/trace.h"
#include "cmd/cmd.h"
#include "engine/engine.h"
#include "base/banned.h"

/* Length of the program's own sequence at p, 0 when it is none. */
static size_t own_sequence(const char *p, size_t n)
{
	static const char *const own[] = { "\033[0m", "\033[1m", "\033[2m" };
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (n >= strlen(own[i]) && !memcmp(p, own[i], strlen(own[i])))
			return strlen(own[i]);
	return 0;
}

void mdp_cli_tame(struct mdp_buf *text, bool color)
{
	struct mdp_buf out = MDP_BUF_INIT;
	bool any = false;
	for (size_t i = 0; i < text->n; i++) {
		unsigned char c = (unsigned char)text->p[i];
		unsigned char next = i + 1 < text->n ? (unsigned char)text->p[i + 1] : 0;
		size_t own = color && c == 033 ? own_sequence(text->p + i, text->n - i) : 0;
		bool wide = c == 0xc2 && next >= 0x80 && next < 0xa0; /* controls of eight bits, as UTF-8 has them */
		if (own) {
			mdp_buf_printf(&out, "%.*s", (int)own, text->p + i);
			i += own - 1;
		} else if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7f || wide) {
			any = true;
			mdp_buf_printf(&out, "\\x%02x", wide ? next : c);
			i += wide;
		} else {
			mdp_buf_putc(&out, (char)c);
		}
	}
	if (any && !out.overflow) {
		mdp_buf_release(text);
		*text = out;
	} else {
		mdp_buf_release(&out);
	}
}

/* Text for people, or anything on a terminal; files of other forms hold the data as they are. */
static bool is_for_eyes(const struct mdp_cli *cli)
{
	const char *format = cli->values[MDP_OPT_FORMAT];
	return isatty(STDOUT_FILENO) || !format || !strcmp(format, "table");
}

int mdp_cli_flush(struct mdp_cli *cli, struct mdp_buf *out)
{
	if (!out->overflow && is_for_eyes(cli))
		mdp_cli_tame(out, isatty(STDOUT_FILENO));
	size_t done = 0;
	int rc = 0;
	if (out->overflow)
		rc = mdp_fail(&cli->err, MDP_LIMIT, "the output is too large; use --limit");
	while (!rc && done < out->n) {
		ssize_t n = write(STDOUT_FILENO, out->p + done, out->n - done);
		if (n > 0)
			done += (size_t)n;
		else if (n < 0 && errno != EINTR)
			rc = mdp_fail(&cli->err, MDP_IO, "cannot write the output: %s", strerror(errno));
	}
	mdp_buf_release(out);
	return rc ? mdp_cli_fail(cli) : 0;
}

int mdp_cli_fail(struct mdp_cli *cli)
{
	const struct mdp_error *e = &cli->err;
	struct mdp_buf text = MDP_BUF_INIT;
	mdp_buf_puts(&text, "mdp: ");
	if (e->file[0] && e->line > 0)
		mdp_buf_printf(&text, "%s:%d: ", e->file, e->line);
	else if (e->file[0])
		mdp_buf_printf(&text, "%s: ", e->file);
	mdp_buf_printf(&text, "%s\n", e->primary);
	if (e->detail[0])
		mdp_buf_printf(&text, "  %s\n", e->detail);
	if (e->hint[0])
		mdp_buf_printf(&text, "  %s\n", e->hint);
	mdp_cli_tame(&text, false);
	fputs(mdp_buf_cstr(&text), stderr);
	mdp_buf_release(&text);
	return mdp_exit_code(e->code);
}

static int print_help(struct mdp_cli *cli)
{
	struct mdp_buf out = MDP_BUF_INIT;
	if (cli->command)
		mdp_help_command(&out, cli->command);
	else
		mdp_help_overview(&out);
	return mdp_cli_flush(cli, &out);
}

static int dispatch(struct mdp_cli *cli)
{
	if (mdp_cli_has(cli, MDP_OPT_TRACE))
		mdp_trace_enable(cli->values[MDP_OPT_TRACE]);
	if (mdp_cli_has(cli, MDP_OPT_HELP))
		return print_help(cli);
	if (mdp_cli_has(cli, MDP_OPT_VERSION))
		return mdp_command_find("version")->run(cli);
	if (cli->command)
		return cli->command->run(cli);
	struct mdp_buf out = MDP_BUF_INIT;
	mdp_help_overview(&out);
	fputs(mdp_buf_cstr(&out), stderr);
	mdp_buf_release(&out);
	return mdp_exit_code(MDP_USAGE);
}

int mdp_cmd_main(int argc, char **argv)
{
	struct mdp_cli cli = { 0 };
	setlocale(LC_CTYPE, "");
	signal(SIGPIPE, SIG_DFL);
	/* a ceiling on the size of files is then an error of write, like a full disk */
	signal(SIGXFSZ, SIG_IGN);
	mdp_arena_init(&cli.arena);
	int code = mdp_cli_parse(&cli, argc, argv) < 0 ? mdp_cli_fail(&cli) : dispatch(&cli);
	mdp_arena_release(&cli.arena);
	return code;
}
