/* Periods from their words to days: rules and evaluation together, and what has no calendar meaning. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/date.h"
#include "parse/chart.h"
#include "parse/parse.h"
#include "parse/period.h"

static struct mdp_lexicon *lexicon;
static struct mdp_rules rules;

static int setup(void **state)
{
	(void)state;
	struct mdp_error err = { 0 };
	if (mdp_lexicon_make(&lexicon, NULL, NULL, &err) < 0 || mdp_rules_load(&rules, lexicon, &err) < 0) {
		fprintf(stderr, "%s:%d: %s\n", err.file, err.line, err.primary);
		return -1;
	}
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mdp_rules_release(&rules);
	mdp_lexicon_free(lexicon);
	return 0;
}

static int read_period(const char *text, const char *today, int fiscal, struct mdp_arena *a, struct mdp_period *p,
		       struct mdp_error *err)
{
	struct mdp_lattice *t;
	struct mdp_cover *covers;
	int n, rc;
	int64_t day;
	assert_true(mdp_date_parse(mdp_str_of(today), &day));
	rc = mdp_lattice_make(lexicon, mdp_str_of(text), a, &t, err);
	if (rc < 0)
		return rc;
	struct mdp_phraser x = { .l = lexicon, .c = mdp_lexicon_catalog(lexicon), .t = t, .a = a, .today = day };
	mdp_chart_cover(&rules, &x, &covers, &n);
	for (int i = 0; i < n; i++) {
		const struct mdp_cover *c = &covers[i];
		if (c->nlost == 0 && c->nclauses == 1 && c->clauses[0]->op && !strcmp(c->clauses[0]->op, "during"))
			return mdp_period_eval(c->clauses[0]->args[0], day, fiscal, a, p, err);
	}
	if (x.problem.code != MDP_OK) {
		*err = x.problem;
		return -MDP_REFUSED;
	}
	return mdp_fail(err, MDP_INTERNAL, "not read as a period");
}

static const char *iso(int64_t day, char out[MDP_DATE_TEXT])
{
	return day == INT64_MIN || day == INT64_MAX ? "open" : mdp_date_print(day, out);
}

static const struct {
	const char *text, *today;
	const char *from, *to; /* half-open */
	const char *says; /* NULL = not looked at */
	int fiscal;
} good[] = {
	{ "2024", "2025-06-01", "2024-01-01", "2025-01-01", "2024", 0 },
	{ "in the year 2024", "2025-06-01", "2024-01-01", "2025-01-01", "2024", 0 },
	{ "in Q4 2024", "2025-06-01", "2024-10-01", "2025-01-01", "Q4 2024", 0 },
	{ "2024 Q1", "2025-06-01", "2024-01-01", "2024-04-01", "Q1 2024", 0 },
	{ "4th quarter of 2024", "2025-06-01", "2024-10-01", "2025-01-01", "Q4 2024", 0 },
	{ "the second quarter of last year", "2025-06-01", "2024-04-01", "2024-07-01", "Q2 2024", 0 },
	{ "Q4", "2025-06-01", "2024-10-01", "2025-01-01", "Q4 2024", 0 },
	{ "Q2", "2025-06-01", "2025-04-01", "2025-07-01", "Q2 2025", 0 },
	{ "in december 2024", "2025-06-01", "2024-12-01", "2025-01-01", "December 2024", 0 },
	{ "Dec '24", "2025-06-01", "2024-12-01", "2025-01-01", "December 2024", 0 },
	{ "february 2024", "2025-06-01", "2024-02-01", "2024-03-01", NULL, 0 },
	{ "2023-02", "2025-06-01", "2023-02-01", "2023-03-01", "February 2023", 0 },
	{ "in March", "2025-06-01", "2025-03-01", "2025-04-01", "March 2025", 0 },
	{ "in August", "2025-06-01", "2024-08-01", "2024-09-01", "August 2024", 0 },
	{ "last March", "2025-03-15", "2024-03-01", "2024-04-01", NULL, 0 },
	{ "December 5, 2023", "2025-06-01", "2023-12-05", "2023-12-06", "Dec 5, 2023", 0 },
	{ "on the 5th of December 2023", "2025-06-01", "2023-12-05", "2023-12-06", NULL, 0 },
	{ "on 5 December", "2025-06-01", "2024-12-05", "2024-12-06", NULL, 0 },
	{ "February 29", "2025-06-01", "2024-02-29", "2024-03-01", NULL, 0 },
	{ "2024-02-29", "2025-06-01", "2024-02-29", "2024-03-01", NULL, 0 },
	{ "on 3/15/2024", "2025-06-01", "2024-03-15", "2024-03-16", NULL, 0 },
	{ "March 5 - 10, 2023", "2025-06-01", "2023-03-05", "2023-03-11", NULL, 0 },
	{ "between March 5 and April 10 2023", "2025-06-01", "2023-03-05", "2023-04-11", NULL, 0 },
	{ "from November to February 2023", "2025-06-01", "2022-11-01", "2023-03-01", NULL, 0 },
	{ "from November 2022 to February", "2025-06-01", "2022-11-01", "2023-03-01", NULL, 0 },
	{ "from Jan through Mar 2023", "2025-06-01", "2023-01-01", "2023-04-01", NULL, 0 },
	{ "between 2024-01-10 and 2024-02-01", "2025-06-01", "2024-01-10", "2024-02-02", NULL, 0 },
	{ "2020-2022", "2025-06-01", "2020-01-01", "2023-01-01", NULL, 0 },
	{ "from 2020 to 2022", "2025-06-01", "2020-01-01", "2023-01-01", NULL, 0 },
	{ "Q1-Q3 2024", "2025-06-01", "2024-01-01", "2024-10-01", NULL, 0 },
	{ "since 2023", "2025-06-01", "2023-01-01", "open", "since Jan 1, 2023", 0 },
	{ "after 2023", "2025-06-01", "2024-01-01", "open", NULL, 0 },
	{ "after December 5, 2023", "2025-06-01", "2023-12-06", "open", NULL, 0 },
	{ "before 2022", "2025-06-01", "open", "2022-01-01", NULL, 0 },
	{ "until March 2023", "2025-06-01", "open", "2023-04-01", NULL, 0 },
	{ "from 2022 onwards", "2025-06-01", "2022-01-01", "open", NULL, 0 },
	{ "last quarter", "2025-01-15", "2024-10-01", "2025-01-01", "Q4 2024", 0 },
	{ "last month", "2024-03-31", "2024-02-01", "2024-03-01", "February 2024", 0 },
	{ "this month", "2024-02-29", "2024-02-01", "2024-03-01", NULL, 0 },
	{ "last week", "2024-01-01", "2023-12-25", "2024-01-01", NULL, 0 },
	{ "this week", "2023-01-01", "2022-12-26", "2023-01-02", NULL, 0 },
	{ "the previous year", "2024-02-29", "2023-01-01", "2024-01-01", "2023", 0 },
	{ "next quarter", "2024-11-30", "2025-01-01", "2025-04-01", NULL, 0 },
	{ "in the last 30 days", "2024-12-31", "2024-12-02", "2025-01-01", "last 30 days", 0 },
	{ "over the past two weeks", "2024-12-31", "2024-12-18", "2025-01-01", NULL, 0 },
	{ "last 3 months", "2024-12-31", "2024-10-01", "2025-01-01", NULL, 0 },
	{ "last 3 months", "2024-05-30", "2024-02-29", "2024-05-31", NULL, 0 },
	{ "the past year", "2024-12-31", "2024-01-01", "2025-01-01", NULL, 0 },
	{ "trailing twelve months", "2024-06-30", "2023-07-01", "2024-07-01", "last 12 months", 0 },
	{ "2 months ago", "2024-12-31", "2024-10-01", "2024-11-01", NULL, 0 },
	{ "a year ago", "2024-12-31", "2023-01-01", "2024-01-01", NULL, 0 },
	{ "black friday 2023", "2025-06-01", "2023-11-24", "2023-11-25", "black friday 2023 (Nov 24, 2023)", 0 },
	{ "on thanksgiving", "2024-11-28", "2024-11-28", "2024-11-29", NULL, 0 },
	{ "on thanksgiving", "2024-11-27", "2023-11-23", "2023-11-24", NULL, 0 },
	{ "last christmas", "2024-12-25", "2023-12-25", "2023-12-26", NULL, 0 },
	{ "on memorial day 2021", "2025-06-01", "2021-05-31", "2021-06-01", NULL, 0 },
	{ "labor day of 2025", "2025-12-01", "2025-09-01", "2025-09-02", NULL, 0 },
	{ "easter 2000", "2025-06-01", "2000-04-23", "2000-04-24", NULL, 0 },
	{ "easter 2019", "2025-06-01", "2019-04-21", "2019-04-22", NULL, 0 },
	{ "easter 2038", "2039-06-01", "2038-04-25", "2038-04-26", NULL, 0 },
	{ "on good friday 2024", "2025-06-01", "2024-03-29", "2024-03-30", NULL, 0 },
	{ "between thanksgiving and christmas 2023", "2025-06-01", "2023-11-23", "2023-12-26", NULL, 0 },
	{ "yesterday", "2024-03-01", "2024-02-29", "2024-03-01", NULL, 0 },
	{ "today", "2024-03-01", "2024-03-01", "2024-03-02", NULL, 0 },
	{ "YTD", "2024-08-15", "2024-01-01", "2024-08-16", NULL, 0 },
	{ "so far this month", "2024-08-15", "2024-08-01", "2024-08-16", NULL, 0 },
	{ "QTD", "2024-08-15", "2024-07-01", "2024-08-16", NULL, 0 },
	{ "YTD 2023", "2024-02-29", "2023-01-01", "2023-03-01", NULL, 0 },
	{ "first half of 2022", "2024-08-15", "2022-01-01", "2022-07-01", "H1 2022", 0 },
	{ "H2 2022", "2024-08-15", "2022-07-01", "2023-01-01", "H2 2022", 0 },
	{ "the second half of last year", "2024-08-15", "2023-07-01", "2024-01-01", NULL, 0 },
	{ "first 3 months of 2023", "2024-08-15", "2023-01-01", "2023-04-01", NULL, 0 },
	{ "last two weeks of December 2023", "2024-08-15", "2023-12-18", "2024-01-01", NULL, 0 },
	{ "last quarter of 2023", "2024-08-15", "2023-10-01", "2024-01-01", "Q4 2023", 0 },
	{ "third week of 2024", "2024-08-15", "2024-01-15", "2024-01-22", NULL, 0 },
	{ "week 53 of 2020", "2024-08-15", "2020-12-28", "2021-01-04", NULL, 0 },
	{ "week 1 of 2021", "2024-08-15", "2021-01-04", "2021-01-11", "week 1 of 2021", 0 },
	{ "the 1990s", "2024-08-15", "1990-01-01", "2000-01-01", "the 1990s", 0 },
	{ "in the 90s", "2024-08-15", "1990-01-01", "2000-01-01", NULL, 0 },
	{ "fiscal year 2024", "2024-08-15", "2023-07-01", "2024-07-01", NULL, 7 },
	{ "FY24", "2024-08-15", "2024-01-01", "2025-01-01", NULL, 1 },
	{ "last fiscal year", "2024-08-15", "2023-07-01", "2024-07-01", NULL, 7 },
	{ "Q3 FY2024", "2024-08-15", "2024-01-01", "2024-04-01", NULL, 7 },
	{ "all time", "2024-08-15", "open", "open", NULL, 0 },
};

static void test_periods(void **state)
{
	(void)state;
	int failures = 0;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		struct mdp_arena a;
		struct mdp_period p = { 0 };
		struct mdp_error err = { 0 };
		char from[MDP_DATE_TEXT] = "", to[MDP_DATE_TEXT] = "";
		mdp_arena_init(&a);
		int rc = read_period(good[i].text, good[i].today, good[i].fiscal, &a, &p, &err);
		bool ok = rc == 0 && !strcmp(iso(p.from, from), good[i].from) && !strcmp(iso(p.to, to), good[i].to) &&
			  (!good[i].says || !strcmp(p.text, good[i].says));
		if (!ok) {
			failures++;
			print_message("# `%s` on %s: %s %s %s (%s)\n", good[i].text, good[i].today,
				      rc ? err.primary : "", iso(p.from, from), iso(p.to, to), p.text ? p.text : "");
		}
		mdp_arena_release(&a);
	}
	assert_int_equal(failures, 0);
}

static void test_impossible(void **state)
{
	(void)state;
	static const char *const bad[] = { "February 30",     "February 29, 2023",       "from 2024 to 2022",
					   "week 53 of 2021", "first 13 months of 2023", "April 31 2024",
					   "last 0 days" };
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct mdp_arena a;
		struct mdp_period p = { 0 };
		struct mdp_error err = { 0 };
		mdp_arena_init(&a);
		int rc = read_period(bad[i], "2024-12-31", 1, &a, &p, &err);
		if (rc == 0 || err.code != MDP_REFUSED || err.reason != MDP_REASON_INVALID_QUERY)
			fail_msg("`%s` should be refused as impossible, is %d %s", bad[i], rc, err.primary);
		mdp_arena_release(&a);
	}
}

/* The examples beside the rules are tests too. */
static void test_examples_of_the_rules(void **state)
{
	(void)state;
	struct mdp_parser *p;
	struct mdp_error err = { 0 };
	struct mdp_arena a;
	const char *report = "";
	mdp_arena_init(&a);
	assert_int_equal(mdp_parser_make(&p, lexicon, &err), 0);
	if (mdp_parser_check(p, &a, &report) > 0 && strstr(report, "period.rules"))
		fail_msg("%s", report);
	mdp_parser_free(p);
	mdp_arena_release(&a);
}

static void test_depth_is_bounded(void **state)
{
	(void)state;
	struct mdp_node nodes[40];
	struct mdp_node *args[40];
	struct mdp_arena a;
	struct mdp_period p;
	struct mdp_error err = { 0 };
	memset(nodes, 0, sizeof(nodes));
	nodes[0].op = "today";
	for (int i = 1; i < 40; i++) {
		args[i] = &nodes[i - 1];
		nodes[i] = (struct mdp_node){ .op = "since", .args = &args[i], .nargs = 1 };
	}
	mdp_arena_init(&a);
	assert_true(mdp_period_eval(&nodes[39], 0, 1, &a, &p, &err) < 0);
	assert_true(mdp_period_eval(&nodes[1], 0, 1, &a, &p, &err) == 0);
	assert_true(mdp_period_eval(NULL, 0, 1, &a, &p, &err) < 0);
	nodes[0].op = "nonsense";
	assert_true(mdp_period_eval(&nodes[0], 0, 1, &a, &p, &err) < 0);
	mdp_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_periods),
		cmocka_unit_test(test_impossible),
		cmocka_unit_test(test_examples_of_the_rules),
		cmocka_unit_test(test_depth_is_bounded),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
