/*
 * Text buffer: doubles until its ceiling. What would pass the ceiling is dropped whole, as is everything after it, so
 * that the text is never cut inside a character and the caller needs one look at `overflow` at the end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/buf.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/banned.h"

void mdp_buf_release(struct mdp_buf *b)
{
	size_t ceiling = b->ceiling;

	free(b->p);
	memset(b, 0, sizeof(*b));
	b->ceiling = ceiling;
}

void mdp_buf_clear(struct mdp_buf *b)
{
	b->n = 0;
	b->overflow = false;
	if (b->p)
		b->p[0] = '\0';
}

/* Makes room for `more` bytes and the final NUL; false (and overflow) past the ceiling. */
static bool reserve(struct mdp_buf *b, size_t more)
{
	size_t ceiling = b->ceiling ? b->ceiling : MDP_LIMIT_BUF_BYTES;
	size_t cap = b->cap ? b->cap : 64;
	char *p;

	if (b->overflow)
		return false;
	if (more > ceiling || b->n > ceiling - more) {
		b->overflow = true;
		return false;
	}
	if (b->n + more < b->cap)
		return true;
	while (cap <= b->n + more)
		cap *= 2;
	p = realloc(b->p, cap);
	if (!p) {
		fprintf(stderr, "mdp: out of memory (%zu bytes asked for)\n", cap);
		exit(mdp_exit_code(MDP_LIMIT));
	}
	b->p = p;
	b->cap = cap;
	b->p[b->n] = '\0';
	return true;
}

void mdp_buf_put(struct mdp_buf *b, const char *s, size_t n)
{
	if (!n || !reserve(b, n))
		return;
	memcpy(b->p + b->n, s, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void mdp_buf_puts(struct mdp_buf *b, const char *s)
{
	if (s)
		mdp_buf_put(b, s, strlen(s));
}

void mdp_buf_putc(struct mdp_buf *b, char c)
{
	mdp_buf_put(b, &c, 1);
}

void mdp_buf_str(struct mdp_buf *b, struct mdp_str s)
{
	mdp_buf_put(b, s.p, s.n);
}

void mdp_buf_vprintf(struct mdp_buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n <= 0 || !reserve(b, (size_t)n))
		return;
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	b->n += (size_t)n;
}

void mdp_buf_printf(struct mdp_buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	mdp_buf_vprintf(b, fmt, ap);
	va_end(ap);
}

const char *mdp_buf_cstr(const struct mdp_buf *b)
{
	return b->p ? b->p : "";
}

struct mdp_str mdp_buf_view(const struct mdp_buf *b)
{
	return (struct mdp_str){ mdp_buf_cstr(b), b->n };
}
