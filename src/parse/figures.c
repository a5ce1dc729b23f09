/*
 * Figures: measures, attributes, aggregates, counts, ratios. An average of an amount is over instances of the amount's entity; a sum of
 * something that does not add up is refused here, by name. The conditions of a figure stay beside it until the whole question is known.
 */
#include "catalog/units.h"
#include "parse/phrase.h"

#include <string.h>

#include "base/banned.h"

const char *mdp_entity_name(const struct mdp_phraser *x, int entity)
{
	return x->c->entities[entity].name;
}

void mdp_figure_measure(struct mdp_phraser *x, int m, struct mdp_figure *out)
{
	const struct mdp_measure *d = &x->c->measures[m];
	*out = (struct mdp_figure){ .kind = MDP_FIG_AMOUNT,
				    .expr = mdp_expr_measure(x->a, d->name),
				    .entity = d->entity,
				    .column = -1,
				    .measure = m,
				    .name = d->name,
				    .unit = d->unit };
}

void mdp_figure_column(struct mdp_phraser *x, int column, const char *role, struct mdp_figure *out)
{
	const struct mdp_column *c = &x->c->columns[column];
	*out = (struct mdp_figure){ .kind = MDP_FIG_ATTR,
				    .expr = mdp_phrase_column(x, column),
				    .entity = c->entity,
				    .column = column,
				    .measure = -1,
				    .name = mdp_phrase_role_words(x, role, mdp_phrase_label(c)),
				    .unit = c->unit };
	out->expr->role = role;
}

bool mdp_figure_of_edge(struct mdp_phraser *x, const struct mdp_edge *e, int from, int to, struct mdp_figure *out)
{
	if (e->meaning.kind == MDP_CAT_MEASURE)
		mdp_figure_measure(x, e->meaning.id, out);
	else if (e->meaning.kind == MDP_CAT_ATTR)
		mdp_figure_column(x, e->meaning.id, e->meaning.role, out);
	else
		return false;
	out->from = from;
	out->to = to;
	out->edge = e;
	return out->entity >= 0;
}

void mdp_figure_count(struct mdp_phraser *x, const struct mdp_set *s, struct mdp_figure *out)
{
	memset(out, 0, sizeof(*out));
	out->kind = MDP_FIG_AMOUNT;
	out->entity = s->entity;
	out->column = out->measure = -1;
	out->where = s->where;
	out->set = s;
	out->counts = true;
	out->from = s->from;
	out->to = s->to;
	if (s->attr) {
		const struct mdp_column *c = &x->c->columns[s->attr->meaning.id];
		struct mdp_expr *col = mdp_phrase_column(x, s->attr->meaning.id);
		col->role = s->attr->meaning.role;
		out->expr = mdp_expr_agg(x->a, MDP_AGG_COUNT_DISTINCT, mdp_entity_name(x, s->entity), col);
		out->name =
			mdp_words_plural(x->a, mdp_phrase_role_words(x, s->attr->meaning.role, mdp_phrase_label(c)));
		return;
	}
	out->expr = mdp_expr_agg(x->a, MDP_AGG_COUNT, mdp_entity_name(x, s->entity), NULL);
	out->name = x->c->entities[s->entity].plural;
}

bool mdp_figure_takings(struct mdp_phraser *x, struct mdp_figure *out)
{
	int m = mdp_entity_takings(x);
	if (m >= 0)
		mdp_figure_measure(x, m, out);
	return m >= 0;
}

bool mdp_figure_main(struct mdp_phraser *x, const struct mdp_set *s, struct mdp_figure *out)
{
	bool several;
	int m = mdp_entity_main(x, s->entity, &several);
	if (m < 0 || several) {
		mdp_phraser_refuse(x, m < 0 ? MDP_REASON_UNKNOWN_CONCEPT : MDP_REASON_AMBIGUOUS, s->from, s->to,
				   m < 0 ? "%s have no amount of money"
					 : "%s have several amounts and none is declared the main one",
				   x->c->entities[s->entity].plural);
		return false;
	}
	mdp_figure_measure(x, m, out);
	out->where = s->where;
	out->from = s->from;
	out->to = s->to;
	x->cost += mdp_lexicon_weight(x->l, "main_measure");
	return !s->extreme && !s->having && !s->attr && !s->pending;
}

struct mdp_expr *mdp_figure_each(struct mdp_phraser *x, const struct mdp_figure *f)
{
	if (f->kind == MDP_FIG_ATTR)
		return f->expr;
	if (f->measure >= 0) {
		const struct mdp_expr *e = x->c->measures[f->measure].expr;
		return e->kind == MDP_X_AGG && e->agg == MDP_AGG_SUM && !e->where ? e->arg : NULL;
	}
	return NULL;
}

void mdp_figure_number_of(struct mdp_phraser *x, int entity, int from, int to, struct mdp_figure *out)
{
	struct mdp_set all = { .entity = entity, .from = from, .to = to };
	mdp_figure_count(x, &all, out);
	out->set = NULL;
}

int mdp_measure_of_sum(const struct mdp_catalog *c, const struct mdp_expr *each)
{
	for (int m = 0; m < c->nmeasures; m++) {
		const struct mdp_expr *e = c->measures[m].expr;
		if (e->kind == MDP_X_AGG && e->agg == MDP_AGG_SUM && !e->where && e->arg && mdp_same_expr(e->arg, each))
			return m;
	}
	return -1;
}

/* A number that is summed by itself; else what it was. */
void mdp_figure_as_total(struct mdp_phraser *x, struct mdp_figure *f)
{
	int m = f->kind == MDP_FIG_ATTR ? mdp_measure_of_sum(x->c, f->expr) : -1;
	if (m < 0)
		return;
	f->measure = m;
	f->kind = MDP_FIG_AMOUNT;
	f->entity = x->c->measures[m].entity;
	f->expr = mdp_expr_measure(x->a, x->c->measures[m].name);
	f->name = x->c->measures[m].name;
	f->column = -1;
}

/* --- operations --- */

struct mdp_phrase *mdp_figure_one(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_figure *f)
{
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_FIGURES);
	p->figures = MDP_NEW(x->a, struct mdp_figure);
	p->figures[0] = *f;
	p->figures[0].from = n->from;
	p->figures[0].to = n->to;
	p->nfigures = 1;
	return p;
}

/* The number of things is a count, not an attribute that ends in that word. */
static bool counts(const struct mdp_phraser *x, const struct mdp_edge *e)
{
	for (int i = x->t->first[e->from]; e->meaning.kind == MDP_CAT_ATTR && i < x->t->first[e->from + 1]; i++) {
		const struct mdp_edge *o = &x->t->edges[i];
		if (o->to >= e->to + (e->meaning.cost <= 0.11) && !strcmp(o->meaning.cat, "q") && o->meaning.sub &&
		    !strcmp(o->meaning.sub, "howmany"))
			return true;
	}
	return false;
}

static const struct mdp_phrase *op_fig(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_figure f;
	const struct mdp_node *leaf = n->args[0];
	if (!leaf || !leaf->edge || !mdp_figure_of_edge(x, leaf->edge, n->from, n->to, &f) || counts(x, leaf->edge))
		return NULL;
	struct mdp_figure who;
	int at = leaf->edge->from;
	if (f.kind == MDP_FIG_ATTR && at > 0 && mdp_begins_with(x, at - 1, "q", "who", "who") &&
	    mdp_role_who(x, f.column, &who)) { /* what they are called, and no number */
		who.from = f.from;
		who.to = f.to;
		f = who;
	}
	return mdp_figure_one(x, n, &f);
}

/* Said in the plural ("weights"), the values of a column are meant, each by itself; its total has the name of the column. */
static const struct mdp_phrase *op_total(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	struct mdp_figure f;
	if (!e || !mdp_figure_of_edge(x, e, n->from, n->to, &f) || f.measure < 0)
		return NULL;
	const struct mdp_measure *m = &x->c->measures[f.measure];
	int column = mdp_catalog_aggregated(x->c, m->expr);
	const struct mdp_column *c = column >= 0 ? &x->c->columns[column] : NULL;
	struct mdp_str said = x->t->tokens[e->to - 1].folded;
	size_t length = e->meaning.surface ? strlen(e->meaning.surface) : 0;
	bool amount = mdp_unit_is_money(m->unit) || (c && (c->role == MDP_ROLE_QUANTITY || c->role == MDP_ROLE_COUNT));
	bool many = length && !m->declared && !m->uses && said.n > 2 && said.p[said.n - 1] == 's' &&
		    e->meaning.surface[length - 1] != 's';
	if (many && !amount)
		return NULL;
	if (many) /* "monthly fees", "litres": rather each by itself, where they can be listed */
		x->cost += mdp_lexicon_weight(x->l, "part");
	return mdp_figure_one(x, n, &f);
}

static const struct mdp_phrase *op_join(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_FIGURES);
	int cap = 0;
	for (int i = 0; i < n->nargs; i++) {
		const struct mdp_phrase *q = n->args[i] ? n->args[i]->phrase : NULL;
		if (!q || q->kind != MDP_PH_FIGURES)
			return NULL;
		for (int k = 0; k < q->nfigures; k++) {
			bool rest = q->figures[k].expr->kind == MDP_X_OP && i + 1 < n->nargs; /* "less A and B" */
			if (rest)
				return NULL;
			for (int j = 0; j < p->nfigures; j++)
				if (p->figures[j].window == q->figures[k].window &&
				    mdp_same_expr(p->figures[j].expr, q->figures[k].expr) &&
				    mdp_same_pred(p->figures[j].where, q->figures[k].where))
					return NULL;
			MDP_PUSH(x->a, p->figures, p->nfigures, cap, q->figures[k]);
		}
	}
	return p->nfigures <= MDP_PHRASE_PARTS ? p : NULL;
}

static const struct mdp_phrase *op_count(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	struct mdp_figure f;
	/* shown by itself, a count takes what only the whole question can place */
	bool placed = !s || !s->pending || mdp_node_is(n, "shown") || mdp_cond_only_compares(s->pending);
	if (!s || s->extreme || s->having || !placed || mdp_role_is_deed(x, s->entity, s->role))
		return NULL;
	/* "how many appeals", of a flag: those of which it is so, and never how many answers there are */
	if (s->attr && x->c->columns[s->attr->meaning.id].role == MDP_ROLE_FLAG)
		return NULL;
	if (mdp_node_is(n, "countmany") && !s->plural)
		return NULL; /* "average fine": what it comes to */
	int m = s->attr ? -1 : mdp_entity_namesake(x, s->entity);
	mdp_figure_count(x, s, &f);
	if (m >= 0 && !mdp_node_is(n, "distinct")) {
		mdp_figure_measure(x, m, &f);
		f.where = s->where;
		f.set = s;
		f.counts = true;
	}
	return mdp_figure_one(x, n, &f);
}

/* (labelfig ENTITY): what things of it are called, else their key. */
static const struct mdp_phrase *op_labelfig(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	const struct mdp_entity *of = e && e->meaning.kind == MDP_CAT_ENTITY ? &x->c->entities[e->meaning.id] : NULL;
	struct mdp_figure f;
	if (!of || (of->label < 0 && of->nkey != 1))
		return NULL;
	mdp_figure_column(x, of->label >= 0 ? of->label : of->key[0], NULL, &f);
	return mdp_figure_one(x, n, &f);
}

/* (datefig DATE): the date itself, by the word for what happened ("due", "delivered"). */
static const struct mdp_phrase *op_datefig(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	struct mdp_figure f;
	if (!e || e->meaning.id < 0)
		return NULL;
	mdp_figure_column(x, e->meaning.id, NULL, &f);
	return mdp_figure_one(x, n, &f);
}

/* (datedfig DATE FIGURE): "delivered value": of those that have the date. */
static const struct mdp_phrase *op_datedfig(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	const struct mdp_figure *f = mdp_node_figure(n->args[1]);
	if (!e || !f || !f->edge || e->meaning.id < 0 || f->kind != MDP_FIG_AMOUNT || f->measure < 0 ||
	    f->edge->meaning.cost >= mdp_lexicon_weight(x->l, "part"))
		return NULL;
	if (mdp_str_ends(x->t->tokens[e->to - 1].folded, "ing"))
		return NULL; /* "paying" is not "paid" */
	struct mdp_figure out = *f;
	const struct mdp_column *c = &x->c->columns[e->meaning.id];
	if (c->entity < 0 || !mdp_entity_determines(x, f->entity, c->entity))
		return NULL;
	/* what is paid for an invoice is not what was invoiced: an amount of the thing itself, or of what lies within it */
	if (c->entity != f->entity && x->c->entities[f->entity].table != c->table &&
	    !mdp_words_begin(x->c->entities[f->entity].name, x->c->entities[c->entity].name))
		return NULL;
	if (c->nulls > 0)
		out.where = mdp_pred_and(x->a, f->where, mdp_pred_known(x->a, mdp_phrase_column(x, e->meaning.id)));
	return mdp_figure_one(x, n, &out);
}

/* (doing ENTITY FIGURE): "returned the most cases": the figure of what the verb names, rather than of something else. */
static const struct mdp_phrase *op_doing(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	const struct mdp_figure *f = mdp_node_figure(n->args[1]);
	if (!e || !f)
		return NULL;
	if (f->entity != e->meaning.id && !(f->counts && mdp_entity_determines(x, f->entity, e->meaning.id)) &&
	    !mdp_entity_determines(x, e->meaning.id, f->entity))
		x->cost += mdp_lexicon_weight(x->l, "vague");
	else if (f->entity != e->meaning.id)
		x->cost += mdp_lexicon_weight(x->l, "link");
	return mdp_figure_one(x, n, f);
}

static bool is_of_things(const struct mdp_phraser *x, int measure)
{
	int column = measure >= 0 ? mdp_catalog_aggregated(x->c, x->c->measures[measure].expr) : -1;
	enum mdp_role role = column < 0 ? MDP_ROLE_UNKNOWN : x->c->columns[column].role;
	return column >= 0 && !mdp_unit_is_money(x->c->measures[measure].unit) &&
	       (role == MDP_ROLE_QUANTITY || role == MDP_ROLE_COUNT || role == MDP_ROLE_DURATION);
}

/* "How many X" of a measure: it must be a number of things. */
static const struct mdp_phrase *op_units(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	return f && is_of_things(x, f->measure) ? mdp_figure_one(x, n, f) : NULL;
}

/* "total quota": what things said in the singular come to. */
static const struct mdp_phrase *op_total_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	struct mdp_figure f;
	return s && !s->plural && mdp_figure_main(x, s, &f) ? mdp_figure_one(x, n, &f) : NULL;
}

/* (moneyof SET): what salaries or payments come to, which are sums of money themselves (monies.lex). */
static const struct mdp_phrase *op_money_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	struct mdp_figure f;
	if (!s || s->attr || s->to < 1 || !mdp_is_money(x, s->to))
		return NULL;
	return mdp_figure_main(x, s, &f) ? mdp_figure_one(x, n, &f) : NULL;
}

static const struct mdp_phrase *op_main(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	struct mdp_figure f;
	if (s && s->plural && mdp_node_is(n, "mainone"))
		return NULL;
	return s && mdp_figure_main(x, s, &f) ? mdp_figure_one(x, n, &f) : NULL;
}

/* "name", "number": everything has one, so it is of what it is said of. */
bool mdp_edge_says_little(const struct mdp_phraser *x, const struct mdp_edge *e)
{
	return e->meaning.cost > 0.11 || mdp_also(x, e, MDP_CAT_WORD, "name") || mdp_also(x, e, MDP_CAT_WORD, "id") ||
	       mdp_also(x, e, MDP_CAT_WORD, "gen");
}

/* An attribute named by less than its own words ("name") is the thing's own; by its own words it may be of what that determines. */
static bool attribute_of(struct mdp_phraser *x, const struct mdp_edge *attr, int entity)
{
	int owner = x->c->columns[attr->meaning.id].entity;
	/* the owner of an account stands in its rows, whoever else has one of the name */
	bool noted = x->c->columns[attr->meaning.id].table == x->c->entities[entity].table && owner != entity &&
		     !mdp_also(x, attr, MDP_CAT_WORD, "name") && !mdp_also(x, attr, MDP_CAT_WORD, "id");
	if (noted || !mdp_edge_says_little(x, attr))
		return mdp_entity_determines(x, entity, owner);
	if (owner == entity || !mdp_entity_kind_of(x, entity, owner))
		return owner == entity;
	for (int i = x->t->first[attr->from]; i < x->t->first[attr->from + 1]; i++) {
		const struct mdp_edge *o = &x->t->edges[i];
		if (o->to == attr->to && o->meaning.kind == MDP_CAT_ATTR &&
		    x->c->columns[o->meaning.id].entity == entity)
			return false; /* it has one of its own */
	}
	return true;
}

bool mdp_figure_says_little(const struct mdp_phraser *x, const struct mdp_figure *f)
{
	return f->kind == MDP_FIG_ATTR && f->edge && f->edge->meaning.kind == MDP_CAT_ATTR &&
	       mdp_edge_says_little(x, f->edge);
}

/* Of all that it is a figure of, so that more may be said of whose it is: "to accept an order", of restaurants. */
static bool is_of_all(const struct mdp_figure *f)
{
	const struct mdp_set *s = f->set;
	return !s || (s->entity == f->entity && !s->attr && !s->where && !s->having && !s->extreme && !s->pending);
}

/* A figure of a set: an attribute of its things, or an amount of them, narrowed to them. */
static bool figure_of(struct mdp_phraser *x, const struct mdp_figure *f, const struct mdp_set *s,
		      struct mdp_figure *out)
{
	int rc = 0;
	*out = *f;
	if (f->kind == MDP_FIG_SET || !is_of_all(f))
		return false;
	if (f->kind == MDP_FIG_ATTR) {
		const struct mdp_edge *e = f->edge;
		if (s->attr || (e && e->meaning.kind == MDP_CAT_ATTR && !attribute_of(x, e, s->entity)))
			return false;
		x->cost += mdp_entity_link_cost(x, s->entity, f->entity, "link");
		out->set = s;
		return mdp_entity_determines(x, s->entity, f->entity);
	}
	struct mdp_pred *where = mdp_set_pred(x, s, &rc);
	if (rc < 0 || s->attr)
		return false;
	if (!where && mdp_entity_always(x, f->entity, s->entity)) {
		out->set = s;
		return true;
	}
	struct mdp_cond link = { .kind = MDP_COND_LINK, .set = s, .from = s->from, .to = s->to };
	struct mdp_pred *p = NULL;
	if (!mdp_entity_determines(x, f->entity, s->entity)) {
		/* what is finer than the amount: the planner finds a finer amount that comes to the same, or refuses */
		if (!where || mdp_entity_meeting(x, f->entity, s->entity) < 0)
			return false;
		p = where;
		x->cost += mdp_lexicon_weight(x->l, "through_event");
	} else if (mdp_attach(x, f->entity, &link, &p) < 0) {
		return false;
	}
	out->where = mdp_pred_and(x->a, out->where, p);
	out->set = s;
	return true;
}

/* "Deals won", of what has a state "Won" beside a "won amount": things that were won, and no amount of theirs. */
static bool ends_as_state(const struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *said = n->args[0]->nargs ? n->args[0]->args[0]->edge : NULL;
	for (int i = x->t->first[n->to - 1]; said && said->from == n->to - 1 && i < x->t->first[n->to]; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->meaning.kind == MDP_CAT_VALUE && e->to == n->to &&
		    mdp_is_participle(x, e->from, e->meaning.text))
			return true;
	}
	return false;
}

static const struct mdp_phrase *op_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	if (mdp_node_is(n, "ofnoun") && ends_as_state(x, n))
		return NULL;
	const struct mdp_phrase *arg = n->args[0] ? n->args[0]->phrase : NULL;
	const struct mdp_set *s = mdp_node_set(n->args[1]);
	if (!arg || arg->kind != MDP_PH_FIGURES || !s)
		return NULL;
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_FIGURES);
	p->figures = MDP_NEW_ARRAY(x->a, (size_t)arg->nfigures, struct mdp_figure);
	p->nfigures = arg->nfigures;
	for (int i = 0; i < arg->nfigures; i++)
		if (!figure_of(x, &arg->figures[i], s, &p->figures[i]))
			return NULL;
	return p;
}

/* What each of a set has in a column of theirs. */
static const struct mdp_phrase *column_of(struct mdp_phraser *x, const struct mdp_node *n, int column,
					  const struct mdp_set *s)
{
	struct mdp_figure f, out = { 0 };
	mdp_figure_column(x, column, NULL, &f);
	return figure_of(x, &f, s, &out) ? mdp_figure_one(x, n, &out) : NULL;
}

/* (priceof SET): "what does the blue lamp cost": the price that is its own. */
static const struct mdp_phrase *op_price_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	double cost = 0, other = 0;
	int column = s && !s->attr ? mdp_column_called(x, "price", s->entity, &cost) : -1;
	int own = column < 0 ? -1 : mdp_column_called(x, "cost", s->entity, &other);
	if (column < 0)
		return NULL;
	if (own >= 0 && own != column) { /* what we pay for it, or what it is sold for? */
		mdp_phraser_refuse(x, MDP_REASON_AMBIGUOUS, n->from, n->to, "%s have a %s and a %s: say which",
				   x->c->entities[s->entity].plural, x->c->columns[column].words,
				   x->c->columns[own].words);
		return NULL;
	}
	x->cost += cost;
	return column_of(x, n, column, s);
}

/* (ownday SET): "the dates of the performances": the day that each has. */
static const struct mdp_phrase *op_ownday(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	int day = s && !s->attr ? x->c->entities[s->entity].time : -1;
	if (day < 0)
		return NULL;
	return column_of(x, n, day, s);
}

static const struct mdp_phrase *op_takings(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_figure f;
	if (!mdp_figure_takings(x, &f)) {
		mdp_phraser_refuse(x, MDP_REASON_UNKNOWN_CONCEPT, n->from, n->to,
				   "no amount in this data is known as what comes in");
		return NULL;
	}
	return mdp_figure_one(x, n, &f);
}

/* (takingsof COND): "what did York take": what comes in, of which that is so. */
static const struct mdp_phrase *op_takings_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_cond *c = mdp_node_cond(n->args[0]);
	struct mdp_pred *p = NULL;
	struct mdp_figure f;
	if (!c || !mdp_figure_takings(x, &f) || mdp_attach(x, f.entity, c, &p) < 0)
		return NULL;
	f.where = p;
	return mdp_figure_one(x, n, &f);
}

/* (events): how many of what the money comes with. */
static const struct mdp_phrase *op_events(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_figure takings, f;
	int income = mdp_entity_income(x);
	if (income < 0 && !mdp_figure_takings(x, &takings))
		return NULL;
	int of = income >= 0 ? x->c->measures[income].entity : takings.entity;
	if (mdp_entity_time(x, of) < 0)
		return NULL;
	mdp_figure_number_of(x, of, n->from, n->to, &f);
	f.of_any = true;
	return mdp_figure_one(x, n, &f);
}

/* "most used payment method": how many of its owners have the value. */
static const struct mdp_phrase *op_uses(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	int event = s && !s->attr ? mdp_entity_event_of(x, s->entity) : -1;
	struct mdp_figure f;
	if (event >= 0 && x->c->entities[event].label < 0) { /* "most common procedures": of what happens with them */
		mdp_figure_number_of(x, event, n->from, n->to, &f);
		return mdp_figure_one(x, n, &f);
	}
	if (!s || !s->attr)
		return NULL;
	const struct mdp_column *c = &x->c->columns[s->attr->meaning.id];
	if (c->entity >= 0 && c->distinct >= x->c->entities[c->entity].count)
		return NULL;
	mdp_figure_number_of(x, s->entity, n->from, n->to, &f);
	return mdp_figure_one(x, n, &f);
}

/* (summed FIGURE): a number of each thing, where the data have a total of it. */
static const struct mdp_phrase *op_summed(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	if (!f || f->kind != MDP_FIG_ATTR || f->set || f->expr->role)
		return NULL;
	struct mdp_figure total = *f;
	mdp_figure_as_total(x, &total);
	return total.kind == MDP_FIG_AMOUNT ? mdp_figure_one(x, n, &total) : NULL;
}

const struct mdp_operation mdp_figure_operations[] = {
	{ "fig", 1, op_fig },
	{ "total", 1, op_total },
	{ "join", 1, op_join },
	{ "datefig", 1, op_datefig },
	{ "ownday", 1, op_ownday },
	{ "labelfig", 1, op_labelfig },
	{ "datedfig", 2, op_datedfig },
	{ "doing", 2, op_doing },
	{ "count", 1, op_count },
	{ "countmany", 1, op_count },
	{ "mainone", 1, op_main },
	{ "shown", 1, op_count },
	{ "distinct", 1, op_count },
	{ "units", 1, op_units },
	{ "main", 1, op_main },
	{ "totalof", 1, op_total_of },
	{ "of", 2, op_of },
	{ "ofnoun", 2, op_of },
	{ "moneyof", 1, op_money_of },
	{ "priceof", 1, op_price_of },
	{ "takings", 0, op_takings },
	{ "takingsof", 1, op_takings_of },
	{ "events", 0, op_events },
	{ "summed", 1, op_summed },
	{ "uses", 1, op_uses },
	{ NULL, 0, NULL },
};
