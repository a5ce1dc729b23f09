/*
 * Definitions that cannot be computed here. They are findings that keep their names; whoever asks by such a name is told why, and nothing
 * that only looks like it is taken in its place: other definitions and columns of the name give way.
 */
#include <string.h>
#include <strings.h>

#include "project/defs.h"
#include "project/words.h"
#include "base/banned.h"

static const char **add_name(struct mdp_enrich *x, const char **names, const char *name)
{
	const char *norm = name ? mdp_words_norm(x->a, mdp_str_of(name)) : NULL;
	return norm && *norm ? mdp_enrich_join(x->a, names, norm) : names;
}

void mdp_enrich_withhold(struct mdp_enrich *x, const char *file, int line, const char *name, const char *label,
			 const char **synonyms, const char *why)
{
	struct mdp_finding *f = mdp_enrich_finding(x, "metric_not_understood", file, line,
						   "the metric %s cannot be computed here: %s", name, why);
	f->names = add_name(x, add_name(x, NULL, name), label);
	for (; synonyms && *synonyms; synonyms++)
		f->names = add_name(x, f->names, *synonyms);
	f->why = mdp_arena_strdup(x->a, why);
}

/* The finding that has the name; NULL. */
static struct mdp_finding *holder(const struct mdp_enrich *x, const char *name)
{
	for (int i = 0; name && i < x->c->nfindings; i++)
		for (const char **n = x->c->findings[i].names; n && *n; n++)
			if (!strcasecmp(*n, name))
				return &x->c->findings[i];
	return NULL;
}

static const char **without(struct mdp_enrich *x, const char **list, const char *name)
{
	const char **out = NULL;
	for (; list && *list; list++)
		if (strcasecmp(*list, name) != 0)
			out = mdp_enrich_join(x->a, out, *list);
	return out;
}

static const char **free_names(struct mdp_enrich *x, const char **list)
{
	const char **out = NULL;
	for (; list && *list; list++)
		if (!holder(x, *list))
			out = mdp_enrich_join(x->a, out, *list);
	return out;
}

/* "order revenue" for a "revenue" that is another's. */
static const char *longer(struct mdp_enrich *x, const char *name, int entity)
{
	return mdp_arena_printf(x->a, "%s %s", entity >= 0 ? x->c->entities[entity].name : "column", name);
}

void mdp_enrich_withheld(struct mdp_enrich *x)
{
	for (int i = 0; i < x->ndefs; i++) {
		struct mdp_def *d = &x->defs[i];
		struct mdp_finding *f = holder(x, d->name);
		if (f && d->rank == MDP_DEF_CONFIG) {
			f->names = without(x, f->names, d->name);
			continue;
		}
		d->synonyms = free_names(x, d->synonyms);
		/* of "total revenue", called revenue for short, the whole name is left */
		if (f)
			d->name = d->synonyms ? d->synonyms[0] : longer(x, d->name, d->entity);
	}
	for (int i = 0; i < x->c->nmeasures; i++) {
		struct mdp_measure *m = &x->c->measures[i];
		m->synonyms = free_names(x, m->synonyms);
		if (holder(x, m->name))
			m->name = longer(x, m->name, m->entity);
	}
}
