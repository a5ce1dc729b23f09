/*
 * Each target takes bytes as one input of the program would come: a question, a logical query, a file of a project. All stand on the small
 * clinic of tests/unit/clinic.h, whose rows are in memory. A run must end, without a fault and within the ceilings of base/limits.h;
 * what it says is not looked at, but that what is understood can be rendered.
 */
#include "fuzz.h"

#include "../unit/clinic.h"
#include "../unit/tree.h"
#include "base/date.h"
#include "lint/lint.h"
#include "parse/parse.h"
#include "project/read.h"
#include "project/yaml.h"
#include "sql/sql.h"

static struct mdp_catalog *clinic;
static struct mdp_lexicon *lexicon;
static struct mdp_parser *parser;
static struct mdp_engine *engine;
static int64_t today;

static void need(int rc)
{
	if (rc < 0)
		abort();
}

void fuzz_open(void)
{
	struct mdp_engine_options opt = { .threads = 1, .memory_mb = 512 };
	struct mdp_error err = { 0 };
	clinic = clinic_make();
	mdp_date_parse(mdp_str_of("2024-06-30"), &today);
	need(mdp_lexicon_make(&lexicon, clinic, NULL, &err));
	need(mdp_parser_make(&parser, lexicon, &err));
	need(mdp_engine_open(&engine, &opt, &err));
	need(mdp_engine_script(engine, clinic_sql, &err));
	tree_make();
	setenv("HOME", tree_root, 1);
}

void fuzz_close(void)
{
	tree_remove();
	mdp_engine_free(engine);
	mdp_parser_free(parser);
	mdp_lexicon_free(lexicon);
	mdp_catalog_free(clinic);
}

static void plan_and_render(struct mdp_arena *a, const struct mdp_query *q)
{
	struct mdp_error err = { 0 };
	struct mdp_plan *plan;
	struct mdp_sql sql;
	if (mdp_plan_make(clinic, q, a, &plan, &err) < 0)
		return;
	mdp_plan_dump(plan, a);
	need(mdp_sql_render(clinic, plan, MDP_DIALECT_DUCKDB, a, &sql, &err));
}

static void question(const uint8_t *data, size_t size)
{
	struct mdp_arena a;
	struct mdp_readings out;
	struct mdp_error err = { 0 };
	mdp_arena_init(&a);
	if (mdp_parse(parser, (struct mdp_str){ (const char *)data, size }, today, &a, &out, &err) >= 0)
		for (int i = 0; i < out.n && i < 3; i++)
			plan_and_render(&a, out.items[i].query);
	mdp_arena_release(&a);
}

static void query(const uint8_t *data, size_t size)
{
	struct mdp_arena a;
	struct mdp_query *q;
	struct mdp_error err = { 0 };
	mdp_arena_init(&a);
	if (mdp_query_load(&a, (struct mdp_str){ (const char *)data, size }, &q, &err) >= 0) {
		/* what was read can be written and read again */
		const char *text = mdp_query_dump(&a, mdp_query_canonical(&a, q));
		struct mdp_query *again;
		need(mdp_query_load(&a, mdp_str_of(text), &again, &err));
		plan_and_render(&a, q);
	}
	mdp_arena_release(&a);
}

static void yaml(const uint8_t *data, size_t size)
{
	struct mdp_arena a;
	struct mdp_yaml *root;
	struct mdp_error err = { 0 };
	mdp_arena_init(&a);
	mdp_yaml_parse(&a, (struct mdp_str){ (const char *)data, size }, "file", &root, &err);
	mdp_arena_release(&a);
}

/* A project with these bytes as one of its files, read and linted. */
static void project(const char *file, const uint8_t *data, size_t size)
{
	struct mdp_project_options opt = { .root = tree_root };
	struct mdp_project p = { 0 };
	struct mdp_catalog *c = clinic_make();
	struct mdp_arena a;
	struct mdp_hints hints;
	struct mdp_lint lint;
	struct mdp_error err = { 0 };
	mdp_arena_init(&a);
	tree_write("dbt/dbt_project.yml", "name: clinic\n");
	tree_write("dbt/models/treatments.sql", "select * from {{ source('raw', 'treatments') }}\n");
	tree_write("report/pages/index.md",
		   "```sql visits\nselect distinct visit_id, fee from marts.treatments\n```\n");
	tree_write_n(file, (const char *)data, size);
	if (mdp_project_find(&p, &opt, &err) >= 0 && mdp_project_hints(&p, &a, &hints, &err) >= 0 &&
	    mdp_project_enrich(&p, engine, c, &err) >= 0 && mdp_lint_run(&p, c, &a, &lint, &err) >= 0) {
		mdp_lint_text(&lint, &a);
		mdp_lint_json(&lint, &a);
		mdp_lint_sarif(&lint, &a);
		mdp_catalog_dump(c, &a);
	}
	mdp_project_release(&p);
	remove(tree_path(file));
	mdp_catalog_free(c);
	mdp_arena_release(&a);
}

static void config(const uint8_t *data, size_t size)
{
	project("mdp.yaml", data, size);
}

static void dbt(const uint8_t *data, size_t size)
{
	project("dbt/models/schema.yml", data, size);
}

static void page(const uint8_t *data, size_t size)
{
	project("report/pages/page.md", data, size);
}

static void model(const uint8_t *data, size_t size)
{
	project("dbt/models/model.sql", data, size);
}

static void dag(const uint8_t *data, size_t size)
{
	project("dags/load.py", data, size);
}

static void cache(const uint8_t *data, size_t size)
{
	struct mdp_catalog *c = NULL;
	struct mdp_arena a;
	mdp_arena_init(&a);
	tree_write_n("catalog", (const char *)data, size);
	if (!mdp_catalog_load(&c, tree_path("catalog"), -1, mdp_str_of("print"))) {
		mdp_catalog_dump(c, &a);
		mdp_catalog_free(c);
	}
	mdp_arena_release(&a);
}

const struct fuzz_target fuzz_targets[] = {
	{ "question", question }, { "query", query }, { "yaml", yaml }, { "config", config }, { "dbt", dbt },
	{ "page", page },         { "model", model }, { "dag", dag },   { "cache", cache },
};
const int fuzz_ntargets = (int)(sizeof(fuzz_targets) / sizeof(fuzz_targets[0]));
