/*
 * Python as far as it must be understood to search in it: where its comments and its texts of several lines are. They are
 * blanked, and everything else stays at its place.
 */
#include <string.h>

#include "project/dags.h"
#include "base/banned.h"

static void blank(char *out, const char *text, const char *from, const char *to)
{
	for (const char *p = from; p < to; p++)
		if (*p != '\n')
			out[p - text] = ' ';
}

/* Behind the text that begins at `p`, whose quote it is; `lines` where it may have several. */
static const char *end_of_text(const char *p, const char *end, bool *lines)
{
	char quote = *p;

	*lines = end - p >= 3 && p[1] == quote && p[2] == quote;
	p += *lines ? 3 : 1;
	for (; p < end; p++) {
		if (*p == '\\' && p + 1 < end) {
			p++;
		} else if (*lines && end - p >= 3 && p[0] == quote && p[1] == quote && p[2] == quote) {
			return p + 3;
		} else if (!*lines && (*p == quote || *p == '\n')) {
			return p + (*p == quote);
		}
	}
	return end;
}

void mdp_python_blank(struct mdp_arena *a, struct mdp_str text, const char **bare, const char **code)
{
	char *without_comments = mdp_arena_strndup(a, text.p, text.n), *texts = mdp_arena_strndup(a, text.p, text.n);
	const char *end = text.p + text.n;

	for (const char *p = text.p; p < end;) {
		const char *from = p;
		bool lines;

		if (*p == '#') {
			const char *nl = memchr(p, '\n', (size_t)(end - p));

			p = nl ? nl : end;
			blank(without_comments, text.p, from, p);
			blank(texts, text.p, from, p);
		} else if (*p == '"' || *p == '\'') {
			p = end_of_text(p, end, &lines);
			if (lines)
				blank(texts, text.p, from, p);
		} else {
			p++;
		}
	}
	*bare = without_comments;
	*code = texts;
}
