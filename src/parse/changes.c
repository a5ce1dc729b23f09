/*
 * Changes from one unit of time to the next, told beside the figure itself: "revenue by month and the change on the month before". What is
 * called a change is told as a difference and as a part of what was before; growth as a part only.
 */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

static enum mdp_window window_of(const struct mdp_node *n)
{
	return !strcmp(mdp_node_word(n), "diff") ? MDP_WIN_DIFFERENCE : MDP_WIN_GROWTH;
}

/* The unit that a word says: "month", "growth_month"; NONE where none is said. */
static bool unit_of(const struct mdp_node *n, enum mdp_grain *g)
{
	const char *word = n && n->edge ? mdp_node_word(n) : "", *end = strrchr(word, '_');
	*g = MDP_GRAIN_NONE;
	return !*word || mdp_grain_from_word(mdp_str_of(end ? end + 1 : word), g);
}

/* (onprev KIND UNIT?) */
static const struct mdp_phrase *op_on_previous(struct mdp_phraser *x, const struct mdp_node *n)
{
	enum mdp_grain g;
	return unit_of(n->args[1], &g) ? mdp_phrase_new(x, n, MDP_PH_ASIDE) : NULL;
}

int mdp_frame_on_previous(struct mdp_frame *f, const struct mdp_node *n)
{
	if (f->window != MDP_WIN_NONE)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
					"two such calculations at once are not supported yet");
	f->window = window_of(n->args[0]);
	return unit_of(n->args[1], &f->window_grain) ? 0 : -MDP_REFUSED;
}

void mdp_frame_settle_through(struct mdp_frame *f)
{
	for (int i = 0; f->window == MDP_WIN_CUMULATIVE && i < f->nperiods; i++) {
		const struct mdp_node *n = f->period_nodes[i];
		struct mdp_str said = n && mdp_node_is(n, "until") ? f->x->t->tokens[n->from].folded : mdp_str_of("");
		bool through = mdp_str_is(said, "through") || mdp_str_is(said, "thru");
		if (n && through && n->nargs && mdp_node_is(n->args[0], "year"))
			f->periods[i].from = mdp_date_trunc(f->periods[i].to - 1, MDP_GRAIN_YEAR);
	}
}

/* (changeof KIND FIGURE) */
static const struct mdp_phrase *op_change_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *arg = mdp_node_figure(n->args[1]);
	if (!arg || arg->kind != MDP_FIG_AMOUNT || arg->window)
		return NULL;
	struct mdp_figure f = *arg;
	f.window = window_of(n->args[0]);
	return mdp_figure_one(x, n, &f);
}

/* (eachof PERIOD): "in each of the last 8 weeks": split by the unit that is counted, in that period. */
static const struct mdp_phrase *op_each_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_node *period = n->args[0];
	struct mdp_node whole = *period, *inner = &whole;
	struct mdp_node during = { .op = "during", .args = &inner, .nargs = 1, .from = n->from, .to = n->to };
	const struct mdp_phrase *when = NULL;
	whole.op = mdp_node_is(period, "lastn") ? "lasteach" : period->op; /* no part of one beside whole ones */
	enum mdp_grain g;
	if ((!mdp_node_is(period, "lastn") && !mdp_node_is(period, "lastfull") && !mdp_node_is(period, "nextn")) ||
	    period->nargs < 2 || !unit_of(period->args[1], &g) || g == MDP_GRAIN_NONE ||
	    !mdp_phrase_apply(x, &during, &when) || !when)
		return NULL;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_KEYS);
	p->keys = MDP_NEW(x->a, struct mdp_key);
	p->keys[0] = (struct mdp_key){ .entity = -1, .column = -1, .grain = g, .from = n->from, .to = n->to };
	p->nkeys = 1;
	p->cond = when->cond;
	return p;
}

const struct mdp_operation mdp_change_operations[] = {
	{ "onprev", 2, op_on_previous },
	{ "changeof", 2, op_change_of },
	{ "eachof", 1, op_each_of },
	{ NULL, 0, NULL },
};
