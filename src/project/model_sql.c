/*
 * The SQL of dbt models, for what is wrong in it (a sum over a join that repeats). ref() and source() become names; a model with other
 * Jinja than config() is left out, since its SQL is not known without running it. A reference to a table of the catalog reads that
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
					mdp_engine_ident(x->a, x->c->tables[table].name));
	return mdp_engine_ident(x->a, mdp_arena_printf(x->a, "__m_%s", name));
}

/* What one {{ … }} stands for; NULL when it is not known. */
static const char *expression_sql(struct mdp_enrich *x, struct mdp_str inner)
{
	struct mdp_jinja_call call;
	size_t at = 0;
	struct mdp_str text = { mdp_arena_strndup(x->a, inner.p, inner.n), inner.n };
	if (mdp_jinja_next(x->a, text, "config", &at, &call))
		return "";
	at = 0;
	if (mdp_jinja_next(x->a, text, "ref", &at, &call) && call.nargs && call.args[call.nargs - 1])
		return ref_sql(x, call.args[call.nargs - 1]);
	at = 0;
	if (mdp_jinja_next(x->a, text, "source", &at, &call) && call.nargs == 2 && call.args[0] && call.args[1])
		return mdp_arena_printf(x->a, "%s.%s", mdp_engine_ident(x->a, call.args[0]),
					mdp_engine_ident(x->a, call.args[1]));
	return NULL;
}

/* The model's SQL with names for its references, line for line; NULL when it holds other Jinja. */
static const char *render(struct mdp_enrich *x, const char *sql)
{
	struct mdp_buf b = MDP_BUF_INIT;
	const char *out = NULL;
	for (const char *p = sql; *p;) {
		bool comment = !strncmp(p, "{#", 2);
		if (strncmp(p, "{{", 2) && !comment) {
			if (!strncmp(p, "{%", 2))
				goto done;
			mdp_buf_putc(&b, *p++);
			continue;
		}
		const char *end = strstr(p, comment ? "#}" : "}}");
		const char *text = !end      ? NULL
				   : comment ? ""
					     : expression_sql(x, (struct mdp_str){ p + 2, (size_t)(end - p) - 2 });
		if (!text)
			goto done;
		mdp_buf_puts(&b, text);
		for (; p < end + 2; p++)
			if (*p == '\n')
				mdp_buf_putc(&b, '\n');
	}
	out = mdp_arena_strndup(x->a, b.n ? b.p : "", b.n);
done:
	mdp_buf_release(&b);
	return out;
}

void mdp_enrich_models_add(struct mdp_enrich *x, struct mdp_sql_reader *r)
{
	for (int i = 0; i < x->dbt->nmodels; i++) {
		const struct mdp_dbt_model *m = &x->dbt->models[i];
		const char *sql = m->sql && !m->disabled ? render(x, m->sql) : NULL;
		if (!sql || !mdp_str_trim(mdp_str_of(sql)).n)
			continue;
		struct mdp_sql_query q = { .name = mdp_arena_printf(x->a, "__m_%s", m->name),
					   .text = sql,
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
