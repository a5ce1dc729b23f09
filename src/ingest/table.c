/*
 * The engine's own reader does the work; around it stands what it does not promise: that the header is the declared one (by
 * name, in any order), that every record of the file was either loaded or rejected (it is known to lose a line that is longer
 * than its buffers without a word), and that the file was the same before and after.
 */
#include "ingest/table.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "ingest/csv.h"
#include "base/banned.h"

#define LINE_END_BYTES 16 /* the engine counts line ends as part of a line, we do not */

enum format { FORMAT_CSV, FORMAT_PARQUET };

struct load {
	struct mdp_engine *e;
	const struct mdp_source_table *s;
	struct mdp_arena *a;
	const char *path;
	enum format format;
	const char **found; /* the file's columns, in its order */
	int nfound;
	struct mdp_csv csv;
};

const char *mdp_ingest_relation(struct mdp_arena *a, const struct mdp_source_table *s)
{
	return mdp_arena_printf(a, "%s.%s", mdp_engine_ident(a, s->schema), mdp_engine_ident(a, s->identifier));
}

/* `path` with its ending replaced; NULL when it has another ending. */
static const char *sibling(struct mdp_arena *a, const char *path, const char *from, const char *to)
{
	size_t n = strlen(path), k = strlen(from);

	if (n <= k || strcmp(path + n - k, from))
		return NULL;
	return mdp_arena_printf(a, "%.*s%s", (int)(n - k), path, to);
}

/* The declared file, or its sibling in the other format; with both there it is not for us to choose. */
static int choose_file(struct load *l, struct mdp_error *err)
{
	const char *csv = sibling(l->a, l->s->data, ".parquet", ".csv");
	const char *parquet = sibling(l->a, l->s->data, ".csv", ".parquet");
	const char *other = csv ? csv : parquet;
	int rc;

	l->path = l->s->data;
	l->format = csv ? FORMAT_PARQUET : FORMAT_CSV;
	if (!csv && !parquet) {
		rc = mdp_fail(err, MDP_FORMAT, "%s is neither .csv nor .parquet", l->s->data);
		mdp_error_at(err, l->s->file, l->s->line);
		return rc;
	}
	if (mdp_file_exists(l->path)) {
		if (!mdp_file_exists(other))
			return 0;
		rc = mdp_fail(err, MDP_USAGE, "there are two files for %s.%s", l->s->schema, l->s->identifier);
		mdp_error_detail(err, "%s and %s", l->path, other);
		mdp_error_hint(err, "remove the one that is out of date");
		return rc;
	}
	if (mdp_file_exists(other)) {
		l->path = other;
		l->format = csv ? FORMAT_CSV : FORMAT_PARQUET;
		return 0;
	}
	rc = mdp_fail(err, MDP_IO, "%s does not exist", l->s->data);
	mdp_error_detail(err, "it is declared as the file of the source table %s.%s", l->s->source, l->s->table);
	mdp_error_hint(err, "make it (for the demo: mdp generate), or change config.meta.file of the source");
	mdp_error_at(err, l->s->file, l->s->line);
	return rc;
}

static int need_types(const struct load *l, struct mdp_error *err)
{
	const struct mdp_source_table *s = l->s;
	int rc = 0;

	if (s->ncolumns == 0)
		rc = mdp_fail(err, MDP_FORMAT, "the source table %s.%s declares no columns", s->source, s->table);
	for (int i = 0; !rc && i < s->ncolumns; i++)
		if (!s->columns[i].type)
			rc = mdp_fail(err, MDP_FORMAT, "the column %s of %s.%s has no data_type", s->columns[i].name,
				      s->source, s->table);
	if (rc) {
		mdp_error_hint(
			err,
			"a table that is loaded from a file needs all its columns declared, each with its data_type");
		mdp_error_at(err, s->file, s->line);
	}
	return rc;
}

static const struct mdp_source_column *declared(const struct mdp_source_table *s, const char *name)
{
	for (int i = 0; i < s->ncolumns; i++)
		if (!strcasecmp(s->columns[i].name, name))
			return &s->columns[i];
	return NULL;
}

static bool was_found(const struct load *l, const char *name, int before)
{
	for (int i = 0; i < before; i++)
		if (!strcasecmp(l->found[i], name))
			return true;
	return false;
}

static void list(struct mdp_buf *b, const char *title, const char *name)
{
	const char *p = mdp_buf_cstr(b);

	if (strstr(p, title))
		mdp_buf_printf(b, ", %.60s", name);
	else
		mdp_buf_printf(b, "%s%s: %.60s", *p ? "; " : "", title, name);
}

/* By name, in any order: but neither more nor fewer, and none twice. */
static int check_columns(const struct load *l, struct mdp_error *err)
{
	struct mdp_buf b = MDP_BUF_INIT;
	int rc = 0;

	for (int i = 0; i < l->s->ncolumns; i++)
		if (!was_found(l, l->s->columns[i].name, l->nfound))
			list(&b, "missing", l->s->columns[i].name);
	for (int i = 0; i < l->nfound; i++)
		if (!declared(l->s, l->found[i]))
			list(&b, "not declared", *l->found[i] ? l->found[i] : "(a column without a name)");
	for (int i = 0; i < l->nfound; i++)
		if (was_found(l, l->found[i], i))
			list(&b, "twice", l->found[i]);
	if (b.n) {
		rc = mdp_fail(err, MDP_FORMAT, "the file's columns are not the declared ones");
		mdp_error_detail(err, "%s", mdp_buf_cstr(&b));
		mdp_error_hint(err, "change the file, or its columns in %s:%d", l->s->file, l->s->line);
		mdp_error_at(err, l->path, 1);
	}
	mdp_buf_release(&b);
	return rc;
}

/* A path is a pattern to the engine's readers: what is special in one stands in brackets. */
static const char *path_literal(struct load *l)
{
	struct mdp_buf b = MDP_BUF_INIT;
	const char *out;

	for (const char *p = l->path; *p; p++)
		if (strchr("*?[", *p))
			mdp_buf_printf(&b, "[%c]", *p);
		else
			mdp_buf_putc(&b, *p);
	out = mdp_engine_literal(l->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return out;
}

static int parquet_columns(struct load *l, struct mdp_error *err)
{
	const char *sql = mdp_arena_printf(l->a, "SELECT * FROM read_parquet(%s)", path_literal(l));
	struct mdp_result res;
	int rc = mdp_engine_describe(l->e, sql, &res, err);

	l->nfound = rc ? 0 : res.ncolumns;
	l->found = MDP_NEW_ARRAY(l->a, (size_t)l->nfound + 1, const char *);
	for (int i = 0; i < l->nfound; i++)
		l->found[i] = mdp_arena_strdup(l->a, res.columns[i].name);
	mdp_result_release(&res);
	if (rc)
		mdp_error_at(err, l->path, 0);
	return rc;
}

static int inspect(struct load *l, struct mdp_error *err)
{
	int rc;

	if (l->format == FORMAT_PARQUET) {
		rc = parquet_columns(l, err);
	} else {
		rc = mdp_csv_scan(l->a, l->path, &l->csv, err);
		l->found = l->csv.header;
		l->nfound = l->csv.nheader;
	}
	return rc ? rc : check_columns(l, err);
}

static void put_reader(struct load *l, struct mdp_buf *sql)
{
	mdp_buf_printf(sql, "read_csv(%s, columns = {", path_literal(l));
	for (int i = 0; i < l->nfound; i++)
		mdp_buf_printf(sql, "%s%s: %s", i ? ", " : "", mdp_engine_literal(l->a, l->found[i]),
			       mdp_engine_literal(l->a, declared(l->s, l->found[i])->type));
	mdp_buf_printf(
		sql,
		"}, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', max_line_size = %d, "
		"store_rejects = true, rejects_table = 'mdp_rejects', rejects_scan = 'mdp_scans', rejects_limit = %d)",
		MDP_LIMIT_CSV_LINE + LINE_END_BYTES, MDP_LIMIT_REJECTS);
}

static int create(struct load *l, struct mdp_error *err)
{
	struct mdp_buf sql = MDP_BUF_INIT;
	int rc;

	mdp_buf_puts(&sql, "DROP TABLE IF EXISTS mdp_rejects; DROP TABLE IF EXISTS mdp_scans;\n");
	mdp_buf_printf(&sql, "CREATE OR REPLACE TABLE %s AS SELECT ", mdp_ingest_relation(l->a, l->s));
	for (int i = 0; i < l->s->ncolumns; i++) {
		const char *name = mdp_engine_ident(l->a, l->s->columns[i].name);

		if (l->format == FORMAT_PARQUET)
			mdp_buf_printf(&sql, "%sCAST(%s AS %s) AS %s", i ? ", " : "", name, l->s->columns[i].type,
				       name);
		else
			mdp_buf_printf(&sql, "%s%s", i ? ", " : "", name);
	}
	mdp_buf_puts(&sql, " FROM ");
	if (l->format == FORMAT_PARQUET)
		mdp_buf_printf(&sql, "read_parquet(%s)", path_literal(l));
	else
		put_reader(l, &sql);
	rc = mdp_engine_script(l->e, mdp_buf_cstr(&sql), err);
	if (rc)
		mdp_error_at(err, l->path, 0);
	mdp_buf_release(&sql);
	return rc;
}

static int count_rows(struct load *l, int64_t *rows, struct mdp_error *err)
{
	const char *sql = mdp_arena_printf(l->a, "SELECT count(*) FROM %s", mdp_ingest_relation(l->a, l->s));
	struct mdp_result res;
	int rc = mdp_engine_query(l->e, sql, NULL, 0, 0, &res, err);

	if (!rc)
		*rows = mdp_result_at(&res, 0, 0)->i;
	mdp_result_release(&res);
	return rc;
}

static int fail_lost(const struct load *l, int64_t rows, int64_t rejected, struct mdp_error *err)
{
	long long quote = (long long)l->csv.open_quote_line;
	int rc = mdp_fail(err, MDP_FORMAT, "not every line could be read");

	mdp_error_detail(err, "%lld records, of which %lld were loaded and %lld rejected%s", (long long)l->csv.records,
			 (long long)rows, (long long)rejected, quote ? "; a quoted value never ends" : "");
	mdp_error_hint(err, "look for unclosed quotes%s", quote ? " in that line" : "");
	mdp_error_at(err, l->path, (int)quote);
	return rc;
}

static int check_unchanged(const struct load *l, const struct mdp_file_info *before, struct mdp_error *err)
{
	struct mdp_file_info now;
	int rc = mdp_file_stat(l->path, &now, err);

	if (rc)
		return rc;
	if (now.size == before->size && now.mtime_ns == before->mtime_ns && now.inode == before->inode)
		return 0;
	rc = mdp_fail(err, MDP_IO, "the file changed while it was read");
	mdp_error_hint(err, "run again when the program that writes it is done");
	mdp_error_at(err, l->path, 0);
	return rc;
}

int mdp_ingest_table(struct mdp_engine *e, const struct mdp_source_table *s, struct mdp_report *report, int64_t *rows,
		     struct mdp_error *err)
{
	struct mdp_arena a = { 0 };
	struct load l = { .e = e, .s = s, .a = &a };
	struct mdp_file_info before;
	int64_t rejected = 0;
	int rc;

	mdp_arena_init(&a);
	rc = choose_file(&l, err);
	if (!rc)
		rc = need_types(&l, err);
	if (!rc)
		rc = mdp_file_stat(l.path, &before, err);
	if (!rc)
		rc = inspect(&l, err);
	if (!rc)
		rc = create(&l, err);
	/* first, because a file that is being written makes every other complaint a guess */
	if (!rc)
		rc = check_unchanged(&l, &before, err);
	if (!rc)
		rc = count_rows(&l, rows, err);
	if (!rc && l.format == FORMAT_CSV) {
		rc = mdp_ingest_read_rejects(e, s, l.csv.records, &rejected, report, err);
		/* a blank line of a file with one column is a value */
		if (!rc && s->ncolumns > 1 && *rows + rejected != l.csv.records)
			rc = fail_lost(&l, *rows, rejected, err);
	}
	mdp_arena_release(&a);
	return rc;
}
