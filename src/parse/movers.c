/*
 * What went up or down from one period to another: "which departments are down on last year", "the three shops with the biggest drop in
 * sales". One figure is split, told for both periods, and only what moved that way is kept, or all are put in the order of how far they
 * moved. A drop is an amount; growth is a part of what was before.
 */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

/* An amount, of no period: in "more returns this year" that is one of the two. */
static bool moves(const struct mdp_figure *said)
{
	return said && said->kind == MDP_FIG_AMOUNT && !said->window &&
	       !(said->set && (said->set->dated || said->set->pending));
}

static const struct mdp_phrase *movers(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_node *keys,
				       const struct mdp_node *figure, struct mdp_movers *m)
{
	const struct mdp_phrase *split = keys ? keys->phrase : NULL;
	const struct mdp_figure *said = mdp_node_figure(figure);
	struct mdp_figure f;
	if (!split || split->kind != MDP_PH_KEYS || (figure && !moves(said)))
		return NULL;
	for (int i = 0; i < split->nkeys; i++)
		if (split->keys[i].entity < 0)
			return NULL;
	m->takings = !said;
	if (said)
		f = *said;
	else if (!mdp_figure_takings(x, &f))
		return NULL;
	f.window = MDP_WIN_GROWTH;
	struct mdp_phrase *p = mdp_figure_one(x, n, &f);
	p->keys = split->keys;
	p->nkeys = split->nkeys;
	p->asked = true;
	p->movers = m;
	return p;
}

static bool goes_up(const char *word)
{
	return !strcmp(word, "rose") || !strcmp(word, "more") || !strcmp(word, "gain") || !strcmp(word, "growth") ||
	       !strcmp(word, "fast");
}

/* (moved WORD KEYS FIGURE? BASE?) */
static const struct mdp_phrase *op_moved(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_movers *m = MDP_NEW(x->a, struct mdp_movers);
	m->moved = goes_up(mdp_node_word(n->args[0])) ? MDP_MOVE_ROSE : MDP_MOVE_FELL;
	m->base = n->nargs > 3 ? n->args[3] : NULL;
	return movers(x, n, n->args[1], n->nargs > 2 ? n->args[2] : NULL, m);
}

/* (movedall FIGURE BASE?): "are sales up on last year": the figure in both periods. */
static const struct mdp_phrase *op_moved_all(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *said = mdp_node_figure(n->args[0]);
	struct mdp_movers *m = MDP_NEW(x->a, struct mdp_movers);
	if (!moves(said))
		return NULL;
	struct mdp_figure f = *said;
	f.window = MDP_WIN_GROWTH;
	m->base = n->nargs > 1 ? n->args[1] : NULL;
	struct mdp_phrase *p = mdp_figure_one(x, n, &f);
	p->asked = true;
	p->movers = m;
	return p;
}

/* (movedby WORD KEYS FIGURE? UNIT): from one unit of time to the next. */
static const struct mdp_phrase *op_moved_by(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_movers *m = MDP_NEW(x->a, struct mdp_movers);
	const char *word = mdp_node_word(n->args[3]), *unit = strrchr(word, '_');
	if (!mdp_grain_from_word(mdp_str_of(unit ? unit + 1 : word), &m->unit))
		return NULL;
	m->moved = goes_up(mdp_node_word(n->args[0])) ? MDP_MOVE_ROSE : MDP_MOVE_FELL;
	return movers(x, n, n->args[1], n->args[2], m);
}

/* (movedmost NUMBER? WORD KEYS FIGURE?) */
static const struct mdp_phrase *op_moved_most(struct mdp_phraser *x, const struct mdp_node *n)
{
	const char *word = mdp_node_word(n->args[1]);
	struct mdp_movers *m = MDP_NEW(x->a, struct mdp_movers);
	const struct mdp_phrase *keys = n->args[2] ? n->args[2]->phrase : NULL;
	double rows = 0;
	if (!mdp_node_rows(x, n, n->args[0], &rows))
		return NULL;
	m->moved = goes_up(word) ? MDP_MOVE_ROSE : MDP_MOVE_FELL;
	m->by = !strcmp(word, "growth") || !strcmp(word, "fast") || !strcmp(word, "slow") ? "change" : "difference";
	m->n = (int)rows;
	if (!m->n && keys && keys->nkeys == 1 && !mdp_said_plural(x, keys->keys[0].from, keys->keys[0].to))
		m->n = 1;
	return movers(x, n, n->args[2], n->nargs > 3 ? n->args[3] : NULL, m);
}

void mdp_frame_keep_movers(const struct mdp_frame *f, struct mdp_query *q)
{
	const struct mdp_movers *m = f->movers;
	q->moved = m->moved;
	if (!m->by)
		return;
	q->order = MDP_NEW(f->x->a, struct mdp_order);
	q->order[0] = (struct mdp_order){ m->by, m->moved == MDP_MOVE_ROSE };
	q->norder = 1;
	q->limit = m->n;
	q->ties = m->n == 1;
}

const struct mdp_operation mdp_mover_operations[] = {
	{ "moved", 2, op_moved },
	{ "movedall", 1, op_moved_all },
	{ "movedby", 4, op_moved_by },
	{ "movedmost", 3, op_moved_most },
	{ NULL, 0, NULL },
};
