/*
 * What is usually not counted: the filter that files declare for a table is applied to what is aggregated or listed of it, unless the
 * question speaks of its columns itself; and rows that are marked as deleted or as tests are told of where nothing leaves
 * them out. So are things of which nothing came (cancelled orders), where a sum of money that nobody defined includes them.
 */
#include <string.h>
#include "catalog/units.h"
#include "catalog/words.h"
#include "plan/group.h"
#include "base/banned.h"

static bool speaks_of(const struct planner *p, const struct mdp_pred *w, int column, int depth);

static bool has_column(const struct planner *p, const struct mdp_expr *x, int column, int depth)
{
	if (!x || depth <= 0)
		return false;
	if (x->kind == MDP_X_COLUMN) {
		int is = mdp_catalog_column(p->c, mdp_str_of(x->name));
		return is >= 0 && mdp_catalog_original(p->c, is) == mdp_catalog_original(p->c, column);
	}
	return has_column(p, x->arg, column, depth - 1) || has_column(p, x->arg2, column, depth - 1) ||
	       speaks_of(p, x->where, column, depth - 1);
}

static bool speaks_of(const struct planner *p, const struct mdp_pred *w, int column, int depth)
{
	if (!w || depth <= 0)
		return false;
	for (int i = 0; i < w->nargs; i++)
		if (speaks_of(p, w->args[i], column, depth - 1))
			return true;
	for (int i = 0; i < w->nright; i++)
		if (has_column(p, w->right[i], column, depth - 1))
			return true;
	return has_column(p, w->left, column, depth - 1) || speaks_of(p, w->where, column, depth - 1);
}

static bool query_speaks_of(const struct planner *p, const struct mdp_query *q, const struct mdp_pred *own, int column)
{
	const int depth = MDP_LIMIT_QUERY_DEPTH;
	bool found = speaks_of(p, q->where, column, depth) || speaks_of(p, q->having, column, depth) ||
		     speaks_of(p, own, column, depth);
	for (int i = 0; i < q->nby; i++)
		found |= has_column(p, q->by[i].expr, column, depth);
	for (int i = 0; i < q->nshow; i++)
		found |= q->show[i].expr->kind == MDP_X_COLUMN && has_column(p, q->show[i].expr, column, depth);
	return found;
}

/* Does the question or the definition say anything of a column that the table's filter is about? */
static bool is_overruled(const struct planner *p, const struct mdp_query *q, const struct mdp_pred *own, int table)
{
	const struct mdp_table *t = &p->c->tables[table];
	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++)
		if (speaks_of(p, t->filter, c, MDP_LIMIT_QUERY_DEPTH) && query_speaks_of(p, q, own, c))
			return true;
	return false;
}

/* Can the filter be asked of one instance? */
static bool fits(struct planner *p, int entity, int table)
{
	struct needs n = { .n = 0 };
	return mdp_plan_needs_pred(p, p->c->tables[table].filter, entity, &n, MDP_LIMIT_QUERY_DEPTH) == 0 &&
	       mdp_plan_covers(p, entity, &n);
}

/* What the filter of a table leaves out, in words. */
static void tell_filter(struct planner *p, const struct mdp_table *t)
{
	if (t->filter_source.file) {
		mdp_plan_caveat(p, "default_filter", "only rows of %s with %s, as declared in %s:%d", t->name,
				t->filter_text, t->filter_source.file, t->filter_source.line);
		return;
	}
	for (int i = 0; i < p->c->noddities; i++) {
		const struct mdp_oddity *o = &p->c->oddities[i];
		if (o->kind == MDP_ODD_WHOLE && &p->c->tables[p->c->columns[o->column].table] == t)
			mdp_plan_caveat(
				p, "default_filter",
				"%lld of %lld rows of %s are left out: those whose %s is %s hold the sum of the "
				"others",
				(long long)o->evidence.exceptions, (long long)t->rows, t->name,
				p->c->columns[o->column].words, o->example);
	}
	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		const struct mdp_column *col = &p->c->columns[c];
		if (col->marks && speaks_of(p, t->filter, c, MDP_LIMIT_QUERY_DEPTH))
			mdp_plan_caveat(p, "default_filter",
					"%lld of %lld rows of %s are left out, as the description of %s says: “%s”",
					(long long)col->marked, (long long)t->rows, t->name, col->name,
					col->description);
	}
}

static void tell_marked(struct planner *p, const struct mdp_query *q, const struct mdp_pred *own, int table)
{
	const struct mdp_table *t = &p->c->tables[table];
	const char *told = NULL;
	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		const struct mdp_column *col = &p->c->columns[c];
		if (!col->marks || (told && !strcmp(told, col->marks)) || query_speaks_of(p, q, own, c) ||
		    speaks_of(p, t->filter, c, MDP_LIMIT_QUERY_DEPTH))
			continue;
		told = col->marks;
		mdp_plan_caveat(p, "marked_rows", "%lld of %lld rows of %s are marked as %s (%s); they are included",
				(long long)col->marked, (long long)t->rows, t->name, col->marks, col->name);
	}
}

/* The condition of the table that holds the entity's rows; NULL where there is none or the question overrules it. */
static struct mdp_pred *usual(struct planner *p, const struct mdp_query *q, const struct mdp_pred *own, int entity)
{
	int table = p->c->entities[entity].table;
	const struct mdp_table *t = &p->c->tables[table];
	tell_marked(p, q, own, table);
	if (!t->filter)
		return NULL;
	if (is_overruled(p, q, own, table)) {
		mdp_plan_caveat(p, "default_filter",
				"the usual filter of %s (%s) is not applied, since the question speaks of it", t->name,
				t->filter_text);
		return NULL;
	}
	if (!fits(p, entity, table)) {
		mdp_plan_caveat(p, "default_filter", "the usual filter of %s (%s) is not applied to %s", t->name,
				t->filter_text, p->c->entities[entity].plural);
		return NULL;
	}
	tell_filter(p, t);
	return t->filter;
}

static bool is_among(const struct mdp_pred *list, const struct mdp_pred *w)
{
	for (int i = 0; list->kind == MDP_P_AND && i < list->nargs; i++)
		if (mdp_pred_same(list->args[i], w))
			return true;
	return mdp_pred_same(list, w);
}

/* A condition without those of the list. */
static struct mdp_pred *without(struct planner *p, struct mdp_pred *w, const struct mdp_pred *list)
{
	struct mdp_pred *out = NULL;
	if (w->kind != MDP_P_AND)
		return is_among(list, w) ? NULL : w;
	for (int i = 0; i < w->nargs; i++)
		if (!is_among(list, w->args[i]))
			out = mdp_pred_and(p->a, out, w->args[i]);
	return out;
}

/* Does every part of what is shown have a condition on the column? */
static bool shown_speaks_of(const struct planner *p, const struct mdp_expr *x, int column, int depth)
{
	if (!x || depth <= 0)
		return false;
	if (x->kind == MDP_X_WINDOW)
		return shown_speaks_of(p, x->arg, column, depth - 1);
	if (x->kind == MDP_X_OP)
		return shown_speaks_of(p, x->arg, column, depth - 1) && shown_speaks_of(p, x->arg2, column, depth - 1);
	return (x->kind == MDP_X_AGG || x->kind == MDP_X_MEASURE) &&
	       speaks_of(p, x->where, column, MDP_LIMIT_QUERY_DEPTH);
}

static bool is_spoken_of(const struct planner *p, int column)
{
	bool all = p->asked && p->asked->nshow > 0;
	for (int i = 0; all && i < p->asked->nshow; i++)
		all = shown_speaks_of(p, p->asked->show[i].expr, column, MDP_LIMIT_QUERY_DEPTH);
	return all || (p->asked && query_speaks_of(p, p->asked, NULL, column));
}

void mdp_plan_tell_undone(struct planner *p, const struct mdp_measure *m)
{
	if (m->declared || m->entity < 0 || !mdp_unit_is_money(m->unit))
		return;
	for (int c = 0; c < p->c->ncolumns; c++) {
		const struct mdp_column *col = &p->c->columns[c];
		const char *found = NULL;
		if (col->hidden || col->mirror >= 0 || col->entity < 0 || !col->all_values ||
		    col->role != MDP_ROLE_CATEGORY || !mdp_catalog_is_whole_of(p->c, col->entity, m->entity) ||
		    is_spoken_of(p, c))
			continue;
		for (int i = 0; i < col->nvalues; i++)
			if (mdp_words_undone(mdp_str_of(col->values[i].norm)))
				found = found ? mdp_arena_printf(p->a, "%s, %s", found, col->values[i].text)
					      : col->values[i].text;
		if (found)
			mdp_plan_caveat(p, "undone", "%s whose %s is %s are included",
					p->c->entities[col->entity].plural, col->words, found);
	}
}

struct mdp_expr *mdp_plan_assume(struct planner *p, const struct mdp_measure *m)
{
	bool asked = false;
	if (!m->assumed || m->expr->kind != MDP_X_AGG || !m->expr->where)
		return m->expr;
	for (int c = 0; p->asked && c < p->c->ncolumns && !asked; c++)
		asked = speaks_of(p, m->assumed, c, MDP_LIMIT_QUERY_DEPTH) && query_speaks_of(p, p->asked, NULL, c);
	const char *words = mdp_plan_pred_words(p, m->assumed);
	if (!words)
		words = "a part";
	if (!asked) {
		mdp_plan_caveat(p, "page_default", "%s: %s, as its page takes until something else is chosen", m->name,
				words);
		return m->expr;
	}
	mdp_plan_caveat(p, "page_default",
			"%s: what its page takes until something else is chosen (%s) is not applied, since the "
			"question speaks of it",
			m->name, words);
	struct mdp_expr *out = MDP_NEW(p->a, struct mdp_expr);
	*out = *m->expr;
	out->where = without(p, m->expr->where, m->assumed);
	return out;
}

static int narrow(struct planner *p, const struct mdp_query *q, struct mdp_expr **at, int depth)
{
	struct mdp_expr *x;
	int entity;
	if (!*at || depth <= 0)
		return 0;
	x = MDP_NEW(p->a, struct mdp_expr);
	*x = **at;
	*at = x;
	TRY(narrow(p, q, &x->arg, depth - 1));
	TRY(narrow(p, q, &x->arg2, depth - 1));
	if (x->kind != MDP_X_AGG)
		return 0;
	TRY(mdp_plan_entity(p, x->entity, &entity));
	x->where = mdp_pred_and(p->a, x->where, usual(p, q, x->where, entity));
	return 0;
}

int mdp_plan_usual(struct planner *p, struct mdp_query *q)
{
	bool aggregates = false;
	int entity;
	for (int i = 0; i < q->nshow; i++) {
		aggregates |= mdp_plan_has_agg(q->show[i].expr, MDP_LIMIT_QUERY_DEPTH);
		TRY(narrow(p, q, &q->show[i].expr, MDP_LIMIT_QUERY_DEPTH));
	}
	if (aggregates || q->nby || !q->of)
		return 0;
	TRY(mdp_plan_entity(p, q->of, &entity));
	q->where = mdp_pred_and(p->a, q->where, usual(p, q, NULL, entity));
	return 0;
}
