/*
 * Late or not: the clock of loads, not that of what the data tell of. A schedule says when a load is due after the last one; it may take
 * a quarter of the time to the one after that, but no less than 15 minutes and no more than 6 hours, before its absence is called
 * late. Which DAG loads what is read from text, and a DAG that only mentions a table may be taken for one that loads it: where several
 * DAGs claim the same source, one that is on time is believed.
 */
#include <string.h>

#include "base/date.h"
#include "base/schedule.h"
#include "catalog/catalog.h"
#include "base/banned.h"

#define GRACE_LEAST (15 * 60)
#define GRACE_MOST (6 * 3600)

/* When the load after the last one is due, and when it is late (UTC); false when the feed says nothing of time. */
static bool due_of(const struct mdp_feed *f, int64_t *due, int64_t *late)
{
	struct mdp_schedule s;
	if (f->loaded == INT64_MIN)
		return false;
	if (f->max_age) {
		*due = *late = f->loaded + f->max_age;
		return true;
	}
	if (!f->schedule || !mdp_schedule_parse(mdp_str_of(f->schedule), &s))
		return false;
	int64_t local = f->loaded + f->zone_offset, next = mdp_schedule_next(&s, local);
	if (next == INT64_MAX)
		return false;
	int64_t then = mdp_schedule_next(&s, next), grace = then == INT64_MAX ? GRACE_MOST : (then - next) / 4;
	grace = grace < GRACE_LEAST ? GRACE_LEAST : grace > GRACE_MOST ? GRACE_MOST : grace;
	*due = next - f->zone_offset;
	*late = *due + grace;
	return true;
}

static bool same_way(const struct mdp_feed *a, const struct mdp_feed *b)
{
	return a->via && b->via ? !strcmp(a->via, b->via) : a->via == b->via;
}

/* The feed of the same source that leaves most time; NULL when none of them is about time. */
static const struct mdp_feed *kindest(const struct mdp_catalog *c, const struct mdp_feed *of, int64_t *due,
				      int64_t *late)
{
	const struct mdp_feed *best = NULL;
	*due = *late = INT64_MIN;
	for (int i = 0; i < c->nfeeds; i++) {
		const struct mdp_feed *f = &c->feeds[i];
		int64_t d, l;
		if (f->table != of->table || !same_way(f, of) || !due_of(f, &d, &l) || (best && l <= *late))
			continue;
		best = f;
		*due = d;
		*late = l;
	}
	return best;
}

struct mdp_freshness mdp_catalog_freshness(const struct mdp_catalog *c, int table, int64_t now)
{
	struct mdp_freshness out = { .due = INT64_MAX };
	int64_t first = INT64_MAX;
	for (int i = 0; i < c->nfeeds; i++) {
		int64_t due, late;
		const struct mdp_feed *f = c->feeds[i].table == table ? kindest(c, &c->feeds[i], &due, &late) : NULL;
		/* of several sources the one that is late first */
		if (!f || late >= first)
			continue;
		first = late;
		out = (struct mdp_freshness){ .feed = f, .due = due };
		out.state = now < f->loaded ? MDP_FRESH_UNKNOWN : now > late ? MDP_FRESH_LATE : MDP_FRESH_YES;
	}
	return out;
}

const char *mdp_catalog_expected(struct mdp_arena *a, const struct mdp_feed *f)
{
	struct mdp_schedule s;
	char words[MDP_SCHEDULE_WORDS];
	if (f->max_age) {
		s = (struct mdp_schedule){ .every = f->max_age };
		const char *span = mdp_schedule_words(&s, words) + strlen("every ");
		return mdp_arena_printf(a, "within %s%s (dbt)", *span >= '0' && *span <= '9' ? "" : "a ", span);
	}
	if (!f->schedule || !mdp_schedule_parse(mdp_str_of(f->schedule), &s))
		return NULL;
	mdp_schedule_words(&s, words);
	/* what has no short words is shown as it is written */
	bool plain = !s.ncrons || strcmp(words, "as cron has it") != 0;
	const char *when = plain ? words : f->schedule;
	const char *zone = plain && !strstr(words, " at ") ? "" : f->zone ? f->zone : "UTC";
	return mdp_arena_printf(a, "%s%s%s (%s)", when, *zone ? " " : "", zone, f->dag);
}
