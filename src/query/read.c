/*
 * JSON to whole queries, on top of the expressions and conditions of load.c. The four kinds of query are told apart by
 * the member that only they have. Names of keys and shown columns must be unique, and whatever refers to one (order,
 * limit within, windows) must name an existing one: that is checked here, so that later stages may rely on it.
 */
#include <stdio.h>
#include <string.h>
#include "base/limits.h"
#include "query/load.h"
#include "base/banned.h"

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

/* The name a key or shown column has when it is written as a bare expression. NULL: it must be given. */
static const char *default_name(struct mdp_arena *a, const struct mdp_expr *x)
{
	const char *dot;
	switch (x->kind) {
	case MDP_X_MEASURE:
		return x->name;
	case MDP_X_COLUMN:
		dot = strrchr(x->name, '.');
		return dot && dot[1] ? dot + 1 : x->name;
	case MDP_X_TRUNC:
		return mdp_grain_word(x->grain);
	case MDP_X_PART:
		return mdp_part_word(x->part);
	case MDP_X_AGG:
		return x->arg ? NULL : mdp_arena_printf(a, "%s of %s", mdp_aggregate_word(x->agg), x->entity);
	default:
		return NULL;
	}
}

static int load_out(struct loader *l, const json_t *j, struct mdp_out *out)
{
	static const struct member_rule rules[] = { { "name", true }, { "expr", true }, { "unit", false } };
	if (!json_object_get(j, "name")) {
		TRY(mdp_load_expr(l, j, &out->expr));
		out->name = default_name(l->a, out->expr);
		return out->name ? 0 : mdp_load_fail(l, "this needs a name: {\"name\": …, \"expr\": …}");
	}
	TRY(mdp_load_members(l, j, rules, COUNT(rules)));
	TRY(mdp_load_text(l, j, "name", &out->name));
	TRY(mdp_load_text(l, j, "unit", &out->unit));
	return mdp_load_expr_in(l, j, "expr", &out->expr);
}

/* The array that member `name` must be; 0 items when absent. */
static int list_of(struct loader *l, const json_t *o, const char *name, const json_t **list, int *n)
{
	*list = json_object_get(o, name);
	*n = 0;
	if (!*list)
		return 0;
	if (!json_is_array(*list) || json_array_size(*list) > MDP_LIMIT_QUERY_NODES)
		return mdp_load_fail(l, "member '%s' must be a list of at most %d", name, MDP_LIMIT_QUERY_NODES);
	*n = (int)json_array_size(*list);
	return 0;
}

static int load_outs(struct loader *l, const json_t *o, const char *name, struct mdp_out **outs, int *n)
{
	const json_t *list;
	TRY(list_of(l, o, name, &list, n));
	size_t up = mdp_load_down(l, name, -1);
	*outs = MDP_NEW_ARRAY(l->a, (size_t)*n, struct mdp_out);
	for (int i = 0; i < *n; i++) {
		size_t back = mdp_load_down(l, NULL, i);
		TRY(load_out(l, json_array_get(list, (size_t)i), &(*outs)[i]));
		mdp_load_up(l, back);
	}
	mdp_load_up(l, up);
	return 0;
}

/* Every name of a key or shown column; NULL past the end. */
static const char *name_at(const struct mdp_query *q, int i)
{
	if (i < q->nby)
		return q->by[i].name;
	return i - q->nby < q->nshow ? q->show[i - q->nby].name : NULL;
}

static int check_name(struct loader *l, const struct mdp_query *q, const char *name, bool key_only)
{
	const char *known[32] = { NULL };
	int n = 0;
	for (int i = 0; name_at(q, i) && (!key_only || i < q->nby); i++) {
		if (strcmp(name_at(q, i), name) == 0)
			return 0;
		if (n < COUNT(known))
			known[n++] = name_at(q, i);
	}
	return mdp_load_unknown(l, key_only ? "key" : "key or shown column", name, known, n);
}

static int load_order(struct loader *l, const json_t *o, struct mdp_query *q)
{
	static const struct member_rule rules[] = { { "by", true }, { "dir", false } };
	static const char *const dirs[] = { "asc", "desc" };
	const json_t *list;
	TRY(list_of(l, o, "order", &list, &q->norder));
	q->order = MDP_NEW_ARRAY(l->a, (size_t)q->norder, struct mdp_order);
	size_t up = mdp_load_down(l, "order", -1);
	for (int i = 0; i < q->norder; i++) {
		const json_t *j = json_array_get(list, (size_t)i);
		const char *dir = "asc";
		size_t back = mdp_load_down(l, NULL, i);
		if (!json_is_object(j))
			return mdp_load_fail(l, "an object is wanted here");
		TRY(mdp_load_members(l, j, rules, COUNT(rules)));
		TRY(mdp_load_text(l, j, "by", &q->order[i].by));
		TRY(mdp_load_text(l, j, "dir", &dir));
		TRY(check_name(l, q, q->order[i].by, false));
		q->order[i].descending = strcmp(dir, "desc") == 0;
		if (!q->order[i].descending && strcmp(dir, "asc") != 0)
			return mdp_load_unknown(l, "direction", dir, dirs, COUNT(dirs));
		mdp_load_up(l, back);
	}
	mdp_load_up(l, up);
	return 0;
}

static int load_limit(struct loader *l, const json_t *o, struct mdp_query *q)
{
	static const struct member_rule rules[] = { { "n", true }, { "ties", false }, { "within", false } };
	const json_t *j = json_object_get(o, "limit");
	double n = 0;
	if (!j)
		return 0;
	size_t up = mdp_load_down(l, "limit", -1);
	if (!json_is_object(j))
		return mdp_load_fail(l, "an object {\"n\": …} is wanted here");
	TRY(mdp_load_members(l, j, rules, COUNT(rules)));
	TRY(mdp_load_number(l, j, "n", 1, 1e9, &n));
	q->limit = (int)n;
	if ((double)q->limit != n)
		return mdp_load_fail(l, "n must be a whole number");
	TRY(mdp_load_bool(l, j, "ties", &q->ties));
	const json_t *list;
	TRY(list_of(l, j, "within", &list, &q->nwithin));
	q->within = MDP_NEW_ARRAY(l->a, (size_t)q->nwithin, const char *);
	for (int i = 0; i < q->nwithin; i++) {
		const json_t *s = json_array_get(list, (size_t)i);
		if (!json_is_string(s))
			return mdp_load_fail(l, "within: names of keys are wanted here");
		q->within[i] = mdp_arena_strdup(l->a, json_string_value(s));
		TRY(check_name(l, q, q->within[i], true));
	}
	mdp_load_up(l, up);
	return 0;
}

/* Windows name keys of the query they stand in. */
static int check_windows(struct loader *l, const struct mdp_query *q, const struct mdp_expr *x, int depth)
{
	if (!x || depth <= 0)
		return 0;
	if (x->kind == MDP_X_WINDOW) {
		if (x->along)
			TRY(check_name(l, q, x->along, true));
		if (x->within)
			TRY(check_name(l, q, x->within, true));
	}
	TRY(check_windows(l, q, x->arg, depth - 1));
	return check_windows(l, q, x->arg2, depth - 1);
}

static int check_select(struct loader *l, const struct mdp_query *q)
{
	for (int i = 0; name_at(q, i); i++)
		for (int k = 0; k < i; k++)
			if (strcmp(name_at(q, i), name_at(q, k)) == 0)
				return mdp_load_fail(l, "two columns are named '%s'", name_at(q, i));
	for (int i = 0; i < q->nshow; i++)
		TRY(check_windows(l, q, q->show[i].expr, MDP_LIMIT_QUERY_DEPTH));
	return 0;
}

static int load_select(struct loader *l, const json_t *j, struct mdp_query *q)
{
	static const char *const fills[] = {
#define X(name, word) word,
		MDP_FILLS(X)
#undef X
	};
	const char *fill = NULL;
	TRY(mdp_load_text(l, j, "of", &q->of));
	TRY(mdp_load_pred_in(l, j, "where", &q->where));
	TRY(load_outs(l, j, "by", &q->by, &q->nby));
	TRY(load_outs(l, j, "show", &q->show, &q->nshow));
	TRY(mdp_load_pred_in(l, j, "having", &q->having));
	TRY(check_select(l, q));
	TRY(load_order(l, j, q));
	TRY(load_limit(l, j, q));
	TRY(mdp_load_bool(l, j, "distinct", &q->distinct));
	TRY(mdp_load_text(l, j, "fill", &fill));
	for (int i = 0; fill && i < COUNT(fills); i++)
		if (strcmp(fill, fills[i]) == 0) {
			q->fill = (enum mdp_fill)i;
			fill = NULL;
		}
	if (fill)
		return mdp_load_unknown(l, "fill", fill, fills, COUNT(fills));
	if (q->kind == MDP_Q_SELECT && q->nby + q->nshow == 0)
		return mdp_load_fail(l, "nothing to show: give 'show' or 'by'");
	return 0;
}

static int load_query(struct loader *l, const json_t *j, struct mdp_query **out);

static int load_plain(struct loader *l, const json_t *j, struct mdp_query *q)
{
	static const struct member_rule rules[] = { { "of", true },     { "where", false },    { "by", false },
						    { "show", false },  { "having", false },   { "order", false },
						    { "limit", false }, { "distinct", false }, { "fill", false } };
	TRY(mdp_load_members(l, j, rules, COUNT(rules)));
	return load_select(l, j, q);
}

static int load_set(struct loader *l, const json_t *j, struct mdp_query *q)
{
	static const struct member_rule rules[] = { { "set", true }, { "queries", true } };
	static const char *const sets[] = { "union", "intersect", "except" };
	const char *word = "";
	int found = -1;
	q->kind = MDP_Q_SET;
	TRY(mdp_load_members(l, j, rules, COUNT(rules)));
	TRY(mdp_load_text(l, j, "set", &word));
	for (int i = 0; i < COUNT(sets); i++)
		if (strcmp(word, sets[i]) == 0)
			found = i;
	if (found < 0)
		return mdp_load_unknown(l, "set", word, sets, COUNT(sets));
	q->set_op = (enum mdp_set_op)found;
	const json_t *list;
	TRY(list_of(l, j, "queries", &list, &q->nqueries));
	if (q->nqueries < 2)
		return mdp_load_fail(l, "two or more queries are wanted");
	q->queries = MDP_NEW_ARRAY(l->a, (size_t)q->nqueries, struct mdp_query *);
	size_t up = mdp_load_down(l, "queries", -1);
	for (int i = 0; i < q->nqueries; i++) {
		size_t back = mdp_load_down(l, NULL, i);
		TRY(load_query(l, json_array_get(list, (size_t)i), &q->queries[i]));
		mdp_load_up(l, back);
	}
	mdp_load_up(l, up);
	return 0;
}

static int load_side(struct loader *l, const json_t *o, const char *name, struct mdp_pred **where, const char **label)
{
	static const struct member_rule rules[] = { { "where", true }, { "label", false } };
	const json_t *j = json_object_get(o, name);
	size_t up = mdp_load_down(l, name, -1);
	if (!json_is_object(j))
		return mdp_load_fail(l, "an object {\"where\": …} is wanted here");
	TRY(mdp_load_members(l, j, rules, COUNT(rules)));
	TRY(mdp_load_pred_in(l, j, "where", where));
	TRY(mdp_load_text(l, j, "label", label));
	mdp_load_up(l, up);
	return 0;
}

static int load_compare(struct loader *l, const json_t *j, struct mdp_query *q)
{
	static const struct member_rule rules[] = { { "compare", true }, { "a", true },      { "b", true },
						    { "moved", false },  { "order", false }, { "limit", false } };
	static const char *const moves[] = { "rose", "fell" };
	struct mdp_out changes[] = { { .name = "difference" }, { .name = "change" } };
	struct mdp_query named = { .show = changes, .nshow = COUNT(changes) };
	const char *moved = NULL;
	q->kind = MDP_Q_COMPARE;
	TRY(mdp_load_members(l, j, rules, COUNT(rules)));
	q->queries = MDP_NEW_ARRAY(l->a, 1, struct mdp_query *);
	q->nqueries = 1;
	size_t up = mdp_load_down(l, "compare", -1);
	TRY(load_query(l, json_object_get(j, "compare"), &q->queries[0]));
	mdp_load_up(l, up);
	TRY(load_side(l, j, "a", &q->vary_a, &q->label_a));
	TRY(load_side(l, j, "b", &q->vary_b, &q->label_b));
	TRY(mdp_load_text(l, j, "moved", &moved));
	if (moved && (!mdp_move_from_word(mdp_str_of(moved), &q->moved) || q->moved == MDP_MOVE_ANY))
		return mdp_load_unknown(l, "way to move", moved, moves, COUNT(moves));
	TRY(load_order(l, j, &named));
	TRY(load_limit(l, j, &named));
	q->order = named.order;
	q->norder = named.norder;
	q->limit = named.limit;
	q->ties = named.ties;
	return 0;
}

static int load_named(struct loader *l, const json_t *j, struct mdp_query *q, const char *member)
{
	const struct member_rule rules[] = { { member, true },   { "of", false },     { "where", false },
					     { "by", false },    { "show", false },   { "having", false },
					     { "order", false }, { "limit", false },  { "distinct", false },
					     { "fill", false },  { "params", false }, { "a", false },
					     { "b", false } };
	TRY(mdp_load_members(l, j, rules, q->kind == MDP_Q_ANALYSIS ? COUNT(rules) : COUNT(rules) - 2));
	TRY(mdp_load_text(l, j, member, &q->analysis));
	TRY(load_select(l, j, q));
	if (json_object_get(j, "a"))
		TRY(load_side(l, j, "a", &q->vary_a, &q->label_a));
	if (json_object_get(j, "b"))
		TRY(load_side(l, j, "b", &q->vary_b, &q->label_b));
	return load_outs(l, j, "params", &q->params, &q->nparams);
}

static int load_query(struct loader *l, const json_t *j, struct mdp_query **out)
{
	int rc;
	TRY(mdp_load_enter(l));
	if (!json_is_object(j))
		return mdp_load_fail(l, "a query (an object) is wanted here");
	struct mdp_query *q = MDP_NEW(l->a, struct mdp_query);
	if (json_object_get(j, "set")) {
		rc = load_set(l, j, q);
	} else if (json_object_get(j, "compare")) {
		rc = load_compare(l, j, q);
	} else if (json_object_get(j, "analysis")) {
		q->kind = MDP_Q_ANALYSIS;
		rc = load_named(l, j, q, "analysis");
	} else if (json_object_get(j, "meta")) {
		q->kind = MDP_Q_META;
		rc = load_named(l, j, q, "meta");
	} else {
		rc = load_plain(l, j, q);
	}
	l->depth--;
	*out = q;
	return rc;
}

static int parse(struct mdp_str json, json_t **root, struct mdp_error *err)
{
	json_error_t why;
	if (json.n > MDP_LIMIT_JSON_BYTES)
		return mdp_fail(err, MDP_USAGE, "query: longer than %zu bytes", MDP_LIMIT_JSON_BYTES);
	*root = json_loadb(json.p ? json.p : "", json.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
	if (*root)
		return 0;
	int rc = mdp_fail(err, MDP_USAGE, "query: not valid JSON");
	mdp_error_detail(err, "line %d, column %d: %s", why.line, why.column, why.text);
	return rc;
}

int mdp_query_load(struct mdp_arena *a, struct mdp_str json, struct mdp_query **out, struct mdp_error *err)
{
	struct loader l = { .a = a, .err = err, .path = "$" };
	json_t *root = NULL;
	TRY(parse(json, &root, err));
	int rc = load_query(&l, root, out);
	json_decref(root);
	return rc;
}

int mdp_expr_load(struct mdp_arena *a, struct mdp_str json, struct mdp_expr **out, struct mdp_error *err)
{
	struct loader l = { .a = a, .err = err, .path = "$" };
	json_t *root = NULL;
	TRY(parse(json, &root, err));
	int rc = mdp_load_expr(&l, root, out);
	json_decref(root);
	return rc;
}
