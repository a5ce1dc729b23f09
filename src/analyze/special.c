#include <math.h>
#include "analyze/special.h"
#include "base/banned.h"

#define EPSILON 1e-15
#define TINY 1e-300
#define TERMS 20000

double mdp_log_gamma(double x)
{
	int sign = 0;
	return lgamma_r(x, &sign);
}

/* DLMF 8.7.1 */
static double gamma_series(double a, double x)
{
	double term = 1 / a, sum = term;
	for (int i = 1; i < TERMS && fabs(term) > fabs(sum) * EPSILON; i++) {
		term *= x / (a + i);
		sum += term;
	}
	return sum * exp(a * log(x) - x - mdp_log_gamma(a));
}

/* DLMF 8.9.2 */
static double gamma_fraction(double a, double x)
{
	double b = x + 1 - a, c = 1 / TINY, d = 1 / b, h = d;
	for (int i = 1; i < TERMS; i++) {
		double an = -i * (i - a);
		b += 2;
		d = an * d + b;
		d = fabs(d) < TINY ? TINY : d;
		c = b + an / c;
		c = fabs(c) < TINY ? TINY : c;
		d = 1 / d;
		h *= d * c;
		if (fabs(d * c - 1) < EPSILON)
			break;
	}
	return h * exp(a * log(x) - x - mdp_log_gamma(a));
}

double mdp_gamma_p(double a, double x)
{
	if (!(a > 0) || !(x >= 0))
		return (double)NAN;
	if (x == 0)
		return 0;
	return x < a + 1 ? gamma_series(a, x) : 1 - gamma_fraction(a, x);
}

double mdp_gamma_q(double a, double x)
{
	if (!(a > 0) || !(x >= 0))
		return (double)NAN;
	if (x == 0)
		return 1;
	return x < a + 1 ? 1 - gamma_series(a, x) : gamma_fraction(a, x);
}

/* DLMF 8.17.22, without the factor before it */
static double beta_fraction(double a, double b, double x)
{
	double c = 1, d = 1 - (a + b) * x / (a + 1), h;
	d = 1 / (fabs(d) < TINY ? TINY : d);
	h = d;
	for (int m = 1; m < TERMS; m++) {
		double step = 1;
		for (int odd = 0; odd < 2; odd++) {
			double k = odd ? -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
				       : m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
			d = 1 + k * d;
			d = 1 / (fabs(d) < TINY ? TINY : d);
			c = 1 + k / c;
			c = fabs(c) < TINY ? TINY : c;
			step = d * c;
			h *= step;
		}
		if (fabs(step - 1) < EPSILON)
			break;
	}
	return h;
}

double mdp_beta_inc(double a, double b, double x)
{
	double front;

	if (!(a > 0) || !(b > 0) || !(x >= 0) || !(x <= 1))
		return (double)NAN;
	if (x == 0 || x == 1)
		return x;
	front = exp(mdp_log_gamma(a + b) - mdp_log_gamma(a) - mdp_log_gamma(b) + a * log(x) + b * log1p(-x));
	if (x < (a + 1) / (a + b + 2))
		return front * beta_fraction(a, b, x) / a;
	return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double mdp_normal_cdf(double z)
{
	return 0.5 * erfc(-z / sqrt(2));
}

double mdp_normal_tail(double z)
{
	return 0.5 * erfc(z / sqrt(2));
}

/* The guess is good to 4.5e-4; three of Halley's steps bring it to the precision of erfc. */
double mdp_normal_quantile(double p)
{
	double tail = p < 0.5 ? p : 1 - p, t, z;

	if (!(p > 0) || !(p < 1))
		return p == 0 ? -(double)INFINITY : p == 1 ? (double)INFINITY : (double)NAN;
	t = sqrt(-2 * log(tail));
	z = t -
	    (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
	for (int i = 0; i < 3; i++) {
		double error = (mdp_normal_tail(z) - tail) * sqrt(2 * 3.14159265358979323846) * exp(z * z / 2);
		z += error / (1 - z * error / 2);
	}
	return p < 0.5 ? -z : z;
}

double mdp_student_two_sided(double t, double df)
{
	if (!(df > 0) || isnan(t))
		return (double)NAN;
	return isinf(t) ? 0 : mdp_beta_inc(df / 2, 0.5, df / (df + t * t));
}

/* Bisection: the tail falls steadily, and a hundred halvings need no guess that could go wrong. */
double mdp_student_quantile(double p, double df)
{
	double two_sided = 2 * (p < 0.5 ? p : 1 - p), lo = 0, hi = 1;

	if (!(p > 0) || !(p < 1) || !(df > 0))
		return (double)NAN;
	while (mdp_student_two_sided(hi, df) > two_sided && hi < 1e300)
		hi *= 2;
	for (int i = 0; i < 200 && hi - lo > 1e-15 * hi; i++) {
		double mid = (lo + hi) / 2;
		if (mdp_student_two_sided(mid, df) > two_sided)
			lo = mid;
		else
			hi = mid;
	}
	return p < 0.5 ? -(lo + hi) / 2 : (lo + hi) / 2;
}

double mdp_poisson_tail(double k, double mean)
{
	return k <= 0 ? 1 : mdp_gamma_p(k, mean);
}

double mdp_poisson_cdf(double k, double mean)
{
	return k < 0 ? 0 : mdp_gamma_q(k + 1, mean);
}

double mdp_hypergeometric(double a, double b, double c, double z)
{
	double term = 1, sum = 1;

	if (!(fabs(z) < 1) || !(c > 0))
		return (double)NAN;
	for (int i = 0; i < 50 * TERMS && fabs(term) > fabs(sum) * EPSILON; i++) {
		term *= (a + i) * (b + i) / ((c + i) * (i + 1)) * z;
		sum += term;
	}
	return sum;
}
