/* Proleptic Gregorian calendar on day numbers (days since 1970-01-01). Weeks are ISO (start on Monday). */
#ifndef MDP_BASE_DATE_H
#define MDP_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"

#define MDP_GRAINS(X) \
	X(HOUR, "hour") X(DAY, "day") X(WEEK, "week") X(MONTH, "month") X(QUARTER, "quarter") X(YEAR, "year")
enum mdp_grain {
	MDP_GRAIN_NONE,
#define X(name, word) MDP_GRAIN_##name,
	MDP_GRAINS(X)
#undef X
};

struct mdp_civil {
	int year, month, day;
};

int64_t mdp_date_days(int year, int month, int day);
struct mdp_civil mdp_date_civil(int64_t days);
int mdp_date_weekday(int64_t days); /* 1 Monday … 7 Sunday */
int mdp_date_month_days(int year, int month);
int64_t mdp_date_trunc(int64_t days, enum mdp_grain g); /* first day of the period holding `days` */
int64_t mdp_date_add(int64_t days, enum mdp_grain g, int n); /* month ends are clamped */
bool mdp_date_parse(struct mdp_str iso, int64_t *days); /* YYYY-MM-DD, a real date */
const char *mdp_grain_word(enum mdp_grain g);
bool mdp_grain_from_word(struct mdp_str word, enum mdp_grain *out);
#define MDP_DATE_TEXT 16
const char *mdp_date_print(int64_t days, char out[MDP_DATE_TEXT]); /* YYYY-MM-DD */
int64_t mdp_date_today(void); /* local calendar date (TZ) */
/* Seconds since 1970. MDP_NOW (YYYY-MM-DDTHH:MM:SSZ) sets it, so that what depends on the time can be repeated. */
int64_t mdp_clock_now(void);
#define MDP_TIME_TEXT 48
const char *mdp_time_print(int64_t seconds, char out[MDP_TIME_TEXT]); /* "2024-12-31 05:02 UTC", in the zone of TZ */
const char *mdp_time_iso(int64_t seconds, char out[MDP_TIME_TEXT]); /* "2024-12-31T05:02:11Z" */
double mdp_clock_ms(void); /* monotonic */

#endif
