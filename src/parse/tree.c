/* Trees as text, and a first look at whether a tree can mean anything on this catalog. */
#include "parse/tree.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "parse/chart.h"
#include "base/banned.h"

static void dump(const struct mdp_node *n, struct mdp_buf *b, int depth)
{
	if (!n || depth > MDP_LIMIT_TOKENS) {
		mdp_buf_puts(b, "nil");
		return;
	}
	if (n->edge) {
		const struct mdp_meaning *m = &n->edge->meaning;
		mdp_buf_printf(b, "[%s%s%s", m->cat, m->sub ? "." : "", m->sub ? m->sub : "");
		if (m->kind == MDP_CAT_NUMBER)
			mdp_buf_printf(b, " %g", n->edge->number);
		else if (m->kind == MDP_CAT_VALUE)
			mdp_buf_printf(b, " %d=%s", m->column, m->text);
		else if (m->kind != MDP_CAT_WORD && m->kind != MDP_CAT_QUOTED)
			mdp_buf_printf(b, " %d", m->id);
		mdp_buf_putc(b, ']');
		return;
	}
	if (n->nargs == 0) {
		mdp_buf_puts(b, n->op ? n->op : "nil");
		return;
	}
	mdp_buf_printf(b, "(%s", n->op);
	for (int i = 0; i < n->nargs; i++) {
		mdp_buf_putc(b, ' ');
		dump(n->args[i], b, depth + 1);
	}
	mdp_buf_putc(b, ')');
}

const char *mdp_node_dump(const struct mdp_node *n, struct mdp_arena *a)
{
	struct mdp_buf b = MDP_BUF_INIT;
	dump(n, &b, 0);
	const char *text = mdp_arena_strndup(a, mdp_buf_cstr(&b), b.n);
	mdp_buf_release(&b);
	return text;
}

static const struct mdp_meaning *leaf(const struct mdp_node *n, enum mdp_cat kind)
{
	return n && n->edge && n->edge->meaning.kind == kind ? &n->edge->meaning : NULL;
}

static bool is_number(const struct mdp_catalog *c, int column)
{
	enum mdp_type t = c->columns[column].type;
	return t == MDP_T_INT || t == MDP_T_DOUBLE || t == MDP_T_DECIMAL;
}

/* Values said to be of an attribute are values of that attribute. */
static bool eqattr(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	(void)t;
	const struct mdp_meaning *attr = leaf(n->args[0], MDP_CAT_ATTR);
	for (int i = 1; attr && i < n->nargs; i++) {
		const struct mdp_meaning *v = leaf(n->args[i], MDP_CAT_VALUE);
		if (v && mdp_catalog_original(c, v->column) != mdp_catalog_original(c, attr->id))
			return false;
	}
	return attr != NULL;
}

static const struct mdp_meaning *head_entity(const struct mdp_node *np)
{
	while (np && !np->edge && np->nargs)
		np = np->args[0];
	return leaf(np, MDP_CAT_ENTITY);
}

static const double OWN_WORDS = 0.11; /* just above what a label or an inflection costs */

/* Do the words of a leaf mean this kind of thing too (for WORD: of this category)? */
static bool also(const struct mdp_lattice *t, const struct mdp_edge *e, enum mdp_cat kind, const char *cat)
{
	for (int i = t->first[e->from]; i < t->first[e->from + 1]; i++) {
		const struct mdp_edge *o = &t->edges[i];
		if (o->to == e->to && o->meaning.kind == kind && (!cat || !strcmp(o->meaning.cat, cat)))
			return true;
	}
	return false;
}

static bool also_noun(const struct mdp_lattice *t, const struct mdp_edge *e)
{
	for (int i = t->first[e->from]; i < t->first[e->from + 1]; i++) {
		const struct mdp_edge *o = &t->edges[i];
		if (o->to == e->to && o->meaning.kind == MDP_CAT_ENTITY && !strcmp(o->meaning.sub, "noun"))
			return true;
	}
	return false;
}

/* "name", "number": everything has one, so it is of what it is said of. */
static bool says_little(const struct mdp_lattice *t, const struct mdp_edge *e)
{
	return e->meaning.cost > OWN_WORDS || also(t, e, MDP_CAT_WORD, "name") || also(t, e, MDP_CAT_WORD, "id") ||
	       also(t, e, MDP_CAT_WORD, "gen");
}

/* Every one of these is one of those (a body builder is a person): its key is that of the other, once each. */
static bool kind_of(const struct mdp_catalog *c, int one, int other)
{
	for (int i = 0; i < c->nlinks; i++) {
		const struct mdp_link *k = &c->links[i];
		if (k->from == one && k->to == other && c->sites[k->to_site].unique &&
		    c->sites[k->from_site].table == c->entities[one].table && !k->optional)
			return true;
	}
	return false;
}

/* An attribute named by less than its own words ("name") is the entity's own; by its own words it may be of what that determines. */
static bool attribute_of(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *attr,
			 const struct mdp_meaning *entity)
{
	if (!leaf(attr, MDP_CAT_ATTR) || !entity)
		return true;
	int owner = c->columns[attr->edge->meaning.id].entity;
	if (!says_little(t, attr->edge))
		return mdp_catalog_determines(c, entity->id, owner);
	if (owner == entity->id || !kind_of(c, entity->id, owner))
		return owner == entity->id;
	for (int i = t->first[attr->edge->from]; i < t->first[attr->edge->from + 1]; i++) {
		const struct mdp_edge *o = &t->edges[i];
		if (o->to == attr->edge->to && o->meaning.kind == MDP_CAT_ATTR &&
		    c->columns[o->meaning.id].entity == entity->id)
			return false; /* it has one of its own */
	}
	return true;
}

/* The number of things is a count, not an attribute that ends in that word. */
static bool counts(const struct mdp_lattice *t, const struct mdp_node *n)
{
	const struct mdp_edge *e = leaf(n, MDP_CAT_ATTR) ? n->edge : NULL;
	for (int i = e ? t->first[e->from] : 0; e && i < t->first[e->from + 1]; i++) {
		const struct mdp_edge *o = &t->edges[i];
		if (o->to >= e->to + (e->meaning.cost <= OWN_WORDS) && !strcmp(o->meaning.cat, "q") && o->meaning.sub &&
		    !strcmp(o->meaning.sub, "howmany"))
			return true;
	}
	return false;
}

/* Said in the plural ("weights"), the values of a column are meant, each by itself; its total has the name of the column. */
static bool plural_of_column(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	const struct mdp_meaning *m = leaf(n, MDP_CAT_MEASURE);
	if (!m || !m->surface || !*m->surface || c->measures[m->id].declared || c->measures[m->id].uses)
		return false;
	struct mdp_str said = t->tokens[n->edge->to - 1].folded;
	size_t length = strlen(m->surface);
	return said.n > 2 && said.p[said.n - 1] == 's' && m->surface[length - 1] != 's';
}

static bool shown(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	const struct mdp_node *x = n->args[0];
	const struct mdp_meaning *m = leaf(x, MDP_CAT_MEASURE);
	if (m)
		return !plural_of_column(c, t, x);
	return !(x && x->op && !strcmp(x->op, "of") && plural_of_column(c, t, x->args[0]));
}

/* Is the word (part of) a name of the catalog too, in a question without an auxiliary that would make it a verb ("what did it cost")? */
static bool is_rather_name(const struct mdp_lattice *t, const struct mdp_edge *word)
{
	bool names = false;
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		names |= e->from == word->from && e->to == word->to &&
			 (e->meaning.kind == MDP_CAT_MEASURE || e->meaning.kind == MDP_CAT_ATTR);
	}
	for (int i = 0; i < word->from; i++)
		if (mdp_str_is(t->tokens[i].folded, "did") || mdp_str_is(t->tokens[i].folded, "do") ||
		    mdp_str_is(t->tokens[i].folded, "does"))
			return false;
	return names;
}

/* A light verb adds nothing; a noun that only looks like one does. */
static bool aside(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	(void)c;
	const struct mdp_node *x = n->args[0];
	if (!x || !x->edge || strcmp(x->edge->meaning.cat, "verb") != 0)
		return true;
	if (is_rather_name(t, x->edge))
		return false;
	struct mdp_str said = t->tokens[x->edge->to - 1].folded;
	return !x->edge->meaning.surface || mdp_str_is(said, x->edge->meaning.surface) || said.p[said.n - 1] != 's';
}

/* "who have" after a thing tells more of it; a list begins with its question word. */
static bool list(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	(void)c;
	for (int i = 0; i < t->nedges && t->edges[i].from < n->from; i++) {
		enum mdp_cat kind = t->edges[i].meaning.kind;
		if (kind == MDP_CAT_ENTITY || kind == MDP_CAT_ATTR || kind == MDP_CAT_MEASURE)
			return false;
	}
	return true;
}

static bool null(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	(void)c;
	const struct mdp_node *x = n->args[0];
	return !leaf(x, MDP_CAT_ATTR) || x->edge->meaning.cost <= OWN_WORDS || !also_noun(t, x->edge);
}

static bool of(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	return !counts(t, n->args[0]) && attribute_of(c, t, n->args[0], head_entity(n->args[1]));
}

static bool showof(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	for (int i = 0; i < n->args[0]->nargs; i++)
		if (!attribute_of(c, t, n->args[0]->args[i], head_entity(n->args[1])) || counts(t, n->args[0]->args[i]))
			return false;
	return true;
}

static bool showby(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	(void)c;
	for (int i = 0; i < n->args[0]->nargs; i++) {
		const struct mdp_node *attr = n->args[0]->args[i];
		if (attr && attr->op && !strcmp(attr->op, "of"))
			attr = attr->args[0];
		if (counts(t, attr) || !leaf(attr, MDP_CAT_ATTR) || also(t, attr->edge, MDP_CAT_WORD, "gen"))
			return false;
	}
	return true;
}

static bool flag(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	(void)t;
	const struct mdp_meaning *attr = leaf(n->args[0], MDP_CAT_ATTR);
	return attr && c->columns[attr->id].type == MDP_T_BOOL;
}

/* In "more than two students" the number counts what follows it; it is not compared with what stands before. */
static bool counts_next(const struct mdp_lattice *t, const struct mdp_node *n)
{
	const struct mdp_edge *last = n->args[n->nargs - 1] ? n->args[n->nargs - 1]->edge : NULL;
	if (!last || last->meaning.kind != MDP_CAT_NUMBER || last->unit || last->to != n->to || n->to >= t->ntokens)
		return false;
	for (int i = t->first[n->to]; i < t->first[n->to + 1]; i++) {
		const struct mdp_meaning *m = &t->edges[i].meaning;
		if ((m->kind == MDP_CAT_ENTITY && !strcmp(m->sub, "noun")) ||
		    (!strcmp(m->cat, "q") && m->sub && !strcmp(m->sub, "howmany")))
			return true;
	}
	return false;
}

static bool cmp(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	if (counts_next(t, n))
		return false;
	const struct mdp_meaning *attr = leaf(n->args[1], MDP_CAT_ATTR);
	return !attr || is_number(c, attr->id);
}

static bool between(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	if (counts_next(t, n))
		return false;
	const struct mdp_meaning *attr = leaf(n->args[0], MDP_CAT_ATTR);
	return !attr || is_number(c, attr->id);
}

static const struct mdp_column *column_of(const struct mdp_catalog *c, const struct mdp_meaning *m)
{
	const struct mdp_expr *x = m ? c->measures[m->id].expr : NULL;
	int column = x && x->kind == MDP_X_AGG && x->arg && x->arg->kind == MDP_X_COLUMN
			     ? mdp_catalog_column(c, mdp_str_of(x->arg->name))
			     : -1;
	return column >= 0 ? &c->columns[column] : NULL;
}

/* "whose price is above the average price": said twice, it must be the same. */
static bool vsavg(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	const struct mdp_column *columns[2] = { NULL, NULL };
	for (int i = 1; i < n->nargs && i < 3; i++) {
		const struct mdp_meaning *attr = leaf(n->args[i], MDP_CAT_ATTR);
		columns[i - 1] = attr ? &c->columns[attr->id] : column_of(c, leaf(n->args[i], MDP_CAT_MEASURE));
	}
	return cmp(c, t, n) && (n->nargs < 3 || columns[0] == columns[1]);
}

/* "how many X" of a measure: it must be a number of things. */
static bool units(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	(void)t;
	const struct mdp_column *x = column_of(c, leaf(n->args[0], MDP_CAT_MEASURE));
	return x && (x->role == MDP_ROLE_QUANTITY || x->role == MDP_ROLE_COUNT);
}

/* "more than 2 payments" counts payments; money is compared with a number when that is money, or when it stands first. */
static bool cmpof(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	const struct mdp_meaning *m = leaf(n->args[1], MDP_CAT_MEASURE);
	const struct mdp_edge *number = n->args[2]->edge;
	const struct mdp_column *x = column_of(c, m);
	if (number && !number->unit && n->args[1]->edge && also_noun(t, n->args[1]->edge))
		return false;
	if (!m) {
		const struct mdp_meaning *attr = leaf(n->args[1], MDP_CAT_ATTR);
		bool money = attr && c->columns[attr->id].role == MDP_ROLE_MONEY;
		return (!money || (number && number->unit)) && cmp(c, t, n);
	}
	return (number && number->unit) || (x && (x->role == MDP_ROLE_QUANTITY || x->role == MDP_ROLE_COUNT));
}

static const struct {
	const char *op;
	int nargs; /* at least */
	bool (*fn)(const struct mdp_catalog *, const struct mdp_lattice *, const struct mdp_node *);
} CHECKS[] = {
	{ "showof", 2, showof }, { "showby", 2, showby }, { "eqattr", 2, eqattr },   { "of", 2, of },
	{ "flag", 1, flag },     { "cmp", 3, cmp },       { "between", 3, between }, { "vsavg", 2, vsavg },
	{ "units", 1, units },   { "cmpof", 3, cmpof },   { "list", 1, list },       { "xs", 1, shown },
	{ "aside", 1, aside },   { "null", 1, null },     { "notnull", 1, null },
};

bool mdp_node_plausible(const struct mdp_catalog *c, const struct mdp_lattice *t, const struct mdp_node *n)
{
	for (size_t i = 0; n->op && i < sizeof(CHECKS) / sizeof(CHECKS[0]); i++)
		if (!strcmp(CHECKS[i].op, n->op) && n->nargs >= CHECKS[i].nargs)
			return CHECKS[i].fn(c, t, n);
	return true;
}
