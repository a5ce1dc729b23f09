/*
 * The catalog on disk: an image of the structs themselves with every pointer written as an offset, and a list of the
 * places that hold pointers. Loading is one read, one checksum and one addition a pointer, so that a catalog with all
 * of its values is there in a few milliseconds. The header carries the sizes of every struct and the fingerprint of
 * what was profiled: an image of another build, machine or state of the warehouse is absent, not an error. Every offset
 * and index is checked before it is used; the checksum guards against damage.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "catalog/catalog.h"
#include "base/banned.h"

#define MAGIC "mdpcat\r\n"
#define VERSION 6
#define FINGERPRINT_BYTES 256

struct head {
	char magic[8];
	uint64_t layout; /* of the structs: another build's image is foreign */
	uint64_t sum; /* of everything after this header */
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

/* ---- writing ---- */

struct image {
	unsigned char *p;
	size_t n, cap;
	uint32_t *relocs; /* places of pointers, in units of 8 bytes */
	size_t nrelocs, cap_relocs;
};

static void *grow(void *old, size_t *cap, size_t need, size_t size)
{
	size_t want = *cap ? *cap : 4096;
	void *p;

	while (want < need)
		want *= 2;
	if (want == *cap)
		return old;
	p = realloc(old, want * size);
	if (!p)
		abort();
	*cap = want;
	return p;
}

/* Appends bytes, aligned to 8; returns their offset. Offset 0 is the empty place that no pointer may name. */
static size_t put(struct image *im, const void *src, size_t size)
{
	size_t at = (im->n + 7) & ~(size_t)7;

	im->p = grow(im->p, &im->cap, at + size + 8, 1);
	memset(im->p + im->n, 0, at - im->n);
	if (size)
		memcpy(im->p + at, src, size);
	im->n = at + size;
	return at;
}

static void point(struct image *im, size_t field, size_t target)
{
	uint64_t v = target;

	memcpy(im->p + field, &v, sizeof(v));
	if (!target)
		return;
	im->relocs = grow(im->relocs, &im->cap_relocs, im->nrelocs + 1, sizeof(uint32_t));
	im->relocs[im->nrelocs++] = (uint32_t)(field / 8);
}

static void put_text(struct image *im, size_t field, const char *s)
{
	size_t size = s ? strlen(s) + 1 : 0, at = im->n;

	if (!s) {
		point(im, field, 0);
		return;
	}
	/* Texts need no alignment: most of a catalog is short values. */
	im->p = grow(im->p, &im->cap, at + size + 8, 1);
	memcpy(im->p + at, s, size);
	im->n = at + size;
	point(im, field, at);
}

#define FIELD(base, type, member) ((base) + offsetof(struct type, member))

static void put_list(struct image *im, size_t field, const char **list)
{
	size_t n = 0, at;

	while (list && list[n])
		n++;
	if (!list) {
		point(im, field, 0);
		return;
	}
	at = put(im, list, (n + 1) * sizeof(*list));
	for (size_t i = 0; i <= n; i++)
		put_text(im, at + i * sizeof(*list), list[i]);
	point(im, field, at);
}

static size_t put_array(struct image *im, size_t field, const void *items, int n, size_t size)
{
	size_t at = n > 0 ? put(im, items, (size_t)n * size) : 0;

	point(im, field, at);
	return at;
}

static void put_value(struct image *im, size_t at, const struct mdp_value *v)
{
	size_t s = FIELD(at, mdp_value, s) + offsetof(struct mdp_str, p), text;

	if (!v->s.p) {
		point(im, s, 0);
		return;
	}
	text = put(im, v->s.p, v->s.n);
	put(im, "", 1); /* programs may count on the final NUL */
	point(im, s, text);
}

static size_t put_pred(struct image *im, const struct mdp_pred *p, int depth);

static size_t put_expr(struct image *im, const struct mdp_expr *x, int depth)
{
	size_t at;

	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return 0;
	at = put(im, x, sizeof(*x));
	put_value(im, FIELD(at, mdp_expr, value), &x->value);
	put_text(im, FIELD(at, mdp_expr, name), x->name);
	put_text(im, FIELD(at, mdp_expr, role), x->role);
	put_text(im, FIELD(at, mdp_expr, entity), x->entity);
	put_text(im, FIELD(at, mdp_expr, along), x->along);
	put_text(im, FIELD(at, mdp_expr, within), x->within);
	point(im, FIELD(at, mdp_expr, arg), put_expr(im, x->arg, depth + 1));
	point(im, FIELD(at, mdp_expr, arg2), put_expr(im, x->arg2, depth + 1));
	point(im, FIELD(at, mdp_expr, where), put_pred(im, x->where, depth + 1));
	return at;
}

static size_t put_pred(struct image *im, const struct mdp_pred *p, int depth)
{
	size_t at, args, right;

	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return 0;
	at = put(im, p, sizeof(*p));
	args = put_array(im, FIELD(at, mdp_pred, args), p->args, p->nargs, sizeof(*p->args));
	for (int i = 0; i < p->nargs; i++)
		point(im, args + (size_t)i * sizeof(*p->args), put_pred(im, p->args[i], depth + 1));
	right = put_array(im, FIELD(at, mdp_pred, right), p->right, p->nright, sizeof(*p->right));
	for (int i = 0; i < p->nright; i++)
		point(im, right + (size_t)i * sizeof(*p->right), put_expr(im, p->right[i], depth + 1));
	point(im, FIELD(at, mdp_pred, left), put_expr(im, p->left, depth + 1));
	put_text(im, FIELD(at, mdp_pred, entity), p->entity);
	point(im, FIELD(at, mdp_pred, where), put_pred(im, p->where, depth + 1));
	return at;
}

static void put_source(struct image *im, size_t at, const struct mdp_source *s)
{
	put_text(im, FIELD(at, mdp_source, file), s->file);
}

static void put_evidence(struct image *im, size_t at, const struct mdp_evidence *e)
{
	put_text(im, FIELD(at, mdp_evidence, how), e->how);
	put_source(im, FIELD(at, mdp_evidence, source), &e->source);
}

static void put_column(struct image *im, size_t at, const struct mdp_column *c)
{
	size_t values;

	put_text(im, FIELD(at, mdp_column, name), c->name);
	put_text(im, FIELD(at, mdp_column, words), c->words);
	put_text(im, FIELD(at, mdp_column, label), c->label);
	put_text(im, FIELD(at, mdp_column, description), c->description);
	put_list(im, FIELD(at, mdp_column, synonyms), c->synonyms);
	put_text(im, FIELD(at, mdp_column, sql_type), c->sql_type);
	put_text(im, FIELD(at, mdp_column, unit), c->unit);
	put_value(im, FIELD(at, mdp_column, min), &c->min);
	put_value(im, FIELD(at, mdp_column, max), &c->max);
	put_evidence(im, FIELD(at, mdp_column, owner_evidence), &c->owner_evidence);
	put_text(im, FIELD(at, mdp_column, read_as), c->read_as);
	put_evidence(im, FIELD(at, mdp_column, read_evidence), &c->read_evidence);
	put_source(im, FIELD(at, mdp_column, source), &c->source);
	values = put_array(im, FIELD(at, mdp_column, values), c->values, c->nvalues, sizeof(*c->values));
	for (int i = 0; i < c->nvalues; i++) {
		size_t e = values + (size_t)i * sizeof(*c->values);

		put_text(im, FIELD(e, mdp_entry, text), c->values[i].text);
		if (c->values[i].norm && strcmp(c->values[i].norm, c->values[i].text) == 0) {
			uint64_t text;

			memcpy(&text, im->p + FIELD(e, mdp_entry, text), sizeof(text));
			point(im, FIELD(e, mdp_entry, norm), (size_t)text);
		} else {
			put_text(im, FIELD(e, mdp_entry, norm), c->values[i].norm);
		}
	}
}

static void put_table(struct image *im, size_t at, const struct mdp_table *t)
{
	put_text(im, FIELD(at, mdp_table, schema), t->schema);
	put_text(im, FIELD(at, mdp_table, name), t->name);
	put_text(im, FIELD(at, mdp_table, words), t->words);
	put_text(im, FIELD(at, mdp_table, description), t->description);
	put_source(im, FIELD(at, mdp_table, source), &t->source);
}

static void put_entity(struct image *im, size_t at, const struct mdp_entity *e)
{
	put_text(im, FIELD(at, mdp_entity, name), e->name);
	put_text(im, FIELD(at, mdp_entity, plural), e->plural);
	put_list(im, FIELD(at, mdp_entity, synonyms), e->synonyms);
	put_array(im, FIELD(at, mdp_entity, key), e->key, e->nkey, sizeof(*e->key));
	put_text(im, FIELD(at, mdp_entity, description), e->description);
	put_evidence(im, FIELD(at, mdp_entity, evidence), &e->evidence);
	put_array(im, FIELD(at, mdp_entity, almost), e->almost, e->nalmost, sizeof(*e->almost));
	put_evidence(im, FIELD(at, mdp_entity, almost_evidence), &e->almost_evidence);
}

static void put_measure(struct image *im, size_t at, const struct mdp_measure *m)
{
	put_text(im, FIELD(at, mdp_measure, name), m->name);
	put_list(im, FIELD(at, mdp_measure, synonyms), m->synonyms);
	put_text(im, FIELD(at, mdp_measure, description), m->description);
	point(im, FIELD(at, mdp_measure, expr), put_expr(im, m->expr, 0));
	put_text(im, FIELD(at, mdp_measure, unit), m->unit);
	put_source(im, FIELD(at, mdp_measure, source), &m->source);
}

#define PUT_ALL(im, root, c, items, n, PUT_ONE)                                                                      \
	do {                                                                                                         \
		size_t at = put_array(im, FIELD(root, mdp_catalog, items), (c)->items, (c)->n, sizeof(*(c)->items)); \
		for (int i = 0; i < (c)->n; i++, at += sizeof(*(c)->items))                                          \
			PUT_ONE(im, at, &(c)->items[i]);                                                             \
	} while (0)

static void put_site(struct image *im, size_t at, const struct mdp_site *s)
{
	put_text(im, FIELD(at, mdp_site, role), s->role);
	put_evidence(im, FIELD(at, mdp_site, evidence), &s->evidence);
}

static void put_link(struct image *im, size_t at, const struct mdp_link *l)
{
	put_evidence(im, FIELD(at, mdp_link, evidence), &l->evidence);
}

static void put_identity(struct image *im, size_t at, const struct mdp_identity *id)
{
	(void)im;
	(void)at;
	(void)id;
}

static void put_level(struct image *im, size_t at, const struct mdp_level *l)
{
	put_text(im, FIELD(at, mdp_level, example), l->example);
	put_evidence(im, FIELD(at, mdp_level, evidence), &l->evidence);
}

static void put_oddity(struct image *im, size_t at, const struct mdp_oddity *o)
{
	put_text(im, FIELD(at, mdp_oddity, example), o->example);
	put_text(im, FIELD(at, mdp_oddity, treatment), o->treatment);
	put_evidence(im, FIELD(at, mdp_oddity, evidence), &o->evidence);
}

static void put_finding(struct image *im, size_t at, const struct mdp_finding *f)
{
	put_text(im, FIELD(at, mdp_finding, code), f->code);
	put_text(im, FIELD(at, mdp_finding, text), f->text);
	put_text(im, FIELD(at, mdp_finding, fix), f->fix);
	put_source(im, FIELD(at, mdp_finding, source), &f->source);
}

static void put_feed(struct image *im, size_t at, const struct mdp_feed *f)
{
	put_text(im, FIELD(at, mdp_feed, relation), f->relation);
	put_text(im, FIELD(at, mdp_feed, dag), f->dag);
	put_text(im, FIELD(at, mdp_feed, schedule), f->schedule);
	put_text(im, FIELD(at, mdp_feed, via), f->via);
	put_text(im, FIELD(at, mdp_feed, zone), f->zone);
	put_source(im, FIELD(at, mdp_feed, source), &f->source);
}

static void put_origin(struct image *im, size_t at, const struct mdp_origin *o)
{
	put_text(im, FIELD(at, mdp_origin, relation), o->relation);
	put_text(im, FIELD(at, mdp_origin, column), o->column);
	put_text(im, FIELD(at, mdp_origin, expr), o->expr);
	put_text(im, FIELD(at, mdp_origin, why), o->why);
	put_text(im, FIELD(at, mdp_origin, loaded), o->loaded);
	put_array(im, FIELD(at, mdp_origin, from), o->from, o->nfrom, sizeof(*o->from));
	put_source(im, FIELD(at, mdp_origin, source), &o->source);
}

static size_t put_catalog(struct image *im, const struct mdp_catalog *c)
{
	struct mdp_catalog copy = *c;
	size_t root;

	memset(&copy.arena, 0, sizeof(copy.arena));
	put(im, "catalog\0", 8);
	root = put(im, &copy, sizeof(copy));
	put_text(im, FIELD(root, mdp_catalog, platform), c->platform);
	PUT_ALL(im, root, c, tables, ntables, put_table);
	PUT_ALL(im, root, c, columns, ncolumns, put_column);
	PUT_ALL(im, root, c, entities, nentities, put_entity);
	PUT_ALL(im, root, c, sites, nsites, put_site);
	for (int i = 0; i < c->nsites; i++) {
		uint64_t sites;

		memcpy(&sites, im->p + FIELD(root, mdp_catalog, sites), sizeof(sites));
		put_array(im, (size_t)sites + (size_t)i * sizeof(*c->sites) + offsetof(struct mdp_site, key),
			  c->sites[i].key, c->entities[c->sites[i].entity].nkey, sizeof(int));
	}
	PUT_ALL(im, root, c, links, nlinks, put_link);
	PUT_ALL(im, root, c, measures, nmeasures, put_measure);
	PUT_ALL(im, root, c, identities, nidentities, put_identity);
	PUT_ALL(im, root, c, levels, nlevels, put_level);
	PUT_ALL(im, root, c, oddities, noddities, put_oddity);
	PUT_ALL(im, root, c, findings, nfindings, put_finding);
	PUT_ALL(im, root, c, feeds, nfeeds, put_feed);
	PUT_ALL(im, root, c, origins, norigins, put_origin);
	return root;
}

int mdp_catalog_save(const struct mdp_catalog *c, const char *path, struct mdp_str fingerprint, struct mdp_error *err)
{
	struct image im = { 0 };
	struct head h = { 0 };
	unsigned char *file = NULL;
	size_t relocs, total;
	int rc = 0;

	if (fingerprint.n > FINGERPRINT_BYTES)
		return mdp_fail(err, MDP_INTERNAL, "a fingerprint of %zu bytes is too long", fingerprint.n);
	h.root = put_catalog(&im, c);
	put(&im, "\0\0\0\0\0\0\0", 8); /* every text ends inside the image */
	im.n = (im.n + 7) & ~(size_t)7;
	im.p = grow(im.p, &im.cap, im.n + 8, 1);
	if (im.n / 8 > UINT32_MAX) {
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
	h.sum = checksum(file + sizeof(h), im.n + relocs);
	memcpy(file, &h, sizeof(h));
	rc = mdp_file_write(path, (struct mdp_str){ (const char *)file, total }, err);
out:
	free(file);
	free(im.p);
	free(im.relocs);
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
		    !in(t->row_entity, c->nentities) || !t->name || !t->schema || !t->words)
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
	for (int i = 0; i < c->noddities; i++) {
		if (c->oddities[i].column < 0 || !in(c->oddities[i].column, c->ncolumns))
			return false;
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

static bool is_ours(const struct mdp_str *file, struct mdp_str fingerprint, struct head *h)
{
	if (file->n < sizeof(*h))
		return false;
	memcpy(h, file->p, sizeof(*h));
	if (memcmp(h->magic, MAGIC, sizeof(h->magic)) != 0 || h->layout != layout())
		return false;
	if (h->fingerprint_size != fingerprint.n || fingerprint.n > FINGERPRINT_BYTES ||
	    (fingerprint.n && memcmp(h->fingerprint, fingerprint.p, fingerprint.n) != 0))
		return false;
	if (h->size > file->n - sizeof(*h) || h->nrelocs != (file->n - sizeof(*h) - h->size) / sizeof(uint32_t) ||
	    file->n != sizeof(*h) + h->size + h->nrelocs * sizeof(uint32_t) || h->size % 8)
		return false;
	if (h->root % 8 || h->root > h->size || h->size - h->root < sizeof(struct mdp_catalog))
		return false;
	return checksum((const unsigned char *)file->p + sizeof(*h), file->n - sizeof(*h)) == h->sum;
}

int mdp_catalog_load(struct mdp_catalog **out, const char *path, struct mdp_str fingerprint)
{
	struct mdp_catalog *c = mdp_catalog_new();
	struct mdp_str file;
	struct mdp_arena arena;
	struct head h;
	unsigned char *image;

	if (mdp_file_read(&c->arena, path, &file, NULL) || !is_ours(&file, fingerprint, &h))
		goto absent;
	image = (unsigned char *)(uintptr_t)file.p + sizeof(h);
	if ((uintptr_t)image % 8 || image[h.size - 1] != 0 || !relocate(image, h.size, image + h.size, h.nrelocs))
		goto absent;
	arena = c->arena;
	memcpy(c, image + h.root, sizeof(*c));
	c->arena = arena;
	if (!is_sound(c) || !are_details_sound(c)) {
		*c = (struct mdp_catalog){ .arena = arena };
		goto absent;
	}
	*out = c;
	return 0;
absent:
	mdp_catalog_free(c);
	return 1;
}
