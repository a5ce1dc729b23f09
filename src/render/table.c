/*
 * Tables on a screen. Columns are as wide as their widest cell; when a line is too long, the widest columns of text
 * give way first, then columns at the right are left out and counted. Numbers are never cut. Without a width nothing is
 * cut. A single row of many columns stands upright.
 */
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "render/sheet.h"
#include "base/banned.h"

#define GAP 2
#define TEXT_MIN 8
#define BAR_CELLS 20
#define RECORD_COLUMNS 6 /* a single row of as many is a record rather than a table */

struct layout {
	const char **cells; /* nrows × ncolumns */
	int *widths;
	bool *numeric;
	int64_t rows;
	int columns; /* that fit */
};

static int line_width(const struct layout *l, int columns)
{
	int sum = 0;
	for (int c = 0; c < columns; c++)
		sum += l->widths[c] + (c ? GAP : 0);
	return sum;
}

/* A cell's text on one line. */
static const char *one_line(struct mdp_arena *a, const char *text)
{
	if (!text[strcspn(text, "\r\n\t")])
		return text;
	char *copy = mdp_arena_strdup(a, text);
	for (char *p = copy; *p; p++)
		if (*p == '\n' || *p == '\r' || *p == '\t')
			*p = ' ';
	return copy;
}

static void fit(struct layout *l, int width)
{
	while (line_width(l, l->columns) > width) {
		int widest = -1;
		for (int c = 1; c < l->columns; c++)
			if (!l->numeric[c] && l->widths[c] > TEXT_MIN &&
			    (widest < 0 || l->widths[c] > l->widths[widest]))
				widest = c;
		/* What a row is called gives way last. */
		if (widest < 0 && l->columns > 0 && !l->numeric[0] && l->widths[0] > TEXT_MIN)
			widest = 0;
		if (widest < 0)
			break;
		l->widths[widest]--;
	}
	while (l->columns > 1 && line_width(l, l->columns) > width)
		l->columns--;
}

static void make_layout(struct layout *l, const struct mdp_sheet *s, const struct mdp_style *style, struct mdp_arena *a)
{
	l->rows = style->rows > 0 && s->nrows > style->rows ? style->rows : s->nrows;
	l->columns = s->ncolumns;
	l->cells = MDP_NEW_ARRAY(a, (size_t)(l->rows * s->ncolumns) + 1, const char *);
	l->widths = MDP_NEW_ARRAY(a, (size_t)s->ncolumns + 1, int);
	l->numeric = MDP_NEW_ARRAY(a, (size_t)s->ncolumns + 1, bool);
	for (int c = 0; c < s->ncolumns; c++) {
		l->numeric[c] = !s->columns[c].left && mdp_sheet_numeric(s, c);
		l->widths[c] = mdp_utf8_width(mdp_str_of(s->columns[c].title));
		for (int64_t r = 0; r < l->rows; r++) {
			const char *text = one_line(a, mdp_sheet_cell(s, r, c, a));
			int width = mdp_utf8_width(mdp_str_of(text));
			l->cells[r * s->ncolumns + c] = text;
			if (width > l->widths[c])
				l->widths[c] = width;
		}
	}
	if (style->width > 0)
		fit(l, style->width);
}

/* Puts text into `width` cells; text that is longer ends in "…". */
static void put_cell(struct mdp_buf *out, const char *text, int width, bool right, bool last)
{
	struct mdp_str s = mdp_str_of(text);
	int w = mdp_utf8_width(s);
	if (w > width) {
		size_t i = 0, end = 0;
		while (i < s.n) {
			mdp_utf8_next(s, &i);
			if (mdp_utf8_width((struct mdp_str){ s.p, i }) > width - 1)
				break;
			end = i;
		}
		mdp_buf_put(out, s.p, end);
		mdp_buf_puts(out, "…");
		w = mdp_utf8_width((struct mdp_str){ s.p, end }) + 1;
		right = false;
	}
	for (int i = w; right && i < width; i++)
		mdp_buf_putc(out, ' ');
	if (mdp_utf8_width(s) <= width)
		mdp_buf_str(out, s);
	for (int i = w; !right && !last && i < width; i++)
		mdp_buf_putc(out, ' ');
}

static double top_of(const struct mdp_sheet *s, int64_t rows)
{
	double top = 0;
	for (int64_t r = 0; r < rows; r++) {
		const struct mdp_value *v = &s->values[r * s->ncolumns + s->bars];
		if (v->type != MDP_T_NULL_ && mdp_value_number(v) > top)
			top = mdp_value_number(v);
	}
	return top;
}

static void put_row(struct mdp_buf *out, const struct mdp_sheet *s, const struct layout *l, int64_t row, int bar,
		    double top)
{
	for (int c = 0; c < l->columns; c++) {
		if (c)
			mdp_buf_puts(out, "  ");
		put_cell(out, l->cells[row * s->ncolumns + c], l->widths[c], l->numeric[c],
			 c + 1 == l->columns && !bar);
	}
	const struct mdp_value *v = bar ? &s->values[row * s->ncolumns + s->bars] : NULL;
	if (v && v->type != MDP_T_NULL_ && mdp_value_number(v) > 0) {
		mdp_buf_puts(out, "  ");
		mdp_chart_bar(out, mdp_value_number(v), top, bar);
	}
	mdp_buf_putc(out, '\n');
}

static void put_head(struct mdp_buf *out, const struct mdp_sheet *s, const struct layout *l, bool color)
{
	mdp_buf_puts(out, color ? "\033[1m" : "");
	for (int c = 0; c < l->columns; c++) {
		if (c)
			mdp_buf_puts(out, "  ");
		put_cell(out, s->columns[c].title, l->widths[c], l->numeric[c], c + 1 == l->columns);
	}
	mdp_buf_puts(out, color ? "\033[0m\n" : "\n");
	for (int c = 0; c < l->columns; c++) {
		if (c)
			mdp_buf_puts(out, "  ");
		for (int i = 0; i < l->widths[c]; i++)
			mdp_buf_puts(out, "─");
	}
	mdp_buf_putc(out, '\n');
}

/* One row of many columns, as a record is read: a line for each of them. */
static void put_record(struct mdp_buf *out, const struct mdp_sheet *s, const struct mdp_style *style,
		       struct mdp_arena *a)
{
	int titles = 0;
	for (int c = 0; c < s->ncolumns; c++) {
		int width = mdp_utf8_width(mdp_str_of(s->columns[c].title));
		titles = width > titles ? width : titles;
	}
	for (int c = 0; c < s->ncolumns; c++) {
		mdp_buf_puts(out, style->color ? "\033[1m" : "");
		put_cell(out, s->columns[c].title, titles, false, false);
		mdp_buf_puts(out, style->color ? "\033[0m  " : "  ");
		mdp_text_wrap(out, one_line(a, mdp_sheet_cell(s, 0, c, a)), style->width, titles + GAP);
		mdp_buf_putc(out, '\n');
	}
}

void mdp_sheet_table(struct mdp_buf *out, const struct mdp_sheet *s, const struct mdp_style *style)
{
	struct mdp_arena a;
	struct layout l = { 0 };
	mdp_arena_init(&a);
	if (s->nrows == 1 && s->ncolumns >= RECORD_COLUMNS) {
		put_record(out, s, style, &a);
		mdp_arena_release(&a);
		return;
	}
	make_layout(&l, s, style, &a);
	int bar = 0;
	if (s->bars >= 0) {
		int room = style->width > 0 ? style->width - line_width(&l, l.columns) - GAP : BAR_CELLS;
		bar = room > BAR_CELLS ? BAR_CELLS : room < 6 ? 0 : room;
	}
	double top = bar ? top_of(s, l.rows) : 0;
	put_head(out, s, &l, style->color);
	for (int64_t r = 0; r < l.rows; r++)
		put_row(out, s, &l, r, bar, top);
	if (l.rows < s->nrows)
		mdp_buf_printf(out, "… %lld more rows\n", (long long)(s->nrows - l.rows));
	if (l.columns < s->ncolumns)
		mdp_buf_printf(out, "… %d more column%s (a wider terminal or --format csv shows %s)\n",
			       s->ncolumns - l.columns, s->ncolumns - l.columns == 1 ? "" : "s",
			       s->ncolumns - l.columns == 1 ? "it" : "them");
	mdp_arena_release(&a);
}
