/* A logistic model with few weights. tools/train-decision makes them and says how well they tell right from wrong. */
#include "ask/decide.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "base/banned.h"

#define LONG_ANSWER 100 /* rows */

static bool says_nothing(const struct mdp_result *r)
{
	for (int64_t i = 0; i < r->nrows * r->ncolumns; i++)
		if (r->values[i].type != MDP_T_NULL_)
			return false;
	return true;
}

/*
 * May well nothing fulfil it: what is absent, more than so much, in a period? Values of the data that were said are there, each by itself.
 * Depth is bounded as that of queries.
 */
static bool may_be_none(const struct mdp_pred *p, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	if (p->kind == MDP_P_NOT || (p->kind == MDP_P_CMP && p->cmp != MDP_CMP_EQ && p->cmp != MDP_CMP_IN))
		return true;
	for (int i = 0; i < p->nargs; i++)
		if (may_be_none(p->args[i], depth + 1))
			return true;
	return may_be_none(p->where, depth + 1);
}

double *mdp_decide_features(const struct mdp_reading *r, const struct mdp_result *result, struct mdp_arena *a)
{
	double *out = MDP_NEW_ARRAY(a, MDP_FEATURE_COUNT, double);
	memcpy(out, r->features, sizeof(r->features));
	bool empty = says_nothing(result) && out[MDP_FEATURE_VALUES] >= 2 && !may_be_none(r->query->where, 0) &&
		     !r->query->having;
	mdp_feature_add(out, MDP_FEATURE_EMPTY, empty);
	mdp_feature_add(out, MDP_FEATURE_LONG, r->query->limit > 0 && result->nrows > LONG_ANSWER);
	return out;
}

static double weight(const struct mdp_lexicon *l, int feature)
{
	return mdp_lexicon_decision(l, mdp_feature_word((enum mdp_feature)feature));
}

double mdp_decide_doubt(const struct mdp_lexicon *l, const double *features)
{
	double sum = mdp_lexicon_decision(l, "base");
	if (!mdp_decide_asks(l, 1))
		return 0;
	for (int i = 0; i < MDP_FEATURE_COUNT; i++)
		sum += features[i] * weight(l, i);
	return 1 / (1 + exp(-sum));
}

bool mdp_decide_asks(const struct mdp_lexicon *l, double doubt)
{
	double most = mdp_lexicon_decision(l, "threshold");
	return most > 0 && doubt > most;
}

const char *mdp_decide_dump(const struct mdp_lexicon *l, const double *features, struct mdp_arena *a)
{
	const char *text = mdp_arena_printf(a, "%.2f", mdp_decide_doubt(l, features));
	bool told[MDP_FEATURE_COUNT] = { false };
	for (int n = 0; n < MDP_FEATURE_COUNT; n++) {
		int most = -1;
		for (int i = 0; i < MDP_FEATURE_COUNT; i++)
			if (!told[i] && features[i] * weight(l, i) > 0 &&
			    (most < 0 || features[i] * weight(l, i) > features[most] * weight(l, most)))
				most = i;
		if (most < 0)
			break;
		told[most] = true;
		text = mdp_arena_printf(a, "%s%s %s %.2f", text, n ? "," : ":",
					mdp_feature_word((enum mdp_feature)most), features[most] * weight(l, most));
	}
	return text;
}
