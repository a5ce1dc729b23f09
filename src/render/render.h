/*
 * Output: an answer, or any table of values, in each of the formats. Renderers only append to a buffer; writing it is
 * the command's part.
 */
#ifndef MDP_RENDER_RENDER_H
#define MDP_RENDER_RENDER_H

#include "answer/answer.h"
#include "base/buf.h"

/* name, word of --format */
#define MDP_FORMATS(X) X(TABLE, "table") X(CSV, "csv") X(TSV, "tsv") X(JSON, "json") X(MD, "md") X(HTML, "html")
enum mdp_format {
#define X(name, word) MDP_FORMAT_##name,
	MDP_FORMATS(X)
#undef X
};

/* name, word of --chart */
#define MDP_CHARTS(X) X(AUTO, "auto") X(LINE, "line") X(BAR, "bar") X(NONE, "none")
enum mdp_chart {
#define X(name, word) MDP_CHART_##name,
	MDP_CHARTS(X)
#undef X
};

struct mdp_style {
	enum mdp_format format;
	int width; /* cells of a line; 0 = as wide as it gets */
	int64_t rows; /* of a table on a screen; 0 = all */
	bool color;
	bool sql; /* show the statement */
	bool quiet; /* the sentence and the rows, nothing about them */
	bool counted; /* Markdown says how many rows there are */
	bool verbose; /* tokens, proofs, times */
	bool chart; /* bars where they help */
	bool draw; /* a chart in place of the rows, where there is one */
	enum mdp_chart shape; /* of it */
	const char *picking; /* how one of several that are offered is taken; NULL: that is not told */
};

bool mdp_format_from_word(struct mdp_str word, enum mdp_format *out);
const char *mdp_format_word(enum mdp_format f);
bool mdp_chart_from_word(struct mdp_str word, enum mdp_chart *out);

struct mdp_sheet_column {
	const char *title, *unit;
	bool left; /* not aligned as a number whatever it holds */
	bool share; /* a part of the figure before it */
	enum mdp_grain grain; /* days of it are the first days of such periods */
};

/* Rows to show: values row-major. */
struct mdp_sheet {
	const struct mdp_sheet_column *columns;
	int ncolumns;
	const struct mdp_value *values;
	int64_t nrows; /* held here */
	int bars; /* column drawn as bars beside the table, -1 */
	bool buckets; /* a row is a stretch from the first column to the second, the third how many there are in it */
};

/* One answer, status whatever, as the format shows it. `c` may be NULL. */
void mdp_render_answer(struct mdp_buf *out, const struct mdp_catalog *c, const struct mdp_answer *ans,
		       const struct mdp_style *style);
/* Rows from `from` on, at most `n`, as a table goes on; how many they were. */
int64_t mdp_render_rows(struct mdp_buf *out, const struct mdp_catalog *c, const struct mdp_answer *ans,
			const struct mdp_style *style, int64_t from, int64_t n);
/* The chart of an answer alone; nothing when there is none that would show more than its rows. */
void mdp_render_chart(struct mdp_buf *out, const struct mdp_catalog *c, const struct mdp_answer *ans,
		      const struct mdp_style *style);
/*
 * Text with its lines broken between words, at most `width` cells (0: as they are); lines that go on begin with `indent` blanks,
 * which the first has before it already. */
void mdp_text_wrap(struct mdp_buf *out, const char *text, int width, int indent);
void mdp_render_sql(struct mdp_buf *out, const struct mdp_answer *ans); /* the statement and its parameters */
/* A whole HTML page: the chart as SVG, then the answer. */
void mdp_render_page(struct mdp_buf *out, const struct mdp_catalog *c, const struct mdp_answer *ans,
		     const struct mdp_style *style);
/* A table that is no answer. JSON: an array of objects. */
void mdp_render_sheet(struct mdp_buf *out, const struct mdp_sheet *sheet, const struct mdp_style *style);
/* Refused, choice, error: for people, without colour codes unless the style has colour. */
void mdp_render_problem(struct mdp_buf *out, const struct mdp_answer *ans, const struct mdp_style *style);

#endif
