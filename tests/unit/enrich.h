/* Files of a project into the catalog of clinic.h: a folder for them, and what tests look up afterwards. */
#ifndef MDP_TESTS_ENRICH_H
#define MDP_TESTS_ENRICH_H

#include "clinic.h"
#include "project/read.h"
#include "tree.h"

static struct mdp_project p;
static struct mdp_catalog *c;
static struct mdp_engine *e;
static struct mdp_error err;

static inline int setup(void **state)
{
	(void)state;
	struct mdp_engine_options opt = { 0 };
	tree_make();
	memset(&err, 0, sizeof(err));
	memset(&p, 0, sizeof(p));
	setenv("HOME", tree_root, 1);
	c = clinic_make();
	assert_int_equal(0, mdp_engine_open(&e, &opt, &err));
	tree_write("dbt/dbt_project.yml", "name: clinic\nprofile: clinic\nmodels: {clinic: {+schema: marts}}\n");
	tree_write("dbt/macros/g.sql", "{% macro generate_schema_name(a, b) %}{{ a }}{% endmacro %}");
	tree_write("dbt/models/treatments.sql", "select 1");
	tree_write("dbt/models/patients.sql", "select 1");
	return 0;
}

static inline int teardown(void **state)
{
	(void)state;
	mdp_engine_free(e);
	mdp_catalog_free(c);
	mdp_project_release(&p);
	tree_remove();
	return 0;
}

static inline void enrich(void)
{
	struct mdp_project_options opt = { .root = tree_root };
	mdp_project_release(&p);
	assert_int_equal(0, mdp_project_find(&p, &opt, &err));
	assert_int_equal(0, mdp_project_enrich(&p, e, c, &err));
}

static inline const struct mdp_measure *measure(const char *name)
{
	for (int i = 0; i < c->nmeasures; i++)
		if (!strcmp(c->measures[i].name, name))
			return &c->measures[i];
	return NULL;
}

static inline bool has(const char **list, const char *text)
{
	for (; list && *list; list++)
		if (!strcmp(*list, text))
			return true;
	return false;
}

static inline const struct mdp_finding *finding(const char *code)
{
	for (int i = 0; i < c->nfindings; i++)
		if (!strcmp(c->findings[i].code, code))
			return &c->findings[i];
	return NULL;
}

#endif
