/* What texts are for, where their values say more than the name: flags, addresses, codes, kinds, names, long texts. */
#include <math.h>
#include <string.h>

#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define CODES_OF_DIGITS 10
#define CODES 20 /* distinct texts of one form, before they are codes and not kinds */

/* "2023-05-01", "12/5/1999", "2010-2011", "10:30". */
static bool is_datelike(const struct mdp_value *v)
{
	int digits = 0, separators = 0;

	if (v->type != MDP_T_TEXT)
		return false;
	for (size_t i = 0; i < v->s.n; i++) {
		if (v->s.p[i] >= '0' && v->s.p[i] <= '9')
			digits++;
		else if (strchr("-/:. T", v->s.p[i]))
			separators++;
		else
			return false;
	}
	return digits >= 4 && separators >= 1;
}

/* Of one length, without a space, and with digits: "cr_9f2c61", "MX00012345", "0045802399", "91-1000000". */
static bool is_codelike(const struct mdp_column *col, const struct prof_column *pc)
{
	const struct mdp_value *ends[2] = { &col->min, &col->max };
	int least = CODES;

	for (int k = 0; k < 2; k++) {
		int digits = 0, letters = 0;

		if (ends[k]->type != MDP_T_TEXT || ends[k]->s.n < 4 || fabs((double)ends[k]->s.n - pc->length) > 1e-6)
			return false;
		for (size_t i = 0; i < ends[k]->s.n; i++) {
			char ch = ends[k]->s.p[i];

			if (ch == ' ')
				return false;
			digits += ch >= '0' && ch <= '9';
			letters += (ch | 32) >= 'a' && (ch | 32) <= 'z';
		}
		if (!digits || (!letters && ends[k]->s.n < 6))
			return false;
		least = letters ? CODES : CODES_OF_DIGITS;
	}
	return col->distinct >= least;
}

/* Both the first and the last text, in order, have an @ and then a dot. */
static bool is_maillike(const struct mdp_column *col)
{
	const struct mdp_value *ends[2] = { &col->min, &col->max };

	for (int k = 0; k < 2; k++) {
		const char *at = ends[k]->type == MDP_T_TEXT ? memchr(ends[k]->s.p, '@', ends[k]->s.n) : NULL;

		if (!at || !memchr(at, '.', ends[k]->s.n - (size_t)(at - ends[k]->s.p)))
			return false;
	}
	return true;
}

static bool is_flaglike(struct prof *p, const struct mdp_column *col)
{
	return col->distinct == 2 && col->min.type == MDP_T_TEXT && col->max.type == MDP_T_TEXT &&
	       mdp_words_yes(mdp_arena_strndup(p->a, col->min.s.p, col->min.s.n),
			     mdp_arena_strndup(p->a, col->max.s.p, col->max.s.n));
}

void mdp_prof_text_role(struct prof *p, int column)
{
	struct mdp_column *col = &p->c->columns[column];
	enum mdp_role named = col->role;
	struct prof_column *pc = &p->columns[column];
	int64_t rows = p->c->tables[col->table].rows - col->nulls;

	pc->datelike = is_datelike(&col->min) && is_datelike(&col->max);
	if (is_flaglike(p, col))
		col->role = MDP_ROLE_FLAG;
	else if (is_maillike(col))
		col->role = MDP_ROLE_EMAIL;
	else if (col->role == MDP_ROLE_NAME && pc->length > 60)
		col->role = MDP_ROLE_TEXT;
	if (col->role != named || named == MDP_ROLE_UNKNOWN)
		col->role_how = "values";
	if (col->role != MDP_ROLE_UNKNOWN)
		return;
	pc->guessed = true;
	if (strcmp(col->sql_type, "UUID") == 0)
		col->role = MDP_ROLE_ID;
	else if (pc->length > 60)
		col->role = MDP_ROLE_TEXT;
	else if (is_codelike(col, pc) && !pc->datelike)
		col->role = MDP_ROLE_CODE;
	else if (col->distinct <= 50 || col->distinct * 20 < rows)
		col->role = MDP_ROLE_CATEGORY;
	else
		col->role = MDP_ROLE_NAME;
}
