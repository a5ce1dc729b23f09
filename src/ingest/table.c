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
#include "base/trace.h"
#include "ingest/load.h"
#include "base/banned.h"

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
static int choose_file(struct mdp_load *l, struct mdp_error *err)
{
	const char *csv = sibling(l->a, l->s->data, ".parquet", ".csv");
	const char *parquet = sibling(l->a, l->s->data, ".csv", ".parquet");
	const char *other = csv ? csv : parquet;
	int rc;

	l->path = l->s->data;
	l->parquet = csv != NULL;
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
		l->parquet = csv == NULL;
		return 0;
	}
	rc = mdp_fail(err, MDP_IO, "%s does not exist", l->s->data);
	mdp_error_detail(err, "it is declared as the file of the source table %s.%s", l->s->source, l->s->table);
	mdp_error_hint(err, "make it (for the demo: mdp generate), or change config.meta.file of the source");
	mdp_error_at(err, l->s->file, l->s->line);
	return rc;
}

static int need_types(const struct mdp_load *l, struct mdp_error *err)
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

const struct mdp_source_column *mdp_load_declared(const struct mdp_source_table *s, const char *name)
{
	for (int i = 0; i < s->ncolumns; i++)
		if (!strcasecmp(s->columns[i].name, name))
			return &s->columns[i];
	return NULL;
}

static bool was_found(const struct mdp_load *l, const char *name, int before)
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

int mdp_load_check_columns(const struct mdp_load *l, struct mdp_error *err)
{
	struct mdp_buf b = MDP_BUF_INIT;
	int rc = 0;

	for (int i = 0; i < l->s->ncolumns; i++)
		if (!was_found(l, l->s->columns[i].name, l->nfound))
			list(&b, "missing", l->s->columns[i].name);
	for (int i = 0; i < l->nfound; i++)
		if (!mdp_load_declared(l->s, l->found[i]))
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

const char *mdp_load_path_literal(struct mdp_load *l, const char *path)
{
	struct mdp_buf b = MDP_BUF_INIT;
	const char *out;

	for (const char *p = path; *p; p++)
		if (strchr("*?[", *p))
			mdp_buf_printf(&b, "[%c]", *p);
		else
			mdp_buf_putc(&b, *p);
	out = mdp_engine_literal(l->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return out;
}

static int parquet_columns(struct mdp_load *l, struct mdp_error *err)
{
	const char *sql = mdp_arena_printf(l->a, "SELECT * FROM read_parquet(%s)", mdp_load_path_literal(l, l->path));
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

/* The types of the declared columns as the engine names them, and what forms of values they have. */
static int read_types(struct mdp_load *l, struct mdp_error *err)
{
	struct mdp_buf sql = MDP_BUF_INIT;
	struct mdp_result res;
	int rc;

	for (int i = 0; i < l->s->ncolumns; i++)
		mdp_buf_printf(&sql, "%sCAST(NULL AS %s)", i ? ", " : "SELECT ", l->s->columns[i].type);
	rc = mdp_engine_describe(l->e, mdp_buf_cstr(&sql), &res, err);
	l->columns = MDP_NEW_ARRAY(l->a, (size_t)l->s->ncolumns, struct mdp_csv_column);
	l->types = MDP_NEW_ARRAY(l->a, (size_t)l->s->ncolumns, const char *);
	for (int i = 0; !rc && i < l->s->ncolumns; i++) {
		struct mdp_csv_column *c = &l->columns[i];

		c->name = l->s->columns[i].name;
		c->form = mdp_form_of(res.columns[i].sql_type, &c->digits);
		/* the name of another type may be more than its name */
		l->types[i] = c->form == MDP_FORM_OTHER ? l->s->columns[i].type
							: mdp_arena_strdup(l->a, res.columns[i].sql_type);
	}
	if (rc)
		mdp_error_at(err, l->s->file, l->s->line);
	mdp_result_release(&res);
	mdp_buf_release(&sql);
	return rc;
}

static void make_fields(struct mdp_load *l)
{
	l->fields = MDP_NEW_ARRAY(l->a, (size_t)l->nfound + 1, struct mdp_field);
	for (int i = 0; i < l->nfound; i++) {
		struct mdp_field *f = &l->fields[i];
		ptrdiff_t at;

		f->name = l->found[i];
		f->declared = mdp_load_declared(l->s, l->found[i]);
		at = f->declared - l->s->columns;
		f->sql_type = l->types[at];
		f->form = l->columns[at].form;
		f->digits = l->columns[at].digits;
		f->careful = !l->parquet && (l->csv.careful[i] || mdp_field_has_settings(f));
		if (f->careful)
			mdp_trace("ingest", "%s of %s.%s is read with care", f->name, l->s->schema, l->s->identifier);
	}
}

/* A value of a Parquet file that is not one of the declared type: by how the value comes back. */
static void put_loss(struct mdp_load *l, const struct mdp_field *f, const char *from, struct mdp_buf *sql)
{
	const char *name = mdp_engine_ident(l->a, f->name);
	bool rounds = f->form == MDP_FORM_DECIMAL && (!strcmp(from, "DOUBLE") || !strcmp(from, "FLOAT"));

	if (rounds) /* such numbers are never quite what they were made of */
		mdp_buf_printf(
			sql, "abs(CAST(CAST(%s AS %s) AS DOUBLE) - %s) > 1e-6 * greatest(1, abs(%s)) AND isfinite(%s)",
			name, f->sql_type, name, name, name);
	else
		mdp_buf_printf(sql, "CAST(CAST(%s AS %s) AS %s) IS DISTINCT FROM %s", name, f->sql_type, from, name);
}

static int check_losses(struct mdp_load *l, const struct mdp_result *types, struct mdp_error *err)
{
	struct mdp_buf sql = MDP_BUF_INIT;
	struct mdp_result res = { 0 };
	int rc = 0, n = 0;

	for (int i = 0; i < l->nfound; i++) {
		const struct mdp_field *f = &l->fields[i];
		int digits;
		enum mdp_form from = mdp_form_of(types->columns[i].sql_type, &digits);

		if (f->form == MDP_FORM_TEXT || f->form == MDP_FORM_OTHER || from == MDP_FORM_TEXT ||
		    from == MDP_FORM_OTHER || !strcmp(f->sql_type, types->columns[i].sql_type))
			continue;
		mdp_buf_printf(&sql, "%scount(*) FILTER (WHERE ", n++ ? ", " : "SELECT ");
		put_loss(l, f, types->columns[i].sql_type, &sql);
		mdp_buf_printf(&sql, "), %d", i);
	}
	if (n) {
		mdp_buf_printf(&sql, " FROM read_parquet(%s)", mdp_load_path_literal(l, l->path));
		rc = mdp_engine_query(l->e, mdp_buf_cstr(&sql), NULL, 0, 0, &res, err);
	}
	for (int i = 0; !rc && i < n; i++) {
		const struct mdp_field *f = &l->fields[mdp_result_at(&res, 0, 2 * i + 1)->i];
		long long lost = (long long)mdp_result_at(&res, 0, 2 * i)->i;

		if (!lost)
			continue;
		rc = mdp_fail(err, MDP_FORMAT, "%lld values of %s would not be the same as %s", lost, f->name,
			      f->sql_type);
		mdp_error_hint(err, "declare the column of the file's type, or change the file");
	}
	if (rc)
		mdp_error_at(err, l->path, 0);
	mdp_result_release(&res);
	mdp_buf_release(&sql);
	return rc;
}

int mdp_ingest_count(struct mdp_engine *e, struct mdp_arena *a, const struct mdp_source_table *s, int64_t *rows,
		     struct mdp_error *err)
{
	const char *sql = mdp_arena_printf(a, "SELECT count(*) FROM %s", mdp_ingest_relation(a, s));
	struct mdp_result res;
	int rc = mdp_engine_query(e, sql, NULL, 0, 0, &res, err);

	if (!rc)
		*rows = mdp_result_at(&res, 0, 0)->i;
	mdp_result_release(&res);
	return rc;
}

static int load_parquet(struct mdp_load *l, int64_t *rows, struct mdp_error *err)
{
	struct mdp_buf sql = MDP_BUF_INIT;
	struct mdp_result types;
	int rc = mdp_engine_describe(
		l->e, mdp_arena_printf(l->a, "SELECT * FROM read_parquet(%s)", mdp_load_path_literal(l, l->path)),
		&types, err);

	if (!rc)
		rc = check_losses(l, &types, err);
	mdp_result_release(&types);
	mdp_buf_printf(&sql, "CREATE OR REPLACE TABLE %s AS SELECT ", mdp_ingest_relation(l->a, l->s));
	for (int i = 0; i < l->s->ncolumns; i++) {
		const char *name = mdp_engine_ident(l->a, l->s->columns[i].name);

		mdp_buf_printf(&sql, "%sCAST(%s AS %s) AS %s", i ? ", " : "", name, l->s->columns[i].type, name);
	}
	mdp_buf_printf(&sql, " FROM read_parquet(%s)", mdp_load_path_literal(l, l->path));
	if (!rc && (rc = mdp_engine_script(l->e, mdp_buf_cstr(&sql), err)))
		mdp_error_at(err, l->path, 0);
	mdp_buf_release(&sql);
	return rc ? rc : mdp_ingest_count(l->e, l->a, l->s, rows, err);
}

static int check_unchanged(const struct mdp_load *l, const struct mdp_file_info *before, struct mdp_error *err)
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
	struct mdp_load l = { .e = e, .s = s, .a = &a, .copy = -1 };
	struct mdp_file_info before;
	bool stated;
	int rc, changed;

	mdp_arena_init(&a);
	rc = choose_file(&l, err);
	if (!rc)
		rc = need_types(&l, err);
	if (!rc)
		rc = mdp_file_stat(l.path, &before, err);
	stated = !rc;
	if (!rc)
		rc = read_types(&l, err);
	if (!rc)
		rc = l.parquet ? parquet_columns(&l, err) : mdp_load_csv_inspect(&l, err);
	if (!rc)
		rc = mdp_load_check_columns(&l, err);
	if (!rc)
		make_fields(&l);
	if (!rc)
		rc = l.parquet ? load_parquet(&l, rows, err) : mdp_load_csv(&l, report, rows, err);
	/* before all others, because a file that is being written makes every other complaint a guess */
	changed = stated ? check_unchanged(&l, &before, err) : 0;
	mdp_load_csv_end(&l);
	mdp_arena_release(&a);
	return changed ? changed : rc;
}
