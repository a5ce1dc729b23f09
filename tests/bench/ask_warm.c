/*
 * ask_warm PROJECT QUESTION…: ms from question to SQL in a process that is already up, the median over rounds and questions. Parsing,
 * planning and writing the statement; nothing is run, the warehouse is not touched.
 */
#include <stdio.h>
#include <stdlib.h>
#include "ask/ask.h"
#include "base/date.h"
#include "base/banned.h"

#define ROUNDS 15

static int cmp(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	struct mdp_session *s;
	struct mdp_error err = { 0 };
	struct mdp_session_options opt = { .project = { .root = argc > 1 ? argv[1] : NULL } };
	int n = 0;
	if (argc < 3 || mdp_session_open(&s, &opt, &err) < 0) {
		fprintf(stderr, "ask_warm: %s\n", err.primary);
		return 1;
	}
	double *ms = calloc((size_t)(argc * ROUNDS), sizeof(double));
	for (int round = 0; ms && round < ROUNDS; round++) {
		for (int i = 2; i < argc; i++) {
			struct mdp_arena a;
			struct mdp_readings readings;
			struct mdp_plan *plan;
			struct mdp_sql sql;
			mdp_arena_init(&a);
			double begun = mdp_clock_ms();
			int rc = mdp_parse(mdp_session_parser(s), mdp_str_of(argv[i]), mdp_session_today(s), &a,
					   &readings, &err);
			if (rc >= 0 && !readings.n) {
				err = readings.problem;
				rc = -1;
			}
			if (rc >= 0)
				rc = mdp_plan_make(mdp_session_catalog(s), readings.items[0].query, &a, &plan, &err);
			if (rc >= 0)
				rc = mdp_sql_render(mdp_session_catalog(s), plan, MDP_DIALECT_DUCKDB, &a, &sql, &err);
			if (round)
				ms[n++] = mdp_clock_ms() - begun;
			mdp_arena_release(&a);
			if (rc < 0) {
				fprintf(stderr, "ask_warm: %s: %s\n", argv[i], err.primary);
				return 1;
			}
		}
	}
	qsort(ms, (size_t)n, sizeof(double), cmp);
	printf("%.3f %.3f\n", ms[n / 2], ms[n * 95 / 100]);
	free(ms);
	mdp_session_free(s);
	return 0;
}
