/*
 * A cron expression is five sets of numbers; the next time it is due is found day by day, then hour by hour. As cron
 * has it, a day fits when the day of the month or the weekday does, unless one of them is *.
 */
#include "base/schedule.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/banned.h"

#define MINUTE 60
#define HOUR 3600
#define DAY 86400
#define DAYS_AHEAD (8 * 366)

struct preset {
	const char *name, *cron;
};

static const struct preset presets[] = {
	{ "@hourly", "0 * * * *" }, { "@daily", "0 0 * * *" },    { "@midnight", "0 0 * * *" },
	{ "@weekly", "0 0 * * 0" }, { "@monthly", "0 0 1 * *" },  { "@quarterly", "0 0 1 */3 *" },
	{ "@yearly", "0 0 1 1 *" }, { "@annually", "0 0 1 1 *" },
};

static const char *const month_names[] = { "jan", "feb", "mar", "apr", "may", "jun",
					   "jul", "aug", "sep", "oct", "nov", "dec" };
static const char *const weekday_names[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };

struct field {
	int low, high;
	const char *const *names; /* of low, low + 1 …; NULL */
	int nnames;
};

static bool number(struct mdp_str s, const struct field *f, int *out)
{
	long long n;
	for (int i = 0; i < f->nnames; i++)
		if (s.n == 3 && !strncasecmp(s.p, f->names[i], 3)) {
			*out = f->low + i;
			return true;
		}
	if (!s.n || !isdigit((unsigned char)s.p[0]) || !mdp_str_to_i64(s, &n) || n < f->low || n > f->high)
		return false;
	*out = (int)n;
	return true;
}

/* "*", "5", "1-5", "1-9/2", "5/15" (from 5 on) … */
static bool range(struct mdp_str s, const struct field *f, uint64_t *bits)
{
	struct mdp_str span = s, step = { "", 0 };
	const char *slash = memchr(s.p, '/', s.n);
	int from = f->low, to = f->high;
	long long by = 1;
	if (slash) {
		span.n = (size_t)(slash - s.p);
		step = (struct mdp_str){ slash + 1, s.n - span.n - 1 };
		if (!mdp_str_to_i64(step, &by) || by < 1 || by > 1000)
			return false;
	}
	if (!mdp_str_is(span, "*") && !mdp_str_is(span, "?")) {
		const char *dash = memchr(span.p, '-', span.n);
		struct mdp_str first = { span.p, dash ? (size_t)(dash - span.p) : span.n };
		if (!number(first, f, &from))
			return false;
		to = slash ? f->high : from;
		if (dash && !number((struct mdp_str){ dash + 1, span.n - first.n - 1 }, f, &to))
			return false;
	}
	/* fri-mon goes over the end */
	int all = f->high - f->low + 1, last = to >= from ? to - from : to - from + all;
	for (int k = 0; k <= last; k += (int)by)
		*bits |= UINT64_C(1) << (f->low + (from - f->low + k) % all);
	return true;
}

static bool one_field(struct mdp_str s, const struct field *f, uint64_t *bits)
{
	struct mdp_str part;
	*bits = 0;
	while (mdp_str_next(&s, ',', &part))
		if (!range(part, f, bits))
			return false;
	return *bits != 0;
}

static bool parse_cron(struct mdp_str text, struct mdp_cron *out)
{
	static const struct field fields[] = {
		{ 0, 59, NULL, 0 },         { 0, 23, NULL, 0 },         { 1, 31, NULL, 0 },
		{ 1, 12, month_names, 12 }, { 0, 7, weekday_names, 7 },
	};
	uint64_t *const bits[] = { &out->minutes, &out->hours, &out->days, &out->months, &out->weekdays };
	int n = 0;
	*out = (struct mdp_cron){ 0 };
	for (size_t i = 0; i < text.n;) {
		size_t end = i;
		while (end < text.n && !isspace((unsigned char)text.p[end]))
			end++;
		struct mdp_str part = { text.p + i, end - i };
		if (part.n) {
			bool all = mdp_str_is(part, "*") || mdp_str_is(part, "?");
			if (n == 5)
				return false;
			if (n == 2 && mdp_str_is(part, "L"))
				out->last_day = true;
			else if (!one_field(part, &fields[n], bits[n]))
				return false;
			out->any_day |= n == 2 && all;
			out->any_weekday |= n == 4 && all;
			n++;
		}
		i = end + 1;
	}
	if (out->weekdays & (1u << 7))
		out->weekdays |= 1;
	return n == 5;
}

static bool add_cron(struct mdp_str text, struct mdp_schedule *out)
{
	text = mdp_str_trim(text);
	for (size_t i = 0; i < sizeof(presets) / sizeof(presets[0]); i++)
		if (mdp_str_is(text, presets[i].name))
			text = mdp_str_of(presets[i].cron);
	if (out->ncrons == MDP_SCHEDULE_CRONS || !parse_cron(text, &out->crons[out->ncrons]))
		return false;
	out->ncrons++;
	return true;
}

/* --- Python --- */

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The arguments of a call of `name` in the text; false when there is none. */
static bool call_of(struct mdp_str text, const char *name, struct mdp_str *arguments)
{
	size_t n = strlen(name);
	for (size_t i = 0; i + n < text.n; i++) {
		if (strncmp(text.p + i, name, n) || (i && is_word(text.p[i - 1])) || text.p[i + n] != '(')
			continue;
		const char *from = text.p + i + n + 1, *close = memchr(from, ')', (size_t)(text.p + text.n - from));
		*arguments =
			(struct mdp_str){ from, close ? (size_t)(close - from) : (size_t)(text.p + text.n - from) };
		return close != NULL;
	}
	return false;
}

/* "6", "6 * 60", "0.5": products of plain numbers. */
static bool product(struct mdp_str text, double *out)
{
	struct mdp_str factor;
	double one;
	*out = 1;
	while (mdp_str_next(&text, '*', &factor)) {
		factor = mdp_str_trim(factor);
		if (factor.n && factor.p[0] == '+')
			factor = (struct mdp_str){ factor.p + 1, factor.n - 1 };
		if (!mdp_str_to_double(factor, &one))
			return false;
		*out *= one;
	}
	return true;
}

static bool interval(struct mdp_str arguments, int64_t *seconds)
{
	static const struct {
		const char *name;
		double seconds;
	} units[] = {
		{ "weeks", 7.0 * DAY }, { "days", DAY }, { "hours", HOUR }, { "minutes", MINUTE }, { "seconds", 1 }
	};
	static const double places[] = { DAY, 1 }; /* timedelta(days, seconds) */
	struct mdp_str one;
	double sum = 0, n;
	size_t place = 0;
	while (mdp_str_next(&arguments, ',', &one)) {
		const char *equals = memchr(one.p, '=', one.n);
		struct mdp_str name = mdp_str_trim((struct mdp_str){ one.p, equals ? (size_t)(equals - one.p) : 0 });
		struct mdp_str value =
			equals ? (struct mdp_str){ equals + 1, one.n - (size_t)(equals - one.p) - 1 } : one;
		double unit = !equals && place < 2 ? places[place++] : 0;
		if (!mdp_str_trim(one).n)
			continue;
		for (size_t i = 0; equals && i < sizeof(units) / sizeof(units[0]); i++)
			if (mdp_str_is(name, units[i].name))
				unit = units[i].seconds;
		if (unit <= 0 || !product(mdp_str_trim(value), &n))
			return false;
		sum += n * unit;
	}
	*seconds = (int64_t)sum;
	return sum >= 1 && sum < 1e10;
}

/* The quoted texts of a call that are cron expressions: those of timetables, one or several. */
static void quoted_crons(struct mdp_str text, struct mdp_schedule *out)
{
	for (size_t i = 0; i < text.n; i++) {
		char q = text.p[i];
		if (q != '\'' && q != '"')
			continue;
		const char *from = text.p + i + 1, *close = memchr(from, q, text.n - i - 1);
		if (!close)
			return;
		add_cron((struct mdp_str){ from, (size_t)(close - from) }, out);
		i = (size_t)(close - text.p);
	}
}

bool mdp_schedule_parse(struct mdp_str text, struct mdp_schedule *out)
{
	static const char *const intervals[] = { "timedelta", "duration", "relativedelta" };
	struct mdp_str arguments;
	*out = (struct mdp_schedule){ 0 };
	text = mdp_str_trim(text);
	if (add_cron(text, out))
		return true;
	for (size_t i = 0; i < sizeof(intervals) / sizeof(intervals[0]); i++)
		if (call_of(text, intervals[i], &arguments))
			return interval(arguments, &out->every);
	if (text.n && memchr(text.p, '(', text.n))
		quoted_crons(text, out);
	return out->ncrons > 0;
}

/* --- when --- */

static bool fits(const struct mdp_cron *c, int64_t day)
{
	struct mdp_civil d = mdp_date_civil(day);
	if (!(c->months >> d.month & 1))
		return false;
	bool in_month = c->days >> d.day & 1 || (c->last_day && d.day == mdp_date_month_days(d.year, d.month));
	bool in_week = c->weekdays >> (mdp_date_weekday(day) % 7) & 1;
	if (c->any_day || c->any_weekday)
		return in_month && in_week;
	return in_month || in_week;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t next_cron(const struct mdp_cron *c, int64_t after)
{
	int64_t at = (floor_div(after, MINUTE) + 1) * MINUTE, day = floor_div(at, DAY);
	int first = (int)((at - day * DAY) / MINUTE);
	for (int i = 0; i < DAYS_AHEAD; i++, day++, first = 0) {
		if (!fits(c, day))
			continue;
		for (int m = first; m < 24 * 60; m++)
			if (c->hours >> (m / 60) & 1 && c->minutes >> (m % 60) & 1)
				return day * DAY + (int64_t)m * MINUTE;
	}
	return INT64_MAX;
}

int64_t mdp_schedule_next(const struct mdp_schedule *s, int64_t after)
{
	int64_t next = INT64_MAX;
	if (s->every)
		return after + s->every;
	for (int i = 0; i < s->ncrons; i++) {
		int64_t one = next_cron(&s->crons[i], after);
		if (one < next)
			next = one;
	}
	return next;
}

/* --- words --- */

static int bits_in(uint64_t bits)
{
	int n = 0;
	for (; bits; bits &= bits - 1)
		n++;
	return n;
}

static int lowest(uint64_t bits)
{
	int i = 0;
	while (i < 63 && !(bits >> i & 1))
		i++;
	return i;
}

static const char *every_words(int64_t seconds, char out[MDP_SCHEDULE_WORDS])
{
	static const struct {
		int64_t seconds;
		const char *word;
	} units[] = { { DAY, "day" }, { HOUR, "hour" }, { MINUTE, "minute" }, { 1, "second" } };
	size_t i = 0;
	while (seconds % units[i].seconds)
		i++;
	long long n = seconds / units[i].seconds;
	if (n == 1)
		snprintf(out, MDP_SCHEDULE_WORDS, "every %s", units[i].word);
	else
		snprintf(out, MDP_SCHEDULE_WORDS, "every %lld %ss", n, units[i].word);
	return out;
}

const char *mdp_schedule_words(const struct mdp_schedule *s, char out[MDP_SCHEDULE_WORDS])
{
	static const char *const days[] = {
		"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
	};
	const struct mdp_cron *c = &s->crons[0];
	if (s->every)
		return every_words(s->every, out);
	int minutes = bits_in(c->minutes), hours = bits_in(c->hours), months = bits_in(c->months);
	int minute = lowest(c->minutes), hour = lowest(c->hours);
	bool days_all = c->any_day && c->any_weekday && months == 12;
	snprintf(out, MDP_SCHEDULE_WORDS, "as cron has it");
	if (s->ncrons != 1 || minutes != 1)
		return days_all && s->ncrons == 1 && hours == 24 && minutes > 0 ? every_words(HOUR / minutes, out)
										: out;
	if (days_all && hours == 24)
		snprintf(out, MDP_SCHEDULE_WORDS, "hourly");
	else if (days_all && hours == 1)
		snprintf(out, MDP_SCHEDULE_WORDS, "daily at %02d:%02d", hour, minute);
	else if (days_all)
		snprintf(out, MDP_SCHEDULE_WORDS, "%d times a day", hours);
	else if (hours == 1 && c->any_day && months == 12 && bits_in(c->weekdays & 127) == 1)
		snprintf(out, MDP_SCHEDULE_WORDS, "weekly on %s at %02d:%02d", days[lowest(c->weekdays & 127)], hour,
			 minute);
	else if (hours == 1 && c->any_weekday && months == 12 && bits_in(c->days) == 1)
		snprintf(out, MDP_SCHEDULE_WORDS, "monthly on day %d at %02d:%02d", lowest(c->days), hour, minute);
	return out;
}
