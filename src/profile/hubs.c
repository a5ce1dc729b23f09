/*
 * Entities without a table of their own. An identifier that repeats in a table and is the key of no other table names
 * something that several rows belong to. If what depends on it holds but for a few groups in a hundred (identifiers
 * that were used twice), the columns that make every dependency exact are added to the key: identifiers before times,
 * few before many. A column that merely happens to determine others is no identifier and is never tried.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/trace.h"
#include "profile/hubs.h"
#include "base/banned.h"

#define SLIP 0.15 /* of the groups of several rows may disagree where identifiers were re-used … */
#define SLIP_ALL 0.05 /* … and of all groups */
#define MAX_ADDERS 6
#define LATE_VALUES 12 /* of a column, at least, of which one may stand for none */
#define LATE_SHARE 0.8 /* of the groups that disagree hold it */
#define SILENT_COLUMNS \
	3 /* that a number of unknown meaning must determine, or an amount that does not go with its size */
#define ADOPTED_LEAST 20 /* values, all of them those of the thing */
#define INCLUDED 0.9

static bool is_site_key(const struct prof *p, int column)
{
	for (int s = 0; s < p->c->nsites; s++) {
		if (p->c->entities[p->c->sites[s].entity].nkey == 1 && p->c->sites[s].key[0] == column)
			return true;
	}
	return false;
}

/* Many values, each on a few rows: it numbers something (receipts), rather than sorting rows into kinds. */
static bool is_numbering(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	return col->distinct >= 100 && col->distinct * 10 >= p->c->tables[col->table].rows - col->nulls;
}

/* Whole numbers of whose name nothing is known, that may be numbers of something all the same. */
static bool is_silent_number(const struct prof *p, int column)
{
	return p->columns[column].guessed && p->columns[column].class == PROF_INTEGER && is_numbering(p, column);
}

static bool is_seed(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	const struct prof_column *pc = &p->columns[column];
	int64_t rows = p->c->tables[col->table].rows - col->nulls;

	if (!pc->idlike && col->role != MDP_ROLE_CODE && !is_silent_number(p, column))
		return false;
	return pc->noun[0] && !col->hidden && !is_site_key(p, column) && col->distinct >= 2 &&
	       (double)rows > PROF_HUB_REPEATS * (double)col->distinct;
}

/* Would chance have made as few exceptions? */
static bool is_telling(struct prof *p, const struct hub *h, int column)
{
	return mdp_prof_fd_bits(p, h->table, h->key, h->nkey, NULL, 0, column) >= PROF_HUB_BITS;
}

static bool is_almost(const struct prof_fd *fd, int i)
{
	return fd->bad[i] > 0 && (double)fd->bad[i] <= SLIP * (double)fd->multi &&
	       (double)fd->bad[i] <= SLIP_ALL * (double)fd->groups;
}

/* Columns that could tell re-used identifiers apart: identifiers first, then times of events, then of records. */
static int find_adders(struct prof *p, const struct hub *h, const bool *almost, int *out)
{
	const struct mdp_table *t = &p->c->tables[h->table];
	int n = 0;

	for (int pass = 0; pass < 3; pass++) {
		for (int i = 0; i < t->ncolumns && n < MAX_ADDERS; i++) {
			int c = t->first_column + i;
			const struct prof_column *pc = &p->columns[c];
			bool id = pc->idlike || pc->ref_table >= 0;
			bool event = p->c->columns[c].role == MDP_ROLE_TIME_EVENT;

			if (!almost[i] || p->c->columns[c].nulls > 0)
				continue;
			if (pass == 0 ? id : pc->class == PROF_TIME && !id && event == (pass == 1))
				out[n++] = c;
		}
	}
	return n;
}

/*
 * Where the values of an identifier that disagree are mostly one that stands for "none yet" and another (19000101 on the lines that were
 * denied, the day on those that were paid), nothing was used twice: a key with it would split things by their state. Such a value
 * is the least or the greatest of many.
 */
static int is_filled_late(struct prof *p, const struct hub *h, int column, bool *late)
{
	const char *key = mdp_prof_ident(p, h->key[0]), *c = mdp_prof_ident(p, column);
	const char *from = p->tables[h->table].from;
	struct mdp_result res;
	int rc;

	*late = false;
	if (p->c->columns[column].distinct < LATE_VALUES)
		return 0;
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(
			p->a,
			"SELECT count(*), count(*) FILTER (WHERE least = lo OR most = hi) FROM (SELECT min(%s) AS "
			"least, max(%s) AS most FROM %s GROUP BY %s HAVING min(%s) <> max(%s)), (SELECT min(%s) "
			"AS lo, max(%s) AS hi FROM %s)",
			c, c, from, key, c, c, c, c, from));
	*late = !rc && mdp_prof_int(&res, 0, 0) > 0 &&
		(double)mdp_prof_int(&res, 0, 1) >= LATE_SHARE * (double)mdp_prof_int(&res, 0, 0);
	mdp_result_release(&res);
	return rc;
}

static int drop_filled_late(struct prof *p, const struct hub *h, int *adders, int *n)
{
	int kept = 0, rc = 0;

	for (int i = 0; !rc && i < *n; i++) {
		bool late;

		rc = is_filled_late(p, h, adders[i], &late);
		if (!rc && !late)
			adders[kept++] = adders[i];
	}
	*n = kept;
	return rc;
}

/* A key that somebody declared is the key, whatever it costs: that is told (declared.c). */
static bool is_declared(const struct prof *p, int column)
{
	for (int i = 0; p->hints && i < p->hints->nkeys; i++) {
		const char **k = p->hints->keys[i];

		if (k[0] && !k[1] && mdp_catalog_column(p->c, mdp_str_of(k[0])) == column)
			return true;
	}
	return false;
}

/*
 * Groups that hold already stay whole under a longer key, so only the rows of those that do not are looked at again: codes
 * of the sample where that is the whole table, else a temporary table of these rows.
 */
static int suspects(struct prof *p, const struct hub *h, const bool *almost, const char **from)
{
	const struct mdp_table *t = &p->c->tables[h->table];
	const char *seed = mdp_prof_ident(p, h->key[0]), *table = p->tables[h->table].from, *sql;
	struct mdp_buf any = MDP_BUF_INIT;
	int rc = 0, n = 0;

	*from = NULL;
	if (p->tables[h->table].complete)
		return 0;
	for (int i = 0; i < t->ncolumns; i++) {
		if (almost[i])
			mdp_buf_printf(&any, "%s%s", n++ ? ", " : "", mdp_prof_ident(p, t->first_column + i));
	}
	sql = mdp_arena_printf(p->a,
			       "CREATE OR REPLACE TEMP TABLE mdp_profile_%d AS SELECT * FROM %s WHERE %s IN "
			       "(SELECT %s FROM %s GROUP BY 1 HAVING min(hash(%s)) <> max(hash(%s)))",
			       p->ncopies, table, seed, seed, table, mdp_buf_cstr(&any), mdp_buf_cstr(&any));
	rc = mdp_engine_script(p->e, sql, p->err);
	if (rc)
		mdp_prof_blame(p, sql);
	if (!rc)
		*from = mdp_arena_printf(p->a, "temp.mdp_profile_%d", p->ncopies++);
	mdp_buf_release(&any);
	return rc;
}

static int64_t total_bad(const struct prof_fd *fd, const bool *almost, int n)
{
	int64_t total = 0;

	for (int i = 0; i < n; i++)
		total += almost[i] && fd->bad[i] > 0 ? fd->bad[i] : 0;
	return total;
}

/* Exceptions under the longer key, over all `almost` columns. */
static int count_left(struct prof *p, const struct hub *k, const bool *almost, const char *from, int64_t *bad)
{
	const struct mdp_table *t = &p->c->tables[k->table];
	struct mdp_buf inner = MDP_BUF_INIT;
	struct prof_fd fd = { 0 };
	struct mdp_result res;
	const char *keys = "";
	int rc;

	if (!from) {
		rc = mdp_prof_fd_count(p, k->table, k->key, k->nkey, almost, &fd);
		*bad = total_bad(&fd, almost, t->ncolumns);
		return rc;
	}
	mdp_buf_puts(&inner, "0");
	for (int i = 0; i < t->ncolumns; i++) {
		const char *c = mdp_prof_ident(p, t->first_column + i);

		if (almost[i])
			mdp_buf_printf(&inner, " + CAST(min(hash(%s)) <> max(hash(%s)) AS INTEGER)", c, c);
	}
	for (int i = 0; i < k->nkey; i++)
		keys = mdp_arena_printf(p->a, "%s%s%s", keys, i ? ", " : "", mdp_prof_ident(p, k->key[i]));
	rc = mdp_prof_query(p, &res,
			    mdp_arena_printf(p->a,
					     "SELECT coalesce(sum(v), 0) FROM (SELECT %s AS v FROM %s GROUP BY %s)",
					     mdp_buf_cstr(&inner), from, keys));
	*bad = rc ? 0 : mdp_prof_int(&res, 0, 0);
	mdp_result_release(&res);
	mdp_buf_release(&inner);
	return rc;
}

/* The smallest set of adders that leaves the fewest exceptions. */
static int repair(struct prof *p, struct hub *h, const struct prof_fd *before, const bool *almost, int64_t *left)
{
	const struct mdp_table *t = &p->c->tables[h->table];
	int adders[MAX_ADDERS], nadders = find_adders(p, h, almost, adders), best_n = 0, rc;
	struct hub best = *h;
	const char *from = NULL;

	*left = total_bad(before, almost, t->ncolumns);
	rc = drop_filled_late(p, h, adders, &nadders);
	if (!rc)
		rc = suspects(p, h, almost, &from);
	for (int size = 1; size < MDP_LIMIT_KEY_COLUMNS && size <= nadders && *left; size++) {
		for (unsigned set = 1; !rc && set < 1u << nadders && *left; set++) {
			struct hub k = *h;
			int64_t bad;

			if (__builtin_popcount(set) != size)
				continue;
			for (int i = 0; i < nadders; i++) {
				if (set >> i & 1)
					k.key[k.nkey++] = adders[i];
			}
			rc = count_left(p, &k, almost, from, &bad);
			/* A longer key must earn its length. */
			if (!rc && (bad * 10 < *left || (bad < *left && size == best_n) || bad == 0)) {
				best = k;
				best_n = size;
				*left = bad;
			}
		}
	}
	*h = best;
	return rc;
}

static int measure(struct prof *p, struct hub *h)
{
	const struct mdp_table *t = &p->c->tables[h->table];
	struct prof_fd fd = { 0 };
	int rc = mdp_prof_fd_count(p, h->table, h->key, h->nkey, NULL, &fd);

	h->groups = fd.groups;
	h->rows = fd.rows;
	h->ndetermined = 0;
	for (int i = 0; !rc && i < t->ncolumns; i++) {
		bool part = false;

		for (int k = 0; k < h->nkey; k++)
			part |= h->key[k] == t->first_column + i;
		if (!part && fd.bad[i] == 0 && is_telling(p, h, t->first_column + i))
			h->ndetermined++;
	}
	return rc;
}

static bool determines_any(struct prof *p, const struct hub *h)
{
	const struct mdp_table *t = &p->c->tables[h->table];
	struct prof_fd fd = { 0 };

	mdp_prof_fd_sample(p, h->table, h->key, h->nkey, NULL, &fd);
	for (int i = 0; i < t->ncolumns; i++) {
		int c = t->first_column + i;

		if (c != h->key[0] && (double)fd.bad[i] <= SLIP * (double)fd.multi && is_telling(p, h, c))
			return true;
	}
	return false;
}

/* What determines so much is a number of something, whatever it is called. */
static void become_identifier(struct prof *p, int column)
{
	struct mdp_column *col = &p->c->columns[column];

	col->role = MDP_ROLE_ID;
	col->role_how = "determines other columns";
	col->additive = MDP_ADDITIVE_NO;
	col->unit = NULL;
	p->columns[column].idlike = p->columns[column].keyable = true;
}

static int try_seed(struct prof *p, struct hubs *all, int column)
{
	int table = p->c->columns[column].table, rc;
	const struct mdp_table *t = &p->c->tables[table];
	struct hub h = { .table = table, .key = { column }, .nkey = 1, .home = -1 };
	struct prof_fd fd = { 0 };
	bool *almost = MDP_NEW_ARRAY(p->a, (size_t)t->ncolumns, bool);
	int64_t left = 0;
	int n = 0;

	/* A code that determines nothing in the sample determines nothing: most codes end here. */
	if (p->c->columns[column].role == MDP_ROLE_CODE && !is_numbering(p, column) && !determines_any(p, &h)) {
		h.weak = true;
		MDP_PUSH(p->a, all->items, all->n, all->cap, h);
		return 0;
	}
	rc = mdp_prof_fd_count(p, table, h.key, 1, NULL, &fd);
	for (int i = 0; !rc && i < t->ncolumns; i++) {
		almost[i] = is_almost(&fd, i) && is_telling(p, &h, t->first_column + i) &&
			    mdp_prof_fd_nearly(p, table, h.key, 1, &fd, i, SLIP);
		n += almost[i];
	}
	mdp_trace("profile", "%s.%s: %lld groups, %lld of several rows, %d columns nearly constant", t->name,
		  p->c->columns[column].name, (long long)fd.groups, (long long)fd.multi, n);
	if (!rc && n >= 2 && !is_declared(p, column)) {
		struct hub fixed = h;

		rc = repair(p, &fixed, &fd, almost, &left);
		if (!rc && fixed.nkey > 1)
			h = fixed;
		h.exceptions = left;
	}
	if (!rc)
		rc = measure(p, &h);
	mdp_trace("profile", "  key of %d: %lld groups, %lld rows, %d columns determined, %lld exceptions left", h.nkey,
		  (long long)h.groups, (long long)h.rows, h.ndetermined, (long long)left);
	if (rc || (double)h.rows <= PROF_HUB_REPEATS * (double)h.groups)
		return rc;
	if (is_silent_number(p, column)) {
		bool amount = false;

		if (h.ndetermined < SILENT_COLUMNS)
			rc = mdp_prof_free_amount(p, &h, &amount);
		if (rc || (h.ndetermined < SILENT_COLUMNS && !amount))
			return rc;
		become_identifier(p, column);
	}
	/* A code that determines nothing is a code, not a thing. */
	h.weak = p->c->columns[column].role == MDP_ROLE_CODE && !h.ndetermined && !is_numbering(p, column);
	MDP_PUSH(p->a, all->items, all->n, all->cap, h);
	return 0;
}

static bool determines_column(struct prof *p, int table, int from, int to)
{
	struct prof_fd fd = { 0 };
	const struct mdp_table *t = &p->c->tables[table];
	bool *want = MDP_NEW_ARRAY(p->a, (size_t)t->ncolumns, bool);

	want[to - t->first_column] = true;
	return !mdp_prof_fd_count(p, table, &from, 1, want, &fd) && fd.bad[to - t->first_column] == 0;
}

/* Two names of one thing (part_id and sku): a reference or a real identifier wins, then the first column. */
static void drop_twins(struct prof *p, struct hubs *all)
{
	for (int i = 0; i < all->n; i++) {
		struct hub *h = &all->items[i];
		const struct mdp_table *t = &p->c->tables[h->table];

		for (int j = 0; j < t->ncolumns && h->nkey == 1 && !h->dropped; j++) {
			int c = t->first_column + j, mine = h->key[0];
			bool other = false;

			if (h->weak || c == mine || (!p->columns[c].idlike && p->columns[c].ref_table < 0))
				continue;
			for (int k = 0; k < all->n; k++)
				other |= all->items[k].table == h->table && all->items[k].key[0] == c &&
					 all->items[k].nkey == 1 && !all->items[k].dropped && !all->items[k].weak &&
					 (c < mine || !p->columns[mine].idlike);
			if ((p->columns[c].ref_table >= 0 || other) &&
			    p->c->columns[c].distinct == p->c->columns[mine].distinct &&
			    determines_column(p, h->table, c, mine) && determines_column(p, h->table, mine, c))
				h->dropped = true;
		}
	}
}

static bool is_better_home(const struct hub *a, const struct hub *b)
{
	if (a->groups != b->groups)
		return a->groups > b->groups;
	return a->ndetermined > b->ndetermined;
}

/* The same words and classes, column by column; puts the key of `o` in the order of that of `h`. */
static bool is_same_key(struct prof *p, const struct hub *h, struct hub *o)
{
	int in_order[MDP_LIMIT_KEY_COLUMNS];

	if (h->nkey != o->nkey)
		return false;
	for (int k = 0; k < h->nkey; k++) {
		in_order[k] = -1;
		for (int j = 0; j < o->nkey && in_order[k] < 0; j++) {
			if (strcmp(p->c->columns[h->key[k]].words, p->c->columns[o->key[j]].words) == 0 &&
			    p->columns[h->key[k]].class == p->columns[o->key[j]].class)
				in_order[k] = o->key[j];
		}
		if (in_order[k] < 0)
			return false;
	}
	memcpy(o->key, in_order, sizeof(*in_order) * (size_t)h->nkey);
	return true;
}

/* The same identifier in several tables is one entity, at home where most of it is known. */
static void unite(struct prof *p, struct hubs *all)
{
	for (int i = 0; i < all->n; i++) {
		struct hub *h = &all->items[i];

		h->home = i;
		for (int j = 0; j < all->n; j++) {
			struct hub *o = &all->items[j];

			if (j == i || o->dropped || o->table == h->table || o->weak || !is_same_key(p, h, o))
				continue;
			if (all->items[h->home].weak || is_better_home(o, &all->items[h->home]) ||
			    (j < h->home && !is_better_home(&all->items[h->home], o)))
				h->home = j;
		}
	}
}

/*
 * A name that is merely like that of the thing is believed of numbers that are counted only in another table, and if most of the thing's are
 * met: a purchase beside an order, both counted from one, is another thing.
 */
static bool is_of_thing(struct prof *p, const struct hub *h, const struct hub *o, int64_t found)
{
	return mdp_prof_name_strength(p, h->key[0], o->key[0]) >= PROF_NAMED_STRONG ||
	       !mdp_prof_is_counted(p, o->key[0]) || (h->table != o->table && found * 2 >= o->groups);
}

/*
 * Identifiers whose names say that they are of a thing that goes by another name elsewhere (mbr_id of a member), or of the same thing
 * in another role (a subscriber is a member), if all their values are there.
 */
static int adopt(struct prof *p, struct hubs *all)
{
	int rc = 0;

	for (int i = 0; !rc && i < all->n; i++) {
		struct hub *h = &all->items[i];
		bool own = h->home == i && h->nkey == 1 && !h->weak && !h->dropped;

		for (int j = 0; !rc && own && j < all->n; j++) {
			const struct hub *o = &all->items[j];
			int64_t found, of;

			if (j == i || o->home != j || o->nkey != 1 || o->weak || o->dropped || o->groups < h->groups ||
			    !p->columns[h->key[0]].comparable || !p->columns[o->key[0]].comparable)
				continue;
			/* where nobody keeps a table of the people, "opp owner" is a "rep" by codes that no chance makes alike */
			bool colleague = mdp_prof_is_colleague(p, h->key[0], o->key[0]);
			if (!colleague && (o->groups == h->groups || !mdp_prof_may_name(p, h->key[0], o->key[0])))
				continue;
			rc = mdp_prof_overlap(p, h->key[0], o->key[0], &found, &of);
			if (!rc && of >= ADOPTED_LEAST && (double)found >= INCLUDED * (double)of &&
			    (colleague || is_of_thing(p, h, o, found))) {
				h->home = j;
				own = false;
			}
		}
	}
	return rc;
}

/* A code that is a thing elsewhere is that thing here if its values are. */
static int settle_weak(struct prof *p, struct hubs *all)
{
	int rc = 0;

	for (int i = 0; !rc && i < all->n; i++) {
		struct hub *h = &all->items[i];
		int64_t found, of;

		if (!h->weak || h->dropped)
			continue;
		h->dropped = true;
		if (h->home == i || h->nkey != 1 || all->items[h->home].nkey != 1 || !p->columns[h->key[0]].comparable)
			continue;
		rc = mdp_prof_overlap(p, h->key[0], all->items[h->home].key[0], &found, &of);
		h->dropped = rc || of == 0 || (double)found < INCLUDED * (double)of;
	}
	return rc;
}

/* Whole numbers of the same name in other tables, if nearly all of them are there: they refer to it, whatever the name says. */
static int namesakes(struct prof *p, int entity)
{
	int column = p->c->entities[entity].key[0], site, rc = 0;

	for (int c = 0; !rc && c < p->c->ncolumns; c++) {
		int64_t found, of;

		if (p->c->columns[c].table == p->c->columns[column].table || p->columns[c].class != PROF_INTEGER ||
		    p->columns[column].class != PROF_INTEGER || is_site_key(p, c) || !p->columns[c].comparable ||
		    !p->columns[column].comparable || strcmp(p->c->columns[c].words, p->c->columns[column].words) != 0)
			continue;
		rc = mdp_prof_overlap(p, c, column, &found, &of);
		if (rc || of < 5 || (double)found < INCLUDED * (double)of)
			continue;
		become_identifier(p, c);
		p->c->columns[c].role_how = "reference";
		rc = mdp_prof_add_site(p, entity, p->c->columns[c].table, &c, 1, &site);
		if (rc)
			break;
		p->c->sites[site].orphans = of - found;
		p->c->sites[site].evidence = (struct mdp_evidence){ .how = "name and inclusion",
								    .rows = p->sites[site].rows,
								    .exceptions = of - found };
	}
	return rc;
}

static int publish(struct prof *p, struct hubs *all)
{
	int *entity = MDP_NEW_ARRAY(p->a, (size_t)all->n + 1, int), site, rc = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; !rc && i < all->n; i++) {
			const struct hub *h = &all->items[i];
			struct mdp_evidence why = { .how = "functional dependency",
						    .rows = h->rows,
						    .exceptions = h->exceptions };

			if (h->dropped || (h->home == i) == pass)
				continue;
			if (!pass) {
				entity[i] = mdp_prof_add_entity(p, h->table, h->key, h->nkey, &why);
				p->c->entities[entity[i]].count = h->groups;
			}
			rc = mdp_prof_add_site(p, entity[h->home], h->table, h->key, h->nkey, &site);
			if (h->home != i)
				why.how = "name and inclusion";
			if (!rc)
				p->c->sites[site].evidence = why;
		}
	}
	for (int i = 0; !rc && i < all->n; i++) {
		if (all->items[i].dropped || all->items[i].home != i)
			continue;
		rc = all->items[i].nkey > 1 ? mdp_prof_composite_sites(p, entity[i]) : namesakes(p, entity[i]);
	}
	return rc;
}

int mdp_prof_hubs(struct prof *p)
{
	struct hubs all = { 0 };
	int rc = 0;

	for (int c = 0; !rc && c < p->c->ncolumns; c++) {
		if (is_seed(p, c))
			rc = try_seed(p, &all, c);
	}
	for (int t = 0; !rc && t < p->c->ntables; t++)
		rc = mdp_prof_composites(p, &all, t);
	if (!rc)
		rc = mdp_prof_drop_numbers(p, &all);
	if (rc)
		return rc;
	drop_twins(p, &all);
	unite(p, &all);
	rc = adopt(p, &all);
	if (!rc)
		rc = settle_weak(p, &all);
	return rc ? rc : publish(p, &all);
}
