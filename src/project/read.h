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

int mdp_project_hints(const struct mdp_project *p, struct mdp_arena *a, struct mdp_hints *hints, struct mdp_error *err);
/* Descriptions, labels, synonyms, measures from dbt metrics and meta and from the SQL of Evidence pages. `e` parses
 * SQL. */
int mdp_project_enrich(const struct mdp_project *p, struct mdp_engine *e, struct mdp_catalog *c, struct mdp_error *err);
/* Sizes and times of every file that was or would be read: part of the catalog's fingerprint. */
int mdp_project_fingerprint(const struct mdp_project *p, struct mdp_arena *a, struct mdp_str *out,
			    struct mdp_error *err);

#endif
