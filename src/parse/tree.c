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
static bool eqattr(const struct mdp_catalog *c, const struct mdp_node *n)
{
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

/* An attribute named by less than its own words ("name") is the entity's own; by its own words it may be of what that determines. */
static bool attribute_of(const struct mdp_catalog *c, const struct mdp_meaning *attr, const struct mdp_meaning *entity)
{
	static const double OWN_WORDS = 0.11; /* just above what a label or an inflection costs */
	if (!attr || !entity)
		return true;
	int owner = c->columns[attr->id].entity;
	return attr->cost > OWN_WORDS ? owner == entity->id : mdp_catalog_determines(c, entity->id, owner);
}

static bool of(const struct mdp_catalog *c, const struct mdp_node *n)
{
	return attribute_of(c, leaf(n->args[0], MDP_CAT_ATTR), head_entity(n->args[1]));
}

static bool showof(const struct mdp_catalog *c, const struct mdp_node *n)
{
	for (int i = 0; i < n->args[0]->nargs; i++)
		if (!attribute_of(c, leaf(n->args[0]->args[i], MDP_CAT_ATTR), head_entity(n->args[1])))
			return false;
	return true;
}

static bool flag(const struct mdp_catalog *c, const struct mdp_node *n)
{
	const struct mdp_meaning *attr = leaf(n->args[0], MDP_CAT_ATTR);
	return attr && c->columns[attr->id].type == MDP_T_BOOL;
}

static bool cmp(const struct mdp_catalog *c, const struct mdp_node *n)
{
	const struct mdp_meaning *attr = leaf(n->args[1], MDP_CAT_ATTR);
	return !attr || is_number(c, attr->id);
}

static bool between(const struct mdp_catalog *c, const struct mdp_node *n)
{
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

/* "how many X" of a measure: it must be a number of things. */
static bool units(const struct mdp_catalog *c, const struct mdp_node *n)
{
	const struct mdp_column *x = column_of(c, leaf(n->args[0], MDP_CAT_MEASURE));
	return x && (x->role == MDP_ROLE_QUANTITY || x->role == MDP_ROLE_COUNT);
}

/* "more than 2 payments" counts payments; money is compared with a number when that is money, or when it stands first. */
static bool cmpof(const struct mdp_catalog *c, const struct mdp_node *n)
{
	const struct mdp_meaning *m = leaf(n->args[1], MDP_CAT_MEASURE);
	const struct mdp_edge *number = n->args[2]->edge;
	const struct mdp_column *x = column_of(c, m);
	if (!m)
		return cmp(c, n);
	return (number && number->unit) || (x && (x->role == MDP_ROLE_QUANTITY || x->role == MDP_ROLE_COUNT));
}

static const struct {
	const char *op;
	int nargs; /* at least */
	bool (*fn)(const struct mdp_catalog *, const struct mdp_node *);
} CHECKS[] = {
	{ "showof", 2, showof }, { "eqattr", 2, eqattr }, { "of", 2, of },
	{ "flag", 1, flag },     { "cmp", 3, cmp },       { "between", 3, between },
	{ "vsavg", 2, cmp },     { "units", 1, units },   { "cmpof", 3, cmpof },
};

bool mdp_node_plausible(const struct mdp_catalog *c, const struct mdp_node *n)
{
	for (size_t i = 0; n->op && i < sizeof(CHECKS) / sizeof(CHECKS[0]); i++)
		if (!strcmp(CHECKS[i].op, n->op) && n->nargs >= CHECKS[i].nargs)
			return CHECKS[i].fn(c, n);
	return true;
}
