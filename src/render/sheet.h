/* Parts of the renderers that they share. Private to render/. */
#ifndef MDP_RENDER_SHEET_H
#define MDP_RENDER_SHEET_H

#include "render/render.h"

/* Rows of an answer as a sheet; arrays are of the arena. */
struct mdp_sheet mdp_sheet_of(const struct mdp_catalog *c, const struct mdp_answer *ans, struct mdp_arena *a);
/* A cell for people. */
const char *mdp_sheet_cell(const struct mdp_sheet *s, int64_t row, int column, struct mdp_arena *a);
bool mdp_sheet_numeric(const struct mdp_sheet *s,
		       int column); /* every value is a number or null, one at least a number */
void mdp_sheet_table(struct mdp_buf *out, const struct mdp_sheet *s, const struct mdp_style *style);
void mdp_more_rows(struct mdp_buf *out, int64_t n, const struct mdp_style *style,
		   struct mdp_arena *a); /* "… 1,050 more rows"; nothing for none */
void mdp_sheet_html(struct mdp_buf *out, const struct mdp_sheet *s);
void mdp_sheet_svg(struct mdp_buf *out, const struct mdp_sheet *s); /* nothing when there is nothing to draw */
/* heat.c: the first of the columns "+1", "+2" … of a triangle of shares, which are the last ones; -1 where there is none. */
int mdp_sheet_heat(const struct mdp_sheet *s);
double mdp_sheet_hottest(const struct mdp_sheet *s, int from); /* the greatest share of them */
const char *mdp_heat_cell(const struct mdp_value *v, double top,
			  struct mdp_arena *a); /* percent and shade; "" for none */
void mdp_sheet_heat_svg(struct mdp_buf *out, const struct mdp_sheet *s, int from, struct mdp_arena *a);
void mdp_html_text(struct mdp_buf *out, const char *text);
/* Is there a column worth bars? Its number, else -1. */
int mdp_chart_column(const struct mdp_sheet *s);
void mdp_chart_bar(struct mdp_buf *out, double value, double top, int width);
/* A line of block heights, at most `width` cells (points are averaged into them). */
void mdp_chart_spark(struct mdp_buf *out, const struct mdp_sheet *s, int column, int width);
void mdp_answer_json(struct mdp_buf *out, const struct mdp_answer *ans);

#endif
