/* Tables that a command makes itself, row by row. Private to cmd/. */
#ifndef MDP_CMD_SHEET_H
#define MDP_CMD_SHEET_H

#include "render/render.h"

struct mdp_rows {
	struct mdp_arena *a;
	const struct mdp_sheet_column *columns;
	int ncolumns;
	struct mdp_value *values;
	int n, cap; /* cells */
};

void mdp_rows_put(struct mdp_rows *r, struct mdp_value v);
void mdp_rows_text(struct mdp_rows *r, const char *text); /* NULL is null; the text must outlive the rows */
struct mdp_sheet mdp_rows_sheet(const struct mdp_rows *r);

#endif
