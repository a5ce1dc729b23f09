/* The catalog on disk: what is saved is loaded, and whatever is stale, cut, changed or foreign is absent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/file.h"
#include "catalog/catalog.h"
#include "base/banned.h"

static char path[] = "/tmp/mdp-cache-XXXXXX";
static const struct mdp_str print = { "fingerprint 1", 13 };

static struct mdp_catalog *sample(void)
{
	struct mdp_catalog *c = mdp_catalog_new();
	struct mdp_arena *a = &c->arena;
	static const char *synonyms[] = { "guest", "patron", NULL };

	c->platform = "zoo";
	c->ntables = 1;
	c->tables = MDP_NEW(a, struct mdp_table);
	c->tables[0] =
		(struct mdp_table){ .schema = "main", .name = "visits", .words = "visits", .rows = 7, .ncolumns = 2 };
	c->ncolumns = 2;
	c->columns = MDP_NEW_ARRAY(a, 2, struct mdp_column);
	for (int i = 0; i < 2; i++) {
		struct mdp_column *k = &c->columns[i];

		k->name = i ? "fee" : "visit_id";
		k->words = i ? "fee" : "visit id";
		k->sql_type = i ? "DECIMAL(9,2)" : "VARCHAR";
		k->ordinal = i;
		k->mirror = -1;
		k->origin = -1;
		k->min = i ? mdp_value_double(1.5) : mdp_value_text(MDP_STR("abcdefgh"));
		k->max = mdp_value_null();
	}
	c->columns[0].values = MDP_NEW_ARRAY(a, 3, struct mdp_entry);
	c->columns[0].nvalues = 3;
	c->columns[0].all_values = true;
	c->columns[0].values[0] = (struct mdp_entry){ "Big Cat", "big cat", 4 };
	c->columns[0].values[1] = (struct mdp_entry){ "owl", "owl", 2 };
	c->columns[0].values[2] = (struct mdp_entry){ "", NULL, 1 };
	c->nentities = 1;
	c->entities = MDP_NEW(a, struct mdp_entity);
	c->entities[0] = (struct mdp_entity){ .name = "visit",
					      .plural = "visits",
					      .synonyms = synonyms,
					      .nkey = 1,
					      .count = 7,
					      .own_table = true,
					      .label = -1,
					      .time = -1 };
	c->entities[0].key = MDP_NEW(a, int);
	c->columns[1].read_as = "try_cast({} as double)";
	c->columns[1].read_evidence.how = "text read as digits";
	c->entities[0].almost = MDP_NEW(a, int);
	c->entities[0].nalmost = 1;
	c->entities[0].almost_evidence = (struct mdp_evidence){ .how = "unique but for few rows", .exceptions = 1 };
	c->nlevels = 1;
	c->levels = MDP_NEW(a, struct mdp_level);
	c->levels[0] = (struct mdp_level){ .coarse = 1, .example = "owl", .evidence = { .how = "name", .rows = 3 } };
	c->noddities = 1;
	c->oddities = MDP_NEW(a, struct mdp_oddity);
	c->oddities[0] = (struct mdp_oddity){ .column = 1, .example = "999", .treatment = "kept" };
	c->nsites = 1;
	c->sites = MDP_NEW(a, struct mdp_site);
	c->sites[0] = (struct mdp_site){ .unique = true, .distinct = 7, .evidence = { .how = "declared", .rows = 7 } };
	c->sites[0].key = MDP_NEW(a, int);
	c->nmeasures = 1;
	c->measures = MDP_NEW(a, struct mdp_measure);
	c->measures[0] = (struct mdp_measure){ .name = "fees", .time = -1, .source = { "a.yml", 3 } };
	c->measures[0].expr = mdp_expr_agg(a, MDP_AGG_SUM, "visit", mdp_expr_column(a, "visits.fee"));
	c->measures[0].expr->where = mdp_pred_cmp(a, MDP_CMP_EQ, mdp_expr_column(a, "visits.visit_id"),
						  mdp_expr_value(a, mdp_value_text(MDP_STR("owl"))));
	return c;
}

static void test_same(void **state)
{
	struct mdp_catalog *c = sample(), *back = NULL;
	struct mdp_arena a;

	(void)state;
	mdp_arena_init(&a);
	assert_int_equal(mdp_catalog_save(c, path, print, NULL), 0);
	assert_int_equal(mdp_catalog_load(&back, path, print), 0);
	assert_string_equal(mdp_catalog_dump(c, &a), mdp_catalog_dump(back, &a));
	assert_string_equal(back->columns[0].values[0].norm, "big cat");
	assert_string_equal(back->columns[0].values[1].norm, "owl");
	assert_null(back->columns[0].values[2].norm);
	assert_true(mdp_expr_same(c->measures[0].expr, back->measures[0].expr));
	assert_int_equal(mdp_catalog_entity(back, MDP_STR("Patron")), 0);
	mdp_catalog_free(back);
	mdp_catalog_free(c);
	mdp_arena_release(&a);
}

static void test_absent(void **state)
{
	struct mdp_catalog *c = sample(), *back = NULL;

	(void)state;
	assert_int_equal(mdp_catalog_load(&back, "/nowhere/at/all", print), 1);
	assert_int_equal(mdp_catalog_save(c, path, print, NULL), 0);
	assert_int_equal(mdp_catalog_load(&back, path, MDP_STR("fingerprint 2")), 1);
	assert_int_equal(mdp_catalog_load(&back, path, MDP_STR("fingerprint 11")), 1);
	assert_int_equal(mdp_catalog_load(&back, "/proc/self/cmdline", print), 1);
	assert_null(back);
	mdp_catalog_free(c);
}

/* Every cut and every changed byte is noticed: by the checksum, or the header. */
static void test_damage(void **state)
{
	struct mdp_catalog *c = sample(), *back = NULL;
	struct mdp_arena a;
	struct mdp_str whole;

	(void)state;
	mdp_arena_init(&a);
	assert_int_equal(mdp_catalog_save(c, path, print, NULL), 0);
	assert_int_equal(mdp_file_read(&a, path, &whole, NULL), 0);
	for (size_t n = 0; n < whole.n; n += 13) {
		assert_int_equal(mdp_file_write(path, (struct mdp_str){ whole.p, n }, NULL), 0);
		assert_int_equal(mdp_catalog_load(&back, path, print), 1);
	}
	for (size_t i = 0; i < whole.n; i += 7) {
		char *copy = mdp_arena_strndup(&a, whole.p, whole.n);

		/* The header's room beyond the fingerprint is not part of anything. */
		if (i >= 56 + print.n && i < 312)
			continue;
		copy[i] = (char)(copy[i] ^ 0x20);
		assert_int_equal(mdp_file_write(path, (struct mdp_str){ copy, whole.n }, NULL), 0);
		assert_int_equal(mdp_catalog_load(&back, path, print), 1);
	}
	mdp_catalog_free(c);
	mdp_arena_release(&a);
}

static int make_file(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int drop_file(void **state)
{
	(void)state;
	return unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_absent),
		cmocka_unit_test(test_damage),
	};

	return cmocka_run_group_tests(tests, make_file, drop_file);
}
