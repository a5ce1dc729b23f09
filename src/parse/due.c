/*
 * Due dates: what came later than promised, what came in time, and what should have come by now and did not. Which date is the promise is
 * told by a word of its name (words/opposites.lex); when it was done, by the only other date that can be meant, or the one that shares a
 * word with the promise (promised_delivery and delivered_at). What is overdue is in a state that says so ("open", "partially paid"), or
 * where no state does, lacks the date on which it was done; of what was cancelled nothing is due any more.
 */
#include <limits.h>
#include <string.h>

#include "catalog/units.h"
#include "catalog/words.h"
#include "parse/phrase.h"
#include "base/banned.h"

struct due {
	int promise, done; /* columns of one entity */
	int entity;
};

/* Do the two names share what happens ("delivery" and "delivered")? That both are dates says nothing. */
static bool share_a_word(struct mdp_phraser *x, int one, int other)
{
	static const char *const nothing[] = { "date", "time", "datetime", "timestamp" };
	struct mdp_str rest = mdp_str_of(x->c->columns[one].words), word;
	while (rest.n && mdp_str_next(&rest, ' ', &word)) {
		bool says = word.n > 3;
		for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++)
			says &= !mdp_str_is(word, nothing[i]);
		const char *stem = mdp_lexicon_stem(x->l, x->a, word);
		struct mdp_str all = mdp_str_of(x->c->columns[other].words), w;
		while (all.n && mdp_str_next(&all, ' ', &w))
			if (says && !strncmp(stem, mdp_lexicon_stem(x->l, x->a, w), 4))
				return true;
	}
	return false;
}

/* The date on which it was done; -1: none, or several. */
static int done_date(struct mdp_phraser *x, int entity, int promise)
{
	int found[3] = { -1, -1, -1 }, n[3] = { 0 };
	for (int i = 0; i < x->c->ncolumns; i++) {
		const struct mdp_column *c = &x->c->columns[i];
		if (c->entity != entity || i == promise || c->hidden || c->mirror >= 0 || !mdp_column_is_time(c) ||
		    mdp_column_marks(x, i, "due") || mdp_column_marks(x, i, "birth") ||
		    mdp_words_undone(mdp_str_of(c->words)))
			continue;
		bool is[3] = { share_a_word(x, promise, i),
			       mdp_column_marks(x, i, "until") || mdp_column_marks(x, i, "came"), c->nulls > 0 };
		for (int k = 0; k < 3; k++)
			if (is[k]) {
				found[k] = i;
				n[k]++;
			}
	}
	for (int k = 0; k < 3; k++)
		if (n[k])
			return n[k] == 1 ? found[k] : -1;
	return -1;
}

static bool dates_of(struct mdp_phraser *x, int entity, struct due *d)
{
	d->entity = entity;
	d->promise = entity < 0 ? -1 : mdp_column_marked(x, entity, "due");
	d->done = d->promise < 0 ? -1 : done_date(x, entity, d->promise);
	return d->done >= 0;
}

/* Of the things themselves, or of the one thing that each of them has one of at most: the delivery of an order. */
static bool find(struct mdp_phraser *x, int entity, struct due *d)
{
	struct due other, found = { -1, -1, -1 };
	if (dates_of(x, entity, d))
		return true;
	for (int e = 0; e < x->c->nentities && entity >= 0; e++) {
		if (e == entity || mdp_entity_links(x, entity, e) != 1 || mdp_entity_links(x, e, entity) != 1 ||
		    !dates_of(x, e, &other))
			continue;
		if (found.done >= 0)
			return false;
		found = other;
	}
	*d = found;
	return found.done >= 0;
}

static bool is_open(const struct mdp_phraser *x, struct mdp_str words)
{
	struct mdp_str word;
	while (words.n && mdp_str_next(&words, ' ', &word))
		if (mdp_is_line_of(x, "open.lex", word))
			return true;
	return false;
}

/* The columns that tell the state of each, those in states of that sort; NULL when there are none. */
static struct mdp_pred *in_states(struct mdp_phraser *x, int entity, mdp_sort_fn *sort, bool not_in)
{
	struct mdp_pred *out = NULL;
	for (int i = 0; i < x->c->ncolumns; i++) {
		const struct mdp_column *c = &x->c->columns[i];
		struct mdp_pred *in =
			c->entity == entity && mdp_column_marks(x, i, "state") ? mdp_in_states(x, i, sort) : NULL;
		if (in)
			out = mdp_pred_and(x->a, out, not_in ? mdp_pred_not(x->a, in) : in);
	}
	return out;
}

/* In one of the states in which it is still to be done; NULL when no state says so. */
static struct mdp_pred *still_open(struct mdp_phraser *x, int entity)
{
	return in_states(x, entity, is_open, false);
}

/* None of the states of which nothing came. NULL when no state is one. */
static struct mdp_pred *not_undone(struct mdp_phraser *x, int entity)
{
	return in_states(x, entity, mdp_is_undone, true);
}

/* Past its promised date, by more than so many days, and not done. NULL where no date tells. */
static struct mdp_pred *overdue_by(struct mdp_phraser *x, int entity, int64_t days)
{
	struct due d;
	struct mdp_period before = { .from = INT64_MIN, .to = x->today - days };
	bool done = find(x, entity, &d);
	if (!done && entity >= 0)
		d = (struct due){ .promise = mdp_column_marked(x, entity, "due"), .done = -1, .entity = entity };
	struct mdp_pred *open = d.promise < 0 ? NULL : still_open(x, d.entity);
	if (open)
		return mdp_pred_and(x->a, mdp_during(x, d.promise, &before), open);
	if (!done || x->c->columns[d.done].nulls == 0)
		return NULL;
	struct mdp_pred *lacks = mdp_pred_cmp(x->a, MDP_CMP_IS_NULL, mdp_phrase_column(x, d.done), NULL);
	return mdp_pred_and(x->a, mdp_pred_and(x->a, mdp_during(x, d.promise, &before), lacks),
			    not_undone(x, d.entity));
}

/* The word may as well be a value that the data has. */
static bool is_in_data(struct mdp_phraser *x, const struct mdp_node *n, int entity)
{
	const struct mdp_node *word = n->nargs ? n->args[0] : n;
	return mdp_said_by_data(x, word->from, word->to, entity);
}

static struct mdp_pred *overdue(struct mdp_phraser *x, const struct mdp_node *n, int entity)
{
	return is_in_data(x, n, entity) ? NULL : overdue_by(x, entity, 0);
}

static struct mdp_pred *done_cmp(struct mdp_phraser *x, const struct due *d, enum mdp_cmp cmp)
{
	return mdp_pred_cmp(x->a, cmp, mdp_phrase_column(x, d->done), mdp_phrase_column(x, d->promise));
}

static struct mdp_pred *late(struct mdp_phraser *x, const struct mdp_node *n, int entity)
{
	struct due d;
	return is_in_data(x, n, entity) || !find(x, entity, &d) ? NULL : done_cmp(x, &d, MDP_CMP_GT);
}

static struct mdp_pred *in_time(struct mdp_phraser *x, const struct mdp_node *n, int entity)
{
	struct due d;
	return is_in_data(x, n, entity) || !find(x, entity, &d) ? NULL : done_cmp(x, &d, MDP_CMP_LE);
}

static mdp_state_fn *state_of(const struct mdp_node *word)
{
	const char *sub = mdp_node_word(word);
	return !strcmp(sub, "late") ? late : !strcmp(sub, "ontime") ? in_time : overdue;
}

/* (dueset WORD SET): "overdue loans", "late deliveries". */
static const struct mdp_phrase *op_due_set(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_phrase *p = mdp_state_set(x, n, mdp_node_set(n->args[1]), state_of(n->args[0]));
	if (p && state_of(n->args[0]) == overdue) {
		struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
		*s = *p->set;
		s->waiting = true;
		return mdp_set_phrase(x, n, s);
	}
	return p;
}

/* (dueis WORD): "are overdue": of the only things of which the data knows that, and which were named. */
static const struct mdp_phrase *op_due_is(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_state_cond(x, n, state_of(n->args[0]));
}

/* (dueby WORD CMP NUMBER): "more than 60 days overdue", "over 3 days late". */
static struct mdp_pred *due_by(struct mdp_phraser *x, const struct mdp_node *n, int entity)
{
	const struct mdp_edge *e = n->args[2]->edge;
	enum mdp_cmp cmp;
	struct due d;
	if (!e || !mdp_node_cmp(n->args[1], &cmp) || (cmp != MDP_CMP_GT && cmp != MDP_CMP_GE) || e->number < 0 ||
	    e->number > INT_MAX)
		return NULL;
	if (state_of(n->args[0]) == overdue)
		return overdue_by(x, entity, (int64_t)e->number - (cmp == MDP_CMP_GE));
	if (state_of(n->args[0]) != late || !find(x, entity, &d))
		return NULL;
	struct mdp_expr *days = MDP_NEW(x->a, struct mdp_expr);
	days->kind = MDP_X_DAYS_BETWEEN;
	days->arg = mdp_phrase_column(x, d.promise);
	days->arg2 = mdp_phrase_column(x, d.done);
	return mdp_pred_cmp(x->a, cmp, days, mdp_phrase_number(x, e->number));
}

static const struct mdp_phrase *op_due_by(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_state_cond(x, n, due_by);
}

/* An amount of money of each whose name has one of these words; -1: none, or several. */
static int money_named(struct mdp_phraser *x, int entity, const char *mark)
{
	int found = -1;
	for (int i = 0; i < x->c->ncolumns; i++) {
		const struct mdp_column *c = &x->c->columns[i];
		if (c->entity != entity || c->hidden || c->mirror >= 0 || !mdp_column_is_number(c) ||
		    !mdp_unit_is_money(c->unit) || !mdp_column_marks(x, i, mark))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

/* The only things with a due date and an amount; -1: none, or several. */
static int owed_things(struct mdp_phraser *x)
{
	int found = -1;
	bool several;
	for (int i = 0; i < x->c->ncolumns; i++) {
		int e = x->c->columns[i].entity;
		if (e < 0 || e == found || !mdp_column_is_time(&x->c->columns[i]) || !mdp_column_marks(x, i, "due") ||
		    mdp_column_marked(x, e, "due") < 0 || mdp_entity_main(x, e, &several) < 0 || !still_open(x, e))
			continue;
		if (found >= 0)
			return -1;
		found = e;
	}
	return found;
}

/* The figure's expression over those of which it is so. */
static struct mdp_expr *narrowed(struct mdp_phraser *x, const struct mdp_figure *f, struct mdp_pred *p)
{
	struct mdp_expr *e = MDP_NEW(x->a, struct mdp_expr);
	*e = *f->expr;
	e->where = mdp_pred_and(x->a, e->where, p);
	return e;
}

/* Those of whom it is said: "customers" in general, or "customer 42"; "the member" is one that was spoken of, and not known here. */
static bool narrowed_to(struct mdp_phraser *x, const struct mdp_set *s, int entity, struct mdp_pred **p)
{
	struct mdp_pred *of = NULL;
	if (!s || s->attr || (!s->plural && !s->where))
		return false;
	struct mdp_cond link = { .kind = MDP_COND_LINK, .set = s, .from = s->from, .to = s->to };
	if (mdp_attach(x, entity, &link, &of) < 0)
		return false;
	*p = mdp_pred_and(x->a, *p, of);
	return true;
}

/*
 * (owed WORD WHO?): "how much do customers owe us", "how much is past due": what is still to be paid of what is open, or only of
 * what is overdue. The balance of each, where a number tells it; else its amount, less what of it was paid.
 */
static const struct mdp_phrase *op_owed(struct mdp_phraser *x, const struct mdp_node *n)
{
	int entity = owed_things(x);
	struct mdp_pred *p = entity < 0                                      ? NULL
			     : !strcmp(mdp_node_word(n->args[0]), "overdue") ? overdue_by(x, entity, 0)
									     : still_open(x, entity);
	const struct mdp_node *who = n->nargs > 1 ? n->args[1] : NULL;
	if (!p || (who && !narrowed_to(x, mdp_node_set(who), entity, &p)))
		return NULL;
	struct mdp_set s = { .entity = entity, .where = p, .from = n->from, .to = n->to };
	struct mdp_figure f, part;
	int balance = money_named(x, entity, "balance"), paid = money_named(x, entity, "paid");
	int billed = balance < 0 ? money_named(x, entity, "billed") : -1, whole = balance >= 0 ? balance : billed;
	if (whole >= 0) {
		mdp_figure_column(x, whole, NULL, &f);
		if (!mdp_figure_aggregate(x, MDP_AGG_SUM, 0, &f))
			return NULL;
	} else if (!mdp_figure_main(x, &s, &f)) {
		return NULL;
	}
	/* what was paid, less what was paid, is nothing */
	if (f.measure >= 0 && mdp_catalog_aggregated(x->c, x->c->measures[f.measure].expr) == paid && paid >= 0)
		return NULL;
	f.where = NULL;
	f.expr = narrowed(x, &f, p);
	if (balance < 0 && paid >= 0) {
		mdp_figure_column(x, paid, NULL, &part);
		if (!mdp_figure_aggregate(x, MDP_AGG_SUM, 0, &part))
			return NULL;
		f.expr = mdp_expr_op(x->a, MDP_OP_SUB, f.expr, narrowed(x, &part, p));
		f.measure = -1;
		f.name = mdp_arena_printf(x->a, "%s less %s", f.name, x->c->columns[paid].words);
	}
	return mdp_figure_one(x, n, &f);
}

/* (arrivedon SET): "when did PO-1042 arrive": the date that answers to the promised one. */
static const struct mdp_phrase *op_arrived_on(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	struct due d;
	struct mdp_figure f;
	if (!s || s->attr || s->extreme || s->having || s->pending || !find(x, s->entity, &d))
		return NULL;
	mdp_figure_column(x, d.done, NULL, &f);
	f.set = s;
	return mdp_figure_one(x, n, &f);
}

/* (late DATE), (ontime DATE): that date lies after the promised one, or not after it. */
static const struct mdp_phrase *op_late(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	struct due d = { .done = e ? e->meaning.id : -1 };
	d.entity = d.done >= 0 ? x->c->columns[d.done].entity : -1;
	d.promise = d.entity >= 0 ? mdp_column_marked(x, d.entity, "due") : -1;
	if (d.promise < 0 || d.promise == d.done || !mdp_column_is_time(&x->c->columns[d.done]))
		return NULL;
	struct mdp_cond *c =
		mdp_cond_pred(x, n, done_cmp(x, &d, mdp_node_is(n, "late") ? MDP_CMP_GT : MDP_CMP_LE), d.entity);
	c->dated = 1 + d.done; /* "finished later than promised in March": finished then */
	return mdp_cond_phrase(x, n, c);
}

/* (duerate WORD SET), (duerate WORD DATE): "late delivery rate": of those that are done and were promised. */
static const struct mdp_phrase *op_due_rate(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[1]);
	const struct mdp_edge *e = n->args[1]->edge;
	int entity = s ? s->entity
		     : e && (e->meaning.kind == MDP_CAT_WORD || e->meaning.kind == MDP_CAT_ATTR) && e->meaning.id >= 0
			     ? x->c->columns[e->meaning.id].entity
			     : -1;
	struct due d;
	mdp_state_fn *state = state_of(n->args[0]);
	if (entity < 0 || (s && (s->attr || s->extreme || s->having || s->pending)) || state == overdue ||
	    is_in_data(x, n, entity) || !find(x, entity, &d))
		return NULL;
	const char *name = mdp_entity_name(x, entity);
	struct mdp_expr *some = mdp_expr_agg(x->a, MDP_AGG_COUNT, name, NULL),
			*all = mdp_expr_agg(x->a, MDP_AGG_COUNT, name, NULL);
	struct mdp_pred *known = mdp_pred_and(x->a, mdp_pred_known(x->a, mdp_phrase_column(x, d.done)),
					      mdp_pred_known(x->a, mdp_phrase_column(x, d.promise)));
	all->where = mdp_pred_and(x->a, s ? s->where : NULL, known);
	some->where = mdp_pred_and(x->a, s ? s->where : NULL, done_cmp(x, &d, state == late ? MDP_CMP_GT : MDP_CMP_LE));
	struct mdp_figure f = { .kind = MDP_FIG_AMOUNT, .entity = entity, .column = -1, .measure = -1 };
	f.expr = mdp_expr_op(x->a, MDP_OP_DIV, some, all);
	f.name = mdp_arena_printf(x->a, "share of %s that came %s", x->c->entities[entity].plural,
				  state == late ? "late" : "in time");
	f.unit = "ratio";
	return mdp_figure_one(x, n, &f);
}

const struct mdp_operation mdp_due_operations[] = {
	{ "arrivedon", 1, op_arrived_on }, { "late", 1, op_late },        { "ontime", 1, op_late },
	{ "dueset", 2, op_due_set },       { "owed", 1, op_owed },        { "dueis", 1, op_due_is },
	{ "dueby", 3, op_due_by },         { "duerate", 2, op_due_rate }, { NULL, 0, NULL },
};
