#include <math.h>
#include "analyze/relate.h"
#include "analyze/sample.h"
#include "analyze/special.h"
#include "base/banned.h"

int mdp_correlation_of(double r, int n, double level, int ranks, struct mdp_correlation *out)
{
	double z, width;

	*out = (struct mdp_correlation){ .n = n, .r = fmax(-1, fmin(1, r)), .low = -1, .high = 1 };
	if (n < 3 || isnan(r))
		return -1;
	out->p = mdp_student_two_sided(out->r * sqrt((n - 2) / ((1 - out->r) * (1 + out->r))), n - 2);
	if (n > 3) {
		/* the variance of Fisher's z is 1 / (n - 3); of ranks it is wider, the more the stronger they go together */
		z = atanh(out->r);
		width = mdp_normal_quantile((1 + level) / 2) * sqrt((ranks ? 1 + out->r * out->r / 2 : 1) / (n - 3));
		out->low = tanh(z - width);
		out->high = tanh(z + width);
	}
	return 0;
}

static int correlate(const double *x, const double *y, int n, double level, int ranks, struct mdp_correlation *out)
{
	double mx = mdp_mean(x, n), my = mdp_mean(y, n), sxy = 0, sxx = 0, syy = 0;

	*out = (struct mdp_correlation){ .n = n };
	for (int i = 0; i < n; i++) {
		sxy += (x[i] - mx) * (y[i] - my);
		sxx += (x[i] - mx) * (x[i] - mx);
		syy += (y[i] - my) * (y[i] - my);
	}
	if (!(sxx > 0) || !(syy > 0))
		return -1;
	return mdp_correlation_of(sxy / sqrt(sxx) / sqrt(syy), n, level, ranks, out);
}

int mdp_pearson(const double *x, const double *y, int n, double level, struct mdp_correlation *out)
{
	return correlate(x, y, n, level, 0, out);
}

int mdp_spearman(const double *x, const double *y, int n, double level, struct mdp_arena *arena,
		 struct mdp_correlation *out)
{
	return correlate(mdp_ranks(x, n, NULL, arena), mdp_ranks(y, n, NULL, arena), n, level, 1, out);
}

int mdp_welch_of(const struct mdp_moments *a, const struct mdp_moments *b, double level, struct mdp_difference *out)
{
	double va = a->variance / a->n, vb = b->variance / b->n, se = sqrt(va + vb), width;

	*out = (struct mdp_difference){ .df = 0 };
	if (!(a->n >= 2) || !(b->n >= 2) || !(se > 0))
		return -1;
	out->difference = a->mean - b->mean;
	out->statistic = out->difference / se;
	out->df = (va + vb) * (va + vb) / (va * va / (a->n - 1) + vb * vb / (b->n - 1));
	out->p = mdp_student_two_sided(out->statistic, out->df);
	width = mdp_student_quantile((1 + level) / 2, out->df) * se;
	out->low = out->difference - width;
	out->high = out->difference + width;
	return 0;
}

int mdp_welch(const double *a, int na, const double *b, int nb, double level, struct mdp_difference *out)
{
	struct mdp_moments ma = { .n = na }, mb = { .n = nb };

	if (na >= 2 && nb >= 2) {
		ma.mean = mdp_mean(a, na);
		ma.variance = mdp_variance(a, na);
		mb.mean = mdp_mean(b, nb);
		mb.variance = mdp_variance(b, nb);
	}
	return mdp_welch_of(&ma, &mb, level, out);
}

int mdp_mann_whitney_of(const struct mdp_moments *a, const struct mdp_moments *b, double ties,
			struct mdp_difference *out)
{
	double n = a->n + b->n, product = a->n * b->n, sd;

	*out = (struct mdp_difference){ .df = 0 };
	if (!(a->n >= 1) || !(b->n >= 1))
		return -1;
	out->statistic = a->ranks - a->n * (a->n + 1) / 2;
	sd = sqrt(product / 12 * ((n + 1) - ties / (n * (n - 1))));
	if (!(sd > 0))
		return -1;
	out->p =
		fmin(1, 2 * mdp_normal_tail((fmax(out->statistic, product - out->statistic) - product / 2 - 0.5) / sd));
	return 0;
}

/* How many of the differences a[i] - b[k] are below `limit`; both sorted. */
static double count_below(const double *a, int na, const double *b, int nb, double limit)
{
	double count = 0;
	for (int i = na - 1, k = nb; i >= 0; i--) {
		while (k > 0 && a[i] - b[k - 1] < limit)
			k--;
		count += nb - k;
	}
	return count;
}

/* The rank-th smallest (from 1) of all differences, by halving the range of values: n log steps and no na × nb table. */
static double difference_at(const double *a, int na, const double *b, int nb, double rank)
{
	double lo = a[0] - b[nb - 1], hi = a[na - 1] - b[0], best;

	if (count_below(a, na, b, nb, hi) < rank)
		return hi;
	for (int i = 0; i < 200 && lo < hi; i++) {
		double mid = lo + (hi - lo) / 2;
		if (!(mid > lo) || !(mid < hi))
			break;
		if (count_below(a, na, b, nb, mid) >= rank)
			hi = mid;
		else
			lo = mid;
	}
	/* the largest difference below hi, which is at most a rounding away */
	best = lo;
	for (int i = na - 1, k = nb; i >= 0; i--) {
		while (k > 0 && a[i] - b[k - 1] < hi)
			k--;
		if (k < nb && a[i] - b[k] > best)
			best = a[i] - b[k];
	}
	return best;
}

/* P(U <= u) without ties, by the number of ways to get each U. The table is (na × nb + 1) doubles. */
static double exact_cdf(int na, int nb, double u, struct mdp_arena *arena)
{
	int most = na * nb;
	double *ways = MDP_NUMBERS(arena, most + 1), all = 0, below = 0;

	/* Gaussian binomial coefficient: product over i of (1 - q^(nb + i)) / (1 - q^i) */
	ways[0] = 1;
	for (int i = 1; i <= na; i++) {
		for (int k = most; k >= nb + i; k--)
			ways[k] -= ways[k - nb - i];
		for (int k = i; k <= most; k++)
			ways[k] += ways[k - i];
	}
	for (int k = 0; k <= most; k++) {
		all += ways[k];
		if (k <= u)
			below += ways[k];
	}
	return below / all;
}

#define EXACT_FEW 8 /* values of the smaller group up to which the test is exact, as in scipy */
#define EXACT_MOST 500

int mdp_mann_whitney(const double *a, int na, const double *b, int nb, double level, struct mdp_arena *arena,
		     struct mdp_difference *out)
{
	double *both, *rank, *sa, *sb, ties = 0, ua = 0, u, n = (double)na + nb, product = (double)na * nb, sd, edge;

	*out = (struct mdp_difference){ .df = 0 };
	if (na < 1 || nb < 1)
		return -1;
	both = MDP_NUMBERS(arena, na + nb);
	for (int i = 0; i < na; i++)
		both[i] = a[i];
	for (int i = 0; i < nb; i++)
		both[na + i] = b[i];
	rank = mdp_ranks(both, na + nb, &ties, arena);
	for (int i = 0; i < na; i++)
		ua += rank[i];
	ua -= (double)na * (na + 1) / 2;
	out->statistic = ua;
	u = fmax(ua, product - ua);
	sd = sqrt(product / 12 * ((n + 1) - ties / (n * (n - 1))));
	if (!(sd > 0))
		return -1;
	if (!(ties > 0) && (na <= EXACT_FEW || nb <= EXACT_FEW) && na <= EXACT_MOST && nb <= EXACT_MOST)
		out->p = fmin(1, 2 * exact_cdf(na, nb, product - u, arena));
	else
		out->p = fmin(1, 2 * mdp_normal_tail((u - product / 2 - 0.5) / sd));
	sa = mdp_sorted(a, na, arena);
	sb = mdp_sorted(b, nb, arena);
	out->difference = (difference_at(sa, na, sb, nb, floor((product + 1) / 2)) +
			   difference_at(sa, na, sb, nb, floor((product + 2) / 2))) /
			  2;
	edge = floor(product / 2 - mdp_normal_quantile((1 + level) / 2) * sd);
	edge = edge < 1 ? 1 : edge;
	out->low = difference_at(sa, na, sb, nb, edge);
	out->high = difference_at(sa, na, sb, nb, product + 1 - edge);
	return 0;
}

/* Wilson's (1927) interval of one share. */
static void wilson(double k, double n, double z, double *low, double *high)
{
	double p = k / n, center = (p + z * z / (2 * n)) / (1 + z * z / n);
	double width = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
	*low = center - width;
	*high = center + width;
}

int mdp_two_shares(double a, double na, double b, double nb, double level, struct mdp_difference *out)
{
	double z = mdp_normal_quantile((1 + level) / 2), la, ha, lb, hb, pa, pb, pool, se;

	*out = (struct mdp_difference){ .df = 0 };
	if (!(na >= 1) || !(nb >= 1) || a < 0 || b < 0 || a > na || b > nb)
		return -1;
	pa = a / na;
	pb = b / nb;
	wilson(a, na, z, &la, &ha);
	wilson(b, nb, z, &lb, &hb);
	out->difference = pa - pb;
	out->low = out->difference - sqrt((pa - la) * (pa - la) + (hb - pb) * (hb - pb));
	out->high = out->difference + sqrt((ha - pa) * (ha - pa) + (pb - lb) * (pb - lb));
	pool = (a + b) / (na + nb);
	se = sqrt(pool * (1 - pool) * (1 / na + 1 / nb));
	if (!(se > 0))
		return -1;
	out->statistic = out->difference / se;
	out->p = 2 * mdp_normal_tail(fabs(out->statistic));
	return 0;
}
