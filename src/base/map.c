/*
 * Open addressing over an array of entries in order of insertion: slots hold entry number + 1. There is no removal, so
 * there are no tombstones. The hash (FNV-1a) has no seed: iteration never depends on it.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/error.h"
#include "base/map.h"
#include "base/banned.h"

static _Noreturn void die(void)
{
	fprintf(stderr, "mdp: out of memory\n");
	exit(mdp_exit_code(MDP_LIMIT));
}

static unsigned hash_of(struct mdp_str s)
{
	unsigned h = 2166136261u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619u;
	return h;
}

void mdp_map_init(struct mdp_map *m)
{
	memset(m, 0, sizeof(*m));
}

void mdp_map_release(struct mdp_map *m)
{
	for (int i = 0; i < m->n; i++)
		free((void *)(size_t)m->entries[i].key.p);
	free(m->entries);
	free(m->slots);
	mdp_map_init(m);
}

/* The slot that holds the key, or the free one where it belongs. */
static int find(const struct mdp_map *m, struct mdp_str key, unsigned hash)
{
	unsigned mask = (unsigned)m->nslots - 1;
	unsigned at = hash & mask;

	for (;; at = (at + 1) & mask) {
		const struct mdp_map_entry *e;

		if (!m->slots[at])
			return (int)at;
		e = &m->entries[m->slots[at] - 1];
		if (e->hash == hash && mdp_str_eq(e->key, key))
			return (int)at;
	}
}

void *mdp_map_get(const struct mdp_map *m, struct mdp_str key)
{
	int at;

	if (!m->n)
		return NULL;
	at = find(m, key, hash_of(key));
	return m->slots[at] ? m->entries[m->slots[at] - 1].value : NULL;
}

/* Slots are kept at least twice the entries. */
static void grow(struct mdp_map *m)
{
	int cap, nslots;

	if (m->cap > INT_MAX / 8)
		die();
	cap = m->cap ? m->cap * 2 : 16;
	nslots = cap * 2;
	m->entries = reallocarray(m->entries, (size_t)cap, sizeof(*m->entries));
	free(m->slots);
	m->slots = calloc((size_t)nslots, sizeof(*m->slots));
	if (!m->entries || !m->slots)
		die();
	m->cap = cap;
	m->nslots = nslots;
	for (int i = 0; i < m->n; i++)
		m->slots[find(m, m->entries[i].key, m->entries[i].hash)] = i + 1;
}

void mdp_map_set(struct mdp_map *m, struct mdp_str key, void *value)
{
	unsigned hash = hash_of(key);
	char *copy;
	int at;

	if (m->n == m->cap)
		grow(m);
	at = find(m, key, hash);
	if (m->slots[at]) {
		m->entries[m->slots[at] - 1].value = value;
		return;
	}
	copy = malloc(key.n + 1);
	if (!copy)
		die();
	if (key.n)
		memcpy(copy, key.p, key.n);
	copy[key.n] = '\0';
	m->entries[m->n] = (struct mdp_map_entry){ .key = { copy, key.n }, .value = value, .hash = hash };
	m->slots[at] = ++m->n;
}
