/*
 * A balance is not added up over time: a semantic layer says so with a non_additive_dimension, and whether the first or the last time counts.
 * That becomes a condition of the aggregate, "at the last time of all"; the planner narrows "all" to the period of a question.
 */
#include <string.h>
#include <strings.h>

#include "project/semantic.h"
#include "project/yaml.h"
#include "base/banned.h"

struct mdp_expr *mdp_semantic_at_moment(struct mdp_semantic *s, const struct mdp_layer *l, struct mdp_expr *expr,
					const struct mdp_yaml *over)
{
	const struct mdp_catalog *c = s->x->c;
	struct mdp_arena *a = s->x->a;
	const char *name = mdp_yaml_text(over, "name"), *which = mdp_yaml_text(over, "window_choice");
	const struct mdp_yaml *by = mdp_yaml_get(over, "window_groupings");
	struct mdp_dimension it;
	if (!which)
		which = mdp_yaml_text(over, "window_agg");
	if (!by)
		by = mdp_yaml_get(over, "group_by");
	if (by && by->child) {
		s->why = "it is taken at the last time of each of something (window_groupings)";
		return NULL;
	}
	int column = name && mdp_semantic_find(s->x, l, name, &it) ? mdp_semantic_column(s->x, l, it.sql) : -1;
	int rows = l->place.table >= 0 ? c->tables[l->place.table].row_entity : -1;
	bool first = which && !strcasecmp(which, "min"), last = which && !strcasecmp(which, "max");
	bool sayable = (first || last) && column >= 0 && rows >= 0 && expr->kind == MDP_X_AGG &&
		       c->columns[column].type == MDP_T_DATE &&
		       mdp_catalog_entity(c, mdp_str_of(expr->entity)) == rows &&
		       mdp_catalog_determines(c, rows, c->columns[mdp_catalog_original(c, column)].entity);
	if (!sayable) {
		s->why = "it does not add up over time (non_additive_dimension), in a way that is not understood";
		return NULL;
	}
	struct mdp_expr *time = mdp_expr_column(a, mdp_catalog_column_name(c, a, column));
	struct mdp_expr *moment = mdp_expr_agg(a, first ? MDP_AGG_MIN : MDP_AGG_MAX, expr->entity, time);
	moment->total = true;
	struct mdp_expr *out = MDP_NEW(a, struct mdp_expr);
	*out = *expr;
	out->where = mdp_pred_and(a, expr->where, mdp_pred_cmp(a, MDP_CMP_EQ, time, moment));
	return out;
}
