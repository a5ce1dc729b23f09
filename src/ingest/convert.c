#include "ingest/convert.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "engine/engine.h"
#include "base/banned.h"

#define DAY "[1-9][0-9]{3}[-/][0-9]{1,2}[-/][0-9]{1,2}"
#define UTC "( ?(Z|z|UTC|[+-]00(:?00)?))?"

static char decimal_of(const struct mdp_field *f)
{
	return f->declared->reading.decimal ? *f->declared->reading.decimal : '.';
}

static char thousands_of(const struct mdp_field *f)
{
	return f->declared->reading.thousands ? *f->declared->reading.thousands : 0;
}

static bool is_number(const struct mdp_field *f)
{
	return f->form == MDP_FORM_INTEGER || f->form == MDP_FORM_DECIMAL || f->form == MDP_FORM_REAL;
}

static bool is_moment(const struct mdp_field *f)
{
	return f->form == MDP_FORM_TIMESTAMP || f->form == MDP_FORM_ZONED;
}

bool mdp_field_has_settings(const struct mdp_field *f)
{
	const struct mdp_source_reading *r = &f->declared->reading;

	if (is_number(f))
		return decimal_of(f) != '.' || r->thousands;
	if (f->form == MDP_FORM_DATE)
		return r->date_format != NULL;
	return is_moment(f) && (r->timestamp_format || r->date_format);
}

/* The condition that the text `t` is a number which is held exactly: digits, grouped or not, and so many behind the point. */
static void put_number_test(struct mdp_arena *a, const struct mdp_field *f, const char *t, const char *n,
			    struct mdp_buf *sql)
{
	const char *digits = "[0-9]+", *exponent = "[eE][+-]?[0-9]+", *re = "";
	char g = thousands_of(f), d = decimal_of(f);

	if (g)
		digits = mdp_arena_printf(a, "([0-9]{1,3}([%c][0-9]{3})*|[0-9]+)", g);
	if (f->form == MDP_FORM_INTEGER) /* three zeros behind a point may be thousands */
		re = mdp_arena_printf(a, "[+-]?%s([%c](0|00|0000+)?)?", digits, d);
	else if (f->form == MDP_FORM_DECIMAL)
		re = mdp_arena_printf(a, "[+-]?(%s([%c][0-9]{0,%d}0*)?|[%c][0-9]{0,%d}0*)", digits, d, f->digits, d,
				      f->digits);
	else
		re = mdp_arena_printf(a, "[+-]?(%s([%c][0-9]*)?|[%c][0-9]+)(%s)?", digits, d, d, exponent);
	mdp_buf_printf(sql, "(regexp_full_match(%s, %s)", t, mdp_engine_literal(a, re));
	if (f->form == MDP_FORM_DECIMAL && !g)
		mdp_buf_printf(
			sql,
			" OR (regexp_full_match(%s, '[+-]?[0-9]*[%c]?[0-9]+%s') AND TRY_CAST(TRY_CAST(%s AS %s) AS "
			"DOUBLE) = TRY_CAST(%s AS DOUBLE))",
			t, d, exponent, n, f->sql_type, n);
	mdp_buf_puts(sql, ")");
	if (f->form == MDP_FORM_DECIMAL && f->grouped)
		mdp_buf_printf(sql, " AND NOT regexp_full_match(%s, '[+-]?[0-9]{1,3}[.][0-9]{3}')", t);
	if (f->form == MDP_FORM_REAL) /* whole numbers whose last digits get lost, and what is too large */
		mdp_buf_printf(sql,
			       " AND isfinite(TRY_CAST(%s AS %s)) AND (NOT regexp_full_match(%s, '[+-]?[0-9]{%d,}') OR "
			       "TRY_CAST(TRY_CAST(%s AS %s) AS "
			       "HUGEINT) = "
			       "TRY_CAST(%s AS HUGEINT))",
			       n, f->sql_type, n, f->digits + 1, n, f->sql_type, n);
}

static void put_number(struct mdp_arena *a, const struct mdp_field *f, const char *t, struct mdp_buf *sql)
{
	const char *n = t;
	char g = thousands_of(f), d = decimal_of(f);

	if (g)
		n = mdp_arena_printf(a, "replace(%s, %s, '')", n, mdp_engine_literal(a, (char[]){ g, 0 }));
	if (d != '.')
		n = mdp_arena_printf(a, "replace(%s, '%c', '.')", n, d);
	mdp_buf_puts(sql, "CASE WHEN ");
	put_number_test(a, f, t, n, sql);
	mdp_buf_printf(sql, " THEN TRY_CAST(%s AS %s) END", n, f->sql_type);
}

static void put_date(struct mdp_arena *a, const struct mdp_field *f, const char *t, struct mdp_buf *sql)
{
	const char *format = f->declared->reading.date_format;

	if (format) {
		const char *at = mdp_arena_printf(a, "try_strptime(%s, %s)", t, mdp_engine_literal(a, format));

		/* a time that is cut off, a year of two digits that is read as four */
		mdp_buf_printf(sql,
			       "CASE WHEN %s = date_trunc('day', %s) AND year(%s) >= 1000 THEN CAST(%s AS DATE) END",
			       at, at, at, at);
		return;
	}
	mdp_buf_printf(sql,
		       "CASE WHEN regexp_full_match(%s, '" DAY "([ T]00:00(:00([.]0*)?)?" UTC
		       ")?') THEN TRY_CAST(regexp_extract(%s, '^" DAY "') AS DATE) END",
		       t, t);
}

static void put_moment(struct mdp_arena *a, const struct mdp_field *f, const char *t, struct mdp_buf *sql)
{
	const struct mdp_source_reading *r = &f->declared->reading;
	bool zoned = f->form == MDP_FORM_ZONED;
	const char *zone = zoned ? "( ?(Z|z|UTC|[+-][0-9]{2}(:?[0-9]{2})?))?" : UTC;
	static const char *const clocks[] = { "", " %H:%M:%S", " %H:%M:%S.%f", " %H:%M", "T%H:%M:%S", "T%H:%M:%S.%f" };
	struct mdp_buf formats = MDP_BUF_INIT;

	if (r->timestamp_format)
		mdp_buf_puts(&formats, mdp_engine_literal(a, r->timestamp_format));
	for (size_t i = 0; !r->timestamp_format && r->date_format && i < sizeof(clocks) / sizeof(clocks[0]); i++)
		mdp_buf_printf(&formats, "%s%s", i ? ", " : "",
			       mdp_engine_literal(a, mdp_arena_printf(a, "%s%s", r->date_format, clocks[i])));
	if (formats.n)
		mdp_buf_printf(
			sql,
			"CASE WHEN year(try_strptime(%s, [%s])) >= 1000 THEN CAST(try_strptime(%s, [%s]) AS %s) END", t,
			mdp_buf_cstr(&formats), t, mdp_buf_cstr(&formats), f->sql_type);
	else
		mdp_buf_printf(sql,
			       "CASE WHEN regexp_full_match(%s, '" DAY
			       "([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{0,%d}0*)?)?"
			       "%s)?') THEN TRY_CAST(%s AS %s) END",
			       t, f->digits, zone,
			       zoned ? t : mdp_arena_printf(a, "regexp_replace(%s, '(:[0-9.]+)" UTC "$', '\\1')", t),
			       f->sql_type);
	mdp_buf_release(&formats);
}

void mdp_field_value(struct mdp_arena *a, const struct mdp_field *f, const char *x, struct mdp_buf *sql)
{
	const char *t = mdp_arena_printf(a, "trim(%s)", x);

	switch (f->form) {
	case MDP_FORM_INTEGER:
	case MDP_FORM_DECIMAL:
	case MDP_FORM_REAL:
		put_number(a, f, t, sql);
		return;
	case MDP_FORM_DATE:
		put_date(a, f, t, sql);
		return;
	case MDP_FORM_TIMESTAMP:
	case MDP_FORM_ZONED:
		put_moment(a, f, t, sql);
		return;
	case MDP_FORM_TIME:
		mdp_buf_printf(
			sql,
			"CASE WHEN regexp_full_match(%s, '[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{0,6}0*)?)?') THEN "
			"TRY_CAST(%s AS %s) END",
			t, t, f->sql_type);
		return;
	default:
		mdp_buf_printf(sql, "TRY_CAST(%s AS %s)", x, f->sql_type);
	}
}

/* --- what a text looks like --- */

/* A text as a pattern: 9 for digits, a for letters, others themselves; cut. */
static void shape_of(struct mdp_str s, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n + 1 < size; i++) {
		unsigned char c = (unsigned char)s.p[i];
		char k = isdigit(c) ? '9' : isalpha(c) ? 'a' : (char)c;

		if (n && out[n - 1] == k && (k == '9' || k == 'a'))
			continue;
		out[n++] = k;
	}
	out[n] = '\0';
}

bool mdp_is_grouped(struct mdp_str s)
{
	size_t run = 0, points = 0;

	s = mdp_str_trim(s);
	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		s = (struct mdp_str){ s.p + 1, s.n - 1 };
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '.') {
			if (!isdigit((unsigned char)s.p[i]))
				return false;
			run++;
			continue;
		}
		if (points ? run != 3 : !run || run > 3)
			return false;
		points++;
		run = 0;
	}
	return points && run == 3;
}

static bool stands_for_nothing(struct mdp_str s)
{
	static const char *const words[] = { "na",  "n/a", "null", "none",   "nan",     "nil",     "-", "--",
					     "\\n", "?",   "#n/a", "#null!", "unknown", "missing", "." };

	s = mdp_str_trim(s);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (s.n == strlen(words[i]) && !strncasecmp(s.p, words[i], s.n))
			return true;
	return false;
}

static const char *number_hint(const struct mdp_field *f, struct mdp_str s, const char *shape)
{
	const char *comma = memchr(s.p, ',', s.n), *point = memchr(s.p, '.', s.n);

	if (*shape == '-' || *shape == '+')
		shape++;
	if (comma && point)
		return comma > point ? "declare `decimal: ','` and `thousands: '.'`" : "declare `thousands: ','`";
	if (comma && decimal_of(f) != ',')
		return strcmp(shape, "9,9") ? "declare `thousands: ','`"
					    : "declare `decimal: ','`, or `thousands: ','` if that is meant";
	if (mdp_is_grouped(s))
		return f->declared->reading.thousands ? NULL
		       : f->form == MDP_FORM_INTEGER
			       ? "declare `thousands: '.'` if the point groups thousands"
			       : "digits would be lost; declare `thousands: '.'` if the point groups "
				 "thousands, or a type with more digits behind it";
	if (!strcmp(shape, "9.9"))
		return f->form == MDP_FORM_INTEGER
			       ? "it is no whole number; declare a type with digits behind the point"
		       : f->form == MDP_FORM_DECIMAL ? "digits would be lost; declare a type with more of them"
						     : NULL;
	if (f->form == MDP_FORM_REAL && (!strcmp(shape, "9")))
		return "digits would be lost; declare DECIMAL or BIGINT";
	if (!strncmp(shape, "9 9", 3))
		return "declare `thousands: ' '`";
	return NULL;
}

static const char *date_hint(struct mdp_arena *a, const struct mdp_field *f, struct mdp_str s, const char *shape)
{
	const char *second = s.n ? memchr(s.p + 1, shape[1], s.n - 1) : NULL;
	int first = 0, next = 0, last = 0, ndigits = 0;
	char sign = shape[0] == '9' ? shape[1] : 0;

	if (!strcmp(shape, "9") && s.n == 8)
		return "declare `date_format: '%Y%m%d'`";
	if (!strncmp(shape, "9-9-9", 5) || (!strncmp(shape, "9/9/9", 5)))
		for (; ndigits < (int)s.n && isdigit((unsigned char)s.p[ndigits]); ndigits++)
			;
	if (!strncmp(shape, "9.9.9", 5) && s.n >= 5 && s.p[4] == '.')
		return "declare `date_format: '%Y.%m.%d'`";
	if (ndigits >= 4 && s.n <= 10) /* no day of the calendar */
		return NULL;
	if (ndigits >= 4)
		return f->form == MDP_FORM_DATE        ? "the time would be cut off; declare a timestamp"
		       : f->form == MDP_FORM_TIMESTAMP ? "its zone or digits would be lost, or it is in another form; "
							 "declare a timestamptz or the `timestamp_format`"
						       : NULL;
	if (!sign || !strchr("./-", sign) || strncmp(shape + 2, "9", 1) || shape[3] != sign || !second)
		return NULL;
	for (const char *p = s.p; p < s.p + s.n && isdigit((unsigned char)*p) && first < 100; p++)
		first = first * 10 + *p - '0';
	for (const char *p = second + 1; p < s.p + s.n && isdigit((unsigned char)*p) && next < 100; p++)
		next = next * 10 + *p - '0';
	for (const char *p = s.p + s.n; p > s.p && isdigit((unsigned char)p[-1]); p--)
		last++;
	if (last < 4)
		return mdp_arena_printf(
			a, "declare the `date_format` that is meant, such as '%%d%c%%m%c%%y' or '%%y%c%%m%c%%d'", sign,
			sign, sign, sign);
	if (first > 12 || (sign == '.' && next <= 12))
		return mdp_arena_printf(a, "declare `date_format: '%%d%c%%m%c%%Y'`", sign, sign);
	if (next > 12)
		return mdp_arena_printf(a, "declare `date_format: '%%m%c%%d%c%%Y'`", sign, sign);
	return mdp_arena_printf(a, "declare `date_format: '%%d%c%%m%c%%Y'` or '%%m%c%%d%c%%Y', whichever is meant",
				sign, sign, sign, sign);
}

const char *mdp_field_reason(struct mdp_arena *a, const struct mdp_field *f, struct mdp_str text)
{
	const char *hint = NULL, *format = NULL;
	char shape[24] = "";
	struct mdp_str s = mdp_str_trim(text);

	shape_of(s, shape, sizeof(shape));
	if (is_moment(f) && f->declared->reading.timestamp_format)
		format = f->declared->reading.timestamp_format;
	else if (is_moment(f) || f->form == MDP_FORM_DATE)
		format = f->declared->reading.date_format;
	if (stands_for_nothing(s))
		hint = mdp_arena_printf(a, "declare `null: '%.*s'` if it stands for no value", (int)s.n, s.p);
	else if (format)
		hint = mdp_arena_printf(a, "the declared format is '%s'", format);
	else if (is_number(f))
		hint = number_hint(f, s, shape);
	else if (is_moment(f) || f->form == MDP_FORM_DATE)
		hint = date_hint(a, f, s, shape);
	return mdp_arena_printf(a, "\"%.*s\" is not read as %s%s%s", (int)(text.n < 80 ? text.n : 80), text.p,
				f->sql_type, hint ? "; " : "", hint ? hint : "");
}
