/*
 * The answer as one JSON object on one line: the contract of programs, described by docs/answer.schema.json. Every
 * field is always there. Spans are [start, end) in bytes of the question.
 */
#include "query/query.h"
#include "render/json.h"
#include "render/sheet.h"
#include "base/banned.h"

static void put_span(struct mdp_json *j, struct mdp_span span)
{
	if (span.length <= 0) {
		mdp_json_null(j);
		return;
	}
	mdp_json_open(j, '[');
	mdp_json_int(j, span.start);
	mdp_json_int(j, span.start + span.length);
	mdp_json_close(j, ']');
}

static void put_query(struct mdp_json *j, const struct mdp_query *q)
{
	if (!q) {
		mdp_json_null(j);
		return;
	}
	struct mdp_arena a;
	mdp_arena_init(&a);
	mdp_json_raw(j, mdp_query_dump(&a, q));
	mdp_arena_release(&a);
}

static void put_understood(struct mdp_json *j, const struct mdp_answer *ans)
{
	mdp_json_key(j, "understood");
	mdp_json_open(j, '[');
	for (int i = 0; i < ans->nunderstood; i++) {
		const struct mdp_understood *u = &ans->understood[i];
		mdp_json_open(j, '{');
		mdp_json_key(j, "text");
		mdp_json_text(j, u->text);
		mdp_json_key(j, "type");
		mdp_json_text(j, u->type);
		mdp_json_key(j, "meaning");
		mdp_json_text(j, u->meaning);
		mdp_json_key(j, "span");
		put_span(j, u->span);
		mdp_json_close(j, '}');
	}
	mdp_json_close(j, ']');
}

static void put_rows(struct mdp_json *j, const struct mdp_answer *ans)
{
	const struct mdp_result *res = &ans->result;
	struct mdp_arena a;
	mdp_arena_init(&a);
	int64_t n = ans->limit_rows > 0 && ans->limit_rows < res->nrows ? ans->limit_rows : res->nrows;
	mdp_json_key(j, "columns");
	mdp_json_open(j, '[');
	for (int i = 0; i < res->ncolumns; i++) {
		const struct mdp_plan_column *p = ans->columns ? &ans->columns[i] : NULL;
		mdp_json_open(j, '{');
		mdp_json_key(j, "name");
		mdp_json_text(j, p && p->name ? mdp_plan_column_title(&a, p) : res->columns[i].name);
		mdp_json_key(j, "type");
		mdp_json_text(j, mdp_type_word(res->columns[i].type));
		mdp_json_key(j, "unit");
		mdp_json_text(j, p ? p->unit : NULL);
		mdp_json_close(j, '}');
	}
	mdp_json_close(j, ']');
	mdp_json_key(j, "rows");
	mdp_json_open(j, '[');
	for (int64_t r = 0; r < n; r++) {
		mdp_json_open(j, '[');
		for (int c = 0; c < res->ncolumns; c++)
			mdp_json_value(j, mdp_result_at(res, r, c));
		mdp_json_close(j, ']');
	}
	mdp_json_close(j, ']');
	mdp_json_key(j, "row_count");
	mdp_json_int(j, res->nrows); /* all of them, also those that are not shown */
	mdp_json_key(j, "truncated");
	mdp_json_bool(j, res->truncated || n < res->nrows);
	mdp_arena_release(&a);
}

static void put_definitions(struct mdp_json *j, const struct mdp_answer *ans)
{
	mdp_json_key(j, "definitions");
	mdp_json_open(j, '[');
	for (int i = 0; i < ans->ndefinitions; i++) {
		const struct mdp_definition *d = &ans->definitions[i];
		mdp_json_open(j, '{');
		mdp_json_key(j, "name");
		mdp_json_text(j, d->name);
		mdp_json_key(j, "expression");
		mdp_json_text(j, d->expression);
		mdp_json_key(j, "entity");
		mdp_json_text(j, d->entity);
		mdp_json_key(j, "source");
		struct mdp_buf place = MDP_BUF_INIT;
		if (d->source.file)
			mdp_buf_printf(&place, d->source.line > 0 ? "%s:%d" : "%s", d->source.file, d->source.line);
		mdp_json_text(j, d->source.file ? mdp_buf_cstr(&place) : NULL);
		mdp_buf_release(&place);
		mdp_json_close(j, '}');
	}
	mdp_json_close(j, ']');
}

static void put_caveats(struct mdp_json *j, const struct mdp_answer *ans)
{
	mdp_json_key(j, "caveats");
	mdp_json_open(j, '[');
	for (int i = 0; i < ans->ncaveats; i++) {
		mdp_json_open(j, '{');
		mdp_json_key(j, "code");
		mdp_json_text(j, ans->caveats[i].code);
		mdp_json_key(j, "text");
		mdp_json_text(j, ans->caveats[i].text);
		mdp_json_close(j, '}');
	}
	mdp_json_close(j, ']');
}

static void put_period(struct mdp_json *j, const struct mdp_answer *ans)
{
	mdp_json_key(j, "period");
	if (!ans->period_from && !ans->period_to) {
		mdp_json_null(j);
		return;
	}
	mdp_json_open(j, '{');
	mdp_json_key(j, "from");
	mdp_json_text(j, ans->period_from);
	mdp_json_key(j, "to");
	mdp_json_text(j, ans->period_to);
	mdp_json_key(j, "column");
	mdp_json_text(j, ans->period_column);
	mdp_json_close(j, '}');
}

static void put_reason(struct mdp_json *j, const struct mdp_answer *ans)
{
	const struct mdp_error *e = &ans->reason;
	mdp_json_key(j, "reason");
	if (ans->status == MDP_ANSWERED) {
		mdp_json_null(j);
		return;
	}
	mdp_json_open(j, '{');
	mdp_json_key(j, "code");
	mdp_json_text(j, e->reason != MDP_REASON_NONE ? mdp_reason_word(e->reason) : mdp_code_word(e->code));
	mdp_json_key(j, "message");
	struct mdp_buf text = MDP_BUF_INIT;
	mdp_buf_puts(&text, e->primary);
	if (e->detail[0])
		mdp_buf_printf(&text, ": %s", e->detail);
	mdp_json_text(j, mdp_buf_cstr(&text));
	mdp_buf_release(&text);
	mdp_json_key(j, "hint");
	mdp_json_text(j, e->hint[0] ? e->hint : NULL);
	mdp_json_key(j, "span");
	put_span(j, e->span);
	mdp_json_key(j, "suggestions");
	mdp_json_open(j, '[');
	for (int i = 0; i < ans->nsuggestions; i++)
		mdp_json_text(j, ans->suggestions[i]);
	mdp_json_close(j, ']');
	mdp_json_close(j, '}');
}

static void put_choices(struct mdp_json *j, const struct mdp_answer *ans)
{
	mdp_json_key(j, "choices");
	mdp_json_open(j, '[');
	for (int i = 0; i < ans->nchoices; i++) {
		mdp_json_open(j, '{');
		mdp_json_key(j, "text");
		mdp_json_text(j, ans->choices[i].text);
		mdp_json_key(j, "query");
		put_query(j, ans->choices[i].query);
		mdp_json_close(j, '}');
	}
	mdp_json_close(j, ']');
}

static void put_changed(struct mdp_json *j, const struct mdp_answer *ans)
{
	mdp_json_key(j, "changed");
	mdp_json_open(j, '[');
	for (int i = 0; i < ans->nchanges; i++) {
		mdp_json_open(j, '{');
		mdp_json_key(j, "what");
		mdp_json_text(j, ans->changes[i].what);
		mdp_json_key(j, "from");
		mdp_json_text(j, ans->changes[i].from);
		mdp_json_key(j, "to");
		mdp_json_text(j, ans->changes[i].to);
		mdp_json_close(j, '}');
	}
	mdp_json_close(j, ']');
}

static void put_sql(struct mdp_json *j, const struct mdp_answer *ans)
{
	mdp_json_key(j, "sql");
	mdp_json_text(j, ans->sql.text);
	mdp_json_key(j, "params");
	mdp_json_open(j, '[');
	for (int i = 0; i < ans->sql.nparams; i++)
		mdp_json_value(j, &ans->sql.params[i]);
	mdp_json_close(j, ']');
}

void mdp_answer_json(struct mdp_buf *out, const struct mdp_answer *ans)
{
	struct mdp_json j = { out, false };
	mdp_json_open(&j, '{');
	mdp_json_key(&j, "status");
	mdp_json_text(&j, mdp_status_word(ans->status));
	mdp_json_key(&j, "question");
	mdp_json_text(&j, ans->question);
	mdp_json_key(&j, "answer");
	mdp_json_text(&j, ans->sentence);
	mdp_json_key(&j, "restated");
	mdp_json_text(&j, ans->restated);
	put_understood(&j, ans);
	put_changed(&j, ans);
	mdp_json_key(&j, "query");
	put_query(&j, ans->query);
	put_rows(&j, ans);
	put_sql(&j, ans);
	put_definitions(&j, ans);
	put_caveats(&j, ans);
	put_period(&j, ans);
	mdp_json_key(&j, "as_of");
	mdp_json_text(&j, ans->as_of);
	put_reason(&j, ans);
	put_choices(&j, ans);
	mdp_json_key(&j, "id");
	mdp_json_text(&j, ans->id);
	mdp_json_key(&j, "timing_ms");
	mdp_json_open(&j, '{');
	for (int i = 0; i < ans->ntiming; i++) {
		mdp_json_key(&j, ans->timing[i].stage);
		mdp_json_double(&j, ans->timing[i].ms);
	}
	mdp_json_close(&j, '}');
	mdp_json_close(&j, '}');
	mdp_buf_putc(out, '\n');
}
