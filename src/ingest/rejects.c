/*
 * What was left out, by the engine (told in its own tables) and by us, made into a report that a person can act on: the place
 * in the file (the engine counts records; people's editors count lines), the column, the reason. A load that leaves out more
 * than a small share is none: that is not the file that was declared.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "ingest/load.h"
#include "base/banned.h"

static const char sql_rejects[] =
	"SELECT r.line_byte_position, r.column_name, r.error_type::VARCHAR, r.error_message, left(r.csv_line, 200) "
	"FROM mdp_rejects r ORDER BY r.line_byte_position, r.column_idx, r.error_message";

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
	const char *message = text_at(a, res, r, 3), *cut;

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
	mdp_error_hint(
		err,
		"say which it is beside `file` in the source's meta (`encoding: windows-1252`, say), or export the "
		"file as UTF-8");
	mdp_error_at(err, r->file, (int)r->line);
	return rc;
}

int mdp_load_engine_rejects(struct mdp_load *l, int64_t *lines, struct mdp_error *err)
{
	struct mdp_result res;
	int rc = mdp_engine_query(l->e, "SELECT count(DISTINCT line_byte_position) FROM mdp_rejects", NULL, 0, 0, &res,
				  err);

	*lines = rc ? 0 : mdp_result_at(&res, 0, 0)->i;
	mdp_result_release(&res);
	return rc;
}

static int by_line(const void *a, const void *b)
{
	const struct mdp_reject *x = a, *y = b;

	return x->line < y->line ? -1 : x->line > y->line;
}

/* The engine's rejects and ours with their places, in the order of the file. */
static int take_rejects(struct mdp_load *l, const struct mdp_result *res, const struct mdp_load_bad *bad, int nbad,
			struct mdp_report *report, struct mdp_error *err)
{
	struct mdp_arena *a = &report->arena;
	int n = (int)res->nrows, from = report->nrejects, rc;
	struct mdp_csv_place *bytes = MDP_NEW_ARRAY(l->a, (size_t)n + 1, struct mdp_csv_place);
	struct mdp_csv_place *numbers = MDP_NEW_ARRAY(l->a, (size_t)nbad + 1, struct mdp_csv_place);
	const char *table = mdp_arena_printf(a, "%s.%s", l->s->schema, l->s->identifier);
	const char *file = mdp_arena_strdup(a, l->path);

	for (int r = 0; r < n; r++)
		bytes[r].at = mdp_result_at(res, r, 0)->i;
	for (int r = 0; r < nbad; r++)
		numbers[r].at = bad[r].record;
	rc = mdp_csv_locate(a, &l->reading, bytes, n, numbers, nbad, err);
	for (int r = 0; !rc && r < n; r++) {
		const struct mdp_value *type = mdp_result_at(res, r, 2);
		const struct kind *k = kind_of(type->s);

		if (k && k->whole_line && r > 0 && bytes[r].at == bytes[r - 1].at &&
		    mdp_str_eq(type->s, mdp_result_at(res, r - 1, 2)->s))
			continue;
		struct mdp_reject reject = { .table = table,
					     .file = file,
					     .line = bytes[r].line,
					     .column = text_at(a, res, r, 1),
					     .reason = reason_of(a, res, r, k),
					     .text = bytes[r].text ? bytes[r].text : text_at(a, res, r, 4) };

		MDP_PUSH(a, report->rejects, report->nrejects, report->cap_rejects, reject);
		if (k && k->fatal)
			rc = fail_reject(&reject, err);
	}
	for (int r = 0; !rc && r < nbad; r++) {
		struct mdp_reject reject = { .table = table,
					     .file = file,
					     .line = numbers[r].line,
					     .column = mdp_arena_strdup(a, l->found[bad[r].field]),
					     .reason = mdp_field_reason(a, &l->fields[bad[r].field], bad[r].text),
					     .text = numbers[r].text };

		MDP_PUSH(a, report->rejects, report->nrejects, report->cap_rejects, reject);
	}
	if (!rc && report->nrejects > from)
		qsort(report->rejects + from, (size_t)(report->nrejects - from), sizeof(report->rejects[0]), by_line);
	return rc;
}

/* The share of rejected lines past which a file is not loaded. */
static bool too_many(const struct mdp_load *l, int64_t lines)
{
	double share = (double)lines / (double)(l->csv.records ? l->csv.records : 1);

	if (lines >= l->csv.records || lines >= MDP_LIMIT_REJECTS)
		return true;
	if (l->s->reading.most_rejected >= 0)
		return share > l->s->reading.most_rejected;
	return share > (l->csv.records < MDP_REJECTED_FEW_LINES ? MDP_REJECTED_SHARE_OF_FEW : MDP_REJECTED_SHARE);
}

static int fail_all(const struct mdp_load *l, const struct mdp_reject *first, int64_t lines, struct mdp_error *err)
{
	bool all = lines >= l->csv.records;
	int rc = mdp_fail(err, MDP_FORMAT, "%s lines were rejected", all ? "all" : "too many");

	mdp_error_detail(err, "%lld of %lld, the first because: %s%s%s", (long long)lines, (long long)l->csv.records,
			 first->column ? first->column : "", first->column ? ": " : "", first->reason);
	if (strchr(first->reason, '`'))
		mdp_error_hint(err, "settings stand beside `file` in the source's meta (%s:%d)", l->s->file,
			       l->s->line);
	else
		mdp_error_hint(err, "the file is not what %s:%d declares; change one of the two%s", l->s->file,
			       l->s->line, all ? "" : ", or allow more with `max_rejected: 50%` in the source's meta");
	mdp_error_at(err, first->file, (int)first->line);
	return rc;
}

int mdp_load_rejects(struct mdp_load *l, const struct mdp_load_bad *bad, int nbad, int64_t *lines,
		     struct mdp_report *report, struct mdp_error *err)
{
	struct mdp_result res;
	int rc = mdp_engine_query(l->e, sql_rejects, NULL, 0, 0, &res, err);
	int first = report->nrejects;

	*lines = 0;
	for (int64_t r = 0; !rc && r < res.nrows; r++)
		*lines += r == 0 || mdp_result_at(&res, r, 0)->i != mdp_result_at(&res, r - 1, 0)->i;
	for (int r = 0; !rc && r < nbad; r++)
		*lines += r == 0 || bad[r].record != bad[r - 1].record;
	if (!rc && (res.nrows || nbad))
		rc = take_rejects(l, &res, bad, nbad, report, err);
	if (!rc && *lines && too_many(l, *lines))
		rc = fail_all(l, &report->rejects[first], *lines, err);
	report->rejected_lines += rc ? 0 : *lines;
	mdp_result_release(&res);
	return rc;
}
