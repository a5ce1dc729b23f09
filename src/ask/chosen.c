/* By the names in two queries' JSON: what one has and the other has not. */
#include "ask/chosen.h"

#include <string.h>

#include "base/banned.h"

/* Calls `fn` for each text in a query's JSON. */
static void each_text(const char *json, void (*fn)(void *data, struct mdp_str text), void *data)
{
	for (const char *p = json; (p = strchr(p, '"')); p++) {
		const char *end = ++p;
		while (*end && *end != '"')
			end += *end == '\\' && end[1] ? 2 : 1;
		fn(data, (struct mdp_str){ p, (size_t)(end - p) });
		if (!*end)
			return;
		p = end;
	}
}

struct seek {
	struct mdp_str text;
	bool found;
};

static void seek_text(void *data, struct mdp_str text)
{
	struct seek *s = data;
	s->found |= mdp_str_eq(s->text, text);
}

static bool has_text(const char *json, struct mdp_str text)
{
	struct seek s = { text, false };
	each_text(json, seek_text, &s);
	return s.found;
}

struct differ {
	struct mdp_arena *a;
	const char **others;
	int nothers;
	const char **out;
	int n, cap;
};

static void take_text(void *data, struct mdp_str text)
{
	struct differ *d = data;
	for (int i = 0; i < d->nothers; i++)
		if (has_text(d->others[i], text))
			return;
	for (int i = 0; i < d->n; i++)
		if (mdp_str_is(text, d->out[i]))
			return;
	const char *copy = mdp_arena_strndup(d->a, text.p, text.n);
	MDP_PUSH(d->a, d->out, d->n, d->cap, copy);
}

void mdp_preference_of(struct mdp_preference *p, const struct mdp_query *chosen, const struct mdp_query *const *others,
		       int n)
{
	memset(p, 0, sizeof(*p));
	mdp_arena_init(&p->arena);
	const char *own = mdp_query_dump(&p->arena, chosen);
	struct differ taken = { .a = &p->arena }, left = { .a = &p->arena, .others = &own, .nothers = 1 };
	taken.others = MDP_NEW_ARRAY(&p->arena, (size_t)n + 1, const char *);
	for (int i = 0; i < n; i++) {
		const char *json = mdp_query_dump(&p->arena, others[i]);
		taken.others[taken.nothers++] = json;
		each_text(json, take_text, &left);
	}
	each_text(own, take_text, &taken);
	p->taken = taken.out;
	p->ntaken = taken.n;
	p->left = left.out;
	p->nleft = left.n;
}

static bool has_any(const char *json, const char *const *texts, int n)
{
	for (int i = 0; i < n; i++)
		if (has_text(json, mdp_str_of(texts[i])))
			return true;
	return false;
}

/* The choice that one made before decides: it has what was taken then, and each other has what was left. -1: none. */
int mdp_preferred(const struct mdp_preference *list, int n, const struct mdp_answer *ans, struct mdp_arena *a)
{
	for (int m = n - 1; m >= 0 && ans->nchoices > 1; m--) {
		const struct mdp_preference *p = &list[m];
		int pick = -1, others = 0;
		for (int i = 0; i < ans->nchoices && p->ntaken && p->nleft; i++) {
			const char *json = mdp_query_dump(a, ans->choices[i].query);
			bool taken = has_any(json, p->taken, p->ntaken), left = has_any(json, p->left, p->nleft);
			if (taken && !left)
				pick = pick < 0 ? i : -2;
			else
				others += left && !taken;
		}
		if (pick >= 0 && others == ans->nchoices - 1)
			return pick;
	}
	return -1;
}
