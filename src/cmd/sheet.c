/* Rows of a command's own table. */
#include "cmd/sheet.h"
#include "base/banned.h"

void mdp_rows_put(struct mdp_rows *r, struct mdp_value v)
{
	MDP_PUSH(r->a, r->values, r->n, r->cap, v);
}

void mdp_rows_text(struct mdp_rows *r, const char *text)
{
	mdp_rows_put(r, text ? mdp_value_text(mdp_str_of(text)) : mdp_value_null());
}

struct mdp_sheet mdp_rows_sheet(const struct mdp_rows *r)
{
	return (struct mdp_sheet){ r->columns, r->ncolumns, r->values, r->n / r->ncolumns, -1, false };
}
