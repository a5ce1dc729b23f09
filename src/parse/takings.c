/*
 * "Total sales" of things that are called sales, or go by that word (orders): what is asked for is money, not how many there are. Unless
 * the question counts ("how many sales"), counts of the thing become its main amount; each of several amounts that are as good is a
 * reading of its own; where there is none the question is refused. The words are those of data/lexicon/en/takings.lex. "Payments by month",
 * of things that are money themselves (monies.lex), are what they come to or how many; "total payments" are what they come to.
 */
#include <string.h>

#include "catalog/units.h"
#include "parse/frame.h"
#include "base/banned.h"

#define AMOUNTS 6 /* that are offered */

bool mdp_is_takings(const struct mdp_phraser *b, struct mdp_str word)
{
	return mdp_is_line_of(b, "takings.lex", word);
}

/* Is there such a word somewhere in the question? Of any category where `cat` is NULL; `sub` is how it begins. */
static bool is_said(const struct mdp_phraser *b, const char *cat, const char *sub)
{
	for (int i = 0; i < b->t->nedges; i++) {
		const struct mdp_meaning *m = &b->t->edges[i].meaning;

		if (m->kind == MDP_CAT_WORD && m->sub && (!cat || !strcmp(m->cat, cat)) &&
		    strncmp(m->sub, sub, strlen(sub)) == 0)
			return true;
	}
	return false;
}

/* "How many", "number of", "count", "most common" */
static bool is_counted(const struct mdp_phraser *b)
{
	return is_said(b, NULL, "howmany") || is_said(b, NULL, "count") || is_said(b, "agg", "mode");
}

/* "takings", "ticket takings" of ticket sales: a word for money that is none of the names of the thing. */
static bool is_money_for(struct mdp_phraser *b, const struct mdp_edge *e)
{
	struct mdp_str last = b->t->tokens[e->to - 1].folded;
	const struct mdp_entity *thing = &b->c->entities[e->meaning.id];

	if (!mdp_is_takings(b, last) || mdp_words_have(thing->plural, last) || mdp_words_have(thing->name, last))
		return false;
	for (const char **s = thing->synonyms; s && *s; s++)
		if (mdp_words_have(*s, last))
			return false;
	return true;
}

/* Depth is bounded by that of rule trees, which grow with the tokens of a question. */
static void look(struct mdp_phraser *b, const struct mdp_node *n, const struct mdp_edge **said, int depth)
{
	if (!n || depth > MDP_LIMIT_TOKENS)
		return;
	if (n->edge) {
		const struct mdp_meaning *m = &n->edge->meaning;

		if (m->kind == MDP_CAT_ENTITY && (mdp_is_takings(b, mdp_edge_folded(b, n->edge)) ||
						  is_money_for(b, n->edge) || mdp_is_money(b, n->edge->to)))
			*said = n->edge;
		return;
	}
	for (int i = 0; i < n->nargs; i++)
		look(b, n->args[i], said, depth + 1);
}

/* Amounts of money of the entity, else of what belongs to it: the main one, or all. */
static int amounts_of(struct mdp_phraser *b, int entity, int out[AMOUNTS])
{
	bool several;
	int best = mdp_entity_main(b, entity, &several), n = 0;

	if (best >= 0 && !several) {
		out[0] = best;
		return 1;
	}
	for (int m = 0; m < b->c->nmeasures && n < AMOUNTS; m++) {
		const struct mdp_measure *x = &b->c->measures[m];
		/* of an order that lives in its lines, the amounts of the lines too */
		bool below = x->entity != entity && mdp_entity_determines(b, x->entity, entity) &&
			     (best < 0 || b->c->entities[x->entity].table == b->c->entities[entity].table);
		bool its = below || (best >= 0 && x->entity == entity);

		if (its && x->additive != MDP_ADDITIVE_NO && x->expr->kind == MDP_X_AGG && x->expr->arg &&
		    mdp_unit_is_money(x->unit))
			out[n++] = m;
	}
	return n;
}

/* "How many drinks did we sell": so many pieces, which is what each line holds of things that are called by their kind; -1. */
static int pieces_of(struct mdp_phraser *b, const struct mdp_query *q)
{
	int e = q->kind == MDP_Q_SELECT && q->of ? mdp_catalog_entity(b->c, mdp_str_of(q->of)) : -1;
	double cost = 0;
	for (int i = 0; i < b->t->nedges; i++) {
		const struct mdp_meaning *m = &b->t->edges[i].meaning;
		if (m->kind == MDP_CAT_ENTITY && m->id == e && !strcmp(m->sub, "noun"))
			return -1;
	}
	int column = e >= 0 && is_said(b, "verb", "sell") ? mdp_column_called(b, "quantity", e, &cost) : -1;
	for (int m = 0; column >= 0 && m < b->c->nmeasures; m++) {
		const struct mdp_expr *x = b->c->measures[m].expr;
		if (b->c->measures[m].entity == e && x->kind == MDP_X_AGG && x->agg == MDP_AGG_SUM &&
		    mdp_catalog_aggregated(b->c, x) == column)
			return m;
	}
	return -1;
}

/* Counts of all instances of the entity, wherever they are shown. */
static bool replace(struct mdp_phraser *b, struct mdp_expr **at, const char *entity, const char *measure, int depth)
{
	struct mdp_expr *x = *at;
	bool l, r;

	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	if (x->kind == MDP_X_AGG && x->agg == MDP_AGG_COUNT && !x->arg && !x->total && strcmp(x->entity, entity) == 0) {
		struct mdp_expr *m = mdp_expr_measure(b->a, measure);

		m->where = x->where;
		*at = m;
		return true;
	}
	l = replace(b, &x->arg, entity, measure, depth + 1);
	r = replace(b, &x->arg2, entity, measure, depth + 1);
	return l || r;
}

static void rename_out(struct mdp_query *q, int i, const char *name)
{
	for (int k = 0; k < q->norder; k++)
		if (strcmp(q->order[k].by, q->show[i].name) == 0)
			q->order[k].by = name;
	q->show[i].name = name;
}

/* "share of orders" → "share of total". */
static const char *renamed(struct mdp_phraser *b, const char *name, const char *plural, const char *measure)
{
	const char *at = strstr(name, plural);

	return at ? mdp_arena_printf(b->a, "%.*s%s%s", (int)(at - name), name, measure, at + strlen(plural)) : name;
}

static bool counts(const struct mdp_query *q, const char *entity)
{
	for (int i = 0; i < q->nshow; i++) {
		const struct mdp_expr *x = q->show[i].expr;

		for (int depth = 0; x && depth < MDP_LIMIT_QUERY_DEPTH; depth++, x = x->arg)
			if (x->kind == MDP_X_AGG && x->agg == MDP_AGG_COUNT && !x->arg &&
			    strcmp(x->entity, entity) == 0)
				return true;
	}
	return false;
}

static bool lists(const struct mdp_query *q)
{
	bool columns = q->nby == 0;
	for (int i = 0; i < q->nshow; i++)
		columns &= q->show[i].expr->kind == MDP_X_COLUMN;
	return columns;
}

/* One count, of all of a time: "failed payments" and "payments over 80" are single ones, which are counted. */
static bool is_plain(const struct mdp_query *q)
{
	const struct mdp_pred *w = q->where;
	return q->nshow == 1 && q->show[0].expr->kind == MDP_X_AGG &&
	       (!w || (w->kind == MDP_P_CMP && w->cmp == MDP_CMP_DURING));
}

static int amounts(struct mdp_frame *f, const struct mdp_cover *cover, struct mdp_query **q)
{
	struct mdp_phraser *b = f->x;
	const struct mdp_edge *said = NULL;
	const struct mdp_entity *e;
	int amounts[AMOUNTS], n, pick;
	bool counted;

	for (int i = 0; i < cover->nclauses; i++)
		look(b, cover->clauses[i], &said, 0);
	int pieces = is_counted(b) ? pieces_of(b, *q) : -1;
	if (pieces >= 0 && counts(*q, (*q)->of)) {
		f->came = true;
		for (int i = 0; i < (*q)->nshow; i++)
			if (replace(b, &(*q)->show[i].expr, (*q)->of, b->c->measures[pieces].name, 0))
				rename_out(*q, i, b->c->measures[pieces].name);
		return 0;
	}
	if (!said || (*q)->kind != MDP_Q_SELECT || is_counted(b))
		return 0;
	e = &b->c->entities[said->meaning.id];
	if (mdp_edge_is_no_income(b, said))
		return mdp_frame_refuse(f, MDP_REASON_UNKNOWN_CONCEPT, said->from, said->to,
					"%s are paid for, and nothing that comes in", e->plural);
	if (is_money_for(b, said) && strcmp((*q)->of, e->name) == 0 && lists(*q))
		return mdp_frame_refuse(f, MDP_REASON_AMBIGUOUS, said->from, said->to,
					"“%.*s” is money, and no list of %s: say which amount",
					(int)mdp_edge_folded(b, said).n, mdp_edge_folded(b, said).p, e->plural);
	if (!counts(*q, e->name))
		return 0;
	n = amounts_of(b, said->meaning.id, amounts);
	/* "quota by quarter" is what it comes to; "payments by quarter" may be their number */
	counted = mdp_is_money(b, said->to) && !is_said(b, "agg", "sum") &&
		  (n == 0 || mdp_said_plural(b, said->from, said->to));
	if (counted && (n == 0 || !is_plain(*q)))
		return 0;
	if (n == 0) {
		mdp_frame_refuse(f, MDP_REASON_UNKNOWN_CONCEPT, 0, 0, "%s have no amount of money", e->plural);
		mdp_error_hint(&b->problem, "ask for the number of %s", e->plural);
		return -1;
	}
	n += counted; /* the last reading counts them */
	pick = f->nvariants > 1 ? 0 : f->variant % n;
	if (f->nvariants <= 1)
		f->nvariants = n;
	if (counted && pick == n - 1)
		return 0;
	for (int i = 0; i < (*q)->nshow; i++) {
		const char *name = b->c->measures[amounts[pick]].name;

		if (!replace(b, &(*q)->show[i].expr, e->name, name, 0))
			continue;
		if ((*q)->show[i].expr->kind == MDP_X_MEASURE) {
			(*q)->show[i].unit = NULL;
			rename_out(*q, i, name);
		} else {
			rename_out(*q, i, renamed(b, (*q)->show[i].name, e->plural, name));
		}
	}
	*q = mdp_query_canonical(b->a, *q);
	return 0;
}

int mdp_frame_amounts(struct mdp_frame *f, const struct mdp_cover *cover, struct mdp_query **q)
{
	if ((*q)->kind != MDP_Q_COMPARE || (*q)->nqueries != 1)
		return amounts(f, cover, q);
	struct mdp_query *whole = MDP_NEW(f->x->a, struct mdp_query);
	*whole = **q;
	whole->queries = MDP_NEW(f->x->a, struct mdp_query *);
	whole->queries[0] = (*q)->queries[0];
	int rc = amounts(f, cover, &whole->queries[0]);
	*q = whole;
	return rc;
}
