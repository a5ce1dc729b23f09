/*
 * Tables on a screen. Columns are as wide as their widest cell; when a line is too long, headings go over several lines,
 * columns at the right that cannot fit are left out and counted, and texts are cut, the widest first. Numbers are never
 * cut. Without a width nothing is cut. A single row of many columns stands upright.
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

static int longest_word(const char *text)
{
	int longest = 0;
	for (const char *p = text; *p; p += strspn(p, " ")) {
		size_t n = strcspn(p, " ");
		int w = mdp_utf8_width((struct mdp_str){ p, n });
		longest = w > longest ? w : longest;
		p += n;
	}
	return longest;
}

/* The width of a heading on two lines. */
static int two_lines(const char *text)
{
	int all = mdp_utf8_width(mdp_str_of(text)), best = all;
	for (const char *p = strchr(text, ' '); p; p = strchr(p + 1, ' ')) {
		int w = mdp_utf8_width((struct mdp_str){ text, (size_t)(p - text) }), rest = all - w - 1;
		w = w > rest ? w : rest;
		best = w < best ? w : best;
	}
	return best;
}

/* Makes the column narrower that has the most to give, none below its `least`; false when none can. */
static bool narrow(struct layout *l, const int *least)
{
	int most = -1;
	for (int c = 0; c < l->columns; c++)
		if (l->widths[c] > least[c] && (most < 0 || l->widths[c] - least[c] >= l->widths[most] - least[most]))
			most = c;
	if (most >= 0)
		l->widths[most]--;
	return most >= 0;
}

/* First headings go over several lines, then columns at the right that cannot fit are left out, then texts are cut. */
static void fit(struct layout *l, const int *folded, const int *wrapped, int width, struct mdp_arena *a)
{
	int *least = MDP_NEW_ARRAY(a, (size_t)l->columns + 1, int),
	    *wide = MDP_NEW_ARRAY(a, (size_t)l->columns + 1, int);
	memcpy(wide, l->widths, (size_t)l->columns * sizeof(*wide));
	for (int c = 0; c < l->columns; c++)
		least[c] = !l->numeric[c] && wrapped[c] > TEXT_MIN ? TEXT_MIN : wrapped[c];
	memcpy(l->widths, least, (size_t)l->columns * sizeof(*least));
	while (l->columns > 1 && line_width(l, l->columns) > width)
		l->columns--;
	memcpy(l->widths, wide, (size_t)l->columns * sizeof(*wide));
	while (line_width(l, l->columns) > width && narrow(l, folded)) {
	}
	while (line_width(l, l->columns) > width && narrow(l, wrapped)) {
	}
	while (line_width(l, l->columns) > width && narrow(l, least)) {
	}
}

static void make_layout(struct layout *l, const struct mdp_sheet *s, const struct mdp_style *style, struct mdp_arena *a)
{
	l->rows = style->rows > 0 && s->nrows > style->rows ? style->rows : s->nrows;
	l->columns = s->ncolumns;
	l->cells = MDP_NEW_ARRAY(a, (size_t)(l->rows * s->ncolumns) + 1, const char *);
	l->widths = MDP_NEW_ARRAY(a, (size_t)s->ncolumns + 1, int);
	l->numeric = MDP_NEW_ARRAY(a, (size_t)s->ncolumns + 1, bool);
	int *folded = MDP_NEW_ARRAY(a, (size_t)s->ncolumns + 1, int); /* with the heading on two lines */
	int *wrapped = MDP_NEW_ARRAY(a, (size_t)s->ncolumns + 1, int); /* with the heading's words below each other */
	int heat = style->chart ? mdp_sheet_heat(s) : -1;
	double top = heat < 0 ? 0 : mdp_sheet_hottest(s, heat);
	for (int c = 0; c < s->ncolumns; c++) {
		l->numeric[c] = !s->columns[c].left && mdp_sheet_numeric(s, c);
		l->widths[c] = mdp_utf8_width(mdp_str_of(s->columns[c].title));
		folded[c] = two_lines(s->columns[c].title);
		wrapped[c] = longest_word(s->columns[c].title);
		for (int64_t r = 0; r < l->rows; r++) {
			const char *text = heat >= 0 && c >= heat
						   ? mdp_heat_cell(&s->values[r * s->ncolumns + c], top, a)
						   : one_line(a, mdp_sheet_cell(s, r, c, a));
			int width = mdp_utf8_width(mdp_str_of(text));
			l->cells[r * s->ncolumns + c] = text;
			l->widths[c] = width > l->widths[c] ? width : l->widths[c];
			folded[c] = width > folded[c] ? width : folded[c];
			wrapped[c] = width > wrapped[c] ? width : wrapped[c];
		}
	}
	if (style->width > 0 && line_width(l, l->columns) > style->width)
		fit(l, folded, wrapped, style->width, a);
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

/* The `line`th line of a heading that is broken between words; NULL: it has no such line. */
static const char *title_line(const char *title, int width, int line, struct mdp_arena *a)
{
	const char *p = title + strspn(title, " ");
	for (int i = 0; *p; i++) {
		size_t end = strcspn(p, " ");
		for (;;) { /* as many words as fit */
			size_t next = end + strspn(p + end, " ");
			next += strcspn(p + next, " ");
			if (next == end || !p[end] || mdp_utf8_width((struct mdp_str){ p, next }) > width)
				break;
			end = next;
		}
		if (i == line)
			return mdp_arena_strndup(a, p, end);
		p += end + strspn(p + end, " ");
	}
	return NULL;
}

static void put_head(struct mdp_buf *out, const struct mdp_sheet *s, const struct layout *l, bool color,
		     struct mdp_arena *a)
{
	int height = 1;
	for (int c = 0; c < l->columns; c++)
		while (title_line(s->columns[c].title, l->widths[c], height, a))
			height++;
	mdp_buf_puts(out, color ? "\033[1m" : "");
	for (int line = 0; line < height; line++) {
		size_t begun = out->n;
		for (int c = 0; c < l->columns; c++) {
			int lines = 0; /* of this heading: they stand at the bottom */
			while (title_line(s->columns[c].title, l->widths[c], lines, a))
				lines++;
			int own = line - (height - lines);
			const char *text = own >= 0 ? title_line(s->columns[c].title, l->widths[c], own, a) : "";
			mdp_buf_puts(out, c ? "  " : "");
			put_cell(out, text, l->widths[c], l->numeric[c], c + 1 == l->columns);
		}
		while (out->n > begun && out->p[out->n - 1] == ' ')
			out->n--;
		mdp_buf_puts(out, line + 1 < height ? "\n" : color ? "\033[0m\n" : "\n");
	}
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

void mdp_more_rows(struct mdp_buf *out, int64_t n, const struct mdp_style *style, struct mdp_arena *a)
{
	struct mdp_value v = mdp_value_int(n);
	if (n > 0)
		mdp_text_wrap(out,
			      mdp_arena_printf(a, "… %s more row%s%s\n", mdp_value_human(a, &v, NULL),
					       n == 1 ? "" : "s", style->picking ? ": “more” shows the next" : ""),
			      style->width, 2);
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
	put_head(out, s, &l, style->color, &a);
	for (int64_t r = 0; r < l.rows; r++)
		put_row(out, s, &l, r, bar, top);
	mdp_more_rows(out, s->nrows - l.rows, style, &a);
	if (l.columns < s->ncolumns) {
		int more = s->ncolumns - l.columns;
		mdp_text_wrap(out,
			      mdp_arena_printf(&a, "… %d more column%s (a wider terminal or --format csv shows %s)\n",
					       more, more == 1 ? "" : "s", more == 1 ? "it" : "them"),
			      style->width, 2);
	}
	mdp_arena_release(&a);
}
