/*
 * What may be wrong in a SELECT: aggregates that may meet a value more often than it exists, counts of rows named after something
 * coarser, sums of distinct amounts, sums over time of a stock, averages of quotients. Reading only suspects: the values' owner is
 * known, and the columns that hold its key in this very FROM. Whether rows repeat is then counted on the data (fans.c), so that
 * it does not matter how a page made them unique (DISTINCT, a window, a join with the first of each). Where
 * values are not understood nothing is suspected.
 */
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "engine/engine.h"
#include "project/sqlprobe.h"
#include "project/words.h"
#include "base/banned.h"

#define MAX_PARTS 32
#define MAX_GROUPS 12

struct part {
	const struct mdp_sql_column *col;
	int from; /* relation of the scope */
};

/* The columns that a value is made of (not those of its conditions). */
struct parts {
	struct part items[MAX_PARTS];
	int n;
	bool unknown, shared_out; /* divided by a count of its rows */
};

/* What is to be counted about one aggregate. */
struct look {
	struct mdp_sql_scope *s;
	const json_t *call, *value, *filter;
	const json_t *groups[MAX_GROUPS];
	int ngroups;
	bool groups_known;
	bool per_time; /* divided by the number of times: an average over them */
	enum mdp_aggregate fn;
	struct parts parts;
	int owner;
};

static const json_t *child(const json_t *n, size_t i)
{
	return json_array_get(json_object_get(n, "children"), i);
}

static bool is_class(const json_t *n, const char *name)
{
	return !strcmp(mdp_sql_text(n, "class"), name);
}

static int column_of(const struct mdp_catalog *c, const struct mdp_expr *x)
{
	return x && x->kind == MDP_X_COLUMN ? mdp_catalog_column(c, mdp_str_of(x->name)) : -1;
}

/* --- what a value is made of --- */

static void value_parts(struct mdp_sql_scope *s, const json_t *n, struct parts *out, int depth);

static void children_parts(struct mdp_sql_scope *s, const json_t *n, struct parts *out, int depth)
{
	const json_t *all = json_object_get(n, "children");
	for (size_t i = 0; i < json_array_size(all); i++)
		value_parts(s, json_array_get(all, i), out, depth + 1);
}

/* Is this divided by a number of rows, or by something not understood? Then each row may hold its share of the value. */
static bool is_shared_out(struct mdp_sql_scope *s, const json_t *by, int depth)
{
	struct parts p = { .n = 0 };
	value_parts(s, by, &p, depth);
	for (int i = 0; i < p.n; i++)
		if (mdp_sql_is_aggregate(p.items[i].col->expr, 0))
			return true;
	return p.unknown;
}

static void case_parts(struct mdp_sql_scope *s, const json_t *n, struct parts *out, int depth)
{
	const json_t *checks = json_object_get(n, "case_checks");
	for (size_t i = 0; i < json_array_size(checks); i++)
		value_parts(s, json_object_get(json_array_get(checks, i), "then_expr"), out, depth + 1);
	value_parts(s, json_object_get(n, "else_expr"), out, depth + 1);
}

static void value_parts(struct mdp_sql_scope *s, const json_t *n, struct parts *out, int depth)
{
	enum mdp_aggregate fn;
	if (!n || json_is_null(n) || is_class(n, "CONSTANT"))
		return;
	if (depth > MDP_LIMIT_QUERY_DEPTH || out->n == MAX_PARTS) {
		out->unknown = true;
	} else if (is_class(n, "COLUMN_REF")) {
		struct part p = { .from = -1 };
		p.col = mdp_sql_resolve_in(s, n, &p.from);
		if (p.col && p.col->expr && p.from >= 0)
			out->items[out->n++] = p;
		else
			out->unknown = true;
	} else if (is_class(n, "CAST")) {
		value_parts(s, json_object_get(n, "child"), out, depth + 1);
	} else if (is_class(n, "CASE")) {
		case_parts(s, n, out, depth);
	} else if (is_class(n, "OPERATOR")) {
		children_parts(s, n, out, depth);
	} else if (is_class(n, "FUNCTION") && !mdp_sql_aggregate_of(n, &fn)) {
		if (!strcmp(mdp_sql_text(n, "function_name"), "/") && is_shared_out(s, child(n, 1), depth + 1))
			out->shared_out = true;
		children_parts(s, n, out, depth);
	} else {
		out->unknown = true;
	}
}

/* The finest entity among the owners; -1 when they do not determine each other. An aggregate of an inner query is of its rows. */
static int owner_of(struct mdp_sql_scope *s, const struct parts *parts)
{
	const struct mdp_catalog *c = s->r->x->c;
	int best = -1;
	for (int i = 0; i < parts->n; i++) {
		const struct part *p = &parts->items[i];
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

static enum mdp_additivity additivity_of(const struct mdp_catalog *c, const struct mdp_expr *x, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return MDP_ADDITIVE_NO;
	if (x->kind == MDP_X_AGG)
		return x->agg == MDP_AGG_SUM || x->agg == MDP_AGG_COUNT ? MDP_ADDITIVE_YES : MDP_ADDITIVE_NO;
	int column = column_of(c, x);
	if (column >= 0)
		return c->columns[column].additive;
	enum mdp_additivity l = additivity_of(c, x->arg, depth + 1), r = additivity_of(c, x->arg2, depth + 1);
	return l > r ? l : r;
}

/*
 * The most additive part of a value. An average or a median of plain attributes (a price over sales) is weighted on purpose, and a
 * sum of them means the rows: what was sold, at its price.
 */
static enum mdp_additivity most_additive(const struct look *l)
{
	enum mdp_additivity best = MDP_ADDITIVE_NO;
	for (int i = 0; i < l->parts.n; i++) {
		enum mdp_additivity a = additivity_of(l->s->r->x->c, l->parts.items[i].col->expr, 0);
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
		int other = column_of(c, col->expr);
		if (other >= 0 && mdp_catalog_original(c, other) == mdp_catalog_original(c, column) && *col->name)
			return mdp_sql_column_ref(s->from[from].alias, col->name);
	}
	return NULL;
}

/* The column here that holds this column of the catalog: where the value comes from, else anywhere. New reference. */
static json_t *find_column(const struct look *l, int column)
{
	json_t *out = NULL;
	for (int i = 0; i < l->parts.n && !out; i++)
		out = column_in(l->s, l->parts.items[i].from, column);
	for (int i = 0; i < l->s->nfrom && !out; i++)
		out = column_in(l->s, i, column);
	return out;
}

/* A time, or what stands for one in a table that looks at the same things at each time: the key of a table of days. */
static bool is_time(const struct mdp_catalog *c, int column)
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
static bool add_keys(const struct look *l, struct mdp_probe_items *items, int *nkeys, bool time)
{
	static const char *const names[] = { "k0", "k1", "k2", "k3", "k4", "k5" };
	const struct mdp_entity *e = &l->s->r->x->c->entities[l->owner];
	bool found_time = false;
	*nkeys = 0;
	for (int k = 0; k < e->nkey; k++) {
		json_t *ref = *nkeys < 6 ? find_column(l, e->key[k]) : NULL;
		if (!ref)
			return false;
		if (time && !found_time && is_time(l->s->r->x->c, e->key[k])) {
			mdp_probe_add(items, "t", ref);
			found_time = true;
		} else {
			mdp_probe_add(items, names[(*nkeys)++], ref);
		}
	}
	return *nkeys > 0 && (!time || found_time);
}

static int add_groups(const struct look *l, struct mdp_probe_items *items)
{
	static const char *const names[MAX_GROUPS] = { "g0", "g1", "g2", "g3", "g4",  "g5",
						       "g6", "g7", "g8", "g9", "g10", "g11" };
	for (int i = 0; i < l->ngroups; i++)
		mdp_probe_add(items, names[i], json_incref((json_t *)(uintptr_t)l->groups[i]));
	return l->ngroups;
}

/* Do the groups split an instance: is one of them of something finer? */
static bool groups_split(const struct look *l)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	for (int i = 0; i < l->ngroups; i++) {
		int owner = mdp_expr_owner(c, mdp_sql_expr(l->s, l->groups[i], 0));
		if (owner >= 0 && !mdp_catalog_determines(c, l->owner, owner))
			return true;
	}
	return false;
}

/* Is each group one instance? */
static bool groups_are_instances(const struct look *l)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	const struct mdp_entity *e = &c->entities[l->owner];
	int found = 0;
	for (int k = 0; k < e->nkey; k++)
		for (int i = 0; i < l->ngroups; i++) {
			int column = column_of(c, mdp_sql_expr(l->s, l->groups[i], 0));
			if (column >= 0 && mdp_catalog_original(c, column) == mdp_catalog_original(c, e->key[k])) {
				found++;
				break;
			}
		}
	return e->nkey && found == e->nkey;
}

/* --- noting --- */

static struct mdp_sql_rows rows_of(const struct look *l)
{
	return (struct mdp_sql_rows){ .from = l->s->from_node,
				      .where = l->s->where_node,
				      .filter = json_is_object(l->filter) ? l->filter : NULL,
				      .ctes = l->s->ctes };
}

static void note(const struct look *l, enum mdp_suspect_kind kind, const char *probe, int nkeys, const char *what)
{
	struct mdp_sql_reader *r = l->s->r;
	const struct mdp_catalog *c = r->x->c;
	int rows = l->s->rows;
	struct mdp_sql_suspect x = { .kind = kind,
				     .fn = l->fn,
				     .what = what,
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
						!mdp_catalog_determines(c, l->owner, rows),
				     .at = mdp_sql_at(l->call),
				     .in = r->now };
	MDP_PUSH(r->x->a, r->suspects, r->nsuspects, r->cap_suspects, x);
}

/* The probe for rows that repeat; NULL when the key is not here. */
static const char *probe_of(const struct look *l, int *nkeys, bool time)
{
	struct mdp_probe_items items = { .n = 0 };
	if (!add_keys(l, &items, nkeys, time)) {
		for (int i = 0; i < items.n; i++)
			json_decref(items.expr[i]);
		return NULL;
	}
	add_groups(l, &items);
	mdp_probe_add(&items, "v",
		      l->value ? json_incref((json_t *)(uintptr_t)l->value)
			       : json_pack("{s:s,s:s,s:s,s:i,s:{s:{s:s,s:n},s:b,s:i}}", "class", "CONSTANT", "type",
					   "VALUE_CONSTANT", "alias", "", "query_location", 0, "value", "type", "id",
					   "INTEGER", "type_info", "is_null", 0, "value", 1));
	struct mdp_sql_rows rows = rows_of(l);
	return mdp_sql_probe(l->s->r, &rows, &items);
}

static const char *words_of(const struct look *l)
{
	const char *text = mdp_sql_expr_text(l->s->r, l->value);
	size_t n = text ? strlen(text) : 0;
	/* the writer puts brackets around every operator */
	if (n > 2 && text[0] == '(' && text[n - 1] == ')' && !memchr(text + 1, '(', n - 2))
		text = mdp_arena_strndup(l->s->r->x->a, text + 1, n - 2);
	return text ? text : "a value";
}

/* --- the kinds --- */

/* The average of an order's amount over its lines is a mistake; that of a person's weight over visits may be meant. */
static bool is_amount_of_event(const struct look *l)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	int column = l->parts.n == 1 ? column_of(c, l->parts.items[0].col->expr) : -1;
	if (column < 0 || c->columns[column].additive != MDP_ADDITIVE_YES)
		return false;
	return c->columns[column].role == MDP_ROLE_MONEY || c->entities[l->owner].time >= 0;
}

static void look_for_fan(struct look *l)
{
	struct mdp_sql_scope *s = l->s;
	enum mdp_additivity most = most_additive(l);
	int nkeys;
	if (l->parts.unknown || l->parts.shared_out || !l->parts.n || l->owner < 0)
		return;
	if (most == MDP_ADDITIVE_NO || (l->fn != MDP_AGG_SUM && !is_amount_of_event(l)))
		return;
	/* one relation with a row an instance has nothing to repeat */
	if (s->nfrom == 1 && s->rows == l->owner)
		return;
	if (l->fn != MDP_AGG_SUM && groups_are_instances(l))
		return;
	const char *probe = probe_of(l, &nkeys, false);
	note(l, MDP_SUSPECT_FAN, probe, nkeys, words_of(l));
}

/* Does the page's reader choose one time? */
static bool time_is_chosen(const struct look *l, const json_t *n, int depth)
{
	const char *type = mdp_sql_text(n, "type");
	if (!json_is_object(n) || depth > 8)
		return false;
	if (!strcmp(type, "CONJUNCTION_AND")) {
		for (size_t i = 0; i < json_array_size(json_object_get(n, "children")); i++)
			if (time_is_chosen(l, child(n, i), depth + 1))
				return true;
		return false;
	}
	if ((strcmp(type, "COMPARE_EQUAL") != 0 && strcmp(type, "COMPARE_IN") != 0) || !mdp_sql_mentions_input(n, 0))
		return false;
	struct parts p = { .n = 0 };
	children_parts(l->s, n, &p, 0);
	value_parts(l->s, json_object_get(n, "left"), &p, 0);
	value_parts(l->s, json_object_get(n, "right"), &p, 0);
	for (int i = 0; i < p.n; i++) {
		int column = column_of(l->s->r->x->c, p.items[i].col->expr);
		if (column >= 0 && is_time(l->s->r->x->c, column))
			return true;
	}
	return false;
}

static void look_for_time(struct look *l)
{
	int nkeys;
	if (l->fn != MDP_AGG_SUM || l->per_time || l->parts.unknown || !l->parts.n || l->owner < 0)
		return;
	if (most_additive(l) != MDP_ADDITIVE_SEMI || time_is_chosen(l, l->s->where_node, 0))
		return;
	const char *probe = probe_of(l, &nkeys, true);
	if (probe)
		note(l, MDP_SUSPECT_TIME, probe, nkeys, words_of(l));
}

static void look_for_distinct(struct look *l)
{
	int nkeys;
	if (l->parts.unknown || !l->parts.n || l->owner < 0 || most_additive(l) == MDP_ADDITIVE_NO)
		return;
	const char *probe = probe_of(l, &nkeys, false);
	if (probe)
		note(l, MDP_SUSPECT_DISTINCT, probe, nkeys, words_of(l));
}

/* The entity that a count is named after: "orders", "order_count", "number of orders", "total_orders". */
static int named_entity(struct look *l, const char *alias)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	struct mdp_arena *a = l->s->r->x->a;
	static const char *const before[] = { "total ",    "num ",       "n ",     "no of ",
					      "count of ", "number of ", "nr of ", "all " };
	static const char *const after[] = { " count", " total", " number", " cnt", " num" };
	const char *words = mdp_words_norm(a, mdp_str_of(mdp_words_of_name(a, alias)));
	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++)
		if (!strncmp(words, before[i], strlen(before[i])))
			words += strlen(before[i]);
	for (size_t i = 0; i < sizeof(after) / sizeof(after[0]); i++) {
		size_t n = strlen(words), m = strlen(after[i]);
		if (n > m && !strcmp(words + n - m, after[i]))
			words = mdp_arena_strndup(a, words, n - m);
	}
	return mdp_catalog_entity(c, mdp_str_of(words));
}

static void look_for_count(struct look *l, const char *alias)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	int nkeys, rows = l->s->rows;
	l->owner = *alias ? named_entity(l, alias) : -1;
	if (l->owner < 0 || l->owner == rows || !c->entities[l->owner].nkey)
		return;
	if (rows >= 0 && (!mdp_catalog_determines(c, rows, l->owner) || mdp_catalog_determines(c, l->owner, rows)))
		return;
	const char *probe = probe_of(l, &nkeys, false);
	if (probe)
		note(l, MDP_SUSPECT_COUNT, probe, nkeys, mdp_arena_strdup(l->s->r->x->a, alias));
}

/* --- averages of quotients --- */

/* The division in a value, through what only scales, rounds or guards it. */
static const json_t *quotient(const json_t *n, int depth)
{
	if (!n || depth > 8)
		return NULL;
	if (is_class(n, "CAST"))
		return quotient(json_object_get(n, "child"), depth + 1);
	if (!strcmp(mdp_sql_text(n, "type"), "OPERATOR_COALESCE"))
		return quotient(child(n, 0), depth + 1);
	if (!is_class(n, "FUNCTION"))
		return NULL;
	const char *name = mdp_sql_text(n, "function_name");
	if (!strcmp(name, "/"))
		return n;
	if (!strcmp(name, "round") || !strcmp(name, "coalesce") || !strcmp(name, "ifnull"))
		return quotient(child(n, 0), depth + 1);
	if (strcmp(name, "*") != 0)
		return NULL;
	const json_t *left = is_class(child(n, 1), "CONSTANT") ? quotient(child(n, 0), depth + 1) : NULL;
	return left ? left : is_class(child(n, 0), "CONSTANT") ? quotient(child(n, 1), depth + 1) : NULL;
}

/* Is this an amount, not an attribute (an exchange rate) or a constant? */
static bool is_amount(struct mdp_sql_scope *s, const json_t *n)
{
	struct parts p = { .n = 0 };
	value_parts(s, n, &p, 0);
	bool amount = false;
	for (int i = 0; i < p.n; i++)
		amount |= additivity_of(s->r->x->c, p.items[i].col->expr, 0) == MDP_ADDITIVE_YES;
	return amount && !p.unknown;
}

static json_t *sum_of(json_t *arg /* taken over */)
{
	return json_pack("{s:s,s:s,s:s,s:i,s:s,s:s,s:[o],s:n,s:{s:s,s:[]},s:b,s:b,s:b,s:s}", "class", "FUNCTION",
			 "type", "FUNCTION", "alias", "", "query_location", 0, "function_name", "sum", "schema", "",
			 "children", arg, "filter", "order_bys", "type", "ORDER_MODIFIER", "orders", "distinct", 0,
			 "is_operator", 0, "export_state", 0, "catalog", "");
}

/* The value with both sides of its division summed. New reference. */
static json_t *ratio_of_sums(const json_t *value)
{
	json_t *out = mdp_sql_without_inputs(value);
	json_t *division = (json_t *)(uintptr_t)quotient(out, 0), *sides = json_object_get(division, "children");
	for (size_t i = 0; i < json_array_size(sides); i++)
		json_array_set_new(sides, i, sum_of(json_incref(json_array_get(sides, i))));
	return out;
}

static void note_ratio(struct look *l, const json_t *division)
{
	struct mdp_probe_items items = { .n = 0 };
	struct mdp_sql_rows rows = rows_of(l);
	mdp_probe_add(&items, "a", json_incref((json_t *)(uintptr_t)l->call));
	mdp_probe_add(&items, "b", ratio_of_sums(l->value));
	const char *a = mdp_sql_expr_text(l->s->r, child(division, 0)),
		   *b = mdp_sql_expr_text(l->s->r, child(division, 1));
	note(l, MDP_SUSPECT_RATIO, mdp_sql_probe(l->s->r, &rows, &items), 0,
	     mdp_arena_printf(l->s->r->x->a, "%s|sum(%s) / sum(%s)", words_of(l), a ? a : "…", b ? b : "…"));
}

static bool is_quotient_of_amounts(const struct mdp_catalog *c, const struct mdp_expr *x)
{
	if (x->kind == MDP_X_OP && x->op == MDP_OP_MUL)
		return is_quotient_of_amounts(c, x->arg) || is_quotient_of_amounts(c, x->arg2);
	return x->kind == MDP_X_OP && x->op == MDP_OP_DIV && additivity_of(c, x->arg, 0) == MDP_ADDITIVE_YES &&
	       additivity_of(c, x->arg2, 0) == MDP_ADDITIVE_YES;
}

/* A stored rate that the data shows to be one column by another. */
static const struct mdp_identity *stored_ratio(const struct look *l)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	int column = column_of(c, mdp_sql_expr(l->s, l->value, 0));
	for (int i = 0; column >= 0 && i < c->nidentities; i++)
		if (c->identities[i].kind == MDP_ID_RATIO && c->identities[i].c == mdp_catalog_original(c, column) &&
		    c->columns[c->identities[i].b].additive == MDP_ADDITIVE_YES)
			return &c->identities[i];
	return NULL;
}

static void note_stored_ratio(struct look *l, const struct mdp_identity *id)
{
	struct mdp_arena *a = l->s->r->x->a;
	const struct mdp_catalog *c = l->s->r->x->c;
	json_t *top = find_column(l, id->a), *bottom = find_column(l, id->b);
	const char *probe = NULL;
	if (top && bottom) {
		struct mdp_probe_items items = { .n = 0 };
		struct mdp_sql_rows rows = rows_of(l);
		mdp_probe_add(&items, "a", json_incref((json_t *)(uintptr_t)l->call));
		json_t *division = json_pack("{s:s,s:s,s:s,s:i,s:s,s:s,s:[o,o],s:n,s:{s:s,s:[]},s:b,s:b,s:b,s:s}",
					     "class", "FUNCTION", "type", "FUNCTION", "alias", "", "query_location", 0,
					     "function_name", "/", "schema", "", "children", sum_of(top),
					     sum_of(bottom), "filter", "order_bys", "type", "ORDER_MODIFIER", "orders",
					     "distinct", 0, "is_operator", 1, "export_state", 0, "catalog", "");
		mdp_probe_add(&items, "b", division);
		probe = mdp_sql_probe(l->s->r, &rows, &items);
	} else {
		json_decref(top);
		json_decref(bottom);
	}
	note(l, MDP_SUSPECT_RATIO, probe, 0,
	     mdp_arena_printf(a, "%s|sum(%s) / sum(%s)", words_of(l), mdp_engine_ident(a, c->columns[id->a].name),
			      mdp_engine_ident(a, c->columns[id->b].name)));
}

static void look_for_ratio(struct look *l)
{
	struct mdp_sql_scope *s = l->s;
	const json_t *division = quotient(l->value, 0);
	if (l->fn != MDP_AGG_AVG)
		return;
	if (division) {
		if (is_amount(s, child(division, 0)) && is_amount(s, child(division, 1)))
			note_ratio(l, division);
		return;
	}
	const struct mdp_identity *id = stored_ratio(l);
	if (id) {
		note_stored_ratio(l, id);
		return;
	}
	const struct mdp_expr *x = mdp_sql_expr(s, l->value, 0);
	if (x && is_quotient_of_amounts(s->r->x->c, x))
		note(l, MDP_SUSPECT_RATIO, NULL, 0, mdp_arena_printf(s->r->x->a, "%s|", words_of(l)));
}

/* --- walking a SELECT --- */

/* One call of an aggregate; `alias` when the item is this call, else "". */
static void look_at(struct look *l, const char *alias)
{
	const json_t *value = l->value;
	l->parts = (struct parts){ .n = 0 };
	if (value && is_class(value, "STAR"))
		l->value = value = NULL;
	if (value)
		value_parts(l->s, value, &l->parts, 0);
	l->owner = owner_of(l->s, &l->parts);
	if (l->fn == MDP_AGG_COUNT) {
		if (!json_is_true(json_object_get(l->call, "distinct")))
			look_for_count(l, alias);
		return;
	}
	if (json_is_true(json_object_get(l->call, "distinct"))) {
		if (l->fn == MDP_AGG_SUM || l->fn == MDP_AGG_AVG)
			look_for_distinct(l);
		return;
	}
	if (l->fn != MDP_AGG_SUM && l->fn != MDP_AGG_AVG && l->fn != MDP_AGG_MEDIAN && l->fn != MDP_AGG_STDDEV)
		return;
	look_for_ratio(l);
	look_for_fan(l);
	look_for_time(l);
}

struct walk {
	struct mdp_sql_scope *s;
	struct look base; /* with the groups of the SELECT */
	bool grouped;
	int depth;
};

static void walk(struct walk *w, const json_t *n, const char *alias, bool counted, int depth);

static void window(struct walk *w, const json_t *n)
{
	enum mdp_aggregate fn;
	const char *name = mdp_sql_text(n, "function_name");
	struct look l = { .s = w->s, .call = n, .value = child(n, 0), .filter = json_object_get(n, "filter_expr") };
	const json_t *parts = json_object_get(n, "partitions");
	json_t *call = json_pack("{s:s,s:s}", "class", "FUNCTION", "function_name", name);
	bool aggregate = mdp_sql_aggregate_of(call, &fn);
	json_decref(call);
	/* over groups it adds up what is aggregated already */
	if (!aggregate || w->grouped || fn != MDP_AGG_SUM)
		return;
	l.fn = fn;
	for (size_t i = 0; i < json_array_size(parts) && l.ngroups < MAX_GROUPS; i++)
		l.groups[l.ngroups++] = json_array_get(parts, i);
	look_at(&l, "");
}

/* What a divisor is behind casts and what keeps it from 0. */
static const json_t *unwrapped(const json_t *n)
{
	for (int depth = 0; n && depth < 4; depth++) {
		const char *fn = is_class(n, "FUNCTION") ? mdp_sql_text(n, "function_name") : "";
		if (is_class(n, "CAST"))
			n = json_object_get(n, "child");
		else if (!strcmp(fn, "nullif") || !strcmp(fn, "greatest"))
			n = child(n, 0);
		else
			break;
	}
	return n;
}

/* sum(x) ÷ count(*) of the rows of one instance is its x. */
static bool is_row_count(const json_t *n)
{
	enum mdp_aggregate fn;
	return mdp_sql_aggregate_of(n, &fn) && fn == MDP_AGG_COUNT && !json_is_true(json_object_get(n, "distinct"));
}

/* count(distinct day): what is divided by it is an average over days. */
static bool is_time_count(const struct walk *w, const json_t *n)
{
	enum mdp_aggregate fn;
	struct parts p = { .n = 0 };
	if (!mdp_sql_aggregate_of(n, &fn) ||
	    !(fn == MDP_AGG_COUNT_DISTINCT || (fn == MDP_AGG_COUNT && json_is_true(json_object_get(n, "distinct")))))
		return false;
	value_parts(w->s, child(n, 0), &p, 0);
	for (int i = 0; i < p.n; i++) {
		int column = column_of(w->s->r->x->c, p.items[i].col->expr);
		if (column < 0 || !is_time(w->s->r->x->c, column))
			return false;
	}
	return p.n > 0;
}

static void walk_all(struct walk *w, const json_t *n, bool counted, int depth)
{
	const char *key;
	json_t *value;
	if (json_is_array(n)) {
		for (size_t i = 0; i < json_array_size(n); i++)
			walk(w, json_array_get(n, i), "", counted, depth + 1);
		return;
	}
	json_object_foreach((json_t *)(uintptr_t)n, key, value)
	{
		if (json_is_object(value) || json_is_array(value))
			walk(w, value, "", counted, depth + 1);
	}
}

static void walk(struct walk *w, const json_t *n, const char *alias, bool counted, int depth)
{
	enum mdp_aggregate fn;
	if (!n || depth > MDP_SQL_DEPTH)
		return;
	if (is_class(n, "SUBQUERY")) {
		mdp_sql_node(w->s->r, json_object_get(json_object_get(n, "subquery"), "node"), w->s->ctes,
			     w->depth + 1);
		return;
	}
	if (mdp_sql_aggregate_of(n, &fn) && w->s->nfrom) {
		struct look l = w->base;
		l.call = n;
		l.value = child(n, 0);
		l.filter = json_object_get(n, "filter");
		l.fn = fn;
		l.owner = owner_of(w->s, &(struct parts){ .n = 0 });
		if (counted) {
			struct parts p = { .n = 0 };
			value_parts(w->s, l.value, &p, 0);
			l.owner = owner_of(w->s, &p);
			if (l.owner >= 0 && groups_are_instances(&l))
				return;
		}
		look_at(&l, alias);
		return;
	}
	if (is_class(n, "WINDOW"))
		window(w, n);
	bool divides = is_class(n, "FUNCTION") && !strcmp(mdp_sql_text(n, "function_name"), "/");
	bool per_time = w->base.per_time;
	if (divides && is_row_count(unwrapped(child(n, 1))))
		counted = true;
	if (divides && is_time_count(w, unwrapped(child(n, 1))))
		w->base.per_time = true;
	if (is_class(n, "CAST") || (is_class(n, "FUNCTION") && !strcmp(mdp_sql_text(n, "function_name"), "round"))) {
		walk(w, is_class(n, "CAST") ? json_object_get(n, "child") : child(n, 0), alias, counted, depth + 1);
		return;
	}
	walk_all(w, n, counted, depth);
	w->base.per_time = per_time;
}

/* The SELECTs inside a FROM's conditions; those that are relations are read as such. */
static void walk_from(struct walk *w, const json_t *n, int depth)
{
	if (!n || depth > MDP_SQL_DEPTH || strcmp(mdp_sql_text(n, "type"), "JOIN") != 0)
		return;
	walk(w, json_object_get(n, "condition"), "", false, depth + 1);
	walk_from(w, json_object_get(n, "left"), depth + 1);
	walk_from(w, json_object_get(n, "right"), depth + 1);
}

void mdp_sql_check(struct mdp_sql_scope *s, const json_t *node, bool grouped, int depth)
{
	struct walk w = { .s = s, .base = { .s = s }, .grouped = grouped, .depth = depth };
	const json_t *items = json_object_get(node, "select_list");
	if (depth > MDP_SQL_DEPTH)
		return;
	s->from_node = json_object_get(node, "from_table");
	s->where_node = json_object_get(node, "where_clause");
	w.base.ngroups = mdp_sql_groups(s, node, w.base.groups, MAX_GROUPS);
	for (size_t i = 0; i < json_array_size(items); i++)
		walk(&w, json_array_get(items, i), mdp_sql_text(json_array_get(items, i), "alias"), false, 0);
	walk(&w, s->where_node, "", false, 0);
	walk(&w, json_object_get(node, "having"), "", false, 0);
	walk(&w, json_object_get(node, "qualify"), "", false, 0);
	walk(&w, json_object_get(node, "modifiers"), "", false, 0);
	walk_from(&w, s->from_node, 0);
}
