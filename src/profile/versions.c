/*
 * Tables of versions: a row for each state that a thing was in, with the time from which it held and until when, or a mark on the current one
 * (a slowly changing dimension, a snapshot of dbt). Things are counted once, by their business key, and described as they are now: the
 * current rows are a table of their own in the catalog, whose statement names the condition. All versions stay beside it, for whatever
 * refers to one by its own key. Names say where to look, the data must agree: no thing has two current rows, nor two at one time.
 * The last of its rows is the current one where there is only a time from which each held, or a number of the version.
 *
 * Terms of a contract and stays in a hotel look alike, so the names must be those of versions, and the key that of the table; or each
 * row of a thing must end where its next begins.
 */
#include <string.h>

#include "base/buf.h"
#include "profile/prof.h"
#include "base/banned.h"

#define CANDIDATES 12 /* columns that may be the business key, at most */
#define REPEATS 1.02 /* versions of a thing, on average, at least */
#define SLIPS 0.02 /* of the things may have two versions at one time */
#define NAMED_LEAST 4 /* rank of a key that is called like the table */
#define JOINED 0.95 /* of the rows end where the next of the same thing begins, where no name is that of versions */
#define DENSE 0.4 /* of all things at all times have a row: then they are looked at, and not changed */

static const char *const froms[] = { "valid from",         "dbt valid from",       "effective from",
				     "effective start",    "effective start date", "effective start time",
				     "effective date",     "effective from date",  "valid from date",
				     "valid start",        "row effective date",   "row effective from",
				     "row start",          "row start date",       "row valid from",
				     "record start",       "record start date",    "version start",
				     "version start date", "validity start",       "begin validity",
				     "valid since",        "active from",          NULL };
static const char *const tos[] = { "valid to",
				   "dbt valid to",
				   "effective to",
				   "effective end",
				   "effective end date",
				   "effective end time",
				   "expiry date",
				   "expiration date",
				   "expired at",
				   "expires at",
				   "effective to date",
				   "valid to date",
				   "valid until",
				   "valid end",
				   "row expiration date",
				   "row expiry date",
				   "row effective to",
				   "row end",
				   "row end date",
				   "row valid to",
				   "record end",
				   "record end date",
				   "version end",
				   "version end date",
				   "validity end",
				   "end validity",
				   "effective until",
				   "active to",
				   NULL };
/* … said of contracts as well: with a mark of the current row only */
static const char *const weak_froms[] = { "start date", "from date",  "date from", "started at", "start at",
					  "begin date", "started on", "start",     "begin",      NULL };
static const char *const weak_tos[] = {
	"end date", "to date", "date to", "ended at", "end at", "ended on", "end", NULL
};
static const char *const numbers[] = { "version",     "version no",      "version number", "version num", "revision",
				       "revision no", "revision number", "revision num",   "rev",         "rev no",
				       NULL };
static const char *const marks[] = { "current", "latest", NULL };
static const char *const mark_ends[] = { "current", "latest", "flag", "flg",     "indicator", "ind",
					 "yn",      "record", "row",  "version", "is",        NULL };
static const char *const tails[] = { "history", "version", "snapshot", "scd", "hist", "archive", NULL };
static const char *const keys[] = { "business", "natural", "durable", NULL };

/* How the current row is known: by a mark or an end, by an end that no name tells of, or as the last one. */
enum kind { KIND_MARKED, KIND_JOINED, KIND_LAST };

struct versions {
	int table, from, to, mark, number, key;
	enum kind kind;
	const char *current; /* SQL: is it the current row? NULL: the last one is */
	const char *only;
	int64_t rows, things, without; /* things without a current row */
};

static bool is_one_of(struct mdp_str w, const char *const *list)
{
	for (int i = 0; list[i]; i++) {
		if (mdp_str_is(w, list[i]))
			return true;
	}
	return false;
}

static bool is_time(const struct mdp_column *col)
{
	return strncmp(col->sql_type, "DATE", 4) == 0 || strncmp(col->sql_type, "TIMESTAMP", 9) == 0;
}

static const char *ident(struct prof *p, int column)
{
	return mdp_engine_ident(p->a, p->c->columns[column].name);
}

static int find_time(const struct prof *p, const struct mdp_table *t, const char *const *names)
{
	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		if (is_time(&p->c->columns[c]) && is_one_of(mdp_str_of(p->c->columns[c].words), names))
			return c;
	}
	return -1;
}

/* "is current", "current flag": nothing but such words, and one of the two. */
static bool is_mark(const char *words)
{
	struct mdp_str rest = mdp_str_of(words), w;
	bool found = false;

	while (rest.n && mdp_str_next(&rest, ' ', &w)) {
		if (!is_one_of(w, mark_ends))
			return false;
		found |= is_one_of(w, marks);
	}
	return found;
}

/* Which value marks the current row: true, 1, or the word for yes. NULL when the column is no mark. */
static int read_mark(struct prof *p, int column, const char *table, const char **current)
{
	const char *c = ident(p, column);
	struct mdp_result res;
	int rc;

	*current = NULL;
	if (strcmp(p->c->columns[column].sql_type, "BOOLEAN") == 0) {
		*current = c;
		return 0;
	}
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT DISTINCT CAST(%s AS VARCHAR), typeof(%s) = 'VARCHAR' FROM %s WHERE %s "
				 "IS NOT NULL LIMIT 3",
				 c, c, table, c));
	if (!rc && res.nrows >= 1 && res.nrows <= 2) {
		static const char *const yes[] = { "1", "y", "yes", "true", "t", "current", "latest", NULL };

		for (int64_t r = 0; r < res.nrows; r++) {
			struct mdp_str v = mdp_result_at(&res, r, 0)->s;
			char low[8] = "";

			for (size_t i = 0; i < v.n && i < sizeof(low) - 1; i++)
				low[i] = (char)(v.p[i] >= 'A' && v.p[i] <= 'Z' ? v.p[i] + 32 : v.p[i]);
			if (!is_one_of(mdp_str_of(low), yes))
				continue;
			*current =
				mdp_result_at(&res, r, 1)->b
					? mdp_arena_printf(&p->c->arena, "%s = %s", c,
							   mdp_engine_literal(p->a, mdp_arena_strndup(p->a, v.p, v.n)))
					: mdp_arena_printf(&p->c->arena, "%s = 1", c);
		}
	}
	mdp_result_release(&res);
	return rc;
}

static bool is_told(const struct versions *v)
{
	return v->mark >= 0 || (v->from >= 0 && v->to >= 0);
}

/* Without a mark or an end that is called so: any two times, a number of the version, or when each version began. */
static void look_further(const struct prof *p, const struct mdp_table *t, struct versions *v)
{
	int from = v->from < 0 ? find_time(p, t, weak_froms) : v->from,
	    to = v->to < 0 ? find_time(p, t, weak_tos) : v->to;

	if (from >= 0 && to >= 0) {
		v->from = from;
		v->to = to;
		v->kind = KIND_JOINED;
		return;
	}
	v->to = -1;
	v->kind = KIND_LAST;
	for (int c = t->first_column; v->number < 0 && c < t->first_column + t->ncolumns; c++) {
		if (strstr(p->c->columns[c].sql_type, "INT") && is_one_of(mdp_str_of(p->c->columns[c].words), numbers))
			v->number = c;
	}
}

/* The columns that tell versions, by name. */
static int find_columns(struct prof *p, int table, const char *name, struct versions *v)
{
	const struct mdp_table *t = &p->c->tables[table];
	int rc = 0;

	*v = (struct versions){ .table = table, .mark = -1, .number = -1, .key = -1 };
	v->from = find_time(p, t, froms);
	v->to = find_time(p, t, tos);
	for (int c = t->first_column; !rc && v->mark < 0 && c < t->first_column + t->ncolumns; c++) {
		if (!is_mark(p->c->columns[c].words))
			continue;
		rc = read_mark(p, c, name, &v->current);
		if (v->current)
			v->mark = c;
	}
	if (v->mark >= 0 && v->from < 0)
		v->from = find_time(p, t, weak_froms);
	if (v->mark >= 0 && v->to < 0)
		v->to = find_time(p, t, weak_tos);
	if (v->mark < 0 && !is_told(v))
		look_further(p, t, v);
	if (v->mark < 0 && v->from >= 0 && v->to >= 0)
		v->current = mdp_arena_printf(&p->c->arena, "(%s is null or %s > date '2199-12-31')", ident(p, v->to),
					      ident(p, v->to));
	return rc;
}

/* Words of the thing: those of the table without "history" and the like. */
static const char *thing_words(struct prof *p, int table)
{
	const char *words = mdp_prof_singular(p->a, p->c->tables[table].words);

	for (;;) {
		const char *space = strrchr(words, ' ');

		if (!space || !is_one_of(mdp_str_of(space + 1), tails))
			return words;
		words = mdp_arena_strndup(p->a, words, (size_t)(space - words));
	}
}

/* "list price" of list_prices is what such a row tells, no name of it. */
static bool measures(const struct mdp_column *col)
{
	return strncmp(col->sql_type, "DECIMAL", 7) == 0 || strcmp(col->sql_type, "DOUBLE") == 0 ||
	       strcmp(col->sql_type, "FLOAT") == 0;
}

/* How much a column is called like the key of the thing; 0 = not at all. */
static int key_rank(struct prof *p, int column, const char *thing)
{
	const char *words = p->c->columns[column].words, *last = strrchr(words, ' ');
	const char *noun = mdp_prof_singular(p->a, mdp_prof_column_noun(p->a, words));
	struct mdp_str rest = mdp_str_of(words), first;
	bool id = mdp_prof_is_id_word(mdp_str_of(last ? last + 1 : words));

	if (is_time(&p->c->columns[column]) || !mdp_str_next(&rest, ' ', &first))
		return 0;
	if (id && strcmp(noun, thing) == 0)
		return 5;
	if (id && noun[0] && (mdp_prof_ends_in(thing, noun) || mdp_prof_ends_in(noun, thing)))
		return 4;
	if (is_one_of(first, keys))
		return 3;
	if ((strcmp(words, thing) == 0 && !measures(&p->c->columns[column])) || (id && !noun[0]))
		return 2;
	return id && mdp_prof_is_kin(noun, thing) ? 1 : 0;
}

/* Is it, by the counts of try_key(), a thing with several versions? */
static bool is_thing(const struct versions *v, const struct mdp_result *res, int64_t *without)
{
	double rows = (double)mdp_prof_int(res, 0, 0), things = (double)mdp_prof_int(res, 0, 1);
	int64_t twice = mdp_prof_int(res, 0, 2), none = mdp_prof_int(res, 0, 3);
	double clash = (double)mdp_prof_int(res, 0, 4), next = (double)mdp_prof_int(res, 0, 5);
	double joined = (double)mdp_prof_int(res, 0, 6), begins = (double)mdp_prof_int(res, 0, 7);
	double times = (double)mdp_prof_int(res, 0, 8);

	*without = none + twice; /* what has no single current row has a last one */
	if (!(things > 1 && rows >= REPEATS * things))
		return false;
	if (v->kind == KIND_LAST) /* one of each thing at each time, and not all of them again and again */
		return begins >= rows && (v->number >= 0 || rows < DENSE * things * times);
	if (v->kind == KIND_JOINED && joined < JOINED * next)
		return false;
	return (double)twice <= SLIPS * things && clash <= SLIPS * rows && (double)none < things;
}

/* Does the column name one thing with several versions? At most one current row, and no two at one time. */
static int try_key(struct prof *p, struct versions *v, int column, const char *table, bool *good)
{
	const char *end = v->to >= 0 ? ident(p, v->to) : "NULL", *start = "NULL";
	struct mdp_result res;
	int64_t without;
	int rc;

	if (v->number >= 0 || v->from >= 0)
		start = ident(p, v->number >= 0 ? v->number : v->from);
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(
			p->a,
			"WITH v AS (SELECT %s AS k, %s AS s, %s AS e, coalesce(%s, false) AS c FROM %s), g AS (SELECT "
			"k, count(*) AS n, count(*) FILTER (WHERE c) AS cur FROM v WHERE k IS NOT NULL GROUP BY k), "
			"w AS (SELECT e, lead(s) OVER (PARTITION BY k ORDER BY s) AS x FROM v WHERE k IS NOT NULL) "
			"SELECT (SELECT count(*) FROM v), count(*), count(*) FILTER (WHERE cur > 1), "
			"count(*) FILTER (WHERE cur = 0), (SELECT count(*) FROM w WHERE x IS NOT NULL AND e > x), "
			"(SELECT count(*) FROM w WHERE x IS NOT NULL), (SELECT count(*) FROM w WHERE %s), "
			"(SELECT count(DISTINCT (k, s)) FROM v WHERE k IS NOT NULL), (SELECT count(DISTINCT s) FROM v) "
			"FROM g",
			ident(p, column), start, end, v->current ? v->current : "false", table,
			v->kind == KIND_JOINED ? "e <= x AND e >= x - INTERVAL 1 DAY" : "false"));

	*good = !rc && is_thing(v, &res, &without);
	if (*good) {
		v->key = column;
		v->rows = mdp_prof_int(&res, 0, 0);
		v->things = mdp_prof_int(&res, 0, 1);
		v->without = without;
	}
	mdp_result_release(&res);
	return rc;
}

static bool ends_in_id(const struct prof *p, int column)
{
	const char *words = p->c->columns[column].words, *last = strrchr(words, ' ');

	return last && mdp_prof_is_id_word(mdp_str_of(last + 1));
}

/* Does a figure bear the name of the table? "price" of prices: then the rows tell what it was. */
static bool is_of_figure(struct prof *p, int table)
{
	const struct mdp_table *t = &p->c->tables[table];
	const char *thing = thing_words(p, table);

	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		if (measures(&p->c->columns[c]) &&
		    (strcmp(p->c->columns[c].words, thing) == 0 || mdp_prof_ends_in(thing, p->c->columns[c].words)))
			return true;
	}
	return false;
}

/*
 * Prices of articles over time bear no name of what they are versions of: the only identifier, or of several the one by which a mark
 * says which row is current, or a figure that the table is called after has one value at a time.
 */
static int find_other_key(struct prof *p, struct versions *v, const char *table)
{
	const struct mdp_table *t = &p->c->tables[v->table];
	int n = 0, best = -1, rc = 0;

	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++)
		n += ends_in_id(p, c);
	if (n != 1 && v->mark < 0 && !is_of_figure(p, v->table))
		return 0;
	for (int c = t->first_column, tried = 0; !rc && c < t->first_column + t->ncolumns && tried < CANDIDATES; c++) {
		bool good;

		if (!ends_in_id(p, c) || is_time(&p->c->columns[c]))
			continue;
		tried++;
		rc = try_key(p, v, c, table, &good);
		if (good && best >= 0) /* of two nothing tells which */
			best = -2;
		else if (good && best == -1)
			best = c;
	}
	v->key = -1;
	if (best >= 0 && !rc) {
		bool good;

		rc = try_key(p, v, best, table, &good);
	}
	return rc;
}

static int find_key(struct prof *p, struct versions *v, const char *table)
{
	const struct mdp_table *t = &p->c->tables[v->table];
	const char *thing = thing_words(p, v->table);
	int rc = 0, least = v->kind == KIND_MARKED ? 1 : NAMED_LEAST;

	for (int rank = 5; rank >= least && v->key < 0; rank--) {
		int tried = 0;

		for (int c = t->first_column; !rc && v->key < 0 && c < t->first_column + t->ncolumns; c++) {
			bool good;

			if (tried < CANDIDATES && key_rank(p, c, thing) == rank) {
				tried++;
				rc = try_key(p, v, c, table, &good);
			}
		}
	}
	return rc || v->key >= 0 || v->kind != KIND_MARKED ? rc : find_other_key(p, v, table);
}

static void say_which(struct prof *p, struct versions *v)
{
	if (!v->current)
		v->only = mdp_arena_printf(
			&p->c->arena, "qualify row_number() over (partition by %s order by %s desc nulls last) = 1",
			ident(p, v->key), ident(p, v->number >= 0 ? v->number : v->from));
	else if (!v->without)
		v->only = mdp_arena_printf(&p->c->arena, "where %s", v->current);
	else
		v->only = mdp_arena_printf(
			&p->c->arena,
			"qualify row_number() over (partition by %s order by %s desc nulls last%s%s%s) = 1",
			ident(p, v->key), v->current, v->from >= 0 ? ", " : "", v->from >= 0 ? ident(p, v->from) : "",
			v->from >= 0 ? " desc nulls last" : "");
}

/* Is it of the version rather than of the thing: when it held, or a number of its own? */
static int is_of_version(struct prof *p, const struct versions *v, int column, const char *table, bool *is)
{
	const char *words = p->c->columns[column].words, *last = strrchr(words, ' ');
	struct mdp_str rest = mdp_str_of(words), w;
	struct mdp_result res;
	int rc = 0;

	*is = column == v->from || column == v->to || column == v->mark || column == v->number;
	while (!*is && rest.n && mdp_str_next(&rest, ' ', &w))
		*is = mdp_str_is(w, "version") || mdp_str_is(w, "dbt") || mdp_str_is(w, "scd");
	if (*is || column == v->key || !mdp_prof_is_id_word(mdp_str_of(last ? last + 1 : words)))
		return 0;
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a, "SELECT count(DISTINCT %s) = count(*) FROM %s", ident(p, column), table));
	*is = !rc && mdp_result_at(&res, 0, 0)->b;
	mdp_result_release(&res);
	return rc;
}

static bool is_table_name(const struct prof *p, const char *schema, const char *name)
{
	for (int t = 0; t < p->c->ntables; t++) {
		if (strcmp(p->c->tables[t].schema, schema) == 0 && strcmp(p->c->tables[t].name, name) == 0)
			return true;
	}
	return false;
}

/* The current rows as a table of their own, behind all others; the table itself is that of the versions. */
static int add_current(struct prof *p, const struct versions *v, const char *table)
{
	struct mdp_arena *a = &p->c->arena;
	struct mdp_table *all = &p->c->tables[v->table];
	const char *name = mdp_arena_printf(a, "%s_current", all->name);
	int first = all->first_column, n = all->ncolumns, rc = 0, t;

	if (is_table_name(p, all->schema, name))
		name = mdp_arena_printf(a, "%s_current_rows", all->name);
	t = mdp_prof_schema_table(p, all->schema, name, all->view);
	all = &p->c->tables[v->table];
	p->c->tables[t].rows_of = all->name;
	p->c->tables[t].only = v->only;
	p->c->tables[t].versions = v->table;
	p->c->tables[t].ended = v->current ? v->without : 0;
	p->c->tables[t].words = mdp_arena_strdup(a, mdp_words_plural(a, thing_words(p, v->table)));
	all->words = mdp_arena_printf(a, "%s versions", thing_words(p, v->table));
	all->current = t;
	for (int c = first; !rc && c < first + n; c++) {
		bool skip;

		rc = is_of_version(p, v, c, table, &skip);
		if (rc || skip)
			continue;
		if (c == v->key)
			p->c->tables[t].current_key = p->c->ncolumns;
		mdp_prof_schema_column(p, p->c->columns[c].name, p->c->columns[c].sql_type);
		p->c->columns[p->c->ncolumns - 1].stored = p->c->columns[c].stored;
		p->c->columns[p->c->ncolumns - 1].part_as = p->c->columns[c].part_as;
	}
	return rc;
}

int mdp_prof_versions(struct prof *p)
{
	int rc = 0, n = p->c->ntables;

	for (int t = 0; !rc && t < n; t++) {
		const struct mdp_table *table = &p->c->tables[t];
		const char *name = mdp_arena_printf(p->a, "%s.%s", mdp_engine_ident(p->a, table->schema),
						    mdp_engine_ident(p->a, table->name));
		struct versions v;

		rc = find_columns(p, t, name, &v);
		if (rc || (!v.current && v.number < 0 && v.from < 0))
			continue;
		rc = find_key(p, &v, name);
		if (rc || v.key < 0)
			continue;
		say_which(p, &v);
		rc = add_current(p, &v, name);
	}
	return rc;
}
