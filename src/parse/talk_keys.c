/* By what: keys come on top of a total, take the place of others ("instead"), or go. */
#include <string.h>

#include "parse/talk.h"
#include "base/banned.h"

static bool is_time(const struct mdp_expr *e)
{
	return e->kind == MDP_X_TRUNC || (e->kind == MDP_X_PART && (e->part == MDP_PART_YEAR));
}

static bool is_own_key(const struct mdp_out *o, const struct mdp_key *keys, int n)
{
	for (int i = 0; i < n; i++) {
		if ((keys[i].grain || keys[i].part) && (is_time(o->expr) || o->expr->kind == MDP_X_PART))
			return true;
		for (int k = 0; k < keys[i].n; k++)
			if (mdp_same_expr(keys[i].outs[k].expr, o->expr))
				return true;
	}
	return false;
}

bool mdp_talk_splits(const struct mdp_query *q, const struct mdp_key *key)
{
	for (int i = 0; i < q->nby; i++)
		if (is_own_key(&q->by[i], key, 1))
			return true;
	return false;
}

int mdp_talk_node_keys(const struct mdp_node *arg, struct mdp_key *out)
{
	const struct mdp_phrase *p = arg ? arg->phrase : NULL;
	int n = 0;
	for (int i = 0; p && p->kind == MDP_PH_KEYS && i < p->nkeys && n < MDP_PHRASE_PARTS; i++)
		out[n++] = p->keys[i];
	for (int i = 0; arg && !n && i < arg->nargs && n < MDP_PHRASE_PARTS; i++) {
		const struct mdp_phrase *one = arg->args[i] ? arg->args[i]->phrase : NULL;
		if (one && one->kind == MDP_PH_KEYS && one->nkeys)
			out[n++] = one->keys[0];
	}
	return n;
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
		if (all || is_own_key(&t->q->by[i], match, nmatch)) {
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

void mdp_talk_no_limit(struct mdp_talk *t)
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
	const char *before = mdp_talk_names(t, t->q->by, t->q->nby);
	bool all = mdp_talk_op(t, "t_nosplit") || mdp_talk_op(t, "t_total");
	if (!named && (!all || (mdp_talk_op(t, "t_worth") && !t->q->nby)))
		return 0;
	struct mdp_key keys[MDP_PHRASE_PARTS];
	int n = named ? mdp_talk_node_keys(named->args[0], keys) : 0;
	if (!drop_keys(t, keys, n, !named)) {
		t->final = !named && t->nops == 1 && !t->said.nfigures && !t->said.listed;
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the answer before is not split by that");
	}
	if (!t->q->nby) {
		mdp_talk_no_limit(t);
		t->q->order = NULL;
		t->q->norder = 0;
		t->q->having = NULL;
		mdp_talk_drop_windows(t, true);
	}
	mdp_talk_changed(t, "split", before, mdp_talk_names(t, t->q->by, t->q->nby));
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
static bool is_amount(const struct mdp_talk *t, const struct mdp_key *k)
{
	enum mdp_role role = k->column < 0 ? MDP_ROLE_CATEGORY : t->x->c->columns[k->column].role;
	return role == MDP_ROLE_MONEY || role == MDP_ROLE_QUANTITY || role == MDP_ROLE_COUNT ||
	       role == MDP_ROLE_NUMBER || role == MDP_ROLE_RATE;
}

static bool is_measured(const struct mdp_talk *t, const struct mdp_key *k)
{
	enum mdp_role role = t->x->c->columns[k->column].role;
	return role == MDP_ROLE_SCORE || role == MDP_ROLE_PERCENT || role == MDP_ROLE_DURATION ||
	       role == MDP_ROLE_LEVEL;
}

static double bare_things(const struct mdp_talk *t, const struct mdp_key *keys, int n)
{
	bool thing = false;
	for (int i = t->said.nkeys; i < n; i++)
		thing |= keys[i].n > 0 && (keys[i].column < 0 || is_amount(t, &keys[i]));
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
	mdp_talk_no_limit(t);
	return 0;
}

/* One number, of so many: "them" are those that were counted. */
static bool is_count(const struct mdp_talk *t)
{
	const struct mdp_expr *shown = t->q->nshow == 1 && !t->q->nby ? t->q->show[0].expr : NULL;
	return t->those && shown && shown->kind == MDP_X_AGG && shown->agg == MDP_AGG_COUNT && !shown->arg;
}

/* "with their office", of a list: shown beside, rather than to split by. */
static bool are_beside(const struct mdp_talk *t, const struct mdp_key *keys, int n)
{
	bool with = t->also;
	for (int i = 0; i < t->x->t->ntokens && t->those; i++)
		with |= mdp_begins_with(t->x, i, "conn", "with", "with");
	bool beside = with && !t->said.nkeys && (!mdp_talk_grouped(t->q) || is_count(t)) && !t->outer;
	for (int i = 0; i < n; i++)
		beside &= keys[i].column >= 0 && keys[i].n == 1 && !keys[i].bucket && !keys[i].grain && !keys[i].part;
	return beside;
}

static int show_beside(struct mdp_talk *t, const struct mdp_key *keys, int n)
{
	int rc = 0;
	if (is_count(t))
		rc = mdp_talk_list_of(t, t->of);
	for (int i = 0; i < n && rc >= 0; i++) {
		struct mdp_figure f;
		mdp_figure_column(t->x, keys[i].column, keys[i].outs[0].expr->role, &f);
		rc = mdp_talk_show(t, &f, true);
	}
	mdp_talk_changed(t, "shown", NULL, mdp_talk_names(t, t->q->show, t->q->nshow));
	return rc;
}

int mdp_talk_keys(struct mdp_talk *t)
{
	struct mdp_key keys[2 * MDP_PHRASE_PARTS];
	int n = said_keys(t, keys), rc = drop_said_keys(t);
	if (rc < 0 || !n)
		return rc;
	if (are_beside(t, keys, n))
		return show_beside(t, keys, n);
	for (int i = 0; i < n; i++)
		if (keys[i].per && keys[i].n && !keys[i].bucket && is_amount(t, &keys[i])) /* "per unit" is a rate */
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
					       "an amount is nothing to split by: say what is to be divided by it");
	for (int i = t->said.nkeys; i < n; i++)
		if (keys[i].n && !keys[i].bucket && keys[i].column >= 0 &&
		    (is_amount(t, &keys[i]) || is_measured(t, &keys[i]))) /* just named, as "total" */
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "an amount is nothing to split by");
	bool time = keys[0].grain || keys[0].part;
	const char *before = mdp_talk_names(t, t->q->by, t->q->nby);
	t->cost += bare_things(t, keys, n);
	hours_of_day(t, keys, n);
	count_list(t);
	if (t->q->limit && t->q->ties && t->q->limit == 1)
		mdp_talk_no_limit(t); /* "which state has the most … by month" is no ranking any more */
	if (!comes_on_top(t))
		drop_keys(t, NULL, 0, true);
	else
		drop_keys(t, keys, n, false);
	if (t->q->limit && time) {
		mdp_talk_no_limit(t);
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
	mdp_talk_changed(t, "split", before, mdp_talk_names(t, t->q->by, t->q->nby));
	return rc;
}
