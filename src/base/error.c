/*
 * Errors are plain values of the caller, filled where the failure is known and never printed here. Messages that do
 * not fit are cut at a character, not inside one.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#define MDP_ERROR_IMPLEMENTATION
#include "base/error.h"
#include "base/banned.h"

static void print_cut(char *out, size_t size, const char *fmt, va_list ap) __attribute__((format(printf, 3, 0)));

static void print_cut(char *out, size_t size, const char *fmt, va_list ap)
{
	int n = vsnprintf(out, size, fmt, ap);
	size_t end, start;

	if (n < 0) {
		out[0] = '\0';
		return;
	}
	if ((size_t)n < size)
		return;
	end = size - 1;
	start = end;
	while (start > 0 && ((unsigned char)out[start - 1] & 0xc0) == 0x80)
		start--;
	if (start > 0) {
		unsigned char lead = (unsigned char)out[start - 1];
		size_t want = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;

		if (end - (start - 1) < want)
			out[start - 1] = '\0';
	}
}

static int set(struct mdp_error *err, enum mdp_code code, enum mdp_reason why, const char *fmt, va_list ap)
	__attribute__((format(printf, 4, 0)));

static int set(struct mdp_error *err, enum mdp_code code, enum mdp_reason why, const char *fmt, va_list ap)
{
	char text[sizeof(err->primary)];

	if (!err)
		return -(int)code;
	print_cut(text, sizeof(text), fmt, ap); /* first: an argument may be a field of *err */
	memset(err, 0, sizeof(*err));
	memcpy(err->primary, text, sizeof(text));
	err->code = code;
	err->reason = why;
	return -(int)code;
}

int mdp_fail(struct mdp_error *err, enum mdp_code code, const char *fmt, ...)
{
	va_list ap;
	int rc;

	va_start(ap, fmt);
	rc = set(err, code, MDP_REASON_NONE, fmt, ap);
	va_end(ap);
	return rc;
}

int mdp_refuse(struct mdp_error *err, enum mdp_reason why, const char *fmt, ...)
{
	va_list ap;
	int rc;

	va_start(ap, fmt);
	rc = set(err, MDP_REFUSED, why, fmt, ap);
	va_end(ap);
	return rc;
}

void mdp_error_detail(struct mdp_error *err, const char *fmt, ...)
{
	va_list ap;

	if (!err)
		return;
	va_start(ap, fmt);
	print_cut(err->detail, sizeof(err->detail), fmt, ap);
	va_end(ap);
}

void mdp_error_hint(struct mdp_error *err, const char *fmt, ...)
{
	va_list ap;

	if (!err)
		return;
	va_start(ap, fmt);
	print_cut(err->hint, sizeof(err->hint), fmt, ap);
	va_end(ap);
}

void mdp_error_at(struct mdp_error *err, const char *file, int line)
{
	if (!err)
		return;
	snprintf(err->file, sizeof(err->file), "%s", file ? file : "");
	err->line = line;
}

void mdp_error_span(struct mdp_error *err, struct mdp_span span)
{
	if (err)
		err->span = span;
}

static const struct {
	const char *word;
	int exit_code;
} codes[] = {
#define X(name, exit_code, word) { word, exit_code },
	MDP_CODES(X)
#undef X
};

const char *mdp_code_word(enum mdp_code code)
{
	return (size_t)code < sizeof(codes) / sizeof(codes[0]) ? codes[code].word : "internal";
}

int mdp_exit_code(enum mdp_code code)
{
	return (size_t)code < sizeof(codes) / sizeof(codes[0]) ? codes[code].exit_code : 5;
}

const char *mdp_reason_word(enum mdp_reason why)
{
	static const char *const words[] = {
#define X(name, word) word,
		MDP_REASONS(X)
#undef X
	};

	return (size_t)why < sizeof(words) / sizeof(words[0]) ? words[why] : "";
}
