/* Writing rows fast: each function writes at `p` and returns the place after it. The caller has made room. */
#ifndef MDP_GENERATE_TEXT_H
#define MDP_GENERATE_TEXT_H

#include <stdint.h>
#include <string.h>

static inline char *mdp_gen_put(char *p, const char *s)
{
	size_t n = strlen(s);
	memcpy(p, s, n);
	return p + n;
}

static inline char *mdp_gen_put_mem(char *p, const char *s, size_t n)
{
	memcpy(p, s, n);
	return p + n;
}

static inline char *mdp_gen_put_2(char *p, unsigned v)
{
	*p++ = (char)('0' + v / 10 % 10);
	*p++ = (char)('0' + v % 10);
	return p;
}

static inline char *mdp_gen_put_u(char *p, uint64_t v)
{
	char digits[20];
	int n = 0;
	do {
		digits[n++] = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	while (n)
		*p++ = digits[--n];
	return p;
}

static inline char *mdp_gen_put_i(char *p, int64_t v)
{
	if (v < 0) {
		*p++ = '-';
		return mdp_gen_put_u(p, 0 - (uint64_t)v);
	}
	return mdp_gen_put_u(p, (uint64_t)v);
}

/* Cents as units with two decimals. */
static inline char *mdp_gen_put_cents(char *p, int64_t cents)
{
	uint64_t u = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
	if (cents < 0)
		*p++ = '-';
	p = mdp_gen_put_u(p, u / 100);
	*p++ = '.';
	return mdp_gen_put_2(p, (unsigned)(u % 100));
}

static inline char *mdp_gen_put_clock(char *p, unsigned second_of_day)
{
	p = mdp_gen_put_2(p, second_of_day / 3600);
	*p++ = ':';
	p = mdp_gen_put_2(p, second_of_day / 60 % 60);
	*p++ = ':';
	return mdp_gen_put_2(p, second_of_day % 60);
}

static inline char *mdp_gen_put_hex64(char *p, uint64_t v)
{
	for (int shift = 60; shift >= 0; shift -= 4)
		*p++ = "0123456789abcdef"[v >> shift & 15];
	return p;
}

#endif
