/*
 * Making the tree: nodes, blocks, names, notes. Nothing here decides anything; the functions only keep the other files short
 * and the names in one place: every block and alias of a plan has a name of its own, made from the words of its
 * entity, so that the SQL reads like the question and a reference can never be caught by a nearer block.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include "plan/planner.h"
#include "base/banned.h"

static struct mdp_sx *new_sx(struct planner *p, enum mdp_sx_kind kind)
{
	struct mdp_sx *x = MDP_NEW(p->a, struct mdp_sx);
	x->kind = kind;
	x->column = -1;
	return x;
}

struct mdp_sx *mdp_plan_bind(struct planner *p, struct mdp_value v)
{
	struct mdp_sx *x = new_sx(p, MDP_SX_BIND);
	x->value = v;
	x->type = v.type;
	x->nullable = v.type == MDP_T_NULL_;
	return x;
}

struct mdp_sx *mdp_plan_trunc(struct planner *p, enum mdp_grain grain, struct mdp_sx *day)
{
	struct mdp_sx *x = mdp_plan_call(p, MDP_CALL_TRUNC, day, NULL);
	x->grain = grain;
	x->type = grain == MDP_GRAIN_HOUR ? MDP_T_TIMESTAMP : MDP_T_DATE;
	return x;
}

/* Whoever knows the input puts something else in the bind's place: what is made of it must be made in the statement. */
struct mdp_sx *mdp_plan_value(struct planner *p, const struct mdp_expr *x)
{
	struct mdp_sx *bind = mdp_plan_bind(p, x->value), *step;
	bind->name = x->name;
	if (!x->name || x->n == 0)
		return bind;
	step = mdp_plan_call(p, MDP_CALL_STEP, bind, NULL);
	step->grain = x->grain;
	step->count = (int)x->n;
	return step;
}

struct mdp_sx *mdp_plan_number(struct planner *p, int64_t n)
{
	struct mdp_sx *x = new_sx(p, MDP_SX_NUMBER);
	x->value = mdp_value_int(n);
	x->type = MDP_T_INT;
	return x;
}

void mdp_plan_arg(struct planner *p, struct mdp_sx *x, struct mdp_sx *arg)
{
	struct mdp_sx **args = MDP_NEW_ARRAY(p->a, (size_t)x->nargs + 1, struct mdp_sx *);
	if (x->nargs)
		memcpy(args, x->args, (size_t)x->nargs * sizeof(struct mdp_sx *));
	args[x->nargs++] = arg;
	x->args = args;
	x->nullable |= arg->nullable;
}

struct mdp_sx *mdp_plan_call(struct planner *p, enum mdp_call call, struct mdp_sx *l, struct mdp_sx *r)
{
	struct mdp_sx *x = new_sx(p, MDP_SX_CALL);
	x->call = call;
	x->type = l->type;
	mdp_plan_arg(p, x, l);
	if (r)
		mdp_plan_arg(p, x, r);
	if (call >= MDP_CALL_EQ && call <= MDP_CALL_NOT)
		x->type = MDP_T_BOOL;
	if (call == MDP_CALL_SAME || call == MDP_CALL_OTHER || call == MDP_CALL_NULL || call == MDP_CALL_NOT_NULL ||
	    call == MDP_CALL_NOT)
		x->nullable = false;
	return x;
}

struct mdp_sx *mdp_plan_and(struct planner *p, struct mdp_sx *l, struct mdp_sx *r)
{
	if (!l || !r)
		return l ? l : r;
	if (l->kind == MDP_SX_CALL && l->call == MDP_CALL_AND) {
		struct mdp_sx *x = new_sx(p, MDP_SX_CALL);
		*x = *l;
		mdp_plan_arg(p, x, r);
		return x;
	}
	return mdp_plan_call(p, MDP_CALL_AND, l, r);
}

struct mdp_sx *mdp_plan_ref(struct planner *p, struct mdp_from *f, const char *name, const struct mdp_sx *like)
{
	struct mdp_sx *x = new_sx(p, MDP_SX_COLUMN);
	x->from = f;
	x->name = name;
	if (like) {
		x->type = like->type;
		x->nullable = like->nullable;
		x->column = like->column;
	}
	return x;
}

struct mdp_sx *mdp_plan_agg(struct planner *p, enum mdp_aggregate agg, struct mdp_sx *arg)
{
	struct mdp_sx *x = new_sx(p, MDP_SX_AGG);
	x->agg = agg;
	if (arg)
		mdp_plan_arg(p, x, arg);
	bool counts = agg == MDP_AGG_COUNT || agg == MDP_AGG_COUNT_DISTINCT;
	x->nullable = !counts;
	x->type = counts ? MDP_T_INT : arg ? arg->type : MDP_T_DOUBLE;
	if (agg == MDP_AGG_AVG || agg == MDP_AGG_STDDEV || agg == MDP_AGG_CORR)
		x->type = MDP_T_DOUBLE;
	return x;
}

struct mdp_rel *mdp_plan_rel(struct planner *p, enum mdp_rel_kind kind)
{
	struct mdp_rel *r = MDP_NEW(p->a, struct mdp_rel);
	r->kind = kind;
	return r;
}

void mdp_plan_item(struct planner *p, struct mdp_rel *r, const char *name, struct mdp_sx *x)
{
	struct mdp_item item = { name, x };
	MDP_PUSH(p->a, r->items, r->nitems, r->items_cap, item);
}

void mdp_plan_where(struct planner *p, struct mdp_rel *r, struct mdp_sx *x)
{
	if (x)
		MDP_PUSH(p->a, r->where, r->nwhere, r->where_cap, x);
}

void mdp_plan_having(struct planner *p, struct mdp_rel *r, struct mdp_sx *x)
{
	if (x)
		MDP_PUSH(p->a, r->having, r->nhaving, r->having_cap, x);
}

void mdp_plan_sort(struct planner *p, struct mdp_rel *r, struct mdp_sx *x, bool descending)
{
	struct mdp_sort s = { x, descending };
	MDP_PUSH(p->a, r->sort, r->nsort, r->sort_cap, s);
}

static struct mdp_from *new_from(struct planner *p, struct mdp_rel *r, enum mdp_join join)
{
	struct mdp_from *f = MDP_NEW(p->a, struct mdp_from);
	f->table = -1;
	f->join = join;
	MDP_PUSH(p->a, r->from, r->nfrom, r->from_cap, f);
	return f;
}

struct mdp_from *mdp_plan_from_table(struct planner *p, struct mdp_rel *r, int table, const char *alias,
				     enum mdp_join join)
{
	struct mdp_from *f = new_from(p, r, join);
	f->table = table;
	f->alias = mdp_plan_name(p, alias);
	return f;
}

struct mdp_from *mdp_plan_from_rel(struct planner *p, struct mdp_rel *r, struct mdp_rel *of, enum mdp_join join)
{
	struct mdp_from *f = new_from(p, r, join);
	f->rel = of;
	f->alias = of->name;
	return f;
}

void mdp_plan_with(struct planner *p, struct mdp_rel *r, const char *words)
{
	r->name = mdp_plan_name(p, words);
	MDP_PUSH(p->a, p->tree->with, p->tree->nwith, p->tree->with_cap, r);
}

const char *mdp_plan_snake(struct planner *p, const char *words)
{
	size_t n = strlen(words);
	char *s = mdp_arena_alloc(p->a, n + 2);
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char ch = (unsigned char)words[i];
		if (isalnum(ch) || ch >= 0x80)
			s[k++] = (char)tolower(ch);
		else if (k && s[k - 1] != '_')
			s[k++] = '_';
	}
	while (k && s[k - 1] == '_')
		k--;
	if (!k)
		s[k++] = 'x';
	s[k] = '\0';
	return s;
}

const char *mdp_plan_name(struct planner *p, const char *words)
{
	const char *base = mdp_plan_snake(p, words), *name = base;
	for (int try = 2;; try++) {
		bool used = false;
		for (int i = 0; i < p->nnames && !used; i++)
			used = strcmp(p->names[i], name) == 0;
		if (!used)
			break;
		name = mdp_arena_printf(p->a, "%s_%d", base, try);
	}
	MDP_PUSH(p->a, p->names, p->nnames, p->names_cap, name);
	return name;
}

static void note(struct planner *p, struct mdp_note **notes, int *n, int *cap, const char *code, const char *text)
{
	for (int i = 0; i < *n; i++)
		if (strcmp((*notes)[i].text, text) == 0)
			return;
	struct mdp_note one = { code, text };
	MDP_PUSH(p->a, *notes, *n, *cap, one);
}

static const char *format(struct planner *p, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
static const char *format(struct planner *p, const char *fmt, va_list ap)
{
	char text[1024];
	vsnprintf(text, sizeof(text), fmt, ap);
	return mdp_arena_strdup(p->a, text);
}

void mdp_plan_proof(struct planner *p, const char *code, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	note(p, &p->p->proofs, &p->p->nproofs, &p->proofs_cap, code, format(p, fmt, ap));
	va_end(ap);
}

void mdp_plan_caveat(struct planner *p, const char *code, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	note(p, &p->p->caveats, &p->p->ncaveats, &p->caveats_cap, code, format(p, fmt, ap));
	va_end(ap);
}

void mdp_plan_define(struct planner *p, const char *name, const struct mdp_expr *x, int entity,
		     struct mdp_source source)
{
	for (int i = 0; i < p->p->ndefinitions; i++)
		if (strcmp(p->p->definitions[i].name, name) == 0)
			return;
	struct mdp_definition d = { name, mdp_plan_expr_words(p, x), p->c->entities[entity].name, source };
	MDP_PUSH(p->a, p->p->definitions, p->p->ndefinitions, p->definitions_cap, d);
}
