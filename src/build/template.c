/*
 * A scanner over the template and a recursive reader (with a depth) of one call's literals. White-space control (`{{-`, `-}}`)
 * is honoured, so that the SQL that runs is the SQL that dbt would run.
 */
#include "build/template.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/banned.h"

#define DEPTH 16
#define SHOWN 60

struct reader {
	struct mdp_arena *a;
	const char *p, *end;
	const char *file;
	int line;
	struct mdp_error *err;
};

int mdp_build_refuse(struct mdp_error *err, const char *file, int line, const char *fmt, ...)
{
	char what[256];
	va_list ap;
	int rc;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	rc = mdp_fail(err, MDP_REFUSED, "%s is not understood by the native build", what);
	mdp_error_hint(
		err, "run this project with dbt (dbt build), then check and publish its file with `mdp publish FILE`");
	mdp_error_at(err, file, line);
	if (err)
		err->reason = MDP_REASON_UNSUPPORTED;
	return rc;
}

bool mdp_template_in(const char *text)
{
	return text && (strstr(text, "{{") || strstr(text, "{%"));
}

static void skip_space(struct reader *r)
{
	for (; r->p < r->end && isspace((unsigned char)*r->p); r->p++)
		r->line += *r->p == '\n';
}

static bool eat(struct reader *r, char c)
{
	skip_space(r);
	if (r->p >= r->end || *r->p != c)
		return false;
	r->p++;
	return true;
}

static const char *read_name(struct reader *r)
{
	const char *from;

	skip_space(r);
	from = r->p;
	while (r->p < r->end && (isalnum((unsigned char)*r->p) || *r->p == '_'))
		r->p++;
	return r->p > from && !isdigit((unsigned char)*from) ? mdp_arena_strndup(r->a, from, (size_t)(r->p - from))
							     : NULL;
}

/* The rest of what stands between the braces, cut for a message. */
static const char *rest(const struct reader *r, const char *from)
{
	struct mdp_str s = mdp_str_trim((struct mdp_str){ from, (size_t)(r->end - from) });
	size_t n = s.n > SHOWN ? SHOWN : s.n;
	const char *nl = memchr(s.p, '\n', n);

	return mdp_arena_strndup(r->a, s.p, nl ? (size_t)(nl - s.p) : n);
}

static int read_text(struct reader *r, struct mdp_template_value *v)
{
	struct mdp_buf b = MDP_BUF_INIT;
	char quote = *r->p++;

	for (; r->p < r->end && *r->p != quote; r->p++) {
		if (*r->p == '\\' && r->p + 1 < r->end) {
			r->p++;
			mdp_buf_putc(&b, *r->p == 'n' ? '\n' : *r->p == 't' ? '\t' : *r->p);
			continue;
		}
		r->line += *r->p == '\n';
		mdp_buf_putc(&b, *r->p);
	}
	v->kind = MDP_TEMPLATE_TEXT;
	v->text = mdp_arena_strndup(r->a, mdp_buf_cstr(&b), b.n);
	mdp_buf_release(&b);
	if (r->p >= r->end)
		return mdp_build_refuse(r->err, r->file, r->line, "the text that is not closed in Jinja");
	r->p++;
	return 0;
}

static int read_value(struct reader *r, struct mdp_template_value *v, int depth);

/* Values up to `close`; in a map each has a key before a colon, in a call it may have a name before an equals sign. */
static int read_values(struct reader *r, char close, bool map, struct mdp_template_value **out, int depth)
{
	int rc = 0;

	while (!rc && !eat(r, close)) {
		struct mdp_template_value *v = MDP_NEW(r->a, struct mdp_template_value), key = { 0 };
		const char *from;
		int line;

		skip_space(r);
		from = r->p;
		line = r->line;
		if (map) {
			rc = read_value(r, &key, depth);
			if (!rc && (key.kind != MDP_TEMPLATE_TEXT || !eat(r, ':')))
				rc = mdp_build_refuse(r->err, r->file, line, "the Jinja '%s'", rest(r, from));
			v->name = key.text;
		} else if (close == ')') {
			const char *name = read_name(r);

			if (name && eat(r, '=') && !(r->p < r->end && *r->p == '=')) {
				v->name = name;
			} else {
				r->p = from;
				r->line = line;
			}
		}
		if (!rc)
			rc = read_value(r, v, depth);
		*out = v;
		out = &v->next;
		if (!rc && !eat(r, ',')) {
			if (!eat(r, close))
				rc = mdp_build_refuse(r->err, r->file, r->line, "the Jinja '%s'", rest(r, from));
			return rc;
		}
	}
	return rc;
}

static int read_word(struct reader *r, struct mdp_template_value *v)
{
	static const struct {
		const char *word;
		enum mdp_template_kind kind;
		const char *text;
	} words[] = {
		{ "true", MDP_TEMPLATE_BOOL, "true" },   { "True", MDP_TEMPLATE_BOOL, "true" },
		{ "false", MDP_TEMPLATE_BOOL, "false" }, { "False", MDP_TEMPLATE_BOOL, "false" },
		{ "none", MDP_TEMPLATE_NONE, NULL },     { "None", MDP_TEMPLATE_NONE, NULL },
	};
	const char *from = r->p, *name = read_name(r);

	for (size_t i = 0; name && i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(words[i].word, name)) {
			v->kind = words[i].kind;
			v->text = words[i].text;
			return 0;
		}
	return mdp_build_refuse(r->err, r->file, r->line, "the Jinja '%s'", rest(r, from));
}

static int read_value(struct reader *r, struct mdp_template_value *v, int depth)
{
	const char *from;

	if (depth <= 0)
		return mdp_build_refuse(r->err, r->file, r->line, "Jinja nested this deep");
	skip_space(r);
	from = r->p;
	if (r->p < r->end && (*r->p == '\'' || *r->p == '"'))
		return read_text(r, v);
	if (eat(r, '[')) {
		v->kind = MDP_TEMPLATE_LIST;
		return read_values(r, ']', false, &v->child, depth - 1);
	}
	if (eat(r, '{')) {
		v->kind = MDP_TEMPLATE_MAP;
		return read_values(r, '}', true, &v->child, depth - 1);
	}
	while (r->p < r->end &&
	       (isdigit((unsigned char)*r->p) || (r->p == from && *r->p == '-') || (r->p > from && *r->p == '.')))
		r->p++;
	if (r->p > from) {
		v->kind = MDP_TEMPLATE_NUMBER;
		v->text = mdp_arena_strndup(r->a, from, (size_t)(r->p - from));
		return 0;
	}
	return read_word(r, v);
}

/* All of what is between the braces must be one call. */
static int read_call(struct reader *r, struct mdp_template_call *call)
{
	const char *from;
	int rc;

	skip_space(r);
	from = r->p;
	*call = (struct mdp_template_call){ .file = r->file, .line = r->line };
	call->name = read_name(r);
	if (!call->name || !eat(r, '('))
		return mdp_build_refuse(r->err, r->file, call->line, "the Jinja expression '%s'", rest(r, from));
	rc = read_values(r, ')', false, &call->args, DEPTH);
	skip_space(r);
	if (!rc && r->p < r->end)
		rc = mdp_build_refuse(r->err, r->file, r->line,
				      *r->p == '|' ? "the Jinja filter '%s'" : "the Jinja '%s'", rest(r, r->p));
	return rc;
}

/* The end of a tag that begins at p: where its closing braces stand, quotes respected. NULL if it never ends. */
static const char *tag_end(const char *p, const char *end, const char *close)
{
	char quote = '\0';
	int braces = 0; /* of map literals */

	for (; p + 1 < end; p++) {
		if (quote) {
			quote = *p == quote && p[-1] != '\\' ? '\0' : quote;
			continue;
		}
		if (*close != '#' && (*p == '\'' || *p == '"'))
			quote = *p;
		else if (*close != '#' && *p == '{')
			braces++;
		else if (*close != '#' && *p == '}' && braces)
			braces--;
		else if (p[0] == close[0] && p[1] == '}')
			return p;
	}
	return NULL;
}

static void strip_right(struct mdp_buf *out)
{
	while (out->n && isspace((unsigned char)out->p[out->n - 1]))
		out->p[--out->n] = '\0';
}

static int count_lines(const char *from, const char *to)
{
	int n = 0;

	for (; from < to; from++)
		n += *from == '\n';
	return n;
}

/* Refuses a statement by its first word: {% if … %}. */
static int refuse_statement(struct reader *r)
{
	const char *from = r->p, *name = read_name(r);

	return mdp_build_refuse(r->err, r->file, r->line, "the Jinja statement '%s'", name ? name : rest(r, from));
}

/* The tag at `p`, whose kind is the character after the brace. */
static int render_tag(struct reader *r, char kind, mdp_template_fn *fn, void *data, struct mdp_buf *out)
{
	struct mdp_template_call call;
	int rc;

	if (kind == '#')
		return 0;
	if (kind == '%')
		return refuse_statement(r);
	rc = read_call(r, &call);
	return rc ? rc : fn(data, &call, out, r->err);
}

int mdp_template_render(struct mdp_arena *a, struct mdp_str text, const char *file, mdp_template_fn *fn, void *data,
			struct mdp_buf *out, struct mdp_error *err)
{
	const char *p = text.p, *end = text.p + text.n;
	int line = 1;

	while (p < end) {
		const char *open = p, *close;
		struct reader r = { .a = a, .file = file, .err = err };
		char closing[2] = { 0 };
		int rc;

		while ((open = memchr(open, '{', (size_t)(end - open))) &&
		       !(open + 1 < end && strchr("{%#", open[1]) && open[1]))
			open++;
		mdp_buf_put(out, p, (size_t)((open ? open : end) - p));
		line += count_lines(p, open ? open : end);
		if (!open)
			break;
		closing[0] = open[1] == '{' ? '}' : open[1];
		close = tag_end(open + 2, end, closing);
		if (!close)
			return mdp_build_refuse(err, file, line, "the tag '{%c' that is not closed", open[1]);
		r.p = open + 2;
		r.end = close;
		r.line = line;
		if (r.p < r.end && *r.p == '-') {
			strip_right(out);
			r.p++;
		}
		if (r.end > r.p && r.end[-1] == '-')
			r.end--;
		rc = render_tag(&r, open[1], fn, data, out);
		if (rc)
			return rc;
		p = close + 2;
		line += count_lines(open, p);
		for (bool strip = close[-1] == '-'; strip && p < end && isspace((unsigned char)*p); p++)
			line += *p == '\n';
	}
	return 0;
}

int mdp_template_expr(struct mdp_arena *a, const char *text, const char *file, int line, struct mdp_template_call *out,
		      struct mdp_error *err)
{
	struct mdp_str s = mdp_str_trim(mdp_str_of(text));
	struct reader r = { .a = a, .file = file, .line = line, .err = err };

	if (s.n >= 4 && mdp_str_starts(s, "{{") && mdp_str_ends(s, "}}"))
		s = (struct mdp_str){ s.p + 2, s.n - 4 };
	r.p = s.p;
	r.end = s.p + s.n;
	return read_call(&r, out);
}

const struct mdp_template_value *mdp_template_arg(const struct mdp_template_call *call, int i)
{
	for (const struct mdp_template_value *v = call->args; v; v = v->next)
		if (!v->name && i-- == 0)
			return v;
	return NULL;
}
