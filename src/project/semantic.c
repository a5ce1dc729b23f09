/*
 * dbt's semantic layer, in the forms that dbt has had: metrics on a model (calculation_method and expression), MetricFlow's
 * semantic models with measures and metrics on them (type and type_params), and the newer form in which both stand at the model and its
 * columns. All end as the same: an aggregate over columns of a table, or arithmetic on such. What needs a window (cumulative, offsets,
 * conversions) is not said here and becomes a finding that keeps its names, so that asking for it says why.
 */
#include <string.h>
#include <strings.h>

#include "engine/engine.h"
#include "project/config.h"
#include "project/dbt.h"
#include "project/evidence.h"
#include "project/semantic.h"
#include "project/words.h"
#include "base/banned.h"

#define METRIC_DEPTH 16

static struct mdp_expr *value_of(struct mdp_semantic *s, struct mdp_item *it, int depth);

static struct mdp_item *find_item(struct mdp_semantic *s, const char *name, bool metric)
{
	for (int i = 0; name && i < s->nitems; i++)
		if (s->items[i].metric == metric && !strcmp(s->items[i].name, name))
			return &s->items[i];
	return NULL;
}

static bool is_true(const char *text)
{
	return text && !strcasecmp(text, "true");
}

/* config: {enabled: false} */
static bool is_disabled(const struct mdp_yaml *node)
{
	const char *enabled = mdp_yaml_text(mdp_yaml_get(node, "config"), "enabled");
	return enabled && !strcasecmp(enabled, "false");
}

/* `key` of a metric, in type_params or, in the newer form, beside them. */
static const struct mdp_yaml *param(const struct mdp_yaml *node, const char *key)
{
	const struct mdp_yaml *found = mdp_yaml_get(mdp_yaml_get(node, "type_params"), key);
	return found ? found : mdp_yaml_get(node, key);
}

/* filters: [{field, operator, value}] of metrics on a model. */
static const char *legacy_filter(struct mdp_semantic *s, const struct mdp_yaml *node)
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
static const char *argument(struct mdp_semantic *s, const struct mdp_item *it)
{
	const struct mdp_layer *l = &s->layers[it->layer];
	const char *expr = mdp_yaml_text(it->node, "expr");
	struct mdp_dimension d;
	if (!expr)
		expr = mdp_yaml_text(it->node, "expression");
	if (!expr)
		return mdp_semantic_has_column(s->x, l, it->name) ? mdp_engine_ident(s->x->a, it->name) : NULL;
	bool name = !strpbrk(expr, " (+-*/.,'") && !mdp_semantic_has_column(s->x, l, expr);
	return name && mdp_semantic_find(s->x, l, expr, &d) ? d.sql : expr;
}

/* The share of values below it, given as such or in percent; of values that lie between two, the one in between. */
static struct mdp_expr *percentile(struct mdp_semantic *s, const struct mdp_item *it, const char *sql,
				   const char *where)
{
	const struct mdp_yaml *params = mdp_yaml_get(it->node, "agg_params");
	const char *text = mdp_yaml_text(params, "percentile"), *kind = mdp_yaml_text(it->node, "percentile_type");
	double p;
	if (!text)
		text = mdp_yaml_text(it->node, "percentile");
	/* ".5" */
	if (text && *text == '.')
		text = mdp_arena_printf(s->x->a, "0%s", text);
	if (!sql || !text || !mdp_str_to_double(mdp_str_of(text), &p) || p < 0 || p > 100)
		return NULL;
	if (is_true(mdp_yaml_text(params, "use_discrete_percentile")) || (kind && !strcasecmp(kind, "discrete"))) {
		s->why = "it is one of the values themselves (a discrete percentile)";
		return NULL;
	}
	return mdp_enrich_metric(s->x->sql, &s->layers[it->layer].place, MDP_AGG_NONE,
				 mdp_arena_printf(s->x->a, "quantile_cont(%s, %g)", sql, p > 1 ? p / 100 : p), where);
}

/* The words of an aggregate over its column; *sql as said of mdp_enrich_metric. */
static struct mdp_expr *aggregate_words(struct mdp_semantic *s, const struct mdp_item *it, const char *word,
					const char *where)
{
	const struct mdp_sql_place *in = &s->layers[it->layer].place;
	const char *sql = argument(s, it);
	enum mdp_aggregate fn = MDP_AGG_COUNT;
	/* a sum of truths counts them */
	bool truths = !strcasecmp(word, "sum_boolean");
	if (truths && !sql)
		return NULL;
	if (truths) {
		where = where ? mdp_arena_printf(s->x->a, "(%s) and (%s)", where, sql) : sql;
		sql = "*";
	}
	if (!strcasecmp(word, "percentile"))
		return percentile(s, it, sql, where);
	if (!truths && !mdp_enrich_aggregate(word, &fn))
		return NULL;
	/* "count" of 1 or * counts rows */
	if (fn == MDP_AGG_COUNT && (!sql || !strcmp(sql, "1") || !strcmp(sql, "*")))
		sql = NULL;
	struct mdp_expr *x = mdp_enrich_metric(s->x->sql, in, fn, sql, where);
	/* a key made of columns has no words in the query language; counted, it counts rows */
	if (!x && (fn == MDP_AGG_COUNT || fn == MDP_AGG_COUNT_DISTINCT) &&
	    mdp_semantic_is_primary(&s->layers[it->layer], sql))
		x = mdp_enrich_metric(s->x->sql, in, MDP_AGG_COUNT, NULL, where);
	return x;
}

/* The dimension that an aggregate is dated by: its own, else that of its rows. */
static const char *time_name(const struct mdp_semantic *s, const struct mdp_item *it)
{
	const char *own = mdp_yaml_text(it->node, "agg_time_dimension");
	return own ? own : s->layers[it->layer].time;
}

static struct mdp_expr *aggregate(struct mdp_semantic *s, const struct mdp_item *it)
{
	const char *word = mdp_yaml_text(it->node, "agg"), *where = legacy_filter(s, it->node);
	const struct mdp_yaml *over = mdp_yaml_get(it->node, "non_additive_dimension");
	if (!word)
		word = mdp_yaml_text(it->node, "calculation_method");
	if (it->layer < 0 || s->layers[it->layer].missing || !word || (where && !*where))
		return NULL;
	struct mdp_sql_query *kept = MDP_NEW(s->x->a, struct mdp_sql_query);
	*kept = (struct mdp_sql_query){ .name = it->name, .text = "", .file = it->file, .line = it->node->line };
	int before = s->x->sql->nsuspects;
	s->x->sql->now = kept;
	struct mdp_expr *x = aggregate_words(s, it, word, where);
	s->x->sql->now = NULL;
	if (x && over && over->kind != MDP_YAML_NULL) {
		/* it says itself that it does not add up over time */
		mdp_sql_forget(s->x->sql, before, MDP_SUSPECT_TIME);
		x = mdp_semantic_at_moment(s, &s->layers[it->layer], x, over);
	}
	mdp_semantic_add_leaves(s, x, it->layer, time_name(s, it), 0);
	return x;
}

/* --- metrics --- */

/* A reference to a measure or metric: its name, or a map with name, filter and others. */
static const char *referred(const struct mdp_yaml *ref)
{
	const char *name = ref && ref->kind == MDP_YAML_SCALAR ? ref->text : mdp_yaml_text(ref, "name");
	return name ? name : mdp_yaml_text(ref, "measure");
}

static bool has_offset(const struct mdp_yaml *ref)
{
	const struct mdp_yaml *window = mdp_yaml_get(ref, "offset_window"),
			      *grain = mdp_yaml_get(ref, "offset_to_grain");
	return (window && window->kind != MDP_YAML_NULL) || (grain && grain->kind != MDP_YAML_NULL);
}

static struct mdp_expr *reference(struct mdp_semantic *s, const struct mdp_yaml *ref, bool metric, int depth)
{
	if (has_offset(ref))
		return NULL;
	struct mdp_expr *x = mdp_semantic_value(s, referred(ref), metric, depth);
	return mdp_semantic_filtered(s, x, mdp_yaml_get(ref, "filter"), depth);
}

struct mdp_expr *mdp_semantic_value(struct mdp_semantic *s, const char *name, bool metric, int depth)
{
	struct mdp_item *it = find_item(s, name, metric);
	/* a measure may be a metric too, and the other way round */
	if (!it)
		it = find_item(s, name, !metric);
	return it ? value_of(s, it, depth + 1) : NULL;
}

static struct mdp_expr *derived(struct mdp_semantic *s, struct mdp_item *it, int depth)
{
	const struct mdp_yaml *inputs = param(it->node, "metrics"), *text = param(it->node, "expr");
	struct mdp_sql_column names[64];
	int n = 0;
	if (!inputs)
		inputs = param(it->node, "input_metrics");
	if (!text)
		text = mdp_yaml_get(it->node, "expression");
	if (!text || !text->text)
		return NULL;
	for (const struct mdp_yaml *in = inputs ? inputs->child : NULL; in && n < 64; in = in->next) {
		const char *alias = mdp_yaml_text(in, "alias"), *name = referred(in);
		names[n] =
			(struct mdp_sql_column){ .name = alias ? alias : name, .expr = reference(s, in, true, depth) };
		if (!names[n].name || !names[n++].expr)
			return NULL;
	}
	/* the oldest form names its metrics in the expression only */
	for (int i = 0; !inputs && i < s->nitems && n < 64; i++) {
		if (!s->items[i].metric || &s->items[i] == it || !strstr(text->text, s->items[i].name))
			continue;
		struct mdp_expr *x = value_of(s, &s->items[i], depth + 1);
		if (x)
			names[n++] = (struct mdp_sql_column){ .name = s->items[i].name, .expr = x };
	}
	return mdp_sql_combine(s->x->sql, mdp_semantic_plain_names(s, text->text), names, n);
}

static struct mdp_expr *ratio(struct mdp_semantic *s, const struct mdp_item *it, int depth)
{
	struct mdp_expr *top = reference(s, param(it->node, "numerator"), true, depth);
	struct mdp_expr *bottom = reference(s, param(it->node, "denominator"), true, depth);
	return top && bottom ? mdp_expr_op(s->x->a, MDP_OP_DIV, top, bottom) : NULL;
}

static struct mdp_expr *compute(struct mdp_semantic *s, struct mdp_item *it, int depth)
{
	const char *type = mdp_yaml_text(it->node, "type");
	if (!it->metric)
		return aggregate(s, it);
	if (!type)
		type = mdp_yaml_text(it->node, "calculation_method");
	if (type && (!strcmp(type, "derived") || !strcmp(type, "expression")))
		return derived(s, it, depth);
	if (type && !strcmp(type, "ratio"))
		return ratio(s, it, depth);
	if (mdp_yaml_get(it->node, "agg") || mdp_yaml_get(it->node, "calculation_method"))
		return aggregate(s, it);
	if (type && strcmp(type, "simple"))
		return NULL;
	return reference(s, param(it->node, "measure"), false, depth);
}

static struct mdp_expr *value_of(struct mdp_semantic *s, struct mdp_item *it, int depth)
{
	if (it->state == MDP_ITEM_DONE && it->why)
		s->why = it->why;
	if (it->state == MDP_ITEM_DONE || it->state == MDP_ITEM_BUSY || depth > METRIC_DEPTH)
		return it->state == MDP_ITEM_DONE ? it->expr : NULL;
	it->state = MDP_ITEM_BUSY;
	struct mdp_expr *x = compute(s, it, depth);
	it->expr = mdp_semantic_filtered(s, x, mdp_yaml_get(it->node, "filter"), depth);
	if (x && !it->expr)
		s->why = "its filter is not understood";
	it->why = it->expr ? NULL : s->why;
	it->state = MDP_ITEM_DONE;
	return it->expr;
}

/* --- collecting --- */

static void add_layer(struct mdp_semantic *s, const struct mdp_layer *l)
{
	MDP_PUSH(s->x->a, s->layers, s->nlayers, s->cap_layers, *l);
}

static void add_items(struct mdp_semantic *s, const struct mdp_yaml *list, const char *file, int layer, bool metric)
{
	for (const struct mdp_yaml *m = list && list->kind == MDP_YAML_LIST ? list->child : NULL; m; m = m->next) {
		const char *name = mdp_yaml_text(m, "name");
		if (!name || is_disabled(m))
			continue;
		struct mdp_item it = { .name = mdp_arena_strdup(s->x->a, name),
				       .node = m,
				       .file = file,
				       .layer = layer,
				       .metric = metric,
				       .wanted = is_true(mdp_yaml_text(m, "create_metric")) };
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
			add_layer(s, &l);
			it.layer = s->nlayers - 1;
		}
		MDP_PUSH(s->x->a, s->items, s->nitems, s->cap_items, it);
	}
}

/*
 * Where the rows of a model are: its table, if that is in the catalog, else what its SQL makes of tables that are. Of that only what lists
 * all instances of something, a row each, will do: a sum over other rows cannot be said.
 */
static bool find_place(struct mdp_semantic *s, const struct mdp_dbt_model *of, struct mdp_sql_place *place)
{
	place->table = of ? mdp_enrich_table_of(s->x, of) : -1;
	place->rel = of && place->table < 0 ? mdp_enrich_model_rel(s->x, s->x->sql, of->name) : NULL;
	const struct mdp_sql_rel *rel = place->rel;
	return place->table >= 0 || (rel && rel->rows >= 0 && rel->below < 0 && rel->repeats < 0 && !rel->partial &&
				     !rel->filtered && !rel->where);
}

static void add_semantic_models(struct mdp_semantic *s, const struct mdp_yaml *list, const char *file)
{
	for (const struct mdp_yaml *m = list ? list->child : NULL; m; m = m->next) {
		const char *model = mdp_dbt_ref(s->x->a, mdp_yaml_text(m, "model"));
		const struct mdp_dbt_model *of = model ? mdp_dbt_model(s->x->dbt, model) : NULL;
		struct mdp_layer l = { .name = mdp_yaml_text(m, "name"), .node = m, .file = file };
		if (is_disabled(m))
			continue;
		l.time = mdp_yaml_text(mdp_yaml_get(m, "defaults"), "agg_time_dimension");
		l.missing = !find_place(s, of, &l.place);
		add_layer(s, &l);
		add_items(s, mdp_yaml_get(m, "measures"), file, s->nlayers - 1, false);
	}
}

/* semantic_model: false, or {enabled: false} */
static bool is_off(const struct mdp_yaml *model)
{
	const struct mdp_yaml *is = mdp_yaml_get(model, "semantic_model");
	const char *enabled = is ? (is->kind == MDP_YAML_SCALAR ? is->text : mdp_yaml_text(is, "enabled")) : NULL;
	return enabled && !strcasecmp(enabled, "false");
}

/* The newer form: the model itself is the semantic model. */
static void add_models(struct mdp_semantic *s, const struct mdp_yaml *list, const char *file)
{
	for (const struct mdp_yaml *m = list ? list->child : NULL; m; m = m->next) {
		const char *name = mdp_yaml_text(m, "name");
		const struct mdp_yaml *layer = mdp_yaml_get(m, "semantic_model");
		const struct mdp_dbt_model *of = name ? mdp_dbt_model(s->x->dbt, name) : NULL;
		if (!name || (!layer && !mdp_yaml_get(m, "metrics")) || is_off(m) || is_disabled(m))
			continue;
		const char *called = mdp_yaml_text(layer, "name");
		struct mdp_layer l = { .name = called ? called : name, .node = m, .file = file };
		l.time = mdp_yaml_text(m, "agg_time_dimension");
		if (!l.time)
			l.time = mdp_yaml_text(layer, "agg_time_dimension");
		l.missing = !find_place(s, of, &l.place);
		add_layer(s, &l);
		add_items(s, mdp_yaml_get(m, "metrics"), file, s->nlayers - 1, true);
		add_items(s, mdp_yaml_get(layer, "metrics"), file, s->nlayers - 1, true);
	}
}

/* --- into the catalog --- */

/* A measure, or a metric of one, that is taken at one time of a dimension (non_additive_dimension). */
static bool is_not_over_time(struct mdp_semantic *s, const struct mdp_item *it, int depth)
{
	const struct mdp_item *of = depth < 3 ? find_item(s, referred(param(it->node, "measure")), false) : NULL;
	return mdp_yaml_get(it->node, "non_additive_dimension") || (of && is_not_over_time(s, of, depth + 1));
}

/* Does the metric, or one that it is made of, use another time than that of its rows? NULL: it does not. */
static const char *why_not(struct mdp_semantic *s, const struct mdp_item *it, int depth)
{
	static const struct {
		const char *type, *why;
	} types[] = {
		{ "cumulative", "it is added up over a window of time (cumulative)" },
		{ "conversion", "it follows what became of each (conversion)" },
	};
	static const char *const parts[] = { "metrics", "input_metrics", "numerator", "denominator" };
	const char *type = mdp_yaml_text(it->node, "type");
	for (size_t i = 0; type && i < sizeof(types) / sizeof(types[0]); i++)
		if (!strcmp(type, types[i].type))
			return types[i].why;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && depth < METRIC_DEPTH; i++) {
		const struct mdp_yaml *part = param(it->node, parts[i]);
		const struct mdp_yaml *in = part && part->kind == MDP_YAML_LIST ? part->child : part;
		for (; in; in = in == part ? NULL : in->next) {
			const struct mdp_item *of = find_item(s, referred(in), true);
			const char *why = of && of != it ? why_not(s, of, depth + 1) : NULL;
			if (has_offset(in))
				return "it compares with an earlier time (offset)";
			if (why)
				return why;
		}
	}
	return NULL;
}

static bool is_missing(struct mdp_semantic *s, const struct mdp_item *it)
{
	const struct mdp_item *of = it->layer < 0 ? find_item(s, referred(param(it->node, "measure")), false) : it;
	return of && of->layer >= 0 && s->layers[of->layer].missing;
}

static void withhold(struct mdp_semantic *s, const struct mdp_item *it)
{
	const char *why = why_not(s, it, 0), *label = mdp_yaml_text(it->node, "label");
	if (!why)
		why = s->why;
	if (!why && is_missing(s, it))
		why = "the rows that it is about are not in the warehouse, or nothing that is known";
	if (!why)
		why = "what it is made of is not understood";
	mdp_enrich_withhold(s->x, it->file, it->node->line, it->name, label,
			    mdp_enrich_list(s->x, mdp_dbt_meta(it->node, "synonyms")), why);
}

static void define(struct mdp_semantic *s, struct mdp_item *it)
{
	const char *no_time = NULL;
	s->why = NULL;
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
	int time = mdp_semantic_time(s, x, &no_time);
	struct mdp_def def = { .name = mdp_enrich_name(s->x, it->name, fn),
			       .synonyms = mdp_enrich_list(s->x, mdp_dbt_meta(it->node, "synonyms")),
			       .description = mdp_dbt_text(s->x->dbt, s->x->a, mdp_yaml_text(it->node, "description")),
			       .expr = x,
			       .entity = entity,
			       .time = time,
			       .no_time = no_time,
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
	struct mdp_semantic s = { .x = x };
	for (int i = 0; i < x->dbt->nfiles; i++) {
		const struct mdp_yaml_at *at = &x->dbt->files[i];
		add_semantic_models(&s, mdp_yaml_get(at->node, "semantic_models"), at->file);
		add_models(&s, mdp_yaml_get(at->node, "models"), at->file);
	}
	for (int i = 0; i < x->dbt->nfiles; i++)
		add_items(&s, mdp_yaml_get(x->dbt->files[i].node, "metrics"), x->dbt->files[i].file, -1, true);
	for (int i = 0; i < s.nlayers; i++)
		if (!s.layers[i].missing)
			mdp_semantic_name_dimensions(x, &s.layers[i]);
	for (int i = 0; i < s.nitems; i++)
		if (s.items[i].metric || s.items[i].wanted)
			define(&s, &s.items[i]);
}
