/*
 * UTF-8 over utf8proc. ASCII, which is nearly everything, takes a short way in folding; bad bytes become U+FFFD there,
 * so a fold always gives valid text and never matches a real word by accident.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "base/error.h"
#include "base/utf8.h"
#include "base/banned.h"

int32_t mdp_utf8_next(struct mdp_str s, size_t *i)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t n;

	if (*i >= s.n)
		return -1;
	n = utf8proc_iterate((const utf8proc_uint8_t *)s.p + *i, (utf8proc_ssize_t)(s.n - *i), &cp);
	if (n <= 0) {
		(*i)++;
		return -1;
	}
	*i += (size_t)n;
	return cp;
}

bool mdp_utf8_valid(struct mdp_str s, size_t *bad_at)
{
	size_t i = 0;

	while (i < s.n) {
		size_t at = i;

		if ((unsigned char)s.p[i] < 0x80) {
			i++;
			continue;
		}
		if (mdp_utf8_next(s, &i) < 0) {
			if (bad_at)
				*bad_at = at;
			return false;
		}
	}
	return true;
}

static struct mdp_str repaired(struct mdp_arena *a, struct mdp_str s)
{
	char *out = mdp_arena_array(a, s.n + 1, 3);
	size_t i = 0, n = 0;

	while (i < s.n) {
		size_t at = i;

		if (mdp_utf8_next(s, &i) < 0) {
			memcpy(out + n, "\xef\xbf\xbd", 3);
			n += 3;
		} else {
			memcpy(out + n, s.p + at, i - at);
			n += i - at;
		}
	}
	return (struct mdp_str){ out, n };
}

struct mdp_str mdp_utf8_fold(struct mdp_arena *a, struct mdp_str s)
{
	const utf8proc_option_t how =
		UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t n;
	char *out;
	size_t i;

	for (i = 0; i < s.n && (unsigned char)s.p[i] < 0x80; i++)
		;
	if (i == s.n) {
		out = mdp_arena_strndup(a, s.p, s.n);
		for (i = 0; i < s.n; i++)
			if (out[i] >= 'A' && out[i] <= 'Z')
				out[i] = (char)(out[i] + ('a' - 'A'));
		return (struct mdp_str){ out, s.n };
	}
	if (!mdp_utf8_valid(s, NULL))
		s = repaired(a, s);
	n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &mapped, how);
	if (n < 0) {
		free(mapped);
		return (struct mdp_str){ mdp_arena_strndup(a, s.p, s.n), s.n };
	}
	out = mdp_arena_strndup(a, (const char *)mapped, (size_t)n);
	free(mapped);
	return (struct mdp_str){ out, (size_t)n };
}

int mdp_utf8_width(struct mdp_str s)
{
	size_t i = 0;
	int width = 0;

	while (i < s.n) {
		int32_t cp = mdp_utf8_next(s, &i);

		width += cp < 0 ? 1 : utf8proc_charwidth(cp);
	}
	return width;
}

bool mdp_utf8_is_alpha(int32_t cp)
{
	utf8proc_category_t c;

	if (cp < 0)
		return false;
	c = utf8proc_category(cp);
	return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool mdp_utf8_is_digit(int32_t cp)
{
	return cp >= 0 && utf8proc_category(cp) == UTF8PROC_CATEGORY_ND;
}

static int32_t *code_points(struct mdp_str s, int *n)
{
	int32_t *out = malloc((s.n + 1) * sizeof(*out));
	size_t i = 0;

	if (!out) {
		fprintf(stderr, "mdp: out of memory\n");
		exit(mdp_exit_code(MDP_LIMIT));
	}
	*n = 0;
	while (i < s.n)
		out[(*n)++] = mdp_utf8_next(s, &i);
	return out;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* Three rows of the table (this, last, the one before) are enough for neighbouring letters that changed places. */
static int distance(const int32_t *a, int na, const int32_t *b, int nb, int *rows, int max)
{
	int *before = rows, *last = rows + (nb + 1), *row = rows + 2 * (nb + 1);

	for (int j = 0; j <= nb; j++)
		last[j] = j;
	for (int i = 1; i <= na; i++) {
		int best = i;
		int *spare = before;

		row[0] = i;
		for (int j = 1; j <= nb; j++) {
			int d = last[j - 1] + (a[i - 1] != b[j - 1]);

			d = least(d, least(last[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d = least(d, before[j - 2] + 1);
			row[j] = d;
			best = least(best, d);
		}
		before = last;
		last = row;
		row = spare;
		/* a swap may still gain one on a row that is past the limit */
		if (best > max + 1)
			return max + 1;
	}
	return least(last[nb], max + 1);
}

int mdp_utf8_distance(struct mdp_str a, struct mdp_str b, int max)
{
	int na, nb, d;
	int32_t *ca = code_points(a, &na);
	int32_t *cb = code_points(b, &nb);

	if (na - nb > max || nb - na > max) {
		d = max + 1;
	} else {
		int *rows = calloc(3 * ((size_t)nb + 1), sizeof(*rows));

		if (!rows) {
			fprintf(stderr, "mdp: out of memory\n");
			exit(mdp_exit_code(MDP_LIMIT));
		}
		d = distance(ca, na, cb, nb, rows, max);
		free(rows);
	}
	free(ca);
	free(cb);
	return d;
}
