/*
 * Columns that mark rows as deleted, void, gone or a test: flags of such a name, and times that only such rows have ("deleted at",
 * "left on"). Nothing is left out for it; how many rows are marked is kept, so that an answer over them can say so. Where the description
 * of a flag says that such rows are not to be counted, that is the usual filter of the table, as if it were declared.
 */
#include <string.h>

#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define LEFT_OUT "to be left out" /* names/leftout.tsv */
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

/* What the description of a column says that such rows are marked as; NULL. */
static const char *described_as(struct prof *p, const char *description)
{
	for (int i = 0; description && mdp_data_leftout[i]; i++) {
		const char *line = mdp_data_leftout[i], *tab = strchr(line, '\t');

		if (*line != '#' && tab && strcasestr(description, mdp_arena_strndup(p->a, line, (size_t)(tab - line))))
			return tab + 1;
	}
	return NULL;
}

/* The value of marked rows, by which they are told from others; false where the values are of another sort. For a time, any. */
static bool mark_of(struct prof *p, int column, const char *as, struct mdp_value *yes)
{
	const struct mdp_column *col = &p->c->columns[column];
	const char *text = NULL;

	*yes = (struct mdp_value){ .type = MDP_T_BOOL, .b = true };
	switch (p->columns[column].class) {
	case PROF_BOOL:
		return true;
	case PROF_INTEGER:
	case PROF_NUMBER:
		*yes = (struct mdp_value){ .type = MDP_T_INT, .i = 1 };
		return mdp_value_is_number(&col->min) && mdp_value_number(&col->min) >= 0 &&
		       mdp_value_number(&col->max) <= 1;
	case PROF_TIME:
		return strcmp(as, "test") != 0;
	case PROF_TEXT:
		if (col->distinct != 2 || col->min.type != MDP_T_TEXT || col->max.type != MDP_T_TEXT)
			return false;
		text = mdp_words_yes(mdp_arena_strndup(p->a, col->min.s.p, col->min.s.n),
				     mdp_arena_strndup(p->a, col->max.s.p, col->max.s.n));
		if (text)
			*yes = (struct mdp_value){ .type = MDP_T_TEXT,
						   .s = mdp_str_of(mdp_arena_strdup(&p->c->arena, text)) };
		return text != NULL;
	default:
		return false;
	}
}

/* SQL that is true on marked rows. */
static const char *is_marked(struct prof *p, int column, const struct mdp_value *yes)
{
	const char *value = mdp_prof_value(p, "", column);

	if (p->columns[column].class == PROF_BOOL)
		return value;
	if (p->columns[column].class == PROF_TIME)
		return mdp_arena_printf(p->a, "%s IS NOT NULL", value);
	return yes->type == MDP_T_TEXT
		       ? mdp_arena_printf(p->a, "%s = %s", value,
					  mdp_engine_literal(p->a, mdp_arena_strndup(p->a, yes->s.p, yes->s.n)))
		       : mdp_arena_printf(p->a, "%s = 1", value);
}

void mdp_prof_leave_out(struct prof *p, int column, const struct mdp_value *value, const char *said)
{
	const struct mdp_column *col = &p->c->columns[column];
	struct mdp_table *t = &p->c->tables[col->table];
	struct mdp_arena *a = &p->c->arena;
	const char *name = mdp_catalog_column_name(p->c, a, column);
	struct mdp_pred *other = mdp_pred_cmp(a, MDP_CMP_NE, mdp_expr_column(a, name), mdp_expr_value(a, *value));

	if (col->nulls > 0)
		other = mdp_pred_or(a, mdp_pred_cmp(a, MDP_CMP_IS_NULL, mdp_expr_column(a, name), NULL), other);
	t->filter = mdp_pred_and(a, t->filter, other);
	t->filter_text = mdp_arena_printf(a, "%s%s%s", t->filter_text ? t->filter_text : "",
					  t->filter_text ? " and " : "", said);
}

int mdp_prof_marks(struct prof *p)
{
	int rc = 0;

	for (int c = 0; !rc && c < p->c->ncolumns; c++) {
		struct mdp_column *col = &p->c->columns[c];
		const char *as = col->hidden ? NULL : marked_as(col->words);
		if (!as && !col->hidden && p->columns[c].class != PROF_TIME)
			as = described_as(p, col->description);
		struct mdp_value yes;
		const char *sql = as && mark_of(p, c, as, &yes) ? is_marked(p, c, &yes) : NULL;
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
			if (!strcmp(as, LEFT_OUT))
				mdp_prof_leave_out(p, c, &yes, mdp_arena_printf(p->a, "not %s", col->name));
		}
		mdp_result_release(&res);
	}
	return rc;
}
