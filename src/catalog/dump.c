/*
 * The catalog as JSON, for people, tests and other programs: names instead of ids, every fact with its evidence. The
 * order of members is that of this file, so two dumps can be compared as text. Long lists of values are cut; `nvalues`
 * tells.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "base/banned.h"

#define SHOWN_VALUES 12
#define SHOWN_PATHS 32

static void set(json_t *o, const char *key, json_t *v)
{
	json_object_set_new(o, key, v ? v : json_null());
}

static json_t *text(const char *s)
{
	return s ? json_string(s) : json_null();
}

static json_t *list(const char **items)
{
	json_t *out = json_array();

	for (int i = 0; items && items[i]; i++)
		json_array_append_new(out, json_string(items[i]));
	return out;
}

static json_t *column_ref(const struct mdp_catalog *c, int column)
{
	struct mdp_arena a;
	json_t *out;

	if (column < 0)
		return json_null();
	mdp_arena_init(&a);
	out = json_string(mdp_catalog_column_name(c, &a, column));
	mdp_arena_release(&a);
	return out;
}

static json_t *columns_ref(const struct mdp_catalog *c, const int *columns, int n)
{
	json_t *out = json_array();

	for (int i = 0; i < n; i++)
		json_array_append_new(out, column_ref(c, columns[i]));
	return out;
}

static json_t *entity_ref(const struct mdp_catalog *c, int entity)
{
	return entity < 0 ? json_null() : json_string(c->entities[entity].name);
}

static json_t *evidence(const struct mdp_evidence *e)
{
	json_t *o;

	if (!e->how)
		return json_null();
	o = json_object();
	set(o, "how", text(e->how));
	set(o, "rows", json_integer(e->rows));
	set(o, "exceptions", json_integer(e->exceptions));
	if (e->source.file) {
		set(o, "file", text(e->source.file));
		set(o, "line", json_integer(e->source.line));
	}
	return o;
}

static void put_source(json_t *o, const struct mdp_source *s)
{
	if (!s->file)
		return;
	set(o, "file", text(s->file));
	set(o, "line", json_integer(s->line));
}

static json_t *value(const struct mdp_value *v)
{
	struct mdp_arena a;
	json_t *out;

	switch (v->type) {
	case MDP_T_NULL_:
		return json_null();
	case MDP_T_BOOL:
		return json_boolean(v->b);
	case MDP_T_INT:
		return json_integer(v->i);
	case MDP_T_DOUBLE:
	case MDP_T_DECIMAL:
		out = json_real(v->d); /* not for an infinity */
		return out ? out : json_null();
	default:
		mdp_arena_init(&a);
		out = json_string(mdp_value_print(&a, v));
		mdp_arena_release(&a);
		return out;
	}
}

/* The steps behind a column, itself first; `from` are places in this list. */
static json_t *lineage(const struct mdp_catalog *c, int origin)
{
	int trail[MDP_TRAIL_MAX], n = mdp_catalog_trail(c, origin, trail, MDP_TRAIL_MAX);
	json_t *out = json_array();

	for (int i = 0; i < n; i++) {
		const struct mdp_origin *s = &c->origins[trail[i]];
		json_t *o = json_object(), *from = json_array();

		set(o, "kind", text(mdp_origin_word(s->kind)));
		set(o, "relation", text(s->relation));
		set(o, "column", text(s->column));
		set(o, "expression", text(s->expr));
		if (s->why)
			set(o, "why", text(s->why));
		if (s->loaded)
			set(o, "loaded_from", text(s->loaded));
		for (int k = 0; k < s->nfrom; k++)
			for (int j = 0; j < n; j++)
				if (trail[j] == s->from[k])
					json_array_append_new(from, json_integer(j));
		set(o, "from", from);
		put_source(o, &s->source);
		json_array_append_new(out, o);
	}
	return out;
}

static const char *const additive[] = {
#define X(name, word) word,
	MDP_ADDITIVITIES(X)
#undef X
};

static json_t *date(int64_t day)
{
	char out[MDP_DATE_TEXT];

	return json_string(mdp_date_print(day, out));
}

/* Is the first, and the last, period of a wider grain there in part only? */
static json_t *partial(const struct mdp_coverage *k, enum mdp_grain g)
{
	json_t *o = json_object();
	int64_t first = mdp_date_trunc(k->first, k->grain), next = mdp_date_add(mdp_date_trunc(k->last, g), g, 1);
	int64_t after = mdp_date_add(mdp_date_trunc(k->last, k->grain), k->grain, 1);

	set(o, "first", json_boolean(first > mdp_date_trunc(k->first, g)));
	set(o, "last", json_boolean(after < next));
	return o;
}

static json_t *coverage(const struct mdp_coverage *k)
{
	static const enum mdp_grain wider[] = { MDP_GRAIN_MONTH, MDP_GRAIN_QUARTER, MDP_GRAIN_YEAR };
	json_t *o, *parts;

	if (k->grain == MDP_GRAIN_NONE)
		return json_null();
	o = json_object();
	parts = json_object();
	set(o, "grain", text(mdp_grain_word(k->grain)));
	set(o, "first", date(k->first));
	set(o, "last", date(k->last));
	set(o, "periods", json_integer(k->periods));
	set(o, "empty", json_integer(k->empty));
	for (size_t i = 0; i < sizeof(wider) / sizeof(wider[0]); i++)
		set(parts, mdp_grain_word(wider[i]), partial(k, wider[i]));
	set(o, "partial", parts);
	return o;
}

static json_t *column(const struct mdp_catalog *c, const struct mdp_column *k)
{
	json_t *o = json_object(), *values = json_array();

	set(o, "name", text(k->name));
	set(o, "words", text(k->words));
	set(o, "label", text(k->label));
	set(o, "description", text(k->description));
	set(o, "synonyms", list(k->synonyms));
	set(o, "tags", list(k->tags));
	set(o, "sql_type", text(k->sql_type));
	set(o, "type", text(mdp_type_word(k->type)));
	set(o, "role", text(mdp_role_word(k->role)));
	set(o, "role_known_by", text(k->role_how));
	set(o, "additive", text(additive[k->additive]));
	set(o, "unit", text(k->unit));
	set(o, "nulls", json_integer(k->nulls));
	set(o, "distinct", json_integer(k->distinct));
	set(o, "min", value(&k->min));
	set(o, "max", value(&k->max));
	set(o, "coverage", coverage(&k->coverage));
	set(o, "entity", entity_ref(c, k->entity));
	set(o, "mirror", column_ref(c, k->mirror));
	set(o, "hidden", json_boolean(k->hidden));
	set(o, "owner_evidence", evidence(&k->owner_evidence));
	if (k->stored)
		set(o, "stored", text(k->stored));
	set(o, "read_as", text(k->read_as));
	set(o, "doubt", text(k->doubt));
	set(o, "read_evidence", evidence(&k->read_evidence));
	for (int i = 0; i < k->nvalues && i < SHOWN_VALUES; i++) {
		json_t *e = json_array();

		json_array_append_new(e, text(k->values[i].text));
		json_array_append_new(e, json_integer(k->values[i].count));
		json_array_append_new(values, e);
	}
	set(o, "values", values);
	set(o, "nvalues", json_integer(k->nvalues));
	set(o, "all_values", json_boolean(k->all_values));
	if (k->origin >= 0)
		set(o, "lineage", lineage(c, k->origin));
	put_source(o, &k->source);
	return o;
}

/* Rows that look at the same things at each time. */
static json_t *snapshot(const struct mdp_catalog *c, const struct mdp_table *t)
{
	json_t *o, *things;

	if (t->snapshot < 0)
		return json_null();
	o = json_object();
	things = json_array();
	set(o, "time", column_ref(c, t->snapshot));
	set(o, "within", t->snapshot_within < 0 ? json_null() : column_ref(c, t->snapshot_within));
	set(o, "grain", text(mdp_grain_word(c->columns[t->snapshot].coverage.grain)));
	for (int k = 0; t->row_entity >= 0 && k < c->entities[t->row_entity].nkey; k++) {
		int column = c->entities[t->row_entity].key[k];

		if (column != t->snapshot && column != t->snapshot_within)
			json_array_append_new(things, column_ref(c, column));
	}
	set(o, "things", things);
	set(o, "evidence", evidence(&t->snapshot_evidence));
	return o;
}

static json_t *table(const struct mdp_catalog *c, const struct mdp_table *t)
{
	json_t *o = json_object(), *columns = json_array();

	set(o, "schema", text(t->schema));
	set(o, "name", text(t->name));
	set(o, "words", text(t->words));
	set(o, "description", text(t->description));
	set(o, "tags", list(t->tags));
	set(o, "group", text(t->group));
	set(o, "rows", json_integer(t->rows));
	set(o, "view", json_boolean(t->view));
	if (t->only) {
		set(o, "rows_of", text(t->rows_of));
		set(o, "only", text(t->only));
	}
	set(o, "row_entity", entity_ref(c, t->row_entity));
	set(o, "snapshot", snapshot(c, t));
	for (int i = 0; i < t->ncolumns; i++)
		json_array_append_new(columns, column(c, &c->columns[t->first_column + i]));
	set(o, "columns", columns);
	put_source(o, &t->source);
	return o;
}

static json_t *entity(const struct mdp_catalog *c, const struct mdp_entity *e)
{
	json_t *o = json_object();

	set(o, "name", text(e->name));
	set(o, "plural", text(e->plural));
	set(o, "synonyms", list(e->synonyms));
	set(o, "home", text(c->tables[e->table].name));
	set(o, "home_schema", text(c->tables[e->table].schema));
	set(o, "key", columns_ref(c, e->key, e->nkey));
	set(o, "own_table", json_boolean(e->own_table));
	set(o, "count", json_integer(e->count));
	set(o, "label", column_ref(c, e->label));
	set(o, "label_unique", json_boolean(e->label_unique));
	set(o, "time", column_ref(c, e->time));
	set(o, "description", text(e->description));
	set(o, "evidence", evidence(&e->evidence));
	set(o, "almost_key", e->nalmost ? columns_ref(c, e->almost, e->nalmost) : json_null());
	set(o, "almost_key_evidence", evidence(&e->almost_evidence));
	return o;
}

static bool is_home(const struct mdp_entity *e, const struct mdp_site *s)
{
	return s->table == e->table && (!e->nkey || s->key[0] == e->key[0]);
}

/* Rows a key, on average; null where there are none. */
static json_t *fan(const struct mdp_catalog *c, const struct mdp_site *s)
{
	int64_t rows = c->tables[s->table].rows - s->nulls;

	return s->distinct > 0 ? json_real((double)rows / (double)s->distinct) : json_null();
}

static json_t *site(const struct mdp_catalog *c, const struct mdp_site *s)
{
	const struct mdp_entity *e = &c->entities[s->entity];
	bool home = is_home(e, s);
	json_t *o = json_object();

	set(o, "entity", entity_ref(c, s->entity));
	set(o, "table", text(c->tables[s->table].name));
	set(o, "schema", text(c->tables[s->table].schema));
	set(o, "key", columns_ref(c, s->key, e->nkey));
	set(o, "home", json_boolean(home));
	set(o, "home_table", text(c->tables[e->table].name));
	set(o, "home_key", columns_ref(c, e->key, e->nkey));
	set(o, "reference", json_boolean(mdp_catalog_is_reference(c, s)));
	set(o, "role", text(s->role));
	set(o, "unique", json_boolean(s->unique));
	set(o, "multiplicity", text(s->unique ? "one to one" : "many to one"));
	set(o, "rows_per_key", fan(c, s));
	set(o, "distinct", json_integer(s->distinct));
	set(o, "nulls", json_integer(s->nulls));
	set(o, "orphans", json_integer(s->orphans));
	set(o, "orphan_examples", text(s->examples));
	set(o, "of_home",
	    e->count > 0 ? json_real((double)(s->distinct - s->orphans) / (double)e->count) : json_null());
	set(o, "evidence", evidence(s->evidence.how || !home ? &s->evidence : &e->evidence));
	return o;
}

static json_t *link(const struct mdp_catalog *c, const struct mdp_link *l)
{
	json_t *o = json_object();

	set(o, "from", entity_ref(c, l->from));
	set(o, "to", entity_ref(c, l->to));
	set(o, "table", text(c->tables[c->sites[l->to_site].table].name));
	set(o, "role", text(c->sites[l->to_site].role));
	set(o, "optional", json_boolean(l->optional));
	set(o, "evidence", evidence(&l->evidence));
	return o;
}

/* Marks what an entity determines, or with `up` what determines it; itself too. */
static void reach(const struct mdp_catalog *c, int entity, bool up, bool *seen)
{
	bool more = true;

	seen[entity] = true;
	while (more) {
		more = false;
		for (int i = 0; i < c->nlinks; i++) {
			int from = up ? c->links[i].to : c->links[i].from, to = up ? c->links[i].from : c->links[i].to;

			if (!seen[from] || seen[to])
				continue;
			seen[to] = more = true;
		}
	}
}

/* By what it may be split: things that its own determines. What is finer would count it several times. */
static json_t *additivity(const struct mdp_catalog *c, const struct mdp_measure *m)
{
	json_t *o = json_object(), *by = json_array(), *not_by = json_array(), *not_over = json_array();
	int column = mdp_catalog_aggregated(c, m->expr), table = column >= 0 ? c->columns[column].table : -1;

	bool *coarser = calloc((size_t)c->nentities * 2 + 1, sizeof(bool)), *finer = coarser + c->nentities;

	if (!coarser)
		abort();
	if (m->entity >= 0) {
		reach(c, m->entity, false, coarser);
		reach(c, m->entity, true, finer);
	}
	for (int e = 0; e < c->nentities; e++) {
		if (coarser[e])
			json_array_append_new(by, entity_ref(c, e));
		else if (finer[e])
			json_array_append_new(not_by, entity_ref(c, e));
	}
	free(coarser);
	if (m->additive == MDP_ADDITIVE_SEMI && table >= 0 && c->tables[table].snapshot >= 0)
		json_array_append_new(not_over, column_ref(c, c->tables[table].snapshot));
	else if (m->additive == MDP_ADDITIVE_SEMI && m->entity >= 0 && c->entities[m->entity].time >= 0)
		json_array_append_new(not_over, column_ref(c, c->entities[m->entity].time));
	set(o, "adds_up", text(additive[m->additive]));
	set(o, "split_by", by);
	set(o, "not_split_by", not_by);
	set(o, "not_over", not_over);
	return o;
}

static json_t *measure_evidence(const struct mdp_catalog *c, const struct mdp_measure *m)
{
	int column = mdp_catalog_aggregated(c, m->expr);
	struct mdp_evidence e = { .how = m->declared ? "a definition in a file" : "arithmetic of columns",
				  .source = m->source };

	if (column >= 0) {
		e.rows = c->columns[column].owner_evidence.rows;
		e.exceptions = c->columns[column].owner_evidence.exceptions;
	}
	if (column >= 0 && !m->declared)
		e.how = "a column of the data that adds up";
	return evidence(&e);
}

static json_t *measure(const struct mdp_catalog *c, const struct mdp_measure *m)
{
	struct mdp_arena a;
	json_t *o = json_object();

	mdp_arena_init(&a);
	set(o, "name", text(m->name));
	set(o, "synonyms", list(m->synonyms));
	set(o, "description", text(m->description));
	set(o, "entity", entity_ref(c, m->entity));
	set(o, "expr", m->expr ? json_loads(mdp_expr_dump(&a, m->expr), JSON_DECODE_ANY, NULL) : NULL);
	set(o, "unit", text(m->unit));
	set(o, "time", column_ref(c, m->time));
	set(o, "additivity", additivity(c, m));
	set(o, "declared", json_boolean(m->declared));
	set(o, "disputed", json_boolean(m->disputed));
	set(o, "means_elsewhere", text(m->rival));
	if (m->no_time)
		set(o, "no_time", text(m->no_time));
	set(o, "main", json_boolean(m->main));
	set(o, "uses", json_integer(m->uses));
	set(o, "evidence", measure_evidence(c, m));
	put_source(o, &m->source);
	mdp_arena_release(&a);
	return o;
}

static json_t *identity(const struct mdp_catalog *c, const struct mdp_identity *id)
{
	static const char *const kinds[] = { "sum of product", "sum",    "product", "difference",
					     "ratio",          "linear", "mixed" };
	json_t *o = json_object(), *terms = json_array();

	set(o, "kind", text(kinds[id->kind]));
	set(o, "a", column_ref(c, id->a));
	set(o, "b", column_ref(c, id->b));
	set(o, "c", column_ref(c, id->c));
	set(o, "fine", entity_ref(c, id->fine));
	set(o, "coarse", entity_ref(c, id->coarse));
	set(o, "checked", json_integer(id->checked));
	set(o, "exceptions", json_integer(id->exceptions));
	for (int i = 0; i < id->nterms; i++) {
		json_t *t = json_object();
		set(t, "column", column_ref(c, id->terms[i].column));
		set(t, "sign", json_integer(id->terms[i].sign));
		set(t, "share", json_real(id->terms[i].share));
		json_array_append_new(terms, t);
	}
	set(o, "terms", terms);
	set(o, "factor", id->kind == MDP_ID_RATIO ? json_real(id->factor) : json_null());
	return o;
}

static json_t *level(const struct mdp_catalog *c, const struct mdp_level *l)
{
	json_t *o = json_object();

	set(o, "entity", entity_ref(c, l->entity));
	set(o, "fine", column_ref(c, l->fine));
	set(o, "coarse", column_ref(c, l->coarse));
	set(o, "example", text(l->example));
	set(o, "evidence", evidence(&l->evidence));
	return o;
}

/* Levels joined to paths, for each entity. */
static json_t *drills(const struct mdp_catalog *c)
{
	json_t *out = json_array();
	struct mdp_drill paths[SHOWN_PATHS];

	for (int e = 0; e < c->nentities && c->nlevels; e++) {
		int n = mdp_catalog_drills(c, e, paths, SHOWN_PATHS);

		for (int i = 0; i < n; i++) {
			json_t *o = json_object();

			set(o, "entity", entity_ref(c, e));
			set(o, "path", columns_ref(c, paths[i].columns, paths[i].n));
			json_array_append_new(out, o);
		}
	}
	return out;
}

static json_t *oddity(const struct mdp_catalog *c, const struct mdp_oddity *k)
{
	json_t *o = json_object();

	set(o, "column", column_ref(c, k->column));
	set(o, "kind", text(mdp_oddity_word(k->kind)));
	set(o, "example", text(k->example));
	set(o, "treatment", text(k->treatment));
	set(o, "evidence", evidence(&k->evidence));
	return o;
}

static json_t *finding(const struct mdp_catalog *c, const struct mdp_finding *f)
{
	json_t *o = json_object();

	(void)c;
	set(o, "code", text(f->code));
	set(o, "text", text(f->text));
	if (f->names)
		set(o, "names", list(f->names));
	put_source(o, &f->source);
	return o;
}

static json_t *feed(const struct mdp_catalog *c, const struct mdp_feed *f)
{
	json_t *o = json_object();
	char loaded[MDP_TIME_TEXT];

	set(o, "table", text(f->table >= 0 ? c->tables[f->table].name : f->relation));
	set(o, "dag", text(f->dag));
	set(o, "schedule", text(f->schedule));
	set(o, "zone", text(f->zone));
	set(o, "via", text(f->via));
	set(o, "max_age_seconds", f->max_age ? json_integer(f->max_age) : json_null());
	set(o, "loaded", f->loaded == INT64_MIN ? json_null() : text(mdp_time_iso(f->loaded, loaded)));
	set(o, "at_latest", json_boolean(f->at_latest));
	put_source(o, &f->source);
	return o;
}

static json_t *use(const struct mdp_catalog *c, const struct mdp_use *u)
{
	json_t *o = json_object(), *tables = json_array();

	set(o, "kind", text(mdp_use_word(u->kind)));
	set(o, "name", text(u->name));
	set(o, "label", text(u->label));
	set(o, "description", text(u->description));
	set(o, "type", text(u->type));
	set(o, "owner", text(u->owner));
	set(o, "url", text(u->url));
	for (int i = 0; i < u->ntables; i++)
		json_array_append_new(tables, text(c->tables[u->tables[i]].name));
	set(o, "tables", tables);
	set(o, "others", list(u->others));
	set(o, "metrics", list(u->metrics));
	set(o, "group_by", list(u->group_by));
	set(o, "where", list(u->where));
	set(o, "charts", list(u->charts));
	put_source(o, &u->source);
	return o;
}

static json_t *left_out(const struct mdp_catalog *c, const struct mdp_left_out *l)
{
	json_t *o = json_object();

	(void)c;
	set(o, "schema", text(l->schema));
	set(o, "name", text(l->name));
	set(o, "why", text(l->why));
	return o;
}

#define ALL(o, c, items, n, one)                                              \
	do {                                                                  \
		json_t *all = json_array();                                   \
		for (int i = 0; i < (c)->n; i++)                              \
			json_array_append_new(all, one((c), &(c)->items[i])); \
		set((o), #items, all);                                        \
	} while (0)

const char *mdp_catalog_dump(const struct mdp_catalog *c, struct mdp_arena *a)
{
	json_t *o = json_object();
	const char *out;
	char *json;

	set(o, "platform", text(c->platform));
	if (c->currency)
		set(o, "currency", text(c->currency));
	set(o, "time_zone", text(c->zone));
	set(o, "fiscal_start", c->fiscal_start ? json_integer(c->fiscal_start) : json_null());
	ALL(o, c, tables, ntables, table);
	ALL(o, c, entities, nentities, entity);
	ALL(o, c, sites, nsites, site);
	ALL(o, c, links, nlinks, link);
	ALL(o, c, measures, nmeasures, measure);
	ALL(o, c, identities, nidentities, identity);
	ALL(o, c, levels, nlevels, level);
	set(o, "drill_paths", drills(c));
	ALL(o, c, oddities, noddities, oddity);
	ALL(o, c, findings, nfindings, finding);
	ALL(o, c, feeds, nfeeds, feed);
	ALL(o, c, uses, nuses, use);
	ALL(o, c, left_out, nleft_out, left_out);
	json = json_dumps(o, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	out = mdp_arena_strdup(a, json ? json : "{}");
	free(json);
	json_decref(o);
	return out;
}
