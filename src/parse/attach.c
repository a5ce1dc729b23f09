/*
 * A condition is first understood by itself, then attached to the things that it is said of. What each of them determines is compared
 * directly (the state of an order's customer); what belongs to them, or meets them in something finer, must exist ("customers who bought
 * books"), or not exist, or be so many. Depth is bounded by that of the conditions, which grow with the tokens of a question.
 */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

static const char *plural(const struct mdp_phraser *x, int entity)
{
	return x->c->entities[entity].plural;
}

static const char *name(const struct mdp_phraser *x, int entity)
{
	return x->c->entities[entity].name;
}

/* Does a condition speak of what belongs to the instance, rather than of its attributes? */
static bool expr_is_local(const struct mdp_expr *e, int depth)
{
	if (!e || depth > MDP_LIMIT_QUERY_DEPTH)
		return true;
	if (e->kind == MDP_X_AGG || e->kind == MDP_X_MEASURE)
		return e->total;
	return expr_is_local(e->arg, depth + 1) && expr_is_local(e->arg2, depth + 1);
}

static bool is_local(const struct mdp_pred *p, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return true;
	if (p->kind == MDP_P_EXISTS)
		return false;
	for (int i = 0; i < p->nargs; i++)
		if (!is_local(p->args[i], depth + 1))
			return false;
	for (int i = 0; i < p->nright; i++)
		if (!expr_is_local(p->right[i], 0))
			return false;
	return expr_is_local(p->left, 0);
}

struct mdp_pred *mdp_lift(struct mdp_phraser *x, int from, int to, struct mdp_pred *p)
{
	/* where a check-in and its member each have a club, that of the member is asked of the member */
	if (!p || from == to ||
	    (is_local(p, 0) && (mdp_entity_links(x, from, to) < 1 || !mdp_pred_strays(x, p, to, from, 0))))
		return p;
	return mdp_pred_exists(x->a, name(x, to), p);
}

/* --- extremes --- */

/* As a condition: the figure is the greatest (least) of all, for those that are inside something else. */
static struct mdp_pred *extreme_pred(struct mdp_phraser *x, const struct mdp_set *s)
{
	const struct mdp_extreme *e = s->extreme;
	struct mdp_expr *each = e->by ? e->by->expr : NULL;
	if (!each || e->n > 1)
		return NULL;
	if (e->by->kind == MDP_FIG_AMOUNT && e->by->entity == s->entity)
		each = mdp_figure_each(x, e->by);
	if (!each || (e->by->kind != MDP_FIG_AMOUNT && !mdp_entity_determines(x, s->entity, e->by->entity)))
		return NULL;
	struct mdp_expr *best = mdp_expr_agg(x->a, e->descending ? MDP_AGG_MAX : MDP_AGG_MIN, name(x, s->entity), each);
	best->total = true;
	best->where = s->where;
	return mdp_pred_cmp(x->a, MDP_CMP_EQ, each, best);
}

/* "Their first order", "first orders": one of each, and not the first of all. */
static bool is_first_of_each(const struct mdp_phraser *x, const struct mdp_set *s)
{
	const struct mdp_extreme *e = s->extreme;
	int column = e && e->by && e->n <= 0 && e->by->kind == MDP_FIG_ATTR ? e->by->column : -1;
	if (column < 0 || !mdp_column_is_time(&x->c->columns[column]))
		return false;
	bool theirs = mdp_begins_with(x, e->from, "talk", "refs", "ref") ||
		      (e->from > 0 && mdp_begins_with(x, e->from - 1, "talk", "refs", "ref"));
	return theirs || s->plural;
}

struct mdp_pred *mdp_set_pred(struct mdp_phraser *x, const struct mdp_set *s, int *rc)
{
	*rc = 0;
	if (is_first_of_each(x, s)) {
		*rc = mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, s->extreme->from, s->extreme->to,
					 "what is the first or last of each is not supported here yet");
		return NULL;
	}
	if (s->having || s->pending)
		*rc = -MDP_REFUSED;
	if (!s->extreme)
		return s->where;
	struct mdp_pred *p = extreme_pred(x, s);
	if (!p)
		*rc = mdp_phraser_refuse(x, MDP_REASON_AMBIGUOUS, s->from, s->to, "it is not said by what to rank");
	return mdp_pred_and(x->a, s->where, p);
}

static bool is_equal(const struct mdp_pred *p)
{
	return p && p->kind == MDP_P_CMP && p->cmp == MDP_CMP_EQ && p->left->kind == MDP_X_COLUMN && p->nright == 1;
}

bool mdp_pred_contradicts(const struct mdp_pred *all, const struct mdp_pred *p)
{
	if (!is_equal(p) || !all)
		return false;
	if (all->kind == MDP_P_AND) {
		for (int i = 0; i < all->nargs; i++)
			if (mdp_pred_contradicts(all->args[i], p))
				return true;
		return false;
	}
	return is_equal(all) && mdp_same_expr(all->left, p->left) && !mdp_same_expr(all->right[0], p->right[0]);
}

/* --- links --- */

/* So many of them, or a figure over them, compared. `where`: which, on an instance of `of`. */
static int counted(struct mdp_phraser *x, const struct mdp_cond *c, int of, struct mdp_pred *where,
		   struct mdp_pred **out)
{
	struct mdp_expr *left;
	if (c->amount) {
		if ((c->amount->expr->kind == MDP_X_OP && (where || c->amount->where)) || c->amount->window)
			return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, c->from, c->to,
						  "a condition on a calculated figure is not supported yet");
		left = MDP_NEW(x->a, struct mdp_expr);
		*left = *c->amount->expr;
		if (left->kind != MDP_X_OP)
			left->where = mdp_pred_and(x->a, left->where, mdp_pred_and(x->a, c->amount->where, where));
	} else {
		left = mdp_expr_agg(x->a, MDP_AGG_COUNT, name(x, of), NULL);
		left->where = where;
		left->role = c->role;
	}
	*out = mdp_pred_cmp(x->a, c->cmp, left, mdp_phrase_number(x, c->n));
	return 0;
}

/* Was the link said with a verb of its own ("switched tariff"), which is more than that there is one? */
static bool says_more(const struct mdp_phraser *x, const struct mdp_cond *c)
{
	static const char *const LITTLE[] = { "conn", "exist", "link", "aux", "neg" }, *const LIGHT[] = { "light",
													  "link",
													  "create" };
	const struct mdp_lattice *t = x->t;
	bool verb = false, light = false, spent = false;
	for (int i = t->first[c->from]; i < t->first[c->from + 1]; i++) {
		const struct mdp_meaning *m = &t->edges[i].meaning;
		light |= m->kind == MDP_CAT_ENTITY;
		for (size_t k = 0; m->kind == MDP_CAT_WORD && k < sizeof(LITTLE) / sizeof(LITTLE[0]); k++)
			light |= !strcmp(m->cat, LITTLE[k]);
		if (m->kind != MDP_CAT_WORD || strcmp(m->cat, "verb") != 0 || !m->sub)
			continue;
		verb = true;
		spent |= !strcmp(m->sub, "spend"); /* what was paid is some of what there is */
		for (size_t k = 0; k < sizeof(LIGHT) / sizeof(LIGHT[0]); k++)
			light |= !strcmp(m->sub, LIGHT[k]);
	}
	return verb && (spent || !light);
}

/* Each has at most one of these. */
static int link_up(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred *where,
		   struct mdp_pred **out)
{
	const struct mdp_set *s = c->set;
	if (c->counted || c->amount)
		return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, c->from, c->to, "each %s has no more than one %s",
					  name(x, entity), name(x, s->entity));
	if (where)
		*out = mdp_lift(x, entity, s->entity, where);
	else if (!mdp_entity_always(x, entity, s->entity))
		*out = mdp_pred_exists(x->a, name(x, s->entity), NULL);
	else if (says_more(x, c))
		return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, c->from, c->from + 1,
					  "each %s has its %s: nothing here says more of them", name(x, entity),
					  name(x, s->entity));
	return 0;
}

/* The condition on a thing as one on what refers to it in a role; false where it says more than what its columns are. */
static bool put_in_role(struct mdp_phraser *x, const struct mdp_pred *p, int entity, const char *role,
			struct mdp_pred **out, int depth)
{
	struct mdp_pred *own = MDP_NEW(x->a, struct mdp_pred);
	*own = *p;
	*out = own;
	if (depth > MDP_LIMIT_QUERY_DEPTH || p->kind == MDP_P_EXISTS)
		return false;
	if (p->kind == MDP_P_CMP) {
		int column = p->left->kind == MDP_X_COLUMN ? mdp_catalog_column(x->c, mdp_str_of(p->left->name)) : -1;
		own->left = MDP_NEW(x->a, struct mdp_expr);
		*own->left = *p->left;
		own->left->role = role;
		for (int i = 0; i < p->nright; i++)
			if (p->right[i]->kind != MDP_X_VALUE)
				return false;
		return column >= 0 && x->c->columns[column].entity == entity && !p->left->role;
	}
	own->args = MDP_NEW_ARRAY(x->a, (size_t)p->nargs, struct mdp_pred *);
	for (int i = 0; i < p->nargs; i++)
		if (!put_in_role(x, p->args[i], entity, role, &own->args[i], depth + 1))
			return false;
	return true;
}

/* "Campaigns without an agency", "revenue through agencies in Texas": it refers to one in that role. */
static int link_in_role(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred *where,
			struct mdp_pred **out)
{
	const struct mdp_set *s = c->set;
	const struct mdp_entity *e = &x->c->entities[s->entity];
	struct mdp_pred *there = NULL;
	if (c->counted || c->amount || c->role || e->nkey != 1 ||
	    mdp_catalog_path(x->c, entity, s->entity, s->role, NULL, 0) < 1)
		return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, s->from, s->to,
					  "it is not clear what the %s has to do with %s", s->role, plural(x, entity));
	struct mdp_expr *key = mdp_phrase_column(x, e->key[0]);
	key->role = s->role;
	if (where && !put_in_role(x, where, s->entity, s->role, &there, 0))
		return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, s->from, s->to,
					  "what is said of the %s is more than can be asked of one in a role", s->role);
	*out = where ? there : mdp_pred_known(x->a, key);
	return 0;
}

/* They meet in something finer: students and pets in who keeps which. */
static int link_across(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred *where,
		       struct mdp_pred **out)
{
	const struct mdp_set *s = c->set;
	int both = mdp_entity_meeting(x, entity, s->entity);
	if (both < 0)
		return mdp_phraser_refuse(x, MDP_REASON_NOT_CONNECTED, c->from, c->to, "nothing connects %s with %s",
					  plural(x, entity), plural(x, s->entity));
	struct mdp_pred *there = mdp_lift(x, both, s->entity, where);
	if (!where && !mdp_entity_always(x, both, s->entity))
		there = mdp_pred_exists(x->a, name(x, s->entity), NULL);
	x->cost += mdp_lexicon_weight(x->l, "through_event");
	if (c->amount)
		return counted(x, c, both, there, out);
	if (c->counted) { /* different ones: a student may keep one pet twice */
		const struct mdp_entity *e = &x->c->entities[s->entity];
		if (e->nkey != 1)
			return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, c->from, c->to,
						  "counting %s per %s is not supported yet", plural(x, s->entity),
						  name(x, entity));
		struct mdp_expr *n =
			mdp_expr_agg(x->a, MDP_AGG_COUNT_DISTINCT, name(x, both), mdp_phrase_column(x, e->key[0]));
		n->where = there;
		*out = mdp_pred_cmp(x->a, c->cmp, n, mdp_phrase_number(x, c->n));
		return 0;
	}
	*out = mdp_pred_exists(x->a, name(x, both), there);
	return 0;
}

/* An amount that each has one of: compared as it is. */
static int compare_each(struct mdp_phraser *x, const struct mdp_cond *c, struct mdp_pred **out)
{
	struct mdp_expr *each = mdp_figure_each(x, c->amount);
	if (!each || c->amount->where)
		return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, c->from, c->to,
					  "a condition on a calculated figure is not supported yet");
	*out = mdp_pred_cmp(x->a, c->cmp, each, mdp_phrase_number(x, c->n));
	return 0;
}

static int attach_link(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out)
{
	const struct mdp_set *s = c->set;
	int rc;
	struct mdp_pred *where = mdp_set_pred(x, s, &rc);
	if (rc < 0)
		return rc;
	if (c->amount && mdp_entity_determines(x, entity, c->amount->entity))
		return compare_each(x, c, out);
	if (s->role)
		return link_in_role(x, entity, c, where, out);
	if (s->attr) { /* "with an email": the attribute is there */
		if (c->counted || where || !mdp_entity_determines(x, entity, s->entity))
			return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, c->from, c->to,
						  "it is not clear what this says of %s", plural(x, entity));
		struct mdp_expr *attribute = mdp_phrase_column(x, s->attr->meaning.id);
		attribute->role = s->attr->meaning.role;
		*out = mdp_pred_known(x->a, attribute);
		return 0;
	}
	if (s->entity == entity) {
		if (c->noun || c->counted || c->amount || (!where && c->verbed))
			return -MDP_REFUSED; /* they do not belong to their own kind, and "open deals" says more than deals */
		*out = where;
		return 0;
	}
	int n = mdp_entity_links(x, entity, s->entity);
	if (n > 0) {
		x->cost += (n - 1) * mdp_lexicon_weight(x->l, "link");
		return link_up(x, entity, c, where, out);
	}
	n = mdp_entity_links(x, s->entity, entity);
	if (c->role && (n <= 0 || c->as != entity || (c->amount && c->amount->expr) ||
			mdp_catalog_path(x->c, s->entity, entity, c->role, NULL, 0) < 0))
		return -MDP_REFUSED; /* nobody has them as that */
	if (n < 0)
		return link_across(x, entity, c, where, out);
	x->cost += (n - 1) * mdp_lexicon_weight(x->l, "link");
	if (c->counted || c->amount)
		return counted(x, c, s->entity, where, out);
	*out = mdp_pred_exists(x->a, name(x, s->entity), where);
	(*out)->role = c->role;
	return 0;
}

/* --- attributes --- */

bool mdp_pred_compares(const struct mdp_pred *p)
{
	return p->kind == MDP_P_CMP && (p->cmp == MDP_CMP_GT || p->cmp == MDP_CMP_GE || p->cmp == MDP_CMP_LT ||
					p->cmp == MDP_CMP_LE || p->cmp == MDP_CMP_BETWEEN);
}

/* Is the answer before split by what the condition is on? Then that is what is meant, however few have one. */
static bool splits_answer(const struct mdp_phraser *x, const struct mdp_pred *p)
{
	while (p->kind == MDP_P_NOT)
		p = p->args[0];
	for (int i = 0; x->shown && x->shown->kind == MDP_Q_SELECT && p->kind == MDP_P_CMP && i < x->shown->nby; i++)
		if (mdp_same_expr(x->shown->by[i].expr, p->left))
			return true;
	return false;
}

static int attach_pred(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out)
{
	int n = mdp_entity_links(x, entity, c->owner);
	struct mdp_pred *p = NULL;
	int rc = mdp_way_apply(x, entity, c, &p);
	if (rc < 0)
		return rc;
	if (c->done_by && n == 0 && p->kind == MDP_P_CMP && p->left->kind == MDP_X_COLUMN) {
		int column = mdp_catalog_column(x->c, mdp_str_of(p->left->name));
		if (column >= 0 && x->c->columns[column].role == MDP_ROLE_NAME)
			return -MDP_REFUSED;
	}
	if (n >= 0) {
		if (!splits_answer(x, p))
			x->cost += mdp_entity_link_cost(x, entity, c->owner, "link");
		/* so many of what belongs to a course are not counted for each of its reviews */
		*out = is_local(p, 0) ? p : mdp_lift(x, entity, c->owner, p);
		return 0;
	}
	if (c->pred->kind == MDP_P_CMP && c->pred->cmp == MDP_CMP_IS_NULL)
		return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, c->from, c->to,
					  "it is not clear what is missing: %s belong to %s, each with its own",
					  plural(x, c->owner), plural(x, entity));
	if (mdp_pred_compares(p) && !c->done_by)
		return mdp_phraser_refuse(x, MDP_REASON_NOT_CONNECTED, c->from, c->to,
					  "this is not said of %s themselves, but of each of their %s",
					  plural(x, entity), plural(x, c->owner));
	if (c->both)
		return mdp_phraser_refuse(
			x, MDP_REASON_AMBIGUOUS, c->from, c->to,
			"“and” can mean either of them or both: say “or”, or ask for both in two questions");
	int through = mdp_entity_meeting(x, entity, c->owner);
	if (through < 0)
		return mdp_phraser_refuse(x, MDP_REASON_NOT_CONNECTED, c->from, c->to, "nothing connects %s with %s",
					  plural(x, entity), plural(x, c->owner));
	if (mdp_state_of_others(x, entity, c))
		return mdp_phraser_refuse(
			x, MDP_REASON_AMBIGUOUS, c->from, c->to,
			"%s have a state of their own, and this is one of their %s: say of which it is",
			plural(x, entity), plural(x, c->owner));
	x->cost += mdp_lexicon_weight(x->l, "through_event");
	*out = mdp_pred_exists(x->a, name(x, through), mdp_lift(x, through, c->owner, p));
	return 0;
}

/* Does the word for this date stand for one of the thing itself as well? Then that is meant, and not one of what belongs to it. */
static bool has_nearer_date(const struct mdp_phraser *x, int entity, int column)
{
	const struct mdp_lattice *t = x->t;
	if (x->c->columns[column].entity == entity)
		return false;
	for (int i = 0; i < t->nedges; i++)
		for (int k = 0; t->edges[i].meaning.id == column && k < t->nedges; k++) {
			const struct mdp_edge *e = &t->edges[i], *o = &t->edges[k];
			if (!strcmp(e->meaning.cat, "dating") && !strcmp(o->meaning.cat, "dating") &&
			    e->from == o->from && e->to == o->to && x->c->columns[o->meaning.id].entity == entity)
				return true;
		}
	return false;
}

/* A period of the date that was said, which may be of something finer. */
static int attach_dated(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out)
{
	struct mdp_cond p = { .kind = MDP_COND_PRED, .scope = -1, .from = c->from, .to = c->to };
	if (has_nearer_date(x, entity, c->dated - 1))
		return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, c->from, c->to, "%s have that date themselves",
					  plural(x, entity));
	struct mdp_period when = mdp_period_coming(x, c);
	int rc = mdp_period_within(x, c->dated - 1, &when);
	p.pred = mdp_during(x, c->dated - 1, &when);
	p.owner = x->c->columns[c->dated - 1].entity;
	if (rc >= 0 && p.owner >= 0 && !mdp_entity_determines(x, entity, p.owner) && c->way &&
	    mdp_said_by_data(x, c->way->from, c->way->to, entity))
		return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, c->from, c->to,
					  "%s have no such date themselves, but that state: say of what the date is",
					  plural(x, entity));
	if (rc < 0 || p.owner < 0)
		return -MDP_REFUSED;
	return p.pred ? attach_pred(x, entity, &p, out) : 0;
}

static int attach_two(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out)
{
	struct mdp_pred *l = NULL, *r = NULL;
	int rc = mdp_attach(x, entity, c->args[0], &l);
	if (rc >= 0)
		rc = mdp_attach(x, entity, c->args[1], &r);
	if (rc < 0)
		return rc;
	if (c->kind == MDP_COND_OR && (!l || !r))
		return -MDP_REFUSED;
	*out = c->kind == MDP_COND_OR ? mdp_pred_or(x->a, l, r) : mdp_pred_and(x->a, l, r);
	return 0;
}

int mdp_attach(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out)
{
	int rc;
	*out = NULL;
	switch (c->kind) {
	case MDP_COND_AND:
	case MDP_COND_OR:
		return attach_two(x, entity, c, out);
	case MDP_COND_NOT:
		rc = mdp_attach(x, entity, c->args[0], out);
		if (rc >= 0 && !*out)
			return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, c->from, c->to,
						  "this negation is not supported yet");
		if (rc >= 0)
			*out = mdp_pred_not(x->a, *out);
		return rc;
	case MDP_COND_PRED:
		return attach_pred(x, entity, c, out);
	case MDP_COND_LINK:
		return attach_link(x, entity, c, out);
	case MDP_COND_PERIOD:
		if (c->dated)
			return attach_dated(x, entity, c, out);
		return mdp_attach_period(x, entity, -1, &c->period, out);
	case MDP_COND_DAYTIME:
		return mdp_attach_daytime(x, entity, c, out);
	case MDP_COND_NUMBER:
		return mdp_attach_number(x, entity, c, out);
	case MDP_COND_EXTREME:
	case MDP_COND_CREATED:
	case MDP_COND_TIMEROLE:
		break;
	}
	return -MDP_REFUSED; /* the set or the question places these */
}

/* Conditions on the values of a column: on what has them, or on how many have them. */
int mdp_attach_to_group(struct mdp_phraser *x, const struct mdp_set *s, const struct mdp_cond *c, struct mdp_set *out)
{
	const struct mdp_cond *inner = c;
	bool negated = false;
	while (inner->kind == MDP_COND_NOT) {
		negated = !negated;
		inner = inner->args[0];
	}
	if (inner->kind == MDP_COND_LINK && (inner->counted || inner->amount || negated)) {
		int rc;
		struct mdp_pred *where = mdp_set_pred(x, inner->set, &rc), *p = NULL;
		int of = inner->set->entity;
		if (rc < 0 || inner->set->attr)
			return -MDP_REFUSED;
		if (!mdp_entity_determines(x, of, s->entity))
			return -MDP_REFUSED;
		if (of == s->entity && !where && !inner->counted && !inner->amount)
			return -MDP_REFUSED; /* a value that nothing has is none */
		struct mdp_cond count = *inner;
		if (!count.counted && !count.amount) {
			count.counted = true;
			count.cmp = MDP_CMP_EQ;
			count.n = 0;
			negated = false;
		}
		rc = counted(x, &count, of, where, &p);
		if (rc >= 0)
			out->having = mdp_pred_and(x->a, out->having, negated ? mdp_pred_not(x->a, p) : p);
		return rc;
	}
	struct mdp_pred *p = NULL;
	int rc = mdp_attach(x, s->entity, c, &p);
	if (rc >= 0)
		out->where = mdp_pred_and(x->a, out->where, p);
	return rc;
}
