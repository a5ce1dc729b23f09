/*
 * Entities without a table of their own that only several columns name: an order whose number counts from one in each branch, a
 * shop's day. Candidates are parts of the rows' key, and sets of identifiers. One is believed when it determines, on every row and
 * by more than chance, columns that nothing smaller does. What two identifiers determine beyond the key of the rows may also
 * be a price list (plan and tier make the premium), so there at least two columns must be its own, among them the time when it
 * happened, if the table tells one.
 */
#include <string.h>

#include "base/trace.h"
#include "catalog/words.h"
#include "profile/hubs.h"
#include "profile/prof.h"
#include "base/banned.h"

#define LEAST_ROWS 30
#define MAX_PARTS 8
#define WEAK_ROWS 10 /* rows for each value of a part that is no identifier */
#define MAX_FOUND 3 /* in one table */
#define SLIP 0.05 /* of the groups of several rows: a part that determines a column but for so few makes it no gain */
#define RUN_DENSE 0.98 /* of the numbers between the least and the greatest are there */
#define RUN_SHARE 0.95 /* of the groups number one after another, where numbers begin again in each */
#define RUN_LEAST 5 /* numbers in each, on average */
#define FULL_SHARE 0.97 /* of all pairs of both at most: else each has each */
#define ORPHANS 0.1 /* of the different keys in another table that holds the same columns */
#define GAINS 2 /* columns, of a set that is not of the rows' key */
#define GAINS_MORE 3 /* … of three columns */

struct search {
	struct prof *p;
	struct hubs *all;
	int table;
	bool *owned; /* by position: something smaller determines it */
	struct prof_fd singles[MAX_PARTS];
	int parts[MAX_PARTS], nparts;
	unsigned numbers, weak; /* of the parts: numbers that may begin again, and what may only go with these */
	struct hub best;
	double best_density;
	bool *best_gains;
};

static bool holds(const int *key, int nkey, int column)
{
	for (int k = 0; k < nkey; k++) {
		if (key[k] == column)
			return true;
	}
	return false;
}

/* What the known entities of the table determine; the rows themselves determine everything and do not count. */
static int find_owned(struct search *s)
{
	struct prof *p = s->p;
	const struct mdp_table *t = &p->c->tables[s->table];
	int rc = 0;

	for (int x = 0; x < p->c->nsites; x++) {
		const struct mdp_site *site = &p->c->sites[x];

		for (int i = 0; site->table == s->table && !site->unique && i < t->ncolumns; i++)
			s->owned[i] |= p->sites[x].determines[i] &&
				       mdp_prof_site_bits(p, x, t->first_column + i) >= PROF_HUB_BITS;
	}
	for (int h = 0; !rc && h < s->all->n; h++) {
		const struct hub *hub = &s->all->items[h];
		struct prof_fd fd = { 0 };

		if (hub->table != s->table || hub->weak)
			continue;
		rc = mdp_prof_fd_count(p, s->table, hub->key, hub->nkey, NULL, &fd);
		for (int i = 0; !rc && i < t->ncolumns; i++)
			s->owned[i] |= holds(hub->key, hub->nkey, t->first_column + i)
					       ? hub->nkey > 1
					       : (double)fd.bad[i] <= SLIP * (double)fd.multi &&
							 mdp_prof_fd_bits(p, s->table, hub->key, hub->nkey, NULL, 0,
									  t->first_column + i) >= PROF_HUB_BITS;
	}
	return rc;
}

static bool is_part(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	const struct prof_column *pc = &p->columns[column];

	if (col->nulls || col->hidden || col->distinct < 2 || pc->unique || !pc->keyable)
		return false;
	return pc->idlike || pc->ref_table >= 0 || col->role == MDP_ROLE_CODE || col->role == MDP_ROLE_YEAR ||
	       col->role == MDP_ROLE_NUMBER || (col->role == MDP_ROLE_TIME_EVENT && !pc->secondary && !pc->clock);
}

/* What rows are known by, or would be but for some that were entered twice. */
static const struct prof_key *rows_key(const struct prof *p, int table)
{
	const struct prof_table *t = &p->tables[table];

	return t->key.n ? &t->key : &t->almost;
}

/* "receipt total" of "receipt no": the name is the number's, and more. */
static bool is_kin(const struct prof *p, int number, int column)
{
	const char *noun = p->columns[number].singular, *words = p->columns[column].singular;
	size_t n = strlen(noun);

	return n && column != number && strncmp(words, noun, n) == 0 && words[n] == ' ';
}

/* What else may tell which of the things with this number is meant: kinds, names and small numbers, no amounts. */
static bool is_weak_part(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	const struct prof_column *pc = &p->columns[column];

	if (col->nulls || col->hidden || col->distinct < 2 || !pc->keyable ||
	    col->distinct > p->c->tables[col->table].rows / WEAK_ROWS)
		return false;
	return col->role == MDP_ROLE_CATEGORY || col->role == MDP_ROLE_NAME || col->role == MDP_ROLE_GEO ||
	       (pc->class == PROF_INTEGER && (col->additive == MDP_ADDITIVE_NO || pc->guessed));
}

/* A number that names nothing by itself, though columns bear its name. */
static bool is_number(const struct search *s, int k)
{
	const struct prof *p = s->p;
	const struct mdp_table *t = &p->c->tables[s->table];
	const struct prof_fd *fd = &s->singles[k];
	int column = s->parts[k];
	bool kin = false;

	if ((!p->columns[column].idlike && p->c->columns[column].role != MDP_ROLE_CODE) ||
	    p->columns[column].ref_table >= 0 || !fd->bad)
		return false;
	for (int i = 0; i < t->ncolumns; i++) {
		bool of = is_kin(p, column, t->first_column + i);

		if (of && (double)fd->bad[i] <= SLIP * (double)fd->multi)
			return false;
		kin |= of;
	}
	return kin;
}

/* What they determine alone is seen on the sample: they are many, and seldom parts of anything. */
static void find_weak_parts(struct search *s)
{
	struct prof *p = s->p;
	const struct mdp_table *t = &p->c->tables[s->table];

	for (int k = 0; k < s->nparts; k++)
		s->numbers |= is_number(s, k) ? 1u << k : 0;
	for (int i = 0; s->numbers && i < t->ncolumns && s->nparts < MAX_PARTS; i++) {
		if (holds(s->parts, s->nparts, t->first_column + i) || !is_weak_part(p, t->first_column + i))
			continue;
		s->weak |= 1u << s->nparts;
		s->parts[s->nparts] = t->first_column + i;
		mdp_prof_fd_sample(p, s->table, &s->parts[s->nparts], 1, NULL, &s->singles[s->nparts]);
		s->nparts++;
	}
}

/* The parts of the rows' key first, then other identifiers and times, as they stand. */
static int find_parts(struct search *s)
{
	struct prof *p = s->p;
	const struct mdp_table *t = &p->c->tables[s->table];
	const struct prof_key *key = rows_key(p, s->table);
	int rc = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < t->ncolumns && s->nparts < MAX_PARTS; i++) {
			int c = t->first_column + i;

			if ((key->n > 1 && holds(key->columns, key->n, c)) == !pass &&
			    (!pass || (is_part(p, c) && p->c->columns[c].role != MDP_ROLE_NUMBER)))
				s->parts[s->nparts++] = c;
		}
	}
	for (int k = 0; !rc && k < s->nparts; k++)
		rc = mdp_prof_fd_count(p, s->table, &s->parts[k], 1, NULL, &s->singles[k]);
	if (!rc)
		find_weak_parts(s);
	return rc;
}

static bool one_part_does(const struct search *s, unsigned set, int position)
{
	for (int k = 0; k < s->nparts; k++) {
		/* what was not counted is not determined */
		if (!s->singles[k].bad)
			continue;
		if (set >> k & 1 && (double)s->singles[k].bad[position] <= SLIP * (double)s->singles[k].multi)
			return true;
	}
	return false;
}

/* The same columns, or a key of the rows. */
static bool is_known(const struct search *s, const int *key, int nkey)
{
	const struct prof *p = s->p;

	for (int x = 0; x < p->c->nsites; x++) {
		const struct mdp_site *site = &p->c->sites[x];
		int n = p->c->entities[site->entity].nkey, same = 0;

		if (site->table != s->table || !n)
			continue;
		for (int k = 0; k < n; k++)
			same += holds(key, nkey, site->key[k]);
		if (same == n && (n == nkey || site->unique))
			return true;
	}
	return false;
}

/* When it happened: a time of the table that nothing smaller has. */
static bool is_open_time(const struct search *s, int position)
{
	int c = s->p->c->tables[s->table].first_column + position;

	return s->p->c->columns[c].role == MDP_ROLE_TIME_EVENT && !s->p->columns[c].secondary && !s->owned[position];
}

/* Does a column that bears the number's name belong to it and the other parts? An amount, or else the time must as well. */
static bool is_numbered(const struct search *s, unsigned set, const bool *gains, bool time)
{
	const struct prof *p = s->p;
	const struct mdp_table *t = &p->c->tables[s->table];

	for (int k = 0; k < s->nparts; k++) {
		for (int i = 0; (set & s->numbers) >> k & 1 && i < t->ncolumns; i++) {
			int c = t->first_column + i;

			if (gains[i] && is_kin(p, s->parts[k], c) &&
			    (time || p->c->columns[c].additive == MDP_ADDITIVE_YES))
				return true;
		}
	}
	return false;
}

/* Is what the set determines enough to be a thing? */
static bool is_thing(const struct search *s, unsigned set, const struct hub *h, const bool *gains, int n)
{
	const struct prof *p = s->p;
	const struct mdp_table *t = &p->c->tables[s->table];
	const struct prof_key *rows = rows_key(p, s->table);
	bool of_key = rows->n > h->nkey, time = false, open = false;

	for (int k = 0; k < h->nkey; k++)
		of_key &= holds(rows->columns, rows->n, h->key[k]);
	for (int i = 0; i < t->ncolumns; i++) {
		time |= is_open_time(s, i) && (gains[i] || holds(h->key, h->nkey, t->first_column + i));
		open |= is_open_time(s, i);
	}
	if (n > 0 && is_numbered(s, set, gains, time && h->nkey == 2))
		return true;
	if (set & s->weak)
		return false;
	return of_key ? n > 0 : n >= (h->nkey > 2 ? GAINS_MORE : GAINS) && (time || !open);
}

static void make_hub(const struct search *s, unsigned set, struct hub *h)
{
	memset(h, 0, sizeof(*h));
	h->table = s->table;
	h->home = -1;
	for (int k = 0; k < s->nparts; k++) {
		if (set >> k & 1)
			h->key[h->nkey++] = s->parts[k];
	}
}

/* Which columns the set alone determines: on the sample, then on all rows. */
static int count_gains(struct search *s, unsigned set, struct hub *h, bool *gains, int *n)
{
	struct prof *p = s->p;
	const struct mdp_table *t = &p->c->tables[s->table];
	bool *want = MDP_NEW_ARRAY(p->a, (size_t)t->ncolumns, bool);
	struct prof_fd fd = { 0 };
	int rc = 0;

	for (int i = 0; i < t->ncolumns; i++)
		want[i] = p->c->columns[t->first_column + i].role != MDP_ROLE_TIME_RECORD && !s->owned[i] &&
			  !holds(h->key, h->nkey, t->first_column + i) && !one_part_does(s, set, i);
	mdp_prof_fd_sample(p, s->table, h->key, h->nkey, want, &fd);
	for (int pass = 0; pass < 2; pass++) {
		*n = 0;
		for (int i = 0; i < t->ncolumns; i++) {
			gains[i] = want[i] && fd.multi > 0 && fd.bad[i] == 0 &&
				   mdp_prof_fd_bits(p, s->table, h->key, h->nkey, NULL, 0, t->first_column + i) >=
					   PROF_HUB_BITS;
			*n += gains[i];
		}
		if (pass || p->tables[s->table].complete || !is_thing(s, set, h, gains, *n))
			break;
		rc = mdp_prof_fd_count(p, s->table, h->key, h->nkey, gains, &fd);
		memcpy(want, gains, (size_t)t->ncolumns * sizeof(*want));
		if (rc)
			return rc;
	}
	h->groups = fd.groups;
	h->rows = fd.rows;
	h->ndetermined = *n;
	return 0;
}

static int try_set(struct search *s, unsigned set)
{
	const struct mdp_table *t = &s->p->c->tables[s->table];
	bool *gains = MDP_NEW_ARRAY(s->p->a, (size_t)t->ncolumns, bool);
	double room = 1, density;
	struct hub h;
	int n, rc;

	make_hub(s, set, &h);
	if (is_known(s, h.key, h.nkey))
		return 0;
	rc = count_gains(s, set, &h, gains, &n);
	if (rc || !n || (double)h.rows <= PROF_HUB_REPEATS * (double)h.groups || !is_thing(s, set, &h, gains, n))
		return rc;
	/* Of sets that determine as much, the one whose values are least free to be combined. */
	for (int k = 0; k < h.nkey; k++)
		room *= (double)s->p->c->columns[h.key[k]].distinct;
	density = (double)h.groups / room;
	if (n < s->best.ndetermined || (n == s->best.ndetermined && density <= s->best_density))
		return 0;
	s->best = h;
	s->best_density = density;
	memcpy(s->best_gains, gains, (size_t)t->ncolumns * sizeof(*gains));
	return 0;
}

/* A number that means something only together with others is no thing by itself. */
static void drop_parts(struct search *s, const struct hub *h)
{
	int numbering = h->key[0];

	for (int k = 1; k < h->nkey; k++) {
		if (s->p->c->columns[h->key[k]].distinct > s->p->c->columns[numbering].distinct)
			numbering = h->key[k];
	}
	for (int i = 0; i < s->all->n; i++) {
		struct hub *o = &s->all->items[i];

		if (o->table == h->table && o->nkey == 1 && o->key[0] == numbering && !o->ndetermined)
			o->dropped = true;
	}
}

static int search(struct search *s)
{
	const struct mdp_table *t = &s->p->c->tables[s->table];
	int rc = 0;

	for (int found = 0; !rc && found < MAX_FOUND; found++) {
		s->best = (struct hub){ 0 };
		for (int size = 2; !rc && size <= 3 && !s->best.ndetermined; size++) {
			for (unsigned set = 1; !rc && set < 1u << s->nparts; set++) {
				/* what is no identifier only goes with one number */
				if (__builtin_popcount(set) == size &&
				    (!(set & s->weak) || (size == 2 && (set & s->numbers))))
					rc = try_set(s, set);
			}
		}
		if (rc || !s->best.ndetermined)
			break;
		for (int i = 0; i < t->ncolumns; i++)
			s->owned[i] |= s->best_gains[i];
		mdp_trace("profile", "%s: %d columns name %lld things that determine %d columns", t->name, s->best.nkey,
			  (long long)s->best.groups, s->best.ndetermined);
		drop_parts(s, &s->best);
		MDP_PUSH(s->p->a, s->all->items, s->all->n, s->all->cap, s->best);
	}
	return rc;
}

int mdp_prof_composites(struct prof *p, struct hubs *all, int table)
{
	const struct mdp_table *t = &p->c->tables[table];
	struct search s = { .p = p, .all = all, .table = table };
	int rc;

	if (t->rows < LEAST_ROWS)
		return 0;
	s.owned = MDP_NEW_ARRAY(p->a, (size_t)t->ncolumns, bool);
	s.best_gains = MDP_NEW_ARRAY(p->a, (size_t)t->ncolumns, bool);
	rc = find_parts(&s);
	if (rc || s.nparts < 2)
		return rc;
	rc = find_owned(&s);
	return rc ? rc : search(&s);
}

static bool is_time_part(const struct prof *p, int column)
{
	return p->columns[column].class == PROF_TIME || p->columns[column].datelike ||
	       p->c->columns[column].role == MDP_ROLE_YEAR;
}

static bool has_event_time(const struct prof *p, int table)
{
	const struct mdp_table *t = &p->c->tables[table];

	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		if (p->c->columns[c].role == MDP_ROLE_TIME_EVENT && !p->columns[c].secondary)
			return true;
	}
	return false;
}

/*
 * Do the numbers begin again in each of what the rest of the key names: one after another there? Where each has as many, all may have
 * all (shops have products), unless each row happened at a time and nothing else bears such a number.
 */
static int begins_again(struct prof *p, int table, int number, bool *again)
{
	const struct prof_key *key = &p->tables[table].key;
	const char *rest = "", *n = mdp_prof_ident(p, number);
	struct mdp_result res;
	int rc;

	*again = false;
	if (p->columns[number].class != PROF_INTEGER || p->columns[number].ref_table >= 0)
		return 0;
	for (int k = 0; k < key->n; k++) {
		if (key->columns[k] != number)
			rest = mdp_arena_printf(p->a, "%s%s%s", rest, rest[0] ? ", " : "",
						mdp_prof_ident(p, key->columns[k]));
	}
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(
			p->a,
			"SELECT count(*), count(*) FILTER (WHERE n >= %g * (hi - lo + 1)), sum(n)::BIGINT FROM (SELECT "
			"min(%s)::HUGEINT AS lo, max(%s) AS hi, count(DISTINCT %s) AS n FROM %s GROUP BY %s)",
			RUN_DENSE, n, n, n, p->tables[table].from, rest));
	if (!rc) {
		double groups = (double)mdp_prof_int(&res, 0, 0), dense = (double)mdp_prof_int(&res, 0, 1);
		double pairs = (double)mdp_prof_int(&res, 0, 2), most = (double)p->c->columns[number].distinct;

		*again = groups > 1 && dense >= RUN_SHARE * groups && pairs >= RUN_LEAST * groups &&
			 (pairs < FULL_SHARE * groups * most ||
			  (p->columns[number].elsewhere == 0 && has_event_time(p, table)));
	}
	mdp_result_release(&res);
	return rc;
}

/*
 * receipts(shop_no, receipt_no, …): the number alone determines nothing and bears the table's name or begins again in each shop, and
 * the rows are the receipts. With a time in the key they may be looks at one thing at several times.
 */
int mdp_prof_drop_numbers(struct prof *p, struct hubs *all)
{
	int rc = 0;

	for (int i = 0; !rc && i < all->n; i++) {
		struct hub *h = &all->items[i];
		const struct prof_key *key = &p->tables[h->table].key;
		bool part = false, time = false, named = mdp_prof_names_table(p, h->key[0]) == 3, again = named;

		for (int k = 0; k < key->n; k++) {
			part |= key->columns[k] == h->key[0];
			time |= is_time_part(p, key->columns[k]);
		}
		/* "line no", of lines that have a number of their own besides: a place within something, and no thing */
		if (h->nkey == 1 && !h->ndetermined && p->columns[h->key[0]].class == PROF_INTEGER &&
		    mdp_words_listed(mdp_data_parts, mdp_str_of(p->columns[h->key[0]].singular)))
			h->dropped = true;
		if (!part || time || key->n < 2 || h->nkey > 1 || h->ndetermined)
			continue;
		if (!named)
			rc = begins_again(p, h->table, h->key[0], &again);
		h->dropped |= again;
		p->columns[h->key[0]].restarts = again && !named;
	}
	return rc;
}

/* Columns of the table with the same words as those of the entity's key, in its order. */
static bool match_key(const struct prof *p, const struct mdp_entity *e, int table, int *columns)
{
	const struct mdp_table *t = &p->c->tables[table];

	for (int k = 0; k < e->nkey; k++) {
		columns[k] = -1;
		for (int i = 0; i < t->ncolumns && columns[k] < 0; i++) {
			int c = t->first_column + i;

			if (strcmp(p->c->columns[c].words, p->c->columns[e->key[k]].words) == 0 &&
			    p->columns[c].class == p->columns[e->key[k]].class)
				columns[k] = c;
		}
		if (columns[k] < 0)
			return false;
	}
	return true;
}

int mdp_prof_composite_sites(struct prof *p, int entity)
{
	int columns[MDP_LIMIT_KEY_COLUMNS], site, rc = 0;

	for (int t = 0; !rc && t < p->c->ntables; t++) {
		struct mdp_entity *e = &p->c->entities[entity];
		int64_t distinct, orphans;

		if (e->table == t || mdp_catalog_site(p->c, entity, t, NULL) >= 0 || !match_key(p, e, t, columns))
			continue;
		rc = mdp_prof_tuple_orphans(p, t, columns, e->table, e->key, e->nkey, &distinct, &orphans);
		if (rc || !distinct || (double)orphans > ORPHANS * (double)distinct)
			continue;
		rc = mdp_prof_add_site(p, entity, t, columns, e->nkey, &site);
		if (rc)
			break;
		p->c->sites[site].orphans = orphans;
		p->c->sites[site].evidence = (struct mdp_evidence){ .how = "name and inclusion",
								    .rows = p->sites[site].rows,
								    .exceptions = orphans };
	}
	return rc;
}
