/*
 * Copies. A table of facts often repeats columns of what it refers to (the state of a customer on every order). Where
 * such a column always equals the column at the entity's home, it is a mirror of it: one attribute, stored twice. A copy that
 * differs (the state at the time of the order) is a column of its own.
 */
#include <string.h>

#include "base/buf.h"
#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define MAX_PAIRS 400
#define MANY 10 /* values that are the same in every row by more than accident … */
#define MANY_PRICES 4 /* … of money, which takes any value */

struct pair {
	int copy, original;
};

static bool ends_in(const char *words, const char *tail)
{
	size_t n = strlen(words), k = strlen(tail);

	return k && n >= k && strcmp(words + n - k, tail) == 0 && (n == k || words[n - k - 1] == ' ');
}

static bool is_key_somewhere(const struct prof *p, int column)
{
	for (int s = 0; s < p->c->nsites; s++) {
		for (int k = 0; k < p->c->entities[p->c->sites[s].entity].nkey; k++) {
			if (p->c->sites[s].key[k] == column)
				return true;
		}
	}
	return false;
}

/* Columns that could be copies: by name, or by their many values unless these are amounts of which every one counts. */
static bool is_candidate(struct prof *p, int site, int copy, int original)
{
	const struct mdp_column *c = &p->c->columns[copy], *o = &p->c->columns[original];
	int position = copy - p->c->tables[c->table].first_column;

	if (p->columns[copy].class != p->columns[original].class || !c->read_as != !o->read_as ||
	    !p->sites[site].determines[position] || p->columns[copy].class == PROF_NESTED ||
	    c->distinct > o->distinct + o->distinct / 5 + 1 || !c->distinct)
		return false;
	if (ends_in(c->words, o->words) || ends_in(o->words, c->words))
		return true;
	/* the day of a denial is its own, also where claims are settled on that day */
	if (p->columns[copy].class == PROF_TIME && mdp_words_begin(c->words, p->tables[c->table].singular))
		return false;
	if (p->columns[copy].class == PROF_TEXT)
		return c->distinct >= MANY;
	return c->additive == MDP_ADDITIVE_NO && c->role == o->role &&
	       c->distinct >= (c->role == MDP_ROLE_MONEY ? MANY_PRICES : MANY);
}

/* The site's own key column holds the same value as the home's by definition. */
static void mirror_key(struct prof *p, int site)
{
	const struct mdp_site *s = &p->c->sites[site];
	const struct mdp_entity *e = &p->c->entities[s->entity];

	if (e->nkey == 1 && !s->orphans && s->key[0] != e->key[0] && mdp_prof_is_single_site(p, site) &&
	    p->c->columns[s->key[0]].mirror < 0 && p->c->tables[s->table].row_entity >= 0 &&
	    !(p->tables[s->table].key.n == 1 && p->tables[s->table].key.columns[0] == s->key[0])) {
		struct mdp_column *col = &p->c->columns[s->key[0]];

		col->mirror = e->key[0];
		col->entity = s->entity;
		col->owner_evidence = (struct mdp_evidence){ .how = "inclusion", .rows = p->sites[site].rows };
	}
}

static void adopt(struct prof *p, int site, const struct pair *pair, int64_t rows)
{
	const struct mdp_site *s = &p->c->sites[site];
	struct mdp_column *c = &p->c->columns[pair->copy];
	bool named = ends_in(c->words, p->c->columns[pair->original].words);

	/* Two originals fit: the one whose words the copy carries. */
	if (c->mirror >= 0 && !(named && !ends_in(c->words, p->c->columns[c->mirror].words)))
		return;
	c->mirror = pair->original;
	/* What a second unique column leads to belongs to the rows all the same. */
	c->entity = p->c->entities[s->entity].own_table ? p->c->tables[p->c->entities[s->entity].table].row_entity
							: s->entity;
	c->owner_evidence = (struct mdp_evidence){ .how = "always equals the column at home", .rows = rows };
}

static int compare(struct prof *p, int site, const struct pair *pairs, int n)
{
	const struct mdp_site *s = &p->c->sites[site];
	const struct mdp_entity *e = &p->c->entities[s->entity];
	struct mdp_buf sql = MDP_BUF_INIT;
	struct mdp_result res;
	int rc;

	mdp_buf_puts(&sql, "SELECT count(*)");
	for (int i = 0; i < n; i++)
		mdp_buf_printf(&sql, ", count(*) FILTER (WHERE f.%s IS DISTINCT FROM h.%s)",
			       mdp_prof_ident(p, pairs[i].copy), mdp_prof_ident(p, pairs[i].original));
	mdp_buf_printf(&sql, " FROM %s AS f LEFT JOIN %s AS h ON ", p->tables[s->table].from, p->tables[e->table].from);
	for (int k = 0; k < e->nkey; k++)
		mdp_buf_printf(&sql, "%sf.%s = h.%s", k ? " AND " : "", mdp_prof_ident(p, s->key[k]),
			       mdp_prof_ident(p, e->key[k]));
	rc = mdp_prof_query(p, &res, mdp_buf_cstr(&sql));
	for (int i = 0; !rc && i < n; i++) {
		if (mdp_prof_int(&res, 0, i + 1) == 0)
			adopt(p, site, &pairs[i], mdp_prof_int(&res, 0, 0));
	}
	mdp_result_release(&res);
	mdp_buf_release(&sql);
	return rc;
}

/* Does a version name what it is one of? Then what never changed is the thing's, whatever else of the kind the row names. */
static bool is_version_of(const struct prof *p, const struct mdp_site *s)
{
	const struct mdp_entity *e = &p->c->entities[s->entity];

	return p->c->tables[s->table].current == e->table && p->c->tables[s->table].current > 0 &&
	       strcmp(p->c->columns[s->key[0]].name, p->c->columns[e->key[0]].name) == 0;
}

static bool has_original(const struct prof *p, int site)
{
	const struct mdp_site *s = &p->c->sites[site];
	const struct mdp_entity *e = &p->c->entities[s->entity];

	if (!e->own_table || !e->nkey || e->table == s->table || s->unique ||
	    (!mdp_prof_is_single_site(p, site) && !is_version_of(p, s)))
		return false;
	for (int k = 0; k < e->nkey; k++) {
		if (p->columns[s->key[k]].class != p->columns[e->key[k]].class)
			return false;
	}
	return true;
}

int mdp_prof_mirrors(struct prof *p)
{
	for (int site = 0; site < p->c->nsites; site++) {
		const struct mdp_site *s = &p->c->sites[site];
		const struct mdp_entity *e = &p->c->entities[s->entity];
		const struct mdp_table *from = &p->c->tables[s->table], *home = &p->c->tables[e->table];
		struct pair pairs[MAX_PAIRS];
		int n = 0, rc;

		if (!has_original(p, site))
			continue;
		for (int i = 0; i < from->ncolumns; i++) {
			for (int j = 0; j < home->ncolumns && n < MAX_PAIRS; j++) {
				struct pair k = { from->first_column + i, home->first_column + j };

				if (!is_key_somewhere(p, k.copy) && is_candidate(p, site, k.copy, k.original))
					pairs[n++] = k;
			}
		}
		rc = n ? compare(p, site, pairs, n) : 0;
		if (rc)
			return rc;
		mirror_key(p, site);
	}
	return 0;
}
