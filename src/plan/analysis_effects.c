/*
 * A sum of quantity times price, row by row: how much of its change is quantity, and how much price. The two columns are those of the figure,
 * of an identity that holds in each row, or of finer rows whose products add up to it. A price needs things that have one in both periods:
 * of all that the rows are of, those are taken within which the price varies least (mean square within). Theirs are the effects: volume at
 * the price before, the price of each, what is new and what is gone; mix is the volume of each less that of all together.
 */
#include <string.h>
#include "catalog/units.h"
#include "plan/analysis_change.h"
#include "base/banned.h"

#define THINGS 4 /* of which the prices may be */
#define MOST 5000 /* of one kind */
#define LINES 2 /* rows of each, on average, below which a price has nothing to be compared with */

struct product {
	struct change *c;
	int fine, quantity, price; /* entity and columns */
	struct mdp_expr *amount; /* of a row */
	struct mdp_pred *where;
};

static int column_of(struct planner *p, const struct mdp_expr *x)
{
	return x && x->kind == MDP_X_COLUMN && !x->role ? mdp_catalog_column(p->c, mdp_str_of(x->name)) : -1;
}

/* Which of two is the price: money, where the other is none; else the one that does not add up. */
static bool settle(struct product *s, int a, int b)
{
	const struct mdp_catalog *k = s->c->p->c;
	if (a < 0 || b < 0 || a == b)
		return false;
	const struct mdp_column *x = &k->columns[mdp_catalog_original(k, a)],
				*y = &k->columns[mdp_catalog_original(k, b)];
	bool xm = mdp_unit_is_money(x->unit), ym = mdp_unit_is_money(y->unit);
	bool xs = x->additive == MDP_ADDITIVE_YES, ys = y->additive == MDP_ADDITIVE_YES;
	if (xm == ym && xs == ys)
		return false;
	bool second = xm != ym ? ym : xs;
	s->quantity = second ? a : b;
	s->price = second ? b : a;
	return true;
}

/* Does an identity say that the column is quantity × price in each row? A rate is said to be one over the other. */
static bool says_product(struct product *s, const struct mdp_identity *id, int column)
{
	const struct mdp_catalog *k = s->c->p->c;
	bool product = id->kind == MDP_ID_PRODUCT, ratio = id->kind == MDP_ID_RATIO;
	int whole = product ? id->c : id->a;
	return (product || ratio) && id->fine == s->fine && id->exceptions * 100 <= id->checked && whole >= 0 &&
	       mdp_catalog_original(k, whole) == mdp_catalog_original(k, column) &&
	       (product ? settle(s, id->a, id->b) : settle(s, id->b, id->c));
}

/* The product that a sum is of: written so, or what an identity says of its column. */
static bool is_product(struct product *s)
{
	struct planner *p = s->c->p;
	const struct mdp_expr *x = s->c->resolved;
	if (x->kind != MDP_X_AGG || x->agg != MDP_AGG_SUM || x->total || !x->arg)
		return false;
	s->where = x->where;
	s->fine = mdp_catalog_entity(p->c, mdp_str_of(x->entity));
	s->amount = x->arg;
	if (x->arg->kind == MDP_X_OP && x->arg->op == MDP_OP_MUL)
		return s->fine >= 0 && settle(s, column_of(p, x->arg->arg), column_of(p, x->arg->arg2));
	int column = column_of(p, x->arg);
	for (int i = 0; column >= 0 && i < p->c->nidentities; i++)
		if (says_product(s, &p->c->identities[i], column))
			return true;
	return false;
}

/* What finer rows have, whose products add up to the figure or to its main part. */
static int finer_product(struct product *s, bool *found)
{
	struct planner *p = s->c->p;
	int own = s->fine;
	*found = false;
	for (int i = 0; i < p->c->nidentities && !*found; i++) {
		const struct mdp_identity *id = &p->c->identities[i];
		struct mdp_expr *sum = NULL;
		struct needs n = { 0 };
		if (id->kind != MDP_ID_SUM_PRODUCT || id->coarse != own || id->fine == own)
			continue;
		mdp_plan_need(&n, id->fine);
		TRY(mdp_plan_substitute(p, s->c->resolved, &n, &sum));
		if (!sum || sum->arg->kind != MDP_X_OP ||
		    !settle(s, column_of(p, sum->arg->arg), column_of(p, sum->arg->arg2)))
			continue;
		s->fine = mdp_catalog_entity(p->c, mdp_str_of(sum->entity));
		s->where = sum->where;
		s->amount = sum->arg;
		*found = s->fine >= 0;
	}
	return 0;
}

static struct mdp_expr *sum_of(struct product *s, struct mdp_expr *x)
{
	struct planner *p = s->c->p;
	struct mdp_expr *sum = mdp_expr_agg(p->a, MDP_AGG_SUM, p->c->entities[s->fine].name, x);
	sum->where = s->where;
	return sum;
}

static struct mdp_expr *column(struct planner *p, int c)
{
	return mdp_expr_column(p->a, mdp_catalog_column_name(p->c, p->a, c));
}

/* Things that rows are of and that may have a price: several rows each, no event of which a row is a part. */
static bool may_be_of(struct product *s, int entity)
{
	const struct mdp_catalog *k = s->c->p->c;
	const struct mdp_entity *e = &k->entities[entity];
	int links[PLAN_PATH];
	return entity != s->fine && entity != s->c->of && e->nkey > 0 && e->nkey <= MDP_LIMIT_KEY_COLUMNS &&
	       e->own_table && e->count >= 2 && e->count <= MOST && e->count * LINES <= k->entities[s->fine].count &&
	       !mdp_catalog_is_calendar(k, entity) &&
	       mdp_catalog_path(k, s->fine, entity, NULL, links, PLAN_PATH) > 0 &&
	       !(e->time >= 0 && k->columns[e->time].role == MDP_ROLE_TIME_EVENT && e->label < 0);
}

/* A column of the rows that names things without a table of their own. */
static bool may_name(struct product *s, int column)
{
	const struct mdp_catalog *k = s->c->p->c;
	const struct mdp_column *x = &k->columns[column];
	return x->entity == s->fine && !x->hidden && x->mirror < 0 && x->distinct >= 2 && x->distinct <= MOST &&
	       x->distinct * LINES <= k->entities[s->fine].count &&
	       (x->role == MDP_ROLE_NAME || x->role == MDP_ROLE_CATEGORY || x->role == MDP_ROLE_CODE);
}

/* The keys of a thing and, behind them, what it is shown as. Returns how many; *shown: of which the last. */
static int keys_of(struct product *s, int entity, int col, struct mdp_out *by, int *shown)
{
	struct planner *p = s->c->p;
	*shown = 0;
	if (col >= 0) {
		by[0] = (struct mdp_out){ "item", column(p, col), NULL };
		return 1;
	}
	const struct mdp_entity *e = &p->c->entities[entity];
	int n = 0;
	for (; n < e->nkey; n++)
		by[n] = (struct mdp_out){ mdp_arena_printf(p->a, "item%d", n), column(p, e->key[n]), NULL };
	if (e->label >= 0 && (e->nkey != 1 || e->label != e->key[0])) {
		by[n++] = (struct mdp_out){ "item_label", column(p, e->label), NULL };
		*shown = 1;
	}
	return n;
}

/* One row a thing, with its quantity, its amount and how its price varies. */
static int add_things(struct product *s, int entity, int col, struct mdp_rel *items)
{
	struct planner *p = s->c->p;
	struct mdp_expr *q = column(p, s->quantity), *price = column(p, s->price), *amount = s->amount;
	struct mdp_out by[MDP_LIMIT_KEY_COLUMNS + 1],
		figures[] = { { "value", sum_of(s, amount), NULL },
			      { "quantity", sum_of(s, q), NULL },
			      { "squares", sum_of(s, mdp_expr_op(p->a, MDP_OP_MUL, amount, price)), NULL },
			      { "lines", mdp_expr_agg(p->a, MDP_AGG_COUNT, p->c->entities[s->fine].name, NULL),
				NULL } };
	const char *names[MDP_LIMIT_KEY_COLUMNS + 1];
	const struct mdp_column *x = col >= 0 ? &p->c->columns[col] : NULL;
	const char *name = x ? x->label ? x->label : x->words : p->c->entities[entity].name,
		   *plural = x ? mdp_words_plural(p->a, name) : p->c->entities[entity].plural;
	struct mdp_rel *one = NULL;
	int shown = 0, n = keys_of(s, entity, col, by, &shown);
	bool unique = shown && p->c->entities[entity].label_unique;
	figures[3].expr->where = s->where;
	TRY(mdp_change_try(s->c, mdp_change_query(s->c, by, n, figures, 4),
			   mdp_arena_printf(p->a, "prices by %s", name), &one));
	if (!one)
		return 0;
	for (int i = 0; i < n; i++)
		names[i] = by[i].name;
	struct mdp_rel *f = mdp_plan_rel(p, MDP_REL_FORM);
	f->form = "effects_items";
	mdp_form_list(p, f, "shown", shown ? names + n - 1 : names, shown ? 1 : n);
	mdp_form_list(p, f, "key", names, shown && !unique ? n - 1 : 0);
	MDP_PUSH(p->a, f->parts, f->nparts, f->parts_cap, one);
	mdp_change_text(s->c, f, "thing", name);
	mdp_change_text(s->c, f, "things", plural);
	MDP_PUSH(p->a, items->parts, items->nparts, items->parts_cap, f);
	return 0;
}

static int add_all_things(struct product *s, struct mdp_rel *items)
{
	const struct mdp_catalog *k = s->c->p->c;
	for (int e = 0; e < k->nentities && items->nparts < THINGS; e++)
		if (may_be_of(s, e))
			TRY(add_things(s, e, -1, items));
	for (int i = 0; i < k->ncolumns && items->nparts < THINGS; i++)
		if (may_name(s, i))
			TRY(add_things(s, -1, i, items));
	return 0;
}

int mdp_change_effects(struct change *c, struct mdp_rel *set)
{
	struct planner *p = c->p;
	struct product s = { .c = c, .fine = -1 };
	struct mdp_rel *items = mdp_plan_rel(p, MDP_REL_SET);
	bool found = is_product(&s);
	if (!found && s.fine >= 0)
		TRY(finer_product(&s, &found));
	if (!found)
		return 0;
	items->set_op = MDP_SET_UNION;
	items->why = "what has a price, one row each";
	TRY(add_all_things(&s, items));
	if (!items->nparts)
		return 0;
	mdp_plan_with(p, items, "priced");
	struct mdp_rel *effects = mdp_plan_form(p, "effects_chosen", "effects",
						"of those within which the price varies least: volume and price");
	mdp_form_reads(p, effects, items);
	static const char *const forms[] = { "effects_all", "effects_each" };
	for (int i = 0; i < 2; i++) {
		struct mdp_rel *f = mdp_plan_rel(p, MDP_REL_FORM);
		f->form = forms[i];
		MDP_PUSH(p->a, f->parts, f->nparts, f->parts_cap, effects);
		MDP_PUSH(p->a, f->parts, f->nparts, f->parts_cap, c->total);
		MDP_PUSH(p->a, set->parts, set->nparts, set->parts_cap, f);
	}
	const char *q = p->c->columns[s.quantity].words, *price = p->c->columns[s.price].words;
	mdp_plan_proof(p, "product", "it is %s × %s of each %s", q, price, p->c->entities[s.fine].name);
	mdp_plan_define_text(p, "volume", "what more or less %s brought, at the average %s before", q, price);
	mdp_plan_define_text(p, "mix", "what it brought that dearer or cheaper ones became a larger part of the %s", q);
	mdp_plan_define_text(p, "price", "what each one's own average %s brought, on the %s after", price, q);
	mdp_plan_define_text(p, "new, gone", "all that the ones brought that are in one of the two periods only");
	return 0;
}
