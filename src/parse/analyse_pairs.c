/* "Is there a correlation between age and lifetime value?", "predicted customer lifetime value over the next 12 months". */
#include <string.h>

#include "parse/analyses.h"
#include "base/banned.h"

/* One side: a figure, a count of things, or what one brings in. */
static bool side(struct mdp_frame *f, const struct mdp_node *n, struct mdp_figure *out)
{
	memset(out, 0, sizeof(*out));
	if (mdp_node_is(n, "life")) /* by its own name, as the restatement says it */
		return mdp_an_brings(f->x, -1, out);
	const struct mdp_figure *figure = mdp_node_figure(n);
	const struct mdp_set *s = mdp_node_set(n);
	if (figure)
		*out = *figure;
	else if (s && !s->attr && !s->extreme && !s->having)
		mdp_figure_count(f->x, s, out);
	else
		return false;
	return true;
}

/* Of each of what: the things that have the attribute, or those that the question names. */
static int of_each(struct mdp_frame *f, const struct mdp_figure sides[2])
{
	struct mdp_phraser *x = f->x;
	const struct mdp_figure *a = &sides[0], *b = &sides[1];
	if (f->nkeys == 1 && f->keys[0].entity >= 0)
		return f->keys[0].entity;
	if (a->kind == MDP_FIG_ATTR && b->kind == MDP_FIG_ATTR)
		return mdp_entity_determines(x, a->entity, b->entity)   ? a->entity
		       : mdp_entity_determines(x, b->entity, a->entity) ? b->entity
									: -1;
	if (a->kind == MDP_FIG_ATTR)
		return a->entity;
	if (b->kind == MDP_FIG_ATTR)
		return b->entity;
	return a->entity == b->entity ? a->entity : -1;
}

/* The value of one instance: its attribute, its amount, or an aggregate over what belongs to it; NULL when there is none. */
static struct mdp_expr *value_of(struct mdp_frame *f, const struct mdp_figure *it, int entity)
{
	if (it->kind == MDP_FIG_ATTR)
		return mdp_entity_determines(f->x, entity, it->entity) ? it->expr : NULL;
	if (it->entity == entity)
		return mdp_figure_each(f->x, it);
	return mdp_entity_determines(f->x, it->entity, entity) ? it->expr : NULL;
}

int mdp_an_correlation(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const none[] = { NULL };
	struct mdp_figure sides[2];
	int rc = mdp_an_unused(f, MDP_AN_KEYS);
	rc = rc < 0 ? rc : mdp_an_options(f, none);
	if (rc < 0)
		return rc;
	if (!side(f, mdp_an_arg(n, "one"), &sides[0]) || !side(f, mdp_an_arg(n, "other"), &sides[1]))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
					"a correlation is between two figures");
	int entity = of_each(f, sides);
	struct mdp_out *show = MDP_NEW_ARRAY(f->x->a, 2, struct mdp_out);
	for (int i = 0; i < 2; i++) {
		struct mdp_expr *value = entity >= 0 ? value_of(f, &sides[i], entity) : NULL;
		if (!value)
			return mdp_frame_refuse(f, MDP_REASON_NOT_CONNECTED, n->from, n->to,
						"%s and %s are not two values of one thing: say of each of what (per "
						"customer, per order)",
						sides[0].name, sides[1].name);
		show[i] = (struct mdp_out){ sides[i].name, value, NULL };
		if (sides[i].kind == MDP_FIG_ATTR && sides[i].column >= 0 &&
		    !mdp_column_is_number(&f->x->c->columns[sides[i].column]))
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, sides[i].from, sides[i].to,
						"%s is no number", sides[i].name);
		if (sides[i].kind == MDP_FIG_ATTR && sides[i].column >= 0 &&
		    f->x->c->columns[sides[i].column].role == MDP_ROLE_ID)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, sides[i].from, sides[i].to,
						"%s only names things: its numbers mean nothing", sides[i].name);
	}
	if (!strcmp(show[0].name, show[1].name))
		return mdp_frame_refuse(f, MDP_REASON_AMBIGUOUS, n->from, n->to, "both are %s", show[0].name);
	if (strcmp(show[0].name, show[1].name) > 0) {
		struct mdp_out first = show[0];
		show[0] = show[1];
		show[1] = first;
	}
	f->nkeys = 0;
	f->q->show = show;
	f->q->nshow = 2;
	rc = mdp_an_begin(f, "correlation", entity);
	/* a lifetime value is that of those who ever brought in anything */
	for (int i = 0; i < 2 && rc >= 0; i++)
		if (mdp_node_is(mdp_an_arg(n, i ? "other" : "one"), "life") && sides[i].entity != entity)
			f->q->where =
				mdp_pred_and(f->x->a, f->q->where,
					     mdp_pred_exists(f->x->a, f->x->c->entities[sides[i].entity].name, NULL));
	return rc;
}

int mdp_an_predicted_value(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const options[] = { "countedby", "measuredby", NULL };
	struct mdp_an_patrons t;
	enum mdp_grain unit = MDP_GRAIN_MONTH;
	double months = 12, number = 0;
	int64_t until = 0;
	int rc = mdp_an_unused(f, MDP_AN_FIGURES | MDP_AN_RANK);
	rc = rc < 0 ? rc : mdp_an_options(f, options);
	if (rc < 0)
		return rc;
	mdp_an_horizon(f, mdp_an_arg(n, "horizon"), &number, &unit, &until);
	if (until || (number > 0 && unit != MDP_GRAIN_YEAR && unit != MDP_GRAIN_QUARTER && unit != MDP_GRAIN_MONTH))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
					"say how far ahead in months or years");
	if (number > 0)
		months = number * (unit == MDP_GRAIN_YEAR ? 12 : unit == MDP_GRAIN_QUARTER ? 3 : 1);
	rc = mdp_an_patrons(f, n, &t);
	rc = rc < 0 ? rc : mdp_an_patrons_begin(f, "predicted_value", &t);
	rc = rc < 0 ? rc : mdp_an_amount(f, n, "amount");
	rc = rc < 0 ? rc : mdp_an_until(f, t.time);
	if (rc >= 0)
		mdp_an_number(f, "months", months);
	return rc;
}
