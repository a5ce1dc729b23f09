/* What is shown: a figure takes the place of the one before, or stands beside it when "and" or "also" said so. */
#include <string.h>

#include "parse/talk.h"
#include "base/banned.h"

const struct mdp_expr *mdp_talk_aggregate(const struct mdp_expr *e, int depth)
{
	if (!e || depth > MDP_LIMIT_QUERY_DEPTH)
		return NULL;
	if (e->kind == MDP_X_AGG || e->kind == MDP_X_MEASURE)
		return e;
	const struct mdp_expr *left = mdp_talk_aggregate(e->arg, depth + 1);
	return left ? left : mdp_talk_aggregate(e->arg2, depth + 1);
}

bool mdp_talk_grouped(const struct mdp_query *q)
{
	for (int i = 0; i < q->nshow; i++)
		if (mdp_talk_aggregate(q->show[i].expr, 0))
			return true;
	return q->nby > 0;
}

/* A shown value as the figure it was made from. */
static bool figure_of(const struct mdp_talk *t, const struct mdp_out *o, struct mdp_figure *f)
{
	const struct mdp_catalog *c = t->x->c;
	const struct mdp_expr *agg = mdp_talk_aggregate(o->expr, 0);
	memset(f, 0, sizeof(*f));
	f->expr = o->expr;
	f->name = o->name;
	f->unit = o->unit;
	f->column = f->measure = -1;
	if (agg) {
		f->kind = MDP_FIG_AMOUNT;
		f->measure = o->expr->kind == MDP_X_MEASURE ? mdp_catalog_measure(c, mdp_str_of(o->expr->name)) : -1;
		int m = agg->kind == MDP_X_MEASURE ? mdp_catalog_measure(c, mdp_str_of(agg->name)) : -1;
		f->entity = m >= 0        ? c->measures[m].entity
			    : agg->entity ? mdp_catalog_entity(c, mdp_str_of(agg->entity))
					  : t->of;
		f->counts = o->expr->kind == MDP_X_AGG && o->expr->agg == MDP_AGG_COUNT;
		return f->entity >= 0;
	}
	f->kind = MDP_FIG_ATTR;
	f->column = o->expr->kind == MDP_X_COLUMN ? mdp_catalog_column(c, mdp_str_of(o->expr->name)) : -1;
	f->entity = f->column >= 0 ? c->columns[f->column].entity : t->of;
	return true;
}

bool mdp_talk_frame(struct mdp_talk *t, struct mdp_frame *f)
{
	memset(f, 0, sizeof(*f));
	f->x = t->x;
	f->of = t->of;
	f->target.entity = f->target.column = -1;
	f->variant = t->variant;
	for (int i = 0; i < t->q->nshow && f->nfigures < MDP_PHRASE_PARTS; i++) {
		if (t->q->show[i].expr->kind == MDP_X_WINDOW)
			continue;
		if (!figure_of(t, &t->q->show[i], &f->figures[f->nfigures++]))
			return false;
	}
	return true;
}

/* --- figures --- */

const char *mdp_talk_names(struct mdp_talk *t, const struct mdp_out *outs, int n)
{
	const char *text = NULL;
	for (int i = 0; i < n; i++)
		text = text ? mdp_arena_printf(t->x->a, "%s, %s", text, outs[i].name) : outs[i].name;
	return text;
}

static void rename_all(struct mdp_talk *t, const char *old, const char *new)
{
	struct mdp_query *q = t->q;
	struct mdp_order *order = MDP_NEW_ARRAY(t->x->a, (size_t)q->norder + 1, struct mdp_order);
	for (int i = 0; i < q->norder; i++) {
		order[i] = q->order[i];
		if (!strcmp(order[i].by, old))
			order[i].by = new;
	}
	q->order = order;
}

/* The window (share of …) that goes with a shown value goes on with the one that takes its place. */
static void follow_windows(struct mdp_talk *t, struct mdp_out *outs, int n, const struct mdp_expr *old,
			   const struct mdp_out *new)
{
	for (int i = 0; i < n; i++) {
		if (outs[i].expr->kind != MDP_X_WINDOW || !outs[i].expr->arg || !mdp_same_expr(outs[i].expr->arg, old))
			continue;
		struct mdp_expr *w = MDP_NEW(t->x->a, struct mdp_expr);
		*w = *outs[i].expr;
		w->arg = new->expr;
		outs[i].expr = w;
		outs[i].name = mdp_arena_printf(t->x->a, "%s of %s", mdp_window_word(w->window), new->name);
	}
}

static struct mdp_expr *limited(struct mdp_talk *t, const struct mdp_figure *f)
{
	struct mdp_expr *e = MDP_NEW(t->x->a, struct mdp_expr);
	*e = *f->expr;
	e->where = mdp_pred_and(t->x->a, e->where, f->where);
	return e;
}

/* Of the entity that the query is of: it takes the place of the main figure, or stands beside. */
int mdp_talk_show(struct mdp_talk *t, const struct mdp_figure *f, bool beside)
{
	struct mdp_query *q = t->q;
	struct mdp_out *outs = MDP_NEW_ARRAY(t->x->a, (size_t)q->nshow + 2, struct mdp_out);
	if (!f->expr)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "it is not clear which figure is meant");
	struct mdp_out new = { f->name, limited(t, f), f->expr->kind == MDP_X_OP ? f->unit : NULL };
	int n = 0;
	bool placed = false;
	if (f->where && f->expr->kind != MDP_X_AGG && f->expr->kind != MDP_X_MEASURE)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "a condition on a calculated figure alone is not supported yet");
	for (int i = 0; i < q->nby; i++)
		if (!strcmp(q->by[i].name, new.name))
			new.name = mdp_arena_printf(t->x->a, "%s shown", new.name);
	for (int i = 0; i < q->nshow; i++) {
		if (!beside && q->show[i].expr->kind != MDP_X_WINDOW) {
			if (!placed) {
				outs[n++] = new;
				rename_all(t, q->show[i].name, new.name);
			}
			placed = true;
			continue;
		}
		if (mdp_same_expr(q->show[i].expr, new.expr))
			placed = true;
		outs[n++] = q->show[i];
	}
	if (!placed)
		outs[n++] = new;
	if (!beside && q->nshow)
		follow_windows(t, outs, n, q->show[0].expr, &new);
	q->show = outs;
	q->nshow = n;
	return 0;
}

static enum mdp_aggregate aggregate_word(const struct mdp_node *n)
{
	enum mdp_aggregate fn = MDP_AGG_NONE;
	return mdp_aggregate_from_word(mdp_str_of(mdp_node_word(n->args[0])), &fn) ? fn : MDP_AGG_NONE;
}

/* "average instead": of what is summed, or of the amount of the things that are counted. */
static int other_aggregate(struct mdp_talk *t, enum mdp_aggregate fn, struct mdp_figure *out)
{
	struct mdp_figure was;
	if (!fn || !t->q->nshow || !figure_of(t, &t->q->show[0], &was) || was.kind != MDP_FIG_AMOUNT)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before has no figure that this could be of");
	const struct mdp_expr *e = was.measure >= 0 ? t->x->c->measures[was.measure].expr : was.expr;
	if (e->kind == MDP_X_OP && e->op == MDP_OP_DIV && e->arg && e->arg->kind == MDP_X_AGG &&
	    e->arg->agg == MDP_AGG_SUM)
		e = e->arg; /* what an average is of */
	if (e->kind != MDP_X_AGG || !e->arg || e->agg == MDP_AGG_COUNT_DISTINCT)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "there is no %s of %s", mdp_aggregate_word(fn),
				       was.name);
	int column = e->arg->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(e->arg->name)) : -1;
	*out = was;
	/* back to what it is made of: a measure when there is one, so that the definition decides */
	if (column >= 0) {
		mdp_figure_column(t->x, column, NULL, out);
		out->expr = e->arg;
		mdp_figure_as_total(t->x, out);
	} else if (was.measure >= 0) {
		out->expr = mdp_expr_measure(t->x->a, t->x->c->measures[was.measure].name);
	}
	if (fn == MDP_AGG_SUM && out->measure >= 0)
		return 0;
	return mdp_figure_aggregate(t->x, fn, 0, out) ? 0 : -MDP_REFUSED;
}

/* "how much is that", of things that were counted: what they come to. */
static int worth(struct mdp_talk *t, enum mdp_aggregate fn, struct mdp_figure *out)
{
	bool several = false;
	int m = mdp_entity_main(t->x, t->of, &several);
	const struct mdp_expr *e = m < 0 || several ? NULL : t->x->c->measures[m].expr;
	if (!e)
		return mdp_talk_refuse(t, MDP_REASON_AMBIGUOUS, "which amount of %s is meant was not said",
				       t->x->c->entities[t->of].plural);
	mdp_figure_measure(t->x, m, out);
	if (!fn || fn == MDP_AGG_SUM)
		return 0;
	int column = mdp_catalog_aggregated(t->x->c, e);
	if (column < 0)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "there is no %s of %s", mdp_aggregate_word(fn),
				       out->name);
	mdp_figure_column(t->x, column, NULL, out);
	out->expr = e->arg;
	return mdp_figure_aggregate(t->x, fn, 0, out) ? 0 : -MDP_REFUSED;
}

/* "longest instead", of an average: the longest. Of a total the rows are meant. */
static bool is_peak(const struct mdp_talk *t)
{
	const struct mdp_node *n = mdp_talk_op(t, "t_top");
	struct mdp_figure was;
	if (!n || !n->args[0] || n->args[1] || t->q->limit || !t->q->nshow || !figure_of(t, &t->q->show[0], &was))
		return false;
	const struct mdp_expr *e = was.measure >= 0 ? t->x->c->measures[was.measure].expr : was.expr;
	bool average = e->kind == MDP_X_AGG && (e->agg == MDP_AGG_AVG || e->agg == MDP_AGG_MEDIAN ||
						e->agg == MDP_AGG_MIN || e->agg == MDP_AGG_MAX);
	return average || (e->kind == MDP_X_OP && e->op == MDP_OP_DIV);
}

/* What the line says is to be shown; a thing without a condition of its own is counted. */
static int said_figures(struct mdp_talk *t, struct mdp_figure *out, int *n)
{
	const struct mdp_node *agg = mdp_talk_op(t, "t_agg");
	const struct mdp_set *s = t->said.listed;
	*n = 0;
	if (!agg && is_peak(t)) {
		const char *dir = mdp_node_word(mdp_talk_op(t, "t_top")->args[0]);
		t->peak = true;
		int rc = other_aggregate(t, strncmp(dir, "asc", 3) ? MDP_AGG_MAX : MDP_AGG_MIN, &out[0]);
		*n = rc >= 0;
		return rc;
	}
	if (agg && (t->said.nfigures || s))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	if (mdp_talk_op(t, "t_worth") && (t->aside || (t->said.nconds && !t->it && !t->those)))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	if (mdp_talk_op(t, "t_worth") && !t->said.nfigures && !s) {
		int rc = worth(t, agg ? aggregate_word(agg) : MDP_AGG_NONE, &out[0]);
		*n = rc >= 0;
		return rc;
	}
	if (agg) {
		int rc = other_aggregate(t, aggregate_word(agg), &out[0]);
		*n = rc >= 0;
		return rc;
	}
	if (mdp_talk_op(t, "t_takings"))
		return mdp_figure_takings(t->x, &out[(*n)++])
			       ? 0
			       : mdp_talk_refuse(t, MDP_REASON_UNKNOWN_CONCEPT,
						 "no amount of money is known to be what comes in");
	for (int i = 0; i < t->said.nfigures; i++) {
		mdp_figure_as_total(t->x, &t->said.figures[i]);
		if (t->said.figures[i].kind != MDP_FIG_AMOUNT)
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
					       "`%s` is not a total: say average, minimum or maximum",
					       t->said.figures[i].name);
		out[(*n)++] = t->said.figures[i];
	}
	if (!s || t->fresh)
		return 0;
	bool limits = s->where && !s->attr && !s->extreme && !s->having;
	if (s->extreme || s->having)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	if (*n || limits)
		return 0; /* set_as_cond */
	if (t->only && t->said.created) /* "new learners only" limits, and it is not said to when */
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "it is not said since when they are new");
	mdp_figure_count(t->x, s, &out[(*n)++]);
	return 0;
}

/* "remove revenue": of several figures that one, with what goes along with it. */
static int drop_figure(struct mdp_talk *t, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	struct mdp_out *outs = MDP_NEW_ARRAY(t->x->a, (size_t)t->q->nshow + 1, struct mdp_out);
	const char *before = mdp_talk_names(t, t->q->show, t->q->nshow);
	int kept = 0, amounts = 0;
	for (int i = 0; f && i < t->q->nshow; i++) {
		const struct mdp_expr *e = t->q->show[i].expr;
		bool goes = mdp_same_expr(e, f->expr) ||
			    (e->kind == MDP_X_WINDOW && e->arg && mdp_same_expr(e->arg, f->expr));
		if (goes)
			continue;
		amounts += e->kind != MDP_X_WINDOW;
		outs[kept++] = t->q->show[i];
	}
	if (!f || kept == t->q->nshow || !amounts)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       kept == t->q->nshow ? "the answer before shows no such figure"
							   : "without that figure nothing would be left to show");
	t->q->show = outs;
	t->q->nshow = kept;
	mdp_talk_changed(t, "figure", before, mdp_talk_names(t, outs, kept));
	return 0;
}

/* "And the capacity", of a list of events: that of each of them, unless a total is asked for. */
static bool list_columns(struct mdp_talk *t, struct mdp_figure *figures, int n)
{
	struct mdp_phraser *x = t->x;
	bool list = !mdp_talk_grouped(t->q) && t->q->kind == MDP_Q_SELECT && !t->q->distinct && !t->outer;
	for (int i = 0; i < x->t->ntokens && list; i++)
		list = !mdp_talk_edge(x->t, i, "agg", NULL, NULL) && !mdp_talk_edge(x->t, i, "q", "howmuch", NULL) &&
		       !mdp_talk_edge(x->t, i, "q", "howmany", NULL);
	for (int i = 0; i < n && list; i++) {
		const struct mdp_expr *each = figures[i].where ? NULL : mdp_figure_each(x, &figures[i]);
		int column = each && each->kind == MDP_X_COLUMN ? mdp_catalog_column(x->c, mdp_str_of(each->name)) : -1;
		list = column >= 0 && x->c->columns[column].entity == t->of;
		if (!list)
			break;
		mdp_figure_column(x, column, NULL, &figures[i]);
	}
	return list;
}

int mdp_talk_figures(struct mdp_talk *t)
{
	const struct mdp_node *without = mdp_talk_op(t, "t_nofigure");
	if (without)
		return drop_figure(t, without);
	struct mdp_figure figures[MDP_PHRASE_PARTS + 1] = { 0 };
	int n = 0, rc = said_figures(t, figures, &n);
	if (rc < 0 || !n || t->fresh)
		return rc;
	const char *before = mdp_talk_names(t, t->q->show, t->q->nshow);
	t->cost += t->only ? 0.3 : 0; /* "only completed orders" limits */
	if (list_columns(t, figures, n)) {
		for (int i = 0; i < n && rc >= 0; i++)
			rc = mdp_talk_show(t, &figures[i], true);
		mdp_talk_changed(t, "columns", before, mdp_talk_names(t, t->q->show, t->q->nshow));
		return rc;
	}
	bool grouped = mdp_talk_grouped(t->q), same = grouped, ranks = t->q->limit > 0;
	bool beside = (t->also || t->goes_on) && !t->instead && !t->about && !(ranks && !t->also);
	for (int i = 0; i < n; i++)
		same &= figures[i].entity == t->of;
	if (t->said.window)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	if (!same && (t->also || t->unheard) && !t->instead) /* never in the place of what is shown */
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "these are figures of different things: ask for both in one question");
	if (!same) {
		t->cost += 0.02;
		rc = mdp_talk_rehome(t, figures, n, NULL, !grouped, grouped);
		if (rc >= 0)
			mdp_talk_changed(t, "figure", before, mdp_talk_names(t, t->q->show, t->q->nshow));
		return rc;
	}
	for (int i = 0; i < n && rc >= 0; i++)
		rc = mdp_talk_show(t, &figures[i], beside || i > 0);
	mdp_talk_changed(t, "figure", before, mdp_talk_names(t, t->q->show, t->q->nshow));
	return rc;
}
