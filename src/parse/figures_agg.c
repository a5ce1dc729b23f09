/* Aggregates of figures: sums, averages, medians, extremes, percentiles; what does not add up is refused here, by name. */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

/* Σ x ÷ number of instances, which is the average of x where every instance has one. */
static bool is_average(const struct mdp_phraser *x, const struct mdp_expr *ratio, const struct mdp_expr *avg)
{
	const struct mdp_expr *sum = ratio->arg, *count = ratio->arg2;
	if (avg->agg != MDP_AGG_AVG || avg->where || !avg->arg || avg->arg->kind != MDP_X_COLUMN ||
	    ratio->kind != MDP_X_OP || ratio->op != MDP_OP_DIV || ratio->where || !sum || !count)
		return false;
	if (sum->kind != MDP_X_AGG || sum->agg != MDP_AGG_SUM || sum->where || !mdp_same_expr(sum->arg, avg->arg) ||
	    count->kind != MDP_X_AGG || count->agg != MDP_AGG_COUNT || count->where || count->arg)
		return false;
	int column = mdp_catalog_column(x->c, mdp_str_of(avg->arg->name));
	return strcmp(sum->entity, avg->entity) == 0 && strcmp(count->entity, avg->entity) == 0 && column >= 0 &&
	       x->c->columns[column].nulls == 0;
}

/* What the platform's files have a name for is that measure, however it was said. */
static bool take_defined(struct mdp_phraser *x, struct mdp_figure *f)
{
	for (int i = 0; i < x->c->nmeasures; i++) {
		const struct mdp_measure *m = &x->c->measures[i];
		if (!m->declared || m->disputed || m->entity != f->entity ||
		    (!mdp_same_expr(m->expr, f->expr) && !is_average(x, m->expr, f->expr)))
			continue;
		f->name = m->name;
		f->expr = mdp_expr_measure(x->a, m->name);
		f->measure = i;
		return true;
	}
	return false;
}

static bool needs_number(enum mdp_aggregate fn)
{
	return fn == MDP_AGG_SUM || fn == MDP_AGG_AVG || fn == MDP_AGG_MEDIAN || fn == MDP_AGG_PERCENTILE ||
	       fn == MDP_AGG_STDDEV;
}

#define figure_no(x, f, ...) (mdp_phraser_refuse(x, MDP_REASON_NOT_ADDITIVE, (f)->from, (f)->to, __VA_ARGS__), false)

/* "average wait": an average by its name. */
static bool says_average(const char *name)
{
	return !strncmp(name, "average ", 8) || !strncmp(name, "avg ", 4) || !strncmp(name, "mean ", 5);
}

/* fn over what the measure sums: its inner expression, once per instance of its entity. */
static bool aggregate_measure(struct mdp_phraser *x, enum mdp_aggregate fn, struct mdp_figure *f)
{
	const struct mdp_measure *m = &x->c->measures[f->measure];
	bool average = m->expr->kind == MDP_X_OP ? m->expr->op == MDP_OP_DIV
						 : m->expr->kind == MDP_X_AGG && m->expr->agg == MDP_AGG_AVG;
	if (fn == MDP_AGG_AVG && average && says_average(m->name))
		return true; /* that is what it is */
	if (m->expr->kind != MDP_X_AGG || m->expr->agg != MDP_AGG_SUM || !m->expr->arg)
		return figure_no(x, f, "`%s` is already a calculated figure; its %s is not supported", m->name,
				 mdp_aggregate_word(fn));
	f->expr = mdp_expr_agg(x->a, fn, mdp_entity_name(x, f->entity), m->expr->arg);
	f->expr->where = m->expr->where;
	return true;
}

/* fn over what each of the things has. */
static bool aggregate_of_each(struct mdp_phraser *x, enum mdp_aggregate fn, struct mdp_figure *f)
{
	if (f->set) { /* of those things: each of them has one */
		int rc;
		f->entity = f->set->entity;
		f->where = mdp_pred_and(x->a, f->where, mdp_set_pred(x, f->set, &rc));
		if (rc < 0)
			return false;
	}
	f->expr = mdp_expr_agg(x->a, fn, mdp_entity_name(x, f->entity), f->expr);
	return true;
}

static bool aggregate_attr(struct mdp_phraser *x, enum mdp_aggregate fn, struct mdp_figure *f)
{
	if (f->column < 0)
		return aggregate_of_each(x, fn, f);
	const struct mdp_column *c = &x->c->columns[f->column];
	bool number = mdp_column_is_number(c);
	if (needs_number(fn) ? !number || c->role == MDP_ROLE_ID : !(number || mdp_column_is_time(c)))
		return figure_no(x, f, "`%s` is not a number, so it has no %s", mdp_phrase_label(c),
				 mdp_aggregate_word(fn));
	if (fn == MDP_AGG_SUM && c->additive == MDP_ADDITIVE_NO)
		return figure_no(x, f, "`%s` does not add up (it is %s%s); ask for its average, minimum or maximum",
				 mdp_phrase_label(c),
				 c->role == MDP_ROLE_MONEY                    ? ""
				 : strchr("aeiou", mdp_role_word(c->role)[0]) ? "an "
									      : "a ",
				 c->role == MDP_ROLE_MONEY ? "what one of them costs or comes to"
							   : mdp_role_word(c->role));
	/* numbers that only stand for something: a postal code, a place of service */
	if (needs_number(fn) && (c->role == MDP_ROLE_GEO || c->role == MDP_ROLE_CODE || c->role == MDP_ROLE_CATEGORY))
		return figure_no(x, f, "`%s` stands for something (it is a %s), so it has no %s", mdp_phrase_label(c),
				 mdp_role_word(c->role), mdp_aggregate_word(fn));
	return aggregate_of_each(x, fn, f);
}

bool mdp_figure_aggregate(struct mdp_phraser *x, enum mdp_aggregate fn, double p, struct mdp_figure *f)
{
	const char *word = mdp_aggregate_word(fn);
	if (f->kind == MDP_FIG_AMOUNT && f->measure < 0)
		return fn == MDP_AGG_SUM ||
		       figure_no(x, f, "the %s of `%s`, a calculated figure, is not supported yet", word, f->name);
	if (f->measure >= 0 && fn == MDP_AGG_SUM && x->c->measures[f->measure].additive != MDP_ADDITIVE_NO)
		return true; /* that is what it is */
	if (f->measure >= 0 ? !aggregate_measure(x, fn, f) : !aggregate_attr(x, fn, f))
		return false;
	f->expr->p = p;
	f->kind = MDP_FIG_AMOUNT;
	f->measure = f->column = -1;
	if (!take_defined(x, f))
		f->name = fn == MDP_AGG_PERCENTILE
				  ? mdp_arena_printf(x->a, "%gth percentile of %s", p * 100, f->name)
				  : mdp_arena_printf(x->a, "%s %s", fn == MDP_AGG_AVG ? "average" : word, f->name);
	return true;
}

/* Is "total amount" the very name of something? Then it is not the sum of another amount. */
static bool is_one_name(const struct mdp_phraser *x, int from, const struct mdp_edge *arg)
{
	for (int i = from >= 0 ? x->t->first[from] : 0; arg && i < x->t->first[from + 1]; i++) {
		const struct mdp_edge *o = &x->t->edges[i];
		if (o->to == arg->to && o->from < arg->from && o->meaning.cost <= 0 &&
		    (o->meaning.kind == MDP_CAT_MEASURE || o->meaning.kind == MDP_CAT_ATTR))
			return true;
	}
	return false;
}

/* (peakof DIR SET): "largest invoice" comes to so much; "the most bookings" is how many there are. */
static const struct mdp_phrase *op_peak_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	if (mdp_also_word(x, n->from, "numerous"))
		return NULL;
	const char *dir = mdp_node_word(n->args[0]);
	const struct mdp_set *s = mdp_node_set(n->args[1]);
	struct mdp_figure f = { 0 };
	if (!s || !mdp_figure_main(x, s, &f) ||
	    !mdp_figure_aggregate(x, strncmp(dir, "asc", 3) ? MDP_AGG_MAX : MDP_AGG_MIN, 0, &f))
		return NULL;
	return mdp_figure_one(x, n, &f);
}

static const struct mdp_phrase *op_agg(struct mdp_phraser *x, const struct mdp_node *n)
{
	enum mdp_aggregate fn;
	const struct mdp_phrase *arg = n->args[1] ? n->args[1]->phrase : NULL;
	const char *word = mdp_node_word(n->args[0]);
	word = !strcmp(word, "desc") ? "max" : !strcmp(word, "asc") ? "min" : word; /* "highest and lowest" */
	if (!mdp_aggregate_from_word(mdp_str_of(word), &fn) || !arg || arg->kind != MDP_PH_FIGURES)
		return NULL;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_FIGURES);
	p->figures = MDP_NEW_ARRAY(x->a, (size_t)arg->nfigures, struct mdp_figure);
	p->nfigures = arg->nfigures;
	for (int i = 0; i < arg->nfigures; i++) {
		p->figures[i] = arg->figures[i];
		p->figures[i].from = n->from;
		/* "average order" is nothing of whether something is made to order */
		if (arg->figures[i].column >= 0 && x->c->columns[arg->figures[i].column].role == MDP_ROLE_FLAG &&
		    mdp_figure_says_little(x, &arg->figures[i]))
			return NULL;
		if (is_one_name(x, n->args[0]->from, arg->figures[i].edge))
			x->cost += mdp_lexicon_weight(x->l, "part");
		if (!mdp_figure_aggregate(x, fn, 0, &p->figures[i]))
			return NULL;
	}
	return p;
}

static const struct mdp_phrase *op_pct(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *arg = mdp_node_figure(n->args[1]);
	double p = n->args[0] && n->args[0]->edge ? n->args[0]->edge->number : 50;
	if (!arg || !(p > 0 && p < 100))
		return NULL;
	struct mdp_figure f = *arg;
	return mdp_figure_aggregate(x, MDP_AGG_PERCENTILE, p / 100, &f) ? mdp_figure_one(x, n, &f) : NULL;
}

const struct mdp_operation mdp_aggregate_operations[] = {
	{ "peakof", 2, op_peak_of },
	{ "agg", 2, op_agg },
	{ "pct", 2, op_pct },
	{ NULL, 0, NULL },
};
