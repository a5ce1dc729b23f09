/*
 * The text of a template as far as it can be known without running it: literals that are set, loops over lists of literals, and the
 * usual switch for incremental runs (which a first run does not take). A loop is written out once, with the first of its list: what is
 * wrong in one turn is wrong in all, and lines stay where they are. Anything else makes the text unknown.
 */
#include "project/jinja.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/banned.h"

#define MAX_NESTED 16
#define MAX_SET 64

struct frame {
	bool loop;
	bool active; /* text inside is written */
	bool outer; /* … around it is */
	bool taken; /* a branch was */
};

struct names {
	const char *name[MAX_SET], *value[MAX_SET];
	int n;
};

struct render {
	struct mdp_arena *a;
	struct mdp_buf out;
	struct frame frames[MAX_NESTED];
	int depth;
	struct names set;
	mdp_jinja_expression *expression;
	void *data;
};

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static struct mdp_str word_of(struct mdp_str *s)
{
	*s = mdp_str_trim(*s);
	size_t n = 0;
	while (n < s->n && is_word(s->p[n]))
		n++;
	struct mdp_str word = { s->p, n };
	*s = mdp_str_trim((struct mdp_str){ s->p + n, s->n - n });
	return word;
}

static const char *value_of(const struct render *r, struct mdp_str name)
{
	for (int i = r->set.n - 1; i >= 0; i--)
		if (mdp_str_is(name, r->set.name[i]))
			return r->set.value[i];
	return NULL;
}

/* A literal or the first of a list of literals; NULL when it is neither. */
static const char *first_literal(struct render *r, struct mdp_str s)
{
	s = mdp_str_trim(s);
	if (s.n && (*s.p == '[' || *s.p == '('))
		s = mdp_str_trim((struct mdp_str){ s.p + 1, s.n - 1 });
	if (!s.n)
		return NULL;
	if (*s.p == '\'' || *s.p == '"') {
		const char *end = memchr(s.p + 1, *s.p, s.n - 1);
		return end ? mdp_arena_strndup(r->a, s.p + 1, (size_t)(end - s.p) - 1) : NULL;
	}
	size_t n = 0;
	while (n < s.n && (isdigit((unsigned char)s.p[n]) || s.p[n] == '.' || (s.p[n] == '-' && !n)))
		n++;
	if (n)
		return mdp_arena_strndup(r->a, s.p, n);
	return value_of(r, word_of(&s));
}

static bool writes(const struct render *r)
{
	return !r->depth || r->frames[r->depth - 1].active;
}

/* 1 true, 0 false, -1 unknown. In the one turn of a loop the first is the last. */
static int truth(struct mdp_str s)
{
	static const struct {
		const char *text;
		int is;
	} known[] = {
		{ "is_incremental()", 0 },
		{ "loop.first", 1 },
		{ "loop.last", 1 },
		{ "execute", 1 },
		{ "true", 1 },
		{ "false", 0 },
		{ "True", 1 },
		{ "False", 0 },
	};
	s = mdp_str_trim(s);
	if (mdp_str_starts(s, "not ")) {
		int t = truth((struct mdp_str){ s.p + 4, s.n - 4 });
		return t < 0 ? t : !t;
	}
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (mdp_str_is(s, known[i].text))
			return known[i].is;
	return -1;
}

static bool push(struct render *r, bool loop, bool active)
{
	if (r->depth == MAX_NESTED)
		return false;
	bool outer = writes(r);
	r->frames[r->depth++] =
		(struct frame){ .loop = loop, .active = outer && active, .outer = outer, .taken = active };
	return true;
}

static bool keep(struct render *r, struct mdp_str name, const char *value)
{
	if (r->set.n == MAX_SET || !value || !name.n)
		return false;
	r->set.name[r->set.n] = mdp_arena_strndup(r->a, name.p, name.n);
	r->set.value[r->set.n++] = value;
	return true;
}

static bool begin_if(struct render *r, struct mdp_str rest)
{
	int t = truth(rest);
	return (t >= 0 || !writes(r)) && push(r, false, t == 1);
}

static bool other_branch(struct render *r, struct mdp_str rest, bool otherwise)
{
	if (!r->depth || r->frames[r->depth - 1].loop)
		return false;
	struct frame *f = &r->frames[r->depth - 1];
	int t = otherwise ? 1 : truth(rest);
	if (t < 0 && f->outer && !f->taken)
		return false;
	f->active = f->outer && !f->taken && t == 1;
	f->taken |= t == 1;
	return true;
}

/* {% … %}; false when it is not known what it does. */
static bool statement(struct render *r, struct mdp_str s)
{
	struct mdp_str word = word_of(&s);
	if (mdp_str_is(word, "if"))
		return begin_if(r, s);
	if (mdp_str_is(word, "elif") || mdp_str_is(word, "else"))
		return other_branch(r, s, mdp_str_is(word, "else"));
	if (mdp_str_is(word, "endif") || mdp_str_is(word, "endfor"))
		return r->depth-- > 0;
	if (mdp_str_is(word, "set")) {
		struct mdp_str name = word_of(&s);
		bool assigns = s.n && *s.p == '=';
		return assigns && (keep(r, name, first_literal(r, (struct mdp_str){ s.p + 1, s.n - 1 })) || !writes(r));
	}
	if (mdp_str_is(word, "for")) {
		struct mdp_str name = word_of(&s), in = word_of(&s);
		return mdp_str_is(in, "in") && keep(r, name, first_literal(r, s)) && push(r, true, true);
	}
	return false;
}

/* "x if condition" */
static const char *conditional(struct render *r, struct mdp_str s)
{
	const char *at = memmem(s.p, s.n, " if ", 4);
	size_t n = at ? (size_t)(at - s.p) : 0;
	int t = at ? truth((struct mdp_str){ at + 4, s.n - n - 4 }) : -1;
	return t < 0 ? NULL : t ? first_literal(r, (struct mdp_str){ s.p, n }) : "";
}

static const char *expression(struct render *r, struct mdp_str s)
{
	struct mdp_jinja_call call;
	struct mdp_str rest = s, word = word_of(&rest);
	size_t at = 0;
	const char *value = value_of(r, word);
	if (value && (!rest.n || *rest.p == '|'))
		return value;
	value = conditional(r, s);
	if (value)
		return value;
	struct mdp_str text = { mdp_arena_strndup(r->a, s.p, s.n), s.n };
	if (mdp_str_is(word, "var") && mdp_jinja_next(r->a, text, "var", &at, &call) && call.nargs == 2)
		return call.args[1];
	return r->expression(r->data, text);
}

/* "-" at either end of a tag takes white space away and nothing else. */
static struct mdp_str inside(const char *p, const char *end)
{
	struct mdp_str s = { p + 2, (size_t)(end - p) - 2 };
	if (s.n && *s.p == '-')
		s = (struct mdp_str){ s.p + 1, s.n - 1 };
	if (s.n && s.p[s.n - 1] == '-')
		s.n--;
	return mdp_str_trim(s);
}

/* The tag at p; gives the place behind it, NULL when it is not known what it writes. */
static const char *tag(struct render *r, const char *p)
{
	const char *close = p[1] == '#' ? "#}" : p[1] == '%' ? "%}" : "}}";
	const char *end = strstr(p + 2, close);
	if (!end)
		return NULL;
	if (p[1] == '%' && !statement(r, inside(p, end)))
		return NULL;
	if (p[1] == '{' && writes(r)) {
		const char *text = expression(r, inside(p, end));
		if (!text)
			return NULL;
		mdp_buf_puts(&r->out, text);
	}
	for (; p < end + 2; p++)
		if (*p == '\n')
			mdp_buf_putc(&r->out, '\n');
	return p;
}

const char *mdp_jinja_render(struct mdp_arena *a, const char *text, mdp_jinja_expression *expression_of, void *data)
{
	struct render r = { .a = a, .out = MDP_BUF_INIT, .expression = expression_of, .data = data };
	const char *p = text, *out = NULL;
	while (p && *p) {
		if (*p == '{' && (p[1] == '{' || p[1] == '%' || p[1] == '#')) {
			p = tag(&r, p);
			continue;
		}
		if (*p == '\n' || writes(&r))
			mdp_buf_putc(&r.out, *p);
		p++;
	}
	if (p && !r.depth)
		out = mdp_arena_strndup(a, r.out.n ? r.out.p : "", r.out.n);
	mdp_buf_release(&r.out);
	return out;
}
