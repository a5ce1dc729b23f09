/*
 * Relations: what each FROM, SELECT and WITH of a parsed statement yields, and above all what one of its rows is. A table's
 * rows are its row entity. A join has the rows of the finer side; if neither determines the other it repeats both. GROUP BY
 * and DISTINCT make rows of the entity whose key is among the keys and which determines them all. Everything else is unknown,
 * and unknown stays unknown.
 */
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "project/sqlcheck.h"
#include "base/banned.h"

static const json_t *list(const json_t *n, const char *key)
{
	const json_t *l = json_object_get(n, key);
	return json_is_array(l) ? l : NULL;
}

const struct mdp_sql_column *mdp_sql_resolve(const struct mdp_sql_scope *s, const json_t *n)
{
	int from;
	return mdp_sql_resolve_in(s, n, &from);
}

const struct mdp_sql_column *mdp_sql_resolve_in(const struct mdp_sql_scope *s, const json_t *n, int *from)
{
	const json_t *names = json_object_get(n, "column_names");
	size_t count = json_array_size(names);
	const char *name = json_string_value(json_array_get(names, count - 1));
	const char *of = count > 1 ? json_string_value(json_array_get(names, count - 2)) : NULL;
	*from = -1;
	if (!count || !name)
		return NULL;
	for (int i = 0; i < s->nfrom; i++) {
		if (of ? strcasecmp(s->from[i].alias, of) != 0 : s->from[i].by_name)
			continue;
		for (int k = 0; k < s->from[i].rel->n; k++)
			if (!strcasecmp(s->from[i].rel->cols[k].name, name)) {
				*from = i;
				return &s->from[i].rel->cols[k];
			}
	}
	for (int k = 0; !of && s->out && k < s->out->n; k++)
		if (!strcasecmp(s->out->cols[k].name, name))
			return &s->out->cols[k];
	return NULL;
}

/* --- WHERE --- */

static bool is_time(const struct mdp_catalog *c, const struct mdp_expr *x, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	if (x->kind == MDP_X_TRUNC)
		return true;
	int column = x->kind == MDP_X_COLUMN ? mdp_catalog_column(c, mdp_str_of(x->name)) : -1;
	return column >= 0 && (c->columns[column].type == MDP_T_DATE || c->columns[column].type == MDP_T_TIMESTAMP);
}

/* Are the rows looks at the same things at several times? Then what is counted at one is not what is counted at all of them. */
static bool is_of_snapshots(const struct mdp_sql_scope *s)
{
	const struct mdp_catalog *c = s->r->x->c;
	for (int i = 0; i < s->nfrom; i++) {
		int rows = s->from[i].rel->rows;
		if (rows >= 0 && c->tables[c->entities[rows].table].snapshot >= 0)
			return true;
	}
	return false;
}

/* Of a column that the SELECT is about, or that is always there: nothing is left out that would have counted. */
static bool leaves_all(const struct mdp_sql_scope *s, const struct mdp_pred *p)
{
	const struct mdp_catalog *c = s->r->x->c;
	const struct mdp_expr *x = p->args[0]->left;
	int column = x->kind == MDP_X_COLUMN ? mdp_catalog_column(c, mdp_str_of(x->name)) : -1;
	return column >= 0 && (!c->columns[column].nulls || mdp_sql_mentions(s->items, c->columns[column].name));
}

/* What a page shows, not what a measure is: a period, the absence of nulls. */
static bool only_shows(struct mdp_sql_scope *s, const json_t *n, const struct mdp_pred *p)
{
	if (p)
		return is_time(s->r->x->c, p->left, 0) ||
		       (p->kind == MDP_P_NOT && p->args[0]->cmp == MDP_CMP_IS_NULL && leaves_all(s, p));
	/* year(date) = 2024 and other calendar arithmetic: one side is not understood, the other a constant */
	const json_t *sides[] = { json_object_get(n, "left"), json_object_get(n, "input") };
	for (size_t i = 0; i < 2; i++) {
		const json_t *args = json_object_get(sides[i], "children");
		for (size_t k = 0; k < json_array_size(args); k++)
			if (is_time(s->r->x->c, mdp_sql_expr(s, json_array_get(args, k), 1), 0))
				return true;
		if (is_time(s->r->x->c, mdp_sql_expr(s, sides[i], 1), 0))
			return true;
	}
	return false;
}

/* What an input takes by default, in a value of the column: "2020" for a year. False where there is none. */
static bool take_default(struct mdp_sql_scope *s, const struct mdp_expr *left, struct mdp_expr *x)
{
	static const char mark[] = MDP_SQL_INPUT_IS;
	const struct mdp_catalog *c = s->r->x->c;
	int column = left && left->kind == MDP_X_COLUMN ? mdp_catalog_column(c, mdp_str_of(left->name)) : -1;
	struct mdp_str text = x->value.s;
	if (x->kind != MDP_X_VALUE || x->value.type != MDP_T_TEXT)
		return true;
	if (column < 0 || text.n < sizeof(mark) || strncmp(text.p, mark, sizeof(mark) - 1) != 0)
		return false;
	text = (struct mdp_str){ text.p + sizeof(mark) - 1, text.n - sizeof(mark) + 1 };
	const char *copy = mdp_arena_strndup(s->r->x->a, text.p, text.n);
	char *end;
	double number = strtod(copy, &end);
	int64_t days;
	switch (c->columns[column].type) {
	case MDP_T_TEXT:
		x->value = mdp_value_text(mdp_str_of(copy));
		return true;
	case MDP_T_DATE:
	case MDP_T_TIMESTAMP:
		x->value = mdp_value_date(0);
		return mdp_date_parse(text, &days) && ((x->value = mdp_value_date(days)), true);
	case MDP_T_BOOL:
		x->value = mdp_value_bool(mdp_str_is(text, "true"));
		return true;
	default:
		x->value = number >= -9e15 && number <= 9e15 && number == (double)(int64_t)number
				   ? mdp_value_int((int64_t)number)
				   : mdp_value_double(number);
		return end > copy && !*end;
	}
}

/* A condition on an input of the page that takes something until the reader chooses: with that. */
static bool is_assumed(struct mdp_sql_scope *s, const struct mdp_pred *p)
{
	bool all = p && p->kind == MDP_P_CMP && p->nright > 0;
	for (int i = 0; all && i < p->nright; i++)
		all = take_default(s, p->left, p->right[i]);
	return all;
}

static void read_where(struct mdp_sql_scope *s, const json_t *n, int depth)
{
	if (!n || json_is_null(n) || depth > MDP_SQL_DEPTH)
		return;
	if (!strcmp(mdp_sql_text(n, "type"), "CONJUNCTION_AND")) {
		for (size_t i = 0; i < json_array_size(json_object_get(n, "children")); i++)
			read_where(s, json_array_get(json_object_get(n, "children"), i), depth + 1);
		return;
	}
	struct mdp_pred *p = mdp_sql_pred(s, n, 0);
	bool input = mdp_sql_mentions_input(n, 0);
	/* all, until the reader chooses; a period may be chosen */
	if (input && (mdp_sql_takes_all(n) || (only_shows(s, n, p) && !is_of_snapshots(s))))
		return;
	if (!input && only_shows(s, n, p))
		return;
	s->filtered = true;
	if (input && is_assumed(s, p))
		s->assumed = mdp_pred_and(s->r->x->a, s->assumed, p);
	else
		s->chosen |= input;
	if (p && (!input || !s->chosen))
		s->where = mdp_pred_and(s->r->x->a, s->where, p);
	else
		s->partial = true;
}

/* --- SELECT lists --- */

static bool excluded(const json_t *star, const char *name)
{
	const json_t *without = list(star, "exclude_list");
	for (size_t i = 0; i < json_array_size(without); i++) {
		const char *x = json_string_value(json_array_get(without, i));
		if (x && !strcasecmp(x, name))
			return true;
	}
	return false;
}

static const json_t *replaced(const json_t *star, const char *name)
{
	const json_t *with = list(star, "replace_list");
	for (size_t i = 0; i < json_array_size(with); i++)
		if (!strcasecmp(mdp_sql_text(json_array_get(with, i), "key"), name))
			return json_object_get(json_array_get(with, i), "value");
	return NULL;
}

static void expand_star(struct mdp_sql_scope *s, const json_t *n)
{
	const char *of = mdp_sql_text(n, "relation_name");
	/* columns('pattern') */
	if (json_is_true(json_object_get(n, "columns")))
		return;
	for (int i = 0; i < s->nfrom; i++) {
		if (*of && strcasecmp(of, s->from[i].alias))
			continue;
		for (int k = 0; k < s->from[i].rel->n; k++) {
			struct mdp_sql_column col = s->from[i].rel->cols[k];
			const json_t *instead = replaced(n, col.name);
			if (excluded(n, col.name))
				continue;
			if (instead)
				col = (struct mdp_sql_column){ .name = col.name,
							       .expr = mdp_sql_expr(s, instead, 0),
							       .at = (size_t)-1 };
			mdp_sql_add_column(s->r, s->out, &col);
		}
	}
}

static void select_item(struct mdp_sql_scope *s, const json_t *n)
{
	struct mdp_arena *a = s->r->x->a;
	if (!strcmp(mdp_sql_text(n, "class"), "STAR")) {
		expand_star(s, n);
		return;
	}
	const char *alias = mdp_sql_text(n, "alias");
	bool ref = !strcmp(mdp_sql_text(n, "class"), "COLUMN_REF");
	const struct mdp_sql_column *from = ref ? mdp_sql_resolve(s, n) : NULL;
	struct mdp_sql_column col = { .at = mdp_sql_at(n), .in = s->r->now };
	if (from)
		col = *from;
	else
		col.expr = mdp_sql_expr(s, n, 0);
	const json_t *names = json_object_get(n, "column_names");
	const char *last = ref ? json_string_value(json_array_get(names, json_array_size(names) - 1)) : "";
	col.name = mdp_arena_strdup(a, *alias ? alias : last ? last : "");
	if (!from && mdp_sql_has_aggregate(n, 0)) {
		col.aggregate = true;
		col.filtered = s->filtered;
		col.where = s->partial ? NULL : s->where;
		col.chosen = s->chosen;
		col.assumed = s->assumed;
	}
	/* an operator's place is not given: its parts have one */
	for (const json_t *part = n; !from && col.at == (size_t)-1 && part;) {
		const json_t *kids = json_object_get(part, "children");
		part = json_array_size(kids) ? json_array_get(kids, 0) : json_object_get(part, "child");
		col.at = part ? mdp_sql_at(part) : col.at;
	}
	mdp_sql_add_column(s->r, s->out, &col);
}

/* --- rows after GROUP BY and DISTINCT --- */

struct keys {
	const struct mdp_expr **items;
	int n, cap;
	bool unknown; /* one of them is not understood */
};

static void add_key(struct mdp_sql_scope *s, struct keys *keys, const struct mdp_expr *x)
{
	if (x)
		MDP_PUSH(s->r->x->a, keys->items, keys->n, keys->cap, x);
	else
		keys->unknown = true;
}

/* The item of the list that a name of GROUP BY stands for when no column has it. */
static const json_t *aliased(const struct mdp_sql_scope *s, const json_t *items, const json_t *g)
{
	const json_t *names = json_object_get(g, "column_names");
	const char *name = json_array_size(names) == 1 ? json_string_value(json_array_get(names, 0)) : NULL;
	int from;
	if (!name || (mdp_sql_resolve_in(s, g, &from) && from >= 0))
		return g;
	for (size_t i = 0; i < json_array_size(items); i++)
		if (!strcasecmp(mdp_sql_text(json_array_get(items, i), "alias"), name))
			return json_array_get(items, i);
	return g;
}

int mdp_sql_groups(const struct mdp_sql_scope *s, const json_t *node, const json_t **out, int max)
{
	const json_t *groups = list(node, "group_expressions"), *items = list(node, "select_list");
	int n = 0;
	if (!strcmp(mdp_sql_text(node, "aggregate_handling"), "FORCE_AGGREGATES")) {
		for (size_t i = 0; i < json_array_size(items) && n < max; i++)
			if (!mdp_sql_has_aggregate(json_array_get(items, i), 0))
				out[n++] = json_array_get(items, i);
		return n;
	}
	for (size_t i = 0; i < json_array_size(groups) && n < max; i++) {
		const json_t *g = json_array_get(groups, i);
		double nth = json_number_value(json_object_get(json_object_get(g, "value"), "value"));
		if (!strcmp(mdp_sql_text(g, "class"), "CONSTANT") && nth >= 1 && nth <= (double)json_array_size(items))
			g = json_array_get(items, (size_t)nth - 1);
		out[n++] = aliased(s, items, g);
	}
	return n;
}

static void group_keys(struct mdp_sql_scope *s, const json_t *node, struct keys *keys)
{
	const json_t *groups[64];
	int n = mdp_sql_groups(s, node, groups, 64);
	if (!strcmp(mdp_sql_text(node, "aggregate_handling"), "FORCE_AGGREGATES")) {
		for (int i = 0; i < s->out->n; i++)
			if (!s->out->cols[i].aggregate)
				add_key(s, keys, s->out->cols[i].expr);
		return;
	}
	for (int i = 0; i < n; i++)
		add_key(s, keys, mdp_sql_expr(s, groups[i], 0));
}

static int key_column(const struct mdp_catalog *c, const struct mdp_expr *x)
{
	return x->kind == MDP_X_COLUMN ? mdp_catalog_original(c, mdp_catalog_column(c, mdp_str_of(x->name))) : -1;
}

/* The entity whose key is among the keys and which determines all of them: the coarsest such one. -1 if none. */
static int rows_of_keys(struct mdp_sql_scope *s, const struct keys *keys)
{
	const struct mdp_catalog *c = s->r->x->c;
	int best = -1;
	for (int e = 0; e < c->nentities && !keys->unknown; e++) {
		bool fits = c->entities[e].nkey > 0;
		for (int k = 0; k < c->entities[e].nkey && fits; k++) {
			bool found = false;
			for (int i = 0; i < keys->n && !found; i++)
				found = key_column(c, keys->items[i]) == mdp_catalog_original(c, c->entities[e].key[k]);
			fits = found;
		}
		for (int i = 0; i < keys->n && fits; i++) {
			int owner = mdp_expr_owner(c, keys->items[i]);
			fits = owner >= 0 && mdp_catalog_determines(c, e, owner);
		}
		if (fits && (best < 0 || mdp_catalog_determines(c, best, e)))
			best = e;
	}
	return best;
}

/* max(x) of rows that all have the same x is x. */
static void undo_repeats(struct mdp_sql_scope *s, int rows)
{
	const struct mdp_catalog *c = s->r->x->c;
	for (int i = 0; i < s->out->n; i++) {
		struct mdp_sql_column *col = &s->out->cols[i];
		const struct mdp_expr *x = col->expr;
		if (!col->aggregate || !x || x->kind != MDP_X_AGG || x->where || !x->arg ||
		    mdp_sql_is_aggregate(x->arg, 0))
			continue;
		if (x->agg == MDP_AGG_SUM || x->agg == MDP_AGG_COUNT || x->agg == MDP_AGG_COUNT_DISTINCT ||
		    x->agg == MDP_AGG_STDDEV)
			continue;
		int owner = mdp_expr_owner(c, x->arg);
		if (owner < 0 || !mdp_catalog_determines(c, rows, owner))
			continue;
		col->expr = x->arg;
		col->aggregate = false;
	}
}

/* Rows made of finer ones: instances that have none of those are missing, unless the entity lives where those do. */
static int below(const struct mdp_sql_scope *s, int rows)
{
	const struct mdp_catalog *c = s->r->x->c;
	if (rows < 0 || s->rows < 0 || rows == s->rows)
		return rows < 0 ? -1 : s->below;
	/* a left join keeps the instances that have none */
	bool optional = false;
	int kept = -1;
	for (int i = 0; i < s->nfrom; i++) {
		optional |= s->from[i].optional && s->from[i].rel->rows == s->rows;
		if (!s->from[i].optional && s->from[i].rel->rows == rows)
			kept = s->from[i].rel->below;
	}
	if (optional)
		return kept;
	return c->entities[rows].table == c->entities[s->rows].table ? -1 : s->rows;
}

static void settle_rows(struct mdp_sql_scope *s, const json_t *node, bool grouped)
{
	struct mdp_sql_rel *out = s->out;
	struct keys keys = { 0 };
	const json_t *modifiers = list(node, "modifiers");
	if (grouped) {
		group_keys(s, node, &keys);
		out->rows = keys.n ? rows_of_keys(s, &keys) : -1;
		out->below = below(s, out->rows);
		if (out->rows >= 0)
			undo_repeats(s, out->rows);
		for (int i = 0; i < out->n; i++) {
			out->cols[i].keyed |= out->cols[i].aggregate && out->rows >= 0;
			out->cols[i].single = out->cols[i].aggregate && !keys.n && !keys.unknown;
		}
		return;
	}
	out->rows = s->rows;
	out->below = s->below;
	out->repeats = s->rows < 0 ? s->repeats : -1;
	for (size_t i = 0; i < json_array_size(modifiers); i++) {
		const json_t *m = json_array_get(modifiers, i), *on = list(m, "distinct_on_targets");
		if (strcmp(mdp_sql_text(m, "type"), "DISTINCT_MODIFIER"))
			continue;
		for (size_t k = 0; k < json_array_size(on); k++)
			add_key(s, &keys, mdp_sql_expr(s, json_array_get(on, k), 0));
		for (int k = 0; k < out->n && !json_array_size(on); k++)
			add_key(s, &keys, out->cols[k].expr);
		out->rows = rows_of_keys(s, &keys);
		out->below = below(s, out->rows);
		out->repeats = -1;
	}
}

static bool is_partial(const json_t *node)
{
	const json_t *modifiers = list(node, "modifiers");
	for (size_t i = 0; i < json_array_size(modifiers); i++)
		if (!strncmp(mdp_sql_text(json_array_get(modifiers, i), "type"), "LIMIT", 5))
			return true;
	return json_is_object(json_object_get(node, "having")) || json_is_object(json_object_get(node, "qualify")) ||
	       json_is_object(json_object_get(node, "sample"));
}

static struct mdp_sql_rel *select_node(struct mdp_sql_reader *r, const json_t *node, const struct mdp_sql_cte *ctes,
				       int depth)
{
	struct mdp_sql_scope s = { .r = r, .ctes = ctes, .rows = -1, .below = -1, .repeats = -1 };
	const json_t *items = list(node, "select_list");
	s.items = items;
	s.rows = mdp_sql_read_from(&s, json_object_get(node, "from_table"), depth + 1);
	/* of several relations, the one whose rows these are */
	for (int i = 0; i < s.nfrom; i++)
		if (s.rows >= 0 && s.from[i].rel->rows == s.rows && !s.from[i].optional)
			s.below = s.from[i].rel->below;
	read_where(&s, json_object_get(node, "where_clause"), 0);
	s.out = mdp_sql_new_rel(r);
	bool grouped = json_array_size(json_object_get(node, "group_expressions")) ||
		       !strcmp(mdp_sql_text(node, "aggregate_handling"), "FORCE_AGGREGATES") ||
		       mdp_sql_has_aggregate(items, 0);
	for (size_t i = 0; i < json_array_size(items); i++)
		select_item(&s, json_array_get(items, i));
	mdp_sql_check(&s, node, grouped, depth);
	settle_rows(&s, node, grouped);
	s.out->partial = is_partial(node) || s.partial;
	s.out->picked = is_partial(node) || mdp_sql_unsure(&s, NULL, NULL);
	if (!grouped) {
		s.out->filtered = s.filtered;
		s.out->chosen = s.chosen;
		s.out->assumed = s.assumed;
		s.out->where = s.where;
	} else if (s.filtered) {
		/* what is built on these groups is of some rows only */
		s.out->partial = true;
	}
	return s.out;
}

static const struct mdp_sql_cte *read_ctes(struct mdp_sql_reader *r, const json_t *node, const struct mdp_sql_cte *ctes,
					   int depth)
{
	const json_t *map = list(json_object_get(node, "cte_map"), "map");
	for (size_t i = 0; i < json_array_size(map); i++) {
		const json_t *entry = json_array_get(map, i), *value = json_object_get(entry, "value");
		struct mdp_sql_cte *cte = MDP_NEW(r->x->a, struct mdp_sql_cte);
		bool renamed = json_array_size(json_object_get(value, "aliases")) > 0;
		cte->name = mdp_arena_strdup(r->x->a, mdp_sql_text(entry, "key"));
		cte->entry = entry;
		cte->rel = renamed ? NULL
				   : mdp_sql_node(r, json_object_get(json_object_get(value, "query"), "node"), ctes,
						  depth + 1);
		if (!cte->rel)
			cte->rel = mdp_sql_new_rel(r);
		cte->next = ctes;
		ctes = cte;
	}
	return ctes;
}

struct mdp_sql_rel *mdp_sql_node(struct mdp_sql_reader *r, const json_t *node, const struct mdp_sql_cte *ctes,
				 int depth)
{
	if (!node || depth > MDP_SQL_DEPTH)
		return NULL;
	const char *type = mdp_sql_text(node, "type");
	ctes = read_ctes(r, node, ctes, depth);
	if (!strcmp(type, "SELECT_NODE"))
		return select_node(r, node, ctes, depth);
	if (!strcmp(type, "SET_OPERATION_NODE")) {
		/* a column is known where both sides have the same; what the rows of the whole are is not known */
		const struct mdp_sql_rel *left = mdp_sql_node(r, json_object_get(node, "left"), ctes, depth + 1);
		const struct mdp_sql_rel *right = mdp_sql_node(r, json_object_get(node, "right"), ctes, depth + 1);
		struct mdp_sql_rel *rel = mdp_sql_new_rel(r);
		for (int i = 0; left && i < left->n; i++) {
			struct mdp_sql_column col = { .name = left->cols[i].name,
						      .at = left->cols[i].at,
						      .in = left->cols[i].in };
			if (right && i < right->n && left->cols[i].expr && !left->cols[i].aggregate &&
			    mdp_expr_same(left->cols[i].expr, right->cols[i].expr))
				col.expr = left->cols[i].expr;
			mdp_sql_add_column(r, rel, &col);
		}
		rel->partial = true;
		return rel;
	}
	return NULL;
}
