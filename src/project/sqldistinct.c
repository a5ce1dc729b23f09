/*
 * What a SELECT makes that must not be summed afterwards. DISTINCT makes rows unique; with the key of what its amounts belong to among its
 * columns that is how repeats are taken out. Without it, equal amounts of different instances become one, and their sum is too
 * small. And counts of distinct values by group (customers by month) count what is in several groups in each of them.
 */
#include <string.h>

#include "project/sqlcheck.h"
#include "base/banned.h"

static bool is_distinct(const json_t *node)
{
	const json_t *modifiers = json_object_get(node, "modifiers");
	for (size_t i = 0; i < json_array_size(modifiers); i++) {
		const json_t *m = json_array_get(modifiers, i);
		if (!strcmp(mdp_sql_text(m, "type"), "DISTINCT_MODIFIER"))
			return !json_array_size(json_object_get(m, "distinct_on_targets"));
	}
	return false;
}

/* Is every column of the key among those of the SELECT? */
static bool lists_key(const struct mdp_sql_scope *s, int entity)
{
	const struct mdp_catalog *c = s->r->x->c;
	const struct mdp_entity *e = &c->entities[entity];
	for (int k = 0; k < e->nkey; k++) {
		bool found = false;
		for (int i = 0; i < s->out->n && !found; i++) {
			int column = mdp_sql_column_of(c, s->out->cols[i].expr);
			found = column >= 0 && mdp_catalog_original(c, column) == mdp_catalog_original(c, e->key[k]);
		}
		if (!found)
			return false;
	}
	return e->nkey > 0;
}

void mdp_sql_note_merged(struct mdp_sql_scope *s, const json_t *node)
{
	const json_t *items = json_object_get(node, "select_list");
	if (!is_distinct(node) || (int)json_array_size(items) != s->out->n || s->out->n > MDP_SQL_GROUPS)
		return;
	for (int i = 0; i < s->out->n; i++) {
		struct mdp_sql_look l = { .s = s, .call = json_array_get(items, (size_t)i), .fn = MDP_AGG_SUM };
		int nkeys, before = s->r->nsuspects;
		l.value = l.call;
		if (mdp_sql_is_class(l.value, "STAR"))
			return;
		mdp_sql_value_parts(s, l.value, &l.parts, 0);
		l.owner = mdp_sql_owner_of(s, &l.parts);
		if (l.parts.unknown || !l.parts.n || l.owner < 0 || lists_key(s, l.owner) ||
		    mdp_sql_most_additive(&l) != MDP_ADDITIVE_YES)
			continue;
		for (size_t k = 0; k < json_array_size(items); k++)
			l.groups[l.ngroups++] = json_array_get(items, k);
		const char *probe = mdp_sql_probe_of(&l, &nkeys, false);
		if (!probe)
			continue;
		struct mdp_sql_suspect *noted = MDP_NEW(s->r->x->a, struct mdp_sql_suspect);
		*noted = *mdp_sql_note(&l, MDP_SUSPECT_DISTINCT, probe, nkeys, mdp_sql_words_of(&l, l.value));
		noted->merged = true;
		s->r->nsuspects = before; /* it is one when somebody sums it */
		s->out->cols[i].noted = noted;
	}
}

/* count(distinct x), through casts; NULL for anything else. */
static const json_t *distinct_count(const json_t *n, int depth)
{
	enum mdp_aggregate fn;
	if (!n || depth > 8)
		return NULL;
	if (mdp_sql_is_class(n, "CAST"))
		return distinct_count(json_object_get(n, "child"), depth + 1);
	bool distinct =
		mdp_sql_aggregate_of(n, &fn) && fn == MDP_AGG_COUNT && json_is_true(json_object_get(n, "distinct"));
	return distinct && json_array_size(json_object_get(n, "children")) == 1 ? n : NULL;
}

/* The column of the catalog that is written there, of a group or of what is counted; -1. */
static int written_column(const struct mdp_sql_scope *s, const json_t *n)
{
	const struct mdp_sql_column *col = mdp_sql_is_class(n, "COLUMN_REF") ? mdp_sql_resolve(s, n) : NULL;
	int column = col ? mdp_sql_column_of(s->r->x->c, col->expr) : -1;
	return column < 0 ? -1 : mdp_catalog_original(s->r->x->c, column);
}

static bool is_grouped(const struct mdp_sql_scope *s, const json_t *const *groups, int n, int column)
{
	for (int i = 0; i < n; i++)
		if (written_column(s, groups[i]) == mdp_catalog_original(s->r->x->c, column))
			return true;
	return false;
}

/*
 * Different things in each group. Who is counted at each single visit has been there as often; and what is numbered within each of the groups
 * (the rooms of a house) is in no other.
 */
static bool is_apart(const struct mdp_sql_scope *s, const json_t *value, const json_t *const *groups, int ngroups)
{
	const struct mdp_catalog *c = s->r->x->c;
	int counted = written_column(s, value);
	for (int i = 0; i < c->nentities; i++) {
		const struct mdp_entity *e = &c->entities[i];
		int in_groups = 0, times = 0;
		for (int k = 0; k < e->nkey; k++) {
			in_groups += is_grouped(s, groups, ngroups, e->key[k]);
			times += mdp_sql_is_time(c, e->key[k]);
		}
		if (e->nkey > times && e->time >= 0 && in_groups == e->nkey)
			return true;
	}
	for (int i = 0; i < c->nsites; i++) {
		const struct mdp_site *site = &c->sites[i];
		int nkey = c->entities[site->entity].nkey, in_groups = 0, is_it = 0;
		for (int k = 0; k < nkey; k++) {
			is_it += mdp_catalog_original(c, site->key[k]) == counted;
			in_groups += is_grouped(s, groups, ngroups, site->key[k]);
		}
		if (nkey > 1 && is_it && in_groups == nkey - 1)
			return true;
	}
	return false;
}

void mdp_sql_note_counts(struct mdp_sql_scope *s, const json_t *node)
{
	const json_t *items = json_object_get(node, "select_list"), *groups[MDP_SQL_GROUPS];
	int ngroups = mdp_sql_groups(s, node, groups, MDP_SQL_GROUPS);
	if ((int)json_array_size(items) != s->out->n || !ngroups)
		return;
	for (int i = 0; i < s->out->n; i++) {
		const json_t *count = distinct_count(json_array_get(items, (size_t)i), 0);
		struct mdp_sql_look l = { .s = s, .call = count, .fn = MDP_AGG_SUM, .ngroups = ngroups, .owner = -1 };
		struct mdp_probe_items probe = { .n = 0 };
		if (!count || is_apart(s, mdp_sql_child(count, 0), groups, ngroups))
			continue;
		for (int k = 0; k < ngroups; k++)
			l.groups[k] = groups[k];
		l.value = mdp_sql_child(count, 0);
		l.filter = json_object_get(count, "filter");
		mdp_sql_add_groups(&l, &probe);
		mdp_probe_add(&probe, "v", json_incref((json_t *)(uintptr_t)l.value));
		struct mdp_sql_rows rows = mdp_sql_rows_of(&l);
		struct mdp_sql_suspect *noted = MDP_NEW(s->r->x->a, struct mdp_sql_suspect);
		int before = s->r->nsuspects;
		*noted = *mdp_sql_note(&l, MDP_SUSPECT_COUNTS, mdp_sql_probe(s->r, &rows, &probe), 0,
				       mdp_sql_words_of(&l, l.value));
		s->r->nsuspects = before;
		s->out->cols[i].noted = noted;
	}
	/* how the groups are called outside, so that a sum over them can be told which they are */
	for (int k = 0; k < ngroups; k++)
		for (size_t i = 0; i < json_array_size(items); i++)
			if (json_array_get(items, i) == groups[k] ||
			    (json_equal(json_object_get(json_array_get(items, i), "column_names"),
					json_object_get(groups[k], "column_names")) &&
			     mdp_sql_is_class(groups[k], "COLUMN_REF")))
				s->out->cols[i].group = k + 1;
}

/* A column that something was noted at, through what only casts or guards it. */
static const struct mdp_sql_column *noted_column(const struct mdp_sql_look *l, const json_t *n, int *from, int depth)
{
	if (!n || depth > 8)
		return NULL;
	if (mdp_sql_is_class(n, "CAST"))
		return noted_column(l, json_object_get(n, "child"), from, depth + 1);
	if (!strcmp(mdp_sql_text(n, "type"), "OPERATOR_COALESCE"))
		return noted_column(l, mdp_sql_child(n, 0), from, depth + 1);
	const struct mdp_sql_column *col = mdp_sql_is_class(n, "COLUMN_REF") ? mdp_sql_resolve_in(l->s, n, from) : NULL;
	return col && col->noted && *from >= 0 ? col : NULL;
}

/* Groups of the sum that are groups of the counts: "g0, g2"; with them the same value is meant to be counted again. */
static const char *same_groups(const struct mdp_sql_look *l)
{
	struct mdp_arena *a = l->s->r->x->a;
	const char *out = "";
	for (int i = 0; i < l->ngroups; i++) {
		int from;
		const struct mdp_sql_column *col = mdp_sql_is_class(l->groups[i], "COLUMN_REF")
							   ? mdp_sql_resolve_in(l->s, l->groups[i], &from)
							   : NULL;
		if (col && col->group)
			out = mdp_arena_printf(a, "%s%sg%d", out, *out ? ", " : "", col->group - 1);
	}
	return out;
}

void mdp_sql_look_for_noted(struct mdp_sql_look *l)
{
	struct mdp_sql_reader *r = l->s->r;
	int from;
	const struct mdp_sql_column *col = noted_column(l, l->value, &from, 0);
	if (!col || (l->fn != MDP_AGG_SUM && (l->fn != MDP_AGG_AVG || !col->noted->merged)))
		return;
	struct mdp_sql_suspect x = *col->noted;
	x.fn = l->fn;
	x.at = mdp_sql_at(l->call);
	x.in = r->now;
	if (x.kind == MDP_SUSPECT_COUNTS) {
		struct mdp_probe_items items = { .n = 0 };
		struct mdp_sql_rows rows = mdp_sql_rows_of(l);
		x.what = mdp_sql_words_of(l, l->value);
		x.again = same_groups(l);
		x.nouter = mdp_sql_add_groups(l, &items);
		mdp_probe_add(&items, "v", json_incref((json_t *)(uintptr_t)l->value));
		x.outer = mdp_sql_probe(r, &rows, &items);
	}
	MDP_PUSH(r->x->a, r->suspects, r->nsuspects, r->cap_suspects, x);
}
