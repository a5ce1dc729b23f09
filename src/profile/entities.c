/*
 * Entities and sites. The rows of every table are an entity; a column that holds keys of another table is a site of that
 * table's rows. Things that have no table of their own (orders in a table of order lines) are found in hubs.c.
 *
 * A reference that holds every key once turns around: the bank of a loan would have that one loan. In a few rows that is
 * an accident, so it is believed only of what is declared unique, of the table's own key, or of so many rows that random
 * references would have repeated (is_assured).
 */
#include <stdlib.h>
#include <string.h>

#include "profile/prof.h"
#include "base/banned.h"

#define NEARLY 0.10 /* of the groups of several rows may disagree where dirt fell on single rows */
#define REPEATS_EXPECTED 20 /* of a reference that is not 1:1, before its having none is more than an accident */

int mdp_prof_add_entity(struct prof *p, int table, const int *key, int nkey, const struct mdp_evidence *why)
{
	struct mdp_entity e = { .table = table, .nkey = nkey, .label = -1, .time = -1, .evidence = *why };

	e.key = MDP_NEW_ARRAY(&p->c->arena, (size_t)nkey + 1, int);
	for (int k = 0; k < nkey; k++)
		e.key[k] = key[k];
	MDP_PUSH(&p->c->arena, p->c->entities, p->c->nentities, p->cap_entities, e);
	return p->c->nentities - 1;
}

/* The proved key of the table's rows: one row each, so it determines everything. */
static bool is_exact_key(const struct prof *p, int table, const int *key, int nkey)
{
	const struct prof_key *k = &p->tables[table].key;

	if (!nkey || k->n != nkey || k->exceptions || strcmp(k->how, "declared") == 0)
		return false;
	for (int i = 0; i < nkey; i++) {
		if (k->columns[i] != key[i])
			return false;
	}
	return true;
}

static bool is_same_set(const int *a, int na, const int *b, int nb)
{
	int found = 0;

	for (int i = 0; na == nb && i < na; i++) {
		for (int j = 0; j < nb; j++)
			found += a[i] == b[j];
	}
	return na && found == na;
}

/*
 * Is the key unique in this table for a reason? By the birthday rule n rows that refer to one of D things at random repeat
 * about n² / 2D times: 40 rows that hold all of 40 keys, or 400 that hold a tenth of 4,000, are no accident.
 */
static bool is_assured(const struct prof *p, int entity, int table, const int *key, int nkey, int64_t rows)
{
	const struct prof_key *own = &p->tables[table].key;
	double of = (double)p->c->entities[entity].count, n = (double)rows;

	if (!own->exceptions && is_same_set(own->columns, own->n, key, nkey))
		return true;
	for (int i = 0; i < p->ndeclared; i++) {
		const struct prof_declared *d = &p->declared[i];

		if (d->table == table && !d->foreign && is_same_set(d->columns, d->n, key, nkey))
			return true;
	}
	return n * n >= 2.0 * REPEATS_EXPECTED * (of > n ? of : n);
}

/* An entity whose only place is this table: there its attributes are, dirt and all. */
static bool is_hub(const struct prof *p, int entity, int table)
{
	return p->c->entities[entity].table == table && !p->c->entities[entity].own_table;
}

int mdp_prof_add_site(struct prof *p, int entity, int table, const int *key, int nkey, int *site)
{
	const struct mdp_table *t = &p->c->tables[table];
	struct mdp_site s = { .entity = entity, .table = table };
	struct prof_site ps = { .rows = t->rows };
	struct prof_fd fd = { 0 };
	size_t n = (size_t)t->ncolumns;
	int rc;

	s.key = MDP_NEW_ARRAY(&p->c->arena, (size_t)nkey + 1, int);
	for (int k = 0; k < nkey; k++)
		s.key[k] = key[k];
	ps.determines = MDP_NEW_ARRAY(p->a, n, bool);
	ps.bits = MDP_NEW_ARRAY(p->a, n, double);
	ps.nearly = MDP_NEW_ARRAY(p->a, n, bool);
	ps.exceptions = MDP_NEW_ARRAY(p->a, n, int64_t);
	for (size_t i = 0; i < n; i++)
		ps.bits[i] = -1;
	if (is_exact_key(p, table, key, nkey)) {
		s.distinct = ps.rows = ps.groups = t->rows;
		s.unique = ps.assured = true;
		memset(ps.determines, true, n * sizeof(bool));
	} else if (nkey) {
		rc = mdp_prof_fd_count(p, table, key, nkey, NULL, &fd);
		if (rc)
			return rc;
		s.distinct = fd.groups;
		s.nulls = t->rows - fd.rows;
		s.unique = fd.groups == fd.rows;
		ps.assured = s.unique && is_assured(p, entity, table, key, nkey, fd.rows);
		ps.rows = fd.rows;
		ps.multi = fd.multi;
		ps.groups = fd.groups;
		for (size_t i = 0; i < n; i++) {
			ps.determines[i] = fd.groups > 0 && fd.bad[i] == 0;
			ps.exceptions[i] = fd.bad[i];
			ps.nearly[i] = is_hub(p, entity, table) &&
				       mdp_prof_fd_nearly(p, table, key, nkey, &fd, (int)i, NEARLY);
		}
	} else {
		s.distinct = t->rows;
		s.unique = ps.assured = true;
		memset(ps.determines, true, n * sizeof(bool));
	}
	MDP_PUSH(&p->c->arena, p->c->sites, p->c->nsites, p->cap_sites, s);
	MDP_PUSH(p->a, p->sites, p->nprof_sites, p->cap_prof_sites, ps);
	*site = p->c->nsites - 1;
	return 0;
}

bool mdp_prof_site_determines(const struct prof *p, int x, int y)
{
	const struct mdp_site *to = &p->c->sites[y];
	const struct mdp_table *t = &p->c->tables[to->table];
	int nkey = p->c->entities[to->entity].nkey;

	if (x == y)
		return true;
	if (!nkey)
		return p->sites[x].assured && !p->c->sites[x].nulls;
	for (int k = 0; k < nkey; k++) {
		if (!p->sites[x].determines[to->key[k] - t->first_column])
			return false;
	}
	return true;
}

bool mdp_prof_is_single_site(const struct prof *p, int site)
{
	const struct mdp_site *s = &p->c->sites[site];

	for (int i = 0; i < p->c->nsites; i++) {
		if (i != site && p->c->sites[i].entity == s->entity && p->c->sites[i].table == s->table)
			return false;
	}
	return true;
}

/* What tells rows apart is not added up, whatever its name; a number that does so alone is an identifier. */
static void mark_key(struct prof *p, const struct prof_key *key)
{
	for (int k = 0; k < key->n; k++) {
		struct mdp_column *col = &p->c->columns[key->columns[k]];

		col->additive = MDP_ADDITIVE_NO;
		if (key->n == 1 && col->role != MDP_ROLE_YEAR &&
		    ((p->columns[key->columns[k]].class == PROF_INTEGER && col->role != MDP_ROLE_CODE) ||
		     (p->columns[key->columns[k]].guessed && col->role == MDP_ROLE_CODE))) {
			col->role = MDP_ROLE_ID;
			col->role_how = "key";
			col->unit = NULL;
		}
	}
}

/* Rows of a table; a key with exceptions is not theirs but that of an entity which the rows repeat. */
static int add_rows(struct prof *p, int table)
{
	const struct prof_key *key = &p->tables[table].key;
	struct mdp_evidence why = { .how = key->n ? key->how : "a row of the table", .rows = p->c->tables[table].rows };
	int nkey = key->exceptions ? 0 : key->n, site, entity;

	mark_key(p, key);
	why.source = key->source;
	entity = mdp_prof_add_entity(p, table, key->columns, nkey, &why);
	p->c->tables[table].row_entity = entity;
	p->c->entities[entity].own_table = true;
	p->c->entities[entity].count = p->c->tables[table].rows;
	return mdp_prof_add_site(p, entity, table, key->columns, nkey, &site);
}

/* A key that repeats is told with the first few of its repeated values. */
static int tell_repeats(struct prof *p, int table, const struct prof_key *key)
{
	const char *columns = "", *value = "", *names = "", *filled = "", *examples = "";
	struct mdp_result res;
	int rc;

	for (int k = 0; k < key->n; k++) {
		const char *column = mdp_prof_ident(p, key->columns[k]);

		columns = mdp_arena_printf(p->a, "%s%s%s", columns, k ? ", " : "", column);
		value = mdp_arena_printf(p->a, "%s%sleft(CAST(%s AS VARCHAR), 40)", value, k ? " || '/' || " : "",
					 column);
		filled = mdp_arena_printf(p->a, "%s%s%s IS NOT NULL", filled, k ? " AND " : "", column);
		names = mdp_arena_printf(p->a, "%s%s%s", names, k ? ", " : "", p->c->columns[key->columns[k]].name);
	}
	rc = mdp_prof_query(p, &res,
			    mdp_arena_printf(p->a,
					     "SELECT %s FROM %s WHERE %s GROUP BY %s HAVING count(*) > 1 ORDER BY 1 "
					     "LIMIT 3",
					     value, p->tables[table].from, filled, columns));

	for (int64_t r = 0; !rc && r < res.nrows; r++)
		examples = mdp_arena_printf(p->a, "%s%s%.*s", examples, r ? ", " : "",
					    (int)mdp_result_at(&res, r, 0)->s.n, mdp_result_at(&res, r, 0)->s.p);
	mdp_result_release(&res);
	if (!rc)
		mdp_prof_finding(p, "dirty_key",
				 mdp_arena_printf(p->a, "%s.%s%s%s is a key but for %lld of %lld rows (%s)",
						  p->c->tables[table].name, key->n > 1 ? "(" : "", names,
						  key->n > 1 ? ")" : "", (long long)key->exceptions,
						  (long long)p->c->tables[table].rows, examples));
	return rc;
}

/* Columns that are nearly a key: the rows stay the entity, and the columns are told with their exceptions. */
static void add_almost(struct prof *p, int table, const struct prof_key *key)
{
	struct mdp_entity *e = &p->c->entities[p->c->tables[table].row_entity];

	e->almost = MDP_NEW_ARRAY(&p->c->arena, (size_t)key->n, int);
	memcpy(e->almost, key->columns, sizeof(int) * (size_t)key->n);
	e->nalmost = key->n;
	e->almost_evidence = (struct mdp_evidence){ .how = key->how,
						    .rows = p->c->tables[table].rows,
						    .exceptions = key->exceptions };
}

static int add_nearly_key(struct prof *p, int table)
{
	const struct prof_key *key = &p->tables[table].almost;

	if (!key->n)
		return 0;
	add_almost(p, table, key);
	return p->c->entities[p->c->tables[table].row_entity].nkey ? 0 : tell_repeats(p, table, key);
}

static int add_dirty(struct prof *p, int table)
{
	const struct prof_key *key = &p->tables[table].key;
	struct mdp_evidence why = { .how = key->how, .rows = p->c->tables[table].rows, .exceptions = key->exceptions };
	int entity, site, rc;

	why.source = key->source;
	add_almost(p, table, key);
	entity = mdp_prof_add_entity(p, table, key->columns, key->n, &why);
	rc = mdp_prof_add_site(p, entity, table, key->columns, key->n, &site);
	if (rc)
		return rc;
	p->c->entities[entity].count = p->c->sites[site].distinct;
	p->c->sites[site].evidence = why;
	rc = tell_repeats(p, table, key);
	if (rc)
		return rc;
	/* Its few repeated keys may disagree: still the entity's columns, with exceptions that are counted. */
	for (int i = 0; i < p->c->tables[table].ncolumns; i++)
		p->sites[site].determines[i] = true;
	return 0;
}

/* The entity that a table's key names. */
static int key_entity(const struct prof *p, int table)
{
	int row = p->c->tables[table].row_entity;

	if (!p->tables[table].key.exceptions)
		return row;
	for (int e = row + 1; e < p->c->nentities; e++) {
		if (p->c->entities[e].table == table)
			return e;
	}
	return -1;
}

/*
 * A table may be referred to by another unique column than its key (a code beside the number). That column is an entity of
 * its own, one to one with the table's rows, which own everything else.
 */
static int add_other_key(struct prof *p, int column)
{
	const struct mdp_table *t = &p->c->tables[p->c->columns[column].table];
	struct mdp_evidence why = { .how = "another unique column, referred to", .rows = t->rows };
	int site, entity = mdp_prof_add_entity(p, p->c->columns[column].table, &column, 1, &why);

	p->c->entities[entity].own_table = true;
	p->c->entities[entity].count = t->rows;
	p->columns[column].other_key = entity;
	return mdp_prof_add_site(p, entity, p->c->columns[column].table, &column, 1, &site);
}

static bool is_key(const struct prof *p, int column)
{
	const struct prof_key *key = &p->tables[p->c->columns[column].table].key;

	return key->n == 1 && key->columns[0] == column;
}

static int add_reference(struct prof *p, int column)
{
	const struct prof_column *pc = &p->columns[column];
	int entity, table = p->c->columns[column].table, site, rc = 0;
	struct mdp_site *s;

	if (!is_key(p, pc->ref_column) && !p->columns[pc->ref_column].other_key)
		rc = add_other_key(p, pc->ref_column);
	if (rc)
		return rc;
	entity = p->columns[pc->ref_column].other_key ? p->columns[pc->ref_column].other_key
						      : key_entity(p, pc->ref_table);
	if (entity < 0 || p->c->entities[entity].nkey != 1)
		return 0;
	rc = mdp_prof_add_site(p, entity, table, &column, 1, &site);
	if (rc)
		return rc;
	s = &p->c->sites[site];
	s->orphans = pc->ref_orphans;
	s->evidence.how = pc->ref_declared ? "declared" : pc->ref_strength >= 2 ? "name and inclusion" : "inclusion";
	s->evidence.rows = p->sites[site].rows;
	s->evidence.exceptions = pc->ref_orphans;
	p->sites[site].declared = pc->ref_declared;
	return 0;
}

static int add_composite_reference(struct prof *p, const struct prof_ref *ref)
{
	int entity = key_entity(p, ref->to_table), site, rc;
	struct mdp_site *s;

	if (entity < 0)
		return 0;
	rc = mdp_prof_add_site(p, entity, ref->table, ref->columns, p->c->entities[entity].nkey, &site);
	if (rc)
		return rc;
	s = &p->c->sites[site];
	s->orphans = ref->orphans;
	s->evidence.how = ref->declared ? "declared" : "name and inclusion";
	s->evidence.rows = p->sites[site].rows;
	s->evidence.exceptions = ref->orphans;
	p->sites[site].declared = ref->declared;
	return 0;
}

int mdp_prof_entities(struct prof *p)
{
	int rc = 0;

	for (int t = 0; !rc && t < p->c->ntables; t++)
		rc = add_rows(p, t);
	for (int t = 0; !rc && t < p->c->ntables; t++) {
		rc = p->tables[t].key.exceptions ? add_dirty(p, t) : add_nearly_key(p, t);
	}
	for (int c = 0; !rc && c < p->c->ncolumns; c++) {
		if (p->columns[c].ref_table >= 0)
			rc = add_reference(p, c);
	}
	for (int i = 0; !rc && i < p->nrefs; i++)
		rc = add_composite_reference(p, &p->refs[i]);
	return rc;
}
