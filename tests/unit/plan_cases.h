/* Queries with the SQL that gives the right result, and queries that must be refused. */
#ifndef TESTS_UNIT_PLAN_CASES_H
#define TESTS_UNIT_PLAN_CASES_H

#include <stdbool.h>
#include "base/error.h"

struct plan_case {
	const char *name, *query, *gold; /* gold without `with` may use the tables orders and lines */
	bool ordered;
	const char *caveat; /* code of one that must be there */
};
extern const struct plan_case plan_cases[];
extern const int plan_ncases;

struct plan_refusal {
	const char *name, *query;
	enum mdp_code code;
	enum mdp_reason reason;
	const char *says;
};
extern const struct plan_refusal plan_refusals[];
extern const int plan_nrefusals;

#endif
