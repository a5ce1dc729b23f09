/*
 * The catalog on disk: an image of the structs themselves with every pointer written as an offset, and a list of the
 * places that hold pointers. Loading is one read, one checksum and one addition a pointer, so that a catalog with all
 * of its values is there in a few milliseconds. The header carries the sizes of every struct and the fingerprint of
 * what was profiled: an image of another build, machine or state of the warehouse is absent, not an error. Every offset
 * and index is checked before it is used; the checksum, of the header too, guards against damage. It is no seal: who may write
 * the file may put anything into it, so that only files of people who could have changed the warehouse itself are looked at.
 */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "catalog/image.h"
#include "base/banned.h"

#define MAGIC "mdpcat\r\n"
#define VERSION 22
#define FINGERPRINT_BYTES 256

struct head {
	char magic[8];
	uint64_t layout; /* of the structs: another build's image is foreign */
	uint64_t sum; /* of everything, itself as 0 */
	uint64_t size, nrelocs, root;
	uint64_t fingerprint_size;
	char fingerprint[FINGERPRINT_BYTES];
};

static uint64_t mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ (h >> 29);
}

/* Four independent lanes, so that the sum of a few megabytes takes well under a millisecond. */
static uint64_t checksum(const unsigned char *p, size_t n)
{
	uint64_t lane[4] = { 1, 2, 3, 4 }, v[4];
	size_t i = 0;

	for (; i + sizeof(v) <= n; i += sizeof(v)) {
		memcpy(v, p + i, sizeof(v));
		for (int k = 0; k < 4; k++)
			lane[k] = mix(lane[k], v[k]);
	}
	for (; i < n; i++)
		lane[i & 3] = mix(lane[i & 3], p[i]);
	return mix(mix(lane[0], lane[1]), mix(lane[2], lane[3] ^ n));
}

static uint64_t layout(void)
{
	static const size_t sizes[] = {
		VERSION,
		sizeof(void *),
		sizeof(struct mdp_catalog),
		sizeof(struct mdp_table),
		sizeof(struct mdp_column),
		sizeof(struct mdp_entry),
		sizeof(struct mdp_entity),
		sizeof(struct mdp_site),
		sizeof(struct mdp_link),
		sizeof(struct mdp_measure),
		sizeof(struct mdp_identity),
		sizeof(struct mdp_level),
		sizeof(struct mdp_oddity),
		sizeof(struct mdp_finding),
		sizeof(struct mdp_feed),
		sizeof(struct mdp_origin),
		sizeof(struct mdp_use),
		sizeof(struct mdp_left_out),
		sizeof(struct mdp_kept),
		sizeof(struct mdp_expr),
		sizeof(struct mdp_pred),
		sizeof(struct mdp_value),
		offsetof(struct mdp_column, values),
		offsetof(struct mdp_entity, label),
		offsetof(struct mdp_measure, expr),
		offsetof(struct mdp_expr, where),
		(size_t)MDP_ROLE_NESTED,
		(size_t)MDP_T_OTHER,
		(size_t)MDP_AGG_CORR,
	};
	const uint16_t one = 1;
	uint64_t h = *(const unsigned char *)&one;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		h = mix(h, sizes[i]);
	return h;
}

static uint64_t sum_of(struct head h, const unsigned char *rest, size_t n)
{
	h.sum = 0;
	return mix(checksum((const unsigned char *)&h, sizeof(h)), checksum(rest, n));
}

int mdp_catalog_save(const struct mdp_catalog *c, const char *path, int mode, struct mdp_str fingerprint,
		     struct mdp_error *err)
{
	struct mdp_image im = { 0 };
	struct head h = { 0 };
	unsigned char *file = NULL;
	size_t relocs, total;
	int rc = 0;

	if (fingerprint.n > FINGERPRINT_BYTES)
		return mdp_fail(err, MDP_INTERNAL, "a fingerprint of %zu bytes is too long", fingerprint.n);
	h.root = mdp_image_put(&im, c);
	if (im.n > MDP_LIMIT_CATALOG_BYTES) {
		rc = mdp_fail(err, MDP_LIMIT, "the catalog is too large to be kept on disk");
		goto out;
	}
	memcpy(h.magic, MAGIC, sizeof(h.magic));
	h.layout = layout();
	h.size = im.n;
	h.nrelocs = im.nrelocs;
	h.fingerprint_size = fingerprint.n;
	if (fingerprint.n)
		memcpy(h.fingerprint, fingerprint.p, fingerprint.n);
	relocs = im.nrelocs * sizeof(uint32_t);
	total = sizeof(h) + im.n + relocs;
	file = malloc(total);
	if (!file)
		abort();
	memcpy(file + sizeof(h), im.p, im.n);
	if (relocs)
		memcpy(file + sizeof(h) + im.n, im.relocs, relocs);
	h.sum = sum_of(h, file + sizeof(h), im.n + relocs);
	memcpy(file, &h, sizeof(h));
	rc = mdp_file_write_as(path, (struct mdp_str){ (const char *)file, total }, mode, err);
out:
	free(file);
	mdp_image_release(&im);
	return rc;
}

/* ---- reading ---- */

static bool in(int i, int n)
{
	return i >= -1 && i < n;
}

/* Indices inside the arrays; the checksum has passed, so this only meets files made to deceive. */
static bool is_sound(const struct mdp_catalog *c)
{
	for (int i = 0; i < c->ntables; i++) {
		const struct mdp_table *t = &c->tables[i];

		if (t->first_column < 0 || t->ncolumns < 0 || t->first_column > c->ncolumns - t->ncolumns ||
		    !in(t->row_entity, c->nentities) || !in(t->snapshot, c->ncolumns) ||
		    !in(t->aggregate_of, c->ntables) || !in(t->snapshot_within, c->ncolumns) ||
		    !in(t->current, c->ntables) || !in(t->versions, c->ntables) || !in(t->current_key, c->ncolumns) ||
		    !t->name || !t->schema || !t->words)
			return false;
	}
	for (int i = 0; i < c->ncolumns; i++) {
		const struct mdp_column *k = &c->columns[i];

		if (k->table < 0 || !in(k->table, c->ntables) || !in(k->entity, c->nentities) ||
		    !in(k->mirror, c->ncolumns) || !in(k->origin, c->norigins) || !k->name || !k->words ||
		    k->nvalues < 0)
			return false;
	}
	for (int i = 0; i < c->nentities; i++) {
		const struct mdp_entity *e = &c->entities[i];

		if (e->table < 0 || !in(e->table, c->ntables) || !in(e->label, c->ncolumns) ||
		    !in(e->time, c->ncolumns) || e->nkey < 0 || !e->name || !e->plural)
			return false;
		for (int k = 0; k < e->nkey; k++) {
			if (e->key[k] < 0 || !in(e->key[k], c->ncolumns))
				return false;
		}
	}
	for (int i = 0; i < c->nsites; i++) {
		const struct mdp_site *s = &c->sites[i];

		if (s->entity < 0 || !in(s->entity, c->nentities) || s->table < 0 || !in(s->table, c->ntables))
			return false;
		for (int k = 0; k < c->entities[s->entity].nkey; k++) {
			if (s->key[k] < 0 || !in(s->key[k], c->ncolumns))
				return false;
		}
	}
	for (int i = 0; i < c->nlinks; i++) {
		const struct mdp_link *l = &c->links[i];

		if (l->from < 0 || !in(l->from, c->nentities) || l->to < 0 || !in(l->to, c->nentities) ||
		    l->from_site < 0 || !in(l->from_site, c->nsites) || l->to_site < 0 || !in(l->to_site, c->nsites))
			return false;
	}
	for (int i = 0; i < c->nfeeds; i++) {
		if (!in(c->feeds[i].table, c->ntables) || (!c->feeds[i].dag && !c->feeds[i].max_age))
			return false;
	}
	for (int i = 0; i < c->norigins; i++) {
		const struct mdp_origin *o = &c->origins[i];

		if (o->nfrom < 0 || (o->nfrom && !o->from))
			return false;
		for (int k = 0; k < o->nfrom; k++) {
			if (o->from[k] < 0 || o->from[k] >= i)
				return false;
		}
	}
	return true;
}

static bool are_details_sound(const struct mdp_catalog *c)
{
	for (int i = 0; i < c->nentities; i++) {
		for (int k = 0; k < c->entities[i].nalmost; k++) {
			if (c->entities[i].almost[k] < 0 || !in(c->entities[i].almost[k], c->ncolumns))
				return false;
		}
	}
	for (int i = 0; i < c->nlevels; i++) {
		const struct mdp_level *l = &c->levels[i];

		if (l->entity < 0 || !in(l->entity, c->nentities) || l->fine < 0 || !in(l->fine, c->ncolumns) ||
		    l->coarse < 0 || !in(l->coarse, c->ncolumns))
			return false;
	}
	for (int i = 0; i < c->nuses; i++) {
		for (int k = 0; k < c->uses[i].ntables; k++) {
			if (c->uses[i].tables[k] < 0 || !in(c->uses[i].tables[k], c->ntables))
				return false;
		}
	}
	for (int i = 0; i < c->nkept; i++) {
		const struct mdp_kept *k = &c->kept[i];

		if (k->entity < 0 || !in(k->entity, c->nentities) || k->table < 0 || !in(k->table, c->ntables) ||
		    !k->relation || k->ncolumns < 0)
			return false;
		for (int n = 0; n < k->ncolumns; n++) {
			if (k->columns[n] < 0 || !in(k->columns[n], c->ncolumns))
				return false;
		}
	}
	for (int i = 0; i < c->noddities; i++) {
		if (c->oddities[i].column < 0 || !in(c->oddities[i].column, c->ncolumns))
			return false;
	}
	return true;
}

static bool are_numbers_sound(const struct mdp_catalog *c)
{
	for (int i = 0; i < c->nmeasures; i++) {
		const struct mdp_measure *m = &c->measures[i];

		if (!in(m->entity, c->nentities) || !in(m->time, c->ncolumns) || !m->name)
			return false;
	}
	for (int i = 0; i < c->nidentities; i++) {
		const struct mdp_identity *id = &c->identities[i];

		if (!in(id->a, c->ncolumns) || !in(id->b, c->ncolumns) || !in(id->c, c->ncolumns) ||
		    !in(id->fine, c->nentities) || !in(id->coarse, c->nentities) || id->nterms < 0 ||
		    id->nterms > MDP_IDENTITY_TERMS)
			return false;
		for (int k = 0; k < id->nterms; k++) {
			if (!in(id->terms[k].column, c->ncolumns))
				return false;
		}
	}
	return true;
}

static bool relocate(unsigned char *image, size_t size, const unsigned char *relocs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t place;
		uint64_t target;

		memcpy(&place, relocs + i * sizeof(place), sizeof(place));
		if ((uint64_t)place * 8 + 8 > size)
			return false;
		memcpy(&target, image + (size_t)place * 8, sizeof(target));
		if (target == 0 || target >= size)
			return false;
		target += (uint64_t)(uintptr_t)image;
		memcpy(image + (size_t)place * 8, &target, sizeof(target));
	}
	return true;
}

/* Nothing but the header, and for a stale file no more is read. */
static bool is_ours(const struct head *h, uint64_t file_size, struct mdp_str fingerprint)
{
	if (memcmp(h->magic, MAGIC, sizeof(h->magic)) != 0 || h->layout != layout())
		return false;
	if (h->fingerprint_size != fingerprint.n || fingerprint.n > FINGERPRINT_BYTES ||
	    (fingerprint.n && memcmp(h->fingerprint, fingerprint.p, fingerprint.n) != 0))
		return false;
	if (!h->size || h->size % 8 || h->size > MDP_LIMIT_CATALOG_BYTES || h->nrelocs > h->size / 8 ||
	    file_size != sizeof(*h) + h->size + h->nrelocs * sizeof(uint32_t))
		return false;
	return h->root % 8 == 0 && h->root <= h->size && h->size - h->root >= sizeof(struct mdp_catalog);
}

static bool read_whole(int fd, void *to, size_t n)
{
	unsigned char *p = to;

	while (n) {
		ssize_t got = read(fd, p, n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		p += got;
		n -= (size_t)got;
	}
	return true;
}

/* Could its owner have changed the warehouse, or are we that owner? A pipe or a device is not waited for. */
static bool is_trusted(int fd, int64_t owner, struct stat *st)
{
	return fstat(fd, st) == 0 && S_ISREG(st->st_mode) &&
	       (st->st_uid == geteuid() || st->st_uid == 0 || (int64_t)st->st_uid == owner);
}

/* The image with its pointers in place, in the catalog's memory; NULL when there is none of that fingerprint. */
static unsigned char *read_image(struct mdp_arena *a, const char *path, int64_t owner, struct mdp_str fingerprint,
				 struct head *h)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	unsigned char *image = NULL;
	struct stat st;
	size_t n;

	if (fd < 0)
		return NULL;
	if (!is_trusted(fd, owner, &st) || !read_whole(fd, h, sizeof(*h)) ||
	    !is_ours(h, (uint64_t)st.st_size, fingerprint))
		goto out;
	n = (size_t)(h->size + h->nrelocs * sizeof(uint32_t));
	image = mdp_arena_alloc(a, n);
	/* the last byte ends every text */
	if (!read_whole(fd, image, n) || sum_of(*h, image, n) != h->sum || image[h->size - 1] != 0 ||
	    !relocate(image, h->size, image + h->size, h->nrelocs))
		image = NULL;
out:
	close(fd);
	return image;
}

int mdp_catalog_load(struct mdp_catalog **out, const char *path, int64_t owner, struct mdp_str fingerprint)
{
	struct mdp_catalog *c = mdp_catalog_new();
	struct mdp_arena arena;
	struct head h;
	const unsigned char *image = read_image(&c->arena, path, owner, fingerprint, &h);

	if (!image)
		goto absent;
	arena = c->arena;
	memcpy(c, image + h.root, sizeof(*c));
	c->arena = arena;
	if (!is_sound(c) || !are_details_sound(c) || !are_numbers_sound(c)) {
		*c = (struct mdp_catalog){ .arena = arena };
		goto absent;
	}
	*out = c;
	return 0;
absent:
	mdp_catalog_free(c);
	return 1;
}
