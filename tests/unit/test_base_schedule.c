/* When schedules are due. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/schedule.h"

static int64_t at(int year, int month, int day, int hour, int minute)
{
	return mdp_date_days(year, month, day) * 86400 + hour * 3600 + minute * 60;
}

/* "2024-03-01 05:00", or "-" when it is not about time, "never" when far away */
static const char *next(const char *schedule, int64_t after)
{
	static char out[40];
	struct mdp_schedule s;
	char day[MDP_DATE_TEXT];
	if (!mdp_schedule_parse(mdp_str_of(schedule), &s))
		return "-";
	int64_t t = mdp_schedule_next(&s, after);
	if (t == INT64_MAX)
		return "never";
	int64_t rest = (t % 86400 + 86400) % 86400;
	snprintf(out, sizeof(out), "%s %02d:%02d", mdp_date_print((t - rest) / 86400, day), (int)(rest / 3600),
		 (int)(rest / 60 % 60));
	return out;
}

static void test_next(void **state)
{
	(void)state;
	int64_t t = at(2024, 2, 28, 5, 0); /* a Wednesday */
	static const char *const cases[][2] = {
		{ "0 5 * * *", "2024-02-29 05:00" },
		{ "1 5 * * *", "2024-02-28 05:01" },
		{ "@hourly", "2024-02-28 06:00" },
		{ "@daily", "2024-02-29 00:00" },
		{ "@weekly", "2024-03-03 00:00" },
		{ "@monthly", "2024-03-01 00:00" },
		{ "@quarterly", "2024-04-01 00:00" },
		{ "@yearly", "2025-01-01 00:00" },
		{ "*/15 * * * *", "2024-02-28 05:15" },
		{ "5/20 * * * *", "2024-02-28 05:05" },
		{ "0 9-17/4 * * MON-FRI", "2024-02-28 09:00" },
		{ "30 6 * * mon,thu", "2024-02-29 06:30" },
		{ "0 0 * * 7", "2024-03-03 00:00" },
		{ "0 0 * * fri-mon", "2024-03-01 00:00" },
		{ "0 0 13 * fri", "2024-03-01 00:00" }, /* either */
		{ "0 0 L * *", "2024-02-29 00:00" },
		{ "0 0 29 feb *", "2024-02-29 00:00" },
		{ "0 0 30 2 *", "never" },
		{ "timedelta(hours=6)", "2024-02-28 11:00" },
		{ "datetime.timedelta(days=1, minutes=30)", "2024-02-29 05:30" },
		{ "timedelta(0, 6 * 60)", "2024-02-28 05:06" },
		{ "pendulum.duration(weeks=1)", "2024-03-06 05:00" },
		{ "CronTriggerTimetable(\"0 1 * * *\", timezone=\"UTC\")", "2024-02-29 01:00" },
		{ "MultipleCronTriggerTimetable('0 4 * * *', '30 5 * * *', timezone='UTC')", "2024-02-28 05:30" },
		{ "DeltaTriggerTimetable(timedelta(minutes=5))", "2024-02-28 05:05" },
		{ "AssetOrTimeSchedule(timetable=CronTriggerTimetable('0 8 * * *', timezone='UTC'), assets=[a])",
		  "2024-02-28 08:00" },
		{ "@once", "-" },
		{ "@continuous", "-" },
		{ "", "-" },
		{ "[Asset('a, b'), x]", "-" },
		{ "SCHEDULE", "-" },
		{ "0 5 * *", "-" },
		{ "0 5 * * * *", "-" },
		{ "60 5 * * *", "-" },
		{ "0 5 * * *x", "-" },
		{ "*/0 * * * *", "-" },
		{ "timedelta(hours=n)", "-" },
		{ "timedelta(", "-" },
		{ "timedelta()", "-" },
		{ "f('", "-" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		print_message("# %s\n", cases[i][0]);
		assert_string_equal(cases[i][1], next(cases[i][0], t));
	}
	/* strictly after, in seconds, also before 1970 */
	assert_string_equal("2024-02-28 05:00", next("0 5 * * *", t - 1));
	assert_string_equal("1969-12-31 00:00", next("@daily", -86401));
}

static void test_words(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "0 5 * * *", "daily at 05:00" },
		{ "@daily", "daily at 00:00" },
		{ "15 * * * *", "hourly" },
		{ "*/15 * * * *", "every 15 minutes" },
		{ "0 6,18 * * *", "2 times a day" },
		{ "0 7 * * 1", "weekly on Monday at 07:00" },
		{ "0 7 2 * *", "monthly on day 2 at 07:00" },
		{ "timedelta(hours=6)", "every 6 hours" },
		{ "timedelta(days=1)", "every day" },
		{ "0 7 * * 1-5", "as cron has it" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct mdp_schedule s;
		char out[MDP_SCHEDULE_WORDS];
		assert_true(mdp_schedule_parse(mdp_str_of(cases[i][0]), &s));
		assert_string_equal(cases[i][1], mdp_schedule_words(&s, out));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_next), cmocka_unit_test(test_words) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
