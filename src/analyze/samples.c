/* Correlations with their intervals, and what customers are expected to bring in. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "analyze/analyze.h"
#include "analyze/lifetime.h"
#include "analyze/relate.h"
#include "base/limits.h"
#include "base/banned.h"

#define SAMPLE 20000 /* customers that the models are fitted to */
#define SHOWN 10 /* of those with the most, where the query does not say how many */
#define MONTH 30.4375 /* days */

static int put(struct mdp_analyzing *x, int64_t row, int column, double v)
{
	*mdp_analyze_cell(x, row, column) = isnan(v) ? mdp_value_null() : mdp_value_double(v);
	return column + 1;
}

int mdp_analyze_correlation(struct mdp_analyzing *x, struct mdp_error *err)
{
	static const char *const names[] = { "correlation",      "low 95 %",      "high 95 %",      "p",
					     "rank correlation", "rank low 95 %", "rank high 95 %", "rank p" };
	int pearson = mdp_analyze_column(x, "correlation"), spearman = mdp_analyze_column(x, "rank correlation");
	struct mdp_plan_column columns[12];
	enum mdp_type types[12];
	struct mdp_correlation c = { 0 }, r = { 0 };
	struct mdp_value kept[4] = { { 0 } };
	int n = x->rows->nrows == 1 && pearson >= 0 && spearman >= 0 ? (int)fmin(2e9, mdp_analyze_number(x, 0, 2)) : 0,
	    others = 0, at = 0;

	if (mdp_correlation_of(n ? mdp_analyze_number(x, 0, pearson) : (double)NAN, n, 0.95, 0, &c) != 0 ||
	    mdp_correlation_of(mdp_analyze_number(x, 0, spearman), n, 0.95, 1, &r) != 0)
		return mdp_refuse(err, MDP_REASON_OUTSIDE_DATA,
				  "there are too few pairs of values, or one of them is always the same");
	for (int i = 0; i < 8; i++) {
		columns[i] = (struct mdp_plan_column){ .name = names[i], .column = -1 };
		types[i] = MDP_T_DOUBLE;
	}
	for (int i = 2; i < x->plan->ncolumns && others < 4; i++, others++) {
		columns[8 + others] = x->plan->columns[i];
		types[8 + others] = MDP_T_INT;
		kept[others] = *mdp_result_at(x->rows, 0, i);
	}
	mdp_analyze_replace(x, columns, types, 8 + others, 1);
	const double values[] = { c.r, c.low, c.high, c.p, r.r, r.low, r.high, r.p };
	for (int i = 0; i < 8; i++)
		at = put(x, 0, at, values[i]);
	for (int i = 0; i < others; i++)
		*mdp_analyze_cell(x, 0, 8 + i) = kept[i];
	double size = fabs(c.r);
	const char *how = c.p >= 0.05  ? "no correlation that chance does not explain"
			  : size < 0.1 ? "a correlation too weak to matter"
			  : size < 0.3 ? "a weak correlation"
			  : size < 0.6 ? "a moderate correlation"
				       : "a strong correlation";
	mdp_analyze_finding(x, mdp_arena_printf(x->a,
						"%s and %s{where}: %s, %.3f (95 %% interval %.3f to %.3f, p = %.2g) "
						"over %d pairs; of ranks %.3f (%.3f to %.3f).",
						x->q->show[0].name, x->q->show[1].name, how, c.r, c.low, c.high, c.p, n,
						r.r, r.low, r.high));
	return 0;
}

/* --- what customers are expected to bring in --- */

struct expected {
	int64_t row;
	double purchases, alive, value;
};

static int by_value(const void *pa, const void *pb)
{
	const struct expected *a = pa, *b = pb;
	if (a->value != b->value)
		return (a->value < b->value) - (a->value > b->value);
	return (a->row > b->row) - (a->row < b->row);
}

static struct mdp_buyer buyer(const struct mdp_analyzing *x, int64_t row, int first)
{
	return (struct mdp_buyer){ mdp_analyze_number(x, row, first), mdp_analyze_number(x, row, first + 1),
				   mdp_analyze_number(x, row, first + 2), mdp_analyze_number(x, row, first + 3), 1 };
}

static int fit(struct mdp_analyzing *x, int first, struct mdp_bgnbd *m, struct mdp_gamma_gamma *g)
{
	int64_t n = x->rows->nrows, step = n / SAMPLE + 1;
	struct mdp_buyer *b = MDP_NEW_ARRAY(x->a, (size_t)(n / step) + 1, struct mdp_buyer);
	int count = 0;
	for (int64_t i = 0; i < n; i += step) {
		b[count] = buyer(x, i, first);
		count += b[count].age >= b[count].recency && b[count].recency >= 0;
	}
	if (step > 1)
		mdp_analyze_caveat(x, "sample", "the models are fitted to every %lldth of them", (long long)step);
	return mdp_bgnbd_fit(b, count, m) == 0 && mdp_gamma_gamma_fit(b, count, g) == 0 && g->q > 1 ? 0 : -1;
}

static void show(struct mdp_analyzing *x, const struct expected *e, int64_t n, int first)
{
	static const char *const names[] = { "predicted value", "expected days with one", "chance to be active" };
	struct mdp_plan_column columns[MDP_LIMIT_KEY_COLUMNS + 3];
	enum mdp_type types[MDP_LIMIT_KEY_COLUMNS + 3];
	const char *unit = x->plan->columns[first + 3].unit;
	struct mdp_value *old = x->rows->values;
	int ncolumns = x->rows->ncolumns;
	for (int i = 0; i < first; i++) {
		columns[i] = x->plan->columns[i];
		types[i] = x->rows->columns[i].type;
	}
	for (int i = 0; i < 3; i++) {
		columns[first + i] = (struct mdp_plan_column){ .name = names[i],
							       .unit = i == 0   ? unit
								       : i == 2 ? "ratio"
										: NULL,
							       .column = -1 };
		types[first + i] = MDP_T_DOUBLE;
	}
	mdp_analyze_replace(x, columns, types, first + 3, n);
	for (int64_t row = 0; row < n; row++) {
		for (int i = 0; i < first; i++)
			*mdp_analyze_cell(x, row, i) = old[e[row].row * ncolumns + i];
		put(x, row, first, e[row].value);
		put(x, row, first + 1, e[row].purchases);
		put(x, row, first + 2, e[row].alive);
	}
	x->plan->ordered = true;
}

int mdp_analyze_predicted_value(struct mdp_analyzing *x, struct mdp_error *err)
{
	int first = mdp_analyze_column(x, "repeats");
	int64_t n = x->rows->nrows;
	double months = 12, all = 0, purchases = 0;
	const char *who = "one";
	struct mdp_bgnbd m = { 0 };
	struct mdp_gamma_gamma g = { 0 };
	struct expected *e = MDP_NEW_ARRAY(x->a, (size_t)n + 1, struct expected);

	for (int i = 0; i < x->q->nparams; i++)
		if (strcmp(x->q->params[i].name, "months") == 0)
			months = mdp_value_number(&x->q->params[i].expr->value);
		else if (strcmp(x->q->params[i].name, "who") == 0 && x->q->params[i].expr->value.type == MDP_T_TEXT)
			who = mdp_arena_strndup(x->a, x->q->params[i].expr->value.s.p, x->q->params[i].expr->value.s.n);
	if (first < 0 || first > MDP_LIMIT_KEY_COLUMNS || fit(x, first, &m, &g) != 0)
		return mdp_refuse(
			err, MDP_REASON_OUTSIDE_DATA,
			"too few come back to tell what they will do: at least %d repeat customers are needed",
			MDP_LIFETIME_FEWEST);
	for (int64_t i = 0; i < n; i++) {
		struct mdp_buyer b = buyer(x, i, first);
		double each = mdp_gamma_gamma_expect(&g, &b);
		e[i] = (struct expected){ i, mdp_bgnbd_expect(&m, &b, months * MONTH), mdp_bgnbd_alive(&m, &b), 0 };
		e[i].value = e[i].purchases * each;
		all += e[i].value;
		purchases += e[i].purchases;
	}
	qsort(e, (size_t)n, sizeof(*e), by_value);
	mdp_analyze_caveat(x, "model",
			   "fitted: BG/NBD r = %.3f, alpha = %.2f days, a = %.3f, b = %.3f; Gamma-Gamma p = %.3f, q = "
			   "%.3f, v = %.2f",
			   m.r, m.alpha, m.a, m.b, g.p, g.q, g.v);
	mdp_analyze_caveat(x, "future", "it assumes that they go on as they did; new ones are not counted");
	/* the amounts are told in the unit of the second column, which is the predicted value where the key is one column */
	mdp_analyze_finding(x,
			    mdp_arena_printf(x->a,
					     "over the next %.0f months{where}: {%.17g} a %s on average, {%.17g} in "
					     "all from %lld; %.2f more days with an event each are expected.",
					     months, all / (double)n, who, all, (long long)n, purchases / (double)n));
	int64_t shown = x->q->limit > 0 ? x->q->limit : SHOWN;
	shown = shown < n ? shown : n;
	if (shown < n)
		mdp_analyze_caveat(x, "first", "the first %lld of %lld are shown, those with the most",
				   (long long)shown, (long long)n);
	show(x, e, shown, first);
	return 0;
}
