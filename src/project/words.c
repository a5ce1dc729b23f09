/*
 * Names of measures. An alias says twice what the aggregate says ("total_revenue", "order_count", "avg_price"); the
 * question says it its own way ("total revenue", "how many orders"). So the aggregate's words are taken off a sum's or
 * count's name, and an average's is written out, since there it belongs to the meaning. The words are those that SQL is
 * written with.
 */
#include "project/words.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
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

static void put_expr(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_expr *x, int depth)
{
	static const char *const ops[] = { "", " + ", " − ", " × ", " ÷ " };
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH) {
		mdp_buf_puts(b, "…");
		return;
	}
	switch (x->kind) {
	case MDP_X_COLUMN:
	case MDP_X_MEASURE:
		mdp_buf_puts(b, x->name);
		return;
	case MDP_X_VALUE:
		mdp_buf_puts(b, mdp_value_print(a, &x->value));
		return;
	case MDP_X_AGG:
		mdp_buf_puts(b, mdp_aggregate_word(x->agg));
		if (x->arg) {
			mdp_buf_puts(b, " of ");
			put_expr(b, a, x->arg, depth + 1);
		}
		mdp_buf_printf(b, "%s%s", x->arg ? ", once per " : " of ", x->entity);
		if (x->where)
			mdp_buf_puts(b, ", of some");
		return;
	case MDP_X_OP:
		mdp_buf_putc(b, '(');
		put_expr(b, a, x->arg, depth + 1);
		mdp_buf_puts(b, ops[x->op]);
		put_expr(b, a, x->arg2, depth + 1);
		mdp_buf_putc(b, ')');
		return;
	default:
		mdp_buf_puts(b, "…");
	}
}

const char *mdp_expr_words(struct mdp_arena *a, const struct mdp_expr *x)
{
	struct mdp_buf b = MDP_BUF_INIT;
	put_expr(&b, a, x, 0);
	const char *out = mdp_arena_strdup(a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return out;
}
