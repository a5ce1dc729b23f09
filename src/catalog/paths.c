/*
 * Ways from one thing to another: chains of links, each from many to one. The shortest counts; a link that only some have and that is known
 * elsewhere, or that most lack, is longer than it looks; and what a thing has several of is not come to by way of what it has one of.
 */
#include <string.h>

#include "catalog/catalog.h"
#include "base/banned.h"

/* The link that stands beside this one without a role, which is what is meant where none is said; else this one. */
static int bare(const struct mdp_catalog *c, int link)
{
	const struct mdp_link *l = &c->links[link];

	for (int i = 0; c->sites[l->to_site].role && i < c->nlinks; i++) {
		const struct mdp_link *o = &c->links[i];

		if (o->from == l->from && o->to == l->to && !c->sites[o->to_site].role &&
		    c->sites[o->to_site].table == c->sites[l->to_site].table)
			return i;
	}
	return link;
}

/* Several of the link's `from` have one `to` between them, known where `from` is at home. */
static bool is_shared(const struct mdp_catalog *c, const struct mdp_link *l)
{
	const struct mdp_site *to = &c->sites[l->to_site];
	const struct mdp_entity *from = &c->entities[l->from];

	if (to->table != from->table || to->unique)
		return false;
	return c->tables[to->table].row_entity == l->from ||
	       (to->nulls == 0 && (double)to->distinct < 0.97 * (double)from->count);
}

/*
 * What `from` has several of is no place to come to by way of something else: an order has a refund at most, and a refund one line, but the
 * order does not have one line. Only a link of its own says which one is meant.
 */
static void block(const struct mdp_catalog *c, int from, bool *blocked)
{
	for (int i = 0; i < c->nlinks; i++)
		if (c->links[i].to == from && is_shared(c, &c->links[i]))
			blocked[c->links[i].from] = true;
}

void mdp_catalog_reach(const struct mdp_catalog *c, int from, bool *reached)
{
	struct mdp_arena a;
	int head = 0, tail = 0;

	mdp_arena_init(&a);
	int *queue = MDP_NEW_ARRAY(&a, (size_t)c->nentities, int);
	bool *blocked = MDP_NEW_ARRAY(&a, (size_t)c->nentities, bool);
	block(c, from, blocked);
	reached[from] = true;
	queue[tail++] = from;
	while (head < tail) {
		int at = queue[head++];
		for (int i = 0; i < c->nlinks; i++) {
			const struct mdp_link *l = &c->links[i];
			if (l->from != at || reached[l->to] || (at != from && blocked[l->to]))
				continue;
			reached[l->to] = true;
			queue[tail++] = l->to;
		}
	}
	mdp_arena_release(&a);
}

/*
 * Only some have one, and it is known elsewhere than where they are at home, or most have none: such a link counts as two steps. A line
 * leads to the customer of its order before that of its return, a quote to the seller of its deal before whoever approved a few of them.
 */
static bool is_detour(const struct mdp_catalog *c, const struct mdp_link *l)
{
	const struct mdp_site *to = &c->sites[l->to_site];
	return l->optional && (to->table != c->entities[l->from].table || 2 * to->nulls > c->tables[to->table].rows);
}

/* A state of the search for a path is an entity and whether the role has been passed: 2 × entity + passed. */
struct search {
	const struct mdp_catalog *c;
	const char *role;
	int from, *queue, *via, tail; /* via: 2 × link + passed before it; -1: not reached, -2: the start */
	int *late, nlate, due; /* pairs of link and state before it: those below `due` are to be taken now */
	bool *blocked;
};

static void arrive(struct search *s, int link, int at)
{
	const struct mdp_link *l = &s->c->links[link];
	const char *r = s->c->sites[l->to_site].role;
	int next = l->to * 2 + ((at & 1) || (s->role && r && strcmp(r, s->role) == 0));

	if (s->via[next] != -1 || (l->from != s->from && s->blocked[l->to]))
		return;
	s->via[next] = (s->role ? link : bare(s->c, link)) * 2 + (at & 1);
	s->queue[s->tail++] = next;
}

static void leave(struct search *s, int at)
{
	int n = s->c->nlinks;
	for (int k = 0; k < 2 * n; k++) { /* those that each has one of before those that some have */
		const struct mdp_link *l = &s->c->links[k % n];
		if (l->from != at / 2 || l->optional != (k >= n))
			continue;
		if (!is_detour(s->c, l)) {
			arrive(s, k % n, at);
			continue;
		}
		s->late[2 * s->nlate] = k % n;
		s->late[2 * s->nlate++ + 1] = at;
	}
}

/* What takes two steps arrives after what took two steps one by one. */
static void arrive_late(struct search *s)
{
	for (int i = 0; i < s->due; i++)
		arrive(s, s->late[2 * i], s->late[2 * i + 1]);
	s->nlate -= s->due;
	memmove(s->late, s->late + 2 * s->due, 2 * (size_t)s->nlate * sizeof(s->late[0]));
	s->due = s->nlate;
}

/*
 * Breadth first, so that the chain is shortest; among equals those without a role win where none is asked for, then links that each
 * instance has (a refund has an order always, and a line of it at times), then the links that stand first in the catalog (those proved
 * at home stand before those proved elsewhere).
 */
int mdp_catalog_path(const struct mdp_catalog *c, int from, int to, const char *role, int *links, int max)
{
	int n = c->nentities, states = 2 * n, head = 0, length = 0, goal = to * 2 + 1;
	struct mdp_arena a = { 0 };
	struct search s = { .c = c, .role = role, .from = from };

	if (from < 0 || to < 0 || from >= n || to >= n)
		return -1;
	if (from == to && !role)
		return 0;
	mdp_arena_init(&a);
	s.queue = MDP_NEW_ARRAY(&a, (size_t)states, int);
	s.via = MDP_NEW_ARRAY(&a, (size_t)states, int);
	s.late = MDP_NEW_ARRAY(&a, 4 * (size_t)c->nlinks + 1, int);
	s.blocked = MDP_NEW_ARRAY(&a, (size_t)n, bool);
	block(c, from, s.blocked);
	for (int i = 0; i < states; i++)
		s.via[i] = -1;
	s.queue[s.tail++] = from * 2 + (role ? 0 : 1);
	s.via[s.queue[0]] = -2;
	while ((head < s.tail || s.nlate) && s.via[goal] == -1) {
		for (int end = s.tail; head < end && s.via[goal] == -1; head++)
			leave(&s, s.queue[head]);
		if (s.via[goal] == -1)
			arrive_late(&s);
	}
	if (s.via[goal] == -1)
		length = -1;
	for (int at = goal; length >= 0 && s.via[at] >= 0; at = c->links[s.via[at] / 2].from * 2 + (s.via[at] & 1))
		length++;
	if (length > max && links)
		length = -1;
	for (int at = goal, i = length - 1; links && i >= 0; i--) {
		links[i] = s.via[at] / 2;
		at = c->links[links[i]].from * 2 + (s.via[at] & 1);
	}
	mdp_arena_release(&a);
	return length;
}

bool mdp_catalog_determines(const struct mdp_catalog *c, int from, int to)
{
	return from == to || mdp_catalog_path(c, from, to, NULL, NULL, 0) >= 0;
}
