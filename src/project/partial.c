/*
 * Things of which the marts hold only a part: their source, which the files say they are made from and which lies in the same warehouse, has
 * more of them (campaigns that have orders). Told where they are counted or summed.
 */
#include <string.h>
#include <strings.h>

#include "engine/engine.h"
#include "project/lineage.h"
#include "base/banned.h"

#define SOURCES 6 /* looked at for one thing */

struct found {
	const char *relation, *column;
};

/* A column at the end of a way that is stored in the warehouse: of a source, a seed, or a model of another layer. */
static bool is_stored(const struct mdp_origin *o)
{
	return o->relation && o->column && strcmp(o->column, "*") != 0 &&
	       (o->kind == MDP_ORIGIN_SOURCE || o->kind == MDP_ORIGIN_SEED || o->kind == MDP_ORIGIN_TABLE);
}

static void add(struct found *out, int *n, const char *relation, const char *column)
{
	for (int i = 0; i < *n; i++)
		if (!strcmp(out[i].relation, relation))
			return;
	if (*n < SOURCES)
		out[(*n)++] = (struct found){ relation, column };
}

/* Where the key comes from, and the sources of what else belongs to the thing, by the key's name there. */
static int sources_of(const struct mdp_catalog *c, const struct mdp_entity *e, struct found *out)
{
	const struct mdp_table *t = &c->tables[e->table];
	int n = 0, steps[MDP_TRAIL_MAX];
	const char *name = c->columns[e->key[0]].name;
	for (int pass = 0; pass < 2; pass++)
		for (int i = t->first_column; i < t->first_column + t->ncolumns; i++) {
			bool key = i == e->key[0];
			int many =
				c->columns[i].origin < 0 || key != (pass == 0) || c->columns[i].entity != t->row_entity
					? 0
					: mdp_catalog_trail(c, c->columns[i].origin, steps, MDP_TRAIL_MAX);
			for (int k = 0; k < many; k++) {
				const struct mdp_origin *o = &c->origins[steps[k]];
				if (!is_stored(o))
					continue;
				if (key)
					name = o->column;
				add(out, &n, o->relation, key ? o->column : name);
			}
		}
	return n;
}

/* How many of the column's values there are in the relation; -1 when it is not there, or has no such column. */
static int64_t count_in(struct mdp_enrich *x, const struct found *f)
{
	const char *dot = strchr(f->relation, '.');
	const char *from =
		dot ? mdp_arena_printf(
			      x->a, "%s.%s",
			      mdp_engine_ident(x->a, mdp_arena_strndup(x->a, f->relation, (size_t)(dot - f->relation))),
			      mdp_engine_ident(x->a, dot + 1))
		    : mdp_engine_ident(x->a, f->relation);
	struct mdp_result res = { 0 };
	struct mdp_error ignored = { 0 };
	int64_t n = -1;
	if (!mdp_engine_query(x->e,
			      mdp_arena_printf(x->a, "SELECT count(DISTINCT %s) FROM %s",
					       mdp_engine_ident(x->a, f->column), from),
			      NULL, 0, 0, &res, &ignored) &&
	    res.nrows == 1 && mdp_result_at(&res, 0, 0)->type == MDP_T_INT)
		n = mdp_result_at(&res, 0, 0)->i;
	mdp_result_release(&res);
	return n;
}

void mdp_enrich_partial(struct mdp_enrich *x)
{
	for (int i = 0; i < x->c->nentities && x->e; i++) {
		struct mdp_entity *e = &x->c->entities[i];
		struct found sources[SOURCES];
		int n = e->own_table && e->nkey == 1 && x->c->tables[e->table].row_entity == i
				? sources_of(x->c, e, sources)
				: 0;
		for (int k = 0; k < n; k++) {
			int64_t there = count_in(x, &sources[k]);
			if (there <= e->count || there <= e->source_count)
				continue;
			e->source_count = there;
			e->source_name = sources[k].relation;
		}
	}
}
