#include "ask/offers.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define KEY_VALUES 60 /* a column of more is no category that one would split by */
#define POOL 400

struct ranked {
	int id;
	double rank; /* lower first */
};

static int by_rank(const void *pa, const void *pb)
{
	const struct ranked *a = pa, *b = pb;
	if (a->rank < b->rank || a->rank > b->rank)
		return a->rank < b->rank ? -1 : 1;
	return a->id - b->id;
}

static int best(struct ranked *pool, int n, int *out, int max)
{
	qsort(pool, (size_t)n, sizeof(*pool), by_rank);
	n = n < max ? n : max;
	for (int i = 0; i < n; i++)
		out[i] = pool[i].id;
	return n;
}

int mdp_offer_figures(const struct mdp_catalog *c, int *out, int max)
{
	struct ranked pool[POOL];
	int n = 0;
	for (int i = 0; i < c->nmeasures && n < POOL; i++) {
		const struct mdp_measure *m = &c->measures[i];
		const struct mdp_entity *e = &c->entities[m->entity];
		if (m->disputed || mdp_catalog_measure(c, mdp_str_of(m->name)) != i)
			continue;
		double rank = -(double)m->uses - (m->main ? 1000 : 0) - (m->declared ? 100 : 0);
		rank -= m->additive == MDP_ADDITIVE_YES ? 10 : 0;
		rank -= m->unit && !strcmp(m->unit, "currency") ? 5 : 0;
		pool[n++] = (struct ranked){ i, rank - (e->time >= 0 ? 8 : 0) - (e->own_table ? 2 : 0) };
	}
	return best(pool, n, out, max);
}

int mdp_offer_keys(const struct mdp_catalog *c, int entity, int *out, int max)
{
	struct ranked pool[POOL];
	int n = 0;
	int *far = calloc((size_t)c->nentities + 1, sizeof(*far)); /* 1 + steps to each; 0: not yet asked */
	if (!far)
		return 0;
	for (int i = 0; i < c->ncolumns && n < POOL; i++) {
		const struct mdp_column *col = &c->columns[i];
		bool category = col->role == MDP_ROLE_CATEGORY || col->role == MDP_ROLE_GEO;
		if (!category || col->hidden || col->mirror >= 0 || col->distinct < 2 || col->distinct > KEY_VALUES ||
		    col->entity < 0 || mdp_catalog_then(c, i) >= 0)
			continue;
		if (entity >= 0 && !far[col->entity])
			far[col->entity] = 1 + mdp_catalog_path(c, entity, col->entity, NULL, NULL, 0);
		int steps = entity < 0 ? 0 : far[col->entity] - 1;
		if (steps < 0)
			continue;
		bool few = col->distinct >= 3 && col->distinct <= 30;
		pool[n++] = (struct ranked){ i, steps + (few ? 0 : 4) + (col->nulls ? 1 : 0) +
							(col->description ? -1 : 0) };
	}
	free(far);
	return best(pool, n, out, max);
}

int mdp_offer_things(const struct mdp_catalog *c, int *out, int max)
{
	struct ranked pool[POOL];
	int n = 0;
	for (int i = 0; i < c->nentities && n < POOL; i++) {
		const struct mdp_entity *e = &c->entities[i];
		if (e->own_table && e->count > 0 && !mdp_catalog_is_calendar(c, i))
			pool[n++] = (struct ranked){ i, -(double)e->count / (e->label >= 0 ? 1 : 100) };
	}
	return best(pool, n, out, max);
}

static bool shows_something(const struct mdp_result *r)
{
	for (int64_t i = 0; i < r->nrows * r->ncolumns; i++)
		if (r->values[i].type != MDP_T_NULL_)
			return true;
	return false;
}

/* Do the words ask for this query, and for no other? */
static bool asks_for(struct mdp_session *s, const char *words, const struct mdp_query *q, struct mdp_arena *a)
{
	struct mdp_readings r;
	struct mdp_error err = { 0 };
	if (!words || mdp_parse(s->parser, mdp_str_of(words), s->today, a, &r, &err) < 0 || !r.n ||
	    !mdp_query_same(r.items[0].query, q))
		return false;
	if (r.n == 1 || r.items[1].score > r.items[0].score + mdp_lexicon_weight(s->lexicon, "choice_margin"))
		return true;
	struct mdp_answer ans = { 0 };
	mdp_ask(s, mdp_str_of(words), a, &ans);
	bool clear = ans.status == MDP_ANSWERED;
	mdp_answer_release(&ans);
	return clear;
}

static bool add(struct mdp_offers *to, const char *words)
{
	for (int i = 0; words && i < to->n; i++)
		if (!strcmp(to->texts[i], words))
			return false;
	if (!words || to->n == to->max)
		return false;
	to->texts[to->n++] = words;
	return true;
}

static bool settle(struct mdp_session *s, const struct mdp_answer *ans, const char *otherwise, struct mdp_offers *to,
		   struct mdp_arena *a)
{
	bool added = false;
	for (int i = 0; ans->status == MDP_STATUS_CHOICE && i < ans->nchoices; i++)
		if (asks_for(s, ans->choices[i].text, ans->choices[i].query, a))
			added |= add(to, ans->choices[i].text);
	if (ans->status != MDP_ANSWERED || !ans->query || ans->query->kind == MDP_Q_META ||
	    !shows_something(&ans->result))
		return added;
	return add(to, asks_for(s, ans->restated, ans->query, a) ? ans->restated : otherwise);
}

bool mdp_offer_try(struct mdp_session *s, const char *question, struct mdp_offers *to, struct mdp_arena *a)
{
	struct mdp_answer ans = { 0 };
	mdp_ask(s, mdp_str_of(question), a, &ans);
	bool added = settle(s, &ans, question, to, a);
	mdp_answer_release(&ans);
	return added;
}

bool mdp_offer_try_query(struct mdp_session *s, const struct mdp_query *q, struct mdp_offers *to, struct mdp_arena *a)
{
	struct mdp_answer ans = { 0 };
	mdp_ask_query(s, q, a, &ans);
	bool added = settle(s, &ans, NULL, to, a);
	mdp_answer_release(&ans);
	return added;
}
