/*
 * A JSON writer on a buffer. There is no tree between: results can be large, and numbers must keep the digits that the
 * engine gave (a library's reals would not).
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "render/json.h"
#include "base/banned.h"

static void element(struct mdp_json *j)
{
	if (j->comma)
		mdp_buf_putc(j->out, ',');
	j->comma = true;
}

void mdp_json_open(struct mdp_json *j, char bracket)
{
	element(j);
	mdp_buf_putc(j->out, bracket);
	j->comma = false;
}

void mdp_json_close(struct mdp_json *j, char bracket)
{
	mdp_buf_putc(j->out, bracket);
	j->comma = true;
}

static void quoted(struct mdp_buf *out, struct mdp_str s)
{
	mdp_buf_putc(out, '"');
	for (size_t i = 0; i < s.n;) {
		unsigned char ch = (unsigned char)s.p[i];
		if (ch == '"' || ch == '\\') {
			mdp_buf_putc(out, '\\');
			mdp_buf_putc(out, (char)ch);
			i++;
		} else if (ch == '\n' || ch == '\t') {
			mdp_buf_puts(out, ch == '\n' ? "\\n" : "\\t");
			i++;
		} else if (ch < 0x20 || ch == 0x7f) {
			mdp_buf_printf(out, "\\u%04x", ch);
			i++;
		} else if (ch < 0x80) {
			mdp_buf_putc(out, (char)ch);
			i++;
		} else {
			size_t from = i;
			if (mdp_utf8_next(s, &i) < 0)
				mdp_buf_puts(out, "\xef\xbf\xbd");
			else
				mdp_buf_put(out, s.p + from, i - from);
		}
	}
	mdp_buf_putc(out, '"');
}

void mdp_json_key(struct mdp_json *j, const char *key)
{
	element(j);
	quoted(j->out, mdp_str_of(key));
	mdp_buf_putc(j->out, ':');
	j->comma = false;
}

void mdp_json_str(struct mdp_json *j, struct mdp_str s)
{
	element(j);
	quoted(j->out, s);
}

void mdp_json_text(struct mdp_json *j, const char *text)
{
	if (text)
		mdp_json_str(j, mdp_str_of(text));
	else
		mdp_json_null(j);
}

void mdp_json_int(struct mdp_json *j, int64_t i)
{
	element(j);
	mdp_buf_printf(j->out, "%lld", (long long)i);
}

void mdp_json_double(struct mdp_json *j, double d)
{
	if (!isfinite(d)) {
		mdp_json_null(j);
		return;
	}
	struct mdp_arena a;
	mdp_arena_init(&a);
	struct mdp_value v = mdp_value_double(d);
	element(j);
	mdp_buf_puts(j->out, mdp_value_print(&a, &v));
	mdp_arena_release(&a);
}

void mdp_json_bool(struct mdp_json *j, bool b)
{
	mdp_json_raw(j, b ? "true" : "false");
}

void mdp_json_null(struct mdp_json *j)
{
	mdp_json_raw(j, "null");
}

void mdp_json_raw(struct mdp_json *j, const char *json)
{
	element(j);
	mdp_buf_puts(j->out, json);
}

/* "2024-10-01T12:30:00" and as many digits of a second as there are. */
static void timestamp(struct mdp_json *j, int64_t micros)
{
	const int64_t day_us = INT64_C(86400000000);
	int64_t days = micros / day_us, rest = micros % day_us;
	if (rest < 0) {
		rest += day_us;
		days--;
	}
	char day[MDP_DATE_TEXT], text[64];
	int seconds = (int)(rest / 1000000), fraction = (int)(rest % 1000000);
	int n = snprintf(text, sizeof(text), "%sT%02d:%02d:%02d", mdp_date_print(days, day), seconds / 3600,
			 seconds / 60 % 60, seconds % 60);
	if (fraction && n > 0) {
		n += snprintf(text + n, sizeof(text) - (size_t)n, ".%06d", fraction);
		while (text[n - 1] == '0')
			text[--n] = '\0';
	}
	mdp_json_text(j, text);
}

/* Is it a JSON number? Decimals come as the engine prints them. */
static bool is_number(struct mdp_str s)
{
	size_t i = s.n && s.p[0] == '-', whole = i;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	if (i == whole || (s.p[whole] == '0' && i > whole + 1))
		return false;
	if (i < s.n && s.p[i] == '.') {
		size_t point = ++i;
		while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
			i++;
		if (i == point)
			return false;
	}
	return i == s.n;
}

void mdp_json_value(struct mdp_json *j, const struct mdp_value *v)
{
	char day[MDP_DATE_TEXT];
	switch (v->type) {
	case MDP_T_NULL_:
		mdp_json_null(j);
		return;
	case MDP_T_BOOL:
		mdp_json_bool(j, v->b);
		return;
	case MDP_T_INT:
		mdp_json_int(j, v->i);
		return;
	case MDP_T_DOUBLE:
		mdp_json_double(j, v->d);
		return;
	case MDP_T_DECIMAL:
		if (is_number(v->s)) {
			element(j);
			mdp_buf_str(j->out, v->s);
		} else {
			mdp_json_double(j, v->d);
		}
		return;
	case MDP_T_DATE:
		mdp_json_text(j, mdp_date_print(v->i, day));
		return;
	case MDP_T_TIMESTAMP:
		timestamp(j, v->i);
		return;
	case MDP_T_TEXT:
	case MDP_T_OTHER:
		mdp_json_str(j, v->s);
		return;
	}
}
