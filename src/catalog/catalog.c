/*
 * Life and look-ups of the catalog. Look-ups are linear: a catalog is read-only and small next to a question's other
 * work, and no index has to be kept in step or stored. Names compare without case, as in SQL; an exact match wins.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "catalog/catalog.h"
#include "base/banned.h"

struct mdp_catalog *mdp_catalog_new(void)
{
	struct mdp_catalog *c = calloc(1, sizeof(*c));

	if (!c)
		abort();
	mdp_arena_init(&c->arena);
	return c;
}

void mdp_catalog_free(struct mdp_catalog *c)
{
	if (!c)
		return;
	mdp_arena_release(&c->arena);
	free(c);
}

const char *mdp_role_word(enum mdp_role r)
{
	static const char *const words[] = {
#define X(name, word) [MDP_ROLE_##name] = word,
		MDP_ROLES(X)
#undef X
	};
	return (size_t)r < sizeof(words) / sizeof(words[0]) ? words[r] : "unknown";
}

const char *mdp_origin_word(enum mdp_origin_kind k)
{
	static const char *const words[] = {
#define X(name, word) word,
		MDP_ORIGINS(X)
#undef X
	};

	return words[k];
}

int mdp_catalog_trail(const struct mdp_catalog *c, int origin, int *out, int max)
{
	int n = 0, stack[MDP_TRAIL_MAX], depth = 0;

	if (origin >= 0)
		stack[depth++] = origin;
	while (depth && n < max) {
		int at = stack[--depth];
		bool seen = false;

		for (int i = 0; i < n && !seen; i++)
			seen = out[i] == at;
		if (seen)
			continue;
		out[n++] = at;
		for (int i = c->origins[at].nfrom - 1; i >= 0 && depth < MDP_TRAIL_MAX; i--)
			stack[depth++] = c->origins[at].from[i];
	}
	return n;
}

static bool same(struct mdp_str a, const char *name)
{
	size_t n = name ? strlen(name) : 0;

	if (!name || a.n != n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (tolower((unsigned char)a.p[i]) != tolower((unsigned char)name[i]))
			return false;
	}
	return true;
}

/* Does `name` read "name", or "schema.name"? Names may hold dots themselves, so nothing is split. */
static bool is_table(const struct mdp_table *t, struct mdp_str name)
{
	size_t schema = strlen(t->schema);

	if (same(name, t->name))
		return true;
	if (name.n <= schema + 1 || name.p[schema] != '.')
		return false;
	return same((struct mdp_str){ name.p, schema }, t->schema) &&
	       same((struct mdp_str){ name.p + schema + 1, name.n - schema - 1 }, t->name);
}

const char *mdp_catalog_unreadable(const struct mdp_catalog *c, int table)
{
	const struct mdp_table *t = &c->tables[table];
	size_t schema = strlen(t->schema), name = strlen(t->name);

	for (int i = 0; i < c->nfindings; i++) {
		const char *text = c->findings[i].text;

		/* it begins with the table's name */
		if (!strcmp(c->findings[i].code, MDP_FINDING_CANNOT_READ) && !strncmp(text, t->schema, schema) &&
		    text[schema] == '.' && !strncmp(text + schema + 1, t->name, name) && text[schema + 1 + name] == ' ')
			return text;
	}
	return NULL;
}

int mdp_catalog_table(const struct mdp_catalog *c, struct mdp_str name)
{
	for (int i = 0; i < c->ntables; i++) {
		if (mdp_str_is(name, c->tables[i].name))
			return i;
	}
	for (int i = 0; i < c->ntables; i++) {
		if (is_table(&c->tables[i], name))
			return i;
	}
	return -1;
}

static int bare_column(const struct mdp_catalog *c, struct mdp_str name)
{
	int found = -1;

	for (int i = 0; i < c->ncolumns; i++) {
		if (!same(name, c->columns[i].name))
			continue;
		/* Copies of one column in several tables are one name; two different columns are none. */
		if (found >= 0 && mdp_catalog_original(c, i) != mdp_catalog_original(c, found))
			return -1;
		if (found < 0 || c->columns[i].mirror < 0)
			found = i;
	}
	return found;
}

int mdp_catalog_column(const struct mdp_catalog *c, struct mdp_str name)
{
	int loose = -1;

	for (int i = 0; i < c->ncolumns; i++) {
		const struct mdp_column *col = &c->columns[i];
		size_t n = strlen(col->name);

		if (name.n < n + 2 || name.p[name.n - n - 1] != '.')
			continue;
		struct mdp_str tail = { name.p + name.n - n, n };
		struct mdp_str head = { name.p, name.n - n - 1 };

		if (!same(tail, col->name) || !is_table(&c->tables[col->table], head))
			continue;
		if (mdp_str_is(tail, col->name) && mdp_str_ends(head, c->tables[col->table].name))
			return i;
		if (loose < 0)
			loose = i;
	}
	return loose >= 0 ? loose : bare_column(c, name);
}

static bool in_list(const char **list, struct mdp_str name)
{
	for (int i = 0; list && list[i]; i++) {
		if (same(name, list[i]))
			return true;
	}
	return false;
}

int mdp_catalog_entity(const struct mdp_catalog *c, struct mdp_str name)
{
	for (int i = 0; i < c->nentities; i++) {
		if (same(name, c->entities[i].name))
			return i;
	}
	for (int i = 0; i < c->nentities; i++) {
		if (same(name, c->entities[i].plural))
			return i;
	}
	for (int i = 0; i < c->nentities; i++) {
		if (in_list(c->entities[i].synonyms, name))
			return i;
	}
	return -1;
}

int mdp_catalog_measure(const struct mdp_catalog *c, struct mdp_str name)
{
	for (int i = 0; i < c->nmeasures; i++) {
		if (same(name, c->measures[i].name))
			return i;
	}
	for (int i = 0; i < c->nmeasures; i++) {
		if (in_list(c->measures[i].synonyms, name))
			return i;
	}
	return -1;
}

int mdp_catalog_measure_of(const struct mdp_catalog *c, int entity, struct mdp_str name)
{
	for (int i = 0; i < c->nmeasures; i++) {
		const struct mdp_measure *m = &c->measures[i];

		if (m->entity == entity && (same(name, m->name) || in_list(m->synonyms, name)))
			return i;
	}
	return mdp_catalog_measure(c, name);
}

const char *mdp_catalog_column_name(const struct mdp_catalog *c, struct mdp_arena *a, int column)
{
	const struct mdp_column *col = &c->columns[column];
	const struct mdp_table *t = &c->tables[col->table];

	for (int i = 0; i < c->ntables; i++) {
		if (i != col->table && same(mdp_str_of(t->name), c->tables[i].name))
			return mdp_arena_printf(a, "%s.%s.%s", t->schema, t->name, col->name);
	}
	return mdp_arena_printf(a, "%s.%s", t->name, col->name);
}

bool mdp_catalog_is_whole_of(const struct mdp_catalog *c, int one, int part)
{
	return one == part || (one >= 0 && part >= 0 && mdp_words_begin(c->entities[part].name, c->entities[one].name));
}

int mdp_catalog_aggregated(const struct mdp_catalog *c, const struct mdp_expr *e)
{
	return e && e->kind == MDP_X_AGG && e->arg && e->arg->kind == MDP_X_COLUMN
		       ? mdp_catalog_column(c, mdp_str_of(e->arg->name))
		       : -1;
}

int mdp_catalog_since(const struct mdp_column *c, struct mdp_str value)
{
	for (int i = 0; i < c->nvalues; i++)
		if (mdp_str_is(value, c->values[i].text))
			return c->values[i].since;
	return 0;
}

int mdp_catalog_original(const struct mdp_catalog *c, int column)
{
	for (int hops = 0; hops < 8 && column >= 0 && c->columns[column].mirror >= 0; hops++)
		column = c->columns[column].mirror;
	return column;
}

bool mdp_catalog_yes(const struct mdp_catalog *c, int column, struct mdp_value *yes)
{
	const struct mdp_column *col = &c->columns[column];
	bool flag = col->role == MDP_ROLE_FLAG;
	bool ones = flag && col->type == MDP_T_INT && mdp_value_is_number(&col->max) &&
		    !(mdp_value_number(&col->max) > 1) && !(mdp_value_number(&col->min) < 0);
	const char *text = NULL;

	if (col->type == MDP_T_BOOL)
		*yes = mdp_value_bool(true);
	else if (ones)
		*yes = mdp_value_int(1);
	else if (flag && col->nvalues == 2)
		text = mdp_words_yes(col->values[0].text, col->values[1].text);
	if (text)
		*yes = mdp_value_text(mdp_str_of(text));
	return col->type == MDP_T_BOOL || ones || text;
}

/* Folded, blanks at the ends gone and those within single. */
static struct mdp_str spelled(struct mdp_arena *a, const char *text)
{
	struct mdp_str folded = mdp_utf8_fold(a, mdp_str_trim(mdp_str_of(text)));
	char *out = mdp_arena_alloc(a, folded.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < folded.n; i++) {
		if (folded.p[i] != ' ' || (n && out[n - 1] != ' '))
			out[n++] = folded.p[i];
	}
	out[n] = '\0';
	return (struct mdp_str){ out, n };
}

int mdp_catalog_spellings(const struct mdp_catalog *c, struct mdp_arena *a, int column, const char *text,
			  const char **out, int max)
{
	const struct mdp_column *col = &c->columns[column];
	struct mdp_str want = spelled(a, text);
	const char *norm = mdp_words_norm(a, mdp_str_of(text));
	int n = 0;

	out[n++] = text;
	for (int i = 0; i < col->nvalues && n < max; i++) {
		const char *other = col->values[i].text;
		bool known = false;

		if (!col->values[i].norm || strcmp(col->values[i].norm, norm) != 0)
			continue;
		for (int k = 0; k < n; k++)
			known |= strcmp(out[k], other) == 0;
		if (!known && mdp_str_eq(spelled(a, other), want))
			out[n++] = other;
	}
	return n;
}

int mdp_catalog_site(const struct mdp_catalog *c, int entity, int table, const char *role)
{
	for (int i = 0; i < c->nsites; i++) {
		const struct mdp_site *s = &c->sites[i];

		if (s->entity == entity && s->table == table && (!role || (s->role && strcmp(s->role, role) == 0)))
			return i;
	}
	return -1;
}

bool mdp_catalog_is_reference(const struct mdp_catalog *c, const struct mdp_site *s)
{
	const struct mdp_entity *e = &c->entities[s->entity];
	const char *words = c->tables[e->table].words;

	if (!e->nkey || (s->table == e->table && s->key[0] == e->key[0]))
		return false;
	/* a table of versions, or with a few keys twice, is about the thing that it is called after */
	if (e->own_table || e->nkey > 1 || !e->name || !e->plural || !words)
		return e->own_table;
	return strcmp(e->name, words) == 0 || strcmp(e->plural, words) == 0;
}

static int64_t day_of(const struct mdp_value *v)
{
	const int64_t day = INT64_C(86400000000);

	if (v->type == MDP_T_DATE)
		return v->i;
	return v->i >= 0 ? v->i / day : -((-v->i + day - 1) / day);
}

/* Of the values themselves, also of a calendar. */
static bool own_period(const struct mdp_catalog *c, int column, int64_t *first, int64_t *last)
{
	const struct mdp_column *col;

	if (column < 0 || column >= c->ncolumns)
		return false;
	col = &c->columns[column];
	for (int i = 0; i < 2; i++) {
		const struct mdp_value *v = i ? &col->max : &col->min;

		if (v->type != MDP_T_DATE && v->type != MDP_T_TIMESTAMP)
			return false;
	}
	*first = day_of(&col->min);
	*last = day_of(&col->max);
	return true;
}

bool mdp_catalog_is_regular(const struct mdp_catalog *c, int column)
{
	static const double steps[] = { 1, 7, 30.44, 91.31, 365.25 };
	int64_t first, last, n = c->columns[column].distinct;
	double step;

	if (n < 2 || !own_period(c, column, &first, &last))
		return false;
	/* one of them may stand for a time that is not known */
	step = (double)(last - first) / (double)(n - 1);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		double slack = 2.0 / (double)n > 0.05 ? 2.0 / (double)n : 0.05;

		if (step > steps[i] * (1 - slack) && step < steps[i] * (1 + slack))
			return true;
	}
	return false;
}

bool mdp_catalog_is_calendar(const struct mdp_catalog *c, int entity)
{
	int time = c->entities[entity].time;

	/* one may stand for a day that is not known, without a date or with one far from all others */
	return time >= 0 && c->columns[time].entity == entity && c->columns[time].type == MDP_T_DATE &&
	       c->columns[time].distinct >= c->entities[entity].count - 2 && mdp_catalog_is_regular(c, time);
}

bool mdp_catalog_period(const struct mdp_catalog *c, int column, int64_t *first, int64_t *last)
{
	if (!own_period(c, column, first, last))
		return false;
	if (c->columns[column].coverage.lent) {
		*first = c->columns[column].coverage.from;
		*last = c->columns[column].coverage.to;
	}
	if (c->columns[column].precision != MDP_GRAIN_NONE)
		*last = mdp_date_add(mdp_date_trunc(*last, c->columns[column].precision), c->columns[column].precision,
				     1) -
			1;
	return true;
}

const char *mdp_use_word(enum mdp_use_kind k)
{
	static const char *const words[] = {
#define X(name, word) word,
		MDP_USES(X)
#undef X
	};

	return words[k];
}

const char *mdp_oddity_word(enum mdp_oddity_kind k)
{
	static const char *const words[] = {
#define X(name, word) [MDP_ODD_##name] = word,
		MDP_ODDITIES(X)
#undef X
	};
	return (size_t)k < sizeof(words) / sizeof(words[0]) ? words[k] : "odd";
}

static bool is_on_level(const struct mdp_catalog *c, int entity, int column, bool as_coarse)
{
	for (int i = 0; i < c->nlevels; i++) {
		const struct mdp_level *l = &c->levels[i];

		if (l->entity == entity && (as_coarse ? l->coarse : l->fine) == column)
			return true;
	}
	return false;
}

static int climb(const struct mdp_catalog *c, int entity, struct mdp_drill path, struct mdp_drill *out, int n, int max)
{
	int last = path.columns[path.n - 1];

	if (n < max && path.n > 1 && (path.n == MDP_DRILL_COLUMNS || !is_on_level(c, entity, last, false)))
		out[n++] = path;
	for (int i = 0; i < c->nlevels && path.n < MDP_DRILL_COLUMNS && n < max; i++) {
		struct mdp_drill longer = path;

		if (c->levels[i].entity != entity || c->levels[i].fine != last)
			continue;
		longer.columns[longer.n++] = c->levels[i].coarse;
		n = climb(c, entity, longer, out, n, max); /* no deeper than MDP_DRILL_COLUMNS */
	}
	return n;
}

int mdp_catalog_drills(const struct mdp_catalog *c, int entity, struct mdp_drill *out, int max)
{
	int n = 0;

	for (int i = 0; i < c->nlevels; i++) {
		struct mdp_drill start = { .columns = { c->levels[i].fine }, .n = 1 };
		bool again = c->levels[i].entity != entity || is_on_level(c, entity, start.columns[0], true);

		for (int k = 0; k < i && !again; k++)
			again = c->levels[k].entity == entity && c->levels[k].fine == start.columns[0];
		if (!again)
			n = climb(c, entity, start, out, n, max);
	}
	return n;
}

const char *mdp_catalog_relation(const struct mdp_table *t)
{
	return t->rows_of ? t->rows_of : t->name;
}

static int column_called(const struct mdp_catalog *c, int table, const char *name)
{
	const struct mdp_table *t = &c->tables[table];

	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++) {
		if (strcmp(c->columns[i].name, name) == 0)
			return i;
	}
	return -1;
}

int mdp_catalog_then(const struct mdp_catalog *c, int column)
{
	const struct mdp_table *t = &c->tables[c->columns[column].table];

	return t->only && t->versions >= 0 ? column_called(c, t->versions, c->columns[column].name) : -1;
}

int mdp_catalog_now(const struct mdp_catalog *c, int column)
{
	const struct mdp_table *t = &c->tables[c->columns[column].table];

	return t->current > 0 ? column_called(c, t->current, c->columns[column].name) : -1;
}
