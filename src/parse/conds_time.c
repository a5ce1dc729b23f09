/* Conditions of time, and what is first or last of all. */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

/* "Starts in July", where days ahead are known: the July to come. What is said to have happened has. */
struct mdp_period mdp_period_coming(const struct mdp_phraser *x, const struct mdp_cond *c)
{
	struct mdp_period p = c->period;
	int64_t first, last;
	struct mdp_str said = c->way ? x->t->tokens[c->way->to - 1].folded : mdp_str_of("");
	if (!p.yearless || !said.n || mdp_str_ends(said, "ed") || p.to > x->today ||
	    !mdp_catalog_period(x->c, c->dated - 1, &first, &last) || last <= x->today)
		return p;
	struct mdp_period next = p;
	next.from = mdp_date_add(p.from, MDP_GRAIN_YEAR, 1);
	next.to = mdp_date_add(p.to, MDP_GRAIN_YEAR, 1);
	return next.from <= last ? next : p;
}

static const struct mdp_phrase *op_period(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_PERIOD);
	struct mdp_error problem = { 0 };
	c->period_node = n->args[0];
	if (mdp_period_eval(n->args[0], x->today, x->c ? x->c->fiscal_start : 1, x->a, &c->period, &problem) < 0) {
		if (n->to - n->from > x->problem_tokens) {
			x->problem = problem;
			x->problem_tokens = n->to - n->from;
		}
		return NULL;
	}
	return mdp_cond_phrase(x, n, c);
}

/* (dated DATE PERIOD): the word says which date the period is of. */
static const struct mdp_phrase *op_dated(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	struct mdp_node inner = { .op = "during", .args = &n->args[1], .nargs = 1, .from = n->from, .to = n->to };
	const struct mdp_phrase *p = e && e->meaning.id >= 0 ? op_period(x, &inner) : NULL;
	if (!p)
		return NULL;
	struct mdp_cond *c = (struct mdp_cond *)(uintptr_t)p->cond;
	c->dated = 1 + e->meaning.id;
	c->way = e;
	return mdp_cond_phrase(x, n, c);
}

/* "How many were delivered": those that have such a date. A word for a state ("open") is none for a date that everything has. */
static const struct mdp_phrase *op_dating(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	if (!e || e->meaning.id < 0 || x->c->columns[e->meaning.id].nulls == 0)
		return NULL;
	struct mdp_pred *known = mdp_pred_known(x->a, mdp_phrase_column(x, e->meaning.id));
	return mdp_cond_phrase(x, n, mdp_cond_pred(x, n, known, x->c->columns[e->meaning.id].entity));
}

/* "claims received per month": by which of their dates, where that alone says nothing else of them. */
static const struct mdp_phrase *op_dated_by(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	if (!e || e->meaning.id < 0)
		return NULL;
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_TIMEROLE);
	c->dated = 1 + e->meaning.id;
	c->way = e;
	return mdp_cond_phrase(x, n, c);
}

/* "Open tickets": a word that is an adjective too, right before a noun and in no form of a verb, tells a state and no beginning. */
static bool is_adjective(const struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_token *t = &x->t->tokens[n->to - 1];
	bool state = false, noun = false;
	if (n->to >= x->t->ntokens || n->from + 1 != n->to || !t->stem || !mdp_str_is(t->folded, t->stem))
		return false;
	for (int i = x->t->first[n->from]; i < x->t->first[n->from + 1]; i++)
		state |= x->t->edges[i].meaning.kind == MDP_CAT_WORD && !strcmp(x->t->edges[i].meaning.cat, "opposite");
	for (int i = x->t->first[n->to]; i < x->t->first[n->to + 1]; i++)
		noun |= x->t->edges[i].meaning.kind == MDP_CAT_ENTITY && !strcmp(x->t->edges[i].meaning.sub, "noun");
	return state && noun;
}

static const struct mdp_phrase *op_created(struct mdp_phraser *x, const struct mdp_node *n)
{
	if (is_adjective(x, n))
		return NULL;
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_CREATED);
	c->fresh = mdp_node_is(n, "new");
	if (!c->fresh && mdp_says_date(x, n->to - 1, n->to)) /* rather by the date that is called so */
		x->cost += mdp_lexicon_weight(x->l, "vague");
	return mdp_cond_phrase(x, n, c);
}

static const struct mdp_phrase *op_timerole(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_TIMEROLE);
	c->way = n->args[0]->edge;
	return c->way ? mdp_cond_phrase(x, n, c) : NULL;
}

/* (extreme DIR N FIGURE): "with the highest price", "that has the most orders". */
static const struct mdp_phrase *op_extreme(struct mdp_phraser *x, const struct mdp_node *n)
{
	const char *dir = mdp_node_word(n->args[0]);
	const struct mdp_figure *f = mdp_node_figure(n->args[2]);
	double rows;
	if (!f || f->window || f->kind == MDP_FIG_SET || !mdp_node_rows(x, n, n->args[1], &rows))
		return NULL;
	if (f->kind == MDP_FIG_ATTR && f->column >= 0 && !mdp_column_is_number(&x->c->columns[f->column]) &&
	    !mdp_column_is_time(&x->c->columns[f->column]))
		return NULL;
	if (mdp_sold_not_left(x, n->from > 0 ? n->from - 1 : 0, n->to, f))
		return NULL;
	if (f->counts && mdp_dir_is_of_figure(n->args[0]->edge))
		return NULL;
	struct mdp_extreme *e = MDP_NEW(x->a, struct mdp_extreme);
	e->descending = strncmp(dir, "asc", 3) != 0 && strcmp(dir, "earliest") != 0 && strcmp(dir, "first") != 0;
	e->n = rows;
	e->by = f;
	e->from = n->from;
	e->to = n->to;
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_EXTREME);
	c->extreme = e;
	return mdp_cond_phrase(x, n, c);
}

const struct mdp_operation mdp_time_operations[] = {
	{ "during", 1, op_period },     { "dated", 2, op_dated },     { "dating", 1, op_dating },
	{ "datedby", 1, op_dated_by },  { "created", 0, op_created }, { "new", 0, op_created },
	{ "timerole", 1, op_timerole }, { "extreme", 3, op_extreme }, { NULL, 0, NULL },
};
