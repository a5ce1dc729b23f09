/*
 * What the SQL of pages defines: a column that is an aggregate, under the name that the page gives it. A period or an input of the
 * page in the WHERE is what it happens to show; any other condition makes it a part, which counts as a use of the whole if some
 * page shows the whole, and else is the definition. The alias of a query that lists an entity, a row an instance ("spent" in a table
 * of customers), names something of that instance and no measure, so it gives no name; nor does what was made from a logical query. Titles and formats come from the
 * components that show the column.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "catalog/units.h"
#include "project/evidence.h"
#include "project/words.h"
#include "base/banned.h"

struct candidate {
	const struct mdp_sql_column *col;
	const struct mdp_sql_query *query; /* that shows it */
	const struct mdp_page *page;
	const struct mdp_expr *plain;
};

struct candidates {
	struct candidate *items;
	int n, cap;
};

static enum mdp_aggregate main_aggregate(const struct mdp_expr *x)
{
	return x->kind == MDP_X_AGG ? x->agg : MDP_AGG_NONE;
}

/* --- formats --- */

/* Evidence's built-in formats begin with a currency or "pct"; digits for decimals and a letter for thousands may follow. */
static const char *unit_of_format(struct mdp_arena *a, const char *format)
{
	if (!format)
		return NULL;
	return strncasecmp(format, "pct", 3) ? mdp_unit_of_format(a, format) : "ratio";
}

static bool says_ratio(const char *alias, const char *end)
{
	static const char *const words[] = { "rate", "ratio", "share", "percent", "percentage", "growth" };
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i]);
		if ((size_t)(end - alias) >= n && !strncasecmp(end - n, words[i], n))
			return true;
	}
	return false;
}

/* A column name may end in its format: revenue_usd0. */
static const char *without_format(struct mdp_arena *a, const char *alias, const char **unit)
{
	const char *last = strrchr(alias, '_');
	const char *digits = last ? last + 1 + strspn(last + 1, "abcdefghijklmnopqrstuvwxyz") : NULL;
	if (!last || last == alias || digits - last - 1 < 3 || digits - last - 1 > 4 ||
	    strspn(digits, "0123456789kmb") != strlen(digits))
		return alias;
	const char *found = unit_of_format(a, last + 1);
	if (!found && strncmp(last + 1, "num", 3))
		return alias;
	if (!*unit)
		*unit = found;
	if (found && !strcmp(found, "ratio") && !says_ratio(alias, last))
		return mdp_arena_printf(a, "%.*s_percentage", (int)(last - alias), alias);
	return mdp_arena_strndup(a, alias, (size_t)(last - alias));
}

/* --- names --- */

static bool names_entity(const struct mdp_catalog *c, const char *name)
{
	return mdp_catalog_entity(c, mdp_str_of(name)) >= 0;
}

/* A word that says something: not "n", "x1", "value of nothing". */
static bool is_name(const char *words)
{
	int letters = 0;
	for (const char *p = words; *p; p++)
		letters += isalpha((unsigned char)*p) || (unsigned char)*p >= 0x80;
	return letters >= 3;
}

static bool shows(const struct mdp_shown *s, const struct candidate *cand)
{
	/* __q_<page>_<name> */
	const char *name = cand->query->name + strlen("__q__") + strlen(cand->page->prefix);
	return s->query && !strcmp(s->query, name) && !strcasecmp(s->column, cand->col->name);
}

/* The loudest title of the column, its unit, and how many components show it. */
static int look_at_components(struct mdp_enrich *x, const struct candidate *cand, struct mdp_def *def)
{
	int uses = 0;
	for (int i = 0; i < cand->page->nshown; i++) {
		const struct mdp_shown *s = &cand->page->shown[i];
		if (!shows(s, cand))
			continue;
		uses++;
		if (!def->unit)
			def->unit = unit_of_format(x->a, s->format);
		/* a figure's title names it; that of a series ("revenue per week") or with an input in it does not */
		if (s->title && (cand->col->single || !strcmp(s->component, "Column")) && !strpbrk(s->title, "{}$<>") &&
		    strlen(s->title) < 60) {
			const char *words = mdp_enrich_name(x, s->title, main_aggregate(cand->col->expr));
			if (is_name(words) && !names_entity(x->c, words))
				def->synonyms = mdp_enrich_join(x->a, def->synonyms, words);
		}
	}
	return uses;
}

/* --- candidates --- */

/* An aggregate, or arithmetic on aggregates, that the query language can say. Extremes are questions, not definitions. */
static bool defines(const struct mdp_sql_column *col)
{
	const struct mdp_expr *x = col->expr;
	if (!col->aggregate || !x || !*col->name)
		return false;
	if (x->kind == MDP_X_AGG)
		return x->agg != MDP_AGG_MIN && x->agg != MDP_AGG_MAX && x->agg != MDP_AGG_FIRST &&
		       x->agg != MDP_AGG_LAST && x->agg != MDP_AGG_MODE;
	return x->kind == MDP_X_OP && mdp_sql_is_aggregate(x->arg, 0) &&
	       (mdp_sql_is_aggregate(x->arg2, 0) || (x->arg2 && x->arg2->kind == MDP_X_VALUE));
}

static bool shown_whole(const struct candidates *all, const struct mdp_expr *expr)
{
	for (int i = 0; i < all->n; i++)
		if (!all->items[i].col->filtered && mdp_expr_same(all->items[i].plain, expr))
			return true;
	return false;
}

static bool already(const struct mdp_enrich *x, const struct mdp_expr *expr)
{
	for (int i = 0; i < x->ndefs; i++)
		if (mdp_expr_same(x->defs[i].plain, expr))
			return true;
	return false;
}

/* The same aggregates under a condition of the whole query; NULL when it is no condition on their entity. */
static struct mdp_expr *with_where(struct mdp_enrich *x, const struct mdp_expr *expr, struct mdp_pred *where)
{
	if (!where || expr->kind != MDP_X_AGG)
		return NULL;
	struct mdp_expr *out = MDP_NEW(x->a, struct mdp_expr);
	*out = *expr;
	out->where = mdp_pred_and(x->a, out->where, where);
	int entity = mdp_expr_entity(x->c, expr);
	return entity >= 0 && mdp_sql_fits(x->c, where, entity) ? out : NULL;
}

/* "countries" of country, country code and country name: what many rows name is a thing, whatever table it has. */
static bool names_one(const char *words, const char *singular)
{
	size_t n = strlen(singular);
	return n && strncmp(words, singular, n) == 0 && (!words[n] || (words[n] == ' ' && !strchr(words + n + 1, ' ')));
}

/* Is it the name of a thing, of a measure or of a column, so that the page's figure does not stand for it? */
static bool is_taken(const struct mdp_enrich *x, const char *name)
{
	bool taken = names_entity(x->c, name) || mdp_catalog_measure(x->c, mdp_str_of(name)) >= 0;
	const char *one = mdp_words_singular(x->a, name);
	for (int i = 0; i < x->c->ncolumns; i++)
		taken |= !strcmp(x->c->columns[i].words, name) || names_one(x->c->columns[i].words, one);
	return taken;
}

/*
 * What is counted of the part that the reader of the page chooses is no definition without a choice. Who asks by its name is told so,
 * unless it names something else as well.
 */
static void withhold(struct mdp_enrich *x, const struct candidate *cand)
{
	const struct mdp_sql_column *col = cand->col;
	const struct mdp_sql_query *in = col->in ? col->in : cand->query;
	struct mdp_def def = { .unit = NULL };
	const char *alias = without_format(x->a, col->name, &def.unit);
	const char *name = mdp_enrich_name(x, alias, main_aggregate(col->expr)), **names = NULL;
	look_at_components(x, cand, &def);
	def.synonyms = is_name(name) && !col->keyed ? mdp_enrich_join(x->a, def.synonyms, name) : def.synonyms;
	for (const char **s = def.synonyms; s && *s; s++)
		if (!is_taken(x, *s))
			names = mdp_enrich_join(x->a, names, *s);
	if (!names)
		return;
	struct mdp_finding *f = mdp_enrich_finding(
		x, "page_input", in->file, mdp_sql_line(in, col->at),
		"%s is what the reader of the page chooses by an input without a default; it is no definition",
		names[0]);
	f->names = names;
	f->why =
		"the page counts it under an input that has no default, and what would be chosen is not known; say the "
		"condition in the question, or give the input a defaultValue";
}

static void define(struct mdp_enrich *x, const struct candidates *all, const struct candidate *cand)
{
	const struct mdp_sql_column *col = cand->col;
	struct mdp_expr *expr = col->expr;
	bool part = col->filtered && !shown_whole(all, cand->plain) && !already(x, cand->plain);
	if (part)
		expr = with_where(x, expr, col->where);
	int entity = expr ? mdp_expr_entity(x->c, expr) : -1;
	if (part && col->chosen)
		withhold(x, cand);
	if (entity < 0 || (part && col->chosen))
		return;
	struct mdp_def def = {
		.expr = expr, .entity = entity, .time = -1, .rank = MDP_DEF_PAGE, .assumed = part ? col->assumed : NULL
	};
	const struct mdp_sql_query *in = col->in ? col->in : cand->query;
	def.source = (struct mdp_source){ in->file, mdp_sql_line(in, col->at) };
	const char *alias = without_format(x->a, col->name, &def.unit);
	const char *name = mdp_enrich_name(x, alias, main_aggregate(expr));
	const char *whole = mdp_words_norm(x->a, mdp_str_of(mdp_words_of_name(x->a, alias)));
	def.uses = 1 + look_at_components(x, cand, &def);
	/* counts of an entity need no definition, and an instance's own figure gives no name */
	bool named = !in->generated && is_name(name) && !col->keyed && !(col->filtered && !part) &&
		     !names_entity(x->c, name);
	if (named) {
		def.name = name;
		if (strcmp(name, whole) && !names_entity(x->c, whole))
			def.synonyms = mdp_enrich_join(x->a, def.synonyms, whole);
	} else if (col->keyed || col->filtered || in->generated) {
		def.synonyms = NULL;
	}
	mdp_enrich_define(x, &def);
}

/* The currency that all pages show their amounts in, where it is one. */
static void platform_currency(struct mdp_enrich *x, const struct mdp_pages *pages)
{
	const char *found = NULL;
	for (int p = 0; p < pages->n; p++)
		for (int i = 0; i < pages->items[p].nshown; i++) {
			const char *unit = unit_of_format(x->a, pages->items[p].shown[i].format);
			if (!mdp_unit_is_money(unit))
				continue;
			if (found && strcmp(found, unit))
				return;
			found = unit;
		}
	x->c->currency = found;
}

void mdp_enrich_pages(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_pages *pages)
{
	struct candidates all = { 0 };
	for (int i = 0; i < r->nqueries; i++) {
		struct mdp_sql_query *q = r->queries[i];
		mdp_sql_read(r, q, 0);
		for (int p = 0; q->page && q->rel && p < pages->n; p++) {
			if (strcmp(pages->items[p].file, q->file))
				continue;
			for (int k = 0; k < q->rel->n; k++) {
				struct candidate cand = { &q->rel->cols[k], q, &pages->items[p], NULL };
				if (!defines(cand.col))
					continue;
				cand.plain = mdp_enrich_plain(x, cand.col->expr);
				MDP_PUSH(x->a, all.items, all.n, all.cap, cand);
			}
		}
	}
	for (int i = 0; i < all.n; i++)
		define(x, &all, &all.items[i]);
	platform_currency(x, pages);
}
