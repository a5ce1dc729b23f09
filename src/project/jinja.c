/*
 * Which models does a model read, and how is it configured? dbt answers by running the template; here the text is
 * searched for calls with literal arguments, which is how people write them. A call with anything else in it is still
 * found, with that argument left NULL, so that nobody takes a part for the whole.
 */
#include "project/jinja.h"

#include <ctype.h>
#include <string.h>

#include "base/banned.h"

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static size_t skip_space(struct mdp_str t, size_t i)
{
	while (i < t.n && isspace((unsigned char)t.p[i]))
		i++;
	return i;
}

/* End of the argument that begins at i: the next comma or the closing parenthesis of the call. */
static size_t argument_end(struct mdp_str t, size_t i)
{
	int depth = 0;
	for (; i < t.n; i++) {
		char c = t.p[i];
		if (c == '\'' || c == '"') {
			const char *end = memchr(t.p + i + 1, c, t.n - i - 1);
			if (!end)
				return t.n;
			i = (size_t)(end - t.p);
		} else if (c == '(' || c == '[' || c == '{') {
			depth++;
		} else if (c == ')' || c == ']' || c == '}') {
			if (!depth)
				return i;
			depth--;
		} else if (c == ',' && !depth) {
			return i;
		}
	}
	return t.n;
}

static const char *literal(struct mdp_arena *a, struct mdp_str s)
{
	s = mdp_str_trim(s);
	if (s.n >= 2 && (s.p[0] == '\'' || s.p[0] == '"') && s.p[s.n - 1] == s.p[0] &&
	    !memchr(s.p + 1, s.p[0], s.n - 2))
		return mdp_arena_strndup(a, s.p + 1, s.n - 2);
	for (size_t i = 0; i < s.n; i++)
		if (!is_word(s.p[i]) && s.p[i] != '.')
			return NULL;
	return s.n ? mdp_arena_strndup(a, s.p, s.n) : NULL;
}

static void argument(struct mdp_arena *a, struct mdp_str s, struct mdp_jinja_call *call)
{
	size_t i = 0;
	s = mdp_str_trim(s);
	while (i < s.n && is_word(s.p[i]))
		i++;
	size_t eq = skip_space(s, i);
	if (i && eq < s.n && s.p[eq] == '=' && (eq + 1 == s.n || s.p[eq + 1] != '=')) {
		call->names[call->nargs] = mdp_arena_strndup(a, s.p, i);
		s = (struct mdp_str){ s.p + eq + 1, s.n - eq - 1 };
	}
	call->args[call->nargs++] = literal(a, s);
}

/* False with *at at the end of the text when the call is never closed: then there is no other behind it either. */
static bool read_call(struct mdp_arena *a, struct mdp_str t, size_t open, size_t *at, struct mdp_jinja_call *call)
{
	*call = (struct mdp_jinja_call){ 0 };
	size_t i = open + 1;
	while (i < t.n) {
		i = skip_space(t, i);
		if (i < t.n && t.p[i] == ')') {
			*at = i + 1;
			return true;
		}
		size_t end = argument_end(t, i);
		if (call->nargs < MDP_JINJA_ARGS)
			argument(a, (struct mdp_str){ t.p + i, end - i }, call);
		if (end >= t.n)
			break;
		i = t.p[end] == ',' ? end + 1 : end;
		if (t.p[end] != ',' && t.p[end] != ')')
			return false;
	}
	*at = t.n;
	return false;
}

bool mdp_jinja_next(struct mdp_arena *a, struct mdp_str t, const char *function, size_t *at,
		    struct mdp_jinja_call *call)
{
	size_t n = strlen(function);
	for (size_t i = *at; i + n < t.n; i++) {
		if (t.p[i] == '{' && t.p[i + 1] == '#') {
			const char *end = memmem(t.p + i, t.n - i, "#}", 2);
			if (!end)
				break;
			i = (size_t)(end - t.p) + 1;
			continue;
		}
		if (memcmp(t.p + i, function, n) || (i && (is_word(t.p[i - 1]) || t.p[i - 1] == '.')))
			continue;
		size_t open = skip_space(t, i + n);
		if (open >= t.n || t.p[open] != '(')
			continue;
		if (read_call(a, t, open, at, call))
			return true;
		if (*at == t.n)
			break;
	}
	*at = t.n;
	return false;
}

const char *mdp_jinja_keyword(const struct mdp_jinja_call *call, const char *name)
{
	for (int i = 0; i < call->nargs; i++)
		if (call->names[i] && !strcmp(call->names[i], name))
			return call->args[i];
	return NULL;
}
