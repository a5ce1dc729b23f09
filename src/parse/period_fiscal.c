/* Fiscal years and their quarters: named by the calendar year they end in. */
#include "parse/period_work.h"

#include "base/banned.h"

static int set_fiscal(const struct mdp_period_work *w, int year, struct mdp_period *p)
{
	if (!w->fiscal) {
		int rc = mdp_refuse(w->err, MDP_REASON_UNSUPPORTED,
				    "it is declared nowhere in which month the fiscal year begins");
		mdp_error_hint(w->err, "write `fiscal_year_start: 7` (its first month, 1 to 12) into mdp.yaml, or set "
				       "MDP_FISCAL_YEAR_START; or ask for a calendar year: in 2024");
		return rc;
	}
	int64_t from = mdp_date_days(w->fiscal == 1 ? year : year - 1, w->fiscal, 1),
		to = mdp_date_add(from, MDP_GRAIN_YEAR, 1);
	*p = (struct mdp_period){ from, to, NULL, w->fiscal == 1 ? MDP_GRAIN_YEAR : MDP_GRAIN_NONE, false };
	p->text = mdp_arena_printf(w->a, "fiscal year %d (%s)", year, mdp_period_span_text(w, from, to));
	return 0;
}

static int fiscal_now(const struct mdp_period_work *w)
{
	struct mdp_civil c = mdp_date_civil(w->today);
	return w->fiscal > 1 && c.month >= w->fiscal ? c.year + 1 : c.year;
}

static int eval_fy(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	int year = 0, rc = mdp_period_year_of(w, mdp_period_arg(n, 0), depth, &year);
	return rc < 0 ? rc : set_fiscal(w, year ? year : fiscal_now(w), p);
}

static int eval_fylast(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)n, (void)depth;
	return set_fiscal(w, fiscal_now(w) - 1, p);
}

static int eval_fythis(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)n, (void)depth;
	return set_fiscal(w, fiscal_now(w), p);
}

static int eval_fquarter(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	int k = mdp_period_sub_number(mdp_period_arg(n, 0)), year,
	    rc = mdp_period_year_of(w, mdp_period_arg(n, 1), depth, &year);
	if (rc < 0)
		return rc;
	if (k < 1 || k > 4)
		return mdp_period_impossible(w, "a fiscal year has four quarters");
	year = year ? year : fiscal_now(w);
	rc = set_fiscal(w, year, p);
	if (rc < 0)
		return rc;
	int64_t from = mdp_date_add(p->from, MDP_GRAIN_MONTH, 3 * (k - 1)), to = mdp_date_add(from, MDP_GRAIN_MONTH, 3);
	return mdp_period_set_span(
		w, from, to, mdp_arena_printf(w->a, "fiscal Q%d %d (%s)", k, year, mdp_period_span_text(w, from, to)),
		p);
}

/* The quarter of the fiscal year that today lies in, or the one before. */
static int fiscal_quarter(const struct mdp_period_work *w, int by, struct mdp_period *p)
{
	int rc = set_fiscal(w, fiscal_now(w), p);
	if (rc < 0)
		return rc;
	int k = 0;
	while (k < 3 && mdp_date_add(p->from, MDP_GRAIN_MONTH, 3 * (k + 1)) <= w->today)
		k++;
	int64_t from = mdp_date_add(p->from, MDP_GRAIN_MONTH, 3 * (k + by)),
		to = mdp_date_add(from, MDP_GRAIN_MONTH, 3);
	return mdp_period_set_span(w, from, to,
				   mdp_arena_printf(w->a, "fiscal quarter (%s)", mdp_period_span_text(w, from, to)), p);
}

static int eval_fqlast(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)n, (void)depth;
	return fiscal_quarter(w, -1, p);
}

static int eval_fqthis(const struct mdp_period_work *w, const struct mdp_node *n, int depth, struct mdp_period *p)
{
	(void)n, (void)depth;
	return fiscal_quarter(w, 0, p);
}

const struct mdp_period_op mdp_period_fiscal_ops[] = {
	{ "fy", eval_fy, 1 },
	{ "fylast", eval_fylast, 0 },
	{ "fythis", eval_fythis, 0 },
	{ "fquarter", eval_fquarter, 1 },
	{ "fqlast", eval_fqlast, 0 },
	{ "fqthis", eval_fqthis, 0 },
	{ NULL, NULL, 0 },
};
