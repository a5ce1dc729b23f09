/*
 * What components of pages show: a column that their query does not have, and a part of a hundred that the query has made already and the
 * format makes again.
 */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "engine/engine.h"
#include "project/evidence.h"
#include "project/numbers.h"
#include "project/sqlcheck.h"
#include "project/words.h"
#include "base/banned.h"

#define MAX_DEPTH 16

static const struct mdp_sql_query *query_of(const struct mdp_enrich *x, const struct mdp_sql_reader *r,
					    const struct mdp_page *page, const struct mdp_shown *s)
{
	const struct mdp_sql_query *q =
		s->query ? mdp_sql_find(r, mdp_arena_printf(x->a, "__q_%s_%s", page->prefix, s->query)) : NULL;
	return q && q->page && !q->opaque ? q : NULL;
}

static bool ends(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);
	return n >= m && !strcmp(text + n - m, end);
}

/* Components whose attributes name columns of their data, and nothing else. */
static bool names_columns(const char *component)
{
	static const char *const whole[] = { "BigValue", "Value", "Column", "Delta" };
	static const char *const tails[] = { "Chart", "Histogram", "BoxPlot" };
	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
		if (!strcmp(component, whole[i]))
			return true;
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
		if (ends(component, tails[i]))
			return true;
	return false;
}

static bool is_plain(const char *name)
{
	return *name && strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == strlen(name);
}

/* The names of a query's columns; components of one query mostly follow each other. */
struct columns {
	const struct mdp_sql_query *of;
	const char **names; /* NULL: it does not run, which is told by itself */
	int n;
};

static void read_columns(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_sql_query *q,
			 struct columns *out)
{
	struct mdp_result res = { 0 };
	int before;
	if (out->of == q)
		return;
	*out = (struct columns){ .of = q };
	const char *sql = mdp_sql_whole(r, q, q->text, false, &before);
	if (sql && !mdp_engine_describe(x->e, sql, &res, NULL)) {
		out->n = res.ncolumns;
		out->names = MDP_NEW_ARRAY(x->a, (size_t)res.ncolumns + 1, const char *);
		for (int i = 0; i < res.ncolumns; i++)
			out->names[i] = mdp_arena_strdup(x->a, res.columns[i].name);
	}
	mdp_result_release(&res);
}

static void check_column(struct mdp_enrich *x, const struct columns *c, const struct mdp_page *page,
			 const struct mdp_shown *s)
{
	bool found = !c->names || !names_columns(s->component) || !is_plain(s->column);
	for (int i = 0; i < c->n && !found; i++)
		found = !strcasecmp(c->names[i], s->column);
	if (found)
		return;
	struct mdp_finding *f =
		mdp_enrich_finding(x, "shown_not_there", page->file, s->line,
				   "%s shows %s, which its query %s does not have", s->component, s->column, s->query);
	const char *near = mdp_words_nearest(s->column, c->names, c->n);
	f->fix = near ? mdp_arena_printf(x->a, "did you mean %s?", near) : NULL;
}

static bool is_hundred(const json_t *n)
{
	const json_t *value = json_object_get(n, "value"), *type = json_object_get(value, "type");
	double v = json_number_value(json_object_get(value, "value"));
	double scale = json_number_value(json_object_get(json_object_get(type, "type_info"), "scale"));
	return mdp_sql_is_class(n, "CONSTANT") && v == 100 * pow(10, scale);
}

/* Is this multiplied by a hundred, whatever rounds or divides it? */
static bool hundredfold(const json_t *n, int depth)
{
	const char *name = mdp_sql_text(n, "function_name");
	if (!n || depth > MAX_DEPTH)
		return false;
	if (mdp_sql_is_class(n, "CAST"))
		return hundredfold(json_object_get(n, "child"), depth + 1);
	if (!strcmp(name, "*"))
		return is_hundred(mdp_sql_child(n, 0)) || is_hundred(mdp_sql_child(n, 1)) ||
		       hundredfold(mdp_sql_child(n, 0), depth + 1) || hundredfold(mdp_sql_child(n, 1), depth + 1);
	if (!strcmp(name, "/") || !strcmp(name, "round") || !strcmp(mdp_sql_text(n, "type"), "OPERATOR_COALESCE"))
		return hundredfold(mdp_sql_child(n, 0), depth + 1);
	return false;
}

static void check_percent(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_sql_query *q,
			  const struct mdp_page *page, const struct mdp_shown *s)
{
	const json_t *items = json_object_get(mdp_sql_statement(q->root), "select_list"), *item = NULL;
	double v;
	int before;
	if (!s->format || strncmp(s->format, "pct", 3) != 0)
		return;
	for (size_t i = 0; i < json_array_size(items); i++)
		if (!strcasecmp(mdp_sql_text(json_array_get(items, i), "alias"), s->column))
			item = json_array_get(items, i);
	if (!item || !hundredfold(item, 0))
		return;
	struct mdp_finding *f = mdp_enrich_finding(x, "percent_twice", page->file, s->line,
						   "%s is multiplied by 100 in its query %s and again by the format %s",
						   s->column, s->query, s->format);
	f->fix = "take the 100 out of the query, or give it a plain number format";
	const char *sql =
		mdp_sql_whole(r, NULL,
			      mdp_arena_printf(x->a, "select any_value(%s)::double, count(*)::double from %s",
					       mdp_engine_ident(x->a, s->column), mdp_engine_ident(x->a, q->name)),
			      true, &before);
	double n[2] = { 0 };
	v = sql && mdp_numbers_row(x, sql, n, 2, NULL) && n[1] == 1 ? n[0] : NAN;
	if (!isnan(v))
		mdp_numbers_of_finding(f, v, v / 100);
}

void mdp_enrich_shown(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_pages *pages)
{
	struct columns columns = { 0 };
	for (int p = 0; p < pages->n; p++)
		for (int i = 0; i < pages->items[p].nshown; i++) {
			const struct mdp_shown *s = &pages->items[p].shown[i];
			const struct mdp_sql_query *q = query_of(x, r, &pages->items[p], s);
			if (!q)
				continue;
			read_columns(x, r, q, &columns);
			check_column(x, &columns, &pages->items[p], s);
			check_percent(x, r, q, &pages->items[p], s);
		}
}
