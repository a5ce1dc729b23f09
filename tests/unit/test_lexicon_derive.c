/* The name generator: names as warehouses write them → what people call them; and rings that never join what differs. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "lexicon/derive.h"

static struct mdp_lexicon *lexicon;

static int setup(void **state)
{
	(void)state;
	return mdp_lexicon_make(&lexicon, NULL, NULL, NULL);
}

static int teardown(void **state)
{
	(void)state;
	mdp_lexicon_free(lexicon);
	return 0;
}

static void stems_of(struct mdp_arena *a, struct mdp_str words, char out[256])
{
	struct mdp_str w;
	size_t n = 0;

	out[0] = '\0';
	while (words.n && mdp_str_next(&words, ' ', &w))
		n += (size_t)snprintf(out + n, 256 - n, "%s ", mdp_lexicon_stem(lexicon, a, w));
}

static bool same(struct mdp_arena *a, const char *x, const char *y)
{
	char one[256], two[256];

	stems_of(a, mdp_str_of(x), one);
	stems_of(a, mdp_str_of(y), two);
	return strcmp(one, two) == 0;
}

/* The cost of an alias, -1 when the name does not go by it. */
static double cost_of(const char *column, const char *table, enum mdp_holds holds, const char *alias)
{
	struct mdp_arena a;
	struct mdp_aliases made;
	struct mdp_naming of = { .holds = holds };
	double cost = -1;

	mdp_arena_init(&a);
	of.words = holds == MDP_HOLDS_THINGS ? mdp_words_of_table(&a, column) : mdp_words_of_name(&a, column);
	of.table = table ? mdp_words_of_table(&a, table) : NULL;
	mdp_lexicon_derive(lexicon, &of, &made);
	if (same(&a, of.words, alias))
		cost = 0;
	for (int i = 0; i < made.n; i++)
		if (same(&a, made.items[i].words, alias) && (cost < 0 || made.items[i].cost < cost))
			cost = made.items[i].cost;
	mdp_arena_release(&a);
	return cost;
}

struct name {
	const char *column, *table;
	enum mdp_holds holds;
	const char *aliases; /* separated by | */
};

#define T MDP_HOLDS_TEXT
#define N MDP_HOLDS_NUMBER
#define D MDP_HOLDS_TIME
#define R MDP_HOLDS_THINGS

static const struct name names[] = {
	{ "LName", "Rider", T, "last name" },
	{ "stu_fname", "student", T, "first name|student first name" },
	{ "gtype", "Video_Games", T, "game type" },
	{ "flno", "Flight", N, "flight number" },
	{ "clubdesc", "club", T, "club description|description" },
	{ "custid", "sale", N, "customer id" },
	{ "checkindate", "stay", D, "check in date" },
	{ "totalenrollment", "campus", N, "total enrollment" },
	{ "hometown", "rider", T, "home town" },
	{ "home_town", "rider", T, "hometown" },
	{ "acc_bal", "client", N, "account balance" },
	{ "jul", "rainfall", N, "july" },
	{ "bdate", "rider", D, "birth date" },
	{ "Inst", "grant", T, "institution|instructor" },
	{ "p_name", "park", T, "park name|name" },
	{ "hs_gpa", "applicant", N, "high school gpa" },
	{ "brd_member", "council", T, "board member" },
	/* without the table */
	{ "church_name", "church", T, "name" },
	{ "channel_code", "contact_channel", T, "code|contact channel code" },
	{ "ps_price", "product_supplier", N, "price" },
	/* units */
	{ "height_feet", "mountain", N, "height|height in feet" },
	{ "mountain_height_feet", "mountain", N, "height|height in feet" },
	{ "market_value_billion", "company", T, "market value|market value in billion" },
	{ "sales_in_million", "magazine", N, "sales" },
	{ "weight_kg", "parcel", N, "weight" },
	{ "duration_minutes", "lesson", N, "duration" },
	/* counts */
	{ "bedroom_count", "flat", N, "number of bedrooms|bedroom count|bedrooms" },
	{ "num_rooms", "hotel", N, "number of rooms|room count|rooms" },
	{ "numEmp", "branch", N, "number of employees|employees" },
	{ "no_of_stores", "mall", N, "number of stores|stores" },
	/* verbs */
	{ "directed_by", "film", T, "director" },
	{ "written_by", "play", T, "writer|author" },
	{ "director", "film", T, "directed by" },
	{ "founder", "firm", T, "founded by" },
	{ "date_enrolled", "member", D, "enrollment date|enrolled date|date of enrollment" },
	{ "ship_date", "parcel", D, "date shipped|date of shipment|shipment date" },
	{ "year_built", "tower", N, "built year|construction year" },
	{ "creation_date", "ticket", D, "date created" },
	{ "born_in", "painter", T, "birth place|place of birth" },
	/* turned round, alternatives, ends of a time */
	{ "Date_of_Birth", "person", D, "birth date" },
	{ "state_province", "site", T, "state|province" },
	{ "active_from_date", "contact", D, "start date|active start date" },
	{ "date_assigned_to", "post", D, "end date" },
	{ "operating_system", "phone", T, "os" },
	{ "shows_per_day", "cinema", N, "shows" },
	/* rows */
	{ "student_enrolment", NULL, R, "enrolment" },
	{ "fct_ticket_sales", NULL, R, "sales" },
	{ "Has_skill", NULL, R, "skill" },
	{ "ref_room_types", NULL, R, "types" },
	{ "customer_details", NULL, R, "customer" },
	{ "enrolled_in", NULL, R, "enrolled" },
};

static void test_aliases(void **state)
{
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct mdp_str rest = mdp_str_of(names[i].aliases), alias;
		while (rest.n && mdp_str_next(&rest, '|', &alias)) {
			char text[128];
			snprintf(text, sizeof(text), "%.*s", (int)alias.n, alias.p);
			if (cost_of(names[i].column, names[i].table, names[i].holds, text) >= 0)
				continue;
			print_error("%s of %s does not go by `%s`\n", names[i].column,
				    names[i].table ? names[i].table : "itself", text);
			bad++;
		}
	}
	assert_int_equal(bad, 0);
}

/* What a name must not go by. */
static void test_not_aliases(void **state)
{
	static const struct name not [] = {
		{ "apartment_number", "apartment", T, "number of apartments" },
		{ "start_date", "course", D, "end date" },
		{ "unit_price", "item", N, "unit" },
		{ "dish_type", NULL, R, "type of dish" },
		{ "river", "lake", T, "riv er" },
		{ "season", "match", T, "sea son" },
		{ "number_of_seats", "hall", N, "number" },
		{ "date_of_death", "person", D, "birth date" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(not ) / sizeof(not [0]); i++)
		assert_true(cost_of(not [i].column, not [i].table, not [i].holds, not [i].aliases) < 0);
}

/* The further from the name, the dearer. */
static void test_costs(void **state)
{
	(void)state;
	assert_true(cost_of("church_name", "church", T, "church name") == 0);
	assert_true(cost_of("height_feet", "mountain", N, "height") <
		    cost_of("date_in_office_from", "post", D, "start date"));
	assert_true(cost_of("Inst", "grant", T, "institution") < cost_of("Inst", "grant", T, "instructor"));
	assert_true(cost_of("directed_by", "film", T, "director") < cost_of("operating_system", "phone", T, "os"));
}

/* ---- rings ---- */

#define MEMBERS 24

static bool in_ring(char members[MEMBERS][256], int n, const char *word)
{
	for (int i = 0; i < n; i++)
		if (strcmp(members[i], word) == 0)
			return true;
	return false;
}

static void test_rings_join_no_opposites(void **state)
{
	static const char *const apart[][2] = {
		{ "cost", "price" },
		{ "gross margin", "margin percentage" },
		{ "churn", "churn rate" },
		{ "retention", "retention rate" },
		{ "turnover", "turnover rate" },
		{ "depreciation", "amortization" },
		{ "sales", "sales volume" },
		{ "interest", "interest rate" },
		{ "defect", "defect rate" },
		{ "tax", "tax rate" },
		{ "conversion", "conversion rate" },
		{ "votes", "turnout" },
		{ "revenue", "profit" },
		{ "order", "order line" },
		{ "gross", "net" },
		{ "tax", "fee" },
		{ "discount", "refund" },
		{ "budget", "spend" },
		{ "customer", "supplier" },
		{ "buyer", "seller" },
		{ "employee", "customer" },
		{ "start date", "end date" },
		{ "origin", "destination" },
		{ "departure", "arrival" },
		{ "debit", "credit" },
		{ "asset", "liability" },
		{ "birth date", "death date" },
		{ "hire date", "termination date" },
		{ "order date", "ship date" },
		{ "ship date", "delivery date" },
		{ "invoice", "payment" },
		{ "impression", "click" },
		{ "session", "user" },
		{ "duration", "distance" },
		{ "height", "width" },
		{ "width", "depth" },
		{ "height", "weight" },
		{ "maximum", "minimum" },
		{ "home team", "away team" },
		{ "win", "loss" },
		{ "wins", "losses" },
		{ "male", "female" },
		{ "city", "country" },
		{ "city", "state" },
		{ "country", "state" },
		{ "stock", "order" },
		{ "capacity", "occupancy" },
		{ "first name", "last name" },
		{ "latitude", "longitude" },
		{ "balance", "credit limit" },
		{ "principal", "interest" },
		{ "premium", "claim" },
		{ "premium", "deductible" },
		{ "landlord", "tenant" },
		{ "lender", "borrower" },
		{ "teacher", "student" },
		{ "doctor", "patient" },
		{ "doctor", "nurse" },
		{ "father", "mother" },
		{ "husband", "wife" },
		{ "parent", "child" },
		{ "driver", "passenger" },
		{ "author", "reader" },
		{ "employer", "employee" },
		{ "creation date", "update date" },
		{ "open", "closed" },
		{ "won", "lost" },
		{ "paid", "unpaid" },
		{ "approved", "rejected" },
		{ "active", "inactive" },
		{ "online", "in store" },
		{ "domestic", "international" },
		{ "temperature", "humidity" },
		{ "plaintiff", "defendant" },
		{ "export", "import" },
		{ "upload", "download" },
		{ "deposit", "withdrawal" },
		{ "recruitment", "resignation" },
		{ "response time", "resolution time" },
		{ "quota", "attainment" },
		{ "lead", "deal" },
		{ "revenue", "amount due" },
		{ "net revenue", "gross margin" },
		{ "unit cost", "list price" },
		{ "shipping", "tax" },
		{ "month", "year" },
		{ "day", "week" },
		{ "album", "track" },
		{ "sender", "recipient" },
		{ "status", "state" },

		{ "shipped", "delivered" },
		{ "conversion rate", "bounce rate" },
	};
	enum { PAIRS = sizeof(apart) / sizeof(apart[0]) };
	static char pairs[PAIRS][2][256];
	struct mdp_arena a;
	const char *const *files;
	int n, rings = 0, bad = 0;

	(void)state;
	mdp_arena_init(&a);
	for (int i = 0; i < PAIRS * 2; i++)
		stems_of(&a, mdp_str_of(apart[i / 2][i % 2]), pairs[i / 2][i % 2]);
	assert_int_equal(mdp_lexicon_files(lexicon, "rings", &files, &n), 0);
	for (int f = 0; f < n; f++) {
		struct mdp_str text, line, member;
		assert_int_equal(mdp_lexicon_file(lexicon, files[f], &text), 0);
		while (mdp_str_next(&text, '\n', &line)) {
			char members[MEMBERS][256];
			int m = 0;
			const char *colon = memchr(line.p, ':', line.n);
			if (!colon || line.p[0] == '#' || mdp_str_starts(line, "verb"))
				continue;
			struct mdp_str rest = { colon + 1, line.n - (size_t)(colon + 1 - line.p) };
			while (m < MEMBERS && mdp_str_next(&rest, '|', &member))
				stems_of(&a, mdp_str_trim(member), members[m++]);
			rings++;
			for (int i = 0; i < PAIRS; i++)
				if (in_ring(members, m, pairs[i][0]) && in_ring(members, m, pairs[i][1])) {
					print_error("%s joins `%s` and `%s`: %.*s\n", files[f], apart[i][0],
						    apart[i][1], (int)line.n, line.p);
					bad++;
				}
		}
	}
	mdp_arena_release(&a);
	assert_int_equal(bad, 0);
	assert_true(rings > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_aliases),
		cmocka_unit_test(test_not_aliases),
		cmocka_unit_test(test_costs),
		cmocka_unit_test(test_rings_join_no_opposites),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
