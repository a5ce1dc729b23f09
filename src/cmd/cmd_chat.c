/*
 * mdp chat: a line may go on from the answer before (ask/talk.h). On a terminal with line editing; else plain lines from stdin, and with
 * JSON one object a line. A conversation is saved as the lines that were typed, with what each was understood as, and gone on with by
 * saying them again.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "base/limits.h"
#include "cmd/chat.h"
#include "cmd/verbs.h"
#include "render/json.h"
#include "base/banned.h"

#define PAGE_ROWS 40 /* when the height of the terminal is not known */
#define PAGE_MIN 10
#define PAGE_REST 8 /* lines of a screen for what stands around the rows */
#define HELP_INDENT 16

struct chat {
	struct mdp_cli *cli;
	struct mdp_session *s;
	struct mdp_engine *engine;
	struct mdp_conversation *talk;
	struct mdp_style style;
	long long limit;
	bool terminal;
	struct mdp_chat_editor *editor;
	struct mdp_chat_words words;
	char *line; /* of getline, when there is no terminal */
	size_t line_size;
	struct mdp_arena arena; /* of the last answer: its rows and statement are looked at later */
	struct mdp_answer last;
	const char *lost; /* what is told of a line after it that had no answer; NULL */
	int64_t shown; /* rows of it that were printed */
	const char *log[MDP_LIMIT_TALK_LINES][2]; /* what was typed, and as what it was understood */
	int nlog;
	int code; /* of the last question */
	bool stop, replaying;
};

/* The next line, without its end; false at the end of input. */
static bool next_line(struct chat *c, struct mdp_str *line)
{
	if (c->editor)
		return mdp_chat_editor_line(c->editor, line);
	ssize_t n = getline(&c->line, &c->line_size, stdin);
	if (n < 0)
		return mdp_cli_was_interrupted() && c->terminal;
	*line = mdp_str_trim((struct mdp_str){ c->line, (size_t)n });
	return true;
}

static void put(struct chat *c, struct mdp_buf *out)
{
	int wrote = mdp_cli_flush(c->cli, out);
	if (wrote) {
		c->code = wrote;
		c->stop = true;
	}
}

/* Told on the screen; where stdout is for objects, on stderr. */
static void tell(struct chat *c, const char *text)
{
	struct mdp_buf out = MDP_BUF_INIT;
	if (c->style.format == MDP_FORMAT_JSON) {
		fprintf(stderr, "%s\n", text);
		return;
	}
	mdp_text_wrap(&out, text, c->style.width, 0);
	mdp_buf_putc(&out, '\n');
	put(c, &out);
}

static void told_failure(struct chat *c, struct mdp_error *err)
{
	c->cli->err = *err;
	mdp_cli_fail(c->cli);
	memset(&c->cli->err, 0, sizeof(c->cli->err));
}

/* --- questions --- */

static void log_line(struct chat *c, struct mdp_str line, const char *understood)
{
	if (c->nlog == MDP_LIMIT_TALK_LINES)
		return; /* what is saved is whole from its beginning */
	c->log[c->nlog][0] = mdp_arena_strndup(&c->cli->arena, line.p, line.n);
	c->log[c->nlog++][1] = mdp_arena_strdup(&c->cli->arena, understood);
}

/* What has no answer does not take the place of the one before: that is still there for /sql, /csv and the like. */
static void keep(struct chat *c, struct mdp_str line, struct mdp_arena *a, struct mdp_answer *ans)
{
	c->lost = NULL;
	if (ans->status != MDP_ANSWERED && c->last.query && !c->replaying) {
		c->lost = mdp_arena_printf(&c->cli->arena, "“%.*s” had no answer", (int)line.n, line.p);
		mdp_answer_release(ans);
		mdp_arena_release(a);
		return;
	}
	mdp_answer_release(&c->last);
	mdp_arena_release(&c->arena);
	c->arena = *a;
	c->last = *ans;
	c->shown = c->style.rows && ans->result.nrows > c->style.rows ? c->style.rows : ans->result.nrows;
}

static void ask(struct chat *c, struct mdp_str line)
{
	struct mdp_arena a;
	struct mdp_answer ans = { 0 };
	mdp_arena_init(&a);
	mdp_cli_interrupts(c->engine);
	c->code = mdp_converse(c->s, c->talk, line, &a, &ans);
	mdp_cli_interrupts(c->terminal ? NULL : c->engine);
	ans.limit_rows = c->limit;
	log_line(c, line, ans.status == MDP_ANSWERED ? ans.restated : NULL);
	if (c->terminal && c->style.rows) { /* its window may have changed */
		int page = mdp_cli_screen(&c->style) - PAGE_REST;
		page = page < PAGE_MIN ? PAGE_MIN : page;
		c->style.rows =
			ans.result.nrows > page + PAGE_REST ? page : page + PAGE_REST; /* no page of a few rows */
	}
	if (!c->replaying) {
		int wrote = mdp_cli_put_answer(c->cli, c->s, &ans, &c->style, c->code);
		c->stop = wrote != c->code;
		c->code = wrote;
	}
	keep(c, line, &a, &ans);
	if (c->style.format == MDP_FORMAT_TABLE && !c->stop && !c->replaying) {
		struct mdp_buf gap = MDP_BUF_INIT;
		mdp_buf_putc(&gap, '\n');
		put(c, &gap);
	}
}

/* --- commands --- */

typedef void command_fn(struct chat *c, struct mdp_str rest);
static command_fn command_help, command_sql, command_explain, command_chart, command_csv, command_more, command_save,
	command_back, command_reset, command_quit;

static const struct command {
	const char *name, *bare, *args, *help; /* bare: the word that does as well, without a slash; or NULL */
	command_fn *run;
} commands[] = {
	{ "/help", "help", "", "this", command_help },
	{ "/sql", NULL, "", "the statement of the last answer", command_sql },
	{ "/explain", NULL, "", "how the last question was understood, stage by stage", command_explain },
	{ "/chart", NULL, "", "the last answer drawn", command_chart },
	{ "/csv", NULL, "FILE", "write the rows of the last answer to a file", command_csv },
	{ "/more", "more", "", "the next rows of the last answer", command_more },
	{ "/save", NULL, "NAME", "keep this conversation; mdp chat --resume NAME goes on with it", command_save },
	{ "/back", NULL, "", "the answer before (also: back)", command_back },
	{ "/reset", NULL, "", "forget what was said (also: start over)", command_reset },
	{ "/quit", "quit", "", "leave (also: exit, Ctrl-D)", command_quit },
	{ "/exit", "exit", "", NULL, command_quit },
	{ "/bye", "bye", "", NULL, command_quit },
};
#define NCOMMANDS ((int)(sizeof(commands) / sizeof(commands[0])))

static void command_help(struct chat *c, struct mdp_str rest)
{
	struct mdp_buf out = MDP_BUF_INIT;
	(void)rest;
	mdp_text_wrap(&out,
		      "A line is a question in plain English, or goes on from the answer before:\n"
		      "  and 2023?   by state instead   only completed   top 3   as a percentage\n"
		      "A number picks one of the choices offered.\n",
		      c->style.width, 0);
	for (int i = 0; i < NCOMMANDS; i++) {
		if (!commands[i].help)
			continue;
		mdp_buf_printf(&out, "  %s%s%-*s ", commands[i].name, commands[i].args[0] ? " " : "",
			       HELP_INDENT - 3 - (int)strlen(commands[i].name) - (commands[i].args[0] != '\0'),
			       commands[i].args);
		mdp_text_wrap(&out, commands[i].help, c->style.width, HELP_INDENT);
		mdp_buf_putc(&out, '\n');
	}
	if (c->style.format == MDP_FORMAT_JSON) {
		fputs(mdp_buf_cstr(&out), stderr); /* stdout is for objects */
		mdp_buf_release(&out);
		return;
	}
	put(c, &out);
}

static bool answered(struct chat *c)
{
	if (c->last.status == MDP_ANSWERED && c->last.query) {
		if (c->lost)
			tell(c, mdp_arena_printf(&c->cli->arena, "%s; of the answer before it (%s):", c->lost,
						 c->last.restated ? c->last.restated : ""));
		return true;
	}
	tell(c, "no question was answered yet");
	return false;
}

static void command_sql(struct chat *c, struct mdp_str rest)
{
	const struct mdp_sql *sql = &c->last.sql;
	struct mdp_buf out = MDP_BUF_INIT;
	(void)rest;
	if (sql->text && !answered(c))
		return;
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

static void command_explain(struct chat *c, struct mdp_str rest)
{
	struct mdp_buf out = MDP_BUF_INIT;
	(void)rest;
	if (!answered(c))
		return;
	const struct mdp_answer *ans = &c->last;
	for (int i = 0; i < ans->nunderstood; i++)
		mdp_buf_printf(&out, "“%s” %s: %s\n", ans->understood[i].text, ans->understood[i].type,
			       ans->understood[i].meaning ? ans->understood[i].meaning : "");
	for (int i = 0; i < ans->nchanges; i++)
		mdp_buf_printf(&out, "changed: %s %s → %s\n", ans->changes[i].what,
			       ans->changes[i].from ? ans->changes[i].from : "none",
			       ans->changes[i].to ? ans->changes[i].to : "none");
	mdp_buf_printf(&out, "understood: %s\nquery: %s\n", ans->restated ? ans->restated : "",
		       mdp_query_dump(&c->arena, ans->query));
	for (int i = 0; i < ans->ndefinitions; i++)
		mdp_buf_printf(&out, "definition: %s = %s\n", ans->definitions[i].name, ans->definitions[i].expression);
	for (int i = 0; i < ans->ncaveats; i++)
		mdp_buf_printf(&out, "note: %s\n", ans->caveats[i].text);
	if (c->style.format == MDP_FORMAT_JSON) {
		fputs(mdp_buf_cstr(&out), stderr);
		mdp_buf_release(&out);
		return;
	}
	put(c, &out);
}

static void command_chart(struct chat *c, struct mdp_str rest)
{
	struct mdp_buf out = MDP_BUF_INIT;
	(void)rest;
	if (!answered(c))
		return;
	c->last.chart = true;
	if (c->style.format == MDP_FORMAT_TABLE)
		mdp_render_chart(&out, mdp_session_catalog(c->s), &c->last, &c->style);
	if (!out.n)
		mdp_text_wrap(&out, "there is nothing here that a chart would show\n", c->style.width, 0);
	put(c, &out);
}

static void command_csv(struct chat *c, struct mdp_str rest)
{
	struct mdp_error err = { 0 };
	struct mdp_buf out = MDP_BUF_INIT;
	struct mdp_style style = c->style;
	if (!answered(c))
		return;
	if (!rest.n) {
		tell(c, "say where to: /csv FILE");
		return;
	}
	const char *path = mdp_arena_strndup(&c->arena, rest.p, rest.n);
	style.format = mdp_str_ends(rest, ".tsv") ? MDP_FORMAT_TSV : MDP_FORMAT_CSV;
	mdp_render_answer(&out, mdp_session_catalog(c->s), &c->last, &style);
	int rc = mdp_file_write(path, mdp_buf_view(&out), &err);
	mdp_buf_release(&out);
	if (rc < 0)
		told_failure(c, &err);
	else
		tell(c, mdp_arena_printf(&c->arena, "%lld rows written to %s", (long long)c->last.result.nrows, path));
}

static void command_more(struct chat *c, struct mdp_str rest)
{
	struct mdp_buf out = MDP_BUF_INIT;
	(void)rest;
	if (!answered(c))
		return;
	int64_t n = mdp_render_rows(&out, mdp_session_catalog(c->s), &c->last, &c->style, c->shown,
				    c->style.rows ? c->style.rows : PAGE_ROWS);
	c->shown += n;
	if (!n)
		mdp_buf_puts(&out, "there are no more rows\n");
	put(c, &out);
}

static bool is_name(struct mdp_str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!isalnum((unsigned char)name.p[i]) && !strchr("-_", name.p[i]))
			return false;
	return name.n > 0 && name.n < 64;
}

static const char *saved_path(struct chat *c, struct mdp_str name)
{
	return is_name(name) ? mdp_cli_state_path(c->cli, "chats",
						  mdp_arena_printf(&c->cli->arena, "%.*s.txt", (int)name.n, name.p))
			     : NULL;
}

static void command_save(struct chat *c, struct mdp_str rest)
{
	struct mdp_error err = { 0 };
	struct mdp_buf out = MDP_BUF_INIT;
	char day[MDP_DATE_TEXT];
	const char *path = saved_path(c, rest);
	if (!path) {
		tell(c, "say under which name, of letters, digits, - and _: /save NAME");
		return;
	}
	mdp_buf_printf(&out,
		       "# A conversation with mdp, as of %s. “mdp chat --resume %.*s” goes on with it: the lines with "
		       "> are said again.\n",
		       mdp_date_print(mdp_session_today(c->s), day), (int)rest.n, rest.p);
	for (int i = 0; i < c->nlog; i++)
		mdp_buf_printf(&out, "> %s\n%s%s%s", c->log[i][0], c->log[i][1] ? "  " : "",
			       c->log[i][1] ? c->log[i][1] : "", c->log[i][1] ? "\n" : "");
	int rc = mdp_file_write(path, mdp_buf_view(&out), &err);
	mdp_buf_release(&out);
	if (rc < 0)
		told_failure(c, &err);
	else
		tell(c, mdp_arena_printf(&c->arena, "kept in %s", path));
}

static void command_back(struct chat *c, struct mdp_str rest)
{
	(void)rest;
	ask(c, mdp_str_of("back"));
}

static void command_reset(struct chat *c, struct mdp_str rest)
{
	(void)rest;
	ask(c, mdp_str_of("start over"));
	c->nlog = 0;
}

static void command_quit(struct chat *c, struct mdp_str rest)
{
	(void)rest;
	c->stop = true;
}

/* Was the line a command? */
static bool slash(struct chat *c, struct mdp_str line)
{
	struct mdp_str rest = line, word = { line.p, 0 };
	while (word.n < line.n && line.p[word.n] != ' ')
		word.n++;
	rest.p += word.n;
	rest.n -= word.n;
	rest = mdp_str_trim(rest);
	for (int i = 0; i < NCOMMANDS; i++)
		if (mdp_str_is(word, commands[i].name) ||
		    (commands[i].bare && !rest.n && mdp_str_is(word, commands[i].bare))) {
			commands[i].run(c, rest);
			return true;
		}
	if (line.p[0] != '/')
		return false;
	fprintf(stderr, "mdp: there is no %.*s; /help lists what there is\n", (int)word.n, word.p);
	return true;
}

static void talk(struct chat *c)
{
	struct mdp_str line = { "", 0 };
	while (!c->stop && next_line(c, &line)) {
		if (!line.n || slash(c, line))
			continue;
		ask(c, line);
		mdp_cli_was_interrupted(); /* what was cancelled was the statement */
	}
}

/* --- beginning --- */

/* Says again what was said; what cannot be answered any more is told as it was then. */
static int resume(struct chat *c, const char *name)
{
	struct mdp_str text, line;
	struct mdp_error err = { 0 };
	const char *path = saved_path(c, mdp_str_of(name));
	if (!path || mdp_file_read(&c->cli->arena, path, &text, &err) < 0) {
		mdp_fail(&c->cli->err, MDP_USAGE, "there is no saved conversation “%s”", name);
		mdp_error_hint(&c->cli->err, "/save NAME keeps one");
		return -MDP_USAGE;
	}
	const char *last = NULL;
	int n = 0;
	c->replaying = true;
	while (mdp_str_next(&text, '\n', &line)) {
		if (line.n < 3 || line.p[0] != '>' || line.p[1] != ' ')
			continue;
		struct mdp_str said = mdp_str_trim((struct mdp_str){ line.p + 2, line.n - 2 });
		ask(c, said);
		last = mdp_arena_strndup(&c->cli->arena, said.p, said.n);
		n++;
	}
	c->replaying = false;
	if (last && c->style.format != MDP_FORMAT_JSON) {
		tell(c, mdp_arena_printf(&c->arena, "%d lines said again; the last was: %s", n, last));
		int wrote = mdp_cli_put_answer(c->cli, c->s, &c->last, &c->style, c->code);
		c->stop = wrote != c->code;
	}
	return 0;
}

/* What the platform is mostly asked for: the sum that most of its files use. */
static int main_measure(const struct mdp_catalog *cat)
{
	int best = -1;
	for (int i = 0; i < cat->nmeasures; i++) {
		const struct mdp_measure *m = &cat->measures[i];
		bool better = best < 0 || m->uses > cat->measures[best].uses || (m->main && !cat->measures[best].main);
		if (m->additive == MDP_ADDITIVE_YES && better)
			best = i;
	}
	return best;
}

/* Questions of this platform that answer: tried before they are offered. */
static int tried(struct chat *c, const char **out, int max)
{
	const struct mdp_catalog *cat = mdp_session_catalog(c->s);
	const char *candidates[12];
	int n = 0, kept = 0, best = main_measure(cat), things = -1;
	for (int i = 0; i < cat->nentities; i++)
		if (cat->entities[i].own_table && cat->entities[i].label >= 0 &&
		    (things < 0 || cat->entities[i].count > cat->entities[things].count))
			things = i;
	struct mdp_arena *a = &c->cli->arena;
	if (best >= 0) {
		const char *m = cat->measures[best].name;
		candidates[n++] = mdp_arena_printf(a, "%s by month", m);
		for (int i = 0; i < cat->ncolumns && n < 6; i++)
			if (cat->columns[i].role == MDP_ROLE_CATEGORY && !cat->columns[i].hidden &&
			    cat->columns[i].mirror < 0 && cat->columns[i].distinct < 20)
				candidates[n++] = mdp_arena_printf(a, "%s by %s", m, cat->columns[i].words);
	}
	if (things >= 0) {
		candidates[n++] = mdp_arena_printf(a, "how many %s", cat->entities[things].plural);
		if (best >= 0)
			candidates[n++] = mdp_arena_printf(a, "top 5 %s by %s", cat->entities[things].plural,
							   cat->measures[best].name);
	}
	bool split = false;
	for (int i = 0; i < n && kept < max; i++) {
		struct mdp_arena one;
		struct mdp_answer ans = { 0 };
		bool by = i > 0 && strstr(candidates[i], " by ") && !strstr(candidates[i], "top ");
		if (by && split)
			continue; /* one of the kind is enough */
		mdp_arena_init(&one);
		mdp_ask(c->s, mdp_str_of(candidates[i]), &one, &ans);
		if (ans.status == MDP_ANSWERED && ans.result.nrows > 0) {
			out[kept++] = candidates[i];
			split |= by;
		}
		mdp_answer_release(&ans);
		mdp_arena_release(&one);
	}
	return kept;
}

static void banner(struct chat *c)
{
	const struct mdp_catalog *cat = mdp_session_catalog(c->s);
	const struct mdp_project *p = mdp_session_project(c->s);
	struct mdp_buf out = MDP_BUF_INIT;
	const char *asks[3];
	int64_t first = INT64_MAX, last = INT64_MIN;
	int tables = 0;
	for (int i = 0; i < cat->ntables; i++)
		tables += cat->tables[i].ncolumns > 0;
	int best = main_measure(cat), time = -1;
	if (best >= 0)
		time = cat->measures[best].time >= 0 ? cat->measures[best].time
						     : cat->entities[cat->measures[best].entity].time;
	if (time >= 0 && !mdp_catalog_period(cat, time, &first, &last))
		first = INT64_MAX;
	const char *where = p->root ? p->root : p->warehouse;
	mdp_buf_printf(&out, "mdp on %s: %d tables", where ? mdp_path_base(where) : "this warehouse", tables);
	if (first <= last)
		mdp_buf_printf(&out, ", %s", mdp_period_human(&c->cli->arena, first, last + 1));
	int n = tried(c, asks, 3);
	mdp_buf_puts(&out, n ? "\nAsk: " : "\nAsk a question.");
	for (int i = 0; i < n; i++)
		mdp_buf_printf(&out, "%s%s", i ? " · " : "", asks[i]);
	mdp_buf_puts(&out, "\n/help tells more, Tab completes names, /quit leaves.\n");
	const char *text = mdp_arena_strdup(&c->cli->arena, mdp_buf_cstr(&out));
	mdp_buf_clear(&out);
	mdp_text_wrap(&out, text, c->style.width, 0);
	put(c, &out);
}

static int open_chat(struct chat *c)
{
	struct mdp_cli *cli = c->cli;
	mdp_cli_interrupts(NULL);
	if (mdp_cli_session(cli, &c->s) < 0)
		return -1;
	struct mdp_engine *e = mdp_session_engine(c->s, &cli->err);
	if (!e)
		return -1;
	c->talk = mdp_conversation_new();
	if (!c->talk)
		return mdp_fail(&cli->err, MDP_INTERNAL, "out of memory");
	mdp_session_suggest(c->s, true);
	c->style.picking = c->style.quiet ? NULL : "its number takes one";
	c->terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	c->engine = e;
	mdp_cli_interrupts_held(c->terminal);
	mdp_cli_interrupts(c->terminal ? NULL : e);
	return 0;
}

int mdp_cmd_chat(struct mdp_cli *cli)
{
	struct chat c = { .cli = cli };
	const char *names[NCOMMANDS];
	int rc, code;
	mdp_arena_init(&c.arena);
	if (mdp_cli_style(cli, &c.style) < 0 || mdp_cli_number(cli, MDP_OPT_LIMIT, 1, INT32_MAX, &c.limit) < 0)
		return mdp_cli_fail(cli);
	rc = open_chat(&c);
	if (rc >= 0 && c.terminal) {
		for (int i = 0; i < NCOMMANDS; i++)
			names[i] = commands[i].name;
		c.words = mdp_chat_words(mdp_session_catalog(c.s), names, NCOMMANDS, &cli->arena);
		c.editor = mdp_chat_editor_new(mdp_cli_state_path(cli, NULL, "history"), &c.words);
		banner(&c);
	}
	if (rc >= 0 && mdp_cli_has(cli, MDP_OPT_RESUME))
		rc = resume(&c, cli->values[MDP_OPT_RESUME]);
	if (rc >= 0)
		talk(&c);
	mdp_chat_editor_free(c.editor);
	mdp_cli_interrupts(NULL);
	/* on a terminal the person has seen what happened; a script gets the code of its last question */
	code = rc < 0 ? mdp_cli_fail_as_answer(cli, &c.style, NULL) : c.terminal ? 0 : c.code;
	free(c.line);
	mdp_answer_release(&c.last);
	mdp_arena_release(&c.arena);
	mdp_conversation_free(c.talk);
	mdp_session_free(c.s);
	return code;
}
