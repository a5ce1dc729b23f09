/*
 * Products, and the pairs among them. Which types there are is data; the seed decides brands, prices, popularity, and
 * which pair is the most frequent. Twins are two variants of one brand, so that a name can stand for two ids: of the
 * planted pairs, the two of twins win when products are counted by name, another one when they are counted by id.
 */
#include <stdio.h>
#include <string.h>
#include "generate/plan.h"
#include "generate/text.h"
#include "base/banned.h"

static int find_product(const struct mdp_gen_plan *plan, const char *type, int variant)
{
	for (int i = 0; i < MDP_GEN_PRODUCTS; i++)
		if (!strcmp(mdp_gen_types[plan->products[i].type].name, type) && plan->products[i].variant == variant)
			return i;
	return 0;
}

static void make_product(const struct mdp_gen_plan *plan, struct mdp_gen_product *p, int index)
{
	static const int endings[] = { 99, 99, 95, 49, 0 };
	const struct mdp_gen_type *t = &mdp_gen_types[p->type];
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_PRODUCT, (uint64_t)index);

	snprintf(p->name, sizeof(p->name), "%s %s", mdp_gen_brands[p->brand], t->name);
	p->price = mdp_gen_between(&r, t->price_lo, t->price_hi - 1) * 100 + endings[mdp_gen_below(&r, 5)];
	p->cost = (p->price * mdp_gen_between(&r, 3010, 6990) + 5000) / 10000;
	p->stock = mdp_gen_between(&r, 0, 500);
	p->created = -(int64_t)(plan->lead + mdp_gen_between(&r, 5, 800)) * MDP_GEN_DAY_SECONDS +
		     (int64_t)mdp_gen_second(plan, (uint32_t)mdp_rng_next(&r));
	p->updated = mdp_gen_between(&r, plan->days / 2, plan->days - 1) * MDP_GEN_DAY_SECONDS +
		     (int64_t)mdp_gen_second(plan, (uint32_t)mdp_rng_next(&r));
	p->partner = -1;
}

static void make_brands(struct mdp_gen_plan *plan)
{
	int n = 0;

	for (int t = 0; t < MDP_GEN_TYPES; t++) {
		struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_PRODUCT_ROLE, (uint64_t)t + 1000);
		uint8_t brands[MDP_GEN_BRANDS];
		for (int i = 0; i < MDP_GEN_BRANDS; i++)
			brands[i] = (uint8_t)i;
		mdp_gen_shuffle(&r, brands, MDP_GEN_BRANDS);
		if (mdp_gen_types[t].twins)
			brands[1] = brands[0];
		for (int v = 0; v < mdp_gen_types[t].variants; v++, n++) {
			struct mdp_gen_product *p = &plan->products[n];
			p->type = t;
			p->variant = v;
			p->category = mdp_gen_types[t].category;
			p->brand = brands[v];
			plan->category_first[p->category + 1] = n + 1;
		}
	}
}

/* Popularity in even steps from 60 to 220, in an order by the seed; pairs have their own. */
static void make_popularity(struct mdp_gen_plan *plan)
{
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_PRODUCT_ROLE, 1);
	uint8_t rank[MDP_GEN_PRODUCTS];

	for (int i = 0; i < MDP_GEN_PRODUCTS; i++)
		rank[i] = (uint8_t)i;
	mdp_gen_shuffle(&r, rank, MDP_GEN_PRODUCTS);
	for (int i = 0; i < MDP_GEN_PRODUCTS; i++)
		plan->products[i].weight = 60 + 160 * (uint32_t)rank[i] / (MDP_GEN_PRODUCTS - 1);
}

static void make_pairs(struct mdp_gen_plan *plan)
{
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_PRODUCT_ROLE, 2);
	int winner = (int)mdp_gen_below(&r, 3);

	for (int i = 0; i < MDP_GEN_PAIRS; i++) {
		const struct mdp_gen_pair_spec *spec = &mdp_gen_pair_specs[i];
		struct mdp_gen_pair *pair = &plan->pairs[i];
		bool twins = i == 3 || i == 4;
		uint32_t weight = i == winner ? 380 : twins ? 270 : 200;
		int a = find_product(plan, spec->type_a, spec->variant_a);
		int b = find_product(plan, spec->type_b, spec->variant_b);
		pair->a = a < b ? a : b;
		pair->b = a < b ? b : a;
		pair->percent = i == winner ? 85 : twins ? 75 : 40;
		pair->winner_by_id = i == winner;
		pair->winner_by_name = twins;
		plan->products[a].partner = b;
		plan->products[b].partner = a;
		plan->products[a].weight = plan->products[b].weight = weight;
		plan->products[a].partner_percent = plan->products[b].partner_percent = pair->percent;
	}
}

/* 3 of 62 without a brand, 1 without a category, 2 with a negative price; 4 of the oldest third without a stock. */
static void make_defects(struct mdp_gen_plan *plan)
{
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_PRODUCT_ROLE, 3);
	uint8_t order[MDP_GEN_PRODUCTS];
	int old = 0;

	if (!plan->defects)
		return;
	for (int i = 0; i < MDP_GEN_PRODUCTS; i++)
		order[i] = (uint8_t)i;
	mdp_gen_shuffle(&r, order, MDP_GEN_PRODUCTS);
	for (int i = 0; i < 3; i++)
		plan->products[order[i]].null_brand = true;
	plan->products[order[3]].null_category = true;
	for (int i = 4; i < 6; i++)
		plan->products[order[i]].negative_price = true;
	for (int i = 0; i < MDP_GEN_PRODUCTS && old < 4; i++) {
		struct mdp_gen_product *p = &plan->products[order[i]];
		int older = 0;
		for (int k = 0; k < MDP_GEN_PRODUCTS; k++)
			older += plan->products[k].created < p->created;
		if (older < MDP_GEN_PRODUCTS / 3) {
			p->null_stock = true;
			old++;
		}
	}
}

void mdp_gen_plan_products(struct mdp_gen_plan *plan)
{
	make_brands(plan);
	for (int i = 0; i < MDP_GEN_PRODUCTS; i++)
		make_product(plan, &plan->products[i], i);
	make_popularity(plan);
	make_pairs(plan);
	make_defects(plan);
}

static int64_t chunks(const struct mdp_gen_plan *plan)
{
	(void)plan;
	return 1;
}

static char *fill(const struct mdp_gen_plan *plan, int64_t chunk, char *p, int64_t *rows)
{
	(void)chunk;
	for (int i = 0; i < MDP_GEN_PRODUCTS; i++) {
		const struct mdp_gen_product *x = &plan->products[i];
		p = mdp_gen_put_u(p, (uint64_t)i + 1);
		*p++ = ',';
		p = mdp_gen_put(p, x->name);
		*p++ = ',';
		p = mdp_gen_put(p, x->null_brand ? "" : mdp_gen_brands[x->brand]);
		*p++ = ',';
		p = mdp_gen_put(p, x->null_category ? "" : mdp_gen_categories[x->category].name);
		*p++ = ',';
		p = mdp_gen_put_cents(p, x->negative_price ? -x->price : x->price);
		*p++ = ',';
		p = mdp_gen_put_cents(p, x->cost);
		*p++ = ',';
		if (!x->null_stock)
			p = mdp_gen_put_i(p, x->stock);
		*p++ = ',';
		p = mdp_gen_put_time(plan, p, x->created);
		*p++ = ',';
		p = mdp_gen_put_time(plan, p, x->updated);
		*p++ = '\n';
	}
	*rows = MDP_GEN_PRODUCTS;
	return p;
}

const struct mdp_gen_file mdp_gen_file_products = {
	.dir = "postgres",
	.stem = "products",
	.header = "product_id,product_name,brand,category,price,cost,stock_quantity,created_at,updated_at\n",
	.columns = "{'product_id': 'INTEGER', 'product_name': 'VARCHAR', 'brand': 'VARCHAR', 'category': 'VARCHAR', "
		   "'price': 'DECIMAL(12,2)', 'cost': 'DECIMAL(12,2)', 'stock_quantity': 'INTEGER', "
		   "'created_at': 'TIMESTAMP', 'updated_at': 'TIMESTAMP'}",
	.chunk_bytes = (size_t)MDP_GEN_PRODUCTS * 256,
	.chunks = chunks,
	.fill = fill,
};
