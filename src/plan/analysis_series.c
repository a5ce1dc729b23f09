/*
 * Series and samples for what SQL cannot do. A series is an ordinary figure by a unit of the calendar. Outliers are found by SQL itself:
 * farther from the middle half than three times its width (Tukey 1977, "far out"), on the scale of logarithms where nearly all values
 * are above 0, since amounts are skewed to the right.
 */
#include <string.h>
#include "plan/analysis.h"
#include "base/banned.h"

int mdp_plan_series(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct mdp_query *inner = MDP_NEW(p->a, struct mdp_query);
	*inner = *q;
	inner->kind = MDP_Q_SELECT;
	inner->analysis = NULL;
	inner->params = NULL;
	inner->nparams = 0;
	int times = 0;
	for (int i = 0; i < q->nby; i++) {
		times += q->by[i].expr->kind == MDP_X_TRUNC;
		if (q->by[i].expr->kind == MDP_X_TRUNC) { /* in order within each group */
			inner->order = MDP_NEW(p->a, struct mdp_order);
			inner->order->by = q->by[i].name;
			inner->norder = q->nby > 1;
		}
	}
	if (q->nshow != 1 || times != 1 || q->nby > MDP_LIMIT_KEYS_OF_ENTITY)
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "'%s' is of one figure, by one unit of the calendar",
				  q->analysis);
	TRY(mdp_plan_query(p, inner, out));
	p->p->ordered = true;
	return 0;
}

int mdp_plan_outliers(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct scope s;
	struct mdp_sx *value = NULL, *label = NULL, *time = NULL, *key[MDP_LIMIT_KEY_COLUMNS] = { NULL };
	struct mdp_expr *each = NULL;
	int entity, nkey = 0;
	TRY(mdp_plan_entity(p, q->of, &entity));
	const struct mdp_entity *e = &p->c->entities[entity];
	if (q->nshow != 1 || mdp_plan_has_agg(q->show[0].expr, MDP_LIMIT_QUERY_DEPTH))
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "outliers are of one value of each %s", e->name);
	if (!e->nkey || e->nkey > MDP_LIMIT_KEY_COLUMNS)
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED,
				  "%s have no key, so that one could not be told from another", e->plural);
	TRY(mdp_plan_resolve(p, q->show[0].expr, NULL, &each, MDP_LIMIT_QUERY_DEPTH));
	TRY(mdp_plan_rows(p, q, entity, false, &s));
	TRY(mdp_plan_key(&s, entity, entity, NULL, key, &nkey));
	for (int i = 0; i < nkey; i++)
		mdp_plan_item(p, s.rel, mdp_arena_printf(p->a, "key%d", i), key[i]);
	bool named = e->label >= 0 && !(e->nkey == 1 && e->key[0] == e->label);
	if (named) {
		TRY(mdp_plan_read(&s, entity, e->label, NULL, &label));
		mdp_plan_item(p, s.rel, "label", label);
	}
	if (e->time >= 0) {
		TRY(mdp_plan_read(&s, entity, e->time, NULL, &time));
		mdp_plan_item(p, s.rel, "moment", time);
	}
	TRY(mdp_plan_expr(&s, entity, each, &value));
	mdp_plan_item(p, s.rel, "value", value);
	mdp_plan_rows_done(&s, e->plural);
	struct mdp_rel *edges = mdp_plan_form(p, "outlier_edges", "edges", "where the usual values end");
	mdp_form_reads(p, edges, s.rel);
	struct mdp_rel *found = mdp_plan_form(p, "outliers", "outliers", "what lies beyond");
	mdp_form_reads(p, found, s.rel);
	mdp_form_reads(p, found, edges);
	struct mdp_rel *answer = mdp_plan_answer(p, found);
	for (int i = 0; i < nkey; i++) {
		const struct mdp_column *c = &p->c->columns[e->key[i]];
		mdp_answer_column(p, answer, mdp_arena_printf(p->a, "key%d", i), c->label ? c->label : c->words, NULL,
				  true, e->key[i]);
	}
	if (named)
		mdp_answer_column(p, answer, "label", p->c->columns[e->label].words, NULL, true, e->label);
	if (e->time >= 0)
		mdp_answer_column(p, answer, "moment", p->c->columns[e->time].words, NULL, false, e->time);
	const char *unit = q->show[0].unit ? q->show[0].unit : mdp_plan_unit(p, each);
	mdp_answer_column(p, answer, "value", q->show[0].name, unit, false, -1);
	mdp_answer_column(p, answer, "times_median", "times the median", NULL, false, -1);
	mdp_answer_fact(p, answer, "looked_at", NULL,
			mdp_arena_printf(p->a, "{} values of %s were looked at", q->show[0].name));
	mdp_answer_fact(p, answer, "without_value", NULL, mdp_arena_printf(p->a, "{} %s have no value", e->plural));
	mdp_answer_fact(p, answer, "median", unit, "the median is {}");
	mdp_answer_fact(p, answer, "low", unit, "values from {} …");
	mdp_answer_fact(p, answer, "high", unit, "… up to {} are taken for usual");
	mdp_answer_order(p, answer, "distance", true);
	for (int i = 0; i < nkey; i++)
		mdp_answer_order(p, answer, mdp_arena_printf(p->a, "key%d", i), false);
	mdp_answer_limit(p, answer, q->limit, false);
	mdp_plan_define_text(p, "outlier",
			     "beyond the middle half of all values by more than three times its width, on the scale of "
			     "logarithms where at "
			     "least 95 %% of the values are above 0; then values of 0 or less are outliers too");
	*out = answer;
	return 0;
}
