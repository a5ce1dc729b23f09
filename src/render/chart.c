/*
 * Small charts of block characters: bars beside the rows of a breakdown or a short series, one line of heights for a
 * long series. Only where they help: one number that is not negative, a handful of rows.
 */
#include <math.h>
#include "render/sheet.h"
#include "base/banned.h"

#define ROWS_MIN 3
#define ROWS_MAX 60

int mdp_chart_column(const struct mdp_sheet *s)
{
	int column = -1, figures = 1;
	if (s->nrows < ROWS_MIN || s->nrows > ROWS_MAX)
		return -1;
	if (s->buckets)
		return s->ncolumns > 2 ? 2 : -1;
	for (int c = 1; c < s->ncolumns; c++) {
		const char *unit = s->columns[c].unit;
		bool digits = unit && (mdp_str_is(mdp_str_of(unit), "id") || mdp_str_is(mdp_str_of(unit), "year"));
		if (digits || !mdp_sheet_numeric(s, c))
			continue;
		if (column >= 0 && (!s->columns[c].share || ++figures > 2))
			return -1;
		column = c; /* a share beside what it is of says the same, to one scale */
	}
	double top = 0;
	for (int64_t r = 0; column >= 0 && r < s->nrows; r++) {
		const struct mdp_value *v = &s->values[r * s->ncolumns + column];
		if (v->type == MDP_T_NULL_)
			continue;
		double d = mdp_value_number(v);
		if (d < 0 || !isfinite(d))
			return -1;
		top = d > top ? d : top;
	}
	return top > 0 ? column : -1;
}

void mdp_chart_bar(struct mdp_buf *out, double value, double top, int width)
{
	static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	int n = (int)lround(value / top * width * 8);
	if (n < 1)
		n = 1;
	for (int i = 0; i < n / 8; i++)
		mdp_buf_puts(out, "█");
	mdp_buf_puts(out, eighths[n % 8]);
}

void mdp_chart_spark(struct mdp_buf *out, const struct mdp_sheet *s, int column, int width)
{
	static const char *const heights[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	int cells = s->nrows < width ? (int)s->nrows : width;
	double top = 0;
	for (int64_t r = 0; r < s->nrows; r++) {
		const struct mdp_value *v = &s->values[r * s->ncolumns + column];
		double d = v->type == MDP_T_NULL_ ? 0 : mdp_value_number(v);
		if (d < 0 || !isfinite(d))
			return;
		top = d > top ? d : top;
	}
	for (int i = 0; top > 0 && i < cells; i++) {
		int64_t from = s->nrows * i / cells, to = s->nrows * (i + 1) / cells, n = 0;
		double sum = 0;
		for (int64_t r = from; r < to; r++) {
			const struct mdp_value *v = &s->values[r * s->ncolumns + column];
			sum += v->type == MDP_T_NULL_ ? 0 : mdp_value_number(v);
			n++;
		}
		int height = (int)(sum / (double)n / top * 7.999);
		mdp_buf_puts(out, heights[height < 0 ? 0 : height > 7 ? 7 : height]);
	}
	mdp_buf_puts(out, top > 0 ? "\n" : "");
}
