/*
 * Pipelines: who fills a table, how often, and when last. A DAG fills the tables whose names its file mentions, and, where it runs dbt,
 * those of the dbt project. A model is also as new as the sources it is made from: through the references of models, the
 * DAGs that mention a source feed every table above it, and so does what dbt declares of the source's freshness. All of that is a guess
 * that people can check: it is used to say how fresh a table should be, never to answer.
 *
 * When a load was is taken from what dbt declares (loaded_at_query, loaded_at_field), else from a column that loaders leave behind
 * (_loaded_at …), else it was no later than the file's last change.
 */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/schedule.h"
#include "engine/engine.h"
#include "project/dags.h"
#include "project/dbt.h"
#include "project/jinja.h"
#include "project/yaml.h"
#include "base/banned.h"

#define MODEL_DEPTH 32
#define UNKNOWN INT64_MIN

/* A table that others are made from. */
struct origin {
	const char *schema, *table;
	const struct mdp_dbt_source *declared; /* NULL = a table of the catalog that no file calls a source */
	bool looked;
	int64_t loaded;
	bool at_latest;
};

struct feeds {
	struct mdp_enrich *x;
	struct mdp_dags dags;
	struct origin *sources;
	int nsources;
	int cap;
	int64_t written; /* when the file was last; UNKNOWN */
};

/* --- when it was loaded --- */

/* The one number of a statement, as seconds; false when it does not run or gives none. */
static bool seconds(struct feeds *f, const char *sql, int64_t *out)
{
	struct mdp_result res;
	bool ok = !mdp_engine_query(f->x->e, sql, NULL, 0, 2, &res, NULL) && res.nrows == 1 && res.ncolumns == 1 &&
		  mdp_value_is_number(mdp_result_at(&res, 0, 0));
	double value = ok ? mdp_value_number(mdp_result_at(&res, 0, 0)) : 0;
	mdp_result_release(&res);
	if (!ok || !isfinite(value) || fabs(value) > 1e12)
		return false;
	*out = (int64_t)floor(value);
	return true;
}

static const struct mdp_yaml *setting(const struct origin *o, const char *key)
{
	const struct mdp_yaml *node = o->declared ? o->declared->at.node : NULL;
	const struct mdp_yaml *parent = o->declared ? o->declared->parent : NULL;
	const struct mdp_yaml *const at[] = { mdp_yaml_get(node, "config"), node, mdp_yaml_get(parent, "config"),
					      parent };
	for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		const struct mdp_yaml *found = mdp_yaml_get(at[i], key);
		if (found)
			return found;
	}
	return NULL;
}

/* The newest value of a column or expression of the table. */
static bool newest(struct feeds *f, const struct origin *o, const char *expr, int64_t *out)
{
	struct mdp_arena *a = f->x->a;
	const char *from = mdp_arena_printf(a, "%s.%s", mdp_engine_ident(a, o->schema), mdp_engine_ident(a, o->table));
	return seconds(f, mdp_arena_printf(a, "select epoch(max(%s)) from %s", expr, from), out) ||
	       seconds(f, mdp_arena_printf(a, "select epoch(max(try_cast(%s as timestamp))) from %s", expr, from), out);
}

/* Columns that loaders add for themselves: marked as technical, and named after loading. */
static bool sounds_loaded(const char *name)
{
	static const char *const words[] = { "load", "ingest", "sync", "extract", "batch" };
	bool technical = *name == '_' || !strncasecmp(name, "etl_", 4) || !strncasecmp(name, "elt_", 4);
	for (size_t i = 0; technical && i < sizeof(words) / sizeof(words[0]); i++)
		if (strcasestr(name, words[i]))
			return true;
	return false;
}

static bool by_column(struct feeds *f, const struct origin *o, int64_t *out)
{
	struct mdp_arena *a = f->x->a;
	struct mdp_result res;
	bool found = false;
	struct mdp_value binds[] = { mdp_value_text(mdp_str_of(o->schema)), mdp_value_text(mdp_str_of(o->table)) };
	int rc = mdp_engine_query(
		f->x->e,
		"select column_name from duckdb_columns() where database_name = current_database() and "
		"schema_name = $1 and table_name = $2 and (data_type like 'TIMESTAMP%' or data_type = "
		"'DATE') order by column_index",
		binds, 2, 0, &res, NULL);
	for (int64_t i = 0; !rc && i < res.nrows && !found; i++) {
		struct mdp_str s = mdp_result_at(&res, i, 0)->s;
		const char *name = mdp_arena_strndup(a, s.p, s.n);
		found = sounds_loaded(name) && newest(f, o, mdp_engine_ident(a, name), out);
	}
	mdp_result_release(&res);
	return found;
}

static void find_loaded(struct feeds *f, struct origin *o)
{
	const struct mdp_yaml *query = setting(o, "loaded_at_query"), *field = setting(o, "loaded_at_field");
	struct mdp_arena *a = f->x->a;
	if (o->looked)
		return;
	o->looked = true;
	if (query && query->kind == MDP_YAML_SCALAR && !strstr(query->text, "{{") &&
	    seconds(f, mdp_arena_printf(a, "select epoch((%s))", query->text), &o->loaded))
		return;
	if (field && field->kind == MDP_YAML_SCALAR && !strstr(field->text, "{{") &&
	    newest(f, o, field->text, &o->loaded))
		return;
	if (by_column(f, o, &o->loaded))
		return;
	o->loaded = f->written;
	o->at_latest = true;
}

/* --- what dbt declares --- */

static int64_t max_age(const struct origin *o)
{
	static const struct {
		const char *name;
		int64_t seconds;
	} periods[] = { { "minute", 60 }, { "hour", 3600 }, { "day", 86400 } };
	static const char *const keys[] = { "warn_after", "error_after" };
	const struct mdp_yaml *freshness = setting(o, "freshness");
	for (size_t k = 0; k < 2; k++) {
		const struct mdp_yaml *after = mdp_yaml_get(freshness, keys[k]);
		const char *count = mdp_yaml_text(after, "count"), *period = mdp_yaml_text(after, "period");
		long long n;
		for (size_t i = 0; count && period && i < sizeof(periods) / sizeof(periods[0]); i++)
			if (!strcasecmp(period, periods[i].name) && mdp_str_to_i64(mdp_str_of(count), &n) && n > 0 &&
			    n < 100000)
				return n * periods[i].seconds;
	}
	return 0;
}

static void read_sources(struct feeds *f)
{
	const struct mdp_dbt *d = f->x->dbt;
	f->sources = MDP_NEW_ARRAY(f->x->a, (size_t)d->nsources + 1, struct origin);
	f->nsources = d->nsources;
	for (int i = 0; i < d->nsources; i++)
		f->sources[i] = (struct origin){ .schema = d->sources[i].schema,
						 .table = d->sources[i].identifier,
						 .declared = &d->sources[i],
						 .loaded = UNKNOWN };
}

/* --- sources of a model --- */

static int source_at(const struct feeds *f, const char *schema, const char *table)
{
	for (int i = 0; i < f->nsources; i++)
		if (!strcasecmp(f->sources[i].schema, schema) && !strcasecmp(f->sources[i].table, table))
			return i;
	return -1;
}

/* Marks the sources that a model is made from, itself or through others. */
static void mark_sources(struct feeds *f, const struct mdp_dbt_model *m, bool *marks, bool *seen, int depth)
{
	const struct mdp_dbt *d = f->x->dbt;
	struct mdp_jinja_call call;
	if (!m || depth > MODEL_DEPTH || seen[m - d->models])
		return;
	seen[m - d->models] = true;
	for (size_t at = 0; m->sql && mdp_jinja_next(f->x->a, mdp_str_of(m->sql), "source", &at, &call);) {
		bool named = call.nargs == 2 && call.args[0] && call.args[1];
		const struct mdp_dbt_source *s = named ? mdp_dbt_source(d, call.args[0], call.args[1]) : NULL;
		if (s)
			marks[s - d->sources] = true;
	}
	for (const char **ref = m->refs; *ref; ref++)
		mark_sources(f, mdp_dbt_model(d, *ref), marks, seen, depth + 1);
}

/* --- feeds --- */

static const char *zone_of(const struct mdp_dag *dag)
{
	return dag && dag->zone && strcasecmp(dag->zone, "UTC") ? dag->zone : NULL;
}

static void add(struct feeds *f, int table, const struct mdp_dag *dag, struct origin *of, bool via)
{
	struct mdp_arena *a = f->x->a;
	find_loaded(f, of);
	struct mdp_feed feed = { .table = table, .loaded = of->loaded, .at_latest = of->at_latest };
	if (via)
		feed.via = mdp_arena_printf(a, "%s.%s", of->schema, of->table);
	if (dag) {
		feed.dag = dag->id;
		feed.schedule = dag->schedule;
		feed.source = (struct mdp_source){ dag->file, dag->line };
	} else {
		feed.max_age = max_age(of);
		feed.source = (struct mdp_source){ mdp_arena_strdup(a, of->declared->at.file),
						   setting(of, "freshness")->line };
	}
	feed.zone = zone_of(dag);
	if (feed.zone && feed.loaded != UNKNOWN) {
		int64_t local;
		if (seconds(f,
			    mdp_arena_printf(a, "select epoch(timezone(%s, to_timestamp(%lld)))",
					     mdp_engine_literal(a, feed.zone), (long long)feed.loaded),
			    &local))
			feed.zone_offset = local - feed.loaded;
		else
			feed.zone = NULL;
	}
	MDP_PUSH(a, f->x->c->feeds, f->x->c->nfeeds, f->cap, feed);
}

static bool timed(const struct mdp_dag *dag)
{
	struct mdp_schedule s;
	return dag->schedule && mdp_schedule_parse(mdp_str_of(dag->schedule), &s);
}

static const struct mdp_dbt_model *model_of(const struct mdp_enrich *x, int table)
{
	const struct mdp_dbt_model *named = NULL;
	for (int i = 0; i < x->dbt->nmodels; i++) {
		const struct mdp_dbt_model *m = &x->dbt->models[i];
		if (strcasecmp(m->alias, x->c->tables[table].name))
			continue;
		if (mdp_enrich_table_of(x, m) == table)
			return m;
		named = m;
	}
	return named;
}

static void feed_table(struct feeds *f, int table)
{
	struct mdp_enrich *x = f->x;
	const struct mdp_table *t = &x->c->tables[table];
	const struct mdp_dbt_model *model = model_of(x, table);
	struct origin self = { .schema = t->schema, .table = t->name, .loaded = UNKNOWN };
	bool *marks = MDP_NEW_ARRAY(x->a, (size_t)f->nsources + 1, bool),
	     *seen = MDP_NEW_ARRAY(x->a, (size_t)x->dbt->nmodels + 1, bool);
	/* a table of the catalog may be a source itself */
	int own = model ? -1 : source_at(f, t->schema, t->name);
	if (own >= 0)
		self = f->sources[own];
	for (int i = 0; i < f->dags.n; i++) {
		const struct mdp_dag *dag = &f->dags.items[i];
		if (mdp_dag_mentions(dag->text, t->name) || (dag->dbt && model))
			add(f, table, dag, &self, false);
	}
	mark_sources(f, model, marks, seen, 0);
	for (int s = 0; s < f->nsources; s++) {
		struct origin *o = &f->sources[s];
		for (int i = 0; marks[s] && i < f->dags.n; i++)
			if (timed(&f->dags.items[i]) && mdp_dag_mentions(f->dags.items[i].text, o->table))
				add(f, table, &f->dags.items[i], o, true);
		if ((marks[s] || s == own) && max_age(o))
			add(f, table, NULL, o, s != own);
	}
}

/* Sources that the catalog does not hold. */
static void feed_source(struct feeds *f, struct origin *o)
{
	const char *relation = mdp_arena_printf(f->x->a, "%s.%s", o->schema, o->table);
	if (mdp_catalog_table(f->x->c, mdp_str_of(relation)) >= 0)
		return;
	for (int i = 0; i < f->dags.n; i++)
		if (mdp_dag_mentions(f->dags.items[i].text, o->table)) {
			add(f, -1, &f->dags.items[i], o, false);
			f->x->c->feeds[f->x->c->nfeeds - 1].relation = relation;
		}
}

void mdp_enrich_feeds(struct mdp_enrich *x)
{
	struct feeds f = { .x = x, .written = UNKNOWN };
	struct mdp_file_info info;
	x->c->feeds = NULL;
	x->c->nfeeds = 0;
	mdp_dags_read(x, &f.dags);
	read_sources(&f);
	if (x->p->warehouse && !mdp_file_stat(x->p->warehouse, &info, NULL))
		f.written = info.mtime_ns / 1000000000;
	for (int t = 0; t < x->c->ntables; t++)
		feed_table(&f, t);
	for (int s = 0; s < f.nsources; s++)
		feed_source(&f, &f.sources[s]);
}
