/*
 * Columns that models make by counting different things in each of their rows (visitors of each day): whoever comes again is in several
 * rows, so the counts do not add up. Different orders do where an order is in one row, which the answer says.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "catalog/words.h"
#include "project/lineage.h"
#include "base/banned.h"

/* The step whose expression makes the column, behind steps that take it as it is; NULL. */
static const struct mdp_origin *made_by(const struct mdp_catalog *c, int origin)
{
	for (int depth = 0; origin >= 0 && depth < MDP_LINEAGE_DEPTH; depth++) {
		const struct mdp_origin *o = &c->origins[origin];
		if (o->expr)
			return o;
		if (o->nfrom != 1)
			return NULL;
		origin = o->from[0];
	}
	return NULL;
}

/* What stands behind "count(distinct " or "approx_count_distinct(", to the end of its last word; NULL for other expressions. */
static const char *counted(struct mdp_arena *a, const char *expr)
{
	const char *at = strcasestr(expr, "count_distinct("), *open = at ? at + strlen("count_distinct(") : NULL;
	if (!open) {
		at = strcasestr(expr, "count(");
		for (open = at ? at + strlen("count(") : NULL; open && isspace((unsigned char)*open); open++)
			;
		if (!open || strncasecmp(open, "distinct", strlen("distinct")) != 0)
			return NULL;
		open += strlen("distinct");
	}
	const char *close = strchr(open, ')'), *from = close;
	if (!close)
		return NULL;
	while (from > open && isspace((unsigned char)from[-1]))
		from--, close--;
	while (from > open && (isalnum((unsigned char)from[-1]) || from[-1] == '_'))
		from--;
	return mdp_arena_strndup(a, from, (size_t)(close - from));
}

static bool happens_once(struct mdp_arena *a, const char *name)
{
	struct mdp_str rest = mdp_str_of(mdp_words_of_name(a, name)), w;
	bool found = false;
	while (rest.n && mdp_str_next(&rest, ' ', &w))
		found |= mdp_words_listed(mdp_data_events, w);
	return found;
}

static const char *in_each(struct mdp_arena *a, const char *what)
{
	return mdp_arena_printf(
		a, "it counts the different %s of each row: one that is in several rows is counted in each", what);
}

void mdp_enrich_distinct(struct mdp_enrich *x)
{
	for (int i = 0; i < x->c->ncolumns; i++) {
		struct mdp_column *col = &x->c->columns[i];
		const struct mdp_origin *made =
			col->origin >= 0 && col->additive != MDP_ADDITIVE_NO ? made_by(x->c, col->origin) : NULL;
		const char *what = made ? counted(x->a, made->expr) : NULL;
		if (!what || col->hidden)
			continue;
		if (happens_once(x->a, what)) {
			col->doubt = col->doubt ? col->doubt : in_each(x->a, what);
			col->doubt_source = made->source;
			continue;
		}
		col->additive = MDP_ADDITIVE_NO;
		col->role = MDP_ROLE_COUNT;
		col->role_how = mdp_arena_printf(x->a, "counts the different %s of each row", what);
	}
}
