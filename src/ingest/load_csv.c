/*
 * The engine's own reader does the work; around it stands what it does not promise: that every record of the file was either
 * loaded or rejected (it is known to lose a line that is longer than its buffers without a word), and that each value is what
 * its text says. Columns that a scan has found to be plain are read with their types; others as texts, which are converted with
 * care. Whether any was no value shows in the count; only then the file is read again to find which.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/limits.h"
#include "ingest/load.h"
#include "ingest/table.h"
#include "base/banned.h"

#define LINE_END_BYTES 16 /* the engine counts line ends as part of a line, we do not */

static void read_from(struct mdp_load *l, int fd)
{
	if (l->copy >= 0)
		close(l->copy);
	l->copy = fd;
	/* a file without a name is there under its descriptor */
	l->reading.path = mdp_arena_printf(l->a, "/proc/self/fd/%d", fd);
}

void mdp_load_csv_end(struct mdp_load *l)
{
	if (l->copy >= 0)
		close(l->copy);
	l->copy = -1;
}

/* Another delimiter by which the header would hold declared columns; 0: there is none. */
static char other_delimiter(const struct mdp_load *l)
{
	const char *const others = ";\t|,:";

	for (const char *d = others; *d; d++) {
		struct mdp_csv_reading reading = l->reading;
		struct mdp_csv csv;
		int hits = 0;

		reading.delim = *d;
		if (*d == (l->reading.delim ? l->reading.delim : ',') || mdp_csv_header(l->a, &reading, &csv, NULL) ||
		    csv.nheader < 2)
			continue;
		for (int i = 0; i < csv.nheader; i++)
			hits += mdp_load_declared(l->s, csv.header[i]) != NULL;
		if (hits * 2 > csv.nheader)
			return *d;
	}
	return 0;
}

static int check_delimiter(const struct mdp_load *l, struct mdp_error *err)
{
	char d, text[4] = { 0 };
	int rc, hits = 0;

	for (int i = 0; i < l->csv.nheader; i++)
		hits += mdp_load_declared(l->s, l->csv.header[i]) != NULL;
	if (hits && hits >= l->s->ncolumns)
		return 0;
	d = other_delimiter(l);
	if (!d)
		return 0;
	snprintf(text, sizeof(text), "%s", d == '\t' ? "\\t" : (char[]){ d, 0 });
	rc = mdp_fail(err, MDP_FORMAT, "the file's values are separated by \"%s\", not by \"%c\"", text,
		      l->reading.delim ? l->reading.delim : ',');
	mdp_error_hint(err, "say `delimiter: \"%s\"` beside `file` in the source's meta%s", text,
		       d == ';' ? "; with it often go `decimal: \",\"` and a `date_format`" : "");
	mdp_error_at(err, l->path, 1);
	return rc;
}

int mdp_load_csv_inspect(struct mdp_load *l, struct mdp_error *err)
{
	const struct mdp_source_reading *how = &l->s->reading;
	int fd = -1, rc = 0;

	l->reading = (struct mdp_csv_reading){ .path = l->path,
					       .shown = l->path,
					       .delim = how->delimiter ? *how->delimiter : 0,
					       .quote = how->quote ? *how->quote : 0,
					       .columns = l->columns,
					       .ncolumns = l->s->ncolumns };
	if (how->encoding && strcasecmp(how->encoding, "utf-8") && strcasecmp(how->encoding, "utf8")) {
		rc = mdp_recode(l->path, how->encoding, &fd, err);
		if (!rc)
			read_from(l, fd);
	}
	if (!rc)
		rc = mdp_csv_header(l->a, &l->reading, &l->csv, err);
	if (!rc)
		rc = check_delimiter(l, err);
	if (!rc)
		rc = mdp_csv_scan(l->a, &l->reading, &l->csv, err);
	if (!rc && l->csv.crlf && l->csv.lf) { /* the engine takes only one kind */
		rc = mdp_recode_file(&fd, err);
		if (!rc && !(rc = mdp_csv_copy(&l->reading, fd, err)))
			read_from(l, fd);
		else if (fd >= 0)
			close(fd);
	}
	l->found = l->csv.header;
	l->nfound = l->csv.nheader;
	return rc;
}

/* A text of one byte as the reader's options want it. */
static const char *sign(struct mdp_load *l, char c)
{
	return mdp_engine_literal(l->a, (char[]){ c, 0 });
}

static void put_reader(struct mdp_load *l, struct mdp_buf *sql)
{
	const char **nulls = l->s->reading.nulls;
	const char *quote = sign(l, l->reading.quote ? l->reading.quote : '"');

	mdp_buf_printf(sql, "read_csv(%s, columns = {", mdp_load_path_literal(l, l->reading.path));
	for (int i = 0; i < l->nfound; i++)
		mdp_buf_printf(sql, "%s%s: %s", i ? ", " : "", mdp_engine_literal(l->a, l->found[i]),
			       l->fields[i].careful ? "'VARCHAR'" : mdp_engine_literal(l->a, l->fields[i].sql_type));
	mdp_buf_printf(sql, "}, header = true, auto_detect = false, delim = %s, quote = %s, escape = %s, nullstr = [''",
		       sign(l, l->reading.delim ? l->reading.delim : ','), quote, quote);
	for (; nulls && *nulls; nulls++)
		mdp_buf_printf(sql, ", %s", mdp_engine_literal(l->a, *nulls));
	mdp_buf_printf(sql,
		       "], max_line_size = %d, store_rejects = true, rejects_table = 'mdp_rejects', "
		       "rejects_scan = 'mdp_scans', rejects_limit = %d)",
		       MDP_LIMIT_CSV_LINE + LINE_END_BYTES, MDP_LIMIT_REJECTS);
}

#define FORGET_REJECTS "DROP TABLE IF EXISTS mdp_rejects; DROP TABLE IF EXISTS mdp_scans;\n"

static const struct mdp_field *field_of(const struct mdp_load *l, const struct mdp_source_column *c)
{
	for (int i = 0; i < l->nfound; i++)
		if (l->fields[i].declared == c)
			return &l->fields[i];
	return NULL;
}

/* The value of a field as an expression over what the reader gives. */
static void put_value(struct mdp_load *l, const struct mdp_field *f, struct mdp_buf *sql)
{
	const char *name = mdp_engine_ident(l->a, f->name);

	if (f->careful)
		mdp_field_value(l->a, f, name, sql);
	else
		mdp_buf_puts(sql, name);
}

static int create(struct mdp_load *l, struct mdp_error *err)
{
	struct mdp_buf sql = MDP_BUF_INIT;
	int rc, n = 0;

	mdp_buf_printf(&sql, FORGET_REJECTS "CREATE OR REPLACE TABLE %s AS SELECT ", mdp_ingest_relation(l->a, l->s));
	for (int i = 0; i < l->s->ncolumns; i++) {
		const struct mdp_field *f = field_of(l, &l->s->columns[i]);

		mdp_buf_puts(&sql, i ? ", " : "");
		put_value(l, f, &sql);
		mdp_buf_printf(&sql, " AS %s", mdp_engine_ident(l->a, f->declared->name));
	}
	mdp_buf_puts(&sql, " FROM ");
	put_reader(l, &sql);
	for (int i = 0; i < l->nfound; i++) {
		if (!l->fields[i].careful)
			continue;
		mdp_buf_printf(&sql, " %s (%s IS NULL OR (", n++ ? "AND" : "WHERE",
			       mdp_engine_ident(l->a, l->found[i]));
		put_value(l, &l->fields[i], &sql);
		mdp_buf_puts(&sql, ") IS NOT NULL)");
	}
	rc = mdp_engine_script(l->e, mdp_buf_cstr(&sql), err);
	if (rc)
		mdp_error_at(err, l->path, 0);
	mdp_buf_release(&sql);
	return rc;
}

/* The values that were none, by the number of their record. */
static int find_bad(struct mdp_load *l, struct mdp_load_bad **bad, int *nbad, struct mdp_error *err)
{
	struct mdp_buf sql = MDP_BUF_INIT;
	struct mdp_result res = { 0 };
	int *of = MDP_NEW_ARRAY(l->a, (size_t)l->nfound + 1, int), n = 0, cap = 0, rc;

	mdp_buf_puts(&sql, "SELECT * FROM (SELECT row_number() OVER () AS n");
	for (int i = 0; i < l->nfound; i++) {
		if (!l->fields[i].careful)
			continue;
		mdp_buf_puts(&sql, ", CASE WHEN (");
		put_value(l, &l->fields[i], &sql);
		mdp_buf_printf(&sql, ") IS NULL THEN left(%s, 100) END AS b%d", mdp_engine_ident(l->a, l->found[i]), n);
		of[n++] = i;
	}
	/* no column is left out, so that the same records are rejected as before */
	mdp_buf_puts(&sql, ", concat(");
	for (int i = 0; i < l->nfound; i++)
		mdp_buf_printf(&sql, "%s%s", i ? ", " : "", mdp_engine_ident(l->a, l->found[i]));
	mdp_buf_puts(&sql, ") AS everything FROM ");
	put_reader(l, &sql);
	mdp_buf_puts(&sql, ") WHERE everything = chr(1)");
	for (int i = 0; i < n; i++)
		mdp_buf_printf(&sql, " OR b%d IS NOT NULL", i);
	mdp_buf_printf(&sql, " ORDER BY n LIMIT %d", MDP_LIMIT_REJECTS);
	rc = mdp_engine_script(l->e, FORGET_REJECTS, err);
	if (!rc)
		rc = mdp_engine_query(l->e, mdp_buf_cstr(&sql), NULL, 0, 0, &res, err);
	for (int64_t r = 0; !rc && r < res.nrows; r++)
		for (int i = 0; i < n; i++) {
			const struct mdp_value *v = mdp_result_at(&res, r, i + 1);
			struct mdp_load_bad b = { .record = mdp_result_at(&res, r, 0)->i, .field = of[i] };

			if (v->type == MDP_T_NULL_)
				continue;
			b.text = mdp_str_of(mdp_arena_strndup(l->a, v->s.p, v->s.n));
			MDP_PUSH(l->a, *bad, *nbad, cap, b);
		}
	if (rc)
		mdp_error_at(err, l->path, 0);
	mdp_result_release(&res);
	mdp_buf_release(&sql);
	return rc;
}

/* Where a point groups thousands in some value, it may in others, which look as if they had a digit too many. */
static bool see_groups(struct mdp_load *l, const struct mdp_load_bad *bad, int nbad)
{
	bool more = false;

	for (int i = 0; i < nbad; i++) {
		struct mdp_field *f = &l->fields[bad[i].field];

		if (f->form != MDP_FORM_DECIMAL || f->digits > 2 || f->grouped || mdp_field_has_settings(f) ||
		    !mdp_is_grouped(bad[i].text))
			continue;
		f->grouped = more = true;
	}
	return more;
}

static int fail_lost(const struct mdp_load *l, int64_t rows, int64_t rejected, struct mdp_error *err)
{
	int rc = mdp_fail(err, MDP_FORMAT, "not every line could be read");

	mdp_error_detail(err, "%lld records, of which %lld were loaded and %lld rejected", (long long)l->csv.records,
			 (long long)rows, (long long)rejected);
	mdp_error_hint(err, "look for quotes that are not closed, or not doubled inside a value");
	mdp_error_at(err, l->path, 0);
	return rc;
}

int mdp_load_csv(struct mdp_load *l, struct mdp_report *report, int64_t *rows, struct mdp_error *err)
{
	struct mdp_load_bad *bad = NULL;
	int nbad = 0, rc;
	int64_t rejected = 0;
	bool careful = false, again;

	for (int i = 0; i < l->nfound; i++)
		careful = careful || l->fields[i].careful;
	do {
		nbad = 0;
		bad = NULL;
		again = false;
		rc = create(l, err);
		if (!rc)
			rc = mdp_ingest_count(l->e, l->a, l->s, rows, err);
		if (!rc)
			rc = mdp_load_engine_rejects(l, &rejected, err);
		if (!rc && careful && *rows + rejected < l->csv.records) {
			rc = find_bad(l, &bad, &nbad, err);
			again = !rc && see_groups(l, bad, nbad);
		}
	} while (again);
	if (!rc)
		rc = mdp_load_rejects(l, bad, nbad, &rejected, report, err);
	/* a blank line of a file with one column is a value, or none at the end of the file */
	if (!rc && l->nfound > 1 && *rows + rejected != l->csv.records)
		rc = fail_lost(l, *rows, rejected, err);
	return rc;
}
