/*
 * Grain: which entity must be known to say a thing, which measure may be split by what, and what stands in for one that may
 * not. An amount of a coarse entity cannot be split by something finer. A finer amount may stand in for it only when the data
 * prove that the two are the same money: its sums are the very column (Σ quantity × price = c), or c is that sum plus
 * further parts of the same entity (c = c' + …, proved), of which c' is the main one. A part with a coefficient of its own
 * or of another size (a tax, a fee, a discount) is never taken for it. The reader is told which amount is shown.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "base/buf.h"
#include "base/utf8.h"
#include "plan/planner.h"
#include "base/banned.h"

static int unknown(struct planner *p, const char *what, const char *name, const char *best)
{
	int rc = mdp_fail(p->err, MDP_USAGE, "query: unknown %s '%.80s'", what, name);
	if (best)
		mdp_error_hint(p->err, "did you mean '%s'?", best);
	return rc;
}

/* Keeps the nearer of two names to `name`; *least starts at what is too far. */
static void nearer(const char *name, const char *candidate, const char **best, int *least)
{
	int d = mdp_utf8_distance(mdp_str_of(name), mdp_str_of(candidate), *least);
	if (d < *least) {
		*least = d;
		*best = candidate;
	}
}

int mdp_plan_entity(struct planner *p, const char *name, int *out)
{
	*out = name ? mdp_catalog_entity(p->c, mdp_str_of(name)) : -1;
	if (*out >= 0)
		return 0;
	const char *best = NULL;
	int least = 5;
	for (int i = 0; name && i < p->c->nentities; i++)
		nearer(name, p->c->entities[i].name, &best, &least);
	return unknown(p, "entity", name ? name : "", best);
}

int mdp_plan_column(struct planner *p, const char *name, int *out)
{
	*out = mdp_catalog_column(p->c, mdp_str_of(name));
	if (*out >= 0)
		return 0;
	const char *best = NULL;
	int least = 8;
	for (int i = 0; i < p->c->ncolumns; i++)
		nearer(name, mdp_catalog_column_name(p->c, p->a, i), &best, &least);
	return unknown(p, "column", name, best);
}

/* The entity whose attribute the column is: that of the original it is a copy of. */
int mdp_plan_owner(struct planner *p, int column)
{
	const struct mdp_column *col = &p->c->columns[mdp_catalog_original(p->c, column)];
	return col->entity >= 0 ? col->entity : p->c->tables[col->table].row_entity;
}

void mdp_plan_need(struct needs *n, int entity)
{
	for (int i = 0; i < n->n; i++)
		if (n->entity[i] == entity)
			return;
	if (n->n < PLAN_NEEDS)
		n->entity[n->n++] = entity;
}

int mdp_plan_needs_expr(struct planner *p, const struct mdp_expr *x, int at, struct needs *n, int depth)
{
	int column;
	if (!x)
		return 0;
	if (depth <= 0)
		return mdp_fail(p->err, MDP_LIMIT, "query: nested too deep");
	if (x->kind == MDP_X_AGG) {
		mdp_plan_need(n, at);
		return 0;
	}
	if (x->kind == MDP_X_COLUMN) {
		TRY(mdp_plan_column(p, x->name, &column));
		int before = n->n;
		mdp_plan_need(n, mdp_plan_owner(p, column));
		if (n->n > before)
			n->column[before] = 1 + column;
		return 0;
	}
	TRY(mdp_plan_needs_expr(p, x->arg, at, n, depth - 1));
	return mdp_plan_needs_expr(p, x->arg2, at, n, depth - 1);
}

int mdp_plan_needs_pred(struct planner *p, const struct mdp_pred *w, int at, struct needs *n, int depth)
{
	if (!w)
		return 0;
	if (depth <= 0)
		return mdp_fail(p->err, MDP_LIMIT, "query: nested too deep");
	if (w->kind == MDP_P_EXISTS)
		mdp_plan_need(n, at);
	if (w->kind == MDP_P_CMP) {
		TRY(mdp_plan_needs_expr(p, w->left, at, n, depth - 1));
		for (int i = 0; i < w->nright; i++)
			TRY(mdp_plan_needs_expr(p, w->right[i], at, n, depth - 1));
	}
	for (int i = 0; i < w->nargs; i++)
		TRY(mdp_plan_needs_pred(p, w->args[i], at, n, depth - 1));
	return 0;
}

/* All that an entity determines at once, and only once a plan: the catalog's own look-up walks the links each time. */
bool mdp_plan_determines(struct planner *p, int from, int to)
{
	size_t n = (size_t)p->c->nentities;
	if (!p->reach)
		p->reach = MDP_NEW_ARRAY(p->a, n, bool *);
	if (!p->reach[from]) {
		p->reach[from] = MDP_NEW_ARRAY(p->a, n, bool);
		mdp_catalog_reach(p->c, from, p->reach[from]);
	}
	return p->reach[from][to];
}

bool mdp_plan_covers(struct planner *p, int entity, const struct needs *n)
{
	for (int i = 0; i < n->n; i++)
		if (!mdp_plan_determines(p, entity, n->entity[i]))
			return false;
	return true;
}

static const char *names_of(struct planner *p, const struct needs *n)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (int i = 0; i < n->n; i++)
		mdp_buf_printf(&b, "%s%s", !i ? "" : i + 1 == n->n ? " and " : ", ", p->c->entities[n->entity[i]].name);
	const char *s = mdp_arena_strdup(p->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return s;
}

/* Refunds are of some lines only, though each has one line, and each line one refund at most. */
static bool is_fuller(const struct mdp_catalog *c, int one, int other)
{
	int64_t n = c->entities[one].count, m = c->entities[other].count;
	return n > m || (n == m && one < other);
}

int mdp_plan_common(struct planner *p, const struct needs *n, const char *what, int *out)
{
	const struct mdp_catalog *c = p->c;
	int best = -1, rival = -1;
	for (int i = 0; i < n->n; i++)
		if (mdp_plan_covers(p, n->entity[i], n)) {
			*out = n->entity[i];
			return 0;
		}
	/* A candidate stays only if no other candidate is determined by it; of two that determine each other, the one that leaves out fewer. */
	for (int i = 0; i < c->nentities; i++) {
		bool finer = false;
		if (!mdp_plan_covers(p, i, n))
			continue;
		for (int k = 0; k < c->nentities && !finer; k++)
			finer = k != i && mdp_plan_covers(p, k, n) && mdp_plan_determines(p, i, k) &&
				!(mdp_plan_determines(p, k, i) && !is_fuller(c, k, i));
		if (finer)
			continue;
		if (best >= 0)
			rival = i;
		else
			best = i;
	}
	if (best < 0)
		return mdp_refuse(p->err, MDP_REASON_NOT_CONNECTED, "%s: nothing in the data connects %s", what,
				  names_of(p, n));
	if (rival >= 0) {
		int rc = mdp_refuse(p->err, MDP_REASON_AMBIGUOUS, "%s: %s are connected in more than one way", what,
				    names_of(p, n));
		mdp_error_detail(p->err, "through %s, or through %s", c->entities[best].plural,
				 c->entities[rival].plural);
		mdp_error_hint(p->err, "name the one that is meant");
		return rc;
	}
	*out = best;
	return 0;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static const char *column_words(struct planner *p, const char *name)
{
	int column = mdp_catalog_column(p->c, mdp_str_of(name));
	return column < 0 ? name : p->c->columns[column].words;
}

/* One comparison of a column with values. */
static const char *comparison_words(struct planner *p, const struct mdp_pred *w, bool negated)
{
	static const char *const signs[][2] = {
		[MDP_CMP_EQ] = { "=", "is not" },  [MDP_CMP_NE] = { "is not", "=" },
		[MDP_CMP_LT] = { "<", NULL },      [MDP_CMP_LE] = { "≤", NULL },
		[MDP_CMP_GT] = { ">", NULL },      [MDP_CMP_GE] = { "≥", NULL },
		[MDP_CMP_IN] = { "in", "not in" }, [MDP_CMP_IS_NULL] = { "is missing", "is there" },
	};
	const char *sign = (size_t)w->cmp < sizeof(signs) / sizeof(signs[0]) ? signs[w->cmp][negated] : NULL, *out;
	if (!sign || w->kind != MDP_P_CMP || w->left->kind != MDP_X_COLUMN || w->nright > 4 || w->where)
		return NULL;
	out = mdp_arena_printf(p->a, "%s %s", column_words(p, w->left->name), sign);
	for (int i = 0; i < w->nright; i++) {
		if (w->right[i]->kind != MDP_X_VALUE)
			return NULL;
		out = mdp_arena_printf(p->a, "%s%s %s", out, i ? "," : "", mdp_plan_expr_words(p, w->right[i]));
	}
	return out;
}

const char *mdp_plan_pred_words(struct planner *p, const struct mdp_pred *w)
{
	const char *out = NULL;
	if (w->kind == MDP_P_NOT)
		return comparison_words(p, w->args[0], true);
	if (w->kind != MDP_P_AND)
		return comparison_words(p, w, false);
	for (int i = 0; i < w->nargs; i++) {
		const struct mdp_pred *one = w->args[i];
		const char *words = one->kind == MDP_P_NOT ? comparison_words(p, one->args[0], true)
							   : comparison_words(p, one, false);
		if (!words)
			return NULL;
		out = out ? mdp_arena_printf(p->a, "%s and %s", out, words) : words;
	}
	return out;
}

const char *mdp_plan_expr_words(struct planner *p, const struct mdp_expr *x)
{
	static const char *const signs[] = { "?", "+", "−", "×", "÷" };
	if (!x)
		return "";
	switch (x->kind) {
	case MDP_X_VALUE:
		return mdp_value_print(p->a, &x->value);
	case MDP_X_COLUMN:
		return column_words(p, x->name);
	case MDP_X_AGG: {
		const char *of = x->arg ? mdp_plan_expr_words(p, x->arg) : x->entity;
		const char *which = x->where ? mdp_plan_pred_words(p, x->where) : NULL;
		return mdp_arena_printf(p->a, "%s of %s%s%s%s%s", mdp_aggregate_word(x->agg), of,
					x->arg ? ", once per " : "", x->arg ? x->entity : "",
					which      ? ", where "
					: x->where ? ", of some only"
						   : "",
					which ? which : "");
	}
	case MDP_X_OP:
		return mdp_arena_printf(p->a, "%s %s %s", mdp_plan_expr_words(p, x->arg), signs[x->op],
					mdp_plan_expr_words(p, x->arg2));
	case MDP_X_TRUNC:
		return mdp_grain_word(x->grain);
	case MDP_X_PART:
		return mdp_part_word(x->part);
	case MDP_X_MEASURE:
		return x->name;
	case MDP_X_WINDOW:
		return mdp_arena_printf(p->a, "%s of %s", mdp_window_word(x->window), mdp_plan_expr_words(p, x->arg));
	case MDP_X_DAYS_BETWEEN:
		return mdp_arena_printf(p->a, "%s from %s to %s", x->n > 0 ? mdp_span_unit(x->n) : "days",
					mdp_plan_expr_words(p, x->arg), mdp_plan_expr_words(p, x->arg2));
	case MDP_X_BUCKET:
		return mdp_arena_printf(p->a, "%s in steps of %g", mdp_plan_expr_words(p, x->arg), x->n);
	}
	return "";
}

/* --- splitting ---------------------------------------------------------------------------------------------------- */

/* Up to six attributes that a measure of `entity` can be split by. */
static const char *splits_of(struct planner *p, int entity)
{
	const struct mdp_catalog *c = p->c;
	struct mdp_buf b = MDP_BUF_INIT;
	int n = 0;
	for (int i = 0; i < c->ncolumns && n < 6; i++) {
		const struct mdp_column *col = &c->columns[i];
		bool splits = col->role == MDP_ROLE_CATEGORY || col->role == MDP_ROLE_FLAG || col->role == MDP_ROLE_GEO;
		if (!splits || col->hidden || col->mirror >= 0 || !mdp_plan_determines(p, entity, mdp_plan_owner(p, i)))
			continue;
		mdp_buf_printf(&b, "%s%s", n++ ? ", " : "", col->words);
	}
	const char *s = mdp_arena_strdup(p->a, n ? mdp_buf_cstr(&b) : "nothing that is stored");
	mdp_buf_release(&b);
	return s;
}

const char *mdp_plan_finer_words(struct planner *p, int entity, const struct needs *n)
{
	for (int i = 0; i < n->n; i++)
		if (!mdp_plan_determines(p, entity, n->entity[i]))
			return n->column[i] ? p->c->columns[n->column[i] - 1].words : p->c->entities[n->entity[i]].name;
	return "something finer";
}

int mdp_plan_not_splittable(struct planner *p, const struct mdp_expr *x, int entity, const struct needs *n)
{
	const struct mdp_entity *e = &p->c->entities[entity];
	const char *finer = mdp_plan_finer_words(p, entity, n);
	int rc = mdp_refuse(p->err, MDP_REASON_NOT_SPLITTABLE, "%s belongs to the %s and cannot be split by %s",
			    x->arg ? mdp_plan_expr_words(p, x->arg) : "the count", e->name, finer);
	mdp_error_detail(p->err, "one %s has several: its amount would be counted once for each", e->name);
	mdp_error_hint(p->err, "it can be split by %s", splits_of(p, entity));
	return rc;
}

/* Whether the proved parts of `whole` have `part` as the main one, added as it is. Gives what else there is. */
static bool main_part(struct planner *p, int whole, int part, const char **others, int64_t *checked,
		      int64_t *exceptions)
{
	const struct mdp_catalog *c = p->c;
	for (int i = 0; i < c->nidentities; i++) {
		const struct mdp_identity *id = &c->identities[i];
		if (id->kind != MDP_ID_LINEAR || id->c != whole || id->exceptions * 100 > id->checked)
			continue;
		struct mdp_buf b = MDP_BUF_INIT;
		bool found = false;
		for (int k = 0, listed = 0; k < id->nterms; k++) {
			if (id->terms[k].column == part) {
				found = id->terms[k].sign > 0 && id->terms[k].share >= 0.8 &&
					id->terms[k].share <= 1.25;
				continue;
			}
			mdp_buf_printf(&b, "%s%s", !listed++ ? "" : ", ", c->columns[id->terms[k].column].words);
		}
		if (found)
			*others = mdp_arena_strdup(p->a, mdp_buf_cstr(&b));
		mdp_buf_release(&b);
		*checked = id->checked;
		*exceptions = id->exceptions;
		if (found)
			return true;
	}
	return false;
}

static const char *count_words(struct planner *p, int64_t n)
{
	char digits[32], out[48];
	int len = snprintf(digits, sizeof(digits), "%lld", (long long)n), k = 0;
	for (int i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			out[k++] = ',';
		out[k++] = digits[i];
	}
	out[k] = '\0';
	return mdp_arena_strdup(p->a, out);
}

static struct mdp_expr *finer_sum(struct planner *p, const struct mdp_identity *id, const struct mdp_expr *x)
{
	const struct mdp_catalog *c = p->c;
	struct mdp_expr *arg = mdp_expr_column(p->a, mdp_catalog_column_name(c, p->a, id->a));
	if (id->kind == MDP_ID_SUM_PRODUCT)
		arg = mdp_expr_op(p->a, MDP_OP_MUL, arg,
				  mdp_expr_column(p->a, mdp_catalog_column_name(c, p->a, id->b)));
	struct mdp_expr *sum = mdp_expr_agg(p->a, MDP_AGG_SUM, c->entities[id->fine].name, arg);
	sum->where = x->where;
	return sum;
}

static void say_substitute(struct planner *p, const struct mdp_identity *id, int column, int entity,
			   const struct needs *n, const struct mdp_expr *sum, const char *others)
{
	const struct mdp_catalog *c = p->c;
	const struct mdp_entity *e = &c->entities[entity];
	const char *finer = mdp_plan_finer_words(p, entity, n);
	const char *proof = id->exceptions
				    ? mdp_arena_printf(p->a, "all but %s of %s %s", count_words(p, id->exceptions),
						       count_words(p, id->checked), e->plural)
				    : mdp_arena_printf(p->a, "exactly, %s of %s %s", count_words(p, id->checked),
						       count_words(p, id->checked), e->plural);
	mdp_plan_caveat(p, "substitute", "%s %s cannot be split by %s; shows %s, which adds up to %s (%s)%s%s", e->name,
			c->columns[column].words, finer, mdp_plan_expr_words(p, sum->arg), c->columns[id->c].words,
			proof, others ? ", before " : "", others ? others : "");
	mdp_plan_proof(p, "identity", "Σ %s = %s: %s", mdp_plan_expr_words(p, sum->arg), c->columns[id->c].words,
		       proof);
}

int mdp_plan_substitute(struct planner *p, const struct mdp_expr *x, const struct needs *n, struct mdp_expr **out)
{
	const struct mdp_catalog *c = p->c;
	int column, best = -1;
	const char *others = NULL;
	*out = NULL;
	if (x->agg != MDP_AGG_SUM || !x->arg || x->arg->kind != MDP_X_COLUMN)
		return 0;
	TRY(mdp_plan_column(p, x->arg->name, &column));
	column = mdp_catalog_original(c, column);
	int entity = mdp_plan_owner(p, column);
	for (int i = 0; i < c->nidentities; i++) {
		const struct mdp_identity *id = &c->identities[i];
		bool sums = id->kind == MDP_ID_SUM_PRODUCT || id->kind == MDP_ID_SUM;
		if (!sums || id->coarse != entity || id->fine == entity || !mdp_plan_covers(p, id->fine, n) ||
		    id->exceptions * 100 > id->checked)
			continue;
		const char *rest = NULL;
		int64_t checked, exceptions;
		int whole = mdp_catalog_original(c, id->c);
		if (whole != column && !main_part(p, column, whole, &rest, &checked, &exceptions))
			continue;
		if (best >= 0 && others == NULL)
			continue; /* the amount itself, not a part of it, is already found */
		if (best >= 0 && rest)
			continue;
		best = i;
		others = rest;
	}
	if (best < 0)
		return 0;
	*out = finer_sum(p, &c->identities[best], x);
	say_substitute(p, &c->identities[best], column, entity, n, *out, others);
	return 0;
}

/* --- measures ----------------------------------------------------------------------------------------------------- */

static int measure_of(struct planner *p, const char *name, int *out)
{
	*out = mdp_catalog_measure(p->c, mdp_str_of(name));
	if (*out >= 0)
		return 0;
	const char *best = NULL;
	int least = 5;
	for (int i = 0; i < p->c->nmeasures; i++)
		nearer(name, p->c->measures[i].name, &best, &least);
	return unknown(p, "measure", name, best);
}

/*
 * A definition such as "fares less refunds" belongs to the finer of the two, a refund; all fares count in it, not only those of which
 * something was refunded.
 */
static void mark_parts(struct mdp_expr *x, const char *entity, int depth)
{
	if (!x || depth <= 0)
		return;
	if (x->kind == MDP_X_AGG) {
		x->part_of = entity;
		return;
	}
	mark_parts(x->arg, entity, depth - 1);
	mark_parts(x->arg2, entity, depth - 1);
}

int mdp_plan_resolve_pred(struct planner *p, const struct mdp_pred *w, struct mdp_pred **out, int depth)
{
	*out = NULL;
	if (!w)
		return 0;
	if (depth <= 0)
		return mdp_fail(p->err, MDP_LIMIT, "query: nested too deep");
	struct mdp_pred *r = MDP_NEW(p->a, struct mdp_pred);
	*r = *w;
	r->args = MDP_NEW_ARRAY(p->a, (size_t)w->nargs, struct mdp_pred *);
	r->right = MDP_NEW_ARRAY(p->a, (size_t)w->nright, struct mdp_expr *);
	for (int i = 0; i < w->nargs; i++)
		TRY(mdp_plan_resolve_pred(p, w->args[i], &r->args[i], depth - 1));
	for (int i = 0; i < w->nright; i++)
		TRY(mdp_plan_resolve(p, w->right[i], NULL, &r->right[i], depth - 1));
	TRY(mdp_plan_resolve(p, w->left, NULL, &r->left, depth - 1));
	TRY(mdp_plan_resolve_pred(p, w->where, &r->where, depth - 1));
	*out = r;
	return 0;
}

int mdp_plan_resolve(struct planner *p, const struct mdp_expr *x, struct mdp_pred *where, struct mdp_expr **out,
		     int depth)
{
	*out = NULL;
	if (!x)
		return 0;
	if (depth <= 0)
		return mdp_fail(p->err, MDP_LIMIT, "query: nested too deep, or a measure is defined by itself");
	struct mdp_pred *own;
	TRY(mdp_plan_resolve_pred(p, x->where, &own, depth - 1));
	if (x->kind == MDP_X_MEASURE) {
		int m;
		TRY(measure_of(p, x->name, &m));
		const struct mdp_measure *def = &p->c->measures[m];
		if (!def->expr)
			return mdp_fail(p->err, MDP_INTERNAL, "measure '%s' has no expression", def->name);
		TRY(mdp_plan_resolve(p, mdp_plan_assume(p, def), mdp_pred_and(p->a, own, where), out, depth - 1));
		if (def->entity >= 0)
			mark_parts(*out, p->c->entities[def->entity].name, MDP_LIMIT_QUERY_DEPTH);
		mdp_plan_define(p, def->name, *out, def->entity, def->source);
		mdp_plan_tell_undone(p, def);
		if (def->rival)
			mdp_plan_caveat(p, "two_definitions", "%s means something else elsewhere: %s", def->name,
					def->rival);
		return 0;
	}
	bool unmixed = false;
	if (x->kind == MDP_X_AGG)
		TRY(mdp_plan_unmix(p, x, mdp_pred_and(p->a, own, where), out, &unmixed));
	if (unmixed)
		return 0;
	struct mdp_expr *r = MDP_NEW(p->a, struct mdp_expr);
	*r = *x;
	r->where = x->kind == MDP_X_AGG ? mdp_pred_and(p->a, own, where) : own;
	r->part_of = NULL;
	/* The narrowing condition belongs to the outermost aggregates only. */
	struct mdp_pred *further = x->kind == MDP_X_AGG ? NULL : where;
	TRY(mdp_plan_resolve(p, x->arg, further, &r->arg, depth - 1));
	TRY(mdp_plan_resolve(p, x->arg2, further, &r->arg2, depth - 1));
	*out = r;
	return 0;
}

bool mdp_plan_has_agg(const struct mdp_expr *x, int depth)
{
	if (!x || depth <= 0)
		return false;
	if (x->kind == MDP_X_AGG || x->kind == MDP_X_MEASURE)
		return !x->total;
	return mdp_plan_has_agg(x->arg, depth - 1) || mdp_plan_has_agg(x->arg2, depth - 1);
}
