/*
 * What names say of references: how much a column's name says that it holds keys of a table, and, so that not every column has to be
 * compared with every table, of which tables it may say so at all.
 */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define KIND_LEAST 20 /* keys: among fewer, values say nothing */
#define ENDS_ALIKE 0.9
#define PART_OF_KEYS 6 /* at least one of so many */

bool mdp_prof_ends_in(const char *words, const char *tail)
{
	size_t n = strlen(words), k = strlen(tail);

	return k && n > k && words[n - k - 1] == ' ' && strcmp(words + n - k, tail) == 0;
}

static bool starts_with_word(const char *words, const char *head)
{
	size_t k = strlen(head);

	return k && strncmp(words, head, k) == 0 && words[k] == ' ';
}

/* "mbr" for "member", "acct" for "account": from the first letter to the last, in order. */
static bool is_contraction(const char *shorter, const char *longer)
{
	const char *at = longer;

	if (shorter[0] != longer[0] || shorter[strlen(shorter) - 1] != longer[strlen(longer) - 1] ||
	    strchr(longer, ' '))
		return false;
	for (const char *s = shorter; *s; s++, at++) {
		at = strchr(at, *s);
		if (!at)
			return false;
	}
	return true;
}

/* "prod" for "product", "cust" for "customer": at least three letters, and no whole word ("order" is no order line). */
static bool is_abbreviation(const char *shorter, const char *longer)
{
	size_t n = strlen(shorter);

	return n >= 3 && n < strlen(longer) && longer[n] != ' ' && !strchr(shorter, ' ') &&
	       (strncmp(shorter, longer, n) == 0 || is_contraction(shorter, longer));
}

/* Is the column's name that of an identifier, so that the same name elsewhere means the same? Not "h" or "amount". */
static bool is_name(struct prof *p, int column)
{
	return p->columns[column].idlike || p->c->columns[column].role == MDP_ROLE_CODE ||
	       (p->columns[column].class == PROF_TEXT && strlen(p->columns[column].noun) >= 3) ||
	       mdp_prof_names_table(p, column) >= 2;
}

static bool is_identifier(const struct prof *p, int column)
{
	return p->columns[column].idlike || p->c->columns[column].role == MDP_ROLE_CODE;
}

static struct mdp_str last_word(const char *words)
{
	const char *space = strrchr(words, ' ');

	return mdp_str_of(space ? space + 1 : words);
}

bool mdp_prof_is_kin_noun(const char *noun)
{
	struct mdp_str rest, w;

	for (int i = 0; mdp_data_kin[i]; i++) {
		rest = mdp_str_of(mdp_data_kin[i]);
		while (mdp_data_kin[i][0] != '#' && rest.n && mdp_str_next(&rest, '\t', &w)) {
			if (mdp_str_is(w, noun) || (strlen(noun) >= 3 && mdp_str_starts(w, noun)))
				return true;
		}
	}
	return false;
}

static bool is_listed(const char *const *list, const char *words)
{
	for (int i = 0; list[i]; i++)
		if (list[i][0] != '#' && (!strcmp(words, list[i]) || mdp_prof_ends_in(words, list[i])))
			return true;
	return false;
}

/* "account owner", "changed by": somebody who does or did something. */
static bool names_doer(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	const char *last = strrchr(col->words, ' '), *role = col->words; /* the noun is without its "by" */
	if (last && mdp_prof_is_id_word(mdp_str_of(last + 1)))
		role = mdp_arena_strndup(p->a, col->words, (size_t)(last - col->words));
	return p->columns[column].idlike && is_listed(mdp_data_doers, role);
}

bool mdp_prof_is_colleague(const struct prof *p, int column, int key)
{
	return p->c->columns[column].table != p->c->columns[key].table && p->columns[column].class == PROF_TEXT &&
	       p->columns[key].class == PROF_TEXT && names_doer(p, column) &&
	       is_listed(mdp_data_staff, p->columns[key].singular);
}

/* The only table of people of the house? */
static bool is_only_staff(const struct prof *p, int table)
{
	for (int i = 0; i < p->c->ntables; i++)
		if (i != table && is_listed(mdp_data_staff, p->tables[i].singular))
			return false;
	return true;
}

/* Are the numbers a good part of the keys, and do they end where the keys end? Those of another table, counted from 1 as well, would not. */
static bool ends_alike(const struct mdp_column *col, const struct mdp_column *key)
{
	return mdp_value_is_number(&col->max) &&
	       mdp_value_number(&col->max) >= ENDS_ALIKE * mdp_value_number(&key->max) &&
	       col->distinct * PART_OF_KEYS >= key->distinct && key->distinct >= KIND_LEAST;
}

bool mdp_prof_is_doer(const struct prof *p, int column, int target)
{
	const struct mdp_column *col = &p->c->columns[column], *key = &p->c->columns[target];
	return col->table != key->table && names_doer(p, column) &&
	       is_listed(mdp_data_staff, p->tables[key->table].singular) && mdp_value_is_number(&key->min) &&
	       mdp_prof_is_within(col, key) &&
	       (mdp_value_number(&key->min) > 1 || (is_only_staff(p, key->table) && ends_alike(col, key)));
}

/* Do the nouns end in words that often mean the same thing? */
bool mdp_prof_is_kin(const char *noun, const char *table)
{
	struct mdp_str a = last_word(noun), b = last_word(table), rest, w;

	for (int i = 0; mdp_data_kin[i]; i++) {
		int found = 0;

		rest = mdp_str_of(mdp_data_kin[i]);
		while (rest.n && mdp_str_next(&rest, '\t', &w))
			found += mdp_str_eq(w, a) || mdp_str_eq(w, b);
		if (found == 2 && mdp_data_kin[i][0] != '#')
			return true;
	}
	return false;
}

/* What a key is called: as it is, or with the prefix of its table's columns. */
struct called {
	const char *words, *noun;
};

static int names_of_key(struct prof *p, int key, struct called out[2])
{
	const struct prof_column *pc = &p->columns[key];

	out[0] = (struct called){ p->c->columns[key].words, pc->singular };
	if (!p->tables[p->c->columns[key].table].prefix)
		return 1;
	out[1] = (struct called){ pc->full, mdp_prof_singular(p->a, mdp_prof_column_noun(p->a, pc->full)) };
	return 2;
}

/* "manager", "reports to", "parent": of the same kind as what has one. */
bool mdp_prof_is_of_same_kind(const struct prof *p, int column)
{
	static const char *const words[] = { "reports to",  "manager",  "supervisor", "boss",   "parent",
					     "referred by", "replaces", "lead",       "mentor", NULL };
	const char *name = p->c->columns[column].words, *noun = p->columns[column].singular;

	for (int i = 0; words[i] && is_identifier(p, column); i++) {
		if (strcmp(name, words[i]) == 0 || strcmp(noun, words[i]) == 0 || mdp_prof_ends_in(name, words[i]))
			return true;
	}
	return false;
}

/* "order line", "ticket item": a part of what the words before name. */
static bool is_part(const char *noun)
{
	return strchr(noun, ' ') && mdp_words_listed(mdp_data_parts, last_word(noun));
}

static enum prof_named strength_of(struct prof *p, int column, int target, const struct called *key)
{
	const struct mdp_column *col = &p->c->columns[column];
	const char *noun = p->columns[column].singular;
	const char *table = p->tables[p->c->columns[target].table].singular;

	/* "unique customers", a whole number, counts customers */
	if (p->columns[column].class == PROF_INTEGER && !p->columns[column].idlike &&
	    !mdp_str_eq(last_word(noun), last_word(p->columns[column].noun)) && strcmp(col->words, key->words) != 0)
		return PROF_NAMED_NONE;
	if (key->noun[0]) {
		if (strcmp(col->words, key->words) == 0 && is_name(p, target))
			return PROF_NAMED_SAME;
		if (mdp_prof_ends_in(col->words, key->words) || mdp_prof_ends_in(noun, key->noun))
			return PROF_NAMED_STRONG;
		if (strcmp(noun, key->noun) == 0)
			return PROF_NAMED_STRONG;
	}
	if (strcmp(noun, table) == 0)
		return PROF_NAMED_SAME;
	if (mdp_prof_ends_in(noun, table))
		return PROF_NAMED_STRONG;
	if ((strlen(noun) >= 3 && mdp_prof_ends_in(table, noun)) || is_abbreviation(noun, table) ||
	    (key->noun[0] && is_abbreviation(noun, key->noun)))
		return PROF_NAMED_LIKELY;
	/* an order is no order line, nor is a product one, whose last word is kin to it */
	if (is_identifier(p, column) && !is_part(table) &&
	    (mdp_prof_is_kin(noun, table) ||
	     (strlen(noun) >= 4 && starts_with_word(table, noun) && !starts_with_word(key->noun, noun))))
		return PROF_NAMED_LIKELY;
	if (p->columns[column].idlike && (starts_with_word(noun, table) || starts_with_word(col->words, key->words)))
		return PROF_NAMED_WEAK;
	return PROF_NAMED_NONE;
}

/* How much the names say that `column` holds keys of `target`, the key of its table. */
enum prof_named mdp_prof_name_strength(struct prof *p, int column, int target)
{
	struct called names[2];
	enum prof_named best = PROF_NAMED_NONE;
	int n = p->columns[column].singular[0] ? names_of_key(p, target, names) : 0;

	if (p->c->columns[column].table == p->c->columns[target].table && mdp_prof_is_of_same_kind(p, column) &&
	    p->c->columns[target].distinct >= KIND_LEAST)
		best = PROF_NAMED_LIKELY;

	for (int i = 0; i < n; i++) {
		enum prof_named strength = strength_of(p, column, target, &names[i]);

		best = strength > best ? strength : best;
	}
	return best;
}

bool mdp_prof_may_name(struct prof *p, int column, int target)
{
	return mdp_prof_name_strength(p, column, target) >= PROF_NAMED_LIKELY;
}

/* ---- which tables may be named ---- */

/*
 * Tables by what a column would have to be called to name them. A text here is a letter for the way of naming and the words; of abbreviations
 * their first letters, of kin the line of kin.tsv. What is found may name a table, name_strength() tells.
 */
enum way {
	BY_KEY = 'k',
	BY_NOUN = 'n',
	BY_TABLE = 't',
	BY_TAIL = 'e',
	BY_HEAD = 'h',
	BY_START = 's',
	BY_ENDS = 'c',
	BY_KIN = 'g'
};

#define PREFIX 3 /* letters that an abbreviation shares at least */

struct list {
	int *tables;
	int n, cap;
};

struct prof_index {
	struct mdp_map map; /* of struct list */
	int *seen; /* by table: the column, from 1, that it was last listed for */
	int *found;
};

static struct mdp_str text_of(struct prof *p, enum way way, struct mdp_str words)
{
	return mdp_str_of(mdp_arena_printf(p->a, "%c%.*s", way, (int)words.n, words.p));
}

static void add(struct prof *p, enum way way, struct mdp_str words, int table)
{
	struct mdp_str text = text_of(p, way, words);
	struct list *l = mdp_map_get(&p->index->map, text);

	if (!words.n)
		return;
	if (!l) {
		l = MDP_NEW(p->a, struct list);
		mdp_map_set(&p->index->map, text, l);
	}
	if (!l->n || l->tables[l->n - 1] != table)
		MDP_PUSH(p->a, l->tables, l->n, l->cap, table);
}

/* The letters by which is_abbreviation() may take something for `words`. */
static void add_short_forms(struct prof *p, const char *words, int table)
{
	size_t n = strlen(words);

	if (n > PREFIX)
		add(p, BY_START, (struct mdp_str){ words, PREFIX }, table);
	if (n > PREFIX && !strchr(words, ' '))
		add(p, BY_ENDS, mdp_str_of(mdp_arena_printf(p->a, "%c%c", words[0], words[n - 1])), table);
}

static bool is_in_line(int line, struct mdp_str word)
{
	struct mdp_str rest = mdp_str_of(mdp_data_kin[line]), w;

	while (rest.n && mdp_str_next(&rest, '\t', &w)) {
		if (mdp_str_eq(w, word))
			return true;
	}
	return false;
}

static void add_table(struct prof *p, int table, int key)
{
	const char *words = p->tables[table].singular;
	struct called names[2];
	int n = names_of_key(p, key, names);

	for (int i = 0; i < n; i++) {
		add(p, BY_KEY, mdp_str_of(names[i].words), table);
		add(p, BY_NOUN, mdp_str_of(names[i].noun), table);
		add_short_forms(p, names[i].noun, table);
	}
	add(p, BY_TABLE, mdp_str_of(words), table);
	for (const char *space = strchr(words, ' '); space; space = strchr(space + 1, ' ')) {
		add(p, BY_TAIL, mdp_str_of(space + 1), table);
		add(p, BY_HEAD, (struct mdp_str){ words, (size_t)(space - words) }, table);
	}
	add_short_forms(p, words, table);
	for (int i = 0; mdp_data_kin[i]; i++) {
		if (is_in_line(i, last_word(words)))
			add(p, BY_KIN, mdp_str_of(mdp_arena_printf(p->a, "%d", i)), table);
	}
}

void mdp_prof_index(struct prof *p)
{
	mdp_prof_index_release(p);
	p->index = MDP_NEW(p->a, struct prof_index);
	mdp_map_init(&p->index->map);
	p->index->seen = MDP_NEW_ARRAY(p->a, (size_t)p->c->ntables + 1, int);
	p->index->found = MDP_NEW_ARRAY(p->a, (size_t)p->c->ntables + 1, int);
	for (int t = 0; t < p->c->ntables; t++) {
		const struct prof_key *key = &p->tables[t].key;

		if (key->n == 1)
			add_table(p, t, key->columns[0]);
	}
}

void mdp_prof_index_release(struct prof *p)
{
	if (p->index)
		mdp_map_release(&p->index->map);
	p->index = NULL;
}

static void look_up(struct prof *p, int column, enum way way, struct mdp_str words, int *n)
{
	const struct list *l = mdp_map_get(&p->index->map, text_of(p, way, words));

	for (int i = 0; l && i < l->n; i++) {
		if (p->index->seen[l->tables[i]] != column + 1)
			p->index->found[(*n)++] = l->tables[i];
		p->index->seen[l->tables[i]] = column + 1;
	}
}

/* The words, and what they end in. */
static void look_up_tails(struct prof *p, int column, enum way way, const char *words, int *n)
{
	look_up(p, column, way, mdp_str_of(words), n);
	for (const char *space = strchr(words, ' '); space; space = strchr(space + 1, ' '))
		look_up(p, column, way, mdp_str_of(space + 1), n);
}

static int by_number(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

int mdp_prof_named_tables(struct prof *p, int column, const int **tables)
{
	const char *noun = p->columns[column].singular;
	size_t length = strlen(noun);
	int n = 0;

	*tables = p->index->found;
	if (mdp_prof_is_of_same_kind(p, column)) {
		p->index->found[n++] = p->c->columns[column].table;
		p->index->seen[p->c->columns[column].table] = column + 1;
	}
	if (!length)
		return n;
	look_up_tails(p, column, BY_KEY, p->c->columns[column].words, &n);
	look_up_tails(p, column, BY_NOUN, noun, &n);
	look_up_tails(p, column, BY_TABLE, noun, &n);
	look_up(p, column, BY_TAIL, mdp_str_of(noun), &n);
	look_up(p, column, BY_HEAD, mdp_str_of(noun), &n);
	if (length >= PREFIX && !strchr(noun, ' ')) {
		look_up(p, column, BY_START, (struct mdp_str){ noun, PREFIX }, &n);
		look_up(p, column, BY_ENDS, mdp_str_of(mdp_arena_printf(p->a, "%c%c", noun[0], noun[length - 1])), &n);
	}
	for (int i = 0; mdp_data_kin[i]; i++) {
		if (is_in_line(i, last_word(noun)))
			look_up(p, column, BY_KIN, mdp_str_of(mdp_arena_printf(p->a, "%d", i)), &n);
	}
	/* of several that are as good the first is taken */
	qsort(p->index->found, (size_t)n, sizeof(int), by_number);
	return n;
}
