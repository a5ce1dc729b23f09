/*
 * Whether a value differs between groups: two that are named, or each value of a key against all others. SQL tells of each group how
 * many values there are, their mean, variance, median and ranks among all; analyze/ makes intervals and tests of that. A rate is two
 * numbers of each group.
 */
#include <string.h>
#include "plan/analysis.h"
#include "base/banned.h"

#define GROUPS 200

struct groups {
	struct planner *p;
	const struct mdp_query *q;
	const struct mdp_expr *value;
	int of;
	bool share;
};

static const struct mdp_expr *definition(struct planner *p, const struct mdp_expr *x)
{
	int m = x->kind == MDP_X_MEASURE && !x->where ? mdp_catalog_measure(p->c, mdp_str_of(x->name)) : -1;
	return m >= 0 ? p->c->measures[m].expr : x;
}

static bool is_count(const struct mdp_expr *x, const char *of)
{
	return x && x->kind == MDP_X_AGG && x->agg == MDP_AGG_COUNT && !x->arg && !strcmp(x->entity, of);
}

/* So many of how many instances: a rate. */
static bool is_share(struct planner *p, const struct mdp_expr *x, const char *of)
{
	const struct mdp_expr *d = definition(p, x);
	return d->kind == MDP_X_OP && d->op == MDP_OP_DIV && is_count(d->arg, of) && is_count(d->arg2, of) &&
	       d->arg->where;
}

/* One group's rows as a block: key and value of each instance, or the two numbers of a rate. */
static int plan_group(struct groups *g, struct mdp_pred *where, const char *name, struct mdp_rel **out)
{
	struct planner *p = g->p;
	const struct mdp_entity *e = &p->c->entities[g->of];
	struct mdp_query inner = { .kind = MDP_Q_SELECT, .of = g->q->of };
	inner.where = mdp_pred_and(p->a, g->q->where, where);
	inner.by = MDP_NEW_ARRAY(p->a, 1, struct mdp_out);
	inner.show = MDP_NEW_ARRAY(p->a, (size_t)e->nkey + 2, struct mdp_out);
	if (g->share) {
		const struct mdp_expr *d = definition(p, g->value);
		if (g->q->nby)
			inner.by[inner.nby++] = (struct mdp_out){ "side", g->q->by[0].expr, NULL };
		inner.show[inner.nshow++] = (struct mdp_out){ "found", d->arg, NULL };
		inner.show[inner.nshow++] = (struct mdp_out){ "n", d->arg2, NULL };
	} else {
		struct mdp_expr *copy = MDP_NEW(p->a, struct mdp_expr);
		*copy = *g->value;
		for (int i = 0; i < e->nkey; i++)
			inner.show[inner.nshow++] =
				(struct mdp_out){ mdp_arena_printf(p->a, "key %d", i + 1),
						  mdp_expr_column(p->a, mdp_catalog_column_name(p->c, p->a, e->key[i])),
						  NULL };
		if (g->q->nby)
			inner.show[inner.nshow++] = (struct mdp_out){ "side", g->q->by[0].expr, NULL };
		inner.show[inner.nshow++] = (struct mdp_out){ "value", copy, NULL };
	}
	TRY(mdp_plan_inner(p, &inner, name, out));
	(*out)->nsort = 0;
	return 0;
}

static struct mdp_sx *label(struct groups *g, const struct mdp_pred *side, const char *given, const char *otherwise)
{
	const char *words = given ? given : side ? mdp_plan_pred_words(g->p, side) : NULL;
	return mdp_plan_bind(g->p, mdp_value_text(mdp_str_of(words ? words : otherwise)));
}

/* All instances with their side: 1 and 2, or the value of the key. Who is on both sides is left out. */
static int plan_sides(struct groups *g, struct mdp_rel **out)
{
	struct planner *p = g->p;
	const struct mdp_entity *e = &p->c->entities[g->of];
	struct mdp_rel *a = NULL, *b = NULL, *twice = NULL;
	struct mdp_pred *other = g->q->vary_b ? g->q->vary_b : mdp_pred_not(p->a, g->q->vary_a);
	const char *keys[MDP_LIMIT_KEY_COLUMNS];
	if (g->q->nby) {
		TRY(plan_group(g, NULL, mdp_arena_printf(p->a, "values of %s", e->plural), &a));
		*out = mdp_plan_form(p, g->share ? "shares_by_key" : "values_by_key", "groups", "those with a group");
		mdp_form_reads(p, *out, a);
		return 0;
	}
	TRY(plan_group(g, g->q->vary_a, mdp_arena_printf(p->a, "first %s", e->plural), &a));
	TRY(plan_group(g, other, mdp_arena_printf(p->a, "second %s", e->plural), &b));
	if (g->share)
		TRY(plan_group(g, mdp_pred_and(p->a, g->q->vary_a, other), "in both", &twice));
	struct mdp_rel *both = mdp_plan_form(p, g->share ? "shares_of_two" : "values_of_two",
					     mdp_arena_printf(p->a, "both %s", e->plural), "the two groups");
	for (int i = 0; i < e->nkey && i < MDP_LIMIT_KEY_COLUMNS && !g->share; i++)
		keys[i] = a->items[i].name;
	mdp_form_list(p, both, "key", keys, g->share ? 0 : e->nkey);
	mdp_form_value(p, both, "first", label(g, g->q->vary_a, g->q->label_a, "first"));
	mdp_form_value(p, both, "second", label(g, g->q->vary_b, g->q->label_b, g->q->vary_b ? "second" : "others"));
	mdp_form_reads(p, both, a);
	mdp_form_reads(p, both, b);
	if (twice)
		mdp_form_reads(p, both, twice);
	*out = both;
	return 0;
}

static const char *unit_of(struct groups *g)
{
	struct mdp_expr *resolved = NULL;
	int m = g->value->kind == MDP_X_MEASURE ? mdp_catalog_measure(g->p->c, mdp_str_of(g->value->name)) : -1;
	if (g->share)
		return "ratio";
	if (mdp_plan_resolve(g->p, g->value, NULL, &resolved, MDP_LIMIT_QUERY_DEPTH) < 0)
		return NULL;
	const char *unit = mdp_plan_unit(g->p, resolved);
	return unit ? unit : m >= 0 ? g->p->c->measures[m].unit : NULL;
}

static int start(struct planner *p, const struct mdp_query *q, struct groups *g)
{
	*g = (struct groups){ .p = p, .q = q, .value = mdp_query_param(q, "value") };
	TRY(mdp_plan_entity(p, q->of, &g->of));
	if ((q->nby != 0) == (q->vary_a != NULL) || q->nby > 1 || (q->vary_b && !q->vary_a))
		return mdp_fail(
			p->err, MDP_USAGE,
			"query: groups are two conditions (\"a\" and \"b\", or \"a\" and the others), or one key");
	if (p->c->entities[g->of].nkey > MDP_LIMIT_KEY_COLUMNS)
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "%s have no key", p->c->entities[g->of].plural);
	g->share = is_share(p, g->value, q->of);
	return 0;
}

static void define(struct groups *g)
{
	struct planner *p = g->p;
	const char *things = p->c->entities[g->of].plural, *words = mdp_plan_expr_words(p, g->value);
	if (g->share) {
		mdp_plan_define_text(p, "difference",
				     "of the shares of %s; interval by Newcombe, p of the z test of two shares",
				     things);
		return;
	}
	mdp_plan_define_text(
		p, "difference",
		"of the averages of %s over %s; interval and p by Welch's t test, which allows different spreads",
		words, things);
	mdp_plan_define_text(
		p, "rank p",
		"Mann and Whitney's test: whether values of the one are mostly higher, whatever the shape");
}

int mdp_plan_compare_groups(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct groups g;
	struct mdp_rel *sides = NULL;
	TRY(start(p, q, &g));
	TRY(plan_sides(&g, &sides));
	const char *things = p->c->entities[g.of].plural, *unit = unit_of(&g);
	struct mdp_rel *figures = mdp_plan_form(p, g.share ? "share_figures" : "group_figures", "figures of each group",
						"how many, and how they are spread");
	mdp_form_reads(p, figures, sides);
	struct mdp_rel *answer = mdp_plan_answer(p, figures);
	const struct mdp_expr *key = q->nby ? q->by[0].expr : NULL;
	int column = key && key->kind == MDP_X_COLUMN ? mdp_catalog_column(p->c, mdp_str_of(key->name)) : -1;
	mdp_answer_column(p, answer, "side", q->nby ? q->by[0].name : "group", NULL, true, column);
	mdp_answer_column(p, answer, "n", things, NULL, false, -1);
	if (g.share) {
		mdp_answer_column(p, answer, "found", "found", NULL, false, -1);
		mdp_answer_column(p, answer, "twice", "twice", NULL, false, -1);
	} else {
		mdp_answer_column(p, answer, "mean", "average", unit, false, -1);
		mdp_answer_column(p, answer, "middle", "median", unit, false, -1);
		mdp_answer_column(p, answer, "variance", "variance", NULL, false, -1);
		mdp_answer_column(p, answer, "ranks", "ranks", NULL, false, -1);
		mdp_answer_column(p, answer, "ties", "ties", NULL, false, -1);
		mdp_answer_column(p, answer, "missing", "missing", NULL, false, -1);
		mdp_answer_column(p, answer, "twice", "twice", NULL, false, -1);
	}
	mdp_answer_order(p, answer, "number", false);
	mdp_answer_order(p, answer, "side", false);
	mdp_answer_limit(p, answer, GROUPS + 1, false);
	define(&g);
	mdp_plan_caveat(p, "no_cause", "that groups differ does not say that what parts them is the cause");
	*out = answer;
	return 0;
}
