#include "template.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/buf.h"

const char *template_fill(struct mdp_arena *a, const char *sql, const struct filling *fillings)
{
	struct mdp_buf b = MDP_BUF_INIT;
	const char *out = NULL, *p = sql;
	while (*p) {
		const char *end = strncmp(p, "${", 2) ? NULL : strchr(p, '}');
		if (!end) {
			mdp_buf_putc(&b, *p++);
			continue;
		}
		const char *name = mdp_arena_strndup(a, p + 2, (size_t)(end - p) - 2);
		const struct filling *f = fillings;
		while (f->name && strcmp(f->name, name) != 0)
			f++;
		if (!f->name) {
			fprintf(stderr, "# nothing for ${%s}\n", name);
			goto done;
		}
		mdp_buf_puts(&b, f->value);
		p = end + 1;
	}
	out = mdp_arena_strdup(a, mdp_buf_cstr(&b));
done:
	mdp_buf_release(&b);
	return out;
}

static void put_column(struct mdp_buf *b, struct mdp_arena *a, const char *name, const char *type)
{
	static const char *const numbers[] = {
		"DECIMAL", "BIGINT", "HUGEINT", "INTEGER", "SMALLINT", "TINYINT", "FLOAT"
	};
	const char *to = strcmp(type, "DATE") ? NULL : "timestamp", *quoted = mdp_engine_ident(a, name);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (strstr(type, numbers[i]))
			to = "double";
	if (to)
		mdp_buf_printf(b, "cast(%s as %s) as %s", quoted, to, quoted);
	else
		mdp_buf_puts(b, quoted);
}

int template_tables(struct mdp_engine *e, struct mdp_arena *a, const char *file, const char *schema, const char *source,
		    struct mdp_error *err)
{
	struct mdp_result res = { 0 };
	struct mdp_buf b = MDP_BUF_INIT;
	const char *last = "";
	int rc = mdp_engine_script(e,
				   mdp_arena_printf(a, "attach %s as stored (read_only); create schema %s",
						    mdp_engine_literal(a, file), mdp_engine_ident(a, source)),
				   err);
	if (!rc)
		rc = mdp_engine_query(
			e,
			mdp_arena_printf(a,
					 "select table_name, column_name, data_type from duckdb_columns() where "
					 "database_name = 'stored' and schema_name = %s order by 1, column_index",
					 mdp_engine_literal(a, schema)),
			NULL, 0, 0, &res, err);
	for (int64_t r = 0; !rc && r < res.nrows; r++) {
		const char *table = mdp_value_print(a, mdp_result_at(&res, r, 0));
		if (strcmp(table, last) != 0) {
			if (*last)
				mdp_buf_printf(&b, " from stored.%s.%s;\n", mdp_engine_ident(a, schema),
					       mdp_engine_ident(a, last));
			mdp_buf_printf(&b, "create view %s.%s as select ", mdp_engine_ident(a, source),
				       mdp_engine_ident(a, table));
		} else {
			mdp_buf_puts(&b, ", ");
		}
		put_column(&b, a, mdp_value_print(a, mdp_result_at(&res, r, 1)),
			   mdp_value_print(a, mdp_result_at(&res, r, 2)));
		last = table;
	}
	if (*last)
		mdp_buf_printf(&b, " from stored.%s.%s;\n", mdp_engine_ident(a, schema), mdp_engine_ident(a, last));
	if (!rc)
		rc = mdp_engine_script(e, mdp_buf_cstr(&b), err);
	mdp_result_release(&res);
	mdp_buf_release(&b);
	return rc;
}

/* --- results ------------------------------------------------------------------------------------------------------- */

/* Days are time stamps at midnight where Evidence has them from. */
static const char *cell(struct mdp_arena *a, const struct mdp_value *v)
{
	char *text = mdp_arena_strdup(a, mdp_value_print(a, v));
	if (mdp_value_is_number(v))
		return mdp_arena_printf(a, "%.6g", mdp_value_number(v));
	if (v->type == MDP_T_TIMESTAMP && strstr(text, "00:00:00"))
		text[10] = '\0';
	return text;
}

struct row {
	const char *text;
	int64_t at;
};

static int by_text(const void *l, const void *r)
{
	return strcmp(((const struct row *)l)->text, ((const struct row *)r)->text);
}

/* The rows in an order of their own. */
static struct row *rows_of(struct mdp_arena *a, const struct mdp_result *res)
{
	struct row *rows = MDP_NEW_ARRAY(a, (size_t)res->nrows + 1, struct row);
	for (int64_t r = 0; r < res->nrows; r++) {
		rows[r] = (struct row){ "", r };
		for (int c = 0; c < res->ncolumns; c++)
			rows[r].text = mdp_arena_printf(a, "%s%s|", rows[r].text, cell(a, mdp_result_at(res, r, c)));
	}
	qsort(rows, (size_t)res->nrows, sizeof(*rows), by_text);
	return rows;
}

static bool same_value(struct mdp_arena *a, const struct mdp_value *l, const struct mdp_value *r)
{
	if (!mdp_value_is_number(l) || !mdp_value_is_number(r))
		return !strcmp(cell(a, l), cell(a, r));
	double x = mdp_value_number(l), y = mdp_value_number(r);
	return fabs(x - y) <= 1e-9 * fmax(1, fmax(fabs(x), fabs(y)));
}

bool template_same(struct mdp_arena *a, const struct mdp_result *got, const struct mdp_result *gold)
{
	struct row *l = rows_of(a, got), *r = rows_of(a, gold);
	bool same = got->nrows == gold->nrows && got->ncolumns == gold->ncolumns;
	for (int64_t i = 0; same && i < got->nrows; i++) {
		for (int c = 0; same && c < got->ncolumns; c++)
			same = same_value(a, mdp_result_at(got, l[i].at, c), mdp_result_at(gold, r[i].at, c));
		if (!same)
			printf("# row %lld: %s instead of %s\n", (long long)i + 1, l[i].text, r[i].text);
	}
	if (!same)
		printf("# %lld rows of %d instead of %lld of %d\n", (long long)got->nrows, got->ncolumns,
		       (long long)gold->nrows, gold->ncolumns);
	return same;
}

/* --- inputs of a file ----------------------------------------------------------------------------------------------- */

static const char *text_of(struct mdp_arena *a, const json_t *value, bool quoted)
{
	if (json_is_string(value))
		return quoted ? mdp_engine_literal(a, json_string_value(value))
			      : mdp_arena_strdup(a, json_string_value(value));
	char *text = json_dumps(value, JSON_ENCODE_ANY);
	const char *out = mdp_arena_strdup(a, text);
	free(text);
	return out;
}

/* As Evidence writes several values: ('a','b'). */
static const char *list_of(struct mdp_arena *a, const json_t *values)
{
	const char *out = "(";
	for (size_t i = 0; i < json_array_size(values); i++)
		out = mdp_arena_printf(a, "%s%s%s", out, i ? "," : "", text_of(a, json_array_get(values, i), true));
	return mdp_arena_printf(a, "%s)", out);
}

static int put_fillings(struct mdp_arena *a, const char *name, const json_t *input, bool all, struct filling *out)
{
	const char *kind = json_string_value(json_object_get(input, "kind"));
	const json_t *sample = json_object_get(input, "sample"), *choice = all ? json_object_get(input, "all") : NULL;
	if (!strcmp(kind, "date range")) {
		out[0] = (struct filling){ mdp_arena_printf(a, "inputs.%s.start", name),
					   text_of(a, json_array_get(sample, 0), false) };
		out[1] = (struct filling){ mdp_arena_printf(a, "inputs.%s.end", name),
					   text_of(a, json_array_get(sample, 1), false) };
		return 2;
	}
	bool param = !strcmp(kind, "page parameter"),
	     bare = !strcmp(kind, "button group") || !strcmp(kind, "slider") || !strcmp(kind, "text");
	out->name = mdp_arena_printf(a, "%s.%s%s", param ? "params" : "inputs", name, param || bare ? "" : ".value");
	if (!strcmp(kind, "multi-select"))
		out->value = choice ? mdp_arena_printf(a, "(%s)", text_of(a, choice, true)) : list_of(a, sample);
	else
		out->value = text_of(a, choice ? choice : sample, false);
	return 1;
}

static struct filling *fillings_of(struct mdp_arena *a, const char *json, bool all)
{
	struct filling *out = MDP_NEW_ARRAY(a, 64, struct filling);
	json_t *root = json_loads(json, 0, NULL);
	const char *name;
	json_t *input;
	int n = 0;
	json_object_foreach(json_object_get(root, "inputs"), name, input) n +=
		put_fillings(a, mdp_arena_strdup(a, name), input, all, &out[n]);
	json_decref(root);
	return out;
}

static json_t *value_of(struct mdp_arena *a, const struct mdp_value *v)
{
	if (v->type == MDP_T_NULL_)
		return json_null();
	if (v->type == MDP_T_BOOL)
		return json_boolean(v->b);
	return mdp_value_is_number(v) ? json_real(mdp_value_number(v)) : json_string(cell(a, v));
}

static void add_case(struct mdp_arena *a, json_t *log, const char *sql, const struct mdp_result *res)
{
	json_t *rows = json_array();
	for (int64_t r = 0; r < res->nrows; r++) {
		json_t *row = json_array();
		for (int c = 0; c < res->ncolumns; c++)
			json_array_append_new(row, value_of(a, mdp_result_at(res, r, c)));
		json_array_append_new(rows, row);
	}
	json_array_append_new(log, json_pack("{s:s, s:o}", "sql", sql, "rows", rows));
}

bool template_agrees(struct mdp_session *s, struct mdp_engine *e, struct mdp_arena *a, const char *json,
		     const char *sql, enum mdp_page_inputs inputs, json_t *log)
{
	struct mdp_error err = { 0 };
	struct mdp_query *query;
	struct mdp_answer ans = { 0 };
	struct mdp_result res = { 0 };
	const char *filled = template_fill(a, sql, fillings_of(a, json, inputs == MDP_PAGE_ALL));
	bool same = false;
	if (!filled || mdp_pages_query(a, mdp_str_of(json), inputs, &query, &err))
		printf("# %s\n", err.primary);
	else if (mdp_ask_query(s, query, a, &ans))
		printf("# mdp query: %s\n", ans.reason.primary);
	else if (mdp_engine_query(e, filled, NULL, 0, 0, &res, &err))
		printf("# %s %s\n", err.primary, err.detail);
	else
		same = template_same(a, &res, &ans.result);
	if (same && log)
		add_case(a, log, filled, &ans.result);
	mdp_result_release(&res);
	mdp_answer_release(&ans);
	return same;
}
