/* A triangle of shares (cohorts by the periods since they began, "+1", "+2" …) as a heat chart: shades on a screen, squares in an SVG. */
#include <ctype.h>
#include <math.h>
#include <string.h>
#include "render/sheet.h"
#include "base/banned.h"

#define HEAT_COLUMNS 3 /* fewer are no triangle */
#define LEFT 90
#define CELL_WIDTH 48
#define CELL_HEIGHT 20

static bool is_step(const struct mdp_sheet_column *c)
{
	return c->title[0] == '+' && isdigit((unsigned char)c->title[1]) && c->unit && !strcmp(c->unit, "ratio");
}

int mdp_sheet_heat(const struct mdp_sheet *s)
{
	int from = s->ncolumns;
	while (from > 0 && is_step(&s->columns[from - 1]))
		from--;
	return from > 0 && s->ncolumns - from >= HEAT_COLUMNS && s->nrows > 1 ? from : -1;
}

double mdp_sheet_hottest(const struct mdp_sheet *s, int from)
{
	double top = 0;
	for (int64_t r = 0; r < s->nrows; r++)
		for (int c = from; c < s->ncolumns; c++)
			top = fmax(top, mdp_value_number(&s->values[r * s->ncolumns + c]));
	return top;
}

const char *mdp_heat_cell(const struct mdp_value *v, double top, struct mdp_arena *a)
{
	static const char *const SHADES[] = { "·", "░", "▒", "▓", "█" };
	double d = mdp_value_number(v);
	if (!isfinite(d))
		return "";
	int shade = top > 0 && d > 0 ? 1 + (int)fmin(3, d / top * 4) : 0;
	return mdp_arena_printf(a, "%.0f %s", d * 100, SHADES[shade]);
}

void mdp_sheet_heat_svg(struct mdp_buf *out, const struct mdp_sheet *s, int from, struct mdp_arena *a)
{
	double top = mdp_sheet_hottest(s, from);
	int n = s->ncolumns - from, width = LEFT + CELL_WIDTH * n, height = CELL_HEIGHT * ((int)s->nrows + 1);
	mdp_buf_printf(out,
		       "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" "
		       "font-size=\"12\" text-anchor=\"middle\">\n",
		       width, height, width);
	for (int c = 0; c < n; c++)
		mdp_buf_printf(out, "<text x=\"%d\" y=\"14\">%s</text>\n", LEFT + CELL_WIDTH * c + CELL_WIDTH / 2,
			       s->columns[from + c].title);
	for (int64_t r = 0; r < s->nrows; r++) {
		int y = CELL_HEIGHT * ((int)r + 1);
		mdp_buf_printf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", LEFT - 8, y + 14);
		mdp_html_text(out, mdp_sheet_cell(s, r, 0, a));
		mdp_buf_puts(out, "</text>\n");
		for (int c = 0; c < n; c++) {
			double d = mdp_value_number(&s->values[r * s->ncolumns + from + c]);
			if (!isfinite(d))
				continue;
			mdp_buf_printf(out,
				       "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"currentColor\" "
				       "opacity=\"%.2f\"/><text x=\"%d\" y=\"%d\" fill=\"%s\">%.0f</text>\n",
				       LEFT + CELL_WIDTH * c, y, CELL_WIDTH - 2, CELL_HEIGHT - 2,
				       top > 0 ? 0.05 + 0.95 * d / top : 0.05,
				       LEFT + CELL_WIDTH * c + CELL_WIDTH / 2 - 1, y + 14,
				       top > 0 && d > top / 2 ? "white" : "black", d * 100);
		}
	}
	mdp_buf_puts(out, "</svg>\n");
}
