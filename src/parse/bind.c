/*
 * A cover's clauses become one query. Order: gather the clauses by kind; decide what is asked about (the entity whose
 * instances are counted, summed or listed); then keys, conditions, period, rank and windows. Whatever cannot be bound fails with a
 * reason, and that reading is out.
 */
#include "parse/bind.h"

#include <string.h>

#include "base/banned.h"

typedef int clause_fn(struct mdp_bind *b, const struct mdp_node *n);

static int clause_show(struct mdp_bind *b, const struct mdp_node *n)
{
	if (b->nshows)
		b->cost += mdp_lexicon_weight(b->l, "second_show");
	for (int i = 0; i < n->nargs; i++) {
		const struct mdp_node *x = n->args[i];
		if (!x)
			continue;
		if (b->nshows == MDP_BIND_PARTS)
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "too many things to show");
		struct mdp_bx *it = &b->shows[b->nshows];
		int rc = mdp_bind_value(b, x, it);
		if (rc < 0)
			return rc;
		for (int k = 0; k < b->nshows; k++)
			if (it->column >= 0 && b->shows[k].column == it->column)
				return mdp_bind_refuse(b, MDP_REASON_AMBIGUOUS, x,
						       "two of the things asked for would both be `%s`", it->name);
		b->nshows++;
	}
	return 0;
}

/* (showof (as A…) NP): attributes of each instance. */
static int clause_showof(struct mdp_bind *b, const struct mdp_node *n)
{
	int rc = clause_show(b, n->args[0]);
	if (rc < 0)
		return rc;
	b->instance = mdp_bind_np(b, n->args[1]);
	return b->instance < 0 ? b->instance : 0;
}

/* (showby (as A…) (xs X…)): what is shown beside a total splits it. */
static int clause_showby(struct mdp_bind *b, const struct mdp_node *n)
{
	bool first = b->nshows == 0;
	int rc = clause_show(b, n->args[0]);
	if (first && rc >= 0) {
		b->nsplit = b->nshows; /* their totals follow */
		b->cost -= mdp_lexicon_weight(b->l, "second_show");
	}
	return rc < 0 ? rc : clause_show(b, n->args[1]);
}

static int clause_list(struct mdp_bind *b, const struct mdp_node *n)
{
	if (b->listed >= 0)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "two lists in one question are not supported yet");
	for (int i = 0; i < b->nshows; i++)
		if (!b->shows[i].aggregate)
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n,
					       "it is not clear what this has to do with the rest of the question");
	b->bare = mdp_node_is(n, "bare");
	b->listed = mdp_bind_np(b, n->args[0]);
	return b->listed < 0 ? b->listed : 0;
}

static int clause_group(struct mdp_bind *b, const struct mdp_node *n)
{
	for (int i = 0; i < n->nargs; i++) {
		if (b->nkeys == MDP_BIND_PARTS)
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "too many things to split by");
		int rc = mdp_bind_key(b, n->args[i], &b->keys[b->nkeys]);
		if (rc < 0)
			return rc;
		b->nkeys++;
	}
	return 0;
}

static int clause_period(struct mdp_bind *b, const struct mdp_node *n)
{
	if (b->nperiods == MDP_BIND_PARTS)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "too many periods");
	int rc = mdp_period_eval(n->args[0], b->today, b->c->fiscal_start, b->a, &b->periods[b->nperiods], &b->problem);
	b->period_node = n->args[0];
	if (rc >= 0)
		b->nperiods++;
	return rc;
}

static int clause_rank(struct mdp_bind *b, const struct mdp_node *n)
{
	if (b->rank)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n,
				       "two rankings in one question are not supported yet");
	b->rank = n;
	return 0;
}

static int clause_rankby(struct mdp_bind *b, const struct mdp_node *n)
{
	if (b->rank_by)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n,
				       "two rankings in one question are not supported yet");
	b->rank_by = n->args[0];
	return 0;
}

static int clause_order(struct mdp_bind *b, const struct mdp_node *n)
{
	if (b->norders == MDP_BIND_PARTS)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "too many things to sort by");
	b->orders[b->norders++] = n;
	return 0;
}

static int clause_distinct(struct mdp_bind *b, const struct mdp_node *n)
{
	b->distinct = true;
	return clause_show(b, n);
}

static int clause_meta(struct mdp_bind *b, const struct mdp_node *n)
{
	b->meta = n;
	return 0;
}

static int clause_aside(struct mdp_bind *b, const struct mdp_node *n)
{
	if (n->nargs && n->args[0] && n->args[0]->edge && !strcmp(n->args[0]->edge->meaning.cat, "agg"))
		b->aside_sum = n;
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
	  "data shows what happened, not why; what a change is made of is not supported yet" },
	{ "analysis", MDP_REASON_UNSUPPORTED, "this kind of analysis is not supported yet" },
};

static int clause_refuse(struct mdp_bind *b, const struct mdp_node *n)
{
	b->final = true;
	for (size_t i = 0; i < sizeof(REFUSALS) / sizeof(REFUSALS[0]); i++) {
		if (n->nargs && !strcmp(mdp_node_word(n->args[0]), REFUSALS[i].op)) {
			struct mdp_str text = mdp_node_text(b, n);
			int rc = mdp_bind_refuse(b, REFUSALS[i].why, n, "%s", REFUSALS[i].text);
			mdp_error_detail(&b->problem, "asked for: %.*s", (int)text.n, text.p);
			return rc;
		}
	}
	return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "this is not supported yet");
}

static int clause_filter(struct mdp_bind *b, const struct mdp_node *n)
{
	return mdp_bind_filter(b, n, -1);
}

static const struct {
	const char *op;
	clause_fn *fn;
} CLAUSES[] = {
	{ "show", clause_show },
	{ "list", clause_list },
	{ "bare", clause_list },
	{ "group", clause_group },
	{ "period", clause_period },
	{ "rank", clause_rank },
	{ "rankby", clause_rankby },
	{ "order", clause_order },
	{ "showdistinct", clause_distinct },
	{ "showof", clause_showof },
	{ "showby", clause_showby },
	{ "meta", clause_meta },
	{ "aside", clause_aside },
	{ "refuse", clause_refuse },
	{ "versus", mdp_bind_versus_clause },
	{ "pair", mdp_bind_versus_clause },
	{ "comparing", mdp_bind_versus_clause },
};

static int gather(struct mdp_bind *b, const struct mdp_cover *cover)
{
	for (int i = 0; i < cover->nclauses; i++) {
		const struct mdp_node *n = cover->clauses[i];
		clause_fn *fn = clause_filter;
		for (size_t k = 0; n->op && k < sizeof(CLAUSES) / sizeof(CLAUSES[0]); k++)
			if (!strcmp(n->op, CLAUSES[k].op))
				fn = CLAUSES[k].fn;
		int rc = fn(b, n);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static bool any_aggregate(const struct mdp_bind *b)
{
	for (int i = 0; i < b->nshows; i++)
		if (b->shows[i].aggregate)
			return true;
	return false;
}

/* The finest entity among those shown: each determines the others, or there is no one thing to list. */
static int finest(struct mdp_bind *b)
{
	int best = b->listed >= 0 ? b->listed : b->instance;
	for (int i = 0; i < b->nshows; i++) {
		int e = b->shows[i].entity;
		if (best >= 0 && mdp_catalog_determines(b->c, best, e))
			continue; /* what was named stays, also when the two are one to one */
		if (best < 0 || mdp_catalog_determines(b->c, e, best))
			best = e;
		else
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->shows[i].node,
					       "`%s` does not belong to %s", b->shows[i].name,
					       b->c->entities[best].plural);
	}
	return best;
}

static int add_keys(struct mdp_bind *b, const struct mdp_key *k)
{
	for (int i = 0; i < k->n; i++)
		mdp_bind_push_out(b, true, k->outs[i].name, k->outs[i].expr);
	if (k->n) {
		mdp_bind_pay_distance(b, k->entity);
		return 0;
	}
	int time, rc = mdp_bind_shown_time(b, &time);
	if (rc < 0)
		return rc;
	if (time < 0)
		time = mdp_bind_time(b, b->of);
	if (time < 0)
		return mdp_bind_refuse(b, MDP_REASON_NOT_SPLITTABLE, NULL,
				       "%s have no time, so they cannot be split by %s", b->c->entities[b->of].plural,
				       k->grain ? mdp_grain_word(k->grain) : mdp_part_word(k->part));
	/* a year is its number, unless it is what a running figure goes along */
	bool number = k->part || (k->grain == MDP_GRAIN_YEAR && b->window == MDP_WIN_NONE);
	struct mdp_expr *x = MDP_NEW(b->a, struct mdp_expr);
	x->kind = number ? MDP_X_PART : MDP_X_TRUNC;
	x->grain = number ? MDP_GRAIN_NONE : k->grain;
	x->part = k->part ? k->part : number ? MDP_PART_YEAR : MDP_PART_NONE;
	x->arg = mdp_bind_column(b, time);
	const char *name = mdp_bind_push_out(b, true, k->grain ? mdp_grain_word(k->grain) : mdp_part_word(k->part), x);
	if (!b->rank) {
		b->q->order = MDP_NEW(b->a, struct mdp_order);
		b->q->order[0] = (struct mdp_order){ name, false };
		b->q->norder = 1;
	}
	return 0;
}

/* Shares: with keys, a window over the groups; without, the part that the conditions leave of the whole. */
static int add_window(struct mdp_bind *b, const char *shown)
{
	struct mdp_query *q = b->q;
	if (b->window == MDP_WIN_SHARE && q->nby == 0) {
		struct mdp_bx *x = &b->shows[0];
		const struct mdp_expr *whole = x->measure >= 0 ? b->c->measures[x->measure].expr : x->expr;
		if (whole->kind != MDP_X_AGG || !q->where)
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, x->node,
					       "a share needs a part: by what, or of which");
		struct mdp_expr *part = MDP_NEW(b->a, struct mdp_expr);
		*part = *whole;
		part->where = mdp_pred_and(b->a, part->where, q->where);
		q->where = NULL;
		q->nshow = 0;
		mdp_bind_push_out(b, false, mdp_arena_printf(b->a, "share of %s", x->name),
				  mdp_expr_op(b->a, MDP_OP_DIV, part, (struct mdp_expr *)(uintptr_t)whole));
		q->show[0].unit = "ratio";
		return 0;
	}
	struct mdp_expr *w = MDP_NEW(b->a, struct mdp_expr);
	w->kind = MDP_X_WINDOW;
	w->window = b->window;
	for (int i = 0; i < q->nshow; i++)
		if (!strcmp(q->show[i].name, shown))
			w->arg = q->show[i].expr;
	for (int i = 0; i < q->nby && b->window != MDP_WIN_SHARE; i++)
		if (q->by[i].expr->kind == MDP_X_TRUNC)
			w->along = q->by[i].name;
	if (b->window != MDP_WIN_SHARE && !w->along)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->shows[0].node,
				       "%s needs a unit of time, such as by month", mdp_window_word(b->window));
	mdp_bind_push_out(b, false, mdp_arena_printf(b->a, "%s of %s", mdp_window_word(b->window), shown), w);
	return 0;
}

/* "the type and the number of transactions": what is shown beside a total splits it. */
static bool splits(const struct mdp_bind *b, const struct mdp_bx *x)
{
	enum mdp_role role = b->c->columns[x->column].role;
	return x - b->shows < b->nsplit && mdp_catalog_determines(b->c, b->of, x->entity) && !b->rank &&
	       (role == MDP_ROLE_CATEGORY || role == MDP_ROLE_CODE || role == MDP_ROLE_NAME || role == MDP_ROLE_ID ||
		role == MDP_ROLE_GEO || role == MDP_ROLE_FLAG || role == MDP_ROLE_TEXT);
}

/* An average over the one thing that each group holds is no average. */
static int check_groups(struct mdp_bind *b)
{
	for (int k = 0; k < b->nkeys; k++) {
		int column = b->keys[k].column;
		bool own = b->keys[k].entity == b->of && b->keys[k].n && !b->keys[k].outs[0].expr->role &&
			   (column < 0 || b->c->columns[column].distinct >= b->c->entities[b->of].count);
		for (int i = 0; i < b->nshows && own; i++)
			own = !b->shows[i].aggregate || (b->shows[i].entity == b->of && b->shows[i].measure < 0 &&
							 b->shows[i].expr->agg != MDP_AGG_COUNT);
		if (own)
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->shows[0].node,
					       "each %s is only one: there is nothing to count or average",
					       b->c->entities[b->of].name);
	}
	return 0;
}

static int aggregate_query(struct mdp_bind *b, const struct mdp_key *target)
{
	int rc = 0;
	for (int i = 0; i < b->nkeys && rc >= 0; i++)
		rc = add_keys(b, &b->keys[i]);
	if (rc >= 0 && (target->n || target->grain || target->part))
		rc = add_keys(b, target);
	if (rc >= 0)
		rc = check_groups(b);
	for (int i = 0; i < b->nshows && rc >= 0; i++) {
		if (!b->shows[i].aggregate && target->column >= 0 && !b->nkeys && b->shows[i].column != target->column)
			rc = mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->shows[i].node,
					     "it is not clear what `%s` has to do with this ranking", b->shows[i].name);
		else if (!b->shows[i].aggregate && target->entity >= 0 &&
			 !mdp_catalog_determines(b->c, target->entity, b->shows[i].entity))
			rc = mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->shows[i].node,
					     "`%s` is not an attribute of %s", b->shows[i].name,
					     b->c->entities[target->entity].plural);
		else if (b->shows[i].aggregate)
			mdp_bind_unit(b, mdp_bind_push_out(b, false, b->shows[i].name, b->shows[i].expr),
				      b->shows[i].expr->kind == MDP_X_OP ? b->shows[i].unit : NULL);
		else if (b->shows[i].column >= 0 &&
			 (b->nkeys + target->n > 0 ||
			  splits(b, &b->shows[i]))) /* shown beside the groups: one of their keys */
			mdp_bind_push_out(b, true, b->shows[i].name, b->shows[i].expr);
		else
			rc = mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->shows[i].node,
					     "`%s` is not a total: say average, minimum, maximum or by what",
					     b->shows[i].name);
	}
	return rc;
}

static int list_query(struct mdp_bind *b, const struct mdp_bx *rank)
{
	struct mdp_key self;
	if (b->listed >= 0 || (rank && !b->nshows)) {
		struct mdp_node leaf = { 0 };
		struct mdp_edge edge = { 0 };
		edge.meaning.kind = MDP_CAT_ENTITY;
		edge.meaning.id = b->listed >= 0 ? b->listed : b->of;
		leaf.edge = &edge;
		int rc = mdp_bind_key(b, &leaf, &self);
		if (rc < 0)
			return rc;
		for (int i = 0; i < self.n; i++)
			mdp_bind_push_out(b, false, self.outs[i].name, self.outs[i].expr);
	}
	for (int i = 0; i < b->nshows; i++)
		mdp_bind_push_out(b, false, b->shows[i].name, b->shows[i].expr);
	b->q->distinct = b->distinct;
	if (b->nkeys)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->nshows ? b->shows[0].node : NULL,
				       "a list cannot be split: say what to count, sum or average");
	return 0;
}

static int meta_query(struct mdp_bind *b)
{
	b->q->kind = MDP_Q_META;
	b->q->analysis = mdp_node_word(b->meta->args[0]);
	const struct mdp_node *about = b->meta->nargs > 1 ? b->meta->args[1] : NULL;
	if (!about)
		return 0;
	struct mdp_bx x;
	int rc = mdp_bind_value(b, about, &x);
	if (rc < 0)
		return rc;
	b->q->params = MDP_NEW(b->a, struct mdp_out);
	b->q->params[0] = (struct mdp_out){ "about", x.expr, NULL };
	b->q->nparams = 1;
	return 0;
}

/* A bare phrase: things with a name are listed, things without one are counted; beside groups they are counted. */
static void settle_bare(struct mdp_bind *b)
{
	if (b->listed < 0 || !b->bare)
		return;
	if (any_aggregate(b) || (b->nshows && !b->nkeys))
		return;
	if (b->c->entities[b->listed].label >= 0 && !b->nkeys && b->window == MDP_WIN_NONE)
		return;
	struct mdp_bx *x = &b->shows[b->nshows++];
	*x = (struct mdp_bx){ .column = -1, .measure = -1, .entity = b->listed, .aggregate = true };
	x->expr = mdp_expr_agg(b->a, MDP_AGG_COUNT, b->c->entities[b->listed].name, NULL);
	x->name = b->c->entities[b->listed].plural;
	b->listed = -1;
}

/* Is there nothing but "were" between the two? */
static bool is_said_of(const struct mdp_bind *b, const struct mdp_node *n, const struct mdp_node *m)
{
	for (int i = n->to; i < m->from; i++) {
		bool aux = false;
		for (int k = 0; k < b->t->nedges && !aux; k++) {
			const struct mdp_edge *e = &b->t->edges[k];
			aux = e->from == i && e->to == i + 1 && e->meaning.kind == MDP_CAT_WORD &&
			      !strcmp(e->meaning.cat, "aux");
		}
		if (!aux)
			return false;
	}
	return n->to <= m->from;
}

/*
 * "How many requests are still open", where a definition of that name counts some of the requests, asks for that alone; any other figure
 * there says something of the things that is not understood.
 */
static int settle_count(struct mdp_bind *b)
{
	const struct mdp_bx *count = &b->shows[0], *more = &b->shows[1];
	if (b->nshows != 2 || !mdp_node_is(count->node, "count") || more->measure < 0 || !more->node ||
	    !is_said_of(b, count->node, more->node))
		return 0;
	const struct mdp_measure *m = &b->c->measures[more->measure];
	if (m->entity != count->entity || m->expr->kind != MDP_X_AGG || m->expr->agg != MDP_AGG_COUNT ||
	    !m->expr->where)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, more->node,
				       "it is not clear what “%.*s” says of the %s",
				       (int)mdp_node_text(b, more->node).n, mdp_node_text(b, more->node).p,
				       b->c->entities[count->entity].plural);
	b->shows[0] = *more;
	b->nshows = 1;
	return 0;
}

static int assemble(struct mdp_bind *b)
{
	struct mdp_key target = { .entity = -1, .column = -1 };
	struct mdp_bx rank = { .column = -1, .measure = -1 };
	int rc = mdp_bind_versus_periods(b);
	if (rc < 0)
		return rc;
	settle_bare(b);
	rc = settle_count(b);
	if (rc < 0)
		return rc;
	if (b->rank)
		rc = mdp_bind_rank_prepare(b, &target, &rank);
	else if (b->rank_by)
		rc = mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->rank_by, "an amount is nothing to split by");
	if (rc < 0)
		return rc;
	if (b->rank && rank.aggregate) {
		bool shown = false;
		for (int i = 0; i < b->nshows; i++)
			shown |= mdp_expr_same(b->shows[i].expr, rank.expr);
		if (!shown && b->nshows)
			b->cost += mdp_lexicon_weight(b->l, "second_show");
		if (!shown && b->nshows < MDP_BIND_PARTS)
			b->shows[b->nshows++] = rank;
	}
	bool aggregates = any_aggregate(b);
	if (b->aside_sum && !any_aggregate(b))
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->aside_sum,
				       "it is not clear what is summed up here");
	if (b->listed >= 0 && b->nshows && b->shows[0].node && mdp_node_is(b->shows[0].node, "count") &&
	    b->shows[0].entity == b->listed)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, b->shows[0].node, "%s are said twice here",
				       b->c->entities[b->listed].plural);
	if (aggregates) {
		b->of = -1;
		for (int i = 0; i < b->nshows && b->of < 0; i++)
			if (b->shows[i].aggregate)
				b->of = b->shows[i].entity;
		if (b->listed >= 0 && (b->bare || b->listed != b->of))
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, NULL,
					       "it is not clear what %s have to do with %s here",
					       b->c->entities[b->listed].plural, b->c->entities[b->of].plural);
	} else {
		if (b->rank && b->listed < 0)
			b->listed = target.column >= 0 ? -1 : target.entity;
		if (b->listed < 0 && b->instance < 0 && b->nsubjects == 1 && !b->rank)
			b->instance = b->subjects[0];
		b->of = finest(b);
		if (b->of >= 0 && b->rank && !mdp_catalog_determines(b->c, b->of, rank.entity))
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, rank.node, "`%s` is not an attribute of %s",
					       rank.name, b->c->entities[b->of].plural);
	}
	if (b->of < 0)
		return mdp_bind_refuse(b, MDP_REASON_NOT_A_QUESTION, NULL,
				       "nothing is asked for: name a figure, or a thing to count or list");
	b->q->of = b->c->entities[b->of].name;
	rc = aggregates ? aggregate_query(b, &target) : list_query(b, b->rank ? &rank : NULL);
	if (rc >= 0)
		rc = mdp_bind_attach(b);
	if (rc >= 0 && b->rank) {
		const char *by = mdp_bind_push_out(b, false, rank.name, rank.expr);
		rc = mdp_bind_rank_finish(b, &target, by);
	}
	if (rc >= 0)
		rc = mdp_bind_orders(b);
	if (rc >= 0 && b->window != MDP_WIN_NONE && b->q->nshow)
		rc = add_window(b, b->q->show[0].name);
	return rc;
}

int mdp_bind_cover(struct mdp_bind *b, const struct mdp_cover *cover, struct mdp_query **q)
{
	b->listed = b->of = b->instance = -1;
	b->q = MDP_NEW(b->a, struct mdp_query);
	int rc = gather(b, cover);
	if (rc >= 0)
		rc = b->meta ? meta_query(b) : assemble(b);
	if (rc >= 0 && b->versed)
		rc = mdp_bind_versus_wrap(b);
	return rc < 0 ? rc : mdp_bind_roles(b, b->q, q);
}
