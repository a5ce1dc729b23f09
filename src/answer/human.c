/*
 * Values as people write them. Units decide the form: amounts of money have two decimals and the sign of their currency where one is
 * known, ratios become percentages, ids and years stay digits. Numbers of no unit show what can be read: whole numbers whole, others
 * two decimals, small ones four significant digits. What is exact (whole numbers and decimals of any size) is rounded as
 * it is written, never by way of a double. Machine forms are mdp_value_print's.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "answer/answer.h"
#include "catalog/units.h"
#include "base/banned.h"

static const char *const months[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

enum form { FORM_PLAIN, FORM_MONEY, FORM_PERCENT, FORM_FRACTION, FORM_DIGITS, FORM_NOUN, FORM_AFTER };

struct unit_form {
	const char *unit;
	enum form form;
	const char *text; /* MONEY: sign; NOUN: singular; AFTER: as it stands */
};

static const struct unit_form unit_forms[] = {
	{ "currency", FORM_MONEY, "" },  { "USD", FORM_MONEY, "$" },         { "EUR", FORM_MONEY, "€" },
	{ "GBP", FORM_MONEY, "£" },      { "JPY", FORM_MONEY, "¥" },         { "INR", FORM_MONEY, "₹" },
	{ "cents", FORM_NOUN, "cent" },  { "pence", FORM_AFTER, "pence" },   { "minor units", FORM_NOUN, "minor unit" },
	{ "percent", FORM_PERCENT, "" }, { "ratio", FORM_FRACTION, "" },     { "share", FORM_FRACTION, "" },
	{ "rate", FORM_FRACTION, "" },   { "fraction", FORM_FRACTION, "" },  { "growth", FORM_FRACTION, "" },
	{ "id", FORM_DIGITS, "" },       { "year", FORM_DIGITS, "" },        { "days", FORM_NOUN, "day" },
	{ "hours", FORM_NOUN, "hour" },  { "minutes", FORM_NOUN, "minute" }, { "seconds", FORM_NOUN, "second" },
};

static struct unit_form form_of(struct mdp_arena *a, const char *unit)
{
	for (size_t i = 0; unit && i < sizeof(unit_forms) / sizeof(unit_forms[0]); i++)
		if (!strcmp(unit, unit_forms[i].unit))
			return unit_forms[i];
	if (mdp_unit_is_money(unit))
		return (struct unit_form){ unit, FORM_MONEY, mdp_arena_printf(a, "%s ", unit) };
	if (mdp_unit_is_measure(unit))
		return (struct unit_form){ unit, FORM_AFTER, unit };
	return (struct unit_form){ unit, FORM_PLAIN, "" };
}

/* Digits grouped by three: "-1234567.5" → "-1,234,567.5". Text that is no plain number is left as it is. */
static const char *grouped(struct mdp_arena *a, const char *digits)
{
	size_t sign = digits[0] == '-', whole = strspn(digits + sign, "0123456789");
	const char *rest = digits + sign + whole;
	if (!whole || (*rest && *rest != '.'))
		return mdp_arena_strdup(a, digits);
	char *out = mdp_arena_alloc(a, strlen(digits) * 2 + 1);
	size_t n = 0;
	if (sign)
		out[n++] = '-';
	for (size_t i = 0; i < whole; i++) {
		if (i && (whole - i) % 3 == 0)
			out[n++] = ',';
		out[n++] = digits[sign + i];
	}
	memcpy(out + n, rest, strlen(rest));
	return out;
}

static const char *decimals(struct mdp_arena *a, double d, int places)
{
	char text[512];
	snprintf(text, sizeof(text), "%.*f", places, d);
	if (text[0] == '-' && strspn(text + 1, "0.") == strlen(text + 1))
		return mdp_arena_strdup(a, text + 1);
	return grouped(a, text);
}

static const char *plain_double(struct mdp_arena *a, double d)
{
	if (!isfinite(d))
		return isnan(d) ? "not a number" : d > 0 ? "infinity" : "-infinity";
	if (fabs(d) < 9e15 && d == floor(d))
		return decimals(a, d, 0);
	if (fabs(d) >= 1)
		return decimals(a, d, 2);
	char text[64];
	snprintf(text, sizeof(text), "%.4g", d);
	return mdp_arena_strdup(a, text);
}

static const char *percent(struct mdp_arena *a, double d)
{
	/* Two decimals where one would say nothing. */
	int places = fabs(d) > 0 && fabs(d) < 0.95 ? 2 : 1;
	return mdp_arena_printf(a, "%s %%", decimals(a, d, places));
}

/* Digits of a whole number or a decimal, rounded half up to so many places; NULL when they are no plain digits. */
static const char *rounded(struct mdp_arena *a, const char *digits, int places)
{
	size_t n = strlen(digits), sign = digits[0] == '-', whole = strspn(digits + sign, "0123456789"), kept;
	const char *point = digits + sign + whole;
	size_t parts = *point == '.' ? strspn(point + 1, "0123456789") : 0;
	if (!whole || sign + whole + (*point == '.') + parts != n)
		return NULL;
	/* a zero in front takes the carry */
	char *out = mdp_arena_alloc(a, n + (size_t)places + 4);
	size_t at = 0;
	out[at++] = '0';
	memcpy(out + at, digits + sign, whole);
	at += whole;
	for (int i = 0; i < places; i++)
		out[at++] = (size_t)i < parts ? point[1 + i] : '0';
	kept = at;
	if (parts > (size_t)places && point[1 + places] >= '5')
		for (; at > 0 && ++out[at - 1] > '9'; at--)
			out[at - 1] = '0';
	out[kept] = '\0';
	const char *from = out[0] == '0' ? out + 1 : out;
	size_t ndigits = strlen(from) - (size_t)places;
	bool zero = strspn(from, "0") == strlen(from);
	return mdp_arena_printf(a, "%s%.*s%s%s", sign && !zero ? "-" : "", (int)ndigits, from, places ? "." : "",
				from + ndigits);
}

/* Exact digits of the value; NULL of a double. */
static const char *exact(struct mdp_arena *a, const struct mdp_value *v, int places)
{
	return v->type == MDP_T_DOUBLE ? NULL : rounded(a, mdp_value_print(a, v), places);
}

static const char *fixed(struct mdp_arena *a, const struct mdp_value *v, int places)
{
	const char *digits = exact(a, v, places);
	return digits ? grouped(a, digits) : decimals(a, mdp_value_number(v), places);
}

/* A number of no unit, by the same rule however it is stored. */
static const char *plain(struct mdp_arena *a, const struct mdp_value *v)
{
	const char *digits = exact(a, v, 2);
	if (!digits || fabs(mdp_value_number(v)) < 1)
		return plain_double(a, mdp_value_number(v));
	size_t n = strlen(digits);
	const char *all = mdp_value_print(a, v), *point = strchr(all, '.');
	bool whole = !point || strspn(point + 1, "0") == strlen(point + 1);
	return grouped(a, whole && n > 3 ? mdp_arena_strndup(a, digits, n - 3) : digits);
}

static const char *money(struct mdp_arena *a, const struct mdp_value *v, const char *sign)
{
	const char *text = fixed(a, v, 2);
	bool minus = text[0] == '-';
	return mdp_arena_printf(a, "%s%s%s", minus ? "-" : "", sign, text + minus);
}

static const char *number_human(struct mdp_arena *a, const struct mdp_value *v, struct unit_form u)
{
	double d = mdp_value_number(v);
	switch (u.form) {
	case FORM_MONEY:
		return isfinite(d) ? money(a, v, u.text) : plain_double(a, d);
	case FORM_PERCENT:
		return percent(a, d);
	case FORM_FRACTION:
		return percent(a, d * 100);
	case FORM_DIGITS:
		return mdp_value_print(a, v);
	case FORM_NOUN: {
		const char *text = plain(a, v);
		return mdp_arena_printf(a, "%s %s%s", text, u.text, strcmp(text, "1") ? "s" : "");
	}
	case FORM_AFTER:
		return mdp_arena_printf(a, "%s %s", plain(a, v), u.text);
	case FORM_PLAIN:
		break;
	}
	return plain(a, v);
}

static const char *day_human(struct mdp_arena *a, int64_t days)
{
	struct mdp_civil c = mdp_date_civil(days);
	return mdp_arena_printf(a, "%s %d, %d", months[c.month - 1], c.day, c.year);
}

static const char *timestamp_human(struct mdp_arena *a, int64_t micros)
{
	const int64_t day_us = INT64_C(86400000000);
	int64_t days = micros / day_us, rest = micros % day_us;
	if (rest < 0) {
		rest += day_us;
		days--;
	}
	if (!rest)
		return day_human(a, days);
	int minutes = (int)(rest / 60000000);
	return mdp_arena_printf(a, "%s %02d:%02d", day_human(a, days), minutes / 60, minutes % 60);
}

const char *mdp_value_human(struct mdp_arena *a, const struct mdp_value *v, const char *unit)
{
	switch (v->type) {
	case MDP_T_NULL_:
		return "(none)";
	case MDP_T_BOOL:
		return v->b ? "yes" : "no";
	case MDP_T_INT:
	case MDP_T_DOUBLE:
	case MDP_T_DECIMAL:
		return number_human(a, v, form_of(a, unit));
	case MDP_T_DATE:
		return day_human(a, v->i);
	case MDP_T_TIMESTAMP:
		return timestamp_human(a, v->i);
	case MDP_T_TEXT:
	case MDP_T_OTHER:
		break;
	}
	return mdp_value_print(a, v);
}

/* Two days with what stands between; a year that both share is said once. */
static const char *span_human(struct mdp_arena *a, int64_t from, int64_t last, const char *between)
{
	struct mdp_civil f = mdp_date_civil(from), l = mdp_date_civil(last);
	if (f.year != l.year)
		return mdp_arena_printf(a, "%s%s%s", day_human(a, from), between, day_human(a, last));
	return mdp_arena_printf(a, "%s %d%s%s", months[f.month - 1], f.day, between, day_human(a, last));
}

const char *mdp_period_human(struct mdp_arena *a, int64_t from, int64_t to)
{
	if (from == INT64_MIN && to == INT64_MAX)
		return "all time";
	if (from == INT64_MIN)
		return mdp_arena_printf(a, "until %s", day_human(a, to - 1));
	if (to == INT64_MAX)
		return mdp_arena_printf(a, "since %s", day_human(a, from));
	if (to - from <= 1)
		return day_human(a, from);
	return span_human(a, from, to - 1, " – ");
}

const char *mdp_period_phrase(struct mdp_arena *a, int64_t from, int64_t to)
{
	if (from == INT64_MIN || to == INT64_MAX)
		return mdp_period_human(a, from, to);
	if (to - from <= 1)
		return mdp_arena_printf(a, "on %s", day_human(a, from));
	if (mdp_date_trunc(from, MDP_GRAIN_YEAR) == from && mdp_date_add(from, MDP_GRAIN_YEAR, 1) == to)
		return mdp_arena_printf(a, "in %s", mdp_grain_human(a, from, MDP_GRAIN_YEAR));
	if (mdp_date_trunc(from, MDP_GRAIN_MONTH) == from && mdp_date_add(from, MDP_GRAIN_MONTH, 1) == to)
		return mdp_arena_printf(a, "in %s", mdp_grain_human(a, from, MDP_GRAIN_MONTH));
	return mdp_arena_printf(a, "from %s", span_human(a, from, to - 1, " to "));
}

const char *mdp_grain_human(struct mdp_arena *a, int64_t day, enum mdp_grain g)
{
	struct mdp_civil c = mdp_date_civil(day);
	switch (g) {
	case MDP_GRAIN_YEAR:
		return mdp_arena_printf(a, "%d", c.year);
	case MDP_GRAIN_QUARTER:
		return mdp_arena_printf(a, "Q%d %d", (c.month + 2) / 3, c.year);
	case MDP_GRAIN_MONTH:
		return mdp_arena_printf(a, "%s %d", months[c.month - 1], c.year);
	case MDP_GRAIN_WEEK:
		return mdp_arena_printf(a, "week of %s", day_human(a, day));
	case MDP_GRAIN_DAY:
	case MDP_GRAIN_HOUR:
	case MDP_GRAIN_NONE:
		break;
	}
	return day_human(a, day);
}
