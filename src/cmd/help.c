/*
 * Help, the man page, the reference in Markdown and shell completion: four views of the tables. A test holds docs/mdp.1
 * and docs/commands.md to what this prints.
 */
#include <stdio.h>
#include <string.h>
#include "base/utf8.h"
#include "cmd/cmd.h"
#include "base/banned.h"

#define HELP_WIDTH 92

static const struct {
	int code;
	const char *meaning;
} exits[] = {
	{ 0, "answered" },
	{ 1, "done, but a check it was asked for failed" },
	{ 2, "usage" },
	{ 3, "refused: the data, or what is understood of it, cannot answer this" },
	{ 4, "a choice is needed: several readings are as likely" },
	{ 5, "warehouse or input/output error" },
};

static bool takes(uint64_t options, int id)
{
	return options >> id & 1;
}

/* "--format FORMAT" or "-f, --format FORMAT". */
static void option_form(char *out, size_t size, const struct mdp_option *o)
{
	char letter[8] = "";
	if (o->letter)
		snprintf(letter, sizeof(letter), "-%c, ", o->letter);
	snprintf(out, size, "%s--%s%s%s", letter, o->name, o->arg ? " " : "", o->arg ? o->arg : "");
}

/* Words of text in lines of HELP_WIDTH, each begun with `indent` spaces; `at` cells of the first are used. */
static void wrap(struct mdp_buf *out, const char *text, int indent, int at)
{
	struct mdp_str rest = mdp_str_of(text), word;
	bool first = true;
	while (mdp_str_next(&rest, ' ', &word)) {
		int w = mdp_utf8_width(word);
		if (!first && at + 1 + w > HELP_WIDTH) {
			mdp_buf_printf(out, "\n%*s", indent, "");
			at = indent;
			first = true;
		}
		if (!first)
			mdp_buf_putc(out, ' ');
		mdp_buf_str(out, word);
		at += w + !first;
		first = false;
	}
	mdp_buf_putc(out, '\n');
}

static void list_options(struct mdp_buf *out, uint64_t options)
{
	const int column = 30;
	for (int i = 0; i < MDP_OPT_COUNT; i++) {
		const struct mdp_option *o = &mdp_options[i];
		char form[64], text[256];
		if (!takes(options, i))
			continue;
		option_form(form, sizeof(form), o);
		snprintf(text, sizeof(text), "%s%s%s%s", o->help, o->def ? " [" : "", o->def ? o->def : "",
			 o->def ? "]" : "");
		mdp_buf_printf(out, "  %-*s", column - 2, form);
		if ((int)strlen(form) > column - 3)
			mdp_buf_printf(out, "\n%*s", column, "");
		wrap(out, text, column, column);
	}
}

void mdp_help_overview(struct mdp_buf *out)
{
	mdp_buf_puts(out, "mdp answers business questions from a data platform, and runs the platform.\n\n"
			  "Usage: mdp COMMAND [OPTION…] [ARGUMENT…]\n\nCommands:\n");
	for (int i = 0; i < mdp_ncommands; i++)
		mdp_buf_printf(out, "  %-14s %s\n", mdp_commands[i].name, mdp_commands[i].help);
	mdp_buf_puts(out, "\nOptions of every command:\n");
	list_options(out, mdp_global_options);
	mdp_buf_puts(out, "\nExit codes:\n");
	for (size_t i = 0; i < sizeof(exits) / sizeof(exits[0]); i++)
		mdp_buf_printf(out, "  %d  %s\n", exits[i].code, exits[i].meaning);
	mdp_buf_puts(out, "\nmdp help COMMAND tells more about one.\n");
}

static void synopsis(struct mdp_buf *out, const struct mdp_command *c)
{
	mdp_buf_printf(out, "mdp %s [OPTION…]%s%s", c->name, c->args[0] ? " " : "", c->args);
}

void mdp_help_command(struct mdp_buf *out, const struct mdp_command *c)
{
	mdp_buf_puts(out, "Usage: ");
	synopsis(out, c);
	mdp_buf_puts(out, "\n\n");
	struct mdp_str rest = mdp_str_of(c->more), paragraph;
	while (mdp_str_next(&rest, '\n', &paragraph)) {
		char line[2048];
		snprintf(line, sizeof(line), "%.*s", (int)paragraph.n, paragraph.p);
		wrap(out, line, 0, 0);
		mdp_buf_putc(out, '\n');
	}
	for (int k = 0; k < 3 && c->aliases[k]; k++)
		mdp_buf_printf(out, "Also: mdp %s\n\n", c->aliases[k]);
	if (c->options) {
		mdp_buf_puts(out, "Options:\n");
		list_options(out, c->options);
		mdp_buf_putc(out, '\n');
	}
	mdp_buf_puts(out, "Options of every command: see mdp help.\n");
	if (c->example)
		mdp_buf_printf(out, "\nExample:\n  %s\n", c->example);
}

/* Text for roff: a dash of an option stays a dash, a line never begins as a request, only ASCII. */
static void roff(struct mdp_buf *out, const char *text)
{
	struct mdp_str s = mdp_str_of(text);
	if (*text == '.' || *text == '\'')
		mdp_buf_puts(out, "\\&");
	for (size_t i = 0; i < s.n;) {
		int32_t cp = mdp_utf8_next(s, &i);
		if (cp == '-')
			mdp_buf_puts(out, "\\-");
		else if (cp == '\\')
			mdp_buf_puts(out, "\\e");
		else if (cp == '\n')
			mdp_buf_puts(out, "\n.PP\n");
		else if (cp < 0x80)
			mdp_buf_putc(out, (char)cp);
		else
			mdp_buf_printf(out, "\\[u%04X]", (unsigned)cp);
	}
	mdp_buf_putc(out, '\n');
}

static void man_options(struct mdp_buf *out, uint64_t options)
{
	for (int i = 0; i < MDP_OPT_COUNT; i++) {
		char form[64];
		if (!takes(options, i))
			continue;
		option_form(form, sizeof(form), &mdp_options[i]);
		mdp_buf_puts(out, ".TP\n.B ");
		roff(out, form);
		roff(out, mdp_options[i].help);
		if (mdp_options[i].def) {
			mdp_buf_puts(out, "Default: ");
			roff(out, mdp_options[i].def);
		}
	}
}

void mdp_help_man(struct mdp_buf *out)
{
	mdp_buf_puts(out,
		     ".TH MDP 1 \"\" \"mdp " MDP_VERSION "\" \"User Commands\"\n.SH NAME\n"
		     "mdp \\- answers business questions from a data platform, and runs the platform\n"
		     ".SH SYNOPSIS\n.B mdp\n.I COMMAND\n[\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n.SH COMMANDS\n");
	for (int i = 0; i < mdp_ncommands; i++) {
		const struct mdp_command *c = &mdp_commands[i];
		struct mdp_buf line = MDP_BUF_INIT;
		synopsis(&line, c);
		mdp_buf_puts(out, ".SS ");
		roff(out, mdp_buf_cstr(&line));
		mdp_buf_release(&line);
		roff(out, c->more);
		man_options(out, c->options);
	}
	mdp_buf_puts(out, ".SH OPTIONS OF EVERY COMMAND\n");
	man_options(out, mdp_global_options);
	mdp_buf_puts(out, ".SH EXIT STATUS\n");
	for (size_t i = 0; i < sizeof(exits) / sizeof(exits[0]); i++)
		mdp_buf_printf(out, ".TP\n.B %d\n%s\n", exits[i].code, exits[i].meaning);
}

static void markdown_options(struct mdp_buf *out, uint64_t options)
{
	mdp_buf_puts(out, "| option | meaning | default |\n|---|---|---|\n");
	for (int i = 0; i < MDP_OPT_COUNT; i++) {
		char form[64];
		if (!takes(options, i))
			continue;
		option_form(form, sizeof(form), &mdp_options[i]);
		mdp_buf_puts(out, "| `");
		for (const char *p = form; *p; p++)
			mdp_buf_printf(out, *p == '|' ? "\\%c" : "%c", *p);
		mdp_buf_printf(out, "` | %s | %s |\n", mdp_options[i].help,
			       mdp_options[i].def ? mdp_options[i].def : "");
	}
	mdp_buf_putc(out, '\n');
}

void mdp_help_markdown(struct mdp_buf *out)
{
	mdp_buf_puts(out, "# Commands\n\nMade from the tables of `src/cmd` by `mdp help --markdown`; a test holds it "
			  "to them.\n\n");
	for (int i = 0; i < mdp_ncommands; i++)
		mdp_buf_printf(out, "- [`mdp %s`](#mdp-%s): %s\n", mdp_commands[i].name, mdp_commands[i].name,
			       mdp_commands[i].help);
	mdp_buf_puts(out,
		     "\n## Options of every command\n\nThey stand before or after the command; `--` ends options.\n\n");
	markdown_options(out, mdp_global_options);
	mdp_buf_puts(out, "## Exit codes\n\n| code | meaning |\n|---|---|\n");
	for (size_t i = 0; i < sizeof(exits) / sizeof(exits[0]); i++)
		mdp_buf_printf(out, "| %d | %s |\n", exits[i].code, exits[i].meaning);
	for (int i = 0; i < mdp_ncommands; i++) {
		const struct mdp_command *c = &mdp_commands[i];
		mdp_buf_printf(out, "\n## mdp %s\n\n    ", c->name);
		synopsis(out, c);
		mdp_buf_puts(out, "\n\n");
		for (const char *p = c->more; *p; p++)
			mdp_buf_puts(out, *p == '\n' ? "\n\n" : (char[]){ *p, '\0' });
		mdp_buf_puts(out, "\n");
		for (int k = 0; k < 3 && c->aliases[k]; k++)
			mdp_buf_printf(out, "\nAlso: `mdp %s`\n", c->aliases[k]);
		if (c->options) {
			mdp_buf_putc(out, '\n');
			markdown_options(out, c->options);
			out->n--; /* the next heading brings its own empty line */
			out->p[out->n] = '\0';
		}
		if (c->example)
			mdp_buf_printf(out, "\nExample: `%s`\n", c->example);
	}
}
