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
#define HEIGHTS_MAX 120

static void pad(struct mdp_buf *out, const char *text, int width, bool right)
{
	int w = mdp_utf8_width(mdp_str_of(text));
	for (int i = w; right && i < width; i++)
		mdp_buf_putc(out, ' ');
	mdp_buf_puts(out, text);
	for (int i = w; !right && i < width; i++)
		mdp_buf_putc(out, ' ');
}

/* The column that is drawn, the first number or the share of it; -1. `keys`: how many columns are before the numbers. */
static int figure(const struct mdp_sheet *s, int *keys)
{
	int column = -1, figures = 0;
	if (s->buckets) {
		*keys = 2;
		return s->ncolumns > 2 ? 2 : -1;
	}
	for (int c = 0; c < s->ncolumns; c++) {
		const char *unit = s->columns[c].unit;
		bool digits = unit && (!strcmp(unit, "id") || !strcmp(unit, "year"));
		if (digits || !mdp_sheet_numeric(s, c))
			continue;
		if (column < 0)
			*keys = c;
		if (column < 0 || (s->columns[c].share && figures == 1))
			column = c;
		figures++;
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

/* Periods between two labels: so that they fall on the same part of the next larger unit. */
static int label_step(enum mdp_grain grain, int least)
{
	static const int months[] = { 1, 2, 3, 6, 12, 24, 60, 120, 0 }, quarters[] = { 1, 2, 4, 8, 20, 40, 0 },
			 days[] = { 1, 2, 7, 14, 28, 56, 182, 364, 728, 0 },
			 others[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 0 };
	const int *steps = grain == MDP_GRAIN_MONTH     ? months
			   : grain == MDP_GRAIN_QUARTER ? quarters
			   : grain == MDP_GRAIN_DAY     ? days
							: others;
	while (*steps && *steps < least)
		steps++;
	return *steps ? *steps : least;
}

/* Labels under their columns, as many as have room, and the last one at the end. */
static void axis(struct mdp_buf *out, const struct mdp_sheet *s, int key, int cells, int each, int indent,
		 struct mdp_arena *a)
{
	const char *last = mdp_sheet_cell(s, s->nrows - 1, key, a);
	int widest = mdp_utf8_width(mdp_str_of(mdp_sheet_cell(s, 0, key, a))), wlast = mdp_utf8_width(mdp_str_of(last));
	int at = 0, end = cells * each - (each > 1) - wlast; /* where the last one begins */
	widest = wlast > widest ? wlast : widest;
	/* rows of one label and a gap, where several rows may share a cell */
	int64_t least = ((int64_t)(widest + 2) * s->nrows + (int64_t)cells * each - 1) / ((int64_t)cells * each);
	int step = label_step(s->columns[key].grain, (int)least);
	pad(out, "", indent, true);
	for (int64_t r = 0; r < s->nrows; r += step) {
		const char *text = mdp_sheet_cell(s, r, key, a);
		int x = (int)(r * cells / s->nrows) * each, w = mdp_utf8_width(mdp_str_of(text));
		if (x < at || (r > 0 && x + w + 2 > end) || (r == 0 && s->nrows > 1 && w > end && end > 0))
			continue;
		pad(out, "", x - at, true);
		mdp_buf_puts(out, text);
		at = x + w;
	}
	if (s->nrows > 1 && end > at) {
		pad(out, "", end - at, true);
		mdp_buf_puts(out, last);
	}
	mdp_buf_putc(out, '\n');
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
	pad(out, "", gutter, true);
	mdp_buf_puts(out, " └");
	for (int i = 0; i < cells * each; i++)
		mdp_buf_puts(out, "─");
	mdp_buf_putc(out, '\n');
	axis(out, s, key, cells, each, gutter + 2, a);
	if (cells < s->nrows)
		mdp_text_wrap(out, "each column is the mean of neighbouring periods: a wider terminal shows each\n",
			      width, 2);
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

/* A grid without room for its figures: each row a line of heights, to one scale, with its lowest and highest. */
static bool heights(struct mdp_buf *out, const struct mdp_sheet *s, int column, int width, struct mdp_arena *a)
{
	static const char *const eighths[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	const char *rows[GRID_ROWS], *columns[HEIGHTS_MAX];
	int nrows = 0, ncolumns = 0, first = 0;
	int64_t *cells = MDP_NEW_ARRAY(a, (size_t)GRID_ROWS * HEIGHTS_MAX, int64_t); /* row + 1; 0: none */
	double low, high;
	bounds(s, column, &low, &high);
	for (int64_t r = 0; r < s->nrows; r++) {
		int y = place(rows, &nrows, GRID_ROWS, mdp_sheet_cell(s, r, 0, a));
		int x = place(columns, &ncolumns, HEIGHTS_MAX, mdp_sheet_cell(s, r, 1, a));
		if (y < 0 || x < 0 || cells[y * HEIGHTS_MAX + x])
			return false;
		cells[y * HEIGHTS_MAX + x] = r + 1;
		int w = mdp_utf8_width(mdp_str_of(rows[y]));
		first = w > first ? w : first;
	}
	if (nrows < 2 || ncolumns < 4 || high <= low || low < 0 || first + 2 + ncolumns > width)
		return false;
	for (int y = 0; y < nrows; y++) {
		int64_t lo = -1, hi = -1;
		pad(out, rows[y], first + 2, false);
		for (int x = 0; x < ncolumns; x++) {
			int64_t r = cells[y * HEIGHTS_MAX + x] - 1;
			bool there = r >= 0 && isfinite(at(s, r, column));
			int part = there ? (int)(at(s, r, column) / high * 7.999) : 0;
			mdp_buf_puts(out, there ? eighths[part] : " ");
			lo = there && (lo < 0 || at(s, r, column) < at(s, lo, column)) ? r : lo;
			hi = there && (hi < 0 || at(s, r, column) > at(s, hi, column)) ? r : hi;
		}
		const char *range = lo < 0 ? ""
					   : mdp_arena_printf(a, "  %s – %s", mdp_sheet_cell(s, lo, column, a),
							      mdp_sheet_cell(s, hi, column, a));
		bool room = first + 2 + ncolumns + mdp_utf8_width(mdp_str_of(range)) <= width;
		mdp_buf_printf(out, "%s\n", room ? range : "");
	}
	mdp_buf_printf(out, "%s – %s\n", columns[0], columns[ncolumns - 1]);
	return true;
}

/* Rows of the first key, columns of the second. */
static bool grid(struct mdp_buf *out, const struct mdp_sheet *s, int column, int width, struct mdp_arena *a)
{
	const char *rows[GRID_ROWS], *columns[GRID_COLUMNS];
	int nrows = 0, ncolumns = 0, widths[GRID_COLUMNS], first = 0;
	const char **cells = MDP_NEW_ARRAY(a, (size_t)GRID_ROWS * GRID_COLUMNS, const char *);
	if (s->nrows < 4)
		return false;
	for (int64_t r = 0; r < s->nrows; r++) {
		int y = place(rows, &nrows, GRID_ROWS, mdp_sheet_cell(s, r, 0, a));
		int x = place(columns, &ncolumns, GRID_COLUMNS, mdp_sheet_cell(s, r, 1, a));
		if (y < 0 || x < 0 || cells[y * GRID_COLUMNS + x])
			return x < 0 && heights(out, s, column, width, a);
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
	if (nrows < 2 || ncolumns < 2 || 2 * s->nrows < (int64_t)nrows * ncolumns) /* an id and its name are no grid */
		return false;
	if (width > 0 && first + total > width)
		return heights(out, s, column, width, a);
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

static bool is_id(const struct mdp_sheet *s, int column)
{
	return s->columns[column].unit && !strcmp(s->columns[column].unit, "id");
}

/* What a bar stands for: all keys, but an id that has a name beside it. */
static const char *bar_label(const struct mdp_sheet *s, int64_t r, int keys, struct mdp_arena *a)
{
	const char *text = "", *between = s->buckets ? " – " : ", ";
	bool id = keys > 1 && is_id(s, 0) && !is_id(s, 1);
	for (int c = id ? 1 : 0; c < keys; c++)
		text = mdp_arena_printf(a, "%s%s%s", text, *text ? between : "", mdp_sheet_cell(s, r, c, a));
	return text;
}

static void bars(struct mdp_buf *out, const struct mdp_sheet *s, int column, int keys, int width, struct mdp_arena *a)
{
	double low, high;
	int label = 0, number = 0;
	bounds(s, column, &low, &high);
	for (int64_t r = 0; r < s->nrows; r++) {
		int w = mdp_utf8_width(mdp_str_of(bar_label(s, r, keys, a)));
		int n = mdp_utf8_width(mdp_str_of(mdp_sheet_cell(s, r, column, a)));
		label = w > label ? w : label;
		number = n > number ? n : number;
	}
	int room = width - label - number - 3;
	for (int64_t r = 0; r < s->nrows; r++) {
		double d = at(s, r, column);
		pad(out, bar_label(s, r, keys, a), label, false);
		mdp_buf_putc(out, ' ');
		pad(out, mdp_sheet_cell(s, r, column, a), number, true);
		mdp_buf_puts(out, isfinite(d) && d > 0 && room > 4 ? "  " : "");
		if (isfinite(d) && d > 0 && room > 4)
			mdp_chart_bar(out, d, high, room);
		mdp_buf_putc(out, '\n');
	}
}

/* Two periods that are compared: a bar of each, to one scale. */
static void pairs(struct mdp_buf *out, const struct mdp_sheet *s, int column, int keys, int width, struct mdp_arena *a)
{
	double low[2], high[2];
	int label = 0, number = 0, title = 0;
	for (int k = 0; k < 2; k++) {
		int w = mdp_utf8_width(mdp_str_of(s->columns[column + k].title));
		title = w > title ? w : title;
		bounds(s, column + k, &low[k], &high[k]);
		for (int64_t r = 0; r < s->nrows; r++) {
			w = mdp_utf8_width(mdp_str_of(mdp_sheet_cell(s, r, column + k, a)));
			number = w > number ? w : number;
			w = mdp_utf8_width(mdp_str_of(bar_label(s, r, keys, a)));
			label = w > label ? w : label;
		}
	}
	double top = high[0] > high[1] ? high[0] : high[1];
	int room = width - label - title - number - 5;
	for (int64_t r = 0; r < s->nrows; r++)
		for (int k = 0; k < 2; k++) {
			double d = at(s, r, column + k);
			pad(out, k ? "" : bar_label(s, r, keys, a), label + 1, false);
			pad(out, s->columns[column + k].title, title + 1, false);
			pad(out, mdp_sheet_cell(s, r, column + k, a), number, true);
			mdp_buf_puts(out, isfinite(d) && d > 0 && room > 4 ? "  " : "");
			if (isfinite(d) && d > 0 && room > 4)
				mdp_chart_bar(out, d, top, room);
			mdp_buf_putc(out, '\n');
		}
}

/* Which ends of a series are not whole periods, as its notes say. */
static void partial(struct mdp_buf *out, const struct mdp_answer *ans, struct mdp_arena *a, int width)
{
	for (int i = 0; i < ans->ncaveats; i++) {
		bool first = !strcmp(ans->caveats[i].code, "partial_first");
		if (!first && strcmp(ans->caveats[i].code, "partial_last") != 0)
			continue;
		mdp_text_wrap(out, mdp_arena_printf(a, "%s %s\n", first ? "◂" : "▸", ans->caveats[i].text), width, 2);
	}
}

void mdp_render_chart(struct mdp_buf *out, const struct mdp_catalog *c, const struct mdp_answer *ans,
		      const struct mdp_style *style)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	struct mdp_sheet s = mdp_sheet_of(c, ans, &a);
	int keys = 0, column = figure(&s, &keys), key = -1, width = style->width > 0 ? style->width : WIDTH_UNKNOWN;
	for (int i = 0; i < s.ncolumns && key < 0; i++)
		if (s.columns[i].grain != MDP_GRAIN_NONE)
			key = i;
	const struct mdp_query *q = ans->query;
	bool listed = q && q->kind == MDP_Q_SELECT && q->nby == 0; /* its columns before the number are no keys */
	bool two = keys == 2 && !s.buckets && !listed;
	bool compared = q && q->kind == MDP_Q_COMPARE && column > 0 && column + 1 < s.ncolumns &&
			mdp_sheet_numeric(&s, column + 1);
	if (s.nrows < 2 || keys < 1)
		column = -1;
	if (style->rows && s.nrows > style->rows && key < 0)
		s.nrows = style->rows;
	if (column > 0 && compared) {
		pairs(out, &s, column, keys, width, &a);
	} else if (column > 0 && two && style->shape == MDP_CHART_AUTO && grid(out, &s, column, width, &a)) {
		/* drawn */
	} else if (column > 0 && key >= 0 && !two && style->shape != MDP_CHART_BAR) {
		plot(out, &s, key, column, width, &a);
		partial(out, ans, &a, width);
	} else if (column > 0) {
		bars(out, &s, column, keys, width, &a);
	}
	mdp_arena_release(&a);
}
