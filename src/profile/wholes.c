/*
 * Rows that hold what other rows of the table hold already: the row "Total" beside one for each region, or the day, the month and the year
 * of the same takings. A word in the values gives the hint, the data prove it: the amounts of those rows are the sum of all others, or
 * two of the levels come to the same. Totals are left out of all that says nothing of the column, as by a declared filter; of levels
 * the question must say which (plan/units.c).
 */
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define AMOUNTS_MOST 4 /* of a table that are added up */
#define LEVELS_MOST 6
#define ROWS_MOST 20000000
#define SAME 1e-6 /* of the larger one: sums of floating numbers */

static bool has_word(const char *const *list, const char *text)
{
	struct mdp_str rest = mdp_str_of(text), word;
	while (rest.n && mdp_str_next(&rest, ' ', &word))
		if (mdp_words_listed(list, word))
			return true;
	return false;
}

/* "day", "monthly" */
static bool is_period(const char *text)
{
	bool is = has_word(mdp_data_periods, text);
	for (int i = 0; mdp_data_calendar[i] && !is; i++) {
		size_t n = strcspn(mdp_data_calendar[i], "\t");
		is = mdp_data_calendar[i][0] != '#' && strlen(text) == n && !memcmp(text, mdp_data_calendar[i], n);
	}
	return is;
}

static int amounts_of(const struct prof *p, const struct mdp_table *t, int out[AMOUNTS_MOST])
{
	int n = 0;
	for (int c = t->first_column; c < t->first_column + t->ncolumns && n < AMOUNTS_MOST; c++) {
		const struct mdp_column *col = &p->c->columns[c];
		bool number = p->columns[c].class == PROF_NUMBER || p->columns[c].class == PROF_INTEGER;
		if (number && !col->hidden && col->additive != MDP_ADDITIVE_NO && col->role != MDP_ROLE_ID &&
		    col->role != MDP_ROLE_CODE && col->role != MDP_ROLE_YEAR)
			out[n++] = c;
	}
	return n;
}

static bool alike(double a, double b)
{
	double most = fmax(fabs(a), fabs(b));
	return most > 0 && fabs(a - b) <= SAME * most;
}

/* Sums of the amounts for each value of the column: `nvalues` rows of `n`, in the order of the values. */
static int sums_of(struct prof *p, int column, const int *amounts, int n, double *out)
{
	const struct mdp_column *col = &p->c->columns[column];
	struct mdp_buf b = MDP_BUF_INIT;
	struct mdp_result res;
	for (int v = 0; v < col->nvalues; v++)
		for (int i = 0; i < n; i++)
			mdp_buf_printf(&b, "%s coalesce(CAST(sum(%s) FILTER (WHERE %s = %s) AS DOUBLE), 0)",
				       v || i ? "," : "SELECT", mdp_prof_value(p, "", amounts[i]),
				       mdp_prof_ident(p, column), mdp_engine_literal(p->a, col->values[v].text));
	mdp_buf_printf(&b, " FROM %s", p->tables[col->table].from);
	int rc = mdp_prof_query(p, &res, mdp_arena_strdup(p->a, mdp_buf_cstr(&b)));
	mdp_buf_release(&b);
	for (int i = 0; !rc && i < col->nvalues * n; i++)
		out[i] = mdp_value_number(mdp_result_at(&res, 0, i));
	mdp_result_release(&res);
	return rc;
}

/* Is an amount of this value that of all others together, and no other amount neither that nor nothing? */
static bool is_whole(const double *sums, int nvalues, int n, int value)
{
	int equal = 0, other = 0;
	for (int i = 0; i < n; i++) {
		double rest = 0;
		for (int v = 0; v < nvalues; v++)
			rest += v == value ? 0 : sums[v * n + i];
		equal += alike(sums[value * n + i], rest);
		other += !alike(sums[value * n + i], rest) && fabs(sums[value * n + i]) > 0;
	}
	return equal > 0 && equal > other;
}

static bool are_levels(const double *sums, int nvalues, int n)
{
	for (int v = 1; v < nvalues; v++) {
		int equal = 0;
		for (int i = 0; i < n; i++)
			equal += alike(sums[v * n + i], sums[(v - 1) * n + i]);
		if (equal)
			return true;
	}
	return false;
}

static void leave_out(struct prof *p, int column, const struct mdp_entry *v)
{
	struct mdp_value text = { .type = MDP_T_TEXT, .s = mdp_str_of(mdp_arena_strdup(&p->c->arena, v->text)) };
	mdp_prof_leave_out(p, column, &text,
			   mdp_arena_printf(p->a, "%s other than %s", p->c->columns[column].words, v->text));
	mdp_prof_add_oddity(p, column, MDP_ODD_WHOLE, v->text, v->count, "its amounts are the sum of all others",
			    "left out: what they hold is in the other rows");
}

static int look(struct prof *p, int column, const int *amounts, int n)
{
	const struct mdp_column *col = &p->c->columns[column];
	int whole = -1, periods = 0;
	for (int v = 0; v < col->nvalues; v++) {
		if (has_word(mdp_data_wholes, col->values[v].norm))
			whole = whole == -1 ? v : -2;
		periods += is_period(col->values[v].norm);
	}
	bool levels = periods == col->nvalues && col->nvalues >= 2 && col->nvalues <= LEVELS_MOST;
	if (!levels && (whole < 0 || col->nvalues < 3))
		return 0;
	double *sums = MDP_NEW_ARRAY(p->a, (size_t)col->nvalues * (size_t)n, double);
	int rc = sums_of(p, column, amounts, n, sums);
	if (!rc && !levels && is_whole(sums, col->nvalues, n, whole))
		leave_out(p, column, &col->values[whole]);
	if (!rc && levels && are_levels(sums, col->nvalues, n)) {
		const char *all = "";
		for (int v = 0; v < col->nvalues; v++)
			all = mdp_arena_printf(p->a, "%s%s%s", all, v ? ", " : "", col->values[v].text);
		mdp_prof_add_oddity(p, column, MDP_ODD_LEVELS, all, p->c->tables[col->table].rows,
				    "two of them come to the same", "not added up across them");
	}
	return rc;
}

int mdp_prof_wholes(struct prof *p)
{
	int rc = 0;
	for (int t = 0; !rc && t < p->c->ntables; t++) {
		const struct mdp_table *table = &p->c->tables[t];
		int amounts[AMOUNTS_MOST];
		int n = table->rows <= ROWS_MOST ? amounts_of(p, table, amounts) : 0;
		for (int c = table->first_column; !rc && n && c < table->first_column + table->ncolumns; c++) {
			const struct mdp_column *col = &p->c->columns[c];
			if (p->columns[c].class == PROF_TEXT && !col->hidden && col->all_values && col->nvalues <= 60)
				rc = look(p, c, amounts, n);
		}
	}
	return rc;
}
