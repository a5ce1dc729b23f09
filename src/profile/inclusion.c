/*
 * What it says that (nearly) all values of one column are found among the keys of a table. Long texts of one form and scattered numbers are
 * seldom met by accident. Whole numbers that are given one after another are: any column that counts something lies in the range of any key
 * that does, so there the names decide, or where the numbers lie.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "profile/prof.h"
#include "base/banned.h"

#define CODES_FOUND 20
#define CODE_BITS 24 /* of evidence that values are keys, from how many could be written */
#define IDENTIFIER_BITS 8 /* for a name that says it identifies something */
#define CERTAIN_FOUND 50 /* keys, by far more evidence than that */
#define RANGE_SLACK 0.05 /* of the range of the keys: at its ends some may have nothing that refers to them */
#define COUNTED_FROM 2 /* keys from here on or less begin where every count does */
#define COUNTED_SPAN \
	4 /* times as wide as the number of its values is a range of whole numbers that are counted, at most */
#define RANGE_BITS 40 /* at most, of lying in one range with the keys */

static bool is_identifier(const struct prof *p, int column)
{
	return p->columns[column].idlike || p->c->columns[column].role == MDP_ROLE_CODE;
}

/* How many of the column's distinct values are keys; both by the same part of the hashes. */
int mdp_prof_overlap(struct prof *p, int column, int target, int64_t *found, int64_t *of)
{
	struct prof_column *a = &p->columns[column], *b = &p->columns[target];
	int64_t every, i = 0, j = 0;
	int rc = mdp_prof_domain(p, column);

	*found = *of = 0;
	if (!rc)
		rc = mdp_prof_domain(p, target);
	if (rc)
		return rc;
	every = a->every > b->every ? a->every : b->every;
	for (; i < a->ndomain; i++) {
		if ((int64_t)a->domain[i] % every)
			continue;
		while (j < b->ndomain && b->domain[j] < a->domain[i])
			j++;
		(*of)++;
		*found += j < b->ndomain && b->domain[j] == a->domain[i];
	}
	return 0;
}

static double number(const struct mdp_value *v)
{
	return mdp_value_is_number(v) ? mdp_value_number(v) : 0;
}

bool mdp_prof_is_counted(const struct prof *p, int column)
{
	const struct mdp_column *key = &p->c->columns[column];
	double span = number(&key->max) - number(&key->min) + 1;

	return p->columns[column].class == PROF_INTEGER && key->distinct > 0 &&
	       span <= COUNTED_SPAN * (double)key->distinct;
}

/* Long texts of one form, such as numbers with leading zeros: that so many are found is no accident. */
bool mdp_prof_is_code_text(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	double length = p->columns[column].length;

	return length >= 5 && (col->role == MDP_ROLE_CODE || col->role == MDP_ROLE_ID) && col->min.type == MDP_T_TEXT &&
	       (double)col->min.s.n <= length && (double)col->min.s.n >= length && (double)col->max.s.n <= length &&
	       (double)col->max.s.n >= length;
}

static bool has_digit(const struct mdp_value *v)
{
	for (size_t i = 0; v->type == MDP_T_TEXT && i < v->s.n; i++) {
		if (v->s.p[i] >= '0' && v->s.p[i] <= '9')
			return true;
	}
	return false;
}

static bool is_of_length(const struct prof *p, int column, size_t length)
{
	const struct mdp_column *col = &p->c->columns[column];
	double mean = p->columns[column].length;

	return col->min.type == MDP_T_TEXT && col->min.s.n == length && col->max.s.n == length &&
	       mean <= (double)length && mean >= (double)length && !memchr(col->min.s.p, ' ', length) &&
	       !memchr(col->max.s.p, ' ', length);
}

/* Short codes of one length ("AMS"), of so many that could be written that meeting only those that there are says much. */
static bool is_scarce_code(const struct prof *p, int column, int target, int64_t found)
{
	const struct mdp_column *key = &p->c->columns[target];
	size_t length = key->min.type == MDP_T_TEXT ? key->min.s.n : 0;
	double letters = length && key->min.s.p[0] >= '0' && key->min.s.p[0] <= '9' ? 10 : 26;

	return length >= 3 && is_of_length(p, target, length) && is_of_length(p, column, length) &&
	       (double)found * ((double)length * log2(letters) - log2((double)key->distinct)) >= CODE_BITS;
}

/*
 * Of identifiers that lie where the keys lie. Numbers that are not given one after another might be any up to the greatest; those
 * that are might begin and end anywhere.
 */
static double range_bits(const struct mdp_column *col, const struct mdp_column *key, int64_t found)
{
	double span = number(&key->max) - number(&key->min) + 1, own = number(&col->max) - number(&col->min) + 1,
	       bits = 0;

	if ((double)col->distinct * 2 < own && number(&col->max) <= number(&key->max))
		bits = (double)found * log2(number(&key->max) / span);
	else if (number(&key->min) > COUNTED_FROM &&
		 fabs(number(&col->min) - number(&key->min)) + fabs(number(&col->max) - number(&key->max)) <=
			 RANGE_SLACK * span)
		bits = log2(number(&key->min)) + log2(span);
	return bits < RANGE_BITS ? bits : RANGE_BITS;
}

/*
 * Whole numbers, by how few of those that could be written are keys: how much of its range the keys fill counts for each value that is met,
 * how far the range lies from zero once for all. Keys that count from one say nothing.
 */
static double number_bits(const struct prof *p, int column, int target, int64_t found)
{
	const struct mdp_column *key = &p->c->columns[target], *col = &p->c->columns[column];
	double span = number(&key->max) - number(&key->min) + 1, bits;

	if (p->columns[column].class != PROF_INTEGER || key->distinct < 2 || number(&key->min) < 1)
		return 0;
	bits = (double)found * log2(span / (double)key->distinct) + log2(number(&key->max) / span);
	return is_identifier(p, column) ? bits + IDENTIFIER_BITS + range_bits(col, key, found) : bits;
}

/* Is it out of the question that so many values are keys by accident? Then a few may be none. */
bool mdp_prof_is_certain(const struct prof *p, int column, int target, int64_t found)
{
	const struct mdp_column *col = &p->c->columns[column];

	if (p->columns[column].class != p->columns[target].class || found < CERTAIN_FOUND)
		return false;
	if (p->columns[column].class == PROF_TEXT)
		return p->columns[column].length >= 5 && has_digit(&col->min) && has_digit(&p->c->columns[target].min);
	return number_bits(p, column, target, found) >= 4 * CODE_BITS;
}

/* Could the values be found among the keys by accident? */
bool mdp_prof_is_telling(struct prof *p, int column, int target, int64_t found)
{
	const struct mdp_column *key = &p->c->columns[target], *col = &p->c->columns[column];
	double span;

	if (p->columns[column].class != p->columns[target].class || found < 3)
		return false;
	if (p->columns[column].class == PROF_TEXT &&
	    ((mdp_prof_is_code_text(p, column) && found >= CODES_FOUND) || is_scarce_code(p, column, target, found)))
		return true;
	if (p->columns[column].class == PROF_TEXT)
		return found >= 5 && p->columns[column].length >= 3 && found * 10 >= key->distinct * 3;
	if (!is_identifier(p, column) && col->role != MDP_ROLE_QUANTITY && col->role != MDP_ROLE_NUMBER &&
	    col->role != MDP_ROLE_COUNT)
		return false;
	if (number_bits(p, column, target, found) >= CODE_BITS)
		return true;
	/* Scattered numbers: the more room there is between the keys, the fewer need to be met. */
	span = number(&key->max) - number(&key->min);
	return span > (found >= 5 ? 20.0 : 1000.0) * (double)key->distinct && found * 10 >= key->distinct;
}

/* Nulls aside, no number below the least key; nor above the greatest, but for one that stands for a missing one. */
bool mdp_prof_is_within(const struct mdp_column *col, const struct mdp_column *key)
{
	if (!mdp_value_is_number(&col->min) || !mdp_value_is_number(&key->min))
		return true;
	return number(&col->min) >= number(&key->min) &&
	       (number(&col->max) <= number(&key->max) || col->distinct > CERTAIN_FOUND);
}
