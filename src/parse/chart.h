/* Lattice + grammar → the best covers: sequences of clauses that account for every token. Private to parse/. */
#ifndef MDP_PARSE_CHART_H
#define MDP_PARSE_CHART_H

#include "parse/phrase.h"
#include "parse/rules.h"

struct mdp_cover {
	const struct mdp_node **clauses; /* in order of the text */
	int nclauses;
	double cost;
	int *lost; /* tokens that nothing accounts for */
	int nlost;
	const struct mdp_edge **noise; /* words known to carry no meaning here */
	int nnoise;
};

/* `covers` best first, at most MDP_LIMIT_READINGS. Never fails: a hopeless text gives covers that lose words. */
void mdp_chart_cover(const struct mdp_rules *r, struct mdp_phraser *x, struct mdp_cover **covers, int *n);
/* The cheapest phrase by which `nonterminal` spans the whole text of x->t; NULL if there is none, or another within `margin` of it. */
const struct mdp_node *mdp_chart_whole(const struct mdp_rules *r, struct mdp_phraser *x, const char *nonterminal,
				       double margin);
/* Does `nonterminal` span the whole lattice by `rule`? For the rules' own examples. */
bool mdp_chart_spans(const struct mdp_rules *r, const struct mdp_lexicon *l, const struct mdp_lattice *t, int rule,
		     struct mdp_arena *a);
#endif
