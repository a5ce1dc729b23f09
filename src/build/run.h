/* Private to build/: models and tests run in an open database. */
#ifndef MDP_BUILD_RUN_H
#define MDP_BUILD_RUN_H

#include "build/build.h"
#include "build/models.h"
#include "engine/engine.h"

const char *mdp_model_statement(const struct mdp_models *m, const struct mdp_model *model);
const char *mdp_test_statement(const struct mdp_models *m, const struct mdp_test *t); /* one row: how many rows fail */
int mdp_run_models(struct mdp_engine *e, const struct mdp_models *m, const struct mdp_progress *progress,
		   struct mdp_report *report, struct mdp_error *err);
/* Runs all, then fails with MDP_TEST_FAILED when any failed that is not a mere warning. */
int mdp_run_tests(struct mdp_engine *e, const struct mdp_models *m, const struct mdp_progress *progress,
		  struct mdp_report *report, struct mdp_error *err);

#endif
