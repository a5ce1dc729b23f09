/*
 * The calendar of the mock company. Demand per day = growth × month × weekday × planted days, normalised to shares in
 * fixed point. Users sign up ahead of demand: the share signed up before day x is the share of (smooth) demand before a
 * later day, a lead that shrinks to some days at the end. Each user's orders then wait in a pool that is emptied at the
 * rate of demand / pool a day: `left` is the chance that an order is still waiting, and drawing from it after a user's
 * sign-up gives exactly the demand that was asked for, with no look at other users.
 */
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "generate/plan.h"
#include "generate/text.h"
#include "base/banned.h"

/* 18 % of the first year's demand more each year. */
static uint64_t growth(int day)
{
	return 10000 + (uint64_t)day * 1800 / 365;
}

static int parse_day(const char *text, const char *option, int64_t *day, struct mdp_error *err)
{
	struct mdp_civil c;

	if (!mdp_date_parse(mdp_str_of(text), day)) {
		mdp_fail(err, MDP_USAGE, "%s is no date: '%.40s'", option, text);
		mdp_error_hint(err, "write a real date as YYYY-MM-DD, for example %s", MDP_GENERATE_START);
		return -MDP_USAGE;
	}
	c = mdp_date_civil(*day);
	if (c.year < 1950 || c.year > 2150)
		return mdp_fail(err, MDP_USAGE, "%s must lie in 1950 to 2150, not in %d", option, c.year);
	return 0;
}

static int check(struct mdp_gen_plan *plan, const struct mdp_generate_options *opt, struct mdp_error *err)
{
	int64_t end, days;
	int rc;

	if (opt->scale < 0 || opt->scale > MDP_GENERATE_SCALE_MAX)
		return mdp_fail(err, MDP_USAGE, "--scale must be a whole number from 1 to %d", MDP_GENERATE_SCALE_MAX);
	if (opt->threads < 0 || opt->threads > MDP_GENERATE_THREADS_MAX)
		return mdp_fail(err, MDP_USAGE, "--threads must be a whole number from 1 to %d",
				MDP_GENERATE_THREADS_MAX);
	rc = parse_day(opt->start ? opt->start : MDP_GENERATE_START, "--start", &plan->start, err);
	if (rc)
		return rc;
	rc = parse_day(opt->end ? opt->end : MDP_GENERATE_END, "--end", &end, err);
	if (rc)
		return rc;
	days = end - plan->start + 1;
	if (days < MDP_GENERATE_DAYS_MIN || days > MDP_GENERATE_DAYS_MAX) {
		mdp_fail(err, MDP_USAGE, "--start to --end must span %d to %d days, not %lld", MDP_GENERATE_DAYS_MIN,
			 MDP_GENERATE_DAYS_MAX, (long long)days);
		mdp_error_detail(err, "asked for %s to %s", opt->start ? opt->start : MDP_GENERATE_START,
				 opt->end ? opt->end : MDP_GENERATE_END);
		return -MDP_USAGE;
	}
	plan->days = (int)days;
	return 0;
}

static void make_dates(struct mdp_gen_plan *plan)
{
	char text[MDP_DATE_TEXT];

	plan->dates_first = -plan->lead - 900;
	plan->ndates = plan->days + 8 - plan->dates_first;
	plan->dates = mdp_arena_array(&plan->arena, (size_t)plan->ndates, sizeof(*plan->dates));
	for (int i = 0; i < plan->ndates; i++)
		memcpy(plan->dates[i], mdp_date_print(plan->start + plan->dates_first + i, text), 10);
	for (int h = 0; h < 24; h++)
		plan->hours[h + 1] = plan->hours[h] + (uint32_t)mdp_gen_hour_weight[h];
	for (int i = 0; i < MDP_GEN_STATES; i++)
		plan->place_weight += mdp_gen_places[i].weight;
}

static void make_signup(struct mdp_gen_plan *plan)
{
	int tail = plan->days / 4 < 14 ? plan->days / 4 : 14;
	int span = plan->lead + plan->days - tail; /* days on which users sign up */
	uint64_t *sum = MDP_NEW_ARRAY(&plan->arena, (size_t)plan->days + 1, uint64_t);

	for (int d = 0; d < plan->days; d++)
		sum[d + 1] = sum[d] + growth(d);
	plan->signup = MDP_NEW_ARRAY(&plan->arena, (size_t)(plan->lead + plan->days) + 1, uint64_t);
	for (int x = 0; x <= plan->lead + plan->days; x++) {
		uint64_t at = (uint64_t)x * (uint64_t)plan->days;
		uint64_t day = at / (uint64_t)span, part = at % (uint64_t)span, before;
		if (x >= span) {
			plan->signup[x] = MDP_GEN_ONE;
			continue;
		}
		before = sum[day] * (uint64_t)span + (sum[day + 1] - sum[day]) * part;
		plan->signup[x] = mdp_gen_muldiv(before, MDP_GEN_ONE, sum[plan->days] * (uint64_t)span);
	}
}

static uint64_t *make_left(struct mdp_gen_plan *plan, const uint64_t *demand)
{
	uint64_t *left = MDP_NEW_ARRAY(&plan->arena, (size_t)plan->days + 1, uint64_t);
	uint64_t pool = plan->signup[plan->lead]; /* everybody who signed up before the first day */

	left[0] = MDP_GEN_ONE;
	for (int d = 0; d < plan->days - 1; d++) {
		uint64_t asked = demand[d + 1] - demand[d];
		if (asked > pool / 2)
			asked = pool / 2;
		left[d + 1] = left[d] - mdp_gen_muldiv(left[d], asked, pool);
		pool -= asked;
		pool += plan->signup[plan->lead + d + 1] - plan->signup[plan->lead + d];
	}
	left[plan->days] = 0;
	return left;
}

/* Cumulative shares of the days' demand; `state`: of the state that has an anomaly. */
static uint64_t *make_demand(struct mdp_gen_plan *plan, bool state)
{
	uint64_t *sum = MDP_NEW_ARRAY(&plan->arena, (size_t)plan->days + 1, uint64_t);
	uint64_t *share = MDP_NEW_ARRAY(&plan->arena, (size_t)plan->days + 1, uint64_t);

	for (int d = 0; d < plan->days; d++) {
		int month = mdp_date_civil(plan->start + d).month - 1;
		int weekday = mdp_date_weekday(plan->start + d) - 1;
		uint64_t w = growth(d) * (uint64_t)mdp_gen_month_percent[month] *
			     (uint64_t)mdp_gen_weekday_percent[weekday] / 100;
		for (int i = 0; i < plan->nanomalies; i++) {
			const struct mdp_gen_anomaly *a = &plan->anomalies[i];
			if (a->product < 0 && (a->state < 0 || state) && d >= a->first && d <= a->last)
				w = w * (uint64_t)a->percent / 100;
		}
		sum[d + 1] = sum[d] + w;
	}
	for (int d = 0; d <= plan->days; d++)
		share[d] = mdp_gen_muldiv(sum[d], MDP_GEN_ONE, sum[plan->days]);
	return share;
}

static void make_popular(struct mdp_gen_plan *plan)
{
	plan->popular = mdp_arena_array(&plan->arena, (size_t)plan->days, sizeof(*plan->popular));
	for (int d = 0; d < plan->days; d++) {
		int month = mdp_date_civil(plan->start + d).month - 1;
		uint32_t w[MDP_GEN_PRODUCTS];
		for (int i = 0; i < MDP_GEN_PRODUCTS; i++) {
			const struct mdp_gen_product *p = &plan->products[i];
			w[i] = p->weight * (uint32_t)mdp_gen_categories[p->category].month_percent[month];
		}
		for (int i = 0; i < plan->nanomalies; i++) {
			const struct mdp_gen_anomaly *a = &plan->anomalies[i];
			if (a->product >= 0 && d >= a->first && d <= a->last)
				w[a->product] = w[a->product] * (uint32_t)a->percent / 100;
		}
		for (int i = 0; i < plan->nlifts; i++) {
			const struct mdp_gen_campaign *c = &plan->campaign[plan->lifts[i].campaign];
			if (d < c->first || d >= c->first + c->days)
				continue;
			for (int k = 0; k < c->nproducts; k++)
				w[c->products[k]] = w[c->products[k]] * (uint32_t)plan->lifts[i].percent / 100;
		}
		for (int i = 0; i < MDP_GEN_PRODUCTS; i++)
			plan->popular[d][i + 1] = plan->popular[d][i] + w[i];
	}
}

void mdp_gen_plan_demand(struct mdp_gen_plan *plan)
{
	plan->demand = make_demand(plan, false);
	plan->demand_state = make_demand(plan, true);
	plan->left = make_left(plan, plan->demand);
	plan->left_state = make_left(plan, plan->demand_state);
	make_popular(plan);
}

static int64_t first_with_two_orders(const struct mdp_gen_plan *plan)
{
	struct mdp_gen_block block;
	int64_t i = 0;

	mdp_gen_block_load(plan, 0, &block);
	while (block.orders[i] < 2)
		i++;
	return i;
}

int mdp_gen_plan_make(struct mdp_gen_plan *plan, const struct mdp_generate_options *opt, struct mdp_error *err)
{
	int rc;

	memset(plan, 0, sizeof(*plan));
	mdp_arena_init(&plan->arena);
	rc = check(plan, opt, err);
	if (rc)
		return rc;
	plan->seed = opt->seed;
	plan->scale = opt->scale ? opt->scale : 1;
	plan->defects = opt->defects;
	plan->lead = plan->days * 3 / 10 > 7 ? plan->days * 3 / 10 : 7;
	plan->users = MDP_GEN_USERS * plan->scale;
	plan->orders = MDP_GEN_ORDERS * plan->scale;
	plan->pageviews = MDP_GEN_PAGEVIEWS * plan->scale;
	plan->campaigns = MDP_GEN_CAMPAIGNS * plan->scale;
	make_dates(plan);
	make_signup(plan);
	mdp_gen_plan_products(plan);
	mdp_gen_plan_truths(plan);
	mdp_gen_plan_campaigns(plan);
	mdp_gen_plan_demand(plan);
	plan->pinned = first_with_two_orders(plan);
	return 0;
}

void mdp_gen_plan_release(struct mdp_gen_plan *plan)
{
	mdp_arena_release(&plan->arena);
}

unsigned mdp_gen_second(const struct mdp_gen_plan *plan, uint32_t share)
{
	/* nothing in the last five minutes of a day: they stay free for what follows an event closely */
	uint64_t at = (uint64_t)share * plan->hours[24]; /* 32 bits of fraction */
	unsigned h = 0;

	while (((uint64_t)plan->hours[h + 1] << 32) <= at)
		h++;
	at = (at - ((uint64_t)plan->hours[h] << 32)) / (plan->hours[h + 1] - plan->hours[h]);
	return h * 3600 + (unsigned)((at * (h == 23 ? 3300 : 3600)) >> 32);
}

char *mdp_gen_put_day(const struct mdp_gen_plan *plan, char *p, int64_t day)
{
	char text[MDP_DATE_TEXT];
	int64_t i = day - plan->dates_first;

	if (i >= 0 && i < plan->ndates)
		return mdp_gen_put_mem(p, plan->dates[i], 10);
	return mdp_gen_put_mem(p, mdp_date_print(plan->start + day, text), 10);
}

char *mdp_gen_put_time(const struct mdp_gen_plan *plan, char *p, int64_t seconds)
{
	int64_t day = seconds / MDP_GEN_DAY_SECONDS, rest = seconds % MDP_GEN_DAY_SECONDS;

	if (rest < 0) {
		rest += MDP_GEN_DAY_SECONDS;
		day--;
	}
	p = mdp_gen_put_day(plan, p, day);
	*p++ = ' ';
	return mdp_gen_put_clock(p, (unsigned)rest);
}

int64_t mdp_gen_expect_orders(const struct mdp_gen_plan *plan, int state, int first, int last)
{
	uint64_t orders = (uint64_t)plan->orders * 100;

	if (state < 0)
		return (int64_t)mdp_gen_muldiv(plan->demand[last + 1] - plan->demand[first], orders, MDP_GEN_ONE);
	orders = orders * (uint64_t)mdp_gen_places[state].weight / (uint64_t)plan->place_weight;
	/* of the state's customers a tenth have no state when defects are on */
	orders = plan->defects ? orders * 9 / 10 : orders;
	return (int64_t)mdp_gen_muldiv(plan->demand_state[last + 1] - plan->demand_state[first], orders, MDP_GEN_ONE);
}

int64_t mdp_gen_expect_lines(const struct mdp_gen_plan *plan, int product, int first, int last, int percent)
{
	uint64_t sum = 0; /* 1.88 lines an order */

	for (int d = first; d <= last; d++) {
		const uint32_t *cum = plan->popular[d];
		uint64_t w = (uint64_t)(cum[product + 1] - cum[product]) * 100 / (uint64_t)percent;
		uint64_t share = mdp_gen_muldiv(plan->demand[d + 1] - plan->demand[d], w, cum[MDP_GEN_PRODUCTS]);
		sum += share;
	}
	return (int64_t)mdp_gen_muldiv(sum, (uint64_t)plan->orders * 188, MDP_GEN_ONE);
}
