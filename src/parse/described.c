/*
 * Terms of the question that descriptions of the data define ("Revenue is the sum of this over paid orders"): they are read by what these
 * say, like those that the question itself explains, and the answer tells whose words they are.
 */
#include <string.h>

#include "parse/spoken.h"
#include "base/banned.h"

int mdp_spoken_described(const struct mdp_lexicon *l, const struct mdp_lattice *t, struct mdp_arena *a,
			 struct mdp_spoken *out)
{
	int n, cap = out->ndefined;
	const struct mdp_explained *e = mdp_lexicon_explained(l, &n);
	const struct mdp_catalog *c = mdp_lexicon_catalog(l);

	for (int i = 0; i < n; i++) {
		struct mdp_str name = mdp_str_of(e[i].name);
		bool used = false, other = false;
		for (int at = 0; at < t->ntokens; at++)
			used |= mdp_spoken_at(t, at, name, e[i].words);
		for (int k = 0; k < n; k++)
			other |= k != i && !strcmp(e[k].name, e[i].name) && strcmp(e[k].text, e[i].text) != 0;
		if (!used || other || mdp_catalog_measure(c, name) >= 0)
			continue;
		struct mdp_defined d = { name, e[i].words, mdp_str_of(e[i].text), 1 + e[i].dated };
		MDP_PUSH(a, out->defined, out->ndefined, cap, d);
		struct mdp_remark *r = MDP_NEW_ARRAY(a, (size_t)out->nremarks + 1, struct mdp_remark);
		for (int k = 0; k < out->nremarks; k++)
			r[k] = out->remarks[k];
		r[out->nremarks++] =
			(struct mdp_remark){ "described", mdp_arena_printf(a, "as the description of %s says: “%s”",
									   mdp_catalog_column_name(c, a, e[i].column),
									   e[i].sentence) };
		out->remarks = r;
	}
	return out->ndefined;
}
