/*
 * Which date tells when a state came about: deals that were won have a day on which they were closed, and those that are open have
 * none. A date that nearly all rows of a state have and many others lack is the day of that state; of several (shipped, delivered) the one that fewest rows
 * have, which is the last step.
 */
#include <string.h>

#include "profile/prof.h"
#include "base/banned.h"

#define STATES_MOST 30 /* different ones in a column of states */
#define DATES_MOST 12 /* in a table */
#define HAVE 0.97 /* of the rows of a state have the date … */
#define LACK 0.03 /* … and at least so many of all rows have not */

static bool is_flag(const struct mdp_column *c)
{
	return c->role == MDP_ROLE_FLAG || c->type == MDP_T_BOOL;
}

static bool is_state(const struct mdp_column *c)
{
	return !c->hidden && c->mirror < 0 && c->entity >= 0 &&
	       (is_flag(c) || (c->all_values && c->nvalues > 1 && c->nvalues <= STATES_MOST));
}

static bool is_day(const struct mdp_column *c, int64_t rows)
{
	return !c->hidden && c->mirror < 0 && (c->type == MDP_T_DATE || c->type == MDP_T_TIMESTAMP) &&
	       (double)c->nulls >= LACK * (double)rows && c->nulls < rows && !c->read_as;
}

/* *since becomes 1 + the day of the state in this row. */
static void note(struct prof *p, int *since, const struct mdp_result *res, int64_t row, const int *days, int n)
{
	int64_t of_state = mdp_prof_int(res, row, 1), fewest = 0;
	*since = 0;
	for (int d = 0; d < n; d++) {
		const struct mdp_column *day = &p->c->columns[days[d]];
		int64_t rows = p->c->tables[day->table].rows, have = rows - day->nulls;
		if ((double)mdp_prof_int(res, row, 2 + d) < HAVE * (double)of_state || (*since > 0 && have >= fewest))
			continue;
		*since = 1 + days[d];
		fewest = have;
	}
}

/* How a flag says yes, as text; NULL when that is not known. */
static const char *yes_of(struct prof *p, int column)
{
	struct mdp_value yes;
	if (!mdp_catalog_yes(p->c, column, &yes))
		return NULL;
	return yes.type == MDP_T_TEXT   ? mdp_arena_strndup(p->a, yes.s.p, yes.s.n)
	       : yes.type == MDP_T_BOOL ? "true"
					: "1";
}

static int of_column(struct prof *p, int column, const int *days, int n)
{
	struct mdp_column *c = &p->c->columns[column];
	const char *sql = mdp_arena_printf(p->a, "SELECT CAST(%s AS VARCHAR), count(*)", mdp_prof_value(p, "", column));
	struct mdp_result res;

	for (int d = 0; d < n; d++)
		sql = mdp_arena_printf(p->a, "%s, count(%s)", sql, mdp_prof_value(p, "", days[d]));
	int rc =
		mdp_prof_query(p, &res, mdp_arena_printf(p->a, "%s FROM %s GROUP BY 1", sql, p->tables[c->table].from));
	const char *yes = yes_of(p, column);
	for (int64_t row = 0; rc == 0 && row < res.nrows; row++) {
		const struct mdp_value *state = mdp_result_at(&res, row, 0);
		if (state->type != MDP_T_TEXT)
			continue;
		if (yes && mdp_str_is(state->s, yes))
			note(p, &c->since, &res, row, days, n);
		for (int v = 0; v < c->nvalues; v++)
			if (mdp_str_is(state->s, c->values[v].text))
				note(p, &c->values[v].since, &res, row, days, n);
	}
	mdp_result_release(&res);
	return rc;
}

int mdp_prof_steps(struct prof *p)
{
	int rc = 0;

	for (int t = 0; t < p->c->ntables && rc == 0; t++) {
		const struct mdp_table *table = &p->c->tables[t];
		int days[DATES_MOST], n = 0;
		for (int i = table->first_column; i < table->first_column + table->ncolumns && n < DATES_MOST; i++)
			if (is_day(&p->c->columns[i], table->rows))
				days[n++] = i;
		for (int i = table->first_column; n && i < table->first_column + table->ncolumns && rc == 0; i++)
			if (is_state(&p->c->columns[i]))
				rc = of_column(p, i, days, n);
	}
	return rc;
}
