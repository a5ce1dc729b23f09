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
#include "project/sqlcheck.h"
#include "project/words.h"
#include "base/banned.h"

/* Is the value 1 for rows that count, and 0 or nothing for others? */
static bool counts_rows(const json_t *n, int depth)
{
	const json_t *value = json_object_get(n, "value"), *checks = json_object_get(n, "case_checks");
	if (!n || depth > 8)
		return false;
	if (mdp_sql_is_class(n, "CONSTANT"))
		return json_number_value(json_object_get(value, "value")) == 1;
	if (mdp_sql_is_class(n, "CAST"))
		return counts_rows(json_object_get(n, "child"), depth + 1) ||
		       mdp_sql_is_class(json_object_get(n, "child"), "COMPARISON");
	if (!mdp_sql_is_class(n, "CASE"))
		return false;
	const json_t *otherwise = json_object_get(n, "else_expr"), *last = json_object_get(otherwise, "value");
	bool nothing = !json_is_object(otherwise) || json_is_true(json_object_get(last, "is_null")) ||
		       (json_is_number(json_object_get(last, "value")) &&
			json_number_value(json_object_get(last, "value")) == 0);
	for (size_t i = 0; i < json_array_size(checks); i++)
		if (!counts_rows(json_object_get(json_array_get(checks, i), "then_expr"), depth + 1))
			return false;
	return nothing && json_array_size(checks);
}

/* One call of an aggregate; `alias` when the item is this call, else "". */
static void look_at(struct mdp_sql_look *l, const char *alias)
{
	const json_t *value = l->value;
	l->parts = (struct mdp_sql_parts){ .n = 0 };
	if (value && mdp_sql_is_class(value, "STAR"))
		l->value = value = NULL;
	if (value)
		mdp_sql_value_parts(l->s, value, &l->parts, 0);
	l->owner = mdp_sql_owner_of(l->s, &l->parts);
	if (l->fn == MDP_AGG_COUNT || (l->fn == MDP_AGG_SUM && counts_rows(value, 0))) {
		if (json_is_true(json_object_get(l->call, "distinct")))
			mdp_sql_look_for_names(l, alias);
		else
			mdp_sql_look_for_count(l, alias);
		return;
	}
	if (json_is_true(json_object_get(l->call, "distinct"))) {
		if (l->fn == MDP_AGG_SUM || l->fn == MDP_AGG_AVG)
			mdp_sql_look_for_distinct(l);
		return;
	}
	if (l->fn != MDP_AGG_SUM && l->fn != MDP_AGG_AVG && l->fn != MDP_AGG_MEDIAN && l->fn != MDP_AGG_STDDEV &&
	    l->fn != MDP_AGG_PERCENTILE)
		return;
	mdp_sql_look_for_ratio(l);
	mdp_sql_look_for_noted(l);
	mdp_sql_look_for_fan(l);
	mdp_sql_look_for_terms(l);
	mdp_sql_look_for_time(l);
}

struct walk {
	struct mdp_sql_scope *s;
	struct mdp_sql_look base; /* with the groups of the SELECT */
	bool grouped;
	int depth;
};

static void walk(struct walk *w, const json_t *n, const char *alias, const json_t *by, int depth);

static void window(struct walk *w, const json_t *n)
{
	enum mdp_aggregate fn;
	const char *name = mdp_sql_text(n, "function_name");
	struct mdp_sql_look l = {
		.s = w->s, .call = n, .value = mdp_sql_child(n, 0), .filter = json_object_get(n, "filter_expr")
	};
	const json_t *parts = json_object_get(n, "partitions");
	json_t *call = json_pack("{s:s,s:s}", "class", "FUNCTION", "function_name", name);
	bool aggregate = mdp_sql_aggregate_of(call, &fn);
	json_decref(call);
	if (!aggregate || fn != MDP_AGG_SUM)
		return;
	l.fn = fn;
	for (size_t i = 0; i < json_array_size(parts) && l.ngroups < MDP_SQL_GROUPS; i++)
		l.groups[l.ngroups++] = json_array_get(parts, i);
	if (!w->grouped) {
		look_at(&l, "");
		return;
	}
	/* over groups it adds up sums, which may be of different times */
	if (!mdp_sql_aggregate_of(l.value, &fn) || fn != MDP_AGG_SUM)
		return;
	l.call = l.value;
	l.value = mdp_sql_child(l.call, 0);
	mdp_sql_value_parts(w->s, l.value, &l.parts, 0);
	l.owner = mdp_sql_owner_of(w->s, &l.parts);
	mdp_sql_look_for_time(&l);
}

/* The count that something is divided by, through what only casts or guards it; NULL if it is none. */
static const json_t *count_in(const json_t *n, int depth)
{
	enum mdp_aggregate fn;
	const char *name = mdp_sql_text(n, "function_name");
	if (!n || depth > 8)
		return NULL;
	if (mdp_sql_aggregate_of(n, &fn))
		return fn == MDP_AGG_COUNT || fn == MDP_AGG_COUNT_DISTINCT ? n : NULL;
	if (mdp_sql_is_class(n, "CAST"))
		return count_in(json_object_get(n, "child"), depth + 1);
	if (!strcmp(name, "nullif") || !strcmp(name, "greatest") || !strcmp(mdp_sql_text(n, "type"), "OPERATOR_NULLIF"))
		return count_in(mdp_sql_child(n, 0), depth + 1);
	return NULL;
}

/* sum(x) ÷ count(*) of the rows of one instance is its x. */
static bool is_row_count(const json_t *count)
{
	return count && !json_is_true(json_object_get(count, "distinct"));
}

/* sum(x) ÷ count(distinct month) is an average over months. */
static bool is_time_count(struct mdp_sql_scope *s, const json_t *count)
{
	struct mdp_sql_parts p = { .n = 0 };
	if (!count || !json_is_true(json_object_get(count, "distinct")))
		return false;
	mdp_sql_value_parts(s, mdp_sql_child(count, 0), &p, 0);
	int column = p.n == 1 ? mdp_sql_column_of(s->r->x->c, p.items[0].col->expr) : -1;
	return column >= 0 && mdp_sql_is_time(s->r->x->c, column);
}

static void walk_all(struct walk *w, const json_t *n, const json_t *by, int depth)
{
	const char *key;
	json_t *value;
	if (json_is_array(n)) {
		for (size_t i = 0; i < json_array_size(n); i++)
			walk(w, json_array_get(n, i), "", by, depth + 1);
		return;
	}
	json_object_foreach((json_t *)(uintptr_t)n, key, value)
	{
		if (json_is_object(value) || json_is_array(value))
			walk(w, value, "", by, depth + 1);
	}
}

static void walk(struct walk *w, const json_t *n, const char *alias, const json_t *by, int depth)
{
	enum mdp_aggregate fn;
	if (!n || depth > MDP_SQL_DEPTH)
		return;
	if (mdp_sql_is_class(n, "SUBQUERY")) {
		mdp_sql_node(w->s->r, json_object_get(json_object_get(n, "subquery"), "node"), w->s->ctes,
			     w->depth + 1);
		return;
	}
	if (mdp_sql_aggregate_of(n, &fn) && w->s->nfrom) {
		struct mdp_sql_look l = w->base;
		l.call = n;
		l.value = mdp_sql_child(n, 0);
		l.filter = json_object_get(n, "filter");
		l.fn = fn;
		l.owner = mdp_sql_owner_of(w->s, &(struct mdp_sql_parts){ .n = 0 });
		l.per_time = is_time_count(w->s, by);
		if (is_row_count(by)) {
			struct mdp_sql_parts p = { .n = 0 };
			mdp_sql_value_parts(w->s, l.value, &p, 0);
			l.owner = mdp_sql_owner_of(w->s, &p);
			if (l.owner >= 0 && mdp_sql_groups_are_instances(&l))
				return;
		}
		look_at(&l, alias);
		return;
	}
	if (mdp_sql_is_class(n, "WINDOW"))
		window(w, n);
	if (mdp_sql_is_class(n, "FUNCTION") && !strcmp(mdp_sql_text(n, "function_name"), "/"))
		by = count_in(mdp_sql_child(n, 1), 0);
	if (mdp_sql_is_class(n, "CAST") ||
	    (mdp_sql_is_class(n, "FUNCTION") && !strcmp(mdp_sql_text(n, "function_name"), "round"))) {
		walk(w, mdp_sql_is_class(n, "CAST") ? json_object_get(n, "child") : mdp_sql_child(n, 0), alias, by,
		     depth + 1);
		return;
	}
	walk_all(w, n, by, depth);
}

/* The SELECTs inside a FROM's conditions; those that are relations are read as such. */
static void walk_from(struct walk *w, const json_t *n, int depth)
{
	if (!n || depth > MDP_SQL_DEPTH || strcmp(mdp_sql_text(n, "type"), "JOIN") != 0)
		return;
	walk(w, json_object_get(n, "condition"), "", NULL, depth + 1);
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
	w.base.ngroups = mdp_sql_groups(s, node, w.base.groups, MDP_SQL_GROUPS);
	for (size_t i = 0; i < json_array_size(items); i++)
		walk(&w, json_array_get(items, i), mdp_sql_text(json_array_get(items, i), "alias"), NULL, 0);
	walk(&w, s->where_node, "", NULL, 0);
	walk(&w, json_object_get(node, "having"), "", NULL, 0);
	walk(&w, json_object_get(node, "qualify"), "", NULL, 0);
	walk(&w, json_object_get(node, "modifiers"), "", NULL, 0);
	walk_from(&w, s->from_node, 0);
	if (!s->out)
		return; /* an expression by itself */
	if (grouped)
		mdp_sql_note_counts(s, node);
	else
		mdp_sql_note_merged(s, node);
}
