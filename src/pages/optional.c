/*
 * "All" means no filter. A condition on an input that has such a choice holds for everything when it is chosen: it becomes
 * `input = ALL or condition`. That is not enough inside "there is one such": then not the inner condition but the whole existence
 * must hold, or customers without any order would be lost; so what consists of such conditions alone is taken as one, and
 * what also has others keeps those. To see what a query means at all, the same conditions are left out instead.
 */
#include <string.h>
#include "base/limits.h"
#include "pages/private.h"
#include "base/banned.h"

/* The inputs of a condition that have a choice for all, and whether it says anything else too. */
struct part {
	const struct page_input *inputs[PAGE_INPUTS];
	int n;
	bool fixed;
};

static int look(struct page_file *f, json_t *cond, struct part *out, int depth);

bool mdp_page_has_optional(const struct page_file *f)
{
	for (int i = 0; i < f->ninputs; i++)
		if (f->inputs[i].all)
			return true;
	return false;
}

static void add(struct part *p, const struct page_input *in)
{
	for (int i = 0; i < p->n; i++)
		if (p->inputs[i] == in)
			return;
	if (p->n < PAGE_INPUTS)
		p->inputs[p->n++] = in;
}

static void join(struct part *to, const struct part *from)
{
	for (int i = 0; i < from->n; i++)
		add(to, from->inputs[i]);
}

/* Inputs below `j`, whatever it is. Conditions of aggregates inside are conditions of their own. */
static void collect(struct page_file *f, const json_t *j, struct part *out, int depth)
{
	const char *key;
	json_t *v;
	size_t i;
	if (depth <= 0)
		return;
	const struct page_input *in = mdp_page_input_of(f, json_string_value(json_object_get(j, "input")));
	if (in && in->all)
		add(out, in);
	json_object_foreach((json_t *)(uintptr_t)j, key, v) if (strcmp(key, "where") != 0)
		collect(f, v, out, depth - 1);
	json_array_foreach(j, i, v) collect(f, v, out, depth - 1);
}

/* "The input is at all", as a condition. */
static json_t *at_all(struct page_file *f, const struct page_input *in)
{
	json_t *ref = json_pack("{s:s}", "input", in->name);
	if (in->kind->shape == PAGE_LIST)
		return json_pack("{s:s, s:s, s:o}", "cmp", "in", "left", in->all, "right", ref);
	(void)f;
	return json_pack("{s:s, s:o, s:s}", "cmp", "eq", "left", ref, "right", in->all);
}

/* The condition, or every input of it at all. */
static json_t *or_all(struct page_file *f, json_t *cond, const struct part *p)
{
	json_t *all = p->n > 1 ? json_array() : at_all(f, p->inputs[0]);
	for (int i = 0; p->n > 1 && i < p->n; i++)
		json_array_append_new(all, at_all(f, p->inputs[i]));
	if (p->n > 1)
		all = json_pack("{s:o}", "and", all);
	return json_pack("{s:[o, O]}", "or", all, cond);
}

/* A list of conditions that all must hold: each is opened, or left out, unless the whole of it is the caller's matter. */
static int look_at_all_of(struct page_file *f, json_t *list, bool whole, struct part *out, int depth)
{
	struct part parts[64], any = { .n = 0 };
	size_t n = json_array_size(list);
	if (n > sizeof(parts) / sizeof(parts[0]))
		return mdp_fail(f->err, MDP_LIMIT, "$.query: too many conditions");
	for (size_t i = 0; i < n; i++) {
		parts[i] = (struct part){ .n = 0 };
		TRY(look(f, json_array_get(list, i), &parts[i], depth - 1));
		join(&any, &parts[i]);
		any.fixed |= parts[i].fixed;
	}
	out->fixed |= any.fixed;
	if (!any.fixed)
		join(out, &any);
	if (!whole && !any.fixed && any.n == 1)
		return 0;
	for (size_t i = n; i-- > 0;) {
		if (!parts[i].n)
			continue;
		if (f->how == MDP_PAGE_ALL)
			json_array_remove(list, i);
		else
			json_array_set_new(list, i, or_all(f, json_array_get(list, i), &parts[i]));
	}
	return 0;
}

/* What a condition consists of. One that has both kinds of parts is changed so that it needs no care any more. */
static int look(struct page_file *f, json_t *cond, struct part *out, int depth)
{
	json_t *inner = json_object_get(cond, "where"), *list = json_object_get(cond, "and");
	if (depth <= 0)
		return mdp_fail(f->err, MDP_LIMIT, "$.query: nested too deep");
	if (list) {
		TRY(look_at_all_of(f, list, false, out, depth));
		if (json_array_size(list) == 1) {
			json_object_update(cond, json_array_get(list, 0));
			json_object_del(cond, "and");
		}
		return 0;
	}
	if (json_object_get(cond, "not"))
		return look(f, json_object_get(cond, "not"), out, depth - 1);
	if (json_object_get(cond, "exists")) {
		if (inner)
			return look(f, inner, out, depth - 1);
		out->fixed = true;
		return 0;
	}
	collect(f, cond, out, depth);
	out->fixed = out->n == 0;
	return 0;
}

/* The condition that is member `name` of an object: its conjuncts are opened or left out. */
static int open_condition(struct page_file *f, json_t *o, const char *name)
{
	json_t *cond = json_object_get(o, name), *list = json_object_get(cond, "and");
	struct part p = { .n = 0 };
	int rc;
	if (!json_is_object(cond))
		return 0;
	list = list ? json_incref(list) : json_pack("[O]", cond);
	rc = look_at_all_of(f, list, true, &p, MDP_LIMIT_QUERY_DEPTH);
	if (rc == 0 && json_array_size(list) == 0)
		json_object_del(o, name);
	else if (rc == 0 && json_array_size(list) == 1)
		json_object_set(o, name, json_array_get(list, 0));
	json_decref(list);
	return rc;
}

/* The whole query: conditions stand under `where` and `having`, those of existence are part of another one. */
static int walk(struct page_file *f, json_t *j, int depth)
{
	const char *key;
	json_t *v;
	size_t i;
	if (depth <= 0)
		return mdp_fail(f->err, MDP_LIMIT, "$.query: nested too deep");
	json_object_foreach(j, key, v) TRY(walk(f, v, depth - 1));
	json_array_foreach(j, i, v) TRY(walk(f, v, depth - 1));
	if (!json_is_object(j) || json_object_get(j, "exists"))
		return 0;
	TRY(open_condition(f, j, "where"));
	return open_condition(f, j, "having");
}

int mdp_page_optional(struct page_file *f, json_t *query)
{
	if (f->how == MDP_PAGE_SAMPLE || !mdp_page_has_optional(f))
		return 0;
	return walk(f, query, 2 * MDP_LIMIT_QUERY_DEPTH);
}
