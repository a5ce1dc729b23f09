/*
 * Planted anomalies: each in its own stretch of the range, so that none hides another; products and states that carry
 * one carry nothing else. Those of a product or a state span whole months, as a report would show them. Short ranges get
 * fewer: what does not fit is not planted, and the manifest lists only what is.
 */
#include <string.h>
#include "base/date.h"
#include "generate/plan.h"
#include "base/banned.h"

enum subject { SUBJECT_ALL, SUBJECT_PRODUCT, SUBJECT_STATE };

struct spec {
	const char *kind, *measure, *entity;
	enum subject subject;
	int months; /* 0 = one day */
	int percent;
	int range_days; /* planted only in a range at least so long */
};

static const struct spec specs[MDP_GEN_ANOMALIES] = {
	{ "day_spike", "orders", "all", SUBJECT_ALL, 0, 600, 90 },
	{ "day_drop", "orders", "all", SUBJECT_ALL, 0, 5, 90 },
	{ "product_surge", "order lines", "product", SUBJECT_PRODUCT, 1, 500, 365 },
	{ "product_collapse", "order lines", "product", SUBJECT_PRODUCT, 2, 8, 365 },
	{ "state_surge", "orders", "state", SUBJECT_STATE, 2, 250, 730 },
};

/* The surge of a state takes from its customers' later orders, so it comes while these are still many. */
#define STATE_ZONE 1

/* A product of the more popular half that is in no pair and not yet used. */
static int draw_product(const struct mdp_gen_plan *plan, struct mdp_rng *r)
{
	for (;;) {
		int i = (int)mdp_gen_below(r, MDP_GEN_PRODUCTS);
		bool used = plan->products[i].partner >= 0 || plan->products[i].weight < 150;
		for (int k = 0; k < plan->nanomalies; k++)
			used = used || plan->anomalies[k].product == i;
		if (!used)
			return i;
	}
}

static void place(const struct mdp_gen_plan *plan, const struct spec *spec, int zone, struct mdp_rng *r,
		  struct mdp_gen_anomaly *a)
{
	/* zones cover 40 % to 97.5 % of the range: there is a past to compare with, and enough orders */
	int lo = plan->days * (800 + 230 * zone) / 2000, width = plan->days * 230 / 2000;
	int64_t first;

	if (!spec->months) {
		a->first = a->last = lo + (int)mdp_gen_below(r, (uint64_t)width);
		return;
	}
	first = mdp_date_add(mdp_date_trunc(plan->start + lo, MDP_GRAIN_MONTH), MDP_GRAIN_MONTH, 1);
	a->first = (int)(first - plan->start);
	a->last = (int)(mdp_date_add(first, MDP_GRAIN_MONTH, spec->months) - plan->start) - 1;
	if (a->last >= plan->days)
		a->last = plan->days - 1;
}

void mdp_gen_plan_truths(struct mdp_gen_plan *plan)
{
	struct mdp_rng r = mdp_rng_stream(plan->seed, MDP_GEN_S_TRUTH, 0);
	uint8_t zones[MDP_GEN_ANOMALIES] = { 0, 1, 2, 3, 4 };

	mdp_gen_shuffle(&r, zones, MDP_GEN_ANOMALIES);
	for (int i = 0; i < MDP_GEN_ANOMALIES; i++)
		if (zones[i] == STATE_ZONE) {
			zones[i] = zones[MDP_GEN_ANOMALIES - 1];
			zones[MDP_GEN_ANOMALIES - 1] = STATE_ZONE;
			break;
		}
	plan->anomaly_state = -1;
	for (int i = 0; i < MDP_GEN_ANOMALIES; i++) {
		const struct spec *spec = &specs[i];
		struct mdp_gen_anomaly a = { .product = -1, .state = -1 };
		if (plan->days < spec->range_days)
			continue;
		a.kind = spec->kind;
		a.measure = spec->measure;
		a.entity = spec->entity;
		a.percent = spec->percent;
		place(plan, spec, zones[i], &r, &a);
		if (spec->subject == SUBJECT_PRODUCT)
			a.product = draw_product(plan, &r);
		if (spec->subject == SUBJECT_STATE)
			a.state = plan->anomaly_state = (int)mdp_gen_between(&r, 1, 3);
		plan->anomalies[plan->nanomalies++] = a;
	}
}
