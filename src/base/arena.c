/*
 * Arena: blocks of growing size in a list, carved from the front. Objects larger than a block get a block of their
 * own. With MDP_ARENA_MALLOC every object is a block, so that a sanitizer sees its bounds; nothing else differs.
 * There is no way to go on without memory in the middle of building a catalog or an answer, so running out ends the
 * process with a message instead of a NULL that every caller would have to carry up.
 */
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/banned.h"

#define BLOCK_FIRST ((size_t)4 << 10)
#define BLOCK_LARGEST ((size_t)1 << 20)

struct mdp_arena_block {
	struct mdp_arena_block *next;
	size_t size, used;
	_Alignas(max_align_t) unsigned char data[];
};

static _Noreturn void die(const char *what, size_t bytes)
{
	fprintf(stderr, "mdp: %s (%zu bytes asked for)\n", what, bytes);
	exit(mdp_exit_code(MDP_LIMIT));
}

void mdp_arena_init(struct mdp_arena *a)
{
	memset(a, 0, sizeof(*a));
}

void mdp_arena_release(struct mdp_arena *a)
{
	struct mdp_arena_block *b = a->head;

	while (b) {
		struct mdp_arena_block *next = b->next;

		free(b);
		b = next;
	}
	a->head = NULL;
	a->used = 0;
}

static size_t block_size(const struct mdp_arena *a, size_t need)
{
#ifdef MDP_ARENA_MALLOC
	(void)a;
	return need;
#else
	size_t size = a->head ? a->head->size * 2 : BLOCK_FIRST;

	if (size > BLOCK_LARGEST)
		size = BLOCK_LARGEST;
	return size < need ? need : size;
#endif
}

void *mdp_arena_alloc(struct mdp_arena *a, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	size_t ceiling = a->ceiling ? a->ceiling : MDP_LIMIT_ARENA_BYTES;
	struct mdp_arena_block *b = a->head;
	size_t need;
	void *p;

	if (size > ceiling || a->used > ceiling - size)
		die("memory limit reached", size);
#ifdef MDP_ARENA_MALLOC
	need = size ? size : 1;
	(void)align;
#else
	need = ((size ? size : 1) + align - 1) / align * align;
#endif
	if (!b || b->size - b->used < need) {
		size_t bytes = block_size(a, need);

		/* calloc: fresh pages come zeroed from the system at no cost */
		b = calloc(1, sizeof(*b) + bytes);
		if (!b)
			die("out of memory", bytes);
		b->size = bytes;
		/* a block made for one large object goes behind the current one, which still has room */
		if (a->head && bytes > BLOCK_LARGEST) {
			b->next = a->head->next;
			a->head->next = b;
		} else {
			b->next = a->head;
			a->head = b;
		}
	}
	p = b->data + b->used;
	b->used += need;
	a->used += need;
	return p;
}

void *mdp_arena_array(struct mdp_arena *a, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		die("memory limit reached", SIZE_MAX);
	return mdp_arena_alloc(a, bytes);
}

char *mdp_arena_strndup(struct mdp_arena *a, const char *s, size_t n)
{
	char *copy = mdp_arena_alloc(a, n + 1);

	if (n)
		memcpy(copy, s, n);
	return copy;
}

char *mdp_arena_strdup(struct mdp_arena *a, const char *s)
{
	return s ? mdp_arena_strndup(a, s, strlen(s)) : NULL;
}

char *mdp_arena_printf(struct mdp_arena *a, const char *fmt, ...)
{
	va_list ap;
	char *text;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		die("text cannot be formatted", 0);
	text = mdp_arena_alloc(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(text, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return text;
}

void *mdp_arena_grow(struct mdp_arena *a, void *old, size_t n, int *cap, size_t size)
{
	int bigger;
	void *items;

	if (*cap > INT_MAX / 2)
		die("memory limit reached", SIZE_MAX);
	bigger = *cap ? *cap * 2 : 8;
	items = mdp_arena_array(a, (size_t)bigger, size);
	if (n)
		memcpy(items, old, n * size);
	*cap = bigger;
	return items;
}
