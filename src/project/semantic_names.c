/*
 * What a semantic layer calls columns: dimensions and entities in lists of the semantic model, or, in the newer form, at the columns of the
 * model and in its derived_semantics.
 */
#include <string.h>
#include <strings.h>

#include "project/dbt.h"
#include "project/semantic.h"
#include "project/words.h"
#include "base/banned.h"

typedef bool visit_fn(const struct mdp_dimension *it, void *data);

static bool visit_lists(const struct mdp_yaml *node, visit_fn *visit, void *data)
{
	static const char *const lists[] = { "dimensions", "entities" };
	for (size_t i = 0; node && i < 2; i++) {
		const struct mdp_yaml *list = mdp_yaml_get(node, lists[i]);
		for (const struct mdp_yaml *d = list ? list->child : NULL; d; d = d->next) {
			const char *name = mdp_yaml_text(d, "name"), *expr = mdp_yaml_text(d, "expr");
			const char *grain = mdp_yaml_text(mdp_yaml_get(d, "type_params"), "time_granularity");
			struct mdp_dimension it = { .name = name,
						    .sql = expr ? expr : name,
						    .type = mdp_yaml_text(d, "type"),
						    .label = mdp_yaml_text(d, "label"),
						    .description = mdp_yaml_text(d, "description"),
						    .grain = grain ? grain : mdp_yaml_text(d, "granularity"),
						    .entity = i == 1 };
			if (name && visit(&it, data))
				return true;
		}
	}
	return false;
}

/* At a column: `dimension: time`, or a map of what it says. */
static bool visit_columns(const struct mdp_yaml *node, visit_fn *visit, void *data)
{
	static const char *const keys[] = { "dimension", "entity" };
	const struct mdp_yaml *columns = mdp_yaml_get(node, "columns");
	for (const struct mdp_yaml *c = columns ? columns->child : NULL; c; c = c->next) {
		const char *column = mdp_yaml_text(c, "name");
		for (size_t i = 0; column && i < 2; i++) {
			const struct mdp_yaml *d = mdp_yaml_get(c, keys[i]);
			bool map = d && d->kind == MDP_YAML_MAP;
			const char *name = map ? mdp_yaml_text(d, "name") : NULL;
			struct mdp_dimension it = { .name = name ? name : column,
						    .sql = column,
						    .grain = mdp_yaml_text(c, "granularity"),
						    .entity = i == 1 };
			if (map) {
				it.type = mdp_yaml_text(d, "type");
				it.label = mdp_yaml_text(d, "label");
				it.description = mdp_yaml_text(d, "description");
			} else if (d) {
				it.type = d->text;
			}
			if (d && visit(&it, data))
				return true;
		}
	}
	return false;
}

/* Until the visitor says that it has what it wants; did it? */
static bool visit_all(const struct mdp_layer *l, visit_fn *visit, void *data)
{
	return visit_lists(l->node, visit, data) ||
	       visit_lists(mdp_yaml_get(l->node, "derived_semantics"), visit, data) ||
	       visit_columns(l->node, visit, data);
}

struct wanted {
	const char *name;
	bool entity; /* only such */
	struct mdp_dimension found;
};

static bool is_wanted(const struct mdp_dimension *it, void *data)
{
	struct wanted *w = data;
	if (strcmp(it->name, w->name) != 0 || (w->entity && !it->entity))
		return false;
	w->found = *it;
	return true;
}

bool mdp_semantic_has_column(const struct mdp_enrich *x, const struct mdp_layer *l, const char *name)
{
	for (int i = 0; l->place.rel && i < l->place.rel->n; i++)
		if (!strcasecmp(l->place.rel->cols[i].name, name))
			return true;
	return mdp_enrich_column_in(x->c, l->place.table, name) >= 0;
}

bool mdp_semantic_find(const struct mdp_enrich *x, const struct mdp_layer *l, const char *name,
		       struct mdp_dimension *out)
{
	struct wanted w = { .name = name };
	if (!visit_all(l, is_wanted, &w)) {
		if (!mdp_semantic_has_column(x, l, name))
			return false;
		w.found = (struct mdp_dimension){ .name = name, .sql = name };
	}
	*out = w.found;
	return true;
}

bool mdp_semantic_entity(const struct mdp_layer *l, const char *name, struct mdp_dimension *out)
{
	struct wanted w = { .name = name, .entity = true };
	if (!visit_all(l, is_wanted, &w))
		return false;
	*out = w.found;
	return true;
}

bool mdp_semantic_is_of(const struct mdp_layer *l, const char *entity)
{
	struct mdp_dimension it;
	const char *primary = mdp_yaml_text(l->node, "primary_entity");
	if (primary && !strcmp(primary, entity))
		return true;
	return mdp_semantic_entity(l, entity, &it) && it.type &&
	       (!strcmp(it.type, "primary") || !strcmp(it.type, "unique"));
}

int mdp_semantic_column(const struct mdp_enrich *x, const struct mdp_layer *l, const char *sql)
{
	int column = mdp_enrich_column_in(x->c, l->place.table, sql);
	const struct mdp_expr *e = column < 0 ? mdp_sql_expression(x->sql, sql, &l->place) : NULL;
	while (e && e->kind == MDP_X_TRUNC)
		e = e->arg;
	return e && e->kind == MDP_X_COLUMN ? mdp_catalog_column(x->c, mdp_str_of(e->name)) : column;
}

static bool is_primary(const struct mdp_dimension *it, void *data)
{
	const char *sql = data;
	return it->type && !strcmp(it->type, "primary") && (!strcmp(it->sql, sql) || !strcmp(it->name, sql));
}

bool mdp_semantic_is_primary(const struct mdp_layer *l, const char *sql)
{
	return sql && visit_all(l, is_primary, (void *)(uintptr_t)sql);
}

struct naming {
	struct mdp_enrich *x;
	const struct mdp_layer *l;
};

static bool name_column(const struct mdp_dimension *it, void *data)
{
	const struct naming *n = data;
	struct mdp_enrich *x = n->x;
	int column = mdp_enrich_column_in(x->c, n->l->place.table, it->sql);
	if (column < 0 || it->entity)
		return false;
	struct mdp_column *col = &x->c->columns[column];
	const char *text = mdp_dbt_text(x->dbt, x->a, it->description);
	if (strcasecmp(it->name, col->name))
		col->synonyms = mdp_enrich_join(x->a, col->synonyms, mdp_words_of_name(x->a, it->name));
	if (it->label && !col->label)
		col->label = mdp_arena_strdup(x->a, it->label);
	if (text && !col->description)
		col->description = text;
	return false;
}

void mdp_semantic_name_dimensions(struct mdp_enrich *x, const struct mdp_layer *l)
{
	struct naming n = { x, l };
	visit_all(l, name_column, &n);
}
