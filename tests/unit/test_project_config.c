/* mdp.yaml: what it overrides, and its errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>

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
	static struct mdp_entry cities[] = { { "Oslo", "oslo", 2, 0 }, { "Bergen", "bergen", 2, 0 } };
	tree_make();
	memset(&err, 0, sizeof(err));
	memset(&p, 0, sizeof(p));
	setenv("HOME", tree_root, 1);
	c = clinic_make();
	c->columns[C_CITY].values = cities;
	c->columns[C_CITY].nvalues = 2;
	assert_int_equal(0, mdp_engine_open(&e, &opt, &err));
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

static int enrich(const char *config)
{
	struct mdp_project_options opt = { .root = tree_root };
	tree_write("mdp.yaml", config);
	mdp_project_release(&p);
	memset(&err, 0, sizeof(err));
	assert_int_equal(0, mdp_project_find(&p, &opt, &err));
	return mdp_project_enrich(&p, e, c, &err);
}

static const struct mdp_measure *measure(const char *name)
{
	for (int i = 0; i < c->nmeasures; i++)
		if (!strcmp(c->measures[i].name, name))
			return &c->measures[i];
	return NULL;
}

static bool has(const char **list, const char *text)
{
	for (; list && *list; list++)
		if (!strcmp(*list, text))
			return true;
	return false;
}

static void test_everything(void **state)
{
	(void)state;
	assert_int_equal(0, enrich("platform: The clinic\n"
				   "fiscal_year_start: 4\n"
				   "tables:\n"
				   "  patients:\n"
				   "    description: Everybody.\n"
				   "    columns:\n"
				   "      city: {label: Home town, synonyms: [town], values: {Oslo: [the capital, "
				   "OSL], Bergen: rain}}\n"
				   "      born: {hidden: true}\n"
				   "      balance: {unit: currency}\n"
				   "entities:\n"
				   "  stay: {key: [treatments.visit_id], synonyms: call, time: visited_at}\n"
				   "  patient: {plural: patients of ours}\n"
				   "metrics:\n"
				   "  income: {table: treatments, agg: sum, expr: fee, synonyms: [takings]}\n"
				   "  open income: {table: treatments, agg: sum, expr: fee, where: status = 'open'}\n"
				   "  rate per minute: {table: treatments, expr: sum(rate), divided_by: sum(minutes), "
				   "unit: currency}\n"
				   "  jobs: {table: treatments, agg: count}\n"));
	assert_string_equal("The clinic", c->platform);
	assert_int_equal(4, c->fiscal_start);
	assert_string_equal("Everybody.", c->tables[T_PATIENTS].description);
	assert_string_equal("Home town", c->columns[C_CITY].label);
	assert_true(has(c->columns[C_CITY].synonyms, "town"));
	assert_true(c->columns[C_BORN].hidden);
	assert_int_equal(5, c->columns[C_CITY].nvalues);
	assert_string_equal("Oslo", c->columns[C_CITY].values[2].text);
	assert_string_equal("the capital", c->columns[C_CITY].values[2].norm);
	assert_string_equal("rain", c->columns[C_CITY].values[4].norm);
	assert_int_equal(2, c->columns[C_CITY].values[4].count);
	assert_string_equal("stay", c->entities[E_VISIT].name);
	assert_string_equal("stays", c->entities[E_VISIT].plural);
	assert_true(has(c->entities[E_VISIT].synonyms, "visit"));
	assert_true(has(c->entities[E_VISIT].synonyms, "call"));
	assert_string_equal("patients of ours", c->entities[E_PATIENT].plural);
	const struct mdp_measure *m = measure("income");
	/* the inferred one, whose entity has its new name */
	assert_string_equal("stay", m->expr->entity);
	assert_true(has(m->synonyms, "fee"));
	assert_true(has(m->synonyms, "takings"));
	assert_string_equal("mdp.yaml", m->source.file);
	assert_int_equal(14, m->source.line);
	assert_non_null(measure("open income")->expr->where);
	assert_int_equal(MDP_OP_DIV, measure("rate per minute")->expr->op);
	assert_int_equal(E_TREATMENT, measure("jobs")->entity);
}

static void test_errors(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int line;
		const char *says, *hint;
	} cases[] = {
		{ "platfrom: x\n", 1, "no such key", "platform" },
		{ "platform: x\nzzz: 1\n", 2, "zzz", "fiscal_year_start" },
		{ "tables:\n  patient: {}\n", 2, "no such table", "patients" },
		{ "tables:\n  patients:\n    columns:\n      citty: {}\n", 4, "no such column of patients", "city" },
		{ "tables:\n  patients:\n    columns:\n      city: {lable: x}\n", 4, "no such key of a column",
		  "label" },
		{ "tables:\n  patients:\n    columns:\n      city:\n        values: {Olso: x}\n", 5, "no such value",
		  "Oslo" },
		{ "tables: [patients]\n", 1, "map", "" },
		{ "tables: {patients: {columns: {city: {hidden: maybe}}}}\n", 1, "true or false", "" },
		{ "tables: {patients: {columns: {city: {synonyms: [[a]]}}}}\n", 1, "list of texts", "" },
		{ "entities: {pateint: {}}\n", 1, "no such entity", "patient" },
		{ "entities: {visit: {time: kind}}\n", 1, "no date", "" },
		{ "entities: {visit: {time: visited}}\n", 1, "no such column", "" },
		{ "metrics:\n  x: {agg: sum}\n", 2, "needs a table", "" },
		{ "metrics:\n  x: {table: treatments, agg: summ, expr: fee}\n", 2, "no such aggregate", "sum" },
		{ "metrics:\n  x: {table: treatments, agg: sum, expr: nothing}\n", 2, "not understood", "" },
		{ "metrics:\n  x: {table: treatments, agg: sum}\n", 2, "a metric needs an expr", "" },
		{ "metrics:\n  x: {table: treatments, agg: sum, expr: \"fee); drop table x; --\"}\n", 2,
		  "does not take", "" },
		{ "fiscal_year_start: july\n", 1, "1 to 12", "" },
		{ "fiscal_year_start: 13\n", 1, "1 to 12", "" },
		{ "- a list\n", 1, "map", "" },
		{ "a: b: c\n", 1, "line 1", "" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(-MDP_FORMAT, enrich(cases[i].text));
		assert_int_equal(cases[i].line, err.line);
		assert_non_null(strstr(err.primary, cases[i].says));
		assert_non_null(strstr(err.file, "mdp.yaml"));
		assert_non_null(strstr(err.hint, cases[i].hint));
	}
}

/* What the data contradict is told, once and with its numbers; everything else in the file holds. */
static void test_unused(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"entities: {bed: {key: treatments.kind}}\nplatform: P\n",
		"entities: {bed: {key: [treatments.kind], measure: fee}}\nplatform: P\n",
		"entities: {patient: {key: treatments.visit_id}}\nplatform: P\n",
		"entities: {patient: {measure: fee}}\nplatform: P\n",
		"joins: [treatments.visit_id = patients.city]\nplatform: P\n",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		int told = 0, before = c->nfindings;
		assert_int_equal(0, enrich(texts[i]));
		assert_string_equal("P", c->platform);
		for (int k = before; k < c->nfindings; k++) {
			told += !strcmp(c->findings[k].code, MDP_FINDING_UNUSED);
			assert_int_equal(1, c->findings[k].source.line);
		}
		assert_int_equal(1, told);
		assert_string_equal("patient", c->entities[E_PATIENT].name);
	}
}

static void test_empty(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"", "{}\n", "tables:\nentities:\nmetrics:\n", "tables: {patients: }\n",
		"tables: {patients: {columns: {city: , born: {}}}}\nentities: {visit: }\n"
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_int_equal(0, enrich(texts[i]));
	assert_int_equal(0, c->nfindings);
}

/* The schema for editors and the reader know the same keys. */
static void test_schema(void **state)
{
	(void)state;
	const char *root = getenv("MDP_SOURCE_ROOT");
	char path[600];
	snprintf(path, sizeof(path), "%s/docs/mdp.schema.json", root ? root : ".");
	json_t *schema = json_load_file(path, 0, NULL);
	assert_non_null(schema);
	const char *key;
	json_t *value, *properties = json_object_get(schema, "properties");
	json_object_foreach(properties, key, value)
	{
		char text[200];
		snprintf(text, sizeof(text), "%s: [{}]\n", key);
		enrich(text);
		assert_null(strstr(err.primary, "no such key"));
	}
	static const char *const inner[][2] = { { "entities", "entities: {visit: {%s: [{}]}}\n" },
						{ "metrics", "metrics: {x: {%s: [{}]}}\n" },
						{ "tables", "tables: {patients: {%s: [{}]}}\n" } };
	for (size_t i = 0; i < 3; i++) {
		json_t *of = json_object_get(
			json_object_get(json_object_get(properties, inner[i][0]), "additionalProperties"),
			"properties");
		assert_true(json_object_size(of) > 0);
		json_object_foreach(of, key, value)
		{
			char text[200];
			const char *hole = strstr(inner[i][1], "%s");
			snprintf(text, sizeof(text), "%.*s%s%s", (int)(hole - inner[i][1]), inner[i][1], key, hole + 2);
			enrich(text);
			assert_null(strstr(err.primary, "no such key"));
		}
	}
	json_decref(schema);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(test_everything), T(test_errors), T(test_unused), T(test_empty), T(test_schema),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
