/* The same small table in every format. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "render/render.h"
#include "base/banned.h"

static const struct mdp_sheet_column columns[] = { { .title = "name" }, { .title = "amount", .unit = "USD" } };

static struct mdp_sheet sheet(const struct mdp_value *values, int64_t rows)
{
	return (struct mdp_sheet){ columns, 2, values, rows, -1, false };
}

static void check(enum mdp_format format, int width, int64_t rows, const char *expected)
{
	struct mdp_value values[] = {
		mdp_value_text(MDP_STR("plain")),
		mdp_value_double(1234.5),
		mdp_value_text(MDP_STR("Café, \"x\"|<b>")),
		mdp_value_null(),
		mdp_value_null(),
		mdp_value_double(0.1),
	};
	struct mdp_sheet s = sheet(values, 3);
	struct mdp_style style = { .format = format, .width = width, .rows = rows };
	struct mdp_buf out = MDP_BUF_INIT;
	mdp_render_sheet(&out, &s, &style);
	assert_string_equal(mdp_buf_cstr(&out), expected);
	mdp_buf_release(&out);
}

static void every_format(void **state)
{
	(void)state;
	check(MDP_FORMAT_TABLE, 0, 0,
	      "name              amount\n─────────────  ─────────\nplain          $1,234.50\nCafé, \"x\"|<b>     "
	      "(none)\n"
	      "(none)             $0.10\n");
	check(MDP_FORMAT_CSV, 0, 0, "name,amount\nplain,1234.5\n\"Café, \"\"x\"\"|<b>\",\n,0.1\n");
	check(MDP_FORMAT_TSV, 0, 0, "name\tamount\nplain\t1234.5\nCafé, \"x\"|<b>\t\n\t0.1\n");
	check(MDP_FORMAT_JSON, 0, 0,
	      "[{\"name\":\"plain\",\"amount\":1234.5},{\"name\":\"Café, \\\"x\\\"|<b>\",\"amount\":null},"
	      "{\"name\":null,\"amount\":0.1}]\n");
	check(MDP_FORMAT_MD, 0, 0,
	      "| name | amount |\n|---|---:|\n| plain | $1,234.50 |\n| Café, \"x\"\\|\\<b> | (none) |\n| (none) | "
	      "$0.10 |\n");
	check(MDP_FORMAT_HTML, 0, 0,
	      "<table>\n<thead><tr><th>name</th><th align=\"right\">amount</th></tr></thead>\n<tbody>\n"
	      "<tr><td>plain</td><td align=\"right\">$1,234.50</td></tr>\n"
	      "<tr><td>Café, &quot;x&quot;|&lt;b&gt;</td><td align=\"right\">(none)</td></tr>\n"
	      "<tr><td>(none)</td><td align=\"right\">$0.10</td></tr>\n</tbody>\n</table>\n");
}

static void narrow_screens_cut_text_and_rows(void **state)
{
	(void)state;
	check(MDP_FORMAT_TABLE, 20, 2,
	      "name          amount\n─────────  ─────────\nplain      $1,234.50\nCafé, \"x…     (none)\n… 1 more "
	      "row\n");
}

/* A heading goes over several lines before a column is left out or a text is cut. */
static void headings_give_way_first(void **state)
{
	(void)state;
	static const struct mdp_sheet_column wide[] = { { .title = "customer segment" },
							{ .title = "amount", .unit = "USD" },
							{ .title = "share of amount", .unit = "ratio" } };
	struct mdp_value values[] = {
		mdp_value_text(MDP_STR("medium_value")), mdp_value_double(1234.5), mdp_value_double(0.25),
		mdp_value_text(MDP_STR("churned")),      mdp_value_double(2),      mdp_value_double(0.75)
	};
	struct mdp_sheet s = { wide, 3, values, 2, -1, false };
	struct mdp_style style = { .format = MDP_FORMAT_TABLE, .width = 33 };
	struct mdp_buf out = MDP_BUF_INIT;
	mdp_render_sheet(&out, &s, &style);
	assert_string_equal(mdp_buf_cstr(&out), "customer                 share of\n"
						"segment          amount    amount\n"
						"────────────  ─────────  ────────\n"
						"medium_value  $1,234.50    25.0 %\n"
						"churned           $2.00    75.0 %\n");
	mdp_buf_release(&out);
}

static void bars_follow_the_values(void **state)
{
	(void)state;
	struct mdp_value values[] = {
		mdp_value_text(MDP_STR("a")), mdp_value_double(4),          mdp_value_text(MDP_STR("b")),
		mdp_value_double(2),          mdp_value_text(MDP_STR("c")), mdp_value_double(0),
	};
	struct mdp_sheet s = sheet(values, 3);
	s.bars = 1;
	struct mdp_style style = { .format = MDP_FORMAT_TABLE, .width = 21 };
	struct mdp_buf out = MDP_BUF_INIT;
	mdp_render_sheet(&out, &s, &style);
	assert_string_equal(mdp_buf_cstr(&out),
			    "name  amount\n────  ──────\na      $4.00  ███████\nb      $2.00  ███▌\nc      $0.00\n");
	mdp_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_format),
		cmocka_unit_test(narrow_screens_cut_text_and_rows),
		cmocka_unit_test(headings_give_way_first),
		cmocka_unit_test(bars_follow_the_values),
	};
	return cmocka_run_group_tests_name("render_sheet", tests, NULL, NULL);
}
