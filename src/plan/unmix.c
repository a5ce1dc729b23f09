/*
 * An amount of a row that holds an amount of something coarser (margin of a line = total of its order − cost of the line) has no
 * sum that means anything: the coarse amount is in it once a row. But its parts have: the total once per order, less the cost of
 * each line. The sum is taken apart so, and the answer says it; what cannot be taken apart is refused.
 */
#include "base/buf.h"
#include "plan/planner.h"
#include "base/banned.h"

static const struct mdp_identity *mixed_of(const struct planner *p, int column)
{
	for (int i = 0; i < p->c->nidentities; i++)
		if (p->c->identities[i].kind == MDP_ID_MIXED && p->c->identities[i].c == column)
			return &p->c->identities[i];
	return NULL;
}

/* The first such amount in an expression; NULL if none. */
static const struct mdp_identity *find_mixed(const struct planner *p, const struct mdp_expr *x, int depth)
{
	const struct mdp_identity *id;

	if (!x || depth <= 0 || x->kind == MDP_X_AGG)
		return NULL;
	if (x->kind == MDP_X_COLUMN) {
		int column = mdp_catalog_column(p->c, mdp_str_of(x->name));

		return column < 0 ? NULL : mixed_of(p, mdp_catalog_original(p->c, column));
	}
	id = find_mixed(p, x->arg, depth - 1);
	return id ? id : find_mixed(p, x->arg2, depth - 1);
}

static struct mdp_expr *column(struct planner *p, int at)
{
	return mdp_expr_column(p->a, mdp_catalog_column_name(p->c, p->a, at));
}

static struct mdp_expr *rest_of(struct planner *p, const struct mdp_identity *id)
{
	struct mdp_expr *x = column(p, id->terms[id->nterms - 1].column);

	for (int i = id->nterms - 2; i >= 0; i--)
		x = mdp_expr_op(p->a, MDP_OP_MUL, x, column(p, id->terms[i].column));
	return x;
}

static const char *sign_of(const struct mdp_identity *id)
{
	return id->terms[0].sign < 0 ? "minus" : "plus";
}

static int refuse(struct planner *p, const struct mdp_expr *x, const struct mdp_identity *id, const char *rest)
{
	const struct mdp_catalog *c = p->c;
	const struct mdp_entity *coarse = &c->entities[id->coarse];
	const char *whole = c->columns[id->c].words, *part = c->columns[id->a].words;
	int rc = mdp_refuse(p->err, MDP_REASON_NOT_ADDITIVE, "%s mixes two grains and has no %s", whole,
			    mdp_aggregate_word(x->agg));

	mdp_error_detail(p->err, "it is %s %s %s on each %s, and %s belongs to the %s", part, sign_of(id), rest,
			 c->entities[id->fine].name, part, coarse->name);
	mdp_error_hint(p->err, "its sum can be given, each part at its own grain: ask for total %s", whole);
	return rc;
}

int mdp_plan_unmix(struct planner *p, const struct mdp_expr *x, struct mdp_pred *where, struct mdp_expr **out,
		   bool *done)
{
	const struct mdp_catalog *c = p->c;
	bool as_stored = x->agg == MDP_AGG_COUNT || x->agg == MDP_AGG_COUNT_DISTINCT || x->agg == MDP_AGG_MIN ||
			 x->agg == MDP_AGG_MAX || x->agg == MDP_AGG_FIRST || x->agg == MDP_AGG_LAST;
	const struct mdp_identity *id = as_stored ? NULL : find_mixed(p, x->arg, MDP_LIMIT_QUERY_DEPTH);
	struct mdp_expr *coarse, *fine, *rest;

	*done = false;
	if (!id)
		return 0;
	rest = rest_of(p, id);
	const char *whole = c->columns[id->c].words, *part = c->columns[id->a].words;
	const char *rest_words = mdp_plan_expr_words(p, rest);
	if (x->agg != MDP_AGG_SUM || x->arg->kind != MDP_X_COLUMN || x->total)
		return refuse(p, x, id, rest_words);
	coarse = mdp_expr_agg(p->a, MDP_AGG_SUM, c->entities[id->coarse].name, column(p, id->a));
	fine = mdp_expr_agg(p->a, MDP_AGG_SUM, c->entities[id->fine].name, rest);
	coarse->where = fine->where = where;
	*out = mdp_expr_op(p->a, id->terms[0].sign < 0 ? MDP_OP_SUB : MDP_OP_ADD, coarse, fine);
	*done = true;
	mdp_plan_caveat(p, "mixed_grain",
			"%s as stored is %s %s %s, and would count each %s's %s once per %s; shows %s once per %s %s "
			"the sum of %s",
			whole, part, sign_of(id), rest_words, c->entities[id->coarse].name, part,
			c->entities[id->fine].name, part, c->entities[id->coarse].name, sign_of(id), rest_words);
	mdp_plan_proof(p, "mixed", "%s = %s %s %s: %lld of %lld rows", whole, part, id->terms[0].sign < 0 ? "−" : "+",
		       rest_words, (long long)(id->checked - id->exceptions), (long long)id->checked);
	return 0;
}
