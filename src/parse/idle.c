/*
 * "Who bought desk lamps but not garden lamps": what is a desk lamp is no garden lamp, so that a condition on one purchase would leave
 * nobody out, and those who bought both would be among the answer. Of the things that are asked for themselves it is only said twice
 * ("returns received but not refunded").
 */
#include <string.h>

#include "base/limits.h"
#include "parse/frame.h"
#include "base/banned.h"

/* Is it that the column is not so? Not {eq} or ne. */
static const struct mdp_pred *denied(const struct mdp_pred *p)
{
	if (p->kind == MDP_P_NOT && p->args[0]->kind == MDP_P_CMP && p->args[0]->cmp == MDP_CMP_EQ)
		return p->args[0];
	return p->kind == MDP_P_CMP && p->cmp == MDP_CMP_NE ? p : NULL;
}

/* A value that what somebody has is, beside another of the same column that it is not. */
static bool is_idle(const struct mdp_pred *p, bool has, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	if (p->kind == MDP_P_EXISTS)
		return is_idle(p->where, true, depth + 1);
	bool idle = false;
	for (int i = 0; i < p->nargs && !idle; i++) {
		const struct mdp_pred *other = has && p->kind == MDP_P_AND ? denied(p->args[i]) : NULL;
		for (int k = 0; other && k < p->nargs && !idle; k++)
			idle = p->args[k]->kind == MDP_P_CMP && p->args[k]->cmp == MDP_CMP_EQ &&
			       p->args[k]->left->kind == MDP_X_COLUMN && mdp_same_expr(p->args[k]->left, other->left);
		idle = idle || is_idle(p->args[i], has, depth + 1);
	}
	return idle;
}

int mdp_frame_check_idle(struct mdp_frame *f)
{
	return !is_idle(f->q->where, false, 0)
		       ? 0
		       : mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0,
					  "one value is asked for and another of the same column is left out, which "
					  "leaves out nothing: say who or what is to be left out");
}
