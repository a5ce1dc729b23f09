/* Figures made of others: ratios, differences, averages per thing or unit of time, and what goes along a row of results. */
#include <string.h>

#include "catalog/units.h"
#include "parse/phrase.h"
#include "base/banned.h"

#define PER_FEW 20 /* things that a person looks through one by one */

/* A figure's expression with its conditions in it. */
static struct mdp_expr *narrowed(struct mdp_phraser *x, const struct mdp_expr *e, struct mdp_pred *where, int depth)
{
	struct mdp_expr *copy = MDP_NEW(x->a, struct mdp_expr);
	*copy = *e;
	if (!where || depth > MDP_LIMIT_QUERY_DEPTH)
		return copy;
	if (e->kind == MDP_X_OP) {
		copy->arg = narrowed(x, e->arg, where, depth + 1);
		copy->arg2 = narrowed(x, e->arg2, where, depth + 1);
	} else if (e->kind == MDP_X_AGG || e->kind == MDP_X_MEASURE) {
		copy->where = mdp_pred_and(x->a, e->where, where);
	}
	return copy;
}

bool mdp_figure_combine(struct mdp_phraser *x, enum mdp_op op, const struct mdp_figure *l, const struct mdp_figure *r,
			struct mdp_figure *out)
{
	static const char *const SIGNS[] = { "", "+", "−", "×", "÷" };
	if (l->kind != MDP_FIG_AMOUNT || r->kind != MDP_FIG_AMOUNT || l->window || r->window)
		return false;
	*out = *l;
	out->expr = mdp_expr_op(x->a, op, narrowed(x, l->expr, l->where, 0), narrowed(x, r->expr, r->where, 0));
	out->where = NULL;
	out->set = NULL;
	out->counts = false;
	out->measure = out->column = -1;
	out->name = mdp_arena_printf(x->a, "%s %s %s", l->name, SIGNS[op], r->name);
	bool same = l->unit && r->unit && !strcmp(l->unit, r->unit);
	out->unit = op != MDP_OP_DIV                   ? l->unit
		    : same || (l->counts && r->counts) ? "ratio"
		    : r->counts                        ? l->unit
						       : NULL;
	return true;
}

static bool asks_how_many(const struct mdp_phraser *x, int from, int to);

/* Things that are money themselves, which nobody asked the number of. */
static bool is_money_counted(const struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_figure *f)
{
	return f->counts && f->set && !f->set->attr && mdp_is_money(x, f->set->to) && !asks_how_many(x, n->from, n->to);
}

static const struct mdp_phrase *op_two(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *l = mdp_node_figure(n->args[0]), *r = mdp_node_figure(n->args[1]);
	enum mdp_op op = mdp_node_is(n, "ratio") ? MDP_OP_DIV : mdp_node_is(n, "minus") ? MDP_OP_SUB : MDP_OP_ADD;
	struct mdp_figure f, base;
	if (!l || !r)
		return NULL;
	/* "spend divided by clicks" is what it comes to, and no number of spends */
	if (is_money_counted(x, n->args[0], l) || is_money_counted(x, n->args[1], r))
		return NULL;
	base = *l;
	if (op == MDP_OP_SUB && n->args[1]->phrase->nfigures == 1 && l->unit && r->unit &&
	    strcmp(l->unit, r->unit) != 0)
		return NULL;
	if (op == MDP_OP_DIV && !mdp_ratio_sides(x, n, l, r))
		return NULL;
	return mdp_figure_combine(x, op, &base, r, &f) ? mdp_figure_one(x, n, &f) : NULL;
}

/* (modfig CONDITION FIGURE): "won revenue", "paid amount" where that is a status: of those of which it is so. */
static const struct mdp_phrase *op_modfig(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_cond *c = mdp_node_cond(n->args[0]);
	const struct mdp_figure *f = mdp_node_figure(n->args[1]);
	struct mdp_pred *p = NULL;
	if (!c || !f || !f->edge || f->edge->meaning.cost >= mdp_lexicon_weight(x->l, "part") ||
	    c->kind != MDP_COND_PRED || c->compared || f->kind != MDP_FIG_AMOUNT ||
	    !mdp_entity_determines(x, f->entity, c->owner) || mdp_attach(x, f->entity, c, &p) < 0)
		return NULL;
	struct mdp_figure out = *f;
	out.where = mdp_pred_and(x->a, f->where, p);
	return mdp_figure_one(x, n, &out);
}

/* "sales without shipping and tax" */
static const struct mdp_phrase *op_less(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *l = mdp_node_figure(n->args[0]);
	const struct mdp_phrase *rest = n->args[1] ? n->args[1]->phrase : NULL;
	if (!l || !rest || rest->kind != MDP_PH_FIGURES)
		return NULL;
	struct mdp_figure f = *l;
	for (int i = 0; i < rest->nfigures; i++) {
		struct mdp_figure before = f;
		const struct mdp_figure *r = &rest->figures[i];
		if (!before.unit || !r->unit || strcmp(before.unit, r->unit) != 0 ||
		    !mdp_figure_combine(x, MDP_OP_SUB, &before, r, &f))
			return NULL;
	}
	return mdp_figure_one(x, n, &f);
}

/* "on time rate": those of which it is so, among those of which it is known. */
static const struct mdp_phrase *flag_rate(struct mdp_phraser *x, const struct mdp_node *n, int column)
{
	const struct mdp_column *c = &x->c->columns[column];
	struct mdp_node flag = { .op = "flag", .args = n->args, .nargs = 1, .from = n->from, .to = n->to };
	const struct mdp_phrase *p = NULL;
	double cost = x->cost; /* of what was found so far */
	if (c->entity < 0 || !mdp_phrase_apply(x, &flag, &p) || !p || p->cond->kind != MDP_COND_PRED)
		return NULL;
	x->cost = cost;
	struct mdp_expr *some = mdp_expr_agg(x->a, MDP_AGG_COUNT, mdp_entity_name(x, c->entity), NULL);
	struct mdp_expr *all = mdp_expr_agg(x->a, MDP_AGG_COUNT, mdp_entity_name(x, c->entity), NULL);
	some->where = p->cond->pred;
	if (c->nulls > 0)
		all->where = mdp_pred_known(x->a, mdp_phrase_column(x, column));
	struct mdp_figure f = {
		.kind = MDP_FIG_AMOUNT, .entity = c->entity, .column = -1, .measure = -1, .unit = "ratio"
	};
	f.expr = mdp_expr_op(x->a, MDP_OP_DIV, some, all);
	f.name = mdp_arena_printf(x->a, "%s rate", mdp_phrase_label(c));
	return mdp_figure_one(x, n, &f);
}

/* "win rate" has a meaning of its own in its trade, beside the one that its words put together. */
static bool is_concept(const struct mdp_phraser *x, const struct mdp_node *n)
{
	for (int i = x->t->first[n->from]; i < x->t->first[n->from + 1]; i++)
		if (x->t->edges[i].to <= n->to && x->t->edges[i].meaning.kind == MDP_CAT_WORD &&
		    !strcmp(x->t->edges[i].meaning.cat, "concept"))
			return true;
	return false;
}

/* "late delivery rate", where that is a reason of refunds: deliveries have their own. */
static bool is_of_others(const struct mdp_phraser *x, const struct mdp_edge *value)
{
	int entity = x->c->columns[value->meaning.column].entity;
	for (int i = x->t->first[value->from]; i < x->t->first[value->to]; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->to <= value->to && e->to - e->from < value->to - value->from &&
		    e->meaning.kind == MDP_CAT_ENTITY && !strcmp(e->meaning.sub, "noun") && e->meaning.id != entity)
			return true;
	}
	return false;
}

/* Rows with the value ÷ all rows, and not of the values that there are. `decided`: of those with a day on which it was decided, as with "Closed Won". */
static const struct mdp_phrase *value_rate(struct mdp_phraser *x, const struct mdp_node *n, bool decided)
{
	const struct mdp_meaning *m = &n->args[0]->edge->meaning;
	const struct mdp_column *c = &x->c->columns[m->column];
	int since = mdp_catalog_since(c, mdp_str_of(m->text));
	if (c->entity < 0 || (decided && !since))
		return NULL;
	const struct mdp_entity *e = &x->c->entities[c->entity];
	bool kind = e->nkey == 1 && e->key[0] == m->column;
	int of = since ? x->c->columns[since - 1].entity : kind ? x->c->tables[c->table].row_entity : c->entity;
	if (of < 0)
		return NULL;
	const char *entity = mdp_entity_name(x, of);
	struct mdp_expr *some = mdp_expr_agg(x->a, MDP_AGG_COUNT, entity, NULL),
			*all = mdp_expr_agg(x->a, MDP_AGG_COUNT, entity, NULL);
	some->where = mdp_pred_cmp(x->a, MDP_CMP_EQ, mdp_phrase_column(x, m->column),
				   mdp_phrase_stored(x, m->column, m->text));
	if (decided)
		all->where = mdp_pred_known(x->a, mdp_phrase_column(x, since - 1));
	struct mdp_figure f = { .kind = MDP_FIG_AMOUNT,
				.entity = of,
				.column = -1,
				.measure = -1,
				.unit = "ratio",
				.dated = decided ? since : 0 };
	f.expr = mdp_expr_op(x->a, MDP_OP_DIV, some, all);
	f.name = mdp_arena_printf(x->a, "%s rate", mdp_words_norm(x->a, mdp_str_of(m->text)));
	return mdp_figure_one(x, n, &f);
}

/* "cancellation rate", "refund rate". */
static const struct mdp_phrase *op_rate(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *v = n->args[0]->edge;
	bool value = v && v->meaning.kind == MDP_CAT_VALUE, concept = is_concept(x, n);
	if (!v || (value && is_of_others(x, v)))
		return NULL;
	if (concept && mdp_concept_only(x, n))
		return NULL; /* "open rate" is nothing of what is open */
	x->cost += concept ? mdp_lexicon_weight(x->l, "vague") : 0;
	if (v->meaning.kind == MDP_CAT_ATTR)
		return flag_rate(x, n, v->meaning.id);
	/* of what was "Closed Won", a win rate is of what was closed */
	return value ? value_rate(x, n, concept && strchr(v->meaning.text, ' ')) : NULL;
}

/* Is there "number of" within? */
static bool asks_how_many(const struct mdp_phraser *x, int from, int to)
{
	for (int i = x->t->first[from]; i < x->t->first[to]; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->to <= to && e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "q") && e->meaning.sub &&
		    !strcmp(e->meaning.sub, "howmany"))
			return true;
	}
	return false;
}

/* Each thing's own figure, then the mean of those that have any: "revenue per customer". */
static const struct mdp_phrase *op_per(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	const struct mdp_set *s = mdp_node_set(n->args[1]);
	struct mdp_figure out;
	if (!f || !s || f->kind != MDP_FIG_AMOUNT || f->window || s->extreme || s->having || s->attr || s->pending)
		return NULL;
	/* "the average number of charges" is how many there are, not what they come to */
	if (f->measure >= 0 && mdp_unit_is_money(x->c->measures[f->measure].unit) && asks_how_many(x, n->from, n->to))
		return NULL;
	/* "win rate per rep" is that of each; only an average of rates is one number */
	if (f->expr->kind == MDP_X_OP && f->unit && !strcmp(f->unit, "ratio") &&
	    !mdp_begins_with(x, n->from, "agg", "avg", "avg"))
		return NULL;
	/* "calls per queue": of a few queues, each is meant; of many, what one has on average */
	const struct mdp_entity *each_of = &x->c->entities[s->entity];
	if (mdp_node_is(n, "permany") && each_of->label >= 0 && each_of->count <= PER_FEW)
		return NULL;
	out = *f;
	if (f->entity == s->entity && f->measure >= 0) { /* of each by itself: its average */
		if (!mdp_figure_aggregate(x, MDP_AGG_AVG, 0, &out))
			return NULL;
		out.where = mdp_pred_and(x->a, f->where, s->where);
		return mdp_figure_one(x, n, &out);
	}
	if (f->entity == s->entity || !mdp_entity_determines(x, f->entity, s->entity)) {
		mdp_phraser_refuse(x, MDP_REASON_NOT_CONNECTED, n->from, n->to, "%s cannot be counted per %s", f->name,
				   mdp_entity_name(x, s->entity));
		return NULL;
	}
	const struct mdp_expr *each = f->expr;
	if (f->measure >= 0 && x->c->measures[f->measure].expr->kind == MDP_X_AGG)
		each = x->c->measures[f->measure].expr;
	out.expr = mdp_expr_agg(x->a, MDP_AGG_AVG, mdp_entity_name(x, s->entity), narrowed(x, each, f->where, 0));
	out.expr->where = mdp_pred_exists(x->a, mdp_entity_name(x, f->entity), f->where);
	out.where = s->where;
	out.per = f;
	out.entity = s->entity;
	out.measure = -1;
	out.counts = false;
	out.set = NULL;
	out.name = mdp_arena_printf(x->a, "average %s per %s", f->name, mdp_entity_name(x, s->entity));
	return mdp_figure_one(x, n, &out);
}

/* "The average yearly consumption of a contract" is of each one, and not of all of them together. */
static bool is_of_each(const struct mdp_phraser *x, int at)
{
	return at + 1 < x->t->ntokens && mdp_begins_with(x, at, "conn", "of", "for") &&
	       mdp_begins_with(x, at + 1, "an", "onewho", "onewho");
}

/* "average revenue per month": its total over the number of months that have any. */
static const struct mdp_phrase *op_per_time(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	enum mdp_grain grain;
	if (is_of_each(x, n->to))
		return NULL;
	if (!f || f->kind != MDP_FIG_AMOUNT || f->window || !n->args[1] ||
	    !mdp_grain_from_word(mdp_str_of(mdp_node_word(n->args[1])), &grain))
		return NULL;
	int time = f->measure >= 0 && x->c->measures[f->measure].time >= 0 ? x->c->measures[f->measure].time
									   : mdp_entity_time(x, f->entity);
	if (time < 0)
		return NULL;
	struct mdp_expr *unit = MDP_NEW(x->a, struct mdp_expr);
	unit->kind = MDP_X_TRUNC;
	unit->grain = grain;
	unit->arg = mdp_phrase_column(x, time);
	struct mdp_figure out = *f;
	out.expr = mdp_expr_op(x->a, MDP_OP_DIV, narrowed(x, f->expr, NULL, 0),
			       mdp_expr_agg(x->a, MDP_AGG_COUNT_DISTINCT, mdp_entity_name(x, f->entity), unit));
	out.measure = -1;
	out.counts = false;
	out.name = mdp_arena_printf(x->a, "average %s per %s", f->name, mdp_grain_word(grain));
	return mdp_figure_one(x, n, &out);
}

/* "… are women": is a condition, or one of several, said with an auxiliary? */
static bool is_stated(const struct mdp_phraser *x, const struct mdp_node *c, int depth)
{
	if (mdp_node_is(c, "and") && depth < MDP_LIMIT_QUERY_DEPTH)
		return is_stated(x, c->args[0], depth + 1) || is_stated(x, c->args[1], depth + 1);
	const struct mdp_node *leaf = c;
	while (leaf->nargs && leaf->args[0])
		leaf = leaf->args[0];
	int from = leaf->edge && c->from > leaf->edge->from ? leaf->edge->from : c->from;
	return mdp_said_with_aux(x, from) || (leaf->edge && mdp_said_with_aux(x, leaf->edge->from));
}

/* How many conditions narrow the set of this node; `stated`: is one of them said so? */
static int conditions(const struct mdp_phraser *x, const struct mdp_node *n, bool *stated, int depth)
{
	if (!n || n->nargs < 2 || depth > MDP_LIMIT_QUERY_DEPTH || !(mdp_node_is(n, "mod") || mdp_node_is(n, "named")))
		return 0;
	*stated |= is_stated(x, n->args[1], 0);
	return 1 + conditions(x, n->args[0], stated, depth + 1);
}

/*
 * "share of delivered parcels that came back", "what share of active employees are women": what is said last, by a clause, is what is asked
 * of those said before.
 */
static bool clause_is_the_part(const struct mdp_phraser *x, const struct mdp_node *n, bool *stated)
{
	const struct mdp_node *set =
		n->args[0]->nargs == 1 && mdp_node_is(n->args[0], "count") ? n->args[0]->args[0] : NULL;
	const struct mdp_cond *last = set && mdp_node_is(set, "mod") ? mdp_node_cond(set->args[1]) : NULL;

	if (conditions(x, set, stated, 0) > 1 && *stated)
		return true;
	return last && mdp_node_is(set->args[0], "mod") && (last->done_by || last->kind == MDP_COND_LINK);
}

/* (share X), (cumulative X), (growth X), (moving_average X n) */
static const struct mdp_phrase *op_windowed(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *arg = mdp_node_figure(n->args[0]);
	struct mdp_figure f;
	bool stated = false;
	if (!arg || arg->kind != MDP_FIG_AMOUNT || arg->window ||
	    (mdp_node_is(n, "share") && clause_is_the_part(x, n, &stated)))
		return NULL;
	f = *arg;
	f.stated = stated;
	if (!mdp_window_from_word(mdp_str_of(n->op), &f.window))
		return NULL;
	f.n = n->nargs > 1 && n->args[1] && n->args[1]->edge ? n->args[1]->edge->number : 0;
	if (n->nargs > 2 && n->args[2] && !mdp_grain_from_word(mdp_str_of(mdp_node_word(n->args[2])), &f.grain))
		return NULL;
	if ((f.window == MDP_WIN_MOVING_AVERAGE || f.window == MDP_WIN_ROLLING) &&
	    (f.n < 2 || f.n > 1000 || !(f.n <= (double)(int)f.n)))
		return NULL;
	return mdp_figure_one(x, n, &f);
}

/* "month over month growth of orders": split by that unit too. */
static const struct mdp_phrase *op_growth_by(struct mdp_phraser *x, const struct mdp_node *n)
{
	const char *word = strrchr(mdp_node_word(n->args[0]), '_');
	const struct mdp_figure *arg = mdp_node_figure(n->args[1]);
	struct mdp_figure f;
	if (!word || !arg || arg->kind != MDP_FIG_AMOUNT || (arg->window && arg->window != MDP_WIN_GROWTH))
		return NULL;
	f = *arg;
	f.window = MDP_WIN_GROWTH;
	return mdp_grain_from_word(mdp_str_of(word + 1), &f.grain) ? mdp_figure_one(x, n, &f) : NULL;
}

const struct mdp_operation mdp_ratio_operations[] = {
	{ "ratio", 2, op_two },
	{ "minus", 2, op_two },
	{ "plus", 2, op_two },
	{ "modfig", 2, op_modfig },
	{ "less", 2, op_less },
	{ "rate", 1, op_rate },
	{ "per", 2, op_per },
	{ "permany", 2, op_per },
	{ "pertime", 2, op_per_time },
	{ "share", 1, op_windowed },
	{ "cumulative", 1, op_windowed },
	{ "growth", 1, op_windowed },
	{ "moving_average", 2, op_windowed },
	{ "rolling", 2, op_windowed },
	{ "growthby", 2, op_growth_by },
	{ NULL, 0, NULL },
};
