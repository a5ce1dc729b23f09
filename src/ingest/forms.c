#include "ingest/forms.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define REAL_DIGITS 15 /* that a double holds whatever they are */
#define EXPONENT_DIGITS 2

static const struct type {
	const char *name; /* without parameters */
	enum mdp_form form;
	int digits;
} types[] = {
	{ "VARCHAR", MDP_FORM_TEXT, 0 },
	{ "TINYINT", MDP_FORM_INTEGER, 0 },
	{ "SMALLINT", MDP_FORM_INTEGER, 0 },
	{ "INTEGER", MDP_FORM_INTEGER, 0 },
	{ "BIGINT", MDP_FORM_INTEGER, 0 },
	{ "HUGEINT", MDP_FORM_INTEGER, 0 },
	{ "UTINYINT", MDP_FORM_INTEGER, 0 },
	{ "USMALLINT", MDP_FORM_INTEGER, 0 },
	{ "UINTEGER", MDP_FORM_INTEGER, 0 },
	{ "UBIGINT", MDP_FORM_INTEGER, 0 },
	{ "UHUGEINT", MDP_FORM_INTEGER, 0 },
	{ "DECIMAL", MDP_FORM_DECIMAL, 3 },
	{ "FLOAT", MDP_FORM_REAL, 7 },
	{ "DOUBLE", MDP_FORM_REAL, REAL_DIGITS },
	{ "DATE", MDP_FORM_DATE, 0 },
	{ "TIMESTAMP", MDP_FORM_TIMESTAMP, 6 },
	{ "TIMESTAMP_S", MDP_FORM_TIMESTAMP, 0 },
	{ "TIMESTAMP_MS", MDP_FORM_TIMESTAMP, 3 },
	{ "TIMESTAMP_NS", MDP_FORM_TIMESTAMP, 9 },
	{ "TIMESTAMP WITH TIME ZONE", MDP_FORM_ZONED, 6 },
	{ "TIME", MDP_FORM_TIME, 6 },
};

enum mdp_form mdp_form_of(const char *sql_type, int *digits)
{
	size_t n = strcspn(sql_type, "(");
	const char *comma = strchr(sql_type, ',');

	*digits = 0;
	if (strchr(sql_type, '[')) /* a list of what is named here */
		return MDP_FORM_OTHER;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (strlen(types[i].name) != n || strncmp(types[i].name, sql_type, n))
			continue;
		*digits = types[i].digits;
		if (types[i].form == MDP_FORM_DECIMAL && comma)
			*digits = (int)strtol(comma + 1, NULL, 10);
		return types[i].form;
	}
	return MDP_FORM_OTHER;
}

void mdp_form_bytes(enum mdp_form f, bool *is_plain)
{
	static const char *const bytes[MDP_FORMS] = {
		[MDP_FORM_INTEGER] = "-", [MDP_FORM_DECIMAL] = "-.",      [MDP_FORM_REAL] = "-.eE+",
		[MDP_FORM_DATE] = "-",    [MDP_FORM_TIMESTAMP] = "-: T.", [MDP_FORM_ZONED] = "-: T.+Z",
		[MDP_FORM_TIME] = ":.",
	};

	memset(is_plain, !bytes[f], 256);
	for (const char *p = bytes[f]; p && *p; p++)
		is_plain[(unsigned char)*p] = true;
	for (int c = '0'; bytes[f] && c <= '9'; c++)
		is_plain[c] = true;
}

/* Digits where the pattern has a 0, else its own byte. */
static bool matches(const char *p, const char *pattern)
{
	for (; *pattern; p++, pattern++)
		if (*pattern == '0' ? *p < '0' || *p > '9' : *p != *pattern)
			return false;
	return true;
}

static bool is_day(const char *p, size_t n)
{
	/* a year below 1000 is one of two digits */
	return n >= 10 && *p != '0' && matches(p, "0000-00-00");
}

/* "12:34:56", with at most so many digits after the point. */
static bool is_time(const char *p, size_t n, int digits)
{
	if (n < 8 || !matches(p, "00:00:00"))
		return false;
	if (n == 8)
		return true;
	if (p[8] != '.' || n == 9 || n - 9 > (size_t)digits)
		return false;
	for (size_t i = 9; i < n; i++)
		if (p[i] < '0' || p[i] > '9')
			return false;
	return true;
}

static bool is_timestamp(const char *p, size_t n, int digits)
{
	if (!is_day(p, n))
		return false;
	return n == 10 || ((p[10] == ' ' || p[10] == 'T') && is_time(p + 11, n - 11, digits));
}

/* A time whose zone is written, which the engine then knows to the second. */
static bool is_zoned(const char *p, size_t n, int digits)
{
	size_t k = n && p[n - 1] == 'Z' ? 1 : 6;

	if (n < 11 + k || (k == 6 && !((p[n - 6] == '+' || p[n - 6] == '-') && matches(p + n - 5, "00:00"))))
		return false;
	return is_day(p, n) && (p[10] == ' ' || p[10] == 'T') && is_time(p + 11, n - 11 - k, digits);
}

static bool is_decimal(const char *p, size_t n, int digits)
{
	const char *point = memchr(p, '.', n);

	if (memchr(p + 1, '-', n - 1))
		return false;
	return !point || (p + n - point - 1 <= digits && n > 1);
}

static bool is_real(const char *p, size_t n, int digits)
{
	const char *e = memchr(p, 'e', n);

	e = e ? e : memchr(p, 'E', n);
	/* "e-05" is within what any holds; "e400" is not */
	if (e)
		return p + n - e <= 2 + EXPONENT_DIGITS &&
		       (p + n - e <= 1 + EXPONENT_DIGITS || e[1] == '-' || e[1] == '+');
	/* so many digits, or a point among them, that no whole number can lose its last */
	return n <= (size_t)digits || memchr(p, '.', n);
}

bool mdp_form_is_plain(const struct mdp_csv_column *c, const char *p, size_t n)
{
	if (!n)
		return true;
	switch (c->form) {
	case MDP_FORM_INTEGER:
		return !memchr(p + 1, '-', n - 1);
	case MDP_FORM_DECIMAL:
		return is_decimal(p, n, c->digits);
	case MDP_FORM_REAL:
		return is_real(p, n, c->digits);
	case MDP_FORM_DATE:
		return n == 10 && is_day(p, n);
	case MDP_FORM_TIMESTAMP:
		return is_timestamp(p, n, c->digits);
	case MDP_FORM_ZONED:
		return is_zoned(p, n, c->digits);
	case MDP_FORM_TIME:
		return is_time(p, n, c->digits);
	default:
		return true;
	}
}
