/* What files say is made of the data: exposures, saved queries, groups, tags, pages, and what dbt's manifest adds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "clinic.h"
#include "project/read.h"
#include "tree.h"

static struct mdp_project p;
static struct mdp_catalog *c;
static struct mdp_engine *e;
static struct mdp_error err;

static int setup(void **state)
{
	(void)state;
	struct mdp_engine_options opt = { 0 };
	tree_make();
	memset(&err, 0, sizeof(err));
	memset(&p, 0, sizeof(p));
	setenv("HOME", tree_root, 1);
	c = clinic_make();
	assert_int_equal(0, mdp_engine_open(&e, &opt, &err));
	tree_write("dbt/dbt_project.yml",
		   "name: clinic\nprofile: clinic\nmodels: {clinic: {+schema: marts, +tags: [nightly]}}\n");
	tree_write("dbt/macros/g.sql", "{% macro generate_schema_name(a, b) %}{{ a }}{% endmacro %}");
	tree_write("dbt/models/treatments.sql", "{{ config(group='ward') }} select 1");
	tree_write("dbt/models/patients.sql", "select 1");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mdp_engine_free(e);
	mdp_catalog_free(c);
	mdp_project_release(&p);
	tree_remove();
	return 0;
}

static void enrich(void)
{
	struct mdp_project_options opt = { .root = tree_root };

	if (mdp_project_find(&p, &opt, &err) || mdp_project_enrich(&p, e, c, &err))
		fail_msg("%s: %s", err.primary, err.detail);
}

static const struct mdp_use *use(enum mdp_use_kind kind, const char *name)
{
	for (int i = 0; i < c->nuses; i++)
		if (c->uses[i].kind == kind && !strcmp(c->uses[i].name, name))
			return &c->uses[i];
	fail_msg("no %s %s", mdp_use_word(kind), name);
	return NULL;
}

static const struct mdp_table *table(const char *name)
{
	int t = mdp_catalog_table(c, mdp_str_of(name));

	assert_true(t >= 0);
	return &c->tables[t];
}

static bool has_finding(const char *code, const char *text)
{
	for (int i = 0; i < c->nfindings; i++)
		if (!strcmp(c->findings[i].code, code) && strstr(c->findings[i].text, text))
			return true;
	return false;
}

static void test_exposure(void **state)
{
	(void)state;
	tree_write(
		"dbt/models/exposures.yml",
		"exposures:\n"
		"  - name: ward_report\n    label: Ward report\n    type: dashboard\n    url: https://reports.example\n"
		"    owner: {name: Care, email: care@example.org}\n"
		"    depends_on:\n      - ref('treatments')\n      - ref('nowhere')\n      - source('raw', 'beds')\n");
	enrich();
	const struct mdp_use *u = use(MDP_USE_EXPOSURE, "ward_report");
	assert_string_equal(u->label, "Ward report");
	assert_string_equal(u->type, "dashboard");
	assert_string_equal(u->owner, "Care (care@example.org)");
	assert_int_equal(u->ntables, 1);
	assert_string_equal(c->tables[u->tables[0]].name, "treatments");
	assert_string_equal(u->source.file, "dbt/models/exposures.yml");
	assert_int_equal(u->source.line, 2);
	assert_true(has_finding("unknown_model", "nowhere"));
	assert_false(has_finding("unknown_model", "beds"));
}

static void test_groups_and_tags(void **state)
{
	(void)state;
	tree_write("dbt/models/groups.yml", "groups:\n  - name: ward\n    owner: {email: ward@example.org}\n");
	tree_write("dbt/models/s.yml", "models:\n  - name: treatments\n    config: {tags: [care, nightly]}\n");
	enrich();
	assert_string_equal(table("treatments")->group, "ward");
	assert_string_equal(table("treatments")->tags[0], "nightly");
	assert_string_equal(table("treatments")->tags[1], "care");
	assert_null(table("treatments")->tags[2]);
	assert_null(table("patients")->group);
	assert_int_equal(use(MDP_USE_GROUP, "ward")->ntables, 1);
}

static void test_saved_query(void **state)
{
	(void)state;
	tree_write("dbt/models/s.yml",
		   "saved_queries:\n  - name: monday\n    query_params:\n      metrics: [bogus]\n"
		   "      group_by: [\"TimeDimension('visit__day', 'week')\"]\n      where: [\"x = 1\"]\n");
	enrich();
	const struct mdp_use *u = use(MDP_USE_SAVED_QUERY, "monday");
	assert_string_equal(u->metrics[0], "bogus");
	assert_string_equal(u->where[0], "x = 1");
	assert_true(has_finding("unknown_metric", "bogus"));
}

static void test_page(void **state)
{
	(void)state;
	tree_write("evidence/pages/care.md",
		   "---\ntitle: Care\n---\n\n```sql fees\nselect sum(fee) as fees from marts.treatments\n```\n\n"
		   "<BigValue data={fees} value=fees title=\"Fees\" fmt=usd/>\n");
	enrich();
	const struct mdp_use *u = use(MDP_USE_PAGE, "evidence/pages/care.md");
	assert_string_equal(u->label, "Care");
	assert_int_equal(u->ntables, 1);
	assert_string_equal(c->tables[u->tables[0]].name, "treatments");
	assert_string_equal(u->charts[0], "BigValue of fees.fees, called Fees, as usd");
}

static void test_manifest(void **state)
{
	(void)state;
	tree_write("dbt/target/manifest.json",
		   "{\"nodes\": {\"model.clinic.patients\": {\"name\": \"patients\", \"resource_type\": \"model\", "
		   "\"description\": \"People.\", \"tags\": [\"x\"], \"columns\": {\"city\": {\"description\": "
		   "\"Where.\"}}}}, "
		   "\"exposures\": {\"exposure.pack.mail\": {\"name\": \"mail\", \"type\": \"application\", \"owner\": "
		   "{\"name\": \"Post\"}, \"depends_on\": {\"nodes\": [\"model.clinic.patients\"]}, "
		   "\"original_file_path\": \"models/pack.yml\"}}, \"saved_queries\": {}}");
	c->tables[mdp_catalog_table(c, mdp_str_of("patients"))].description = NULL;
	enrich();
	assert_string_equal(table("patients")->description, "People.");
	assert_string_equal(c->columns[mdp_catalog_column(c, mdp_str_of("patients.city"))].description, "Where.");
	assert_string_equal(use(MDP_USE_EXPOSURE, "mail")->owner, "Post");
	assert_int_equal(use(MDP_USE_EXPOSURE, "mail")->ntables, 1);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_exposure), T(test_groups_and_tags), T(test_saved_query), T(test_page), T(test_manifest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
