/* The steps of a plan for people: each block, what it is, and then why the plan is allowed. */
#include "base/buf.h"
#include "plan/planner.h"
#include "base/banned.h"

static void put_step(struct mdp_buf *b, const struct mdp_rel *r, const char *name)
{
	mdp_buf_printf(b, "%s: ", name);
	if (r->kind == MDP_REL_SERIES)
		mdp_buf_printf(b, "every %s of the period", mdp_grain_word(r->grain));
	else if (r->kind == MDP_REL_SET)
		mdp_buf_printf(b, "%d parts together", r->nparts);
	else
		mdp_buf_puts(b, r->why ? r->why : "select");
	for (int i = 0; r->kind == MDP_REL_FORM && i < r->nparts; i++)
		mdp_buf_printf(b, "%s%s", i ? ", " : " from ", r->parts[i]->name);
	for (int i = 0; i < r->nfrom; i++)
		mdp_buf_printf(b, "%s%s", i ? ", joined to " : " from ", r->from[i]->alias);
	if (r->nwhere)
		mdp_buf_printf(b, ", %d condition%s", r->nwhere, r->nwhere > 1 ? "s" : "");
	if (r->grouped && r->ngroup)
		mdp_buf_printf(b, ", grouped by %d key%s", r->ngroup, r->ngroup > 1 ? "s" : "");
	mdp_buf_putc(b, '\n');
}

const char *mdp_plan_dump(const struct mdp_plan *p, struct mdp_arena *a)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (int i = 0; i < p->tree->nwith; i++)
		put_step(&b, p->tree->with[i], p->tree->with[i]->name);
	put_step(&b, p->tree->root, "result");
	for (int i = 0; i < p->nproofs; i++)
		mdp_buf_printf(&b, "because [%s] %s\n", p->proofs[i].code, p->proofs[i].text);
	for (int i = 0; i < p->ncaveats; i++)
		mdp_buf_printf(&b, "mind [%s] %s\n", p->caveats[i].code, p->caveats[i].text);
	const char *s = mdp_arena_strndup(a, mdp_buf_cstr(&b), b.n);
	mdp_buf_release(&b);
	return s;
}
