/* A chart as inline SVG, for a page that stands by itself: a line over time, else bars. Without script and without a font of its own. */
#include <math.h>
#include <string.h>
#include "render/sheet.h"
#include "base/banned.h"

#define WIDTH 720
#define HEIGHT 280
#define MARGIN 24
#define LEFT 90
#define BARS_MAX 60

static double value(const struct mdp_sheet *s, int64_t r, int column)
{
	const struct mdp_value *v = &s->values[r * s->ncolumns + column];
	return v->type == MDP_T_NULL_ ? NAN : mdp_value_number(v);
}

static void text(struct mdp_buf *out, double x, double y, const char *anchor, const char *what)
{
	mdp_buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"12\">", x, y, anchor);
	mdp_html_text(out, what);
	mdp_buf_puts(out, "</text>\n");
}

static void line(struct mdp_buf *out, const struct mdp_sheet *s, int key, int column, double low, double high,
		 struct mdp_arena *a)
{
	double span = high > low ? high - low : 1,
	       step = (double)(WIDTH - LEFT - MARGIN) / (double)(s->nrows > 1 ? s->nrows - 1 : 1);
	bool open = false;
	struct mdp_value ends[2] = { mdp_value_double(high), mdp_value_double(low) };
	mdp_buf_puts(out, "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" d=\"");
	for (int64_t r = 0; r < s->nrows; r++) {
		double d = value(s, r, column);
		if (!isfinite(d)) {
			open = false;
			continue;
		}
		mdp_buf_printf(out, "%s%.1f %.1f ", open ? "L" : "M", LEFT + step * (double)r,
			       MARGIN + (high - d) / span * (HEIGHT - 2 * MARGIN));
		open = true;
	}
	mdp_buf_puts(out, "\"/>\n");
	text(out, LEFT - 8, MARGIN + 4, "end", mdp_value_human(a, &ends[0], s->columns[column].unit));
	text(out, LEFT - 8, HEIGHT - MARGIN + 4, "end", mdp_value_human(a, &ends[1], s->columns[column].unit));
	text(out, LEFT, HEIGHT - 4, "start", mdp_sheet_cell(s, 0, key, a));
	text(out, WIDTH - MARGIN, HEIGHT - 4, "end", mdp_sheet_cell(s, s->nrows - 1, key, a));
}

static void bars(struct mdp_buf *out, const struct mdp_sheet *s, int column, double high, struct mdp_arena *a)
{
	int key = column > 1 && s->columns[0].unit && !strcmp(s->columns[0].unit, "id") ? 1 : 0;
	for (int64_t r = 0; r < s->nrows && r < BARS_MAX; r++) {
		double d = value(s, r, column), y = MARGIN + 20 * (double)r;
		double width = isfinite(d) && d > 0 && high > 0 ? d / high * (WIDTH - 2 * LEFT - MARGIN) : 0;
		text(out, LEFT + 60, y + 12, "end", mdp_sheet_cell(s, r, key, a));
		mdp_buf_printf(out,
			       "<rect x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"14\" fill=\"currentColor\" "
			       "opacity=\"0.6\"/>\n",
			       LEFT + 68, y, width * 0.8);
		text(out, LEFT + 74 + width * 0.8, y + 12, "start", mdp_sheet_cell(s, r, column, a));
	}
}

void mdp_sheet_svg(struct mdp_buf *out, const struct mdp_sheet *s)
{
	struct mdp_arena a;
	int column = -1, key = -1;
	double low = 0, high = 0;
	mdp_arena_init(&a);
	int heat = mdp_sheet_heat(s);
	if (heat >= 0) {
		mdp_sheet_heat_svg(out, s, heat, &a);
		mdp_arena_release(&a);
		return;
	}
	for (int c = 1; c < s->ncolumns && column < 0; c++)
		if (mdp_sheet_numeric(s, c) && !(s->columns[c].unit && !strcmp(s->columns[c].unit, "id")))
			column = c;
	for (int c = 0; c < s->ncolumns && key < 0; c++)
		key = s->columns[c].grain != MDP_GRAIN_NONE ? c : -1;
	for (int64_t r = 0; column > 0 && r < s->nrows; r++) {
		double d = value(s, r, column);
		low = d < low ? d : low;
		high = d > high ? d : high;
	}
	key = column > 1 ? -1 : key; /* several lines in one */
	if (column > 0 && s->nrows > 1 && (key >= 0 || column <= 2)) {
		int64_t n = s->nrows < BARS_MAX ? s->nrows : BARS_MAX;
		int height = key >= 0 ? HEIGHT : 2 * MARGIN + 20 * (int)n;
		mdp_buf_printf(
			out,
			"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">\n",
			WIDTH, height, WIDTH);
		if (key >= 0)
			line(out, s, key, column, low, high, &a);
		else
			bars(out, s, column, high, &a);
		mdp_buf_puts(out, "</svg>\n");
	}
	mdp_arena_release(&a);
}

void mdp_render_page(struct mdp_buf *out, const struct mdp_catalog *c, const struct mdp_answer *ans,
		     const struct mdp_style *style)
{
	struct mdp_arena a;
	struct mdp_style html = *style;
	mdp_arena_init(&a);
	html.format = MDP_FORMAT_HTML;
	mdp_buf_puts(out, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
	mdp_html_text(out, ans->restated ? ans->restated : ans->question ? ans->question : "mdp");
	mdp_buf_puts(out,
		     "</title>\n<style>body{font-family:sans-serif;max-width:60em;margin:2em auto;color:#223}"
		     "td,th{padding:.2em .8em;border-bottom:1px solid #ddd}svg{color:#356}</style></head><body>\n");
	struct mdp_sheet s = mdp_sheet_of(c, ans, &a);
	if (ans->status == MDP_ANSWERED && style->shape != MDP_CHART_NONE)
		mdp_sheet_svg(out, &s);
	mdp_render_answer(out, c, ans, &html);
	mdp_buf_puts(out, "</body></html>\n");
	mdp_arena_release(&a);
}
