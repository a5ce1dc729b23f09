/* The words and weights of the mock company: everything that is data and not arithmetic. */
#ifndef MDP_GENERATE_TABLES_H
#define MDP_GENERATE_TABLES_H

#include <stdbool.h>

#define MDP_GEN_CATEGORIES 5
#define MDP_GEN_BRANDS 7
#define MDP_GEN_TYPES 31
#define MDP_GEN_PRODUCTS 62
#define MDP_GEN_SEGMENTS 4
#define MDP_GEN_STATES 24
#define MDP_GEN_CAMPAIGN_TYPES 6
#define MDP_GEN_PLATFORMS 7
#define MDP_GEN_PAIRS 6

struct mdp_gen_category {
	const char *name;
	int price_lo, price_hi; /* whole units of money */
	int month_percent[12]; /* how its popularity moves over the year */
};

struct mdp_gen_type {
	const char *name;
	int category, price_lo, price_hi, variants;
	bool twins; /* its first two variants have the same brand, so the same name */
};

struct mdp_gen_segment {
	const char *name;
	int per_block; /* of the 50 users of a block */
	int orders; /* about so many a user, ± 2 */
};

struct mdp_gen_place {
	const char *state;
	int weight;
	const char *cities[5]; /* NULL-ended */
};

struct mdp_gen_campaign_type {
	const char *name;
	int budget_lo, budget_hi; /* whole units of money */
};

struct mdp_gen_code {
	const char *code;
	int percent;
};

/* A word with its cumulative weight of 100. */
struct mdp_gen_choice {
	const char *word;
	int upto;
};

/* Two products, as (type, variant), that are bought together. */
struct mdp_gen_pair_spec {
	const char *type_a, *type_b;
	int variant_a, variant_b;
};

extern const struct mdp_gen_category mdp_gen_categories[MDP_GEN_CATEGORIES];
extern const char *const mdp_gen_brands[MDP_GEN_BRANDS];
extern const struct mdp_gen_type mdp_gen_types[MDP_GEN_TYPES];
extern const struct mdp_gen_segment mdp_gen_segments[MDP_GEN_SEGMENTS];
extern const struct mdp_gen_place mdp_gen_places[MDP_GEN_STATES];
extern const struct mdp_gen_campaign_type mdp_gen_campaign_types[MDP_GEN_CAMPAIGN_TYPES];
extern const char *const mdp_gen_platforms[MDP_GEN_PLATFORMS];
extern const struct mdp_gen_pair_spec mdp_gen_pair_specs[MDP_GEN_PAIRS];
extern const struct mdp_gen_choice mdp_gen_statuses[], mdp_gen_payments[], mdp_gen_pages[], mdp_gen_devices[],
	mdp_gen_browsers[];
extern const struct mdp_gen_code mdp_gen_codes[];
extern const int mdp_gen_ncodes;
extern const char *const mdp_gen_first_names[], *const mdp_gen_last_names[], *const mdp_gen_mail_hosts[];
extern const int mdp_gen_nfirst, mdp_gen_nlast, mdp_gen_nhosts;
extern const int mdp_gen_month_percent[12], mdp_gen_weekday_percent[7], mdp_gen_hour_weight[24];
extern const char *const mdp_gen_month_names[12];
extern const int mdp_gen_impossible_ages[4];

#endif
