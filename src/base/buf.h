/* A growable text buffer with a ceiling; always NUL-terminated. Past the ceiling it stops growing and `overflow` is set. */
#ifndef MDP_BASE_BUF_H
#define MDP_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"

struct mdp_buf {
	char *p;
	size_t n, cap, ceiling; /* ceiling 0 = MDP_LIMIT_BUF_BYTES */
	bool overflow;
};

#define MDP_BUF_INIT \
	{            \
		0    \
	}

void mdp_buf_release(struct mdp_buf *b); /* frees; the buffer is empty and usable again */
void mdp_buf_clear(struct mdp_buf *b); /* keeps the storage */
void mdp_buf_put(struct mdp_buf *b, const char *s, size_t n);
void mdp_buf_puts(struct mdp_buf *b, const char *s);
void mdp_buf_putc(struct mdp_buf *b, char c);
void mdp_buf_str(struct mdp_buf *b, struct mdp_str s);
void mdp_buf_printf(struct mdp_buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void mdp_buf_vprintf(struct mdp_buf *b, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
const char *mdp_buf_cstr(const struct mdp_buf *b); /* never NULL */
struct mdp_str mdp_buf_view(const struct mdp_buf *b);

#endif
