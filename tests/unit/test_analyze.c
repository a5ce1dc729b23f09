/*
 * Statistics against the figures of well-known packages: tables made by tools/statistics/reference.py. A line of
 * results.csv names what is computed, of which sample or at which place, and what has to come out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "analyze/forecast.h"
#include "analyze/lifetime.h"
#include "analyze/relate.h"
#include "analyze/sample.h"
#include "analyze/series.h"
#include "analyze/special.h"
#include "analyze/survival.h"
#include "analyze/unusual.h"
#include "base/rng.h"
#include "base/banned.h"

#define FOLDER "tests/unit/statistics/"
#define FIELDS 400

struct line {
	char text[8192];
	char *word[FIELDS];
	double v[FIELDS]; /* NaN where the field is no number */
	int n;
};

static FILE *open_table(const char *name)
{
	char path[256];
	FILE *f;
	snprintf(path, sizeof(path), FOLDER "%s", name);
	f = fopen(path, "r");
	assert_non_null(f);
	return f;
}

static int next_line(FILE *f, struct line *l)
{
	char *save = NULL;
	l->n = 0;
	if (!fgets(l->text, sizeof(l->text), f))
		return 0;
	for (char *w = strtok_r(l->text, ",\n", &save); w && l->n < FIELDS; w = strtok_r(NULL, ",\n", &save)) {
		char *end = NULL;
		l->v[l->n] = strtod(w, &end);
		if (*end)
			l->v[l->n] = (double)NAN;
		l->word[l->n++] = w;
	}
	return 1;
}

static double *sample(const char *name, int *n, struct mdp_arena *arena)
{
	FILE *f = open_table("samples.csv");
	struct line l;
	double *x = NULL;
	while (!x && next_line(f, &l))
		if (strcmp(l.word[0], name) == 0) {
			*n = l.n - 1;
			x = MDP_NUMBERS(arena, *n);
			memcpy(x, l.v + 1, (size_t)*n * sizeof(double));
		}
	fclose(f);
	assert_non_null(x);
	return x;
}

static void near(const struct line *l, const char *part, double got, double want, double relative)
{
	if (fabs(got - want) <= relative * fmax(fabs(want), 1e-290) || (isinf(want) && got == want) ||
	    (want == 0 && fabs(got) < 1e-12))
		return;
	fail_msg("%s %s %s, %s: %.12g, not %.12g", l->word[0], l->n > 1 ? l->word[1] : "", l->n > 2 ? l->word[2] : "",
		 part, got, want);
}

/* Calls check for each line of results.csv that begins with the word; there has to be one. */
static void each(const char *what, void (*check)(const struct line *l, struct mdp_arena *arena))
{
	FILE *f = open_table("results.csv");
	struct line l;
	int seen = 0;
	while (next_line(f, &l))
		if (strcmp(l.word[0], what) == 0) {
			struct mdp_arena arena = { 0 };
			mdp_arena_init(&arena);
			check(&l, &arena);
			mdp_arena_release(&arena);
			seen++;
		}
	fclose(f);
	assert_int_not_equal(seen, 0);
}

#define FUNCTION(name, call, at)                                                \
	static void check_##name(const struct line *l, struct mdp_arena *arena) \
	{                                                                       \
		const double *x = l->v + 1;                                     \
		(void)arena;                                                    \
		near(l, "value", (call), l->v[at], 1e-9);                       \
	}
FUNCTION(gamma_p, mdp_gamma_p(x[0], x[1]), 3)
FUNCTION(gamma_q, mdp_gamma_q(x[0], x[1]), 3)
FUNCTION(beta_inc, mdp_beta_inc(x[0], x[1], x[2]), 4)
FUNCTION(normal_quantile, mdp_normal_quantile(x[0]), 2)
FUNCTION(student_two_sided, mdp_student_two_sided(x[0], x[1]), 3)
FUNCTION(student_quantile, mdp_student_quantile(x[0], x[1]), 3)
FUNCTION(poisson_tail, mdp_poisson_tail(x[0], x[1]), 3)
FUNCTION(poisson_cdf, mdp_poisson_cdf(x[0], x[1]), 3)
FUNCTION(hypergeometric, mdp_hypergeometric(x[0], x[1], x[2], x[3]), 5)

static void distributions(void **state)
{
	(void)state;
	each("gamma_p", check_gamma_p);
	each("gamma_q", check_gamma_q);
	each("beta_inc", check_beta_inc);
	each("normal_quantile", check_normal_quantile);
	each("student_two_sided", check_student_two_sided);
	each("student_quantile", check_student_quantile);
	each("poisson_tail", check_poisson_tail);
	each("poisson_cdf", check_poisson_cdf);
	each("hypergeometric", check_hypergeometric);
	assert_true(isnan(mdp_normal_quantile(1.5)));
	assert_true(isnan(mdp_beta_inc(-1, 2, 0.5)));
	assert_true(isnan(mdp_gamma_p(1, -1)));
}

static void check_pearson(const struct line *l, struct mdp_arena *arena)
{
	int n = 0, m = 0;
	const double *x = sample(l->word[1], &n, arena), *y = sample(l->word[2], &m, arena);
	struct mdp_correlation c = { 0 };
	assert_int_equal(mdp_pearson(x, y, n, 0.95, &c), 0);
	near(l, "r", c.r, l->v[3], 1e-9);
	near(l, "p", c.p, l->v[4], 1e-6);
	near(l, "low", c.low, l->v[5], 1e-9);
	near(l, "high", c.high, l->v[6], 1e-9);
}

static void check_spearman(const struct line *l, struct mdp_arena *arena)
{
	int n = 0, m = 0;
	const double *x = sample(l->word[1], &n, arena), *y = sample(l->word[2], &m, arena);
	struct mdp_correlation c = { 0 };
	assert_int_equal(mdp_spearman(x, y, n, 0.95, arena, &c), 0);
	near(l, "r", c.r, l->v[3], 1e-9);
	near(l, "p", c.p, l->v[4], 1e-6);
	assert_true(c.low < c.r && c.r < c.high);
}

static void check_welch(const struct line *l, struct mdp_arena *arena)
{
	int n = 0, m = 0;
	const double *x = sample(l->word[1], &n, arena), *y = sample(l->word[2], &m, arena);
	struct mdp_difference d = { 0 };
	assert_int_equal(mdp_welch(x, n, y, m, 0.95, &d), 0);
	near(l, "t", d.statistic, l->v[3], 1e-9);
	near(l, "df", d.df, l->v[4], 1e-9);
	near(l, "p", d.p, l->v[5], 1e-6);
	near(l, "low", d.low, l->v[6], 1e-8);
	near(l, "high", d.high, l->v[7], 1e-8);
}

static void check_mann_whitney(const struct line *l, struct mdp_arena *arena)
{
	int n = 0, m = 0;
	const double *x = sample(l->word[1], &n, arena), *y = sample(l->word[2], &m, arena);
	struct mdp_difference d = { 0 };
	assert_int_equal(mdp_mann_whitney(x, n, y, m, 0.95, arena, &d), 0);
	near(l, "U", d.statistic, l->v[3], 1e-12);
	/* of sums of ranks, as SQL gives them: the same, but for the few values for which the test is exact */
	double ties = 0, *both = MDP_NUMBERS(arena, n + m), *rank = NULL;
	struct mdp_moments a = { .n = n }, b = { .n = m };
	struct mdp_difference of = { 0 };
	memcpy(both, x, (size_t)n * sizeof(*both));
	memcpy(both + n, y, (size_t)m * sizeof(*both));
	rank = mdp_ranks(both, n + m, &ties, arena);
	for (int i = 0; i < n + m; i++)
		*(i < n ? &a.ranks : &b.ranks) += rank[i];
	assert_int_equal(mdp_mann_whitney_of(&a, &b, ties, &of), 0);
	near(l, "U of ranks", of.statistic, l->v[3], 1e-12);
	near(l, "p of ranks", of.p, l->v[4], n > 8 && m > 8 ? 1e-6 : 0.2);
	near(l, "p", d.p, l->v[4], 1e-6);
	near(l, "difference", d.difference, l->v[5], 1e-9);
	near(l, "low", d.low, l->v[6], 1e-9);
	near(l, "high", d.high, l->v[7], 1e-9);
}

static void check_quantiles(const struct line *l, struct mdp_arena *arena)
{
	const double p[] = { 0, 0.05, 0.25, 0.5, 0.9, 1 };
	int n = 0;
	const double *x = sample(l->word[1], &n, arena), *sorted = mdp_sorted(x, n, arena);
	for (int i = 0; i < 6; i++)
		near(l, "quantile", mdp_quantile_sorted(sorted, n, p[i]), l->v[2 + i], 1e-12);
}

static void check_trend(const struct line *l, struct mdp_arena *arena)
{
	int n = 0;
	const double *x = sample(l->word[1], &n, arena);
	struct mdp_trend t = { 0 };
	assert_int_equal(mdp_trend(x, n, 0.95, arena, &t), 0);
	const double got[] = { t.slope, t.intercept, t.low, t.high, t.s, t.z, t.p };
	const char *names[] = { "slope", "intercept", "low", "high", "S", "z", "p" };
	for (int i = 0; i < 7; i++)
		near(l, names[i], got[i], l->v[2 + i], 1e-6);
	assert_true(t.p_adjusted >= t.p);
}

static void relations(void **state)
{
	(void)state;
	each("pearson", check_pearson);
	each("spearman", check_spearman);
	each("welch", check_welch);
	each("mann_whitney", check_mann_whitney);
	each("quantiles", check_quantiles);
	each("trend", check_trend);
}

/* Wald's test and Newcombe's interval by hand: 56 of 70 against 48 of 80, example (a) of his paper. */
static void shares(void **state)
{
	struct mdp_difference d = { 0 };
	(void)state;
	assert_int_equal(mdp_two_shares(56, 70, 48, 80, 0.95, &d), 0);
	assert_true(fabs(d.difference - 0.2) < 1e-12);
	assert_true(fabs(d.low - 0.0524) < 5e-5 && fabs(d.high - 0.3339) < 5e-5);
	assert_int_equal(mdp_two_shares(5, 4, 1, 2, 0.95, &d), -1);
}

static void decomposition(void **state)
{
	(void)state;
	for (int robust = 0; robust < 2; robust++) {
		struct mdp_arena arena = { 0 };
		struct mdp_stl stl = { 0 };
		struct line l;
		double y[90], want[3][90];
		int n = 0;
		FILE *f = open_table(robust ? "stl_1.csv" : "stl_0.csv");
		mdp_arena_init(&arena);
		for (; n < 90 && next_line(f, &l); n++) {
			y[n] = l.v[0];
			for (int k = 0; k < 3; k++)
				want[k][n] = l.v[1 + k];
		}
		fclose(f);
		assert_int_equal(
			mdp_stl(y, n, &(struct mdp_stl_options){ .period = 7, .outer = 15 * robust }, &arena, &stl), 0);
		for (int i = 0; i < n; i++) {
			assert_true(fabs(stl.seasonal[i] - want[0][i]) < 1e-6);
			assert_true(fabs(stl.trend[i] - want[1][i]) < 1e-6);
			assert_true(fabs(stl.weight[i] - want[2][i]) < 1e-6);
			assert_true(fabs(stl.seasonal[i] + stl.trend[i] + stl.rest[i] - y[i]) < 1e-9);
		}
		assert_int_equal(mdp_stl(y, 13, &(struct mdp_stl_options){ .period = 7 }, &arena, &stl), -1);
		mdp_arena_release(&arena);
	}
}

static void check_gesd(const struct line *l, struct mdp_arena *arena)
{
	int n = 0;
	const double *x = sample(l->word[1], &n, arena);
	struct mdp_outlier out[10];
	assert_int_equal(mdp_gesd(x, n, 10, 0.05, 0, arena, out), (int)l->v[2]);
	for (int i = 0; i < 10; i++)
		if (3 + i < l->n)
			near(l, "R", out[i].statistic, l->v[3 + i], 1e-5);
	/* the published critical values of the first and the third round */
	assert_true(fabs(out[0].critical - 3.158794) < 1e-5);
	assert_true(fabs(out[2].critical - 3.143890) < 1e-5);
}

static void check_change_points(const struct line *l, struct mdp_arena *arena)
{
	int n = 0;
	const double *x = sample(l->word[1], &n, arena);
	int *starts = MDP_NEW_ARRAY(arena, (size_t)n, int);
	int found = mdp_change_points(x, n, 3, 0, arena, starts);
	assert_int_equal(found, l->n - 2);
	for (int i = 0; i < found; i++)
		assert_int_equal(starts[i], (int)l->v[2 + i]);
}

static void outliers(void **state)
{
	struct mdp_arena arena = { 0 };
	int n = 0, m = 0;
	(void)state;
	each("gesd", check_gesd);
	each("change_points", check_change_points);
	mdp_arena_init(&arena);
	{
		const double *p = sample("p", &n, &arena), *want = sample("adjusted", &m, &arena);
		double *got = MDP_NUMBERS(&arena, n);
		mdp_benjamini_hochberg(p, n, &arena, got);
		for (int i = 0; i < n; i++)
			assert_true(fabs(got[i] - want[i]) < 1e-12);
	}
	mdp_arena_release(&arena);
}

static struct mdp_buyer *cdnow(struct mdp_arena *arena, int *n)
{
	FILE *f = open_table("cdnow.csv");
	struct mdp_buyer *b = NULL;
	struct line l;
	int cap = 0;
	*n = 0;
	while (next_line(f, &l))
		MDP_PUSH(arena, b, *n, cap, ((struct mdp_buyer){ l.v[0], l.v[1], l.v[2], l.v[3], l.v[4] }));
	fclose(f);
	return b;
}

static struct mdp_bgnbd bgnbd;
static struct mdp_gamma_gamma gamma_gamma;

static void check_bgnbd(const struct line *l, struct mdp_arena *arena)
{
	int n = 0;
	const struct mdp_buyer *b = cdnow(arena, &n);
	assert_int_equal(mdp_bgnbd_fit(b, n, &bgnbd), 0);
	near(l, "log likelihood", bgnbd.log_likelihood, -9582.43, 1e-6); /* as published */
	near(l, "r", bgnbd.r, l->v[1], 5e-4);
	near(l, "alpha", bgnbd.alpha, l->v[2], 5e-4);
	near(l, "a", bgnbd.a, l->v[3], 5e-4);
	near(l, "b", bgnbd.b, l->v[4], 5e-4);
	assert_int_equal(mdp_bgnbd_fit(b, 3, &bgnbd), -1);
	assert_int_equal(mdp_bgnbd_fit(b, n, &bgnbd), 0);
}

static void check_gamma_gamma(const struct line *l, struct mdp_arena *arena)
{
	int n = 0;
	const struct mdp_buyer *b = cdnow(arena, &n);
	assert_int_equal(mdp_gamma_gamma_fit(b, n, &gamma_gamma), 0);
	near(l, "p", gamma_gamma.p, l->v[1], 5e-4);
	near(l, "q", gamma_gamma.q, l->v[2], 5e-4);
	near(l, "v", gamma_gamma.v, l->v[3], 5e-4);
}

static void check_buyer(const struct line *l, struct mdp_arena *arena)
{
	struct mdp_buyer b = { l->v[1], l->v[2], l->v[3], l->v[4], 1 };
	(void)arena;
	near(l, "purchases", mdp_bgnbd_expect(&bgnbd, &b, 39), l->v[5], 5e-4);
	near(l, "alive", mdp_bgnbd_alive(&bgnbd, &b), l->v[6], 5e-4);
	near(l, "value", mdp_gamma_gamma_expect(&gamma_gamma, &b), l->v[7], 5e-4);
}

static void check_new_buyer(const struct line *l, struct mdp_arena *arena)
{
	(void)arena;
	near(l, "purchases", mdp_bgnbd_expect_new(&bgnbd, l->v[1]), l->v[2], 5e-4);
}

static void customers(void **state)
{
	(void)state;
	each("bgnbd", check_bgnbd);
	each("gamma_gamma", check_gamma_gamma);
	each("buyer", check_buyer);
	each("new_buyer", check_new_buyer);
}

static void check_kaplan_meier(const struct line *l, struct mdp_arena *arena)
{
	int n = 0, m = 0;
	const double *t = sample("time", &n, arena), *e = sample("event", &m, arena);
	struct mdp_survival s = { 0 };
	int at = 0;
	assert_int_equal(mdp_kaplan_meier(t, e, n, 0.95, arena, &s), 0);
	near(l, "median", s.median, l->v[1], 0);
	near(l, "median low", s.median_low, l->v[2], 0);
	near(l, "median high", s.median_high, l->v[3], 0);
	near(l, "at 50", mdp_survival_at(&s, 50), l->v[4], 1e-9);
	while (at + 1 < s.nsteps && s.steps[at + 1].time <= 50)
		at++;
	near(l, "low at 50", s.steps[at].low, l->v[5], 1e-9);
	near(l, "high at 50", s.steps[at].high, l->v[6], 1e-9);
	/* from numbers at each time */
	double *times = MDP_NUMBERS(arena, n), *events = MDP_NUMBERS(arena, n), *censored = MDP_NUMBERS(arena, n);
	struct mdp_survival of = { 0 };
	for (int i = 0; i < s.nsteps; i++) {
		times[i] = s.steps[i].time;
		events[i] = s.steps[i].events;
		censored[i] = s.steps[i].censored;
	}
	assert_int_equal(mdp_kaplan_meier_of(times, events, censored, s.nsteps, 0.95, arena, &of), 0);
	near(l, "median of counts", of.median, l->v[1], 0);
	near(l, "at 50 of counts", mdp_survival_at(&of, 50), l->v[4], 1e-9);
	near(l, "low of counts", of.steps[at].low, l->v[5], 1e-9);
	assert_int_equal(mdp_kaplan_meier_of(times, events, censored, 0, 0.95, arena, &of), -1);
	assert_int_equal(mdp_kaplan_meier((const double[]){ -1 }, e, 1, 0.95, arena, &s), -1);
	assert_int_equal(mdp_kaplan_meier((const double[]){ 5, 6 }, (const double[]){ 0, 0 }, 2, 0.95, arena, &s), 0);
	assert_true(isinf(s.median));
}

static void check_log_rank(const struct line *l, struct mdp_arena *arena)
{
	int na = 0, nb = 0;
	struct mdp_survival a = { 0 }, b = { 0 };
	const double *ta = sample("time_a", &na, arena), *ea = sample("event_a", &na, arena);
	const double *tb = sample("time_b", &nb, arena), *eb = sample("event_b", &nb, arena);
	assert_int_equal(mdp_kaplan_meier(ta, ea, na, 0.95, arena, &a), 0);
	assert_int_equal(mdp_kaplan_meier(tb, eb, nb, 0.95, arena, &b), 0);
	near(l, "p", mdp_log_rank(&a, &b), l->v[1], 1e-6);
}

static void survival(void **state)
{
	(void)state;
	each("kaplan_meier", check_kaplan_meier);
	each("log_rank", check_log_rank);
}

/* Every 60th series of the M3 competition; over all 3,003 tools/statistics/forecast.py measures the same. */
static void forecasts(void **state)
{
	FILE *f = open_table("m3.csv");
	double sum = 0;
	int values = 0, in80 = 0, in95 = 0, series = 0;
	struct line l;
	(void)state;
	while (next_line(f, &l)) {
		struct mdp_arena arena = { 0 };
		struct mdp_forecast c = { 0 };
		int h = (int)l.v[1], n = l.n - 2 - h;
		const double *y = l.v + 2, *future = y + n;
		mdp_arena_init(&arena);
		assert_int_equal(mdp_forecast(y, n, (int)l.v[0], h, &arena, &c), 0);
		for (int i = 0; i < h; i++, values++) {
			sum += 200 * fabs(c.mean[i] - future[i]) / (fabs(c.mean[i]) + fabs(future[i]));
			in80 += future[i] >= c.low80[i] && future[i] <= c.high80[i];
			in95 += future[i] >= c.low95[i] && future[i] <= c.high95[i];
		}
		series++;
		mdp_arena_release(&arena);
	}
	fclose(f);
	assert_int_equal(series, 50);
	print_message("sMAPE %.2f, inside of 80 %%: %.3f, of 95 %%: %.3f\n", sum / values, (double)in80 / values,
		      (double)in95 / values);
	assert_true(sum / values <= 13.0);
	assert_true(in80 >= 0.75 * values && in80 <= 0.92 * values);
	assert_true(in95 >= 0.9 * values && in95 <= 0.97 * values);
}

static void forecast_refuses(void **state)
{
	struct mdp_arena arena = { 0 };
	struct mdp_forecast c = { 0 };
	double y[30];
	(void)state;
	mdp_arena_init(&arena);
	for (int i = 0; i < 30; i++)
		y[i] = 10 + i % 7 + (i % 3) * 0.1;
	assert_int_equal(mdp_forecast(y, MDP_FORECAST_FEWEST - 1, 1, 4, &arena, &c), -1);
	assert_int_equal(mdp_forecast(y, 30, 7, 0, &arena, &c), -1);
	assert_int_equal(mdp_forecast(y, 30, 7, 14, &arena, &c), 0);
	assert_int_equal(c.period, 7);
	for (int i = 0; i < 14; i++)
		assert_true(c.low95[i] <= c.low80[i] && c.low80[i] <= c.mean[i] && c.mean[i] <= c.high80[i]);
	assert_int_equal(mdp_forecast(y, 10, 7, 3, &arena, &c), 0);
	assert_int_equal(c.period, 1); /* not two seasons */
	mdp_arena_release(&arena);
}

/* Passengers a day; the last column is the labelled window that the day lies in. */
static void unusual_days(void **state)
{
	struct mdp_arena arena = { 0 };
	struct mdp_unusual u[60];
	double y[300];
	int window[300], n = 0, hit[6] = { 0 }, outside = 0;
	FILE *f = open_table("taxi.csv");
	struct line l;
	(void)state;
	for (; next_line(f, &l); n++) {
		y[n] = l.v[1];
		window[n] = (int)l.v[2];
	}
	fclose(f);
	mdp_arena_init(&arena);
	int found = mdp_unusual_steps(y, n, &(struct mdp_unusual_options){ .period = 7, .counts = 1 }, &arena, u, 60);
	for (int i = 0; i < found; i++)
		for (int t = u[i].from; t <= u[i].to; t++) {
			hit[window[t]]++;
			outside += window[t] == 0;
		}
	for (int w = 1; w <= 5; w++)
		assert_int_not_equal(hit[w], 0);
	assert_true(outside <= 8);
	assert_int_equal(mdp_unusual_steps(y, 11, &(struct mdp_unusual_options){ .period = 7 }, &arena, u, 60), 0);
	mdp_arena_release(&arena);
}

/* A Poisson number by counting exponential waits. */
static double poisson(struct mdp_rng *r, double mean)
{
	double left = mean;
	int n = -1;
	for (; left > 0; n++)
		left += log(((double)(mdp_rng_next(r) >> 11) + 1) / 9007199254740993.0);
	return n;
}

#define GROUPS 20
#define MONTHS 48

/* Clean groups give next to no findings; a surge and a collapse of a group are found, with their months. */
static void unusual_groups(void **state)
{
	int clean = 0, found_both = 0, wrong = 0;
	(void)state;
	for (int seed = 0; seed < 20; seed++) {
		struct mdp_rng r = mdp_rng_stream((uint64_t)seed, 1, 0);
		struct mdp_arena arena = { 0 };
		struct mdp_unusual u[40];
		struct mdp_unusual_options opt = { .period = 12, .counts = 1, .longest = 3 };
		static double y[GROUPS * MONTHS];
		int both = 0, n;
		mdp_arena_init(&arena);
		for (int g = 0; g < GROUPS; g++)
			for (int t = 0; t < MONTHS; t++)
				y[g * MONTHS + t] = poisson(&r, (8 + g) * (1 + 0.3 * sin(t * 0.5236)));
		clean += mdp_unusual_groups(y, NULL, GROUPS, MONTHS, &opt, &arena, u, 40);
		y[3 * MONTHS + 30] *= 5;
		y[9 * MONTHS + 20] = y[9 * MONTHS + 21] = 1;
		n = mdp_unusual_groups(y, NULL, GROUPS, MONTHS, &opt, &arena, u, 40);
		for (int i = 0; i < n; i++) {
			if (u[i].group == 3 && u[i].from <= 30 && u[i].to >= 30 && u[i].actual > u[i].expected)
				both |= 1;
			else if (u[i].group == 9 && u[i].from <= 20 && u[i].to >= 21 && u[i].actual < u[i].expected)
				both |= 2;
			else
				wrong++;
		}
		found_both += both == 3;
		mdp_arena_release(&arena);
	}
	assert_true(clean <= 4); /* in 80 years of 20 groups */
	assert_true(wrong <= 4);
	assert_true(found_both >= 18);
}

/* What customers buy several times at once is no surge where a few of them do. */
static void unusual_clusters(void **state)
{
	static double y[GROUPS * MONTHS], squares[GROUPS * MONTHS];
	struct mdp_unusual_options opt = { .period = 1, .counts = 1, .longest = 3 };
	struct mdp_arena arena = { 0 };
	struct mdp_unusual u[200];
	int alone = 0, clustered = 0;
	(void)state;
	mdp_arena_init(&arena);
	for (int seed = 0; seed < 5; seed++) {
		struct mdp_rng r = mdp_rng_stream((uint64_t)seed, 2, 0);
		for (int i = 0; i < GROUPS * MONTHS; i++) {
			/* the last months have few customers with many things each */
			double each = i % MONTHS >= MONTHS - 4 ? 10 : 1, customers = poisson(&r, 30 / each);
			y[i] = customers * each;
			squares[i] = customers * each * each;
		}
		alone += mdp_unusual_groups(y, NULL, GROUPS, MONTHS, &opt, &arena, u, 200);
		clustered += mdp_unusual_groups(y, squares, GROUPS, MONTHS, &opt, &arena, u, 200);
	}
	mdp_arena_release(&arena);
	assert_true(alone > 20);
	assert_true(clustered <= 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distributions), cmocka_unit_test(relations),      cmocka_unit_test(shares),
		cmocka_unit_test(decomposition), cmocka_unit_test(outliers),       cmocka_unit_test(customers),
		cmocka_unit_test(survival),      cmocka_unit_test(forecasts),      cmocka_unit_test(forecast_refuses),
		cmocka_unit_test(unusual_days),  cmocka_unit_test(unusual_groups), cmocka_unit_test(unusual_clusters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
