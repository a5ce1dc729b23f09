/* What is said about a question: the contract of SPEC 2.1, 2.2 and 2.6 as one record, and the words in it. */
#ifndef MDP_ANSWER_ANSWER_H
#define MDP_ANSWER_ANSWER_H

#include "base/date.h"
#include "engine/engine.h"
#include "parse/follow.h"
#include "plan/plan.h"
#include "sql/sql.h"

enum mdp_status { MDP_ANSWERED, MDP_STATUS_REFUSED, MDP_STATUS_CHOICE, MDP_STATUS_ERROR };

struct mdp_choice {
	const char *text; /* restatement of the reading */
	const struct mdp_query *query;
	const double *features; /* of the reading; NULL when it is of a conversation */
};

struct mdp_timing {
	const char *stage;
	double ms;
};

struct mdp_answer {
	enum mdp_status status;
	const char *question;
	const char *sentence; /* the answer */
	const char *finding; /* of the plan */
	const char *restated; /* the query in words; asking it again gives the same query */
	const struct mdp_understood *understood;
	int nunderstood;
	const struct mdp_remark *remarks; /* on the words of the question; told with the answer */
	int nremarks;
	const struct mdp_query *query;
	struct mdp_plan_column *columns; /* names, units */
	struct mdp_result result; /* complete rows; owned: mdp_answer_release */
	int64_t limit_rows; /* rows to show; 0 = all */
	struct mdp_sql sql;
	struct mdp_definition *definitions;
	int ndefinitions;
	struct mdp_note *caveats;
	int ncaveats;
	const char *period_from, *period_to, *period_column; /* ISO, `to` is the last day; NULL = none */
	const char *as_of;
	struct mdp_error reason; /* for refused, choice, error */
	const char **suggestions;
	int nsuggestions;
	struct mdp_choice *choices;
	int nchoices;
	const double *features; /* of the reading that was answered; NULL: of none */
	double doubt; /* the chance that it is wrong, by those */
	const char *id;
	struct mdp_timing timing[12];
	int ntiming;
	bool ordered;
	const struct mdp_change *changes; /* of a line that goes on: what of the query before it changed */
	int nchanges;
	bool chart; /* to be drawn */
	enum mdp_grain series; /* first key is a period: chart as a line */
};

void mdp_answer_release(struct mdp_answer *ans); /* the result; texts are in the question's arena */

/* Words. Law: parsing `mdp_restate` gives the same query. */
const char *mdp_restate(const struct mdp_catalog *c, const struct mdp_query *q, struct mdp_arena *a);
enum mdp_grain mdp_answer_series(const struct mdp_query *q); /* of an analysis: what its days stand for */
enum mdp_grain mdp_answer_grain(const struct mdp_answer *ans, int column); /* what the days of a column stand for */
void mdp_answer_facts(struct mdp_answer *ans, const struct mdp_plan *p,
		      struct mdp_arena *a); /* columns that are notes become that */
const char *mdp_answer_sentence(const struct mdp_catalog *c, const struct mdp_answer *ans, struct mdp_arena *a);
/*
 * A value for people: "$3,412,345.67", "12.3 %", "Oct 1, 2024". Units: "currency", an ISO code such as "EUR", "percent"
 * (25 is 25 %), "ratio" and "share" (0.25 is 25 %), "id" and "year" (digits alone), "days", "seconds" …; NULL = a plain
 * number.
 */
const char *mdp_value_human(struct mdp_arena *a, const struct mdp_value *v, const char *unit);
/* Half-open interval of days for people: "Oct 1 – Dec 31, 2024", "Mar 5, 2023", "since Jan 1, 2024" (open ends:
 * INT64_MIN, INT64_MAX). */
const char *mdp_period_human(struct mdp_arena *a, int64_t from, int64_t to);
/* The same inside a sentence: "from Oct 1 to Dec 31, 2024", "on Mar 5, 2023", "in 2024". */
const char *mdp_period_phrase(struct mdp_arena *a, int64_t from, int64_t to);
/* The period of a grain that starts on a day: "Q3 2024", "Mar 2024", "week of Mar 4, 2024", "2024". */
const char *mdp_grain_human(struct mdp_arena *a, int64_t day, enum mdp_grain g);

/* Adds a caveat unless the same one is there already. */
void mdp_answer_caveat(struct mdp_answer *ans, struct mdp_arena *a, const char *code, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* Notes that the result itself calls for: periods that are not whole, groups without a name, data that came too late by `now`. */
void mdp_answer_notes(const struct mdp_catalog *c, struct mdp_answer *ans, int64_t now, struct mdp_arena *a);
/* Status, reason and sentence of a failure (refused, choice or error by its code). */
void mdp_answer_fail(struct mdp_answer *ans, struct mdp_arena *a, const struct mdp_error *err);
const char *mdp_status_word(enum mdp_status s);

#endif
