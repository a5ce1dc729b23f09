/* The cells of cohorts, one a row, as a triangle: a row a cohort, a column for each period after its first. */
#include "analyze/steps.h"
#include "query/analyses.h"
#include "base/banned.h"

#define MOST 36 /* columns */

/* How many whole units lie from the cohort's to the last in the data. */
static int64_t reach(int64_t from, int64_t to, enum mdp_grain grain)
{
	int64_t n = 0;
	for (int64_t at = mdp_date_trunc(from, grain); mdp_date_add(at, grain, 1) <= to && n < 100000; n++)
		at = mdp_date_add(at, grain, 1);
	return n;
}

/* The last day that there are events on. */
static int64_t last_day(const struct mdp_analyzing *x)
{
	const struct mdp_expr *time = mdp_query_param(x->q, "time");
	int64_t first, last = 0;
	int e = mdp_catalog_entity(x->c, mdp_str_of(x->q->of));
	int column = time ? mdp_catalog_column(x->c, mdp_str_of(time->name)) : e >= 0 ? x->c->entities[e].time : -1;
	return column >= 0 && mdp_catalog_period(x->c, column, &first, &last) ? last : x->today;
}

int mdp_step_retention(struct mdp_analyzing *x, struct mdp_error *err)
{
	struct mdp_result *r = x->rows;
	struct mdp_value *cells = r->values;
	int64_t n = r->nrows, cohorts = 0, most = 0, end = last_day(x);
	enum mdp_grain grain = MDP_GRAIN_MONTH;
	struct mdp_str word = mdp_query_param_text(x->q, "grain");
	struct mdp_plan_column columns[MOST + 2] = { x->plan->columns[0], x->plan->columns[1] };
	enum mdp_type types[MOST + 2] = { MDP_T_DATE, MDP_T_INT };
	(void)err;
	if (word.n)
		mdp_grain_from_word(word, &grain);
	for (int64_t i = 0; i < n; i++) {
		cohorts += i == 0 || cells[i * 4].i != cells[(i - 1) * 4].i;
		most = cells[i * 4 + 2].i > most ? cells[i * 4 + 2].i : most;
	}
	int shown = most > MOST ? MOST : (int)most;
	if (most > MOST)
		mdp_analyze_caveat(x, "cut", "what is more than %d %ss after the first is not shown", MOST,
				   mdp_grain_word(grain));
	for (int k = 1; k <= shown; k++) {
		columns[k + 1] = (struct mdp_plan_column){ .name = mdp_arena_printf(x->a, "+%d", k),
							   .unit = "ratio",
							   .column = -1 };
		types[k + 1] = MDP_T_DOUBLE;
	}
	mdp_analyze_replace(x, columns, types, shown + 2, cohorts);
	for (int64_t i = 0, row = -1; i < n; i++) {
		const struct mdp_value *cell = &cells[i * 4];
		if (i == 0 || cell[0].i != cells[(i - 1) * 4].i) {
			row++;
			*mdp_analyze_cell(x, row, 0) = cell[0];
			*mdp_analyze_cell(x, row, 1) = cell[1];
			int64_t known = reach(cell[0].i, end, grain);
			for (int k = 1; k <= shown && k <= known; k++)
				*mdp_analyze_cell(x, row, k + 1) = mdp_value_double(0);
		}
		if (cell[2].i >= 1 && cell[2].i <= shown)
			*mdp_analyze_cell(x, row, (int)cell[2].i + 1) =
				mdp_value_double((double)cell[3].i / (double)cell[1].i);
	}
	return 0;
}
