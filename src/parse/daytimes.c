/*
 * Days of the week and hours of the day, whatever the date: "on Mondays", "at weekends", "between 9 am and noon". A part of the time of
 * what happened is compared; from one hour to another means up to, but not in, the second.
 */
#include <string.h>

#include "parse/period_work.h"
#include "parse/phrase.h"
#include "base/banned.h"

#define SATURDAY 6
#define SUNDAY 7
#define FRIDAY 5
#define NOON 12
#define DAY_HOURS 24
#define HOUR_MINUTES 60

static struct mdp_expr *part_of(struct mdp_phraser *x, int column, enum mdp_part part)
{
	struct mdp_expr *e = MDP_NEW(x->a, struct mdp_expr);
	e->kind = MDP_X_PART;
	e->part = part;
	e->arg = mdp_phrase_column(x, column);
	return e;
}

int mdp_attach_daytime(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out)
{
	int column = c->dated ? c->dated - 1 : mdp_entity_happens(x, entity) ? mdp_entity_time(x, entity) : -1;
	bool hour = c->part == MDP_PART_HOUR;
	if (column < 0 || !mdp_entity_determines(x, entity, x->c->columns[column].entity))
		return mdp_phraser_refuse(x, MDP_REASON_NOT_SPLITTABLE, c->from, c->to, "%s have no such time",
					  x->c->entities[entity].plural);
	if (x->c->columns[column].precision != MDP_GRAIN_NONE ||
	    (hour && x->c->columns[column].type != MDP_T_TIMESTAMP))
		return mdp_phraser_refuse(x, MDP_REASON_NOT_SPLITTABLE, c->from, c->to, "of %s only the %s is known",
					  x->c->columns[column].words,
					  hour && x->c->columns[column].precision == MDP_GRAIN_NONE
						  ? "day"
						  : mdp_grain_word(x->c->columns[column].precision));
	struct mdp_expr *part = part_of(x, column, c->part);
	if (hour) {
		struct mdp_pred *from = mdp_pred_cmp(x->a, MDP_CMP_GE, part, mdp_phrase_number(x, c->n)),
				*to = mdp_pred_cmp(x->a, MDP_CMP_LT, part, mdp_phrase_number(x, c->n_to));
		*out = c->n > 0 && c->n_to < DAY_HOURS ? mdp_pred_and(x->a, from, to) : c->n > 0 ? from : to;
		return 0;
	}
	struct mdp_pred *in = mdp_pred_cmp(x->a, MDP_CMP_EQ, part, NULL);
	in->right = MDP_NEW_ARRAY(x->a, SUNDAY, struct mdp_expr *);
	for (int day = 1; day <= SUNDAY; day++)
		if (c->days & (1U << day))
			in->right[in->nright++] = mdp_phrase_number(x, day);
	in->cmp = in->nright > 1 ? MDP_CMP_IN : MDP_CMP_EQ;
	*out = in;
	return in->nright > 0 ? 0 : -MDP_REFUSED;
}

/* "Mondays", "a Monday", "every Monday": all of them. "On Monday" is one. */
static bool all_of_them(const struct mdp_phraser *x, const struct mdp_node *n)
{
	static const char *const EACH[] = { "a", "an", "any", "every", "each" };
	struct mdp_str said = x->t->tokens[n->to - 1].folded;
	if (said.n > 1 && said.p[said.n - 1] == 's' && said.n > 5)
		return true;
	for (size_t i = 0; n->from > 0 && i < sizeof(EACH) / sizeof(EACH[0]); i++)
		if (mdp_str_is(x->t->tokens[n->from - 1].folded, EACH[i]))
			return true;
	return false;
}

/* (weekdays DAY …) */
static const struct mdp_phrase *op_weekdays(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_DAYTIME);
	c->part = MDP_PART_WEEKDAY;
	for (int i = 0; i < n->nargs; i++) {
		const struct mdp_node *a = n->args[i];
		const char *cat = a && a->edge ? a->edge->meaning.cat : "";
		int day = a ? mdp_period_sub_number(a) : -1;
		bool weekend = !strcmp(cat, "grain"), working = !strcmp(cat, "part");
		if (!a || (!weekend && !working && (day < 1 || day > SUNDAY)) ||
		    (!all_of_them(x, a) && !mdp_node_is(n, "weekdaysof")))
			return NULL;
		if (weekend)
			c->days |= 1U << SATURDAY | 1U << SUNDAY;
		else if (!working)
			c->days |= 1U << day;
		for (int k = 1; working && k <= FRIDAY; k++)
			c->days |= 1U << k;
	}
	return c->days ? mdp_cond_phrase(x, n, c) : NULL;
}

/* The hour that (hr NUMBER am|pm?) or (hr noon) tells; -1: none, or not a full one. */
static int hour_of(const struct mdp_node *n)
{
	const struct mdp_node *number = n->args[0];
	const char *half = n->nargs > 1 ? mdp_node_word(n->args[1]) : "";
	if (!number->edge || number->edge->meaning.kind != MDP_CAT_NUMBER)
		return mdp_node_is(number, "noon") ? NOON : DAY_HOURS;
	double v = number->edge->number;
	if (number->edge->unit && !strcmp(number->edge->unit, "time"))
		v /= HOUR_MINUTES;
	if (v < 0 || v > DAY_HOURS || v > (double)(int)v || (*half && (v < 1 || v > NOON)))
		return -1;
	int hour = (int)v;
	if (*half)
		hour = hour % NOON + (!strcmp(half, "pm") ? NOON : 0);
	return hour;
}

/* (hours FROM TO): either may be nil. */
static const struct mdp_phrase *op_hours(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_node *ends[2] = { n->args[0], n->args[1] };
	int hours[2] = { 0, DAY_HOURS };
	for (int i = 0; i < 2; i++) {
		if (!ends[i] || !mdp_node_is(ends[i], "hr"))
			continue;
		hours[i] = hour_of(ends[i]);
		if (hours[i] < 0)
			return NULL;
	}
	if (hours[0] >= hours[1])
		return NULL;
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_DAYTIME);
	c->part = MDP_PART_HOUR;
	c->n = hours[0];
	c->n_to = hours[1];
	return mdp_cond_phrase(x, n, c);
}

/* (atdaytime DATE DAYTIME): "delivered on Mondays" */
static const struct mdp_phrase *op_at_daytime(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	const struct mdp_cond *said = mdp_node_cond(n->args[1]);
	if (!e || e->meaning.id < 0 || !said || said->kind != MDP_COND_DAYTIME ||
	    !mdp_column_is_time(&x->c->columns[e->meaning.id]))
		return NULL;
	struct mdp_cond *c = MDP_NEW(x->a, struct mdp_cond);
	*c = *said;
	c->from = n->from;
	c->dated = 1 + e->meaning.id;
	return mdp_cond_phrase(x, n, c);
}

const struct mdp_operation mdp_daytime_operations[] = {
	{ "weekdays", 1, op_weekdays },
	{ "weekdaysof", 1, op_weekdays },
	{ "hours", 2, op_hours },
	{ "atdaytime", 2, op_at_daytime },
	{ NULL, 0, NULL },
};
