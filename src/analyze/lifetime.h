/*
 * What customers will do: the BG/NBD model of repeat purchases (Fader, Hardie and Lee, "Counting your customers the easy
 * way", Marketing Science 24, 2005) and the Gamma-Gamma model of their value (Fader and Hardie, "The Gamma-Gamma model of
 * monetary value", 2013), fitted by maximum likelihood.
 */
#ifndef MDP_ANALYZE_LIFETIME_H
#define MDP_ANALYZE_LIFETIME_H

#define MDP_LIFETIME_FEWEST 50 /* customers with a repeat below which nothing is fitted */

struct mdp_buyer {
	double repeats; /* purchases after the first one */
	double recency; /* from the first to the last purchase, in one unit of time for all; 0 if one only */
	double age; /* from the first purchase to the end of what is seen */
	double value; /* mean amount of a repeat purchase; used where repeats > 0 */
	double weight; /* how many customers are alike in all of that */
};

struct mdp_bgnbd {
	double r, alpha, a, b; /* rate of purchases ~ Gamma(r, alpha), chance to drop out ~ Beta(a, b) */
	double log_likelihood;
};

struct mdp_gamma_gamma {
	double p, q, v;
	double log_likelihood;
};

/* 0, or -1 when there are too few customers or nothing repeats. */
int mdp_bgnbd_fit(const struct mdp_buyer *buyers, int n, struct mdp_bgnbd *out);
double mdp_bgnbd_expect(const struct mdp_bgnbd *m, const struct mdp_buyer *c, double time); /* purchases in `time` */
double mdp_bgnbd_alive(const struct mdp_bgnbd *m, const struct mdp_buyer *c); /* probability */
double mdp_bgnbd_expect_new(const struct mdp_bgnbd *m, double time); /* of a customer nothing is known of */
int mdp_gamma_gamma_fit(const struct mdp_buyer *buyers, int n, struct mdp_gamma_gamma *out); /* values > 0 only */
double mdp_gamma_gamma_expect(const struct mdp_gamma_gamma *m, const struct mdp_buyer *c); /* value of a purchase */

#endif
