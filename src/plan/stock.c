/*
 * Stocks and balances. A sum over rows that look at the same things at each time (daily balances) is taken at the last of these times
 * that the question's own period leaves, since a stock is not added up over time; the query is rewritten so before it is
 * planned. By the table's own times it needs nothing; by wider periods it is taken at the last time of each. By a part of the calendar
 * that comes again (weekdays) there is no last one: that is refused.
 * A definition may say so itself, of the first or the last of all times: "where day = the last day of all" is narrowed likewise.
 */
#include "plan/group.h"
#include "base/banned.h"

struct stocks {
	struct planner *p;
	const struct mdp_query *q;
	bool told;
};

/* The stock that is summed, as a column with its owner's rows in a snapshot table; -1 for any other expression. */
static int stock_of(const struct planner *p, const struct mdp_expr *x)
{
	const struct mdp_column *col;
	int column;

	if (x->kind != MDP_X_AGG || x->agg != MDP_AGG_SUM || !x->arg || x->arg->kind != MDP_X_COLUMN)
		return -1;
	column = mdp_catalog_column(p->c, mdp_str_of(x->arg->name));
	if (column < 0)
		return -1;
	col = &p->c->columns[column];
	return col->additive == MDP_ADDITIVE_SEMI && col->entity == p->c->tables[col->table].row_entity ? column : -1;
}

static bool is_column(const struct planner *p, const struct mdp_expr *x, int column)
{
	return x && x->kind == MDP_X_COLUMN && mdp_catalog_column(p->c, mdp_str_of(x->name)) == column;
}

/* The day of a snapshot: its column, or where that refers to a table of days the day there; -1 if there is none. */
static int day_of(const struct planner *p, int snapshot)
{
	const struct mdp_column *col = &p->c->columns[snapshot];

	if (col->type == MDP_T_DATE || col->type == MDP_T_TIMESTAMP)
		return snapshot;
	for (int i = 0; i < p->c->nsites; i++) {
		const struct mdp_site *s = &p->c->sites[i];
		const struct mdp_entity *e = &p->c->entities[s->entity];

		if (s->table == col->table && e->nkey == 1 && s->key[0] == snapshot && e->table != col->table &&
		    (e->time >= 0 || mdp_catalog_is_calendar(p->c, s->entity)))
			return e->time;
	}
	/* a year or a month as a number or a text is its own time */
	return snapshot;
}

/* How the result is split by the time of a stock. */
struct split {
	bool own; /* by the time itself, or a period that holds one time only */
	enum mdp_grain wider; /* by periods that hold several; NONE */
	bool year; /* by the year of times that are parts of years */
	bool again; /* by a part of the calendar that comes again */
};

/* The time of a stock: a column, or a year and the part of it that `within` says. */
struct moment {
	int time, within;
};

static struct split split_by(const struct stocks *s, int time)
{
	enum mdp_grain own = s->p->c->columns[time].coverage.grain;
	struct split out = { false, MDP_GRAIN_NONE, false, false };

	for (int i = 0; i < s->q->nby; i++) {
		const struct mdp_expr *x = s->q->by[i].expr;
		bool year = x->kind == MDP_X_PART && x->part == MDP_PART_YEAR;
		enum mdp_grain grain = year ? MDP_GRAIN_YEAR : x->grain;

		out.own |= is_column(s->p, x, time);
		if ((x->kind != MDP_X_TRUNC && x->kind != MDP_X_PART) || !is_column(s->p, x->arg, time))
			continue;
		if (x->kind == MDP_X_PART && !year)
			out.again = true;
		else if (own != MDP_GRAIN_NONE && grain <= own)
			out.own = true;
		else if (!out.wider || grain < out.wider)
			out.wider = grain;
	}
	return out;
}

/* Is there one year only, by a condition that must hold? */
static bool in_one_year(const struct stocks *s, const struct mdp_pred *w, int year, int depth)
{
	if (!w || depth <= 0)
		return false;
	if (w->kind == MDP_P_CMP)
		return w->cmp == MDP_CMP_EQ && is_column(s->p, w->left, year);
	for (int i = 0; w->kind == MDP_P_AND && i < w->nargs; i++) {
		if (in_one_year(s, w->args[i], year, depth - 1))
			return true;
	}
	return false;
}

/* Of a time of two columns: by both it is its own, by the year the last of each, by the month alone it comes again. */
static struct split split_within(const struct stocks *s, const struct moment *m)
{
	struct split out = { false, MDP_GRAIN_NONE, false, false };
	bool year = in_one_year(s, s->q->where, m->time, MDP_LIMIT_QUERY_DEPTH), within = false;

	for (int i = 0; i < s->q->nby; i++) {
		out.year |= is_column(s->p, s->q->by[i].expr, m->time);
		within |= is_column(s->p, s->q->by[i].expr, m->within);
	}
	out.own = within && (year || out.year);
	out.again = within && !out.own;
	return out;
}

/* The time of "time = its first or last of all"; -1 for any other condition. */
static int moment(const struct planner *p, const struct mdp_pred *w)
{
	const struct mdp_expr *of = w->kind == MDP_P_CMP && w->cmp == MDP_CMP_EQ && w->nright == 1 ? w->right[0] : NULL;
	int time;

	if (!of || of->kind != MDP_X_AGG || !of->total || (of->agg != MDP_AGG_MIN && of->agg != MDP_AGG_MAX) ||
	    w->left->kind != MDP_X_COLUMN)
		return -1;
	time = mdp_catalog_column(p->c, mdp_str_of(w->left->name));
	return time >= 0 && is_column(p, of->arg, time) ? time : -1;
}

/* What a condition says of the time, as far as it is one of several that must all hold. */
static struct mdp_pred *of_time(const struct stocks *s, struct mdp_pred *w, const struct moment *m, int depth)
{
	struct mdp_pred *out = NULL;

	if (!w || depth <= 0)
		return NULL;
	if (w->kind == MDP_P_CMP && moment(s->p, w) < 0 &&
	    (is_column(s->p, w->left, m->time) || is_column(s->p, w->left, m->within)))
		return w;
	for (int i = 0; w->kind == MDP_P_AND && i < w->nargs; i++) {
		struct mdp_pred *more = of_time(s, w->args[i], m, depth - 1);

		if (more)
			out = mdp_pred_and(s->p->a, out, more);
	}
	return out;
}

static int refuse_again(const struct stocks *s, const char *what, const struct moment *m)
{
	const struct mdp_column *time = &s->p->c->columns[m->time];
	int rc = mdp_refuse(s->p->err, MDP_REASON_NOT_ADDITIVE, "%s is not added up over time", what);

	mdp_error_detail(s->p->err, "what it is split by comes again and again: there is no last time of it");
	if (m->within >= 0)
		mdp_error_hint(s->p->err, "ask for it by %s and %s, or for one %s", time->words,
			       s->p->c->columns[m->within].words, time->words);
	else
		mdp_error_hint(s->p->err, "ask for it by %s, by month, or for one period",
			       mdp_grain_word(time->coverage.grain));
	return rc;
}

/* A column as what sorts when time passes. */
static struct mdp_expr *in_order(const struct stocks *s, int column)
{
	struct mdp_expr *x = mdp_expr_column(s->p->a, mdp_catalog_column_name(s->p->c, s->p->a, column)), *out;

	if (!s->p->c->columns[column].order_as || s->p->c->columns[column].read_as)
		return x;
	out = MDP_NEW(s->p->a, struct mdp_expr);
	*out = (struct mdp_expr){ .kind = MDP_X_PART, .part = MDP_PART_NONE, .arg = x };
	return out;
}

static struct mdp_expr *when_of(const struct stocks *s, const struct moment *m)
{
	struct mdp_expr *year = in_order(s, m->time);

	if (m->within < 0)
		return year;
	year = mdp_expr_op(s->p->a, MDP_OP_MUL, year, mdp_expr_value(s->p->a, mdp_value_int(100)));
	return mdp_expr_op(s->p->a, MDP_OP_ADD, year, in_order(s, m->within));
}

/* The last time may have fewer rows than others have, as where a year is not complete. */
static void tell_ragged(const struct stocks *s, const struct mdp_table *t, const struct moment *m, bool asked)
{
	if (asked || t->snapshot_last * 10 >= t->snapshot_usual * 9)
		return;
	mdp_plan_caveat(s->p, "last_time_partial",
			"the last %s of %s has %lld rows, others %lld on average: it may not be complete",
			s->p->c->columns[m->within >= 0 ? m->within : m->time].words, t->name,
			(long long)t->snapshot_last, (long long)t->snapshot_usual);
}

/* The period that the question leaves of the times: of its own condition and of the aggregate's. */
static struct mdp_pred *period_of(const struct stocks *s, const struct mdp_expr *x, const struct moment *m)
{
	struct mdp_pred *asked = of_time(s, s->q->where, m, MDP_LIMIT_QUERY_DEPTH);
	struct mdp_pred *own = of_time(s, x->where, m, MDP_LIMIT_QUERY_DEPTH);

	return own ? mdp_pred_and(s->p->a, asked, own) : asked;
}

static int at_last_time(struct stocks *s, struct mdp_expr *x, int column)
{
	const struct mdp_column *col = &s->p->c->columns[column];
	const struct mdp_table *t = &s->p->c->tables[col->table];
	struct moment m = { t->snapshot < 0 ? -1 : day_of(s->p, t->snapshot), t->snapshot_within };
	struct mdp_expr *last, *when;
	struct split by;
	const char *words;

	if (m.time < 0) {
		if ((s->p->c->entities[col->entity].time >= 0 || t->snapshot >= 0) && !s->told)
			mdp_plan_caveat(s->p, "level_summed", "%s is a level at a moment; it is added up over all %s",
					col->words, s->p->c->entities[col->entity].plural);
		s->told = true;
		return 0;
	}
	by = m.within >= 0 ? split_within(s, &m) : split_by(s, m.time);
	if (by.own)
		return 0;
	if (by.again)
		return refuse_again(s, col->words, &m);
	when = when_of(s, &m);
	last = mdp_expr_agg(s->p->a, MDP_AGG_MAX, x->entity, when);
	last->total = true;
	last->grain = by.wider;
	if (by.year)
		last->arg2 = mdp_expr_column(s->p->a, mdp_catalog_column_name(s->p->c, s->p->a, m.time));
	last->where = period_of(s, x, &m);
	x->where = mdp_pred_and(s->p->a, x->where, mdp_pred_cmp(s->p->a, MDP_CMP_EQ, when, last));
	words = s->p->c->columns[m.time].words;
	if (m.within >= 0)
		words = mdp_arena_printf(s->p->a, "%s and %s", words, s->p->c->columns[m.within].words);
	if (!s->told)
		mdp_plan_caveat(s->p, "at_last_time",
				"%s is a stock: taken at the last %s of %s%s, not added up over time", col->words,
				words, by.wider || by.year ? "each " : "what was asked for",
				by.wider  ? mdp_grain_word(by.wider)
				: by.year ? s->p->c->columns[m.time].words
					  : "");
	if (!s->told)
		tell_ragged(s, t, &m, last->where != NULL);
	mdp_plan_proof(s->p, "stock", "%s at the last %s, since it does not add up over time", col->words,
		       mdp_catalog_column_name(s->p->c, s->p->a, m.time));
	s->told = true;
	return 0;
}

/*
 * The aggregate with its declared moment narrowed to what was asked for: without it where the question is by that very time.
 * *found: it has one.
 */
static int at_moment(struct stocks *s, struct mdp_expr *x, bool *found)
{
	struct mdp_pred *one = x->where, *rest = NULL, *kept;
	int time = one ? moment(s->p, one) : -1, n = one && one->kind == MDP_P_AND ? one->nargs : 0;
	struct mdp_expr *of;
	struct split by;
	const char *what;

	for (int i = 0; i < n; i++) {
		if (time < 0 && moment(s->p, x->where->args[i]) >= 0) {
			one = x->where->args[i];
			time = moment(s->p, one);
		} else {
			rest = mdp_pred_and(s->p->a, rest, x->where->args[i]);
		}
	}
	*found = time >= 0;
	if (time < 0)
		return 0;
	by = split_by(s, time);
	if (by.own) {
		x->where = rest;
		return 0;
	}
	what = mdp_plan_expr_words(s->p, x->arg ? x->arg : x);
	if (by.again)
		return refuse_again(s, what, &(struct moment){ time, -1 });
	of = MDP_NEW(s->p->a, struct mdp_expr);
	*of = *one->right[0];
	of->grain = by.wider;
	of->where = period_of(s, x, &(struct moment){ time, -1 });
	kept = mdp_pred_cmp(s->p->a, MDP_CMP_EQ, one->left, of);
	x->where = rest ? mdp_pred_and(s->p->a, rest, kept) : kept;
	mdp_plan_caveat(s->p, "at_last_time", "%s is taken at the %s %s of %s%s, not added up over time", what,
			of->agg == MDP_AGG_MIN ? "first" : "last", s->p->c->columns[time].words,
			by.wider ? "each " : "what was asked for", by.wider ? mdp_grain_word(by.wider) : "");
	return 0;
}

static int rewrite(struct stocks *s, struct mdp_expr **at, int depth)
{
	struct mdp_expr *x;
	bool declared = false;
	int column;

	if (!*at || depth <= 0)
		return 0;
	x = MDP_NEW(s->p->a, struct mdp_expr);
	*x = **at;
	*at = x;
	if (x->kind == MDP_X_AGG && !x->total)
		TRY(at_moment(s, x, &declared));
	column = declared ? -1 : stock_of(s->p, x);
	if (column >= 0)
		TRY(at_last_time(s, x, column));
	TRY(rewrite(s, &x->arg, depth - 1));
	return rewrite(s, &x->arg2, depth - 1);
}

static int rewrite_pred(struct stocks *s, struct mdp_pred **at, int depth)
{
	const struct mdp_pred *from = *at;
	struct mdp_pred *w;

	if (!from || depth <= 0)
		return 0;
	w = MDP_NEW(s->p->a, struct mdp_pred);
	*w = *from;
	*at = w;
	w->args = MDP_NEW_ARRAY(s->p->a, (size_t)from->nargs + 1, struct mdp_pred *);
	w->right = MDP_NEW_ARRAY(s->p->a, (size_t)from->nright + 1, struct mdp_expr *);
	for (int i = 0; i < from->nargs; i++) {
		w->args[i] = from->args[i];
		TRY(rewrite_pred(s, &w->args[i], depth - 1));
	}
	for (int i = 0; i < from->nright; i++) {
		w->right[i] = from->right[i];
		TRY(rewrite(s, &w->right[i], depth - 1));
	}
	return rewrite(s, &w->left, depth - 1);
}

int mdp_plan_stocks(struct planner *p, struct mdp_query *q)
{
	struct stocks s = { .p = p, .q = q };

	for (int i = 0; i < q->nshow; i++)
		TRY(rewrite(&s, &q->show[i].expr, MDP_LIMIT_QUERY_DEPTH));
	TRY(rewrite_pred(&s, &q->having, MDP_LIMIT_QUERY_DEPTH));
	return rewrite_pred(&s, &q->where, MDP_LIMIT_QUERY_DEPTH);
}
