/*
 * Columns through one statement. What an item of a SELECT is made of are the columns that its expression names, wherever in it: in a
 * CASE, an aggregate, a window, a subquery's list. An item that only names a column is that column. A name that may belong to a relation
 * whose columns are not known is unknown; conditions of joins and WHERE decide which rows there are, not what is in them.
 */
#include "project/lineage.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/banned.h"

#define MAX_FROM 256 /* steps that one item is made of */

struct lin_from {
	const char *alias;
	struct mdp_lin_rel *rel;
	bool both; /* of a join that may leave the other side empty: USING columns come from both */
};

struct scope {
	struct mdp_lineage *l;
	struct mdp_lin_text *t;
	const struct mdp_lin_cte *ctes;
	const struct scope *outer; /* of a subquery */
	struct lin_from *from;
	int nfrom, cap_from;
	struct mdp_lin_rel *out; /* items before: their aliases may be used */
};

/* What an item is made of. */
struct inputs {
	int steps[MAX_FROM], n;
	size_t lo, hi; /* places of its parts */
	const char *hidden[16]; /* parameters of lambdas */
	int nhidden;
};

static struct mdp_lin_rel *read_node(struct scope *around, struct mdp_lineage *l, struct mdp_lin_text *t,
				     const json_t *node, const struct mdp_lin_cte *ctes, int depth);

static void take(struct inputs *in, int step)
{
	for (int i = 0; i < in->n; i++)
		if (in->steps[i] == step)
			return;
	if (step >= 0 && in->n < MAX_FROM)
		in->steps[in->n++] = step;
}

/* --- names --- */

static const char *name_at(const json_t *names, size_t i)
{
	const char *s = json_string_value(json_array_get(names, i));
	return s ? s : "";
}

/* A name without a relation before it, among those of one scope; -1 if none has it. */
static int bare(const struct scope *s, const char *name, int *line)
{
	struct mdp_lineage *l = s->l;
	struct mdp_lin_rel *open = NULL;
	int nopen = 0, found = -1;
	for (int i = 0; i < s->nfrom; i++) {
		struct mdp_lin_rel *rel = s->from[i].rel;
		int step = -1;
		for (int k = 0; k < rel->n && step < 0; k++)
			if (!strcasecmp(rel->cols[k].name, name)) {
				step = rel->cols[k].step;
				*line = rel->cols[k].line;
			}
		if (step >= 0 && found < 0)
			found = step;
		else if (step >= 0 && s->from[i].both && step != found)
			found = mdp_lin_step(l, &(struct mdp_origin){ .kind = s->t->kind, .column = name },
					     (int[]){ found, step }, 2);
		if (step < 0 && rel->open) {
			nopen++;
			open = rel;
		}
	}
	if (found >= 0)
		return found;
	for (int k = 0; s->out && k < s->out->n; k++)
		if (!strcasecmp(s->out->cols[k].name, name))
			return s->out->cols[k].step;
	if (nopen == 1)
		return mdp_lin_find(l, open, name, line);
	if (nopen)
		return mdp_lin_unknown(l, mdp_arena_printf(l->x->a, "%s may be of several relations", name));
	return -1;
}

/* relation.column (and fields below it) or column.field, in one scope; -1. */
static int qualified(const struct scope *s, const json_t *names, int *line)
{
	size_t n = json_array_size(names);
	for (size_t at = 0; at + 1 < n && at < 3; at++)
		for (int i = 0; i < s->nfrom; i++)
			if (!strcasecmp(s->from[i].alias, name_at(names, at))) {
				int step = mdp_lin_find(s->l, s->from[i].rel, name_at(names, at + 1), line);
				if (step >= 0)
					return step;
			}
	return n > 1 ? bare(s, name_at(names, 0), line) : -1;
}

static int resolve(const struct scope *s, const json_t *names, int *line)
{
	size_t n = json_array_size(names);
	*line = 0;
	for (int depth = 0; s && depth < MDP_SQL_DEPTH; s = s->outer, depth++) {
		const struct mdp_marker *m =
			n == 1 && s->t->marks ? mdp_model_marker(s->t->marks, name_at(names, 0)) : NULL;
		if (m)
			return mdp_lin_unknown(s->l, m->text);
		int step = n == 1 ? bare(s, name_at(names, 0), line) : qualified(s, names, line);
		if (step >= 0)
			return step;
	}
	return -1;
}

/* --- expressions --- */

static void take_rows(const struct scope *s, struct inputs *in)
{
	for (int i = 0; i < s->nfrom; i++)
		take(in, s->from[i].rel->rows);
}

static bool is_hidden(const struct inputs *in, const json_t *names)
{
	for (int i = 0; i < in->nhidden; i++)
		if (!strcasecmp(in->hidden[i], name_at(names, 0)))
			return true;
	return false;
}

static void hide(struct inputs *in, const json_t *n, int depth)
{
	if (depth > 3 || in->nhidden >= 16)
		return;
	const json_t *names = json_object_get(n, "column_names"), *children = json_object_get(n, "children");
	if (json_array_size(names))
		in->hidden[in->nhidden++] = name_at(names, 0);
	for (size_t i = 0; i < json_array_size(children); i++)
		hide(in, json_array_get(children, i), depth + 1);
}

static void gather(struct scope *s, const json_t *n, struct inputs *in, int depth);

static void gather_all(struct scope *s, const json_t *n, struct inputs *in, int depth)
{
	const char *key;
	json_t *value;
	size_t i;
	if (json_is_array(n)) {
		json_array_foreach((json_t *)(uintptr_t)n, i, value) gather(s, value, in, depth + 1);
		return;
	}
	json_object_foreach((json_t *)(uintptr_t)n, key, value)
	{
		/* the name of a type or a value holds no column */
		if (strcmp(key, "cast_type") != 0 && strcmp(key, "value") != 0)
			gather(s, value, in, depth + 1);
	}
}

static void gather_subquery(struct scope *s, const json_t *n, struct inputs *in, int depth)
{
	const json_t *node = json_object_get(json_object_get(n, "subquery"), "node");
	const struct mdp_lin_rel *rel = read_node(s, s->l, s->t, node, s->ctes, depth + 1);
	bool exists = strstr(mdp_sql_text(n, "subquery_type"), "EXISTS") != NULL;
	if (!rel)
		take(in, mdp_lin_unknown(s->l, "a subquery that is not understood"));
	else if (exists)
		take(in, rel->rows);
	for (int i = 0; rel && !exists && i < rel->n; i++)
		take(in, rel->cols[i].step);
	gather(s, json_object_get(n, "child"), in, depth + 1);
}

static void gather_function(struct scope *s, const json_t *n, struct inputs *in)
{
	const char *name = mdp_sql_text(n, "function_name");
	const struct mdp_marker *m = s->t->marks ? mdp_model_marker(s->t->marks, name) : NULL;
	if (m)
		take(in, mdp_lin_unknown(s->l, m->text));
	if (!strcmp(name, "count_star") || (!strcmp(name, "count") && !json_array_size(json_object_get(n, "children"))))
		take_rows(s, in);
}

/* The steps of all columns in an expression. */
static void gather(struct scope *s, const json_t *n, struct inputs *in, int depth)
{
	if (!n || depth > 4 * MDP_SQL_DEPTH)
		return;
	if (!json_is_object(n)) {
		if (json_is_array(n))
			gather_all(s, n, in, depth);
		return;
	}
	const char *class = mdp_sql_text(n, "class");
	const json_t *names = json_object_get(n, "column_names");
	size_t at = json_object_get(n, "query_location") ? mdp_sql_at(n) : (size_t)-1;
	int line, step, hidden = in->nhidden;
	if (at != (size_t)-1) {
		in->lo = at < in->lo ? at : in->lo;
		in->hi = at > in->hi ? at : in->hi;
	}
	if (!strcmp(class, "COLUMN_REF")) {
		if (is_hidden(in, names))
			return;
		step = resolve(s, names, &line);
		take(in, step >= 0
				 ? step
				 : mdp_lin_unknown(s->l, mdp_arena_printf(s->l->x->a, "no column %s is known here",
									  name_at(names, json_array_size(names) - 1))));
		return;
	}
	if (!strcmp(class, "SUBQUERY")) {
		gather_subquery(s, n, in, depth);
		return;
	}
	if (!strcmp(class, "STAR")) {
		take_rows(s, in);
		return;
	}
	if (!strcmp(class, "FUNCTION"))
		gather_function(s, n, in);
	if (!strcmp(class, "LAMBDA"))
		hide(in, json_object_get(n, "lhs"), 0);
	gather_all(s, n, in, depth);
	in->nhidden = hidden;
}

/* --- SELECT lists --- */

static int line_at(const struct mdp_lin_text *t, size_t at)
{
	int line = 1;
	if (!t->lines || at == (size_t)-1)
		return 0;
	for (const char *p = t->tokens.sql; *p && (size_t)(p - t->tokens.sql) < at; p++)
		line += *p == '\n';
	return line;
}

static const char *item_text(struct scope *s, const struct inputs *in, const char *alias)
{
	const char *text = in->lo <= in->hi ? mdp_sql_item(s->l->x->a, &s->t->tokens, in->lo, in->hi, alias) : NULL;
	return text && s->t->marks ? mdp_model_unmark(s->t->marks, s->l->x->a, text) : text;
}

/* A step of this statement that makes something new. */
static int made(struct scope *s, const json_t *n, const char *name, const char *alias, int *line)
{
	struct inputs in = { .lo = (size_t)-1 };
	gather(s, n, &in, 0);
	*line = line_at(s->t, in.lo);
	const char *text = item_text(s, &in, alias);
	struct mdp_origin o = { .kind = in.n ? s->t->kind : MDP_ORIGIN_CONSTANT,
				.relation = s->t->relation,
				.column = name,
				.expr = text ? text : "an expression",
				.source = { s->t->file, *line } };
	return mdp_lin_step(s->l, &o, in.steps, in.n);
}

static bool has_name(const json_t *list, const char *name)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (!strcasecmp(name_at(list, i), name))
			return true;
	return false;
}

/* * EXCLUDE (name) and * EXCLUDE (relation.name). */
static bool excluded(const json_t *star, const char *name)
{
	const json_t *more = json_object_get(star, "qualified_exclude_list");
	for (size_t i = 0; i < json_array_size(more); i++)
		if (!strcasecmp(mdp_sql_text(json_array_get(more, i), "column"), name))
			return true;
	return has_name(json_object_get(star, "exclude_list"), name);
}

static const char *renamed(const json_t *star, const char *name)
{
	const json_t *list = json_object_get(star, "rename_list");
	for (size_t i = 0; i < json_array_size(list); i++)
		if (!strcasecmp(mdp_sql_text(json_object_get(json_array_get(list, i), "key"), "column"), name))
			return mdp_sql_text(json_array_get(list, i), "value");
	return NULL;
}

static void expand_star(struct scope *s, const json_t *n)
{
	const char *of = mdp_sql_text(n, "relation_name");
	const json_t *replace = json_object_get(n, "replace_list");
	int line = line_at(s->t, mdp_sql_at(n));
	if (json_is_true(json_object_get(n, "columns"))) {
		s->out->open = true;
		s->out->base = NULL;
		s->out->why = "COLUMNS(…)";
		return;
	}
	for (int i = 0; i < s->nfrom; i++) {
		struct mdp_lin_rel *rel = s->from[i].rel;
		if (*of && strcasecmp(of, s->from[i].alias) != 0)
			continue;
		for (int k = 0; k < rel->n; k++) {
			const char *name = rel->cols[k].name, *as = renamed(n, name);
			int step = rel->cols[k].step, at = line;
			for (size_t r = 0; r < json_array_size(replace); r++)
				if (!strcasecmp(mdp_sql_text(json_array_get(replace, r), "key"), name))
					step = made(s, json_object_get(json_array_get(replace, r), "value"), name, name,
						    &at);
			/* the column that a join is made with is there once */
			int before;
			if (!excluded(n, name) && !(s->from[i].both && mdp_lin_find(s->l, s->out, name, &before) >= 0))
				mdp_lin_add(s->l, s->out, as ? mdp_arena_strdup(s->l->x->a, as) : name, step, at);
		}
		/* what is asked for by name later is looked up there, if there is only one such relation */
		if (!rel->open)
			continue;
		bool second = s->out->open;
		s->out->open = true;
		s->out->base = second ? NULL : rel;
		s->out->why = second ? "columns of several relations" : rel->why;
	}
}

static void select_item(struct scope *s, const json_t *n)
{
	struct mdp_lineage *l = s->l;
	const char *class = mdp_sql_text(n, "class"), *alias = mdp_sql_text(n, "alias");
	const json_t *names = json_object_get(n, "column_names");
	size_t count = json_array_size(names);
	int line = 0, from;
	if (!strcmp(class, "STAR")) {
		expand_star(s, n);
		return;
	}
	if (!strcmp(class, "COLUMN_REF") && count) {
		const char *own = name_at(names, count - 1);
		const struct mdp_marker *m = s->t->marks ? mdp_model_marker(s->t->marks, own) : NULL;
		if (m && !*alias) {
			/* one macro may stand for several items */
			s->out->open = true;
			s->out->base = NULL;
			s->out->why = m->text;
			return;
		}
		int step = resolve(s, names, &from);
		const char *name = mdp_arena_strdup(l->x->a, *alias ? alias : own);
		if (step < 0)
			step = mdp_lin_unknown(l, mdp_arena_printf(l->x->a, "no column %s is known here", own));
		line = line_at(s->t, mdp_sql_at(n));
		mdp_lin_add(l, s->out, name, step, line);
		return;
	}
	const char *name = *alias ? mdp_arena_strdup(l->x->a, alias) : NULL;
	int step = made(s, n, name, *alias ? alias : NULL, &line);
	/* an item without a name gets the engine's: the text of the expression */
	if (!name)
		name = l->x->c->origins[step].expr;
	mdp_lin_add(l, s->out, name, step, line);
}

/* --- FROM --- */

static void add_from(struct scope *s, const char *alias, struct mdp_lin_rel *rel, const json_t *columns)
{
	struct mdp_lineage *l = s->l;
	if (json_array_size(columns)) {
		struct mdp_lin_rel *as = mdp_lin_rel_new(l);
		const struct mdp_lin_rel *of = rel;
		as->rows = of->rows;
		for (size_t i = 0; i < json_array_size(columns); i++) {
			bool known = (int)i < of->n;
			mdp_lin_add(l, as, mdp_arena_strdup(l->x->a, name_at(columns, i)),
				    known     ? of->cols[i].step
				    : of->all ? of->all
					      : mdp_lin_unknown(l, of->why ? of->why : "a renamed column"),
				    known ? of->cols[i].line : 0);
		}
		for (int i = (int)json_array_size(columns); i < of->n; i++)
			mdp_lin_add(l, as, of->cols[i].name, of->cols[i].step, of->cols[i].line);
		rel = as;
	}
	struct lin_from f = { .alias = mdp_arena_strdup(l->x->a, alias), .rel = rel };
	MDP_PUSH(l->x->a, s->from, s->nfrom, s->cap_from, f);
}

/* Functions that make rows of their arguments alone. */
static bool is_generator(const char *name)
{
	static const char *const names[] = { "generate_series", "range", "unnest", "generate_subscripts" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcasecmp(name, names[i]))
			return true;
	return false;
}

/* read_csv('…') and the like read a file; of functions that are not known the columns are not, either. */
static struct mdp_lin_rel *table_function(struct scope *s, const json_t *n)
{
	struct mdp_lineage *l = s->l;
	const json_t *call = json_object_get(n, "function");
	const char *name = mdp_sql_text(call, "function_name");
	const json_t *arg = json_array_get(json_object_get(call, "children"), 0);
	const char *path = json_string_value(json_object_get(json_object_get(arg, "value"), "value"));
	struct mdp_lin_rel *rel = mdp_lin_rel_new(l);
	rel->open = true;
	if (path && strstr(name, "read")) {
		rel->makes = true;
		rel->kind = MDP_ORIGIN_FILE;
		rel->name = mdp_arena_strdup(l->x->a, path);
		if (s->t->marks)
			rel->name = mdp_model_unmark(s->t->marks, l->x->a, rel->name);
		rel->rows = mdp_lin_rows(l, rel);
		return rel;
	}
	rel->why = mdp_arena_printf(l->x->a, "%s(…)", name);
	if (is_generator(name)) {
		struct inputs in = { .lo = (size_t)-1 };
		gather(s, call, &in, 0);
		struct mdp_origin o = { .kind = in.n ? s->t->kind : MDP_ORIGIN_CONSTANT,
					.relation = s->t->relation,
					.column = mdp_arena_strdup(l->x->a, name),
					.expr = rel->why,
					.source = { s->t->file, line_at(s->t, mdp_sql_at(n)) } };
		rel->all = mdp_lin_step(l, &o, in.steps, in.n);
	}
	return rel;
}

static struct mdp_lin_rel *value_list(struct scope *s, const json_t *n)
{
	struct mdp_lin_rel *rel = mdp_lin_rel_new(s->l);
	const json_t *row = json_array_get(json_object_get(n, "values"), 0);
	for (size_t i = 0; i < json_array_size(row); i++) {
		struct mdp_origin o = { .kind = MDP_ORIGIN_CONSTANT,
					.relation = s->t->relation,
					.column = mdp_arena_printf(s->l->x->a, "col%zu", i),
					.expr = "a list of values",
					.source = { s->t->file, 0 } };
		mdp_lin_add(s->l, rel, o.column, mdp_lin_step(s->l, &o, NULL, 0), 0);
	}
	return rel;
}

static void read_from(struct scope *s, const json_t *n, int depth)
{
	const char *type = mdp_sql_text(n, "type"), *alias = mdp_sql_text(n, "alias");
	const json_t *columns = json_object_get(n, "column_name_alias");
	struct mdp_lin_rel *rel = NULL;
	if (depth > MDP_SQL_DEPTH || !n || !strcmp(type, "EMPTY"))
		return;
	if (!strcmp(type, "JOIN")) {
		const char *kind = mdp_sql_text(n, "join_type");
		read_from(s, json_object_get(n, "left"), depth + 1);
		int right = s->nfrom;
		read_from(s, json_object_get(n, "right"), depth + 1);
		if (!strcmp(kind, "SEMI") || !strcmp(kind, "ANTI"))
			s->nfrom = right;
		bool outer = !strcmp(kind, "RIGHT") || !strcmp(kind, "OUTER") || !strcmp(kind, "FULL");
		for (int i = right; outer && i < s->nfrom; i++)
			s->from[i].both = json_array_size(json_object_get(n, "using_columns")) > 0;
		return;
	}
	if (!strcmp(type, "BASE_TABLE")) {
		const char *schema = mdp_sql_text(n, "schema_name"), *name = mdp_sql_text(n, "table_name");
		const struct mdp_marker *m = s->t->marks ? mdp_model_marker(s->t->marks, name) : NULL;
		for (const struct mdp_lin_cte *c = *schema ? NULL : s->ctes; c && !rel; c = c->next)
			if (!strcasecmp(c->name, name))
				rel = c->rel;
		if (!rel)
			rel = mdp_lin_relation(s->l, s->t, schema, name, depth);
		add_from(s, *alias ? alias : m && m->name ? m->name : name, rel, columns);
		return;
	}
	if (!strcmp(type, "SUBQUERY"))
		rel = read_node(s, s->l, s->t, json_object_get(json_object_get(n, "subquery"), "node"), s->ctes,
				depth + 1);
	else if (!strcmp(type, "TABLE_FUNCTION"))
		rel = table_function(s, n);
	else if (!strcmp(type, "EXPRESSION_LIST"))
		rel = value_list(s, n);
	if (!rel) {
		rel = mdp_lin_rel_new(s->l);
		rel->open = true;
		rel->why = mdp_arena_printf(s->l->x->a, "%s is not understood", type);
	}
	add_from(s, alias, rel, columns);
}

/* --- statements --- */

static struct mdp_lin_rel *read_select(struct scope *around, struct mdp_lineage *l, struct mdp_lin_text *t,
				       const json_t *node, const struct mdp_lin_cte *ctes, int depth)
{
	struct scope s = { .l = l, .t = t, .ctes = ctes, .outer = around };
	const json_t *items = json_object_get(node, "select_list");
	read_from(&s, json_object_get(node, "from_table"), depth + 1);
	s.out = mdp_lin_rel_new(l);
	for (size_t i = 0; i < json_array_size(items); i++)
		select_item(&s, json_array_get(items, i));
	s.out->rows = s.nfrom ? s.from[0].rel->rows : -1;
	return s.out;
}

static const struct mdp_lin_cte *bind(struct mdp_lineage *l, const char *name, struct mdp_lin_rel *rel,
				      const struct mdp_lin_cte *next)
{
	struct mdp_lin_cte *cte = MDP_NEW(l->x->a, struct mdp_lin_cte);
	*cte = (struct mdp_lin_cte){ mdp_arena_strdup(l->x->a, name), rel, next };
	return cte;
}

/* Column by column, or by name, what both sides give. */
static struct mdp_lin_rel *unite(struct mdp_lineage *l, const struct mdp_lin_text *t, struct mdp_lin_rel *left,
				 struct mdp_lin_rel *right, bool by_name)
{
	struct mdp_lin_rel *out = mdp_lin_rel_new(l);
	if (!left || !right)
		return left ? left : right;
	out->rows = left->rows;
	out->open = left->open || right->open;
	out->why = left->why ? left->why : right->why ? right->why : "a union with columns that are not known";
	for (int i = 0; i < left->n; i++) {
		int line = left->cols[i].line, step = left->cols[i].step, other = -1, at;
		if (by_name)
			other = mdp_lin_find(l, right, left->cols[i].name, &at);
		/* columns before this one that are not listed would move the rest */
		else if (out->open)
			other = mdp_lin_unknown(l, out->why);
		else if (i < right->n)
			other = right->cols[i].step;
		if (other >= 0 && other != step)
			step = mdp_lin_step(l,
					    &(struct mdp_origin){ .kind = t->kind,
								  .relation = t->relation,
								  .column = left->cols[i].name,
								  .source = { t->file, line } },
					    (int[]){ step, other }, 2);
		mdp_lin_add(l, out, left->cols[i].name, step, line);
	}
	for (int i = 0; by_name && i < right->n; i++)
		if (mdp_lin_find(l, out, right->cols[i].name, &(int){ 0 }) < 0)
			mdp_lin_add(l, out, right->cols[i].name, right->cols[i].step, right->cols[i].line);
	return out;
}

static struct mdp_lin_rel *read_query(struct scope *around, struct mdp_lineage *l, struct mdp_lin_text *t,
				      const json_t *node, const struct mdp_lin_cte *ctes, int depth)
{
	const char *type = mdp_sql_text(node, "type");
	bool recursive = !strcmp(type, "RECURSIVE_CTE_NODE");
	if (!strcmp(type, "SELECT_NODE"))
		return read_select(around, l, t, node, ctes, depth);
	if (!recursive && strcmp(type, "SET_OPERATION_NODE") != 0)
		return NULL;
	const char *op = mdp_sql_text(node, "setop_type");
	struct mdp_lin_rel *left = read_node(around, l, t, json_object_get(node, "left"), ctes, depth + 1);
	if (recursive && left)
		ctes = bind(l, mdp_sql_text(node, "cte_name"), left, ctes);
	struct mdp_lin_rel *right = read_node(around, l, t, json_object_get(node, "right"), ctes, depth + 1);
	/* what is taken away, or must be on both sides, gives no values */
	if (!strncmp(op, "EXCEPT", 6) || !strncmp(op, "INTERSECT", 9))
		return left;
	return unite(l, t, left, right, strstr(op, "BY_NAME") != NULL);
}

static struct mdp_lin_rel *read_node(struct scope *around, struct mdp_lineage *l, struct mdp_lin_text *t,
				     const json_t *node, const struct mdp_lin_cte *ctes, int depth)
{
	if (!node || depth > MDP_SQL_DEPTH)
		return NULL;
	const json_t *map = json_object_get(json_object_get(node, "cte_map"), "map");
	for (size_t i = 0; i < json_array_size(map); i++) {
		const json_t *entry = json_array_get(map, i), *value = json_object_get(entry, "value");
		struct mdp_lin_rel *rel = read_node(
			around, l, t, json_object_get(json_object_get(value, "query"), "node"), ctes, depth + 1);
		if (!rel) {
			rel = mdp_lin_rel_new(l);
			rel->open = true;
			rel->why = "a WITH that is not understood";
		}
		struct scope renaming = { .l = l, .t = t };
		add_from(&renaming, "", rel, json_object_get(value, "aliases"));
		ctes = bind(l, mdp_sql_text(entry, "key"), renaming.from[0].rel, ctes);
	}
	return read_query(around, l, t, node, ctes, depth);
}

struct mdp_lin_rel *mdp_lin_statement(struct mdp_lineage *l, struct mdp_lin_text *t, const char *sql, int depth,
				      const char **why)
{
	size_t at;
	json_t *root = mdp_sql_parse(l->x->sql, sql, why, &at);
	if (!root)
		return NULL;
	mdp_sql_tokens(l->x->a, sql, &t->tokens);
	struct mdp_lin_rel *rel = read_node(NULL, l, t, mdp_sql_statement(root), NULL, depth + 1);
	json_decref(root);
	if (!rel)
		*why = "a statement that is not understood";
	return rel;
}
