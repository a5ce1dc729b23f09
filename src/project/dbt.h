/* Private to project/: a dbt project as its sources say it. Jinja is not run; what needs it is left open. */
#ifndef MDP_PROJECT_DBT_H
#define MDP_PROJECT_DBT_H

#include <stdbool.h>
#include "catalog/catalog.h"
#include "project/project.h"
#include "project/yaml.h"

/* A YAML node and the file that it is in (relative to the platform's root). */
struct mdp_yaml_at {
	const struct mdp_yaml *node;
	const char *file;
};

struct mdp_dbt_model {
	const char *name; /* as in ref('…') */
	const char *alias; /* the relation's name */
	const char *schema; /* custom schema; NULL = the target's */
	const char *file; /* relative to the root */
	const char *sql; /* NULL for seeds and Python models */
	const char **refs; /* models it reads, NULL-ended */
	const char *version_of; /* the model that it is a version of; NULL */
	bool old; /* a version that is not the latest (older, or not released yet) */
	bool snapshot;
	bool mart; /* its folder or name says that people ask of it */
	bool consumer; /* its folder, name or schema says that it is made from marts for something else: an export, features */
	const char *group; /* configured; NULL */
	const struct mdp_yaml *tags; /* of its folder, in dbt_project.yml; NULL */
	bool referenced; /* by another model that is not hidden */
	bool early; /* its folder or name says that it is staging */
	bool ephemeral, disabled;
	bool hidden; /* a means to the semantic layer's ends: no questions are asked of it */
	struct mdp_yaml_at properties; /* its entry in a YAML file; node NULL = none */
};

/* A table that models read and others fill. */
struct mdp_dbt_source {
	const char *source, *name; /* as in source('…', '…') */
	const char *schema, *identifier; /* the relation */
	const char *loaded; /* the file that it is loaded from, as declared; NULL */
	struct mdp_yaml_at at; /* its entry */
	const struct mdp_yaml *parent; /* that of the source it is listed in */
};

struct mdp_dbt_doc {
	const char *name, *text;
};

struct mdp_dbt {
	const char *name; /* of the project */
	const char *target_schema;
	bool custom_as_is; /* generate_schema_name is overridden */
	struct mdp_dbt_model *models;
	int nmodels;
	struct mdp_dbt_source *sources;
	int nsources;
	const struct mdp_yaml *project; /* dbt_project.yml */
	struct mdp_yaml_at *files; /* every YAML file below the model, seed and snapshot paths */
	int nfiles;
	struct mdp_dbt_doc *docs; /* {% docs %} blocks */
	int ndocs;
	struct mdp_finding *findings; /* files that cannot be read */
	int nfindings;
};

/* Reads the project in p->dbt_dir; without one the result is empty. */
void mdp_dbt_read(const struct mdp_project *p, struct mdp_arena *a, struct mdp_dbt *out);
/* The folders that dbt_project.yml names for models, snapshots, seeds and macros, or their defaults, NULL-ended; none without a project. */
const char **mdp_dbt_paths(const struct mdp_project *p, struct mdp_arena *a);
/* Schemas that the model's relation may be in, likeliest first, NULL-ended. */
const char **mdp_dbt_schemas(const struct mdp_dbt *d, struct mdp_arena *a, const struct mdp_dbt_model *m);
const struct mdp_dbt_model *mdp_dbt_model(const struct mdp_dbt *d, const char *name); /* NULL if none */
bool mdp_dbt_is_model(const struct mdp_dbt *d, const char *name); /* a model of its own, not the name of versions */
const struct mdp_dbt_source *mdp_dbt_source(const struct mdp_dbt *d, const char *source, const char *name);
/* Text of a description: {{ doc('x') }} replaced, white space of line breaks folded; NULL when empty. */
const char *mdp_dbt_text(const struct mdp_dbt *d, struct mdp_arena *a, const char *text);
/* The model in `ref('x')`, `ref('package', 'x')` or plain `x`; NULL when there is none. */
const char *mdp_dbt_ref(struct mdp_arena *a, const char *text);
/* Under node.meta or node.config.meta. */
const struct mdp_yaml *mdp_dbt_meta(const struct mdp_yaml *node, const char *key);
/* Path as people see it: relative to the root where it lies below it. */
const char *mdp_project_relative(struct mdp_arena *a, const struct mdp_project *p, const char *path);

#endif
