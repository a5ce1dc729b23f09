/*
 * Where columns come from. A table's model is read, and the models it refers to, each once; what they read in the end are sources,
 * seeds, files, and tables that no file speaks of. The warehouse is asked for the columns of what is stored, so that a star can be
 * written out. Jinja that is not known without running dbt makes unknown what it touches; where such a model was compiled (target/manifest.json) or is
 * a view in the warehouse, that SQL is read for it, since that is what dbt made of it. Whatever stays unknown is said, once a model, and never guessed.
 */
#include "project/lineage.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "engine/engine.h"
#include "base/banned.h"

#define MAX_STEPS 200000

/* --- steps and relations --- */

int mdp_lin_step(struct mdp_lineage *l, const struct mdp_origin *o, const int *from, int nfrom)
{
	struct mdp_catalog *c = l->x->c;
	struct mdp_origin copy = *o;
	if (c->norigins >= MAX_STEPS)
		return c->norigins - 1;
	copy.from = nfrom ? MDP_NEW_ARRAY(l->x->a, (size_t)nfrom, int) : NULL;
	copy.nfrom = nfrom;
	for (int i = 0; i < nfrom; i++)
		copy.from[i] = from[i];
	MDP_PUSH(l->x->a, c->origins, c->norigins, l->cap_origins, copy);
	return c->norigins - 1;
}

int mdp_lin_unknown(struct mdp_lineage *l, const char *why)
{
	return mdp_lin_step(l, &(struct mdp_origin){ .kind = MDP_ORIGIN_UNKNOWN, .why = why ? why : "not understood" },
			    NULL, 0);
}

struct mdp_lin_rel *mdp_lin_rel_new(struct mdp_lineage *l)
{
	struct mdp_lin_rel *rel = MDP_NEW(l->x->a, struct mdp_lin_rel);
	rel->rows = -1;
	return rel;
}

void mdp_lin_add(struct mdp_lineage *l, struct mdp_lin_rel *rel, const char *name, int step, int line)
{
	struct mdp_lin_col col = { name, step, line };
	if (rel->n < 10000)
		MDP_PUSH(l->x->a, rel->cols, rel->n, rel->cap, col);
}

static int base_step(struct mdp_lineage *l, const struct mdp_lin_rel *rel, const char *column)
{
	struct mdp_origin o = {
		.kind = rel->kind, .relation = rel->name, .column = column, .loaded = rel->loaded, .source = rel->source
	};
	return mdp_lin_step(l, &o, NULL, 0);
}

int mdp_lin_rows(struct mdp_lineage *l, const struct mdp_lin_rel *rel)
{
	return base_step(l, rel, "*");
}

int mdp_lin_find(struct mdp_lineage *l, struct mdp_lin_rel *rel, const char *name, int *line)
{
	for (int depth = 0; rel && depth < MDP_SQL_DEPTH; rel = rel->base, depth++) {
		for (int i = 0; i < rel->n; i++)
			if (!strcasecmp(rel->cols[i].name, name)) {
				*line = rel->cols[i].line;
				return rel->cols[i].step;
			}
		*line = 0;
		if (!rel->open)
			return -1;
		if (rel->makes) {
			name = mdp_arena_strdup(l->x->a, name);
			mdp_lin_add(l, rel, name, base_step(l, rel, name), 0);
			return rel->cols[rel->n - 1].step;
		}
		if (rel->all)
			return rel->all;
		if (!rel->base)
			return mdp_lin_unknown(l, rel->why);
	}
	return -1;
}

static struct mdp_lin_rel *hidden(struct mdp_lineage *l, const char *why)
{
	struct mdp_lin_rel *rel = mdp_lin_rel_new(l);
	rel->open = true;
	rel->why = why;
	return rel;
}

/* --- what is in the warehouse --- */

static struct mdp_str key_of(struct mdp_lineage *l, const char *schema, const char *name)
{
	char *key =
		schema && *schema ? mdp_arena_printf(l->x->a, "%s.%s", schema, name) : mdp_arena_strdup(l->x->a, name);
	for (char *p = key; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return mdp_str_of(key);
}

static struct mdp_lin_stored *stored(struct mdp_lineage *l, const char *schema, const char *name)
{
	return mdp_map_get(&l->names, key_of(l, schema, name));
}

/* "CREATE VIEW x (a, b) AS SELECT …" → "SELECT …", where no columns are renamed; else NULL. */
static const char *view_select(const char *sql)
{
	struct mdp_arena a;
	struct mdp_sql_tokens t;
	const char *found = NULL;
	mdp_arena_init(&a);
	mdp_sql_tokens(&a, sql, &t);
	for (int i = 0; i < t.n && !found; i++) {
		if (t.items[i].depth || sql[t.items[i].at] == '(')
			break;
		if (t.items[i].n == 2 && !strncasecmp(sql + t.items[i].at, "as", 2))
			found = sql + t.items[i].at + 2;
	}
	mdp_arena_release(&a);
	return found;
}

static const char *copy_text(struct mdp_lineage *l, const struct mdp_value *v)
{
	return v->type == MDP_T_TEXT ? mdp_arena_strndup(l->x->a, v->s.p, v->s.n) : NULL;
}

static void read_warehouse(struct mdp_lineage *l)
{
	static const char sql[] =
		"select c.schema_name, c.table_name, c.column_name, v.sql from duckdb_columns() c "
		"left join duckdb_views() v on v.view_oid = c.table_oid and v.database_oid = c.database_oid "
		"where c.database_name = current_database() and not c.internal "
		"order by 1, 2, c.column_index";
	struct mdp_result res;
	if (mdp_engine_query(l->x->e, sql, NULL, 0, 0, &res, NULL)) {
		mdp_result_release(&res);
		return;
	}
	struct mdp_lin_stored now = { 0 };
	for (int64_t r = 0; r <= res.nrows; r++) {
		const char *schema = r < res.nrows ? copy_text(l, mdp_result_at(&res, r, 0)) : NULL;
		const char *name = r < res.nrows ? copy_text(l, mdp_result_at(&res, r, 1)) : NULL;
		bool same = now.name && schema && name && !strcmp(schema, now.schema) && !strcmp(name, now.name);
		if (!same && now.name)
			MDP_PUSH(l->x->a, l->stored, l->nstored, l->cap_stored, now);
		if (!schema || !name)
			continue;
		if (!same) {
			const char *view = copy_text(l, mdp_result_at(&res, r, 3));
			now = (struct mdp_lin_stored){ .schema = schema,
						       .name = name,
						       .view = view ? view_select(view) : NULL };
		}
		MDP_PUSH(l->x->a, now.columns, now.n, now.cap, copy_text(l, mdp_result_at(&res, r, 2)));
	}
	mdp_result_release(&res);
	static struct mdp_lin_stored several;
	for (int i = 0; i < l->nstored; i++) {
		struct mdp_lin_stored *s = &l->stored[i];
		mdp_map_set(&l->names, key_of(l, s->schema, s->name), s);
		struct mdp_lin_stored *other = mdp_map_get(&l->names, key_of(l, NULL, s->name));
		mdp_map_set(&l->names, key_of(l, NULL, s->name), other ? &several : s);
	}
	for (int i = 0; i < l->nstored; i++)
		if (mdp_map_get(&l->names, key_of(l, NULL, l->stored[i].name)) == &several)
			mdp_map_set(&l->names, key_of(l, NULL, l->stored[i].name), NULL);
}

/* A relation that ends the way: its columns are those of the warehouse; where it is not there, what is asked for. */
static struct mdp_lin_rel *end_of_way(struct mdp_lineage *l, struct mdp_lin_rel base, const struct mdp_lin_stored *s)
{
	struct mdp_lin_rel *rel = mdp_lin_rel_new(l);
	*rel = base;
	for (int i = 0; s && i < s->n; i++)
		mdp_lin_add(l, rel, s->columns[i], base_step(l, rel, s->columns[i]), 0);
	rel->open = rel->makes = !s;
	rel->rows = mdp_lin_rows(l, rel);
	return rel;
}

static struct mdp_lin_rel *source_rel(struct mdp_lineage *l, const struct mdp_dbt_source *d)
{
	struct mdp_lin_stored *s = stored(l, d->schema, d->identifier);
	if (s && s->rel)
		return s->rel;
	struct mdp_lin_rel base = { .kind = MDP_ORIGIN_SOURCE,
				    .name = mdp_arena_printf(l->x->a, "%s.%s", d->schema, d->identifier),
				    .loaded = d->loaded ? mdp_arena_strdup(l->x->a, d->loaded) : NULL,
				    .source = { mdp_arena_strdup(l->x->a, d->at.file), d->at.node->line } };
	struct mdp_lin_rel *rel = end_of_way(l, base, s);
	const struct mdp_yaml *columns = mdp_yaml_get(d->at.node, "columns");
	for (const struct mdp_yaml *c = columns ? columns->child : NULL; c; c = c->next) {
		const char *name = mdp_yaml_text(c, "name");
		int line, step = name ? mdp_lin_find(l, rel, name, &line) : -1;
		if (step >= 0)
			l->x->c->origins[step].source.line = c->line;
	}
	if (s)
		s->rel = rel;
	return rel;
}

/* --- models --- */

static bool goes_unknown(const struct mdp_catalog *c, int step, const char **why)
{
	int trail[MDP_TRAIL_MAX], n = mdp_catalog_trail(c, step, trail, MDP_TRAIL_MAX);
	for (int i = 0; i < n; i++)
		if (c->origins[trail[i]].kind == MDP_ORIGIN_UNKNOWN) {
			*why = c->origins[trail[i]].why;
			return true;
		}
	return false;
}

/* The columns of a statement as columns of the relation that it makes. */
static struct mdp_lin_rel *wrap(struct mdp_lineage *l, const struct mdp_lin_text *t, struct mdp_lin_rel *inner)
{
	struct mdp_catalog *c = l->x->c;
	struct mdp_lin_rel *rel = mdp_lin_rel_new(l);
	rel->name = t->relation;
	rel->open = inner->open;
	rel->why = inner->why;
	/* what comes through a star of a source whose columns nobody lists passes through */
	rel->base = inner->base;
	for (int i = 0; i < inner->n; i++) {
		int step = inner->cols[i].step;
		const struct mdp_origin *o = &c->origins[step];
		bool own = o->relation == t->relation && o->column && !strcasecmp(o->column, inner->cols[i].name);
		if (!own)
			step = mdp_lin_step(l,
					    &(struct mdp_origin){ .kind = t->kind,
								  .relation = t->relation,
								  .column = inner->cols[i].name,
								  .source = { t->file, inner->cols[i].line } },
					    &step, 1);
		mdp_lin_add(l, rel, inner->cols[i].name, step, inner->cols[i].line);
	}
	struct mdp_origin rows = {
		.kind = t->kind, .relation = t->relation, .column = "*", .source = { t->file, t->file ? 1 : 0 }
	};
	rel->rows = mdp_lin_step(l, &rows, &inner->rows, inner->rows >= 0);
	return rel;
}

static struct mdp_lin_rel *view_rel(struct mdp_lineage *l, struct mdp_lin_stored *s, const char *relation,
				    const char *file, int depth)
{
	const char *why;
	struct mdp_lin_text t = { .relation = relation,
				  .kind = file ? MDP_ORIGIN_MODEL : MDP_ORIGIN_VIEW,
				  .file = file };
	if (s->busy)
		return NULL;
	s->busy = true;
	struct mdp_lin_rel *inner = mdp_lin_statement(l, &t, s->view, depth + 1, &why);
	s->busy = false;
	return inner ? wrap(l, &t, inner) : NULL;
}

static bool any_unknown(const struct mdp_lineage *l, const struct mdp_lin_rel *rel)
{
	const char *why;
	bool any = rel->open && !rel->base;
	for (int i = 0; i < rel->n && !any; i++)
		any = goes_unknown(l->x->c, rel->cols[i].step, &why);
	return any;
}

/* What dbt made of the model may tell what its Jinja hides; the rest stays as the file has it, with its places. */
static struct mdp_lin_rel *retold(struct mdp_lineage *l, struct mdp_lin_rel *rel, struct mdp_lin_rel *made)
{
	const char *why;
	for (int i = 0; made && i < made->n; i++)
		for (int k = 0; k < rel->n; k++) {
			if (strcasecmp(rel->cols[k].name, made->cols[i].name) != 0)
				continue;
			if (!goes_unknown(l->x->c, rel->cols[k].step, &why))
				made->cols[i].step = rel->cols[k].step;
			else
				l->x->c->origins[made->cols[i].step].source.line = rel->cols[k].line;
			break;
		}
	return made ? made : rel;
}

/* The compiled SQL of the manifest, else the view in the warehouse. */
static struct mdp_lin_rel *ask_dbt(struct mdp_lineage *l, const struct mdp_dbt_model *m, struct mdp_lin_stored *s,
				   struct mdp_lin_rel *rel, const struct mdp_lin_text *of, int depth)
{
	const char *why, *sql = any_unknown(l, rel) ? mdp_manifest_sql(l->x, &l->manifest, m->name) : NULL;
	struct mdp_lin_text t = { .relation = of->relation, .kind = MDP_ORIGIN_MODEL, .file = of->file };
	struct mdp_lin_rel *inner = sql ? mdp_lin_statement(l, &t, sql, depth + 1, &why) : NULL;
	if (inner)
		rel = retold(l, rel, wrap(l, &t, inner));
	if (s && s->view && any_unknown(l, rel))
		rel = retold(l, rel, view_rel(l, s, of->relation, of->file, depth));
	return rel;
}

/* One finding a model, with the first reason. */
static void report(struct mdp_lineage *l, const struct mdp_dbt_model *m, const struct mdp_lin_rel *rel, int line)
{
	const char *why = NULL, *first = NULL, *column = NULL;
	int n = 0;
	for (int i = 0; i < rel->n; i++) {
		const struct mdp_origin *o = &l->x->c->origins[rel->cols[i].step];
		/* the unknown is this model's own, not one that it reads */
		bool own = false;
		for (int k = 0; k < o->nfrom && !own; k++) {
			const struct mdp_origin *f = &l->x->c->origins[o->from[k]];
			own = f->kind == MDP_ORIGIN_UNKNOWN ||
			      (f->relation == o->relation && goes_unknown(l->x->c, o->from[k], &why));
		}
		if (own && goes_unknown(l->x->c, rel->cols[i].step, &why) && !n++) {
			first = why;
			column = rel->cols[i].name;
			line = rel->cols[i].line ? rel->cols[i].line : line;
		}
	}
	const char *file = mdp_arena_strdup(l->x->a, m->file);
	if (rel->open && !rel->base && !rel->makes)
		mdp_enrich_finding(l->x, "lineage_unknown", file, line,
				   "where columns of %s come from is not known: %s", m->name, rel->why);
	else if (n == 1)
		mdp_enrich_finding(l->x, "lineage_unknown", file, line, "where %s.%s comes from is not known: %s",
				   m->name, column, first);
	else if (n)
		mdp_enrich_finding(l->x, "lineage_unknown", file, line,
				   "where %d columns of %s come from is not known, such as %s: %s", n, m->name, column,
				   first);
}

static struct mdp_lin_stored *stored_of(struct mdp_lineage *l, const struct mdp_dbt_model *m)
{
	for (const char **schema = mdp_dbt_schemas(l->x->dbt, l->x->a, m); *schema; schema++) {
		struct mdp_lin_stored *s = stored(l, *schema, m->alias);
		if (s)
			return s;
	}
	return m->ephemeral ? NULL : stored(l, NULL, m->alias);
}

static struct mdp_lin_rel *read_sql(struct mdp_lineage *l, const struct mdp_dbt_model *m, int depth)
{
	struct mdp_model_text text;
	const char *why = NULL, *name = mdp_arena_strdup(l->x->a, m->name), *file = mdp_arena_strdup(l->x->a, m->file);
	struct mdp_lin_stored *s = stored_of(l, m);
	int line = 1;
	mdp_model_text(l->x->dbt, l->x->a, m->sql, &text);
	struct mdp_lin_text t = {
		.marks = &text, .relation = name, .kind = MDP_ORIGIN_MODEL, .file = file, .lines = true
	};
	struct mdp_lin_rel *inner = text.sql ? mdp_lin_statement(l, &t, text.sql, depth + 1, &why) : NULL;
	if (!text.sql) {
		why = text.why;
		line = text.line;
	}
	for (int i = 0; !inner && text.sql && i < text.n; i++)
		if (text.markers[i].kind == MDP_MARK_OTHER) {
			why = text.markers[i].text;
			line = text.markers[i].line;
			break;
		}
	if (!inner)
		inner = hidden(l, why);
	struct mdp_lin_rel *rel = ask_dbt(l, m, s, wrap(l, &t, inner), &t, depth);
	report(l, m, rel, line);
	return rel;
}

static struct mdp_lin_rel *model_rel(struct mdp_lineage *l, int i, int depth)
{
	struct mdp_lin_model *lm = &l->models[i];
	const struct mdp_dbt_model *m = lm->model;
	if (lm->rel)
		return lm->rel;
	if (lm->busy || depth > MDP_SQL_DEPTH)
		return hidden(l, mdp_arena_printf(l->x->a, "%s builds on itself", m->name));
	lm->busy = true;
	if (mdp_str_ends(mdp_str_of(m->file), ".csv")) {
		struct mdp_lin_rel seed = { .kind = MDP_ORIGIN_SEED,
					    .name = mdp_arena_strdup(l->x->a, m->name),
					    .source = { mdp_arena_strdup(l->x->a, m->file), 1 } };
		lm->rel = end_of_way(l, seed, stored_of(l, m));
	} else if (m->sql) {
		lm->rel = read_sql(l, m, depth + 1);
	} else {
		lm->rel = hidden(l, mdp_arena_printf(l->x->a, "%s is written in Python", m->name));
	}
	lm->busy = false;
	return lm->rel;
}

static int model_named(const struct mdp_lineage *l, const char *name)
{
	for (int i = 0; i < l->x->dbt->nmodels; i++)
		if (!strcmp(l->x->dbt->models[i].name, name) && !l->x->dbt->models[i].disabled)
			return i;
	return -1;
}

/* The model whose relation it is; -1. */
static int model_at(const struct mdp_lineage *l, const char *schema, const char *name)
{
	for (int i = 0; i < l->x->dbt->nmodels; i++) {
		const struct mdp_dbt_model *m = &l->x->dbt->models[i];
		if (m->disabled || m->ephemeral || strcasecmp(m->alias, name) != 0)
			continue;
		for (const char **s = mdp_dbt_schemas(l->x->dbt, l->x->a, m); *s; s++)
			if (!*schema || !strcasecmp(*s, schema))
				return i;
	}
	return -1;
}

static const struct mdp_dbt_source *source_at(const struct mdp_lineage *l, const char *schema, const char *name)
{
	for (int i = 0; i < l->x->dbt->nsources; i++)
		if (!strcasecmp(l->x->dbt->sources[i].identifier, name) &&
		    (!*schema || !strcasecmp(l->x->dbt->sources[i].schema, schema)))
			return &l->x->dbt->sources[i];
	return NULL;
}

static struct mdp_lin_rel *plain_rel(struct mdp_lineage *l, const char *schema, const char *name, int depth)
{
	int model = model_at(l, schema, name);
	const struct mdp_dbt_source *source = source_at(l, schema, name);
	if (model >= 0)
		return model_rel(l, model, depth + 1);
	if (source)
		return source_rel(l, source);
	struct mdp_lin_stored *s = stored(l, schema, name);
	const char *full = s         ? mdp_arena_printf(l->x->a, "%s.%s", s->schema, s->name)
			   : *schema ? mdp_arena_printf(l->x->a, "%s.%s", schema, name)
				     : mdp_arena_strdup(l->x->a, name);
	if (s && !s->rel && s->view)
		s->rel = view_rel(l, s, full, NULL, depth + 1);
	if (s && s->rel)
		return s->rel;
	bool file =
		!s && (strchr(name, '/') || strstr(name, ".csv") || strstr(name, ".parquet") || strstr(name, ".json"));
	struct mdp_lin_rel base = { .kind = file ? MDP_ORIGIN_FILE : MDP_ORIGIN_TABLE, .name = full };
	struct mdp_lin_rel *rel = end_of_way(l, base, s);
	if (s)
		s->rel = rel;
	return rel;
}

struct mdp_lin_rel *mdp_lin_relation(struct mdp_lineage *l, const struct mdp_lin_text *t, const char *schema,
				     const char *name, int depth)
{
	const struct mdp_marker *m = t->marks ? mdp_model_marker(t->marks, name) : NULL;
	if (!m)
		return plain_rel(l, schema, name, depth);
	int model = m->kind == MDP_MARK_REF ? model_named(l, m->name) : -1;
	if (model >= 0)
		return model_rel(l, model, depth + 1);
	if (m->kind == MDP_MARK_REF)
		return stored(l, NULL, m->name) ? plain_rel(l, "", m->name, depth) : hidden(l, m->text);
	const struct mdp_dbt_source *source =
		m->kind == MDP_MARK_SOURCE ? mdp_dbt_source(l->x->dbt, m->source, m->name) : NULL;
	if (source)
		return source_rel(l, source);
	return m->kind == MDP_MARK_SOURCE ? plain_rel(l, m->source, m->name, depth) : hidden(l, m->text);
}

/* --- the catalog's columns --- */

static void attach(struct mdp_lineage *l, int table)
{
	struct mdp_catalog *c = l->x->c;
	const struct mdp_table *t = &c->tables[table];
	struct mdp_lin_rel *rel = NULL;
	for (int i = 0; i < l->x->dbt->nmodels && !rel; i++) {
		const struct mdp_dbt_model *m = &l->x->dbt->models[i];
		if (!m->disabled && !m->ephemeral && !strcasecmp(m->alias, t->name) &&
		    mdp_enrich_table_of(l->x, m) == table)
			rel = model_rel(l, i, 0);
	}
	if (!rel) {
		const struct mdp_lin_stored *s = stored(l, t->schema, t->name);
		if (source_at(l, t->schema, t->name) || (s && s->view))
			rel = plain_rel(l, t->schema, t->name, 0);
	}
	for (int i = t->first_column; rel && i < t->first_column + t->ncolumns; i++) {
		int line, step = mdp_lin_find(l, rel, c->columns[i].name, &line);
		if (step < 0)
			step = mdp_lin_unknown(l, "the files make no such column; the table was built from others");
		c->columns[i].origin = step;
	}
}

void mdp_enrich_lineage(struct mdp_enrich *x)
{
	struct mdp_lineage l = { .x = x };
	x->c->origins = NULL;
	x->c->norigins = 0;
	mdp_map_init(&l.names);
	mdp_lin_unknown(&l, ""); /* so that 0 is no step of anything */
	l.models = MDP_NEW_ARRAY(x->a, (size_t)x->dbt->nmodels + 1, struct mdp_lin_model);
	for (int i = 0; i < x->dbt->nmodels; i++)
		l.models[i].model = &x->dbt->models[i];
	read_warehouse(&l);
	for (int i = 0; i < x->c->ncolumns; i++)
		x->c->columns[i].origin = -1;
	for (int t = 0; t < x->c->ntables; t++)
		attach(&l, t);
	mdp_map_release(&l.names);
	mdp_manifest_release(&l.manifest);
}
