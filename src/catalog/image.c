/* Writing a catalog as an image: one function a struct, in the order of catalog.h. What is forgotten here is lost when it is read. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "catalog/image.h"
#include "base/banned.h"

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
static size_t put(struct mdp_image *im, const void *src, size_t size)
{
	size_t at = (im->n + 7) & ~(size_t)7;

	im->p = grow(im->p, &im->cap, at + size + 8, 1);
	memset(im->p + im->n, 0, at - im->n);
	if (size)
		memcpy(im->p + at, src, size);
	im->n = at + size;
	return at;
}

static void point(struct mdp_image *im, size_t field, size_t target)
{
	uint64_t v = target;

	memcpy(im->p + field, &v, sizeof(v));
	if (!target)
		return;
	im->relocs = grow(im->relocs, &im->cap_relocs, im->nrelocs + 1, sizeof(uint32_t));
	im->relocs[im->nrelocs++] = (uint32_t)(field / 8);
}

static void put_text(struct mdp_image *im, size_t field, const char *s)
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

static void put_list(struct mdp_image *im, size_t field, const char **list)
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

static size_t put_array(struct mdp_image *im, size_t field, const void *items, int n, size_t size)
{
	size_t at = n > 0 ? put(im, items, (size_t)n * size) : 0;

	point(im, field, at);
	return at;
}

static void put_value(struct mdp_image *im, size_t at, const struct mdp_value *v)
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

static size_t put_pred(struct mdp_image *im, const struct mdp_pred *p, int depth);

static size_t put_expr(struct mdp_image *im, const struct mdp_expr *x, int depth)
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

static size_t put_pred(struct mdp_image *im, const struct mdp_pred *p, int depth)
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

static void put_source(struct mdp_image *im, size_t at, const struct mdp_source *s)
{
	put_text(im, FIELD(at, mdp_source, file), s->file);
}

static void put_evidence(struct mdp_image *im, size_t at, const struct mdp_evidence *e)
{
	put_text(im, FIELD(at, mdp_evidence, how), e->how);
	put_source(im, FIELD(at, mdp_evidence, source), &e->source);
}

static void put_column(struct mdp_image *im, size_t at, const struct mdp_column *c)
{
	size_t values;

	put_text(im, FIELD(at, mdp_column, name), c->name);
	put_text(im, FIELD(at, mdp_column, words), c->words);
	put_text(im, FIELD(at, mdp_column, label), c->label);
	put_text(im, FIELD(at, mdp_column, description), c->description);
	put_list(im, FIELD(at, mdp_column, synonyms), c->synonyms);
	put_list(im, FIELD(at, mdp_column, tags), c->tags);
	put_text(im, FIELD(at, mdp_column, sql_type), c->sql_type);
	put_text(im, FIELD(at, mdp_column, role_how), c->role_how);
	put_text(im, FIELD(at, mdp_column, unit), c->unit);
	put_value(im, FIELD(at, mdp_column, min), &c->min);
	put_value(im, FIELD(at, mdp_column, max), &c->max);
	put_evidence(im, FIELD(at, mdp_column, owner_evidence), &c->owner_evidence);
	put_text(im, FIELD(at, mdp_column, stored), c->stored);
	put_text(im, FIELD(at, mdp_column, part_as), c->part_as);
	put_text(im, FIELD(at, mdp_column, read_as), c->read_as);
	put_text(im, FIELD(at, mdp_column, order_as), c->order_as);
	put_text(im, FIELD(at, mdp_column, marks), c->marks);
	put_text(im, FIELD(at, mdp_column, doubt), c->doubt);
	put_source(im, FIELD(at, mdp_column, doubt_source), &c->doubt_source);
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

static void put_table(struct mdp_image *im, size_t at, const struct mdp_table *t)
{
	put_text(im, FIELD(at, mdp_table, schema), t->schema);
	put_text(im, FIELD(at, mdp_table, name), t->name);
	put_text(im, FIELD(at, mdp_table, words), t->words);
	put_text(im, FIELD(at, mdp_table, description), t->description);
	put_list(im, FIELD(at, mdp_table, tags), t->tags);
	put_text(im, FIELD(at, mdp_table, group), t->group);
	put_text(im, FIELD(at, mdp_table, rows_of), t->rows_of);
	put_text(im, FIELD(at, mdp_table, only), t->only);
	put_evidence(im, FIELD(at, mdp_table, snapshot_evidence), &t->snapshot_evidence);
	point(im, FIELD(at, mdp_table, filter), put_pred(im, t->filter, 0));
	put_text(im, FIELD(at, mdp_table, filter_text), t->filter_text);
	put_source(im, FIELD(at, mdp_table, filter_source), &t->filter_source);
	put_source(im, FIELD(at, mdp_table, source), &t->source);
}

static void put_entity(struct mdp_image *im, size_t at, const struct mdp_entity *e)
{
	put_text(im, FIELD(at, mdp_entity, source_name), e->source_name);
	put_text(im, FIELD(at, mdp_entity, name), e->name);
	put_text(im, FIELD(at, mdp_entity, plural), e->plural);
	put_list(im, FIELD(at, mdp_entity, synonyms), e->synonyms);
	put_array(im, FIELD(at, mdp_entity, key), e->key, e->nkey, sizeof(*e->key));
	put_text(im, FIELD(at, mdp_entity, description), e->description);
	put_evidence(im, FIELD(at, mdp_entity, evidence), &e->evidence);
	put_array(im, FIELD(at, mdp_entity, almost), e->almost, e->nalmost, sizeof(*e->almost));
	put_evidence(im, FIELD(at, mdp_entity, almost_evidence), &e->almost_evidence);
}

static void put_measure(struct mdp_image *im, size_t at, const struct mdp_measure *m)
{
	put_text(im, FIELD(at, mdp_measure, name), m->name);
	put_list(im, FIELD(at, mdp_measure, synonyms), m->synonyms);
	put_text(im, FIELD(at, mdp_measure, description), m->description);
	point(im, FIELD(at, mdp_measure, expr), put_expr(im, m->expr, 0));
	point(im, FIELD(at, mdp_measure, assumed), put_pred(im, m->assumed, 0));
	put_text(im, FIELD(at, mdp_measure, unit), m->unit);
	put_text(im, FIELD(at, mdp_measure, rival), m->rival);
	put_text(im, FIELD(at, mdp_measure, no_time), m->no_time);
	put_source(im, FIELD(at, mdp_measure, source), &m->source);
}

#define PUT_ALL(im, root, c, items, n, PUT_ONE)                                                                      \
	do {                                                                                                         \
		size_t at = put_array(im, FIELD(root, mdp_catalog, items), (c)->items, (c)->n, sizeof(*(c)->items)); \
		for (int i = 0; i < (c)->n; i++, at += sizeof(*(c)->items))                                          \
			PUT_ONE(im, at, &(c)->items[i]);                                                             \
	} while (0)

static void put_site(struct mdp_image *im, size_t at, const struct mdp_site *s)
{
	put_text(im, FIELD(at, mdp_site, role), s->role);
	put_text(im, FIELD(at, mdp_site, examples), s->examples);
	put_evidence(im, FIELD(at, mdp_site, evidence), &s->evidence);
}

static void put_link(struct mdp_image *im, size_t at, const struct mdp_link *l)
{
	put_evidence(im, FIELD(at, mdp_link, evidence), &l->evidence);
}

static void put_identity(struct mdp_image *im, size_t at, const struct mdp_identity *id)
{
	(void)im;
	(void)at;
	(void)id;
}

static void put_level(struct mdp_image *im, size_t at, const struct mdp_level *l)
{
	put_text(im, FIELD(at, mdp_level, example), l->example);
	put_evidence(im, FIELD(at, mdp_level, evidence), &l->evidence);
}

static void put_oddity(struct mdp_image *im, size_t at, const struct mdp_oddity *o)
{
	put_text(im, FIELD(at, mdp_oddity, example), o->example);
	put_text(im, FIELD(at, mdp_oddity, treatment), o->treatment);
	put_evidence(im, FIELD(at, mdp_oddity, evidence), &o->evidence);
}

static void put_finding(struct mdp_image *im, size_t at, const struct mdp_finding *f)
{
	put_text(im, FIELD(at, mdp_finding, code), f->code);
	put_text(im, FIELD(at, mdp_finding, text), f->text);
	put_text(im, FIELD(at, mdp_finding, fix), f->fix);
	put_list(im, FIELD(at, mdp_finding, names), f->names);
	put_text(im, FIELD(at, mdp_finding, why), f->why);
	put_source(im, FIELD(at, mdp_finding, source), &f->source);
}

static void put_feed(struct mdp_image *im, size_t at, const struct mdp_feed *f)
{
	put_text(im, FIELD(at, mdp_feed, relation), f->relation);
	put_text(im, FIELD(at, mdp_feed, dag), f->dag);
	put_text(im, FIELD(at, mdp_feed, schedule), f->schedule);
	put_text(im, FIELD(at, mdp_feed, via), f->via);
	put_text(im, FIELD(at, mdp_feed, zone), f->zone);
	put_source(im, FIELD(at, mdp_feed, source), &f->source);
}

static void put_origin(struct mdp_image *im, size_t at, const struct mdp_origin *o)
{
	put_text(im, FIELD(at, mdp_origin, relation), o->relation);
	put_text(im, FIELD(at, mdp_origin, column), o->column);
	put_text(im, FIELD(at, mdp_origin, expr), o->expr);
	put_text(im, FIELD(at, mdp_origin, why), o->why);
	put_text(im, FIELD(at, mdp_origin, loaded), o->loaded);
	put_array(im, FIELD(at, mdp_origin, from), o->from, o->nfrom, sizeof(*o->from));
	put_source(im, FIELD(at, mdp_origin, source), &o->source);
}

static void put_use(struct mdp_image *im, size_t at, const struct mdp_use *u)
{
	put_text(im, FIELD(at, mdp_use, name), u->name);
	put_text(im, FIELD(at, mdp_use, label), u->label);
	put_text(im, FIELD(at, mdp_use, description), u->description);
	put_text(im, FIELD(at, mdp_use, type), u->type);
	put_text(im, FIELD(at, mdp_use, owner), u->owner);
	put_text(im, FIELD(at, mdp_use, url), u->url);
	put_array(im, FIELD(at, mdp_use, tables), u->tables, u->ntables, sizeof(*u->tables));
	put_list(im, FIELD(at, mdp_use, others), u->others);
	put_list(im, FIELD(at, mdp_use, metrics), u->metrics);
	put_list(im, FIELD(at, mdp_use, group_by), u->group_by);
	put_list(im, FIELD(at, mdp_use, where), u->where);
	put_list(im, FIELD(at, mdp_use, charts), u->charts);
	put_source(im, FIELD(at, mdp_use, source), &u->source);
}

static void put_left_out(struct mdp_image *im, size_t at, const struct mdp_left_out *l)
{
	put_text(im, FIELD(at, mdp_left_out, schema), l->schema);
	put_text(im, FIELD(at, mdp_left_out, name), l->name);
	put_text(im, FIELD(at, mdp_left_out, why), l->why);
}

static void put_kept(struct mdp_image *im, size_t at, const struct mdp_kept *k)
{
	put_text(im, FIELD(at, mdp_kept, relation), k->relation);
	put_array(im, FIELD(at, mdp_kept, columns), k->columns, k->ncolumns, sizeof(*k->columns));
}

static size_t put_catalog(struct mdp_image *im, const struct mdp_catalog *c)
{
	struct mdp_catalog copy = *c;
	size_t root;

	memset(&copy.arena, 0, sizeof(copy.arena));
	put(im, "catalog\0", 8);
	root = put(im, &copy, sizeof(copy));
	put_text(im, FIELD(root, mdp_catalog, platform), c->platform);
	put_text(im, FIELD(root, mdp_catalog, currency), c->currency);
	put_text(im, FIELD(root, mdp_catalog, zone), c->zone);
	put_source(im, FIELD(root, mdp_catalog, zone_source), &c->zone_source);
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
	PUT_ALL(im, root, c, uses, nuses, put_use);
	PUT_ALL(im, root, c, left_out, nleft_out, put_left_out);
	PUT_ALL(im, root, c, kept, nkept, put_kept);
	put_text(im, FIELD(root, mdp_catalog, kept_file), c->kept_file);
	return root;
}

size_t mdp_image_put(struct mdp_image *im, const struct mdp_catalog *c)
{
	size_t root = put_catalog(im, c);

	put(im, "\0\0\0\0\0\0\0", 8); /* every text ends inside the image */
	im->n = (im->n + 7) & ~(size_t)7;
	im->p = grow(im->p, &im->cap, im->n + 8, 1);
	return root;
}

void mdp_image_release(struct mdp_image *im)
{
	free(im->p);
	free(im->relocs);
	*im = (struct mdp_image){ 0 };
}
