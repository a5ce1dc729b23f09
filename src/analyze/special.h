/*
 * Distributions that tests and intervals need, to about 1e-12 relative. Pure functions; NaN outside of the domain.
 * Sources: NIST Digital Library of Mathematical Functions, §8.7 (series of the incomplete gamma function), §8.9 (its
 * continued fraction), §8.17 (incomplete beta function), §15.2 (hypergeometric series); Lentz's method as modified by
 * Thompson and Barnett (1986) for continued fractions; Abramowitz and Stegun 26.2.23 for the first guess at a quantile.
 */
#ifndef MDP_ANALYZE_SPECIAL_H
#define MDP_ANALYZE_SPECIAL_H

double mdp_log_gamma(double x); /* x > 0 */
double mdp_gamma_p(double a, double x); /* regularized, lower; a > 0, x >= 0 */
double mdp_gamma_q(double a, double x); /* 1 - P, accurate where it is small */
double mdp_beta_inc(double a, double b, double x); /* regularized I_x(a, b); a, b > 0, 0 <= x <= 1 */
double mdp_normal_cdf(double z);
double mdp_normal_tail(double z); /* P(Z > z) */
double mdp_normal_quantile(double p);
double mdp_student_two_sided(double t, double df); /* P(|T| >= |t|) */
double mdp_student_quantile(double p, double df);
double mdp_poisson_tail(double k, double mean); /* P(N >= k) */
double mdp_poisson_cdf(double k, double mean); /* P(N <= k) */
/* Gauss's series 2F1(a, b; c; z) for |z| < 1, c > 0. */
double mdp_hypergeometric(double a, double b, double c, double z);

#endif
