/*
 * What the database says about itself: tables and views of the chosen schemas, their columns and types, and the
 * constraints that somebody declared. Nothing is read from the tables here.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define PREFIX_LENGTH 3 /* letters */
#define PREFIX_TABLES 3
#define LEFT_OUT_MOST 2000 /* tables that are told of */
#define PREFIX_COLUMNS 3
#define PREFIX_LETTERS 4 /* of columns */

struct type {
	const char *name; /* upper case, without parameters */
	enum mdp_type type;
	enum prof_class class;
};

/* Types that are not here (nested, binary, intervals, times of day) can be shown but not reasoned about. */
static const struct type types[] = {
	{ "BOOLEAN", MDP_T_BOOL, PROF_BOOL },
	{ "TINYINT", MDP_T_INT, PROF_INTEGER },
	{ "SMALLINT", MDP_T_INT, PROF_INTEGER },
	{ "INTEGER", MDP_T_INT, PROF_INTEGER },
	{ "BIGINT", MDP_T_INT, PROF_INTEGER },
	{ "HUGEINT", MDP_T_INT, PROF_INTEGER },
	{ "UTINYINT", MDP_T_INT, PROF_INTEGER },
	{ "USMALLINT", MDP_T_INT, PROF_INTEGER },
	{ "UINTEGER", MDP_T_INT, PROF_INTEGER },
	{ "UBIGINT", MDP_T_INT, PROF_INTEGER },
	{ "UHUGEINT", MDP_T_INT, PROF_INTEGER },
	{ "FLOAT", MDP_T_DOUBLE, PROF_NUMBER },
	{ "DOUBLE", MDP_T_DOUBLE, PROF_NUMBER },
	{ "DECIMAL", MDP_T_DECIMAL, PROF_NUMBER },
	{ "VARCHAR", MDP_T_TEXT, PROF_TEXT },
	{ "ENUM", MDP_T_TEXT, PROF_TEXT },
	{ "UUID", MDP_T_TEXT, PROF_TEXT },
	{ "DATE", MDP_T_DATE, PROF_TIME },
	{ "TIMESTAMP", MDP_T_TIMESTAMP, PROF_TIME },
	{ "TIMESTAMP_S", MDP_T_TIMESTAMP, PROF_TIME },
	{ "TIMESTAMP_MS", MDP_T_TIMESTAMP, PROF_TIME },
	{ "TIMESTAMP_NS", MDP_T_TIMESTAMP, PROF_TIME },
	{ "TIMESTAMP WITH TIME ZONE", MDP_T_TIMESTAMP, PROF_TIME },
};

static void set_type(struct mdp_column *col, struct prof_column *pc)
{
	size_t n = strcspn(col->sql_type, "(");

	col->type = MDP_T_OTHER;
	pc->class = PROF_NESTED;
	if (mdp_str_ends(mdp_str_of(col->sql_type), "]"))
		return;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (strlen(types[i].name) == n && strncmp(types[i].name, col->sql_type, n) == 0) {
			col->type = types[i].type;
			pc->class = types[i].class;
		}
	}
	/* DECIMAL(p,0) holds whole numbers: ids, in warehouses that come from other systems. */
	if (col->type == MDP_T_DECIMAL && mdp_str_ends(mdp_str_of(col->sql_type), ",0)"))
		pc->class = PROF_INTEGER;
}

static bool is_wanted(const struct prof *p, const char *schema)
{
	const char **s = p->hints ? p->hints->schemas : NULL;

	if (!s)
		return true;
	for (; *s; s++) {
		if (strcmp(*s, schema) == 0)
			return true;
	}
	return false;
}

static const char *text_at(struct prof *p, const struct mdp_result *res, int64_t row, int column)
{
	struct mdp_str s = mdp_result_at(res, row, column)->s;

	return mdp_arena_strndup(&p->c->arena, s.p ? s.p : "", s.n);
}

int mdp_prof_schema_table(struct prof *p, const char *schema, const char *name, bool view)
{
	struct mdp_table t = { .schema = schema,
			       .name = name,
			       .view = view,
			       .row_entity = -1,
			       .snapshot = -1,
			       .snapshot_within = -1,
			       .aggregate_of = -1,
			       .versions = -1,
			       .current_key = -1 };

	t.words = mdp_words_of_table(&p->c->arena, name);
	t.first_column = p->c->ncolumns;
	MDP_PUSH(&p->c->arena, p->c->tables, p->c->ntables, p->cap_tables, t);
	return p->c->ntables - 1;
}

void mdp_prof_schema_column(struct prof *p, const char *name, const char *sql_type)
{
	struct mdp_table *t = &p->c->tables[p->c->ntables - 1];
	struct mdp_column col = { .name = name, .sql_type = sql_type, .entity = -1, .mirror = -1, .origin = -1 };

	col.table = p->c->ntables - 1;
	col.ordinal = t->ncolumns++;
	col.words = mdp_words_of_name(&p->c->arena, name);
	MDP_PUSH(&p->c->arena, p->c->columns, p->c->ncolumns, p->cap_columns, col);
}

static bool is_about(const struct mdp_table_hint *h, const char *schema, const char *table)
{
	const char *dot = strrchr(h->table, '.');
	struct mdp_str of = { h->table, dot ? (size_t)(dot - h->table) : 0 };

	return strcmp(dot ? dot + 1 : h->table, table) == 0 && (!dot || mdp_str_is(of, schema));
}

static bool is_hidden(const struct prof *p, const char *schema, const char *table)
{
	for (int i = 0; p->hints && i < p->hints->ntables; i++)
		if (p->hints->tables[i].hidden && is_about(&p->hints->tables[i], schema, table))
			return true;
	return false;
}

static const struct mdp_table_hint *spare_hint(const struct prof *p, const char *schema, const char *table)
{
	for (int i = 0; p->hints && i < p->hints->ntables; i++)
		if (p->hints->tables[i].spare && is_about(&p->hints->tables[i], schema, table))
			return &p->hints->tables[i];
	return NULL;
}

/* The rows of the listing that are columns of one table: from `r` to before the next table. */
static int64_t end_of_table(const struct mdp_result *res, int64_t r)
{
	int64_t end = r + 1;

	while (end < res->nrows && mdp_str_eq(mdp_result_at(res, end, 0)->s, mdp_result_at(res, r, 0)->s) &&
	       mdp_str_eq(mdp_result_at(res, end, 1)->s, mdp_result_at(res, r, 1)->s))
		end++;
	return end;
}

static int64_t shared_columns(const struct mdp_result *res, int64_t a, int64_t a_end, int64_t b, int64_t b_end)
{
	int64_t n = 0;

	for (int64_t i = a; i < a_end; i++) {
		bool found = false;

		for (int64_t k = b; k < b_end && !found; k++) {
			struct mdp_str x = mdp_result_at(res, i, 2)->s, y = mdp_result_at(res, k, 2)->s;

			found = x.n == y.n && strncasecmp(x.p, y.p, x.n) == 0;
		}
		n += found;
	}
	return n;
}

/* "customers" and "dim_customer": the layers of a project name one thing alike. */
static bool is_namesake(struct prof *p, const char *a, const char *b)
{
	return strcmp(mdp_prof_singular(p->a, mdp_words_of_table(p->a, a)),
		      mdp_prof_singular(p->a, mdp_words_of_table(p->a, b))) == 0;
}

/*
 * A source or a staging model that lies beside the model made of it would be a second of everything: the usual dbt project keeps
 * all layers in one schema. It is left out when a later table there has its name or most of its columns.
 */
static bool is_twin(struct prof *p, const struct mdp_result *res, int64_t r, int64_t end)
{
	const char *schema = text_at(p, res, r, 0);

	for (int64_t o = 0, next; o < res->nrows; o = next) {
		next = end_of_table(res, o);
		const char *name = text_at(p, res, o, 1);

		if (o == r || !mdp_str_is(mdp_result_at(res, o, 0)->s, schema) || spare_hint(p, schema, name) ||
		    is_hidden(p, schema, name))
			continue;
		if (is_namesake(p, text_at(p, res, r, 1), name) ||
		    shared_columns(res, r, end, o, next) * 10 >= (end - r) * 7)
			return true;
	}
	return false;
}

/* The number behind "_v" at the end of a name ("orders_v2"), and where it begins; -1: there is none. */
static long version_of(const char *name, size_t *base)
{
	const char *last = strrchr(name, '_');
	if (!last || last == name || (last[1] != 'v' && last[1] != 'V') || !last[2] ||
	    strspn(last + 2, "0123456789") != strlen(last + 2))
		return -1;
	*base = (size_t)(last - name);
	return strtol(last + 2, NULL, 10);
}

static bool is_copy_word(struct mdp_str word)
{
	for (int i = 0; mdp_data_copies[i]; i++)
		if (strlen(mdp_data_copies[i]) == word.n && !strncasecmp(word.p, mdp_data_copies[i], word.n))
			return true;
	return false;
}

/* "subscriptions_old", "subscriptions_backup_20240601" beside subscriptions: only words for copies and days behind its name. */
static bool is_copy_by_name(const char *name, const char *of)
{
	size_t n = strlen(of);
	struct mdp_str rest = mdp_str_of(strlen(name) > n ? name + n : ""), word;
	bool copy = false;
	if (!rest.n || strncasecmp(name, of, n) != 0 || rest.p[0] != '_')
		return false;
	while (rest.n && mdp_str_next(&rest, '_', &word)) {
		size_t digits = 0;
		while (digits < word.n && word.p[digits] >= '0' && word.p[digits] <= '9')
			digits++;
		copy |= is_copy_word(word);
		if (!is_copy_word(word) && digits < word.n)
			return false;
	}
	return copy;
}

/* Is there such a word in the name at all? Few tables have to be compared with the others. */
static bool has_copy_word(const char *name)
{
	struct mdp_str rest = mdp_str_of(name), word;
	while (rest.n && mdp_str_next(&rest, '_', &word))
		if (is_copy_word(word))
			return true;
	return false;
}

/*
 * An older copy of a table, or an older version of it, would be a second of everything: by its name, where most columns are the same.
 * What it is a copy of; NULL when of nothing.
 */
static const char *original_of(struct prof *p, const struct mdp_result *res, int64_t r, int64_t end)
{
	const char *schema = text_at(p, res, r, 0), *name = text_at(p, res, r, 1);
	size_t base = 0, other_base = 0;
	long version = version_of(name, &base);

	if (version < 0 && !has_copy_word(name))
		return NULL;
	for (int64_t o = 0, next; o < res->nrows; o = next) {
		next = end_of_table(res, o);
		const char *other = text_at(p, res, o, 1);
		if (o == r || !mdp_str_is(mdp_result_at(res, o, 0)->s, schema) || is_hidden(p, schema, other))
			continue;
		long newer = version_of(other, &other_base);
		bool older = version >= 0 && newer > version && base == other_base && !strncasecmp(name, other, base);
		if ((older || is_copy_by_name(name, other)) &&
		    shared_columns(res, r, end, o, next) * 10 >= (end - r) * 7)
			return other;
	}
	return NULL;
}

/* What is not asked about is told, with what files say of it. */
static void leave_out(struct prof *p, const char *schema, const char *name, const char *why)
{
	struct mdp_left_out *last = p->c->nleft_out ? &p->c->left_out[p->c->nleft_out - 1] : NULL;
	struct mdp_left_out out = { .schema = schema, .name = name, .why = why };

	if ((last && !strcmp(last->schema, schema) && !strcmp(last->name, name)) || p->c->nleft_out >= LEFT_OUT_MOST)
		return;
	for (int i = 0; p->hints && i < p->hints->ntables; i++) {
		const struct mdp_table_hint *h = &p->hints->tables[i];

		if (!is_about(h, schema, name))
			continue;
		if (h->hidden && !h->why)
			return; /* by whoever asks */
		if (h->why)
			out.why = mdp_arena_strdup(&p->c->arena, h->why);
	}
	MDP_PUSH(&p->c->arena, p->c->left_out, p->c->nleft_out, p->cap_left_out, out);
}

/* "orders_v2" are orders, where nothing else is called so. */
static void call_versions(struct prof *p)
{
	for (int t = 0; t < p->c->ntables; t++) {
		size_t base = 0;
		if (version_of(p->c->tables[t].name, &base) < 0)
			continue;
		const char *words =
			mdp_words_of_table(&p->c->arena, mdp_arena_strndup(&p->c->arena, p->c->tables[t].name, base));
		bool taken = false;
		for (int o = 0; o < p->c->ntables; o++)
			taken |= o != t && strcmp(p->c->tables[o].words, words) == 0;
		if (!taken)
			p->c->tables[t].words = words;
	}
}

static int read_columns(struct prof *p)
{
	static const char sql[] =
		"SELECT c.schema_name, c.table_name, c.column_name, c.data_type, v.view_name IS NOT NULL "
		"FROM duckdb_columns() c LEFT JOIN duckdb_views() v ON v.database_name = c.database_name "
		"AND v.schema_name = c.schema_name AND v.view_name = c.table_name "
		"WHERE NOT c.internal AND c.database_name = current_database() AND c.schema_name <> '" MDP_KEPT_SCHEMA
		"' "
		"ORDER BY c.schema_name, c.table_name, c.column_index";
	struct mdp_result res;
	int rc = mdp_prof_query(p, &res, sql);

	for (int64_t r = 0; !rc && r < res.nrows; r++) {
		const char *schema = text_at(p, &res, r, 0), *name = text_at(p, &res, r, 1);
		const struct mdp_table *t = p->c->ntables ? &p->c->tables[p->c->ntables - 1] : NULL;

		if (!is_wanted(p, schema) || is_hidden(p, schema, name)) {
			leave_out(p, schema, name, is_wanted(p, schema) ? "hidden" : "its schema is not asked about");
			continue;
		}
		if (spare_hint(p, schema, name) && (!t || strcmp(t->schema, schema) || strcmp(t->name, name)) &&
		    is_twin(p, &res, r, end_of_table(&res, r))) {
			leave_out(p, schema, name, "another table is made of it");
			r = end_of_table(&res, r) - 1;
			continue;
		}
		bool begins = !t || strcmp(t->schema, schema) != 0 || strcmp(t->name, name) != 0;
		const char *original = begins ? original_of(p, &res, r, end_of_table(&res, r)) : NULL;
		if (original) {
			leave_out(p, schema, name,
				  mdp_arena_printf(&p->c->arena, "by its name an older copy of %s", original));
			r = end_of_table(&res, r) - 1;
			continue;
		}
		if (begins)
			mdp_prof_schema_table(p, schema, name, mdp_result_at(&res, r, 4)->b);
		mdp_prof_schema_column(p, text_at(p, &res, r, 2), text_at(p, &res, r, 3));
		if (end_of_table(&res, r) == r + 1)
			rc = mdp_prof_parts(p, p->c->ntables - 1);
	}
	call_versions(p);
	mdp_result_release(&res);
	return rc;
}

static int find_table(const struct prof *p, struct mdp_str schema, struct mdp_str name)
{
	for (int t = 0; t < p->c->ntables; t++) {
		if (mdp_str_is(schema, p->c->tables[t].schema) && mdp_str_is(name, p->c->tables[t].name))
			return t;
	}
	return -1;
}

/* A constraint may write a column in other case than its table does. */
static int find_column(const struct prof *p, int table, struct mdp_str name)
{
	const struct mdp_table *t = &p->c->tables[table];

	for (int i = 0; i < t->ncolumns; i++) {
		const char *have = p->c->columns[t->first_column + i].name;

		if (strlen(have) == name.n && strncasecmp(have, name.p, name.n) == 0)
			return t->first_column + i;
	}
	return -1;
}

/* What the database itself says of its tables and columns; files may say it better. */
static int read_comments(struct prof *p)
{
	static const char sql[] =
		"SELECT schema_name, table_name, NULL, comment FROM duckdb_tables() "
		"WHERE database_name = current_database() AND comment IS NOT NULL "
		"UNION ALL SELECT schema_name, view_name, NULL, comment FROM duckdb_views() "
		"WHERE database_name = current_database() AND comment IS NOT NULL "
		"UNION ALL SELECT schema_name, table_name, column_name, comment FROM duckdb_columns() "
		"WHERE database_name = current_database() AND comment IS NOT NULL";
	struct mdp_result res;
	int rc = mdp_engine_query(p->e, sql, NULL, 0, 0, &res, NULL);

	for (int64_t r = 0; !rc && r < res.nrows; r++) {
		int t = find_table(p, mdp_result_at(&res, r, 0)->s, mdp_result_at(&res, r, 1)->s);
		const struct mdp_value *name = mdp_result_at(&res, r, 2);
		int column = t >= 0 && name->type == MDP_T_TEXT ? find_column(p, t, name->s) : -1;
		const char **said = t < 0 ? NULL : &p->c->tables[t].description;
		struct mdp_str text = mdp_result_at(&res, r, 3)->s;

		if (name->type == MDP_T_TEXT)
			said = column < 0 ? NULL : &p->c->columns[column].description;
		if (said && !*said)
			*said = mdp_arena_strndup(&p->c->arena, text.p, text.n);
	}
	mdp_result_release(&res);
	return 0; /* an engine that keeps no comments is no obstacle */
}

/* Rows of one constraint follow each other: (schema, table, kind, position, column, other table, other column). */
static int read_constraints(struct prof *p)
{
	static const char sql[] =
		"SELECT schema_name, table_name, constraint_type, i, constraint_column_names[i], referenced_table, "
		"referenced_column_names[i] FROM (SELECT *, unnest(range(1, len(constraint_column_names) + 1)) AS i "
		"FROM duckdb_constraints() WHERE database_name = current_database() "
		"AND constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')) "
		"ORDER BY schema_name, table_name, constraint_index, i";
	struct mdp_result res;
	int rc = mdp_engine_query(p->e, sql, NULL, 0, 0, &res, NULL);

	/* An engine that keeps no constraints is no obstacle: the data is asked anyway. */
	for (int64_t r = 0; !rc && r < res.nrows; r++) {
		struct mdp_str schema = mdp_result_at(&res, r, 0)->s, kind = mdp_result_at(&res, r, 2)->s;
		struct prof_declared d = { .to_table = -1 };
		struct prof_declared *last;
		int column;

		d.table = find_table(p, schema, mdp_result_at(&res, r, 1)->s);
		d.foreign = mdp_str_is(kind, "FOREIGN KEY");
		d.primary = mdp_str_is(kind, "PRIMARY KEY");
		if (d.foreign)
			d.to_table = find_table(p, schema, mdp_result_at(&res, r, 5)->s);
		if (d.table < 0 || (d.foreign && d.to_table < 0))
			continue;
		if (mdp_result_at(&res, r, 3)->i == 1)
			MDP_PUSH(p->a, p->declared, p->ndeclared, p->cap_declared, d);
		last = p->ndeclared ? &p->declared[p->ndeclared - 1] : NULL;
		column = find_column(p, d.table, mdp_result_at(&res, r, 4)->s);
		if (!last || column < 0)
			continue;
		if (last->n < MDP_LIMIT_KEY_COLUMNS) {
			last->columns[last->n] = column;
			last->to_columns[last->n] =
				d.foreign ? find_column(p, d.to_table, mdp_result_at(&res, r, 6)->s) : -1;
		}
		last->n++;
	}
	mdp_result_release(&res);
	return 0;
}

bool mdp_prof_is_hint_about(const struct mdp_table_hint *h, const struct mdp_table *t)
{
	return is_about(h, t->schema, t->name);
}

static void match_hint(struct prof *p, int table)
{
	const struct mdp_table *t = &p->c->tables[table];

	for (int i = 0; p->hints && i < p->hints->ntables; i++) {
		const struct mdp_table_hint *h = &p->hints->tables[i];

		if (is_about(h, t->schema, t->name))
			p->tables[table].hint = h;
	}
}

static struct mdp_str first_word(const char *words)
{
	struct mdp_str rest = mdp_str_of(words), w = { 0 };

	return mdp_str_next(&rest, ' ', &w) && rest.n ? w : (struct mdp_str){ 0 };
}

/*
 * "ps job", "ps dept", "ps employee": a short word that at least half of the tables begin with, and that is the name of none,
 * is the system's that they are from.
 */
static void drop_prefix(struct prof *p)
{
	for (int t = 0; t < p->c->ntables; t++) {
		struct mdp_str prefix = first_word(p->c->tables[t].words);
		int n = 0;

		for (int o = 0; prefix.n && o < p->c->ntables; o++) {
			if (mdp_str_is(prefix, p->c->tables[o].words))
				n = -p->c->ntables;
			n += mdp_str_eq(first_word(p->c->tables[o].words), prefix);
		}
		if (!prefix.n || prefix.n > PREFIX_LENGTH || n < PREFIX_TABLES || n * 2 < p->c->ntables)
			continue;
		for (int o = 0; o < p->c->ntables; o++) {
			if (mdp_str_eq(first_word(p->c->tables[o].words), prefix))
				p->c->tables[o].words += prefix.n + 1;
		}
		return;
	}
}

static bool has_vowel(struct mdp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("aeiouyAEIOUY", s.p[i]))
			return true;
	return false;
}

/*
 * "crm customer", "ctr contract", "bil invoice": a short word before each table, most of them no words at all, are the parts of the system.
 * Not where two tables would have one name.
 */
static void drop_modules(struct prof *p)
{
	int odd = 0;

	for (int t = 0; t < p->c->ntables; t++) {
		const char *words = p->c->tables[t].words;
		struct mdp_str prefix = first_word(words);
		size_t said =
			strcspn(p->c->tables[t].name, "_"); /* as it is written: "svc", which the words spell out */

		if (!prefix.n || said > PREFIX_LENGTH)
			return;
		odd += !has_vowel((struct mdp_str){ p->c->tables[t].name, said });
		for (int o = 0; o < t; o++)
			if (!strcmp(p->c->tables[o].words + first_word(p->c->tables[o].words).n, words + prefix.n))
				return;
	}
	if (p->c->ntables < PREFIX_TABLES || odd * 2 < p->c->ntables)
		return;
	for (int t = 0; t < p->c->ntables; t++)
		p->c->tables[t].words += first_word(p->c->tables[t].words).n + 1;
}

/*
 * "lse id", "lse start date", "lse monthly rent" of leases: a short word that all columns of a table begin with stands for the table
 * and tells nothing of them, unless it is a word of the table's own name (the city of a shop is its shop city).
 */
static void drop_column_prefix(struct prof *p, int table)
{
	const struct mdp_table *t = &p->c->tables[table];
	struct mdp_str prefix = t->ncolumns ? first_word(p->c->columns[t->first_column].words) : (struct mdp_str){ 0 };

	if (!prefix.n || prefix.n > PREFIX_LETTERS || t->ncolumns < PREFIX_COLUMNS ||
	    mdp_words_have(t->words, prefix) || mdp_words_have(p->tables[table].singular, prefix))
		return;
	for (int i = 0; i < t->ncolumns; i++) {
		const char *words = p->c->columns[t->first_column + i].words;

		if (!mdp_str_eq(first_word(words), prefix) ||
		    (words[prefix.n + 1] >= '0' && words[prefix.n + 1] <= '9'))
			return;
	}
	p->tables[table].prefix = mdp_arena_strndup(p->a, prefix.p, prefix.n);
	for (int i = 0; i < t->ncolumns; i++)
		p->c->columns[t->first_column + i].words += prefix.n + 1;
}

int mdp_prof_schema(struct prof *p)
{
	int rc = read_columns(p);

	if (!rc)
		rc = mdp_prof_versions(p);
	if (rc)
		return rc;
	drop_modules(p);
	drop_prefix(p);
	p->tables = MDP_NEW_ARRAY(p->a, (size_t)p->c->ntables + 1, struct prof_table);
	p->columns = MDP_NEW_ARRAY(p->a, (size_t)p->c->ncolumns + 1, struct prof_column);
	for (int i = 0; i < p->c->ncolumns; i++) {
		set_type(&p->c->columns[i], &p->columns[i]);
		p->columns[i].ref_table = p->columns[i].ref_column = -1;
	}
	for (int t = 0; t < p->c->ntables; t++) {
		struct mdp_table *table = &p->c->tables[t];

		p->tables[t].from = mdp_arena_printf(p->a, "%s.%s", mdp_engine_ident(p->a, table->schema),
						     mdp_engine_ident(p->a, mdp_catalog_relation(table)));
		p->tables[t].from = mdp_prof_parts_from(p, t, p->tables[t].from);
		match_hint(p, t);
		if (p->tables[t].hint && p->tables[t].hint->called)
			table->words = mdp_words_of_table(&p->c->arena, p->tables[t].hint->called);
		p->tables[t].noun = mdp_words_singular(p->a, table->words);
		p->tables[t].singular = mdp_prof_singular(p->a, table->words);
		drop_column_prefix(p, t);
		if (p->tables[t].hint) {
			table->description = mdp_arena_strdup(&p->c->arena, p->tables[t].hint->description);
			table->source = p->tables[t].hint->source;
			table->source.file = mdp_arena_strdup(&p->c->arena, table->source.file);
		}
	}
	rc = p->ignore_declared ? 0 : read_constraints(p);
	if (!rc && !p->ignore_declared)
		rc = read_comments(p);
	if (!rc)
		mdp_prof_declared_joins(p);
	return rc;
}
