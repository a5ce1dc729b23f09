/*
 * What needs a test or a model on a few figures of SQL: two values of each thing that go together or not, and what customers will bring
 * in. SQL computes the correlations (of values and of ranks, ties sharing the mean of their ranks) and one row a customer; analyze/ adds
 * intervals, and fits the model.
 */
#include <string.h>
#include "plan/patrons.h"
#include "base/banned.h"

int mdp_plan_correlation(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	static const char *const names[] = { "x", "y" };
	struct scope s;
	int entity;
	TRY(mdp_plan_entity(p, q->of, &entity));
	const struct mdp_entity *e = &p->c->entities[entity];
	if (q->nshow != 2)
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "a correlation is of two values of each %s", e->name);
	TRY(mdp_plan_rows(p, q, entity, false, &s));
	for (int i = 0; i < 2; i++) {
		struct mdp_expr *x = NULL;
		struct mdp_sx *value = NULL;
		TRY(mdp_plan_resolve(p, q->show[i].expr, NULL, &x, MDP_LIMIT_QUERY_DEPTH));
		TRY(mdp_plan_expr(&s, entity, x, &value));
		mdp_plan_item(p, s.rel, names[i], value);
	}
	mdp_plan_rows_done(&s, mdp_arena_printf(p->a, "values of %s", e->plural));
	struct mdp_rel *found = mdp_plan_form(p, "correlation", "correlation", "of the values and of their ranks");
	mdp_form_reads(p, found, s.rel);
	struct mdp_rel *answer = mdp_plan_answer(p, found);
	mdp_answer_column(p, answer, "pearson", "correlation", NULL, false, -1);
	mdp_answer_column(p, answer, "spearman", "rank correlation", NULL, false, -1);
	mdp_answer_column(p, answer, "pairs", e->plural, NULL, false, -1);
	mdp_answer_fact(p, answer, "left_out", NULL,
			mdp_arena_printf(p->a, "{} %s are left out: they have no %s or no %s", e->plural,
					 q->show[0].name, q->show[1].name));
	mdp_plan_define_text(p, "correlation",
			     "Pearson's, of %s and %s of each %s: 1 is a rising line, -1 a falling one, 0 none",
			     q->show[0].name, q->show[1].name, e->name);
	mdp_plan_define_text(p, "rank correlation",
			     "Spearman's: the same of their places in order, whatever the shape of the curve");
	mdp_plan_caveat(p, "no_cause", "that two things go together does not say that one is the cause of the other");
	*out = answer;
	return 0;
}

int mdp_plan_predicted_value(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct patrons t, own;
	struct mdp_rel *block = NULL, *days = NULL;
	struct mdp_sx *until = NULL;
	TRY(mdp_patrons_start(p, q, &t));
	TRY(mdp_patrons_until(&t, &until));
	own = t;
	TRY(mdp_patrons_block(&t, &block));
	TRY(mdp_patrons_days(&own, q->where, &days));
	struct mdp_rel *one = mdp_patrons_form(&own, "buyers", "buyers", "what each did so far");
	mdp_form_list(p, one, "block", t.who.keys, t.who.nkeys);
	mdp_form_value(p, one, "until", until);
	mdp_form_reads(p, one, days);
	mdp_form_reads(p, one, block);
	struct mdp_rel *answer = mdp_plan_answer(p, one);
	for (int i = 0; i < own.who.nkeys; i++) {
		const struct mdp_column *c = &p->c->columns[own.who.columns[i]];
		mdp_answer_column(p, answer, own.who.keys[i], c->label ? c->label : c->words, NULL, true,
				  own.who.columns[i]);
		mdp_answer_order(p, answer, own.who.keys[i], false);
	}
	const struct mdp_expr *x = t.amount;
	int m = x->kind == MDP_X_MEASURE ? mdp_catalog_measure(p->c, mdp_str_of(x->name)) : -1;
	mdp_answer_column(p, answer, "repeats", "repeats", NULL, false, -1);
	mdp_answer_column(p, answer, "recency", "recency", NULL, false, -1);
	mdp_answer_column(p, answer, "age", "age", NULL, false, -1);
	mdp_answer_column(p, answer, "value", "value", m >= 0 ? p->c->measures[m].unit : NULL, false, -1);
	mdp_plan_define_text(p, "predicted value",
			     "expected days with %s in the time to come (BG/NBD model) × expected %s of such a day "
			     "(Gamma-Gamma model), both "
			     "fitted to what all %s with %s did so far; not discounted",
			     t.events, x->kind == MDP_X_MEASURE ? x->name : mdp_plan_expr_words(p, x), t.people,
			     t.events);
	*out = answer;
	return 0;
}
