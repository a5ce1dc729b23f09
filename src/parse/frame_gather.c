/* The clauses of a question, gathered by kind before anything is settled. A clause that has no place beside the others fails. */
#include "parse/frame.h"

#include <string.h>

#include "base/banned.h"

static int add_cond(struct mdp_frame *f, const struct mdp_cond *c)
{
	if (f->nconds == MDP_PHRASE_PARTS || f->nperiods == MDP_PHRASE_PARTS)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, c->from, c->to, "too many conditions");
	if (c->kind == MDP_COND_AND) {
		int rc = add_cond(f, c->args[0]);
		return rc < 0 ? rc : add_cond(f, c->args[1]);
	}
	if (f->nconds)
		c = mdp_cond_dated_by(f->x, f->conds[f->nconds - 1], c);
	if (c->kind == MDP_COND_PERIOD) {
		if (c->dated && f->dated && c->dated != f->dated)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, c->from, c->to,
						"two kinds of dates in one question are not supported yet");
		f->dated = c->dated ? c->dated : f->dated;
		f->dated_by = c->dated ? c->way : f->dated_by;
		f->period_nodes[f->nperiods] = c->period_node;
		f->periods[f->nperiods++] = c->period;
	} else if (c->kind == MDP_COND_CREATED) {
		const struct mdp_cond *last = f->nconds ? f->conds[f->nconds - 1] : NULL;
		if (last && !c->fresh && last->kind == MDP_COND_LINK && last->to == c->from && c->to > c->from)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, c->from, c->to,
						"it is not clear whose beginning this is");
		f->created = true;
		f->fresh |= c->fresh;
		f->begun |= c->noun;
	} else if (c->kind == MDP_COND_TIMEROLE && c->dated) {
		if (f->dated && f->dated != c->dated)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, c->from, c->to,
						"two kinds of dates in one question are not supported yet");
		f->dated = c->dated;
		f->dated_to = c->to;
		f->dated_by = c->way;
	} else if (c->kind == MDP_COND_TIMEROLE) {
		if (f->time_role && strcmp(f->time_role->meaning.role, c->way->meaning.role) != 0)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, c->from, c->to,
						"two kinds of days in one question are not supported yet");
		f->time_role = c->way;
	} else if (c->kind == MDP_COND_EXTREME) {
		return mdp_frame_extreme(f, c->extreme, c->from, c->to);
	} else {
		f->conds[f->nconds++] = c;
	}
	return 0;
}

static int add_set(struct mdp_frame *f, const struct mdp_phrase *p)
{
	if (!p->asked && !p->listed && mdp_frame_asks_of_others(f, p->set))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to,
					"it is not clear what this has to do with the rest of the question");
	if (f->listed)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to,
					"it is not clear what this has to do with the rest of the question");
	f->listed = p->set;
	f->asked = p->asked;
	f->whole = p->whole || mdp_set_is_one(f->x, p->set);
	if (p->set->pending)
		return add_cond(f, p->set->pending);
	return 0;
}

static int add_figures(struct mdp_frame *f, const struct mdp_phrase *p)
{
	if (p->asked && f->aside_sum && !f->nfigures)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->aside_sum->from, f->aside_sum->to,
					"it is not clear what is summed up here");
	if (mdp_frame_is_returned(f, p))
		return -MDP_REFUSED;
	if (f->nfigures && !p->beside) {
		if (f->nsplit || p->split)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to,
						"two things to show are not supported here");
		if (!p->asked && !f->comparing && p->figures[0].kind == MDP_FIG_AMOUNT && mdp_frame_amount(f))
			f->loose = &p->figures[0];
		f->cost += mdp_lexicon_weight(f->x->l, "second_show");
	}
	f->nbeside += p->beside ? p->nfigures : 0;
	for (int i = 0; i < p->nfigures; i++) {
		if (f->nfigures == MDP_PHRASE_PARTS)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to, "too many things to show");
		const struct mdp_figure *it = &p->figures[i];
		for (int k = 0; k < f->nfigures; k++)
			if (it->column >= 0 && f->figures[k].column == it->column)
				return mdp_frame_refuse(f, MDP_REASON_AMBIGUOUS, it->from, it->to,
							"two of the things asked for would both be `%s`", it->name);
		if (it->window && f->window)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, it->from, it->to,
						"two such calculations at once are not supported yet");
		if (it->window) {
			f->window = it->window;
			f->window_grain = it->grain;
			f->window_n = it->n;
		}
		if (p->split && it->kind == MDP_FIG_ATTR)
			f->nsplit++;
		if (it->set && it->set->pending) {
			int rc = add_cond(f, it->set->pending);
			if (rc < 0)
				return rc;
		}
		f->figures[f->nfigures++] = *it;
		f->came |= it->came;
	}
	for (int i = 0; i < p->nkeys; i++) {
		if (f->nkeys == MDP_PHRASE_PARTS || f->norders == MDP_PHRASE_PARTS)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to,
						"too many things to split by");
		f->keys[f->nkeys++] = p->keys[i];
	}
	f->ranks_all |= p->nkeys > 0 && p->order.by;
	if (p->nkeys)
		f->keys_end = p->to;
	if (p->having && (f->having || f->nfigures != p->nfigures))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to,
					"two things to show are not supported here");
	f->having = p->having ? p->having : f->having;
	if (p->movers && p->movers->base) {
		struct mdp_node *versus = MDP_NEW(f->x->a, struct mdp_node);
		struct mdp_node **sides = MDP_NEW_ARRAY(f->x->a, 2, struct mdp_node *);
		sides[1] = (struct mdp_node *)(uintptr_t)p->movers->base;
		*versus = (struct mdp_node){ .op = "versus", .args = sides, .nargs = 2, .from = p->from, .to = p->to };
		if (f->versus)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to,
						"more than two things to compare");
		f->versus = versus;
	}
	f->movers = p->movers ? p->movers : f->movers;
	if (p->nkeys && p->order.by)
		f->orders[f->norders++] = p->order;
	f->distinct |= p->distinct;
	f->paired |= p->paired;
	return 0;
}

static int add_rank(struct mdp_frame *f, const struct mdp_phrase *p)
{
	if (f->ranked || f->extreme || f->cut)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to,
					"two rankings in one question are not supported yet");
	if (!p->nkeys) {
		f->cut = p->extreme;
		return 0;
	}
	f->extreme = p->extreme;
	f->target = p->keys[0];
	f->ranked = true;
	f->ranks_many = p->extreme && mdp_said_plural(f->x, p->extreme->from, p->extreme->to);
	return 0;
}

static const struct {
	const char *op;
	enum mdp_reason why;
	const char *text;
} REFUSALS[] = {
	{ "write", MDP_REASON_WRITE_REQUEST, "this only reads: nothing is changed, added or deleted" },
	{ "opinion", MDP_REASON_OPINION, "data shows what happened; it cannot give an opinion, advice or a cause" },
	{ "cause", MDP_REASON_UNSUPPORTED,
	  "data shows what happened, not why; what a change is made of can be asked: why a figure rose or fell in a "
	  "period" },
	{ "analysis", MDP_REASON_UNSUPPORTED, "this kind of analysis is not supported yet" },
	{ "recurring", MDP_REASON_UNSUPPORTED,
	  "a part of each period is not supported yet: name one period, or split by one" },
};

static int refused(struct mdp_frame *f, const struct mdp_phrase *p)
{
	f->final = true;
	for (size_t i = 0; i < sizeof(REFUSALS) / sizeof(REFUSALS[0]); i++) {
		if (strcmp(mdp_node_word(p->node->args[0]), REFUSALS[i].op) != 0)
			continue;
		struct mdp_str text = mdp_said(f->x, p->from, p->to);
		int rc = mdp_frame_refuse(f, REFUSALS[i].why, p->from, p->to, "%s", REFUSALS[i].text);
		mdp_error_detail(&f->x->problem, "asked for: %.*s", (int)text.n, text.p);
		return rc;
	}
	return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to, "this is not supported yet");
}

static int add_versus(struct mdp_frame *f, const struct mdp_phrase *p)
{
	if (mdp_node_is(p->node, "comparing")) {
		f->comparing = true;
		f->comparing_from = p->from;
		f->comparing_to = p->to;
		return 0;
	}
	if (f->versus)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to, "more than two things to compare");
	f->versus = p->node;
	return 0;
}

static bool is_of_when(const struct mdp_phrase *p)
{
	return mdp_node_is(p->node, "dated") || mdp_node_is(p->node, "created") || mdp_node_is(p->node, "during");
}

/* "Which account executives have won": the value says what is asked for, and is no condition on what they have won. */
static bool is_asked_for(const struct mdp_frame *f, const struct mdp_phrase *p)
{
	return !f->x->follow && p->from <= 1 && p->cond->kind == MDP_COND_PRED && p->node &&
	       mdp_node_is(p->node, "eq") && mdp_begins_with(f->x, 0, "q", "which", "which") &&
	       mdp_begins_with(f->x, p->to, "noise", "aux", "aux");
}

static int add_said(struct mdp_frame *f, const struct mdp_phrase *p)
{
	if (is_asked_for(f, p)) {
		f->nothing = true;
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to,
					"it is not clear who or what this asks for");
	}
	/* "who booked class 12" lists no classes; of an answer, "who joined in May" are those of them */
	if (p->from <= 1 && !(f->x->follow && is_of_when(p)) && mdp_begins_with(f->x, 0, "q", "who", "who")) {
		f->nothing = true;
		return -MDP_REFUSED;
	}
	if (mdp_frame_is_whose(f, p))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to,
					"it is not clear whose this is, as several things have it");
	return add_cond(f, p->cond);
}

int mdp_frame_gather(struct mdp_frame *f, const struct mdp_phrase *p)
{
	if (mdp_frame_asks_within(f, p))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to,
					"it is not clear what this has to do with the rest of the question");
	switch (p->kind) {
	case MDP_PH_SET:
		return add_set(f, p);
	case MDP_PH_FIGURES:
		return p->returned ? mdp_frame_add_returned(f, p) : add_figures(f, p);
	case MDP_PH_COND:
		return add_said(f, p);
	case MDP_PH_KEYS:
		for (int i = 0; i < p->nkeys; i++) {
			if (f->nkeys == MDP_PHRASE_PARTS)
				return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to,
							"too many things to split by");
			f->keys[f->nkeys++] = p->keys[i];
		}
		f->keys_end = p->to;
		return p->cond ? add_cond(f, p->cond) : 0;
	case MDP_PH_RANK:
		return add_rank(f, p);
	case MDP_PH_RANKBY:
		if (f->rank_by)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to,
						"two rankings in one question are not supported yet");
		f->rank_by = p->order.by;
		return 0;
	case MDP_PH_ORDER:
		return mdp_frame_add_order(f, p);
	case MDP_PH_VERSUS:
		return add_versus(f, p);
	case MDP_PH_META:
		f->meta = p->node;
		return 0;
	case MDP_PH_REFUSE:
		return refused(f, p);
	case MDP_PH_ANALYSIS:
		if (f->analysis)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to,
						"two analyses in one question are not supported");
		f->analysis = p->node;
		return 0;
	case MDP_PH_OPTION:
		if (f->noptions == MDP_PHRASE_PARTS)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, p->from, p->to, "too many conditions");
		f->options[f->noptions++] = p->node;
		return 0;
	case MDP_PH_ASIDE:
		if (mdp_node_is(p->node, "onprev"))
			return mdp_frame_on_previous(f, p->node);
		if (mdp_node_is(p->node, "inunit")) {
			f->in_unit = p->node;
			return 0;
		}
		if (mdp_node_is(p->node, "asshare"))
			f->as_share = p->node;
		if (mdp_node_is(p->node, "tally"))
			f->tally = p->node;
		if (mdp_node_is(p->node, "echo"))
			f->echo = p->node;
		if (p->node->args[0] && p->node->args[0]->edge && !strcmp(p->node->args[0]->edge->meaning.cat, "verb"))
			f->aside_verb = p->node;
		if (p->node->args[0] && p->node->args[0]->edge && !strcmp(p->node->args[0]->edge->meaning.cat, "agg"))
			f->aside_sum = p->node;
		if (p->node->args[0] && mdp_frame_is_spending(f, p->node->args[0]->edge))
			f->aside_spent = p->node;
		return 0;
	case MDP_PH_TALK:
		return -MDP_REFUSED; /* follow.c has its own place for them */
	}
	return 0;
}
