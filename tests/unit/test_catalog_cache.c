/* The catalog on disk: what is saved is loaded, and whatever is stale, cut, changed or foreign is absent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/file.h"
#include "base/rng.h"
#include "catalog/catalog.h"
#include "base/banned.h"

#define HEADER 312 /* bytes that say what the others are */

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
	c->columns[0].values[0] = (struct mdp_entry){ "Big Cat", "big cat", 4, 0 };
	c->columns[0].values[1] = (struct mdp_entry){ "owl", "owl", 2, 0 };
	c->columns[0].values[2] = (struct mdp_entry){ "", NULL, 1, 0 };
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
	assert_int_equal(mdp_catalog_save(c, path, -1, print, NULL), 0);
	assert_int_equal(mdp_catalog_load(&back, path, -1, print), 0);
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
	assert_int_equal(mdp_catalog_load(&back, "/nowhere/at/all", -1, print), 1);
	assert_int_equal(mdp_catalog_save(c, path, -1, print, NULL), 0);
	assert_int_equal(mdp_catalog_load(&back, path, -1, MDP_STR("fingerprint 2")), 1);
	assert_int_equal(mdp_catalog_load(&back, path, -1, MDP_STR("fingerprint 11")), 1);
	assert_int_equal(mdp_catalog_load(&back, "/proc/self/cmdline", -1, print), 1);
	assert_null(back);
	mdp_catalog_free(c);
}

/* Without the care for a power cut that mdp_file_write takes: thousands of files are written here. */
static void put(const char *bytes, size_t n)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void absent(const char *bytes, size_t n)
{
	struct mdp_catalog *back = NULL;

	put(bytes, n);
	assert_int_equal(mdp_catalog_load(&back, path, -1, print), 1);
	assert_null(back);
}

static char *saved(struct mdp_arena *a, size_t *n)
{
	struct mdp_catalog *c = sample();
	struct mdp_str whole;

	assert_int_equal(mdp_catalog_save(c, path, -1, print, NULL), 0);
	assert_int_equal(mdp_file_read(a, path, &whole, NULL), 0);
	mdp_catalog_free(c);
	*n = whole.n;
	return mdp_arena_strndup(a, whole.p, whole.n);
}

static void test_every_cut_is_noticed(void **state)
{
	struct mdp_arena a = { 0 };
	size_t n;
	char *bytes = saved(&a, &n), *longer = mdp_arena_array(&a, 2 * n, 1);

	(void)state;
	for (size_t cut = 0; cut < n; cut++)
		absent(bytes, cut);
	memcpy(longer, bytes, n);
	for (size_t more = 1; more <= 16; more++)
		absent(longer, n + more);
	memcpy(longer + n, bytes, n);
	absent(longer, 2 * n);
	mdp_arena_release(&a);
}

static size_t below(struct mdp_rng *rng, size_t n)
{
	return (size_t)mdp_rng_range(rng, 0, (int64_t)n - 1);
}

/* The header tells how the rest is to be read: each of its bits counts. */
static void test_every_change_is_noticed(void **state)
{
	struct mdp_arena a = { 0 };
	struct mdp_rng rng = mdp_rng_stream(11, 1, 1);
	size_t n;
	char *bytes = saved(&a, &n);

	(void)state;
	for (size_t i = 0; i < HEADER; i++) {
		for (int bit = 0; bit < 8; bit++) {
			bytes[i] = (char)(bytes[i] ^ (1 << bit));
			absent(bytes, n);
			bytes[i] = (char)(bytes[i] ^ (1 << bit));
		}
	}
	for (size_t i = HEADER; i < n; i++) {
		char mask = (char)(1 + below(&rng, 255));

		bytes[i] = (char)(bytes[i] ^ mask);
		absent(bytes, n);
		bytes[i] = (char)(bytes[i] ^ mask);
	}
	/* several at once: a lost block, two blocks in each other's place */
	for (int i = 0; i < 2000; i++) {
		char *copy = mdp_arena_strndup(&a, bytes, n);
		size_t size = 1 + below(&rng, 64), at = below(&rng, n - size);
		size_t to = below(&rng, n - size);

		if (i % 2)
			memset(copy + at, (int)below(&rng, 256), size);
		else
			memmove(copy + to, bytes + at, size);
		if (memcmp(copy, bytes, n))
			absent(copy, n);
	}
	mdp_arena_release(&a);
}

/* What is whole, but tells of things that are not there: no program of ours writes it. */
static void test_senseless(void **state)
{
	static const struct {
		size_t array, field; /* of the catalog, of its first item */
		int value;
	} wrong[] = {
#define WRONG(items, type, field, value) { offsetof(struct mdp_catalog, items), offsetof(struct type, field), (value) }
		WRONG(tables, mdp_table, first_column, -1),
		WRONG(tables, mdp_table, first_column, 1),
		WRONG(tables, mdp_table, ncolumns, -2),
		WRONG(tables, mdp_table, row_entity, 1),
		WRONG(tables, mdp_table, snapshot, 2),
		WRONG(columns, mdp_column, table, -1),
		WRONG(columns, mdp_column, table, 1),
		WRONG(columns, mdp_column, entity, 7),
		WRONG(columns, mdp_column, mirror, 2),
		WRONG(columns, mdp_column, origin, 0),
		WRONG(entities, mdp_entity, table, 1),
		WRONG(entities, mdp_entity, label, -2),
		WRONG(entities, mdp_entity, time, INT32_MAX),
		WRONG(sites, mdp_site, table, 1),
		WRONG(measures, mdp_measure, entity, 1),
		WRONG(measures, mdp_measure, time, 2),
		WRONG(levels, mdp_level, fine, 2),
		WRONG(oddities, mdp_oddity, column, -1),
#undef WRONG
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct mdp_catalog *c = sample(), *back = NULL;
		char *items;

		memcpy(&items, (const char *)c + wrong[i].array, sizeof(items));
		memcpy(items + wrong[i].field, &wrong[i].value, sizeof(wrong[i].value));
		assert_int_equal(mdp_catalog_save(c, path, -1, print, NULL), 0);
		assert_int_equal(mdp_catalog_load(&back, path, -1, print), 1);
		mdp_catalog_free(c);
	}
}

/* Who may read the warehouse may read what is known of it, whatever the umask; and whose files are believed. */
static void test_permissions(void **state)
{
	struct mdp_catalog *c = sample(), *back = NULL;
	struct mdp_file_info info;
	mode_t before = umask(077);

	(void)state;
	assert_int_equal(mdp_catalog_save(c, path, 0644, print, NULL), 0);
	assert_int_equal(mdp_file_stat(path, &info, NULL), 0);
	assert_int_equal(info.mode, 0644);
	umask(0);
	assert_int_equal(mdp_catalog_save(c, path, 0600, print, NULL), 0);
	assert_int_equal(mdp_file_stat(path, &info, NULL), 0);
	assert_int_equal(info.mode, 0600);
	umask(before);
	mdp_catalog_free(c);
	if (geteuid() != 0)
		return;
	assert_int_equal(chown(path, 65534, 65534), 0);
	assert_int_equal(mdp_catalog_load(&back, path, -1, print), 1);
	assert_int_equal(mdp_catalog_load(&back, path, 65533, print), 1);
	assert_int_equal(mdp_catalog_load(&back, path, 65534, print), 0);
	mdp_catalog_free(back);
}

/* Not waited for, not followed into a device. */
static void test_no_plain_file(void **state)
{
	struct mdp_catalog *back = NULL;

	(void)state;
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(mdp_catalog_load(&back, path, -1, print), 1);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("/dev/zero", path), 0);
	assert_int_equal(mdp_catalog_load(&back, path, -1, print), 1);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(mdp_catalog_load(&back, path, -1, print), 1);
	assert_int_equal(rmdir(path), 0);
	put("", 0);
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
		cmocka_unit_test(test_every_cut_is_noticed),
		cmocka_unit_test(test_every_change_is_noticed),
		cmocka_unit_test(test_senseless),
		cmocka_unit_test(test_permissions),
		cmocka_unit_test(test_no_plain_file),
	};

	return cmocka_run_group_tests(tests, make_file, drop_file);
}
