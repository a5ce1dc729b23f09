/* "Distribution of order values", "what share of revenue comes from the top 10 % of customers". */
#include <string.h>

#include "parse/analyses.h"
#include "base/banned.h"

static struct mdp_expr *stripped(struct mdp_frame *f, const struct mdp_expr *x)
{
	struct mdp_expr *copy = MDP_NEW(f->x->a, struct mdp_expr);
	*copy = *x;
	return copy;
}

/* What each of the things has: its number of those that belong to it, or what it brought in. */
static int value_each(struct mdp_frame *f, const struct mdp_node *n, struct mdp_expr **value, int *of)
{
	struct mdp_phraser *x = f->x;
	const struct mdp_set *things = mdp_node_set(mdp_an_arg(n, "things")),
			     *each = mdp_node_set(mdp_an_arg(n, "each"));
	const struct mdp_figure *amount = mdp_node_figure(mdp_an_arg(n, "sum"));
	struct mdp_figure it;
	if (things) {
		if (things->attr || things->having || things->extreme || !each || each->attr || each->having ||
		    each->extreme)
			return -MDP_REFUSED;
		mdp_figure_count(x, things, &it);
	} else if (amount) {
		if (amount->kind != MDP_FIG_AMOUNT || amount->window || !each)
			return -MDP_REFUSED;
		it = *amount;
	} else {
		struct mdp_an_patrons t;
		int rc = mdp_an_patrons(f, n, &t);
		if (rc < 0)
			return rc;
		struct mdp_set *who = MDP_NEW(x->a, struct mdp_set);
		who->entity = t.who;
		each = each ? each : who;
		if (!mdp_an_brings(x, t.who, &it))
			return mdp_frame_refuse(f, MDP_REASON_UNKNOWN_CONCEPT, n->from, n->to,
						"no amount in this data is known as what comes in");
	}
	if (each->attr || each->having || each->extreme || it.entity == each->entity ||
	    !mdp_entity_determines(x, it.entity, each->entity))
		return mdp_frame_refuse(f, MDP_REASON_NOT_CONNECTED, n->from, n->to, "%s do not belong to one %s",
					x->c->entities[it.entity].plural, x->c->entities[each->entity].name);
	*value = stripped(f, it.expr);
	(*value)->where = mdp_pred_and(x->a, (*value)->where, it.where);
	*of = each->entity;
	if (each->where)
		f->q->where = each->where;
	return 0;
}

/* A column of the thing, or the amount of one of it. */
static int value_of(struct mdp_frame *f, const struct mdp_node *n, struct mdp_expr **value, int *of,
		    struct mdp_pred **where)
{
	struct mdp_phraser *x = f->x;
	const struct mdp_node *said = mdp_an_arg(n, "value");
	const struct mdp_figure *it = mdp_node_figure(said);
	if (!said)
		return value_each(f, n, value, of);
	if (!it || it->window || it->kind == MDP_FIG_SET)
		return -MDP_REFUSED;
	*where = it->where;
	*of = it->entity;
	if (it->kind == MDP_FIG_AMOUNT) {
		struct mdp_expr *each = mdp_figure_each(x, it);
		if (!each)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
						"`%s` is a figure of all together: one %s has no value of it", it->name,
						x->c->entities[it->entity].name);
		*value = stripped(f, each);
		return 0;
	}
	if (!mdp_figure_is_span(it) && (it->column < 0 || !mdp_column_is_number(&x->c->columns[it->column])))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
					"`%s` is no number: ask how many there are by it", it->name);
	if (it->set && it->set->entity != it->entity) {
		if (!mdp_entity_determines(x, it->set->entity, it->entity))
			return mdp_frame_refuse(f, MDP_REASON_NOT_CONNECTED, n->from, n->to,
						"`%s` does not belong to %s", it->name,
						x->c->entities[it->set->entity].plural);
		*of = it->set->entity;
	}
	if (it->set && it->set->where)
		*where = mdp_pred_and(x->a, *where, it->set->where);
	*value = stripped(f, it->expr);
	return 0;
}

int mdp_an_distribution(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const options[] = { "width", "buckets", NULL };
	const struct mdp_node *width = mdp_an_option(f, "width"), *buckets = mdp_an_option(f, "buckets");
	struct mdp_expr *value = NULL;
	struct mdp_pred *where = NULL;
	int of = -1, rc = mdp_an_unused(f, 0);
	rc = rc < 0 ? rc : mdp_an_options(f, options);
	rc = rc < 0 ? rc : value_of(f, n, &value, &of, &where);
	if (rc < 0)
		return rc;
	f->q->where = mdp_pred_and(f->x->a, f->q->where, where);
	rc = mdp_an_begin(f, "distribution", of);
	if (rc < 0)
		return rc;
	mdp_query_set_param(f->x->a, f->q, "value", value);
	if (width && buckets)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, width->from, width->to, "say how wide, or how many");
	if (width)
		mdp_an_number(f, "width", mdp_an_said_number(width->args[0]));
	if (buckets)
		mdp_an_number(f, "buckets", mdp_an_said_number(buckets->args[0]));
	return 0;
}

int mdp_an_concentration(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const options[] = { "measuredby", NULL };
	const struct mdp_node *top = mdp_an_arg(n, "top"), *said = mdp_an_arg(n, "amount"),
			      *by = mdp_an_option(f, "measuredby");
	const struct mdp_set *item = mdp_node_set(mdp_an_arg(n, "item"));
	const struct mdp_figure *it = said ? mdp_node_figure(said) : by ? mdp_node_figure(by->args[0]) : f->rank_by;
	struct mdp_figure takings;
	int rc = mdp_an_unused(f, MDP_AN_RANK);
	rc = rc < 0 ? rc : mdp_an_options(f, options);
	if (rc < 0 || !item)
		return rc < 0 ? rc : -MDP_REFUSED;
	if (item->attr && mdp_also(f->x, item->attr, MDP_CAT_ENTITY, NULL))
		return -MDP_REFUSED; /* a word that names the things as well as their names is of the things */
	if (item->extreme || item->having || (it && (it->kind != MDP_FIG_AMOUNT || it->window)) || f->ranked ||
	    (said != NULL) + (by != NULL) + (f->rank_by != NULL) > 1)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to, "this cannot be asked for in one");
	if (top && (!top->edge || !top->edge->unit || strcmp(top->edge->unit, "percent") != 0))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, top->from, top->to,
					"say it in percent: the top 10 %%");
	if (!it && mdp_an_brings(f->x, item->entity, &takings))
		it = &takings;
	if (!it)
		return mdp_frame_refuse(f, MDP_REASON_UNKNOWN_CONCEPT, n->from, n->to, "say of which amount");
	f->q->where = it->where;
	rc = mdp_an_begin(f, "concentration", it->entity);
	if (rc < 0)
		return rc;
	if (item->where)
		f->q->where = mdp_pred_and(f->x->a, f->q->where, mdp_lift(f->x, it->entity, item->entity, item->where));
	mdp_an_thing(f, "item", item);
	mdp_query_set_param(f->x->a, f->q, "amount", it->expr);
	if (top)
		mdp_an_number(f, "top", mdp_an_said_number(top));
	return 0;
}
