/* Questions about the data themselves: what there is, what something means, where it comes from. */
#include "parse/frame.h"
#include "base/banned.h"

int mdp_frame_meta(struct mdp_frame *f)
{
	f->q->kind = MDP_Q_META;
	f->q->analysis = mdp_node_word(f->meta->args[0]);
	const struct mdp_node *about = f->meta->nargs > 1 ? f->meta->args[1] : NULL;
	if (!about)
		return 0;
	const struct mdp_figure *it = mdp_node_figure(about);
	struct mdp_figure number;
	if (!it && mdp_node_set(about)) { /* things: asked about as their number */
		mdp_figure_count(f->x, mdp_node_set(about), &number);
		it = &number;
	}
	if (!it || !it->expr)
		return -MDP_REFUSED;
	f->q->params = MDP_NEW(f->x->a, struct mdp_out);
	f->q->params[0] = (struct mdp_out){ "about", it->expr, NULL };
	f->q->nparams = 1;
	return 0;
}
