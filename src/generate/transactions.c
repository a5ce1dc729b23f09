/*
 * Orders, a row per line. A chunk is a run of blocks of users; an order's number follows from its user's block, so that
 * chunks are independent. Numbers of lines are dealt out in blocks of 100 orders (50/25/15/7/3). All money is in whole cents,
 * so that every identity holds exactly: subtotal = Σ quantity × price, total = subtotal + tax + shipping − discount.
 * The amounts of the order are repeated on each of its lines; a defect of the order is on all of them.
 */
#include <assert.h>
#include <string.h>
#include "generate/plan.h"
#include "generate/text.h"
#include "base/banned.h"

#define CHUNK_BLOCKS 10
#define LINE_BLOCK 100
#define ROW_BYTES 256

static const int line_counts[MDP_GEN_ORDER_LINES] = { 50, 25, 15, 7, 3 };

struct lines {
	int64_t block; /* of 100 orders; -1 = none yet */
	uint8_t count[LINE_BLOCK];
};

struct order {
	int64_t index, user, time;
	int nlines, product[MDP_GEN_ORDER_LINES], quantity[MDP_GEN_ORDER_LINES];
	int64_t subtotal, tax, shipping, discount, total;
	const char *code, *payment, *status;
	int64_t campaign; /* -1 = none */
	int64_t id, created;
};

static int count_lines(const struct mdp_gen_plan *plan, struct lines *lines, int64_t order)
{
	if (lines->block != order / LINE_BLOCK) {
		struct mdp_rng r;
		int n = 0;
		lines->block = order / LINE_BLOCK;
		r = mdp_rng_stream(plan->seed, MDP_GEN_S_LINE_BLOCK, (uint64_t)lines->block);
		for (int k = 0; k < MDP_GEN_ORDER_LINES; k++)
			for (int i = 0; i < line_counts[k]; i++)
				lines->count[n++] = (uint8_t)(k + 1);
		mdp_gen_shuffle(&r, lines->count, LINE_BLOCK);
	}
	return lines->count[order % LINE_BLOCK];
}

static bool in_order(const struct order *o, int n, int product)
{
	for (int i = 0; i < n; i++)
		if (o->product[i] == product)
			return true;
	return false;
}

/* Of the first line's category or outside of it, by popularity. */
static int draw_product(const struct mdp_gen_plan *plan, const uint32_t *cum, int category, bool inside,
			struct mdp_rng *r)
{
	int lo = plan->category_first[category], hi = plan->category_first[category + 1];
	uint32_t weight = cum[hi] - cum[lo], at;

	if (inside)
		return mdp_gen_pick(cum, lo, hi, cum[lo] + (uint32_t)mdp_gen_below(r, weight));
	at = (uint32_t)mdp_gen_below(r, cum[MDP_GEN_PRODUCTS] - weight);
	if (at >= cum[lo])
		at += weight;
	return mdp_gen_pick(cum, 0, MDP_GEN_PRODUCTS, at);
}

/* A following line: 60 % of the first line's category. The partner of the first product goes before chance. */
static int next_product(const struct mdp_gen_plan *plan, const uint32_t *cum, const struct order *o, int n,
			struct mdp_rng *r)
{
	const struct mdp_gen_product *first = &plan->products[o->product[0]];
	bool inside = mdp_gen_percent(r, 60), pair = mdp_gen_percent(r, (unsigned)first->partner_percent);
	int product;

	if (pair && first->partner >= 0 && (plan->products[first->partner].category == first->category) == inside &&
	    !in_order(o, n, first->partner))
		return first->partner;
	do
		product = draw_product(plan, cum, first->category, inside, r);
	while (in_order(o, n, product));
	return product;
}

static void draw_lines(const struct mdp_gen_plan *plan, struct order *o, struct mdp_rng *r)
{
	const uint32_t *cum = plan->popular[o->time / MDP_GEN_DAY_SECONDS];

	o->subtotal = 0;
	for (int i = 0; i < o->nlines; i++) {
		unsigned u;
		if (i)
			o->product[i] = next_product(plan, cum, o, i, r);
		else
			o->product[i] = mdp_gen_pick(cum, 0, MDP_GEN_PRODUCTS,
						     (uint32_t)mdp_gen_below(r, cum[MDP_GEN_PRODUCTS]));
		u = (unsigned)mdp_gen_below(r, 100);
		o->quantity[i] = u < 65 ? 1 : u < 88 ? 2 : u < 97 ? 3 : 4;
		o->subtotal += o->quantity[i] * plan->products[o->product[i]].price;
	}
}

static void draw_amounts(struct order *o, struct mdp_rng *r)
{
	o->tax = (o->subtotal * 8 + 50) / 100;
	o->shipping = o->subtotal > 5000 ? 0 : 800;
	o->discount = 0;
	o->code = "";
	if (mdp_gen_percent(r, 10)) {
		const struct mdp_gen_code *c = &mdp_gen_codes[mdp_gen_below(r, (uint64_t)mdp_gen_ncodes)];
		o->discount = (o->subtotal * c->percent + 50) / 100;
		o->code = c->code;
	}
	o->total = o->subtotal + o->tax + o->shipping - o->discount;
}

static bool id_is_reused(const struct mdp_gen_plan *plan, int64_t order, struct mdp_rng *r)
{
	*r = mdp_rng_stream(plan->seed, MDP_GEN_S_ORDER_ID, (uint64_t)order);
	return plan->defects && mdp_gen_percent(r, 3);
}

/*
 * An order's own number, or that of an order (with its own one) of another block of users, so of another customer. It is
 * at the same place in its block, so that two orders of one customer never take the same number.
 */
static int64_t draw_id(const struct mdp_gen_plan *plan, int64_t order)
{
	int64_t own = order / MDP_GEN_BLOCK_ORDERS, place = order % MDP_GEN_BLOCK_ORDERS, other;
	uint64_t blocks = (uint64_t)(plan->orders / MDP_GEN_BLOCK_ORDERS);
	struct mdp_rng r, unused;

	if (!id_is_reused(plan, order, &r))
		return order + 1;
	do
		other = (int64_t)mdp_gen_below(&r, blocks);
	while (other == own || id_is_reused(plan, other * MDP_GEN_BLOCK_ORDERS + place, &unused));
	return other * MDP_GEN_BLOCK_ORDERS + place + 1;
}

static void draw_order(const struct mdp_gen_plan *plan, struct order *o)
{
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_ORDER, (uint64_t)o->index);
	struct mdp_rng d = mdp_rng_stream(plan->seed, MDP_GEN_S_ORDER_DEFECT, (uint64_t)o->index);

	assert(o->nlines > 0);
	assert(o->nlines > 0);
	draw_lines(plan, o, &r);
	draw_amounts(o, &r);
	o->status = mdp_gen_choose(&r, mdp_gen_statuses);
	o->payment = mdp_gen_choose(&r, mdp_gen_payments);
	o->created = o->time + mdp_gen_between(&r, 1, 120);
	o->campaign = -1;
	if (mdp_gen_percent(&r, 50))
		o->campaign = mdp_gen_campaign_at(plan, o->product[0], (int)(o->time / MDP_GEN_DAY_SECONDS), &r);
	o->id = draw_id(plan, o->index);
	if (!plan->defects)
		return;
	if (mdp_gen_percent(&d, 5))
		o->payment = "";
	if (mdp_gen_percent(&d, 2))
		o->total = -o->total;
}

static char *put_order(const struct mdp_gen_plan *plan, const struct order *o, char *p)
{
	char head[48], *h = head, day[10], tail[200], *t = tail;

	h = mdp_gen_put_u(h, (uint64_t)o->id);
	*h++ = ',';
	h = mdp_gen_put_u(h, (uint64_t)o->user + 1);
	*h++ = ',';
	mdp_gen_put_day(plan, day, o->time / MDP_GEN_DAY_SECONDS); /* created_at has the moment */
	*t++ = ',';
	t = mdp_gen_put_cents(t, o->subtotal);
	*t++ = ',';
	t = mdp_gen_put_cents(t, o->tax);
	*t++ = ',';
	t = mdp_gen_put_cents(t, o->shipping);
	*t++ = ',';
	t = mdp_gen_put_cents(t, o->discount);
	*t++ = ',';
	t = mdp_gen_put(t, o->code);
	*t++ = ',';
	t = mdp_gen_put_cents(t, o->total);
	*t++ = ',';
	t = mdp_gen_put(t, o->payment);
	*t++ = ',';
	t = mdp_gen_put(t, o->status);
	*t++ = ',';
	if (o->campaign >= 0)
		t = mdp_gen_put_u(t, (uint64_t)o->campaign + 1);
	*t++ = ',';
	t = mdp_gen_put_time(plan, t, o->created);
	*t++ = '\n';
	for (int i = 0; i < o->nlines; i++) {
		p = mdp_gen_put_mem(p, head, (size_t)(h - head));
		p = mdp_gen_put_u(p, (uint64_t)o->product[i] + 1);
		*p++ = ',';
		p = mdp_gen_put_mem(p, day, sizeof(day));
		*p++ = ',';
		p = mdp_gen_put_u(p, (uint64_t)o->quantity[i]);
		*p++ = ',';
		p = mdp_gen_put_cents(p, plan->products[o->product[i]].price);
		p = mdp_gen_put_mem(p, tail, (size_t)(t - tail));
	}
	return p;
}

static int64_t chunks(const struct mdp_gen_plan *plan)
{
	return plan->users / MDP_GEN_BLOCK_USERS / CHUNK_BLOCKS;
}

static char *fill(const struct mdp_gen_plan *plan, int64_t chunk, char *p, int64_t *rows)
{
	struct lines lines = { .block = -1 };
	int64_t times[MDP_GEN_USER_ORDERS];

	*rows = 0;
	for (int64_t b = chunk * CHUNK_BLOCKS; b < (chunk + 1) * CHUNK_BLOCKS; b++) {
		struct mdp_gen_block block;
		mdp_gen_block_load(plan, b, &block);
		for (int i = 0; i < MDP_GEN_BLOCK_USERS; i++) {
			struct mdp_gen_user user;
			struct order o;
			if (!block.orders[i])
				continue;
			mdp_gen_user_load(plan, &block, b * MDP_GEN_BLOCK_USERS + i, &user);
			mdp_gen_user_times(plan, &user, times);
			for (int k = 0; k < user.orders; k++) {
				o.index = user.first_order + k;
				o.user = user.index;
				o.time = times[k];
				o.nlines = count_lines(plan, &lines, o.index);
				draw_order(plan, &o);
				p = put_order(plan, &o, p);
				*rows += o.nlines;
			}
		}
	}
	return p;
}

_Static_assert(MDP_GEN_USERS % (MDP_GEN_BLOCK_USERS * CHUNK_BLOCKS) == 0, "chunks of users are whole");
_Static_assert(MDP_GEN_ORDERS % LINE_BLOCK == 0, "blocks of orders are whole");

const struct mdp_gen_file mdp_gen_file_transactions = {
	.dir = "postgres",
	.stem = "transactions",
	.header = "transaction_id,user_id,product_id,transaction_date,quantity,price,subtotal,tax,shipping,discount,"
		  "discount_code,total,payment_method,status,campaign_id,created_at\n",
	.columns = "{'transaction_id': 'INTEGER', 'user_id': 'INTEGER', 'product_id': 'INTEGER', "
		   "'transaction_date': 'DATE', 'quantity': 'INTEGER', 'price': 'DECIMAL(12,2)', "
		   "'subtotal': 'DECIMAL(12,2)', 'tax': 'DECIMAL(12,2)', 'shipping': 'DECIMAL(12,2)', "
		   "'discount': 'DECIMAL(12,2)', 'discount_code': 'VARCHAR', 'total': 'DECIMAL(12,2)', "
		   "'payment_method': 'VARCHAR', 'status': 'VARCHAR', 'campaign_id': 'INTEGER', "
		   "'created_at': 'TIMESTAMP'}",
	/* every order at the mean, and two blocks more for those that begin and end within the chunk */
	.chunk_bytes = (size_t)(CHUNK_BLOCKS * MDP_GEN_BLOCK_ORDERS / LINE_BLOCK + 2) * 188 * ROW_BYTES,
	.chunks = chunks,
	.fill = fill,
};
