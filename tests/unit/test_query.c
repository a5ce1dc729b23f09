/* The logical query: strict reading, load(dump(q)) == q on random queries, one canonical form a meaning. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include <jansson.h>
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/rng.h"
#include "query/analyses.h"
#include "query/query.h"

static struct mdp_query *load(struct mdp_arena *a, const char *json)
{
	struct mdp_query *q = NULL;
	struct mdp_error err = { 0 };
	if (mdp_query_load(a, mdp_str_of(json), &q, &err))
		fail_msg("%s: %s (%s)", json, err.primary, err.detail);
	return q;
}

static void check_bad(const char *json, const char *says, const char *hint)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	struct mdp_query *q = NULL;
	struct mdp_error err = { 0 };
	int rc = mdp_query_load(&a, mdp_str_of(json), &q, &err);
	if (rc != -MDP_USAGE)
		fail_msg("taken, or another code (%d): %s", rc, json);
	if (!strstr(err.primary, says) && !strstr(err.detail, says))
		fail_msg("%s\n  says: %s | %s\n  not:  %s", json, err.primary, err.detail, says);
	if (hint && !strstr(err.hint, hint))
		fail_msg("%s\n  hints: %s\n  not:   %s", json, err.hint, hint);
	mdp_arena_release(&a);
}

static void test_refuses_what_it_does_not_know(void **state)
{
	(void)state;
	check_bad("{\"of\":\"x\",\"shw\":[]}", "unknown member 'shw'", "'show'");
	check_bad("{\"of\":\"x\",\"show\":[{\"measure\":\"m\",\"of\":\"y\"}]}", "$.show[0]", NULL);
	check_bad("{\"of\":\"x\",\"show\":[{\"aggregate\":\"summ\",\"of\":\"y\",\"expr\":{\"column\":\"t.c\"}}]}",
		  "'summ'", "'sum'");
	check_bad("{\"of\":\"x\",\"where\":{\"cmp\":\"equals\",\"left\":1,\"right\":1},\"show\":[{\"measure\":\"m\"}]}",
		  "$.where", NULL);
	check_bad("{\"of\":\"x\",\"where\":{\"and\":[{\"exists\":\"y\"},{\"cmp\":\"in\",\"left\":{\"column\":\"c\"},"
		  "\"right\":3}]},"
		  "\"show\":[{\"measure\":\"m\"}]}",
		  "$.where.and[1]", NULL);
	check_bad("{\"of\":\"x\",\"show\":[{\"measure\":\"m\"},{\"measure\":\"m\"}]}", "two columns are named 'm'",
		  NULL);
	check_bad("{\"of\":\"x\",\"show\":[{\"measure\":\"revenue\"}],\"order\":[{\"by\":\"revenu\"}]}", "'revenu'",
		  "'revenue'");
	check_bad("{\"of\":\"x\",\"show\":[{\"measure\":\"m\"}],\"order\":[{\"by\":\"m\",\"dir\":\"down\"}]}", "'down'",
		  NULL);
	check_bad("{\"of\":\"x\",\"show\":[{\"measure\":\"m\"}],\"limit\":{\"n\":0}}", "$.limit.n", NULL);
	check_bad("{\"of\":\"x\",\"show\":[{\"measure\":\"m\"}],\"limit\":{\"n\":1.5}}", "whole", NULL);
	check_bad("{\"of\":\"x\",\"show\":[{\"measure\":\"m\"}],\"limit\":{\"n\":2,\"within\":[\"m\"]}}", "unknown key",
		  NULL);
	check_bad("{\"of\":\"x\",\"show\":[{\"op\":\"div\",\"args\":[1,2]}]}", "needs a name", NULL);
	check_bad("{\"of\":\"x\",\"show\":[{\"measure\":\"\"}]}", "empty", NULL);
	check_bad("{\"of\":\"x\"}", "nothing to show", NULL);
	check_bad("{\"show\":[{\"measure\":\"m\"}]}", "'of' is missing", NULL);
	check_bad("[]", "an object", NULL);
	check_bad("{\"of\":\"x\"", "not valid JSON", NULL);
	check_bad("{\"of\":\"x\",\"of\":\"y\",\"show\":[{\"measure\":\"m\"}]}", "not valid JSON", NULL);
	check_bad("{\"set\":\"xor\",\"queries\":[]}", "unknown set", NULL);
	check_bad("{\"of\":\"x\",\"show\":[{\"aggregate\":\"sum\",\"of\":\"y\"}]}", "needs an expr", NULL);
	check_bad("{\"of\":\"x\",\"show\":[{\"name\":\"n\",\"expr\":{\"aggregate\":\"percentile\",\"of\":\"y\","
		  "\"expr\":1}}]}",
		  "'p'", NULL);
	check_bad("{\"of\":\"x\",\"show\":[{\"name\":\"n\",\"expr\":{\"window\":\"rolling\",\"expr\":{\"measure\":"
		  "\"m\"}}}]}",
		  "needs n", NULL);
}

#define DURING(right)                                                                                 \
	"{\"of\":\"x\",\"where\":{\"cmp\":\"during\",\"left\":{\"column\":\"t.d\"},\"right\":[" right \
	"]},\"show\":[{\"measure\":\"m\"}]}"

static void test_dates(void **state)
{
	(void)state;
	struct mdp_arena a;
	mdp_arena_init(&a);
	struct mdp_query *bare = load(&a, DURING("\"2024-10-01\",\"2025-01-01\""));
	struct mdp_query *said = load(&a, DURING("{\"date\":\"2024-10-01\"},{\"date\":\"2025-01-01\"}"));
	assert_int_equal(bare->where->right[0]->value.type, MDP_T_DATE);
	assert_int_equal(bare->where->right[0]->value.i, mdp_date_days(2024, 10, 1));
	assert_true(mdp_query_same(bare, said));
	check_bad(DURING("\"2024-02-30\",\"2025-01-01\""), "$.where.right[0]", NULL);
	check_bad(DURING("\"2025-01-01\",\"2024-01-01\""), "ends before it starts", NULL);
	check_bad(DURING("\"2025-01-01\""), "does not take 1", NULL);
	struct mdp_query *stamp = load(&a, DURING("{\"timestamp\":\"2024-10-01T12:30:00.5\"},\"2025-01-01\""));
	assert_string_equal(mdp_query_dump(&a, load(&a, mdp_query_dump(&a, stamp))), mdp_query_dump(&a, stamp));
	mdp_arena_release(&a);
}

static void test_ceilings(void **state)
{
	(void)state;
	struct mdp_buf b = MDP_BUF_INIT;
	mdp_buf_puts(&b, "{\"of\":\"x\",\"show\":[{\"measure\":\"m\"}],\"where\":");
	for (int i = 0; i < MDP_LIMIT_QUERY_DEPTH + 1; i++)
		mdp_buf_puts(&b, "{\"not\":");
	mdp_buf_puts(&b, "{\"exists\":\"y\"}");
	for (int i = 0; i < MDP_LIMIT_QUERY_DEPTH + 1; i++)
		mdp_buf_puts(&b, "}");
	mdp_buf_puts(&b, "}");
	check_bad(mdp_buf_cstr(&b), "deep", NULL);
	mdp_buf_clear(&b);
	mdp_buf_puts(&b, "{\"of\":\"x\",\"show\":[{\"measure\":\"m\"}],\"where\":{\"cmp\":\"in\",\"left\":{\"column\":"
			 "\"c\"},\"right\":[0");
	for (int i = 0; i < MDP_LIMIT_QUERY_NODES; i++)
		mdp_buf_printf(&b, ",%d", i);
	mdp_buf_puts(&b, "]}}");
	check_bad(mdp_buf_cstr(&b), "", NULL);
	mdp_buf_clear(&b);
	for (size_t i = 0; i <= MDP_LIMIT_JSON_BYTES; i++)
		mdp_buf_putc(&b, ' ');
	check_bad(mdp_buf_cstr(&b), "longer than", NULL);
	mdp_buf_release(&b);
}

/* --- random queries --------------------------------------------------------------------------------------------- */

struct gen {
	struct mdp_arena *a;
	struct mdp_rng r;
};

static int64_t pick(struct gen *g, int64_t n)
{
	return mdp_rng_range(&g->r, 0, n - 1);
}

static const char *some_name(struct gen *g)
{
	static const char *const names[] = { "order", "order line", "t.a", "s.t.b", "wéird \"name\"\n", "x\\y" };
	return names[pick(g, 6)];
}

static struct mdp_expr *some_value(struct gen *g)
{
	struct mdp_value v = mdp_value_null();
	switch (pick(g, 8)) {
	case 0:
		v = mdp_value_bool(pick(g, 2));
		break;
	case 1:
		v = mdp_value_int(mdp_rng_range(&g->r, -5, 5));
		break;
	case 2:
		v = mdp_value_int((int64_t)mdp_rng_next(&g->r));
		break;
	case 3:
		v = mdp_value_double((double)pick(g, 1000) / 7);
		break;
	case 4:
		v = mdp_value_double(3);
		break;
	case 5:
		v = mdp_value_date(mdp_rng_range(&g->r, -30000, 30000));
		break;
	case 6:
		v = mdp_value_timestamp(mdp_rng_range(&g->r, 0, 1700000000000000));
		break;
	default:
		v = mdp_value_text(mdp_str_of(some_name(g)));
		break;
	}
	struct mdp_expr *x = mdp_expr_value(g->a, v);
	x->name = pick(g, 6) ? NULL : some_name(g); /* of an input */
	return x;
}

static struct mdp_pred *some_pred(struct gen *g, int depth);

static struct mdp_expr *some_expr(struct gen *g, int depth)
{
	if (depth <= 0)
		return pick(g, 2) ? mdp_expr_column(g->a, some_name(g)) : some_value(g);
	struct mdp_expr *x;
	switch (pick(g, 9)) {
	case 0:
		x = mdp_expr_measure(g->a, some_name(g));
		x->where = pick(g, 2) ? some_pred(g, depth - 1) : NULL;
		return x;
	case 1:
		x = mdp_expr_agg(g->a, (enum mdp_aggregate)(1 + pick(g, MDP_AGG_CORR)), some_name(g),
				 some_expr(g, depth - 1));
		x->p = x->agg == MDP_AGG_PERCENTILE ? 0.95 : 0;
		x->arg2 = x->agg == MDP_AGG_CORR ? some_expr(g, depth - 1) : NULL;
		x->where = pick(g, 2) ? some_pred(g, depth - 1) : NULL;
		x->total = pick(g, 3) == 0;
		return x;
	case 2:
		return mdp_expr_op(g->a, (enum mdp_op)(1 + pick(g, 4)), some_expr(g, depth - 1),
				   some_expr(g, depth - 1));
	case 3:
		x = mdp_expr_column(g->a, some_name(g));
		x->kind = MDP_X_DAYS_BETWEEN;
		x->name = NULL;
		x->arg = some_expr(g, depth - 1);
		x->arg2 = some_expr(g, depth - 1);
		return x;
	case 4:
		x = mdp_expr_value(g->a, mdp_value_null());
		x->kind = MDP_X_TRUNC;
		x->grain = (enum mdp_grain)(1 + pick(g, 6));
		x->arg = some_expr(g, depth - 1);
		return x;
	case 5:
		x = mdp_expr_value(g->a, mdp_value_null());
		x->kind = pick(g, 2) ? MDP_X_PART : MDP_X_BUCKET;
		x->part = x->kind == MDP_X_PART ? (enum mdp_part)(1 + pick(g, 7)) : MDP_PART_NONE;
		x->n = x->kind == MDP_X_BUCKET ? 2.5 : 0;
		x->arg = some_expr(g, depth - 1);
		return x;
	case 6:
		x = mdp_expr_value(g->a, mdp_value_null());
		x->kind = MDP_X_WINDOW;
		x->window = (enum mdp_window)(1 + pick(g, MDP_WIN_MOVING_AVERAGE));
		x->n = x->window == MDP_WIN_ROLLING || x->window == MDP_WIN_MOVING_AVERAGE ? 3 : 0;
		x->along = pick(g, 2) ? "key" : NULL;
		x->arg = some_expr(g, depth - 1);
		return x;
	default:
		return some_expr(g, 0);
	}
}

static struct mdp_pred *some_pred(struct gen *g, int depth)
{
	struct mdp_pred *p;
	if (depth > 0 && pick(g, 2)) {
		switch (pick(g, 4)) {
		case 0:
			return mdp_pred_and(g->a, some_pred(g, depth - 1), some_pred(g, depth - 1));
		case 1:
			return mdp_pred_or(g->a, some_pred(g, depth - 1), some_pred(g, depth - 1));
		case 2:
			return mdp_pred_not(g->a, some_pred(g, depth - 1));
		default:
			p = mdp_pred_exists(g->a, some_name(g), pick(g, 2) ? some_pred(g, depth - 1) : NULL);
			p->at_least = (double)(1 + pick(g, 3));
			return p;
		}
	}
	enum mdp_cmp cmp = (enum mdp_cmp)(1 + pick(g, MDP_CMP_DURING));
	if (cmp == MDP_CMP_IS_NULL)
		return mdp_pred_cmp(g->a, cmp, some_expr(g, depth - 1), NULL);
	if (cmp == MDP_CMP_DURING)
		return mdp_pred_between(g->a, cmp, mdp_expr_column(g->a, some_name(g)),
					mdp_expr_value(g->a, mdp_value_date(19000 + pick(g, 100))),
					mdp_expr_value(g->a, mdp_value_date(19200 + pick(g, 100))));
	if (cmp == MDP_CMP_BETWEEN || cmp == MDP_CMP_IN)
		return mdp_pred_between(g->a, cmp, some_expr(g, depth - 1), some_value(g), some_value(g));
	return mdp_pred_cmp(g->a, cmp, some_expr(g, depth - 1), some_expr(g, depth - 1));
}

static struct mdp_query *some_query(struct gen *g, int depth)
{
	struct mdp_query *q = MDP_NEW(g->a, struct mdp_query);
	if (depth > 0 && pick(g, 4) == 0) {
		q->kind = pick(g, 2) ? MDP_Q_SET : MDP_Q_COMPARE;
		q->nqueries = q->kind == MDP_Q_SET ? 2 : 1;
		q->set_op = q->kind == MDP_Q_SET ? (enum mdp_set_op)pick(g, 3) : MDP_SET_UNION;
		q->queries = MDP_NEW_ARRAY(g->a, (size_t)q->nqueries, struct mdp_query *);
		for (int i = 0; i < q->nqueries; i++)
			q->queries[i] = some_query(g, depth - 1);
		if (q->kind == MDP_Q_COMPARE) {
			q->vary_a = some_pred(g, 1);
			q->vary_b = some_pred(g, 1);
			q->label_a = "A";
		}
		return q;
	}
	q->of = some_name(g);
	q->where = pick(g, 2) ? some_pred(g, 3) : NULL;
	q->nby = (int)pick(g, 3);
	q->by = MDP_NEW_ARRAY(g->a, (size_t)q->nby, struct mdp_out);
	static const char *const names[] = { "key", "other" };
	for (int i = 0; i < q->nby; i++)
		q->by[i] = (struct mdp_out){ names[i], some_expr(g, 2), NULL };
	q->nshow = 1;
	q->show = MDP_NEW_ARRAY(g->a, 1, struct mdp_out);
	q->show[0] = (struct mdp_out){ "shown", some_expr(g, q->nby ? 3 : 0), pick(g, 2) ? "currency" : NULL };
	q->having = pick(g, 3) == 0 ? some_pred(g, 2) : NULL;
	if (pick(g, 2)) {
		q->norder = 1;
		q->order = MDP_NEW(g->a, struct mdp_order);
		*q->order = (struct mdp_order){ "shown", pick(g, 2) };
		q->limit = (int)pick(g, 5);
		q->ties = q->limit && pick(g, 2);
		if (q->limit && q->nby) {
			q->nwithin = 1;
			q->within = MDP_NEW(g->a, const char *);
			q->within[0] = "key";
		}
	}
	q->distinct = pick(g, 4) == 0;
	q->fill = (enum mdp_fill)pick(g, 4);
	return q;
}

/* Random queries may have a window along a key that is not there: such are rightly refused, and skipped here. */
static void test_load_of_dump_is_the_query(void **state)
{
	(void)state;
	int taken = 0;
	for (uint64_t i = 0; i < 3000; i++) {
		struct mdp_arena a;
		mdp_arena_init(&a);
		struct gen g = { &a, mdp_rng_stream(7, 1, i) };
		struct mdp_query *q = some_query(&g, 2), *again = NULL;
		const char *text = mdp_query_dump(&a, q);
		struct mdp_error err = { 0 };
		int rc = mdp_query_load(&a, mdp_str_of(text), &again, &err);
		if (rc && !strstr(err.primary, "unknown key"))
			fail_msg("%s\n%s", err.primary, text);
		if (!rc) {
			taken++;
			assert_string_equal(mdp_query_dump(&a, again), text);
			struct mdp_query *c = mdp_query_canonical(&a, q);
			assert_string_equal(mdp_query_dump(&a, mdp_query_canonical(&a, c)), mdp_query_dump(&a, c));
			assert_true(mdp_query_same(q, again));
			assert_string_equal(mdp_query_hash(&a, q), mdp_query_hash(&a, again));
		}
		mdp_arena_release(&a);
	}
	assert_true(taken > 2000);
}

#define FORM "{\"of\":\"order\",\"where\":%s,\"show\":[{\"measure\":\"m\"}]}"

static void check_same(const char *p, const char *q, bool same)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	struct mdp_query *l = load(&a, mdp_arena_printf(&a, FORM, p)), *r = load(&a, mdp_arena_printf(&a, FORM, q));
	if (mdp_query_same(l, r) != same)
		fail_msg("%s\n%s", mdp_query_dump(&a, mdp_query_canonical(&a, l)),
			 mdp_query_dump(&a, mdp_query_canonical(&a, r)));
	assert_int_equal(strcmp(mdp_query_hash(&a, l), mdp_query_hash(&a, r)) == 0, same);
	mdp_arena_release(&a);
}

#define C "{\"column\":\"t.c\"}"
#define D "{\"column\":\"t.d\"}"
#define EQ(x, v) "{\"cmp\":\"eq\",\"left\":" x ",\"right\":" v "}"
#define NE(x, v) "{\"cmp\":\"ne\",\"left\":" x ",\"right\":" v "}"

static void test_one_form_for_one_meaning(void **state)
{
	(void)state;
	check_same("{\"and\":[" EQ(C, "1") "," EQ(D, "2") "]}", "{\"and\":[" EQ(D, "2") "," EQ(C, "1") "]}", true);
	check_same("{\"and\":[" EQ(C, "1") ",{\"and\":[" EQ(D, "2") "," EQ(C, "1") "]}]}",
		   "{\"and\":[" EQ(D, "2") "," EQ(C, "1") "]}", true);
	check_same("{\"not\":{\"not\":" EQ(C, "1") "}}", EQ(C, "1"), true);
	check_same("{\"not\":" EQ(C, "1") "}", NE(C, "1"), true);
	check_same("{\"not\":" EQ(C, "1") "}", EQ(C, "1"), false);
	check_same("{\"or\":[" EQ(C, "\"b\"") "," EQ(C, "\"a\"") "]}",
		   "{\"cmp\":\"in\",\"left\":" C ",\"right\":[\"a\",\"b\"]}", true);
	check_same("{\"or\":[" EQ(C, "1") "," EQ(D, "2") "]}", "{\"and\":[" EQ(C, "1") "," EQ(D, "2") "]}", false);
	check_same("{\"cmp\":\"in\",\"left\":" C ",\"right\":[1]}", EQ(C, "1"), true);
	check_same("{\"cmp\":\"lt\",\"left\":5,\"right\":" C "}", "{\"cmp\":\"gt\",\"left\":" C ",\"right\":5}", true);
	check_same("{\"cmp\":\"lt\",\"left\":5,\"right\":" C "}", "{\"cmp\":\"lt\",\"left\":" C ",\"right\":5}", false);
	check_same("{\"cmp\":\"between\",\"left\":" C ",\"right\":[1,2]}",
		   "{\"and\":[{\"cmp\":\"ge\",\"left\":" C ",\"right\":1},{\"cmp\":\"le\",\"left\":" C
		   ",\"right\":2}]}",
		   true);
	check_same(EQ(C, "{\"value\":1}"), EQ(C, "1"), true);
	check_same(EQ(C, "{\"value\":1,\"input\":\"a\"}"), EQ(C, "{\"value\":1,\"input\":\"a\"}"), true);
	check_same(EQ(C, "{\"value\":1,\"input\":\"a\"}"), EQ(C, "1"), false);
	check_same(EQ(C, "{\"value\":1,\"input\":\"a\"}"), EQ(C, "{\"value\":1,\"input\":\"b\"}"), false);
	check_same("{\"exists\":\"x\",\"at_least\":1}", "{\"exists\":\"x\"}", true);
	check_same("{\"exists\":\"x\",\"at_least\":2}", "{\"exists\":\"x\"}", false);
	check_same(EQ("{\"op\":\"mul\",\"args\":[" C "," D "]}", "1"),
		   EQ("{\"op\":\"mul\",\"args\":[" D "," C "]}", "1"), true);
	check_same(EQ("{\"op\":\"sub\",\"args\":[" C "," D "]}", "1"),
		   EQ("{\"op\":\"sub\",\"args\":[" D "," C "]}", "1"), false);
}

/* --- the documents ---------------------------------------------------------------------------------------------- */

static void test_examples_of_the_page(void **state)
{
	struct mdp_arena a;
	struct mdp_str page;
	struct mdp_error err = { 0 };
	int n = 0;
	(void)state;
	mdp_arena_init(&a);
	if (mdp_file_read(&a, "docs/query.md", &page, &err))
		fail_msg("%s", err.primary);
	for (const char *at = strstr(page.p, "```json\n"); at; at = strstr(at, "```json\n")) {
		const char *start = at + strlen("```json\n"), *end = strstr(start, "```");
		assert_non_null(end);
		struct mdp_query *q = load(&a, mdp_arena_strndup(&a, start, (size_t)(end - start)));
		assert_non_null(q);
		at = end + 3;
		n++;
	}
	assert_true(n >= 5);
	mdp_arena_release(&a);
}

static bool schema_lists(const json_t *schema, const char *def, const char *member, const char *word)
{
	const json_t *values = json_object_get(
		json_object_get(json_object_get(json_object_get(json_object_get(schema, "$defs"), def), "properties"),
				member),
		"enum");
	size_t i;
	const json_t *v;
	json_array_foreach(values, i, v) if (strcmp(json_string_value(v), word) == 0) return true;
	return false;
}

/* Each analysis is in the schema, and docs/analyses.md tells each of its parameters. */
static void test_analyses_are_documented(void **state)
{
	struct mdp_arena a;
	struct mdp_str page;
	struct mdp_error err = { 0 };
	json_t *schema = json_load_file("docs/query.schema.json", 0, NULL);
	(void)state;
	mdp_arena_init(&a);
	assert_return_code(mdp_file_read(&a, "docs/analyses.md", &page, &err), 0);
	for (const struct mdp_analysis *one = mdp_analyses; one->name; one++) {
		if (!schema_lists(schema, "analysis", "analysis", one->name))
			fail_msg("docs/query.schema.json does not list the analysis '%s'", one->name);
		const char *at = strstr(page.p, mdp_arena_printf(&a, ": `%s`\n", one->name));
		const char *end = at ? strstr(at, "\n## ") : NULL;
		for (const struct mdp_analysis_param *p = one->params; p->name; p++) {
			const char *row = at ? strstr(at, mdp_arena_printf(&a, "\n| `%s` | ", p->name)) : NULL;
			if (!row || (end && row > end))
				fail_msg("docs/analyses.md does not tell '%s' of '%s'", p->name, one->name);
		}
	}
	json_decref(schema);
	mdp_arena_release(&a);
}

static void test_schema_knows_every_word(void **state)
{
	json_t *schema = json_load_file("docs/query.schema.json", 0, NULL);
	(void)state;
	assert_non_null(schema);
#define X(name, word) assert_true(schema_lists(schema, "aggregate", "aggregate", word));
	MDP_AGGREGATES(X)
#undef X
#define X(name, word) assert_true(schema_lists(schema, "window", "window", word));
	MDP_WINDOWS(X)
#undef X
#define X(name, word) assert_true(schema_lists(schema, "part", "part", word));
	MDP_PARTS(X)
#undef X
#define X(name, word) assert_true(schema_lists(schema, "trunc", "trunc", word));
	MDP_GRAINS(X)
#undef X
#define X(name, word) assert_true(schema_lists(schema, "select", "fill", word));
	MDP_FILLS(X)
#undef X
	json_decref(schema);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refuses_what_it_does_not_know),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_ceilings),
		cmocka_unit_test(test_load_of_dump_is_the_query),
		cmocka_unit_test(test_one_form_for_one_meaning),
		cmocka_unit_test(test_examples_of_the_page),
		cmocka_unit_test(test_schema_knows_every_word),
		cmocka_unit_test(test_analyses_are_documented),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
