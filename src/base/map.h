/* Hash map from text keys to pointers; keys are copied. Iteration is in order of insertion, so output is stable. */
#ifndef MDP_BASE_MAP_H
#define MDP_BASE_MAP_H

#include <stddef.h>
#include "base/str.h"

struct mdp_map {
	struct mdp_map_entry *entries; /* insertion order */
	int n, cap;
	int *slots, nslots;
};

struct mdp_map_entry {
	struct mdp_str key;
	void *value;
	unsigned hash;
};

void mdp_map_init(struct mdp_map *m);
void mdp_map_release(struct mdp_map *m); /* frees keys, not values */
void *mdp_map_get(const struct mdp_map *m, struct mdp_str key); /* NULL if absent */
void mdp_map_set(struct mdp_map *m, struct mdp_str key, void *value); /* replaces */

#endif
