/* Figures along time or of a whole, told in thousands, and two periods beside each other. */
#include <string.h>

#include "parse/talk.h"
#include "base/banned.h"

/* One number with a condition: its part of the same without it. */
static int part_of_whole(struct mdp_talk *t)
{
	const struct mdp_pred *list[MDP_TALK_CONJUNCTS];
	int n = mdp_talk_conjuncts(t->q->where, list, MDP_TALK_CONJUNCTS);
	struct mdp_pred *part = NULL, *base = NULL;
	const struct mdp_pred *was[MDP_TALK_CONJUNCTS];
	const struct mdp_query *before = t->last->before;
	bool same = before && before->kind == MDP_Q_SELECT && before->nshow == 1 && !before->nby && t->q->nshow == 1 &&
		    mdp_same_expr(before->show[0].expr, t->q->show[0].expr);
	int nwas = same ? mdp_talk_conjuncts(before->where, was, MDP_TALK_CONJUNCTS) : 0;
	for (int i = 0; i < n; i++) {
		bool whole = mdp_talk_is_during(list[i]);
		for (int k = 0; k < nwas && nwas < n && !whole;
		     k++) /* "how many of them from members?": of what was asked before */
			whole = mdp_same_pred(list[i], was[k]);
		struct mdp_pred **to = whole ? &base : &part;
		*to = mdp_pred_and(t->x->a, *to, (struct mdp_pred *)(uintptr_t)list[i]);
	}
	const struct mdp_expr *shown = t->q->nshow == 1 ? t->q->show[0].expr : NULL, *whole = shown;
	int m = shown && shown->kind == MDP_X_MEASURE ? mdp_catalog_measure(t->x->c, mdp_str_of(shown->name)) : -1;
	if (m >= 0)
		whole = t->x->c->measures[m].expr;
	if (!part || !whole || whole->kind != MDP_X_AGG || (whole->agg != MDP_AGG_SUM && whole->agg != MDP_AGG_COUNT))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "a share needs a part: split it, or limit it to something");
	struct mdp_expr *some = MDP_NEW(t->x->a, struct mdp_expr);
	*some = *whole;
	some->where = mdp_pred_and(t->x->a, some->where, part);
	t->q->where = base;
	struct mdp_out *o = MDP_NEW(t->x->a, struct mdp_out);
	*o = (struct mdp_out){ mdp_arena_printf(t->x->a, "share of %s", t->q->show[0].name),
			       mdp_expr_op(t->x->a, MDP_OP_DIV, some, (struct mdp_expr *)(uintptr_t)whole), "ratio" };
	t->q->show = o;
	t->q->nshow = 1;
	return 0;
}

static const char *main_amount(const struct mdp_talk *t)
{
	for (int i = 0; i < t->q->nshow; i++)
		if (t->q->show[i].expr->kind != MDP_X_WINDOW && mdp_talk_aggregate(t->q->show[i].expr, 0))
			return t->q->show[i].name;
	return NULL;
}

static int window(struct mdp_talk *t, enum mdp_window w, enum mdp_grain grain)
{
	struct mdp_frame f;
	const char *shown = main_amount(t);
	if (!shown)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before has no figure that this could be of");
	if (w == MDP_WIN_SHARE && !t->q->nby)
		return part_of_whole(t);
	if (!mdp_talk_frame(t, &f))
		return -MDP_REFUSED;
	f.q = t->q;
	f.window = w;
	f.window_grain = grain;
	if (w != MDP_WIN_SHARE) { /* along what it is split by; a year is a number else */
		struct mdp_out *by = MDP_NEW_ARRAY(t->x->a, (size_t)t->q->nby + 1, struct mdp_out);
		for (int i = 0; i < t->q->nby; i++) {
			by[i] = t->q->by[i];
			if (by[i].expr->kind != MDP_X_PART || by[i].expr->part != MDP_PART_YEAR)
				continue;
			struct mdp_expr *e = MDP_NEW(t->x->a, struct mdp_expr);
			*e = (struct mdp_expr){ .kind = MDP_X_TRUNC, .grain = MDP_GRAIN_YEAR, .arg = by[i].expr->arg };
			by[i].expr = e;
		}
		t->q->by = by;
	}
	return mdp_frame_window(&f, shown);
}

static int growth(struct mdp_talk *t, const struct mdp_node *n)
{
	enum mdp_grain grain = MDP_GRAIN_NONE;
	const char *cat = n->nargs && n->args[0] && n->args[0]->edge ? n->args[0]->edge->meaning.sub : NULL;
	const char *under = cat ? strrchr(cat, '_') : NULL;
	if (under && !mdp_grain_from_word(mdp_str_of(under + 1), &grain))
		grain = MDP_GRAIN_NONE;
	for (int i = 0; i < t->q->nby; i++)
		if (t->q->by[i].expr->kind == MDP_X_TRUNC && grain && t->q->by[i].expr->grain != grain)
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
					       "a figure over each %s, by %s, is not supported yet",
					       mdp_grain_word(grain), mdp_grain_word(t->q->by[i].expr->grain));
	return window(t, MDP_WIN_GROWTH, grain);
}

static int scale(struct mdp_talk *t, const struct mdp_node *n)
{
	int64_t by = mdp_talk_position(n->args[0]);
	struct mdp_out *show = MDP_NEW_ARRAY(t->x->a, (size_t)t->q->nshow + 1, struct mdp_out);
	const char *word = mdp_talk_words(t, n->args[0]->from, n->args[0]->to), *shown = main_amount(t);
	for (int i = 0; i < t->q->nshow; i++) /* parts of a hundred are not told in thousands */
		if (shown && t->q->show[i].unit && !strcmp(t->q->show[i].name, shown) &&
		    !strcmp(t->q->show[i].unit, "ratio"))
			shown = NULL;
	if (!shown || by < 2)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before has no figure that could be told in %s", word);
	for (int i = 0; i < t->q->nshow; i++) {
		show[i] = t->q->show[i];
		if (strcmp(show[i].name, shown) != 0)
			continue;
		show[i].expr =
			mdp_expr_op(t->x->a, MDP_OP_DIV, show[i].expr, mdp_expr_value(t->x->a, mdp_value_int(by)));
		show[i].name = mdp_arena_printf(t->x->a, "%s in %s", shown, word);
		struct mdp_order *order = MDP_NEW_ARRAY(t->x->a, (size_t)t->q->norder + 1, struct mdp_order);
		for (int k = 0; k < t->q->norder; k++) {
			order[k] = t->q->order[k];
			if (!strcmp(order[k].by, shown))
				order[k].by = show[i].name;
		}
		t->q->order = order;
	}
	t->q->show = show;
	return 0;
}

static bool is_series(const struct mdp_query *q)
{
	for (int k = 0; k < q->nby; k++)
		if (q->by[k].expr->kind == MDP_X_TRUNC || q->by[k].expr->kind == MDP_X_PART)
			return true;
	return false;
}

/* "vs the month before", of what is by month: each against the one before it, which is its growth. */
static bool is_step_back(const struct mdp_talk *t, const struct mdp_node *n)
{
	const struct mdp_node *shift = mdp_node_is(n, "t_versus") ? n->args[0] : NULL;
	enum mdp_grain grain;
	if (!shift || !mdp_node_is(shift, "t_shift") || shift->nargs < 2 ||
	    strcmp(mdp_node_word(shift->args[0]), "before") != 0)
		return false;
	const struct mdp_node *unit = shift->args[shift->nargs - 1];
	if (!unit || !unit->edge || (shift->nargs > 2 && shift->args[1] && shift->args[1]->edge) ||
	    !mdp_grain_from_word(mdp_str_of(mdp_node_word(unit)), &grain))
		return false;
	for (int k = 0; k < t->q->nby; k++)
		if (t->q->by[k].expr->kind == MDP_X_TRUNC && t->q->by[k].expr->grain == grain)
			return true;
	return false;
}

int mdp_talk_windows(struct mdp_talk *t)
{
	int rc = 0;
	for (int i = 0; i < t->nops && rc >= 0; i++) {
		const struct mdp_node *n = t->ops[i];
		const char *what = NULL;
		if (mdp_node_is(n, "t_share") && mdp_talk_op(t, "t_growth")) {
			continue; /* "growth in percent" is what growth is told in */
		} else if (mdp_node_is(n, "t_share")) {
			rc = window(t, MDP_WIN_SHARE, MDP_GRAIN_NONE);
			what = "as a share of the whole";
		} else if (mdp_node_is(n, "t_cumulative")) {
			rc = window(t, MDP_WIN_CUMULATIVE, MDP_GRAIN_NONE);
			what = "added up over time";
		} else if (mdp_node_is(n, "t_growth")) {
			struct mdp_period p;
			if (!is_series(t->q) && mdp_talk_interval(t->q, &p))
				continue; /* against the period before: mdp_talk_versus */
			rc = growth(t, n);
			what = "with its growth";
		} else if (is_step_back(t, n) && !mdp_talk_op(t, "t_growth")) {
			struct mdp_node bare = *n;
			bare.nargs = 0;
			rc = growth(t, &bare);
			what = "with its growth";
		} else if (mdp_node_is(n, "t_nowindow")) {
			int was = t->q->nshow;
			mdp_talk_drop_windows(t, true);
			if (t->q->nshow == was || !t->q->nshow)
				return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
						       "the answer before shows no such thing to take away");
			what = "as it is";
		} else if (mdp_node_is(n, "t_scale")) {
			rc = scale(t, n);
			what = mdp_talk_words(t, n->from, n->to);
		}
		if (what && rc >= 0)
			mdp_talk_changed(t, "shown", NULL, what);
	}
	return rc;
}

/* --- two periods --- */

int mdp_talk_align(struct mdp_talk *t, struct mdp_out *key)
{
	struct mdp_expr *e = key->expr;
	if (e->kind != MDP_X_TRUNC)
		return 0;
	if (e->grain != MDP_GRAIN_MONTH && e->grain != MDP_GRAIN_QUARTER)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "two periods by %s have no %s in common",
				       mdp_grain_word(e->grain), mdp_grain_word(e->grain));
	key->expr = MDP_NEW(t->x->a, struct mdp_expr);
	*key->expr = (struct mdp_expr){ .kind = MDP_X_PART,
					.arg = e->arg,
					.part = e->grain == MDP_GRAIN_MONTH ? MDP_PART_MONTH : MDP_PART_QUARTER };
	return 0;
}

static int unwrapped(struct mdp_talk *t)
{
	struct mdp_out *by = MDP_NEW_ARRAY(t->x->a, (size_t)t->q->nby + 1, struct mdp_out);
	struct mdp_order *order = MDP_NEW(t->x->a, struct mdp_order);
	for (int i = 0; i < t->q->nby; i++) { /* months of the year are months again */
		by[i] = t->q->by[i];
		enum mdp_part part = by[i].expr->kind == MDP_X_PART ? by[i].expr->part : MDP_PART_NONE;
		if (part != MDP_PART_MONTH && part != MDP_PART_QUARTER)
			continue;
		struct mdp_expr *e = MDP_NEW(t->x->a, struct mdp_expr);
		*e = (struct mdp_expr){ .kind = MDP_X_TRUNC,
					.arg = by[i].expr->arg,
					.grain = part == MDP_PART_MONTH ? MDP_GRAIN_MONTH : MDP_GRAIN_QUARTER };
		by[i].expr = e;
		*order = (struct mdp_order){ by[i].name, false };
		t->q->order = order;
		t->q->norder = 1;
	}
	t->q->by = by;
	t->q->where = mdp_pred_and(t->x->a, t->q->where, t->outer->vary_b);
	t->outer = NULL;
	return 0;
}

/* "vs last year" of a quarter is against that quarter of last year. */
static void same_part(const struct mdp_period *cur, struct mdp_period *other)
{
	enum mdp_grain is = mdp_period_unit(other), was = mdp_period_unit(cur);
	int64_t days = cur->to - cur->from;
	if (is != MDP_GRAIN_YEAR || was == MDP_GRAIN_YEAR || days > 366 ||
	    mdp_date_civil(cur->from).year != mdp_date_civil(cur->to - 1).year)
		return;
	int by = mdp_date_civil(other->from).year - mdp_date_civil(cur->from).year;
	other->from = mdp_date_add(cur->from, MDP_GRAIN_YEAR, by);
	other->to = mdp_date_add(cur->to, MDP_GRAIN_YEAR, by);
}

/* "vs last year" of the year that counts as the last: the one before it. */
static void seen_from(const struct mdp_node *said, const struct mdp_period *cur, struct mdp_period *other)
{
	enum mdp_grain unit = mdp_period_unit(other);
	if (!mdp_node_is(said, "last") || !unit || other->from >= cur->to || other->to <= cur->from)
		return;
	other->from = mdp_date_trunc(mdp_date_add(cur->from, unit, -1), unit);
	other->to = mdp_date_add(other->from, unit, 1);
}

static struct mdp_query *copy_keys(struct mdp_talk *t)
{
	struct mdp_query *q = MDP_NEW(t->x->a, struct mdp_query);
	*q = *t->q;
	q->by = MDP_NEW_ARRAY(t->x->a, (size_t)q->nby + 1, struct mdp_out);
	for (int i = 0; i < q->nby; i++) {
		q->by[i] = t->q->by[i];
		q->by[i].expr = MDP_NEW(t->x->a, struct mdp_expr);
		*q->by[i].expr = *t->q->by[i].expr;
	}
	return q;
}

static int compare(struct mdp_talk *t, const struct mdp_period *cur, const struct mdp_period *other)
{
	struct mdp_frame *f = MDP_NEW(t->x->a, struct mdp_frame);
	const struct mdp_pred *list[MDP_TALK_CONJUNCTS], *kept[MDP_TALK_CONJUNCTS];
	int n = mdp_talk_conjuncts(t->q->where, list, MDP_TALK_CONJUNCTS), k = 0, date = -1;
	for (int i = 0; i < n; i++)
		if (!mdp_talk_is_during(list[i]))
			kept[k++] = list[i];
		else
			date = mdp_talk_dated_by(t, list[i]);
	if (k == n || t->q->limit || !mdp_talk_frame(t, f))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       t->q->limit ? "a ranking of a comparison is not supported yet"
						   : "the answer before is not of one period that could be compared");
	mdp_talk_set_where(t, kept, k);
	mdp_talk_drop_windows(t, true); /* the change stands beside */
	bool earlier = other->from < cur->from;
	f->sides[0] = earlier ? *other : *cur;
	f->sides[1] = earlier ? *cur : *other;
	if (f->sides[0].to > f->sides[1].from)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the two periods overlap");
	f->versed = true;
	if (date >= 0 && date != mdp_entity_time(t->x, f->of))
		f->dated = 1 + date; /* those that left then, and not those that began */
	struct mdp_query *inner = copy_keys(t), *rest = MDP_NEW(t->x->a, struct mdp_query);
	f->q = rest;
	int rc = mdp_frame_where(f); /* the two sides, each as it would be attached */
	f->q = inner;
	if (rc >= 0)
		rc = mdp_frame_versus_wrap(f);
	if (rc < 0)
		return rc;
	t->q = f->q->queries[0];
	t->outer = f->q;
	mdp_talk_changed(t, "compared", NULL, mdp_arena_printf(t->x->a, "%s with %s", f->q->label_b, f->q->label_a));
	return 0;
}

/* Are the two the same but for the period? */
static bool differs_in_period(struct mdp_talk *t, const struct mdp_query *before)
{
	const struct mdp_pred *now[MDP_TALK_CONJUNCTS], *was[MDP_TALK_CONJUNCTS];
	struct mdp_query one = *t->q, other;
	if (!before || before->kind != MDP_Q_SELECT)
		return false;
	other = *before;
	int n = mdp_talk_conjuncts(one.where, now, MDP_TALK_CONJUNCTS),
	    m = mdp_talk_conjuncts(other.where, was, MDP_TALK_CONJUNCTS);
	one.where = other.where = NULL;
	for (int i = 0; i < n; i++)
		if (!mdp_talk_is_during(now[i]))
			one.where = mdp_pred_and(t->x->a, one.where, (struct mdp_pred *)(uintptr_t)now[i]);
	for (int i = 0; i < m; i++)
		if (!mdp_talk_is_during(was[i]))
			other.where = mdp_pred_and(t->x->a, other.where, (struct mdp_pred *)(uintptr_t)was[i]);
	return n >= 0 && m >= 0 && mdp_query_same(&one, &other);
}

/* "What's the difference?", of two answers that are the same but for their periods. */
static int with_before(struct mdp_talk *t)
{
	const struct mdp_query *before = t->last->before;
	struct mdp_period cur, other;
	if (t->outer || t->nops > 1 || !differs_in_period(t, before) || !mdp_talk_interval(t->q, &cur) ||
	    !mdp_talk_interval(before, &other) || cur.from == INT64_MIN || cur.to == INT64_MAX ||
	    other.from == INT64_MIN || other.to == INT64_MAX)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the last two answers are not the same figure in two periods");
	return compare(t, &cur, &other);
}

static int versus(struct mdp_talk *t)
{
	const struct mdp_node *v = mdp_talk_op(t, "t_versus"), *clause = t->said.versus, *base = NULL;
	struct mdp_period cur, other = { 0 };
	if (v && is_step_back(t, v))
		return 0;
	bool grows = mdp_talk_op(t, "t_growth") && !is_series(t->q) && !t->outer;
	int rc = 0;
	if (mdp_talk_op(t, "t_nocompare")) {
		if (!t->outer)
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the answer before compares nothing");
		mdp_talk_changed(t, "compared", t->outer->label_a, NULL);
		return unwrapped(t);
	}
	bool comparing = t->said.comparing && t->said.nperiods == 1 && !clause && !v;
	if (mdp_talk_op(t, "t_difference"))
		return with_before(t);
	if (!v && !clause && !grows && !comparing)
		return 0;
	if (t->outer)
		unwrapped(t);
	if (!mdp_talk_interval(t->q, &cur) || cur.from == INT64_MIN || cur.to == INT64_MAX)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before is not of one period that could be compared");
	if (clause) {
		if (mdp_node_is(clause, "pair") || !clause->nargs ||
		    (clause->args[0] && clause->args[0]->op && strcmp(clause->args[0]->op, "nil") != 0))
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
		base = clause->args[1];
	}
	if (v && !(mdp_node_is(v->args[0], "t_shift") || mdp_node_is(v->args[0], "t_sameyear")))
		base = v->args[0];
	if (comparing) {
		other = t->said.periods[0];
		seen_from(t->said.period_nodes[0], &cur, &other);
		same_part(&cur, &other);
	} else if (base) {
		rc = mdp_period_eval(base, t->x->today, t->x->c->fiscal_start, t->x->a, &other, &t->x->problem);
		seen_from(base, &cur, &other);
		same_part(&cur, &other);
	} else if (v) {
		rc = mdp_talk_shifted(t, v->args[0], &cur, &other);
	} else {
		enum mdp_grain unit = mdp_period_unit(&cur);
		const struct mdp_node *g = mdp_talk_op(t, "t_growth");
		const char *sub = g->nargs && g->args[0] && g->args[0]->edge ? g->args[0]->edge->meaning.sub : NULL;
		enum mdp_grain by = MDP_GRAIN_NONE;
		if (sub && strrchr(sub, '_') && !mdp_grain_from_word(mdp_str_of(strrchr(sub, '_') + 1), &by))
			by = MDP_GRAIN_NONE;
		by = by ? by : unit;
		if (!by)
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "it is not said what the growth is against");
		other.from = mdp_date_add(cur.from, by, -1);
		other.to = mdp_date_add(cur.to, by, -1);
	}
	return rc < 0 ? rc : compare(t, &cur, &other);
}

int mdp_talk_versus(struct mdp_talk *t)
{
	int rc = versus(t);
	t->final |= rc < 0;
	return rc;
}
