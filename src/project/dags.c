/*
 * DAG files are Python; they are neither run nor imported, only searched. A DAG begins at DAG(…) or @dag(…); its id is dag_id, the
 * first argument, or the name of the decorated function; its schedule is the argument of that name as it is written. It fills the
 * tables whose names its file mentions, and, where it runs dbt, those of the dbt project. That is a guess that people can
 * check: it is used to say how fresh a table should be, never to answer.
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

struct dag {
	const char *id, *schedule;
	int line;
};

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool mentions(const char *text, const char *word)
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

static const char *find_schedule(struct mdp_arena *a, const char *from, const char *end)
{
	static const char *const names[] = { "schedule", "schedule_interval", "timetable" };
	for (const char *p = from; p < end; p++) {
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
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
static bool next_dag(struct mdp_arena *a, struct mdp_str text, const char *function, size_t *at, struct dag *out)
{
	struct mdp_jinja_call call;
	for (;;) {
		size_t from = *at;
		if (!mdp_jinja_next(a, text, function, at, &call))
			return false;
		const char *begin = call_begin(text.p + from, text.p + *at, function);
		bool decorator = begin > text.p && begin[-1] == '@';
		/* dag(…) that is no decorator is a call of the decorated function */
		if (!strcmp(function, "dag") && !decorator)
			continue;
		const char *id = mdp_jinja_keyword(&call, "dag_id");
		if (!id && call.nargs && !call.names[0] && !decorator)
			id = call.args[0];
		if (!id)
			id = decorator ? function_name(a, text.p + *at) : NULL;
		if (!id)
			continue;
		out->id = id;
		out->schedule = find_schedule(a, begin, text.p + *at);
		out->line = line_of(text.p, (size_t)(begin - text.p));
		return true;
	}
}

/* dbt build, dbt run, DbtRunOperator … */
static bool runs_dbt(const char *text)
{
	return mentions(text, "dbt run") || mentions(text, "dbt build") || strcasestr(text, "dbtrun") ||
	       strcasestr(text, "dbttaskgroup") || strcasestr(text, "dbtdag") || mentions(text, "run_dbt") ||
	       (mentions(text, "dbt") && mentions(text, "run"));
}

static bool is_model(const struct mdp_enrich *x, int table)
{
	for (int i = 0; i < x->dbt->nmodels; i++)
		if (!strcasecmp(x->dbt->models[i].alias, x->c->tables[table].name))
			return true;
	return false;
}

/* Sources of the dbt project that the catalog does not hold. */
static void feed_sources(struct mdp_enrich *x, const char *text, struct mdp_feed feed, int *cap)
{
	feed.table = -1;
	for (int i = 0; i < x->dbt->nsources; i++) {
		const struct mdp_dbt_source *s = &x->dbt->sources[i];
		feed.relation = mdp_arena_printf(x->a, "%s.%s", s->schema, s->identifier);
		if (mentions(text, s->identifier) && mdp_catalog_table(x->c, mdp_str_of(feed.relation)) < 0)
			MDP_PUSH(x->a, x->c->feeds, x->c->nfeeds, *cap, feed);
	}
}

static void read_file(struct mdp_enrich *x, const char *path, int *cap)
{
	static const char *const functions[] = { "DAG", "dag" };
	struct mdp_str text;
	const char *file = mdp_project_relative(x->a, x->p, path);
	if (mdp_file_read(x->a, path, &text, NULL) || memchr(text.p, 0, text.n))
		return;
	bool dbt = runs_dbt(text.p);
	for (size_t f = 0; f < sizeof(functions) / sizeof(functions[0]); f++) {
		struct dag dag;
		for (size_t at = 0; next_dag(x->a, text, functions[f], &at, &dag);) {
			struct mdp_feed feed = { .dag = dag.id,
						 .schedule = dag.schedule,
						 .source = { file, dag.line } };
			for (feed.table = 0; feed.table < x->c->ntables; feed.table++)
				if (mentions(text.p, x->c->tables[feed.table].name) || (dbt && is_model(x, feed.table)))
					MDP_PUSH(x->a, x->c->feeds, x->c->nfeeds, *cap, feed);
			feed_sources(x, text.p, feed, cap);
		}
	}
}

void mdp_enrich_dags(struct mdp_enrich *x)
{
	static const char *const suffixes[] = { ".py", NULL };
	const char **files;
	int n = 0, cap = 0;
	x->c->feeds = NULL;
	x->c->nfeeds = 0;
	if (!x->p->dags_dir || mdp_dir_walk(x->a, x->p->dags_dir, suffixes, mdp_scan_skip, &files, &n, NULL))
		return;
	for (int i = 0; i < n; i++)
		read_file(x, files[i], &cap);
}
