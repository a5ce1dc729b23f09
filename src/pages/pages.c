/*
 * From a query file to the SQL of a page. The query is planned with its inputs open; then once more with other values in them,
 * and the two statements must be the same text: so nothing of a sample can have stayed in it, whatever the planner did
 * with the values. Where an input has a choice for all, the plan without its conditions must aggregate everything at the same grain:
 * a filter that swaps the measure for a finer one would make a figure mean two things.
 */
#include "pages/pages.h"
#include <stdlib.h>
#include <string.h>
#include "base/buf.h"
#include "base/file.h"
#include "pages/private.h"
#include "base/banned.h"

/* --- one query ---------------------------------------------------------------------------------------------------- */

static int plan_open(struct mdp_session *s, struct page_file *f, enum mdp_page_inputs how, int turn,
		     struct mdp_query **query, struct mdp_plan **plan)
{
	TRY(mdp_page_file_query(f, how, turn, query));
	if ((*query)->kind == MDP_Q_META || (*query)->kind == MDP_Q_ANALYSIS)
		return mdp_fail(f->err, MDP_USAGE, "$.query: only a query that is one statement can be on a page");
	*query = mdp_query_canonical(f->a, *query);
	return mdp_plan_make(mdp_session_catalog(s), *query, f->a, plan, f->err);
}

/* What a proof says of the way something is aggregated, without the thing's own words; NULL: it says nothing of that. */
static const char *way_of(const struct mdp_note *n)
{
	static const char *const ways[] = { "by_key", "distinct", "identity", "mixed" };
	if (!strcmp(n->code, "grain"))
		return strrchr(n->text, ':');
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (!strcmp(n->code, ways[i]))
			return n->text;
	return NULL;
}

/* A way of aggregating that only one of the plans has; NULL. */
static const struct mdp_note *other_way(const struct mdp_plan *of, const struct mdp_plan *than)
{
	for (int i = 0; i < of->nproofs; i++) {
		const char *way = way_of(&of->proofs[i]);
		bool both = !way;
		for (int k = 0; k < than->nproofs && !both; k++)
			both = way_of(&than->proofs[k]) && !strcmp(way_of(&than->proofs[k]), way);
		if (!both)
			return &of->proofs[i];
	}
	return NULL;
}

static int check_all(struct mdp_session *s, struct page_file *f, const struct mdp_plan *open)
{
	struct mdp_query *query;
	struct mdp_plan *all;
	if (!mdp_page_has_optional(f))
		return 0;
	TRY(plan_open(s, f, MDP_PAGE_ALL, 0, &query, &all));
	const struct mdp_note *other = other_way(all, open);
	if (!other)
		other = other_way(open, all);
	if (!other)
		return 0;
	int rc = mdp_fail(f->err, MDP_USAGE,
			  "$.query: with an input at all this is another figure than with a value of it");
	mdp_error_detail(f->err, "only one of the two has: %s", other->text);
	mdp_error_hint(f->err, "show a measure of what the input filters, or write the condition as {\"exists\": …}");
	return rc;
}

static const char *sql_text(struct mdp_session *s, struct page_file *f, const struct mdp_plan *plan,
			    const struct mdp_sql_table *tables, int *rc)
{
	int missing = -1;
	struct mdp_sql_text text = { .input = mdp_page_input_text, .with = f, .tables = tables, .missing = &missing };
	const char *sql = NULL;
	*rc = mdp_sql_render_text(mdp_session_catalog(s), plan, MDP_DIALECT_DUCKDB, &text, f->a, &sql, f->err);
	if (*rc && missing >= 0)
		mdp_error_hint(f->err,
			       "a file of an Evidence source must select all of it: sources/NAME/TABLE.sql with "
			       "`select * from SCHEMA.TABLE`");
	return sql;
}

static int by_text(const void *l, const void *r)
{
	return strcmp(*(const char *const *)l, *(const char *const *)r);
}

/* The rows of a result as texts, in an order that does not depend on theirs. */
static const char **rows_of(struct mdp_arena *a, const struct mdp_result *res)
{
	const char **rows = MDP_NEW_ARRAY(a, (size_t)res->nrows + 1, const char *);
	for (int64_t r = 0; r < res->nrows; r++) {
		rows[r] = "";
		for (int c = 0; c < res->ncolumns; c++)
			rows[r] = mdp_arena_printf(a, "%s\t%s", rows[r], mdp_value_print(a, mdp_result_at(res, r, c)));
	}
	qsort(rows, (size_t)res->nrows, sizeof(*rows), by_text);
	return rows;
}

static bool same_rows(struct mdp_arena *a, const struct mdp_result *l, const struct mdp_result *r)
{
	if (l->nrows != r->nrows || l->ncolumns != r->ncolumns)
		return false;
	const char **left = rows_of(a, l), **right = rows_of(a, r);
	for (int64_t i = 0; i < l->nrows; i++)
		if (strcmp(left[i], right[i]) != 0)
			return false;
	return true;
}

/* Whether the query, with its inputs standing so, gives what the question gave: names and order are the page's own matter. */
static bool answers(struct mdp_session *s, struct page_file *f, enum mdp_page_inputs how,
		    const struct mdp_answer *asked)
{
	struct mdp_answer ans = { 0 };
	struct mdp_query *query;
	bool same = mdp_page_file_query(f, how, 0, &query) == 0 && mdp_ask_query(s, query, f->a, &ans) == 0 &&
		    same_rows(f->a, &ans.result, &asked->result);
	mdp_answer_release(&ans);
	return same;
}

/* The question must ask for this query, with its inputs at the samples or at all. */
static int check_question(struct mdp_session *s, struct page_file *f, const struct mdp_query *sample)
{
	struct mdp_answer asked = { 0 };
	const char *restated = mdp_restate(mdp_session_catalog(s), sample, f->a);
	int rc = 0;
	if (!f->question)
		return 0;
	if (mdp_ask(s, mdp_str_of(f->question), f->a, &asked)) {
		rc = mdp_fail(f->err, MDP_USAGE, "$.question: %s", asked.reason.primary);
		mdp_error_hint(f->err, "the query itself says: %.400s", restated);
	} else if (!answers(s, f, MDP_PAGE_SAMPLE, &asked) && !answers(s, f, MDP_PAGE_ALL, &asked)) {
		rc = mdp_fail(f->err, MDP_USAGE, "$.question: its answer is not that of the query");
		mdp_error_detail(f->err, "asked: %.400s; queried: %.400s", asked.restated ? asked.restated : "",
				 restated);
	}
	mdp_answer_release(&asked);
	return rc;
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

/* A line of comment that stays one, and that no template can read anything into. */
static void put_comment(struct mdp_buf *b, const char *text)
{
	for (const char *p = text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f || *p == '`' || *p == '\\' || (*p == '$' && p[1] == '{'))
			mdp_buf_putc(b, *p == '`' ? '\'' : ' ');
		else
			mdp_buf_putc(b, *p);
	mdp_buf_putc(b, '\n');
}

static bool is_about_meaning(const struct mdp_note *n)
{
	static const char *const codes[] = { "substitute", "overlap", "side_by_side" };
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (!strcmp(n->code, codes[i]))
			return true;
	return false;
}

/* Only what does not change with the data or with a line moved elsewhere: the file is compared with what is made anew. */
static void put_header(struct mdp_buf *b, struct mdp_session *s, struct page_file *f, const struct mdp_query *sample,
		       const struct mdp_plan *plan, const char *name)
{
	const char *inputs = mdp_page_input_words(f);
	mdp_buf_puts(b, MDP_GENERATED_QUERY);
	put_comment(b, mdp_arena_printf(f->a, "%s.json: edit that, not this.", name));
	mdp_buf_puts(b, "-- ");
	put_comment(b, f->title);
	mdp_buf_puts(b, "-- Shows ");
	put_comment(b, mdp_restate(mdp_session_catalog(s), sample, f->a));
	if (inputs) {
		mdp_buf_puts(b, "-- if ");
		put_comment(b, inputs);
	}
	for (int i = 0; i < plan->ndefinitions; i++) {
		const struct mdp_definition *d = &plan->definitions[i];
		mdp_buf_puts(b, "-- Definition: ");
		put_comment(b,
			    mdp_arena_printf(f->a, "%s = %s%s%s%s", d->name, d->expression, d->source.file ? " (" : "",
					     d->source.file ? d->source.file : "", d->source.file ? ")" : ""));
	}
	for (int i = 0; i < plan->ncaveats; i++)
		if (is_about_meaning(&plan->caveats[i])) {
			/* how often it was proved, in parentheses, changes with the data */
			const char *text = plan->caveats[i].text, *end = strstr(text, " (");
			mdp_buf_puts(b, "-- Note: ");
			put_comment(b, end ? mdp_arena_strndup(f->a, text, (size_t)(end - text)) : text);
		}
}

static int make_sql(struct mdp_session *s, struct page_file *f, const struct mdp_sql_table *tables, const char *name,
		    const char **out)
{
	struct mdp_query *query, *sample;
	struct mdp_plan *plan, *other;
	struct mdp_buf b = MDP_BUF_INIT;
	int rc = 0;
	/* first as it is written, so that mistakes are told at their own place */
	TRY(mdp_page_file_query(f, MDP_PAGE_SAMPLE, 0, &sample));
	TRY(plan_open(s, f, MDP_PAGE_OPEN, 0, &query, &plan));
	const char *sql = sql_text(s, f, plan, tables, &rc);
	if (rc)
		return rc;
	TRY(plan_open(s, f, MDP_PAGE_OPEN, 1, &query, &other));
	const char *again = sql_text(s, f, other, tables, &rc);
	if (rc)
		return rc;
	if (strcmp(sql, again) != 0) {
		rc = mdp_fail(f->err, MDP_USAGE, "$.query: the statement depends on the value of an input");
		mdp_error_hint(f->err, "an input can be a value that something is compared with");
		return rc;
	}
	TRY(check_all(s, f, plan));
	sample = mdp_query_canonical(f->a, sample);
	TRY(check_question(s, f, sample));
	put_header(&b, s, f, sample, plan, name);
	mdp_buf_puts(&b, sql);
	mdp_buf_putc(&b, '\n');
	*out = mdp_arena_strdup(f->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return 0;
}

int mdp_pages_query(struct mdp_arena *a, struct mdp_str json, enum mdp_page_inputs inputs, struct mdp_query **out,
		    struct mdp_error *err)
{
	struct page_file f;
	int rc = mdp_page_file_open(&f, a, json, err);
	if (!rc)
		rc = mdp_page_file_query(&f, inputs, 0, out);
	mdp_page_file_close(&f);
	return rc;
}

static int sql_of(struct mdp_session *s, struct mdp_str json, const struct mdp_sql_table *tables, const char *name,
		  struct mdp_arena *a, const char **out, struct mdp_error *err)
{
	struct page_file f;
	int rc = mdp_page_file_open(&f, a, json, err);
	if (!rc)
		rc = make_sql(s, &f, tables, name, out);
	mdp_page_file_close(&f);
	return rc;
}

int mdp_pages_sql(struct mdp_session *s, struct mdp_str json, const char *name, struct mdp_arena *a, const char **out,
		  struct mdp_error *err)
{
	const struct mdp_sql_table *tables;
	TRY(mdp_page_tables(s, a, &tables, err));
	return sql_of(s, json, tables, name, a, out, err);
}

/* --- all files ---------------------------------------------------------------------------------------------------- */

static const char *stem(struct mdp_arena *a, const char *path)
{
	const char *base = mdp_path_base(path), *dot = strrchr(base, '.');
	return mdp_arena_strndup(a, base, dot ? (size_t)(dot - base) : strlen(base));
}

static const char *relative(struct mdp_session *s, struct mdp_arena *a, const char *path)
{
	const char *root = mdp_session_project(s)->root;
	size_t n = root ? strlen(root) : 0;
	return mdp_arena_strdup(a, n && !strncmp(path, root, n) && path[n] == '/' ? path + n + 1 : path);
}

static bool is_asked(const char *const *names, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(names[i], name))
			return true;
	return n == 0;
}

/*
 * A page calls a query by the path of its file, with _ for /, and Evidence makes that a variable of the page's script. What cannot be
 * one would be left out of the page, or break it, without a word of why.
 */
static int check_name(struct mdp_arena *a, const char *path, struct mdp_error *err)
{
	static const char *const taken[] = {
		"await",    "break",     "case",   "catch",    "class", "const",      "continue",  "data",
		"debugger", "default",   "delete", "do",       "else",  "enum",       "export",    "extends",
		"false",    "finally",   "for",    "function", "if",    "import",     "in",        "inputs",
		"let",      "new",       "null",   "package",  "page",  "params",     "props",     "return",
		"static",   "super",     "switch", "this",     "throw", "true",       "try",       "typeof",
		"var",      "void",      "while",  "with",     "yield", "instanceof", "interface", "implements",
		"private",  "protected", "public",
	};
	char *id = mdp_arena_strndup(a, path, strlen(path) - strlen(".json"));
	bool ok = *id && !(*id >= '0' && *id <= '9');
	for (char *p = id; *p; p++) {
		*p = *p == '/' ? '_' : *p;
		ok &= (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || *p == '_';
	}
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		ok &= strcmp(id, taken[i]) != 0;
	if (ok)
		return 0;
	int rc = mdp_fail(err, MDP_USAGE, "a page cannot use a query of the name '%.80s'", id);
	mdp_error_hint(err, "rename the file: a name has small letters, digits and _, and is no word of JavaScript");
	return rc;
}

static int do_file(struct mdp_session *s, const char *path, const struct mdp_sql_table *tables, bool check,
		   struct mdp_arena *a, struct mdp_page_file *out, struct mdp_error *err)
{
	const char *dir = mdp_path_join(a, mdp_session_project(s)->evidence_dir, "queries");
	const char *name = stem(a, path), *sql;
	const char *to = mdp_arena_printf(a, "%.*s.sql", (int)(strlen(path) - strlen(".json")), path);
	struct mdp_str json, old;
	out->file = relative(s, a, path);
	int rc = check_name(a, path + strlen(dir) + 1, &out->err);
	if (rc == 0)
		rc = mdp_file_read(a, path, &json, &out->err);
	if (rc == 0)
		rc = mdp_page_kept(a, mdp_session_project(s)->root, &json, &out->err);
	if (rc == 0)
		rc = sql_of(s, json, tables, name, a, &sql, &out->err);
	if (rc) {
		out->state = MDP_PAGE_FAILED;
		if (out->err.line)
			out->file = mdp_arena_printf(a, "%s:%d", out->file, out->err.line);
		return 0;
	}
	out->file = relative(s, a, to);
	bool there = mdp_file_exists(to);
	if (there)
		TRY(mdp_file_read(a, to, &old, err));
	out->state = there && mdp_str_is(old, sql) ? MDP_PAGE_SAME : there ? MDP_PAGE_DIFFERS : MDP_PAGE_MISSING;
	if (out->state == MDP_PAGE_SAME || check)
		return 0;
	TRY(mdp_file_write(to, mdp_str_of(sql), err));
	out->state = MDP_PAGE_WRITTEN;
	return 0;
}

/* Generated files whose query is gone. */
static int find_left(struct mdp_session *s, const char *dir, struct mdp_arena *a, struct mdp_page_report *out,
		     struct mdp_error *err)
{
	static const char *const suffixes[] = { ".sql", NULL }, *const skip[] = { "node_modules", NULL };
	const char **files;
	struct mdp_str text;
	int n = 0;
	TRY(mdp_dir_walk(a, dir, suffixes, skip, &files, &n, err));
	for (int i = 0; i < n; i++) {
		const char *json = mdp_arena_printf(a, "%.*s.json", (int)(strlen(files[i]) - strlen(".sql")), files[i]);
		if (mdp_file_exists(json))
			continue;
		TRY(mdp_file_read(a, files[i], &text, err));
		struct mdp_page_file f = { .file = relative(s, a, files[i]), .state = MDP_PAGE_LEFT };
		if (mdp_str_starts(text, MDP_GENERATED_QUERY))
			MDP_PUSH(a, out->files, out->n, out->cap, f);
	}
	return 0;
}

int mdp_pages_run(struct mdp_session *s, const char *const *names, int nnames, bool check, struct mdp_arena *a,
		  struct mdp_page_report *out, struct mdp_error *err)
{
	static const char *const suffixes[] = { ".json", NULL }, *const skip[] = { "node_modules", NULL };
	const struct mdp_project *p = mdp_session_project(s);
	const struct mdp_sql_table *tables;
	const char **files;
	int n = 0, found = 0;
	*out = (struct mdp_page_report){ 0 };
	if (!p->evidence_dir) {
		int rc = mdp_fail(err, MDP_IO, "there is no Evidence project here");
		mdp_error_hint(err, "it is a folder with evidence.config.yaml or with pages that have SQL");
		return rc;
	}
	const char *dir = mdp_path_join(a, p->evidence_dir, "queries");
	if (!mdp_file_is_dir(dir))
		return 0;
	TRY(mdp_page_tables(s, a, &tables, err));
	TRY(mdp_dir_walk(a, dir, suffixes, skip, &files, &n, err));
	for (int i = 0; i < n; i++) {
		struct mdp_page_file f = { 0 };
		if (!is_asked(names, nnames, stem(a, files[i])))
			continue;
		found++;
		TRY(do_file(s, files[i], tables, check, a, &f, err));
		MDP_PUSH(a, out->files, out->n, out->cap, f);
	}
	if (found < nnames) {
		int rc = mdp_fail(err, MDP_USAGE, "there is no such query");
		mdp_error_hint(err, "names are those of the files %s/*.json, without .json", relative(s, a, dir));
		return rc;
	}
	return nnames ? 0 : find_left(s, dir, a, out, err);
}
