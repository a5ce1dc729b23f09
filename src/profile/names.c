/*
 * What people call things. The rows of a table are called what its description says, else the table's noun. When the
 * rows are finer than an entity without a table of its own that most of the table (and its time) depends on, the noun is
 * that entity's and the rows are its lines. Any other entity has the noun of its key. Names are unique; what else a thing is
 * called (the noun of its key, columns that hold it) are synonyms.
 */
#include <string.h>

#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define VERSIONS_MOST 50 /* that a thing has on average */

static void add_synonym(struct prof *p, struct mdp_entity *e, const char *word)
{
	const char **list;
	int n = 0;

	if (!word || !word[0] || strcmp(word, e->name) == 0 || strcmp(word, e->plural) == 0)
		return;
	while (e->synonyms && e->synonyms[n]) {
		if (strcmp(e->synonyms[n++], word) == 0)
			return;
	}
	list = MDP_NEW_ARRAY(&p->c->arena, (size_t)n + 2, const char *);
	if (n)
		memcpy(list, e->synonyms, (size_t)n * sizeof(*list));
	list[n] = mdp_arena_strdup(&p->c->arena, word);
	e->synonyms = list;
}

static bool is_taken(const struct prof *p, const char *name, int except)
{
	for (int i = 0; i < p->c->nentities; i++) {
		if (i != except && p->c->entities[i].name && strcmp(p->c->entities[i].name, name) == 0)
			return true;
	}
	return false;
}

/* Gives a name that no other entity has, with the schema's or the table's words before it if need be. */
static void name_entity(struct prof *p, int entity, const char *name)
{
	struct mdp_entity *e = &p->c->entities[entity];
	const struct mdp_table *t = &p->c->tables[e->table];
	struct mdp_arena *a = &p->c->arena;
	const char *try = name;

	if (!name || !name[0])
		try = name = t->name;
	if (is_taken(p, try, entity))
		try = mdp_arena_printf(a, "%s %s", mdp_words_of_name(a, t->schema), name);
	if (is_taken(p, try, entity))
		try = mdp_arena_printf(a, "%s %s", mdp_words_singular(a, mdp_words_of_name(a, t->name)), name);
	for (int i = 2; is_taken(p, try, entity); i++)
		try = mdp_arena_printf(a, "%s %d", name, i);
	e->name = mdp_arena_strdup(a, try);
	e->plural = mdp_words_plural(a, e->name);
}

/* Is the column alone the key of something? */
static bool names_alone(const struct prof *p, int column)
{
	for (int s = 0; s < p->c->nsites; s++) {
		if (p->c->entities[p->c->sites[s].entity].nkey == 1 && p->c->sites[s].key[0] == column)
			return true;
	}
	return false;
}

/*
 * Of several columns the one that numbers things within the others (the order of branch and order): an identifier that names
 * nothing alone, with the most values. Without one, all of them, times last ("store date").
 */
static const char *composite_noun(struct prof *p, const struct mdp_entity *e)
{
	const char *all = "";
	int best = -1;

	for (int pass = 0; pass < 2; pass++) {
		for (int k = 0; k < e->nkey; k++) {
			int c = e->key[k];
			const struct prof_column *pc = &p->columns[c];
			const char *noun = mdp_words_singular(p->a, pc->noun);

			if ((pc->class == PROF_TIME) != pass || !noun[0])
				continue;
			if ((pc->idlike || p->c->columns[c].role == MDP_ROLE_CODE) && !names_alone(p, c) &&
			    (best < 0 || p->c->columns[c].distinct > p->c->columns[best].distinct))
				best = c;
			/* "claim" and "claim version" are the version of the claim */
			if (strncmp(noun, all, strlen(all)) == 0)
				all = noun;
			else
				all = mdp_arena_printf(p->a, "%s %s", all, noun);
		}
	}
	return best >= 0 ? mdp_words_singular(p->a, p->columns[best].noun) : all;
}

static const char *key_noun(struct prof *p, const struct mdp_entity *e)
{
	if (e->nkey > 1 && !e->own_table)
		return composite_noun(p, e);
	return e->nkey ? mdp_words_singular(p->a, p->columns[e->key[0]].noun) : "";
}

/* Are the table's rows parts of something by their name? "order item", "lines". */
static bool is_part_noun(const char *noun)
{
	return mdp_words_listed(mdp_data_parts, mdp_str_of(noun)) || strchr(noun, ' ') != NULL;
}

/* The time of the table: an event's, not a due date or the time of loading, unless there is no other. */
static int table_time(const struct prof *p, int table)
{
	const struct mdp_table *t = &p->c->tables[table];
	int record = -1;

	for (int i = 0; i < t->ncolumns; i++) {
		int c = t->first_column + i;

		if (p->c->columns[c].role == MDP_ROLE_TIME_EVENT && !p->columns[c].secondary)
			return c;
		if (record < 0 && p->c->columns[c].role == MDP_ROLE_TIME_RECORD && !p->columns[c].stamp)
			record = c;
	}
	return record;
}

static int home_site(const struct prof *p, int entity)
{
	for (int s = 0; s < p->c->nsites; s++) {
		if (p->c->sites[s].entity == entity && p->c->sites[s].table == p->c->entities[entity].table)
			return s;
	}
	return -1;
}

/* Rows known by a thing and a time are observations of it: the table is not named after the thing. */
static bool is_snapshot(const struct prof *p, int table, int hub)
{
	const struct prof_key *key = &p->tables[table].key;
	bool has_hub = false, has_time = false;

	for (int k = 0; k < key->n; k++) {
		has_hub |= key->columns[k] == p->c->entities[hub].key[0];
		has_time |= p->columns[key->columns[k]].class == PROF_TIME;
	}
	return key->n > 1 && has_hub && has_time && p->c->entities[hub].nkey == 1;
}

static bool has_key_noun(const struct prof *p, int entity, const char *noun)
{
	const struct mdp_entity *e = &p->c->entities[entity];

	for (int k = 0; k < e->nkey; k++) {
		if (strcmp(mdp_words_singular(p->a, p->columns[e->key[k]].noun), noun) == 0)
			return true;
	}
	return false;
}

/* Rows with a number of their own, of which each of the others stands for dozens: a code of theirs ("denial code"), and no thing of which they are
 * versions. */
static bool is_code_of_rows(const struct prof *p, int table, int entity)
{
	const struct prof_key *key = &p->tables[table].key;
	return key->n == 1 && !key->exceptions &&
	       strcmp(p->columns[key->columns[0]].singular, p->tables[table].singular) == 0 &&
	       p->c->entities[entity].count * VERSIONS_MOST < p->c->tables[table].rows;
}

/* The entity that the table is about though its rows are finer, or -1. */
static int main_hub(struct prof *p, int table)
{
	const struct mdp_table *t = &p->c->tables[table];
	int best = -1, best_count = 0, time = table_time(p, table);

	/* An identifier of the table's own noun that repeats: the rows are its lines or its versions. One that is used
	 * again needs other columns beside it, and is still what people mean by the noun. */
	for (int e = p->c->ntables; e < p->c->nentities; e++) {
		if (p->c->entities[e].table == table && !p->c->entities[e].own_table &&
		    has_key_noun(p, e, p->tables[table].noun) && !is_code_of_rows(p, table, e))
			return e;
	}
	if (p->tables[table].key.n == 1 && !p->tables[table].key.exceptions)
		return -1;
	for (int e = p->c->ntables; e < p->c->nentities; e++) {
		int site = home_site(p, e), count = 0;

		if (p->c->entities[e].table != table || p->c->entities[e].own_table || site < 0 ||
		    is_snapshot(p, table, e))
			continue;
		for (int i = 0; i < t->ncolumns; i++)
			count += p->sites[site].determines[i];
		if (time >= 0 && !p->sites[site].determines[time - t->first_column])
			continue;
		if (count * 2 >= t->ncolumns && count > best_count) {
			best = e;
			best_count = count;
		}
	}
	return best;
}

/* Lines are parts of one event; rows of one thing at several times are its versions; else they are records of it. */
static const char *row_suffix(const struct prof *p, int table, int hub)
{
	const struct mdp_table *t = &p->c->tables[table];
	int site = home_site(p, hub), time = table_time(p, table), varying = 0;

	if (p->tables[table].key.exceptions)
		return "record";
	for (int i = 0; i < t->ncolumns; i++)
		varying += p->columns[t->first_column + i].class == PROF_TIME && site >= 0 &&
			   !p->sites[site].determines[i];
	if (varying && (time < 0 || site < 0 || !p->sites[site].determines[time - t->first_column]))
		return "version";
	return "line";
}

/* Does the key of the rows number what the table is called after, within the hub? Coupon number of a ticket. */
static bool is_numbered(struct prof *p, int table, int hub)
{
	const struct prof_key *key = &p->tables[table].key;

	for (int k = 0; k < key->n; k++) {
		bool part = false;

		for (int j = 0; j < p->c->entities[hub].nkey; j++)
			part |= p->c->entities[hub].key[j] == key->columns[k];
		if (!part && strcmp(p->columns[key->columns[k]].singular, p->tables[table].singular) == 0)
			return true;
	}
	return false;
}

/* "posting detail" of posting_id: the rows are the postings. NULL otherwise. */
static const char *whole_noun(struct prof *p, int table, const char *noun)
{
	const struct prof_key *key = &p->tables[table].key;
	const char *last = strrchr(noun, ' ');
	const char *head = last ? mdp_arena_strndup(p->a, noun, (size_t)(last - noun)) : NULL;

	bool part = head && key->n == 1 && mdp_words_listed(mdp_data_parts, mdp_str_of(last + 1));
	return part && strcmp(p->columns[key->columns[0]].singular, head) == 0 ? head : NULL;
}

/* "One row per version", "per line": of what, only the table says. */
static const char *whole_row_noun(struct prof *p, int table, const char *said)
{
	bool part = strcmp(said, "version") == 0 || mdp_words_listed(mdp_data_parts, mdp_str_of(said));
	return part && strcmp(p->tables[table].noun, said) != 0
		       ? mdp_arena_printf(p->a, "%s %s", p->tables[table].noun, said)
		       : said;
}

static const char *row_noun(struct prof *p, int table)
{
	const struct mdp_table_hint *h = p->tables[table].hint;

	/* "one row per customer" is said of the customers, of whom these are versions */
	if (h && h->row_noun && p->c->tables[table].current > 0 && !strstr(h->row_noun, "version"))
		return NULL;
	return h && h->row_noun && h->row_noun[0] ? whole_row_noun(p, table, h->row_noun) : NULL;
}

/* Does the noun only say which of the hub's things they are: "shop sale" of a sale? */
static bool is_kind_of_hub(struct prof *p, const char *noun, int hub)
{
	const char *last = strrchr(noun, ' ');
	return last && strcmp(last + 1, key_noun(p, &p->c->entities[hub])) == 0;
}

static void name_rows(struct prof *p, int table)
{
	int row = p->c->tables[table].row_entity, hub = main_hub(p, table);
	const char *noun = p->tables[table].noun, *said = row_noun(p, table);
	bool dirty = p->tables[table].key.exceptions > 0;

	if (dirty) {
		for (int e = p->c->ntables; e < p->c->nentities && hub < 0; e++) {
			if (p->c->entities[e].table == table)
				hub = e;
		}
	}
	if (hub < 0 && !said && whole_noun(p, table, noun))
		noun = whole_noun(p, table, noun);
	if (hub < 0) {
		/* "one row per product variant" of products: people say product. */
		bool narrower = said && strstr(said, noun);

		name_entity(p, row, said && !narrower ? said : noun);
		add_synonym(p, &p->c->entities[row], narrower ? said : noun);
		for (int k = 0; k < p->tables[table].key.n; k++) {
			int number = p->tables[table].key.columns[k];

			/* numbers that begin again in each shop: the rows are the receipts, whatever the table is called */
			if (p->columns[number].restarts)
				add_synonym(p, &p->c->entities[row], mdp_words_singular(p->a, p->columns[number].noun));
		}
	} else if (said && strcmp(said, noun) != 0) {
		name_entity(p, row, said);
		name_entity(p, hub, noun);
	} else if (is_kind_of_hub(p, noun, hub)) {
		/* "shop sales" keyed by sale and line: they are the sales */
		name_entity(p, hub, noun);
		name_entity(p, row, mdp_arena_printf(p->a, "%s %s", noun, row_suffix(p, table, hub)));
	} else if ((is_part_noun(noun) || (is_numbered(p, table, hub) && !has_key_noun(p, hub, noun))) &&
		   key_noun(p, &p->c->entities[hub])[0] && !dirty) {
		/* "order item": a noun of two words is that of the rows; the hub has that of its key. */
		name_entity(p, row, noun);
	} else {
		name_entity(p, hub, noun);
		name_entity(p, row, mdp_arena_printf(p->a, "%s %s", noun, row_suffix(p, table, hub)));
	}
	if (hub >= 0 && p->c->entities[hub].name)
		add_synonym(p, &p->c->entities[hub], key_noun(p, &p->c->entities[hub]));
}

void mdp_prof_names(struct prof *p)
{
	for (int t = 0; t < p->c->ntables; t++)
		name_rows(p, t);
	for (int e = 0; e < p->c->nentities; e++) {
		struct mdp_entity *entity = &p->c->entities[e];

		if (!entity->name && (entity->own_table || (entity->nkey == 1 && is_taken(p, key_noun(p, entity), e))))
			name_entity(p, e, mdp_words_singular(p->a, p->c->columns[entity->key[0]].words));
		if (!entity->name)
			name_entity(p, e, key_noun(p, entity));
		if (entity->nkey == 1 && !is_taken(p, key_noun(p, entity), e) && p->tables[entity->table].key.n < 2 &&
		    p->columns[entity->key[0]].idlike && p->columns[entity->key[0]].ref_table < 0)
			add_synonym(p, entity, key_noun(p, entity));
	}
	for (int t = 0; t < p->c->ntables; t++) {
		struct mdp_entity *e = &p->c->entities[p->c->tables[t].row_entity];

		if (p->c->tables[t].description && !e->description)
			e->description = p->c->tables[t].description;
	}
}

/* A particle alone is no word for a role. */
static const char *said_role(struct prof *p, const char *role)
{
	for (int i = 0; mdp_data_ends[i]; i++) {
		struct mdp_str rest = mdp_str_of(mdp_data_ends[i]), word;

		if (mdp_data_ends[i][0] != '#' && mdp_str_next(&rest, '\t', &word) && mdp_str_is(word, role))
			return mdp_arena_strndup(&p->c->arena, rest.p, rest.n);
	}
	return mdp_arena_strdup(&p->c->arena, role);
}

/* Words of the site's first key column without those of the entity: "origin" of origin_airport_id; NULL for the entity's own. */
static const char *role_words(struct prof *p, int site)
{
	const struct mdp_site *s = &p->c->sites[site];
	const struct mdp_entity *e = &p->c->entities[s->entity];
	const char *noun = p->columns[s->key[0]].noun, *key = key_noun(p, e), *out = noun;
	const char *prefix = p->tables[e->table].prefix;
	const char *drop[4] = { e->name, key, prefix, NULL };

	for (int i = 0; drop[i]; i++) {
		size_t n = strlen(out), k = strlen(drop[i]);

		if (k && n > k && out[n - k - 1] == ' ' && strcmp(out + n - k, drop[i]) == 0)
			out = mdp_arena_strndup(&p->c->arena, out, n - k - 1);
		else if (k && n > k && out[k] == ' ' && strncmp(out, drop[i], k) == 0)
			out = out + k + 1;
	}
	if (mdp_str_is(mdp_str_of(out), e->name) || mdp_str_is(mdp_str_of(out), key) ||
	    (prefix && mdp_str_is(mdp_str_of(out), prefix)))
		return NULL;
	return said_role(p, out[0] ? out : noun);
}

void mdp_prof_site_roles(struct prof *p)
{
	for (int s = 0; s < p->c->nsites; s++) {
		struct mdp_site *site = &p->c->sites[s];

		if (!mdp_prof_is_single_site(p, s) && p->c->entities[site->entity].nkey &&
		    site->key[0] != p->c->entities[site->entity].key[0])
			site->role = role_words(p, s);
	}
}
