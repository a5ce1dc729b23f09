/*
 * Inside of the generator. A plan holds everything that is decided before the first row: the calendar of demand, the
 * products, the campaigns and the planted truths. After mdp_gen_plan_make it is const, and every row of every file is a
 * pure function of (plan, index): threads and chunks cannot change a byte.
 */
#ifndef MDP_GENERATE_PLAN_H
#define MDP_GENERATE_PLAN_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/rng.h"
#include "generate/generate.h"
#include "generate/tables.h"

#define MDP_GEN_ONE ((uint64_t)1 << 60) /* 1 in the fixed point of shares and probabilities */
#define MDP_GEN_BLOCK_USERS 50
#define MDP_GEN_BLOCK_ORDERS 191
#define MDP_GEN_USERS 5000 /* at scale 1, like the next ones */
#define MDP_GEN_ORDERS (MDP_GEN_USERS / MDP_GEN_BLOCK_USERS * MDP_GEN_BLOCK_ORDERS)
#define MDP_GEN_PAGEVIEWS 50000
#define MDP_GEN_CAMPAIGNS 498
#define MDP_GEN_CAMPAIGN_PRODUCTS 5
#define MDP_GEN_USER_ORDERS 16 /* room; 14 is the most */
#define MDP_GEN_ORDER_LINES 5
#define MDP_GEN_LIFTS 8
#define MDP_GEN_ANOMALIES 5
#define MDP_GEN_DAY_SECONDS 86400

/* One a purpose, so that e.g. switching defects off leaves everything else as it was. */
enum mdp_gen_stream {
	MDP_GEN_S_PRODUCT = 1,
	MDP_GEN_S_PRODUCT_ROLE,
	MDP_GEN_S_TRUTH,
	MDP_GEN_S_CAMPAIGN,
	MDP_GEN_S_CAMPAIGN_BLOCK,
	MDP_GEN_S_CAMPAIGN_AMOUNT,
	MDP_GEN_S_CAMPAIGN_DEFECT,
	MDP_GEN_S_USER_BLOCK,
	MDP_GEN_S_USER,
	MDP_GEN_S_USER_TEXT,
	MDP_GEN_S_USER_DEFECT,
	MDP_GEN_S_USER_MAIL,
	MDP_GEN_S_USER_TIMES,
	MDP_GEN_S_LINE_BLOCK,
	MDP_GEN_S_ORDER,
	MDP_GEN_S_ORDER_DEFECT,
	MDP_GEN_S_ORDER_ID,
	MDP_GEN_S_SESSION_BLOCK,
	MDP_GEN_S_SESSION,
	MDP_GEN_S_EVENT,
	MDP_GEN_S_EVENT_DEFECT,
};

struct mdp_gen_product {
	char name[48];
	int type, variant, brand, category;
	int64_t price, cost; /* cents */
	int64_t stock;
	int64_t created, updated; /* seconds since the first day */
	uint32_t weight; /* popularity */
	int partner; /* index of the product it is bought together with, or -1 */
	int partner_percent; /* how often a following line of a fitting category is the partner */
	bool null_brand, null_category, null_stock, negative_price;
};

struct mdp_gen_pair {
	int a, b; /* product indices, a < b */
	int percent;
	bool winner_by_id, winner_by_name;
};

struct mdp_gen_campaign {
	int32_t first; /* day */
	uint8_t days, nproducts, type, platform;
	uint8_t products[MDP_GEN_CAMPAIGN_PRODUCTS];
};

/* A campaign in the list of one of its products; lists are sorted by first day. */
struct mdp_gen_slot {
	int32_t campaign, first;
	uint8_t days;
};

struct mdp_gen_lift {
	int64_t campaign;
	int percent;
};

struct mdp_gen_anomaly {
	const char *kind, *measure, *entity; /* words of the manifest */
	int first, last; /* days, inclusive */
	int percent; /* of what it would have been */
	int product, state; /* indices, or -1 */
};

struct mdp_gen_plan {
	struct mdp_arena arena;
	uint64_t seed;
	int64_t scale;
	bool defects;
	int64_t start; /* day number of day 0 */
	int days; /* of the range */
	int lead; /* days before the first order from which users sign up */
	int64_t users, orders, campaigns, pageviews;
	uint64_t *demand; /* [days + 1] share of all orders before each day */
	uint64_t *demand_state; /* the same of the state with an anomaly; as demand when there is none */
	uint64_t *left; /* [days + 1] chance, falling from 1 to 0, that an open order is placed on that day or later */
	uint64_t *left_state; /* the same for users of the state with an anomaly */
	uint64_t *signup; /* [lead + days + 1] share of users signed up before day (index - lead) */
	uint32_t (*popular)[MDP_GEN_PRODUCTS + 1]; /* [days] cumulative weights of the products */
	uint32_t hours[25]; /* cumulative weights of the hours of a day */
	int place_weight; /* sum over the states */
	char (*dates)[10]; /* text of each day from dates_first on */
	int dates_first, ndates;
	struct mdp_gen_product products[MDP_GEN_PRODUCTS];
	int category_first[MDP_GEN_CATEGORIES + 1]; /* products of a category are neighbours */
	struct mdp_gen_pair pairs[MDP_GEN_PAIRS];
	struct mdp_gen_anomaly anomalies[MDP_GEN_ANOMALIES];
	int nanomalies;
	int anomaly_state; /* index, or -1 */
	struct mdp_gen_lift lifts[MDP_GEN_LIFTS];
	int nlifts;
	struct mdp_gen_campaign *campaign; /* [campaigns] */
	struct mdp_gen_slot *slots; /* by product, then first day */
	int64_t slot_first[MDP_GEN_PRODUCTS + 1];
	int64_t pinned; /* the user whose first and last order lie on the first and last day */
};

int mdp_gen_plan_make(struct mdp_gen_plan *plan, const struct mdp_generate_options *opt, struct mdp_error *err);
void mdp_gen_plan_release(struct mdp_gen_plan *plan);
/* Steps of it, in this order; each needs what the ones before filled. */
void mdp_gen_plan_products(struct mdp_gen_plan *plan);
void mdp_gen_plan_truths(struct mdp_gen_plan *plan);
void mdp_gen_plan_campaigns(struct mdp_gen_plan *plan);
void mdp_gen_plan_demand(struct mdp_gen_plan *plan);

/* The campaign that runs for a product on a day, one of them by chance; -1 if none. */
int64_t mdp_gen_campaign_at(const struct mdp_gen_plan *plan, int product, int day, struct mdp_rng *r);
/* Second of the day for a share of it in [0, 2^32), by the weights of the hours; monotone. */
unsigned mdp_gen_second(const struct mdp_gen_plan *plan, uint32_t share);
/* Writes a day (index relative to the first one) as YYYY-MM-DD. */
char *mdp_gen_put_day(const struct mdp_gen_plan *plan, char *p, int64_t day);
/* Writes seconds since the first day as YYYY-MM-DD HH:MM:SS. */
char *mdp_gen_put_time(const struct mdp_gen_plan *plan, char *p, int64_t seconds);

/*
 * What will be over days first … last, in hundredths: orders of everybody (state -1) or of the state with an anomaly,
 * that one included; lines of a product, as if its weight had not been changed to `percent`.
 */
int64_t mdp_gen_expect_orders(const struct mdp_gen_plan *plan, int state, int first, int last);
int64_t mdp_gen_expect_lines(const struct mdp_gen_plan *plan, int product, int first, int last, int percent);

/* Users. A block of 50 has every segment in its exact share, and 191 orders. */
struct mdp_gen_block {
	int64_t index;
	uint8_t segment[MDP_GEN_BLOCK_USERS], orders[MDP_GEN_BLOCK_USERS];
	int16_t before[MDP_GEN_BLOCK_USERS]; /* orders of the block's users before this one */
};

struct mdp_gen_user {
	int64_t index, first_order;
	int segment, orders;
	int64_t created; /* seconds since the first day; negative before it */
	int place, city;
};

void mdp_gen_block_load(const struct mdp_gen_plan *plan, int64_t index, struct mdp_gen_block *block);
void mdp_gen_user_load(const struct mdp_gen_plan *plan, const struct mdp_gen_block *block, int64_t index,
		       struct mdp_gen_user *user);
/* When the user's orders are placed, in seconds since the first day, ascending; user->orders of them. */
void mdp_gen_user_times(const struct mdp_gen_plan *plan, const struct mdp_gen_user *user,
			int64_t times[MDP_GEN_USER_ORDERS]);

__extension__ typedef unsigned __int128 mdp_gen_u128;

/* a × b / c without overflow in between. */
static inline uint64_t mdp_gen_muldiv(uint64_t a, uint64_t b, uint64_t c)
{
	return (uint64_t)((mdp_gen_u128)a * b / c);
}

/* Uniform in [0, n); n > 0. The bias is below n / 2^64. */
static inline uint64_t mdp_gen_below(struct mdp_rng *r, uint64_t n)
{
	return (uint64_t)(((mdp_gen_u128)mdp_rng_next(r) * n) >> 64);
}

static inline int64_t mdp_gen_between(struct mdp_rng *r, int64_t lo, int64_t hi)
{
	return lo + (int64_t)mdp_gen_below(r, (uint64_t)(hi - lo) + 1);
}

static inline bool mdp_gen_percent(struct mdp_rng *r, unsigned percent)
{
	return mdp_gen_below(r, 100) < percent;
}

static inline const char *mdp_gen_choose(struct mdp_rng *r, const struct mdp_gen_choice *c)
{
	int u = (int)mdp_gen_below(r, 100);
	while (u >= c->upto)
		c++;
	return c->word;
}

/* Number of leading elements of an ascending table that are <= value; the table has n elements. */
static inline int mdp_gen_upper(const uint64_t *table, int n, uint64_t value)
{
	int lo = 0, hi = n;
	while (lo < hi) {
		int mid = (lo + hi) / 2;
		if (table[mid] <= value)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Draws a product of index lo … hi - 1 by cumulative weights. */
static inline int mdp_gen_pick(const uint32_t *cum, int lo, int hi, uint32_t at)
{
	while (hi - lo > 1) {
		int mid = (lo + hi) / 2;
		if (cum[mid] <= at)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

static inline void mdp_gen_shuffle(struct mdp_rng *r, uint8_t *items, int n)
{
	for (int i = n - 1; i > 0; i--) {
		int k = (int)mdp_gen_below(r, (uint64_t)i + 1);
		uint8_t t = items[i];
		items[i] = items[k];
		items[k] = t;
	}
}

/*
 * Files. A file is a row of this table: chunks are filled by any thread, written in order. `fill` writes the rows of one
 * chunk at `p`, where there is room for chunk_bytes, and returns the place after them.
 */
struct mdp_gen_file {
	const char *dir, *stem, *header;
	const char *columns; /* names and types, as a struct literal of SQL */
	size_t chunk_bytes;
	int64_t (*chunks)(const struct mdp_gen_plan *plan);
	char *(*fill)(const struct mdp_gen_plan *plan, int64_t chunk, char *p, int64_t *rows);
};

#define MDP_GEN_FILES 5
enum { MDP_GEN_F_PRODUCTS, MDP_GEN_F_USERS, MDP_GEN_F_TRANSACTIONS, MDP_GEN_F_CAMPAIGNS, MDP_GEN_F_PAGEVIEWS };
extern const struct mdp_gen_file mdp_gen_file_products, mdp_gen_file_users, mdp_gen_file_transactions,
	mdp_gen_file_campaigns, mdp_gen_file_pageviews;

struct mdp_gen_written {
	int64_t rows, bytes;
};

/* The text of manifest.json. */
void mdp_gen_manifest(const struct mdp_gen_plan *plan, const struct mdp_gen_written written[MDP_GEN_FILES],
		      const char *suffix, struct mdp_buf *out);

#endif
