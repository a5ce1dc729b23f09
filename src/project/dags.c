/*
 * DAG files are Python; they are neither run nor imported, only searched. A DAG begins at DAG(…), @dag(…) or @asset(…); its id is
 * dag_id, the first argument, or the name of the decorated function; its schedule is the argument of that name as it is written, or the
 * constant of the file that it names. Which tables a DAG fills is feeds.c.
 */
#include "project/dags.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "project/dbt.h"
#include "project/jinja.h"
#include "project/scan.h"
#include "base/banned.h"

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

bool mdp_dag_mentions(const char *text, const char *word)
{
	size_t n = strlen(word);
	for (const char *at = text; n && (at = strcasestr(at, word)); at++)
		if ((at == text || !is_word(at[-1])) && !is_word(at[n]))
			return true;
	return false;
}

/* The argument of a call as written, up to the comma or parenthesis that ends it; quotes around a plain text taken off. */
static const char *raw_argument(struct mdp_arena *a, const char *from, const char *end)
{
	int depth = 0;
	const char *p = from;
	for (; p < end; p++) {
		if (*p == '\'' || *p == '"') {
			const char *close = memchr(p + 1, *p, (size_t)(end - p - 1));
			if (!close)
				break;
			p = close;
		} else if (strchr("([{", *p)) {
			depth++;
		} else if (strchr(")]}", *p) && depth-- == 0) {
			break;
		} else if (*p == ',' && !depth) {
			break;
		}
	}
	struct mdp_str s = mdp_str_trim((struct mdp_str){ from, (size_t)(p - from) });
	if (s.n >= 2 && (s.p[0] == '\'' || s.p[0] == '"') && s.p[s.n - 1] == s.p[0])
		s = (struct mdp_str){ s.p + 1, s.n - 2 };
	return s.n && s.n < 200 && !mdp_str_is(s, "None") ? mdp_arena_strndup(a, s.p, s.n) : NULL;
}

/* The argument of one of these names, of the call itself: not in a text, nor of a call inside. */
static const char *find_schedule(struct mdp_arena *a, const char *from, const char *end)
{
	static const char *const names[] = { "schedule", "schedule_interval", "timetable" };
	int depth = 0;
	for (const char *p = from; p < end; p++) {
		if (*p == '\'' || *p == '"') {
			const char *close = memchr(p + 1, *p, (size_t)(end - p - 1));
			p = close ? close : p;
			continue;
		}
		depth += strchr("([{", *p) != NULL;
		depth -= strchr(")]}", *p) != NULL;
		for (size_t i = 0; depth == 1 && i < sizeof(names) / sizeof(names[0]); i++) {
			size_t n = strlen(names[i]);
			if ((size_t)(end - p) <= n || strncmp(p, names[i], n) || (p > from && is_word(p[-1])))
				continue;
			const char *q = p + n;
			while (q < end && isspace((unsigned char)*q))
				q++;
			if (q < end && *q == '=' && q[1] != '=')
				return raw_argument(a, q + 1, end);
		}
	}
	return NULL;
}

/* "def name(" after a decorator. */
static const char *function_name(struct mdp_arena *a, const char *p)
{
	const char *def = strstr(p, "def ");
	if (!def)
		return NULL;
	def += 4;
	size_t n = 0;
	while (is_word(def[n]))
		n++;
	return n ? mdp_arena_strndup(a, def, n) : NULL;
}

/* A schedule that is only a name, as the constant of the file that has it: NAME = "0 5 * * *". */
static const char *constant(struct mdp_arena *a, const char *text, const char *name)
{
	size_t n = name ? strlen(name) : 0;
	for (size_t i = 0; i < n; i++)
		if (!is_word(name[i]))
			return name;
	for (const char *line = text; n && line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
		const char *p = line + n, *end = strchr(line, '\n');
		if (strncmp(line, name, n))
			continue;
		p += strspn(p, " \t");
		if (*p == '=' && p[1] != '=')
			return raw_argument(a, p + 1, end ? end : p + strlen(p));
	}
	return name;
}

/* The zone named by tz=, timezone= or timezone(…), first in the schedule itself, then anywhere in the file. */
static const char *find_zone(struct mdp_arena *a, const char *text, const char *schedule)
{
	static const char *const marks[] = { "timezone=", "tz=", "timezone(" };
	const char *const places[] = { schedule, text };
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; places[i] && k < sizeof(marks) / sizeof(marks[0]); k++) {
			const char *at = strcasestr(places[i], marks[k]), *from = at ? at + strlen(marks[k]) : "";
			const char *close = *from == '"' || *from == '\'' ? strchr(from + 1, *from) : NULL;
			if (close && close - from < 64)
				return mdp_arena_strndup(a, from + 1, (size_t)(close - from - 1));
		}
	return NULL;
}

static int line_of(const char *text, size_t at)
{
	int line = 1;
	for (size_t i = 0; i < at; i++)
		line += text[i] == '\n';
	return line;
}

/* Where the call that was found between the two places begins: the name, not the same word in an import. */
static const char *call_begin(const char *from, const char *end, const char *function)
{
	size_t n = strlen(function);
	for (const char *p = from; p + n < end; p++) {
		const char *q = p + n;
		if (memcmp(p, function, n) || (p > from && is_word(p[-1])))
			continue;
		while (q < end && isspace((unsigned char)*q))
			q++;
		if (*q == '(')
			return p;
	}
	return from;
}

/* The next DAG at or after *at. */
static bool next_dag(struct mdp_arena *a, struct mdp_str text, const char *function, size_t *at, struct mdp_dag *out)
{
	struct mdp_jinja_call call;
	for (;;) {
		size_t from = *at;
		if (!mdp_jinja_next(a, text, function, at, &call))
			return false;
		const char *begin = call_begin(text.p + from, text.p + *at, function);
		bool decorator = begin > text.p && begin[-1] == '@';
		/* dag(…) that is no decorator is a call of the decorated function */
		if (strcmp(function, "DAG") && !decorator)
			continue;
		const char *id = mdp_jinja_keyword(&call, "dag_id");
		if (!id && !strncmp(function, "asset", 5))
			id = mdp_jinja_keyword(&call, "name");
		if (!id && call.nargs && !call.names[0] && !decorator)
			id = call.args[0];
		if (!id)
			id = decorator ? function_name(a, text.p + *at) : NULL;
		if (!id)
			continue;
		*out = (struct mdp_dag){ .id = id, .line = line_of(text.p, (size_t)(begin - text.p)) };
		out->schedule = constant(a, text.p, find_schedule(a, begin, text.p + *at));
		out->zone = find_zone(a, text.p, out->schedule);
		return true;
	}
}

/* dbt build, dbt run, DbtRunOperator … */
static bool runs_dbt(const char *text)
{
	return mdp_dag_mentions(text, "dbt run") || mdp_dag_mentions(text, "dbt build") || strcasestr(text, "dbtrun") ||
	       strcasestr(text, "dbttaskgroup") || strcasestr(text, "dbtdag") || mdp_dag_mentions(text, "run_dbt") ||
	       (mdp_dag_mentions(text, "dbt") && mdp_dag_mentions(text, "run"));
}

static void read_file(struct mdp_enrich *x, const char *path, struct mdp_dags *out)
{
	static const char *const functions[] = { "DAG", "dag", "asset", "asset.multi" };
	struct mdp_str text;
	const char *file = mdp_project_relative(x->a, x->p, path), *bare, *code;
	if (mdp_file_read(x->a, path, &text, NULL) || memchr(text.p, 0, text.n))
		return;
	mdp_python_blank(x->a, text, &bare, &code);
	bool dbt = runs_dbt(bare);
	for (size_t f = 0; f < sizeof(functions) / sizeof(functions[0]); f++) {
		struct mdp_dag dag;
		for (size_t at = 0; next_dag(x->a, (struct mdp_str){ code, text.n }, functions[f], &at, &dag);) {
			dag.file = file;
			dag.text = bare;
			dag.dbt = dbt;
			MDP_PUSH(x->a, out->items, out->n, out->cap, dag);
		}
	}
}

void mdp_dags_read(struct mdp_enrich *x, struct mdp_dags *out)
{
	static const char *const suffixes[] = { ".py", NULL };
	const char **files;
	int n = 0;
	*out = (struct mdp_dags){ 0 };
	if (!x->p->dags_dir || mdp_dir_walk(x->a, x->p->dags_dir, suffixes, mdp_scan_skip, &files, &n, NULL))
		return;
	for (int i = 0; i < n; i++)
		read_file(x, files[i], out);
}
