/*
 * What lasts: things that begin and come to an end, of which the data keep those that are gone. "Active members", "at the moment", "still
 * with us" are those that have begun and have not come to an end.
 */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

/* That they have not come to an end until today; NULL where nothing tells, or it is asked for anyway. */
static struct mdp_pred *not_over(struct mdp_phraser *x, int entity)
{
	int ended = entity < 0 ? -1 : mdp_column_marked(x, entity, "over");
	if (ended < 0 || x->c->columns[ended].nulls == 0)
		return NULL;
	/* what has no name and is not gone either is something that happened, which goes on being counted */
	const char *marks = x->c->columns[ended].marks;
	if (x->c->entities[entity].label < 0 && !(marks && !strcmp(marks, "gone")) &&
	    !mdp_entity_is_somebody(x, entity))
		return NULL;
	struct mdp_expr *column = mdp_phrase_column(x, ended);
	struct mdp_expr *today = mdp_expr_value(x->a, mdp_value_date(x->today));
	return mdp_pred_or(x->a, mdp_pred_cmp(x->a, MDP_CMP_IS_NULL, column, NULL),
			   mdp_pred_cmp(x->a, MDP_CMP_GT, column, today));
}

/* The date on which they begin, where some of them lie ahead; -1. */
static int begins_on(struct mdp_phraser *x, int entity)
{
	int column = mdp_column_marked(x, entity, "from");
	column = column < 0 ? x->c->entities[entity].time : column;
	if (column < 0 || x->c->columns[column].entity != entity)
		return -1;
	int64_t first, last;
	return mdp_catalog_period(x->c, column, &first, &last) && last > x->today ? column : -1;
}

/* That they have begun and have not come to an end. */
struct mdp_pred *mdp_holds_now(struct mdp_phraser *x, int entity)
{
	struct mdp_pred *p = not_over(x, entity);
	int begun = p ? begins_on(x, entity) : -1;
	if (begun < 0)
		return p;
	struct mdp_period until = { .from = INT64_MIN, .to = x->today + 1 };
	return mdp_pred_and(x->a, mdp_during(x, begun, &until), p);
}

/* Unless the data have a state or a flag of that very word. */
static struct mdp_pred *lasts(struct mdp_phraser *x, const struct mdp_node *n, int entity)
{
	const struct mdp_node *word = n->args[0];
	return word && !mdp_said_by_data(x, word->from, word->to, entity) ? mdp_holds_now(x, entity) : NULL;
}

/* (lasting WORD SET): "active members" */
static const struct mdp_phrase *op_lasting(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_state_set(x, n, mdp_node_set(n->args[1]), lasts);
}

/* (lasts WORD): "who are active" */
static const struct mdp_phrase *op_lasts(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_state_cond(x, n, lasts);
}

const struct mdp_operation mdp_lasting_operations[] = {
	{ "lasting", 2, op_lasting },
	{ "lasts", 1, op_lasts },
	{ NULL, 0, NULL },
};
