/*
 * platforms FOLDER…: profiles the warehouse of each folder and compares what is found with its truth.txt (README.md has the
 * form). Prints what is missing or false, and precision and recall of each kind; fails below 0.95.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/limits.h"
#include "profile/profile.h"
#include "base/banned.h"

#define MAX_FIELDS 6
#define GOAL 0.95

struct score {
	const char *what;
	int right, found, wanted;
};

enum { KEYS, ENTITIES, JOINS, OWNERS, ROLES, ADDITIVE, MEASURES, IDENTITIES, LEVELS, ODDITIES, NSCORES };

static struct score scores[NSCORES] = {
	{ .what = "keys" },   { .what = "entities" },   { .what = "joins" },    { .what = "owners" },
	{ .what = "roles" },  { .what = "additivity" }, { .what = "measures" }, { .what = "identities" },
	{ .what = "levels" }, { .what = "oddities" },
};

struct truth {
	const struct mdp_catalog *c;
	struct mdp_arena *a;
	const char *platform;
	bool seen[4096]; /* sites that the truth names */
	bool seen_entity[1024];
	bool seen_level[256], seen_oddity[256];
};

static void tell(const struct truth *t, const char *how, const char *what)
{
	printf("# %s: %s: %s\n", t->platform, how, what);
}

static void count(const struct truth *t, int kind, bool right, bool found, const char *line)
{
	scores[kind].wanted++;
	scores[kind].found += found;
	scores[kind].right += right;
	if (!right)
		tell(t, found ? "wrong" : "missing", line);
}

/* Columns of a key in any order: "a,b". */
static const char *key_text(const struct truth *t, const int *key, int n)
{
	const char *out = "";

	for (int pass = 0; pass < n; pass++) {
		const char *next = NULL;

		for (int k = 0; k < n; k++) {
			const char *name = t->c->columns[key[k]].name;
			int rank = 0;

			for (int j = 0; j < n; j++)
				rank += strcmp(t->c->columns[key[j]].name, name) < 0;
			if (rank == pass)
				next = name;
		}
		out = mdp_arena_printf(t->a, "%s%s%s", out, pass ? "," : "", next ? next : "?");
	}
	return n ? out : "-";
}

static int by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static const char *sorted(const struct truth *t, const char *columns)
{
	const char *names[MDP_LIMIT_KEY_COLUMNS], *out = "";
	struct mdp_str rest = mdp_str_of(columns), w;
	int n = 0;

	while (n < MDP_LIMIT_KEY_COLUMNS && rest.n && mdp_str_next(&rest, ',', &w))
		names[n++] = mdp_arena_strndup(t->a, w.p, w.n);
	qsort(names, (size_t)n, sizeof(*names), by_text);
	for (int i = 0; i < n; i++)
		out = mdp_arena_printf(t->a, "%s%s%s", out, i ? "," : "", names[i]);
	return out;
}

static void check_key(struct truth *t, char **f, const char *line)
{
	int table = mdp_catalog_table(t->c, mdp_str_of(f[1]));
	const struct mdp_entity *e = table < 0 ? NULL : &t->c->entities[t->c->tables[table].row_entity];

	count(t, KEYS, e && strcmp(key_text(t, e->key, e->nkey), sorted(t, f[2])) == 0,
	      e && (e->nkey || !strcmp(f[2], "-")), line);
}

static void check_almost(struct truth *t, char **f, const char *line)
{
	int table = mdp_catalog_table(t->c, mdp_str_of(f[1]));
	const struct mdp_entity *e = table < 0 ? NULL : &t->c->entities[t->c->tables[table].row_entity];

	count(t, KEYS, e && strcmp(key_text(t, e->almost, e->nalmost), sorted(t, f[2])) == 0, e && e->nalmost, line);
}

static void check_entity(struct truth *t, char **f, const char *line)
{
	int i = mdp_catalog_entity(t->c, mdp_str_of(f[1]));
	const struct mdp_entity *e = i < 0 ? NULL : &t->c->entities[i];
	bool right = e && strcmp(t->c->tables[e->table].name, f[2]) == 0 &&
		     strcmp(key_text(t, e->key, e->nkey), sorted(t, f[3])) == 0 &&
		     (strcmp(f[4], "-") == 0 || e->count == strtoll(f[4], NULL, 10));

	if (e)
		t->seen_entity[i] = true;
	count(t, ENTITIES, right, e != NULL, line);
}

static void check_join(struct truth *t, char **f, const char *line)
{
	int found = -1;

	for (int i = 0; i < t->c->nsites && found < 0; i++) {
		const struct mdp_site *s = &t->c->sites[i];
		const struct mdp_entity *e = &t->c->entities[s->entity];

		if (strcmp(t->c->tables[s->table].name, f[1]) == 0 && strcmp(t->c->tables[e->table].name, f[3]) == 0 &&
		    strcmp(key_text(t, s->key, e->nkey), sorted(t, f[2])) == 0 &&
		    strcmp(key_text(t, e->key, e->nkey), sorted(t, f[4])) == 0)
			found = i;
	}
	if (found >= 0)
		t->seen[found] = true;
	scores[JOINS].found -= found < 0;
	count(t, JOINS, found >= 0, true, line);
}

static int column(const struct truth *t, const char *name)
{
	int c = mdp_catalog_column(t->c, mdp_str_of(name));

	if (c < 0)
		tell(t, "no such column", name);
	return c;
}

static void check_word(struct truth *t, int kind, char **f, const char *line)
{
	static const char *const additive[] = { "no", "not over time", "yes" };
	int c = column(t, f[1]);
	const char *got = NULL;

	if (c >= 0 && kind == OWNERS)
		got = t->c->entities[t->c->columns[c].entity].name;
	else if (c >= 0)
		got = kind == ROLES ? mdp_role_word(t->c->columns[c].role) : additive[t->c->columns[c].additive];
	count(t, kind, got && strcmp(got, f[2]) == 0, got != NULL,
	      mdp_arena_printf(t->a, "%s (found %s)", line, got ? got : "nothing"));
}

static void check_measure(struct truth *t, char **f, const char *line)
{
	int m = mdp_catalog_measure(t->c, mdp_str_of(f[1]));

	count(t, MEASURES, m >= 0 && strcmp(t->c->entities[t->c->measures[m].entity].name, f[2]) == 0, m >= 0, line);
}

/* The terms of a linear identity in the order of the table: "+a,-b". */
static const char *terms_text(const struct truth *t, const struct mdp_identity *id)
{
	const char *out = "";

	for (int c = 0; c < t->c->ncolumns; c++) {
		for (int i = 0; i < id->nterms; i++) {
			if (id->terms[i].column == c)
				out = mdp_arena_printf(t->a, "%s%s%c%s", out, out[0] ? "," : "",
						       id->terms[i].sign < 0 ? '-' : '+', t->c->columns[c].name);
		}
	}
	return out;
}

static void check_linear(struct truth *t, char **f, const char *line)
{
	int c = column(t, f[4]);
	bool found = false;

	for (int i = 0; i < t->c->nidentities; i++) {
		const struct mdp_identity *id = &t->c->identities[i];

		found |= id->kind == MDP_ID_LINEAR && id->c == c && strcmp(terms_text(t, id), f[2]) == 0;
	}
	count(t, IDENTITIES, found, found, line);
}

static void check_identity(struct truth *t, char **f, const char *line)
{
	static const char *const kinds[] = { "sum of product", "sum", "product", "difference", "ratio" };
	int a = column(t, f[2]), b = strcmp(f[3], "-") == 0 ? -1 : column(t, f[3]), c = column(t, f[4]);
	bool found = false;

	for (int i = 0; i < t->c->nidentities; i++) {
		const struct mdp_identity *id = &t->c->identities[i];

		found |= id->kind != MDP_ID_LINEAR && strcmp(kinds[id->kind], f[1]) == 0 && id->a == a && id->b == b &&
			 id->c == c;
	}
	count(t, IDENTITIES, found, found, line);
}

static void check_level(struct truth *t, char **f, const char *line)
{
	int fine = column(t, f[1]), coarse = column(t, f[2]);
	bool found = false;

	for (int i = 0; i < t->c->nlevels; i++) {
		if (t->c->levels[i].fine == fine && t->c->levels[i].coarse == coarse)
			found = t->seen_level[i & 255] = true;
	}
	count(t, LEVELS, found, found, line);
}

static void check_oddity(struct truth *t, char **f, const char *line)
{
	int c = column(t, f[1]);
	bool found = false;

	for (int i = 0; i < t->c->noddities; i++) {
		const struct mdp_oddity *o = &t->c->oddities[i];

		if (o->column == c && strcmp(mdp_oddity_word(o->kind), f[2]) == 0 && strcmp(o->example, f[3]) == 0)
			found = t->seen_oddity[i & 255] = true;
	}
	count(t, ODDITIES, found, found, line);
}

static void check_line(struct truth *t, const char *line)
{
	char *copy = mdp_arena_strdup(t->a, line), *f[MAX_FIELDS] = { 0 };
	int n = 0;

	for (char *p = copy; p && n < MAX_FIELDS; n++) {
		char *bar = strchr(p, '|');

		f[n] = p;
		if (bar)
			*bar++ = '\0';
		p = bar;
	}
	for (int i = n; i < MAX_FIELDS; i++)
		f[i] = copy + strlen(copy);
	if (strcmp(f[0], "key") == 0)
		check_key(t, f, line);
	else if (strcmp(f[0], "almost") == 0)
		check_almost(t, f, line);
	else if (strcmp(f[0], "entity") == 0)
		check_entity(t, f, line);
	else if (strcmp(f[0], "join") == 0)
		check_join(t, f, line);
	else if (strcmp(f[0], "owner") == 0)
		check_word(t, OWNERS, f, line);
	else if (strcmp(f[0], "role") == 0)
		check_word(t, ROLES, f, line);
	else if (strcmp(f[0], "additive") == 0)
		check_word(t, ADDITIVE, f, line);
	else if (strcmp(f[0], "measure") == 0)
		check_measure(t, f, line);
	else if (strcmp(f[0], "identity") == 0 && strcmp(f[1], "linear") == 0)
		check_linear(t, f, line);
	else if (strcmp(f[0], "identity") == 0)
		check_identity(t, f, line);
	else if (strcmp(f[0], "level") == 0)
		check_level(t, f, line);
	else if (strcmp(f[0], "odd") == 0)
		check_oddity(t, f, line);
	else
		tell(t, "bad line", line);
}

/* Levels and oddities are listed completely as well. */
static void count_false_details(struct truth *t)
{
	for (int i = 0; i < t->c->nlevels; i++) {
		const struct mdp_level *l = &t->c->levels[i];

		if (t->seen_level[i & 255])
			continue;
		scores[LEVELS].found++;
		tell(t, "false level",
		     mdp_arena_printf(t->a, "%s|%s", mdp_catalog_column_name(t->c, t->a, l->fine),
				      mdp_catalog_column_name(t->c, t->a, l->coarse)));
	}
	for (int i = 0; i < t->c->noddities; i++) {
		const struct mdp_oddity *o = &t->c->oddities[i];

		int then = mdp_catalog_then(t->c, o->column);

		if (t->seen_oddity[i & 255] || (then >= 0 && t->c->columns[then].mirror < 0))
			continue;
		scores[ODDITIES].found++;
		tell(t, "false oddity",
		     mdp_arena_printf(t->a, "%s|%s|%s", mdp_catalog_column_name(t->c, t->a, o->column),
				      mdp_oddity_word(o->kind), o->example));
	}
}

/* What was found and is not true: joins and entities are listed completely in the truth. */
static void count_false(struct truth *t)
{
	for (int i = 0; i < t->c->nsites; i++) {
		const struct mdp_site *s = &t->c->sites[i];
		const struct mdp_entity *e = &t->c->entities[s->entity];

		if (!e->nkey || !e->own_table || t->seen[i] || (s->table == e->table && s->key[0] == e->key[0]))
			continue;
		scores[JOINS].found++;
		tell(t, "false join",
		     mdp_arena_printf(t->a, "%s(%s) to %s", t->c->tables[s->table].name, key_text(t, s->key, e->nkey),
				      e->name));
	}
	for (int i = 0; i < t->c->nentities; i++) {
		if (t->c->entities[i].nkey && !t->seen_entity[i]) {
			scores[ENTITIES].found++;
			tell(t, "false entity", t->c->entities[i].name);
		}
	}
}

static int run(const char *folder, struct mdp_error *err)
{
	struct mdp_arena a;
	struct mdp_catalog *c = mdp_catalog_new();
	struct mdp_engine *e = NULL;
	struct mdp_engine_options opt = { .threads = 1 };
	struct truth t = { .c = c, .a = &a, .platform = mdp_path_base(folder) };
	struct mdp_str sql, text, line;
	int rc;

	mdp_arena_init(&a);
	rc = mdp_file_read(&a, mdp_path_join(&a, folder, "warehouse.sql"), &sql, err);
	if (!rc)
		rc = mdp_file_read(&a, mdp_path_join(&a, folder, "truth.txt"), &text, err);
	if (!rc)
		rc = mdp_engine_open(&e, &opt, err);
	if (!rc)
		rc = mdp_engine_script(e, sql.p, err);
	if (!rc)
		rc = mdp_profile_run(e, NULL, c, err);
	while (!rc && text.n && mdp_str_next(&text, '\n', &line)) {
		if (line.n && line.p[0] != '#')
			check_line(&t, mdp_arena_strndup(&a, line.p, line.n));
	}
	if (!rc)
		count_false(&t);
	if (!rc)
		count_false_details(&t);
	mdp_engine_free(e);
	mdp_catalog_free(c);
	mdp_arena_release(&a);
	return rc;
}

int main(int argc, char **argv)
{
	struct mdp_error err = { 0 };
	int bad = 0;

	printf("1..%d\n", NSCORES);
	for (int i = 1; i < argc; i++) {
		if (run(argv[i], &err)) {
			printf("Bail out! %s: %s %s\n", argv[i], err.primary, err.detail);
			return 1;
		}
	}
	for (int i = 0; i < NSCORES; i++) {
		const struct score *s = &scores[i];
		double precision = s->found ? (double)s->right / s->found : 0,
		       recall = s->wanted ? (double)s->right / s->wanted : 0;
		bool ok = precision >= GOAL && recall >= GOAL;

		printf("%sok %d - %s: precision %.3f (%d of %d), recall %.3f (%d of %d)\n", ok ? "" : "not ", i + 1,
		       s->what, precision, s->right, s->found, recall, s->right, s->wanted);
		bad += !ok;
	}
	return bad > 0;
}
