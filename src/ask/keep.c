/*
 * The row that is kept of each key is the first one in the table, found by its row number, so that the engine has to remember two numbers
 * a key and not all columns. Columns of which the rows of one key are known to disagree get their largest value, which is what the
 * long way takes. What a table was made of, and by what right, is written on it as its comment.
 */
#include "ask/keep.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "base/trace.h"
#include "base/banned.h"

#define LEAST_ROWS 1000000
#define LEAST_REPEATS 1.25 /* rows a key */
#define KEPT_MOST 8 /* tables of one warehouse */

int64_t mdp_keep_least(void)
{
	const char *env = getenv("MDP_KEEP_ROWS");
	long long n;

	return env && mdp_str_to_i64(mdp_str_of(env), &n) && n >= 0 ? n : LEAST_ROWS;
}

static bool is_worth(const struct mdp_catalog *c, int entity, bool file)
{
	const struct mdp_entity *e = &c->entities[entity];
	const struct mdp_table *t = &c->tables[e->table];
	int64_t least = mdp_keep_least();

	if (!least || e->own_table || t->row_entity == entity || e->nkey == 0 || t->rows < least || t->view ||
	    e->count <= 0 || (double)e->count * LEAST_REPEATS > (double)t->rows)
		return false;
	/* its own number of a row is needed, and hidden by a column of that name */
	for (int i = 0; i < t->ncolumns; i++)
		if (!strcasecmp(c->columns[t->first_column + i].name, "rowid"))
			return false;
	(void)file;
	return true;
}

bool mdp_keep_pays(const struct mdp_catalog *c, bool file)
{
	for (int e = 0; e < c->nentities; e++)
		if (is_worth(c, e, file))
			return true;
	return false;
}

/* --- which columns depend on the key ------------------------------------------------------------------------------ */

static bool has_exceptions(const struct mdp_catalog *c, int entity, int column)
{
	int owner = c->columns[mdp_catalog_original(c, column)].entity, table = c->columns[column].table;

	if (owner == entity)
		return c->columns[column].owner_evidence.exceptions > 0;
	for (int i = 0; i < c->nlinks; i++)
		if (c->links[i].from == entity && c->links[i].to == owner &&
		    c->sites[c->links[i].from_site].table == table)
			return c->links[i].evidence.exceptions > 0;
	return false;
}

static bool is_key(const struct mdp_entity *e, int column)
{
	for (int i = 0; i < e->nkey; i++)
		if (e->key[i] == column)
			return true;
	return false;
}

/* Keys, in this table, of what the entity determines: the customer's number in an order. */
static bool is_reference(const struct mdp_catalog *c, const bool *known, int table, int column)
{
	for (int s = 0; s < c->nsites; s++) {
		const struct mdp_site *site = &c->sites[s];
		bool reached = false;

		for (int i = 0; i < c->nlinks && !reached; i++)
			reached = c->links[i].to_site == s && known[c->links[i].from];
		if (site->table != table || !reached)
			continue;
		for (int i = 0; i < c->entities[site->entity].nkey; i++)
			if (site->key[i] == column)
				return true;
	}
	return false;
}

/* All entities that the rows of a key tell of, by links between sites of the table. */
static void reach(const struct mdp_catalog *c, int entity, int table, bool *known)
{
	bool more = true;

	known[entity] = true;
	for (int round = 0; more && round < c->nentities; round++) {
		more = false;
		for (int i = 0; i < c->nlinks; i++) {
			const struct mdp_link *l = &c->links[i];

			if (c->sites[l->from_site].table != table || !known[l->from] || known[l->to])
				continue;
			known[l->to] = more = true;
		}
	}
}

static void choose_columns(struct mdp_catalog *c, struct mdp_kept *k, bool *largest)
{
	const struct mdp_table *t = &c->tables[k->table];
	const struct mdp_entity *e = &c->entities[k->entity];
	bool *known = MDP_NEW_ARRAY(&c->arena, (size_t)c->nentities + 1, bool);

	reach(c, k->entity, k->table, known);
	k->columns = MDP_NEW_ARRAY(&c->arena, (size_t)t->ncolumns + 1, int);
	for (int i = 0; i < t->ncolumns; i++) {
		int column = t->first_column + i, owner = c->columns[mdp_catalog_original(c, column)].entity;
		bool uneven = has_exceptions(c, k->entity, column) && !is_key(e, column);

		if (!is_key(e, column) && !(owner >= 0 && known[owner]) && !is_reference(c, known, k->table, column))
			continue;
		if (c->columns[column].stored)
			continue;
		/* the largest of texts is not that of the days that they hold */
		if (uneven && (c->columns[column].read_as || c->columns[column].role == MDP_ROLE_NESTED))
			continue;
		largest[k->ncolumns] = uneven;
		k->largest += uneven;
		k->columns[k->ncolumns++] = column;
	}
}

/* --- making them --------------------------------------------------------------------------------------------------- */

static const char *snake(struct mdp_arena *a, const char *words)
{
	char *s = mdp_arena_strdup(a, words);

	for (char *p = s; *p; p++)
		*p = isalnum((unsigned char)*p) || (unsigned char)*p >= 0x80 ? (char)tolower((unsigned char)*p) : '_';
	return s;
}

static const char *name_of(struct mdp_catalog *c, const struct mdp_kept *k)
{
	const struct mdp_entity *e = &c->entities[k->entity];
	const char *name = snake(&c->arena, e->plural ? e->plural : e->name);

	for (int i = 0; i < c->nkept; i++)
		if (mdp_str_ends(mdp_str_of(c->kept[i].relation), mdp_engine_ident(&c->arena, name)))
			return mdp_arena_printf(&c->arena, "%s_%d", name, c->nkept);
	return name;
}

static const char *ident(struct mdp_catalog *c, int column)
{
	return mdp_engine_ident(&c->arena, c->columns[column].name);
}

/* from: what is before the table's name where it is attached under another. */
static const char *statement(struct mdp_catalog *c, const struct mdp_kept *k, const bool *largest, const char *from)
{
	const struct mdp_table *t = &c->tables[k->table];
	const struct mdp_entity *e = &c->entities[k->entity];
	const char *table = mdp_arena_printf(&c->arena, "%s%s.%s", from, mdp_engine_ident(&c->arena, t->schema),
					     mdp_engine_ident(&c->arena, t->name));
	struct mdp_buf b = MDP_BUF_INIT;

	mdp_buf_printf(&b, "CREATE TABLE %s AS SELECT ", k->relation);
	for (int i = 0; i < k->ncolumns; i++) {
		const char *name = ident(c, k->columns[i]);

		mdp_buf_puts(&b, i ? ", " : "");
		if (largest[i])
			mdp_buf_printf(&b, "kept.m%d AS %s", i, name);
		else
			mdp_buf_printf(&b, "f.%s", name);
	}
	mdp_buf_printf(&b, " FROM %s AS f JOIN (SELECT min(rowid) AS r", table);
	for (int i = 0; i < k->ncolumns; i++)
		if (largest[i])
			mdp_buf_printf(&b, ", max(%s) AS m%d", ident(c, k->columns[i]), i);
	mdp_buf_printf(&b, " FROM %s WHERE ", table);
	for (int i = 0; i < e->nkey; i++)
		mdp_buf_printf(&b, "%s%s IS NOT NULL", i ? " AND " : "", ident(c, e->key[i]));
	mdp_buf_puts(&b, " GROUP BY ");
	for (int i = 0; i < e->nkey; i++)
		mdp_buf_printf(&b, "%s%s", i ? ", " : "", ident(c, e->key[i]));
	mdp_buf_puts(&b, ") AS kept ON f.rowid = kept.r");
	const char *sql = mdp_arena_strdup(&c->arena, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return sql;
}

static const char *comment(struct mdp_catalog *c, const struct mdp_kept *k)
{
	const struct mdp_entity *e = &c->entities[k->entity];
	const struct mdp_table *t = &c->tables[k->table];

	return mdp_arena_printf(&c->arena,
				"one row a %s, of %lld rows of %s.%s: %d columns depend on the key (%s); in %d of them "
				"the rows of some keys disagree, "
				"the largest value is taken; made by mdp, which makes it anew",
				e->name, (long long)k->of_rows, t->schema, t->name, k->ncolumns,
				e->evidence.how ? e->evidence.how : "key", k->largest);
}

static int count(struct mdp_engine *e, struct mdp_catalog *c, struct mdp_kept *k, struct mdp_error *err)
{
	struct mdp_result res;
	int rc = mdp_engine_query(e, mdp_arena_printf(&c->arena, "SELECT count(*) FROM %s", k->relation), NULL, 0, 0,
				  &res, err);

	if (!rc)
		k->rows = mdp_result_at(&res, 0, 0)->i;
	mdp_result_release(&res);
	return rc;
}

static int make(struct mdp_engine *e, struct mdp_catalog *c, int entity, const char *schema, const char *from,
		struct mdp_error *err)
{
	struct mdp_kept k = { .entity = entity,
			      .table = c->entities[entity].table,
			      .of_rows = c->tables[c->entities[entity].table].rows };
	bool *largest = MDP_NEW_ARRAY(&c->arena, (size_t)c->tables[k.table].ncolumns + 1, bool);
	double began = mdp_clock_ms();
	int rc;

	choose_columns(c, &k, largest);
	k.relation = mdp_arena_printf(&c->arena, "%s.%s", mdp_engine_ident(&c->arena, schema),
				      mdp_engine_ident(&c->arena, name_of(c, &k)));
	rc = mdp_engine_script(e, statement(c, &k, largest, from), err);
	if (!rc)
		rc = mdp_engine_script(e,
				       mdp_arena_printf(&c->arena, "COMMENT ON TABLE %s IS %s", k.relation,
							mdp_engine_literal(&c->arena, comment(c, &k))),
				       err);
	if (!rc)
		rc = count(e, c, &k, err);
	mdp_trace("session", "%s: %lld rows of %lld in %.0f ms", k.relation, (long long)k.rows, (long long)k.of_rows,
		  mdp_clock_ms() - began);
	/* what was counted and what is there must agree, else something is not as it was seen */
	if (!rc && k.rows == c->entities[entity].count)
		c->kept[c->nkept++] = k;
	return rc;
}

static int make_all(struct mdp_engine *e, struct mdp_catalog *c, bool file, const char *schema, const char *from,
		    struct mdp_error *err)
{
	int rc = 0;

	c->kept = MDP_NEW_ARRAY(&c->arena, KEPT_MOST, struct mdp_kept);
	c->nkept = 0;
	for (int i = 0; !rc && i < c->nentities && c->nkept < KEPT_MOST; i++)
		if (is_worth(c, i, file))
			rc = make(e, c, i, schema, from, err);
	if (rc)
		c->nkept = 0;
	return rc;
}

static bool has_older(const char *path)
{
	struct mdp_engine_options opt = { .path = path, .read_only = true };
	struct mdp_engine *e = NULL;
	struct mdp_result res;
	bool found = false;

	if (mdp_engine_open(&e, &opt, NULL))
		return false;
	if (!mdp_engine_query(e,
			      "SELECT count(*) FROM duckdb_schemas() WHERE database_name = current_database() AND "
			      "schema_name = '" MDP_KEPT_SCHEMA "'",
			      NULL, 0, 0, &res, NULL))
		found = mdp_result_at(&res, 0, 0)->i > 0;
	mdp_result_release(&res);
	mdp_engine_free(e);
	return found;
}

int mdp_keep_inside(struct mdp_catalog *c, const char *path, struct mdp_error *err)
{
	struct mdp_engine_options opt = { .path = path };
	struct mdp_engine *e = NULL;
	bool pays = mdp_keep_pays(c, false);
	int rc;

	if (!pays && !has_older(path))
		return 0;
	rc = mdp_engine_open(&e, &opt, err);
	if (!rc)
		rc = mdp_engine_script(e, "DROP SCHEMA IF EXISTS " MDP_KEPT_SCHEMA " CASCADE", err);
	if (!rc && pays)
		rc = mdp_engine_script(e, "CREATE SCHEMA " MDP_KEPT_SCHEMA, err);
	if (!rc && pays)
		rc = make_all(e, c, false, MDP_KEPT_SCHEMA, "", err);
	if (rc && e)
		mdp_engine_script(e, "DROP SCHEMA IF EXISTS " MDP_KEPT_SCHEMA " CASCADE", NULL);
	if (e)
		mdp_engine_script(e, "CHECKPOINT", NULL);
	mdp_engine_free(e);
	return rc;
}

static int fill_beside(struct mdp_catalog *c, const char *warehouse, const char *file, struct mdp_error *err)
{
	struct mdp_engine_options opt = { .path = file, .attach = warehouse, .attach_as = "mdp_warehouse" };
	struct mdp_engine *e = NULL;
	int rc = mdp_engine_open(&e, &opt, err);

	if (!rc) /* names must be found under the name that the file is attached as */
		rc = make_all(e, c, true, "main", "mdp_warehouse.", err);
	if (!rc)
		rc = mdp_engine_script(e, "CHECKPOINT", err);
	mdp_engine_free(e);
	for (int i = 0; i < c->nkept; i++)
		c->kept[i].relation =
			mdp_arena_printf(&c->arena, "\"" MDP_KEEP_SIDE "\"%s", strchr(c->kept[i].relation, '.'));
	return rc;
}

int mdp_keep_beside(struct mdp_catalog *c, const char *warehouse, const char *path, int mode, struct mdp_error *err)
{
	struct mdp_arena a;
	struct mdp_file_info info;
	int rc;

	mdp_arena_init(&a);
	/* made in a folder of its own, which nobody else can look into */
	char *dir = mdp_arena_strdup(&a, mdp_arena_printf(&a, "%s.XXXXXX", path));
	const char *file = mkdtemp(dir) ? mdp_path_join(&a, dir, "kept.duckdb") : NULL;
	rc = file ? fill_beside(c, warehouse, file, err)
		  : mdp_fail(err, MDP_IO, "cannot make a folder beside %s", path);
	if (!rc && (chmod(file, (mode_t)mode) || rename(file, path)))
		rc = mdp_fail(err, MDP_IO, "cannot write %s", path);
	if (file) {
		unlink(file);
		unlink(mdp_arena_printf(&a, "%s.wal", file));
		rmdir(dir);
	}
	if (!rc)
		rc = mdp_file_stat(path, &info, err);
	if (rc) {
		c->nkept = 0;
	} else {
		c->kept_file = mdp_arena_strdup(&c->arena, path);
		c->kept_size = info.size;
		c->kept_time = info.mtime_ns;
	}
	mdp_arena_release(&a);
	return rc;
}

void mdp_keep_check(struct mdp_catalog *c, int64_t owner)
{
	struct mdp_file_info info;

	if (!mdp_keep_least())
		c->nkept = 0;
	if (c->nkept && c->kept_file &&
	    (mdp_file_stat(c->kept_file, &info, NULL) || info.size != c->kept_size || info.mtime_ns != c->kept_time ||
	     (info.owner != (int64_t)geteuid() && info.owner != 0 && info.owner != owner))) {
		mdp_trace("session", "%s is not what it was", c->kept_file);
		c->nkept = 0;
	}
	if (!c->nkept)
		c->kept_file = NULL;
}
