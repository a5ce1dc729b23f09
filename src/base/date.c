/*
 * Calendar arithmetic on day numbers. Conversion counts years from March, so that the leap day is the last of its
 * year and a 400-year era is one division; it is exact for every int year.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/date.h"
#include "base/banned.h"

#define ERA_DAYS 146097 /* days of 400 years */
#define EPOCH_SHIFT 719468 /* days from 0000-03-01 to 1970-01-01 */

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

int64_t mdp_date_days(int year, int month, int day)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = floor_div(y, 400);
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * ERA_DAYS + day_of_era - EPOCH_SHIFT;
}

struct mdp_civil mdp_date_civil(int64_t days)
{
	int64_t z = days + EPOCH_SHIFT;
	int64_t era = floor_div(z, ERA_DAYS);
	int64_t day_of_era = z - era * ERA_DAYS;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted = (5 * day_of_year + 2) / 153;
	struct mdp_civil c;

	c.day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
	c.month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
	c.year = (int)(year_of_era + era * 400 + (c.month <= 2));
	return c;
}

int mdp_date_weekday(int64_t days)
{
	/* 1970-01-01 was a Thursday */
	return (int)((days + 3) - floor_div(days + 3, 7) * 7) + 1;
}

int mdp_date_month_days(int year, int month)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (month < 1 || month > 12)
		return 0;
	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		return 29;
	return length[month - 1];
}

int64_t mdp_date_trunc(int64_t days, enum mdp_grain g)
{
	struct mdp_civil c = mdp_date_civil(days);

	switch (g) {
	case MDP_GRAIN_WEEK:
		return days - (mdp_date_weekday(days) - 1);
	case MDP_GRAIN_MONTH:
		return mdp_date_days(c.year, c.month, 1);
	case MDP_GRAIN_QUARTER:
		return mdp_date_days(c.year, (c.month - 1) / 3 * 3 + 1, 1);
	case MDP_GRAIN_YEAR:
		return mdp_date_days(c.year, 1, 1);
	case MDP_GRAIN_NONE:
	case MDP_GRAIN_HOUR:
	case MDP_GRAIN_DAY:
		break;
	}
	return days;
}

static int64_t add_months(int64_t days, int64_t months)
{
	struct mdp_civil c = mdp_date_civil(days);
	int64_t total = (int64_t)c.year * 12 + (c.month - 1) + months;
	int year = (int)floor_div(total, 12);
	int month = (int)(total - (int64_t)year * 12) + 1;
	int last = mdp_date_month_days(year, month);

	return mdp_date_days(year, month, c.day < last ? c.day : last);
}

int64_t mdp_date_add(int64_t days, enum mdp_grain g, int n)
{
	switch (g) {
	case MDP_GRAIN_HOUR:
		return days + floor_div(n, 24);
	case MDP_GRAIN_DAY:
		return days + n;
	case MDP_GRAIN_WEEK:
		return days + (int64_t)n * 7;
	case MDP_GRAIN_MONTH:
		return add_months(days, n);
	case MDP_GRAIN_QUARTER:
		return add_months(days, (int64_t)n * 3);
	case MDP_GRAIN_YEAR:
		return add_months(days, (int64_t)n * 12);
	case MDP_GRAIN_NONE:
		break;
	}
	return days;
}

static bool digits(const char *p, int n, int *out)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return false;
		v = v * 10 + (p[i] - '0');
	}
	*out = v;
	return true;
}

bool mdp_date_parse(struct mdp_str iso, int64_t *days)
{
	int y, m, d;

	if (iso.n != 10 || iso.p[4] != '-' || iso.p[7] != '-')
		return false;
	if (!digits(iso.p, 4, &y) || !digits(iso.p + 5, 2, &m) || !digits(iso.p + 8, 2, &d))
		return false;
	if (y < 1 || d < 1 || d > mdp_date_month_days(y, m))
		return false;
	*days = mdp_date_days(y, m, d);
	return true;
}

static const char *const grain_words[] = { NULL,
#define X(name, word) word,
					   MDP_GRAINS(X)
#undef X
};

const char *mdp_grain_word(enum mdp_grain g)
{
	return g > MDP_GRAIN_NONE && g <= MDP_GRAIN_YEAR ? grain_words[g] : "";
}

bool mdp_grain_from_word(struct mdp_str word, enum mdp_grain *out)
{
	for (int g = MDP_GRAIN_NONE + 1; g <= MDP_GRAIN_YEAR; g++) {
		if (mdp_str_is(word, grain_words[g])) {
			*out = (enum mdp_grain)g;
			return true;
		}
	}
	return false;
}

const char *mdp_date_print(int64_t days, char out[MDP_DATE_TEXT])
{
	struct mdp_civil c;

	/* the engine's dates reach further than the text does; beyond it a fixed mark is better than a cut number */
	if (days < mdp_date_days(-9999, 1, 1) || days > mdp_date_days(99999, 12, 31)) {
		snprintf(out, MDP_DATE_TEXT, "%s", days < 0 ? "-infinity" : "infinity");
		return out;
	}
	c = mdp_date_civil(days);
	snprintf(out, MDP_DATE_TEXT, "%04d-%02u-%02u", c.year % 100000, (unsigned)c.month % 100u,
		 (unsigned)c.day % 100u);
	return out;
}

/* "2024-12-31T05:02:11Z" */
static bool parse_time(const char *text, int64_t *seconds)
{
	struct tm tm = { 0 };
	const char *end = text ? strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm) : NULL;

	if (!end || *end)
		return false;
	*seconds = (int64_t)timegm(&tm);
	return true;
}

int64_t mdp_clock_now(void)
{
	int64_t set;

	return parse_time(getenv("MDP_NOW"), &set) ? set : (int64_t)time(NULL);
}

const char *mdp_time_print(int64_t seconds, char out[MDP_TIME_TEXT])
{
	time_t t = (time_t)seconds;
	struct tm tm;

	if (!localtime_r(&t, &tm) || !strftime(out, MDP_TIME_TEXT, "%Y-%m-%d %H:%M %Z", &tm))
		snprintf(out, MDP_TIME_TEXT, "unknown");
	return out;
}

const char *mdp_time_iso(int64_t seconds, char out[MDP_TIME_TEXT])
{
	time_t t = (time_t)seconds;
	struct tm tm;

	if (!gmtime_r(&t, &tm) || !strftime(out, MDP_TIME_TEXT, "%Y-%m-%dT%H:%M:%SZ", &tm))
		snprintf(out, MDP_TIME_TEXT, "unknown");
	return out;
}

int64_t mdp_date_today(void)
{
	time_t now = (time_t)mdp_clock_now();
	struct tm tm;

	if (!localtime_r(&now, &tm))
		return (int64_t)now / 86400;
	return mdp_date_days(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

double mdp_clock_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1000.0 + (double)ts.tv_nsec / 1e6;
}
