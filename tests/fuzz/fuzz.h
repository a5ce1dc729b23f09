/* The doors through which text that others wrote comes in, each as a function on bytes. */
#ifndef MDP_TESTS_FUZZ_H
#define MDP_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

struct fuzz_target {
	const char *name; /* also the folder of its corpus */
	void (*run)(const uint8_t *data, size_t size);
};
extern const struct fuzz_target fuzz_targets[];
extern const int fuzz_ntargets;

void fuzz_open(void); /* once, before the first run */
void fuzz_close(void);

#endif
