/*
 * One row an instance. A scope is a select block whose rows are the instances of one entity, each once, and which can be
 * asked for any column of any entity that this one determines.
 *
 * The instances come from the entity's home. If the key is unique there the table is read as it is; else a block of its
 * own keeps one row a key (`select distinct key, columns`), which is allowed because every column that is read there was
 * proved to depend on the key; a column with known exceptions turns the block into a grouped one that takes the largest
 * value, with a caveat. Columns of other entities are read where they already are (a copy in the same table that was
 * proved equal to the original), else their table is joined by key, at most one row for each: joins never multiply.
 */
#include <stdio.h>
#include <string.h>
#include "plan/planner.h"
#include "base/banned.h"

/* Where the key of an entity can be read. */
struct place {
	int source;
	const int *key; /* columns of the source's table */
	int nkey, entity;
};

static const struct mdp_column *column_of(struct scope *s, int column)
{
	return &s->p->c->columns[column];
}

/* The only site of an entity in a table; -1 when none or several. */
static int only_site(const struct mdp_catalog *c, int entity, int table)
{
	int found = -1;
	for (int i = 0; i < c->nsites; i++) {
		if (c->sites[i].entity != entity || c->sites[i].table != table)
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

static bool has_exceptions(struct scope *s, const struct source *src, int column)
{
	const struct mdp_catalog *c = s->p->c;
	int owner = mdp_plan_owner(s->p, column);
	if (owner == src->entity)
		return c->columns[column].owner_evidence.exceptions > 0;
	for (int i = 0; i < c->nlinks; i++)
		if (c->links[i].from == src->entity && c->links[i].to == owner &&
		    c->sites[c->links[i].from_site].table == src->table)
			return c->links[i].evidence.exceptions > 0;
	return false;
}

static struct mdp_sx *table_ref(struct scope *s, struct mdp_from *f, int column)
{
	const struct mdp_column *col = column_of(s, column);
	struct mdp_sx *x = mdp_plan_ref(s->p, f, col->name, NULL);
	x->column = column;
	x->type = col->type;
	x->nullable = col->nulls > 0 || f->join == MDP_JOIN_LEFT;
	return x;
}

static void fold(struct scope *s, struct source *src, int column)
{
	const struct mdp_column *col = column_of(s, column);
	const struct mdp_entity *e = &s->p->c->entities[src->entity];
	src->inner->distinct = false;
	src->inner->grouped = true;
	src->inner->ngroup = src->nkey;
	mdp_plan_caveat(s->p, "exceptions",
			"%s is not the same on every row of %s in %lld of %lld cases; the largest is used", col->words,
			mdp_arena_printf(s->p->a, "one %s", e->name), (long long)col->owner_evidence.exceptions,
			(long long)col->owner_evidence.rows);
}

/* A column of the source's table, read at the source. */
static struct mdp_sx *read_source(struct scope *s, int source, int column)
{
	struct source *src = &s->sources[source];
	if (!src->inner)
		return table_ref(s, src->from, column);
	if (s->inside && source == 0)
		return table_ref(s, src->inner_from, column);
	const char *name = column_of(s, column)->name;
	struct mdp_item *item = NULL;
	for (int i = 0; i < src->inner->nitems && !item; i++)
		if (strcmp(src->inner->items[i].name, name) == 0)
			item = &src->inner->items[i];
	if (!item) {
		mdp_plan_item(s->p, src->inner, name, table_ref(s, src->inner_from, column));
		item = &src->inner->items[src->inner->nitems - 1];
		if (has_exceptions(s, src, column))
			fold(s, src, column);
	}
	struct mdp_sx *x = mdp_plan_ref(s->p, src->from, name, item->x);
	x->nullable |= src->from->join == MDP_JOIN_LEFT;
	return x;
}

/* A block with one row for each value of a key that repeats in its table. */
static void make_inner(struct scope *s, struct source *src, const int *key, int nkey)
{
	struct planner *p = s->p;
	const struct mdp_entity *e = &p->c->entities[src->entity];
	src->inner = mdp_plan_rel(p, MDP_REL_SELECT);
	src->inner->distinct = true;
	src->nkey = nkey;
	mdp_plan_with(p, src->inner, e->plural ? e->plural : e->name);
	src->inner->why = mdp_arena_printf(p->a, "one row a %s", e->name);
	src->inner_from = mdp_plan_from_table(p, src->inner, src->table, p->c->tables[src->table].name, MDP_JOIN_FIRST);
	for (int i = 0; i < nkey; i++) {
		struct mdp_sx *k = table_ref(s, src->inner_from, key[i]);
		mdp_plan_item(p, src->inner, column_of(s, key[i])->name, k);
		if (k->nullable)
			mdp_plan_where(p, src->inner, mdp_plan_call(p, MDP_CALL_NOT_NULL, k, NULL));
	}
	mdp_plan_proof(
		p, "key",
		"%s: %lld keys on %lld rows of %s; one row a key is kept, as each column read depends on the key",
		e->plural ? e->plural : e->name, (long long)e->count, (long long)p->c->tables[src->table].rows,
		p->c->tables[src->table].name);
}

static struct source *push_source(struct scope *s, struct source src)
{
	MDP_PUSH(s->p->a, s->sources, s->nsources, s->sources_cap, src);
	return &s->sources[s->nsources - 1];
}

/* Whether every row of an instance says the same of it, so that any of its rows will do. */
static bool is_clean(struct planner *p, int entity)
{
	const struct mdp_table *t = &p->c->tables[p->c->entities[entity].table];
	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++)
		if (mdp_plan_owner(p, i) == entity && p->c->columns[i].owner_evidence.exceptions > 0)
			return false;
	return true;
}

int mdp_plan_scope(struct planner *p, int entity, bool any_row, struct scope *s)
{
	const struct mdp_entity *e = &p->c->entities[entity];
	*s = (struct scope){ .p = p, .entity = entity, .rel = mdp_plan_rel(p, MDP_REL_SELECT) };
	s->rel->why = mdp_arena_printf(p->a, "%s", e->plural ? e->plural : e->name);
	struct source base = { .table = e->table, .entity = entity, .at = -1, .site = -1 };
	if (e->table < 0 || e->table >= p->c->ntables)
		return mdp_fail(p->err, MDP_INTERNAL, "entity '%s' has no home", e->name);
	const char *plural = e->plural ? e->plural : e->name;
	const struct mdp_table *home = &p->c->tables[e->table];
	if (home->only && home->row_entity == entity && !any_row)
		mdp_plan_caveat(
			p, "versions", "%s has %lld versions of %lld %s; each is counted once, as it is now%s",
			home->rows_of, (long long)p->c->tables[home->versions].rows, (long long)home->rows, plural,
			home->ended
				? mdp_arena_printf(
					  p->a,
					  ", and %lld of them, of which no single version is current, as it last was",
					  (long long)home->ended)
				: "");
	any_row = any_row && is_clean(p, entity);
	if (any_row || e->own_table || p->c->tables[e->table].row_entity == entity) {
		base.from = mdp_plan_from_table(p, s->rel, e->table, plural, MDP_JOIN_FIRST);
		push_source(s, base);
		for (int i = 0; i < e->nkey; i++)
			if (p->c->columns[e->key[i]].nulls > 0)
				mdp_plan_where(
					p, s->rel,
					mdp_plan_call(p, MDP_CALL_NOT_NULL, table_ref(s, base.from, e->key[i]), NULL));
		if (!any_row)
			mdp_plan_proof(p, "rows", "%s: each row of %s is one", plural, p->c->tables[e->table].name);
		return 0;
	}
	make_inner(s, &base, e->key, e->nkey);
	base.from = mdp_plan_from_rel(p, s->rel, base.inner, MDP_JOIN_FIRST);
	push_source(s, base);
	return 0;
}

/* " (120 of 3000 rows, 4.0 %)" */
static const char *rows_share(struct planner *p, int table, int64_t rows)
{
	int64_t all = p->c->tables[table].rows;
	if (!rows || !all)
		return "";
	return mdp_arena_printf(p->a, " (%lld of %lld rows, %.1f %%)", (long long)rows, (long long)all,
				100.0 * (double)rows / (double)all);
}

/* What the key of a place points at but is not there, and what has no key. */
static void note_dirty_key(struct scope *s, const struct place *at)
{
	const struct mdp_catalog *c = s->p->c;
	const char *name = c->entities[at->entity].name;
	for (int i = 0; i < c->nsites; i++) {
		const struct mdp_site *site = &c->sites[i];
		if (site->entity != at->entity || site->table != s->sources[at->source].table ||
		    site->key[0] != at->key[0])
			continue;
		if (site->orphans > 0)
			mdp_plan_caveat(s->p, "orphans",
					"%s names %lld %s that %s does not hold%s; they have no attributes",
					c->tables[site->table].name, (long long)site->orphans,
					c->entities[at->entity].plural, c->tables[c->entities[at->entity].table].name,
					rows_share(s->p, site->table, site->orphan_rows));
		if (site->nulls > 0 && c->entities[at->entity].own_table &&
		    c->entities[at->entity].table != site->table)
			mdp_plan_caveat(s->p, "no_key", "%s has rows without a %s%s", c->tables[site->table].name, name,
					rows_share(s->p, site->table, site->nulls));
		if (site->orphans > 0)
			mdp_plan_proof(s->p, "orphans", "a %s that is missing gives nulls, and drops no row", name);
		return;
	}
}

/* The source with one row for each key of the place's entity, read at another site of it; joined once. -1: not while translating inside. */
static int join_site(struct scope *s, const struct place *at, int site)
{
	struct planner *p = s->p;
	const struct mdp_site *to = &p->c->sites[site];
	for (int i = 1; i < s->nsources; i++)
		if (s->sources[i].at == at->source && s->sources[i].site == site &&
		    memcmp(s->sources[i].by, at->key, (size_t)at->nkey * sizeof(*at->key)) == 0)
			return i;
	if (s->inside)
		return -1;
	const struct mdp_entity *e = &p->c->entities[to->entity];
	struct source src = { .table = to->table, .entity = to->entity, .at = at->source, .site = site, .by = at->key };
	if (to->unique) {
		const char *alias = to->table == e->table ? e->plural : p->c->tables[to->table].name;
		src.from = mdp_plan_from_table(p, s->rel, to->table, alias ? alias : e->name, MDP_JOIN_LEFT);
	} else {
		make_inner(s, &src, to->key, at->nkey);
		src.from = mdp_plan_from_rel(p, s->rel, src.inner, MDP_JOIN_LEFT);
	}
	push_source(s, src);
	int index = s->nsources - 1;
	note_dirty_key(s, at);
	for (int i = 0; i < at->nkey; i++) {
		struct mdp_sx *here = read_source(s, at->source, at->key[i]);
		struct mdp_sx *there = read_source(s, index, to->key[i]);
		src.from->on = mdp_plan_and(p, src.from->on, mdp_plan_call(p, MDP_CALL_EQ, there, here));
	}
	mdp_plan_proof(p, "join", "%s joined by key, at most one row each: %s", e->plural ? e->plural : e->name,
		       to->unique ? "the key is unique there" : "one row a key is kept");
	return index;
}

/* A link of the same meaning within the table that is being read; -1 if there is none. */
static int link_here(const struct mdp_catalog *c, int from, int to, int table, const char *role)
{
	for (int i = 0; i < c->nlinks; i++) {
		const struct mdp_link *l = &c->links[i];
		if (l->from != from || l->to != to || c->sites[l->from_site].table != table)
			continue;
		const char *r = c->sites[l->to_site].role;
		if (!role || (r && strcmp(role, r) == 0))
			return i;
	}
	return -1;
}

static int walk(struct scope *s, const int *links, int n, struct place *at)
{
	const struct mdp_catalog *c = s->p->c;
	for (int i = 0; i < n; i++) {
		const struct mdp_link *l = &c->links[links[i]];
		int table = s->sources[at->source].table;
		if (c->sites[l->from_site].table != table) {
			int here = link_here(c, l->from, l->to, table, c->sites[l->to_site].role);
			if (here >= 0) {
				l = &c->links[here];
			} else {
				at->source = join_site(s, at, l->from_site);
				if (at->source < 0)
					return -1;
			}
		}
		at->entity = l->to;
		at->key = c->sites[l->to_site].key;
		at->nkey = c->entities[l->to].nkey;
	}
	return 0;
}

/*
 * Is a reference that the rows have of their own, asked for by way of something else that has one too: the club of a check-in, when that of
 * its member is meant?
 */
static bool is_anothers(struct scope *s, int at, int to, int site)
{
	const struct mdp_catalog *c = s->p->c;
	int row = c->tables[c->sites[site].table].row_entity;
	bool own = false;
	if (at == s->entity || at == to || at == row || !mdp_plan_determines(s->p, at, to) ||
	    mdp_plan_determines(s->p, at, row))
		return false;
	for (int i = 0; i < c->nlinks; i++) {
		if (c->links[i].to != to || c->links[i].to_site != site)
			continue;
		if (c->links[i].from == at) /* the customer that each line of an order repeats */
			return false;
		own |= c->links[i].from == row;
	}
	return own;
}

/* Where the key of `to` can be read. -1: not in the inner block; refused otherwise. */
static int locate(struct scope *s, int at, int to, const char *role, struct place *out)
{
	const struct mdp_catalog *c = s->p->c;
	const struct mdp_entity *e = &c->entities[s->entity];
	int links[PLAN_PATH], n1, n2;
	*out = (struct place){ 0, e->key, e->nkey, s->entity };
	if (to == s->entity && !role)
		return 0;
	int site = role ? -1 : only_site(c, to, s->sources[0].table);
	if (site >= 0 && mdp_plan_determines(s->p, s->entity, to) && !is_anothers(s, at, to, site)) {
		*out = (struct place){ 0, c->sites[site].key, c->entities[to].nkey, to };
		return 0;
	}
	n1 = at == s->entity ? 0 : mdp_catalog_path(c, s->entity, at, NULL, links, PLAN_PATH);
	n2 = n1 < 0 ? -1 : mdp_catalog_path(c, at, to, role, links + n1, PLAN_PATH - n1);
	if (n2 < 0) {
		n1 = 0;
		n2 = mdp_catalog_path(c, s->entity, to, role, links, PLAN_PATH);
	}
	if (n2 < 0) {
		mdp_refuse(s->p->err, MDP_REASON_NOT_CONNECTED, "%s has no single %s%s%s", e->name,
			   c->entities[to].name, role ? " as " : "", role ? role : "");
		return -MDP_REFUSED;
	}
	return walk(s, links, n1 + n2, out);
}

/* The column of a table that always holds the value of `original`; -1. */
static int copy_in(const struct mdp_catalog *c, int table, int original)
{
	const struct mdp_table *t = &c->tables[table];
	for (int i = 0; i < t->ncolumns; i++)
		if (mdp_catalog_original(c, t->first_column + i) == original)
			return t->first_column + i;
	return -1;
}

/* The column of the place's table to read; -1 when it is not there. */
static int column_at(struct scope *s, const struct place *at, int column)
{
	const struct mdp_catalog *c = s->p->c;
	int table = s->sources[at->source].table, original = mdp_catalog_original(c, column);
	const struct mdp_entity *e = &c->entities[at->entity];
	for (int i = 0; i < at->nkey && i < e->nkey; i++)
		if (e->key[i] == original || e->key[i] == column)
			return at->key[i];
	/* another of the same kind than the one of this row: the manager of an employee */
	if (e->table == table && e->nkey && memcmp(at->key, e->key, (size_t)e->nkey * sizeof(*e->key)) != 0)
		return -1;
	if (c->columns[column].table == table)
		return column;
	if (c->columns[original].table == table)
		return original;
	if (at->entity == s->sources[at->source].entity || only_site(c, at->entity, table) >= 0)
		return copy_in(c, table, original);
	return -1;
}

/* Where a column's owner is read in the column's table: by its own key rather than by one that refers to it. */
static int site_of(const struct mdp_catalog *c, int owner, int table)
{
	const struct mdp_entity *e = &c->entities[owner];
	for (int i = 0; i < c->nsites && e->nkey; i++)
		if (c->sites[i].entity == owner && c->sites[i].table == table && c->sites[i].key[0] == e->key[0])
			return i;
	return mdp_catalog_site(c, owner, table, NULL);
}

/*
 * What a thing is now, or what it was for this instance: where each names a version of the thing by the key of that, the version's column is
 * read. Both are said, unless nothing of it ever changed.
 */
static int as_it_was(struct scope *s, int column, const char *role)
{
	const struct mdp_catalog *c = s->p->c;
	int now = mdp_catalog_original(c, column), then = mdp_catalog_then(c, now), version;
	const struct mdp_table *t = &c->tables[c->columns[now].table];
	const struct mdp_entity *thing, *e = &c->entities[s->entity];
	if (then < 0 || c->columns[then].mirror >= 0 || now == t->current_key)
		return column;
	thing = &c->entities[t->row_entity];
	version = c->tables[t->versions].row_entity;
	if (!role && mdp_plan_determines(s->p, s->entity, version)) {
		if (s->entity != version)
			mdp_plan_caveat(s->p, "version_then",
					"%s of %s is that of the version which each %s names, as it was then",
					c->columns[now].words, thing->plural, e->name);
		return then;
	}
	if (s->entity != t->row_entity)
		mdp_plan_caveat(
			s->p, "version_now", "%s of %s is that of today's version, also for %s of another time%s",
			c->columns[now].words, thing->plural, e->plural,
			t->ended ? mdp_arena_printf(s->p->a, "; %lld of %lld have none, and the last one is taken",
						    (long long)t->ended, (long long)t->rows)
				 : "");
	return column;
}

int mdp_plan_read(struct scope *s, int at, int column, const char *role, struct mdp_sx **out)
{
	const struct mdp_catalog *c = s->p->c;
	column = as_it_was(s, column, role);
	int owner = mdp_plan_owner(s->p, column);
	struct place place;
	int rc = locate(s, at, owner, role, &place);
	if (rc)
		return rc;
	int found = column_at(s, &place, column);
	if (found < 0) {
		int original = mdp_catalog_original(c, column);
		int site = site_of(c, owner, c->columns[original].table);
		if (site < 0)
			return mdp_refuse(s->p->err, MDP_REASON_NOT_CONNECTED, "%s cannot be reached from %s",
					  c->columns[column].words, c->entities[s->entity].name);
		place.source = join_site(s, &place, site);
		if (place.source < 0)
			return -1;
		found = original;
	}
	if (s->inside && (place.source != 0 || has_exceptions(s, &s->sources[0], found)))
		return -1;
	*out = read_source(s, place.source, found);
	return 0;
}

bool mdp_plan_is_local(struct scope *s, int at, int column, const char *role)
{
	struct mdp_sx *x;
	struct mdp_error *err = s->p->err;
	s->p->err = NULL;
	s->inside = true;
	bool local = s->sources[0].inner && mdp_plan_read(s, at, column, role, &x) == 0;
	s->inside = false;
	s->p->err = err;
	return local;
}

int mdp_plan_key(struct scope *s, int at, int to, const char *role, struct mdp_sx **key, int *n)
{
	struct place place;
	TRY(locate(s, at, to, role, &place));
	*n = place.nkey;
	if (place.nkey == 0)
		return mdp_refuse(s->p->err, MDP_REASON_NOT_CONNECTED, "%s has no key", s->p->c->entities[to].name);
	for (int i = 0; i < place.nkey; i++)
		key[i] = read_source(s, place.source, place.key[i]);
	return 0;
}

/* Whether all that is read of `f` is there. What is not looked into (another block) may read anything. */
static bool holds(const struct mdp_kept *k, const struct mdp_from *f, const struct mdp_sx *x, int depth)
{
	bool found = x->kind != MDP_SX_COLUMN || x->from != f;
	if (depth <= 0 || x->rel)
		return false;
	for (int i = 0; i < k->ncolumns && !found; i++)
		found = k->columns[i] == x->column;
	for (int i = 0; i < x->nargs && found; i++)
		found = holds(k, f, x->args[i], depth - 1);
	return found && (!x->filter || holds(k, f, x->filter, depth - 1));
}

/* The block that keeps one row a key reads the table that was made of it, when it was: nothing is left to be dropped there. */
static bool use_kept(struct scope *s, struct source *src)
{
	const struct mdp_catalog *c = s->p->c;
	for (int i = 0; i < c->nkept; i++) {
		const struct mdp_kept *k = &c->kept[i];
		bool all = k->table == src->table && k->entity == src->entity && src->inner->nfrom == 1;
		for (int n = 0; n < src->inner->nitems && all; n++)
			all = holds(k, src->inner_from, src->inner->items[n].x, MDP_LIMIT_QUERY_DEPTH);
		for (int n = 0; n < src->inner->nwhere && all; n++)
			all = holds(k, src->inner_from, src->inner->where[n], MDP_LIMIT_QUERY_DEPTH);
		if (!all)
			continue;
		src->inner_from->kept = k->relation;
		src->inner->distinct = src->inner->grouped = false;
		mdp_plan_proof(
			s->p, "kept",
			"%s are read from %s, made of %s when that was looked through: %lld rows of %lld, one a key%s",
			c->entities[k->entity].plural, k->relation, c->tables[k->table].name, (long long)k->rows,
			(long long)k->of_rows,
			k->largest ? mdp_arena_printf(s->p->a, "; the largest value where rows disagree (%d columns)",
						      k->largest)
				   : "");
		return true;
	}
	return false;
}

void mdp_plan_scope_done(struct scope *s)
{
	for (int i = 0; i < s->nsources; i++) {
		struct mdp_rel *inner = s->sources[i].inner;
		if (!inner || use_kept(s, &s->sources[i]) || !inner->grouped)
			continue;
		for (int k = s->sources[i].nkey; k < inner->nitems; k++)
			if (inner->items[k].x->kind != MDP_SX_AGG)
				inner->items[k].x = mdp_plan_agg(s->p, MDP_AGG_MAX, inner->items[k].x);
	}
}
