/*
 * Does the SQL of pages run? Each query is prepared, not run, as Evidence would run it: with the queries it builds on as common
 * table expressions before it, inputs replaced by a text, and sources by their own SQL. Where an input
 * was replaced only names that do not exist and columns that are not grouped are told: other errors may be those of the text.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "engine/engine.h"
#include "project/evidence.h"
#include "project/sqlprobe.h"
#include "base/banned.h"

#define MAX_PARTS 200

struct parts {
	struct mdp_sql_query *items[MAX_PARTS];
	int n;
};

/* Adds the queries whose names occur in the text, those they need first. */
static void add_parts(struct mdp_sql_reader *r, const char *text, struct parts *out, int depth)
{
	for (int i = 0; i < r->nqueries && depth < 20; i++) {
		struct mdp_sql_query *q = r->queries[i];
		const char *at = strstr(text, q->name);
		size_t n = strlen(q->name);
		/* the whole name, not the beginning of a longer one */
		while (at && (strchr("_", at[n]) ? at[n] != 0 : (at[n] >= '0' && at[n] <= '9') || (at[n] | 32) >= 'a'))
			at = strstr(at + 1, q->name);
		if (!at)
			continue;
		bool there = false;
		for (int k = 0; k < out->n; k++)
			there |= out->items[k] == q;
		if (there)
			continue;
		add_parts(r, q->text, out, depth + 1);
		if (out->n < MAX_PARTS)
			out->items[out->n++] = q;
	}
}

/* Behind white space and comments. */
static const char *skip_comments(const char *p)
{
	for (;;) {
		const char *end = NULL;
		while (isspace((unsigned char)*p))
			p++;
		if (!strncmp(p, "--", 2))
			end = strchr(p, '\n');
		else if (!strncmp(p, "/*", 2) && (end = strstr(p + 2, "*/")))
			end++;
		else
			return p;
		if (!end)
			return p + strlen(p);
		p = end + 1;
	}
}

static int lines_in(const char *text, size_t n)
{
	int lines = 0;
	for (size_t i = 0; i < n && text[i]; i++)
		lines += text[i] == '\n';
	return lines;
}

const char *mdp_sql_whole(struct mdp_sql_reader *r, const struct mdp_sql_query *q, const char *text, bool open,
			  int *before)
{
	struct mdp_buf b = MDP_BUF_INIT;
	struct parts parts = { .n = 0 };
	const char *start = text;
	add_parts(r, text, &parts, 0);
	for (int i = 0; i < parts.n; i++)
		if (parts.items[i]->opaque)
			return NULL;
	for (int i = 0; i < parts.n; i++)
		if (parts.items[i] != q)
			mdp_buf_printf(&b, "%s\"%s\" as (\n%s\n)", b.n ? ", " : "with recursive ", parts.items[i]->name,
				       open ? mdp_sql_open_text(r, parts.items[i]) : parts.items[i]->text);
	text = skip_comments(text);
	bool with = !strncasecmp(text, "with", 4) && isspace((unsigned char)text[4]);
	const char *rest = with ? skip_comments(text + 4) : text;
	bool recursive = with && !strncasecmp(rest, "recursive", 9) && isspace((unsigned char)rest[9]);
	if (b.n && with) {
		mdp_buf_putc(&b, ',');
		text = recursive ? rest + 9 : text + 4;
	} else {
		mdp_buf_putc(&b, ' ');
	}
	*before = lines_in(b.p, b.n) - lines_in(start, (size_t)(text - start));
	mdp_buf_puts(&b, text);
	const char *out = mdp_arena_strndup(r->x->a, b.p ? b.p : "", b.n);
	mdp_buf_release(&b);
	return out;
}

/* "LINE 3:" in the engine's message, if it says so; else 0. */
static int line_in(const char *message)
{
	const char *at = strstr(message, "LINE ");
	struct mdp_str digits = { at ? at + 5 : "", at ? strspn(at + 5, "0123456789") : 0 };
	long long line = 0;
	mdp_str_to_i64(digits, &line);
	return line > 0 && line < 1000000 ? (int)line : 0;
}

/* One cause often stops many queries (a schema that is not there): it is told once, with how many. */
struct failure {
	const char *text;
	const struct mdp_sql_query *in;
	int line, more;
};

struct failures {
	struct failure *items;
	int n, cap;
};

static void fail(struct mdp_enrich *x, struct failures *all, const struct mdp_sql_query *q, int line, const char *text)
{
	for (int i = 0; i < all->n; i++)
		if (!strcmp(all->items[i].text, text)) {
			all->items[i].more++;
			return;
		}
	struct failure f = { mdp_arena_strdup(x->a, text), q, line, 0 };
	MDP_PUSH(x->a, all->items, all->n, all->cap, f);
}

/* Tells what the engine says of a query; the statement is only prepared. */
static void try_query(struct mdp_enrich *x, struct mdp_sql_reader *r, struct mdp_sql_query *q, struct failures *all)
{
	struct mdp_result res;
	struct mdp_error err = { 0 };
	int before;
	const char *sql = mdp_sql_whole(r, q, q->deep ? q->deep : q->text, false, &before);
	if (!sql)
		return;
	int rc = mdp_engine_describe(x->e, sql, &res, &err);
	mdp_result_release(&res);
	bool binder = strcasestr(err.primary, "binder"), named = binder || strcasestr(err.primary, "catalog");
	/* several statements in one (PIVOT) cannot be prepared without running the first; files may not be at hand here */
	bool unknown = q->other || strcasestr(err.primary, "permission");
	if (!rc || (!named && (unknown || strstr(sql, MDP_SQL_INPUT))))
		return;
	/* what a model reads may not have been built or loaded yet */
	if (q->model && !binder)
		return;
	int line = line_in(err.detail);
	fail(x, all, q, line > before ? q->line + line - 1 - before : q->line, err.primary);
}

void mdp_enrich_runs(struct mdp_enrich *x, struct mdp_sql_reader *r)
{
	struct failures all = { 0 };
	for (int i = 0; i < r->nqueries; i++) {
		struct mdp_sql_query *q = r->queries[i];
		/* what does not parse or is circular is reported already */
		if ((q->rel || q->other) && *q->text)
			try_query(x, r, q, &all);
	}
	for (int i = 0; i < all.n; i++) {
		const struct failure *f = &all.items[i];
		const char *more = f->more ? mdp_arena_printf(x->a, " (as do %d more)", f->more) : "";
		mdp_enrich_finding(x, "sql_does_not_run", f->in->file, f->line, "the SQL does not run: %s%s", f->text,
				   more);
	}
}
