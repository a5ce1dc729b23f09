/* Figures along or across the groups: shares, running totals, growth, moving averages. */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

int mdp_frame_window(struct mdp_frame *f, const char *shown)
{
	struct mdp_query *q = f->q;
	struct mdp_expr *w = MDP_NEW(f->x->a, struct mdp_expr);
	w->kind = MDP_X_WINDOW;
	w->window = f->window;
	w->n = f->window_n;
	for (int i = 0; i < q->nshow; i++)
		if (!strcmp(q->show[i].name, shown))
			w->arg = q->show[i].expr;
	for (int i = 0; i < q->nby && f->window != MDP_WIN_SHARE; i++)
		if (q->by[i].expr->kind == MDP_X_TRUNC)
			w->along = q->by[i].name;
	if (f->window != MDP_WIN_SHARE && !w->along)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->figures[0].from, f->figures[0].to,
					"%s needs a unit of time, such as by month", mdp_window_word(f->window));
	mdp_frame_push(f, false, mdp_arena_printf(f->x->a, "%s of %s", mdp_window_word(f->window), shown), w);
	if (f->window == MDP_WIN_DIFFERENCE) { /* and how much that is of what was before */
		struct mdp_expr *part = MDP_NEW(f->x->a, struct mdp_expr);
		*part = *w;
		part->window = MDP_WIN_GROWTH;
		mdp_frame_push(f, false, mdp_arena_printf(f->x->a, "growth of %s", shown), part);
	}
	return 0;
}

int mdp_frame_settle_share(struct mdp_frame *f)
{
	const struct mdp_figure *amount = mdp_frame_amount(f);
	if (!f->as_share)
		return 0;
	bool adds = amount && (amount->counts || amount->measure >= 0) && f->q->nshow == 1 && f->q->nby > 0;
	if (!adds || f->window != MDP_WIN_NONE || f->versed || f->q->limit)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->as_share->from, f->as_share->to,
					"it is not clear what is to be shown as parts of what");
	f->window = MDP_WIN_SHARE;
	return mdp_frame_window(f, f->q->show[0].name);
}
