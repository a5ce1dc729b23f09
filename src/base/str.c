/*
 * String views. Numbers are read whole or not at all, and doubles through a "C" locale object, because the process
 * may have set another for its terminal.
 */
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"
#include "base/banned.h"

struct mdp_str mdp_str_of(const char *cstr)
{
	return cstr ? (struct mdp_str){ cstr, strlen(cstr) } : (struct mdp_str){ "", 0 };
}

bool mdp_str_eq(struct mdp_str a, struct mdp_str b)
{
	return a.n == b.n && (!a.n || memcmp(a.p, b.p, a.n) == 0);
}

bool mdp_str_is(struct mdp_str a, const char *cstr)
{
	return mdp_str_eq(a, mdp_str_of(cstr));
}

int mdp_str_cmp(struct mdp_str a, struct mdp_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? (c > 0) - (c < 0) : (a.n > b.n) - (a.n < b.n);
}

bool mdp_str_starts(struct mdp_str a, const char *prefix)
{
	size_t n = strlen(prefix);

	return a.n >= n && (!n || memcmp(a.p, prefix, n) == 0);
}

bool mdp_str_ends(struct mdp_str a, const char *suffix)
{
	size_t n = strlen(suffix);

	return a.n >= n && (!n || memcmp(a.p + a.n - n, suffix, n) == 0);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct mdp_str mdp_str_trim(struct mdp_str a)
{
	while (a.n && is_space(a.p[0])) {
		a.p++;
		a.n--;
	}
	while (a.n && is_space(a.p[a.n - 1]))
		a.n--;
	return a;
}

bool mdp_str_next(struct mdp_str *rest, char sep, struct mdp_str *field)
{
	const char *cut;

	if (!rest->p)
		return false;
	cut = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
	if (!cut) {
		*field = *rest;
		*rest = (struct mdp_str){ NULL, 0 };
		return true;
	}
	*field = (struct mdp_str){ rest->p, (size_t)(cut - rest->p) };
	rest->n -= field->n + 1;
	rest->p = cut + 1;
	return true;
}

bool mdp_str_to_i64(struct mdp_str a, long long *out)
{
	bool negative = a.n && a.p[0] == '-';
	size_t i = a.n && (a.p[0] == '-' || a.p[0] == '+');
	long long v = 0;

	if (i == a.n)
		return false;
	for (; i < a.n; i++) {
		int digit = a.p[i] - '0';

		if (digit < 0 || digit > 9)
			return false;
		/* built downwards: the lowest number has no positive twin */
		if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, digit, &v))
			return false;
	}
	if (!negative && v == LLONG_MIN)
		return false;
	*out = negative ? v : -v;
	return true;
}

bool mdp_str_to_double(struct mdp_str a, double *out)
{
	static locale_t c_locale;
	char text[512];
	char *end;
	double d;

	if (!a.n || a.n >= sizeof(text))
		return false;
	for (size_t i = 0; i < a.n; i++) /* no hexadecimal, no "nan", no white space */
		if (!memchr("0123456789+-.eE", a.p[i], 15))
			return false;
	memcpy(text, a.p, a.n);
	text[a.n] = '\0';
	if (!c_locale)
		c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	d = c_locale ? strtod_l(text, &end, c_locale) : strtod(text, &end);
	if (*end || end == text || isinf(d))
		return false;
	*out = d;
	return true;
}
