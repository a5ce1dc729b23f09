/*
 * Values. Comparison is a total order (what sorting needs): numbers by size whatever their type, NaN above every
 * number, types that cannot be compared by their place in the list of types, NULL last. Decimals compare by their
 * digits, since money beyond 15 digits must not become equal by rounding; against a double they are one, so that 0.1
 * is 0.1.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/value.h"
#include "base/banned.h"

#define DAY_MICROS INT64_C(86400000000)

struct mdp_value mdp_value_null(void)
{
	return (struct mdp_value){ .type = MDP_T_NULL_ };
}

struct mdp_value mdp_value_bool(bool b)
{
	return (struct mdp_value){ .type = MDP_T_BOOL, .b = b };
}

struct mdp_value mdp_value_int(int64_t i)
{
	return (struct mdp_value){ .type = MDP_T_INT, .i = i };
}

struct mdp_value mdp_value_double(double d)
{
	return (struct mdp_value){ .type = MDP_T_DOUBLE, .d = d };
}

struct mdp_value mdp_value_text(struct mdp_str s)
{
	return (struct mdp_value){ .type = MDP_T_TEXT, .s = s };
}

struct mdp_value mdp_value_date(int64_t days)
{
	return (struct mdp_value){ .type = MDP_T_DATE, .i = days };
}

struct mdp_value mdp_value_timestamp(int64_t micros)
{
	return (struct mdp_value){ .type = MDP_T_TIMESTAMP, .i = micros };
}

bool mdp_value_is_number(const struct mdp_value *v)
{
	return v->type == MDP_T_INT || v->type == MDP_T_DOUBLE || v->type == MDP_T_DECIMAL;
}

double mdp_value_number(const struct mdp_value *v)
{
	if (v->type == MDP_T_INT)
		return (double)v->i;
	return mdp_value_is_number(v) ? v->d : (double)NAN;
}

struct digits {
	bool negative;
	struct mdp_str whole, fraction; /* no leading, no trailing zeros */
};

static struct digits digits_of(struct mdp_str s)
{
	struct digits d = { 0 };
	const char *point;

	if (s.n && (s.p[0] == '-' || s.p[0] == '+')) {
		d.negative = s.p[0] == '-';
		s.p++;
		s.n--;
	}
	point = s.n ? memchr(s.p, '.', s.n) : NULL;
	d.whole = (struct mdp_str){ s.p, point ? (size_t)(point - s.p) : s.n };
	if (point)
		d.fraction = (struct mdp_str){ point + 1, s.n - d.whole.n - 1 };
	while (d.whole.n && d.whole.p[0] == '0') {
		d.whole.p++;
		d.whole.n--;
	}
	while (d.fraction.n && d.fraction.p[d.fraction.n - 1] == '0')
		d.fraction.n--;
	if (!d.whole.n && !d.fraction.n)
		d.negative = false;
	return d;
}

static int cmp_digits(struct mdp_str a, struct mdp_str b)
{
	struct digits x = digits_of(a), y = digits_of(b);
	int c;

	if (x.negative != y.negative)
		return x.negative ? -1 : 1;
	if (x.whole.n != y.whole.n)
		c = x.whole.n < y.whole.n ? -1 : 1;
	else
		c = mdp_str_cmp(x.whole, y.whole);
	if (!c)
		c = mdp_str_cmp(x.fraction, y.fraction);
	return x.negative ? -c : c;
}

static int cmp_double(double a, double b)
{
	if (isnan(a) || isnan(b))
		return isnan(a) - isnan(b) > 0 ? 1 : isnan(a) - isnan(b) < 0 ? -1 : 0;
	return (a > b) - (a < b);
}

static int cmp_i64(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int cmp_int_double(int64_t i, double d)
{
	int c;

	if (isnan(d) || d >= 0x1p63)
		return -1;
	if (d < -0x1p63)
		return 1;
	c = cmp_i64(i, (int64_t)d); /* toward zero; what is cut off decides a tie */
	return c ? c : cmp_double(0, d - trunc(d));
}

static int cmp_numbers(const struct mdp_value *a, const struct mdp_value *b)
{
	char text[32];

	if (a->type == MDP_T_INT && b->type == MDP_T_INT)
		return cmp_i64(a->i, b->i);
	if (a->type == MDP_T_DECIMAL && b->type == MDP_T_DECIMAL && a->s.n && b->s.n)
		return cmp_digits(a->s, b->s);
	if (a->type == MDP_T_INT && b->type == MDP_T_DECIMAL && b->s.n) {
		snprintf(text, sizeof(text), "%lld", (long long)a->i);
		return cmp_digits(mdp_str_of(text), b->s);
	}
	if (a->type == MDP_T_DECIMAL && b->type == MDP_T_INT)
		return -cmp_numbers(b, a);
	if (a->type == MDP_T_INT)
		return cmp_int_double(a->i, b->d);
	if (b->type == MDP_T_INT)
		return -cmp_int_double(b->i, a->d);
	return cmp_double(a->d, b->d);
}

/* A date against a time stamp: the date is its midnight; beyond the range of microseconds its sign decides. */
static int cmp_date_time(int64_t days, int64_t micros)
{
	int64_t midnight;

	if (__builtin_mul_overflow(days, DAY_MICROS, &midnight))
		return days < 0 ? -1 : 1;
	return cmp_i64(midnight, micros);
}

int mdp_value_cmp(const struct mdp_value *a, const struct mdp_value *b)
{
	if (a->type == MDP_T_NULL_ || b->type == MDP_T_NULL_)
		return (a->type == MDP_T_NULL_) - (b->type == MDP_T_NULL_);
	if (mdp_value_is_number(a) && mdp_value_is_number(b))
		return cmp_numbers(a, b);
	if (a->type == MDP_T_DATE && b->type == MDP_T_TIMESTAMP)
		return cmp_date_time(a->i, b->i);
	if (a->type == MDP_T_TIMESTAMP && b->type == MDP_T_DATE)
		return -cmp_date_time(b->i, a->i);
	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	switch (a->type) {
	case MDP_T_BOOL:
		return a->b - b->b;
	case MDP_T_DATE:
	case MDP_T_TIMESTAMP:
		return cmp_i64(a->i, b->i);
	default:
		return mdp_str_cmp(a->s, b->s);
	}
}

bool mdp_value_eq(const struct mdp_value *a, const struct mdp_value *b)
{
	return mdp_value_cmp(a, b) == 0;
}

static const char *print_double(struct mdp_arena *a, double d)
{
	char text[40];

	if (isnan(d))
		return "nan";
	if (isinf(d))
		return d < 0 ? "-inf" : "inf";
	for (int digits = 15; digits <= 17; digits++) {
		double back;

		snprintf(text, sizeof(text), "%.*g", digits, d);
		for (char *p = text; *p; p++) /* whatever the locale's decimal point is */
			if (*p == ',')
				*p = '.';
		if (mdp_str_to_double(mdp_str_of(text), &back) && back == d)
			break;
	}
	return mdp_arena_strdup(a, text);
}

static const char *print_timestamp(struct mdp_arena *a, int64_t micros)
{
	int64_t days = micros / DAY_MICROS - (micros % DAY_MICROS < 0);
	int64_t rest = micros - days * DAY_MICROS;
	int64_t seconds = rest / 1000000;
	char date[MDP_DATE_TEXT], fraction[16] = "";

	if (micros == INT64_MAX || micros == -INT64_MAX)
		return micros < 0 ? "-infinity" : "infinity";
	if (rest % 1000000) {
		size_t n = (size_t)snprintf(fraction, sizeof(fraction), ".%06u", (unsigned)(rest % 1000000));

		while (n && fraction[n - 1] == '0')
			fraction[--n] = '\0';
	}
	return mdp_arena_printf(a, "%s %02d:%02d:%02d%s", mdp_date_print(days, date), (int)(seconds / 3600),
				(int)(seconds / 60 % 60), (int)(seconds % 60), fraction);
}

/* A zero byte, which would end the text, is its picture. */
static const char *print_text(struct mdp_arena *a, struct mdp_str s)
{
	static const char picture[] = "\xe2\x90\x80";
	size_t zeros = 0, n = 0;
	char *out;

	for (size_t i = 0; i < s.n; i++)
		zeros += !s.p[i];
	if (!zeros)
		return mdp_arena_strndup(a, s.p, s.n);
	out = mdp_arena_alloc(a, s.n + zeros * sizeof(picture));
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i])
			out[n++] = s.p[i];
		else
			n += (size_t)snprintf(out + n, sizeof(picture), "%s", picture);
	}
	out[n] = '\0';
	return out;
}

const char *mdp_value_print(struct mdp_arena *a, const struct mdp_value *v)
{
	char date[MDP_DATE_TEXT];

	switch (v->type) {
	case MDP_T_NULL_:
		return "null";
	case MDP_T_BOOL:
		return v->b ? "true" : "false";
	case MDP_T_INT:
		return mdp_arena_printf(a, "%lld", (long long)v->i);
	case MDP_T_DOUBLE:
		return print_double(a, v->d);
	case MDP_T_DATE:
		return mdp_arena_strdup(a, mdp_date_print(v->i, date));
	case MDP_T_TIMESTAMP:
		return print_timestamp(a, v->i);
	case MDP_T_DECIMAL:
		if (!v->s.n)
			return print_double(a, v->d);
		break;
	case MDP_T_TEXT:
	case MDP_T_OTHER:
		break;
	}
	return print_text(a, v->s);
}

static const char *const type_words[] = {
#define X(name, word) word,
	MDP_TYPES(X)
#undef X
};

const char *mdp_type_word(enum mdp_type t)
{
	return (size_t)t < sizeof(type_words) / sizeof(type_words[0]) ? type_words[t] : "other";
}

bool mdp_type_from_word(struct mdp_str word, enum mdp_type *out)
{
	for (size_t i = 0; i < sizeof(type_words) / sizeof(type_words[0]); i++) {
		if (mdp_str_is(word, type_words[i])) {
			*out = (enum mdp_type)i;
			return true;
		}
	}
	return false;
}
