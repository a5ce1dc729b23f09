/* What a question is about, when its clauses are gathered: the things listed or counted, what ranks them, what splits them. */
#include <string.h>

#include "parse/frame.h"
#include "base/banned.h"

const struct mdp_figure *mdp_frame_amount(const struct mdp_frame *f)
{
	for (int i = 0; i < f->nfigures; i++)
		if (f->figures[i].kind == MDP_FIG_AMOUNT)
			return &f->figures[i];
	return NULL;
}

/* A figure of one extreme thing is asked of the ranking of such things. */
int mdp_frame_settle_extreme(struct mdp_frame *f)
{
	const struct mdp_set *s = f->listed;
	for (int i = 0; i < f->nfigures && (!s || !s->extreme); i++)
		if (f->figures[i].kind == MDP_FIG_ATTR && f->figures[i].set)
			s = f->figures[i].set;
	if (f->ranked && !f->extreme)
		return mdp_frame_refuse(f, MDP_REASON_AMBIGUOUS, 0, 1, "it is not said by what to rank");
	if (f->ranked)
		return f->listed && f->listed->extreme ? -MDP_REFUSED : 0;
	if (s && s->extreme) {
		int rc = mdp_frame_extreme(f, s->extreme, s->from, s->to);
		if (rc < 0)
			return rc;
	}
	if (!f->extreme)
		return 0;
	if (!s) {
		/* "the biggest customers" are no greatest number of customers */
		f->nothing |= f->extreme->by && f->extreme->by->counts;
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->extreme->from, f->extreme->to,
					"it is not clear what is ranked");
	}
	f->ranked = true;
	f->ranks_many = s->plural;
	if (!s->attr)
		return mdp_entity_key(f->x, s->entity, s->role, &f->target);
	f->target = mdp_column_key(f->x, s->entity, s->attr->meaning.id, s->attr->meaning.role);
	return 0;
}

/* "revenue by state, top 5": what it is split by is ranked. */
int mdp_frame_settle_cut(struct mdp_frame *f)
{
	if (!f->cut)
		return 0;
	/* "most common procedures, top 10": so many of what ranks already */
	if (f->ranked && f->extreme && f->extreme->n < 1 && f->extreme->descending == f->cut->descending && !f->nkeys &&
	    f->cut->from >= f->extreme->to) {
		struct mdp_extreme *many = MDP_NEW(f->x->a, struct mdp_extreme);
		*many = *f->extreme;
		many->n = f->cut->n;
		f->extreme = many;
		f->cut = NULL;
		return 0;
	}
	/* "top 10 products by units" are products, and no groups of them */
	bool of_things =
		f->nfigures == 1 && f->figures[0].counts && f->figures[0].set && f->figures[0].set->from == f->cut->to;
	if (f->ranked || f->nkeys != 1 || f->listed || f->norders || of_things)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->cut->from, f->cut->to,
					"it is not clear what these are the first of");
	f->extreme = f->cut;
	f->target = f->keys[0];
	f->nkeys = 0;
	f->ranked = f->ranks_many = true;
	return 0;
}

/* "trainers by hourly rate, highest first": a number of theirs that a direction goes with sorts a list; it splits nothing. */
void mdp_frame_settle_sorted(struct mdp_frame *f)
{
	const struct mdp_set *s = f->listed;
	const struct mdp_key *k = &f->keys[0];
	if (!s || s->attr || s->having || f->ranked || f->nfigures || f->nkeys != 1 || f->norders != 1 ||
	    f->orders[0].by || k->column < 0 || k->n != 1 || k->entity != s->entity ||
	    !(mdp_column_is_number(&f->x->c->columns[k->column]) || mdp_column_is_time(&f->x->c->columns[k->column])))
		return;
	struct mdp_figure *by = MDP_NEW(f->x->a, struct mdp_figure);
	mdp_figure_column(f->x, k->column, k->outs[0].expr->role, by);
	f->orders[0].by = by;
	f->nkeys = 0;
	f->asked = true;
}

int mdp_frame_settle_tally(struct mdp_frame *f)
{
	const struct mdp_set *s = f->listed;
	bool several = false;
	if (!f->tally)
		return 0;
	int main = s && !s->attr && !s->having && !s->extreme && !f->nfigures && !f->ranked
			   ? mdp_entity_main(f->x, s->entity, &several)
			   : -1;
	if (main < 0 || several)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->tally->from, f->tally->to,
					"it is not clear what is to be counted and summed up here");
	mdp_figure_count(f->x, s, &f->figures[f->nfigures++]);
	mdp_figure_measure(f->x, main, &f->figures[f->nfigures]);
	f->figures[f->nfigures].where = s->where;
	f->figures[f->nfigures++].set = s;
	f->listed = NULL;
	return 0;
}

/* May the word be of a period, or of what stands before one? */
static bool is_of_time(const struct mdp_frame *f, int token)
{
	static const char *const cats[] = { "month", "weekday", "quarter", "half",    "part",
					    "rel",   "fiscal",  "grain",   "holiday", "conn",
					    "noise", "dating",  "aux",     "every",   "set" };
	const struct mdp_lattice *t = f->x->t;
	bool is = t->tokens[token].kind == MDP_TOK_PUNCT;
	for (int i = 0; i < t->nedges && !is; i++) {
		const struct mdp_edge *e = &t->edges[i];
		if (e->from > token || e->to <= token)
			continue;
		is = e->meaning.kind == MDP_CAT_NUMBER && e->unit &&
		     (!strcmp(e->unit, "year-like") || !strcmp(e->unit, "ordinal"));
		for (size_t k = 0; e->meaning.kind == MDP_CAT_WORD && k < sizeof(cats) / sizeof(cats[0]) && !is; k++)
			is = !strcmp(e->meaning.cat, cats[k]);
	}
	return is;
}

/* A condition that picks some out: a threshold, something that is missing or belongs to them. Where or of which kind they are is none. */
static bool picks_out(const struct mdp_pred *p, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	if (p->kind == MDP_P_CMP) {
		bool amount = p->left && (p->left->kind == MDP_X_COLUMN || p->left->kind == MDP_X_AGG ||
					  p->left->kind == MDP_X_DAYS_BETWEEN || p->left->kind == MDP_X_MEASURE);
		if (p->cmp == MDP_CMP_EQ && p->nright == 1 && p->right[0]->kind == MDP_X_VALUE)
			return amount && mdp_value_is_number(&p->right[0]->value);
		return amount && p->cmp != MDP_CMP_EQ && p->cmp != MDP_CMP_IN && p->cmp != MDP_CMP_NE &&
		       p->cmp != MDP_CMP_DURING;
	}
	if (p->kind == MDP_P_NOT && p->args[0]->kind == MDP_P_EXISTS)
		return true;
	bool picks = p->kind == MDP_P_EXISTS && p->at_least > 1;
	for (int i = 0; i < p->nargs && !picks; i++)
		picks = picks_out(p->args[i], depth + 1);
	return picks;
}

static bool cond_picks_out(const struct mdp_cond *c, int depth)
{
	if (!c || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	if (c->kind == MDP_COND_LINK && (c->counted || c->amount))
		return true;
	if (c->kind == MDP_COND_NOT && c->args[0]->kind == MDP_COND_LINK)
		return true;
	return c->kind == MDP_COND_NUMBER || picks_out(c->pred, 0) || cond_picks_out(c->args[0], depth + 1) ||
	       cond_picks_out(c->args[1], depth + 1);
}

/* Is more said behind them than a period: "orders with more than one refund"? */
static bool is_told_apart(const struct mdp_frame *f, const struct mdp_set *s)
{
	bool picks = picks_out(s->where, 0) || cond_picks_out(s->pending, 0);
	for (int i = 0; i < f->nconds && !picks; i++)
		picks = cond_picks_out(f->conds[i], 0);
	if (!picks)
		return false;
	for (int i = s->to; i < f->x->t->ntokens; i++)
		if (!is_of_time(f, i))
			return true;
	return false;
}

/* Has each a number that people know it by ("INV-1042"), so that a list of them tells something? */
static bool has_code(const struct mdp_frame *f, int entity)
{
	const struct mdp_entity *e = mdp_frame_entity(f, entity);
	for (int i = 0; i < f->x->c->ncolumns; i++) {
		const struct mdp_column *c = &f->x->c->columns[i];
		if (c->entity == entity && !c->hidden && c->mirror < 0 && c->role == MDP_ROLE_CODE &&
		    c->distinct >= e->count)
			return true;
	}
	return false;
}

/* Is it said of days to come, so that which those are is asked: "trials ending in the next 7 days"? */
static bool is_ahead(const struct mdp_frame *f)
{
	for (int i = 0; i < f->nperiods; i++)
		if (f->periods[i].from < f->x->today)
			return false;
	return f->nperiods > 0;
}

/*
 * A bare phrase: things with a name are listed, and those with a number that people know them by, where they are told apart by what is said
 * behind them or somebody has to see to them, and what is to come; other things that happened are counted. Beside groups all are counted.
 */
void mdp_frame_settle_bare(struct mdp_frame *f)
{
	const struct mdp_set *s = f->listed;
	if (!s || f->asked || f->whole || f->ranked || s->attr || s->having || mdp_frame_amount(f) ||
	    (f->nfigures && !f->nkeys))
		return;
	/* someone or something of its own, rather than what happened */
	int time = mdp_entity_time(f->x, s->entity);
	bool event = time >= 0 && f->x->c->columns[time].role == MDP_ROLE_TIME_EVENT;
	const struct mdp_entity *e = mdp_frame_entity(f, s->entity);
	/* "customers who signed up in 2024 but never ordered": who they are */
	bool known = (e->label >= 0 || (e->own_table && !event)) && (!f->created || s->where);
	if (!f->nkeys && f->window == MDP_WIN_NONE &&
	    (known || is_ahead(f) || (has_code(f, s->entity) && (s->waiting || is_told_apart(f, s)))))
		return;
	if (f->aside_sum && f->aside_sum->from >= s->to)
		return; /* "unpaid fines total": their number or their amount? */
	mdp_figure_count(f->x, s, &f->figures[f->nfigures++]);
	f->listed = NULL;
}

/* "On which weekday do most people come in": who people are is known, but not what they do, where no condition says it. */
int mdp_frame_settle_people(struct mdp_frame *f)
{
	const struct mdp_set *s = f->ranking.set;
	for (int i = 0; i < f->nfigures && !s; i++)
		s = f->figures[i].counts ? f->figures[i].set : NULL;
	if (!s || !s->anyone || s->where || !f->aside_verb || f->nconds)
		return 0;
	struct mdp_str said = mdp_said(f->x, f->aside_verb->from, f->aside_verb->to);
	return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->aside_verb->from, f->aside_verb->to,
				"it is not clear what “%.*s” counts here: name what happened", (int)said.n, said.p);
}

/* Is there nothing but "were" between the two? */
static bool is_said_of(const struct mdp_frame *f, const struct mdp_figure *l, const struct mdp_figure *r)
{
	const struct mdp_lattice *t = f->x->t;
	for (int i = l->to; i < r->from; i++) {
		bool aux = false;
		for (int k = t->first[i]; k < t->first[i + 1] && !aux; k++)
			aux = t->edges[k].to == i + 1 && t->edges[k].meaning.kind == MDP_CAT_WORD &&
			      !strcmp(t->edges[k].meaning.cat, "aux");
		if (!aux)
			return false;
	}
	return l->to <= r->from;
}

/*
 * "How many requests are still open", where a definition of that name counts some of the requests, asks for that alone; any other figure
 * there says something of the things that is not understood.
 */
int mdp_frame_settle_count(struct mdp_frame *f)
{
	const struct mdp_figure *count = &f->figures[0], *more = &f->figures[1];
	if (f->nfigures != 2 || !count->counts || more->measure < 0 || !is_said_of(f, count, more))
		return 0;
	const struct mdp_measure *m = &f->x->c->measures[more->measure];
	if (m->entity != count->entity || m->expr->kind != MDP_X_AGG || m->expr->agg != MDP_AGG_COUNT ||
	    !m->expr->where || count->where)
		return mdp_frame_refuse(
			f, MDP_REASON_UNSUPPORTED, more->from, more->to, "it is not clear what “%.*s” says of the %s",
			(int)mdp_said(f->x, more->from, more->to).n, mdp_said(f->x, more->from, more->to).p,
			mdp_frame_entity(f, count->entity)->plural);
	f->figures[0] = *more;
	f->nfigures = 1;
	return 0;
}

/* Things beside a figure of what belongs to them split it ("customers and their revenue"). */
int mdp_frame_settle_split(struct mdp_frame *f)
{
	const struct mdp_set *s = f->listed;
	const struct mdp_figure *m = mdp_frame_amount(f);
	if (!s || !m || f->ranked)
		return 0;
	if (s->entity == m->entity || !f->asked || s->where || s->having || f->nkeys == MDP_PHRASE_PARTS ||
	    !mdp_entity_determines(f->x, m->entity, s->entity))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, s->from, s->to,
					"it is not clear what %s have to do with `%s` here",
					mdp_frame_entity(f, s->entity)->plural, m->name);
	f->listed = NULL;
	if (!s->attr)
		return mdp_entity_key(f->x, s->entity, s->role, &f->keys[f->nkeys++]);
	struct mdp_key *k = &f->keys[f->nkeys++];
	*k = (struct mdp_key){ .entity = s->entity, .column = s->attr->meaning.id, .n = 1 };
	struct mdp_expr *e = mdp_phrase_column(f->x, k->column);
	e->role = s->attr->meaning.role;
	k->outs[0] = (struct mdp_out){ mdp_phrase_label(&f->x->c->columns[k->column]), e, NULL };
	return 0;
}

/* Are all words of the stretch among those of the name? */
static bool says_part_of(const struct mdp_frame *f, const struct mdp_key *k, const char *words)
{
	bool any = false;
	for (int i = k->from; i < k->to; i++) {
		const char *stem = f->x->t->tokens[i].stem;
		bool found = false;
		for (const char *at = words; stem && *at && !found; at += strspn(at, " ")) {
			size_t length = strcspn(at, " ");
			found = !strcmp(stem, mdp_lexicon_stem(f->x->l, f->x->a, (struct mdp_str){ at, length }));
			at += length;
		}
		if (!found)
			return false;
		any = true;
	}
	return any;
}

/* "the card type codes and the number of cards in each type": each of what is shown beside the total, which splits it already. */
void mdp_frame_settle_each(struct mdp_frame *f)
{
	int n = 0;
	for (int i = 0; i < f->nkeys; i++) {
		struct mdp_key *k = &f->keys[i];
		bool again = false;
		for (int s = 0; s < f->nsplit; s++) {
			const struct mdp_column *c = &f->x->c->columns[f->figures[s].column];
			if (k->column >= 0)
				again |= says_part_of(f, k, c->words);
			else if (k->entity >= 0 && f->figures[s].entity == k->entity)
				k->n = f->x->c->entities[k->entity].nkey; /* how it is shown was said */
		}
		if (!again)
			f->keys[n++] = *k;
	}
	f->nkeys = n;
}

/* The finest entity among those shown: each determines the others, or there is no one thing to list. */
int mdp_frame_finest(struct mdp_frame *f)
{
	int best = f->listed ? f->listed->entity : -1;
	for (int i = 0; i < f->nfigures; i++) {
		const struct mdp_figure *it = &f->figures[i];
		int e = it->set ? it->set->entity : it->entity;
		if (it->set && f->listed && e != best)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, it->from, it->to,
						"it is not clear what %s have to do with %s here",
						mdp_frame_entity(f, e)->plural, mdp_frame_entity(f, best)->plural);
		if (best >= 0 && mdp_entity_determines(f->x, best, e))
			continue; /* what was named stays, also when the two are one to one */
		if (best < 0 || mdp_entity_determines(f->x, e, best))
			best = e;
		else if (f->paired && mdp_entity_meeting(f->x, best, e) >= 0)
			best = mdp_entity_meeting(f->x, best, e);
		else
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, it->from, it->to,
						"`%s` does not belong to %s", it->name,
						mdp_frame_entity(f, best)->plural);
	}
	return best;
}

/* "names of stadiums" are not those of events: what says little is of the nearest thing that is named, when any is. */
int mdp_frame_vague(struct mdp_frame *f)
{
	const struct mdp_set *named = NULL;
	for (int i = 0; i < f->nconds && !named; i++)
		if (f->conds[i]->kind == MDP_COND_LINK && f->conds[i]->set->to > f->conds[i]->set->from)
			named = f->conds[i]->set;
	for (int i = 0; i < f->nfigures && (named || f->listed); i++) {
		const struct mdp_figure *it = &f->figures[i];
		int e = f->listed ? f->listed->entity : named->entity;
		if (!it->set && mdp_figure_says_little(f->x, it) && it->entity != e &&
		    !mdp_entity_kind_of(f->x, e, it->entity))
			f->cost += mdp_lexicon_weight(f->x->l, "vague");
	}
	return 0;
}

static bool is_split_by(const struct mdp_frame *f, const struct mdp_expr *e)
{
	for (int i = 0; i < f->nkeys; i++)
		for (int k = 0; k < f->keys[i].n; k++)
			if (mdp_same_expr(f->keys[i].outs[k].expr, e))
				return true;
	return false;
}

/* What is compared is found: its values split the figure. */
static void split_by(struct mdp_frame *f, int entity, int column, struct mdp_expr *left)
{
	struct mdp_key *k = &f->keys[f->nkeys++];
	*k = (struct mdp_key){ .entity = entity, .column = column, .n = 1 };
	k->outs[0] = (struct mdp_out){ mdp_phrase_label(&f->x->c->columns[column]), left, NULL };
	f->comparing = false;
}

/* The values that a figure's or a list's conditions choose among: "of frozen and chilled products". */
static const struct mdp_pred *choice_in(const struct mdp_pred *p, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return NULL;
	if (p->kind == MDP_P_CMP && p->cmp == MDP_CMP_IN && p->left->kind == MDP_X_COLUMN)
		return p;
	for (int i = 0; p->kind == MDP_P_AND && i < p->nargs; i++) {
		const struct mdp_pred *found = choice_in(p->args[i], depth + 1);
		if (found)
			return found;
	}
	return NULL;
}

static void compare_within(struct mdp_frame *f)
{
	const struct mdp_pred *p = f->listed ? choice_in(f->listed->where, 0) : NULL;
	for (int i = 0; i < f->nfigures && !p; i++)
		p = f->figures[i].kind == MDP_FIG_AMOUNT ? choice_in(f->figures[i].where, 0) : NULL;
	for (int i = 0; i < f->nconds && !p; i++)
		p = f->conds[i]->kind == MDP_COND_LINK && !f->conds[i]->counted ? choice_in(f->conds[i]->set->where, 0)
										: NULL;
	int column = p ? mdp_catalog_column(f->x->c, mdp_str_of(p->left->name)) : -1;
	if (column < 0 || f->nkeys || f->x->c->columns[column].entity < 0)
		return;
	split_by(f, f->x->c->columns[column].entity, column, p->left);
}

/* "compare Texas and Florida": the values that are compared split the figure. */
void mdp_frame_settle_comparing(struct mdp_frame *f)
{
	if (f->versus || f->nperiods > 1)
		return;
	for (int i = 0; i < f->nconds && f->nkeys < MDP_PHRASE_PARTS; i++) {
		const struct mdp_cond *c = f->conds[i];
		if (c->kind != MDP_COND_PRED || c->pred->kind != MDP_P_CMP || c->pred->cmp != MDP_CMP_IN ||
		    !(c->compared || (f->comparing && !f->nkeys)) || is_split_by(f, c->pred->left))
			continue;
		split_by(f, c->owner, mdp_catalog_column(f->x->c, mdp_str_of(c->pred->left->name)), c->pred->left);
	}
	if (f->comparing)
		compare_within(f);
}

/* "month over month growth": split by that unit too. */
int mdp_frame_settle_unit(struct mdp_frame *f)
{
	if (!f->window_grain)
		return 0;
	for (int i = 0; i < f->nkeys; i++) {
		if (f->keys[i].grain == f->window_grain)
			return 0;
		if (f->keys[i].grain)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0,
						"a figure over each %s, by %s, is not supported yet",
						mdp_grain_word(f->window_grain), mdp_grain_word(f->keys[i].grain));
	}
	if (f->nkeys == MDP_PHRASE_PARTS)
		return -MDP_REFUSED;
	f->keys[f->nkeys++] = (struct mdp_key){ .entity = -1, .column = -1, .grain = f->window_grain };
	return 0;
}

/* Nearly each has its own: a moment that a few share by chance is no group either. */
static bool tells_apart(const struct mdp_frame *f, int column)
{
	const struct mdp_column *c = &f->x->c->columns[column];
	int64_t count = mdp_frame_entity(f, f->of)->count;
	return c->distinct >= count || (c->type == MDP_T_TIMESTAMP && c->distinct > count / 2);
}

/* An average over the one thing that each group holds is no average. */
int mdp_frame_check_groups(struct mdp_frame *f)
{
	for (int k = 0; k < f->nkeys; k++) {
		int column = f->keys[k].column;
		if (f->ranked && column < 0 && f->keys[k].n && f->keys[k].entity == f->of)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0,
						"each %s is only one: there is nothing to rank in it",
						mdp_frame_entity(f, f->of)->name);
		for (int i = 0; i < f->nfigures && column >= 0; i++) {
			const struct mdp_expr *e = f->figures[i].kind == MDP_FIG_AMOUNT ? f->figures[i].expr : NULL;
			if (e && e->kind == MDP_X_AGG && e->agg == MDP_AGG_COUNT_DISTINCT && e->arg &&
			    mdp_same_expr(e->arg, f->keys[k].outs[0].expr))
				return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0,
							"each `%s` is only one: there is nothing to count",
							f->keys[k].outs[0].name);
		}
		bool own = f->keys[k].entity == f->of && f->keys[k].n && !f->keys[k].outs[0].expr->role &&
			   (column < 0 || tells_apart(f, column));
		for (int i = 0; i < f->nfigures && own; i++)
			own = f->figures[i].kind != MDP_FIG_AMOUNT ||
			      (f->figures[i].entity == f->of && f->figures[i].measure < 0 && !f->figures[i].counts &&
			       f->figures[i].expr && f->figures[i].expr->kind == MDP_X_AGG);
		if (own)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0,
						"each %s is only one: there is nothing to count or average",
						mdp_frame_entity(f, f->of)->name);
	}
	return 0;
}

/* "paid", "spent" */
bool mdp_frame_is_spending(const struct mdp_frame *f, const struct mdp_edge *e)
{
	const struct mdp_lattice *t = f->x->t;
	for (int i = 0; e && i < t->nedges; i++) {
		const struct mdp_edge *o = &t->edges[i];
		if (o->from == e->from && o->to == e->to && !strcmp(o->meaning.cat, "verb") && o->meaning.sub &&
		    !strcmp(o->meaning.sub, "spend"))
			return true;
	}
	return false;
}

/* "… and how much did it earn": asks for nothing more where that is what decides the ranking, which is shown. */
static bool is_echo(const struct mdp_frame *f)
{
	const char *sub = mdp_node_word(f->echo->args[0]);
	const struct mdp_lattice *t = f->x->t;
	/* "and how many were refunded" goes on to ask something else */
	bool last = f->echo->to >= t->ntokens || t->tokens[f->echo->to].kind == MDP_TOK_PUNCT;
	if (!f->ranked || f->ranking.kind != MDP_FIG_AMOUNT || !last)
		return false;
	return !strcmp(sub, "what") || f->ranking.counts == !strcmp(sub, "howmany");
}

int mdp_frame_settle_asides(struct mdp_frame *f)
{
	const struct mdp_figure *amount = mdp_frame_amount(f);
	if (f->echo && !is_echo(f))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->echo->from, f->echo->to,
					"it is not clear what is asked for here");
	if (f->aside_sum && !amount)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->aside_sum->from, f->aside_sum->to,
					"it is not clear what is summed up here");
	/* what was paid is an amount; of things, those that were paid are some of them */
	if (f->aside_spent && (!amount || amount->counts)) {
		struct mdp_str said = mdp_said(f->x, f->aside_spent->from, f->aside_spent->to);
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->aside_spent->from, f->aside_spent->to,
					"it is not clear which are meant by “%.*s”", (int)said.n, said.p);
	}
	return 0;
}

/* Is what was asked so far of other things than these? */
bool mdp_frame_asks_of_others(const struct mdp_frame *f, const struct mdp_set *s)
{
	for (int i = 0; i < f->nfigures; i++)
		if (f->figures[i].kind == MDP_FIG_ATTR && f->figures[i].entity != s->entity)
			return true;
	return false;
}

/* "Which products have …" asks for products: a figure alone is no answer. */
int mdp_frame_settle_which(struct mdp_frame *f)
{
	const struct mdp_lattice *t = f->x->t;
	bool thing = false;
	if (f->listed || f->ranked || f->nkeys || f->versus || !mdp_frame_amount(f) ||
	    !mdp_begins_with(f->x, 0, "q", "which", "which") || t->ntokens < 3)
		return 0;
	for (int i = t->first[1]; i < t->first[2]; i++)
		thing |= t->edges[i].meaning.kind == MDP_CAT_ENTITY && !strcmp(t->edges[i].meaning.sub, "noun");
	return thing ? mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 1, "it is not clear which of them are asked for")
		     : 0;
}

/* "the one who reports to …", "those where notice was given": a word that asks, in the middle of what is asked, begins no question. */
bool mdp_frame_asks_within(const struct mdp_frame *f, const struct mdp_phrase *p)
{
	static const char *const WORDS[] = { "who", "where", "when", "which", "what" };
	bool asks = false;

	if (p->from == 0 || (!f->listed && !f->nfigures && !f->ranked) ||
	    (p->kind != MDP_PH_SET && p->kind != MDP_PH_FIGURES))
		return false;
	for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
		asks |= mdp_begins_with(f->x, p->from, "q", WORDS[i], WORDS[i]);
	const struct mdp_edge *values = f->listed ? f->listed->attr : NULL;
	if (values && p->kind == MDP_PH_FIGURES && p->figures[0].column == values->meaning.id)
		return false; /* "the cities where they are" */
	const struct mdp_token *before = &f->x->t->tokens[p->from - 1];
	return asks && before->kind != MDP_TOK_PUNCT && !mdp_begins_with(f->x, p->from - 1, "conn", "and", "and");
}

/* "who is the lead nurse of Ward 3, and what is its floor": somebody is asked for, and what is said of him alone is no answer. */
bool mdp_frame_forgets_who(const struct mdp_frame *f, const struct mdp_cover *cover)
{
	bool asked = false;
	for (int i = 0; i < cover->nclauses; i++)
		asked |= cover->clauses[i]->from == 0 && cover->clauses[i]->phrase &&
			 cover->clauses[i]->phrase->kind != MDP_PH_COND;
	return !asked && !f->x->scene && !f->x->follow && mdp_begins_with(f->x, 0, "q", "who", "who");
}
