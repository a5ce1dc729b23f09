/*
 * Names of measures. An alias says twice what the aggregate says ("total_revenue", "order_count", "avg_price"); the
 * question says it its own way ("total revenue", "how many orders"). So the aggregate's words are taken off a sum's or
 * count's name, and an average's is written out, since there it belongs to the meaning. The words are those that SQL is
 * written with.
 */
#include "project/words.h"

#include <string.h>

#include "base/utf8.h"
#include "base/banned.h"

struct affix {
	enum mdp_aggregate fn;
	bool before; /* at the beginning, else at the end */
	const char *words, *instead;
};

/* Longer ones first. */
static const struct affix affixes[] = {
	{ MDP_AGG_SUM, true, "sum of ", "" },
	{ MDP_AGG_SUM, true, "total ", "" },
	{ MDP_AGG_SUM, true, "sum ", "" },
	{ MDP_AGG_SUM, true, "tot ", "" },
	{ MDP_AGG_SUM, false, " total", "" },
	{ MDP_AGG_SUM, false, " sum", "" },
	{ MDP_AGG_COUNT, true, "total number of ", "" },
	{ MDP_AGG_COUNT, true, "number of ", "" },
	{ MDP_AGG_COUNT, true, "count of ", "" },
	{ MDP_AGG_COUNT, true, "total ", "" },
	{ MDP_AGG_COUNT, true, "num ", "" },
	{ MDP_AGG_COUNT, true, "nb ", "" },
	{ MDP_AGG_COUNT, true, "n ", "" },
	{ MDP_AGG_COUNT, true, "count ", "" },
	{ MDP_AGG_COUNT, true, "cnt ", "" },
	{ MDP_AGG_COUNT, false, " count", "" },
	{ MDP_AGG_COUNT, false, " cnt", "" },
	{ MDP_AGG_COUNT_DISTINCT, true, "total number of ", "" },
	{ MDP_AGG_COUNT_DISTINCT, true, "number of ", "" },
	{ MDP_AGG_COUNT_DISTINCT, true, "count of ", "" },
	{ MDP_AGG_COUNT_DISTINCT, true, "distinct ", "" },
	{ MDP_AGG_COUNT_DISTINCT, true, "unique ", "" },
	{ MDP_AGG_COUNT_DISTINCT, true, "total ", "" },
	{ MDP_AGG_COUNT_DISTINCT, true, "num ", "" },
	{ MDP_AGG_COUNT_DISTINCT, true, "n ", "" },
	{ MDP_AGG_COUNT_DISTINCT, false, " count", "" },
	{ MDP_AGG_AVG, true, "average of ", "average " },
	{ MDP_AGG_AVG, true, "avg ", "average " },
	{ MDP_AGG_AVG, true, "mean ", "average " },
	{ MDP_AGG_AVG, false, " avg", "average " },
	{ MDP_AGG_AVG, false, " mean", "average " },
	{ MDP_AGG_AVG, false, " average", "average " },
	{ MDP_AGG_MEDIAN, true, "med ", "median " },
};

const char *mdp_words_measure(struct mdp_arena *a, const char *name, enum mdp_aggregate fn)
{
	const char *words = mdp_words_of_name(a, name);
	words = mdp_words_norm(a, mdp_str_of(words));
	for (size_t i = 0; i < sizeof(affixes) / sizeof(affixes[0]); i++) {
		const struct affix *x = &affixes[i];
		size_t n = strlen(words), m = strlen(x->words);
		if (x->fn != fn || n <= m)
			continue;
		if (x->before && !strncmp(words, x->words, m))
			return mdp_arena_printf(a, "%s%s", x->instead, words + m);
		if (!x->before && !strcmp(words + n - m, x->words))
			return mdp_arena_printf(a, "%s%.*s", x->instead, (int)(n - m), words);
	}
	return words;
}

const char *mdp_words_nearest(const char *name, const char *const *names, int n)
{
	const char *best = NULL;
	int least = 3;
	for (int i = 0; i < n; i++) {
		int d = mdp_utf8_distance(mdp_str_of(name), mdp_str_of(names[i]), 2);
		if (d < least) {
			least = d;
			best = names[i];
		}
	}
	return best;
}
