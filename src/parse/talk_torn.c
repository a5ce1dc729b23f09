/* Words that only happen to stand beside each other, where the line was cut between what belongs together. */
#include "parse/talk.h"
#include "base/banned.h"

/* "states with revenue above 450,000" said apart: what is said right behind a thing is said of it. */
static bool torn_behind(const struct mdp_cover *cover)
{
	for (int i = 0; i + 1 < cover->nclauses; i++) {
		const struct mdp_phrase *c = cover->clauses[i + 1]->phrase;
		if (mdp_node_is(cover->clauses[i], "t_keys") && c && c->kind == MDP_PH_COND &&
		    cover->clauses[i]->to == cover->clauses[i + 1]->from)
			return true;
	}
	return false;
}

/* "customers over 50" said apart: what is compared is of the thing named before it, whatever else has an amount. */
bool mdp_talk_torn_number(const struct mdp_talk *t, const struct mdp_cover *cover)
{
	for (int i = 0; i + 1 < cover->nclauses; i++) {
		const struct mdp_phrase *p = cover->clauses[i]->phrase, *c = cover->clauses[i + 1]->phrase;
		const struct mdp_set *s = !p                                                  ? NULL
					  : p->kind == MDP_PH_SET                             ? p->set
					  : p->kind == MDP_PH_COND && p->cond && p->cond->set ? p->cond->set
					  : p->kind == MDP_PH_TALK && p->node->nargs ? mdp_node_set(p->node->args[0])
										     : NULL;
		if (s && !s->where && s->entity != t->of && c && c->kind == MDP_PH_COND && c->cond &&
		    c->cond->kind == MDP_COND_NUMBER && cover->clauses[i]->to == cover->clauses[i + 1]->from)
			return true;
	}
	return false;
}

/* "this year" is no reference and a year to split by. */
static bool torn_period(const struct mdp_cover *cover)
{
	for (int i = 0; i + 1 < cover->nclauses; i++) {
		const struct mdp_node *it = cover->clauses[i], *key = cover->clauses[i + 1];
		if (mdp_node_is(it, "t_it") && mdp_node_is(key, "t_keys") && it->to == key->from)
			return true;
	}
	return false;
}

/* "top 3 orders" is of orders: not the first of what was shown, and orders to be counted. */
static bool torn_top(const struct mdp_cover *cover)
{
	for (int i = 0; i + 1 < cover->nclauses; i++) {
		const struct mdp_node *top = cover->clauses[i], *next = cover->clauses[i + 1];
		if (mdp_node_is(top, "t_top") && next->phrase && next->phrase->kind == MDP_PH_SET &&
		    top->to == next->from)
			return true;
		/* nor is "first 4" the first, and four of it */
		if (mdp_node_is(top, "t_row") && mdp_node_is(next, "t_top") && top->to == next->from)
			return true;
	}
	return false;
}

double mdp_talk_torn(const struct mdp_cover *cover)
{
	return torn_period(cover) || torn_behind(cover) || torn_top(cover) ? 0.5 : 0;
}
