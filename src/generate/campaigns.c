/*
 * Campaigns. Their dates and products are kept (16 bytes each, and a sorted list per product to find what runs on a
 * day); names and amounts are recomputed where needed. Amounts belong to the campaign and are repeated on the row of
 * each product it promotes. In every five campaigns each number of products from 1 to 5 occurs once, so the number of rows
 * is known. A few campaigns are planted to lift sales; their products are in no other planted truth.
 */
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "generate/plan.h"
#include "generate/text.h"
#include "base/banned.h"

#define BLOCK 5
#define CHUNK 400
#define LONGEST 90

static int by_day(const void *x, const void *y)
{
	const struct mdp_gen_slot *a = x, *b = y;

	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a->campaign < b->campaign ? -1 : a->campaign > b->campaign;
}

/* Products of the campaign-lift pool: in no pair, in no anomaly, and not the least popular. */
static int lift_pool(const struct mdp_gen_plan *plan, uint8_t pool[MDP_GEN_PRODUCTS])
{
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_TRUTH, 1);
	int n = 0;

	for (int i = 0; i < MDP_GEN_PRODUCTS; i++) {
		bool used = plan->products[i].partner >= 0 || plan->products[i].weight < 80;
		for (int k = 0; k < plan->nanomalies; k++)
			used = used || plan->anomalies[k].product == i;
		if (!used)
			pool[n++] = (uint8_t)i;
	}
	mdp_gen_shuffle(&r, pool, n);
	return n;
}

static void choose_products(struct mdp_gen_campaign *c, struct mdp_rng *r)
{
	int n = 0;

	while (n < c->nproducts) {
		uint8_t p = (uint8_t)mdp_gen_below(r, MDP_GEN_PRODUCTS);
		bool there = false;
		for (int k = 0; k < n; k++)
			there = there || c->products[k] == p;
		if (!there)
			c->products[n++] = p;
	}
}

/* Start days are spread evenly: campaign c of n starts about c/n into the range, and every one ends within it. */
static void place(const struct mdp_gen_plan *plan, struct mdp_gen_campaign *c, int64_t index, int days,
		  struct mdp_rng *r)
{
	uint64_t room;

	c->days = (uint8_t)(days > plan->days ? plan->days : days);
	room = (uint64_t)(plan->days - c->days) + 1;
	c->first = (int32_t)mdp_gen_muldiv(((uint64_t)index << 32) + (mdp_rng_next(r) >> 32), room,
					   (uint64_t)plan->campaigns << 32);
}

static void make_campaign(const struct mdp_gen_plan *plan, int64_t index, struct mdp_gen_campaign *c)
{
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_CAMPAIGN, (uint64_t)index);
	struct mdp_rng b = mdp_rng_stream(plan->seed, MDP_GEN_S_CAMPAIGN_BLOCK, (uint64_t)(index / BLOCK));
	uint8_t counts[BLOCK] = { 1, 2, 3, 4, 5 };

	mdp_gen_shuffle(&b, counts, BLOCK);
	/* the last block may be short: all of it has the mean */
	c->nproducts = index / BLOCK == plan->campaigns / BLOCK ? 3 : counts[index % BLOCK];
	c->type = (uint8_t)mdp_gen_below(&r, MDP_GEN_CAMPAIGN_TYPES);
	c->platform = (uint8_t)mdp_gen_below(&r, MDP_GEN_PLATFORMS);
	place(plan, c, index, (int)mdp_gen_between(&r, 7, LONGEST), &r);
	choose_products(c, &r);
}

static void make_lifts(struct mdp_gen_plan *plan)
{
	uint8_t pool[MDP_GEN_PRODUCTS];
	int npool = lift_pool(plan, pool), used = 0;
	int n = plan->days / 200 < MDP_GEN_LIFTS ? plan->days / 200 : MDP_GEN_LIFTS;

	for (int i = 0; i < n; i++) {
		int64_t index = plan->campaigns * (30 + 68 * i / n) / 100;
		struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_TRUTH, 100 + (uint64_t)i);
		struct mdp_gen_campaign *c;
		/* of three products or more, so that there are enough sales for the lift to be seen */
		while (plan->campaign[index].nproducts < 3)
			index++;
		c = &plan->campaign[index];
		place(plan, c, index, (int)mdp_gen_between(&r, 45, 75), &r);
		for (int k = 0; k < c->nproducts; k++)
			c->products[k] = pool[used++ % npool];
		plan->lifts[plan->nlifts++] = (struct mdp_gen_lift){ .campaign = index, .percent = 300 };
	}
}

static void make_slots(struct mdp_gen_plan *plan)
{
	int64_t next[MDP_GEN_PRODUCTS];

	for (int64_t i = 0; i < plan->campaigns; i++)
		for (int k = 0; k < plan->campaign[i].nproducts; k++)
			plan->slot_first[plan->campaign[i].products[k] + 1]++;
	for (int i = 0; i < MDP_GEN_PRODUCTS; i++) {
		plan->slot_first[i + 1] += plan->slot_first[i];
		next[i] = plan->slot_first[i];
	}
	plan->slots = MDP_NEW_ARRAY(&plan->arena, (size_t)plan->slot_first[MDP_GEN_PRODUCTS], struct mdp_gen_slot);
	for (int64_t i = 0; i < plan->campaigns; i++) {
		const struct mdp_gen_campaign *c = &plan->campaign[i];
		for (int k = 0; k < c->nproducts; k++)
			plan->slots[next[c->products[k]]++] =
				(struct mdp_gen_slot){ .campaign = (int32_t)i, .first = c->first, .days = c->days };
	}
	for (int i = 0; i < MDP_GEN_PRODUCTS; i++)
		qsort(plan->slots + plan->slot_first[i], (size_t)(plan->slot_first[i + 1] - plan->slot_first[i]),
		      sizeof(*plan->slots), by_day);
}

void mdp_gen_plan_campaigns(struct mdp_gen_plan *plan)
{
	plan->campaign = MDP_NEW_ARRAY(&plan->arena, (size_t)plan->campaigns, struct mdp_gen_campaign);
	for (int64_t i = 0; i < plan->campaigns; i++)
		make_campaign(plan, i, &plan->campaign[i]);
	make_lifts(plan);
	make_slots(plan);
}

/* First slot of [lo, hi) that starts on `day` or later. */
static int64_t first_from(const struct mdp_gen_plan *plan, int64_t lo, int64_t hi, int day)
{
	while (lo < hi) {
		int64_t mid = (lo + hi) / 2;
		if (plan->slots[mid].first < day)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

int64_t mdp_gen_campaign_at(const struct mdp_gen_plan *plan, int product, int day, struct mdp_rng *r)
{
	int64_t lo = plan->slot_first[product], hi = plan->slot_first[product + 1], n, at;

	lo = first_from(plan, lo, hi, day - LONGEST + 1);
	n = first_from(plan, lo, hi, day + 1) - lo;
	if (!n)
		return -1;
	at = (int64_t)mdp_gen_below(r, (uint64_t)n);
	for (int64_t k = 0; k < n; k++) {
		const struct mdp_gen_slot *s = &plan->slots[lo + (at + k) % n];
		if (day < s->first + s->days)
			return s->campaign;
	}
	return -1;
}

struct amounts {
	int64_t budget, spend; /* cents */
	int64_t impressions, clicks, created;
	bool null_spend;
};

static void make_amounts(const struct mdp_gen_plan *plan, int64_t index, struct amounts *m)
{
	const struct mdp_gen_campaign *c = &plan->campaign[index];
	const struct mdp_gen_campaign_type *t = &mdp_gen_campaign_types[c->type];
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_CAMPAIGN_AMOUNT, (uint64_t)index);
	struct mdp_rng d = mdp_rng_stream(plan->seed, MDP_GEN_S_CAMPAIGN_DEFECT, (uint64_t)index);

	m->budget = mdp_gen_between(&r, t->budget_lo / 100, t->budget_hi / 100) * 10000;
	m->spend = m->budget * mdp_gen_between(&r, 7000, 12000) / 10000;
	m->impressions = m->spend * mdp_gen_between(&r, 51, 499) / 100;
	m->clicks = m->impressions * mdp_gen_between(&r, 101, 799) / 10000;
	m->created = (c->first - mdp_gen_between(&r, 3, 30)) * MDP_GEN_DAY_SECONDS + mdp_gen_between(&r, 28800, 64800);
	m->null_spend = false;
	if (!plan->defects)
		return;
	m->null_spend = mdp_gen_percent(&d, 5);
	if (mdp_gen_percent(&d, 2))
		m->clicks = m->impressions + m->impressions * mdp_gen_between(&d, 5, 60) / 100;
	if (mdp_gen_percent(&d, 3))
		m->impressions = -m->impressions;
}

static char *put_name(const struct mdp_gen_plan *plan, const struct mdp_gen_campaign *c, char *p)
{
	struct mdp_civil first = mdp_date_civil(plan->start + c->first);

	p = mdp_gen_put(p, mdp_gen_campaign_types[c->type].name);
	p = mdp_gen_put(p, " - ");
	p = mdp_gen_put(p, mdp_gen_platforms[c->platform]);
	p = mdp_gen_put(p, " - ");
	p = mdp_gen_put(p, mdp_gen_month_names[first.month - 1]);
	return mdp_gen_put_u(p, (uint64_t)first.year);
}

static char *put_campaign(const struct mdp_gen_plan *plan, int64_t index, char *p)
{
	const struct mdp_gen_campaign *c = &plan->campaign[index];
	struct amounts m;

	make_amounts(plan, index, &m);
	for (int k = 0; k < c->nproducts; k++) {
		p = mdp_gen_put_u(p, (uint64_t)index + 1);
		*p++ = ',';
		p = put_name(plan, c, p);
		*p++ = ',';
		p = mdp_gen_put(p, mdp_gen_campaign_types[c->type].name);
		*p++ = ',';
		p = mdp_gen_put(p, mdp_gen_platforms[c->platform]);
		*p++ = ',';
		p = mdp_gen_put_u(p, (uint64_t)c->products[k] + 1);
		*p++ = ',';
		p = mdp_gen_put_day(plan, p, c->first);
		*p++ = ',';
		p = mdp_gen_put_day(plan, p, c->first + c->days - 1);
		*p++ = ',';
		p = mdp_gen_put_cents(p, m.budget);
		*p++ = ',';
		if (!m.null_spend)
			p = mdp_gen_put_cents(p, m.spend);
		*p++ = ',';
		p = mdp_gen_put_i(p, m.impressions);
		*p++ = ',';
		p = mdp_gen_put_i(p, m.clicks);
		*p++ = ',';
		p = mdp_gen_put_time(plan, p, m.created);
		*p++ = '\n';
	}
	return p;
}

static int64_t chunks(const struct mdp_gen_plan *plan)
{
	return (plan->campaigns + CHUNK - 1) / CHUNK;
}

static char *fill(const struct mdp_gen_plan *plan, int64_t chunk, char *p, int64_t *rows)
{
	int64_t first = chunk * CHUNK, last = first + CHUNK < plan->campaigns ? first + CHUNK : plan->campaigns;

	*rows = 0;
	for (int64_t i = first; i < last; i++) {
		p = put_campaign(plan, i, p);
		*rows += plan->campaign[i].nproducts;
	}
	return p;
}

const struct mdp_gen_file mdp_gen_file_campaigns = {
	.dir = "salesforce",
	.stem = "campaigns",
	.header = "campaign_id,campaign_name,campaign_type,platform,product_id,start_date,end_date,budget,"
		  "actual_spend,impressions,clicks,created_at\n",
	.columns = "{'campaign_id': 'INTEGER', 'campaign_name': 'VARCHAR', 'campaign_type': 'VARCHAR', "
		   "'platform': 'VARCHAR', 'product_id': 'INTEGER', 'start_date': 'DATE', 'end_date': 'DATE', "
		   "'budget': 'DECIMAL(12,2)', 'actual_spend': 'DECIMAL(12,2)', 'impressions': 'BIGINT', "
		   "'clicks': 'BIGINT', 'created_at': 'TIMESTAMP'}",
	.chunk_bytes = (size_t)CHUNK * MDP_GEN_CAMPAIGN_PRODUCTS * 256,
	.chunks = chunks,
	.fill = fill,
};
