/*
 * A query as compact JSON. Members come in a fixed order and defaults are left out, so that equal queries give equal
 * text: the canonical form is compared and hashed as this text. Literals are bare JSON where JSON has the type; dates,
 * time stamps and decimals say what they are, because JSON has no such types and text must stay text.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "base/buf.h"
#include "base/limits.h"
#include "query/query.h"
#include "base/banned.h"

/* Deeper than anything that load takes; what is hand-built beyond it is cut to null rather than run the stack out. */
#define DUMP_DEPTH (2 * MDP_LIMIT_QUERY_DEPTH)

static void put_expr(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_expr *x, int depth);
static void put_pred(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_pred *p, int depth);

static void put_text(struct mdp_buf *b, struct mdp_str s)
{
	mdp_buf_putc(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char ch = (unsigned char)s.p[i];
		if (ch == '"' || ch == '\\')
			mdp_buf_printf(b, "\\%c", ch);
		else if (ch == '\n')
			mdp_buf_puts(b, "\\n");
		else if (ch < 0x20 || ch == 0x7f)
			mdp_buf_printf(b, "\\u%04x", ch);
		else
			mdp_buf_putc(b, (char)ch);
	}
	mdp_buf_putc(b, '"');
}

/* ,"name": — the comma only when something precedes. */
static void member(struct mdp_buf *b, const char *name)
{
	char last = b->n ? b->p[b->n - 1] : '{';
	if (last != '{' && last != '[')
		mdp_buf_putc(b, ',');
	put_text(b, mdp_str_of(name));
	mdp_buf_putc(b, ':');
}

static void text_member(struct mdp_buf *b, const char *name, const char *text)
{
	if (!text)
		return;
	member(b, name);
	put_text(b, mdp_str_of(text));
}

static void put_double(struct mdp_buf *b, struct mdp_arena *a, double d)
{
	struct mdp_value v = mdp_value_double(isfinite(d) ? d : 0);
	const char *s = mdp_value_print(a, &v);
	mdp_buf_puts(b, s);
	if (!strpbrk(s, ".eE"))
		mdp_buf_puts(b, ".0"); /* a double stays a double when read back */
}

/* Plain numbers of the form (p, n, at_least): whole ones without a fraction. */
static void put_number(struct mdp_buf *b, struct mdp_arena *a, double d)
{
	if (d == floor(d) && fabs(d) < 1e15)
		mdp_buf_printf(b, "%.0f", d);
	else
		put_double(b, a, d);
}

static void put_value(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_value *v)
{
	switch (v->type) {
	case MDP_T_NULL_:
		mdp_buf_puts(b, "null");
		break;
	case MDP_T_BOOL:
		mdp_buf_puts(b, v->b ? "true" : "false");
		break;
	case MDP_T_INT:
		mdp_buf_printf(b, "%lld", (long long)v->i);
		break;
	case MDP_T_DOUBLE:
		put_double(b, a, v->d);
		break;
	case MDP_T_TEXT:
		put_text(b, v->s);
		break;
	default:
		mdp_buf_putc(b, '{');
		member(b, v->type == MDP_T_OTHER ? "decimal" : mdp_type_word(v->type));
		put_text(b, mdp_str_of(mdp_value_print(a, v)));
		mdp_buf_putc(b, '}');
		break;
	}
}

static void put_exprs(struct mdp_buf *b, struct mdp_arena *a, struct mdp_expr *const *xs, int n, int depth)
{
	mdp_buf_putc(b, '[');
	for (int i = 0; i < n; i++) {
		if (i)
			mdp_buf_putc(b, ',');
		put_expr(b, a, xs[i], depth);
	}
	mdp_buf_putc(b, ']');
}

static void expr_member(struct mdp_buf *b, struct mdp_arena *a, const char *name, const struct mdp_expr *x, int depth)
{
	if (!x)
		return;
	member(b, name);
	put_expr(b, a, x, depth);
}

static void pred_member(struct mdp_buf *b, struct mdp_arena *a, const char *name, const struct mdp_pred *p, int depth)
{
	if (!p)
		return;
	member(b, name);
	put_pred(b, a, p, depth);
}

static void put_aggregate(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_expr *x, int depth)
{
	text_member(b, "aggregate", mdp_aggregate_word(x->agg));
	text_member(b, "of", x->entity);
	text_member(b, "role", x->role);
	expr_member(b, a, "expr", x->arg, depth);
	expr_member(b, a, "with", x->arg2, depth);
	pred_member(b, a, "where", x->where, depth);
	if (x->agg == MDP_AGG_PERCENTILE) {
		member(b, "p");
		put_number(b, a, x->p);
	}
	if (x->total) {
		member(b, "total");
		mdp_buf_puts(b, "true");
	}
}

static void put_window(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_expr *x, int depth)
{
	text_member(b, "window", mdp_window_word(x->window));
	expr_member(b, a, "expr", x->arg, depth);
	text_member(b, "along", x->along);
	text_member(b, "within", x->within);
	if (x->n != 0) {
		member(b, "n");
		put_number(b, a, x->n);
	}
}

static const char *op_word(enum mdp_op op)
{
	static const char *const words[] = { NULL, "add", "sub", "mul", "div" };
	return words[op];
}

static void put_expr(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_expr *x, int depth)
{
	if (!x || depth <= 0) {
		mdp_buf_puts(b, "null");
		return;
	}
	if (x->kind == MDP_X_VALUE && !x->name) {
		put_value(b, a, &x->value);
		return;
	}
	struct mdp_expr *pair[2] = { x->arg, x->arg2 };
	mdp_buf_putc(b, '{');
	switch (x->kind) {
	case MDP_X_COLUMN:
		text_member(b, "column", x->name);
		text_member(b, "role", x->role);
		break;
	case MDP_X_MEASURE:
		text_member(b, "measure", x->name);
		pred_member(b, a, "where", x->where, depth - 1);
		break;
	case MDP_X_AGG:
		put_aggregate(b, a, x, depth - 1);
		break;
	case MDP_X_OP:
	case MDP_X_DAYS_BETWEEN:
		if (x->kind == MDP_X_OP)
			text_member(b, "op", op_word(x->op));
		member(b, x->kind == MDP_X_OP ? "args" : "days_between");
		put_exprs(b, a, pair, 2, depth - 1);
		if (x->kind == MDP_X_DAYS_BETWEEN)
			text_member(b, "unit", mdp_span_unit(x->n));
		break;
	case MDP_X_TRUNC:
		text_member(b, "trunc", mdp_grain_word(x->grain));
		expr_member(b, a, "expr", x->arg, depth - 1);
		break;
	case MDP_X_PART:
		text_member(b, "part", mdp_part_word(x->part));
		expr_member(b, a, "expr", x->arg, depth - 1);
		break;
	case MDP_X_BUCKET:
		member(b, "bucket");
		put_number(b, a, x->n);
		expr_member(b, a, "expr", x->arg, depth - 1);
		break;
	case MDP_X_WINDOW:
		put_window(b, a, x, depth - 1);
		break;
	case MDP_X_VALUE:
		member(b, "value");
		put_value(b, a, &x->value);
		text_member(b, "input", x->name);
		break;
	}
	mdp_buf_putc(b, '}');
}

static void put_cmp(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_pred *p, int depth)
{
	text_member(b, "cmp", mdp_cmp_word(p->cmp));
	expr_member(b, a, "left", p->left, depth);
	if (p->cmp == MDP_CMP_IN || p->cmp == MDP_CMP_BETWEEN || p->cmp == MDP_CMP_DURING) {
		member(b, "right");
		put_exprs(b, a, p->right, p->nright, depth);
	} else if (p->nright > 0) {
		expr_member(b, a, "right", p->right[0], depth);
	}
}

static void put_pred(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_pred *p, int depth)
{
	if (!p || depth <= 0) {
		mdp_buf_puts(b, "null");
		return;
	}
	mdp_buf_putc(b, '{');
	switch (p->kind) {
	case MDP_P_AND:
	case MDP_P_OR:
		member(b, p->kind == MDP_P_AND ? "and" : "or");
		mdp_buf_putc(b, '[');
		for (int i = 0; i < p->nargs; i++) {
			if (i)
				mdp_buf_putc(b, ',');
			put_pred(b, a, p->args[i], depth - 1);
		}
		mdp_buf_putc(b, ']');
		break;
	case MDP_P_NOT:
		pred_member(b, a, "not", p->args[0], depth - 1);
		break;
	case MDP_P_CMP:
		put_cmp(b, a, p, depth - 1);
		break;
	case MDP_P_EXISTS:
		text_member(b, "exists", p->entity);
		text_member(b, "role", p->role);
		pred_member(b, a, "where", p->where, depth - 1);
		if (p->at_least != 1) {
			member(b, "at_least");
			put_number(b, a, p->at_least);
		}
		break;
	}
	mdp_buf_putc(b, '}');
}

static void put_outs(struct mdp_buf *b, struct mdp_arena *a, const char *name, const struct mdp_out *outs, int n,
		     int depth)
{
	if (!n)
		return;
	member(b, name);
	mdp_buf_putc(b, '[');
	for (int i = 0; i < n; i++) {
		mdp_buf_puts(b, i ? ",{" : "{");
		text_member(b, "name", outs[i].name);
		expr_member(b, a, "expr", outs[i].expr, depth);
		text_member(b, "unit", outs[i].unit);
		mdp_buf_putc(b, '}');
	}
	mdp_buf_putc(b, ']');
}

static void put_order(struct mdp_buf *b, const struct mdp_query *q)
{
	if (!q->norder)
		return;
	member(b, "order");
	mdp_buf_putc(b, '[');
	for (int i = 0; i < q->norder; i++) {
		mdp_buf_puts(b, i ? ",{" : "{");
		text_member(b, "by", q->order[i].by);
		if (q->order[i].descending)
			text_member(b, "dir", "desc");
		mdp_buf_putc(b, '}');
	}
	mdp_buf_putc(b, ']');
}

static void put_limit(struct mdp_buf *b, const struct mdp_query *q)
{
	if (!q->limit)
		return;
	member(b, "limit");
	mdp_buf_printf(b, "{\"n\":%d", q->limit);
	if (q->ties)
		mdp_buf_puts(b, ",\"ties\":true");
	if (q->nwithin) {
		member(b, "within");
		mdp_buf_putc(b, '[');
		for (int i = 0; i < q->nwithin; i++) {
			if (i)
				mdp_buf_putc(b, ',');
			put_text(b, mdp_str_of(q->within[i]));
		}
		mdp_buf_putc(b, ']');
	}
	mdp_buf_putc(b, '}');
}

static void put_select(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_query *q, int depth)
{
	static const char *const fills[] = {
#define X(name, word) word,
		MDP_FILLS(X)
#undef X
	};
	text_member(b, "of", q->of);
	pred_member(b, a, "where", q->where, depth);
	put_outs(b, a, "by", q->by, q->nby, depth);
	put_outs(b, a, "show", q->show, q->nshow, depth);
	pred_member(b, a, "having", q->having, depth);
	put_order(b, q);
	put_limit(b, q);
	if (q->distinct) {
		member(b, "distinct");
		mdp_buf_puts(b, "true");
	}
	if (q->fill != MDP_FILL_DEFAULT)
		text_member(b, "fill", fills[q->fill]);
}

static void put_query(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_query *q, int depth);

static void put_side(struct mdp_buf *b, struct mdp_arena *a, const char *name, const struct mdp_pred *where,
		     const char *label, int depth)
{
	member(b, name);
	mdp_buf_putc(b, '{');
	pred_member(b, a, "where", where, depth);
	text_member(b, "label", label);
	mdp_buf_putc(b, '}');
}

static void put_query(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_query *q, int depth)
{
	static const char *const sets[] = { "union", "intersect", "except" };
	if (!q || depth <= 0) {
		mdp_buf_puts(b, "null");
		return;
	}
	mdp_buf_putc(b, '{');
	switch (q->kind) {
	case MDP_Q_SELECT:
		put_select(b, a, q, depth - 1);
		break;
	case MDP_Q_SET:
		text_member(b, "set", sets[q->set_op]);
		member(b, "queries");
		mdp_buf_putc(b, '[');
		for (int i = 0; i < q->nqueries; i++) {
			if (i)
				mdp_buf_putc(b, ',');
			put_query(b, a, q->queries[i], depth - 1);
		}
		mdp_buf_putc(b, ']');
		break;
	case MDP_Q_COMPARE:
		member(b, "compare");
		put_query(b, a, q->nqueries > 0 ? q->queries[0] : NULL, depth - 1);
		put_side(b, a, "a", q->vary_a, q->label_a, depth - 1);
		put_side(b, a, "b", q->vary_b, q->label_b, depth - 1);
		if (q->moved != MDP_MOVE_ANY)
			text_member(b, "moved", mdp_move_word(q->moved));
		put_order(b, q);
		put_limit(b, q);
		break;
	case MDP_Q_ANALYSIS:
	case MDP_Q_META:
		text_member(b, q->kind == MDP_Q_META ? "meta" : "analysis", q->analysis);
		put_select(b, a, q, depth - 1);
		if (q->vary_a)
			put_side(b, a, "a", q->vary_a, q->label_a, depth - 1);
		if (q->vary_b)
			put_side(b, a, "b", q->vary_b, q->label_b, depth - 1);
		put_outs(b, a, "params", q->params, q->nparams, depth - 1);
		break;
	}
	mdp_buf_putc(b, '}');
}

static const char *finish(struct mdp_buf *b, struct mdp_arena *a)
{
	const char *s = mdp_arena_strndup(a, mdp_buf_cstr(b), b->n);
	mdp_buf_release(b);
	return s;
}

const char *mdp_query_dump(struct mdp_arena *a, const struct mdp_query *q)
{
	struct mdp_buf b = MDP_BUF_INIT;
	put_query(&b, a, q, DUMP_DEPTH);
	return finish(&b, a);
}

const char *mdp_expr_dump(struct mdp_arena *a, const struct mdp_expr *x)
{
	struct mdp_buf b = MDP_BUF_INIT;
	put_expr(&b, a, x, DUMP_DEPTH);
	return finish(&b, a);
}

const char *mdp_pred_dump(struct mdp_arena *a, const struct mdp_pred *p)
{
	struct mdp_buf b = MDP_BUF_INIT;
	put_pred(&b, a, p, DUMP_DEPTH);
	return finish(&b, a);
}
