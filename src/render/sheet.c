/*
 * Tables of values in the formats that have no look of their own: CSV and TSV for programs, JSON, Markdown. Machine
 * formats hold values as they are; the others hold them as people write them.
 */
#include <string.h>
#include "render/json.h"
#include "render/sheet.h"
#include "base/banned.h"

static const char *const format_words[] = {
#define X(name, word) word,
	MDP_FORMATS(X)
#undef X
};

bool mdp_format_from_word(struct mdp_str word, enum mdp_format *out)
{
	for (size_t i = 0; i < sizeof(format_words) / sizeof(format_words[0]); i++) {
		if (mdp_str_is(word, format_words[i])) {
			*out = (enum mdp_format)i;
			return true;
		}
	}
	return false;
}

bool mdp_chart_from_word(struct mdp_str word, enum mdp_chart *out)
{
	static const char *const words[] = {
#define X(name, text) text,
		MDP_CHARTS(X)
#undef X
	};
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (mdp_str_is(word, words[i])) {
			*out = (enum mdp_chart)i;
			return true;
		}
	return false;
}

const char *mdp_format_word(enum mdp_format f)
{
	return format_words[f];
}

static bool is_bare_digits(enum mdp_role role)
{
	return role == MDP_ROLE_ID || role == MDP_ROLE_YEAR || role == MDP_ROLE_CODE;
}

struct mdp_sheet mdp_sheet_of(const struct mdp_catalog *c, const struct mdp_answer *ans, struct mdp_arena *a)
{
	const struct mdp_result *res = &ans->result;
	const struct mdp_query *q = ans->query;
	struct mdp_sheet_column *columns = MDP_NEW_ARRAY(a, (size_t)res->ncolumns + 1, struct mdp_sheet_column);
	for (int i = 0; i < res->ncolumns; i++) {
		const struct mdp_plan_column *p = ans->columns ? &ans->columns[i] : NULL;
		enum mdp_type type = res->columns[i].type;
		columns[i].title = p && p->name ? mdp_plan_column_title(a, p) : res->columns[i].name;
		columns[i].unit = p ? p->unit : NULL;
		if (!columns[i].unit && p) {
			bool digits = p->key && p->column < 0;
			if (c && p->column >= 0)
				digits = is_bare_digits(c->columns[p->column].role);
			columns[i].unit = digits ? "id" : NULL;
		}
		for (int k = 0; p && p->name && q && q->kind == MDP_Q_SELECT && k < q->nshow; k++)
			columns[i].share |= q->show[k].expr->kind == MDP_X_WINDOW &&
					    q->show[k].expr->window == MDP_WIN_SHARE &&
					    !strcmp(q->show[k].name, p->name);
		if (type == MDP_T_DATE || type == MDP_T_TIMESTAMP)
			columns[i].grain = mdp_answer_grain(ans, i);
	}
	struct mdp_sheet s = { columns, res->ncolumns, res->values, res->nrows, -1, false };
	s.buckets = q && q->kind == MDP_Q_ANALYSIS && !strcmp(q->analysis, "distribution");
	if (ans->limit_rows > 0 && ans->limit_rows < s.nrows)
		s.nrows = ans->limit_rows;
	return s;
}

static const char *period_cell(struct mdp_arena *a, int64_t day, enum mdp_grain g)
{
	if (g == MDP_GRAIN_WEEK || g == MDP_GRAIN_DAY) {
		char text[MDP_DATE_TEXT];
		return mdp_arena_strdup(a, mdp_date_print(day, text));
	}
	return mdp_grain_human(a, day, g);
}

const char *mdp_sheet_cell(const struct mdp_sheet *s, int64_t row, int column, struct mdp_arena *a)
{
	const struct mdp_value *v = &s->values[row * s->ncolumns + column];
	enum mdp_grain g = s->columns[column].grain;
	if (v->type == MDP_T_DATE && g != MDP_GRAIN_NONE)
		return period_cell(a, v->i, g);
	if (v->type == MDP_T_TIMESTAMP && g != MDP_GRAIN_NONE && g != MDP_GRAIN_HOUR)
		return period_cell(a, v->i / INT64_C(86400000000), g);
	if (v->type == MDP_T_DATE || v->type == MDP_T_TIMESTAMP) {
		const char *text = mdp_value_print(a, v);
		size_t n = strlen(text);
		/* A time that is midnight says nothing. */
		bool midnight = v->type == MDP_T_TIMESTAMP && v->i % INT64_C(86400000000) == 0 && n > 10;
		return midnight ? mdp_arena_strndup(a, text, 10) : text;
	}
	return mdp_value_human(a, v, s->columns[column].unit);
}

bool mdp_sheet_numeric(const struct mdp_sheet *s, int column)
{
	bool any = false;
	for (int64_t r = 0; r < s->nrows; r++) {
		const struct mdp_value *v = &s->values[r * s->ncolumns + column];
		if (v->type == MDP_T_NULL_)
			continue;
		if (!mdp_value_is_number(v))
			return false;
		any = true;
	}
	return any;
}

/* As it is, also with a zero byte in it. */
static void delimited_cell(struct mdp_buf *out, struct mdp_str text, char sep)
{
	bool plain = true;
	if (sep == '\t') {
		/* TSV has no quotes: what would break a line becomes a space. */
		for (size_t i = 0; i < text.n; i++)
			mdp_buf_putc(out, text.p[i] && strchr("\t\n\r", text.p[i]) ? ' ' : text.p[i]);
		return;
	}
	for (size_t i = 0; i < text.n; i++)
		plain &= !text.p[i] || !strchr(",\"\r\n", text.p[i]);
	if (plain) {
		mdp_buf_put(out, text.p, text.n);
		return;
	}
	mdp_buf_putc(out, '"');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"')
			mdp_buf_putc(out, '"');
		mdp_buf_putc(out, text.p[i]);
	}
	mdp_buf_putc(out, '"');
}

static void render_delimited(struct mdp_buf *out, const struct mdp_sheet *s, char sep)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	for (int c = 0; c < s->ncolumns; c++) {
		if (c)
			mdp_buf_putc(out, sep);
		delimited_cell(out, mdp_str_of(s->columns[c].title), sep);
	}
	mdp_buf_putc(out, '\n');
	for (int64_t r = 0; r < s->nrows; r++) {
		for (int c = 0; c < s->ncolumns; c++) {
			const struct mdp_value *v = &s->values[r * s->ncolumns + c];
			if (c)
				mdp_buf_putc(out, sep);
			if (v->type == MDP_T_TEXT && !v->s.n && sep == ',')
				mdp_buf_puts(out, "\"\""); /* empty text is not null */
			else if (v->type != MDP_T_NULL_)
				delimited_cell(out, v->type == MDP_T_TEXT ? v->s : mdp_str_of(mdp_value_print(&a, v)),
					       sep);
		}
		mdp_buf_putc(out, '\n');
	}
	mdp_arena_release(&a);
}

static void render_json(struct mdp_buf *out, const struct mdp_sheet *s)
{
	struct mdp_json j = { out, false };
	mdp_json_open(&j, '[');
	for (int64_t r = 0; r < s->nrows; r++) {
		mdp_json_open(&j, '{');
		for (int c = 0; c < s->ncolumns; c++) {
			mdp_json_key(&j, s->columns[c].title);
			mdp_json_value(&j, &s->values[r * s->ncolumns + c]);
		}
		mdp_json_close(&j, '}');
	}
	mdp_json_close(&j, ']');
	mdp_buf_putc(out, '\n');
}

static void md_cell(struct mdp_buf *out, const char *text)
{
	for (const char *p = text; *p; p++) {
		if (strchr("|\\*_`<", *p))
			mdp_buf_putc(out, '\\');
		mdp_buf_putc(out, *p == '\n' || *p == '\r' ? ' ' : *p);
	}
}

static void render_md(struct mdp_buf *out, const struct mdp_sheet *s)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	for (int c = 0; c < s->ncolumns; c++) {
		mdp_buf_puts(out, c ? " | " : "| ");
		md_cell(out, s->columns[c].title);
	}
	mdp_buf_puts(out, " |\n");
	for (int c = 0; c < s->ncolumns; c++)
		mdp_buf_puts(out, !s->columns[c].left && mdp_sheet_numeric(s, c) ? "|---:" : "|---");
	mdp_buf_puts(out, "|\n");
	for (int64_t r = 0; r < s->nrows; r++) {
		for (int c = 0; c < s->ncolumns; c++) {
			mdp_buf_puts(out, c ? " | " : "| ");
			md_cell(out, mdp_sheet_cell(s, r, c, &a));
		}
		mdp_buf_puts(out, " |\n");
	}
	mdp_arena_release(&a);
}

void mdp_render_sheet(struct mdp_buf *out, const struct mdp_sheet *sheet, const struct mdp_style *style)
{
	switch (style->format) {
	case MDP_FORMAT_TABLE:
		mdp_sheet_table(out, sheet, style);
		break;
	case MDP_FORMAT_CSV:
		render_delimited(out, sheet, ',');
		break;
	case MDP_FORMAT_TSV:
		render_delimited(out, sheet, '\t');
		break;
	case MDP_FORMAT_JSON:
		render_json(out, sheet);
		break;
	case MDP_FORMAT_MD:
		render_md(out, sheet);
		break;
	case MDP_FORMAT_HTML:
		mdp_sheet_html(out, sheet);
		break;
	}
}
