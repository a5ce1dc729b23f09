/*
 * Query files on a small platform whose names and values are as odd as they come: what stands in the SQL, what the figures are with
 * the inputs at their samples and at all (against what mdp answers to the logical query without them), and what is refused
 * with which words.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../unit/tree.h"
#include "base/file.h"
#include "template.h"

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

/* 40 people of whom 5 never order; 200 orders of one to four lines, whose amounts make up the order's total. */
static const char warehouse[] =
	"create schema marts;"
	"create table marts.people as select i as person_id,"
	"  case i % 8 when 0 then 'O''Brien' when 1 then 'a \"b\" c' when 2 then '100%' when 3 then "
	"'${inputs.who.value}'"
	"    when 4 then 'back\\slash' when 5 then '%' when 6 then '`tick`' else 'Nagy' end || ' ' || i as person_name,"
	"  case i % 5 when 0 then null when 1 then 'Coeur d''Alene' when 2 then 'C:\\temp' when 3 then '${city}' else "
	"'Oslo' end"
	"    as \"home \"\"town\"\"\","
	"  date '2020-01-01' + (i * 3)::integer as joined from range(1, 41) t(i);"
	"create table marts.orders as select i as order_id, i % 35 + 1 as person_id, date '2022-01-03' + (i * "
	"4)::integer as day,"
	"  case i % 3 when 0 then 'web' when 1 then 'shop' else 'fair' end as \"select\","
	"  sum((i * 7 + k * 13) % 50 + 1)::decimal(12, 2) as total from range(200) t(i), range(4) u(k) where k <= i % "
	"4 group by 1;"
	"create table marts.lines as select i * 4 + k as line_id, i as order_id,"
	"  case (i + k) % 4 when 0 then 'red' when 1 then 'blue' when 2 then 'it''s' else null end as \"Farbe\","
	"  ((i * 7 + k * 13) % 50 + 1)::decimal(12, 2) as amount from range(200) t(i), range(4) u(k) where k <= i % 4;";

static struct mdp_session *session;
static struct mdp_engine *engine;

static int setup(void **state)
{
	struct mdp_engine_options file = { .threads = 1 }, memory = { .threads = 1 };
	struct mdp_session_options opt = { .threads = 1 };
	struct mdp_engine *made;
	struct mdp_error err = { 0 };
	struct mdp_arena a = { 0 };
	(void)state;
	tree_make();
	setenv("HOME", tree_root, 1);
	tree_write("mdp.yaml",
		   "warehouse: data.duckdb\nschemas: [marts]\nmetrics:\n  takings: {table: orders, agg: sum, expr: "
		   "total}\n");
	tree_write("evidence/evidence.config.yaml", "plugins: {}\n");
	tree_write("evidence/pages/index.md", "# Nothing yet\n");
	tree_write("evidence/sources/folder/connection.yaml",
		   "name: house\ntype: duckdb\noptions: {filename: ../../../data.duckdb}\n");
	tree_write("evidence/sources/folder/orders.sql", "-- all\nselect * from marts.orders;\n");
	tree_write("evidence/sources/folder/lines.sql", "SELECT *\nFROM marts.lines");
	tree_write("evidence/sources/folder/people.sql", "from marts.people");
	tree_write("evidence/sources/folder/part.sql", "select * from marts.orders where total > 10");
	tree_write("evidence/queries/.keep", "");
	char path[600];
	snprintf(path, sizeof(path), "%s/data.duckdb", tree_root);
	file.path = path;
	int rc = mdp_engine_open(&made, &file, &err);
	if (!rc)
		rc = mdp_engine_script(made, warehouse, &err);
	if (!rc)
		mdp_engine_free(made);
	opt.project.root = tree_root;
	if (!rc)
		rc = mdp_session_open(&session, &opt, &err);
	if (!rc)
		rc = mdp_engine_open(&engine, &memory, &err);
	if (!rc)
		rc = template_tables(engine, &a, path, "marts", "house", &err);
	if (rc)
		fprintf(stderr, "%s: %s\n", err.primary, err.detail);
	mdp_arena_release(&a);
	return rc;
}

static int teardown(void **state)
{
	(void)state;
	mdp_engine_free(engine);
	mdp_session_free(session);
	tree_remove();
	return 0;
}

#define RANGE "\"range\": {\"kind\": \"date range\", \"sample\": [\"2022-03-01\", \"2023-02-10\"]}"
#define CITY "\"city\": {\"kind\": \"dropdown\", \"sample\": \"Coeur d'Alene\", \"all\": \"%\"}"
#define COLOUR "\"colour\": {\"kind\": \"dropdown\", \"sample\": \"it's\", \"all\": \"every\"}"
#define CITIES "\"cities\": {\"kind\": \"multi-select\", \"sample\": [\"Oslo\", \"C:\\\\temp\"], \"all\": \"%\"}"
#define IN_RANGE "{\"cmp\": \"during\", \"left\": {\"column\": \"orders.day\"}, \"right\": {\"input\": \"range\"}}"
#define IN_CITY \
	"{\"cmp\": \"eq\", \"left\": {\"column\": \"people.home \\\"town\\\"\"}, \"right\": {\"input\": \"city\"}}"
#define IN_CITIES \
	"{\"cmp\": \"in\", \"left\": {\"column\": \"people.home \\\"town\\\"\"}, \"right\": {\"input\": \"cities\"}}"
#define IN_COLOUR "{\"cmp\": \"eq\", \"left\": {\"column\": \"lines.Farbe\"}, \"right\": {\"input\": \"colour\"}}"
#define COUNT_ORDERS "{\"name\": \"n\", \"expr\": {\"aggregate\": \"count\", \"of\": \"order\"}}"
#define COUNT_PEOPLE "{\"name\": \"n\", \"expr\": {\"aggregate\": \"count\", \"of\": \"person\"}}"
#define FILE_OF(inputs, query) "{\"title\": \"T\", \"inputs\": {" inputs "}, \"query\": " query "}"

/* --- what agrees ------------------------------------------------------------------------------------------------------ */

static const struct agreeing {
	const char *what, *json;
	const char *holds, *lacks; /* of the SQL; NULL = nothing to look for */
} agreeing[] = {
	{ "no inputs", "{\"title\": \"T\", \"query\": {\"of\": \"order\", \"show\": [{\"measure\": \"takings\"}]}}",
	  "select sum(total) as takings\nfrom house.orders", "$1" },
	{ "a range",
	  FILE_OF(RANGE, "{\"of\": \"order\", \"show\": [{\"measure\": \"takings\"}], \"where\": " IN_RANGE "}"),
	  "day >= cast('${inputs.range.start}' as date) and day < cast('${inputs.range.end}' as date) + 1", "2022" },
	{ "the range before",
	  FILE_OF(RANGE,
		  "{\"compare\": {\"of\": \"order\", \"show\": [{\"measure\": \"takings\"}]}, \"a\": {\"where\": "
		  "{\"cmp\": \"during\", \"left\": {\"column\": \"orders.day\"}, \"right\": {\"input\": \"range\", "
		  "\"period\": \"previous\"}}}, "
		  "\"b\": {\"where\": " IN_RANGE "}}"),
	  "as difference", NULL },
	{ "what sold most, against the range before",
	  FILE_OF(RANGE, "{\"compare\": {\"of\": \"order\", \"by\": [{\"column\": \"orders.select\"}], \"show\": "
			 "[{\"measure\": "
			 "\"takings\"}], \"order\": [{\"by\": \"takings\", \"dir\": \"desc\"}], \"limit\": {\"n\": "
			 "2}}, \"a\": {\"label\": "
			 "\"then\", \"where\": {\"cmp\": \"during\", \"left\": {\"column\": \"orders.day\"}, "
			 "\"right\": {\"input\": \"range\", "
			 "\"period\": \"previous\"}}}, \"b\": {\"label\": \"now\", \"where\": " IN_RANGE "}}"),
	  "order by now desc", NULL },
	{ "the range of the year before",
	  FILE_OF(RANGE,
		  "{\"of\": \"order\", \"show\": [{\"measure\": \"takings\"}], \"where\": {\"cmp\": \"during\", "
		  "\"left\": "
		  "{\"column\": \"orders.day\"}, \"right\": {\"input\": \"range\", \"period\": \"year before\"}}}"),
	  "interval 1 year", NULL },
	{ "a range past the data",
	  FILE_OF("\"range\": {\"kind\": \"date range\", \"sample\": [\"2019-05-05\", \"2030-01-01\"]}",
		  "{\"of\": \"order\", \"by\": [{\"trunc\": \"quarter\", \"expr\": {\"column\": \"orders.day\"}}], "
		  "\"show\": [{\"measure\": "
		  "\"takings\"}], \"where\": " IN_RANGE "}"),
	  "greatest(cast('${inputs.range.start}' as date)", NULL },
	{ "a series with gaps",
	  FILE_OF(RANGE ", \"who\": {\"kind\": \"slider\", \"sample\": 3}",
		  "{\"of\": \"order\", \"by\": [{\"trunc\": \"week\", \"expr\": {\"column\": \"orders.day\"}}], "
		  "\"show\": [" COUNT_ORDERS "], "
		  "\"where\": {\"and\": [" IN_RANGE
		  ", {\"cmp\": \"eq\", \"left\": {\"column\": \"orders.person_id\"}, \"right\": "
		  "{\"input\": \"who\"}}]}}"),
	  "person_id = ${inputs.who}", NULL },
	{ "a window that looks before the range",
	  FILE_OF(RANGE, "{\"of\": \"order\", \"by\": [{\"trunc\": \"month\", \"expr\": {\"column\": "
			 "\"orders.day\"}}], \"show\": "
			 "[{\"measure\": \"takings\"}, {\"name\": \"growth\", \"expr\": {\"window\": \"growth\", "
			 "\"expr\": {\"measure\": "
			 "\"takings\"}}}, {\"name\": \"mean\", \"expr\": {\"window\": \"moving_average\", \"n\": 3, "
			 "\"expr\": {\"measure\": "
			 "\"takings\"}}}], \"where\": " IN_RANGE "}"),
	  "cast('${inputs.range.start}' as date) - interval 2 month", "2022" },
	{ "quarters before",
	  FILE_OF(RANGE, "{\"of\": \"order\", \"by\": [{\"trunc\": \"quarter\", \"expr\": {\"column\": "
			 "\"orders.day\"}}], \"show\": "
			 "[{\"name\": \"growth\", \"expr\": {\"window\": \"growth\", \"expr\": {\"measure\": "
			 "\"takings\"}}}], \"where\": " IN_RANGE "}"),
	  "- interval 3 month", NULL },
	{ "a value with a quote",
	  FILE_OF(CITY, "{\"of\": \"person\", \"show\": [" COUNT_PEOPLE "], \"where\": " IN_CITY "}"),
	  "\"home \"\"town\"\"\" = $text$${inputs.city.value}$text$", "Alene'" },
	{ "several values",
	  FILE_OF(CITIES, "{\"of\": \"person\", \"show\": [" COUNT_PEOPLE "], \"where\": " IN_CITIES "}"),
	  " in ${inputs.cities.value}", "C:" },
	{ "one value where several can be",
	  FILE_OF("\"cities\": {\"kind\": \"multi-select\", \"sample\": [\"Oslo\"]}",
		  "{\"of\": \"person\", \"show\": [" COUNT_PEOPLE "], \"where\": " IN_CITIES "}"),
	  " in ${inputs.cities.value}", " or " },
	{ "two inputs and a fixed condition",
	  FILE_OF(RANGE ", " CITY,
		  "{\"of\": \"order\", \"by\": [{\"column\": \"orders.select\"}], \"show\": [" COUNT_ORDERS "], "
		  "\"where\": {\"and\": [" IN_RANGE ", " IN_CITY
		  ", {\"cmp\": \"gt\", \"left\": {\"column\": \"orders.total\"}, \"right\": "
		  "20}]}}"),
	  "total > 20", NULL },
	{ "a filter on what belongs to lines, of lines",
	  FILE_OF(COLOUR, "{\"of\": \"line\", \"by\": [{\"column\": \"lines.Farbe\"}], \"show\": [{\"name\": "
			  "\"amount\", \"expr\": "
			  "{\"aggregate\": \"sum\", \"of\": \"line\", \"expr\": {\"column\": \"lines.amount\"}}}], "
			  "\"where\": " IN_COLOUR "}"),
	  "$text$${inputs.colour.value}$text$ = 'every'", NULL },
	{ "existence: all keeps those who have none",
	  FILE_OF(COLOUR, "{\"of\": \"person\", \"show\": [" COUNT_PEOPLE
			  "], \"where\": {\"exists\": \"line\", \"where\": " IN_COLOUR "}}"),
	  "exists", NULL },
	{ "existence with another condition: that one stays",
	  FILE_OF(COLOUR, "{\"of\": \"person\", \"show\": [" COUNT_PEOPLE
			  "], \"where\": {\"exists\": \"line\", \"where\": {\"and\": [" IN_COLOUR
			  ", {\"cmp\": \"gt\", \"left\": {\"column\": \"lines.amount\"}, \"right\": 45}]}}}"),
	  "exists", NULL },
	{ "no such thing: all keeps everybody",
	  FILE_OF(COLOUR, "{\"of\": \"person\", \"show\": [" COUNT_PEOPLE
			  "], \"where\": {\"not\": {\"exists\": \"line\", \"where\": " IN_COLOUR "}}}"),
	  "not exists", NULL },
	{ "two inputs under one existence",
	  FILE_OF(RANGE ", " COLOUR ", \"least\": {\"kind\": \"dropdown\", \"sample\": 30, \"all\": \"any\"}",
		  "{\"of\": \"person\", \"show\": [" COUNT_PEOPLE
		  "], \"where\": {\"exists\": \"line\", \"where\": {\"and\": [" IN_COLOUR
		  ", {\"cmp\": \"eq\", \"left\": {\"column\": \"lines.amount\"}, \"right\": {\"input\": "
		  "\"least\"}}, " IN_RANGE "]}}}"),
	  "exists", NULL },
	{ "either of two inputs",
	  FILE_OF(CITY ", \"way\": {\"kind\": \"button group\", \"sample\": \"web\", \"all\": \"-\"}",
		  "{\"of\": \"order\", \"show\": [" COUNT_ORDERS "], \"where\": {\"or\": [" IN_CITY
		  ", {\"cmp\": \"eq\", \"left\": {\"column\": "
		  "\"orders.select\"}, \"right\": {\"input\": \"way\"}}]}}"),
	  "\"select\" = $text$${inputs.way}$text$", NULL },
	{ "an input in a measure's own condition",
	  FILE_OF(COLOUR, "{\"of\": \"line\", \"show\": [{\"name\": \"part\", \"expr\": {\"aggregate\": \"count\", "
			  "\"of\": \"line\", "
			  "\"where\": " IN_COLOUR
			  "}}, {\"name\": \"n\", \"expr\": {\"aggregate\": \"count\", \"of\": \"line\"}}]}"),
	  "filter (where", NULL },
	{ "an input in arithmetic and on groups",
	  FILE_OF("\"least\": {\"kind\": \"slider\", \"sample\": 500.5}",
		  "{\"of\": \"order\", \"by\": [{\"column\": \"orders.select\"}], "
		  "\"show\": [{\"name\": \"over\", \"expr\": {\"op\": \"sub\", \"args\": [{\"measure\": \"takings\"}, "
		  "{\"input\": \"least\"}]}}], "
		  "\"having\": {\"cmp\": \"gt\", \"left\": {\"measure\": \"takings\"}, \"right\": {\"input\": "
		  "\"least\"}}}"),
	  "sum(total) - ${inputs.least}", NULL },
	{ "a text to look for",
	  FILE_OF("\"part\": {\"kind\": \"text\", \"sample\": \"tick\", \"all\": \"\"}",
		  "{\"of\": \"person\", \"show\": [" COUNT_PEOPLE
		  "], \"where\": {\"cmp\": \"contains\", \"left\": {\"column\": "
		  "\"people.person_name\"}, \"right\": {\"input\": \"part\"}}}"),
	  "contains(lower(person_name), lower('${inputs.part}'))", NULL },
	{ "a day and a parameter of the page",
	  FILE_OF("\"day\": {\"kind\": \"date\", \"sample\": \"2022-06-01\"}, \"who\": {\"kind\": \"page parameter\", "
		  "\"sample\": 7}",
		  "{\"of\": \"order\", \"show\": [{\"column\": \"orders.order_id\"}, {\"column\": \"orders.total\"}], "
		  "\"where\": {\"and\": "
		  "[{\"cmp\": \"ge\", \"left\": {\"column\": \"orders.day\"}, \"right\": {\"input\": \"day\"}}, "
		  "{\"cmp\": \"eq\", \"left\": "
		  "{\"column\": \"orders.person_id\"}, \"right\": {\"input\": \"who\"}}]}, \"limit\": {\"n\": 5}}"),
	  "$text$${params.who}$text$", NULL },
	{ "a share of what the inputs leave",
	  FILE_OF(RANGE ", " CITY,
		  "{\"of\": \"order\", \"by\": [{\"column\": \"orders.select\"}], \"show\": [{\"name\": \"share\", "
		  "\"expr\": {\"window\": \"share\", \"expr\": {\"measure\": \"takings\"}}}], \"where\": {\"and\": "
		  "[" IN_RANGE ", " IN_CITY "]}}"),
	  "over ()", NULL },
	{ "literals of every kind are quoted",
	  "{\"title\": \"T\", \"query\": {\"of\": \"person\", \"show\": [" COUNT_PEOPLE
	  "], \"where\": {\"or\": [{\"cmp\": \"in\", \"left\": "
	  "{\"column\": \"people.home \\\"town\\\"\"}, \"right\": [\"Coeur d'Alene\", \"C:\\\\temp\", \"${city}\"]}, "
	  "{\"cmp\": \"eq\", "
	  "\"left\": {\"column\": \"people.joined\"}, \"right\": {\"date\": \"2020-01-04\"}}, {\"cmp\": \"contains\", "
	  "\"left\": "
	  "{\"column\": \"people.person_name\"}, \"right\": \"`TICK`\"}, {\"cmp\": \"lt\", \"left\": {\"column\": "
	  "\"people.person_id\"}, "
	  "\"right\": -1}]}}}",
	  "(('$' || '{city}'), ('C:' || chr(92) || 'temp'), 'Coeur d''Alene')", "\\" },
};

static void test_agreeing(void **state)
{
	int failed = 0;
	(void)state;
	for (int i = 0; i < COUNT(agreeing); i++) {
		const struct agreeing *k = &agreeing[i];
		struct mdp_arena a = { 0 };
		struct mdp_error err = { 0 };
		const char *sql = "";
		bool ok = !mdp_pages_sql(session, mdp_str_of(k->json), "name", &a, &sql, &err);
		const char *body = strstr(sql, "\nwith ") ? strstr(sql, "\nwith ") : strstr(sql, "\nselect ");
		if (!ok)
			printf("# %s | %s | %s\n", err.primary, err.detail, err.hint);
		ok = ok && template_agrees(session, engine, &a, k->json, sql, MDP_PAGE_SAMPLE, NULL) &&
		     template_agrees(session, engine, &a, k->json, sql, MDP_PAGE_ALL, NULL);
		if (ok && k->holds && !strstr(sql, k->holds))
			ok = (printf("# lacks: %s\n", k->holds), false);
		if (ok && k->lacks && strstr(body, k->lacks))
			ok = (printf("# holds: %s\n", k->lacks), false);
		if (!ok)
			printf("# in the case “%s”: %s\n", k->what, sql);
		failed += !ok;
		mdp_arena_release(&a);
	}
	assert_int_equal(0, failed);
}

/* --- what is refused --------------------------------------------------------------------------------------------------- */

static const struct refused {
	const char *json, *says, *hint;
} refused[] = {
	{ "{\"title\": \"T\"", "not JSON", "" },
	{ "{\"titel\": \"T\"}", "$: unknown member 'titel'", "did you mean 'title'?" },
	{ "{\"query\": {}}", "$: member 'title' is missing", "" },
	{ "{\"title\": \"T\"}", "$: member 'query' is missing", "" },
	{ "{\"title\": \"\", \"query\": {}}", "$: 'title' is a text", "" },
	{ "{\"title\": \"T\", \"query\": {\"of\": \"ordr\", \"show\": [" COUNT_ORDERS "]}}", "ordr", "" },
	{ "{\"title\": \"T\", \"query\": {\"of\": \"order\", \"show\": [{\"measure\": \"takins\"}]}}", "takins", "" },
	{ FILE_OF("\"a b\": {\"kind\": \"slider\", \"sample\": 1}", "{}"), "$.inputs.a b: a name has letters", "" },
	{ FILE_OF("\"x\": {\"kind\": \"drop\", \"sample\": 1}", "{}"), "$.inputs.x: unknown kind 'drop'", "" },
	{ FILE_OF("\"x\": {\"kind\": \"dropdwn\", \"sample\": 1}", "{}"), "unknown kind", "did you mean 'dropdown'?" },
	{ FILE_OF("\"x\": {\"kind\": \"dropdown\"}", "{}"), "$.inputs.x: member 'sample' is missing", "" },
	{ FILE_OF("\"x\": {\"kind\": \"date\", \"sample\": \"June\"}", "{}"), "'sample' is a day", "" },
	{ FILE_OF("\"x\": {\"kind\": \"slider\", \"sample\": \"1\"}", "{}"), "'sample' is a number", "" },
	{ FILE_OF("\"x\": {\"kind\": \"date range\", \"sample\": [\"2022-01-01\"]}", "{}"), "a list of two days", "" },
	{ FILE_OF("\"x\": {\"kind\": \"date range\", \"sample\": [\"2022-02-01\", \"2022-01-01\"]}", "{}"),
	  "ends before it starts", "" },
	{ FILE_OF("\"x\": {\"kind\": \"date range\", \"sample\": [\"2022-01-01\", \"2022-01-01\"], \"all\": \"%\"}",
		  "{}"),
	  "a date range has no choice for all", "" },
	{ FILE_OF(CITY, "{\"of\": \"order\", \"show\": [" COUNT_ORDERS "]}"),
	  "$.inputs.city: the query does not use it", "" },
	{ FILE_OF(CITY, "{\"of\": \"order\", \"show\": [" COUNT_ORDERS
			"], \"where\": {\"cmp\": \"eq\", \"left\": {\"column\": "
			"\"orders.select\"}, \"right\": {\"input\": \"cty\"}}}"),
	  "$.query.where.right: unknown input 'cty'", "did you mean 'city'?" },
	{ FILE_OF(RANGE, "{\"of\": \"order\", \"show\": [" COUNT_ORDERS
			 "], \"where\": {\"cmp\": \"ge\", \"left\": {\"column\": "
			 "\"orders.day\"}, \"right\": {\"input\": \"range\"}}}"),
	  "the input 'range' is a date range", "as the right side of 'during'" },
	{ FILE_OF(RANGE, "{\"of\": \"order\", \"show\": [" COUNT_ORDERS
			 "], \"where\": {\"cmp\": \"during\", \"left\": {\"column\": "
			 "\"orders.day\"}, \"right\": {\"input\": \"range\", \"period\": \"prevous\"}}}"),
	  "$.query.where.right: unknown period 'prevous'", "did you mean 'previous'?" },
	{ FILE_OF(CITIES, "{\"of\": \"person\", \"show\": [" COUNT_PEOPLE
			  "], \"where\": {\"cmp\": \"eq\", \"left\": {\"column\": "
			  "\"people.home \\\"town\\\"\"}, \"right\": {\"input\": \"cities\"}}}"),
	  "$.query.where.right: the input 'cities' is a multi-select", "as the right side of 'in'" },
	/* a total of orders filtered by what only lines have: another figure at all than with a value */
	{ FILE_OF(COLOUR, "{\"of\": \"order\", \"show\": [{\"measure\": \"takings\"}], \"where\": " IN_COLOUR "}"),
	  "with an input at all this is another figure", "show a measure of what the input filters" },
	{ FILE_OF(COLOUR,
		  "{\"of\": \"order\", \"show\": [" COUNT_ORDERS ", {\"measure\": \"takings\"}, {\"name\": \"lines\", "
		  "\"expr\": {\"aggregate\": \"count\", \"of\": \"line\"}}], \"where\": " IN_COLOUR "}"),
	  "with an input at all this is another figure", "" },
	{ FILE_OF(COLOUR, "{\"of\": \"person\", \"show\": [" COUNT_PEOPLE "], \"where\": " IN_COLOUR "}"),
	  "with an input at all this is another figure", "exists" },
	{ "{\"title\": \"T\", \"query\": {\"of\": \"order\", \"by\": [{\"column\": \"lines.Farbe\"}], \"show\": "
	  "[{\"name\": \"x\", \"expr\": "
	  "{\"aggregate\": \"avg\", \"of\": \"order\", \"expr\": {\"column\": \"orders.total\"}}}]}}",
	  "cannot be split by", "" },
	{ "{\"title\": \"T\", \"question\": \"how many orders\", \"query\": {\"of\": \"order\", \"show\": "
	  "[{\"measure\": \"takings\"}]}}",
	  "$.question: its answer is not that of the query", "" },
	{ "{\"title\": \"T\", \"question\": \"how many unicorns\", \"query\": {\"of\": \"order\", \"show\": "
	  "[{\"measure\": "
	  "\"takings\"}]}}",
	  "$.question: ", "the query itself says: " },
	{ "{\"title\": \"T\", \"query\": {\"meta\": \"tables\"}}", "only a query that is one statement", "" },
};

static void test_refused(void **state)
{
	int failed = 0;
	(void)state;
	for (int i = 0; i < COUNT(refused); i++) {
		struct mdp_arena a = { 0 };
		struct mdp_error err = { 0 };
		const char *sql = "";
		bool ok = mdp_pages_sql(session, mdp_str_of(refused[i].json), "name", &a, &sql, &err) < 0 &&
			  (strstr(err.primary, refused[i].says) || strstr(err.detail, refused[i].says)) &&
			  strstr(err.hint, refused[i].hint);
		if (!ok)
			printf("# %s\n#   says: %s | %s | %s\n#   not:  %s | %s\n", refused[i].json, err.primary,
			       err.detail, err.hint, refused[i].says, refused[i].hint);
		failed += !ok;
		mdp_arena_release(&a);
	}
	assert_int_equal(0, failed);
}

/* --- files ------------------------------------------------------------------------------------------------------------- */

static struct mdp_page_report report;

static enum mdp_page_state run(struct mdp_arena *a, bool check, const char *file)
{
	struct mdp_error err = { 0 };
	assert_int_equal(0, mdp_pages_run(session, NULL, 0, check, a, &report, &err));
	for (int i = 0; i < report.n; i++)
		if (!strcmp(report.files[i].file, file))
			return report.files[i].state;
	return MDP_PAGE_FAILED + 1;
}

static void test_files(void **state)
{
	static const char query[] =
		"{\"title\": \"T\\n; drop table x `${a}`\", \"query\": {\"of\": \"order\", \"show\": [" COUNT_ORDERS
		"]}}";
	static const char sql[] = "evidence/queries/deep/count.sql";
	struct mdp_arena a = { 0 };
	struct mdp_error err = { 0 };
	struct mdp_str text;
	(void)state;
	tree_write("evidence/queries/deep/count.json", query);
	assert_int_equal(MDP_PAGE_MISSING, run(&a, true, sql));
	assert_false(mdp_pages_passed(&report));
	assert_false(mdp_file_exists(tree_path(sql)));
	assert_int_equal(MDP_PAGE_WRITTEN, run(&a, false, sql));
	assert_true(mdp_pages_passed(&report));
	assert_int_equal(MDP_PAGE_SAME, run(&a, true, sql));
	assert_int_equal(MDP_PAGE_SAME, run(&a, false, sql));
	assert_int_equal(0, mdp_file_read(&a, tree_path(sql), &text, &err));
	/* a title cannot end its comment or be a template */
	assert_non_null(strstr(text.p, "\n-- T ; drop table x '"));
	assert_null(strstr(text.p, "${"));
	assert_null(strstr(text.p, "`${"));
	tree_write(sql, "select 1\n");
	assert_int_equal(MDP_PAGE_DIFFERS, run(&a, true, sql));
	assert_non_null(strstr(mdp_pages_text(&report, &a), "differs    evidence/queries/deep/count.sql"));
	assert_int_equal(MDP_PAGE_WRITTEN, run(&a, false, sql));
	/* one that is wrong stops no other */
	tree_write("evidence/queries/bad.json", "{\n\"title\": \n");
	assert_int_equal(MDP_PAGE_FAILED, run(&a, false, "evidence/queries/bad.json:3"));
	assert_int_equal(MDP_PAGE_SAME, run(&a, false, sql));
	assert_false(mdp_pages_passed(&report));
	remove(tree_path("evidence/queries/bad.json"));
	/* nor is one whose name no page can use made */
	static const char *const names[] = { "By-Month", "1st", "class", "data", "ünit", "a b" };
	for (int i = 0; i < COUNT(names); i++) {
		const char *file = mdp_arena_printf(&a, "evidence/queries/%s.json", names[i]);
		tree_write(file, query);
		assert_int_equal(MDP_PAGE_FAILED, run(&a, false, file));
		remove(tree_path(file));
	}
	/* SQL written by hand is left alone; a generated one without its query is told */
	tree_write("evidence/queries/own.sql", "select 1\n");
	remove(tree_path("evidence/queries/deep/count.json"));
	assert_int_equal(MDP_PAGE_LEFT, run(&a, true, sql));
	assert_int_equal(1, report.n);
	remove(tree_path(sql));
	mdp_arena_release(&a);
}

static void test_names(void **state)
{
	static const char *const none[] = { "nothing" }, *const one[] = { "a" };
	struct mdp_arena a = { 0 };
	struct mdp_error err = { 0 };
	(void)state;
	tree_write("evidence/queries/a.json",
		   "{\"title\": \"T\", \"query\": {\"of\": \"order\", \"show\": [" COUNT_ORDERS "]}}");
	tree_write("evidence/queries/b.json",
		   "{\"title\": \"T\", \"query\": {\"of\": \"order\", \"show\": [" COUNT_ORDERS "]}}");
	assert_true(mdp_pages_run(session, none, 1, true, &a, &report, &err) < 0);
	assert_non_null(strstr(err.hint, "evidence/queries/*.json"));
	assert_int_equal(0, mdp_pages_run(session, one, 1, true, &a, &report, &err));
	assert_int_equal(1, report.n);
	remove(tree_path("evidence/queries/a.json"));
	remove(tree_path("evidence/queries/b.json"));
	mdp_arena_release(&a);
}

static void test_tables(void **state)
{
	struct mdp_arena a = { 0 };
	struct mdp_error err = { 0 };
	const char *sql, *json = "{\"title\": \"T\", \"query\": {\"of\": \"order\", \"show\": [" COUNT_ORDERS "]}}";
	(void)state;
	/* a source that selects only a part of a table is not that table */
	tree_write("evidence/sources/folder/orders.sql", "select * from marts.orders where total > 10");
	assert_true(mdp_pages_sql(session, mdp_str_of(json), "name", &a, &sql, &err) < 0);
	assert_non_null(strstr(err.primary, "marts.orders cannot be read"));
	assert_non_null(strstr(err.hint, "select * from SCHEMA.TABLE"));
	/* nor is one of another database */
	tree_write("other.duckdb", "");
	tree_write("evidence/sources/elsewhere/connection.yaml",
		   "name: other\ntype: duckdb\noptions: {filename: ../../../other.duckdb}\n");
	tree_write("evidence/sources/elsewhere/orders.sql", "select * from marts.orders");
	assert_true(mdp_pages_sql(session, mdp_str_of(json), "name", &a, &sql, &err) < 0);
	/* the file's name is the table's */
	tree_write("evidence/sources/folder/deals.sql", "select * from marts.orders");
	assert_int_equal(0, mdp_pages_sql(session, mdp_str_of(json), "name", &a, &sql, &err));
	assert_non_null(strstr(sql, "from house.deals"));
	mdp_arena_release(&a);
}

/* --- the documents ------------------------------------------------------------------------------------------------------ */

static void test_documents(void **state)
{
	static const char unknown[] = "{\"title\": \"T\", \"inputs\": {\"x\": {\"kind\": \"-\"}}, \"query\": {}}";
	struct mdp_arena a = { 0 };
	const char *docs = mdp_arena_printf(&a, "%s/docs", getenv("MDP_SOURCE_ROOT"));
	struct mdp_error err = { 0 };
	struct mdp_query *query;
	struct mdp_str page;
	char path[600], kinds[600] = "known: ";
	(void)state;
	/* the schema has the kinds that there are, in their order */
	snprintf(path, sizeof(path), "%s/dashboard.schema.json", docs);
	json_t *schema = json_load_file(path, 0, NULL), *word;
	json_t *list = json_object_get(
		json_object_get(
			json_object_get(json_object_get(json_object_get(schema, "$defs"), "input"), "properties"),
			"kind"),
		"enum");
	size_t i;
	json_array_foreach(list, i, word)
	{
		size_t n = strlen(kinds);
		snprintf(kinds + n, sizeof(kinds) - n, "%s%s", i ? ", " : "", json_string_value(word));
	}
	assert_true(mdp_pages_query(&a, mdp_str_of(unknown), MDP_PAGE_OPEN, &query, &err) < 0);
	assert_string_equal(kinds, err.detail);
	json_decref(schema);
	/* the example of the page can be read */
	snprintf(path, sizeof(path), "%s/dashboards.md", docs);
	assert_int_equal(0, mdp_file_read(&a, path, &page, &err));
	const char *begin = strstr(page.p, "```json\n") + strlen("```json\n"), *end = strstr(begin, "```");
	struct mdp_str example = { begin, (size_t)(end - begin) };
	for (int how = MDP_PAGE_OPEN; how <= MDP_PAGE_ALL; how++)
		if (mdp_pages_query(&a, example, (enum mdp_page_inputs)how, &query, &err))
			fail_msg("%s", err.primary);
	mdp_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_agreeing),  cmocka_unit_test(test_refused),
		cmocka_unit_test(test_files),     cmocka_unit_test(test_names),
		cmocka_unit_test(test_documents), cmocka_unit_test(test_tables), /* last: it changes the sources */
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
