/*
 * Whole numbers that stand for a text beside them: each number always with the same text, and each text with the same number (11 Office,
 * 21 Inpatient), which is called like them. They are codes and not amounts.
 */
#include <string.h>

#include "profile/prof.h"
#include "base/banned.h"

#define NUMBERS_LEAST 3
#define NUMBERS_MOST 300
#define ROWS_EACH 4 /* of one number, at least, on average */

static bool may_be_code(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	return p->columns[column].class == PROF_INTEGER && strcmp(col->role_how, "name") != 0 &&
	       (col->role == MDP_ROLE_NUMBER || col->role == MDP_ROLE_COUNT || col->role == MDP_ROLE_QUANTITY) &&
	       p->columns[column].ncodes >= NUMBERS_LEAST && p->columns[column].ncodes <= NUMBERS_MOST;
}

/* Does each of the one go with one of the other, on all rows of the sample that have both? */
static bool goes_with(const struct prof *p, int table, int number, int text)
{
	const struct prof_column *a = &p->columns[number], *b = &p->columns[text];
	uint32_t there[NUMBERS_MOST + 1] = { 0 }, back[NUMBERS_MOST + 1] = { 0 };

	for (int64_t r = 0; r < p->tables[table].nsample; r++) {
		uint32_t x = a->codes[r], y = b->codes[r];

		if (!x || !y)
			continue;
		if ((there[x] && there[x] != y) || (back[y] && back[y] != x))
			return false;
		there[x] = y;
		back[y] = x;
	}
	return true;
}

/* "pos" and "pos name", "ward" and "ward label": one is called like the other, and more. */
static bool is_called_like(const struct prof *p, int number, int text)
{
	const char *a = p->c->columns[number].words, *b = p->c->columns[text].words;
	size_t n = strlen(a), m = strlen(b), least = n < m ? n : m;

	return least && memcmp(a, b, least) == 0 && (n == m || (n > m ? a : b)[least] == ' ');
}

void mdp_prof_codes(struct prof *p, int table)
{
	const struct mdp_table *t = &p->c->tables[table];

	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		if (!may_be_code(p, c) || p->tables[table].nsample < (int64_t)p->columns[c].ncodes * ROWS_EACH)
			continue;
		for (int x = t->first_column; x < t->first_column + t->ncolumns; x++) {
			if (p->columns[x].class != PROF_TEXT || p->columns[x].ncodes != p->columns[c].ncodes ||
			    !is_called_like(p, c, x) || !goes_with(p, table, c, x))
				continue;
			p->c->columns[c].role = MDP_ROLE_CODE;
			p->c->columns[c].role_how = "stands for a text";
			p->c->columns[c].additive = MDP_ADDITIVE_NO;
			p->columns[c].keyable = true;
			break;
		}
	}
}
