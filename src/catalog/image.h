/*
 * Private to the cache of catalogs: the bytes of a catalog while they are written, with the places that hold pointers.
 */
#ifndef MDP_CATALOG_IMAGE_H
#define MDP_CATALOG_IMAGE_H

#include <stddef.h>
#include <stdint.h>
#include "catalog/catalog.h"

struct mdp_image {
	unsigned char *p;
	size_t n, cap;
	uint32_t *relocs; /* places of pointers, in units of 8 bytes */
	size_t nrelocs, cap_relocs;
};

/* Appends the catalog and all that it points to, pointers as offsets; the offset of its struct. Aligned, ended by zeros. */
size_t mdp_image_put(struct mdp_image *im, const struct mdp_catalog *c);
void mdp_image_release(struct mdp_image *im);

#endif
