/* Averages of quotients, where the quotient of the sums is another number. */
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "engine/engine.h"
#include "project/sqlcheck.h"
#include "project/words.h"
#include "base/banned.h"

/* The division in a value, through what only scales, rounds or guards it. */
static const json_t *quotient(const json_t *n, int depth)
{
	if (!n || depth > 8)
		return NULL;
	if (mdp_sql_is_class(n, "CAST"))
		return quotient(json_object_get(n, "child"), depth + 1);
	if (!strcmp(mdp_sql_text(n, "type"), "OPERATOR_COALESCE"))
		return quotient(mdp_sql_child(n, 0), depth + 1);
	if (!mdp_sql_is_class(n, "FUNCTION"))
		return NULL;
	const char *name = mdp_sql_text(n, "function_name");
	if (!strcmp(name, "/"))
		return n;
	if (!strcmp(name, "round") || !strcmp(name, "coalesce") || !strcmp(name, "ifnull"))
		return quotient(mdp_sql_child(n, 0), depth + 1);
	if (strcmp(name, "*") != 0)
		return NULL;
	const json_t *left =
		mdp_sql_is_class(mdp_sql_child(n, 1), "CONSTANT") ? quotient(mdp_sql_child(n, 0), depth + 1) : NULL;
	return left                                                ? left
	       : mdp_sql_is_class(mdp_sql_child(n, 0), "CONSTANT") ? quotient(mdp_sql_child(n, 1), depth + 1)
								   : NULL;
}

/* Is this an amount, not an attribute (an exchange rate) or a constant? */
static bool is_amount(struct mdp_sql_scope *s, const json_t *n)
{
	struct mdp_sql_parts p = { .n = 0 };
	mdp_sql_value_parts(s, n, &p, 0);
	bool amount = false;
	for (int i = 0; i < p.n; i++)
		amount |= mdp_sql_additivity_of(s->r->x->c, p.items[i].col->expr, 0) == MDP_ADDITIVE_YES;
	return amount && !p.unknown;
}

/* The value with both sides of its division summed. New reference. */
static json_t *ratio_of_sums(const json_t *value)
{
	json_t *out = mdp_sql_without_inputs(value);
	json_t *division = (json_t *)(uintptr_t)quotient(out, 0), *sides = json_object_get(division, "children");
	for (size_t i = 0; i < json_array_size(sides); i++)
		json_array_set_new(sides, i, mdp_sql_call("sum", false, json_incref(json_array_get(sides, i)), NULL));
	return out;
}

static void note_ratio(struct mdp_sql_look *l, const json_t *division)
{
	struct mdp_probe_items items = { .n = 0 };
	struct mdp_sql_rows rows = mdp_sql_rows_of(l);
	mdp_probe_add(&items, "a", json_incref((json_t *)(uintptr_t)l->call));
	mdp_probe_add(&items, "b", ratio_of_sums(l->value));
	const char *a = mdp_sql_expr_text(l->s->r, mdp_sql_child(division, 0)),
		   *b = mdp_sql_expr_text(l->s->r, mdp_sql_child(division, 1));
	mdp_sql_note(l, MDP_SUSPECT_RATIO, mdp_sql_probe(l->s->r, &rows, &items), 0,
		     mdp_arena_printf(l->s->r->x->a, "%s|sum(%s) / sum(%s)", mdp_sql_words_of(l, l->value), a ? a : "…",
				      b ? b : "…"));
}

static bool is_quotient_of_amounts(const struct mdp_catalog *c, const struct mdp_expr *x)
{
	if (x->kind == MDP_X_OP && x->op == MDP_OP_MUL)
		return is_quotient_of_amounts(c, x->arg) || is_quotient_of_amounts(c, x->arg2);
	return x->kind == MDP_X_OP && x->op == MDP_OP_DIV && mdp_sql_additivity_of(c, x->arg, 0) == MDP_ADDITIVE_YES &&
	       mdp_sql_additivity_of(c, x->arg2, 0) == MDP_ADDITIVE_YES;
}

/* A stored rate that the data shows to be one column by another. */
static const struct mdp_identity *stored_ratio(const struct mdp_sql_look *l)
{
	const struct mdp_catalog *c = l->s->r->x->c;
	int column = mdp_sql_column_of(c, mdp_sql_expr(l->s, l->value, 0));
	for (int i = 0; column >= 0 && i < c->nidentities; i++)
		if (c->identities[i].kind == MDP_ID_RATIO && c->identities[i].c == mdp_catalog_original(c, column) &&
		    c->columns[c->identities[i].b].additive == MDP_ADDITIVE_YES)
			return &c->identities[i];
	return NULL;
}

static void note_stored_ratio(struct mdp_sql_look *l, const struct mdp_identity *id)
{
	struct mdp_arena *a = l->s->r->x->a;
	const struct mdp_catalog *c = l->s->r->x->c;
	json_t *top = mdp_sql_find_column(l, id->a), *bottom = mdp_sql_find_column(l, id->b);
	const char *probe = NULL;
	if (top && bottom) {
		struct mdp_probe_items items = { .n = 0 };
		struct mdp_sql_rows rows = mdp_sql_rows_of(l);
		mdp_probe_add(&items, "a", json_incref((json_t *)(uintptr_t)l->call));
		json_t *division = mdp_sql_call("/", true, mdp_sql_call("sum", false, top, NULL),
						mdp_sql_call("sum", false, bottom, NULL));
		mdp_probe_add(&items, "b", division);
		probe = mdp_sql_probe(l->s->r, &rows, &items);
	} else {
		json_decref(top);
		json_decref(bottom);
	}
	mdp_sql_note(l, MDP_SUSPECT_RATIO, probe, 0,
		     mdp_arena_printf(a, "%s|sum(%s) / sum(%s)", mdp_sql_words_of(l, l->value),
				      mdp_engine_ident(a, c->columns[id->a].name),
				      mdp_engine_ident(a, c->columns[id->b].name)));
}

void mdp_sql_look_for_ratio(struct mdp_sql_look *l)
{
	struct mdp_sql_scope *s = l->s;
	const json_t *division = quotient(l->value, 0);
	if (l->fn != MDP_AGG_AVG)
		return;
	if (division) {
		if (is_amount(s, mdp_sql_child(division, 0)) && is_amount(s, mdp_sql_child(division, 1)))
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
		mdp_sql_note(l, MDP_SUSPECT_RATIO, NULL, 0,
			     mdp_arena_printf(s->r->x->a, "%s|", mdp_sql_words_of(l, l->value)));
}
