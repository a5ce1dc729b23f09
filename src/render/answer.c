/*
 * One answer in the chosen format. For people: the sentence, the rows and a chart where one helps, how the question was
 * understood, definitions with their places, caveats, the statement when asked. CSV and TSV hold the rows alone.
 */
#include <string.h>
#include "base/utf8.h"
#include "render/json.h"
#include "render/sheet.h"
#include "base/banned.h"

#define SPARK_CELLS 60
#define SPARK_ROWS 24 /* a series longer than this gets a line of heights rather than bars */

static const char *on(const struct mdp_style *style, const char *code)
{
	return style->color ? code : "";
}

#define HEADING 12 /* cells */

static void heading(struct mdp_buf *out, const struct mdp_style *style, const char *name)
{
	mdp_buf_printf(out, "%s%-11s%s ", on(style, "\033[2m"), name, on(style, "\033[0m"));
}

/* Beside a heading, and on lines of its own below it where the screen is narrow. */
static void noted(struct mdp_buf *out, const struct mdp_style *style, const char *name, const char *text)
{
	bool narrow = style->width > 0 && style->width < 5 * HEADING;
	if (narrow && name[0])
		mdp_buf_printf(out, "%s%s%s\n", on(style, "\033[2m"), name, on(style, "\033[0m"));
	if (narrow)
		mdp_buf_puts(out, "  ");
	else
		heading(out, style, name);
	mdp_text_wrap(out, text, style->width, narrow ? 2 : HEADING);
	mdp_buf_putc(out, '\n');
}

static void put_definition(struct mdp_buf *out, const struct mdp_definition *d)
{
	mdp_buf_printf(out, "%s = %s", d->name, d->expression);
	if (d->source.file)
		mdp_buf_printf(out, d->source.line > 0 ? "  (%s:%d)" : "  (%s)", d->source.file, d->source.line);
}

void mdp_render_sql(struct mdp_buf *out, const struct mdp_answer *ans)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	mdp_buf_printf(out, "%s\n", ans->sql.text);
	for (int i = 0; i < ans->sql.nparams; i++)
		mdp_buf_printf(out, "-- $%d = %s\n", i + 1, mdp_value_print(&a, &ans->sql.params[i]));
	mdp_arena_release(&a);
}

/* "changed: period 2024 → 2023". */
static void put_changed(struct mdp_buf *out, const struct mdp_answer *ans)
{
	for (int i = 0; i < ans->nchanges; i++) {
		const struct mdp_change *c = &ans->changes[i];
		mdp_buf_printf(out, "%s%s", i ? "; " : "", c->what);
		if (c->from)
			mdp_buf_printf(out, " %s →", c->from);
		mdp_buf_printf(out, " %s", c->to ? c->to : "none");
	}
}

/* `put` writes something; it stands beside the heading, wrapped. */
static void noted_by(struct mdp_buf *out, const struct mdp_style *style, const char *name,
		     void (*put)(struct mdp_buf *out, const struct mdp_answer *ans, int i),
		     const struct mdp_answer *ans, int i)
{
	struct mdp_buf text = MDP_BUF_INIT;
	put(&text, ans, i);
	noted(out, style, name, mdp_buf_cstr(&text));
	mdp_buf_release(&text);
}

static void put_change_all(struct mdp_buf *out, const struct mdp_answer *ans, int i)
{
	(void)i;
	put_changed(out, ans);
}

static void put_understood_one(struct mdp_buf *out, const struct mdp_answer *ans, int i)
{
	const struct mdp_understood *u = &ans->understood[i];
	mdp_buf_printf(out, "“%s” %s: %s", u->text, u->type, u->meaning ? u->meaning : "");
}

static void put_definition_one(struct mdp_buf *out, const struct mdp_answer *ans, int i)
{
	put_definition(out, &ans->definitions[i]);
}

static void put_notes(struct mdp_buf *out, const struct mdp_answer *ans, const struct mdp_style *style)
{
	if (ans->nchanges)
		noted_by(out, style, "Changed", put_change_all, ans, 0);
	if (ans->restated)
		noted(out, style, "Understood", ans->restated);
	for (int i = 0; style->verbose && i < ans->nunderstood; i++)
		noted_by(out, style, "", put_understood_one, ans, i);
	for (int i = 0; i < ans->ndefinitions; i++)
		noted_by(out, style, i ? "" : "Definition", put_definition_one, ans, i);
	for (int i = 0; i < ans->ncaveats; i++)
		noted(out, style, i ? "" : "Note", ans->caveats[i].text);
	if (style->verbose && ans->id) {
		heading(out, style, "Answer id");
		mdp_buf_printf(out, "%s\n", ans->id);
	}
	for (int i = 0; style->verbose && i < ans->ntiming; i++) {
		heading(out, style, i ? "" : "Time");
		mdp_buf_printf(out, "%-10s %8.2f ms\n", ans->timing[i].stage, ans->timing[i].ms);
	}
}

/* A single value is in the sentence already. */
static bool needs_table(const struct mdp_answer *ans)
{
	return ans->result.ncolumns > 0 && !(ans->result.nrows <= 1 && ans->result.ncolumns == 1) &&
	       ans->result.nrows > 0;
}

/* Of rows that are not shown, how many. */
static const char *rest_of(struct mdp_arena *a, const struct mdp_answer *ans, const struct mdp_sheet *s,
			   const struct mdp_style *style)
{
	struct mdp_buf out = MDP_BUF_INIT;
	mdp_more_rows(&out, ans->result.nrows - s->nrows, style, a);
	mdp_buf_puts(&out, ans->result.truncated ? "… stopped at the row limit\n" : "");
	const char *text = mdp_arena_strdup(a, mdp_buf_cstr(&out));
	mdp_buf_release(&out);
	return text;
}

static void render_table(struct mdp_buf *out, const struct mdp_catalog *c, const struct mdp_answer *ans,
			 const struct mdp_style *style)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	if (ans->sentence) {
		mdp_buf_puts(out, on(style, "\033[1m"));
		mdp_text_wrap(out, ans->sentence, style->width, 0);
		mdp_buf_printf(out, "%s\n", on(style, "\033[0m"));
	}
	struct mdp_buf drawn = MDP_BUF_INIT;
	if ((ans->chart || style->draw) && style->shape != MDP_CHART_NONE)
		mdp_render_chart(&drawn, c, ans, style);
	if (drawn.n) {
		mdp_buf_putc(out, '\n');
		mdp_buf_put(out, drawn.p, drawn.n);
	} else if (needs_table(ans)) {
		struct mdp_sheet s = mdp_sheet_of(c, ans, &a);
		int chart = style->chart ? mdp_chart_column(&s) : -1;
		bool line = chart >= 0 && ans->series != MDP_GRAIN_NONE && s.nrows > SPARK_ROWS;
		s.bars = line ? -1 : chart;
		mdp_buf_putc(out, '\n');
		if (line)
			mdp_chart_spark(out, &s, chart,
					style->width > 0 && style->width < SPARK_CELLS ? style->width : SPARK_CELLS);
		mdp_sheet_table(out, &s, style);
		mdp_buf_puts(out, rest_of(&a, ans, &s, style));
	}
	mdp_buf_release(&drawn);
	if (!style->quiet) {
		mdp_buf_putc(out, '\n');
		put_notes(out, ans, style);
	}
	if (style->sql && ans->sql.text) {
		mdp_buf_putc(out, '\n');
		mdp_render_sql(out, ans);
	}
	mdp_arena_release(&a);
}

int64_t mdp_render_rows(struct mdp_buf *out, const struct mdp_catalog *c, const struct mdp_answer *ans,
			const struct mdp_style *style, int64_t from, int64_t n)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	struct mdp_sheet s = mdp_sheet_of(c, ans, &a);
	int64_t left = from < s.nrows ? s.nrows - from : 0;
	n = n < left ? n : left;
	s.values += from * s.ncolumns;
	s.nrows = n;
	if (n > 0)
		mdp_sheet_table(out, &s, style);
	mdp_more_rows(out, left - n, style, &a);
	mdp_arena_release(&a);
	return n;
}

static void render_md(struct mdp_buf *out, const struct mdp_catalog *c, const struct mdp_answer *ans,
		      const struct mdp_style *style)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	mdp_buf_printf(out, "**%s**\n", ans->sentence ? ans->sentence : "");
	if (needs_table(ans)) {
		struct mdp_sheet s = mdp_sheet_of(c, ans, &a);
		mdp_buf_putc(out, '\n');
		mdp_render_sheet(out, &s, style);
		const char *rest = rest_of(&a, ans, &s, style);
		mdp_buf_printf(out, "%s%s", *rest ? "\n" : "", rest);
		if (style->counted && !*rest)
			mdp_buf_printf(out, "\n%lld row%s\n", (long long)ans->result.nrows,
				       ans->result.nrows == 1 ? "" : "s");
	}
	if (!style->quiet && ans->nchanges) {
		mdp_buf_puts(out, "\nChanged: ");
		put_changed(out, ans);
		mdp_buf_putc(out, '\n');
	}
	if (!style->quiet && ans->restated)
		mdp_buf_printf(out, "\nUnderstood as: %s\n", ans->restated);
	for (int i = 0; !style->quiet && i < ans->ndefinitions; i++) {
		mdp_buf_puts(out, i ? "- " : "\n- ");
		put_definition(out, &ans->definitions[i]);
		mdp_buf_putc(out, '\n');
	}
	for (int i = 0; !style->quiet && i < ans->ncaveats; i++)
		mdp_buf_printf(out, "%s> %s\n", i ? ">\n" : "\n", ans->caveats[i].text);
	if (style->sql && ans->sql.text) {
		mdp_buf_puts(out, "\n```sql\n");
		mdp_render_sql(out, ans);
		mdp_buf_puts(out, "```\n");
	}
	mdp_arena_release(&a);
}

static void html_paragraph(struct mdp_buf *out, const char *class, const char *text)
{
	mdp_buf_printf(out, "<p class=\"%s\">", class);
	mdp_html_text(out, text);
	mdp_buf_puts(out, "</p>\n");
}

static void render_html(struct mdp_buf *out, const struct mdp_catalog *c, const struct mdp_answer *ans,
			const struct mdp_style *style)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	mdp_buf_puts(out, "<section class=\"answer\">\n");
	html_paragraph(out, "sentence", ans->sentence ? ans->sentence : "");
	if (needs_table(ans)) {
		struct mdp_sheet s = mdp_sheet_of(c, ans, &a);
		mdp_sheet_html(out, &s);
		const char *rest = rest_of(&a, ans, &s, style);
		if (*rest)
			html_paragraph(out, "more", mdp_arena_strndup(&a, rest, strlen(rest) - 1));
	}
	if (!style->quiet && ans->restated)
		html_paragraph(out, "understood", ans->restated);
	for (int i = 0; !style->quiet && i < ans->ndefinitions; i++) {
		struct mdp_buf text = MDP_BUF_INIT;
		put_definition(&text, &ans->definitions[i]);
		html_paragraph(out, "definition", mdp_buf_cstr(&text));
		mdp_buf_release(&text);
	}
	for (int i = 0; !style->quiet && i < ans->ncaveats; i++)
		html_paragraph(out, "caveat", ans->caveats[i].text);
	if (style->sql && ans->sql.text) {
		struct mdp_buf text = MDP_BUF_INIT;
		mdp_render_sql(&text, ans);
		mdp_buf_puts(out, "<pre><code>");
		mdp_html_text(out, mdp_buf_cstr(&text));
		mdp_buf_puts(out, "</code></pre>\n");
		mdp_buf_release(&text);
	}
	mdp_buf_puts(out, "</section>\n");
	mdp_arena_release(&a);
}

void mdp_render_answer(struct mdp_buf *out, const struct mdp_catalog *c, const struct mdp_answer *ans,
		       const struct mdp_style *style)
{
	if (style->format == MDP_FORMAT_JSON) {
		mdp_answer_json(out, ans);
		return;
	}
	if (ans->status != MDP_ANSWERED) {
		mdp_render_problem(out, ans, style);
		return;
	}
	struct mdp_arena a;
	switch (style->format) {
	case MDP_FORMAT_MD:
		render_md(out, c, ans, style);
		break;
	case MDP_FORMAT_HTML:
		render_html(out, c, ans, style);
		break;
	case MDP_FORMAT_CSV:
	case MDP_FORMAT_TSV: {
		mdp_arena_init(&a);
		struct mdp_sheet s = mdp_sheet_of(c, ans, &a);
		mdp_render_sheet(out, &s, style);
		mdp_arena_release(&a);
		break;
	}
	case MDP_FORMAT_TABLE:
	case MDP_FORMAT_JSON:
		render_table(out, c, ans, style);
		break;
	}
}
