/* Words of names: splitting, layers, inflection, normal forms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "catalog/catalog.h"
#include "base/banned.h"

struct pair {
	const char *in, *out;
};

typedef const char *convert(struct mdp_arena *a, const char *s);

static void check(convert *fn, const struct pair *pairs)
{
	struct mdp_arena a;

	mdp_arena_init(&a);
	for (; pairs->in; pairs++)
		assert_string_equal(fn(&a, pairs->in), pairs->out);
	mdp_arena_release(&a);
}

static void test_names(void **state)
{
	static const struct pair pairs[] = {
		{ "member_state", "member state" },
		{ "memberState", "member state" },
		{ "MemberState", "member state" },
		{ "MEMBER_STATE", "member state" },
		{ "Member State", "member state" },
		{ "member-state.code", "member state code" },
		{ "HTTPServerID", "http server id" },
		{ "address2", "address 2" },
		{ "_x__y_", "x y" },
		{ "Größe", "grosse" },
		{ "naïve", "naive" },
		{ "客户", "客户" },
		{ "a\"b'c", "a bc" },
		{ "", "" },
		{ "!!!", "" },
		{ NULL, NULL },
	};

	(void)state;
	check(mdp_words_of_name, pairs);
}

static void test_digits_at_letters(void **state)
{
	static const struct pair pairs[] = {
		{ "co2_emissions", "co2 emissions" },
		{ "Co2Emissions", "co2 emissions" },
		{ "address2", "address2" },
		{ NULL, NULL },
	};
	struct mdp_arena a;

	(void)state;
	check(mdp_words_glued, pairs);
	mdp_arena_init(&a);
	assert_null(mdp_words_glued(&a, "member_state"));
	assert_null(mdp_words_glued(&a, "address_2"));
	mdp_arena_release(&a);
}

static void test_tables(void **state)
{
	static const struct pair pairs[] = {
		{ "dim_members", "members" },
		{ "fct_visits", "visits" },
		{ "stg_shop__visits", "visits" },
		{ "visits", "visits" },
		{ "raw", "raw" },
		{ "FactVisits", "visits" },
		{ "visits_fact", "visits" },
		{ "dim_fact", "fact" },
		{ "vw_stg_visits", "visits" },
		{ "__odd__", "odd" },
		{ "monthly_visits", "monthly visits" },
		{ NULL, NULL },
	};

	(void)state;
	check(mdp_words_of_table, pairs);
}

static void test_singular(void **state)
{
	static const struct pair pairs[] = {
		{ "orders", "order" },
		{ "order lines", "order line" },
		{ "categories", "category" },
		{ "people", "person" },
		{ "addresses", "address" },
		{ "address", "address" },
		{ "statuses", "status" },
		{ "status", "status" },
		{ "boxes", "box" },
		{ "branches", "branch" },
		{ "houses", "house" },
		{ "purchases", "purchase" },
		{ "analyses", "analysis" },
		{ "series", "series" },
		{ "ids", "id" },
		{ "children", "child" },
		{ "companies", "company" },
		{ "days", "day" },
		{ "warehouses", "warehouse" },
		{ "news", "news" },
		{ "sizes", "size" },
		{ "buses", "bus" },
		{ "causes", "cause" },
		{ "classes", "class" },
		{ "客户", "客户" },
		{ "", "" },
		{ "movies", "movie" },
		{ "heroes", "hero" },
		{ "photos", "photo" },
		{ NULL, NULL },
	};

	(void)state;
	check(mdp_words_singular, pairs);
}

static void test_plural(void **state)
{
	static const struct pair pairs[] = {
		{ "order", "orders" },
		{ "order line", "order lines" },
		{ "category", "categories" },
		{ "person", "people" },
		{ "address", "addresses" },
		{ "status", "statuses" },
		{ "box", "boxes" },
		{ "day", "days" },
		{ "orders", "orders" },
		{ "people", "people" },
		{ "series", "series" },
		{ "branch", "branches" },
		{ "class", "classes" },
		{ "hero", "heroes" },
		{ "photo", "photos" },
		{ "company", "companies" },
		{ NULL, NULL },
	};

	(void)state;
	check(mdp_words_plural, pairs);
}

static const char *norm(struct mdp_arena *a, const char *s)
{
	return mdp_words_norm(a, mdp_str_of(s));
}

static void test_norm(void **state)
{
	static const struct pair pairs[] = {
		{ "High_Value", "high value" },
		{ "  A  &  B ", "a b" },
		{ "Women's", "womens" },
		{ "São Paulo", "sao paulo" },
		{ "10-20", "10 20" },
		{ "", "" },
		{ "---", "" },
		{ NULL, NULL },
	};

	(void)state;
	check(norm, pairs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),  cmocka_unit_test(test_digits_at_letters),
		cmocka_unit_test(test_tables), cmocka_unit_test(test_singular),
		cmocka_unit_test(test_plural), cmocka_unit_test(test_norm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
