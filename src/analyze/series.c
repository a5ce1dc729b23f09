/* A figure by a unit of the calendar: its next periods, or where it is heading. */
#include <math.h>
#include <string.h>
#include "analyze/analyze.h"
#include "analyze/forecast.h"
#include "analyze/relate.h"
#include "analyze/sample.h"
#include "analyze/series.h"
#include "base/limits.h"
#include "base/banned.h"

struct figure {
	struct mdp_analyzing *x;
	enum mdp_grain grain;
	int64_t from; /* first day of the first period */
	double *y;
	int n, left_out; /* whole periods; partial ones at the ends that were left out */
	bool positive;
	const char *name, *unit;
	int time, value; /* columns of the rows */
	int64_t group; /* a row of the group that it is of, when the rows are split */
};

#define GROUPS 50 /* series of a split */

/* Where time and value are among the rows' columns; what else there is parts them. */
static struct figure figure_of(struct mdp_analyzing *x)
{
	struct figure f = { .x = x, .value = x->plan->ncolumns - 1, .grain = x->q->by[0].expr->grain };
	for (int i = 0; i < x->q->nby; i++)
		if (x->q->by[i].expr->kind == MDP_X_TRUNC) {
			f.time = i;
			f.grain = x->q->by[i].expr->grain;
		}
	return f;
}

static bool is_of_group(const struct figure *f, int64_t row, int64_t group)
{
	for (int i = 0; i < f->value; i++)
		if (i != f->time &&
		    mdp_value_cmp(mdp_result_at(f->x->rows, row, i), mdp_result_at(f->x->rows, group, i)) != 0)
			return false;
	return true;
}

static int season(enum mdp_grain g)
{
	return g == MDP_GRAIN_DAY       ? 7
	       : g == MDP_GRAIN_WEEK    ? 52
	       : g == MDP_GRAIN_MONTH   ? 12
	       : g == MDP_GRAIN_QUARTER ? 4
					: 1;
}

/*
 * The days that are known whole: those that the data cover, cut by the period of the question and by today. Periods that are not wholly
 * in them say too little.
 */
static void covered(const struct mdp_analyzing *x, enum mdp_grain grain, int64_t *first, int64_t *last)
{
	const struct mdp_plan *p = x->plan;
	*first = INT64_MIN;
	*last = x->today - 1;
	int64_t a, b;
	if (p->time_column >= 0 && mdp_catalog_period(x->c, p->time_column, &a, &b)) {
		*first = a;
		*last = b < *last ? b : *last;
		/* a month whose last day is today, with data on it, is over */
		if (b >= x->today && grain > MDP_GRAIN_DAY && mdp_date_trunc(x->today + 1, grain) == x->today + 1)
			*last = x->today;
	}
	if (p->from < p->to) {
		*first = p->from > *first ? p->from : *first;
		*last = p->to != INT64_MAX && p->to - 1 < *last ? p->to - 1 : *last;
	}
}

static const char *units(const struct figure *f, int n)
{
	return mdp_arena_printf(f->x->a, n == 1 ? "%s" : "%ss", mdp_grain_word(f->grain));
}

static void push(struct figure *f, int *cap, double value)
{
	MDP_PUSH(f->x->a, f->y, f->n, *cap, value);
}

/* The rows as a series without holes; what is between is 0 for what adds up, else the value before. */
static void load(struct figure *f)
{
	struct mdp_analyzing *x = f->x;
	const struct mdp_expr *shown = x->q->show[0].expr;
	bool adds = shown->kind == MDP_X_MEASURE ||
		    (shown->kind == MDP_X_AGG && (shown->agg == MDP_AGG_COUNT || shown->agg == MDP_AGG_SUM));
	int64_t first, last;
	int cap = 0;
	f->name = x->q->show[0].name;
	f->unit = x->plan->columns[f->value].unit;
	f->positive = true;
	covered(x, f->grain, &first, &last);
	for (int64_t i = 0; i < x->rows->nrows; i++) {
		const struct mdp_value *day = mdp_result_at(x->rows, i, f->time);
		double v = mdp_analyze_number(x, i, f->value);
		if (f->value > 1 && !is_of_group(f, i, f->group))
			continue;
		if (day->type != MDP_T_DATE || (!f->n && isnan(v)))
			continue;
		if (day->i < first || mdp_date_add(day->i, f->grain, 1) - 1 > last) {
			f->left_out += !isnan(v);
			continue;
		}
		if (!f->n)
			f->from = day->i;
		while (f->n && mdp_date_add(f->from, f->grain, f->n) < day->i && f->n < MDP_SERIES_MOST)
			push(f, &cap, adds || !f->n ? 0 : f->y[f->n - 1]);
		push(f, &cap, !isnan(v) ? v : adds || !f->n ? 0 : f->y[f->n - 1]);
		f->positive &= f->n > 0 && f->y[f->n - 1] >= 0;
	}
	if (f->left_out && f->value == 1)
		mdp_analyze_caveat(x, "partial", "%d %s that the data cover only in part %s left out", f->left_out,
				   units(f, f->left_out), f->left_out == 1 ? "is" : "are");
}

static int too_short(const struct figure *f, struct mdp_error *err)
{
	mdp_refuse(err, MDP_REASON_OUTSIDE_DATA, "there are %d whole %s of %s: at least %d are needed", f->n,
		   units(f, f->n), f->name, MDP_FORECAST_FEWEST);
	mdp_error_hint(err, "ask by a shorter unit of the calendar, or for a longer period");
	return -MDP_REFUSED;
}

static int horizon(const struct figure *f, int64_t start)
{
	const struct mdp_expr *until = NULL;
	double periods = 3;
	int64_t day = 0;
	int n = 0;
	for (int i = 0; i < f->x->q->nparams; i++) {
		if (strcmp(f->x->q->params[i].name, "until") == 0)
			until = f->x->q->params[i].expr;
		else if (strcmp(f->x->q->params[i].name, "periods") == 0)
			periods = mdp_value_number(&f->x->q->params[i].expr->value);
	}
	if (!until || !mdp_date_parse(until->value.s, &day))
		return (int)periods;
	while (n <= MDP_FORECAST_AHEAD && mdp_date_add(start, f->grain, n) <= day)
		n++;
	return n;
}

static void tell_method(const struct figure *f, const struct mdp_forecast *c)
{
	char a[MDP_DATE_TEXT], b[MDP_DATE_TEXT];
	mdp_analyze_caveat(f->x, "method",
			   "forecast by %s, chosen on the last %d %s, which were held out: it was off by %.1f %% there "
			   "(the value of one season "
			   "before %.1f %%, exponential smoothing %.1f %%, Theta %.1f %%)",
			   mdp_forecast_method_text(c->method), c->held_out, units(f, c->held_out), c->error[c->method],
			   c->error[MDP_FORECAST_NAIVE], c->error[MDP_FORECAST_ETS], c->error[MDP_FORECAST_THETA]);
	mdp_analyze_caveat(f->x, "basis", "learnt from %d %s, %s to %s%s; it assumes that things go on as they did",
			   f->n, units(f, f->n), mdp_date_print(f->from, a),
			   mdp_date_print(mdp_date_add(f->from, f->grain, f->n) - 1, b),
			   c->period > 1 ? ", with a season"
					 : ", without a season: there is none, or too little to see one");
}

/* The series without its season, where there is enough to know one. */
static const double *without_season(const struct figure *f)
{
	struct mdp_stl stl = { 0 };
	int period = season(f->grain);
	struct mdp_stl_options opt = { .period = period, .seasonal = 35, .inner = 1, .outer = 5 };
	double *y;
	if (period < 2 || f->n < 2 * period + 1 || mdp_stl(f->y, f->n, &opt, f->x->a, &stl) != 0)
		return f->y;
	y = MDP_NUMBERS(f->x->a, f->n);
	for (int i = 0; i < f->n; i++)
		y[i] = f->y[i] - stl.seasonal[i];
	return y;
}

/* One row of each group, in the order of the rows; *most: there are more than can be looked at. */
static int find_groups(const struct figure *f, int64_t *groups, bool *most)
{
	int n = 0;
	*most = false;
	for (int64_t i = 0; i < f->x->rows->nrows; i++) {
		int k = 0;
		while (k < n && !is_of_group(f, i, groups[k]))
			k++;
		if (k < n)
			continue;
		if (n == GROUPS) {
			*most = true;
			return n;
		}
		groups[n++] = i;
	}
	return n;
}

/* Columns of a split: those that part the rows, then `names`, in the unit of the value but for the first of `plain`. */
static void split_columns(struct figure *f, const char *const *names, int n, bool dated, int64_t rows)
{
	struct mdp_analyzing *x = f->x;
	struct mdp_plan_column columns[MDP_LIMIT_KEYS_OF_ENTITY + 10];
	enum mdp_type types[MDP_LIMIT_KEYS_OF_ENTITY + 10];
	int at = 0;
	for (int i = 0; i < f->value && at < MDP_LIMIT_KEYS_OF_ENTITY; i++) {
		if (i == f->time)
			continue;
		columns[at] = x->plan->columns[i];
		types[at++] = x->rows->columns[i].type;
	}
	if (dated) {
		columns[at] = x->plan->columns[f->time];
		types[at++] = MDP_T_DATE;
	}
	for (int i = 0; i < n; i++, at++) {
		columns[at] = (struct mdp_plan_column){ .name = names[i],
							.unit = strcmp(names[i], "p") != 0 ? f->unit : NULL,
							.column = -1 };
		types[at] = MDP_T_DOUBLE;
	}
	mdp_analyze_replace(x, columns, types, at, rows);
}

/* The values that part a group, as the first cells of a row; returns where the next one is. */
static int put_group(struct figure *f, const struct mdp_value *old, int width, int64_t row)
{
	int at = 0;
	for (int i = 0; i < f->value && at < MDP_LIMIT_KEYS_OF_ENTITY; i++)
		if (i != f->time)
			*mdp_analyze_cell(f->x, row, at++) = old[f->group * width + i];
	return at;
}

static int start_split(struct figure *f, int64_t *groups, struct mdp_error *err)
{
	bool most;
	int n = find_groups(f, groups, &most);
	if (most)
		return mdp_refuse(err, MDP_REASON_UNSUPPORTED, "there are more than %d series: name some of them",
				  GROUPS);
	if (!n)
		return mdp_refuse(err, MDP_REASON_OUTSIDE_DATA, "there are no values of %s", f->x->q->show[0].name);
	return n;
}

/* Each group by itself; those with too few periods are counted. */
static int forecast_split(struct figure f, struct mdp_error *err)
{
	static const char *const names[] = { "forecast", "low 80 %", "high 80 %", "low 95 %", "high 95 %" };
	struct mdp_analyzing *x = f.x;
	int64_t groups[GROUPS], start = 0, row = 0;
	struct mdp_forecast *c = MDP_NEW_ARRAY(x->a, GROUPS, struct mdp_forecast);
	struct mdp_value *old = x->rows->values;
	int n = start_split(&f, groups, err), width = x->rows->ncolumns, ahead = 0, kept = 0, short_ones = 0;
	bool positive[GROUPS] = { false };
	if (n < 0)
		return n;
	for (int i = 0; i < n; i++) {
		struct figure one = f;
		one.group = groups[i];
		load(&one);
		int64_t ends = one.n ? mdp_date_add(one.from, one.grain, one.n) : 0;
		int steps = one.n ? horizon(&one, ends) : 0;
		if (one.n < MDP_FORECAST_FEWEST || steps < 1 || steps > one.n || (kept && ends != start) ||
		    mdp_forecast(one.y, one.n, season(one.grain), steps, x->a, &c[kept]) != 0) {
			short_ones++;
			continue;
		}
		start = ends;
		ahead = steps;
		positive[kept] = one.positive;
		groups[kept++] = groups[i];
		f.name = one.name;
		f.unit = one.unit;
	}
	if (!kept)
		return mdp_refuse(err, MDP_REASON_OUTSIDE_DATA,
				  "none of the %d series has enough whole %ss to forecast from", n,
				  mdp_grain_word(f.grain));
	if (short_ones)
		mdp_analyze_caveat(x, "short", "%d of %d series are left out: too few whole %ss, or they ended before",
				   short_ones, n, mdp_grain_word(f.grain));
	split_columns(&f, names, 5, true, (int64_t)kept * ahead);
	for (int i = 0; i < kept; i++)
		for (int h = 0; h < ahead; h++, row++) {
			const double values[] = { c[i].mean[h], c[i].low80[h], c[i].high80[h], c[i].low95[h],
						  c[i].high95[h] };
			f.group = groups[i];
			int at = put_group(&f, old, width, row);
			*mdp_analyze_cell(x, row, at++) =
				(struct mdp_value){ .type = MDP_T_DATE, .i = mdp_date_add(start, f.grain, h) };
			for (int k = 0; k < 5; k++)
				*mdp_analyze_cell(x, row, at++) =
					mdp_value_double(positive[i] ? fmax(0, values[k]) : values[k]);
		}
	mdp_analyze_caveat(x, "method", "each is forecast by itself, by the way that was best on its own last %ss",
			   mdp_grain_word(f.grain));
	return 0;
}

/* Where each group is heading. */
static int trend_split(struct figure f, struct mdp_error *err)
{
	static const char *const names[] = { "slope", "low 95 %", "high 95 %", "p" };
	struct mdp_analyzing *x = f.x;
	int64_t groups[GROUPS];
	struct mdp_trend *t = MDP_NEW_ARRAY(x->a, GROUPS, struct mdp_trend);
	struct mdp_value *old = x->rows->values;
	int n = start_split(&f, groups, err), width = x->rows->ncolumns, kept = 0, rising = 0, falling = 0;
	if (n < 0)
		return n;
	for (int i = 0; i < n; i++) {
		struct figure one = f;
		one.group = groups[i];
		load(&one);
		f.name = one.name;
		f.unit = one.unit;
		if (one.n < MDP_FORECAST_FEWEST || one.n > MDP_TREND_MOST ||
		    mdp_trend(without_season(&one), one.n, 0.95, x->a, &t[kept]) != 0)
			continue;
		rising += t[kept].p_adjusted < 0.05 && t[kept].slope > 0;
		falling += t[kept].p_adjusted < 0.05 && t[kept].slope < 0;
		groups[kept++] = groups[i];
	}
	if (!kept)
		return mdp_refuse(err, MDP_REASON_OUTSIDE_DATA,
				  "none of the %d series has enough whole %ss to tell a trend", n,
				  mdp_grain_word(f.grain));
	if (kept < n)
		mdp_analyze_caveat(x, "short", "%d of %d series are left out: too few whole %ss, or always the same",
				   n - kept, n, mdp_grain_word(f.grain));
	split_columns(&f, names, 4, false, kept);
	for (int i = 0; i < kept; i++) {
		const double values[] = { t[i].slope, t[i].low, t[i].high, t[i].p_adjusted };
		f.group = groups[i];
		int at = put_group(&f, old, width, i);
		for (int k = 0; k < 4; k++)
			*mdp_analyze_cell(x, i, at++) = mdp_value_double(values[k]);
	}
	mdp_analyze_finding(x, mdp_arena_printf(x->a,
						"%s{where}: of %d series %d are rising and %d are falling by more than "
						"chance explains; slopes are by %s.",
						f.name, kept, rising, falling, mdp_grain_word(f.grain)));
	x->plan->ordered = true;
	return 0;
}

int mdp_analyze_forecast(struct mdp_analyzing *x, struct mdp_error *err)
{
	static const char *const names[] = { "low 80 %", "high 80 %", "low 95 %", "high 95 %" };
	struct figure f = figure_of(x);
	struct mdp_forecast c = { 0 };
	struct mdp_plan_column columns[6];
	enum mdp_type types[6] = { MDP_T_DATE, MDP_T_DOUBLE, MDP_T_DOUBLE, MDP_T_DOUBLE, MDP_T_DOUBLE, MDP_T_DOUBLE };
	int64_t start;
	int ahead;

	if (f.value > 1)
		return forecast_split(f, err);
	load(&f);
	if (f.n < MDP_FORECAST_FEWEST)
		return too_short(&f, err);
	start = mdp_date_add(f.from, f.grain, f.n);
	ahead = horizon(&f, start);
	if (ahead < 1 || ahead > MDP_FORECAST_AHEAD || ahead > f.n) {
		if (ahead < 1)
			return mdp_refuse(err, MDP_REASON_OUTSIDE_DATA,
					  "that lies before the end of the data: ask for what was");
		return mdp_refuse(err, MDP_REASON_OUTSIDE_DATA, "there are %d whole %s, too few to look %d ahead", f.n,
				  units(&f, f.n), ahead);
	}
	if (mdp_forecast(f.y, f.n, season(f.grain), ahead, x->a, &c) != 0)
		return mdp_refuse(err, MDP_REASON_OUTSIDE_DATA,
				  "%s is the same all the time: there is nothing to forecast from", f.name);
	columns[0] = x->plan->columns[0];
	columns[1] = x->plan->columns[1];
	columns[1].name = "forecast";
	for (int i = 2; i < 6; i++)
		columns[i] = (struct mdp_plan_column){ .name = names[i - 2], .unit = f.unit, .column = -1 };
	mdp_analyze_replace(x, columns, types, 6, ahead);
	for (int h = 0; h < ahead; h++) {
		const double values[] = { c.mean[h], c.low80[h], c.high80[h], c.low95[h], c.high95[h] };
		*mdp_analyze_cell(x, h, 0) =
			(struct mdp_value){ .type = MDP_T_DATE, .i = mdp_date_add(start, f.grain, h) };
		for (int k = 0; k < 5; k++)
			*mdp_analyze_cell(x, h, k + 1) = mdp_value_double(f.positive ? fmax(0, values[k]) : values[k]);
	}
	tell_method(&f, &c);
	if (start + 31 < x->today)
		mdp_analyze_caveat(x, "old_data", "the data end before today: what is forecast is what followed them");
	return 0;
}

/* The rows that there are, with the line beside them; without a line where a period is not whole. */
static void draw(const struct figure *f, const struct mdp_trend *t)
{
	struct mdp_analyzing *x = f->x;
	struct mdp_plan_column columns[3] = { x->plan->columns[0], x->plan->columns[1], x->plan->columns[1] };
	enum mdp_type types[3] = { x->rows->columns[0].type, x->rows->columns[1].type, MDP_T_DOUBLE };
	int64_t n = x->rows->nrows;
	struct mdp_value *old = x->rows->values;
	int ncolumns = x->rows->ncolumns;
	bool years = f->grain == MDP_GRAIN_YEAR;
	columns[2].name = "trend line";
	if (years) {
		types[0] = MDP_T_INT;
		columns[0].unit = "year";
	}
	mdp_analyze_replace(x, columns, types, t ? 3 : 2, n);
	for (int64_t i = 0; i < n; i++) {
		struct mdp_value day = old[i * ncolumns];
		int step = day.type == MDP_T_DATE ? 0 : f->n;
		while (step < f->n && mdp_date_add(f->from, f->grain, step) != day.i)
			step++;
		if (years && day.type == MDP_T_DATE)
			day = mdp_value_int(mdp_date_civil(day.i).year);
		*mdp_analyze_cell(x, i, 0) = day;
		*mdp_analyze_cell(x, i, 1) = old[i * ncolumns + 1];
		if (t && step < f->n)
			*mdp_analyze_cell(x, i, 2) = mdp_value_double(t->intercept + t->slope * step);
	}
}

static void tell_trend(const struct figure *f, const struct mdp_trend *t)
{
	double mean = mdp_mean(f->y, f->n);
	bool certain = t->p_adjusted < 0.05;
	int back = season(f->grain);
	const char *text = mdp_arena_printf(
		f->x->a,
		"%s{where}: %s over %d %s, by {%+.17g} a %s (95 %% interval {%+.17g} to {%+.17g}; %+.2f %% of its "
		"mean)%s",
		f->name,
		!certain       ? "no clear trend"
		: t->slope > 0 ? "rising"
			       : "falling",
		f->n, units(f, f->n), t->slope, mdp_grain_word(f->grain), t->low, t->high,
		mean != 0 ? 100 * t->slope / fabs(mean) : 0,
		certain ? "" : mdp_arena_printf(f->x->a, "; chance explains it (p = %.2g)", t->p_adjusted));
	if (back > 1 && f->n > back && f->y[f->n - 1 - back] != 0)
		text = mdp_arena_printf(f->x->a, "%s; the last whole %s is %+.1f %% against the same one a %s before",
					text, mdp_grain_word(f->grain),
					100 * (f->y[f->n - 1] / f->y[f->n - 1 - back] - 1),
					f->grain == MDP_GRAIN_DAY ? "week" : "year");
	mdp_analyze_finding(f->x, mdp_arena_printf(f->x->a, "%s.", text));
}

int mdp_analyze_trend(struct mdp_analyzing *x, struct mdp_error *err)
{
	struct figure f = figure_of(x);
	struct mdp_trend t = { 0 };
	const double *y;

	if (f.value > 1)
		return trend_split(f, err);
	load(&f);
	if (f.n < MDP_FORECAST_FEWEST) {
		mdp_analyze_finding(x, mdp_arena_printf(x->a,
							"%s{where}: %d whole %s, too few to tell a trend from chance.",
							f.name, f.n, units(&f, f.n)));
		draw(&f, NULL);
		return 0;
	}
	if (f.n > MDP_TREND_MOST) {
		f.from = mdp_date_add(f.from, f.grain, f.n - MDP_TREND_MOST);
		f.y += f.n - MDP_TREND_MOST;
		f.n = MDP_TREND_MOST;
		mdp_analyze_caveat(x, "last", "only the last %d %s are looked at", f.n, units(&f, f.n));
	}
	y = without_season(&f);
	if (mdp_trend(y, f.n, 0.95, x->a, &t) != 0)
		return mdp_refuse(err, MDP_REASON_OUTSIDE_DATA, "%s is the same all the time: it has no trend", f.name);
	draw(&f, &t);
	tell_trend(&f, &t);
	mdp_analyze_caveat(x, "method",
			   "the slope is the median of the slopes between all pairs of %ss (Theil and Sen)%s; its test "
			   "is that of Mann and "
			   "Kendall, corrected for values that follow the ones before (p = %.2g)",
			   mdp_grain_word(f.grain), y == f.y ? "" : " after the season was taken off", t.p_adjusted);
	return 0;
}
