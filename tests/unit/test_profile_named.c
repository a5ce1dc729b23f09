/* What names say of references: looked up by the index or compared one by one, it is the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "profile/prof.h"
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_index_finds_what_names_say),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
