/* Private to build/: the models and tests of a dbt project, rendered to SQL and in the order to run them. */
#ifndef MDP_BUILD_MODELS_H
#define MDP_BUILD_MODELS_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/error.h"
#include "build/template.h"
#include "ingest/sources.h"

enum mdp_materialized { MDP_AS_VIEW, MDP_AS_TABLE };

struct mdp_model {
	const char *name, *alias; /* alias: its name in the warehouse */
	const char *custom_schema; /* as configured; NULL */
	const char *schema; /* by the project's rule */
	enum mdp_materialized as;
	bool enabled;
	const char *file; /* as messages name it */
	struct mdp_str text; /* the template */
	const char *sql; /* rendered; NULL until then */
	int *deps; /* models, each once */
	int ndeps, cap_deps;
	const struct mdp_yaml *node; /* its properties; NULL */
	const char *node_file;
};

struct mdp_test {
	const char *name;
	const char *relation; /* "schema.table" that it is about; NULL for a test that is a query of its own */
	const char *sql; /* a query whose rows are failures */
	bool warn; /* severity: warn */
	const char *file;
	int line;
};

struct mdp_models {
	struct mdp_arena *a;
	struct mdp_sources *dbt;
	const char *target_schema;
	bool custom_as_is; /* the schema rule: custom names as they are, else TARGET_custom */
	struct mdp_model *items;
	int n, cap;
	int *order; /* so that every model follows those it refers to */
	bool *used; /* parallel to dbt->sources: referred to by a model */
	struct mdp_test *tests;
	int ntests, cap_tests;
};

/* Reads, configures, renders and orders the models; everything lives in dbt->arena. */
int mdp_models_read(struct mdp_models *m, struct mdp_sources *dbt, const char *target_schema, struct mdp_error *err);
/* The tests of models and sources, and the queries of the test folders. */
int mdp_models_read_tests(struct mdp_models *m, struct mdp_error *err);

/* What of dbt_project.yml, the folders and the macros would change what a build makes, and is not understood here: refused. */
int mdp_models_check_project(struct mdp_models *m, struct mdp_error *err);
/* Applies dbt_project.yml and the model's properties. */
int mdp_model_configure(const struct mdp_models *m, struct mdp_model *model, const char *const *parts,
			struct mdp_error *err);
/* Applies one `config(…)` in the model's own text. */
int mdp_model_configure_call(struct mdp_model *model, const struct mdp_template_call *call, struct mdp_error *err);
int mdp_models_order(struct mdp_models *m, struct mdp_error *err);

/* "schema"."name" of what `ref(…)` or `source(…)` names. `model` and `source` (may be NULL) get its index, or -1. */
int mdp_models_resolve(const struct mdp_models *m, const struct mdp_template_call *call, const char **relation,
		       int *model, int *source, struct mdp_error *err);
int mdp_models_find(const struct mdp_models *m, const char *name); /* -1 if absent */

#endif
