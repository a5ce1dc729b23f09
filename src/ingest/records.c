/*
 * Records of a CSV file, as the engine's reader sees them: a quote opens only where a value begins (blanks may stand before
 * it), two of them inside are one, and what is behind a closing one makes the record broken up to the end of its line. Values
 * of watched columns are looked at on the way, byte by byte through one table a form, which costs no more than finding where
 * they end.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "ingest/csv.h"
#include "base/banned.h"

#define BLOCK ((size_t)1 << 18)
#define LINE_END_BYTES 16

struct mdp_csv_records {
	const char *shown;
	int fd;
	char delim, quote;
	char *buf;
	size_t n, cap, at; /* bytes in the buffer, its size, the next record */
	bool eof;
	int64_t offset, line; /* of buf[0] in the file; of the next record */
	bool plain[MDP_FORMS][256];
	const struct mdp_csv_column *const *columns;
	bool *careful;
	int ncolumns;
};

static int fail_errno(struct mdp_error *err, const char *verb, const char *path)
{
	int e = errno;
	int rc = mdp_fail(err, MDP_IO, "cannot %s %s", verb, path);

	mdp_error_detail(err, "%s", strerror(e));
	mdp_error_hint(err, "the file must be there and readable for this user");
	return rc;
}

static int fill(struct mdp_csv_records *s, struct mdp_error *err)
{
	ssize_t got;

	if (s->buf)
		memmove(s->buf, s->buf + s->at, s->n - s->at);
	s->offset += (int64_t)s->at;
	s->n -= s->at;
	s->at = 0;
	if (s->cap - s->n < BLOCK) {
		char *more = realloc(s->buf, s->cap + BLOCK);

		if (!more)
			return fail_errno(err, "read", s->shown);
		s->buf = more;
		s->cap += BLOCK;
	}
	do
		got = read(s->fd, s->buf + s->n, BLOCK);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return fail_errno(err, "read", s->shown);
	s->eof = got == 0;
	s->n += (size_t)got;
	return 0;
}

int mdp_csv_open(struct mdp_csv_records **out, const struct mdp_csv_reading *r, struct mdp_error *err)
{
	struct mdp_csv_records *s = calloc(1, sizeof(*s));
	struct stat st;
	int rc = 0;

	*out = s;
	if (!s)
		abort();
	s->shown = r->shown ? r->shown : r->path;
	s->fd = open(r->path, O_RDONLY | O_CLOEXEC);
	s->delim = r->delim ? r->delim : ',';
	s->quote = r->quote ? r->quote : '"';
	s->line = 1;
	for (int f = 0; f < MDP_FORMS; f++) {
		mdp_form_bytes((enum mdp_form)f, s->plain[f]);
		s->plain[f][(unsigned char)s->delim] = s->plain[f][(unsigned char)s->quote] = false;
		s->plain[f]['\n'] = s->plain[f]['\r'] = false;
	}
	if (s->fd < 0)
		return fail_errno(err, "open", s->shown);
	if (fstat(s->fd, &st) == 0 && !S_ISREG(st.st_mode)) {
		rc = mdp_fail(err, MDP_IO, "%s is not a regular file", s->shown);
		mdp_error_hint(err, "a table is loaded from one file; put it there");
		return rc;
	}
	rc = fill(s, err);
	if (!rc && s->n >= 3 && !memcmp(s->buf, "\xef\xbb\xbf", 3))
		s->at = 3;
	return rc;
}

void mdp_csv_watch(struct mdp_csv_records *s, const struct mdp_csv_column *const *columns, bool *careful, int n)
{
	s->columns = columns;
	s->careful = careful;
	s->ncolumns = n;
}

void mdp_csv_close(struct mdp_csv_records *s)
{
	if (!s)
		return;
	if (s->fd >= 0)
		close(s->fd);
	free(s->buf);
	free(s);
}

/* Where a walk through a record stands. */
struct walk {
	struct mdp_csv_records *s;
	struct mdp_csv_record *rec;
	const char *p, *end;
	int64_t newlines;
};

static const struct mdp_csv_column *column_at(const struct mdp_csv_records *s, int column)
{
	return column < s->ncolumns ? s->columns[column] : NULL;
}

static void look(struct mdp_csv_records *s, int column, const char *from, const char *to, bool plain)
{
	const struct mdp_csv_column *c = column_at(s, column);

	if (c && (!plain || !mdp_form_is_plain(c, from, (size_t)(to - from))))
		s->careful[column] = true;
}

/* The same of a quoted value, whose bytes nobody has looked at. */
static void look_quoted(struct mdp_csv_records *s, int column, const char *from, const char *to)
{
	const struct mdp_csv_column *c = column_at(s, column);
	bool plain = true;

	for (const char *p = from; c && plain && p < to; p++)
		plain = s->plain[c->form][(unsigned char)*p];
	look(s, column, from, to, plain);
}

/* At a line end, whatever carriage returns are before it? Those that stand alone are part of a value. -1: not known yet. */
static int at_line_end(struct walk *w)
{
	const char *p = w->p;

	while (p < w->end && *p == '\r')
		p++;
	if (p == w->end)
		return w->s->eof ? 1 : -1;
	return *p == '\n';
}

/* The value behind an opening quote, up to what follows the closing one. 0: the record is not complete yet. */
static int walk_quoted(struct walk *w, int column)
{
	struct mdp_csv_records *s = w->s;
	const char *from = w->p + 1, *q = from, *to;
	int64_t opened = w->rec->line + w->newlines, before = w->rec->quote_line;

	w->rec->quote_line = opened;
	for (;; q += 2) {
		const char *nl = q, *close = memchr(q, s->quote, (size_t)(w->end - q));

		if (!close && !s->eof)
			return 0;
		to = close ? close : w->end;
		for (; (nl = memchr(nl, '\n', (size_t)(to - nl))); nl++)
			w->newlines++;
		q = to;
		if (q + 1 >= w->end && !s->eof)
			return 0;
		if (!close || q + 1 >= w->end || q[1] != s->quote)
			break;
	}
	if (q == w->end) {
		w->p = w->end;
		return 1;
	}
	w->rec->quote_line = before;
	look_quoted(s, column, from, to);
	for (w->p = q + 1; w->p < w->end && *w->p == ' ';)
		w->p++;
	if (w->p == w->end && !s->eof)
		return 0;
	if (w->p < w->end && *w->p != s->delim && *w->p != '\n' && *w->p != '\r') {
		w->rec->broken = true;
		w->rec->quote_line = w->rec->line + w->newlines > opened ? opened : before;
		w->p = memchr(w->p, '\n', (size_t)(w->end - w->p));
		if (!w->p && !s->eof)
			return 0;
		w->p = w->p ? w->p : w->end;
	}
	return 1;
}

/* One value, up to the delimiter or line end behind it. 0: the record is not complete yet. */
static int walk_value(struct walk *w, int column)
{
	struct mdp_csv_records *s = w->s;
	const struct mdp_csv_column *c = column_at(s, column);
	const bool *table = s->plain[c ? c->form : MDP_FORM_TEXT];
	const char *from = w->p;
	bool plain = true, blank = true;

	for (;; plain = false, table = s->plain[MDP_FORM_TEXT], w->p++) {
		while (w->p < w->end && table[(unsigned char)*w->p])
			w->p++;
		if (w->p == w->end) {
			if (s->eof) /* else more of it is to come */
				look(s, column, from, w->p, plain);
			return s->eof;
		}
		for (const char *q = from; blank && q < w->p; q++)
			blank = *q == ' ';
		if (*w->p == s->quote && blank)
			return walk_quoted(w, column);
		if (*w->p == s->delim || *w->p == '\n')
			break;
		if (*w->p == '\r') {
			int end = at_line_end(w);

			if (end < 0)
				return 0;
			if (end)
				break;
			w->rec->lone_cr_line = w->rec->line + w->newlines;
		}
		blank = blank && *w->p == ' ';
	}
	look(s, column, from, w->p, plain);
	return 1;
}

/* The record that begins at `p`; 0: it is not complete yet. */
static int walk_record(struct mdp_csv_records *s, struct mdp_csv_record *rec)
{
	struct walk w = { .s = s, .rec = rec, .p = s->buf + s->at, .end = s->buf + s->n };
	const char *begin = w.p;

	*rec = (struct mdp_csv_record){ .line = s->line, .from = s->offset + (int64_t)s->at };
	for (int column = 0;; column++) {
		int end;

		if (!walk_value(&w, column))
			return 0;
		if (w.p < w.end && *w.p == s->delim) {
			w.p++;
			continue;
		}
		end = at_line_end(&w);
		if (end < 0)
			return 0;
		if (end)
			break;
		/* behind a closing quote */
		rec->lone_cr_line = rec->line + w.newlines;
		w.p++;
	}
	rec->text = (struct mdp_str){ begin, (size_t)(w.p - begin) };
	while (w.p < w.end && *w.p == '\r') {
		rec->doubled = rec->crlf;
		rec->crlf = true;
		w.p++;
	}
	if (w.p < w.end)
		w.p++;
	rec->lines = w.newlines + 1;
	s->at = (size_t)(w.p - s->buf);
	rec->to = s->offset + (int64_t)s->at;
	s->line += rec->lines;
	return 1;
}

static int fail_long(const struct mdp_csv_records *s, const struct mdp_csv_record *rec, int64_t bytes,
		     struct mdp_error *err)
{
	const char *p = s->buf + s->at;
	bool old_ends = !memchr(p, '\n', s->n - s->at) && memchr(p, '\r', s->n - s->at);
	int rc = mdp_fail(err, MDP_LIMIT, "%s",
			  rec->quote_line ? "a quote that opens here is not closed in its line"
					  : "the line is too long");

	mdp_error_detail(err, "%lld bytes or more, where at most %d are read", (long long)bytes, MDP_LIMIT_CSV_LINE);
	mdp_error_hint(
		err, "%s",
		old_ends ? "its lines end in carriage returns alone (CR); convert them: tr '\\r' '\\n' < FILE"
			 : "look at that line (head -c): a missing line end or an unclosed quote makes such lines");
	mdp_error_at(err, s->shown, (int)(rec->quote_line ? rec->quote_line : rec->line));
	return rc;
}

int mdp_csv_next(struct mdp_csv_records *s, struct mdp_csv_record *rec, struct mdp_error *err)
{
	int rc = 0;

	while (!rc) {
		if (s->at == s->n && s->eof)
			return 0;
		if (s->at < s->n && walk_record(s, rec)) {
			if (rec->text.n > MDP_LIMIT_CSV_LINE) {
				s->at -= (size_t)(rec->to - rec->from);
				return fail_long(s, rec, (int64_t)rec->text.n, err);
			}
			return 1;
		}
		if (s->n - s->at > MDP_LIMIT_CSV_LINE + LINE_END_BYTES)
			return fail_long(s, rec, (int64_t)(s->n - s->at), err);
		rc = fill(s, err);
	}
	return rc;
}
