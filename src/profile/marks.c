/*
 * Columns that mark rows as deleted, void, gone or a test: flags of such a name, or of which the description says that they are not to be
 * counted, and times that only such rows have ("deleted at", "left on"). Nothing is
 * left out for it; how many rows are marked is kept, so that an answer over them can say so.
 */
#include <string.h>

#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define MANY 0.6 /* of the rows marked: then it means something else */

/* What rows are marked as by a column of such a name; NULL. The last such word of it counts. */
static const char *marked_as(const char *words)
{
	struct mdp_str rest = mdp_str_of(words), w;
	const char *as = NULL;

	while (rest.n && mdp_str_next(&rest, ' ', &w)) {
		for (int i = 0; mdp_data_marks[i]; i++) {
			const char *tab = strchr(mdp_data_marks[i], '\t');

			if (mdp_data_marks[i][0] != '#' && tab && w.n == (size_t)(tab - mdp_data_marks[i]) &&
			    memcmp(w.p, mdp_data_marks[i], w.n) == 0)
				as = tab + 1;
		}
	}
	return as;
}

/* "left out", where the description of a column says that such rows are not to be counted; NULL. */
static const char *described_as(const char *description)
{
	for (int i = 0; description && mdp_data_leftout[i]; i++)
		if (mdp_data_leftout[i][0] != '#' && strcasestr(description, mdp_data_leftout[i]))
			return "to be left out";
	return NULL;
}

/* SQL that is true on marked rows; NULL where the values are of another sort. */
static const char *is_marked(struct prof *p, int column, const char *as)
{
	const struct mdp_column *col = &p->c->columns[column];
	const char *value = mdp_prof_value(p, "", column), *yes;

	switch (p->columns[column].class) {
	case PROF_BOOL:
		return value;
	case PROF_INTEGER:
	case PROF_NUMBER:
		if (mdp_value_is_number(&col->min) && mdp_value_number(&col->min) >= 0 &&
		    mdp_value_number(&col->max) <= 1)
			return mdp_arena_printf(p->a, "%s = 1", value);
		return NULL;
	case PROF_TIME:
		return strcmp(as, "test") == 0 ? NULL : mdp_arena_printf(p->a, "%s IS NOT NULL", value);
	case PROF_TEXT:
		if (col->distinct != 2 || col->min.type != MDP_T_TEXT || col->max.type != MDP_T_TEXT)
			return NULL;
		yes = mdp_words_yes(mdp_arena_strndup(p->a, col->min.s.p, col->min.s.n),
				    mdp_arena_strndup(p->a, col->max.s.p, col->max.s.n));
		return yes ? mdp_arena_printf(p->a, "%s = %s", value, mdp_engine_literal(p->a, yes)) : NULL;
	default:
		return NULL;
	}
}

int mdp_prof_marks(struct prof *p)
{
	int rc = 0;

	for (int c = 0; !rc && c < p->c->ncolumns; c++) {
		struct mdp_column *col = &p->c->columns[c];
		const char *as = col->hidden ? NULL : marked_as(col->words);
		if (!as && !col->hidden && p->columns[c].class != PROF_TIME)
			as = described_as(col->description);
		const char *sql = as ? is_marked(p, c, as) : NULL;
		int64_t rows = p->c->tables[col->table].rows;
		struct mdp_result res;

		if (!sql || !rows)
			continue;
		rc = mdp_prof_query(p, &res,
				    mdp_arena_printf(p->a, "SELECT count(*) FILTER (WHERE %s) FROM %s", sql,
						     p->tables[col->table].from));
		if (!rc && mdp_prof_int(&res, 0, 0) > 0 && (double)mdp_prof_int(&res, 0, 0) < MANY * (double)rows) {
			col->marks = as;
			col->marked = mdp_prof_int(&res, 0, 0);
		}
		mdp_result_release(&res);
	}
	return rc;
}
