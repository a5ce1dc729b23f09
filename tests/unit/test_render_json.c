/* The JSON of answers against docs/answer.schema.json, and the values in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>
#include <cmocka.h>
#include "render/render.h"
#include "schema.h"
#include "base/banned.h"

static json_t *schema;

static int load(void **state)
{
	(void)state;
	schema = json_load_file("docs/answer.schema.json", 0, NULL);
	return schema ? 0 : -1;
}

static int unload(void **state)
{
	(void)state;
	json_decref(schema);
	return 0;
}

/* What the answer is as JSON; it holds to the schema. */
static json_t *render(const struct mdp_answer *ans)
{
	struct mdp_buf out = MDP_BUF_INIT;
	struct mdp_style style = { .format = MDP_FORMAT_JSON };
	struct schema_check k = { .root = schema };
	mdp_render_answer(&out, NULL, ans, &style);
	assert_int_equal(strchr(mdp_buf_cstr(&out), '\n') - mdp_buf_cstr(&out), out.n - 1); /* one line */
	json_t *v = json_loads(mdp_buf_cstr(&out), JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(v);
	if (!schema_holds(&k, schema, v, "", 0))
		fail_msg("%s in %s", k.why, mdp_buf_cstr(&out));
	mdp_buf_release(&out);
	return v;
}

static void an_empty_answer_has_every_field(void **state)
{
	(void)state;
	struct mdp_answer ans = { 0 };
	json_decref(render(&ans));
	ans.status = MDP_STATUS_REFUSED;
	mdp_refuse(&ans.reason, MDP_REASON_UNKNOWN_WORD, "no such word");
	json_t *v = render(&ans);
	assert_string_equal(json_string_value(json_object_get(json_object_get(v, "reason"), "code")), "unknown_word");
	json_decref(v);
}

static void values_keep_what_they_are(void **state)
{
	(void)state;
	struct mdp_value values[] = {
		mdp_value_int(INT64_MIN),
		mdp_value_double(0.1),
		mdp_value_double((double)INFINITY),
		(struct mdp_value){
			.type = MDP_T_DECIMAL, .d = 1e38, .s = MDP_STR("170141183460469231731687303715884105727") },
		mdp_value_date(19997),
		mdp_value_timestamp(19997 * INT64_C(86400000000) + INT64_C(45296500000)),
		mdp_value_text(MDP_STR("a\"b\\\n\x01\xff ü")),
		mdp_value_bool(false),
		mdp_value_null(),
	};
	struct mdp_result_column columns[9] = { { 0 } };
	struct mdp_answer ans = { .question = "q \xc3\x28", .id = "x" };
	for (int i = 0; i < 9; i++)
		columns[i] = (struct mdp_result_column){ "c", values[i].type, "T" };
	ans.result = (struct mdp_result){ .columns = columns, .ncolumns = 9, .values = values, .nrows = 1 };
	struct mdp_buf out = MDP_BUF_INIT;
	struct mdp_style style = { .format = MDP_FORMAT_JSON };
	mdp_render_answer(&out, NULL, &ans, &style);
	assert_non_null(
		strstr(mdp_buf_cstr(&out),
		       "\"rows\":[[-9223372036854775808,0.1,null,170141183460469231731687303715884105727,"
		       "\"2024-10-01\",\"2024-10-01T12:34:56.5\",\"a\\\"b\\\\\\n\\u0001\xef\xbf\xbd ü\",false,null]]"));
	mdp_buf_release(&out);
	values[3] = mdp_value_int(1); /* beyond what the reader of this test holds */
	json_decref(render(&ans));
}

static void limits_and_spans_are_told(void **state)
{
	(void)state;
	struct mdp_value values[] = { mdp_value_int(1), mdp_value_int(2), mdp_value_int(3) };
	struct mdp_result_column column = { "n", MDP_T_INT, "BIGINT" };
	struct mdp_understood token = { { 4, 6 }, "measure", "orders", "number of orders" };
	struct mdp_note note = { "nulls", "two were left out" };
	struct mdp_definition definition = { "revenue", "sum(x)", "order", { "a.md", 3 } };
	struct mdp_answer ans = { .limit_rows = 2,
				  .understood = &token,
				  .nunderstood = 1,
				  .caveats = &note,
				  .ncaveats = 1,
				  .definitions = &definition,
				  .ndefinitions = 1,
				  .period_from = "2024-01-01",
				  .period_to = "2024-12-31",
				  .ntiming = 1 };
	ans.timing[0] = (struct mdp_timing){ "parse", 1.5 };
	ans.result = (struct mdp_result){ .columns = &column, .ncolumns = 1, .values = values, .nrows = 3 };
	json_t *v = render(&ans);
	assert_int_equal(json_integer_value(json_object_get(v, "row_count")), 3);
	assert_int_equal(json_array_size(json_object_get(v, "rows")), 2);
	assert_true(json_is_true(json_object_get(v, "truncated")));
	json_t *span = json_object_get(json_array_get(json_object_get(v, "understood"), 0), "span");
	assert_int_equal(json_integer_value(json_array_get(span, 1)), 10);
	json_t *d = json_array_get(json_object_get(v, "definitions"), 0);
	assert_string_equal(json_string_value(json_object_get(d, "source")), "a.md:3");
	json_decref(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_answer_has_every_field),
		cmocka_unit_test(values_keep_what_they_are),
		cmocka_unit_test(limits_and_spans_are_told),
	};
	return cmocka_run_group_tests_name("render_json", tests, load, unload);
}
