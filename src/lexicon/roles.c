/*
 * Names of what is referred to in several roles. Where flights have an origin and a destination airport, what airports have goes
 * by both: "destination city", "city of destination", "destination airport". The role itself stands before a value
 * ("destination Paris"), and alone for the thing.
 */
#include <string.h>

#include "lexicon/lexicon_int.h"

#include "base/banned.h"

const char *mdp_lexicon_end(const struct mdp_lexicon *l, struct mdp_arena *a, const char *words)
{
	struct mdp_str rest = mdp_str_of(words), word;
	const char *end = NULL;

	while (rest.n && mdp_str_next(&rest, ' ', &word)) {
		int n;
		const struct mdp_meaning *m = mdp_lexicon_find(l, mdp_str_of(mdp_lexicon_stem(l, a, word)), &n);

		for (int i = 0; i < n; i++) {
			if (m[i].kind != MDP_CAT_WORD || strcmp(m[i].cat, "end") != 0)
				continue;
			if (end && strcmp(end, m[i].sub) != 0)
				return NULL;
			end = m[i].sub;
		}
	}
	return end;
}

static const char *text(struct mdp_lexicon *l, const char *a, const char *b)
{
	return mdp_arena_printf(&l->arena, "%s %s", a, b);
}

/* What is outright named so is meant, not what a role would make of it. */
static void add(struct mdp_lexicon *l, const char *words, struct mdp_meaning m)
{
	const char *full;

	if (mdp_lexicon_named(l, mdp_str_of(words)))
		return;
	mdp_lexicon_add(l, mdp_str_of(words), m);
	full = mdp_lexicon_spelled(l, words);
	if (full && !mdp_lexicon_named(l, mdp_str_of(full)))
		mdp_lexicon_add(l, mdp_str_of(full), m);
}

/* One role of an entity, and a name of it: the role itself, or what that end of a movement goes by. */
struct role {
	int entity;
	const char *words, *called;
};

static void add_attribute(struct mdp_lexicon *l, const struct role *r, int column)
{
	const struct mdp_column *col = &l->catalog->columns[column];
	const char *owner = l->catalog->entities[col->entity].name, *words = col->words;
	size_t n = strlen(owner);
	struct mdp_meaning m = mdp_lexicon_attr(l, column);

	m.role = r->words;
	m.cost = mdp_lexicon_weight(l, "role");
	m.how = mdp_arena_printf(&l->arena, "%s of the %s %s", words, r->words, owner);
	add(l, text(l, r->called, words), m);
	add(l, mdp_arena_printf(&l->arena, "%s of %s", words, r->called), m);
	if (strncmp(words, owner, n) == 0 && words[n] == ' ') {
		words += n + 1;
		add(l, text(l, r->called, words), m);
		add(l, mdp_arena_printf(&l->arena, "%s of %s", words, r->called), m);
	} else {
		add(l, mdp_arena_printf(&l->arena, "%s %s %s", r->called, owner, words), m);
	}
}

/* What an entity has, and what those have that it belongs to ("destination country" by way of its city). */
static void add_attributes(struct mdp_lexicon *l, const struct role *r)
{
	const struct mdp_catalog *c = l->catalog;

	for (int i = 0; i < c->ncolumns; i++) {
		const struct mdp_column *col = &c->columns[i];
		bool near = col->entity == r->entity;

		if (col->hidden || !col->words || !*col->words || col->mirror >= 0 || col->entity < 0 ||
		    mdp_catalog_now(c, i) >= 0)
			continue;
		for (int k = 0; k < c->nlinks && !near; k++)
			near = c->links[k].from == r->entity && c->links[k].to == col->entity;
		if (near)
			add_attribute(l, r, i);
	}
}

static void add_role(struct mdp_lexicon *l, const struct role *r)
{
	const struct mdp_entity *e = &l->catalog->entities[r->entity];
	struct mdp_meaning thing = {
		.kind = MDP_CAT_ENTITY, .cat = "entity", .sub = "noun", .id = r->entity, .column = -1
	};
	struct mdp_meaning way = {
		.kind = MDP_CAT_WORD, .cat = mdp_lexicon_intern(l, mdp_str_of("way")), .id = -1, .column = -1
	};

	thing.role = way.role = r->words;
	thing.cost = mdp_lexicon_weight(l, "role");
	thing.how = mdp_arena_printf(&l->arena, "%s in the role of %s", e->name, r->words);
	add(l, text(l, r->called, e->name), thing);
	if (e->plural)
		add(l, text(l, r->called, e->plural), thing);
	add_attributes(l, r);
	if (mdp_lexicon_named(l, mdp_str_of(r->called)))
		return;
	way.sub = mdp_lexicon_intern(l, mdp_str_of("role"));
	way.how = "role";
	mdp_lexicon_add(l, mdp_str_of(r->called), way);
	thing.cost = mdp_lexicon_weight(l, "part");
	mdp_lexicon_add(l, mdp_str_of(r->called), thing);
}

/* Does another role of the entity tell the same end of a movement? Then the end is no name of either. */
static bool is_shared(struct mdp_lexicon *l, int entity, const char *role, const char *end)
{
	const struct mdp_catalog *c = l->catalog;

	for (int i = 0; i < c->nsites; i++) {
		const char *other = c->sites[i].entity == entity ? c->sites[i].role : NULL;
		const char *its = other && strcmp(other, role) != 0 ? mdp_lexicon_end(l, &l->arena, other) : NULL;

		if (its && strcmp(its, end) == 0)
			return true;
	}
	return false;
}

void mdp_lexicon_add_roles(struct mdp_lexicon *l)
{
	const struct mdp_catalog *c = l->catalog;

	for (int i = 0; i < c->nsites; i++) {
		const struct mdp_site *s = &c->sites[i];
		bool known = !s->role || !*s->role || !c->entities[s->entity].name;
		const char *end;

		for (int k = 0; k < i && !known; k++)
			known = c->sites[k].entity == s->entity && c->sites[k].role &&
				strcmp(c->sites[k].role, s->role) == 0;
		if (known)
			continue;
		add_role(l, &(struct role){ s->entity, s->role, s->role });
		end = mdp_lexicon_end(l, &l->arena, s->role);
		for (int k = 0; k < l->nends && end && !is_shared(l, s->entity, s->role, end); k++)
			if (strcmp(l->ends[k].sub, end) == 0 && strcmp(l->ends[k].words, s->role) != 0)
				add_role(l, &(struct role){ s->entity, s->role, l->ends[k].words });
	}
}
