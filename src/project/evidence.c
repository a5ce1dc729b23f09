/*
 * Evidence pages are Markdown with named SQL blocks and components. The SQL refers to other queries as ${name}, to inputs as
 * ${inputs…} and to sources as source.table; all three become plain names of the same statement, line for line, so that places in the
 * parsed text are places in the file:
 *   ${name}       → __q_<page>_name or __q_name (a file of queries/)
 *   ${inputs.x}   → a text constant that no data holds, with what the input takes by default
 *   source.table  → __s_source_table table
 * A file of queries/ that a page names in its front matter is a query of that page, under the name given there.
 */
#include "project/evidence.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/file.h"
#include "project/dbt.h"
#include "project/scan.h"
#include "project/yaml.h"
#include "base/banned.h"

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* --- SQL of a block --- */

/* Where the quoted text or comment that begins at i ends (after it); i itself when none begins there. */
static size_t skip_quoted(struct mdp_arena *a, const char *s, size_t i)
{
	if (s[i] == '\'' || s[i] == '"') {
		char q = s[i++];
		while (s[i] && s[i] != q)
			i++;
		return s[i] ? i + 1 : i;
	}
	if (s[i] == '$') {
		size_t tag = i + 1;
		while (is_word(s[tag]))
			tag++;
		if (s[tag] != '$')
			return i;
		const char *quote = mdp_arena_strndup(a, s + i, tag + 1 - i), *end = strstr(s + tag + 1, quote);
		return end ? (size_t)(end - s) + strlen(quote) : i;
	}
	if (s[i] == '-' && s[i + 1] == '-') {
		while (s[i] && s[i] != '\n')
			i++;
		return i;
	}
	if (s[i] == '/' && s[i + 1] == '*') {
		const char *end = strstr(s + i + 2, "*/");
		return end ? (size_t)(end - s) + 2 : strlen(s);
	}
	return i;
}

static bool is_input(const char *name)
{
	static const char *const kinds[] = { "inputs", "params", "input", "page" };
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		size_t n = strlen(kinds[i]);
		if (!strncmp(name, kinds[i], n) && !is_word(name[n]))
			return true;
	}
	/* an expression of JavaScript */
	return strpbrk(name, " .[(?+") != NULL;
}

/* The word before the end of what was written so far, lower case. */
static void last_word(const struct mdp_buf *b, char *out, size_t size)
{
	size_t end = b->n, start;
	while (end && isspace((unsigned char)b->p[end - 1]))
		end--;
	for (start = end; start && is_word(b->p[start - 1]);)
		start--;
	size_t n = end - start < size - 1 ? end - start : size - 1;
	for (size_t i = 0; i < n; i++)
		out[i] = (char)tolower((unsigned char)b->p[start + i]);
	out[n] = 0;
}

/* "year" of "inputs.year.value": what it takes until the reader chooses. A file of queries/ belongs to pages that must agree. */
static const struct mdp_sql_input *input_of(const struct mdp_sql_reader *r, const char *text, const char *prefix)
{
	const struct mdp_sql_input *found = NULL;
	const char *name = text + strcspn(text, ".");
	size_t n = 0;
	name += *name == '.';
	while (is_word(name[n]))
		n++;
	for (int i = 0; n && i < r->ninputs; i++) {
		const struct mdp_sql_input *in = &r->inputs[i];
		if (strlen(in->name) != n || strncmp(in->name, name, n) || (*prefix && strcmp(in->page, prefix) != 0))
			continue;
		if (found && strcmp(found->value, in->value) != 0)
			return NULL;
		found = in;
	}
	return found;
}

/* What stands for an input, with its default. A range of days has none: it is a period. */
static void put_input(struct mdp_buf *b, const struct mdp_sql_input *in, const char *word, bool quoted)
{
	bool list = !quoted && !strcmp(word, "in");
	if (!quoted && !list && !strcmp(word, "limit")) {
		mdp_buf_puts(b, "10");
		return;
	}
	mdp_buf_puts(b, quoted ? "" : list ? "('" : "'");
	mdp_buf_puts(b, !in ? MDP_SQL_INPUT : in->all ? MDP_SQL_INPUT_ALL : MDP_SQL_INPUT_IS);
	for (const char *p = in && !in->all ? in->value : ""; *p; p++)
		mdp_buf_puts(b, *p == '\'' ? "''" : (char[2]){ *p, 0 });
	mdp_buf_puts(b, quoted ? "" : list ? "')" : "'");
}

/* ${…} at s[i]; gives the place behind it. */
static size_t reference(struct mdp_arena *a, const struct mdp_sql_reader *r, struct mdp_buf *b, const char *s, size_t i,
			const char *prefix, bool quoted)
{
	const char *end = strchr(s + i, '}');
	if (!end) {
		mdp_buf_putc(b, s[i]);
		return i + 1;
	}
	struct mdp_str inner = mdp_str_trim((struct mdp_str){ s + i + 2, (size_t)(end - s) - i - 2 });
	const char *name = mdp_arena_strndup(a, inner.p, inner.n);
	char word[16];
	last_word(b, word, sizeof(word));
	if (is_input(name)) {
		put_input(b, input_of(r, name, prefix), word, quoted);
	} else {
		const char *own = mdp_arena_printf(a, "__q_%s_%s", prefix, name);
		mdp_buf_puts(b, mdp_sql_find(r, own) ? own : mdp_arena_printf(a, "__q_%s", name));
	}
	/* lines must not move */
	for (const char *p = s + i; p < end; p++)
		if (*p == '\n')
			mdp_buf_putc(b, '\n');
	return (size_t)(end - s) + 1;
}

/* source.table at s[i] (a word begins there): its statement's name, and an alias unless one follows. 0 when it is none. */
static size_t source_table(struct mdp_arena *a, const struct mdp_sql_reader *r, struct mdp_buf *b, const char *s,
			   size_t i)
{
	static const char *const before[] = { "from", "join" };
	static const char *const no_alias[] = {
		"where",  "group",  "order",   "limit",   "join",  "left",   "inner",
		"right",  "full",   "cross",   "on",      "using", "union",  "having",
		"select", "window", "qualify", "natural", "asof",  "except", "intersect"
	};
	size_t dot = i, end;
	char word[16];
	last_word(b, word, sizeof(word));
	if (strcmp(word, before[0]) && strcmp(word, before[1]) && !(b->n && b->p[b->n - 1] == ','))
		return 0;
	while (is_word(s[dot]))
		dot++;
	if (s[dot] != '.' || !is_word(s[dot + 1]))
		return 0;
	for (end = dot + 1; is_word(s[end]);)
		end++;
	const char *table = mdp_arena_strndup(a, s + dot + 1, end - dot - 1);
	const char *name = mdp_arena_printf(a, "__s_%.*s_%s", (int)(dot - i), s + i, table);
	if (s[end] == '.' || !mdp_sql_find(r, name))
		return 0;
	mdp_buf_puts(b, name);
	size_t next = end;
	while (isspace((unsigned char)s[next]))
		next++;
	size_t stop = next;
	while (is_word(s[stop]))
		stop++;
	bool alias = stop > next || s[next] == '"';
	for (size_t k = 0; alias && k < sizeof(no_alias) / sizeof(no_alias[0]); k++)
		alias = strlen(no_alias[k]) != stop - next || strncasecmp(s + next, no_alias[k], stop - next) != 0;
	if (!alias)
		mdp_buf_printf(b, " \"%s\"", table);
	return end;
}

const char *mdp_evidence_sql(struct mdp_arena *a, const struct mdp_sql_reader *r, const char *s, const char *prefix)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (size_t i = 0; s[i];) {
		size_t end = skip_quoted(a, s, i);
		if (end > i) {
			bool text = s[i] == '\'' || s[i] == '$';
			while (i < end) {
				if (text && s[i] == '$' && s[i + 1] == '{')
					i = reference(a, r, &b, s, i, prefix, true);
				else
					mdp_buf_putc(&b, s[i++]);
			}
			continue;
		}
		if (s[i] == '$' && s[i + 1] == '{') {
			i = reference(a, r, &b, s, i, prefix, false);
			continue;
		}
		if (is_word(s[i]) && (!i || (!is_word(s[i - 1]) && s[i - 1] != '.'))) {
			size_t behind = source_table(a, r, &b, s, i);
			if (behind) {
				i = behind;
				continue;
			}
			while (is_word(s[i]))
				mdp_buf_putc(&b, s[i++]);
			continue;
		}
		mdp_buf_putc(&b, s[i++]);
	}
	while (b.n && (isspace((unsigned char)b.p[b.n - 1]) || b.p[b.n - 1] == ';'))
		b.n--;
	const char *out = mdp_arena_strndup(a, b.n ? b.p : "", b.n);
	mdp_buf_release(&b);
	return out;
}

/* --- pages --- */

struct block {
	const char *name, *sql;
	int line; /* of its first line of SQL */
};

struct blocks {
	struct block *items;
	int n, cap;
};

static const char *line_end(const char *p)
{
	const char *end = strchr(p, '\n');
	return end ? end : p + strlen(p);
}

static bool is_plain_name(struct mdp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_word(s.p[i]))
			return false;
	return s.n > 0;
}

/* {name…} of a component or ${name}: a block of another language is shown, not used. */
static bool is_used(struct mdp_arena *a, const char *text, struct mdp_str name)
{
	const char *braced = mdp_arena_printf(a, "{%.*s", (int)name.n, name.p);
	for (const char *at = text; (at = strstr(at, braced)); at++)
		if (!is_word(at[name.n + 1]))
			return true;
	return false;
}

static bool begins_query(const char *s)
{
	for (;;) {
		while (isspace((unsigned char)*s))
			s++;
		if (strncmp(s, "--", 2))
			break;
		s = line_end(s);
	}
	return (!strncasecmp(s, "select", 6) && !is_word(s[6])) || (!strncasecmp(s, "with", 4) && !is_word(s[4]));
}

/* ```sql name … ``` */
static void find_blocks(struct mdp_arena *a, const char *text, struct blocks *out)
{
	int line = 1;
	for (const char *p = text; *p; line++) {
		const char *end = line_end(p), *q = p;
		while (*q == ' ' || *q == '\t')
			q++;
		if (strncmp(q, "```", 3)) {
			p = *end ? end + 1 : end;
			continue;
		}
		struct mdp_str info = mdp_str_trim((struct mdp_str){ q + 3, (size_t)(end - q) - 3 });
		const char *body = *end ? end + 1 : end, *close = body;
		int first = line + 1;
		while (*close) {
			const char *t = close;
			while (*t == ' ' || *t == '\t')
				t++;
			if (!strncmp(t, "```", 3))
				break;
			const char *e = line_end(close);
			close = *e ? e + 1 : e;
			line++;
		}
		/* "sql name", and "name" alone as older pages have it */
		bool sql = mdp_str_is(info, "sql") || mdp_str_starts(info, "sql ");
		if (sql)
			info = mdp_str_trim((struct mdp_str){ info.p + 3, info.n - 3 });
		if (sql || (is_plain_name(info) && begins_query(body) && is_used(a, text, info))) {
			struct block b = { .name = info.n ? mdp_arena_strndup(a, info.p, info.n)
							  : mdp_arena_printf(a, "line %d", first - 1),
					   .sql = mdp_arena_strndup(a, body, (size_t)(close - body)),
					   .line = first };
			MDP_PUSH(a, out->items, out->n, out->cap, b);
		}
		if (!*close)
			break;
		line++;
		end = line_end(close);
		p = *end ? end + 1 : end;
	}
}

struct files {
	const char **items;
	int n;
};

static struct files files_of(struct mdp_enrich *x, const char *folder, const char *suffix)
{
	const char *const suffixes[] = { suffix, NULL };
	const char *dir = mdp_path_join(x->a, x->p->evidence_dir, folder);
	struct files f = { 0 };
	struct mdp_error err = { 0 };
	if (mdp_file_is_dir(dir) && mdp_dir_walk(x->a, dir, suffixes, mdp_scan_skip, &f.items, &f.n, &err)) {
		mdp_enrich_finding(x, "unreadable", mdp_project_relative(x->a, x->p, dir), 0, "%s", err.primary);
		f.n = 0;
	}
	return f;
}

static const char *read_text(struct mdp_enrich *x, const char *path)
{
	struct mdp_str text;
	struct mdp_error err = { 0 };
	const char *file = mdp_project_relative(x->a, x->p, path);
	if (mdp_file_read(x->a, path, &text, &err)) {
		mdp_enrich_finding(x, "unreadable", file, 0, "%s", err.primary);
		return NULL;
	}
	if (memchr(text.p, 0, text.n)) {
		mdp_enrich_finding(x, "unreadable", file, 0, "a zero byte in the text");
		return NULL;
	}
	return text.p;
}

static const char *stem(struct mdp_arena *a, const char *path)
{
	const char *base = mdp_path_base(path), *dot = strrchr(base, '.');
	return mdp_arena_strndup(a, base, dot ? (size_t)(dot - base) : strlen(base));
}

/* Files of sources/<name>/<table>.sql and queries/<name>.sql. */
static void add_sql_file(struct mdp_enrich *x, struct mdp_sql_reader *r, const char *path, const char *name)
{
	const char *text = read_text(x, path);
	if (!text || !mdp_str_trim(mdp_str_of(text)).n)
		return;
	struct mdp_sql_query q = { .name = name,
				   .text = mdp_evidence_sql(x->a, r, text, ""),
				   .file = mdp_project_relative(x->a, x->p, path),
				   .line = 1,
				   .generated = mdp_str_starts(mdp_str_of(text), MDP_GENERATED_QUERY) };
	mdp_sql_add(r, &q);
}

/* The name of the source that a file is in: that of connection.yaml, in this folder or one above; else the folder's. */
static const char *source_name(struct mdp_enrich *x, const char *path)
{
	const char *top = mdp_path_join(x->a, x->p->evidence_dir, "sources");
	for (const char *dir = mdp_path_dir(x->a, path); strlen(dir) > strlen(top); dir = mdp_path_dir(x->a, dir)) {
		const char *connection = mdp_path_join(x->a, dir, "connection.yaml");
		struct mdp_yaml *conn;
		if (!mdp_file_exists(connection))
			continue;
		const char *name = mdp_yaml_read(x->a, connection, &conn, NULL) ? NULL : mdp_yaml_text(conn, "name");
		return name ? name : mdp_path_base(dir);
	}
	return mdp_path_base(mdp_path_dir(x->a, path));
}

/* Every file of a source is a table of it. What is no SQL (a CSV file, a question) is one of which nothing is known. */
static void add_source_file(struct mdp_enrich *x, struct mdp_sql_reader *r, const char *path)
{
	const char *name = mdp_arena_printf(x->a, "__s_%s_%s", source_name(x, path), stem(x->a, path));
	if (mdp_str_ends(mdp_str_of(path), ".sql")) {
		add_sql_file(x, r, path, name);
	} else if (!mdp_str_ends(mdp_str_of(path), ".yaml")) {
		struct mdp_sql_query q = { .name = name,
					   .text = "",
					   .file = mdp_project_relative(x->a, x->p, path),
					   .line = 1,
					   .opaque = true,
					   .state = MDP_SQL_DONE };
		mdp_sql_add(r, &q);
	}
}

/* What stands between --- and --- at the page's beginning; NULL when that is nothing. */
static const struct mdp_yaml *front_matter(struct mdp_enrich *x, const char *text, const char *file)
{
	struct mdp_yaml *front = NULL;
	struct mdp_error err = { 0 };
	const char *begin = !strncmp(text, "---\n", 4) ? text + 4 : !strncmp(text, "---\r\n", 5) ? text + 5 : NULL;
	const char *end = begin ? strstr(begin - 1, "\n---") : NULL;
	/* its first line is the second of the file */
	if (end && mdp_yaml_parse(x->a, (struct mdp_str){ begin, (size_t)(end - begin) + 1 }, file, &front, &err))
		mdp_enrich_finding(x, "yaml", file, err.line > 0 ? err.line + 1 : 1, "%s", err.primary);
	return front;
}

/* "sales/by_month.sql" → "sales_by_month", as Evidence calls it; what no name may hold becomes an underscore, too. */
static const char *query_id(struct mdp_arena *a, const char *path)
{
	char *id = mdp_arena_strndup(a, path, strlen(path) - strlen(".sql"));
	for (char *p = id; *p; p++)
		if (!is_word(*p))
			*p = '_';
	return id;
}

/* queries: [file.sql, name: file.sql]. Each is a query of the page that takes the file's as it is. */
static void add_listed(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_page *page,
		       const struct mdp_yaml *front)
{
	const struct mdp_yaml *list = mdp_yaml_get(front, "queries");
	for (const struct mdp_yaml *item = list ? list->child : NULL; item; item = item->next) {
		const struct mdp_yaml *file = item->kind == MDP_YAML_MAP ? item->child : item;
		if (!file || !file->text || !mdp_str_ends(mdp_str_of(file->text), ".sql"))
			continue;
		const char *id = query_id(x->a, file->text), *name = file->key ? file->key : id;
		const char *of = mdp_arena_printf(x->a, "__q_%s", id);
		struct mdp_sql_query q = { .name = mdp_arena_printf(x->a, "__q_%s_%s", page->prefix, name),
					   .text = mdp_arena_printf(x->a, "select * from %s", of),
					   .file = page->file,
					   .line = item->line + 1,
					   .page = true };
		if (mdp_sql_find(r, of))
			mdp_sql_add(r, &q);
		else
			mdp_enrich_finding(x, "sql_does_not_run", page->file, file->line + 1,
					   "the page names a query that is not there: queries/%s", file->text);
	}
}

static void read_page(struct mdp_enrich *x, struct mdp_sql_reader *r, struct mdp_pages *out, const char *path)
{
	const char *text = read_text(x, path);
	if (!text)
		return;
	struct mdp_page page = { .file = mdp_project_relative(x->a, x->p, path),
				 .text = text,
				 .prefix = mdp_arena_printf(x->a, "p%d", out->n) };
	mdp_evidence_components(x->a, &page);
	for (int i = 0; i < page.ninputs; i++)
		MDP_PUSH(x->a, r->inputs, r->ninputs, r->cap_inputs, page.inputs[i]);
	MDP_PUSH(x->a, out->items, out->n, out->cap, page);
}

static void add_queries(struct mdp_enrich *x, struct mdp_sql_reader *r, struct mdp_page *at)
{
	struct blocks blocks = { 0 };
	struct mdp_page page = *at;
	const struct mdp_yaml *front = front_matter(x, page.text, page.file);
	at->title = mdp_yaml_text(front, "title");
	add_listed(x, r, &page, front);
	find_blocks(x->a, page.text, &blocks);
	/* names first: a block may refer to one further down */
	int first = r->nqueries;
	for (int i = 0; i < blocks.n; i++) {
		struct mdp_sql_query q = { .name = mdp_arena_printf(x->a, "__q_%s_%s", page.prefix,
								    blocks.items[i].name),
					   .text = "",
					   .file = page.file,
					   .line = blocks.items[i].line,
					   .page = true };
		mdp_sql_add(r, &q);
	}
	for (int i = 0; i < blocks.n; i++)
		r->queries[first + i]->text = mdp_evidence_sql(x->a, r, blocks.items[i].sql, page.prefix);
}

void mdp_evidence_read(struct mdp_enrich *x, struct mdp_sql_reader *r, struct mdp_pages *out)
{
	*out = (struct mdp_pages){ 0 };
	if (!x->p->evidence_dir)
		return;
	struct files sources = files_of(x, "sources", ""), queries = files_of(x, "queries", ".sql"),
		     pages = files_of(x, "pages", ".md");
	/* inputs first: what they take by default is in the SQL */
	for (int i = 0; i < pages.n; i++)
		read_page(x, r, out, pages.items[i]);
	for (int i = 0; i < sources.n; i++)
		add_source_file(x, r, sources.items[i]);
	const char *folder = mdp_path_join(x->a, x->p->evidence_dir, "queries");
	for (int i = 0; i < queries.n; i++)
		add_sql_file(x, r, queries.items[i],
			     mdp_arena_printf(x->a, "__q_%s", query_id(x->a, queries.items[i] + strlen(folder) + 1)));
	for (int i = 0; i < out->n; i++)
		add_queries(x, r, &out->items[i]);
}
