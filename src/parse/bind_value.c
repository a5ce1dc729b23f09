/*
 * Value expressions: measures, attributes, aggregates, counts, rates. An average of an amount is over instances of the
 * amount's entity; a sum of something that does not add up is refused here, by name.
 */
#include "parse/bind.h"

#include <math.h>
#include <string.h>

#include "base/banned.h"

typedef int bind_fn(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out);

static const char *label_of(const struct mdp_column *c)
{
	return c->label ? c->label : c->words;
}

static int bind_measure(struct mdp_bind *b, int m, struct mdp_bx *out)
{
	const struct mdp_measure *x = &b->c->measures[m];
	out->expr = mdp_expr_measure(b->a, x->name);
	out->entity = x->entity;
	out->aggregate = true;
	out->measure = m;
	out->name = x->name;
	out->unit = x->unit;
	return 0;
}

static int bind_attr(struct mdp_bind *b, const struct mdp_edge *attr, struct mdp_bx *out)
{
	const struct mdp_column *x = &b->c->columns[attr->meaning.id];
	out->expr = mdp_bind_attr_column(b, attr);
	out->entity = x->entity;
	out->column = attr->meaning.id;
	out->name = mdp_bind_role_words(b, attr->meaning.role, label_of(x));
	out->unit = x->unit;
	return 0;
}

static bool needs_number(enum mdp_aggregate fn)
{
	return fn == MDP_AGG_SUM || fn == MDP_AGG_AVG || fn == MDP_AGG_MEDIAN || fn == MDP_AGG_PERCENTILE ||
	       fn == MDP_AGG_STDDEV;
}

static bool is_numeric(const struct mdp_column *c)
{
	return c->type == MDP_T_INT || c->type == MDP_T_DOUBLE || c->type == MDP_T_DECIMAL;
}

static bool is_time(const struct mdp_column *c)
{
	return c->type == MDP_T_DATE || c->type == MDP_T_TIMESTAMP;
}

/* Σ x ÷ number of instances, which is the average of x where every instance has one. */
static bool is_average(const struct mdp_bind *b, const struct mdp_expr *ratio, const struct mdp_expr *avg)
{
	const struct mdp_expr *sum = ratio->arg, *count = ratio->arg2;
	if (avg->agg != MDP_AGG_AVG || avg->where || !avg->arg || avg->arg->kind != MDP_X_COLUMN ||
	    ratio->kind != MDP_X_OP || ratio->op != MDP_OP_DIV || ratio->where || !sum || !count)
		return false;
	if (sum->kind != MDP_X_AGG || sum->agg != MDP_AGG_SUM || sum->where || !mdp_expr_same(sum->arg, avg->arg) ||
	    count->kind != MDP_X_AGG || count->agg != MDP_AGG_COUNT || count->where || count->arg)
		return false;
	int column = mdp_catalog_column(b->c, mdp_str_of(avg->arg->name));
	return strcmp(sum->entity, avg->entity) == 0 && strcmp(count->entity, avg->entity) == 0 && column >= 0 &&
	       b->c->columns[column].nulls == 0;
}

/* What the platform's files have a name for is that measure, however it was said. */
static bool take_defined(struct mdp_bind *b, struct mdp_bx *x)
{
	for (int i = 0; i < b->c->nmeasures; i++) {
		const struct mdp_measure *m = &b->c->measures[i];
		if (!m->declared || m->disputed || m->entity != x->entity ||
		    (!mdp_expr_same(m->expr, x->expr) && !is_average(b, m->expr, x->expr)))
			continue;
		x->name = m->name;
		x->expr = mdp_expr_measure(b->a, m->name);
		x->measure = i;
		return true;
	}
	return false;
}

/* fn over what the measure sums: its inner expression, once per instance of its entity. */
static int aggregate_of(struct mdp_bind *b, enum mdp_aggregate fn, double p, const struct mdp_node *at,
			struct mdp_bx *x)
{
	const char *word = mdp_aggregate_word(fn);
	if (x->aggregate && x->measure < 0)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, at,
				       "the %s of a calculated figure is not supported yet", word);
	struct mdp_expr *inner = x->expr;
	if (x->measure >= 0) {
		const struct mdp_measure *m = &b->c->measures[x->measure];
		if (fn == MDP_AGG_SUM && m->additive != MDP_ADDITIVE_NO)
			return 0; /* that is what it is */
		if (m->expr->kind != MDP_X_AGG || m->expr->agg != MDP_AGG_SUM || !m->expr->arg)
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, at,
					       "`%s` is already a calculated figure; its %s is not supported", m->name,
					       word);
		inner = m->expr->arg;
		x->expr = mdp_expr_agg(b->a, fn, b->c->entities[x->entity].name, inner);
		x->expr->where = m->expr->where;
	} else {
		const struct mdp_column *c = &b->c->columns[x->column];
		if (needs_number(fn) ? !is_numeric(c) || c->role == MDP_ROLE_ID : !(is_numeric(c) || is_time(c)))
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, at, "`%s` is not a number, so it has no %s",
					       label_of(c), word);
		if (fn == MDP_AGG_SUM && c->additive == MDP_ADDITIVE_NO)
			return mdp_bind_refuse(
				b, MDP_REASON_UNSUPPORTED, at,
				"`%s` does not add up (it is a %s); ask for its average, minimum or maximum",
				label_of(c), mdp_role_word(c->role));
		x->expr = mdp_expr_agg(b->a, fn, b->c->entities[x->entity].name, inner);
	}
	x->expr->p = p;
	x->aggregate = true;
	x->measure = x->column = -1;
	if (take_defined(b, x))
		return 0;
	x->name = fn == MDP_AGG_PERCENTILE
			  ? mdp_arena_printf(b->a, "%gth percentile of %s", p * 100, x->name)
			  : mdp_arena_printf(b->a, "%s %s", fn == MDP_AGG_AVG ? "average" : word, x->name);
	return 0;
}

static int bind_agg(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	enum mdp_aggregate fn;
	const char *word = mdp_node_word(n->args[0]);
	if (!mdp_aggregate_from_word(mdp_str_of(word), &fn))
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "`%s` is not supported yet", word);
	int rc = mdp_bind_value(b, n->args[1], out);
	return rc < 0 ? rc : aggregate_of(b, fn, 0, n, out);
}

static int bind_units(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	return mdp_bind_value(b, n->args[0], out);
}

static int bind_pct(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	double p = n->args[0] && n->args[0]->edge ? n->args[0]->edge->number : 50;
	int rc = mdp_bind_value(b, n->args[1], out);
	if (rc < 0)
		return rc;
	if (!(p > 0 && p < 100))
		return mdp_bind_refuse(b, MDP_REASON_INVALID_QUERY, n, "a percentile lies between 0 and 100, not %g",
				       p);
	return aggregate_of(b, MDP_AGG_PERCENTILE, p / 100, n, out);
}

static void count_of(struct mdp_bind *b, int entity, struct mdp_bx *out)
{
	out->expr = mdp_expr_agg(b->a, MDP_AGG_COUNT, b->c->entities[entity].name, NULL);
	out->entity = entity;
	out->aggregate = true;
	out->name = b->c->entities[entity].plural;
}

/* "how many staff" of rows that each hold a number of staff: the amount that has the rows' own name. */
static int namesake(const struct mdp_bind *b, int entity)
{
	const struct mdp_entity *e = &b->c->entities[entity];
	for (int i = 0; i < b->c->nmeasures; i++) {
		const struct mdp_measure *m = &b->c->measures[i];
		if (m->entity == entity && m->additive == MDP_ADDITIVE_YES && m->name &&
		    (!strcmp(m->name, e->name) || !strcmp(m->name, e->plural)))
			return i;
	}
	return -1;
}

static int bind_count(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	int entity = mdp_bind_np(b, n->args[0]);
	if (entity < 0)
		return entity;
	if (namesake(b, entity) >= 0)
		return bind_measure(b, namesake(b, entity), out);
	count_of(b, entity, out);
	return 0;
}

static int bind_distinct(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	if (!mdp_node_leaf(n->args[0], MDP_CAT_ATTR))
		return bind_count(b, n, out); /* instances of an entity are distinct by what they are */
	int rc = bind_attr(b, n->args[0]->edge, out);
	if (rc < 0)
		return rc;
	out->name = mdp_words_plural(b->a, out->name);
	out->expr = mdp_expr_agg(b->a, MDP_AGG_COUNT_DISTINCT, b->c->entities[out->entity].name, out->expr);
	out->aggregate = true;
	out->column = -1;
	out->unit = NULL;
	return 0;
}

/* "order value": the main amount of the entity. */
static int bind_main(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	int entity = mdp_bind_np(b, n->args[0]);
	if (entity < 0)
		return entity;
	bool several;
	int m = mdp_bind_main_measure(b, entity, &several);
	if (m < 0)
		return mdp_bind_refuse(b, MDP_REASON_UNKNOWN_CONCEPT, n, "%s have no amount of money",
				       b->c->entities[entity].plural);
	if (several)
		return mdp_bind_refuse(b, MDP_REASON_AMBIGUOUS, n,
				       "%s have several amounts and none is declared the main one",
				       b->c->entities[entity].plural);
	b->cost += mdp_lexicon_weight(b->l, "main_measure");
	return bind_measure(b, m, out);
}

/* (of X NP): an attribute or amount of that entity; the entity must determine it. */
static int bind_of(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	int rc = mdp_bind_value(b, n->args[0], out);
	if (rc < 0)
		return rc;
	int entity = mdp_bind_np(b, n->args[1]);
	if (entity < 0)
		return entity;
	if (b->nsubjects < MDP_BIND_PARTS)
		b->subjects[b->nsubjects++] = entity;
	if (!out->aggregate && !mdp_catalog_determines(b->c, entity, out->entity))
		return mdp_bind_refuse(b, MDP_REASON_NOT_CONNECTED, n, "`%s` is not an attribute of %s", out->name,
				       b->c->entities[entity].plural);
	return 0;
}

/* "cancellation rate": instances with the value ÷ all instances. */
static int bind_rate(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	const struct mdp_edge *v = n->args[0]->edge;
	const struct mdp_column *c = &b->c->columns[v->meaning.column];
	const char *entity = b->c->entities[c->entity].name;
	struct mdp_expr *some = mdp_expr_agg(b->a, MDP_AGG_COUNT, entity, NULL);
	some->where = mdp_pred_cmp(b->a, MDP_CMP_EQ, mdp_bind_column(b, v->meaning.column),
				   mdp_expr_value(b->a, mdp_value_text(mdp_str_of(v->meaning.text))));
	out->expr = mdp_expr_op(b->a, MDP_OP_DIV, some, mdp_expr_agg(b->a, MDP_AGG_COUNT, entity, NULL));
	out->entity = c->entity;
	out->aggregate = true;
	out->name = mdp_arena_printf(b->a, "%s rate", mdp_words_norm(b->a, mdp_str_of(v->meaning.text)));
	out->unit = "ratio";
	return 0;
}

/* (per X NP): X ÷ number of NP that have any, "revenue per customer"; (perof …) keeps the same form for counts. */
static int bind_per(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	struct mdp_bx x = { .column = -1, .measure = -1 };
	int rc = mdp_bind_value(b, n->args[0], &x);
	if (rc < 0)
		return rc;
	int per = mdp_bind_np(b, n->args[1]);
	if (per < 0)
		return per;
	if (!x.aggregate)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "`%s` is no amount that could be divided", x.name);
	if (x.entity == per && x.measure >= 0) { /* of each by itself: its average */
		*out = x;
		return aggregate_of(b, MDP_AGG_AVG, 0, n, out);
	}
	if (x.entity == per || !mdp_catalog_determines(b->c, x.entity, per))
		return mdp_bind_refuse(b, MDP_REASON_NOT_CONNECTED, n, "%s cannot be counted per %s", x.name,
				       b->c->entities[per].name);
	/* the average over the instances that have any: each instance's own figure, then the mean of those */
	struct mdp_expr *each = x.expr;
	const char *event = b->c->entities[x.entity].name;
	if (x.measure >= 0 && b->c->measures[x.measure].expr->kind == MDP_X_AGG)
		each = b->c->measures[x.measure].expr;
	out->expr = mdp_expr_agg(b->a, MDP_AGG_AVG, b->c->entities[per].name, each);
	out->expr->where = mdp_pred_exists(b->a, event, NULL);
	out->entity = per;
	out->aggregate = true;
	out->name = mdp_arena_printf(b->a, "average %s per %s", x.name, b->c->entities[per].name);
	out->unit = x.unit;
	return 0;
}

/* "sells the most", "lifetime value": what comes in, the amount that goes by the surest word for it. */
static int bind_takings(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	int m = mdp_bind_takings(b);
	if (m < 0)
		return mdp_bind_refuse(b, MDP_REASON_UNKNOWN_CONCEPT, n,
				       "no amount in this data is known as what comes in");
	return bind_measure(b, m, out);
}

/* "most expensive product": the attribute of the thing that goes by the adjective's noun ("desc:price"). */
static int bind_adjective(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	const char *colon = strchr(mdp_node_word(n->args[0]), ':');
	int count, best = -1, entity = mdp_bind_np(b, n->args[1]);
	double cost = 0;
	bool tie = false;
	if (entity < 0)
		return entity;
	const char *noun = colon ? colon + 1 : "";
	const struct mdp_meaning *m =
		mdp_lexicon_find(b->l, mdp_str_of(mdp_lexicon_stem(b->l, b->a, mdp_str_of(noun))), &count);
	for (int i = 0; i < count; i++) {
		if (m[i].kind != MDP_CAT_ATTR || b->c->columns[m[i].id].entity != entity || m[i].id == best)
			continue;
		tie = best >= 0 && m[i].cost <= cost && m[i].cost >= cost;
		if (best < 0 || m[i].cost < cost) {
			best = m[i].id;
			cost = m[i].cost;
		}
	}
	if (best < 0 || tie)
		return mdp_bind_refuse(b, MDP_REASON_UNKNOWN_CONCEPT, n, "%s have no %s%s",
				       b->c->entities[entity].plural, tie ? "single " : "", noun);
	b->cost += cost;
	struct mdp_edge attr = { .meaning = { .kind = MDP_CAT_ATTR, .id = best } };
	return bind_attr(b, &attr, out);
}

/* When was the first (last) of them: a day, not a moment. */
static int bind_firsttime(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	bool first = mdp_node_is(n, "firsttime");
	int entity = mdp_bind_np(b, n->args[0]);
	if (entity < 0)
		return entity;
	int time = mdp_bind_time(b, entity);
	if (time < 0)
		return mdp_bind_refuse(b, MDP_REASON_UNKNOWN_CONCEPT, n, "%s have no time",
				       b->c->entities[entity].plural);
	struct mdp_expr *day = MDP_NEW(b->a, struct mdp_expr);
	day->kind = MDP_X_TRUNC;
	day->grain = MDP_GRAIN_DAY;
	day->arg = mdp_bind_column(b, time);
	out->expr = mdp_expr_agg(b->a, first ? MDP_AGG_MIN : MDP_AGG_MAX, b->c->entities[entity].name, day);
	out->entity = entity;
	out->aggregate = true;
	out->name = mdp_arena_printf(b->a, "%s %s", first ? "first" : "last", b->c->entities[entity].name);
	return 0;
}

/* "most used payment method": how many of its owners have the value. */
static int bind_uses(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	if (!mdp_node_leaf(n->args[0], MDP_CAT_ATTR))
		return mdp_bind_refuse(b, MDP_REASON_AMBIGUOUS, n,
				       "it is not said how often what happens is to be counted");
	const struct mdp_column *x = &b->c->columns[n->args[0]->edge->meaning.id];
	if (x->entity >= 0 && x->distinct >= b->c->entities[x->entity].count)
		return mdp_bind_refuse(b, MDP_REASON_AMBIGUOUS, n, "each `%s` stands only once: say what to count",
				       label_of(x));
	count_of(b, x->entity, out);
	return 0;
}

static int bind_windowed(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	if (b->window != MDP_WIN_NONE)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n,
				       "two such calculations at once are not supported yet");
	if (!mdp_window_from_word(mdp_str_of(n->op), &b->window))
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "`%s` is not supported yet", n->op);
	return mdp_bind_value(b, n->args[0], out);
}

/* "month over month growth of orders": split by that unit too. */
static int bind_growth_by(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	const char *word = strrchr(mdp_node_word(n->args[0]), '_');
	const struct mdp_node *what = mdp_node_is(n->args[1], "growth") ? n->args[1]->args[0] : n->args[1];
	enum mdp_grain grain = MDP_GRAIN_NONE;
	if (!word || !mdp_grain_from_word(mdp_str_of(word + 1), &grain) || b->window != MDP_WIN_NONE ||
	    b->nkeys == MDP_BIND_PARTS)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "this growth is not supported yet");
	for (int i = 0; i < b->nkeys; i++)
		if (b->keys[i].grain && b->keys[i].grain != grain)
			return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n,
					       "growth over the %s before, by %s, is not supported yet",
					       mdp_grain_word(grain), mdp_grain_word(b->keys[i].grain));
	b->keys[b->nkeys++] = (struct mdp_key){ .entity = -1, .column = -1, .grain = grain };
	b->window = MDP_WIN_GROWTH;
	return mdp_bind_value(b, what, out);
}

static const struct {
	const char *op;
	bind_fn *fn;
} OPS[] = {
	{ "agg", bind_agg },
	{ "pct", bind_pct },
	{ "count", bind_count },
	{ "distinct", bind_distinct },
	{ "main", bind_main },
	{ "of", bind_of },
	{ "rate", bind_rate },
	{ "per", bind_per },
	{ "adjective", bind_adjective },
	{ "takings", bind_takings },
	{ "units", bind_units },
	{ "total", bind_units },
	{ "firsttime", bind_firsttime },
	{ "lasttime", bind_firsttime },
	{ "uses", bind_uses },
	{ "share", bind_windowed },
	{ "cumulative", bind_windowed },
	{ "growth", bind_windowed },
	{ "growthby", bind_growth_by },
};

int mdp_bind_value(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bx *out)
{
	memset(out, 0, sizeof(*out));
	out->column = out->measure = -1;
	out->node = n;
	if (mdp_node_leaf(n, MDP_CAT_MEASURE))
		return bind_measure(b, n->edge->meaning.id, out);
	if (mdp_node_leaf(n, MDP_CAT_ATTR))
		return bind_attr(b, n->edge, out);
	if (mdp_node_leaf(n, MDP_CAT_ENTITY) || mdp_node_is(n, "np") || mdp_node_is(n, "with")) {
		int entity = mdp_bind_np(b, n);
		if (entity < 0)
			return entity;
		count_of(b, entity, out);
		return 0;
	}
	for (size_t i = 0; n && n->op && i < sizeof(OPS) / sizeof(OPS[0]); i++)
		if (!strcmp(n->op, OPS[i].op))
			return OPS[i].fn(b, n, out);
	return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "this figure is not supported yet");
}
