/*
 * What a percentage in a question is of a figure: "above 10 %" is 0.1 where the figure is a part of one, and 10 where it is told in
 * percent. Names say it first, then how far the values go; an amount or a count has no percentage of its own.
 */
#include <string.h>

#include "base/limits.h"
#include "catalog/units.h"
#include "base/banned.h"

#define WHOLE 1.5 /* parts of one may come a little above it (utilization) */
#define EITHER 2.0 /* up to here it may be one or the other */

static bool is_whole(const struct mdp_column *col)
{
	return col->type == MDP_T_INT;
}

static enum mdp_percent of_column(const struct mdp_column *col)
{
	double lo = mdp_value_is_number(&col->min) ? mdp_value_number(&col->min) : 0;
	double hi = mdp_value_is_number(&col->max) ? mdp_value_number(&col->max) : 0;
	bool rate = col->role == MDP_ROLE_RATE,
	     percent = col->role == MDP_ROLE_PERCENT || (col->unit && strcmp(col->unit, "percent") == 0);
	double most = -lo > hi ? -lo : hi;

	/* "loan to value": all of it lies between none and all, whatever the name makes of it */
	if (!percent && mdp_value_is_number(&col->max) && (!col->unit || mdp_unit_is_vague(col->unit)) && lo >= 0 &&
	    hi <= 1 && !is_whole(col))
		return MDP_PERCENT_OF_ONE;
	if (!mdp_value_is_number(&col->max) || mdp_unit_is_money(col->unit) || col->role == MDP_ROLE_MONEY)
		return percent ? MDP_PERCENT_AS_IT_IS : MDP_PERCENT_OF_NOTHING;
	if (percent)
		return most <= 1 && !is_whole(col) ? MDP_PERCENT_OF_ONE : MDP_PERCENT_AS_IT_IS;
	if (rate && !is_whole(col) && most > WHOLE && most <= EITHER)
		return MDP_PERCENT_UNCLEAR;
	if (rate)
		return most <= WHOLE && !is_whole(col) ? MDP_PERCENT_OF_ONE : MDP_PERCENT_AS_IT_IS;
	if (col->unit || col->role == MDP_ROLE_QUANTITY || col->role == MDP_ROLE_COUNT ||
	    col->role == MDP_ROLE_DURATION)
		return MDP_PERCENT_OF_NOTHING;
	if (most <= 1 && !is_whole(col))
		return MDP_PERCENT_OF_ONE;
	return lo >= 0 && hi <= 100 ? MDP_PERCENT_AS_IT_IS : MDP_PERCENT_OF_NOTHING;
}

static enum mdp_percent of_unit(const char *unit)
{
	if (unit && strcmp(unit, "percent") == 0)
		return MDP_PERCENT_AS_IT_IS;
	return unit && strcmp(unit, "ratio") == 0 ? MDP_PERCENT_OF_ONE : MDP_PERCENT_OF_NOTHING;
}

/* A hundred times a quotient is told in percent. */
static bool has_hundred(const struct mdp_expr *x, int depth)
{
	if (!x || depth <= 0)
		return false;
	if (x->kind == MDP_X_VALUE)
		return mdp_value_is_number(&x->value) && mdp_value_number(&x->value) >= 100;
	return x->kind == MDP_X_OP && (has_hundred(x->arg, depth - 1) || has_hundred(x->arg2, depth - 1));
}

enum mdp_percent mdp_catalog_percent(const struct mdp_catalog *c, const struct mdp_expr *x)
{
	for (int depth = MDP_LIMIT_QUERY_DEPTH; x && depth > 0; depth--) {
		if (x->kind == MDP_X_COLUMN) {
			int column = mdp_catalog_column(c, mdp_str_of(x->name));

			return column < 0 ? MDP_PERCENT_OF_NOTHING
					  : of_column(&c->columns[mdp_catalog_original(c, column)]);
		}
		if (x->kind == MDP_X_MEASURE) {
			int m = mdp_catalog_measure(c, mdp_str_of(x->name));

			if (m < 0 || of_unit(c->measures[m].unit) != MDP_PERCENT_OF_NOTHING)
				return m < 0 ? MDP_PERCENT_OF_NOTHING : of_unit(c->measures[m].unit);
			x = c->measures[m].expr;
			continue;
		}
		if (x->kind == MDP_X_OP)
			return has_hundred(x, depth) ? MDP_PERCENT_AS_IT_IS
			       : x->op == MDP_OP_DIV ? MDP_PERCENT_OF_ONE
						     : MDP_PERCENT_OF_NOTHING;
		if (x->kind == MDP_X_WINDOW)
			return x->window == MDP_WIN_SHARE || x->window == MDP_WIN_GROWTH ? MDP_PERCENT_OF_ONE
											 : MDP_PERCENT_OF_NOTHING;
		if (x->kind != MDP_X_AGG || x->agg == MDP_AGG_COUNT || x->agg == MDP_AGG_COUNT_DISTINCT ||
		    x->agg == MDP_AGG_SUM)
			return MDP_PERCENT_OF_NOTHING;
		x = x->arg;
	}
	return MDP_PERCENT_OF_NOTHING;
}
