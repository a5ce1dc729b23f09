/*
 * Opening, asking and writing, as the commands share it. Programs that ask for JSON get an object whatever goes
 * wrong, so that they need to read one thing only.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "ask/talk.h"
#include "cmd/progress.h"
#include "cmd/session.h"
#include "project/read.h"
#include "base/banned.h"

#define SCREEN_ROWS 50 /* of a table on a terminal */

static struct mdp_engine *volatile watched;
static volatile sig_atomic_t interrupted, sits; /* a person sits there: only what runs is cancelled */

static void on_interrupt(int sig)
{
	(void)sig;
	interrupted = 1;
	if (watched) {
		mdp_engine_cancel(watched);
		return;
	}
	if (sits)
		return;
	static const char text[] = "\nmdp: cancelled\n";
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(1);
	_exit(5); /* as MDP_CANCELLED says */
}

void mdp_cli_interrupts(struct mdp_engine *e)
{
	struct sigaction act = { .sa_handler = on_interrupt };
	watched = e;
	sigemptyset(&act.sa_mask);
	sigaction(SIGINT, &act, NULL);
}

void mdp_cli_interrupts_held(bool held)
{
	interrupted = 0;
	sits = held;
}

bool mdp_cli_was_interrupted(void)
{
	bool was = interrupted;
	interrupted = 0;
	return was;
}

static int columns_of_terminal(void)
{
	const char *env = getenv("COLUMNS");
	long long n;
	if (env && mdp_str_to_i64(mdp_str_of(env), &n) && n >= 20 && n <= 10000)
		return (int)n;
	struct winsize size;
	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
		return size.ws_col;
	return isatty(STDOUT_FILENO) ? 80 : 0;
}

int mdp_cli_screen(struct mdp_style *style)
{
	struct winsize size;
	style->width = columns_of_terminal();
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_row : 0;
}

int mdp_cli_style(struct mdp_cli *cli, struct mdp_style *style)
{
	const char *format = cli->values[MDP_OPT_FORMAT], *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	bool tty = isatty(STDOUT_FILENO), dumb = !term || !strcmp(term, "dumb");
	*style = (struct mdp_style){ .format = MDP_FORMAT_TABLE };
	if (format && !mdp_format_from_word(mdp_str_of(format), &style->format)) {
		mdp_fail(&cli->err, MDP_USAGE, "--format is “%s”", format);
		mdp_error_hint(&cli->err, "there is table, csv, tsv, json, md and html");
		return -MDP_USAGE;
	}
	/* a program that reads for a model: rows as Markdown, with their number */
	const char *agent = getenv("AI_AGENT");
	style->counted = !format && agent && *agent && !tty;
	if (style->counted)
		style->format = MDP_FORMAT_MD;
	style->width = columns_of_terminal();
	style->rows = tty ? SCREEN_ROWS : 0;
	style->color = tty && !dumb && !(no_color && *no_color) && !mdp_cli_has(cli, MDP_OPT_NO_COLOR);
	style->sql = mdp_cli_has(cli, MDP_OPT_SQL);
	style->quiet = mdp_cli_has(cli, MDP_OPT_QUIET);
	style->verbose = mdp_cli_has(cli, MDP_OPT_VERBOSE);
	style->chart = !mdp_cli_has(cli, MDP_OPT_NO_CHART);
	const char *shape = cli->values[MDP_OPT_CHART];
	if (shape && !mdp_chart_from_word(mdp_str_of(shape), &style->shape)) {
		mdp_fail(&cli->err, MDP_USAGE, "--chart is “%s”", shape);
		mdp_error_hint(&cli->err, "there is auto, line, bar and none");
		return -MDP_USAGE;
	}
	style->chart &= style->shape != MDP_CHART_NONE;
	style->draw = style->shape == MDP_CHART_LINE || style->shape == MDP_CHART_BAR;
	return 0;
}

int mdp_cli_session_options(struct mdp_cli *cli, struct mdp_session_options *opt)
{
	long long threads = 0, seconds = 0;
	*opt = (struct mdp_session_options){
		.project = { .root = cli->values[MDP_OPT_PROJECT],
			     .warehouse = cli->values[MDP_OPT_WAREHOUSE],
			     .schemas = cli->values[MDP_OPT_SCHEMA] },
		.as_of = cli->values[MDP_OPT_AS_OF],
		.lexicon_dir = cli->values[MDP_OPT_LEXICON],
		.no_cache = mdp_cli_has(cli, MDP_OPT_NO_CACHE),
	};
	int rc = mdp_cli_number(cli, MDP_OPT_THREADS, 1, 1024, &threads);
	if (rc == 0)
		rc = mdp_cli_number(cli, MDP_OPT_TIMEOUT, 1, 86400, &seconds);
	opt->threads = (int)threads;
	opt->timeout_ms = (double)seconds * 1000;
	return rc;
}

static int open_session(struct mdp_cli *cli, struct mdp_session_options *opt, struct mdp_session **s)
{
	struct mdp_cli_progress progress;
	mdp_cli_progress_begin(&progress, cli);
	opt->progress = (struct mdp_session_progress){ mdp_cli_progress_tell, &progress };
	int rc = mdp_session_open(s, opt, &cli->err);
	mdp_cli_progress_end(&progress);
	opt->progress = (struct mdp_session_progress){ 0 };
	return rc;
}

int mdp_cli_session(struct mdp_cli *cli, struct mdp_session **s)
{
	struct mdp_session_options opt;
	int rc = mdp_cli_session_options(cli, &opt);
	return rc < 0 ? rc : open_session(cli, &opt, s);
}

int mdp_cli_session_long_way(struct mdp_cli *cli, struct mdp_session **s)
{
	struct mdp_session_options opt;
	int rc = mdp_cli_session_options(cli, &opt);
	opt.long_way = true;
	return rc < 0 ? rc : open_session(cli, &opt, s);
}

int mdp_cli_session_anyway(struct mdp_cli *cli, struct mdp_session **s, bool tell)
{
	struct mdp_session_options opt;
	int rc = mdp_cli_session_options(cli, &opt);
	opt.anyway = true;
	if (rc >= 0)
		rc = open_session(cli, &opt, s);
	const struct mdp_finding *f = rc < 0 || !tell ? NULL : mdp_project_config_wrong(mdp_session_catalog(*s));
	struct mdp_buf out = MDP_BUF_INIT;
	if (f) {
		mdp_buf_printf(&out, "mdp: %s:%d: %s (nothing in it is used)\n", f->source.file, f->source.line,
			       f->text);
		mdp_cli_tame(&out, false);
		fputs(mdp_buf_cstr(&out), stderr);
	}
	mdp_buf_release(&out);
	return rc;
}

int mdp_cli_fail_as_answer(struct mdp_cli *cli, const struct mdp_style *style, const char *question)
{
	if (style->format != MDP_FORMAT_JSON)
		return mdp_cli_fail(cli);
	struct mdp_answer ans = { .question = question };
	struct mdp_buf out = MDP_BUF_INIT;
	int code = mdp_exit_code(cli->err.code);
	mdp_answer_fail(&ans, &cli->arena, &cli->err);
	mdp_render_answer(&out, NULL, &ans, style);
	int wrote = mdp_cli_flush(cli, &out);
	return wrote ? wrote : code;
}

int mdp_cli_put_answer(struct mdp_cli *cli, struct mdp_session *s, const struct mdp_answer *ans,
		       const struct mdp_style *style, int code)
{
	if (mdp_cli_has(cli, MDP_OPT_OUTPUT) && ans->status == MDP_ANSWERED) {
		int rc = mdp_cli_output(cli, mdp_session_catalog(s), ans, style);
		if (rc >= 0)
			fprintf(stderr, "mdp: %lld rows written to %s\n", (long long)ans->result.nrows,
				cli->values[MDP_OPT_OUTPUT]);
		return rc < 0 ? mdp_cli_fail(cli) : code;
	}
	struct mdp_buf out = MDP_BUF_INIT;
	bool rows_only = style->format == MDP_FORMAT_CSV || style->format == MDP_FORMAT_TSV;
	struct mdp_style plain = *style;
	bool elsewhere = ans->status != MDP_ANSWERED && style->format != MDP_FORMAT_JSON &&
			 (rows_only || ans->status == MDP_STATUS_ERROR);
	plain.color &= !elsewhere;
	mdp_render_answer(&out, mdp_session_catalog(s), ans, &plain);
	if (elsewhere) {
		mdp_cli_tame(&out, false);
		fputs(mdp_buf_cstr(&out), stderr);
		mdp_buf_release(&out);
		return code;
	}
	/* rows alone cannot say that there are more */
	if (rows_only && style->sql && ans->sql.text) { /* rows alone go to stdout */
		struct mdp_buf sql = MDP_BUF_INIT;
		mdp_render_sql(&sql, ans);
		fputs(mdp_buf_cstr(&sql), stderr);
		mdp_buf_release(&sql);
	}
	if (rows_only && ans->limit_rows > 0 && ans->limit_rows < ans->result.nrows)
		fprintf(stderr, "mdp: %lld of %lld rows (--limit)\n", (long long)ans->limit_rows,
			(long long)ans->result.nrows);
	int wrote = mdp_cli_flush(cli, &out);
	return wrote ? wrote : code;
}

int mdp_cli_put_sheet(struct mdp_cli *cli, const struct mdp_sheet *sheet, const struct mdp_style *style)
{
	struct mdp_buf out = MDP_BUF_INIT;
	mdp_render_sheet(&out, sheet, style);
	return mdp_cli_flush(cli, &out);
}

static int dump_stage(struct mdp_cli *cli, struct mdp_session *s, const char *question)
{
	const char *text = NULL;
	if (mdp_ask_dump(s, mdp_str_of(question), cli->values[MDP_OPT_DUMP], &cli->arena, &text, &cli->err) < 0)
		return mdp_cli_fail(cli);
	struct mdp_buf out = MDP_BUF_INIT;
	mdp_buf_puts(&out, text);
	if (out.n && out.p[out.n - 1] != '\n')
		mdp_buf_putc(&out, '\n');
	return mdp_cli_flush(cli, &out);
}

/* What mdp.yaml says and is not used: whoever wrote it would believe it to work. */
static void tell_unused(const struct mdp_catalog *c)
{
	struct mdp_buf out = MDP_BUF_INIT;
	for (int i = 0; i < c->nfindings; i++)
		if (!strcmp(c->findings[i].code, MDP_FINDING_UNUSED))
			mdp_buf_printf(&out, "mdp: %s:%d: %s\n", c->findings[i].source.file, c->findings[i].source.line,
				       c->findings[i].text);
	mdp_cli_tame(&out, false);
	fputs(mdp_buf_cstr(&out), stderr);
	mdp_buf_release(&out);
}

/* The day of an answer is in its id: what goes on from it is asked as of that day, unless another is said. */
static int follow(struct mdp_cli *cli, struct mdp_session *s, const char *id, struct mdp_conversation *talk)
{
	struct mdp_query *q = NULL;
	const char *question = NULL;
	size_t n = strlen(id);
	int rc = mdp_cli_find_answer(cli, id, &question, &q);
	if (rc >= 0 && n > 10 && !mdp_cli_has(cli, MDP_OPT_AS_OF))
		rc = mdp_session_set_as_of(s, id + n - 10, &cli->err);
	if (rc >= 0)
		mdp_conversation_from(s, talk, question, q);
	return rc;
}

/* Of what the question left open, the one with this number. */
static int pick(struct mdp_cli *cli, struct mdp_session *s, struct mdp_conversation *talk, long long n,
		struct mdp_answer *ans, int code)
{
	int offered = ans->nchoices ? ans->nchoices : ans->nsuggestions;
	if (n > offered) {
		mdp_fail(&cli->err, MDP_USAGE, "there is no choice %lld: the question leaves %d open", n, offered);
		return code;
	}
	mdp_answer_release(ans);
	return mdp_converse(s, talk, mdp_str_of(mdp_arena_printf(&cli->arena, "%lld", n)), &cli->arena, ans);
}

static int ask_one(struct mdp_cli *cli, struct mdp_session *s, const char *question, long long limit,
		   const struct mdp_style *style)
{
	struct mdp_answer ans = { 0 };
	const char *id = cli->values[MDP_OPT_FOLLOW];
	long long choice = 0;
	if (mdp_cli_number(cli, MDP_OPT_PICK, 1, 100, &choice) < 0)
		return mdp_cli_fail(cli);
	struct mdp_conversation *talk = id || choice ? mdp_conversation_new() : NULL;
	int code;
	if (talk && id && follow(cli, s, id, talk) < 0) {
		mdp_conversation_free(talk);
		return mdp_cli_fail_as_answer(cli, style, question);
	}
	mdp_session_suggest(s, true);
	code = talk ? mdp_converse(s, talk, mdp_str_of(question), &cli->arena, &ans)
		    : mdp_ask(s, mdp_str_of(question), &cli->arena, &ans);
	if (choice)
		code = pick(cli, s, talk, choice, &ans, code);
	if (cli->err.code != MDP_OK) {
		mdp_answer_release(&ans);
		mdp_conversation_free(talk);
		return mdp_cli_fail_as_answer(cli, style, question);
	}
	ans.limit_rows = limit;
	mdp_cli_note_answer(cli, &ans);
	struct mdp_style told = *style;
	told.picking = style->quiet ? NULL : "--pick N takes one";
	code = mdp_cli_put_answer(cli, s, &ans, &told, code);
	mdp_answer_release(&ans);
	mdp_conversation_free(talk);
	return code;
}

int mdp_cli_answering(struct mdp_cli *cli, struct mdp_style *style, long long *limit)
{
	if (mdp_cli_style(cli, style) < 0 || mdp_cli_output_check(cli) < 0 ||
	    mdp_cli_number(cli, MDP_OPT_LIMIT, 1, INT32_MAX, limit) < 0)
		return -MDP_USAGE;
	mdp_cli_interrupts(NULL);
	return 0;
}

int mdp_cli_ask(struct mdp_cli *cli, const char *question)
{
	struct mdp_session *s = NULL;
	struct mdp_style style;
	long long limit = 0;
	if (mdp_cli_answering(cli, &style, &limit) < 0)
		return mdp_cli_fail(cli);
	if (mdp_cli_session(cli, &s) < 0)
		return mdp_cli_fail_as_answer(cli, &style, question);
	tell_unused(mdp_session_catalog(s));
	int code;
	if (mdp_cli_has(cli, MDP_OPT_DUMP)) {
		code = dump_stage(cli, s, question);
	} else {
		code = ask_one(cli, s, question, limit, &style);
	}
	mdp_session_free(s);
	return code;
}
