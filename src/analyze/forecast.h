/*
 * The next values of a series at equal steps, with intervals. Three ways, tried on periods that are held out at the end:
 * the value one season ago; exponential smoothing in the state space form (Hyndman, Koehler, Ord and Snyder 2008:
 * additive or multiplicative error and season, no, additive or damped trend, chosen by AICc); Theta (Assimakopoulos and
 * Nikolopoulos 2000 in the form of Hyndman and Billah 2003). The mean of the last two is the fourth, and is what is used
 * unless another was clearly better on the held-out periods: a mean of forecasts errs less than a choice by few values
 * (Clemen 1989).
 */
#ifndef MDP_ANALYZE_FORECAST_H
#define MDP_ANALYZE_FORECAST_H

#include "base/arena.h"

#define MDP_FORECAST_FEWEST 8 /* values without which nothing is forecast */
#define MDP_FORECAST_MOST 2000 /* values that are looked at: the last ones */
#define MDP_FORECAST_AHEAD 400
#define MDP_SEASON_MOST 60 /* steps of a season; longer ones are not fitted */

/* name, what it is called in an answer */
#define MDP_FORECAST_METHODS(X)                 \
	X(NAIVE, "the value one season before") \
	X(ETS, "exponential smoothing")         \
	X(THETA, "the Theta method")            \
	X(MEAN, "the mean of exponential smoothing and the Theta method")

enum mdp_forecast_method {
#define X(name, text) MDP_FORECAST_##name,
	MDP_FORECAST_METHODS(X)
#undef X
		MDP_FORECAST_NMETHODS
};

struct mdp_forecast {
	enum mdp_forecast_method method;
	int ahead, held_out; /* steps */
	int period; /* 1 = no season was used */
	double *mean, *low80, *high80, *low95, *high95; /* [ahead] */
	double error
		[MDP_FORECAST_NMETHODS]; /* mean of 200 |f - y| / (|f| + |y|) on the held-out periods; NaN = untried */
	char form[16]; /* of exponential smoothing: error, trend, season, such as "A,Ad,M" */
};

const char *mdp_forecast_method_text(enum mdp_forecast_method m);

/* Returns 0, or -1 when the series is too short (or constant: then there is nothing to learn from). */
int mdp_forecast(const double *y, int n, int period, int ahead, struct mdp_arena *arena, struct mdp_forecast *out);

/* The parts, for tests. point and spread (standard deviation) have room for `ahead`. */
struct mdp_ets {
	int multiplicative_error, trend, damped, season; /* season: 0, 1 additive, 2 multiplicative */
	double alpha, beta, gamma, phi, level, slope; /* the last two at the start */
	double aicc, sd; /* sd of one-step errors, relative when they are multiplicative */
};
int mdp_ets(const double *y, int n, int period, int ahead, struct mdp_arena *arena, struct mdp_ets *out, double *point,
	    double *spread);
int mdp_theta(const double *y, int n, int period, int ahead, struct mdp_arena *arena, double *point, double *spread);
/* Ratio-to-moving-average indices (Macaulay 1931), mean 1 (or 0 when additive); 0 when the season is not significant. */
int mdp_seasonal_indices(const double *y, int n, int period, int multiplicative, struct mdp_arena *arena,
			 double *index);

#endif
