/*
 * Ages: from a number that is kept, a date of birth, or the date of what happened; and dates that are past. Those older than 30 days are
 * those of which the date lies more than 30 days back; of years, a person is 30 until 31 are full.
 */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

int mdp_attach_age(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out)
{
	int column = mdp_column_marked(x, entity, "birth"), time = x->c->entities[entity].time;
	bool years = column >= 0 && (c->age_unit == MDP_GRAIN_NONE || c->age_unit == MDP_GRAIN_YEAR);
	enum mdp_grain unit = c->age_unit == MDP_GRAIN_NONE ? MDP_GRAIN_YEAR : c->age_unit;
	if (column < 0 && c->age_unit != MDP_GRAIN_NONE && time >= 0 && x->c->columns[time].entity == entity)
		column = time;
	if (column < 0 || c->n < 0 || c->n > 100000 || c->n > (double)(int)c->n)
		return mdp_phraser_refuse(x, MDP_REASON_UNKNOWN_CONCEPT, c->from, c->to, "%s have no single age",
					  x->c->entities[entity].plural);
	struct mdp_period p = { .from = INT64_MIN, .to = INT64_MAX };
	int n = (int)c->n;
	int64_t cut = mdp_date_add(x->today, unit, -n), next = mdp_date_add(x->today, unit, -n - 1);
	switch (c->cmp) {
	case MDP_CMP_GT:
		p.to = cut;
		break;
	case MDP_CMP_GE:
		p.to = cut + 1;
		break;
	case MDP_CMP_LT:
		p.from = cut + 1;
		break;
	case MDP_CMP_LE:
		p.from = years ? next + 1 : cut;
		break;
	case MDP_CMP_EQ:
		p.from = years ? next + 1 : cut;
		p.to = cut + 1;
		break;
	default:
		return -MDP_REFUSED;
	}
	*out = mdp_during(x, column, &p);
	return 0;
}

static const struct mdp_phrase *aged(struct mdp_phraser *x, const struct mdp_node *n, enum mdp_cmp cmp,
				     const struct mdp_node *number, const struct mdp_node *unit)
{
	const struct mdp_edge *e = number ? number->edge : NULL;
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_NUMBER);
	if (!e || (e->unit && strcmp(e->unit, "year-like") != 0) ||
	    (unit &&
	     (!mdp_grain_from_word(mdp_str_of(mdp_node_word(unit)), &c->age_unit) || c->age_unit == MDP_GRAIN_HOUR)))
		return NULL;
	c->cmp = cmp;
	c->n = e->number;
	c->noun_of = "age";
	return mdp_cond_phrase(x, n, c);
}

/* (aged CMP NUMBER UNIT?) */
static const struct mdp_phrase *op_aged(struct mdp_phraser *x, const struct mdp_node *n)
{
	enum mdp_cmp cmp;
	const char *colon = strchr(mdp_node_word(n->args[0]), ':');
	if (!mdp_node_cmp(n->args[0], &cmp) || (colon && strcmp(colon + 1, "age") != 0))
		return NULL;
	return aged(x, n, cmp, n->args[1], n->nargs > 2 ? n->args[2] : NULL);
}

/* (agedbetween FROM TO UNIT?) */
static const struct mdp_phrase *op_aged_between(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_node *unit = n->nargs > 2 ? n->args[2] : NULL;
	const struct mdp_phrase *l = aged(x, n, MDP_CMP_GE, n->args[0], unit),
				*r = aged(x, n, MDP_CMP_LE, n->args[1], unit);
	return l && r ? mdp_cond_phrase(x, n, mdp_cond_two(x, n, MDP_COND_AND, l->cond, r->cond)) : NULL;
}

/* (pastdate DATE CMP? NUMBER? UNIT?): "past their due date", "more than 60 days past due". */
static const struct mdp_phrase *op_past_date(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge, *by = n->nargs > 2 && n->args[2] ? n->args[2]->edge : NULL;
	struct mdp_period p = { .from = INT64_MIN, .to = x->today };
	enum mdp_cmp cmp = MDP_CMP_GT;
	enum mdp_grain unit;
	if (!e || e->meaning.id < 0 || !mdp_column_is_time(&x->c->columns[e->meaning.id]))
		return NULL;
	if (by) {
		if (!mdp_node_cmp(n->args[1], &cmp) || (cmp != MDP_CMP_GT && cmp != MDP_CMP_GE && cmp != MDP_CMP_EQ) ||
		    !mdp_grain_from_word(mdp_str_of(mdp_node_word(n->args[3])), &unit) || by->number < 0 ||
		    by->number > 100000)
			return NULL;
		p.to = mdp_date_add(x->today, unit, -(int)by->number) + (cmp == MDP_CMP_GT ? 0 : 1);
	}
	return mdp_cond_phrase(
		x, n, mdp_cond_pred(x, n, mdp_during(x, e->meaning.id, &p), x->c->columns[e->meaning.id].entity));
}

/* (born DIR SET): the date of birth, which tells the youngest and the oldest. */
static const struct mdp_phrase *op_born(struct mdp_phraser *x, const struct mdp_node *n)
{
	const char *colon = strchr(mdp_node_word(n->args[0]), ':');
	const struct mdp_set *s = mdp_node_set(n->args[1]);
	double cost = 0;
	int column =
		s && !s->attr && colon && !strcmp(colon + 1, "age") ? mdp_column_marked(x, s->entity, "birth") : -1;
	if (column < 0 || mdp_column_called(x, "age", s->entity, &cost) >= 0)
		return NULL;
	struct mdp_figure f;
	mdp_figure_column(x, column, NULL, &f);
	return mdp_figure_one(x, n, &f);
}

/* (howadjective WORD SET): "how old is the oldest customer": the number that the adjective is about. */
static const struct mdp_phrase *op_how_adjective(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_node adjective = { .op = "adjective", .args = n->args, .nargs = 2, .from = n->from, .to = n->to };
	const struct mdp_phrase *p = NULL;
	if (!mdp_phrase_apply(x, &adjective, &p) || !p || p->figures[0].column < 0 ||
	    !mdp_column_is_number(&x->c->columns[p->figures[0].column]))
		return NULL;
	struct mdp_figure f = p->figures[0];
	f.set = mdp_node_set(n->args[1]);
	return mdp_figure_one(x, n, &f);
}

const struct mdp_operation mdp_age_operations[] = {
	{ "aged", 2, op_aged }, { "agedbetween", 2, op_aged_between },   { "pastdate", 1, op_past_date },
	{ "born", 2, op_born }, { "howadjective", 2, op_how_adjective }, { NULL, 0, NULL },
};
