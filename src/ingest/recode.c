/* Files in other encodings, made UTF-8 by the C library before anything looks at them. */
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "ingest/load.h"
#include "base/banned.h"

#define IN_BYTES ((size_t)1 << 16)
#define OUT_BYTES (IN_BYTES * 4)

int mdp_recode_file(int *fd, struct mdp_error *err)
{
	const char *dir = getenv("TMPDIR");
	char path[4096];
	int rc;

	snprintf(path, sizeof(path), "%s/mdp.XXXXXX", dir && *dir ? dir : "/tmp");
	*fd = mkstemp(path);
	if (*fd >= 0) {
		unlink(path);
		return 0;
	}
	rc = mdp_fail(err, MDP_IO, "cannot make a temporary file in %s", dir && *dir ? dir : "/tmp");
	mdp_error_detail(err, "%s", strerror(errno));
	mdp_error_hint(err, "set TMPDIR to a folder with space");
	return rc;
}

static int write_all(int fd, const char *p, size_t n, struct mdp_error *err)
{
	while (n) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0) {
			int rc = mdp_fail(err, MDP_IO, "cannot write a copy in UTF-8");

			mdp_error_detail(err, "%s", strerror(errno));
			mdp_error_hint(err, "set TMPDIR to a folder with space");
			return rc;
		}
		p += done;
		n -= (size_t)done;
	}
	return 0;
}

struct recode {
	const char *path, *encoding;
	int from, to;
	iconv_t cd;
	char *in, *out;
	int64_t lines; /* of what was written */
};

static int fail_bytes(const struct recode *r, struct mdp_error *err)
{
	int rc = mdp_fail(err, MDP_FORMAT, "the file is not %s", r->encoding);

	mdp_error_detail(err, "bytes in this line have no meaning in it");
	mdp_error_hint(err, "change `encoding` in the source's meta");
	mdp_error_at(err, r->path, (int)r->lines + 1);
	return rc;
}

static int convert(struct recode *r, struct mdp_error *err)
{
	size_t left = 0;

	for (;;) {
		ssize_t got = read(r->from, r->in + left, IN_BYTES - left);
		char *p = r->in, *q;
		size_t n = left + (got > 0 ? (size_t)got : 0), room;

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			int rc = mdp_fail(err, MDP_IO, "cannot read %s", r->path);

			mdp_error_detail(err, "%s", strerror(errno));
			return rc;
		}
		if (!n)
			return 0;
		do {
			size_t done;
			int rc;

			q = r->out;
			room = OUT_BYTES;
			done = iconv(r->cd, &p, &n, &q, &room);
			for (const char *c = r->out; c < q; c++)
				r->lines += *c == '\n';
			rc = write_all(r->to, r->out, (size_t)(q - r->out), err);
			if (rc)
				return rc;
			if (done == (size_t)-1 && (errno == EILSEQ || (errno == EINVAL && !got)))
				return fail_bytes(r, err);
			if (done == (size_t)-1 && errno == EINVAL)
				break;
		} while (n);
		memmove(r->in, p, n);
		left = n;
		if (!got && !left)
			return 0;
	}
}

int mdp_recode(const char *path, const char *encoding, int *fd, struct mdp_error *err)
{
	static const char *const other[][2] = { { "latin-1", "ISO-8859-1" }, { "latin1", "ISO-8859-1" },
						{ "ansi", "CP1252" },        { "windows1252", "CP1252" },
						{ "utf-8-sig", "UTF-8" },    { "mac-roman", "MACINTOSH" },
						{ "utf16", "UTF-16" } };
	struct recode r = { .path = path, .encoding = encoding, .from = -1, .to = -1, .cd = (iconv_t)-1 };
	const char *name = encoding;
	int rc = 0;

	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		if (!strcasecmp(encoding, other[i][0]))
			name = other[i][1];
	r.cd = iconv_open("UTF-8", name);
	if (r.cd == (iconv_t)-1) {
		rc = mdp_fail(err, MDP_FORMAT, "no such encoding: %s", encoding);
		mdp_error_hint(err, "iconv -l lists them; common ones are utf-8, utf-16, latin-1, windows-1252");
		return rc;
	}
	r.in = malloc(IN_BYTES);
	r.out = malloc(OUT_BYTES);
	r.from = open(path, O_RDONLY | O_CLOEXEC);
	if (!r.in || !r.out || r.from < 0) {
		rc = mdp_fail(err, MDP_IO, "cannot open %s", path);
		mdp_error_detail(err, "%s", strerror(errno));
		mdp_error_hint(err, "the file must be there and readable for this user");
	}
	if (!rc)
		rc = mdp_recode_file(&r.to, err);
	if (!rc)
		rc = convert(&r, err);
	if (r.from >= 0)
		close(r.from);
	if (rc && r.to >= 0)
		close(r.to);
	iconv_close(r.cd);
	free(r.in);
	free(r.out);
	*fd = rc ? -1 : r.to;
	return rc;
}
