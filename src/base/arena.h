/*
 * Memory by lifetime: everything of one question (or of one catalog) is allocated from its arena and
 * released at once. Allocation never returns NULL: out of memory, or past the arena's ceiling, the process
 * reports and exits with the warehouse/I/O code (nothing is half-written: all writers publish by rename).
 * With -Darena_malloc=true each object is its own malloc, so that sanitizers see overruns.
 */
#ifndef MDP_BASE_ARENA_H
#define MDP_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include "base/str.h"

struct mdp_arena {
	struct mdp_arena_block *head;
	size_t used, ceiling; /* bytes; ceiling 0 = MDP_LIMIT_ARENA_BYTES */
};

void mdp_arena_init(struct mdp_arena *a);
void mdp_arena_release(struct mdp_arena *a); /* releasing a zeroed arena is legal */
void *mdp_arena_alloc(struct mdp_arena *a, size_t size) __attribute__((returns_nonnull)); /* zeroed, max-aligned */
void *mdp_arena_array(struct mdp_arena *a, size_t count, size_t size)
	__attribute__((returns_nonnull)); /* overflow-checked */
char *mdp_arena_strdup(struct mdp_arena *a, const char *s); /* NULL stays NULL */
char *mdp_arena_strndup(struct mdp_arena *a, const char *s, size_t n);
char *mdp_arena_printf(struct mdp_arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#define MDP_NEW(arena, type) ((type *)mdp_arena_alloc((arena), sizeof(type)))
#define MDP_NEW_ARRAY(arena, count, type) ((type *)mdp_arena_array((arena), (count), sizeof(type)))

/*
 * Append to an arena-backed growing array: `items` (pointer), `n` (int count), `cap` (int capacity).
 * Old storage stays in the arena until release.
 */
#define MDP_PUSH(arena, items, n, cap, value)                                                              \
	do {                                                                                               \
		if ((n) == (cap) || !(items))                                                              \
			(items) = mdp_arena_grow((arena), (items), (size_t)(n), &(cap), sizeof(*(items))); \
		(items)[(n)++] = (value);                                                                  \
	} while (0)
void *mdp_arena_grow(struct mdp_arena *a, void *old, size_t n, int *cap, size_t size) __attribute__((returns_nonnull));

#endif
