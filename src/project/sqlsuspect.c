/* The kinds of suspicion about one aggregate, but for averages of quotients (sqlratio.c) and sums of what must not be summed (sqldistinct.c). */
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "engine/engine.h"
#include "project/sqlcheck.h"
#include "project/words.h"
#include "base/banned.h"

/* The average of an order's amount over its lines is a mistake; that of a person's weight over visits may be meant. */
static bool is_amount_of_event(const struct mdp_sql_look *l)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	int column = l->parts.n == 1 ? mdp_sql_column_of(c, l->parts.items[0].col->expr) : -1;
	if (column < 0 || c->columns[column].additive != MDP_ADDITIVE_YES)
		return false;
	return c->columns[column].role == MDP_ROLE_MONEY || c->entities[l->owner].time >= 0;
}

void mdp_sql_look_for_fan(struct mdp_sql_look *l)
{
	struct mdp_sql_scope *s = l->s;
	enum mdp_additivity most = mdp_sql_most_additive(l);
	int nkeys;
	if (l->parts.unknown || l->parts.shared_out || !l->parts.n || l->owner < 0)
		return;
	if (most == MDP_ADDITIVE_NO || (l->fn != MDP_AGG_SUM && !is_amount_of_event(l)))
		return;
	/* one relation with a row an instance has nothing to repeat */
	if (s->nfrom == 1 && s->rows == l->owner)
		return;
	if (l->fn != MDP_AGG_SUM && mdp_sql_groups_are_instances(l))
		return;
	const char *probe = mdp_sql_probe_of(l, &nkeys, false);
	if (probe || !l->whole)
		mdp_sql_note(l, MDP_SUSPECT_FAN, probe, nkeys, mdp_sql_words_of(l, l->whole ? l->whole : l->value))
			->part = l->whole ? mdp_sql_words_of(l, l->value) : NULL;
}

/* --- terms of a sum --- */

#define MAX_TERMS 12

struct terms {
	const json_t *expr[MAX_TERMS];
	bool minus[MAX_TERMS];
	struct mdp_sql_parts parts[MAX_TERMS];
	int owner[MAX_TERMS];
	int n;
};

static bool is_operator(const json_t *n, const char *sign)
{
	return mdp_sql_is_class(n, "FUNCTION") && !strcmp(mdp_sql_text(n, "function_name"), sign) &&
	       json_array_size(json_object_get(n, "children")) == 2;
}

/* a + b − c apart. False when there are too many. */
static bool split(struct mdp_sql_scope *s, const json_t *n, bool minus, struct terms *out, int depth)
{
	bool less = is_operator(n, "-");
	if (depth > 16 || out->n == MAX_TERMS)
		return false;
	if (less || is_operator(n, "+"))
		return split(s, mdp_sql_child(n, 0), minus, out, depth + 1) &&
		       split(s, mdp_sql_child(n, 1), minus != less, out, depth + 1);
	if (mdp_sql_is_class(n, "CAST"))
		return split(s, json_object_get(n, "child"), minus, out, depth + 1);
	out->expr[out->n] = n;
	out->minus[out->n] = minus;
	out->parts[out->n] = (struct mdp_sql_parts){ .n = 0 };
	mdp_sql_value_parts(s, n, &out->parts[out->n], 0);
	out->owner[out->n] = mdp_sql_owner_of(s, &out->parts[out->n]);
	out->n++;
	return true;
}

/* A sum of amounts of different things is a sum of each; one that is of something coarser may be met again and again. */
void mdp_sql_look_for_terms(struct mdp_sql_look *l)
{
	struct terms t = { .n = 0 };
	if (l->fn != MDP_AGG_SUM || !split(l->s, l->value, false, &t, 0) || t.n < 2)
		return;
	for (int i = 0; i < t.n; i++) {
		struct mdp_sql_look part = *l;
		bool seen = t.owner[i] < 0 || t.owner[i] == l->owner;
		for (int k = 0; k < i; k++)
			seen |= t.owner[k] == t.owner[i];
		if (seen)
			continue;
		/* all terms of this owner as one value */
		json_t *value = NULL;
		part.parts = (struct mdp_sql_parts){ .n = 0 };
		for (int k = i; k < t.n; k++) {
			json_t *term = t.owner[k] == t.owner[i] ? mdp_sql_without_inputs(t.expr[k]) : NULL;
			if (!term)
				continue;
			mdp_sql_value_parts(l->s, t.expr[k], &part.parts, 0);
			value = value        ? mdp_sql_call(t.minus[k] ? "-" : "+", true, value, term)
				: t.minus[k] ? mdp_sql_call("-", true, mdp_sql_number(0), term)
					     : term;
		}
		part.value = value;
		part.whole = l->value;
		part.owner = t.owner[i];
		mdp_sql_look_for_fan(&part);
		json_decref(value);
	}
}

/* Does the page's reader choose one time? */
static bool time_is_chosen(const struct mdp_sql_look *l, const json_t *n, int depth)
{
	const char *type = mdp_sql_text(n, "type");
	if (!json_is_object(n) || depth > 8)
		return false;
	if (!strcmp(type, "CONJUNCTION_AND")) {
		for (size_t i = 0; i < json_array_size(json_object_get(n, "children")); i++)
			if (time_is_chosen(l, mdp_sql_child(n, i), depth + 1))
				return true;
		return false;
	}
	if ((strcmp(type, "COMPARE_EQUAL") != 0 && strcmp(type, "COMPARE_IN") != 0) || !mdp_sql_mentions_input(n, 0))
		return false;
	struct mdp_sql_parts p = { .n = 0 };
	for (size_t i = 0; i < json_array_size(json_object_get(n, "children")); i++)
		mdp_sql_value_parts(l->s, mdp_sql_child(n, i), &p, 0);
	mdp_sql_value_parts(l->s, json_object_get(n, "left"), &p, 0);
	mdp_sql_value_parts(l->s, json_object_get(n, "right"), &p, 0);
	for (int i = 0; i < p.n; i++) {
		int column = mdp_sql_column_of(l->s->r->x->c, p.items[i].col->expr);
		if (column >= 0 && mdp_sql_is_time(l->s->r->x->c, column))
			return true;
	}
	return false;
}

/* A sum, over groups that hold a time of it, of sums of a stock. New references into `items`; false when it is no such thing. */
static bool add_stock_of_groups(const struct mdp_sql_look *l, struct mdp_probe_items *items, int *nkeys)
{
	static const char *const names[] = { "k0", "k1", "k2", "k3", "k4", "k5" };
	const struct mdp_sql_part *p = &l->parts.items[0];
	const struct mdp_catalog *c = l->s->r->x->c;
	const struct mdp_expr *x = l->parts.n == 1 ? p->col->expr : NULL;
	if (!x || x->kind != MDP_X_AGG || x->agg != MDP_AGG_SUM || p->from < 0 ||
	    mdp_sql_additivity_of(c, x->arg, 0) != MDP_ADDITIVE_SEMI)
		return false;
	const struct mdp_entity *e = &c->entities[mdp_expr_owner(c, x->arg)];
	const struct mdp_sql_from *from = &l->s->from[p->from];
	bool time = false;
	*nkeys = 0;
	for (int i = 0; i < from->rel->n; i++) {
		const struct mdp_sql_column *col = &from->rel->cols[i];
		int column = mdp_sql_column_of(c, col->expr);
		bool of_key = false;
		for (int k = 0; column >= 0 && k < e->nkey; k++)
			of_key |= mdp_catalog_original(c, e->key[k]) == mdp_catalog_original(c, column);
		if (of_key && mdp_sql_is_time(c, column) && !time) {
			mdp_probe_add(items, "t", mdp_sql_column_ref(from->alias, col->name));
			time = true;
		} else if (!col->aggregate && *col->name && *nkeys < 6) {
			mdp_probe_add(items, names[(*nkeys)++], mdp_sql_column_ref(from->alias, col->name));
		}
	}
	if (!*nkeys)
		mdp_probe_add(items, names[(*nkeys)++], mdp_sql_number(1));
	return time;
}

static void look_for_stock_of_groups(const struct mdp_sql_look *l)
{
	struct mdp_probe_items items = { .n = 0 };
	struct mdp_sql_rows rows = mdp_sql_rows_of(l);
	int nkeys = 0;
	if (!add_stock_of_groups(l, &items, &nkeys)) {
		for (int i = 0; i < items.n; i++)
			json_decref(items.expr[i]);
		return;
	}
	mdp_sql_add_groups(l, &items);
	mdp_probe_add(&items, "v", json_incref((json_t *)(uintptr_t)l->value));
	mdp_sql_note(l, MDP_SUSPECT_TIME, mdp_sql_probe(l->s->r, &rows, &items), nkeys, mdp_sql_words_of(l, l->value));
}

void mdp_sql_look_for_time(struct mdp_sql_look *l)
{
	int nkeys;
	if (l->fn != MDP_AGG_SUM || l->per_time || l->parts.unknown || !l->parts.n ||
	    time_is_chosen(l, l->s->where_node, 0))
		return;
	look_for_stock_of_groups(l);
	if (l->owner < 0 || mdp_sql_most_additive(l) != MDP_ADDITIVE_SEMI)
		return;
	const char *probe = mdp_sql_probe_of(l, &nkeys, true);
	if (probe)
		mdp_sql_note(l, MDP_SUSPECT_TIME, probe, nkeys, mdp_sql_words_of(l, l->value));
}

void mdp_sql_look_for_distinct(struct mdp_sql_look *l)
{
	int nkeys;
	if (l->parts.unknown || !l->parts.n || l->owner < 0 || mdp_sql_most_additive(l) == MDP_ADDITIVE_NO)
		return;
	const char *probe = mdp_sql_probe_of(l, &nkeys, false);
	if (probe)
		mdp_sql_note(l, MDP_SUSPECT_DISTINCT, probe, nkeys, mdp_sql_words_of(l, l->value));
}

/* --- counts --- */

/* Words that say which, or that it is a count, not what is counted. */
static const char *const before_nouns[] = { "total ", "num ", "n ",   "nr ",     "no ",     "count ",    "number ",
					    "of ",    "all ", "new ", "active ", "unique ", "distinct ", NULL };
static const char *const after_nouns[] = { " count", " total", " number", " cnt", " num", NULL };

static const char *without_words(struct mdp_arena *a, const char *words)
{
	for (int i = 0; before_nouns[i]; i++)
		if (!strncmp(words, before_nouns[i], strlen(before_nouns[i]))) {
			words += strlen(before_nouns[i]);
			i = -1;
		}
	for (int i = 0; after_nouns[i]; i++) {
		size_t n = strlen(words), m = strlen(after_nouns[i]);
		if (n > m && !strcmp(words + n - m, after_nouns[i]))
			words = mdp_arena_strndup(a, words, n - m);
	}
	return words;
}

/* Does a condition compare with these words? Then they say which rows are counted: returned_orders where status = 'returned'. */
static bool says_which(struct mdp_arena *a, const json_t *n, const char *words, size_t len, int depth)
{
	const char *key;
	json_t *value;
	if (!n || depth > MDP_SQL_DEPTH)
		return false;
	if (mdp_sql_is_class(n, "CONSTANT")) {
		const char *text = json_string_value(json_object_get(json_object_get(n, "value"), "value"));
		const char *norm = text ? mdp_words_norm(a, mdp_str_of(text)) : "";
		return strlen(norm) == len && !strncmp(norm, words, len);
	}
	for (size_t i = 0; i < json_array_size(n); i++)
		if (says_which(a, json_array_get(n, i), words, len, depth + 1))
			return true;
	json_object_foreach((json_t *)(uintptr_t)n, key, value)
	{
		if ((json_is_object(value) || json_is_array(value)) && says_which(a, value, words, len, depth + 1))
			return true;
	}
	return false;
}

/* The entity that a count is named after: "orders", "order_count", "number of orders", "total_orders", "returned_orders". */
static int named_entity(struct mdp_sql_look *l, const char *alias)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	struct mdp_arena *a = l->s->r->x->a;
	const char *words = mdp_words_norm(a, mdp_str_of(mdp_words_of_name(a, alias)));
	const char *noun = without_words(a, words);
	int entity = mdp_catalog_entity(c, mdp_str_of(noun));
	for (const char *p = strchr(noun, ' '); p && entity < 0; p = strchr(p + 1, ' ')) {
		size_t n = (size_t)(p - noun);
		if (says_which(a, l->s->where_node, noun, n, 0) || says_which(a, l->filter, noun, n, 0) ||
		    says_which(a, l->call, noun, n, 0))
			entity = mdp_catalog_entity(c, mdp_str_of(p + 1));
	}
	return entity;
}

void mdp_sql_look_for_count(struct mdp_sql_look *l, const char *alias)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	int nkeys, rows = l->s->rows;
	l->owner = *alias ? named_entity(l, alias) : -1;
	if (l->owner < 0 || l->owner == rows || !c->entities[l->owner].nkey)
		return;
	if (rows >= 0 && (!mdp_catalog_determines(c, rows, l->owner) || mdp_catalog_determines(c, l->owner, rows)))
		return;
	const char *probe = mdp_sql_probe_of(l, &nkeys, false);
	if (probe)
		mdp_sql_note(l, MDP_SUSPECT_COUNT, probe, nkeys, mdp_arena_strdup(l->s->r->x->a, alias));
}

/* Keys of something finer are counted under the name of what several of them belong to: versions of customers as customers. */
static void look_for_versions(struct mdp_sql_look *l, int finer, const char *alias)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	const struct mdp_entity *f = &c->entities[finer], *e = &c->entities[l->owner];
	int column = l->parts.n == 1 ? mdp_sql_column_of(c, l->parts.items[0].col->expr) : -1;
	if (f->nkey != 1 || column < 0 || mdp_catalog_original(c, column) != mdp_catalog_original(c, f->key[0]) ||
	    !mdp_catalog_determines(c, finer, l->owner) || mdp_catalog_determines(c, l->owner, finer) || e->nkey != 1 ||
	    c->columns[e->key[0]].table != f->table)
		return;
	struct mdp_probe_items items = { .n = 0 };
	struct mdp_sql_rows rows = mdp_sql_rows_of(l);
	mdp_probe_add(&items, "v", json_incref((json_t *)(uintptr_t)l->value));
	mdp_sql_note(l, MDP_SUSPECT_FINER, mdp_sql_probe(l->s->r, &rows, &items), 0,
		     mdp_arena_strdup(l->s->r->x->a, alias))
		->rows = finer;
}

/* A count of distinct values that do not tell the things apart which it is named after: names, or a part of their key. */
void mdp_sql_look_for_names(struct mdp_sql_look *l, const char *alias)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	int owner = l->owner, nkeys, found = 0;
	if (owner < 0 && l->parts.n != 1)
		return;
	l->owner = *alias && l->parts.n && !l->parts.unknown ? named_entity(l, alias) : -1;
	if (l->owner < 0 || !c->entities[l->owner].nkey)
		return;
	const struct mdp_entity *e = &c->entities[l->owner];
	bool part = false;
	for (int i = 0; i < l->parts.n; i++) {
		int column = mdp_sql_column_of(c, l->parts.items[i].col->expr);
		bool of_key = false;
		for (int k = 0; k < e->nkey && column >= 0; k++)
			of_key |= mdp_catalog_original(c, e->key[k]) == mdp_catalog_original(c, column);
		found += of_key;
		part |= of_key;
	}
	if (found >= e->nkey)
		return;
	if (!part && owner >= 0 && owner != l->owner) {
		look_for_versions(l, owner, alias);
		return;
	}
	if (!part && owner != l->owner)
		return;
	const char *probe = mdp_sql_probe_of(l, &nkeys, false);
	if (probe)
		mdp_sql_note(l, part ? MDP_SUSPECT_PART : MDP_SUSPECT_NAMES, probe, nkeys,
			     mdp_sql_words_of(l, l->value));
}
