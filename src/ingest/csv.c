/* What the walks through a file's records are for: judging it whole, finding places in it, copying it with other line ends. */
#include "ingest/csv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "base/banned.h"

#define TEXT_BYTES 200 /* of a line that is shown */

static const char *shown(const struct mdp_csv_reading *r)
{
	return r->shown ? r->shown : r->path;
}

static char delim_of(const struct mdp_csv_reading *r)
{
	return r->delim ? r->delim : ',';
}

static char quote_of(const struct mdp_csv_reading *r)
{
	return r->quote ? r->quote : '"';
}

/* The header's fields: what is between delimiters, without quotes. */
static void split_header(struct mdp_arena *a, const struct mdp_csv_reading *r, struct mdp_str text, struct mdp_csv *out)
{
	struct mdp_buf field = MDP_BUF_INIT;
	bool quoted = false;
	int cap = 0;

	for (size_t i = 0; i <= text.n; i++) {
		if (i == text.n || (text.p[i] == delim_of(r) && !quoted)) {
			struct mdp_str name = mdp_str_trim(mdp_buf_view(&field));

			MDP_PUSH(a, out->header, out->nheader, cap, mdp_arena_strndup(a, name.p, name.n));
			mdp_buf_clear(&field);
		} else if (text.p[i] != quote_of(r)) {
			mdp_buf_putc(&field, text.p[i]);
		} else if (quoted && i + 1 < text.n && text.p[i + 1] == quote_of(r)) {
			mdp_buf_putc(&field, text.p[i++]);
		} else {
			quoted = !quoted;
		}
	}
	mdp_buf_release(&field);
}

static int fail_at(const struct mdp_csv_reading *r, int64_t line, const char *primary, const char *detail,
		   const char *hint, struct mdp_error *err)
{
	int rc = mdp_fail(err, MDP_FORMAT, "%s", primary);

	if (detail)
		mdp_error_detail(err, "%s", detail);
	mdp_error_hint(err, "%s", hint);
	mdp_error_at(err, shown(r), (int)line);
	return rc;
}

/* Another encoding is seen in the first bytes: by its mark, or by every second byte being zero. */
static int check_encoding(const struct mdp_csv_reading *r, struct mdp_str head, int64_t line, struct mdp_error *err)
{
	bool marked = head.n >= 2 && (!memcmp(head.p, "\xff\xfe", 2) || !memcmp(head.p, "\xfe\xff", 2));
	size_t zeros = 0;

	for (size_t i = 0; i < head.n; i++)
		zeros += head.p[i] == 0;
	if (marked || (line == 1 && zeros * 3 > head.n))
		return fail_at(r, 0, "the file is UTF-16, not UTF-8", NULL,
			       "say `encoding: utf-16` beside `file` in the source's meta, or convert it "
			       "(iconv -f UTF-16 -t UTF-8)",
			       err);
	if (zeros)
		return fail_at(r, line, "there is a zero byte (NUL) in this line", NULL,
			       "such a file is damaged or no text; export it again", err);
	return 0;
}

static int check_record(const struct mdp_csv_reading *r, const struct mdp_csv_record *rec,
			const struct mdp_csv_column *const *columns, int n, struct mdp_error *err)
{
	char detail[160];
	int64_t to = rec->line + rec->lines - 1;
	bool open = rec->quote_line && to > rec->quote_line;
	bool swallows =
		!open && rec->lines > 1 && !rec->broken && mdp_csv_swallows(rec, columns, n, delim_of(r), quote_of(r));

	if (memchr(rec->text.p, 0, rec->text.n))
		return check_encoding(r, rec->text, rec->line, err);
	if (!open && !swallows)
		return 0;
	snprintf(detail, sizeof(detail), "%s lines %lld to %lld would be one record",
		 rec->broken ? "text stands behind the quote that ends it;"
		 : open      ? "the file ends before it does;"
			     : "each line is a record by itself;",
		 (long long)rec->line, (long long)to);
	return fail_at(r, open ? rec->quote_line : rec->line, "a quote that opens here is not closed in its line",
		       detail, "close it, or double it if it belongs to the value; then load again", err);
}

static void count_end(struct mdp_csv *out, const struct mdp_csv_record *rec)
{
	bool ended = rec->to - rec->from > (int64_t)rec->text.n; /* the last line need not */

	out->crlf += rec->crlf;
	out->lf += (ended && !rec->crlf) || rec->doubled;
}

static void count(struct mdp_csv *out, const struct mdp_csv_record *rec)
{
	if ((int64_t)rec->text.n > out->longest) {
		out->longest = (int64_t)rec->text.n;
		out->longest_line = rec->line;
	}
	out->records += rec->text.n > 0 || out->nheader == 1;
	count_end(out, rec);
	if (rec->lone_cr_line && !out->lone_cr_line)
		out->lone_cr_line = rec->lone_cr_line;
}

/* The declared columns in the file's order; those of texts need no look. */
static const struct mdp_csv_column **in_order(struct mdp_arena *a, const struct mdp_csv_reading *r,
					      const struct mdp_csv *csv)
{
	const struct mdp_csv_column **out = MDP_NEW_ARRAY(a, (size_t)csv->nheader + 1, const struct mdp_csv_column *);

	for (int i = 0; i < csv->nheader; i++)
		for (int k = 0; k < r->ncolumns; k++)
			if (!strcasecmp(csv->header[i], r->columns[k].name) && r->columns[k].form != MDP_FORM_TEXT &&
			    r->columns[k].form != MDP_FORM_OTHER)
				out[i] = &r->columns[k];
	return out;
}

static int take_header(struct mdp_arena *a, const struct mdp_csv_reading *r, struct mdp_csv_records *s,
		       struct mdp_csv_record *rec, struct mdp_csv *out, struct mdp_error *err)
{
	int got;

	do
		got = mdp_csv_next(s, rec, err);
	while (got == 1 && !rec->text.n);
	if (got < 0)
		return got;
	if (!got)
		return fail_at(r, 0, "the file is empty", "there is no header line",
			       "export it again; a table without rows still has its header", err);
	got = check_encoding(r, rec->text, rec->line, err);
	if (got)
		return got;
	if (rec->lone_cr_line)
		return fail_at(r, 1, "lines end in carriage returns alone (CR)", NULL,
			       "convert them: tr '\\r' '\\n' < FILE > NEW, or export with Unix or Windows line ends",
			       err);
	if (rec->quote_line)
		return fail_at(r, rec->quote_line, "a quote in the header is not closed", NULL, "close it", err);
	split_header(a, r, rec->text, out);
	out->longest = (int64_t)rec->text.n;
	out->longest_line = rec->line;
	count_end(out, rec);
	return 0;
}

int mdp_csv_header(struct mdp_arena *a, const struct mdp_csv_reading *r, struct mdp_csv *out, struct mdp_error *err)
{
	struct mdp_csv_records *s;
	struct mdp_csv_record rec = { 0 };
	int rc = mdp_csv_open(&s, r, err);

	*out = (struct mdp_csv){ 0 };
	if (!rc)
		rc = take_header(a, r, s, &rec, out, err);
	mdp_csv_close(s);
	return rc;
}

int mdp_csv_scan(struct mdp_arena *a, const struct mdp_csv_reading *r, struct mdp_csv *out, struct mdp_error *err)
{
	struct mdp_csv_records *s;
	struct mdp_csv_record rec = { 0 };
	const struct mdp_csv_column **columns = NULL;
	int rc = mdp_csv_open(&s, r, err), got;

	*out = (struct mdp_csv){ 0 };
	if (!rc)
		rc = take_header(a, r, s, &rec, out, err);
	if (!rc) {
		columns = in_order(a, r, out);
		out->careful = MDP_NEW_ARRAY(a, (size_t)out->nheader + 1, bool);
		mdp_csv_watch(s, columns, out->careful, out->nheader);
	}
	while (!rc && (got = mdp_csv_next(s, &rec, err)) != 0) {
		rc = got < 0 ? got : check_record(r, &rec, columns, out->nheader, err);
		if (!rc)
			count(out, &rec);
	}
	mdp_csv_close(s);
	if (!rc && out->lone_cr_line)
		rc = fail_at(r, out->lone_cr_line, "a carriage return (CR) stands alone in this line", NULL,
			     "quote the value that has it, or take it away: tr -d '\\r' < FILE > NEW", err);
	return rc;
}

static const char *cut(struct mdp_arena *a, struct mdp_str text)
{
	size_t n = text.n < TEXT_BYTES ? text.n : TEXT_BYTES;

	while (n && n < text.n && ((unsigned char)text.p[n] & 0xc0) == 0x80)
		n--;
	return mdp_utf8_valid((struct mdp_str){ text.p, n }, NULL) ? mdp_arena_strndup(a, text.p, n) : NULL;
}

int mdp_csv_locate(struct mdp_arena *a, const struct mdp_csv_reading *r, struct mdp_csv_place *by_byte, int nbytes,
		   struct mdp_csv_place *by_number, int nnumbers, struct mdp_error *err)
{
	struct mdp_csv_records *s;
	struct mdp_csv_record rec;
	struct mdp_csv csv = { 0 };
	int64_t number = 0;
	int b = 0, k = 0, rc = mdp_csv_open(&s, r, err), got;

	if (!rc)
		rc = take_header(a, r, s, &rec, &csv, err);
	while (!rc && (b < nbytes || k < nnumbers) && (got = mdp_csv_next(s, &rec, err)) != 0) {
		bool hit = false;

		if (got < 0)
			rc = got;
		if (rc || (!rec.text.n && csv.nheader > 1))
			continue;
		/* the engine counts blank lines to the record behind them */
		for (; b < nbytes && by_byte[b].at < rec.to; b++, hit = true) {
			by_byte[b].line = rec.line;
			by_byte[b].text = cut(a, rec.text);
		}
		number += !hit;
		for (; !hit && k < nnumbers && by_number[k].at <= number; k++) {
			by_number[k].line = rec.line;
			by_number[k].text = cut(a, rec.text);
		}
	}
	mdp_csv_close(s);
	return rc;
}

int mdp_csv_copy(const struct mdp_csv_reading *r, int to, struct mdp_error *err)
{
	struct mdp_csv_records *s;
	struct mdp_csv_record rec;
	FILE *f = fdopen(dup(to), "wb");
	int rc = mdp_csv_open(&s, r, err), got;

	while (!rc && f && (got = mdp_csv_next(s, &rec, err)) != 0) {
		rc = got < 0 ? got : 0;
		if (rc || fwrite(rec.text.p, 1, rec.text.n, f) != rec.text.n || fputc('\n', f) == EOF)
			break;
	}
	if (!rc && (!f || ferror(f) || fflush(f))) {
		rc = mdp_fail(err, MDP_IO, "cannot write a copy of %s with one kind of line ends", shown(r));
		mdp_error_detail(err, "%s", strerror(errno));
	}
	if (f)
		fclose(f);
	mdp_csv_close(s);
	return rc;
}
