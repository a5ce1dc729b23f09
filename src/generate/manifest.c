/*
 * manifest.json: the parameters, the number of rows of each file, the rates of planted defects, and every planted truth
 * with its period, its size and what would have been expected without it. Only tests read it: it is what a detection is
 * scored against. It holds no time and no place, so it is as reproducible as the files.
 */
#include "base/date.h"
#include "generate/plan.h"
#include "base/banned.h"

struct rate {
	const char *column, *defect;
	int percent;
};

static const struct rate rates[] = {
	{ "products.brand", "null", 5 },
	{ "products.price", "negative", 3 },
	{ "products.category", "null", 2 },
	{ "products.stock_quantity", "null on old products", 6 },
	{ "users.email", "shared", 5 },
	{ "users.email", "malformed", 2 },
	{ "users.email", "null", 3 },
	{ "users.city, users.state", "null", 10 },
	{ "users.age", "impossible: 0, -5, 150 or 999", 5 },
	{ "campaigns.actual_spend", "null", 5 },
	{ "campaigns.impressions", "negative", 3 },
	{ "campaigns.clicks", "above impressions", 2 },
	{ "pageviews.device, pageviews.browser", "null", 5 },
	{ "pageviews.session_duration_seconds", "negative", 2 },
	{ "pageviews.event_time", "in the future", 3 },
	{ "transactions.payment_method", "null on an order", 5 },
	{ "transactions.total", "negative on an order", 2 },
	{ "transactions.transaction_id", "re-used by another customer", 3 },
};

static void put_period(const struct mdp_gen_plan *plan, int first, int last, struct mdp_buf *b)
{
	char from[MDP_DATE_TEXT], to[MDP_DATE_TEXT];

	mdp_buf_printf(b, "\"from\": \"%s\", \"to\": \"%s\"", mdp_date_print(plan->start + first, from),
		       mdp_date_print(plan->start + last, to));
}

static void put_hundredths(int64_t v, struct mdp_buf *b)
{
	mdp_buf_printf(b, "%lld.%02lld", (long long)(v / 100), (long long)(v % 100));
}

static void put_head(const struct mdp_gen_plan *plan, const struct mdp_gen_written written[MDP_GEN_FILES],
		     const char *suffix, struct mdp_buf *b)
{
	const struct mdp_gen_file *const files[MDP_GEN_FILES] = { &mdp_gen_file_products, &mdp_gen_file_users,
								  &mdp_gen_file_transactions, &mdp_gen_file_campaigns,
								  &mdp_gen_file_pageviews };

	mdp_buf_printf(b, "{\n  \"version\": 1,\n  \"seed\": %llu,\n  \"scale\": %lld,\n  ",
		       (unsigned long long)plan->seed, (long long)plan->scale);
	put_period(plan, 0, plan->days - 1, b);
	mdp_buf_printf(b, ",\n  \"orders\": %lld,\n  \"files\": [\n", (long long)plan->orders);
	for (int i = 0; i < MDP_GEN_FILES; i++)
		mdp_buf_printf(b, "    {\"path\": \"%s/%s%s\", \"rows\": %lld}%s\n", files[i]->dir, files[i]->stem,
			       suffix, (long long)written[i].rows, i + 1 < MDP_GEN_FILES ? "," : "");
	mdp_buf_puts(b, "  ],\n  \"defects\": [");
	for (size_t i = 0; plan->defects && i < sizeof(rates) / sizeof(rates[0]); i++)
		mdp_buf_printf(b, "%s\n    {\"columns\": \"%s\", \"defect\": \"%s\", \"percent\": %d}", i ? "," : "",
			       rates[i].column, rates[i].defect, rates[i].percent);
	mdp_buf_puts(b, plan->defects ? "\n  ],\n" : "],\n");
}

static void put_calendar(struct mdp_buf *b)
{
	mdp_buf_puts(b, "  \"growth_percent_of_first_year\": 18,\n  \"seasonality\": {\n    \"month_percent\": [");
	for (int i = 0; i < 12; i++)
		mdp_buf_printf(b, "%s%d", i ? ", " : "", mdp_gen_month_percent[i]);
	mdp_buf_puts(b, "],\n    \"weekday_percent_from_monday\": [");
	for (int i = 0; i < 7; i++)
		mdp_buf_printf(b, "%s%d", i ? ", " : "", mdp_gen_weekday_percent[i]);
	mdp_buf_puts(b, "],\n    \"category_month_percent\": {");
	for (int c = 0; c < MDP_GEN_CATEGORIES; c++) {
		mdp_buf_printf(b, "%s\n      \"%s\": [", c ? "," : "", mdp_gen_categories[c].name);
		for (int i = 0; i < 12; i++)
			mdp_buf_printf(b, "%s%d", i ? ", " : "", mdp_gen_categories[c].month_percent[i]);
		mdp_buf_putc(b, ']');
	}
	mdp_buf_puts(b, "\n    }\n  },\n");
}

static void put_pairs(const struct mdp_gen_plan *plan, struct mdp_buf *b)
{
	mdp_buf_puts(b, "  \"pairs\": [\n");
	for (int i = 0; i < MDP_GEN_PAIRS; i++) {
		const struct mdp_gen_pair *p = &plan->pairs[i];
		mdp_buf_printf(
			b,
			"    {\"product_ids\": [%d, %d], \"product_names\": [\"%s\", \"%s\"], "
			"\"chance_percent\": %d, \"first_by_id\": %s, \"first_by_name\": %s, \"lift_at_least\": 2}%s\n",
			p->a + 1, p->b + 1, plan->products[p->a].name, plan->products[p->b].name, p->percent,
			p->winner_by_id ? "true" : "false", p->winner_by_name ? "true" : "false",
			i + 1 < MDP_GEN_PAIRS ? "," : "");
	}
	mdp_buf_puts(b, "  ],\n");
}

static void put_lifts(const struct mdp_gen_plan *plan, struct mdp_buf *b)
{
	mdp_buf_puts(b, "  \"campaign_lifts\": [");
	for (int i = 0; i < plan->nlifts; i++) {
		const struct mdp_gen_campaign *c = &plan->campaign[plan->lifts[i].campaign];
		int percent = plan->lifts[i].percent;
		int64_t expected = 0;
		mdp_buf_printf(b, "%s\n    {\"campaign_id\": %lld, \"product_ids\": [", i ? "," : "",
			       (long long)plan->lifts[i].campaign + 1);
		for (int k = 0; k < c->nproducts; k++) {
			mdp_buf_printf(b, "%s%d", k ? ", " : "", c->products[k] + 1);
			expected +=
				mdp_gen_expect_lines(plan, c->products[k], c->first, c->first + c->days - 1, percent);
		}
		mdp_buf_puts(b, "], ");
		put_period(plan, c->first, c->first + c->days - 1, b);
		mdp_buf_printf(b, ", \"measure\": \"order lines\", \"factor\": %d.%02d, \"expected\": ", percent / 100,
			       percent % 100);
		put_hundredths(expected, b);
		mdp_buf_puts(b, ", \"planted\": ");
		put_hundredths(expected * percent / 100, b);
		mdp_buf_putc(b, '}');
	}
	mdp_buf_puts(b, plan->nlifts ? "\n  ],\n" : "],\n");
}

/* In hundredths, without the anomaly. */
static int64_t expected(const struct mdp_gen_plan *plan, const struct mdp_gen_anomaly *a)
{
	if (a->product >= 0)
		return mdp_gen_expect_lines(plan, a->product, a->first, a->last, a->percent);
	return mdp_gen_expect_orders(plan, a->state, a->first, a->last) * 100 / a->percent;
}

static void put_anomalies(const struct mdp_gen_plan *plan, struct mdp_buf *b)
{
	mdp_buf_puts(b, "  \"anomalies\": [");
	for (int i = 0; i < plan->nanomalies; i++) {
		const struct mdp_gen_anomaly *a = &plan->anomalies[i];
		int64_t normal = expected(plan, a);
		mdp_buf_printf(b, "%s\n    {\"kind\": \"%s\", \"entity\": \"%s\", \"value\": ", i ? "," : "", a->kind,
			       a->entity);
		if (a->product >= 0)
			mdp_buf_printf(b, "%d", a->product + 1);
		else if (a->state >= 0)
			mdp_buf_printf(b, "\"%s\"", mdp_gen_places[a->state].state);
		else
			mdp_buf_puts(b, "null");
		mdp_buf_puts(b, ", ");
		put_period(plan, a->first, a->last, b);
		mdp_buf_printf(b, ", \"measure\": \"%s\", \"factor\": %d.%02d, \"expected\": ", a->measure,
			       a->percent / 100, a->percent % 100);
		put_hundredths(normal, b);
		mdp_buf_puts(b, ", \"planted\": ");
		put_hundredths(normal * a->percent / 100, b);
		mdp_buf_putc(b, '}');
	}
	mdp_buf_puts(b, plan->nanomalies ? "\n  ]\n}\n" : "]\n}\n");
}

void mdp_gen_manifest(const struct mdp_gen_plan *plan, const struct mdp_gen_written written[MDP_GEN_FILES],
		      const char *suffix, struct mdp_buf *out)
{
	put_head(plan, written, suffix, out);
	put_calendar(out);
	put_pairs(plan, out);
	put_lifts(plan, out);
	put_anomalies(plan, out);
}
