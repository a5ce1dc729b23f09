/*
 * By which date. Where a thing has several (ordered, approved, delivered), an answer that goes by one of them names it and the
 * others; where it is a moment, the answer names the zone whose days are meant.
 */
#include <string.h>
#include "answer/notes.h"
#include "base/limits.h"
#include "base/banned.h"

#define DATES_MAX 8

struct dates {
	const struct mdp_catalog *c;
	int columns[DATES_MAX], n; /* by which something is limited or split */
};

static void add(struct dates *d, const struct mdp_expr *x)
{
	int column = x && x->kind == MDP_X_COLUMN ? mdp_catalog_column(d->c, mdp_str_of(x->name)) : -1;
	column = mdp_catalog_original(d->c, column);
	if (column < 0 || (d->c->columns[column].type != MDP_T_DATE && d->c->columns[column].type != MDP_T_TIMESTAMP))
		return;
	for (int i = 0; i < d->n; i++)
		if (d->columns[i] == column)
			return;
	if (d->n < DATES_MAX)
		d->columns[d->n++] = column;
}

static void of_pred(struct dates *d, const struct mdp_pred *p, int depth);

static void of_expr(struct dates *d, const struct mdp_expr *x, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	if (x->kind == MDP_X_TRUNC || x->kind == MDP_X_PART)
		add(d, x->arg);
	of_expr(d, x->arg, depth + 1);
	of_expr(d, x->arg2, depth + 1);
	of_pred(d, x->where, depth + 1);
}

static void of_pred(struct dates *d, const struct mdp_pred *p, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	if (p->kind == MDP_P_CMP && p->nright > 0)
		add(d, p->left);
	of_expr(d, p->left, depth + 1);
	for (int i = 0; i < p->nargs; i++)
		of_pred(d, p->args[i], depth + 1);
	for (int i = 0; i < p->nright; i++)
		of_expr(d, p->right[i], depth + 1);
	of_pred(d, p->where, depth + 1);
}

static void of_query(struct dates *d, const struct mdp_query *q, int depth)
{
	if (!q || depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	for (int i = 0; i < q->nby; i++)
		of_expr(d, q->by[i].expr, 0);
	for (int i = 0; i < q->nshow; i++)
		of_expr(d, q->show[i].expr, 0);
	of_pred(d, q->where, 0);
	of_pred(d, q->having, 0);
	of_pred(d, q->vary_a, 0);
	of_pred(d, q->vary_b, 0);
	for (int i = 0; i < q->nqueries; i++)
		of_query(d, q->queries[i], depth + 1);
}

static const char *name_of(const struct mdp_column *col)
{
	return col->label ? col->label : col->words;
}

static bool is_date_of(const struct mdp_catalog *c, int column, int entity)
{
	const struct mdp_column *col = &c->columns[column];
	return !col->hidden && col->mirror < 0 && col->entity == entity && col->role == MDP_ROLE_TIME_EVENT &&
	       (col->type == MDP_T_DATE || col->type == MDP_T_TIMESTAMP);
}

static void note_date(const struct mdp_catalog *c, struct mdp_answer *ans, int column, struct mdp_arena *a)
{
	const struct mdp_column *col = &c->columns[column];
	const char *others = "";
	int n = 0;
	if (col->entity < 0 || mdp_catalog_is_calendar(c, col->entity))
		return;
	for (int i = 0; i < c->ncolumns; i++)
		if (i != column && is_date_of(c, i, col->entity)) {
			others = mdp_arena_printf(a, "%s%s%s", others, n ? ", " : "", name_of(&c->columns[i]));
			n++;
		}
	if (n)
		mdp_answer_caveat(ans, a, "dated_by", "dated by %s (%s); %s have other dates too: %s", name_of(col),
				  mdp_catalog_column_name(c, a, column), c->entities[col->entity].plural, others);
}

static void note_zone(const struct mdp_catalog *c, struct mdp_answer *ans, int column, struct mdp_arena *a)
{
	const char *name = name_of(&c->columns[column]);
	if (!c->columns[column].moment)
		return;
	if (!c->zone)
		mdp_answer_caveat(ans, a, "time_zone",
				  "the days of %s are those of UTC: no time zone is declared (time_zone in mdp.yaml, "
				  "MDP_TIME_ZONE)",
				  name);
	else if (c->zone_source.line)
		mdp_answer_caveat(ans, a, "time_zone", "the days of %s are those of %s (%s:%d)", name, c->zone,
				  c->zone_source.file, c->zone_source.line);
	else
		mdp_answer_caveat(ans, a, "time_zone", "the days of %s are those of %s (%s)", name, c->zone,
				  c->zone_source.file ? c->zone_source.file : "declared");
}

void mdp_answer_dates(const struct mdp_catalog *c, struct mdp_answer *ans, struct mdp_arena *a)
{
	struct dates d = { .c = c };
	of_query(&d, ans->query, 0);
	for (int i = 0; i < d.n; i++) {
		note_date(c, ans, d.columns[i], a);
		note_zone(c, ans, d.columns[i], a);
	}
}
