/*
 * What the properties of dbt models say about tables and columns: descriptions, labels, synonyms, and definitions under `meta`.
 * dbt leaves meta to its readers, so the common forms are read: `metric` (one) or `metrics` (a list, or a map by name as
 * BI tools on dbt have it), each with an aggregate (`agg` or `type`), a column or `sql`/`expr`, a label and synonyms. An entry may
 * name the columns that its amount belongs to (`grain`); where the data say otherwise, that is a finding.
 */
#include <string.h>
#include <strings.h>

#include "engine/engine.h"
#include "project/config.h"
#include "project/dbt.h"
#include "project/words.h"
#include "base/banned.h"

int mdp_enrich_table_of(const struct mdp_enrich *x, const struct mdp_dbt_model *m)
{
	for (const char **schema = m ? mdp_dbt_schemas(x->dbt, x->a, m) : NULL; schema && *schema; schema++)
		for (int i = 0; i < x->c->ntables; i++)
			if (!strcasecmp(x->c->tables[i].schema, *schema) && !strcasecmp(x->c->tables[i].name, m->alias))
				return i;
	/* a schema made in some way of its own: the name must do, if only one table has it */
	int found = -1;
	for (int i = 0; m && i < x->c->ntables; i++)
		if (!strcasecmp(x->c->tables[i].name, m->alias)) {
			if (found >= 0)
				return -1;
			found = i;
		}
	return found;
}

static const char *text_of(struct mdp_enrich *x, const struct mdp_yaml *node, const char *key)
{
	return mdp_dbt_text(x->dbt, x->a, mdp_yaml_text(node, key));
}

static const char *copy(struct mdp_enrich *x, const char *text)
{
	return mdp_arena_strdup(x->a, text);
}

static const char *meta_text(const struct mdp_yaml *node, const char *key)
{
	const struct mdp_yaml *found = mdp_dbt_meta(node, key);
	return found && found->kind == MDP_YAML_SCALAR ? found->text : NULL;
}

static const char **join_lists(struct mdp_enrich *x, const char **list, const char **more)
{
	for (; more && *more; more++)
		list = mdp_enrich_join(x->a, list, *more);
	return list;
}

/* --- metrics under meta --- */

/*
 * Do these columns of the table name one instance of the entity? They hold its key there, and whatever else they hold is
 * determined by it.
 */
static bool is_key(const struct mdp_enrich *x, int entity, int table, const struct mdp_yaml *grain)
{
	const struct mdp_catalog *c = x->c;
	int site = mdp_catalog_site(c, entity, table, NULL);
	const int *key = site >= 0 ? c->sites[site].key : c->entities[entity].key;
	for (int k = 0; k < c->entities[entity].nkey; k++) {
		bool found = false;
		for (const struct mdp_yaml *g = grain->child; g && !found; g = g->next)
			found = mdp_catalog_original(c, mdp_enrich_column_in(c, table, g->text)) ==
				mdp_catalog_original(c, key[k]);
		if (!found)
			return false;
	}
	for (const struct mdp_yaml *g = grain->child; g; g = g->next)
		if (!mdp_catalog_determines(c, entity, c->columns[mdp_enrich_column_in(c, table, g->text)].entity))
			return false;
	return true;
}

static void check_grain(struct mdp_enrich *x, const struct mdp_yaml *metric, int table, int entity, const char *file)
{
	const struct mdp_yaml *grain = mdp_yaml_get(metric, "grain");
	if (!grain || grain->kind != MDP_YAML_LIST || entity < 0)
		return;
	for (const struct mdp_yaml *g = grain->child; g; g = g->next)
		if (g->kind != MDP_YAML_SCALAR || mdp_enrich_column_in(x->c, table, g->text) < 0) {
			mdp_enrich_finding(x, "unknown_column", file, g->line, "the grain names no column of %s: %s",
					   x->c->tables[table].name, g->text ? g->text : "");
			return;
		}
	if (!is_key(x, entity, table, grain))
		mdp_enrich_finding(x, "grain_differs", file, grain->line,
				   "the declared grain is not what the data show: the amount belongs to the %s",
				   x->c->entities[entity].name);
}

/* Lightdash and LookML write ${TABLE}.x and ${x}; both are columns here. */
static const char *without_marks(struct mdp_enrich *x, const char *sql)
{
	char *out = mdp_arena_strdup(x->a, sql), *to = out;
	for (const char *p = sql; *p;) {
		if (!strncasecmp(p, "${TABLE}.", 9)) {
			p += 9;
		} else if (*p == '$' && p[1] == '{') {
			p += 2;
		} else if (*p == '}') {
			p++;
		} else {
			*to++ = *p++;
		}
	}
	*to = 0;
	return out;
}

static struct mdp_expr *metric_expr(struct mdp_enrich *x, const struct mdp_yaml *metric, int table, int column)
{
	static const char *const agg_keys[] = { "agg", "type", "calculation_method", "aggregation" };
	static const char *const sql_keys[] = { "sql", "expr", "expression" };
	enum mdp_aggregate fn;
	const char *word = NULL, *sql = NULL;
	for (size_t i = 0; i < sizeof(agg_keys) / sizeof(agg_keys[0]) && !word; i++)
		word = mdp_yaml_text(metric, agg_keys[i]);
	for (size_t i = 0; i < sizeof(sql_keys) / sizeof(sql_keys[0]) && !sql; i++)
		sql = mdp_yaml_text(metric, sql_keys[i]);
	if (!mdp_enrich_aggregate(word ? word : "sum", &fn))
		return NULL;
	if (!sql && column < 0 && fn != MDP_AGG_COUNT)
		return NULL;
	sql = sql ? without_marks(x, sql) : column >= 0 ? mdp_engine_ident(x->a, x->c->columns[column].name) : NULL;
	struct mdp_sql_place place = { .table = table };
	return mdp_enrich_metric(x->sql, &place, fn, sql, mdp_yaml_text(metric, "where"));
}

static void read_metric(struct mdp_enrich *x, const struct mdp_yaml *metric, const char *name, int table, int column,
			const char *file)
{
	const char *label = mdp_yaml_text(metric, "label"), *said = mdp_yaml_text(metric, "name");
	struct mdp_expr *expr = metric->kind == MDP_YAML_MAP ? metric_expr(x, metric, table, column) : NULL;
	int entity = expr ? mdp_expr_entity(x->c, expr) : -1;
	if (said)
		name = said;
	if (entity < 0 || !name) {
		mdp_enrich_finding(x, "metric_not_understood", file, metric->line, "the metric %s cannot be read",
				   name ? name : "");
		return;
	}
	check_grain(x, metric, table, entity, file);
	struct mdp_def def = {
		.name = mdp_enrich_name(x, name, expr->agg),
		.synonyms = mdp_enrich_list(x, mdp_yaml_get(metric, "synonyms")),
		.description = text_of(x, metric, "description"),
		.unit = copy(x, mdp_yaml_text(metric, "unit")),
		.expr = expr,
		.entity = entity,
		.time = mdp_enrich_column_in(x->c, table, mdp_yaml_text(metric, "time")),
		.rank = MDP_DEF_META,
		.source = { copy(x, file), metric->line },
	};
	if (label)
		def.synonyms = mdp_enrich_join(x->a, def.synonyms, mdp_enrich_name(x, label, expr->agg));
	mdp_enrich_define(x, &def);
}

static void read_metrics(struct mdp_enrich *x, const struct mdp_yaml *node, int table, int column, const char *file)
{
	const struct mdp_yaml *one = mdp_dbt_meta(node, "metric"), *many = mdp_dbt_meta(node, "metrics");
	if (one && one->kind == MDP_YAML_MAP)
		read_metric(x, one, NULL, table, column, file);
	for (const struct mdp_yaml *m = many && many->kind != MDP_YAML_SCALAR ? many->child : NULL; m; m = m->next)
		read_metric(x, m, m->key, table, column, file);
}

/* --- columns and tables --- */

static void read_column(struct mdp_enrich *x, const struct mdp_yaml *node, int table, const char *file)
{
	const char *name = mdp_yaml_text(node, "name");
	if (!name)
		return;
	int column = mdp_enrich_column_in(x->c, table, name);
	if (column < 0) {
		mdp_enrich_finding(x, "unknown_column", file, node->line,
				   "%s describes the column %s, which it does not have", x->c->tables[table].name,
				   name);
		return;
	}
	struct mdp_column *col = &x->c->columns[column];
	const char *text = text_of(x, node, "description"), *label = meta_text(node, "label"),
		   *unit = meta_text(node, "unit");
	const char *hidden = meta_text(node, "hidden");
	if (!label)
		label = mdp_yaml_text(node, "label");
	if (!label)
		label = mdp_yaml_text(mdp_dbt_meta(node, "dimension"), "label");
	if (text)
		col->description = text;
	if (label)
		col->label = copy(x, label);
	if (unit)
		col->unit = copy(x, unit);
	if (hidden && !strcasecmp(hidden, "true"))
		col->hidden = true;
	col->synonyms = join_lists(x, col->synonyms, mdp_enrich_list(x, mdp_dbt_meta(node, "synonyms")));
	col->source = (struct mdp_source){ copy(x, file), node->line };
	read_metrics(x, node, table, column, file);
}

static void read_model(struct mdp_enrich *x, const struct mdp_dbt_model *m, int table)
{
	const struct mdp_yaml *node = m->properties.node, *columns = mdp_yaml_get(node, "columns");
	struct mdp_table *t = &x->c->tables[table];
	t->source = node ? (struct mdp_source){ copy(x, m->properties.file), node->line }
			 : (struct mdp_source){ copy(x, m->file), 1 };
	if (!node)
		return;
	const char *text = text_of(x, node, "description");
	if (text)
		t->description = text;
	struct mdp_entity *e = t->row_entity >= 0 ? &x->c->entities[t->row_entity] : NULL;
	if (e && text && !e->description)
		e->description = text;
	if (e)
		e->synonyms = join_lists(x, e->synonyms, mdp_enrich_list(x, mdp_dbt_meta(node, "synonyms")));
	for (const struct mdp_yaml *c = columns ? columns->child : NULL; c; c = c->next)
		read_column(x, c, table, m->properties.file);
	read_metrics(x, node, table, -1, m->properties.file);
}

void mdp_enrich_dbt(struct mdp_enrich *x)
{
	for (int i = 0; i < x->dbt->nfindings; i++) {
		const struct mdp_finding *f = &x->dbt->findings[i];
		mdp_enrich_finding(x, f->code, f->source.file, f->source.line, "%s", f->text);
	}
	for (int i = 0; i < x->dbt->nmodels; i++) {
		const struct mdp_dbt_model *m = &x->dbt->models[i];
		int table = m->disabled || m->ephemeral ? -1 : mdp_enrich_table_of(x, m);
		if (table >= 0)
			read_model(x, m, table);
	}
}
