/*
 * What a platform's files say. Two steps: before profiling, hints (schemas, declared keys, descriptions); afterwards,
 * names, definitions and sources go into the catalog, where a definition found in a file beats an inferred one. A file
 * that does not parse becomes a finding and stops nothing.
 */
#ifndef MDP_PROJECT_READ_H
#define MDP_PROJECT_READ_H

#include "catalog/catalog.h"
#include "engine/engine.h"
#include "profile/profile.h"
#include "project/project.h"

/* Tables, and candidate schemas: those asked for, else those of mdp.yaml, else those of the final dbt models (a model that no other one reads).
 */
int mdp_project_hints(const struct mdp_project *p, struct mdp_arena *a, struct mdp_hints *hints, struct mdp_error *err);
/*
 * Leaves in hints->schemas what is in the warehouse: of the candidates those that exist; none: `marts`; none: NULL
 * (all). A schema that was asked for and is not there is an error with did-you-mean. To be called between hints and the
 * profile.
 */
int mdp_project_choose_schemas(const struct mdp_project *p, struct mdp_engine *e, struct mdp_arena *a,
			       struct mdp_hints *hints, struct mdp_error *err);
/* Descriptions, labels, synonyms, measures from dbt metrics and meta and from the SQL of Evidence pages. `e` parses
 * SQL. */
int mdp_project_enrich(const struct mdp_project *p, struct mdp_engine *e, struct mdp_catalog *c, struct mdp_error *err);
/*
 * What is wrong with mdp.yaml, as a finding in a catalog that was made without it: descriptions and lint go on, questions must not (what
 * they would leave out is what somebody wrote to make them right). False when the error is about something else.
 */
#define MDP_FINDING_CONFIG "config"
/* What mdp.yaml says and the data contradict: it is told and not used, all else is. */
#define MDP_FINDING_UNUSED "config_unused"
bool mdp_project_config_finding(const struct mdp_project *p, struct mdp_catalog *c, const struct mdp_error *err);
const struct mdp_finding *mdp_project_config_wrong(const struct mdp_catalog *c); /* that finding, or NULL */
/*
 * Pages read tables of further schemas (a finding): the catalog's schemas and those, as --schema takes them, with which lint can check what
 * is made of them. NULL: they do not.
 */
#define MDP_FINDING_OUTSIDE "outside"
#define MDP_SCHEMA_OPTION "--schema "
const char *mdp_project_wider(const struct mdp_catalog *c);
struct mdp_yaml;
/* The zone in which moments become days, into the hints; `config`: mdp.yaml as a tree, or NULL. */
void mdp_project_zone(const struct mdp_project *p, struct mdp_arena *a, const struct mdp_yaml *config,
		      struct mdp_hints *hints);
int mdp_project_fiscal(struct mdp_catalog *c, struct mdp_error *err); /* … as the environment says it */
const char *mdp_project_calendar_print(struct mdp_arena *a, const struct mdp_project *p); /* for the fingerprint */
/* Sizes and times of every file that was or would be read: part of the catalog's fingerprint. */
int mdp_project_fingerprint(const struct mdp_project *p, struct mdp_arena *a, struct mdp_str *out,
			    struct mdp_error *err);

#endif
