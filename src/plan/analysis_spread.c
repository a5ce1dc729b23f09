/* How values are spread: over the instances of one thing (distribution), and over things that bring them in (concentration). */
#include <string.h>
#include "plan/analysis.h"
#include "base/banned.h"

/* The unit of an expression, after definitions. */
static const char *unit_of(struct planner *p, const struct mdp_expr *x)
{
	struct mdp_expr *resolved = NULL;
	int m = x->kind == MDP_X_MEASURE ? mdp_catalog_measure(p->c, mdp_str_of(x->name)) : -1;
	if (mdp_plan_resolve(p, x, NULL, &resolved, MDP_LIMIT_QUERY_DEPTH) < 0)
		return m >= 0 ? p->c->measures[m].unit : NULL;
	const char *unit = mdp_plan_unit(p, resolved);
	return unit ? unit : m >= 0 ? p->c->measures[m].unit : NULL;
}

/* One row an instance of `of` with its value; the key makes a list of it, where the value is a sum of what belongs to it. */
static int plan_values(struct planner *p, const struct mdp_query *q, const struct mdp_expr *x, struct mdp_rel **out)
{
	int of;
	TRY(mdp_plan_entity(p, q->of, &of));
	const struct mdp_entity *e = &p->c->entities[of];
	struct mdp_query inner = { .kind = MDP_Q_SELECT, .of = q->of, .where = q->where };
	inner.show = MDP_NEW_ARRAY(p->a, (size_t)e->nkey + 1, struct mdp_out);
	for (int i = 0; i < e->nkey; i++)
		inner.show[inner.nshow++] =
			(struct mdp_out){ mdp_arena_printf(p->a, "key %s", p->c->columns[e->key[i]].words),
					  mdp_expr_column(p->a, mdp_catalog_column_name(p->c, p->a, e->key[i])), NULL };
	struct mdp_expr *copy = MDP_NEW(p->a, struct mdp_expr);
	*copy = *x;
	inner.show[inner.nshow++] = (struct mdp_out){ "value", copy, NULL };
	TRY(mdp_plan_inner(p, &inner, mdp_arena_printf(p->a, "values of %s", e->plural), out));
	(*out)->nsort = 0;
	return 0;
}

int mdp_plan_distribution(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	const struct mdp_expr *x = mdp_query_param(q, "value");
	struct mdp_rel *block = NULL;
	int of;
	TRY(mdp_plan_entity(p, q->of, &of));
	TRY(plan_values(p, q, x, &block));
	const char *people = p->c->entities[of].plural, *unit = unit_of(p, x);
	struct mdp_rel *stats = mdp_plan_form(p, "spread_stats", "figures", "quantiles, and the width of the buckets");
	mdp_form_value(p, stats, "bins",
		       mdp_plan_bind(p, mdp_value_int((int64_t)mdp_query_param_number(q, "buckets", 20))));
	mdp_form_value(p, stats, "width", mdp_plan_bind(p, mdp_value_double(mdp_query_param_number(q, "width", 0))));
	mdp_form_reads(p, stats, block);
	struct mdp_rel *buckets =
		mdp_plan_form(p, "spread_buckets", "buckets", "how many values are in each, also where none is");
	mdp_form_reads(p, buckets, block);
	mdp_form_reads(p, buckets, stats);
	struct mdp_rel *answer = mdp_plan_answer(p, buckets);
	mdp_answer_column(p, answer, "low", "from", unit, true, -1);
	mdp_answer_column(p, answer, "high", "to below", unit, true, -1);
	mdp_answer_column(p, answer, "n", people, NULL, false, -1);
	mdp_answer_column(p, answer, "share", "share", "ratio", false, -1);
	mdp_answer_column(p, answer, "so_far", "share so far", "ratio", false, -1);
	mdp_answer_fact(p, answer, "middle", unit, "median {}");
	mdp_answer_fact(p, answer, "mean", unit, "mean {}");
	mdp_answer_fact(p, answer, "q1", unit, "a quarter is below {}");
	mdp_answer_fact(p, answer, "q3", unit, "a quarter is above {}");
	mdp_answer_fact(p, answer, "least", unit, "smallest {}");
	mdp_answer_fact(p, answer, "most", unit, "largest {}");
	mdp_answer_fact(p, answer, "missing", NULL,
			mdp_arena_printf(p->a, "{} %s have no value and are left out", people));
	mdp_answer_order(p, answer, "number", false);
	mdp_plan_caveat(
		p, "buckets",
		"a bucket holds what is from its lower edge up to, but not at, its upper one; the first and the last "
		"also hold what lies beyond them");
	*out = answer;
	return 0;
}

/* --- concentration --- */

static int plan_shares(struct planner *p, const struct mdp_query *q, struct thing *item, struct mdp_rel **out)
{
	struct mdp_arena *a = p->a;
	struct mdp_expr *amount = MDP_NEW(a, struct mdp_expr);
	*amount = *mdp_query_param(q, "amount");
	struct mdp_query inner = { .kind = MDP_Q_SELECT, .of = q->of, .where = q->where };
	inner.by = MDP_NEW_ARRAY(a, (size_t)item->nkeys, struct mdp_out);
	inner.show = MDP_NEW(a, struct mdp_out);
	for (int i = 0; i < item->nkeys; i++) {
		const char *name = mdp_catalog_column_name(p->c, a, item->columns[i]);
		inner.by[inner.nby++] =
			(struct mdp_out){ mdp_arena_printf(a, "item %s", p->c->columns[item->columns[i]].words),
					  mdp_expr_column(a, name), NULL };
		inner.where =
			mdp_pred_and(a, inner.where,
				     mdp_pred_not(a, mdp_pred_cmp(a, MDP_CMP_IS_NULL, mdp_expr_column(a, name), NULL)));
	}
	inner.show[inner.nshow++] = (struct mdp_out){ "value", amount, NULL };
	TRY(mdp_plan_inner(p, &inner, mdp_arena_printf(a, "what %s bring", item->plural), out));
	(*out)->nsort = 0;
	for (int i = 0; i < item->nkeys; i++)
		item->keys[i] = (*out)->items[i].name;
	return 0;
}

static void show_items(struct planner *p, struct mdp_rel *answer, const struct thing *item, bool labelled)
{
	for (int i = 0; i < item->nkeys; i++) {
		const struct mdp_column *c = &p->c->columns[item->columns[i]];
		mdp_answer_column(p, answer, item->keys[i], c->label ? c->label : c->words, NULL, true,
				  item->columns[i]);
	}
	if (labelled) {
		const struct mdp_column *c = &p->c->columns[item->label];
		mdp_answer_column(p, answer, "label", c->label ? c->label : c->words, NULL, true, item->label);
	}
}

int mdp_plan_concentration(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	const struct mdp_expr *x = mdp_query_param(q, "amount");
	double top = mdp_query_param_number(q, "top", 0);
	struct thing item;
	struct mdp_rel *block = NULL, *labels = NULL;
	TRY(mdp_plan_thing(p, q, "item", &item));
	TRY(plan_shares(p, q, &item, &block));
	const char *unit = unit_of(p, x);
	const char *words = x->kind == MDP_X_MEASURE ? x->name : mdp_plan_expr_words(p, x);
	struct mdp_rel *ranked = mdp_plan_form(p, "concentration_ranks", "ranked", "each with its rank and share");
	mdp_form_list(p, ranked, "item", item.keys, item.nkeys);
	mdp_form_reads(p, ranked, block);
	struct mdp_rel *shown = mdp_plan_form(p, top > 0 ? "concentration_top" : "concentration_classes",
					      "concentration", "what the first of them hold");
	mdp_form_list(p, shown, "item", item.keys, item.nkeys);
	if (top > 0)
		mdp_form_value(p, shown, "top", mdp_plan_bind(p, mdp_value_double(top / 100)));
	mdp_form_reads(p, shown, ranked);
	if (top <= 0 && item.label >= 0) {
		TRY(mdp_plan_thing_labels(p, &item, &labels));
		struct mdp_rel *named = mdp_plan_form(p, "item_names", "named", "with their names");
		mdp_form_list(p, named, "item", item.keys, item.nkeys);
		mdp_form_reads(p, named, shown);
		mdp_form_reads(p, named, labels);
		shown = named;
	}
	struct mdp_rel *answer = mdp_plan_answer(p, shown);
	if (top > 0) {
		mdp_answer_column(p, answer, "share", mdp_arena_printf(p->a, "share of %s", words), "ratio", false, -1);
		mdp_answer_column(p, answer, "first", mdp_arena_printf(p->a, "top %s", item.plural), NULL, false, -1);
		mdp_answer_column(p, answer, "n", item.plural, NULL, false, -1);
		mdp_answer_column(p, answer, "held", words, unit, false, -1);
	} else {
		show_items(p, answer, &item, labels != NULL);
		mdp_answer_column(p, answer, "value", words, unit, false, -1);
		mdp_answer_column(p, answer, "share", "share", "ratio", false, -1);
		mdp_answer_column(p, answer, "so_far", "share so far", "ratio", false, -1);
		mdp_answer_column(p, answer, "class", "class", NULL, false, -1);
		mdp_answer_fact(p, answer, "top_tenth", "ratio",
				mdp_arena_printf(p->a, "the first 10 %% of %s hold {}", item.plural));
		mdp_answer_fact(p, answer, "top_fifth", "ratio",
				mdp_arena_printf(p->a, "the first 20 %% of %s hold {}", item.plural));
		mdp_plan_define_text(p, "class",
				     "A up to 80 %% of the whole, B up to 95 %%, C the rest, largest first");
	}
	mdp_answer_fact(p, answer, "gini", NULL, "Gini {} (0: all alike, 1: one has all)");
	if (top <= 0) {
		mdp_answer_order(p, answer, "place", false);
		mdp_answer_limit(p, answer, q->limit, false);
	}
	mdp_plan_caveat(p, "who", "of %s that have any %s; what is below zero counts as it is", item.plural, words);
	*out = answer;
	return 0;
}
