/*
 * How two columns go together, how two groups differ, where a series is heading. All p values are two-sided, all
 * intervals of the given level (0.95). Functions return 0, or -1 when there is too little data or no variation.
 * Sources: Fisher (1921) for the interval of a correlation, Bonett and Wright (2000) for that of ranks; Welch (1947);
 * Mann and Whitney (1947) with the correction for ties and continuity, exact below 9 values a group without ties as in
 * scipy; Hodges and Lehmann (1963) and Moses (1965) for its difference and interval; Theil (1950) and Sen (1968) for
 * slopes; Mann (1945), Kendall (1975) with ties for the test of a trend; Kendall's S corrected for autocorrelation of
 * the first order by Yue and Wang (2004).
 */
#ifndef MDP_ANALYZE_RELATE_H
#define MDP_ANALYZE_RELATE_H

#include "base/arena.h"

#define MDP_TREND_MOST 2000 /* values of a series whose pairs are all compared */

struct mdp_correlation {
	int n;
	double r, low, high, p;
};

/* Interval and test of a correlation that is known; ranks: of Spearman. */
int mdp_correlation_of(double r, int n, double level, int ranks, struct mdp_correlation *out);
int mdp_pearson(const double *x, const double *y, int n, double level, struct mdp_correlation *out);
int mdp_spearman(const double *x, const double *y, int n, double level, struct mdp_arena *arena,
		 struct mdp_correlation *out);

struct mdp_difference {
	double statistic, df, p; /* df of Welch's test only */
	double difference, low, high; /* a - b: of means, or the median of all differences */
};

/* What SQL can tell of a sample: how many, their mean, their variance (over n - 1), the sum of their ranks among both samples. */
struct mdp_moments {
	double n, mean, variance, ranks;
};

int mdp_welch_of(const struct mdp_moments *a, const struct mdp_moments *b, double level, struct mdp_difference *out);
/* The test alone, by the normal approximation; ties: Σ (t³ - t) over groups of t equal values of both samples. */
int mdp_mann_whitney_of(const struct mdp_moments *a, const struct mdp_moments *b, double ties,
			struct mdp_difference *out);
int mdp_welch(const double *a, int na, const double *b, int nb, double level, struct mdp_difference *out);
int mdp_mann_whitney(const double *a, int na, const double *b, int nb, double level, struct mdp_arena *arena,
		     struct mdp_difference *out);
/* Two shares: a of na against b of nb, by Newcombe's (1998) interval from Wilson's, and the pooled z test. */
int mdp_two_shares(double a, double na, double b, double nb, double level, struct mdp_difference *out);

struct mdp_trend {
	int n;
	double slope, intercept, low, high; /* per step of x = 0, 1, …; interval of the slope */
	double s, z, p; /* of Mann and Kendall */
	double z_adjusted, p_adjusted; /* with the variance for autocorrelation */
};

int mdp_trend(const double *y, int n, double level, struct mdp_arena *arena, struct mdp_trend *out);

#endif
