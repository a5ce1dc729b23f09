/* Finding the parts of a platform by what its folders hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "project/project.h"
#include "tree.h"

#define DBT "name: shop\nprofile: shop\n"
#define PAGE "# Sales\n\n```sql q\nselect 1\n```\n"
#define DAG "from airflow.sdk import dag\n\n@dag()\ndef d():\n\tpass\n"

static struct mdp_project p;
static struct mdp_error err;

static int setup(void **state)
{
	(void)state;
	tree_make();
	memset(&p, 0, sizeof(p));
	memset(&err, 0, sizeof(err));
	setenv("HOME", tree_root, 1);
	unsetenv("DBT_PROFILES_DIR");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mdp_project_release(&p);
	if (chdir("/"))
		return -1;
	tree_remove();
	return 0;
}

static int find(const char *root, const char *warehouse)
{
	struct mdp_project_options opt = { .root = root, .warehouse = warehouse };
	return mdp_project_find(&p, &opt, &err);
}

static int find_from(const char *dir)
{
	assert_int_equal(0, chdir(tree_path(dir)));
	return find(NULL, NULL);
}

static void profile(const char *name, const char *path)
{
	char text[600];
	snprintf(text, sizeof(text), "shop:\n  target: dev\n  outputs:\n    dev:\n      type: duckdb\n      path: %s\n",
		 path);
	tree_write(name, text);
}

static void whole_platform(void)
{
	tree_write("shop/dbt_project/dbt_project.yml", DBT);
	tree_write("shop/dbt_project/models/m.sql", "select 1");
	profile("shop/dbt_project/profiles.yml", "../warehouse/data.duckdb");
	tree_write("shop/evidence/pages/index.md", PAGE);
	tree_write("shop/evidence/.evidence/template/pages/index.md", PAGE);
	tree_write("shop/evidence/node_modules/x/dbt_project.yml", DBT);
	tree_write("shop/airflow/dags/run.py", DAG);
	tree_write("shop/sources/a.csv", "x\n");
	tree_write("shop/warehouse/data.duckdb", "");
}

static void check_whole(void)
{
	assert_string_equal(tree_path("shop"), p.root);
	assert_string_equal(tree_path("shop/dbt_project"), p.dbt_dir);
	assert_string_equal(tree_path("shop/evidence"), p.evidence_dir);
	assert_string_equal(tree_path("shop/airflow/dags"), p.dags_dir);
	assert_string_equal(tree_path("shop/sources"), p.sources_dir);
	assert_string_equal(tree_path("shop/warehouse/data.duckdb"), p.warehouse);
	assert_null(p.config);
}

static void test_whole(void **state)
{
	(void)state;
	whole_platform();
	assert_int_equal(0, find(tree_path("shop"), NULL));
	check_whole();
}

static void test_from_inside(void **state)
{
	(void)state;
	static const char *const dirs[] = { "shop",          "shop/dbt_project",    "shop/dbt_project/models",
					    "shop/evidence", "shop/evidence/pages", "shop/airflow/dags",
					    "shop/airflow",  "shop/warehouse" };
	whole_platform();
	for (size_t i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++) {
		assert_int_equal(0, find_from(dirs[i]));
		check_whole();
		mdp_project_release(&p);
	}
}

static void test_dbt_at_root(void **state)
{
	(void)state;
	tree_write("a/dbt_project.yml", DBT);
	profile("a/profiles.yml", "jaffle.duckdb");
	tree_write("a/reports/pages/index.md", PAGE);
	tree_write("b/dbt_project.yml", DBT);
	assert_int_equal(0, find_from("a"));
	assert_string_equal(tree_path("a"), p.root);
	assert_string_equal(tree_path("a"), p.dbt_dir);
	assert_string_equal(tree_path("a/reports"), p.evidence_dir);
	/* not built yet: beside the project */
	assert_string_equal(tree_path("a/jaffle.duckdb"), p.warehouse);
	assert_int_equal(-MDP_WAREHOUSE, mdp_project_need_warehouse(&p, &err));
	assert_non_null(strstr(err.primary, "jaffle.duckdb"));
	assert_true(err.hint[0]);
}

/* A warehouse that the profile's path leads to from where one stands is another platform's. */
static void test_standing_elsewhere(void **state)
{
	(void)state;
	tree_write("mine/dbt_project/dbt_project.yml", DBT);
	profile("mine/dbt_project/profiles.yml", "../warehouse/data.duckdb");
	tree_write("theirs/warehouse/data.duckdb", "");
	tree_write("theirs/build/x", "");
	assert_int_equal(0, chdir(tree_path("theirs/build")));
	assert_int_equal(0, find(tree_path("mine"), NULL));
	assert_string_equal(tree_path("mine/warehouse/data.duckdb"), p.warehouse);
	mdp_project_release(&p);
	/* the same beside it, by the beginning of the name only */
	tree_write("mine-too/build/x", "");
	tree_write("mine-too/warehouse/data.duckdb", "");
	assert_int_equal(0, chdir(tree_path("mine-too/build")));
	assert_int_equal(0, find(tree_path("mine"), NULL));
	assert_string_equal(tree_path("mine/warehouse/data.duckdb"), p.warehouse);
}

static void test_profile_paths(void **state)
{
	(void)state;
	tree_write("dbt/dbt_project.yml", DBT);
	tree_write("wh/data.duckdb", "");
	/* relative to the root, as when dbt is run there */
	profile("dbt/profiles.yml", "wh/data.duckdb");
	assert_int_equal(0, find(tree_root, NULL));
	assert_string_equal(tree_path("wh/data.duckdb"), p.warehouse);
	mdp_project_release(&p);
	profile("dbt/profiles.yml", "\"{{ env_var('MDP_TEST_WH', '../wh/data.duckdb') }}\"");
	unsetenv("MDP_TEST_WH");
	assert_int_equal(0, find(tree_root, NULL));
	assert_string_equal(tree_path("wh/data.duckdb"), p.warehouse);
	mdp_project_release(&p);
	setenv("MDP_TEST_WH", tree_path("elsewhere.duckdb"), 1);
	tree_write("elsewhere.duckdb", "");
	assert_int_equal(0, find(tree_root, NULL));
	assert_string_equal(tree_path("elsewhere.duckdb"), p.warehouse);
	unsetenv("MDP_TEST_WH");
	mdp_project_release(&p);
	/* the path inside a container: the only file here is meant */
	remove(tree_path("elsewhere.duckdb"));
	profile("dbt/profiles.yml", "/opt/nowhere/warehouse/x.duckdb");
	assert_int_equal(0, find(tree_root, NULL));
	assert_string_equal(tree_path("wh/data.duckdb"), p.warehouse);
}

static void test_folder_to_be_made(void **state)
{
	(void)state;
	tree_write("dbt/dbt_project.yml", DBT);
	profile("dbt/profiles.yml", "../warehouse/data.duckdb");
	assert_int_equal(0, find(tree_root, NULL));
	assert_string_equal(tree_path("warehouse/data.duckdb"), p.warehouse);
}

static void test_profile_problems(void **state)
{
	(void)state;
	tree_write("dbt/dbt_project.yml", DBT);
	profile("dbt/profiles.yml", "\"{{ var('path') }}\"");
	assert_int_equal(0, find(tree_root, NULL));
	assert_null(p.warehouse);
	assert_non_null(strstr(p.warehouse_problem, "Jinja"));
	assert_int_equal(-MDP_WAREHOUSE, mdp_project_need_warehouse(&p, &err));
	assert_non_null(strstr(err.detail, "Jinja"));
	mdp_project_release(&p);
	tree_write("dbt/profiles.yml", "shop:\n\tbroken\n");
	assert_int_equal(0, find(tree_root, NULL));
	assert_non_null(strstr(p.warehouse_problem, "line 2"));
	mdp_project_release(&p);
	tree_write("dbt/profiles.yml", "shop: {outputs: {a: {type: postgres}, b: {type: duckdb}}}\n");
	assert_int_equal(0, find(tree_root, NULL));
	assert_non_null(strstr(p.warehouse_problem, "no output"));
}

static void test_profile_in_home(void **state)
{
	(void)state;
	tree_write("here/dbt_project.yml", DBT);
	tree_write("here/data/w.duckdb", "");
	profile(".dbt/profiles.yml", "data/w.duckdb");
	assert_int_equal(0, find(tree_path("here"), NULL));
	assert_string_equal(tree_path("here/data/w.duckdb"), p.warehouse);
}

static void test_lone_file(void **state)
{
	(void)state;
	tree_write("a/x/y/w.duckdb", "");
	assert_int_equal(0, find(tree_path("a"), NULL));
	assert_string_equal(tree_path("a/x/y/w.duckdb"), p.warehouse);
	mdp_project_release(&p);
	/* nearer, and in the usual folder */
	tree_write("a/warehouse/v.duckdb", "");
	tree_write("a/other/u.duckdb", "");
	assert_int_equal(0, find(tree_path("a"), NULL));
	assert_string_equal(tree_path("a/warehouse/v.duckdb"), p.warehouse);
	mdp_project_release(&p);
	tree_write("a/data/t.duckdb", "");
	assert_int_equal(0, find(tree_path("a"), NULL));
	assert_null(p.warehouse);
	assert_int_equal(-MDP_WAREHOUSE, mdp_project_need_warehouse(&p, &err));
	assert_non_null(strstr(err.detail, "2 DuckDB files"));
	assert_non_null(strstr(err.detail, "data/t.duckdb"));
	assert_non_null(strstr(err.hint, "--warehouse"));
}

static void test_lone_by_content(void **state)
{
	(void)state;
	tree_write_n("a/other.db", "SQLite format 3\0......", 22);
	tree_write_n("a/real.db", "12345678DUCK@@@@", 16);
	assert_int_equal(0, find(tree_path("a"), NULL));
	assert_string_equal(tree_path("a/real.db"), p.warehouse);
}

static void test_config(void **state)
{
	(void)state;
	whole_platform();
	tree_write("shop/mdp.yaml", "warehouse: other/w.duckdb\nsources: raw_files\n");
	tree_write("shop/other/w.duckdb", "");
	tree_write("shop/raw_files/x.csv", "");
	assert_int_equal(0, find(tree_path("shop"), NULL));
	assert_string_equal(tree_path("shop/other/w.duckdb"), p.warehouse);
	assert_string_equal(tree_path("shop/raw_files"), p.sources_dir);
	assert_string_equal(tree_path("shop/mdp.yaml"), p.config);
}

static void test_nothing(void **state)
{
	(void)state;
	tree_write("empty/notes.txt", "x");
	/* somebody else's platform in the folder above */
	tree_write("other/dbt_project.yml", DBT);
	tree_write("w.duckdb", "");
	assert_int_equal(-MDP_USAGE, find(tree_path("empty"), NULL));
	assert_non_null(strstr(err.primary, "no platform"));
	assert_non_null(strstr(err.hint, "--project"));
	mdp_project_release(&p);
	assert_int_equal(-MDP_USAGE, find(tree_path("missing"), NULL));
	assert_non_null(strstr(err.primary, "no folder"));
	mdp_project_release(&p);
	assert_int_equal(-MDP_USAGE, find_from("empty"));
	mdp_project_release(&p);
	/* a folder that anybody may write to is passed by, even with a whole platform in it */
	tree_write("public/dbt_project.yml", DBT);
	tree_write("public/mine/notes.txt", "x");
	assert_int_equal(0, chmod(tree_path("public"), 0777));
	assert_int_equal(-MDP_USAGE, find_from("public/mine"));
}

static void test_several_dbt(void **state)
{
	(void)state;
	tree_write("a/dbt_project.yml", DBT);
	tree_write("b/dbt_project.yml", DBT);
	assert_int_equal(-MDP_USAGE, find(tree_root, NULL));
	assert_non_null(strstr(err.primary, "2 dbt projects"));
	assert_non_null(strstr(err.hint, "--project"));
}

static void test_warehouse_alone(void **state)
{
	(void)state;
	whole_platform();
	tree_write("elsewhere/w.duckdb", "");
	assert_int_equal(0, chdir(tree_path("shop")));
	assert_int_equal(0, find(NULL, tree_path("elsewhere/w.duckdb")));
	assert_string_equal(tree_path("elsewhere/w.duckdb"), p.warehouse);
	/* the platform we stand in speaks of another warehouse */
	assert_null(p.dbt_dir);
	assert_null(p.evidence_dir);
	mdp_project_release(&p);
	assert_int_equal(0, chdir("/"));
	assert_int_equal(0, find(NULL, tree_path("shop/warehouse/data.duckdb")));
	assert_string_equal(tree_path("shop/dbt_project"), p.dbt_dir);
	mdp_project_release(&p);
	assert_int_equal(0, find(tree_path("shop"), tree_path("elsewhere/w.duckdb")));
	assert_string_equal(tree_path("shop/dbt_project"), p.dbt_dir);
	assert_string_equal(tree_path("elsewhere/w.duckdb"), p.warehouse);
	mdp_project_release(&p);
	assert_int_equal(-MDP_USAGE, find(NULL, tree_path("shop")));
	assert_non_null(strstr(err.primary, "is a folder"));
}

static void test_schemas(void **state)
{
	(void)state;
	tree_write("w.duckdb", "");
	struct mdp_project_options opt = { .root = tree_root, .schemas = "marts, main,,Odd name " };
	assert_int_equal(0, mdp_project_find(&p, &opt, &err));
	assert_string_equal("marts", p.schemas[0]);
	assert_string_equal("main", p.schemas[1]);
	assert_string_equal("Odd name", p.schemas[2]);
	assert_null(p.schemas[3]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(test_whole),         T(test_from_inside),       T(test_dbt_at_root),      T(test_standing_elsewhere),
		T(test_profile_paths), T(test_folder_to_be_made), T(test_profile_problems), T(test_profile_in_home),
		T(test_lone_file),     T(test_lone_by_content),   T(test_config),           T(test_nothing),
		T(test_several_dbt),   T(test_warehouse_alone),   T(test_schemas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
