/*
 * Columns that are parts or readings of a stored one: the fields of a STRUCT or of JSON objects, and the seconds of an INTERVAL. Each is
 * a column of the catalog with a name of its own ("address_city"), what it is stored in, and SQL that reads it. While the table is
 * profiled it is selected with them (mdp_prof_parts_from); afterwards the SQL becomes the column's `read_as`.
 */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define DEPTH 3 /* of structs in structs, of objects in objects */
#define FIELDS 40 /* of one stored column */
#define SAMPLE 2000 /* rows of JSON */
#define SHARE 50 /* of the objects, one in so many has the field, at least */

struct parts {
	struct prof *p;
	int table, column; /* the stored one */
	int n; /* found so far */
};

static bool is_taken(const struct parts *s, const char *name)
{
	const struct mdp_table *t = &s->p->c->tables[s->table];

	for (int i = 0; i < t->ncolumns; i++) {
		if (strcasecmp(s->p->c->columns[t->first_column + i].name, name) == 0)
			return true;
	}
	return false;
}

/* Names that SQL and JSON paths take as they are. */
static bool is_plain(struct mdp_str name)
{
	for (size_t i = 0; i < name.n; i++) {
		if (!isalnum((unsigned char)name.p[i]) && !strchr("_- ", name.p[i]) && (unsigned char)name.p[i] < 0x80)
			return false;
	}
	return name.n > 0;
}

/* `template`: SQL of it, '{}' for the stored column. */
static void add(struct parts *s, const char *name, const char *sql_type, const char *template)
{
	struct mdp_arena *a = &s->p->c->arena;
	const char *stored = s->p->c->columns[s->column].name;

	if (s->n >= FIELDS || is_taken(s, name))
		return;
	s->n++;
	mdp_prof_schema_column(s->p, mdp_arena_strdup(a, name), mdp_arena_strdup(a, sql_type));
	struct mdp_column *col = &s->p->c->columns[s->p->c->ncolumns - 1];

	col->stored = stored;
	col->part_as = mdp_arena_strdup(a, template);
}

/* "city" for address_city, unless the table has another one. */
static void add_short_name(struct prof *p, int column, const char *field)
{
	struct mdp_column *col = &p->c->columns[column];
	const struct mdp_table *t = &p->c->tables[col->table];
	const char *words = mdp_words_of_name(&p->c->arena, field);
	int same = 0;

	for (int i = 0; i < t->ncolumns; i++) {
		const char *other = p->c->columns[t->first_column + i].words, *last = strrchr(other, ' ');
		size_t n = strlen(words), k = strlen(other);

		same += !strcmp(other, words) ||
			(last && k > n && !strcmp(other + k - n, words) && other[k - n - 1] == ' ');
	}
	if (same != 1 || !strcmp(col->words, words))
		return;
	col->synonyms = MDP_NEW_ARRAY(&p->c->arena, 2, const char *);
	col->synonyms[0] = words;
}

/* --- STRUCT ------------------------------------------------------------------------------------------------------- */

/* The end of one field's type: the comma or bracket behind it. */
static const char *type_end(const char *s)
{
	int depth = 0;
	bool quoted = false;

	for (; *s; s++) {
		quoted ^= *s == '"';
		if (quoted)
			continue;
		if (!depth && (*s == ',' || *s == ')'))
			break;
		depth += *s == '(';
		depth -= *s == ')';
	}
	return s;
}

static void add_fields(struct parts *s, const char *type, const char *name, const char *template, int depth)
{
	static const char begin[] = "STRUCT(";
	struct mdp_arena *a = s->p->a;
	const char *at = type + sizeof(begin) - 1;

	if (depth > DEPTH || strncmp(type, begin, sizeof(begin) - 1) != 0 || mdp_str_ends(mdp_str_of(type), "]"))
		return;
	while (*at && *at != ')') {
		bool quoted = *at == '"';
		const char *from = at + quoted, *to = strchr(from, quoted ? '"' : ' ');
		struct mdp_str field = { from, to ? (size_t)(to - from) : 0 };
		const char *of = to ? to + quoted + (to[quoted] == ' ') : at + strlen(at), *end = type_end(of);
		const char *field_type = mdp_arena_strndup(a, of, (size_t)(end - of));

		if (is_plain(field)) {
			const char *own = mdp_arena_printf(a, "%s_%.*s", name, (int)field.n, field.p);
			const char *sql =
				mdp_arena_printf(a, "struct_extract(%s, '%.*s')", template, (int)field.n, field.p);

			if (strncmp(field_type, begin, sizeof(begin) - 1) == 0)
				add_fields(s, field_type, own, sql, depth + 1);
			else
				add(s, own, field_type, sql);
		}
		at = *end == ',' ? end + 1 + (end[1] == ' ') : end;
	}
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

/* Of the types of its values, separated by spaces, the one that holds all; NULL: lists, objects, or mixed. */
static const char *sql_of(struct mdp_str types)
{
	int numbers = 0, fractions = 0, texts = 0, flags = 0, others = 0;
	struct mdp_str w;

	while (types.n && mdp_str_next(&types, ' ', &w)) {
		if (mdp_str_is(w, "BIGINT") || mdp_str_is(w, "UBIGINT"))
			numbers++;
		else if (mdp_str_is(w, "DOUBLE"))
			fractions++;
		else if (mdp_str_is(w, "VARCHAR"))
			texts++;
		else if (mdp_str_is(w, "BOOLEAN"))
			flags++;
		else if (!mdp_str_is(w, "NULL"))
			others++;
	}
	if (others || (texts > 0) + (flags > 0) + (numbers + fractions > 0) != 1)
		return NULL;
	return texts ? "VARCHAR" : flags ? "BOOLEAN" : fractions ? "DOUBLE" : "BIGINT";
}

static int add_keys(struct parts *s, const char *from, const char *name, const char *path, int depth)
{
	struct mdp_arena *a = s->p->a;
	const char *stored = mdp_engine_ident(a, s->p->c->columns[s->column].name);
	struct mdp_error why = { 0 };
	struct mdp_result res;
	int rc = depth > DEPTH ? 1
			       : mdp_engine_query(s->p->e,
						  mdp_arena_printf(a,
								   "WITH o AS (SELECT json_extract(%s, '%s') AS j FROM "
								   "%s WHERE %s IS NOT NULL LIMIT %d) "
								   "SELECT k, count(*), string_agg(DISTINCT "
								   "json_type(j, '$.\"' || k || '\"'), ' '), (SELECT "
								   "count(*) FROM o) FROM (SELECT unnest(json_keys(j)) "
								   "AS k, j FROM o WHERE json_type(j) = "
								   "'OBJECT') WHERE NOT contains(k, '\"') GROUP BY k "
								   "ORDER BY 2 DESC, 1 LIMIT %d",
								   stored, path, from, stored, SAMPLE, FIELDS),
						  NULL, 0, 0, &res, &why);

	/* what cannot be read has no fields */
	if (rc)
		return 0;
	for (int64_t r = 0; r < res.nrows; r++) {
		struct mdp_str key = mdp_result_at(&res, r, 0)->s, types = mdp_result_at(&res, r, 2)->s;
		const char *own, *way, *sql = sql_of(types);

		if (!is_plain(key) || mdp_prof_int(&res, r, 1) * SHARE < mdp_prof_int(&res, r, 3))
			continue;
		own = mdp_arena_printf(a, "%s_%.*s", name, (int)key.n, key.p);
		way = mdp_arena_printf(a, "%s.\"%.*s\"", path, (int)key.n, key.p);
		if (mdp_str_is(types, "OBJECT"))
			add_keys(s, from, own, way, depth + 1);
		else if (sql)
			add(s, own, sql,
			    strcmp(sql, "VARCHAR") == 0
				    ? mdp_arena_printf(a, "json_extract_string({}, '%s')", way)
				    : mdp_arena_printf(a, "try_cast(json_extract_string({}, '%s') as %s)", way, sql));
	}
	mdp_result_release(&res);
	return 0;
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

int mdp_prof_parts(struct prof *p, int table)
{
	const struct mdp_table *t = &p->c->tables[table];
	const char *from =
		mdp_arena_printf(p->a, "%s.%s", mdp_engine_ident(p->a, t->schema), mdp_engine_ident(p->a, t->name));
	int first = t->first_column, n = t->ncolumns, rc = 0;

	for (int c = first; !rc && c < first + n; c++) {
		struct parts s = { .p = p, .table = table, .column = c };
		const char *type = p->c->columns[c].sql_type, *name = p->c->columns[c].name;
		int before = p->c->ncolumns;

		if (strcmp(type, "INTERVAL") == 0) {
			add(&s, mdp_arena_printf(p->a, "%s_seconds", name), "DOUBLE", "epoch({})");
			p->c->columns[c].hidden = s.n > 0;
		} else if (strcmp(type, "JSON") == 0) {
			rc = add_keys(&s, from, name, "$", 0);
		} else {
			add_fields(&s, type, name, "{}", 0);
		}
		for (int k = before; k < p->c->ncolumns && strcmp(type, "INTERVAL") != 0; k++)
			add_short_name(p, k, p->c->columns[k].name + strlen(name) + 1);
	}
	return rc;
}

const char *mdp_prof_parts_from(struct prof *p, int table, const char *from)
{
	const struct mdp_table *t = &p->c->tables[table];
	const char *more = "";

	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		const struct mdp_column *col = &p->c->columns[c];

		if (col->stored)
			more = mdp_arena_printf(
				p->a, "%s, %s AS %s", more,
				mdp_prof_filled(p->a, col->part_as, mdp_engine_ident(p->a, col->stored)),
				mdp_prof_ident(p, c));
	}
	return more[0] || t->only
		       ? mdp_arena_printf(p->a, "(SELECT *%s FROM %s %s)", more, from, t->only ? t->only : "")
		       : from;
}

void mdp_prof_parts_done(struct prof *p)
{
	for (int c = 0; c < p->c->ncolumns; c++) {
		struct mdp_column *col = &p->c->columns[c];

		if (col->stored)
			col->read_as = mdp_arena_strdup(&p->c->arena,
							col->read_as ? mdp_prof_filled(p->a, col->read_as, col->part_as)
								     : col->part_as);
	}
}
