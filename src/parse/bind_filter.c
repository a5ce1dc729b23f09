/*
 * Conditions. Each is first understood by itself (what it is about: its owner), then attached to what is asked about: direct when
 * the asked entity determines the owner; left to the planner when an amount is asked for, which may have a finer measure that
 * reconciles; else as existence ("customers who bought books"): conditions on one event stand in one `exists`.
 */
#include "parse/bind.h"

#include <math.h>
#include <string.h>

#include "base/banned.h"

typedef int filter_fn(struct mdp_bind *b, const struct mdp_node *n, int scope);

static int add(struct mdp_bind *b, const struct mdp_node *n, struct mdp_bf f)
{
	if (b->nfilters == MDP_BIND_PARTS)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "too many conditions");
	b->filters[b->nfilters++] = f;
	return 0;
}

static int add_pred(struct mdp_bind *b, const struct mdp_node *n, struct mdp_pred *p, int owner, int scope)
{
	struct mdp_bf f = { .pred = p, .owner = owner, .scope = scope, .event = -1 };
	return add(b, n, f);
}

/* A stored value in the type of its column. */
static struct mdp_expr *value_expr(struct mdp_bind *b, int column, const char *text)
{
	const struct mdp_column *c = &b->c->columns[column];
	long long i;
	double d;
	struct mdp_str s = mdp_str_of(text);
	if (c->type == MDP_T_INT && mdp_str_to_i64(s, &i))
		return mdp_expr_value(b->a, mdp_value_int(i));
	if ((c->type == MDP_T_DOUBLE || c->type == MDP_T_DECIMAL) && mdp_str_to_double(s, &d))
		return mdp_expr_value(b->a, mdp_value_double(d));
	if (c->type == MDP_T_BOOL)
		return mdp_expr_value(b->a, mdp_value_bool(!strcmp(text, "true")));
	return mdp_expr_value(b->a, mdp_value_text(s));
}

static struct mdp_expr *number_expr(struct mdp_bind *b, double d)
{
	if (floor(d) == d && fabs(d) < 9e15)
		return mdp_expr_value(b->a, mdp_value_int((int64_t)d));
	return mdp_expr_value(b->a, mdp_value_double(d));
}

static void set_right(struct mdp_bind *b, struct mdp_pred *p, struct mdp_expr **right, int n)
{
	p->right = MDP_NEW_ARRAY(b->a, (size_t)n, struct mdp_expr *);
	memcpy(p->right, right, (size_t)n * sizeof(*right));
	p->nright = n;
}

/* Values from `first` on: of one column `in`, of several columns each its own condition. `way`: said of their role, or NULL. */
static int filter_values(struct mdp_bind *b, const struct mdp_node *n, int first, const struct mdp_edge *way, int scope)
{
	bool either = false, both = n->nargs - first > 1;
	int columns[MDP_BIND_PARTS], ncolumns = 0;
	for (int i = first; i < n->nargs; i++) {
		const struct mdp_node *v = n->args[i];
		if (!mdp_node_leaf(v, MDP_CAT_VALUE)) {
			either |= mdp_node_is(v, "either");
			continue;
		}
		int k = 0;
		while (k < ncolumns && columns[k] != v->edge->meaning.column)
			k++;
		if (k == ncolumns && ncolumns < MDP_BIND_PARTS)
			columns[ncolumns++] = v->edge->meaning.column;
	}
	if (either && ncolumns > 1)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n,
				       "`or` between values of different kinds is not supported yet");
	for (int k = 0; k < ncolumns; k++) {
		struct mdp_expr *right[64] = { 0 };
		int nright = 0;
		for (int i = first; i < n->nargs; i++) {
			const struct mdp_node *v = n->args[i];
			if (mdp_node_leaf(v, MDP_CAT_VALUE) && v->edge->meaning.column == columns[k] && nright < 64)
				right[nright++] = value_expr(b, columns[k], v->edge->meaning.text);
		}
		struct mdp_pred *p = mdp_pred_cmp(b->a, nright > 1 ? MDP_CMP_IN : MDP_CMP_EQ,
						  mdp_bind_column(b, columns[k]), right[0]);
		set_right(b, p, right, nright);
		int rc = add_pred(b, n, p, b->c->columns[columns[k]].entity, scope);
		if (rc < 0)
			return rc;
		b->filters[b->nfilters - 1].both = both && !either && nright > 1;
		b->filters[b->nfilters - 1].way = way;
		if (first == 1 && mdp_node_leaf(n->args[0], MDP_CAT_ATTR))
			p->left->role = n->args[0]->edge->meaning.role;
	}
	return 0;
}

static int filter_eq(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	return filter_values(b, n, 0, mdp_bind_way(b, n->args[0]), scope);
}

static int filter_eqattr(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	return filter_values(b, n, 1, NULL, scope); /* that the values lie in the attribute was checked in the chart */
}

/* (way WORD VALUE…): in that role. */
static int filter_way(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	return filter_values(b, n, 1, n->args[0]->edge, scope);
}

/* "the album named X": one of its own names, not that of something else. */
static int filter_named(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	for (int i = 0; i < n->nargs; i++) {
		const struct mdp_node *v = n->args[i];
		if (mdp_node_leaf(v, MDP_CAT_VALUE) && b->c->columns[v->edge->meaning.column].entity != scope)
			return mdp_bind_refuse(b, MDP_REASON_NOT_CONNECTED, n, "no %s is called that",
					       b->c->entities[scope].name);
	}
	return filter_values(b, n, 0, NULL, scope);
}

/* A comparison with an attribute, or with the amount of one instance ("orders over $1,000"). */
static int compared(struct mdp_bind *b, const struct mdp_node *what, struct mdp_expr **left, int *owner)
{
	struct mdp_bx x;
	int rc = mdp_bind_value(b, what, &x);
	if (rc < 0)
		return rc;
	*owner = x.entity;
	*left = x.expr;
	if (!x.aggregate)
		return 0;
	if (x.measure < 0 || b->c->measures[x.measure].expr->kind != MDP_X_AGG || !b->c->measures[x.measure].expr->arg)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, what,
				       "a condition on a calculated figure is not supported yet");
	*left = b->c->measures[x.measure].expr->arg;
	return 0;
}

static int cmp_of(struct mdp_bind *b, const struct mdp_node *n, enum mdp_cmp *cmp)
{
	const char *word = mdp_node_word(n);
	if (!n || !*word) {
		*cmp = MDP_CMP_EQ;
		return 0;
	}
	if (!mdp_cmp_from_word(mdp_str_of(word), cmp) || *cmp == MDP_CMP_DURING || *cmp == MDP_CMP_BETWEEN ||
	    *cmp == MDP_CMP_IN)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "the comparison `%s` is not supported here", word);
	return 0;
}

static int filter_cmp(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	enum mdp_cmp cmp;
	struct mdp_expr *left;
	int owner, rc = cmp_of(b, n->args[0], &cmp);
	if (rc >= 0)
		rc = compared(b, n->args[1], &left, &owner);
	if (rc < 0)
		return rc;
	return add_pred(b, n, mdp_pred_cmp(b->a, cmp, left, number_expr(b, n->args[2]->edge->number)), owner, scope);
}

/* A number alone: it is compared with the main amount of what it stands beside. */
static int filter_ncmp(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	enum mdp_cmp cmp;
	int rc = cmp_of(b, n->args[0], &cmp);
	if (rc < 0)
		return rc;
	const char *unit = n->args[1]->edge->unit;
	struct mdp_bf f = { .scope = scope, .event = -1, .owner = -1, .cmp = cmp, .n = n->args[1]->edge->number };
	if (unit && strcmp(unit, "currency") != 0)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n,
				       "it is not clear what is compared with this number");
	b->cost += unit ? 0 : mdp_lexicon_weight(b->l, "bare_number");
	return add(b, n, f);
}

static int filter_between(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	struct mdp_expr *left;
	int owner, rc = compared(b, n->args[0], &left, &owner);
	if (rc < 0)
		return rc;
	double lo = n->args[1]->edge->number, hi = n->args[2]->edge->number;
	if (lo > hi)
		return mdp_bind_refuse(b, MDP_REASON_INVALID_QUERY, n, "%g to %g is no range: it ends before it begins",
				       lo, hi);
	return add_pred(b, n, mdp_pred_between(b->a, MDP_CMP_BETWEEN, left, number_expr(b, lo), number_expr(b, hi)),
			owner, scope);
}

static int filter_null(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	const struct mdp_node *what = n->args[0];
	if (!mdp_node_leaf(what, MDP_CAT_ATTR))
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "only an attribute can be missing");
	int column = what->edge->meaning.id;
	if (b->c->columns[column].nulls == 0)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "`%s` is never missing in this data",
				       b->c->columns[column].words);
	struct mdp_pred *p = mdp_pred_cmp(b->a, MDP_CMP_IS_NULL, mdp_bind_attr_column(b, what->edge), NULL);
	if (mdp_node_is(n, "notnull"))
		p = mdp_pred_not(b->a, p);
	return add_pred(b, n, p, b->c->columns[column].entity, scope);
}

/* The value of the column that says yes; NULL when it has none. */
static struct mdp_expr *flag_value(struct mdp_bind *b, const struct mdp_column *col)
{
	const char *yes;

	if (col->type == MDP_T_BOOL)
		return mdp_expr_value(b->a, mdp_value_bool(true));
	if (col->role == MDP_ROLE_FLAG && col->type == MDP_T_INT)
		return mdp_expr_value(b->a, mdp_value_int(1));
	if (col->role != MDP_ROLE_FLAG || col->nvalues != 2)
		return NULL;
	yes = mdp_words_yes(col->values[0].text, col->values[1].text);
	return yes ? mdp_expr_value(b->a, mdp_value_text(mdp_str_of(yes))) : NULL;
}

static int filter_flag(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	int column = n->args[0]->edge->meaning.id;
	struct mdp_expr *yes = flag_value(b, &b->c->columns[column]);
	if (!yes)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "`%s` is not a yes-or-no attribute",
				       b->c->columns[column].words);
	return add_pred(b, n, mdp_pred_cmp(b->a, MDP_CMP_EQ, mdp_bind_attr_column(b, n->args[0]->edge), yes),
			b->c->columns[column].entity, scope);
}

/* Everything the inner clause adds is negated, nulls kept: "not X" is not true of X, whatever else. */
static int filter_not(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	int before = b->nfilters, rc = mdp_bind_filter(b, n->args[0], scope);
	for (int i = before; i < b->nfilters && rc >= 0; i++) {
		struct mdp_bf *f = &b->filters[i];
		f->both = false; /* "not A and B" leaves out either */
		if (f->event >= 0)
			f->negated = !f->negated;
		else if (f->pred)
			f->pred = mdp_pred_not(b->a, f->pred);
		else
			rc = mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "this negation is not supported yet");
	}
	return rc;
}

static int filter_event(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	struct mdp_bf f = { .scope = scope, .owner = -1 };
	f.event = mdp_bind_np(b, n->args[0]);
	if (f.event < 0)
		return f.event;
	f.negated = mdp_node_is(n, "didnt");
	f.noun = mdp_node_is(n->args[0], "thing");
	return add(b, n, f);
}

/* (times EVENT CMP N): so many instances of the event. "at least one" is existence. */
static int filter_times(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	struct mdp_bf f = { .scope = scope, .owner = -1 };
	f.event = mdp_bind_np(b, n->args[0]);
	if (f.event < 0)
		return f.event;
	int rc = cmp_of(b, n->args[1], &f.cmp);
	if (rc < 0)
		return rc;
	f.n = n->args[2]->edge->number;
	if (!((f.cmp == MDP_CMP_GE && f.n == 1) || (f.cmp == MDP_CMP_GT && f.n == 0)))
		f.count = mdp_expr_agg(b->a, MDP_AGG_COUNT, b->c->entities[f.event].name, NULL);
	return add(b, n, f);
}

static int filter_vsavg(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	enum mdp_cmp cmp;
	struct mdp_expr *left;
	int owner, rc = cmp_of(b, n->args[0], &cmp);
	if (rc >= 0)
		rc = compared(b, n->args[1], &left, &owner);
	if (rc < 0)
		return rc;
	struct mdp_expr *avg = mdp_expr_agg(b->a, MDP_AGG_AVG, b->c->entities[owner].name, left);
	avg->total = true;
	return add_pred(b, n, mdp_pred_cmp(b->a, cmp, left, avg), owner, scope);
}

static int filter_text(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	enum mdp_cmp cmp;
	int rc = cmp_of(b, n->args[0], &cmp);
	if (rc < 0)
		return rc;
	const struct mdp_node *what = n->args[1], *text = n->args[2];
	int column = what->edge->meaning.id;
	if (b->c->columns[column].type != MDP_T_TEXT)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "`%s` is not text", b->c->columns[column].words);
	struct mdp_str s = text->edge ? text->edge->text : mdp_node_text(b, text);
	struct mdp_expr *right = mdp_expr_value(b->a, mdp_value_text(s));
	return add_pred(b, n, mdp_pred_cmp(b->a, cmp, mdp_bind_attr_column(b, what->edge), right),
			b->c->columns[column].entity, scope);
}

static int filter_created(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	(void)n;
	(void)scope;
	b->created = true;
	return 0;
}

/* The role of the day that a period or a split by time is of; that it is one is checked when the day is known. */
static int filter_time_role(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	(void)scope;
	return mdp_bind_time_role(b, n->args[0]);
}

/* "to high value customers": who or what it is about; its modifiers are the conditions. */
static int filter_subject(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	(void)scope;
	int entity = mdp_bind_np(b, n->args[0]);
	if (entity >= 0 && b->nsubjects < MDP_BIND_PARTS)
		b->subjects[b->nsubjects++] = entity;
	return entity < 0 ? entity : 0;
}

static const struct {
	const char *op;
	filter_fn *fn;
} OPS[] = {
	{ "eq", filter_eq },           { "eqattr", filter_eqattr },   { "cmp", filter_cmp },
	{ "cmpof", filter_cmp },       { "ncmp", filter_ncmp },       { "between", filter_between },
	{ "null", filter_null },       { "notnull", filter_null },    { "flag", filter_flag },
	{ "not", filter_not },         { "did", filter_event },       { "didnt", filter_event },
	{ "times", filter_times },     { "vsavg", filter_vsavg },     { "text", filter_text },
	{ "named", filter_named },     { "way", filter_way },         { "timerole", filter_time_role },
	{ "created", filter_created }, { "subject", filter_subject },
};

int mdp_bind_filter(struct mdp_bind *b, const struct mdp_node *n, int scope)
{
	for (size_t i = 0; n && n->op && i < sizeof(OPS) / sizeof(OPS[0]); i++)
		if (!strcmp(n->op, OPS[i].op))
			return OPS[i].fn(b, n, scope);
	if (n && mdp_node_leaf(n, MDP_CAT_VALUE)) {
		struct mdp_node *copy = MDP_NEW(b->a, struct mdp_node);
		*copy = (struct mdp_node){ .op = "eq", .from = n->from, .to = n->to, .nargs = 1 };
		copy->args = MDP_NEW_ARRAY(b->a, 1, struct mdp_node *);
		copy->args[0] = (struct mdp_node *)(uintptr_t)n;
		return filter_eq(b, copy, scope);
	}
	return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "this condition is not supported yet");
}
