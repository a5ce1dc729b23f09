/*
 * splitmix64: the state is a counter and the output a mix of it, so a stream can start anywhere. A stream's start is a
 * mix of (seed, stream, index), which makes every row of every table its own generator.
 */
#include "base/rng.h"
#include "base/banned.h"

#define STEP 0x9e3779b97f4a7c15u

static uint64_t mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

struct mdp_rng mdp_rng_stream(uint64_t seed, uint64_t stream, uint64_t index)
{
	uint64_t s = mix(seed + STEP);

	s = mix(s ^ (stream * 0xd1342543de82ef95u + STEP));
	s = mix(s ^ (index * 0xaf251af3b0f025b5u + STEP));
	return (struct mdp_rng){ s };
}

uint64_t mdp_rng_next(struct mdp_rng *r)
{
	r->state += STEP;
	return mix(r->state);
}

double mdp_rng_unit(struct mdp_rng *r)
{
	return (double)(mdp_rng_next(r) >> 11) * 0x1p-53;
}

int64_t mdp_rng_range(struct mdp_rng *r, int64_t lo, int64_t hi)
{
	uint64_t span, reject, x;

	if (lo >= hi)
		return lo;
	span = (uint64_t)hi - (uint64_t)lo + 1;
	if (!span) /* all of int64 */
		return (int64_t)mdp_rng_next(r);
	reject = -span % span; /* 2^64 mod span: the first values would make a few results likelier */
	do
		x = mdp_rng_next(r);
	while (x < reject);
	return (int64_t)((uint64_t)lo + x % span);
}

int mdp_rng_chance(struct mdp_rng *r, double p)
{
	return mdp_rng_unit(r) < p;
}
