/*
 * When something that runs on a schedule is due next. Understands what Airflow's `schedule` is written as: presets, cron
 * expressions, timedelta(…) and the timetables made of these. Times are seconds since 1970 in the schedule's own zone.
 */
#ifndef MDP_BASE_SCHEDULE_H
#define MDP_BASE_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"

#define MDP_SCHEDULE_CRONS 8

struct mdp_cron {
	uint64_t minutes, hours, days, months, weekdays; /* bits; days and months from 1, Sunday is 0 */
	bool any_day, any_weekday; /* written as * */
	bool last_day; /* L */
};

struct mdp_schedule {
	int64_t every; /* seconds; 0 = by `crons`, the earliest of them */
	struct mdp_cron crons[MDP_SCHEDULE_CRONS];
	int ncrons;
};

/* False when it is not about time (None, @once, an asset, a variable), or not understood. */
bool mdp_schedule_parse(struct mdp_str text, struct mdp_schedule *out);
/* The first time after `after` at which it is due; INT64_MAX when that is more than eight years away. */
int64_t mdp_schedule_next(const struct mdp_schedule *s, int64_t after);
/* For people: "daily at 05:00", "hourly", "every 6 hours"; "as cron has it" for anything less simple. */
#define MDP_SCHEDULE_WORDS 64
const char *mdp_schedule_words(const struct mdp_schedule *s, char out[MDP_SCHEDULE_WORDS]);

#endif
