/*
 * dbt's models are templates. To follow a column through one, its SQL must parse, while the values of its Jinja hardly matter: whatever
 * stands for an expression or a relation is replaced by a name and known again when the parsed tree is read. So one macro makes one
 * column unknown, not the model. Lines stay where they are.
 */
#include "project/model_text.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "project/jinja.h"
#include "base/banned.h"

struct writer {
	const struct mdp_dbt *d;
	struct mdp_arena *a;
	struct mdp_model_text *out;
	struct mdp_buf b;
	int skip; /* inside a part that is left out: how many levels of if */
	int taken; /* levels of if whose text is taken */
	int line;
};

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* "- set x" → "set x": what stands between the braces. */
static struct mdp_str inner(const char *from, const char *end)
{
	struct mdp_str s = { from, (size_t)(end - from) };
	if (s.n && (*s.p == '-' || *s.p == '+')) {
		s.p++;
		s.n--;
	}
	if (s.n && s.p[s.n - 1] == '-')
		s.n--;
	return mdp_str_trim(s);
}

/* The value of a variable in dbt_project.yml, of the project or for all; NULL when there is none that is a plain value. */
static const char *variable(const struct writer *w, const char *name)
{
	const struct mdp_yaml *vars = mdp_yaml_get(w->d->project, "vars");
	const char *own = w->d->name ? mdp_yaml_text(mdp_yaml_get(vars, w->d->name), name) : NULL;
	return own ? own : mdp_yaml_text(vars, name);
}

static bool is_call(struct mdp_str s, const char *function)
{
	size_t n = strlen(function);
	return mdp_str_starts(s, function) && (s.n == n || !is_word(s.p[n])) && s.n && s.p[s.n - 1] == ')';
}

/* The one call that an expression is. */
static bool call_of(struct writer *w, struct mdp_str s, const char *function, struct mdp_jinja_call *call)
{
	size_t at = 0;
	return is_call(s, function) && mdp_jinja_next(w->a, s, function, &at, call) && at == s.n;
}

static void put_marker(struct writer *w, struct mdp_marker m, const char *from, const char *end)
{
	m.text = mdp_arena_strndup(w->a, from, (size_t)(end - from));
	m.line = w->line;
	mdp_buf_printf(&w->b, MDP_MARK "%d", w->out->n);
	MDP_PUSH(w->a, w->out->markers, w->out->n, w->out->cap, m);
}

/* {{ … }} from `from` (its first brace) to `end` (after its last). */
static void expression(struct writer *w, const char *from, const char *end)
{
	struct mdp_jinja_call call;
	struct mdp_str s = inner(from + 2, end - 2);
	int plain = 0;
	s.p = mdp_arena_strndup(w->a, s.p, s.n);
	if (call_of(w, s, "config", &call))
		return;
	if (call_of(w, s, "ref", &call)) {
		while (plain < call.nargs && !call.names[plain])
			plain++;
		if (plain && call.args[plain - 1]) {
			put_marker(w, (struct mdp_marker){ .kind = MDP_MARK_REF, .name = call.args[plain - 1] }, from,
				   end);
			return;
		}
	}
	if (call_of(w, s, "source", &call) && call.nargs == 2 && call.args[0] && call.args[1]) {
		put_marker(w,
			   (struct mdp_marker){ .kind = MDP_MARK_SOURCE, .source = call.args[0], .name = call.args[1] },
			   from, end);
		return;
	}
	const char *value =
		call_of(w, s, "var", &call) && call.nargs && call.args[0] ? variable(w, call.args[0]) : NULL;
	if (value)
		mdp_buf_puts(&w->b, value);
	else
		put_marker(w, (struct mdp_marker){ .kind = MDP_MARK_OTHER }, from, end);
}

static bool is_word_at(struct mdp_str s, const char *word)
{
	size_t n = strlen(word);
	return mdp_str_starts(s, word) && (s.n == n || !is_word(s.p[n]));
}

static bool for_increments(struct mdp_str s)
{
	s = mdp_str_trim((struct mdp_str){ s.p + 2, s.n - 2 });
	return mdp_str_is(s, "is_incremental()");
}

/* {% … %}; false when it cannot be done without running it. */
static bool statement(struct writer *w, struct mdp_str s)
{
	if (w->skip) {
		if (is_word_at(s, "if"))
			w->skip++;
		else if (is_word_at(s, "endif"))
			w->skip--;
		else if (is_word_at(s, "else") && w->skip == 1) {
			w->skip = 0;
			w->taken++;
		}
		return true;
	}
	if (is_word_at(s, "if") && for_increments(s)) {
		w->skip = 1;
		return true;
	}
	if (w->taken && is_word_at(s, "endif")) {
		w->taken--;
		return true;
	}
	/* the text of a snapshot is its SQL; variables only matter where they are used, and there they are markers */
	return is_word_at(s, "snapshot") || is_word_at(s, "endsnapshot") ||
	       (is_word_at(s, "set") && memchr(s.p, '=', s.n)) || is_word_at(s, "do");
}

/* Where the tag that begins at p ends; NULL when it never does. */
static const char *tag_end(const char *p)
{
	const char *close = p[1] == '#' ? "#}" : p[1] == '%' ? "%}" : "}}";
	const char *end = strstr(p + 2, close);
	return end ? end + 2 : NULL;
}

static bool write_all(struct writer *w, const char *text)
{
	for (const char *p = text; *p;) {
		bool tag = *p == '{' && (p[1] == '{' || p[1] == '%' || p[1] == '#');
		if (!tag) {
			w->line += *p == '\n';
			if (!w->skip || *p == '\n')
				mdp_buf_putc(&w->b, *p);
			p++;
			continue;
		}
		const char *end = tag_end(p);
		w->out->line = w->line;
		w->out->why = mdp_arena_strndup(w->a, p, end ? (size_t)(end - p) : strnlen(p, 40));
		if (!end || (p[1] == '%' && !statement(w, inner(p + 2, end - 2))))
			return false;
		if (p[1] == '{' && !w->skip)
			expression(w, p, end);
		for (; p < end; p++)
			if (*p == '\n') {
				w->line++;
				mdp_buf_putc(&w->b, '\n');
			}
	}
	return !w->skip && !w->taken;
}

void mdp_model_text(const struct mdp_dbt *d, struct mdp_arena *a, const char *text, struct mdp_model_text *out)
{
	struct writer w = { .d = d, .a = a, .out = out, .b = MDP_BUF_INIT, .line = 1 };
	*out = (struct mdp_model_text){ 0 };
	if (text && write_all(&w, text)) {
		while (w.b.n && (isspace((unsigned char)w.b.p[w.b.n - 1]) || w.b.p[w.b.n - 1] == ';'))
			w.b.n--;
		out->sql = mdp_arena_strndup(a, w.b.n ? w.b.p : "", w.b.n);
		out->why = NULL;
	}
	mdp_buf_release(&w.b);
}

const struct mdp_marker *mdp_model_marker(const struct mdp_model_text *t, const char *name)
{
	long long n;
	if (!name || strncmp(name, MDP_MARK, strlen(MDP_MARK)) ||
	    !mdp_str_to_i64(mdp_str_of(name + strlen(MDP_MARK)), &n) || n < 0 || n >= t->n)
		return NULL;
	return &t->markers[n];
}

const char *mdp_model_unmark(const struct mdp_model_text *t, struct mdp_arena *a, const char *sql)
{
	struct mdp_buf b = MDP_BUF_INIT;
	if (!t->n || !strstr(sql, MDP_MARK))
		return sql;
	for (const char *p = sql; *p;) {
		size_t n = strncmp(p, MDP_MARK, strlen(MDP_MARK)) ? 0 : strlen(MDP_MARK);
		while (n && isdigit((unsigned char)p[n]))
			n++;
		const struct mdp_marker *m = n ? mdp_model_marker(t, mdp_arena_strndup(a, p, n)) : NULL;
		if (m)
			mdp_buf_puts(&b, m->text);
		else
			mdp_buf_put(&b, p, n ? n : 1);
		p += n ? n : 1;
	}
	const char *out = mdp_arena_strndup(a, b.n ? b.p : "", b.n);
	mdp_buf_release(&b);
	return out;
}
