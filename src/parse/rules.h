/*
 * The grammar: productions over categories of the lattice that build trees, read from data/lexicon/en/rules. Private to
 * parse/. Syntax is described in data/lexicon/en/rules/README.md.
 */
#ifndef MDP_PARSE_RULES_H
#define MDP_PARSE_RULES_H

#include "base/map.h"
#include "parse/tree.h"

#define MDP_RULE_SYMBOLS 12 /* symbols of one production */

enum mdp_alt_kind { MDP_ALT_TERMINAL, MDP_ALT_NONTERMINAL, MDP_ALT_LITERAL };

struct mdp_alt {
	enum mdp_alt_kind kind;
	const char *cat, *sub; /* TERMINAL; sub NULL = any */
	int cat_id; /* of `cat`, from 1 (mdp_rules_cat); 0: any one word */
	int nonterminal;
	const char *literal; /* LITERAL: the folded word itself */
};

struct mdp_symbol {
	struct mdp_alt *alts;
	int nalts;
	bool optional;
};

/* Template of a tree. */
struct mdp_template {
	enum { MDP_TPL_OP, MDP_TPL_REF, MDP_TPL_SPLICE, MDP_TPL_ATOM } kind;
	const char *op; /* OP, ATOM */
	int ref; /* REF, SPLICE: symbol, from 0 */
	struct mdp_template **args;
	int nargs;
};

struct mdp_production {
	int left; /* nonterminal */
	struct mdp_symbol symbols[MDP_RULE_SYMBOLS];
	int nsymbols;
	struct mdp_template *build;
	int rule;
};

struct mdp_example {
	const char *text;
	bool yes;
	int line;
};

struct mdp_rule {
	const char *name, *file;
	double cost;
	int line;
	struct mdp_example *examples;
	int nexamples, cap;
};

struct mdp_rules {
	struct mdp_arena arena;
	const char **nonterminals;
	bool *top; /* may stand as a clause of a question */
	bool *follow; /* … of a line that follows an answer */
	bool *asked; /* is part of some clause of a question */
	int n, cap;
	int *order; /* nonterminals so that what may stand first in another comes before it */
	struct mdp_rule *rules;
	int nrules, caprules;
	struct mdp_map cats; /* category → its id as a pointer */
	struct mdp_production *productions; /* sorted by left */
	int nproductions, capproductions;
};

int mdp_rules_load(struct mdp_rules *r, const struct mdp_lexicon *l, struct mdp_error *err);
void mdp_rules_release(struct mdp_rules *r);
int mdp_rules_cat(const struct mdp_rules *r, const char *cat); /* from 1; 0 for one that no rule asks for */
int mdp_rules_nonterminal(const struct mdp_rules *r, const char *name); /* -1 if absent */

#endif
