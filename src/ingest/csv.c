/*
 * One pass with memchr, block by block: quotes are looked for only in blocks that have one, so a plain file is scanned about as
 * fast as it can be read. A record ends at a newline outside quotes (a doubled quote inside a value changes nothing: it
 * opens and closes). Fields are not split, but for the header's: that is the engine's work.
 */
#include "ingest/csv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/banned.h"

#define BLOCK ((size_t)1 << 18)
#define HEADER_BYTES ((size_t)1 << 20)

struct scan {
	struct mdp_csv *out;
	struct mdp_buf header;
	bool header_done;
	bool quoted; /* inside a quoted value */
	bool last_cr; /* the record so far ends in a carriage return */
	int64_t line; /* current */
	int64_t bytes, began; /* of the current record: length, first line */
	int64_t quote_line; /* where the quoted value began */
};

static int fail_errno(struct mdp_error *err, const char *verb, const char *path)
{
	int e = errno;
	int rc = mdp_fail(err, MDP_IO, "cannot %s %s", verb, path);

	mdp_error_detail(err, "%s", strerror(e));
	mdp_error_hint(err, "the file must be there and readable for this user");
	return rc;
}

static void end_record(struct scan *s)
{
	int64_t bytes = s->bytes - (s->last_cr ? 1 : 0);

	if (bytes > s->out->longest) {
		s->out->longest = bytes;
		s->out->longest_line = s->began;
	}
	if (bytes > 0 && !s->header_done)
		s->header_done = true;
	else if (bytes > 0)
		s->out->records++;
	s->bytes = 0;
	s->last_cr = false;
}

/* A piece of one line. */
static void take(struct scan *s, const char *p, size_t n, bool quotes)
{
	if (n == 0)
		return;
	if (s->bytes == 0)
		s->began = s->line;
	if (!s->header_done && s->header.n < HEADER_BYTES)
		mdp_buf_put(&s->header, p, n);
	s->bytes += (int64_t)n;
	s->last_cr = p[n - 1] == '\r';
	for (const char *q = quotes ? memchr(p, '"', n) : NULL; q; q = memchr(q + 1, '"', (size_t)(p + n - q - 1))) {
		s->quoted = !s->quoted;
		s->quote_line = s->line;
	}
}

static void take_block(struct scan *s, const char *p, size_t n)
{
	const char *end = p + n;
	bool quotes = memchr(p, '"', n) != NULL;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));

		take(s, p, (size_t)((nl ? nl : end) - p), quotes);
		if (!nl)
			return;
		if (s->quoted) {
			s->bytes++;
			s->last_cr = false;
			if (!s->header_done)
				mdp_buf_putc(&s->header, '\n');
		} else {
			end_record(s);
		}
		s->line++;
		p = nl + 1;
	}
}

/* The header's fields: what is between commas, without quotes. */
static void split_header(struct mdp_arena *a, struct mdp_str text, struct mdp_csv *out)
{
	struct mdp_buf field = MDP_BUF_INIT;
	bool quoted = false;
	int cap = 0;

	if (mdp_str_starts(text, "\xef\xbb\xbf"))
		text = (struct mdp_str){ text.p + 3, text.n - 3 };
	if (mdp_str_ends(text, "\r"))
		text.n--;
	for (size_t i = 0; i <= text.n; i++) {
		if (i == text.n || (text.p[i] == ',' && !quoted)) {
			MDP_PUSH(a, out->header, out->nheader, cap,
				 mdp_arena_strndup(a, mdp_buf_cstr(&field), field.n));
			mdp_buf_clear(&field);
		} else if (text.p[i] != '"') {
			mdp_buf_putc(&field, text.p[i]);
		} else if (quoted && i + 1 < text.n && text.p[i + 1] == '"') {
			mdp_buf_putc(&field, text.p[i++]);
		} else {
			quoted = !quoted;
		}
	}
	mdp_buf_release(&field);
}

static int judge(const struct scan *s, const char *path, struct mdp_error *err)
{
	int rc;

	if (!s->header_done) {
		rc = mdp_fail(err, MDP_FORMAT, "the file is empty");
		mdp_error_detail(err, "there is no header line");
		mdp_error_hint(err, "export it again; a table without rows still has its header");
		mdp_error_at(err, path, 0);
		return rc;
	}
	if (s->out->longest <= MDP_LIMIT_CSV_LINE)
		return 0;
	rc = mdp_fail(err, MDP_LIMIT, "the line is too long");
	mdp_error_detail(err, "%lld bytes, where at most %d are read%s", (long long)s->out->longest, MDP_LIMIT_CSV_LINE,
			 s->out->open_quote_line ? "; a quoted value there never ends" : "");
	mdp_error_hint(err, "look at that line (head -c): a missing line end or an unclosed quote makes such lines");
	mdp_error_at(err, path, (int)s->out->longest_line);
	return rc;
}

static int read_blocks(int fd, struct scan *s, char *block)
{
	for (;;) {
		ssize_t n = read(fd, block, BLOCK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return (int)n;
		take_block(s, block, (size_t)n);
	}
}

int mdp_csv_scan(struct mdp_arena *a, const char *path, struct mdp_csv *out, struct mdp_error *err)
{
	struct scan s = { .out = out, .line = 1, .header = { .ceiling = HEADER_BYTES + BLOCK } };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *block = malloc(BLOCK);
	struct stat st;
	int rc = 0;

	*out = (struct mdp_csv){ 0 };
	if (fd < 0 || !block) {
		rc = fail_errno(err, "open", path);
		goto out;
	}
	if (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode)) {
		rc = mdp_fail(err, MDP_IO, "%s is not a regular file", path);
		mdp_error_hint(err, "a table is loaded from one file; put it there");
		goto out;
	}
	if (read_blocks(fd, &s, block)) {
		rc = fail_errno(err, "read", path);
		goto out;
	}
	if (s.bytes)
		end_record(&s);
	out->open_quote_line = s.quoted ? s.quote_line : 0;
	split_header(a, mdp_buf_view(&s.header), out);
	rc = judge(&s, path, err);
out:
	if (fd >= 0)
		close(fd);
	free(block);
	mdp_buf_release(&s.header);
	return rc;
}

int mdp_csv_lines_at(const char *path, const int64_t *positions, int64_t *lines, int n, struct mdp_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), at = 0, rc = 0;
	char *block = malloc(BLOCK);
	int64_t offset = 0, line = 1;
	ssize_t got = 0;

	if (fd < 0 || !block) {
		rc = fail_errno(err, "open", path);
		goto out;
	}
	while (at < n && (got = read(fd, block, BLOCK)) > 0) {
		const char *p = block;

		for (; at < n && positions[at] <= offset + got; at++) {
			const char *to = block + (positions[at] - offset);

			for (const char *q; p < to && (q = memchr(p, '\n', (size_t)(to - p))); p = q + 1)
				line++;
			p = to > p ? to : p;
			lines[at] = line;
		}
		for (const char *q; p < block + got && (q = memchr(p, '\n', (size_t)(block + got - p))); p = q + 1)
			line++;
		offset += got;
	}
	if (got < 0)
		rc = fail_errno(err, "read", path);
	for (; at < n; at++)
		lines[at] = line;
out:
	if (fd >= 0)
		close(fd);
	free(block);
	return rc;
}
