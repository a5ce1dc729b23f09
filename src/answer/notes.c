/*
 * What a careful analyst adds on seeing the result: a period that the data do not fill, and groups that have no name. Notes on the way the figures were made (grain, substitution, nulls) come with the plan.
 */
#include <string.h>
#include "answer/answer.h"
#include "base/banned.h"

static const char *day_text(struct mdp_arena *a, int64_t day)
{
	struct mdp_value v = mdp_value_date(day);
	return mdp_value_human(a, &v, NULL);
}

/* A period that goes beyond the data. */
static void note_partial_period(const struct mdp_catalog *c, struct mdp_answer *ans, struct mdp_arena *a)
{
	int column = ans->period_column ? mdp_catalog_column(c, mdp_str_of(ans->period_column)) : -1;
	int64_t first, last, from, to;
	if (column < 0 || !mdp_catalog_period(c, column, &first, &last))
		return;
	if (ans->period_from && mdp_date_parse(mdp_str_of(ans->period_from), &from) && from < first)
		mdp_answer_caveat(ans, a, "partial_period", "the data begin on %s, inside the period",
				  day_text(a, first));
	if (ans->period_to && mdp_date_parse(mdp_str_of(ans->period_to), &to) && to > last)
		mdp_answer_caveat(ans, a, "partial_period", "the data end on %s, inside the period", day_text(a, last));
}

/* Groups that have no name. */
static void note_missing_keys(struct mdp_answer *ans, struct mdp_arena *a)
{
	const struct mdp_result *res = &ans->result;
	for (int i = 0; ans->columns && i < res->ncolumns; i++) {
		if (!ans->columns[i].key)
			continue;
		for (int64_t r = 0; r < res->nrows; r++) {
			if (mdp_result_at(res, r, i)->type != MDP_T_NULL_)
				continue;
			mdp_answer_caveat(ans, a, "missing_key", "(none) is what has no %s", ans->columns[i].name);
			break;
		}
	}
}

void mdp_answer_notes(const struct mdp_catalog *c, struct mdp_answer *ans, struct mdp_arena *a)
{
	if (!ans->query || ans->query->kind != MDP_Q_SELECT)
		return;
	note_partial_period(c, ans, a);
	note_missing_keys(ans, a);
}
