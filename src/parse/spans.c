/*
 * How long it took: from one time of a thing to another, of the thing itself, of what it is linked to, or the first or last of what belongs
 * to it. A moment is a figure of one date; a span is an attribute of the things that have both, so that it is averaged, compared and
 * ranked as any number. In whole days, unless another unit is said; dates that know no time of day have no hours.
 */
#include <limits.h>
#include <string.h>

#include "catalog/words.h"
#include "parse/phrase.h"
#include "base/banned.h"

#define DAY_SECONDS 86400
#define FAR_FETCHED 0.3 /* what a name may cost that stands for a moment */

/* (moment DATE): by a column's name, or a word for what happened then. */
static const struct mdp_phrase *op_moment(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	int column = e ? e->meaning.id : -1;
	if (column < 0 || e->meaning.cost > FAR_FETCHED || x->c->columns[column].entity < 0 ||
	    !mdp_column_is_time(&x->c->columns[column]))
		return NULL;
	struct mdp_figure f;
	mdp_figure_column(x, column, e->meaning.kind == MDP_CAT_ATTR ? e->meaning.role : NULL, &f);
	return mdp_figure_one(x, n, &f);
}

/* (momentno DIR DATE): "first answer", where that is what the date's name says. */
static const struct mdp_phrase *op_moment_no(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[1]->edge;
	struct mdp_str rest = e && e->meaning.id >= 0 ? mdp_str_of(x->c->columns[e->meaning.id].words) : mdp_str_of("");
	struct mdp_str said = x->t->tokens[n->args[0]->from].folded, word;
	bool says = false;
	while (rest.n && mdp_str_next(&rest, ' ', &word))
		says |= mdp_str_eq(word, said);
	struct mdp_node inner = { .op = "moment", .args = &n->args[1], .nargs = 1, .from = n->from, .to = n->to };
	return says ? op_moment(x, &inner) : NULL;
}

/* Are instances of the one what is known of the other, or the other way round? */
static bool akin(struct mdp_phraser *x, int one, int other)
{
	return one == other || mdp_entity_determines(x, one, other) || mdp_entity_determines(x, other, one);
}

/* (momentof MOMENT SET): "a lead arriving", "delivery of the order". */
static const struct mdp_phrase *op_moment_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	const struct mdp_set *s = mdp_node_set(n->args[1]);
	const struct mdp_node *whose = n->args[1];
	if (!f || !s || s->attr || s->where || s->extreme || s->having || !akin(x, f->entity, s->entity))
		return NULL;
	/* "delivery by warehouse" splits: it is delivered by "a courier" */
	if (!s->plural && whose->from > 0 && mdp_str_is(x->t->tokens[whose->from - 1].folded, "by"))
		return NULL;
	return mdp_figure_one(x, n, f);
}

static const struct mdp_phrase *own_time(struct mdp_phraser *x, const struct mdp_node *n, int entity)
{
	int time = entity < 0 ? -1 : x->c->entities[entity].time;
	if (time < 0 || x->c->columns[time].entity != entity)
		return NULL;
	struct mdp_figure f;
	mdp_figure_column(x, time, NULL, &f);
	x->cost += mdp_lexicon_weight(x->l, "part"); /* rather a date that is called so */
	return mdp_figure_one(x, n, &f);
}

/* (begun SET): the time of the thing itself: "the order", "ordering". */
static const struct mdp_phrase *op_begun(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	int entity = e && e->meaning.kind == MDP_CAT_ENTITY ? e->meaning.id : -1;
	if (mdp_says_date(x, n->from, n->to))
		return NULL;
	return own_time(x, n, entity);
}

/* (begunby SET): "a lead arriving". */
static const struct mdp_phrase *op_begun_by(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	return s && !s->attr && !s->where && !s->extreme ? own_time(x, n, s->entity) : NULL;
}

/* (edge DIR SET): the first (last) time of those that belong to it: "first call". */
static const struct mdp_phrase *op_edge(struct mdp_phraser *x, const struct mdp_node *n)
{
	const char *dir = mdp_node_word(n->args[0]);
	const struct mdp_set *s = mdp_node_set(n->args[1]);
	int time = s && !s->attr && !s->extreme && !s->having && !s->pending ? x->c->entities[s->entity].time : -1;
	if (time < 0 || x->c->columns[time].entity != s->entity)
		return NULL;
	bool first = !strcmp(dir, "first") || !strcmp(dir, "earliest");
	struct mdp_figure f = { .kind = MDP_FIG_AMOUNT, .entity = s->entity, .column = -1, .measure = -1 };
	f.expr = mdp_expr_agg(x->a, first ? MDP_AGG_MIN : MDP_AGG_MAX, mdp_entity_name(x, s->entity),
			      mdp_phrase_column(x, time));
	f.expr->where = s->where;
	f.name = mdp_arena_printf(x->a, "%s %s", first ? "first" : "last", mdp_entity_name(x, s->entity));
	return mdp_figure_one(x, n, &f);
}

/* Has each of these moments a time of day? An aggregate has that of its column. */
static const struct mdp_column *column_of(const struct mdp_phraser *x, const struct mdp_expr *e)
{
	e = e->kind == MDP_X_AGG ? e->arg : e;
	return &x->c->columns[mdp_catalog_column(x->c, mdp_str_of(e->name))];
}

/* That it is a time at all: some stand far from all others, for one that is not known ("9999-12-31"). NULL where none does. */
static struct mdp_pred *is_known(struct mdp_phraser *x, const struct mdp_expr *e)
{
	int column = e->kind == MDP_X_COLUMN ? mdp_catalog_column(x->c, mdp_str_of(e->name)) : -1;
	struct mdp_period p = { .from = INT64_MIN, .to = INT64_MAX };
	int64_t first, last;
	bool apart = false;
	for (int i = 0; i < x->c->noddities && column >= 0; i++)
		apart |= x->c->oddities[i].kind == MDP_ODD_APART &&
			 mdp_catalog_original(x->c, x->c->oddities[i].column) == mdp_catalog_original(x->c, column);
	if (!apart || !mdp_catalog_period(x->c, column, &first, &last))
		return NULL;
	p.from = first;
	p.to = last + 1;
	return mdp_during(x, column, &p);
}

/* Of whom both are known: the finer of two, or the one whose first (last) of others it is. -1: nobody. */
static int owner_of(struct mdp_phraser *x, const struct mdp_figure *a, const struct mdp_figure *b)
{
	bool edge_a = a->kind == MDP_FIG_AMOUNT, edge_b = b->kind == MDP_FIG_AMOUNT;
	if (edge_a && edge_b)
		return -1;
	const struct mdp_figure *one = edge_a ? b : a, *other = edge_a ? a : b;
	if (edge_a || edge_b)
		return one->entity != other->entity && mdp_entity_determines(x, other->entity, one->entity)
			       ? one->entity
			       : -1;
	if (mdp_entity_determines(x, a->entity, b->entity))
		return a->entity;
	return mdp_entity_determines(x, b->entity, a->entity) ? b->entity : -1;
}

static struct mdp_figure span_of(struct mdp_phraser *x, const struct mdp_figure *a, const struct mdp_figure *b, int of)
{
	bool days = column_of(x, a->expr)->type == MDP_T_DATE || column_of(x, b->expr)->type == MDP_T_DATE;
	struct mdp_expr *e = MDP_NEW(x->a, struct mdp_expr);
	e->kind = MDP_X_DAYS_BETWEEN;
	e->arg = a->expr;
	e->arg2 = b->expr;
	e->n = days ? 0 : mdp_span_seconds(mdp_str_of("hours"));
	struct mdp_figure f = { .kind = MDP_FIG_ATTR,
				.entity = of,
				.column = -1,
				.measure = -1,
				.expr = e,
				.unit = days ? "days" : "hours" };
	f.name = mdp_arena_printf(x->a, "%s from %s to %s", f.unit, a->name, b->name);
	f.where = mdp_pred_and(x->a, is_known(x, a->expr), is_known(x, b->expr));
	return f;
}

/* (lapse MOMENT MOMENT) */
static const struct mdp_phrase *op_lapse(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *a = mdp_node_figure(n->args[0]), *b = mdp_node_figure(n->args[1]);
	if (!a || !b || mdp_same_expr(a->expr, b->expr))
		return NULL;
	int of = owner_of(x, a, b);
	if (of < 0)
		return NULL;
	struct mdp_figure f = span_of(x, a, b, of);
	x->cost += mdp_entity_links(x, of, of == a->entity ? b->entity : a->entity) * mdp_lexicon_weight(x->l, "link");
	return mdp_figure_one(x, n, &f);
}

/* Who signs up: the nearest of those who buy, whom each has before whom some have; -1. */
static int buyers_of(struct mdp_phraser *x, int from)
{
	int best = -1, nearest = INT_MAX;
	for (int e = 0; e < x->c->nentities; e++) {
		int links = mdp_entity_buys(x, e) ? mdp_entity_links(x, from, e) : -1;
		int far = 2 * links + !mdp_entity_always(x, from, e);
		if (links >= 0 && far < nearest) {
			best = e;
			nearest = far;
		}
	}
	return best;
}

/* (lapsejoined MOMENT): "from signing up to the first order": from the time of those to whom what came of it leads. */
static const struct mdp_phrase *op_lapse_joined(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *b = mdp_node_figure(n->args[0]);
	int who = b && b->entity >= 0 ? buyers_of(x, b->entity) : -1;
	if (who < 0 && b && b->entity >= 0)
		who = mdp_entity_people_of(x, b->entity);
	int time = who < 0 ? -1 : x->c->entities[who].time;
	struct mdp_figure a;
	if (time < 0 || x->c->columns[time].entity != who)
		return NULL;
	mdp_figure_column(x, time, NULL, &a);
	int of = owner_of(x, &a, b);
	if (of < 0 || mdp_same_expr(a.expr, b->expr))
		return NULL;
	struct mdp_figure f = span_of(x, &a, b, of);
	return mdp_figure_one(x, n, &f);
}

/*
 * When it began that came to this end: the thing's own time where its name says that it is the beginning, or nothing else could be. Of
 * several others the one that says so; else it is to be said.
 */
static int beginning_of(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_figure *end)
{
	int own = x->c->entities[end->entity].time, others = 0, said = -1, saying = 0;
	if (own < 0 || own == end->column || x->c->columns[own].entity != end->entity)
		return -1;
	for (int i = 0; i < x->c->ncolumns; i++) {
		const struct mdp_column *c = &x->c->columns[i];
		if (c->entity != end->entity || i == end->column || c->hidden || c->mirror >= 0 ||
		    !mdp_column_is_time(c) || mdp_column_marks(x, i, "due") || mdp_column_marks(x, i, "until") ||
		    mdp_column_marks(x, i, "birth"))
			continue;
		bool says = mdp_column_marks(x, i, "from");
		others += i != own;
		saying += says;
		said = says ? i : said;
	}
	if ((mdp_column_marks(x, own, "from") && saying == 1) || others == 0 ||
	    mdp_words_begin(x->c->columns[own].words, x->c->entities[end->entity].name))
		return own;
	if (saying == 1)
		return said;
	mdp_phraser_refuse(x, MDP_REASON_AMBIGUOUS, n->from, n->to,
			   "%s have several dates it could be counted from: say from what",
			   x->c->entities[end->entity].plural);
	return -1;
}

/* (lapseto MOMENT): from the time of the thing itself: "days to close". */
static const struct mdp_phrase *op_lapse_to(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *b = mdp_node_figure(n->args[0]);
	int time = b && b->kind == MDP_FIG_ATTR ? beginning_of(x, n, b) : -1;
	if (time < 0)
		return NULL;
	struct mdp_figure a;
	mdp_figure_column(x, time, NULL, &a);
	struct mdp_figure f = span_of(x, &a, b, b->entity);
	return mdp_figure_one(x, n, &f);
}

/* From the beginning of each to its end, by the words of its dates; not where a number tells how long it took. */
static bool whole_span(struct mdp_phraser *x, int entity, struct mdp_figure *out)
{
	double cost = 0;
	int end = mdp_column_marked(x, entity, "until"), begin = mdp_column_marked(x, entity, "from");
	begin = begin < 0 ? x->c->entities[entity].time : begin;
	if (begin < 0 || end < 0 || begin == end || x->c->columns[begin].entity != entity ||
	    mdp_column_called(x, "duration", entity, &cost) >= 0)
		return false;
	struct mdp_figure a, b;
	mdp_figure_column(x, begin, NULL, &a);
	mdp_figure_column(x, end, NULL, &b);
	*out = span_of(x, &a, &b, entity);
	return true;
}

/* (lapseof SET) */
static const struct mdp_phrase *op_lapse_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	struct mdp_figure f;
	if (!s || s->attr || !whole_span(x, s->entity, &f))
		return NULL;
	f.set = s;
	return mdp_figure_one(x, n, &f);
}

/* (lapsefrom SET MOMENT): from the time of the thing: "how long does a request wait for the first visit". */
static const struct mdp_phrase *op_lapse_from(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	const struct mdp_figure *b = mdp_node_figure(n->args[1]);
	int time = s && !s->attr ? x->c->entities[s->entity].time : -1;
	struct mdp_figure a;
	if (time < 0 || !b || b->column == time || x->c->columns[time].entity != s->entity)
		return NULL;
	mdp_figure_column(x, time, NULL, &a);
	int of = owner_of(x, &a, b);
	if (of != s->entity)
		return NULL;
	struct mdp_figure f = span_of(x, &a, b, of);
	f.set = s;
	return mdp_figure_one(x, n, &f);
}

/* Does one of these words, which would say from or to what, stand behind it? */
static bool goes_on(const struct mdp_phraser *x, int at)
{
	static const struct {
		const char *cat, *one, *other;
	} WORDS[] = { { "conn", "to", "for" },
		      { "conn", "from", "from" },
		      { "cmp", "until", "before" },
		      { "cmp", "between", "after" } };
	for (size_t i = 0; at < x->t->ntokens && i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
		if (mdp_begins_with(x, at, WORDS[i].cat, WORDS[i].one, WORDS[i].other))
			return true;
	return false;
}

/* (lapseknown SET SPAN): those of the set of which both ends are known, where some are marked as not. */
static const struct mdp_phrase *op_lapse_known(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	const struct mdp_figure *f = mdp_node_figure(n->args[1]);
	if (!s || !f || s->attr || (f->where && f->entity != s->entity))
		return NULL;
	return mdp_set_phrase(x, n, f->where ? mdp_set_narrowed(x, s, f->where) : s);
}

/* (lapsewhole FIGURE): how long it takes from its beginning to its end, where no other end is said behind it. */
static const struct mdp_phrase *op_whole(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	return f && !goes_on(x, n->to) ? mdp_figure_one(x, n, f) : NULL;
}

int mdp_attach_span(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out)
{
	struct mdp_figure f;
	if (!whole_span(x, entity, &f))
		return mdp_phraser_refuse(x, MDP_REASON_UNKNOWN_CONCEPT, c->from, c->to,
					  "no two dates of %s tell when they began and ended: say from what to what",
					  x->c->entities[entity].plural);
	if (mdp_span_tell_in(x, c->from, c->to, c->unit, &f) < 0)
		return -MDP_REFUSED;
	*out = mdp_pred_and(x->a, f.where, mdp_pred_cmp(x->a, c->cmp, f.expr, mdp_phrase_number(x, c->n)));
	return 0;
}

/* (tookcmp CMP NUMBER UNIT): "took longer than 3 days": from beginning to end, of whatever it is said. */
static const struct mdp_phrase *op_took_cmp(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[1] ? n->args[1]->edge : NULL;
	struct mdp_cond *c = mdp_cond_new(x, n, MDP_COND_NUMBER);
	if (!e || (e->unit && strcmp(e->unit, "year-like") != 0) || !mdp_node_cmp(n->args[0], &c->cmp) ||
	    goes_on(x, n->to))
		return NULL;
	c->n = e->number;
	c->noun_of = "duration";
	c->unit = mdp_node_word(n->args[2]);
	return mdp_cond_phrase(x, n, c);
}

int mdp_span_begin(const struct mdp_phraser *x, const struct mdp_expr *e, int entity)
{
	const struct mdp_expr *in = e->kind == MDP_X_AGG && e->arg ? e->arg : e;
	if (in->kind != MDP_X_DAYS_BETWEEN || in->arg->kind != MDP_X_COLUMN || entity < 0)
		return -1;
	const struct mdp_expr *ends[2] = { in->arg, in->arg2 };
	for (int i = 0; i < 2; i++)
		if (ends[i]->kind == MDP_X_COLUMN &&
		    mdp_catalog_column(x->c, mdp_str_of(ends[i]->name)) == x->c->entities[entity].time)
			return -1;
	return mdp_catalog_column(x->c, mdp_str_of(in->arg->name));
}

/* The span that a figure tells, or of which it is the average (…); NULL when it is none. */
static const struct mdp_expr *span_in(const struct mdp_figure *f)
{
	const struct mdp_expr *e = f->expr && f->expr->kind == MDP_X_AGG && f->expr->arg ? f->expr->arg : f->expr;
	return e && e->kind == MDP_X_DAYS_BETWEEN ? e : NULL;
}

bool mdp_figure_is_span(const struct mdp_figure *f)
{
	return span_in(f) != NULL;
}

int mdp_span_tell_in(struct mdp_phraser *x, int from, int to, const char *unit, struct mdp_figure *f)
{
	const struct mdp_expr *e = span_in(f);
	double seconds = mdp_span_seconds(mdp_str_of(unit));
	if (!e || seconds < 0)
		return -MDP_REFUSED;
	for (int i = 0; seconds > 0 && seconds < DAY_SECONDS && i < 2; i++) {
		const struct mdp_column *c = column_of(x, i ? e->arg2 : e->arg);
		if (c->type == MDP_T_DATE)
			return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, from, to,
						  "of `%s` only the day is known, so it cannot be told in %s", c->words,
						  unit);
	}
	struct mdp_expr *copy = MDP_NEW(x->a, struct mdp_expr), *outer = MDP_NEW(x->a, struct mdp_expr);
	*copy = *e;
	copy->n = seconds;
	*outer = *f->expr;
	outer->arg = copy;
	f->expr = f->expr->kind == MDP_X_AGG ? outer : copy;
	const char *said = f->unit ? strstr(f->name, f->unit) : NULL;
	if (said)
		f->name = mdp_arena_printf(x->a, "%.*s%s%s", (int)(said - f->name), f->name, unit,
					   said + strlen(f->unit));
	f->unit = unit;
	return 0;
}

/* The same in another unit; NULL where the dates have no time of day. */
static const struct mdp_figure *in_unit(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_figure *f,
					const char *unit)
{
	struct mdp_figure *out = MDP_NEW(x->a, struct mdp_figure);
	*out = *f;
	return mdp_span_tell_in(x, n->from, n->to, unit, out) < 0 ? NULL : out;
}

/* (lapsein UNIT SPAN); any word for time leaves it as it is. */
static const struct mdp_phrase *op_lapse_in(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[1]);
	const char *word = mdp_node_word(n->args[0]);
	if (!f || f->kind != MDP_FIG_ATTR || !span_in(f))
		return NULL;
	if (!*word || !strcmp(word, "time"))
		return mdp_figure_one(x, n, f);
	f = in_unit(x, n, f, word);
	return f ? mdp_figure_one(x, n, f) : NULL;
}

/* (lapsecmp CMP SPAN NUMBER UNIT): "took longer than 3 days". */
static const struct mdp_phrase *op_lapse_cmp(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[1]);
	const struct mdp_edge *e = n->args[2] ? n->args[2]->edge : NULL;
	enum mdp_cmp cmp;
	if (!f || f->kind != MDP_FIG_ATTR || !span_in(f) || !e || (e->unit && strcmp(e->unit, "year-like") != 0) ||
	    !mdp_node_cmp(n->args[0], &cmp))
		return NULL;
	const char *unit = mdp_node_word(n->args[3]);
	double number = e->number;
	/* 48 hours are two days, where days are all that is known */
	bool days = column_of(x, f->expr->arg)->type == MDP_T_DATE || column_of(x, f->expr->arg2)->type == MDP_T_DATE;
	if (days && !strcmp(unit, "hours") && number >= 24 && (int)number % 24 == 0 && number <= (double)(int)number) {
		number /= 24;
		unit = "days";
	}
	f = in_unit(x, n, f, unit);
	return f ? mdp_cond_phrase(
			   x, n,
			   mdp_cond_pred(x, n,
					 mdp_pred_and(x->a, f->where,
						      mdp_pred_cmp(x->a, cmp, f->expr, mdp_phrase_number(x, number))),
					 f->entity))
		 : NULL;
}

const struct mdp_operation mdp_span_operations[] = {
	{ "moment", 1, op_moment },
	{ "momentof", 2, op_moment_of },
	{ "momentno", 2, op_moment_no },
	{ "begun", 1, op_begun },
	{ "begunby", 1, op_begun_by },
	{ "edge", 2, op_edge },
	{ "lapse", 2, op_lapse },
	{ "lapseto", 1, op_lapse_to },
	{ "lapsejoined", 1, op_lapse_joined },
	{ "lapseof", 1, op_lapse_of },
	{ "lapsefrom", 2, op_lapse_from },
	{ "lapsewhole", 1, op_whole },
	{ "lapseknown", 2, op_lapse_known },
	{ "tookcmp", 3, op_took_cmp },
	{ "lapsein", 2, op_lapse_in },
	{ "lapsecmp", 4, op_lapse_cmp },
	{ NULL, 0, NULL },
};
