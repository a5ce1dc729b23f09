/*
 * Page views, by session and roughly in order of time: session s of n begins when s/n of all demand has passed. A block
 * of 20 views holds seven sessions, so that numbers are exact. 70 % of sessions are of a registered user, one of those
 * that signed up before that day; as user ids rise with the sign-up these are the first so many.
 */
#include <string.h>
#include "base/date.h"
#include "generate/plan.h"
#include "generate/text.h"
#include "base/banned.h"

#define BLOCK_EVENTS 20
#define BLOCK_SESSIONS 7
#define CHUNK_BLOCKS 250
#define FUTURE_YEAR 2030

struct session {
	int64_t time, user; /* user -1 = not registered */
	int day, duration;
	uint64_t id;
	const char *device, *browser;
};

/* A bijection, so that no two sessions share an id. */
static uint64_t scramble(uint64_t z)
{
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static void draw_session(const struct mdp_gen_plan *plan, int64_t index, struct session *s, struct mdp_rng *r)
{
	uint64_t n = (uint64_t)(plan->pageviews / BLOCK_EVENTS * BLOCK_SESSIONS), share, part;
	int64_t known;

	*r = mdp_rng_stream(plan->seed, MDP_GEN_S_SESSION, (uint64_t)index);
	share = mdp_gen_muldiv(((uint64_t)index << 32) + (mdp_rng_next(r) >> 32), (uint64_t)1 << 28, n);
	s->day = mdp_gen_upper(plan->demand, plan->days + 1, share) - 1;
	part = mdp_gen_muldiv(share - plan->demand[s->day], (uint64_t)1 << 32,
			      plan->demand[s->day + 1] - plan->demand[s->day]);
	s->time = (int64_t)s->day * MDP_GEN_DAY_SECONDS + mdp_gen_second(plan, (uint32_t)part);
	s->id = scramble((uint64_t)index + (plan->seed << 40) + 1);
	s->user = -1;
	known = (int64_t)mdp_gen_muldiv((uint64_t)plan->users, plan->signup[plan->lead + s->day], MDP_GEN_ONE) - 1;
	if (mdp_gen_percent(r, 70) && known > 0)
		s->user = (int64_t)mdp_gen_below(r, (uint64_t)known);
	s->device = mdp_gen_choose(r, mdp_gen_devices);
	s->browser = mdp_gen_choose(r, mdp_gen_browsers);
}

struct event {
	int64_t index, time;
	const char *page;
	int product; /* -1 = none */
	int64_t campaign; /* -1 = none */
};

static void draw_event(const struct mdp_gen_plan *plan, const struct session *s, struct event *e)
{
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_EVENT, (uint64_t)e->index);

	e->page = mdp_gen_choose(&r, mdp_gen_pages);
	e->product = -1;
	e->campaign = -1;
	if (e->page == mdp_gen_pages[2].word) {
		const uint32_t *cum = plan->popular[s->day];
		e->product = mdp_gen_pick(cum, 0, MDP_GEN_PRODUCTS, (uint32_t)mdp_gen_below(&r, cum[MDP_GEN_PRODUCTS]));
		if (mdp_gen_percent(&r, 60))
			e->campaign = mdp_gen_campaign_at(plan, e->product, s->day, &r);
	}
}

/* The same day and time of the year 2030, or five years after the range if that is later. */
static int64_t future(const struct mdp_gen_plan *plan, int64_t time)
{
	struct mdp_civil c = mdp_date_civil(plan->start + time / MDP_GEN_DAY_SECONDS);
	int last = mdp_date_civil(plan->start + plan->days - 1).year;
	int year = last < FUTURE_YEAR ? FUTURE_YEAR : last + 5;
	int day = c.day > 28 ? 28 : c.day;

	return (mdp_date_days(year, c.month, day) - plan->start) * MDP_GEN_DAY_SECONDS + time % MDP_GEN_DAY_SECONDS;
}

static char *put_event(const struct mdp_gen_plan *plan, const struct session *s, const struct event *e, char *p)
{
	struct mdp_rng d = mdp_rng_stream(plan->seed, MDP_GEN_S_EVENT_DEFECT, (uint64_t)e->index);
	bool blind = plan->defects && mdp_gen_percent(&d, 5), negative = plan->defects && mdp_gen_percent(&d, 2);
	int64_t time = plan->defects && mdp_gen_percent(&d, 3) ? future(plan, e->time) : e->time;

	p = mdp_gen_put_u(p, (uint64_t)e->index + 1);
	*p++ = ',';
	p = mdp_gen_put_time(plan, p, time);
	*p++ = ',';
	if (s->user >= 0)
		p = mdp_gen_put_u(p, (uint64_t)s->user + 1);
	*p++ = ',';
	p = mdp_gen_put_hex64(p, s->id);
	*p++ = ',';
	p = mdp_gen_put(p, e->page);
	*p++ = ',';
	if (e->product >= 0)
		p = mdp_gen_put_u(p, (uint64_t)e->product + 1);
	*p++ = ',';
	if (e->campaign >= 0)
		p = mdp_gen_put_u(p, (uint64_t)e->campaign + 1);
	*p++ = ',';
	if (!blind)
		p = mdp_gen_put(p, s->device);
	*p++ = ',';
	if (!blind)
		p = mdp_gen_put(p, s->browser);
	*p++ = ',';
	p = mdp_gen_put_i(p, negative ? -s->duration : s->duration);
	*p++ = '\n';
	return p;
}

static char *put_session(const struct mdp_gen_plan *plan, int64_t index, int64_t event, int n, char *p)
{
	int64_t end = (int64_t)(plan->days) * MDP_GEN_DAY_SECONDS - 1, at[8];
	struct session s;
	struct mdp_rng r;

	draw_session(plan, index, &s, &r);
	at[0] = s.time;
	for (int i = 1; i < n; i++) {
		at[i] = at[i - 1] + mdp_gen_between(&r, 4, 90);
		if (at[i] > end)
			at[i] = end;
	}
	s.duration = (int)(at[n - 1] - s.time + mdp_gen_between(&r, 5, 120));
	for (int i = 0; i < n; i++) {
		struct event e = { .index = event + i, .time = at[i] };
		draw_event(plan, &s, &e);
		p = put_event(plan, &s, &e, p);
	}
	return p;
}

static int64_t chunks(const struct mdp_gen_plan *plan)
{
	return plan->pageviews / BLOCK_EVENTS / CHUNK_BLOCKS;
}

static char *fill(const struct mdp_gen_plan *plan, int64_t chunk, char *p, int64_t *rows)
{
	for (int64_t b = chunk * CHUNK_BLOCKS; b < (chunk + 1) * CHUNK_BLOCKS; b++) {
		struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_SESSION_BLOCK, (uint64_t)b);
		uint8_t sizes[BLOCK_SESSIONS] = { 1, 1, 2, 2, 3, 5, 6 };
		int64_t event = b * BLOCK_EVENTS;
		mdp_gen_shuffle(&r, sizes, BLOCK_SESSIONS);
		for (int k = 0; k < BLOCK_SESSIONS; k++) {
			p = put_session(plan, b * BLOCK_SESSIONS + k, event, sizes[k], p);
			event += sizes[k];
		}
	}
	*rows = CHUNK_BLOCKS * BLOCK_EVENTS;
	return p;
}

_Static_assert(MDP_GEN_PAGEVIEWS % (BLOCK_EVENTS * CHUNK_BLOCKS) == 0, "chunks of page views are whole");

const struct mdp_gen_file mdp_gen_file_pageviews = {
	.dir = "analytics",
	.stem = "pageviews",
	.header = "event_id,event_time,user_id,session_id,page_type,product_id,campaign_id,device,browser,"
		  "session_duration_seconds\n",
	.columns = "{'event_id': 'INTEGER', 'event_time': 'TIMESTAMP', 'user_id': 'INTEGER', 'session_id': 'VARCHAR', "
		   "'page_type': 'VARCHAR', 'product_id': 'INTEGER', 'campaign_id': 'INTEGER', 'device': 'VARCHAR', "
		   "'browser': 'VARCHAR', 'session_duration_seconds': 'INTEGER'}",
	.chunk_bytes = (size_t)CHUNK_BLOCKS * BLOCK_EVENTS * 192,
	.chunks = chunks,
	.fill = fill,
};
