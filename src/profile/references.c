/*
 * Which columns hold the keys of other tables. Two kinds of evidence must meet: the names say so, and (nearly) all values
 * are found among the keys. Small whole numbers are found in any key that counts from one, so without a name only long texts
 * and scattered numbers count. Declared references are taken as they are.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define BY_VALUES_MOST 100 /* tables: of more only those that names tell of are compared */
#define COVERED 3 /* of so many keys that are counted one at least is referred to, where the name is not just theirs */
#define NAMESAKE_SHARE 0.9 /* of the values are in a column of the same name */
#define SAME_SHARE 0.5 /* of the values are keys, where the column is called as the key and that names something */
#define SAME_FOUND 20 /* … and at least so many: of a handful, half may be by chance */
#define SAME_NAME 450 /* rank of a column of the same name that is no key of its table: less than that of a key */
#define SUBSET 3 /* times as many rows has a table that another's few rows of the same key refer to */
#define CODES_FOUND 20
#define CODES_SHARE 0.98
#define ROWS_SHARE 0.95 /* of the rows refer to a key that is there */
#define ROWS_SHARE_ALL 0.8 /* … where the column is called as the key, and every key is referred to */
#define ROWS_SHARE_LEAST 0.2 /* … and of the different values, where the names say that they do */
#define PLACEHOLDERS 3 /* of one column, at most */
#define CERTAIN_SHARE 0.97 /* of the values */
#define CERTAIN_LEAST 0.9 /* … where nearly all rows have one of them */

static bool is_identifier(const struct prof *p, int column)
{
	return p->columns[column].idlike || p->c->columns[column].role == MDP_ROLE_CODE;
}

static bool may_refer(struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	const struct prof_column *pc = &p->columns[column];

	if (!pc->comparable || col->distinct == 0 || col->hidden)
		return false;
	switch (col->role) {
	case MDP_ROLE_MONEY:
	case MDP_ROLE_RATE:
	case MDP_ROLE_PERCENT:
	case MDP_ROLE_DURATION:
	case MDP_ROLE_TEXT:
	case MDP_ROLE_EMAIL:
	case MDP_ROLE_FLAG:
		return false;
	default:
		return true;
	}
}

static bool is_included(struct prof *p, int column, int target, enum prof_named strength, int64_t found, int64_t of)
{
	double share = of ? (double)found / (double)of : 0;
	const struct mdp_column *key = &p->c->columns[target];
	bool is_counted = mdp_prof_is_counted(p, target);

	switch (strength) {
	case PROF_NAMED_SAME:
		return found >= SAME_FOUND && share >= SAME_SHARE && p->columns[column].noun[0]
			       ? true
			       : found > 0 && share >= 0.9;
	case PROF_NAMED_STRONG:
		return found > 0 && share >= 0.9;
	case PROF_NAMED_LIKELY:
		return found > 0 && share >= 0.98 &&
		       (!is_counted || found * COVERED >= key->distinct || mdp_prof_is_of_same_kind(p, column) ||
			mdp_prof_ends_in(p->tables[key->table].singular, p->columns[column].singular));
	case PROF_NAMED_WEAK:
		return share >= 1 && found >= 3 && (!is_counted || mdp_prof_is_telling(p, column, target, found));
	default:
		return (share >= 1 && mdp_prof_is_telling(p, column, target, found)) ||
		       (share >= CERTAIN_SHARE && mdp_prof_is_certain(p, column, target, found));
	}
}

/*
 * Of two tables with the same key one extends the other: the one with fewer keys; with the same keys the one whose name
 * is not the key's.
 */
static bool may_extend(struct prof *p, int column, int target, int64_t found)
{
	const struct mdp_column *col = &p->c->columns[column], *key = &p->c->columns[target];
	bool named_here = mdp_prof_names_table(p, column) >= 2, named_there = mdp_prof_names_table(p, target) >= 2;

	if (named_here && !named_there)
		return false;
	if (found < key->distinct || named_there != named_here)
		return true;
	return key->table < col->table;
}

static bool is_key_of_table(const struct prof *p, int column)
{
	const struct prof_table *pt = &p->tables[p->c->columns[column].table];

	return pt->key.n == 1 && pt->key.columns[0] == column;
}

struct candidate {
	int target;
	enum prof_named strength;
	int64_t found, of, fillers; /* of the column's values: keys that are there, all, texts for a missing one */
	double rank;
};

/* Texts that stand for a missing key ("N/A") are none that would have to be found. */
static int leave_placeholders(struct prof *p, int column, struct candidate *k)
{
	const struct mdp_column *col = &p->c->columns[column];
	struct mdp_buf b = MDP_BUF_INIT;
	struct mdp_result res;
	int64_t n;
	int rc;

	if (p->columns[column].class != PROF_TEXT || p->columns[column].every > 1)
		return 0;
	mdp_buf_printf(&b, "SELECT count(DISTINCT %s) FROM %s WHERE lower(trim(%s)) IN (''", mdp_prof_ident(p, column),
		       p->tables[col->table].from, mdp_prof_ident(p, column));
	for (int i = 1; mdp_data_placeholders[i]; i++)
		mdp_buf_printf(&b, ", %s", mdp_engine_literal(p->a, mdp_data_placeholders[i]));
	mdp_buf_puts(&b, ")");
	rc = mdp_prof_query(p, &res, mdp_buf_cstr(&b));
	n = rc ? 0 : mdp_prof_int(&res, 0, 0);
	mdp_result_release(&res);
	mdp_buf_release(&b);
	if (n <= k->of - k->found)
		k->fillers = n;
	return rc;
}

/* Few rows have the keys that are missing, however many such keys there are: each may be on one row only. */
static int found_in_rows(struct prof *p, int column, int target, double share, bool *most)
{
	const char *x = mdp_prof_ident(p, column);
	struct mdp_result res;
	int rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT count(*), count(*) FILTER (WHERE CAST(%s AS VARCHAR) IN (SELECT CAST(%s AS "
				 "VARCHAR) FROM %s)) FROM %s WHERE %s IS NOT NULL",
				 x, mdp_prof_ident(p, target), p->tables[p->c->columns[target].table].from,
				 p->tables[p->c->columns[column].table].from, x));

	*most = !rc && (double)mdp_prof_int(&res, 0, 1) >= share * (double)mdp_prof_int(&res, 0, 0);
	mdp_result_release(&res);
	return rc;
}

/* Would a column refer to the key of its own table, by its name? */
static bool refers_to_own(struct prof *p, int column, int target)
{
	enum prof_named strength = mdp_prof_name_strength(p, column, target);

	return mdp_prof_is_of_same_kind(p, column) ||
	       (strength >= PROF_NAMED_LIKELY && mdp_prof_may_refer_to_own(p, column, target, strength));
}

/* "staff badge" of staff.badge, which tells its rows apart: called after that column, be there a shorter key or not. */
static bool is_called_after(const struct prof *p, int column, int other)
{
	return p->columns[other].unique && p->columns[other].class != PROF_TIME &&
	       mdp_prof_ends_in(p->c->columns[column].words, p->c->columns[other].words);
}

/*
 * A column of the same name in the target's table, when all values are found there as well: the name tells which of two numbers is meant, however
 * well the other fits. The key itself is meant only where that column refers to it in its turn (the manager of a department is an employee,
 * whose manager is one). -1: there is none.
 */
static int namesake(struct prof *p, int column, int target, int *same)
{
	const struct mdp_table *t = &p->c->tables[p->c->columns[target].table];
	const char *words = p->c->columns[column].words;
	int64_t found, of;
	int rc = 0;

	*same = -1;
	for (int c = t->first_column; !rc && *same < 0 && c < t->first_column + t->ncolumns; c++) {
		bool same_name = strcmp(p->c->columns[c].words, words) == 0 && p->columns[c].noun[0];

		if (c == target || p->columns[c].class != p->columns[column].class || !p->columns[c].comparable ||
		    (!same_name && !is_called_after(p, column, c)) ||
		    (!p->columns[c].unique && refers_to_own(p, c, target)))
			continue;
		rc = mdp_prof_overlap(p, column, c, &found, &of);
		if (!rc && of && (double)found >= NAMESAKE_SHARE * (double)of)
			*same = c;
	}
	return rc;
}

/* What has a column of the same name in the target's table refers to that, if it tells rows apart, or to what that stands for. */
static int try_namesake(struct prof *p, int column, int target, struct candidate *best, bool *decided)
{
	struct candidate k = { .strength = PROF_NAMED_SAME };
	int rc;

	*decided = false;
	if (p->c->columns[column].table == p->c->columns[target].table || !p->columns[column].noun[0] ||
	    p->columns[column].class != p->columns[target].class ||
	    strcmp(p->c->columns[column].words, p->c->columns[target].words) == 0 ||
	    mdp_prof_ends_in(p->c->columns[column].words, p->c->columns[target].words))
		return 0;
	rc = namesake(p, column, target, &k.target);
	if (rc || k.target < 0)
		return rc;
	if (!is_identifier(p, column) && !is_called_after(p, column, k.target))
		return 0;
	*decided = true;
	if (!p->columns[k.target].unique || is_key_of_table(p, column))
		return 0;
	rc = mdp_prof_overlap(p, column, k.target, &k.found, &k.of);
	k.rank = SAME_NAME;
	if (!rc && (best->target < 0 || k.rank > best->rank))
		*best = k;
	return rc;
}

static int try_target(struct prof *p, int column, int target, struct candidate *best)
{
	const struct mdp_column *col = &p->c->columns[column], *key = &p->c->columns[target];
	enum prof_named strength = mdp_prof_name_strength(p, column, target);
	int rc;
	bool decided, doer = strength < PROF_NAMED_LIKELY && mdp_prof_is_doer(p, column, target);

	bool kind = false;
	if (strength < PROF_NAMED_LIKELY && !doer && p->c->ntables <= BY_VALUES_MOST && mdp_prof_is_within(col, key)) {
		rc = mdp_prof_called_after_kind(p, column, target, &kind);
		if (rc)
			return rc;
	}
	if (doer || kind)
		strength = kind ? PROF_NAMED_STRONG : PROF_NAMED_LIKELY;
	struct candidate k = { .target = target, .strength = strength };

	if (strength < PROF_NAMED_LIKELY &&
	    (p->columns[column].class != p->columns[target].class || p->c->ntables > BY_VALUES_MOST))
		return 0;
	/* What could not count as a reference if all values were found need not be looked for. */
	if (strength == PROF_NAMED_NONE &&
	    (!mdp_prof_is_telling(p, column, target, col->distinct) || !mdp_prof_is_within(col, key)))
		return 0;
	if (col->table == key->table && ((strength >= PROF_NAMED_LIKELY && p->columns[column].unique) ||
					 !mdp_prof_may_refer_to_own(p, column, target, strength)))
		return 0;
	/* one for nearly each row of the same table is another name of it */
	if (col->table == key->table && col->distinct * 10 >= p->c->tables[key->table].rows * 9)
		return 0;
	rc = try_namesake(p, column, target, best, &decided);
	if (rc || decided)
		return rc;
	rc = mdp_prof_overlap(p, column, target, &k.found, &k.of);
	if (!rc && k.found < k.of && k.of - k.found <= PLACEHOLDERS)
		rc = leave_placeholders(p, column, &k);
	if (rc)
		return rc;
	if (!(doer && k.found > 0 && k.found == k.of - k.fillers) &&
	    !is_included(p, column, target, strength, k.found, k.of - k.fillers)) {
		bool most = false;

		if ((strength >= PROF_NAMED_STRONG && k.found >= 3 &&
		     (double)k.found >= ROWS_SHARE_LEAST * (double)k.of) ||
		    ((double)k.found >= CERTAIN_LEAST * (double)k.of &&
		     mdp_prof_is_certain(p, column, target, k.found)))
			rc = found_in_rows(p, column, target,
					   strength == PROF_NAMED_SAME && k.found == key->distinct &&
							   !p->columns[column].unique
						   ? ROWS_SHARE_ALL
						   : ROWS_SHARE,
					   &most);
		if (rc || !most)
			return rc;
	}
	if (is_key_of_table(p, column) && (strength < PROF_NAMED_STRONG || !may_extend(p, column, target, k.found)))
		return 0;
	k.rank = (int)strength * 100 + 20.0 * (double)k.found / (double)k.of;
	if (strcmp(p->columns[column].noun, p->tables[key->table].noun) == 0)
		k.rank += 50;
	if (strcmp(p->c->tables[col->table].schema, p->c->tables[key->table].schema) == 0)
		k.rank += 60;
	if (p->columns[target].ref_table >= 0)
		k.rank -= 10;
	k.rank += 10.0 * (double)k.found / (double)(key->distinct ? key->distinct : 1);
	if (best->target < 0 || k.rank > best->rank)
		*best = k;
	return 0;
}

static void accept(struct prof *p, int column, const struct candidate *k)
{
	struct prof_column *pc = &p->columns[column];
	struct mdp_column *col = &p->c->columns[column];

	pc->ref_table = p->c->columns[k->target].table;
	pc->ref_column = k->target;
	pc->ref_strength = (int)k->strength;
	pc->ref_orphans = (k->of - k->found) *
			  (pc->every > p->columns[k->target].every ? pc->every : p->columns[k->target].every);
	/* A text that nothing was known of is a code for what it refers to, and can be asked for. */
	if (pc->guessed && (col->role == MDP_ROLE_CATEGORY || col->role == MDP_ROLE_NAME)) {
		col->role = MDP_ROLE_CODE;
		col->role_how = "reference";
		pc->guessed = false;
	}
	/* Whatever the name looked like, these are keys. */
	if (pc->class == PROF_INTEGER || pc->class == PROF_NUMBER || (pc->guessed && col->role == MDP_ROLE_CODE)) {
		col->role = MDP_ROLE_ID;
		col->role_how = "reference";
		col->additive = MDP_ADDITIVE_NO;
		col->unit = NULL;
		pc->idlike = pc->keyable = true;
	}
}

static int declared_references(struct prof *p)
{
	for (int i = 0; i < p->ndeclared; i++) {
		const struct prof_declared *d = &p->declared[i];

		if (!d->foreign || d->n > MDP_LIMIT_KEY_COLUMNS)
			continue;
		if (d->n == 1 && d->to_columns[0] >= 0 &&
		    (is_key_of_table(p, d->to_columns[0]) || p->columns[d->to_columns[0]].unique)) {
			struct candidate k = { .target = d->to_columns[0], .strength = PROF_NAMED_SAME };
			int rc = p->columns[d->columns[0]].comparable
					 ? mdp_prof_overlap(p, d->columns[0], k.target, &k.found, &k.of)
					 : 0;

			if (rc)
				return rc;
			if (k.of > 0 && k.found == 0)
				continue; /* nothing of it is there */
			accept(p, d->columns[0], &k);
			p->columns[d->columns[0]].ref_declared = true;
		}
	}
	return 0;
}

/* A part of a composite reference identifies something or names the table: a year or a kind alone are in many tables. */
static bool is_identifying(struct prof *p, int column, int to_table)
{
	const struct prof_column *pc = &p->columns[column];
	struct mdp_str rest = mdp_str_of(p->tables[to_table].singular), w, words, v;

	if (pc->idlike || pc->ref_table >= 0 || p->c->columns[column].role == MDP_ROLE_CODE)
		return true;
	while (rest.n && mdp_str_next(&rest, ' ', &w)) {
		words = mdp_str_of(p->c->columns[column].words);
		while (words.n && mdp_str_next(&words, ' ', &v)) {
			if (mdp_str_eq(v, w))
				return true;
		}
	}
	return false;
}

/* Same words, or those that the key has with the prefix of its table, or without the name of it (the house no of a flat). */
static bool is_called_like(const struct prof *p, int column, int key)
{
	const char *words = p->c->columns[column].words, *table = p->tables[p->c->columns[key].table].singular;
	const char *full = p->columns[key].full;
	size_t n = strlen(table);

	return strcmp(words, p->c->columns[key].words) == 0 || strcmp(words, full) == 0 ||
	       (strncmp(full, table, n) == 0 && full[n] == ' ' && strcmp(words, full + n + 1) == 0);
}

/*
 * Same words for every column of another table's composite key, one of which identifies something: then all of them together
 * may refer to it.
 */
static bool match_columns(struct prof *p, int table, int to_table, int *columns)
{
	const struct mdp_table *t = &p->c->tables[table];
	const struct prof_key *key = &p->tables[to_table].key, *own = &p->tables[table].key;
	int same = 0, identifying = 0;

	for (int k = 0; k < key->n; k++) {
		columns[k] = -1;
		for (int i = 0; i < t->ncolumns && columns[k] < 0; i++) {
			int c = t->first_column + i;

			if (is_called_like(p, c, key->columns[k]) &&
			    p->columns[c].class == p->columns[key->columns[k]].class)
				columns[k] = c;
		}
		if (columns[k] < 0)
			return false;
		if (is_identifying(p, columns[k], to_table))
			identifying++;
		else if (k > 0 && p->columns[columns[k]].class != PROF_TIME &&
			 p->c->columns[columns[k]].role != MDP_ROLE_NUMBER)
			return false;
		for (int j = 0; j < own->n; j++)
			same += own->columns[j] == columns[k];
	}
	/* Two tables by the same things are neighbours, unless few of the things are in one (what was returned). */
	return identifying > 0 &&
	       (same < key->n || own->n > key->n || p->c->tables[table].rows * SUBSET < p->c->tables[to_table].rows);
}

static const char *tuple(struct prof *p, const int *columns, int n)
{
	const char *out = "";

	for (int i = 0; i < n; i++)
		out = mdp_arena_printf(p->a, "%s%s%s", out, i ? ", " : "", mdp_prof_ident(p, columns[i]));
	return out;
}

int mdp_prof_tuple_orphans(struct prof *p, int table, const int *columns, int to_table, const int *to_columns, int n,
			   int64_t *distinct, int64_t *orphans)
{
	struct mdp_result res;
	int64_t rows;
	int rc = mdp_prof_distinct(p, table, columns, n, distinct, &rows);

	*orphans = 0;
	if (rc || !*distinct)
		return rc;
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a, "SELECT count(*) FROM (SELECT DISTINCT %s FROM %s INTERSECT SELECT %s FROM %s)",
				 tuple(p, columns, n), p->tables[table].from, tuple(p, to_columns, n),
				 p->tables[to_table].from));
	*orphans = rc ? 0 : *distinct - mdp_prof_int(&res, 0, 0);
	mdp_result_release(&res);
	return rc;
}

static int add_ref(struct prof *p, int table, int to_table, const int *columns, bool declared)
{
	struct prof_ref ref = { .table = table, .to_table = to_table, .declared = declared };
	const struct prof_key *key = &p->tables[to_table].key;
	int64_t distinct;
	int rc = mdp_prof_tuple_orphans(p, table, columns, to_table, key->columns, key->n, &distinct, &ref.orphans);

	if (rc || (!declared && (distinct == 0 || (double)ref.orphans > 0.1 * (double)distinct)))
		return rc;
	memcpy(ref.columns, columns, sizeof(int) * (size_t)key->n);
	MDP_PUSH(p->a, p->refs, p->nrefs, p->cap_refs, ref);
	return 0;
}

static bool has_ref(const struct prof *p, int table, int to_table)
{
	for (int i = 0; i < p->nrefs; i++) {
		if (p->refs[i].table == table && p->refs[i].to_table == to_table)
			return true;
	}
	return false;
}

static int declared_composite(struct prof *p)
{
	for (int i = 0; i < p->ndeclared; i++) {
		const struct prof_declared *d = &p->declared[i];
		const struct prof_key *key;
		int columns[MDP_LIMIT_KEY_COLUMNS], found = 0, rc;

		if (!d->foreign || d->n < 2 || d->n > MDP_LIMIT_KEY_COLUMNS)
			continue;
		key = &p->tables[d->to_table].key;
		for (int k = 0; k < key->n; k++) {
			for (int j = 0; j < d->n; j++) {
				if (d->to_columns[j] == key->columns[k]) {
					columns[k] = d->columns[j];
					found++;
				}
			}
		}
		if (found != key->n || found != d->n)
			continue;
		rc = add_ref(p, d->table, d->to_table, columns, true);
		if (rc)
			return rc;
	}
	return 0;
}

static int composite_references(struct prof *p)
{
	int columns[MDP_LIMIT_KEY_COLUMNS], rc = declared_composite(p);

	for (int to = 0; !rc && to < p->c->ntables; to++) {
		if (p->tables[to].key.n < 2 || p->tables[to].key.exceptions)
			continue;
		for (int t = 0; !rc && t < p->c->ntables; t++) {
			if (t != to && p->c->tables[t].rows && !has_ref(p, t, to) && match_columns(p, t, to, columns) &&
			    (p->tables[t].key.n < 2 || t > to || p->c->tables[t].rows > p->c->tables[to].rows ||
			     p->c->tables[t].rows * SUBSET < p->c->tables[to].rows))
				rc = add_ref(p, t, to, columns, false);
		}
	}
	return rc;
}

/* A unique identifier or text beside the key of its table. */
static bool is_other_key(const struct prof *p, int column)
{
	const struct prof_column *pc = &p->columns[column];

	return pc->unique && pc->comparable && !p->c->columns[column].hidden && !is_key_of_table(p, column) &&
	       pc->noun[0] && pc->ref_table < 0 && !pc->datelike &&
	       (is_identifier(p, column) || (pc->class == PROF_TEXT && pc->keyable));
}

static bool refers_to(const struct prof *p, int table, int to)
{
	const struct mdp_table *t = &p->c->tables[table];

	for (int i = 0; i < t->ncolumns; i++) {
		if (p->columns[t->first_column + i].ref_table == to)
			return true;
	}
	return false;
}

/* Same words, or the words of the table: names of copies ("customer name" beside a customer's key) are no references. */
static bool names_other_key(const struct prof *p, int column, int target)
{
	const char *words = p->c->columns[column].words, *key = p->c->columns[target].words;
	const char *table = p->tables[p->c->columns[target].table].singular;

	return strcmp(words, key) == 0 || mdp_prof_ends_in(words, key) ||
	       mdp_prof_ends_in(words, p->columns[target].full) || strcmp(words, p->columns[target].full) == 0 ||
	       (p->columns[column].class == PROF_TEXT && strcmp(p->columns[column].singular, table) == 0);
}

/* Columns that refer to no key may refer to another unique column, if their table refers to that table in no other way. */
static int other_references(struct prof *p)
{
	int *targets = MDP_NEW_ARRAY(p->a, (size_t)p->c->ncolumns + 1, int), n = 0, rc = 0;

	for (int c = 0; c < p->c->ncolumns; c++) {
		if (is_other_key(p, c))
			targets[n++] = c;
	}
	for (int c = 0; !rc && c < p->c->ncolumns; c++) {
		struct candidate best = { .target = -1 };

		if (p->columns[c].ref_table >= 0 || !may_refer(p, c) || is_key_of_table(p, c))
			continue;
		for (int i = 0; !rc && i < n; i++) {
			bool named = names_other_key(p, c, targets[i]);
			struct candidate k = { .target = targets[i],
					       .strength = named ? PROF_NAMED_STRONG : PROF_NAMED_NONE };

			if (p->columns[c].class != p->columns[targets[i]].class ||
			    !(named || mdp_prof_is_code_text(p, c)) ||
			    refers_to(p, p->c->columns[c].table, p->c->columns[targets[i]].table) ||
			    (p->c->columns[c].table == p->c->columns[targets[i]].table &&
			     (!mdp_prof_ends_in(p->c->columns[c].words, p->c->columns[targets[i]].words) ||
			      p->columns[c].unique)))
				continue;
			rc = mdp_prof_overlap(p, c, targets[i], &k.found, &k.of);
			if (!rc && k.found >= (named ? 5 : CODES_FOUND) &&
			    (double)k.found >= (named ? 1 : CODES_SHARE) * (double)k.of && k.found > best.found)
				best = k;
		}
		if (!rc && best.target >= 0)
			accept(p, c, &best);
	}
	return rc;
}

int mdp_prof_references(struct prof *p)
{
	const int *named = NULL;
	int rc, n = p->c->ntables;

	for (int c = 0; c < p->c->ncolumns; c++)
		p->columns[c].ref_table = p->columns[c].ref_column = -1;
	p->nrefs = 0;
	mdp_prof_index(p);
	rc = declared_references(p);
	for (int c = 0; !rc && c < p->c->ncolumns; c++) {
		struct candidate best = { .target = -1 };

		if (p->columns[c].ref_table >= 0 || !may_refer(p, c))
			continue;
		if (p->c->ntables > BY_VALUES_MOST)
			n = mdp_prof_named_tables(p, c, &named);
		for (int i = 0; !rc && i < n; i++) {
			int t = named ? named[i] : i;
			const struct prof_key *key = &p->tables[t].key;

			if (key->n == 1 && key->columns[0] != c && p->columns[key->columns[0]].comparable)
				rc = try_target(p, c, key->columns[0], &best);
		}
		if (!rc && best.target >= 0)
			accept(p, c, &best);
	}
	if (!rc)
		rc = other_references(p);
	return rc ? rc : composite_references(p);
}
