/*
 * dbt's semantic layer, in the forms that dbt has had: metrics on a model (calculation_method and expression), MetricFlow's
 * semantic models with measures and metrics on them (type and type_params), and the newer form in which both stand at the model and its
 * columns. All end as the same: an aggregate over columns of a table, or arithmetic on such. What needs a window (cumulative, offsets,
 * conversions) is not said here and becomes a finding that keeps its names, so that asking for it says why.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "engine/engine.h"
#include "project/config.h"
#include "project/dbt.h"
#include "project/evidence.h"
#include "project/semantic.h"
#include "project/words.h"
#include "base/banned.h"

#define METRIC_DEPTH 16

/* A measure or a metric. */
struct item {
	const char *name;
	const struct mdp_yaml *node;
	const char *file;
	int layer; /* of a measure, and of metrics that hold their own aggregate; -1 */
	bool metric, wanted; /* wanted: a measure that is a metric too */
	enum { NEW, BUSY, DONE } state;
	struct mdp_expr *expr;
};

struct semantic {
	struct mdp_enrich *x;
	struct mdp_layer *layers;
	int nlayers, cap_layers;
	struct item *items;
	int nitems, cap_items;
};

static struct mdp_expr *value_of(struct semantic *s, struct item *it, int depth);

static struct item *find_item(struct semantic *s, const char *name, bool metric)
{
	for (int i = 0; name && i < s->nitems; i++)
		if (s->items[i].metric == metric && !strcmp(s->items[i].name, name))
			return &s->items[i];
	return NULL;
}

/* 'entity__dimension' as SQL: a column of the layer itself, else table.column of the layer whose entity that is. */
static const char *resolve(struct semantic *s, const struct mdp_layer *l, const char *path)
{
	const char *last = strrchr(path, '_');
	while (last && last > path && last[-1] != '_')
		last = last > path ? memrchr(path, '_', (size_t)(last - path)) : NULL;
	const char *name = last ? last + 1 : path;
	const char *own = mdp_semantic_dimension(s->x, l, name);
	if (own)
		return own;
	for (int i = 0; i < s->nlayers; i++) {
		const char *sql = mdp_semantic_dimension(s->x, &s->layers[i], name);
		int table = s->layers[i].place.table;
		if (sql && table >= 0 && !strpbrk(sql, " (.\""))
			return mdp_arena_printf(s->x->a, "%s.%s",
						mdp_engine_ident(s->x->a, s->x->c->tables[table].name),
						mdp_engine_ident(s->x->a, sql));
	}
	return NULL;
}

/* The first quoted text in {{ Dimension('a__b') }}; NULL when there is none. */
static const char *quoted(struct mdp_arena *a, const char *p, const char *end)
{
	const char *open = p;
	while (open < end && *open != '\'' && *open != '"')
		open++;
	const char *close = open < end ? memchr(open + 1, *open, (size_t)(end - open - 1)) : NULL;
	return close ? mdp_arena_strndup(a, open + 1, (size_t)(close - open - 1)) : NULL;
}

/* A filter with its Jinja made into columns; NULL when it holds what has no column. */
static const char *filter_sql(struct semantic *s, const struct mdp_layer *l, const char *text)
{
	struct mdp_buf b = MDP_BUF_INIT;
	const char *out = NULL;
	for (const char *p = text; *p;) {
		if (strncmp(p, "{{", 2)) {
			mdp_buf_putc(&b, *p++);
			continue;
		}
		const char *end = strstr(p, "}}"), *path = end ? quoted(s->x->a, p, end) : NULL;
		const char *sql = path ? resolve(s, l, path) : NULL;
		if (!sql)
			goto done;
		mdp_buf_puts(&b, sql);
		p = end + 2;
	}
	out = mdp_arena_strdup(s->x->a, mdp_buf_cstr(&b));
done:
	mdp_buf_release(&b);
	return out;
}

/* --- filters --- */

static struct mdp_expr *under(struct mdp_enrich *x, const struct mdp_expr *expr, struct mdp_pred *p, int depth)
{
	if (!expr || depth > METRIC_DEPTH)
		return NULL;
	struct mdp_expr *out = MDP_NEW(x->a, struct mdp_expr);
	*out = *expr;
	if (expr->kind == MDP_X_AGG) {
		out->where = mdp_pred_and(x->a, expr->where, p);
		return out;
	}
	out->arg = under(x, expr->arg, p, depth + 1);
	out->arg2 = under(x, expr->arg2, p, depth + 1);
	return out;
}

/* `expr` under the node's filter: a text, or a list of texts (all hold). NULL when one is not understood. */
static struct mdp_expr *filtered(struct semantic *s, struct mdp_expr *expr, const struct mdp_yaml *filter, int layer)
{
	if (!filter || filter->kind == MDP_YAML_NULL || !expr)
		return expr;
	if (layer < 0)
		return NULL;
	const struct mdp_yaml *one = filter->kind == MDP_YAML_SCALAR ? filter : filter->child;
	for (; one && expr; one = filter->kind == MDP_YAML_SCALAR ? NULL : one->next) {
		const char *sql = one->text ? filter_sql(s, &s->layers[layer], one->text) : NULL;
		struct mdp_pred *p = sql ? mdp_sql_condition(s->x->sql, sql, &s->layers[layer].place) : NULL;
		expr = p ? under(s->x, expr, p, 0) : NULL;
	}
	return expr;
}

/* filters: [{field, operator, value}] of metrics on a model. */
static const char *legacy_filter(struct semantic *s, const struct mdp_yaml *node)
{
	const struct mdp_yaml *list = mdp_yaml_get(node, "filters");
	const char *out = NULL;
	for (const struct mdp_yaml *f = list ? list->child : NULL; f; f = f->next) {
		const char *field = mdp_yaml_text(f, "field"), *op = mdp_yaml_text(f, "operator"),
			   *value = mdp_yaml_text(f, "value");
		if (!field || !op || !value)
			return "";
		const char *one = mdp_arena_printf(s->x->a, "%s %s %s", mdp_engine_ident(s->x->a, field), op, value);
		out = out ? mdp_arena_printf(s->x->a, "%s and %s", out, one) : one;
	}
	return out;
}

/* --- aggregates --- */

/* SQL of an aggregate's expr, with names of dimensions made into columns. */
static const char *argument(struct semantic *s, const struct item *it)
{
	const struct mdp_layer *l = &s->layers[it->layer];
	const char *expr = mdp_yaml_text(it->node, "expr");
	if (!expr)
		expr = mdp_yaml_text(it->node, "expression");
	if (!expr)
		return mdp_semantic_has_column(s->x, l, it->name) ? mdp_engine_ident(s->x->a, it->name) : NULL;
	const char *sql = strpbrk(expr, " (+-*/.,'") ? NULL : mdp_semantic_dimension(s->x, l, expr);
	return sql ? sql : expr;
}

static struct mdp_expr *percentile(struct semantic *s, const struct item *it, const char *sql, const char *where)
{
	const char *text = mdp_yaml_text(mdp_yaml_get(it->node, "agg_params"), "percentile");
	double p;
	if (!text)
		text = mdp_yaml_text(it->node, "percentile");
	/* ".5" */
	if (text && *text == '.')
		text = mdp_arena_printf(s->x->a, "0%s", text);
	if (!sql || !text || !mdp_str_to_double(mdp_str_of(text), &p))
		return NULL;
	return mdp_enrich_metric(s->x->sql, &s->layers[it->layer].place, MDP_AGG_NONE,
				 mdp_arena_printf(s->x->a, "quantile_cont(%s, %g)", sql, p), where);
}

static struct mdp_expr *aggregate(struct semantic *s, const struct item *it)
{
	enum mdp_aggregate fn;
	const char *word = mdp_yaml_text(it->node, "agg"), *where = legacy_filter(s, it->node);
	if (!word)
		word = mdp_yaml_text(it->node, "calculation_method");
	if (it->layer < 0 || !word || (where && !*where))
		return NULL;
	/* a sum of truths counts them */
	bool truths = !strcasecmp(word, "sum_boolean");
	const char *sql = argument(s, it);
	if (truths && sql) {
		where = where ? mdp_arena_printf(s->x->a, "%s and %s", where, sql) : sql;
		sql = "*";
	}
	if (!truths && !strcasecmp(word, "percentile"))
		return percentile(s, it, sql, where);
	if (!truths && !mdp_enrich_aggregate(word, &fn))
		return NULL;
	/* "count" of 1 or * counts rows */
	if (truths || (fn == MDP_AGG_COUNT && (!sql || !strcmp(sql, "1") || !strcmp(sql, "*")))) {
		fn = MDP_AGG_COUNT;
		sql = NULL;
	}
	struct mdp_sql_query place = { .name = it->name, .text = "", .file = it->file, .line = it->node->line };
	struct mdp_sql_query *kept = MDP_NEW(s->x->a, struct mdp_sql_query);
	*kept = place;
	int before = s->x->sql->nsuspects;
	s->x->sql->now = kept;
	const struct mdp_sql_place *in = &s->layers[it->layer].place;
	struct mdp_expr *x = mdp_enrich_metric(s->x->sql, in, fn, sql, where);
	/* a key made of columns has no words in the query language; counted, it counts rows */
	if (!x && (fn == MDP_AGG_COUNT || fn == MDP_AGG_COUNT_DISTINCT) &&
	    mdp_semantic_is_primary(s->x, &s->layers[it->layer], sql))
		x = mdp_enrich_metric(s->x->sql, in, MDP_AGG_COUNT, NULL, where);
	s->x->sql->now = NULL;
	/* it says itself that it does not add up over time */
	if (mdp_yaml_get(it->node, "non_additive_dimension"))
		mdp_sql_forget(s->x->sql, before, MDP_SUSPECT_TIME);
	return x;
}

/* A reference to a measure or metric: its name, or a map with name, filter and others. */
static struct mdp_expr *reference(struct semantic *s, const struct mdp_yaml *ref, bool metric, int *layer, int depth)
{
	const char *name = ref ? (ref->kind == MDP_YAML_SCALAR ? ref->text : mdp_yaml_text(ref, "name")) : NULL;
	struct item *it = find_item(s, name, metric);
	/* a measure may be a metric too, and the other way round */
	if (!it)
		it = find_item(s, name, !metric);
	if (!it || mdp_yaml_get(ref, "offset_window") || mdp_yaml_get(ref, "offset_to_grain"))
		return NULL;
	struct mdp_expr *x = value_of(s, it, depth + 1);
	*layer = it->layer;
	return filtered(s, x, mdp_yaml_get(ref, "filter"), it->layer);
}

/* `key` of a metric, in type_params or, in the newer form, beside them. */
static const struct mdp_yaml *param(const struct mdp_yaml *node, const char *key)
{
	const struct mdp_yaml *found = mdp_yaml_get(mdp_yaml_get(node, "type_params"), key);
	return found ? found : mdp_yaml_get(node, key);
}

/* {{ metric('a') }} as the name a. */
static const char *plain_names(struct semantic *s, const char *text)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (const char *p = text; *p;) {
		const char *end = !strncmp(p, "{{", 2) ? strstr(p, "}}") : NULL;
		const char *name = end ? quoted(s->x->a, p, end) : NULL;
		if (name) {
			mdp_buf_puts(&b, name);
			p = end + 2;
		} else {
			mdp_buf_putc(&b, *p++);
		}
	}
	const char *out = mdp_arena_strdup(s->x->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return out;
}

static struct mdp_expr *derived(struct semantic *s, struct item *it, int depth)
{
	const struct mdp_yaml *inputs = param(it->node, "metrics"), *text = param(it->node, "expr");
	struct mdp_sql_column names[64];
	int n = 0, layer;
	if (!inputs)
		inputs = param(it->node, "input_metrics");
	if (!text)
		text = mdp_yaml_get(it->node, "expression");
	if (!text || !text->text)
		return NULL;
	for (const struct mdp_yaml *in = inputs ? inputs->child : NULL; in && n < 64; in = in->next) {
		const char *alias = mdp_yaml_text(in, "alias"), *name = in->text ? in->text : mdp_yaml_text(in, "name");
		names[n] = (struct mdp_sql_column){ .name = alias ? alias : name,
						    .expr = reference(s, in, true, &layer, depth) };
		if (!names[n].name || !names[n++].expr)
			return NULL;
		if (it->layer < 0)
			it->layer = layer;
	}
	/* the oldest form names its metrics in the expression only */
	for (int i = 0; !inputs && i < s->nitems && n < 64; i++) {
		if (!s->items[i].metric || &s->items[i] == it || !strstr(text->text, s->items[i].name))
			continue;
		struct mdp_expr *x = value_of(s, &s->items[i], depth + 1);
		if (x)
			names[n++] = (struct mdp_sql_column){ .name = s->items[i].name, .expr = x };
	}
	return mdp_sql_combine(s->x->sql, plain_names(s, text->text), names, n);
}

static struct mdp_expr *compute(struct semantic *s, struct item *it, int depth)
{
	const char *type = mdp_yaml_text(it->node, "type");
	int layer = -1, other;
	if (!it->metric)
		return aggregate(s, it);
	if (!type)
		type = mdp_yaml_text(it->node, "calculation_method");
	if (type && (!strcmp(type, "derived") || !strcmp(type, "expression")))
		return derived(s, it, depth);
	if (type && !strcmp(type, "ratio")) {
		struct mdp_expr *top = reference(s, param(it->node, "numerator"), true, &layer, depth);
		struct mdp_expr *bottom = reference(s, param(it->node, "denominator"), true, &other, depth);
		if (!top)
			top = reference(s, param(it->node, "numerator"), false, &layer, depth);
		if (!bottom)
			bottom = reference(s, param(it->node, "denominator"), false, &other, depth);
		it->layer = layer;
		return top && bottom ? mdp_expr_op(s->x->a, MDP_OP_DIV, top, bottom) : NULL;
	}
	if (mdp_yaml_get(it->node, "agg") || mdp_yaml_get(it->node, "calculation_method"))
		return aggregate(s, it);
	if (type && strcmp(type, "simple"))
		return NULL;
	const struct mdp_yaml *measure = param(it->node, "measure");
	struct mdp_expr *x = reference(s, measure, false, &layer, depth);
	it->layer = layer;
	return x;
}

static struct mdp_expr *value_of(struct semantic *s, struct item *it, int depth)
{
	if (it->state == DONE || it->state == BUSY || depth > METRIC_DEPTH)
		return it->state == DONE ? it->expr : NULL;
	it->state = BUSY;
	struct mdp_expr *x = compute(s, it, depth);
	it->expr = filtered(s, x, mdp_yaml_get(it->node, "filter"), it->layer);
	it->state = DONE;
	return it->expr;
}

/* --- collecting --- */

static void add_items(struct semantic *s, const struct mdp_yaml *list, const char *file, int layer, bool metric)
{
	for (const struct mdp_yaml *m = list && list->kind == MDP_YAML_LIST ? list->child : NULL; m; m = m->next) {
		const char *name = mdp_yaml_text(m, "name"), *create = mdp_yaml_text(m, "create_metric");
		if (!name)
			continue;
		struct item it = { .name = mdp_arena_strdup(s->x->a, name),
				   .node = m,
				   .file = file,
				   .layer = layer,
				   .metric = metric,
				   .wanted = create && !strcmp(create, "true") };
		/* metrics on a model name it */
		const char *model = metric && layer < 0 ? mdp_dbt_ref(s->x->a, mdp_yaml_text(m, "model")) : NULL;
		const struct mdp_dbt_model *of = model ? mdp_dbt_model(s->x->dbt, model) : NULL;
		int table = of ? mdp_enrich_table_of(s->x, of) : -1;
		if (table >= 0) {
			struct mdp_layer l = { .name = model,
					       .place = { .table = table },
					       .node = m,
					       .file = file,
					       .time = mdp_yaml_text(m, "timestamp") };
			MDP_PUSH(s->x->a, s->layers, s->nlayers, s->cap_layers, l);
			it.layer = s->nlayers - 1;
		}
		MDP_PUSH(s->x->a, s->items, s->nitems, s->cap_items, it);
	}
}

/*
 * Where the rows of a model are: its table, if that is in the catalog, else what its SQL makes of tables that are. Of that only what lists
 * all instances of something, a row each, will do: a sum over other rows cannot be said.
 */
static bool find_place(struct semantic *s, const struct mdp_dbt_model *of, struct mdp_sql_place *place)
{
	place->table = of ? mdp_enrich_table_of(s->x, of) : -1;
	place->rel = of && place->table < 0 ? mdp_enrich_model_rel(s->x, s->x->sql, of->name) : NULL;
	const struct mdp_sql_rel *rel = place->rel;
	return place->table >= 0 || (rel && rel->rows >= 0 && rel->below < 0 && rel->repeats < 0 && !rel->partial &&
				     !rel->filtered && !rel->where);
}

static void add_semantic_models(struct semantic *s, const struct mdp_yaml *list, const char *file)
{
	for (const struct mdp_yaml *m = list ? list->child : NULL; m; m = m->next) {
		const char *model = mdp_dbt_ref(s->x->a, mdp_yaml_text(m, "model"));
		const struct mdp_dbt_model *of = model ? mdp_dbt_model(s->x->dbt, model) : NULL;
		struct mdp_layer l = { .name = mdp_yaml_text(m, "name"), .node = m, .file = file };
		l.time = mdp_yaml_text(mdp_yaml_get(m, "defaults"), "agg_time_dimension");
		if (!find_place(s, of, &l.place))
			continue;
		MDP_PUSH(s->x->a, s->layers, s->nlayers, s->cap_layers, l);
		add_items(s, mdp_yaml_get(m, "measures"), file, s->nlayers - 1, false);
	}
}

/* semantic_model: false, or {enabled: false} */
static bool is_off(const struct mdp_yaml *model)
{
	const struct mdp_yaml *is = mdp_yaml_get(model, "semantic_model");
	const char *enabled = is ? (is->kind == MDP_YAML_SCALAR ? is->text : mdp_yaml_text(is, "enabled")) : NULL;
	return enabled && !strcmp(enabled, "false");
}

/* The newer form: the model itself is the semantic model. */
static void add_models(struct semantic *s, const struct mdp_yaml *list, const char *file)
{
	for (const struct mdp_yaml *m = list ? list->child : NULL; m; m = m->next) {
		const char *name = mdp_yaml_text(m, "name");
		const struct mdp_dbt_model *of = name ? mdp_dbt_model(s->x->dbt, name) : NULL;
		if (!of || (!mdp_yaml_get(m, "semantic_model") && !mdp_yaml_get(m, "metrics")) || is_off(m))
			continue;
		struct mdp_layer l = { .name = name, .node = m, .file = file };
		l.time = mdp_yaml_text(m, "agg_time_dimension");
		if (!find_place(s, of, &l.place))
			continue;
		MDP_PUSH(s->x->a, s->layers, s->nlayers, s->cap_layers, l);
		add_items(s, mdp_yaml_get(m, "metrics"), file, s->nlayers - 1, true);
	}
}

/* --- into the catalog --- */

static int time_of(struct semantic *s, const struct item *it)
{
	if (it->layer < 0)
		return -1;
	const struct mdp_layer *l = &s->layers[it->layer];
	const char *own = mdp_yaml_text(it->node, "agg_time_dimension"), *name = own ? own : l->time;
	const char *sql = name ? mdp_semantic_dimension(s->x, l, name) : NULL;
	int column = sql ? mdp_semantic_column(s->x, l, sql) : -1;
	enum mdp_type t = column < 0 ? MDP_T_OTHER : s->x->c->columns[column].type;
	return t == MDP_T_DATE || t == MDP_T_TIMESTAMP ? column : -1;
}

/* A measure, or a metric of one, that is taken at one time of a dimension (non_additive_dimension). */
static bool is_not_over_time(struct semantic *s, const struct item *it, int depth)
{
	const struct mdp_yaml *of = param(it->node, "measure");
	const char *name = of ? (of->kind == MDP_YAML_SCALAR ? of->text : mdp_yaml_text(of, "name")) : NULL;
	const struct item *measure = name && depth < 3 ? find_item(s, name, false) : NULL;
	return mdp_yaml_get(it->node, "non_additive_dimension") || (measure && is_not_over_time(s, measure, depth + 1));
}

/* Does the metric, or one that it is made of, use another time than that of its rows? NULL: it does not. */
static const char *why_not(struct semantic *s, const struct item *it, int depth)
{
	static const struct {
		const char *type, *why;
	} types[] = {
		{ "cumulative", "it is added up over a window of time (cumulative)" },
		{ "conversion", "it follows what became of each (conversion)" },
	};
	const char *type = mdp_yaml_text(it->node, "type"), *lists[] = { "metrics", "input_metrics" };
	for (size_t i = 0; type && i < sizeof(types) / sizeof(types[0]); i++)
		if (!strcmp(type, types[i].type))
			return types[i].why;
	for (size_t i = 0; i < 2 && depth < METRIC_DEPTH; i++) {
		const struct mdp_yaml *list = param(it->node, lists[i]);
		for (const struct mdp_yaml *in = list ? list->child : NULL; in; in = in->next) {
			const struct item *of = find_item(s, in->text ? in->text : mdp_yaml_text(in, "name"), true);
			const char *why = of && of != it ? why_not(s, of, depth + 1) : NULL;
			if (mdp_yaml_get(in, "offset_window") || mdp_yaml_get(in, "offset_to_grain"))
				return "it compares with an earlier time (offset)";
			if (why)
				return why;
		}
	}
	return NULL;
}

static void withhold(struct semantic *s, const struct item *it)
{
	const char *why = why_not(s, it, 0), *label = mdp_yaml_text(it->node, "label");
	struct mdp_finding *f = mdp_enrich_finding(s->x, "metric_not_understood", it->file, it->node->line,
						   "the metric %s cannot be computed here: %s", it->name,
						   why ? why : "what it is made of is not understood");
	const char **names = mdp_enrich_join(s->x->a, NULL, mdp_words_norm(s->x->a, mdp_str_of(it->name)));
	if (label)
		names = mdp_enrich_join(s->x->a, names, mdp_words_norm(s->x->a, mdp_str_of(label)));
	f->names = names;
	f->why = why ? why : "what it is made of is not understood";
}

static void define(struct semantic *s, struct item *it)
{
	struct mdp_expr *x = value_of(s, it, 0);
	int entity = x ? mdp_expr_entity(s->x->c, x) : -1;
	if (entity < 0) {
		withhold(s, it);
		return;
	}
	enum mdp_aggregate fn = x->kind == MDP_X_AGG ? x->agg : MDP_AGG_NONE;
	const char *label = mdp_yaml_text(it->node, "label");
	const struct mdp_yaml *meta_label = mdp_dbt_meta(it->node, "label");
	if (!label && meta_label)
		label = meta_label->text;
	const struct mdp_yaml *synonyms = mdp_dbt_meta(it->node, "synonyms");
	struct mdp_def def = { .name = mdp_enrich_name(s->x, it->name, fn),
			       .synonyms = mdp_enrich_list(s->x, synonyms),
			       .description = mdp_dbt_text(s->x->dbt, s->x->a, mdp_yaml_text(it->node, "description")),
			       .expr = x,
			       .entity = entity,
			       .time = time_of(s, it),
			       .not_over_time = fn == MDP_AGG_SUM && is_not_over_time(s, it, 0),
			       .rank = MDP_DEF_METRIC,
			       .source = { mdp_arena_strdup(s->x->a, it->file), it->node->line } };
	/* a count of an entity is known by its name already */
	if (mdp_catalog_entity(s->x->c, mdp_str_of(def.name)) >= 0)
		return;
	def.synonyms = mdp_enrich_join(s->x->a, def.synonyms, mdp_words_norm(s->x->a, mdp_str_of(it->name)));
	if (label)
		def.synonyms = mdp_enrich_join(s->x->a, def.synonyms, mdp_enrich_name(s->x, label, fn));
	mdp_enrich_define(s->x, &def);
}

void mdp_enrich_semantic(struct mdp_enrich *x)
{
	struct semantic s = { .x = x };
	for (int i = 0; i < x->dbt->nfiles; i++) {
		const struct mdp_yaml_at *at = &x->dbt->files[i];
		add_semantic_models(&s, mdp_yaml_get(at->node, "semantic_models"), at->file);
		add_models(&s, mdp_yaml_get(at->node, "models"), at->file);
	}
	for (int i = 0; i < x->dbt->nfiles; i++)
		add_items(&s, mdp_yaml_get(x->dbt->files[i].node, "metrics"), x->dbt->files[i].file, -1, true);
	for (int i = 0; i < s.nlayers; i++)
		mdp_semantic_name_dimensions(x, &s.layers[i]);
	for (int i = 0; i < s.nitems; i++)
		if (s.items[i].metric || s.items[i].wanted)
			define(&s, &s.items[i]);
}
