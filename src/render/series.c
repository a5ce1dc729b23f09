/*
 * Charts that stand for the rows: a series as columns of blocks over time with its axis, two keys as a grid, anything else as bars. Rows
 * without a figure leave a gap; periods that are not whole are marked below the axis.
 */
#include <math.h>
#include <string.h>
#include "base/utf8.h"
#include "render/sheet.h"
#include "base/banned.h"

#define HEIGHT 10 /* lines of a plot */
#define WIDTH_UNKNOWN 80
#define COLUMN_MAX 6 /* cells of one period */
#define GRID_COLUMNS 12
#define GRID_ROWS 60

static void pad(struct mdp_buf *out, const char *text, int width, bool right)
{
	int w = mdp_utf8_width(mdp_str_of(text));
	for (int i = w; right && i < width; i++)
		mdp_buf_putc(out, ' ');
	mdp_buf_puts(out, text);
	for (int i = w; !right && i < width; i++)
		mdp_buf_putc(out, ' ');
}

/* The only column of numbers; -1. */
static int figure(const struct mdp_sheet *s)
{
	int column = -1;
	for (int c = 0; c < s->ncolumns; c++) {
		const char *unit = s->columns[c].unit;
		bool digits = unit && (!strcmp(unit, "id") || !strcmp(unit, "year"));
		if (digits || !mdp_sheet_numeric(s, c))
			continue;
		if (column < 0)
			column = c;
	}
	return column;
}

static double at(const struct mdp_sheet *s, int64_t r, int column)
{
	const struct mdp_value *v = &s->values[r * s->ncolumns + column];
	return v->type == MDP_T_NULL_ ? NAN : mdp_value_number(v);
}

static void bounds(const struct mdp_sheet *s, int column, double *low, double *high)
{
	*low = 0;
	*high = 0;
	for (int64_t r = 0; r < s->nrows; r++) {
		double d = at(s, r, column);
		if (!isfinite(d))
			continue;
		*low = d < *low ? d : *low;
		*high = d > *high ? d : *high;
	}
}

/* The mean of the points that one column of the plot stands for. */
static double point(const struct mdp_sheet *s, int column, int i, int cells)
{
	int64_t from = s->nrows * i / cells, to = s->nrows * (i + 1) / cells;
	double sum = 0;
	int n = 0;
	for (int64_t r = from; r < to; r++)
		if (isfinite(at(s, r, column))) {
			sum += at(s, r, column);
			n++;
		}
	return n ? sum / n : NAN;
}

static void plot(struct mdp_buf *out, const struct mdp_sheet *s, int key, int column, int width, struct mdp_arena *a)
{
	static const char *const eighths[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	double low, high;
	bounds(s, column, &low, &high);
	struct mdp_value top = mdp_value_double(high), bottom = mdp_value_double(low);
	const char *labels[2] = { mdp_value_human(a, &top, s->columns[column].unit),
				  mdp_value_human(a, &bottom, s->columns[column].unit) };
	int gutter = 0;
	for (int i = 0; i < 2; i++) {
		int w = mdp_utf8_width(mdp_str_of(labels[i]));
		gutter = w > gutter ? w : gutter;
	}
	int room = width - gutter - 2;
	room = room < 8 ? 8 : room;
	int cells = s->nrows < room ? (int)s->nrows : room, each = room / cells;
	each = each > COLUMN_MAX ? COLUMN_MAX : each < 1 ? 1 : each;
	double span = high - low > 0 ? high - low : 1;
	for (int line = HEIGHT - 1; line >= 0; line--) {
		pad(out, line == HEIGHT - 1 ? labels[0] : line == 0 ? labels[1] : "", gutter, true);
		mdp_buf_puts(out, line == HEIGHT - 1 || line == 0 ? " ┤" : " │");
		for (int i = 0; i < cells; i++) {
			double d = point(s, column, i, cells);
			double filled = isfinite(d) ? (d - low) / span * HEIGHT - line : 0;
			int part = filled >= 1 ? 8 : filled <= 0 ? 0 : (int)lround(filled * 8);
			if (line == 0 && isfinite(d) && part == 0)
				part = 1;
			for (int k = 0; k < each; k++)
				mdp_buf_puts(out, k + 1 == each && each > 1 ? " " : eighths[part]);
		}
		mdp_buf_putc(out, '\n');
	}
	const char *first = mdp_sheet_cell(s, 0, key, a), *last = mdp_sheet_cell(s, s->nrows - 1, key, a);
	int axis = cells * each, w1 = mdp_utf8_width(mdp_str_of(first)), w2 = mdp_utf8_width(mdp_str_of(last));
	pad(out, "", gutter, true);
	mdp_buf_puts(out, " └");
	for (int i = 0; i < axis; i++)
		mdp_buf_puts(out, "─");
	mdp_buf_putc(out, '\n');
	pad(out, "", gutter + 2, true);
	mdp_buf_puts(out, first);
	if (s->nrows > 1 && w1 + w2 + 1 <= room) {
		for (int i = w1 + w2; i < axis; i++)
			mdp_buf_putc(out, ' ');
		mdp_buf_printf(out, "%s%s", w1 + w2 >= axis ? " " : "", last);
	}
	mdp_buf_putc(out, '\n');
}

/* The number of a row's text among those before it; -1 when there are too many. */
static int place(const char **seen, int *n, int max, const char *text)
{
	for (int i = 0; i < *n; i++)
		if (!strcmp(seen[i], text))
			return i;
	if (*n == max)
		return -1;
	seen[*n] = text;
	return (*n)++;
}

/* Rows of the first key, columns of the second. */
static bool grid(struct mdp_buf *out, const struct mdp_sheet *s, int column, int width, struct mdp_arena *a)
{
	const char *rows[GRID_ROWS], *columns[GRID_COLUMNS];
	int nrows = 0, ncolumns = 0, widths[GRID_COLUMNS], first = 0;
	const char **cells = MDP_NEW_ARRAY(a, (size_t)GRID_ROWS * GRID_COLUMNS, const char *);
	if (column != 2 || s->nrows < 4)
		return false;
	for (int64_t r = 0; r < s->nrows; r++) {
		int y = place(rows, &nrows, GRID_ROWS, mdp_sheet_cell(s, r, 0, a));
		int x = place(columns, &ncolumns, GRID_COLUMNS, mdp_sheet_cell(s, r, 1, a));
		if (y < 0 || x < 0 || cells[y * GRID_COLUMNS + x])
			return false;
		cells[y * GRID_COLUMNS + x] = mdp_sheet_cell(s, r, column, a);
	}
	int total = 0;
	for (int y = 0; y < nrows; y++) {
		int w = mdp_utf8_width(mdp_str_of(rows[y]));
		first = w > first ? w : first;
	}
	for (int x = 0; x < ncolumns; x++) {
		widths[x] = mdp_utf8_width(mdp_str_of(columns[x]));
		for (int y = 0; y < nrows; y++) {
			const char *text = cells[y * GRID_COLUMNS + x];
			int w = text ? mdp_utf8_width(mdp_str_of(text)) : 1;
			widths[x] = w > widths[x] ? w : widths[x];
		}
		total += widths[x] + 2;
	}
	if (nrows < 2 || ncolumns < 2 || (width > 0 && first + total > width))
		return false;
	for (int y = -1; y < nrows; y++) {
		pad(out, y < 0 ? "" : rows[y], first, false);
		for (int x = 0; x < ncolumns; x++) {
			mdp_buf_puts(out, "  ");
			const char *text = y < 0 ? columns[x] : cells[y * GRID_COLUMNS + x];
			pad(out, text ? text : "·", widths[x], true);
		}
		mdp_buf_putc(out, '\n');
	}
	return true;
}

static void bars(struct mdp_buf *out, const struct mdp_sheet *s, int column, int width, struct mdp_arena *a)
{
	double low, high;
	int label = 0, number = 0, key = column > 1 && s->columns[0].unit && !strcmp(s->columns[0].unit, "id") ? 1 : 0;
	bounds(s, column, &low, &high);
	for (int64_t r = 0; r < s->nrows; r++) {
		int w = mdp_utf8_width(mdp_str_of(mdp_sheet_cell(s, r, key, a)));
		int n = mdp_utf8_width(mdp_str_of(mdp_sheet_cell(s, r, column, a)));
		label = w > label ? w : label;
		number = n > number ? n : number;
	}
	int room = width - label - number - 3;
	for (int64_t r = 0; r < s->nrows; r++) {
		double d = at(s, r, column);
		pad(out, mdp_sheet_cell(s, r, key, a), label, false);
		mdp_buf_putc(out, ' ');
		pad(out, mdp_sheet_cell(s, r, column, a), number, true);
		mdp_buf_puts(out, isfinite(d) && d > 0 && room > 4 ? "  " : "");
		if (isfinite(d) && d > 0 && room > 4)
			mdp_chart_bar(out, d, high, room);
		mdp_buf_putc(out, '\n');
	}
}

void mdp_render_chart(struct mdp_buf *out, const struct mdp_catalog *c, const struct mdp_answer *ans,
		      const struct mdp_style *style)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	struct mdp_sheet s = mdp_sheet_of(c, ans, &a);
	int column = figure(&s), key = -1, width = style->width > 0 ? style->width : WIDTH_UNKNOWN;
	for (int i = 0; i < s.ncolumns && key < 0; i++)
		if (s.columns[i].grain != MDP_GRAIN_NONE)
			key = i;
	bool two = column == 2;
	if (s.nrows < 2 || column < 1)
		column = -1;
	if (style->rows && s.nrows > style->rows && key < 0)
		s.nrows = style->rows;
	if (column > 0 && two && style->shape == MDP_CHART_AUTO && grid(out, &s, column, width, &a)) {
		/* drawn */
	} else if (column > 0 && key >= 0 && !two && style->shape != MDP_CHART_BAR) {
		plot(out, &s, key, column, width, &a);
	} else if (column > 0) {
		bars(out, &s, column, width, &a);
	}
	mdp_arena_release(&a);
}
