/* What the operations on phrases share: making and reading phrases, words of the question, names and values of the catalog. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "catalog/units.h"
#include "parse/phrase.h"
#include "base/banned.h"

#define MINOR_UNITS 100 /* cents of a euro */

struct mdp_phrase *mdp_phrase_new(struct mdp_phraser *x, const struct mdp_node *n, enum mdp_phrase_kind kind)
{
	struct mdp_phrase *p = MDP_NEW(x->a, struct mdp_phrase);
	p->kind = kind;
	p->from = n->from;
	p->to = n->to;
	p->node = n;
	return p;
}

struct mdp_span mdp_said_span(const struct mdp_phraser *x, int from, int to)
{
	struct mdp_span s = { 0, 0 };
	if (to > from) {
		struct mdp_span first = x->t->tokens[from].span, last = x->t->tokens[to - 1].span;
		s.start = first.start;
		s.length = last.start + last.length - first.start;
	}
	return s;
}

struct mdp_str mdp_said(const struct mdp_phraser *x, int from, int to)
{
	struct mdp_span s = mdp_said_span(x, from, to);
	return (struct mdp_str){ x->t->question.p + s.start, (size_t)s.length };
}

int mdp_phraser_vrefuse(struct mdp_phraser *x, enum mdp_reason why, const char *fmt, va_list ap)
{
	char text[512];
	vsnprintf(text, sizeof(text), fmt, ap);
	memset(&x->problem, 0, sizeof(x->problem));
	mdp_refuse(&x->problem, why, "%s", text);
	return -MDP_REFUSED;
}

/* Of several reasons the one about most of the question is told. */
int mdp_phraser_refuse(struct mdp_phraser *x, enum mdp_reason why, int from, int to, const char *fmt, ...)
{
	va_list ap;
	if (x->problem.code != MDP_OK && to - from <= x->problem_tokens)
		return -MDP_REFUSED;
	va_start(ap, fmt);
	mdp_phraser_vrefuse(x, why, fmt, ap);
	va_end(ap);
	mdp_error_span(&x->problem, mdp_said_span(x, from, to));
	x->problem_tokens = to - from;
	return -MDP_REFUSED;
}

const struct mdp_set *mdp_node_set(const struct mdp_node *n)
{
	return n && n->phrase && n->phrase->kind == MDP_PH_SET ? n->phrase->set : NULL;
}

const struct mdp_figure *mdp_node_figure(const struct mdp_node *n)
{
	bool one = n && n->phrase && n->phrase->kind == MDP_PH_FIGURES && n->phrase->nfigures == 1;
	return one ? &n->phrase->figures[0] : NULL;
}

const struct mdp_cond *mdp_node_cond(const struct mdp_node *n)
{
	return n && n->phrase && n->phrase->kind == MDP_PH_COND ? n->phrase->cond : NULL;
}

const char *mdp_node_word(const struct mdp_node *n)
{
	if (!n)
		return "";
	if (n->edge)
		return n->edge->meaning.sub ? n->edge->meaning.sub : "";
	return n->op ? n->op : "";
}

bool mdp_node_is(const struct mdp_node *n, const char *op)
{
	return n && n->op && !strcmp(n->op, op);
}

bool mdp_node_leaf(const struct mdp_node *n, enum mdp_cat kind)
{
	return n && n->edge && n->edge->meaning.kind == kind;
}

bool mdp_said_plural(const struct mdp_phraser *x, int from, int to)
{
	char word[128];
	if (to <= from)
		return false;
	const struct mdp_token *tok = &x->t->tokens[to - 1];
	snprintf(word, sizeof(word), "%.*s", (int)tok->folded.n, tok->folded.p);
	return strcmp(mdp_words_singular(x->a, word), word) != 0;
}

bool mdp_says_date(const struct mdp_phraser *x, int from, int to)
{
	for (int i = x->t->first[from]; i < x->t->first[from + 1]; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if ((to < 0 || e->to == to) && e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "dating") &&
		    e->meaning.sub && !strcmp(e->meaning.sub, "event"))
			return true;
	}
	return false;
}

bool mdp_also(const struct mdp_phraser *x, const struct mdp_edge *e, enum mdp_cat kind, const char *cat)
{
	for (int i = x->t->first[e->from]; i < x->t->first[e->from + 1]; i++) {
		const struct mdp_edge *o = &x->t->edges[i];
		if (o->to == e->to && o->meaning.kind == kind && (!cat || !strcmp(o->meaning.cat, cat)))
			return true;
	}
	return false;
}

bool mdp_node_rows(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_node *number, double *out)
{
	const struct mdp_edge *e = number ? number->edge : NULL;
	*out = e ? e->number : 0;
	if (!e || !e->unit || strcmp(e->unit, "ordinal") != 0 || e->number <= 1)
		return true;
	mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, n->from, n->to,
			   "one place of a ranking alone cannot be told yet: ask for the top %g", e->number);
	return false;
}

const char *mdp_phrase_colname(struct mdp_phraser *x, int column)
{
	return mdp_catalog_column_name(x->c, x->a, column);
}

struct mdp_expr *mdp_phrase_column(struct mdp_phraser *x, int column)
{
	return mdp_expr_column(x->a, mdp_phrase_colname(x, column));
}

const char *mdp_phrase_role_words(struct mdp_phraser *x, const char *role, const char *words)
{
	return role ? mdp_arena_printf(x->a, "%s %s", role, words) : words;
}

const char *mdp_phrase_label(const struct mdp_column *c)
{
	return c->label ? c->label : c->words;
}

struct mdp_expr *mdp_phrase_number(struct mdp_phraser *x, double d)
{
	if (floor(d) == d && fabs(d) < 9e15)
		return mdp_expr_value(x->a, mdp_value_int((int64_t)d));
	return mdp_expr_value(x->a, mdp_value_double(d));
}

bool mdp_says_money(const char *unit)
{
	return unit && (!strcmp(unit, "currency") || !strcmp(unit, "minor"));
}

/* The column of which an amount is made; -1. */
static int column_under(const struct mdp_phraser *x, const struct mdp_expr *e, int depth)
{
	if (!e || depth > MDP_LIMIT_QUERY_DEPTH)
		return -1;
	if (e->kind == MDP_X_COLUMN)
		return mdp_catalog_column(x->c, mdp_str_of(e->name));
	if (e->kind == MDP_X_MEASURE) {
		int m = mdp_catalog_measure(x->c, mdp_str_of(e->name));
		return m < 0 ? -1 : column_under(x, x->c->measures[m].expr, depth + 1);
	}
	if (e->kind == MDP_X_AGG && (e->agg == MDP_AGG_COUNT || e->agg == MDP_AGG_COUNT_DISTINCT))
		return -1;
	return e->kind == MDP_X_AGG ? column_under(x, e->arg, depth + 1) : -1;
}

bool mdp_money_number(struct mdp_phraser *x, int from, int to, const struct mdp_expr *amount, const char *said,
		      double *number)
{
	int column = column_under(x, amount, 0);
	const char *unit = column < 0 ? NULL : mdp_catalog_unit(x->c, x->a, column);
	bool cents = said && !strcmp(said, "minor"), whole = said && !strcmp(said, "currency");
	if (!unit || !mdp_unit_is_money(unit))
		return true;
	if (mdp_unit_is_minor(unit) && !cents && !whole && *number != 0) {
		mdp_phraser_refuse(x, MDP_REASON_AMBIGUOUS, from, to,
				   "`%s` is kept in %s: say “%g euros” (dollars, pounds …) or “%g cents”",
				   x->c->columns[column].words, unit, *number, *number);
		return false;
	}
	if (mdp_unit_is_minor(unit) && whole)
		*number *= MINOR_UNITS;
	else if (!mdp_unit_is_minor(unit) && cents)
		*number /= MINOR_UNITS;
	return true;
}

/* A stored value in the type of its column. */
struct mdp_expr *mdp_phrase_stored(struct mdp_phraser *x, int column, const char *text)
{
	const struct mdp_column *c = &x->c->columns[column];
	long long i;
	double d;
	struct mdp_str s = mdp_str_of(text);
	if (c->type == MDP_T_INT && mdp_str_to_i64(s, &i))
		return mdp_expr_value(x->a, mdp_value_int(i));
	if ((c->type == MDP_T_DOUBLE || c->type == MDP_T_DECIMAL) && mdp_str_to_double(s, &d))
		return mdp_expr_value(x->a, mdp_value_double(d));
	if (c->type == MDP_T_BOOL)
		return mdp_expr_value(x->a, mdp_value_bool(!strcmp(text, "true")));
	return mdp_expr_value(x->a, mdp_value_text(s));
}

bool mdp_column_is_number(const struct mdp_column *c)
{
	return c->type == MDP_T_INT || c->type == MDP_T_DOUBLE || c->type == MDP_T_DECIMAL;
}

bool mdp_column_is_time(const struct mdp_column *c)
{
	return c->type == MDP_T_DATE || c->type == MDP_T_TIMESTAMP;
}

/* Does `to` (-1: anything) lead to the owner by another way than through `from`? A copy of what `from` has is none. */
static bool is_met_elsewhere(const struct mdp_catalog *c, int from, int owner, int to)
{
	for (int i = 0; i < c->nsites; i++) {
		const struct mdp_site *site = &c->sites[i];
		int row = c->tables[site->table].row_entity;
		if (site->entity == owner && row >= 0 && row != owner && row != from && site->key &&
		    c->columns[site->key[0]].entity != from && !mdp_catalog_determines(c, from, row) &&
		    (to < 0 || row == to || mdp_catalog_determines(c, to, row)))
			return true;
	}
	return false;
}

/*
 * "floor of the nurse": it is the nurse's own, or of something that only the nurse leads to. Where shifts have a floor of their own, the
 * nurse would be passed over.
 */
bool mdp_set_has(const struct mdp_phraser *x, const struct mdp_set *whose, int owner)
{
	if (whose->conditioned || whose->extreme)
		return false;
	return whose->entity == owner || (mdp_catalog_determines(x->c, whose->entity, owner) &&
					  !is_met_elsewhere(x->c, whose->entity, owner, -1));
}

/* Would a condition on an instance of `from` be one on something else of `to`: "nurses on floor 2", said of their shifts? */
bool mdp_pred_strays(const struct mdp_phraser *x, const struct mdp_pred *p, int from, int to, int depth)
{
	if (!p || depth > MDP_PHRASE_PARTS)
		return false;
	for (int i = 0; p->kind != MDP_P_CMP && i < p->nargs; i++)
		if (mdp_pred_strays(x, p->args[i], from, to, depth + 1))
			return true;
	if (p->kind != MDP_P_CMP || !p->left || p->left->kind != MDP_X_COLUMN)
		return false;
	int column = mdp_catalog_column(x->c, mdp_str_of(p->left->name));
	int owner = column < 0 ? -1 : x->c->columns[column].entity;
	return owner >= 0 && owner != from && owner != to && mdp_catalog_determines(x->c, from, owner) &&
	       is_met_elsewhere(x->c, from, owner, to);
}

struct mdp_str mdp_edge_folded(const struct mdp_phraser *x, const struct mdp_edge *e)
{
	const char *out = "";
	for (int i = e->from; i < e->to; i++)
		out = mdp_arena_printf(x->a, "%s%s%.*s", out, *out ? " " : "", (int)x->t->tokens[i].folded.n,
				       x->t->tokens[i].folded.p);
	return mdp_str_of(out);
}

bool mdp_begins_with(const struct mdp_phraser *x, int from, const char *cat, const char *a, const char *b)
{
	const struct mdp_lattice *t = x->t;
	if (from >= t->ntokens)
		return false;
	for (int i = t->first[from]; i < t->first[from + 1]; i++) {
		const struct mdp_meaning *m = &t->edges[i].meaning;
		if (m->kind == MDP_CAT_WORD && !strcmp(m->cat, cat) && m->sub &&
		    (!strcmp(m->sub, a) || !strcmp(m->sub, b)))
			return true;
	}
	return false;
}

/* "Campaigns with customers who spent more than 1,000": an amount right behind a noun is of that noun, where it has such an amount. */
static bool is_amount_of_other(struct mdp_phraser *x, const struct mdp_cond *c, int noun)
{
	return c->kind == MDP_COND_LINK && c->amount && !c->set->attr && mdp_entity_determines(x, c->set->entity, noun);
}

/* "Campaigns with customers who …": "who" is somebody, and a campaign is nobody. */
static bool is_who(const struct mdp_phraser *x, int at, int noun, int of)
{
	return mdp_begins_with(x, at, "q", "who", "who") && mdp_entity_is_somebody(x, noun) &&
	       !mdp_entity_is_somebody(x, of);
}

/*
 * "check-ins of members whose club is …": what follows a noun so is said of that noun. Taken for a condition on what is asked about it
 * would be on another club, where check-ins have one of their own.
 */
bool mdp_said_of_other(struct mdp_phraser *x, const struct mdp_cond *c, int of)
{
	const struct mdp_lattice *t = x->t;
	const struct mdp_pred *p = c->kind == MDP_COND_PRED ? c->pred : c->kind == MDP_COND_LINK ? c->set->where : NULL;
	int at = c->from;
	if (!mdp_begins_with(x, at, "conn", "whose", "rel") && at > 0)
		at--; /* the "who" may stand outside */
	if (!mdp_begins_with(x, at, "conn", "whose", "rel"))
		return false;
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		if (e->to != at || e->meaning.kind != MDP_CAT_ENTITY || e->meaning.id == of)
			continue;
		if (is_who(x, at, e->meaning.id, of) || is_amount_of_other(x, c, e->meaning.id) ||
		    (p && mdp_entity_links(x, of, e->meaning.id) > 0 && mdp_pred_strays(x, p, e->meaning.id, of, 0)))
			return true;
	}
	return false;
}

bool mdp_said_with_aux(const struct mdp_phraser *x, int at)
{
	return mdp_also_word(x, at, "aux") || (at > 0 && mdp_also_word(x, at - 1, "aux"));
}

bool mdp_stands_behind(int from, int to)
{
	return from >= to && from <= to + 2;
}

bool mdp_also_word(const struct mdp_phraser *x, int at, const char *cat)
{
	for (int i = x->t->first[at]; i < x->t->first[at + 1]; i++)
		if (x->t->edges[i].meaning.kind == MDP_CAT_WORD && !strcmp(x->t->edges[i].meaning.cat, cat))
			return true;
	return false;
}
