/*
 * From what files say to measures of the catalog. Definitions are compared as expressions, not as text: the same expression under
 * several names is one measure with synonyms; one name for several expressions is a finding, and the name stays with who speaks
 * loudest (mdp.yaml, dbt metrics, dbt meta, pages; then who is used most, then the first). A measure that was only
 * inferred from a column gives way: it takes the declared name and keeps its own as a synonym, or loses a name that a file
 * gives to something else.
 */
#include "project/defs.h"

#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/limits.h"
#include "project/numbers.h"
#include "project/words.h"
#include "project/yaml.h"
#include "base/banned.h"

struct mdp_finding *mdp_enrich_finding(struct mdp_enrich *x, const char *code, const char *file, int line,
				       const char *fmt, ...)
{
	struct mdp_buf b = MDP_BUF_INIT;
	va_list ap;
	va_start(ap, fmt);
	mdp_buf_vprintf(&b, fmt, ap);
	va_end(ap);
	struct mdp_finding f = { .code = code,
				 .text = mdp_arena_strdup(x->a, mdp_buf_cstr(&b)),
				 .source = { .file = mdp_arena_strdup(x->a, file), .line = line } };
	mdp_buf_release(&b);
	if (!x->cap_findings) {
		/* the array was made by somebody else: its capacity is not known */
		struct mdp_finding *all = MDP_NEW_ARRAY(x->a, (size_t)x->c->nfindings + 16, struct mdp_finding);
		if (x->c->nfindings)
			memcpy(all, x->c->findings, (size_t)x->c->nfindings * sizeof(*all));
		x->c->findings = all;
		x->cap_findings = x->c->nfindings + 16;
	}
	MDP_PUSH(x->a, x->c->findings, x->c->nfindings, x->cap_findings, f);
	return &x->c->findings[x->c->nfindings - 1];
}

int mdp_enrich_column_in(const struct mdp_catalog *c, int table, const char *name)
{
	if (table < 0 || !name)
		return -1;
	const struct mdp_table *t = &c->tables[table];
	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++)
		if (!strcasecmp(c->columns[i].name, name))
			return i;
	return -1;
}

struct mdp_expr *mdp_enrich_column(struct mdp_enrich *x, int column)
{
	const struct mdp_column *col = &x->c->columns[column];
	bool number = col->type == MDP_T_INT || col->type == MDP_T_DOUBLE || col->type == MDP_T_DECIMAL;
	if (!number || col->role == MDP_ROLE_ID || col->role == MDP_ROLE_CODE)
		column = mdp_catalog_original(x->c, column);
	return mdp_expr_column(x->a, mdp_catalog_column_name(x->c, x->a, column));
}

static struct mdp_pred *plain_pred(struct mdp_enrich *x, const struct mdp_pred *p, int depth);

/*
 * A sum over customers of the sum over their orders is the sum over the orders, when each order has its customer and the only
 * condition is that the customer has some (or lines of them).
 */
static const struct mdp_expr *unnested_sum(const struct mdp_enrich *x, const struct mdp_expr *outer)
{
	const struct mdp_expr *inner = outer->arg;
	if (outer->kind != MDP_X_AGG || outer->agg != MDP_AGG_SUM || !inner || inner->kind != MDP_X_AGG ||
	    inner->agg != MDP_AGG_SUM || !inner->entity || !outer->entity)
		return outer;
	const struct mdp_pred *some = outer->where;
	if (some && (some->kind != MDP_P_EXISTS || some->where || !some->entity))
		return outer;
	int fine = mdp_catalog_entity(x->c, mdp_str_of(inner->entity));
	int coarse = mdp_catalog_entity(x->c, mdp_str_of(outer->entity));
	int needed = some ? mdp_catalog_entity(x->c, mdp_str_of(some->entity)) : fine;
	if (fine < 0 || coarse < 0 || needed < 0 || !mdp_catalog_determines(x->c, fine, coarse))
		return outer;
	/* orders that live on their lines have some */
	bool same = needed == fine || (x->c->entities[fine].table == x->c->entities[needed].table &&
				       mdp_catalog_determines(x->c, needed, fine));
	return same ? inner : outer;
}

static struct mdp_expr *plain_expr(struct mdp_enrich *x, const struct mdp_expr *expr, int depth)
{
	if (!expr || depth > MDP_LIMIT_QUERY_DEPTH)
		return NULL;
	struct mdp_expr *out = MDP_NEW(x->a, struct mdp_expr);
	expr = unnested_sum(x, expr);
	*out = *expr;
	int column = expr->kind == MDP_X_COLUMN ? mdp_catalog_column(x->c, mdp_str_of(expr->name)) : -1;
	if (column >= 0)
		out->name = mdp_catalog_column_name(x->c, x->a, mdp_catalog_original(x->c, column));
	out->arg = plain_expr(x, expr->arg, depth + 1);
	out->arg2 = plain_expr(x, expr->arg2, depth + 1);
	out->where = plain_pred(x, expr->where, depth + 1);
	return out;
}

static struct mdp_pred *plain_pred(struct mdp_enrich *x, const struct mdp_pred *p, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return NULL;
	struct mdp_pred *out = MDP_NEW(x->a, struct mdp_pred);
	*out = *p;
	out->args = MDP_NEW_ARRAY(x->a, (size_t)p->nargs + 1, struct mdp_pred *);
	for (int i = 0; i < p->nargs; i++)
		out->args[i] = plain_pred(x, p->args[i], depth + 1);
	out->right = MDP_NEW_ARRAY(x->a, (size_t)p->nright + 1, struct mdp_expr *);
	for (int i = 0; i < p->nright; i++)
		out->right[i] = plain_expr(x, p->right[i], depth + 1);
	out->left = plain_expr(x, p->left, depth + 1);
	out->where = plain_pred(x, p->where, depth + 1);
	return out;
}

const struct mdp_expr *mdp_enrich_plain(struct mdp_enrich *x, const struct mdp_expr *expr)
{
	return plain_expr(x, expr, 0);
}

const char **mdp_enrich_join(struct mdp_arena *a, const char **list, const char *more)
{
	int n = 0;
	for (; list && list[n]; n++)
		if (!strcasecmp(list[n], more))
			return list;
	const char **out = MDP_NEW_ARRAY(a, (size_t)n + 2, const char *);
	for (int i = 0; i < n; i++)
		out[i] = list[i];
	out[n] = mdp_arena_strdup(a, more);
	return out;
}

const char **mdp_enrich_list(struct mdp_enrich *x, const struct mdp_yaml *node)
{
	const char **out = NULL;
	if (!node)
		return NULL;
	if (node->kind == MDP_YAML_SCALAR)
		return mdp_enrich_join(x->a, NULL, node->text);
	for (const struct mdp_yaml *c = node->kind == MDP_YAML_LIST ? node->child : NULL; c; c = c->next)
		if (c->kind == MDP_YAML_SCALAR)
			out = mdp_enrich_join(x->a, out, c->text);
	return out;
}

/* --- entities of expressions --- */

static int finer(const struct mdp_catalog *c, int x, int y)
{
	if (x < 0 || y < 0)
		return x < 0 ? y : x;
	if (mdp_catalog_determines(c, x, y))
		return x;
	return mdp_catalog_determines(c, y, x) ? y : -2;
}

static int owner(const struct mdp_catalog *c, const struct mdp_expr *expr, int depth)
{
	if (!expr || depth > MDP_LIMIT_QUERY_DEPTH)
		return -1;
	if (expr->kind == MDP_X_AGG)
		return mdp_catalog_entity(c, mdp_str_of(expr->entity));
	if (expr->kind == MDP_X_COLUMN) {
		int column = mdp_catalog_column(c, mdp_str_of(expr->name));
		return column < 0 ? -1 : c->columns[mdp_catalog_original(c, column)].entity;
	}
	int left = owner(c, expr->arg, depth + 1), right = owner(c, expr->arg2, depth + 1);
	return left == -2 || right == -2 ? -2 : finer(c, left, right);
}

int mdp_expr_owner(const struct mdp_catalog *c, const struct mdp_expr *expr)
{
	int e = owner(c, expr, 0);
	return e < 0 ? -1 : e;
}

static int entity_of(const struct mdp_catalog *c, const struct mdp_expr *expr, int depth)
{
	if (!expr || depth > MDP_LIMIT_QUERY_DEPTH)
		return -1;
	if (expr->kind == MDP_X_AGG)
		return mdp_catalog_entity(c, mdp_str_of(expr->entity));
	if (expr->kind == MDP_X_MEASURE) {
		int m = mdp_catalog_measure(c, mdp_str_of(expr->name));
		return m < 0 ? -1 : c->measures[m].entity;
	}
	int left = entity_of(c, expr->arg, depth + 1), right = entity_of(c, expr->arg2, depth + 1);
	int both = finer(c, left, right);
	return both == -2 ? left : both;
}

int mdp_expr_entity(const struct mdp_catalog *c, const struct mdp_expr *expr)
{
	return entity_of(c, expr, 0);
}

const char *mdp_enrich_name(const struct mdp_enrich *x, const char *name, enum mdp_aggregate fn)
{
	name = mdp_words_said(x->a, name);
	const char *words = mdp_words_measure(x->a, name, fn);
	bool count = fn == MDP_AGG_COUNT || fn == MDP_AGG_COUNT_DISTINCT;
	if (count || mdp_catalog_entity(x->c, mdp_str_of(words)) < 0)
		return words;
	return mdp_words_norm(x->a, mdp_str_of(mdp_words_of_name(x->a, name)));
}

/* --- merging --- */

void mdp_enrich_define(struct mdp_enrich *x, const struct mdp_def *def)
{
	MDP_PUSH(x->a, x->defs, x->ndefs, x->cap_defs, *def);
	x->defs[x->ndefs - 1].plain = mdp_enrich_plain(x, def->expr);
}

/* One expression with all that was said of it; `said` is the loudest definition. */
struct group {
	struct mdp_def def;
	int measure; /* of the catalog with the same expression, -1 */
	bool disputed;
	const char *rival; /* what others mean by its name */
};

static bool louder(const struct mdp_def *a, const struct mdp_def *b)
{
	if (!a->name != !b->name)
		return a->name != NULL;
	return a->rank != b->rank ? a->rank > b->rank : a->uses > b->uses;
}

static void add_synonym(struct mdp_enrich *x, struct mdp_def *def, const char *name)
{
	if (name && (!def->name || strcasecmp(name, def->name)))
		def->synonyms = mdp_enrich_join(x->a, def->synonyms, name);
}

/* Two definitions with one expression. */
static void unite(struct mdp_enrich *x, struct mdp_def *into, const struct mdp_def *more)
{
	struct mdp_def low = *more;
	if (louder(&low, into)) {
		struct mdp_def keep = *into;
		*into = low;
		low = keep;
	}
	into->uses += low.uses;
	if (low.name) {
		add_synonym(x, into, low.name);
		if (into->name && strcasecmp(into->name, low.name) != 0) {
			if (!into->others)
				into->other = low.source;
			into->others = mdp_enrich_join(x->a, into->others, low.name);
		}
	}
	for (const char **o = low.others; o && *o; o++)
		into->others = mdp_enrich_join(x->a, into->others, *o);
	if (!into->other.file)
		into->other = low.other;
	for (const char **s = low.synonyms; s && *s; s++)
		add_synonym(x, into, *s);
	if (!into->description)
		into->description = low.description;
	if (!into->unit)
		into->unit = low.unit;
	if (into->time < 0)
		into->time = low.time;
}

static int same_measure(const struct mdp_expr **plain, int n, const struct mdp_expr *expr)
{
	for (int i = 0; i < n; i++)
		if (mdp_expr_same(plain[i], expr))
			return i;
	return -1;
}

/* One expression, and one time where both have one: what is dated by another day is another figure. */
static bool same_figure(const struct mdp_catalog *c, const struct mdp_def *a, const struct mdp_def *b)
{
	bool apart =
		a->time >= 0 && b->time >= 0 && mdp_catalog_original(c, a->time) != mdp_catalog_original(c, b->time);
	return !apart && !a->no_time == !b->no_time && mdp_expr_same(a->plain, b->plain);
}

/* Both have a name and it is the same, or neither has. */
static bool same_name(const struct mdp_def *a, const struct mdp_def *b)
{
	return a->name && b->name ? !strcasecmp(a->name, b->name) : a->name == b->name;
}

/*
 * One group an expression. What says the same name is counted together first, so that the name most used wins over one that is
 * used often in a single place. What no file names is no definition of a file; where it was inferred, the uses count.
 */
static struct group *group_all(struct mdp_enrich *x, int *n)
{
	struct group *groups = MDP_NEW_ARRAY(x->a, (size_t)x->ndefs + 1, struct group);
	int count = x->ndefs;
	const struct mdp_expr **plain = MDP_NEW_ARRAY(x->a, (size_t)x->c->nmeasures + 1, const struct mdp_expr *);
	for (int i = 0; i < x->c->nmeasures; i++)
		plain[i] = mdp_enrich_plain(x, x->c->measures[i].expr);
	for (int i = 0; i < count; i++)
		groups[i].def = x->defs[i];
	for (int pass = 0; pass < 2; pass++) {
		int kept = 0;
		for (int i = 0; i < count; i++) {
			int k = 0;
			while (k < kept && !(same_figure(x->c, &groups[k].def, &groups[i].def) &&
					     (pass || same_name(&groups[k].def, &groups[i].def))))
				k++;
			if (k < kept)
				unite(x, &groups[k].def, &groups[i].def);
			else
				groups[kept++] = groups[i];
		}
		count = kept;
	}
	*n = 0;
	for (int i = 0; i < count; i++) {
		groups[i].measure = same_measure(plain, x->c->nmeasures, groups[i].def.plain);
		/* of two that are dated differently the first is what was inferred */
		for (int k = 0; k < *n && groups[i].def.name; k++)
			if (groups[k].measure == groups[i].measure)
				groups[i].measure = -1;
		if (groups[i].def.name)
			groups[(*n)++] = groups[i];
		else if (groups[i].measure >= 0)
			x->c->measures[groups[i].measure].uses += groups[i].def.uses;
	}
	return groups;
}

/* A name that no measure of the catalog and no group before `upto` has. */
static bool name_taken(const struct mdp_enrich *x, const struct group *groups, int upto, const char *name)
{
	for (int i = 0; i < upto; i++)
		if (!strcasecmp(groups[i].def.name, name))
			return true;
	for (int i = 0; i < x->c->nmeasures; i++)
		if (x->c->measures[i].declared && !strcasecmp(x->c->measures[i].name, name))
			return true;
	return false;
}

static const char *other_name(struct mdp_enrich *x, const struct group *groups, int upto, const struct group *g)
{
	const char *entity = g->def.entity >= 0 ? x->c->entities[g->def.entity].name : "other";
	const char *name = mdp_arena_printf(x->a, "%s %s", entity, g->def.name);
	for (int i = 2; name_taken(x, groups, upto, name); i++)
		name = mdp_arena_printf(x->a, "%s %s %d", entity, g->def.name, i);
	return name;
}

/* Groups in order of loudness, so that the first to claim a name keeps it. */
static void sort_groups(struct group *groups, int n)
{
	for (int i = 1; i < n; i++) {
		struct group g = groups[i];
		int k = i;
		for (; k && louder(&g.def, &groups[k - 1].def); k--)
			groups[k] = groups[k - 1];
		groups[k] = g;
	}
}

/* Is the name of this definition a synonym that a file of higher rank gives to another one? */
static bool calls_so(const struct group *groups, int upto, const struct group *g)
{
	for (int i = 0; i < upto; i++)
		for (const char **s = groups[i].def.synonyms; s && *s; s++)
			if (groups[i].def.rank > g->def.rank && !strcasecmp(*s, g->def.name))
				return true;
	return false;
}

/* The expression without the condition that its instances have some of another thing: what a page shows by its join. */
static const struct mdp_expr *of_all(struct mdp_enrich *x, const struct mdp_expr *expr)
{
	if (!expr || expr->kind != MDP_X_AGG || !expr->where || expr->where->kind != MDP_P_EXISTS)
		return expr;
	struct mdp_expr *out = MDP_NEW(x->a, struct mdp_expr);
	*out = *expr;
	out->where = NULL;
	return out;
}

/* One name, two expressions; false when they are the same number on these data, written in two ways. */
static bool report_two(struct mdp_enrich *x, const struct mdp_def *here, const struct mdp_def *there)
{
	double one = 0, other = 0;
	if (here->expr && there->expr && here->rank == MDP_DEF_PAGE && there->rank == MDP_DEF_PAGE &&
	    mdp_expr_same(of_all(x, here->expr), of_all(x, there->expr)))
		return false;
	/* what is taken at one time is not the sum over all times */
	bool counted = x->e && !here->not_over_time && !there->not_over_time && mdp_number_of(x, here->expr, &one) &&
		       mdp_number_of(x, there->expr, &other);
	if (counted && !mdp_numbers_differ(one, other))
		return false;
	const char *n = counted ? mdp_arena_printf(x->a, " (%s)", mdp_number_beside(x->a, one, other)) : "";
	const char *m = counted ? mdp_arena_printf(x->a, " (%s)", mdp_number_beside(x->a, other, one)) : "";
	/* without the numbers what a page shows may be one and the same, written in another way */
	bool sure = counted || !x->e || (here->rank != MDP_DEF_PAGE && there->rank != MDP_DEF_PAGE);
	struct mdp_finding *f = mdp_enrich_finding(
		x, sure ? "two_definitions" : "definitions_differ", here->source.file, here->source.line,
		"'%s' means two things: %s%s here, %s%s at %s:%d", here->name, mdp_expr_words(x->a, here->expr), n,
		mdp_expr_words(x->a, there->expr), m, there->source.file, there->source.line);
	f->fix = mdp_arena_printf(x->a, "give one of them another name, or define '%s' once (mdp.yaml, a dbt metric)",
				  here->name);
	f->counted = counted;
	f->is = one;
	f->should = other;
	return true;
}

/* "sum of fee, once per visit, at pages/care.md:7", after what is known already. */
static const char *rival_words(struct mdp_enrich *x, const char *known, const struct mdp_def *def)
{
	return mdp_arena_printf(x->a, "%s%s%s, at %s:%d", known ? known : "", known ? "; " : "",
				mdp_expr_words(x->a, def->expr), def->source.file ? def->source.file : "?",
				def->source.line);
}

/* One file gives a figure the name that another figure has. */
static void tell_other(struct mdp_enrich *x, const struct mdp_def *def, const char *name, const struct mdp_def *owner)
{
	for (const char **o = def->others; o && *o; o++)
		if (!strcasecmp(*o, name)) {
			struct mdp_def here = *def;
			here.name = name;
			here.source = def->other;
			report_two(x, &here, owner);
			return;
		}
}

static void settle_names(struct mdp_enrich *x, struct group *groups, int n)
{
	for (int i = 0; i < n; i++) {
		struct group *g = &groups[i], *first = NULL;
		for (int k = 0; k < i && !first; k++)
			if (!strcasecmp(groups[k].def.name, g->def.name))
				first = &groups[k];
		if (!first && calls_so(groups, i, g))
			g->def.name = other_name(x, groups, i, g);
		if (!first)
			continue;
		/* who speaks louder, or is used more, is believed; between equals nobody is */
		if (report_two(x, &g->def, &first->def)) {
			first->disputed |= !louder(&first->def, &g->def);
			first->rival = rival_words(x, first->rival, &g->def);
		}
		g->def.name = other_name(x, groups, i, g);
	}
	/* a synonym that is the name of another definition is dropped: a name wins */
	for (int i = 0; i < n; i++) {
		const char **kept = NULL;
		for (const char **s = groups[i].def.synonyms; s && *s; s++) {
			const struct group *other = NULL;
			for (int k = 0; k < n && !other; k++)
				if (k != i && !strcasecmp(groups[k].def.name, *s))
					other = &groups[k];
			if (other)
				tell_other(x, &groups[i].def, *s, &other->def);
			else
				kept = mdp_enrich_join(x->a, kept, *s);
		}
		groups[i].def.synonyms = kept;
	}
}

/* Inferred measures make room for a declared name. */
static void make_room(struct mdp_enrich *x, const struct group *g)
{
	for (int i = 0; i < x->c->nmeasures; i++) {
		struct mdp_measure *m = &x->c->measures[i];
		if (i == g->measure || strcasecmp(m->name, g->def.name))
			continue;
		const char *entity = m->entity >= 0 ? x->c->entities[m->entity].name : "column";
		m->name = mdp_arena_printf(x->a, "%s %s", entity, m->name);
	}
}

static enum mdp_additivity additivity(const struct mdp_catalog *c, const struct mdp_expr *expr)
{
	if (expr->kind != MDP_X_AGG)
		return MDP_ADDITIVE_NO;
	if (expr->agg == MDP_AGG_COUNT)
		return MDP_ADDITIVE_YES;
	if (expr->agg != MDP_AGG_SUM)
		return MDP_ADDITIVE_NO;
	int column = mdp_catalog_aggregated(c, expr);
	/* whoever declares a sum means one; only a stock stays a stock */
	return column >= 0 && c->columns[column].additive == MDP_ADDITIVE_SEMI ? MDP_ADDITIVE_SEMI : MDP_ADDITIVE_YES;
}

/* Units as algebra: amounts of a kind add, what divides its own kind is a ratio, counts have none. */
static const char *unit_at(const struct mdp_catalog *c, const struct mdp_expr *x, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return NULL;
	if (x->kind == MDP_X_COLUMN) {
		int column = mdp_catalog_column(c, mdp_str_of(x->name));
		return column < 0 ? NULL : c->columns[column].unit;
	}
	if (x->kind == MDP_X_AGG)
		return x->agg == MDP_AGG_COUNT || x->agg == MDP_AGG_COUNT_DISTINCT ? NULL
										   : unit_at(c, x->arg, depth + 1);
	if (x->kind != MDP_X_OP)
		return NULL;
	const char *l = unit_at(c, x->arg, depth + 1), *r = unit_at(c, x->arg2, depth + 1);
	bool same = l && r ? !strcmp(l, r) : l == r;
	if (x->op == MDP_OP_DIV)
		return same && x->arg->kind != MDP_X_VALUE && x->arg2->kind != MDP_X_VALUE ? "ratio" : r ? NULL : l;
	if (x->op == MDP_OP_MUL)
		return l && r ? NULL : l ? l : r;
	return same ? l : NULL;
}

/* The quotient of numbers without units is a share only when both count the same things. */
static const char *unit_of(const struct mdp_catalog *c, const struct mdp_expr *x)
{
	const char *unit = unit_at(c, x, 0);
	if (!unit || strcmp(unit, "ratio") || x->kind != MDP_X_OP || unit_at(c, x->arg, 0))
		return unit;
	return mdp_expr_entity(c, x->arg) == mdp_expr_entity(c, x->arg2) && x->arg->kind == MDP_X_AGG &&
			       x->arg2->kind == MDP_X_AGG && x->arg->agg == MDP_AGG_COUNT &&
			       x->arg2->agg == MDP_AGG_COUNT
		       ? unit
		       : NULL;
}

static void put(struct mdp_enrich *x, const struct group *g, struct mdp_measure *m)
{
	const struct mdp_def *d = &g->def;
	bool known = g->measure >= 0;
	const char *was = known ? m->name : NULL;
	const char **synonyms = NULL;
	for (const char **s = d->synonyms; s && *s; s++)
		if (strcasecmp(*s, d->name))
			synonyms = mdp_enrich_join(x->a, synonyms, *s);
	for (const char **s = known ? m->synonyms : NULL; s && *s; s++)
		if (strcasecmp(*s, d->name))
			synonyms = mdp_enrich_join(x->a, synonyms, *s);
	if (was && strcasecmp(was, d->name))
		synonyms = mdp_enrich_join(x->a, synonyms, was);
	m->name = d->name;
	m->synonyms = synonyms;
	if (d->description)
		m->description = d->description;
	/* a known measure keeps its expression: it reads the columns where they are stored */
	if (!known) {
		m->entity = d->entity;
		m->expr = d->expr;
	}
	if (d->unit || !m->unit)
		m->unit = d->unit ? d->unit : unit_of(x->c, d->expr);
	if (!known) {
		m->additive = additivity(x->c, d->expr);
		m->time = -1;
	}
	if (d->time >= 0)
		m->time = d->time;
	m->no_time = d->no_time;
	m->assumed = d->assumed;
	if (d->not_over_time)
		m->additive = MDP_ADDITIVE_SEMI;
	m->declared = true;
	m->uses += d->uses;
	m->disputed |= g->disputed;
	if (g->rival)
		m->rival = g->rival;
	m->source = d->source;
}

void mdp_enrich_merge(struct mdp_enrich *x)
{
	int n, total = x->c->nmeasures;
	mdp_enrich_withheld(x);
	struct group *groups = group_all(x, &n);
	sort_groups(groups, n);
	settle_names(x, groups, n);
	struct mdp_measure *all = MDP_NEW_ARRAY(x->a, (size_t)(total + n) + 1, struct mdp_measure);
	if (total)
		memcpy(all, x->c->measures, (size_t)total * sizeof(*all));
	x->c->measures = all;
	for (int i = 0; i < n; i++) {
		make_room(x, &groups[i]);
		put(x, &groups[i], &all[groups[i].measure >= 0 ? groups[i].measure : x->c->nmeasures++]);
	}
	x->ndefs = 0;
}
