/*
 * The way of a column's values as lines for people, from the column back to its sources: each step under the one that it is a
 * part of, each said once.
 */
#include <string.h>
#include <strings.h>

#include "catalog/catalog.h"
#include "base/banned.h"

struct tree {
	const struct mdp_catalog *c;
	struct mdp_arena *a;
	struct mdp_lineage_line *lines;
	int n, cap;
	bool *seen;
};

/* The pipelines that fill a relation, in words; NULL when none is known. */
static const char *filled_by(const struct mdp_catalog *c, struct mdp_arena *a, const struct mdp_origin *o)
{
	const char *out = o->loaded;

	for (int i = 0; o->relation && i < c->nfeeds; i++) {
		const struct mdp_feed *f = &c->feeds[i];
		const char *table = f->table >= 0 ? c->tables[f->table].name : f->relation;
		bool whole = f->table >= 0 && strchr(o->relation, '.');

		if (whole)
			table = mdp_arena_printf(a, "%s.%s", c->tables[f->table].schema, table);
		/* what a table is made from has steps of its own */
		if (!table || !f->dag || f->via || strcasecmp(table, o->relation) != 0)
			continue;
		out = mdp_arena_printf(a, "%s%sDAG %s%s%s%s", out ? out : "", out ? ", " : "", f->dag,
				       f->schedule ? " (" : "", f->schedule ? f->schedule : "", f->schedule ? ")" : "");
	}
	return out;
}

static const char *name_of(struct mdp_arena *a, const struct mdp_origin *o)
{
	if (o->kind == MDP_ORIGIN_UNKNOWN)
		return "unknown from here";
	if (!o->relation)
		return o->column ? o->column : "";
	if (!o->column)
		return o->relation;
	if (!strcmp(o->column, "*"))
		return mdp_arena_printf(a, "rows of %s", o->relation);
	return mdp_arena_printf(a, "%s.%s", o->relation, o->column);
}

static const char *place_of(struct mdp_arena *a, const struct mdp_source *s)
{
	if (!s->file)
		return NULL;
	return s->line > 0 ? mdp_arena_printf(a, "%s:%d", s->file, s->line) : s->file;
}

static void walk(struct tree *t, int origin, int depth)
{
	const struct mdp_origin *o = &t->c->origins[origin];
	struct mdp_lineage_line line = { .origin = origin,
					 .depth = depth,
					 .name = name_of(t->a, o),
					 .made = o->kind == MDP_ORIGIN_UNKNOWN ? o->why : o->expr,
					 .place = place_of(t->a, &o->source),
					 .again = t->seen[origin] && o->nfrom };

	if (t->n >= MDP_TRAIL_MAX || depth > MDP_LINEAGE_DEPTH)
		return;
	if (!o->nfrom)
		line.filled = filled_by(t->c, t->a, o);
	else if (!depth && o->relation)
		line.filled = filled_by(t->c, t->a, o);
	MDP_PUSH(t->a, t->lines, t->n, t->cap, line);
	if (t->seen[origin])
		return;
	t->seen[origin] = true;
	for (int i = 0; i < o->nfrom; i++)
		walk(t, o->from[i], depth + 1);
}

int mdp_catalog_lineage(const struct mdp_catalog *c, struct mdp_arena *a, int origin, struct mdp_lineage_line **out)
{
	struct tree t = { .c = c, .a = a };

	*out = NULL;
	if (origin < 0)
		return 0;
	t.seen = MDP_NEW_ARRAY(a, (size_t)c->norigins + 1, bool);
	walk(&t, origin, 0);
	*out = t.lines;
	return t.n;
}
