/*
 * The parser tells where the parts of an expression begin, not where the expression ends. Its text is what stands between the commas
 * of the list around those parts; lists are told apart by their depth of parentheses. Only for people to read: nothing is concluded
 * from it.
 */
#include "project/sqlspan.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/banned.h"

#define MAX_SHOWN 400 /* bytes of an expression */

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* The end of a comment that begins at i; i when none does. */
static size_t skip_comment(const char *s, size_t i)
{
	if (s[i] == '-' && s[i + 1] == '-') {
		const char *end = strchr(s + i, '\n');
		return end ? (size_t)(end - s) : strlen(s);
	}
	if (s[i] == '/' && s[i + 1] == '*') {
		const char *end = strstr(s + i + 2, "*/");
		return end ? (size_t)(end - s) + 2 : strlen(s);
	}
	return i;
}

static size_t token_end(const char *s, size_t i)
{
	size_t k = i + 1;
	if (s[i] == '\'' || s[i] == '"') {
		while (s[k] && (s[k] != s[i] || s[k + 1] == s[i]))
			k += s[k] == s[i] ? 2 : 1;
		return s[k] ? k + 1 : k;
	}
	while (is_word(s[i]) && is_word(s[k]))
		k++;
	return k;
}

void mdp_sql_tokens(struct mdp_arena *a, const char *s, struct mdp_sql_tokens *out)
{
	int depth = 0;
	*out = (struct mdp_sql_tokens){ .sql = s };
	for (size_t i = 0; s[i];) {
		size_t behind = skip_comment(s, i);
		if (behind > i || isspace((unsigned char)s[i])) {
			i = behind > i ? behind : i + 1;
			continue;
		}
		struct mdp_sql_token t = { .at = i, .n = token_end(s, i) - i };
		if (strchr(")]}", s[i]))
			depth -= depth > 0;
		t.depth = depth;
		depth += strchr("([{", s[i]) != NULL;
		MDP_PUSH(a, out->items, out->n, out->cap, t);
		i += t.n;
	}
}

static bool is(const struct mdp_sql_tokens *t, int i, const char *word)
{
	return i >= 0 && i < t->n && t->items[i].n == strlen(word) &&
	       !strncasecmp(t->sql + t->items[i].at, word, t->items[i].n);
}

static int token_at(const struct mdp_sql_tokens *t, size_t at)
{
	int found = -1;
	for (int i = 0; i < t->n && t->items[i].at <= at; i++)
		found = i;
	return found >= 0 && at < t->items[found].at + t->items[found].n ? found : -1;
}

/* What opens the list around a token: SELECT, or the parenthesis of * REPLACE (…); -1 if none. */
static int opener_of(const struct mdp_sql_tokens *t, int i)
{
	int depth = t->items[i].depth;
	for (int k = i; k >= 0; k--) {
		bool outer = t->items[k].depth < depth;
		if (outer)
			depth = t->items[k].depth;
		if (outer && is(t, k, "(") && is(t, k - 1, "replace"))
			return k;
		if (t->items[k].depth == depth && is(t, k, "select"))
			return k;
	}
	return -1;
}

/* The first token of the list behind SELECT. */
static int list_begin(const struct mdp_sql_tokens *t, int select)
{
	int i = select + 1;
	if (is(t, i, "all"))
		return i + 1;
	if (!is(t, i, "distinct"))
		return i;
	if (!is(t, i + 1, "on") || !is(t, i + 2, "("))
		return i + 1;
	for (i += 3; i < t->n && t->items[i].depth > t->items[select].depth; i++)
		;
	return i + 1;
}

static bool ends_item(const struct mdp_sql_tokens *t, int i, int depth)
{
	static const char *const words[] = { ",",      "from",      "where",   "group",  "having",
					     "order",  "limit",     "qualify", "union",  "except",
					     "window", "intersect", "sample",  "offset", ";" };
	if (t->items[i].depth < depth)
		return true;
	for (size_t k = 0; t->items[i].depth == depth && k < sizeof(words) / sizeof(words[0]); k++)
		if (is(t, i, words[k]))
			return strcmp(words[k], "from") != 0 || !is(t, i - 1, "distinct");
	return false;
}

/* The last token before an alias: "x as name", "x name", "x as "name"". */
static int without_alias(const struct mdp_sql_tokens *t, int first, int last, const char *alias)
{
	if (!alias || last <= first)
		return last;
	size_t n = strlen(alias);
	const char *text = t->sql + t->items[last].at;
	bool quoted = t->items[last].n == n + 2 && *text == '"' && !strncasecmp(text + 1, alias, n);
	if (!quoted && (t->items[last].n != n || strncasecmp(text, alias, n) != 0))
		return last;
	last--;
	return last > first && is(t, last, "as") ? last - 1 : last;
}

static const char *shown(struct mdp_arena *a, const struct mdp_sql_tokens *t, int first, int last)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (int i = first; i <= last; i++) {
		size_t before = i > first ? t->items[i - 1].at + t->items[i - 1].n : t->items[i].at;
		if (b.n > MAX_SHOWN) {
			mdp_buf_puts(&b, " …");
			break;
		}
		if (t->items[i].at > before)
			mdp_buf_putc(&b, ' ');
		mdp_buf_put(&b, t->sql + t->items[i].at, t->items[i].n);
	}
	const char *out = mdp_arena_strndup(a, b.n ? b.p : "", b.n);
	mdp_buf_release(&b);
	return out;
}

const char *mdp_sql_item(struct mdp_arena *a, const struct mdp_sql_tokens *t, size_t lo, size_t hi, const char *alias)
{
	int from = lo > hi ? -1 : token_at(t, lo), to = from < 0 ? -1 : token_at(t, hi);
	int select = to < 0 ? -1 : opener_of(t, from);
	if (select < 0 || select == from)
		return NULL;
	bool list = is(t, select, "(");
	int depth = t->items[select].depth + list, first = list ? select + 1 : list_begin(t, select), last = to;
	for (int i = first; i <= from; i++)
		if (t->items[i].depth == depth && is(t, i, ","))
			first = i + 1;
	while (last + 1 < t->n && !ends_item(t, last + 1, depth))
		last++;
	/* both ends in one item, or the list was not understood */
	for (int i = first; i <= to; i++)
		if (ends_item(t, i, depth))
			return NULL;
	return first <= from ? shown(a, t, first, without_alias(t, first, last, alias)) : NULL;
}
