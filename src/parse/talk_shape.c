/*
 * What is shown, by what, in which order and how many. A figure takes the place of the one before, or stands beside it when "and" or
 * "also" said so; keys come on top of a total, take the place of others ("instead"), or go.
 */
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

static const char *names_of(struct mdp_talk *t, const struct mdp_out *outs, int n)
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
static int show_figure(struct mdp_talk *t, const struct mdp_figure *f, bool beside)
{
	struct mdp_query *q = t->q;
	struct mdp_out *outs = MDP_NEW_ARRAY(t->x->a, (size_t)q->nshow + 2, struct mdp_out);
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

/* A number that is summed by itself; else what it was. */
static void as_total(const struct mdp_talk *t, struct mdp_figure *f)
{
	for (int m = 0; m < t->x->c->nmeasures && f->kind == MDP_FIG_ATTR; m++) {
		const struct mdp_expr *d = t->x->c->measures[m].expr;
		if (d->kind != MDP_X_AGG || d->agg != MDP_AGG_SUM || d->where || !d->arg ||
		    !mdp_same_expr(d->arg, f->expr))
			continue;
		f->measure = m;
		f->kind = MDP_FIG_AMOUNT;
		f->entity = t->x->c->measures[m].entity;
		f->expr = mdp_expr_measure(t->x->a, t->x->c->measures[m].name);
		f->name = t->x->c->measures[m].name;
		f->column = -1;
	}
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
		*out = (struct mdp_figure){ .kind = MDP_FIG_ATTR,
					    .expr = e->arg,
					    .entity = t->x->c->columns[column].entity,
					    .column = column,
					    .measure = -1,
					    .name = mdp_phrase_label(&t->x->c->columns[column]),
					    .unit = t->x->c->columns[column].unit };
		as_total(t, out);
	} else if (was.measure >= 0) {
		out->expr = mdp_expr_measure(t->x->a, t->x->c->measures[was.measure].name);
	}
	if (fn == MDP_AGG_SUM && out->measure >= 0)
		return 0;
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
		as_total(t, &t->said.figures[i]);
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
	mdp_figure_count(t->x, s, &out[(*n)++]);
	return 0;
}

int mdp_talk_figures(struct mdp_talk *t)
{
	struct mdp_figure figures[MDP_PHRASE_PARTS + 1];
	int n, rc = said_figures(t, figures, &n);
	if (rc < 0 || !n || t->fresh)
		return rc;
	const char *before = names_of(t, t->q->show, t->q->nshow);
	t->cost += t->only ? 0.3 : 0; /* "only completed orders" limits */
	bool grouped = mdp_talk_grouped(t->q), same = grouped, ranks = t->q->limit > 0;
	bool beside = (t->also || t->goes_on) && !t->instead && !t->about && !(ranks && !t->also);
	for (int i = 0; i < n; i++)
		same &= figures[i].entity == t->of;
	if (t->said.window)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	if (!same) {
		t->cost += 0.02;
		rc = mdp_talk_rehome(t, figures, n, NULL, !grouped, grouped);
		if (rc >= 0)
			mdp_talk_changed(t, "figure", before, names_of(t, t->q->show, t->q->nshow));
		return rc;
	}
	for (int i = 0; i < n && rc >= 0; i++)
		rc = show_figure(t, &figures[i], beside || i > 0);
	mdp_talk_changed(t, "figure", before, names_of(t, t->q->show, t->q->nshow));
	return rc;
}

/* --- keys --- */

static bool is_time(const struct mdp_expr *e)
{
	return e->kind == MDP_X_TRUNC || (e->kind == MDP_X_PART && (e->part == MDP_PART_YEAR));
}

static bool is_own_key(const struct mdp_talk *t, const struct mdp_out *o, const struct mdp_key *keys, int n)
{
	for (int i = 0; i < n; i++) {
		if ((keys[i].grain || keys[i].part) && (is_time(o->expr) || o->expr->kind == MDP_X_PART))
			return true;
		for (int k = 0; k < keys[i].n; k++)
			if (mdp_same_expr(keys[i].outs[k].expr, o->expr))
				return true;
	}
	(void)t;
	return false;
}

static void drop_order(struct mdp_talk *t, const char *name)
{
	struct mdp_order *order = MDP_NEW_ARRAY(t->x->a, (size_t)t->q->norder + 1, struct mdp_order);
	int n = 0;
	for (int i = 0; i < t->q->norder; i++)
		if (strcmp(t->q->order[i].by, name) != 0)
			order[n++] = t->q->order[i];
	t->q->order = order;
	t->q->norder = n;
	const char **within = MDP_NEW_ARRAY(t->x->a, (size_t)t->q->nwithin + 1, const char *);
	n = 0;
	for (int i = 0; i < t->q->nwithin; i++)
		if (strcmp(t->q->within[i], name) != 0)
			within[n++] = t->q->within[i];
	t->q->within = within;
	t->q->nwithin = n;
}

/* A ranking left out groups without a name; what is no ranking by that any more has them again. */
static void known_again(struct mdp_talk *t, const struct mdp_expr *key)
{
	const struct mdp_pred *list[MDP_TALK_CONJUNCTS], *kept[MDP_TALK_CONJUNCTS];
	int n = mdp_talk_conjuncts(t->q->where, list, MDP_TALK_CONJUNCTS), k = 0;
	for (int i = 0; i < n; i++) {
		const struct mdp_pred *p = list[i]->kind == MDP_P_NOT ? list[i]->args[0] : NULL;
		if (!p || p->kind != MDP_P_CMP || p->cmp != MDP_CMP_IS_NULL || !mdp_same_expr(p->left, key))
			kept[k++] = list[i];
	}
	if (n > 0 && k < n)
		mdp_talk_set_where(t, kept, k);
}

/* Drops the keys that `match` (all: every one); how many went. */
static int drop_keys(struct mdp_talk *t, const struct mdp_key *match, int nmatch, bool all)
{
	struct mdp_out *by = MDP_NEW_ARRAY(t->x->a, (size_t)t->q->nby + 1, struct mdp_out);
	int n = 0, went = 0;
	for (int i = 0; i < t->q->nby; i++) {
		if (all || is_own_key(t, &t->q->by[i], match, nmatch)) {
			drop_order(t, t->q->by[i].name);
			if (t->q->limit)
				known_again(t, t->q->by[i].expr);
			went++;
		} else {
			by[n++] = t->q->by[i];
		}
	}
	t->q->by = by;
	t->q->nby = n;
	if (!n)
		t->q->fill = MDP_FILL_DEFAULT;
	return went;
}

void mdp_talk_drop_windows(struct mdp_talk *t, bool all)
{
	struct mdp_out *show = MDP_NEW_ARRAY(t->x->a, (size_t)t->q->nshow + 1, struct mdp_out);
	int n = 0;
	for (int i = 0; i < t->q->nshow; i++) {
		const struct mdp_expr *w = t->q->show[i].expr;
		bool keeps = w->kind != MDP_X_WINDOW || (!all && !w->along);
		for (int k = 0; k < t->q->nby && !all && !keeps; k++)
			keeps = !strcmp(t->q->by[k].name, w->along);
		if (keeps)
			show[n++] = t->q->show[i];
	}
	t->q->show = show;
	t->q->nshow = n;
}

static void no_limit(struct mdp_talk *t)
{
	for (int i = 0; i < t->q->nby && t->q->limit; i++)
		known_again(t, t->q->by[i].expr);
	t->q->limit = 0;
	t->q->ties = false;
	t->q->nwithin = 0;
}

static int drop_said_keys(struct mdp_talk *t)
{
	const struct mdp_node *named = mdp_talk_op(t, "t_nokeys");
	const char *before = names_of(t, t->q->by, t->q->nby);
	if (!named && !mdp_talk_op(t, "t_nosplit"))
		return 0;
	const struct mdp_phrase *p = named && named->args[0] ? named->args[0]->phrase : NULL;
	const struct mdp_key *keys = p && p->kind == MDP_PH_KEYS ? p->keys : NULL;
	struct mdp_key all[MDP_PHRASE_PARTS];
	int n = keys ? p->nkeys : 0;
	for (int i = 0; named && !keys && named->args[0] && i < named->args[0]->nargs && n < MDP_PHRASE_PARTS; i++) {
		const struct mdp_phrase *one = named->args[0]->args[i] ? named->args[0]->args[i]->phrase : NULL;
		if (one && one->kind == MDP_PH_KEYS && one->nkeys)
			all[n++] = one->keys[0];
	}
	if (!drop_keys(t, keys ? keys : all, n, !named)) {
		t->final = !named;
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the answer before is not split by that");
	}
	if (!t->q->nby) {
		no_limit(t);
		t->q->order = NULL;
		t->q->norder = 0;
		t->q->having = NULL;
		mdp_talk_drop_windows(t, true);
	}
	mdp_talk_changed(t, "split", before, names_of(t, t->q->by, t->q->nby));
	return 0;
}

/* Keys said as such, and those that are just named ("state instead"). */
static int said_keys(const struct mdp_talk *t, struct mdp_key *out)
{
	int n = 0;
	for (int i = 0; i < t->said.nkeys; i++)
		out[n++] = t->said.keys[i];
	for (int i = 0; i < t->nops; i++) {
		if (!mdp_node_is(t->ops[i], "t_keys"))
			continue;
		const struct mdp_node *list = t->ops[i]->args[0];
		for (int k = 0; list && k < list->nargs && n < MDP_PHRASE_PARTS; k++) {
			const struct mdp_phrase *p = list->args[k] ? list->args[k]->phrase : NULL;
			if (p && p->kind == MDP_PH_KEYS && p->nkeys)
				out[n++] = p->keys[0];
		}
	}
	return n;
}

/* A thing that is just named is shown before it splits; where things are ranked, these are ranked now. */
static double bare_things(const struct mdp_talk *t, const struct mdp_key *keys, int n)
{
	bool thing = false;
	for (int i = t->said.nkeys; i < n; i++) {
		enum mdp_role role = keys[i].column < 0 ? MDP_ROLE_CATEGORY : t->x->c->columns[keys[i].column].role;
		thing |= keys[i].n > 0 && (keys[i].column < 0 || role == MDP_ROLE_MONEY || role == MDP_ROLE_QUANTITY ||
					   role == MDP_ROLE_COUNT || role == MDP_ROLE_NUMBER || role == MDP_ROLE_RATE);
	}
	double only = t->only && n > t->said.nkeys ? 0.3 : 0; /* "answered only" limits */
	return only + (thing ? (t->q->limit && t->q->nby ? 0.05 : 0.3) : 0);
}

/* Within one day the hours of the day are meant. */
static void hours_of_day(const struct mdp_talk *t, struct mdp_key *keys, int n)
{
	struct mdp_period p;
	bool day = mdp_talk_interval(t->q, &p) && p.from != INT64_MIN && p.to == p.from + 1;
	for (int i = 0; i < n && day; i++)
		if (keys[i].grain == MDP_GRAIN_HOUR) {
			keys[i].grain = MDP_GRAIN_NONE;
			keys[i].part = MDP_PART_HOUR;
		}
}

/* "by segment?" of a result that is split by state: in its place, unless something said that it comes on top. */
static bool comes_on_top(const struct mdp_talk *t)
{
	return (t->also || ((t->goes_on || t->broken) && !t->q->limit)) && !t->instead && !t->about;
}

/* A list that is to be split is counted. */
static int count_list(struct mdp_talk *t)
{
	if (mdp_talk_grouped(t->q))
		return 0;
	t->q->show = MDP_NEW(t->x->a, struct mdp_out);
	t->q->show[0] = (struct mdp_out){ t->x->c->entities[t->of].plural,
					  mdp_expr_agg(t->x->a, MDP_AGG_COUNT, t->q->of, NULL), NULL };
	t->q->nshow = 1;
	t->q->distinct = false;
	t->q->order = NULL;
	t->q->norder = 0;
	no_limit(t);
	return 0;
}

int mdp_talk_keys(struct mdp_talk *t)
{
	struct mdp_key keys[2 * MDP_PHRASE_PARTS];
	int n = said_keys(t, keys), rc = drop_said_keys(t);
	if (rc < 0 || !n)
		return rc;
	bool time = keys[0].grain || keys[0].part;
	const char *before = names_of(t, t->q->by, t->q->nby);
	t->cost += bare_things(t, keys, n);
	hours_of_day(t, keys, n);
	count_list(t);
	if (t->q->limit && t->q->ties && t->q->limit == 1)
		no_limit(t); /* "which state has the most … by month" is no ranking any more */
	if (!comes_on_top(t))
		drop_keys(t, NULL, 0, true);
	else
		drop_keys(t, keys, n, false);
	if (t->q->limit && time) {
		no_limit(t);
		t->q->norder = 0;
	}
	mdp_talk_drop_windows(t, false);
	struct mdp_frame f;
	if (!mdp_talk_frame(t, &f))
		return -MDP_REFUSED;
	f.q = t->q;
	f.dated = t->said.dated;
	f.ranked = t->q->limit > 0;
	struct mdp_order *order = t->q->order;
	int norder = t->q->norder;
	for (int i = 0; i < n && rc >= 0; i++)
		rc = mdp_frame_key(&f, &keys[i]);
	if (!time) { /* a series by something else is sorted by its time still */
		t->q->order = order;
		t->q->norder = norder;
	}
	t->cost += f.cost;
	for (int i = 0; i < t->q->nby && t->outer && rc >= 0; i++)
		rc = mdp_talk_align(t, &t->q->by[i]);
	mdp_talk_changed(t, "split", before, names_of(t, t->q->by, t->q->nby));
	return rc;
}

/* --- number and order --- */

static const char *main_shown(const struct mdp_talk *t)
{
	for (int i = 0; i < t->q->norder; i++)
		for (int k = 0; k < t->q->nshow; k++)
			if (!strcmp(t->q->order[i].by, t->q->show[k].name) &&
			    (mdp_talk_aggregate(t->q->show[k].expr, 0) || !mdp_talk_grouped(t->q)))
				return t->q->show[k].name;
	for (int k = 0; k < t->q->nshow && mdp_talk_grouped(t->q); k++)
		if (mdp_talk_aggregate(t->q->show[k].expr, 0))
			return t->q->show[k].name;
	return NULL;
}

static bool ordered_by(const struct mdp_talk *t, const char *name, bool *descending)
{
	for (int i = 0; i < t->q->norder; i++)
		if (!strcmp(t->q->order[i].by, name)) {
			*descending = t->q->order[i].descending;
			return true;
		}
	return false;
}

static void order_by(struct mdp_talk *t, const char *name, bool descending, bool break_ties)
{
	struct mdp_query *q = t->q;
	struct mdp_order *order = MDP_NEW_ARRAY(t->x->a, (size_t)q->nby + (size_t)q->nwithin + 2, struct mdp_order);
	int n = 0;
	for (int i = 0; i < q->nwithin; i++)
		order[n++] = (struct mdp_order){ q->within[i], false };
	order[n++] = (struct mdp_order){ name, descending };
	for (int i = 0; i < q->nby && break_ties; i++) {
		bool there = !strcmp(q->by[i].name, name);
		for (int k = 0; k < q->nwithin; k++)
			there |= !strcmp(q->within[k], q->by[i].name);
		if (!there)
			order[n++] = (struct mdp_order){ q->by[i].name, false };
	}
	q->order = order;
	q->norder = n;
}

/* A group that wins must be a group. */
static void leave_out_null(struct mdp_talk *t)
{
	for (int i = 0; i < t->q->nby; i++) {
		const struct mdp_expr *e = t->q->by[i].expr;
		int column = e->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(e->name)) : -1;
		if (column < 0 || t->x->c->columns[column].nulls == 0)
			continue;
		struct mdp_pred *null = mdp_pred_cmp(t->x->a, MDP_CMP_IS_NULL, (struct mdp_expr *)(uintptr_t)e, NULL);
		t->q->where = mdp_pred_and(t->x->a, t->q->where, mdp_pred_not(t->x->a, null));
	}
}

static const char *number_text(const struct mdp_talk *t, int n)
{
	return n ? mdp_arena_printf(t->x->a, "%d", n) : "all";
}

/* n 0: not said. dir NULL: as it is sorted, else the most first. */
static int top(struct mdp_talk *t, const struct mdp_node *dir, double n)
{
	struct mdp_query *q = t->q;
	const char *by = main_shown(t);
	bool descending = true;
	if (!q->nby && mdp_talk_grouped(q))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before is one number: there is nothing to take the first of");
	if (n < 0 || n > 1e6 || (n > 0 && n != (double)(int)n))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "%g is no number of rows", n);
	bool sorted = by && ordered_by(t, by, &descending);
	const char *was = number_text(t, q->limit);
	if (!dir && !sorted && q->norder) { /* the first of a series are its first */
		q->limit = (int)n;
		q->ties = false;
		mdp_talk_changed(t, "rows", was, number_text(t, q->limit));
		return 0;
	}
	if (dir && dir->edge && !strcmp(dir->edge->meaning.cat, "adj") && !n)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "it is not clear what the answer before has to do with this");
	if (!by && dir)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "it is not said by what to rank these");
	bool wants = dir ? strncmp(mdp_node_word(dir), "asc", 3) != 0 : descending;
	int limit = n > 0 ? (int)n : q->limit ? q->limit : MDP_TALK_TOP;
	bool winner = n <= 0 &&
		      (!q->limit || (q->limit == 1 && q->ties)); /* "and the lowest?" is that one, with all that tie */
	limit = winner ? 1 : limit;
	if (dir && sorted && wants != descending)
		mdp_talk_changed(t, "order", descending ? "highest first" : "lowest first",
				 wants ? "highest first" : "lowest first");
	if (limit != q->limit)
		mdp_talk_changed(t, "rows", was, number_text(t, limit));
	q->limit = limit;
	q->ties = winner;
	if (by) {
		leave_out_null(t);
		order_by(t, by, wants, !winner);
	}
	return 0;
}

static int sort(struct mdp_talk *t, bool said, bool descending)
{
	const char *by = main_shown(t);
	if (!t->q->nby && mdp_talk_grouped(t->q))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before is one number: there is nothing to sort");
	bool was = true;
	if (!by && !(t->q->norder && (by = t->q->order[0].by)))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "it is not said by what to sort these");
	bool sorted = ordered_by(t, by, &was);
	if (!said)
		descending = sorted ? !was : true;
	order_by(t, by, descending, t->q->limit > 0 && !t->q->ties);
	mdp_talk_changed(t, "order", sorted ? (was ? "highest first" : "lowest first") : NULL,
			 descending ? "highest first" : "lowest first");
	return 0;
}

/* By what the things go by: the first text among keys and shown columns. */
static int sort_by_name(struct mdp_talk *t)
{
	const struct mdp_out *outs[2] = { t->q->by, t->q->show };
	int counts[2] = { t->q->nby, t->q->nshow };
	for (int pass = 0; pass < 2; pass++)
		for (int k = 0; k < 2; k++)
			for (int i = 0; i < counts[k]; i++) {
				const struct mdp_expr *e = outs[k][i].expr;
				int column =
					e->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(e->name)) : -1;
				if (column < 0 || (pass == 0 && t->x->c->columns[column].role != MDP_ROLE_NAME) ||
				    t->x->c->columns[column].type != MDP_T_TEXT)
					continue;
				if (t->q->limit)
					break;
				order_by(t, outs[k][i].name, false, false);
				mdp_talk_changed(t, "order", NULL, mdp_arena_printf(t->x->a, "by %s", outs[k][i].name));
				return 0;
			}
	return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
			       t->q->limit ? "these are the first by a figure: sorted by name they would be others"
					   : "the answer before has no names to sort by");
}

static bool said_ascending(const struct mdp_talk *t)
{
	const struct mdp_lattice *l = t->x->t;
	for (int i = 0; i < l->nedges; i++) {
		const struct mdp_meaning *m = &l->edges[i].meaning;
		if (m->kind == MDP_CAT_WORD && !strcmp(m->cat, "order") && m->sub && !strcmp(m->sub, "asc"))
			return true;
	}
	return false;
}

static int said_orders(struct mdp_talk *t)
{
	struct mdp_frame f;
	for (int i = 0; i < t->said.norders; i++)
		if (!t->said.orders[i].by) {
			bool name = t->q->nby == 0 && !mdp_talk_grouped(t->q);
			return name && !t->q->norder && !t->said.orders[i].descending
				       ? sort_by_name(t)
				       : sort(t, true, t->said.orders[i].descending);
		}
	if (!t->q->nby && mdp_talk_grouped(t->q))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before is one number: there is nothing to sort");
	if (!mdp_talk_frame(t, &f))
		return -MDP_REFUSED;
	memcpy(f.orders, t->said.orders, sizeof(f.orders));
	f.norders = t->said.norders;
	const char *first = f.orders[0].by->name;
	for (int i = 0; i < f.norders && t->q->nby; i++) {
		struct mdp_figure *by = MDP_NEW(t->x->a, struct mdp_figure);
		*by = *f.orders[i].by;
		as_total(t, by);
		/* a figure is sorted with the most first, unless it was said otherwise */
		f.orders[i].descending |= by->kind == MDP_FIG_AMOUNT && !said_ascending(t);
		f.orders[i].by = by;
	}
	t->q->order = NULL;
	t->q->norder = 0;
	f.q = t->q;
	int rc = mdp_frame_orders(&f);
	mdp_talk_changed(t, "order", NULL, mdp_arena_printf(t->x->a, "by %s", first));
	return rc;
}

/* "sort by orders": by their number, shown beside. */
static int sort_by_count(struct mdp_talk *t, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	const char *word = n->nargs > 1 ? mdp_node_word(n->args[1]) : "";
	if (!f || t->q->limit || (!t->q->nby && mdp_talk_grouped(t->q)))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the answer before cannot be sorted by that");
	int rc = 0;
	const char *name = f->name;
	for (int i = 0; i < t->q->nshow; i++)
		if (mdp_same_expr(t->q->show[i].expr, f->expr))
			name = t->q->show[i].name;
	if (name == f->name)
		rc = show_figure(t, f, true);
	order_by(t, name, strncmp(word, "asc", 3) != 0, false);
	mdp_talk_changed(t, "order", NULL, mdp_arena_printf(t->x->a, "by %s", name));
	return rc;
}

static double number_of(const struct mdp_node *n)
{
	return n && n->edge && n->edge->meaning.kind == MDP_CAT_NUMBER ? n->edge->number : 0;
}

/* "top 3 products" where products are ranked: so many of them, else a question of its own. */
static int topof(struct mdp_talk *t, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[2]);
	bool same = false;
	if (!s || s->where || s->extreme)
		return -MDP_REFUSED;
	if (t->said.listed || t->said.nfigures)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	for (int i = 0; i < t->q->nby + t->q->nshow; i++) {
		const struct mdp_expr *e = i < t->q->nby ? t->q->by[i].expr : t->q->show[i - t->q->nby].expr;
		int column = e->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(e->name)) : -1;
		same |= column >= 0 && (s->attr ? mdp_catalog_original(t->x->c, column) ==
							  mdp_catalog_original(t->x->c, s->attr->meaning.id)
						: t->x->c->columns[column].entity == s->entity);
	}
	if (!same)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	return top(t, n->args[0], number_of(n->args[1]));
}

int mdp_talk_order(struct mdp_talk *t)
{
	int rc = 0;
	for (int i = 0; i < t->nops && rc >= 0; i++) {
		const struct mdp_node *n = t->ops[i];
		if (mdp_node_is(n, "t_top")) {
			bool alone = t->nops == 1 && !t->said.nfigures && !t->said.listed && !t->said.norders;
			if (!n->args[1] && !alone)
				t->cost += 0.3; /* "highest" of another clause */
			if (!n->args[1] && t->peak)
				continue;
			rc = top(t, n->args[0], number_of(n->args[1]));
		} else if (mdp_node_is(n, "t_topof"))
			rc = topof(t, n);
		else if (mdp_node_is(n, "t_more"))
			rc = t->q->limit ? top(t, NULL, t->q->limit + number_of(n->args[0])) : -MDP_REFUSED;
		else if (mdp_node_is(n, "t_sort"))
			rc = sort(t, true, strncmp(mdp_node_word(n->args[0]), "asc", 3) != 0);
		else if (mdp_node_is(n, "t_reverse"))
			rc = sort(t, false, false);
		else if (mdp_node_is(n, "t_sortby"))
			rc = sort_by_count(t, n);
		else if (mdp_node_is(n, "t_byname"))
			rc = sort_by_name(t);
		else if (mdp_node_is(n, "t_all")) {
			if (!t->q->limit)
				return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the answer before is whole already");
			mdp_talk_changed(t, "rows", number_text(t, t->q->limit), "all");
			no_limit(t);
		}
	}
	if (rc >= 0 && t->said.norders) {
		rc = said_orders(t);
		const struct mdp_figure *by = t->said.orders[0].by;
		t->final |= rc < 0 && by &&
			    (by->kind == MDP_FIG_AMOUNT ||
			     (by->column >= 0 && mdp_column_is_number(&t->x->c->columns[by->column])));
	}
	if (rc >= 0 && (t->said.extreme || t->said.ranked))
		rc = mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	if (rc >= 0 && t->said.rank_by) { /* "by revenue" of a ranking */
		const struct mdp_figure *f = t->said.rank_by;
		if (!t->q->limit || f->entity != t->of)
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "an amount is nothing to split by");
		const char *was = main_shown(t);
		rc = show_figure(t, f, t->also);
		bool descending = true;
		if (was)
			ordered_by(t, f->name, &descending);
		order_by(t, f->name, descending, !t->q->ties);
		mdp_talk_changed(t, "order", was, f->name);
	}
	return rc;
}
