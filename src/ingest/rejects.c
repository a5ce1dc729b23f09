/*
 * What the engine's reader left out, in its own tables, made into a report that a person can act on: the place in the file (the
 * engine counts records; people's editors count lines), the column, the reason.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "ingest/csv.h"
#include "ingest/table.h"
#include "base/banned.h"

static const char sql_rejects[] =
	"SELECT s.file_path, r.line, r.line_byte_position, r.column_name, r.error_type::VARCHAR, r.error_message, "
	"left(r.csv_line, 200) FROM mdp_rejects r JOIN mdp_scans s USING (scan_id, file_id) "
	"ORDER BY r.line, r.column_idx, r.error_message";

/* name of the engine's kind of error, what it is to us; NULL = as the engine says */
static const struct kind {
	const char *name, *reason;
	bool fatal;
	bool whole_line; /* the engine tells it again for each column that has no value */
} kinds[] = {
	{ "INVALID ENCODING", "not UTF-8", true, false },
	{ "LINE SIZE OVER MAXIMUM", "the line is too long", true, true },
	{ "MISSING COLUMNS", "too few values", false, true },
	{ "TOO MANY COLUMNS", "too many values", false, true },
	{ "UNQUOTED VALUE", "a quote is not closed, or text follows it", false, false },
};

static const struct kind *kind_of(struct mdp_str name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (mdp_str_is(name, kinds[i].name))
			return &kinds[i];
	return NULL;
}

static const char *text_at(struct mdp_arena *a, const struct mdp_result *res, int64_t r, int c)
{
	const struct mdp_value *v = mdp_result_at(res, r, c);

	return v->type == MDP_T_NULL_ ? NULL : mdp_arena_strndup(a, v->s.p, v->s.n);
}

/* "Error when converting column "x". Could not convert string "y" to 'Z'" says the column twice. */
static const char *reason_of(struct mdp_arena *a, const struct mdp_result *res, int64_t r, const struct kind *k)
{
	const char *message = text_at(a, res, r, 5), *cut;

	if (k)
		return k->reason;
	cut = message ? strstr(message, "\". ") : NULL;
	message = cut ? cut + 3 : message ? message : "rejected";
	return mdp_arena_printf(a, "%.*s", (int)strcspn(message, "\n"), message);
}

static int fail_reject(const struct mdp_reject *r, struct mdp_error *err)
{
	int rc = mdp_fail(err, MDP_FORMAT, "%s", r->reason);

	if (r->column)
		mdp_error_detail(err, "column %s", r->column);
	mdp_error_hint(err, "convert the file to UTF-8 (iconv -t UTF-8) or export it as UTF-8");
	mdp_error_at(err, r->file, (int)r->line);
	return rc;
}

static int take_rejects(const struct mdp_result *res, const struct mdp_source_table *s, struct mdp_report *report,
			struct mdp_error *err)
{
	struct mdp_arena *a = &report->arena;
	const char *file = text_at(a, res, 0, 0);
	int n = (int)res->nrows, rc;
	int64_t *positions = MDP_NEW_ARRAY(a, (size_t)n, int64_t), *lines = MDP_NEW_ARRAY(a, (size_t)n, int64_t);

	for (int r = 0; r < n; r++)
		positions[r] = mdp_result_at(res, r, 2)->i;
	rc = mdp_csv_lines_at(file, positions, lines, n, err);
	for (int r = 0; !rc && r < n; r++) {
		const struct mdp_value *type = mdp_result_at(res, r, 4);
		const struct kind *k = kind_of(type->s);

		if (k && k->whole_line && r > 0 && lines[r] == lines[r - 1] &&
		    mdp_str_eq(type->s, mdp_result_at(res, r - 1, 4)->s))
			continue;
		struct mdp_reject reject = { .table = mdp_arena_printf(a, "%s.%s", s->schema, s->identifier),
					     .file = file,
					     .line = lines[r],
					     .column = text_at(a, res, r, 3),
					     .reason = reason_of(a, res, r, k),
					     .text = text_at(a, res, r, 6) };

		MDP_PUSH(a, report->rejects, report->nrejects, report->cap_rejects, reject);
		if (k && k->fatal)
			rc = fail_reject(&reject, err);
	}
	return rc;
}

static int fail_all(const struct mdp_reject *first, const struct mdp_source_table *s, bool all, struct mdp_error *err)
{
	int rc = mdp_fail(err, MDP_FORMAT, "%s lines were rejected", all ? "all" : "too many");

	mdp_error_detail(err, "the first because: %s%s%s", first->column ? first->column : "",
			 first->column ? ": " : "", first->reason);
	mdp_error_hint(err, "the file is not what %s:%d declares; change one of the two", s->file, s->line);
	mdp_error_at(err, first->file, (int)first->line);
	return rc;
}

int mdp_ingest_read_rejects(struct mdp_engine *e, const struct mdp_source_table *s, int64_t records, int64_t *lines,
			    struct mdp_report *report, struct mdp_error *err)
{
	struct mdp_result res;
	int rc = mdp_engine_query(e, sql_rejects, NULL, 0, 0, &res, err);
	int first = report->nrejects;

	*lines = 0;
	for (int64_t r = 0; !rc && r < res.nrows; r++)
		*lines += r == 0 || mdp_result_at(&res, r, 1)->i != mdp_result_at(&res, r - 1, 1)->i;
	if (!rc && res.nrows)
		rc = take_rejects(&res, s, report, err);
	if (!rc && (res.nrows >= MDP_LIMIT_REJECTS || (*lines && *lines >= records)))
		rc = fail_all(&report->rejects[first], s, *lines >= records, err);
	report->rejected_lines += rc ? 0 : *lines;
	mdp_result_release(&res);
	return rc;
}
