/*
 * The SQL of dbt models, for what is wrong in it (a sum over a join that repeats). ref() and source() become names; a model whose
 * Jinja is more than jinja_text.c knows is left out, since its SQL is not known without running it. A reference to a table of the catalog reads that
 * table, one to any other model reads its SQL.
 */
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "engine/engine.h"
#include "project/dbt.h"
#include "project/evidence.h"
#include "project/jinja.h"
#include "base/banned.h"

static const char *ref_sql(struct mdp_enrich *x, const char *name)
{
	const struct mdp_dbt_model *m = mdp_dbt_model(x->dbt, name);
	int table = m ? mdp_enrich_table_of(x, m) : -1;
	if (table >= 0)
		return mdp_arena_printf(x->a, "%s.%s", mdp_engine_ident(x->a, x->c->tables[table].schema),
					mdp_engine_ident(x->a, mdp_catalog_relation(&x->c->tables[table])));
	return mdp_engine_ident(x->a, mdp_arena_printf(x->a, "__m_%s", name));
}

struct references {
	struct mdp_enrich *x;
	bool deep; /* a reference reads the model's own SQL, not the table that it made */
};

/* What one {{ … }} stands for; NULL when it is not known. */
static const char *expression_sql(void *data, struct mdp_str text)
{
	const struct references *refs = data;
	struct mdp_enrich *x = refs->x;
	struct mdp_jinja_call call;
	size_t at = 0;
	if (mdp_jinja_next(x->a, text, "config", &at, &call))
		return "";
	at = 0;
	if (mdp_jinja_next(x->a, text, "ref", &at, &call) && call.nargs && call.args[call.nargs - 1]) {
		const char *name = call.args[call.nargs - 1];
		const struct mdp_dbt_model *m = mdp_dbt_model(x->dbt, name);
		if (refs->deep && m && m->sql && !m->disabled)
			return mdp_engine_ident(x->a, mdp_arena_printf(x->a, "__m_%s", name));
		return ref_sql(x, name);
	}
	at = 0;
	if (mdp_jinja_next(x->a, text, "source", &at, &call) && call.nargs == 2 && call.args[0] && call.args[1]) {
		const struct mdp_dbt_source *s = mdp_dbt_source(x->dbt, call.args[0], call.args[1]);
		return mdp_arena_printf(x->a, "%s.%s", mdp_engine_ident(x->a, s ? s->schema : call.args[0]),
					mdp_engine_ident(x->a, s && s->identifier ? s->identifier : call.args[1]));
	}
	return NULL;
}

/* The model's SQL with names for its references, line for line; NULL when it is not known without running it. */
static const char *render(struct mdp_enrich *x, const char *sql, bool deep)
{
	struct references refs = { x, deep };
	return mdp_jinja_render(x->a, sql, expression_sql, &refs);
}

void mdp_enrich_models_add(struct mdp_enrich *x, struct mdp_sql_reader *r)
{
	for (int i = 0; i < x->dbt->nmodels; i++) {
		const struct mdp_dbt_model *m = &x->dbt->models[i];
		const char *sql = m->sql && !m->disabled ? render(x, m->sql, false) : NULL;
		if (!sql || !mdp_str_trim(mdp_str_of(sql)).n)
			continue;
		struct mdp_sql_query q = { .name = mdp_arena_printf(x->a, "__m_%s", m->name),
					   .text = sql,
					   .deep = render(x, m->sql, true),
					   .file = mdp_arena_strdup(x->a, m->file),
					   .line = 1,
					   .model = true };
		mdp_sql_add(r, &q);
	}
}

const struct mdp_sql_rel *mdp_enrich_model_rel(struct mdp_enrich *x, struct mdp_sql_reader *r, const char *model)
{
	struct mdp_sql_query *q = mdp_sql_find(r, mdp_arena_printf(x->a, "__m_%s", model));
	if (!q || !q->model)
		return NULL;
	mdp_sql_read(r, q, 0);
	return q->rel;
}

void mdp_enrich_models(struct mdp_enrich *x, struct mdp_sql_reader *r)
{
	(void)x;
	for (int i = 0; i < r->nqueries; i++)
		if (r->queries[i]->model)
			mdp_sql_read(r, r->queries[i], 0);
}
