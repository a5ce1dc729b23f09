/*
 * What rows of the answer are meant ("that state", "those customers"), the query as one of another thing, what is behind a figure, and how
 * many there are.
 */
#include <math.h>
#include <string.h>

#include "parse/talk.h"
#include "base/banned.h"

/* --- of another thing --- */

static int owner_of(const struct mdp_talk *t, const struct mdp_pred *p)
{
	const struct mdp_pred *c = p;
	for (int depth = 0; c->kind != MDP_P_CMP && c->nargs && depth < MDP_LIMIT_QUERY_DEPTH; depth++)
		c = c->args[0];
	if (c->kind != MDP_P_CMP || c->left->kind != MDP_X_COLUMN)
		return t->of;
	int column = mdp_catalog_column(t->x->c, mdp_str_of(c->left->name));
	return column < 0 ? t->of : t->x->c->columns[column].entity;
}

/* A condition of the query as it might have been said of another thing. */
static const struct mdp_cond *said_again(struct mdp_talk *t, const struct mdp_pred *p, bool as_set)
{
	struct mdp_cond *c = MDP_NEW(t->x->a, struct mdp_cond);
	*c = (struct mdp_cond){
		.kind = MDP_COND_PRED, .owner = t->of, .scope = -1, .pred = (struct mdp_pred *)(uintptr_t)p
	};
	struct mdp_set *s = MDP_NEW(t->x->a, struct mdp_set);
	c->set = s;
	if (p->kind == MDP_P_EXISTS && !as_set && p->at_least <= 1) {
		*s = (struct mdp_set){ .entity = mdp_catalog_entity(t->x->c, mdp_str_of(p->entity)),
				       .where = p->where };
		c->kind = s->entity >= 0 ? MDP_COND_LINK : MDP_COND_PRED;
		return c;
	}
	c->owner = as_set ? t->of : owner_of(t, p);
	if (c->owner == t->of) { /* of the thing itself: what has to do with such a one */
		*s = (struct mdp_set){ .entity = t->of, .where = c->pred };
		c->kind = MDP_COND_LINK;
	}
	return c;
}

/* A period by the time that the things go by; "left in 2024" says more, and stays with those that left. */
static bool is_own_time(const struct mdp_talk *t, const struct mdp_pred *p)
{
	int column = mdp_talk_dated_by(t, p);
	return mdp_talk_is_during(p) &&
	       (column < 0 || t->x->c->columns[column].entity != t->of || column == mdp_entity_time(t->x, t->of));
}

static int take_conds(struct mdp_talk *t, struct mdp_frame *f, bool as_set)
{
	const struct mdp_pred *list[MDP_TALK_CONJUNCTS];
	int n = mdp_talk_conjuncts(t->q->where, list, MDP_TALK_CONJUNCTS);
	struct mdp_period p;
	for (int i = 0; i < n; i++) {
		struct mdp_query one = { .where = (struct mdp_pred *)(uintptr_t)list[i] };
		if (f->nconds == MDP_PHRASE_PARTS)
			return -MDP_REFUSED;
		if (!as_set && !t->those && is_own_time(t, list[i]) && mdp_talk_interval(&one, &p) && !f->nperiods)
			f->periods[f->nperiods++] = p;
		else
			f->conds[f->nconds++] = said_again(t, list[i], as_set);
	}
	return n;
}

static void take_keys(struct mdp_talk *t, struct mdp_frame *f)
{
	for (int i = 0; i < t->q->nby && f->nkeys < MDP_PHRASE_PARTS; i++) {
		const struct mdp_expr *e = t->q->by[i].expr;
		struct mdp_key *k = &f->keys[f->nkeys++];
		*k = (struct mdp_key){ .entity = -1, .column = -1 };
		if (e->kind == MDP_X_TRUNC || e->kind == MDP_X_PART) {
			k->grain = e->kind == MDP_X_TRUNC     ? e->grain
				   : e->part == MDP_PART_YEAR ? MDP_GRAIN_YEAR
							      : MDP_GRAIN_NONE;
			k->part = k->grain ? MDP_PART_NONE : e->part;
			continue;
		}
		k->column = e->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(e->name)) : -1;
		k->entity = k->column >= 0 ? t->x->c->columns[k->column].entity : -1;
		k->outs[k->n++] = t->q->by[i];
	}
}

/* A ranking goes on with what is shown now. */
static void take_ranking(struct mdp_talk *t, struct mdp_query *q)
{
	const struct mdp_query *was = t->q;
	bool descending = true;
	for (int i = 0; i < was->norder; i++)
		for (int k = 0; k < was->nshow; k++)
			if (!strcmp(was->order[i].by, was->show[k].name))
				descending = was->order[i].descending;
	if (!was->limit || !q->nshow || !q->nby)
		return;
	q->limit = was->limit;
	q->ties = was->ties;
	q->order = MDP_NEW_ARRAY(t->x->a, (size_t)q->nby + 1, struct mdp_order);
	q->norder = 0;
	q->order[q->norder++] = (struct mdp_order){ q->show[0].name, descending };
	for (int i = 0; i < q->nby && !q->ties; i++)
		q->order[q->norder++] = (struct mdp_order){ q->by[i].name, false };
}

int mdp_talk_rehome(struct mdp_talk *t, const struct mdp_figure *figures, int n, const struct mdp_set *listed,
		    bool as_set, bool keep_keys)
{
	struct mdp_frame *f = MDP_NEW(t->x->a, struct mdp_frame);
	f->x = t->x;
	f->of = f->target.entity = f->target.column = -1;
	f->variant = t->variant;
	f->q = MDP_NEW(t->x->a, struct mdp_query);
	for (int i = 0; i < n && i < MDP_PHRASE_PARTS; i++)
		f->figures[f->nfigures++] = figures[i];
	f->listed = listed;
	f->asked = listed != NULL;
	if (t->q->having)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before limits its groups: ask the question as a whole");
	if (take_conds(t, f, as_set) < 0)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "there are too many conditions");
	if (keep_keys)
		take_keys(t, f);
	int rc = mdp_frame_assemble(f);
	t->cost += f->cost;
	if (rc < 0)
		return rc;
	if (keep_keys)
		take_ranking(t, f->q);
	t->q = f->q;
	t->of = f->of;
	return 0;
}

/* --- rows of the answer --- */

static int column_shown(const struct mdp_talk *t, const char *name)
{
	for (int i = 0; t->last->names && i < t->last->ncolumns; i++)
		if (!strcmp(t->last->names[i], name))
			return i;
	return -1;
}

/* Is it said already by the key of its thing, which is shown as well? */
static bool goes_with_key(const struct mdp_talk *t, int column)
{
	int e = t->x->c->columns[column].entity;
	const struct mdp_entity *it = e < 0 ? NULL : &t->x->c->entities[e];
	if (!it || it->nkey != 1 || mdp_catalog_original(t->x->c, it->key[0]) == mdp_catalog_original(t->x->c, column))
		return false;
	for (int i = 0; i < t->q->nby; i++) {
		const struct mdp_expr *x = t->q->by[i].expr;
		int other = x->kind == MDP_X_COLUMN && !x->role ? mdp_catalog_column(t->x->c, mdp_str_of(x->name)) : -1;
		if (other >= 0 && mdp_catalog_original(t->x->c, other) == mdp_catalog_original(t->x->c, it->key[0]))
			return true;
	}
	return false;
}

/* The shown columns that tell one row from another: keys of the groups, or the key of what is listed. */
static int telling(const struct mdp_talk *t, const struct mdp_out **out, int max)
{
	const struct mdp_query *q = t->q;
	int n = 0;
	bool grouped = mdp_talk_grouped(q);
	const struct mdp_entity *e = &t->x->c->entities[t->of];
	for (int i = 0; i < (grouped ? q->nby : q->nshow) && n < max; i++) {
		const struct mdp_out *o = grouped ? &q->by[i] : &q->show[i];
		int column =
			o->expr->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(o->expr->name)) : -1;
		if (column < 0)
			return -1;
		bool key = grouped && !goes_with_key(t, column);
		for (int k = 0; k < e->nkey; k++)
			key |= mdp_catalog_original(t->x->c, e->key[k]) == mdp_catalog_original(t->x->c, column);
		if (key)
			out[n++] = o;
	}
	return n;
}

/* Column = the value that row `r` has in it. */
static int row_pred(struct mdp_talk *t, const struct mdp_out *o, int64_t r, struct mdp_pred **out)
{
	int at = column_shown(t, o->name);
	if (at < 0 || r < 0 || r >= t->last->nrows || r >= t->last->kept)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the answer before has no such row");
	const struct mdp_value *v = &t->last->values[r * t->last->ncolumns + at];
	*out = v->type == MDP_T_NULL_ ? mdp_pred_cmp(t->x->a, MDP_CMP_IS_NULL, o->expr, NULL)
				      : mdp_pred_cmp(t->x->a, MDP_CMP_EQ, o->expr, mdp_expr_value(t->x->a, *v));
	return 0;
}

int mdp_talk_take_row(struct mdp_talk *t, int64_t r)
{
	const struct mdp_out *outs[8];
	int n = telling(t, outs, 8), rc = 0;
	if (n < 1)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the rows of the answer before are not things that could be meant");
	t->beyond = r >= t->last->nrows && t->q->limit > 0 ? r + 1 : 0;
	for (int i = 0; i < n && rc >= 0; i++) {
		struct mdp_pred *p = NULL;
		rc = row_pred(t, outs[i], r, &p);
		if (rc >= 0)
			rc = mdp_talk_add(t, p, true);
	}
	mdp_talk_no_limit(t);
	return rc;
}

/* The rows of a ranking or a short list, as a condition; a list without a limit is told by its own conditions. */
static int take_rows(struct mdp_talk *t, bool always)
{
	const struct mdp_out *outs[8];
	if (!t->q->limit && !always)
		return 0;
	int n = telling(t, outs, 8);
	if (n < 1 || t->last->nrows < 1 || t->last->nrows > MDP_TALK_ROWS || !t->last->values)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "it is not clear which rows are meant");
	struct mdp_pred *any = NULL;
	for (int64_t r = 0; r < t->last->nrows; r++) {
		struct mdp_pred *one = NULL, *p = NULL;
		for (int i = 0; i < n; i++) {
			int rc = row_pred(t, outs[i], r, &p);
			if (rc < 0)
				return rc;
			one = mdp_pred_and(t->x->a, one, p);
		}
		any = mdp_pred_or(t->x->a, any, one);
	}
	t->q->where = mdp_pred_and(t->x->a, t->q->where, any);
	mdp_talk_no_limit(t);
	t->q->order = NULL;
	t->q->norder = 0;
	mdp_talk_changed(t, "rows", NULL, mdp_arena_printf(t->x->a, "the %lld shown", (long long)t->last->nrows));
	return 0;
}

/* "that state": of one row, or of the condition that names it. */
static int take_attribute(struct mdp_talk *t, const struct mdp_set *s)
{
	const struct mdp_out *outs[8];
	int n = telling(t, outs, 8);
	for (int i = 0; i < n && t->last->nrows == 1; i++) {
		int column = mdp_catalog_column(t->x->c, mdp_str_of(outs[i]->expr->name));
		bool same = s->attr ? mdp_catalog_original(t->x->c, column) ==
					      mdp_catalog_original(t->x->c, s->attr->meaning.id)
				    : t->x->c->columns[column].entity == s->entity;
		if (same)
			return mdp_talk_take_row(t, 0);
	}
	return n >= 0 && t->last->nrows > 1 && t->q->limit ? take_rows(t, false) : 0;
}

/* What has no name cannot win. */
static bool named_row(const struct mdp_talk *t, int64_t r)
{
	bool named = true;
	for (int i = 0; i < t->q->nby; i++) {
		int at = column_shown(t, t->q->by[i].name);
		named &= at < 0 || t->last->values[r * t->last->ncolumns + at].type != MDP_T_NULL_;
	}
	return named;
}

/*
 * "the biggest one", "who is second": the row of the answer that has the most (the second most …), or the least, of what is shown; -1 with
 * the problem where none has.
 */
static int64_t peak_row(struct mdp_talk *t, bool most, int64_t rank)
{
	const struct mdp_shown *l = t->last;
	int at = -1;
	for (int i = 0; i < t->q->nshow && at < 0; i++)
		if (mdp_talk_aggregate(t->q->show[i].expr, 0) && t->q->show[i].expr->kind != MDP_X_WINDOW)
			at = column_shown(t, t->q->show[i].name);
	if (at < 0 && t->q->norder && !mdp_talk_grouped(t->q))
		at = column_shown(t, t->q->order[0].by);
	bool whole = at >= 0 && l->nrows == l->kept;
	for (int64_t r = 0; whole && r < l->nrows; r++) {
		double v = named_row(t, r) ? mdp_value_number(&l->values[r * l->ncolumns + at]) : NAN;
		int64_t above = 0, as_good = 0;
		for (int64_t k = 0; isfinite(v) && k < l->nrows; k++) {
			double other = named_row(t, k) ? mdp_value_number(&l->values[k * l->ncolumns + at]) : NAN;
			above += most ? other > v : other < v;
			as_good += other >= v && other <= v;
		}
		if (as_good == 1 && above == rank - 1)
			return r;
	}
	mdp_talk_refuse(t, MDP_REASON_AMBIGUOUS,
			whole ? "it is not one row of the answer before that has this place by what is shown"
			      : "the answer before has no figure by which one row would be above the others");
	return -1;
}

/* Of a ranking, whichever end of it was asked for, the places are its rows. */
static bool is_ranked(const struct mdp_talk *t)
{
	return t->q->limit > 1 && t->q->norder > 0;
}

static int take_position(struct mdp_talk *t, const struct mdp_node *n)
{
	const char *word = mdp_node_word(n), *colon = strchr(word, ':');
	bool high = colon && !strcmp(colon + 1, "high");
	int64_t r = mdp_talk_position(n);
	if (high || (colon && !strcmp(colon + 1, "low")))
		r = peak_row(t, high, 1) + 1;
	else if (!strncmp(word, "rank:", 5) && r > 0 && !is_ranked(t))
		r = peak_row(t, true, r) + 1;
	if (!r)
		return -MDP_REFUSED;
	return mdp_talk_take_row(t, r < 0 ? t->last->nrows - 1 : r - 1);
}

int64_t mdp_talk_position(const struct mdp_node *n)
{
	if (n->edge && n->edge->meaning.kind == MDP_CAT_NUMBER)
		return (int64_t)n->edge->number;
	const char *sub = n->edge ? n->edge->meaning.sub : NULL, *colon = sub ? strchr(sub, ':') : NULL;
	long long v = 0;
	return colon && mdp_str_to_i64(mdp_str_of(colon + 1), &v) ? v : 0;
}

static bool grouped_or_listed(const struct mdp_talk *t, const struct mdp_set *s)
{
	return s->entity == t->of || mdp_talk_grouped(t->q);
}

/* "how many bookings did it have": of the one row that won. */
static int take_it(struct mdp_talk *t, bool more)
{
	if (!t->it || !more || t->last->nrows != 1 || t->q->limit != 1)
		return 0;
	int rc = mdp_talk_take_row(t, 0);
	if (rc >= 0 && mdp_talk_grouped(t->q) && (t->said.nfigures || t->said.listed)) {
		t->q->nby = 0;
		t->q->order = NULL;
		t->q->norder = 0;
	}
	return rc;
}

static int refer(struct mdp_talk *t)
{
	bool more = t->said.nfigures || t->said.listed || t->said.nkeys || mdp_talk_op(t, "t_keys") ||
		    mdp_talk_op(t, "t_drill");
	int it = take_it(t, more);
	if (it >= 0 && t->broken && t->q->limit && t->q->nby && more) /* "break that down": those that were shown */
		it = take_rows(t, true);
	if (it >= 0 && t->q->limit && t->q->nby && mdp_talk_op(t, "t_total")) /* the total of those that were shown */
		it = take_rows(t, true);
	if (it < 0)
		return it;
	for (int i = 0; i < t->nops; i++) {
		const struct mdp_node *n = t->ops[i];
		if (mdp_node_is(n, "t_row")) {
			int rc = take_position(t, n->args[0]);
			if (rc < 0)
				return rc;
			continue;
		}
		if (!mdp_node_is(n, "t_those"))
			continue;
		const struct mdp_set *s = n->nargs ? mdp_node_set(n->args[0]) : NULL;
		if (!s && mdp_talk_op(t, "t_drill"))
			continue; /* "who are they": they are what is listed */
		if (n->nargs && (!s || s->where || !grouped_or_listed(t, s)))
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the answer before has no such things");
		int rc = s ? take_attribute(t, s) : take_rows(t, false);
		if (rc < 0)
			return rc;
		if (s && t->last->nrows == 1 && more && mdp_talk_grouped(t->q)) { /* it is a condition now */
			t->q->nby = 0;
			t->q->order = NULL;
			t->q->norder = 0;
		}
	}
	return 0;
}

int mdp_talk_refer(struct mdp_talk *t)
{
	int rc = refer(t);
	t->final |= rc < 0; /* what rows were meant is clear, and they are not there */
	return rc;
}

/* --- what is behind a figure, and how many --- */

int mdp_talk_list_of(struct mdp_talk *t, int entity)
{
	struct mdp_key self = { 0 };
	int rc = mdp_entity_key(t->x, entity, NULL, &self);
	if (rc < 0)
		return rc;
	struct mdp_figure was[1];
	const struct mdp_expr *agg = t->q->nshow ? mdp_talk_aggregate(t->q->show[0].expr, 0) : NULL;
	struct mdp_query *q = MDP_NEW(t->x->a, struct mdp_query);
	(void)was;
	*q = (struct mdp_query){ .of = t->x->c->entities[entity].name, .where = t->q->where };
	if (agg && agg->kind == MDP_X_AGG && agg->where)
		q->where = mdp_pred_and(t->x->a, q->where, agg->where);
	const struct mdp_expr *amount = agg && agg->kind == MDP_X_MEASURE ? NULL : agg ? agg->arg : NULL;
	if (agg && agg->kind == MDP_X_MEASURE) {
		int m = mdp_catalog_measure(t->x->c, mdp_str_of(agg->name));
		const struct mdp_expr *d = m < 0 ? NULL : mdp_talk_aggregate(t->x->c->measures[m].expr, 0);
		amount = d && d->kind == MDP_X_AGG ? d->arg : NULL;
		if (d && d->kind == MDP_X_AGG && d->where)
			q->where = mdp_pred_and(t->x->a, q->where, d->where);
	}
	q->show = MDP_NEW_ARRAY(t->x->a, (size_t)self.n + 1, struct mdp_out);
	for (int i = 0; i < self.n; i++)
		q->show[q->nshow++] = self.outs[i];
	int column =
		amount && amount->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(amount->name)) : -1;
	if (column >= 0 && t->x->c->columns[column].entity == entity && self.n < MDP_LIMIT_KEYS_OF_ENTITY) {
		bool there = false;
		for (int i = 0; i < q->nshow; i++)
			there |= mdp_same_expr(q->show[i].expr, amount);
		if (!there)
			q->show[q->nshow++] = (struct mdp_out){ mdp_phrase_label(&t->x->c->columns[column]),
								(struct mdp_expr *)(uintptr_t)amount, NULL };
	}
	t->q = q;
	t->of = entity;
	return 0;
}

/* The thing that each row of a ranking is; -1. */
static int ranked_thing(const struct mdp_talk *t)
{
	const struct mdp_out *outs[8];
	int n = t->q->nby && mdp_talk_grouped(t->q) ? telling(t, outs, 8) : 0;
	for (int e = 0; n > 0 && e < t->x->c->nentities; e++) {
		const struct mdp_entity *it = &t->x->c->entities[e];
		int keys = 0, others = 0;
		for (int i = 0; i < n; i++) {
			int column = mdp_catalog_column(t->x->c, mdp_str_of(outs[i]->expr->name));
			bool key = false;
			for (int k = 0; k < it->nkey; k++)
				key |= mdp_catalog_original(t->x->c, it->key[k]) ==
				       mdp_catalog_original(t->x->c, column);
			keys += key;
			others += !key && t->x->c->columns[column].entity != e;
		}
		if (keys && keys == it->nkey && !others)
			return e;
	}
	return -1;
}

static int drill(struct mdp_talk *t, const struct mdp_set *s)
{
	int entity = s ? s->entity : t->of, things = ranked_thing(t);
	if (things >= 0 && (!s || s->entity == things)) {
		t->q->where = NULL;
		int rc = take_rows(t, true);
		return rc < 0 ? rc : mdp_talk_list_of(t, things);
	}
	if (s && (s->attr || s->extreme))
		return -MDP_REFUSED;
	if (!s && !mdp_talk_grouped(t->q))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the answer before is a list already");
	if (t->q->limit || t->q->having) { /* what is behind the rows that were shown, not behind all */
		int rc = take_rows(t, true);
		if (rc < 0)
			return rc;
		t->q->having = NULL;
	}
	if (!s || entity == t->of) {
		int rc = mdp_talk_list_of(t, entity);
		if (rc >= 0 && s && s->where)
			t->q->where = mdp_pred_and(t->x->a, t->q->where, s->where);
		return rc;
	}
	struct mdp_set *listed = MDP_NEW(t->x->a, struct mdp_set);
	*listed = *s;
	listed->plural = true;
	return mdp_talk_rehome(t, NULL, 0, listed, false, false);
}

static int count_rows(struct mdp_talk *t)
{
	struct mdp_query *q = MDP_NEW(t->x->a, struct mdp_query);
	*q = (struct mdp_query){ .of = t->q->of, .where = t->q->where };
	struct mdp_expr *counted = NULL;
	const char *name = t->x->c->entities[t->of].plural;
	if (t->instead && mdp_talk_grouped(t->q)) { /* "count instead": of the things, rather than of the rows */
		struct mdp_figure f = { 0 };
		struct mdp_set *all = MDP_NEW(t->x->a, struct mdp_set);
		*all = (struct mdp_set){ .entity = t->of };
		mdp_figure_count(t->x, all, &f);
		return mdp_talk_show(t, &f, false);
	}
	if (t->q->limit)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before has %lld rows because it was asked for the first %d",
				       (long long)t->last->nrows, t->q->limit);
	const struct mdp_expr *shown = t->q->nshow == 1 && !t->q->nby ? t->q->show[0].expr : NULL;
	if (shown && shown->kind == MDP_X_AGG && shown->agg == MDP_AGG_COUNT)
		return 0; /* that many, as was said */
	if (t->q->having || (mdp_talk_grouped(t->q) && t->q->nby != 1) || (t->q->distinct && t->q->nshow != 1))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "what is to be counted here is not clear: name it");
	if (t->q->nby == 1 || t->q->distinct) {
		const struct mdp_out *o = t->q->nby ? &t->q->by[0] : &t->q->show[0];
		counted = o->expr;
		name = mdp_words_plural(t->x->a, o->name);
	}
	q->show = MDP_NEW(t->x->a, struct mdp_out);
	q->nshow = 1;
	q->show[0] = (struct mdp_out){
		name, mdp_expr_agg(t->x->a, counted ? MDP_AGG_COUNT_DISTINCT : MDP_AGG_COUNT, q->of, counted), NULL
	};
	t->q = q;
	return 0;
}

int mdp_talk_drill(struct mdp_talk *t)
{
	const struct mdp_node *d = mdp_talk_op(t, "t_drill"), *n = mdp_talk_op(t, "t_count");
	if (!d && t->nops == 1 && !t->those && !t->said.nconds && !t->said.nperiods)
		d = mdp_talk_op(t, "t_who"); /* else "who joined in May": those that did */
	if (!d && n && mdp_talk_keep_count(t))
		return 0;
	if (!d && !n)
		return 0;
	if (t->outer)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before compares two periods: say which of them");
	bool more = t->said.nkeys || t->said.nfigures || mdp_talk_op(t, "t_keys") || mdp_talk_op(t, "t_top");
	if (more) /* "which month was best": not the rows behind the answer */
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	const struct mdp_set *s = d && d->nargs ? mdp_node_set(d->args[0]) : NULL;
	if (d && d->nargs && !s)
		return -MDP_REFUSED;
	const struct mdp_set *counted = !d && n->nargs ? mdp_node_set(n->args[0]) : NULL;
	if (counted && !mdp_talk_rows_are(t, counted))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the rows of the answer before are no such things");
	int rc = d ? drill(t, s) : count_rows(t);
	if (rc >= 0)
		mdp_talk_changed(t, d ? "listed" : "counted", NULL, t->q->nshow ? t->q->show[0].name : NULL);
	if (rc >= 0 && d)
		t->changes[t->nchanges - 1].to = t->x->c->entities[t->of].plural;
	return rc;
}
