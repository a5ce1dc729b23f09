/* What names say of references: looked up by the index or compared one by one, it is the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "profile/prof.h"
#include "profile/profile.h"
#include "base/banned.h"

#define TABLES 150
#define COLUMNS (4 * TABLES)

static const char *const nouns[] = {
	"customer",       "cust",       "member",         "mbr",     "employee",     "staff person",
	"order",          "order line", "sales order",    "account", "acct",         "person",
	"airport",        "ship",       "product",        "prod",    "product type", "type",
	"origin airport", "station",    "street station", "store",   "shop",         "student",
};

static unsigned next(unsigned *seed, unsigned n)
{
	*seed = *seed * 1664525U + 1013904223U;
	return (*seed >> 8) % n;
}

static void name_column(struct prof *p, int c, unsigned *seed)
{
	const char *noun = nouns[next(seed, sizeof nouns / sizeof *nouns)];
	bool idlike = next(seed, 2);

	p->c->columns[c].words = idlike ? mdp_arena_printf(p->a, "%s id", noun) : noun;
	p->c->columns[c].table = c / 4;
	p->c->columns[c].role = next(seed, 4) ? MDP_ROLE_NAME : MDP_ROLE_CODE;
	p->columns[c].noun = noun;
	p->columns[c].singular = noun;
	p->columns[c].full = mdp_arena_printf(p->a, "x %s", p->c->columns[c].words);
	p->columns[c].idlike = idlike;
	p->columns[c].class = next(seed, 2) ? PROF_TEXT : PROF_INTEGER;
}

static bool is_among(const int *tables, int n, int table)
{
	for (int i = 0; i < n; i++)
		if (tables[i] == table)
			return true;
	return false;
}

static void test_index_finds_what_names_say(void **state)
{
	struct mdp_arena a;
	struct mdp_catalog *c = mdp_catalog_new();
	unsigned seed = 7;
	int said = 0, listed = 0;

	(void)state;
	mdp_arena_init(&a);
	c->ntables = TABLES;
	c->ncolumns = COLUMNS;
	c->tables = MDP_NEW_ARRAY(&a, TABLES, struct mdp_table);
	c->columns = MDP_NEW_ARRAY(&a, COLUMNS, struct mdp_column);
	struct prof p = { .c = c, .a = &a };
	p.tables = MDP_NEW_ARRAY(&a, TABLES, struct prof_table);
	p.columns = MDP_NEW_ARRAY(&a, COLUMNS, struct prof_column);
	for (int i = 0; i < COLUMNS; i++)
		name_column(&p, i, &seed);
	for (int t = 0; t < TABLES; t++) {
		p.tables[t].noun = p.tables[t].singular = nouns[next(&seed, sizeof nouns / sizeof *nouns)];
		p.tables[t].prefix = next(&seed, 3) ? NULL : "x";
		p.tables[t].key = (struct prof_key){ .columns = { 4 * t }, .n = next(&seed, 5) ? 1 : 0 };
	}
	mdp_prof_index(&p);
	for (int i = 0; i < COLUMNS; i++) {
		const int *tables;
		int n = mdp_prof_named_tables(&p, i, &tables);

		listed += n;
		for (int t = 0; t < TABLES; t++) {
			if (!p.tables[t].key.n || !mdp_prof_may_name(&p, i, 4 * t))
				continue;
			said++;
			if (!is_among(tables, n, t))
				fail_msg("%s may name %s (%s)", c->columns[i].words, p.tables[t].singular,
					 c->columns[4 * t].words);
		}
		for (int k = 1; k < n; k++)
			assert_true(tables[k - 1] < tables[k]);
	}
	assert_true(said > COLUMNS);
	/* and not simply all */
	assert_true(listed < COLUMNS * TABLES / 2);
	mdp_prof_index_release(&p);
	mdp_catalog_free(c);
	mdp_arena_release(&a);
}

static struct mdp_catalog *profile(const char *sql)
{
	struct mdp_engine *e = NULL;
	struct mdp_error err = { 0 };
	struct mdp_engine_options opt = { .threads = 1 };
	struct mdp_catalog *c = mdp_catalog_new();

	if (mdp_engine_open(&e, &opt, &err) || mdp_engine_script(e, sql, &err) || mdp_profile_run(e, NULL, c, &err))
		fail_msg("%s: %s", err.primary, err.detail);
	mdp_engine_free(e);
	return c;
}

static const char *words_of(const struct mdp_catalog *c, const char *column)
{
	return c->columns[mdp_catalog_column(c, mdp_str_of(column))].words;
}

/* A prefix of all columns of a table is its short name: it says nothing of the columns, and who refers to it says it. */
static void test_prefix_of_columns(void **state)
{
	struct mdp_catalog *c = profile(
		"create table dim_garden as select i as gdn_id, 'Garden ' || i as gdn_name, 'Town ' || i % 7 as "
		"gdn_town from range(60) t(i);"
		"create table dim_bed as select i % 60 as bds_gdn_id, i // 60 as bds_no, i * 7 % 31 as bds_area from "
		"range(600) t(i);"
		"create table fct_sowing as select i as swg_id, i % 60 as swg_gdn_id, i * 13 % 600 // 60 as "
		"swg_bds_no, 'Seed ' || i % 11 as swg_seed, "
		"i % 90 * 0.5 as swg_amount, date '2024-01-01' + (i % 300)::int as swg_date from range(2000) t(i);"
		"create table shelf as select i as shelf_id, 'S' || i as shelf_label, i % 3 as shelf_floor from "
		"range(9) t(i)");
	int composite = 0;

	(void)state;
	assert_string_equal(words_of(c, "fct_sowing.swg_seed"), "seed");
	assert_string_equal(words_of(c, "dim_garden.gdn_town"), "town");
	assert_string_equal(words_of(c, "dim_bed.bds_area"), "area");
	/* a word of the table's own name is no prefix */
	assert_string_equal(words_of(c, "shelf.shelf_label"), "shelf label");
	for (int i = 0; i < c->nsites; i++) {
		const struct mdp_site *s = &c->sites[i];
		const char *table = c->tables[s->table].name, *entity = c->entities[s->entity].name;

		composite += !strcmp(table, "fct_sowing") && !strcmp(entity, "bed") && c->entities[s->entity].nkey == 2;
		composite += !strcmp(table, "fct_sowing") && !strcmp(entity, "garden");
		composite += !strcmp(table, "dim_bed") && !strcmp(entity, "garden");
	}
	assert_int_equal(composite, 3);
	mdp_catalog_free(c);
}

static const char *refers(const struct mdp_catalog *c, const char *column)
{
	for (int i = 0; i < c->nsites; i++) {
		const struct mdp_entity *e = &c->entities[c->sites[i].entity];

		if (e->nkey == 1 && e->own_table && c->sites[i].key[0] == mdp_catalog_column(c, mdp_str_of(column)))
			return e->name;
	}
	return "";
}

/* Where no name says so, values do: whole numbers in the range of the keys, and codes of which few rows have one that is gone. */
static void test_values_that_refer(void **state)
{
	struct mdp_catalog *c =
		profile("create table workers as select 4000 + i as worker_no, 'Worker ' || i as worker_name from "
			"range(1, 900) t(i);"
			"create table articles as select 'ART-' || (70000 + i * 3) as code, 'Article ' || i as title, "
			"i % 9 * 1.5 as price from range(600) t(i);"
			"create table repairs as select i as repair_id, 4000 + 1 + (i * i * 31) % 880 as done_by, "
			"'ART-' || (70000 + if(i % 40 = 0, 9000 + i % 400, (i * 7) % 600) * 3) as item, "
			"date '2024-01-01' + (i % 300)::int as repaired_on, 30 + i * 17 % 700 as minutes from "
			"range(3000) t(i)");

	(void)state;
	assert_string_equal(refers(c, "repairs.done_by"), "worker");
	assert_string_equal(refers(c, "repairs.item"), "article");
	assert_string_equal(refers(c, "repairs.minutes"), "");
	mdp_catalog_free(c);
}

/* How much there is of something is no part of a key: it only tells apart what was entered twice. */
static void test_amount_in_key(void **state)
{
	struct mdp_catalog *c = profile(
		"create table shops as select i as shop_id, 'Shop ' || i as shop_name from range(1, 13) t(i);"
		"create table holdings as select date '2024-01-01' + d::int as day, s as shop_id, 'P' || p as "
		"product_code, (d * 7 + s * 131 + p * 17) % 900 as units_in, "
		"(p * 37 + s * 11) % 50 + d // 20 as held from range(60) t(d), range(1, 13) u(s), range(8) v(p);"
		"insert into holdings select day, shop_id, product_code, units_in + 1, held from holdings where "
		"hash(shop_id * 100 + day(day)) % 70 = 0");
	const struct mdp_table *t = &c->tables[mdp_catalog_table(c, mdp_str_of("holdings"))];

	(void)state;
	assert_int_equal(c->entities[t->row_entity].nkey, 0);
	assert_int_equal(t->snapshot, mdp_catalog_column(c, mdp_str_of("holdings.day")));
	mdp_catalog_free(c);
}

/* Of a table with more references than are tried for a key: a number that refers to nothing and a line's number are it. */
static void test_key_beside_references(void **state)
{
	struct mdp_catalog *c = profile(
		"create table dim_day as select i as day_key, date '2024-01-01' + i::int as day from range(300) t(i);"
		"create table dim_thing as select i as thing_key, 'Thing ' || i as thing_name from range(50) t(i);"
		"create table fct_sale_line as select 'SO' || (40000 + i // 3) as order_number, 1 + i % 3 as "
		"line_number, "
		"i // 3 % 300 as order_day_key, i // 3 % 299 as due_day_key, i // 3 % 297 as ship_day_key, i // 3 % "
		"293 as paid_day_key, "
		"i // 3 % 291 as sent_day_key, i // 3 % 289 as seen_day_key, i * 7 % 50 as thing_key, i // 3 % 49 as "
		"first_thing_key, "
		"i // 3 % 47 as second_thing_key, i // 3 % 43 as third_thing_key, i % 90 * 0.5 as amount from "
		"range(4200) t(i)");
	const struct mdp_entity *e =
		&c->entities[c->tables[mdp_catalog_table(c, mdp_str_of("fct_sale_line"))].row_entity];

	(void)state;
	assert_int_equal(e->nkey, 2);
	for (int k = 0; k < 2; k++)
		assert_non_null(strstr(c->columns[e->key[k]].name, "_number"));
	mdp_catalog_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_index_finds_what_names_say), cmocka_unit_test(test_prefix_of_columns),
		cmocka_unit_test(test_values_that_refer),          cmocka_unit_test(test_amount_in_key),
		cmocka_unit_test(test_key_beside_references),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
