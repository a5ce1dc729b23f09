/* What the value of an aggregate is made of, whose it is, and how to count its instances in the FROM it stands in. */
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "engine/engine.h"
#include "project/sqlcheck.h"
#include "project/words.h"
#include "base/banned.h"

const json_t *mdp_sql_child(const json_t *n, size_t i)
{
	return json_array_get(json_object_get(n, "children"), i);
}

bool mdp_sql_is_class(const json_t *n, const char *name)
{
	return !strcmp(mdp_sql_text(n, "class"), name);
}

int mdp_sql_column_of(const struct mdp_catalog *c, const struct mdp_expr *x)
{
	return x && x->kind == MDP_X_COLUMN ? mdp_catalog_column(c, mdp_str_of(x->name)) : -1;
}

/* --- what a value is made of --- */

static void children_parts(struct mdp_sql_scope *s, const json_t *n, struct mdp_sql_parts *out, int depth)
{
	const json_t *all = json_object_get(n, "children");
	for (size_t i = 0; i < json_array_size(all); i++)
		mdp_sql_value_parts(s, json_array_get(all, i), out, depth + 1);
}

/* Is this divided by a number of rows, or by something not understood? Then each row may hold its share of the value. */
static bool is_shared_out(struct mdp_sql_scope *s, const json_t *by, int depth)
{
	struct mdp_sql_parts p = { .n = 0 };
	mdp_sql_value_parts(s, by, &p, depth);
	for (int i = 0; i < p.n; i++)
		if (mdp_sql_is_aggregate(p.items[i].col->expr, 0))
			return true;
	return p.unknown;
}

static void case_parts(struct mdp_sql_scope *s, const json_t *n, struct mdp_sql_parts *out, int depth)
{
	const json_t *checks = json_object_get(n, "case_checks");
	for (size_t i = 0; i < json_array_size(checks); i++)
		mdp_sql_value_parts(s, json_object_get(json_array_get(checks, i), "then_expr"), out, depth + 1);
	mdp_sql_value_parts(s, json_object_get(n, "else_expr"), out, depth + 1);
}

void mdp_sql_value_parts(struct mdp_sql_scope *s, const json_t *n, struct mdp_sql_parts *out, int depth)
{
	enum mdp_aggregate fn;
	if (!n || json_is_null(n) || mdp_sql_is_class(n, "CONSTANT"))
		return;
	if (depth > MDP_LIMIT_QUERY_DEPTH || out->n == MDP_SQL_PARTS) {
		out->unknown = true;
	} else if (mdp_sql_is_class(n, "COLUMN_REF")) {
		struct mdp_sql_part p = { .from = -1 };
		p.col = mdp_sql_resolve_in(s, n, &p.from);
		if (p.col && p.col->expr && p.from >= 0)
			out->items[out->n++] = p;
		else
			out->unknown = true;
	} else if (mdp_sql_is_class(n, "CAST")) {
		mdp_sql_value_parts(s, json_object_get(n, "child"), out, depth + 1);
	} else if (mdp_sql_is_class(n, "CASE")) {
		case_parts(s, n, out, depth);
	} else if (mdp_sql_is_class(n, "OPERATOR")) {
		children_parts(s, n, out, depth);
	} else if (mdp_sql_is_class(n, "FUNCTION") && !mdp_sql_aggregate_of(n, &fn)) {
		if (!strcmp(mdp_sql_text(n, "function_name"), "/") && is_shared_out(s, mdp_sql_child(n, 1), depth + 1))
			out->shared_out = true;
		children_parts(s, n, out, depth);
	} else {
		out->unknown = true;
	}
}

/* The finest entity among the owners; -1 when they do not determine each other. An aggregate of an inner query is of its rows. */
int mdp_sql_owner_of(struct mdp_sql_scope *s, const struct mdp_sql_parts *parts)
{
	const struct mdp_catalog *c = s->r->x->c;
	int best = -1;
	for (int i = 0; i < parts->n; i++) {
		const struct mdp_sql_part *p = &parts->items[i];
		int owner = mdp_sql_is_aggregate(p->col->expr, 0) ? s->from[p->from].rel->rows
								  : mdp_expr_owner(c, p->col->expr);
		if (owner < 0)
			return -1;
		if (best < 0 || mdp_catalog_determines(c, owner, best))
			best = owner;
		else if (!mdp_catalog_determines(c, best, owner))
			return -1;
	}
	return best;
}

enum mdp_additivity mdp_sql_additivity_of(const struct mdp_catalog *c, const struct mdp_expr *x, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return MDP_ADDITIVE_NO;
	if (x->kind == MDP_X_AGG)
		return x->agg == MDP_AGG_SUM || x->agg == MDP_AGG_COUNT ? MDP_ADDITIVE_YES : MDP_ADDITIVE_NO;
	int column = mdp_sql_column_of(c, x);
	if (column >= 0)
		return c->columns[column].additive;
	enum mdp_additivity l = mdp_sql_additivity_of(c, x->arg, depth + 1),
			    r = mdp_sql_additivity_of(c, x->arg2, depth + 1);
	return l > r ? l : r;
}

/*
 * The most additive part of a value. An average or a median of plain attributes (a price over sales) is weighted on purpose, and a
 * sum of them means the rows: what was sold, at its price.
 */
enum mdp_additivity mdp_sql_most_additive(const struct mdp_sql_look *l)
{
	enum mdp_additivity best = MDP_ADDITIVE_NO;
	for (int i = 0; i < l->parts.n; i++) {
		enum mdp_additivity a = mdp_sql_additivity_of(l->s->r->x->c, l->parts.items[i].col->expr, 0);
		best = a > best ? a : best;
	}
	return best;
}

/* --- keys and groups in terms of this FROM --- */

static json_t *column_in(const struct mdp_sql_scope *s, int from, int column)
{
	const struct mdp_catalog *c = s->r->x->c;
	for (int k = 0; from >= 0 && k < s->from[from].rel->n; k++) {
		const struct mdp_sql_column *col = &s->from[from].rel->cols[k];
		int other = mdp_sql_column_of(c, col->expr);
		if (other >= 0 && mdp_catalog_original(c, other) == mdp_catalog_original(c, column) && *col->name)
			return mdp_sql_column_ref(s->from[from].alias, col->name);
	}
	return NULL;
}

/* Likewise where the table keeps the owner's key under a column of its own; not where it does so in several roles. */
static json_t *column_of_site(const struct mdp_sql_look *l, int from, int column)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	const struct mdp_entity *e = l->owner >= 0 ? &c->entities[l->owner] : NULL;
	for (int i = 0; e && i < c->nsites; i++) {
		const struct mdp_site *site = &c->sites[i];
		bool several = false;
		for (int k = 0; k < c->nsites; k++)
			several |= k != i && c->sites[k].entity == l->owner && c->sites[k].table == site->table;
		for (int k = 0; k < e->nkey && site->entity == l->owner && !several; k++) {
			json_t *out = e->key[k] == column ? column_in(l->s, from, site->key[k]) : NULL;
			if (out)
				return out;
		}
	}
	return NULL;
}

/* The column here that holds this column of the catalog: where the value comes from, else anywhere. New reference. */
json_t *mdp_sql_find_column(const struct mdp_sql_look *l, int column)
{
	json_t *out = NULL;
	for (int i = 0; i < l->parts.n && !out; i++)
		out = column_in(l->s, l->parts.items[i].from, column);
	for (int i = 0; i < l->parts.n && !out; i++)
		out = column_of_site(l, l->parts.items[i].from, column);
	for (int i = 0; i < l->s->nfrom && !out; i++)
		out = column_in(l->s, i, column);
	for (int i = 0; i < l->s->nfrom && !out; i++)
		out = column_of_site(l, i, column);
	return out;
}

/* A time, or what stands for one in a table that looks at the same things at each time: the key of a table of days. */
bool mdp_sql_is_time(const struct mdp_catalog *c, int column)
{
	if (c->columns[column].type == MDP_T_DATE || c->columns[column].type == MDP_T_TIMESTAMP)
		return true;
	for (int t = 0; t < c->ntables; t++)
		if (c->tables[t].snapshot >= 0 &&
		    (c->tables[t].snapshot == column || mdp_catalog_original(c, c->tables[t].snapshot) == column))
			return true;
	return false;
}

/* Adds the owner's key as k0 …; with `time` its column of time as t instead. False when part of it is not here. */
static bool add_keys(const struct mdp_sql_look *l, struct mdp_probe_items *items, int *nkeys, bool time)
{
	static const char *const names[] = { "k0", "k1", "k2", "k3", "k4", "k5" };
	const struct mdp_entity *e = &l->s->r->x->c->entities[l->owner];
	/* rows that were entered twice in part are the same things at the same times all the same */
	const int *key = time && !e->nkey ? e->almost : e->key;
	int n = time && !e->nkey ? e->nalmost : e->nkey;
	bool found_time = false;
	*nkeys = 0;
	for (int k = 0; k < n; k++) {
		json_t *ref = *nkeys < 6 ? mdp_sql_find_column(l, key[k]) : NULL;
		if (!ref)
			return false;
		if (time && !found_time && mdp_sql_is_time(l->s->r->x->c, key[k])) {
			mdp_probe_add(items, "t", ref);
			found_time = true;
		} else {
			mdp_probe_add(items, names[(*nkeys)++], ref);
		}
	}
	return *nkeys > 0 && (!time || found_time);
}

int mdp_sql_add_groups(const struct mdp_sql_look *l, struct mdp_probe_items *items)
{
	static const char *const names[MDP_SQL_GROUPS] = { "g0", "g1", "g2", "g3", "g4",  "g5",
							   "g6", "g7", "g8", "g9", "g10", "g11" };
	for (int i = 0; i < l->ngroups; i++)
		mdp_probe_add(items, names[i], json_incref((json_t *)(uintptr_t)l->groups[i]));
	return l->ngroups;
}

/* By the times at which the rows look at the same things: what is there at several of them is meant to be met at each. */
static bool is_snapshot_time(const struct mdp_sql_look *l, const struct mdp_expr *x)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	const struct mdp_expr *of = x && x->kind == MDP_X_TRUNC ? x->arg : x;
	int column = mdp_sql_column_of(c, of);
	if (column < 0)
		return false;
	column = mdp_catalog_original(c, column);
	return c->tables[c->columns[column].table].snapshot == column &&
	       (x == of || x->grain <= c->columns[column].coverage.grain);
}

/* Do the groups split an instance: is one of them of something finer? */
static bool groups_split(const struct mdp_sql_look *l)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	for (int i = 0; i < l->ngroups; i++) {
		if (is_snapshot_time(l, mdp_sql_expr(l->s, l->groups[i], 0)))
			continue;
		int owner = mdp_expr_owner(c, mdp_sql_expr(l->s, l->groups[i], 0));
		if (owner >= 0 && !mdp_catalog_determines(c, l->owner, owner))
			return true;
	}
	return false;
}

/* Is each group one instance? */
bool mdp_sql_groups_are_instances(const struct mdp_sql_look *l)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	const struct mdp_entity *e = &c->entities[l->owner];
	int found = 0;
	for (int k = 0; k < e->nkey; k++)
		for (int i = 0; i < l->ngroups; i++) {
			int column = mdp_sql_column_of(c, mdp_sql_expr(l->s, l->groups[i], 0));
			if (column >= 0 && mdp_catalog_original(c, column) == mdp_catalog_original(c, e->key[k])) {
				found++;
				break;
			}
		}
	return e->nkey && found == e->nkey;
}

/* --- conditions --- */

static bool unsure(const struct mdp_sql_scope *s, const json_t *n, int depth)
{
	if (!n || depth > MDP_SQL_DEPTH)
		return false;
	if (mdp_sql_is_class(n, "COLUMN_REF")) {
		int from;
		const struct mdp_sql_column *col = mdp_sql_resolve_in(s, n, &from);
		bool open = false; /* columns of a relation that nobody lists; others are of a query around this one */
		for (int i = 0; i < s->nfrom; i++)
			open |= !s->from[i].rel->n;
		return col ? !col->expr : open;
	}
	if (mdp_sql_is_class(n, "SUBQUERY"))
		return false;
	const char *key;
	json_t *value;
	for (size_t i = 0; i < json_array_size(n); i++)
		if (unsure(s, json_array_get(n, i), depth + 1))
			return true;
	json_object_foreach((json_t *)(uintptr_t)n, key, value)
	{
		if ((json_is_object(value) || json_is_array(value)) && unsure(s, value, depth + 1))
			return true;
	}
	return false;
}

static bool unsure_cases(const struct mdp_sql_scope *s, const json_t *n, int depth)
{
	const json_t *checks = json_object_get(n, "case_checks");
	if (!n || depth > 8)
		return false;
	for (size_t i = 0; i < json_array_size(checks); i++)
		if (unsure(s, json_object_get(json_array_get(checks, i), "when_expr"), 0))
			return true;
	for (size_t i = 0; i < json_array_size(json_object_get(n, "children")); i++)
		if (unsure_cases(s, mdp_sql_child(n, i), depth + 1))
			return true;
	return unsure_cases(s, json_object_get(n, "child"), depth + 1);
}

bool mdp_sql_unsure(const struct mdp_sql_scope *s, const json_t *filter, const json_t *value)
{
	for (int i = 0; i < s->nfrom; i++)
		if (s->from[i].rel->picked)
			return true;
	return unsure(s, s->where_node, 0) || unsure(s, filter, 0) || unsure_cases(s, value, 0);
}

/* --- noting --- */

struct mdp_sql_rows mdp_sql_rows_of(const struct mdp_sql_look *l)
{
	return (struct mdp_sql_rows){ .from = l->s->from_node,
				      .where = l->s->where_node,
				      .filter = json_is_object(l->filter) ? l->filter : NULL,
				      .ctes = l->s->ctes };
}

/* What follows the value in the call: the share of a quantile. */
static const char *further_arguments(const struct mdp_sql_look *l)
{
	const char *out = "";
	size_t n = json_array_size(json_object_get(l->call, "children"));
	for (size_t i = 1; l->fn == MDP_AGG_PERCENTILE && i < n; i++) {
		const char *text = mdp_sql_expr_text(l->s->r, mdp_sql_child(l->call, i));
		out = mdp_arena_printf(l->s->r->x->a, "%s, %s", out, text ? text : "0.5");
	}
	return out;
}

struct mdp_sql_suspect *mdp_sql_note(const struct mdp_sql_look *l, enum mdp_suspect_kind kind, const char *probe,
				     int nkeys, const char *what)
{
	struct mdp_sql_reader *r = l->s->r;
	const struct mdp_catalog *c = r->x->c;
	int rows = l->s->rows;
	struct mdp_sql_suspect x = { .kind = kind,
				     .fn = l->fn,
				     .what = what,
				     .more = further_arguments(l),
				     .arg = mdp_sql_expr(l->s, l->value, 0),
				     .owner = l->owner,
				     .rows = rows,
				     .probe = probe,
				     .nkeys = nkeys,
				     .ngroups = l->ngroups,
				     .joined = l->s->nfrom > 1,
				     .across = l->ngroups && rows >= 0 && groups_split(l),
				     .certain = rows >= 0 && l->owner >= 0 && rows != l->owner &&
						mdp_catalog_determines(c, rows, l->owner) &&
						!mdp_catalog_determines(c, l->owner, rows) &&
						!mdp_sql_unsure(l->s, l->filter, l->value),
				     .at = mdp_sql_at(l->call),
				     .in = r->now };
	MDP_PUSH(r->x->a, r->suspects, r->nsuspects, r->cap_suspects, x);
	return &r->suspects[r->nsuspects - 1];
}

const char *mdp_sql_probe_of(const struct mdp_sql_look *l, int *nkeys, bool time)
{
	struct mdp_probe_items items = { .n = 0 };
	if (!add_keys(l, &items, nkeys, time)) {
		for (int i = 0; i < items.n; i++)
			json_decref(items.expr[i]);
		return NULL;
	}
	mdp_sql_add_groups(l, &items);
	mdp_probe_add(&items, "v", l->value ? json_incref((json_t *)(uintptr_t)l->value) : mdp_sql_number(1));
	if (l->whole)
		mdp_probe_add(&items, "w", json_incref((json_t *)(uintptr_t)l->whole));
	struct mdp_sql_rows rows = mdp_sql_rows_of(l);
	return mdp_sql_probe(l->s->r, &rows, &items);
}

const char *mdp_sql_words_of(const struct mdp_sql_look *l, const json_t *value)
{
	const char *text = mdp_sql_expr_text(l->s->r, value);
	size_t n = text ? strlen(text) : 0;
	/* the writer puts brackets around every operator */
	if (n > 2 && text[0] == '(' && text[n - 1] == ')' && !memchr(text + 1, '(', n - 2))
		text = mdp_arena_strndup(l->s->r->x->a, text + 1, n - 2);
	return text ? text : "a value";
}
