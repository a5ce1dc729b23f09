/*
 * Paraphrase groups: questions that mean the same in other words must give the same query. A group is consistent when all
 * of its members that were answered were understood as one query; members that were refused say nothing against it.
 */
#include <string.h>
#include "eval/eval.h"
#include "base/banned.h"

void mdp_groups_note(struct mdp_groups *g, struct mdp_arena *a, const struct mdp_judgement *j)
{
	const char *name = j->question->group;
	if (!name || !j->canonical)
		return;
	for (int i = 0; i < g->n; i++) {
		if (strcmp(g->items[i].name, name) != 0)
			continue;
		g->items[i].differ |= strcmp(g->items[i].canonical, j->canonical) != 0;
		return;
	}
	struct mdp_group it = { name, mdp_arena_strdup(a, j->canonical), false };
	MDP_PUSH(a, g->items, g->n, g->cap, it);
}

int mdp_groups_consistent(const struct mdp_groups *g)
{
	int n = 0;
	for (int i = 0; i < g->n; i++)
		n += !g->items[i].differ;
	return n;
}
