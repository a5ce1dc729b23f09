/*
 * The grain of every column: the coarsest entity of its table whose key determines it. A dependency must hold without
 * exception and be more than chance: a column with few values agrees within small groups by itself, and rows that come
 * in lumps (the lines of one order) agree because they are one order. Evidence is counted in bits (fd.c). An entity that has
 * a table has its columns there: what another table holds beside a reference is the entity's only if it is a copy
 * (mirrors.c) or has its name, however well the reference determines it (two prices, one for each kind of track).
 * Then links: which entity determines which.
 */
#include <string.h>

#include "profile/prof.h"
#include "base/banned.h"

#define BITS 40
#define BITS_FOREIGN 400
#define MANY_THINGS 100
#define MANY_VALUES 20
#define BITS_MAIN 8 /* for an entity that already determines most of the table */

/* A finer site of the same table, through which rows of `site` come in lumps when `column` is one of its own. */
static int lump(const struct prof *p, int site, int column)
{
	const struct mdp_site *s = &p->c->sites[site];
	int position = column - p->c->tables[s->table].first_column, best = -1;

	for (int x = 0; x < p->c->nsites; x++) {
		const struct mdp_site *o = &p->c->sites[x];

		if (x == site || o->table != s->table || o->unique || !p->sites[x].determines[position] ||
		    !mdp_prof_site_determines(p, x, site) || mdp_prof_site_determines(p, site, x))
			continue;
		if (best < 0 || o->distinct < p->c->sites[best].distinct)
			best = x;
	}
	return best;
}

double mdp_prof_site_bits(struct prof *p, int site, int column)
{
	const struct mdp_site *s = &p->c->sites[site];
	double *bits = &p->sites[site].bits[column - p->c->tables[s->table].first_column];
	int nkey = p->c->entities[s->entity].nkey, unit;

	if (*bits >= 0 || !nkey)
		return nkey ? *bits : 0;
	unit = lump(p, site, column);
	*bits = unit < 0 ? mdp_prof_fd_bits(p, s->table, s->key, nkey, NULL, 0, column)
			 : mdp_prof_fd_bits(p, s->table, s->key, nkey, p->c->sites[unit].key,
					    p->c->entities[p->c->sites[unit].entity].nkey, column);
	return *bits;
}

static bool is_part(const struct prof *p, int site, int column)
{
	const struct mdp_site *s = &p->c->sites[site];

	for (int k = 0; k < p->c->entities[s->entity].nkey; k++) {
		if (s->key[k] == column)
			return true;
	}
	return false;
}

/* Does this site determine at least half of its table by strong evidence? Then weak evidence will do for the rest. */
static bool is_main(struct prof *p, int site)
{
	const struct mdp_table *t = &p->c->tables[p->c->sites[site].table];
	int strong = 0;

	for (int i = 0; i < t->ncolumns; i++)
		strong += p->sites[site].determines[i] && mdp_prof_site_bits(p, site, t->first_column + i) >= BITS;
	return strong * 2 >= t->ncolumns;
}

/* The same word, or one the beginning of the other: at least three letters ("cust"). */
static bool is_like(struct mdp_str a, struct mdp_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;

	return mdp_str_eq(a, b) || (n >= 3 && memcmp(a.p, b.p, n) == 0);
}

static bool share_word(const char *x, const char *y)
{
	struct mdp_str rest = mdp_str_of(x), w, other, v;

	while (rest.n && mdp_str_next(&rest, ' ', &w)) {
		other = mdp_str_of(y);
		while (other.n && mdp_str_next(&other, ' ', &v)) {
			if (is_like(w, v))
				return true;
		}
	}
	return false;
}

/* Do the rows of one thing happen at different times, each by itself? Then they are events, like the invoices of a deal. */
static bool happen_apart(const struct prof *p, int site)
{
	const struct mdp_table *t = &p->c->tables[p->c->sites[site].table];

	for (int i = 0; i < t->ncolumns; i++)
		if (p->c->columns[t->first_column + i].role == MDP_ROLE_TIME_EVENT && !p->sites[site].determines[i] &&
		    !p->sites[site].nearly[i])
			return true;
	return false;
}

/*
 * An amount of many different values that every one of many things repeats on its rows: a fee of the order that its own table
 * does not have, or equal parts of it. A price that goes with a kind has few kinds, and is none that adds up.
 */
static bool is_same_on_rows(struct prof *p, int site, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	return col->additive != MDP_ADDITIVE_NO && p->sites[site].multi >= MANY_THINGS &&
	       col->distinct >= MANY_VALUES && mdp_prof_site_bits(p, site, column) >= BITS_FOREIGN;
}

/* Has the entity a table elsewhere, which would hold this column if it were its own? Unless the name says that it is. */
static bool is_foreign(struct prof *p, int site, int column)
{
	const struct mdp_site *s = &p->c->sites[site];
	const struct mdp_entity *e = &p->c->entities[s->entity];
	const struct prof_key *home = &p->tables[e->table].key;
	const char *words = p->columns[column].singular;

	if (e->table == s->table || !(e->own_table || (home->exceptions && home->columns[0] == e->key[0])))
		return false;
	for (int k = 0; k < e->nkey; k++) {
		if (share_word(p->columns[s->key[k]].singular, words))
			return false;
	}
	if (share_word(p->tables[e->table].singular, words))
		return false;
	return !is_same_on_rows(p, site, column) || happen_apart(p, site);
}

/* A second unique column of a table: everything else belongs to the rows. */
static bool is_other_key(const struct prof *p, int entity)
{
	const struct mdp_entity *e = &p->c->entities[entity];

	return e->own_table && p->c->tables[e->table].row_entity != entity;
}

/* Has the column several values where there is no such thing? Then they are not its own. (One may be a filler: 0, none.) */
static bool is_independent(const struct prof *p, int site, int column)
{
	const struct mdp_site *s = &p->c->sites[site];
	const uint32_t *key = s->key ? p->columns[s->key[0]].codes : NULL, *codes = p->columns[column].codes;
	uint32_t first = 0;

	for (int64_t r = 0; s->nulls && key && codes && r < p->tables[s->table].nsample; r++) {
		if (key[r] || !codes[r] || codes[r] == first)
			continue;
		if (first)
			return true;
		first = codes[r];
	}
	return false;
}

static bool is_home(const struct prof *p, int site)
{
	const struct mdp_site *s = &p->c->sites[site];
	const struct mdp_entity *e = &p->c->entities[s->entity];

	if (e->table != s->table)
		return false;
	for (int k = 0; k < e->nkey; k++) {
		if (e->key[k] != s->key[k])
			return false;
	}
	return true;
}

static bool may_own(struct prof *p, int site, int column)
{
	const struct mdp_site *s = &p->c->sites[site];
	const struct mdp_entity *e = &p->c->entities[s->entity];
	int position = column - p->c->tables[s->table].first_column;
	double bits;

	if ((!p->sites[site].determines[position] && !p->sites[site].nearly[position]) ||
	    (!mdp_prof_is_single_site(p, site) && !is_home(p, site)))
		return false;
	if (!p->sites[site].determines[position])
		return mdp_prof_site_bits(p, site, column) >= BITS;
	if (is_part(p, site, column))
		return true;
	if (is_independent(p, site, column))
		return false;
	if (is_other_key(p, s->entity))
		return false;
	if (is_foreign(p, site, column))
		return false;
	if (s->unique)
		return e->table == s->table;
	if (e->evidence.exceptions && e->table == s->table && e->nkey == 1 && p->tables[s->table].key.exceptions)
		return true;
	bits = mdp_prof_site_bits(p, site, column);
	return bits >= BITS || (bits >= BITS_MAIN && is_main(p, site));
}

static bool shares_word(struct prof *p, int site, int column)
{
	const struct mdp_site *s = &p->c->sites[site];
	struct mdp_str rest, w, other, v;

	for (int k = 0; k < p->c->entities[s->entity].nkey; k++) {
		rest = mdp_str_of(p->columns[s->key[k]].noun);
		while (rest.n && mdp_str_next(&rest, ' ', &w)) {
			other = mdp_str_of(p->c->columns[column].words);
			while (other.n && mdp_str_next(&other, ' ', &v)) {
				if (mdp_str_eq(w, v))
					return true;
			}
		}
	}
	return false;
}

/* Exceptions of a column under its owner, as groups; the rest of the evidence follows. */
static void tell_exceptions(const struct prof *p, int site, struct mdp_column *col)
{
	int position = col->ordinal;

	if (p->sites[site].exceptions[position] <= 0)
		return;
	col->owner_evidence.exceptions = p->sites[site].exceptions[position];
	col->owner_evidence.rows = p->sites[site].groups;
}

/* Equal parts that are added up row by row look like a whole that is repeated: which it was taken for is told. */
static void tell_alike(struct prof *p, int best, int column)
{
	for (int x = 0; x < p->c->nsites; x++) {
		const struct mdp_site *s = &p->c->sites[x];
		int position = column - p->c->tables[s->table].first_column;

		if (s->table == p->c->sites[best].table && x != best && p->sites[x].determines[position] &&
		    is_foreign(p, x, column) && is_same_on_rows(p, x, column)) {
			mdp_prof_add_oddity(p, column, MDP_ODD_ALIKE,
					    p->tables[p->c->entities[s->entity].table].singular, p->sites[x].multi,
					    "equal on all rows of one", "kept: added up row by row");
			return;
		}
	}
}

/* Of two sites that both determine the column: is `x` the better owner? */
static bool is_better(struct prof *p, int x, int y, int column)
{
	bool x_to_y = mdp_prof_site_determines(p, x, y), y_to_x = mdp_prof_site_determines(p, y, x);
	bool part_x = is_part(p, x, column), part_y = is_part(p, y, column);
	int position = column - p->c->tables[p->c->sites[x].table].first_column;
	bool exact_x = p->sites[x].determines[position], exact_y = p->sites[y].determines[position];

	/* What holds without exception beats what nearly holds, but for the rows, which determine everything. */
	if (exact_x != exact_y && !p->c->sites[x].unique && !p->c->sites[y].unique)
		return exact_x;
	if (x_to_y != y_to_x) {
		/* A column of a composite key belongs to it, not to what some other column of the table determines. */
		return y_to_x;
	}
	if (part_x != part_y)
		return part_x;
	if (shares_word(p, x, column) != shares_word(p, y, column))
		return shares_word(p, x, column);
	return mdp_prof_site_bits(p, x, column) > mdp_prof_site_bits(p, y, column);
}

static int own(struct prof *p, int column)
{
	struct mdp_column *col = &p->c->columns[column];
	int best = -1;

	for (int x = 0; x < p->c->nsites; x++) {
		if (p->c->sites[x].table != col->table || !may_own(p, x, column))
			continue;
		if (best < 0 || is_better(p, x, best, column))
			best = x;
	}
	if (best < 0) {
		col->entity = p->c->tables[col->table].row_entity;
		col->owner_evidence =
			(struct mdp_evidence){ .how = "a row of the table", .rows = p->c->tables[col->table].rows };
		return 0;
	}
	col->entity = p->c->sites[best].entity;
	col->owner_evidence.how = is_part(p, best, column)   ? "part of the key"
				  : p->c->sites[best].unique ? "key of the rows"
							     : "functional dependency";
	col->owner_evidence.rows = p->sites[best].rows;
	tell_exceptions(p, best, col);
	tell_alike(p, best, column);
	return 0;
}

int mdp_prof_owners(struct prof *p)
{
	int rc = 0;

	for (int c = 0; !rc && c < p->c->ncolumns; c++) {
		if (p->c->columns[c].mirror < 0)
			rc = own(p, c);
	}
	return rc;
}

static bool is_linked(const struct prof *p, int from, int to)
{
	for (int i = 0; i < p->c->nlinks; i++) {
		if (p->c->links[i].from == from && p->c->links[i].to == to)
			return true;
	}
	return false;
}

static bool is_proved(struct prof *p, int x, int y)
{
	const struct mdp_site *to = &p->c->sites[y];
	int nkey = p->c->entities[to->entity].nkey;

	if (!mdp_prof_site_determines(p, x, y))
		return false;
	if (p->sites[x].assured || p->c->tables[to->table].row_entity == p->c->sites[x].entity)
		return true;
	if (!nkey)
		return false;
	for (int k = 0; k < nkey; k++) {
		if (!is_part(p, x, to->key[k]) && mdp_prof_site_bits(p, x, to->key[k]) < BITS)
			return false;
	}
	return true;
}

static void add_link(struct prof *p, int x, int y)
{
	const struct mdp_site *from = &p->c->sites[x], *to = &p->c->sites[y];
	struct mdp_link l = { .from = from->entity, .to = to->entity, .from_site = x, .to_site = y };

	l.optional =
		to->nulls > 0 || to->orphans > 0 || !is_home(p, x) || (p->c->entities[l.from].table != from->table);
	l.evidence.how = is_part(p, x, to->key ? to->key[0] : -1) || from->unique ? "key" : "functional dependency";
	l.evidence.rows = p->sites[x].rows;
	for (int k = 0; to->key && k < p->c->entities[l.to].nkey; k++) {
		int64_t bad = p->sites[x].exceptions[p->c->columns[to->key[k]].ordinal];

		if (bad > l.evidence.exceptions)
			l.evidence.exceptions = bad;
	}
	if (to->evidence.how && strcmp(to->evidence.how, "declared") == 0)
		l.evidence.how = "declared";
	MDP_PUSH(&p->c->arena, p->c->links, p->c->nlinks, p->cap_links, l);
}

/*
 * What is proved elsewhere is not so where the other is at home: among the refunds, which are of some orders only, each order has one line,
 * but several lines have one order.
 */
static bool is_denied(const struct prof *p, int from, int to)
{
	for (int i = 0; i < p->c->nlinks; i++) {
		const struct mdp_link *l = &p->c->links[i];
		if (l->from == to && l->to == from && p->c->tables[p->c->sites[l->to_site].table].row_entity == to &&
		    !p->c->sites[l->to_site].unique)
			return true;
	}
	return false;
}

/*
 * Links proved where the entity is at home come first, and make those proved elsewhere unnecessary. Within a table every
 * pair of sites of different entities is looked at; several sites of one entity there are several links (roles).
 */
int mdp_prof_links(struct prof *p)
{
	for (int pass = 0; pass < 2; pass++) {
		for (int x = 0; x < p->c->nsites; x++) {
			int before = p->c->nlinks;

			if (is_home(p, x) == pass)
				continue;
			for (int y = 0; y < p->c->nsites; y++) {
				const struct mdp_site *from = &p->c->sites[x], *to = &p->c->sites[y];
				bool again = false;

				if (from->table != to->table || x == y || (from->entity == to->entity && pass) ||
				    (pass && (is_linked(p, from->entity, to->entity) ||
					      is_denied(p, from->entity, to->entity))))
					continue;
				for (int i = before; i < p->c->nlinks; i++)
					again |= p->c->links[i].to_site == y;
				if (!again && is_proved(p, x, y))
					add_link(p, x, y);
			}
		}
	}
	return 0;
}
