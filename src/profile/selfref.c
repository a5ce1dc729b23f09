/*
 * References of a table to its own rows: the manager of an employee, the parent of an account. That a column's values lie among the keys of
 * its own table says nothing where both are counted: the orders of a table of order lines do. A name must say it ("parent order"), or values
 * that are not met by accident; and a column that other columns depend on is a thing of its own, of which the rows are parts.
 */
#include <stdlib.h>
#include <string.h>

#include "profile/prof.h"
#include "base/banned.h"

#define BITS 40 /* of evidence that another column depends on it */
#define REPEATS 1.02 /* rows a value, at least, of what is a thing of its own */
#define DEPENDENT 2 /* columns that must depend on what a name takes for a reference … */
#define DEPENDENT_SILENT 1 /* … and on what only values do */

/* Its own first word is that of the reference: the parent's name goes with the parent. */
static bool is_of_family(const struct prof *p, int column, int other)
{
	struct mdp_str a = mdp_str_of(p->c->columns[column].words), b = mdp_str_of(p->c->columns[other].words), x, y;

	return a.n && b.n && mdp_str_next(&a, ' ', &x) && mdp_str_next(&b, ' ', &y) && mdp_str_eq(x, y);
}

/* How many other columns of the table have one value for each of this one's, by more than chance. */
static int dependents(struct prof *p, int column, int except, int enough)
{
	const struct mdp_column *col = &p->c->columns[column];
	const struct mdp_table *t = &p->c->tables[col->table];
	struct prof_fd fd = { 0 };
	int n = 0;

	if ((double)(t->rows - col->nulls) < REPEATS * (double)col->distinct)
		return 0;
	mdp_prof_fd_sample(p, col->table, &column, 1, NULL, &fd);
	for (int i = 0; i < t->ncolumns && n < enough; i++) {
		int c = t->first_column + i;

		n += c != column && c != except && fd.bad[i] == 0 && !is_of_family(p, column, c) &&
		     mdp_prof_fd_bits(p, col->table, &column, 1, NULL, 0, c) >= BITS;
	}
	return n;
}

/* "parent order line" beside the key of order lines: the name of the key or of the table, behind another word. */
static bool is_qualified(const struct prof *p, int column, int target)
{
	const char *noun = p->columns[column].singular, *words = p->c->columns[column].words;

	return mdp_prof_ends_in(words, p->c->columns[target].words) ||
	       mdp_prof_ends_in(noun, p->columns[target].singular) ||
	       mdp_prof_ends_in(noun, p->tables[p->c->columns[target].table].singular);
}

/* Words before the name of what is referred to, which is then one more of the same. */
static bool is_relative(const char *words)
{
	static const char *const first[] = { "parent", "manager", "supervisor", "super", "mentor",   "previous",
					     "prior",  "next",    "original",   "root",  "replaced", NULL };
	struct mdp_str rest = mdp_str_of(words), w;

	if (!mdp_str_next(&rest, ' ', &w))
		return false;
	for (int i = 0; first[i]; i++) {
		if (mdp_str_is(w, first[i]))
			return true;
	}
	return false;
}

struct step {
	uint64_t key;
	int64_t row;
};

static int by_key(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

/* Does the way from some row to what it refers to, and on, come back? One never leads oneself, at any remove. */
static bool has_circles(struct prof *p, int column, int target)
{
	const struct prof_column *from = &p->columns[column], *key = &p->columns[target];
	int64_t n = p->tables[p->c->columns[column].table].nsample, bad = 0;
	struct step *steps = MDP_NEW_ARRAY(p->a, (size_t)n + 1, struct step), *found;
	int64_t *seen =
		MDP_NEW_ARRAY(p->a, (size_t)n + 1, int64_t); /* by row: the walk, from 1, that came by; −1: ends */

	for (int64_t r = 0; r < n; r++)
		steps[r] = (struct step){ key->codes[r] ? key->hashes[key->codes[r]] : 0, r };
	qsort(steps, (size_t)n, sizeof(*steps), by_key);
	for (int64_t r = 0; r < n; r++) {
		int64_t at = r;

		while (at >= 0 && seen[at] == 0) {
			struct step want = { from->codes[at] ? from->hashes[from->codes[at]] : 0, 0 };

			seen[at] = r + 1;
			found = want.key ? bsearch(&want, steps, (size_t)n, sizeof(*steps), by_key) : NULL;
			at = found && found->row != at ? found->row : -1;
		}
		bad += at >= 0 && seen[at] == r + 1;
	}
	return bad > 0;
}

/* Somebody who leads: that may be a person, while what is led is none. */
static bool leads(const char *words)
{
	return strstr(words, "manager") || strstr(words, "supervisor") || strstr(words, "boss") ||
	       strstr(words, "lead") || strstr(words, "mentor");
}

bool mdp_prof_may_refer_to_own(struct prof *p, int column, int target, enum prof_named strength)
{
	const char *table = p->tables[p->c->columns[target].table].singular, *words = p->c->columns[column].words;

	/* A store has a manager who is no store, though both are counted. */
	if (mdp_prof_is_of_same_kind(p, column))
		return strength > PROF_NAMED_LIKELY || !leads(words) || !mdp_prof_is_counted(p, target) ||
		       mdp_prof_is_kin("manager", table) || mdp_prof_is_kin("person", table) ||
		       mdp_prof_is_kin("user", table) || !has_circles(p, column, target);
	if (is_qualified(p, column, target))
		return is_relative(words) || dependents(p, column, target, DEPENDENT) < DEPENDENT;
	if (mdp_prof_is_counted(p, target))
		return false;
	/* a subscriber is a member, where ids tell */
	return strength == PROF_NAMED_LIKELY ||
	       (strength == PROF_NAMED_NONE && dependents(p, column, target, DEPENDENT_SILENT) < DEPENDENT_SILENT);
}
