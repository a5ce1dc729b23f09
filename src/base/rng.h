/* Deterministic random numbers: counter-based (a stream is a pure function of seed and index), so threads need no order. */
#ifndef MDP_BASE_RNG_H
#define MDP_BASE_RNG_H

#include <stdint.h>

struct mdp_rng {
	uint64_t state;
};

struct mdp_rng mdp_rng_stream(uint64_t seed, uint64_t stream, uint64_t index);
uint64_t mdp_rng_next(struct mdp_rng *r);
double mdp_rng_unit(struct mdp_rng *r); /* [0, 1) with 53 bits */
int64_t mdp_rng_range(struct mdp_rng *r, int64_t lo, int64_t hi); /* inclusive, unbiased */
int mdp_rng_chance(struct mdp_rng *r, double p);

#endif
