/*
 * mdp chat: a question a line. On a terminal with line editing and history; else plain lines from stdin, and with JSON one
 * object a line. Each line is a question of its own; a number picks one of the choices that the line before left open.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <histedit.h>
#include "ask/talk.h"
#include "base/file.h"
#include "base/limits.h"
#include "cmd/session.h"
#include "cmd/verbs.h"
#include "render/json.h"
#include "base/banned.h"

#define HISTORY_LINES 1000

struct chat {
	struct mdp_cli *cli;
	struct mdp_session *s;
	struct mdp_conversation *talk;
	struct mdp_style style;
	long long limit;
	bool terminal;
	EditLine *edit;
	History *history;
	const char *history_path;
	char *line; /* of getline, when there is no terminal */
	size_t line_size;
	struct mdp_arena arena; /* of the last answer: choices and the statement are looked at later */
	struct mdp_answer last;
	int code; /* of the last question */
	bool stop;
};

static char *prompt(EditLine *edit)
{
	static char text[] = "mdp> ";
	(void)edit;
	return text;
}

static const char *history_file(struct mdp_cli *cli)
{
	struct mdp_arena *a = &cli->arena;
	const char *dir = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	struct mdp_error ignored;
	if ((!dir || dir[0] != '/') && home && home[0] == '/')
		dir = mdp_path_join(a, home, ".local/state");
	if (!dir || dir[0] != '/')
		return NULL;
	dir = mdp_path_join(a, dir, "mdp");
	return mdp_dir_make(dir, &ignored) < 0 ? NULL : mdp_path_join(a, dir, "history");
}

static void begin_editing(struct chat *c)
{
	HistEvent ev;
	c->edit = el_init("mdp", stdin, stdout, stderr);
	c->history = history_init();
	if (!c->edit || !c->history)
		return;
	history(c->history, &ev, H_SETSIZE, HISTORY_LINES);
	history(c->history, &ev, H_SETUNIQUE, 1);
	el_set(c->edit, EL_PROMPT, prompt);
	el_set(c->edit, EL_EDITOR, "emacs");
	el_set(c->edit, EL_SIGNAL, 0);
	el_set(c->edit, EL_HIST, history, c->history);
	c->history_path = history_file(c->cli);
	if (c->history_path)
		history(c->history, &ev, H_LOAD, c->history_path);
	el_source(c->edit, NULL);
}

static void end_editing(struct chat *c)
{
	HistEvent ev;
	if (c->history && c->history_path)
		history(c->history, &ev, H_SAVE, c->history_path);
	if (c->edit)
		el_end(c->edit);
	if (c->history)
		history_end(c->history);
	free(c->line);
}

/* The next line, without its end; NULL at the end of input. */
static const char *next_line(struct chat *c, struct mdp_str *line)
{
	if (c->edit && c->history) {
		HistEvent ev;
		int n = 0;
		const char *text = el_gets(c->edit, &n);
		if (!text || n <= 0)
			return NULL;
		*line = mdp_str_trim((struct mdp_str){ text, (size_t)n });
		if (line->n)
			history(c->history, &ev, H_ENTER, text);
		return text;
	}
	ssize_t n = getline(&c->line, &c->line_size, stdin);
	if (n < 0)
		return NULL;
	*line = mdp_str_trim((struct mdp_str){ c->line, (size_t)n });
	return c->line;
}

static void put(struct chat *c, struct mdp_buf *out)
{
	int wrote = mdp_cli_flush(c->cli, out);
	if (wrote) {
		c->code = wrote;
		c->stop = true;
	}
}

static void command_help(struct chat *c)
{
	static const char text[] =
		"A line is a question in plain English, a number picks one of the choices offered before.\n"
		"  /help  this\n  /sql   the statement of the last answer\n  /quit  leave (also: Ctrl-D)\n";
	struct mdp_buf out = MDP_BUF_INIT;
	if (c->style.format == MDP_FORMAT_JSON) {
		fputs(text, stderr); /* stdout is for objects */
		return;
	}
	mdp_buf_puts(&out, text);
	put(c, &out);
}

static void command_sql(struct chat *c)
{
	const struct mdp_sql *sql = &c->last.sql;
	struct mdp_buf out = MDP_BUF_INIT;
	if (c->style.format == MDP_FORMAT_JSON) {
		struct mdp_json j = { &out, false };
		mdp_json_open(&j, '{');
		mdp_json_key(&j, "sql");
		mdp_json_text(&j, sql->text);
		mdp_json_key(&j, "params");
		mdp_json_open(&j, '[');
		for (int i = 0; sql->text && i < sql->nparams; i++)
			mdp_json_value(&j, &sql->params[i]);
		mdp_json_close(&j, ']');
		mdp_json_close(&j, '}');
		mdp_buf_putc(&out, '\n');
		put(c, &out);
		return;
	}
	mdp_buf_printf(&out, "%s\n", sql->text ? sql->text : "no question was answered with a statement yet");
	for (int i = 0; sql->text && i < sql->nparams; i++)
		mdp_buf_printf(&out, "-- $%d = %s\n", i + 1, mdp_value_print(&c->arena, &sql->params[i]));
	put(c, &out);
}

static void command_quit(struct chat *c)
{
	c->stop = true;
}

static const struct {
	const char *name;
	void (*run)(struct chat *c);
} slash_commands[] = { { "/help", command_help }, { "/sql", command_sql }, { "/quit", command_quit } };

static bool slash(struct chat *c, struct mdp_str line)
{
	if (line.p[0] != '/')
		return false;
	for (size_t i = 0; i < sizeof(slash_commands) / sizeof(slash_commands[0]); i++) {
		if (mdp_str_is(line, slash_commands[i].name)) {
			slash_commands[i].run(c);
			return true;
		}
	}
	fprintf(stderr, "mdp: there is no %.*s; /help lists what there is\n", (int)line.n, line.p);
	return true;
}

static void ask(struct chat *c, struct mdp_str line)
{
	struct mdp_arena a;
	struct mdp_answer ans = { 0 };
	mdp_arena_init(&a);
	c->code = mdp_converse(c->s, c->talk, line, &a, &ans);
	ans.limit_rows = c->limit;
	int wrote = mdp_cli_put_answer(c->cli, c->s, &ans, &c->style, c->code);
	c->stop = wrote != c->code;
	c->code = wrote;
	mdp_answer_release(&c->last);
	mdp_arena_release(&c->arena);
	c->arena = a;
	c->last = ans;
	if (c->style.format == MDP_FORMAT_TABLE && !c->stop) {
		struct mdp_buf gap = MDP_BUF_INIT;
		mdp_buf_putc(&gap, '\n');
		put(c, &gap);
	}
}

static void talk(struct chat *c)
{
	struct mdp_str line;
	while (!c->stop && next_line(c, &line)) {
		if (!line.n || slash(c, line))
			continue;
		ask(c, line);
	}
}

int mdp_cmd_chat(struct mdp_cli *cli)
{
	struct chat c = { .cli = cli };
	mdp_arena_init(&c.arena);
	if (mdp_cli_style(cli, &c.style) < 0 || mdp_cli_number(cli, MDP_OPT_LIMIT, 1, INT32_MAX, &c.limit) < 0)
		return mdp_cli_fail(cli);
	mdp_cli_interrupts(NULL);
	if (mdp_cli_session(cli, &c.s) < 0)
		return mdp_cli_fail_as_answer(cli, &c.style, NULL);
	c.terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	struct mdp_engine *e = mdp_session_engine(c.s, &cli->err);
	if (!e) {
		int code = mdp_cli_fail_as_answer(cli, &c.style, NULL);
		mdp_session_free(c.s);
		return code;
	}
	mdp_cli_interrupts(e);
	c.talk = mdp_conversation_new();
	if (!c.talk) {
		mdp_fail(&cli->err, MDP_INTERNAL, "out of memory");
		mdp_session_free(c.s);
		return mdp_cli_fail(cli);
	}
	if (c.terminal) {
		begin_editing(&c);
		printf("Ask a question; /help tells more, /quit leaves.\n");
		fflush(stdout);
	}
	talk(&c);
	end_editing(&c);
	mdp_cli_interrupts(NULL);
	mdp_answer_release(&c.last);
	mdp_arena_release(&c.arena);
	mdp_conversation_free(c.talk);
	mdp_session_free(c.s);
	/* On a terminal the person has seen what happened; a script gets the code of its last question. */
	return c.terminal ? 0 : c.code;
}
