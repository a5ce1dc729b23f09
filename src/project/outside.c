/*
 * Pages may read tables of schemas that questions are not about (what is loaded, beside the final models). Nothing is known of them in this
 * catalog, so nothing in their statements is checked; the finding names the schemas with which it would be.
 */
#include <string.h>
#include <strings.h>

#include "engine/engine.h"
#include "project/evidence.h"
#include "project/read.h"
#include "project/sqlread.h"
#include "base/banned.h"

static bool is_there(struct mdp_enrich *x, const struct mdp_sql_outside *o)
{
	struct mdp_result res = { 0 };
	struct mdp_error err = { 0 };
	int rc = mdp_engine_describe(x->e,
				     mdp_arena_printf(x->a, "select * from %s.%s", mdp_engine_ident(x->a, o->schema),
						      mdp_engine_ident(x->a, o->table)),
				     &res, &err);
	mdp_result_release(&res);
	return !rc;
}

/* A list with another name; as it is when it has that already, or when the name could not stand in it. */
static const char *with(struct mdp_enrich *x, const char *list, const char *schema)
{
	struct mdp_str rest = mdp_str_of(list), one;
	if (strchr(schema, ',') || strchr(schema, ' '))
		return list;
	while (rest.n && mdp_str_next(&rest, ',', &one))
		if (one.n == strlen(schema) && !strncasecmp(one.p, schema, one.n))
			return list;
	return mdp_arena_printf(x->a, "%s%s%s", list, *list ? "," : "", schema);
}

void mdp_enrich_outside(struct mdp_enrich *x, const struct mdp_sql_reader *r)
{
	const char *schemas = "";
	const struct mdp_sql_outside *first = NULL;
	int more = 0;
	for (int i = 0; i < x->c->ntables; i++)
		schemas = with(x, schemas, x->c->tables[i].schema);
	for (int i = 0; i < r->noutside; i++) {
		const struct mdp_sql_outside *o = &r->outside[i];
		if (!is_there(x, o))
			continue;
		schemas = with(x, schemas, o->schema);
		more += first != NULL;
		first = first ? first : o;
	}
	if (!first || x->p->schemas)
		return;
	mdp_enrich_finding(
		x, MDP_FINDING_OUTSIDE, first->in->file, first->in->line,
		"%s.%s%s outside of the schemas that questions are about: what is computed of %s is not checked",
		first->schema, first->table, more ? mdp_arena_printf(x->a, " and %d more tables lie", more) : " lies",
		more ? "them" : "it")
		->fix = mdp_arena_printf(x->a, MDP_SCHEMA_OPTION "%s", schemas);
}

const char *mdp_project_wider(const struct mdp_catalog *c)
{
	static const char option[] = MDP_SCHEMA_OPTION;
	for (int i = 0; i < c->nfindings; i++)
		if (!strcmp(c->findings[i].code, MDP_FINDING_OUTSIDE) && c->findings[i].fix &&
		    !strncmp(c->findings[i].fix, option, sizeof(option) - 1))
			return c->findings[i].fix + sizeof(option) - 1;
	return NULL;
}
