/*
 * The terminal of chat: libedit with history, Tab for names, and Ctrl-C that breaks a line off and never ends the program. Candidates are
 * phrases ("order value"), so what is completed may begin several words back.
 */
#include <ctype.h>
#include <errno.h>
#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <strings.h>
#include "base/utf8.h"
#include "cmd/chat.h"
#include "base/banned.h"

#define HISTORY_LINES 1000
#define WORDS_MAX 20000 /* candidates that are kept */
#define VALUES_OF_COLUMN 200
#define SHOWN_MAX 40 /* candidates that Tab lists */
#define WORDS_BACK 4

struct mdp_chat_editor {
	EditLine *edit;
	History *history;
	const char *path;
	const struct mdp_chat_words *words;
};

static int by_text(const void *a, const void *b)
{
	return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

struct gather {
	struct mdp_arena *a;
	const char **items;
	int n, cap;
};

static void add(struct gather *g, const char *text)
{
	if (text && text[0] && g->n < WORDS_MAX && !strpbrk(text, "\n\t"))
		MDP_PUSH(g->a, g->items, g->n, g->cap, text);
}

struct mdp_chat_words mdp_chat_words(const struct mdp_catalog *c, const char *const *commands, int ncommands,
				     struct mdp_arena *a)
{
	struct gather g = { .a = a };
	for (int i = 0; i < ncommands; i++)
		add(&g, commands[i]);
	for (int i = 0; i < c->nmeasures; i++)
		add(&g, c->measures[i].name);
	for (int i = 0; i < c->nentities; i++)
		add(&g, c->entities[i].plural);
	for (int i = 0; i < c->ncolumns; i++) {
		const struct mdp_column *col = &c->columns[i];
		if (col->hidden || col->mirror >= 0)
			continue;
		add(&g, col->label ? col->label : col->words);
		for (int k = 0; k < col->nvalues && k < VALUES_OF_COLUMN && col->all_values; k++)
			add(&g, col->values[k].norm ? col->values[k].norm : col->values[k].text);
	}
	if (g.n)
		qsort(g.items, (size_t)g.n, sizeof(*g.items), by_text);
	int kept = 0;
	for (int i = 0; i < g.n; i++)
		if (!kept || strcasecmp(g.items[kept - 1], g.items[i]) != 0)
			g.items[kept++] = g.items[i];
	return (struct mdp_chat_words){ g.items, kept };
}

static int matches(const struct mdp_chat_words *w, const char *text, size_t n, const char **found, int max)
{
	int lo = 0, hi = w->n, count = 0;
	while (lo < hi) {
		int mid = (lo + hi) / 2;
		if (strncasecmp(w->items[mid], text, n) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < w->n && !strncasecmp(w->items[lo], text, n) && count < max; lo++)
		found[count++] = w->items[lo];
	return count;
}

int mdp_chat_complete(const struct mdp_chat_words *words, struct mdp_str text, const char **found, int max,
		      size_t *typed)
{
	size_t starts[WORDS_BACK], at = text.n;
	int n = 0;
	while (n < WORDS_BACK && at > 0) { /* where each of the last words begins */
		while (at > 0 && text.p[at - 1] != ' ')
			at--;
		starts[n++] = at;
		while (at > 0 && text.p[at - 1] == ' ')
			at--;
	}
	for (int i = n - 1; i >= 0; i--) { /* rather a phrase than its last word */
		*typed = text.n - starts[i];
		int k = *typed ? matches(words, text.p + starts[i], *typed, found, max) : 0;
		if (k)
			return k;
	}
	*typed = 0;
	return 0;
}

static struct mdp_chat_editor *of_edit(EditLine *edit)
{
	void *data = NULL;
	el_get(edit, EL_CLIENTDATA, &data);
	return data;
}

static void list(const char *const *found, int n)
{
	putchar('\n');
	for (int i = 0; i < n && i < SHOWN_MAX; i++)
		printf("%s%s", i ? ", " : "", found[i]);
	printf("%s\n", n > SHOWN_MAX ? ", …" : "");
}

static unsigned char on_tab(EditLine *edit, wint_t ch)
{
	struct mdp_chat_editor *e = of_edit(edit);
	const LineInfo *line = el_line(edit);
	const char *found[SHOWN_MAX + 1];
	size_t typed;
	(void)ch;
	struct mdp_str before = { line->buffer, (size_t)(line->cursor - line->buffer) };
	int n = mdp_chat_complete(e->words, before, found, SHOWN_MAX + 1, &typed);
	if (!n)
		return CC_REFRESH_BEEP;
	size_t common = strlen(found[0]);
	for (int i = 1; i < n; i++) {
		size_t k = 0;
		while (k < common && tolower((unsigned char)found[0][k]) == tolower((unsigned char)found[i][k]))
			k++;
		common = k;
	}
	while (common > typed && ((unsigned char)found[0][common] & 0xC0) == 0x80)
		common--; /* never within a character */
	if (common > typed) {
		char text[256];
		size_t more = common - typed < sizeof(text) - 2 ? common - typed : sizeof(text) - 2;
		memcpy(text, found[0] + typed, more);
		if (n == 1)
			text[more++] = ' ';
		text[more] = '\0';
		return el_insertstr(edit, text) < 0 ? CC_REFRESH_BEEP : CC_REFRESH;
	}
	if (n == 1)
		return CC_REFRESH_BEEP;
	list(found, n);
	return CC_REDISPLAY;
}

static char *prompt(EditLine *edit)
{
	static char text[] = "mdp> ";
	(void)edit;
	return text;
}

struct mdp_chat_editor *mdp_chat_editor_new(const char *path, const struct mdp_chat_words *words)
{
	HistEvent ev;
	struct mdp_chat_editor *e = calloc(1, sizeof(*e));
	if (!e)
		return NULL;
	e->path = path;
	e->words = words;
	e->edit = el_init("mdp", stdin, stdout, stderr);
	e->history = history_init();
	if (!e->edit || !e->history) {
		mdp_chat_editor_free(e);
		return NULL;
	}
	history(e->history, &ev, H_SETSIZE, HISTORY_LINES);
	history(e->history, &ev, H_SETUNIQUE, 1);
	el_set(e->edit, EL_CLIENTDATA, e);
	el_set(e->edit, EL_PROMPT, prompt);
	el_set(e->edit, EL_EDITOR, "emacs");
	el_set(e->edit, EL_SIGNAL, 0);
	el_set(e->edit, EL_HIST, history, e->history);
	/* its narrow form copies both texts and keeps the copies for ever */
	el_wset(e->edit, EL_ADDFN, L"mdp-complete", L"complete names", on_tab);
	el_set(e->edit, EL_BIND, "^I", "mdp-complete", NULL);
	el_set(e->edit, EL_BIND, "^R", "em-inc-search-prev", NULL);
	if (path)
		history(e->history, &ev, H_LOAD, path);
	el_source(e->edit, NULL);
	return e;
}

void mdp_chat_editor_free(struct mdp_chat_editor *e)
{
	HistEvent ev;
	if (!e)
		return;
	if (e->history && e->path)
		history(e->history, &ev, H_SAVE, e->path);
	if (e->edit)
		el_end(e->edit);
	if (e->history)
		history_end(e->history);
	free(e);
}

bool mdp_chat_editor_line(struct mdp_chat_editor *e, struct mdp_str *line)
{
	HistEvent ev;
	int n = 0;
	errno = 0;
	const char *text = el_gets(e->edit, &n);
	*line = (struct mdp_str){ "", 0 };
	if (mdp_cli_was_interrupted()) {
		el_reset(e->edit);
		fputs("^C\n", stdout);
		fflush(stdout);
		return true;
	}
	if (!text || n <= 0)
		return n < 0 && errno == EINTR; /* another signal, such as of a window that changed */
	*line = mdp_str_trim((struct mdp_str){ text, (size_t)n });
	if (line->n)
		history(e->history, &ev, H_ENTER, text);
	return true;
}
