/*
 * "Is the order value of X different from that of Y", "do customers from A spend more than those from B", "does it differ by payment
 * method": the value of one thing, and two conditions that part the things, or one key.
 */
#include <string.h>

#include "parse/analyses.h"
#include "base/banned.h"

static int refuse_value(struct mdp_frame *f, const struct mdp_node *n, const char *name)
{
	return mdp_frame_refuse(
		f, MDP_REASON_UNSUPPORTED, n->from, n->to,
		"groups are compared by a value that each thing has: %s is a figure of all together; say of each "
		"of what (per customer, per order), or ask for an average",
		name);
}

static const struct mdp_expr *definition(const struct mdp_frame *f, const struct mdp_expr *x)
{
	int m = x->kind == MDP_X_MEASURE && !x->where ? mdp_catalog_measure(f->x->c, mdp_str_of(x->name)) : -1;
	return m >= 0 ? f->x->c->measures[m].expr : x;
}

static bool counts(const struct mdp_expr *x, const char *of)
{
	return x && x->kind == MDP_X_AGG && x->agg == MDP_AGG_COUNT && !x->arg && !strcmp(x->entity, of);
}

/* An average is one of the values of single things; a rate is of things that are or are not so. */
static const struct mdp_expr *each_of(struct mdp_frame *f, const struct mdp_figure *it, const char *of, bool *sum)
{
	const struct mdp_expr *x = definition(f, it->expr);
	*sum = false;
	if (it->kind == MDP_FIG_ATTR)
		return it->expr;
	if (x->kind == MDP_X_AGG && (x->agg == MDP_AGG_AVG || x->agg == MDP_AGG_MEDIAN) && !x->where && !x->total)
		return x->arg;
	if (x->kind == MDP_X_OP && x->op == MDP_OP_DIV && counts(x->arg2, of) && !x->arg2->where) {
		if (counts(x->arg, of) && x->arg->where)
			return it->expr;
		if (x->arg && x->arg->kind == MDP_X_AGG && x->arg->agg == MDP_AGG_SUM && !x->arg->where &&
		    !strcmp(x->arg->entity, of))
			return x->arg->arg;
	}
	*sum = x->kind == MDP_X_AGG && x->agg == MDP_AGG_SUM && !x->where;
	return *sum ? x->arg : NULL;
}

struct sides {
	struct mdp_frame *f;
	const struct mdp_node *n, *one, *other;
	struct mdp_expr *value;
	int of;
};

static struct mdp_expr *copy_of(struct sides *s, const struct mdp_expr *x)
{
	struct mdp_expr *copy = MDP_NEW(s->f->x->a, struct mdp_expr);
	*copy = *x;
	return copy;
}

/* What belongs to each of the things of a set: a sum, or a number of them. */
static int nested(struct sides *s, const struct mdp_figure *it, int each)
{
	struct mdp_phraser *x = s->f->x;
	if (it->kind != MDP_FIG_AMOUNT || it->window || each < 0 || it->entity == each ||
	    !mdp_entity_determines(x, it->entity, each))
		return mdp_frame_refuse(s->f, MDP_REASON_NOT_CONNECTED, s->n->from, s->n->to,
					"%s do not belong to one %s", x->c->entities[it->entity].plural,
					each < 0 ? "thing" : x->c->entities[each].name);
	s->of = each;
	s->value = copy_of(s, it->expr);
	s->value->where = mdp_pred_and(x->a, s->value->where, it->where);
	return 0;
}

/* Whose spending is compared: the noun of the one side. */
static int side_entity(const struct sides *s)
{
	const struct mdp_set *set = mdp_node_set(s->one);
	return set && !set->attr ? set->entity : -1;
}

/* "order value": a word for what each is worth, rather than the sum of all. */
static bool says_each(struct sides *s, const struct mdp_figure *it)
{
	const struct mdp_entity *e = &s->f->x->c->entities[it->entity];
	const char *said = mdp_words_norm(s->f->x->a, mdp_said(s->f->x, it->from, it->to));
	size_t n = strlen(e->name);
	return strncmp(said, e->name, n) == 0 && said[n] == ' ';
}

static int take_value(struct sides *s, const struct mdp_node *said)
{
	struct mdp_phraser *x = s->f->x;
	const struct mdp_figure *it = mdp_node_figure(said);
	bool sum;
	if (!it || it->window || it->kind == MDP_FIG_SET)
		return refuse_value(s->f, s->n, "this");
	const struct mdp_expr *each = each_of(s->f, it, x->c->entities[it->entity].name, &sum);
	if (!each || (sum && !says_each(s, it)))
		return refuse_value(s->f, said, it->name);
	if (each->kind == MDP_X_COLUMN) {
		int column = mdp_catalog_column(x->c, mdp_str_of(each->name));
		if (column >= 0 && !mdp_column_is_number(&x->c->columns[column]))
			return mdp_frame_refuse(s->f, MDP_REASON_UNSUPPORTED, said->from, said->to, "%s is no number",
						it->name);
	}
	s->of = it->entity;
	if (it->set && it->set->entity != it->entity && mdp_entity_determines(x, it->set->entity, it->entity))
		s->of = it->set->entity;
	s->value = copy_of(s, each);
	s->f->q->where = mdp_pred_and(x->a, it->where, it->set && it->kind == MDP_FIG_ATTR ? it->set->where : NULL);
	return 0;
}

/* "older than": the attribute of the things that the adjective is about. */
static int take_called(struct sides *s, const struct mdp_node *word)
{
	struct mdp_phraser *x = s->f->x;
	const char *noun = strchr(mdp_node_word(word), ':');
	int entity = side_entity(s);
	double cost = 0;
	int column = noun && entity >= 0 ? mdp_column_called(x, noun + 1, entity, &cost) : -1;
	if (column < 0 || !mdp_column_is_number(&x->c->columns[column]))
		return mdp_frame_refuse(s->f, MDP_REASON_UNKNOWN_CONCEPT, word->from, word->to,
					"nothing is known by which these could be compared");
	s->f->cost += cost;
	s->of = entity;
	s->value = mdp_phrase_column(x, column);
	return 0;
}

/* Which value, of each of what. */
static int settle_value(struct sides *s)
{
	struct mdp_phraser *x = s->f->x;
	const struct mdp_node *value = mdp_an_arg(s->n, "value"), *each = mdp_an_tag(s->n, "each"),
			      *counted = mdp_an_tag(s->n, "counted"), *acts = mdp_an_arg(s->n, "acts"),
			      *called = mdp_an_arg(s->n, "called");
	struct mdp_figure it;
	if (value)
		return take_value(s, value);
	if (called)
		return take_called(s, called);
	const struct mdp_set *of = each ? mdp_node_set(each->args[1]) : counted ? mdp_node_set(counted->args[1]) : NULL;
	if ((each || counted) && (!of || of->attr || of->where || of->extreme || of->having))
		return refuse_value(s->f, s->n, "this");
	if (each) {
		const struct mdp_figure *amount = mdp_node_figure(each->args[0]);
		return amount ? nested(s, amount, of->entity) : refuse_value(s->f, s->n, "this");
	}
	const struct mdp_set *things = counted ? mdp_node_set(counted->args[0]) : NULL;
	if (counted && (!things || things->attr || things->extreme || things->having))
		return refuse_value(s->f, s->n, "this");
	if (counted || acts) {
		struct mdp_set *event = MDP_NEW(x->a, struct mdp_set);
		struct mdp_an_patrons t;
		if (acts) {
			struct mdp_node *who = MDP_NEW(x->a, struct mdp_node);
			*who = *s->n;
			int rc = mdp_an_patrons(s->f, who, &t);
			if (rc < 0)
				return rc;
			event->entity = t.event;
		}
		mdp_figure_count(x, things ? things : event, &it);
		return nested(s, &it, of ? of->entity : side_entity(s));
	}
	if (!mdp_an_brings(x, side_entity(s), &it))
		return mdp_frame_refuse(s->f, MDP_REASON_UNKNOWN_CONCEPT, s->n->from, s->n->to,
					"no amount in this data is known as what comes in: name one");
	return nested(s, &it, side_entity(s));
}

/* A side as a condition on the things that are compared. */
static int side_pred(struct sides *s, const struct mdp_node *side, struct mdp_pred **out)
{
	struct mdp_phraser *x = s->f->x;
	const struct mdp_set *set = mdp_node_set(side);
	const struct mdp_cond *cond = mdp_node_cond(side);
	if (cond)
		return mdp_attach(x, s->of, cond, out);
	if (!set || set->attr || set->extreme || set->having || set->pending || !set->where ||
	    (set->entity != s->of && !mdp_entity_determines(x, s->of, set->entity)))
		return mdp_frame_refuse(s->f, MDP_REASON_UNSUPPORTED, side->from, side->to,
					"it is not clear which %s this is", x->c->entities[s->of].plural);
	*out = mdp_lift(x, s->of, set->entity, set->where);
	return 0;
}

int mdp_an_groups(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const none[] = { NULL };
	struct sides s = { .f = f, .n = n, .one = mdp_an_arg(n, "one"), .other = mdp_an_arg(n, "other"), .of = -1 };
	struct mdp_pred *a = NULL, *b = NULL;
	int rc = mdp_an_unused(f, MDP_AN_KEYS);
	rc = rc < 0 ? rc : mdp_an_options(f, none);
	rc = rc < 0 ? rc : settle_value(&s);
	rc = rc < 0 ? rc : mdp_an_begin(f, "compare_groups", s.of);
	if (rc < 0)
		return rc;
	if ((s.one != NULL) == (f->nkeys > 0) || f->nkeys > 1)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
					s.one || f->nkeys ? "two groups are compared, or those of one split"
							  : "say between which groups, or by what");
	rc = f->nkeys ? mdp_an_keys(f) : side_pred(&s, s.one, &a);
	if (rc >= 0 && s.other)
		rc = side_pred(&s, s.other, &b);
	if (rc < 0)
		return rc;
	if (f->q->nby > 1)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
					"groups of one value each are wanted here");
	if (a && b && mdp_same_pred(a, b))
		return mdp_frame_refuse(f, MDP_REASON_AMBIGUOUS, n->from, n->to, "both groups are the same");
	f->q->vary_a = a;
	f->q->vary_b = b;
	mdp_query_set_param(f->x->a, f->q, "value", s.value);
	return 0;
}
