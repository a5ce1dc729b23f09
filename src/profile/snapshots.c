/*
 * Tables that look at the same things again and again: rows known by a thing and a time, with most things at most of the times
 * between the first and the last. The time may be a year that is a number, a year and its month, or a text (moments.c); of two
 * times only, or few things, a stock that its name gives away is one too. And stocks that no name gives away. There, a number that hardly changes from one time to the
 * next, but much from thing to thing, is a state that was looked at several times (a head count), not an amount of each period.
 * Only counts, and numbers of whose name nothing is known, are judged by it: a monthly fee hardly changes either.
 */
#include <string.h>

#include "base/buf.h"
#include "profile/prof.h"
#include "base/banned.h"

#define STEP 0.15 /* of what two random rows differ by */
#define STEP_COUNTED 0.05 /* … where the name says that it counts something, which may be done anew each time */
#define BETWEEN_TWO 1.128 /* standard deviations that two random values are apart, on average */
#define STILL 0.98 /* of the steps are none: then it is an attribute of the thing (the length of a route) */
#define TIMES_LEAST 3 /* of each thing */
#define DENSE 0.4 /* of all things at all times have a row */
#define THINGS_LEAST 2
#define ROWS_AT_TIME 3 /* on average, where only a name says that it is a stock */
#define EXACT_ROWS 1000000 /* of larger tables things are counted nearly */
#define ROWS 200000 /* of larger tables some things, with all of their rows */

/* What rows are known by, or nearly: a snapshot that was loaded twice in part is one. */
static const struct prof_key *rows_key(const struct prof *p, int table)
{
	const struct prof_table *t = &p->tables[table];

	return t->watched.n > 1 ? &t->watched : t->almost.n > 1 ? &t->almost : &t->key;
}

static const char *things(struct prof *p, int table, const struct prof_moment *m)
{
	const struct prof_key *key = rows_key(p, table);
	const char *out = "";

	for (int k = 0; k < key->n; k++) {
		if (key->columns[k] != m->time && key->columns[k] != m->within)
			out = mdp_arena_printf(p->a, "%s%s%s", out, out[0] ? ", " : "",
					       mdp_prof_ident(p, key->columns[k]));
	}
	return out[0] ? out : "1";
}

/* Has it a stock of its rows, by name? Then even a few times of a thing are moments, not periods. */
static bool has_stock(const struct prof *p, int table)
{
	const struct mdp_table *t = &p->c->tables[table];

	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		if (p->c->columns[c].additive == MDP_ADDITIVE_SEMI && p->c->columns[c].entity == t->row_entity)
			return true;
	}
	return false;
}

struct sizes {
	int64_t things, times, last; /* `last`: rows at the last time */
};

static int count_sizes(struct prof *p, int table, const struct prof_moment *m, struct sizes *out)
{
	const struct mdp_table *t = &p->c->tables[table];
	const char *when = mdp_prof_moment_sql(p, m);
	struct mdp_result res;
	int rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT %s, count(DISTINCT %s), (SELECT count(*) FROM %s GROUP BY %s ORDER BY %s DESC "
				 "NULLS LAST LIMIT 1) FROM %s",
				 mdp_arena_printf(p->a,
						  t->rows > EXACT_ROWS ? "approx_count_distinct(hash(%s))"
								       : "count(DISTINCT hash(%s))",
						  things(p, table, m)),
				 when, p->tables[table].from, when, when, p->tables[table].from));

	*out = (struct sizes){ 0, 0, 0 };
	if (!rc)
		*out = (struct sizes){ mdp_prof_int(&res, 0, 0), mdp_prof_int(&res, 0, 1), mdp_prof_int(&res, 0, 2) };
	mdp_result_release(&res);
	return rc;
}

static int find_snapshot(struct prof *p, int table, const struct prof_moment *m)
{
	struct mdp_table *t = &p->c->tables[table];
	struct sizes n;
	int rc = count_sizes(p, table, m, &n);
	int64_t cells = n.things * n.times;
	bool dense = n.things >= THINGS_LEAST && n.times >= TIMES_LEAST && (double)t->rows >= DENSE * (double)cells;
	bool told = has_stock(p, table) && n.times >= 2 && (m->alone || t->rows >= n.times * ROWS_AT_TIME);

	if (rc || !(m->weak || m->alone ? told : dense || told))
		return rc;
	t->snapshot = m->time;
	t->snapshot_within = m->within;
	t->snapshot_last = n.last;
	t->snapshot_usual = t->rows / n.times;
	t->snapshot_evidence =
		(struct mdp_evidence){ .how = dense ? "known by a thing and a time, most things at most times"
						    : "a stock by its name, known by a time",
				       .rows = cells,
				       .exceptions = cells > t->rows ? cells - t->rows : 0 };
	return 0;
}

static bool is_open(const struct prof *p, int table, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	return col->entity == p->c->tables[table].row_entity && col->mirror < 0 &&
	       (col->role == MDP_ROLE_NUMBER || col->role == MDP_ROLE_COUNT || col->role == MDP_ROLE_QUANTITY) &&
	       col->additive == MDP_ADDITIVE_YES && col->distinct > 2 &&
	       (p->columns[column].class == PROF_NUMBER || p->columns[column].class == PROF_INTEGER);
}

/* How far each column moves from one time to the next, and how far apart values are at all. */
static const char *statement(struct prof *p, int table, const struct prof_moment *m, const int *columns, int n)
{
	const struct mdp_table *t = &p->c->tables[table];
	const char *by = things(p, table, m), *sql;
	int64_t part = t->rows / ROWS;
	struct mdp_buf steps = MDP_BUF_INIT, values = MDP_BUF_INIT;

	for (int i = 0; i < n; i++) {
		const char *x = mdp_prof_value(p, "", columns[i]);

		mdp_buf_printf(&values, ", avg(abs(s%d)), stddev_pop(v%d), avg(CAST(s%d = 0 AS INTEGER))", i, i, i);
		mdp_buf_printf(
			&steps,
			", CAST(%s AS DOUBLE) AS v%d, CAST(%s AS DOUBLE) - lag(CAST(%s AS DOUBLE)) OVER w AS s%d", x, i,
			x, x, i);
	}
	sql = mdp_arena_printf(p->a,
			       "SELECT count(*), count(DISTINCT hash(%s))%s FROM (SELECT %s%s FROM %s%s WINDOW w AS "
			       "(PARTITION BY %s ORDER BY %s))",
			       by, mdp_buf_cstr(&values), by, mdp_buf_cstr(&steps), p->tables[table].from,
			       part > 1 ? mdp_arena_printf(p->a, " WHERE hash(%s) %% %lld = 0", by, (long long)part)
					: "",
			       by, mdp_prof_moment_sql(p, m));
	mdp_buf_release(&steps);
	mdp_buf_release(&values);
	return sql;
}

static double at(const struct mdp_result *res, int column)
{
	const struct mdp_value *v = mdp_result_at(res, 0, column);

	return mdp_value_is_number(v) ? mdp_value_number(v) : 0;
}

/* Numbers of open meaning that stay as they are from one time to the next. */
static int find_stocks(struct prof *p, int table, const struct prof_moment *m)
{
	const struct mdp_table *t = &p->c->tables[table];
	int n = 0, *columns = MDP_NEW_ARRAY(p->a, (size_t)t->ncolumns + 1, int), rc;
	bool years = m->within < 0 && p->columns[m->time].class == PROF_INTEGER;
	struct mdp_result res;

	for (int i = 0; i < t->ncolumns; i++) {
		if (is_open(p, table, t->first_column + i) &&
		    (!years || strcmp(p->c->columns[t->first_column + i].role_how, "name") != 0))
			columns[n++] = t->first_column + i;
	}
	if (!n)
		return 0;
	rc = mdp_prof_query(p, &res, statement(p, table, m, columns, n));
	for (int i = 0; !rc && i < n; i++) {
		double step = at(&res, 2 + 3 * i), apart = BETWEEN_TWO * at(&res, 3 + 3 * i),
		       still = at(&res, 4 + 3 * i);
		struct mdp_column *col = &p->c->columns[columns[i]];
		double most = col->role == MDP_ROLE_NUMBER && !years ? STEP : STEP_COUNTED;

		if (mdp_prof_int(&res, 0, 0) < TIMES_LEAST * mdp_prof_int(&res, 0, 1) || !(step < most * apart) ||
		    still > STILL)
			continue;
		col->role = MDP_ROLE_LEVEL;
		col->role_how = "changes little from one time to the next";
		col->additive = MDP_ADDITIVE_SEMI;
	}
	mdp_result_release(&res);
	return rc;
}

static bool is_amount(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	return (p->columns[column].class == PROF_NUMBER || p->columns[column].class == PROF_INTEGER) &&
	       !p->columns[column].idlike && col->role != MDP_ROLE_CODE && col->role != MDP_ROLE_YEAR &&
	       col->mirror < 0 && col->additive == MDP_ADDITIVE_YES;
}

/* Is what the amount belongs to looked at each time, as a part of the key or alone? */
static bool is_looked_at(const struct prof *p, int table, int entity)
{
	const struct prof_key *key = rows_key(p, table);
	int site = mdp_catalog_site(p->c, entity, table, NULL), found = 0;

	for (int i = 0; site >= 0 && i < p->c->entities[entity].nkey; i++) {
		for (int k = 0; k < key->n; k++)
			found += key->columns[k] == p->c->sites[site].key[i];
	}
	return site < 0 || found == p->c->entities[entity].nkey;
}

static void take_as_stock(struct mdp_column *col, const char *how)
{
	col->role = MDP_ROLE_LEVEL;
	col->role_how = how;
	col->additive = MDP_ADDITIVE_SEMI;
}

/*
 * An amount that goes with something that comes and goes in the things looked at (the rent of the lease that a flat has at the time) is
 * there as long as that is: each time has its own sum of it, which is not that of all that ever were.
 */
static void keep_passing(struct prof *p, int table)
{
	const struct mdp_table *t = &p->c->tables[table];

	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		struct mdp_column *col = &p->c->columns[c];

		if (!is_amount(p, c) || col->entity == t->row_entity || is_looked_at(p, table, col->entity))
			continue;
		col->owner_evidence = (struct mdp_evidence){ .how = "looked at at each time", .rows = t->rows };
		col->entity = t->row_entity;
		take_as_stock(col, "goes with what the thing has at the time");
	}
}

/* What is owed or held at a time, by its name. */
static void find_named(struct prof *p, int table)
{
	static const char *const words[] = { "due",        "owed",    "outstanding", "arrears", "overdue",
					     "receivable", "payable", "held",        "unpaid",  NULL };
	const struct mdp_table *t = &p->c->tables[table];

	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		struct mdp_str rest = mdp_str_of(p->c->columns[c].words), w;

		if (!is_amount(p, c) || p->c->columns[c].entity != t->row_entity ||
		    p->c->columns[c].role == MDP_ROLE_DURATION)
			continue;
		while (rest.n && mdp_str_next(&rest, ' ', &w)) {
			for (int i = 0; words[i]; i++) {
				if (mdp_str_is(w, words[i]))
					take_as_stock(&p->c->columns[c], "name, at each time");
			}
		}
	}
}

static bool has_any(const char *text, const char *const *words)
{
	struct mdp_str rest = mdp_str_of(text), w;

	while (rest.n && mdp_str_next(&rest, ' ', &w)) {
		for (int i = 0; words[i]; i++) {
			if (mdp_str_is(w, words[i]))
				return true;
		}
	}
	return false;
}

/*
 * In a table that says that it looks at what is there (a stock, a snapshot) a count or quantity is of what is there, unless its name is that
 * of what came or went.
 */
static void find_looked_at(struct prof *p, int table, const struct prof_moment *m)
{
	static const char *const looks[] = { "snapshot", "snapshots", "stock",    "stocks", "inventory", "inventories",
					     "balance",  "balances",  "holdings", "census", "asof",      NULL };
	static const char *const flows[] = { "new",       "lost",     "sold",      "received", "shipped",  "moved",
					     "added",     "removed",  "in",        "out",      "issued",   "returned",
					     "arrived",   "departed", "delivered", "bought",   "used",     "consumed",
					     "scrapped",  "churned",  "change",    "delta",    "adjusted", "adjustment",
					     "purchased", "inflow",   "outflow",   "sales",    "orders",   "joined",
					     "left",      NULL };
	const struct mdp_table *t = &p->c->tables[table];

	if (!has_any(p->tables[table].singular, looks) && !has_any(p->c->columns[m->time].words, looks) &&
	    !mdp_str_ends(mdp_str_of(p->c->columns[m->time].words), "as of date"))
		return;
	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		if (is_open(p, table, c) && !has_any(p->c->columns[c].words, flows))
			take_as_stock(&p->c->columns[c], "looked at, in a table of stocks");
	}
}

static bool may_be_watched(const struct prof *p, int column, int64_t rows)
{
	const struct mdp_column *col = &p->c->columns[column];
	bool thing = p->columns[column].ref_table >= 0 || col->role == MDP_ROLE_CATEGORY ||
		     col->role == MDP_ROLE_CODE || col->role == MDP_ROLE_NAME;
	return thing && !col->hidden && col->nulls == 0 && col->distinct >= THINGS_LEAST && 2 * col->distinct <= rows;
}

/* Readings that are numbered, but each is of one thing at one time: a stock of those is looked at as well. */
static int find_watched(struct prof *p, int table)
{
	const struct mdp_table *t = &p->c->tables[table];
	struct prof_table *pt = &p->tables[table];
	int time = -1, rc = 0;
	if (pt->key.n != 1 || p->columns[pt->key.columns[0]].class == PROF_TIME || !has_stock(p, table))
		return 0;
	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++)
		if (time < 0 && p->columns[c].class == PROF_TIME && p->c->columns[c].role == MDP_ROLE_TIME_EVENT &&
		    !p->columns[c].secondary && p->c->columns[c].nulls == 0)
			time = c;
	for (int c = t->first_column; !rc && time >= 0 && !pt->watched.n && c < t->first_column + t->ncolumns; c++) {
		int64_t distinct, rows;
		struct prof_key k = { .columns = { c, time }, .n = 2, .how = "a thing and a time" };
		if (c == pt->key.columns[0] || !may_be_watched(p, c, t->rows))
			continue;
		rc = mdp_prof_distinct(p, table, k.columns, k.n, &distinct, &rows);
		if (!rc && distinct == t->rows)
			pt->watched = k;
	}
	return rc;
}

int mdp_prof_snapshots(struct prof *p)
{
	int rc = 0;

	for (int table = 0; !rc && table < p->c->ntables; table++) {
		const struct mdp_table *t = &p->c->tables[table];
		struct prof_moment m = { .time = -1, .within = -1 };

		if (t->row_entity >= 0)
			rc = find_watched(p, table);
		if (!rc && t->row_entity >= 0)
			rc = mdp_prof_moment(p, rows_key(p, table), &m);
		if (rc || m.time < 0 || !t->rows)
			continue;
		rc = find_snapshot(p, table, &m);
		if (rc || t->snapshot < 0 || m.weak || m.alone)
			continue;
		keep_passing(p, table);
		find_named(p, table);
		find_looked_at(p, table, &m);
		rc = find_stocks(p, table, &m);
	}
	return rc;
}
