/*
 * The facts between things, in words: the columns of a table and what each belongs to, joins with their coverage, and arithmetic
 * that holds. A join is told by the columns that it compares, how many rows find their partner, and how that is known.
 */
#include <string.h>

#include "base/utf8.h"
#include "cmd/describe.h"
#include "base/banned.h"

static const char *number(struct mdp_arena *a, int64_t n)
{
	struct mdp_value v = mdp_value_int(n);

	return mdp_value_human(a, &v, NULL);
}

static bool is_in(const int *list, int n, int column)
{
	for (int i = 0; i < n; i++)
		if (list[i] == column)
			return true;
	return false;
}

/* "part of the key of visit", "of patient, copy of …" */
static const char *belonging(const struct mdp_catalog *c, struct mdp_arena *a, int id)
{
	const struct mdp_column *col = &c->columns[id];
	const char *key = NULL;

	for (int i = 0; i < c->nsites; i++) {
		const struct mdp_site *s = &c->sites[i];
		int n = c->entities[s->entity].nkey;

		if (s->table == col->table && is_in(s->key, n, id))
			key = mdp_arena_printf(a, "%s%s of %s%s%s", key ? mdp_arena_printf(a, "%s, ", key) : "",
					       n > 1 ? "part of the key" : "key", c->entities[s->entity].name,
					       s->role ? ", as " : "", s->role ? s->role : "");
	}
	if (key)
		return key;
	if (col->entity < 0)
		return "";
	return mdp_arena_printf(a, "of %s%s%s", c->entities[col->entity].name, col->mirror >= 0 ? ", copy of " : "",
				col->mirror >= 0 ? mdp_catalog_column_name(c, a, col->mirror) : "");
}

static bool is_mixed(const struct mdp_catalog *c, int column)
{
	for (int i = 0; i < c->nidentities; i++)
		if (c->identities[i].kind == MDP_ID_MIXED && c->identities[i].c == column)
			return true;
	return false;
}

/* How an amount adds up; "" for what is none. Once an instance, where the table repeats it. */
static const char *adding(const struct mdp_catalog *c, struct mdp_arena *a, int id)
{
	const struct mdp_column *col = &c->columns[id];
	static const char *const words[] = {
		[MDP_ADDITIVE_NO] = "does not add up",
		[MDP_ADDITIVE_YES] = "adds up",
		[MDP_ADDITIVE_SEMI] = "adds up at one moment, not over time",
	};
	bool amount = col->role == MDP_ROLE_MONEY || col->role == MDP_ROLE_QUANTITY || col->role == MDP_ROLE_COUNT ||
		      col->role == MDP_ROLE_LEVEL || col->role == MDP_ROLE_RATE || col->role == MDP_ROLE_DURATION;

	if (!amount)
		return "";
	if (is_mixed(c, id))
		return "; mixes two grains";
	if (col->additive != MDP_ADDITIVE_NO && col->entity >= 0 && col->entity != c->tables[col->table].row_entity)
		return mdp_arena_printf(a, "; %s, once per %s", words[col->additive], c->entities[col->entity].name);
	return mdp_arena_printf(a, "; %s", words[col->additive]);
}

void mdp_describe_columns(const struct mdp_catalog *c, int table, struct mdp_arena *a, struct mdp_buf *out)
{
	const struct mdp_table *t = &c->tables[table];
	size_t width = 0;

	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++) {
		size_t n = (size_t)mdp_utf8_width(mdp_str_of(c->columns[i].name));

		width = n > width && n <= 40 ? n : width;
	}
	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++) {
		const struct mdp_column *col = &c->columns[i];
		size_t n = (size_t)mdp_utf8_width(mdp_str_of(col->name));

		if (!col->hidden)
			mdp_buf_printf(out, "  %-13s %s%*s  %-11s %s%s\n", i == t->first_column ? "columns" : "",
				       col->name, (int)(n < width ? width - n : 0), "", mdp_role_word(col->role),
				       belonging(c, a, i), adding(c, a, i));
	}
}

static const char *key_words(const struct mdp_catalog *c, struct mdp_arena *a, const int *key, int n)
{
	const char *text = "";

	for (int i = 0; i < n; i++)
		text = mdp_arena_printf(a, "%s%s%s", text, i ? " and " : "", mdp_catalog_column_name(c, a, key[i]));
	return text;
}

static void join(const struct mdp_catalog *c, const struct mdp_site *s, struct mdp_arena *a, struct mdp_buf *out)
{
	const struct mdp_entity *e = &c->entities[s->entity];
	int64_t rows = c->tables[s->table].rows;

	mdp_buf_printf(out, "  %-13s %s → %s%s%s; %s to one; %s of %s rows have a key, ", "join",
		       key_words(c, a, s->key, e->nkey), key_words(c, a, e->key, e->nkey), s->role ? ", as " : "",
		       s->role ? s->role : "", s->unique ? "one" : "many", number(a, rows - s->nulls), number(a, rows));
	if (s->orphans)
		mdp_buf_printf(out, "%s of %s keys have no %s", number(a, s->orphans), number(a, s->distinct), e->name);
	else
		mdp_buf_puts(out, "no orphans");
	if (!e->own_table)
		mdp_buf_puts(out, ", the key repeats there");
	mdp_buf_printf(out, "%s%s%s\n", s->evidence.how ? " (" : "", s->evidence.how ? s->evidence.how : "",
		       s->evidence.how ? ")" : "");
}

int mdp_describe_joins(const struct mdp_catalog *c, int table, int column, struct mdp_arena *a, struct mdp_buf *out)
{
	int n = 0;

	for (int i = 0; i < c->nsites; i++) {
		const struct mdp_site *s = &c->sites[i];
		const struct mdp_entity *e = &c->entities[s->entity];

		if (!mdp_catalog_is_reference(c, s) || (table >= 0 && s->table != table) ||
		    (column >= 0 && !is_in(s->key, e->nkey, column)))
			continue;
		join(c, s, a, out);
		n++;
	}
	return n;
}

bool mdp_describe_is_join(struct mdp_arena *a, const char *name, const char **left, const char **right)
{
	static const char *const marks[] = { "→", "->", " = ", "=" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		const char *at = strstr(name, marks[i]);
		struct mdp_str l, r;

		if (!at)
			continue;
		l = mdp_str_trim((struct mdp_str){ name, (size_t)(at - name) });
		r = mdp_str_trim(mdp_str_of(at + strlen(marks[i])));
		*left = mdp_arena_strndup(a, l.p, l.n);
		*right = mdp_arena_strndup(a, r.p, r.n);
		return l.n && r.n;
	}
	return false;
}

/* Is it the table, one of the columns, or (where `entity` is one) the thing of that name? */
static bool is_side(const struct mdp_catalog *c, const char *name, int table, const int *key, int nkey, int entity)
{
	struct mdp_str s = mdp_str_of(name);
	int column = mdp_catalog_column(c, s);

	return mdp_catalog_table(c, s) == table || (column >= 0 && is_in(key, nkey, column)) ||
	       mdp_catalog_entity(c, s) == entity;
}

int mdp_describe_join(const struct mdp_catalog *c, const char *left, const char *right, struct mdp_arena *a,
		      struct mdp_buf *out)
{
	int n = 0;

	for (int i = 0; i < c->nsites; i++) {
		const struct mdp_site *s = &c->sites[i];
		const struct mdp_entity *e = &c->entities[s->entity];

		if (!e->nkey || (s->table == e->table && s->key[0] == e->key[0]) ||
		    !is_side(c, left, s->table, s->key, e->nkey, c->tables[s->table].row_entity) ||
		    !is_side(c, right, e->table, e->key, e->nkey, s->entity))
			continue;
		join(c, s, a, out);
		mdp_buf_printf(out, "  %-13s %.4g on average; %s of %s %s have %s\n", "rows a key",
			       s->distinct ? (double)(c->tables[s->table].rows - s->nulls) / (double)s->distinct : 0.0,
			       number(a, s->distinct - s->orphans), number(a, e->count), e->plural,
			       s->unique ? "one" : "some");
		if (s->examples)
			mdp_buf_printf(out, "  %-13s %s\n", "not there", s->examples);
		n++;
	}
	return n;
}

static const char *name(const struct mdp_catalog *c, int column)
{
	return c->columns[column].name;
}

/* a − b = c is told; c + b = a is the same fact. */
static bool is_told_as_difference(const struct mdp_catalog *c, const struct mdp_identity *id)
{
	for (int i = 0; id->kind == MDP_ID_LINEAR && id->nterms == 2 && i < c->nidentities; i++) {
		const struct mdp_identity *d = &c->identities[i];
		int both[] = { id->terms[0].column, id->terms[1].column, id->c };

		if (d->kind == MDP_ID_DIFFERENCE && is_in(both, 3, d->a) && is_in(both, 3, d->b) &&
		    is_in(both, 3, d->c))
			return true;
	}
	return false;
}

/* The right side of the equation; NULL for a kind that is told elsewhere. */
static const char *formula(const struct mdp_catalog *c, struct mdp_arena *a, const struct mdp_identity *id)
{
	const char *text = "";

	switch (id->kind) {
	case MDP_ID_SUM_PRODUCT:
		return mdp_arena_printf(a, "sum of %s × %s over its %s", name(c, id->a), name(c, id->b),
					c->entities[id->fine].plural);
	case MDP_ID_SUM:
		return mdp_arena_printf(a, "sum of %s over its %s", name(c, id->a), c->entities[id->fine].plural);
	case MDP_ID_PRODUCT:
		return mdp_arena_printf(a, "%s × %s", name(c, id->a), name(c, id->b));
	case MDP_ID_DIFFERENCE:
		return mdp_arena_printf(a, "%s − %s", name(c, id->a), name(c, id->b));
	case MDP_ID_LINEAR:
		for (int i = 0; i < id->nterms; i++)
			text = mdp_arena_printf(a, "%s%s%s", text,
						id->terms[i].sign < 0 ? " − "
						: i                   ? " + "
								      : "",
						name(c, id->terms[i].column));
		return text;
	case MDP_ID_MIXED:
		for (int i = 0; i < id->nterms; i++)
			text = mdp_arena_printf(a, "%s%s%s", text, i ? " × " : "", name(c, id->terms[i].column));
		return mdp_arena_printf(a, "%s %s %s, where %s is of the %s and stands on each %s", name(c, id->a),
					id->terms[0].sign < 0 ? "−" : "+", text, name(c, id->a),
					c->entities[id->coarse].name, c->entities[id->fine].name);
	case MDP_ID_RATIO:
		break;
	}
	return NULL;
}

void mdp_describe_arithmetic(const struct mdp_catalog *c, int table, int column, struct mdp_arena *a,
			     struct mdp_buf *out)
{
	for (int i = 0; i < c->nidentities; i++) {
		const struct mdp_identity *id = &c->identities[i];
		const char *right = formula(c, a, id);

		if (!right || is_told_as_difference(c, id) || (table >= 0 && c->columns[id->c].table != table) ||
		    (column >= 0 && id->c != column))
			continue;
		mdp_buf_printf(out, "  %-13s %s = %s (%s %s, %s exceptions)\n", "arithmetic", name(c, id->c), right,
			       number(a, id->checked),
			       id->kind == MDP_ID_MIXED ? "rows" : c->entities[id->coarse].plural,
			       number(a, id->exceptions));
	}
}
