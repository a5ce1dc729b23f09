/* Rules build trees; here the trees get their meaning, each from that of its parts, by the tables of operations. */
#include <string.h>

#include "base/buf.h"
#include "parse/phrase.h"
#include "base/banned.h"

static const struct mdp_operation *const TABLES[] = {
	mdp_set_operations,      mdp_state_operations,      mdp_lasting_operations,  mdp_contrast_operations,
	mdp_due_operations,      mdp_stock_operations,      mdp_age_operations,      mdp_group_operations,
	mdp_cond_operations,     mdp_number_operations,     mdp_link_operations,     mdp_aggregate_operations,
	mdp_figure_operations,   mdp_clause_operations,     mdp_time_operations,     mdp_ratio_operations,
	mdp_analysis_operations, mdp_statistics_operations, mdp_talk_operations,     mdp_object_operations,
	mdp_noun_operations,     mdp_concept_operations,    mdp_span_operations,     mdp_daytime_operations,
	mdp_change_operations,   mdp_ranked_operations,     mdp_returned_operations, mdp_first_operations,
	mdp_mover_operations,    mdp_event_operations,      mdp_role_operations
};

static const struct mdp_operation *find(const char *op)
{
	for (size_t i = 0; i < sizeof(TABLES) / sizeof(TABLES[0]); i++)
		for (const struct mdp_operation *o = TABLES[i]; o->op; o++)
			if (!strcmp(o->op, op))
				return o;
	return NULL;
}

const char *mdp_operation_twice(void)
{
	for (size_t i = 0; i < sizeof(TABLES) / sizeof(TABLES[0]); i++)
		for (const struct mdp_operation *o = TABLES[i]; o->op; o++)
			if (find(o->op) != o)
				return o->op;
	return NULL;
}

bool mdp_phrase_apply(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_phrase **out)
{
	const struct mdp_operation *o = n->op ? find(n->op) : NULL;
	*out = NULL;
	if (!o || n->nargs < o->nargs)
		return true;
	x->cost = 0;
	const struct mdp_phrase *p = o->fn(x, n);
	if (!p)
		return false;
	if (x->cost != 0) {
		struct mdp_phrase *copy = MDP_NEW(x->a, struct mdp_phrase);
		*copy = *p;
		copy->cost = x->cost;
		p = copy;
	}
	*out = p;
	return true;
}

static const char *pred_text(const struct mdp_pred *p, struct mdp_arena *a)
{
	return p ? mdp_pred_dump(a, p) : "all";
}

const char *mdp_phrase_dump(const struct mdp_phrase *p, struct mdp_arena *a)
{
	static const char *const KINDS[] = { "set",    "figures", "condition", "keys",  "rank",     "by",     "order",
					     "versus", "meta",    "refuse",    "aside", "analysis", "option", "talk" };
	const char *text = KINDS[p->kind];
	if (p->kind == MDP_PH_SET)
		text = mdp_arena_printf(a, "set(%d) where %s", p->set->entity, pred_text(p->set->where, a));
	for (int i = 0; p->kind == MDP_PH_FIGURES && i < p->nfigures; i++)
		text = mdp_arena_printf(a, "%s %s where %s", text, mdp_expr_dump(a, p->figures[i].expr),
					pred_text(p->figures[i].where, a));
	if (p->kind == MDP_PH_COND && p->cond->kind == MDP_COND_PRED)
		text = mdp_arena_printf(a, "condition on %d: %s", p->cond->owner, pred_text(p->cond->pred, a));
	return text;
}
