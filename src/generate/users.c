/*
 * Users. Ids rise with the sign-up, as a sequence in a database does: user i of n signed up when about i/n of all had.
 * Segments and numbers of orders are dealt out within blocks of 50, so that shares and totals are exact; what a user
 * bought when is drawn from the plan's `left` table after the sign-up.
 */
#include <string.h>
#include "generate/plan.h"
#include "generate/text.h"
#include "base/banned.h"

#define CHUNK_BLOCKS 20
#define CHURNED 3

void mdp_gen_block_load(const struct mdp_gen_plan *plan, int64_t index, struct mdp_gen_block *block)
{
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_USER_BLOCK, (uint64_t)index);
	uint8_t cards[MDP_GEN_BLOCK_USERS];
	int n = 0, before = 0;

	for (int s = 0; s < MDP_GEN_SEGMENTS; s++)
		for (int i = 0; i < mdp_gen_segments[s].per_block; i++)
			cards[n++] = (uint8_t)(s * 8 + i % 5);
	mdp_gen_shuffle(&r, cards, n);
	block->index = index;
	for (int i = 0; i < n; i++) {
		int segment = cards[i] / 8, orders = mdp_gen_segments[segment].orders + cards[i] % 8 - 2;
		block->segment[i] = (uint8_t)segment;
		block->orders[i] = (uint8_t)(orders > 0 ? orders : 0);
		block->before[i] = (int16_t)before;
		before += block->orders[i];
	}
}

static int draw_place(const struct mdp_gen_plan *plan, struct mdp_rng *r)
{
	int u = (int)mdp_gen_below(r, (uint64_t)plan->place_weight), i = 0;

	while (u >= mdp_gen_places[i].weight)
		u -= mdp_gen_places[i++].weight;
	return i;
}

/* The first city of a state is the largest. */
static int draw_city(int place, struct mdp_rng *r)
{
	int n = 0, u;

	while (mdp_gen_places[place].cities[n])
		n++;
	u = (int)mdp_gen_below(r, (uint64_t)n + 1);
	return u == n ? 0 : u;
}

void mdp_gen_user_load(const struct mdp_gen_plan *plan, const struct mdp_gen_block *block, int64_t index,
		       struct mdp_gen_user *user)
{
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_USER, (uint64_t)index);
	int in_block = (int)(index % MDP_GEN_BLOCK_USERS);
	uint64_t share = mdp_gen_muldiv(((uint64_t)index << 32) + (mdp_rng_next(&r) >> 32), (uint64_t)1 << 28,
					(uint64_t)plan->users);
	int day = mdp_gen_upper(plan->signup, plan->lead + plan->days + 1, share) - 1 - plan->lead;

	user->index = index;
	user->segment = block->segment[in_block];
	user->orders = block->orders[in_block];
	user->first_order = block->index * MDP_GEN_BLOCK_ORDERS + block->before[in_block];
	user->created = (int64_t)day * MDP_GEN_DAY_SECONDS + mdp_gen_second(plan, (uint32_t)mdp_rng_next(&r));
	user->place = draw_place(plan, &r);
	user->city = draw_city(user->place, &r);
}

static int day_of(int64_t seconds)
{
	return (int)(seconds >= 0 ? seconds / MDP_GEN_DAY_SECONDS : (seconds + 1) / MDP_GEN_DAY_SECONDS - 1);
}

/* The day d with left[d + 1] <= u < left[d]; the table falls. */
static int draw_day(const uint64_t *left, int from, int days, uint64_t u)
{
	int lo = from, hi = days - 1;

	while (lo < hi) {
		int mid = (lo + hi) / 2;
		if (u < left[mid + 1])
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

void mdp_gen_user_times(const struct mdp_gen_plan *plan, const struct mdp_gen_user *user,
			int64_t times[MDP_GEN_USER_ORDERS])
{
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_USER_TIMES, (uint64_t)user->index);
	const uint64_t *left = user->place == plan->anomaly_state ? plan->left_state : plan->left;
	int from = day_of(user->created) + 1, n = user->orders;

	if (from < 0)
		from = 0;
	for (int i = 0; i < n; i++) {
		int day = draw_day(left, from, plan->days, mdp_gen_below(&r, left[from]));
		int64_t t = (int64_t)day * MDP_GEN_DAY_SECONDS + mdp_gen_second(plan, (uint32_t)mdp_rng_next(&r));
		int k = i;
		while (k > 0 && times[k - 1] > t) {
			times[k] = times[k - 1];
			k--;
		}
		times[k] = t;
	}
	if (user->index != plan->pinned || n < 1)
		return;
	times[0] %= MDP_GEN_DAY_SECONDS;
	times[n - 1] = times[n - 1] % MDP_GEN_DAY_SECONDS + (int64_t)(plan->days - 1) * MDP_GEN_DAY_SECONDS;
}

enum mail { MAIL_OWN, MAIL_SHARED, MAIL_MALFORMED, MAIL_NULL };

static enum mail mail_kind(const struct mdp_gen_plan *plan, int64_t index)
{
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_USER_MAIL, (uint64_t)index);
	int u = (int)mdp_gen_below(&r, 100);

	if (!plan->defects)
		return MAIL_OWN;
	return u < 5 ? MAIL_SHARED : u < 7 ? MAIL_MALFORMED : u < 10 ? MAIL_NULL : MAIL_OWN;
}

struct names {
	const char *first, *last, *host;
	int age;
};

static struct names draw_names(const struct mdp_gen_plan *plan, int64_t index)
{
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_USER_TEXT, (uint64_t)index);
	struct names n;

	n.first = mdp_gen_first_names[mdp_gen_below(&r, (uint64_t)mdp_gen_nfirst)];
	n.last = mdp_gen_last_names[mdp_gen_below(&r, (uint64_t)mdp_gen_nlast)];
	n.host = mdp_gen_mail_hosts[mdp_gen_below(&r, (uint64_t)mdp_gen_nhosts)];
	/* the mean of two draws: more of 30 to 60 than of the ends */
	n.age = (int)(mdp_gen_between(&r, 18, 80) + mdp_gen_between(&r, 18, 80)) / 2;
	return n;
}

static char *put_lower(char *p, const char *s)
{
	for (; *s; s++)
		*p++ = (char)(*s >= 'A' && *s <= 'Z' ? *s + 32 : *s);
	return p;
}

static char *put_mail(const struct mdp_gen_plan *plan, int64_t index, const struct names *own, char *p)
{
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_USER_MAIL, (uint64_t)index);
	enum mail kind = mail_kind(plan, index);
	struct names n = *own;
	bool at = true, host = true;

	if (kind == MAIL_NULL)
		return p;
	mdp_rng_next(&r); /* the kind */
	if (kind == MAIL_SHARED) {
		int64_t other;
		do
			other = (int64_t)mdp_gen_below(&r, (uint64_t)plan->users);
		while (other == index || mail_kind(plan, other) != MAIL_OWN);
		index = other;
		n = draw_names(plan, other);
	} else if (kind == MAIL_MALFORMED) {
		at = mdp_gen_percent(&r, 50);
		host = !at;
	}
	p = put_lower(p, n.first);
	*p++ = '.';
	p = put_lower(p, n.last);
	p = mdp_gen_put_u(p, (uint64_t)index + 1);
	if (at)
		*p++ = '@';
	return host ? mdp_gen_put(p, n.host) : p;
}

/* The last login is after the last order, and of churned users not long after it. */
static int64_t last_login(const struct mdp_gen_plan *plan, const struct mdp_gen_user *user, struct mdp_rng *r)
{
	int64_t end = (int64_t)plan->days * MDP_GEN_DAY_SECONDS - 1, from = user->created, times[MDP_GEN_USER_ORDERS];
	int64_t room;

	if (user->orders) {
		mdp_gen_user_times(plan, user, times);
		from = times[user->orders - 1];
	}
	room = end - from;
	if (user->segment == CHURNED && room > 30 * MDP_GEN_DAY_SECONDS)
		room = 30 * MDP_GEN_DAY_SECONDS;
	else if (user->segment != CHURNED && room > 120 * MDP_GEN_DAY_SECONDS) {
		from = end - 120 * MDP_GEN_DAY_SECONDS;
		room = end - from;
	}
	return from + (int64_t)mdp_gen_below(r, (uint64_t)room + 1);
}

static char *put_user(const struct mdp_gen_plan *plan, const struct mdp_gen_block *block, int64_t index, char *p)
{
	struct mdp_rng d = mdp_rng_stream(plan->seed, MDP_GEN_S_USER_DEFECT, (uint64_t)index);
	bool nowhere = plan->defects && mdp_gen_percent(&d, 10), ageless = plan->defects && mdp_gen_percent(&d, 5);
	struct names n = draw_names(plan, index);
	struct mdp_gen_user user;

	mdp_gen_user_load(plan, block, index, &user);
	if (ageless)
		n.age = mdp_gen_impossible_ages[mdp_gen_below(&d, 4)];
	p = mdp_gen_put_u(p, (uint64_t)index + 1);
	*p++ = ',';
	p = put_mail(plan, index, &n, p);
	*p++ = ',';
	p = mdp_gen_put(p, n.first);
	*p++ = ',';
	p = mdp_gen_put(p, n.last);
	*p++ = ',';
	if (!nowhere)
		p = mdp_gen_put(p, mdp_gen_places[user.place].cities[user.city]);
	*p++ = ',';
	if (!nowhere)
		p = mdp_gen_put(p, mdp_gen_places[user.place].state);
	*p++ = ',';
	p = mdp_gen_put_i(p, n.age);
	*p++ = ',';
	p = mdp_gen_put(p, mdp_gen_segments[user.segment].name);
	*p++ = ',';
	p = mdp_gen_put_time(plan, p, user.created);
	*p++ = ',';
	p = mdp_gen_put_time(plan, p, last_login(plan, &user, &d));
	*p++ = '\n';
	return p;
}

static int64_t chunks(const struct mdp_gen_plan *plan)
{
	return plan->users / MDP_GEN_BLOCK_USERS / CHUNK_BLOCKS;
}

static char *fill(const struct mdp_gen_plan *plan, int64_t chunk, char *p, int64_t *rows)
{
	for (int64_t b = chunk * CHUNK_BLOCKS; b < (chunk + 1) * CHUNK_BLOCKS; b++) {
		struct mdp_gen_block block;
		mdp_gen_block_load(plan, b, &block);
		for (int i = 0; i < MDP_GEN_BLOCK_USERS; i++)
			p = put_user(plan, &block, b * MDP_GEN_BLOCK_USERS + i, p);
	}
	*rows = CHUNK_BLOCKS * MDP_GEN_BLOCK_USERS;
	return p;
}

_Static_assert(MDP_GEN_USERS % (MDP_GEN_BLOCK_USERS * CHUNK_BLOCKS) == 0, "chunks of users are whole");

const struct mdp_gen_file mdp_gen_file_users = {
	.dir = "postgres",
	.stem = "users",
	.header = "user_id,email,first_name,last_name,city,state,age,customer_segment,created_at,last_login\n",
	.columns = "{'user_id': 'INTEGER', 'email': 'VARCHAR', 'first_name': 'VARCHAR', 'last_name': 'VARCHAR', "
		   "'city': 'VARCHAR', 'state': 'VARCHAR', 'age': 'INTEGER', 'customer_segment': 'VARCHAR', "
		   "'created_at': 'TIMESTAMP', 'last_login': 'TIMESTAMP'}",
	.chunk_bytes = (size_t)CHUNK_BLOCKS * MDP_GEN_BLOCK_USERS * 256,
	.chunks = chunks,
	.fill = fill,
};
